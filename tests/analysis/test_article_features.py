"""Features of articles: words by weight, and mean meanings."""

from __future__ import annotations

import math

import numpy as np
import pytest

from workbench.analysis.article_features import mean_meanings, word_features
from workbench.index.store import TokenStore
from workbench.index.view import View

TEXTS = {
    "a": "the ferry sank the ferry",
    "b": "the ferry came 2031",
    "c": "the ferry left 2031",
    "d": "the bakers came 2031",
    "e": "the bakers left early",
    "f": "the bakers slept",
}


def test_words_are_weighted_by_tf_idf_in_rows_of_unit_length() -> None:
    features = word_features(View.of(TokenStore.build(list(TEXTS.items()))))
    # "the" stands in all articles, "sank" and others in fewer than three, "2031" is a figure
    assert set(features.words) == {"ferry", "bakers"}
    rows = features.matrix.toarray()[:, [features.words.index("ferry"), features.words.index("bakers")]]
    assert rows[0].tolist() == [1.0, 0.0]
    assert np.linalg.norm(rows, axis=1) == pytest.approx(np.ones(6))


def test_weights_follow_the_formula() -> None:
    texts = dict(TEXTS) | {"g": "ferry ferry ferry bakers"}
    features = word_features(View.of(TokenStore.build(list(texts.items()))))
    ferry, bakers = math.log(7 / 4), math.log(7 / 4)
    expected = np.array([(1 + math.log(3)) * ferry, bakers])
    own = features.matrix.toarray()[6, [features.words.index("ferry"), features.words.index("bakers")]]
    assert own == pytest.approx(expected / np.linalg.norm(expected))


def test_only_articles_of_the_view_have_rows_and_count() -> None:
    view = View.of(TokenStore.build(list(TEXTS.items())), documents=["a", "b", "c", "d"])
    features = word_features(view)
    assert features.words == ("ferry",), "“bakers” stands in one of these"
    assert features.matrix.toarray().tolist() == [[1.0], [1.0], [1.0], [0.0]]


def test_an_article_means_the_mean_of_its_sentences_less_that_of_all_articles() -> None:
    vectors = np.array([[1.0, 0.0], [0.0, 1.0], [0.0, 1.0]])
    means = mean_meanings(vectors, [0, 0, 2], 3)
    # (.5, .5) and (0, 1) less their mean (.25, .75)
    assert means[0] == pytest.approx([math.sqrt(0.5), -math.sqrt(0.5)])
    assert means[2] == pytest.approx(-means[0])
    assert means[1].tolist() == [0.0, 0.0], "nothing is known of it"


def test_no_words_and_no_articles_are_no_error() -> None:
    assert word_features(View.of(TokenStore.build([("a", ""), ("b", "")]))).matrix.shape == (2, 0)
    assert word_features(View.of(TokenStore.build([]))).matrix.shape == (0, 0)
    assert mean_meanings(np.zeros((0, 3)), [], 2).tolist() == [[0.0] * 3] * 2
