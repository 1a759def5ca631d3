"""A person at the window: types, clicks and waits until everything asked for is on the screen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QButtonGroup,
    QDialogButtonBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QMessageBox,
    QScrollArea,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from workbench.domain.hitmap import Mark
from workbench.domain.state import State
from workbench.ui.dialogs.import_dialog import Face, ImportDialog
from workbench.ui.dialogs.import_result import ImportResultDialog
from workbench.ui.main_window import MainWindow
from workbench.ui.widgets.article_view import ArticleView
from workbench.ui.widgets.chart_view import ChartView
from workbench.ui.widgets.data_table import DataTable
from workbench.ui.widgets.paged_table import PagedTable
from workbench.workspace.messages import Stage

MakeWindow = Callable[..., MainWindow]
"""Builds and shows a window; closed by who made it, or at the end of the tests."""

PATIENCE_MS = 60_000
LEFT = Qt.MouseButton.LeftButton
ALT = Qt.KeyboardModifier.AltModifier
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@dataclass
class Driver:
    """Drives one window, and notes what the window says went wrong."""

    bot: QtBot
    window: MainWindow
    failures: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.window.desk.failed.connect(self._on_failed)

    def _on_failed(self, text: str, details: str) -> None:
        self.failures.append(f"{text}\n{details}".rstrip())

    @contextmanager
    def expecting_failure(self) -> Iterator[None]:
        """Something that the window must refuse, and say so."""
        before = len(self.failures)
        yield
        assert len(self.failures) == before + 1, self.failures
        self.failures.pop()

    # -- waiting ---------------------------------------------------------------------------------------------------

    def until(self, condition: Callable[[], bool], timeout: int = PATIENCE_MS) -> None:
        """Let the window work until something is so."""
        self.bot.waitUntil(condition, timeout=timeout)

    @property
    def at_rest(self) -> bool:
        """Whether no answer, no refresh and no drawing is awaited."""
        return (
            self.window.desk.bridge.idle
            and not any(pane._scheduled for pane in self.window.panes)
            and not any(chart._timer.isActive() for chart in self.window.findChildren(ChartView))
            and not any(table._soon.isActive() for table in self.window.findChildren(PagedTable))
        )

    def settle(self) -> None:
        """Let the window work until it is complete and at rest."""
        for _ in range(2):  # widgets in a layout are shown an event later than they are put there
            QApplication.processEvents()
            self.until(lambda: self.at_rest)
        QApplication.processEvents()

    def open(self, *sources: Path, add: bool = False) -> None:
        """Open folders or files and wait for all of it."""
        with self.bot.waitSignal(self.window.opened, timeout=PATIENCE_MS):
            self.window.open_sources([str(source) for source in sources], add=add)
        self.until(lambda: self.window.desk.stage is Stage.COMPLETE)
        self.settle()

    def leave(self) -> None:
        """Close the window and let go of it: a hidden window would still follow each change of font and colours."""
        self.window._discard = True
        self.window.close()
        self.window.deleteLater()
        QApplication.sendPostedEvents(self.window, QEvent.Type.DeferredDelete.value)

    def begin_anew(self, source: Path | None = None) -> None:
        """Count everything and highlight nothing, with one article on show.

        Args:
            source: what is open; opened again where decisions began a draft, whose journal would not follow.
        """
        for box in self.message_boxes():
            box.close()
        self.window.activateWindow()
        self.until(self.window.isActiveWindow)
        if source is not None and (self.window.project_file.draft or self.window.project_file.path):
            self.open(source)
        self.window.desk.store.reset(State())
        self.window.top_bar.clear()
        self.window.terms.filter.clear()
        self.window.terms.show_chart(0)
        self.pick(self.window.framing._choice, 0)
        self.pick(self.window.keyness._choice, 0)
        for dock in ("articles", "entities", "framing", "terms"):
            self.window.show_pane(dock)
        self.window.reader.read(tuple(self.window.reader.documents[:1]))
        self.settle()

    # -- mouse and keyboard ----------------------------------------------------------------------------------------

    def click(self, widget: QWidget, at: QPoint | None = None) -> None:
        """Click the middle of a widget, or a place in it, and wait."""
        place = widget.rect().center() if at is None else at
        assert widget.isVisible(), f"{widget.accessibleName() or widget} can't be clicked: it is not seen"
        assert widget.rect().contains(place), f"{place} is outside of {widget.accessibleName() or widget}"
        QTest.mouseClick(widget, LEFT, pos=place)
        self.settle()

    def pick(self, group: QButtonGroup, number: int) -> None:
        """Click a button of a row of which one is down, when it is up."""
        button = group.button(number)
        if not button.isChecked():
            button.click()

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key in what has the keyboard's attention, else in the window."""
        QTest.keyClick(QApplication.focusWidget() or self.window, key, modifier)
        self.settle()

    def search(self, words: str) -> None:
        """Ctrl+F, type, Enter, and wait."""
        QTest.keyClick(self.window, Qt.Key.Key_F, CTRL)
        self.type_and_enter(words)
        self.settle()

    def type_and_enter(self, words: str) -> None:
        """Type into the search box, and press Enter, without waiting."""
        box = self.window.top_bar.search
        box.selectAll()
        QTest.keyClick(box, Qt.Key.Key_Backspace)
        if words.isascii():
            QTest.keyClicks(box, words)
        else:
            box.insert(words)  # as an input method does: only ASCII has keys here
        QTest.keyClick(box, Qt.Key.Key_Return)

    def click_mark(self, chart: ChartView, mark: Mark) -> None:
        """Click a mark of a chart, after scrolling to it where the chart scrolls."""
        centre = chart.mark_centre(mark)
        around = chart.parent()
        while around is not None and not isinstance(around, QScrollArea):
            around = around.parent()
        if around is not None:
            around.ensureVisible(round(centre.x()), round(centre.y()))
        self.click(chart, centre.toPoint())

    def click_row(self, table: DataTable | PagedTable, source_row: int, column: int = 0) -> None:
        """Click a cell of a table."""
        table.scrollTo(table.table_model.index(table.table_model.row_on_screen(source_row), column))
        self.click(table.viewport(), table.row_position(source_row, column))

    def click_text(self, view: ArticleView, position: int) -> None:
        """Click a character of an article, by its place in code points."""
        text = view.text
        assert view.article is not None
        cursor = QTextCursor(text.document())
        cursor.setPosition(len(view.article.text[:position].encode("utf-16-le")) // 2)
        text.setTextCursor(cursor)
        text.centerCursor()
        here = text.cursorRect(cursor)
        cursor.movePosition(QTextCursor.MoveOperation.Right)
        after = text.cursorRect(cursor)
        # a little to the right of the character's left edge, so that the nearest place is before it
        step = max((after.left() - here.left()) // 4, 1)
        self.click(text.viewport(), QPoint(here.left() + step, here.center().y()))

    def select_text(self, view: ArticleView, words: str) -> None:
        """Select words of an article, as dragging over them does."""
        assert view.article is not None
        cursor = view.text.document().find(words)
        assert not cursor.isNull(), f"{words!r} is not on show"
        view.text.setTextCursor(cursor)

    def choose(self, button: QToolButton, words: str) -> None:
        """Open the menu of a button with the mouse and click an entry."""
        menu = button.menu()
        assert menu is not None
        self._when_open(menu, lambda: self._click_action(menu, words))
        QTest.mouseClick(button, LEFT)
        QApplication.processEvents()
        assert not menu.isVisible()

    def _when_open(self, menu: QMenu, then: Callable[[], None]) -> None:
        def act() -> None:
            try:
                then()
            finally:
                menu.close()  # whatever went wrong, the menu's own loop must end

        menu.aboutToShow.connect(lambda: QTimer.singleShot(0, menu, act), Qt.ConnectionType.SingleShotConnection)

    def _click_action(self, menu: QMenu, words: str) -> None:
        action = next(action for action in menu.actions() if action.text() == words)
        QTest.mouseClick(menu, LEFT, pos=menu.actionGeometry(action).center())

    def drop(self, *paths: Path) -> None:
        """Drop files on the window."""
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        middle = self.window.rect().center()
        buttons, modifiers = LEFT, Qt.KeyboardModifier.NoModifier
        enter = QDragEnterEvent(middle, Qt.DropAction.CopyAction, data, buttons, modifiers)
        QApplication.sendEvent(self.window, enter)
        assert enter.isAccepted()
        drop = QDropEvent(QPointF(middle), Qt.DropAction.CopyAction, data, buttons, modifiers)
        QApplication.sendEvent(self.window, drop)

    def looked(self) -> ImportDialog:
        """The dialog that brings in articles, once it has looked at them."""
        self.until(lambda: self.window.import_dialog is not None and self.window.import_dialog.face is Face.READY)
        dialog = self.window.import_dialog
        assert dialog is not None
        self.until(lambda: not dialog.looking_again)
        return dialog

    def bring_in(self) -> ImportResultDialog:
        """Press Import in the dialog that brings in articles, and wait for what it came to, and for all of it."""
        dialog = self.looked()
        with self.bot.waitSignal(self.window.opened, timeout=PATIENCE_MS):
            QTest.mouseClick(dialog.go, LEFT)
        self.until(lambda: self.window.desk.stage is Stage.COMPLETE)
        self.settle()
        return self.result()

    def result(self) -> ImportResultDialog:
        """The dialog that says what came in."""
        shown = [dialog for dialog in self.window.findChildren(ImportResultDialog) if dialog.isVisible()]
        assert len(shown) == 1
        return shown[0]

    def read(self, document_id: str) -> None:
        """Click an article in the list."""
        articles = self.window.articles.list
        place = articles.model_of_articles.place(document_id)
        assert place is not None
        index = articles.model_of_articles.index(place)
        articles.scrollTo(index)
        self.click(articles.viewport(), articles.visualRect(index).center())

    # -- dialogs ---------------------------------------------------------------------------------------------------

    def answer_file_dialog(self, dialog: QFileDialog, path: Path) -> None:
        """Put a path into a file dialog and confirm. Pasted, as Qt's own dialog changes what is typed by and by."""
        line = dialog.findChild(QLineEdit, "fileNameEdit")
        buttons = dialog.findChild(QDialogButtonBox)
        assert line is not None
        assert buttons is not None
        line.setText(str(path))
        accept = next(
            button
            for button in buttons.buttons()
            if buttons.buttonRole(button) == QDialogButtonBox.ButtonRole.AcceptRole
        )
        QTest.mouseClick(accept, LEFT)

    def file_dialog(self) -> QFileDialog:
        """The file dialog that is open."""
        open_ones = [dialog for dialog in self.window.findChildren(QFileDialog) if dialog.isVisible()]
        assert len(open_ones) == 1
        return open_ones[0]

    def message_boxes(self) -> list[QMessageBox]:
        """The message boxes that are open."""
        return [box for box in self.window.findChildren(QMessageBox) if box.isVisible()]

    @contextmanager
    def expecting_problem(self) -> Iterator[list[str]]:
        """Something that ends in one message box; gives its text once it is there, and closes it."""
        texts: list[str] = []
        failed = len(self.failures)
        yield texts
        self.until(lambda: bool(self.message_boxes()))
        del self.failures[failed:]
        boxes = self.message_boxes()
        texts += [box.text() for box in boxes]
        assert len(texts) == 1, texts
        assert boxes[0].textFormat() is Qt.TextFormat.PlainText
        boxes[0].close()
        self.window.activateWindow()

    # -- what is on the screen -------------------------------------------------------------------------------------

    @property
    def status(self) -> str:
        """The words on the left of the status line."""
        return self.window.status_line.text.text()

    @property
    def hits(self) -> str:
        """The count in the search box."""
        return self.window.top_bar._hits.text()

    def concordance_rows(self) -> int:
        """How many lines the Concordance lists, after bringing it to the front."""
        self.window.show_pane("concordance")
        self.settle()
        table = self.window.concordance.table
        assert table.isVisible() or not table.table_model.rowCount()
        return table.table_model.rowCount()

    def mark(self, chart: ChartView, **focus: object) -> Mark:
        """The mark of a chart that stands for something."""
        marks = [m for m in chart.hitmap.marks if all(getattr(m.focus, name) == value for name, value in focus.items())]
        assert marks, f"no mark for {focus} among {[m.label for m in chart.hitmap.marks]}"
        return marks[0]


def driver_of(bot: QtBot, window: MainWindow, *, timeout: int = 2 * PATIENCE_MS) -> Driver:
    """The driver of a window that opens something by itself, once all of it is there."""
    driver = Driver(bot, window)
    with bot.waitSignal(window.opened, timeout=timeout):
        pass
    driver.settle()
    return driver


def marked_text(view: ArticleView) -> str:
    """The words of the one place that an article shows most strongly; nothing when there is none."""
    return view.text.marked


def button_called(parent: QWidget, words: str) -> QAbstractButton:
    """The visible button whose text or accessible name this is."""
    found = [
        button
        for button in parent.findChildren(QAbstractButton)
        if button.isVisible() and words in (button.text(), button.accessibleName())
    ]
    assert len(found) == 1, f"{len(found)} buttons are called {words!r}"
    return found[0]


def nameless(parent: QWidget) -> list[QWidget]:
    """What can have the keyboard's attention and has no name for a screen reader."""
    return [
        widget
        for widget in parent.findChildren(QWidget)
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        and widget.isVisible()
        and not widget.accessibleName()
        and not (isinstance(widget, QLabel) and widget.text())  # a label's text is its name
    ]
