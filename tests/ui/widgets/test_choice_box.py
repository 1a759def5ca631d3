"""A box of choices that is narrower than its choice."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from workbench.ui.plain_text import tool_tip
from workbench.ui.widgets.choice_box import ChoiceBox

pytestmark = pytest.mark.window


@pytest.fixture
def box(qtbot: QtBot) -> ChoiceBox:
    box = ChoiceBox("Which picture")
    qtbot.addWidget(box)
    box.addItems(["strongest terms", "words"])
    return box


def test_the_tooltip_has_what_is_chosen_and_all_of_the_choice(box: ChoiceBox) -> None:
    assert box.toolTip() == tool_tip("Which picture: strongest terms")
    box.setCurrentIndex(1)
    assert box.toolTip() == tool_tip("Which picture: words")
    box.clear()
    assert box.toolTip() == tool_tip("Which picture")


def test_a_cut_choice_ends_in_an_ellipsis(box: ChoiceBox) -> None:
    box.resize(90, box.sizeHint().height())
    narrow = box.grab().toImage()
    cut = QComboBox.currentText(box)
    box.setItemText(0, box.fontMetrics().elidedText(cut, box.elide_mode, box.room_for_text))
    assert box.currentText() != cut
    assert box.currentText().endswith("…")
    assert box.grab().toImage() == narrow


def test_a_choice_that_fits_is_whole(box: ChoiceBox) -> None:
    box.resize(box.sizeHint())
    assert box.fontMetrics().horizontalAdvance("strongest terms") <= box.room_for_text
