"""Dates, bylines and values that several readers share."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from workbench.corpus.readers.agency_fields import code_tail, extended_date, given, joined_names, without_by
from workbench.corpus.readers.cell_values import cell_text
from workbench.corpus.readers.json_values import JsonError, as_text, decoded_json, has_keys, json_head, json_values


@pytest.mark.parametrize(
    ("raw", "iso"),
    [
        ("20151210T191044Z", "2015-12-10T19:10:44Z"),
        ("20151210T1910", "2015-12-10T19:10"),
        ("20151210T191044+0100", "2015-12-10T19:10:44+01:00"),
        ("20151210T191044-05", "2015-12-10T19:10:44-05:00"),
        ("20151210191044", "2015-12-10T19:10:44"),
        ("20151210", "2015-12-10"),
        (" 2015-12-10T19:10:44Z ", "2015-12-10T19:10:44Z"),
        ("10 December", "10 December"),
        ("", ""),
    ],
)
def test_dates_without_separators_get_them(raw: str, iso: str) -> None:
    assert extended_date(raw) == iso


@pytest.mark.parametrize(
    ("line", "names"),
    [("By Ann Lee", "Ann Lee"), ("Von  Ann Lee", "Ann Lee"), ("Byron Lee", "Byron Lee"), ("By", "By"), ("", "")],
)
def test_the_word_before_the_names_is_left_out(line: str, names: str) -> None:
    assert without_by(line) == names


def test_names_codes_and_fields() -> None:
    assert joined_names(["Ann  Lee", "", "Bo", "Ann Lee"]) == "Ann Lee; Bo"
    assert (code_tail("nprov:HN"), code_tail("HN")) == ("HN", "HN")
    assert given({"a": (" x ", "s"), "b": ("", "t")}) == ({"a": "x"}, {"a": "s"})


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        ("a", "a"),
        (True, "true"),
        (3.0, "3"),
        (2.5, "2.5"),
        (float("nan"), ""),
        (12, "12"),
        (Decimal("1.50"), "1.50"),
        (date(2024, 3, 5), "2024-03-05"),
        (datetime(2024, 3, 5, tzinfo=UTC), "2024-03-05T00:00:00+00:00"),
        (b"caf\xc3\xa9", "café"),
        (b"\xff", None),
        (["a", None, "b"], "a; b"),
        ([object()], None),
        ({"name": "The Paper"}, "The Paper"),
        ({"id": 3}, None),
    ],
)
def test_cells_become_text(value: Any, text: str | None) -> None:
    assert cell_text(value) == text


def test_json_values_are_items_lines_or_one() -> None:
    assert list(json_values('\ufeff [1, {"a": 2}]')) == [("item 1", 1), ("item 2", {"a": 2})]
    assert list(json_values('{"a": 1}\n\n{"a": 2}\n')) == [("line 1", {"a": 1}), ("line 3", {"a": 2})]
    assert list(json_values('{"a": 1}')) == [("", {"a": 1})]


@pytest.mark.parametrize("text", ["", "{", "[" * 100_000, "9" * 5_000, '{"a": 1}\n{', "text"])
def test_broken_json_is_an_error_in_words(text: str) -> None:
    with pytest.raises(JsonError, match=r"not valid JSON.*\."):
        list(json_values(text))


def test_json_with_very_many_values_is_refused_before_it_is_parsed() -> None:
    with pytest.raises(JsonError, match="more than 8,000,000 values"):
        decoded_json(b"[" + b"[]," * 4_000_001)


def test_the_beginning_of_json_is_looked_at_without_errors() -> None:
    assert has_keys(json_head(b'\xef\xbb\xbf {"a" : 1, "b": 2}'), "a", "b")
    assert not has_keys(json_head(b'{"text": "a: b"}'), "a")
    assert json_head('{"é": 1}'.encode("utf-16")).startswith("{")
    assert (json_head(b""), json_head(b"text"), json_head(b"\xff\xfe")) == ("", "", "")


def test_simple_json_values_become_text() -> None:
    values: list[Any] = ["a", 1, 1.5, None, True, [], float("nan")]
    assert [as_text(value) for value in values] == [
        "a",
        "1",
        "1.5",
        "",
        "",
        "",
        "",
    ]
