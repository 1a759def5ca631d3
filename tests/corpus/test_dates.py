from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.corpus.dates import parse_date


@pytest.mark.parametrize(
    ("raw", "iso"),
    [
        ("2024-07-04", "2024-07-04"),
        ("2024-07", "2024-07"),
        ("2024", "2024"),
        ("20240704", "2024-07-04"),
        ("2024/7/4", "2024-07-04"),
        ("2024-07-04T08:01:22Z", "2024-07-04T08:01:22Z"),
        ("2024-07-04T08:01:22.123+02:00", "2024-07-04T08:01:22+02:00"),
        ("2024-07-04 08:01", "2024-07-04T08:01"),
        ("Jun 22, 2024\u00a0 -\u00a0 08:01", "2024-06-22T08:01"),
        ("4 July 2024", "2024-07-04"),
        ("July 4th, 2024", "2024-07-04"),
        ("Thursday, 4 July 2024", "2024-07-04"),
        ("July 2024", "2024-07"),
        ("Sept. 5, 2024", "2024-09-05"),
        ("Thu, 04 Jul 2024 08:01:00 +0200", "2024-07-04T08:01:00+02:00"),
        ("Thu, 4 Jul 2024 08:01:00 GMT", "2024-07-04T08:01:00Z"),
        ("13/04/2024", "2024-04-13"),
        ("04/13/2024", "2024-04-13"),
        ("4/4/2024", "2024-04-04"),
        ("Published: June 22, 2024 8:01 p.m. EDT", "2024-06-22T20:01-04:00"),
        ("08:01, 22 June 2024", "2024-06-22T08:01"),
        ("12:30 a.m. June 22, 2024", "2024-06-22T00:30"),
        ("4. Juli 2024", "2024-07-04"),
        ("1er mars 2024", "2024-03-01"),
        ("4 июля 2024", "2024-07-04"),
        ("٢٠٢٤-٠٧-٠٤", "2024-07-04"),
        ("", ""),
        ("   ", ""),
    ],
)
def test_a_clear_date_is_read_as_precisely_as_it_was_written(raw: str, iso: str) -> None:
    assert parse_date(raw) == (iso, "")


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        ("03/04/2024", "day 3 of month 4 or day 4 of month 3"),
        ("2024-02-30", "no such day"),
        ("29 Feb 2023", "no such day"),
        ("2024-13-01", "no such day"),
        ("04/07/24", "year is not written in full"),
        ("5 Jul 24", "year is not written in full"),
        ("1/1/0001", "year 1 can't be right"),
        ("9999-12-31", "year 9999 can't be right"),
        ("2024-07-04T25:00", "could not be understood"),
        ("July 4, 2024 13:00 pm", "time does not exist"),
        ("yesterday", "could not be understood"),
        ("May 5", "could not be understood"),
        ("45292", "could not be understood"),
        ("12 May 2024 - 13 May 2024", "could not be understood"),
    ],
)
def test_a_date_that_is_impossible_or_ambiguous_is_left_out_with_the_reason(raw: str, reason: str) -> None:
    iso, note = parse_date(raw)
    assert iso == ""
    assert reason in note
    assert raw in note


@pytest.mark.parametrize(
    ("raw", "iso", "note"),
    [
        ("04.07.2024", "2024-07-04", "day.month.year"),
        ("July 4, 2024 at 8:01 pm ET", "2024-07-04T20:01", "time zone ET"),
        ("1704067200", "2024-01-01T00:00:00Z", "Unix time"),
    ],
)
def test_a_reading_that_a_person_should_know_about_is_noted(raw: str, iso: str, note: str) -> None:
    found = parse_date(raw)
    assert found.iso == iso
    assert note in found.note


@given(
    st.dates(min_value=date(1500, 1, 1), max_value=date(2199, 12, 31)),
    st.sampled_from(["%Y-%m-%d", "%d %B %Y", "%b %d, %Y", "%Y%m%d", "%A, %d %B %Y"]),
)
def test_every_day_is_read_in_every_clear_form(day: date, form: str) -> None:
    assert parse_date(day.strftime(form).replace(f"{day.year}", f"{day.year:04}")) == (day.isoformat(), "")


@given(st.datetimes(min_value=datetime(1970, 1, 1), max_value=datetime(2199, 1, 1)))  # noqa: DTZ001 - local on purpose
def test_every_time_is_read_back(moment: datetime) -> None:
    expected = moment.replace(microsecond=0).isoformat()
    assert parse_date(expected) == (expected, "")


@given(st.text(max_size=40) | st.text("0123456789 /.-:,TZ+apmJulySept", max_size=30))
def test_any_text_gives_a_valid_date_or_none(raw: str) -> None:
    iso, note = parse_date(raw)
    if iso:
        padded = iso if len(iso) >= 10 else (iso + "-01-01")[:10]
        datetime.fromisoformat(padded)
    else:
        assert note or not any(c.isalnum() for c in raw)


@pytest.mark.parametrize(
    ("raw", "iso", "note"),
    [
        ("01:38:07 PM IST Nov 20, 2019", "2019-11-20T13:38:07", "time zone IST"),
        ("13:38:07 GMT, 20 November 2019", "2019-11-20T13:38:07Z", ""),
        ("1:38 pm est Nov 20, 2019", "2019-11-20T13:38-05:00", ""),
        ("13:38 +0530 20 Nov 2019", "2019-11-20T13:38+05:30", ""),
        ("13:38:07 (UTC+05:30) | 20 Nov 2019", "2019-11-20T13:38:07+05:30", ""),
        ("09:15 Uhr, 4. März 2024", "2024-03-04T09:15", ""),
        ("08:01 SAT 22 JUNE 2024", "2024-06-22T08:01", ""),
        ("08:01 lundi 4 mars 2024", "2024-03-04T08:01", ""),
        ("08:01 JUNE 22, 2024", "2024-06-22T08:01", ""),
        ("08:01:30 - 2024-06-22", "2024-06-22T08:01:30", ""),
        ("2024-06-22 08:01 (IST)", "2024-06-22T08:01", "time zone IST"),
        ("Tue, 05 Mar 2024 10:00:00 -0500 (EST)", "2024-03-05T10:00:00-05:00", ""),
        ("2024-06-22 08:01 (local time)", "2024-06-22T08:01", ""),
    ],
)
def test_times_before_the_day_have_seconds_and_zones(raw: str, iso: str, note: str) -> None:
    found = parse_date(raw)
    assert found.iso == iso
    assert note in found.note
    assert bool(note) == bool(found.note)
