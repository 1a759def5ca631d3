"""What a file system, a system or another program can do while files are read."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

from hostile.lookalikes import PROSE, files, zipped
from hostile.watching import Faults, Watched, bad_article, bad_words, children, lay_out, note, watched

Place = Callable[[Path, float], None]
"""Fills a folder. The number says how large: 1.0 for a benchmark, less for a test."""


def strange_names(folder: Path, scale: float) -> None:
    """Names that are no text, many of which look the same, and names with signs that turn, end lines or colour."""
    plain = os.fsencode(folder)
    for number in range(30):
        Path(os.fsdecode(plain + b"/\xff%c.txt" % (0x80 + number))).write_text(f"{number} {PROSE}", encoding="utf-8")
    Path(os.fsdecode(plain + b"/\xfe")).mkdir()
    Path(os.fsdecode(plain + b"/\xfe/a.txt")).write_text(PROSE, encoding="utf-8")
    for name in (
        "a\nb\x1b[31m\u202e.txt",
        "x" * 251 + ".txt",
        "a" * 120 + "é" * 60 + ".html",
        "-rf.txt",
        "=cmd.txt",
        " .txt",
    ):
        (folder / name).write_text(PROSE, encoding="utf-8")


def no_files(folder: Path, scale: float) -> None:
    """Pipes, sockets, devices, links in circles, to nowhere, and to files of the system that never end."""
    os.mkfifo(folder / "pipe.txt")
    os.mkfifo(folder / "metadata.csv")
    here = Path.cwd()
    os.chdir(folder)  # the path of a socket may not be long
    try:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind("socket.txt")
    finally:
        os.chdir(here)
    for name, target in (("zero", "/dev/zero"), ("input", "/dev/stdin"), ("one", "two"), ("two", "one"), ("self", "."),
                         ("nowhere", "nothing"), ("memory", "/proc/self/mem"), ("log", "/proc/kmsg")):  # fmt: skip
        (folder / name).symlink_to(target)
    (folder / "text.txt").write_text(PROSE, encoding="utf-8")


def deep_folders(folder: Path, scale: float) -> None:
    """Folders in folders, until a path is longer than the system takes, and thousands of them with short names."""
    here = Path.cwd()
    try:
        for name, times in (("d" * 200, 25), ("e", 1_030)):
            os.chdir(folder)
            for _ in range(times):
                os.mkdir(name)  # noqa: PTH102 - the whole path would be too long
                os.chdir(name)
                Path("a.txt").write_text(PROSE, encoding="utf-8")
    finally:
        os.chdir(here)


def many_files(folder: Path, scale: float) -> None:
    """50,000 files, with a table about all of them."""
    count = max(20, int(50_000 * scale))
    for number in range(count):
        inner = folder / f"{number // 500:03d}"
        inner.mkdir(exist_ok=True)
        (inner / f"{number}.txt").write_text(f"A ferry, number {number}, came back.", encoding="utf-8")
    rows = "".join(f"{number}.txt,Ferry {number}\n" for number in range(count))
    (folder / "metadata.csv").write_text("file,title\n" + rows, encoding="utf-8")


def lying_tables(folder: Path, scale: float) -> None:
    """Tables of metadata with impossible rows, a million columns, endless quotation, no text, millions of rows."""
    many = int(3_000_000 * scale) + 3_000
    tables = {
        "rows": b"file,title\n" + b"a.txt,T\n" * many,
        "columns": b"file" + b",c" * many + b"\na.txt" + b",1" * many,
        "quotes": b"file,title\n" + b'a.txt,"' * many,
        "zeros": b"\0" * many,
        "lies": b"file,title,date,id,text,outlet\n../../etc/hostname,x,31.02.2024,1,stolen,\n/etc/hostname,,,1,,\n*.txt\n,,\na,"
        + b"T" * many,
    }
    for name, data in tables.items():
        inner = folder / name
        inner.mkdir()
        (inner / "a.txt").write_text(PROSE, encoding="utf-8")
        (inner / "metadata.csv").write_bytes(data)
    (folder / "metadata.csv").mkdir()
    (folder / "metadata.csv" / "a.txt").write_text(PROSE, encoding="utf-8")
    count = max(20, int(5_000 * scale))
    (folder / "tables.zip").write_bytes(
        zipped({f"{n}/{name}": b"file,title\na.txt,T\n" for n in range(count) for name in ("a.txt", "metadata.csv")})
    )


PLACES: tuple[Place, ...] = (strange_names, no_files, deep_folders, many_files, lying_tables)


def tried_place(place: Place, scale: float, folder: Path, faults: Faults) -> Watched:
    """Read a folder, and note what does not hold."""
    inside = folder / "files"
    inside.mkdir(parents=True)
    try:
        place(inside, scale)
        seen = watched([inside], folder / "temporary")
        faults.files += len(seen.taken)
    finally:
        subprocess.run(["rm", "-rf", str(inside)], check=False)  # Python's own way is not made for such depth
    note(seen, {}, faults, place.__name__)
    if not seen.reading.articles:
        faults.found.append(f"{place.__name__}: no article came out")
    faults.with_articles += len({article.path for article in seen.reading.articles})
    faults.refused += len({refusal.path for refusal in seen.reading.refusals})
    for path, taken in seen.taken.items():
        faults.seconds = max(faults.seconds, (round(taken.seconds, 2), path[:60]))
        faults.megabytes = max(faults.megabytes, (round(taken.megabytes, 1), path[:60]))
    return seen


def changed_meanwhile(folder: Path, faults: Faults) -> None:
    """Files that shrink, grow, go, or become folders while the ones before them are read."""
    inside = folder / "files"
    inside.mkdir(parents=True)
    paths = [inside / f"{number:04d}.txt" for number in range(200)]
    for path in paths:
        path.write_text(PROSE * 300, encoding="utf-8")
    begun = threading.Event()

    def change() -> None:
        begun.wait(10)
        for number, path in reversed(list(enumerate(paths))):
            if number % 4 == 0:
                path.unlink()
            elif number % 4 == 1:
                path.write_text("", encoding="utf-8")
            elif number % 4 == 2:
                path.unlink()
                path.mkdir()
            else:
                path.write_text(PROSE * 4_000, encoding="utf-8")

    changing = threading.Thread(target=change)
    changing.start()
    timer = threading.Timer(0.5, begun.set)
    timer.start()
    seen = watched([inside], folder / "temporary")
    changing.join()
    note(seen, {}, faults, "changed_meanwhile")
    faults.files += len(paths)
    given = {article.path for article in seen.reading.articles} | {refusal.path for refusal in seen.reading.refusals}
    faults.with_articles += len({article.path for article in seen.reading.articles})
    faults.refused += len({refusal.path for refusal in seen.reading.refusals})
    faults.found += [f"changed_meanwhile: {path.name} gave nothing" for path in paths if path.name not in given]


def killed_at_any_moment(runs: int, seed: int, folder: Path, faults: Faults) -> None:
    """The reading process is ended by force, several times in each run, while it starts, reads and sends."""
    lay_out(files(), folder / "files")
    names = sorted(path.name for path in (folder / "files").iterdir())
    for run in range(runs):
        chance = Random(f"{seed} {run}")
        over = threading.Event()
        killed: list[int] = []

        def kill(chance: Random = chance, over: threading.Event = over, killed: list[int] = killed) -> None:
            for _ in range(3):
                until = time.monotonic() + chance.choice((0.01, 0.1, 0.4, 0.8)) * chance.random()
                if over.wait(max(0.0, until - time.monotonic())):
                    return
                for pid in children():
                    try:
                        os.kill(pid, signal.SIGKILL)
                        killed.append(pid)
                    except ProcessLookupError:
                        pass

        killing = threading.Thread(target=kill)
        killing.start()
        seen = watched([folder / "files"], folder / "temporary")
        over.set()
        killing.join()
        faults.files += len(names)
        given = {article.path.split("/")[0] for article in seen.reading.articles}
        refused = {refusal.path.split("/")[0]: refusal for refusal in seen.reading.refusals}
        by_force = [refusal for refusal in seen.reading.refusals if "was ended by the system" in refusal.reason]
        faults.with_articles += len(given)
        faults.refused += len(refused)
        label = f"killed_at_any_moment, run {run}"
        faults.found += [f"{label}: {name} gave nothing" for name in names if name not in given and name not in refused
                         and not any(name in warning for warning in seen.reading.warnings)]  # fmt: skip
        if len(by_force) > len(set(killed)):
            faults.found.append(f"{label}: {len(set(killed))} kills and {len(by_force)} files refused")
        faults.found += [f"{label}: left behind: {what}" for what in seen.left]
        faults.found += [f"{label}: {why}: {one.reason!r}" for one in seen.reading.refusals for why in bad_words(one)]
        faults.found += [f"{label}: {a.path}: {why}" for a in seen.reading.articles for why in bad_article(a)]
