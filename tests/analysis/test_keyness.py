"""Keyness measures against published values, and the table."""

from __future__ import annotations

import json
import math
from itertools import combinations
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy.sparse import csc_array
from scipy.stats import binomtest, chi2

from workbench.analysis.bootstrap import generator_for
from workbench.analysis.keyness import keyness, keyness_of_each
from workbench.analysis.keyness_measures import (
    benjamini_hochberg,
    bic,
    chi_squared,
    conservative_log_ratio,
    g2_four_term,
    g2_two_term,
    log_odds_dirichlet,
    log_ratio,
    odds_ratio,
    percent_difference,
    permutation_p,
)
from workbench.domain.columns import TABLES
from workbench.domain.errors import UsageError
from workbench.index.store import TokenStore
from workbench.index.view import View

REFERENCE = Path(__file__).resolve().parents[3] / "shared" / "eval" / "data" / "reference_stats"
MILLION = 1_000_000


# --- measures --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("a", "b", "c", "d", "expected"),
    [
        (52, 57, 50_000, 75_000, 2.6517),
        (392, 170, MILLION, MILLION, 90.13),
        (348, 99, MILLION, MILLION, 146.95),
        (9, 32, MILLION, MILLION, -13.68),
        (5, 5, 100, 100, 0.0),
    ],
)
def test_two_term_log_likelihood_gives_the_published_values(a: int, b: int, c: int, d: int, expected: float) -> None:
    assert g2_two_term(a, b, c, d) == pytest.approx(expected, abs=5e-3)


def test_four_term_log_likelihood_gives_the_published_values() -> None:
    assert g2_four_term(52, 57, 50_000, 75_000) == pytest.approx(2.6541, abs=5e-5)
    assert g2_four_term(10, 0, 13, 31_764) == pytest.approx(167.23, abs=5e-3)
    assert g2_four_term(110, 2442, 221, 31_556) == pytest.approx(270.72, abs=5e-3)
    assert g2_four_term(2442, 110, 31_556, 221) == pytest.approx(-270.72, abs=5e-3)


def test_chi_squared_gives_the_published_values() -> None:
    assert chi_squared(3, 0, 3, 31_774, yates=False) == pytest.approx(31_777)
    corrected = chi_squared(1, 3, 4, 4)
    assert corrected == pytest.approx(0.5)
    assert chi2.sf(float(corrected), 1) == pytest.approx(0.48, abs=5e-3)
    assert chi_squared(3, 2, 17, 12) == pytest.approx(0.1851001, abs=5e-8)


def test_effect_sizes_give_the_published_values() -> None:
    assert bic(g2_four_term(52, 57, 50_000, 75_000), 125_000) == pytest.approx(-9.082, abs=5e-4)
    assert bic(g2_two_term(52, 57, 50_000, 75_000), 125_000) == pytest.approx(-9.084, abs=5e-4)
    assert percent_difference(206_523, 178_174, 959_641, 1_562_358) == pytest.approx(88.7, abs=0.05)
    assert odds_ratio(16_217, 735, 2_796_938, 2_087_946) == pytest.approx(16.6, abs=0.05)
    assert log_ratio(52, 57, 50_000, 75_000) == pytest.approx(0.4525, abs=5e-5)
    assert log_ratio(120, 40, 100_000, 100_000) == pytest.approx(1.585, abs=5e-4)


def test_a_count_of_zero_counts_as_a_half_in_a_log_ratio() -> None:
    assert log_ratio(0, 4, 1000, 1000) == pytest.approx(-3)
    assert log_ratio(4, 0, 1000, 1000) == pytest.approx(3)


def test_the_conservative_log_ratio_gives_the_published_values() -> None:
    assert conservative_log_ratio(52, 57, 50_000, 75_000) == 0
    assert conservative_log_ratio(120, 40, 100_000, 100_000) == pytest.approx(1.0578, abs=5e-5)
    assert conservative_log_ratio(40, 120, 100_000, 100_000) == pytest.approx(-1.0578, abs=5e-5)


@pytest.mark.parametrize(("a", "b"), [(30, 0), (0, 30), (12, 1), (1, 40), (7, 7), (0, 0)])
def test_the_conservative_log_ratio_agrees_with_an_exact_binomial_interval(a: int, b: int) -> None:
    c, d, terms = 1000, 3000, 20
    if a + b == 0:
        assert conservative_log_ratio(a, b, c, d) == 0
        return
    interval = binomtest(a, a + b).proportion_ci(1 - 0.05 / terms, method="exact")
    low, high = (
        math.log2(d / c * p / (1 - p)) if 0 < p < 1 else (-math.inf if p == 0 else math.inf)
        for p in (float(interval.low), float(interval.high))
    )
    expected = low if low > 0 else high if high < 0 else 0.0
    assert conservative_log_ratio(a, b, c, d, comparisons=terms) == pytest.approx(expected, abs=1e-6)


def test_weighted_log_odds_give_the_published_values() -> None:
    y1, y2 = [1, 5, 1, 9], [100, 510, 100, 199]
    delta, z = log_odds_dirichlet(y1, y2, 0.01)
    assert delta == pytest.approx([-0.6095321, -1.0345766, -0.6095321, 1.5201005], abs=5e-8)
    assert z == pytest.approx([-0.609502, -2.304405, -0.609502, 4.462925], abs=5e-7)
    pooled = np.add(y1, y2)
    _, z = log_odds_dirichlet(y1, y2, pooled * 10 / pooled.sum())
    assert z == pytest.approx([-0.494516, -2.007822, -0.494516, 3.265540], abs=5e-7)


def test_weighted_log_odds_of_some_words_are_those_of_all_when_the_totals_are_given() -> None:
    y1, y2, prior = np.array([1, 5, 1, 9]), np.array([100, 510, 100, 199]), np.array([1.0, 2.0, 3.0, 4.0])
    _, whole = log_odds_dirichlet(y1, y2, prior)
    _, part = log_odds_dirichlet(y1[1:3], y2[1:3], prior[1:3], c=16, d=909, prior_total=10)
    assert part == pytest.approx(whole[1:3])


def test_benjamini_hochberg_gives_the_stepped_up_values() -> None:
    assert benjamini_hochberg([0.01, 0.04, 0.03, 0.5]).tolist() == pytest.approx([0.04, 0.16 / 3, 0.16 / 3, 0.5])
    adjusted = benjamini_hochberg([0.9, np.nan, 0.001])
    assert adjusted[[0, 2]].tolist() == pytest.approx([0.9, 0.002])
    assert np.isnan(adjusted[1])
    assert benjamini_hochberg([]).size == 0


@pytest.mark.skipif(not REFERENCE.is_dir(), reason="the reference statistics are not on this machine")
def test_real_corpus_keyness_gives_the_published_values() -> None:
    published = json.loads((REFERENCE / "reference_values.json").read_text("utf-8"))
    expected = published["keyness_log_likelihood_brown_romance"]["expected"]
    lines = [line.split("\t") for line in (REFERENCE / "brown_romance_vs_all_freq.tsv").read_text("utf-8").splitlines()]
    c, whole = int(lines[0][1]), int(lines[0][2])
    counts = {word: (int(a), int(both)) for word, a, both in lines[2:]}
    for word, value in expected.items():
        a, both = counts[word]
        assert abs(g2_four_term(a, both - a, c, whole - c)) == pytest.approx(value, abs=5e-4), word


@pytest.mark.skipif(not REFERENCE.is_dir(), reason="the reference statistics are not on this machine")
@pytest.mark.parametrize("target", [0, 1])
def test_two_small_documents_are_ranked_as_published(target: int) -> None:
    published = json.loads((REFERENCE / "reference_values.json").read_text("utf-8"))["quanteda_keyness_small"]
    texts = [published["docs"]["d1"].split(), published["docs"]["d2"].split()]
    mine, other = texts[target], texts[1 - target]
    words = sorted(set(mine + other))
    a, b = [mine.count(word) for word in words], [other.count(word) for word in words]
    expected = published[f"lr_no_correction_order_target_d{target + 1}"]
    g2 = g2_four_term(a, b, len(mine), len(other))
    assert [words[n] for n in np.argsort(-g2, kind="stable")] == expected


# --- the permutation test --------------------------------------------------------------------------------------------


def test_identical_groups_are_not_told_apart() -> None:
    side = csc_array([[1, 3], [2, 0], [0, 1], [1, 1], [2, 2]])
    words = [100, 120, 90, 110, 100]
    p = permutation_p(side, words, side, words, generator=generator_for(1))
    assert (p > 0.9).all()


def test_groups_that_never_overlap_get_the_smallest_p_that_the_shuffles_allow() -> None:
    mine, theirs = csc_array(np.full((8, 1), 9)), csc_array(np.zeros((8, 1), dtype=np.int64))
    p = permutation_p(mine, [100] * 8, theirs, [100] * 8, permutations=999, generator=generator_for(1))
    assert p[0] <= 0.005  # 2 of 12,870 arrangements are as extreme


def test_the_permutation_p_is_close_to_that_of_all_arrangements() -> None:
    counts, words = np.array([5, 4, 6, 2, 3, 1, 0, 2, 2, 1]), np.array([100, 90, 130, 80, 95, 110, 70, 100, 120, 60])

    def difference(chosen: list[int]) -> float:
        rest = [n for n in range(10) if n not in chosen]
        return float(abs(counts[chosen].sum() / words[chosen].sum() - counts[rest].sum() / words[rest].sum()))

    observed = difference([0, 1, 2, 3, 4])
    everything = [difference(list(chosen)) for chosen in combinations(range(10), 5)]
    exact = np.mean([value >= observed - 1e-12 for value in everything])
    column = csc_array(counts[:, np.newaxis])
    p = permutation_p(
        csc_array(column[:5]),
        words[:5],
        csc_array(column[5:]),
        words[5:],
        permutations=4999,
        generator=generator_for(4),
    )
    assert p[0] == pytest.approx(exact, abs=0.012)


def test_a_word_that_one_article_repeats_is_no_difference_between_outlets() -> None:
    mine, theirs = np.zeros((6, 1), dtype=np.int64), np.zeros((6, 1), dtype=np.int64)
    mine[0] = 40
    assert g2_two_term(40, 0, 600, 600) > 50  # to the token it looks enormous
    p = permutation_p(csc_array(mine), [100] * 6, csc_array(theirs), [100] * 6, generator=generator_for(1))
    assert p[0] == 1.0


# --- the table -------------------------------------------------------------------------------------------------------

TEXTS = (
    [(f"n{k}", "The war goes on. Sanctions, sanctions! " + "Markets fell. " * (k % 3)) for k in range(6)]
    + [(f"s{k}", "The talks go on. Peace, peace! " + "Markets rose. " * (k % 2 + 1)) for k in range(5)]
    + [(f"t{k}", "The markets and the talks. Peace") for k in range(3)]
)
STORE = TokenStore.build(TEXTS)
OUTLETS = ["North"] * 6 + ["South"] * 5 + ["Third"] * 3


def test_the_table_has_the_columns_of_the_contract_and_key_words_first() -> None:
    measured = keyness(View.of(STORE), OUTLETS, target="North")
    table = measured.table
    assert tuple(table.columns) == TABLES["keyness"]
    assert table["term"].iloc[0] == "sanctions"
    assert table["g2"].is_monotonic_decreasing
    assert table["term"].iloc[-1] == "peace"
    row = table.set_index("term").loc["sanctions"]
    assert (row["count"], row["reference_count"], row["documents"], row["reference_documents"]) == (12, 0, 6, 0)
    assert row["p_documents"] == pytest.approx(0.001)
    assert row["log_ratio_low"] <= row["log_ratio"] <= row["log_ratio_high"]
    assert 0 < row["lrc"] < row["log_ratio"]
    assert row["log_odds_z"] > 0
    assert measured.notes == (
        "North: 48 words in 6 articles. Compared with 62 words in 8 articles of all other outlets.",
        "Intervals hold 95 % of 1,000 resamplings of articles (seed 20240704).",
        "p_documents comes from 999 shuffles of articles (seed 20240704) and is not corrected for the number of terms; "
        "p_adjusted is, for the terms of an outlet (Benjamini-Hochberg).",
        "A count of 0 counts as 0.5 in a Log Ratio.",
        "The prior of the log-odds is the text of both sides, worth 1,000 words.",
        "Terms counted fewer than 3 times on both sides together are left out.",
    )


def test_numbers_in_the_table_are_those_of_the_measures() -> None:
    table = keyness(View.of(STORE), OUTLETS, target="North", minimum_count=1).table
    a, b = table["count"], table["reference_count"]
    np.testing.assert_allclose(table["g2"], g2_two_term(a, b, 48, 62))
    np.testing.assert_allclose(table["log_ratio"], log_ratio(a, b, 48, 62))
    np.testing.assert_allclose(table["lrc"], conservative_log_ratio(a, b, 48, 62, comparisons=len(table)))
    np.testing.assert_allclose(table["log_odds_z"], log_odds_dirichlet(a, b, 1000 * (a + b) / (48 + 62))[1])
    np.testing.assert_allclose(table["per_1000"], a * 1000 / 48)
    assert a.sum() == 48
    assert b.sum() == 62


def test_fewer_than_five_articles_are_shown_and_not_tested() -> None:
    measured = keyness(View.of(STORE), OUTLETS, target="Third")
    assert measured.table["p_documents"].isna().all()
    assert measured.table["log_ratio_low"].notna().all()
    few = "Third has 3 articles; with fewer than 5 articles on a side, differences are shown, not tested."
    assert few in measured.notes
    assert not any(note.startswith("p_documents comes") for note in measured.notes)


def test_a_reference_of_fewer_than_five_articles_is_not_tested_either() -> None:
    measured = keyness(View.of(STORE), OUTLETS, target="North", reference=["Third"])
    assert measured.table["p_documents"].isna().all()
    assert measured.notes[0] == "North: 48 words in 6 articles. Compared with 18 words in 3 articles of Third."
    assert "North is compared with 3 articles; with fewer than 5 on a side differences are shown, not tested." in (
        measured.notes
    )


def test_one_article_on_a_side_has_no_interval() -> None:
    measured = keyness(
        View.of(STORE, documents=[i for i, _ in TEXTS if i not in ("t1", "t2")]), OUTLETS, target="Third"
    )
    assert measured.table["log_ratio_low"].isna().all()
    assert "No interval for Third: resampling needs at least 2 articles on both sides." in measured.notes


def test_each_outlet_is_compared_with_all_others() -> None:
    measured = keyness_of_each(View.of(STORE), OUTLETS)
    for outlet in ("North", "South", "Third"):
        alone = keyness(View.of(STORE), OUTLETS, target=outlet).table
        part = measured.table[measured.table["outlet"] == outlet].reset_index(drop=True)
        pd.testing.assert_frame_equal(part, alone)
    assert measured.table["outlet"].drop_duplicates().tolist() == ["North", "South", "Third"]
    assert measured.notes[0] == (
        "Each outlet is compared with all others together: North 48 words in 6 articles; South 44 words in 5 articles; "
        "Third 18 words in 3 articles."
    )


def test_several_outlets_with_few_articles_are_named_in_one_sentence() -> None:
    view = View.of(STORE, documents=["n0", "s0", "s1", "t0", "t1", "t2"])
    notes = keyness_of_each(view, OUTLETS).notes
    assert (
        "North (1 article), South (2 articles) and Third (3 articles) have fewer than 5 articles; their differences "
        "are shown, not tested."
    ) in notes


def test_the_same_seed_gives_the_same_table() -> None:
    one, same, other = (keyness(View.of(STORE), OUTLETS, target="South", seed=seed).table for seed in (1, 1, 2))
    pd.testing.assert_frame_equal(one, same)
    assert not one["log_ratio_low"].equals(other["log_ratio_low"])


def test_phrases_and_hidden_words() -> None:
    measured = keyness(View.of(STORE), OUTLETS, target="North", n=2, hide={"the"})
    assert "war goes" in set(measured.table["term"])
    assert not any("the" in term.split() for term in measured.table["term"])
    assert measured.notes[-1] == "Hidden words are left out of the table; they are part of the word totals."


def test_nothing_to_compare_with_is_an_empty_table_and_a_reason() -> None:
    north = View.of(STORE, documents=[f"n{k}" for k in range(6)])
    full = keyness(View.of(STORE), OUTLETS, target="North").table
    for measured in (
        keyness(north, OUTLETS, target="North"),
        keyness(north, OUTLETS, target="South"),
        keyness_of_each(north, OUTLETS),
        keyness_of_each(View.of(STORE, documents=[]), OUTLETS),
    ):
        assert len(measured.table) == 0
        assert measured.table.dtypes.to_dict() == full.dtypes.to_dict()
        assert len(measured.notes) == 1
    assert keyness_of_each(north, OUTLETS).notes == (
        "Only North is counted; keyness compares an outlet with others. Widen the scope to two outlets or more.",
    )


def test_a_minimum_that_no_term_reaches_is_an_empty_table() -> None:
    assert len(keyness(View.of(STORE), OUTLETS, target="North", minimum_count=1000).table) == 0


def test_an_outlet_that_does_not_exist_is_refused_with_those_that_do() -> None:
    with pytest.raises(UsageError, match=r"no outlet “Bloomberg”\. Choose one of: North, South, Third"):
        keyness(View.of(STORE), OUTLETS, target="Bloomberg")
    with pytest.raises(UsageError, match="Bloomberg"):
        keyness(View.of(STORE), OUTLETS, target="North", reference=["Bloomberg"])


def test_comparing_each_outlet_says_how_far_it_is() -> None:
    seen: list[tuple[int, int]] = []
    keyness_of_each(
        View.of(STORE), OUTLETS, progress=lambda done, total, message="": seen.append((done, total)), permutations=9
    )
    assert seen == [(0, 3), (1, 3), (2, 3), (3, 3)]
