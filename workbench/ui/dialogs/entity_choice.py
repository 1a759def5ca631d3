"""Choosing an entity among all that are counted: the one that a mention means, or the speaker of a quote."""

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
from workbench.ui.plain_text import PlainLabel, visible, window_title
from workbench.ui.widgets.entity_picker import EntityPicker
from workbench.ui.widgets.entity_words import ListedEntity, listed_entities
from workbench.workspace import tasks
from workbench.workspace.messages import PaneTable

_KEY: Final = "entity choice"
_TAKE: Final = "It is this entity"


class _EntityDialog(FieldDialog):
    """The entities that are counted, to be found by typing.

    Args:
        desk: what all panes share.
        title: what is asked.
        lead: what stands above the entities.
        apply: the words of the button that takes the choice.
        apply_name: the same for a screen reader.
        without: an entity that is not offered, by id.
        offer_new: whether a name that no entity has makes a new one.
        parent: the window.
    """

    def __init__(
        self,
        desk: Desk,
        *,
        title: str,
        lead: str,
        apply: str,
        apply_name: str,
        without: str = "",
        offer_new: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._without = without
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, True)
        self.setWindowTitle(window_title(title))
        self.setAccessibleName(visible(title))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 16, 18, 12)
        layout.setSpacing(8)
        self.lead = PlainLabel(lead, self, wrap=True)
        layout.addWidget(self.lead)
        self.picker = EntityPicker(desk, self, offer_new=offer_new)
        self.picker.changed.connect(self._refresh)
        self.picker.taken.connect(self.accept)
        layout.addWidget(self.picker, 1)
        self.apply = QPushButton(self)
        self.apply.setText(visible(apply))
        self.apply.setAccessibleName(visible(apply_name))
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

    def done(self, result: int) -> None:
        """Answers that come after the dialog is closed are of no interest."""
        self._desk.bridge.cancel(_KEY)
        super().done(result)

    def _show(self, answer: PaneTable) -> None:
        self.picker.offer([e for e in listed_entities(answer.table) if e.entity_id != self._without and e.keys])

    def _on_failed(self, failure: Failure) -> None:
        self.lead.set_text(f"The entities can't be listed: {failure.message} Close this and try again.")

    def _refresh(self) -> None:
        self.apply.setEnabled(self.picker.chosen is not None or bool(self.picker.new_name))


class ChooseEntityDialog(_EntityDialog):
    """Which entity a mention means: one of the corpus, or a new one.

    Args:
        desk: what all panes share.
        words: the mention as the text has it.
        without: the entity that it means now, by id.
        take: called with the chosen entity, or with ``None`` and the name of a new one.
        parent: the window.
    """

    def __init__(
        self,
        desk: Desk,
        *,
        words: str,
        without: str,
        take: Callable[[ListedEntity | None, str], object],
        parent: QWidget | None = None,
    ) -> None:
        self._take = take
        lead = f"This one mention of “{visible(words)}” will count for the entity that you choose. All others stay."
        super().__init__(
            desk,
            title="Which entity is it?",
            lead=lead,
            apply=_TAKE,
            apply_name="The mention is this entity",
            without=without,
            offer_new=True,
            parent=parent,
        )

    def accept(self) -> None:
        """Take what is chosen."""
        chosen, new = self.picker.chosen, self.picker.new_name
        if chosen is None and not new:
            return
        self._take(chosen, new)
        super().accept()

    def _refresh(self) -> None:
        super()._refresh()
        self.apply.setText("Make it this new entity" if self.picker.new_name else _TAKE)


class ChooseSpeakerDialog(_EntityDialog):
    """Who says a quote, when the entities of its own article are not enough.

    Args:
        desk: what all panes share.
        words: the beginning of the quote.
        take: called with the chosen entity.
        parent: the window.
    """

    def __init__(
        self, desk: Desk, words: str, take: Callable[[ListedEntity], object], parent: QWidget | None = None
    ) -> None:
        self._take = take
        super().__init__(
            desk,
            title="Who says this?",
            lead=f"“{visible(words)}”",
            apply="This is the speaker",
            apply_name="The chosen entity is the speaker",
            parent=parent,
        )

    def accept(self) -> None:
        """Take what is chosen."""
        if self.picker.chosen is not None:
            self._take(self.picker.chosen)
            super().accept()
