from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import pytest
from fake_bridge import FakeBridge
from made_up import article_row, corpus_event, evidence_of, overview_of
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from workbench.domain.focus import Focus
from workbench.domain.palette import UNKNOWN_OUTLET
from workbench.domain.scope import Scope
from workbench.domain.state import State
from workbench.domain.table_data import TableData
from workbench.jobs.worker import Failure
from workbench.session.store import Store
from workbench.ui.desk import CORPUS, Desk
from workbench.ui.panes.entities import Entities
from workbench.ui.theme import DARK, LIGHT
from workbench.ui.widgets.entity_names import EntityProfile, UsedName
from workbench.ui.widgets.entity_table import cell_words, short_outlet_name
from workbench.ui.widgets.entity_words import GROUPS, listed_entities
from workbench.ui.widgets.message_panel import MessagePanel
from workbench.workspace import tasks
from workbench.workspace.messages import Evidence, Options, PaneTable

pytestmark = pytest.mark.window

COUNTS = TableData(
    (
        *("entity_id", "name", "type", "mentions", "documents"),
        *("outlet:Daily Post", "outlet:Evening Star", "outlet:", "keys"),
    ),
    (
        ("e1", "e2", "e3", "e4"),
        ("Jane Roe", "Grain Board", "Freedonia", "Freedonian"),
        ("PERSON", "ORG", "GPE", "NORP"),
        (9, 7, 5, 1),
        (3, 2, 2, 1),
        (6, 7, 2, 0),
        (2, 0, 3, 1),
        (1, 0, 0, 0),
        ("person|jane|roe", "name|grain board", "name|freedonia\nname|kingdom of freedonia", "people|freedonia"),
    ),
)
NAMES = TableData(
    ("outlet", "kind", "name", "count"),
    (
        ("Daily Post", "Daily Post", "Evening Star"),
        ("named", "named", "nominal"),
        ("Roe", "Jane Roe", "the minister"),
        (4, 2, 2),
    ),
)
PROMINENCE = TableData(
    ("outlet", "articles", "of", "in_headline", "in_lead", "prominence", "subject_share"),
    (("Daily Post",), (3,), (5,), (1,), (2,), (0.4151,), (0.5,)),
)
LINKED = TableData(
    ("entity_id", "name", "kind", "forward", "reason", "mentions"),
    (("e4",), ("Freedonian",), ("people_of",), (False,), ("Freedonian is the people of Freedonia",), (1,)),
)
NOT_ASKED = TableData()
NOTHING = TableData(COUNTS.names, tuple(() for _ in COUNTS.names))


@dataclass
class Bench:
    desk: Desk
    bridge: FakeBridge
    pane: Entities
    qtbot: QtBot

    def shown(self) -> list[str]:
        model = self.pane.table.table_model
        return [str(model.index(row, 0).data()) for row in range(model.rowCount())]

    def click(self, entity: str, column: str) -> None:
        model = self.pane.table.table_model
        row = model.table.texts("entity_id").index(entity)
        keys = [c.key for c in model.columns]
        place = self.pane.table.row_position(row, keys.index(column))
        QTest.mouseClick(self.pane.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
        self.settle()

    def asked(self, name: str) -> int:
        return sum(arguments[0] == name for arguments in self.bridge.asked_for(tasks.pane_table))

    def message(self) -> MessagePanel:
        panel = self.pane.findChild(MessagePanel)
        assert panel is not None
        return panel

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: self.bridge.idle and not self.pane.stale, timeout=2000)


def found(state: State, options: Options, showing: tuple[str, ...]) -> Evidence:
    return evidence_of(state.focus, (("a1", 1, 2),))


@pytest.fixture
def bench(qtbot: QtBot) -> Iterator[Callable[..., Bench]]:
    desks = []

    def make(counts: Any = None) -> Bench:
        counts = counts or PaneTable(1, COUNTS, 3, 3)
        overview = overview_of([article_row("a1", "One")])
        bridge = FakeBridge()
        bridge.answer(tasks.overview, overview)
        bridge.answer(tasks.evidence, found)
        answers = {"entity_list": counts, "entity_article_list": counts}
        tables = {"forms_by_outlet": NAMES, "entity_prominence": PROMINENCE, "entity_relations": LINKED}
        bridge.answer(
            tasks.pane_table,
            lambda name, state, options: answers.get(name) or PaneTable(1, tables.get(name, NOT_ASKED), 3, 3),
        )
        desk = Desk(Store(), bridge, LIGHT)
        desks.append(desk)
        pane = Entities(desk)
        qtbot.addWidget(pane)
        pane.resize(420, 640)
        pane.show()
        made = Bench(desk, bridge, pane, qtbot)
        desk.on_corpus(corpus_event(overview))
        made.settle()
        return made

    yield make
    for desk in desks:
        desk.close()


def test_there_is_a_column_for_each_outlet_in_scope(bench: Callable[..., Bench]) -> None:
    b = bench()
    columns = b.pane.table.table_model.columns
    assert [c.title for c in columns] == ["name", "all", "Daily Post", "Evening Star", "Outlet not known"]
    assert [c.outlet for c in columns[2:]] == ["Daily Post", "Evening Star", ""]
    assert b.shown() == ["Jane Roe", "Grain Board", "Freedonia", "Freedonian"]


def test_choosing_a_name_highlights_the_entity(bench: Callable[..., Bench]) -> None:
    b = bench()
    b.click("e3", "name")
    assert b.desk.state.focus == Focus(entity="e3")
    assert b.desk.state.scope == Scope()


def test_a_click_on_an_outlets_cell_highlights_the_entity_there(bench: Callable[..., Bench]) -> None:
    b = bench()
    b.click("e3", "outlet:Evening Star")
    assert b.desk.state.focus == Focus(entity="e3", outlet="Evening Star")


def test_the_highlighted_cell_is_framed(bench: Callable[..., Bench]) -> None:
    b = bench()
    b.desk.highlight(Focus(entity="e3"))
    b.settle()
    before = b.pane.table.viewport().grab().toImage()
    b.desk.highlight(Focus(entity="e3", outlet="Evening Star"))
    b.settle()
    assert b.pane.table.viewport().grab().toImage() != before


@pytest.mark.parametrize(
    ("column", "words"),
    [
        (0, "Freedonia (country, region or city)"),
        (1, "Freedonia: 5 mentions in 2 articles"),
        (2, "Freedonia in Daily Post: 2 mentions"),
        (4, "Freedonia in Outlet not known: 0 mentions"),
    ],
)
def test_a_cell_says_in_words_what_its_colour_says(bench: Callable[..., Bench], column: int, words: str) -> None:
    model = bench().pane.table.table_model
    assert cell_words(model, model.index(2, column)) == words


def test_enter_on_an_outlets_cell_does_the_same(bench: Callable[..., Bench]) -> None:
    b = bench()
    b.click("e1", "name")
    QTest.keyClick(b.pane.table, Qt.Key.Key_Down)
    QTest.keyClick(b.pane.table, Qt.Key.Key_Right)
    QTest.keyClick(b.pane.table, Qt.Key.Key_Right)
    QTest.keyClick(b.pane.table, Qt.Key.Key_Return)
    assert b.desk.state.focus == Focus(entity="e2", outlet="Daily Post")


def test_the_row_of_the_focused_entity_is_selected_whoever_chose_it(bench: Callable[..., Bench]) -> None:
    b = bench()
    b.desk.highlight(Focus(entity="e2"))
    b.settle()
    rows = b.pane.table.selectionModel().selectedRows()
    assert [b.pane.table.table_model.source_row(row.row()) for row in rows] == [1]
    b.desk.highlight(Focus(term="grain"))
    b.settle()
    assert b.pane.table.selectionModel().selectedRows() == []


def test_going_through_passages_does_not_count_again(bench: Callable[..., Bench]) -> None:
    b = bench()
    b.desk.highlight(Focus(entity="e1"))
    b.settle()
    b.desk.step_passage(1)
    b.settle()
    assert (b.asked("entity_list"), b.asked("forms_by_outlet")) == (1, 1)


def test_a_change_of_scope_counts_again(bench: Callable[..., Bench]) -> None:
    b = bench()
    b.desk.narrow(lambda scope: Scope(outlets=("Daily Post",)), "Only Daily Post")
    b.settle()
    assert b.asked("entity_list") == 2
    asked = [arguments for arguments in b.bridge.asked_for(tasks.pane_table) if arguments[0] == "entity_list"]
    assert asked[-1][1].scope == Scope(outlets=("Daily Post",))


def test_typing_filters_names(bench: Callable[..., Bench]) -> None:
    b = bench()
    QTest.keyClicks(b.pane.filter, "free")
    assert b.shown() == ["Freedonia", "Freedonian"]


@pytest.mark.parametrize(
    ("group", "names"),
    [
        ("People", ["Jane Roe"]),
        ("Organisations", ["Grain Board"]),
        ("Places", ["Freedonia"]),
        ("Other", ["Freedonian"]),
    ],
)
def test_the_type_filter_shows_one_kind(bench: Callable[..., Bench], group: str, names: list[str]) -> None:
    b = bench()
    b.pane.types.setCurrentIndex([words for words, _, _ in GROUPS].index(group))
    assert b.shown() == names


def test_a_filter_that_fits_nothing_can_be_cleared(bench: Callable[..., Bench]) -> None:
    b = bench()
    QTest.keyClicks(b.pane.filter, "zebra")
    assert b.message().heading == "No entity matches"
    button = b.message().findChild(QPushButton)
    assert button is not None
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert len(b.shown()) == 4
    assert b.pane.table.isVisible()


def test_sorting_keeps_cells_with_their_entity(bench: Callable[..., Bench]) -> None:
    b = bench()
    header = b.pane.table.horizontalHeader()
    header.sectionClicked.emit(3)
    assert b.shown()[0] == "Freedonia"
    b.click("e3", "outlet:Evening Star")
    assert b.desk.state.focus.entity == "e3"


def test_below_stands_what_each_outlet_calls_the_one_in_focus(bench: Callable[..., Bench]) -> None:
    b = bench()
    b.desk.highlight(Focus(entity="e1"))
    b.settle()
    assert b.pane.names.lines() == [
        "Daily Post: Roe 4 · Jane Roe 2",
        "Evening Star: “the minister” 2",
        "Linked: Freedonian (people of it, 1 mention)",
    ]
    asked = [arguments for arguments in b.bridge.asked_for(tasks.pane_table) if arguments[0] == "forms_by_outlet"]
    assert asked[0][1].focus == Focus(entity="e1")


def test_outlets_that_never_name_it_are_said(bench: Callable[..., Bench]) -> None:
    b = bench()
    b.desk.highlight(Focus(entity="e2"))
    b.settle()
    assert "Not named by: Outlet not known" in b.pane.names.lines()


def test_show_passages_leads_to_the_concordance_of_that_outlet(bench: Callable[..., Bench]) -> None:
    b = bench()
    b.desk.highlight(Focus(entity="e1"))
    b.settle()
    with b.qtbot.waitSignal(b.desk.show_pane, timeout=1000) as shown:
        QTest.mouseClick(b.pane.names.links["Evening Star"], Qt.MouseButton.LeftButton)
    assert shown.args == ["concordance"]
    assert b.desk.state.focus == Focus(entity="e1", outlet="Evening Star")


def test_what_each_outlet_calls_it_takes_no_room_before_a_name_is_chosen(bench: Callable[..., Bench]) -> None:
    b = bench()
    assert not b.pane.names.isVisible()
    b.desk.highlight(Focus(entity="e1"))
    b.settle()
    assert b.pane.names.isVisible()
    b.desk.highlight(Focus(term="grain"))
    b.settle()
    assert not b.pane.names.isVisible()


@pytest.mark.parametrize("height", [700, 300, 200])
def test_the_names_leave_the_table_most_of_the_height(bench: Callable[..., Bench], height: int) -> None:
    b = bench()
    b.pane.resize(420, height)
    b.desk.highlight(Focus(entity="e1"))
    b.settle()
    assert 0 < b.pane.names.height() <= 0.4 * b.pane.height()
    b.pane.resize(420, height // 2 + 60)
    assert b.pane.names.height() <= 0.4 * b.pane.height()


def test_the_chosen_row_stays_in_sight_when_its_names_take_room(bench: Callable[..., Bench]) -> None:
    b = bench()
    b.pane.resize(420, 14 * b.pane.fontMetrics().height())
    b.settle()
    last = b.pane.table.table_model.index(3, 0)
    b.pane.table.scrollTo(last)
    b.desk.highlight(Focus(entity="e4"))
    b.settle()
    assert b.pane.names.isVisible()
    assert b.pane.table.viewport().rect().contains(b.pane.table.visualRect(last).center())


def test_what_is_known_of_an_entity_is_shown_at_once_and_not_part_by_part(
    bench: Callable[..., Bench], monkeypatch: pytest.MonkeyPatch
) -> None:
    b = bench()
    shown: list[EntityProfile] = []
    show = b.pane.names.show_profile

    def note(profile: EntityProfile) -> None:
        shown.append(profile)
        show(profile)

    monkeypatch.setattr(b.pane.names, "show_profile", note)
    b.desk.highlight(Focus(entity="e1"))
    b.settle()
    assert b.pane.names.isVisible()
    assert len([profile for profile in shown if profile.by_outlet]) == 1
    assert shown[-1].prominence


def test_names_are_shown_when_another_part_fails(bench: Callable[..., Bench]) -> None:
    b = bench()
    problems = []
    b.desk.failed.connect(lambda text, _: problems.append(text))
    tables = {"forms_by_outlet": NAMES, "entity_relations": LINKED}
    b.bridge.answer(
        tasks.pane_table,
        lambda name, state, options: (
            Failure("No prominence.", expected=True, traceback="Trace")
            if name == "entity_prominence"
            else PaneTable(1, tables.get(name, NOT_ASKED), 3, 3)
        ),
    )
    b.desk.highlight(Focus(entity="e1"))
    b.settle()
    assert problems == ["No prominence."]
    assert ("Daily Post", "Jane Roe") in b.pane.names.name_links


def test_a_filter_says_that_not_all_names_are_listed(bench: Callable[..., Bench]) -> None:
    notes = ("The 2,000 most mentioned of 3,817 names.",)
    b = bench(PaneTable(1, replace(COUNTS, notes=notes), 3, 3))
    b.pane.filter.setText("nobody")
    assert notes[0] in " ".join(label.text() for label in b.message().findChildren(QLabel))


def test_names_can_be_read_where_outlets_have_to_be_scrolled_anyway(bench: Callable[..., Bench]) -> None:
    few = bench()
    outlets = {f"outlet:Paper {n}": COUNTS.column("mentions") for n in range(30)}
    many = TableData((*COUNTS.names, *outlets), (*COUNTS.columns, *outlets.values()))
    b = bench(PaneTable(1, many, 3, 3))
    assert b.pane.table.horizontalScrollBar().maximum() > 0
    assert not few.pane.table.horizontalScrollBar().maximum()
    assert b.pane.table.columnWidth(0) >= 1.4 * b.pane.table.pixels(96)


def test_while_annotation_runs_the_note_says_how_far_it_is(bench: Callable[..., Bench]) -> None:
    b = bench(PaneTable(1, COUNTS, 2, 3))
    assert "2 of 3" in b.pane.note.text()
    assert b.pane.note.isVisible()
    assert b.pane.note.mapTo(b.pane, QPoint()).y() < b.pane.filter.mapTo(b.pane, QPoint()).y(), "before the numbers"


def test_after_stopping_nothing_is_said_to_be_under_way(bench: Callable[..., Bench]) -> None:
    b = bench(PaneTable(1, COUNTS, 2, 3))
    b.desk.stopped = True
    b.desk.touched.emit(frozenset({CORPUS}))
    b.settle()
    words = "Stopped: names were found in 2 of 3 articles. Open the folder again to go on."
    assert b.pane.note.text() == words

    def can_be_read() -> None:
        room = b.pane.note.contentsRect()
        needed = b.pane.note.fontMetrics().boundingRect(room, Qt.TextFlag.TextWordWrap, words)
        assert room.height() >= needed.height(), "all of it can be read"

    b.qtbot.waitUntil(can_be_read, timeout=5000)  # a label of two lines gets its height an event later
    assert b.asked("entity_list") == 1


def test_after_stopping_before_the_first_name_the_pane_says_how_to_go_on(bench: Callable[..., Bench]) -> None:
    b = bench(PaneTable(1, NOTHING, 0, 3))
    b.desk.stopped = True
    b.desk.touched.emit(frozenset({CORPUS}))
    b.settle()
    assert b.message().heading == "Stopped"
    said = " ".join(label.text() for label in b.message().findChildren(QLabel))
    assert "Names were found in 0 of 3 articles. Open the folder again to go on." in said
    b.desk.stopped = False
    b.desk.touched.emit(frozenset({CORPUS}))
    b.settle()
    assert b.message().heading == "Names are still being found"


def test_export_offers_the_counts_and_copies_the_rows_on_show(bench: Callable[..., Bench]) -> None:
    b = bench()
    assert b.pane.exportable().table == "entity_counts"
    assert b.pane.exportable().available
    b.pane.types.setCurrentIndex(1)
    b.pane.export.actions_by_name["copy table"].trigger()
    assert QGuiApplication.clipboard().text() == (
        "name\tall\tDaily Post\tEvening Star\tOutlet not known\nJane Roe\t9\t6\t2\t1"
    )
    assert not bench(PaneTable(1, NOTHING, 3, 3)).pane.exportable().available


def test_an_outlet_that_is_not_known_comes_last_whatever_the_order_of_the_table(bench: Callable[..., Bench]) -> None:
    names = [n for n in COUNTS.names if n != "outlet:"]
    at = names.index("outlet:Daily Post")
    turned = [*names[:at], "outlet:", *names[at:]]
    b = bench(PaneTable(1, TableData(tuple(turned), tuple(COUNTS.column(n) for n in turned)), 3, 3))
    assert [c.title for c in b.pane.table.table_model.columns][-1] == "Outlet not known"


@pytest.mark.parametrize(
    ("covered", "in_scope", "heading"),
    [(0, 3, "Names are still being found"), (3, 3, "No names found"), (0, 0, "No article is counted")],
)
def test_an_empty_table_says_why(bench: Callable[..., Bench], covered: int, in_scope: int, heading: str) -> None:
    b = bench(PaneTable(1, NOTHING, covered, in_scope))
    assert b.message().heading == heading
    assert b.message().isVisible()


def test_a_failure_is_shown_in_the_pane_and_can_be_tried_again(bench: Callable[..., Bench]) -> None:
    b = bench(Failure("There was not enough memory.", expected=True))
    assert b.message().heading == "Names could not be counted"
    b.bridge.answer(tasks.pane_table, PaneTable(1, COUNTS, 3, 3))
    button = b.message().findChild(QPushButton)
    assert button is not None
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    b.settle()
    assert len(b.shown()) == 4


def test_columns_fill_the_table_without_a_gap(bench: Callable[..., Bench]) -> None:
    b = bench()
    table = b.pane.table
    widths = [table.columnWidth(n) for n in range(len(table.table_model.columns))]
    assert sum(widths) == table.viewport().width()
    assert min(widths) >= table.pixels(38)


def test_how_asks_for_the_explanation(bench: Callable[..., Bench]) -> None:
    b = bench()
    button = next(w for w in b.pane.header.findChildren(QWidget) if w.accessibleName().startswith("How are entities"))
    with b.qtbot.waitSignal(b.desk.explain, timeout=1000) as asked:
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert asked.args == ["entities"]


def test_every_control_has_an_accessible_name(bench: Callable[..., Bench]) -> None:
    b = bench()
    b.desk.highlight(Focus(entity="e1"))
    b.settle()
    nameless = [
        w
        for w in b.pane.findChildren(QWidget)
        if w.focusPolicy() != Qt.FocusPolicy.NoFocus
        and w.isVisible()
        and not w.accessibleName()
        and not (isinstance(w, QLabel) and w.text())  # a label's text is its name
    ]
    assert nameless == []


def test_another_theme_draws_the_table_anew(bench: Callable[..., Bench]) -> None:
    b = bench()
    before = b.pane.table.grab().toImage()
    b.desk.set_theme(DARK)
    b.settle()
    assert b.pane.table.grab().toImage() != before


def test_the_cell_of_an_outlet_that_is_not_known_is_a_place_of_its_own(bench: Callable[..., Bench]) -> None:
    b = bench()
    b.click("e1", "outlet:")
    assert b.desk.state.focus == Focus(entity="e1", outlet=UNKNOWN_OUTLET)


def test_a_name_leads_to_its_passages_in_that_outlet(bench: Callable[..., Bench]) -> None:
    b = bench()
    b.desk.highlight(Focus(entity="e1"))
    b.settle()
    QTest.mouseClick(b.pane.names.name_links["Daily Post", "Jane Roe"], Qt.MouseButton.LeftButton)
    b.settle()
    assert b.desk.state.focus == Focus(entity="e1", label="name:Jane Roe", outlet="Daily Post")
    on = [name for name, link in b.pane.names.name_links.items() if link.isChecked()]
    assert on == [("Daily Post", "Jane Roe")]


def test_a_description_leads_to_its_passages_too(bench: Callable[..., Bench]) -> None:
    b = bench()
    b.desk.highlight(Focus(entity="e1"))
    b.settle()
    QTest.mouseClick(b.pane.names.name_links["Evening Star", "the minister"], Qt.MouseButton.LeftButton)
    b.settle()
    assert b.desk.state.focus == Focus(entity="e1", label="nominal:the minister", outlet="Evening Star")


def test_what_it_belongs_with_is_linked(bench: Callable[..., Bench]) -> None:
    b = bench()
    b.desk.highlight(Focus(entity="e3"))
    b.settle()
    QTest.mouseClick(b.pane.names.linked_links["e4"], Qt.MouseButton.LeftButton)
    b.settle()
    assert b.desk.state.focus == Focus(entity="e4")


def test_prominence_is_said_by_outlet_when_it_is_wanted(bench: Callable[..., Bench]) -> None:
    b = bench()
    b.desk.highlight(Focus(entity="e1"))
    b.settle()
    words = "in 3 of 5 articles; of these 1 in the headline, 2 in the lead; mean prominence 0.42"
    assert words not in b.pane.names.lines()
    QTest.mouseClick(b.pane.names.detail, Qt.MouseButton.LeftButton)
    assert words in b.pane.names.lines()


def test_articles_are_counted_on_demand(bench: Callable[..., Bench]) -> None:
    b = bench()
    QTest.mouseClick(b.pane.articles, Qt.MouseButton.LeftButton)
    b.settle()
    assert b.asked("entity_article_list") == 1
    model = b.pane.table.table_model
    assert cell_words(model, model.index(0, 2), articles=b.pane.table.counts_articles) == (
        "Jane Roe in Daily Post: 6 articles"
    )
    assert b.pane.exportable().table == "entity_articles"


def test_counting_articles_takes_no_row_of_its_own(bench: Callable[..., Bench]) -> None:
    pane = bench().pane
    places = [widget.mapTo(pane, widget.rect().center()).y() for widget in (pane.filter, pane.types, pane.articles)]
    assert max(places) - min(places) <= 1
    assert pane.table.mapTo(pane, QPoint()).y() - pane.filter.mapTo(pane, QPoint(0, pane.filter.height())).y() < 12


def test_where_there_is_little_room_the_filter_stands_in_the_header(bench: Callable[..., Bench]) -> None:
    b = bench()
    assert b.pane.articles.isVisible()
    b.pane.resize(420, 13 * b.pane.fontMetrics().height())
    b.qtbot.waitUntil(lambda: b.pane.header.isAncestorOf(b.pane.filter), timeout=2000)
    assert b.pane.filter.isVisible()
    assert b.pane.types.isVisible()
    assert not b.pane.articles.isVisible()
    QTest.keyClicks(b.pane.filter, "free")
    assert b.shown() == ["Freedonia", "Freedonian"]
    b.pane.resize(420, 640)
    b.qtbot.waitUntil(b.pane.articles.isVisible, timeout=2000)
    assert not b.pane.header.isAncestorOf(b.pane.filter)
    assert b.pane.merge.isVisible()


def test_what_the_header_has_no_room_for_stands_in_the_menu_of_the_headings(bench: Callable[..., Bench]) -> None:
    b = bench()
    b.pane.resize(420, 13 * b.pane.fontMetrics().height())
    b.settle()
    actions = b.pane.actions_of_entities
    assert b.pane.heading_menu.actions() == [b.pane.count_articles, actions.suggestions, actions.rejected]
    assert b.pane.count_articles in actions.menu.actions(), "and in that of the rows"
    b.pane.count_articles.trigger()
    b.settle()
    assert b.asked("entity_article_list") == 1
    assert b.pane.articles.isChecked()
    b.pane.articles.setChecked(False)
    assert not b.pane.count_articles.isChecked()


def test_the_headings_have_their_menu(bench: Callable[..., Bench]) -> None:
    b = bench()
    header = b.pane.table.horizontalHeader()
    header.customContextMenuRequested.emit(QPoint(20, 5))
    assert b.pane.heading_menu.isVisible()
    b.pane.heading_menu.close()


def test_an_outlet_in_one_row_says_how_many_of_its_names_are_left_out(bench: Callable[..., Bench]) -> None:
    b = bench()
    b.desk.highlight(Focus(entity="e1"))
    b.settle()
    used = [f"The Honourable Jane Roe, number {number}" for number in range(5)]
    names = b.pane.names
    names.show_profile(EntityProfile("e1", "Jane Roe", {"Daily Post": [UsedName(name, 2) for name in used]}))
    links = [names.name_links["Daily Post", name] for name in used]
    b.qtbot.waitUntil(lambda: links[0].isVisible() and links[4].y() > links[0].y(), timeout=2000)
    assert all(link.isVisible() for link in links)
    names.be_brief(True)
    brief = [names.name_links["Daily Post", name] for name in used]
    row = brief[0].parent()
    assert isinstance(row, QWidget)
    b.qtbot.waitUntil(lambda: [link.isVisible() for link in brief] == [True] + 4 * [False], timeout=2000)
    b.qtbot.waitUntil(lambda: 0 < row.height() < 2 * brief[0].height(), timeout=2000)
    assert [label.text().strip() for label in row.findChildren(QLabel) if label.isVisible()] == ["+4"]


def test_several_rows_are_chosen_with_ctrl_and_can_be_merged_but_not_split(bench: Callable[..., Bench]) -> None:
    b = bench()
    b.click("e3", "name")
    assert b.pane.split.isEnabled(), "it has two names"
    place = b.pane.table.row_position(1, 0)
    QTest.mouseClick(b.pane.table.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier, place)
    b.settle()
    assert [entity.name for entity in b.pane.chosen()] == ["Grain Board", "Freedonia"]
    assert b.desk.state.focus == Focus(entity="e3")
    assert b.pane.merge.isEnabled()
    assert not b.pane.split.isEnabled()


def test_an_entity_has_the_keys_that_decisions_name() -> None:
    assert [entity.keys for entity in listed_entities(COUNTS, ["e3"])] == [
        ("name|freedonia", "name|kingdom of freedonia")
    ]
    assert listed_entities(NOTHING) == ()


@pytest.mark.parametrize(
    ("outlet", "others", "width", "short"),
    [
        ("Bloomberg", (), 200, "Bloomberg"),
        ("Caspian News", (), 60, "Caspian"),
        ("The Daily Post", (), 40, "Daily"),
        ("Daily Post", ("Daily Star",), 40, "DP"),
        ("Bloomberg", (), 42, "Bloo."),
        ("Bloomberg", (), 3, ""),
    ],
)
def test_an_outlet_has_a_short_name_above_a_narrow_column(
    qtbot: QtBot, outlet: str, others: tuple[str, ...], width: int, short: str
) -> None:
    class Metrics:
        """Each character is 8 pixels wide."""

        def horizontalAdvance(self, text: str) -> int:  # noqa: N802 - Qt's name
            return 8 * len(text)

    assert short_outlet_name(outlet, (outlet, *others), Metrics(), width) == short  # type: ignore[arg-type]
