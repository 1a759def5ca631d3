"""The charts of the words near a node: what they draw, what their marks lead to, what they say."""

from __future__ import annotations

import math
from itertools import combinations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.figure import Figure
from matplotlib.text import Text

from workbench.charts import collocate_network, collocates
from workbench.charts.apart import Area, moved_apart, without_overlaps
from workbench.charts.collocate_network import describe_collocate_network, draw_collocate_network
from workbench.charts.collocates import (
    describe_collocates,
    describe_collocates_compared,
    draw_collocates,
    draw_collocates_compared,
)
from workbench.charts.style import Style
from workbench.domain.columns import TABLES
from workbench.domain.focus import Focus
from workbench.domain.palette import ALL_OUTLETS, outlet_styles

NODE = Focus(term="president")
STYLE = Style(outlets=outlet_styles(["A", "B"]))
NAN = float("nan")


def with_node(table: pd.DataFrame) -> pd.DataFrame:
    table.attrs |= {"subject": NODE, "label": "president", "span": (5, 4), "within_sentences": False, "measure": "mi"}
    return table


def near(rows: int = 3) -> pd.DataFrame:
    cells = [
        (ALL_OUTLETS, f"word{n}", 9 + n, 5.0 - n / 10, 4.0 - n / 10, 6.0, 3, 120, 40 + n, 9000) for n in range(rows)
    ]
    columns = [
        "outlet",
        "collocate",
        "count",
        "mi",
        "low",
        "high",
        "documents",
        "node_count",
        "collocate_count",
        "words",
    ]
    return with_node(pd.DataFrame(cells, columns=columns))


def compared() -> pd.DataFrame:
    row = {
        "collocate": "war", "outlet": "A", "reference_outlet": "B", "count": 0, "reference_count": 7, "score": 1.0,
        "score_low": NAN, "score_high": NAN, "reference_score": 4.0, "reference_score_low": 3.0,
        "reference_score_high": 5.0, "difference": -3.0, "low": -4.0, "high": -1.0, "documents": 0,
        "reference_documents": 4, "node_count": 50, "reference_node_count": 60, "collocate_count": 3,
        "reference_collocate_count": 20,
    }  # fmt: skip
    return with_node(pd.DataFrame([row]))


def network(words: int = 8) -> pd.DataFrame:
    rows: list[tuple[object, ...]] = [(f"word{n}", "", 60 - n, 11.0 - n / 5, 120, 100, pd.NA, 9) for n in range(words)]
    rows += [(f"word{n}", f"word{n + 1}", 5, 12.0, 120, 20, 25, pd.NA) for n in range(words - 1)]
    return with_node(pd.DataFrame(rows, columns=list(collocate_network.COLUMNS)))


def texts(figure: Figure) -> list[str]:
    return [text.get_text() for text in figure.findobj(Text)]


def test_columns_are_those_of_the_contract() -> None:
    assert set(collocates.COLUMNS) <= set(TABLES["collocates"])


def test_each_dot_leads_to_its_collocate_in_its_window() -> None:
    figure = Figure(figsize=(7, 4))
    marks = draw_collocates(figure, near(), STYLE).marks
    assert [mark.focus for mark in marks] == [
        Focus(term="president", collocate=f"word{n}", span=(5, 4)) for n in range(3)
    ]
    assert marks[0].label == (
        "“word0” near “president”: MI 5.0, 95 % interval 4.0 to 6.0, 9 times in 3 articles "
        "(the node 120 times, the word 40 times)"
    )
    assert "MI, 5L 4R, 95 % interval by article bootstrap" in texts(figure)


def test_two_outlets_stand_side_by_side_with_their_difference() -> None:
    marks = draw_collocates_compared(Figure(figsize=(7, 4)), compared(), STYLE).marks
    assert [mark.focus.outlet for mark in marks] == ["A", "B"]
    assert marks[0].label.endswith("; difference −3.0, 95 % interval −4.0 to −1.0")
    assert "interval 3.0 to 5.0" in marks[1].label


def test_words_say_what_the_dots_show() -> None:
    said = describe_collocates(near())
    assert said.startswith("3 words near “president” (5L 4R within articles), by MI. The node occurs 120 times.")
    assert "“word0” with 5.0 (9 times)" in said
    said = describe_collocates_compared(compared())
    assert "in A (the node 50 times) and B (60 times)" in said
    assert "“war” with 1.0 against 4.0 (0 times against 7)" in said


def test_the_network_has_a_mark_for_the_node_each_collocate_and_each_link() -> None:
    marks = draw_collocate_network(Figure(figsize=(7, 5)), network(), STYLE).marks
    foci = [mark.focus for mark in marks]
    assert foci.count(NODE) == 1
    assert {focus.collocate for focus in foci if focus.collocate and " " not in focus.collocate} == {
        f"word{n}" for n in range(8)
    }
    assert Focus(term="president", collocate="word0 word1", span=(5, 4)) in foci
    link = next(mark for mark in marks if mark.focus.collocate == "word0 word1")
    assert link.label == (
        "“word0” and “word1” together near “president”: in 5 of 120 windows, logDice 12.0 "
        "(20 have the first, 25 the second)"
    )


@pytest.mark.parametrize("size", [(7.0, 5.0), (4.0, 3.0), (3.0, 2.0), (10.0, 2.0)])
def test_no_label_of_the_network_lies_on_another(size: tuple[float, float]) -> None:
    marks = draw_collocate_network(Figure(figsize=size), network(24), STYLE).marks
    boxes = [mark for mark in marks if " " not in mark.focus.collocate]
    assert len(boxes) > 3
    for one, other in combinations(boxes, 2):
        apart = one.right <= other.left or other.right <= one.left or one.bottom <= other.top or other.bottom <= one.top
        assert apart, (one.label, other.label)
    assert all(0 <= mark.left < mark.right <= 1 and 0 <= mark.top < mark.bottom <= 1 for mark in marks)


def test_the_network_is_drawn_the_same_each_time() -> None:
    one = draw_collocate_network(Figure(figsize=(5, 4)), network(15), STYLE)
    assert one == draw_collocate_network(Figure(figsize=(5, 4)), network(15), STYLE)


def test_stronger_collocates_stand_nearer() -> None:
    table = network(6)
    marks = draw_collocate_network(Figure(figsize=(8, 8)), table[table["other"] == ""], STYLE).marks

    def distance(word: str) -> float:
        mark = next(mark for mark in marks if mark.focus.collocate == word)
        return math.hypot((mark.left + mark.right) / 2 - 0.5, (mark.top + mark.bottom) / 2 - 0.5)

    assert distance("word0") < distance("word5")


def test_what_has_no_room_is_said_to_be_left_out() -> None:
    figure = Figure(figsize=(3, 2))
    draw_collocate_network(figure, network(24), STYLE)
    assert any("of 24 collocates; enlarge to see more" in text for text in texts(figure))


def test_words_say_what_the_network_shows() -> None:
    said = describe_collocate_network(network())
    assert said.startswith("8 words near “president” (5L 4R within articles), which occurs 120 times;")
    assert "7 pairs of them stand together more often than by chance: “word0” and “word1” in 5" in said


@pytest.mark.parametrize(
    ("draw", "table"),
    [(draw_collocates, near()), (draw_collocates_compared, compared()), (draw_collocate_network, network())],
)
def test_without_a_node_or_collocates_the_chart_says_what_to_do(draw: object, table: pd.DataFrame) -> None:
    figure = Figure(figsize=(7, 4))
    nothing = table.head(0).copy()
    nothing.attrs = dict(table.attrs)
    assert draw(figure, nothing, STYLE).marks == ()  # type: ignore[operator]
    assert "No collocates" in texts(figure)
    nothing.attrs = {"measure": "mi"}
    assert draw(figure, nothing, STYLE).marks == ()  # type: ignore[operator]
    assert "No node yet" in texts(figure)


def test_a_chart_that_is_too_small_says_so() -> None:
    figure = Figure(figsize=(1, 1))
    assert draw_collocate_network(figure, network(), STYLE).marks == ()


def test_a_highlighted_collocate_is_ringed_and_others_are_subdued() -> None:
    focus = Focus(term="president", collocate="word1", span=(5, 4))
    style = Style(outlets=outlet_styles(["A"]), focus=focus)
    figure = Figure(figsize=(7, 5))
    draw_collocate_network(figure, network(), style)
    weights = {text.get_text(): text.get_fontweight() for text in figure.findobj(Text)}
    assert weights["word1"] != weights["word0"]


@given(st.lists(st.tuples(st.floats(0, 300), st.floats(0, 200), st.floats(2, 40), st.floats(2, 12)), max_size=12))
def test_areas_move_apart_within_bounds(places: list[tuple[float, float, float, float]]) -> None:
    areas = [Area(*place) for place in places]
    fixed = [Area(150, 100, 30, 10)]
    moved = moved_apart(areas, fixed, (0, 0, 300, 200))
    assert moved == moved_apart(areas, fixed, (0, 0, 300, 200))
    for area in moved:
        assert area.half_width - 1e-6 <= area.x <= 300 - area.half_width + 1e-6
        assert area.half_height - 1e-6 <= area.y <= 200 - area.half_height + 1e-6
    kept = without_overlaps(moved, fixed)
    assert not any(moved[n].lies_on(moved[m]) for n, m in combinations(kept, 2))
    assert not any(moved[n].lies_on(fixed[0]) for n in kept)


def test_areas_that_are_apart_stay_where_they_are() -> None:
    areas = [Area(20, 20, 5, 5), Area(60, 60, 5, 5)]
    assert moved_apart(areas, [], (0, 0, 100, 100)) == areas
