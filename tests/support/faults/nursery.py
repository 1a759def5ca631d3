"""Child processes for faults: each does one thing, says what it has done, and may be killed at any moment."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[3]


@dataclass(frozen=True)
class Job:
    """What a child does."""

    task: str
    """The name of a function of ``faults.children`` or ``faults.heavy_children``."""
    arguments: tuple[Any, ...] = ()
    kill_after: float | None = None
    """Seconds after its first words at which it is killed; ``None`` lets it end."""


@dataclass(frozen=True)
class Ended:
    """How a child ended."""

    code: int
    said: tuple[Any, ...]
    """What it said, without the first words, with which the clock began."""
    seconds: float
    """From its first words to its end."""
    hung: bool

    @property
    def killed(self) -> bool:
        """Whether it was killed before its end."""
        return self.code == -9

    def require_whole(self) -> tuple[Any, ...]:
        """What it said, if it ended by itself and without an error."""
        if self.code:
            raise AssertionError(f"the child ended with {self.code}{' (it hung)' if self.hung else ''}: {self.said}")
        return self.said


class Nursery:
    """Starts children. One is enough for many."""

    def __init__(self, module: str) -> None:
        self._module = module
        path = os.pathsep.join((str(ROOT), str(ROOT / "tests" / "support")))
        self._process = subprocess.Popen(
            [sys.executable, "-m", "faults.zygote", module],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": path, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"},
        )
        assert self._process.stdout is not None
        if self._process.stdout.readline() != "ready\n":
            raise AssertionError("no child can be started")

    def run(self, *jobs: Job) -> list[Ended]:
        """Run jobs side by side until all have ended."""
        request = [
            {"task": f"{self._module}.{job.task}", "arguments": job.arguments, "kill_after": job.kill_after}
            for job in jobs
        ]
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(f"{json.dumps(request, default=str)}\n")
        self._process.stdin.flush()
        answers = json.loads(self._process.stdout.readline())
        return [
            Ended(
                answer["code"],
                tuple(said for said in answer["said"] if said != "begin"),
                answer["seconds"],
                answer["hung"],
            )
            for answer in answers
        ]

    def one(self, task: str, *arguments: Any, kill_after: float | None = None) -> Ended:
        """Run one job."""
        return self.run(Job(task, arguments, kill_after))[0]

    def close(self) -> None:
        """Let it end."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()


@contextmanager
def nursery(module: str = "faults.children") -> Iterator[Nursery]:
    """A nursery that is closed at the end."""
    made = Nursery(module)
    try:
        yield made
    finally:
        made.close()
