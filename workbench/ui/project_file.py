"""The project file of the window: which one it is, whether everything is in it, and saving it under a name."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from workbench.domain.imports import IMPORT
from workbench.domain.journal import History
from workbench.domain.state import Change, State, edits_between
from workbench.export import tasks as export_tasks
from workbench.jobs.worker import Failure
from workbench.ui.desk import Desk
from workbench.ui.dialogs.messages import NOT_SAVED, show_problem
from workbench.ui.dialogs.save_snapshot import SaveSnapshotDialog
from workbench.ui.plain_text import message_box, visible
from workbench.workspace import tasks
from workbench.workspace.messages import Opened

_UNFIT: Final = re.compile(r'[\x00-\x1f<>:"/\\|?*]+')
"""What can't stand in a file name on some system."""
PROJECT_FILTER: Final = "Counterpoint project (*.counterpoint)"


class ProjectFile(QObject):
    """What the window knows of its project file. The file itself is the working process's."""

    changed = Signal()
    """Another project, or more or less of it is saved."""
    saved = Signal(str)
    """What is open was saved under this path."""
    named = Signal(str)
    """What is open is the project with this path now; empty when it is none."""

    def __init__(self, desk: Desk, window: QWidget) -> None:
        super().__init__(window)
        self.desk = desk
        self.path = ""
        """The project that is open, empty when what is open is no project yet."""
        self.read_only = ""
        """Why it can't be written, empty when it can."""
        self.draft = ""
        """The file in which the working process keeps what nobody has saved yet; empty while there is none."""
        self._starting_draft = False
        self._problem_box: QMessageBox | None = None
        self.saved_state = State()
        self._saved_snapshots = 0
        self._window = window
        desk.journal.changed.connect(self.changed)
        desk.journal.changed.connect(self._on_journal_changed)
        desk.journal.failed.connect(self._on_journal_failed)
        self._unsubscribe = desk.store.subscribe(self._on_change)

    # -- which project -------------------------------------------------------------------------------------------

    def nothing_saved(self) -> None:
        """Something that is no project was opened."""
        self._become("", "", State())

    def opened(self, result: Opened) -> None:
        """Something was opened; the journal of a project is the store's from now on."""
        self._become(result.project, result.read_only, result.state or State())
        self._saved_snapshots = 0 if result.is_draft else len(result.history.snapshots)
        if result.is_draft:
            self.path, self.draft, self.saved_state = "", result.project, State()
        self.named.emit(self.path)
        if result.project:
            self.desk.store.reset(result.state or State(), result.history)

    def came_back(
        self, path: str, read_only: str, state: State, history: History, *, draft: str = "", saved_state: State
    ) -> None:
        """What was open before is open again."""
        self._become(path, read_only, saved_state)
        self._saved_snapshots = len(history.snapshots) if path and not draft else 0
        if draft:
            self.draft = draft
            self.desk.journal.open(draft)
        self.desk.store.reset(state, history)
        self.named.emit(path)

    def _become(self, path: str, read_only: str, state: State) -> None:
        self.path, self.read_only, self.saved_state = path, read_only, state
        self.draft, self._starting_draft, self._saved_snapshots = "", False, 0
        self.desk.journal.open("" if read_only else path)
        self.changed.emit()

    @property
    def has_unsaved_decisions(self) -> bool:
        """Whether something that a person decided stands in no file: a project that can be written has everything."""
        if self.path and not self.read_only:
            return False
        edits = edits_between(State(decisions=self.saved_state.decisions), State(decisions=self.desk.state.decisions))
        if any(edit.collection != IMPORT for edit in edits):
            return True
        # a named point is kept on purpose, also one of what is counted
        return len(self.desk.store.history.snapshots) > self._saved_snapshots

    @property
    def _name(self) -> str:
        return visible(Path(self.path).name) if self.path else "the draft of what was never saved"

    @property
    def saving_words(self) -> str:
        """How far what was decided is saved, for the status line; empty when there is nothing to say."""
        journal = self.desk.journal
        if journal.problem and journal.waiting:
            many = "1 change is" if journal.waiting == 1 else f"{journal.waiting:,} changes are"
            return f"{many} not saved"
        if self.draft or not self.path:
            return "Not saved as a project yet" if self.has_unsaved_decisions else ""
        if self.read_only:
            return "Read-only"
        return "Saving …" if journal.waiting else "All changes saved"

    @property
    def sources(self) -> tuple[str, ...]:
        """The project or draft to open again when the working process died; empty when there is none."""
        # a project that can only be read may have a draft, with what was decided since
        project = self.draft or self.path
        return (project,) if project else ()

    # -- saving --------------------------------------------------------------------------------------------------

    def save(self) -> None:
        """Give the present point of a project a name; what is no project yet is saved as one."""
        if not self.path or self.read_only:
            self.save_as()
            return
        SaveSnapshotDialog(self.desk, self._window).open()

    def save_as(self, then: Callable[[], object] | None = None) -> None:
        """Ask under which name to save, and go on there; ``then`` is called once it is saved."""
        self._ask_for_file("Save as project", lambda path: self.save_as_to(path, then))

    def export_copy(self) -> None:
        """Ask for a file for a copy; the window stays with what it has."""
        self._ask_for_file("Export a copy of the project", self.copy_to)

    def save_as_to(self, path: str, then: Callable[[], object] | None = None) -> None:
        """Write a project file and go on in it; ``then`` is called once it is written."""
        if not self.desk.journal.when_saved(lambda: self._save_now(path, then)):
            # what could not be saved here is part of what is saved there
            self._save_now(path, then)

    def _save_now(self, path: str, then: Callable[[], object] | None = None) -> None:
        state, history, journal = self.desk.state, self.desk.store.history, self.desk.journal
        journal.hold()

        def done(written: str) -> None:
            draft = self.draft
            self.path, self.read_only, self.saved_state, self.draft = written, "", state, ""
            self._saved_snapshots = len(history.snapshots)
            journal.go_on_in(written)
            if draft:
                self.desk.ask(tasks.discard_draft, draft, key="draft", lane="care", done=lambda _: None)
            # when the file is there: nobody waits for it, and the project opens without it
            self.desk.ask(tasks.keep_words, key="keep words", lane="care", done=lambda _: None, failed=lambda _: None)
            self.desk.said.emit(f"Saved {visible(written)}")
            self.changed.emit()
            self.saved.emit(written)
            self.named.emit(written)
            if then is not None:
                then()

        def failed(failure: Failure) -> None:
            journal.release()
            show_problem(self._window, failure.message, failure.traceback, title=NOT_SAVED)

        self.desk.said.emit("Saving …")
        self.desk.ask(export_tasks.save_project, path, history, key="save", lane="save", done=done, failed=failed)

    def copy_to(self, path: str) -> None:
        """Write a copy of what is open; a file of that name is never replaced."""

        def written(name: str) -> None:
            self.desk.said.emit(f"Wrote a copy: {visible(name)}")

        def failed(failure: Failure) -> None:
            show_problem(self._window, failure.message, failure.traceback, title=NOT_SAVED)

        def ask() -> None:
            self.desk.ask(
                export_tasks.export_copy,
                path,
                self.desk.store.history,
                key="copy",
                lane="export",
                done=written,
                failed=failed,
            )

        if not self.desk.journal.when_saved(ask):
            self.tell_problem()

    def _offered_name(self) -> str:
        """A file name to begin with: the project's with a number, or what is open."""
        folder = Path(self.path).parent if self.path else Path.home()
        stem = Path(self.path).stem if self.path else self.desk.name or "Articles"
        stem = _UNFIT.sub(" ", stem).strip(" .")[:80] or "Articles"
        number, name = 2, f"{stem}.counterpoint"
        while (folder / name).exists():
            name = f"{stem} {number}.counterpoint"
            number += 1
        return name

    def _ask_for_file(self, title: str, then: Callable[[str], None]) -> None:
        folder = str(Path(self.path).parent) if self.path else str(Path.home())
        dialog = QFileDialog(self._window, title, folder)
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog, not self.desk.native_dialogs)
        # Counterpoint says itself that a file is there already, and never replaces one
        dialog.setOption(QFileDialog.Option.DontConfirmOverwrite, True)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([PROJECT_FILTER])
        dialog.setDefaultSuffix("counterpoint")
        dialog.selectFile(self._offered_name())
        dialog.fileSelected.connect(then)
        dialog.open()

    # -- drafts --------------------------------------------------------------------------------------------------

    def _on_change(self, change: Change) -> None:
        """The first decision that no file would keep makes a draft, so that a crash does not lose it."""
        kept = self.draft or self._starting_draft or (self.path and not self.read_only)
        if change.entry is None or kept or not self.has_unsaved_decisions:
            return
        self._starting_draft = True
        journal = self.desk.journal
        journal.hold()

        def done(path: str) -> None:
            self._starting_draft = False
            if not self.path or self.read_only:
                self.draft = path
                journal.go_on_in(path)

        def failed(failure: Failure) -> None:
            # said once; the person can still save under a name
            self._starting_draft = False
            journal.open("")
            if not failure.lost:
                self.desk.said.emit(f"Save as a project soon: until then a crash would lose it. {failure.message}")

        history = self.desk.store.history
        self.desk.ask(export_tasks.begin_draft, history, key="begin draft", lane="save", done=done, failed=failed)

    # -- closing and trouble -------------------------------------------------------------------------------------

    def may_close(self, go_on: Callable[[], object], give_up: Callable[[], object]) -> bool:
        """Whether closing would lose nothing. If not, it is asked or waited for, and one of the two is called then.

        Args:
            go_on: close again, now that everything is saved.
            give_up: close although something is lost.
        """
        journal = self.desk.journal
        if journal.waiting and not journal.problem:
            self.desk.said.emit("Saving the last changes before closing …")
            journal.when_saved(go_on)
            return False
        if journal.problem and journal.waiting:
            many = "The last change is" if journal.waiting == 1 else f"The last {journal.waiting:,} changes are"
            self._ask_to_save(
                f"{many} not saved in {self._name}: {journal.problem}\n\n"
                "Save everything under another name before closing?",
                give_up,
                go_on,
            )
            return False
        if self.has_unsaved_decisions:
            self._ask_to_save(
                "What you decided is in no project yet. Save it in a project before closing?",
                lambda: self._throw_away(give_up),
                go_on,
            )
            return False
        return True

    def _throw_away(self, then: Callable[[], object]) -> None:
        """Delete the draft of what a person does not want to keep."""
        if not self.draft:
            then()
            return
        draft, self.draft = self.draft, ""
        self.desk.journal.open("")
        self.desk.ask(
            tasks.discard_draft,
            draft,
            key="draft",
            lane="care",
            done=lambda _: _call(then),
            failed=lambda _: _call(then),
        )

    def close(self) -> None:
        """Hear nothing more of the store."""
        self._unsubscribe()

    def _ask_to_save(self, text: str, give_up: Callable[[], object], go_on: Callable[[], object]) -> None:
        box = message_box(self._window, QMessageBox.Icon.Question, "Counterpoint", text)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setStandardButtons(
            QMessageBox.StandardButton.Save | QMessageBox.StandardButton.Discard | QMessageBox.StandardButton.Cancel
        )

        def answered(button: int) -> None:
            if button == QMessageBox.StandardButton.Save.value:
                self.save_as(go_on)
            elif button == QMessageBox.StandardButton.Discard.value:
                give_up()

        box.finished.connect(answered)
        box.open()

    def tell_problem(self) -> None:
        """Say why the last change is not saved, and offer what can be done."""
        journal = self.desk.journal
        if self._problem_box is not None:
            self._problem_box.raise_()  # it is said already, and each further change would say it again
            return
        box = message_box(
            self._window,
            QMessageBox.Icon.Warning,
            NOT_SAVED,
            f"{journal.problem}\n\nThe change is kept in this window. Try again, or save everything under another name.",
        )
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setWindowModality(Qt.WindowModality.NonModal)
        again = box.addButton("Try again", QMessageBox.ButtonRole.AcceptRole)
        other = box.addButton("Save as…", QMessageBox.ButtonRole.ActionRole)
        box.addButton(QMessageBox.StandardButton.Close)

        def answered(_: int) -> None:
            self._problem_box = None
            if box.clickedButton() is again:
                journal.try_again()
            elif box.clickedButton() is other:
                self.save_as()

        self._problem_box = box
        box.finished.connect(answered)
        box.show()

    def _on_journal_changed(self) -> None:
        """What is saved by now needs no box that says it is not."""
        if self._problem_box is not None and not self.desk.journal.problem and not self.desk.journal.waiting:
            self._problem_box.close()

    def _on_journal_failed(self, text: str, details: str) -> None:
        if details:  # a fault of the program: what is under "details" helps to report it
            self.desk.failed.emit(text, details)
        else:
            self.tell_problem()


def _call(then: Callable[[], object]) -> None:
    then()
