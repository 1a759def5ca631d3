"""Suggestions that learn from a person's own codes of articles: whether an article uses a frame, from its words and meaning.

The model is a logistic regression with quadratic penalties (ridge; le Cessie & van Houwelingen 1992), one for each frame::

    logit p = a + b x codebook + w'words + v'meaning
    penalty = |w|^2 / (2 x 10) + |v|^2 / 2 + 10 (b - 1)^2 / 2

``words`` and ``meaning`` are those of :mod:`workbench.analysis.article_features`, less their means over the coded articles;
``codebook`` is the logit of the score that the codebook's entries give the article for the frame, whatever people said of
passages. The penalty on ``b`` says that a codebook is to be trusted until the codes say otherwise, so that with few codes the
suggestions are about those of the codebook; a frame without entries is learned from words and meaning alone. The strengths are
fixed, not chosen on the codes: with a hundred of them a choice costs more than it brings (measured in
``benchmarks/frame_learning.py``).

An article is suggested from the probability on that makes the expected F1 of the suggestions greatest (Lipton, Elkan &
Naryanaswamy 2014), found on probabilities alone, so that no code is used twice.

How good that is, is measured by cross-validation: articles are put into up to ten parts, near-copies of one another into the
same one, each part is predicted by a model of the others, and precision and recall count the predicted articles, with Wilson
intervals.
A coded article's probability is the one that it got there: as if nobody had coded it. With fewer than five coded articles that
use the frame, or five that do not (copies count once), nothing is learned.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from scipy.special import expit, logit

from workbench.analysis.article_features import FloatArray, WordFeatures
from workbench.analysis.wilson import wilson_intervals
from workbench.index.arrays import BoolArray, LongArray

FEWEST: Final = 5
"""Coded articles on each side from which something is learned."""
FOLDS: Final = 10
"""Parts of the cross-validation, at most."""
OF_WORDS: Final = 10.0
"""Variance of the weights of words before anything is known."""
OF_MEANING: Final = 1.0
"""Variance of the weights of meaning."""
OF_CODEBOOK: Final = 10.0
"""How firmly the weight of the codebook's score is held at 1."""
_LEAST_SCORE: Final = 0.02
"""A codebook's score is held between this and 1 less this, where its logit is still finite."""


@dataclass(frozen=True, eq=False)
class Features:
    """What is known of articles before anybody codes them."""

    words: WordFeatures
    meanings: FloatArray | None
    """``float64[articles, dimensions]`` of :func:`~workbench.analysis.article_features.mean_meanings`; ``None`` without."""
    copies: LongArray
    """``int64[articles]``: a number that near-copies of one another share."""

    def __len__(self) -> int:
        return int(self.copies.size)


@dataclass(frozen=True, eq=False)
class Learned:
    """What a model says of every article, and how right it was about coded ones that it had not seen."""

    probabilities: FloatArray
    """``float64[articles]``; of coded articles from a model of the others."""
    threshold: float
    """The probability from which on an article is suggested."""
    yes: int
    no: int
    suggested: int
    """Coded articles that were suggested when they were held back."""
    right: int
    """Of those the ones that use the frame."""
    word_weights: FloatArray
    """``float64[words]``: what each word adds to the logit, for a weight of 1."""
    codebook_weight: float
    meaning_shares: FloatArray
    """``float64[articles]``: what the meaning of each article adds to its logit."""

    @property
    def suggests(self) -> BoolArray:
        """Whether each article is suggested."""
        return self.probabilities >= self.threshold

    @property
    def precision(self) -> tuple[float, float, float]:
        """The share of the suggested articles that use the frame, with its 95 % interval."""
        return _share(self.right, self.suggested)

    @property
    def recall(self) -> tuple[float, float, float]:
        """The share of the articles that use the frame that were suggested, with its 95 % interval."""
        return _share(self.right, self.yes)

    @property
    def f1(self) -> float:
        """Twice the right ones by suggested ones and those that use the frame."""
        return 2.0 * self.right / (self.suggested + self.yes)


def learn(
    features: Features, scores: FloatArray | None, coded: npt.ArrayLike, uses: npt.ArrayLike, *, seed: int = 0
) -> Learned | None:
    """Learn from codes whether articles use a frame.

    Args:
        features: of all articles.
        scores: ``float64[articles]``: the score of the codebook's entries, from 0 to 1 (not a number: unknown); ``None`` for a
            frame without entries.
        coded: the numbers of the coded articles, each once.
        uses: whether each of them uses the frame.
        seed: of the parts of the cross-validation.

    Returns:
        ``None`` with too few codes (:data:`FEWEST`).
    """
    rows = np.asarray(coded, dtype=np.int64)
    target = np.asarray(uses, dtype=np.bool_)
    if rows.size != target.size or np.unique(rows).size != rows.size:
        raise ValueError("each coded article has one code")
    if not enough(features, rows, target):
        return None
    order = np.argsort(rows)
    rows, target = rows[order], target[order]
    prior = _prior(scores, len(features))
    words, meanings = features.words.matrix, features.meanings
    own_words, own_meanings = words[rows], meanings[rows] if meanings is not None else None
    products = OF_WORDS * np.asarray((own_words @ own_words.T).todense())
    if own_meanings is not None:
        products = products + OF_MEANING * (own_meanings @ own_meanings.T)
    products = _centred(products)
    held_back = np.zeros(rows.size)
    for part in parts_of(features.copies[rows], target, seed=seed):
        others = np.setdiff1d(np.arange(rows.size), part)
        model = _fit(products[np.ix_(others, others)], target[others], prior[rows[others]])
        held_back[part] = model.of(products[np.ix_(part, others)], prior[rows[part]])
    model = _fit(products, target, prior[rows])
    weights = model.weights - model.weights.mean()
    word_weights = OF_WORDS * np.asarray(own_words.T @ weights).ravel()
    own_mean = np.asarray(own_words.mean(axis=0)).ravel()
    logits = model.intercept + model.slope * prior + words @ word_weights - own_mean @ word_weights
    shares = np.zeros(len(features))
    if meanings is not None and own_meanings is not None:
        direction = OF_MEANING * (own_meanings.T @ weights)
        shares = (meanings - own_meanings.mean(axis=0)) @ direction
    probabilities: FloatArray = expit(logits + shares)
    probabilities[rows] = expit(held_back)
    threshold = best_threshold(probabilities[rows])
    suggested = probabilities[rows] >= threshold
    return Learned(
        probabilities=probabilities,
        threshold=threshold,
        yes=int(target.sum()),
        no=int((~target).sum()),
        suggested=int(suggested.sum()),
        right=int((suggested & target).sum()),
        word_weights=word_weights,
        codebook_weight=model.slope if scores is not None else 0.0,
        meaning_shares=shares,
    )


def enough(features: Features, coded: LongArray, uses: BoolArray) -> bool:
    """Whether there are codes enough on both sides, copies counted once."""
    copies = features.copies[coded]
    return min(np.unique(copies[uses]).size, np.unique(copies[~uses]).size) >= FEWEST


def best_threshold(probabilities: npt.ArrayLike) -> float:
    """The probability from which on suggesting gives the greatest expected F1.

    When the m most probable of n articles are suggested, F1 is about 2 x (sum of their m probabilities) / (m + sum of all n).
    """
    ordered = np.sort(np.asarray(probabilities, dtype=np.float64))[::-1]
    numbers = np.arange(1, ordered.size + 1)
    expected = 2.0 * np.cumsum(ordered) / (numbers + ordered.sum())
    return float(ordered[int(np.argmax(expected))])


def parts_of(copies: LongArray, uses: BoolArray, *, seed: int = 0) -> list[LongArray]:
    """Parts for the cross-validation: copies together, and in each part about the same share of articles that use the frame.

    Args:
        copies: a number for each coded article that near-copies share.
        uses: whether it uses the frame.
        seed: of the order in which groups of copies are dealt.
    """
    groups, group_of = np.unique(copies, return_inverse=True)
    having = np.bincount(group_of, weights=uses, minlength=groups.size) > 0
    folds = int(min(FOLDS, having.sum(), max((~having).sum(), 2)))
    shuffled = np.random.default_rng(seed).permutation(groups.size)
    dealt = shuffled[np.argsort(~having[shuffled], kind="stable")]
    fold_of = np.empty(groups.size, dtype=np.int64)
    fold_of[dealt] = np.arange(groups.size) % folds
    return [np.flatnonzero(fold_of[group_of] == fold) for fold in range(folds)]


def reasons(features: Features, learned: Learned, article: int, *, most: int = 3) -> list[str]:
    """The words of an article that speak most for its suggestion, or most against where it is not suggested."""
    matrix = features.words.matrix
    begin, end = matrix.indptr[article : article + 2]
    columns = matrix.indices[begin:end]
    shares = matrix.data[begin:end] * learned.word_weights[columns]
    if learned.probabilities[article] < learned.threshold:
        shares = -shares
    order = np.lexsort((columns, -shares))[:most]
    return [features.words.words[columns[n]] for n in order.tolist() if shares[n] > 0]


def strongest_words(features: Features, learned: Learned, *, most: int = 8) -> tuple[list[str], list[str]]:
    """The words that speak most for the frame, and most against it."""
    weights = learned.word_weights
    ordered = np.argsort(-weights, kind="stable")
    names: Sequence[str] = features.words.words
    return (
        [names[n] for n in ordered[:most].tolist() if weights[n] > 0],
        [names[n] for n in ordered[::-1][:most].tolist() if weights[n] < 0],
    )


# -- inside ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class _Model:
    weights: FloatArray
    """Of the coded articles, in the dual form: the weight of a feature is their sum with the feature's values."""
    slope: float
    intercept: float

    def of(self, products: FloatArray, prior: FloatArray) -> FloatArray:
        """The logits of articles, from their products with the coded ones."""
        return products @ self.weights + self.slope * prior + self.intercept


def _fit(products: FloatArray, uses: BoolArray, prior: FloatArray) -> _Model:
    size, signs = uses.size, np.where(uses, 1.0, -1.0)

    def loss(values: FloatArray) -> tuple[float, FloatArray]:
        weights, slope, intercept = values[:size], values[size], values[size + 1]
        combined = products @ weights
        logits = combined + slope * prior + intercept
        value = np.logaddexp(0.0, -signs * logits).sum() + 0.5 * weights @ combined
        value += 0.5 * OF_CODEBOOK * (slope - 1.0) ** 2
        wrong = expit(logits) - uses
        gradient = np.concatenate(
            [products @ (wrong + weights), [wrong @ prior + OF_CODEBOOK * (slope - 1.0), wrong.sum()]]
        )
        return float(value), gradient

    start = np.zeros(size + 2)
    start[size] = 1.0
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 500}).x
    return _Model(found[:size], float(found[size]), float(found[size + 1]))


def _prior(scores: FloatArray | None, size: int) -> FloatArray:
    if scores is None:
        return np.zeros(size)
    held = np.clip(np.nan_to_num(scores, nan=0.0), _LEAST_SCORE, 1.0 - _LEAST_SCORE)
    out: FloatArray = logit(held)
    return out


def _centred(products: FloatArray) -> FloatArray:
    """Products of features less their means, from products of features."""
    means = products.mean(axis=0)
    out: FloatArray = products - means[:, None] - means[None, :] + products.mean()
    return out


def _share(part: int, whole: int) -> tuple[float, float, float]:
    low, high = wilson_intervals([part], [whole])
    return (part / whole if whole else float("nan"), float(low[0]), float(high[0]))
