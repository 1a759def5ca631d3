"""The timeline chart: panels, gaps, marks that can be clicked, dates on the axis, events, words."""

from __future__ import annotations

import math
from datetime import date, timedelta
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.figure import Figure
from matplotlib.text import Text

from workbench.charts.style import Style
from workbench.charts.time_axis import date_ticks
from workbench.charts.timeline import COLUMNS, MOST, describe_timeline, draw_timeline
from workbench.domain.event_markers import event_from
from workbench.domain.focus import Focus
from workbench.domain.palette import ALL_OUTLETS, UNKNOWN_OUTLET, outlet_styles

NAN = math.nan
OUTLETS = ["AP", "Bloomberg", "Caspian News"]
STYLE = Style(outlets=outlet_styles(OUTLETS))


def table(
    terms: tuple[str, ...] = ("nato",),
    outlets: tuple[str, ...] = (ALL_OUTLETS,),
    *,
    steps: int = 6,
    empty: tuple[int, ...] = (2,),
    **attrs: object,
) -> pd.DataFrame:
    """Days from 3 June 2024 on; the count is the number of the day plus that of the term."""
    rows = []
    for t, term in enumerate(terms):
        for outlet in outlets:
            for n in range(steps):
                day = (date(2024, 6, 3) + timedelta(days=n)).isoformat()
                if n in empty:
                    rows.append((term, outlet, day, day, 0, NAN, NAN, NAN, 0, 0, 0, NAN, NAN, NAN))
                else:
                    rows.append((term, outlet, day, day, n + t, 2.0 * n, 1.0 * n, 3.0 * n, 2, 4, 500, 0.5, 0.15, 0.85))
    out = pd.DataFrame(rows, columns=list(COLUMNS))
    out.attrs.update({"unit": "day", **attrs})
    return out


def texts(figure: Figure) -> list[str]:
    return [text.get_text() for text in figure.findobj(Text) if text.get_text()]


def drawn(
    data: pd.DataFrame, width: float = 9.0, height: float = 5.0, style: Style = STYLE
) -> tuple[Figure, list[Focus]]:
    figure = Figure(figsize=(width, height))
    return figure, [mark.focus for mark in draw_timeline(figure, data, style).marks]


def test_every_step_with_articles_has_a_mark_that_highlights_its_days() -> None:
    _, foci = drawn(table())
    days = ["2024-06-03", "2024-06-04", "2024-06-06", "2024-06-07", "2024-06-08"]
    assert foci == [Focus(term="nato", date_from=day, date_to=day) for day in days]


def test_marks_lie_where_their_value_is_seen() -> None:
    marks = draw_timeline(Figure(figsize=(9, 5)), table(), STYLE).marks
    lefts = [mark.left for mark in marks]
    tops = [mark.top for mark in marks]
    assert lefts == sorted(lefts)
    assert tops == sorted(tops, reverse=True)
    assert all(0 <= m.left < m.right <= 1 and 0 <= m.top < m.bottom <= 1 for m in marks)
    assert (
        "“nato” in all outlets, 7 June 2024: 4 times in 2 of 4 articles (500 words): 8.0 per 1,000 words"
        in marks[3].label
    )


def test_a_step_without_articles_is_a_gap_in_the_line() -> None:
    figure, _ = drawn(table())
    line = max(
        (line for line in figure.axes[0].lines if np.size(line.get_xdata()) == 6), key=lambda line: line.get_linewidth()
    )
    assert np.isnan(np.asarray(line.get_ydata(), dtype=float)).tolist() == [False, False, True, False, False, False]


def test_by_outlet_there_is_a_panel_for_each_with_its_own_marks() -> None:
    figure, foci = drawn(table(outlets=("AP", "Bloomberg", "")), 12, 6)
    assert len(figure.axes) == 3
    assert {focus.outlet for focus in foci} == {"AP", "Bloomberg", UNKNOWN_OUTLET}
    assert {"AP", "Bloomberg", UNKNOWN_OUTLET} <= set(texts(figure))


def test_several_terms_together_have_a_panel_each_and_by_outlet_a_line_each() -> None:
    figure, foci = drawn(table(("nato", "war")), 12, 6)
    assert (len(figure.axes), len({focus.term for focus in foci})) == (2, 2)
    figure, foci = drawn(table(("nato", "war"), ("AP", "Bloomberg")), 12, 6)
    assert (len(figure.axes), len({(focus.term, focus.outlet) for focus in foci})) == (2, 4)
    assert {"“nato”", "“war”"} <= set(texts(figure))


def test_panels_share_their_axes() -> None:
    figure, _ = drawn(table(outlets=tuple(OUTLETS)), 12, 6)
    assert len({axes.get_xlim() for axes in figure.axes}) == 1
    assert len({axes.get_ylim() for axes in figure.axes}) == 1


def test_at_most_so_many_panels_are_drawn_and_the_rest_is_said() -> None:
    names = tuple(f"Outlet {n:02}" for n in range(20))
    figure, _ = drawn(table(outlets=names), 16, 16)
    assert len(figure.axes) == MOST
    assert any("12 of 20 outlets, those with the most passages" in text for text in texts(figure))


def test_where_steps_are_too_close_the_one_with_most_passages_is_clickable_and_a_note_says_so() -> None:
    figure, foci = drawn(table(steps=900, empty=()), 4, 3)
    assert 40 < len(foci) < 140
    assert Focus(term="nato", date_from="2026-11-19", date_to="2026-11-19") in foci
    assert any("900 days are too close to click each" in text for text in texts(figure))


def test_an_entity_is_highlighted_in_the_days_of_a_mark() -> None:
    _, foci = drawn(table(("NATO",), focus=Focus(entity="e1")))
    assert foci[0] == Focus(entity="e1", date_from="2024-06-03", date_to="2024-06-03")


def test_shares_of_articles_are_drawn_in_percent() -> None:
    marks = draw_timeline(Figure(figsize=(9, 5)), table(show="articles"), STYLE).marks
    assert "50.0 % of articles, 95 % interval 15.0 to 85.0" in marks[0].label


def test_events_are_named_above_the_panels_when_their_days_are_shown() -> None:
    events = (
        event_from("2024-06-05", "", "Vote"),
        event_from("2024-06-07", "2024-06-30", "Talks"),
        event_from("2020-01-01", "", "Old"),
    )
    figure, _ = drawn(table(events=events))
    assert {"Vote", "Talks"} <= set(texts(figure))
    assert "Old" not in texts(figure)
    assert "Events: Vote (5 June 2024), Talks (7–30 June 2024) and Old (1 January 2020)." in describe_timeline(
        table(events=events)
    )


def test_events_can_be_clicked_but_never_hide_a_value() -> None:
    events = (event_from("2024-06-06", "", "Vote"), event_from("2024-06-07", "2024-06-30", "Talks"))
    hitmap = draw_timeline(Figure(figsize=(9, 5)), table(("nato", "war"), events=events), STYLE)
    marked = [mark for mark in hitmap.marks if mark.event is not None]
    assert {mark.event for mark in marked} == set(events)
    assert all(mark.focus.is_empty and mark.event is not None and mark.event.label in mark.label for mark in marked)
    line = next(mark for mark in marked if mark.event == events[0] and mark.bottom - mark.top > 0.1)
    assert hitmap.at((line.left + line.right) / 2, line.top + 0.01) == line
    on_the_day = next(mark for mark in hitmap.marks if mark.focus.date_from == "2024-06-06")
    assert hitmap.at((on_the_day.left + on_the_day.right) / 2, (on_the_day.top + on_the_day.bottom) / 2) == on_the_day
    for mark in hitmap.marks:
        assert 0 <= mark.left < mark.right <= 1
        assert 0 <= mark.top < mark.bottom <= 1


def test_text_of_a_corpus_is_never_markup() -> None:
    hostile = r"$\frac{1}{0}$<b>x</b>"
    figure, _ = drawn(table(outlets=(hostile,), events=(event_from("2024-06-05", "", hostile),)))
    figure.canvas.draw()
    assert sum(hostile == text for text in texts(figure)) == 2


def test_the_description_has_counts_denominators_and_gaps() -> None:
    words = describe_timeline(table())
    assert "Times per 1,000 words by day, 3–8 June 2024: 6 days." in words
    assert (
        "“nato” in all outlets: 13 times in 10 of 20 articles (2,500 words); most 8 June 2024: 10.0 per 1,000 words"
        in words
    )
    assert "Without any article: 1 day; gaps in the line." in words


@pytest.mark.parametrize("size", [(1.0, 0.8), (2.4, 1.8), (4.0, 2.6), (20.0, 12.0)])
def test_it_is_drawn_at_any_size(size: tuple[float, float]) -> None:
    figure, _ = drawn(table(("nato", "war"), tuple(OUTLETS), events=(event_from("2024-06-05", "", "Vote"),)), *size)
    figure.canvas.draw()
    assert texts(figure)


def test_without_rows_it_says_what_to_do() -> None:
    figure, foci = drawn(table(steps=0))
    assert not foci
    assert "Nothing is highlighted" in texts(figure)
    undated = table(steps=0, label="“nato”")
    assert "No dates" in texts(drawn(undated)[0])
    assert describe_timeline(undated).startswith("No dates. No counted article has a date.")
    with pytest.raises(ValueError, match="lacks: step"):
        draw_timeline(Figure(), table().drop(columns="step"), STYLE)


@settings(deadline=None)
@given(
    st.dates(date(1700, 1, 1), date(2200, 1, 1)),
    st.integers(0, 30_000),
    st.floats(30, 3000),
    st.sampled_from(["day", "week", "month"]),
)
def test_dates_on_the_axis_never_lie_on_one_another(first: date, days: int, pixels: float, finest: str) -> None:
    last = first + timedelta(days=days)
    ticks = date_ticks(first, last, pixels, lambda text: 6.5 * len(text), apart=8.0, finest=finest)
    assert ticks
    places = [(tick.day - first).days / (days + 1) * pixels for tick in ticks]
    for (a, one), (b, two) in pairwise(zip(places, ticks, strict=True)):
        widths = [6.5 * max(len(tick.label), len(tick.below)) for tick in (one, two)]
        assert b - a >= sum(widths) / 2
    for before, after in pairwise(ticks):
        if after.below:
            assert before.day.year < after.day.year
