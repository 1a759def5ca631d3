from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.corpus.readers.language_names import language_code
from workbench.corpus.readers.month_names import MONTHS, find_date, iso_date, iso_time


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("9 January 1993", "1993-01-09"),
        ("9 Januar 1993", "1993-01-09"),
        ("12. März 2011", "2011-03-12"),
        ("29 décembre 2011", "2011-12-29"),
        ("1er mai 2010", "2010-05-01"),
        ("9 de marzo de 2012", "2012-03-09"),
        ("9 marzo 2012", "2012-03-09"),
        ("lunedì 3 aprile 2017", "2017-04-03"),
        ("9 de março de 2012", "2012-03-09"),
        ("9 maart 2012", "2012-03-09"),
        ("9 марта 2012", "2012-03-09"),
        ("9 sierpnia 2012", "2012-08-09"),
        ("2012年3月9日", "2012-03-09"),
        ("2012년 3월 9일", "2012-03-09"),
        ("Mar 12, 2015", "2015-03-12"),
        ("Thursday, March 12, 2015", "2015-03-12"),
        ("2015-03-12", "2015-03-12"),
    ],
)
def test_dates_are_read_in_the_language_of_the_interface(written: str, iso: str) -> None:
    assert iso_date(written) == iso


@pytest.mark.parametrize(
    "text",
    [
        "31 February 2012",
        "03/04/2012",
        "0 2017",
        "March 2012",
        "9 Foo 2012",
        "Published 9 March 2012",
        "",
        "9 March 2012 x",
    ],
)
def test_what_is_no_single_day_gives_nothing(text: str) -> None:
    assert iso_date(text) == ""


def test_a_date_is_found_between_other_words_with_its_weekday() -> None:
    line = "Politique, jeudi 5 octobre 2013, p. 3"
    found = find_date(line)
    assert found is not None
    assert (found.iso, line[found.start : found.end]) == ("2013-10-05", "jeudi 5 octobre 2013")


def test_an_impossible_day_is_passed_over_for_a_possible_one() -> None:
    found = find_date("31 février 2012, 3 mars 2012")
    assert found is not None
    assert found.iso == "2012-03-03"


@given(st.dates(min_value=date(1500, 1, 1), max_value=date(2099, 12, 31)), st.sampled_from(sorted(MONTHS)))
def test_day_month_and_year_come_back_whatever_the_month_is_called(day: date, name: str) -> None:
    shown = date(day.year, MONTHS[name], min(day.day, 28))
    assert iso_date(f"{shown.day} {name} {shown.year}") == shown.isoformat()


@given(st.text(max_size=250))
def test_any_text_is_searched_without_failing(text: str) -> None:
    found = find_date(text)
    assert found is None or date.fromisoformat(found.iso).isoformat() == found.iso
    iso_date(text)
    iso_time(text)


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("15:32", "15:32"),
        ("00:04:46", "00:04:46"),
        ("3:05 PM", "15:05"),
        ("15:32 GMT", "15:32Z"),
        ("25:00", ""),
        ("13:05 pm", ""),
    ],
)
def test_times_of_day(written: str, iso: str) -> None:
    assert iso_time(written) == iso


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Englisch", "en"),
        ("anglais", "en"),
        ("Français", "fr"),
        ("Chinesisch (traditionell)", "zh"),
        ("Klingon", ""),
        ("", ""),
    ],
)
def test_languages_are_known_by_their_names_in_the_interface(name: str, code: str) -> None:
    assert language_code(name) == code
