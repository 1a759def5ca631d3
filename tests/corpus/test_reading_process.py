"""A parser that hangs, eats the memory, crashes or fails costs its own file and nothing else."""

from __future__ import annotations

import errno
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Generator, Iterator
from itertools import repeat
from pathlib import Path

import pytest

from workbench.corpus import reading_process
from workbench.corpus.formats import Found, Job
from workbench.corpus.readers.contract import RawRecord
from workbench.corpus.reading_process import Limits, ReadingProcess
from workbench.domain.article import Refusal

KEPT: list[bytes] = []


def read_file(job: Job) -> Iterator[Found]:
    """Does what the file's name says."""
    path = job.shown
    if path.startswith("many"):
        for number in range(450):
            yield path, RawRecord(text=f"{number} A ferry sails.", record=f"line {number}")
        if path == "many then crash":
            raise ValueError("a bad line")
        if path == "many then hang":
            time.sleep(600)
    elif path == "hang":
        time.sleep(600)
    elif path == "turn":
        while True:
            pass
    elif path.startswith("kept"):
        KEPT.append(bytes(400_000_000))
        yield path, RawRecord(text="A ferry sails.", record=str(os.getpid()))
    elif path == "memory":
        list(map(bytearray, repeat(10_000_000)))
    elif path == "crash":
        os._exit(11)
    elif path == "deep":
        yield from read_deeply(job)
    else:
        yield path, RawRecord(text="A ferry sails.", fields=dict(job.mapping), record=str(os.getpid()))


def read_deeply(job: Job) -> Iterator[Found]:
    yield from read_deeply(job)


@pytest.fixture
def reader() -> Iterator[ReadingProcess]:
    with ReadingProcess(read_file, limits=Limits(seconds=2.0, megabytes=200)) as made:
        yield made


def read(reader: ReadingProcess, path: str) -> list[object]:
    return [item for _, item in reader.read(Job("", path, {"outlet": "Post"}))]


def test_a_file_is_read_in_another_process_which_is_used_again(reader: ReadingProcess) -> None:
    (first,) = read(reader, "a.txt")
    (second,) = read(reader, "b.txt")
    assert isinstance(first, RawRecord)
    assert isinstance(second, RawRecord)
    assert (first.text, first.fields) == ("A ferry sails.", {"outlet": "Post"})
    assert first.record == second.record != str(os.getpid())


def test_many_records_come_in_order(reader: ReadingProcess) -> None:
    records = read(reader, "many")
    assert [record.record for record in records if isinstance(record, RawRecord)] == [f"line {n}" for n in range(450)]


@pytest.mark.parametrize(
    ("path", "why", "kept"),
    [
        ("hang", "it took longer than 2 seconds", 0),
        ("crash", "the parser ended without a word (code 11)", 0),
        ("deep", "it is nested too deeply", 0),
        ("many then crash", "ValueError: a bad line", 450),
        ("many then hang", "it took longer than 2 seconds", 400),
        pytest.param(
            "memory", "it needs more than 200 MB of memory", 0,
            marks=pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit"),
        ),
    ],
)  # fmt: skip
def test_a_file_that_goes_too_far_is_refused_and_the_next_one_is_read(
    reader: ReadingProcess, path: str, why: str, kept: int
) -> None:
    *records, refusal = read(reader, path)
    assert isinstance(refusal, Refusal)
    assert refusal.path == path
    assert why in refusal.reason
    assert len(records) == kept
    assert ("What came out of it before is kept." in refusal.reason) is bool(kept)
    (after,) = read(reader, "b.txt")
    assert isinstance(after, RawRecord)


def test_waiting_can_be_stopped() -> None:
    class Stopped(Exception):  # noqa: N818 - a signal
        pass

    def stop() -> None:
        raise Stopped

    with ReadingProcess(read_file, limits=Limits(seconds=60), on_wait=stop) as reader, pytest.raises(Stopped):
        read(reader, "hang")


def test_stopping_in_the_middle_of_a_file_leaves_the_process_ready_for_the_next(reader: ReadingProcess) -> None:
    items = reader.read(Job("", "many"))
    next(items)
    assert isinstance(items, Generator)
    items.close()
    (after,) = read(reader, "b.txt")
    assert isinstance(after, RawRecord)


def child_of(reader: ReadingProcess) -> int:
    assert reader._process is not None
    assert reader._process.pid is not None
    return reader._process.pid


def flaky(folder: Path, monkeypatch: pytest.MonkeyPatch, failures: int) -> ReadingProcess:
    """A process whose parsers can't be loaded the first times, as when their files are just being replaced."""
    (folder / "flaky_parsers.py").write_text(
        "from pathlib import Path\n"
        "from test_reading_process import read_file\n"
        f"count = Path({str(folder / 'count')!r})\n"
        "count.write_text(str(int(count.read_text()) + 1) if count.exists() else '1')\n"
        f"if int(count.read_text()) <= {failures}:\n    raise SyntaxError('half of it is there')\n"
    )
    monkeypatch.syspath_prepend(folder)

    def reads(job: Job) -> Iterator[Found]:
        raise AssertionError("this runs in the child alone")

    reads.__module__, reads.__qualname__ = "flaky_parsers", "read_file"
    return ReadingProcess(reads, limits=Limits(seconds=20))


def test_a_process_that_fails_to_start_is_started_once_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with flaky(tmp_path, monkeypatch, failures=1) as reader:
        (found,) = read(reader, "a.txt")
        assert isinstance(found, RawRecord)


def test_a_file_is_refused_with_the_reason_when_no_process_starts_and_later_ones_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with flaky(tmp_path, monkeypatch, failures=3) as reader:
        for path in ("a.txt", "b.txt"):
            (refusal,) = read(reader, path)
            assert isinstance(refusal, Refusal)
            assert refusal.reason.startswith(
                "The file was not read: the process that reads files could not load its parsers"
            )
            assert "half of it is there" in refusal.reason
            assert "The fault is not in the file." in refusal.reason
        (found,) = read(reader, "c.txt")
        assert isinstance(found, RawRecord)
    assert (tmp_path / "count").read_text() == "4", "one process for each file once starting has failed"


def test_a_system_that_gives_no_process_costs_no_more_than_the_files_of_that_time(
    reader: ReadingProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as without:

        def start(self: object) -> None:
            raise OSError(errno.EAGAIN, "Resource temporarily unavailable")

        without.setattr(multiprocessing.get_context("spawn").Process, "start", start)
        (refusal,) = read(reader, "a.txt")
    assert isinstance(refusal, Refusal)
    assert "could not be started (resource temporarily unavailable)" in refusal.reason
    (found,) = read(reader, "b.txt")
    assert isinstance(found, RawRecord)


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_a_process_that_is_killed_between_two_files_costs_none_of_them(reader: ReadingProcess) -> None:
    (first,) = read(reader, "a.txt")
    os.kill(child_of(reader), signal.SIGKILL)
    (second,) = read(reader, "b.txt")
    assert isinstance(first, RawRecord)
    assert isinstance(second, RawRecord)


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_a_process_that_is_killed_while_it_starts_costs_no_file(
    reader: ReadingProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Looks at once and not in a while: a quiet machine has the process up before the first look.
    monkeypatch.setattr(reading_process, "_LOOK_SECONDS", 0.0)
    killed: list[int] = []

    def kill_the_first() -> None:
        if not killed:
            killed.append(child_of(reader))
            os.kill(killed[0], signal.SIGKILL)

    reader.on_wait = kill_the_first
    (found,) = read(reader, "a.txt")
    assert isinstance(found, RawRecord)
    assert killed
    assert found.record != str(killed[0])


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_a_process_that_is_killed_while_it_sends_costs_the_rest_of_its_file(reader: ReadingProcess) -> None:
    items = [item for _, item in reader.read(Job("", "a.txt"))]
    found: list[object] = []
    for _, item in reader.read(Job("", "many")):
        if not found:
            os.kill(child_of(reader), signal.SIGKILL)
        found.append(item)
    assert isinstance(items[0], RawRecord)
    assert isinstance(found[-1], Refusal)
    assert "was ended by the system (signal 9). What came out of it before is kept." in found[-1].reason
    (after,) = read(reader, "b.txt")
    assert isinstance(after, RawRecord)


def test_what_files_leave_behind_in_memory_is_not_taken_from_the_next_ones() -> None:
    with ReadingProcess(read_file, limits=Limits(seconds=20, megabytes=600)) as reader:
        pids = [
            item.record if isinstance(item, RawRecord) else item for n in range(3) for item in read(reader, f"kept {n}")
        ]
    assert len(set(pids)) == (3 if sys.platform == "linux" else 1), pids


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_a_process_whose_parent_was_killed_ends_also_when_the_parser_never_comes_back() -> None:
    program = (
        "from test_reading_process import read_file\n"
        "from workbench.corpus.formats import Job\n"
        "from workbench.corpus.reading_process import Limits, ReadingProcess\n"
        "if __name__ == '__main__':\n"
        "    reader = ReadingProcess(read_file, limits=Limits(seconds=0.5))\n"
        "    reader.on_wait = lambda: reader._started and print(reader._process.pid, flush=True)\n"
        "    list(reader.read(Job('', 'turn')))\n"
    )
    folder, root = Path(__file__).parent, Path(__file__).parents[2]
    environment = {**os.environ, "PYTHONPATH": f"{folder}{os.pathsep}{root}"}
    with subprocess.Popen(
        [sys.executable, "-c", program], stdout=subprocess.PIPE, env=environment, text=True
    ) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        parent.kill()
        # the child holds the other end of the pipe: it closes when the child ends
        assert parent.stdout.read().count("\n") < 20
    assert not Path(f"/proc/{child}/cmdline").exists() or not Path(f"/proc/{child}/cmdline").read_bytes()
