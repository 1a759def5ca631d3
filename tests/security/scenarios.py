"""Everything a person does with the program, one thing after another; run by itself, under guards of the network.

``python scenarios.py commands FOLDER`` reads files that point into the network, imports the bundled sample into a project,
writes tables and the report, asks queries, and checks the installation and the project. ``python scenarios.py window FOLDER``
then opens that project in the window, visits and exports every pane, and ends with one line of JSON: the parts of Qt that
were loaded, and the network libraries that are mapped into the process.
"""

from __future__ import annotations

import contextlib
import io
import json
import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))

from remote_references import write_remote_references

from workbench.resource_files import resource

_NETWORK_LIBRARY = re.compile(r"Qt6?(Network|Qml|Quick|WebEngine|WebSockets|HttpServer)|libcurl|/tls/|networkinfo")


def commands(folder: Path) -> list[list[str]]:
    """What is typed, one command after another."""
    sample, project = str(resource("sample")), str(folder / "sample.counterpoint")
    queries = [
        ["kwic", "--term", "port"],
        ["frequency", "--term", "port", "--json"],
        ["keyness"],
    ]
    return [
        ["import", sample, "--project", project],
        ["tables", project, "--out", str(folder / "tables")],
        ["tables", sample, "--out", str(folder / "xlsx"), "--format", "xlsx", "--only", "documents,quotes"],
        ["report", project, "--out", str(folder / "report")],
        *(["query", name, project, *options] for name, *options in queries),
        ["check"],
        ["check", project],
    ]


def run_commands(folder: Path) -> None:
    """Run them all; the first that fails ends the run."""
    from workbench import cli  # with pandas and its kin, which the window's process goes without

    remote = write_remote_references(folder / "remote")
    some_refused = cli.run(["tables", str(remote), "--out", str(folder / "read"), "--only", "documents,refused"])
    articles = (folder / "read" / "documents.csv").read_text(encoding="utf-8-sig")
    if some_refused != cli.SOME_REFUSED or "page.html" not in articles or "report.docx" not in articles:
        raise SystemExit(f"files that point into the network were not read as expected: {some_refused}\n{articles}")
    for command in commands(folder):
        with contextlib.redirect_stdout(io.StringIO()) as said:
            code = cli.run(command)
        if code:
            raise SystemExit(f"{command} ended with {code}\n{said.getvalue()}")


def run_window(folder: Path) -> dict[str, list[str]]:
    """Open the project in the window, visit and export everything, and say what was loaded for it."""
    from workbench import app  # the command line runs without Qt

    code = app.run(app.Launch(sources=(str(folder / "sample.counterpoint"),), smoke=str(folder / "panes"), workers=0))
    if code:
        raise SystemExit(f"the window ended with {code}")
    maps, devices = Path("/proc/self/maps"), Path("/proc/net/dev")
    mapped = {line.split()[-1] for line in maps.read_text().splitlines() if "/" in line} if maps.exists() else set()
    modules = ("ssl", "_ssl", "http", "http.client", "urllib.request", "requests", "asyncio", "webbrowser")
    return {
        "qt": sorted(name for name in sys.modules if re.match(r"PySide6\.Qt", name)),
        "mapped": sorted(path for path in mapped if _NETWORK_LIBRARY.search(path)),
        "modules": sorted(set(modules) & set(sys.modules)),
        "interfaces": [line.split(":")[0].strip() for line in devices.read_text().splitlines()[2:]]
        if devices.exists()
        else [],
    }


if __name__ == "__main__":
    part, where = sys.argv[1], Path(sys.argv[2])
    if part == "commands":
        run_commands(where)
    else:
        print(json.dumps(run_window(where)))  # noqa: T201
