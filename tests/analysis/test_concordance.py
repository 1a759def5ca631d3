"""Keyword in context."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.analysis.concordance import concordance, lines_of, sampled_rows, sorted_rows, spans_table
from workbench.domain.columns import TABLES
from workbench.domain.concordance_order import SORT_KEYS
from workbench.domain.errors import UsageError
from workbench.index.passages import Passages
from workbench.index.query import find, parse
from workbench.index.store import TokenStore
from workbench.index.view import View

TEXTS = {
    "a": "“The war,”  said\nhe, “is an anti-US war.”\n\nNo more war!",
    "b": "War",
    "c": "no hit",
}


def lines(query: str, window: int = 10, texts: dict[str, str] | None = None) -> pd.DataFrame:
    texts = texts or TEXTS
    store = TokenStore.build(texts.items())
    spans = spans_table(Passages.of_hits(store, find(View.of(store), parse(query))))
    return concordance(
        spans,
        store=store,
        text_of=list(texts.values()).__getitem__,
        outlet_of=("North", "", "").__getitem__,
        date_of=("2024-07-04", "", "").__getitem__,
        window=window,
    )


def test_lines_have_the_columns_of_the_contract_and_the_source_around_the_hit() -> None:
    table = lines("war", window=2)
    assert tuple(table.columns) == TABLES["kwic"]
    assert table.to_numpy().tolist() == [
        ["a", "North", "2024-07-04", 5, 8, "“The ", "war", ",” said he"],
        ["a", "North", "2024-07-04", 36, 39, "anti-US ", "war", ".” No more"],
        ["a", "North", "2024-07-04", 51, 54, "No more ", "war", "!"],
        ["b", "", "", 0, 3, "", "War", ""],
    ]


def test_a_hyphen_parts_words_and_stays_in_the_context() -> None:
    assert lines("us", window=1)[["left", "node", "right"]].to_numpy().tolist() == [["anti-", "US", " war"]]


def test_a_window_of_none_shows_the_node_alone() -> None:
    assert lines("is an", window=0)[["left", "node", "right"]].to_numpy().tolist() == [["", "is an", ""]]


def test_no_hit_is_an_empty_table_with_the_same_columns() -> None:
    table = lines("nothing")
    assert len(table) == 0
    assert table.dtypes.to_dict() == lines("war").dtypes.to_dict()


def test_a_negative_window_is_refused() -> None:
    with pytest.raises(UsageError):
        lines("war", window=-1)


@given(st.text(alphabet="ab’. \n\té😀-", max_size=60), st.integers(0, 60), st.integers(0, 10), st.integers(1, 4))
def test_contexts_are_the_text_itself_and_hold_no_more_words_than_the_window(
    text: str, start: int, length: int, window: int
) -> None:
    start = min(start, len(text))
    end = min(start + length, len(text))
    store = TokenStore.build([("before", "x y z"), ("d", text), ("behind", "x y z")])
    spans = pd.DataFrame({"document_id": ["d"], "start": [start], "end": [end]})
    row = concordance(
        spans,
        store=store,
        text_of=lambda document: {1: text}[document],
        outlet_of=lambda _: "",
        date_of=lambda _: "",
        window=window,
    ).iloc[0]

    assert row["node"] == text[start:end]
    assert spaces(text[:start]).endswith(row["left"])
    assert spaces(text[end:]).startswith(row["right"])
    index = store.document_index("d")
    tokens = slice(store.offsets[index], store.offsets[index + 1])
    before = int((store.starts[tokens] < start).sum())
    behind = int((store.starts[tokens] >= end).sum())
    if before <= window:
        assert row["left"] == spaces(text[:start]) or before == window
    if behind < window:
        assert row["right"] == spaces(text[end:])


def spaces(text: str) -> str:
    out: list[str] = []
    for character in text:
        if character.isspace():
            if not out or out[-1] != " ":
                out.append(" ")
        else:
            out.append(character)
    return "".join(out)


SORTED = {"a": "red war zone. blue war area. Amber war zone. war"}


def passages_of(query: str, texts: dict[str, str]) -> Passages:
    store = TokenStore.build(texts.items())
    return Passages.of_hits(store, find(View.of(store), parse(query)))


def ordered(query: str, texts: dict[str, str], *keys: str) -> list[tuple[int, str]]:
    """Start and node of the lines in an order; outlets and dates count backwards."""
    passages = passages_of(query, texts)
    backwards = np.arange(len(texts), dtype=np.int32)[::-1].copy()
    rows = sorted_rows(passages, keys, outlets=backwards, dates=backwards)
    found = list(texts.values())
    lines = lines_of(passages, rows, text_of=found.__getitem__, window=3)
    return list(zip(lines.starts, lines.node, strict=True))


def starts(*keys: str) -> list[int]:
    return [start for start, _ in ordered("war", SORTED, *keys)]


def test_lines_are_sorted_by_the_words_around_the_node() -> None:
    assert starts("1R") == [45, 19, 4, 35]  # "", area, zone, zone
    assert starts("1L") == [35, 19, 4, 45]  # amber, blue, red, zone
    assert starts("1R", "1L") == [45, 19, 35, 4]
    assert starts() == [4, 19, 35, 45]


def test_lines_are_sorted_by_the_node_without_case() -> None:
    nodes = [node for _, node in ordered("a | b | war", {"a": "war B a WAR b A"}, "node")]
    assert nodes == ["a", "A", "B", "b", "war", "WAR"]


def test_a_shorter_node_comes_before_one_that_begins_with_it() -> None:
    nodes = [node for _, node in ordered("(war zone) | war", {"a": "war zone. war. war zone"}, "node")]
    assert nodes == ["war", "war", "war", "war zone", "war zone"]


def test_lines_are_sorted_by_outlet_and_date_of_their_articles() -> None:
    texts = {"a": "war one", "b": "war two", "c": "war"}
    assert [node for _, node in ordered("war one | war two | war", texts, "outlet", "1R")] == [
        "war", "war two", "war", "war one", "war",
    ], "nothing behind the hit comes first"  # fmt: skip
    assert ordered("war", texts, "date") == ordered("war", texts, "outlet")


def test_sorting_by_anything_else_is_refused() -> None:
    with pytest.raises(UsageError, match="4R"):
        starts("4R")


WORDS = st.lists(st.sampled_from(["war", "a", "b", "Ab", "Z"]), max_size=12).map(" ".join)


@given(st.lists(WORDS, min_size=1, max_size=5), st.lists(st.sampled_from(SORT_KEYS), max_size=4))
def test_an_order_is_the_one_of_a_plain_stable_sort(texts: list[str], keys: list[str]) -> None:
    corpus = {str(n): text for n, text in enumerate(texts)}
    passages = passages_of("war | (war a) | b", corpus)
    numbers = np.arange(len(texts), dtype=np.int32) % 2
    rows = sorted_rows(passages, keys, outlets=numbers, dates=1 - numbers).tolist()

    words = [text.casefold().split() for text in texts]
    offsets = passages.store.offsets.tolist()

    def key_of(n: int) -> list[object]:
        document = int(passages.documents[n])
        at, size = int(passages.first[n]) - offsets[document], int(passages.length[n])
        own = words[document]

        def one(key: str) -> object:
            if key == "outlet":
                return document % 2
            if key == "date":
                return 1 - document % 2
            if key == "node":
                return own[at : at + size]
            place = at - int(key[0]) if key[1] == "L" else at + size - 1 + int(key[0])
            return own[place] if 0 <= place < len(own) else ""

        return [one(key) for key in keys]

    assert rows == sorted(range(len(passages)), key=key_of)


@given(st.integers(0, 400), st.integers(0, 60), st.integers(0, 2**32))
def test_a_sample_has_no_line_twice_and_is_the_same_each_time(total: int, size: int, seed: int) -> None:
    rows = sampled_rows(total, size, seed)
    if not size or size >= total:
        assert rows is None
        return
    assert rows is not None
    drawn = rows.tolist()
    assert len(drawn) == size
    assert drawn == sorted(set(drawn))
    assert all(0 <= n < total for n in drawn)
    again = sampled_rows(total, size, seed)
    assert again is not None
    assert again.tolist() == drawn


def test_another_seed_draws_other_lines() -> None:
    one, other = sampled_rows(1000, 20, 1), sampled_rows(1000, 20, 2)
    assert one is not None
    assert other is not None
    assert one.tolist() != other.tolist()


def test_a_sample_is_drawn_before_it_is_sorted() -> None:
    texts = {str(n): f"war {'abcdefgh'[n % 8]}" for n in range(40)}
    passages = passages_of("war", texts)
    numbers = np.zeros(40, dtype=np.int32)
    drawn = sampled_rows(40, 10, 3)
    assert drawn is not None
    rows = sorted_rows(passages, ["1R"], outlets=numbers, dates=numbers, rows=drawn)
    assert sorted(rows.tolist()) == drawn.tolist()
    assert [n % 8 for n in rows.tolist()] == sorted(n % 8 for n in rows.tolist())


@given(st.text(alphabet="war \n\t-.’é😀", max_size=60), st.integers(0, 4))
def test_the_words_that_lines_are_sorted_by_are_marked_where_they_stand(text: str, window: int) -> None:
    corpus = {"before": "x y z", "d": f"war {text} war", "behind": "x y z"}
    keys = ("1R", "2L", "node", "3R")
    passages = passages_of("war", corpus)
    store, found = passages.store, list(corpus.values())
    lines = lines_of(passages, slice(None), text_of=found.__getitem__, window=window, keys=keys)
    assert len(lines.marks) == len(passages)
    for n, marks in enumerate(lines.marks):
        document = int(passages.documents[n])
        marked = {keys[level]: (lines.left[n], lines.right[n])[side][a:b] for side, a, b, level in marks}
        behind = int(passages.first[n] + passages.length[n])
        wanted = {"1R": behind, "2L": int(passages.first[n]) - 2, "3R": behind + 2}
        expected = {
            key: corpus["d"][store.starts[at] : store.ends[at]]
            for key, at in wanted.items()
            if int(key[0]) <= window and store.offsets[document] <= at < store.offsets[document + 1]
        }
        assert marked == expected


def test_any_lines_are_the_same_as_a_part_of_all_lines() -> None:
    texts = {str(n): "the war of the war " * (n % 3) for n in range(30)}
    passages = passages_of("war", texts)
    numbers = np.zeros(30, dtype=np.int32)
    rows = sorted_rows(passages, ["2L", "1R"], outlets=numbers, dates=numbers)
    found = list(texts.values())
    whole = lines_of(passages, rows, text_of=found.__getitem__, window=2, keys=["1R"])
    page = lines_of(passages, rows[7:12], text_of=found.__getitem__, window=2, keys=["1R"])
    assert page.left == whole.left[7:12]
    assert page.right == whole.right[7:12]
    assert page.marks == whole.marks[7:12]
    assert page.documents == whole.documents[7:12]
