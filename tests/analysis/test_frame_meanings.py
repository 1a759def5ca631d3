"""Sentences near definitions and near accepted passages."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.analysis.frame_hits import denies
from workbench.analysis.frame_meanings import (
    AHEAD,
    NEAR_ACCEPTED,
    NEAR_DEFINITION,
    Near,
    VectorArray,
    near_accepted,
    near_definitions,
)


def unit(*rows: tuple[float, ...]) -> VectorArray:
    found = np.array(rows, dtype=np.float32)
    out: VectorArray = (found / np.linalg.norm(found, axis=1, keepdims=True)).astype(np.float32)
    return out


def pairs(near: Near) -> list[tuple[int, int]]:
    return list(zip(near.sentences.tolist(), near.frames.tolist(), strict=True))


TEXTS = unit((1, 0, 0), (0.9, 0.1, 0), (0, 1, 0), (0, 0.5, 0.5))
FRAMES = [0, 0, 1, 2]


def test_a_sentence_is_proposed_for_the_frame_whose_text_is_nearest() -> None:
    near = near_definitions(unit((1, 0.3, 0), (0, 1, 0), (0, 0, -1)), TEXTS, FRAMES)
    assert pairs(near) == [(0, 0), (1, 1)]
    assert near.nearest.tolist() == [1, 2], "the second text of the first frame is nearer"
    assert near.similarity[1] == pytest.approx(1.0)


def test_a_sentence_that_is_as_near_to_another_frame_is_proposed_for_none() -> None:
    assert not len(near_definitions(unit((1, 1, 0)), TEXTS[[0, 2]], [0, 1]))


def test_a_frame_need_not_be_told_from_the_one_that_it_is_part_of() -> None:
    sentence = unit((0, 0.75, 0.32))
    assert pairs(near_definitions(sentence, TEXTS, FRAMES)) == []
    kin = {1: frozenset({2}), 2: frozenset({1})}
    assert len(near_definitions(sentence, TEXTS, FRAMES, related=kin)) == 1


def test_a_sentence_is_like_accepted_passages_but_not_like_rejected_ones() -> None:
    sentences = unit((1, 0), (0.95, 0.1), (0.6, 0.8), (0, 1), (0.1, 0.9))
    near = near_accepted(sentences, {4: [0]}, {4: [3]})
    assert pairs(near) == [(1, 4)], "the third is nearer to the rejected one, and the first is the accepted one itself"
    assert near.nearest.tolist() == [0]
    assert pairs(near_accepted(sentences, {4: [0]}, {})) == [(1, 4), (2, 4)]


def test_nothing_accepted_proposes_nothing() -> None:
    assert not len(near_accepted(unit((1, 0)), {}, {0: [0]}))
    assert not len(near_accepted(np.zeros((0, 2), np.float32), {0: []}, {}))
    assert not len(near_definitions(np.zeros((0, 3), np.float32), TEXTS, FRAMES))
    assert not len(near_definitions(unit((1, 0, 0)), np.zeros((0, 3), np.float32), []))


@given(st.integers(0, 2**32 - 1))
def test_what_is_proposed_keeps_to_the_thresholds(seed: int) -> None:
    draws = np.random.default_rng(seed)
    sentences, texts = unit(*draws.normal(size=(30, 4))), unit(*draws.normal(size=(6, 4)))
    owner = np.array([0, 0, 1, 1, 2, 2])
    cosines = sentences @ texts.T
    near = near_definitions(sentences, texts, owner)
    best = np.stack([cosines[:, owner == frame].max(axis=1) for frame in range(3)], axis=1)
    expected = []
    for n in range(30):
        ordered = np.sort(best[n])
        if ordered[-1] >= NEAR_DEFINITION and ordered[-1] - ordered[-2] >= AHEAD:
            expected.append((n, int(np.argmax(best[n]))))
    assert pairs(near) == expected
    liked = near_accepted(sentences, {0: [0, 1]}, {0: [2]})
    assert (liked.similarity >= NEAR_ACCEPTED).all()
    assert all(n != of for n, of in zip(liked.sentences, liked.nearest, strict=True))


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Nobody is to blame.", True),
        ("They don’t agree.", True),
        ("Not only the mayor came.", False),
        ("The mayor came.", False),
        ("", False),
    ],
)
def test_a_sentence_that_denies_is_known_by_its_words(sentence: str, expected: bool) -> None:
    assert denies(sentence) is expected
