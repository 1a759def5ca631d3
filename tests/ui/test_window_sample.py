"""The bundled sample corpus in the real window: every number that is on show opens as many passages as it says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from driver import PATIENCE_MS, Driver, MakeWindow, driver_of, marked_text
from pytestqt.qtbot import QtBot

from workbench import app
from workbench.domain.focus import Focus
from workbench.resource_files import resource


@pytest.fixture(scope="module")
def sample_window(make_window: MakeWindow, session_bot: QtBot) -> Iterator[Driver]:
    driver = driver_of(session_bot, make_window(app.Launch(sample=True, workers=0)), timeout=PATIENCE_MS)
    yield driver
    driver.leave()


def test_the_sample_opens_without_a_word_of_trouble(sample_window: Driver) -> None:
    articles = list(Path(str(resource("sample"))).glob("20*"))
    assert sample_window.window.scope_bar.summary.text().startswith(f"{len(articles)} of {len(articles)} articles")
    assert not sample_window.window.banner.isVisible()
    assert not sample_window.message_boxes()
    assert not sample_window.failures
    for pane in (sample_window.window.entities, sample_window.window.terms):
        assert pane.table.table_model.rowCount() > 10


def test_all_bars_of_a_searched_term_add_up_to_its_hits(sample_window: Driver) -> None:
    sample_window.begin_anew()
    sample_window.search("nsto")
    marks = [mark for mark in sample_window.window.terms.frequency.hitmap.marks if mark.focus.term == "nsto"]
    numbers = [int(re.findall(r": ([\d,]+) times?,", mark.label)[0].replace(",", "")) for mark in marks]
    assert sum(numbers) == sample_window.concordance_rows() == sample_window.window.desk.highlighted_count
    for mark, number in zip(marks, numbers, strict=True):
        if number:
            sample_window.window.show_pane("terms")
            sample_window.click_mark(sample_window.window.terms.frequency, mark)
            assert sample_window.concordance_rows() == number


@pytest.mark.parametrize("row", range(5))
def test_the_most_mentioned_names_open_as_many_mentions_as_they_say(sample_window: Driver, row: int) -> None:
    sample_window.begin_anew()
    table = sample_window.window.entities.table
    cells = table.table_model.table.row(row)
    sample_window.click_row(table, row)
    assert sample_window.window.desk.state.focus == Focus(entity=str(cells["entity_id"]))
    assert sample_window.concordance_rows() == cells["mentions"]
    lines = sample_window.window.concordance.table
    last = lines.table_model.rowCount() - 1
    sample_window.click_row(lines, last, 3)
    assert marked_text(sample_window.window.reader.views[0]) == lines.table_model.table.row(last)["node"]


def test_every_frame_and_outlet_opens_as_many_passages_as_it_says(sample_window: Driver) -> None:
    sample_window.begin_anew()
    framing = sample_window.window.framing
    sample_window.pick(framing._choice, 1)
    sample_window.settle()
    table = framing.table.table_model.table
    rows = [row for row in range(len(table)) if table.row(row)["hits"]][:6]
    assert rows
    for row in rows:
        sample_window.window.show_pane("framing")
        sample_window.click_row(framing.table, row)
        assert sample_window.concordance_rows() == table.row(row)["hits"]


def test_a_name_of_non_latin_script_is_searched_and_found(sample_window: Driver) -> None:
    sample_window.begin_anew()
    sample_window.search("نادية")
    assert sample_window.concordance_rows() == 1
    lines = sample_window.window.concordance.table
    sample_window.click_row(lines, 0, 3)
    assert marked_text(sample_window.window.reader.views[0]) == lines.table_model.table.row(0)["node"]
