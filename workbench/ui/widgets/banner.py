"""A line above the panes that says something worth knowing and offers the next step. It never blocks."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from workbench.ui.plain_text import ElidedLabel, mnemonic_safe, visible
from workbench.ui.widgets.pane_header import link_button


class Banner(QWidget):
    """Hidden until there is something to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("Banner")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground, True)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 4, 8, 4)
        self.text = ElidedLabel("", self)
        self._slot: Callable[[], object] | None = None
        self.button = link_button("", "Show", self._on_button)
        row.addWidget(self.text, 1)
        row.addWidget(self.button)
        row.addWidget(link_button("dismiss", "Hide this message", self.hide))
        self.hide()

    def say(self, text: str, button: str = "", slot: Callable[[], object] | None = None) -> None:
        """Show a message with at most one next step."""
        self.text.set_text(text)
        self._slot = slot
        self.button.setText(mnemonic_safe(button))
        self.button.setAccessibleName(visible(button))
        self.button.setVisible(bool(button))
        self.show()

    def _on_button(self) -> None:
        if self._slot is not None:
            self._slot()
