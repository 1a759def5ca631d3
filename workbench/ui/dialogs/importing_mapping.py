"""The columns of a table, and for each field a box to choose the column from."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from workbench.ui.dialogs.importing_columns import FIELD_WORDS, ColumnChoices, Columns, Origin
from workbench.ui.plain_text import PlainLabel, visible
from workbench.ui.widgets.pane_header import link_button

_NONE: Final = "(no column)"


class MappingPanel(QWidget):
    """Shows the mapping of one table. A change is told; the panel itself decides nothing."""

    column_chosen = Signal(str, str)
    """A field, and the column that a person chose for it; an empty one for none."""
    guess_wanted = Signal()
    """Back to what the program takes the columns for."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.boxes: dict[str, QComboBox] = {}
        self._marks: dict[str, PlainLabel] = {}
        self._columns: Columns | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 6, 4, 4)
        column.setSpacing(4)
        top = QHBoxLayout()
        self.words = PlainLabel("", self, name="Muted", wrap=True)
        self.back = link_button(
            "Back to the guess", "Use what the program takes the columns for", self.guess_wanted.emit
        )
        top.addWidget(self.words, 1)
        top.addWidget(self.back, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(top)
        inside = QWidget()
        inside.setObjectName("PaneBody")
        self._grid = QGridLayout(inside)
        self._grid.setContentsMargins(4, 4, 4, 4)
        self._grid.setHorizontalSpacing(6)
        self._grid.setVerticalSpacing(4)
        self._labels: dict[str, PlainLabel] = {}
        for field, title in FIELD_WORDS.items():
            self._add(field, title)
        self._in_a_row = 0
        self._arrange(2)
        self._scroll = QScrollArea(self)
        self._scroll.setWidget(inside)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column.addWidget(self._scroll, 1)

    def show_mapping(self, columns: Columns, by_field: Mapping[str, str], choices: ColumnChoices) -> None:
        """Show which column of a table is which field."""
        origin = choices.origin(columns)
        guessed = sum(bool(by_field.get(field)) for field in FIELD_WORDS)
        were = f"{guessed} of {len(columns):,} columns {'was' if guessed == 1 else 'were'} guessed."
        self.words.set_text(
            {
                Origin.GUESSED: f"{were} Choose another where one is wrong."
                if by_field.get("text")
                else f"{were} Which column holds the text? Choose it.",
                Origin.LAST_TIME: "As last time: you chose these for a table with the same columns.",
                Origin.CHOSEN: "Your choice. It is remembered for tables with the same columns.",
            }[origin]
        )
        self.back.setVisible(origin is not Origin.GUESSED)
        for field, box in self.boxes.items():
            box.blockSignals(True)
            if columns != self._columns:
                box.clear()
                box.addItem(_NONE)
                for name in columns:
                    box.addItem(visible(name))
            chosen = by_field.get(field, "")
            box.setCurrentIndex(columns.index(chosen) + 1 if chosen in columns else 0)
            box.blockSignals(False)
            is_guess = bool(chosen) and choices.is_guess(columns, field, chosen)
            mark = "guessed" if is_guess else "needed" if field == "text" and not chosen else ""
            self._marks[field].set_text(mark)
            title = FIELD_WORDS[field]
            box.setAccessibleName(f"Column for {title}" + (", guessed" if is_guess else ""))
        self._columns = columns

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Two fields stand side by side where there is room."""
        super().resizeEvent(event)
        metrics = self.fontMetrics()
        one = max(label.sizeHint().width() for label in self._labels.values())
        one += max(box.minimumSizeHint().width() for box in self.boxes.values()) + 18
        one += metrics.horizontalAdvance("guessed")
        self._arrange(2 if self._scroll.viewport().width() > 2 * one else 1)

    def _arrange(self, in_a_row: int) -> None:
        if in_a_row == self._in_a_row:
            return
        self._in_a_row = in_a_row
        for number, field in enumerate(FIELD_WORDS):
            row, place = divmod(number, in_a_row)
            for offset, widget in enumerate((self._labels[field], self.boxes[field], self._marks[field])):
                self._grid.addWidget(widget, row, 3 * place + offset)
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnStretch(4, 1 if in_a_row > 1 else 0)
        for row in range(len(FIELD_WORDS) + 1):
            self._grid.setRowStretch(row, int(row == -(-len(FIELD_WORDS) // in_a_row)))

    def _add(self, field: str, title: str) -> None:
        box = QComboBox()
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(4)
        box.setMaxVisibleItems(16)
        box.setAccessibleName(f"Column for {FIELD_WORDS[field]}")
        box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        box.currentIndexChanged.connect(partial(self._on_chosen, field))
        label = PlainLabel(title)
        label.setBuddy(box)
        self.boxes[field], self._labels[field], self._marks[field] = box, label, PlainLabel("", name="Muted")

    def _on_chosen(self, field: str, index: int) -> None:
        if self._columns is not None:
            self.column_chosen.emit(field, self._columns[index - 1] if index > 0 else "")
