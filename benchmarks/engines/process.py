"""The process of one engine: builds it, asks it, and says what that took, one line of JSON after the other.

python -m benchmarks.engines.process ENGINE GIVEN FOLDER --operations frequency,phrase --runs 20 --limit 60
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import sys
import time
import traceback
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Final, TextIO

import numpy as np

from benchmarks.engines.engine import Engine
from benchmarks.engines.questions import Given

ENGINES: Final = {
    "counterpoint": ("benchmarks.engines.counterpoint_engine", "Counterpoint"),
    "duckdb": ("benchmarks.engines.duckdb_engine", "DuckDB"),
    "duckdb-neighbours": ("benchmarks.engines.duckdb_engine", "DuckDBNeighbours"),
    "sqlite": ("benchmarks.engines.sqlite_engine", "SQLite"),
    "tantivy": ("benchmarks.engines.tantivy_engine", "Tantivy"),
    "polars": ("benchmarks.engines.polars_engine", "Polars"),
    "scikit-learn": ("benchmarks.engines.scikit_learn_engine", "ScikitLearn"),
    "nltk": ("benchmarks.engines.nltk_engine", "NLTK"),
    "conc": ("benchmarks.engines.conc_engine", "Conc"),
}
"""Module and class of each engine, by the name that is given on the command line."""

Say = Callable[..., None]


def engine_class(name: str) -> type[Engine]:
    """The class of an engine. Its package is not imported by that."""
    module, symbol = ENGINES[name]
    found: type[Engine] = getattr(import_module(module), symbol)
    return found


def main() -> int:
    """Runs one engine."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("engine", choices=list(ENGINES))
    parser.add_argument("given", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--operations", default="")
    parser.add_argument("--runs", type=int, default=20)
    parser.add_argument("--limit", type=float, default=60.0)
    options = parser.parse_args()
    # what packages print must not come between the lines of JSON
    lines = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    say = _speaker(lines)
    try:
        engine = engine_class(options.engine)(Given(options.given), options.folder)
        engine.prepare()
        say("version", version=engine.version())
        _build(engine, say)
    except ModuleNotFoundError as error:
        say("missing", package=error.name or "")
        return 0
    except Exception as error:  # whatever a package raises is told, not raised
        traceback.print_exc()
        say("failed", what="build", error=_told(error))
        return 0
    for operation in filter(None, options.operations.split(",")):
        _measure(engine, operation, say, runs=options.runs, limit=options.limit)
    say("end", peak=peak_memory())
    return 0


def _speaker(lines: TextIO) -> Say:
    def say(event: str, **values: object) -> None:
        lines.write(json.dumps({"event": event, **values}) + "\n")
        lines.flush()

    return say


def _build(engine: Engine, say: Say) -> None:
    gc.collect()
    say("begin", what="build", before=peak_memory())
    cpu, began = cpu_seconds(), time.perf_counter()
    engine.build()
    seconds, cpu = time.perf_counter() - began, cpu_seconds() - cpu
    say(
        "built",
        seconds=seconds,
        cpu=cpu,
        peak=peak_memory(),
        bytes=_bytes_in(engine.folder) if engine.on_disk else None,
    )
    engine.given.forget_words()  # what an engine needs of them it has
    gc.collect()
    gc.freeze()  # collecting garbage would go through all that was built, again and again


def _measure(engine: Engine, operation: str, say: Say, *, runs: int, limit: float) -> None:
    say("begin", what=operation)
    try:
        began = time.perf_counter()
        result = engine.run(operation, 0)
        first = time.perf_counter() - began
        answer = engine.answer(operation, result)
        np.savez(engine.folder / f"{operation}.answer.npz", allow_pickle=False, **answer)
        del result, answer
        times: list[float] = []
        spent = first
        while len(times) < runs and spent + (times[-1] if times else first) <= limit:
            began = time.perf_counter()
            kept = engine.run(operation, len(times) + 1)
            times.append(time.perf_counter() - began)
            spent += times[-1]
            del kept
    except Exception as error:  # whatever a package raises is told, not raised
        traceback.print_exc()
        say("failed", what=operation, error=_told(error))
    else:
        say("done", what=operation, first=first, times=times, peak=peak_memory())


def _told(error: Exception) -> str:
    return f"{type(error).__name__}: {error}".splitlines()[0][:200]


def _bytes_in(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def cpu_seconds() -> float:
    """Seconds of processor time of this process, all its threads and the processes that it started and that ended."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def peak_memory() -> int | None:
    """The most memory that this process had so far, in bytes; ``None`` where the system does not say."""
    status = Path("/proc/self/status")
    if status.exists():  # unlike getrusage it forgets what the process was forked from
        for line in status.read_text(encoding="ascii", errors="replace").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024
    try:
        import resource
    except ImportError:
        return None
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024


if __name__ == "__main__":
    sys.exit(main())
