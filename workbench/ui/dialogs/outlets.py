"""Saying which outlets articles come from: one by one, several at once, or by taking a suggestion with its reason.

Nothing is filled in by itself, and nothing is applied before the person presses the button that says so.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any, Final

from PySide6.QtCore import QModelIndex, QSize, Qt
from PySide6.QtGui import QColor, QFont, QResizeEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QHeaderView,
    QLineEdit,
    QPushButton,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from workbench.domain.article import OutletSuggestion
from workbench.domain.corrections import Correction
from workbench.ui.desk import Desk
from workbench.ui.dialogs.dialog_parts import (
    FieldDialog,
    in_a_row,
    last_row,
    make_button,
    make_filter,
    resize_within,
)
from workbench.ui.dialogs.outlet_parts import NameDelegate, NameTable, complete, make_name_line, tidy_name
from workbench.ui.plain_text import PlainLabel, tool_tip, visible
from workbench.ui.widgets.data_table import text_scale
from workbench.ui.widgets.titled_model import EditableModel, Index
from workbench.workspace.listing import ArticleRow, Articles

_MEASURED: Final = 500
"""Articles whose words decide how wide columns are."""


class Part(IntEnum):
    """The columns of the table."""

    FILE = 0
    WORDS = 1
    OUTLET = 2
    SUGGESTION = 3
    REASON = 4
    USE = 5


_TITLES: Final = ("File", "Article", "Outlet", "Suggestion", "Because", "")


@dataclass(frozen=True, slots=True)
class OutletQuestion:
    """One article, the outlet that it has now, and what is suggested for it."""

    document_id: str
    path: str
    title: str
    outlet: str = ""
    suggestion: str = ""
    evidence: str = ""


class OutletsModel(EditableModel):
    """Articles with their outlets, and the names that the person has given so far.

    Args:
        questions: the articles.
        known: names of outlets to complete with.
        everything: whether articles that have an outlet are shown from the beginning.
    """

    def __init__(
        self, questions: Sequence[OutletQuestion], known: Sequence[str], parent: QDialog, *, everything: bool = False
    ) -> None:
        super().__init__(_TITLES, parent, editable=(Part.OUTLET,))
        self.questions = tuple(questions)
        self.everything = everything
        self._words: tuple[str, ...] = ()
        self.answers: dict[str, str] = {}
        """Names by document id."""
        self.link_colour, self.quiet_colour = QColor(), QColor()
        self._known = {name.casefold(): name for name in known if name}
        self._suggested = {n: question.suggestion for n, question in enumerate(self.questions) if question.suggestion}
        self._haystacks: list[str] = []
        self._rows: list[int] = []
        self._choose()

    @property
    def known_outlets(self) -> list[str]:
        """Names to complete with: outlets of the corpus, suggestions, and what was typed here."""
        return sorted({*self._known.values(), *self._suggested.values(), *self.answers.values()}, key=str.casefold)

    def question(self, row: int) -> OutletQuestion:
        """The article in a row on the screen."""
        return self.questions[self._rows[row]]

    @property
    def has_suggestions(self) -> bool:
        """Whether anything is suggested for any article."""
        return bool(self._suggested)

    @property
    def unused_suggestions(self) -> int:
        """How many of the articles on show have a suggestion and were given no name yet."""
        if not self._suggested:
            return 0
        waiting = {n for n in self._suggested if not self.answers.get(self.questions[n].document_id)}
        return len(waiting) if len(self._rows) == len(self.questions) else len(waiting.intersection(self._rows))

    def filter(self, text: str) -> None:
        """Show the articles whose file, words or outlet have these words."""
        self._words = tuple(text.casefold().split())
        self._choose()

    def show_everything(self, everything: bool) -> None:
        """Show all articles, or only those without an outlet."""
        self.everything = everything
        self._choose()

    def answer(self, rows: Sequence[int], name: str) -> None:
        """Give articles an outlet; no name, or the one that the article has, takes it back.

        A known outlet keeps its spelling.
        """
        tidy = tidy_name(name)
        tidy = self._known.get(tidy.casefold(), tidy)
        for row in rows:
            question = self.question(row)
            if tidy and tidy != question.outlet:
                self.answers[question.document_id] = tidy
            else:
                self.answers.pop(question.document_id, None)
        if rows:
            first = self.index(min(rows), 0)
            self.dataChanged.emit(first, self.index(max(rows), len(_TITLES) - 1))

    def use(self, rows: Sequence[int]) -> None:
        """Take the suggestions of these rows."""
        for row in rows:
            if self.question(row).suggestion:
                self.answer([row], self.question(row).suggestion)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """One cell for one role."""
        if not index.isValid():
            return None
        question = self.question(index.row())
        answer = self.answers.get(question.document_id, "")
        part = Part(index.column())
        text = {
            Part.FILE: question.path,
            Part.WORDS: question.title,
            Part.OUTLET: answer or question.outlet,
            Part.SUGGESTION: question.suggestion,
            Part.REASON: question.evidence,
            Part.USE: "Use" if question.suggestion and answer != question.suggestion else "",
        }[part]
        if role == Qt.ItemDataRole.DisplayRole:
            return visible(text) or ("type a name" if part is Part.OUTLET else "")
        if role == Qt.ItemDataRole.EditRole:
            return text
        if role == Qt.ItemDataRole.ToolTipRole:
            return tool_tip(f"Use {question.suggestion}" if part is Part.USE and text else text)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(part, question, text)
        if role == Qt.ItemDataRole.ForegroundRole and part is Part.USE:
            return self.link_colour
        if role == Qt.ItemDataRole.ForegroundRole and part is Part.OUTLET and not text:
            return self.quiet_colour
        if role == Qt.ItemDataRole.FontRole and part is Part.OUTLET:
            font = QFont()
            font.setItalic(not text)
            font.setWeight(QFont.Weight.DemiBold if answer else QFont.Weight.Normal)
            return font
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:  # noqa: N802 - Qt's name
        """A name typed into a cell."""
        if role != Qt.ItemDataRole.EditRole or index.column() != Part.OUTLET:
            return False
        self.answer([index.row()], str(value))
        return True

    def _choose(self) -> None:
        self.beginResetModel()
        shown = [n for n, question in enumerate(self.questions) if self.everything or not question.outlet]
        if self._words:
            if not self._haystacks:
                self._haystacks = [f"{q.path}\n{q.title}\n{q.outlet}".casefold() for q in self.questions]
            shown = [n for n in shown if all(word in self._haystacks[n] for word in self._words)]
        self._rows = shown
        self.endResetModel()

    @staticmethod
    def _spoken(part: Part, question: OutletQuestion, text: str) -> str:
        if part is Part.USE:
            return f"Use {visible(question.suggestion)}" if text else "No suggestion to use"
        if part is Part.OUTLET:
            return f"Outlet of {visible(question.path)}: {visible(text) or 'not set'}"
        return visible(text) or f"{_TITLES[part]}: none"


class _FileDelegate(QStyledItemDelegate):
    """Shows both ends of a file's path: files of one folder differ at their ends."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:  # noqa: N802 - Qt's name
        """Leave out the middle."""
        super().initStyleOption(option, index)
        option.textElideMode = Qt.TextElideMode.ElideMiddle


class OutletsDialog(FieldDialog):
    """The person says which outlets articles come from: those without one, all of them, or some that were chosen.

    Args:
        desk: what all panes share.
        suggestions: names with their evidence, for articles without an outlet.
        parent: the window.
        documents: only these articles, whatever their outlets are; empty for all.
    """

    def __init__(
        self,
        desk: Desk,
        suggestions: Sequence[OutletSuggestion],
        parent: QWidget | None = None,
        *,
        documents: Collection[str] = (),
    ) -> None:
        super().__init__(parent)
        self.desk = desk
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, True)
        self.setWindowTitle("Set outlets")
        self.setAccessibleName("Set outlets")
        overview = desk.overview
        by_document: dict[str, OutletSuggestion] = {}
        for suggestion in suggestions:  # the strongest of each article comes first
            by_document.setdefault(suggestion.document_id, suggestion)
        questions = []
        for row in _rows(overview.articles, documents) if overview is not None else ():
            found = by_document.get(row.document_id)
            questions.append(
                OutletQuestion(
                    row.document_id,
                    row.path,
                    row.title,
                    row.outlet,
                    found.outlet if found else "",
                    found.evidence if found else "",
                )
            )
        self._missing = sum(not question.outlet for question in questions)
        everything = bool(documents) or not self._missing
        self.model = OutletsModel(questions, overview.outlets if overview else (), self, everything=everything)
        self.model.link_colour, self.model.quiet_colour = QColor(desk.theme.accent), QColor(desk.theme.muted)
        self.table = NameTable(self, edited=Part.OUTLET, pressed=Part.USE)
        self.filter = QLineEdit(self)
        self.everything = QCheckBox("Show all articles", self)
        self.name = QLineEdit(self)
        self.reason = PlainLabel("", self, name="Muted", wrap=True)
        """Why something is suggested for the article in the current row, in full."""
        self.use_all = QPushButton(self)
        self.set_selected = QPushButton("Set for selected", self)
        self.apply = QPushButton("Set outlets", self)
        self._build(chosen=bool(documents))
        self._refresh()
        if documents:
            self.table.selectAll()
        (self.name if documents else self.table).setFocus()
        scale = text_scale(self.font())
        wanted = QSize(round((1080 if self.model.has_suggestions else 860) * scale), round(520 * scale))
        resize_within(self, wanted, parent)

    # -- gestures --------------------------------------------------------------------------------------------------

    def accept(self) -> None:
        """Apply the names as one step that can be undone."""
        corrections = tuple(
            Correction(question.document_id, "outlet", self.model.answers[question.document_id])
            for question in self.model.questions
            if question.document_id in self.model.answers
        )
        if corrections:
            many = f"outlets of {len(corrections):,} articles" if len(corrections) > 1 else "outlet of 1 article"
            self.desk.correct(corrections, f"Set {many}")
        super().accept()

    def use_shown(self) -> None:
        """Take the suggestion of every row on show that has no name yet."""
        rows = [row for row in range(self.model.rowCount()) if not self.model.answers.get(self._document(row))]
        self.model.use(rows)

    def set_for_selected(self) -> None:
        """Give every selected row the typed name."""
        rows = self.table.chosen_rows()
        if rows and self.name.text().strip():
            self.model.answer(rows, self.name.text())

    # -- inside ----------------------------------------------------------------------------------------------------

    def _document(self, row: int) -> str:
        return self.model.question(row).document_id

    def _lead(self, *, chosen: bool) -> str:
        total = len(self.model.questions)
        if not total:
            return "No article is open."
        if chosen:
            return f"Say where {'this article comes' if total == 1 else f'these {total:,} articles come'} from."
        if not self._missing:
            return "Every article has an outlet. Type another name where one is wrong."
        words = "1 article has" if self._missing == 1 else f"{self._missing:,} articles have"
        lead = f"{words} no outlet. Say where each one comes from."
        return f"{lead} A suggestion counts only when you use it." if self.model.has_suggestions else lead

    def _build(self, *, chosen: bool) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 12)
        layout.setSpacing(8)
        layout.addWidget(PlainLabel(self._lead(chosen=chosen), self, wrap=True))
        make_filter(self.filter, "Filter by file, words or outlet", name="Filter articles by file, words or outlet")
        self.filter.textChanged.connect(self._on_filter)
        self.everything.setAccessibleName("Show articles that have an outlet, too")
        self.everything.setChecked(self.model.everything)
        # where all are shown anyway there is nothing to choose
        self.everything.setVisible(not self.model.everything and self._missing < len(self.model.questions))
        self.everything.toggled.connect(self._on_everything)
        make_button(self.use_all, self.use_shown)
        self.use_all.setVisible(self.model.has_suggestions)
        layout.addLayout(in_a_row(self.filter, self.everything, self.use_all))
        self._build_table()
        layout.addWidget(self.table, 1)
        self.reason.setVisible(self.model.has_suggestions)
        layout.addWidget(self.reason)
        self.name.setPlaceholderText("Outlet for the selected rows")
        words = "Outlet for the selected rows"
        make_name_line(self.name, words, changed=self._refresh, entered=self.set_for_selected)
        complete(self.name, self.model.known_outlets)
        make_button(self.set_selected, self.set_for_selected, name="Set the outlet of the selected rows")
        layout.addLayout(in_a_row(self.name, self.set_selected))
        layout.addLayout(last_row(self, self.apply, cancel_name="Cancel: set no outlets"))

    def _build_table(self) -> None:
        table, model = self.table, self.model
        table.setModel(model)
        table.setAccessibleName("Articles and their outlets")
        table.setItemDelegateForColumn(Part.FILE, _FileDelegate(table))
        delegate = NameDelegate(
            table,
            offered=lambda: model.known_outlets,
            spoken=lambda row: f"Outlet of {visible(model.question(row).path)}",
        )
        table.setItemDelegateForColumn(Part.OUTLET, delegate)
        table.behave_as_list()
        header = table.horizontalHeader()
        header.setSectionResizeMode(Part.WORDS, QHeaderView.ResizeMode.Stretch)
        for part in (Part.SUGGESTION, Part.REASON, Part.USE):
            table.setColumnHidden(part, not self.model.has_suggestions)
        table.clicked.connect(self._on_clicked)
        self.model.dataChanged.connect(self._refresh)
        table.selectionModel().selectionChanged.connect(self._refresh)
        table.selectionModel().currentChanged.connect(self._show_reason)
        self._show_reason()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Columns share the new width."""
        super().resizeEvent(event)
        self._fit_columns()

    def _fit_columns(self) -> None:
        """Each column gets what it has to say, within its share; the article's words get the rest."""
        metrics = self.table.fontMetrics()
        whole = self.width() - 60
        suggests = self.model.has_suggestions
        for part, share, texts in (
            (Part.FILE, 0.26 if suggests else 0.42, (q.path for q in self.model.questions[:_MEASURED])),
            (Part.SUGGESTION, 0.13, (q.suggestion for q in self.model.questions[:_MEASURED])),
            (Part.REASON, 0.26, (q.evidence for q in self.model.questions[:_MEASURED])),
        ):
            heading = metrics.horizontalAdvance(_TITLES[part])
            widest = max((metrics.horizontalAdvance(visible(text)) for text in texts), default=0)
            self.table.setColumnWidth(part, min(max(widest, heading) + 18, max(int(whole * share), heading + 18)))
        self.table.setColumnWidth(Part.OUTLET, max(int(whole * 0.14), metrics.averageCharWidth() * 15))
        self.table.setColumnWidth(Part.USE, metrics.horizontalAdvance("Use") + 22)

    def _show_reason(self) -> None:
        index = self.table.currentIndex()
        question = self.model.question(index.row()) if index.isValid() else None
        if question is not None and question.suggestion:
            self.reason.set_text(f"{question.suggestion}: {question.evidence}")
        elif question is not None:
            self.reason.set_text("Nothing is suggested for this article.")
        else:
            self.reason.set_text("Choose a row to read why its outlet is suggested.")

    def _on_everything(self, everything: bool) -> None:
        self.model.show_everything(everything)
        self._refresh()

    def _on_clicked(self, index: QModelIndex) -> None:
        if index.column() == Part.USE:
            self.model.use([index.row()])

    def _on_filter(self, text: str) -> None:
        self.model.filter(text)
        self._refresh()

    def _refresh(self) -> None:
        model = self.model
        usable = model.unused_suggestions
        self.use_all.setText(f"Use all suggestions shown ({usable:,})" if usable else "Use all suggestions shown")
        self.use_all.setAccessibleName(self.use_all.text())
        self.use_all.setEnabled(bool(usable))
        chosen = len(self.table.selectionModel().selectedRows())
        self.set_selected.setText(f"Set for {chosen:,} selected" if chosen > 1 else "Set for selected")
        self.set_selected.setEnabled(bool(chosen and self.name.text().strip()))
        given = len(model.answers)
        words = "outlet of 1 article" if given == 1 else f"outlets of {given:,} articles" if given else "outlets"
        self.apply.setText(f"Set {words}")
        self.apply.setAccessibleName(self.apply.text())
        self.apply.setEnabled(bool(given))
        self.apply.setDefault(bool(given))  # what can't be pressed must not look as if it could


def _rows(articles: Articles, documents: Collection[str]) -> Iterator[ArticleRow]:
    """Some articles, from top to bottom; all of them when none are named."""
    if not documents:
        return iter(articles)
    places = (articles.place(document) for document in documents)
    return (articles[place] for place in sorted(place for place in places if place is not None))
