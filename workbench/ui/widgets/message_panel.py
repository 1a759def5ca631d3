"""What a pane shows instead of its content: empty, loading, an error, too little data. Always with the next step."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from workbench.ui.plain_text import PlainLabel, mnemonic_safe


class MessagePanel(QWidget):
    """A heading, a sentence and at most one button, in the middle of the pane."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._heading = PlainLabel("", self, name="Heading", wrap=True)
        self._text = PlainLabel("", self, name="Muted", wrap=True)
        self._button = QPushButton(self)
        self._slot: Callable[[], object] | None = None
        self._button.clicked.connect(self._on_clicked)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 16, 24, 16)
        layout.addStretch(1)
        for widget in (self._heading, self._text):
            widget.setAlignment(Qt.AlignmentFlag.AlignCenter)
            layout.addWidget(widget)
        layout.addSpacing(6)
        layout.addWidget(self._button, 0, Qt.AlignmentFlag.AlignCenter)
        layout.addStretch(2)
        self._button.hide()

    def say(self, heading: str, text: str = "", button: str = "", slot: Callable[[], object] | None = None) -> None:
        """Show a message."""
        self._heading.set_text(heading)
        self._text.set_text(text)
        self._text.setVisible(bool(text))
        self._slot = slot
        self._button.setText(mnemonic_safe(button))
        self._button.setAccessibleName(button or "Next step")
        self._button.setVisible(bool(button))

    @property
    def heading(self) -> str:
        """The heading shown now."""
        return self._heading.text()

    def _on_clicked(self) -> None:
        if self._slot is not None:
            self._slot()
