"""What speaks for a date is found with its place, and never taken for one by itself."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.corpus.date_evidence import (
    ADDRESS,
    CONTRADICTED,
    DATE_LINE,
    DATELINE,
    DOUBTS,
    FUTURE,
    IMPOSSIBLE,
    RELATIVE,
    SUPPORT,
    TOO_EARLY,
    DateEvidence,
    date_evidence,
    day_of_reading,
    suggested_date,
)
from workbench.domain.article import Article

TODAY = date(2031, 8, 1)
BODY = "The council met and talked for three hours about the harbour. " * 4


def found(text: str = BODY, *, given: str = "", url: str = "") -> tuple[DateEvidence, ...]:
    return date_evidence(Article("a", text, date=given, url=url), TODAY)


@pytest.mark.parametrize(
    ("url", "iso", "words"),
    [
        ("https://gull.example/2031/07/04/harbour", "2031-07-04", "2031/07/04"),
        ("https://gull.example/news/20310704-harbour", "2031-07-04", "20310704"),
        ("https://gull.example/harbour-2031-07-04.html", "2031-07-04", "2031-07-04"),
        ("https://gull.example/2031/jul/04/harbour", "2031-07-04", "2031/jul/04"),
        ("https://gull.example/2031/07/harbour", "2031-07", "/2031/07"),
    ],
)
def test_a_day_or_month_in_the_address_stands_for_a_date(url: str, iso: str, words: str) -> None:
    (one,) = found(url=url)
    assert (one.kind, one.iso, one.text, one.start, one.end) == (ADDRESS, iso, words, 0, 0)
    assert suggested_date((one,)) is one


@pytest.mark.parametrize(
    "url",
    [
        "https://gull.example/harbour-193107041",
        "https://gull.example/2031/13/04/x",
        "https://gull.example/2031-02-30",
        "https://gull.example/20320704-tomorrow",
        "https://gull.example/2031/",
        "",
    ],
)
def test_numbers_that_are_no_day_of_the_past_stand_for_none(url: str) -> None:
    assert found(url=url) == ()


def test_a_dateline_without_a_year_stands_for_no_date_by_itself() -> None:
    text = f"ASTANA, July 4 (AFP) - {BODY}"
    (one,) = found(text)
    assert (one.kind, one.iso, one.text) == (DATELINE, "", "ASTANA, July 4 (AFP)")
    assert "does not say the year" in one.reason
    assert suggested_date((one,)) is None


@pytest.mark.parametrize(
    ("line", "iso"),
    [
        ("KYIV, 4 July 2031 (Reuters) — ", "2031-07-04"),
        ("WASHINGTON, Sept. 9, 2030 -- ", "2030-09-09"),
        ("Dushanbe, 4 July 2031 /Avesta/ – ", "2031-07-04"),
    ],
)
def test_a_dateline_with_a_year_stands_for_its_day(line: str, iso: str) -> None:
    (one,) = found(line + BODY)
    assert (one.kind, one.iso) == (DATELINE, iso)


def test_a_dateline_makes_a_year_of_the_source_more_precise() -> None:
    text = f"KYIV, 4 July (Reuters) — {BODY}"
    assert [(one.kind, one.iso) for one in found(text, given="2031")] == [(DATELINE, "2031-07-04")]
    assert [(one.kind, one.iso) for one in found(text, given="2031-07")] == [(DATELINE, "2031-07-04")]


def test_a_date_line_at_the_top_is_found_in_its_place() -> None:
    text = f"Harbour vote\n\n  Published: July 4, 2031\n\n{BODY}"
    (one,) = found(text)
    assert (one.kind, one.iso, one.text) == (DATE_LINE, "2031-07-04", "Published: July 4, 2031")
    assert text[one.start : one.end] == one.text


def test_relative_words_are_kept_with_their_places_and_stand_for_no_date() -> None:
    text = f"Harbour vote\n\nThe council met on Thursday. It met last week, and two days ago. {BODY}"
    several = found(text)
    assert [one.text for one in several] == ["on Thursday", "last week", "two days ago"]
    assert {one.kind for one in several} == {RELATIVE}
    assert not any(one.iso for one in several)
    assert all(text[one.start : one.end] == one.text for one in several)


def test_an_article_with_a_full_date_has_no_evidence_but_doubts() -> None:
    text = f"July 4, 2031\n\nThe council met on Thursday. {BODY}"
    assert found(text, given="2031-07-04T21:30Z", url="https://gull.example/2030/01/01/x") == ()
    assert found(text, given="2031-07-05") == ()  # a day may be that of another time zone


@pytest.mark.parametrize(
    ("given", "kind"),
    [
        ("2031-08-03", FUTURE),
        ("2032", FUTURE),
        ("2031-09", FUTURE),
        ("1750", TOO_EARLY),
        ("0031-07-04", TOO_EARLY),
        ("2031-02-30", IMPOSSIBLE),
        ("soon", IMPOSSIBLE),
    ],
)
def test_a_date_that_can_t_be_right_is_doubted(given: str, kind: str) -> None:
    assert [one.kind for one in found(given=given)] == [kind]


@pytest.mark.parametrize("given", ["2031-08-01", "2031-08-02T03:00+12:00", "2031", "2031-08", "1800-01-01"])
def test_a_date_up_to_today_is_not_doubted(given: str) -> None:
    assert found(given=given) == ()


def test_a_line_of_the_text_contradicts_the_given_date() -> None:
    text = f"Harbour vote\n\nMay 4, 2031\n\n{BODY}"
    (one,) = found(text, given="2031-07-04")
    assert (one.kind, one.iso, one.text) == (CONTRADICTED, "2031-05-04", "May 4, 2031")
    assert text[one.start : one.end] == one.text
    assert found(text, given="2030")[0].kind == CONTRADICTED
    assert found(text.replace("May 4", "Updated May 4"), given="2031-07-04") == ()


def test_a_dateline_of_another_season_contradicts_the_given_date() -> None:
    text = f"WASHINGTON, Jan. 2 -- {BODY}"
    assert [one.kind for one in found(text, given="2031-07-04")] == [CONTRADICTED]
    assert found(text, given="2030-12-30") == ()
    assert found(text, given="2031-01-09") == ()


@given(st.text(max_size=300), st.text(max_size=12), st.text(max_size=40))
def test_any_text_gives_evidence_with_its_own_words_or_none(text: str, given: str, url: str) -> None:
    for one in found(text, given=given, url=url):
        assert one.kind in (*SUPPORT, *DOUBTS)
        assert (one.start, one.end) == (0, 0) or text[one.start : one.end] == one.text
        if one.iso:  # raises for what is none
            date.fromisoformat(f"{one.iso}-01-01"[:10] if len(one.iso) < 10 else one.iso[:10])


@pytest.mark.parametrize(
    ("dates", "day"),
    [
        ((), TODAY),
        (("", "", "2032"), date(2032, 12, 31)),
        (("2031-01-01", "2031-02-01", "2040-01-01"), TODAY),
        (("2033-01-01", "2034-02-05T10:00Z", "2031-01-01"), date(2034, 2, 5)),
        (("2033-01", "2034-02", "soon"), date(2034, 2, 28)),
    ],
)
def test_where_most_articles_are_of_the_future_it_is_the_clock_that_is_wrong(dates: tuple[str, ...], day: date) -> None:
    assert day_of_reading([Article("a", "", date=given) for given in dates], TODAY) == day


def test_thousands_of_articles_take_a_moment() -> None:
    articles = [Article(f"a{n}", f"Headline {n} of 2031\n\n{BODY * 12}", date="2031-07-04") for n in range(2_000)]
    began = time.process_time()
    assert not any(date_evidence(article, TODAY) for article in articles)
    assert time.process_time() - began < 2
