"""Putting speakers into kinds: official, expert, citizen, or whatever a person calls them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget

from workbench.domain.decisions import Json, Key
from workbench.domain.entity_decisions import changes_for_speaker_kind, entity_decisions_in
from workbench.domain.speakers import OFFERED_KINDS
from workbench.ui.desk import Desk
from workbench.ui.dialogs.name_dialog import NameDialog, folded
from workbench.ui.plain_text import mnemonic_safe


@dataclass(frozen=True, slots=True)
class ChosenSpeaker:
    """A speaker whose kind is to be set."""

    name: str
    kind: str
    """The kind now; empty when none is set."""
    keys: tuple[str, ...]
    """What decisions name the speaker by, the deciding key first; none for who can have no kind."""


def kinds_in_use(desk: Desk) -> tuple[str, ...]:
    """The kinds to choose from: those that are always offered, and those that a person wrote."""
    written = sorted(set(entity_decisions_in(desk.state.decisions).speakers.values()), key=lambda kind: kind.casefold())
    offered = {folded(kind) for kind in OFFERED_KINDS}
    return (*OFFERED_KINDS, *(kind for kind in written if folded(kind) not in offered))


def set_kind(desk: Desk, speakers: Sequence[ChosenSpeaker], kind: str) -> None:
    """Put speakers into a kind, or into none, as one undoable step.

    A kind that differs from one in use only in case is that one, so that there are not two of it.
    """
    known = {folded(one): one for one in kinds_in_use(desk)}
    wanted = known.get(folded(kind), " ".join(kind.split()))
    concerned = [speaker for speaker in speakers if speaker.keys and speaker.kind != wanted]
    changes: dict[Key, Json | None] = {}
    for speaker in concerned:
        changes |= changes_for_speaker_kind(desk.state.decisions, speaker.keys, wanted)
    if not changes:
        return
    who = f"‘{concerned[0].name}’" if len(concerned) == 1 else f"{len(concerned):,} speakers"
    desk.decide(changes, f"Set the kind of {who} to ‘{wanted}’" if wanted else f"Take the kind from {who}")


class KindMenu(QMenu):
    """The kinds that speakers can be put into, the one that they have ticked.

    Args:
        desk: what all panes share.
        speakers: those that are chosen.
        parent: what the menu belongs to.
        window: what a dialog for a new kind belongs to.
    """

    def __init__(self, desk: Desk, speakers: Sequence[ChosenSpeaker], parent: QWidget, window: QWidget) -> None:
        super().__init__("Kind of speaker", parent)
        self._desk = desk
        self._speakers = tuple(speaker for speaker in speakers if speaker.keys)
        self._window = window
        self.setAccessibleName("Kind of speaker")
        if not self._speakers:
            nothing = self.addAction("Choose a speaker first" if not speakers else "Nobody named: no kind can be set")
            nothing.setEnabled(False)
            return
        kinds = {speaker.kind for speaker in self._speakers}
        for kind in kinds_in_use(desk):
            self._add(kind, kind, ticked=kinds == {kind})
        self.addSeparator()
        self.addAction("Another kind…").triggered.connect(lambda _=False: self.ask())
        self._add("No kind", "", ticked=kinds == {""})

    def ask(self) -> KindDialog:
        """Ask for a kind that is not in the menu."""
        dialog = KindDialog(self._desk, self._speakers, self._window)
        dialog.open()
        return dialog

    def _add(self, words: str, kind: str, *, ticked: bool) -> None:
        action = self.addAction(mnemonic_safe(words))
        action.setCheckable(True)
        action.setChecked(ticked)
        action.triggered.connect(self._setter(kind))

    def _setter(self, kind: str) -> Callable[[], None]:
        return lambda: set_kind(self._desk, self._speakers, kind)


class KindDialog(NameDialog):
    """A kind of speaker in a person's own words."""

    def __init__(self, desk: Desk, speakers: Sequence[ChosenSpeaker], parent: QWidget | None = None) -> None:
        many = speakers[0].name if len(speakers) == 1 else f"{len(speakers):,} speakers"
        super().__init__(
            title="Set the kind",
            explanation=f"What kind of speaker: {many}. The kind is offered for other speakers from then on.",
            label="Kind of speaker",
            offered=speakers[0].kind if len({speaker.kind for speaker in speakers}) == 1 else "",
            taken={},
            missing="Type a kind, for example: police.",
            save=lambda kind: set_kind(desk, speakers, kind),
            parent=parent,
        )
        self.setWindowModality(Qt.WindowModality.WindowModal)
