"""Choosing who says a quote among all entities that are counted, when the article's own are not enough."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from workbench.domain.focus import Focus
from workbench.jobs.worker import Failure
from workbench.ui.desk import Desk
from workbench.ui.dialogs.dialog_parts import FieldDialog, last_row, resize_within
from workbench.ui.plain_text import PlainLabel, visible
from workbench.ui.widgets.entity_picker import EntityPicker
from workbench.ui.widgets.entity_words import ListedEntity, listed_entities
from workbench.workspace import tasks
from workbench.workspace.messages import PaneTable

_KEY: Final = "speaker choice"


class ChooseSpeakerDialog(FieldDialog):
    """The entities that are counted, to be found by typing.

    Args:
        desk: what all panes share.
        words: the beginning of the quote.
        take: called with the chosen entity.
        parent: the window.
    """

    def __init__(
        self, desk: Desk, words: str, take: Callable[[ListedEntity], object], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._take = take
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, True)
        self.setWindowTitle("Who says this?")
        self.setAccessibleName("Who says this?")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 16, 18, 12)
        layout.setSpacing(8)
        self.lead = PlainLabel(f"“{visible(words)}”", self, wrap=True)
        layout.addWidget(self.lead)
        self.picker = EntityPicker(desk, self)
        self.picker.changed.connect(self._refresh)
        self.picker.taken.connect(self.accept)
        layout.addWidget(self.picker, 1)
        self.apply = QPushButton("This is the speaker", self)
        self.apply.setAccessibleName("The chosen entity is the speaker")
        layout.addLayout(last_row(self, self.apply, cancel_name="Cancel: change nothing"))
        resize_within(self, QSize(460, 440), parent)
        self._refresh()
        self.picker.filter.setFocus()
        desk.ask(
            tasks.pane_table,
            "entity_list",
            replace(desk.state, focus=Focus()),
            desk.options,
            key=_KEY,
            done=self._show,
            failed=self._on_failed,
        )

    def accept(self) -> None:
        """Take what is chosen."""
        if self.picker.chosen is not None:
            self._take(self.picker.chosen)
            super().accept()

    def done(self, result: int) -> None:
        """Answers that come after the dialog is closed are of no interest."""
        self._desk.bridge.cancel(_KEY)
        super().done(result)

    def _show(self, answer: PaneTable) -> None:
        self.picker.offer([entity for entity in listed_entities(answer.table) if entity.keys])

    def _on_failed(self, failure: Failure) -> None:
        self.lead.set_text(f"The entities can't be listed: {failure.message} Close this and try again.")

    def _refresh(self) -> None:
        self.apply.setEnabled(self.picker.chosen is not None)
