"""The text of an article on the screen: it is read, pointed at and selected, never changed."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import QEvent, QLineF, QMimeData, QPoint, QRectF, Qt, QTextBoundaryFinder, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QTextCharFormat,
    QTextCursor,
    QTextLine,
    QTextOption,
)
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QTextEdit, QWidget

from workbench.ui.widgets.code_points import CodePointMap, for_qt, with_shorter_paragraphs

_LONGEST_LINE: Final = 92
"""Characters of a line, about."""
MARGIN: Final = 20
"""Pixels around the text."""
_BAR_AT: Final = 9.0
"""Where in the margin the mark of a restored stretch stands."""
_BAR_REACH: Final = 16
"""How far from the left edge a click still means that mark."""
_ALONE_AT: Final = 4.0
"""Where in the margin the line beside what no other article on show says stands."""
_QUOTE_AT: Final = 14.5
"""Where in the margin the line beside the chosen quote stands."""
_LONGEST_AT_ONCE: Final = 200_000
"""Characters of a text whose lines are all broken at once."""
_STILL: Final = 4
"""Pixels that the mouse may move in a click."""

Places = tuple[tuple[int, int], ...]
"""Stretches in Qt positions, in order and without overlaps."""
Find = Callable[[int, int], Sequence[tuple[int, int]]]
"""Finds what is highlighted in a stretch, all in Qt positions."""


@dataclass(frozen=True, slots=True)
class Compared:
    """What a text has in common with those beside it, in Qt positions; colours as ``#RRGGBB``."""

    quiet: Places = ()
    """Words that another text has, too."""
    different: Places = ()
    """Words inside of aligned passages that the other text has not."""
    alone: Places = ()
    """Sentences that no other text on show has."""
    quiet_colour: str = ""
    different_ground: str = ""
    alone_colour: str = ""


@dataclass(frozen=True, slots=True)
class Chosen:
    """One quote that is marked with what belongs to it, in Qt positions."""

    quote: tuple[int, int]
    boxed: Places = ()
    """Who says it: in a box."""
    dashed: Places = ()
    """The verb of saying, and who passes the words on: in a dashed box."""


class ReadingText(QPlainTextEdit):
    """The text itself: can be selected and copied, never changed."""

    pointed = Signal(int)
    """A click at a Qt position, without a selection."""
    bar_pointed = Signal(int)
    """A click at the mark beside a restored stretch: its number."""
    hovered = Signal(int)
    """The mouse is over this Qt position; -1 when it has left the text."""
    needs_tip = Signal(int, QPoint)
    menu_wanted = Signal(int, QPoint)
    """A menu for a Qt position, and where on the screen to show it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        # a paragraph without spaces would otherwise be laid out as one endless line
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setUndoRedoEnabled(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setCenterOnScroll(False)
        self.document().setDocumentMargin(MARGIN)
        self.viewport().setMouseTracking(True)
        self._pressed = QPoint()
        self._greyed: Places = ()
        self._restored: Places = ()
        self._bar = QColor()
        self._chosen: Chosen | None = None
        self._accent = QColor()
        self._compared = Compared()
        self._laid_out: tuple[int, int, str] | None = None
        """The width, text and font for which all lines are broken."""
        self._cuts: list[int] = []
        """Where a space of the text is the end of a paragraph on the screen."""
        self._find: Find | None = None
        self._highlight = QTextCharFormat()
        self._marked: list[QTextEdit.ExtraSelection] = []
        self._covered: tuple[int, int] | None = (0, 0)
        """The stretch whose highlights are painted; a long text may have a hundred thousand elsewhere."""

    def set_text(self, text: str, places: CodePointMap) -> None:
        """Show a stored text. ``places`` maps its code points to Qt positions.

        A paragraph of a million characters would be laid out anew as a whole by each painting; on the screen it is several.
        """
        shown, cuts = with_shorter_paragraphs(text)
        self._cuts = [places.to_qt(place) for place in cuts]
        self.setPlainText(for_qt(shown))

    def set_highlights(self, find: Find | None, colour: QColor) -> None:
        """Say what is highlighted, and in which colour. It is looked up where the text is in view; ``None`` is nothing."""
        self._find = find
        self._highlight = QTextCharFormat()
        self._highlight.setBackground(colour)
        self._covered = None
        self._cover()

    def mark(self, place: tuple[int, int] | None, style: QTextCharFormat | None = None) -> None:
        """Mark one place over the highlights; ``None`` marks none."""
        self._marked = [self._selection(*place, style or QTextCharFormat())] if place is not None else []
        self._covered = None
        self._cover()

    def set_compared(self, compared: Compared) -> None:
        """Draw what the text has in common with those beside it."""
        if compared != self._compared:
            self._compared = compared
            self._covered = None
            self._cover()
            self.viewport().update()

    @property
    def compared(self) -> Compared:
        """What is drawn of what the text has in common with those beside it."""
        return self._compared

    # -- lines -------------------------------------------------------------------------------------------------------

    def lay_out(self) -> None:
        """Break all lines now, so that every place has its line.

        Qt breaks a paragraph when it comes into view and takes it for one line before. A text that is too long for that to be
        done at once stays so.
        """
        document = self.document()
        state = (self.viewport().width(), document.revision(), self.font().key())
        if state == self._laid_out or document.characterCount() > _LONGEST_AT_ONCE:
            return
        self._laid_out = state
        block = document.begin()
        while block.isValid():
            self.blockBoundingRect(block)
            block = block.next()

    def line_of(self, position: int) -> float:
        """The line of a Qt position, counted from the beginning of the text, as it is broken on the screen."""
        block = self.document().findBlock(position)
        self.blockBoundingRect(block)
        line = block.layout().lineForTextPosition(position - block.position())
        return float(block.firstLineNumber() + (line.lineNumber() if line.isValid() else 0))

    @property
    def lines(self) -> int:
        """How many lines the text has on the screen."""
        return round(self.document().documentLayout().documentSize().height())

    @property
    def line_height(self) -> float:
        """Pixels from one line to the next."""
        return float(self.fontMetrics().lineSpacing())

    @property
    def marked(self) -> str:
        """The words of the place that is marked, as the screen has them; nothing when none is."""
        return self._marked[0].cursor.selectedText() if self._marked else ""

    def set_chosen(self, chosen: Chosen | None, accent: QColor) -> None:
        """Mark one quote and what belongs to it, in a colour; ``None`` marks none."""
        if chosen != self._chosen or accent != self._accent:
            self._chosen, self._accent = chosen, accent
            self.viewport().update()

    @property
    def chosen(self) -> Chosen | None:
        """The quote that is marked."""
        return self._chosen

    def set_stretches(self, greyed: Places, restored: Places, bar: QColor) -> None:
        """Say which stretches can be clicked, and which get a mark in the margin, in which colour."""
        self._greyed, self._restored, self._bar = greyed, restored, bar
        self.viewport().update()

    def whole_characters(self, start: int, end: int) -> tuple[int, int]:
        """A stretch, made so large that it cuts no character as people see it: an accent stays with its letter."""
        return self._boundary(start, back=True), self._boundary(end, back=False)

    def whole_words(self, start: int, end: int) -> tuple[int, int]:
        """A stretch, made so large that it cuts no word; without white space at its ends."""
        text = self.document()
        start, end = self.whole_characters(start, end)
        while start < end and text.characterAt(start).isspace():
            start += 1
        while end > start and text.characterAt(end - 1).isspace():
            end -= 1
        if start == end:
            return start, end
        word = QTextBoundaryFinder.BoundaryType.Word
        # a position inside of a character is no boundary of words either
        return self._boundary(start, back=True, kind=word), self._boundary(end, back=False, kind=word)

    def boxes_of(self, start: int, end: int) -> list[QRectF]:
        """Where a stretch is in view, line by line, in the viewport."""
        out: list[QRectF] = []
        bottom = self.viewport().height()
        block = self.document().findBlock(start)
        if block.blockNumber() < self.firstVisibleBlock().blockNumber():
            block = self.firstVisibleBlock()
        while block.isValid() and block.position() < end:
            place = self.blockBoundingGeometry(block).translated(self.contentOffset())
            if place.top() > bottom:
                break
            layout, begin = block.layout(), block.position()
            lines = range(layout.lineCount())
            # a paragraph may have thousands of lines: only those in view are looked at
            first = bisect_right(lines, -place.top(), key=lambda n: layout.lineAt(n).rect().bottom())
            for number in lines[first:]:
                line = layout.lineAt(number)
                left, right = line.textStart() + begin, line.textStart() + line.textLength() + begin
                if left >= end or place.top() + line.y() > bottom:
                    break
                if right > start:
                    x = self._x_of(line, max(start, left) - begin)
                    box = QRectF(x, line.y(), self._x_of(line, min(end, right) - begin) - x, line.height())
                    out.append(box.translated(place.topLeft()))
            block = block.next()
        return out

    @staticmethod
    def _x_of(line: QTextLine, position: int) -> float:
        found = line.cursorToX(position)
        x: Any = found[0] if isinstance(found, tuple) else found
        return float(x)

    def bar_at(self, number: int) -> QPoint:
        """A place in the viewport on the mark of a restored stretch, for a stretch whose beginning is in view."""
        cursor = QTextCursor(self.document())
        cursor.setPosition(self._restored[number][0])
        return QPoint(round(_BAR_AT), self.cursorRect(cursor).center().y())

    # -- Qt --------------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Lines stay short enough to read; what is left over is margin."""
        super().resizeEvent(event)
        longest = self.fontMetrics().averageCharWidth() * _LONGEST_LINE + 2 * MARGIN
        side = max(self.width() - longest, 0)
        if self.viewportMargins().right() != side:
            self.setViewportMargins(0, 0, side, 0)

    def createMimeDataFromSelection(self) -> QMimeData:  # noqa: N802 - Qt's name
        """What is copied is the text, not the paragraphs that it was cut into."""
        cursor = self.textCursor()
        start, end = cursor.selectionStart(), cursor.selectionEnd()
        inside = self._cuts[bisect_left(self._cuts, start) : bisect_left(self._cuts, end)]
        if not inside:
            return super().createMimeDataFromSelection()
        parts = []
        for begin, stop in zip((start, *(cut + 1 for cut in inside)), (*inside, end), strict=True):
            cursor.setPosition(begin)
            cursor.setPosition(stop, QTextCursor.MoveMode.KeepAnchor)
            parts.append(cursor.selection().toPlainText())
        data = QMimeData()
        data.setText(" ".join(parts))
        return data

    def scrollContentsBy(self, dx: int, dy: int) -> None:  # noqa: N802 - Qt's name
        """Highlights are there before what came into view is painted."""
        super().scrollContentsBy(dx, dy)
        self._cover()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """A line in the margin beside each restored stretch, and the chosen quote with who says it."""
        self._cover()  # lines may have moved for many reasons
        super().paintEvent(event)
        if self._compared.alone:
            self._paint_alone()
        if self._chosen is not None:
            self._paint_chosen(self._chosen)
        if not self._restored:
            return
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._bar, 3, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        for _, bar in self._bars():
            painter.drawLine(QLineF(_BAR_AT, bar.top() + 3, _BAR_AT, bar.bottom() - 3))
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Remember where the button went down."""
        self._pressed = event.position().toPoint()
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """A hand where a click counts a stretch again, or leaves it out."""
        super().mouseMoveEvent(event)
        if not event.buttons():
            self.hovered.emit(self.cursorForPosition(event.position().toPoint()).position())
        if not event.buttons() and (self._greyed or self._restored):
            at = event.position().toPoint()
            acts = self._bar_under(at) is not None or _inside(self._greyed, self.cursorForPosition(at).position())
            self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if acts else Qt.CursorShape.IBeamCursor)

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """The mouse points at nothing any more."""
        super().leaveEvent(event)
        self.hovered.emit(-1)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """A click that did not drag points at something."""
        super().mouseReleaseEvent(event)
        at = event.position().toPoint()
        if (
            event.button() == Qt.MouseButton.LeftButton
            and (at - self._pressed).manhattanLength() < _STILL
            and not self.textCursor().hasSelection()
        ):
            bar = self._bar_under(at)
            if bar is not None:
                self.bar_pointed.emit(bar)
            else:
                self.pointed.emit(self.cursorForPosition(at).position())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802 - Qt's name
        """What can be done here; by the keyboard, where the cursor stands."""
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            below = self.viewport().mapToGlobal(self.cursorRect().bottomLeft())
            self.menu_wanted.emit(self.textCursor().position(), below)
        else:
            # the event's place is in the widget's own coordinates here, the viewport's have been mapped by Qt
            inside = self.viewport().mapFromGlobal(event.globalPos())
            self.menu_wanted.emit(self.cursorForPosition(inside).position(), event.globalPos())
        event.accept()

    def event(self, event: QEvent) -> bool:
        """Tool tips come from the layers."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            inside = self.viewport().mapFrom(self, event.pos())
            self.needs_tip.emit(self.cursorForPosition(inside).position(), event.globalPos())
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter points at what the cursor stands on."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.pointed.emit(self.textCursor().position())
        else:
            super().keyPressEvent(event)

    # -- inside ----------------------------------------------------------------------------------------------------

    def _cover(self) -> None:
        """Highlight what is in view, and as much above and below, if that is not done yet."""
        compared = self._compared
        if self._find is None and not (compared.quiet or compared.different):
            if self._covered is None:
                self._covered = (0, 0)
                self.setExtraSelections(self._marked)
            return
        start, end = self._in_view()
        if self._covered is None or not self._covered[0] <= start <= end <= self._covered[1]:
            around, last = end - start, self.document().characterCount() - 1
            self._covered = (max(start - around, 0), min(end + around, last))
            places = self._find(*self._covered) if self._find is not None else ()
            found = [self._selection(*place, self._highlight) for place in places]
            self.setExtraSelections([*self._compared_selections(*self._covered), *found, *self._marked])

    def _in_view(self) -> tuple[int, int]:
        """The first and the last position on the screen."""
        corner = QPoint(self.viewport().width(), self.viewport().height())
        return self.cursorForPosition(QPoint(0, 0)).position(), self.cursorForPosition(corner).position()

    def _compared_selections(self, start: int, end: int) -> list[QTextEdit.ExtraSelection]:
        compared = self._compared
        quiet, different = QTextCharFormat(), QTextCharFormat()
        quiet.setForeground(QColor(compared.quiet_colour))
        different.setBackground(QColor(compared.different_ground))
        return [
            self._selection(*place, style)
            for places, style in ((compared.quiet, quiet), (compared.different, different))
            for place in _between(places, start, end)
        ]

    def _selection(self, start: int, end: int, style: QTextCharFormat) -> QTextEdit.ExtraSelection:
        last = self.document().characterCount() - 1
        cursor = QTextCursor(self.document())
        cursor.setPosition(min(start, last))
        cursor.setPosition(min(end, last), QTextCursor.MoveMode.KeepAnchor)
        selection = QTextEdit.ExtraSelection()
        selection.cursor = cursor
        selection.format = style
        return selection

    def _bars(self) -> list[tuple[int, QRectF]]:
        """Beside which lines in view a mark stands: the number of its stretch, and the lines' place in the viewport."""
        out = []
        block = self.firstVisibleBlock()
        bottom = self.viewport().height()
        while block.isValid():
            place = self.blockBoundingGeometry(block).translated(self.contentOffset())
            if place.top() > bottom:
                break
            begin, end = block.position(), block.position() + block.length() - 1
            number = max(bisect_right(self._restored, begin, key=_start_of) - 1, 0)
            for which in range(number, len(self._restored)):
                start, stop = self._restored[which]
                if start > end:
                    break
                if stop > begin:
                    out.append((which, self._lines(max(start, begin), min(stop, end))))
            block = block.next()
        return out

    def _lines(self, start: int, end: int) -> QRectF:
        cursor = QTextCursor(self.document())
        cursor.setPosition(start)
        top = self.cursorRect(cursor).top()
        cursor.setPosition(max(end - 1, start))
        return QRectF(0, top, _BAR_REACH, self.cursorRect(cursor).bottom() - top)

    def _bar_under(self, at: QPoint) -> int | None:
        if at.x() >= _BAR_REACH or not self._restored:
            return None
        return next((which for which, bar in self._bars() if bar.top() <= at.y() <= bar.bottom()), None)

    def _paint_alone(self) -> None:
        painter = QPainter(self.viewport())
        painter.setPen(QPen(QColor(self._compared.alone_colour), 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
        for place in _between(self._compared.alone, *self._in_view()):
            boxes = self.boxes_of(*place)
            if boxes:
                painter.drawLine(QLineF(_ALONE_AT, boxes[0].top() + 2, _ALONE_AT, boxes[-1].bottom() - 2))
        painter.end()

    def _paint_chosen(self, chosen: Chosen) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._accent, 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
        for box in self.boxes_of(*chosen.quote):
            painter.drawLine(QLineF(_QUOTE_AT, box.top(), _QUOTE_AT, box.bottom()))
        for places, style in ((chosen.boxed, Qt.PenStyle.SolidLine), (chosen.dashed, Qt.PenStyle.DashLine)):
            painter.setPen(QPen(self._accent, 1.4, style))
            for place in places:
                for box in self.boxes_of(*place):
                    painter.drawRoundedRect(box.adjusted(-1.5, 0.5, 1.5, -0.5), 3, 3)
        painter.end()

    def _boundary(
        self,
        position: int,
        *,
        back: bool,
        kind: QTextBoundaryFinder.BoundaryType = QTextBoundaryFinder.BoundaryType.Grapheme,
    ) -> int:
        block = self.document().findBlock(position)
        finder = QTextBoundaryFinder(kind, block.text())
        finder.setPosition(position - block.position())
        if finder.isAtBoundary():
            return position
        found = finder.toPreviousBoundary() if back else finder.toNextBoundary()
        return position if found < 0 else block.position() + found


def _start_of(place: tuple[int, int]) -> int:
    return place[0]


def _between(places: Places, start: int, end: int) -> Places:
    """The places that have something of a stretch."""
    first = bisect_right(places, start, key=lambda place: place[1])
    return places[first : bisect_left(places, end + 1, key=_start_of)]


def _inside(places: Places, position: int) -> bool:
    at = bisect_right(places, position, key=_start_of) - 1
    return at >= 0 and position < places[at][1]
