"""The child's side of the reading process: it loads the parsers, reads files one after another, and sends what it finds.

This module itself imports next to nothing, so that whatever keeps the parsers from being loaded can be told to the parent.
"""

from __future__ import annotations

import contextlib
import faulthandler
import importlib
import os
import signal
import sys
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from workbench.corpus.readers.contract import RawRecord

if TYPE_CHECKING:
    from workbench.corpus.formats import Found, Job

_AT_ONCE: Final = 200
"""Items that travel together, ..."""
_CHARACTERS_AT_ONCE: Final = 4_000_000
"""... or fewer, when their texts are long."""
_WATCHED_FOR: Final = 2.0
"""Times the limit after which the process ends by itself: the parent, which ends it at the limit, must be gone then."""


class Sender:
    """What goes to the parent, with a watch on how long nothing goes.

    The watch is a thread of its own that needs nothing from Python: it ends the process also when a parser written in C
    never comes back, and nobody is left to end it.

    Args:
        connection: to the parent.
        seconds: the limit for a file.
    """

    def __init__(self, connection: Connection, seconds: float) -> None:
        self._connection = connection
        self._seconds = seconds * _WATCHED_FOR
        self._nowhere = Path(os.devnull).open("w", encoding="ascii")  # noqa: SIM115 - open as long as the process runs

    def watch(self) -> None:
        """Begin the watch anew."""
        faulthandler.dump_traceback_later(self._seconds, exit=True, file=self._nowhere)

    def rest(self) -> None:
        """No watch: nothing is being read, or the parent takes its time."""
        faulthandler.cancel_dump_traceback_later()

    def close(self) -> None:
        """End the watch."""
        self.rest()
        self._nowhere.close()

    def send(self, kind: str, payload: object) -> None:
        """Send one message. ``OSError`` when the parent is gone."""
        self.rest()
        self._connection.send((kind, payload))
        self.watch()


def serve(connection: Connection, reads: tuple[str, str], megabytes: int, seconds: float) -> None:
    """Read files for as long as the parent wants.

    Args:
        connection: to the parent.
        reads: the module and the name of the function that reads a file.
        megabytes: of memory for each file.
        seconds: for each file.
    """
    with contextlib.suppress(ValueError):  # the parent decides what is to be done when a person presses Ctrl+C
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    with contextlib.suppress(OSError, EOFError):
        try:
            read_file = getattr(importlib.import_module(reads[0]), reads[1])
        except Exception as error:
            connection.send(("unable", _words(error)))
            raise SystemExit(1) from None
        _serve(connection, read_file, megabytes, seconds)
    os._exit(0)


def _serve(connection: Connection, read_file: Callable[[Job], Iterator[Found]], megabytes: int, seconds: float) -> None:
    connection.send(("ready", None))
    sender = Sender(connection, seconds)
    try:
        _answer_all(connection, sender, read_file, megabytes)
    finally:
        sender.close()


def _answer_all(
    connection: Connection, sender: Sender, read_file: Callable[[Job], Iterator[Found]], megabytes: int
) -> None:
    at_first: int | None = None
    while True:
        job = connection.recv()
        connection.send(("began", None))
        if at_first is None:
            at_first = _used_now()
            _limit_memory(at_first, megabytes)
        sender.watch()
        kind, payload = _answer(sender, read_file, job)
        sender.rest()
        connection.send((kind, payload if kind != "done" else _used_now() - at_first))


def _answer(sender: Sender, read_file: Callable[[Job], Iterator[Found]], job: Job) -> tuple[str, Any]:
    batch: list[Found] = []
    characters = 0
    try:
        for path, item in read_file(job):
            batch.append((path, item))
            characters += len(item.text) if isinstance(item, RawRecord) else 0
            if len(batch) >= _AT_ONCE or characters >= _CHARACTERS_AT_ONCE:
                sender.send("items", batch)
                batch, characters = [], 0
        sender.send("items", batch)
    except MemoryError:
        return ("memory", None)
    except BrokenPipeError:
        raise
    except Exception as error:
        with contextlib.suppress(Exception):
            sender.send("items", batch)
        return ("failed", "it is nested too deeply" if isinstance(error, RecursionError) else _words(error))
    return ("done", None)


def _words(error: Exception) -> str:
    return f"{type(error).__name__}: {' '.join(str(error).split())[:200]}".rstrip(": .")


def _limit_memory(used: int, megabytes: int) -> None:
    """Bound what this process may allocate beyond what it has; where the system can't, the readers' own limits hold."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - there is none on Windows

    # on Linux "data" is private memory alone, not what libraries map; elsewhere the whole address space has to do
    kind = resource.RLIMIT_DATA if sys.platform == "linux" else resource.RLIMIT_AS
    wanted = used + megabytes * 1_000_000
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
