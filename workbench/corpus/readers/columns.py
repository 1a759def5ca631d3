"""Which column or key of a source is which field: by a person's mapping, by its own name, by a common synonym."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from workbench.corpus.readers.contract import Layout
from workbench.domain.article import EDITABLE_FIELDS

ID: Final = "id"
TEXT: Final = "text"
WORDS: Final = "words"
"""How long the source says the article is. A record has it as digits alone; see :func:`words_in_digits`."""
FIELDS: Final = (ID, *EDITABLE_FIELDS, WORDS, TEXT)
"""Every field that a table or JSON record can give. Only the text is needed."""

SYNONYMS: Final[Mapping[str, tuple[str, ...]]] = {
    ID: ("document_id", "doc_id", "article_id", "uid", "uuid", "guid", "_id"),
    TEXT: ("body", "content", "article", "article_text", "article_body", "body_text", "full_text", "fulltext",
           "main_text", "maintext", "plain_text", "content_text", "texte", "volltext", "inhalt", "texto", "testo",
           "tekst"),
    "outlet": ("source", "source_name", "publisher", "publication", "newspaper", "media", "media_name", "medium",
               "news_outlet", "outlet_name", "site_name", "quelle", "zeitung", "medio", "fuente", "fonte", "bron",
             "krant"),
    "title": ("headline", "head", "heading", "article_title", "titre", "titel", "überschrift", "título", "titulo",
              "titolo", "kop"),
    "author": ("authors", "byline", "creator", "writer", "auteur", "autor", "autore"),
    "date": ("published", "published_at", "publish_date", "published_date", "publication_date", "pub_date", "pubdate",
             "date_published", "date_publish", "publishedat", "datepublished", "datetime", "datum", "fecha",
             "erscheinungsdatum", "veröffentlichungsdatum", "publikationsdatum", "date_de_publication",
             "fecha_de_publicación", "data_di_pubblicazione", "publicatiedatum"),
    "url": ("link", "uri", "article_url", "web_url", "source_url", "canonical_url"),
    "language": ("lang", "language_code", "langue", "sprache", "idioma", "lingua", "taal"),
    "story_id": ("story", "event_id", "cluster_id"),
    "wire_agency": ("wire", "agency", "news_agency"),
    "section": ("section_name", "section_title", "news_section", "rubric", "rubrique", "ressort", "category", "desk",
                "department"),
    WORDS: ("word_count", "wordcount", "words_count", "length_words", "number_of_words", "nb_words"),
}  # fmt: skip
"""Names by which other programs, and people in other languages, call the fields.

One is used only when no other column could be meant.
"""

_MOST_COLUMNS: Final = 1_000
"""Columns that are shown to a person."""
_WORD_COUNT: Final = re.compile(
    r"(?P<number>\d{1,3}(?:[.,'\u00a0\u202f ]\d{3}){1,2}|\d{1,9})(?:\.0+)?\s*(?:[^\W\d_]{2,12}\.?)?"
)


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column is which field, and what to tell a person about it."""

    by_field: Mapping[str, str]
    notes: tuple[str, ...] = ()
    problem: str = ""
    """Why there is no text column, or empty."""


def resolve_columns(names: Iterable[str], mapping: Mapping[str, str], *, known: Sequence[str] = FIELDS) -> Columns:
    """Match the names that a source uses with fields.

    Args:
        names: the source's column names, in order.
        mapping: a person's choice by field, e.g. ``{"text": "body"}``; it counts before everything else. A field with an
            empty name has no column.
        known: the fields to look for.
    """
    known = [field for field in known if mapping.get(field) != ""]
    names = [name for name in names if name.strip()]
    by_name: dict[str, list[str]] = {}
    for name in names:
        by_name.setdefault(_plain(name), []).append(name)
    by_field: dict[str, str] = {}
    notes: list[str] = []
    problem = ""
    for field in known:
        chosen = mapping.get(field, "")
        if chosen:
            found = [chosen] if chosen in names else by_name.get(_plain(chosen), [])
            if found:
                by_field[field] = found[0]
                continue
            notes.append(f"There is no column “{chosen}” here for {field}.")
        if field in by_name:
            by_field[field] = by_name[field][0]
            if len(by_name[field]) > 1:
                notes.append(f"Several columns are called {field}; the first is used.")
    taken = set(by_field.values())
    for field in known:
        if field in by_field:
            continue
        candidates = [n for synonym in SYNONYMS[field] for n in by_name.get(synonym, []) if n not in taken]
        if len(candidates) == 1:
            by_field[field] = candidates[0]
            notes.append(f"The column “{candidates[0]}” was read as {field}.")
        elif candidates:
            listed = ", ".join(f"“{n}”" for n in candidates)
            if field == TEXT:
                problem = (
                    f"several columns could be the text ({listed}); choose one: in the import dialog, or with"
                    f" --map {field}={candidates[0]}"
                )
            else:
                notes.append(f"Several columns could be {field} ({listed}); none was used.")
    if (TEXT in known or mapping.get(TEXT) == "") and TEXT not in by_field and not problem:
        problem = (
            f"no column holds the text; the columns are {_listed(names)}."
            " Name one “text”, or choose it: in the import dialog, or with --map text=COLUMN"
        )
    return Columns(by_field, tuple(notes), problem)


def layout_of(names: Iterable[str], *found: Columns) -> Layout:
    """The columns of a source and which were taken for which field, for a person to see and change.

    Args:
        names: all the columns, in their order.
        found: what they were taken for; where records differ, the first that has a field counts.
    """
    by_field = {field: column for columns in reversed(found) for field, column in columns.by_field.items()}
    columns = tuple(islice(dict.fromkeys(name for name in names if name.strip()), _MOST_COLUMNS))
    return Layout(columns, {field: by_field[field] for field in FIELDS if field in by_field})


def source_in_words(column: str) -> str:
    """How the source of a field is shown: ``field outlet``."""
    return f"field {column.strip()}"


def words_in_digits(value: str) -> str:
    """A word count as digits: ``1,234 words`` and ``1234.0`` are ``1234``; ``""`` when it is none."""
    match = _WORD_COUNT.fullmatch(value.strip())
    digits = re.sub(r"\D", "", match["number"]) if match is not None else ""
    return str(int(digits)) if digits and int(digits) else ""


def _plain(name: str) -> str:
    """A column name for comparing: ``Published At`` and ``published-at`` are ``published_at``."""
    return re.sub(r"[\s\-.]+", "_", name.strip().strip("\ufeff").casefold())


def _listed(names: Sequence[str], most: int = 12) -> str:
    if not names:
        return "empty"
    shown = ", ".join(name if len(name) <= 40 else name[:39] + "…" for name in names[:most])
    return shown + (f" and {len(names) - most} more" if len(names) > most else "")
