"""Framing: how strongly each outlet's articles speak for each frame of the codebook, and the passages that do, to be judged."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar, Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu, QSplitter, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from workbench.domain.focus import Focus, aspect_text
from workbench.domain.palette import UNKNOWN_OUTLET
from workbench.domain.table_data import TableData
from workbench.jobs.worker import Failure
from workbench.ui.codebook_menu import CodebookMenu
from workbench.ui.desk import CODES, CORPUS, EVIDENCE, FOCUS, OVERVIEW, SCOPE, THEME, Desk
from workbench.ui.judging import Proposal
from workbench.ui.pane import Pane
from workbench.ui.plain_text import visible
from workbench.ui.widgets.article_codes import ArticleCodes
from workbench.ui.widgets.chart_view import ChartView
from workbench.ui.widgets.choice_box import ChoiceBox
from workbench.ui.widgets.data_table import Column, DataTable
from workbench.ui.widgets.export_menu import Exportable, ExportMenu
from workbench.ui.widgets.flow_layout import FlowLayout
from workbench.ui.widgets.pane_header import link_button
from workbench.ui.widgets.proposal_list import ProposalList
from workbench.ui.widgets.scrolling_chart import ScrollingChart
from workbench.ui.widgets.segments import fit_choice, narrow_choice, segments
from workbench.workspace import tasks
from workbench.workspace.messages import Options, PaneTable

CHART, TABLE, JUDGE, CODE = 0, 1, 2, 3
"""What is seen, as positions in the choice."""
DOTS, MAP, DIFFERENCE, PARTS = 0, 1, 2, 3
"""Which chart, as positions in its choice."""
CHARTS: Final = ("frames", "frames_heat", "frames_difference", "frames_by_part")
TABLES: Final = ("frames_by_outlet", "frames_by_outlet", "frame_differences", "frames_by_part")

_BASES: Final = (("Accepted, else proposed", ""), ("Accepted", "accepted"), ("All proposed", "proposed"))
_PLACES: Final = (("Whole text", ""), ("Headlines", "headline"), ("Leads", "lead"), ("Behind the lead", "body"))
_VOICES: Final = (("All words", ""), ("Outlets’ own words", "own"), ("Quoted words", "quoted"))

_COLUMNS: Final = (
    Column("frame", "Frame", width=150),
    Column("outlet", "Outlet", kind="outlet", width=150),
    Column("hits", "Passages", "Passages counted", kind="number", width=76),
    Column("per_1000", "per 1,000", "Passages per 1,000 words", kind="number", decimals=1, width=76),
    Column("low", "low", "Lower end of the 95 % interval by article bootstrap", kind="number", decimals=1, width=56),
    Column("high", "high", "Upper end of the 95 % interval by article bootstrap", kind="number", decimals=1, width=56),
    Column("accepted", "Accepted", "Passages that people accepted", kind="number", width=76),
    Column("open", "Open", "Proposed passages that nobody judged", kind="number", width=56),
    Column("articles_with", "With it", "Articles with a counted passage", kind="number", width=64),
    Column("articles", "Articles", "Articles of the outlet in scope", kind="number", width=78),
)
_DIFFERENCE_COLUMNS: Final = (
    Column("frame", "Frame", width=150),
    Column("outlet_a", "First", kind="outlet", width=120),
    Column("outlet_b", "Second", kind="outlet", width=120),
    Column("per_1000_a", "per 1,000", "Passages per 1,000 words of the first", kind="number", decimals=1, width=76),
    Column("per_1000_b", "per 1,000", "Passages per 1,000 words of the second", kind="number", decimals=1, width=76),
    Column("difference", "Difference", "First less second", kind="number", decimals=1, width=84, signed=True),
    Column("low", "low", "Lower end of its 95 % interval", kind="number", decimals=1, width=56, signed=True),
    Column("high", "high", "Upper end of its 95 % interval", kind="number", decimals=1, width=56, signed=True),
)
_PART_COLUMNS: Final = (
    Column("frame", "Frame", width=150),
    Column("outlet", "Outlet", kind="outlet", width=140),
    Column("place", "Part", "Headline, lead, or body: what is behind the lead", width=70),
    Column("voice", "Words", "The outlet’s own words, or quoted ones", width=64),
    Column("hits", "Passages", "Passages counted", kind="number", width=76),
    Column("per_1000", "per 1,000", "Passages per 1,000 words of the part", kind="number", decimals=1, width=76),
    Column("low", "low", "Lower end of the 95 % interval by article bootstrap", kind="number", decimals=1, width=56),
    Column("high", "high", "Upper end of the 95 % interval by article bootstrap", kind="number", decimals=1, width=56),
    Column("words", "Of words", "Words of the outlet in the part", kind="number", width=72),
    Column("articles", "Articles", "Articles of the outlet with words in the part", kind="number", width=78),
)
_FRAME_COLUMNS: Final = (
    Column("shown", "Frame", tip_key="words", width=120, stretch=True),
    Column("hits", "Counted", "Passages counted in the scope", kind="number", width=64),
)
_ROOM_BESIDE: Final = 900
"""Pixels of pane from which the passages of the chosen frame stand beside the chart; else “judge” shows them."""
_ROOM_FOR_FRAMES: Final = 470
"""Pixels of pane from which the list of frames stands beside the rest; the chart names them, too."""
_ROOM_FOR_SETTINGS: Final = 200
"""Pixels of height from which the settings of the chart always stand above it."""
_USUAL: Final = 17
"""Height of a line of text at the size for which that is meant."""


class Framing(Pane):
    """Charts of frames by outlet, their table, and the passages of the chosen frame."""

    name: ClassVar[str] = "framing"
    title: ClassVar[str] = "Framing"
    reads: ClassVar[frozenset[str]] = frozenset({CODES, CORPUS, SCOPE, FOCUS, EVIDENCE, OVERVIEW, THEME})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._asked: dict[str, object] = {}
        self.charts = tuple(ChartView(desk, name, "Frames by outlet") for name in CHARTS)
        self._scrolls = tuple(ScrollingChart(chart) for chart in self.charts)
        for chart in self.charts:
            chart.set_options(self.settings)
        self.table = DataTable(desk, "Frames by outlet (table)")
        self.table.row_chosen.connect(self._on_row)
        choices = (
            ("chart", "Show the chart"),
            ("table", "Show the table"),
            ("judge", "Judge passages of the chosen frame"),
            ("code", "Code whole articles for the chosen frame"),
        )
        self._choice = segments(self.header, choices)
        self.narrow = narrow_choice(self.header, self._choice, choices)
        self._choice.idClicked.connect(lambda _: self._turn())
        self.codebook = link_button("Codebook ▾", "Choose, look at, import or export a codebook")
        self.codebook.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.codebook_menu: QMenu = CodebookMenu(desk, self.codebook)
        """What can be done with codebooks; the window's menu has it, too."""
        self.codebook.setMenu(self.codebook_menu)
        self.header.add(self.codebook, optional=True)
        self._build_controls()
        self.more = link_button("More", "Choose the chart and what it counts", self._show_settings)
        self.more.setCheckable(True)
        self.header.add(self.more)
        self.frames = DataTable(desk, "Frames of the codebook")
        self.frames.row_chosen.connect(self._on_frame)
        self.proposals = ProposalList(desk, self.name, self._frame_names)
        self.proposals.place_chosen.connect(self._on_passage)
        self.proposals.filter_changed.connect(self._again)
        self.proposals.add_switch(self.by_meaning)
        self.codes = ArticleCodes(desk, self.name)
        self.codes.article_chosen.connect(self._on_article)
        self.codes.filter_changed.connect(self._again)
        self._stack = QStackedWidget()
        for page in (*self._scrolls, self.table):
            self._stack.addWidget(page)
        centre = QWidget()
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._controls)
        column.addWidget(self._stack, 1)
        self._centre = centre
        self._split = QSplitter(Qt.Orientation.Horizontal)
        for widget in (self.frames, centre, self.proposals, self.codes):
            self._split.addWidget(widget)
        self._split.setSizes([190, 430, 520, 520])
        for number in (1, 2, 3):
            self._split.setStretchFactor(number, 1)
        self.body.addWidget(self._split, 1)
        self.header.add_link("Over time", "Show the chosen frame in the Timeline", self._over_time, optional=True)
        self.header.add_link("How?", "How is this computed?", self._explain, optional=True)
        self.export = ExportMenu(desk, self.exportable, self.title, self)
        self.header.add(self.export, optional=True)
        self._turn()

    def _build_controls(self) -> None:
        self._controls = QWidget()
        self._controls.setObjectName("PaneBody")
        self._controls.setAttribute(Qt.WidgetAttribute.WA_StyledBackground, True)
        row = FlowLayout(self._controls, spacing=6)
        row.setContentsMargins(8, 4, 8, 4)
        self.which = ChoiceBox("Chart", self._controls)
        self.which.addItems(["Dots", "Map", "Two outlets", "By part"])
        self.by_meaning = link_button(
            "Also by meaning",
            "Also propose sentences whose meaning is near a frame’s questions or like passages that you accepted. They count"
            " once you accept them",
            self._again,
        )
        self.by_meaning.setCheckable(True)
        self.basis = ChoiceBox("Which passages count", self._controls)
        self.place = ChoiceBox("Where passages count", self._controls)
        self.voice = ChoiceBox("Whose words count", self._controls)
        self.first = ChoiceBox("First outlet", self._controls)
        self.second = ChoiceBox("Second outlet", self._controls)
        for box, choices in ((self.basis, _BASES), (self.place, _PLACES), (self.voice, _VOICES)):
            box.addItems([words for words, _ in choices])
        for box in (self.which, self.first, self.second, self.basis, self.place, self.voice):
            box.currentIndexChanged.connect(lambda _: self._turn())
            row.addWidget(box)

    # -- what the controls say -------------------------------------------------------------------------------------

    @property
    def chart(self) -> ChartView:
        """The chart that is chosen."""
        return self.charts[max(self.which.currentIndex(), 0)]

    def settings(self) -> Options:
        """The settings that the pane's controls stand for."""
        two = self.which.currentIndex() == DIFFERENCE
        return replace(
            self.desk.options,
            frame_basis=_BASES[max(self.basis.currentIndex(), 0)][1],
            frame_place=_PLACES[max(self.place.currentIndex(), 0)][1],
            frame_voice=_VOICES[max(self.voice.currentIndex(), 0)][1],
            target=_outlet(self.first) if two else "",
            reference=(_outlet(self.second),) if two and _outlet(self.second) else (),
        )

    def _judged_with(self) -> Options:
        """The settings of what is judged: what is proposed by meaning is among it where it is wanted."""
        return replace(self.settings(), frames_by_meaning=self.by_meaning.isChecked())

    def exportable(self) -> Exportable:
        """What Export offers: the chosen chart and its table, or what is judged or coded while it is."""
        if self._choice.checkedId() == JUDGE:
            return Exportable(
                "Evidence of frames",
                table="frame_evidence",
                options=self._judged_with,
                text=self.proposals.table.as_text,
            )
        if self._choice.checkedId() == CODE:
            return Exportable(
                "Suggested articles", table="frame_suggestions", options=self.settings, text=self.codes.table.as_text
            )
        which = max(self.which.currentIndex(), 0)
        return Exportable(
            "Frames by outlet",
            CHARTS[which],
            TABLES[which],
            options=self.settings,
            image=self.chart.image,
            text=self.table.as_text,
        )

    def _frame_names(self) -> list[str]:
        data = self.frames.table_model.table
        return data.texts("frame") if len(data) else []

    # -- refreshing ------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Ask for the tables; the chart asks for itself."""
        self._list_outlets()
        outlets = len(self.desk.state.scope.outlets or (self.desk.overview.outlets if self.desk.overview else ()))
        frames = max(len(self._frame_names()), 5)
        for scroll, height in zip(self._scrolls, (outlets * 6 + 6, 34, 26, 6 * (outlets * 7 + 6)), strict=True):
            scroll.need(96 + frames * height)
        if self._stack.currentWidget() in self._scrolls:
            self.chart.draw()
        self._ask_tables()
        self._ask_proposals()
        self._ask_codes()

    def _ask_tables(self) -> None:
        state = replace(self.desk.state, focus=Focus())
        table = TABLES[max(self.which.currentIndex(), 0)]
        asked = (table, self.desk.coded, self.settings())
        if asked != self._asked.get("table"):
            self._asked["table"] = asked
            self.desk.ask(
                tasks.pane_table,
                table,
                state,
                self.settings(),
                key="pane framing",
                done=self._show,
                failed=self._failed,
            )
        asked = ("codebook", self.desk.coded, self.settings())
        if asked != self._asked.get("frames"):
            self._asked["frames"] = asked
            self.desk.ask(
                tasks.pane_table, "codebook", state, self.settings(), key="pane codebook", done=self._show_frames,
                failed=self._failed,
            )  # fmt: skip
        self._select()

    def _ask_proposals(self) -> None:
        """Ask for the passages of the frame in focus, counted or not."""
        if self.proposals.isHidden():
            return
        focus = self.desk.state.focus
        if not focus.frame or focus.codebook:
            self._asked.pop("proposals", None)
            self.proposals.say(
                "Choose a frame", "The passages that may speak for it are listed here, to be accepted or rejected."
            )
            return
        aspect = aspect_text(entry=dict(focus.aspects).get("entry", ""))
        wanted = Focus(
            frame=focus.frame, outlet=focus.outlet, article=focus.article, part=focus.part, aspect=aspect,
            date_from=focus.date_from, date_to=focus.date_to,
        )  # fmt: skip
        options = replace(self._judged_with(), frame_verdict=self.proposals.wanted, window=12)
        asked = (wanted, self.desk.coded, options)
        if asked == self._asked.get("proposals"):
            return
        before = self._asked.get("proposals")
        self._asked["proposals"] = asked
        if not isinstance(before, tuple) or before[0] != wanted:  # no key may judge passages of what was shown before
            self.proposals.say("Finding passages …")
        self.desk.ask(
            tasks.pane_table,
            "frame_proposals",
            replace(self.desk.state, focus=wanted),
            options,
            key="pane proposals",
            done=lambda answer: self._show_proposals(answer, wanted),
            failed=self._failed,
        )

    def _ask_codes(self) -> None:
        """Ask for the articles to be coded for the frame in focus, and for what was learned from those that are."""
        if self.codes.isHidden():
            return
        focus = self.desk.state.focus
        if not focus.frame or focus.codebook:
            self._asked.pop("codes", None)
            self.codes.say("Choose a frame", "The articles are listed here, to be coded for it as a whole.")
            self.codes.show_learned(TableData())
            return
        wanted = Focus(frame=focus.frame)
        options = replace(self.settings(), frame_verdict=self.codes.wanted)
        asked = (wanted, self.desk.coded, options)
        if asked == self._asked.get("codes"):
            return
        before = self._asked.get("codes")
        self._asked["codes"] = asked
        if not isinstance(before, tuple) or before[0] != wanted:  # no key may code for what was shown before
            self.codes.say("Learning from codes …")
            self.codes.show_learned(TableData())
        state = replace(self.desk.state, focus=wanted)
        self.desk.ask(
            tasks.pane_table, "frame_learning_list", state, options, key="pane learned",
            done=lambda answer: self.codes.show_learned(answer.table), failed=self._failed,
        )  # fmt: skip
        self.desk.ask(
            tasks.pane_table, "frame_codes", state, options, key="pane codes",
            done=lambda answer: self.codes.show_articles(answer.table, wanted.frame), failed=self._failed,
        )  # fmt: skip

    def _show_frames(self, answer: PaneTable) -> None:
        if answer.table.names:
            self.frames.show_table(answer.table, _FRAME_COLUMNS)
            self._select()

    def _show(self, answer: PaneTable) -> None:
        names = answer.table.names
        two = "outlet_a" in names
        self.table.show_table(
            answer.table, _DIFFERENCE_COLUMNS if two else _PART_COLUMNS if "place" in names else _COLUMNS
        )
        self.set_note(
            "A dictionary hit is a suggestion, not a measurement: click a mark and read its passages.",
            *answer.table.notes,
            self.quote_coverage(answer),
        )
        self._select()

    def _show_proposals(self, answer: PaneTable, wanted: Focus) -> None:
        where = f" in {wanted.outlet}" if wanted.outlet else ""
        data = answer.table
        judged = sum(1 for verdict in data.texts("verdict") if verdict) if len(data) else 0
        counts = f"{len(data):,} {'passage' if len(data) == 1 else 'passages'}, {judged:,} judged"
        self.proposals.show_proposals(data, f"{wanted.frame}{where}: {counts}")
        if self.by_meaning.isChecked():
            self.set_note(*data.notes)

    def _failed(self, failure: Failure) -> None:
        self._asked.clear()
        self.desk.report(failure)

    def _select(self) -> None:
        focus = self.desk.state.focus
        names = self._frame_names()
        if names:
            self.frames.select_source_row(names.index(focus.frame) if focus.frame in names else None)
        table = self.table.table_model.table
        row = None
        if focus.frame and len(table) and "outlet" in table.names:
            pairs = list(zip(table.texts("frame"), table.texts("outlet"), strict=True))
            parts = [table.texts(name) for name in ("place", "voice") if name in table.names]
            wanted = [dict(focus.aspects).get(name, "") for name in ("place", "voice")]
            row = next(
                (
                    n
                    for n, (frame, outlet) in enumerate(pairs)
                    if frame == focus.frame
                    and focus.outlet in ("", outlet or UNKNOWN_OUTLET)
                    and all(want in ("", part[n]) for part, want in zip(parts, wanted, strict=False))
                ),
                None,
            )
        self.table.select_source_row(row)

    def _list_outlets(self) -> None:
        """Offer the outlets that are compared; those chosen before stay chosen."""
        overview = self.desk.overview
        names = [name for name in (overview.compared or overview.outlets) if name] if overview is not None else []
        for box, first in ((self.first, 0), (self.second, 1)):
            if [box.itemData(n) for n in range(box.count())] != names:
                chosen = _outlet(box)
                box.blockSignals(True)
                box.clear()
                for name in names:
                    box.addItem(visible(name), name)
                box.setCurrentIndex(names.index(chosen) if chosen in names else min(first, len(names) - 1))
                box.blockSignals(False)

    # -- what is seen ----------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Where there is room, passages stand beside the chart."""
        super().resizeEvent(event)
        self._divide()

    def _divide(self) -> None:
        coding = self._choice.checkedId() == CODE
        beside, judging = self.width() > _ROOM_BESIDE, self._choice.checkedId() in (JUDGE, CODE)
        low = self.height() < _ROOM_FOR_SETTINGS * max(self.fontMetrics().height() / _USUAL, 1.0)
        self.more.setVisible(low and not judging)
        self._controls.setVisible(not low or self.more.isChecked())
        QTimer.singleShot(0, self, self.fit_choice)  # what comes and goes would resize the pane inside this event
        before = self.proposals.isHidden(), self.codes.isHidden()
        self._centre.setVisible(not judging)
        self.frames.setVisible(self.width() >= _ROOM_FOR_FRAMES)
        self.proposals.setVisible((beside or judging) and not coding)
        self.codes.setVisible(coding)
        if before != (self.proposals.isHidden(), self.codes.isHidden()):
            self._again()

    def fit_choice(self) -> None:
        """Where four buttons have no room, a list has the same choice."""
        taken = 0 if self.more.isHidden() else self.more.sizeHint().width()
        fit_choice(self._choice, self.narrow, self.width() - taken - 28)

    def _show_settings(self) -> None:
        """In a low window the settings stand above the chart only while they are wanted."""
        self._divide()

    def _turn(self) -> None:
        """Show what is chosen, with the settings that matter to it."""
        two = self.which.currentIndex() == DIFFERENCE
        self.first.setVisible(two)
        self.second.setVisible(two)
        table = self._choice.checkedId() == TABLE
        self._stack.setCurrentWidget(self.table if table else self._scrolls[max(self.which.currentIndex(), 0)])
        self._divide()
        self._again()

    def _again(self) -> None:
        self.stale = True
        self.refresh_when_idle()

    # -- choosing --------------------------------------------------------------------------------------------------

    def _aspect(self, *, place: str = "", voice: str = "") -> str:
        """What of a frame the pane, or a row about a part, counts, so that its numbers open their own passages."""
        options = self.settings()
        return aspect_text(
            place=place or options.frame_place, voice=voice or options.frame_voice, verdict=options.frame_basis
        )

    def _on_frame(self, row: int) -> None:
        self.desk.highlight(Focus(frame=self._frame_names()[row], aspect=self._aspect()), origin=self.name)

    def _on_row(self, row: int) -> None:
        cells = self.table.table_model.table.row(row)
        outlet = str(cells.get("outlet", cells.get("outlet_a")) or UNKNOWN_OUTLET)
        aspect = self._aspect(place=str(cells.get("place") or ""), voice=str(cells.get("voice") or ""))
        self.desk.highlight(Focus(frame=str(cells["frame"]), outlet=outlet, aspect=aspect), origin=self.name)

    def _on_passage(self, proposal: Proposal) -> None:
        """Show it in the Reader; what is highlighted beside it stays."""
        focus = self.desk.state.focus
        if focus.frame == proposal.frame and not focus.codebook:
            self.desk.highlight(replace(focus, passage=proposal.place), origin=self.name)
        else:
            self.desk.highlight(Focus(frame=proposal.frame, passage=proposal.place), origin=self.name)

    def _on_article(self, document_id: str, frame: str) -> None:
        """Read an article with its passages of the frame."""
        self.desk.highlight(Focus(frame=frame, article=document_id, aspect=self._aspect()), origin=self.name)

    def _explain(self) -> None:
        coding = self._choice.checkedId() == CODE
        self.desk.explain.emit("frame_learning" if coding else CHARTS[max(self.which.currentIndex(), 0)])

    def _over_time(self) -> None:
        focus = self.desk.state.focus
        if not focus.frame:
            names = self._frame_names()
            if not names:
                self.desk.said.emit("Choose a frame first.")
                return
            self.desk.highlight(Focus(frame=names[0], aspect=self._aspect()), origin=self.name)
        self.desk.show_pane.emit("timeline")


def _outlet(box: ChoiceBox) -> str:
    """The outlet that a box has chosen; empty for none."""
    return str(box.currentData() or "")
