"""A long-lived worker process with lanes, progress, cancel and latest-wins.

The parent owns the process and its pipe, so that a worker that hangs or dies can be ended and replaced. Tasks are
module-level functions ``task(context, call, *arguments)``; ``context`` is made once in the worker by a factory and
holds what is expensive to load. Each lane runs its tasks one after another in a thread of its own, so that a short
question does not wait behind a long import. Of the tasks that wait in a lane, those with the lowest rank come first.

Callbacks run in the parent's reader thread: whoever owns an event loop hands them over (see ``ui/bridge.py``).
"""

from __future__ import annotations

import contextlib
import itertools
import multiprocessing
import os
import queue
import sys
import threading
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any, Final

from workbench.domain.errors import Cancelled, CounterpointError
from workbench.jobs.sharing import Receiver, Sender

Task = Callable[..., Any]
Callback = Callable[[Any], None]


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a task failed: words for a person, and the traceback for a report of the fault."""

    message: str
    expected: bool
    """True when the message was written for a person (a :class:`CounterpointError`)."""
    traceback: str = ""
    lost: bool = False
    """True when the process ended before there was an answer."""
    kind: str = ""
    """The name of the error's class, by which a caller can offer the next step."""
    facts: tuple[tuple[str, str], ...] = ()
    """What the error knows beyond its words (see ``CounterpointError.facts``)."""


@dataclass(frozen=True, slots=True)
class ProgressNotice:
    """How far a task is."""

    done: int
    total: int
    message: str


class Call:
    """What a running task has of its caller: progress, and a way to publish something before it is done."""

    def __init__(self, ticket: int, send: Callable[[tuple[Any, ...]], None]) -> None:
        self._ticket = ticket
        self._send = send
        self._cancelled = threading.Event()

    def __call__(self, done: int, total: int, message: str = "") -> None:
        """Report progress. Raises :class:`Cancelled` when the task should stop."""
        self.check()
        self._send(("progress", self._ticket, ProgressNotice(done, total, message)))

    def check(self) -> None:
        """Raise :class:`Cancelled` when the task should stop."""
        if self._cancelled.is_set():
            raise Cancelled

    def publish(self, event: Any) -> None:
        """Send something to whoever listens to the worker's events, at once."""
        self._send(("event", self._ticket, event))

    def cancel(self) -> None:
        """Ask the task to stop at its next step."""
        self._cancelled.set()


_STOP: Final = ("stop",)
_LOST: Final = Failure("The background process ended unexpectedly; it is being started again.", True, lost=True)
_SWITCH_SECONDS: Final = 0.0005


def _serve(connection: Connection, make_context: Callable[[], Any], lanes: Sequence[str]) -> None:
    """The worker's main loop: takes messages until the pipe closes, then ends the process whatever still runs."""
    # a lane that writes to the disk gives the interpreter away at each call of SQLite: with the usual 5 ms it would wait
    # 50 ms for a lane that counts words, before a person's edit is acknowledged
    sys.setswitchinterval(_SWITCH_SECONDS)
    lock = threading.Lock()

    def send(message: tuple[Any, ...]) -> None:
        with lock, contextlib.suppress(BrokenPipeError, OSError):
            connection.send(message)

    context = make_context()
    calls: dict[int, Call] = {}
    # by rank, then in the order of asking; no two tickets are equal, so that tasks themselves are never compared
    queues: dict[str, queue.PriorityQueue[tuple[int, int, Task, tuple[Any, ...]]]] = {
        lane: queue.PriorityQueue() for lane in lanes
    }

    def work(lane: str) -> None:
        while True:
            _, ticket, task, arguments = queues[lane].get()
            call = calls[ticket]
            try:
                call.check()
                send(("done", ticket, task(context, call, *arguments)))
            except Cancelled:
                send(("cancelled", ticket, None))
            except CounterpointError as error:
                kind, facts = type(error).__name__, tuple(sorted(error.facts.items()))
                send(("failed", ticket, Failure(str(error), expected=True, kind=kind, facts=facts)))
            except MemoryError:
                send(("failed", ticket, Failure("There was not enough memory. Close something, then try again.", True)))
            except Exception as error:
                text = f"{type(error).__name__}: {error}"
                send(("failed", ticket, Failure(text, expected=False, traceback=traceback.format_exc())))
            finally:
                calls.pop(ticket, None)

    for lane in lanes:
        threading.Thread(target=work, args=(lane,), name=f"lane-{lane}", daemon=True).start()
    send(("ready", 0, None))
    receiver = Receiver()
    try:
        while True:
            message = receiver.message(connection.recv_bytes())
            if message is None:
                continue
            if message == _STOP:
                break
            if message[0] == "run":
                _, ticket, lane, rank, task, arguments = message
                calls[ticket] = Call(ticket, send)
                queues[lane].put((rank, ticket, task, arguments))
            elif message[0] == "cancel" and (call := calls.get(message[1])):
                call.cancel()
    except (EOFError, OSError):
        pass  # the parent is gone: nobody waits for an answer
    finally:
        close = getattr(context, "close", None)
        if close is not None:
            with contextlib.suppress(Exception):
                close()
        # lanes may be inside a long computation that nobody wants any more
        os._exit(0)


def _send_all(
    outbox: queue.SimpleQueue[Any], connection: Connection, not_sent: Callable[[Any, Exception], None]
) -> None:
    """The sender thread: packs messages and sends them in order, until the one to stop or the end of the process."""
    sender = Sender()
    while True:
        message = outbox.get()
        try:
            for packet in sender.packets(message):
                connection.send_bytes(packet)
        except (BrokenPipeError, OSError):
            return
        except Exception as error:  # an argument that can't be packed
            not_sent(message, error)
        if message == _STOP:
            return


@dataclass(slots=True)
class _Pending:
    key: str
    message: tuple[Any, ...]
    done: Callback
    failed: Callable[[Failure], None]
    progress: Callable[[ProgressNotice], None] | None


class Worker:
    """A worker process and the tasks under way in it. Thread-safe.

    Args:
        make_context: module-level function that makes what tasks work on, called once in the worker.
        lanes: names of the lanes.
        on_event: called (in the reader thread) with what a task publishes.
        on_died: called (in the reader thread) when the process ended by itself; tasks under way have failed before.
    """

    def __init__(
        self,
        make_context: Callable[[], Any],
        *,
        lanes: Sequence[str],
        on_event: Callback | None = None,
        on_died: Callable[[], None] | None = None,
    ) -> None:
        self._make_context = make_context
        self._lanes = tuple(lanes)
        self._on_event = on_event
        self._on_died = on_died
        self._tickets = itertools.count(1)
        self._pending: dict[int, _Pending] = {}
        self._latest: dict[str, int] = {}
        self._lock = threading.RLock()
        self._process: multiprocessing.process.BaseProcess | None = None
        self._connection: Connection | None = None
        self._outbox: queue.SimpleQueue[Any] | None = None
        self._sender: threading.Thread | None = None
        self._reader: threading.Thread | None = None
        self._closing = False
        self._died = False

    @property
    def running(self) -> bool:
        """Whether the process is alive."""
        return self._process is not None and self._process.is_alive()

    @property
    def idle(self) -> bool:
        """Whether no task is under way."""
        with self._lock:
            return not self._pending

    def start(self) -> None:
        """Start the process, or start it again after it died. Returns at once.

        Tasks may be submitted right away; those that were submitted before the first start are run now.
        """
        self._send(_STOP)  # ends the sender thread of a process that died
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe(duplex=True)
        # not a daemon: it has worker processes of its own, which a daemon may not have
        process = context.Process(target=_serve, args=(theirs, self._make_context, self._lanes), name="workspace")
        process.start()
        theirs.close()
        with self._lock:
            self._process, self._connection, self._closing, self._died = process, ours, False, False
            self._reader = threading.Thread(target=self._read, args=(ours,), name="worker-reader", daemon=True)
            self._reader.start()
            self._outbox = queue.SimpleQueue()
            # packing a large message, or a full pipe, must not hold up the thread that asks
            self._sender = threading.Thread(
                target=_send_all, args=(self._outbox, ours, self._not_sent), name="worker-sender", daemon=True
            )
            self._sender.start()
            waiting = [pending.message for pending in self._pending.values()]
        for message in waiting:
            self._send(message)

    def submit(
        self,
        task: Task,
        *arguments: Any,
        lane: str,
        key: str,
        done: Callback,
        failed: Callable[[Failure], None],
        progress: Callable[[ProgressNotice], None] | None = None,
        rank: int = 0,
    ) -> int:
        """Run ``task(context, call, *arguments)`` in the worker; of tasks with one key the latest wins.

        An earlier task with the same key that is still under way is cancelled and its answer dropped. A task that is
        submitted after the process died, and before it is started again, fails like those that were under way: it was
        meant for what that process knew.

        Of the tasks that wait in a lane the one with the lowest ``rank`` is next, of equal ones the one that was asked
        first. What runs is not interrupted.

        Returns:
            The ticket by which the task can be cancelled.
        """
        earlier: int | None = None
        ticket = next(self._tickets)
        message = ("run", ticket, lane, rank, task, arguments)
        with self._lock:
            died = self._died
            if not died:
                earlier = self._latest.get(key)
                if earlier is not None:
                    self._pending.pop(earlier, None)
                self._pending[ticket] = _Pending(key, message, done, failed, progress)
                self._latest[key] = ticket
        if died:
            failed(_LOST)
            return ticket
        if earlier is not None:
            self._send(("cancel", earlier))
        self._send(message)
        return ticket

    def cancel(self, key: str) -> None:
        """Cancel the task with this key, if one is under way. Neither ``done`` nor ``failed`` will be called."""
        with self._lock:
            ticket = self._latest.pop(key, None)
            pending = self._pending.pop(ticket, None) if ticket is not None else None
        if pending is not None:
            self._send(("cancel", ticket))

    def close(self, *, timeout: float = 3.0) -> None:
        """End the process: politely, then by force. Tasks under way are dropped without a word."""
        with self._lock:
            self._closing = True
            self._pending.clear()
            self._latest.clear()
            process, reader, connection = self._process, self._reader, self._connection
            sender = self._sender
        self._send(_STOP)
        if process is not None:
            process.join(timeout)
            if process.is_alive():
                process.kill()
                process.join()
        if reader is not None and reader is not threading.current_thread():
            reader.join(timeout)
        if sender is not None:
            sender.join(timeout)
        if connection is not None:
            connection.close()
        with self._lock:
            self._process = self._reader = self._connection = self._outbox = self._sender = None

    # -- inside ----------------------------------------------------------------------------------------------------

    def _send(self, message: tuple[Any, ...]) -> None:
        outbox = self._outbox
        if outbox is not None:
            outbox.put(message)

    def _not_sent(self, message: Any, error: Exception) -> None:
        with self._lock:
            pending = self._pending.pop(message[1], None)
            if pending is not None and self._latest.get(pending.key) == message[1]:
                del self._latest[pending.key]
        if pending is not None:
            text = f"{type(error).__name__}: {error}"
            pending.failed(Failure(text, expected=False, traceback="".join(traceback.format_exception(error))))

    def _read(self, connection: Connection) -> None:
        while True:
            try:
                kind, ticket, payload = connection.recv()
            except (EOFError, OSError):
                break
            if kind == "event":
                if self._on_event is not None and not self._closing:
                    self._on_event(payload)
                continue
            with self._lock:
                pending = self._pending.get(ticket)
                if pending is not None and kind != "progress":
                    del self._pending[ticket]
                    if self._latest.get(pending.key) == ticket:
                        del self._latest[pending.key]
            if pending is None:
                continue
            if kind == "progress":
                if pending.progress is not None:
                    pending.progress(payload)
            elif kind == "done":
                pending.done(payload)
            elif kind == "failed":
                pending.failed(payload)
        if self._closing:
            return
        with self._lock:
            self._died = True
            orphans = list(self._pending.values())
            self._pending.clear()
            self._latest.clear()
        for orphan in orphans:
            orphan.failed(_LOST)
        if self._on_died is not None:
            self._on_died()
