"""Counts over time: steps partition the dates, and counts add up to the whole."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.analysis.occurrences import Occurrences
from workbench.analysis.timeline import NO_STEP, days_of_articles, step_numbers, timeline
from workbench.analysis.wilson import wilson_intervals
from workbench.domain.columns import TABLES
from workbench.domain.errors import UsageError
from workbench.domain.measured import Measured
from workbench.domain.palette import ALL_OUTLETS
from workbench.domain.time_steps import Unit, days_of, step_of
from workbench.index.query import parse
from workbench.index.store import TokenStore
from workbench.index.view import View

Article = tuple[str, str, str]
"""Date, outlet, text."""


def made(articles: list[Article], unit: Unit, *, terms: tuple[str, ...] = ("war",), replicates: int = 0) -> Measured:
    store = TokenStore.build((str(n), text) for n, (_, _, text) in enumerate(articles))
    view = View.of(store)
    names = sorted({outlet for _, outlet, _ in articles})
    codes = np.array([names.index(outlet) for _, outlet, _ in articles], dtype=np.int32)
    numbers = step_numbers(days_of_articles([day for day, _, _ in articles]), unit)
    subjects = [Occurrences.of_search(term, view, parse(term)) for term in terms]
    return timeline(view, names, codes, numbers, subjects, unit=unit, replicates=replicates)


def rows(table: pd.DataFrame, outlet: str = ALL_OUTLETS) -> list[tuple[object, ...]]:
    own = table[table["outlet"] == outlet]
    return list(own[["step", "step_end", "count", "documents", "articles"]].itertuples(index=False, name=None))


DATES = st.one_of(
    st.dates(date(2019, 11, 1), date(2021, 3, 1)).map(date.isoformat),
    st.sampled_from(["", "2020", "2020-02", "2020-12", "2020-12-31", "2021-01-01", "2020-12-28", "unknown"]),
)
ARTICLES = st.lists(
    st.tuples(DATES, st.sampled_from("AB"), st.sampled_from(["", "war", "peace", "war war peace", "the war"])),
    min_size=1,
    max_size=12,
)


@settings(max_examples=80, deadline=None)
@given(ARTICLES, st.sampled_from(list(Unit)))
def test_steps_partition_the_dates_and_counts_add_up_to_the_whole(articles: list[Article], unit: Unit) -> None:
    measured = made(articles, unit)
    table = measured.table
    assert tuple(table.columns) == TABLES["timeline"]
    known = []
    for day, outlet, text in articles:
        days = days_of(day)
        if days and text and step_of(days[0], unit) == step_of(days[1], unit):
            known.append((step_of(days[0], unit), outlet, text.split()))
    for name in (ALL_OUTLETS, "A", "B"):
        own = rows(table, name)
        if not known or (name != ALL_OUTLETS and name not in {outlet for _, outlet, _ in articles}):
            assert not own
            continue
        # every step from the first to the last, one directly behind the other
        assert (own[0][0], own[-1][1]) == (
            min(k[0] for k in known)[0].isoformat(),
            max(k[0] for k in known)[1].isoformat(),
        )
        for (_, end, *_), (begin, *_) in pairwise(own):
            assert date.fromisoformat(str(begin)) == date.fromisoformat(str(end)) + timedelta(days=1)
        for step, end, count, documents, number in own:
            inside = [
                words
                for (first, last), outlet, words in known
                if (first.isoformat(), last.isoformat()) == (step, end) and name in (ALL_OUTLETS, outlet)
            ]
            assert number == len(inside)
            assert count == sum(words.count("war") for words in inside)
            assert documents == sum("war" in words for words in inside)
    together = table[table["outlet"] == ALL_OUTLETS]
    by_outlet = table[table["outlet"] != ALL_OUTLETS]
    for column in ("count", "documents", "articles", "words"):
        assert together[column].sum() == by_outlet[column].sum()
    left_out = sum(bool(text) for _, _, text in articles) - len(known)
    assert any(note.startswith(f"Not in any step: {left_out} article") for note in measured.notes) == bool(left_out)


def test_an_empty_step_is_a_gap_and_a_step_without_a_hit_is_zero() -> None:
    table = made([("2024-06-03", "A", "war war"), ("2024-06-05", "A", "peace")], Unit.DAY).table
    own = table[table["outlet"] == "A"]
    assert own["articles"].tolist() == [1, 0, 1]
    assert own["per_1000"].fillna(-1).tolist() == [1000, -1, 0]
    assert own["share"].fillna(-1).tolist() == [1, -1, 0]
    assert own["share_low"].isna().tolist() == [False, True, False]


def test_weeks_at_the_end_of_a_year_are_those_of_iso() -> None:
    table = made([("2024-12-29", "A", "war"), ("2024-12-30", "A", "war"), ("2025-01-05", "A", "war")], Unit.WEEK).table
    assert [row[:3] for row in rows(table)] == [("2024-12-23", "2024-12-29", 1), ("2024-12-30", "2025-01-05", 2)]


def test_a_date_known_to_the_month_counts_in_months_and_in_no_week() -> None:
    days = days_of_articles(["2024-06", "2024", "2024-06-03", ""])
    assert (step_numbers(days, Unit.MONTH) != NO_STEP).tolist() == [True, False, True, False]
    assert (step_numbers(days, Unit.WEEK) != NO_STEP).tolist() == [False, False, True, False]
    measured = made([("2024-06", "A", "war war"), ("2024-06-03", "A", "war")], Unit.WEEK)
    assert "Not in any step: 1 article without a date that says the week (war: 2 in 1 of them)." in measured.notes


def test_an_interval_of_a_step_does_not_depend_on_what_else_is_in_the_table() -> None:
    articles = [(f"2024-06-{n % 3 + 3:02}", "AB"[n % 2], "war peace " * (n % 4 + 1) + "the") for n in range(24)]
    alone = made([a for a in articles if a[1] == "A"], Unit.DAY, replicates=200).table
    both = made(articles, Unit.DAY, terms=("peace", "war"), replicates=200).table
    pick = ["step", "low", "high"]
    one = alone[(alone["outlet"] == "A") & (alone["term"] == "war")][pick].reset_index(drop=True)
    two = both[(both["outlet"] == "A") & (both["term"] == "war")][pick].reset_index(drop=True)
    assert one["low"].notna().all()
    pd.testing.assert_frame_equal(one, two)


def test_too_many_steps_are_refused_with_what_to_do() -> None:
    with pytest.raises(UsageError, match="Choose longer steps"):
        made([("1900-01-01", "A", "war"), ("2024-01-01", "A", "war")], Unit.DAY)


def test_without_any_date_there_are_no_rows_and_a_note_says_so() -> None:
    measured = made([("", "A", "war")], Unit.MONTH)
    assert measured.table.empty
    assert "Not in any step: 1 article without a date (war: 1 in 1 of them)." in measured.notes


def test_shares_have_wilson_intervals() -> None:
    low, high = wilson_intervals([0, 10, 5, 0], [10, 10, 10, 0])
    assert low[:3].tolist() == pytest.approx([0.0, 0.7224672001371107, 0.236593090512564])
    assert high[:3].tolist() == pytest.approx([0.2775327998628892, 1.0, 0.7634069094874361])
    assert np.isnan([low[3], high[3]]).all()
