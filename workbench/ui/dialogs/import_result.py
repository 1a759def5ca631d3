"""What came in, what needs a person's look, what was refused, and what was remarked: one list, each with its reason."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QGuiApplication
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from workbench.domain.corrections import corrections_in
from workbench.domain.decisions import Decisions
from workbench.domain.formula_guard import as_cell
from workbench.domain.outlet_names import folded, folds_in
from workbench.domain.table_data import TableData
from workbench.export.files import ExportError, written_whole
from workbench.ui.date_words import range_words
from workbench.ui.desk import DECISIONS, OVERVIEW, Desk
from workbench.ui.dialogs.dialog_parts import csv_dialog, make_filter, resize_within
from workbench.ui.dialogs.importing_tables import DANGER, QUIET, ToneTable
from workbench.ui.plain_text import PlainLabel, mnemonic_safe, visible
from workbench.ui.widgets.data_table import Column, DataTable, tab_separated, text_scale
from workbench.workspace.import_messages import CameIn
from workbench.workspace.messages import Applied, Opened, Overview


class Outcome(Enum):
    """What became of something that was read. The values are what the saved list says."""

    REVIEW = "needs review"
    REFUSED = "refused"
    REMARK = "remark"
    CAME_IN = "came in"


_BUTTONS: Final = {
    Outcome.REVIEW: "Needs review",
    Outcome.REFUSED: "Refused",
    Outcome.REMARK: "Remarks",
    Outcome.CAME_IN: "Came in",
}
_SHOWN: Final = (
    Column("state", "State", "What became of it", width=90),
    Column("path", "File", "The file as it was named", width=150),
    Column("record", "Where", "Where in the file, when it holds several articles", width=124),
    Column("title", "Article", "Click a row to read the article", width=170),
    Column("reason", "Why", "The reason, and what helps", stretch=True),
)
_SAVED: Final = ("path", "record", "state", "reason")


@dataclass(frozen=True, slots=True)
class OutcomeRow:
    """One line of the list."""

    outcome: Outcome
    path: str = ""
    record: str = ""
    reason: str = ""
    title: str = ""
    document_id: str = ""
    """The article that came in, empty where none did."""


def outcome_rows(opened: Opened) -> tuple[OutcomeRow, ...]:
    """All that there is to tell about what was read: what asks for a person first, what came in last."""
    came = opened.came_in or CameIn()
    paths = {*came.paths, *(refusal.path for refusal in opened.refusals)}
    return (
        *(OutcomeRow(Outcome.REVIEW, r.path, r.record, r.reason, r.title, r.document_id) for r in opened.review),
        *(OutcomeRow(Outcome.REFUSED, r.path, r.record, r.reason) for r in opened.refusals),
        *(_remark(warning, paths) for warning in opened.warnings),
        *_quietly_came(came, {item.document_id for item in opened.review}),
    )


def _remark(warning: str, paths: set[str]) -> OutcomeRow:
    path, colon, rest = warning.partition(": ")
    return (
        OutcomeRow(Outcome.REMARK, path, "", rest)
        if colon and path in paths
        else OutcomeRow(Outcome.REMARK, reason=warning)
    )


def _quietly_came(came: CameIn, elsewhere: set[str]) -> Iterator[OutcomeRow]:
    for document, title, path, record in zip(came.documents, came.titles, came.paths, came.records, strict=True):
        if document not in elsewhere:
            yield OutcomeRow(Outcome.CAME_IN, path, record, "", title, document)


def saved_table(rows: Sequence[OutcomeRow]) -> TableData:
    """The list as it is saved and copied."""
    return TableData.from_rows(_SAVED, [(row.path, row.record, row.outcome.value, row.reason) for row in rows])


def outcome_csv(rows: Sequence[OutcomeRow]) -> bytes:
    """The list as a CSV file: UTF-8 with byte order mark, columns path, record, state, reason.

    A cell that a spreadsheet would compute gets a leading apostrophe; a lone surrogate becomes U+FFFD.
    """
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(_SAVED)
    for row in rows:
        writer.writerow([as_cell(text) for text in (row.path, row.record, row.outcome.value, row.reason)])
    text = stream.getvalue()
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace").encode("utf-8-sig")


class ImportResultDialog(QDialog):
    """Tells what opening came to. Nothing was left out without a word."""

    def __init__(self, desk: Desk, opened: Opened, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self._opened = opened
        self.rows = outcome_rows(opened)
        self._shown = self.rows
        self.file_dialog: QFileDialog | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, True)
        self.setWindowTitle("What came in")
        self.setAccessibleName("What came in")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 16, 18, 12)
        layout.setSpacing(8)
        self.summary = PlainLabel(_summary(opened, desk.state.decisions), self, name="Heading", wrap=True)
        font = QFont(self.summary.font())
        font.setPointSizeF(font.pointSizeF() * 1.15)
        font.setWeight(QFont.Weight.DemiBold)
        self.summary.setFont(font)
        layout.addWidget(self.summary)
        more = _more(opened, desk.overview)
        self.more = PlainLabel(more, self, wrap=True)
        self.more.setVisible(bool(more))
        layout.addWidget(self.more)
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
        if self.rows:
            layout.addLayout(self._build_filters())
            self.reason = PlainLabel("", self, name="Muted", wrap=True)
            layout.addWidget(self._build_table(), 2)
            self.reason.setMinimumHeight(2 * self.reason.fontMetrics().lineSpacing())
            self.reason.setAlignment(Qt.AlignmentFlag.AlignTop)
            layout.addWidget(self.reason)
            self._show_reason(None)
        elif not opened.applied:
            layout.addStretch(1)
        layout.addLayout(self._build_buttons())
        scale = text_scale(self.font())
        wanted = QSize(round(860 * scale), round(500 * scale)) if self.rows or opened.applied else QSize(560, 150)
        resize_within(self, wanted, parent)
        desk.touched.connect(self._on_touched)

    # -- gestures --------------------------------------------------------------------------------------------------

    def save(self, path: str) -> None:
        """Write the whole list to a CSV file."""
        try:
            with written_whole(Path(path)) as stream:
                stream.write(outcome_csv(self.rows))
        except ExportError as error:
            self.desk.failed.emit(str(error), "")
            return
        self.desk.said.emit(f"Saved {visible(Path(path).name)}.")

    def copy(self) -> None:
        """Put the whole list on the clipboard, separated by tabs."""
        QGuiApplication.clipboard().setText(tab_separated(saved_table(self.rows)))
        self.desk.said.emit(f"Copied {len(self.rows):,} rows.")

    def choose_file(self) -> None:
        """Ask where to save; the window stays usable."""
        self.file_dialog = csv_dialog(self, "Save list", "what-came-in.csv", self.save, native=self.desk.native_dialogs)

    def read(self, row: int) -> None:
        """Show the article of a row in the Reader."""
        document = self._shown[row].document_id
        if document:
            self.desk.read_requested.emit((document,))
            self.desk.show_pane.emit("reader")
        else:
            self.desk.said.emit("No article came of this: the reason is in its row.")

    # -- inside ----------------------------------------------------------------------------------------------------

    def _on_touched(self, touched: frozenset[str]) -> None:
        """Names that were chosen to be one outlet are folded once everything is read, after this is shown."""
        if DECISIONS in touched:
            self.summary.set_text(_summary(self._opened, self.desk.state.decisions))
        if OVERVIEW in touched:
            self.more.set_text(_more(self._opened, self.desk.overview))

    def _build_filters(self) -> QHBoxLayout:
        many = Counter(row.outcome for row in self.rows)
        choices: list[tuple[Outcome | None, str, int]] = [(None, "All", len(self.rows))]
        choices += [(outcome, words, many[outcome]) for outcome, words in _BUTTONS.items() if many[outcome]]
        self._outcomes = [outcome for outcome, _, _ in choices]
        self.states = QButtonGroup(self)
        row = QHBoxLayout()
        row.setSpacing(0)
        for number, (_, words, count) in enumerate(choices):
            button = QToolButton(self)
            button.setText(mnemonic_safe(f"{words} ({count:,})"))
            button.setAccessibleName(visible(f"Show: {words}, {count:,}"))
            button.setCheckable(True)
            button.setChecked(number == 0)
            button.setProperty("segment", "first" if number == 0 else "last" if number == len(choices) - 1 else "true")
            self.states.addButton(button, number)
            row.addWidget(button)
        self.states.idToggled.connect(lambda _, on: self._refresh() if on else None)
        row.addSpacing(12)
        self.filter = QLineEdit(self)
        make_filter(self.filter, "Filter by file, title or reason")
        self.filter.textChanged.connect(self._refresh)
        row.addWidget(self.filter, 1)
        return row

    def _build_table(self) -> DataTable:
        self.table = ToneTable(self.desk, "What became of what was read", self, tone=self._tone_of, enter_chooses=True)
        self.table.row_chosen.connect(self.read)
        self.table.current_changed.connect(self._show_reason)
        self.table.setMinimumHeight(120)
        self._refresh()
        return self.table

    def _refresh(self) -> None:
        outcome = self._outcomes[self.states.checkedId()]
        words = self.filter.text().casefold().split()
        self._shown = tuple(
            row
            for row in self.rows
            if outcome in (None, row.outcome)
            and (
                not words or all(w in f"{row.path}\n{row.title}\n{row.record}\n{row.reason}".casefold() for w in words)
            )
        )
        cells = [(row.outcome.value, row.path, row.record, row.title, row.reason) for row in self._shown]
        self.table.show_table(TableData.from_rows([column.key for column in _SHOWN], cells), _SHOWN)

    def _show_reason(self, row: int | None) -> None:
        """The reason of the current row in full, as its cell may be too narrow for it."""
        chosen = self._shown[row] if row is not None else None
        if chosen is None:
            self.reason.set_text(
                "Choose a row to read its reason in full. A row with an article shows it in the Reader."
            )
        else:
            self.reason.set_text(chosen.reason or "It came in without a remark.")

    def _tone_of(self, row: int, key: str) -> str:
        if key != "state":
            return ""
        outcome = self._shown[row].outcome
        return DANGER if outcome in (Outcome.REVIEW, Outcome.REFUSED) else QUIET if outcome is Outcome.REMARK else ""

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
        if self.rows:
            for text, name, slot in (
                ("Save list…", "Save the whole list as a CSV file", self.choose_file),
                ("Copy", "Copy the whole list", self.copy),
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


def _articles(many: int) -> str:
    return "1 article" if many == 1 else f"{many:,} articles"


def _summary(opened: Opened, decisions: Decisions) -> str:
    """What it came to, in a sentence or two."""
    came = opened.came_in
    if came is not None and not came.documents:
        were = "was" if came.there_already == 1 else "were"
        first = f"Nothing new came in: {_articles(came.there_already)} {were} there already."
    elif came is not None:
        folds = folds_in(decisions)
        many = len({folded(name, folds) for name in came.outlets})
        outlets = f" from {many:,} {'outlet' if many == 1 else 'outlets'}" if many else ""
        if many < len(came.outlets):  # names that were folded must not go unsaid
            outlets += f" under {len(came.outlets):,} names"
        dates = range_words((came.first_date, came.last_date))
        first = f"{_articles(len(came.documents))} came in{outlets}{', ' + dates if dates else ''}."
    else:
        first = f"{_articles(opened.articles)} {'is' if opened.articles == 1 else 'are'} open."
    refused = len(opened.refusals)
    if not refused:
        return f"{first} Nothing was refused."
    return f"{first} {refused:,} {'record or file was' if refused == 1 else 'records or files were'} not taken in."


def _more(opened: Opened, overview: Overview | None) -> str:
    """What else there is to know about what came in."""
    came, parts = opened.came_in, []
    if came is None:
        return ""
    if opened.review:
        needs = "1 article needs" if len(opened.review) == 1 else f"{len(opened.review):,} articles need"
        parts.append(f"{needs} a look: click a row to read it.")
    if came.documents and came.there_already:
        were = "was" if came.there_already == 1 else "were"
        parts.append(f"{_articles(came.there_already)} {were} there already and came in only once.")
    if came.without_outlet:
        parts.append(f"{_articles(came.without_outlet)} {'has' if came.without_outlet == 1 else 'have'} no outlet.")
    if came.undated:
        parts.append(f"{_articles(came.undated)} {'has' if came.undated == 1 else 'have'} no date.")
    known = overview is not None and overview.revision >= opened.revision
    here, left_out = (len(overview.articles), overview.removed) if overview and known else (opened.articles, 0)
    if here > len(came.documents):
        parts.append(f"{_articles(here)} are open now.")
    if left_out:  # what is read again stays left out
        parts.append(
            f"{_articles(left_out)} {'is' if left_out == 1 else 'are'} left out of the corpus: "
            "All ▾, Left-out articles brings them back."
        )
    return " ".join(parts)
