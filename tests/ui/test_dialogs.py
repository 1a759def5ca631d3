from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from driver import nameless
from fake_bridge import FakeBridge
from made_up import article_row, corpus_event, overview_of
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QAction, QFocusEvent, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit, QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from workbench.domain.article import OutletSuggestion, Refusal
from workbench.domain.corrections import Correction, corrections_in
from workbench.session.store import Store
from workbench.ui.desk import Desk
from workbench.ui.dialogs.how_computed import HowComputedDialog, show_how_computed
from workbench.ui.dialogs.import_result import ImportResultDialog, outcome_csv, outcome_rows
from workbench.ui.dialogs.messages import NOT_OPENED, show_problem
from workbench.ui.dialogs.outlets import OutletsDialog, Part
from workbench.ui.dialogs.palette import CommandPalette
from workbench.ui.method_notes import NOTES, method_note
from workbench.ui.theme import LIGHT
from workbench.workspace import tasks
from workbench.workspace.messages import Applied, Opened

pytestmark = pytest.mark.window

without_a_desktop = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
"""Popups such as completions can't be raised offscreen, and Qt says so."""

ROWS = (
    article_row("a1", "Known", "Daily Post"),
    article_row("b1", "Untitled: “Leaders met…”", "", path="in/one.txt"),
    article_row("b2", "Harvest fails", "", path="in/two.txt"),
    article_row("b3", "Prices rise", "", path="in/three.txt"),
)
SUGGESTIONS = (
    OutletSuggestion("b1", "Evening Star", "address www.evening-star.example"),
    OutletSuggestion("b3", "AP", "“Source: With information from AP”"),
    OutletSuggestion("gone", "Nowhere", "an article that is not open"),
)


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[Desk]:
    bridge = FakeBridge(at_once=True)
    overview = overview_of(ROWS)
    bridge.answer(tasks.overview, overview)
    made = Desk(Store(), bridge, LIGHT)
    made.native_dialogs = False
    made.on_corpus(corpus_event(overview))
    yield made
    made.close()


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.resize(800, 600)
    widget.show()
    return widget


@pytest.fixture
def outlets(qtbot: QtBot, desk: Desk, window: QWidget) -> OutletsDialog:
    dialog = OutletsDialog(desk, SUGGESTIONS, window)
    dialog.open()
    qtbot.waitExposed(dialog)
    return dialog


@contextmanager
def gone(qtbot: QtBot, widget: QWidget) -> Iterator[None]:
    """Waits until a widget is deleted."""
    deleted: list[bool] = []
    widget.destroyed.connect(lambda: deleted.append(True))
    yield
    qtbot.waitUntil(lambda: bool(deleted), timeout=1000)


def cell(dialog: OutletsDialog, row: int, part: Part) -> QPoint:
    return dialog.table.visualRect(dialog.model.index(row, part)).center()


# -- outlets -----------------------------------------------------------------------------------------------------------


def test_only_articles_without_an_outlet_are_asked_about(outlets: OutletsDialog) -> None:
    shown = [outlets.model.question(row).document_id for row in range(outlets.model.rowCount())]
    assert shown == ["b1", "b2", "b3"]
    assert nameless(outlets) == []


def test_nothing_is_set_before_the_person_says_so(outlets: OutletsDialog, desk: Desk) -> None:
    assert outlets.model.answers == {}
    assert not outlets.apply.isEnabled()
    outlets.reject()
    assert not len(desk.state.decisions)


def test_use_takes_the_suggestion_of_its_row_alone(qtbot: QtBot, outlets: OutletsDialog, desk: Desk) -> None:
    QTest.mouseClick(outlets.table.viewport(), Qt.MouseButton.LeftButton, pos=cell(outlets, 0, Part.USE))
    assert outlets.model.answers == {"b1": "Evening Star"}
    assert outlets.apply.text() == "Set outlet of 1 article"
    assert not len(desk.state.decisions)
    QTest.mouseClick(outlets.apply, Qt.MouseButton.LeftButton)
    assert corrections_in(desk.state.decisions) == {"b1": {"outlet": "Evening Star"}}
    assert desk.store.undo_label == "Set outlet of 1 article"


def test_enter_on_use_takes_the_suggestion_too(qtbot: QtBot, outlets: OutletsDialog) -> None:
    outlets.table.setCurrentIndex(outlets.model.index(2, Part.USE))
    QTest.keyClick(outlets.table, Qt.Key.Key_Return)
    assert outlets.model.answers == {"b3": "AP"}
    assert outlets.isVisible()


def test_use_all_takes_only_the_suggestions_shown_and_keeps_typed_names(qtbot: QtBot, outlets: OutletsDialog) -> None:
    QTest.keyClicks(outlets.filter, "three")
    assert outlets.use_all.text() == "Use all suggestions shown (1)"
    QTest.mouseClick(outlets.use_all, Qt.MouseButton.LeftButton)
    assert outlets.model.answers == {"b3": "AP"}
    outlets.filter.clear()
    outlets.model.answer([0], "My own")
    QTest.mouseClick(outlets.use_all, Qt.MouseButton.LeftButton)
    assert outlets.model.answers == {"b1": "My own", "b3": "AP"}


@without_a_desktop
def test_a_name_is_typed_into_a_cell(qtbot: QtBot, outlets: OutletsDialog) -> None:
    index = outlets.model.index(1, Part.OUTLET)
    outlets.table.setCurrentIndex(index)
    QTest.keyClick(outlets.table, Qt.Key.Key_Return)
    editor = next(e for e in outlets.table.viewport().findChildren(QLineEdit))
    completer = editor.completer()
    names = [completer.model().index(n, 0).data() for n in range(completer.model().rowCount())]
    assert names == ["AP", "Daily Post", "Evening Star"]
    QTest.keyClicks(editor, "  daily   post ")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(outlets.model.answers), timeout=1000)
    assert outlets.model.answers == {"b2": "Daily Post"}  # the spelling of the outlet that is known
    assert outlets.isVisible()


@without_a_desktop
def test_several_rows_get_one_name_as_one_step_that_can_be_undone(
    qtbot: QtBot, outlets: OutletsDialog, desk: Desk
) -> None:
    outlets.table.selectRow(0)
    control = Qt.KeyboardModifier.ControlModifier
    QTest.mouseClick(outlets.table.viewport(), Qt.MouseButton.LeftButton, control, cell(outlets, 2, Part.FILE))
    QTest.keyClicks(outlets.name, "Gazette")
    assert outlets.set_selected.text() == "Set for 2 selected"
    QTest.mouseClick(outlets.set_selected, Qt.MouseButton.LeftButton)
    QTest.mouseClick(outlets.apply, Qt.MouseButton.LeftButton)
    assert corrections_in(desk.state.decisions) == {"b1": {"outlet": "Gazette"}, "b3": {"outlet": "Gazette"}}
    assert desk.store.undo_label == "Set outlets of 2 articles"
    desk.store.undo()
    assert not len(desk.state.decisions)


def test_enter_in_a_field_does_not_close_the_dialog(qtbot: QtBot, outlets: OutletsDialog, desk: Desk) -> None:
    outlets.model.answer([0], "Gazette")
    QTest.keyClick(outlets.filter, Qt.Key.Key_Return)
    assert outlets.isVisible()
    assert not len(desk.state.decisions)


def test_an_emptied_name_takes_it_back(outlets: OutletsDialog) -> None:
    outlets.model.answer([0], "Gazette")
    outlets.model.setData(outlets.model.index(0, Part.OUTLET), " ")
    assert outlets.model.answers == {}
    assert not outlets.apply.isEnabled()


def shown_in(dialog: OutletsDialog) -> list[str]:
    return [dialog.model.question(row).document_id for row in range(dialog.model.rowCount())]


@without_a_desktop
def test_a_wrong_outlet_is_corrected_among_all_articles(qtbot: QtBot, outlets: OutletsDialog, desk: Desk) -> None:
    QTest.mouseClick(outlets.everything, Qt.MouseButton.LeftButton, pos=QPoint(8, outlets.everything.height() // 2))
    assert shown_in(outlets) == ["a1", "b1", "b2", "b3"]
    index = outlets.model.index(0, Part.OUTLET)
    assert index.data() == "Daily Post"
    outlets.model.setData(index, "daily post")
    assert outlets.model.answers == {}, "the outlet that it has is no answer"
    outlets.model.setData(index, "Evening Star")
    outlets.everything.setChecked(False)
    assert shown_in(outlets) == ["b1", "b2", "b3"]
    QTest.mouseClick(outlets.apply, Qt.MouseButton.LeftButton)
    assert corrections_in(desk.state.decisions) == {"a1": {"outlet": "Evening Star"}}


def test_when_every_article_has_an_outlet_all_are_shown(qtbot: QtBot, desk: Desk, window: QWidget) -> None:
    desk.overview = overview_of([article_row("a1", "Known"), article_row("a2", "Known too", "Evening Star")])
    dialog = OutletsDialog(desk, (), window)
    dialog.open()
    assert shown_in(dialog) == ["a1", "a2"]
    assert not dialog.everything.isVisible()
    assert "Every article has an outlet." in " ".join(label.text() for label in dialog.findChildren(QLabel))
    dialog.reject()


@without_a_desktop
def test_chosen_articles_are_asked_about_together(qtbot: QtBot, desk: Desk, window: QWidget) -> None:
    dialog = OutletsDialog(desk, SUGGESTIONS, window, documents=("a1", "b2"))
    dialog.open()
    assert shown_in(dialog) == ["a1", "b2"]
    QTest.keyClicks(dialog.name, "Gazette")
    QTest.keyClick(dialog.name, Qt.Key.Key_Return)
    QTest.mouseClick(dialog.apply, Qt.MouseButton.LeftButton)
    assert corrections_in(desk.state.decisions) == {"a1": {"outlet": "Gazette"}, "b2": {"outlet": "Gazette"}}


def test_the_strongest_suggestion_of_an_article_is_shown(qtbot: QtBot, desk: Desk, window: QWidget) -> None:
    dialog = OutletsDialog(desk, (*SUGGESTIONS, OutletSuggestion("b1", "Weaker", "Weak: “…”")), window)
    assert dialog.model.question(0).suggestion == "Evening Star"
    dialog.deleteLater()


def test_file_names_can_be_read_and_columns_without_words_are_left_out(
    qtbot: QtBot, desk: Desk, window: QWidget
) -> None:
    path = "2031-03-14-northline-police-clear-gate.txt"
    desk.overview = overview_of([article_row("b1", "Police clear gate", "", path=path)])
    dialog = OutletsDialog(desk, (), window)
    dialog.open()
    assert dialog.table.columnWidth(Part.FILE) >= dialog.table.fontMetrics().horizontalAdvance(path)
    assert all(dialog.table.isColumnHidden(part) for part in (Part.SUGGESTION, Part.REASON, Part.USE))
    assert not dialog.use_all.isVisible()
    dialog.reject()


def test_why_something_is_suggested_can_be_read_in_full(outlets: OutletsDialog) -> None:
    outlets.table.setCurrentIndex(outlets.model.index(2, Part.FILE))
    assert outlets.reason.text() == "AP: “Source: With information from AP”"
    outlets.table.setCurrentIndex(outlets.model.index(1, Part.FILE))
    assert outlets.reason.text() == "Nothing is suggested for this article."


def test_a_button_that_does_nothing_yet_does_not_look_like_the_next_step(outlets: OutletsDialog) -> None:
    assert not outlets.apply.isDefault()
    outlets.model.answer([0], "Gazette")
    assert outlets.apply.isDefault()


def test_the_table_fits_into_its_dialog(outlets: OutletsDialog) -> None:
    outlets.resize(700, 400)
    table = outlets.table
    widths = [table.columnWidth(part) for part in Part if not table.isColumnHidden(part)]
    assert sum(widths) <= table.viewport().width()


# -- import result -----------------------------------------------------------------------------------------------------

REFUSED = (
    Refusal("in/<b>broken</b>.docx", "", "The file is not a DOCX document. Save it again."),
    Refusal("in/data.csv", "line 12", "=SUM(A1) is no text; see “body”, column 3."),
)


def opened(refusals: tuple[Refusal, ...] = REFUSED, warnings: tuple[str, ...] = ("Encoding guessed.",)) -> Opened:
    return Opened(1, 1200, refusals, SUGGESTIONS[:2], warnings)


def test_the_result_says_what_came_in_and_what_did_not(qtbot: QtBot, desk: Desk, window: QWidget) -> None:
    dialog = ImportResultDialog(desk, opened(), window)
    dialog.open()
    assert dialog.summary.text() == "1,200 articles are open. 2 records or files were not taken in."
    rows = dialog.table.table_model.table
    assert rows.texts("state") == ["refused", "refused", "remark"]
    assert dialog.table.table_model.index(0, 1).data() == "in/<b>broken</b>.docx"
    assert rows.texts("reason")[2] == "Encoding guessed."
    assert nameless(dialog) == []
    dialog.close()


def test_without_refusals_there_is_no_table_and_nothing_to_save(qtbot: QtBot, desk: Desk, window: QWidget) -> None:
    dialog = ImportResultDialog(desk, opened((), ()), window)
    dialog.open()
    assert dialog.summary.text() == "1,200 articles are open. Nothing was refused."
    assert [b.text() for b in dialog.findChildren(QPushButton) if "Save" in b.text()] == []
    dialog.close()


def test_a_suggestion_for_an_article_that_has_its_outlet_by_now_is_not_counted(
    qtbot: QtBot, desk: Desk, window: QWidget
) -> None:
    first, second = SUGGESTIONS[:2]
    applied = Applied(first.document_id, "A title", "outlet", "Gazette", "You decided it.")
    words = "without an outlet"
    for corrections, items, hints in (
        ((), (), ["2 articles without an outlet have a suggestion."]),
        ((), (applied,), ["1 article without an outlet has a suggestion."]),
        ((Correction(second.document_id, "outlet", "Gazette"),), (applied,), []),
    ):
        if corrections:
            desk.correct(corrections, "Set outlet")
        dialog = ImportResultDialog(desk, replace(opened(()), applied=items), window)
        labels = [label.text() for label in dialog.findChildren(QLabel) if words in label.text()]
        assert [label.partition(".")[0] + "." for label in labels] == hints
        dialog.close()


def test_the_saved_list_has_every_refusal_and_no_formula(
    qtbot: QtBot, desk: Desk, window: QWidget, tmp_path: Path
) -> None:
    dialog = ImportResultDialog(desk, opened((*REFUSED, Refusal("=x.txt", "+1", "why"))), window)
    dialog.open()
    save = next(b for b in dialog.findChildren(QPushButton) if b.text() == "Save list…")
    QTest.mouseClick(save, Qt.MouseButton.LeftButton)
    assert dialog.file_dialog is not None
    target = tmp_path / "refused.csv"
    dialog.file_dialog.fileSelected.emit(str(target))
    raw = target.read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline="")))
    assert rows[0] == ["path", "record", "state", "reason"]
    assert rows[2] == ["in/data.csv", "line 12", "refused", "'=SUM(A1) is no text; see “body”, column 3."]
    assert rows[3] == ["'=x.txt", "'+1", "refused", "why"]
    assert rows[4] == ["", "", "remark", "Encoding guessed."]
    dialog.file_dialog.close()
    dialog.close()


def test_a_list_that_cannot_be_saved_is_told(qtbot: QtBot, desk: Desk, window: QWidget, tmp_path: Path) -> None:
    dialog = ImportResultDialog(desk, opened(), window)
    (tmp_path / "file").write_text("", encoding="utf-8")
    with qtbot.waitSignal(desk.failed, timeout=1000) as failed:
        dialog.save(str(tmp_path / "file" / "list.csv"))
    assert "Choose a folder" in str(failed.args)
    dialog.close()


def test_a_name_that_no_encoding_has_can_still_be_saved() -> None:
    rows = outcome_rows(opened((Refusal("\udcff.txt", "", ""),)))
    assert "\N{REPLACEMENT CHARACTER}.txt" in outcome_csv(rows).decode("utf-8-sig")


def test_copy_puts_the_list_on_the_clipboard(qtbot: QtBot, desk: Desk, window: QWidget) -> None:
    dialog = ImportResultDialog(desk, opened(), window)
    dialog.open()
    copy = next(b for b in dialog.findChildren(QPushButton) if b.text() == "Copy")
    QTest.mouseClick(copy, Qt.MouseButton.LeftButton)
    lines = QGuiApplication.clipboard().text().split("\n")
    assert len(lines) == 4
    assert lines[2].startswith("in/data.csv\tline 12\trefused\t")
    dialog.close()


# -- explanations ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", sorted(NOTES))
def test_an_explanation_is_shown_whole_and_as_plain_text(qtbot: QtBot, window: QWidget, name: str) -> None:
    note = method_note(name)
    dialog = show_how_computed(note, window)
    words = dialog.words()
    for text in (note.title, note.summary, *note.counting, *note.limits, *note.interval, *note.papers):
        assert text in words
    assert all(label.textFormat() == Qt.TextFormat.PlainText for label in dialog.findChildren(QLabel))
    assert not dialog.isModal()
    assert nameless(dialog) == []
    dialog.close()


@pytest.mark.parametrize("name", sorted(set(NOTES) - {"search"}))
def test_each_explanation_names_formula_interval_and_limits(name: str) -> None:
    note = method_note(name)
    assert note.formulas
    assert note.interval
    assert note.limits
    assert note.as_text().startswith(note.title)


@pytest.mark.parametrize("name", ["frequency", "keyness", "frames"])
def test_measures_with_an_interval_say_when_nothing_is_tested(name: str) -> None:
    text = method_note(name).as_text()
    assert "fewer than 5 articles" in text
    assert "shown, not tested" in text
    assert "bootstrap" in text
    assert method_note(name).papers


def test_an_explanation_without_a_parent_stays_until_it_is_closed(qtbot: QtBot) -> None:
    show_how_computed(method_note("frames"))
    boxes = [w for w in QApplication.topLevelWidgets() if isinstance(w, HowComputedDialog) and w.isVisible()]
    assert len(boxes) == 1
    with gone(qtbot, boxes[0]):
        QTest.keyClick(boxes[0], Qt.Key.Key_Escape)


# -- problems ----------------------------------------------------------------------------------------------------------


def test_a_problem_is_shown_as_it_stands_and_does_not_block(qtbot: QtBot, window: QWidget) -> None:
    box = show_problem(window, "<b>file</b> could not be read.", "traceback <i>here</i>")
    assert box.isVisible()
    assert not box.isModal()
    assert box.textFormat() == Qt.TextFormat.PlainText
    assert box.text() == "<b>file</b> could not be read."
    assert box.detailedText() == "traceback <i>here</i>"
    assert box.windowTitle() == "Could not be done"
    assert nameless(box) == []
    with gone(qtbot, box):
        QTest.keyClick(box, Qt.Key.Key_Escape)


def test_a_problem_says_in_its_title_what_could_not_be_done(qtbot: QtBot, window: QWidget) -> None:
    box = show_problem(window, "a.docx is empty.", title=NOT_OPENED)
    assert (box.windowTitle(), box.accessibleName()) == ("Could not open", "Could not open")
    box.close()


# -- command palette ---------------------------------------------------------------------------------------------------


@pytest.fixture
def palette(qtbot: QtBot, window: QWidget) -> tuple[CommandPalette, list[str]]:
    ran: list[str] = []
    actions = []
    for text, keys, enabled in (
        ("&Open…", "Ctrl+O", True),
        ("Undo set outlets", "Ctrl+Z", False),
        ("Next passage", "F3", True),
        ("Save && close", "", True),
        ("", "", True),
    ):
        action = QAction(text, window)
        action.setShortcut(QKeySequence(keys))
        action.setEnabled(enabled)
        action.triggered.connect(lambda _=False, name=text: ran.append(name))
        actions.append(action)
    made = CommandPalette(actions, window)
    made.show_over(window)
    qtbot.waitUntil(made.field.hasFocus, timeout=1000)
    return made, ran


def test_the_palette_lists_commands_without_their_keyboard_marks(palette: tuple[CommandPalette, list[str]]) -> None:
    assert palette[0].commands() == ["Open…", "Undo set outlets", "Next passage", "Save & close"]
    assert nameless(palette[0]) == []


def test_typing_and_enter_run_a_command_and_close_the_palette(
    qtbot: QtBot, palette: tuple[CommandPalette, list[str]]
) -> None:
    panel, ran = palette
    QTest.keyClicks(panel.field, "pass ne")
    assert panel.commands() == ["Next passage"]
    with gone(qtbot, panel):
        QTest.keyClick(panel.field, Qt.Key.Key_Return)
    assert ran == ["Next passage"]


def test_arrow_keys_pass_over_commands_that_are_not_available(
    qtbot: QtBot, palette: tuple[CommandPalette, list[str]]
) -> None:
    panel, ran = palette
    QTest.keyClick(panel.field, Qt.Key.Key_Down)
    assert panel.list.currentIndex().data() == "Next passage"
    QTest.keyClick(panel.field, Qt.Key.Key_Up)
    assert panel.list.currentIndex().data() == "Open…"
    QTest.keyClicks(panel.field, "undo")
    QTest.keyClick(panel.field, Qt.Key.Key_Return)
    assert ran == []


def test_beginnings_of_words_come_first(qtbot: QtBot, window: QWidget) -> None:
    actions = [QAction(text, window) for text in ("Compare", "Reset panes", "Pane on the right")]
    panel = CommandPalette(actions, window)
    QTest.keyClicks(panel.field, "pa")
    assert panel.commands() == ["Pane on the right", "Reset panes", "Compare"]
    panel.close()


def test_commands_that_fit_equally_well_keep_the_order_of_the_menus(qtbot: QtBot, window: QWidget) -> None:
    words = ["Two side by side", "Three side by side", "Four side by side", "Side panel"]
    panel = CommandPalette([QAction(text, window) for text in words], window)
    assert panel.commands() == words
    QTest.keyClicks(panel.field, "side")
    assert panel.commands() == ["Side panel", *words[:3]]
    panel.field.clear()
    assert panel.commands() == words
    panel.close()


def test_commands_of_a_menu_within_a_menu_are_named_after_it(qtbot: QtBot, window: QWidget) -> None:
    menu = QMenu("&Panes", window)
    shown: list[str] = []
    menu.addAction("Terms").triggered.connect(lambda _=False: shown.append("Terms"))
    panel = CommandPalette([QAction("Open…", window), menu.menuAction()], window)
    panel.show_over(window)
    assert panel.commands() == ["Open…", "Panes: Terms"]
    QTest.keyClicks(panel.field, "panes")
    QTest.keyClick(panel.field, Qt.Key.Key_Return)
    assert shown == ["Terms"]


def test_a_click_runs_a_command(qtbot: QtBot, palette: tuple[CommandPalette, list[str]]) -> None:
    panel, ran = palette
    place = panel.list.visualRect(panel.list.model().index(3, 0)).center()
    QTest.mouseClick(panel.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert ran == ["Save && close"]


def test_escape_leaves_without_running_anything(qtbot: QtBot, palette: tuple[CommandPalette, list[str]]) -> None:
    panel, ran = palette
    with gone(qtbot, panel):
        QTest.keyClick(panel.field, Qt.Key.Key_Escape)
    assert ran == []


def test_the_palette_goes_when_the_keyboard_goes_elsewhere(
    qtbot: QtBot, window: QWidget, palette: tuple[CommandPalette, list[str]]
) -> None:
    other = QLineEdit(window)
    other.show()
    with gone(qtbot, palette[0]):
        other.setFocus(Qt.FocusReason.MouseFocusReason)


def test_escape_closes_the_palette_and_nothing_else_although_the_window_has_a_command_for_it(
    qtbot: QtBot, window: QWidget, palette: tuple[CommandPalette, list[str]]
) -> None:
    cleared: list[bool] = []
    shortcut = QShortcut(QKeySequence("Esc"), window)
    shortcut.activated.connect(lambda: cleared.append(True))
    with gone(qtbot, palette[0]):
        QTest.keyClick(window.windowHandle(), Qt.Key.Key_Escape)
    assert cleared == []


def test_there_is_one_palette_however_often_it_is_opened(
    qtbot: QtBot, window: QWidget, palette: tuple[CommandPalette, list[str]]
) -> None:
    another = CommandPalette([QAction("Open…", window)], window)
    with gone(qtbot, palette[0]):
        another.show_over(window)
    assert [p for p in window.findChildren(CommandPalette) if p.isVisible()] == [another]
    qtbot.waitUntil(another.field.hasFocus, timeout=1000)
    another.close()


def test_a_click_on_what_takes_no_keyboard_closes_the_palette(
    qtbot: QtBot, window: QWidget, palette: tuple[CommandPalette, list[str]]
) -> None:
    QTest.mouseClick(palette[0].field, Qt.MouseButton.LeftButton)
    assert palette[0].isVisible()
    label = QLabel("no keyboard here", window)
    label.setGeometry(0, 500, 200, 30)
    label.show()
    with gone(qtbot, palette[0]):
        QTest.mouseClick(label, Qt.MouseButton.LeftButton)


def test_the_palette_goes_when_a_menu_opens(
    qtbot: QtBot, window: QWidget, palette: tuple[CommandPalette, list[str]]
) -> None:
    with gone(qtbot, palette[0]):
        QApplication.sendEvent(palette[0].field, QFocusEvent(QEvent.Type.FocusOut, Qt.FocusReason.PopupFocusReason))


def test_leaving_the_palette_gives_the_keyboard_back(qtbot: QtBot, window: QWidget) -> None:
    field = QLineEdit(window)
    field.show()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus, timeout=1000)
    panel = CommandPalette([QAction("Open…", window)], window)
    panel.show_over(window)
    qtbot.waitUntil(panel.field.hasFocus, timeout=1000)
    with gone(qtbot, panel):
        QTest.keyClick(panel.field, Qt.Key.Key_Escape)
    assert field.hasFocus()


def test_dialogs_are_deleted_when_closed(qtbot: QtBot, desk: Desk, window: QWidget) -> None:
    dialogs: list[QDialog] = [
        OutletsDialog(desk, SUGGESTIONS, window),
        ImportResultDialog(desk, opened(), window),
        HowComputedDialog(method_note("keyness"), window),
    ]
    for dialog in dialogs:
        dialog.open()
        with gone(qtbot, dialog):
            dialog.reject()
