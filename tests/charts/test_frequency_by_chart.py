"""Terms by parts, and lexical diversity: marks say and stand for what the table has."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd
import pytest
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.text import Text

from workbench.charts.frequency_by import describe_frequency_by, draw_frequency_by
from workbench.charts.lexical_diversity import describe_lexical_diversity, draw_lexical_diversity
from workbench.charts.style import Style
from workbench.domain.focus import Focus
from workbench.domain.palette import MARKS, outlet_styles, term_styles

STYLE = Style(outlets=outlet_styles(["AP", "Post"]))


def rows(*by: str, **columns: list[Any]) -> pd.DataFrame:
    count = len(next(iter(columns.values())))
    table = pd.DataFrame({name: columns[name] for name in (*by, "term", "part")})
    return table.assign(
        count=range(1, count + 1),
        per_1000=[float(n) for n in range(1, count + 1)],
        low=math.nan,
        high=math.nan,
        documents=1,
        articles=5,
        words=1000,
    )


def texts(figure: Figure) -> list[str]:
    return [text.get_text() for text in figure.findobj(Text) if text.get_text()]


def test_by_one_dimension_parts_are_groups_and_terms_their_rows() -> None:
    table = rows(
        "month",
        month=["2024-01", "2024-01", "2024-02", "2024-02"],
        term=["war", "peace", "war", "peace"],
        part=["month:2024-01"] * 2 + ["month:2024-02"] * 2,
    )
    figure = Figure(figsize=(8, 5))
    hitmap = draw_frequency_by(figure, table, STYLE)
    assert {mark.focus for mark in hitmap.marks} == {
        Focus(term=term, part=f"month:{month}") for term in ("war", "peace") for month in ("2024-01", "2024-02")
    }
    bars = [patch for patch in figure.axes[0].patches if isinstance(patch, Rectangle)]
    assert sorted(bar.get_width() for bar in bars) == table["per_1000"].tolist()
    assert {"2024-01", "2024-02", "war", "peace"} <= set(texts(figure))
    first = next(mark for mark in hitmap.marks if mark.focus == Focus(term="war", part="month:2024-01"))
    assert first.label == "war in 2024-01: 1 time, 1.0 per 1,000 words (in 1 of 5 articles, 1,000 words)"
    assert describe_frequency_by(table).startswith(
        "How often 2 terms (“war” and “peace”) occur per 1,000 words by month"
    )


def test_by_outlet_and_month_the_outlets_are_the_rows_in_their_fixed_order() -> None:
    table = rows(
        "outlet",
        "month",
        outlet=["Post", "AP", ""],
        month=["2024-01", "2024-02", "2024-02"],
        term=["war"] * 3,
        part=["month:2024-01", "month:2024-02", "month:2024-02"],
    )
    figure = Figure(figsize=(8, 5))
    hitmap = draw_frequency_by(figure, table, STYLE)
    assert {(mark.focus.outlet, mark.focus.part) for mark in hitmap.marks} == {
        ("Post", "month:2024-01"),
        ("AP", "month:2024-02"),
        ("Outlet not known", "month:2024-02"),
    }
    legend = [text for text in texts(figure) if text in ("AP", "Post", "Outlet not known")]
    assert legend == ["AP", "Post", "Outlet not known"]


def test_a_table_without_a_dimension_or_a_column_is_refused_and_an_empty_one_says_so() -> None:
    table = rows("story", story=["S"], term=["war"], part=["story:s"])
    with pytest.raises(ValueError, match="lacks a dimension"):
        draw_frequency_by(Figure(), table.drop(columns="story"), STYLE)
    with pytest.raises(ValueError, match="lacks: words"):
        draw_frequency_by(Figure(), table.drop(columns="words"), STYLE)
    figure = Figure(figsize=(6, 4))
    assert not draw_frequency_by(figure, table.iloc[:0], STYLE).marks
    assert "No terms to compare" in texts(figure)
    assert "No terms to compare yet" in describe_frequency_by(table.iloc[:0])


def test_a_term_looks_the_same_in_every_chart_and_terms_of_one_chart_differ() -> None:
    terms = [f"word{n}" for n in range(30)]
    styles = term_styles(terms)
    assert len({(style.light, style.mark) for style in styles.values()}) == len(terms)
    assert term_styles(["war"])["war"] == term_styles(["WAR", "peace"])["WAR"] == term_styles(["war", "talks"])["war"]
    assert all(style.mark in MARKS for style in styles.values())


def diversity(*values: tuple[str, float, float, float, int]) -> pd.DataFrame:
    table = pd.DataFrame(values, columns=["outlet", "value", "low", "high", "samples"])
    return table.assign(measure="mattr", articles=6, words=4000, sample_words=600)


def test_each_outlet_has_a_dot_with_its_interval_and_says_its_sample() -> None:
    table = diversity(
        ("AP", 0.5, 0.4, 0.6, 200), ("Post", 0.7, math.nan, math.nan, 1), ("", math.nan, math.nan, math.nan, 0)
    )
    figure = Figure(figsize=(8, 4))
    hitmap = draw_lexical_diversity(figure, table, STYLE)
    assert [mark.focus for mark in hitmap.marks] == [Focus(outlet=o) for o in ("AP", "Post", "Outlet not known")]
    assert hitmap.marks[0].label == (
        "MATTR (windows of 500 words) in AP: 0.50, 95 % of samples 0.40 to 0.60 "
        "(200 samples of 600 words, from 4,000 words in 6 articles)"
    )
    assert "too few words for a sample" in hitmap.marks[2].label
    low, high = figure.axes[0].get_xlim()
    assert 0.35 < low < 0.4, "the axis is about the values, not about zero"
    assert 0.7 < high < 0.75
    said = describe_lexical_diversity(table)
    assert "Largest: Post 0.70 and AP 0.50." in said
    assert "Too few words for a sample: Outlet not known." in said


def test_several_measures_in_one_chart_are_refused_and_nothing_says_so() -> None:
    table = diversity(("AP", 0.5, 0.4, 0.6, 200), ("Post", 0.7, 0.6, 0.8, 200))
    table.loc[1, "measure"] = "ttr"
    with pytest.raises(ValueError, match="one measure"):
        draw_lexical_diversity(Figure(), table, STYLE)
    figure = Figure(figsize=(6, 4))
    assert not draw_lexical_diversity(figure, table.iloc[:0], STYLE).marks
    assert "No words to compare" in texts(figure)
