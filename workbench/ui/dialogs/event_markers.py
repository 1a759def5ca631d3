"""The events of a project, which timelines show: adding, editing and deleting them."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLineEdit, QListWidget, QPushButton, QVBoxLayout, QWidget

from workbench.domain.event_markers import LONGEST_LABEL, EventMarker, changes_for_event, event_from, events_in
from workbench.ui.desk import DECISIONS, Desk
from workbench.ui.dialogs.dialog_parts import FieldDialog, make_button, resize_within
from workbench.ui.plain_text import PlainLabel, visible


class EventMarkersDialog(FieldDialog):
    """A list of events with fields for one of them. Each change is a step of its own that can be undone.

    Args:
        desk: what is shared.
        parent: the window.
        chosen: the event that is chosen at first.
    """

    def __init__(self, desk: Desk, parent: QWidget | None = None, chosen: EventMarker | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self._events: tuple[EventMarker, ...] = ()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, True)
        self.setWindowTitle("Events")
        self.setAccessibleName("Events")
        self.list = QListWidget(self)
        self.list.setAccessibleName("Events")
        self.list.setUniformItemSizes(True)
        self.list.currentRowChanged.connect(self._on_row)
        self.first, self.last, self.label = QLineEdit(self), QLineEdit(self), QLineEdit(self)
        self.label.setMaxLength(LONGEST_LABEL)
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for field, words, hint in (
            (self.first, "First day", "e.g. 2024-06-03"),
            (self.last, "Last day", "empty: a single day"),
            (self.label, "Label", "what happened, in a few words"),
        ):
            field.setPlaceholderText(hint)
            field.setAccessibleName(f"{words} of the event")
            field.returnPressed.connect(self._on_enter)
            form.addRow(words, field)
        self.problem = PlainLabel("", self, name="Problem", wrap=True)
        self.problem.hide()
        self.add, self.change = QPushButton("Add", self), QPushButton("Change", self)
        self.delete, close = QPushButton("Delete", self), QPushButton("Close", self)
        make_button(self.add, self._add, name="Add an event with these values")
        make_button(self.change, self._change, name="Give the chosen event these values")
        make_button(self.delete, self._delete, name="Delete the chosen event")
        make_button(close, self.accept, name="Close")
        buttons = QHBoxLayout()
        for button in (self.add, self.change, self.delete):
            buttons.addWidget(button)
        buttons.addStretch(1)
        buttons.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 16, 18, 12)
        layout.setSpacing(8)
        layout.addWidget(
            PlainLabel("Timelines show these events as lines and bands. They change no number.", self, wrap=True)
        )
        layout.addWidget(self.list, 1)
        layout.addLayout(form)
        layout.addWidget(self.problem)
        layout.addLayout(buttons)
        desk.touched.connect(self._on_touched)
        self._fill(chosen)
        if self._chosen is None:
            self.first.setFocus()
        else:  # its line is in view, and what most people want to change is ready
            self._on_row(self.list.currentRow())
            self.list.scrollToItem(self.list.currentItem())
            self.label.setFocus()
        resize_within(self, QSize(480, 420), parent)

    # -- inside ----------------------------------------------------------------------------------------------------

    @property
    def _chosen(self) -> EventMarker | None:
        row = self.list.currentRow()
        return self._events[row] if 0 <= row < len(self._events) else None

    def _on_touched(self, touched: frozenset[str]) -> None:
        if DECISIONS in touched and events_in(self.desk.state.decisions) != self._events:
            self._fill(self._chosen)

    def _fill(self, chosen: EventMarker | None) -> None:
        self._events = events_in(self.desk.state.decisions)
        self.list.blockSignals(True)
        self.list.clear()
        self.list.addItems([visible(f"{event.days}: {event.label}") for event in self._events])
        self.list.setCurrentRow(self._events.index(chosen) if chosen in self._events else -1)
        self.list.blockSignals(False)
        self._enable()

    def _on_row(self, row: int) -> None:
        event = self._chosen
        if event is not None:
            self.first.setText(visible(event.date_from))
            self.last.setText(visible(event.date_to) if event.date_to != event.date_from else "")
            self.label.setText(event.label)
        self._say("")
        self._enable()

    def _enable(self) -> None:
        for button in (self.change, self.delete):
            button.setEnabled(self._chosen is not None)

    def _on_enter(self) -> None:
        """Enter in a field changes the chosen event, or adds one."""
        if self._chosen is not None:
            self._change()
        else:
            self._add()

    def _read(self) -> EventMarker | None:
        try:
            event = event_from(self.first.text(), self.last.text(), self.label.text())
        except ValueError as error:
            self._say(str(error))
            return None
        self._say("")
        return event

    def _add(self) -> None:
        event = self._read()
        if event is None:
            return
        if event in self._events:
            self._say("This event is there already.")
            return
        self.desk.decide(changes_for_event(event), f"Mark the event {visible(event.label)}")
        self._fill(None)
        for field in (self.first, self.last, self.label):
            field.clear()
        self.first.setFocus()

    def _change(self) -> None:
        before, event = self._chosen, self._read()
        if before is None or event is None or event == before:
            return
        self.desk.decide(changes_for_event(event, instead_of=before), f"Change the event {visible(event.label)}")
        self._fill(event)

    def _delete(self) -> None:
        event = self._chosen
        if event is not None:
            self.desk.decide(changes_for_event(None, instead_of=event), f"Delete the event {visible(event.label)}")
            self._fill(None)

    def _say(self, problem: str) -> None:
        self.problem.set_text(problem)
        self.problem.setVisible(bool(problem))
        self.problem.setAccessibleName(visible(problem))
