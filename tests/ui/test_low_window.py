"""What can be read in a window of 1024 to 640 pixels."""

from __future__ import annotations

import pytest
from driver import Driver
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QTabBar

from workbench.domain.focus import Focus
from workbench.ui.main_window import ANALYSIS

pytestmark = pytest.mark.window


@pytest.fixture
def low(newcomer: Driver) -> Driver:
    """A person at a small window of this module's own: how others left theirs (sizes of docks, text) decides what fits."""
    newcomer.window.resize(1024, 640)
    newcomer.window.lay_out()
    newcomer.settle()
    return newcomer


def test_three_entities_and_what_two_outlets_call_one_can_be_read(low: Driver) -> None:
    pane = low.window.entities
    data = pane.table.table_model.table
    low.window.desk.highlight(Focus(entity=data.texts("entity_id")[0]))
    low.settle()
    low.until(lambda: len(pane.names.links) >= 2, timeout=5000)

    def can_be_read() -> bool:
        links = list(pane.names.links.values())[:2]
        lowest = max(link.mapTo(pane, QPoint(0, link.height())).y() for link in links)
        return pane.table.viewport().height() >= 3 * pane.table.rowHeight(0) and lowest <= pane.height()

    low.until(can_be_read, timeout=5000)
    assert pane.filter.isVisible()


def test_dots_that_are_scrolled_have_their_axis(low: Driver) -> None:
    low.window.go_to_pane(low.window.framing)
    low.settle()
    area = low.window.framing._scrolls[0]
    assert area.verticalScrollBar().maximum() > 0
    assert area.axis.isVisible()
    assert area.axis.height() == area.chart.axis_height


def test_names_of_panes_are_whole_on_their_tabs(low: Driver) -> None:
    low.window._scale_text(3)
    low.settle()
    bars = [bar for bar in low.window.area.findChildren(QTabBar) if bar.isVisible()]
    assert max(bar.count() for bar in bars) == len(ANALYSIS)
    try:
        for bar in bars:
            for tab in range(bar.count()):
                assert bar.tabRect(tab).width() > bar.fontMetrics().horizontalAdvance(bar.tabText(tab))
        low.window.go_to_pane(low.window.timeline)  # the last one is scrolled into view
        low.settle()
        bar = max(bars, key=QTabBar.count)
        assert bar.rect().contains(bar.tabRect(bar.currentIndex()).center())
    finally:
        low.window._scale_text(-3)
        low.settle()


def test_key_words_have_a_picture(low: Driver) -> None:
    low.window.go_to_pane(low.window.keyness)
    low.settle()
    low.until(lambda: bool(low.window.keyness.chart.hitmap.marks), timeout=5000)


def test_names_of_an_entity_outlast_a_window_that_grows(low: Driver) -> None:
    pane = low.window.entities
    low.window.desk.highlight(Focus(entity=pane.table.table_model.table.texts("entity_id")[0]))
    low.settle()
    low.until(lambda: pane.filter_in_header and len(pane.names.links) >= 2, timeout=5000)
    low.window.set_theme("dark")  # lays everything out anew, as the other size does
    low.settle()
    low.window.set_theme("light")
    low.window.resize(1600, 1000)
    QApplication.processEvents()
    low.window.lay_out()
    low.until(lambda: not pane.filter_in_header, timeout=5000)
    low.settle()
    assert len(pane.names.links) >= 2
