"""Learning from codes of articles: the model, the threshold, the parts, and what is said of how right it is."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import minimize
from scipy.sparse import csr_array
from scipy.special import expit, logit

from workbench.analysis.article_features import WordFeatures
from workbench.analysis.frame_learning import (
    FEWEST,
    OF_CODEBOOK,
    OF_MEANING,
    OF_WORDS,
    Features,
    best_threshold,
    learn,
    parts_of,
    reasons,
    strongest_words,
)
from workbench.analysis.wilson import wilson_intervals

Floats = npt.NDArray[np.float64]


def features_of(words: Floats, meanings: Floats | None = None, copies: npt.ArrayLike | None = None) -> Features:
    own = np.arange(len(words)) if copies is None else np.asarray(copies)
    return Features(WordFeatures(csr_array(words), tuple(f"w{n}" for n in range(words.shape[1]))), meanings, own)


def told_apart(size: int = 40) -> tuple[Features, npt.NDArray[np.bool_]]:
    """Articles of which those that use the frame have the first word, the others the second one, and all have a third."""
    uses = np.arange(size) % 2 == 0
    words = np.stack([uses, ~uses, np.ones(size)], axis=1).astype(float)
    return features_of(words / np.sqrt(2.0)), uses


def test_what_the_codes_show_is_suggested_elsewhere() -> None:
    features, uses = told_apart()
    learned = learn(features, None, np.arange(20), uses[:20])
    assert learned is not None
    assert learned.suggests[20:].tolist() == uses[20:].tolist()
    assert (learned.yes, learned.no, learned.suggested, learned.right) == (10, 10, 10, 10)
    assert learned.precision == pytest.approx((1.0, float(wilson_intervals([10], [10])[0][0]), 1.0))
    assert strongest_words(features, learned) == (["w0"], ["w1"])
    assert reasons(features, learned, 20) == ["w0"]
    assert reasons(features, learned, 21) == ["w1"], "where nothing is suggested: what speaks against it"


def test_the_order_of_the_codes_plays_no_part() -> None:
    features, uses = told_apart()
    one = learn(features, None, np.arange(20), uses[:20])
    other = learn(features, None, np.arange(20)[::-1], uses[:20][::-1])
    assert one is not None
    assert other is not None
    assert one.probabilities.tolist() == other.probabilities.tolist()


def test_probabilities_are_those_of_the_penalised_regression_of_the_module() -> None:
    draws = np.random.default_rng(5)
    words, meanings = draws.normal(size=(30, 4)), draws.normal(size=(30, 3))
    scores = draws.uniform(0.05, 0.95, size=30)
    uses = draws.random(20) < expit(logit(scores[:20]) + words[:20, 0])
    learned = learn(features_of(words, meanings), scores, np.arange(20), uses)
    assert learned is not None
    both = np.hstack([words - words[:20].mean(axis=0), meanings - meanings[:20].mean(axis=0)])
    variances = np.array([OF_WORDS] * 4 + [OF_MEANING] * 3)

    def logits(values: Floats) -> Floats:
        out: Floats = both @ values[:7] + values[7] * logit(scores) + values[8]
        return out

    def loss(values: Floats) -> float:
        signs = np.where(uses, 1.0, -1.0)
        penalty = (values[:7] ** 2 / variances).sum() / 2 + OF_CODEBOOK * (values[7] - 1) ** 2 / 2
        return float(np.logaddexp(0, -signs * logits(values)[:20]).sum() + penalty)

    found = minimize(loss, np.zeros(9), options={"gtol": 1e-8}).x
    assert learned.probabilities[20:] == pytest.approx(expit(logits(found))[20:], abs=2e-4)
    assert learned.codebook_weight == pytest.approx(found[7], abs=1e-3)


def test_coded_articles_are_judged_by_models_that_did_not_see_them() -> None:
    # each article has a word of its own, so a model that saw it would be right of all of them
    uses = np.arange(40) % 2 == 0
    learned = learn(features_of(np.eye(40)), None, np.arange(40), uses)
    assert learned is not None
    assert learned.right < 40
    assert learned.precision[0] < 0.75


def test_copies_of_one_another_are_in_one_part() -> None:
    copies = np.repeat(np.arange(20), 2)
    uses = np.repeat(np.arange(20) % 2 == 0, 2)
    parts = parts_of(copies, uses)
    assert sorted(np.concatenate(parts).tolist()) == list(range(40))
    for part in parts:
        assert np.unique(copies[part]).size * 2 == part.size
        assert uses[part].any()


@given(st.lists(st.tuples(st.integers(0, 30), st.booleans()), min_size=1, max_size=60), st.integers(0, 5))
def test_every_article_is_in_one_part(coded: list[tuple[int, bool]], seed: int) -> None:
    copies = np.array([group for group, _ in coded])
    uses = np.array([use for _, use in coded])
    if not uses.any():
        uses[0] = True
    parts = parts_of(copies, uses, seed=seed)
    assert sorted(np.concatenate(parts).tolist()) == list(range(len(coded)))
    groups = [set(copies[part].tolist()) for part in parts]
    assert sum(map(len, groups)) == len(set(copies.tolist()))


def test_too_few_codes_teach_nothing() -> None:
    features, uses = told_apart()
    coded = np.flatnonzero(uses)[: FEWEST - 1].tolist() + np.flatnonzero(~uses)[:10].tolist()
    assert learn(features, None, coded, uses[coded]) is None
    coded += [int(np.flatnonzero(uses)[FEWEST])]
    assert learn(features, None, coded, uses[coded]) is not None


def test_copies_count_once_towards_enough_codes() -> None:
    features, uses = told_apart()
    copied = np.where(uses, 0, np.arange(40))
    assert learn(features_of(features.words.matrix.toarray(), None, copied), None, np.arange(40), uses) is None


def test_a_codebook_is_trusted_while_the_codes_say_little() -> None:
    scores = np.where(np.arange(40) % 2 == 0, 0.9, 0.1)
    uses = scores[:10] > 0.5
    learned = learn(features_of(np.zeros((40, 1))), scores, np.arange(10), uses)
    assert learned is not None
    assert learned.codebook_weight == pytest.approx(1.0, abs=0.25)
    assert learned.suggests.tolist() == (scores > 0.5).tolist()


def test_an_unknown_score_and_a_score_of_one_are_no_error() -> None:
    features, uses = told_apart()
    scores = np.where(uses, 1.0, np.nan)
    learned = learn(features, scores, np.arange(20), uses[:20])
    assert learned is not None
    assert np.isfinite(learned.probabilities).all()


def test_a_code_is_one_for_each_article() -> None:
    features, _ = told_apart()
    with pytest.raises(ValueError, match="one code"):
        learn(features, None, [1, 1], [True, False])


def test_the_threshold_is_where_expected_f1_is_greatest() -> None:
    # 1 article: 2 x 0.9 / (1 + 2.1) = 0.58; 2: 2 x 1.7 / 4.1 = 0.83; 3: 2 x 2.0 / 5.1 = 0.78; 4: 2 x 2.1 / 6.1 = 0.69
    assert best_threshold([0.1, 0.9, 0.3, 0.8]) == 0.8


@given(st.lists(st.floats(0.001, 0.999), min_size=1, max_size=30))
def test_no_other_threshold_has_a_greater_expected_f1(probabilities: list[float]) -> None:
    def expected(threshold: float) -> float:
        chosen = [p for p in probabilities if p >= threshold]
        return 2 * sum(chosen) / (len(chosen) + sum(probabilities))

    best = expected(best_threshold(probabilities))
    assert all(best >= expected(p) - 1e-9 for p in probabilities)
