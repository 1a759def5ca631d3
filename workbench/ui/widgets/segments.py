"""A row of buttons of which one is down: choosing between two or three views."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QButtonGroup, QToolButton

from workbench.ui.plain_text import mnemonic_safe, tool_tip, visible
from workbench.ui.widgets.choice_box import ChoiceBox
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


def narrow_choice(header: PaneHeader, group: QButtonGroup, choices: Sequence[tuple[str, str]]) -> ChoiceBox:
    """Add a list with the same choice, for where the buttons have no room; hidden until :func:`fit_choice` shows it."""
    box = ChoiceBox("What is shown", header)
    box.addItems([visible(text) for text, _ in choices])
    box.activated.connect(lambda number: group.button(number).click())
    group.idToggled.connect(lambda number, on: box.setCurrentIndex(number) if on else None)
    header.add(box)
    box.hide()
    return box


def fit_choice(group: QButtonGroup, box: ChoiceBox, room: int) -> None:
    """Show the buttons where they have room, else the list.

    Args:
        group: the buttons.
        box: the list.
        room: pixels that either may have.
    """
    buttons = group.buttons()
    narrow = room < sum(button.sizeHint().width() + 4 for button in buttons)
    if narrow == box.isHidden():
        for button in buttons:
            button.setVisible(not narrow)
        box.setVisible(narrow)
