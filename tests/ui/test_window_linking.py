"""One gesture, every pane: whatever is clicked, its number is the number of passages that open, in every place."""

from __future__ import annotations

import re

import pytest
from driver import CTRL, LEFT, Driver, button_called, marked_text
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from small_corpus import ARTICLES, COURIER, GAZETTE, TUNNEL, TUNNEL_BY_OUTLET, VOICE

from workbench.domain.focus import Focus
from workbench.domain.hitmap import Mark
from workbench.domain.spans import Span
from workbench.ui.widgets.chart_view import ChartView


def number_in(label: str) -> int:
    """The count that a mark's label names: ``tunnel in Courier: 4 times, …``."""
    found = re.search(r": (?:Log Ratio [^:]*?, )?([\d,]+) (?:times?|passages?)\b", label) or re.search(
        r" ([\d,]+) times? in \d+ articles? \(", label
    )
    assert found, label
    return int(found[1].replace(",", ""))


def highlighted_text(person: Driver) -> list[tuple[str, str]]:
    """Document and highlighted words of each article on show."""
    found = []
    for view in person.window.reader.views:
        assert view.article is not None
        found += [(view.article.document_id, view.article.text[start:end]) for start, end in view.highlighted]
    return found


def assert_mark_opens_its_passages(person: Driver, chart: ChartView, mark: Mark) -> None:
    """Click a mark; its number is the number of lines, in its outlet, and the Reader highlights those of its article."""
    wanted = number_in(mark.label)
    person.click_mark(chart, mark)
    assert person.window.desk.state.focus.evidence_key == mark.focus
    assert f": {wanted} passage" in person.status
    assert person.concordance_rows() == wanted
    lines = person.window.concordance.table.table_model.table
    assert set(lines.texts("outlet")) == {mark.focus.outlet}
    shown = person.window.reader.documents[0]
    nodes = [
        node
        for document, node in zip(lines.texts("document_id"), lines.texts("node"), strict=True)
        if document == shown
    ]
    assert nodes
    assert highlighted_text(person) == [(shown, node) for node in nodes]


@pytest.mark.parametrize("outlet", TUNNEL_BY_OUTLET)
def test_a_bar_opens_as_many_passages_as_it_says(person: Driver, outlet: str) -> None:
    person.search("tunnel")
    chart = person.window.terms.frequency
    mark = person.mark(chart, term="tunnel", outlet=outlet)
    assert number_in(mark.label) == TUNNEL_BY_OUTLET[outlet]
    assert_mark_opens_its_passages(person, chart, mark)


def test_a_frame_dot_opens_the_passages_of_its_frame_and_outlet(person: Driver) -> None:
    chart = person.window.framing.chart
    mark = person.mark(chart, frame="Conflict", outlet=COURIER)
    assert_mark_opens_its_passages(person, chart, mark)
    person.window.show_pane("framing")
    person.click(person.window.framing._choice.button(1))
    table = person.window.framing.table
    assert table.isVisible()
    selected = [table.table_model.source_row(index.row()) for index in table.selectionModel().selectedRows()]
    assert [table.table_model.table.row(row)["hits"] for row in selected] == [number_in(mark.label)]


def test_a_frame_of_the_list_opens_as_many_passages_as_it_says(person: Driver) -> None:
    frames = person.window.framing.frames
    source = frames.table_model.table.texts("frame").index("Conflict")
    wanted = frames.table_model.table.column("hits")[source]
    assert wanted
    person.click_row(frames, source)
    assert person.window.desk.state.focus == Focus(frame="Conflict")
    assert person.concordance_rows() == wanted


def test_on_a_wide_window_passages_of_a_frame_stand_beside_its_chart_and_lead_to_the_reader(person: Driver) -> None:
    window = person.window
    size = window.size()
    window.resize(2600, 1000)
    try:
        person.settle()
        person.click_mark(window.framing.chart, person.mark(window.framing.chart, frame="Conflict", outlet=GAZETTE))
        passages = window.framing.proposals
        assert passages.isVisible()
        assert passages.table.table_model.rowCount() == window.desk.highlighted_count
        row = passages.table.table_model.table.row(0)
        person.click_row(passages.table, 0, 3)
        assert window.desk.state.focus.passage == Span(
            str(row["document_id"]), int(str(row["start"])), int(str(row["end"]))
        )
        assert marked_text(window.reader.views[0]) == row["text"]
    finally:
        window.resize(size)
        person.settle()


def test_every_dot_of_the_frames_chart_says_the_number_of_its_evidence(person: Driver) -> None:
    chart = person.window.framing.chart
    table = person.window.framing.table.table_model.table
    hits = {
        (frame, outlet): int(str(count))
        for frame, outlet, count in zip(table.texts("frame"), table.texts("outlet"), table.column("hits"), strict=True)
    }
    for mark in chart.hitmap.marks:
        assert number_in(mark.label) == hits[mark.focus.frame, mark.focus.outlet]


def test_a_row_of_keyness_opens_as_many_passages_as_its_count(person: Driver) -> None:
    person.window.show_pane("keyness")
    person.settle()
    person.click(person.window.keyness._choice.button(1))
    table = person.window.keyness.table
    assert table.table_model.rowCount()
    row = table.table_model.table.row(0)
    person.click_row(table, 0, 1)
    assert person.window.desk.state.focus == Focus(term=str(row["term"]), outlet=str(row["outlet"]))
    assert table.selectionModel().hasSelection()
    assert person.concordance_rows() == row["count"]


def test_a_dot_of_keyness_opens_as_many_passages_as_it_says(person: Driver) -> None:
    person.window.show_pane("keyness")
    person.settle()
    chart = person.window.keyness.chart
    assert chart.hitmap.marks
    assert_mark_opens_its_passages(person, chart, chart.hitmap.marks[0])


def test_a_tick_of_the_dispersion_chart_opens_that_very_place(person: Driver) -> None:
    person.search("tunnel")
    person.click(person.window.terms._choice.button(1))
    chart = person.window.terms.dispersion
    ticks = [mark for mark in chart.hitmap.marks if mark.focus.passage is not None]
    assert len(ticks) == TUNNEL
    for tick in (ticks[0], ticks[-1]):
        person.click_mark(chart, tick)
        passage = tick.focus.passage
        assert passage is not None
        assert person.window.desk.state.focus.passage == passage
        view = person.window.reader.views[0]
        assert view.article is not None
        assert view.article.document_id == passage.document_id
        assert marked_text(view).casefold() == "tunnel"
        assert view.article.text[passage.start : passage.end].casefold() == "tunnel"
        ticks = [mark for mark in chart.hitmap.marks if mark.focus.passage is not None]


def test_marks_of_a_chart_are_walked_and_chosen_with_the_keyboard(person: Driver) -> None:
    chart = person.window.framing.chart
    chart.setFocus()
    person.press(Qt.Key.Key_Right)
    assert chart.accessibleDescription() == chart.hitmap.marks[0].label
    assert person.status == chart.hitmap.marks[0].label
    person.press(Qt.Key.Key_Return)
    assert person.window.desk.state.focus == chart.hitmap.marks[0].focus


def test_a_concordance_line_shows_its_place_in_the_reader(person: Driver) -> None:
    person.search("tunnel")
    rows = person.concordance_rows()
    table = person.window.concordance.table
    for source in (rows - 1, 0):
        cells = table.table_model.table.row(source)
        person.click_row(table, source, 3)
        view = person.window.reader.views[0]
        assert view.article is not None
        assert view.article.document_id == cells["document_id"]
        assert marked_text(view) == cells["node"]
        start = int(str(cells["start"]))
        assert view.text.textCursor().position() == len(view.article.text[:start].encode("utf-16-le")) // 2
        assert view.text.viewport().rect().intersects(view.text.cursorRect())
        assert person.window.articles.reading == (cells["document_id"],)


def test_an_emoji_before_a_passage_does_not_move_it(person: Driver) -> None:
    person.search('"i wanted"')
    assert person.concordance_rows() == 1
    table = person.window.concordance.table
    person.click_row(table, 0, 3)
    view = person.window.reader.views[0]
    assert view.article is not None
    assert "\N{SHIP}" in view.article.text[: person.window.desk.state.focus.passage.start]  # type: ignore[union-attr]
    assert marked_text(view) == "I wanted"


def test_lines_are_ordered_by_the_words_on_the_right(person: Driver) -> None:
    person.search("ferry")
    person.concordance_rows()
    pane = person.window.concordance
    person.choose(pane.order, "By words on the right: 1R 2R 3R")
    person.settle()
    assert pane.order.text() == "Order: 1R 2R 3R ▾"
    right = [re.findall(r"\w+", words.casefold())[:3] for words in pane.table.table_model.table.texts("right")]
    assert right == sorted(right)
    assert len(right) == person.window.desk.highlighted_count
    person.choose(pane.order, "In order of articles")


def test_the_counts_over_the_lines_show_one_outlet_and_all_again(person: Driver) -> None:
    person.search("tunnel")
    assert person.concordance_rows() == TUNNEL
    pane = person.window.concordance
    count = TUNNEL_BY_OUTLET[COURIER]
    person.click(button_called(pane._counts, f"{COURIER} {count}"))
    assert person.concordance_rows() == count
    assert person.window.desk.state.focus == Focus(term="tunnel", outlet=COURIER)
    person.click(button_called(pane._counts, "show all"))
    assert person.concordance_rows() == TUNNEL


def test_a_name_in_the_reader_highlights_the_entity_and_its_number_is_the_same_everywhere(person: Driver) -> None:
    person.read("gazette-tunnel")
    view = person.window.reader.views[0]
    assert view.article is not None
    mention = next(m for m in view.article.entities if m.name == "Kari Nilsen")
    person.click_text(view, mention.start)
    focus = person.window.desk.state.focus
    assert focus == Focus(entity=mention.entity_id, passage=Span("gazette-tunnel", mention.start, mention.end))
    assert marked_text(view) == view.article.text[mention.start : mention.end]
    entities = person.window.entities.table
    selected = entities.selectionModel().selectedRows()
    row = entities.table_model.table.row(entities.table_model.source_row(selected[0].row()))
    assert row["entity_id"] == mention.entity_id
    own = [(m.start, m.end) for m in view.article.entities if m.entity_id == mention.entity_id]
    assert view.highlighted == own
    assert person.concordance_rows() == row["mentions"]
    assert person.status.startswith(f"Highlighting Kari Nilsen: {row['mentions']} passages")


def test_a_row_of_entities_opens_as_many_passages_as_it_says(person: Driver) -> None:
    table = person.window.entities.table
    names = table.table_model.table.texts("name")
    for name in ("Norway", "Bergen"):
        source = names.index(name)
        row = table.table_model.table.row(source)
        person.click_row(table, source, 0)
        assert person.window.desk.state.focus == Focus(entity=str(row["entity_id"]))
        assert person.concordance_rows() == row["mentions"]


def test_a_cell_of_an_outlet_opens_the_mentions_in_that_outlet(person: Driver) -> None:
    table = person.window.entities.table
    source = table.table_model.table.texts("name").index("Kari Nilsen")
    keys = [column.key for column in table.table_model.columns]
    column = next(n for n, key in enumerate(keys) if key.endswith(GAZETTE))
    cell = table.table_model.table.column(keys[column])[source]
    person.click_row(table, source, column)
    assert person.window.desk.state.focus.outlet == GAZETTE
    assert person.concordance_rows() == cell


def test_names_by_outlet_are_shown_and_their_link_lists_the_passages(person: Driver) -> None:
    table = person.window.entities.table
    person.click_row(table, table.table_model.table.texts("name").index("Kari Nilsen"))
    names = person.window.entities.names
    assert {line.partition(":")[0] for line in names.lines()} == {GAZETTE, COURIER, VOICE}
    person.click(names.links[VOICE])
    assert person.window.desk.state.focus.outlet == VOICE
    assert person.window.concordance.table.isVisible()
    assert person.window.concordance.table.table_model.rowCount() == person.window.desk.highlighted_count


def test_a_term_of_the_list_is_highlighted_and_found_again_by_its_filter(person: Driver) -> None:
    terms = person.window.terms
    QTest.keyClicks(terms.filter, "ferr")
    person.settle()
    assert terms.table.table_model.table.texts("term") == ["ferry"]
    count = terms.table.table_model.table.column("count")[0]
    person.click_row(terms.table, 0)
    assert person.window.top_bar.search.text() == "ferry"
    assert person.concordance_rows() == count


def test_an_article_chosen_in_the_list_keeps_the_highlight(person: Driver) -> None:
    person.search("tunnel")
    person.read("voice-tunnel")
    assert person.window.reader.documents == ["voice-tunnel"]
    view = person.window.reader.views[0]
    assert len(view.highlighted) == 2
    assert marked_text(view) == "tunnel"
    assert person.status == f"Highlighting “tunnel”: {TUNNEL} passages in 6 of 6 articles"


def test_articles_side_by_side_are_all_highlighted(person: Driver) -> None:
    person.search("tunnel")
    person.choose(person.window.top_bar.compare, "Three side by side")
    person.settle()
    views = person.window.reader.views
    assert len(views) == 3
    assert all(view.isVisible() and view.width() > 100 for view in views)
    documents = [view.article.document_id for view in views if view.article]
    assert len(set(documents)) == 3
    assert len({ARTICLES[f"{document}.txt"][0] for document in documents}) == 3, "other outlets come first"
    assert all(view.highlighted for view in views)
    assert set(person.window.articles.reading) == set(documents)
    person.choose(person.window.top_bar.compare, "One article")
    person.settle()
    assert len(person.window.reader.views) == 1


def test_ctrl_click_in_the_list_reads_two_articles_side_by_side(person: Driver) -> None:
    person.read("gazette-ferry")
    articles = person.window.articles.list
    place = articles.model_of_articles.place("voice-ferry")
    assert place is not None
    index = articles.model_of_articles.index(place)
    articles.scrollTo(index)
    QTest.mouseClick(articles.viewport(), LEFT, CTRL, articles.visualRect(index).center())
    person.settle()
    assert set(person.window.reader.documents) == {"gazette-ferry", "voice-ferry"}
    assert len(person.window.reader.views) == 2


def test_a_pinned_pane_keeps_what_it_shows(person: Driver) -> None:
    person.search("tunnel")
    assert person.concordance_rows() == TUNNEL
    header = person.window.concordance.header
    person.click(header.pin)
    try:
        person.search("ferry")
        assert person.concordance_rows() == TUNNEL
        assert header.subtitle.text().startswith("“tunnel”")
    finally:
        person.click(header.pin)
    assert header.subtitle.text().startswith("“ferry”")
    assert person.concordance_rows() == person.window.desk.highlighted_count


def test_a_pane_behind_another_tab_does_no_work_and_catches_up_when_seen(person: Driver) -> None:
    window = person.window
    drawn: list[Mark] = []
    connection = window.keyness.chart.drawn.connect(lambda: drawn.extend(window.keyness.chart.hitmap.marks))
    try:
        person.search("tunnel")
        person.search("ferry")
        assert not drawn
        assert window.terms.frequency.isVisible()
        person.window.show_pane("keyness")
        person.settle()
        assert drawn
        assert not window.terms.isEnabled(), "Tab must not lead into what is not seen"
        person.search("tunnel")
        window.show_pane("terms")
        person.settle()
        assert any(mark.focus.term == "tunnel" for mark in window.terms.frequency.hitmap.marks)
    finally:
        window.keyness.chart.drawn.disconnect(connection)
