from __future__ import annotations

import math

import pandas as pd
import pytest
from matplotlib.figure import Figure
from matplotlib.text import Text

from workbench.charts.labels import COLUMNS as LABEL_COLUMNS
from workbench.charts.labels import describe_labels, draw_labels
from workbench.charts.style import Style
from workbench.charts.word_pairs import COLUMNS, describe_word_pairs, draw_word_pairs
from workbench.domain.focus import Focus
from workbench.domain.labels import ChosenLabel
from workbench.domain.palette import UNKNOWN_OUTLET, outlet_styles
from workbench.domain.scope import Voice

NAN = math.nan
OUTLETS = ("AP", "Bloomberg", "")
STYLE = Style(outlets=outlet_styles(OUTLETS))


def pairs() -> pd.DataFrame:
    return pd.DataFrame(
        [
            ("rulers", "regime", "government", "AP", 3, 1, 4, 400, 0.75, 0.5, 1.0, 3.0, 1.0, 6.0),
            ("rulers", "regime", "government", "Bloomberg", 1, 4, 5, 500, 0.2, 0.1, 0.4, 0.25, 0.1, 0.6),
            ("rulers", "regime", "government", "", 0, 0, 1, 90, NAN, NAN, NAN, NAN, NAN, NAN),
        ],
        columns=list(COLUMNS),
    )


def labels(voice: Voice = Voice.ALL) -> pd.DataFrame:
    table = pd.DataFrame(
        [
            ("apposition", "dictator", "AP", 3, 300.0, 100.0, 500.0, 10, 4),
            ("apposition", "dictator", "Bloomberg", 0, 0.0, NAN, NAN, 5, 2),
            ("subject_of", "accuse", "AP", 1, 100.0, 0.0, 200.0, 10, 4),
            ("subject_of", "accuse", "Bloomberg", 2, 400.0, 0.0, 800.0, 5, 2),
        ],
        columns=list(LABEL_COLUMNS),
    )
    table.attrs.update(entity="roe", name="Jane Roe", voice=str(voice))
    return table


def words(figure: Figure) -> list[str]:
    return [text.get_text() for text in figure.findobj(Text)]


def test_a_dot_stands_for_the_word_that_an_outlet_uses_more() -> None:
    figure = Figure(figsize=(7, 4))
    marks = draw_word_pairs(figure, pairs(), STYLE).marks
    assert [mark.focus for mark in marks] == [
        Focus(term="regime", outlet="AP"),
        Focus(term="government", outlet="Bloomberg"),
        Focus(term="regime", outlet=UNKNOWN_OUTLET),
    ]
    assert marks[0].label == (
        "AP: regime 3, government 1; 75.0 % regime, 95 % interval 50.0 % to 100 % (400 words in 4 articles)"
    )
    assert "neither stands there" in marks[2].label


def test_shares_are_drawn_from_nothing_to_all() -> None:
    figure = Figure(figsize=(7, 4))
    marks = draw_word_pairs(figure, pairs(), STYLE).marks
    low, high = figure.axes[0].get_xlim()
    assert low <= 0
    assert high >= 100
    for mark, share in zip(marks[:2], (75.0, 20.0), strict=True):
        x = figure.axes[0].transData.transform((share, 0.0))[0] / figure.bbox.width
        assert (mark.left + mark.right) / 2 == pytest.approx(x)
    shown = words(figure)
    assert {"rulers", "3 : 1", "1 : 4", "0 : 0"} <= set(shown)


def test_pairs_in_words() -> None:
    said = describe_word_pairs(pairs())
    assert "“regime” against “government”: AP 75.0 % (3 to 1) and Bloomberg 20.0 % (1 to 4)." in said
    assert "95 % intervals by article bootstrap" in said
    neither = pairs().iloc[2:]
    assert "neither stands in any outlet" in describe_word_pairs(neither)
    assert "No pairs of words yet" in describe_word_pairs(pairs().iloc[:0])


def test_without_a_pair_the_chart_says_what_to_do() -> None:
    figure = Figure(figsize=(7, 4))
    assert draw_word_pairs(figure, pairs().iloc[:0], STYLE).marks == ()
    assert "Add two words to set against one another." in words(figure)


@pytest.mark.parametrize("voice", list(Voice))
def test_a_dot_stands_for_a_label_in_an_outlet(voice: Voice) -> None:
    figure = Figure(figsize=(7, 4))
    marks = draw_labels(figure, labels(voice), STYLE).marks
    assert [mark.focus for mark in marks] == [
        ChosenLabel(relation, label, voice).focus("roe", outlet)
        for relation, label in (("apposition", "dictator"), ("subject_of", "accuse"))
        for outlet in ("AP", "Bloomberg")
    ]
    assert marks[0].label == (
        "“dictator” (apposition) in AP: 3 times, 300 per 1,000 mentions, 95 % interval 100 to 500"
        " (10 mentions in 4 articles)"
    )
    assert "“dictator” (apposition)" in words(figure)


def test_the_highlighted_label_stands_out() -> None:
    style = Style(outlets=STYLE.outlets, focus=ChosenLabel("subject_of", "accuse").focus("roe"))
    figure = Figure(figsize=(7, 4))
    draw_labels(figure, labels(), style)
    weights = {text.get_text(): text.get_fontweight() for text in figure.findobj(Text)}
    assert weights["subject of “accuse”"] != weights["“dictator” (apposition)"]


def test_labels_in_words() -> None:
    said = describe_labels(labels())
    assert "Jane Roe" in said
    assert "Counted: AP 10 mentions in 4 articles and Bloomberg 5 mentions in 2 articles." in said
    assert "Largest: subject of “accuse” in Bloomberg with 400 (2 times)" in said
    assert "Nothing is said to compare yet" in describe_labels(labels().iloc[:0])


def test_a_table_that_lacks_a_column_is_refused() -> None:
    with pytest.raises(ValueError, match="word pairs chart lacks: share_a"):
        draw_word_pairs(Figure(), pairs().drop(columns="share_a"), STYLE)
    with pytest.raises(ValueError, match="labels chart lacks: mentions"):
        draw_labels(Figure(), labels().drop(columns="mentions"), STYLE)
