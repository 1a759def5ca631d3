"""The menu of codebooks: choose one, look at it, import, export and remove."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from workbench.domain.codebook_choices import (
    BUNDLED,
    changes_for_codebook,
    changes_for_use,
    codebook_in_use,
    own_codebooks,
)
from workbench.export import tasks as export_tasks
from workbench.ui.desk import CODES, Desk
from workbench.ui.dialogs.codebook import CodebookDialog
from workbench.ui.dialogs.codebook_import import CodebookImportDialog
from workbench.ui.dialogs.dialog_parts import file_dialog
from workbench.ui.dialogs.messages import show_problem
from workbench.ui.dialogs.name_dialog import NameDialog
from workbench.ui.framing_edit_words import codebook_called
from workbench.ui.plain_text import mnemonic_safe, tool_tip
from workbench.workspace import codebook_tasks
from workbench.workspace.codebook_tasks import ENDINGS, CodebookChange, CodebookOffered

_KEY: Final = "codebooks"
_WITH_REMARKS: Final = "Saved with remarks"
_TAKEN: Final = "There is a codebook of this name already. Choose another one."


class CodebookMenu(QMenu):
    """What can be done with codebooks. Each gesture that changes something is one step that can be undone.

    Args:
        desk: what all panes share.
        parent: what the menu and its dialogs belong to.
    """

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__("Codebook", parent)
        self.desk = desk
        self._owner = parent
        self._offered: tuple[CodebookOffered, ...] = tuple(CodebookOffered(key, "", own=False) for key in BUNDLED)
        self.setAccessibleName("Codebooks")
        self.choices: dict[str, QAction] = {}
        """The actions that choose a codebook, by its key."""
        self._made: list[QObject] = []
        self.look = QAction("Look at the codebook…", parent)
        self.bring = QAction("Import a codebook or dictionary…", parent)
        self.save = QAction("Export the codebook…", parent)
        self.copy = QAction("Copy the codebook, to change it…", parent)
        self.new = QAction("New codebook…", parent)
        self.remove = QAction("Remove the codebook", parent)
        for action, slot in (
            (self.look, self.show_codebook),
            (self.bring, self.ask_for_file),
            (self.save, self.ask_where),
            (self.copy, self.ask_name_of_copy),
            (self.new, self.ask_name_of_new),
            (self.remove, self.take_away),
        ):
            # a menu that lets go of an action ends its connections to the menu's own methods
            action.triggered.connect(partial(self._do, slot))
        self._fill()
        self.aboutToShow.connect(self.refresh)
        desk.touched.connect(self._on_touched)

    @property
    def key(self) -> str:
        """The key of the codebook in use."""
        return codebook_in_use(self.desk.state.decisions)

    @property
    def called(self) -> str:
        """What the codebook in use is called."""
        return self._name(self.key)

    # -- gestures ----------------------------------------------------------------------------------------------------

    def choose(self, key: str) -> None:
        """Use a codebook: one step."""
        if key != self.key:
            self.desk.decide(changes_for_use(key), f"Use the codebook “{self._name(key)}”")

    def show_codebook(self) -> CodebookDialog:
        """Look at the codebook in use."""
        dialog = CodebookDialog(self.desk, self.key, self._window())
        dialog.open()
        return dialog

    def ask_for_file(self) -> QFileDialog:
        """Choose a file to import."""
        dialog = file_dialog(
            self._window(), "Import a codebook or dictionary", Path.home(), native=self.desk.native_dialogs
        )
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        every = " ".join(f"*{ending}" for ending in ENDINGS)
        dialog.setNameFilters([f"Codebooks and dictionaries ({every})", "All files (*)"])
        dialog.fileSelected.connect(self.import_file)
        dialog.open()
        return dialog

    def import_file(self, path: str) -> CodebookImportDialog:
        """Look into a file, and import it when the person says so."""
        dialog = CodebookImportDialog(self.desk, path, self._window())
        dialog.open()
        return dialog

    def ask_where(self) -> QFileDialog:
        """Choose where to save the codebook in use, and in which format."""
        dialog = file_dialog(
            self._window(), "Export the codebook", Path.home() / "codebook.json", native=self.desk.native_dialogs
        )
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([f"{words} (*{ending})" for ending, words in ENDINGS.items()])
        dialog.setDefaultSuffix("json")
        # the end of the name says in which format: what is chosen in the list becomes the end
        dialog.filterSelected.connect(lambda words: dialog.setDefaultSuffix(_ending_in(words)))
        dialog.fileSelected.connect(self.save_as)
        dialog.open()
        return dialog

    def save_as(self, path: str) -> None:
        """Save the codebook in use; what the format can't hold is said."""

        def done(answer: tuple[str, tuple[str, ...]]) -> None:
            written, remarks = answer
            self.desk.said.emit(f"Saved {Path(written).name}")
            if remarks:
                show_problem(
                    self._window(),
                    f"{Path(written).name} was saved. This format can't hold everything that is in the codebook:"
                    f" {len(remarks):,} {'remark' if len(remarks) == 1 else 'remarks'}.",
                    "\n".join(remarks),
                    title=_WITH_REMARKS,
                )

        self.desk.ask(
            export_tasks.export_codebook,
            path,
            self.key,
            self.desk.state.decisions,
            key="export codebook",
            done=done,
            lane="export",
        )

    def ask_name_of_copy(self) -> NameDialog:
        """Ask what a copy of the codebook in use is called."""
        return self._ask_name(
            "Copy the codebook",
            f"The copy of “{self.called}” is your own: it is kept in the project, and you can change it.",
            f"{self.called} (own)",
            lambda name: self._make(CodebookChange("copy", text=name), f"Copy the codebook “{self.called}”", name),
        )

    def ask_name_of_new(self) -> NameDialog:
        """Ask what a new codebook is called."""
        return self._ask_name(
            "New codebook",
            "It begins with one frame without entries. Look at the codebook to add frames and entries.",
            "My codebook",
            lambda name: self._make(CodebookChange("new", text=name), "New codebook", name),
        )

    def take_away(self) -> None:
        """Remove the codebook in use from the project: one step. What was judged with it is kept for its return."""
        key = self.key
        if key in own_codebooks(self.desk.state.decisions):
            self.desk.decide({**changes_for_codebook(key, None), **changes_for_use("")}, f"Remove the codebook “{key}”")

    # -- refreshing --------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Ask which codebooks there are."""
        self._fill()

        def done(answer: tuple[CodebookOffered, ...]) -> None:
            if answer != self._offered:
                self._offered = answer
                self._fill()

        self.desk.ask(codebook_tasks.offered_codebooks, self.desk.state, key=_KEY, done=done, lane="list")

    def _on_touched(self, touched: frozenset[str]) -> None:
        if CODES in touched:
            self._fill()

    def _fill(self) -> None:
        self.clear()  # which deletes them, as they stand nowhere else
        group = QActionGroup(self)
        own = own_codebooks(self.desk.state.decisions)
        known = {offered.key: offered for offered in self._offered}
        self.choices = {}
        for key in (*BUNDLED, *own):
            if key in own and own[0] == key:
                self._separate()
            offered = known.get(key)
            size = f"  ({offered.frames:,} frames)" if offered is not None and offered.frames else ""
            action = QAction(mnemonic_safe(f"{self._name(key)}{size}"), self._owner)
            action.setCheckable(True)
            action.setActionGroup(group)
            action.setChecked(key == self.key)
            action.triggered.connect(partial(self._chosen, key))
            if offered is not None and offered.problem:
                action.setEnabled(False)
                action.setToolTip(tool_tip(offered.problem))
            self.choices[key] = action
            self.addAction(action)
        self._separate()
        for action in (self.look, self.bring, self.save, self.copy, self.new, self.remove):
            self.addAction(action)
        self.remove.setText(mnemonic_safe(f"Remove “{self.key}”" if self.key in own else "Remove the codebook"))
        self.remove.setEnabled(self.key in own)
        self.remove.setToolTip(tool_tip("" if self.key in own else "This codebook comes with the program."))

    # -- inside ------------------------------------------------------------------------------------------------------

    def _separate(self) -> None:
        action = QAction(self._owner)
        action.setSeparator(True)
        self._made.append(action)
        self.addAction(action)

    def _do(self, slot: Callable[[], object], checked: bool = False) -> None:
        slot()

    def _chosen(self, key: str, checked: bool = False) -> None:
        self.choose(key)

    def _name(self, key: str) -> str:
        known = next((offered.name for offered in self._offered if offered.key == key), "")
        return known or codebook_called(key).strip("‘’").capitalize() if key in BUNDLED else key

    def _window(self) -> QWidget:
        return self._owner.window()

    def _ask_name(self, title: str, explanation: str, offered: str, save: Callable[[str], object]) -> NameDialog:
        taken = dict.fromkeys((*BUNDLED, *(o.name for o in self._offered if o.name)), _TAKEN)
        taken |= dict.fromkeys(own_codebooks(self.desk.state.decisions), _TAKEN)
        dialog = NameDialog(
            title=title,
            explanation=explanation,
            label="Name of the codebook",
            offered=offered,
            taken=taken,
            missing="Write a name.",
            save=save,
            parent=self._window(),
        )
        dialog.open()
        return dialog

    def _make(self, change: CodebookChange, label: str, name: str) -> None:
        """Make a codebook and use it: one step."""

        def done(changes: tuple[tuple[tuple[str, str], object], ...]) -> None:
            self.desk.decide({**dict(changes), **changes_for_use(name)}, label)

        self.desk.ask(
            codebook_tasks.changed_codebook, self.key, self.desk.state, change, key="change codebook", done=done
        )


def _ending_in(words: str) -> str:
    """The end of a name in a filter of a file dialog, without its dot: ``csv``."""
    return words.rpartition("*.")[2].rstrip(")")
