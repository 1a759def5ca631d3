"""What a screen reader and a keyboard need: names on every control, plain text in every label, a way round by Tab."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from driver import CTRL, SHIFT, Driver
from PySide6.QtCore import Qt
from PySide6.QtGui import Qt as GuiQt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QProgressBar,
    QTabBar,
    QTextEdit,
    QWidget,
)

from workbench.ui.dialogs.palette import CommandPalette
from workbench.ui.main_window import MainWindow
from workbench.ui.plain_text import tool_tip
from workbench.ui.widgets.chart_view import ChartView
from workbench.ui.widgets.reading_text import ReadingText

CONTROLS = (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QProgressBar,
    ChartView,
)


def described(widget: QWidget) -> str:
    """A widget, so that it can be found from a message."""
    path: list[str] = []
    at: QWidget | None = widget
    while at is not None and len(path) < 5:
        path.append(f"{type(at).__name__}({at.objectName() or at.accessibleName()})")
        at = at.parentWidget()
    return " in ".join(path)


def controls(parent: QWidget) -> Iterator[QWidget]:
    """The controls that can be seen; parts of a control that Qt makes are not controls of their own."""
    for widget in parent.findChildren(QWidget):
        if not isinstance(widget, CONTROLS) or isinstance(widget, QHeaderView | QTabBar) or not widget.isVisible():
            continue
        around = widget.parentWidget()
        if isinstance(around, QComboBox | QTabBar) or (
            around is not None and isinstance(around.parentWidget(), QComboBox)
        ):
            continue
        yield widget


def nameless(parent: QWidget) -> list[str]:
    """Controls of which a screen reader could say nothing but what kind they are."""
    found = []
    for widget in controls(parent):
        name = widget.accessibleName()
        if isinstance(widget, QAbstractButton):
            name = name or widget.text()
        if not any(character.isalnum() for character in name):
            found.append(described(widget))
    return found


def guessing(parent: QWidget) -> list[str]:
    """Labels that would take a headline for markup."""
    return [
        f"{described(label)}: {label.text()!r}"
        for label in parent.findChildren(QLabel)
        if label.text() and label.textFormat() is not Qt.TextFormat.PlainText
    ]


def show_all(person: Driver) -> Iterator[str]:
    """Each pane in turn, with something highlighted."""
    person.search("tunnel")
    for pane in person.window.panes:
        person.window.show_pane(pane.name)
        person.settle()
        yield pane.name


def test_every_control_has_a_name(person: Driver) -> None:
    for pane in show_all(person):
        assert not nameless(person.window), pane


def test_every_label_shows_its_text_as_it_stands(person: Driver) -> None:
    for pane in show_all(person):
        assert not guessing(person.window), pane


def test_every_tip_is_either_plain_or_escaped(person: Driver) -> None:
    """A tip that Qt would take for markup must be one that was escaped."""
    for _ in show_all(person):
        for widget in person.window.findChildren(QWidget):
            tip = widget.toolTip()
            if GuiQt.mightBeRichText(tip):
                assert tip.startswith("<qt>"), described(widget)
                assert "<" not in tip.removeprefix("<qt>").removesuffix("</qt>").replace("<br>", ""), described(widget)


@pytest.mark.parametrize("text", ["<b>Markets</b>", "if a<b then c>d", "<img src=x>", "A & B", "one\ntwo"])
def test_a_tip_of_any_text_is_escaped(text: str) -> None:
    tip = tool_tip(text)
    assert tip.startswith("<qt>")
    assert "<" not in tip.removeprefix("<qt>").removesuffix("</qt>").replace("<br>", "")


def test_no_text_is_shown_by_something_that_renders_markup(person: Driver) -> None:
    for pane in show_all(person):
        assert not [described(edit) for edit in person.window.findChildren(QTextEdit)], pane


def test_names_of_controls_in_one_pane_differ(person: Driver) -> None:
    for _ in show_all(person):
        for pane in person.window.panes:
            names = [
                w.accessibleName() for w in controls(pane) if w.accessibleName() and not isinstance(w, ReadingText)
            ]
            assert len(names) == len(set(names)), sorted(name for name in names if names.count(name) > 1)


def test_every_command_of_the_menus_has_words_and_no_two_share_a_key(small_window: Driver) -> None:
    keys: dict[str, str] = {}
    for menu in small_window.window.menus.values():
        for action in menu.actions():
            if action.isSeparator():
                continue
            assert any(character.isalpha() for character in action.text())
            for sequence in action.shortcuts():
                key = sequence.toString()
                assert key not in keys, f"{key}: {keys[key]} and {action.text()}"
                keys[key] = action.text()
    assert len(keys) > 20


def test_no_menu_entry_hides_a_letter_of_a_name(small_window: Driver) -> None:
    menus = small_window.window.scope_bar.findChildren(QMenu)
    assert menus
    for menu in menus:
        for action in menu.actions():
            assert "&" not in action.text().replace("&&", "")


def tab_round(person: Driver, *, back: bool = False, most: int = 200) -> list[QWidget]:
    """What Tab reaches from the search box until it comes round."""
    start = person.window.top_bar.search
    start.setFocus()
    QApplication.processEvents()
    reached: list[QWidget] = []
    for _ in range(most):
        at = QApplication.focusWidget()
        assert at is not None
        reached.append(at)
        QTest.keyClick(at, Qt.Key.Key_Tab, SHIFT if back else Qt.KeyboardModifier.NoModifier)
        if QApplication.focusWidget() in (None, at, start):
            break
    return reached


def test_tab_reaches_the_search_the_panes_and_comes_round(person: Driver) -> None:
    window = person.window
    reached = tab_round(person)
    assert QApplication.focusWidget() is window.top_bar.search, "Tab comes round"
    wanted: tuple[QWidget, ...] = (
        window.top_bar.search,
        window.articles.filter,
        window.articles.list,
        window.reader.views[0].text,
        window.entities.table,
        window.terms.table,
        window.terms.frequency,
        window.framing.chart,
    )
    for widget in wanted:
        assert widget in reached, described(widget)
    for widget in reached:
        assert widget.isVisible(), described(widget)


def test_tab_goes_from_the_top_to_the_bottom(person: Driver) -> None:
    window = person.window
    reached = tab_round(person)
    order: list[QWidget] = [
        window.top_bar.search,
        window.scope_bar.chips[0],
        window.articles.list,
        window.reader.views[0].text,
        window.entities.table,
    ]
    places = [reached.index(widget) for widget in order]
    assert places == sorted(places), [described(widget) for widget in reached]


def test_every_pane_is_reached_with_ctrl_and_its_number(person: Driver) -> None:
    panes = person.window.panes
    others = [pane.name for pane in panes[10:]]
    assert others == ["timeline", "collocates", "passages", "history"], "all others have a digit"
    for digit, pane in zip("1234567890", panes, strict=False):
        QTest.keyClick(person.window, Qt.Key(Qt.Key.Key_0 + int(digit)), CTRL)
        person.settle()
        assert pane.isVisible(), pane.title
        at = QApplication.focusWidget()
        assert at is not None
        assert pane.isAncestorOf(at) or at is pane, f"{pane.title}: {described(at)}"


def test_a_chart_says_in_words_what_it_shows(person: Driver) -> None:
    person.search("tunnel")
    chart = person.window.terms.frequency
    assert chart.accessibleName() == "Terms by outlet (chart)"
    assert "“tunnel”" in chart.accessibleDescription()
    assert "per 1,000 words" in chart.accessibleDescription()


def test_what_is_found_is_said_by_the_list_of_articles(person: Driver) -> None:
    person.search("tunnel")
    model = person.window.articles.list.model_of_articles
    place = model.place("gazette-tunnel")
    assert place is not None
    spoken = model.data(model.index(place), Qt.ItemDataRole.AccessibleTextRole)
    assert "Norway opens a sea tunnel under the fjord" in spoken
    assert "4 highlighted passages" in spoken


OPENERS: dict[str, Callable[[MainWindow], object]] = {
    "How is it computed": lambda window: window.explain("keyness"),
    "Commands": lambda window: window.show_commands(),
    "What came in": lambda window: window.show_import_result(),
    "Bring in articles": lambda window: window.bring_in(window.opening.sources),
    "Outlets": lambda window: window.ask_outlets(),
    "About": lambda window: window.about(),
    "A problem": lambda window: window.desk.failed.emit("<b>It</b> broke.", "details"),
}


@pytest.mark.parametrize("name", OPENERS)
def test_dialogs_have_names_and_plain_labels_and_close_with_escape(person: Driver, name: str) -> None:
    def dialogs() -> list[QWidget]:
        palettes: list[QWidget] = list(person.window.findChildren(CommandPalette))
        shown = [widget for widget in (*QApplication.topLevelWidgets(), *palettes) if widget.isVisible()]
        return [widget for widget in shown if widget not in before]

    person.search("tunnel")
    before = [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()]
    OPENERS[name](person.window)
    person.settle()
    person.failures.clear()
    shown = dialogs()
    assert len(shown) == 1
    assert not nameless(shown[0])
    assert not guessing(shown[0])
    assert shown[0].windowTitle() or shown[0].accessibleName()
    QTest.keyClick(QApplication.focusWidget() or shown[0], Qt.Key.Key_Escape)
    person.until(lambda: not dialogs())
    assert person.window.desk.state.focus.term == "tunnel", "Escape closes the dialog and leaves the highlight"
    person.window.activateWindow()
