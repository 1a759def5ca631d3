from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.text import Text

from workbench.charts.frequency import describe_frequency, draw_frequency
from workbench.charts.render import render
from workbench.charts.style import Style
from workbench.domain.focus import Focus
from workbench.domain.palette import outlet_styles

Build = Callable[..., pd.DataFrame]
STYLE = Style(outlets=outlet_styles(["AP", "Bloomberg", "Caspian News"]))


def bars(figure: Figure) -> list[Rectangle]:
    return [patch for patch in figure.axes[0].patches if isinstance(patch, Rectangle)]


def texts(figure: Figure) -> list[str]:
    return [text.get_text() for text in figure.findobj(Text) if text.get_text()]


def test_bars_are_as_long_as_the_rates_and_stand_in_the_order_of_the_table(frequency_table: Build) -> None:
    figure, table = Figure(figsize=(7, 4)), frequency_table()
    draw_frequency(figure, table, STYLE)
    drawn = bars(figure)
    assert [bar.get_width() for bar in drawn] == table["per_1000"].tolist()
    assert [bar.get_x() for bar in drawn] == [0.0] * len(table)
    tops = [bar.get_y() for bar in drawn]
    assert tops == sorted(tops)
    low, high = figure.axes[0].get_ylim()
    assert low > high, "the first row is at the top"


def test_intervals_reach_from_low_to_high(frequency_table: Build) -> None:
    figure, table = Figure(figsize=(7, 4)), frequency_table()
    draw_frequency(figure, table, STYLE)
    ends = [
        (segment[0][0], segment[1][0])
        for lines in figure.axes[0].collections
        if isinstance(lines, LineCollection)
        for segment in lines.get_segments()
    ]
    assert ends == [(pytest.approx(a), pytest.approx(b)) for a, b in zip(table["low"], table["high"], strict=True)]


def test_names_counts_and_axis_are_written(frequency_table: Build) -> None:
    figure = Figure(figsize=(8, 4))
    draw_frequency(figure, frequency_table(), STYLE)
    written = texts(figure)
    for name in ("nato", "sanctions", "AP", "Bloomberg", "Caspian News", "500 words", "times"):
        assert name in written
    assert "per 1,000 words, 95 % interval by article bootstrap" in written
    assert "10" in written, "the count of nato in Caspian News"


def test_without_intervals_the_axis_says_why(frequency_table: Build) -> None:
    figure = Figure(figsize=(8, 4))
    draw_frequency(figure, frequency_table(intervals=False), STYLE)
    assert "per 1,000 words; too few articles for an interval" in texts(figure)


def test_each_mark_has_its_term_outlet_and_denominators(frequency_table: Build) -> None:
    marks = draw_frequency(Figure(figsize=(7, 4)), frequency_table(), STYLE).marks
    assert [mark.focus for mark in marks[:3]] == [
        Focus(term="nato", outlet="AP"),
        Focus(term="nato", outlet="Bloomberg"),
        Focus(term="nato", outlet="Caspian News"),
    ]
    assert len(marks) == 6
    assert marks[1].label == (
        "nato in Bloomberg: 5 times, 8.3 per 1,000 words, 95 % interval 5.0 to 13.5 (in 2 of 4 articles, 600 words)"
    )


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("dark", [False, True])
def test_hit_box_is_the_bar_that_is_seen(frequency_table: Build, scale: float, dark: bool) -> None:
    style = Style(outlets=STYLE.outlets, dark=dark)
    table = frequency_table(["nato"], ["AP", "Bloomberg"], intervals=False)
    size = (round(600 * scale), round(300 * scale))
    picture = render(draw_frequency, table, style, width=size[0], height=size[1], scale=scale)
    pixels = np.frombuffer(picture.rgba, np.uint8).reshape(picture.height, picture.width, 4)[:, :, :3]
    colour = [int(style.bar_colour("Bloomberg")[n : n + 2], 16) for n in (1, 3, 5)]
    rows, columns = np.nonzero((pixels == colour).all(axis=2))
    mark = picture.hitmap.marks[1]
    assert mark.focus == Focus(term="nato", outlet="Bloomberg")
    box = (mark.left * size[0], mark.top * size[1], mark.right * size[0], mark.bottom * size[1])
    seen = (columns.min(), rows.min(), columns.max() + 1, rows.max() + 1)
    assert box == pytest.approx(seen, abs=1.6)


def test_bar_of_nothing_can_still_be_hit(frequency_table: Build) -> None:
    marks = draw_frequency(Figure(figsize=(6, 3)), frequency_table(["nato"], ["AP"]), STYLE).marks
    assert (marks[0].right - marks[0].left) * 6 * 96 >= 8 - 1e-9
    assert (marks[0].bottom - marks[0].top) * 3 * 96 >= 8 - 1e-9


def test_what_does_not_fit_is_left_out_and_said(frequency_table: Build) -> None:
    figure = Figure(figsize=(380 / 96, 220 / 96))
    marks = draw_frequency(figure, frequency_table([f"term {n}" for n in range(30)]), STYLE).marks
    shown = len(marks) // 3
    assert 1 < shown < 30
    assert [mark.focus.term for mark in marks[::3]] == [f"term {n}" for n in range(shown)]
    assert f"{shown} of 30 terms; enlarge to see more" in texts(figure)


def test_term_in_focus_is_drawn_even_when_there_is_no_room_for_all(frequency_table: Build) -> None:
    style = Style(outlets=STYLE.outlets, focus=Focus(term="term 29"))
    figure = Figure(figsize=(380 / 96, 220 / 96))
    marks = draw_frequency(figure, frequency_table([f"term {n}" for n in range(30)]), style).marks
    assert marks[-1].focus.term == "term 29"


def test_only_the_mark_in_focus_keeps_its_colour(frequency_table: Build) -> None:
    style = Style(outlets=STYLE.outlets, focus=Focus(term="NATO", outlet="Bloomberg"))
    figure = Figure(figsize=(7, 4))
    draw_frequency(figure, frequency_table(), style)
    from matplotlib.colors import to_hex

    colours = [to_hex(bar.get_facecolor()) for bar in bars(figure)]
    assert colours[1] == style.bar_colour("Bloomberg")
    assert colours[4] == style.bar_colour("Bloomberg", subdued=True)
    assert colours[0] == style.bar_colour("AP", subdued=True)
    weights = {text.get_text(): text.get_fontproperties().get_weight() for text in figure.findobj(Text)}
    assert (weights["nato"], weights["sanctions"]) == (700, 400)


def test_focus_on_something_else_subdues_nothing(frequency_table: Build) -> None:
    style = Style(outlets=STYLE.outlets, focus=Focus(frame="conflict"))
    plain = render(draw_frequency, frequency_table(), STYLE, width=500, height=300)
    assert render(draw_frequency, frequency_table(), style, width=500, height=300).rgba == plain.rgba


def test_empty_table_says_what_to_do(frequency_table: Build) -> None:
    figure = Figure(figsize=(5, 3))
    assert draw_frequency(figure, frequency_table([]), STYLE).marks == ()
    assert "No terms to compare" in texts(figure)
    assert "Search for a term to see how often each outlet uses it." in texts(figure)
    assert describe_frequency(frequency_table([])) == "How often terms occur in each outlet. No terms to compare yet."


def test_missing_column_is_named(frequency_table: Build) -> None:
    with pytest.raises(ValueError, match="frequency chart lacks: words"):
        draw_frequency(Figure(), frequency_table().drop(columns="words"), STYLE)


def test_row_that_is_there_twice_counts_once_unless_it_differs(frequency_table: Build) -> None:
    table = frequency_table()
    twice = pd.concat([table, table.head(1)])
    assert len(draw_frequency(Figure(), twice, STYLE).marks) == len(table)
    other = table.head(1).assign(count=99)
    with pytest.raises(ValueError, match="two different rows for 'nato' in 'AP'"):
        draw_frequency(Figure(), pd.concat([table, other]), STYLE)


def test_outlet_without_words_has_a_mark_but_no_bar(frequency_table: Build) -> None:
    table = frequency_table(["nato"], ["AP", "Bloomberg"])
    table.loc[0, ["per_1000", "low", "high"]] = math.nan
    figure = Figure(figsize=(7, 3))
    marks = draw_frequency(figure, table, STYLE).marks
    assert len(marks) == 2
    assert len(bars(figure)) == 1
    assert "no words counted" in texts(figure)
    assert "no words counted" in marks[0].label


def test_drawing_leaves_the_table_as_it_was(frequency_table: Build) -> None:
    table = frequency_table()
    before = table.copy(deep=True)
    draw_frequency(Figure(), table, STYLE)
    pd.testing.assert_frame_equal(table, before)


def test_description_has_terms_outlets_denominators_and_the_largest(frequency_table: Build) -> None:
    words = describe_frequency(frequency_table())
    assert words.startswith("How often 2 terms (“nato” and “sanctions”) occur per 1,000 words in 3 outlets")
    assert "AP 500 words in 4 articles; Bloomberg 600 words in 4 articles" in words
    assert "Largest: “nato” in Caspian News with 14.3 (10 times)" in words
    assert words.endswith("Lines show 95 % intervals by article bootstrap.")
    assert "too few articles" in describe_frequency(frequency_table(intervals=False))


def test_description_names_terms_that_nobody_uses(frequency_table: Build) -> None:
    table = frequency_table()
    table.loc[table["term"] == "sanctions", ["count", "per_1000"]] = 0
    assert "Not found in any outlet: “sanctions”." in describe_frequency(table)


@pytest.mark.parametrize(
    "focus",
    [
        Focus(outlet="AP"),
        Focus(frame="conflict", outlet="AP"),
        Focus(entity="e1", outlet="AP"),
        Focus(term="x", outlet="AP"),
    ],
)
def test_an_outlet_in_focus_leaves_the_same_terms_in_the_chart(frequency_table: Build, focus: Focus) -> None:
    table = frequency_table([f"term {n}" for n in range(30)])
    marks = [
        draw_frequency(Figure(figsize=(380 / 96, 220 / 96)), table, Style(outlets=STYLE.outlets, focus=f)).marks
        for f in (Focus(), focus)
    ]
    assert [mark.focus for mark in marks[1]] == [mark.focus for mark in marks[0]]


def test_a_term_that_already_fits_gives_way_to_none(frequency_table: Build) -> None:
    table = frequency_table([f"term {n}" for n in range(30)])
    figure = Figure(figsize=(380 / 96, 220 / 96))
    plain = draw_frequency(figure, table, STYLE).marks
    style = Style(outlets=STYLE.outlets, focus=Focus(term="term 0", outlet="AP"))
    assert [m.focus for m in draw_frequency(figure, table, style).marks] == [m.focus for m in plain]
