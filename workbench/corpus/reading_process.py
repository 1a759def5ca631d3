"""Parsers run in a process of their own, with limits on time and memory: a hostile file ends that process and nothing else.

The process is started when the first file needs it and used for all that follow. When a file takes it past a limit it is
ended, the file is refused with the reason, and the next file gets a new process.
"""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from types import TracebackType
from typing import Any, Final, Protocol, Self

from workbench.corpus.formats import Found, Job, read_file
from workbench.corpus.readers.contract import RawRecord
from workbench.corpus.reading_child import serve
from workbench.domain.article import Refusal

ReadFile = Callable[[Job], Iterator[Found]]
"""Reads a file. A module-level function."""

_LOOK_SECONDS: Final = 0.2
_START_SECONDS: Final = 60.0
_MOST_KEPT: Final = 256_000_000
"""Bytes that files may leave behind in a process, which the next one could not have."""


class StartError(Exception):
    """The process was gone, or could not be started, before it had the file. The message says why, in words."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one file may take."""

    seconds: float = 30.0
    """Without a single article coming out; each batch of articles begins the time anew."""
    megabytes: int = 1024
    """Of memory that the parser allocates. Kept where the system can (Linux, macOS)."""


class Parser(Protocol):
    """What reads files: :class:`ReadingProcess`, or :class:`InThisProcess`."""

    def read(self, job: Job) -> Iterator[Found]:
        """What is in a file."""


class InThisProcess:
    """Reads files without a process of their own, and so without limits: for files that one made oneself."""

    def read(self, job: Job) -> Iterator[Found]:
        """What is in a file."""
        return read_file(job)


class ReadingProcess:
    """Reads files one after another in a child process.

    Args:
        read_file: what reads a file; it runs in the child.
        limits: for each file.
        on_wait: called now and then while a file is read; may raise to stop.
    """

    def __init__(
        self,
        read_file: ReadFile = read_file,
        *,
        limits: Limits | None = None,
        on_wait: Callable[[], object] = lambda: None,
    ) -> None:
        self._read_file = read_file
        self._limits = limits or Limits()
        self.on_wait = on_wait
        self._process: BaseProcess | None = None
        self._connection: Connection | None = None
        self._started = False
        self._start_failed = False

    def read(self, job: Job) -> Iterator[Found]:
        """What is in a file; a refusal at its end when the parser failed or went past a limit.

        Whoever stops before the end leaves the process in the middle of a file, so it is ended then.
        """
        done = False
        try:
            yield from self._read(job)
            done = True
        finally:
            if not done:
                self._end()

    def _read(self, job: Job) -> Iterator[Found]:
        path = job.shown
        try:
            connection = self._handed_over(job)
        except StartError as error:
            yield path, Refusal(path, "", f"The file was not read: {error}.{_NOT_THE_FILE}")
            return
        deadline = time.monotonic() + self._limits.seconds
        came = False
        while True:
            try:
                if not connection.poll(_LOOK_SECONDS):
                    self.on_wait()
                    if time.monotonic() > deadline:
                        limit = f"took longer than {self._limits.seconds:.0f} seconds"
                        yield from self._gave_up(path, f"it {limit}", came=came)
                        return
                    continue
                kind, payload = connection.recv()
            except (EOFError, OSError):
                yield from self._gave_up(path, f"the parser {self._end_in_words()}", came=came)
                return
            if kind == "items":
                came = came or any(isinstance(item, RawRecord) for _, item in payload)
                deadline = time.monotonic() + self._limits.seconds
                yield from payload
            elif kind == "memory":
                limit = f"needs more than {self._limits.megabytes:,} MB of memory"
                yield from self._gave_up(path, f"it {limit}", came=came)
                return
            elif kind == "failed":
                yield path, Refusal(path, "", f"The file could not be read ({payload}).{_rest(came=came)}")
                return
            else:
                if payload > _MOST_KEPT:
                    self._end()
                return

    def close(self) -> None:
        """End the process."""
        process, connection = self._process, self._connection
        self._process = self._connection = None
        self._started = False
        if connection is not None:
            connection.close()
        if process is not None:
            process.join(1.0)
            if process.is_alive():
                process.kill()
                process.join()
            process.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    # -- inside ----------------------------------------------------------------------------------------------------

    def _handed_over(self, job: Job) -> Connection:
        """A process that has been given the file. One that is gone before is followed by another, once.

        Raises:
            StartError: no process took it.
        """
        attempts = 1 if self._start_failed else 2  # what ails every start is not waited for with every file
        while True:
            attempts -= 1
            try:
                connection = self._running()
                self._await_start(connection)
                connection.send(job)
                self._await(connection, "take the file")
            except StartError as error:
                why = str(error)
            except (EOFError, OSError):
                why = f"the process that reads files {self._end_in_words()} before it began"
            else:
                self._start_failed = False
                return connection
            self._end()
            if not attempts:
                self._start_failed = True
                raise StartError(why)

    def _running(self) -> Connection:
        if self._connection is not None and self._process is not None and self._process.is_alive():
            return self._connection
        self.close()
        context = multiprocessing.get_context("spawn")
        reads = (self._read_file.__module__, self._read_file.__qualname__)
        try:
            ours, theirs = context.Pipe(duplex=True)
            self._connection = ours
            with theirs:
                process = context.Process(
                    target=serve, args=(theirs, reads, self._limits.megabytes, self._limits.seconds), name="reader",
                    daemon=True,
                )  # fmt: skip
                process.start()
                self._process = process
        except OSError as error:
            why = (error.strerror or "the system does not say why").lower()
            raise StartError(f"the process that reads files could not be started ({why})") from None
        return ours

    def _await_start(self, connection: Connection) -> None:
        """Wait until a new process has loaded its parsers: the time that this takes is not the file's fault."""
        if self._started:
            return
        kind, payload = self._await(connection, "begin")
        if kind == "unable":
            raise StartError(f"the process that reads files could not load its parsers ({payload})")
        self._started = True

    def _await(self, connection: Connection, what: str) -> tuple[str, Any]:
        """The next message, or :class:`StartError` when it does not come in time."""
        deadline = time.monotonic() + _START_SECONDS
        while not connection.poll(_LOOK_SECONDS):
            self.on_wait()
            if time.monotonic() > deadline:
                raise StartError(f"the process that reads files did not {what} within {_START_SECONDS:.0f} seconds")
        message: tuple[str, Any] = connection.recv()
        return message

    def _end_in_words(self) -> str:
        """How the process came to its end."""
        process = self._process
        if process is None:
            return "ended"
        process.join(1.0)
        code = process.exitcode
        if code is None:
            return "fell silent"
        return f"was ended by the system (signal {-code})" if code < 0 else f"ended without a word (code {code})"

    def _gave_up(self, path: str, why: str, *, came: bool = False) -> Iterator[Found]:
        """Refuse the rest of a file, and end the process that it was in."""
        self._end()
        yield path, Refusal(path, "", f"The file could not be read: {why}.{_rest(came=came)}")

    def _end(self) -> None:
        process = self._process
        if process is not None and process.is_alive():
            process.kill()
        self.close()


_NOT_THE_FILE: Final = (
    " The fault is not in the file. Read it once more; if that does not help, start the program again."
)


def _rest(*, came: bool) -> str:
    if came:
        return " What came out of it before is kept. Save it in another format and try again."
    return " Save it in another format and try again."
