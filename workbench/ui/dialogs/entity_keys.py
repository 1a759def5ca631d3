"""The names of an entity with the reason why each is one of its names, and splitting some of them off."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHeaderView, QPushButton, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from workbench.domain.entity_decisions import readable_key
from workbench.domain.focus import Focus
from workbench.domain.spans import Span
from workbench.domain.table_data import TableData
from workbench.jobs.worker import Failure
from workbench.ui.desk import SCOPE, Desk
from workbench.ui.dialogs.dialog_parts import FieldDialog, in_a_row, make_button, resize_within
from workbench.ui.entity_actions import split_off
from workbench.ui.plain_text import PlainLabel, mnemonic_safe, tool_tip, visible
from workbench.ui.widgets.entity_words import KEY_SEPARATOR, ListedEntity
from workbench.workspace import tasks
from workbench.workspace.messages import PaneTable

_KEY: Final = "entity keys"
_NAME, _MENTIONS, _ARTICLES, _REASON = range(4)
MAIN: Final = "its main name, to which the others were joined"


class EntityNamesDialog(FieldDialog):
    """Names, how often each is counted, why it belongs here, and where it stands first; ticked ones are split off.

    Args:
        desk: what all panes share.
        entity: the entity.
        parent: the window.
    """

    def __init__(self, desk: Desk, entity: ListedEntity, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._entity = entity
        self._rows = TableData()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, True)
        self.setWindowTitle("Names and reasons")
        self.setAccessibleName("Names and reasons")
        self.lead = PlainLabel("", self, wrap=True)
        self.names = QTreeWidget(self)
        self.why = PlainLabel("", self, wrap=True)
        """Why the current name belongs to the entity, in full."""
        self.passage = PlainLabel("", self, name="Muted", wrap=True)
        """Where it stands first."""
        self.show_passage = QPushButton("Show in Reader", self)
        self.split = QPushButton("Split off", self)
        self._build()
        scale = self.fontMetrics().height() / 17
        resize_within(self, QSize(round(640 * scale), round(420 * scale)), parent)
        self._refresh()
        self._ask()
        desk.touched.connect(self._on_touched)

    # -- gestures --------------------------------------------------------------------------------------------------

    def ticked(self) -> list[int]:
        """The rows of the names that are ticked."""
        items = (self.names.topLevelItem(row) for row in range(self.names.topLevelItemCount()))
        return [
            n for n, item in enumerate(items) if item is not None and item.checkState(_NAME) is Qt.CheckState.Checked
        ]

    def split_ticked(self) -> None:
        """Let the ticked names stand for themselves."""
        rows = self.ticked()
        keys, found = self._rows.texts("key"), self._rows.texts("found_with")
        chosen = [(keys[row], self._name(row)) for row in rows]
        with_it = {keys[row]: list(filter(None, found[row].split(KEY_SEPARATOR))) for row in rows}
        if chosen and len(chosen) < len(keys):
            split_off(self._desk, self._entity, chosen, with_it)
            self.accept()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """The names may be there before the window has its width."""
        super().showEvent(event)
        self._fit_columns()

    def done(self, result: int) -> None:
        """Answers that come after the dialog is closed are of no interest."""
        self._desk.touched.disconnect(self._on_touched)
        self._desk.bridge.cancel(_KEY)
        super().done(result)

    # -- inside ----------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 16, 18, 12)
        layout.setSpacing(8)
        layout.addWidget(self.lead)
        tree = self.names
        tree.setAccessibleName("Names of the entity")
        tree.setRootIsDecorated(False)
        tree.setUniformRowHeights(True)
        tree.setColumnCount(4)
        heading = QTreeWidgetItem(["Name", "Mentions", "Articles", "Because"])
        for column in (_MENTIONS, _ARTICLES):
            heading.setTextAlignment(column, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        tree.setHeaderItem(heading)
        tree.header().setStretchLastSection(True)
        tree.header().setSectionResizeMode(_NAME, QHeaderView.ResizeMode.Interactive)
        tree.currentItemChanged.connect(lambda *_: self._show_current())
        tree.itemChanged.connect(lambda *_: self._refresh())
        layout.addWidget(tree, 1)
        layout.addWidget(self.why)
        layout.addWidget(self.passage)
        make_button(self.show_passage, self._read, name="Show the first passage of this name in the Reader")
        make_button(self.split, self.split_ticked, name="Split the ticked names off")
        close = QPushButton("Close", self)
        make_button(close, self.reject, name="Close the list of names")
        layout.addLayout(in_a_row(QWidget(self), self.show_passage, close, self.split))

    def _ask(self) -> None:
        self._desk.ask(
            tasks.pane_table,
            "entity_keys",
            replace(self._desk.state, focus=Focus(entity=self._entity.entity_id)),
            self._desk.options,
            key=_KEY,
            done=self._show,
            failed=self._on_failed,
        )

    def _on_touched(self, touched: frozenset[str]) -> None:
        if SCOPE in touched:
            self._ask()

    def _on_failed(self, failure: Failure) -> None:
        self.lead.set_text(f"The names can't be listed: {failure.message} Close this and try again.")

    def _name(self, row: int) -> str:
        return self._rows.texts("name")[row] or readable_key(self._rows.texts("key")[row])

    def _show(self, answer: PaneTable) -> None:
        self._rows = rows = answer.table
        self.names.blockSignals(True)
        self.names.clear()
        for n in range(len(rows)):
            row = rows.row(n)
            reason = str(row["reason"] or "") or MAIN
            item = QTreeWidgetItem(
                [
                    visible(self._name(n)),
                    f"{int(row['mentions'] or 0):,}",
                    f"{int(row['documents'] or 0):,}",
                    visible(reason),
                ]
            )
            item.setSizeHint(_REASON, QSize(0, self.fontMetrics().height() + 8))
            if len(rows) > 1:
                item.setCheckState(_NAME, Qt.CheckState.Unchecked)
            for column in (_MENTIONS, _ARTICLES):
                item.setTextAlignment(column, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            item.setToolTip(_REASON, tool_tip(reason))
            item.setToolTip(_NAME, tool_tip(self._name(n)))
            self.names.addTopLevelItem(item)
        self._fit_columns()
        self.names.blockSignals(False)
        first = self.names.topLevelItem(0)
        if first is not None:
            self.names.setCurrentItem(first)
        self._show_current()
        self._refresh()

    def _fit_columns(self) -> None:
        """Whole names, in at most half of the width."""
        for column in (_NAME, _MENTIONS, _ARTICLES):
            self.names.resizeColumnToContents(column)
        self.names.setColumnWidth(_NAME, min(self.names.columnWidth(_NAME) + 8, self.names.width() // 2))

    def _current(self) -> int:
        item = self.names.currentItem()
        return self.names.indexOfTopLevelItem(item) if item is not None else -1

    def _show_current(self) -> None:
        at = self._current()
        row = self._rows.row(at) if 0 <= at < len(self._rows) else {}
        self.why.set_text(f"“{self._name(at)}”: {row['reason'] or MAIN}" if row else "")
        stands = bool(row and row["document_id"])
        if stands:
            words = f"{row['left']}{row['node']}{row['right']}"
            self.passage.set_text(f"First in “{row['title']}”: … {' '.join(words.split())} …")
        else:
            self.passage.set_text("It is not named so in what is counted." if row else "")
        self.show_passage.setEnabled(stands)

    def _read(self) -> None:
        at = self._current()
        if 0 <= at < len(self._rows) and self._rows.texts("document_id")[at]:
            row = self._rows.row(at)
            place = Span(str(row["document_id"]), int(row["start"] or 0), int(row["end"] or 0))
            self._desk.highlight(Focus(entity=self._entity.entity_id, passage=place), origin="entities")

    def _refresh(self) -> None:
        names, ticked = len(self._rows), len(self.ticked())
        if names > 1:
            words = f"“{self._entity.name}” has {names:,} names. Tick those that stand for something else."
        elif names:
            words = f"“{self._entity.name}” has one name, so that nothing can be split off."
        else:
            words = "The names are being looked up …"
        if ticked and ticked == names:
            words = "One name has to stay. Untick it."
        self.lead.set_text(words)
        self.split.setText(mnemonic_safe(f"Split off {ticked:,} names" if ticked > 1 else "Split off"))
        self.split.setVisible(names > 1)
        self.split.setEnabled(0 < ticked < names)
