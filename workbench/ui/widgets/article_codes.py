"""The list of articles to be coded for a frame, with what is suggested for each: read one, press a key, and the next is chosen.

Y says that the article uses the frame, N that it does not, Z takes that back; J and K or the arrow keys go on and back, Enter
shows the article in the Reader.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from workbench.domain.table_data import Cell, TableData
from workbench.ui.desk import Desk
from workbench.ui.judging import code_article
from workbench.ui.plain_text import ElidedLabel, tool_tip, visible
from workbench.ui.widgets.choice_box import ChoiceBox
from workbench.ui.widgets.data_table import Column, DataTable
from workbench.ui.widgets.message_panel import MessagePanel
from workbench.ui.widgets.pane_header import link_button

FILTERS: Final = (
    ("All", ""), ("Not coded", "open"), ("Uses it", "accepted"), ("Does not", "rejected"), ("Suggested otherwise", "differs"),
)  # fmt: skip
"""Which articles are listed, as the option ``frame_verdict`` says it."""
_MARKS: Final[dict[Cell, str]] = {None: "– not coded", 1: "✓ uses it", 0: "✗ does not"}
_ROOM_FOR_LEARNED: Final = 10
"""Lines of text from which what was learned stands above the list; it is the tool tip of the heading as well."""
_ROOM_FOR_ALL: Final = 760
"""Pixels from which date, score of the codebook and reasons have columns of their own."""


class CodeTable(DataTable):
    """Articles; letters code the chosen one."""

    coded = Signal(object)
    """The person says that the article uses the frame (``True``), that it does not, or takes that back (``None``)."""

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Letters code and step; the rest is as in every table."""
        if event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
            return
        codes = {Qt.Key.Key_Y: True, Qt.Key.Key_N: False, Qt.Key.Key_Z: None, Qt.Key.Key_U: None}
        key = Qt.Key(event.key())
        if key in codes:
            self.coded.emit(codes[key])
        elif key in (Qt.Key.Key_J, Qt.Key.Key_K):
            self._step(1 if key == Qt.Key.Key_J else -1)
        else:
            super().keyPressEvent(event)

    def _step(self, step: int) -> None:
        row = self.currentIndex().row() + step
        if 0 <= row < self.table_model.rowCount():
            self.select_source_row(self.table_model.source_row(row))


class ArticleCodes(QWidget):
    """The table with its filter, the buttons that code, and how right the suggestions are."""

    article_chosen = Signal(str, str)
    """The person wants to read an article: its document id, and the frame that it is coded for."""
    filter_changed = Signal()
    """Other articles are wanted."""

    def __init__(self, desk: Desk, origin: str) -> None:
        """An empty list.

        Args:
            desk: where codes go.
            origin: the pane that it stands in.
        """
        super().__init__()
        self.desk = desk
        self._origin = origin
        self._data = TableData()
        self._current = ""
        self._at = 0
        """Where the current article stood last, for when it is not listed any more."""
        self._wide = False
        head = QWidget(self)
        head.setObjectName("SubHeader")
        head.setAttribute(Qt.WidgetAttribute.WA_StyledBackground, True)
        row = QHBoxLayout(head)
        row.setContentsMargins(12, 4, 8, 4)
        row.setSpacing(6)
        self.heading = ElidedLabel("Articles", head, name="Heading")
        row.addWidget(self.heading, 1)
        self.filter = ChoiceBox("Which articles are listed", head)
        self.filter.addItems([words for words, _ in FILTERS])
        self.filter.currentIndexChanged.connect(lambda _: self.filter_changed.emit())
        row.addWidget(self.filter)
        self.learned = ElidedLabel("", self, name="Muted")
        said = QHBoxLayout()
        said.setContentsMargins(12, 3, 8, 0)
        said.addWidget(self.learned)
        self.table = CodeTable(desk, "Articles to code: Y uses the frame, N does not, Z takes back")
        self.table.coded.connect(self.code)
        self.table.row_chosen.connect(self._open)
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._on_current())
        self.message = MessagePanel()
        self.stack = QStackedWidget()
        self.stack.addWidget(self.message)
        self.stack.addWidget(self.table)
        self.stack.setMinimumHeight(44)  # a row in a low window; the message needs more and is cut
        foot = QWidget(self)
        foot.setObjectName("SubHeader")
        foot.setAttribute(Qt.WidgetAttribute.WA_StyledBackground, True)
        line = QHBoxLayout(foot)
        line.setContentsMargins(12, 2, 8, 2)
        line.setSpacing(2)
        self.why = ElidedLabel("", foot, name="Muted")
        line.addWidget(self.why, 1)
        self.yes_button = link_button("Uses it", "The article uses the frame (Y)", lambda: self.code(True))
        self.no_button = link_button("Does not", "The article does not use the frame (N)", lambda: self.code(False))
        self.back_button = link_button(
            "Take back", "Leave the article as if nobody had coded it (Z)", lambda: self.code(None)
        )
        for button in (self.yes_button, self.no_button, self.back_button):
            line.addWidget(button)
        self._foot = foot
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(head)
        layout.addLayout(said)
        layout.addWidget(self.stack, 1)
        layout.addWidget(foot)
        self.say("Choose a frame", "The articles are listed here, to be coded for it as a whole.")
        self._enable()

    @property
    def wanted(self) -> str:
        """Which articles are wanted, as the option ``frame_verdict`` says it."""
        return FILTERS[max(self.filter.currentIndex(), 0)][1]

    @property
    def _row(self) -> int | None:
        at = self.table.currentIndex()
        return self.table.table_model.source_row(at.row()) if at.isValid() and len(self._data) else None

    # -- showing -----------------------------------------------------------------------------------------------------

    def say(self, heading: str, text: str = "") -> None:
        """Say why there is nothing to code."""
        self._data = TableData()
        self.heading.set_text("Articles")
        self.message.say(heading, text)
        self.stack.setCurrentWidget(self.message)
        self._foot.hide()

    def show_articles(self, data: TableData, frame: str) -> None:
        """Show articles; the chosen one stays chosen, or the one that takes its place.

        Args:
            data: the table ``frame_codes``.
            frame: the frame that they are coded for.
        """
        if not len(data):
            words = {
                "open": "Every article is coded. Choose All to see them again.",
                "accepted": "No article was coded as using the frame yet.",
                "rejected": "No article was coded as not using the frame yet.",
                "differs": "No code differs from what would be suggested.",
            }
            self.say("No articles", words.get(self.wanted, "There is none in what is counted. Widen the scope."))
            self.heading.set_text(frame)
            return
        self.heading.set_text(f"{frame}: {len(data):,} {'article' if len(data) == 1 else 'articles'}")
        self._foot.show()
        self.stack.setCurrentWidget(self.table)
        self._put(data)
        documents = data.texts("document_id")
        if self._current in documents:
            self._select(documents.index(self._current))
        else:
            self._select(min(self._at, len(documents) - 1))

    def show_learned(self, data: TableData) -> None:
        """Say how right suggestions are: the table ``frame_learning_list`` of one frame."""
        self.learned.set_text(learned_words(data.row(0)) if len(data) else "")
        self._show_learned()

    def _show_learned(self) -> None:
        high = self.height() >= _ROOM_FOR_LEARNED * self.fontMetrics().height()
        self.learned.setVisible(bool(self.learned.text()) and high)
        self.heading.setToolTip(tool_tip(self.learned.text() or self.heading.text()))

    def _put(self, data: TableData) -> None:
        self._data = data
        codes, suggested = data.column("code"), data.column("suggested")
        shown = TableData(
            (*data.names, "mark", "sign", "suggests"),
            (
                *data.columns,
                tuple(_MARKS.get(code, "") for code in codes),
                tuple(_MARKS.get(code, "")[:1] for code in codes),
                tuple(map(_suggestion, suggested, data.column("probability"))),
            ),
            data.notes,
        )
        self.table.show_table(shown, self._columns())

    def _columns(self) -> list[Column]:
        suggests = Column("suggests", "Suggested", "Learned from the codes; never applied by itself", width=96)
        if not self._wide:  # what is left out stands below the list
            return [
                Column("sign", "", tip_key="mark", width=30),
                Column("outlet", "Outlet", kind="outlet", width=110),
                Column("title", "Title", width=140, stretch=True),
                suggests,
            ]
        return [
            Column("mark", "Code", width=92),
            Column("outlet", "Outlet", kind="outlet", width=120),
            Column("title", "Title", width=180, stretch=True),
            Column("date", "Date", width=84),
            suggests,
            Column(
                "score", "Codebook", "Score of the codebook’s entries: 0.5 or more suggests the frame", kind="number",
                decimals=2, width=78,
            ),
            Column("why", "Because of", "Words that speak most for the suggestion", width=170),
        ]  # fmt: skip

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """More columns where there is room; in a low pane the articles come before what was learned from them."""
        super().resizeEvent(event)
        self._show_learned()
        wide = self.width() >= _ROOM_FOR_ALL
        if wide != self._wide:
            self._wide = wide
            if len(self._data):
                row = self._row
                self._put(self._data)
                self._select(row or 0)

    def _select(self, row: int) -> None:
        self.table.select_source_row(row)
        self._on_current()

    def _on_current(self) -> None:
        row = self._row
        if row is not None:
            self._current, self._at = str(self._data.row(row)["document_id"]), row
        self._enable()

    def _enable(self) -> None:
        row = self._row
        for button in (self.yes_button, self.no_button):
            button.setEnabled(row is not None)
        cells = self._data.row(row) if row is not None else {}
        self.back_button.setEnabled(row is not None and cells["code"] is not None)
        parts = []
        if cells:
            score = cells["score"]
            parts = [_suggested_words(cells), f"codebook’s score {score:.2f}" if isinstance(score, float) else ""]
        self.why.set_text(visible("; ".join(filter(None, parts))))

    # -- coding ------------------------------------------------------------------------------------------------------

    def code(self, uses: bool | None) -> None:
        """Code the chosen article and choose the next one without a code."""
        row = self._row
        if row is None:
            return
        cells = self._data.row(row)
        if uses is None and cells["code"] is None:
            return
        codebook, frame, document = (str(cells[name]) for name in ("codebook", "frame", "document_id"))
        code_article(self.desk, codebook, frame, document, uses, str(cells["title"]), origin=self._origin)
        self._go_on(row, uses)

    def _go_on(self, row: int, uses: bool | None) -> None:
        """Show the code at once, and choose the next article: the next key must not wait for the answer."""
        data = self._data
        at = data.names.index("code")
        codes = list(data.columns[at])
        codes[row] = None if uses is None else int(uses)
        columns = [*data.columns]
        columns[at] = tuple(codes)
        model = self.table.table_model
        order = [model.source_row(n) for n in range(model.rowCount())]
        self._put(TableData(data.names, tuple(columns), data.notes))
        if uses is None:
            self._select(row)
            return
        place = order.index(row)
        following = (*order[place + 1 :], *order[:place])
        self._select(next((n for n in following if codes[n] is None), order[min(place + 1, len(order) - 1)]))

    def _open(self, row: int) -> None:
        cells = self._data.row(row)
        self.article_chosen.emit(str(cells["document_id"]), str(cells["frame"]))


def learned_words(row: dict[str, Cell]) -> str:
    """How right the suggestions of a frame are, in a sentence with its counts."""
    coded, yes, no = (_count(row[name]) for name in ("articles", "coded_yes", "coded_no"))
    said = f"{coded:,} {'article' if coded == 1 else 'articles'} coded: {yes:,} with it, {no:,} without."
    if row["precision"] is None:
        return f"{said} Suggestions begin with 5 of each."
    suggested, right = _count(row["suggested"]), _count(row["right"])
    precision = f"{right:,} of {suggested:,} suggested were right ({_percent(row, 'precision')})"
    recall = f"{right:,} of {yes:,} were found ({_percent(row, 'recall')})"
    words = f" Words for it: {row['words_for']}." if row["words_for"] else ""
    return f"{said} Of those held back in turn {precision}, and {recall}.{words}"


def _percent(row: dict[str, Cell], name: str) -> str:
    value, low, high = (row[f"{name}{end}"] for end in ("", "_low", "_high"))
    if not (isinstance(value, float) and isinstance(low, float) and isinstance(high, float)):
        return "none"
    return f"{value:.0%}, 95 % interval {low:.0%} to {high:.0%}"


def _suggestion(suggested: Cell, probability: Cell) -> str:
    if suggested is None or not isinstance(probability, float):
        return "–"
    return f"{'yes' if suggested else 'no'}  {probability:.2f}"


def _suggested_words(cells: dict[str, Cell]) -> str:
    probability = cells["probability"]
    if cells["suggested"] is None or not isinstance(probability, float):
        return "Nothing is learned yet"
    held = "If it were not coded, " if cells["code"] is not None else ""
    because = f", because of {cells['why']}" if cells["why"] else ""
    said = "suggested" if cells["suggested"] else "not suggested"
    return f"{held}{said if held else said.capitalize()} (probability {probability:.2f}){because}"


def _count(cell: Cell) -> int:
    return int(cell) if isinstance(cell, int | float) else 0
