"""The parts of the import dialog: files, first articles, one of them in full, names of outlets, and work under way."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from workbench.domain.article import Refusal
from workbench.domain.decisions import Json, Key
from workbench.domain.outlet_names import changes_for_fold
from workbench.domain.table_data import TableData
from workbench.jobs.worker import ProgressNotice
from workbench.ui.date_words import day_words
from workbench.ui.desk import Desk
from workbench.ui.dialogs.importing_tables import DANGER, QUIET, ToneTable
from workbench.ui.moments import size_words
from workbench.ui.plain_text import ElidedLabel, PlainLabel, paragraphs, tool_tip, visible
from workbench.ui.widgets.data_table import Column
from workbench.workspace.import_messages import ImportPreview, NameFold, PreviewFile, PreviewRecord
from workbench.workspace.messages import Proposal

_FILES: Final = (
    Column("path", "File", "As its articles will be named", width=210),
    Column("format", "Format", "Told from the content", width=120),
    Column("encoding", "Encoding", "How bytes become text", width=172),
    Column("size", "Size", width=78),
    Column("articles", "Articles", "Articles found so far", width=96),
    Column("problem", "Problem", "Why nothing is read from it, and what helps", stretch=True),
)
_RECORDS: Final = (
    Column("title", "Title", stretch=True),
    Column("outlet", "Outlet", "As the source names it; a suggestion is never filled in by itself", width=150),
    Column("date", "Date", "Where it comes from stands in each one’s tool tip and below", width=110, tip_key="dated"),
    Column("opening", "Begins with", width=230),
    Column("review", "", "Articles that a person should look at", width=96),
)
_FILE_SHARES: Final = {"path": 0.2, "format": 0.13, "encoding": 0.18, "size": 0.1, "articles": 0.13}
_RECORD_SHARES: Final = {"outlet": 0.17, "date": 0.14, "opening": 0.25, "review": 0.13}
_NOTES: Final = (
    Column("path", "File", width=150),
    Column("record", "Where", width=70),
    Column("words", "What to know", stretch=True),
)


class FilesTable(ToneTable):
    """Every file that was looked at, in the order in which they are read."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "Files", parent, tone=self._tone_of, shares=_FILE_SHARES)
        self._files: tuple[PreviewFile, ...] = ()

    def show_files(self, files: Sequence[PreviewFile]) -> None:
        """Show other files."""
        self._files = tuple(files)
        self.show_table(TableData.from_rows([column.key for column in _FILES], map(_file_cells, files)), _FILES)

    def _tone_of(self, row: int, key: str) -> str:
        file = self._files[row]
        if key == "problem":
            return DANGER
        if key == "encoding" and not file.encoding_certain:
            return QUIET
        return ""


def _file_cells(file: PreviewFile) -> tuple[str, ...]:
    encoding = file.encoding
    if encoding and not file.encoding_certain and "guessed" not in encoding:
        encoding = f"{encoding} (guessed)"
    more = "" if file.complete else " and more"
    found = "–" if file.problem else f"{file.records:,}{more}"
    if file.container:
        found = "listed below"
    elif not file.records and not file.complete:
        found = "not looked at"
    return file.path, file.format or "not known", encoding, size_words(file.size), found, file.problem


class RecordsTable(ToneTable):
    """The first articles, as they would come in."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "First articles", parent, tone=self._tone_of, shares=_RECORD_SHARES)
        self.records: tuple[PreviewRecord, ...] = ()

    def show_records(self, records: Sequence[PreviewRecord]) -> None:
        """Show other articles."""
        self.records = tuple(records)
        names = (*(column.key for column in _RECORDS), "dated")
        self.show_table(TableData.from_rows(names, map(_record_cells, records)), _RECORDS)

    def _tone_of(self, row: int, key: str) -> str:
        record = self.records[row]
        if key == "review":
            return DANGER
        return QUIET if (key == "outlet" and not record.outlet) or (key == "date" and not record.date) else ""


def _record_cells(record: PreviewRecord) -> tuple[str, ...]:
    outlet = record.outlet
    if not outlet:
        outlet = f"{record.outlet_suggestion} (suggested)" if record.outlet_suggestion else "not named"
    date = day_words(record.date) if record.date else "no date"
    dated = f"{date}{_from(record.date_source)}" if record.date else date
    return record.title, outlet, date, record.opening, "needs review" if record.review else "", dated


class RecordText(QPlainTextEdit):
    """All that is known about one article before it comes in."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setAccessibleName("The chosen article")
        self.setPlaceholderText("Choose an article to see all that is known about it.")

    def show_record(self, record: PreviewRecord | None, path: str = "") -> None:
        """Show another article, or none."""
        self.setPlainText(paragraphs("\n".join(_record_lines(record, path))) if record is not None else "")

    def show_problem(self, file: PreviewFile) -> None:
        """Show in full why nothing is read from a file."""
        step = "\n\nChoose the column that holds the text, under Columns." if file.columns else ""
        self.setPlainText(paragraphs(f"{file.path}\n\n{file.problem}{step}"))


def _record_lines(record: PreviewRecord, path: str) -> list[str]:
    lines = [record.title]
    if record.review:
        lines.append(f"Needs review: {record.review}")
    lines.append("")
    if record.outlet:
        lines.append(f"Outlet: {record.outlet}{_from(record.outlet_source)}")
    elif record.outlet_suggestion:
        lines.append("Outlet: the source names none.")
        lines.append(
            f"Suggested: {record.outlet_suggestion} ({record.outlet_evidence}). It is not filled in by itself."
        )
    else:
        lines.append("Outlet: the source names none. You can set it after the import.")
    lines.append(f"Date: {day_words(record.date)}{_from(record.date_source)}" if record.date else "Date: not known")
    lines.append(f"Length: about {record.words:,} {'word' if record.words == 1 else 'words'}")
    lines.append(f"File: {path}{', ' + record.record if record.record else ''}")
    lines += [f"Note: {note}" for note in record.notes]
    return [*lines, "", f"{record.opening} …" if record.opening else "There is no text."]


def _from(source: str) -> str:
    return f" (from {source})" if source else ""


class NotesTable(ToneTable):
    """What a person should know about the files: remarks, and records that are refused."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "What to know about these files", parent, tone=self._tone_of)
        self._refused = 0

    def show_notes(self, preview: ImportPreview) -> int:
        """Show what a preview remarks; returns how much it is."""
        unread = {(file.path, "") for file in preview.files if file.problem}
        refusals = [r for r in preview.refusals if (r.path, "") not in unread]
        remarks = [Refusal(file.path, "", remark) for file in preview.files for remark in file.remarks]
        said = {f"{remark.path}: {remark.reason}" for remark in remarks}
        refused = {r.reason for r in refusals} | {f"{r.record}: {r.reason}" for r in refusals}
        rows = [
            *refusals,
            *(remark for remark in remarks if remark.reason not in refused),
            *(Refusal("", "", warning) for warning in preview.warnings if warning not in said),
        ]
        self._refused = len(refusals)
        columns = (
            tuple(row.path for row in rows),
            tuple(row.record for row in rows),
            tuple(row.reason for row in rows),
        )
        self.show_table(TableData(tuple(column.key for column in _NOTES), columns), _NOTES)
        return len(rows)

    def _tone_of(self, row: int, key: str) -> str:
        return DANGER if key == "words" and row < self._refused else ""


class NamesList(QListWidget):
    """Names of outlets that may be one, each to be ticked. Those that are certain are ticked from the beginning."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Names of outlets that may be one")
        self.setWordWrap(True)
        self._names: tuple[NameFold, ...] = ()
        self._ticked: dict[tuple[str, str], bool] = {}
        """What a person ticked or unticked, so that another look does not undo it."""
        self._quiet = False
        self.itemChanged.connect(self._on_changed)

    def show_names(self, names: Sequence[NameFold]) -> None:
        """Show other names; what was ticked before stays so."""
        self._quiet = True
        self._names = tuple(names)
        self.clear()
        for fold in names:
            item = QListWidgetItem(visible(f"{fold.name}  →  {fold.outlet}   ({fold.reason})"), self)
            item.setToolTip(tool_tip(f"Count {fold.name} as {fold.outlet}. {fold.reason}"))
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
            ticked = self._ticked.get((fold.name, fold.outlet), fold.certain)
            item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
        self._quiet = False

    @property
    def ticked(self) -> tuple[NameFold, ...]:
        """Those that a person wants to be one outlet."""
        return tuple(fold for n, fold in enumerate(self._names) if self.item(n).checkState() == Qt.CheckState.Checked)

    def proposal(self) -> Proposal | None:
        """The step for the journal that makes them so; ``None`` when nothing is ticked."""
        changes: dict[Key, Json | None] = {}
        for fold in self.ticked:
            changes |= changes_for_fold([fold.name], fold.outlet)
        if not changes:
            return None
        many = "1 name" if len(changes) == 1 else f"{len(changes):,} names"
        return Proposal(f"Count {many} of outlets as another", tuple(changes.items()))

    def _on_changed(self, item: QListWidgetItem) -> None:
        if not self._quiet:
            fold = self._names[self.row(item)]
            self._ticked[fold.name, fold.outlet] = item.checkState() == Qt.CheckState.Checked


class WorkingPanel(QWidget):
    """What is under way, how far it is, and what can be done meanwhile."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heading = PlainLabel("", self, name="Heading", wrap=True)
        self.what = ElidedLabel("", self, name="Muted")
        self.what.setAccessibleName("What is read now")
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("How far it is")
        self.hint = PlainLabel("", self, name="Muted", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(120, 16, 120, 16)
        column.setSpacing(8)
        column.addStretch(2)
        for widget in (self.heading, self.what, self.bar, self.hint):
            column.addWidget(widget)
        column.addStretch(3)

    def begin(self, heading: str, hint: str) -> None:
        """Something begins."""
        self.heading.set_text(heading)
        self.what.set_text("Starting …")
        self.hint.set_text(hint)
        self.bar.setRange(0, 0)

    def show_progress(self, notice: ProgressNotice | None) -> None:
        """How far it is."""
        if notice is None:
            return
        counted = f"{notice.done:,} of {notice.total:,} done" if notice.total > 1 else ""
        self.what.set_text(" – ".join(part for part in (notice.message, counted) if part) or "Working …")
        total = notice.total if notice.total > 1 else 0  # of one thing there is no share that could be shown
        self.bar.setRange(0, total)
        self.bar.setValue(min(notice.done, total))
