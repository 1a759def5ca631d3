"""Voices: who is quoted in which outlet, how much, and who is named and never quoted."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar, Final

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QMenu, QStackedWidget, QWidget

from workbench.domain.focus import Focus
from workbench.domain.palette import UNKNOWN_OUTLET
from workbench.domain.scope import Voice
from workbench.domain.speakers import KIND, SPECIAL, is_entity
from workbench.domain.table_data import TableData
from workbench.jobs.worker import Failure
from workbench.ui.desk import CORPUS, EVIDENCE, FOCUS, OVERVIEW, SCOPE, THEME, Desk
from workbench.ui.pane import Pane
from workbench.ui.plain_text import mnemonic_safe, visible
from workbench.ui.speaker_kinds import ChosenSpeaker, KindMenu
from workbench.ui.widgets.chart_view import ChartView
from workbench.ui.widgets.export_menu import Exportable, ExportMenu
from workbench.ui.widgets.message_panel import MessagePanel
from workbench.ui.widgets.pane_header import link_button
from workbench.ui.widgets.scrolling_chart import ScrollingChart
from workbench.ui.widgets.segments import segments
from workbench.ui.widgets.voice_table import VoiceTable
from workbench.workspace import tasks
from workbench.workspace.messages import Options, PaneTable

SPEAKERS, KINDS = 0, 1
"""What a row is, as positions in the choice."""
CHART, TABLE = 0, 1
"""What is seen, as positions in the choice."""

_CHARTS: Final = ("voices", "voices_by_kind")
_LISTS: Final = ("voice_list", "voice_kind_list")
_SHARE_OF: Final = ("words", "quotes")
_KEY_SEPARATOR: Final = "\n"


class Voices(Pane):
    """Chart of shares by speaker or by kind, and its table, in which kinds are set."""

    name: ClassVar[str] = "voices"
    title: ClassVar[str] = "Voices"
    reads: ClassVar[frozenset[str]] = frozenset({CORPUS, SCOPE, FOCUS, EVIDENCE, OVERVIEW, THEME})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._asked: object = None
        self._answer: PaneTable | None = None
        self._shown: int | None = None
        """What the rows of the table are."""
        self._stopped = False
        self.rows = _choice("What is compared: speakers, or kinds of speakers", "Speakers", "Kinds")
        self.share_of = _choice("What shares are of: quoted words, or quotes", "% of words", "% of quotes")
        self.speech = _choice(
            "Which speech counts: direct and mixed quotes, or indirect speech too", "Direct, mixed", "Indirect too"
        )
        for box in (self.rows, self.share_of):
            box.currentIndexChanged.connect(self._again)
        self.speech.currentIndexChanged.connect(self._on_speech)
        self.kind_button = link_button("Set kind ▾", "Set the kind of the chosen speakers (F2)", self.show_kinds)
        self.charts = tuple(ChartView(desk, chart, "Who is quoted in which outlet") for chart in _CHARTS)
        self._scrolls = tuple(ScrollingChart(chart) for chart in self.charts)
        self.table = VoiceTable(desk, "Who is quoted in which outlet (table)")
        self.table.row_chosen.connect(self._on_row)
        self.table.opened.connect(self._on_opened)
        self.table.kind_wanted.connect(self.show_kinds)
        self.table.menu_wanted.connect(self._show_menu)
        self.table.choice_changed.connect(self._enable)
        self._message = MessagePanel()
        self._stack = QStackedWidget()
        for page in (*self._scrolls, self.table, self._message):
            self._stack.addWidget(page)
        for chart in self.charts:
            chart.set_options(self.settings)
        self._in_header = QWidget(self.header)
        self._header_row = QHBoxLayout(self._in_header)
        self._header_row.setContentsMargins(0, 0, 8, 0)
        self.header.add(self._in_header)
        self.choice = segments(self.header, (("chart", "Show the chart"), ("table", "Show the table")))
        self.choice.idClicked.connect(lambda _: self._turn())
        self.header.add_link("How?", "How is this computed?", lambda: desk.explain.emit("voices"), optional=True)
        self._controls = self._strip()
        self.body.addWidget(self._controls)
        self.body.addWidget(self._stack, 1)
        self.export = ExportMenu(desk, self.exportable, self.title, self)
        self.header.add(self.export)
        self._message.say("Nothing open yet", "Open a folder of articles to see who is quoted in them.")
        self._stack.setCurrentWidget(self._message)
        self._controls.hide()
        self._in_header.hide()
        self._enable()

    # -- what the controls say -------------------------------------------------------------------------------------

    @property
    def shows_kinds(self) -> bool:
        """Whether a row is a kind of speakers."""
        return self.rows.currentIndex() == KINDS

    @property
    def counts_indirect(self) -> bool:
        """Whether speech without quotation marks counts too."""
        return self.speech.currentIndex() == 1

    @property
    def chart(self) -> ChartView:
        """The chart of what the rows are."""
        return self.charts[self.rows.currentIndex()]

    def settings(self) -> Options:
        """The settings that the pane's controls stand for."""
        share_of = _SHARE_OF[self.share_of.currentIndex()]
        return replace(self.desk.options, indirect_speech=self.counts_indirect, share_of=share_of)

    def exportable(self) -> Exportable:
        """What Export offers: the chart and the whole table; Copy gives the rows on show."""
        name = _CHARTS[self.rows.currentIndex()]
        return Exportable(
            "Kinds of speakers" if self.shows_kinds else "Voices",
            name,
            name,
            options=self.settings,
            image=self.chart.image,
            text=self.table.as_text,
            available=self._answer is not None and bool(len(self._answer.table)),
        )

    # -- refreshing ------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Ask for the table; the chart asks for itself."""
        asked = (self.desk.counted, self.rows.currentIndex(), self.settings())
        if asked != self._asked:
            self._asked = asked
            self.desk.ask(
                tasks.pane_table,
                _LISTS[self.rows.currentIndex()],
                replace(self.desk.state, focus=Focus()),
                self.settings(),
                key="pane voices",
                done=self._show,
                failed=self._failed,
            )
        elif self._answer is not None and self._stopped != self.desk.stopped:
            self._show(self._answer)
        if self._stack.currentWidget() in self._scrolls:
            self.chart.draw()
        self._select()
        self.table.viewport().update()

    def _show(self, answer: PaneTable) -> None:
        chosen = self._chosen_ids()
        self._answer, self._stopped = answer, self.desk.stopped
        finding = answer.covered < answer.in_scope
        found = f"Quotes were found in {answer.covered:,} of {answer.in_scope:,} articles"
        coverage = f"{found} so far; only these are counted." if finding else ""
        if finding and self.desk.stopped:
            coverage = f"Stopped: {found[0].lower()}{found[1:]}. Open the folder again to go on."
        data = answer.table
        self.set_note(coverage if len(data) else "", self._first_step(data), *answer.table.notes)
        self._controls.setVisible(bool(answer.in_scope))
        if len(data):
            self._show_rows(data, chosen)
        else:
            self._say_why(answer, coverage)
        self._turn()

    def _first_step(self, data: TableData) -> str:
        """What to do while no speaker has a kind."""
        kinds = data.texts("speaker_id") if self.shows_kinds and len(data) else []
        if KIND not in kinds or not {*kinds} <= {KIND, *SPECIAL}:
            return ""
        return "No kind is set yet: choose speakers in the table of speakers, and press F2."

    def _show_rows(self, data: TableData, chosen: set[str]) -> None:
        rows = self.rows.currentIndex()
        self.table.show_voices(data, kinds=self.shows_kinds, by_quotes=self.share_of.currentIndex() == 1)
        if self._shown == rows and chosen:
            ids = data.texts("speaker_id")
            self.table.choose_rows([n for n, speaker in enumerate(ids) if speaker in chosen])
        self._shown = rows
        outlets = sum(column.kind == "heat" for column in self.table.table_model.columns)
        drawn = min(len(data), self.desk.options.rows)
        self._scrolls[rows].need(96 + drawn * max(outlets * 7 + 6, 16))
        self._select()

    def _say_why(self, answer: PaneTable, coverage: str) -> None:
        """Why there is nothing to show, and what to do about it."""
        say = self._message.say
        scope = self.desk.state.scope
        if not answer.in_scope:
            say("No article is counted", "Widen the scope above to see who is quoted.")
        elif self._stopped and coverage:
            say("Stopped", coverage.removeprefix("Stopped: ").capitalize())
        elif coverage:
            say(
                "Quotes are still being found",
                f"{answer.covered:,} of {answer.in_scope:,} articles are done. The table fills by itself.",
            )
        elif scope.voice is Voice.OUTLET:
            say(
                "Quotes are not counted now",
                "Only the outlets’ own voice is counted, so what stands between quotation marks is left out.",
                "Count all text",
                lambda: self.desk.narrow(lambda s: replace(s, voice=Voice.ALL), "Count all text", origin=self.name),
            )
        elif not self.counts_indirect:
            say(
                "Nobody is quoted",
                f"There is no direct or mixed quote in {_articles(answer.in_scope)}.",
                "Count indirect speech too",
                lambda: self.speech.setCurrentIndex(1),
            )
        else:
            say(
                "Nobody is quoted", f"No words of others are reported in {_articles(answer.in_scope)}. Widen the scope."
            )

    def _failed(self, failure: Failure) -> None:
        self._asked, self._answer = None, None
        self._message.say("Quotes could not be counted", failure.message, "Try again", self._again)
        self._turn()

    def _turn(self) -> None:
        """Show the chart, the table, or why there is neither."""
        there = self._answer is not None and bool(len(self._answer.table))
        table = there and self.choice.checkedId() == TABLE
        page: QWidget = self._scrolls[self.rows.currentIndex()]
        if table:
            page = self.table
        self._stack.setCurrentWidget(page if there else self._message)
        self.kind_button.setVisible(table and not self.shows_kinds)
        if there and not table:
            self.chart.draw()

    def _again(self) -> None:
        self.stale = True
        self.refresh_when_idle()

    def _on_speech(self) -> None:
        """What is highlighted follows, so that its number stays the one that the pane shows."""
        focus = self.desk.state.focus
        if focus.speaker and focus.indirect != self.counts_indirect:
            self.desk.highlight(replace(focus, indirect=self.counts_indirect, passage=None), origin=self.name)
        self._again()

    # -- choosing --------------------------------------------------------------------------------------------------

    def _select(self) -> None:
        """Choose the row of what is highlighted, unless it is chosen already, perhaps with others."""
        focus, data = self.desk.state.focus, self.table.table_model.table
        if not len(data):
            return
        ids = data.texts("speaker_id")
        wanted = focus.speaker or focus.entity
        row = ids.index(wanted) if wanted in ids else None
        chosen = self.table.chosen_rows
        if row is None and (focus.subject or len(chosen) <= 1):
            self.table.select_source_row(None)
        elif row is not None and row not in chosen:
            self.table.select_source_row(row)

    def _on_row(self, row: int) -> None:
        """An outlet's cell stands for the speaker in that outlet, the rest of the row for the speaker anywhere."""
        column = self.table.table_model.columns[max(self.table.currentIndex().column(), 0)]
        outlet = (column.outlet or UNKNOWN_OUTLET) if column.kind == "heat" else ""
        speaker = self.table.table_model.table.texts("speaker_id")[row]
        self.desk.highlight(Focus(speaker=speaker, outlet=outlet, indirect=self.counts_indirect), origin=self.name)

    def _on_opened(self, row: int) -> None:
        """Everything about the speaker, not only what is quoted."""
        speaker = self.table.table_model.table.texts("speaker_id")[row]
        if is_entity(speaker):
            self.desk.highlight(Focus(entity=speaker), origin=self.name)

    def _chosen_ids(self) -> set[str]:
        ids = self.table.table_model.table.texts("speaker_id") if len(self.table.table_model.table) else []
        return {ids[row] for row in self.table.chosen_rows}

    # -- kinds of speakers -----------------------------------------------------------------------------------------

    def chosen_speakers(self) -> list[ChosenSpeaker]:
        """The speakers of the chosen rows; none while rows are kinds."""
        data = self.table.table_model.table
        if self._shown != SPEAKERS or not len(data):
            return []
        found = [data.row(row) for row in self.table.chosen_rows]
        return [
            ChosenSpeaker(
                name=str(row["speaker"]),
                kind=str(row["kind"] or ""),
                keys=tuple(filter(None, str(row["keys"] or "").split(_KEY_SEPARATOR))),
            )
            for row in found
        ]

    def kind_menu(self) -> KindMenu:
        """The kinds to choose from, for the chosen speakers."""
        return KindMenu(self.desk, self.chosen_speakers(), self, self.window())

    def show_kinds(self) -> None:
        """Show the kinds below the chosen row."""
        if self._shown != SPEAKERS:
            return
        menu = self.kind_menu()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.table.viewport().mapToGlobal(self.table.place_of_choice()))

    def _show_menu(self, at: QPoint) -> None:
        menu = QMenu(self)
        menu.setAccessibleName("What to do with the chosen speakers")
        speakers = self.chosen_speakers()
        rows = self.table.chosen_rows
        ids = self.table.table_model.table.texts("speaker_id") if rows else []
        if len(rows) == 1:
            speaker = ids[rows[0]]
            menu.addAction("Show its quotes").triggered.connect(lambda _=False: self._show_quotes(speaker))
            if is_entity(speaker):
                words = mnemonic_safe(f"Highlight {visible(speakers[0].name)} everywhere")
                menu.addAction(words).triggered.connect(lambda _=False: self._on_opened(rows[0]))
        if not self.shows_kinds and rows:
            menu.addSeparator()
            action = KindMenu(self.desk, speakers, menu, self.window()).menuAction()
            menu.addAction(action)
        if menu.isEmpty():
            return
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)

    def _show_quotes(self, speaker: str) -> None:
        self.desk.highlight(Focus(speaker=speaker, indirect=self.counts_indirect), origin=self.name)
        self.desk.show_pane.emit("concordance")

    def _enable(self) -> None:
        self.kind_button.setEnabled(bool(self.table.chosen_rows))

    # -- the controls ----------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Controls stand in the header where there is room for them, for rows are few in a low pane."""
        super().resizeEvent(event)
        self._place_controls()

    def _place_controls(self) -> None:
        beside = sum(button.sizeHint().width() for button in (*self.choice.buttons(), self.export)) + 70
        wanted = self.width() >= self._controls.sizeHint().width() + beside
        if wanted == (self._controls.parent() is self._in_header):
            return
        margin = 0 if wanted else 1
        self._row.setContentsMargins(8 * margin, 6 * margin, 8 * margin, 6 * margin)
        self._controls.setAttribute(Qt.WidgetAttribute.WA_StyledBackground, not wanted)
        if wanted:
            self._header_row.addWidget(self._controls)
        else:
            self.body.insertWidget(0, self._controls)
        self._in_header.setVisible(wanted)

    def _strip(self) -> QWidget:
        strip = QWidget(self)
        strip.setObjectName("PaneBody")
        strip.setAttribute(Qt.WidgetAttribute.WA_StyledBackground, True)
        row = self._row = QHBoxLayout(strip)
        row.setContentsMargins(8, 6, 8, 6)
        row.setSpacing(6)
        for box in (self.rows, self.share_of, self.speech):
            row.addWidget(box)
        row.addStretch(1)
        row.addWidget(self.kind_button)
        return strip


def _choice(name: str, *words: str) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(name)
    for word in words:
        box.addItem(visible(word))
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    return box


def _articles(number: int) -> str:
    return "1 article" if number == 1 else f"{number:,} articles"
