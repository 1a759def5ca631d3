"""What tables of several kinds draw in the cell of an outlet: its shaded ground, and the frame of what is highlighted."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

_CORNER = 3
"""Radius of a cell's corners, in pixels."""


def inner_box(cell: QRectF) -> QRectF:
    """The part of a cell that is shaded and framed; between neighbours a gap stays free."""
    return cell.adjusted(2, 3, -2, -3)


def draw_frame(painter: QPainter, cell: QRectF, colour: str) -> None:
    """Draw the frame around the cell that is highlighted."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(colour), 1.6))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(inner_box(cell), _CORNER, _CORNER)
    painter.restore()


def draw_ground(painter: QPainter, box: QRectF, colour: str, share: float) -> QColor:
    """Shade a cell, the stronger the larger its number is.

    Args:
        painter: what draws.
        box: the part of the cell that is shaded.
        colour: the outlet's.
        share: the number as a share of the largest one.

    Returns:
        The ground, which lets what is behind it shine through.
    """
    ground = QColor(colour)
    ground.setAlphaF(0.14 + 0.66 * share**0.6)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawRoundedRect(box, _CORNER, _CORNER)
    painter.restore()
    return ground
