"""The line above a pane: its title, its own controls, how it is computed, exports, and a pin."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from workbench.ui.plain_text import ElidedLabel, mnemonic_safe, tool_tip, visible


def link_button(text: str, tip: str, slot: Callable[[], object] | None = None) -> QToolButton:
    """A quiet button that looks like a link, with words for screen readers."""
    button = QToolButton()
    button.setText(mnemonic_safe(text))
    button.setProperty("link", True)
    button.setToolTip(tool_tip(tip))
    button.setAccessibleName(visible(tip))
    if slot is not None:
        button.clicked.connect(lambda _=False: slot())
    return button


class PaneHeader(QWidget):
    """Title on the left, controls on the right."""

    pinned = Signal(bool)

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("PaneHeader")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground, True)
        self._row = QHBoxLayout(self)
        # the pane may be narrower than its controls: the less important ones step back then
        self._row.setSizeConstraint(QHBoxLayout.SizeConstraint.SetNoConstraint)
        self._optional: list[QWidget] = []
        self._row.setContentsMargins(12, 3, 6, 3)
        self._row.setSpacing(4)
        self.title = ElidedLabel(title, self, name="PaneTitle")
        self.subtitle = ElidedLabel("", self, name="Muted")
        self._row.addWidget(self.title)
        self._row.addWidget(self.subtitle, 1)
        self.pin = link_button("Pin", f"Keep what {title} shows")
        self.pin.setCheckable(True)
        self.pin.toggled.connect(self.pinned)
        self._row.addWidget(self.pin)
        self._optional.append(self.pin)

    @property
    def is_pinned(self) -> bool:
        """Whether the pane keeps what it shows."""
        return self.pin.isChecked()

    def add(self, widget: QWidget, *, optional: bool = False) -> None:
        """Add a control to the left of the pin; an optional one is left out where there is no room."""
        self._row.insertWidget(self._row.count() - 1, widget)
        QWidget.setTabOrder(widget, self.pin)
        if optional:
            self._optional.append(widget)

    def add_link(self, text: str, tip: str, slot: Callable[[], object], *, optional: bool = False) -> QToolButton:
        """Add a link-like button; an optional one is left out where there is no room (a menu has it too)."""
        button = link_button(text, tip, slot)
        self.add(button)
        if optional:
            self._optional.insert(0, button)
        return button

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """May become narrow."""
        return QSize(120, super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Leave out what does not fit."""
        super().resizeEvent(event)
        self.fit()

    def event(self, event: QEvent) -> bool:
        """Look again at what fits when a control appears or its words change."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.fit()
        return super().event(event)

    def fit(self) -> None:
        """Show as many of the optional controls as there is room for."""
        widgets = [item.widget() for n in range(self._row.count()) if (item := self._row.itemAt(n)) is not None]
        needed = {w: w.sizeHint().width() + self._row.spacing() for w in widgets if w is not None}
        needed[self.title] = self.title.sizeHint().width() if self.title.isVisibleTo(self) else 0
        needed[self.subtitle] = min(self.subtitle.sizeHint().width() + 8, 64) if self.subtitle.text() else 0
        kept = [w for w in needed if w not in self._optional]
        room = self.width() - 20 - sum(needed[w] for w in kept if w in (self.title, self.subtitle) or not w.isHidden())
        for widget in reversed(self._optional):
            room -= needed.get(widget, 0)
            widget.setVisible(room >= 0)
