"""An article, and what happened to input that did not become one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

EDITABLE_FIELDS: Final = ("outlet", "title", "author", "date", "url", "language", "story_id", "wire_agency", "section")
"""Metadata that a source can give and a person can correct."""

STATED_FIELDS: Final = ("stated_words",)
"""What a source says and nobody corrects."""

SOURCED_FIELDS: Final = ("outlet", "date")
"""Fields whose origin has a field of its own, ``<field>_source``; that of the others is in ``field_sources``."""


@dataclass(frozen=True, slots=True)
class Article:
    """One article: its stored text and what is known about it.

    ``text`` is canonical (see :mod:`workbench.corpus.canonical`); every span in the program is half-open in its code
    points. An empty string means "not known"; nothing is invented to fill it.
    """

    document_id: str
    text: str
    path: str = ""
    """The source as the person named it, relative to what was opened."""
    record: str = ""
    """Where in the file the article stood ("line 12"), empty when the file is the article."""
    outlet: str = ""
    outlet_source: str = ""
    """Where the outlet's name came from: ``metadata.csv``, ``field outlet``, ``person``, or empty."""
    title: str = ""
    author: str = ""
    date: str = ""
    """ISO 8601, as precise as the source was: ``2024-07-04``, ``2024-07``, ``2024``."""
    date_source: str = ""
    url: str = ""
    language: str = ""
    story_id: str = ""
    wire_agency: str = ""
    encoding: str = ""
    """How bytes became text, in words: ``UTF-8``, ``UTF-16 (byte order mark)``, ``windows-1252 (guessed)``."""
    notes: tuple[str, ...] = ()
    """What the reader wants a person to know, in plain words."""
    section: str = ""
    """The part of the paper or site: ``World``, ``Page 4``."""
    stated_words: str = ""
    """How long the source says the article is, in words: digits, or empty."""
    review: str = ""
    """Why a person should look at it before relying on it, empty when they need not."""
    field_sources: tuple[tuple[str, str], ...] = ()
    """Where each other field's value came from, as pairs of field and source."""
    format_boilerplate: tuple[tuple[int, int, str, str], ...] = ()
    """Stretches of the text that the source's format itself marks as no part of the article: start, end, kind, rule."""

    def source_of(self, field: str) -> str:
        """Where a field's value came from, in words: ``field title``, ``meta og:title``, ``person``; empty when not known."""
        if field in SOURCED_FIELDS:
            return str(getattr(self, f"{field}_source"))
        return next((source for name, source in self.field_sources if name == field), "")

    def with_field(self, field: str, value: str, source: str = "person") -> Article:
        """The article with one metadata field set, its source noted. ``ValueError`` for a field that is not metadata."""
        if field not in EDITABLE_FIELDS:
            raise ValueError(f"{field!r} is not a metadata field; one of: {', '.join(EDITABLE_FIELDS)}")
        changed = replace(self, **{field: value})  # type: ignore[arg-type]  # every editable field is a str
        if field in SOURCED_FIELDS:
            return replace(changed, **{f"{field}_source": source})  # type: ignore[arg-type]
        others = tuple(pair for pair in self.field_sources if pair[0] != field)
        return replace(changed, field_sources=(*others, (field, source)) if source else others)

    @property
    def display_title(self) -> str:
        """The title, or ``Untitled:`` and the first words of the text."""
        if self.title:
            return self.title
        words = self.text.split(maxsplit=8)[:8]
        return f"Untitled: “{' '.join(words)}…”" if words else "Untitled"


@dataclass(frozen=True, slots=True)
class Refusal:
    """Input that was not taken in: which file, which record in it, and why, in plain words."""

    path: str
    record: str
    reason: str


@dataclass(frozen=True, slots=True)
class Source:
    """A file that articles were read from, by the name that the articles carry as ``path``."""

    path: str
    sha256: str = ""
    """Of the file's bytes, in hexadecimal; empty when nobody computed it."""
    size: int | None = None
    """In bytes; ``None`` when not known."""
    read_at: str = ""
    """When it was read: ISO 8601, UTC. Empty when it is filled in by the project."""


@dataclass(frozen=True, slots=True)
class OutletSuggestion:
    """A guess at an article's outlet, shown with its evidence and never applied by itself."""

    document_id: str
    outlet: str
    evidence: str
    """What in the source speaks for it: a URL's host, "Source: With information from AP", a folder's name."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What came out of reading sources: articles, refusals, and suggestions where the outlet is not known."""

    articles: tuple[Article, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    suggestions: tuple[OutletSuggestion, ...] = ()
    warnings: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
    """The files behind the articles."""
