"""The project file: what a person would miss is stored here, in one SQLite database.

What can be computed again (tokens, mentions, quotes) is not. Applying decisions to articles is not done here either:
the journal is kept and handed out, and the session says what it means.
"""

from __future__ import annotations

import json
import os
import secrets
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Literal, Self

from workbench.domain.article import EDITABLE_FIELDS, SOURCED_FIELDS, Article, OutletSuggestion, Refusal
from workbench.domain.progress import Progress, no_progress
from workbench.project.connection import connect, lock, plain_errors, transaction
from workbench.project.errors import (
    NewerProjectError,
    NotAProjectError,
    ProjectDamagedError,
    ProjectExistsError,
    ProjectNotWritableError,
)
from workbench.project.records import Decision, ImportOutcome, Source, now, storable, text_hash
from workbench.project.schema import APPLICATION_ID, SCHEMA_VERSION, create_tables, strange_parts

SUFFIX: Final = ".counterpoint"
"""How the name of a project file ends."""


class Project:
    """An open project file. Make one with :meth:`create` or :meth:`open`; close it, or use it in a ``with`` statement.

    While it is open for writing, nobody else can open it. Every method raises a
    :class:`workbench.project.errors.ProjectError` whose message names the file and the next step.
    """

    def __init__(
        self, path: Path, connection: sqlite3.Connection, *, read_only: bool, version: int, notice: str
    ) -> None:
        self.path = path
        self.read_only = read_only
        self.version = version
        """The schema version of the file."""
        self.notice = notice
        """What a person should know about how it was opened, or ``""``."""
        self._connection = connection

    # opening and closing

    @classmethod
    def create(cls, path: Path | str) -> Self:
        """A new, empty project, open for writing.

        Raises:
            ProjectExistsError: there is a file of that name.
            ProjectNotWritableError: nothing can be written there.
        """
        path = Path(path)
        try:
            with path.open("xb"):
                pass
        except FileExistsError as error:
            raise ProjectExistsError(f"{path} exists already. Open it, or choose another name.") from error
        except OSError as error:
            raise ProjectNotWritableError(
                f"The project {path} can't be made ({error.strerror}). "
                "Choose a folder that exists and that you can write to."
            ) from error
        try:
            with plain_errors(path):
                connection = connect(path, writing=True)
                try:
                    lock(connection)
                    with transaction(connection):
                        create_tables(connection)
                except BaseException:
                    connection.close()
                    raise
        except BaseException:
            with suppress(OSError):
                path.unlink()
            raise
        return cls(path, connection, read_only=False, version=SCHEMA_VERSION, notice="")

    @classmethod
    def open(cls, path: Path | str, *, read_only: bool = False) -> Self:
        """An existing project. One that a newer version wrote is opened for reading only, and ``notice`` says so.

        Raises:
            NotAProjectError: no project is there, or it holds what no project holds (views, triggers, other tables).
            NewerProjectError: a newer version wrote it in a way that can't even be read here.
            ProjectInUseError: it is open elsewhere.
            ProjectNotWritableError: it or its folder is read-only.
        """
        path = Path(path)
        if path.is_dir():
            raise NotAProjectError(f"{path} is a folder, not a project. Import it into a project, or choose a file.")
        if not path.exists():
            raise NotAProjectError(f"There is no project {path}. Check the name, or import sources to make it.")
        if not read_only and not os.access(path.parent, os.W_OK):
            raise ProjectNotWritableError(
                f"The folder {path.parent} is read-only, so {path.name} can't be saved there. "
                "Open it for reading only, or move it to a folder that you can write to."
            )
        with plain_errors(path):
            connection = connect(path, writing=not read_only)
            try:
                version = _version(path, connection)
                if version > SCHEMA_VERSION and not read_only:
                    connection.close()
                    return cls.open(path, read_only=True)
                if not read_only:
                    lock(connection)
                _refuse_strangers(path, connection, version)
                notice = _newer(path) if version > SCHEMA_VERSION else ""
            except BaseException:
                connection.close()
                raise
        return cls(path, connection, read_only=read_only, version=version, notice=notice)

    def close(self) -> None:
        """Give the file free. Closing twice does nothing."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    # articles

    def add_articles(
        self,
        articles: Iterable[Article],
        *,
        sources: Iterable[Source] = (),
        refusals: Iterable[Refusal] = (),
        suggestions: Iterable[OutletSuggestion] = (),
        on_duplicate: Literal["keep", "skip"] = "keep",
        progress: Progress = no_progress,
    ) -> ImportOutcome:
        """Store articles after those that are there, all of them or (on any error, also one of ``articles``) none.

        Args:
            articles: What was read. NUL and lone surrogates, which no project holds, are stored as U+FFFD.
            sources: Hashes of the files behind the articles, by ``path``; see
                :func:`workbench.project.records.fingerprint`. Articles without one get a source without a hash.
            refusals: What was not taken in; kept so that the list of refused input is complete.
            suggestions: Guesses at outlets, kept for the articles that are added.
            on_duplicate: What becomes of an article whose path and text the project already has.
            progress: Told after each article.

        Returns:
            The document ids that were added and skipped. An id that is taken gets a number: ``report`` is ``report-2``.
        """
        if on_duplicate not in ("keep", "skip"):
            raise ValueError(f"on_duplicate is 'keep' or 'skip', not {on_duplicate!r}")
        total = len(articles) if isinstance(articles, Collection) else 0
        added: list[str] = []
        skipped: list[str] = []
        stored_ids: dict[str, str] = {}
        renamed: list[tuple[str, str]] = []
        with self._writing() as connection:
            taken = {str(name) for (name,) in connection.execute("SELECT document_id FROM article")}
            known = set(
                connection.execute("SELECT path, text_sha256 FROM article JOIN source USING (source_id)").fetchall()
            )
            (position,) = connection.execute("SELECT coalesce(max(position), 0) FROM article").fetchone()
            source_ids = _SourceIds(connection, sources)
            for done, article in enumerate(articles, start=1):
                text = storable(article.text)
                path = storable(article.path)
                key = (path, text_hash(text))
                if on_duplicate == "skip" and key in known:
                    skipped.append(article.document_id)
                else:
                    position += 1
                    document_id = _free_id(storable(article.document_id), taken)
                    stored = _Stored(document_id, source_ids[path], position, text, key[1])
                    _insert(connection, article, stored)
                    taken.add(document_id)
                    known.add(key)
                    added.append(document_id)
                    stored_ids[article.document_id] = document_id
                    if document_id != article.document_id:
                        renamed.append((article.document_id, document_id))
                progress(done, total, "Saving articles")
            connection.executemany(
                "INSERT OR IGNORE INTO refused (path, record, reason) VALUES (?, ?, ?)",
                [(storable(r.path), storable(r.record), storable(r.reason)) for r in refusals],
            )
            connection.executemany(
                "INSERT OR IGNORE INTO suggestion (document_id, outlet, evidence) VALUES (?, ?, ?)",
                [
                    (stored_ids[s.document_id], storable(s.outlet), storable(s.evidence))
                    for s in suggestions
                    if s.document_id in stored_ids
                ],
            )
        return ImportOutcome(tuple(added), tuple(skipped), tuple(renamed))

    def articles(self) -> tuple[Article, ...]:
        """All articles as they were read, in the order in which they were added; decisions are not applied."""
        with plain_errors(self.path):
            metadata: dict[str, dict[str, str]] = {}
            for document_id, field, value, source in self._connection.execute(
                "SELECT document_id, field, value, source FROM metadata"
            ):
                if field in EDITABLE_FIELDS:
                    fields = metadata.setdefault(document_id, {})
                    fields[field] = value
                    if field in SOURCED_FIELDS:
                        fields[f"{field}_source"] = source
            return tuple(
                Article(
                    document_id=document_id,
                    text=text,
                    path=path,
                    record=record,
                    encoding=encoding,
                    notes=self._notes(document_id, notes),
                    **metadata.get(document_id, {}),
                )
                for document_id, text, path, record, encoding, notes in self._connection.execute(
                    "SELECT document_id, text, path, record, encoding, notes"
                    " FROM article JOIN source USING (source_id) ORDER BY position"
                )
            )

    def _notes(self, document_id: str, stored: str) -> tuple[str, ...]:
        notes = self._parsed(stored, f"the notes of the article {document_id!r}")
        if not isinstance(notes, list) or not all(isinstance(note, str) for note in notes):
            raise self._damage(f"the notes of the article {document_id!r} are not a list of texts")
        return tuple(notes)

    def sources(self) -> tuple[Source, ...]:
        """The files that articles were read from, in the order in which they were first read."""
        return tuple(
            Source(*row) for row in self._all("SELECT path, sha256, size, read_at FROM source ORDER BY source_id")
        )

    def refusals(self) -> tuple[Refusal, ...]:
        """Input that was not taken in, in the order in which it came."""
        return tuple(Refusal(*row) for row in self._all("SELECT path, record, reason FROM refused ORDER BY rowid"))

    def suggestions(self) -> tuple[OutletSuggestion, ...]:
        """Guesses at articles' outlets, in the order in which they came."""
        rows = self._all("SELECT document_id, outlet, evidence FROM suggestion ORDER BY rowid")
        return tuple(OutletSuggestion(*row) for row in rows)

    # decisions

    def append_decision(self, kind: str, payload: Mapping[str, Any], label: str) -> Decision:
        """Write down a decision at the end of the journal; it is on the disk when this returns.

        ``ValueError`` or ``TypeError`` when the payload is not made of plain JSON values.
        """
        made_at = now()
        stored = _dumped(dict(payload))
        with self._writing() as connection:
            (sequence,) = connection.execute(
                "INSERT INTO decision (kind, payload, label, made_at, undone)"
                " VALUES (?, ?, ?, ?, 0) RETURNING sequence",
                (storable(kind), stored, storable(label), made_at),
            ).fetchone()
        return Decision(int(sequence), storable(kind), json.loads(stored), storable(label), made_at)

    def set_undone(self, sequence: int, undone: bool) -> None:
        """Mark a decision as undone, or as done again. ``KeyError`` when the journal has no such decision."""
        with self._writing() as connection:
            changed = connection.execute("UPDATE decision SET undone = ? WHERE sequence = ?", (int(undone), sequence))
            if changed.rowcount != 1:
                raise KeyError(sequence)

    def decisions(self, *, include_undone: bool = False) -> tuple[Decision, ...]:
        """The journal in the order in which decisions were made; undone ones only when asked for."""
        rows = self._all("SELECT sequence, kind, payload, label, made_at, undone FROM decision ORDER BY sequence")
        return tuple(
            Decision(sequence, kind, self._payload(sequence, payload), label, made_at, bool(undone))
            for sequence, kind, payload, label, made_at, undone in rows
            if include_undone or not undone
        )

    def _payload(self, sequence: int, stored: str) -> dict[str, Any]:
        payload = self._parsed(stored, f"decision {sequence}")
        if not isinstance(payload, dict):
            raise self._damage(f"decision {sequence} has no named values")
        return payload

    # settings

    def set_setting(self, name: str, value: Any) -> None:
        """Store a value (plain JSON values) under a name, in place of what was there."""
        with self._writing() as connection:
            connection.execute(
                "INSERT INTO setting (name, value) VALUES (?, ?)"
                " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                (storable(name), _dumped(value)),
            )

    def get_setting(self, name: str, default: Any = None) -> Any:
        """The value stored under a name, or ``default``."""
        rows = self._all("SELECT value FROM setting WHERE name = ?", (storable(name),))
        return self._parsed(rows[0][0], f"the setting {name!r}") if rows else default

    # care

    def check(self) -> list[str]:
        """What is wrong with the file, in plain words; empty when it is sound. It reads everything."""
        findings: list[str] = []
        with plain_errors(self.path):
            read = self._connection.execute
            try:
                findings += [f"SQLite: {row[0]}" for row in read("PRAGMA integrity_check(20)") if row[0] != "ok"]
                findings += [
                    f"A row of the table {row[0]!r} refers to a {row[2]} that does not exist."
                    for row in read("PRAGMA foreign_key_check").fetchmany(20)
                ]
                if read("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
                    findings.append("The file does not carry the mark of a Counterpoint project.")
                findings += [
                    f"The file has {part}." for part in strange_parts(self._connection, newer=bool(self.notice))
                ]
                for document_id, text, stored_hash in read("SELECT document_id, text, text_sha256 FROM article"):
                    if text_hash(text) != stored_hash:
                        findings.append(
                            f"The text of the article {document_id!r} is not the imported one: its hash differs."
                        )
            except sqlite3.DatabaseError as error:
                findings.append(f"SQLite: {error}.")
        for contents in (self.articles, lambda: self.decisions(include_undone=True), self._settings):
            try:
                contents()
            except ProjectDamagedError as error:
                findings.append(str(error))
        return findings

    def save_copy(self, path: Path | str) -> None:
        """Write a sound copy under another name, replacing what is there. The copy is checked before it gets its name.

        Raises:
            ProjectDamagedError: this project failed its check, so no copy was made.
            ProjectNotWritableError: the copy can't be written.
        """
        path = Path(path)
        with suppress(OSError):
            if path.samefile(self.path):
                raise ProjectExistsError(f"{path} is this project itself. Choose another name for the copy.")
        # never in place of a sound older copy
        if findings := self.check():
            raise self._damage(findings[0].rstrip("."))
        part = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
        try:
            try:
                with part.open("xb"):
                    pass
            except OSError as error:
                raise ProjectNotWritableError(
                    f"The copy {path} can't be written ({error.strerror}). Choose a folder that you can write to."
                ) from error
            with plain_errors(path):
                copy = connect(part, writing=True)
                try:
                    self._connection.backup(copy)
                finally:
                    copy.close()
            with type(self).open(part, read_only=True) as copied:
                if findings := copied.check():
                    raise ProjectNotWritableError(f"The copy {path} did not come out right: {findings[0]} Try again.")
            try:
                part.replace(path)
            except OSError as error:
                raise ProjectNotWritableError(
                    f"The copy {path} can't be written ({error.strerror}). "
                    "Close it if it is open, or choose another name."
                ) from error
        finally:
            with suppress(OSError):
                part.unlink(missing_ok=True)

    # helpers

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        if self.notice:
            raise NewerProjectError(self.notice)
        if self.read_only:
            raise ProjectNotWritableError(f"{self.path} is open for reading only. Open it for writing to change it.")
        with plain_errors(self.path), transaction(self._connection):
            yield self._connection

    def _all(self, sql: str, values: tuple[str, ...] = ()) -> list[Any]:
        with plain_errors(self.path):
            return self._connection.execute(sql, values).fetchall()

    def _settings(self) -> dict[str, Any]:
        return {
            name: self._parsed(value, f"the setting {name!r}")
            for name, value in self._all("SELECT name, value FROM setting")
        }

    def _parsed(self, stored: str, what: str) -> Any:
        try:
            return json.loads(stored)
        except (ValueError, RecursionError) as error:
            raise self._damage(f"{what} can't be read") from error

    def _damage(self, why: str) -> ProjectDamagedError:
        return ProjectDamagedError(
            f"{self.path} is damaged: {why}. Go back to a copy of it, or import the sources again."
        )


class _SourceIds(dict[str, int]):
    """The row of each source by path, made when first asked for."""

    def __init__(self, connection: sqlite3.Connection, sources: Iterable[Source]) -> None:
        super().__init__()
        self._connection = connection
        self._given = {storable(source.path): source for source in sources}

    def __missing__(self, path: str) -> int:
        source = self._given.get(path, Source(path))
        self._connection.execute(
            "INSERT OR IGNORE INTO source (path, sha256, size, read_at) VALUES (?, ?, ?, ?)",
            (path, source.sha256, source.size, source.read_at or now()),
        )
        (source_id,) = self._connection.execute(
            "SELECT source_id FROM source WHERE path = ? AND sha256 = ?", (path, source.sha256)
        ).fetchone()
        self[path] = int(source_id)
        return self[path]


@dataclass(frozen=True, slots=True)
class _Stored:
    """What a project adds to an article, or keeps of it in another form."""

    document_id: str
    source_id: int
    position: int
    text: str
    text_sha256: str


def _insert(connection: sqlite3.Connection, article: Article, stored: _Stored) -> None:
    notes = [storable(note) for note in article.notes]
    connection.execute(
        "INSERT INTO article (document_id, source_id, position, record, encoding, notes, text_sha256, text)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            stored.document_id,
            stored.source_id,
            stored.position,
            storable(article.record),
            storable(article.encoding),
            _dumped(notes),
            stored.text_sha256,
            stored.text,
        ),
    )
    rows = []
    for field in EDITABLE_FIELDS:
        value = storable(getattr(article, field))
        source = storable(getattr(article, f"{field}_source")) if field in SOURCED_FIELDS else ""
        if value or source:
            rows.append((stored.document_id, field, value, source))
    connection.executemany("INSERT INTO metadata (document_id, field, value, source) VALUES (?, ?, ?, ?)", rows)
    # what was refused before and could be read now is no longer refused
    connection.execute(
        "DELETE FROM refused WHERE path = ? AND record = ?", (storable(article.path), storable(article.record))
    )


def _free_id(wanted: str, taken: set[str]) -> str:
    if not wanted:
        raise ValueError("an article needs a document id")
    number, free = 1, wanted
    while free in taken:
        number += 1
        free = f"{wanted}-{number}"
    return free


def _dumped(value: Any) -> str:
    """JSON text: keys sorted, ASCII only (so any text survives), and no NaN, which is not JSON."""
    return json.dumps(value, sort_keys=True, allow_nan=False)


def _version(path: Path, connection: sqlite3.Connection) -> int:
    (mark,) = connection.execute("PRAGMA application_id").fetchone()
    (pages,) = connection.execute("PRAGMA page_count").fetchone()
    if pages == 0:
        raise NotAProjectError(f"{path} is empty, not a Counterpoint project. Delete it, or choose another file.")
    if mark != APPLICATION_ID:
        raise NotAProjectError(
            f"{path} is a database of another program, not a Counterpoint project. Choose a file that ends in {SUFFIX}."
        )
    (page_size,) = connection.execute("PRAGMA page_size").fetchone()
    if path.stat().st_size < pages * page_size:  # SQLite itself takes what is missing of the last page as zeros
        raise ProjectDamagedError(f"{path} is damaged: its end is missing. Go back to a copy of it, or copy it again.")
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version < 1:
        raise NotAProjectError(
            f"{path} has the schema version {version}, which no project has. Go back to a copy of it."
        )
    return int(version)


def _newer(path: Path) -> str:
    return (
        f"{path} was written by a newer version of Counterpoint, so it is open for reading only. "
        "Install the newer version to change it."
    )


def _refuse_strangers(path: Path, connection: sqlite3.Connection, version: int) -> None:
    newer = version > SCHEMA_VERSION
    parts = strange_parts(connection, newer=newer)
    if not parts:
        return
    if newer:
        raise NewerProjectError(
            f"{path} was written by a newer version of Counterpoint and can't be read by this one"
            f" ({parts[0]}). Install the newer version."
        )
    raise NotAProjectError(
        f"{path} holds something that no Counterpoint project holds: {'; '.join(parts[:3])}. "
        "It is not opened, for it could run code of a stranger. Ask whoever gave it to you for another copy."
    )
