"""The list of passages to be judged for a frame: read one, press a key, and the next one is chosen.

A accepts, R rejects, M moves to another frame, Z takes back; J and K or the arrow keys go on and back, Enter shows the passage
in the Reader.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Final

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu

from workbench.domain.judgements import ACCEPTED, REJECTED
from workbench.domain.table_data import Cell, TableData
from workbench.ui.desk import Desk
from workbench.ui.judging import OPEN, Proposal, accept, move, reject, take_back
from workbench.ui.plain_text import mnemonic_safe, visible
from workbench.ui.widgets.data_table import Column
from workbench.ui.widgets.judging_list import JudgingList, JudgingTable
from workbench.ui.widgets.pane_header import link_button

FILTERS: Final = (("To judge", "open"), ("All", ""), ("Accepted", ACCEPTED), ("Rejected", REJECTED))
"""Which passages are listed, as the option ``frame_verdict`` says it."""
_MOVE: Final = "move"
_VERDICTS: Final = {
    Qt.Key.Key_A: ACCEPTED, Qt.Key.Key_R: REJECTED, Qt.Key.Key_Z: OPEN, Qt.Key.Key_U: OPEN, Qt.Key.Key_M: _MOVE,
}  # fmt: skip
_MARKS: Final = {OPEN: "– not judged", ACCEPTED: "✓ accepted", REJECTED: "✗ rejected"}
_KEYS: Final = "123456789abcdefghijklmnopqrstuvwxyz"
"""Keys of the frames in the menu, in their order."""
_BADGES: Final = (
    "not: it is denied; quoted: it stands between quotation marks; meaning: no entry found it;"
    " moved: from another frame or to one"
)
_ROOM_FOR_WHY: Final = 860
"""Pixels from which why and precision have columns of their own."""


class ProposalList(JudgingList):
    """The table with its filter, the buttons that judge, and why the chosen passage is proposed."""

    place_chosen = Signal(object)
    """The person wants to see a passage in the Reader: a :class:`Proposal`."""

    def __init__(self, desk: Desk, origin: str, frames: Callable[[], Sequence[str]]) -> None:
        """An empty list.

        Args:
            desk: where judgements go.
            origin: the pane that it stands in.
            frames: the frames that a passage can be moved to.
        """
        table = JudgingTable(desk, "Passages to judge: A accepts, R rejects, M moves, Z takes back", _VERDICTS)
        super().__init__(
            table,
            heading="Passages",
            filters=FILTERS,
            filter_name="Which passages are listed",
            judged_column="verdict",
            room=_ROOM_FOR_WHY,
        )
        self.desk = desk
        self._origin = origin
        self._frames = frames
        self.filter.setCurrentIndex(1)
        table.key_pressed.connect(self._on_key)
        self.accept_button = link_button("Accept", "The passage speaks for the frame (A)", lambda: self.judge(ACCEPTED))
        self.reject_button = link_button(
            "Reject", "The passage does not speak for the frame (R)", lambda: self.judge(REJECTED)
        )
        self.move_button = link_button("Move ▾", "The passage speaks for another frame (M)", self.show_frames)
        self.back_button = link_button(
            "Take back", "Leave the passage as if nobody had judged it (Z)", lambda: self.judge(OPEN)
        )
        self.add_buttons(self.accept_button, self.reject_button, self.move_button, self.back_button)
        self.say("Choose a frame", "The passages that may speak for it are listed here, to be accepted or rejected.")
        self.enable(None)

    @property
    def current(self) -> Proposal | None:
        """The chosen passage."""
        cells = self.cells
        return Proposal.of_row(cells) if cells is not None else None

    # -- showing -----------------------------------------------------------------------------------------------------

    def show_proposals(self, data: TableData, heading: str) -> None:
        """Show passages; the chosen one stays chosen, or the one that takes its place.

        Args:
            data: the table ``frame_proposals``.
            heading: what they are passages of.
        """
        if len(data):
            self.show_rows(data, heading)
            return
        words = {
            "open": "Everything is judged. Choose All to see it again.",
            ACCEPTED: "Nothing was accepted yet.",
            REJECTED: "Nothing was rejected yet.",
        }
        self.say("No passages", words.get(self.wanted, "Nothing is proposed in what is counted. Widen the scope."))
        self.heading.set_text(heading)

    def key_of(self, cells: Mapping[str, Cell]) -> Hashable:
        """Document, start, end and frame of a passage."""
        return tuple(cells[name] for name in ("document_id", "start", "end", "frame"))

    def shown(self, data: TableData) -> TableData:
        """With verdicts in words, marks of what is special, and how often the entry was right."""
        verdicts = [_MARKS.get(verdict, verdict) for verdict in data.texts("verdict")]
        special = (data.column(name) for name in ("negated", "in_quote", "source", "why"))
        return TableData(
            (*data.names, "mark", "sign", "badges", "right_of"),
            (
                *data.columns,
                tuple(verdicts),
                tuple(verdict[:1] for verdict in verdicts),
                tuple(_badges(*cells) for cells in zip(*special, strict=True)),
                tuple(map(_of_judged, data.column("entry_accepted"), data.column("entry_judged"))),
            ),
            data.notes,
        )

    def columns(self, *, wide: bool) -> list[Column]:
        """Why and precision have columns where there is room."""
        if not wide:
            return [
                Column("sign", "", tip_key="mark", width=30),
                Column("outlet", "Outlet", kind="outlet", width=96),
                Column("left", "", kind="left", width=110),
                Column("text", "Passage", kind="node", width=104),
                Column("right", "", width=60, stretch=True),
            ]
        return [
            Column("mark", "Verdict", width=84),
            Column("outlet", "Outlet", kind="outlet", width=112),
            Column("left", "", kind="left", width=150),
            Column("text", "Passage", kind="node", width=112),
            Column("right", "", width=120, stretch=True),
            Column("badges", "", _BADGES, width=104),
            Column("why", "Why", width=170),
            Column("right_of", "Entry right", "Accepted of the judged passages of this entry", width=84),
        ]

    def enable(self, cells: Mapping[str, Cell] | None) -> None:
        """Say why the passage is proposed, and how right its entry was."""
        for button in (self.accept_button, self.reject_button, self.move_button):
            button.setEnabled(cells is not None)
        self.back_button.setEnabled(cells is not None and bool(cells["verdict"]))
        if cells is None:
            self.why.set_text("")
            return
        parts = [str(cells["why"] or "").rstrip(".")]
        if judged := int(cells["entry_judged"] or 0):
            parts.append(f"{int(cells['entry_accepted'] or 0):,} of {judged:,} judged passages of it accepted")
        parts += ["denied"] * bool(cells["negated"]) + ["quoted"] * bool(cells["in_quote"])
        self.why.set_text(visible("; ".join(filter(None, parts))))

    # -- judging -----------------------------------------------------------------------------------------------------

    def _on_key(self, what: str) -> None:
        if what == _MOVE:
            self.show_frames()
        else:
            self.judge(what)

    def judge(self, verdict: str) -> None:
        """Judge the chosen passage and choose the next one that nobody judged."""
        proposal, row = self.current, self.row
        if proposal is None or row is None or (verdict == OPEN and not proposal.verdict):
            return
        if verdict == ACCEPTED:
            accept(self.desk, proposal, origin=self._origin)
        elif verdict == REJECTED:
            reject(self.desk, proposal, origin=self._origin)
        else:
            take_back(self.desk, proposal, origin=self._origin)
        self.go_on(row, verdict)

    def move_to(self, frame: str) -> None:
        """Move the chosen passage to another frame."""
        proposal, row = self.current, self.row
        if proposal is not None and row is not None and frame != proposal.frame:
            move(self.desk, proposal, frame, origin=self._origin)
            self.go_on(row, REJECTED)

    def frame_menu(self) -> QMenu:
        """The other frames, each with a key."""
        menu = QMenu(self)
        menu.setAccessibleName("Frame to move the passage to")
        proposal = self.current
        others = [frame for frame in self._frames() if proposal is not None and frame != proposal.frame]
        for n, frame in enumerate(others):
            key = f"&{_KEYS[n]}  " if n < len(_KEYS) else ""
            menu.addAction(f"{key}{mnemonic_safe(frame)}").triggered.connect(
                lambda _=False, chosen=frame: self.move_to(chosen)
            )
        return menu

    def show_frames(self) -> None:
        """Show the frames that the chosen passage can be moved to."""
        row = self.row
        if row is None:
            return
        menu = self.frame_menu()
        menu.aboutToHide.connect(menu.deleteLater)
        at = self.table.row_position(row) + QPoint(0, self.table.rowHeight(0) // 2)
        menu.popup(self.table.viewport().mapToGlobal(at))

    def open_row(self, row: int) -> None:
        """Show the passage in the Reader."""
        self.place_chosen.emit(Proposal.of_row(self._data.row(row)))


def keys_help() -> str:
    """The keys of the list in a sentence."""
    return "A accepts, R rejects, M moves, Z takes back, J and K go on and back, Enter shows the passage in the Reader."


def _badges(negated: Cell, quoted: Cell, source: Cell, why: Cell) -> str:
    marks = (("not", negated), ("quoted", quoted), ("meaning", source == "meaning"), ("moved", "Moved " in str(why)))
    return " · ".join(word for word, holds in marks if holds)


def _of_judged(accepted: Cell, judged: Cell) -> str:
    return f"{int(accepted or 0):,} of {int(judged or 0):,}" if judged else "–"
