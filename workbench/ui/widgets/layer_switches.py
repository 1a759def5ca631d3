"""The switches of the Reader's layers: side by side, or in one menu where there is little room. They are remembered."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, QSettings, QSize, Qt, Signal
from PySide6.QtGui import QAction, QColor, QIcon, QPainter, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QToolButton, QWidget

from workbench.ui.plain_text import mnemonic_safe, tool_tip, visible
from workbench.ui.theme import Theme
from workbench.ui.widgets.article_layers import Layers
from workbench.ui.widgets.pane_header import link_button

_SWITCHES: Final = (
    ("entities", "Names underlined: blue people, orange organisations, green places, violet others"),
    (
        "quotes",
        "Quoted words on a ground, deeper inside another quote; indirect speech dotted; wrong quotation marks wavy red",
    ),
    ("speakers", "Who speaks in bold, the verb of saying in italics"),
    ("frames", "Passages that speak for a frame, dashed"),
)
_KEY: Final = "reader layers"
_SIZE: Final = 12
_GAP: Final = 4
"""Pixels between the square and its word."""


class LayerSwitches(QWidget):
    """One switch for each layer. Signals when one is turned."""

    changed = Signal()
    """Other layers are on."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Layers of the Reader")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._settings: QSettings | None = None
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(2)
        # all switches need more room than there may be: they go into the menu then
        self._row.setSizeConstraint(QHBoxLayout.SizeConstraint.SetNoConstraint)
        self.buttons: dict[str, QToolButton] = {}
        self.menu_button = link_button("Layers ▾", "What is drawn over the text")
        self.menu_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self.menu_button)
        menu.setAccessibleName("Layers of the Reader")
        self.actions_of: dict[str, QAction] = {}
        at_first = Layers()
        for name, tip in _SWITCHES:
            button = link_button(name, tip)
            button.setCheckable(True)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.setIconSize(QSize(_SIZE + _GAP, _SIZE))
            button.setChecked(getattr(at_first, name))
            button.toggled.connect(self._on_toggled)
            self._row.addWidget(button)
            self.buttons[name] = button
            action = menu.addAction(mnemonic_safe(f"{name[:1].upper()}{name[1:]}"))
            action.setToolTip(tool_tip(tip))
            action.setCheckable(True)
            action.setChecked(button.isChecked())
            action.toggled.connect(button.setChecked)
            button.toggled.connect(action.setChecked)
            self.actions_of[name] = action
        self.menu_button.setMenu(menu)
        self._row.addWidget(self.menu_button)
        self.apply_theme(theme)
        self._fit()

    @property
    def layers(self) -> Layers:
        """The layers that are on."""
        return Layers(**{name: button.isChecked() for name, button in self.buttons.items()})

    def remember(self, settings: QSettings) -> None:
        """Turn the switches as they were last time, and keep how they are turned."""
        kept = str(settings.value(_KEY, ""))
        if kept:
            on = set(kept.split(","))
            for name, button in self.buttons.items():
                button.setChecked(name in on)
        self._settings = settings

    def apply_theme(self, theme: Theme) -> None:
        """Draw the switches in other colours."""
        icon = QIcon()
        icon.addPixmap(_box(theme, on=False), QIcon.Mode.Normal, QIcon.State.Off)
        icon.addPixmap(_box(theme, on=True), QIcon.Mode.Normal, QIcon.State.On)
        for button in self.buttons.values():
            button.setIcon(icon)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Room for all switches side by side."""
        hints = [button.sizeHint() for button in self.buttons.values()]
        width = sum(hint.width() for hint in hints) + self._row.spacing() * (len(hints) - 1)
        return QSize(width, max(hint.height() for hint in hints))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Room for the menu's button."""
        return self.menu_button.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Switches where there is room, else the menu."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        wide = self.width() >= self.sizeHint().width()
        for button in self.buttons.values():
            button.setVisible(wide)
        self.menu_button.setVisible(not wide)
        self.menu_button.setAccessibleName(visible(f"Layers of the Reader: {self._words()}"))

    def _on_toggled(self) -> None:
        if self._settings is not None:
            self._settings.setValue(_KEY, ",".join(n for n, b in self.buttons.items() if b.isChecked()) or "none")
        self._fit()
        self.changed.emit()

    def _words(self) -> str:
        return ", ".join(name for name, button in self.buttons.items() if button.isChecked()) or "none"


def _box(theme: Theme, *, on: bool) -> QPixmap:
    """A square that is filled when its layer is on."""
    scale = 3
    pixmap = QPixmap((_SIZE + _GAP) * scale, _SIZE * scale)
    pixmap.setDevicePixelRatio(scale)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(theme.accent if on else theme.muted), 1.2))
    painter.drawRoundedRect(QRectF(1, 1, _SIZE - 2, _SIZE - 2), 2, 2)
    if on:
        painter.fillRect(QRectF(3.4, 3.4, _SIZE - 6.8, _SIZE - 6.8), QColor(theme.accent))
    painter.end()
    return pixmap
