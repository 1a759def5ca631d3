"""How long it takes to read many articles in, and how much memory, beside reading and splitting the same bytes.

    python benchmarks/import_speed.py [--articles 10000] [--runs 3]
    python benchmarks/import_speed.py corpus.jsonl [--runs 3]

Without a file, articles of made-up words are written as JSON lines. *Read in* is all of an import but the writing of a
project: the file opened in the reading process, records sent back, metadata, dates, titles and credits. It begins with
starting the reading process. *Read and split* is the same file as bytes, split into lines, and nothing else. Each run is a
process of its own; peaks of memory are those of the program's process and of the reading process (Linux).
"""

from __future__ import annotations

import argparse
import contextlib
import json
import multiprocessing
import os
import random
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOOK_SECONDS = 0.02
"""Between two looks at the memory of the reading process."""


def main() -> None:
    """Run several times and print medians and the worst."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path, nargs="?", help="a file to read: JSON lines, or any other format")
    parser.add_argument("--articles", type=int, default=10_000, help="how many to make up when no file is given")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--inside", choices=("reading", "splitting"), default="", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.inside:
        measure = reading if options.inside == "reading" else splitting
        sys.stdout.write(json.dumps(measure(options.corpus)) + "\n")
        return
    with tempfile.TemporaryDirectory(prefix="counterpoint-import-") as folder:
        corpus = options.corpus or made_up(options.articles, Path(folder) / "made-up.jsonl")
        print(f"{corpus.name}: {corpus.stat().st_size / 1e6:,.0f} MB", flush=True)
        runs = [
            {**one_run("reading", corpus), **one_run("splitting", corpus)}
            for _ in range(options.runs)
        ]  # fmt: skip
    for name, values in ((name, [run[name] for run in runs]) for name in runs[0]):
        print(f"{name:34s} median {statistics.median(values):10,.2f}   worst {max(values):10,.2f}   n {len(values)}")


def made_up(number: int, path: Path) -> Path:
    """Articles of made-up words, about 800 in each, by 30 outlets, as JSON lines."""
    chance = random.Random(20261122)
    words = ["".join(chance.choices("aeioubdfklmnprst", k=chance.randint(2, 9))) for _ in range(20_000)]
    weights = [1 / (rank + 3) for rank in range(len(words))]
    with path.open("w", encoding="utf-8") as lines:
        for n in range(number):
            sentences = (" ".join(chance.choices(words, weights, k=16)).capitalize() + "." for _ in range(50))
            article = {
                "id": f"made-{n}",
                "outlet": f"Outlet {n % 30}",
                "title": " ".join(chance.choices(words, weights, k=8)).capitalize(),
                "date": f"2031-{n % 12 + 1:02}-{n % 28 + 1:02}",
                "url": f"https://outlet-{n % 30}.example/{n}",
                "text": "\n\n".join(" ".join(part) for part in by_four(sentences)),
            }
            lines.write(json.dumps(article, ensure_ascii=False) + "\n")
    return path


def by_four(sentences: Iterator[str]) -> Iterator[list[str]]:
    """Paragraphs of four sentences."""
    while paragraph := [sentence for sentence, _ in zip(sentences, range(4), strict=False)]:
        yield paragraph


def one_run(what: str, corpus: Path) -> dict[str, float]:
    """Measure in a process of its own."""
    with tempfile.TemporaryDirectory() as home:
        done = subprocess.run(
            [sys.executable, __file__, "--inside", what, str(corpus)],
            env={**os.environ, "COUNTERPOINT_HOME": home, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            check=False,
            timeout=3600,
        )
    if done.returncode:
        sys.exit(done.stderr)
    figures: dict[str, float] = json.loads(done.stdout.strip().splitlines()[-1])
    return figures


def reading(corpus: Path) -> dict[str, float]:
    """Read the file as the program does."""
    from workbench.corpus.reading import read_sources

    peaks: list[float] = []
    done = threading.Event()
    watch = threading.Thread(target=watch_children, args=(peaks, done), daemon=True)
    watch.start()
    began = time.perf_counter()
    found = read_sources([corpus])
    seconds = time.perf_counter() - began
    done.set()
    watch.join()
    if not found.articles:
        sys.exit(f"{corpus} gave no article: {found.refusals[0].reason if found.refusals else 'no reason'}")
    figures = {"articles": float(len(found.articles)), "read in, s": seconds}
    return figures | memory_of("read in, peak of the program, MB", peak()) | memory_of(
        "read in, peak of the reader, MB", max(peaks, default=0.0)
    )  # fmt: skip


def splitting(corpus: Path) -> dict[str, float]:
    """Read the bytes and split them, to compare."""
    began = time.perf_counter()
    lines = corpus.read_bytes().split(b"\n")
    seconds = time.perf_counter() - began
    return {"lines": float(len(lines)), "read and split, s": seconds} | memory_of("read and split, peak, MB", peak())


def watch_children(peaks: list[float], done: threading.Event) -> None:
    """Note how much memory the reading process took at most so far, again and again."""
    while not done.wait(LOOK_SECONDS):
        peaks += [peak(child.pid) for child in multiprocessing.active_children()]


def peak(pid: int | None = None) -> float:
    """The most memory that a process took so far, in MB; 0 where that is not known."""
    with contextlib.suppress(OSError, StopIteration, ValueError):
        lines = Path(f"/proc/{pid or 'self'}/status").read_text(encoding="ascii").splitlines()
        return next(int(line.split()[1]) / 1000 for line in lines if line.startswith("VmHWM:"))
    return 0.0


def memory_of(name: str, megabytes: float) -> dict[str, float]:
    """The figure, where it is known."""
    return {name: megabytes} if megabytes else {}


if __name__ == "__main__":
    main()
