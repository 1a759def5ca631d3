from __future__ import annotations

import pickle
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.charts.rows import first, fit_rows
from workbench.charts.style import DARK, LIGHT, MARKERS, Style, Theme, blend, highlighted
from workbench.charts.wording import counted, interval, listing, number, outlet_name, rate
from workbench.domain.focus import Focus
from workbench.domain.palette import MARKS, UNKNOWN_OUTLET, outlet_styles

NAN, INF = float("nan"), float("inf")


def luminance(colour: str) -> float:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(a: str, b: str) -> float:
    high, low = sorted((luminance(a), luminance(b)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_text_can_be_read_on_its_ground(theme: Theme) -> None:
    for ground in (theme.ground, theme.highlight):
        assert contrast(theme.text, ground) >= 7
        assert contrast(theme.muted, ground) >= 4.3
    assert contrast(theme.accent, theme.ground) >= 3


@pytest.mark.parametrize("dark", [False, True])
def test_marks_of_all_outlets_stand_out_from_the_ground(dark: bool) -> None:
    outlets = [f"outlet {n}" for n in range(8)]
    style = Style(outlets=outlet_styles(outlets), dark=dark)
    for outlet in outlets:
        assert contrast(style.outlet_colour(outlet), style.theme.ground) >= 3
        assert style.outlet_colour(outlet, subdued=True) != style.outlet_colour(outlet)


def test_every_mark_shape_of_the_palette_can_be_drawn() -> None:
    assert set(MARKERS) == set(MARKS)
    assert len({shape for shape, _ in MARKERS.values()}) == len(MARKS)


def test_outlet_without_a_style_looks_like_an_unknown_one() -> None:
    style = Style(outlets=outlet_styles(["AP"]))
    assert style.outlet_colour("nobody") == style.outlet_colour("")
    assert Style(outlets={}).outlet_marker("nobody")[0] == "o"


def test_style_can_be_sent_to_another_process() -> None:
    style = Style(outlets=outlet_styles(["AP"]), focus=Focus(term="nato"))
    assert pickle.loads(pickle.dumps(style)) == style  # noqa: S301 - our own bytes


def test_blend_goes_from_ground_to_colour() -> None:
    assert blend("#000000", "#ffffff", 0.0) == "#ffffff"
    assert blend("#000000", "#ffffff", 1.0) == "#000000"
    assert blend("#000000", "#ffffff", 0.5) in ("#7f7f7f", "#808080")


def test_highlighting_follows_the_parts_of_the_focus_that_a_chart_knows() -> None:
    marks = [Focus(term=t, outlet=o) for t in ("nato", "war") for o in ("AP", "BBC")]
    assert highlighted(Focus(), marks) is None
    assert highlighted(Focus(term="peace"), marks) is None
    assert highlighted(Focus(frame="conflict"), marks) is None
    assert highlighted(Focus(term="nato"), marks) == (True, True, False, False)
    assert highlighted(Focus(outlet="BBC"), marks) == (False, True, False, True)
    assert highlighted(Focus(term="Nato", outlet="BBC"), marks) == (False, True, False, False)
    assert highlighted(Focus(entity="e1", outlet="BBC"), marks) == (False, True, False, True)
    groups = [Focus(group="passage:1-2/a"), Focus(group="passage:5-9/a")]
    assert highlighted(Focus(group="passage:5-9/a"), groups) == (False, True)
    assert highlighted(Focus(group="figure:3/s"), groups) is None


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (0.0, "0.0"),
        (9.06, "9.1"),
        (112.4, "112"),
        (1234.5, "1,234"),
        (0.338, "0.34"),
        (0.05, "0.050"),
        (0.0051, "0.0051"),
        (-2.5, "−2.5"),
        (NAN, "not defined"),
        (-INF, "−∞"),
    ],
)
def test_rates_have_as_many_digits_as_matter(value: float, written: str) -> None:
    assert rate(value) == written


def test_numbers_and_lists_read_well() -> None:
    assert number(1748) == "1,748"
    assert counted(1, "article") == "1 article"
    assert counted(0, "article") == "0 articles"
    assert listing([]) == ""
    assert listing(["a"]) == "a"
    assert listing(["a", "b", "c"]) == "a, b and c"
    assert listing([str(n) for n in range(10)], most=4) == "0, 1, 2 and 7 more"
    assert interval(NAN, 3.0) == ""
    assert interval(1.0, INF) == "95 % interval from 1.0"
    assert interval(-INF, INF) == "95 % interval without ends"
    assert outlet_name("") == UNKNOWN_OUTLET


@given(height=st.floats(10, 2000), groups=st.integers(1, 200), members=st.integers(1, 64), gap=st.floats(0, 10))
def test_rows_stay_inside_and_never_overlap(height: float, groups: int, members: int, gap: float) -> None:
    rows = fit_rows(height, groups, members, smallest=8, largest=24, gap=gap, label=15)
    assert 1 <= rows.groups <= groups
    assert 1 <= rows.members <= members
    centres = [rows.centre(g, m) for g in range(rows.groups) for m in range(rows.members)]
    assert centres == sorted(centres)
    assert all(0 < c < height for c in centres)
    assert all(b - a >= 7.99 for a, b in pairwise(centres))
    assert rows.centre(0, 0) - rows.pitch / 2 >= -1e-6 or height < 8 + gap


def test_wanted_items_take_the_last_places() -> None:
    assert first([1, 2, 3, 4, 5], 3) == [1, 2, 3]
    assert first([1, 2, 3, 4, 5], 3, [5]) == [1, 2, 5]
    assert first([1, 2, 3, 4, 5], 3, [2]) == [1, 2, 3]
    assert first([1, 2, 3, 4, 5], 1, [4, 5]) == [4]
