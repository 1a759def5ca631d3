"""Articles side by side: columns scroll together on what they have in common, which is joined, quiet, and listed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from itertools import pairwise
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QColor, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from workbench.domain.focus import Focus
from workbench.domain.palette import UNKNOWN_OUTLET
from workbench.domain.spans import Interval, merged
from workbench.jobs.worker import Failure
from workbench.ui.desk import Desk
from workbench.ui.plain_text import ElidedLabel
from workbench.ui.widgets.aligned_columns import AlignedColumns, Band
from workbench.ui.widgets.article_view import ArticleView
from workbench.ui.widgets.difference_list import DifferenceList
from workbench.ui.widgets.difference_words import difference_lines
from workbench.ui.widgets.pane_header import link_button
from workbench.ui.widgets.scroll_map import ScrollMap
from workbench.workspace import passage_tasks
from workbench.workspace.passage_messages import CONTRADICTION, KIND_WORDS, Aligned, Alignment

_ALIKE_HERE: Final = "word for word here; another outlet differs"
_AT: Final = 0.3
"""Where in the height of the columns a passage stands that was chosen in the list."""
_MOST_ROWS: Final = 5
"""Rows of the list of differences that are seen at once."""
_SHARE_OF_LIST: Final = 0.36
"""The share of the height that the list has at most."""
_ENDS: Final = 2
"""Anchors that every map of lines has: beginning and end."""
_BEYOND: Final = 40.0
"""Pixels beyond the edge at which a band ends whose other end is out of view."""


class SideBySide(QWidget):
    """The columns of the Reader with what two or more of them have in common."""

    def __init__(self, desk: Desk) -> None:
        """No articles yet.

        Args:
            desk: what all panes share.
        """
        super().__init__()
        self.desk = desk
        self.alignment: Alignment | None = None
        """What the articles on show have in common, once it is known."""
        self._views: list[ArticleView] = []
        self._asked: object = None
        self._joined: list[tuple[int, Band, Interval, Interval]] = []
        """For each band the column to its left, how it looks, and the places that it joins."""
        self._leader: ArticleView | None = None
        """The column that the person scrolled last."""
        self._laid_out = QTimer(self)
        self._laid_out.setSingleShot(True)
        self._laid_out.setInterval(0)
        self._laid_out.timeout.connect(self._on_laid_out)
        self.columns = AlignedColumns()
        self.columns.setAccessibleName("Articles side by side")
        self.columns.bands_beside = self._bands_beside
        self.columns.band_chosen.connect(self._highlight)
        self.strip = QWidget(self)
        self.strip.setObjectName("SubHeader")
        self.strip.setAttribute(Qt.WidgetAttribute.WA_StyledBackground, True)
        row = QHBoxLayout(self.strip)
        row.setContentsMargins(12, 2, 8, 2)
        row.setSpacing(6)
        self.words = ElidedLabel("", self.strip, name="Muted")
        row.addWidget(self.words, 1)
        self.together = link_button("Scroll together", "Keep passages in common at the same height", self._on_together)
        self.quiet = link_button(
            "Common text quiet", "Grey what another article says too, and mark what differs", self._show_compared
        )
        self.listed = link_button("Differences", "List what the articles have in common, with what differs", self._list)
        for button in (self.together, self.quiet, self.listed):
            button.setCheckable(True)
            button.setChecked(button is not self.listed)
            row.addWidget(button)
        self.differences = DifferenceList(desk)
        self.differences.row_chosen.connect(self.choose)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.strip)
        layout.addWidget(self.columns, 1)
        layout.addWidget(self.differences)
        self.strip.hide()
        self.differences.hide()

    # -- what is on show ---------------------------------------------------------------------------------------------

    def add(self, view: ArticleView) -> None:
        """Add a column."""
        self.columns.addWidget(view)
        view.scrolled.connect(partial(self._on_scrolled, view))
        view.text.verticalScrollBar().valueChanged.connect(self.columns.draw_bands)
        view.text.installEventFilter(self)
        view.aligned_words = partial(self._words_at, view)
        view.aligned_pointed = partial(self._on_pointed, view)

    def follow(self, views: Sequence[ArticleView]) -> None:
        """Take up the articles that are on show now, and ask what they have in common.

        Args:
            views: the columns from left to right; those without an article yet are waited for.
        """
        self._views = list(views)
        documents = tuple(view.article.document_id for view in views if view.article is not None)
        several = len(views) > 1
        self.strip.setVisible(several)
        if not several or len(documents) < len(views):
            if self._asked is not None or self.alignment is not None:
                self._asked = None
                self._take(None)
            return
        asked = (documents, self.desk.coded, self.desk.options)
        if asked == self._asked:
            return
        self._asked = asked
        if self.alignment is None or self.alignment.documents != documents:
            self._take(None)
            self.words.set_text("Comparing passages …")
        self.desk.ask(
            passage_tasks.aligned_passages,
            documents,
            replace(self.desk.state, focus=Focus()),
            self.desk.options,
            key="side by side",
            done=self._on_answer,
            failed=self._failed,
            lane="passages",
        )

    def apply_theme(self) -> None:
        """Take colours anew."""
        self._show_compared()

    def place_beside(self, placed: Sequence[ArticleView]) -> None:
        """The program brought a place into view in some columns: the others follow if it was one column alone."""
        if len(placed) == 1:
            self._bring_others(placed[0])
        self.columns.draw_bands()

    def _on_answer(self, answer: Alignment) -> None:
        if answer.documents == tuple(view.article.document_id for view in self._views if view.article is not None):
            self._take(answer)

    def _failed(self, failure: Failure) -> None:
        self._asked = None
        self.words.set_text(f"The articles could not be compared: {failure.message}")

    def _take(self, alignment: Alignment | None) -> None:
        self.alignment = alignment
        aligned = alignment.aligned if alignment is not None else ()
        self._joined = self._bands(aligned)
        self.columns.join(joined=bool(aligned))
        self._show_compared()
        for button in (self.together, self.quiet, self.listed):
            button.setEnabled(bool(aligned))
        self.listed.setText(f"Differences ({len(aligned):,})" if aligned else "Differences")
        self.words.set_text(self._said(alignment))
        self._list()
        self.columns.draw_bands()

    def _said(self, alignment: Alignment | None) -> str:
        if alignment is None:
            return ""
        count = len(alignment.aligned)
        if alignment.waiting:
            said = "Sentences are still being looked for."
        elif not count:
            said = "No passage in common was found, so each article scrolls by itself."
        else:
            said = f"{count:,} {'passage' if count == 1 else 'passages'} in common."
        return " ".join(filter(None, (said, alignment.note)))

    # -- common and different text -----------------------------------------------------------------------------------

    def _show_compared(self) -> None:
        alignment = self.alignment
        theme = self.desk.theme
        self.columns.dark, self.columns.ground, self.columns.line = theme.dark, QColor(theme.panel), QColor(theme.line)
        marked = alignment is not None and bool(alignment.aligned) and self.quiet.isChecked()
        for number, view in enumerate(self._views):
            if view.article is None:
                continue
            if not marked or alignment is None or number >= len(alignment.shared):
                view.set_compared((), (), ())
                continue
            shared = alignment.shared[number]
            different = self._different_in(number)
            view.set_compared(_without(shared, different), different, _paragraphs_without(view.article.text, shared))
        self.columns.draw_bands()

    def _different_in(self, number: int) -> list[Interval]:
        """The words of an article that its neighbours' passages have not, in order."""
        found = []
        for one in self.alignment.aligned if self.alignment is not None else ():
            for first, second, differences in one.differences:
                for index, side in ((first, "one"), (second, "other")):
                    if one.places[index][0] == number:
                        found += [getattr(difference, side) for difference in differences]
        return merged([place for place in found if place[0] < place[1]])

    def _words_at(self, view: ArticleView, position: int) -> list[str]:
        """What is to be said of a place: what its passage has in common with which articles, and what differs."""
        number = self._number_of(view)
        lines: list[str] = []
        for one in self._aligned_at(number, position):
            lines += [one.words.partition(". ")[0], *self._difference_lines(one)]
        return lines

    def _difference_lines(self, one: Aligned) -> list[str]:
        lines = []
        for first, second, differences in one.differences:
            sides = [self._outlet_and_text(one.places[index][0]) for index in (first, second)]
            lines += difference_lines(differences, sides[0], sides[1])
        return lines

    def _outlet_and_text(self, number: int) -> tuple[str, str]:
        article = self._views[number].article if number < len(self._views) else None
        return (article.outlet or UNKNOWN_OUTLET, article.text) if article is not None else ("", "")

    def _aligned_at(self, number: int, position: int) -> list[Aligned]:
        aligned = self.alignment.aligned if self.alignment is not None else ()
        return [
            one for one in aligned if any(at == number and place[0] <= position < place[1] for at, place in one.places)
        ]

    def _on_pointed(self, view: ArticleView, position: int) -> bool:
        found = self._aligned_at(self._number_of(view), position)
        if found:
            self._highlight(found[0].group_id)
        return bool(found)

    def _highlight(self, group_id: str) -> None:
        self.desk.highlight(Focus(group=group_id), origin="reader")

    def _number_of(self, view: ArticleView) -> int:
        return self._views.index(view) if view in self._views else -1

    # -- the list ----------------------------------------------------------------------------------------------------

    def _list(self) -> None:
        aligned = self.alignment.aligned if self.alignment is not None else ()
        shown = self.listed.isChecked() and bool(aligned)
        self.differences.setVisible(shown)
        if not shown:
            return
        rows = []
        for one in aligned:
            number, place = one.places[0]
            lines = self._difference_lines(one)
            if not lines:
                lines = [_ALIKE_HERE if one.kind == CONTRADICTION else "word for word"]
            rows.append((KIND_WORDS.get(one.kind, one.kind), self._outlet_and_text(number)[1][slice(*place)], lines))
        self.differences.show_groups(rows)
        self._fit_list()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """The list leaves the texts most of the height."""
        super().resizeEvent(event)
        self._fit_list()

    def _fit_list(self) -> None:
        table = self.differences.table
        row = max(table.rowHeight(0) if table.table_model.rowCount() else 0, table.fontMetrics().height())
        rows = min(table.table_model.rowCount(), _MOST_ROWS)
        wanted = table.horizontalHeader().sizeHint().height() + rows * row + 2
        self.differences.setFixedHeight(max(min(wanted, round(self.height() * _SHARE_OF_LIST)), row))
        # in a low pane a row is more than the names of the columns
        table.horizontalHeader().setVisible(self.differences.height() > 3 * row)

    def choose(self, number: int) -> None:
        """Bring the passages of a group to the same height, and highlight it.

        Args:
            number: its place in the list.
        """
        if self.alignment is None or number >= len(self.alignment.aligned):
            return
        one = self.alignment.aligned[number]
        self._highlight(one.group_id)
        self._level(one)

    def _level(self, one: Aligned) -> None:
        self._leader = None  # what was chosen stays level when a column is laid out anew
        first: dict[int, Interval] = {}
        for column, place in one.places:
            first.setdefault(column, place)
        tops = [self._top_of(self._views[column]) for column in first]
        height = min(self._views[column].text.viewport().height() for column in first)
        for column in first:
            self._views[column].text.lay_out()
        wanted = max(tops) + _AT * height
        for column, place in first.items():
            view = self._views[column]
            view.go_to_line(view.line_of(place[0]) - (wanted - self._top_of(view)) / view.text.line_height)
        self.columns.draw_bands()

    # -- scrolling ---------------------------------------------------------------------------------------------------

    def _on_together(self) -> None:
        if self.together.isChecked() and self._views:
            self._bring_others(self._views[0])

    def _on_scrolled(self, view: ArticleView) -> None:
        self._leader = view
        self._bring_others(view)

    def _bring_others(self, view: ArticleView) -> None:
        """Scroll the other columns so that what belongs together stands at the same height.

        The height at which it does goes from the top to the bottom as the person reads on, so that beginnings meet beginnings
        and ends ends.
        """
        alignment, number = self.alignment, self._number_of(view)
        if alignment is None or not alignment.aligned or not self.together.isChecked() or number < 0:
            return
        view.text.lay_out()
        bar = view.text.verticalScrollBar()
        share = bar.value() / bar.maximum() if bar.maximum() > 0 else 0.0
        at = share * view.text.viewport().height()
        line = bar.value() + at / view.text.line_height
        for other_number, other in enumerate(self._views):
            if other is view or other.article is None:
                continue
            beside = self._map_between(number, other_number)
            if beside is not None:
                height = at + self._top_of(view) - self._top_of(other)
                level = beside(line) - height / other.text.line_height
                end = other.text.verticalScrollBar().maximum()
                other.go_to_line(level if 0 < share < 1 else share * end)
        self.columns.draw_bands()

    def _map_between(self, one: int, other: int) -> ScrollMap | None:
        for number in (one, other):
            self._views[number].text.lay_out()
        pairs = []
        for group in self.alignment.aligned if self.alignment is not None else ():
            places = [next((place for at, place in group.places if at == number), None) for number in (one, other)]
            if places[0] is not None and places[1] is not None:
                # the middle of a line, for a passage on the first one would be lost to the beginning
                lines = (self._views[one].line_of(places[0][0]), self._views[other].line_of(places[1][0]))
                pairs.append((lines[0] + 0.5, lines[1] + 0.5))
        found = ScrollMap(pairs, self._views[one].text.lines, self._views[other].text.lines)
        return found if len(found.anchors) > _ENDS else None

    def _top_of(self, view: ArticleView) -> float:
        """Where the text of a column begins, in the coordinates of the columns."""
        return float(view.text.viewport().mapTo(self.columns, view.text.viewport().rect().topLeft()).y())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Bands follow a text that is laid out anew, and so do the other texts."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Move):
            self._laid_out.start()
        return super().eventFilter(watched, event)

    def _on_laid_out(self) -> None:
        if self._leader is not None and self._leader in self._views:
            self._bring_others(self._leader)
        self.columns.draw_bands()

    # -- bands -------------------------------------------------------------------------------------------------------

    def _bands(self, aligned: Sequence[Aligned]) -> list[tuple[int, Band, Interval, Interval]]:
        out = []
        for one in aligned:
            for (column, place), (next_column, next_place) in pairwise(one.places):
                if next_column == column + 1:
                    words = "\n".join([one.words.partition(". ")[0], *self._difference_lines(one)])
                    band = Band(one.group_id, one.kind, (0.0, 0.0), (0.0, 0.0), words)
                    out.append((column, band, place, next_place))
        return out

    def _bands_beside(self, column: int) -> list[Band]:
        """The bands of which one end at least is in view, in the coordinates of the gap."""
        if column + 1 >= len(self._views):
            return []
        left, right = self._views[column], self._views[column + 1]
        out = []
        for at, band, place, next_place in self._joined:
            if at != column:
                continue
            ends = (left.extent_of(place), right.extent_of(next_place))
            if ends == (None, None):
                continue
            out.append(
                replace(
                    band,
                    left=self._end(left, place, ends[0]),
                    right=self._end(right, next_place, ends[1]),
                    strong=self.desk.state.focus.group == band.group_id,
                )
            )
        return out

    def _end(self, view: ArticleView, place: Interval, extent: tuple[float, float] | None) -> tuple[float, float]:
        top = self._top_of(view)
        if extent is not None:
            return top + extent[0], top + extent[1]
        above = view.line_of(place[0]) < view.text.verticalScrollBar().value()
        edge = top - _BEYOND if above else top + view.text.viewport().height() + _BEYOND
        return edge, edge


def _without(places: Sequence[Interval], away: Sequence[Interval]) -> list[Interval]:
    """Places less others; both in order and without overlaps."""
    out: list[Interval] = []
    for start, end in places:
        at = start
        for low, high in away:
            if high <= at or low >= end:
                continue
            if low > at:
                out.append((at, low))
            at = high
        if at < end:
            out.append((at, end))
    return out


def _paragraphs_without(text: str, shared: Sequence[Interval]) -> list[Interval]:
    """What of each paragraph no other article has, without the white space around it."""
    alone: list[Interval] = []
    start = 0
    for line in text.splitlines(keepends=True):
        for low, high in _without([(start, start + len(line))], shared):
            words = text[low:high]
            begin, end = low + len(words) - len(words.lstrip()), low + len(words.rstrip())
            if begin < end:
                alone.append((begin, end))
        start += len(line)
    return alone
