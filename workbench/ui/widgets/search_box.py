"""A field for a search, which shows where something is wrong with it."""

from __future__ import annotations

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLineEdit, QWidget

from workbench.ui.theme import Theme
from workbench.ui.widgets.code_points import CodePointMap


class SearchBox(QLineEdit):
    """Draws a mark under the place that is wrong, until something else is typed."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._wrong_at: int | None = None
        self.textChanged.connect(lambda: self.mark(None))

    @property
    def wrong_at(self) -> int | None:
        """The character (code point) that is marked."""
        return self._wrong_at

    def mark(self, place: int | None) -> None:
        """Mark the character at a place, or behind the last one; ``None`` marks nothing."""
        self._wrong_at = None if place is None else min(max(place, 0), len(self.text()))
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Draw in other colours."""
        self._theme = theme
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """The field, and the mark."""
        super().paintEvent(event)
        if self._wrong_at is None:
            return
        text, metrics = self.text(), self.fontMetrics()
        cursor = CodePointMap(text).from_qt(self.cursorPosition())
        # where the cursor stands is known, also when a long text has moved: the rest is measured from there
        origin = self.cursorRect().center().x() - metrics.horizontalAdvance(text[:cursor])
        begin = origin + metrics.horizontalAdvance(text[: self._wrong_at])
        width = max(metrics.horizontalAdvance(text[self._wrong_at : self._wrong_at + 1]), metrics.averageCharWidth())
        if not 0 <= begin < self.width():
            return
        middle = (self.height() + metrics.ascent() - metrics.descent()) / 2
        line = min(middle + metrics.descent() + 1.5, self.height() - 2.0)
        painter = QPainter(self)
        painter.setPen(QPen(QColor(self._theme.danger), 2))
        painter.drawLine(QPointF(begin, line), QPointF(begin + width, line))
        painter.end()
