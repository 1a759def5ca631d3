"""What lists for judging share: a table whose letters judge the chosen row, a filter above it, and buttons below.

After a judgement the next row without one is chosen at once: the next key must not wait for the answer.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from workbench.domain.table_data import Cell, TableData
from workbench.ui.desk import Desk
from workbench.ui.plain_text import ElidedLabel, visible
from workbench.ui.widgets.choice_box import ChoiceBox
from workbench.ui.widgets.data_table import Column, DataTable
from workbench.ui.widgets.message_panel import MessagePanel


class JudgingTable(DataTable):
    """Rows of which letters judge the chosen one; J and K step."""

    key_pressed = Signal(object)
    """The person pressed a key that judges: what it stands for."""

    def __init__(self, desk: Desk, name: str, keys: Mapping[Qt.Key, object]) -> None:
        """A table.

        Args:
            desk: what all panes share.
            name: what it is, with its keys, for a screen reader.
            keys: what each letter stands for.
        """
        super().__init__(desk, name)
        self._judging = keys

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Letters judge and step; the rest is as in every table."""
        key = Qt.Key(event.key())
        if event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif key in self._judging:
            self.key_pressed.emit(self._judging[key])
        elif key in (Qt.Key.Key_J, Qt.Key.Key_K):
            self._step(1 if key == Qt.Key.Key_J else -1)
        else:
            super().keyPressEvent(event)

    def _step(self, step: int) -> None:
        row = self.currentIndex().row() + step
        if 0 <= row < self.table_model.rowCount():
            self.select_source_row(self.table_model.source_row(row))


class JudgingList(QWidget):
    """Heading and filter, the table or a message, and a line with buttons.

    Args:
        table: the table.
        heading: what is listed before anything is.
        filters: which rows can be listed: in words, and as the option ``frame_verdict`` says it.
        filter_name: what the filter is, for a screen reader.
        judged_column: the column of the data that holds what was said; missing or empty where nothing was.
        room: pixels from which the wide columns are shown.
    """

    filter_changed = Signal()
    """Other rows are wanted."""

    def __init__(
        self,
        table: JudgingTable,
        *,
        heading: str,
        filters: Sequence[tuple[str, str]],
        filter_name: str,
        judged_column: str,
        room: int,
    ) -> None:
        super().__init__()
        self.table = table
        self._empty_heading, self._judged_column, self._room = heading, judged_column, room
        self._filters = filters
        self._data = TableData()
        self._current: Hashable = None
        self._at = 0
        """Where the current row stood last, for when it is not listed any more."""
        self._wide = False
        head = self._strip()
        self._head = QHBoxLayout(head)
        self._head.setContentsMargins(12, 4, 8, 4)
        self._head.setSpacing(6)
        self.heading = ElidedLabel(heading, head, name="Heading")
        self._head.addWidget(self.heading, 1)
        self.filter = ChoiceBox(filter_name, head)
        self.filter.addItems([visible(words) for words, _ in filters])
        self.filter.currentIndexChanged.connect(lambda _: self.filter_changed.emit())
        self._head.addWidget(self.filter)
        table.row_chosen.connect(self.open_row)
        table.selectionModel().currentRowChanged.connect(lambda *_: self._on_current())
        self.message = MessagePanel()
        self.stack = QStackedWidget()
        self.stack.addWidget(self.message)
        self.stack.addWidget(table)
        self.stack.setMinimumHeight(44)  # a row in a low window; the message needs more and is cut
        self._foot = self._strip()
        self._buttons = QHBoxLayout(self._foot)
        self._buttons.setContentsMargins(12, 2, 8, 2)
        self._buttons.setSpacing(2)
        self.why = ElidedLabel("", self._foot, name="Muted")
        self._buttons.addWidget(self.why, 1)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self._layout.addWidget(head)
        self._layout.addWidget(self.stack, 1)
        self._layout.addWidget(self._foot)

    @property
    def wanted(self) -> str:
        """Which rows are wanted, as the option ``frame_verdict`` says it."""
        return self._filters[max(self.filter.currentIndex(), 0)][1]

    def add_buttons(self, *buttons: QToolButton) -> None:
        """Put buttons below the table."""
        for button in buttons:
            self._buttons.addWidget(button)

    def add_switch(self, switch: QWidget) -> None:
        """Put a control beside the filter."""
        self._head.insertWidget(1, switch)

    # -- for each list to say ----------------------------------------------------------------------------------------

    def key_of(self, cells: Mapping[str, Cell]) -> Hashable:
        """What a row is known by when it is listed again."""
        raise NotImplementedError

    def shown(self, data: TableData) -> TableData:
        """The rows as the table shows them."""
        raise NotImplementedError

    def columns(self, *, wide: bool) -> list[Column]:
        """The columns, with those that need room or without."""
        raise NotImplementedError

    def enable(self, cells: Mapping[str, Cell] | None) -> None:
        """Make the buttons fit the chosen row, and say why it is there; ``None`` where there is none."""
        raise NotImplementedError

    def open_row(self, row: int) -> None:
        """Show what a row is about."""
        raise NotImplementedError

    # -- showing -----------------------------------------------------------------------------------------------------

    @property
    def row(self) -> int | None:
        """The chosen row of the data."""
        at = self.table.currentIndex()
        return self.table.table_model.source_row(at.row()) if at.isValid() and len(self._data) else None

    @property
    def cells(self) -> dict[str, Cell] | None:
        """The cells of the chosen row."""
        row = self.row
        return self._data.row(row) if row is not None else None

    def say(self, heading: str, text: str = "") -> None:
        """Say why there is nothing to judge."""
        self._data = TableData()
        self.heading.set_text(self._empty_heading)
        self.message.say(heading, text)
        self.stack.setCurrentWidget(self.message)
        self._foot.hide()

    def show_rows(self, data: TableData, heading: str) -> None:
        """Show rows, one at least; the chosen one stays chosen, or the one that takes its place."""
        self.heading.set_text(heading)
        self._foot.show()
        self.stack.setCurrentWidget(self.table)
        self._put(data)
        keys = [self.key_of(data.row(n)) for n in range(len(data))]
        self._select(keys.index(self._current) if self._current in keys else min(self._at, len(keys) - 1))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """More columns where there is room; else what they say stands below the list alone."""
        super().resizeEvent(event)
        wide = self.width() >= self._room
        if wide != self._wide:
            self._wide = wide
            if len(self._data):
                row = self.row
                self._put(self._data)
                self._select(row or 0)

    def go_on(self, row: int, said: Cell) -> None:
        """Show what was said of a row at once, and choose the next one of which nothing was.

        Args:
            row: the row.
            said: what was said; empty or ``None`` where it was taken back, and then the row stays chosen.
        """
        data = self._data
        at = data.names.index(self._judged_column)
        values = list(data.columns[at])
        values[row] = said
        columns = [*data.columns]
        columns[at] = tuple(values)
        model = self.table.table_model
        order = [model.source_row(n) for n in range(model.rowCount())]
        self._put(TableData(data.names, tuple(columns), data.notes))
        if said in (None, ""):
            self._select(row)
            return
        place = order.index(row)
        following = (*order[place + 1 :], *order[:place])
        open_rows = (n for n in following if values[n] in (None, ""))
        self._select(next(open_rows, order[min(place + 1, len(order) - 1)]))

    # -- inside ------------------------------------------------------------------------------------------------------

    def _put(self, data: TableData) -> None:
        self._data = data
        self.table.show_table(self.shown(data), self.columns(wide=self._wide))

    def _select(self, row: int) -> None:
        self.table.select_source_row(row)
        self._on_current()

    def _on_current(self) -> None:
        row, cells = self.row, self.cells
        if row is not None and cells is not None:
            self._current, self._at = self.key_of(cells), row
        self.enable(cells)

    def _strip(self) -> QWidget:
        strip = QWidget(self)
        strip.setObjectName("SubHeader")
        strip.setAttribute(Qt.WidgetAttribute.WA_StyledBackground, True)
        return strip
