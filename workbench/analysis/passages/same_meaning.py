"""How likely it is that two sentences say the same: a logistic model on the features of a pair.

The coefficients were fitted once, offline, on the 4,076 training pairs of the Microsoft Research Paraphrase Corpus (Dolan &
Brockett 2005: pairs of sentences from news of 2003, judged by two people, 68% the same), with ridge regularisation (3 on
standardised features). Its pairs were chosen for being alike, so a model of these alone says nothing of sentences that have
little in common; 4,076 pairs of sentences from different pairs (half of them near neighbours) were added as not the same,
with a weight of 0.1. The word weights were those of the corpus itself.

Tenfold cross-validation by pair, mean of three seeds (lowest in brackets), the pairs of the corpus alone: with sentence
vectors accuracy 0.773 (0.773), F1 0.839 (0.838); without 0.764 (0.763), F1 0.832 (0.831). All pairs called the same: 0.675,
F1 0.806.

Coefficients of features that go together (words, stems, pairs of words) share their weight and are not to be read one by
one: more in common in the lesser covered sentence speaks for the same, one sentence holding all of a shorter one speaks
against it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

from workbench.analysis.passages.features import NAMES

_WORDS: Final = (
    0.819, -1.468, -1.538, 2.891, 0.153, -0.950, 7.558, 3.930, -5.128, -2.617, -0.945, 5.072, 0.912, -0.563, -1.021,
    -0.767, -0.155, -0.894, -0.399, -0.068, -1.196, 0.295,
)  # fmt: skip
_WORDS_AND_VECTORS: Final = (
    0.498, -1.646, -2.611, 2.857, 0.171, -1.045, 6.556, 4.349, -5.238, -2.330, -0.814, 4.598, 0.913, -0.692, -1.318,
    -0.828, -0.161, -0.928, -0.599, -0.033, -1.077, 0.190,
)  # fmt: skip
WITHOUT_VECTORS: Final = dict(zip(NAMES, _WORDS, strict=True))
"""The coefficient of each feature when there are no sentence vectors."""
WITH_VECTORS: Final = dict(zip(NAMES, _WORDS_AND_VECTORS, strict=True))
"""The coefficient of each feature when there are."""
COSINE: Final = 3.764
"""The coefficient of the cosine of the sentence vectors (all-MiniLM-L6-v2)."""
INTERCEPT_WITHOUT_VECTORS: Final = -2.442
INTERCEPT_WITH_VECTORS: Final = -3.188

CONFLICTS: Final = ("figures_conflict", "figures_one_sided", "dates_conflict")
"""Features that are left aside to know whether two sentences would say the same but for them."""


def probability(features: Sequence[float], cosine: float | None = None) -> float:
    """The probability that two sentences say the same, 0 to 1.

    Args:
        features: as :func:`workbench.analysis.passages.features.pair_features` gives them.
        cosine: of their sentence vectors, or ``None`` when there are none.
    """
    return _logistic(_score(features, cosine))


def probability_without_conflicts(features: Sequence[float], cosine: float | None = None) -> float:
    """The same, as if no figures or dates were in conflict."""
    coefficients = WITHOUT_VECTORS if cosine is None else WITH_VECTORS
    values = dict(zip(NAMES, features, strict=True))
    return _logistic(_score(features, cosine) - sum(coefficients[name] * values[name] for name in CONFLICTS))


def _score(features: Sequence[float], cosine: float | None) -> float:
    if cosine is None:
        terms = [c * value for c, value in zip(_WORDS, features, strict=True)]
        return math.fsum([INTERCEPT_WITHOUT_VECTORS, *terms])
    terms = [c * value for c, value in zip(_WORDS_AND_VECTORS, features, strict=True)]
    return math.fsum([INTERCEPT_WITH_VECTORS, COSINE * cosine, *terms])


def _logistic(score: float) -> float:
    return 1 / (1 + math.exp(-score)) if score >= 0 else math.exp(score) / (1 + math.exp(score))
