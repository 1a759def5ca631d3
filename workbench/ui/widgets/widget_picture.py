"""A picture file of what a list or a text shows on the screen, with the recipe of the table behind it.

Charts are not drawn here: they are made anew for print by the working process.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QIODevice, QPoint, QRect, QSaveFile
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QWidget

DOTS_PER_INCH: Final = 300
_SCREEN: Final = 96


def save_widget(widget: QWidget, path: str, recipe: str) -> str:
    """Write a PNG (300 dpi) or SVG file. Returns what went wrong in words, empty when it is written."""
    file = QSaveFile(path)
    if not file.open(QIODevice.OpenModeFlag.WriteOnly):
        return f"{path} can't be written ({file.errorString()}). Choose a folder that you can write to."
    if Path(path).suffix.lower() == ".svg":
        from PySide6.QtSvg import QSvgGenerator  # noqa: PLC0415 - start-up loads three parts of Qt only

        generator = QSvgGenerator()
        generator.setOutputDevice(file)
        generator.setSize(widget.size())
        generator.setViewBox(QRect(0, 0, widget.width(), widget.height()))
        generator.setTitle(widget.accessibleName())
        generator.setDescription(recipe)
        painter = QPainter(generator)
        widget.render(painter, QPoint(0, 0))
        painter.end()
        written = True
    else:
        scale = DOTS_PER_INCH / _SCREEN
        image = QImage(widget.size() * scale, QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(scale)
        dots_per_metre = round(DOTS_PER_INCH / 0.0254)
        image.setDotsPerMeterX(dots_per_metre)
        image.setDotsPerMeterY(dots_per_metre)
        image.fill(widget.palette().base().color())
        painter = QPainter(image)
        widget.render(painter, QPoint(0, 0))
        painter.end()
        image.setText("Recipe", recipe)
        written = image.save(file, "PNG")  # type: ignore[call-overload]  # the stubs lack the device
    if not written or not file.commit():
        return f"{path} could not be written ({file.errorString()}). Check that the disk has room, and try again."
    return ""
