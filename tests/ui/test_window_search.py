"""Searching: what is typed, what is counted for it in every place, and how it is cleared and brought back."""

from __future__ import annotations

from driver import ALT, CTRL, SHIFT, Driver, marked_text
from PySide6.QtCore import Qt
from small_corpus import TUNNEL, TUNNEL_BY_ARTICLE, TUNNEL_BY_OUTLET

from workbench.domain.focus import Focus
from workbench.workspace.messages import Evidence


def test_a_search_has_one_number_in_every_place(person: Driver) -> None:
    person.search("tunnel")
    assert person.hits == f"{TUNNEL} hits in 6 articles"
    assert person.status == f"Highlighting “tunnel”: {TUNNEL} passages in 6 of 6 articles"
    assert person.concordance_rows() == TUNNEL
    assert person.window.concordance.header.subtitle.text() == f"“tunnel”: {TUNNEL} passages in 6 of 6 articles"
    assert dict(person.window.articles.list.model_of_articles.passages) == TUNNEL_BY_ARTICLE
    terms = person.window.terms.table.table_model.table
    assert terms.column("count")[terms.texts("term").index("tunnel")] == TUNNEL
    assert person.window.terms.table.selectionModel().hasSelection()


def test_the_search_word_is_bold_in_the_chart_and_each_outlet_has_its_bar(person: Driver) -> None:
    person.search("tunnel")
    marks = [mark for mark in person.window.terms.frequency.hitmap.marks if mark.focus.term == "tunnel"]
    by_outlet = {mark.focus.outlet: mark.label.partition(": ")[2].split(" ")[0] for mark in marks}
    assert by_outlet == {outlet: str(count) for outlet, count in TUNNEL_BY_OUTLET.items()}


def test_no_hit_is_said_with_a_next_step(person: Driver) -> None:
    person.search("submarine")
    assert person.hits == "0 hits in 0 articles"
    assert person.concordance_rows() == 0
    assert person.window.concordance._message.heading == "No passage for “submarine”"
    assert not person.window.narrow_action.isEnabled()


def test_a_search_that_cannot_be_understood_is_explained_and_shows_no_old_lines(person: Driver) -> None:
    person.search("tunnel")
    person.search("(tunnel")
    assert person.hits == "can’t be understood"
    assert person.concordance_rows() == 0
    assert person.window.concordance._message.heading == "This search can't be understood"
    assert person.status
    assert "tunnel”" not in person.status
    assert all(not view.highlighted for view in person.window.reader.views)


def test_of_two_quick_searches_the_later_one_wins(person: Driver) -> None:
    arrived: list[Focus] = []

    def note(touched: frozenset[str]) -> None:
        evidence: Evidence | None = person.window.desk.evidence
        if "evidence" in touched and evidence is not None:
            arrived.append(evidence.focus)

    connection = person.window.desk.touched.connect(note)
    try:
        person.type_and_enter("norway")
        person.type_and_enter("ferry")
        person.settle()
    finally:
        person.window.desk.touched.disconnect(connection)
    assert arrived == [Focus(term="ferry")]
    assert person.status.startswith("Highlighting “ferry”:")
    assert person.window.desk.evidence is not None
    assert person.concordance_rows() == person.window.desk.evidence.passages
    assert {node.casefold() for node in person.window.desk.evidence.lines.texts("node")} == {"ferry"}


def test_escape_clears_the_highlight_everywhere(person: Driver) -> None:
    person.search("tunnel")
    assert any(view.highlighted for view in person.window.reader.views)
    person.press(Qt.Key.Key_Escape)
    window = person.window
    assert window.desk.state.focus.is_empty
    assert window.top_bar.search.text() == ""
    assert person.hits == ""
    assert person.status == "Click a name, a word, a bar or a row to highlight it everywhere."
    assert all(not view.highlighted for view in window.reader.views)
    assert all(not view.text.extraSelections() for view in window.reader.views)
    assert not window.articles.list.model_of_articles.passages
    assert not window.terms.table.selectionModel().hasSelection()
    assert person.concordance_rows() == 0
    assert not window.status_line.clear.isVisible()


def test_an_empty_search_highlights_nothing(person: Driver) -> None:
    person.search("tunnel")
    person.search("")
    assert person.window.desk.state.focus.is_empty
    assert person.hits == ""


def test_back_and_forward_walk_through_what_was_highlighted(person: Driver) -> None:
    person.search("tunnel")
    person.search("ferry")
    person.press(Qt.Key.Key_Left, ALT)
    assert person.window.top_bar.search.text() == "tunnel"
    assert person.status == f"Highlighting “tunnel”: {TUNNEL} passages in 6 of 6 articles"
    assert person.hits == f"{TUNNEL} hits in 6 articles"
    person.press(Qt.Key.Key_Right, ALT)
    assert person.window.top_bar.search.text() == "ferry"
    assert person.status.startswith("Highlighting “ferry”:")
    person.click(person.window.top_bar.back)
    assert person.window.top_bar.search.text() == "tunnel"
    assert person.window.top_bar.forward.isEnabled()


def test_back_to_nothing_empties_the_search_box(person: Driver) -> None:
    person.search("tunnel")
    person.press(Qt.Key.Key_Left, ALT)
    assert person.window.desk.state.focus.is_empty
    assert person.window.top_bar.search.text() == ""
    assert person.hits == ""


def test_f3_goes_from_passage_to_passage_and_round(person: Driver) -> None:
    person.search("tunnel")
    seen = []
    for _ in range(TUNNEL + 1):
        person.press(Qt.Key.Key_F3)
        passage = person.window.desk.state.focus.passage
        assert passage is not None
        view = next(v for v in person.window.reader.views if v.article and v.article.document_id == passage.document_id)
        assert marked_text(view).casefold() == "tunnel"
        seen.append(passage)
    assert len(set(seen)) == TUNNEL
    assert seen[0] == seen[-1]
    person.press(Qt.Key.Key_F3, SHIFT)
    assert person.window.desk.state.focus.passage == seen[-2]


def test_a_selection_in_the_reader_is_searched_as_a_phrase(person: Driver) -> None:
    person.read("gazette-ferry")
    view = person.window.reader.views[0]
    person.select_text(view, "longer summer")
    person.click(person.window.reader._search)
    assert person.window.top_bar.search.text() == '"longer summer"'
    assert person.hits == "1 hit in 1 article"
    assert person.concordance_rows() == 1


def test_copy_puts_the_lines_on_the_clipboard(person: Driver) -> None:
    from PySide6.QtGui import QGuiApplication

    person.search("ferry")
    rows = person.concordance_rows()
    person.window.concordance.table.setFocus()
    person.press(Qt.Key.Key_C, CTRL)
    lines = QGuiApplication.clipboard().text().split("\n")
    assert len(lines) == rows + 1
    assert all("ferry" in line.casefold() for line in lines[1:])
