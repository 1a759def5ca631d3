"""The command palette: every command of the window by its words, run by Enter."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QAction, QCloseEvent, QColor, QFocusEvent, QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFrame,
    QLineEdit,
    QListView,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from workbench.ui.plain_text import visible

Index = QModelIndex | QPersistentModelIndex

_SHORTCUT_ROLE: Final = int(Qt.ItemDataRole.UserRole) + 1
_OBJECT_NAME: Final = "CommandPalette"
_MNEMONIC: Final = re.compile(r"&(.)")


def action_words(action: QAction) -> str:
    """An action's words without its keyboard mark and trailing ellipsis."""
    return visible(_MNEMONIC.sub(r"\1", action.text()))


class _Commands(QAbstractListModel):
    """The commands that fit what was typed, best first."""

    def __init__(self, actions: Sequence[QAction], parent: QObject) -> None:
        super().__init__(parent)
        self._all = list(_runnable(actions))
        self._labels = {id(action): label for label, action in self._all}
        self.shown = [action for _, action in self._all]

    def label(self, action: QAction) -> str:
        return self._labels[id(action)]

    def fit(self, typed: str) -> None:
        words = typed.casefold().split()
        self.beginResetModel()
        scored = [(rank, n) for n, (label, _) in enumerate(self._all) if (rank := _rank(label, words)) is not None]
        # of commands that fit equally well, the order of the menus stays
        self.shown = [self._all[n][1] for _, n in sorted(scored)]
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's signature
        return 0 if parent.isValid() else len(self.shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        action = self.shown[index.row()]
        shortcut = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        if role == Qt.ItemDataRole.DisplayRole:
            return ("✓ " if action.isCheckable() and action.isChecked() else "") + self.label(action)
        if role == _SHORTCUT_ROLE:
            return shortcut
        if role == Qt.ItemDataRole.AccessibleTextRole:
            parts = (self.label(action), shortcut, "" if action.isEnabled() else "not available now")
            return ", ".join(part for part in parts if part)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid() or not self.shown[index.row()].isEnabled():
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


def _runnable(actions: Sequence[QAction], before: str = "") -> Iterator[tuple[str, QAction]]:
    """Commands with their words; those of a menu within a menu are named after it."""
    for action in actions:
        words = before + action_words(action)
        menu = action.menu()
        if isinstance(menu, QMenu):
            yield from _runnable(menu.actions(), f"{words}: ")
        elif action.text() and not action.isSeparator():
            yield words, action


def _rank(label: str, words: Sequence[str]) -> tuple[int, int] | None:
    """How well a label fits, lower is better: beginnings of words, then of the label; ``None`` without one of the words."""
    folded = label.casefold()
    beginnings = 0
    for word in words:
        if word not in folded:
            return None
        beginnings += any(part.startswith(word) for part in folded.split())
    return len(words) - beginnings, int(bool(words) and not folded.startswith(words[0]))


class _CommandDelegate(QStyledItemDelegate):
    """A command on the left, its shortcut on the right."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802 - Qt's name
        return QSize(200, option.fontMetrics.height() + 12)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        palette, rect = option.palette, QRectF(option.rect)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, palette.highlight())
        enabled = bool(index.flags() & Qt.ItemFlag.ItemIsEnabled)
        group = palette.ColorGroup.Normal if enabled else palette.ColorGroup.Disabled
        text = QColor(palette.color(group, palette.ColorRole.Text))
        inside = rect.adjusted(14, 0, -14, 0)
        painter.setPen(QColor(palette.color(palette.ColorRole.PlaceholderText)) if enabled else text)
        shortcut = str(index.data(_SHORTCUT_ROLE))
        painter.drawText(inside, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), shortcut)
        painter.setPen(text)
        room = inside.width() - painter.fontMetrics().horizontalAdvance(shortcut) - 14
        words = painter.fontMetrics().elidedText(str(index.data()), Qt.TextElideMode.ElideRight, int(room))
        painter.drawText(inside, int(Qt.AlignmentFlag.AlignVCenter), words)
        painter.restore()


class CommandPalette(QFrame):
    """A panel over the window: type a few letters, choose with the arrow keys, run with Enter, leave with Esc.

    It is a child of the window and no popup of its own, because not every desktop lets a program place a popup. So it
    closes by itself when the person clicks elsewhere, and when another one is opened over the same window.
    """

    def __init__(self, actions: Sequence[QAction], parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, True)
        self.setAutoFillBackground(True)
        self.hide()
        self.setObjectName(_OBJECT_NAME)
        self.setAccessibleName("Command palette")
        self._before: QWidget | None = None
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self._model = _Commands(actions, self)
        self.field = QLineEdit(self)
        self.field.setPlaceholderText("Type a command")
        self.field.setAccessibleName("Command")
        self.list = QListView(self)
        self.list.setModel(self._model)
        self.list.setItemDelegate(_CommandDelegate(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setAccessibleName("Commands")
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.setSpacing(6)
        layout.addWidget(self.field)
        layout.addWidget(self.list, 1)
        self.setFocusProxy(self.field)
        self.field.installEventFilter(self)
        self.field.textChanged.connect(self._fit)
        self.list.clicked.connect(self._run)
        self._choose_from(0, 1)

    def show_over(self, window: QWidget) -> None:
        """Show it in the upper middle of a window, which is the parent or a part of it."""
        for other in (self.parentWidget() or window).findChildren(CommandPalette, _OBJECT_NAME):
            if other is not self:
                self._before = self._before or other._before
                other.close()
        if self._before is None:
            self._before = QApplication.focusWidget()
        width = min(560, max(window.width() - 40, 240))
        rows = self._model.rowCount() * self.list.sizeHintForRow(0) if self._model.rowCount() else 0
        wanted = self.field.sizeHint().height() + rows + 30
        self.resize(width, min(wanted, 440, max(window.height() - 80, 160)))
        place = QPoint((window.width() - width) // 2, min(48, max(window.height() - self.height(), 0)))
        self.move(window.mapTo(self.parentWidget() or window, place))
        self.show()
        self.raise_()
        application = QApplication.instance()
        if application is not None:
            application.installEventFilter(self)
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def commands(self) -> list[str]:
        """The commands on show, from top to bottom."""
        return [self._model.label(action) for action in self._model.shown]

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Watch no more what is clicked."""
        application = QApplication.instance()
        if application is not None:
            application.removeEventFilter(self)
        super().closeEvent(event)

    def leave(self) -> None:
        """Close, and let the keyboard work where it did before."""
        before = self._before
        self.close()
        if before is not None and isValid(before) and before.isVisible() and before.isEnabled():
            before.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Arrow keys move in the list while the text field keeps the keyboard; when it goes elsewhere, so does this."""
        if event.type() == QEvent.Type.MouseButtonPress and isinstance(watched, QWidget):
            # a click on what takes no keyboard, e.g. a label, moves no focus
            if not self._is_inside(watched):
                self.close()
            return False
        if watched is self.field and event.type() == QEvent.Type.FocusOut and isinstance(event, QFocusEvent):
            # another window may take the keyboard for a while, and the field has a menu of its own
            popup = QApplication.activePopupWidget()
            own = event.reason() == Qt.FocusReason.PopupFocusReason and popup is not None and self._is_inside(popup)
            if event.reason() != Qt.FocusReason.ActiveWindowFocusReason and not own:
                self.close()
            return False
        if watched is self.field and event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape:
                event.accept()  # else the window's own Esc would take it
                return True
            return False
        if watched is self.field and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            key, row = event.key(), self.list.currentIndex().row()
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}.get(
                Qt.Key(key)
            )
            if step is not None:
                last = self._model.rowCount() - 1
                self._choose_from(min(max(row + step, 0), max(last, 0)), 1 if step > 0 else -1)
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._run(self.list.currentIndex())
                return True
            if key == Qt.Key.Key_Escape:
                self.leave()
                return True
        return super().eventFilter(watched, event)

    def _is_inside(self, widget: QWidget) -> bool:
        """Whether a widget belongs to this panel, windows such as the field's menu and completions included."""
        ancestor: QWidget | None = widget
        while ancestor is not None and ancestor is not self:
            ancestor = ancestor.parentWidget()
        return ancestor is self

    def _fit(self, typed: str) -> None:
        self._model.fit(typed)
        self._choose_from(0, 1)

    def _choose_from(self, row: int, step: int) -> None:
        """Choose the first command that is available from a row on, in a direction."""
        while 0 <= row < self._model.rowCount():
            index = self._model.index(row)
            if index.flags() & Qt.ItemFlag.ItemIsEnabled:
                self.list.setCurrentIndex(index)
                return
            row += step

    def _run(self, index: Index) -> None:
        if not index.isValid() or not index.flags() & Qt.ItemFlag.ItemIsEnabled:
            return
        action = self._model.shown[index.row()]
        self.leave()
        action.trigger()
