"""Two lists about entities: what may be one, each with its reason, and what was rejected, to be restored."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from workbench.domain.focus import Focus
from workbench.domain.spans import Span
from workbench.domain.table_data import TableData
from workbench.jobs.worker import Failure
from workbench.ui.desk import CORPUS, SCOPE, Desk
from workbench.ui.dialogs.dialog_parts import in_a_row, make_button, resize_within
from workbench.ui.entity_actions import keep_apart, merge, restore
from workbench.ui.plain_text import PlainLabel, mnemonic_safe, paragraphs, visible
from workbench.ui.widgets.entity_words import ListedEntity, mentions_words, type_words
from workbench.workspace import tasks
from workbench.workspace.messages import PaneTable

LANE: Final = "list"
"""Suggestions take longer than what panes show, which must not wait for them."""


class _ListDialog(QDialog):
    """A list of what a table of the catalogue has; the window stays usable."""

    table: str
    heading: str
    list_name: str

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.rows = TableData()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, True)
        self.setWindowTitle(visible(self.heading))
        self.setAccessibleName(visible(self.heading))
        self.lead = PlainLabel("Looking …", self, wrap=True)
        self.list = QListWidget(self)
        self.list.setAccessibleName(visible(self.list_name))
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setSpacing(2)
        self.list.itemSelectionChanged.connect(self.refresh)
        self.details = PlainLabel("", self, name="Muted", wrap=True)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(18, 16, 18, 12)
        self._layout.setSpacing(8)
        self._layout.addWidget(self.lead)
        self._layout.addWidget(self.list, 1)
        self._layout.addWidget(self.details)
        self._close = QPushButton("Close", self)
        make_button(self._close, self.reject, name="Close the list")
        scale = self.fontMetrics().height() / 17
        resize_within(self, QSize(round(560 * scale), round(420 * scale)), parent)
        desk.touched.connect(self._on_touched)
        self._ask()

    def done(self, result: int) -> None:
        """Answers that come after the dialog is closed are of no interest."""
        self._desk.touched.disconnect(self._on_touched)
        self._desk.bridge.cancel(self.table)
        super().done(result)

    @property
    def current(self) -> int:
        """The row that is selected, or -1."""
        rows = sorted(self.list.row(item) for item in self.list.selectedItems())
        return rows[0] if rows and rows[0] < len(self.rows) else -1

    def refresh(self) -> None:
        """Say what can be done with what is selected."""

    def words(self, row: int) -> str:
        """A row of the list."""
        raise NotImplementedError

    def say(self) -> str:
        """What stands above the list."""
        raise NotImplementedError

    def _on_touched(self, touched: frozenset[str]) -> None:
        if touched & {SCOPE, CORPUS}:
            self._ask()

    def _ask(self) -> None:
        self._desk.ask(
            tasks.pane_table,
            self.table,
            replace(self._desk.state, focus=Focus()),
            self._desk.options,
            key=self.table,
            lane=LANE,
            done=self._show,
            failed=self._on_failed,
        )

    def _on_failed(self, failure: Failure) -> None:
        self.lead.set_text(f"They can't be listed: {failure.message} Close this and try again.")

    def _show(self, answer: PaneTable) -> None:
        before = max(self.current, 0)
        self.rows = answer.table
        self.list.clear()
        for row in range(len(self.rows)):
            QListWidgetItem(paragraphs(self.words(row)), self.list)
        self.lead.set_text(self.say())
        if len(self.rows):
            self.list.setCurrentRow(min(before, len(self.rows) - 1))
        self.refresh()


class SuggestionsDialog(_ListDialog):
    """Pairs that may be one: merged, kept apart, or looked at. Nothing is ever merged by itself."""

    table = "entity_suggestions"
    heading = "What may be one"
    list_name = "Pairs of entities that may be one"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.show_passage = QPushButton("Show in Reader", self)
        make_button(self.show_passage, self.read, name="Show the second one in the Reader")
        self.apart = QPushButton("Keep apart", self)
        make_button(self.apart, self.keep, name="Keep the two apart, and do not suggest it again")
        self.take = QPushButton("Merge", self)
        make_button(self.take, self.merge, name="Merge the two")
        self._layout.addLayout(in_a_row(QWidget(self), self._close, self.show_passage, self.apart, self.take))
        self.refresh()
        self.list.setFocus()

    def merge(self) -> None:
        """Make one entity of the selected pair, under the more frequent name."""
        if self.current >= 0:
            row = self.rows.row(self.current)
            a, b = (
                ListedEntity(
                    str(row[f"entity_id_{which}"]), str(row[f"name_{which}"]), str(row["type"]),
                    int(row[f"mentions_{which}"] or 0), (str(row[f"key_{which}"]),),
                )
                for which in "ab"
            )  # fmt: skip
            merge(self._desk, (a, b), a)

    def keep(self) -> None:
        """Say that the selected pair is two."""
        if self.current >= 0:
            row = self.rows.row(self.current)
            one, other = ((str(row[f"key_{which}"]), str(row[f"name_{which}"])) for which in "ab")
            keep_apart(self._desk, one, other)

    def read(self) -> None:
        """Show where the second one stands first."""
        if self.current >= 0:
            row = self.rows.row(self.current)
            place = Span(str(row["document_id"]), int(row["start"] or 0), int(row["end"] or 0))
            self._desk.highlight(Focus(entity=str(row["entity_id_b"]), passage=place), origin="entities")

    def refresh(self) -> None:
        """Show the evidence of the selected pair."""
        at = self.current
        for button in (self.show_passage, self.apart, self.take):
            button.setEnabled(at >= 0)
        if at < 0:
            self.details.set_text("")
            return
        row = self.rows.row(at)
        articles, stories = int(row["articles"] or 0), int(row["stories"] or 0)
        both = (
            "No article names both."
            if not articles
            else f"{articles:,} article{'' if articles == 1 else 's'} name{'s' if articles == 1 else ''} both."
        )
        told = (
            f" So do the articles of {stories:,} stor{'y' if stories == 1 else 'ies'}."
            if stories and not articles
            else ""
        )
        words = " ".join(f"{row['left']}{row['node']}{row['right']}".split())
        self.details.set_text(f"{both}{told} “{row['name_b']}” in “{row['title']}”: … {words} …")

    def words(self, row: int) -> str:
        """Both names, and why they may be one."""
        cells = self.rows.row(row)
        both = " and ".join(f"{cells[f'name_{w}']} ({int(cells[f'mentions_{w}'] or 0):,})" for w in "ab")
        return f"{visible(both)}\n{visible(str(cells['reason']))}"

    def say(self) -> str:
        """How many pairs there are."""
        many = len(self.rows)
        if not many:
            return "Nothing is suggested. What rules were sure of is merged already, and the rest was decided."
        words = "1 pair of names may be one." if many == 1 else f"{many:,} pairs of names may be one."
        return f"{words} Rules were not sure, so nothing was merged. {' '.join(self.rows.notes)}".strip()


class RejectedDialog(_ListDialog):
    """What a person said is no entity, and the way back."""

    table = "rejected_entities"
    heading = "Rejected"
    list_name = "Rejected names and mentions"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.list.setSelectionMode(QListWidget.SelectionMode.ExtendedSelection)
        self.back = QPushButton("Restore", self)
        make_button(self.back, self.restore, name="Restore the selected ones")
        self._layout.addLayout(in_a_row(QWidget(self), self._close, self.back))
        self.refresh()
        self.list.setFocus()

    def restore(self) -> None:
        """Count the selected ones again."""
        chosen = sorted(row for item in self.list.selectedItems() if (row := self.list.row(item)) < len(self.rows))
        if not chosen:
            return
        cells = [self.rows.row(row) for row in chosen]
        keys = [str(cell["key"]) for cell in cells if cell["key"]]
        places = [
            Span(str(cell["document_id"]), int(cell["start"] or 0), int(cell["end"] or 0))
            for cell in cells
            if not cell["key"]
        ]
        restore(self._desk, keys, places, str(cells[0]["name"]))
        if len(chosen) == len(self.rows):
            self.accept()

    def refresh(self) -> None:
        """Say what the button does."""
        chosen = len(self.list.selectedItems())
        self.back.setText(mnemonic_safe(f"Restore {chosen:,}" if chosen > 1 else "Restore"))
        self.back.setEnabled(bool(chosen))

    def words(self, row: int) -> str:
        """A name with what it counted, or a mention with its article."""
        cells = self.rows.row(row)
        about = str(cells["about"] or "")
        if cells["key"]:
            remark = " · ".join(
                filter(None, (type_words(about) if about else "", mentions_words(int(cells["mentions"] or 0))))
            )
        else:
            remark = f"one mention in “{about}”"
        return f"{visible(str(cells['name']))}\n{visible(remark)}"

    def say(self) -> str:
        """How many there are."""
        many = len(self.rows)
        if not many:
            return "Nothing is rejected."
        words = "1 name or mention is" if many == 1 else f"{many:,} names or mentions are"
        return f"{words} in no count. Restore brings back what is selected."
