"""Pairs of words in four articles of two outlets; every number is counted by hand."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pandas as pd
import pytest

from workbench.analysis.word_pairs import share_and_ratio, word_pairs
from workbench.domain.columns import TABLES
from workbench.domain.word_pairs import WordPair
from workbench.index.store import TokenStore
from workbench.index.view import View

TEXTS = {
    "a": "the regime fell the regime spoke the government fell",
    "b": "the junta fell the government spoke government",
    "c": "a government spoke a government fell",
    "d": "nothing of the kind",
}
OUTLETS = ["Post", "Post", "Times", "Times"]
STORE = TokenStore.build(list(TEXTS.items()))
VIEW = View.of(STORE)
RULERS = WordPair("rulers", "regime | junta", "government")


def rows(*pairs: WordPair, view: View = VIEW, replicates: int = 0) -> pd.DataFrame:
    return word_pairs(view, pairs, OUTLETS, replicates=replicates).table


def row(table: pd.DataFrame, outlet: str) -> dict[str, Any]:
    return {str(k): v for k, v in table[table["outlet"] == outlet].iloc[0].items()}


def test_counts_shares_and_ratios() -> None:
    table = rows(RULERS)
    assert tuple(table.columns) == TABLES["word_pairs"]
    post, times = row(table, "Post"), row(table, "Times")
    assert (post["count_a"], post["count_b"], post["articles"], post["words"]) == (3, 3, 2, 16)
    assert (post["share_a"], post["ratio"]) == (0.5, 1.0)
    assert (times["count_a"], times["count_b"]) == (0, 2)
    assert times["share_a"] == 0.0
    assert times["ratio"] == 0.25, "a count of 0 counts as 0.5"
    assert (post["pair"], post["word_a"], post["word_b"]) == ("rulers", "regime | junta", "government")


def test_where_neither_stands_there_is_no_share() -> None:
    times = row(rows(WordPair("x", "zebra", "lion")), "Times")
    assert math.isnan(times["share_a"])
    assert math.isnan(times["ratio"])
    assert (times["count_a"], times["count_b"]) == (0, 0)


def test_intervals_resample_articles() -> None:
    post = row(rows(RULERS, replicates=400), "Post")
    # article a has 2 to 1, article b 1 to 2: what is drawn lies between the two
    assert (post["low"], post["high"]) == (pytest.approx(1 / 3), pytest.approx(2 / 3))
    assert (post["ratio_low"], post["ratio_high"]) == (0.5, 2.0)
    times = row(rows(RULERS, replicates=400), "Times")
    assert all(math.isnan(times[end]) for end in ("low", "high", "ratio_low", "ratio_high")), "one article has a word"


def test_where_one_side_never_stands_the_ratio_alone_has_an_interval() -> None:
    post = row(rows(WordPair("x", "zebra", "government"), replicates=400), "Post")
    assert post["share_a"] == 0.0
    assert math.isnan(post["low"])
    assert math.isnan(post["high"])
    assert (post["ratio_low"], post["ratio_high"]) == (0.125, 0.25), "0.5 to 4 and 0.5 to 2"


def test_the_same_seed_gives_the_same_intervals_whatever_other_pairs_there_are() -> None:
    alone = rows(RULERS, replicates=100)
    among = rows(WordPair("x", "fell", "spoke"), RULERS, replicates=100)
    pd.testing.assert_frame_equal(alone, among[among["pair"] == "rulers"].reset_index(drop=True))


def test_pairs_keep_their_order_and_outlets_are_alphabetical() -> None:
    table = rows(WordPair("z", "fell", "spoke"), WordPair("a", "regime", "regime"))
    assert table[["pair", "outlet"]].to_numpy().tolist() == [
        ["z", "Post"], ["z", "Times"], ["a", "Post"], ["a", "Times"],
    ]  # fmt: skip
    assert row(table[table["pair"] == "a"], "Post")["share_a"] == 0.5, "a word against itself"


def test_only_counted_words_are_found() -> None:
    table = rows(RULERS, view=View.of(STORE, documents=["b", "c"]))
    assert (row(table, "Post")["count_a"], row(table, "Post")["count_b"]) == (1, 2)


def test_a_search_that_cannot_be_understood_is_left_out_and_said() -> None:
    measured = word_pairs(VIEW, (WordPair("bad", "(regime", "x"), RULERS), OUTLETS)
    assert set(measured.table["pair"]) == {"rulers"}
    assert measured.notes[0].startswith("bad is left out: the search “(regime” can't be understood.")


def test_no_pairs_give_the_header_alone() -> None:
    measured = word_pairs(VIEW, (), OUTLETS)
    assert tuple(measured.table.columns) == TABLES["word_pairs"]
    assert measured.table.empty
    assert measured.notes == ()


def test_share_and_ratio_of_many() -> None:
    share, ratio = share_and_ratio(np.array([0.0, 3.0, 0.0]), np.array([0.0, 1.0, 4.0]))
    assert math.isnan(share[0])
    assert share[1:].tolist() == [0.75, 0.0]
    assert ratio[1:].tolist() == [3.0, 0.125]
