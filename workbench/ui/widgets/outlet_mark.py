"""Drawing an outlet's mark shape, and the chip that names an outlet and can be switched on and off."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetrics, QIcon, QPainter, QPaintEvent, QPen, QPixmap, QPolygonF
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from workbench.domain.palette import UNKNOWN_OUTLET, OutletStyle
from workbench.ui.plain_text import tool_tip, visible
from workbench.ui.theme import Theme

_POLYGONS = {
    "square": ((-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)),
    "triangle": ((0, -1.05), (1.05, 0.85), (-1.05, 0.85)),
    "triangle_down": ((0, 1.05), (1.05, -0.85), (-1.05, -0.85)),
    "diamond": ((0, -1.15), (1.15, 0), (0, 1.15), (-1.15, 0)),
    "pentagon": ((0, -1.05), (1.0, -0.32), (0.62, 0.85), (-0.62, 0.85), (-1.0, -0.32)),
}


def draw_mark(painter: QPainter, centre: QPointF, radius: float, mark: str, colour: QColor) -> None:
    """Draw a mark shape (a name of ``domain.palette.MARKS``) filled with a colour."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if mark in ("plus", "cross"):
        painter.translate(centre)
        if mark == "cross":
            painter.rotate(45)
        painter.setPen(QPen(colour, radius * 0.65, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
        painter.drawLine(QPointF(-radius, 0), QPointF(radius, 0))
        painter.drawLine(QPointF(0, -radius), QPointF(0, radius))
    else:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QBrush(colour))
        if mark in _POLYGONS:
            painter.drawPolygon(QPolygonF([centre + QPointF(x * radius, y * radius) for x, y in _POLYGONS[mark]]))
        else:
            painter.drawEllipse(centre, radius, radius)
    painter.restore()


def mark_icon(style: OutletStyle, dark: bool, *, size: int = 14) -> QIcon:
    """An icon of an outlet's mark."""
    pixmap = QPixmap(QSize(size, size) * 2)
    pixmap.setDevicePixelRatio(2)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    draw_mark(painter, QPointF(size / 2, size / 2), size * 0.32, style.mark, QColor(style.colour(dark)))
    painter.end()
    return QIcon(pixmap)


class OutletChip(QAbstractButton):
    """An outlet's name with its mark; filled outline when it is counted, dashed when it is left out."""

    def __init__(self, outlet: str, style: OutletStyle, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.outlet = outlet
        self._style = style
        self._theme = theme
        self._note = ""
        self.setCheckable(True)
        self.setChecked(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        name = outlet or UNKNOWN_OUTLET
        self.setAccessibleName(f"Count {visible(name)}")
        self.setToolTip(tool_tip(f"{name}: click to count it or leave it out, right-click to highlight it"))

    def set_note(self, note: str) -> None:
        """Say something short after the name, e.g. how many of its outlets are counted."""
        if note != self._note:
            self._note = note
            self.setAccessibleDescription(visible(note))
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As wide as the name, up to about 24 characters, and the note."""
        self.ensurePolished()
        metrics = self.fontMetrics()
        return QSize(self.width_for(self.outlet, metrics) + self._note_width, metrics.height() + 9)

    @staticmethod
    def width_for(outlet: str, metrics: QFontMetrics) -> int:
        """How wide the chip of an outlet is, without a note."""
        text = min(metrics.horizontalAdvance(visible(outlet or UNKNOWN_OUTLET)), metrics.averageCharWidth() * 26)
        return text + 44

    @property
    def _note_width(self) -> int:
        return self.fontMetrics().horizontalAdvance(self._note) + 8 if self._note else 0

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw the chip."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on = self.isChecked()
        colour = QColor(self._style.colour(self._theme.dark))
        if not on:
            colour.setAlphaF(0.55)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setPen(QPen(colour, 1.4, Qt.PenStyle.SolidLine if on else Qt.PenStyle.DashLine))
        ground = QColor(self._theme.panel)
        if self.underMouse() or self.hasFocus():
            ground = QColor(self._theme.accent_ground)
        painter.setBrush(ground)
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        draw_mark(painter, QPointF(box.left() + 14, box.center().y()), 4.6, self._style.mark, colour)
        painter.setPen(QColor(self._theme.text if on else self._theme.boilerplate))
        text = self.fontMetrics().elidedText(
            visible(self.outlet or UNKNOWN_OUTLET),
            Qt.TextElideMode.ElideRight,
            int(box.width()) - 34 - self._note_width,
        )
        painter.drawText(box.adjusted(25, 0, -8, 0), int(Qt.AlignmentFlag.AlignVCenter), text)
        if self._note:
            painter.setPen(QColor(self._theme.muted))
            right = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
            painter.drawText(box.adjusted(25, 0, -11, 0), right, self._note)
        painter.end()
