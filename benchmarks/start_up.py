"""How soon the window is there, how soon the sample corpus is complete, and how long the interface ever waits.

    python benchmarks/start_up.py [--runs 5] [--sources PATH ...]

Each run starts the program anew without cached annotations, offscreen or on the display that is there, and prints
milliseconds from process start to the first paint and to completion, and the longest gap of a 5 ms timer.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def one_run(sources: list[str]) -> dict[str, float]:
    """Run the program once in a process of its own and read its figures."""
    with tempfile.TemporaryDirectory() as home:
        environment = {**os.environ, "COUNTERPOINT_HOME": home, "PYTHONPATH": str(ROOT)}
        if not environment.get("DISPLAY"):
            environment.setdefault("QT_QPA_PLATFORM", "offscreen")
        done = subprocess.run(
            [sys.executable, __file__, "--inside", str(time.time()), *sources],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=600,
        )
    if done.returncode:
        sys.exit(done.stderr)
    figures: dict[str, float] = json.loads(done.stdout.strip().splitlines()[-1])
    return figures


def inside(began: float, sources: list[str]) -> None:
    """The measured process."""
    from PySide6.QtCore import QSettings, QTimer
    from PySide6.QtWidgets import QApplication

    from workbench import app

    application = QApplication([])
    settings = QSettings(str(Path(os.environ["COUNTERPOINT_HOME"]) / "settings.ini"), QSettings.Format.IniFormat)
    launch = app.Launch(sample=not sources, sources=tuple(sources))
    window = app.build(launch, application, settings)
    window.resize(1600, 1000)
    figures: dict[str, float] = {}
    gaps: list[float] = []
    last = [0.0]
    ticker = QTimer(window)
    ticker.setInterval(5)

    def tick() -> None:
        now = time.perf_counter()
        if last[0]:
            gaps.append(1000 * (now - last[0]))
        last[0] = now

    ticker.timeout.connect(tick)

    def painted() -> None:
        figures["painted_ms"] = 1000 * (time.time() - began)
        ticker.start()

    def opened(_: object) -> None:
        figures["annotated_ms"] = 1000 * (time.time() - began)
        check = QTimer(window)
        check.setInterval(10)

        def settled() -> None:
            if window.complete:
                check.stop()
                figures["complete_ms"] = 1000 * (time.time() - began)
                figures["longest_gap_ms"] = max(gaps)
                figures["gaps_over_50_ms"] = float(sum(gap > 50 for gap in gaps))
                sys.stdout.write(json.dumps(figures) + "\n")
                sys.stdout.flush()
                window.close()
                application.exit(0)

        check.timeout.connect(settled)
        check.start()

    window.painted.connect(painted)
    window.opened.connect(opened)
    app.start_when_painted(window, launch)
    window.show()
    sys.exit(application.exec())


def main() -> None:
    """Run several times and print medians and the worst."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--inside", type=float, default=0.0, help=argparse.SUPPRESS)
    parser.add_argument("sources", nargs="*")
    options = parser.parse_args()
    if options.inside:
        inside(options.inside, options.sources)
    runs = [one_run(options.sources) for _ in range(options.runs)]
    for name in runs[0]:
        values = [run[name] for run in runs]
        print(f"{name:18s} median {statistics.median(values):8.0f}   worst {max(values):8.0f}   n {len(values)}")


if __name__ == "__main__":
    main()
