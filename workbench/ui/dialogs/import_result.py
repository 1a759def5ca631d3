"""What came in, what to look at, and what was refused, each with its reason."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from workbench.domain.article import Refusal
from workbench.domain.corrections import corrections_in
from workbench.domain.formula_guard import as_cell
from workbench.domain.table_data import TableData
from workbench.export.files import ExportError, written_whole
from workbench.ui.desk import Desk
from workbench.ui.plain_text import PlainLabel, visible
from workbench.ui.widgets.data_table import Column, DataTable
from workbench.workspace.messages import Applied, Opened


def refusals_csv(refusals: Sequence[Refusal]) -> bytes:
    """The refusals as a CSV file: UTF-8 with byte order mark, columns path, record, reason.

    A cell that a spreadsheet would compute gets a leading apostrophe; a lone surrogate becomes U+FFFD.
    """
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(("path", "record", "reason"))
    for refusal in refusals:
        writer.writerow([as_cell(text) for text in (refusal.path, refusal.record, refusal.reason)])
    text = stream.getvalue()
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace").encode("utf-8-sig")


class ImportResultDialog(QDialog):
    """Tells what opening came to. Nothing was left out without a word."""

    def __init__(self, desk: Desk, opened: Opened, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self._refusals = opened.refusals
        self.file_dialog: QFileDialog | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, True)
        self.setWindowTitle("What came in")
        self.setAccessibleName("What came in")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 16, 18, 12)
        layout.setSpacing(8)
        self.summary = PlainLabel(_summary(opened), self, name="Heading", wrap=True)
        font = QFont(self.summary.font())
        font.setPointSizeF(font.pointSizeF() * 1.15)
        font.setWeight(QFont.Weight.DemiBold)
        self.summary.setFont(font)
        layout.addWidget(self.summary)
        if opened.read_only:
            layout.addWidget(PlainLabel(opened.read_only, self, name="Problem", wrap=True))
        many = _without_outlet(desk, opened)
        if many:
            words = "1 article without an outlet has" if many == 1 else f"{many:,} articles without an outlet have"
            hint = f"{words} a suggestion. Nothing was filled in: Set outlets shows each one with its reason."
            layout.addWidget(PlainLabel(hint, self, wrap=True))
        if opened.applied:
            layout.addWidget(
                self._heading(f"Earlier decisions that were applied to new articles ({len(opened.applied):,})")
            )
            layout.addWidget(self._build_applied(opened.applied), 1)
        if opened.warnings:
            layout.addWidget(self._heading(f"Please look at this ({len(opened.warnings):,})"))
            self.warnings = QPlainTextEdit(self)
            self.warnings.setReadOnly(True)
            self.warnings.setPlainText("\n".join(f"• {visible(warning)}" for warning in opened.warnings))
            self.warnings.setAccessibleName("Warnings")
            lines = min(len(opened.warnings) + 1, 7)
            self.warnings.setFixedHeight(lines * self.warnings.fontMetrics().lineSpacing() + 12)
            layout.addWidget(self.warnings)
        if opened.refusals:
            layout.addWidget(self._heading(f"Not taken in ({len(opened.refusals):,})"))
            layout.addWidget(self._build_table(), 1)
        elif not opened.applied:
            layout.addStretch(1)
        layout.addLayout(self._build_buttons())
        self.resize(680, 460 if opened.refusals or opened.warnings or opened.applied else 160)

    def save(self, path: str) -> None:
        """Write the list of refusals to a CSV file."""
        try:
            with written_whole(Path(path)) as stream:
                stream.write(refusals_csv(self._refusals))
        except ExportError as error:
            self.desk.failed.emit(str(error), "")
            return
        self.desk.said.emit(f"Saved {visible(Path(path).name)}.")

    def copy(self) -> None:
        """Put the list on the clipboard, separated by tabs."""
        QGuiApplication.clipboard().setText(self.table.as_text())
        self.desk.said.emit(f"Copied {len(self._refusals):,} rows.")

    def choose_file(self) -> None:
        """Ask where to save; the window stays usable."""
        dialog = QFileDialog(self, "Save list", str(Path.home() / "not-taken-in.csv"))
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog, not self.desk.native_dialogs)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, True)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters(["CSV table (*.csv)"])
        dialog.setDefaultSuffix("csv")
        dialog.selectFile("not-taken-in.csv")
        dialog.fileSelected.connect(self.save)
        self.file_dialog = dialog
        dialog.open()

    def _build_table(self) -> DataTable:
        self.table = DataTable(self.desk, "What was not taken in", self)
        columns = (
            tuple(refusal.path for refusal in self._refusals),
            tuple(refusal.record for refusal in self._refusals),
            tuple(refusal.reason for refusal in self._refusals),
        )
        shown = (
            Column("path", "File", "The file as it was named", width=190),
            Column("record", "Where", "Where in the file, when it holds several articles", width=80),
            Column("reason", "Why", "The reason, and what helps", stretch=True),
        )
        self.table.show_table(TableData(("path", "record", "reason"), columns), shown)
        self.table.setMinimumHeight(120)
        return self.table

    def _build_applied(self, applied: Sequence[Applied]) -> DataTable:
        self.applied = DataTable(self.desk, "Earlier decisions that were applied", self)
        names = ("title", "field", "value", "reason")
        columns = tuple(tuple(str(getattr(item, name)) for item in applied) for name in names)
        shown = (
            Column("title", "Article", width=170),
            Column("field", "What", width=60),
            Column("value", "Value", width=100),
            Column("reason", "Why", "Edit, Undo takes all of them back", stretch=True),
        )
        self.applied.show_table(TableData(names, columns), shown)
        self.applied.setMinimumHeight(120)
        return self.applied

    def _build_buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        if self._refusals:
            for text, name, slot in (
                ("Save list…", "Save the list of what was not taken in", self.choose_file),
                ("Copy", "Copy the list of what was not taken in", self.copy),
            ):
                button = QPushButton(text, self)
                button.setAccessibleName(name)
                button.setAutoDefault(False)
                button.clicked.connect(slot)
                row.addWidget(button)
        row.addStretch(1)
        close = QPushButton("Close", self)
        close.setAccessibleName("Close")
        close.setDefault(True)
        close.clicked.connect(self.reject)
        row.addWidget(close)
        return row

    def _heading(self, text: str) -> PlainLabel:
        return PlainLabel(text, self, name="Heading")


def _without_outlet(desk: Desk, opened: Opened) -> int:
    """Articles with a suggestion that have no outlet yet: neither set by a person nor by an earlier decision."""
    corrections = corrections_in(desk.state.decisions)
    applied = {item.document_id for item in opened.applied if item.field == "outlet"}
    suggested = {suggestion.document_id for suggestion in opened.suggestions} - applied
    return sum(not corrections.get(document_id, {}).get("outlet") for document_id in suggested)


def _summary(opened: Opened) -> str:
    came = "1 article is open" if opened.articles == 1 else f"{opened.articles:,} articles are open"
    refused = len(opened.refusals)
    if not refused:
        return f"{came}. Nothing was refused."
    return f"{came}. {refused:,} {'record or file was' if refused == 1 else 'records or files were'} not taken in."
