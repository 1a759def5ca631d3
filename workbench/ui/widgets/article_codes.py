"""The list of articles to be coded for a frame, with what is suggested for each: read one, press a key, and the next is chosen.

Y says that the article uses the frame, N that it does not, Z takes that back; J and K or the arrow keys go on and back, Enter
shows the article in the Reader.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout

from workbench.domain.table_data import Cell, TableData
from workbench.ui.desk import Desk
from workbench.ui.judging import code_article
from workbench.ui.plain_text import ElidedLabel, tool_tip, visible
from workbench.ui.widgets.data_table import Column
from workbench.ui.widgets.judging_list import JudgingList, JudgingTable
from workbench.ui.widgets.pane_header import link_button

FILTERS: Final = (
    ("All", ""), ("Not coded", "open"), ("Uses it", "accepted"), ("Does not", "rejected"), ("Suggested otherwise", "differs"),
)  # fmt: skip
"""Which articles are listed, as the option ``frame_verdict`` says it."""
_CODES: Final = {Qt.Key.Key_Y: True, Qt.Key.Key_N: False, Qt.Key.Key_Z: None, Qt.Key.Key_U: None}
_MARKS: Final[dict[Cell, str]] = {None: "– not coded", 1: "✓ uses it", 0: "✗ does not"}
_ROOM_FOR_LEARNED: Final = 10
"""Lines of text from which what was learned stands above the list; it is the tool tip of the heading as well."""
_ROOM_FOR_ALL: Final = 760
"""Pixels from which date, score of the codebook and reasons have columns of their own."""


class ArticleCodes(JudgingList):
    """The table with its filter, the buttons that code, and how right the suggestions are."""

    article_chosen = Signal(str, str)
    """The person wants to read an article: its document id, and the frame that it is coded for."""

    def __init__(self, desk: Desk, origin: str) -> None:
        """An empty list.

        Args:
            desk: where codes go.
            origin: the pane that it stands in.
        """
        table = JudgingTable(desk, "Articles to code: Y uses the frame, N does not, Z takes back", _CODES)
        super().__init__(
            table,
            heading="Articles",
            filters=FILTERS,
            filter_name="Which articles are listed",
            judged_column="code",
            room=_ROOM_FOR_ALL,
        )
        self.desk = desk
        self._origin = origin
        table.key_pressed.connect(self.code)
        self.learned = ElidedLabel("", self, name="Muted")
        said = QHBoxLayout()
        said.setContentsMargins(12, 3, 8, 0)
        said.addWidget(self.learned)
        self._layout.insertLayout(1, said)
        self.yes_button = link_button("Uses it", "The article uses the frame (Y)", lambda: self.code(True))
        self.no_button = link_button("Does not", "The article does not use the frame (N)", lambda: self.code(False))
        self.back_button = link_button(
            "Take back", "Leave the article as if nobody had coded it (Z)", lambda: self.code(None)
        )
        self.add_buttons(self.yes_button, self.no_button, self.back_button)
        self.say("Choose a frame", "The articles are listed here, to be coded for it as a whole.")
        self.enable(None)

    # -- showing -----------------------------------------------------------------------------------------------------

    def show_articles(self, data: TableData, frame: str) -> None:
        """Show articles; the chosen one stays chosen, or the one that takes its place.

        Args:
            data: the table ``frame_codes``.
            frame: the frame that they are coded for.
        """
        if len(data):
            self.show_rows(data, f"{frame}: {len(data):,} {'article' if len(data) == 1 else 'articles'}")
            return
        words = {
            "open": "Every article is coded. Choose All to see them again.",
            "accepted": "No article was coded as using the frame yet.",
            "rejected": "No article was coded as not using the frame yet.",
            "differs": "No code differs from what would be suggested.",
        }
        self.say("No articles", words.get(self.wanted, "There is none in what is counted. Widen the scope."))
        self.heading.set_text(frame)

    def show_learned(self, data: TableData) -> None:
        """Say how right suggestions are: the table ``frame_learning_list`` of one frame."""
        self.learned.set_text(learned_words(data.row(0)) if len(data) else "")
        self._show_learned()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """In a low pane the articles come before what was learned from them."""
        super().resizeEvent(event)
        self._show_learned()

    def _show_learned(self) -> None:
        high = self.height() >= _ROOM_FOR_LEARNED * self.fontMetrics().height()
        self.learned.setVisible(bool(self.learned.text()) and high)
        self.heading.setToolTip(tool_tip(self.learned.text() or self.heading.text()))

    def key_of(self, cells: Mapping[str, Cell]) -> Hashable:
        """The document id."""
        return str(cells["document_id"])

    def shown(self, data: TableData) -> TableData:
        """With codes and suggestions in words."""
        codes = [_MARKS.get(code, "") for code in data.column("code")]
        return TableData(
            (*data.names, "mark", "sign", "suggests"),
            (
                *data.columns,
                tuple(codes),
                tuple(code[:1] for code in codes),
                tuple(map(_suggestion, data.column("suggested"), data.column("probability"))),
            ),
            data.notes,
        )

    def columns(self, *, wide: bool) -> list[Column]:
        """Date, score and reasons have columns where there is room."""
        suggests = Column("suggests", "Suggested", "Learned from the codes; never applied by itself", width=96)
        if not wide:
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

    def enable(self, cells: Mapping[str, Cell] | None) -> None:
        """Say what is suggested for the article, and why."""
        for button in (self.yes_button, self.no_button):
            button.setEnabled(cells is not None)
        self.back_button.setEnabled(cells is not None and cells["code"] is not None)
        parts = []
        if cells is not None:
            score = cells["score"]
            parts = [_suggested_words(cells), f"codebook’s score {score:.2f}" if isinstance(score, float) else ""]
        self.why.set_text(visible("; ".join(filter(None, parts))))

    # -- coding ------------------------------------------------------------------------------------------------------

    def code(self, uses: bool | None) -> None:
        """Code the chosen article and choose the next one without a code."""
        row, cells = self.row, self.cells
        if row is None or cells is None or (uses is None and cells["code"] is None):
            return
        codebook, frame, document = (str(cells[name]) for name in ("codebook", "frame", "document_id"))
        code_article(self.desk, codebook, frame, document, uses, str(cells["title"]), origin=self._origin)
        self.go_on(row, None if uses is None else int(uses))

    def open_row(self, row: int) -> None:
        """Show the article in the Reader."""
        cells = self._data.row(row)
        self.article_chosen.emit(str(cells["document_id"]), str(cells["frame"]))


def learned_words(row: Mapping[str, Cell]) -> str:
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


def _percent(row: Mapping[str, Cell], name: str) -> str:
    value, low, high = (row[f"{name}{end}"] for end in ("", "_low", "_high"))
    if not (isinstance(value, float) and isinstance(low, float) and isinstance(high, float)):
        return "none"
    return f"{value:.0%}, 95 % interval {low:.0%} to {high:.0%}"


def _suggestion(suggested: Cell, probability: Cell) -> str:
    if suggested is None or not isinstance(probability, float):
        return "–"
    return f"{'yes' if suggested else 'no'}  {probability:.2f}"


def _suggested_words(cells: Mapping[str, Cell]) -> str:
    probability = cells["probability"]
    if cells["suggested"] is None or not isinstance(probability, float):
        return "Nothing is learned yet"
    held = "If it were not coded, " if cells["code"] is not None else ""
    because = f", because of {cells['why']}" if cells["why"] else ""
    said = "suggested" if cells["suggested"] else "not suggested"
    return f"{held}{said if held else said.capitalize()} (probability {probability:.2f}){because}"


def _count(cell: Cell) -> int:
    return int(cell) if isinstance(cell, int | float) else 0
