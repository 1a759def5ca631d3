from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from articles_bench import ArticlesBench
from fake_bridge import FakeBridge
from made_up import article_row, corpus_event, evidence_of, overview_of
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractSlider, QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from stall import StallWatch

from workbench.domain.focus import Focus
from workbench.domain.spans import Span
from workbench.domain.state import State
from workbench.domain.table_data import TableData
from workbench.session.store import Store
from workbench.ui.date_words import day_words, range_words
from workbench.ui.desk import Desk
from workbench.ui.dialogs.outlets import OutletsDialog
from workbench.ui.panes.articles import Articles
from workbench.ui.theme import DARK, LIGHT, apply_theme
from workbench.ui.widgets.article_list import Heading, Line
from workbench.ui.widgets.message_panel import MessagePanel
from workbench.workspace import tasks
from workbench.workspace.messages import Evidence, Options, Overview, PaneTable

pytestmark = pytest.mark.window

offscreen = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
"""Menus can't be raised offscreen, and Qt says so."""

ROWS = (
    article_row("a1", "Leaders agree on grain", "Daily Post", "2024-07-03"),
    article_row("a2", "Summit ends without a deal", "Evening Star", "2024-07-04", wire="AP"),
    article_row("a3", "Harvest fails again", "Evening Star", "2024-05", "Harvest", in_scope=False),
    article_row("a4", "A note & <b>bold</b>", "", "", "", path="notes/loose.txt"),
)
PLACES = (("a1", 10, 14), ("a1", 90, 94), ("a2", 5, 9))


class Bench(ArticlesBench):
    def remark(self, document: str) -> str:
        entries = self.pane.list.model_of_articles.entries
        return next(e.remark for e in entries if isinstance(e, Line) and e.article.document_id == document)

    def place(self, row: int) -> QPoint:
        return self.pane.list.visualRect(self.pane.list.model_of_articles.index(row)).center()

    def row(self, document: str) -> int:
        row = self.pane.list.model_of_articles.place(document)
        assert row is not None
        return row

    def click(self, document: str, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.mouseClick(self.pane.list.viewport(), Qt.MouseButton.LeftButton, modifier, self.place(self.row(document)))
        self.settle()


def found(state: State, options: Options, showing: tuple[str, ...]) -> Evidence:
    return evidence_of(state.focus, PLACES)


@pytest.fixture
def bench(qtbot: QtBot) -> Iterator[Callable[..., Bench]]:
    desks = []

    def make(overview: Overview | None = None) -> Bench:
        overview = overview or overview_of(ROWS)
        bridge = FakeBridge()
        bridge.answer(tasks.overview, overview)
        bridge.answer(tasks.evidence, found)
        desk = Desk(Store(), bridge, LIGHT)
        desks.append(desk)
        pane = Articles(desk)
        qtbot.addWidget(pane)
        pane.resize(280, 640)
        pane.show()
        made = Bench(desk, bridge, pane, qtbot)
        desk.on_corpus(corpus_event(overview))
        made.settle()
        return made

    yield make
    for desk in desks:
        desk.close()


def test_articles_stand_under_their_story_with_the_newest_story_first(bench: Callable[..., Bench]) -> None:
    b = bench()
    assert b.shown() == ["[Summit]", "a1", "a2", "[Harvest]", "a3", "[No shared story]", "a4"]
    headings = [e for e in b.pane.list.model_of_articles.entries if isinstance(e, Heading)]
    assert [h.remark for h in headings] == ["3–4 Jul 2024 · 2", "May 2024 · 1", "1"]


def test_grouping_by_outlet_puts_articles_without_one_last(bench: Callable[..., Bench]) -> None:
    b = bench()
    b.pane.grouping.setCurrentIndex(1)
    assert b.shown() == ["[Daily Post]", "a1", "[Evening Star]", "a3", "a2", "[Outlet not known]", "a4"]


def test_grouping_by_date_puts_the_newest_first_and_no_date_last(bench: Callable[..., Bench]) -> None:
    b = bench()
    b.pane.grouping.setCurrentIndex(2)
    assert b.shown() == ["[Jul 2024]", "a2", "a1", "[May 2024]", "a3", "[No date]", "a4"]


def test_the_line_under_a_title_says_what_is_known_and_what_is_not(bench: Callable[..., Bench]) -> None:
    b = bench()
    assert b.remark("a2") == "Evening Star · 4 Jul · 300 words · AP wire"
    assert b.remark("a4") == "Outlet not known · 300 words · no date"


def test_typing_filters_by_title_outlet_story_and_file(bench: Callable[..., Bench]) -> None:
    b = bench()
    for typed, expected in (
        ("GRAIN", ["[Summit]", "a1"]),
        ("star deal", ["[Summit]", "a2"]),
        ("loose", ["[No shared story]", "a4"]),
        ("harvest", ["[Harvest]", "a3"]),
    ):
        b.pane.filter.clear()
        QTest.keyClicks(b.pane.filter, typed)
        assert b.shown() == expected


def test_a_filter_that_fits_nothing_says_so_and_can_be_cleared(bench: Callable[..., Bench]) -> None:
    b = bench()
    QTest.keyClicks(b.pane.filter, "zebra")
    panel = b.pane.findChild(MessagePanel)
    assert panel is not None
    assert panel.isVisible()
    assert panel.heading == "No article matches"
    button = panel.findChild(QPushButton)
    assert button is not None
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert len(b.shown()) == 7
    assert not panel.isVisible()


def test_a_click_focuses_the_article_when_nothing_is_highlighted(bench: Callable[..., Bench]) -> None:
    b = bench()
    b.click("a2")
    assert b.desk.state.focus == Focus(article="a2")
    assert b.pane.reading == ("a2",)


def test_a_click_keeps_the_subject_and_goes_to_its_first_passage_there(bench: Callable[..., Bench]) -> None:
    b = bench()
    b.desk.highlight(Focus(term="grain", article="a1"))
    b.settle()
    b.click("a2")
    assert b.desk.state.focus == Focus(term="grain", passage=Span("a2", 5, 9))


def test_a_click_on_an_article_without_passages_goes_to_its_beginning(bench: Callable[..., Bench]) -> None:
    b = bench()
    b.desk.highlight(Focus(term="grain"))
    b.settle()
    b.click("a4")
    assert b.desk.state.focus == Focus(term="grain", passage=Span("a4", 0, 0))
    assert b.desk.state.scope == State().scope


def test_ctrl_clicks_ask_for_articles_side_by_side(bench: Callable[..., Bench]) -> None:
    b = bench()
    asked: list[tuple[Any, ...]] = []
    b.desk.read_requested.connect(asked.append)
    b.click("a1")
    b.click("a2", Qt.KeyboardModifier.ControlModifier)
    assert asked[0] == ("a1", "a2")
    assert b.pane.reading == ("a1", "a2")
    b.click("a1", Qt.KeyboardModifier.ControlModifier)
    assert asked[1] == ("a2",)


def test_shift_click_takes_at_most_four_articles_and_says_so(bench: Callable[..., Bench]) -> None:
    b = bench(overview_of([article_row(f"d{n}", f"Title {n}") for n in range(7)]))
    asked: list[tuple[Any, ...]] = []
    said: list[str] = []
    b.desk.read_requested.connect(asked.append)
    b.desk.said.connect(said.append)
    b.click("d0")
    b.click("d6", Qt.KeyboardModifier.ShiftModifier)
    assert asked == [("d0", "d1", "d2", "d3")]
    assert "at most 4" in said[0]


def test_enter_chooses_the_current_article(bench: Callable[..., Bench]) -> None:
    b = bench()
    QTest.keyClick(b.pane.filter, Qt.Key.Key_Down)
    QTest.keyClick(b.pane.list, Qt.Key.Key_Down)
    QTest.keyClick(b.pane.list, Qt.Key.Key_Return)
    assert b.desk.state.focus == Focus(article="a2")


def test_enter_in_the_filter_chooses_the_first_match(bench: Callable[..., Bench]) -> None:
    b = bench()
    QTest.keyClicks(b.pane.filter, "deal")
    QTest.keyClick(b.pane.filter, Qt.Key.Key_Return)
    assert b.desk.state.focus == Focus(article="a2")


def test_a_click_on_a_heading_folds_its_group_and_another_unfolds_it(bench: Callable[..., Bench]) -> None:
    b = bench()
    QTest.mouseClick(b.pane.list.viewport(), Qt.MouseButton.LeftButton, pos=b.place(0))
    assert b.shown() == ["[Summit]", "[Harvest]", "a3", "[No shared story]", "a4"]
    b.pane.list.setCurrentIndex(b.pane.list.model_of_articles.index(0))
    QTest.keyClick(b.pane.list, Qt.Key.Key_Right)
    assert b.shown()[:3] == ["[Summit]", "a1", "a2"]


def test_badges_count_the_passages_of_what_is_highlighted_and_go_with_it(bench: Callable[..., Bench]) -> None:
    b = bench()
    b.desk.highlight(Focus(term="grain"))
    b.settle()
    assert dict(b.pane.list.model_of_articles.passages) == {"a1": 2, "a2": 1}
    index = b.pane.list.model_of_articles.index(b.row("a1"))
    assert "2 highlighted passages" in str(index.data(Qt.ItemDataRole.AccessibleTextRole))
    b.desk.clear_highlight()
    b.settle()
    assert dict(b.pane.list.model_of_articles.passages) == {}


def test_late_evidence_of_an_earlier_highlight_gives_no_badges(bench: Callable[..., Bench]) -> None:
    b = bench()
    b.bridge.answer(tasks.evidence, evidence_of(Focus(term="other"), PLACES))
    b.desk.highlight(Focus(term="grain"))
    b.settle()
    assert dict(b.pane.list.model_of_articles.passages) == {}


def test_articles_open_in_the_reader_are_marked_from_its_request_and_from_the_focus(
    bench: Callable[..., Bench],
) -> None:
    b = bench()
    assert b.pane.reading == ("a1",)
    b.desk.read_requested.emit(("a2", "a3"))
    assert b.pane.list.model_of_articles.reading == {"a2", "a3"}
    assert b.pane.list.selected_articles() == ("a2", "a3")
    b.desk.highlight(Focus(term="grain", passage=Span("a1", 10, 14)))
    b.settle()
    assert list(b.pane.reading) == ["a1", "a3"]


def test_the_banner_counts_articles_without_an_outlet_and_asks_for_them(bench: Callable[..., Bench]) -> None:
    b = bench()
    button = next(w for w in b.pane.findChildren(QPushButton) if w.text() == "Set outlets…")
    assert button.isVisible()
    with b.qtbot.waitSignal(b.pane.outlets_wanted, timeout=1000):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_the_banner_is_gone_when_every_article_has_an_outlet(bench: Callable[..., Bench]) -> None:
    b = bench(overview_of(ROWS[:2]))
    button = next(w for w in b.pane.findChildren(QPushButton) if w.text() == "Set outlets…")
    assert not button.isVisible()


def test_articles_out_of_scope_are_listed_and_said_to_be_not_counted(bench: Callable[..., Bench]) -> None:
    b = bench()
    index = b.pane.list.model_of_articles.index(b.row("a3"))
    assert "not counted" in str(index.data(Qt.ItemDataRole.AccessibleTextRole))
    assert b.pane.header.subtitle.text() == "3 of 4 counted"


def test_titles_are_shown_as_they_stand_never_as_markup(bench: Callable[..., Bench]) -> None:
    b = bench()
    index = b.pane.list.model_of_articles.index(b.row("a4"))
    assert index.data() == "A note & <b>bold</b>"
    assert "&lt;b&gt;bold" in str(index.data(Qt.ItemDataRole.ToolTipRole))


def test_a_title_with_emoji_is_broken_without_losing_any_of_it(bench: Callable[..., Bench]) -> None:
    title = "🌾🌾 Grain deal " * 3
    b = bench(overview_of([article_row("e", title)]))
    entry = b.pane.list.model_of_articles.entries[1]
    assert isinstance(entry, Line)
    first, second = b.pane.list.title_lines(entry, 190)
    assert title.startswith(first)
    assert "�" not in first + second


def test_the_list_opens_at_its_top_whatever_the_reader_begins_with(bench: Callable[..., Bench]) -> None:
    rows = [article_row(f"d{n}", f"Title {n}", date=f"20{n + 10}", story=f"Story {n}") for n in range(60)]
    b = bench(overview_of(rows))
    b.pane.show_reading(("d0",))
    b.settle()
    assert b.shown()[0] == "[Story 59]"
    assert b.row("d0") == 119
    assert b.pane.list.verticalScrollBar().value() == 0


def test_the_list_follows_what_is_looked_at_unless_the_person_scrolled(bench: Callable[..., Bench]) -> None:
    rows = [article_row(f"d{n}", f"Title {n}") for n in range(90)]
    b = bench(overview_of(rows))
    bar = b.pane.list.verticalScrollBar()
    b.desk.highlight(Focus(article="d50"))
    b.settle()
    b.pane.show_reading(("d50",))
    assert bar.value() > 0
    assert b.pane.list.viewport().rect().contains(b.place(b.row("d50")))
    at = bar.value()
    b.desk.highlight(Focus(article="d49"))
    b.settle()
    assert bar.value() == at, "it was on show already"
    bar.triggerAction(QAbstractSlider.SliderAction.SliderToMinimum)
    b.pane.show_reading(("d80",))
    assert bar.value() == 0
    b.desk.highlight(Focus(article="d85"))
    b.settle()
    assert b.pane.list.viewport().rect().contains(b.place(b.row("d85")))


def menu_words(b: Bench, document: str) -> list[str]:
    """Ask for the menu of an article with the right button. Returns its entries."""
    place = b.place(b.row(document))
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, b.pane.list.viewport().mapToGlobal(place))
    QApplication.sendEvent(b.pane.list.viewport(), event)
    assert b.pane.menu is not None
    return [action.text() for action in b.pane.menu.actions() if not action.isSeparator()]


def choose_in_menu(b: Bench, words: str) -> None:
    assert b.pane.menu is not None
    next(action for action in b.pane.menu.actions() if action.text() == words).trigger()
    b.pane.menu.close()


@offscreen
def test_the_menu_of_an_article_shows_it_in_the_reader(bench: Callable[..., Bench]) -> None:
    b = bench()
    b.click("a1")
    assert menu_words(b, "a2") == [
        "Show in Reader",
        "Compare with its copies",
        "Split off as a story of its own…",
        "Move to another story…",
        "Name this story…",
        "Edit metadata…",
        "Set outlet…",
        "Leave out of the corpus",
    ]
    choose_in_menu(b, "Show in Reader")
    assert b.desk.state.focus == Focus(article="a2")


@offscreen
def test_the_menu_of_several_articles_shows_them_side_by_side_and_sets_their_outlet(
    bench: Callable[..., Bench],
) -> None:
    b = bench()
    b.click("a1")
    b.click("a2", Qt.KeyboardModifier.ControlModifier)
    assert menu_words(b, "a2") == [
        "Show side by side",
        "Move to another story…",
        "Name this story…",
        "Edit metadata of 2 articles…",
        "Set outlet of 2 articles…",
        "Leave out of the corpus",
    ]
    with b.qtbot.waitSignal(b.desk.read_requested, timeout=1000) as asked:
        choose_in_menu(b, "Show side by side")
    assert asked.args == [("a1", "a2")]
    menu_words(b, "a2")
    choose_in_menu(b, "Set outlet of 2 articles…")
    dialog = b.pane.window().findChild(OutletsDialog)
    assert dialog is not None
    assert [q.document_id for q in dialog.model.questions] == ["a1", "a2"]
    dialog.reject()


def test_larger_text_gives_every_row_more_height(bench: Callable[..., Bench], qapp: QApplication) -> None:
    before, sheet = qapp.font(), qapp.styleSheet()
    try:
        apply_theme(qapp, LIGHT, point_size=10)
        b = bench()
        heights = [b.pane.list.visualRect(b.pane.list.model_of_articles.index(n)).height() for n in range(7)]
        apply_theme(qapp, LIGHT, point_size=20)
        for n, height in enumerate(heights):
            assert b.pane.list.visualRect(b.pane.list.model_of_articles.index(n)).height() > 1.5 * height, n
    finally:
        qapp.setFont(before)
        qapp.setStyleSheet(sheet)


def test_the_list_is_copied_and_exported_as_the_table_of_documents(bench: Callable[..., Bench]) -> None:
    b = bench()
    assert b.pane.exportable().table == "documents"
    assert b.pane.exportable().available
    table = TableData(("document_id", "title", "words"), (("a1", "a2"), ("Two\nlines", ""), (300, None)))
    b.bridge.answer(tasks.pane_table, PaneTable(1, table, 2, 2))
    b.desk.highlight(Focus(term="grain"))
    b.settle()
    with b.qtbot.waitSignal(b.desk.said, timeout=1000) as said:
        QTest.keyClick(b.pane.list, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert said.args == ["Copied 2 rows."]
    assert QGuiApplication.clipboard().text() == "document_id\ttitle\twords\na1\tTwo lines\t300\na2\t\t"
    name, state, _ = b.bridge.asked_for(tasks.pane_table)[-1]
    assert (name, state.focus) == ("documents", Focus())


def test_before_anything_is_open_the_pane_says_what_to_do(qtbot: QtBot) -> None:
    pane = Articles(Desk(Store(), FakeBridge(), LIGHT))
    qtbot.addWidget(pane)
    pane.show()
    panel = pane.findChild(MessagePanel)
    assert panel is not None
    assert panel.heading == "Nothing open yet"


def test_every_control_has_an_accessible_name(bench: Callable[..., Bench]) -> None:
    b = bench()
    nameless = [
        w
        for w in b.pane.findChildren(QWidget)
        if w.focusPolicy() != Qt.FocusPolicy.NoFocus
        and w.isVisible()
        and not w.accessibleName()
        and not (isinstance(w, QLabel) and w.text())  # a label's text is its name
    ]
    assert nameless == []


def test_another_theme_draws_the_list_anew(bench: Callable[..., Bench]) -> None:
    b = bench()
    before = b.pane.list.grab().toImage()
    b.desk.set_theme(DARK)
    b.settle()
    assert b.pane.list.grab().toImage() != before


def test_ten_thousand_articles_are_listed_and_filtered_without_a_stall(bench: Callable[..., Bench]) -> None:
    words = ["summit", "grain", "harvest", "deal", "leaders", "talks", "border", "market", "minister", "vote"]
    rows = [
        article_row(f"d{n}", " ".join(words[(n * k) % 10] for k in range(3, 3 + n % 11)), story=f"Story {n % 700}")
        for n in range(10_000)
    ]
    b = bench(overview_of(rows))
    begin = time.perf_counter()
    QTest.keyClicks(b.pane.filter, "g")
    b.pane.list.grab()
    took = time.perf_counter() - begin
    assert 0 < len(b.shown()) < 10_700
    assert took < 0.6, f"{took * 1000:.0f} ms"  # about 60 ms on a quiet machine


def test_a_hundred_thousand_articles_are_shown_filtered_and_scrolled_without_a_stall(
    bench: Callable[..., Bench],
) -> None:
    words = ["summit", "grain", "harvest", "deal", "leaders", "talks", "border", "market", "minister", "vote"]
    rows = [
        article_row(
            f"d{n}", " ".join(words[(n * k) % 10] for k in range(3, 3 + n % 11)), story=f"Story {n % 700}",
            date=f"20{n % 20 + 10}-0{n % 9 + 1}", in_scope=n % 3 > 0,
        )
        for n in range(100_000)
    ]  # fmt: skip
    overview = overview_of(rows)
    watch = StallWatch()
    with watch:
        b = bench(overview)
    assert watch.longest_ms < 700  # about 50 ms on a quiet machine
    assert len(b.shown()) == 100_700
    b.pane.filter.setFocus()
    with watch:
        QTest.keyClicks(b.pane.filter, "g")
        b.settle()
    assert watch.longest_ms < 400  # about 30 ms
    assert 0 < b.pane.list.model_of_articles.rowCount() < 100_700
    b.pane.filter.clear()
    with watch:
        b.desk.highlight(Focus(article="d77777"))
        b.pane.show_reading(("d77777",))
        b.settle()
        QTest.keyClick(b.pane.list, Qt.Key.Key_End)
        QTest.keyClick(b.pane.list, Qt.Key.Key_PageUp)
        b.pane.resize(240, 640)
        b.settle()
    assert watch.longest_ms < 400  # about 10 ms


def test_a_long_list_stays_at_its_place_while_rows_above_are_measured(bench: Callable[..., Bench]) -> None:
    rows = [article_row(f"d{n:05d}", "word " * (n % 23 + 1), story=f"Story {n % 90}") for n in range(5_000)]
    b = bench(overview_of(rows))
    view = b.pane.list
    bar, last = view.verticalScrollBar(), view.model_of_articles.rowCount() - 1
    bar.setValue(bar.maximum())
    view.grab()
    assert view.indexAt(QPoint(9, view.viewport().height() - 1)).row() == last
    on_top = view.indexAt(QPoint(9, 0)).row()
    for _ in range(60):  # back up, into rows that were not measured yet
        before = {row: view.visualRect(view.model_of_articles.index(row)).top() for row in range(on_top, on_top + 3)}
        at = bar.value()
        bar.setValue(at - 200)
        view.grab()
        now = {row: view.visualRect(view.model_of_articles.index(row)).top() for row in before}
        assert {row: top - before[row] for row, top in now.items()} == dict.fromkeys(before, 200)
        on_top = view.indexAt(QPoint(9, 0)).row()
        rect = view.visualRect(view.indexAt(QPoint(9, 0)))
        assert rect.top() <= 0 <= rect.bottom()
    everything = [view.visualRect(view.model_of_articles.index(row)).height() for row in range(last + 1)]
    assert bar.maximum() == sum(everything) - view.viewport().height()


def test_a_page_leads_to_the_last_row_that_is_wholly_on_it_and_back(bench: Callable[..., Bench]) -> None:
    b = bench(overview_of([article_row(f"d{n:03d}", f"Title {n}") for n in range(90)]))
    view, index = b.pane.list, b.pane.list.model_of_articles.index
    view.setCurrentIndex(index(1))
    page, row = view.viewport().height(), view.visualRect(index(1)).height()
    QTest.keyClick(view, Qt.Key.Key_PageDown)
    assert view.currentIndex().row() == page // row
    QTest.keyClick(view, Qt.Key.Key_PageDown)
    assert view.currentIndex().row() == 2 * (page // row) - 1
    QTest.keyClick(view, Qt.Key.Key_PageUp)
    assert view.currentIndex().row() == page // row
    QTest.keyClick(view, Qt.Key.Key_PageUp)
    assert view.currentIndex().row() == 0, "so near the beginning the heading is meant"
    QTest.keyClick(view, Qt.Key.Key_End)
    assert view.currentIndex().row() == 90
    QTest.keyClick(view, Qt.Key.Key_Home)
    assert view.currentIndex().row() == 0


def test_ctrl_a_selects_every_article_on_show_and_no_heading(bench: Callable[..., Bench]) -> None:
    b = bench()
    b.pane.list.setFocus()
    QTest.keyClick(b.pane.list, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert b.pane.list.selected_articles() == ("a1", "a2", "a3", "a4")


def test_another_filter_keeps_what_is_selected_and_still_listed(bench: Callable[..., Bench]) -> None:
    b = bench()
    b.pane.list.select_articles(["a1", "a3"])
    QTest.keyClicks(b.pane.filter, "harvest")
    assert b.pane.list.selected_articles() == ("a3",)


def test_only_what_changed_is_asked_for_again(bench: Callable[..., Bench]) -> None:
    b = bench()
    assert b.desk.overview is not None
    b.desk.narrow(lambda scope: replace(scope, outlets=("Daily Post",)), "Count only Daily Post")
    b.settle()
    _, known = b.bridge.asked_for(tasks.overview)[-1]
    assert known == b.desk.overview.articles.uids


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        (["2024-07-04", "2024-07-03"], "3–4 Jul 2024"),
        (["2024-06-28", "2024-07-03"], "28 Jun–3 Jul 2024"),
        (["2023-12-31", "2024-01-02"], "31 Dec 2023–2 Jan 2024"),
        (["2022-10"], "Oct 2022"),
        (["2024-07", "2024-07-09"], "Jul 2024"),
        (["2024-07", "2024-08"], "Jul–Aug 2024"),
        (["2019", "2024"], "2019–2024"),
        (["", ""], ""),
        (["soon"], "soon"),
    ],
)
def test_a_range_of_dates_says_nothing_twice(dates: list[str], expected: str) -> None:
    assert range_words(dates) == expected


@pytest.mark.parametrize(
    ("date", "words"),
    [("2024-07-04T10:00:00Z", "4 Jul 2024"), ("2024-13-01", "2024-13-01"), ("2024", "2024"), ("", "")],
)
def test_a_date_is_as_precise_as_its_source(date: str, words: str) -> None:
    assert day_words(date) == words


def test_without_the_year_a_lone_year_stays() -> None:
    assert (day_words("2024-07-04", year=False), day_words("2024", year=False)) == ("4 Jul", "2024")
