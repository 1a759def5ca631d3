"""Models of tables whose columns have titles, and of those in which some columns can be edited."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

Index = QModelIndex | QPersistentModelIndex


class TitledModel(QAbstractTableModel):
    """Rows under titles. What is in a cell is for the model of a table to say.

    Args:
        titles: the titles of the columns.
        parent: who owns the model.
        right: columns whose text stands at the right.
    """

    def __init__(self, titles: Sequence[str], parent: QObject | None = None, *, right: Collection[int] = ()) -> None:
        super().__init__(parent)
        self._titles = tuple(titles)
        self._right = frozenset(right)
        self._rows: Sequence[object] = ()
        """What is shown, from top to bottom."""

    def title(self, column: int) -> str:
        """The title of a column."""
        return self._titles[column]

    def alignment(self, column: int) -> Qt.AlignmentFlag:
        """The side at which the text of a column stands."""
        side = Qt.AlignmentFlag.AlignRight if column in self._right else Qt.AlignmentFlag.AlignLeft
        return side | Qt.AlignmentFlag.AlignVCenter

    def refresh(self) -> None:
        """What is in the cells is other; the rows stay where they are."""
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, len(self._titles) - 1))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's signature
        """Rows shown."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's signature
        """Columns shown."""
        return 0 if parent.isValid() else len(self._titles)

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """A column's title."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.title(section)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self.alignment(section)
        return None


class EditableModel(TitledModel):
    """Rows under titles; the cells of some columns can be edited.

    Args:
        titles: the titles of the columns.
        parent: who owns the model.
        editable: columns that can be edited.
        right: columns whose text stands at the right.
    """

    def __init__(
        self,
        titles: Sequence[str],
        parent: QObject | None = None,
        *,
        editable: Collection[int],
        right: Collection[int] = (),
    ) -> None:
        super().__init__(titles, parent, right=right)
        self._editable = frozenset(editable)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Which cells can be edited."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        base = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return base | Qt.ItemFlag.ItemIsEditable if index.column() in self._editable else base
