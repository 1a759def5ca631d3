"""The journal of decisions in a project file: steps, the position in them, snapshots, and what holds now."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any, Final

from workbench.domain.decisions import Decisions
from workbench.domain.journal import BEGINNING, Edit, Entry, History, Move, Snapshot, Step, path_between
from workbench.project.database import Database
from workbench.project.digests import digest_of_step, record_digest, step_digest, write_setting
from workbench.project.errors import ProjectConflictError
from workbench.project.records import dumped, storable

POSITION: Final = "position"
WRITTEN_LATELY: Final = "written lately"
"""The setting that lists marks of the entries written last, so that one that is sent again is known."""

_REMEMBERED: Final = 200
"""Entries; all those of one call are, however many."""

_ASKED_AT_ONCE: Final = 500


class Journal:
    """Steps and what holds now, in one project file."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._parents: dict[int, int] | None = None

    def forget(self) -> None:
        """Read again what was remembered of the file."""
        self._parents = None

    # reading

    def decisions(self) -> Decisions:
        """What holds now."""
        values = {}
        parsed = self._database.parsed
        for collection, key, value in self._database.rows(
            "SELECT collection, key, value FROM decision ORDER BY sequence"
        ):
            values[collection, key] = parsed(value, f"the decision {key!r} in {collection!r}")
        return Decisions(values)

    def history(self, *, edits: int) -> History:
        """All steps; the newest ones with their edits, as long as those are no more than ``edits``."""
        with self._database.reading() as connection:
            position = self._position(connection)
            rows = connection.execute(
                "SELECT number, parent, label, made_at, merge_key, edits FROM step ORDER BY number"
            ).fetchall()
            self._require_tree((number, parent) for number, parent, *_ in rows)
            budget, oldest = edits, 0
            for number, *_, count in reversed(rows):
                budget -= count
                if budget < 0:
                    oldest = number + 1
                    break
            loaded = self._edits(connection, "step >= ?", (oldest,))
            steps = tuple(
                Step(number, parent, label, made_at, None if number < oldest else loaded.get(number, ()), key, count)
                for number, parent, label, made_at, key, count in rows
            )
            snapshots = tuple(
                Snapshot(*row)
                for row in connection.execute("SELECT number, name, made_at, step FROM snapshot ORDER BY number")
            )
        return History(steps, position, snapshots)

    def edits(self, numbers: Iterable[int]) -> dict[int, tuple[Edit, ...]]:
        """What steps changed, by their numbers. ``KeyError`` for a step that the journal does not have."""
        wanted = list(dict.fromkeys(numbers))
        with self._database.reading() as connection:
            parents = self._known_parents(connection)
            for number in wanted:
                if number not in parents:
                    raise KeyError(number)
            out: dict[int, tuple[Edit, ...]] = dict.fromkeys(wanted, ())
            for start in range(0, len(wanted), _ASKED_AT_ONCE):
                some = wanted[start : start + _ASKED_AT_ONCE]
                out.update(self._edits(connection, f"step IN ({', '.join('?' * len(some))})", tuple(some)))
        return out

    # writing

    def record(self, entries: Sequence[Entry]) -> None:
        """See :meth:`workbench.project.store.Project.record`."""
        if not entries:
            return
        marks = [_mark(entry) for entry in entries]
        with self._database.writing() as connection:
            lately = self._lately(connection)
            known = _already_in(lately, marks)
            if known == len(entries):
                return
            # what is remembered of a write that fails is forgotten
            writing = _Writing(self._database, connection, self._known_parents(connection), self._position(connection))
            for entry in entries[known:]:
                writing.write(entry)
            write_setting(connection, POSITION, dumped(writing.position))
            written = [*lately, *marks[known:]][-max(_REMEMBERED, len(marks)) :]
            write_setting(connection, WRITTEN_LATELY, dumped(written))

    # helpers

    def _position(self, connection: sqlite3.Connection) -> int:
        row = connection.execute("SELECT value FROM setting WHERE name = ?", (POSITION,)).fetchone()
        value = self._database.parsed(row[0], "the position in the journal") if row else None
        if not isinstance(value, int) or isinstance(value, bool):
            raise self._database.damage("the position in the journal can't be read")
        return value

    def _lately(self, connection: sqlite3.Connection) -> list[str]:
        row = connection.execute("SELECT value FROM setting WHERE name = ?", (WRITTEN_LATELY,)).fetchone()
        value = self._database.parsed(row[0], f"the setting {WRITTEN_LATELY!r}") if row else []
        return [str(mark) for mark in value] if isinstance(value, list) else []

    def _known_parents(self, connection: sqlite3.Connection) -> dict[int, int]:
        if self._parents is None:
            rows = connection.execute("SELECT number, parent FROM step ORDER BY number").fetchall()
            self._require_tree(rows)
            self._parents = dict(rows)
        return self._parents

    def _require_tree(self, rows: Iterable[tuple[int, int]]) -> None:
        """Raise for a journal in which a step does not follow an earlier one: walking it might never end."""
        seen = {BEGINNING}
        for number, parent in rows:
            if number <= BEGINNING or parent not in seen:
                raise self._database.damage(f"step {number} of the journal follows a step that is not before it")
            seen.add(number)

    def _edits(
        self, connection: sqlite3.Connection, condition: str, values: tuple[int, ...]
    ) -> dict[int, tuple[Edit, ...]]:
        found: dict[int, list[Edit]] = {}
        for step, collection, key, before, after in connection.execute(
            f"SELECT step, collection, key, before, after FROM edit WHERE {condition} ORDER BY step, place",  # noqa: S608
            values,
        ):
            found.setdefault(step, []).append(
                Edit(collection, key, self._value(step, before), self._value(step, after))
            )
        return {step: tuple(edits) for step, edits in found.items()}

    def _value(self, step: int, stored: str | None) -> Any:
        return None if stored is None else self._database.parsed(stored, f"step {step} of the journal")


class _Writing:
    """Entries on their way into the journal, within one transaction."""

    def __init__(
        self, database: Database, connection: sqlite3.Connection, parents: dict[int, int], position: int
    ) -> None:
        self.position = position
        self._database = database
        self._connection = connection
        self._parents = parents

    def write(self, entry: Entry) -> None:
        if isinstance(entry, Step):
            self._step(entry)
        elif isinstance(entry, Move):
            self._move(entry)
        else:
            self._snapshot(entry)

    def _step(self, step: Step) -> None:
        if step.edits is None:
            raise ValueError(f"step {step.number} has no edits to write: they were not loaded")
        newest = next(reversed(self._parents), BEGINNING)  # they are kept in order
        if step.number == newest and step.number in self._parents:
            self._take_out(step)
        elif step.number <= newest or step.number <= BEGINNING:
            raise self._conflict(f"the journal has come to step {newest} already, so step {step.number} does not fit")
        elif step.parent != self.position:
            raise self._conflict(
                f"step {step.number} follows step {step.parent}, and the journal stands at step {self.position}"
            )
        rows = [
            (storable(edit.collection), storable(edit.key), _text(edit.before), _text(edit.after))
            for edit in step.edits
        ]
        if len({row[:2] for row in rows}) < len(rows):
            raise self._conflict(f"step {step.number} decides the same thing twice")
        edits = [(place, *row) for place, row in enumerate(rows, start=1)]
        values = (
            *(step.number, step.parent, storable(step.label), storable(step.made_at), storable(step.merge_key)),
            len(rows),
        )
        digest = step_digest(values, digest_of_step(self._connection, step.parent), edits)
        self._connection.execute(
            "INSERT INTO step (number, parent, label, made_at, merge_key, edits, record_sha256)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (*values, digest),
        )
        for collection, key, before, _ in rows:
            found = self._connection.execute(
                "SELECT value FROM decision WHERE collection = ? AND key = ?", (collection, key)
            ).fetchone()
            if not self._same(found[0] if found else None, before):
                raise self._conflict(
                    f"step {step.number} changes {key!r} in {collection!r}, which is not as it expects"
                )
        self._connection.executemany(
            "INSERT INTO edit (step, place, collection, key, before, after) VALUES (?, ?, ?, ?, ?, ?)",
            [(step.number, *edit) for edit in edits],
        )
        self._parents[step.number] = step.parent
        _apply(self._connection, step.number, _DO)
        self.position = step.number

    def _take_out(self, step: Step) -> None:
        """Take the newest step out, so that the one that it was merged into can stand in its place."""
        if self.position != step.number or self._parents[step.number] != step.parent:
            raise self._conflict(
                f"step {step.number} after step {step.parent} can't replace the one that the journal has"
            )
        if self._connection.execute("SELECT 1 FROM snapshot WHERE step = ?", (step.number,)).fetchone():
            raise self._conflict(f"step {step.number} was saved under a name, so nothing more can go into it")
        _apply(self._connection, step.number, _TAKE_BACK)
        self._connection.execute("DELETE FROM edit WHERE step = ?", (step.number,))
        self._connection.execute("DELETE FROM step WHERE number = ?", (step.number,))
        del self._parents[step.number]

    def _move(self, move: Move) -> None:
        try:
            back, forward = path_between(self._parents, self.position, move.to)
        except KeyError as error:
            raise self._conflict(f"the journal has no step {error.args[0]} to go to") from error
        for number in back:
            _apply(self._connection, number, _TAKE_BACK)
        for number in forward:
            _apply(self._connection, number, _DO)
        self.position = move.to

    def _snapshot(self, snapshot: Snapshot) -> None:
        (newest,) = self._connection.execute("SELECT coalesce(max(number), 0) FROM snapshot").fetchone()
        if snapshot.number <= newest:
            raise self._conflict(f"there is a snapshot {newest} already, so snapshot {snapshot.number} does not fit")
        if snapshot.step != BEGINNING and snapshot.step not in self._parents:
            raise self._conflict(f"the journal has no step {snapshot.step} to save under a name")
        values = (snapshot.number, storable(snapshot.name), storable(snapshot.made_at), snapshot.step)
        self._connection.execute(
            "INSERT INTO snapshot (number, name, made_at, step, record_sha256) VALUES (?, ?, ?, ?, ?)",
            (*values, record_digest(values)),
        )

    def _same(self, stored: str | None, expected: str | None) -> bool:
        if stored == expected:
            return True
        # the same value in other words, e.g. written by another program
        return (
            stored is not None
            and expected is not None
            and dumped(self._database.parsed(stored, "a decision")) == expected
        )

    def _conflict(self, why: str) -> ProjectConflictError:
        return ProjectConflictError(
            f"{self._database.path} was not changed: {why}. Close the project and open it again; what was saved is kept."
        )


_TAKE_BACK: Final = (
    "DELETE FROM decision WHERE (collection, key) IN"
    " (SELECT collection, key FROM edit WHERE step = ? AND before IS NULL)",
    "INSERT INTO decision (collection, key, value)"
    " SELECT collection, key, before FROM edit WHERE step = ? AND before IS NOT NULL ORDER BY place"
    " ON CONFLICT (collection, key) DO UPDATE SET value = excluded.value",
)
_DO: Final = tuple(statement.replace("before", "after") for statement in _TAKE_BACK)
"""What makes that hold which a step found, or left behind."""


def _apply(connection: sqlite3.Connection, step: int, statements: tuple[str, ...]) -> None:
    for statement in statements:
        connection.execute(statement, (step,))


def _text(value: Any) -> str | None:
    return None if value is None else dumped(value)


def _mark(entry: Entry) -> str:
    """What tells an entry from others; the same for one that is sent again."""
    if isinstance(entry, Step):
        edits = [(e.collection, e.key, e.before, e.after) for e in entry.edits or ()]
        content: list[Any] = ["step", entry.number, entry.parent, entry.label, entry.made_at, entry.merge_key, edits]
    elif isinstance(entry, Move):
        content = ["move", entry.to]
    else:
        content = ["snapshot", entry.number, entry.name, entry.made_at, entry.step]
    return hashlib.sha256(dumped(content).encode()).hexdigest()[:16]


def _already_in(lately: Sequence[str], marks: Sequence[str]) -> int:
    """How many entries at the beginning of ``marks`` are the ones that were written last."""
    for known in range(min(len(lately), len(marks)), 0, -1):
        if list(lately[-known:]) == list(marks[:known]):
            return known
    return 0
