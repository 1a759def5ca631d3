from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import pandas as pd
import pytest
from matplotlib.figure import Figure
from matplotlib.text import Text

from workbench.charts.frame_parts import COLUMNS, describe_frame_parts, draw_frame_parts
from workbench.charts.style import Style
from workbench.domain.focus import Focus, aspect_text
from workbench.domain.palette import UNKNOWN_OUTLET, outlet_styles

OUTLETS = ("AP", "Bloomberg")
STYLE = Style(outlets=outlet_styles(OUTLETS), frame_names={"conflict": "Conflict"})
LARGE = (8, 9)


def parts_table(
    frames: Sequence[str] = ("conflict", "morality"), outlets: Sequence[str] = OUTLETS, *, intervals: bool = True
) -> pd.DataFrame:
    rows: list[tuple[object, ...]] = []
    for f, frame in enumerate(frames):
        for o, outlet in enumerate(outlets):
            for p, place in enumerate(("headline", "lead", "body")):
                for voice in ("own", "quoted"):
                    words = 0 if (place, voice) == ("headline", "quoted") else 100 * (p + 1)
                    hits = (f + o + p) if words else 0
                    rate = hits * 1000.0 / words if words else math.nan
                    ends = (rate * 0.5, rate * 2.0) if intervals and words and hits else (math.nan, math.nan)
                    rows.append((frame, outlet, place, voice, hits, rate, *ends, 5, words))
    return pd.DataFrame(rows, columns=list(COLUMNS))


def texts(figure: Figure) -> list[str]:
    return [text.get_text() for text in figure.findobj(Text)]


def test_each_mark_opens_the_passages_of_its_frame_outlet_and_part() -> None:
    table = parts_table()
    table.attrs = {"codebook": "generic", "verdict": "accepted"}
    marks = draw_frame_parts(Figure(figsize=LARGE), table, STYLE).marks
    counted = table[table["words"] > 0]
    wanted = {
        Focus(
            frame=str(row["frame"]),
            outlet=str(row["outlet"]),
            codebook="generic",
            aspect=aspect_text(place=str(row["place"]), voice=str(row["voice"]), verdict="accepted"),
        )
        for row in counted.to_dict("records")
    }
    assert {mark.focus for mark in marks} == wanted
    assert len(marks) == len(counted)


def test_the_outlets_of_a_part_stand_together_and_parts_follow_the_table() -> None:
    marks = draw_frame_parts(Figure(figsize=LARGE), parts_table(), STYLE).marks
    assert [(m.focus.frame, dict(m.focus.aspects)["place"], m.focus.outlet) for m in marks[:4]] == [
        ("conflict", "headline", "AP"),
        ("conflict", "headline", "Bloomberg"),
        ("conflict", "lead", "AP"),
        ("conflict", "lead", "Bloomberg"),
    ]
    assert [m.focus.frame for m in marks] == ["conflict"] * 10 + ["morality"] * 10
    assert [m.top for m in marks] == sorted(m.top for m in marks)


def test_dots_stand_at_the_rates_of_their_part() -> None:
    figure, table = Figure(figsize=LARGE), parts_table()
    marks = draw_frame_parts(figure, table, STYLE).marks
    axes, rates = figure.axes[0], table.set_index(["frame", "outlet", "place", "voice"])["per_1000"]
    for mark in marks:
        aspects = dict(mark.focus.aspects)
        rate = rates[mark.focus.frame, mark.focus.outlet, aspects["place"], aspects["voice"]]
        x = axes.transData.transform((rate, 0.0))[0] / figure.bbox.width
        assert (mark.left + mark.right) / 2 == pytest.approx(x)


def test_labels_say_part_count_interval_and_denominators() -> None:
    figure = Figure(figsize=LARGE)
    marks = draw_frame_parts(figure, parts_table(), STYLE).marks
    (label,) = {m.label for m in marks if m.focus.frame == "morality" and "headline" in m.label and "AP" in m.label}
    assert label == (
        "morality, headline, own words in AP: 1 passage, 10.0 per 1,000 words, 95 % interval 5.0 to 20.0"
        " (100 words in 5 articles)"
    )
    assert {"Conflict, headline, own", "Conflict, body, quoted"} <= set(texts(figure))
    assert "Conflict, headline, quoted" not in texts(figure), "nobody has a word there"


def test_a_long_name_gives_way_to_its_part() -> None:
    figure = Figure(figsize=(5, 6))
    draw_frame_parts(figure, parts_table(["Economic consequences for everybody and their neighbours"]), STYLE)
    names = [text for text in texts(figure) if text.startswith("Econ")]
    assert len(names) == 5
    assert all(name.endswith((", own", ", quoted")) and "…" in name for name in names)
    assert len(set(names)) == 5


def test_a_part_in_focus_is_highlighted_and_no_other_part_of_the_frame() -> None:
    chosen = Focus(frame="conflict", outlet="AP", aspect=aspect_text(place="lead", voice="own"))
    style = Style(outlets=outlet_styles(OUTLETS), focus=chosen)
    figure = Figure(figsize=LARGE)
    draw_frame_parts(figure, parts_table(), style)
    subdued = style.outlet_colour("AP", subdued=True)
    drawn = [
        (line.get_markerfacecolor(), np.asarray(line.get_xdata()).size)
        for line in figure.axes[0].lines
        if line.get_linestyle() == "None"
    ]
    assert sum(size for colour, size in drawn if colour == style.outlet_colour("AP")) == 1
    assert sum(size for colour, size in drawn if colour == subdued) == 9


def test_an_article_without_outlet_opens_as_that() -> None:
    marks = draw_frame_parts(Figure(figsize=LARGE), parts_table(outlets=("",)), STYLE).marks
    assert {mark.focus.outlet for mark in marks} == {UNKNOWN_OUTLET}


def test_without_intervals_the_chart_and_its_description_say_so() -> None:
    figure, table = Figure(figsize=LARGE), parts_table(intervals=False)
    draw_frame_parts(figure, table, STYLE)
    assert any("too few articles for an interval" in text for text in texts(figure))
    assert "No interval is shown" in describe_frame_parts(table)


def test_the_description_has_denominators_and_the_largest_values() -> None:
    said = describe_frame_parts(parts_table())
    assert "Counted: AP 1,100 words; Bloomberg 1,100 words." in said
    assert "Largest: morality, headline, own words, in Bloomberg with 20.0 (2 passages in 100 words);" in said


def test_an_empty_table_is_a_message() -> None:
    figure = Figure(figsize=LARGE)
    assert draw_frame_parts(figure, parts_table([]), STYLE).marks == ()
    assert "No frames to compare" in " ".join(texts(figure))
    assert "No frames to compare yet" in describe_frame_parts(parts_table([]))
