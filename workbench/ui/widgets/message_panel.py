"""What a pane shows instead of its content: empty, loading, an error, too little data. Always with the next step."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from workbench.ui.plain_text import PlainLabel, mnemonic_safe, visible


class MessagePanel(QWidget):
    """A heading, a sentence and at most two buttons, in the middle of the pane."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._heading = PlainLabel("", self, name="Heading", wrap=True)
        self._text = PlainLabel("", self, name="Muted", wrap=True)
        self._button = QPushButton(self)
        self._slot: Callable[[], object] | None = None
        self._button.clicked.connect(self._on_clicked)
        self._other = QPushButton(self)
        self._other_slot: Callable[[], object] | None = None
        self._other.clicked.connect(self._on_other)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 16, 24, 16)
        layout.addStretch(1)
        for widget in (self._heading, self._text):
            widget.setAlignment(Qt.AlignmentFlag.AlignCenter)
            layout.addWidget(widget)
        layout.addSpacing(6)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self._button)
        row.addWidget(self._other)
        row.addStretch(1)
        layout.addLayout(row)
        self._below = QHBoxLayout()
        self._below.setContentsMargins(0, 20, 0, 0)
        layout.addLayout(self._below)
        layout.addStretch(2)
        self._button.hide()
        self._other.hide()

    def say(self, heading: str, text: str = "", button: str = "", slot: Callable[[], object] | None = None) -> None:
        """Show a message."""
        self._heading.set_text(heading)
        self._text.set_text(text)
        self._text.setVisible(bool(text))
        self._slot = slot
        self._button.setText(mnemonic_safe(button))
        self._button.setAccessibleName(visible(button) or "Next step")
        self._button.setVisible(bool(button))
        self._other.hide()

    def offer(self, button: str, slot: Callable[[], object]) -> None:
        """Add a second button to the message."""
        self._other_slot = slot
        self._other.setText(mnemonic_safe(button))
        self._other.setAccessibleName(visible(button))
        self._other.show()

    def put_below(self, widget: QWidget) -> None:
        """Show something more below the message."""
        self._below.addStretch(1)
        self._below.addWidget(widget, 4)
        self._below.addStretch(1)

    @property
    def heading(self) -> str:
        """The heading shown now."""
        return self._heading.text()

    def _on_other(self) -> None:
        if self._other_slot is not None:
            self._other_slot()

    def _on_clicked(self) -> None:
        if self._slot is not None:
            self._slot()
