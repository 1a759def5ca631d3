"""What holds for every chart at every size: nothing is cut off, nothing overlaps, text is only text."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations
from pathlib import Path
from typing import Any
from xml.dom import minidom

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from matplotlib import rc_context
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text

from workbench.charts.dispersion import describe_dispersion, draw_dispersion
from workbench.charts.fonts import plain_text, quiet_missing_glyphs
from workbench.charts.frames import describe_frames, draw_frames
from workbench.charts.frequency import describe_frequency, draw_frequency
from workbench.charts.keyness import describe_keyness, draw_keyness
from workbench.charts.render import Draw, render, save_svg
from workbench.charts.style import Style
from workbench.domain.hitmap import HitMap
from workbench.domain.palette import UNKNOWN_OUTLET, outlet_styles

Build = Callable[..., pd.DataFrame]
SIZES = [(380, 220), (420, 260), (700, 300), (1200, 500), (1600, 900)]
LONG = [
    "The North Caucasus and Central Asia Daily",
    "Frankfurter Allgemeine Zeitung für Deuts",
    "AP",
    "Outlet with a name of exactly forty lett",
    "Bloomberg",
    "Euromaidan Press",
]
TERMS = ["nato", "a term that is much longer than any column could ever be, with words", "war in ukraine", "x"]
NAUGHTY = [
    "$a$",
    "$\\notacommand$",
    "<b>bold</b>",
    "_x",
    "_",
    "&amp;",
    "中国 国家",
    "日本語 한국어",
    "हिन्दी",
    "عربى",
    "😀 🫠 👩‍👩‍👧",
    "e\u0301\u0301\u0301",
    "a\x00b\x1b\x0b",
    "line\nbreak\ttab\u2028",
    "\u202ereversed",
    "\ufffe\ufdd0",
    "%s {0} \\n",
    " ",
    "",
    "w" * 5000,
]


@pytest.fixture
def charts(
    frequency_table: Build, frames_table: Build, keyness_table: Build, dispersion_table: Build
) -> dict[str, tuple[Draw, pd.DataFrame]]:
    return {
        "frequency": (draw_frequency, frequency_table(TERMS * 1, LONG)),
        "frames": (draw_frames, frames_table(TERMS, LONG)),
        "keyness": (draw_keyness, keyness_table([f"{n} {term}" for n in range(8) for term in TERMS], LONG)),
        "dispersion": (draw_dispersion, dispersion_table(25, LONG)),
    }


def drawn_texts(figure: Figure) -> Iterator[tuple[str, float, float, float, float]]:
    """Each text with the box of its letters in pixels, which are less high than the line."""
    canvas: Any = FigureCanvasAgg(figure)
    renderer = canvas.get_renderer()
    for text in figure.findobj(Text):
        if text.get_text() and text.get_visible():
            box = text.get_window_extent(renderer)
            yield text.get_text(), box.x0, box.y0 + 0.25 * box.height, box.x1, box.y1 - 0.2 * box.height


def problems(figure: Figure) -> list[str]:
    """Texts that leave the picture or lie on one another."""
    with rc_context({"text.hinting": "none"}), quiet_missing_glyphs():
        boxes = list(drawn_texts(figure))
    found = [
        f"{text!r} is cut off"
        for text, left, bottom, right, top in boxes
        if left < 0 or bottom < 0 or right > figure.bbox.width or top > figure.bbox.height
    ]
    found += [
        f"{a[0]!r} lies on {b[0]!r}"
        for a, b in combinations(boxes, 2)
        if min(a[3], b[3]) - max(a[1], b[1]) > 0.5 and min(a[4], b[4]) - max(a[2], b[2]) > 0.5
    ]
    return found


def assert_boxes_are_fractions(hitmap: HitMap) -> None:
    for mark in hitmap.marks:
        assert 0 <= mark.left < mark.right <= 1
        assert 0 <= mark.top < mark.bottom <= 1


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", ["frequency", "frames", "keyness", "dispersion"])
def test_no_text_is_cut_off_or_lies_on_another(
    charts: dict[str, tuple[Draw, pd.DataFrame]], name: str, size: tuple[int, int]
) -> None:
    draw, table = charts[name]
    figure = Figure(figsize=(size[0] / 96, size[1] / 96), dpi=96)
    hitmap = draw(figure, table, Style(outlets=outlet_styles(LONG)))
    assert hitmap.marks
    assert problems(figure) == []
    assert_boxes_are_fractions(hitmap)


@pytest.mark.parametrize("font_size", [7.0, 14.0])
@pytest.mark.parametrize("name", ["frequency", "frames", "keyness", "dispersion"])
def test_other_text_sizes_fit_too(charts: dict[str, tuple[Draw, pd.DataFrame]], name: str, font_size: float) -> None:
    draw, table = charts[name]
    figure = Figure(figsize=(700 / 96, 400 / 96), dpi=96)
    assert draw(figure, table, Style(outlets=outlet_styles(LONG), font_size=font_size)).marks
    assert problems(figure) == []


@pytest.mark.parametrize("size", [(1, 1), (60, 40), (150, 90), (220, 120)])
@pytest.mark.parametrize("name", ["frequency", "frames", "keyness", "dispersion"])
def test_tiny_pictures_are_drawn_without_an_error(
    charts: dict[str, tuple[Draw, pd.DataFrame]], name: str, size: tuple[int, int]
) -> None:
    draw, table = charts[name]
    picture = render(draw, table, Style(outlets=outlet_styles(LONG)), width=size[0], height=size[1])
    assert len(picture.rgba) == 4 * size[0] * size[1]
    assert_boxes_are_fractions(picture.hitmap)


def test_end_of_a_legend_that_is_cut_short_stays_inside(frames_table: Build) -> None:
    outlets = [f"security war war sanctions-regime number {n}" for n in range(9)]
    figure = Figure(figsize=(409 / 96, 899 / 96), dpi=96)
    draw_frames(figure, frames_table(outlets=outlets), Style(outlets=outlet_styles(outlets), font_size=12.0))
    assert problems(figure) == []


def test_sixty_four_outlets_are_cut_short_with_a_note(frequency_table: Build) -> None:
    outlets = [f"Outlet {n:02}" for n in range(64)]
    figure = Figure(figsize=(700 / 96, 300 / 96), dpi=96)
    hitmap = draw_frequency(figure, frequency_table(["nato", "war"], outlets), Style(outlets=outlet_styles(outlets)))
    shown = len(hitmap.marks)
    assert 10 < shown < 64
    written = [text.get_text() for text in figure.findobj(Text)]
    assert f"1 of 2 terms, {shown} of 64 outlets; enlarge to see more" in written
    assert any(text.startswith("and ") and text.endswith(" more outlets") for text in written)
    assert problems(figure) == []


@pytest.mark.parametrize("text", NAUGHTY)
def test_text_of_a_corpus_is_only_text(
    text: str,
    frequency_table: Build,
    keyness_table: Build,
    dispersion_table: Build,
    tmp_path: Path,
) -> None:
    style = Style(outlets=outlet_styles([text, "AP"]), frame_names={text: text})
    for draw, table, describe in (
        (draw_frequency, frequency_table([text, "nato"], [text, "AP"]), describe_frequency),
        (draw_keyness, keyness_table([text, "nato"], [text, "AP"]), describe_keyness),
        (draw_dispersion, dispersion_table(2, [text, "AP"], term=text or "nato", title=text), describe_dispersion),
    ):
        picture = render(draw, table, style, width=500, height=260)
        assert picture.hitmap.marks
        words = [describe(table), *(mark.label for mark in picture.hitmap.marks)]
        assert all("\n" not in word and "\x00" not in word for word in words)
        path = tmp_path / "chart.svg"
        save_svg(draw, table, style, path, width_inches=6, height_inches=3, metadata={"Recipe": text, "Title": text})
        minidom.parse(str(path))  # noqa: S318 - our own file


def test_dollar_signs_and_underscores_are_written_as_they_are(frequency_table: Build) -> None:
    figure = Figure(figsize=(7, 4))
    table = frequency_table(["$19 to $23", "_x", "<b>"], ["_outlet", "$o$"])
    draw_frequency(figure, table, Style(outlets=outlet_styles(["_outlet", "$o$"])))
    texts = {text.get_text(): text for text in figure.findobj(Text)}
    for written in ("$19 to $23", "_x", "<b>", "_outlet", "$o$"):
        assert written in texts
        assert not texts[written].get_parse_math()


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(term=st.text(max_size=40), outlet=st.text(max_size=40))
def test_any_text_at_all_is_drawn(term: str, outlet: str, frames_table: Build) -> None:
    table = frames_table([term], [outlet])
    picture = render(draw_frames, table, Style(outlets=outlet_styles([outlet])), width=380, height=220)
    (mark,) = picture.hitmap.marks
    assert (mark.focus.frame, mark.focus.outlet) == (term, outlet or UNKNOWN_OUTLET)
    assert plain_text(term) in mark.label
    assert describe_frames(table)
