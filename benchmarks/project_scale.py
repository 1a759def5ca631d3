"""How long a project of many articles takes to open, and an edit in it to be acknowledged, in the real window.

Run it with a corpus in JSON lines (any size), or without one for articles of made-up words:

    python benchmarks/project_scale.py corpus.jsonl [--runs 5]
    python benchmarks/project_scale.py --articles 100000

Times are from the gesture to what a person sees: *opened* is the Articles pane listing all articles (texts, words and names
follow in the background), *acknowledged* is the moment at which the step is known to be on the disk. Each run opens the
project in a window of its own; the file is in the system's cache, as it is when a person opens it again. Edits are made at once,
while the working process is still busy with texts and words.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from workbench.domain.article import Article
from workbench.project.store import Project


def main() -> int:
    """Make the project, open it several times, print medians."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path, nargs="?", help="articles in JSON lines")
    parser.add_argument("--articles", type=int, default=10_000, help="how many to make up when no corpus is given")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--edits", type=int, default=20, help="edits in each run")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="counterpoint-scale-") as home:
        os.environ["COUNTERPOINT_HOME"] = home
        project = Path(home) / "scale.counterpoint"
        began = time.perf_counter()
        articles = read(options.corpus) if options.corpus else made_up(options.articles)
        print(f"{len(articles):,} articles read in {time.perf_counter() - began:.1f} s", flush=True)
        seconds = make_project(articles, project)
        size = project.stat().st_size / 1e6
        print(f"a project of {size:,.0f} MB, written in {seconds:.1f} s", flush=True)
        opened, edits, gaps = [], [], []
        for _ in range(options.runs):
            one = measure(project, options.edits)
            opened.append(one[0])
            edits += one[1]
            gaps.append(one[2])
            print(f"opened {one[0]:.2f} s, edits {statistics.median(one[1]) * 1000:.0f} ms, gap {one[2] * 1000:.0f} ms")
        print(
            f"median of {options.runs}: opened {statistics.median(opened):.2f} s (worst {max(opened):.2f});"
            f" edit acknowledged {statistics.median(edits) * 1000:.0f} ms (n {len(edits)}, worst {max(edits) * 1000:.0f});"
            f" longest gap of the event loop {statistics.median(gaps) * 1000:.0f} ms (worst {max(gaps) * 1000:.0f})"
        )
    return 0


def read(corpus: Path) -> list[Article]:
    """The articles of a file in JSON lines."""
    articles = []
    with corpus.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            record = json.loads(line)
            article = Article(
                document_id=str(record.get("id") or number),
                text=record["text"],
                path=corpus.name,
                record=f"line {number}",
                outlet=record.get("outlet") or "",
                title=record.get("title") or "",
                date=record.get("date") or "",
            )
            articles.append(article)
    return articles


def made_up(number: int) -> list[Article]:
    """Articles of made-up words, about 600 in each, by 30 outlets."""
    chance = random.Random(20261122)
    words = ["".join(chance.choices("aeioubdfklmnprst", k=chance.randint(2, 9))) for _ in range(20_000)]
    weights = [1 / (rank + 3) for rank in range(len(words))]
    return [
        Article(
            document_id=f"made-{n}",
            text=" ".join(chance.choices(words, weights, k=600)).capitalize() + ".\n",
            path=f"made-{n}.txt",
            outlet=f"Outlet {n % 30}",
            title=f"Article {n}",
            date=f"2031-{n % 12 + 1:02}-{n % 28 + 1:02}",
        )
        for n in range(number)
    ]


def make_project(articles: Sequence[Article], project: Path) -> float:
    """Store articles in a project file. Returns the seconds that it took."""
    began = time.perf_counter()
    with Project.create(project, fill=lambda made: made.add_articles(articles)):
        pass
    return time.perf_counter() - began


def measure(project: Path, edits: int) -> tuple[float, list[float], float]:
    """Open the project in a window and edit it. Returns seconds to list it, to acknowledge each edit, and the longest gap."""
    from PySide6.QtCore import QEventLoop, QSettings, QTimer
    from PySide6.QtWidgets import QApplication

    from workbench import app
    from workbench.domain.corrections import Correction

    known = QApplication.instance()
    application = known if isinstance(known, QApplication) else QApplication(sys.argv[:1])
    settings = QSettings(str(project.with_name("settings.ini")), QSettings.Format.IniFormat)
    window = app.build(app.Launch(workers=0, cache=False), application, settings)
    app.start_when_painted(window, app.Launch(workers=0, cache=False))
    window.resize(1600, 1000)
    window.show()

    def until(condition: Callable[[], bool], timeout: float = 120.0) -> None:
        end = time.monotonic() + timeout
        while not condition():
            application.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
            if time.monotonic() > end:
                raise TimeoutError

    desk = window.desk
    ticks: list[float] = []
    timer = QTimer(window)
    timer.setInterval(5)
    timer.timeout.connect(lambda: ticks.append(time.perf_counter()))
    timer.start()
    answered: list[int] = []

    # the working process is ready when it answers: what is measured is opening, not starting
    from workbench.workspace import care_tasks

    desk.ask(care_tasks.existing, (), key="ready", lane="care", done=lambda _: answered.append(1))
    until(lambda: bool(answered))
    ticks.clear()
    began = time.perf_counter()
    window.open_sources([str(project)])
    until(lambda: desk.overview is not None and window.articles.list.model().rowCount() > 0)
    application.processEvents()
    opened = time.perf_counter() - began
    document = desk.overview.articles.ids[0] if desk.overview is not None else ""
    times = []
    for number in range(edits):
        began = time.perf_counter()
        desk.correct((Correction(document, "outlet", f"Outlet {number}"),), "Set the outlet of 1 article")
        until(lambda: desk.journal.waiting == 0)
        times.append(time.perf_counter() - began)
    gap = max((b - a for a, b in itertools.pairwise(ticks)), default=0.0)
    window._discard = True
    window.close()
    window.deleteLater()
    application.processEvents()
    return opened, times, gap


if __name__ == "__main__":
    sys.exit(main())
