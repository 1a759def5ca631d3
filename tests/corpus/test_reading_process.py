"""A parser that hangs, eats the memory, crashes or fails costs its own file and nothing else."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from itertools import repeat

import pytest

from workbench.corpus.formats import Found, Job
from workbench.corpus.readers.contract import RawRecord
from workbench.corpus.reading_process import Limits, ReadingProcess
from workbench.domain.article import Refusal


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
        ("crash", "the parser ended without a word", 0),
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
    items.close()
    (after,) = read(reader, "b.txt")
    assert isinstance(after, RawRecord)
