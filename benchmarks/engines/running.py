"""Starts the process of an engine, listens to it, and ends it when it takes too long."""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parents[2]
_LOOK_EVERY: Final = 0.5
"""Seconds between two looks at the memory of a process."""
HARD: Final = 5
"""A single run may take so many times the limit of an operation before its process is ended."""


@dataclass
class Measurement:
    """What one operation took."""

    first: float
    """Seconds of the first run, whose answer was compared."""
    times: list[float]
    """Seconds of the runs after it."""
    answer: str = ""
    """``same``, or how the answer differs from Counterpoint's."""

    @property
    def warm(self) -> list[float]:
        """Ascending; the first run where it was the only one."""
        return sorted(self.times) or [self.first]


@dataclass
class EngineResult:
    """What one engine took for one corpus."""

    name: str
    version: str = ""
    load: float | None = None
    """Load average of one minute when it began."""
    build_seconds: float | None = None
    build_cpu: float | None = None
    build_peak: int | None = None
    """Bytes of memory, at most, when it was built."""
    fed_peak: int | None = None
    """Bytes of memory with what it is fed, before it was built."""
    peak: int | None = None
    bytes_on_disk: int | None = None
    measured: dict[str, Measurement] = field(default_factory=dict)
    not_measured: dict[str, str] = field(default_factory=dict)
    """Why an operation (or ``build``) was not measured."""

    def to_json(self) -> dict[str, Any]:
        """As plain values."""
        return asdict(self)

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> EngineResult:
        """From plain values."""
        measured = {name: Measurement(**one) for name, one in values["measured"].items()}
        return cls(**{**values, "measured": measured})


@dataclass(frozen=True, kw_only=True)
class Limits:
    """How often, and how long at most."""

    runs: int
    seconds: float
    build_seconds: float
    memory: float
    """Bytes of memory that an engine's process may have at a time, where the system tells."""


def run_engine(
    name: str,
    given: Path,
    folder: Path,
    operations: Sequence[str],
    *,
    limits: Limits,
    python: str = sys.executable,
    tell: Callable[[str], None],
) -> EngineResult:
    """Builds an engine in a process of its own and asks it everything.

    An operation that takes too long costs its process; the rest is asked in a new one, which builds once more.
    """
    result = EngineResult(name, load=_load())
    waiting = list(operations)
    while True:
        stopped_at = _one_process(result, given, folder, waiting, limits=limits, python=python, tell=tell)
        waiting = [operation for operation in waiting if operation not in (*result.measured, *result.not_measured)]
        if stopped_at is None or "build" in result.not_measured or not waiting:
            return result
        for path in folder.iterdir():
            if not path.name.endswith(".answer.npz"):
                _remove(path)


def _one_process(
    result: EngineResult,
    given: Path,
    folder: Path,
    operations: Sequence[str],
    *,
    limits: Limits,
    python: str,
    tell: Callable[[str], None],
) -> str | None:
    """Runs a process to its end. Returns what it was doing when it had to be ended or ended by itself."""
    command = [python, "-m", "benchmarks.engines.process", result.name, str(given), str(folder)]
    command += ["--operations", ",".join(operations), "--runs", str(limits.runs), "--limit", str(limits.seconds)]
    log = folder.with_suffix(".log")
    with log.open("ab") as errors:
        process = subprocess.Popen(
            command, cwd=ROOT, stdout=subprocess.PIPE, stderr=errors, env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
        )
    lines: queue.Queue[bytes | None] = queue.Queue()
    threading.Thread(target=_listen, args=(process, lines), daemon=True).start()
    doing, allowed, since = "build", limits.build_seconds, time.monotonic()
    while True:
        try:
            line = lines.get(timeout=_LOOK_EVERY)
        except queue.Empty:
            too_long = time.monotonic() - since > allowed
            if not too_long and _memory_of(process.pid) <= limits.memory:
                continue
            process.kill()
            process.wait()
            why = f"not finished in {allowed:,.0f} s" if too_long else f"needs more than {limits.memory / 1e9:.1f} GB"
            result.not_measured[doing] = why
            tell(f"{result.name}: {doing} {why}")
            return doing
        if line is None:
            code = process.wait()
            result.not_measured[doing] = f"its process ended with {code}; its last words are in {log.name}"
            tell(f"{result.name}: {doing}: its process ended with {code}; see {log}")
            return doing
        said, since = json.loads(line), time.monotonic()
        match said["event"]:
            case "begin":
                doing = said["what"]
                allowed = limits.build_seconds if doing == "build" else limits.seconds * HARD
                result.fed_peak = said.get("before") or result.fed_peak
            case "end":
                result.peak = max(said["peak"] or 0, result.peak or 0) or None
                process.wait()
                return None
            case "missing":
                result.not_measured["build"] = f"not installed: there is no module {said['package']}"
                tell(f"{result.name}: {result.not_measured['build']}")
                process.wait()
                return None
            case _:
                _note(result, said, tell)
                if said["event"] == "failed" and said["what"] == "build":
                    process.wait()
                    return None


def _note(result: EngineResult, said: Mapping[str, Any], tell: Callable[[str], None]) -> None:
    match said["event"]:
        case "version":
            result.version = said["version"]
        case "built":
            if result.build_seconds is None:
                result.build_seconds, result.build_cpu = said["seconds"], said["cpu"]
                result.build_peak, result.bytes_on_disk = said["peak"], said["bytes"]
            tell(f"{result.name}: built in {said['seconds']:.1f} s ({said['cpu']:.1f} s of CPU)")
        case "done":
            one = Measurement(said["first"], said["times"])
            result.measured[said["what"]] = one
            result.peak = max(said["peak"] or 0, result.peak or 0) or None
            median = one.warm[len(one.warm) // 2] * 1000
            tell(
                f"{result.name}: {said['what']} {median:,.2f} ms, n {len(one.warm)} (first {one.first * 1000:,.1f} ms)"
            )
        case "failed":
            result.not_measured[said["what"]] = f"failed: {said['error']}"
            tell(f"{result.name}: {said['what']} failed: {said['error']}")


def _listen(process: subprocess.Popen[bytes], lines: queue.Queue[bytes | None]) -> None:
    assert process.stdout is not None  # noqa: S101 - it is a pipe
    for line in process.stdout:
        lines.put(line)
    lines.put(None)


def _memory_of(process: int) -> int:
    """Bytes of memory of a process; 0 where the system does not say."""
    try:
        status = Path(f"/proc/{process}/status").read_text(encoding="ascii", errors="replace")
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in status.splitlines() if line.startswith("VmRSS:")), 0)


def _load() -> float | None:
    return os.getloadavg()[0] if hasattr(os, "getloadavg") else None


def _remove(path: Path) -> None:
    import shutil

    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink()


def today() -> str:
    """The day, as a person writes it."""
    now = time.localtime()
    return f"{now.tm_mday} {time.strftime('%B %Y', now)}"
