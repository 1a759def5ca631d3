"""A list of entities from which one is chosen by typing a part of its name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from workbench.ui.desk import Desk
from workbench.ui.dialogs.dialog_parts import make_filter
from workbench.ui.plain_text import PlainLabel, tool_tip, visible
from workbench.ui.widgets.entity_words import ListedEntity, square_icon

_MOST: Final = 400
"""Entries listed at once; typing leaves fewer."""


class EntityPicker(QWidget):
    """A search field above a list."""

    changed = Signal()
    """Another entity is chosen, or none."""
    taken = Signal()
    """The chosen one was taken, by Enter or a double click."""

    def __init__(self, desk: Desk, parent: QWidget | None = None, *, offer_new: bool = False) -> None:
        super().__init__(parent)
        self._desk = desk
        self._offer_new = offer_new
        self._all: tuple[ListedEntity, ...] = ()
        self._shown: list[ListedEntity] = []
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        self.filter = QLineEdit(self)
        make_filter(self.filter, "Search names", name="Search names of entities", clear="Clear the search")
        self.filter.textChanged.connect(self._apply)
        self.filter.installEventFilter(self)
        layout.addWidget(self.filter)
        self.list = QListWidget(self)
        self.list.setAccessibleName("Entities")
        self.list.setUniformItemSizes(True)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.itemSelectionChanged.connect(self.changed)
        self.list.itemActivated.connect(lambda _: self.taken.emit())
        layout.addWidget(self.list, 1)
        self.none = PlainLabel("", self, name="Muted", wrap=True)
        self.none.hide()
        layout.addWidget(self.none)

    def offer(self, entities: Sequence[ListedEntity]) -> None:
        """List these entities."""
        self._all = tuple(entities)
        self._apply()

    @property
    def chosen(self) -> ListedEntity | None:
        """The chosen entity; ``None`` when none is, or when a new one is wanted."""
        rows = [self.list.row(item) for item in self.list.selectedItems()]
        return self._shown[rows[0]] if rows and rows[0] < len(self._shown) else None

    @property
    def new_name(self) -> str:
        """The name of the new entity that is chosen; empty when none is."""
        rows = [self.list.row(item) for item in self.list.selectedItems()]
        return self._typed if rows and rows[0] >= len(self._shown) else ""

    @property
    def _typed(self) -> str:
        return " ".join(self.filter.text().split())

    def _apply(self) -> None:
        words = self._typed.casefold().split()
        found = [entity for entity in self._all if all(word in entity.name.casefold() for word in words)]
        self._shown = found[:_MOST]
        self.list.clear()
        for entity in self._shown:
            item = QListWidgetItem(f"{visible(entity.name)} · {visible(entity.remark)}", self.list)
            item.setIcon(square_icon(self._desk.theme.entity_colour(entity.type)))
            item.setToolTip(tool_tip(f"{entity.name} ({entity.remark})"))
        typed = self._typed
        new = self._offer_new and bool(typed) and all(entity.name.casefold() != typed.casefold() for entity in found)
        if new:
            QListWidgetItem(f"A new entity: {visible(typed)}", self.list)
        if words and self.list.count():
            self.list.setCurrentRow(0)
        more = len(found) - len(self._shown)
        if more > 0:
            self.none.set_text(f"And {more:,} more. Type a part of the name.")
        elif not self.list.count():
            self.none.set_text("No entity has these words in its name.")
        self.none.setVisible(more > 0 or not self.list.count())
        self.changed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Arrow keys in the field move in the list; Enter takes what is chosen there."""
        if watched is self.filter and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
            if step and self.list.count():
                row = self.list.currentRow() + step if self.list.selectedItems() else 0
                self.list.setCurrentRow(min(max(row, 0), self.list.count() - 1))
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.list.selectedItems():
                self.taken.emit()
                return True
        return super().eventFilter(watched, event)
