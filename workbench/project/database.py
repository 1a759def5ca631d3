"""An open project file as a database: one connection, one lock, and care that what is written lands in that file."""

from __future__ import annotations

import json
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from workbench.project.connection import connect, damaged, lock, plain_errors, transaction
from workbench.project.errors import (
    NewerProjectError,
    ProjectClosedError,
    ProjectDamagedError,
    ProjectMovedError,
    ProjectNotWritableError,
)
from workbench.project.holder import Holder, remove_holder
from workbench.project.whereabouts import identity, where_it_went

_COPIED_AT_ONCE: Final = 4 << 20
"""Bytes of a copy between two chances for others to write: some milliseconds."""


class Database:
    """The connection to one file, used by one thread at a time."""

    def __init__(
        self,
        path: Path,
        connection: sqlite3.Connection,
        *,
        read_only: bool = False,
        notice: str = "",
        holder: Holder | None = None,
    ) -> None:
        self.path = path
        self.read_only = read_only
        self.notice = notice
        """What keeps a newer project from being written, or ``""``."""
        self.forget: Callable[[], None] = lambda: None
        """Called when a write failed, so that nothing remembered outlives it."""
        self._connection = connection
        self._holder = holder
        self._file = path.resolve()
        self._identity = None if read_only else identity(self._file)
        self._free = threading.Condition(threading.RLock())
        self._counting = threading.Lock()
        self._waiting = 0
        self._copying = 0
        self._closing = False

    # use

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """The connection, for this thread alone while it is in the ``with`` block."""
        with self._alone(), plain_errors(self.path):
            yield self._connection

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A transaction: what happens in the ``with`` block is on the disk afterwards, or nothing of it is.

        Raises:
            ProjectMovedError: the file is no longer where it was opened.
            ProjectNotWritableError: it can't be written, or is open for reading only.
        """
        if self.notice:
            raise NewerProjectError(self.notice)
        if self.read_only:
            raise ProjectNotWritableError(f"{self.path} is open for reading only. Open it for writing to change it.")
        with self._alone():
            self._require_in_place()
            try:
                with plain_errors(self.path), transaction(self._connection):
                    yield self._connection
            except BaseException:
                self.forget()
                self._recover()
                raise
            self._require_in_place()

    def rows(self, sql: str, values: tuple[Any, ...] = ()) -> list[Any]:
        """The rows that a query finds."""
        with self.reading() as connection:
            return connection.execute(sql, values).fetchall()

    def parsed(self, stored: str, what: str) -> Any:
        """The value of stored JSON text. ``ProjectDamagedError``, which names ``what`` it is, when it is none."""
        try:
            return json.loads(stored)
        except (ValueError, RecursionError) as error:
            raise self.damage(f"{what} can't be read") from error

    def damage(self, why: str) -> ProjectDamagedError:
        """The error for content that is not what it should be."""
        return damaged(self.path, why)

    def copy_into(self, copy: sqlite3.Connection, progress: Callable[[int, int], None]) -> None:
        """Copy every page, letting others write in between; the copy holds what they wrote."""
        with self._alone():
            (page_size,) = self._connection.execute("PRAGMA page_size").fetchone()

            def between(_status: int, remaining: int, total: int) -> None:
                self._let_others()
                progress(total - remaining, total)

            self._copying += 1
            try:
                self._connection.backup(copy, pages=max(1, _COPIED_AT_ONCE // int(page_size)), progress=between)
            finally:
                self._copying -= 1
                self._free.notify_all()

    def close(self) -> None:
        """Give the file free, after what other threads are writing. Closing twice does nothing."""
        self._wait_for_turn()
        try:
            self._closing = True
            while self._copying:
                self._free.wait()
            self._connection.close()
            if self._holder is not None:
                remove_holder(self._file, self._holder)
                self._holder = None
        finally:
            self._free.release()

    # helpers

    @contextmanager
    def _alone(self) -> Iterator[None]:
        self._wait_for_turn()
        try:
            if self._closing:
                raise ProjectClosedError(f"{self.path} was closed. Open it again.")
            yield
        finally:
            self._free.release()

    def _wait_for_turn(self) -> None:
        with self._counting:
            self._waiting += 1
        try:
            self._free.acquire()
        finally:
            with self._counting:
                self._waiting -= 1

    def _let_others(self) -> None:
        """Step aside for threads that wait. Giving the lock away is not enough: whoever gave it would often get it."""
        self._free.release()
        try:
            for _ in range(1000):
                if not self._waiting:
                    break
                time.sleep(0.0005)
        finally:
            self._free.acquire()
        if self._closing:
            raise ProjectClosedError(f"{self.path} was closed while it was copied. There is no copy.")

    def _require_in_place(self) -> None:
        """Raise when the name no longer leads to the open file: SQLite would put its journal beside the old name."""
        if self._identity is None or identity(self._file) == self._identity:
            return
        found = where_it_went(self._file, self._identity)
        if found is not None:
            raise ProjectMovedError(
                f"{self.path} was moved or renamed while it was open; it is now {found}. Nothing more is written to it. "
                "Put it back under its old name, or save the project under a new one.",
                found,
            )
        what = "was replaced by another file" if self._file.exists() else "was moved or deleted"
        raise ProjectMovedError(
            f"{self.path} {what} while it was open. Nothing more is written to it. Save the project under a new name."
        )

    def _recover(self) -> None:
        """After a failed write whose rollback failed too: open the file again, which puts it right."""
        if not self._connection.in_transaction:
            return
        self._connection.close()
        with plain_errors(self.path):
            connection = connect(self._file, writing=True)
            try:
                lock(connection)
            except BaseException:
                connection.close()
                raise
        self._connection = connection
