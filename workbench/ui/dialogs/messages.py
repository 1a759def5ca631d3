"""A problem, told to a person: plain text, and the window stays usable."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from workbench.ui.plain_text import message_box, paragraphs, visible

NOT_OPENED: Final = "Could not open"
NOT_SAVED: Final = "Could not save"
NOT_DONE: Final = "Could not be done"


def show_problem(parent: QWidget | None, text: str, details: str = "", *, title: str = NOT_DONE) -> QMessageBox:
    """Show a problem without waiting for an answer.

    Args:
        parent: the window that it belongs to.
        text: what happened and what to do next, in plain words.
        details: what helps to report a fault, behind a button.
        title: what could not be done: one of the titles of this module, or words of its own.

    Returns:
        The box; it is kept until the person closes it, whether or not the caller keeps it.
    """
    box = message_box(parent, QMessageBox.Icon.Warning, title, text, details)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, True)
    box.setWindowModality(Qt.WindowModality.NonModal)
    box.setAccessibleName(visible(title))
    box.setAccessibleDescription(paragraphs(text))
    box.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    box.setStandardButtons(QMessageBox.StandardButton.Close)
    for button in box.buttons():
        button.setAccessibleName(button.text().replace("&", ""))
    # the connection holds the box, which nobody else may
    box.finished.connect(lambda _: box.deleteLater())
    box.show()
    return box
