"""Outlets: which names are one outlet, and which groups outlets are in. Everything is applied as one step.

Nothing is merged or grouped by itself. The program offers names of groupings and no judgement of any outlet.
"""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QTabWidget, QVBoxLayout, QWidget

from workbench.domain.state import State
from workbench.jobs.worker import Failure
from workbench.session.store import Command
from workbench.ui.desk import Desk
from workbench.ui.dialogs.dialog_parts import FieldDialog, last_row, resize_within
from workbench.ui.dialogs.outlet_edits import OutletEdits
from workbench.ui.dialogs.outlet_groups_tab import GroupsTab
from workbench.ui.dialogs.outlet_names_tab import NamesTab
from workbench.ui.plain_text import PlainLabel
from workbench.ui.widgets.data_table import text_scale
from workbench.ui.widgets.pane_header import link_button
from workbench.workspace import outlet_tasks
from workbench.workspace.outlet_tasks import OutletNames


class OutletNamesDialog(FieldDialog):
    """Merges and splits names, and puts outlets into groups.

    Args:
        desk: what all panes share.
        parent: the window.
        groups: whether groups are shown first.
    """

    outlets_wanted = Signal()
    """The person wants to say which outlets articles without one come from."""

    def __init__(self, desk: Desk, parent: QWidget | None = None, *, groups: bool = False) -> None:
        super().__init__(parent)
        self.desk = desk
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, True)
        self.setWindowTitle("Outlets")
        self.setAccessibleName("Outlets: names and groups")
        self.edits: OutletEdits | None = None
        self.tabs = QTabWidget(self)
        self.tabs.setAccessibleName("Names or groups")
        self.tabs.tabBar().setAccessibleName("Names or groups")
        self.names = NamesTab(desk.theme, self.tabs)
        self.groups = GroupsTab(desk, self.tabs)
        self.tabs.addTab(self.names, "Names")
        self.tabs.addTab(self.groups, "Groups")
        self.tabs.setCurrentIndex(1 if groups else 0)
        self.lead = PlainLabel("Reading the names …", self, wrap=True)
        self.unnamed = link_button("", "Say which outlets these articles come from", self._set_outlets)
        self.apply = QPushButton("Apply", self)
        self._build()
        scale = text_scale(self.font())
        resize_within(self, QSize(round(1040 * scale), round(580 * scale)), parent)
        self._refresh()
        desk.ask(
            outlet_tasks.outlet_names,
            desk.state,
            key="outlet names",
            lane="list",
            done=self.show_names,
            failed=self._on_failed,
        )

    def show_names(self, found: OutletNames) -> None:
        """Show what the corpus has."""
        edits = self.edits = OutletEdits(found)
        self.tabs.setEnabled(bool(found.names))
        self.names.show_edits(edits)
        self.groups.show_edits(edits, self.desk.state.scope.compare)
        self.unnamed.setVisible(bool(found.unnamed))
        articles = "1 article has" if found.unnamed == 1 else f"{found.unnamed:,} articles have"
        self.unnamed.setText(f"{articles} no outlet. Set outlets…")
        self._refresh()
        (self.names if self.tabs.currentIndex() == 0 else self.groups).table.setFocus()

    def accept(self) -> None:
        """Apply everything as one step that can be undone."""
        edits = self.edits
        changes = edits.changes() if edits is not None else {}
        if edits is not None and (changes or edits.scope(self.desk.state.scope) != self.desk.state.scope):
            moved = edits.moved

            def change(state: State) -> State:
                return replace(state, decisions=state.decisions.with_changes(changes), scope=edits.scope(state.scope))

            self.desk.store.do(Command(edits.label() or "Change groupings", change), origin="outlet names")
            focus = self.desk.state.focus
            if focus.outlet in moved:
                self.desk.highlight(replace(focus, outlet=moved[focus.outlet]), origin="outlet names")
        super().accept()

    def done(self, result: int) -> None:
        """Answers that come after the dialog is closed are of no interest."""
        self.desk.bridge.cancel("outlet names")
        super().done(result)

    # -- inside ----------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 12)
        layout.setSpacing(8)
        top = QHBoxLayout()
        top.addWidget(self.lead, 1)
        top.addWidget(self.unnamed)
        layout.addLayout(top)
        layout.addWidget(self.tabs, 1)
        self.tabs.setEnabled(False)
        self.unnamed.hide()
        self.names.changed.connect(self._on_names)
        self.groups.changed.connect(self._refresh)
        layout.addLayout(last_row(self, self.apply, cancel_name="Cancel: change nothing"))

    def _on_names(self) -> None:
        self.groups.follow_names()
        self._refresh()

    def _refresh(self) -> None:
        edits = self.edits
        if edits is not None and not edits.names:
            self.lead.set_text("No article names an outlet yet.")
        elif edits is not None:
            names, outlets = len(edits.names), len(edits.outlets())
            words = "1 name in the sources stands" if names == 1 else f"{names:,} names in the sources stand"
            stand_for = f"{words} for {'1 outlet' if outlets == 1 else f'{outlets:,} outlets'}."
            self.lead.set_text(f"{stand_for} Nothing changes before you apply it.")
        many = len(edits.changes()) if edits is not None else 0
        self.apply.setText(f"Apply {'1 change' if many == 1 else f'{many:,} changes'}" if many else "Apply")
        self.apply.setAccessibleName(self.apply.text())
        self.apply.setEnabled(bool(many))
        self.apply.setDefault(bool(many))  # what can't be pressed must not look as if it could

    def _set_outlets(self) -> None:
        self.reject()
        self.outlets_wanted.emit()

    def _on_failed(self, failure: Failure) -> None:
        self.lead.set_text(f"The names can't be read. {failure.message} Close this and open it again.")
