"""Concordance: every passage behind what is highlighted, one line each, with the search word in the middle."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QActionGroup, QResizeEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QMenu, QStackedWidget, QToolButton, QWidget

from workbench.domain.concordance_order import CONTEXT_KEYS
from workbench.domain.spans import Span
from workbench.ui.desk import CORPUS, EVIDENCE, FOCUS, SCOPE, THEME, Desk
from workbench.ui.pane import Pane
from workbench.ui.plain_text import PlainLabel, mnemonic_safe, tool_tip, visible
from workbench.ui.widgets.concordance_table import ConcordanceTable
from workbench.ui.widgets.data_table import Column
from workbench.ui.widgets.export_menu import Exportable, ExportMenu
from workbench.ui.widgets.message_panel import MessagePanel
from workbench.ui.widgets.outlet_counts import OutletCounts
from workbench.ui.widgets.pane_header import link_button
from workbench.workspace.messages import Options

_LINE: Final = (
    Column("left", "left context", kind="left", width=200, stretch=True),
    Column("node", "passage", kind="node", width=112),
    Column("right", "right context", width=200, stretch=True),
)
_ABOUT: Final = (
    Column("outlet", "Outlet", kind="outlet", width=104),
    Column("date", "Date", width=86),
    Column("title", "Article", width=180),
    Column("story", "Story", width=140),
)
"""What is said about the article of a line; the outlet stands before the line, the others behind it."""
_MARK: Final = replace(_ABOUT[0], tip="The outlet’s mark; the tool tip of each names it", width=30)
"""Where the context needs the room of the outlet's name."""
_QUOTE_SHARE: Final = 0.46
"""Of the table's width, what quotes take: whole sentences, of which the middle says more than the context."""
_PASSAGE_SHARE: Final = 0.3
"""Of the table's width, what other passages take at most; else as much as the widest of the first ones."""
_ROOM_FOR_OUTLETS: Final = 900
_ROOM_FOR_DATES: Final = 1000
"""Pixels of pane from which each line names its article's outlet and date, unless a person chose the columns."""
_WINDOWS: Final = (3, 5, 7, 10, 15, 20, 30, 50)
"""Words of context on each side that can be chosen."""

_SORTS: Final = (
    ("In order of articles", "articles", ()),
    ("By words on the right: 1R 2R 3R", "1R 2R 3R", ("1R", "2R", "3R")),
    ("By words on the left: 1L 2L 3L", "1L 2L 3L", ("1L", "2L", "3L")),
    ("By one word on each side: 1L 1R", "1L 1R", ("1L", "1R")),
    ("By passage, then 1R 2R", "passage", ("node", "1R", "2R")),
    ("By outlet, then 1R 2R", "outlet", ("outlet", "1R", "2R")),
    ("By date", "date", ("date",)),
)
"""Orders that are offered: in words, in short, and what is sorted by."""
_OWN_LEVELS: Final = "By levels of your own"
_LEVELS: Final = ("", *CONTEXT_KEYS, "node", "outlet", "date")
_LEVEL_WORDS: Final = {"": "–", "node": "passage"}
_SAMPLES: Final = (0, 50, 100, 200, 500, 1000, 5000)


class Concordance(Pane):
    """The lines, with counts by outlet above them."""

    name: ClassVar[str] = "concordance"
    title: ClassVar[str] = "Concordance"
    reads: ClassVar[frozenset[str]] = frozenset({CORPUS, SCOPE, FOCUS, EVIDENCE, THEME})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._fitted: object = None
        """For what the column of passages has its width."""
        self._order = 0
        """The number of the order in ``_SORTS``; one more for levels of one's own."""
        self._sample = 0
        self._seed = desk.options.seed
        self._window = desk.options.window
        self._chosen_columns: frozenset[str] | None = None
        """The columns that a person chose; ``None`` leaves it to the room that there is."""
        self.table = ConcordanceTable(desk, "Concordance lines")
        self.table.place_chosen.connect(self._on_place)
        self.header.add_link("How?", "How is this computed?", lambda: desk.explain.emit("concordance"), optional=True)
        self.view = self._menu_button("Which columns lines have, and how many words")
        self.lines = self._menu_button("All lines, or some at random")
        self.order = self._menu_button(
            "Order of the lines. 1R is the first word on the right, 2L the second on the left"
        )
        self._fill_menus()
        for button in (self.view, self.lines, self.order):
            self.header.add(button, optional=True)
        self.levels = tuple(QComboBox(self) for _ in range(3))
        self._levels_row = self._build_levels()
        self._counts = OutletCounts(desk, "passages", self)
        self._counts.outlet_chosen.connect(self._within)
        self._counts.hide()
        self._message = MessagePanel()
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self._message)
        self._stack.addWidget(self.table)
        self.body.addWidget(self._levels_row)
        self.body.addWidget(self._counts)
        self.body.addWidget(self._stack, 1)
        self.export = LinesExport(self)
        self.header.add(self.export)

    # -- what is shown ---------------------------------------------------------------------------------------------

    def exportable(self) -> Exportable:
        """What Export offers: all lines, or those of the sample, in the order that is shown."""
        evidence = self.desk.evidence
        found = evidence is not None and bool(evidence.passages) and bool(self.desk.state.focus.subject)
        return Exportable(
            "Concordance",
            table="kwic",
            options=self.options,
            widget=lambda: self.table,
            available=found,
        )

    def options(self) -> Options:
        """The settings of the pane: order, sample and words of context."""
        return replace(
            self.desk.options,
            terms=(),
            sort=self.keys(),
            sample=self._sample,
            seed=self._seed,
            window=self._window,
        )

    def keys(self) -> tuple[str, ...]:
        """What the lines are sorted by, the most important first."""
        if self._order < len(_SORTS):
            return _SORTS[self._order][2]
        return tuple(dict.fromkeys(str(level.currentData()) for level in self.levels if level.currentData()))

    def refresh(self) -> None:
        """Show the desk's evidence; the table asks for the lines that come into view."""
        focus, evidence = self.desk.state.focus, self.desk.evidence
        if not focus.subject:
            self._say(
                "Nothing is highlighted",
                "Search a word above, or choose a name, a term or a frame: its passages are listed here.",
            )
            return
        if evidence is None or evidence.focus != focus.evidence_key:
            return  # the answer is on its way, and will touch this pane
        if evidence.problem:
            self._say("This search can't be understood", evidence.problem)
            return
        number = evidence.passages
        words = (
            f"{evidence.label}: {number:,} {'passage' if number == 1 else 'passages'} in {evidence.articles:,} of"
            f" {evidence.articles_in_scope:,} articles"
        )
        if not number:
            self._say(f"No passage for {evidence.label}", "Count more articles, or search for something else.", words)
            return
        self.header.subtitle.set_text(words)
        self._show_counts()
        self._show_lines()
        self._stack.setCurrentWidget(self.table)

    def _say(self, heading: str, text: str, subtitle: str = "") -> None:
        self.header.subtitle.set_text(subtitle)
        self._levels_row.hide()
        self._counts.hide()
        self.set_note()
        self._message.say(heading, text)
        self._stack.setCurrentWidget(self._message)
        self.table.show_nothing(self._columns())

    def _show_counts(self) -> None:
        evidence, focus = self.desk.evidence, self.desk.state.focus
        if evidence is not None:
            narrowed = bool(focus.outlet or focus.article)
            self._counts.show_counts(evidence.by_outlet, focus.outlet, narrowed=narrowed)
            self._counts.show()

    def _show_lines(self) -> None:
        self._name_choices()
        evidence, options = self.desk.evidence, self.options()
        if evidence is None or not evidence.passages:
            return
        sampled = 0 < options.sample < evidence.passages
        self._levels_row.setVisible(self._order >= len(_SORTS))
        note = f"{options.sample:,} of {evidence.passages:,} lines at random, seed {options.seed}."
        self.set_note(*((note, "The counts by outlet are of all of them.") if sampled else ()))
        self.table.show_evidence(evidence, options, self._columns())
        self._fit_passages()
        self.table.follow(self.desk.state.focus.passage)

    def _columns(self) -> tuple[Column, ...]:
        chosen = self._chosen_columns
        if chosen is None:
            shown = {"outlet": _ROOM_FOR_OUTLETS, "date": _ROOM_FOR_DATES}
            chosen = frozenset(key for key, room in shown.items() if self.width() >= self.table.pixels(room))
            chosen |= {"date"} & set(self.keys())  # else nobody sees what the lines are sorted by
        outlet = _ABOUT[0] if "outlet" in chosen else _MARK
        behind = [column for column in _ABOUT[1:] if column.key in chosen]
        return (outlet, *_LINE, *behind)

    def _fit_passages(self) -> None:
        """Passages get the room that they need; what a person made of it stays until something else is highlighted."""
        evidence, focus, columns = self.desk.evidence, self.desk.state.focus, self.table.table_model.columns
        fitted = (focus.wherever, columns)
        if evidence is None or fitted == self._fitted:
            return
        self._fitted = fitted
        room = self.table.viewport().width()
        texts = evidence.lines.texts("node") if "node" in evidence.lines.names else []
        wanted = self.table.width_of_passages([_LINE[1].title, *texts])
        most = _QUOTE_SHARE if focus.speaker else _PASSAGE_SHARE
        self.table.setColumnWidth(columns.index(_LINE[1]), min(wanted, round(room * most)))
        self.table.share_room()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Other columns may have room."""
        super().resizeEvent(event)
        if self._stack.currentWidget() is self.table and self._columns() != self.table.table_model.columns:
            self._show_lines()

    def take_focus(self) -> None:
        """The keyboard walks through the lines."""
        super().take_focus()
        if self.table.isVisible():
            self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # -- gestures --------------------------------------------------------------------------------------------------

    def _within(self, outlet: str) -> None:
        focus = self.desk.state.focus
        self.desk.highlight(replace(focus, outlet=outlet, article="", passage=None), origin=self.name)

    def _on_place(self, span: Span) -> None:
        self.desk.highlight(replace(self.desk.state.focus, passage=span), origin=self.name)

    def sort_by(self, number: int) -> None:
        """Show the lines in one of the orders that are offered, or by levels of one's own."""
        self._order = number
        if number < len(_SORTS):
            keys = [*_SORTS[number][2], "", "", ""]
            for level, key in zip(self.levels, keys, strict=False):  # what a person changes then begins with these
                level.blockSignals(True)
                level.setCurrentIndex(_LEVELS.index(key))
                level.blockSignals(False)
        self._show_lines()

    def show_sample(self, size: int) -> None:
        """Show so many lines at random; 0 shows all."""
        self._sample = size
        self._show_lines()

    def draw_again(self) -> None:
        """Draw other lines at random."""
        self._seed += 1
        self._show_lines()

    def show_words(self, window: int) -> None:
        """Show so many words of context on each side."""
        self._window = window
        self._show_lines()

    def show_column(self, key: str, shown: bool) -> None:
        """Show or hide something that is said about the article of each line."""
        chosen = {column.key for column in self._columns() if column in _ABOUT}
        self._chosen_columns = frozenset(chosen | {key} if shown else chosen - {key})
        self._show_lines()

    # -- building --------------------------------------------------------------------------------------------------

    def _menu_button(self, tip: str) -> QToolButton:
        button = link_button("", tip)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setMenu(QMenu(self))
        return button

    def _name_choices(self) -> None:
        """The buttons say what is chosen."""
        own = self._order >= len(_SORTS)
        self.order.setText(f"Order: {'own levels' if own else _SORTS[self._order][1]} ▾")
        self.lines.setText(f"{self._sample:,} at random ▾" if self._sample else "All lines ▾")
        self.view.setText("View ▾")
        shown = {column.key for column in self._columns() if column in _ABOUT}
        for key, action in self._column_actions.items():
            action.setChecked(key in shown)
        evidence = self.desk.evidence
        self._draw_again.setEnabled(evidence is not None and 0 < self._sample < evidence.passages)
        self.header.fit()

    def _fill_menus(self) -> None:
        orders = QActionGroup(self)
        names = [words for words, _, _ in _SORTS]
        for number, words in enumerate((*names, _OWN_LEVELS)):
            self._add(self.order.menu(), orders, words, number == 0).triggered.connect(
                lambda _=False, number=number: self.sort_by(number)
            )
        sizes = QActionGroup(self)
        for size in _SAMPLES:
            words = f"{size:,} lines at random" if size else "All lines"
            self._add(self.lines.menu(), sizes, words, size == 0).triggered.connect(
                lambda _=False, size=size: self.show_sample(size)
            )
        self.lines.menu().addSeparator()
        self._draw_again = self.lines.menu().addAction("Draw other lines")
        self._draw_again.triggered.connect(lambda _=False: self.draw_again())
        menu = self.view.menu()
        self._column_actions: dict[str, QAction] = {}
        for column in _ABOUT:
            action = menu.addAction(mnemonic_safe(column.title))
            action.setCheckable(True)
            action.triggered.connect(lambda on=False, key=column.key: self.show_column(key, on))
            self._column_actions[column.key] = action
        menu.addSeparator()
        windows = QActionGroup(self)
        for window in sorted({*_WINDOWS, self._window}):
            self._add(menu, windows, f"{window} words on each side", window == self._window).triggered.connect(
                lambda _=False, window=window: self.show_words(window)
            )
        self._name_choices()

    @staticmethod
    def _add(menu: QMenu, group: QActionGroup, words: str, chosen: bool) -> QAction:
        action = menu.addAction(mnemonic_safe(words))
        action.setCheckable(True)
        action.setChecked(chosen)
        group.addAction(action)
        return action

    def _build_levels(self) -> QWidget:
        strip = QWidget(self)
        strip.setObjectName("SubHeader")
        strip.setAttribute(Qt.WidgetAttribute.WA_StyledBackground, True)
        row = QHBoxLayout(strip)
        row.setContentsMargins(12, 4, 12, 4)
        row.setSpacing(6)
        row.addWidget(PlainLabel("Sorted by", strip, name="Muted"))
        for number, level in enumerate(self.levels):
            if number:
                row.addWidget(PlainLabel("then", strip, name="Muted"))
            for key in _LEVELS:
                level.addItem(_LEVEL_WORDS.get(key, key), key)
            words = f"Sorted by, level {number + 1}"
            level.setAccessibleName(visible(words))
            level.setToolTip(tool_tip(words))
            level.currentIndexChanged.connect(self._show_lines)
            row.addWidget(level)
        row.addStretch(1)
        strip.hide()
        return strip


class LinesExport(ExportMenu):
    """The Export button of the Concordance; Copy asks for the lines that are not there yet."""

    def __init__(self, pane: Concordance) -> None:
        self._pane = pane
        super().__init__(pane.desk, pane.exportable, pane.title, pane)

    def copy_table(self) -> None:
        """Put the lines on the clipboard, separated by tabs."""
        self._pane.table.copy_rows()
