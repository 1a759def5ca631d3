"""What is typed as metadata is tidied or refused with a reason, and never anything in between."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.article import EDITABLE_FIELDS
from workbench.workspace.field_values import tidy_value


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("2024", "2024"),
        ("2024-07", "2024-07"),
        (" 2024-07-04 ", "2024-07-04"),
        ("2024-02-29", "2024-02-29"),
        ("2024-07-04T09:30", "2024-07-04T09:30"),
        ("2024-07-04T09:30:15Z", "2024-07-04T09:30:15Z"),
        ("2024-07-04T09:30+05:30", "2024-07-04T09:30+05:30"),
        ("4 July 2024", "2024-07-04"),
        ("", ""),
    ],
)
def test_a_date_is_taken_as_precise_as_it_is(typed: str, value: str) -> None:
    assert tidy_value("date", typed) == (value, "")


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("2024-02-30", "no such day exists"),
        ("2023-02-29", "no such day exists"),
        ("2024-13", "no such day exists"),
        ("2024-07-04T25:00", "understood"),
        ("03/04/2024", "it can be day 3 of month 4 or day 4 of month 3"),
        ("2024-07-04T09:30 IST", "time zone"),
        ("soon", "understood"),
        ("1720051200", "seconds"),
    ],
)
def test_an_impossible_or_ambiguous_date_is_refused_with_the_reason(typed: str, why: str) -> None:
    value, problem = tidy_value("date", typed)
    assert value == ""
    assert why in problem
    assert "2024-07-04" in problem


@pytest.mark.parametrize("address", ["https://gull.example/a?b=c#d", "http://gull.example", "https://gull.example/ä"])
def test_an_address_of_the_web_is_taken(address: str) -> None:
    assert tidy_value("url", address) == (address, "")


@pytest.mark.parametrize(
    "address",
    ["gull.example", "ftp://gull.example", "javascript:alert(1)", "https://", "https://a b.example", "http://["],
)
def test_anything_else_is_no_address(address: str) -> None:
    value, problem = tidy_value("url", address)
    assert value == ""
    assert "http://" in problem


def test_language_codes_lengths_and_white_space() -> None:
    assert tidy_value("language", "pt-BR") == ("pt-BR", "")
    assert tidy_value("language", "English")[0] == ""
    assert tidy_value("title", "  A\n title\t") == ("A title", "")
    assert "1,001" in tidy_value("title", "x" * 1_001)[1]
    assert tidy_value("title", "'=1+1") == ("=1+1", "")  # as copied cells are written
    assert tidy_value("title", "'quoted'") == ("'quoted'", "")


@given(st.sampled_from(EDITABLE_FIELDS), st.text(max_size=60))
def test_a_value_or_a_reason_and_a_value_stays_as_it_is(field: str, typed: str) -> None:
    value, problem = tidy_value(field, typed)
    assert not (value and problem)
    if value and not value.startswith("'"):
        assert tidy_value(field, value) == (value, "")
    if field == "date" and len(value) >= 10:
        date.fromisoformat(value[:10])  # raises for what is none
