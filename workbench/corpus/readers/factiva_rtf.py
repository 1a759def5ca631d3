r"""RTF from Factiva: the article layout or the indexed layout as a text document, one article after the other.

Each article ends in a line with its accession number. In the article layout nothing marks the headline but its bold
print, so the runs of bold text in the file tell it from the section above and the author below.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from workbench.corpus.readers.contract import Item, Remark
from workbench.corpus.readers.factiva_layout import (
    ACCESSION,
    ACCESSION_LINE,
    CODES,
    FactivaArticle,
    is_publisher,
    read_codes,
    read_lines,
    to_record,
    word_count,
)
from workbench.corpus.readers.language_names import language_code
from workbench.corpus.readers.month_names import iso_date
from workbench.corpus.readers.rich_text import RichTextError, is_rich_text, read_rich_text
from workbench.domain.article import Refusal
from workbench.text_decoding import Decoded

_IN_BYTES: Final = re.compile(rb"[A-Z][A-Z0-9]{3,19}(?:19|20)\d{6}[a-z][a-z0-9]{7,9}")
_BOLD_MARK: Final = re.compile(rb"\\(?:b(?P<number>[01]?)(?![A-Za-z0-9])|plain(?![a-z]))|(?<!\\)[{}]")
_CONTROL: Final = re.compile(rb"\\'[0-9a-fA-F]{2}|\\u-?\d+ ?\??|\\[a-zA-Z]+-?\d* ?|[^A-Za-z0-9]")
_CODE_LINE: Final = re.compile(
    rf"(?P<code>{'|'.join(sorted(CODES, key=len, reverse=True))})(?:[\t\u00a0 ]{{1,}}(?P<value>\S.*))?"
)
_MOST_HEADER_LINES: Final = 20
_MOST_ABOVE: Final = 6
_COPYRIGHT: Final = re.compile(r"©|\(c\)|copyright\b", re.IGNORECASE)
_NAMES: Final = re.compile(
    r"[^\W\d_a-z][\w.’'-]*(?:\s+(?:de|van|von|der|di|da|la|le|el|al|bin)\b)*(?:[\s,;/&]+[^\W\d_a-z][\w.’'-]*){1,8}"
)


class FactivaRtf:
    """Reads ``.rtf`` from Factiva."""

    name = "Factiva (RTF)"
    binary = True
    rank = 10

    def recognises(self, data: bytes, path: str) -> bool:
        """By an accession number in an RTF file that names Factiva or ends an article with it."""
        return is_rich_text(data) and _IN_BYTES.search(data) is not None

    def read(self, data: bytes, path: str, *, mapping: Mapping[str, str]) -> Iterator[Item]:
        """One record for each article."""
        try:
            document = read_rich_text(data)
        except RichTextError as error:
            yield Refusal(path, "", str(error))
            return
        lines = [line for paragraph in document.paragraphs for line in _lines_of(paragraph.text)]
        chunks = _chunks(lines)
        if not chunks:
            yield Refusal(path, "", "No article of this Factiva file could be read. Save it again from Factiva.")
            return
        bold = _bold_stream(data)
        pages = ", ".join(map(str, document.code_pages))
        decoded = Decoded("", f"RTF, code page {pages}" if pages else "RTF", True)
        for number, chunk in enumerate(chunks, start=1):
            where = f"document {number} of {len(chunks)}"
            yield to_record(_article(chunk, bold), path=path, where=where, decoded=decoded)
        if not document.complete:
            yield Remark(
                "The file ends in the middle of the document: text may be missing. Save it again from Factiva."
            )
        named = len({match[0] for match in _IN_BYTES.finditer(data)})
        if named != len(chunks):
            yield Remark(f"The file names {named:,} articles, but {len(chunks):,} were found. Look at the list.")


def _lines_of(paragraph: str) -> Iterator[str]:
    for line in paragraph.split("\n"):
        if line.strip(" \u00a0\t"):
            yield line.strip(" \u00a0\t")


def _chunks(lines: Sequence[str]) -> list[list[str]]:
    """The lines of each article, the one with the accession number last.

    What follows the last one is no article unless it has a word count and a date.
    """
    found: list[list[str]] = []
    chunk: list[str] = []
    for line in lines:
        chunk.append(line)
        if ACCESSION_LINE.fullmatch(line) or (line.startswith("AN") and ACCESSION.search(line)):
            found.append(chunk)
            chunk = []
    if _header_place(chunk) >= 0:
        found.append(chunk)
    return found


def _header_place(lines: Sequence[str]) -> int:
    """Where the line with the word count stands, which a date follows; -1 when there is none."""
    for n, line in enumerate(lines[:-1]):
        if word_count(line, lines[n + 1]) and iso_date(lines[n + 1]):
            return n
    return -1


def _article(lines: list[str], bold: str) -> FactivaArticle:
    article = FactivaArticle()
    rows = _coded_rows(lines)
    if len(rows) >= 4:
        read_codes(article, rows)
        return article
    match = ACCESSION_LINE.fullmatch(lines[-1])
    if match is not None:
        article.accession = match["number"]
        lines = lines[:-1]
    place = _header_place(lines)
    if place < 0:
        article.doubts.append("the lines with word count and date were not found")
        article.headline, article.body = lines[0] if lines else "", lines[1:]
        article.labels["headline"] = "the first line"
        return article
    end = _header_end(lines, place)
    # what stands further up belongs to a cover or a list of headlines
    above = _split_head(article, lines[:place], bold)
    read_lines(article, above, [*_below(article, lines[:place], bold), *lines[place:end]])
    body = lines[end:]
    if match is not None and len(body) > 1 and is_publisher(body[-1], lines[:end]):
        body = body[:-1]
    article.body = body
    return article


def _header_end(lines: Sequence[str], place: int) -> int:
    """Where the text begins: behind the copyright line, which follows the language."""
    window = range(place + 1, min(len(lines), place + _MOST_HEADER_LINES))
    for n in window:
        if _COPYRIGHT.search(lines[n]):
            return n + 1
    for n in window:
        if language_code(lines[n]):
            return n + 1
    return min(len(lines), place + 3)


def _key(text: str) -> str:
    return re.sub(r"[^A-Za-z0-9]", "", text)


def _bold_stream(data: bytes) -> str:
    """The letters and digits of all bold runs of a file, one after the other."""
    runs: list[bytes] = []
    start = -1
    depth = started_at = 0
    for mark in _BOLD_MARK.finditer(data):
        if mark[0] == b"{":
            depth += 1
            continue
        if mark[0] == b"}":
            depth -= 1
            ends = depth < started_at
        else:
            ends = mark["number"] in (b"0", None)
        if start < 0 and mark["number"] in (b"", b"1"):
            start, started_at = mark.end(), depth
        elif start >= 0 and ends:
            runs.append(data[start : mark.start()])
            start = -1
    return "".join(_CONTROL.sub(b"", run).decode("ascii", "replace") for run in runs)


def _headline_place(article: FactivaArticle, above: Sequence[str], bold: str) -> int:
    """Which of the lines above the word count is the headline."""
    marked = [n for n, line in enumerate(above) if len(_key(line)) >= 3 and _key(line) in bold]
    if marked:
        return marked[-1]
    if len(above) > 1:
        article.doubts.append("the headline is not marked and was told by the form of the lines")
    # From below: an author's line, then the headline
    last = len(above) - 1
    while last > 0 and (_NAMES.fullmatch(above[last]) or re.match(r"(?:by|von|par|por)\s", above[last], re.IGNORECASE)):
        if len(above[last]) > len(above[last - 1]):
            break
        last -= 1
    return last


def _split_head(article: FactivaArticle, above: Sequence[str], bold: str) -> list[str]:
    """Set the headline and give the lines above it that belong to the article (its section)."""
    if not above:
        return []
    above = above[-_MOST_ABOVE:]
    place = _headline_place(article, above, bold)
    article.headline = above[place]
    marked = _key(article.headline) in bold
    article.labels["headline"] = "the bold line above the word count" if marked else "a line above the word count"
    return [line for line in above[max(0, place - 1) : place] if len(line) <= 80]


def _below(article: FactivaArticle, above: Sequence[str], bold: str) -> list[str]:
    """The lines between the headline and the word count; the first is the author when it consists of names."""
    above = above[-_MOST_ABOVE:]
    place = max((n for n, line in enumerate(above) if line == article.headline), default=-1)
    below = list(above[place + 1 :])
    if below and _NAMES.fullmatch(below[0]):
        article.author = below.pop(0)
        article.labels["author"] = "the line below the headline"
    return below


def _coded_rows(lines: Sequence[str]) -> list[tuple[str, Sequence[str]]]:
    """The rows of the indexed layout: a code at the beginning of a line, or as a line, and what follows it."""
    rows: list[tuple[str, list[str]]] = []
    for line in lines:
        match = _CODE_LINE.fullmatch(line)
        # a code alone, or set off by a tab or several spaces
        if match is not None and (not match["value"] or re.match(r"[A-Z]+(?:\t|[ \u00a0]{2,})", line)):
            rows.append((match["code"], [match["value"]] if match["value"] else []))
        elif rows:
            rows[-1][1].append(line)
    known = {code for code, _ in rows}
    return [(code, values) for code, values in rows] if {"HD", "PD"} <= known or {"HD", "SN"} <= known else []
