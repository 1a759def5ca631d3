"""The list of passages to be judged for a frame: read one, press a key, and the next one is chosen.

A accepts, R rejects, M moves to another frame, Z takes back; J and K or the arrow keys go on and back, Enter shows the passage
in the Reader.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from workbench.domain.judgements import ACCEPTED, REJECTED
from workbench.domain.table_data import Cell, TableData
from workbench.ui.desk import Desk
from workbench.ui.judging import OPEN, Proposal, accept, move, reject, take_back
from workbench.ui.plain_text import ElidedLabel, mnemonic_safe, visible
from workbench.ui.widgets.choice_box import ChoiceBox
from workbench.ui.widgets.data_table import Column, DataTable
from workbench.ui.widgets.message_panel import MessagePanel
from workbench.ui.widgets.pane_header import link_button

FILTERS: Final = (("To judge", "open"), ("All", ""), ("Accepted", ACCEPTED), ("Rejected", REJECTED))
"""Which passages are listed, as the option ``frame_verdict`` says it."""
_MARKS: Final = {OPEN: "– not judged", ACCEPTED: "✓ accepted", REJECTED: "✗ rejected"}
_KEYS: Final = "123456789abcdefghijklmnopqrstuvwxyz"
"""Keys of the frames in the menu, in their order."""
_BADGES: Final = (
    "not: it is denied; quoted: it stands between quotation marks; meaning: no entry found it;"
    " moved: from another frame or to one"
)
_ROOM_FOR_WHY: Final = 860
"""Pixels from which why and precision have columns of their own."""

Key = tuple[str, int, int, str]
"""Document, start, end and frame of a passage."""


class ProposalTable(DataTable):
    """Passages with their context; letters judge the chosen one."""

    judged = Signal(str)
    """The person accepts (``accepted``), rejects (``rejected``) or takes back (``""``)."""
    move_wanted = Signal()
    """The person wants to move the chosen passage to another frame."""
    row_changed = Signal()
    """Another row is the current one."""

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Letters judge and step; the rest is as in every table."""
        if event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
            return
        verdicts = {Qt.Key.Key_A: ACCEPTED, Qt.Key.Key_R: REJECTED, Qt.Key.Key_Z: OPEN, Qt.Key.Key_U: OPEN}
        key = Qt.Key(event.key())
        if key in verdicts:
            self.judged.emit(verdicts[key])
        elif key == Qt.Key.Key_M:
            self.move_wanted.emit()
        elif key in (Qt.Key.Key_J, Qt.Key.Key_K):
            self._step(1 if key == Qt.Key.Key_J else -1)
        else:
            super().keyPressEvent(event)

    def _step(self, step: int) -> None:
        row = self.currentIndex().row() + step
        if 0 <= row < self.table_model.rowCount():
            self.select_source_row(self.table_model.source_row(row))


class ProposalList(QWidget):
    """The table with its filter, the buttons that judge, and why the chosen passage is proposed."""

    place_chosen = Signal(object)
    """The person wants to see a passage in the Reader: a :class:`Proposal`."""
    filter_changed = Signal()
    """Other passages are wanted."""

    def __init__(self, desk: Desk, origin: str, frames: Callable[[], Sequence[str]]) -> None:
        """An empty list.

        Args:
            desk: where judgements go.
            origin: the pane that it stands in.
            frames: the frames that a passage can be moved to.
        """
        super().__init__()
        self.desk = desk
        self._origin = origin
        self._frames = frames
        self._data = TableData()
        self._current: Key | None = None
        self._at = 0
        """Where the current passage stood last, for when it is not listed any more."""
        self._wide = False
        head = QWidget(self)
        head.setObjectName("SubHeader")
        head.setAttribute(Qt.WidgetAttribute.WA_StyledBackground, True)
        row = self._head = QHBoxLayout(head)
        row.setContentsMargins(12, 4, 8, 4)
        row.setSpacing(6)
        self.heading = ElidedLabel("Passages", head, name="Heading")
        row.addWidget(self.heading, 1)
        self.filter = ChoiceBox("Which passages are listed", head)
        self.filter.addItems([words for words, _ in FILTERS])
        self.filter.setCurrentIndex(1)
        self.filter.currentIndexChanged.connect(lambda _: self.filter_changed.emit())
        row.addWidget(self.filter)
        self.table = ProposalTable(desk, "Passages to judge: A accepts, R rejects, M moves, Z takes back")
        self.table.judged.connect(self.judge)
        self.table.move_wanted.connect(self.show_frames)
        self.table.row_chosen.connect(self._open)
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._on_current())
        self.message = MessagePanel()
        self.stack = QStackedWidget()
        self.stack.addWidget(self.message)
        self.stack.addWidget(self.table)
        self.stack.setMinimumHeight(44)  # a row in a low window; the message needs more and is cut
        foot = QWidget(self)
        foot.setObjectName("SubHeader")
        foot.setAttribute(Qt.WidgetAttribute.WA_StyledBackground, True)
        line = QHBoxLayout(foot)
        line.setContentsMargins(12, 2, 8, 2)
        line.setSpacing(2)
        self.why = ElidedLabel("", foot, name="Muted")
        line.addWidget(self.why, 1)
        self.accept_button = link_button("Accept", "The passage speaks for the frame (A)", lambda: self.judge(ACCEPTED))
        self.reject_button = link_button(
            "Reject", "The passage does not speak for the frame (R)", lambda: self.judge(REJECTED)
        )
        self.move_button = link_button("Move ▾", "The passage speaks for another frame (M)", self.show_frames)
        self.back_button = link_button(
            "Take back", "Leave the passage as if nobody had judged it (Z)", lambda: self.judge(OPEN)
        )
        for button in (self.accept_button, self.reject_button, self.move_button, self.back_button):
            line.addWidget(button)
        self._foot = foot
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(head)
        layout.addWidget(self.stack, 1)
        layout.addWidget(foot)
        self.message.say(
            "Choose a frame", "The passages that may speak for it are listed here, to be accepted or rejected."
        )
        self._enable()

    @property
    def verdict(self) -> str:
        """Which passages are wanted, as the option ``frame_verdict`` says it."""
        return FILTERS[max(self.filter.currentIndex(), 0)][1]

    @property
    def current(self) -> Proposal | None:
        """The chosen passage."""
        row = self._row
        return Proposal.of_row(self._data.row(row)) if row is not None else None

    @property
    def _row(self) -> int | None:
        at = self.table.currentIndex()
        return self.table.table_model.source_row(at.row()) if at.isValid() and len(self._data) else None

    def add_switch(self, switch: QWidget) -> None:
        """Put a control beside the filter."""
        self._head.insertWidget(1, switch)

    # -- showing -----------------------------------------------------------------------------------------------------

    def say(self, heading: str, text: str = "") -> None:
        """Say why there is nothing to judge."""
        self._data = TableData()
        self.heading.set_text("Passages")
        self.message.say(heading, text)
        self.stack.setCurrentWidget(self.message)
        self._foot.hide()

    def show_proposals(self, data: TableData, heading: str) -> None:
        """Show passages; the chosen one stays chosen, or the one that takes its place.

        Args:
            data: the table ``frame_proposals``.
            heading: what they are passages of.
        """
        self.heading.set_text(heading)
        if not len(data):
            words = {
                "open": "Everything is judged. Choose All to see it again.",
                ACCEPTED: "Nothing was accepted yet.",
                REJECTED: "Nothing was rejected yet.",
            }
            self.say("No passages", words.get(self.verdict, "Nothing is proposed in what is counted. Widen the scope."))
            self.heading.set_text(heading)
            return
        self._foot.show()
        self.stack.setCurrentWidget(self.table)
        self._put(data)
        keys = _keys(data)
        if self._current in keys:
            self._select(keys.index(self._current))
        else:
            self._select(min(self._at, len(keys) - 1))

    def _put(self, data: TableData) -> None:
        self._data = data
        verdicts = data.texts("verdict")
        badges = [
            " · ".join(
                word
                for word, holds in (
                    ("not", negated),
                    ("quoted", quoted),
                    ("meaning", source == "meaning"),
                    ("moved", "Moved " in str(why)),
                )
                if holds
            )
            for negated, quoted, source, why in zip(
                *(data.column(name) for name in ("negated", "in_quote", "source", "why")), strict=True
            )
        ]
        shown = TableData(
            (*data.names, "mark", "sign", "badges", "right_of"),
            (
                *data.columns,
                tuple(_MARKS.get(verdict, verdict) for verdict in verdicts),
                tuple(_MARKS.get(verdict, verdict)[:1] for verdict in verdicts),
                tuple(badges),
                tuple(map(_of_judged, data.column("entry_accepted"), data.column("entry_judged"))),
            ),
            data.notes,
        )
        self.table.show_table(shown, self._columns())

    def _columns(self) -> list[Column]:
        if not self._wide:  # what is left out stands below the list
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

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Why and precision get columns where there is room; else they stand below the list alone."""
        super().resizeEvent(event)
        wide = self.width() >= _ROOM_FOR_WHY
        if wide != self._wide:
            self._wide = wide
            if len(self._data):
                row = self._row
                self._put(self._data)
                self._select(row or 0)

    def _select(self, row: int) -> None:
        self.table.select_source_row(row)
        self._on_current()

    def _on_current(self) -> None:
        row = self._row
        if row is not None:
            self._current, self._at = _keys(self._data, row)[0], row
        self._enable()

    def _enable(self) -> None:
        proposal = self.current
        for button in (self.accept_button, self.reject_button, self.move_button):
            button.setEnabled(proposal is not None)
        self.back_button.setEnabled(proposal is not None and bool(proposal.verdict))
        row = self._row
        if row is None or proposal is None:
            self.why.set_text("")
            return
        cells = self._data.row(row)
        parts = [str(cells["why"] or "").rstrip(".")]
        if judged := int(cells["entry_judged"] or 0):
            parts.append(f"{int(cells['entry_accepted'] or 0):,} of {judged:,} judged passages of it accepted")
        parts += ["denied"] * bool(cells["negated"]) + ["quoted"] * bool(cells["in_quote"])
        self.why.set_text(visible("; ".join(filter(None, parts))))

    # -- judging -----------------------------------------------------------------------------------------------------

    def judge(self, verdict: str) -> None:
        """Judge the chosen passage and choose the next one that nobody judged."""
        proposal, row = self.current, self._row
        if proposal is None or row is None or (verdict == OPEN and not proposal.verdict):
            return
        if verdict == ACCEPTED:
            accept(self.desk, proposal, origin=self._origin)
        elif verdict == REJECTED:
            reject(self.desk, proposal, origin=self._origin)
        else:
            take_back(self.desk, proposal, origin=self._origin)
        self._go_on(row, verdict)

    def move_to(self, frame: str) -> None:
        """Move the chosen passage to another frame."""
        proposal, row = self.current, self._row
        if proposal is not None and row is not None and frame != proposal.frame:
            move(self.desk, proposal, frame, origin=self._origin)
            self._go_on(row, REJECTED)

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
        row = self._row
        if row is None:
            return
        menu = self.frame_menu()
        menu.aboutToHide.connect(menu.deleteLater)
        at = self.table.row_position(row) + QPoint(0, self.table.rowHeight(0) // 2)
        menu.popup(self.table.viewport().mapToGlobal(at))

    def _go_on(self, row: int, verdict: str) -> None:
        """Show the verdict at once, and choose the next open passage: the next key must not wait for the answer."""
        data = self._data
        at = data.names.index("verdict")
        verdicts = list(data.columns[at])
        verdicts[row] = verdict
        columns = [*data.columns]
        columns[at] = tuple(verdicts)
        order = self._order()
        self._put(TableData(data.names, tuple(columns), data.notes))
        if verdict == OPEN:
            self._select(row)
            return
        place = order.index(row)
        following = (*order[place + 1 :], *order[:place])
        self._select(next((n for n in following if not verdicts[n]), order[min(place + 1, len(order) - 1)]))

    def _order(self) -> list[int]:
        model = self.table.table_model
        return [model.source_row(n) for n in range(model.rowCount())]

    def _open(self, row: int) -> None:
        self.place_chosen.emit(Proposal.of_row(self._data.row(row)))


def keys_help() -> str:
    """The keys of the list in a sentence."""
    return "A accepts, R rejects, M moves, Z takes back, J and K go on and back, Enter shows the passage in the Reader."


def _keys(data: TableData, row: int | None = None) -> list[Key]:
    names = ("document_id", "start", "end", "frame")
    columns = [data.column(name) for name in names]
    rows = range(len(data)) if row is None else (row,)
    return [(str(columns[0][n]), int(columns[1][n] or 0), int(columns[2][n] or 0), str(columns[3][n])) for n in rows]


def _of_judged(accepted: Cell, judged: Cell) -> str:
    return f"{int(accepted or 0):,} of {int(judged or 0):,}" if judged else "–"
