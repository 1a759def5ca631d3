"""From sentences to vectors with a tokenizer and a network: batches of like length, mean pooling, unit length."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, Final, Protocol

import numpy as np
import numpy.typing as npt

from workbench.domain.progress import Progress, no_progress

Floats = npt.NDArray[np.float32]
Integers = npt.NDArray[np.int64]

_BATCH_TOKENS: Final = 512
"""About 18 sentences of news. Larger batches are not faster on a processor, as they leave its cache."""
_BLOCK: Final = 4096
"""So many sentences are cut into tokens at a time, so that the tokens of a large corpus never are in memory together."""


class Encoding(Protocol):
    """The tokens of one sentence."""

    @property
    def ids(self) -> list[int]:
        """The numbers of its tokens, marks included."""

    @property
    def overflowing(self) -> Sequence[object]:
        """What did not fit; empty for most sentences."""


class Tokenizer(Protocol):
    """What is used of a tokenizer; it cuts at the model's limit and does not pad."""

    def encode_batch(self, input: Sequence[str]) -> Sequence[Encoding]:  # noqa: A002 - the name that the library uses
        """The tokens of each sentence."""


class Session(Protocol):
    """What is used of a network that is ready to run; several threads may run it at once."""

    def run(self, output_names: Sequence[str] | None, input_feed: Mapping[str, Integers], /) -> Sequence[Any]:
        """The named outputs."""


def batches(lengths: Sequence[int], *, tokens: int = _BATCH_TOKENS) -> list[list[int]]:
    """Which sentences are read together: neighbours in length, so that little is padded.

    Args:
        lengths: of each sentence, in tokens.
        tokens: how many a batch may hold, padding included; a longer sentence is a batch of its own.
    """
    out: list[list[int]] = []
    batch: list[int] = []
    # by length and place: the same sentences always make the same batches
    for place in sorted(range(len(lengths)), key=lambda index: (lengths[index], index)):
        if batch and (len(batch) + 1) * lengths[place] > tokens:
            out.append(batch)
            batch = []
        batch.append(place)
    return [*out, batch] if batch else out


def padded(rows: Sequence[Sequence[int]]) -> tuple[Integers, Integers]:
    """Rows of tokens as one table filled up with zeros, and a mask that is 1 where there is a token."""
    ids = np.zeros((len(rows), max(map(len, rows))), np.int64)
    mask = np.zeros_like(ids)
    for at, row in enumerate(rows):
        ids[at, : len(row)] = row
        mask[at, : len(row)] = 1
    return ids, mask


def mean_pooled(states: Floats, mask: Integers) -> Floats:
    """The mean of the states of a sentence's tokens, at unit length; padding does not count.

    Args:
        states: sentences by tokens by dimensions.
        mask: sentences by tokens, 1 where there is a token.
    """
    weights = mask[:, :, None].astype(np.float32)
    sums: Floats = (states * weights).sum(axis=1, dtype=np.float32)
    return unit_length(sums / np.maximum(weights.sum(axis=1), 1))


def unit_length(vectors: Floats) -> Floats:
    """Each row at length 1; a row of zeros stays as it is."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    out: Floats = np.divide(vectors, lengths, out=np.zeros_like(vectors), where=lengths > 0)
    return out


@dataclass(frozen=True, kw_only=True)
class Encoder:
    """A tokenizer and a network that belong together.

    A sentence's vector does not depend on what else is read with it, nor on the number of threads: each batch is run by
    one thread.
    """

    tokenizer: Tokenizer
    session: Session
    inputs: frozenset[str]
    """What the network asks for, of ``input_ids``, ``attention_mask`` and ``token_type_ids``."""
    output: str
    """The name of the output that has a state for each token."""
    dimensions: int
    threads: int = 1

    def vectors(self, sentences: Sequence[str], progress: Progress = no_progress) -> Floats:
        """One row of unit length a sentence; zeros for a sentence without a word or sign.

        Raises:
            Cancelled: by the progress, which is told after each batch.
        """
        out = np.zeros((len(sentences), self.dimensions), np.float32)
        progress(0, len(sentences))
        done = 0
        with ThreadPoolExecutor(self.threads, thread_name_prefix="vectors") as pool:
            for start in range(0, len(sentences), _BLOCK):
                block = sentences[start : start + _BLOCK]
                rows = [encoding.ids for encoding in self.tokenizer.encode_batch([_valid(text) for text in block])]
                parts = batches([len(row) for row in rows])
                tasks = [pool.submit(self._run, [rows[place] for place in part]) for part in parts]
                try:
                    for part, task in zip(parts, tasks, strict=True):
                        out[[start + place for place in part]] = task.result()
                        done += len(part)
                        progress(done, len(sentences))
                finally:
                    for task in tasks:
                        task.cancel()
        blank = [place for place, text in enumerate(sentences) if not text.strip()]
        out[blank] = 0
        return out

    def too_long(self, sentences: Sequence[str]) -> list[int]:
        """The places of the sentences that are longer than the model reads: the rest of them is left out."""
        encodings = self.tokenizer.encode_batch([_valid(text) for text in sentences])
        return [place for place, encoding in enumerate(encodings) if encoding.overflowing]

    def _run(self, rows: Sequence[Sequence[int]]) -> Floats:
        ids, mask = padded(rows)
        feed = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        (states,) = self.session.run([self.output], {name: feed[name] for name in self.inputs})
        return mean_pooled(np.asarray(states, np.float32), mask)


def _valid(text: str) -> str:
    """A text that can be written as UTF-8: halves of code points, which damaged sources have, become question marks."""
    return text.encode("utf-8", "replace").decode("utf-8")
