"""Measures of lexical diversity against published values, and samples of equal size."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import hypergeom

from workbench.analysis.lexical_diversity import (
    COLUMNS,
    MEASURES,
    Sample,
    diversity,
    guiraud_r,
    hd_d,
    herdan_c,
    lexical_diversity,
    mattr,
    mtld,
    type_token_ratio,
    yule_k,
)
from workbench.index.diversity_loops import renumber
from workbench.index.store import TokenStore
from workbench.index.view import View

# how many words occur 1, 2, 3, ... times in the Gospel of St John, chapter 1, in Latin (Miranda-García & Calle-Martín 2005)
ST_JOHN = {1: 212, 2: 51, 3: 26, 4: 13, 5: 6, 6: 6, 7: 3, 8: 4, 10: 1, 11: 1, 13: 3, 16: 1, 17: 1, 19: 1, 21: 1, 59: 1}


def of(text: str) -> dict[str, float]:
    return dict(diversity(Sample.of(text.split())))


def test_values_of_the_tests_of_quanteda() -> None:
    """quanteda.textstats, tests of textstat_lexdiv."""
    eight = of("b a b a b a b a")
    assert eight["ttr"] == 0.25
    assert eight["guiraud_r"] == pytest.approx(2 / math.sqrt(8))
    assert eight["herdan_c"] == pytest.approx(math.log10(2) / math.log10(8))
    assert of("a a b b")["ttr"] == 0.5
    seven = of("one one two one one two one")
    assert (round(seven["ttr"], 3), round(seven["herdan_c"], 3)) == (0.286, 0.356)


def test_yule_k_of_the_gospel_of_st_john() -> None:
    """112.767, as quanteda and the formula give it; the paper prints 113.09 after its own rounding."""
    frequencies = np.repeat(list(ST_JOHN), list(ST_JOHN.values())).astype(np.int64)
    assert (frequencies.sum(), frequencies.size) == (755, 331)
    assert yule_k(frequencies) == pytest.approx(112.767, abs=5e-4)


def test_stretches_of_mtld_as_the_paper_counts_them() -> None:
    """McCarthy & Jarvis (2010), Appendix: a stretch ends where types / words has come down to 0.72; a rest of 0.887 counts
    (1 - 0.887) / (1 - 0.72)."""
    sample = Sample.of(["of", "the", "people", "by", "the", "people", "for", "the", "people"])
    # forwards 4 / 6 ends a stretch, "for the people" is a rest of ratio 1; backwards "people the for people the" does
    forwards, backwards = 1.0, 1.0 + (1 - 1) / 0.28
    assert mtld(sample) == pytest.approx((9 / forwards + 9 / backwards) / 2)
    assert mtld(Sample.of(["a", "b", "a", "c"])) == pytest.approx((4 / 1 + 4 / ((1 - 3 / 4) / 0.28)) / 2)
    assert math.isnan(mtld(Sample.of(["a", "b", "c"])))


def test_hd_d_is_the_chance_of_each_type_to_be_drawn() -> None:
    frequencies = np.array([30, 12, 9, 3, 1, 1, 1], dtype=np.int64)
    absent = [hypergeom(57, f, 42).pmf(0) for f in frequencies.tolist()]
    assert hd_d(frequencies) == pytest.approx(sum(1 - p for p in absent) / 42)
    assert math.isnan(hd_d(np.array([20, 21])))
    assert hd_d(np.ones(42, dtype=np.int64)) == pytest.approx(1)


words = st.lists(st.sampled_from("abcdefgh"), min_size=1, max_size=60)


@given(words, st.integers(1, 12))
def test_windows_and_stretches_equal_naive_counting(text: list[str], window: int) -> None:
    ratios = [len(set(text[n : n + window])) / window for n in range(len(text) - window + 1)]
    sample = Sample.of(text)
    assert mattr(sample, window) == (pytest.approx(np.mean(ratios)) if ratios else pytest.approx(math.nan, nan_ok=True))

    def factors(line: list[str]) -> float:
        ends = [0]
        for n in range(len(line)):
            stretch = line[ends[-1] : n + 1]
            if len(set(stretch)) / len(stretch) <= 0.72:
                ends.append(n + 1)
        rest = line[ends[-1] :]
        return len(list(pairwise(ends))) + ((1 - len(set(rest)) / len(rest)) / 0.28 if rest else 0.0)

    both = [factors(text), factors(text[::-1])]
    wanted = sum(len(text) / f for f in both) / 2 if all(both) else math.nan
    assert mtld(sample) == pytest.approx(wanted, nan_ok=True)
    assert not sample.scratch.any(), "the scratch space must be as it was"


@given(st.lists(st.integers(0, 9), max_size=30))
def test_types_are_numbered_in_the_order_in_which_they_first_occur(kinds: list[int]) -> None:
    sample, scratch = np.array(kinds, dtype=np.int32), np.zeros(10, dtype=np.int32)
    types = list(dict.fromkeys(kinds))
    assert renumber(sample, scratch) == len(types)
    assert sample.tolist() == [types.index(kind) for kind in kinds]
    assert not scratch.any()


def test_plain_measures_of_nothing_are_not_numbers() -> None:
    assert all(
        map(math.isnan, (type_token_ratio(0, 0), guiraud_r(0, 0), herdan_c(1, 1), yule_k(np.array([], dtype=int))))
    )
    assert all(math.isnan(value) for value in diversity(Sample.of([])).values())


RICH = " ".join(f"word{n}" for n in range(90))
POOR = "the same words again and again the same words " * 10


def _texts(articles: int = 12) -> TokenStore:
    rng = np.random.default_rng(1)
    rich, poor = RICH.split(), POOR.split()
    texts = [(f"r{n}", " ".join(rng.permutation(rich))) for n in range(articles)]
    texts += [(f"p{n}", " ".join(rng.permutation(poor))) for n in range(articles)]
    return TokenStore.build(texts)


def test_outlets_are_compared_in_samples_of_one_size_and_the_same_seed_gives_the_same() -> None:
    view, outlets = View.of(_texts()), ["Rich"] * 12 + ["Poor"] * 12
    measured = lexical_diversity(view, outlets, samples=20)
    table = measured.table
    assert tuple(table.columns) == COLUMNS
    assert table["measure"].drop_duplicates().tolist() == list(MEASURES)
    assert set(table["sample_words"]) == {min(12 * 90, 12 * 90) // 2}
    ttr = table[table["measure"] == "ttr"].set_index("outlet")["value"]
    assert ttr["Rich"] > ttr["Poor"]
    k = table[table["measure"] == "yule_k"].set_index("outlet")["value"]
    assert k["Rich"] < k["Poor"], "Yule's K is larger where words are repeated"
    known = table[table["value"].notna()]
    assert (known["low"] <= known["value"] + 1e-9).all()
    assert (known["value"] <= known["high"] + 1e-9).all()
    pd.testing.assert_frame_equal(table, lexical_diversity(view, outlets, samples=20).table)


def test_other_outlets_do_not_change_a_sample_and_left_out_words_are_not_in_it() -> None:
    store = TokenStore.build([(str(n), f"a b c secret d e f{n}") for n in range(8)])
    outlets = ["A"] * 8
    start = "a b c ".__len__()
    view = View.of(store, without={str(n): [(start, start + 6)] for n in range(8)})
    types = lexical_diversity(view, outlets, sample_words=48).table.set_index("measure").loc["types"]
    assert (types["value"], types["words"]) == (5 + 8, 48)


def test_what_can_not_be_sampled_says_so() -> None:
    store = TokenStore.build([("a", "one two three four"), ("b", "one two"), ("c", "one two three"), ("d", "five six")])
    measured = lexical_diversity(View.of(store), ["A", "B", "B", "B"], sample_words=5)
    table = measured.table.set_index(["outlet", "measure"])
    assert table["value"].isna()[("A", "ttr")]
    assert not table["value"].isna()[("B", "ttr")]
    notes = " ".join(measured.notes)
    assert "No value for A (1 article): fewer words than a sample has." in notes
    assert "With fewer than 5 articles" in notes
    assert "MATTR needs samples of 500 words." in notes
    one = lexical_diversity(View.of(store), ["A", "B", "B", "B"], sample_words=4)
    assert "No interval for A (1 article)" in " ".join(one.notes)
    assert lexical_diversity(View.of(store, documents=[]), ["A", "B", "B", "B"]).table.empty
