from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.errors import Cancelled
from workbench.vectors import encoding
from workbench.vectors.encoding import Encoder, Integers, batches, mean_pooled, padded, unit_length

WORDS = 500
DIMENSIONS = 6
TABLE = np.random.default_rng(7).normal(size=(WORDS, DIMENSIONS)).astype(np.float32)
LIMIT = 40


@dataclass
class WordEncoding:
    ids: list[int]
    overflowing: Sequence[object]


class WordTokenizer:
    """Numbers words by their letters, between the marks 1 and 2."""

    def encode_batch(self, input: Sequence[str]) -> list[WordEncoding]:  # noqa: A002 - as in the protocol
        out = []
        for text in input:
            text.encode("utf-8")  # the real one does not take halves of code points
            words = [3 + sum(map(ord, word)) % (WORDS - 3) for word in text.split()]
            out.append(WordEncoding([1, *words[: LIMIT - 2], 2], words[LIMIT - 2 :]))
        return out


@dataclass
class TableSession:
    """Gives each token its row of a table, and padding a value that would spoil any mean."""

    fed: list[set[str]] = field(default_factory=list)
    shapes: list[tuple[int, int]] = field(default_factory=list)
    threads: set[int] = field(default_factory=set)

    def run(self, _names: Sequence[str] | None, feed: Mapping[str, Integers], /) -> list[Any]:
        self.fed.append(set(feed))
        ids = feed["input_ids"]
        self.shapes.append((ids.shape[0], ids.shape[1]))
        self.threads.add(threading.get_ident())
        return [np.where((ids > 0)[:, :, None], TABLE[ids], np.float32(1e6))]


def encoder(
    session: TableSession, *, threads: int = 1, inputs: Sequence[str] = ("input_ids", "attention_mask")
) -> Encoder:
    return Encoder(
        tokenizer=WordTokenizer(),
        session=session,
        inputs=frozenset(inputs),
        output="states",
        dimensions=DIMENSIONS,
        threads=threads,
    )


def expected(text: str) -> np.ndarray[Any, np.dtype[np.float32]]:
    mean = TABLE[WordTokenizer().encode_batch([text])[0].ids].mean(axis=0)
    return np.asarray(mean / np.linalg.norm(mean), np.float32)


@given(st.lists(st.integers(1, 300), max_size=200), st.integers(1, 400))
def test_batches_hold_each_sentence_once_and_keep_to_their_size(lengths: list[int], tokens: int) -> None:
    parts = batches(lengths, tokens=tokens)
    assert sorted(place for part in parts for place in part) == list(range(len(lengths)))
    for part in parts:
        assert len(part) == 1 or len(part) * max(lengths[place] for place in part) <= tokens
    longest = [max(lengths[place] for place in part) for part in parts]
    assert longest == sorted(longest)


@given(st.lists(st.lists(st.integers(1, 9), min_size=1, max_size=8), min_size=1, max_size=8))
def test_padding_is_masked(rows: list[list[int]]) -> None:
    ids, mask = padded(rows)
    assert ids.shape == mask.shape == (len(rows), max(map(len, rows)))
    for row, tokens, kept in zip(rows, ids, mask, strict=True):
        assert tokens[kept == 1].tolist() == row
        assert not tokens[kept == 0].any()


def test_the_mean_leaves_padding_out() -> None:
    states = np.array([[[3.0, 0.0], [0.0, 4.0], [99.0, 99.0]]], np.float32)
    assert mean_pooled(states, np.array([[1, 1, 0]])) == pytest.approx(np.array([[0.6, 0.8]]))


def test_rows_of_zeros_have_no_direction() -> None:
    assert unit_length(np.zeros((2, 3), np.float32)).tolist() == [[0, 0, 0]] * 2


@pytest.mark.parametrize("threads", [1, 3])
def test_each_sentence_gets_its_own_vector_whatever_is_read_with_it(threads: int) -> None:
    texts = [" ".join(f"w{n * k % 97}" for k in range(1 + n % 35)) for n in range(300)]
    session = TableSession()
    found = encoder(session, threads=threads).vectors(texts)
    assert found.dtype == np.float32
    for text, row in zip(texts, found, strict=True):
        assert row == pytest.approx(expected(text), abs=1e-5)
    assert len(session.shapes) > 5
    assert len(session.threads) <= threads
    assert threading.get_ident() not in session.threads


def test_the_network_gets_the_inputs_it_asks_for() -> None:
    session = TableSession()
    encoder(session).vectors(["one two"])
    encoder(session, inputs=["input_ids", "token_type_ids"]).vectors(["one two"])
    assert session.fed == [{"input_ids", "attention_mask"}, {"input_ids", "token_type_ids"}]


def test_nothing_to_read_gives_zeros() -> None:
    found = encoder(TableSession()).vectors(["", " \n\t", "word"])
    assert not found[:2].any()
    assert np.linalg.norm(found[2]) == pytest.approx(1)
    assert encoder(TableSession()).vectors([]).shape == (0, DIMENSIONS)


def test_half_a_code_point_is_read_as_a_question_mark() -> None:
    found = encoder(TableSession()).vectors(["broken \ud83d", "broken ?"])
    assert found[0].tolist() == found[1].tolist()


def test_sentences_over_the_limit_are_named() -> None:
    long = "word " * (LIMIT - 2)
    assert encoder(TableSession()).too_long(["short", long, long + "more"]) == [2]


def test_progress_counts_up_to_all_sentences_and_can_stop(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encoding, "_BLOCK", 50)  # what comes behind the block that is being read is not begun
    told: list[tuple[int, int]] = []
    session = TableSession()
    texts = ["word " * 30] * 200
    encoder(session).vectors(texts, lambda done, total, message="": told.append((done, total)))
    assert told[0] == (0, 200)
    assert told[-1] == (200, 200)
    assert told == sorted(told)
    everything = len(session.shapes)

    def stop(done: int, total: int, message: str = "") -> None:
        if done:
            raise Cancelled

    stopped = TableSession()
    with pytest.raises(Cancelled):
        encoder(stopped).vectors(texts, stop)
    assert len(stopped.shapes) < everything
