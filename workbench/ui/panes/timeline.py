"""Timeline: when something is said, by day, week or month, in all outlets together or in each of them."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import ClassVar, Final

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QMenu, QStackedWidget, QToolButton, QWidget

from workbench.domain.event_markers import EventMarker, events_in
from workbench.domain.focus import Focus
from workbench.domain.palette import ALL_OUTLETS, UNKNOWN_OUTLET
from workbench.domain.time_steps import Unit, period_words
from workbench.jobs.worker import Failure
from workbench.ui.desk import CORPUS, EVIDENCE, FOCUS, OVERVIEW, SCOPE, THEME, Desk
from workbench.ui.dialogs.event_markers import EventMarkersDialog
from workbench.ui.dialogs.time_span import TimeSpanDialog
from workbench.ui.pane import Pane
from workbench.ui.plain_text import mnemonic_safe, visible
from workbench.ui.widgets.data_table import Column, DataTable
from workbench.ui.widgets.export_menu import Exportable, ExportMenu
from workbench.ui.widgets.flow_layout import FlowLayout
from workbench.ui.widgets.pane_header import link_button
from workbench.ui.widgets.scrolling_chart import ScrollingChart
from workbench.ui.widgets.segments import segments
from workbench.ui.widgets.time_chart import TimeChart
from workbench.workspace import tasks
from workbench.workspace.messages import Options, PaneTable

_UNITS: Final = (("Days", Unit.DAY), ("Weeks", Unit.WEEK), ("Months", Unit.MONTH))
_SHOW: Final = (("per 1,000 words", "words"), ("% of articles", "articles"))
_BY: Final = (("All together", ()), ("By outlet", ("outlet",)))
_MOST_TERMS: Final = 12
"""Searches that are compared at most: as many as the chart has panels."""
_PANEL_WIDTH: Final = 270
_PANEL_HEIGHT: Final = 76
_AROUND: Final = 76
"""Pixels above and below the panels: dates, the title of the axis and the note."""
_ONE_ROW: Final = 124
"""Pixels of a single row of panels with all of that."""
_EVENTS: Final = 15
"""Pixels of the events' labels above them."""
_LEGEND: Final = 18
"""Pixels of the names of the lines above those."""

_COLUMNS: Final = (
    Column("term", "What", width=110),
    Column("outlet", "Outlet", kind="outlet", width=130),
    Column("step", "From", "First day", width=80),
    Column("step_end", "To", "Last day", width=80),
    Column("count", "Count", "Times in these days", kind="number", width=56),
    Column("per_1000", "per 1,000", "Times per 1,000 words", kind="number", decimals=2, width=70),
    Column("low", "low", "Lower end of its 95 % interval by article bootstrap", kind="number", decimals=2, width=52),
    Column("high", "high", "Upper end of its 95 % interval by article bootstrap", kind="number", decimals=2, width=52),
    Column("documents", "With it", "Articles with it", kind="number", width=58),
    Column("articles", "Articles", "Articles with counted words", kind="number", width=62),
    Column("words", "Words", "Counted words", kind="number", width=66),
    Column("share", "Share", "Share of the articles with it", kind="number", decimals=2, width=52),
    Column("share_low", "low", "Lower end of the share’s 95 % interval (Wilson)", kind="number", decimals=2, width=48),
    Column("share_high", "high", "Upper end of the share’s 95 % interval (Wilson)", kind="number", decimals=2, width=48),
)  # fmt: skip


class Timeline(Pane):
    """A chart of small multiples, or the list behind it."""

    name: ClassVar[str] = "timeline"
    title: ClassVar[str] = "Timeline"
    reads: ClassVar[frozenset[str]] = frozenset({CORPUS, SCOPE, FOCUS, EVIDENCE, OVERVIEW, THEME})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._asked: object = None
        self._of = Focus()
        """What the rows are about where they are about no search: something else may be highlighted by now."""
        self.terms: tuple[str, ...] = ()
        """Searches that are compared; without any, what is highlighted is shown."""
        self.dialog: EventMarkersDialog | TimeSpanDialog | None = None
        self.menu: QMenu | None = None
        self.days = self.header.add_link(
            "Count only days…", "Choose the days that are counted", self.choose_days, optional=True
        )
        self.header.add_link("Events…", "Mark events on the chart", self.edit_events, optional=True)
        self.header.add_link("How?", "How is this computed?", lambda: desk.explain.emit(self.name), optional=True)
        self.table = DataTable(desk, "Timeline")
        self.table.row_chosen.connect(self._on_row)
        self.chart = TimeChart(desk, "timeline", "Over time")
        self.chart.set_options(self.settings)
        self.chart.days_chosen.connect(self.offer_days)
        self.chart.event_chosen.connect(self.edit_events)
        self._area = ScrollingChart(self.chart)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._area)
        self._stack.addWidget(self.table)
        self._view = segments(self.header, (("chart", "Show the chart"), ("table", "Show the table")))
        self._view.idClicked.connect(self._stack.setCurrentIndex)
        bar = QWidget(self)
        bar.setObjectName("SubHeader")
        bar.setAttribute(Qt.WidgetAttribute.WA_StyledBackground, True)
        self._chips = FlowLayout(bar, margin=4)
        self.unit = self._choice("Length of a step", [words for words, _ in _UNITS], 2)
        self.show_as = self._choice("What is shown", [words for words, _ in _SHOW], 0)
        self.by = self._choice("All outlets together, or each", [words for words, _ in _BY], 0)
        self.more = QLineEdit(bar)
        self.more.setPlaceholderText("Compare with…")
        self.more.setAccessibleName("Compare with another search: type it and press Enter")
        self.more.setToolTip("Another search to show beside it: type it and press Enter")
        self.more.setMinimumWidth(140)
        self.more.returnPressed.connect(self._on_typed)
        self.only = link_button("", "Count only the highlighted days", self._count_highlighted)
        for widget in (self.more, self.only):
            self._chips.addWidget(widget)
        self.chips: list[QToolButton] = []
        self.body.addWidget(bar)
        self.body.addWidget(self._stack, 1)
        self.export = ExportMenu(desk, self.exportable, self.title, self)
        self.header.add(self.export)
        self._show_days()

    # -- what is shown ---------------------------------------------------------------------------------------------

    def settings(self) -> Options:
        """The settings that the pane's controls stand for."""
        return replace(
            self.desk.options,
            terms=self.terms,
            unit=str(_UNITS[max(self.unit.currentIndex(), 0)][1]),
            share=_SHOW[max(self.show_as.currentIndex(), 0)][1],
            by=_BY[max(self.by.currentIndex(), 0)][1],
        )

    def exportable(self) -> Exportable:
        """What Export offers: the chart, and the table of every step."""
        return Exportable(
            "Timeline", "timeline", "timeline", options=self.settings, image=self.chart.image, text=self.table.as_text
        )

    def refresh(self) -> None:
        """Ask for the list; the chart asks for itself."""
        overview = self.desk.overview
        panels = max(len(self.terms), 1)
        if self.by.currentIndex() == 1 and overview is not None:
            panels = min(max(len(overview.compared or overview.outlets), 1), _MOST_TERMS)
        columns = max(1, min(panels, self._area.viewport().width() // _PANEL_WIDTH))
        above = _EVENTS if events_in(self.desk.state.decisions) else 0
        above += _LEGEND if self.by.currentIndex() == 1 and len(self.terms) > 1 else 0
        rows = -(-panels // columns)
        self._area.need(above + (_AROUND + _PANEL_HEIGHT * rows if rows > 1 else _ONE_ROW))
        self.chart.draw()
        self._show_days()
        state, options = self.desk.state, self.settings()
        focus = Focus() if options.terms else state.focus.wherever
        asked = (self.desk.counted, options, focus)
        if asked == self._asked:
            self._select()
            return
        self._asked = asked
        self.desk.ask(
            tasks.pane_table,
            "timeline_list",
            replace(state, focus=focus),
            options,
            key="pane timeline",
            done=lambda answer: self._show(answer, focus, options.terms),
            failed=self._failed,
        )

    def _show(self, answer: PaneTable, focus: Focus, terms: tuple[str, ...]) -> None:
        self._of = Focus() if terms or focus.term or not focus.subject else focus
        self.table.show_table(answer.table, _COLUMNS)
        self.set_note(*answer.table.notes, self.quote_coverage(answer))
        self._select()

    def _failed(self, failure: Failure) -> None:
        """A search that can't be understood is said in the place of its chart too."""
        self._asked = None
        self.set_note(failure.message)

    def _select(self) -> None:
        focus, table = self.desk.state.focus, self.table.table_model.table
        row = None
        if focus.date_from and len(table):
            rows = zip(
                table.texts("step"), table.texts("step_end"), table.texts("outlet"), table.texts("term"), strict=True
            )
            for n, (first, last, outlet, term) in enumerate(rows):
                where = "" if outlet == ALL_OUTLETS else outlet or UNKNOWN_OUTLET
                if (first, last, where) == (focus.date_from, focus.date_to, focus.outlet) and focus.term in ("", term):
                    row = n
                    break
        self.table.select_source_row(row)

    def _on_row(self, row: int) -> None:
        cells = self.table.table_model.table.row(row)
        outlet = str(cells["outlet"] or UNKNOWN_OUTLET)
        focus = self._of if self._of.subject else Focus(term=str(cells["term"]))
        self.desk.highlight(
            replace(
                focus,
                outlet="" if outlet == ALL_OUTLETS else outlet,
                date_from=str(cells["step"]),
                date_to=str(cells["step_end"]),
            ),
            origin=self.name,
        )

    # -- searches that are compared --------------------------------------------------------------------------------

    def compare(self, term: str) -> None:
        """Show another search beside those that are shown; the highlighted one stays."""
        tidy = " ".join(term.split())
        if not tidy:
            return
        focused = self.desk.state.focus.term
        before = self.terms or ((focused,) if focused else ())
        if tidy in before and self.terms:
            self.desk.said.emit(f"{visible(tidy)} is compared already.")
            return
        if len(before) >= _MOST_TERMS:
            self.desk.said.emit(f"{_MOST_TERMS} searches can be compared at once. Take one away first.")
            return
        self.set_terms(tuple(dict.fromkeys((*before, tidy))))

    def set_terms(self, terms: tuple[str, ...]) -> None:
        """Compare these searches; none shows what is highlighted."""
        self.terms = terms
        for chip in self.chips:
            self._chips.removeWidget(chip)
            chip.deleteLater()
        self.chips = []
        for term in terms:
            chip = link_button(
                f"{visible(term)[:40]} ✕", f"Compare without {visible(term)}", partial(self._without, term)
            )
            self._chips.addWidget(chip)
            chip.show()
            self.chips.append(chip)
        self._again()

    def _without(self, term: str) -> None:
        self.set_terms(tuple(one for one in self.terms if one != term))
        self.more.setFocus()

    def _on_typed(self) -> None:
        self.compare(self.more.text())
        self.more.clear()

    # -- days ------------------------------------------------------------------------------------------------------

    def offer_days(self, date_from: str, date_to: str, place: QPoint) -> None:
        """Offer to count only some days, or to highlight what is said in them."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        words = mnemonic_safe(period_words(date_from, date_to))
        menu.addAction(f"Count only {words}").triggered.connect(lambda _=False: self.count_only(date_from, date_to))
        for event in events_in(self.desk.state.decisions):
            if (event.date_from, event.date_to) == (date_from, date_to):
                act = menu.addAction(mnemonic_safe(f"Edit the event {visible(event.label)}…"))
                act.triggered.connect(lambda _=False, event=event: self.edit_events(event))
        subject = self._subject_of_days()
        if subject.subject:
            named = replace(subject, date_from=date_from, date_to=date_to)
            act = menu.addAction(f"Show the passages of {words}")
            act.triggered.connect(lambda _=False: self.desk.highlight(named, origin=self.name))
        self.menu = menu
        menu.destroyed.connect(self._forget_menu)
        menu.popup(place)

    def count_only(self, date_from: str, date_to: str) -> None:
        """Count only the articles of these days; two empty ones count all days again."""
        words = period_words(date_from, date_to)
        label = f"Count only {words}" if words else "Count all days again"
        self.desk.narrow(lambda scope: replace(scope, date_from=date_from, date_to=date_to), label, origin=self.name)

    def choose_days(self) -> None:
        """Ask which days are counted."""
        scope, focus = self.desk.state.scope, self.desk.state.focus
        days = (focus.date_from, focus.date_to) if focus.date_from else (scope.date_from, scope.date_to)
        dialog = TimeSpanDialog(*days, self.count_only, self.window())
        self._open(dialog)

    def edit_events(self, chosen: EventMarker | None = None) -> None:
        """Show the events, to add, change and delete them, possibly with one of them chosen."""
        self._open(EventMarkersDialog(self.desk, self.window(), chosen))

    def _open(self, dialog: EventMarkersDialog | TimeSpanDialog) -> None:
        dialog.finished.connect(self._forget_dialog)
        self.dialog = dialog
        dialog.open()

    def _forget_dialog(self) -> None:
        self.dialog = None

    def _forget_menu(self) -> None:
        self.menu = None

    def _subject_of_days(self) -> Focus:
        """What days are highlighted of: what is highlighted if it is shown, else the first search that is compared."""
        focus = self.desk.state.focus
        if not self.terms:
            return focus.wherever
        return Focus(term=focus.term if focus.term in self.terms else self.terms[0])

    def _count_highlighted(self) -> None:
        focus = self.desk.state.focus
        if focus.date_from:
            self.count_only(focus.date_from, focus.date_to)

    def _show_days(self) -> None:
        focus = self.desk.state.focus
        words = period_words(focus.date_from, focus.date_to)
        self.only.setText(mnemonic_safe(f"Count only {words}"))
        self.only.setVisible(bool(words))

    # -- inside ----------------------------------------------------------------------------------------------------

    def _choice(self, name: str, words: list[str], chosen: int) -> QComboBox:
        box = QComboBox(self)
        box.setAccessibleName(name)
        box.addItems([visible(text) for text in words])
        box.setCurrentIndex(chosen)
        box.activated.connect(self._again)
        self._chips.addWidget(box)
        return box

    def _again(self) -> None:
        self.stale = True
        self.refresh_when_idle()
