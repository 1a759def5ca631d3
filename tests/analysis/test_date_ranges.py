"""What a date can mean."""

from __future__ import annotations

from datetime import date

import pytest

from workbench.analysis.date_ranges import DateRange, day_range, minute_range


def days(first: str, last: str) -> DateRange:
    return DateRange(date.fromisoformat(first).toordinal(), date.fromisoformat(last).toordinal())


@pytest.mark.parametrize(
    ("iso", "expected"),
    [
        ("2024-07-04", days("2024-07-04", "2024-07-04")),
        ("2024-07-04T23:59Z", days("2024-07-04", "2024-07-04")),
        ("2024-02", days("2024-02-01", "2024-02-29")),
        ("2023", days("2023-01-01", "2023-12-31")),
        ("", None),
        ("2024-13-01", None),
        ("2024-02-30", None),
        ("4 July", None),
    ],
)
def test_a_date_is_the_days_that_it_can_mean(iso: str, expected: DateRange | None) -> None:
    assert day_range(iso) == expected


def test_the_distance_of_ranges_is_the_least_one() -> None:
    july, fourth, august = (day_range(iso) for iso in ("2024-07", "2024-07-04", "2024-08-03"))
    assert july is not None
    assert fourth is not None
    assert august is not None
    assert july.distance(fourth) == fourth.distance(july) == 0
    assert july.distance(august) == august.distance(july) == 3
    assert fourth.distance(august) == 30


def test_a_time_with_a_zone_is_a_minute_and_one_without_is_its_day() -> None:
    zoned = minute_range("2024-07-04T10:00+02:00")
    same = minute_range("2024-07-04T08:00Z")
    local = minute_range("2024-07-04T10:00")
    assert zoned == same
    assert zoned is not None
    assert zoned.first == zoned.last
    assert local == minute_range("2024-07-04")
    assert local is not None
    assert local.last - local.first == 24 * 60 - 1


@pytest.mark.parametrize("iso", ["", "soon", "2024-13-01T10:00Z"])
def test_no_date_has_no_minutes(iso: str) -> None:
    assert minute_range(iso) is None


@pytest.mark.parametrize("iso", ["9999-12-31T23:59-12:00", "0001-01-01T00:00+12:00"])
def test_a_time_outside_the_calendar_is_no_date(iso: str) -> None:
    assert minute_range(iso) is None
