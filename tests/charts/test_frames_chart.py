from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.text import Text

from workbench.charts.frames import describe_frames, draw_frames
from workbench.charts.style import Style
from workbench.domain.focus import Focus
from workbench.domain.palette import outlet_styles

Build = Callable[..., pd.DataFrame]
OUTLETS = ("AP", "Bloomberg", "Caspian News")
STYLE = Style(outlets=outlet_styles(OUTLETS), frame_names={"conflict": "Conflict"})


def texts(figure: Figure) -> list[str]:
    return [text.get_text() for text in figure.findobj(Text)]


def test_dots_stand_at_the_rates_in_each_outlets_colour_and_shape(frames_table: Build) -> None:
    figure, table = Figure(figsize=(7, 4)), frames_table()
    draw_frames(figure, table, STYLE)
    dots = [line for line in figure.axes[0].lines if line.get_linestyle() == "None"]
    for outlet in OUTLETS:
        (line,) = [d for d in dots if d.get_markerfacecolor() == STYLE.outlet_colour(outlet)]
        assert isinstance(line, Line2D)
        assert line.get_marker() == STYLE.outlet_marker(outlet)[0]
        assert np.asarray(line.get_xdata()).tolist() == table.loc[table["outlet"] == outlet, "per_1000"].tolist()


def test_frames_have_their_display_names(frames_table: Build) -> None:
    figure = Figure(figsize=(7, 4))
    marks = draw_frames(figure, frames_table(), STYLE).marks
    assert "Conflict" in texts(figure)
    assert "morality" in texts(figure), "a frame without a display name keeps its own"
    assert marks[1].label == (
        "Conflict in Bloomberg: 5 passages, 8.3 per 1,000 words, 95 % interval 5.0 to 13.5 (in 2 of 4 articles, 600 words;"
        " accepted by people)"
    )


def test_each_mark_is_a_frame_in_an_outlet_around_its_dot(frames_table: Build) -> None:
    figure, table = Figure(figsize=(7, 4)), frames_table()
    marks = draw_frames(figure, table, STYLE).marks
    assert [m.focus for m in marks] == [
        Focus(frame=f, outlet=o) for f, o in zip(table["frame"], table["outlet"], strict=True)
    ]
    axes = figure.axes[0]
    for mark, rate in zip(marks, table["per_1000"], strict=True):
        x = axes.transData.transform((rate, 0.0))[0] / figure.bbox.width
        assert mark.left < x < mark.right
        assert (mark.left + mark.right) / 2 == pytest.approx(x)
        assert (mark.right - mark.left) * 7 * 96 >= 8


def test_outlet_in_focus_is_highlighted_in_every_frame(frames_table: Build) -> None:
    style = Style(outlets=STYLE.outlets, focus=Focus(term="nato", outlet="AP"))
    figure = Figure(figsize=(7, 4))
    draw_frames(figure, frames_table(), style)
    colours = {line.get_markerfacecolor() for line in figure.axes[0].lines if line.get_linestyle() == "None"}
    assert colours == {
        style.outlet_colour("AP"),
        style.outlet_colour("Bloomberg", subdued=True),
        style.outlet_colour("Caspian News", subdued=True),
    }


def test_description_and_empty_table(frames_table: Build) -> None:
    assert describe_frames(frames_table()).startswith("Passages of 2 frames (conflict and morality) per 1,000 words")
    assert "Largest: conflict in Caspian News with 14.3 (10 passages)" in describe_frames(frames_table())
    figure = Figure(figsize=(5, 3))
    assert draw_frames(figure, frames_table([]), STYLE).marks == ()
    assert "No frames to compare" in texts(figure)


SAMPLE_OUTLETS = ("Harbour Ledger", "KPB News", "Northline", "Open Straits", "The Morning Gull")
FIVE_FRAMES = ("Conflict", "Responsibility", "Economic consequences", "Morality", "Human interest")


@pytest.mark.parametrize("size", [(390, 230), (390, 280), (300, 250), (460, 230), (640, 240)])
def test_a_low_chart_has_every_row_and_its_axis(frames_table: Build, size: tuple[int, int]) -> None:
    figure = Figure(figsize=(size[0] / 96, size[1] / 96), dpi=96)
    table = frames_table(FIVE_FRAMES, SAMPLE_OUTLETS)
    marks = draw_frames(figure, table, Style(outlets=outlet_styles(SAMPLE_OUTLETS))).marks
    assert len(marks) == 25
    assert not [text for text in texts(figure) if "enlarge" in text]
    assert any(text.startswith("passages per 1,000 words") for text in texts(figure))
    assert "0" in [label.get_text() for label in figure.axes[0].get_xticklabels()]
    middles = [(mark.top + mark.bottom) / 2 * size[1] for mark in marks]
    assert min(b - a for a, b in pairwise(middles)) >= 5.0


def test_legend_of_five_outlets_is_one_line_where_it_fits_closely(frames_table: Build) -> None:
    figure = Figure(figsize=(500 / 96, 240 / 96), dpi=96)
    draw_frames(figure, frames_table(FIVE_FRAMES, SAMPLE_OUTLETS), Style(outlets=outlet_styles(SAMPLE_OUTLETS)))
    heights = {text.get_position()[1] for text in figure.findobj(Text) if text.get_text() in SAMPLE_OUTLETS}
    assert len(heights) == 1
