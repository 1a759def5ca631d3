"""Power loss: what a disk may hold when the machine stops, put together from what was really written.

SQLite writes a journal with the old pages, waits until the disk has it, writes the new pages, waits, and empties the
journal. Power may go at any point, so the disk may hold

* the old file and any part of the journal, or
* the whole journal and the file with any of the sectors that were being written, new, old or torn.

Either way the next opening must give the old file again. A disk that says that it has written what it has not is not
covered, and no machine was switched off.
"""

from __future__ import annotations

import random
import struct
from pathlib import Path

from faults import made_up
from faults.outcome import CORRUPT, HALF, Outcome, require
from workbench.project.store import SUFFIX, Project

_SECTOR = 512
_MAGIC = bytes((0xD9, 0xD5, 0x05, 0xF9, 0x20, 0xA1, 0x63, 0xD7))


def _write_and_catch(path: Path, kind: int) -> tuple[bytes, bytes, bytes, bytes]:
    """Write into a project; gives the file before, the file after, the journal before and after it was settled.

    A project keeps its emptied journal while it is open, so only the first 28 bytes of it are missing afterwards.
    """
    before = path.read_bytes()
    journal = Path(f"{path}-journal")
    headers: list[bytes] = []

    def on_statement(sql: str) -> None:
        if sql == "COMMIT":
            headers.append(journal.read_bytes()[:28])

    project = Project.open(path)
    project._database._connection.set_trace_callback(on_statement)
    try:
        if kind % 2:
            project.record(made_up.plan(kind, 15))
        else:
            project.add_articles(made_up.articles(30, seed=kind, size=2000, prefix=f"n{kind}-"))
        written = journal.read_bytes()
    finally:
        project._database._connection.set_trace_callback(None)
        project.close()
    header = headers[-1]
    _, _, _, sector, page = struct.unpack(">5I", header[8:28])
    settled = _MAGIC + struct.pack(">I", (len(written) - sector) // (page + 8)) + header[12:28] + written[28:]
    return before, path.read_bytes(), header + written[28:], settled


def cut_journal(runs: int, seed: int, folder: Path) -> Outcome:
    """The journal did not get to the disk whole; the file was not touched yet."""
    outcome = Outcome(
        "power loss while the journal is written (simulated)",
        "The project as it was, with a journal beside it that ends at a random sector, or whose end is zeros or noise.",
        "The project is as it was before the write.",
    )
    chance = random.Random(seed)
    path = folder / f"p{SUFFIX}"
    for n in range(runs):
        if n % 25 == 0:
            path.unlink(missing_ok=True)
            made_up.project(path, 20, steps=0)
            before, _, unsettled, _ = _write_and_catch(path, seed + n // 25)
        with outcome.run(f"seed {seed} run {n}"):
            at = chance.randrange(len(unsettled) // _SECTOR + 1) * _SECTOR
            tail = len(unsettled) - at
            ending = (b"", bytes(tail), chance.randbytes(tail))[n % 3 if at else 0]
            _require_back(path, before, before, unsettled[:at] + ending)
    return outcome


def torn_pages(runs: int, seed: int, folder: Path) -> Outcome:
    """The journal is on the disk; of the new pages only some sectors are."""
    outcome = Outcome(
        "power loss while pages are written (simulated)",
        "The whole journal, and the project with a random choice of the new sectors, some of them torn.",
        "The project is as it was before the write, byte by byte.",
    )
    chance = random.Random(seed)
    path = folder / f"p{SUFFIX}"
    for n in range(runs):
        if n % 25 == 0:
            path.unlink(missing_ok=True)
            made_up.project(path, 20, steps=0)
            before, after, _, settled = _write_and_catch(path, seed + n // 25)
        with outcome.run(f"seed {seed} run {n}"):
            share = chance.random()
            mixed = bytearray(before)
            for start in range(0, len(after), _SECTOR):
                new = after[start : start + _SECTOR]
                if mixed[start : start + _SECTOR] == new or chance.random() > share:
                    continue
                if len(mixed) < start:  # a file that grew without its middle has zeros there
                    mixed += bytes(start - len(mixed))
                torn = chance.random() < 0.05
                mixed[start : start + _SECTOR] = chance.randbytes(_SECTOR) if torn else new
            _require_back(path, before, bytes(mixed), settled)
    return outcome


def _require_back(path: Path, before: bytes, file: bytes, journal: bytes) -> None:
    beside = Path(f"{path}-journal")
    path.write_bytes(file)
    beside.write_bytes(journal)
    try:
        with Project.open(path) as project:
            require(project.check() == [], CORRUPT, "the check found something")
        require(path.read_bytes() == before, HALF, "the file is not as it was before the write")
    finally:
        beside.unlink(missing_ok=True)
