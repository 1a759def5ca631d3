"""What dialogs share: Enter in a field, room within the window, lines to filter by, and asking for a file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QLineEdit, QPushButton, QToolButton, QWidget

from workbench.ui.plain_text import visible, window_title


class FieldDialog(QDialog):
    """A dialog with fields, in which Enter in a field does what stands beside it and never closes the dialog."""

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Only a button closes the dialog by Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not isinstance(self.focusWidget(), QPushButton):
            event.accept()
            return
        super().keyPressEvent(event)


def resize_within(dialog: QDialog, wanted: QSize, parent: QWidget | None, *, margin: int = 60) -> None:
    """Make a dialog as large as is wanted, with a margin within the window that it belongs to."""
    room = parent.window().size() if parent is not None else QSize(1280, 800)
    dialog.resize(wanted.boundedTo(QSize(max(room.width() - margin, 480), max(room.height() - margin, 320))))


def make_button(button: QPushButton, press: Callable[[], object], *, name: str = "") -> None:
    """Make a button one that Enter in a field does not press.

    Args:
        button: the button.
        press: what it does.
        name: what it does, for a screen reader; without it, its own words.
    """
    if name:
        button.setAccessibleName(visible(name))
    button.setAutoDefault(False)
    button.clicked.connect(press)


def in_a_row(wide: QWidget, *others: QWidget) -> QHBoxLayout:
    """Widgets side by side; the first one gets the room that is left."""
    row = QHBoxLayout()
    row.addWidget(wide, 1)
    for widget in others:
        row.addWidget(widget)
    return row


def last_row(dialog: QDialog, apply: QPushButton, *, cancel_name: str) -> QHBoxLayout:
    """The buttons at the end: one that changes nothing, and one that applies everything.

    Args:
        dialog: what they close.
        apply: the button that applies.
        cancel_name: what the other one does, for a screen reader.
    """
    cancel = QPushButton("Cancel", dialog)
    make_button(cancel, dialog.reject, name=cancel_name)
    make_button(apply, dialog.accept)
    row = QHBoxLayout()
    row.addStretch(1)
    row.addWidget(cancel)
    row.addWidget(apply)
    return row


def make_filter(field: QLineEdit, words: str, *, name: str = "", clear: str = "Clear the filter") -> None:
    """Make a field one to filter by, with a button that empties it.

    Args:
        field: the field.
        words: what stands in it while it is empty.
        name: what it is for, for a screen reader; without it, the same words.
        clear: what the button does, for a screen reader.
    """
    field.setPlaceholderText(visible(words))
    field.setAccessibleName(visible(name or words))
    field.setClearButtonEnabled(True)
    for button in field.findChildren(QToolButton):
        button.setAccessibleName(visible(clear))


def file_dialog(parent: QWidget, title: str, at: Path, *, native: bool) -> QFileDialog:
    """Qt's or the system's dialog for files, which lets go of itself when it is closed.

    Args:
        parent: the dialog that asks.
        title: what is asked for.
        at: the folder, or the file in it, that is shown first.
        native: whether the system's may be used.
    """
    dialog = QFileDialog(parent, window_title(title), str(at))
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog, not native)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, True)
    return dialog


def csv_dialog(parent: QWidget, title: str, name: str, save: Callable[[str], object], *, native: bool) -> QFileDialog:
    """Ask where to save a table as CSV; the window stays usable.

    Args:
        parent: the dialog that asks.
        title: what is saved.
        name: the file's name that is offered.
        save: told the path.
        native: whether the system's dialog may be used.
    """
    dialog = file_dialog(parent, title, Path.home() / name, native=native)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilters(["CSV table (*.csv)"])
    dialog.setDefaultSuffix("csv")
    dialog.selectFile(name)
    dialog.fileSelected.connect(save)
    dialog.open()
    return dialog
