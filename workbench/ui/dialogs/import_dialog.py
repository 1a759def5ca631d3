"""Bringing in articles: what was found is shown before anything is read in, and a person can choose how it is read.

The dialog has three faces: looking, ready (what was found), and importing. It asks and shows; reading is done by
:class:`workbench.ui.opening.Opening`, which goes on when the dialog is closed meanwhile.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from enum import Enum
from pathlib import Path
from typing import Final

from PySide6.QtCore import QSettings, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QFont
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from workbench.jobs.worker import Failure, ProgressNotice
from workbench.ui.desk import Desk
from workbench.ui.dialogs.dialog_parts import file_dialog
from workbench.ui.dialogs.importing_columns import ColumnChoices, RememberedColumns
from workbench.ui.dialogs.importing_mapping import MappingPanel
from workbench.ui.dialogs.importing_parts import (
    FilesTable,
    NamesList,
    NotesTable,
    RecordsTable,
    RecordText,
    WorkingPanel,
)
from workbench.ui.opening import Opening
from workbench.ui.plain_text import ElidedLabel, PlainLabel, visible
from workbench.ui.widgets.data_table import text_scale
from workbench.ui.widgets.pane_header import link_button
from workbench.workspace import tasks
from workbench.workspace.import_messages import ImportPreview, PreviewFile, PreviewRequest
from workbench.workspace.messages import Opened, OpenRequest

KEY: Final = "preview"
"""Of looks at sources the latest wins."""
LANE: Final = "preview"


class Face(Enum):
    """What the dialog is about now."""

    LOOKING = "looking"
    READY = "ready"
    IMPORTING = "importing"


class ImportDialog(QDialog):
    """What sources hold, how it is read, and the button that brings it in.

    Args:
        desk: what all panes share.
        opening: what reads sources in.
        settings: where chosen columns are remembered.
        sources: files and folders.
        parent: the window.
        add: whether articles are added to what is open, to begin with.
    """

    came_in = Signal(object)
    """What the import came to, with what it refused and not what was refused before."""

    def __init__(
        self,
        desk: Desk,
        opening: Opening,
        settings: QSettings,
        sources: Sequence[str],
        parent: QWidget | None = None,
        *,
        add: bool = False,
    ) -> None:
        super().__init__(parent)
        self.desk, self.opening = desk, opening
        self.sources: tuple[str, ...] = tuple(dict.fromkeys(sources))
        self.metadata = ""
        self.choices = ColumnChoices(RememberedColumns(settings))
        self.preview: ImportPreview | None = None
        self.face = Face.LOOKING
        self.file_dialog: QFileDialog | None = None
        self._request: OpenRequest | None = None
        """What was asked for last, also when it was stopped: it may have been too late for that."""
        self._importing = False
        self._refused_before: tuple[object, ...] = ()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, True)
        self.setAcceptDrops(True)
        self.setWindowTitle("Bring in articles")
        self.setAccessibleName("Bring in articles")

        self.heading = PlainLabel("", self, name="Heading", wrap=True)
        self.hint = PlainLabel("", self, name="Muted", wrap=True)
        self.problem = PlainLabel("", self, name="Problem", wrap=True)
        self.working = WorkingPanel(self)
        self.files = FilesTable(desk, self)
        self.records_heading = ElidedLabel("", self, name="Heading")
        self.all_files = link_button(
            "show those of all files", "Show the first articles of all files", self._choose_none
        )
        self.records = RecordsTable(desk, self)
        self.tabs = QTabWidget(self)
        self.mapping = MappingPanel(self)
        self.names = NamesList(self)
        self.notes = NotesTable(desk, self)
        self.record = RecordText(self)
        self.metadata_words = ElidedLabel("", self)
        self.metadata_button = QPushButton("Use a metadata table…", self)
        self.metadata_away = link_button("leave it out", "Read without the metadata table", self._without_metadata)
        self.add = QCheckBox(self)
        self.more = QPushButton("Add files…", self)
        self.again = QPushButton("Look again", self)
        self.background = QPushButton("Go on in the background", self)
        self.cancel = QPushButton("Cancel", self)
        self.go = QPushButton("Import", self)
        self.pages = QStackedWidget(self)
        self._build(add=add)
        self._connect()
        room = parent.window().size() if parent is not None else QSize(1280, 800)
        scale = text_scale(self.font())
        wanted = QSize(round(1080 * scale), round(720 * scale))
        self.resize(wanted.boundedTo(QSize(max(room.width() - 40, 480), max(room.height() - 30, 360))))
        self.look()

    # -- looking ---------------------------------------------------------------------------------------------------

    def look(self) -> None:
        """Ask what the sources hold, as they are read now. A later question takes the place of an earlier one."""
        self.problem.hide()
        request = PreviewRequest(self.sources, self.metadata, self.choices.for_request())
        if self.preview is None:
            many = "1 source" if len(self.sources) == 1 else f"{len(self.sources):,} sources"
            named = visible(Path(self.sources[0]).name) if len(self.sources) == 1 else many
            self.working.begin(f"Looking at {named} …", "Nothing is brought in before you say so.")
            self._turn_to(Face.LOOKING)
        else:
            self.heading.set_text("Looking again …")
        self.looking_again = True
        self._refresh_buttons()
        self.desk.bridge.ask(
            tasks.preview_sources,
            request,
            key=KEY,
            lane=LANE,
            done=self._on_preview,
            failed=self._on_not_looked,
            progress=self.working.show_progress,
        )

    def add_sources(self, sources: Sequence[str]) -> None:
        """Bring in more files and folders along with the others."""
        more = tuple(dict.fromkeys((*self.sources, *sources)))
        if more != self.sources and self.face is not Face.IMPORTING:
            self.sources = more
            self.look()

    def use_metadata(self, path: str) -> None:
        """Take metadata from a table that a person chose; none when the path is empty."""
        self.metadata = path
        self.look()

    def _on_preview(self, preview: ImportPreview) -> None:
        self.looking_again = False
        chosen, first = self._chosen_file, self.preview is None
        self.preview = preview
        self.choices.note_guesses(preview)
        self.files.show_files(preview.files)
        self.names.show_names(preview.names)
        noted = self.notes.show_notes(preview)
        for widget, words, many in (
            (self.names, "Names of outlets", len(preview.names)),
            (self.notes, "To know", noted),
        ):
            place = self.tabs.indexOf(widget)
            self.tabs.setTabText(place, f"{words} ({many:,})")
            self.tabs.setTabVisible(place, bool(many))
        self._say_what_was_found(preview)
        self._turn_to(Face.READY)
        at = next((n for n, file in enumerate(preview.files) if chosen and file.path == chosen.path), None)
        if at is None:  # a table that can't be read as it is needs a person's choice
            at = next((n for n, file in enumerate(preview.files) if file.columns and file.problem), None)
        if at is None and first:
            alone = len(preview.files) == 1 or (bool(preview.files) and not self.files_to_read)
            at = 0 if alone else next((n for n, f in enumerate(preview.files) if f.columns), None)
        self.files.select_source_row(at)
        self._show_file()
        if first:
            needed = at is not None and preview.files[at].columns and preview.files[at].problem
            (self.mapping.boxes["text"] if needed else self.files).setFocus()

    def _on_not_looked(self, failure: Failure) -> None:
        self.looking_again = False
        words = (
            "The background process ended while it looked at this. It was started again."
            if failure.lost
            else failure.message
        )
        if self.preview is None:
            self.preview = ImportPreview((), 0, ())
            self._on_preview(self.preview)
            self.preview = None
        else:
            self._say_what_was_found(self.preview)
        self.heading.set_text("This could not be looked at.")
        self.hint.set_text("Look again, choose other files, or cancel. What is open stays as it is.")
        self._say_problem(words)
        self._turn_to(Face.READY)
        self.again.show()

    # -- importing -------------------------------------------------------------------------------------------------

    def bring_in(self) -> None:
        """Read everything in. What is open stays open until it is read."""
        if not self.go.isEnabled():
            return
        add = self.add.isChecked() and not self.add.isHidden()
        before = self.opening.result
        self._refused_before = before.refusals if add and before is not None else ()
        self.problem.hide()
        hint = "What is open stays open until everything is read. You can close this and go on working meanwhile."
        self.working.begin(f"Reading {self._files_in_words()} …", hint)
        self._importing = True
        self._turn_to(Face.IMPORTING)
        begun = self.opening.open(
            self.sources,
            add=add,
            metadata=self.metadata,
            choices=self.choices.for_request(),
            then=self.names.proposal(),
        )
        if not begun:
            self._importing = False
            self._turn_to(Face.READY)
            self._say_problem("Nothing was brought in: what you decided last must be saved first.")

    def stop(self) -> None:
        """Stop reading; nothing is brought in and what is open stays."""
        self._importing = False
        self.opening.cancel()
        self._turn_to(Face.READY)
        self._say_problem("Stopped. Nothing was brought in, and what was open is still open.")

    def go_on_in_background(self) -> None:
        """Close the dialog; the status line shows how far reading is, and a line above the panes what it came to."""
        self._importing = False
        self._request = None
        super().reject()

    def take_failure(self, failure: Failure) -> bool:
        """Whether a failed import was this dialog's, which says so then."""
        if not self._importing:
            return False
        self._importing = False
        self._turn_to(Face.READY)
        self._say_problem(
            "The background process ended while it read this. Nothing was brought in. Leave out files, or try again."
            if failure.lost
            else failure.message
        )
        return True

    def _on_asked(self) -> None:
        if self._importing:
            self._request = self.opening.request

    def _on_told(self, result: Opened) -> None:
        """Everything is read. Also when it was stopped too late: what is there must be told."""
        if self._request is None or self.opening.request is not self._request:
            return
        self._importing, self._request = False, None
        if self.preview is not None:
            self.choices.remember(self.preview)
        before = self._refused_before
        if before and result.refusals[: len(before)] == before:
            result = replace(result, refusals=result.refusals[len(before) :])
        self.came_in.emit(result)
        self.accept()

    # -- events ----------------------------------------------------------------------------------------------------

    def reject(self) -> None:
        """Escape and Cancel: stop reading when it is under way, else close and leave everything as it is."""
        if self.face is Face.IMPORTING:
            self.stop()
            return
        self.desk.bridge.cancel(KEY)
        self._request = None
        super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Closing the dialog while it reads does not stop it; Cancel does."""
        if self.face is Face.IMPORTING:
            self.go_on_in_background()
        super().closeEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        """More files may be dropped."""
        if event.mimeData().hasUrls() and all(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        """Look at what was dropped, too."""
        self.add_sources([url.toLocalFile() for url in event.mimeData().urls()])

    # -- choosing --------------------------------------------------------------------------------------------------

    def choose_files(self) -> None:
        """Ask for more files."""
        dialog = self._file_dialog("Add files")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(self.add_sources)
        dialog.open()

    def choose_metadata(self) -> None:
        """Ask for a metadata table."""
        dialog = self._file_dialog("Use a metadata table")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters(["Tables (*.csv *.tsv *.xlsx)", "All files (*)"])
        dialog.fileSelected.connect(self.use_metadata)
        dialog.open()

    def _file_dialog(self, title: str) -> QFileDialog:
        at = Path(self.sources[0]).parent
        self.file_dialog = file_dialog(self, title, at, native=self.desk.native_dialogs)
        return self.file_dialog

    def _without_metadata(self) -> None:
        self.use_metadata("")

    @property
    def _chosen_file(self) -> PreviewFile | None:
        row = self.files.current_row
        return self.preview.files[row] if self.preview is not None and row is not None else None

    def _choose_none(self) -> None:
        self.files.clearSelection()
        self._show_file()

    def _show_file(self) -> None:
        """Show what belongs to the chosen file: its columns and its first articles."""
        if self.preview is None:
            return
        file = self._chosen_file
        has_columns = file is not None and bool(file.columns)
        place = self.tabs.indexOf(self.mapping)
        self.tabs.setTabVisible(place, has_columns)
        if file is not None and has_columns:
            self.tabs.setTabText(place, f"Columns ({len(file.columns):,})")
            self.mapping.show_mapping(file.columns, dict(file.by_field), self.choices)
            if file.problem:
                self.tabs.setCurrentIndex(place)
        self.files.setVisible(bool(self.preview.files))
        self.articles.setVisible(bool(self.preview.records))
        self.tabs.setVisible(any(self.tabs.isTabVisible(n) for n in range(self.tabs.count())))
        self.details.setVisible(bool(self.preview.records) or not self.tabs.isHidden() or file is not None)
        row = self.files.current_row
        records = [r for r in self.preview.records if file is None or r.file == row]
        of = f" of {Path(file.path).name}" if file is not None else ""
        self.records_heading.set_text(f"First articles{of} ({len(records):,})")
        self.all_files.setVisible(file is not None and len(self.preview.files) > 1)
        self.records.show_records(records)
        self.record.show_record(None)
        if file is not None and file.problem:
            self.record.show_problem(file)
        elif records:
            self.records.select_source_row(0)
            self._show_record(0)

    def _show_record(self, row: int) -> None:
        record = self.records.records[row]
        path = self.preview.files[record.file].path if self.preview is not None else ""
        self.record.show_record(record, path)

    def _on_column(self, field: str, column: str) -> None:
        file = self._chosen_file
        if file is not None:
            self.choices.choose(file.columns, dict(file.by_field), field, column)
            self.look()

    def _on_guess(self) -> None:
        file = self._chosen_file
        if file is not None:
            self.choices.back_to_guess(file.columns)
            self.look()

    # -- words -----------------------------------------------------------------------------------------------------

    @property
    def files_to_read(self) -> int:
        """Files that are going to give articles, as far as it is known."""
        if self.preview is None:
            return 0
        readable = sum(not file.problem and not file.container for file in self.preview.files)
        return readable + _not_looked_at(self.preview)

    def _files_in_words(self) -> str:
        many = self.files_to_read
        return "1 file" if many == 1 else f"{many:,} files"

    def _say_what_was_found(self, preview: ImportPreview) -> None:
        looked, found = len(preview.files), sum(file.records for file in preview.files)
        unseen = _not_looked_at(preview)
        more = unseen or any(not file.complete for file in preview.files)
        refused = sum(bool(file.problem) for file in preview.files)
        articles = "1 article" if found == 1 else f"{found:,} articles"
        if not self.files_to_read:
            self.heading.set_text("Nothing here can be read as articles yet." if looked else "There are no files here.")
            fixable = any(file.columns and file.problem for file in preview.files)
            self.hint.set_text(
                "Choose the column that holds the text: it is below, under Columns."
                if fixable
                else "Each file is listed with the reason and with what helps. Add other files, or cancel."
                if looked
                else "Add files with articles, or cancel and choose another folder."
            )
            return
        at_least = "At least " if more else ""
        self.heading.set_text(f"{at_least}{articles} in {self._files_in_words()}.")
        parts = []
        if unseen:
            parts.append(
                f"{preview.files_found - unseen:,} of {preview.files_found:,} files were looked at; all of them are read."
            )
        tables = sum(bool(file.columns and file.problem) for file in preview.files)
        if tables:
            words = "1 table needs" if tables == 1 else f"{tables:,} tables need"
            parts.append(f"{words} you to choose the column of the text, below.")
        if refused := refused - tables:
            words = "1 file can't be read" if refused == 1 else f"{refused:,} files can't be read"
            parts.append(f"{words}: the reason is beside it.")
        parts.append("This is a first look: nothing is brought in before you press Import.")
        self.hint.set_text(" ".join(parts))

    def _say_problem(self, words: str) -> None:
        self.problem.set_text(words)
        self.problem.show()

    def _turn_to(self, face: Face) -> None:
        self.face = face
        self.pages.setCurrentIndex(0 if face is Face.READY else 1)
        for widget in (self.heading, self.hint):
            widget.setVisible(face is Face.READY)
        if face is not Face.READY:
            self.problem.hide()
        self.again.hide()
        self._refresh_buttons()

    def _refresh_buttons(self) -> None:
        ready = self.face is Face.READY
        importing = self.face is Face.IMPORTING
        usable = ready and not self.looking_again and self.files_to_read > 0
        self.go.setVisible(not importing)
        self.go.setEnabled(usable)
        self.go.setText(f"Import ({visible(self._files_in_words())})" if self.files_to_read else "Import")
        self.go.setAccessibleName(self.go.text())
        self.cancel.setText("Stop" if importing else "Cancel")
        self.cancel.setAccessibleName(
            "Stop reading: nothing is brought in" if importing else "Cancel: bring in nothing"
        )
        self.background.setVisible(importing)
        self.more.setVisible(ready)
        self.go.setDefault(usable)  # what can't be pressed must not look as if it could
        self.background.setDefault(importing)
        overview = self.desk.overview
        articles = len(overview.articles) if overview is not None else 0
        self.add.setText(
            "Add to the 1 article that is open" if articles == 1 else f"Add to the {articles:,} articles that are open"
        )
        self.add.setAccessibleName(self.add.text())
        self.add.setVisible(ready and articles > 0)
        beside = self.preview.metadata_files if self.preview is not None else ()
        if self.metadata:
            words = f"Metadata from {visible(Path(self.metadata).name)}"
        elif beside:
            words = f"Metadata from {visible(beside[0])}, found beside the files"
            words += f", and {len(beside) - 1:,} more" if len(beside) > 1 else ""
        else:
            words = "No metadata table"
        self.metadata_words.set_text(words)
        self.metadata_away.setVisible(bool(self.metadata))

    # -- building --------------------------------------------------------------------------------------------------

    looking_again = False
    """Whether an answer is awaited."""

    def _build(self, *, add: bool) -> None:
        font = QFont(self.heading.font())
        font.setPointSizeF(font.pointSizeF() * 1.15)
        font.setWeight(QFont.Weight.DemiBold)
        for label in (self.heading, self.working.heading):
            label.setFont(font)
        self.problem.hide()
        self.add.setChecked(add)
        for button, name in (
            (self.metadata_button, "Use a metadata table"),
            (self.more, "Add files to these"),
            (self.again, "Look at the files again"),
            (self.background, "Close this and go on reading in the background"),
        ):
            button.setAccessibleName(visible(name))
            button.setAutoDefault(False)
        for button in (self.cancel, self.go):
            button.setAutoDefault(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(6)
        for widget in (self.heading, self.hint, self.problem):
            layout.addWidget(widget)
        self.pages.addWidget(self._build_found())
        self.pages.addWidget(self.working)
        layout.addWidget(self.pages, 1)
        last = QHBoxLayout()
        last.addWidget(self.more)
        last.addWidget(self.again)
        last.addStretch(1)
        last.addWidget(self.add)
        for button in (self.background, self.cancel, self.go):
            last.addWidget(button)
        layout.addLayout(last)

    def _build_found(self) -> QWidget:
        found = QWidget(self)
        column = QVBoxLayout(found)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        lists = QSplitter(Qt.Orientation.Vertical, found)
        lists.setChildrenCollapsible(False)
        lists.addWidget(self.files)
        self.articles = QWidget(lists)
        inner = QVBoxLayout(self.articles)
        inner.setContentsMargins(0, 4, 0, 0)
        inner.setSpacing(2)
        top = QHBoxLayout()
        top.addWidget(self.records_heading, 1)
        top.addWidget(self.all_files)
        inner.addLayout(top)
        inner.addWidget(self.records, 1)
        lists.addWidget(self.articles)
        self.details = lower = QSplitter(Qt.Orientation.Horizontal, lists)
        lower.setChildrenCollapsible(False)
        self.tabs.setAccessibleName("How it is read")
        self.tabs.tabBar().setAccessibleName("How it is read")
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(self.mapping, "Columns")
        self.tabs.addTab(self.names, "Names of outlets")
        self.tabs.addTab(self.notes, "To know")
        lower.addWidget(self.tabs)
        lower.addWidget(self.record)
        lower.setSizes([600, 420])
        lists.addWidget(lower)
        for table in (self.files, self.records):
            table.setMinimumHeight(3 * table.verticalHeader().defaultSectionSize() + 8)
        lists.setSizes([200, 230, 260])
        for number, share in enumerate((3, 4, 4)):
            lists.setStretchFactor(number, share)
        column.addWidget(lists, 1)
        row = QHBoxLayout()
        row.addWidget(self.metadata_words)
        row.addWidget(self.metadata_away)
        row.addWidget(self.metadata_button)
        row.addStretch(1)
        column.addLayout(row)
        return found

    def _connect(self) -> None:
        self.files.current_changed.connect(lambda _: self._show_file())
        self.records.current_changed.connect(self._show_record)
        self.mapping.column_chosen.connect(self._on_column)
        self.mapping.guess_wanted.connect(self._on_guess)
        self.metadata_button.clicked.connect(self.choose_metadata)
        self.more.clicked.connect(self.choose_files)
        self.again.clicked.connect(self.look)
        self.background.clicked.connect(self.go_on_in_background)
        self.cancel.clicked.connect(self.reject)
        self.go.clicked.connect(self.bring_in)
        self.opening.asked.connect(self._on_asked)
        self.opening.progressed.connect(self._on_progress)
        self.opening.told.connect(self._on_told)

    def _on_progress(self, notice: ProgressNotice | None) -> None:
        if self._importing:
            self.working.show_progress(notice)


def _not_looked_at(preview: ImportPreview) -> int:
    """How many files are going to be read of which only the name is known."""
    return max(preview.files_found - sum(not file.inside for file in preview.files), 0)
