"""Parsers run in a process of their own, with limits on time and memory: a hostile file ends that process and nothing else.

The process is started when the first file needs it and used for all that follow. When a file takes it past a limit it is
ended, the file is refused with the reason, and the next file gets a new process.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Protocol, Self

from workbench.corpus.formats import Found, Job, read_file
from workbench.corpus.readers.contract import RawRecord
from workbench.domain.article import Refusal

ReadFile = Callable[[Job], Iterator[Found]]
"""Reads a file. A module-level function."""

_AT_ONCE: Final = 200
"""Items that travel together, ..."""
_CHARACTERS_AT_ONCE: Final = 4_000_000
"""... or fewer, when their texts are long."""
_LOOK_SECONDS: Final = 0.2
_START_SECONDS: Final = 60.0


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
        connection = self._running()
        try:
            self._await_start(connection)
            connection.send(job)
        except (EOFError, OSError):
            yield from self._gave_up(path, "the parser ended before it began")
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
                yield from self._gave_up(path, "the parser ended without a word", came=came)
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

    def _running(self) -> Connection:
        if self._connection is not None and self._process is not None and self._process.is_alive():
            return self._connection
        self.close()
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe(duplex=True)
        self._process = context.Process(
            target=_serve, args=(theirs, self._read_file, self._limits.megabytes), name="reader", daemon=True
        )
        self._process.start()
        theirs.close()
        self._connection = ours
        return ours

    def _await_start(self, connection: Connection) -> None:
        """Wait until a new process has loaded its parsers: the time that this takes is not the file's fault."""
        if self._started:
            return
        deadline = time.monotonic() + _START_SECONDS
        while not connection.poll(_LOOK_SECONDS):
            self.on_wait()
            if time.monotonic() > deadline:
                raise EOFError
        connection.recv()
        self._started = True

    def _gave_up(self, path: str, why: str, *, came: bool = False) -> Iterator[Found]:
        """Refuse the rest of a file, and end the process that it was in."""
        self._end()
        yield path, Refusal(path, "", f"The file could not be read: {why}.{_rest(came=came)}")

    def _end(self) -> None:
        process = self._process
        if process is not None and process.is_alive():
            process.kill()
        self.close()


def _rest(*, came: bool) -> str:
    if came:
        return " What came out of it before is kept. Save it in another format and try again."
    return " Save it in another format and try again."


def _serve(connection: Connection, read_file: ReadFile, megabytes: int) -> None:
    """The child's main loop."""
    with contextlib.suppress(KeyboardInterrupt):
        connection.send(("ready", None))
        limited = False
        while True:
            try:
                job = connection.recv()
            except (EOFError, OSError):
                break
            if not limited:
                _limit_memory(megabytes)
                limited = True
            connection.send(_answer(connection, read_file, job))
    os._exit(0)


def _answer(connection: Connection, read_file: ReadFile, job: Job) -> tuple[str, Any]:
    batch: list[Found] = []
    characters = 0
    try:
        for path, item in read_file(job):
            batch.append((path, item))
            characters += len(item.text) if isinstance(item, RawRecord) else 0
            if len(batch) >= _AT_ONCE or characters >= _CHARACTERS_AT_ONCE:
                connection.send(("items", batch))
                batch, characters = [], 0
        connection.send(("items", batch))
    except MemoryError:
        return ("memory", None)
    except RecursionError:
        return ("failed", "it is nested too deeply")
    except Exception as error:
        with contextlib.suppress(Exception):
            connection.send(("items", batch))
        return ("failed", f"{type(error).__name__}: {str(error)[:200]}".rstrip(": "))
    return ("done", None)


def _limit_memory(megabytes: int) -> None:
    """Bound what this process may allocate beyond what it has; where the system can't, the readers' own limits hold."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - there is none on Windows

    # on Linux "data" is private memory alone, not what libraries map; elsewhere the whole address space has to do
    kind = resource.RLIMIT_DATA if sys.platform == "linux" else resource.RLIMIT_AS
    wanted = _used_now() + megabytes * 1_000_000
    _, hard = resource.getrlimit(kind)
    if hard != resource.RLIM_INFINITY:
        wanted = min(wanted, hard)
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(kind, (wanted, hard))


def _used_now() -> int:
    """Bytes of private memory that the process has, 0 where that is not known."""
    try:
        with Path("/proc/self/status").open(encoding="ascii") as lines:
            return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmData:"))
    except (OSError, StopIteration, ValueError):
        return 0
