"""What every cache in an SQLite file needs: opened by several processes at once, and done without when it fails.

A cache is a convenience: when its file is damaged, locked or can't be written, the work goes on without it and the
cache says so.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

_BUSY_SECONDS: Final = 10.0
_CHUNK: Final = 500


class SqliteCache:
    """One SQLite file; several processes may use it at once.

    Never raises for anything that is wrong with the file: it is then empty, forgets what it is given, and
    ``warnings`` says why. A file that is no cache is left as it is.

    Args:
        path: the file; made with its folder when it is not there.
        schema: statements that make the tables where they are missing.
        name: what is kept, as in "the annotation cache".
        without: what follows from doing without, as a sentence.
    """

    def __init__(self, path: Path, *, schema: Sequence[str], name: str, without: str) -> None:
        self.path = path
        self.warnings: list[str] = []
        self._name = name
        self._without = without
        self._connection: sqlite3.Connection | None = None
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            connection = sqlite3.connect(path, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False)
            self._connection = connection
            connection.execute("PRAGMA synchronous=NORMAL")
            for statement in schema:
                connection.execute(statement)
        except (OSError, sqlite3.Error) as error:
            self._give_up(error)

    @property
    def usable(self) -> bool:
        """Whether anything is kept at all."""
        return self._connection is not None

    def close(self) -> None:
        """Let go of the file; the cache is empty from then on."""
        if self._connection is not None:
            with suppress(sqlite3.Error):
                self._connection.close()
            self._connection = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _select(self, query: str, keys: Iterable[object], *before: object) -> Iterator[tuple[Any, ...]]:
        """The rows whose key is among some.

        Args:
            query: ends with ``IN``; the list of keys is put behind it.
            keys: any number of them; each is asked for once.
            before: what the question marks in the query stand for.
        """
        wanted = list(dict.fromkeys(keys))
        for at in range(0, len(wanted), _CHUNK):
            if self._connection is None:
                return
            chunk = wanted[at : at + _CHUNK]
            try:
                places = ",".join("?" * len(chunk))
                rows = self._connection.execute(f"{query} ({places})", (*before, *chunk)).fetchall()
            except sqlite3.Error as error:
                self._give_up(error)
                return
            yield from rows

    def _write(self, *work: tuple[str, Sequence[Sequence[object]]]) -> None:
        """Carry out statements, each for all its rows, in one transaction: all of it is kept, or nothing."""
        if self._connection is None:
            return
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            for statement, rows in work:
                self._connection.executemany(statement, rows)
            self._connection.execute("COMMIT")
        except sqlite3.Error as error:
            self._give_up(error)

    def _give_up(self, error: Exception) -> None:
        self.close()
        self.warnings.append(
            f"The {self._name} {self.path} can't be used ({error}). {self._without}; "
            "delete the file to start a new cache."
        )
