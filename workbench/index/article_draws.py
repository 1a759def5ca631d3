"""Articles drawn again, or shuffled among groups, many times over, and what chosen terms then come to.

Made for large corpora: draws are made in blocks of 32, side by side in memory, so that each place where a term stands is
looked at once for 32 draws. A block has random numbers of its own, so that the outcome does not depend on threads.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

import numpy as np
import numpy.typing as npt

from workbench.domain.progress import Progress, no_progress
from workbench.index.arrays import IntArray, LongArray
from workbench.index.document_term_matrix import DocumentTermMatrix, TermNumbers
from workbench.index.kernels import in_parts, kernel
from workbench.index.view import View

ShortArray = npt.NDArray[np.int16]

BLOCK: Final = 32
_BLOCKS_AT_ONCE: Final = 8


@dataclass(frozen=True, slots=True, eq=False)
class TermArticles:
    """Articles in the order of their groups, and in which of them chosen terms stand."""

    documents: LongArray
    """The document of each article."""
    words: LongArray
    """Counted words of each article."""
    group_begins: LongArray
    """``int64[groups + 1]``: the articles of a group lie one behind the other."""
    begins: LongArray
    """``int64[terms + 1]``: where each term begins in ``where``."""
    where: IntArray
    """Articles with the term, ascending."""
    counts: IntArray
    """How often it stands in each."""

    @classmethod
    def of(cls, view: View, groups: Sequence[LongArray], numbers: TermNumbers, terms: LongArray) -> TermArticles:
        """The articles of some groups, with counts of some terms.

        Args:
            view: what is counted.
            groups: the documents of each group, no document in two.
            numbers: the term at each token.
            terms: the chosen terms, each once.
        """
        documents = np.concatenate([*groups, np.empty(0, dtype=np.int64)]).astype(np.int64)
        begins = np.concatenate([[0], np.cumsum([group.size for group in groups])]).astype(np.int64)
        slots = np.full(max(numbers.terms, 1), -1, dtype=np.int32)
        slots[terms] = np.arange(terms.size, dtype=np.int32)
        articles = np.full(len(view.store.document_ids), -1, dtype=np.int32)
        articles[documents] = np.arange(documents.size, dtype=np.int32)
        found = DocumentTermMatrix.of(view, numbers).columns(documents, slots, int(terms.size), articles)
        return cls(documents, view.words_by_document[documents], begins, *found)


def resampled_counts(
    articles: TermArticles,
    terms: LongArray,
    groups: LongArray,
    *,
    replicates: int,
    seeds: Sequence[int],
    progress: Progress = no_progress,
) -> tuple[LongArray, LongArray, LongArray]:
    """Counts in resampled articles: those of each group are drawn with replacement, as many as there are.

    Args:
        articles: what is drawn.
        terms: places of terms in ``articles``, one for each pair.
        groups: a group for each pair.
        replicates: how often articles are drawn.
        seeds: what the random numbers come from.
        progress: told how far it is; may raise to stop.

    Returns:
        ``int64[pairs, replicates]`` counts of the term in its group, the same in all groups together, and
        ``int64[groups, replicates]`` words.
    """
    order = np.argsort(terms, kind="stable")
    own = np.empty((terms.size, replicates), dtype=np.int64)
    every = np.empty((terms.size, replicates), dtype=np.int64)
    words = np.empty((articles.group_begins.size - 1, replicates), dtype=np.int64)

    def work(low: int, high: int) -> None:
        times = np.empty((articles.documents.size, BLOCK), dtype=np.int16)
        for block in range(low, high):
            generator = np.random.default_rng([*seeds, block])
            _draw(generator, articles.group_begins, times)
            part = slice(block * BLOCK, min((block + 1) * BLOCK, replicates))
            size = part.stop - part.start
            words[:, part] = _words_drawn(articles.group_begins, articles.words, times)[:, :size]
            own_part, every_part = _sums(
                times, articles.begins, articles.where, articles.counts, articles.group_begins, terms, groups, order
            )
            own[:, part] = own_part[:, :size]
            every[:, part] = every_part[:, :size]

    _in_blocks(work, replicates, articles, progress, "Resampling articles")
    return own, every, words


def shuffled_counts(
    articles: TermArticles,
    terms: LongArray,
    groups: LongArray,
    *,
    permutations: int,
    seeds: Sequence[int],
    progress: Progress = no_progress,
) -> tuple[LongArray, LongArray]:
    """Counts after shuffling which article is in which group; groups keep their numbers of articles.

    Args:
        articles: what is shuffled.
        terms: places of terms in ``articles``, one for each pair.
        groups: a group for each pair.
        permutations: how often.
        seeds: what the random numbers come from.
        progress: told how far it is; may raise to stop.

    Returns:
        ``int64[pairs, permutations]`` counts of the term in its group, and ``int64[groups, permutations]`` words.
    """
    own = np.empty((terms.size, permutations), dtype=np.int64)
    words = np.empty((articles.group_begins.size - 1, permutations), dtype=np.int64)

    def work(low: int, high: int) -> None:
        labels = np.empty((articles.documents.size, BLOCK), dtype=np.int16)
        for block in range(low, high):
            generator = np.random.default_rng([*seeds, block])
            words_part = _shuffle(generator, articles.group_begins, articles.words, labels)
            part = slice(block * BLOCK, min((block + 1) * BLOCK, permutations))
            size = part.stop - part.start
            words[:, part] = words_part[:, :size]
            own_part = _sums_of_label(labels, articles.begins, articles.where, articles.counts, terms, groups)
            own[:, part] = own_part[:, :size]

    _in_blocks(work, permutations, articles, progress, "Shuffling articles")
    return own, words


def _in_blocks(
    work: Callable[[int, int], None], draws: int, articles: TermArticles, progress: Progress, message: str
) -> None:
    blocks = -(-draws // BLOCK)
    size = (articles.documents.size + articles.where.size // 8) * BLOCK * _BLOCKS_AT_ONCE
    for begin in range(0, blocks, _BLOCKS_AT_ONCE):
        progress(begin, blocks, message)
        count = min(_BLOCKS_AT_ONCE, blocks - begin)
        in_parts(partial(_shifted, work, begin), count, weights=size)
    progress(blocks, blocks, message)


def _shifted(work: Callable[[int, int], None], first: int, low: int, high: int) -> None:
    work(first + low, first + high)


@kernel
def _draw(generator: np.random.Generator, group_begins: LongArray, times: ShortArray) -> None:
    times[:, :] = 0
    drawn = np.empty(times.shape[0], dtype=np.int16)
    for r in range(times.shape[1]):
        drawn[:] = 0
        for group in range(group_begins.size - 1):
            begin = group_begins[group]
            size = group_begins[group + 1] - begin
            for _ in range(size):
                drawn[begin + np.int64(generator.random() * size)] += 1
        for article in range(times.shape[0]):
            times[article, r] = drawn[article]


@kernel
def _words_drawn(group_begins: LongArray, words: LongArray, times: ShortArray) -> LongArray:
    out = np.zeros((group_begins.size - 1, times.shape[1]), dtype=np.int64)
    for group in range(group_begins.size - 1):
        for article in range(group_begins[group], group_begins[group + 1]):
            size = words[article]
            for r in range(times.shape[1]):
                out[group, r] += size * times[article, r]
    return out


@kernel
def _sums(
    times: ShortArray,
    begins: LongArray,
    where: IntArray,
    counts: IntArray,
    group_begins: LongArray,
    terms: LongArray,
    groups: LongArray,
    order: LongArray,
) -> tuple[LongArray, LongArray]:
    width = times.shape[1]
    own = np.zeros((terms.size, width), dtype=np.int64)
    every = np.zeros((terms.size, width), dtype=np.int64)
    by_group = np.zeros((group_begins.size - 1, width), dtype=np.int32)
    last = -1
    for n_pair in range(terms.size):
        pair = order[n_pair]
        term = terms[pair]
        if term != last:  # pairs of one term lie behind one another: its places are looked at once for all groups
            last = term
            by_group[:, :] = 0
            group = 0
            for n in range(begins[term], begins[term + 1]):
                article = where[n]
                count = counts[n]
                while article >= group_begins[group + 1]:
                    group += 1
                for r in range(width):
                    by_group[group, r] += count * np.int32(times[article, r])
        for r in range(width):
            total = np.int64(0)
            for group in range(by_group.shape[0]):
                total += by_group[group, r]
            own[pair, r] = by_group[groups[pair], r]
            every[pair, r] = total
    return own, every


@kernel
def _shuffle(
    generator: np.random.Generator, group_begins: LongArray, words: LongArray, labels: ShortArray
) -> LongArray:
    articles = labels.shape[0]
    sizes = np.zeros((group_begins.size - 1, labels.shape[1]), dtype=np.int64)
    mixed = np.empty(articles, dtype=np.int16)
    for r in range(labels.shape[1]):
        for group in range(group_begins.size - 1):
            mixed[group_begins[group] : group_begins[group + 1]] = group
        for n in range(articles - 1, 0, -1):
            other = np.int64(generator.random() * (n + 1))
            kept = mixed[n]
            mixed[n] = mixed[other]
            mixed[other] = kept
        for article in range(articles):
            labels[article, r] = mixed[article]
            sizes[mixed[article], r] += words[article]
    return sizes


@kernel
def _sums_of_label(
    labels: ShortArray, begins: LongArray, where: IntArray, counts: IntArray, terms: LongArray, groups: LongArray
) -> LongArray:
    width = labels.shape[1]
    own = np.zeros((terms.size, width), dtype=np.int64)
    sums = np.zeros(width, dtype=np.int32)
    for pair in range(terms.size):
        sums[:] = 0
        group = np.int16(groups[pair])
        for n in range(begins[terms[pair]], begins[terms[pair] + 1]):
            article = where[n]
            count = counts[n]
            for r in range(width):
                sums[r] += count * np.int32(labels[article, r] == group)
        for r in range(width):
            own[pair, r] = sums[r]
    return own
