"""Counts and rates by outlet."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from workbench.analysis.frequency import COLUMNS, term_frequency
from workbench.analysis.stop_words import ENGLISH
from workbench.domain.columns import TABLES
from workbench.domain.errors import QueryError, UsageError
from workbench.index.query import find, parse
from workbench.index.store import TokenStore
from workbench.index.view import View

STORE = TokenStore.build(
    [
        ("a", "The war in Ukraine is a war."),
        ("b", "Peace talks, no war."),
        ("c", "The sanctions hit the economy."),
        ("d", "…"),
        ("e", "War"),
    ]
)
OUTLETS = ["North", "North", "South", "South", ""]


def test_rows_hold_counts_rates_and_denominators_by_outlet() -> None:
    table = term_frequency(View.of(STORE), OUTLETS, terms=["war", "the sanctions"]).table
    assert tuple(table.columns) == COLUMNS
    assert tuple(table.columns[: len(TABLES["terms"])]) == TABLES["terms"]
    whole = table[["outlet", "term", "count", "documents", "articles", "words"]].to_numpy().tolist()
    assert whole == [
        ["", "war", 1, 1, 1, 1],
        ["", "the sanctions", 0, 0, 1, 1],
        ["North", "war", 3, 2, 2, 11],
        ["North", "the sanctions", 0, 0, 2, 11],
        ["South", "the sanctions", 1, 1, 1, 5],
        ["South", "war", 0, 0, 1, 5],
    ]
    assert table["per_1000"].tolist() == pytest.approx([1000, 0, 3000 / 11, 0, 200, 0])


def test_all_words_have_rows_only_where_they_occur_and_most_frequent_first() -> None:
    table = term_frequency(View.of(STORE, documents="ab"), OUTLETS).table
    assert table["term"].tolist() == ["war", "a", "in", "is", "no", "peace", "talks", "the", "ukraine"]
    assert table["count"].tolist() == [3] + [1] * 8
    assert (table["outlet"] == "North").all()


def test_a_small_count_is_measured_over_all_outlets() -> None:
    measured = term_frequency(View.of(STORE), OUTLETS, minimum_count=3)
    assert measured.table[["outlet", "term", "count"]].to_numpy().tolist() == [
        ["", "war", 1],
        ["North", "war", 3],
        ["North", "the", 1],
        ["South", "the", 2],
    ]
    assert "Terms counted fewer than 3 times in all outlets together are left out." in measured.notes


def test_hidden_words_stay_in_the_totals() -> None:
    plain, hidden = (term_frequency(View.of(STORE), OUTLETS, hide=hide).table for hide in ((), ENGLISH))
    assert set(plain["term"]) - set(hidden["term"]) == {"the", "in", "is", "a", "no"}
    assert set(hidden["words"]) == set(plain["words"])


def test_each_number_opens_exactly_its_evidence() -> None:
    view = View.of(STORE, without={"a": [(0, 4)]})
    for n in (1, 2, 3):
        table = term_frequency(view, OUTLETS, n=n).table
        for term, rows in table.groupby("term"):
            assert rows["count"].sum() == len(find(view, parse(str(term))))


def test_intervals_enclose_the_rate_and_are_missing_for_one_article_and_for_no_occurrence() -> None:
    measured = term_frequency(View.of(STORE), OUTLETS, terms=["war", "peace"])
    rows = {(row["outlet"], row["term"]): row for row in measured.table.to_dict("records")}
    war = rows["North", "war"]
    assert war["low"] <= war["per_1000"] <= war["high"]
    assert war["low"] == pytest.approx(250)  # article b drawn twice: 2 of 8 words
    assert war["high"] == pytest.approx(2000 / 7)
    assert math.isnan(rows["", "war"]["low"])
    assert math.isnan(rows["South", "peace"]["high"])
    assert measured.notes == (
        "Intervals hold 95 % of 1,000 resamplings of each outlet's articles (seed 20240704).",
        "No interval for Outlet not known (1 article) and South (1 article): resampling needs at least 2 articles with "
        "counted words.",
        "With fewer than 5 articles intervals are rough, often too narrow: North (2 articles).",
        "A count of 0 has no interval: resampling the same articles can only give 0 again.",
    )


def test_the_same_seed_gives_the_same_table_and_another_seed_another_one() -> None:
    texts = [(str(n), "war " * (n % 5) + "peace and quiet " * (n % 7 + 1)) for n in range(40)]
    view, outlets = View.of(TokenStore.build(texts)), ["A", "B"] * 20
    one, same, other = (term_frequency(view, outlets, seed=seed).table for seed in (1, 1, 2))
    pd.testing.assert_frame_equal(one, same)
    assert not one["low"].equals(other["low"])


def test_other_outlets_do_not_change_an_outlets_interval() -> None:
    texts = [(str(n), "war " * (n % 5) + "peace and quiet " * (n % 7 + 1)) for n in range(40)]
    store, outlets = TokenStore.build(texts), ["A", "B"] * 20
    both = term_frequency(View.of(store), outlets).table
    alone = term_frequency(View.of(store, documents=[str(n) for n in range(0, 40, 2)]), outlets).table
    pd.testing.assert_frame_equal(both[both["outlet"] == "A"].reset_index(drop=True), alone)


def test_dispersion_is_over_the_outlets_own_articles() -> None:
    table = term_frequency(View.of(STORE), OUTLETS, terms=["talks"]).table.set_index("outlet")
    # North: 7 and 4 words, all of it in the smaller article
    assert table.loc["North", "dp_norm"] == pytest.approx(1.0)
    assert table["dp_norm"].isna()["South"]


def test_an_outlet_without_counted_words_has_no_rate() -> None:
    measured = term_frequency(View.of(STORE, documents="d"), OUTLETS, terms=["war"])
    row = measured.table.iloc[0]
    assert (row["outlet"], row["count"], row["articles"], row["words"]) == ("South", 0, 0, 0)
    assert math.isnan(row["per_1000"])


@pytest.mark.parametrize("terms", [None, [], ["war"]])
def test_nothing_counted_is_an_empty_table_with_the_same_columns(terms: list[str] | None) -> None:
    full = term_frequency(View.of(STORE), OUTLETS, terms=["war"]).table
    empty = term_frequency(View.of(STORE, documents=[]), OUTLETS, terms=terms).table
    assert len(empty) == 0
    assert empty.dtypes.to_dict() == full.dtypes.to_dict()


def test_what_makes_no_sense_is_refused() -> None:
    with pytest.raises(QueryError):
        term_frequency(View.of(STORE), OUTLETS, terms=['"war'])
    with pytest.raises(UsageError):
        term_frequency(View.of(STORE), OUTLETS, n=6)
    with pytest.raises(ValueError, match="1 outlets for 5 documents"):
        term_frequency(View.of(STORE), ["A"])


def test_stop_words_are_words_as_they_are_counted() -> None:
    words = TokenStore.build([("a", " ".join(sorted(ENGLISH - {"'s"})))])
    assert set(words.types) == ENGLISH - {"'s"}
    assert {"the", "of", "'s", "don't"} <= ENGLISH
    assert "us" not in ENGLISH
