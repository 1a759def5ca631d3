"""Drawing and shuffling articles in blocks."""

from __future__ import annotations

import numpy as np
import pytest

from workbench.index import kernels
from workbench.index.article_draws import TermArticles, resampled_counts, shuffled_counts
from workbench.index.document_term_matrix import TermNumbers
from workbench.index.store import TokenStore
from workbench.index.view import View

TEXTS = [(str(k), " ".join(["all"] * (k + 2) + ["one"] * (k == 3))) for k in range(9)]
STORE = TokenStore.build(TEXTS)
GROUPS = [np.array([0, 3, 4]), np.array([1, 2, 5, 6, 8])]


def articles() -> TermArticles:
    view = View.of(STORE)
    return TermArticles.of(view, GROUPS, TermNumbers(STORE.ids, len(STORE.types)), np.arange(2, dtype=np.int64))


def test_articles_lie_by_group_with_their_words() -> None:
    made = articles()
    assert made.documents.tolist() == [0, 3, 4, 1, 2, 5, 6, 8]
    assert made.words.tolist() == [2, 6, 6, 3, 4, 7, 8, 10]
    assert made.group_begins.tolist() == [0, 3, 8]
    assert made.where[made.begins[1] :].tolist() == [1]


def test_what_is_drawn_has_as_many_articles_as_there_are_and_its_own_words() -> None:
    own, every, words = resampled_counts(articles(), np.array([0, 0, 1]), np.array([0, 1, 0]), replicates=70, seeds=[1])
    assert own.shape == (3, 70)
    # all words but "one" are "all": what is drawn of both is what is drawn of words
    np.testing.assert_array_equal(own[0] + own[2], words[0])
    np.testing.assert_array_equal(own[1], words[1])
    np.testing.assert_array_equal(every[0] + every[2], words.sum(axis=0))
    # article 3 of three is drawn once on the average
    assert own[2].mean() == pytest.approx(1.0, abs=0.35)
    assert own[2].max() <= 3


def test_what_is_shuffled_is_all_there_and_groups_keep_their_size() -> None:
    own, words = shuffled_counts(
        articles(), np.array([0, 0, 1, 1]), np.array([0, 1, 0, 1]), permutations=500, seeds=[1]
    )
    np.testing.assert_array_equal(words.sum(axis=0), np.full(500, 46))
    np.testing.assert_array_equal(own[2] + own[3], np.ones(500))
    np.testing.assert_array_equal(own[0] + own[2], words[0])
    assert own[2].mean() == pytest.approx(3 / 8, abs=0.08)


def test_the_same_seed_gives_the_same_whatever_the_threads(monkeypatch: pytest.MonkeyPatch) -> None:
    pairs = np.array([0, 1]), np.array([0, 0])
    alone = resampled_counts(articles(), *pairs, replicates=300, seeds=[7])
    shuffled = shuffled_counts(articles(), *pairs, permutations=299, seeds=[7])
    monkeypatch.setattr(kernels, "WORTH_SPLITTING", 1)
    monkeypatch.setattr(kernels, "_THREADS", 3)
    for a, b in zip(alone, resampled_counts(articles(), *pairs, replicates=300, seeds=[7]), strict=True):
        np.testing.assert_array_equal(a, b)
    for a, b in zip(shuffled, shuffled_counts(articles(), *pairs, permutations=299, seeds=[7]), strict=True):
        np.testing.assert_array_equal(a, b)
    assert not np.array_equal(alone[0], resampled_counts(articles(), *pairs, replicates=300, seeds=[8])[0])


def test_progress_is_told_and_can_stop() -> None:
    def stop(done: int, total: int, message: str = "") -> None:
        raise InterruptedError(message)

    with pytest.raises(InterruptedError, match="Resampling"):
        resampled_counts(articles(), np.array([0]), np.array([0]), replicates=10, seeds=[1], progress=stop)
