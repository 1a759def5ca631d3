"""A chart that is higher than its place: its rows are scrolled, its value axis stays in view."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fake_bridge import FakeBridge
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from workbench.domain.focus import Focus
from workbench.domain.hitmap import HitMap, Mark
from workbench.jobs.worker import Failure
from workbench.session.store import Store
from workbench.ui.desk import Desk
from workbench.ui.theme import LIGHT
from workbench.ui.widgets.chart_view import ChartView
from workbench.ui.widgets.scrolling_chart import ScrollingChart
from workbench.workspace import tasks
from workbench.workspace.messages import Picture, PictureRequest, Stage

AXIS = 40
RED, BLUE = QColor(255, 0, 0), QColor(0, 0, 255)
EVERYWHERE = Mark(0.0, 0.0, 1.0, 1.0, Focus(term="tunnel"), "tunnel: 6 times")


def with_axis(request: PictureRequest) -> Picture:
    """Red, and blue where the axis is."""
    axis = round(AXIS * request.scale)
    red = bytes((255, 0, 0, 255)) * (request.width * (request.height - axis))
    return Picture(
        revision=1,
        rgba=red + bytes((0, 0, 255, 255)) * (request.width * axis),
        width=request.width,
        height=request.height,
        hitmap=HitMap((EVERYWHERE,)),
        description="How often 2 terms occur.",
        axis_height=AXIS,
    )


@pytest.fixture
def bridge(qapp: QApplication) -> FakeBridge:
    bridge = FakeBridge()
    bridge.answer(tasks.picture, with_axis)
    return bridge


@pytest.fixture
def area(bridge: FakeBridge, qtbot: QtBot) -> Iterator[ScrollingChart]:
    desk = Desk(Store(), bridge, LIGHT)
    desk.stage = Stage.COMPLETE
    area = ScrollingChart(ChartView(desk, "voices", "Voices"))
    qtbot.addWidget(area)
    area.chart.setMinimumHeight(500)
    area.resize(400, 200)
    with qtbot.waitSignal(area.chart.drawn):
        area.show()
    yield area
    desk.close()
    bridge.deleteLater()
    desk.deleteLater()


def colour(area: ScrollingChart, y: int) -> QColor:
    return area.grab().toImage().pixelColor(10, y)


def test_the_axis_stands_at_the_bottom_wherever_the_rows_are(area: ScrollingChart) -> None:
    bar = area.verticalScrollBar()
    for place in (0, 120, bar.maximum() - 1, bar.maximum()):
        bar.setValue(place)
        assert colour(area, 200 - AXIS // 2) == BLUE
        assert colour(area, 200 - AXIS - 4) == RED
        assert area.axis.isVisible() == (place < bar.maximum())


def test_a_line_tells_the_axis_from_the_rows_that_go_on_below(area: ScrollingChart) -> None:
    assert colour(area, 200 - AXIS) == QColor(LIGHT.line)
    area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())
    assert colour(area, 200 - AXIS) != QColor(LIGHT.line), "nothing goes on"


def test_there_is_no_second_axis_where_all_is_in_view(area: ScrollingChart, qtbot: QtBot) -> None:
    with qtbot.waitSignal(area.chart.drawn):
        area.resize(400, 600)
    assert not area.axis.isVisible()
    area.resize(400, 200)
    assert area.axis.isVisible()


def test_a_chart_without_an_axis_shows_none(area: ScrollingChart, bridge: FakeBridge, qtbot: QtBot) -> None:
    bridge.answer(tasks.picture, Failure("There is no such chart.", expected=True))
    area.chart.desk.revision += 1
    with qtbot.waitSignal(area.chart.lost):
        area.chart.draw()
    assert not area.axis.isVisible()


def test_where_hardly_a_row_would_be_left_the_axis_gives_way(area: ScrollingChart) -> None:
    area.resize(400, 2 * AXIS - 10)
    assert not area.axis.isVisible()


def test_a_click_on_the_axis_chooses_nothing(area: ScrollingChart) -> None:
    at = QPoint(50, AXIS // 2)
    QTest.mouseClick(area.axis, Qt.MouseButton.LeftButton, pos=at)
    assert area.chart.desk.state.focus.is_empty
    assert area.childAt(area.axis.mapTo(area, at)) is area.axis, "and not the chart below it"


def test_the_wheel_scrolls_the_rows_above_the_axis_too(area: ScrollingChart) -> None:
    at = QPointF(50, AXIS / 2)
    wheel = QWheelEvent(
        at,
        area.axis.mapToGlobal(at),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(area.axis, wheel)
    assert area.verticalScrollBar().value() > 0


def test_the_axis_is_stretched_with_a_picture_that_was_drawn_smaller(area: ScrollingChart) -> None:
    area.chart.setMinimumHeight(1000)
    area.chart.resize(area.chart.width(), 1000)
    assert area.chart.axis_height == 2 * AXIS
    assert area.axis.height() == 2 * AXIS


@pytest.mark.parametrize("ratio", [1.25, 1.5, 2.0])
def test_the_axis_has_its_height_on_a_dense_screen(
    area: ScrollingChart, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, ratio: float
) -> None:
    monkeypatch.setattr(area.chart, "devicePixelRatioF", lambda: ratio)
    with qtbot.waitSignal(area.chart.drawn):
        area.chart.draw()
    assert area.axis.height() in (AXIS, AXIS + 1)
    assert colour(area, 200 - AXIS // 2) == BLUE
    assert colour(area, 200 - AXIS - 4) == RED
