"""A chart on the screen: its picture, its marks under mouse and keyboard, and what it says without a picture."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from fake_bridge import FakeBridge
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from workbench.domain.focus import Focus
from workbench.domain.hitmap import HitMap, Mark
from workbench.domain.spans import Span
from workbench.jobs.worker import Failure
from workbench.session.store import Store
from workbench.ui.desk import Desk
from workbench.ui.theme import DARK, LIGHT
from workbench.ui.widgets.chart_view import ChartView
from workbench.workspace import tasks
from workbench.workspace.messages import Options, Picture, PictureRequest, Stage

MARKS = (
    Mark(0.1, 0.1, 0.5, 0.2, Focus(term="tunnel", outlet="Gazette"), "tunnel in Gazette: 6 times"),
    Mark(0.1, 0.3, 0.3, 0.4, Focus(term="tunnel", outlet="<b>Post</b>"), "tunnel in <b>Post</b>: 3 times"),
    Mark(0.1, 0.5, 0.2, 0.6, Focus(term="ferry", outlet="Gazette"), "ferry in Gazette: 2 times"),
)


def red_picture(request: PictureRequest) -> Picture:
    return Picture(
        revision=1,
        rgba=bytes((255, 0, 0, 255)) * (request.width * request.height),
        width=request.width,
        height=request.height,
        hitmap=HitMap(MARKS),
        description="How often 2 terms occur.",
    )


@pytest.fixture
def bridge(qapp: QApplication) -> FakeBridge:
    bridge = FakeBridge()
    bridge.answer(tasks.picture, red_picture)
    return bridge


@pytest.fixture
def desk(bridge: FakeBridge) -> Iterator[Desk]:
    desk = Desk(Store(), bridge, LIGHT)
    desk.stage = Stage.COMPLETE
    yield desk
    desk.close()
    bridge.deleteLater()
    desk.deleteLater()


@pytest.fixture
def chart(desk: Desk, qtbot: QtBot) -> ChartView:
    chart = ChartView(desk, "frequency", "Terms by outlet")
    qtbot.addWidget(chart)
    chart.resize(400, 300)
    with qtbot.waitSignal(chart.drawn):
        chart.show()
    return chart


def requests(bridge: FakeBridge) -> list[PictureRequest]:
    return [request for (request,) in bridge.asked_for(tasks.picture)]


def place(chart: ChartView, mark: Mark) -> QPoint:
    return chart.mark_centre(mark).toPoint()


def test_the_picture_is_asked_for_in_the_size_of_the_screen_and_shown(chart: ChartView, bridge: FakeBridge) -> None:
    request = requests(bridge)[-1]
    ratio = chart.devicePixelRatioF()
    assert (request.chart, request.width, request.height) == ("frequency", round(400 * ratio), round(300 * ratio))
    assert not request.dark
    image = chart.image()
    assert image is not None
    assert image.pixelColor(0, 0) == QColor(255, 0, 0)
    assert chart.grab().toImage().pixelColor(5, 5) == QColor(255, 0, 0)


def test_the_same_picture_is_not_drawn_twice(chart: ChartView, bridge: FakeBridge) -> None:
    before = len(requests(bridge))
    chart.draw()
    assert len(requests(bridge)) == before


@pytest.mark.parametrize("what", ["scope", "size", "theme", "options", "corpus"])
def test_something_else_is_drawn_when_it_changed(chart: ChartView, bridge: FakeBridge, qtbot: QtBot, what: str) -> None:
    before = len(requests(bridge))
    if what == "scope":
        chart.desk.narrow(lambda scope: replace(scope, boilerplate=True), "Count boilerplate")
    elif what == "theme":
        chart.desk.set_theme(DARK)
    elif what == "options":
        chart.set_options(lambda: Options(rows=3))
    elif what == "corpus":
        chart.desk.revision += 1
    with qtbot.waitSignal(chart.drawn):
        if what == "size":
            chart.resize(500, 300)  # drawn anew by itself, once the size rests
        else:
            chart.draw()
    assert len(requests(bridge)) == before + 1


def test_another_passage_of_the_same_evidence_needs_no_new_picture(
    chart: ChartView, bridge: FakeBridge, qtbot: QtBot
) -> None:
    chart.desk.highlight(Focus(term="tunnel"))
    with qtbot.waitSignal(chart.drawn):
        chart.draw()
    before = len(requests(bridge))
    chart.desk.highlight(Focus(term="tunnel", passage=Span("a", 1, 2)))
    chart.draw()
    assert len(requests(bridge)) == before


def test_many_sizes_in_a_row_are_drawn_once(chart: ChartView, bridge: FakeBridge, qtbot: QtBot) -> None:
    before = len(requests(bridge))
    with qtbot.waitSignal(chart.drawn):
        for width in range(401, 440):
            chart.resize(width, 300)
    assert len(requests(bridge)) == before + 1
    assert requests(bridge)[-1].width == round(439 * chart.devicePixelRatioF())


def test_what_is_not_seen_is_not_drawn(desk: Desk, bridge: FakeBridge, qtbot: QtBot) -> None:
    chart = ChartView(desk, "frequency", "Terms by outlet")
    qtbot.addWidget(chart)
    chart.draw()
    assert not requests(bridge)
    chart.show()
    chart.setEnabled(False)  # behind another tab
    chart.draw()
    assert not requests(bridge)


def test_a_click_on_a_mark_highlights_what_it_stands_for(chart: ChartView, qtbot: QtBot) -> None:
    with qtbot.waitSignal(chart.mark_chosen) as chosen:
        QTest.mouseClick(chart, Qt.MouseButton.LeftButton, pos=place(chart, MARKS[1]))
    assert chosen.args == [MARKS[1]]
    assert chart.desk.state.focus == MARKS[1].focus


def test_a_click_beside_all_marks_does_nothing(chart: ChartView, qtbot: QtBot) -> None:
    QTest.mouseClick(chart, Qt.MouseButton.LeftButton, pos=QPoint(380, 280))
    QTest.mouseClick(chart, Qt.MouseButton.RightButton, pos=place(chart, MARKS[0]))
    assert chart.desk.state.focus.is_empty


def test_a_click_may_miss_by_a_few_pixels(chart: ChartView, qtbot: QtBot) -> None:
    edge = QPoint(round(MARKS[2].right * chart.width()) + 3, place(chart, MARKS[2]).y())
    QTest.mouseClick(chart, Qt.MouseButton.LeftButton, pos=edge)
    assert chart.desk.state.focus == MARKS[2].focus


def test_a_mark_under_the_pointer_says_what_it_stands_for_and_is_ringed(chart: ChartView, qtbot: QtBot) -> None:
    before = chart.grab().toImage()
    QTest.mouseMove(chart.windowHandle(), place(chart, MARKS[1]))
    qtbot.waitUntil(lambda: chart.cursor().shape() == Qt.CursorShape.PointingHandCursor)
    assert chart.grab().toImage() != before
    assert "&lt;b&gt;Post&lt;/b&gt;" in QToolTip.text()
    assert "<b>" not in QToolTip.text()
    QApplication.sendEvent(chart, QEvent(QEvent.Type.Leave))
    assert chart.cursor().shape() == Qt.CursorShape.ArrowCursor
    assert chart.grab().toImage() == before
    QToolTip.hideText()


def test_marks_are_walked_round_with_the_arrow_keys_and_chosen(chart: ChartView, qtbot: QtBot) -> None:
    said: list[str] = []
    chart.desk.said.connect(said.append)
    chart.setFocus()
    QTest.keyClick(chart, Qt.Key.Key_Left)
    for _ in range(3):
        QTest.keyClick(chart, Qt.Key.Key_Down)
    assert said == [MARKS[2].label, MARKS[0].label, MARKS[1].label, MARKS[2].label]
    assert chart.accessibleDescription() == MARKS[2].label
    QTest.keyClick(chart, Qt.Key.Key_Return)
    assert chart.desk.state.focus == MARKS[2].focus


def test_enter_without_a_mark_does_nothing(chart: ChartView, qtbot: QtBot) -> None:
    chart.setFocus()
    QTest.keyClick(chart, Qt.Key.Key_Return)
    assert chart.desk.state.focus.is_empty


def test_a_screen_reader_hears_what_the_chart_shows(chart: ChartView) -> None:
    assert chart.accessibleName() == "Terms by outlet (chart)"
    assert chart.accessibleDescription() == "How often 2 terms occur."


def test_a_picture_that_could_not_be_drawn_is_explained_and_asked_for_again(
    chart: ChartView, bridge: FakeBridge, qtbot: QtBot
) -> None:
    bridge.answer(tasks.picture, Failure("There is no such chart.", expected=True))
    chart.desk.revision += 1
    chart.draw()
    qtbot.waitUntil(lambda: chart.image() is None)
    assert chart.hitmap == HitMap()
    assert not chart.grab().isNull()
    QTest.mouseClick(chart, Qt.MouseButton.LeftButton, pos=place(chart, MARKS[0]))
    assert chart.desk.state.focus.is_empty
    bridge.answer(tasks.picture, red_picture)
    with qtbot.waitSignal(chart.drawn):
        chart.draw()
    assert chart.hitmap == HitMap(MARKS)


def test_marks_keep_their_place_when_the_widget_is_stretched(chart: ChartView) -> None:
    chart.resize(800, 600)
    assert chart.mark_centre(MARKS[0]).toPoint() == QPoint(240, 90)
