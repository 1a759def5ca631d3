"""The articles in a project file: stored once as they were read, and handed out whole or without their texts."""

from __future__ import annotations

import gc
import sqlite3
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any, Final, Literal

from workbench.domain.article import Article, OutletSuggestion, Refusal
from workbench.domain.progress import Progress, no_progress
from workbench.project.database import Database
from workbench.project.digests import article_digest, record_digest
from workbench.project.records import (
    FORMAT_BOILERPLATE,
    STORED_FIELDS,
    ImportOutcome,
    ImportRecord,
    Source,
    dumped,
    now,
    storable,
    text_hash,
)

_TEXTS_AT_ONCE: Final = 256
"""Texts that are read before others get a turn at the file."""

_BEFORE_ALL: Final = -(1 << 63)
"""Before the position of every article."""

_OPENING: Final = 400
"""Code points in which the first words of a text are looked for."""


class Articles:
    """Articles, and where they came from, in one project file."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(
        self,
        articles: Iterable[Article],
        *,
        sources: Iterable[Source] = (),
        refusals: Iterable[Refusal] = (),
        suggestions: Iterable[OutletSuggestion] = (),
        on_duplicate: Literal["keep", "skip"] = "keep",
        label: str = "",
        progress: Progress = no_progress,
    ) -> ImportOutcome:
        """See :meth:`workbench.project.store.Project.add_articles`."""
        if on_duplicate not in ("keep", "skip"):
            raise ValueError(f"on_duplicate is 'keep' or 'skip', not {on_duplicate!r}")
        total = len(articles) if isinstance(articles, Collection) else 0
        added: list[str] = []
        skipped: list[str] = []
        stored_ids: dict[str, str] = {}
        renamed: list[tuple[str, str]] = []
        with self._database.writing() as connection:
            ids = _FreeIds(name for (name,) in connection.execute("SELECT document_id FROM article"))
            known = set(
                connection.execute("SELECT path, text_sha256 FROM article JOIN source USING (source_id)").fetchall()
            )
            (position,) = connection.execute("SELECT coalesce(max(position), 0) FROM article").fetchone()
            (number,) = connection.execute("SELECT coalesce(max(number), 0) + 1 FROM import").fetchone()
            source_ids = _SourceIds(connection, sources)
            for done, article in enumerate(articles, start=1):
                text = storable(article.text)
                path = storable(article.path)
                key = (path, text_hash(text))
                if on_duplicate == "skip" and key in known:
                    skipped.append(article.document_id)
                else:
                    if not added:
                        connection.execute(
                            "INSERT INTO import (number, made_at, label, record_sha256) VALUES (?, ?, ?, ?)",
                            _proven(number, now(), storable(label)),
                        )
                    position += 1
                    document_id = ids.taken_for(storable(article.document_id))
                    stored = _Stored(document_id, source_ids[path], number, position, text, key[1])
                    _insert(connection, article, stored)
                    known.add(key)
                    added.append(document_id)
                    stored_ids[article.document_id] = document_id
                    if document_id != article.document_id:
                        renamed.append((article.document_id, document_id))
                progress(done, total, "Saving articles")
            connection.executemany(
                "INSERT OR IGNORE INTO refused (path, record, reason, record_sha256) VALUES (?, ?, ?, ?)",
                [_proven(storable(r.path), storable(r.record), storable(r.reason)) for r in refusals],
            )
            connection.executemany(
                "INSERT OR IGNORE INTO suggestion (document_id, outlet, evidence, record_sha256) VALUES (?, ?, ?, ?)",
                [
                    _proven(stored_ids[s.document_id], storable(s.outlet), storable(s.evidence))
                    for s in suggestions
                    if s.document_id in stored_ids
                ],
            )
        return ImportOutcome(tuple(added), tuple(skipped), tuple(renamed), number if added else 0)

    def listing(self) -> tuple[Article, ...]:
        """All articles without their texts, in the order in which they were added; decisions are not applied."""
        with self._database.reading() as connection, _no_garbage_collection():
            return tuple(self._rows(connection))

    def whole(self) -> tuple[Article, ...]:
        """All articles with their texts."""
        with self._database.reading() as connection, _no_garbage_collection():
            texts = connection.execute("SELECT position, text FROM text ORDER BY position")
            return tuple(self._rows(connection, texts=texts))

    def texts(self, altered: list[str] | None = None) -> Iterator[tuple[str, str]]:
        """The document id and text of each article in order. Others can use the file in between.

        Args:
            altered: gets the ids of articles whose text is not the imported one.
        """
        ((last,),) = self._database.rows("SELECT coalesce(max(position), 0) FROM article")
        position = _BEFORE_ALL
        while rows := self._database.rows(
            "SELECT article.position, document_id, text, text_sha256 FROM article JOIN text USING (position)"
            " WHERE article.position > ? AND article.position <= ? ORDER BY article.position LIMIT ?",
            (position, last, _TEXTS_AT_ONCE),
        ):
            for _, document_id, text, imported in rows:
                if altered is not None and text_hash(text) != imported:
                    altered.append(document_id)
                yield document_id, text
            position = rows[-1][0]

    def text(self, document_id: str) -> str:
        """One article's text. ``KeyError`` when there is no such article."""
        rows = self._database.rows(
            "SELECT text FROM article JOIN text USING (position) WHERE document_id = ?", (document_id,)
        )
        if not rows:
            raise KeyError(document_id)
        return str(rows[0][0])

    def opening_words(self) -> dict[str, str]:
        """The first words of the articles that have no title, by document id."""
        rows = self._database.rows(
            "SELECT document_id, substr(text, 1, ?) FROM article JOIN text USING (position) WHERE NOT EXISTS"
            " (SELECT 1 FROM metadata WHERE metadata.position = article.position AND field = 'title' AND value <> '')"
            " ORDER BY article.position",
            (_OPENING,),
        )
        return {document_id: " ".join(text.split(maxsplit=8)[:8]) for document_id, text in rows}

    def characters(self) -> dict[str, int]:
        """How long each text is, in code points."""
        return dict(self._database.rows("SELECT document_id, characters FROM article ORDER BY position"))

    def imports(self) -> dict[str, int]:
        """The import that each article came with, where that is not the first one."""
        return dict(self._database.rows("SELECT document_id, import FROM article WHERE import > 1 ORDER BY position"))

    def import_list(self) -> tuple[ImportRecord, ...]:
        """The times that articles were added, in order."""
        rows = self._database.rows(
            "SELECT number, made_at, label, count(position) FROM import LEFT JOIN article ON import = number"
            " GROUP BY number ORDER BY number"
        )
        return tuple(ImportRecord(*row) for row in rows)

    def unnoted_imports(self) -> tuple[ImportRecord, ...]:
        """The imports after the first that no step of the journal has."""
        noted = {
            int(key)
            for (key,) in self._database.rows("SELECT DISTINCT key FROM edit WHERE collection = 'import'")
            if key.isdecimal()
        }
        return tuple(found for found in self.import_list() if found.number > 1 and found.number not in noted)

    def sources(self) -> tuple[Source, ...]:
        """The files that articles were read from, in the order in which they were first read."""
        rows = self._database.rows("SELECT path, sha256, size, read_at FROM source ORDER BY source_id")
        return tuple(Source(*row) for row in rows)

    def refusals(self) -> tuple[Refusal, ...]:
        """Input that was not taken in, in the order in which it came."""
        return tuple(
            Refusal(*row) for row in self._database.rows("SELECT path, record, reason FROM refused ORDER BY rowid")
        )

    def suggestions(self) -> tuple[OutletSuggestion, ...]:
        """Guesses at articles' outlets, in the order in which they came."""
        rows = self._database.rows("SELECT document_id, outlet, evidence FROM suggestion ORDER BY rowid")
        return tuple(OutletSuggestion(*row) for row in rows)

    def _rows(
        self, connection: sqlite3.Connection, texts: Iterator[tuple[int, str]] | None = None
    ) -> Iterator[Article]:
        """Articles, their metadata merged in: both come in the order of the positions."""
        # the names of sources are few or short; joining them in here is faster than in SQL
        paths = dict(connection.execute("SELECT source_id, path FROM source"))
        rows = connection.execute("SELECT position, field, value, source FROM metadata ORDER BY position")
        known = groupby(rows, key=itemgetter(0))
        nothing: tuple[int | None, Iterable[tuple[Any, ...]]] = (None, ())
        of, group = next(known, nothing)
        # many articles have the same sources, so each list of them is kept once
        kept: dict[tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]] = {}
        for position, document_id, source_id, record, encoding, notes in connection.execute(
            "SELECT position, document_id, source_id, record, encoding, notes FROM article ORDER BY position"
        ):
            outlet = title = author = date = url = language = story_id = wire_agency = outlet_source = date_source = ""
            section = stated_words = review = stretches = ""
            sources: tuple[tuple[str, str], ...] = ()
            while of is not None and of < position:  # of an article that is not there, which check() tells
                of, group = next(known, nothing)
            if of == position:
                for _, field, value, source in group:
                    if field == "outlet":
                        outlet, outlet_source = value, source
                        continue
                    if field == "date":
                        date, date_source = value, source
                        continue
                    if field == "title":
                        title = value
                    elif field == "author":
                        author = value
                    elif field == "url":
                        url = value
                    elif field == "language":
                        language = value
                    elif field == "story_id":
                        story_id = value
                    elif field == "wire_agency":
                        wire_agency = value
                    elif field == "section":
                        section = value
                    elif field == "stated_words":
                        stated_words = value
                    elif field == "review":
                        review = value
                    else:
                        if field == FORMAT_BOILERPLATE:
                            stretches = value
                        continue  # or it is of a newer version
                    if source:
                        sources += ((field, source),)
                of, group = next(known, nothing)
            text = ""
            if texts is not None:
                text_position, text = next(texts, (None, ""))
                if text_position != position:
                    raise self._database.damage(f"the article {document_id!r} has no text")
            yield Article(
                document_id,
                text,
                paths.get(source_id, ""),
                record,
                outlet,
                outlet_source,
                title,
                author,
                date,
                date_source,
                url,
                language,
                story_id,
                wire_agency,
                encoding,
                () if notes == "[]" else self._notes(document_id, notes),
                section,
                stated_words,
                review,
                kept.setdefault(sources, sources) if sources else (),
                self._stretches(document_id, stretches) if stretches else (),
            )

    def read_notes(self) -> None:
        """Read all that is not any text, for the errors that this may raise."""
        for document_id, notes in self._database.rows("SELECT document_id, notes FROM article WHERE notes <> '[]'"):
            self._notes(document_id, notes)
        for document_id, stretches in self._database.rows(
            "SELECT document_id, value FROM metadata JOIN article USING (position) WHERE field = ?",
            (FORMAT_BOILERPLATE,),
        ):
            self._stretches(document_id, stretches)

    def _stretches(self, document_id: str, stored: str) -> tuple[tuple[int, int, str, str], ...]:
        what = f"the boilerplate that the source of the article {document_id!r} marks"
        found = self._database.parsed(stored, what)
        if not isinstance(found, list) or not all(map(_is_stretch, found)):
            raise self._database.damage(f"{what} is not a list of places in its text")
        return tuple((start, end, kind, rule) for start, end, kind, rule in found)

    def _notes(self, document_id: str, stored: str) -> tuple[str, ...]:
        notes = self._database.parsed(stored, f"the notes of the article {document_id!r}")
        if not isinstance(notes, list) or not all(isinstance(note, str) for note in notes):
            raise self._database.damage(f"the notes of the article {document_id!r} are not a list of texts")
        return tuple(notes)


@contextmanager
def _no_garbage_collection() -> Iterator[None]:
    """Many objects that all stay are made meanwhile; looking for cycles among them again and again takes as long."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _is_stretch(value: Any) -> bool:
    return (
        isinstance(value, list) and [type(part) for part in value] == [int, int, str, str] and 0 <= value[0] <= value[1]
    )


class _FreeIds:
    """Document ids that are not taken yet."""

    def __init__(self, taken: Iterable[Any]) -> None:
        self._taken = set(map(str, taken))
        self._numbers: dict[str, int] = {}

    def taken_for(self, wanted: str) -> str:
        """The wanted id, or one with a number; it is taken from now on."""
        if not wanted:
            raise ValueError("an article needs a document id")
        number, free = self._numbers.get(wanted, 1), wanted
        while free in self._taken:
            number += 1
            free = f"{wanted}-{number}"
        self._numbers[wanted] = number
        self._taken.add(free)
        return free


class _SourceIds(dict[str, int]):
    """The row of each source by path, made when first asked for."""

    def __init__(self, connection: sqlite3.Connection, sources: Iterable[Source]) -> None:
        super().__init__()
        self._connection = connection
        self._given = {storable(source.path): source for source in sources}

    def __missing__(self, path: str) -> int:
        source = self._given.get(path, Source(path))
        found = self._connection.execute(
            "SELECT source_id FROM source WHERE path = ? AND sha256 = ?", (path, source.sha256)
        ).fetchone()
        if found is None:
            found = self._connection.execute("SELECT coalesce(max(source_id), 0) + 1 FROM source").fetchone()
            self._connection.execute(
                "INSERT INTO source (source_id, path, sha256, size, read_at, record_sha256) VALUES (?, ?, ?, ?, ?, ?)",
                _proven(found[0], path, source.sha256, source.size, source.read_at or now()),
            )
        self[path] = int(found[0])
        return self[path]


@dataclass(frozen=True, slots=True)
class _Stored:
    """What a project adds to an article, or keeps of it in another form."""

    document_id: str
    source_id: int
    number: int
    position: int
    text: str
    text_sha256: str


def _proven(*values: Any) -> tuple[Any, ...]:
    """A row with its checksum after its values."""
    return (*values, record_digest(values))


def _insert(connection: sqlite3.Connection, article: Article, stored: _Stored) -> None:
    rows = []
    sources = {"outlet": article.outlet_source, "date": article.date_source}
    for field, source in article.field_sources:
        sources.setdefault(field, source)
    for field in STORED_FIELDS:
        value = storable(getattr(article, field))
        source = storable(sources.get(field, ""))
        if value or source:
            rows.append((field, value, source))
    if article.format_boilerplate:
        stretches = [
            [start, end, storable(kind), storable(rule)] for start, end, kind, rule in article.format_boilerplate
        ]
        rows.append((FORMAT_BOILERPLATE, dumped(stretches), ""))
    values = (
        stored.position,
        stored.document_id,
        stored.source_id,
        stored.number,
        storable(article.record),
        storable(article.encoding),
        dumped([storable(note) for note in article.notes]) if article.notes else "[]",
        len(stored.text),
        stored.text_sha256,
    )
    connection.execute(
        "INSERT INTO article"
        " (position, document_id, source_id, import, record, encoding, notes, characters, text_sha256, record_sha256)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (*values, article_digest(values, rows)),
    )
    connection.execute("INSERT INTO text (position, text) VALUES (?, ?)", (stored.position, stored.text))
    connection.executemany(
        "INSERT INTO metadata (position, field, value, source) VALUES (?, ?, ?, ?)",
        [(stored.position, *row) for row in rows],
    )
    # what was refused before and could be read now is no longer refused
    connection.execute(
        "DELETE FROM refused WHERE path = ? AND record = ?", (storable(article.path), storable(article.record))
    )
