"""History: every step that was done, with the way back to it and what it changed. Nothing in it is ever lost."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QMenu, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from workbench.domain.focus import Focus
from workbench.domain.journal import BEGINNING, Edit
from workbench.jobs.worker import Failure
from workbench.ui.desk import CORPUS, HISTORY, THEME, Desk
from workbench.ui.dialogs.save_snapshot import SaveSnapshotDialog
from workbench.ui.edit_words import values_words
from workbench.ui.moments import exact_moment_words
from workbench.ui.pane import Pane
from workbench.ui.plain_text import ElidedLabel, PlainLabel, tool_tip, visible
from workbench.ui.widgets.edit_list import EditList
from workbench.ui.widgets.message_panel import MessagePanel
from workbench.ui.widgets.pane_header import link_button
from workbench.ui.widgets.step_list import Row, Standing, StepList
from workbench.workspace import tasks

_GO = {
    Standing.HERE: "You are here",
    Standing.DONE: "Go back to here",
    Standing.AGAIN: "Go forward to here",
    Standing.ASIDE: "Go to here",
}


class History(Pane):
    """The journal as a list, the newest step on top; below it what the chosen step changed."""

    name: ClassVar[str] = "history"
    title: ClassVar[str] = "History"
    reads: ClassVar[frozenset[str]] = frozenset({HISTORY, THEME, CORPUS})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.menu: QMenu | None = None
        """The menu of the row that was pointed at last."""
        self._position = -1
        self._chosen = (-1, 0)
        """The chosen row: its step, and the number of its named point or 0."""
        self._filling = False
        self._loaded: dict[int, tuple[Edit, ...]] = {}
        """Edits that came after the journal did."""
        self.undo = self.header.add_link("Undo", "Undo", desk.undo, optional=True)
        self.redo = self.header.add_link("Redo", "Redo", desk.redo, optional=True)
        self.save = self.header.add_link(
            "Snapshot…", "Save a snapshot: give the present point a name, so that it is found again", self.save_snapshot
        )
        self.with_aside = QCheckBox(self)
        self.with_aside.setChecked(True)
        self.with_aside.toggled.connect(self._on_filter)
        self.list = StepList(desk)
        self.list.wanted.connect(self._go_to_row)
        self.list.looked_at.connect(self._on_looked_at)
        self.list.menu_wanted.connect(self._show_menu)
        self.heading = ElidedLabel("", self, name="Heading")
        self.remark = ElidedLabel("", self, name="Muted")
        self.go = link_button("", "Go to the chosen step", self.go_to_chosen)
        self.edits = EditList(desk)
        self.edits.article_wanted.connect(self.show_article)
        self._words = PlainLabel("", self, name="Muted", wrap=True)
        self._message = MessagePanel()
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self._message)
        self._stack.addWidget(self._build())
        self.body.addWidget(self._stack, 1)
        self._say_empty()
        self._show_actions()

    # -- gestures --------------------------------------------------------------------------------------------------

    def save_snapshot(self) -> None:
        """Ask for the name of the present point."""
        SaveSnapshotDialog(self.desk, self.window()).open()

    def go_to_chosen(self) -> None:
        """Go to the outcome of the chosen step."""
        if self.list.currentIndex().isValid():
            self._go_to_row(self.list.currentIndex().row())

    def show_article(self, document_id: str) -> None:
        """Show the article that an edit is about."""
        overview = self.desk.overview
        if overview is not None and overview.articles.place(document_id) is None:
            self.desk.said.emit(f"The article ‘{visible(document_id)}’ is not among those that are open.")
            return
        self.desk.highlight(Focus(article=document_id), origin=self.name)

    # -- refreshing ------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Show the journal as it is now; the chosen row stays, unless we went somewhere else."""
        self.list.take_theme()
        self.edits.take_theme()
        self._show_actions()
        self._loaded.clear()
        history = self.desk.store.history
        if not history.steps and not history.snapshots:
            self._position = -1
            self._say_empty()
            return
        model = self.list.step_model
        self._filling = True
        try:
            model.show(history, self.desk.store.line, with_aside=self.with_aside.isChecked())
        finally:
            self._filling = False
        self.with_aside.setVisible(bool(model.aside))
        self.with_aside.setText(f"Show what was set aside ({model.aside:,})")
        self.with_aside.setAccessibleName(self.with_aside.text())
        self.with_aside.setToolTip(tool_tip("Steps that were taken back before something else was done"))
        self._stack.setCurrentIndex(1)
        moved = history.position != self._position
        self._position = history.position
        self._choose_row(anew=moved)

    def _choose_row(self, *, anew: bool) -> None:
        model = self.list.step_model
        number, snapshot = self._chosen
        row = None
        if not anew:
            row = model.place(snapshot, snapshot=True) if snapshot else model.place(number)
        if row is None:
            row = model.place(self._position)
        self.list.go_to_row(row or 0)
        self._on_looked_at()

    def _say_empty(self) -> None:
        self._stack.setCurrentIndex(0)
        self._message.say(
            "Nothing decided yet",
            "Each thing that you decide or count becomes a step here: you can go back to any of them, and forward again.",
        )

    def _show_actions(self) -> None:
        store = self.desk.store
        for button, verb, label in (
            (self.undo, "Undo", store.undo_label),
            (self.redo, "Redo", store.redo_label),
        ):
            words = f"{verb}: {label}" if label else f"Nothing to {verb.lower()}"
            button.setEnabled(bool(label))
            button.setToolTip(tool_tip(words))
            button.setAccessibleName(visible(words))
        self.save.setEnabled(self.desk.stage is not None)

    # -- the chosen row --------------------------------------------------------------------------------------------

    def _on_looked_at(self) -> None:
        index = self.list.currentIndex()
        if self._filling or not index.isValid():
            return
        model = self.list.step_model
        row = model.row(index.row())
        self._chosen = (row.number, model.snapshot_number(index.row()))
        self.heading.set_text(row.label)
        self.remark.set_text(_remark(row, taken_in=row.number))
        standing = self._standing(row)
        self.go.setText(_GO[standing])
        self.go.setAccessibleName(f"{_GO[standing]}: {visible(row.label)}")
        self.go.setToolTip(tool_tip("Nothing is lost by it: you can come back the same way"))
        self.go.setEnabled(standing is not Standing.HERE)
        self._show_edits(row)

    def _standing(self, row: Row) -> Standing:
        return Standing.HERE if row.number == self.desk.store.position else row.standing

    def _show_edits(self, row: Row) -> None:
        if row.number == BEGINNING:
            self._say_words("Everything as it was read, before anything was decided.")
            return
        step = self.list.step_model.step(row.number)
        edits = self._loaded.get(row.number, step.edits if step is not None else ())
        if edits is None:
            self._say_words("Reading what it changed …")
            self.desk.ask(
                tasks.step_edits,
                (row.number,),
                key="history edits",
                done=partial(self._on_edits, row),
                failed=partial(self._on_no_edits, row.number),
            )
        elif not edits:
            self._say_words("It ended as it began: no value differs.")
        else:
            self._words.hide()
            self.edits.show()
            self.edits.edit_model.show(edits)

    def _on_edits(self, row: Row, edits: dict[int, tuple[Edit, ...]]) -> None:
        self.desk.store.load(edits)
        self._loaded[row.number] = edits.get(row.number, ())
        if self._chosen[0] == row.number:
            self._show_edits(row)

    def _on_no_edits(self, number: int, failure: Failure) -> None:
        if self._chosen[0] == number:
            self._say_words(f"What it changed can't be read now. {failure.message}")

    def _say_words(self, text: str) -> None:
        self.edits.hide()
        self.edits.edit_model.show(())
        self._words.set_text(text)
        self._words.show()

    def _go_to_row(self, row: int) -> None:
        number = self.list.step_model.row(row).number
        if number != self.desk.store.position:
            self.desk.jump(number)

    def _show_menu(self, number: int, place: QPoint) -> None:
        row = self.list.step_model.row(number)
        standing = self._standing(row)
        menu = QMenu(self)
        menu.setAccessibleName("What to do with this step")
        go = menu.addAction(_GO[standing])
        go.setEnabled(standing is not Standing.HERE)
        go.triggered.connect(lambda _=False: self._go_to_row(number))
        name = menu.addAction("Name this point…" if standing is Standing.HERE else "Name this point (go there first)")
        name.setEnabled(standing is Standing.HERE)
        name.triggered.connect(lambda _=False: self.save_snapshot())
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.menu = menu
        menu.destroyed.connect(self._forget_menu)
        menu.popup(place)

    def _forget_menu(self) -> None:
        self.menu = None

    def _on_filter(self) -> None:
        self.stale = True
        self.refresh_when_idle()

    # -- building --------------------------------------------------------------------------------------------------

    def _build(self) -> QWidget:
        whole = QWidget(self)
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.with_aside.setContentsMargins(12, 4, 12, 4)
        filter_row = QHBoxLayout()
        filter_row.setContentsMargins(12, 6, 12, 4)
        filter_row.addWidget(self.with_aside)
        filter_row.addStretch(1)
        column.addLayout(filter_row)
        details = QWidget(self)
        inside = QVBoxLayout(details)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(0)
        head = QWidget(details)
        head.setObjectName("SubHeader")
        head.setAttribute(Qt.WidgetAttribute.WA_StyledBackground, True)
        row = QHBoxLayout(head)
        row.setContentsMargins(12, 4, 6, 4)
        lines = QVBoxLayout()
        lines.setSpacing(1)
        lines.addWidget(self.heading)
        lines.addWidget(self.remark)
        row.addLayout(lines, 1)
        row.addWidget(self.go)
        inside.addWidget(head)
        self._words.setContentsMargins(12, 6, 12, 6)
        inside.addWidget(self._words)
        indented = QHBoxLayout()
        indented.setContentsMargins(8, 2, 0, 0)
        indented.addWidget(self.edits)
        inside.addLayout(indented, 1)
        splitter = QSplitter(Qt.Orientation.Vertical, self)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self.list)
        splitter.addWidget(details)
        splitter.setStretchFactor(0, 3)
        splitter.setStretchFactor(1, 1)
        self.list.setMinimumHeight(60)
        # the two lines above the edits keep their height with larger text; the edits give way in a low window
        self.edits.setMinimumHeight(1)
        splitter.setSizes([300, 130])
        column.addWidget(splitter, 1)
        return whole


def _remark(row: Row, *, taken_in: int) -> str:
    """The second line about the chosen row."""
    parts = [
        "named point" if row.snapshot else "",
        f"{values_words(row.count)} changed" if taken_in != BEGINNING and not row.snapshot else "",
        exact_moment_words(row.made_at) if row.made_at else "",
        {
            Standing.AGAIN: "taken back",
            Standing.ASIDE: f"set aside, done after ‘{row.after}’" if row.after else "set aside",
        }.get(row.standing, ""),
    ]
    return " · ".join(part for part in parts if part)
