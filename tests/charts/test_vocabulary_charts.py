"""The pictures of two vocabularies and of the strongest terms of all outlets."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from matplotlib.figure import Figure
from matplotlib.text import Text

from workbench.charts.apart import Area
from workbench.charts.keyness_by_outlet import describe_keyness_by_outlet, draw_keyness_by_outlet
from workbench.charts.label_places import placed_labels
from workbench.charts.style import Style
from workbench.charts.vocabulary import MOST_LABELS, describe_vocabulary, draw_vocabulary
from workbench.domain.focus import Focus
from workbench.domain.palette import outlet_styles

OUTLETS = ("AP", "Bloomberg")
STYLE = Style(outlets=outlet_styles(OUTLETS))


def texts_of(figure: Figure) -> list[str]:
    return [str(artist.get_text()) for artist in figure.findobj(Text)]


def vocabulary_table(terms: int = 400) -> pd.DataFrame:
    rng = np.random.default_rng(1)
    ratio = rng.normal(0, 1.5, terms)
    count = rng.integers(1, 400, terms)
    return pd.DataFrame(
        {
            "outlet": "AP", "reference_outlet": "Bloomberg", "term": [f"term{n}" for n in range(terms)], "count": count,
            "reference_count": np.maximum(count / 2**ratio, 0).astype(int), "per_1000": count / 50.0,
            "reference_per_1000": count / 50.0 / 2**ratio, "g2": ratio * count, "log_ratio": ratio,
            "lrc": np.where(np.abs(ratio) > 1, ratio / 2, 0.0), "documents": 3, "reference_documents": 2, "articles": 9,
            "reference_articles": 8, "words": 50_000, "reference_words": 40_000,
        }
    )  # fmt: skip


def cells_table() -> pd.DataFrame:
    rows = [
        (of, term, outlet, 5, 1.5, 2.0 if outlet == of else -2.0, 1.0 if outlet == of else -3.0,
         3.0 if outlet == of else 0.5, 2, 9, 3000)
        for of, term in (("AP", "talks"), ("AP", "peace"), ("Bloomberg", "markets"))
        for outlet in OUTLETS
    ]  # fmt: skip
    columns = [
        "of",
        "term",
        "outlet",
        "count",
        "per_1000",
        "log_ratio",
        "low",
        "high",
        "documents",
        "articles",
        "words",
    ]
    return pd.DataFrame(rows, columns=columns)


def test_every_point_of_a_vocabulary_says_both_counts_and_opens_the_outlet_with_more() -> None:
    table = vocabulary_table()
    marks = draw_vocabulary(Figure(figsize=(7, 5)), table, STYLE).marks
    assert len(marks) == len(table)
    rows = {str(row["term"]): row for row in table.to_dict("records")}
    for mark in marks:
        row = rows[mark.focus.term]
        assert mark.focus.outlet == ("AP" if row["log_ratio"] >= 0 else "Bloomberg")
        own = row["count"] if row["log_ratio"] >= 0 else row["reference_count"]
        assert f"{mark.focus.outlet} {own:,} time" in mark.label
        assert 0 <= mark.left < mark.right <= 1
        assert 0 <= mark.top < mark.bottom <= 1
    assert "of 50,000 words" in marks[0].label


def test_the_same_vocabulary_is_drawn_in_the_same_way_with_few_names() -> None:
    one, other = (Figure(figsize=(7, 5)) for _ in range(2))
    assert draw_vocabulary(one, vocabulary_table(), STYLE) == draw_vocabulary(other, vocabulary_table(), STYLE)
    named = texts_of(one)
    shown = [name for name in named if name.startswith("term")]
    assert 10 < len(shown) <= MOST_LABELS
    assert len(set(shown)) == len(shown)


def test_a_term_in_focus_is_named_whatever_its_strength() -> None:
    table = vocabulary_table()
    weakest = str(table["term"].iloc[int(table["g2"].abs().argmin())])
    figure = Figure(figsize=(7, 5))
    draw_vocabulary(figure, table, Style(outlets=outlet_styles(OUTLETS), focus=Focus(term=weakest)))
    named = texts_of(figure)
    assert weakest in named


def test_a_vocabulary_in_words_has_its_denominators() -> None:
    words = describe_vocabulary(vocabulary_table())
    assert "400 terms of AP (50,000 words in 9 articles) and Bloomberg (40,000 words in 8 articles)" in words
    assert "needed" in describe_vocabulary(vocabulary_table(0))


def test_labels_lie_on_no_other_and_within_the_bounds() -> None:
    rng = np.random.default_rng(2)
    points = rng.uniform(0, 300, (200, 2))
    places = placed_labels(
        points, list(range(60)), [40.0] * 60, height=12.0, gap=3.0, bounds=(0.0, 0.0, 300.0, 300.0),
        fixed=[Area(150.0, 150.0, 30.0, 30.0)],
    )  # fmt: skip
    kept = [area for area in places if area is not None]
    assert 20 < len(kept) < 60
    for n, area in enumerate(kept):
        assert not any(area.lies_on(other) for other in kept[:n])
        assert not area.lies_on(Area(150.0, 150.0, 30.0, 30.0))
        assert area.half_width <= area.x <= 300 - area.half_width
        assert area.half_height <= area.y <= 300 - area.half_height


def test_every_cell_of_all_outlets_opens_its_term_in_its_outlet() -> None:
    marks = draw_keyness_by_outlet(Figure(figsize=(6, 4)), cells_table(), STYLE).marks
    assert [(mark.focus.term, mark.focus.outlet) for mark in marks] == [
        (term, outlet) for term in ("talks", "peace", "markets") for outlet in OUTLETS
    ]
    assert marks[0].label == (
        "talks in AP: 5 times in 2 of 9 articles, 1.5 per 1,000 of 3,000 words, Log Ratio 2.0, 95 % interval 1.0 to 3.0"
    )


def test_rows_that_do_not_fit_are_counted() -> None:
    figure = Figure(figsize=(6, 1.35))
    marks = draw_keyness_by_outlet(figure, cells_table(), STYLE).marks
    assert 0 < len(marks) < 6
    texts = texts_of(figure)
    assert any("of 3 terms; enlarge to see more." in text for text in texts)


def test_all_outlets_in_words() -> None:
    words = describe_keyness_by_outlet(cells_table())
    assert "AP (3,000 words in 9 articles): “talks” 2.0 (5 times) and “peace” 2.0 (5 times)." in words
    assert "In 3 of 6 cells the 95 % interval does not include 0." in words


def test_tables_that_lack_a_column_are_refused() -> None:
    with pytest.raises(ValueError, match="lrc"):
        draw_vocabulary(Figure(), vocabulary_table().drop(columns="lrc"), STYLE)
    with pytest.raises(ValueError, match="high"):
        draw_keyness_by_outlet(Figure(), cells_table().drop(columns="high"), STYLE)


def test_without_terms_both_say_what_to_do() -> None:
    for draw, table in ((draw_vocabulary, vocabulary_table(0)), (draw_keyness_by_outlet, cells_table().iloc[:0])):
        figure = Figure(figsize=(6, 4))
        assert draw(figure, table, STYLE).marks == ()
        assert any("wo outlets" in text for text in texts_of(figure))
