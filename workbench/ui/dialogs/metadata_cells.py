"""The table of metadata as a person works in it: typing into a cell, copying and pasting as in a spreadsheet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QPainter, QPen, QValidator
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from workbench.domain.formula_guard import as_cell
from workbench.ui.dialogs.metadata_model import COLUMNS, TITLES, MetadataModel
from workbench.ui.dialogs.outlet_parts import complete
from workbench.ui.plain_text import visible
from workbench.ui.widgets.plain_rows import fit_row_height
from workbench.ui.widgets.titled_model import Index
from workbench.workspace.field_values import tidy_value
from workbench.workspace.metadata_tasks import FILE


class FieldValidator(QValidator):
    """Lets no value in that a field can't have."""

    def __init__(self, field: str, parent: QObject) -> None:
        super().__init__(parent)
        self.field = field

    def validate(self, text: str, at: int) -> Any:
        """Whether the text can be taken; it can always be typed on."""
        problem = tidy_value(self.field, text)[1]
        return (QValidator.State.Intermediate if problem else QValidator.State.Acceptable), text, at


def show_problem_in(line: QLineEdit, problem: str) -> None:
    """Mark a line whose text can't be taken, with the reason for a screen reader."""
    line.setProperty("problem", bool(problem))
    line.setAccessibleDescription(visible(problem))
    line.style().unpolish(line)
    line.style().polish(line)


class CellDelegate(QStyledItemDelegate):
    """Edits a cell in place. Enter does nothing while the text can't be taken."""

    told = Signal(str)
    """Why what is being typed can't be taken; empty when it can."""
    typed = Signal(int, str, str)
    """A value for a row and a field."""

    frame_colour = QColor()
    """Of the frame around the current cell."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:  # noqa: N802 - Qt's name
        """A path that is too long loses its middle: files are told apart by their ends."""
        super().initStyleOption(option, index)
        if COLUMNS[index.column()] == FILE:
            option.textElideMode = Qt.TextElideMode.ElideMiddle

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The cell, with a frame when it is the current one."""
        super().paint(painter, option, index)
        view = option.widget
        if isinstance(view, QTableView) and view.currentIndex() == index:
            painter.save()
            painter.setPen(QPen(self.frame_colour, 2))
            painter.drawRect(option.rect.adjusted(1, 1, -1, -1))
            painter.restore()

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:  # noqa: N802 - Qt's name
        """A line to type in."""
        editor = QLineEdit(parent)
        editor.setObjectName("CellEditor")
        model = index.model()
        field = COLUMNS[index.column()]
        editor.setValidator(FieldValidator(field, editor))
        if isinstance(model, MetadataModel):
            editor.setAccessibleName(f"{TITLES[field]} of {visible(model.file(index.row()))}")
            if values := model.known_values(field):
                complete(editor, values)

        def look(text: str) -> None:
            problem = tidy_value(field, text)[1]
            show_problem_in(editor, problem)
            self.told.emit(problem)

        editor.textChanged.connect(look)
        editor.destroyed.connect(lambda: self.told.emit(""))
        return editor

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:  # noqa: N802 - Qt's name
        """Hand over what was typed."""
        if isinstance(editor, QLineEdit) and index.isValid():
            self.typed.emit(index.row(), COLUMNS[index.column()], editor.text())


class MetadataView(QTableView):
    """Cells that are chosen one by one or as blocks."""

    copy_wanted = Signal()
    paste_wanted = Signal()
    empty_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName("Metadata of the articles")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        fit_row_height(self, 12)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setSectionsClickable(True)
        self.setCornerButtonEnabled(False)

    def chosen_rows(self) -> list[int]:
        """Rows with a chosen cell, from top to bottom."""
        rows: set[int] = set()
        for block in self.selectionModel().selection().toList():
            rows.update(range(block.top(), block.bottom() + 1))
        return sorted(rows)

    def chosen_columns(self) -> list[int]:
        """Columns with a chosen cell, from left to right."""
        columns: set[int] = set()
        for block in self.selectionModel().selection().toList():
            columns.update(range(block.left(), block.right() + 1))
        return sorted(columns)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Keys of a spreadsheet."""
        if self.state() == QAbstractItemView.State.EditingState:
            super().keyPressEvent(event)
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy_wanted.emit()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste_wanted.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.empty_wanted.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.currentIndex().isValid():
                self.edit(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Copying and pasting here goes before what the window has under these keys."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            keys = QKeySequence.StandardKey
            if event.matches(keys.Copy) or event.matches(keys.Paste):
                event.accept()
                return True
        return super().event(event)


def tab_separated(model: MetadataModel, rows: Sequence[int], columns: Sequence[int]) -> str:
    """Cells for the clipboard; those that a spreadsheet would compute get an apostrophe."""
    return "\n".join(
        "\t".join(as_cell(" ".join(model.words(row, COLUMNS[column]).split())) for column in columns) for row in rows
    )


def pasted_cells(text: str) -> list[list[str]]:
    """Lines and cells of what a spreadsheet copied."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n").split("\n")
    return [line.split("\t") for line in lines]
