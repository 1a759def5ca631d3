"""A box of choices that may be narrower than the chosen one: it ends in an ellipsis then, and the tooltip has all of it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy, QStyle, QStyleOptionComboBox, QStylePainter, QWidget

from workbench.ui.plain_text import tool_tip, visible

_WIDEST: Final = 210
"""Pixels: names of outlets can be long."""
_NARROWEST: Final = 66
_MARGINS: Final = 2
"""Pixels beside the text that a style keeps free."""


class ChoiceBox(QComboBox):
    """As wide as its longest choice where there is room."""

    elide_mode: Final = Qt.TextElideMode.ElideRight

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """Without choices.

        Args:
            name: what is chosen, for the tooltip and for screen readers.
            parent: the widget that it stands in.
        """
        super().__init__(parent)
        self._name = name
        self.setAccessibleName(visible(name))
        self.setProperty("narrow", True)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(_NARROWEST)
        self.setMaximumWidth(_WIDEST)
        self.currentTextChanged.connect(self._describe)
        self._describe("")

    def _describe(self, text: str) -> None:
        self.setToolTip(tool_tip(f"{self._name}: {text}" if text else self._name))

    @property
    def room_for_text(self) -> int:
        """Pixels of width that the chosen text has."""
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        field = self.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, self
        )
        icon = 0 if option.currentIcon.isNull() else option.iconSize.width() + 4
        return int(field.width()) - icon - _MARGINS

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """As Qt paints it, with an ellipsis where the text is cut."""
        painter = QStylePainter(self)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        option.currentText = self.fontMetrics().elidedText(option.currentText, self.elide_mode, self.room_for_text)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
