"""Days, weeks and months, and what they are called."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.time_steps import Unit, days_of, lies_within, period_words, step_of, whole_date

UNITS = st.sampled_from(list(Unit))


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024-06-03", date(2024, 6, 3), date(2024, 6, 3)),
        ("2024-06-03T12:30:00+02:00", date(2024, 6, 3), date(2024, 6, 3)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2023", date(2023, 1, 1), date(2023, 12, 31)),
        ("9999-12", date(9999, 12, 1), date(9999, 12, 31)),
    ],
)
def test_a_date_stands_for_the_days_that_it_leaves_open(text: str, first: date, last: date) -> None:
    assert days_of(text) == (first, last)


@pytest.mark.parametrize("text", ["", "2024-13", "2024-02-30", "yesterday", "0000-01-01", "20240603", "2024-6-3"])
def test_what_is_no_date_stands_for_no_days(text: str) -> None:
    assert days_of(text) is None


@given(st.dates(), UNITS)
def test_a_day_lies_in_its_step_and_every_day_of_the_step_has_the_same_one(day: date, unit: Unit) -> None:
    first, last = step_of(day, unit)
    assert first <= day <= last
    assert step_of(first, unit) == step_of(last, unit) == (first, last)
    if last < date.max:
        assert step_of(last + timedelta(days=1), unit)[0] == last + timedelta(days=1)


@given(st.dates(max_value=date(9999, 12, 20)))
def test_weeks_are_those_of_iso(day: date) -> None:
    first, last = step_of(day, Unit.WEEK)
    assert (first.isocalendar()[:2], first.isoweekday(), (last - first).days) == (day.isocalendar()[:2], 1, 6)


def test_the_last_days_of_a_year_may_be_in_the_first_week_of_the_next() -> None:
    assert step_of(date(2024, 12, 31), Unit.WEEK) == (date(2024, 12, 30), date(2025, 1, 5))


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("2024-06-03", "2024-06-03", "3 June 2024"),
        ("2024-06-03", "2024-06-09", "3–9 June 2024"),
        ("2024-05-27", "2024-06-02", "27 May – 2 June 2024"),
        ("2024-12-30", "2025-01-05", "30 December 2024 – 5 January 2025"),
        ("2024-02-01", "2024-02-29", "February 2024"),
        ("2024-01-01", "2024-12-31", "2024"),
        ("2020-01-01", "2024-12-31", "2020–2024"),
        ("2024-03-01", "2024-06-30", "March – June 2024"),
        ("2023-12-01", "2024-01-31", "December 2023 – January 2024"),
        ("2024-06-03", "", "from 3 June 2024"),
        ("", "2024-06-03", "until 3 June 2024"),
        ("", "", ""),
    ],
)
def test_a_stretch_of_time_has_a_short_name(first: str, last: str, words: str) -> None:
    assert period_words(first, last) == words


def test_a_date_lies_within_days_when_all_days_that_it_may_stand_for_do() -> None:
    assert lies_within("2024-06", "2024-06-01", "2024-06-30")
    assert not lies_within("2024-06", "2024-06-03", "2024-06-30")
    assert not lies_within("", "", "2024-06-30")
    assert lies_within("2024-06-03", "2024-06-03", "")


def test_a_day_that_a_person_types_is_read_or_refused_with_an_example() -> None:
    assert (whole_date(" 2024-06-03 "), whole_date("  ")) == ("2024-06-03", "")
    with pytest.raises(ValueError, match="2024-06-03"):
        whole_date("3.6.2024")
