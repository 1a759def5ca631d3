"""A codebook to look at: its frames, what defines each one, and the searches that suggest it; one's own can be changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSplitter,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from workbench.domain.decisions import Json, Key
from workbench.jobs.worker import Failure
from workbench.ui.desk import CODES, Desk
from workbench.ui.dialogs.dialog_parts import FieldDialog, in_a_row, make_button, make_filter, resize_within
from workbench.ui.dialogs.frame_definition import FrameDefinitionDialog
from workbench.ui.plain_text import PlainLabel, visible
from workbench.workspace import codebook_tasks
from workbench.workspace.codebook_tasks import CodebookChange, FrameDefinition, ShownCodebook, ShownFrame

_KEY: Final = "look at codebook"
_CHANGE: Final = "change codebook"
_NAME: Final = Qt.ItemDataRole.UserRole


class CodebookDialog(FieldDialog):
    """Frames on the left as a tree, the chosen one on the right. Each change of one's own codebook can be undone.

    Args:
        desk: what all panes share.
        key: which codebook; the empty key stands for the one in use.
        parent: the window.
    """

    def __init__(self, desk: Desk, key: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.key = key
        self.codebook: ShownCodebook | None = None
        self._then = ""
        """The frame to choose when what was changed is shown."""
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, True)
        self.setWindowTitle("Codebook")
        self.setAccessibleName("Codebook")
        self.lead = PlainLabel("The codebook is being read …", self, wrap=True)
        self.filter = QLineEdit(self)
        make_filter(self.filter, "Filter frames and entries")
        self.frames = QTreeWidget(self)
        self.frames.setAccessibleName("Frames of the codebook")
        self.frames.setHeaderLabels(["Frame", "Entries"])
        self.frames.setUniformRowHeights(True)
        self.about = PlainLabel("", self, wrap=True)
        """What defines the chosen frame."""
        self.about.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.about.setContentsMargins(8, 6, 8, 6)
        self.entries = QTreeWidget(self)
        self.entries.setAccessibleName("Entries of the frame")
        self.entries.setHeaderLabels(["Entry", "Weight", "Question"])
        self.entries.setRootIsDecorated(False)
        self.entries.setUniformRowHeights(True)
        self.entries.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.problem = PlainLabel("", self, name="Problem", wrap=True)
        self.problem.hide()
        self.frame_name = QLineEdit(self)
        self.frame_name.setPlaceholderText("Name of a frame")
        self.frame_name.setAccessibleName("Name of a frame")
        self.entry = QLineEdit(self)
        self.entry.setPlaceholderText("A search, e.g. drought* | water NEAR/5 short*")
        self.entry.setAccessibleName("A search to add as an entry of the frame")
        self.rename = self._button("Rename frame", "Give the chosen frame this name", self.rename_frame)
        self.add = self._button("Add frame", "Add a frame of this name", self.add_frame)
        self.define = self._button(
            "Define…", "Change definition, questions and rules of the chosen frame", self.define_frame
        )
        self.drop = self._button("Remove frame", "Remove the chosen frame", self.remove_frame)
        self.add_one = self._button("Add entry", "Add the search to the chosen frame", self.add_entry)
        self.take_out = self._button("Remove entries", "Remove the chosen entries", self.remove_entries)
        self.editing = QWidget(self)
        self._build()
        resize_within(self, QSize(900, 620), parent)
        self.desk.touched.connect(self._on_touched)
        self._ask()

    # -- gestures ----------------------------------------------------------------------------------------------------

    @property
    def frame(self) -> ShownFrame | None:
        """The chosen frame."""
        item = self.frames.currentItem()
        name = item.data(0, _NAME) if item is not None else None
        frames = self.codebook.frames if self.codebook is not None else ()
        return next((frame for frame in frames if frame.name == name), None)

    def show_frame(self, name: str) -> None:
        """Choose a frame."""
        for item in self._items():
            if item.data(0, _NAME) == name:
                self.frames.setCurrentItem(item)

    def rename_frame(self) -> None:
        """Give the chosen frame the name in the field."""
        frame, name = self.frame, " ".join(self.frame_name.text().split())
        if frame is not None and name and name != frame.name:
            change = CodebookChange("rename frame", frame=frame.name, text=name)
            self._change(change, f"Rename the frame “{frame.name}” to “{name}”", then=name)

    def add_frame(self) -> None:
        """Add a frame of the name in the field."""
        name = " ".join(self.frame_name.text().split())
        if name:
            self._change(CodebookChange("add frame", text=name), f"Add the frame “{name}”", then=name)

    def define_frame(self) -> None:
        """Ask what defines the chosen frame."""
        frame, codebook = self.frame, self.codebook
        if frame is None or codebook is None or not codebook.own:
            return
        below = _parts_of(frame.name, codebook.frames)
        others = [one.name for one in codebook.frames if one.name not in below]
        dialog = FrameDefinitionDialog(frame, others, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, True)
        dialog.accepted.connect(lambda: self._define(frame.name, dialog.answer))
        dialog.open()

    def _define(self, name: str, definition: FrameDefinition) -> None:
        change = CodebookChange("define frame", frame=name, definition=definition)
        self._change(change, f"Define the frame “{name}”", then=name)

    def remove_frame(self) -> None:
        """Remove the chosen frame; what was judged for it is kept, and Undo brings it back."""
        frame = self.frame
        if frame is not None:
            self._change(CodebookChange("remove frame", frame=frame.name), f"Remove the frame “{frame.name}”")

    def add_entry(self) -> None:
        """Add the search in the field to the chosen frame, to the question of the chosen entry if there is one."""
        frame, text = self.frame, " ".join(self.entry.text().split())
        if frame is not None and text:
            row = self.entries.currentItem()
            question = "" if row is None else str(row.data(2, _NAME) or "")
            change = CodebookChange("add entry", frame=frame.name, text=text, question=question)
            self._change(change, f"Add “{text}” to “{frame.name}”", then=frame.name)

    def remove_entries(self) -> None:
        """Remove the chosen entries."""
        frame = self.frame
        texts = [str(item.data(0, _NAME)) for item in self.entries.selectedItems()]
        if frame is not None and texts:
            what = f"“{texts[0]}”" if len(texts) == 1 else f"{len(texts):,} entries"
            change = CodebookChange("remove entries", frame=frame.name, text="\n".join(texts))
            self._change(change, f"Remove {what} from “{frame.name}”", then=frame.name)

    def done(self, result: int) -> None:
        """Answers that come after the dialog is closed are of no interest."""
        self.desk.touched.disconnect(self._on_touched)
        self.desk.bridge.cancel(_KEY)
        self.desk.bridge.cancel(_CHANGE)
        super().done(result)

    # -- building ----------------------------------------------------------------------------------------------------

    def _button(self, words: str, name: str, slot: Callable[[], object]) -> QPushButton:
        button = QPushButton(self)
        button.setText(visible(words))
        make_button(button, slot, name=name)
        return button

    def _build(self) -> None:
        self.frames.currentItemChanged.connect(lambda *_: self._show_frame())
        self.entries.itemSelectionChanged.connect(self._refresh)
        self.filter.textChanged.connect(lambda _: self._list())
        for field in (self.frame_name, self.entry):
            field.textChanged.connect(lambda _: self._refresh())
        self.frame_name.returnPressed.connect(self.add_frame)
        self.entry.returnPressed.connect(self.add_entry)
        left, right = QWidget(self), QWidget(self)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.filter)
        column.addWidget(self.frames, 1)
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setAccessibleName("What defines the frame")
        area.setWidget(self.about)
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(area, 1)
        column.addWidget(self.entries, 1)
        both = QSplitter(self)
        both.addWidget(left)
        both.addWidget(right)
        both.setStretchFactor(0, 2)
        both.setStretchFactor(1, 3)
        column = QVBoxLayout(self.editing)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(in_a_row(self.frame_name, self.rename, self.add, self.define, self.drop))
        column.addLayout(in_a_row(self.entry, self.add_one, self.take_out))
        self.editing.hide()
        close = self._button("Close", "Close the codebook", self.accept)
        last = QHBoxLayout()
        last.addStretch(1)
        last.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 16, 18, 12)
        layout.addWidget(self.lead)
        layout.addWidget(both, 1)
        layout.addWidget(self.editing)
        layout.addWidget(self.problem)
        layout.addLayout(last)

    # -- refreshing --------------------------------------------------------------------------------------------------

    def _on_touched(self, touched: frozenset[str]) -> None:
        if CODES in touched:
            self._ask()

    def _ask(self) -> None:
        self.desk.ask(
            codebook_tasks.shown_codebook,
            self.key,
            self.desk.state,
            key=_KEY,
            done=self._show,
            failed=self._on_failed,
            lane="list",
        )

    def _show(self, codebook: ShownCodebook) -> None:
        if codebook == self.codebook:
            return
        chosen = self.frame
        self.codebook, self.key = codebook, codebook.key
        facts = [f"version {codebook.version}", codebook.licence, f"fingerprint {codebook.digest[:12]}"]
        self.lead.set_text(
            "\n".join(filter(None, [f"{codebook.name} — {', '.join(facts)}", codebook.source, codebook.about]))
        )
        self.editing.setVisible(codebook.own)
        self._list()
        if wanted := self._then or (chosen.name if chosen is not None else ""):
            self.show_frame(wanted)
        self._then = ""

    def _on_failed(self, failure: Failure) -> None:
        self._say(failure.message)

    def _list(self) -> None:
        """The frames that the filter leaves, each under the one that it is a part of."""
        if self.codebook is None:
            return
        wanted = " ".join(self.filter.text().split()).casefold()
        frame = self.frame
        chosen = frame.name if frame is not None else ""
        by_name = {one.name: one for one in self.codebook.frames}
        shown = {one.name for one in self.codebook.frames if not wanted or wanted in _searched(one)}
        for name in tuple(shown):  # what a frame is a part of stays, so that it is seen where it belongs
            above = by_name[name].parent
            while above and above not in shown:
                shown.add(above)
                above = by_name[above].parent
        self.frames.blockSignals(True)
        self.frames.clear()
        items: dict[str, QTreeWidgetItem] = {}
        waiting = [one for one in self.codebook.frames if one.name in shown]
        while waiting:
            rest = []
            for one in waiting:
                if one.parent and one.parent not in items:
                    rest.append(one)
                    continue
                item = QTreeWidgetItem([visible(one.name), f"{len(one.entries):,}"])
                item.setData(0, _NAME, one.name)
                item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                items[one.name] = item
                if one.parent:
                    items[one.parent].addChild(item)
                else:
                    self.frames.addTopLevelItem(item)
            waiting = rest
        self.frames.expandAll()
        self.frames.resizeColumnToContents(0)
        self.frames.blockSignals(False)
        first = items.get(chosen) or self.frames.topLevelItem(0)
        if first is not None:
            self.frames.setCurrentItem(first)
        self._show_frame()

    def _show_frame(self) -> None:
        frame = self.frame
        self.entries.clear()
        self.about.set_text("" if frame is None else _words(frame))
        if frame is not None:
            wanted = " ".join(self.filter.text().split()).casefold()
            some = [entry for entry in frame.entries if wanted in entry.text.casefold()]
            for entry in some or frame.entries:
                item = QTreeWidgetItem([visible(entry.text), f"{entry.weight:g}", visible(entry.question)])
                item.setData(0, _NAME, entry.text)
                item.setData(2, _NAME, entry.question)
                self.entries.addTopLevelItem(item)
            for column in (0, 1):
                self.entries.resizeColumnToContents(column)
            self.entries.setColumnWidth(0, min(self.entries.columnWidth(0), max(self.entries.width() // 2, 200)))
        self._refresh()

    def _refresh(self) -> None:
        named, chosen = bool(self.frame_name.text().strip()), self.frame is not None
        self.add.setEnabled(named)
        self.rename.setEnabled(named and chosen)
        self.drop.setEnabled(chosen)
        self.define.setEnabled(chosen)
        self.add_one.setEnabled(chosen and bool(self.entry.text().strip()))
        self.take_out.setEnabled(bool(self.entries.selectedItems()))

    # -- inside ------------------------------------------------------------------------------------------------------

    def _items(self) -> list[QTreeWidgetItem]:
        out: list[QTreeWidgetItem] = []
        waiting = [self.frames.topLevelItem(n) for n in range(self.frames.topLevelItemCount())]
        while waiting:
            item = waiting.pop(0)
            if item is not None:
                out.append(item)
                waiting += [item.child(n) for n in range(item.childCount())]
        return out

    def _change(self, change: CodebookChange, label: str, *, then: str = "") -> None:
        """Have a change checked in the working process, and make it: one step."""
        if self.codebook is None or not self.codebook.own:
            return

        def done(changes: tuple[tuple[Key, Json | None], ...]) -> None:
            self._say("")
            self._then = then
            self.desk.decide(dict(changes), label, origin=_CHANGE)
            self.frame_name.clear()
            self.entry.clear()

        self.desk.ask(
            codebook_tasks.changed_codebook,
            self.key,
            self.desk.state,
            change,
            key=_CHANGE,
            done=done,
            failed=self._on_failed,
            lane="list",
        )

    def _say(self, problem: str) -> None:
        self.problem.set_text(problem)
        self.problem.setVisible(bool(problem))


def _parts_of(name: str, frames: Sequence[ShownFrame]) -> set[str]:
    """A frame and all that is a part of it: it can be a part of none of these."""
    out = {name}
    while more := {frame.name for frame in frames if frame.parent in out} - out:
        out |= more
    return out


def _searched(frame: ShownFrame) -> str:
    """What the filter looks into."""
    return "\n".join((frame.name, frame.definition, *(entry.text for entry in frame.entries))).casefold()


def _words(frame: ShownFrame) -> str:
    """What defines a frame, in paragraphs."""
    lines = [frame.name, frame.definition] if frame.definition else [frame.name, "It has no definition."]
    if frame.parent:
        lines.append(f"Part of: {frame.parent}")
    for heading, items in (("Questions", frame.questions), ("Include", frame.include), ("Exclude", frame.exclude)):
        if items:
            lines += ["", heading, *(f"– {item}" for item in items)]
    return "\n".join(lines)
