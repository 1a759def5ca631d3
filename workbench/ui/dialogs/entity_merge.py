"""Merging entities: which ones, and whose name stays."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from workbench.ui.desk import Desk
from workbench.ui.dialogs.dialog_parts import FieldDialog, last_row, resize_within
from workbench.ui.plain_text import PlainLabel, mnemonic_safe, tool_tip, visible
from workbench.ui.widgets.entity_picker import EntityPicker
from workbench.ui.widgets.entity_words import ListedEntity, mentions_words, square_icon


class MergeEntitiesDialog(FieldDialog):
    """The entities that become one, with the choice of the name that stays; one alone is merged with another from a list.

    Args:
        desk: what all panes share.
        entities: the chosen ones, at least one.
        others: all that can be merged with a single one.
        merge: called with all of them and the one that stays.
        parent: the window.
    """

    def __init__(
        self,
        desk: Desk,
        entities: Sequence[ListedEntity],
        others: Sequence[ListedEntity],
        merge: Callable[[Sequence[ListedEntity], ListedEntity], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._chosen = tuple(entities)
        self._merge = merge
        self._together: tuple[ListedEntity, ...] = ()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, True)
        self.setWindowTitle("Merge entities")
        self.setAccessibleName("Merge entities")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 16, 18, 12)
        layout.setSpacing(8)
        one = self._chosen[0]
        words = f"“{visible(one.name)}” and the entity that you choose" if len(self._chosen) == 1 else "They"
        self.lead = PlainLabel(
            f"{words} will be one, with all their names, in articles that come later too. It can be undone.",
            self,
            wrap=True,
        )
        layout.addWidget(self.lead)
        self.picker: EntityPicker | None = None
        if len(self._chosen) == 1:
            self.picker = EntityPicker(desk, self)
            self.picker.offer([entity for entity in others if entity.entity_id != one.entity_id and entity.keys])
            self.picker.changed.connect(self._refresh)
            self.picker.taken.connect(self.accept)
            layout.addWidget(self.picker, 3)
        self._heading = PlainLabel("The name that stays", self, name="Heading")
        layout.addWidget(self._heading)
        self.stays = QListWidget(self)
        self.stays.setAccessibleName("The name that stays")
        self.stays.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.stays.itemActivated.connect(lambda _: self.accept())
        layout.addWidget(self.stays, 1)
        self.apply = QPushButton("Merge", self)
        self.apply.setAccessibleName("Merge the entities")
        layout.addLayout(last_row(self, self.apply, cancel_name="Cancel: merge nothing"))
        scale = self.fontMetrics().height() / 17
        resize_within(self, QSize(round(440 * scale), round((520 if self.picker else 300) * scale)), parent)
        self._refresh()
        if self.picker is None:
            self.stays.setFocus()
        else:
            self.picker.filter.setFocus()

    def accept(self) -> None:
        """Merge, once there are two."""
        rows = [self.stays.row(item) for item in self.stays.selectedItems()]
        if len(self._together) < 2 or not rows:
            return
        self._merge(self._together, self._together[rows[0]])
        super().accept()

    def _refresh(self) -> None:
        other = self.picker.chosen if self.picker is not None else None
        together = (*self._chosen, other) if other is not None else self._chosen
        self._together = tuple(sorted(together, key=lambda entity: -entity.mentions))
        two = len(self._together) > 1
        self.stays.clear()
        for entity in self._together if two else ():
            item = QListWidgetItem(f"{visible(entity.name)} · {visible(entity.remark)}", self.stays)
            item.setIcon(square_icon(self._desk.theme.entity_colour(entity.type)))
            item.setToolTip(tool_tip(entity.name))
        if two:
            self.stays.setCurrentRow(0)
        rows = min(max(self.stays.count(), 2), 6)
        if self.picker is not None:
            self.stays.setMaximumHeight(rows * (self.fontMetrics().height() + 12))
        self._heading.setVisible(two)
        self.stays.setVisible(two)
        total = sum(entity.mentions for entity in self._together)
        self.apply.setText(mnemonic_safe(f"Merge ({mentions_words(total)})" if two else "Merge"))
        self.apply.setEnabled(two)
        self.apply.setDefault(two)  # what can't be pressed must not look as if it could
