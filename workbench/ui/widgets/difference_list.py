"""The list of passages that articles side by side have in common, with what differs in each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from workbench.domain.table_data import TableData
from workbench.ui.desk import Desk
from workbench.ui.widgets.data_table import Column, DataTable

_NAMES: Final = ("kind", "passage", "differences", "tip")


class DifferenceList(QWidget):
    """One line a group of aligned passages."""

    row_chosen = Signal(int)
    """The person chose a group: its number."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.table = DataTable(desk, "Passages in common, with what differs")
        self.table.row_chosen.connect(self.row_chosen)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.table)

    def show_groups(self, rows: Sequence[tuple[str, str, Sequence[str]]]) -> None:
        """Show groups: kind in words, the leftmost passage, and a line for each difference."""
        columns = [
            [kind for kind, _, _ in rows],
            [" ".join(passage.split()) for _, passage, _ in rows],
            ["; ".join(lines) for _, _, lines in rows],
            ["\n".join(lines) for _, _, lines in rows],
        ]
        self.table.show_table(
            TableData(_NAMES, tuple(map(tuple, columns))),
            [
                Column("kind", "In common", width=110),
                Column("passage", "Passage", "As the article on the left has it", width=240, stretch=True),
                Column("differences", "What differs", tip_key="tip", width=260, stretch=True),
            ],
        )
