"""Intervals by resampling articles."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from scipy.sparse import csc_array, hstack

from workbench.analysis.bootstrap import (
    chunks,
    distinct_columns,
    generator_for,
    log_ratio_intervals,
    middle,
    rate_intervals,
    resampled_articles,
)


def test_each_replicate_draws_as_many_articles_as_there_are() -> None:
    times = resampled_articles(7, replicates=50, generator=generator_for(1))
    assert times.shape == (7, 50)
    assert (times.sum(axis=0) == 7).all()
    assert times.max() > 1


def test_the_middle_is_between_symmetric_order_statistics() -> None:
    samples = np.random.default_rng(1).permutation(1000).astype(np.float64)[np.newaxis]
    low, high = middle(samples)
    assert (low[0], high[0]) == (24, 975)  # the 25th smallest and the 25th largest of 0 to 999
    low, high = middle(np.array([[5.0, 3.0, 4.0]]))
    assert (low[0], high[0]) == (3, 5)


def test_intervals_agree_with_resampling_article_by_article() -> None:
    counts, words = np.array([[3, 0], [1, 4], [0, 1], [5, 2]]), np.array([100, 200, 150, 80])
    low, high = rate_intervals(csc_array(counts), words, replicates=400, generator=generator_for(7))

    drawn = generator_for(7).integers(4, size=(400, 4))
    rates = np.array([1000 * counts[rows].sum(axis=0) / words[rows].sum() for rows in drawn])
    ordered = np.sort(rates, axis=0)
    np.testing.assert_allclose(low, ordered[9])
    np.testing.assert_allclose(high, ordered[-10])


def test_intervals_cover_the_truth_about_as_often_as_they_say() -> None:
    random = np.random.default_rng(5)
    covered = 0
    for trial in range(200):
        words = random.integers(300, 900, size=40)
        counts = random.negative_binomial(2, 2 / (2 + words * 0.005))  # overdispersed, 5 per 1,000 words
        low, high = rate_intervals(csc_array(counts[:, np.newaxis]), words, generator=generator_for(trial))
        covered += int(low[0] <= 5 <= high[0])
    assert 0.87 <= covered / 200 <= 0.99


def test_one_article_and_no_occurrence_have_no_interval() -> None:
    low, high = rate_intervals(csc_array([[3, 1]]), [10], generator=generator_for(1))
    assert np.isnan([low, high]).all()
    low, high = rate_intervals(csc_array([[3, 0], [1, 0]]), [10, 10], generator=generator_for(1))
    assert np.isnan([low[1], high[1]]).all()
    assert low[0] <= 200 <= high[0]


def test_articles_that_agree_make_a_narrow_interval() -> None:
    low, high = rate_intervals(csc_array([[2], [4], [6]]), [100, 200, 300], generator=generator_for(1))
    assert low[0] == pytest.approx(20)
    assert high[0] == pytest.approx(20)


def test_log_ratio_intervals_agree_with_resampling_by_hand() -> None:
    counts, words = np.array([[3], [0], [4]]), np.array([100, 200, 150])
    others, other_words = np.array([[1], [0]]), np.array([300, 500])
    low, high = log_ratio_intervals(
        csc_array(counts), words, csc_array(others), other_words, replicates=199, generator=generator_for(3)
    )
    generator = generator_for(3)
    mine = generator.integers(3, size=(199, 3))
    theirs = generator.integers(2, size=(199, 2))
    ratios = []
    for rows, other_rows in zip(mine, theirs, strict=True):
        a, b = max(counts[rows].sum(), 0.5), max(others[other_rows].sum(), 0.5)
        ratios.append(np.log2(a / words[rows].sum() / (b / other_words[other_rows].sum())))
    ordered = np.sort(ratios)
    assert low[0] == pytest.approx(ordered[4])
    assert high[0] == pytest.approx(ordered[-5])


def test_a_log_ratio_needs_two_articles_on_both_sides() -> None:
    one, two = csc_array([[1]]), csc_array([[1], [2]])
    assert np.isnan(log_ratio_intervals(one, [10], two, [10, 10], generator=generator_for(1))).all()
    assert np.isnan(log_ratio_intervals(two, [10, 10], one, [10], generator=generator_for(1))).all()


def test_columns_that_are_alike_are_one_kind_and_no_others() -> None:
    counts = np.random.default_rng(3).poisson(0.4, size=(6, 300))
    first, which = distinct_columns(csc_array(counts))
    np.testing.assert_array_equal(counts[:, first[which]], counts)
    assert first.size == np.unique(counts, axis=1).shape[1]


def test_terms_worked_out_together_and_alone_have_the_same_interval() -> None:
    counts = csc_array(np.random.default_rng(3).poisson(0.4, size=(6, 30)))
    words = [50, 60, 70, 80, 90, 100]
    together = rate_intervals(counts, words, generator=generator_for(2))
    twice = rate_intervals(csc_array(hstack([counts[:, 20:], counts])), words, generator=generator_for(2))
    np.testing.assert_array_equal(together[0], twice[0][10:])
    np.testing.assert_array_equal(together[1], twice[1][10:])


def test_the_generator_depends_on_seed_and_name_alone() -> None:
    assert generator_for(1, "A").random() == generator_for(1, "A").random()
    assert len({generator_for(1, "A").random(), generator_for(1, "B").random(), generator_for(2, "A").random()}) == 3


def test_chunks_follow_one_another_and_leave_nothing_out() -> None:
    parts = chunks(2500, 1000)
    assert parts[0][0] == 0
    assert parts[-1][1] == 2500
    assert all(before[1] == after[0] for before, after in pairwise(parts))
    assert chunks(0, 1000) == []
