from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from matplotlib.text import Text

from workbench.charts.keyness import COLUMNS, describe_keyness, draw_keyness
from workbench.charts.render import render
from workbench.charts.style import Style
from workbench.domain.columns import TABLES
from workbench.domain.focus import Focus
from workbench.domain.palette import outlet_styles

Build = Callable[..., pd.DataFrame]
STYLE = Style(outlets=outlet_styles(["AP", "Bloomberg", "Caspian News"]))


def texts(figure: Figure) -> list[str]:
    return [text.get_text() for text in figure.findobj(Text)]


def segments(figure: Figure) -> list[tuple[float, float]]:
    return [
        (float(segment[0][0]), float(segment[1][0]))
        for lines in figure.axes[0].collections
        if isinstance(lines, LineCollection)
        for segment in lines.get_segments()
    ]


def test_columns_are_those_of_the_contract() -> None:
    assert set(COLUMNS) <= set(TABLES["keyness"])


def test_rows_stand_in_the_order_of_the_table_with_their_intervals(keyness_table: Build) -> None:
    figure, table = Figure(figsize=(7, 3)), keyness_table()
    marks = draw_keyness(figure, table, STYLE).marks
    assert [m.focus for m in marks] == [
        Focus(term="zelenskyy", outlet="AP"),
        Focus(term="payment", outlet="Bloomberg"),
        Focus(term="multipolar", outlet="Caspian News"),
    ]
    assert [m.top for m in marks] == sorted(m.top for m in marks)
    assert segments(figure) == list(zip(table["log_ratio_low"], table["log_ratio_high"], strict=True))


def test_dots_are_under_their_marks(keyness_table: Build) -> None:
    figure, table = Figure(figsize=(7, 3)), keyness_table()
    marks = draw_keyness(figure, table, STYLE).marks
    for mark, value in zip(marks, table["log_ratio"], strict=True):
        x = figure.axes[0].transData.transform((value, 0.0))[0] / figure.bbox.width
        assert (mark.left + mark.right) / 2 == pytest.approx(x)


def test_axis_says_what_one_means_and_has_a_line_at_zero(keyness_table: Build) -> None:
    figure = Figure(figsize=(7, 3))
    draw_keyness(figure, keyness_table(), STYLE)
    assert "Log Ratio against the other outlets (1 = twice as frequent), 95 % interval" in texts(figure)
    assert any(np.asarray(line.get_xdata()).tolist() == [0.0, 0.0] for line in figure.axes[0].lines)
    low, high = figure.axes[0].get_xlim()
    assert low <= 0 < high


def test_same_term_in_two_outlets_has_two_rows(keyness_table: Build) -> None:
    marks = draw_keyness(Figure(figsize=(7, 3)), keyness_table(["nato", "nato"]), STYLE).marks
    assert [m.focus.outlet for m in marks] == ["AP", "Bloomberg"]
    assert marks[0].bottom < marks[1].top


def test_interval_without_end_stops_at_the_edge_with_an_arrow_head(keyness_table: Build) -> None:
    table = keyness_table()
    table.loc[0, "log_ratio_high"] = math.inf
    table.loc[1, "log_ratio_low"] = -math.inf
    figure = Figure(figsize=(7, 3))
    marks = draw_keyness(figure, table, STYLE).marks
    left, right = figure.axes[0].get_xlim()
    assert math.isfinite(left)
    assert math.isfinite(right)
    assert segments(figure)[0] == (3.0, right)
    assert segments(figure)[1] == (left, 4.5)
    assert {line.get_marker() for line in figure.axes[0].lines} >= {"<", ">"}
    assert "95 % interval from 3.0" in marks[0].label
    assert "95 % interval up to 4.5" in marks[1].label


def test_undefined_values_are_said_and_can_be_hit(keyness_table: Build) -> None:
    table = keyness_table()
    table.loc[0, ["log_ratio", "log_ratio_low", "log_ratio_high"]] = math.nan
    figure = Figure(figsize=(7, 3))
    marks = draw_keyness(figure, table, STYLE).marks
    assert len(marks) == 3
    assert "not defined" in texts(figure)
    assert len(segments(figure)) == 2
    assert "Log Ratio not defined" in marks[0].label


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf, 0.0])
def test_table_with_nothing_finite_is_drawn(keyness_table: Build, value: float) -> None:
    table = keyness_table()
    table[["log_ratio", "log_ratio_low", "log_ratio_high"]] = value
    assert len(render(draw_keyness, table, STYLE, width=500, height=260).hitmap.marks) == 3


def test_label_has_counts_of_both_sides(keyness_table: Build) -> None:
    marks = draw_keyness(Figure(figsize=(7, 3)), keyness_table(), STYLE).marks
    assert marks[1].label == (
        "payment in Bloomberg: Log Ratio 2.5, 95 % interval 1.5 to 4.5, 10 times in 2 articles (8.5 per 1,000 words) "
        "against 1 time in 1 article of the other outlets (0.50 per 1,000 words)"
    )


def test_description_and_empty_table(keyness_table: Build) -> None:
    words = describe_keyness(keyness_table())
    assert words.startswith(
        "3 terms that mark out 3 outlets (AP, Bloomberg and Caspian News) against the other outlets"
    )
    assert "Largest: “zelenskyy” in AP with 4.0 (9 times against 0 in the others)" in words
    assert "1 of 3 includes 0." in words
    figure = Figure(figsize=(5, 3))
    assert draw_keyness(figure, keyness_table([]), STYLE).marks == ()
    assert "No distinctive terms" in texts(figure)
    assert "No distinctive terms" in describe_keyness(keyness_table([]))


def test_an_outlet_in_focus_neither_moves_rows_nor_marks_them_as_chosen(keyness_table: Build) -> None:
    table = keyness_table([f"term {n}" for n in range(30)])
    figure = Figure(figsize=(380 / 96, 220 / 96))
    plain = draw_keyness(figure, table, STYLE).marks
    style = Style(outlets=STYLE.outlets, focus=Focus(frame="conflict", outlet="AP"))
    assert [m.focus for m in draw_keyness(figure, table, style).marks] == [m.focus for m in plain]
    weights = {text.get_fontproperties().get_weight() for text in figure.findobj(Text)}
    assert 700 not in weights
