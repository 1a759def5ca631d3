"""What the tables of outlets share: names that are completed while they are typed into cells, and how the tables behave."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCompleter,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from workbench.ui.plain_text import visible
from workbench.ui.widgets.plain_rows import fit_row_height, show_plain_rows
from workbench.ui.widgets.titled_model import Index

LONGEST_NAME: Final = 200
"""Characters of an outlet's or a group's name."""


def complete(field: QLineEdit, names: Sequence[str]) -> None:
    """Offer names while a person types, by any part of them."""
    completer = QCompleter(list(names), field)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    field.setCompleter(completer)


def tidy_name(name: str) -> str:
    """A typed name: one line without white space around it, not too long."""
    return " ".join(visible(name).split())[:LONGEST_NAME]


def make_name_line(
    field: QLineEdit, name: str, *, changed: Callable[[], object], entered: Callable[[], object]
) -> None:
    """Make a field one in which a name for several rows is typed.

    Args:
        field: the field.
        name: what it is for, for a screen reader.
        changed: called when the text is other.
        entered: called by Enter.
    """
    field.setAccessibleName(visible(name))
    field.setMaxLength(LONGEST_NAME)
    field.textChanged.connect(changed)
    field.returnPressed.connect(entered)


class NameDelegate(QStyledItemDelegate):
    """Edits a name in its cell, with completion.

    Args:
        table: the table.
        offered: the names to complete with, asked for when a person begins to edit.
        spoken: what is edited in a row, for a screen reader.
    """

    def __init__(
        self, table: QTableView, *, offered: Callable[[], Sequence[str]], spoken: Callable[[int], str]
    ) -> None:
        super().__init__(table)
        self._offered = offered
        self._spoken = spoken

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:  # noqa: N802 - Qt's name
        """A line to type in."""
        editor = QLineEdit(parent)
        complete(editor, self._offered())
        editor.setAccessibleName(visible(self._spoken(index.row())))
        editor.setMaxLength(LONGEST_NAME)
        return editor

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:  # noqa: N802 - Qt's name
        """Hand over what was typed."""
        if isinstance(editor, QLineEdit):
            model.setData(index, editor.text(), Qt.ItemDataRole.EditRole)


class NameTable(QTableView):
    """Enter begins to edit the name in the current row; on a cell that takes a suggestion, Enter and Space press it.

    Args:
        parent: what it stands in.
        edited: the column of names.
        pressed: the column of cells that take a suggestion; -1 when there is none.
    """

    def __init__(self, parent: QWidget, *, edited: int, pressed: int = -1) -> None:
        super().__init__(parent)
        self._edited = edited
        self._pressed = pressed

    def behave_as_list(self) -> None:
        """Rows of one line, several of which can be chosen; a cell is edited by a double click or F2."""
        show_plain_rows(self)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.SelectedClicked
        )
        fit_row_height(self, 12)
        self.horizontalHeader().setMinimumSectionSize(10)

    def chosen_rows(self) -> list[int]:
        """The selected rows, from top to bottom."""
        return sorted(index.row() for index in self.selectionModel().selectedRows())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Keys of the table."""
        index = self.currentIndex()
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if self.state() == QAbstractItemView.State.EditingState or not index.isValid():
            super().keyPressEvent(event)  # the key was meant for the editor, which lets go of it when it is done
        elif (enter or event.key() == Qt.Key.Key_Space) and index.column() == self._pressed:
            self.clicked.emit(index)
        elif enter:
            self.edit(index.siblingAtColumn(self._edited))
        else:
            super().keyPressEvent(event)
