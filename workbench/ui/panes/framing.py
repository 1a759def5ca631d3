"""Framing: how strongly each outlet's articles speak for each frame of the codebook, and the passages that do."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from workbench.domain.focus import Focus
from workbench.domain.palette import UNKNOWN_OUTLET
from workbench.domain.spans import Span
from workbench.ui.desk import CORPUS, EVIDENCE, FOCUS, OVERVIEW, SCOPE, THEME, Desk
from workbench.ui.pane import Pane
from workbench.ui.plain_text import PlainLabel
from workbench.ui.widgets.chart_view import ChartView
from workbench.ui.widgets.concordance_table import ConcordanceTable
from workbench.ui.widgets.data_table import Column, DataTable
from workbench.ui.widgets.export_menu import Exportable, ExportMenu
from workbench.ui.widgets.scrolling_chart import ScrollingChart
from workbench.ui.widgets.segments import segments
from workbench.workspace import tasks
from workbench.workspace.messages import PaneTable

_COLUMNS: Final = (
    Column("frame", "Frame", width=150),
    Column("outlet", "Outlet", kind="outlet", width=150),
    Column("hits", "Passages", "Dictionary hits counted", kind="number", width=76),
    Column("per_1000", "per 1,000", "Passages per 1,000 words", kind="number", decimals=1, width=76),
    Column("low", "low", "Lower end of the 95 % interval by article bootstrap", kind="number", decimals=1, width=56),
    Column("high", "high", "Upper end of the 95 % interval by article bootstrap", kind="number", decimals=1, width=56),
    Column("articles", "Articles", "Articles of the outlet in scope", kind="number", width=78),
)

_FRAME_COLUMNS: Final = (
    Column("frame", "Frame", tip_key="definition", width=130, stretch=True),
    Column("hits", "Passages", "Dictionary hits counted in the scope", kind="number", width=78),
)
_FRAMES: Final = 5
_ROOM_BESIDE: Final = 900
"""Pixels of pane from which the passages of the chosen frame stand beside the chart; else the Concordance has them."""


class Framing(Pane):
    """Chart of frames by outlet, its table, and the passages of the chosen frame."""

    name: ClassVar[str] = "framing"
    title: ClassVar[str] = "Framing"
    reads: ClassVar[frozenset[str]] = frozenset({CORPUS, SCOPE, FOCUS, EVIDENCE, OVERVIEW, THEME})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._asked: object = None
        self.chart = ChartView(desk, "frames", "Frames by outlet")
        self.table = DataTable(desk, "Frames by outlet (table)")
        self.table.row_chosen.connect(self._on_row)
        self.passages = ConcordanceTable(desk, "Passages of the chosen frame")
        self.passages.place_chosen.connect(self._on_passage)
        self._passages_title = PlainLabel("", self, name="Heading")
        self._passages_title.setContentsMargins(12, 6, 12, 6)
        self._stack = QStackedWidget()
        self._scroll = ScrollingChart(self.chart)
        self._stack.addWidget(self._scroll)
        self._stack.addWidget(self.table)
        self._choice = segments(self.header, (("chart", "Show the chart"), ("table", "Show the table")))
        self._choice.idClicked.connect(self._stack.setCurrentIndex)
        self._beside = QWidget()
        column = QVBoxLayout(self._beside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._passages_title)
        column.addWidget(self.passages, 1)
        self._beside.hide()
        self.frames = DataTable(desk, "Frames of the codebook")
        self.frames.row_chosen.connect(self._on_frame)
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.addWidget(self.frames)
        self._split.addWidget(self._stack)
        self._split.addWidget(self._beside)
        self._split.setSizes([200, 460, 330])
        self.body.addWidget(self._split, 1)
        self.header.add_link("How?", "How is this computed?", lambda: desk.explain.emit("frames"), optional=True)
        self.export = ExportMenu(desk, self.exportable, self.title, self)
        self.header.add(self.export)

    def exportable(self) -> Exportable:
        """What Export offers."""
        return Exportable(
            "Frames by outlet", "frames", "frames_by_outlet", image=self.chart.image, text=self.table.as_text
        )

    def refresh(self) -> None:
        """Ask for the table; the chart asks for itself."""
        outlets = len(self.desk.state.scope.outlets or (self.desk.overview.outlets if self.desk.overview else ()))
        self._scroll.need(96 + _FRAMES * (outlets * 6 + 6))
        self.chart.draw()
        self._ask_tables()
        self._show_passages()

    def _ask_tables(self) -> None:
        asked = (self.desk.counted, self.desk.state.focus.evidence_key, self.desk.options)
        if asked == self._asked:
            return
        self._asked = asked
        self.desk.ask(
            tasks.pane_table,
            "frames_by_outlet",
            self.desk.state,
            self.desk.options,
            key="pane framing",
            done=self._show,
        )
        self.desk.ask(
            tasks.pane_table,
            "codebook",
            replace(self.desk.state, focus=Focus()),
            self.desk.options,
            key="pane codebook",
            done=self._show_frames,
        )

    def _show_frames(self, answer: PaneTable) -> None:
        if answer.table.names:
            self.frames.show_table(answer.table, _FRAME_COLUMNS)
            focus = self.desk.state.focus
            names = answer.table.texts("frame")
            self.frames.select_source_row(names.index(focus.frame) if focus.frame in names else None)

    def _show(self, answer: PaneTable) -> None:
        self.table.show_table(answer.table, _COLUMNS)
        self.set_note(
            "A dictionary hit is a suggestion, not a measurement: click a mark and read its passages.",
            *answer.table.notes,
            self.quote_coverage(answer),
        )
        self._select()

    def _select(self) -> None:
        focus = self.desk.state.focus
        table = self.table.table_model.table
        row = None
        if focus.frame and len(table):
            pairs = list(zip(table.texts("frame"), table.texts("outlet"), strict=True))
            row = next(
                (
                    n
                    for n, (frame, outlet) in enumerate(pairs)
                    if frame == focus.frame and focus.outlet in ("", outlet or UNKNOWN_OUTLET)
                ),
                None,
            )
        self.table.select_source_row(row)

    def _show_passages(self) -> None:
        evidence = self.desk.evidence
        shows = (
            evidence is not None and bool(evidence.focus.frame) and self.desk.state.focus.frame == evidence.focus.frame
        )
        self._beside.setVisible(shows and self.width() > _ROOM_BESIDE)
        if not shows or evidence is None:
            return
        columns = (
            Column("outlet", "Outlet", kind="outlet", width=120),
            Column("left", "", kind="left", width=110),
            Column("node", "Passage", kind="node", width=110),
            Column("right", "", width=110, stretch=True),
        )
        self._passages_title.set_text(f"{evidence.label}: {evidence.passages:,} passages")
        if not self._beside.isHidden():
            self.passages.show_evidence(evidence, self.desk.options, columns)

    def _on_frame(self, row: int) -> None:
        self.desk.highlight(Focus(frame=self.frames.table_model.table.texts("frame")[row]), origin=self.name)

    def _on_row(self, row: int) -> None:
        cells = self.table.table_model.table.row(row)
        self.desk.highlight(
            Focus(frame=str(cells["frame"]), outlet=str(cells["outlet"] or UNKNOWN_OUTLET)), origin=self.name
        )

    def _on_passage(self, span: Span) -> None:
        focus = self.desk.state.focus
        self.desk.highlight(
            Focus(frame=focus.frame, outlet=focus.outlet, article=focus.article, passage=span), origin=self.name
        )
