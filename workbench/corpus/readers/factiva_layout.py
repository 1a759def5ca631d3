"""What stands where in an article from Factiva, whatever the file format and the interface language.

In the indexed layout each field has a code (``HD`` headline, ``PD`` date). In the article layout the lines have no
labels: the word count begins with digits, the date follows it, then come the time, the source, its code, edition,
page, language and copyright. The accession number in the last line begins with the source's code, which tells the
outlet's name apart from the rest.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from workbench.corpus.boilerplate_rules import AUTHOR_BOX, CREDIT, MEDIA_CAPTION
from workbench.corpus.known_outlets import AGENCY_BY_NAME
from workbench.corpus.readers.columns import words_in_digits
from workbench.corpus.readers.contract import RawRecord
from workbench.corpus.readers.language_names import language_code
from workbench.corpus.readers.marked_text import joined_texts, marked_paragraph
from workbench.corpus.readers.month_names import iso_date, iso_time
from workbench.corpus.readers.plain_text import encoding_notes
from workbench.domain.article import Refusal
from workbench.text_decoding import Decoded

ACCESSION: Final = re.compile(r"(?P<source>[A-Z][A-Z0-9]{1,11}?)0{0,8}(?P<day>(?:19|20)\d{6})[a-z][a-z0-9]{7,9}")
"""The number of a document: the source's code, zeros, the day it came in, and a code of letters and digits."""
ACCESSION_LINE: Final = re.compile(rf"(?:[^\W\d]{{2,20}}\s+)?(?P<number>{ACCESSION.pattern})")
"""The last line of an article: ``Document TAGON00020170401ed4100001``, the word in the interface language."""

CODES: Final[Mapping[str, str]] = {
    "HD": "headline",
    "HL": "headline",
    "HLP": "headline and lead paragraph",
    "BY": "author",
    "CR": "credit",
    "WC": "word count",
    "PD": "date",
    "ET": "time",
    "SN": "source",
    "SC": "source code",
    "NGC": "newspaper group",
    "GC": "group code",
    "ED": "edition",
    "SE": "section",
    "CLM": "column",
    "PG": "page",
    "VOL": "volume",
    "LA": "language",
    "CY": "copyright",
    "CX": "correction",
    "LP": "lead paragraph",
    "TD": "text",
    "CT": "contact",
    "ART": "art",
    "RF": "reference",
    "CO": "companies",
    "IN": "industries",
    "NS": "subjects",
    "RE": "regions",
    "IPC": "codes of the publisher",
    "IPD": "descriptors of the publisher",
    "PUB": "publisher",
    "AN": "accession number",
}
"""The codes of the indexed layout; they are the same in every interface language."""

_NUMBER: Final = r"\d{1,3}(?:[.,\u00a0\u202f ]\d{3})+|\d{1,7}"
_WORD_COUNT: Final = re.compile(rf"(?P<number>{_NUMBER})\s*(?P<unit>[^\W\d][^\d]{{0,30}})")
# "words" in the languages of the interface; a line is also taken for a word count when a date follows it.
_UNITS: Final = frozenset(
    [
        "word",
        "words",
        "mot",
        "mots",
        "wort",
        "wörter",
        "worte",
        "palabra",
        "palabras",
        "parola",
        "parole",
        "palavra",
        "palavras",
        "woord",
        "woorden",
        "ord",
        "sana",
        "sanaa",
        "słowo",
        "słowa",
        "słów",
        "слово",
        "слова",
        "слов",
        "слів",
        "kelime",
        "kata",
        "paraules",
        "字",
        "字数",
        "個字",
        "个字",
        "文字",
        "語",
        "단어",
    ]
)
_COPYRIGHT: Final = re.compile(r"©|\(c\)|copyright\b|all rights reserved|alle rechte|tous droits", re.IGNORECASE)
_PAGE: Final = re.compile(r"[A-Z]{0,3}-?\d{1,4}[A-Za-z]?(?:\s*[-–,;/]\s*[A-Z]{0,3}-?\d{1,4}[A-Za-z]?)*")
_GROUP_CODE: Final = re.compile(r"[A-Z][A-Z0-9]{2,7}")
# Printed counts include the headline and captions, and split numbers and hyphens in their own ways: in 171 articles
# the text without the headline had between 0.83 and 0.99 times the printed number of words.
_LEAST_SHARE: Final = 0.75
_MOST_SHARE: Final = 1.35
_FEW_WORDS: Final = 40
_HAS_WORD: Final = re.compile(r"[^\W_]")
_EAST_ASIAN: Final = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_BYLINE_WORD: Final = re.compile(r"(?:by|von|par|por|di|de|door|af|av)\s+(?=\S)", re.IGNORECASE)
_MANY_CAPTION_WORDS: Final = 300
_LONGEST_PUBLISHER: Final = 120


@dataclass(slots=True)
class FactivaArticle:
    """What one article of an export says, as written; what it does not say is empty."""

    headline: str = ""
    author: str = ""
    credit: str = ""
    words: str = ""
    date: str = ""
    time: str = ""
    source: str = ""
    edition: str = ""
    section: str = ""
    page: str = ""
    language: str = ""
    accession: str = ""
    labels: dict[str, str] = field(default_factory=dict)
    """Where each value stood, in words, by the name of the attribute."""
    body: list[str] = field(default_factory=list)
    """Paragraphs, in reading order."""
    after: list[tuple[str, str, str]] = field(default_factory=list)
    """Paragraphs behind the body (captions, contacts): text, kind of boilerplate, rule."""
    doubts: list[str] = field(default_factory=list)
    """What a person should look at."""
    notes: list[str] = field(default_factory=list)


def word_count(line: str, following: str = "") -> str:
    """The number of words that a line gives, as digits, or ``""``. The line after it speaks for it when it is a date."""
    match = _WORD_COUNT.fullmatch(" ".join(line.split()))
    if match is None or iso_date(line):
        return ""
    unit = match["unit"].strip().casefold().rstrip(".")
    if unit in _UNITS or (len(unit.split()) <= 2 and iso_date(following)):
        return re.sub(r"\D", "", match["number"])
    return ""


def read_lines(article: FactivaArticle, before: Sequence[str], after: Sequence[str]) -> None:
    """Fill in what the unlabelled lines before and after the headline say.

    Args:
        article: to fill in; its accession number is known already, and the author when the format marks it.
        before: lines above the headline.
        after: lines between the headline and the first paragraph.
    """
    if before:
        _set(article, "section", "; ".join(before), "the line above the headline")
    lines = [line for line in after if line]
    at = next((n for n, line in enumerate(lines) if word_count(line, _at(lines, n + 1))), -1)
    if at >= 0:
        _set(article, "words", word_count(lines[at], _at(lines, at + 1)), "the line with the word count")
        above, below = lines[:at], lines[at + 1 :]
    else:
        article.doubts.append("no word count was found")
        at = next((n for n, line in enumerate(lines) if iso_date(line)), 0)
        above, below = lines[:at], lines[at:]
    if above and not article.author and _is_name(above[0]):
        _set(article, "author", above.pop(0), "the line below the headline")
    if above:
        _set(article, "credit", "; ".join(above), "the line above the word count")
    if below and (iso_date(below[0]) or re.search(r"\b(?:1[5-9]|20)\d\d\b", below[0])):
        _set(article, "date", below.pop(0), "the line after the word count")
    _read_rest(article, below)


def _read_rest(article: FactivaArticle, lines: list[str]) -> None:
    """Time, source, its code, edition, page, language and copyright: all that follows the date."""
    lines = list(lines)
    while lines and _COPYRIGHT.search(lines[-1]):
        lines.pop()
    for n in range(len(lines) - 1, -1, -1):
        if code := language_code(lines[n]):
            _set(article, "language", code, "the line with the language")
            # the copyright line stands behind it, whatever it says
            del lines[n:]
            break
    for n, line in enumerate(lines):
        if time := iso_time(line):
            _set(article, "time", time, "the line with the time")
            del lines[n]
            break
    match = ACCESSION.fullmatch(article.accession)
    code = match["source"] if match else ""
    place = next((n for n, line in enumerate(lines) if code and line.rstrip("0") == code.rstrip("0")), -1)
    if place < 0:
        place = next((n for n, line in enumerate(lines) if n and _GROUP_CODE.fullmatch(line)), -1)
    if place > 0:
        _set(article, "source", lines[place - 1], "the line above the source's code")
        rest = lines[place + 1 :]
    elif lines and place < 0:
        _set(article, "source", lines[0], "the line after the date")
        article.doubts.append("the outlet was told by its place alone")
        rest = lines[1:]
    else:
        rest = lines[1:]
    rest = [line for line in rest if not re.fullmatch(r"0(?: \d{4})?", line)]  # no page, no issue
    while rest and _GROUP_CODE.fullmatch(rest[0]):
        rest.pop(0)  # the code of a newspaper group
    if rest and _PAGE.fullmatch(rest[-1]) and not re.search(r"/(?:19|20)\d\d$", rest[-1]):
        _set(article, "page", rest.pop(), "the line before the language")
    if rest:
        _set(article, "edition", rest[0], "the line after the source's code")


def read_codes(article: FactivaArticle, values: Iterable[tuple[str, Sequence[str]]]) -> None:
    """Fill in what the fields of the indexed layout say: pairs of a code and its paragraphs."""
    sections: list[str] = []
    for code, paragraphs in values:
        lines = [line for line in paragraphs if line.strip()]
        if not lines:
            continue
        flat = " ".join(" ".join(lines).split())
        name = f"field {code}"
        if code in ("LP", "TD"):
            article.body += lines
        elif code == "HLP":  # headline and lead paragraph in one
            _set(article, "headline", lines[0], name)
            article.body += lines[1:]
        elif code in ("HD", "HL"):
            _set(article, "headline", flat, name)
        elif code == "BY":
            _set(article, "author", flat, name)
        elif code == "CR":
            _set(article, "credit", flat, name)
        elif code == "WC":
            _set(article, "words", word_count(flat) or re.sub(r"\D", "", flat), name)
        elif code == "PD":
            _set(article, "date", flat, name)
        elif code == "ET":
            _set(article, "time", iso_time(flat), name)
        elif code == "SN":
            _set(article, "source", flat, name)
        elif code == "ED":
            _set(article, "edition", flat, name)
        elif code in ("SE", "CLM"):
            sections.append(flat)
            _set(article, "section", "; ".join(sections), name)
        elif code == "PG":
            _set(article, "page", flat, name)
        elif code == "LA":
            _set(article, "language", language_code(flat), name)
        elif code == "CX":
            article.notes.append(f"Correction, as the source gives it: {flat}")
        elif code == "ART":
            article.after += [(line, MEDIA_CAPTION, "factiva-art") for line in lines]
        elif code == "CT":
            article.after += [(line, CREDIT, "factiva-contact") for line in lines]
        elif code == "AN":
            found = ACCESSION.search(flat)
            article.accession = found[0] if found else flat.split()[-1]


def is_publisher(line: str, header: Iterable[str]) -> bool:
    """Whether the line above the accession number names the publisher and is no paragraph.

    Args:
        line: that line.
        header: the lines under the headline; the copyright line or the outlet often have the publisher's name.
    """
    if len(line) > _LONGEST_PUBLISHER:
        return False
    words = set(re.findall(r"[^\W\d_]{4,}", line.casefold()))
    named = set(re.findall(r"[^\W\d_]{4,}", " ".join(header).casefold()))
    return not re.search(r"[.!?…”\"»]$", line) or len(words & named) * 2 > len(words)


def after_body(article: FactivaArticle, paragraphs: Iterable[str]) -> None:
    """Take unlabelled paragraphs behind the body: captions mostly, sometimes a line about the author."""
    surnames = {word.casefold() for word in re.findall(r"[^\W\d_]{3,}", article.author)}
    for paragraph in paragraphs:
        words = {word.casefold() for word in re.findall(r"[^\W\d_]{3,}", paragraph)}
        if len(paragraph.split()) == 1 and any(c.isdigit() for c in paragraph):
            article.after.append((paragraph, CREDIT, "factiva-reference"))
        elif surnames & words and len(paragraph) <= 300:
            article.after.append((paragraph, AUTHOR_BOX, "factiva-after-body"))
        else:
            article.after.append((paragraph, MEDIA_CAPTION, "factiva-after-body"))


def to_record(article: FactivaArticle, *, path: str, where: str, decoded: Decoded) -> RawRecord | Refusal:
    """The article as a record with its metadata, or why it is none."""
    body = [paragraph.strip() for paragraph in article.body if paragraph.strip()]
    if not body:
        named = f"“{article.headline}” " if article.headline else ""
        return Refusal(path, where, f"The article {named}has no text in this export. Export it with its full text.")
    marked = joined_texts([*map(marked_paragraph, body), *(marked_paragraph(*behind) for behind in article.after)])
    text = marked.text
    fields, sources = _fields(article)
    doubts = list(article.doubts)
    captions = sum(count_words(paragraph) for paragraph, _, _ in article.after)
    if captions > max(_MANY_CAPTION_WORDS, count_words(" ".join(body))):
        doubts.append(f"{captions:,} of {count_words(text):,} words stand behind the text as captions")
    doubts += [f"no {name} was found" for name in ("title", "outlet", "date") if not fields.get(name)]
    if not article.accession:
        doubts.append("no accession number was found")
    if doubt := count_doubt(article.words, text, article.headline):
        doubts.append(doubt)
    certain = decoded.certain or all(value.isascii() for value in (text, *fields.values()))
    return RawRecord(
        text=text,
        record=where,
        document_id=article.accession,
        fields=fields,
        sources=sources,
        encoding=decoded.encoding_in_words,
        encoding_certain=certain,
        notes=(*(() if certain else encoding_notes(decoded)), *article.notes),
        review=sentence(doubts),
        boilerplate=marked.boilerplate,
    )


def sentence(doubts: Sequence[str]) -> str:
    """Doubts as one sentence, or ``""``."""
    joined = "; ".join(doubts)
    return f"{joined[0].upper()}{joined[1:]}." if joined else ""


def count_words(text: str) -> int:
    """Words as databases count them, roughly: what stands between spaces and holds a letter or a digit."""
    return sum(_HAS_WORD.search(word) is not None for word in text.split())


def count_doubt(printed: str, text: str, headline: str = "") -> str:
    """What is odd about the printed word count beside the text that was found, or ``""``."""
    if not printed.isdecimal() or not int(printed) or _EAST_ASIAN.search(text[:2000]):
        return ""
    found = count_words(text) + count_words(headline)
    what = "the text and its headline have" if headline else "the text has"
    expected = int(printed)
    if abs(found - expected) <= _FEW_WORDS or _LEAST_SHARE * expected <= found <= _MOST_SHARE * expected:
        return ""
    return f"{what} {found:,} words, the source says {expected:,}"


def _fields(article: FactivaArticle) -> tuple[dict[str, str], dict[str, str]]:
    named = {
        "title": ("headline", article.headline),
        "outlet": ("source", article.source),
        "author": ("author", _without_by(article.author)),
        "date": ("date", _moment(article)),
        "language": ("language", article.language),
        "wire_agency": ("credit", AGENCY_BY_NAME.get(article.credit, AGENCY_BY_NAME.get(article.author, ""))),
        "section": ("section", article.section),
        "words": ("words", words_in_digits(article.words)),
        "time": ("time", article.time),
        "edition": ("edition", article.edition),
        "pages": ("page", article.page),
        "credit": ("credit", article.credit),
    }
    fields = {name: " ".join(value.split()) for name, (_, value) in named.items() if value.strip()}
    sources = {name: article.labels.get(named[name][0], "") for name in fields}
    if "wire_agency" in fields and not article.credit:
        sources["wire_agency"] = article.labels.get("author", "")
    return fields, sources


def _without_by(author: str) -> str:
    """The names without the word before them; ``De Rosa`` and ``di Canio`` are names."""
    match = re.match(r"(?:by|von|par|por|door)\s+(?=\S)", author, re.IGNORECASE)
    if match is None or (match[0][0].isupper() and match[0].casefold().startswith("von") and len(author.split()) == 2):
        return author
    return author[match.end() :]


def _moment(article: FactivaArticle) -> str:
    """The date in ISO 8601 with the time when the source gives one; as written when it is not understood."""
    iso = iso_date(article.date)
    if not iso:
        return article.date
    return f"{iso}T{article.time}" if article.time else iso


def _set(article: FactivaArticle, name: str, value: str, label: str) -> None:
    value = " ".join(value.split())
    if value and (name == "section" or not getattr(article, name)):
        setattr(article, name, value)
        article.labels[name] = label


def _is_name(line: str) -> bool:
    """Whether a line without a label is a byline: ``By Ann Other``, ``Von Anna Muster``."""
    return _BYLINE_WORD.match(line) is not None and len(line) <= 120


def _at(lines: Sequence[str], place: int) -> str:
    return lines[place] if place < len(lines) else ""
