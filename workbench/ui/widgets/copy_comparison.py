"""Two articles side by side: what they share is quiet, where they differ is marked, and one goes from place to place."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QColor,
    QFont,
    QKeyEvent,
    QKeySequence,
    QShortcut,
    QTextCharFormat,
    QTextCursor,
    QTextFormat,
)
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSplitter, QTextEdit, QToolButton, QToolTip, QVBoxLayout, QWidget

from workbench.domain.palette import UNKNOWN_OUTLET
from workbench.domain.spans import Interval
from workbench.ui.date_words import day_words
from workbench.ui.desk import Desk
from workbench.ui.plain_text import ElidedLabel, PlainLabel, mnemonic_safe, tool_tip, visible
from workbench.ui.theme import READING_FONT
from workbench.ui.widgets.code_points import CodePointMap, for_qt
from workbench.ui.widgets.outlet_mark import mark_icon
from workbench.ui.widgets.pane_header import link_button
from workbench.ui.widgets.reading_text import ReadingText
from workbench.ui.widgets.span_highlighter import SpanHighlighter, Stripe
from workbench.workspace.copy_messages import CopyComparison, CopySide, Standing

LEGEND: Final = "Grey: in both, dotted: in another order. Yellow: other words. Blue and underlined: only here."

_LONGEST_MARK: Final = 90
"""Characters of the difference on show that are marked strongly: where a longer one begins is enough."""
_LONGEST_EXCHANGE: Final = 240
"""Characters up to which words between two shared stretches are other words for the same; longer ones stand alone."""

_SAME, _ONLY, _OTHER, _BOILERPLATE = "same", "only", "other", "boilerplate"
_ORDER: Final = {_SAME: 0, _OTHER: 1, _ONLY: 2, _BOILERPLATE: 3}


def standing_words(side: CopySide) -> str:
    """How an article is counted when copied text is counted once, in a few words."""
    if side.standing is Standing.LEFT_OUT:
        return "Left out"
    if side.standing is Standing.PARTLY:
        return "Counted in part"
    if side.standing is Standing.STANDS:
        return f"Stands for {side.copies:,} {'copy' if side.copies == 1 else 'copies'}"
    return "No copy: counted whole" if side.standing is Standing.OWN else "Counted whole"


def standing_details(side: CopySide) -> str:
    """The same in sentences."""
    if side.standing is Standing.LEFT_OUT:
        what = f"It is left out: ‘{side.stands_for_it}’ stands for it."
    elif side.standing is Standing.PARTLY:
        what = (
            f"{side.elsewhere_words:,} of its {side.words:,} words are left out: they are counted in an earlier article,"
            " or in an agency’s."
        )
    elif side.standing is Standing.OWN:
        what = "It is counted whole, because you said that it is no copy."
    else:
        what = f"All {side.words:,} words of it are counted."
    if side.chosen:
        what += " You chose it to stand for its copies."
    return f"When copies are counted once: {what}"


class ComparedText(QWidget):
    """One of the two: head, how it is counted, and text."""

    pointed = Signal(int)
    """A click in the text, at a code point."""
    representative_wanted = Signal(bool)
    """Make it stand for its copies, or leave that to the rule again."""
    own_wanted = Signal(bool)
    """Count it whole, or leave that to the rule again."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.side: CopySide | None = None
        self._map = CodePointMap("")
        self._mark = PlainLabel("", self)
        self._outlet = ElidedLabel("", self, name="Heading")
        self._title = ElidedLabel("", self)
        self._date = PlainLabel("", self, name="Muted")
        self.share = ElidedLabel("", self, name="Muted")
        self.standing = QToolButton(self)
        self.standing.setProperty("link", True)
        self.standing.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self.standing)
        self.represents = self._choice(menu, "Stands for its copies", self.representative_wanted.emit)
        self.own = self._choice(menu, "No copy: count it whole", self.own_wanted.emit)
        self.standing.setMenu(menu)
        head = QWidget(self)
        head.setObjectName("ArticleHead")
        head.setAttribute(Qt.WidgetAttribute.WA_StyledBackground, True)
        rows = QVBoxLayout(head)
        rows.setContentsMargins(12, 5, 8, 3)
        rows.setSpacing(1)
        first, second = QHBoxLayout(), QHBoxLayout()
        for line in (first, second):
            line.setSpacing(6)
            rows.addLayout(line)
        first.addWidget(self._mark)
        first.addWidget(self._outlet)
        first.addWidget(self._title, 1)
        first.addWidget(self._date)
        second.addWidget(self.share, 1)
        second.addWidget(self.standing)
        self.text = ReadingText(self)
        self.text.document().setDocumentMargin(12)
        self.text.pointed.connect(lambda position: self.pointed.emit(self._map.from_qt(position)))
        self.text.needs_tip.connect(self._on_tip)
        self.highlighter = SpanHighlighter(self.text.document())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(head)
        layout.addWidget(self.text, 1)

    def show_side(
        self, side: CopySide, share: str, layers: dict[str, list[Interval]], boilerplate: Sequence[Interval]
    ) -> None:
        """Show an article with its marks; where the text is the one on show, its place stays."""
        self.apply_fonts()
        before, self.side = self.side, side
        self._mark.setPixmap(mark_icon(self.desk.outlet_style(side.outlet), self.desk.theme.dark).pixmap(14, 14))
        self._outlet.set_text(side.outlet or UNKNOWN_OUTLET)
        self._outlet.setMaximumWidth(self._outlet.fontMetrics().horizontalAdvance(self._outlet.text()) + 6)
        self._title.set_text(side.title)
        self._date.set_text(day_words(side.date) or "no date")
        self._date.setToolTip(tool_tip(side.date))
        self.share.set_text(share)
        self.standing.setText(mnemonic_safe(f"{standing_words(side)} ▾"))
        name = f"{side.outlet or UNKNOWN_OUTLET}: {side.title}"
        self.standing.setAccessibleName(visible(f"How copies of {name} are counted: {standing_words(side)}"))
        self.standing.setToolTip(tool_tip(standing_details(side)))
        self.represents.setChecked(side.chosen)
        self.represents.setEnabled(side.in_group or side.chosen)
        self.own.setChecked(side.standing is Standing.OWN)
        self.text.setAccessibleName(visible(f"Text of {name}"))
        if before is None or before.text != side.text or before.document_id != side.document_id:
            self._map = CodePointMap(side.text)
            self.text.setExtraSelections([])
            self.text.setPlainText(for_qt(side.text))
        styles = self._styles()
        stripes = {
            name: [
                self._stripe(name, *line, styles[name]) for place in spans for line in self._lines_with_words(*place)
            ]
            for name, spans in {**layers, _BOILERPLATE: list(boilerplate)}.items()
        }
        self.highlighter.set_all(stripes, first=self.text.cursorForPosition(QPoint(0, 0)).blockNumber())

    def go_to(self, place: Interval, *, mark: bool) -> None:
        """Bring a place into view, and mark it when it has words."""
        begin, stop = place
        if stop - begin > _LONGEST_MARK and self.side is not None:
            stop = max(self.side.text.rfind(" ", begin, begin + _LONGEST_MARK), begin + 1)
        cursor = QTextCursor(self.text.document())
        cursor.setPosition(self._map.to_qt(begin))
        self.text.setTextCursor(cursor)
        self.text.centerCursor()
        marked = self._lines_with_words(begin, stop) if mark else ()
        self.text.setExtraSelections([self._selection(start, end) for start, end in marked])

    def apply_fonts(self) -> None:
        """The fonts of the Reader, a little smaller."""
        reading = QFont(READING_FONT)
        reading.setPointSizeF(self.font().pointSizeF() * 1.1)
        if self.text.font() != reading:
            self.text.setFont(reading)

    # -- inside ----------------------------------------------------------------------------------------------------

    def _choice(self, menu: QMenu, words: str, wanted: Callable[[bool], None]) -> QAction:
        action = menu.addAction(mnemonic_safe(words))
        action.setCheckable(True)
        action.triggered.connect(lambda on: wanted(bool(on)))
        return action

    def _lines_with_words(self, begin: int, stop: int) -> Iterator[Interval]:
        """The lines of a place, each from its first to its last word: a blank line would be marked as a stray block."""
        text = self.side.text[begin:stop] if self.side is not None else ""
        for line in text.splitlines(keepends=True):
            if words := line.strip():
                start = begin + line.index(words)
                yield start, start + len(words)
            begin += len(line)

    def _selection(self, begin: int, stop: int) -> QTextEdit.ExtraSelection:
        selection = QTextEdit.ExtraSelection()
        cursor = QTextCursor(self.text.document())
        cursor.setPosition(self._map.to_qt(begin))
        cursor.setPosition(self._map.to_qt(stop), QTextCursor.MoveMode.KeepAnchor)
        selection.cursor = cursor
        style = QTextCharFormat()
        style.setBackground(QColor(self.desk.theme.current))
        style.setForeground(QColor(self.desk.theme.text))
        style.setProperty(QTextFormat.Property.OutlinePen, QColor(self.desk.theme.highlight_line))
        selection.format = style
        return selection

    def _stripe(self, layer: str, start: int, end: int, style: QTextCharFormat) -> Stripe:
        return Stripe(self._map.to_qt(start), self._map.to_qt(end), _ORDER[layer.partition(" ")[0]], style)

    def _styles(self) -> dict[str, QTextCharFormat]:
        theme = self.desk.theme
        styles = {name: QTextCharFormat() for name in (_SAME, f"{_SAME} moved", _OTHER, _ONLY, _BOILERPLATE)}
        for name in (_SAME, f"{_SAME} moved"):
            styles[name].setForeground(QColor(theme.muted))
        styles[f"{_SAME} moved"].setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
        styles[f"{_SAME} moved"].setUnderlineColor(QColor(theme.accent))
        styles[_OTHER].setBackground(QColor(theme.highlight))
        styles[_ONLY].setBackground(QColor(theme.quote_ground))
        styles[_ONLY].setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
        styles[_ONLY].setUnderlineColor(QColor(theme.accent))
        styles[_BOILERPLATE].setForeground(QColor(theme.boilerplate))
        styles[_BOILERPLATE].setFontItalic(True)
        return styles

    def _on_tip(self, qt_position: int, where: QPoint) -> None:
        position = self._map.from_qt(qt_position)
        inside = self.side is not None and any(start <= position < end for start, end in self.side.boilerplate)
        if inside:
            QToolTip.showText(where, tool_tip("Boilerplate: it is not compared."), self.text)
        else:
            QToolTip.hideText()


class CopyComparisonView(QWidget):
    """Both texts under a line with the way from difference to difference."""

    back_wanted = Signal()
    """Show the list of pairs again."""
    representative_wanted = Signal(str, bool)
    """Make an article stand for its copies, or leave that to the rule again."""
    own_wanted = Signal(str, bool)
    """Count an article whole, or leave that to the rule again."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.shown: CopyComparison | None = None
        self.at = -1
        """The number of the difference on show."""
        self.back = link_button("‹ All pairs", "Back to the list of pairs (Esc)", self.back_wanted.emit)
        self.about = ElidedLabel("", self)
        self.place = PlainLabel("", self, name="Muted")
        self.previous = link_button("◂", "Previous difference (Alt+Up)", lambda: self.step(-1))
        self.next = link_button("▸", "Next difference (Alt+Down)", lambda: self.step(1))
        self.read = link_button("Open both in the Reader", "Open both articles side by side in the Reader", self._read)
        bar = QWidget(self)
        bar.setObjectName("SubHeader")
        bar.setAttribute(Qt.WidgetAttribute.WA_StyledBackground, True)
        row = QHBoxLayout(bar)
        row.setContentsMargins(8, 2, 8, 2)
        row.setSpacing(4)
        row.addWidget(self.back)
        row.addWidget(self.about, 1)
        for widget in (self.previous, self.place, self.next, self.read):
            row.addWidget(widget)
        self.left, self.right = ComparedText(desk, self), ComparedText(desk, self)
        columns = QSplitter(Qt.Orientation.Horizontal, self)
        columns.setChildrenCollapsible(False)
        for number, column in enumerate((self.left, self.right)):
            columns.addWidget(column)
            columns.setStretchFactor(number, 1)
            column.pointed.connect(lambda position, n=number: self._on_pointed(n, position))
            column.representative_wanted.connect(
                lambda on, n=number: self.representative_wanted.emit(self._document(n), on)
            )
            column.own_wanted.connect(lambda on, n=number: self.own_wanted.emit(self._document(n), on))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(bar)
        layout.addWidget(columns, 1)
        for keys, step in (("Alt+Down", 1), ("Alt+Up", -1)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda by=step: self.step(by))

    def show_comparison(self, comparison: CopyComparison) -> None:
        """Show two articles; when they are the ones on show, the place stays."""
        before = self.shown
        same = before is not None and [s.document_id for s in (before.left, before.right)] == [
            s.document_id for s in (comparison.left, comparison.right)
        ]
        self.shown = comparison
        words = {"duplicate": "Duplicates", "shared_copy": "Shared copy"}.get(
            comparison.kind, "No copies of one another"
        )
        sides = (comparison.left, comparison.right)
        first = next((s for s in sides if s.document_id == comparison.first), None)
        agencies = dict.fromkeys(s.agency for s in sides if s.agency)
        parts = [
            words,
            f"{first.outlet or UNKNOWN_OUTLET} was first" if first else "the dates do not say who was first",
            *(f"agency: {name}" for name in agencies),
        ]
        self.about.set_text(" · ".join(parts))
        why = [f"{s.agency}: {s.agency_why}" for s in sides if s.agency and s.agency_why]
        self.about.setToolTip(tool_tip("\n".join([" · ".join(parts), *why])))
        self._fill()
        self._show_place()
        if not same:
            self.at = -1
            self._show_place()
            if comparison.shared:
                longest = max(comparison.shared, key=lambda s: s.end_a - s.start_a)
                self.left.go_to((longest.start_a, longest.end_a), mark=False)
                self.right.go_to((longest.start_b, longest.end_b), mark=False)

    def show_nothing(self) -> None:
        """Forget what is on show."""
        self.shown, self.at = None, -1

    def apply_theme(self) -> None:
        """Take fonts and colours anew."""
        if self.shown is not None:
            self._fill()
            if self.at >= 0:
                self._go(self.at)

    def step(self, step: int) -> None:
        """Go to the next (1) or the previous (-1) difference, round and round."""
        many = len(self.shown.differences) if self.shown else 0
        if many:
            self._go((self.at + step) % many if self.at >= 0 else (0 if step > 0 else many - 1))

    def event(self, event: QEvent) -> bool:
        """Esc goes back to the list where there is one to go back to; else it is the window's."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress)
            and event.key() == Qt.Key.Key_Escape
            and self.back.isVisible()
        ):
            if event.type() == QEvent.Type.KeyPress:
                self.back_wanted.emit()
            event.accept()
            return True
        return super().event(event)

    # -- inside ----------------------------------------------------------------------------------------------------

    def _fill(self) -> None:
        shown = self.shown
        if shown is None:
            return
        sides = (shown.left, shown.right)
        for n, column in enumerate((self.left, self.right)):
            side = sides[n]
            share = f"{side.share * 100:.0f} % shared ({side.shared_words:,} of {side.words:,} words)"
            column.show_side(side, share, _layers(shown, n), side.boilerplate)

    def _go(self, number: int) -> None:
        if self.shown is None:
            return
        self.at = number
        difference = self.shown.differences[number]
        self.left.go_to((difference.start_a, difference.end_a), mark=True)
        self.right.go_to((difference.start_b, difference.end_b), mark=True)
        self._show_place()

    def _show_place(self) -> None:
        many = len(self.shown.differences) if self.shown else 0
        self.at = min(self.at, many - 1)
        if self.at >= 0:
            self.place.set_text(f"difference {self.at + 1:,} of {many:,}")
        else:
            words = "no differences" if not many else "1 difference" if many == 1 else f"{many:,} differences"
            self.place.set_text(words)
        self.previous.setEnabled(many > 0)
        self.next.setEnabled(many > 0)

    def _on_pointed(self, n: int, position: int) -> None:
        """A click in a difference goes to it; in shared text it brings the same words of the other into view."""
        if self.shown is None:
            return
        for number, d in enumerate(self.shown.differences):
            start, end = ((d.start_a, d.end_a), (d.start_b, d.end_b))[n]
            if start <= position < end:
                self._go(number)
                return
        for s in self.shown.shared:
            spans = ((s.start_a, s.end_a), (s.start_b, s.end_b))
            if spans[n][0] <= position < spans[n][1]:
                start, end = spans[1 - n]
                (self.right, self.left)[n].go_to((min(start + position - spans[n][0], end), end), mark=False)
                return

    def _document(self, n: int) -> str:
        return (self.shown.left, self.shown.right)[n].document_id if self.shown is not None else ""

    def _read(self) -> None:
        if self.shown is not None:
            self.desk.read_requested.emit((self.shown.left.document_id, self.shown.right.document_id))


def _layers(shown: CopyComparison, n: int) -> dict[str, list[Interval]]:
    """What to mark in the left (0) or the right (1) article."""
    layers: dict[str, list[Interval]] = {_SAME: [], f"{_SAME} moved": [], _OTHER: [], _ONLY: []}
    for stretch in shown.shared:
        spans = ((stretch.start_a, stretch.end_a), (stretch.start_b, stretch.end_b))
        layers[f"{_SAME} moved" if stretch.moved else _SAME].append(spans[n])
    for difference in shown.differences:
        both = ((difference.start_a, difference.end_a), (difference.start_b, difference.end_b))
        if both[n][1] > both[n][0]:
            exchanged = all(0 < end - start <= _LONGEST_EXCHANGE for start, end in both)
            layers[_OTHER if exchanged else _ONLY].append(both[n])
    return layers
