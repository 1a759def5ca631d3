"""From what readers found to articles: metadata merged, dates read, ids given."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from workbench.corpus.canonical import canonical_field
from workbench.corpus.dates import ParsedDate, parse_date
from workbench.corpus.readers.contract import RawRecord
from workbench.corpus.readers.metadata_table import MetadataRow
from workbench.domain.article import EDITABLE_FIELDS, SOURCED_FIELDS, Article, Refusal

TIME: Final = "time"
WORDS: Final = "words"
MADE: Final = "made"
_OF_HOW_MANY: Final = re.compile(r"\bof [\d,.]+")


@dataclass(frozen=True, slots=True)
class Draft:
    """A record and where it was found."""

    path: str
    """As the article will carry it."""
    record: RawRecord


def articles_of(
    drafts: Iterable[Draft], rows: Mapping[str, Sequence[tuple[str, MetadataRow]]], refusals: list[Refusal]
) -> Iterator[Article]:
    """Articles from records. A second one under an id that the source gave is refused.

    Args:
        drafts: in the order of the articles.
        rows: by path what metadata tables say about files, each with its table's name, the one that counts first first.
        refusals: gets what is not taken in.
    """
    given: dict[str, Draft] = {}
    kept: list[tuple[Draft, str]] = []
    for draft in drafts:
        record = draft.record
        row_id = (
            ""
            if record.record
            else next((row.document_id for _, row in rows.get(draft.path, ()) if row.document_id), "")
        )
        document_id = row_id or canonical_field(record.document_id)
        if document_id and document_id in given:
            refusals.append(Refusal(draft.path, record.record, _already(document_id, draft, given[document_id])))
            continue
        if document_id:
            given[document_id] = draft
        kept.append((draft, document_id))
    used = set(given)
    for draft, given_id in kept:
        document_id = given_id
        if not document_id:
            document_id = _new_id(draft.path, draft.record.record, used)
            used.add(document_id)
        yield _article(document_id, draft, rows.get(draft.path, ()))


def _already(document_id: str, draft: Draft, first: Draft) -> str:
    where = f"{first.path}, {first.record.record}" if first.record.record else first.path
    if draft.record.text == first.record.text:
        return f"It is the article “{document_id}” once more, word for word; it was read from {where}."
    return f"The id “{document_id}” is already that of {where}; each article needs its own."


def _article(document_id: str, draft: Draft, rows: Sequence[tuple[str, MetadataRow]]) -> Article:
    record = draft.record
    said = [
        (canonical_field(record.fields.get(name, "")), record.sources.get(name, ""), name) for name in EDITABLE_FIELDS
    ]
    from_rows = [(row.fields.get(name, ""), table, name) for table, row in rows for name in EDITABLE_FIELDS]
    # What a person wrote about a file counts before what the file says; a record in a table knows better than a row
    # about the whole table.
    in_order = [*said, *from_rows] if record.record else [*from_rows, *said]
    values: dict[str, str] = {}
    sources: dict[str, str] = {}
    for value, source, name in in_order:
        if value and name not in values:
            values[name], sources[name] = value, source
    notes = list(record.notes)
    review = record.review
    written = values.pop("date", "")
    date, note = _date(written, canonical_field(record.fields.get(TIME, "")))
    if note:
        notes.append(note)
        if written and not date:
            review = review or note
    made = parse_date(record.fields.get(MADE, "")).iso
    if made and not date:
        notes.append(
            f"The file was made on {made[:10]} ({record.sources.get(MADE, '')}); when it was published is not said."
        )
    words = canonical_field(record.fields.get(WORDS, "")).replace(",", "")
    if words.isdecimal():
        sources["stated_words"] = record.sources.get(WORDS, "")
    return Article(
        document_id=document_id,
        text=record.text,
        path=draft.path,
        record=record.record,
        outlet_source=sources.get("outlet", ""),
        date=date,
        date_source=sources.get("date", "") if date else "",
        encoding=record.encoding,
        notes=tuple(notes),
        stated_words=words if words.isdecimal() else "",
        review=review,
        field_sources=tuple(
            (name, source) for name, source in sources.items() if source and name not in SOURCED_FIELDS
        ),
        format_boilerplate=record.boilerplate,
        **values,
    )


def _date(written: str, time: str) -> ParsedDate:
    """A date, with the time that stands in a field of its own where the date has none."""
    plain = parse_date(written)
    if time and len(plain.iso) == len("2024-07-04"):
        together = parse_date(f"{plain.iso} {time}")
        if together.iso:
            return ParsedDate(together.iso, plain.note or together.note)
    return plain


def _new_id(path: str, record: str, used: set[str]) -> str:
    """An id from a file's name, the same whenever the file is read again: ``000_fbf41ad62c310039``, ``news-12``."""
    stem = path.rsplit(".", 1)[0] if "." in path.rsplit("/", 1)[-1].lstrip(".") else path
    plain = unicodedata.normalize("NFC", stem)
    slug = re.sub(r"[^\w.]+", "-", plain).strip("-.") or "article"
    digest = hashlib.sha256(f"{path}\n{record}".encode("utf-8", "surrogatepass")).hexdigest()
    if len(slug) > 100:
        slug = f"{slug[:90]}-{digest[:8]}"
    number = "-".join(re.findall(r"\d+", _OF_HOW_MANY.sub("", record)))
    wanted = f"{slug}-{number}" if number else slug
    length = 8
    candidate = wanted
    while candidate in used and length <= len(digest):
        candidate = f"{wanted}-{digest[:length]}"
        length += 8
    again = 2
    while candidate in used:  # several under one path: there is nothing left to tell them apart by but their order
        candidate = f"{wanted}-{digest[:8]}-{again}"
        again += 1
    return candidate
