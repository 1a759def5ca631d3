"""Rows of controls that begin a new row where there is no room."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from workbench.ui.widgets.flow_layout import FlowLayout


def block(width: int, height: int = 20) -> QWidget:
    widget = QWidget()
    widget.setFixedSize(width, height)
    return widget


@pytest.fixture
def box(qapp: QApplication) -> Iterator[tuple[QWidget, FlowLayout]]:
    widget = QWidget()
    layout = FlowLayout(widget, margin=0, spacing=10)
    layout.setContentsMargins(0, 0, 0, 0)
    yield widget, layout
    widget.deleteLater()


def laid_out(widget: QWidget, width: int, height: int = 200) -> None:
    widget.resize(width, height)
    widget.show()
    layout = widget.layout()
    assert layout is not None
    layout.activate()


def test_what_fits_stands_in_one_row(box: tuple[QWidget, FlowLayout]) -> None:
    widget, layout = box
    blocks = [block(50) for _ in range(3)]
    for item in blocks:
        layout.addWidget(item)
    laid_out(widget, 170)
    assert [(item.x(), item.y()) for item in blocks] == [(0, 0), (60, 0), (120, 0)]
    assert layout.heightForWidth(170) == 20


def test_what_does_not_fit_begins_a_new_row(box: tuple[QWidget, FlowLayout]) -> None:
    widget, layout = box
    blocks = [block(50) for _ in range(3)]
    for item in blocks:
        layout.addWidget(item)
    laid_out(widget, 169)
    assert [(item.x(), item.y()) for item in blocks] == [(0, 0), (60, 0), (0, 30)]
    assert layout.heightForWidth(169) == 50


def test_an_item_wider_than_the_row_still_has_one(box: tuple[QWidget, FlowLayout]) -> None:
    widget, layout = box
    wide, after = block(500), block(40)
    layout.addWidget(wide)
    layout.addWidget(after)
    laid_out(widget, 100)
    assert (wide.x(), wide.y()) == (0, 0)
    assert (after.x(), after.y()) == (0, 30)


def test_items_of_a_row_are_centred_in_its_height(box: tuple[QWidget, FlowLayout]) -> None:
    widget, layout = box
    low, high = block(50, 10), block(50, 30)
    layout.addWidget(low)
    layout.addWidget(high)
    laid_out(widget, 300)
    assert (low.y(), high.y()) == (10, 0)


def test_what_is_hidden_takes_no_room(box: tuple[QWidget, FlowLayout]) -> None:
    widget, layout = box
    first, hidden, last = block(50), block(50), block(50)
    for item in (first, hidden, last):
        layout.addWidget(item)
    hidden.hide()
    laid_out(widget, 110)
    assert last.x() == 60
    assert layout.heightForWidth(110) == 20


def test_a_widget_is_put_at_its_place(box: tuple[QWidget, FlowLayout]) -> None:
    widget, layout = box
    first, last, middle = block(50), block(50), block(50)
    layout.addWidget(first)
    layout.addWidget(last)
    layout.insert_widget(1, middle)
    laid_out(widget, 300)
    assert [item.x() for item in (first, middle, last)] == [0, 60, 120]
    assert layout.count() == 3
    assert layout.itemAt(3) is None
    assert layout.takeAt(3) is None
    taken = layout.takeAt(1)
    assert taken is not None
    assert taken.widget() is middle


def test_margins_are_kept(box: tuple[QWidget, FlowLayout]) -> None:
    widget, layout = box
    layout.setContentsMargins(5, 7, 5, 9)
    item = block(50)
    layout.addWidget(item)
    laid_out(widget, 100)
    assert (item.x(), item.y()) == (5, 7)
    assert layout.heightForWidth(100) == 7 + 20 + 9
    assert layout.minimumSize().width() == 60


def test_a_layout_without_items_takes_no_height(qapp: QApplication) -> None:
    widget = QWidget()
    layout = FlowLayout(widget, margin=2)
    assert layout.heightForWidth(100) == 0
    label = QLabel("x", widget)
    layout.addWidget(label)
    assert layout.heightForWidth(100) > 0
    widget.deleteLater()
