from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from matplotlib.figure import Figure
from matplotlib.text import Text

from workbench.charts.style import Style
from workbench.charts.voices import COLUMNS, describe_voices, draw_voices
from workbench.domain.focus import NOBODY, Focus
from workbench.domain.palette import UNKNOWN_OUTLET, outlet_styles

NAN = float("nan")
STYLE = Style(outlets=outlet_styles(("Post", "Times")))


def voices_table(*, share_of: str = "words", speech: str = "direct and mixed") -> pd.DataFrame:
    rows = [
        ("roe", "Jane Roe", "Post", 3, 45, 0.25, 0.1, 0.4, 0.3, 0.2, 0.5, 2, 4, 5, 10, 180, speech),
        ("roe", "Jane Roe", "Times", 0, 0, 0.0, NAN, NAN, 0.0, NAN, NAN, 0, 5, 6, 2, 20, speech),
        ("roe", "Jane Roe", "", 0, 0, NAN, NAN, NAN, NAN, NAN, NAN, 0, 0, 1, 0, 0, speech),
        (NOBODY, "Nobody named", "Post", 1, 1, 1 / 180, 0.0, 0.02, 0.1, 0.0, 0.3, 1, None, 5, 10, 180, speech),
        (NOBODY, "Nobody named", "Times", 2, 20, 1.0, NAN, NAN, 1.0, NAN, NAN, 1, None, 6, 2, 20, speech),
        (NOBODY, "Nobody named", "", 0, 0, NAN, NAN, NAN, NAN, NAN, NAN, 0, None, 1, 0, 0, speech),
    ]
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    table["mentions"] = table["mentions"].astype("Int64")
    table.attrs["share_of"] = share_of
    return table


def texts(figure: Figure) -> list[str]:
    return [text.get_text() for text in figure.findobj(Text)]


def test_dots_stand_at_the_shares_in_per_cent() -> None:
    for share_of, column in (("words", "share"), ("quotes", "share_of_quotes")):
        figure, table = Figure(figsize=(7, 4)), voices_table(share_of=share_of)
        draw_voices(figure, table, STYLE)
        (line,) = [
            d
            for d in figure.axes[0].lines
            if d.get_linestyle() == "None" and d.get_markerfacecolor() == STYLE.outlet_colour("Post")
        ]
        shares = (100 * table.loc[table["outlet"] == "Post", column]).tolist()
        assert np.asarray(line.get_xdata()).tolist() == pytest.approx(shares)


def test_each_mark_is_a_speaker_in_an_outlet_and_says_its_quotes_and_denominators() -> None:
    marks = draw_voices(Figure(figsize=(7, 4)), voices_table(), STYLE).marks
    assert [mark.focus for mark in marks] == [
        Focus(speaker=speaker, outlet=outlet)
        for speaker in ("roe", NOBODY)
        for outlet in ("Post", "Times", UNKNOWN_OUTLET)
    ]
    assert marks[0].label == (
        "Jane Roe in Post: 3 quotes, 45 words, 25.0 % of 180 quoted words, 95 % interval 10.0 to 40.0"
        " (quoted in 2 of 5 articles)"
    )
    assert marks[1].label == "Jane Roe in Times: named 5 times, never quoted (0 of 20 quoted words, 6 articles)"
    assert marks[2].label == f"Jane Roe in {UNKNOWN_OUTLET}: not named, never quoted (0 of 0 quoted words, 1 article)"
    assert marks[3].label.startswith("Nobody named in Post: 1 quote, 1 word, 0.56 % of 180 quoted words")
    by_quotes = draw_voices(Figure(figsize=(7, 4)), voices_table(share_of="quotes"), STYLE).marks
    assert "30.0 % of 10 quotes, 95 % interval 20.0 to 50.0" in by_quotes[0].label


def test_marks_of_all_reported_speech_open_all_of_it() -> None:
    marks = draw_voices(Figure(figsize=(7, 4)), voices_table(speech="all"), STYLE).marks
    assert {mark.focus.indirect for mark in marks} == {True}


def test_the_axis_names_what_is_shared_and_the_legend_how_much_there_is() -> None:
    figure = Figure(figsize=(9, 5))
    draw_voices(figure, voices_table(), STYLE)
    shown = " ".join(texts(figure))
    assert "% of the outlet’s quoted words" in shown
    assert "180 quoted words" in shown
    assert "no quotes" in shown, "an outlet that quotes nobody has no shares"
    figure = Figure(figsize=(9, 5))
    draw_voices(figure, voices_table(share_of="quotes"), STYLE)
    assert "% of the outlet’s quotes" in " ".join(texts(figure))


def test_a_speaker_in_focus_is_highlighted_in_every_outlet() -> None:
    style = Style(outlets=STYLE.outlets, focus=Focus(speaker="roe"))
    figure = Figure(figsize=(7, 4))
    draw_voices(figure, voices_table(), style)
    colours = [line.get_markerfacecolor() for line in figure.axes[0].lines if line.get_linestyle() == "None"]
    assert {STYLE.outlet_colour("Post"), STYLE.outlet_colour("Post", subdued=True)} <= set(colours)


def test_the_description_says_who_is_quoted_most_and_who_is_named_and_never_quoted() -> None:
    words = describe_voices(voices_table())
    assert words.startswith("Shares of quoted words (direct and mixed) of 2 speakers in 3 outlets.")
    assert "Largest: Nobody named in Times with 100 % (2 quotes), Jane Roe in Post with 25.0 % (3 quotes)" in words
    assert "Named and never quoted: Jane Roe in Times (5 mentions)." in words
    assert "Shares of quotes (direct, mixed and indirect)" in describe_voices(
        voices_table(share_of="quotes", speech="all")
    )


def test_nobody_quoted_is_said() -> None:
    figure, none = Figure(figsize=(5, 3)), voices_table().iloc[:0]
    assert draw_voices(figure, none, STYLE).marks == ()
    assert "Nobody is quoted" in texts(figure)
    assert "Nobody is quoted yet" in describe_voices(none)
    with pytest.raises(ValueError, match="lacks: speech"):
        draw_voices(figure, voices_table().drop(columns="speech"), STYLE)


@pytest.mark.parametrize("size", [(390, 230), (300, 250), (900, 700)])
def test_marks_stay_inside_at_any_size(size: tuple[int, int]) -> None:
    figure = Figure(figsize=(size[0] / 96, size[1] / 96), dpi=96)
    marks = draw_voices(figure, voices_table(), STYLE).marks
    assert marks
    for mark in marks:
        assert all(0 <= edge <= 1 and not math.isnan(edge) for edge in (mark.left, mark.top, mark.right, mark.bottom))
