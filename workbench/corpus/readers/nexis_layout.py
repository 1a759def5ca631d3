"""What all downloads of LexisNexis share, whatever their file format: labels in several languages, date lines, counts.

Two layouts are known. The *document layout* (Nexis Uni, Lexis Advance, Nexis Advance: DOCX, RTF, text) has title, outlet
and date line, labels, ``Body``, paragraphs, ``End of Document``. The *database layout* (LexisNexis Academic, Nexis UK:
HTML, text) has ``k of N DOCUMENTS``, outlet, date line, title, labels in capitals, text, more labels. Where a document
begins and ends, and what its lines are, is told by the readers; here lines become an article.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from workbench.corpus.boilerplate_rules import CREDIT, MEDIA_CAPTION
from workbench.corpus.dates import parse_date
from workbench.corpus.readers.character_references import unescaped
from workbench.corpus.readers.contract import RawRecord, Remark
from workbench.corpus.readers.document_text import Paragraph, joined, tidy
from workbench.corpus.readers.language_names import language_code
from workbench.corpus.readers.month_names import MONTHS, find_date
from workbench.domain.article import Refusal

# Labels before the text. English, German, French, Spanish, Italian, Dutch, Portuguese.
_HEADER_LABELS: Final = {
    "author": "byline autor autoren verfasser auteur auteurs autores autore autori auteur(s) door",
    "section": "section rubrik ressort rubrique sección sezione rubriek secção seção",
    "words": "length länge longueur longitud lunghezza lengte extensão comprimento",
    "dateline": "dateline ort ortsmarke datumszeile origine lugar luogo origen plaats",
    "highlight": "highlight highlights zusammenfassung encadré entrefilet destacado",
    "series": "series serie série",
    "distribution": "distribution",
    "column": "column kolumne colonne columna",
}
# Labels after the text.
_TRAILER_LABELS: Final = {
    "load_date": "load-date update ladedatum date-chargement fecha-carga fecha-de-carga data-caricamento laad-datum",
    "language": "language sprache langue idioma lingua taal língua",
    "graphic": "graphic grafik graphique illustration gráfico grafica grafiek",
    "notes": "notes note anmerkung anmerkungen notas opmerkingen",
    "correction": "correction korrektur rectificatif corrección",
    "correction_date": "correction-date korrekturdatum",
    "publication_type": "publication-type publikationstyp erscheinungsart type-publication tipo-publicación tipo-de-publicación"
    " publicatietype",
    "journal_code": "journal-code zeitungs-code code-revue code-journal pub-subject",
    "": "subject themen thema sujet tema company firma firmen société organization organisation person personen personne"
    " persona geographic geographie geografie géographie geográfico country state city industry branche industrie ticker"
    " bibliographie issn isbn doc-subject classification acc-no document-type enhancement product url url-seg"
    " contact cite term region type ticker-symbol series-name copyright",
}


def _folded(label: str) -> str:
    plain = unicodedata.normalize("NFD", label.casefold())
    return "-".join("".join(c for c in plain if not unicodedata.combining(c)).split())


_HEADER: Final = {_folded(name): key for key, names in _HEADER_LABELS.items() for name in names.split()}
_TRAILER: Final = {_folded(name): key or "other" for key, names in _TRAILER_LABELS.items() for name in names.split()}

# Words that stand alone in a line and say what follows.
_BODY: Final = frozenset({"body", "text", "haupttext", "volltext", "corps", "cuerpo", "corpo", "hoofdtekst"})
_TRAILER_HEADINGS: Final = {
    **dict.fromkeys(
        ("classification", "klassifikation", "klassifizierung", "clasificacion", "classificazione"), "other"
    ),
    **dict.fromkeys(("graphic", "grafik", "graphique", "grafico", "grafica"), "graphic"),
    **dict.fromkeys(("correction", "korrektur", "rectificatif", "correccion"), "correction"),
    **dict.fromkeys(("notes", "anmerkungen", "notas"), "notes"),
}
_END: Final = frozenset(
    {
        *("end-of-document", "ende-des-dokuments", "dokumentende", "fin-du-document", "fin-de-document"),
        *(
            "fin-del-documento",
            "fine-del-documento",
            "fim-do-documento",
            "einde-van-het-document",
            "einde-van-document",
        ),
    }
)
_COPYRIGHT: Final = re.compile(r"\s*(?:copyright\b|©|\(c\)\s+\d{4})", re.IGNORECASE)
_LABEL: Final = re.compile(r"\s*(?P<label>[^\W\d_][\w()\-]*(?: [\w()\-]+){0,2})\s?:(?P<space>\u00a0|[ \t]|\n|\Z)")
_COUNTER: Final = re.compile(
    r"\s*(?P<number>\d{1,7})\s+(?:of|von|de|di|van|sur|out of)\s+(?P<total>\d{1,7})\s+"
    r"(?:documents?|dokumente?n?|documentos?|documenti|documento|documenten)\s*\Z",
    re.IGNORECASE,
)
_COVER_COUNT: Final = re.compile(
    r"\s*(?:documents?|dokumente?|documentos?|documenti|documenten)\s*\((?P<total>\d{1,7})\)\s*\Z", re.IGNORECASE
)
_COVER_TITLE: Final = re.compile(r"\s*(?P<number>\d{1,5})\.\s+(?P<title>\S.*)", re.DOTALL)
_WORDS: Final = re.compile(
    r"\s*(?P<number>\d{1,3}(?:[., \u00a0\u202f]\d{3})+|\d+)\s*"
    r"(?:words?|wörter|worte|wort|mots?|palabras?|parole|parola|woorden|woord|palavras?|caractères|zeichen|characters)\b",
    re.IGNORECASE,
)
_EDITION_OF_OUTLET: Final = re.compile(
    r"(?P<outlet>.*\S)\s+-\s+(?P<edition>[^-]*\b(?:edition|ausgabe|édition|edición|edizione|editie)\b[^-]*)",
    re.IGNORECASE,
)
_BY: Final = re.compile(r"\s*(?:by|from|von|par|por|door)\s*:?\s+(?=\S)", re.IGNORECASE)
_URL: Final = re.compile(r"[;,\s]*\b(?P<url>https?://[^\s;<>\"]+)\s*;?\s*\Z", re.IGNORECASE)
_PARENTHESIS: Final = re.compile(r"\([^()]{1,60}\)")
_TIME: Final = re.compile(
    r"(?P<clock>(?P<hour>\d{1,2})[:.](?P<minute>[0-5]\d)(?::[0-5]\d)?(?:\s?(?P<half>[AaPp])\.?[Mm]\.?)?"
    r"(?:\s?Uhr)?(?:\s(?P<zone>(?:GMT|UTC)(?:[+-]\d{1,2}(?::?\d{2})?)?|[A-Z]{2,5}(?![a-z\w])))?)"
)
_ZONES: Final = {
    "GMT": "Z", "UTC": "Z", "EST": "-05:00", "EDT": "-04:00", "CST": "-06:00", "CDT": "-05:00", "MST": "-07:00",
    "MDT": "-06:00", "PST": "-08:00", "PDT": "-07:00", "CET": "+01:00", "CEST": "+02:00", "MEZ": "+01:00", "MESZ": "+02:00",
}  # fmt: skip
_SUMMER_MONTHS: Final = range(4, 11)
_WINTER_ZONES: Final = frozenset({"EST", "CST", "MST", "PST", "CET", "MEZ"})
_MONTH_ONLY: Final = re.compile(r"\s*(?P<month>[^\W\d_]{3,14})\.?,?\s+(?P<year>1[5-9]\d\d|20\d\d)\b")
_WEEKDAYS: Final = tuple(
    frozenset(names.split())
    for names in (
        "monday montag lundi lunes lunedi maandag segunda-feira",
        "tuesday dienstag mardi martes martedi dinsdag terca-feira",
        "wednesday mittwoch mercredi miercoles mercoledi woensdag quarta-feira",
        "thursday donnerstag jeudi jueves giovedi donderdag quinta-feira",
        "friday freitag vendredi viernes venerdi vrijdag sexta-feira",
        "saturday samstag sonnabend samedi sabado sabato zaterdag",
        "sunday sonntag dimanche domingo domenica zondag",
    )
)
_LONGEST_DATE_LINE: Final = 160
_LONGEST_LABEL: Final = 120
_LONGEST_URL: Final = 500
_LONGEST_TITLE: Final = 1_000
_MOST_FURTHER_LINES: Final = 5
_CORRECTION_APPENDED: Final = re.compile(r"\s+-\s+correction appended\s*\Z", re.IGNORECASE)
_NUMBERED_CHARACTER: Final = re.compile(r"&#(?:\d{2,6}|x[0-9a-fA-F]{2,5});")
_BARE_URL: Final = re.compile(r"https?://[^\s<>\"]{4,500}")
_PHOTO_LINE: Final = re.compile(r"(?:PHOTOS?|DRAWINGS?|CHARTS?|GRAPHICS?|MAPS?|PHOTOGRAPHS?)\s?:")


def label_of(line: str) -> tuple[str, str, str] | None:
    """Key, label as written and value of a line that begins with a known label (``Length:``); otherwise ``None``."""
    match = _LABEL.match(line, 0, _LONGEST_LABEL)
    if match is None:
        return None
    folded = _folded(match["label"])
    key = _HEADER.get(folded) or _TRAILER.get(folded)
    return None if key is None else (key, match["label"], line[match.end() :])


def is_header_label(key: str) -> bool:
    """Whether a label's key belongs before the text."""
    return key in _HEADER_LABELS


def is_trailer_label(key: str) -> bool:
    """Whether a label's key belongs after the text."""
    return not is_header_label(key)


def is_body_heading(line: str) -> bool:
    """Whether a line is the word ``Body`` alone, in one of the languages."""
    return len(line) < 30 and _folded(line.strip()) in _BODY


def is_strong_body_heading(line: str) -> bool:
    """Whether a line is ``Body`` and not a word like ``Text``, which could be the article's own."""
    return is_body_heading(line) and _folded(line.strip()) != "text"


def trailer_heading(line: str) -> str:
    """The key of a line that is nothing but ``Classification``, ``Graphic`` and the like, or ``""``."""
    return _TRAILER_HEADINGS.get(_folded(line.strip()), "") if len(line) < 30 else ""


def is_end_of_document(line: str) -> bool:
    """Whether a line is ``End of Document`` alone, in one of the languages."""
    return len(line) < 40 and _folded(line.strip()) in _END


def is_copyright(line: str) -> bool:
    """Whether a line begins like a copyright notice."""
    return _COPYRIGHT.match(line) is not None


def counter(line: str) -> tuple[int, int] | None:
    """Number and total of ``3 of 62 DOCUMENTS``."""
    match = _COUNTER.match(line) if len(line) < 120 else None
    return None if match is None else (int(match["number"]), int(match["total"]))


def cover_count(line: str) -> int:
    """The number in a cover's ``Documents (62)``, 0 for other lines."""
    match = _COVER_COUNT.match(line) if len(line) < 60 else None
    return 0 if match is None else int(match["total"])


def cover_title(line: str) -> tuple[int, str] | None:
    """Number and title of a line in a cover's list (``3. Title``)."""
    match = _COVER_TITLE.match(line)
    return None if match is None else (int(match["number"]), _flat(match["title"]))


def word_count(value: str) -> str:
    """The digits of ``2,968 words``, ``1.285 Wörter``, ``812 mots``; empty for anything else."""
    match = _WORDS.match(value)
    return "" if match is None else re.sub(r"\D", "", match["number"])


@dataclass(frozen=True, slots=True)
class DateLine:
    """A date line taken apart."""

    iso: str
    """ISO 8601, with the time and its zone when they are there and certain."""
    time: str = ""
    """The time of day as it was written."""
    edition: str = ""
    """What stands behind the date: ``Late Edition - Final``."""
    notes: tuple[str, ...] = ()


def date_line(line: str) -> DateLine | None:
    """Date, time and edition of a line like ``January 11, 2018 Thursday, Late Edition - Final``; else ``None``.

    The date has to be at the beginning of the line, so that a headline that mentions a day is none.
    """
    text = _flat(line)
    if not 0 < len(text) <= _LONGEST_DATE_LINE:
        return None
    found = find_date(text)
    if found is None:
        month = _MONTH_ONLY.match(text)
        if month is None or _folded(month["month"]) not in MONTHS:
            return None
        iso = f"{month['year']}-{MONTHS[_folded(month['month'])]:02}"
        rest = text[month.end() :]
        if rest and not re.match(r"[\s,;.]", rest):
            return None
        return DateLine(iso, edition=rest.strip(" ,;."))
    if found.start > 0:
        return None
    rest = text[found.end :]
    if rest and not re.match(r"[\s,;.(]", rest):
        return None
    notes: list[str] = []
    written_weekday, rest = _weekday(rest)
    day_of_week, _ = _weekday(text[: found.end])
    written_weekday = written_weekday if written_weekday >= 0 else day_of_week
    if written_weekday >= 0 and date.fromisoformat(found.iso).weekday() != written_weekday:
        notes.append("The weekday that the date line gives does not fit its date.")
    iso, clock, rest = _with_time(found.iso, rest, notes)
    return DateLine(iso, clock, rest.strip(" ,;."), tuple(notes))


def _weekday(text: str) -> tuple[int, str]:
    """The weekday (0 for Monday) at the beginning of a text and the rest; -1 without one."""
    match = re.match(r"[\s,;.]*(?P<name>[^\W\d_]+(?:-feira)?)\b\.?", text)
    if match is not None:
        name = _folded(match["name"])
        for number, names in enumerate(_WEEKDAYS):
            if name in names:
                return number, text[match.end() :]
    return -1, text


def _with_time(iso: str, rest: str, notes: list[str]) -> tuple[str, str, str]:
    """The date with its time, the time as written, and what remains of the line."""
    match = _TIME.match(rest.lstrip(" ,;."))
    if match is None:
        return iso, "", rest
    remaining = rest.lstrip(" ,;.")[match.end() :]
    hour, minute, zone = int(match["hour"]), match["minute"], match["zone"] or ""
    clock = match["clock"]
    if match["half"]:
        if not 1 <= hour <= 12:
            return iso, clock, remaining
        hour = hour % 12 + (12 if match["half"] in "pP" else 0)
    if hour > 23:
        return iso, clock, remaining
    offset = ""
    if shift := re.fullmatch(r"(?:GMT|UTC)([+-])(\d{1,2}):?(\d{2})?", zone):
        offset = f"{shift[1]}{int(shift[2]):02}:{shift[3] or '00'}" if int(shift[2]) <= 14 else ""
    elif zone in _ZONES:
        offset = _ZONES[zone]
        if zone in _WINTER_ZONES and int(iso[5:7]) in _SUMMER_MONTHS:
            notes.append(f"The time zone is given as {zone} in a month of summer time: the time may be an hour off.")
    elif zone:
        notes.append(f"The time zone {zone} is not known; the time has none.")
    return f"{iso}T{hour:02}:{minute}{offset}", clock, remaining


@dataclass(slots=True)
class NexisArticle:
    """An article while its lines are put together. ``labels`` holds label as written and values by key."""

    title: str = ""
    outlet: str = ""
    date_line: str = ""
    labels: dict[str, tuple[str, list[str]]] = field(default_factory=dict)
    body: list[str] = field(default_factory=list)
    captions: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    """What is odd about it, for a person to look at."""
    notes: list[str] = field(default_factory=list)
    edition: list[str] = field(default_factory=list)

    def add_label(self, key: str, label: str, value: str) -> None:
        """Take the value of a label; of two alike the first counts."""
        values = self.labels.setdefault(key, (label, []))[1]
        if value.strip():
            values.append(value)

    def value(self, key: str) -> str:
        """The first value of a label on one line."""
        values = self.labels.get(key, ("", []))[1]
        return _flat(values[0]) if values else ""


@dataclass(frozen=True, slots=True)
class Origin:
    """How the file became text, said of each of its records."""

    encoding: str
    encoding_certain: bool = True
    notes: tuple[str, ...] = ()


def take_front(article: NexisArticle, lines: Sequence[str]) -> None:
    """Title, outlet and date line from the lines above the labels of the document layout.

    Empty lines are part of what is given: one between title and outlet is no regular header.
    """
    filled = [(number, line) for number, line in enumerate(lines) if line.strip()]
    if not filled:
        article.doubts.append("the header has neither title nor outlet")
        return
    article.title = _CORRECTION_APPENDED.sub("", _flat(filled[0][1])[:_LONGEST_TITLE])
    rest = filled[1:]
    dated = next((place for place, (_, line) in enumerate(rest) if date_line(line) is not None), None)
    if rest and dated != 0:
        if any(not line.strip() for line in lines[filled[0][0] : rest[0][0]]):
            article.doubts.append("an empty line stands between title and outlet")
        _take_outlet(article, rest[0][1])
    elif rest:
        article.doubts.append("there is no line with the outlet")
    between = rest[1:dated] if dated else rest[1:] if dated is None else []
    after = rest[dated + 1 :] if dated is not None else []
    if dated is not None:
        article.date_line = rest[dated][1]
    odd = between if dated is not None else []
    article.doubts += [
        f"the line “{_short(line)}” stands between outlet and date" for _, line in odd[:_MOST_FURTHER_LINES]
    ]
    further = [*([] if dated is not None else between), *after]
    article.notes += [f"Further line of the header: {_short(line)}." for _, line in further[:_MOST_FURTHER_LINES]]
    if len(odd) + len(further) > _MOST_FURTHER_LINES:
        article.doubts.append(f"the header has {len(filled):,} lines")


def _take_outlet(article: NexisArticle, line: str) -> None:
    outlet = _flat(line)[:_LONGEST_TITLE]
    if edition := _EDITION_OF_OUTLET.fullmatch(outlet):
        outlet = edition["outlet"]
        article.edition.append(edition["edition"].strip())
    article.outlet = outlet


def take_labels(article: NexisArticle, lines: Iterable[str]) -> None:
    """The labels between header and body; a line without one continues the label above it."""
    open_key = ""
    for line in lines:
        if not line.strip() or is_copyright(line):
            continue
        found = label_of(line)
        if found is not None:
            open_key = found[0]
            article.add_label(*found)
        elif open_key:
            _continue_label(article, open_key, line)
        else:
            article.notes.append(f"Further line of the header: {_short(line)}.")


def _continue_label(article: NexisArticle, key: str, line: str) -> None:
    values = article.labels[key][1]
    if key == "author":
        # who else worked on it, or who the author is; the same name once more says nothing
        if _flat(line) not in map(_flat, values):
            article.notes.append(f"Below the byline: {_short(line, 300)}.")
    elif values and key != "highlight":
        values[-1] = f"{values[-1]} {line}"
    else:
        values.append(line)


def take_trailer(article: NexisArticle, lines: Iterable[str]) -> None:
    """What stands below the text: captions, corrections, dates and codes."""
    key = "other"
    for line in lines:
        if not line.strip() or is_copyright(line):
            continue
        if heading := trailer_heading(line):
            key = heading
            continue
        found = label_of(line)
        if found is not None and is_header_label(found[0]):
            article.add_label(*found)
            key = "other"
            continue
        if found is not None:
            key, label, value = found
            if key not in ("graphic", "correction", "notes"):
                article.add_label(key, label, value)
                continue
            line = value  # noqa: PLW2901 - the label is taken, the rest is a line like any other
        if key == "graphic":
            if line.strip():
                article.captions.append(line)
        elif key in ("correction", "notes") and line.strip():
            said = "Correction, as the source gives it" if key == "correction" else "Note of the source"
            note = f"{said}: {_short(line, 600)}"
            if note not in article.notes:
                article.notes.append(note)


def to_record(article: NexisArticle, *, path: str, record: str, origin: Origin) -> RawRecord | Refusal:
    """The article as a record, or a refusal when it has no text at all."""
    fields: dict[str, str] = {}
    sources: dict[str, str] = {}
    doubts = list(article.doubts)
    notes = list(article.notes)

    def put(name: str, value: str, source: str) -> None:
        if value:
            fields[name], sources[name] = value, source

    highlight = [_tidy(value) for value in article.labels.get("highlight", ("", []))[1]]
    if highlight and (address := _URL.search(highlight[-1], max(0, len(highlight[-1]) - _LONGEST_URL))):
        put("url", address["url"].rstrip(",."), _source(article, "highlight"))
        highlight[-1] = highlight[-1][: address.start()]
    highlight = [paragraph for paragraph in highlight if paragraph.strip()]
    body = [paragraph for text in article.body if (paragraph := _tidy(text))]
    below = _below_text(body)
    if below and _BARE_URL.fullmatch(below[-1].text) and below[-1].text.rstrip("/").count("/") > 2:
        put("url", below[-1].text, "last line of the text")
    if not body and not highlight:
        named = f"“{_short(article.title)}” " if article.title else ""
        return Refusal(path, record, f"The document {named}has no text in this download. Download it in full.")
    if not body:
        doubts.append("there is no text but the highlight")
    if highlight and body:
        if body[0].startswith(highlight[0]):
            highlight = []
        else:
            notes.append("The highlight that stands above the text is its first paragraph here.")
    marked = joined(
        [
            *(Paragraph(paragraph) for paragraph in (*highlight, *body)),
            *below,
            *(Paragraph(caption, kind=MEDIA_CAPTION, rule="nexis-graphic") for caption in article.captions),
        ]
    )
    put("title", _tidy(article.title), "line of the header")
    put("outlet", article.outlet, "line of the header")
    put("author", _author(article.value("author"), notes), _source(article, "author"))
    _put_date(article, fields, sources, doubts, notes)
    put("edition", "; ".join(dict.fromkeys(part for part in article.edition if part)), "line of the header")
    put("section", article.value("section").rstrip("; "), _source(article, "section"))
    put("words", word_count(article.value("words")), _source(article, "words"))
    language = article.value("language")
    put("language", _language(language), _source(article, "language"))
    put("dateline", article.value("dateline"), _source(article, "dateline"))
    doubts += [f"no {name} was found" for name in ("title", "outlet", "date") if not fields.get(name)]
    return RawRecord(
        text=marked.text,
        record=record,
        fields=fields,
        sources=sources,
        encoding=origin.encoding,
        encoding_certain=origin.encoding_certain,
        notes=(*origin.notes, *notes),
        review=_sentence(doubts),
        boilerplate=marked.boilerplate,
    )


def _tidy(text: str) -> str:
    """A paragraph without needless space; characters that the service left as numbers (``&#8217;``) become characters."""
    return tidy(_NUMBERED_CHARACTER.sub(lambda match: unescaped(match[0]), text) if "&#" in text else text)


def _below_text(body: list[str]) -> list[Paragraph]:
    """Take the address and the picture lines at the end of a text off it; they come back marked as boilerplate."""
    below: list[Paragraph] = []
    while len(body) > 1 and len(below) < _MOST_FURTHER_LINES:
        if _BARE_URL.fullmatch(body[-1]):
            below.insert(0, Paragraph(body.pop(), kind=CREDIT, rule="nexis-address"))
        elif _PHOTO_LINE.match(body[-1]):
            below.insert(0, Paragraph(body.pop(), kind=MEDIA_CAPTION, rule="nexis-photo-line"))
        else:
            break
    return below


def _put_date(
    article: NexisArticle, fields: dict[str, str], sources: dict[str, str], doubts: list[str], notes: list[str]
) -> None:
    """The date from its line, or from the day of loading, which is said."""
    line = date_line(article.date_line)
    if line is not None:
        fields["date"], sources["date"] = line.iso, "date line"
        notes += line.notes
        if line.time:
            fields["time"], sources["time"] = line.time, "date line"
        if line.edition:
            article.edition.append(line.edition)
        return
    loaded = parse_date(article.value("load_date")).iso or _first_date(article.value("load_date"))
    if loaded:
        fields["date"], sources["date"] = loaded, _source(article, "load_date")
        doubts.append(
            f"there is no date line, so the date is the day on which the service took the article in ({loaded}),"
            " which may be a day or more after it appeared"
        )


def _first_date(text: str) -> str:
    found = find_date(text[:_LONGEST_DATE_LINE])
    return found.iso if found is not None else ""


def _source(article: NexisArticle, key: str) -> str:
    label = article.labels.get(key, ("", []))[0]
    return f"label {label}" if label else "line of the header"


def _author(byline: str, notes: list[str]) -> str:
    """The names of a byline; who helped with the article goes into the notes."""
    first, mark, more = byline.partition(";")
    if mark and re.search(r"\b(?:contributed|reported|reporting|compiled|mitarbeit)\b", more, re.IGNORECASE):
        notes.append(f"The byline goes on: {_short(more, 300)}.")
    else:
        first = byline
    by = _BY.match(first)
    return (first if by is None else first[by.end() :]).strip(" ;")


def _language(value: str) -> str:
    """The code of ``GERMAN; DEUTSCH``, or the value where the name is not known."""
    for name in value.split(";"):
        if code := language_code(name.strip()):
            return code
    return value


def count_remark(found: int, printed: int, where: str) -> Remark | None:
    """A remark when the file prints another number of documents than were found in it."""
    if not printed or found == printed:
        return None
    return Remark(
        f"The file says ({where}) that it holds {printed:,} documents; {found:,} were found. Compare the two."
    )


def most_common_total(totals: Iterable[int]) -> int:
    """The total that most of the counters of a file agree on, 0 without any."""
    counts = Counter(totals)
    return max(counts, key=lambda total: (counts[total], total)) if counts else 0


def _flat(text: str) -> str:
    return " ".join(text.split())


def _short(text: str, most: int = 80) -> str:
    flat = _flat(text)
    return (flat if len(flat) <= most else flat[: most - 1] + "…").rstrip(".")


def _sentence(doubts: Sequence[str]) -> str:
    whole = "; ".join(dict.fromkeys(doubts))
    return f"{whole[0].upper()}{whole[1:]}." if whole else ""
