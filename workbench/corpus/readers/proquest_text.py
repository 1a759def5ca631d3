"""Plain text saved from ProQuest: records between lines of underscores, ``Label: value``.

A record begins with its title on a line of its own; the text stands behind ``Full text:`` and ends where the labels go
on. Labels are known in English, German, French, Spanish, Italian and Portuguese. A record without a full text gives its
metadata only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from workbench.corpus.canonical import canonical_text
from workbench.corpus.readers.contract import Item, MetadataRecord, RawRecord, Remark
from workbench.corpus.readers.factiva_layout import count_doubt, sentence
from workbench.corpus.readers.language_names import language_code
from workbench.corpus.readers.month_names import iso_date
from workbench.corpus.readers.plain_text import encoding_notes
from workbench.domain.article import Refusal
from workbench.text_decoding import Decoded, decode

_LABELS_BY_FIELD: Final = {
    "text": "full text; volltext; texte intégral; texte complet; texto completo; testo completo; texto integral",
    "title": "title; titel; titre; título; titolo",
    "author": "author; authors; autor; autoren; auteur; auteurs; autores; autore; autori",
    "outlet": "publication title; titel der publikation; publikationstitel; titre de la publication; titre de publication;"
              " título de publicación; título de la publicación; titolo pubblicazione; titolo della pubblicazione;"
              " título da publicação",
    "date": "publication date; publikationsdatum; erscheinungsdatum; datum der publikation; date de publication;"
            " date de la publication; fecha de publicación; data di pubblicazione; data de publicação",
    "section": "section; rubrik; rubrique; sección; sezione; seção",
    "edition": "edition; ausgabe; édition; edición; edizione; edição",
    "pages": "pages; first page; page; start page; startseite; seiten; erste seite; première page; página; páginas;"
             " primera página; pagine; prima pagina",
    "words": "word count; wortanzahl; nombre de mots; número de palabras",
    "language": "language of publication; language; sprache der publikation; sprache; langue de publication; langue;"
                " idioma de la publicación; idioma; lingua della pubblicazione; lingua; idioma da publicação",
    "url": "document url; dokument-url; url du document; url de documento; url del documento; url do documento",
    "id": "proquest document id; proquest-dokument-id; id du document proquest; identifiant de document proquest;"
          " id del documento de proquest; id documento proquest; id de documento de proquest; id do documento proquest",
    "abstract": "abstract; zusammenfassung; résumé; resumen; sommario; resumo",
    "credit": "credit; credits",
}  # fmt: skip
_OTHER_LABELS: Final = (
    "publication info; publication year; year; publisher; place of publication; country of publication; publication subject;"
    " issn; eissn; e-issn; source type; document type; document feature; subject; subjects; narrow subject; broad subject;"
    " location; people; company / organization; company; organization; identifier / keyword; identifier; keywords;"
    " classification; links; copyright; last updated; database; volume; issue; volume/issue; number of references;"
    " illustration; illustrations; supplement; column; dateline; publication history; online publication date; milestone dates;"
    " first posting date; notes; accession number; accession; contact us at; isbn; coden; doi; journal; report information;"
    " contents; alternate title; correspondence author; publication frequency; language of summary; proquest document link;"
    " publication; naics; ticker; product name; title annotation; industry; conference; sponsor; author affiliation;"
    # German
    " themen; thema; ort; personen; unternehmen/organisation; jahr; herausgeber; verlag; erscheinungsort; publikationsjahr;"
    " erscheinungsland; quellentyp; dokumententyp; dokumenttyp; zuletzt aktualisiert; datenbank; links; urheberrecht; band;"
    # French
    " sujet; lieu; personnes; société/organisation; année de publication; éditeur; lieu de publication; pays de publication;"
    " type de source; type de document; dernière mise à jour; base de données; liens; droits d'auteur;"
    # Spanish, Italian
    " materia; lugar; personas; empresa/organización; año de publicación; editorial; lugar de publicación;"
    " país de publicación; tipo de fuente; tipo de documento; última actualización; base de datos; enlaces;"
    " soggetto; luogo; persone; anno di pubblicazione; editore; tipo di fonte; tipo di documento; ultimo aggiornamento"
)


def _keys(names: str) -> Iterator[str]:
    for name in names.split(";"):
        yield " ".join(name.split()).casefold()


_FIELD_OF: Final = {key: name for name, names in _LABELS_BY_FIELD.items() for key in _keys(names)}
_KNOWN: Final = frozenset(_FIELD_OF) | frozenset(_keys(_OTHER_LABELS))

_RULE: Final = re.compile(r"^[ \t]*_{20,}[ \t]*$", re.MULTILINE)
_RULE_BYTES: Final = re.compile(rb"^[ \t]*_{20,}[ \t]*\r?$", re.MULTILINE)
_SIGNS: Final = tuple(
    re.compile(pattern.encode(), re.IGNORECASE | re.MULTILINE)
    for pattern in (r"proquest", r"^[^\n:]{4,40}\bID[^\n:]{0,20}:\s*\d{5,12}", r"proquest\.com|umi\.com")
)
_LABEL_LINE: Final = re.compile(r"(?P<label>[^\W\d_][^:\n\t]{1,45}?)\s?:(?:[ \t\u00a0]+(?P<value>\S.*))?[ \t]*")
_OF_TOTAL: Final = re.compile(
    r"^[ \t]*(?:document|dokument|documento)\s+(?P<number>\d{1,5})\s+(?:of|von|sur|de|di)\s+(?P<total>\d{1,5})[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)
_LINK_LINE: Final = re.compile(r"proquest document link|https?://\S+|\d{1,5}\.", re.IGNORECASE)
_FRAME: Final = re.compile(
    r"report information from proquest|table of contents|inhaltsverzeichnis|table des matières|contact us at|contents|"
    r"bibliograph|citation style|copyright ©|database copyright|terms and conditions|generated on|índice|sommario",
    re.IGNORECASE,
)
_EDITION: Final = re.compile(
    r",\s*(?P<edition>[^,;]*\b(?:edition|online|print|final|ed\.)\b[^;]*)\Z", re.IGNORECASE
)  # fmt: skip
_MISSING: Final = re.compile(
    r"(?:full text|volltext|texte intégral|texto completo|testo completo)?\s*(?:is|ist|est)?\s*"
    r"(?:not available|nicht verfügbar|non disponible|no disponible|non disponibile|não disponível|none available)\.?",
    re.IGNORECASE,
)
_HEAD: Final = 400_000


@dataclass(slots=True)
class _Record:
    """What stands between two lines of underscores."""

    title: str = ""
    values: dict[str, str] = field(default_factory=dict)
    """By field; the first one counts."""
    labels: dict[str, str] = field(default_factory=dict)
    """The label of each field, as written."""
    body: list[str] = field(default_factory=list)


class ProQuestText:
    """Reads ``.txt`` from ProQuest."""

    name = "ProQuest (text)"
    binary = False
    rank = 10

    def recognises(self, data: bytes, path: str) -> bool:
        """By a line of underscores, the name of ProQuest and a document's number or address."""
        head = data[:_HEAD]
        if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"<", b"{", b"%PDF", b"PK")):
            return False
        # text of two bytes for each character
        if head[:2] in {b"\xff\xfe", b"\xfe\xff"}:
            head = head.replace(b"\x00", b"")
        if _RULE_BYTES.search(head) is None:
            return False
        return all(sign.search(head) is not None for sign in _SIGNS[:1]) and any(
            sign.search(head) is not None for sign in _SIGNS[1:]
        )

    def read(self, data: bytes, path: str, *, mapping: Mapping[str, str]) -> Iterator[Item]:
        """One record for each full text, metadata for the others."""
        decoded = decode(data)
        text = canonical_text(decoded.text)
        parts = _parts(text)
        records = [record for part in parts if (record := _read_part(part)) is not None]
        if not records:
            yield Refusal(
                path, "", "No record of this ProQuest file could be read. Save it again from ProQuest as text only."
            )
            return
        without = 0
        for number, record in enumerate(records, start=1):
            where = f"document {number} of {len(records)}"
            if record.body:
                yield _raw_record(record, where=where, decoded=decoded)
            else:
                without += 1
                fields, sources = _fields(record)
                yield MetadataRecord(where, fields, sources)
        if without:
            yield Remark(
                f"{without:,} of {len(records):,} records hold no full text: their metadata was taken."
                " To have the texts, export them from ProQuest with their full text."
            )
        totals = {int(match["total"]) for match in _OF_TOTAL.finditer(text)}
        if totals and max(totals) != len(records):
            yield Remark(
                f"The file announces {max(totals):,} documents, but {len(records):,} were found. Export it again from ProQuest."
            )


def _parts(text: str) -> list[str]:
    """What stands between the lines of underscores.

    A line of underscores inside an article cuts it in two: a part with a text that no label follows is joined with the
    next one, when that has the labels and no text of its own.
    """
    parts = [part.strip("\n") for part in _RULE.split(text)]
    joined: list[str] = []
    for part in parts:
        before = joined[-1] if joined else ""
        if before and _has_text(before) and not _has_end(before) and not _has_text(part) and _has_end(part):
            joined[-1] = f"{before}\n\n{'_' * 20}\n\n{part}"
        else:
            joined.append(part)
    return joined


def _label(line: str) -> tuple[str, str, str] | None:
    """The key, the label as written and the value of a line with a known label."""
    match = _LABEL_LINE.fullmatch(line)
    if match is None:
        return None
    key = " ".join(match["label"].split()).casefold()
    return (key, match["label"], match["value"] or "") if key in _KNOWN else None


def _has_text(part: str) -> bool:
    return any((found := _label(line)) is not None and _FIELD_OF.get(found[0]) == "text" for line in part.split("\n"))


def _has_end(part: str) -> bool:
    """Whether the labels that end a record are there."""
    return any(
        (found := _label(line)) is not None and _FIELD_OF.get(found[0]) in ("id", "url", "outlet")
        for line in part.split("\n")
    )


def _read_part(part: str) -> _Record | None:
    """The record in a part, or ``None`` for covers, tables of contents and the like."""
    lines = part.split("\n")
    record = _Record()
    found = [(n, label) for n, line in enumerate(lines) if (label := _label(line)) is not None]
    if len(found) < 2 or not any(
        _FIELD_OF.get(label[0]) in ("outlet", "id", "url", "text", "date") for _, label in found
    ):
        return None
    text_at = next((n for n, label in found if _FIELD_OF.get(label[0]) == "text"), -1)
    text_end = _text_end(lines, text_at) if text_at >= 0 else -1
    if text_at >= 0:
        first = _label(lines[text_at])
        record.body = _paragraphs([first[2] if first else "", *lines[text_at + 1 : text_end]])
        if len(record.body) == 1 and _MISSING.fullmatch(record.body[0]):
            record.body = []
    record.title = _title(lines, found[0][0])
    _read_values(record, lines[: text_at if text_at >= 0 else len(lines)])
    if text_at >= 0:
        _read_values(record, lines[text_end:])
    return record


def _title(lines: Sequence[str], end: int) -> str:
    """The lines above the first label that are neither numbers nor links."""
    found: list[str] = []
    for line in lines[:end]:
        stripped = line.strip()
        if not stripped or _OF_TOTAL.match(line) or _LINK_LINE.fullmatch(stripped) or _FRAME.match(stripped):
            if found:
                break
            continue
        found.append(stripped)
    return " ".join(found)


def _text_end(lines: Sequence[str], start: int) -> int:
    """Where the text ends: before the labels at the end of the record.

    From the end upwards every block of lines there begins with a known label, each of them once; a value may go on over
    a blank line. A paragraph of the article that begins as labels do stands before paragraphs that do not.
    """
    blocks: list[tuple[int, str]] = []
    after_blank = False
    for n in range(start + 1, len(lines)):
        if not lines[n].strip():
            after_blank = True
            continue
        label = _label(lines[n])
        if after_blank or label is not None:
            blocks.append((n, label[0] if label is not None else ""))
        after_blank = False
    end = len(lines)
    seen: set[str] = set()
    unlabelled = 0
    for n, key in reversed(blocks):
        if not key:
            unlabelled += 1
            if unlabelled > 1:
                break
        elif key in seen:
            break
        else:
            unlabelled = 0
            seen.add(key)
            end = n
    return end


def _paragraphs(lines: Sequence[str]) -> list[str]:
    """Paragraphs of a text: between blank lines, or one for each line where there are no blank lines.

    ProQuest writes each paragraph as one long line; short lines that follow one another were broken by hand.
    """
    found: list[list[str]] = [[]]
    for line in lines:
        stripped = line.strip()
        if not stripped:
            found.append([])
        elif found[-1] and len(found[-1][-1]) > 100:
            found.append([stripped])
        else:
            found[-1].append(stripped)
    return ["\n".join(paragraph) for paragraph in found if paragraph]


def _read_values(record: _Record, lines: Sequence[str]) -> None:
    current = ""
    for line in lines:
        label = _label(line)
        if label is not None:
            key, written, value = label
            name = _FIELD_OF.get(key, "")
            current = name if name and name not in record.values else ""
            if current:
                record.values[current] = value
                record.labels[current] = f"label {written}"
        elif not line.strip():
            if current and record.values[current]:
                current = ""
        elif current:
            record.values[current] = f"{record.values[current]} {line.strip()}".strip()


def _fields(record: _Record) -> tuple[dict[str, str], dict[str, str]]:
    values = dict(record.values)
    labels = dict(record.labels)
    fields: dict[str, str] = {}
    title = values.get("title", "") or record.title
    labels["title"] = labels["title"] if values.get("title") else "the first line of the record"
    outlet = values.get("outlet", "").partition(";")[0].strip()
    edition = _EDITION.search(outlet)
    if edition is not None:
        outlet = outlet[: edition.start()]
        if not values.get("edition"):
            values["edition"], labels["edition"] = edition["edition"], labels["outlet"]
    raw_date = values.get("date", "")
    written = {
        "title": title,
        "outlet": outlet,
        "author": values.get("author", ""),
        "date": iso_date(raw_date) or raw_date,
        "url": values.get("url", "").split(maxsplit=1)[0] if values.get("url") else "",
        "language": language_code(values.get("language", "")),
        "section": values.get("section", ""),
        "edition": values.get("edition", ""),
        "pages": values.get("pages", ""),
        "words": re.sub(r"\D", "", values.get("words", "")),
        "credit": values.get("credit", ""),
    }
    for name, value in written.items():
        if value.strip():
            fields[name] = " ".join(value.split()).rstrip(";" if name == "author" else "")
    return fields, {name: labels.get(name, "") for name in fields}


def _raw_record(record: _Record, *, where: str, decoded: Decoded) -> RawRecord:
    fields, sources = _fields(record)
    text = "\n\n".join(record.body)
    doubts = [f"no {name} was found" for name in ("title", "outlet", "date") if not fields.get(name)]
    if "id" not in record.values:
        doubts.append("no ProQuest document ID was found")
    if doubt := count_doubt(fields.get("words", ""), text):
        doubts.append(doubt)
    number = re.sub(r"\D", "", record.values.get("id", ""))
    return RawRecord(
        text=text,
        record=where,
        document_id=f"proquest-{number}" if number else "",
        fields=fields,
        sources=sources,
        encoding=decoded.encoding_in_words,
        encoding_certain=decoded.certain,
        notes=encoding_notes(decoded),
        review=sentence(doubts),
    )
