"""What a step changed, one line an edit, each one click from the article that it is about."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import QHeaderView, QTableView, QWidget

from workbench.domain.journal import Edit
from workbench.ui.desk import Desk
from workbench.ui.edit_words import edit_article, edit_words
from workbench.ui.plain_text import tool_tip, visible
from workbench.ui.widgets.data_table import FONT_CHANGES
from workbench.ui.widgets.plain_rows import fit_row_height, show_plain_rows
from workbench.workspace.messages import Overview

Index = QModelIndex | QPersistentModelIndex

_WORDS, _SHOW = 0, 1
_LINK: Final = "show"


class EditModel(QAbstractTableModel):
    """Edits in words; the words are made when they are looked at."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.edits: tuple[Edit, ...] = ()
        self._titles_of: Overview | None = None
        self._titles: Mapping[str, str] = {}
        self.link_colour = QColor()

    def show(self, edits: tuple[Edit, ...]) -> None:
        """Show other edits."""
        self.beginResetModel()
        self.edits = edits
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's signature
        """Edits."""
        return 0 if parent.isValid() else len(self.edits)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's signature
        """Words, and the link to the article."""
        return 0 if parent.isValid() else 2

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """One cell for one role."""
        if not index.isValid():
            return None
        edit = self.edits[index.row()]
        document = edit_article(edit)
        if index.column() == _SHOW:
            if role == Qt.ItemDataRole.DisplayRole:
                return _LINK if document else ""
            if role == Qt.ItemDataRole.ForegroundRole:
                return self.link_colour
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
                words = f"Show the article ‘{document}’" if document else "About no single article"
                return tool_tip(words) if role == Qt.ItemDataRole.ToolTipRole else visible(words)
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return visible(edit_words(edit, self._story_titles()))
        if role == Qt.ItemDataRole.ToolTipRole:
            words, title = edit_words(edit, self._story_titles()), self._title(document)
            return tool_tip(f"{words}\n{title}" if title else words)
        return None

    def _story_titles(self) -> Mapping[str, str]:
        """What stories are called, as far as lists name them."""
        overview = self._desk.overview
        if overview is not self._titles_of:
            self._titles_of = overview
            pairs = (
                zip(overview.stories, overview.story_titles, strict=True) if overview and overview.story_titles else ()
            )
            self._titles = dict(pairs)
        return self._titles

    def _title(self, document: str) -> str:
        overview = self._desk.overview
        place = overview.articles.place(document) if overview is not None and document else None
        return overview.articles.titles[place] if overview is not None and place is not None else ""


class EditList(QTableView):
    """The view: a click or Enter shows the article."""

    article_wanted = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.edit_model = EditModel(desk, self)
        self.take_theme()
        self.setModel(self.edit_model)
        self.setAccessibleName("What the step changed")
        show_plain_rows(self)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.horizontalHeader().hide()
        self.horizontalHeader().setMinimumSectionSize(20)
        self.horizontalHeader().setSectionResizeMode(_WORDS, QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setSectionResizeMode(_SHOW, QHeaderView.ResizeMode.Fixed)
        self._fit_font()
        self.clicked.connect(self._on_chosen)

    def take_theme(self) -> None:
        """Take the desk's colours."""
        self.edit_model.link_colour = QColor(self.desk.theme.accent)
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter shows the article."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_chosen(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Rows follow the size of the text."""
        super().changeEvent(event)
        if event.type() in FONT_CHANGES and hasattr(self, "edit_model"):  # Qt tells of fonts while it is being built
            self._fit_font()

    def _fit_font(self) -> None:
        fit_row_height(self, 8)
        self.setColumnWidth(_SHOW, self.fontMetrics().horizontalAdvance(_LINK) + 24)

    def _on_chosen(self, index: Index) -> None:
        document = edit_article(self.edit_model.edits[index.row()]) if index.isValid() else ""
        if document:
            self.article_wanted.emit(document)
