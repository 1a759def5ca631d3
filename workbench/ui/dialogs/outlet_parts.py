"""What the dialogs about outlets share: names that are completed while they are typed, and how their tables behave."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QCompleter, QHeaderView, QLineEdit, QTableView, QToolButton

from workbench.ui.plain_text import visible

Index = QModelIndex | QPersistentModelIndex

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


def name_clear_button(field: QLineEdit, name: str) -> None:
    """Give the field a button that empties it, with a name for a screen reader."""
    field.setClearButtonEnabled(True)
    for button in field.findChildren(QToolButton):
        button.setAccessibleName(visible(name))


def behave_as_list(table: QTableView) -> None:
    """Rows of one line that are chosen as a whole, several at once; a cell is edited by a double click or F2."""
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
    table.setEditTriggers(
        QAbstractItemView.EditTrigger.DoubleClicked
        | QAbstractItemView.EditTrigger.EditKeyPressed
        | QAbstractItemView.EditTrigger.SelectedClicked
    )
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setTabKeyNavigation(False)
    table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.verticalHeader().hide()
    table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    table.verticalHeader().setDefaultSectionSize(table.fontMetrics().height() + 12)
    table.horizontalHeader().setHighlightSections(False)
    table.horizontalHeader().setMinimumSectionSize(10)
