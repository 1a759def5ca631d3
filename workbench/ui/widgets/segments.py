"""A row of buttons of which one is down: choosing between two or three views."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QButtonGroup, QToolButton

from workbench.ui.plain_text import mnemonic_safe, tool_tip, visible
from workbench.ui.widgets.pane_header import PaneHeader


def segments(header: PaneHeader, choices: Sequence[tuple[str, str]]) -> QButtonGroup:
    """Add a choice to a pane's header: text and words for screen readers of each button. The first one is down."""
    group = QButtonGroup(header)
    for number, (text, tip) in enumerate(choices):
        button = QToolButton(header)
        button.setText(mnemonic_safe(text))
        button.setToolTip(tool_tip(tip))
        button.setAccessibleName(visible(tip))
        button.setCheckable(True)
        button.setChecked(number == 0)
        part = "first" if number == 0 else "last" if number == len(choices) - 1 else "true"
        button.setProperty("segment", part)
        group.addButton(button, number)
        header.add(button)
    return group
