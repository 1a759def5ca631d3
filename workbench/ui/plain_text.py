"""The one way by which text from a corpus gets into labels, tool tips and messages: as text, never as markup.

Qt guesses rich text: a headline such as ``<b>Markets</b>`` would be rendered and ``<img src=...>`` read from disk.
"""

from __future__ import annotations

import html
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QMessageBox, QWidget

_BIDI_CONTROLS: Final = dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)), "\N{REPLACEMENT CHARACTER}")

LONGEST: Final = 4000
"""Characters of one label or tool tip; what is longer is cut with an ellipsis."""


def visible(text: str) -> str:
    """Text for one line of the interface: no line breaks, direction overrides made visible, at most ``LONGEST``."""
    flat = " ".join(text.translate(_BIDI_CONTROLS).split())
    return flat if len(flat) <= LONGEST else flat[: LONGEST - 1] + "…"


def tool_tip(text: str) -> str:
    """Text as a tool tip: escaped, because tool tips have no plain mode, and wrapped."""
    return f"<qt>{html.escape(text.translate(_BIDI_CONTROLS)[:LONGEST])}</qt>".replace("\n", "<br>") if text else ""


def mnemonic_safe(text: str) -> str:
    """Text for a button or an action, where a single ``&`` would be swallowed as a keyboard mark."""
    return visible(text).replace("&", "&&")


class PlainLabel(QLabel):
    """A label that shows its text as it stands."""

    def __init__(self, text: str = "", parent: QWidget | None = None, *, name: str = "", wrap: bool = False) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setOpenExternalLinks(False)
        if name:
            self.setObjectName(name)
        self.setWordWrap(wrap)
        self.set_text(text)

    def set_text(self, text: str) -> None:
        """Show other text."""
        self.setText(text.translate(_BIDI_CONTROLS)[:LONGEST])


class ElidedLabel(PlainLabel):
    """A label of one line that ends in an ellipsis where there is no room; the whole text is its tool tip."""

    def set_text(self, text: str) -> None:
        """Show other text."""
        super().set_text(visible(text))
        self.setToolTip(tool_tip(text))
        self.updateGeometry()

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """May shrink to a few characters."""
        return QSize(self.fontMetrics().averageCharWidth() * 4, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw what fits."""
        painter = QPainter(self)
        metrics = QFontMetrics(self.font())
        shown = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, self.contentsRect().width())
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.contentsRect(), int(self.alignment()), shown)
        painter.end()


def message_box(parent: QWidget | None, icon: QMessageBox.Icon, title: str, text: str, detail: str = "") -> QMessageBox:
    """A message box that shows its text as it stands. The caller opens it (never ``exec`` in analysis)."""
    box = QMessageBox(parent)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setIcon(icon)
    box.setWindowTitle(visible(title))
    box.setText(text[:LONGEST])
    if detail:
        box.setDetailedText(detail)
    return box
