"""The command ``counterpoint``: opens the window, or hands over to the command line.

Nothing heavy is imported here, so that the window is on the screen before anything else is loaded.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import workbench
from workbench.folders import compiled_folder
from workbench.installation import (
    QtFinding,
    display_available,
    explain_qt,
    missing_qt_libraries,
    missing_window_libraries,
)
from workbench.resource_files import resource

COMMANDS: Final = ("import", "tables", "report", "query", "codebooks", "check")

REPORT_FOLDER: Final = "counterpoint-report"

_STARTED: Final = time.perf_counter()


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the program and end the process with its exit code."""
    if getattr(sys, "frozen", False):  # before numba is imported, also in processes that this one starts
        os.environ.setdefault("NUMBA_CACHE_DIR", str(compiled_folder()))
    multiprocessing.freeze_support()
    sys.exit(run(sys.argv[1:] if arguments is None else arguments))


def run(arguments: Sequence[str]) -> int:
    """Run the program. Returns the exit code: 0 done, 1 some inputs refused, 2 wrong use, 3 nothing usable."""
    if arguments and arguments[0] in COMMANDS:
        from workbench import cli  # noqa: PLC0415 - pandas and spaCy are not for the window

        return cli.run(arguments)
    options = _parser().parse_args(arguments)
    if options.sample and options.sources:
        sys.stderr.write("--sample opens the bundled corpus. Name files, or --sample, not both.\n")
        return 2
    missing = [source for source in options.sources if not Path(source).exists()]
    if missing:
        sys.stderr.write(f"There is no {missing[0]}. Check the name; `counterpoint --help` lists the commands.\n")
        return 2
    headless = not display_available()
    if headless and not (options.sample or options.smoke):
        sys.stderr.write(
            "No display was found, so the window can't open. "
            f"`counterpoint report SOURCE --out {REPORT_FOLDER}` writes charts, tables and a report instead.\n"
        )
        return 2
    report = ""
    if headless and options.sample:
        report = str(Path(options.out or REPORT_FOLDER))
        sys.stdout.write(f"No display was found: writing the report of the sample corpus to {report}/ instead.\n")
        sys.stdout.flush()
    if headless:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    return _open_window(options, report)


def _open_window(options: argparse.Namespace, report: str) -> int:
    missing = missing_window_libraries() if os.environ.get("QT_QPA_PLATFORM") != "offscreen" else ()
    problem = QtFinding(False, "", "", missing, "") if missing else None
    try:
        from workbench import app  # noqa: PLC0415 - only now is Qt needed
    except ImportError as error:
        if "PySide6" not in str(error) and ".so" not in str(error):
            raise
        problem = QtFinding(False, "", "", missing_qt_libraries(str(error)), str(error))
    if problem is not None:
        sys.stderr.write(explain_qt(problem, window=not report) + "\n")
        if not report:
            return 1
        sys.stderr.write("The report is written without a picture of the window.\n")
        from workbench import cli  # noqa: PLC0415

        return cli.run(["report", str(resource("sample")), "--out", report])
    return app.run(
        app.Launch(
            sources=tuple(str(Path(source).absolute()) for source in options.sources),
            sample=options.sample or bool(options.smoke),
            report=report,
            smoke=options.smoke,
            model=options.model,
            workers=options.workers,
            cache=not options.no_cache,
            started=_STARTED,
        )
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="counterpoint",
        description="A workbench for comparing how outlets cover the same story.",
        epilog=f"Commands without a window: {', '.join(COMMANDS)}; `counterpoint COMMAND --help` explains each.\n"
        "Example: counterpoint my-articles/",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("sources", nargs="*", metavar="SOURCE", help="a project, a folder, or files")
    parser.add_argument("--sample", action="store_true", help="open the bundled sample corpus")
    parser.add_argument("--out", default="", metavar="DIR", help="where --sample writes its report without a display")
    parser.add_argument(
        "--model",
        default="",
        metavar="NAMES",
        help="spaCy models to use in place of the usual ones, separated by commas",
    )
    parser.add_argument("--workers", type=int, default=None, metavar="N", help="annotation processes")
    parser.add_argument("--no-cache", action="store_true", help="neither use nor keep cached annotations")
    parser.add_argument("--smoke", default="", metavar="DIR", help=argparse.SUPPRESS)
    parser.add_argument("--version", action="version", version=f"Counterpoint {workbench.__version__}")
    return parser
