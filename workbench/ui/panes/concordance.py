"""Concordance: every passage behind what is highlighted, one line each, with the search word in the middle."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QStackedWidget, QWidget

from workbench.domain.palette import UNKNOWN_OUTLET
from workbench.domain.spans import Span
from workbench.domain.table_data import Cell, TableData
from workbench.ui.desk import CORPUS, EVIDENCE, FOCUS, SCOPE, THEME, Desk
from workbench.ui.pane import Pane
from workbench.ui.plain_text import visible
from workbench.ui.widgets.data_table import Column, DataTable
from workbench.ui.widgets.export_menu import Exportable, ExportMenu
from workbench.ui.widgets.flow_layout import FlowLayout
from workbench.ui.widgets.message_panel import MessagePanel
from workbench.ui.widgets.outlet_mark import mark_icon
from workbench.ui.widgets.pane_header import link_button
from workbench.workspace.messages import Options

_COLUMNS: Final = (
    Column("outlet", "Outlet", kind="outlet", width=104),
    Column("left", "left context", kind="left", width=200, stretch=True),
    Column("node", "passage", kind="node", width=112),
    Column("right", "right context", width=200, stretch=True),
)
_NODE: Final = 2
"""The column of the passage."""
_QUOTE_SHARE: Final = 0.46
"""Of the table's width, what quotes take: whole sentences, of which the middle says more than the context."""
_DATE: Final = Column("date", "Date", width=86)
_ROOM_FOR_DATES: Final = 760
"""Pixels of pane from which each line shows its article's date."""

_SORTS: Final = ("in order of articles", "by word on the right", "by word on the left", "by outlet", "by date")


class Concordance(Pane):
    """The lines, with counts by outlet above them."""

    name: ClassVar[str] = "concordance"
    title: ClassVar[str] = "Concordance"
    reads: ClassVar[frozenset[str]] = frozenset({CORPUS, SCOPE, FOCUS, EVIDENCE, THEME})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._shown: object = None
        self._wide = False
        self.order = QComboBox(self)
        self.order.addItems([f"Sorted {words}" for words in _SORTS])
        self.order.setAccessibleName("Order of the lines")
        self.order.currentIndexChanged.connect(self._show_lines)
        self.header.add(self.order)
        self.header.add_link("How?", "How is this computed?", lambda: desk.explain.emit("concordance"), optional=True)
        self._counts = QWidget(self)
        self._counts.setObjectName("SubHeader")
        self._counts.setAttribute(Qt.WidgetAttribute.WA_StyledBackground, True)
        self._counts_row = FlowLayout(self._counts, margin=4, spacing=2)
        self.table = DataTable(desk, "Concordance lines")
        self.table.row_chosen.connect(self._on_row)
        self._message = MessagePanel()
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self._message)
        self._stack.addWidget(self.table)
        self.body.addWidget(self._counts)
        self.body.addWidget(self._stack, 1)
        self.export = ExportMenu(desk, self.exportable, self.title, self)
        self.header.add(self.export)

    def exportable(self) -> Exportable:
        """What Export offers."""
        found = (
            self.desk.evidence is not None
            and bool(len(self.desk.evidence.lines))
            and bool(self.desk.state.focus.subject)
        )
        return Exportable(
            "Concordance",
            table="kwic",
            options=self._options,
            text=self.table.as_text,
            widget=lambda: self.table,
            available=found,
        )

    def _options(self) -> Options:
        return replace(self.desk.options, terms=())

    def refresh(self) -> None:
        """Show the desk's evidence; nothing has to be asked for."""
        focus, evidence = self.desk.state.focus, self.desk.evidence
        if not focus.subject:
            self.header.subtitle.set_text("")
            self._counts.hide()
            self._say(
                "Nothing is highlighted",
                "Search a word above, or choose a name, a term or a frame: its passages are listed here.",
            )
            return
        if evidence is None or evidence.focus != focus.evidence_key:
            return  # the answer is on its way, and will touch this pane
        if evidence.problem:
            self.header.subtitle.set_text("")
            self._counts.hide()
            self._say("This search can't be understood", evidence.problem)
            return
        number = len(evidence.lines)
        self.header.subtitle.set_text(
            f"{evidence.label}: {number:,} {'passage' if number == 1 else 'passages'} in {evidence.articles:,} of"
            f" {evidence.articles_in_scope:,} articles"
        )
        if not number:
            self._counts.hide()
            self._say(f"No passage for {evidence.label}", "Count more articles, or search for something else.")
            return
        self._show_counts()
        self._show_lines()
        self._stack.setCurrentWidget(self.table)

    def _say(self, heading: str, text: str) -> None:
        self._shown = None
        self._message.say(heading, text)
        self._stack.setCurrentWidget(self._message)
        self.table.show_table(TableData(), _COLUMNS)

    def _show_counts(self) -> None:
        evidence = self.desk.evidence
        while (item := self._counts_row.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        if evidence is None:
            return
        for outlet, count in evidence.by_outlet:
            name = visible(outlet or UNKNOWN_OUTLET)
            button = link_button(f"{name} {count:,}", f"Only the {count:,} passages in {name}")
            button.setIcon(mark_icon(self.desk.outlet_style(outlet), self.desk.theme.dark))
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            chosen = self.desk.state.focus.outlet == (outlet or UNKNOWN_OUTLET)
            button.setCheckable(True)
            button.setChecked(chosen)
            button.clicked.connect(lambda _=False, o=outlet, on=chosen: self._within("" if on else o or UNKNOWN_OUTLET))
            self._counts_row.addWidget(button)
        if self.desk.state.focus.outlet or self.desk.state.focus.article:
            self._counts_row.addWidget(
                link_button("show all", "Show the passages of all outlets", lambda: self._within(""))
            )
        self._counts_row.invalidate()
        self._counts.show()

    def _within(self, outlet: str) -> None:
        focus = self.desk.state.focus
        self.desk.highlight(replace(focus, outlet=outlet, article="", passage=None), origin=self.name)

    def _show_lines(self) -> None:
        evidence = self.desk.evidence
        if evidence is None or not len(evidence.lines):
            return
        shown = (evidence, self.order.currentIndex())
        if shown != self._shown:
            self._shown = shown
            lines = evidence.lines
            keys = _sort_keys(lines, self.order.currentIndex())
            order = sorted(range(len(lines)), key=keys.__getitem__) if keys else range(len(lines))
            data = TableData(lines.names, tuple(tuple(column[n] for n in order) for column in lines.columns))
            self.table.table_model.sorted_by = None
            self.table.show_table(data, (*_COLUMNS, _DATE) if self.width() >= _ROOM_FOR_DATES else _COLUMNS)
            self._fit_passages()
        self._select()

    def _fit_passages(self) -> None:
        """Quotes get more room than words do; what a person made of the width stays until the other kind is shown."""
        quotes = bool(self.desk.state.focus.speaker)
        if quotes != self._wide:
            self._wide = quotes
            width = self.table.pixels(_COLUMNS[_NODE].width)
            wide = round(self.table.viewport().width() * _QUOTE_SHARE)
            self.table.setColumnWidth(_NODE, max(width, wide) if quotes else width)

    def _select(self) -> None:
        passage = self.desk.state.focus.passage
        table = self.table.table_model.table
        row = None
        if passage is not None and len(table):
            wanted: tuple[Cell, ...] = (passage.document_id, passage.start, passage.end)
            places = zip(table.column("document_id"), table.column("start"), table.column("end"), strict=True)
            row = next((n for n, place in enumerate(places) if place == wanted), None)
        self.table.select_source_row(row)

    def _on_row(self, row: int) -> None:
        cells = self.table.table_model.table.row(row)
        span = Span(str(cells["document_id"]), int(cells["start"] or 0), int(cells["end"] or 0))
        self.desk.highlight(replace(self.desk.state.focus, passage=span), origin=self.name)


def _sort_keys(lines: TableData, order: int) -> list[tuple[str, ...]]:
    """What to sort by, for each line; none for the order of articles."""
    if order == 1:
        return [tuple(words.casefold().split()[:3]) for words in lines.texts("right")]
    if order == 2:
        return [tuple(reversed(words.casefold().split()[-3:])) for words in lines.texts("left")]
    if order in (3, 4):
        return [(key.casefold(),) for key in lines.texts("outlet" if order == 3 else "date")]
    return []
