"""How long words take in the real window: from opening a project to the Terms pane, and what a person then asks of it.

Run it with a corpus in JSON lines (any size), or without one for articles of made-up words:

    python benchmarks/terms_in_the_window.py corpus.jsonl [--runs 5]
    python benchmarks/terms_in_the_window.py --articles 10000

A project is made of the articles. Each run opens it twice, each time in a new window with a new working process that is
already running: without the words that are kept beside it, so that texts are cut anew, and with them. *Usable* is the moment
at which the Terms pane lists the words and its chart is drawn. Then a frequent word is searched, its concordance sorted, and
keyness and collocates are asked for; each takes until everything that is seen is drawn anew. Last, an article of 2 MB is
scrolled through, once as it is and once with every hit of the word highlighted.

*Gap* is the longest time in which the event loop did not come round meanwhile, which is how long the window can hang.
*Words counted* and *words listed* are moments on the way to a usable Terms pane.
Annotation begins behind all this, as it does for a person; ``--workers`` says in how many processes.
"""

from __future__ import annotations

import argparse
import os
import re
import statistics
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from benchmarks.project_scale import made_up, make_project, read
from workbench.domain.article import Article

if TYPE_CHECKING:
    from workbench.ui.main_window import MainWindow

LONG_ARTICLE = 2_000_000
"""Characters of the long article."""
PATIENCE = 900.0

Figures = defaultdict[str, list[float]]


def main() -> int:
    """Make the projects, run, print medians and the worst."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path, nargs="?", help="articles in JSON lines")
    parser.add_argument(
        "--articles", type=int, default=2_000, help="how many to make up when no corpus is given (2,000)"
    )
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument(
        "--word", default="president", help="the word that is searched; the most frequent where it is missing"
    )
    parser.add_argument(
        "--workers", type=int, help="annotation processes, as many as the program takes by itself if not given"
    )
    options = parser.parse_args()
    seconds: Figures = defaultdict(list)
    gaps: Figures = defaultdict(list)
    with tempfile.TemporaryDirectory(prefix="counterpoint-terms-") as home:
        os.environ["COUNTERPOINT_HOME"] = home
        articles = read(options.corpus) if options.corpus else made_up(options.articles)
        word, hits = frequent(articles, options.word)
        project = Path(home) / "terms.counterpoint"
        make_project(articles, project)
        long = Path(home) / "long.counterpoint"
        make_project([long_article(articles)], long)
        size = project.stat().st_size / 1e6
        print(
            f"{len(articles):,} articles, {size:,.0f} MB; the word “{word}” in {hits:,} of them; {load()}", flush=True
        )
        for run in range(options.runs):
            for words in project.parent.glob(f"{project.stem}*words*"):
                words.unlink()
            for name in ("without kept words", "with kept words"):
                with Measured(project, options.workers, seconds, gaps) as measured:
                    measured.open(name)
                    if name == "with kept words":
                        measured.ask(word)
                    else:
                        measured.wait_for_words(project)
            with Measured(long, options.workers, seconds, gaps) as measured:
                measured.scroll_long_article(word)
            print(f"run {run + 1} of {options.runs} done", flush=True)
    print(f"\n| what | median | worst | longest gap, median | worst | n |\n|{'---|' * 6}")
    for name, times in seconds.items():
        shown = f"{statistics.median(times):.2f} s", f"{max(times):.2f} s"
        stalls = f"{statistics.median(gaps[name]):.0f} ms", f"{max(gaps[name]):.0f} ms"
        print(f"| {name} | {' | '.join((*shown, *stalls))} | {len(times)} |")
    print(f"\n{load()}")
    return 0


class Measured:
    """A window with a working process of its own, and a timer that notes when the event loop comes round."""

    def __init__(self, project: Path, workers: int | None, seconds: Figures, gaps: Figures) -> None:
        self.project, self.workers = project, workers
        self.seconds, self.gaps = seconds, gaps

    def __enter__(self) -> Measured:
        from PySide6.QtCore import QSettings, Qt, QTimer
        from PySide6.QtWidgets import QApplication

        from workbench import app
        from workbench.workspace import care_tasks

        known = QApplication.instance()
        self.application = known if isinstance(known, QApplication) else QApplication(sys.argv[:1])
        settings = QSettings(str(self.project.with_name("settings.ini")), QSettings.Format.IniFormat)
        launch = app.Launch(workers=self.workers, cache=False)
        self.window: MainWindow = app.build(launch, self.application, settings)
        self.died: list[str] = []
        self.window.desk.bridge.died.connect(lambda: self.died.append("died"))
        app.start_when_painted(self.window, launch)
        self.window.resize(1600, 1000)
        self.window.show()
        self.last, self.longest = time.perf_counter(), 0.0
        self.timer = QTimer(self.window)
        self.timer.setTimerType(Qt.TimerType.PreciseTimer)
        self.timer.setInterval(5)
        self.timer.timeout.connect(self._tick)
        self.timer.start()
        # the working process is ready when it answers: what is measured is opening, not starting
        answered: list[object] = []
        self.window.desk.ask(care_tasks.existing, (), key="ready", lane="care", done=answered.append)
        self.until(lambda: bool(answered))
        return self

    def __exit__(self, *_: object) -> None:
        self.window._discard = True
        self.window.close()
        self.window.deleteLater()
        self.application.processEvents()

    def _tick(self) -> None:
        now = time.perf_counter()
        self.longest = max(self.longest, now - self.last)
        self.last = now

    @contextmanager
    def noted(self, name: str) -> Iterator[None]:
        """Notes the time and the longest gap of what is done meanwhile."""
        self.longest, self.last = 0.0, time.perf_counter()
        began = time.perf_counter()
        yield
        self.seconds[name].append(time.perf_counter() - began)
        self._tick()
        self.gaps[name].append(1000 * self.longest)
        print(f"{name}: {self.seconds[name][-1]:.2f} s, gap {self.gaps[name][-1]:.0f} ms", flush=True)

    def also(self, name: str, began: float) -> None:
        """Notes a moment on the way."""
        self.seconds[name].append(time.perf_counter() - began)
        self.gaps[name].append(1000 * self.longest)
        print(f"{name}: {self.seconds[name][-1]:.2f} s", flush=True)

    def until(self, condition: Callable[[], bool]) -> None:
        """Lets the window work until something is so."""
        from PySide6.QtCore import QEventLoop

        end = time.monotonic() + PATIENCE
        while not condition():
            self.application.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
            if self.died:
                raise RuntimeError("the working process ended by itself; its last words are above")
            if time.monotonic() > end:
                raise TimeoutError(f"nothing came of it in {PATIENCE:.0f} s: {sorted(self.window.desk.bridge._keys)}")

    def settle(self, *names: str) -> None:
        """Lets the window work until panes (all, when none is named) are drawn and wait for no answer.

        While articles are annotated, panes are drawn anew from time to time; the first time that all is there counts.
        """
        from workbench.ui.widgets.chart_view import ChartView

        panes = [pane for pane in self.window.panes if not names or pane.name in names]
        charts = [chart for pane in panes for chart in pane.findChildren(ChartView)]
        own = tuple(f"pane {pane.name}" for pane in panes)
        own += tuple(f"picture {chart.chart} {id(chart)}" for chart in charts)

        def drawn() -> bool:
            awaited = self.window.desk.bridge._keys
            return (
                not any(key.startswith((*own, "evidence", "lines ", "article ")) for key in awaited)
                and not any(pane._scheduled for pane in panes)
                and not any(chart._timer.isActive() for chart in charts)
            )

        for _ in range(2):  # widgets in a layout are shown an event later than they are put there
            self.application.processEvents()
            self.until(drawn)

    def open(self, name: str) -> None:
        """Opens the project with the Terms pane in front, until that is usable."""
        from workbench.workspace.messages import Stage

        terms = self.window.terms
        self.window.show_pane("terms")
        with self.noted(f"opened to a usable Terms pane, {name}"):
            began = time.perf_counter()
            self.window.open_sources([str(self.project)])
            self.until(lambda: self.window.desk.stage not in (None, Stage.READ))
            self.also(f"words counted, {name}", began)
            self.until(lambda: terms.table.model().rowCount() > 0)
            self.also(f"words listed, {name}", began)
            self.until(lambda: terms.frequency.picture is not None)

    def wait_for_words(self, project: Path) -> None:
        """Waits until the words are kept; they are written behind what is seen."""
        self.until(lambda: any(path.suffix != ".unfinished" for path in project.parent.glob(f"{project.stem}*words*")))

    def ask(self, word: str) -> None:
        """Asks everything about a word, in the panes that show it."""
        window = self.window
        window.show_pane("concordance")
        self.settle("concordance")
        with self.noted("a frequent word searched, with its concordance"):
            window.top_bar.search.setText(word)
            window.top_bar.search.returnPressed.emit()
            self.until(lambda: self.found(word))
            self.settle("concordance")
        by_right = next(a for a in window.concordance.order.menu().actions() if "1R" in a.text() or "right" in a.text())
        with self.noted("its concordance sorted by what stands to the right"):
            by_right.trigger()
            self.settle("concordance")
        for pane in ("keyness", "collocates"):
            if getattr(window, pane, None) is None:
                continue
            with self.noted(f"the {pane.capitalize()} pane"):
                window.show_pane(pane)
                self.settle(pane)

    def found(self, word: str) -> bool:
        """Whether the passages of a word are known."""
        evidence = self.window.desk.evidence
        return evidence is not None and evidence.focus.term == word and evidence.passages > 0

    def scroll_long_article(self, word: str) -> None:
        """Opens the long article and goes through it, page by page, without and with highlights."""
        window = self.window
        window.show_pane("reader")
        window.show_pane("terms")
        window.open_sources([str(self.project)])
        self.until(lambda: bool(window.reader.views) and window.reader.views[0].article is not None)
        self.until(lambda: window.terms.table.model().rowCount() > 0)
        self.settle("reader")
        view = window.reader.views[0]
        with self.noted("2 MB scrolled through"):
            self._scroll(view)
        with self.noted("2 MB: a frequent word searched and highlighted"):
            window.top_bar.search.setText(word)
            window.top_bar.search.returnPressed.emit()
            self.until(lambda: bool(view.highlighted))
            self.settle("reader")
        with self.noted("2 MB scrolled through with its highlights"):
            self._scroll(view)

    def _scroll(self, view: Any) -> None:
        """Pages down to the end: 300 steps, each of them painted."""
        bar = view.text.verticalScrollBar()
        bar.setValue(0)
        steps = 300
        for step in range(1, steps + 1):
            bar.setValue(bar.maximum() * step // steps)
            self.application.processEvents()


def frequent(articles: Sequence[Article], wanted: str) -> tuple[str, int]:
    """The wanted word, or where hardly any article has it the word that most do, and how many articles have it."""
    counted: Counter[str] = Counter()
    for article in articles:
        counted.update(set(re.findall(r"\b[a-z]{4,}\b", article.text.lower())))
    if counted[wanted.lower()] * 20 < len(articles):
        wanted = counted.most_common(1)[0][0]
    return wanted, counted[wanted.lower()]


def long_article(articles: Sequence[Article]) -> Article:
    """The texts of articles as one article of 2 MB; they are used again where there are not enough."""
    parts: list[str] = []
    size = 0
    while size < LONG_ARTICLE:
        for article in articles:
            parts.append(article.text)
            size += len(article.text) + 1
            if size >= LONG_ARTICLE:
                break
    text = "\n".join(parts)[:LONG_ARTICLE]
    return Article(
        document_id="long", text=text, path="long.txt", outlet="Outlet", title="A long article", date="2031-01-01"
    )


def load() -> str:
    """The load average, where the system has one."""
    return f"load average {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "load average not known"


if __name__ == "__main__":
    sys.exit(main())
