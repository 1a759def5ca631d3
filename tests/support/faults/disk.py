"""A full disk: too little room for an import, an edit, a save, a copy, a backup and a migration."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path

from faults import made_up
from faults.nursery import ROOT, nursery
from faults.outcome import CORRUPT, HALF, OTHER, Outcome, require
from workbench.project.store import SUFFIX

OPERATIONS = ("import", "edit", "create", "copy", "backup", "migration")
PROMISE = (
    "It says in words that the disk is full, nothing is half there and no unfinished file stays. Once there is room the "
    "same thing works, in the same process."
)


def size_limit(runs: int, seed: int, folder: Path) -> Outcome:
    """No file may grow beyond a limit."""
    outcome = Outcome(
        "a limit to the size of files",
        "No file may grow beyond a random size during an import, an edit, a new project, a copy, a backup and a migration.",
        PROMISE,
    )
    _fill(outcome, runs, seed, folder, small_disk=False)
    return outcome


def small_disk(runs: int, seed: int, folder: Path) -> Outcome:
    """A disk of some megabytes that is nearly full; in a process that may mount one."""
    outcome = _of_small_disk()
    with tempfile.TemporaryDirectory(prefix="counterpoint-disk-") as mounted:
        path = os.pathsep.join((str(ROOT), str(ROOT / "tests" / "support")))
        try:
            done = subprocess.run(
                ["unshare", "-rm", sys.executable, "-m", "faults.disk", mounted, str(runs), str(seed)],
                check=False,
                capture_output=True,
                text=True,
                env={**os.environ, "PYTHONPATH": path},
            )
        except OSError as error:
            outcome.skipped = f"no program to mount a disk ({error.strerror})"
            return outcome
    if done.returncode == _NO_DISK or (done.returncode and "unshare" in done.stderr):
        outcome.skipped = "this system does not let an ordinary process mount a disk"
        return outcome
    with outcome.run("the process on the small disk"):
        require(done.returncode == 0, OTHER, done.stderr)
    outcome.runs = outcome.survived = 0
    return Outcome(**json.loads(done.stdout.splitlines()[-1]))


_NO_DISK = 77


def main() -> None:
    """Mount a small disk that is seen by this process alone, and try everything on it."""
    mounted, runs, seed = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", mounted], check=False).returncode:
        sys.exit(_NO_DISK)
    outcome = _of_small_disk()
    try:
        _fill(outcome, runs, seed, mounted, small_disk=True)
    finally:
        subprocess.run(["umount", mounted], check=False)
    sys.stdout.write(f"{json.dumps(asdict(outcome))}\n")


def _of_small_disk() -> Outcome:
    return Outcome(
        "a full disk",
        "On a disk of 6 MB there is a random, mostly too small amount of room for an import, an edit, a new project, "
        "a copy, a backup and a migration.",
        PROMISE,
    )


def _fill(outcome: Outcome, runs: int, seed: int, folder: Path, *, small_disk: bool) -> None:
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory(prefix="counterpoint-") as elsewhere, nursery() as children:
        new = made_up.project(Path(elsewhere) / f"new{SUFFIX}", 60, size=4000, steps=0)
        old = made_up.old_project(Path(elsewhere) / f"old{SUFFIX}", 0.5)
        refused = 0
        for n in range(runs):
            operation = OPERATIONS[n % len(OPERATIONS)]
            place = folder / f"run {n}"
            place.mkdir()
            path = Path(shutil.copyfile(old if operation == "migration" else new, place / f"p{SUFFIX}"))
            size = path.stat().st_size
            with outcome.run(f"{operation}, seed {seed} run {n}"):
                most = 300_000 if operation in ("import", "edit") else size
                room = chance.randrange(most)
                if not small_disk and operation in ("import", "edit"):
                    room += size  # the file is there already
                ended = children.one("work_on_full_disk", operation, place, room, small_disk)
                (said,) = ended.require_whole()
                first, again = said["first"], said["again"]
                require(not said["found"], CORRUPT, f"the check found {said['found']}")
                require(not said["half"], HALF, said["half"])
                require(not again["refused"], OTHER, f"with room made: {again['refused']}")
                require(bool(said["whole"]), HALF, "in the end not everything is there")
                if first["refused"]:
                    refused += 1
                    words = first["refused"]
                    fits = any(
                        part in words
                        for part in ("full", "reported an error", "can't be made", "can't be w", "No backup was made")
                    )
                    require(fits, OTHER, f"the words {words!r} do not say what is wrong")
                    require(not said["left"], HALF, f"unfinished files stay: {said['left']}")
            shutil.rmtree(place)
    enough = "; in the others it was enough" if refused < outcome.runs else ""
    outcome.note(f"in {refused} of {outcome.runs} runs there was too little room, and that was said{enough}")


if __name__ == "__main__":
    main()
