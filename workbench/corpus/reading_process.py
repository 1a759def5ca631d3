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
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

from workbench.corpus.readers.contract import Item
from workbench.domain.article import Refusal

ReadFile = Callable[[bytes, str, Mapping[str, str]], Iterator[Item]]
"""Reads the bytes of a file, by its name, with a person's mapping. A module-level function."""

_AT_ONCE: Final = 200
"""Items that travel together."""
_LOOK_SECONDS: Final = 0.2


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one file may take."""

    seconds: float = 30.0
    """Without a single article coming out; each batch of articles begins the time anew."""
    megabytes: int = 1024
    """Of memory that the parser allocates. Kept where the system can (Linux, macOS)."""


class ReadingProcess:
    """Reads files one after another in a child process.

    Args:
        read_file: what reads a file; it runs in the child.
        limits: for each file.
        on_wait: called now and then while a file is read; may raise to stop.
    """

    def __init__(
        self, read_file: ReadFile, *, limits: Limits | None = None, on_wait: Callable[[], object] = lambda: None
    ) -> None:
        self._read_file = read_file
        self._limits = limits or Limits()
        self._on_wait = on_wait
        self._process: BaseProcess | None = None
        self._connection: Connection | None = None

    def read(self, data: bytes, path: str, *, mapping: Mapping[str, str]) -> Iterator[Item]:
        """What is in a file; a refusal at its end when the parser failed or went past a limit."""
        connection = self._running()
        try:
            connection.send((data, path, dict(mapping)))
        except OSError:
            yield from self._gave_up(path, "the parser ended before it began")
            return
        deadline = time.monotonic() + self._limits.seconds
        came = False
        while True:
            try:
                if not connection.poll(_LOOK_SECONDS):
                    self._on_wait()
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
                came = came or bool(payload)
                deadline = time.monotonic() + self._limits.seconds
                yield from payload
            elif kind == "memory":
                limit = f"needs more than {self._limits.megabytes:,} MB of memory"
                yield from self._gave_up(path, f"it {limit}", came=came)
                return
            elif kind == "failed":
                yield Refusal(path, "", f"The file could not be read ({payload}).{_rest(came=came)}")
                return
            else:
                return

    def close(self) -> None:
        """End the process."""
        process, connection = self._process, self._connection
        self._process = self._connection = None
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

    def _gave_up(self, path: str, why: str, *, came: bool = False) -> Iterator[Item]:
        """Refuse the rest of a file, and end the process that it was in."""
        process = self._process
        if process is not None and process.is_alive():
            process.kill()
        self.close()
        yield Refusal(path, "", f"The file could not be read: {why}.{_rest(came=came)}")


def _rest(*, came: bool) -> str:
    if came:
        return " What came out of it before is kept. Save it in another format and try again."
    return " Save it in another format and try again."


def _serve(connection: Connection, read_file: ReadFile, megabytes: int) -> None:
    """The child's main loop."""
    with contextlib.suppress(KeyboardInterrupt):
        limited = False
        while True:
            try:
                data, path, mapping = connection.recv()
            except (EOFError, OSError):
                break
            if not limited:
                _limit_memory(megabytes)
                limited = True
            connection.send(_answer(connection, read_file, data, path, mapping))
    os._exit(0)


def _answer(
    connection: Connection, read_file: ReadFile, data: bytes, path: str, mapping: Mapping[str, str]
) -> tuple[str, Any]:
    batch: list[Item] = []
    try:
        for item in read_file(data, path, mapping):
            batch.append(item)
            if len(batch) >= _AT_ONCE:
                connection.send(("items", batch))
                batch = []
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
