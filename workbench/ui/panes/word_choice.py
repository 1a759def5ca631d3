"""Word choice: what each outlet calls the entity in focus, which verbs it uses of it, opposed pairs, and lists of words."""

from __future__ import annotations

from typing import ClassVar, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter

from workbench.ui.desk import CODES, CORPUS, DECISIONS, EVIDENCE, FOCUS, OVERVIEW, SCOPE, THEME, Desk
from workbench.ui.pane import Pane
from workbench.ui.widgets.export_menu import Exportable, ExportMenu
from workbench.ui.widgets.labels_panel import CHARTS, TABLES, LabelsPanel
from workbench.ui.widgets.segments import segments
from workbench.ui.widgets.word_lists_panel import CHART, TABLE, WordListsPanel
from workbench.ui.widgets.word_pairs_panel import WordPairsPanel

_ROOM_FOR_BOTH: Final = 860
"""Pixels of pane from which labels and pairs stand side by side; else one of them is seen."""
_LABELS, _PAIRS, _LISTS = 0, 1, 2
"""What is seen, as positions in the choice."""
_USUAL: Final = 17
"""Height of a line of text at the size for which the width is meant."""


class WordChoice(Pane):
    """Labels of the entity in focus on the left, opposed pairs on the right; or lists of words."""

    name: ClassVar[str] = "word_choice"
    title: ClassVar[str] = "Word choice"
    reads: ClassVar[frozenset[str]] = frozenset({CODES, CORPUS, SCOPE, FOCUS, EVIDENCE, OVERVIEW, THEME, DECISIONS})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.labels = LabelsPanel(desk, self.name, self.coverage_note)
        self.pairs = WordPairsPanel(desk, self.name)
        self.lists = WordListsPanel(desk, self.name, self.coverage_note)
        self._panels = (self.labels, self.pairs, self.lists)
        self.part = segments(
            self.header,
            (
                ("Said of it", "Show what is said of the entity"),
                ("Pairs", "Show the opposed pairs of words"),
                ("Lists", "Show lists of loaded, hedging, evaluative and other words by outlet"),
            ),
        )
        self.part.idClicked.connect(lambda _: self._divide())
        self.view = segments(self.header, (("table", "Show tables"), ("chart", "Show charts")))
        self.view.idClicked.connect(self.show_view)
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.setChildrenCollapsible(False)
        for panel in self._panels:
            self._split.addWidget(panel)
        self._split.setSizes([500, 400, 900])
        self.body.addWidget(self._split, 1)
        self.header.add_link("How?", "How is this computed?", self._explain, optional=True)
        for panel in self._panels:
            panel.noted.connect(self._say_notes)
        self.pairs.show_as(chart=False)
        self.export = ExportMenu(desk, self.exportable, self.title, self)
        self.header.add(self.export)
        self._divide()

    @property
    def shows_lists(self) -> bool:
        """Whether lists of words are seen; they have the pane for themselves."""
        return self.part.checkedId() == _LISTS

    @property
    def shows_pairs(self) -> bool:
        """Whether Export and How? are about the pairs: they alone are seen, or the keyboard works in them."""
        if self.shows_lists:
            return False
        if self._both:
            within = self.pairs.isAncestorOf(self.focusWidget()) if self.focusWidget() is not None else False
            return within or (self.labels.is_empty and bool(self.pairs.pairs))
        return self.part.checkedId() == _PAIRS

    def exportable(self) -> Exportable:
        """What Export offers: of the two parts the one that is seen, or the one that the keyboard works in."""
        if self.shows_lists:
            return Exportable(
                "Lists of words", CHART, TABLE, options=self.lists.settings, image=self.lists.chart.image,
                text=self.lists.table.as_text, available=not self.lists.is_empty,
            )  # fmt: skip
        if self.shows_pairs:
            return Exportable(
                "Opposed pairs", "word_pairs", "word_pairs", options=self.pairs.settings, image=self.pairs.chart.image,
                text=self.pairs.table.as_text, available=bool(self.pairs.pairs),
            )  # fmt: skip
        voice = self.labels.chosen_voice
        return Exportable(
            "What outlets call it", CHARTS[voice], TABLES[voice], image=self.labels.chart.image,
            text=self.labels.table.as_text, available=not self.labels.is_empty,
        )  # fmt: skip

    def show_view(self, number: int) -> None:
        """Show tables (0) or charts (1)."""
        button = self.view.button(number)
        if button is not None:
            button.setChecked(True)
        for panel in self._panels:
            panel.show_as(chart=number == 1)

    def refresh(self) -> None:
        """Ask for what the parts on show need."""
        self._divide()
        for panel in self._panels:
            if not panel.isHidden():
                panel.refresh()
        self._say_notes()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Both parts where there is room for both."""
        super().resizeEvent(event)
        self._divide()

    @property
    def _both(self) -> bool:
        return self.width() >= _ROOM_FOR_BOTH * max(self.fontMetrics().height() / _USUAL, 1.0)

    def _divide(self) -> None:
        both, part = self._both, self.part.checkedId()
        lists = part == _LISTS
        wanted = (not lists and (both or part == _LABELS), not lists and (both or part == _PAIRS), lists)
        for panel, shown in zip(self._panels, wanted, strict=True):
            if panel.isHidden() == shown:
                panel.setVisible(shown)
                if shown:
                    self.stale = True
                    self.refresh_when_idle()
        pairs = self.part.button(_PAIRS)
        if both and pairs.isChecked():
            self.part.button(_LABELS).setChecked(True)
        pairs.setVisible(not both)

    def _say_notes(self) -> None:
        """The notes of what is seen, each once; those of pairs are about counts of words, so they need no annotation."""
        self.set_note(*(note for panel in self._panels if not panel.isHidden() for note in panel.notes))

    def _explain(self) -> None:
        part = "word_lists" if self.shows_lists else "word_pairs" if self.shows_pairs else "labels"
        self.desk.explain.emit(part)
