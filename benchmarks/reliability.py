"""What a machine, a disk, another program or a stranger can do to a project, done many times, and what came of it.

    python benchmarks/reliability.py [--runs 100] [--seed 1] [--only NAME ...] [--output docs/reliability.md]

Runs every fault of tests/support/faults and writes the table of outcomes. The end code is 1 when a promise was broken. It
takes about a quarter of an hour; ``--runs 10`` takes two minutes. Processes are killed and disks mounted as Linux does it.
"""

from __future__ import annotations

import argparse
import os
import platform
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "support")]

if TYPE_CHECKING:
    from faults.outcome import Outcome


@dataclass(frozen=True)
class Planned:
    """A fault, and how often it is made."""

    make: Callable[[int, int, Path], Outcome]
    share: float
    """Runs, as a multiple of ``--runs``."""

    def runs(self, runs: int) -> int:
        """How often."""
        return max(1, round(runs * self.share))


def plan() -> dict[str, tuple[Planned, ...]]:
    """All faults under the headings of the table."""
    from faults import damage, disk, kills, openers, places, power, window

    return {
        "A process is ended by force (kill -9)": (
            Planned(kills.killed_import, 1),
            Planned(kills.killed_command_line_import, 1),
            Planned(kills.killed_edits, 2),
            Planned(kills.killed_create, 1),
            Planned(kills.killed_copy, 1),
            Planned(kills.killed_save_as, 1),
            Planned(kills.killed_migration, 1),
            Planned(kills.killed_backup, 1),
            Planned(places.stale_journal, 0.3),
        ),
        "The window": (
            Planned(window.killed_worker, 0.3),
            Planned(window.killed_for_good, 0.02),
            Planned(window.killed_annotators, 0.05),
            Planned(window.closed_during_work, 0.25),
        ),
        "Disk and power": (
            Planned(disk.small_disk, 2),
            Planned(disk.size_limit, 2),
            Planned(power.cut_journal, 10),
            Planned(power.torn_pages, 10),
        ),
        "Files that are damaged, foreign or hostile": (
            Planned(damage.truncated, 5),
            Planned(damage.flipped_bits, 30),
            Planned(damage.zeroed_pages, 10),
            Planned(damage.foreign, 1),
            Planned(damage.harmless, 1),
        ),
        "Where the file lies, who has it, and what time it is": (
            Planned(places.read_only, 1),
            Planned(places.moved, 1.2),
            Planned(openers.races, 2),
            Planned(openers.holders, 0.4),
            Planned(openers.jumping_clock, 0.4),
        ),
    }


def main() -> int:
    """Make the faults and write the page."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--runs", type=int, default=100, help="kills of each kind; other faults in proportion (100)")
    parser.add_argument("--seed", type=int, default=1, help="where chance begins (1)")
    parser.add_argument("--only", nargs="*", default=[], metavar="NAME", help="only these faults; nothing is written")
    parser.add_argument("--output", type=Path, default=ROOT / "docs" / "reliability.md", help="the page")
    options = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    if os.name != "posix":
        sys.exit("This needs a POSIX system: processes are forked and killed.")
    found: dict[str, list[tuple[str, Outcome]]] = {}
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="counterpoint-reliability-", ignore_cleanup_errors=True) as made:
        os.environ["COUNTERPOINT_HOME"] = str(Path(made) / "home")
        for heading, faults in plan().items():
            for fault in faults:
                name = fault.make.__name__
                if options.only and name not in options.only:
                    continue
                folder = Path(made) / name
                folder.mkdir()
                outcome = fault.make(fault.runs(options.runs), options.seed, folder)
                found.setdefault(heading, []).append((name, outcome))
                told = outcome.skipped or f"{outcome.survived} well, {outcome.refused} refused, {outcome.broken} broken"
                print(f"{time.monotonic() - began:6.0f} s  {name}: {outcome.runs:,} runs, {told}", flush=True)
                for evidence in outcome.evidence:
                    print(f"          {evidence}", flush=True)
    outcomes = [outcome for rows in found.values() for _, outcome in rows]
    if not options.only:
        options.output.write_text(page(found, options.runs, options.seed), encoding="utf-8")
    return 1 if any(outcome.broken for outcome in outcomes) else 0


def page(found: dict[str, list[tuple[str, Outcome]]], runs: int, seed: int) -> str:
    """The page with the table."""
    from workbench import __version__
    from workbench.project.schema import SCHEMA_VERSION

    outcomes = [outcome for rows in found.values() for _, outcome in rows]
    total, broken = sum(outcome.runs for outcome in outcomes), sum(outcome.broken for outcome in outcomes)
    again = "python benchmarks/reliability.py" + (f" --runs {runs}" if runs != 100 else "")
    if seed != 1:
        again += f" --seed {seed}"
    lines = [
        "# Reliability",
        "",
        "A project file holds what people decided in weeks of work. This page says what was done to project files on purpose, "
        "how often, and what came of it. It is written by a program, which anybody can run again:",
        "",
        f"    {again}",
        "",
        f"Made on {datetime.now(UTC).date().isoformat()} with Counterpoint {__version__} (project schema {SCHEMA_VERSION}), "
        f"SQLite {sqlite3.sqlite_version}, Python {platform.python_version()}, {platform.system()} on "
        f"{os.cpu_count()} cores, seed {seed}.",
        "",
        f"**{total:,} runs, {broken:,} broken promises.**",
        "",
        "- **well**: everything that was acknowledged is there, the file is sound, and the program works on.",
        "- **refused**: the program said in words why it can't go on and what to do next, and changed nothing.",
        "- **lost**: something that was acknowledged is not there. **half**: something is there in part. **corrupt**: the file "
        "is not sound, or holds something that nobody put there. **other**: a program that ends, an error without words, "
        "something that does not work afterwards. Each of these is a broken promise.",
        "",
        "After every run the file is opened again, all of it is read and checked (SQLite's structures, a hash of each text, "
        "the journal replayed step by step), and compared with what must be there.",
    ]
    for heading, rows in found.items():
        lines += [
            "",
            f"## {heading}",
            "",
            "| fault | runs | well | refused | lost | half | corrupt | other |",
            "|---|--:|--:|--:|--:|--:|--:|--:|",
        ]
        for _, o in rows:
            if o.skipped:
                lines.append(f"| {o.name} | not run: {o.skipped} | | | | | | |")
                continue
            numbers = (o.runs, o.survived, o.refused, o.lost, o.half, o.corrupt, o.other)
            lines.append(f"| {o.name} | {' | '.join(f'{number:,}' for number in numbers)} |")
        for name, o in rows:
            lines += ["", f"**{o.name}** (`{name}`). {o.what} *Promise:* {o.promise}"]
            lines += [f"Seen: {'; '.join(o.notes)}."] if o.notes else []
            # which run and what kind of harm; the rest may name folders of a machine
            lines += [
                f"**Broken:** {': '.join(evidence.split(': ')[:2])}." for evidence in o.evidence[:5] if ": " in evidence
            ]
    return "\n".join([*lines, *LIMITS, ""])


LIMITS = (
    "",
    "## What this does not show",
    "",
    "- **No machine was switched off.** Power loss is put together from what SQLite really wrote: a journal that is cut, "
    "zeroed or noise from any sector on, and a file in which any of the sectors that were under way are new, old or torn. A "
    "disk that says that it has written what it has not can still lose the last changes.",
    "- **A journal that is taken away.** After a crash a file `NAME.counterpoint-journal` may lie beside the project; it is "
    "needed to put the project right. Whoever moves or copies the project without it before the project was opened once "
    "takes half of a change along. Opening or Check finds this as a rule, not always.",
    "- **A backup copied by hand over a project after a crash** meets the journal of the old file. Restore it in the window "
    "(File, Restore), which gives it a name of its own.",
    "- **Letters without a hash.** Texts have a hash each, and decisions stand in the file twice. A changed bit in a title, an "
    "outlet, a date or a label as it was imported is not noticed when the file's structure stays sound.",
    "- **Network drives and synced folders** follow their own rules. The window warns once; nothing about them is tried here.",
    "- **Unfinished files.** A save that is ended by force leaves a hidden file whose name ends in `.part`. Nothing reads it, "
    "and it can be deleted.",
    "- **Windows and macOS.** These figures are from the system named above. The tests that do not need its processes and "
    "permissions run on the others too.",
)


if __name__ == "__main__":
    sys.exit(main())
