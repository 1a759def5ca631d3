"""Start the frozen app as a person without Python would, and fail on anything unexpected.

``python packaging/smoke.py [--app dist/counterpoint]``. The app is moved into a folder whose name has a space and an
umlaut, gets an environment with nothing in it, and runs ``check``, ``tables``, ``report`` and the window on the sample
corpus, and reads a file of each format that a library of its own reads. Any output that is not foreseen, a missing or
empty file, or an exit code other than 0 is a failure.
"""

from __future__ import annotations

import argparse
import csv
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from workbench.domain.columns import TABLES

ROOT = Path(__file__).resolve().parent.parent
PAINTED = re.compile(r"window painted (\d+) ms")
TROUBLE = re.compile(
    r"problem|warning|error|traceback|exception|fail|could not|cannot|can't|deprecat|not found|no module|missing|refused"
    r"|^qt\.|^Q[A-Z]\w+|\[PYI-|locale|GLib|dbus",
    re.IGNORECASE,
)
# What Qt says offscreen about every window that sets its size.
HARMLESS = "This plugin does not support propagateSizeHints()"
# "Writing documents 1/20": how far a command is.
PROGRESS = re.compile(r"[\w ,.'-]+ \d+/\d+")
FEWEST_PANES = 5
FEWEST_TABLES = 3
SLOWEST_START = 4000.0
LONGEST_RUN = 600.0


@dataclass(frozen=True)
class Run:
    """What one start of the app did: the command's name, exit code, its output, and seconds in all."""

    name: str
    code: int
    stdout: str
    stderr: str
    seconds: float
    until_painted: float | None = None


def bare_environ(home: Path) -> dict[str, str]:
    """An environment without Python, without programs on the path, and without a display."""
    environ = {
        "PATH": "",
        "HOME": str(home),
        "TMPDIR": str(home),
        "LANG": "C.UTF-8",
        "QT_QPA_PLATFORM": "offscreen",
    }
    if sys.platform == "win32":
        environ |= {"USERPROFILE": str(home), "APPDATA": str(home), "LOCALAPPDATA": str(home)}
        environ |= {"TEMP": str(home), "TMP": str(home)}
        environ |= {name: os.environ[name] for name in ("SYSTEMROOT", "SYSTEMDRIVE") if name in os.environ}
    return environ


def program_of(app: Path) -> Path:
    """The executable in the app's folder."""
    return app / ("counterpoint.exe" if sys.platform == "win32" else "counterpoint")


def place_elsewhere(app: Path, folder: Path) -> Path:
    """The app under another name, as an installer would put it: links to the files where the disk allows them."""
    target = folder / "Counterpoint für alle"

    def link(source: str, destination: str) -> str:
        try:
            os.link(source, destination)
        except OSError:
            shutil.copy2(source, destination)
        return destination

    shutil.copytree(app, target, copy_function=link, symlinks=True)
    return target


def start(app: Path, name: str, arguments: list[str], home: Path) -> Run:
    """Run the app to its end; notes when the line about the painted window came."""
    begun = time.monotonic()
    until_painted = None
    with (home / f"{name}.stderr").open("w+b") as errors:
        process = subprocess.Popen(
            [str(program_of(app)), *arguments],
            env=bare_environ(home),
            cwd=home,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=errors,
        )
        lines = []
        try:
            for line in process.stdout or ():
                lines.append(line.decode("utf-8", "replace").rstrip("\r\n"))
                if PAINTED.search(lines[-1]):
                    until_painted = (time.monotonic() - begun) * 1000
            code = process.wait(timeout=LONGEST_RUN)
        finally:
            process.kill()
        errors.seek(0)
        told = errors.read().decode("utf-8", "replace")
    return Run(name, code, "\n".join(lines), told, time.monotonic() - begun, until_painted)


def unexpected_lines(run: Run) -> list[str]:
    """Output that nobody foresaw.

    Tables and reports may tell their progress on standard error. The window may only say that it was painted.
    """
    stdout = [line for line in run.stdout.splitlines() if line.strip()]
    stderr = [line for line in run.stderr.splitlines() if line.strip() and line.strip() != HARMLESS]
    if run.name == "window":
        return [line for line in stdout if not PAINTED.fullmatch(line)] + stderr
    if run.name == "check":
        # what is well may still say what cannot be had
        return [line for line in stdout if TROUBLE.search(line) and not line.startswith("ok ")] + stderr
    return [line for line in stdout + stderr if TROUBLE.search(line) and not PROGRESS.fullmatch(line)]


def missing_tables(folder: Path) -> list[str]:
    """Tables that ``tables`` should have written and that are absent, or have other columns."""
    problems = []
    for name, columns in TABLES.items():
        path = folder / f"{name}.csv"
        if not path.is_file():
            problems.append(f"{path.name} was not written")
            continue
        with path.open(encoding="utf-8-sig", newline="") as file:
            header = next(csv.reader(file), [])
        if header != list(columns):
            problems.append(f"{path.name} has the columns {', '.join(header) or 'none'}")
    documents = folder / "documents.csv"
    if documents.is_file() and len(documents.read_text("utf-8-sig").splitlines()) < 2:
        problems.append("documents.csv holds no article")
    return problems


def missing_articles(folder: Path) -> list[str]:
    """Files of other formats that gave no article."""
    path = folder / "documents.csv"
    if not path.is_file():
        return ["documents.csv was not written"]
    with path.open(encoding="utf-8-sig", newline="") as file:
        read = {row["path"] for row in csv.DictReader(file)}
    return [
        f"{name} was not read"
        for name in sorted(p.name for p in (folder.parent / "files").iterdir())
        if name not in read
    ]


def missing_exports(folder: Path, pictures: int, tables: int) -> list[str]:
    """What is wrong with a folder of pictures and tables: fewer than these numbers, or an empty one."""
    problems = []
    for ending, fewest in (("png", pictures), ("csv", tables)):
        files = sorted(folder.rglob(f"*.{ending}"))
        if len(files) < fewest:
            problems.append(f"{len(files)} {ending.upper()} files instead of {fewest} or more")
        problems += [f"{path.name} is empty" for path in files if path.stat().st_size == 0]
        if ending == "png":
            problems += [
                f"{path.name} is no PNG" for path in files if not path.read_bytes().startswith(b"\x89PNG\r\n\x1a\n")
            ]
    return problems


def missing_report(folder: Path) -> list[str]:
    """What is wrong with a report."""
    needed = [folder / "report.html", folder / "recipe.json"]
    problems = [f"{path.name} was not written" for path in needed if not path.is_file() or not path.stat().st_size]
    return problems + missing_exports(folder, 1, 1)


def missing_files(name: str, folder: Path) -> list[str]:
    """What a command should have written into its folder and did not."""
    if name == "tables":
        return missing_tables(folder)
    if name == "report":
        return missing_report(folder)
    if name == "formats":
        return missing_articles(folder)
    return missing_exports(folder, FEWEST_PANES, FEWEST_TABLES) if name == "window" else []


def judge(run: Run, files: list[str]) -> list[str]:
    """Everything wrong with one run, in sentences."""
    problems = [f"exit code {run.code}"] if run.code else []
    problems += [f"unexpected output: {line}" for line in unexpected_lines(run)]
    if run.name == "window":
        if run.until_painted is None:
            problems.append("it never said that its window was painted")
        elif run.until_painted > SLOWEST_START:
            problems.append(f"the window came after {run.until_painted:.0f} ms, allowed are {SLOWEST_START:.0f}")
    return problems + files


def main() -> int:
    """Run everything, print a line each, exit with 1 when anything was wrong."""
    from smoke_files import write_files  # beside this script, and needs libraries that its tests do without

    parser = argparse.ArgumentParser(description="Smoke test of the frozen app.")
    parser.add_argument("--app", type=Path, default=ROOT / "dist" / "counterpoint", help="the app's folder")
    app = parser.parse_args().app.resolve()
    if not program_of(app).is_file():
        print(f"There is no frozen app in {app}. Build it with: python3 run.py build", file=sys.stderr)
        return 2
    failed = False
    # Beside the app, so that its files can be linked and need not be copied.
    with tempfile.TemporaryDirectory(prefix="smoke-", dir=app.parent) as folder:
        home = Path(folder)
        placed = place_elsewhere(app, home)
        inside = placed / "_internal" if (placed / "_internal").is_dir() else placed
        sample = str(inside / "resources" / "sample")
        write_files(home / "files")
        for name, arguments in {
            "check": ["check"],
            "formats": ["tables", str(home / "files"), "--out", str(home / "formats"), "--only", "documents"],
            "tables": ["tables", sample, "--out", str(home / "tables")],
            "report": ["report", sample, "--out", str(home / "report")],
            "window": ["--smoke", str(home / "window")],
        }.items():
            run = start(placed, name, arguments, home)
            problems = judge(run, missing_files(name, home / name))
            painted = f", window painted after {run.until_painted:.0f} ms" if run.until_painted is not None else ""
            print(f"{name}: {'FAILED' if problems else 'ok'} in {run.seconds:.1f} s{painted}", flush=True)
            for problem in problems:
                print(f"  {problem}", flush=True)
            failed = failed or bool(problems)
    size = sum(path.stat().st_size for path in app.rglob("*") if path.is_file() and not path.is_symlink())
    print(f"size: {size / 1e6:.0f} MB")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
