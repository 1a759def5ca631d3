"""A process that has imported what children need, and forks one for each request: a child starts in a moment.

It has one thread and no open file but its pipes, so that a fork of it is as good as a new process. Requests and
answers are lines of JSON. POSIX only.
"""

from __future__ import annotations

import importlib
import json
import os
import select
import signal
import sys
import time
import traceback
from typing import Any

FAILED = 99
"""The exit code of a child in which something was raised."""


def _child(task: str, arguments: list[Any], said: int) -> None:
    code = 0
    try:
        silent = os.open(os.devnull, os.O_RDWR)
        os.dup2(silent, 0)
        os.dup2(silent, 1)
        module, _, name = task.rpartition(".")

        def say(value: Any) -> None:
            os.write(said, f"{json.dumps(value)}\n".encode())

        getattr(sys.modules[module], name)(say, *arguments)
    except BaseException:
        os.write(said, f"{json.dumps({'raised': traceback.format_exc()})}\n".encode())
        code = FAILED
    finally:
        os._exit(code)


def _run(jobs: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Run jobs side by side. A job with ``kill_after`` is killed so many seconds after it said something first."""
    running: list[tuple[int, dict[str, Any]]] = []
    for job in jobs:
        reading, writing = os.pipe()
        pid = os.fork()
        if not pid:
            os.close(reading)
            _child(job["task"], job["arguments"], writing)
        os.close(writing)
        state: dict[str, Any] = {"pid": pid, "said": b"", "began": None, "end": None, "killed": False, "job": job}
        running.append((reading, state))
    open_pipes = dict(running)
    deadline = time.perf_counter() + 120
    while open_pipes:
        now = time.perf_counter()
        waits = [deadline - now]
        for state in open_pipes.values():
            after = state["job"].get("kill_after")
            if after is None or state["killed"] or state["began"] is None:
                continue
            left = state["began"] + after - now
            if left <= 0:
                os.kill(state["pid"], signal.SIGKILL)
                state["killed"] = True
            else:
                waits.append(left)
        if now > deadline:
            for state in open_pipes.values():
                os.kill(state["pid"], signal.SIGKILL)
                state["hung"] = True
        ready, _, _ = select.select(list(open_pipes), [], [], max(0.0, min(waits)))
        for pipe in ready:
            state = open_pipes[pipe]
            content = os.read(pipe, 1 << 16)
            if content:
                state["said"] += content
                if state["began"] is None:
                    state["began"] = time.perf_counter()
            else:
                state["end"] = time.perf_counter()
                os.close(pipe)
                del open_pipes[pipe]
    answers = []
    for _, state in running:
        _, status = os.waitpid(state["pid"], 0)
        lines = state["said"].split(b"\n")[:-1]  # what was killed in the middle of a line was not said
        answers.append(
            {
                "code": os.waitstatus_to_exitcode(status),
                "said": [json.loads(line) for line in lines],
                "seconds": (state["end"] or 0) - (state["began"] or state["end"] or 0),
                "hung": state.get("hung", False),
            }
        )
    return answers


def main() -> None:
    """Answer requests until the pipe closes."""
    for name in sys.argv[1:]:
        importlib.import_module(name)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    for line in sys.stdin:
        sys.stdout.write(f"{json.dumps(_run(json.loads(line)))}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
