"""Giving the present point of the history a name."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtWidgets import QWidget

from workbench.domain.table_data import TableData
from workbench.ui.desk import Desk
from workbench.ui.dialogs.name_dialog import NameDialog
from workbench.ui.moments import exact_moment_words
from workbench.ui.plain_text import PlainLabel, visible
from workbench.ui.widgets.data_table import Column, DataTable


class SaveSnapshotDialog(NameDialog):
    """A name, prefilled with the date and time; Enter saves.

    Args:
        desk: what all panes share.
        parent: the window.
        now: the present moment, for the name that is offered.
    """

    def __init__(self, desk: Desk, parent: QWidget | None = None, *, now: datetime | None = None) -> None:
        self.desk = desk
        snapshots = desk.store.history.snapshots
        super().__init__(
            title="Save snapshot",
            explanation="Give this point a name, so that you find it again in History. "
            "All that you do is kept in any case; a snapshot only marks the place.",
            label="Name of the snapshot",
            offered=exact_moment_words((now or datetime.now().astimezone()).isoformat()),
            taken={
                s.name: f"A snapshot of {exact_moment_words(s.made_at)} has this name. Choose another one."
                for s in snapshots
            },
            missing="Type a name for this point.",
            save=self._mark,
            parent=parent,
        )
        if not snapshots:
            self.place.addStretch(1)
            return
        self.place.addWidget(PlainLabel(f"Snapshots so far ({len(snapshots):,})", self, name="Heading"))
        self.table = DataTable(desk, "Snapshots so far", self)
        newest_first = sorted(snapshots, key=lambda snapshot: -snapshot.number)
        columns = (
            tuple(snapshot.name for snapshot in newest_first),
            tuple(exact_moment_words(snapshot.made_at) for snapshot in newest_first),
        )
        shown = (Column("name", "Name", stretch=True), Column("when", "Saved", width=140))
        self.table.show_table(TableData(("name", "when"), columns), shown)
        self.table.setMinimumHeight(90)
        self.place.addWidget(self.table, 1)
        self.resize(480, 340)

    def _mark(self, name: str) -> None:
        self.desk.store.mark(name)
        self.desk.said.emit(f"Saved the snapshot ‘{visible(name)}’.")
