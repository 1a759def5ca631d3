"""Whatever stands in a corpus is shown, exported and kept as text: markup, formulas, controls, and a page of W."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from functools import partial
from html.parser import HTMLParser
from pathlib import Path
from xml.dom import minidom

import openpyxl
import pyarrow.parquet as pq
import pytest
from driver import PATIENCE_MS, Driver, MakeWindow
from interface_walk import problems_of
from naughty_strings import OWN, article_text, borrowed, write_naughty_corpus
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from workbench import app, cli
from workbench.corpus.canonical import canonical_field, canonical_text
from workbench.domain.corrections import Correction
from workbench.domain.errors import CounterpointError
from workbench.domain.focus import Focus
from workbench.domain.scope import Scope
from workbench.domain.views import View, change_for_view, views_in
from workbench.domain.visible_text import one_line
from workbench.index.query import parse
from workbench.ui.main_window import MainWindow
from workbench.ui.widgets.code_points import for_qt
from workbench.ui.widgets.export_menu import ExportMenu

WITHOUT_THE_LIST = pytest.mark.skipif(not borrowed(), reason="the list of strings is not beside the project")
SETS = [pytest.param("own"), pytest.param("borrowed", marks=WITHOUT_THE_LIST)]


PLAIN_TAGS = {
    *("html", "head", "meta", "title", "style", "body", "a", "div", "header", "p", "h1", "h2", "dl", "dt", "dd", "nav"),
    *("ol", "ul", "li", "main", "section", "figure", "picture", "source", "img", "figcaption", "table", "caption"),
    *("span", "thead", "tbody", "tr", "th", "td", "footer", "code"),
}
"""What a report is made of: nothing that runs, nothing that asks, nothing that frames another page."""

NOT_IN_EXCEL = dict.fromkeys((*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), 0xFFFE, 0xFFFF), "\ufffd")


PANES = ("articles", "terms", "reader", "entities", "framing", "keyness", "concordance", "voices")
"""Those that export, the two that show most of it first."""


class Page(HTMLParser):
    """What a browser sees in a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.addresses: list[tuple[str, str]] = []
        self.policy = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.addresses += [(n, v or "") for n, v in attrs if n in ("src", "href", "srcset", "action", "data", "poster")]
        if ("http-equiv", "Content-Security-Policy") in attrs:
            self.policy = dict(attrs)["content"] or ""


class Naughty:
    """A window with one article for each string."""

    def __init__(self, driver: Driver, strings: tuple[str, ...], source: Path, folder: Path) -> None:
        self.driver, self.strings, self.source, self.folder = driver, strings, source, folder

    @property
    def few(self) -> bool:
        """Whether there is time to look at everything for each of them."""
        return len(self.strings) < 100

    @property
    def fields(self) -> dict[str, str]:
        """What each article's metadata must be."""
        return {f"n{n:04}": canonical_field(string) for n, string in enumerate(self.strings)}


@pytest.fixture(scope="module", params=SETS)
def naughty(
    request: pytest.FixtureRequest,
    make_window: MakeWindow,
    session_bot: QtBot,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Naughty]:
    strings = OWN if request.param == "own" else borrowed()
    folder = tmp_path_factory.mktemp(request.param)
    source = write_naughty_corpus(folder, strings)
    driver = Driver(session_bot, make_window(app.Launch(workers=0)))
    driver.open(source)
    yield Naughty(driver, strings, source, folder)
    driver.leave()


def test_every_string_is_kept_as_outlet_title_and_author(naughty: Naughty) -> None:
    overview = naughty.driver.window.desk.overview
    assert overview is not None
    rows = {row.document_id: row for row in overview.articles}
    assert len(rows) == len(naughty.strings)
    for document, value in naughty.fields.items():
        assert (rows[document].outlet, rows[document].author) == (value, value)
        # an article without a headline is listed by its first words
        assert rows[document].title == value or (not value and rows[document].title.startswith("Untitled"))


def test_no_pane_takes_text_for_more_than_text(naughty: Naughty) -> None:
    window = naughty.driver.window
    if naughty.few:
        naughty.driver.search("ferry")
    for pane in window.panes:
        window.show_pane(pane.name)
        naughty.driver.settle()
        assert problems_of(window) == []
    assert not naughty.driver.failures


def test_what_is_exported_is_the_text_and_no_formula(naughty: Naughty) -> None:
    driver, window = naughty.driver, naughty.driver.window
    folder = naughty.folder / "exports"
    folder.mkdir()
    for pane in window.panes:
        if pane.name not in (PANES if naughty.few else PANES[:2]):
            continue
        menu: ExportMenu | None = getattr(pane, "export", None)
        if menu is None:
            continue
        window.show_pane(pane.name)
        driver.settle()
        shown = menu._exportable()
        for suffix in ("png", "svg") * bool(shown.chart or shown.widget) + ("csv", "xlsx") * bool(shown.table):
            path = folder / f"{pane.name}.{suffix}"
            menu.save(str(path))
            driver.settle()
            assert path.stat().st_size > 0
        menu.copy_table()
        copied = QGuiApplication.clipboard().text()
        if pane.name != "reader":  # which copies the article's own text
            cells = [cell for line in copied.splitlines() for cell in line.split("\t")]
            assert not [cell for cell in cells if cell.startswith(("=", "+", "@"))]
    assert driver.failures == []
    for path in folder.glob("*.svg"):
        minidom.parse(str(path))  # noqa: S318 - our own file
    with (folder / "articles.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = {row["document_id"]: row for row in csv.DictReader(stream)}
    sheet = openpyxl.load_workbook(folder / "articles.xlsx").worksheets[0]
    names, *lines = sheet.iter_rows()
    column = {str(cell.value): n for n, cell in enumerate(names)}
    in_excel = {str(row[column["document_id"]].value): row[column["outlet"]] for row in lines}
    for document, value in naughty.fields.items():
        cell = rows[document]["outlet"]
        assert cell == (f"'{value}" if value.startswith(("=", "+", "-", "@")) else value)
        assert in_excel[document].data_type != "f", "never a formula"
        assert str(in_excel[document].value or "") == value.translate(NOT_IN_EXCEL)


def test_the_report_shows_text_and_fetches_nothing(naughty: Naughty) -> None:
    driver, window = naughty.driver, naughty.driver.window
    with driver.bot.waitSignal(
        window.desk.said, check_params_cb=lambda words: words.startswith("Wrote"), timeout=120_000
    ):
        window.write_report(str(naughty.folder))
    driver.settle()
    page = Page()
    page.feed((naughty.folder / "counterpoint-report" / "report.html").read_text(encoding="utf-8"))
    assert page.tags <= PLAIN_TAGS
    assert "default-src 'none'" in page.policy
    assert "script-src" not in page.policy
    for name, address in page.addresses:
        assert not re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//", address), f"{name} leads out of the report: {address}"
    for name in page.attributes:
        assert not name.startswith("on")


def test_every_string_can_be_searched_for(naughty: Naughty) -> None:
    driver, window = naughty.driver, naughty.driver.window
    for string in naughty.strings:
        try:
            parse(canonical_field(string))
        except CounterpointError as error:
            assert str(error)  # noqa: PT017 - most of them can be searched for
    for string in naughty.strings[:: 6 if naughty.few else 90]:
        window.desk.search(canonical_field(string)[:300])
        driver.settle()
        assert not driver.failures
        assert problems_of(window.status_line) == []
        evidence = window.desk.evidence
        if evidence is not None and evidence.problem:
            assert "Error" not in evidence.problem
            assert "Traceback" not in evidence.problem
    assert problems_of(window) == []
    window.desk.clear_highlight()
    driver.settle()


def test_choosing_an_outlet_is_undone_under_its_own_name(naughty: Naughty) -> None:
    driver, window = naughty.driver, naughty.driver.window
    for value in [value for value in naughty.fields.values() if value][:6]:
        window.desk.highlight(Focus(outlet=value))
        driver.settle()
        assert problems_of(window.status_line) == []
    if "Food & Drink && More" not in naughty.strings:
        window.desk.clear_highlight()
        driver.settle()
        return
    window.scope_bar._only("Food & Drink && More")
    driver.settle()
    assert problems_of(window) == []
    assert "Food && Drink &&&& More" in window.undo_action.text()
    window.desk.store.undo()
    window.desk.clear_highlight()
    driver.settle()


def _shows(window: MainWindow, document: str) -> bool:
    return [view.article.document_id for view in window.reader.views if view.article] == [document]


def test_the_reader_shows_every_article_letter_for_letter(naughty: Naughty) -> None:
    window = naughty.driver.window
    step = 2 if naughty.few else 25
    for number in range(0, len(naughty.strings), step):
        document, text = f"n{number:04}", canonical_text(article_text(number, naughty.strings[number]))
        window.reader.read((document,))
        naughty.driver.until(partial(_shows, window, document))
        (view,) = window.reader.views
        assert view.article is not None
        assert view.article.text == text
        assert view.text.toPlainText() == for_qt(text)
        assert problems_of(view) == []
        assert view.minimumSizeHint().width() < 800, "an endless word must not widen the window"
    assert not naughty.driver.failures


@pytest.mark.parametrize("strings", SETS)
def test_strings_as_names_of_files(strings: str, make_window: MakeWindow, session_bot: QtBot, tmp_path: Path) -> None:
    sources = tmp_path / "sources"
    sources.mkdir()
    named: list[str] = []
    for string in OWN if strings == "own" else borrowed():
        name = f"{string[:60]}.txt"
        try:
            (sources / name).write_text(f"The ferry of {string} sails.\n", encoding="utf-8", errors="replace")
        except (OSError, ValueError):  # a slash, a NUL, or longer than this system lets a name be
            continue
        named.append(name)
    assert len(named) > 40
    visible_ones = [name for name in named if not name.startswith(".")]
    driver = Driver(session_bot, make_window(app.Launch(workers=0)))
    driver.open(sources)
    overview = driver.window.desk.overview
    assert overview is not None
    refused = driver.window.opening.result.refusals if driver.window.opening.result else ()
    taken = {row.path for row in overview.articles} | {refusal.path for refusal in refused}
    assert len(refused) < 5, "control characters make a text look like no text"
    assert taken == {canonical_text(name).replace("\n", " ") for name in visible_ones}
    assert problems_of(driver.window) == []
    assert driver.failures == []
    driver.leave()


def test_strings_as_names_of_projects(make_window: MakeWindow, session_bot: QtBot, tmp_path: Path) -> None:
    driver = Driver(session_bot, make_window(app.Launch(workers=0)))
    for name in PROJECT_NAMES:
        project = tmp_path / f"{name}.counterpoint"
        source = tmp_path / "one.txt"
        source.write_text("The ferry of Haven sails.\n", encoding="utf-8")
        assert cli.run(["import", str(source), "--project", str(project)]) == 0
        driver.open(project)
        title = driver.window.windowTitle()
        assert title.replace("[*][*]", "[*]").startswith(one_line(project.name)[:100])
        assert problems_of(driver.window) == []
    assert driver.failures == []
    driver.leave()


PROJECT_NAMES = (
    "<b>Markets<", "Food & Drink", "Budget[*]", "pay\u202efdp", "$5_{a}^2$", "-rf", "%s %n {0}", "'; DROP TABLE x;--",
    "naïve 新聞 صحيفة 👩\u200d👩", "a" * 100, " space ", "?mode=memory#x", "file:x?mode=ro", "a\tb\nc",
)  # fmt: skip
"""Names that a person could give a project on a system that lets almost any character stand in a name."""


@pytest.mark.parametrize("strings", SETS)
def test_strings_survive_a_project_and_its_reopening(
    strings: str, make_window: MakeWindow, session_bot: QtBot, tmp_path: Path
) -> None:
    values = OWN if strings == "own" else borrowed()
    project = tmp_path / "naughty.counterpoint"
    source = write_naughty_corpus(tmp_path, values)
    assert cli.run(["import", str(source), "--project", str(project)]) == 0
    assert cli.run(["check", str(project)]) == 0
    out = tmp_path / "tables"
    assert cli.run(["tables", str(project), "--out", str(out), "--only", "documents,texts", "--format", "parquet"]) == 0
    kept = {row["document_id"]: row for row in pq.read_table(out / "documents.parquet").to_pylist()}
    lines = (out / "texts.jsonl").read_text(encoding="utf-8").splitlines()
    texts = {line["document_id"]: line["text"] for line in map(json.loads, lines)}
    for number, string in enumerate(values):
        document, value = f"n{number:04}", canonical_field(string)
        assert texts[document] == canonical_text(article_text(number, string))
        for name in ("outlet", "title", "author", "story_id"):
            if name == "story_id" and not value:
                continue  # where none is given one is found
            assert (kept[document][name] or "") == value, f"{name} of {string!r}"


@pytest.mark.parametrize("strings", SETS)
def test_strings_survive_as_decisions_views_and_snapshots(
    strings: str, make_window: MakeWindow, session_bot: QtBot, small_corpus: Path, tmp_path: Path
) -> None:
    values = [canonical_field(string) for string in (OWN if strings == "own" else borrowed()[::10])]
    driver = Driver(session_bot, make_window(app.Launch(workers=0)))
    driver.open(small_corpus)
    window, desk = driver.window, driver.window.desk
    for string in values:
        desk.correct((Correction("voice-ferry", "outlet", string), Correction("voice-ferry", "title", string)), string)
        if string:
            desk.decide(change_for_view(string, View(Scope(outlets=(string,)), Focus(outlet=string))), string)
            desk.store.mark(string)
    path = tmp_path / "<b>&[*] $x$.counterpoint"
    with driver.bot.waitSignal(window.project_file.saved, timeout=PATIENCE_MS):
        window.project_file.save_as_to(str(path))
    state, history = desk.state, desk.store.history
    driver.settle()
    driver.open(small_corpus)
    driver.open(path)
    window.show_pane("history")
    window.views_menu.fill()
    driver.settle()
    assert desk.state.decisions == state.decisions
    assert desk.store.history == history
    assert {snapshot.name for snapshot in history.snapshots} == set(filter(None, values))
    assert set(views_in(desk.state.decisions)) == set(filter(None, values))
    assert problems_of(window) == []
    assert driver.failures == []
    driver.leave()
