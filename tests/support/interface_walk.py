"""Walks everything that a window shows or says, and finds text that Qt could take for more than text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, Qt
from PySide6.QtGui import QAction
from PySide6.QtGui import Qt as QtText
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QLabel,
    QMenu,
    QMessageBox,
    QTextBrowser,
    QTextEdit,
    QToolButton,
    QWidget,
)

_HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\U000e0001]")
_TIP_ROLE, _TEXT_ROLE = Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.DisplayRole
_NAME_ROLE = Qt.ItemDataRole.AccessibleTextRole
_SHOWN_ONCE = 1200
"""Cells of a long table that are looked at."""


def markup_in(tip: str) -> str:
    """The tags that a tool tip would be drawn with; the helper's own are none."""
    inside = tip.removeprefix("<qt>").removesuffix("</qt>").replace("<br>", "") if tip.startswith("<qt>") else tip
    return "".join(re.findall(r"<[^>]*>?", inside)) if QtText.mightBeRichText(tip) or tip.startswith("<qt>") else ""


def problems_of(window: QWidget) -> list[str]:
    """What is wrong with the texts of a window and everything in it."""
    return list(_problems(window))


def _problems(window: QWidget) -> Iterator[str]:
    for widget in (window, *window.findChildren(QWidget)):
        what = f"{type(widget).__name__} {widget.objectName() or widget.accessibleName()!r}"
        if isinstance(widget, QLabel) and not isinstance(widget.parent(), QMessageBox):
            if widget.textFormat() is not Qt.TextFormat.PlainText and QtText.mightBeRichText(widget.text()):
                yield f"{what}: a label would draw {widget.text()[:80]!r} as rich text"
            yield from _hidden(what, widget.text())
        if (
            isinstance(widget, QMenu)
            and widget.toolTipsVisible()
            and any(markup_in(a.toolTip()) for a in widget.actions())
        ):
            yield f"{what}: shows the tips of its actions, which are their texts where they have none of their own"
        if isinstance(widget, QToolButton) and markup_in(getattr(widget.defaultAction(), "toolTip", str)()):
            yield f"{what}: has the tip of an action, which is its text where it has none of its own"
        details = isinstance(widget.parent(), QMessageBox)  # Qt sets them as plain text
        if isinstance(widget, QTextBrowser) or (isinstance(widget, QTextEdit) and not details):
            yield f"{what}: shows rich text"
        if markup_in(widget.toolTip()):
            yield f"{what}: its tool tip has markup: {widget.toolTip()[:120]!r}"
        for text in (widget.toolTip(), widget.accessibleName(), widget.accessibleDescription(), widget.windowTitle()):
            yield from _hidden(what, text)
        if isinstance(widget, QComboBox):
            yield from _of_model(what, widget.model())
        if isinstance(widget, QAbstractItemView) and widget.model() is not None:
            yield from _of_model(what, widget.model())
    for action in window.findChildren(QAction):
        yield from _hidden("QAction", action.text())
        if action.toolTip() != QAction(action.text()).toolTip() and markup_in(action.toolTip()):
            yield f"QAction {action.text()!r}: its tool tip has markup"


def _of_model(what: str, model: QAbstractItemModel) -> Iterator[str]:
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount(QModelIndex())
    for row in range(min(model.rowCount(QModelIndex()), max(_SHOWN_ONCE // max(columns, 1), 2))):
        for column in range(columns):
            index = model.index(row, column)
            tip = index.data(_TIP_ROLE)
            if isinstance(tip, str) and markup_in(tip):
                yield f"{what}: the tool tip of a cell has markup: {tip[:120]!r}"
            for role in (_TIP_ROLE, _TEXT_ROLE, _NAME_ROLE):
                if isinstance(text := index.data(role), str):
                    yield from _hidden(what, text)
    for column in range(columns):
        for role in (_TIP_ROLE, _TEXT_ROLE):
            text = model.headerData(column, Qt.Orientation.Horizontal, role)
            if isinstance(text, str):
                yield from _hidden(what, text)
                if role == _TIP_ROLE and markup_in(text):
                    yield f"{what}: the tool tip of a heading has markup: {text[:120]!r}"


def _hidden(what: str, text: str) -> Iterator[str]:
    if found := _HIDDEN.search(text):
        yield f"{what}: hides U+{ord(found[0]):04X} in {text[:80]!r}"
