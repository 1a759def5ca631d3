"""Build the frozen app: ``python packaging/build.py [--out dist] [--archive]``, or ``python3 run.py build``.

Makes ``dist/counterpoint/`` (on macOS also ``dist/Counterpoint.app``) with PyInstaller, takes debugging information out
of compiled modules, puts the licences of everything inside beside it, and writes ``dist/counterpoint-size.json``.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import json
import os
import platform
import re
import shutil
import subprocess
import sys
import sysconfig
import time
from pathlib import Path

from contents import STRIPPED, wanted

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
LICENCE_NAME = re.compile(r"(^|/)(licen[cs]es?|copying|notice|authors)[^/]*$|(^|/)licenses/", re.IGNORECASE)
LICENCE_HEAD = """\
What is inside Counterpoint, with the licence each part names. The texts stand beside this file.

Qt and PySide6 are used unchanged under the LGPL version 3 (LGPL-3.0.txt, GPL-3.0.txt). Their libraries are separate
files that can be replaced by other builds of the same version. Their source can be had from the Qt Project.

"""
LGPL = {"pyside6-essentials", "shiboken6"}
NOT_INSIDE = {"hatchling", "editables", "pathspec", "pluggy", "trove-classifiers", "setuptools"}


def build(out: Path, work: Path) -> Path:
    """Run PyInstaller; returns the app's folder."""
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--clean", "--log-level", "WARN"]
    command += ["--distpath", str(out), "--workpath", str(work), str(HERE / "counterpoint.spec")]
    # The same input gives the same order of everything that is hashed.
    environ = {**os.environ, "PYTHONHASHSEED": "1"}
    if subprocess.run(command, cwd=ROOT, env=environ, check=False).returncode:
        raise SystemExit("PyInstaller failed; the reason stands above.")
    return out / "counterpoint"


def contents(app: Path) -> Path:
    """The folder inside the app that the spec's places are relative to."""
    inside = app / "_internal"
    return inside if inside.is_dir() else app


def strip_debugging(inside: Path) -> int:
    """Take debugging information out of the modules that carry it; returns the bytes saved. Linux only."""
    strip = shutil.which("strip")
    if not strip or not sys.platform.startswith("linux"):
        return 0
    files = [
        path
        for path in inside.rglob("*.so")
        if not path.is_symlink() and STRIPPED.match(path.relative_to(inside).as_posix())
    ]
    before = sum(path.stat().st_size for path in files)
    if files:
        subprocess.run([strip, "--strip-debug", *map(str, files)], check=True)
    return before - sum(path.stat().st_size for path in files)


def left_over(inside: Path) -> list[str]:
    """Files that should not be there, e.g. because a hook of PyInstaller put them in another way."""
    places = (path.relative_to(inside).as_posix() for path in inside.rglob("*") if path.is_file())
    return sorted(place for place in places if not wanted(place) and not place.startswith("resources/"))


def collect_licences(target: Path) -> list[str]:
    """Copy the licences of everything inside; returns the packages that bring no text, only the licence's name."""
    target.mkdir(parents=True, exist_ok=True)
    shutil.copy2(ROOT / "LICENSE", target / "Counterpoint-MIT.txt")
    for path in sorted((HERE / "licences").glob("*.txt")):
        shutil.copy2(path, target / path.name)
    python = Path(sysconfig.get_path("stdlib")) / "LICENSE.txt"
    if python.is_file():
        shutil.copy2(python, target / "Python.txt")
    lines, without = [], []
    for name in pinned_names():
        try:
            distribution = importlib.metadata.distribution(name)
        except importlib.metadata.PackageNotFoundError:
            continue  # for another system or another Python
        licence = named_licence(distribution)
        texts = [file for file in distribution.files or [] if LICENCE_NAME.search(file.as_posix())]
        texts = [file for file in texts if Path(str(file.locate())).suffix not in {".py", ".pyc", ".pyi"}]
        for number, file in enumerate(texts):
            ending = f"-{number + 1}" if number else ""
            shutil.copy2(str(file.locate()), target / f"{name}{ending}.txt")
        if not texts and name not in LGPL:
            without.append(name)
        lines.append(f"{name} {distribution.version}: {licence}")
    text = LICENCE_HEAD + "\n".join(lines) + "\n"
    (target / "CONTENTS.txt").write_text(text, encoding="utf-8")
    return without


def named_licence(distribution: importlib.metadata.Distribution) -> str:
    """The licence a package names, wherever in its metadata it does."""
    fields = distribution.metadata.json
    if str(fields.get("name", "")).lower().replace("_", "-") in LGPL:
        return "LGPL-3.0-only, the text is LGPL-3.0.txt"
    expression = str(fields.get("license_expression", ""))
    classifiers = [text.rpartition(" :: ")[2] for text in fields.get("classifier", []) if text.startswith("License ::")]
    # The old field holds a name in some packages and the whole text in others.
    old = str(fields.get("license", "")).strip()
    return expression or (old if len(old) < 40 else "") or "; ".join(classifiers) or "see its text"


def pinned_names() -> list[str]:
    """The packages in the lock that are part of the app."""
    text = (ROOT / "requirements" / "lock.txt").read_text("utf-8")
    names = dict.fromkeys(re.findall(r"^([A-Za-z0-9._-]+)==", text, re.MULTILINE))
    return [name for name in names if name not in NOT_INSIDE]


def sizes(app: Path) -> dict[str, int]:
    """Bytes of each part of the app, largest first; symbolic links count nothing."""
    inside = contents(app)
    parts: dict[str, int] = {}
    for path in app.rglob("*"):
        if path.is_file() and not path.is_symlink():
            base = inside if path.is_relative_to(inside) else app
            part = path.relative_to(base).parts[0]
            parts[part] = parts.get(part, 0) + path.stat().st_size
    return dict(sorted(parts.items(), key=lambda item: (-item[1], item[0])))


def archive(app: Path, out: Path, version: str) -> Path:
    """Pack the app's folder for handing on: a zip on Windows and macOS, a tar.gz elsewhere."""
    name = f"counterpoint-{version}-{platform.system().lower()}-{platform.machine().lower()}"
    packed = "zip" if sys.platform in {"win32", "darwin"} else "gztar"
    bundle = out / "Counterpoint.app"
    if bundle.is_dir():
        # ditto keeps the links inside the bundle, which zip modules do not.
        target = out / f"{name}.zip"
        subprocess.run(["/usr/bin/ditto", "-c", "-k", "--keepParent", str(bundle), str(target)], check=True)
        return target
    return Path(shutil.make_archive(str(out / name), packed, root_dir=out, base_dir=app.name))


def installer(app: Path, out: Path, version: str) -> Path | None:
    """The Windows installer, where makensis is there to make it; it is made from a Windows build only."""
    makensis = shutil.which("makensis")
    if os.name != "nt" or not makensis:
        return None
    target = out / f"counterpoint-{version}-setup.exe"
    options = [f"-DVERSION={version}", f"-DSOURCE={app}", f"-DOUTPUT={target}"]
    subprocess.run([makensis, "-V2", "-WX", *options, str(HERE / "counterpoint.nsi")], cwd=HERE, check=True)
    return target


def main() -> int:
    """Build, strip, collect licences, report sizes."""
    parser = argparse.ArgumentParser(description="Build the frozen app.")
    parser.add_argument("--out", type=Path, default=ROOT / "dist", help="where the app goes (default: dist)")
    parser.add_argument("--work", type=Path, default=ROOT / "build", help="for files in between (default: build)")
    parser.add_argument("--archive", action="store_true", help="also pack the app into one file")
    options = parser.parse_args()
    begun = time.monotonic()
    app = build(options.out, options.work)
    inside = contents(app)
    saved = strip_debugging(inside)
    if options.out.joinpath("Counterpoint.app").is_dir():
        collect_licences(options.out / "Counterpoint.app" / "Contents" / "Resources" / "licences")
    without = collect_licences(app / "licences")
    if sys.platform.startswith("linux"):
        shutil.copy2(HERE / "counterpoint.desktop", app / "counterpoint.desktop")
    surplus = left_over(inside)
    if surplus:
        print(f"Not wanted, but in the app: {', '.join(surplus[:20])}", file=sys.stderr)
        return 1
    parts = sizes(app)
    total = sum(parts.values())
    size_file = options.out / "counterpoint-size.json"
    size_file.write_text(json.dumps({"bytes": total, "parts": parts}, indent=1) + "\n", "utf-8")
    largest = ", ".join(f"{part} {size / 1e6:.0f} MB" for part, size in list(parts.items())[:8])
    print(f"Built {app} in {time.monotonic() - begun:.0f} s: {total / 1e6:.0f} MB ({largest})")
    print(f"Debugging information taken out: {saved / 1e6:.0f} MB")
    if without:
        print(f"Packages without a licence file, whose licence has to be looked at: {', '.join(without)}")
    if options.archive:
        version = importlib.metadata.version("counterpoint-workbench")
        for packed in filter(None, (archive(app, options.out, version), installer(app, options.out, version))):
            print(f"Packed: {packed} ({packed.stat().st_size / 1e6:.0f} MB)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
