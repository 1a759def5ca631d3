"""The one way by which text gets into labels, tool tips, menus, titles and messages: as text, never as markup.

Qt guesses rich text: a headline such as ``<b>Markets</b>`` would be rendered and ``<img src=...>`` read from disk. It
also takes ``&`` for a keyboard mark and ``[*]`` in a window's title for a sign of its own. Which function is for what:

- :func:`visible`: one line of plain text (cells, names for screen readers, labels of one line),
- :func:`paragraphs`: plain text with its line ends,
- :func:`tool_tip`, :func:`mnemonic_safe`, :func:`window_title`: what their names say.

A test walks the source and the open window for text that goes another way.
"""

from __future__ import annotations

import html
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QMessageBox, QWidget

from workbench.domain.visible_text import breakable, one_line, several_lines

LONGEST: Final = 4000
"""Characters of one label or tool tip; what is longer is cut with an ellipsis."""

_LONGEST_TITLE: Final = 200


def visible(text: str) -> str:
    """Text for one line of the interface: no line breaks, nothing hidden, at most ``LONGEST``."""
    return _cut(one_line(text[: 4 * LONGEST]), LONGEST)


def paragraphs(text: str) -> str:
    """Text with its line ends: nothing hidden, at most ``LONGEST``."""
    return _cut(several_lines(text[: 2 * LONGEST]), LONGEST)


def tool_tip(text: str) -> str:
    """Text as a tool tip: escaped, because tool tips have no plain mode, and wrapped."""
    return f"<qt>{html.escape(breakable(paragraphs(text)))}</qt>".replace("\n", "<br>") if text else ""


def mnemonic_safe(text: str) -> str:
    """Text for a button or an action, where a single ``&`` would be swallowed as a keyboard mark."""
    return visible(text).replace("&", "&&")


def window_title(text: str) -> str:
    """Text for the title of a window, where ``[*]`` would stand for unsaved changes."""
    return _cut(visible(text), _LONGEST_TITLE).replace("[*]", "[*][*]")


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1] + "…"


class PlainLabel(QLabel):
    """A label that shows its text as it stands; one that wraps also breaks what has no spaces."""

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
        shown = paragraphs(text)
        self.setText(breakable(shown) if self.wordWrap() else shown)


class ElidedLabel(PlainLabel):
    """A label of one line that ends in an ellipsis where there is no room; the whole text is its tool tip."""

    def set_text(self, text: str) -> None:
        """Show other text."""
        self.setText(visible(text))
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
    box.setWindowTitle(window_title(title))
    box.setText(breakable(paragraphs(text)))
    if detail:
        box.setDetailedText(several_lines(detail))
    return box
