"""Articles that are the same text twice, or that share a good part of their text.

Measured by shingles (:mod:`workbench.analysis.shingles`), after Broder (1997): the containment of A in B is the share of
A's distinct shingles that B has too, and tells who took from whom; the Jaccard index, shared shingles over all shingles
of both, tells how alike two texts are as wholes.

Comparing every pair would take hours for 100,000 articles. Pairs that share a shingle are found through an index of
the shingles instead. Up to 12 million shingles (12,000 articles of 1,000 words) nothing is left out. Beyond that the index
holds a sample: the shingles whose hash ends in some zero bits, a random but repeatable choice that is the same in every
article (Broder's sketch by remainders; unlike MinHash it also estimates containment, so a short agency report inside a
long article is found), and all shingles of short articles. What the index suggests is then measured exactly, so no pair
is ever listed by mistake; where a sample is used, a few in 100 of the pairs just above the lower threshold are missed,
and duplicates never in practice.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from workbench.analysis.date_ranges import minute_range
from workbench.analysis.shingles import (
    SHINGLE_WORDS,
    HashArray,
    distinct_shingles,
    document_shingles,
    shingle_hashes,
)
from workbench.domain.article import Article
from workbench.domain.columns import TABLES
from workbench.domain.errors import UsageError
from workbench.domain.measured import Measured
from workbench.domain.progress import Progress, no_progress
from workbench.index.store import LongArray
from workbench.index.view import View

DUPLICATE: Final = "duplicate"
SHARED_COPY: Final = "shared_copy"

MOST_ARTICLES: Final = 2000
"""A shingle in more articles than this suggests no pair: it is a formula, not a copy. It still counts for the shares."""

_INDEXED_WHOLE: Final = 12_000_000
_INDEXED_SAMPLE: Final = 10_000_000
_LEAST_SAMPLE: Final = 40
_SAMPLE_SLACK: Final = 0.5
_BLOCK: Final = 2_000_000
_PAIRS_AT_ONCE: Final = 8_000_000
_KEPT_SETS: Final = 100_000  # at most; 0.5 GB where all of 100,000 articles are in a suggested pair
_REPORT_EVERY: Final = 500
_FILTER_BITS: Final = 17
_MOST_TABLE_BITS: Final = 28

BoolArray = npt.NDArray[np.bool_]
FloatArray = npt.NDArray[np.float64]

GROUP_COLUMNS: Final = ("group_id", "document_id", "representative")
SHARE_COLUMNS: Final = (
    "document_id", "words", "shared_words", "share", "earlier_words", "earlier_share", "source_document_id",
    "first_document_id",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyOptions:
    """When two articles count as copies. ``UsageError`` where an option makes no sense."""

    size: int = SHINGLE_WORDS
    """Words in a shingle."""
    duplicate: float = 0.7
    """A duplicate: one article has at least this share of its shingles in the other, ..."""
    duplicate_other: float = 0.35
    """... and the other at least this share in the first. So the same text cut to half is a duplicate, and an agency
    report inside an article four times as long is shared copy."""
    shared: float = 0.15
    """Shared copy: one of the two has at least this share of its shingles in the other, and it is no duplicate."""
    least_shared: int = 10
    """Distinct shingles that shared copy must share at least: 10 are 14 words in a row."""

    def __post_init__(self) -> None:
        for name in ("duplicate", "duplicate_other", "shared"):
            if not 0 < getattr(self, name) <= 1:
                raise UsageError(f"The threshold {name} is {getattr(self, name)}. Choose a share above 0 and up to 1.")
        if self.size < 1 or self.least_shared < 1:
            raise UsageError("A shingle needs at least 1 word, and shared copy at least 1 shared shingle.")

    def needed(self, shingles: npt.ArrayLike) -> FloatArray:
        """How many shared shingles a pair needs at least whose shorter article has this many."""
        sizes = np.asarray(shingles, dtype=np.float64)
        return np.asarray(np.minimum(np.maximum(self.shared * sizes, self.least_shared), self.duplicate * sizes))


def find_copies(view: View, options: CopyOptions | None = None, *, progress: Progress = no_progress) -> Measured:
    """Duplicates and shared copy among the articles of a view. Words that are not counted play no part.

    Args:
        view: what is counted; leave boilerplate out of it, or articles of one outlet are found to share its footer.
        options: the thresholds.
        progress: told the share of the work done; may raise to stop.

    Returns:
        Table ``duplicates``: each pair once, the article that comes first in the store as ``a``, in the store's order.
        ``containment_a`` is the share of a's shingles that b has too. An article with fewer words than a shingle is
        in no pair. A note says so when a sample was used to find the pairs.
    """
    chosen = options or CopyOptions()
    total = int(np.maximum(view.words_by_document[view.documents] - chosen.size + 1, 0).sum())
    bits = 0
    while (total >> bits) > (_INDEXED_WHOLE if not bits else _INDEXED_SAMPLE):
        bits += 1
    pairs = _suggested_pairs(view, chosen, bits, progress)
    rows = list(_measured_pairs(view, pairs, chosen, progress))
    table = pd.DataFrame(rows, columns=list(TABLES["duplicates"]))
    kinds = dict.fromkeys(("document_id_a", "document_id_b", "kind"), "str")
    shares = dict.fromkeys(("containment_a", "containment_b", "jaccard"), "float64")
    notes: tuple[str, ...] = ()
    if bits:
        notes = (
            f"Pairs were looked for by one in {1 << bits} of {total:,} shingles and then measured by all of them. "
            f"A few pairs that share little more than {chosen.shared:.0%} of their text can be missing.",
        )
    return Measured(table.astype(kinds | shares), notes)


@dataclass(frozen=True, slots=True, eq=False)
class _Index:
    """Which documents hold which shingle: distinct pairs, by document."""

    matrix: csr_array
    """Documents by shingles, 1 where the document has it. Shingles of one document alone are not kept."""
    sizes: LongArray
    """Distinct indexed shingles of each document, those of it alone included."""


def _suggested_pairs(view: View, options: CopyOptions, bits: int, progress: Progress) -> LongArray:
    """Pairs of documents that may be copies, ``int64[pairs, 2]``, the lower index first, in order."""
    if not bits:
        index = _indexed(view, options.size, _everything, progress)
        pairs = _sharing(index, options.needed(index.sizes), None, progress)
    else:
        zeros = np.uint64((1 << bits) - 1)
        index = _indexed(view, options.size, lambda hashes: (hashes & zeros) == 0, progress)
        by_sample = _sharing(index, np.maximum(_SAMPLE_SLACK * options.shared * index.sizes, 2), None, progress)
        # Short articles have too few shingles in the sample: all of theirs are looked up.
        counts = np.maximum(view.words_by_document - options.size + 1, 0)
        short = np.flatnonzero((counts > 0) & (counts < (_LEAST_SAMPLE << bits)))
        unused = np.uint64(64 - min(_MOST_TABLE_BITS, int(counts[short].sum()).bit_length() + 4))
        theirs = _lookup(view, options.size, short, unused)
        index = _indexed(view, options.size, lambda hashes: theirs[hashes >> unused], progress)
        pairs = np.concatenate([by_sample, _sharing(index, options.needed(index.sizes), short, progress)])
    return np.unique(np.sort(pairs, axis=1), axis=0)


def _everything(hashes: HashArray) -> BoolArray:
    return np.ones(hashes.size, dtype=np.bool_)


def _lookup(view: View, size: int, documents: LongArray, unused: np.uint64) -> BoolArray:
    """A table that says for a hash without its last bits whether one of the documents may have it."""
    table = np.zeros(1 << (64 - int(unused)), dtype=np.bool_)
    for document in documents.tolist():
        table[shingle_hashes(view, document, document + 1, size=size)[0] >> unused] = True
    return table


def _indexed(view: View, size: int, chosen: Callable[[HashArray], BoolArray], progress: Progress) -> _Index:
    """The chosen shingles of all documents of the view."""
    offsets = view.store.offsets
    count = len(view.store.document_ids)
    parts: list[tuple[HashArray, npt.NDArray[np.int32]]] = []
    first = 0
    while first < count:
        last = max(int(np.searchsorted(offsets, offsets[first] + _BLOCK, side="right")) - 1, first + 1)
        hashes, documents = shingle_hashes(view, first, last, size=size)
        keep = chosen(hashes)
        parts.append((hashes[keep], documents[keep].astype(np.int32)))
        progress(last, count, "Looking for copies")
        first = last
    hashes = np.concatenate([part[0] for part in parts]) if parts else np.empty(0, dtype=np.uint64)
    holders = np.concatenate([part[1] for part in parts]) if parts else np.empty(0, dtype=np.int32)
    del parts
    order = np.argsort(hashes, kind="stable")  # documents stay ascending within a shingle
    hashes, holders = hashes[order], holders[order]
    del order
    new_shingle = np.ones(hashes.size, dtype=np.bool_)
    new_shingle[1:] = hashes[1:] != hashes[:-1]
    distinct = new_shingle.copy()
    distinct[1:] |= holders[1:] != holders[:-1]
    number = (np.cumsum(new_shingle) - 1)[distinct]
    holders = holders[distinct]
    sizes = np.bincount(holders, minlength=count).astype(np.int64, copy=False)
    documents_with = np.bincount(number)
    useful = (documents_with >= 2) & (documents_with <= MOST_ARTICLES)
    column = np.cumsum(useful) - 1
    keep = useful[number] if number.size else np.empty(0, dtype=np.bool_)
    ones = np.ones(int(keep.sum()), dtype=np.int32)
    shape = (count, int(useful.sum()))
    return _Index(csr_array((ones, (holders[keep], column[number[keep]])), shape=shape), sizes)


def _sharing(index: _Index, needed: FloatArray, documents: LongArray | None, progress: Progress) -> LongArray:
    """Pairs of a document (one of the given ones) and another that has as many of its indexed shingles as it needs."""
    empty = np.empty((0, 2), dtype=np.int64)
    matrix, transposed = index.matrix, index.matrix.T.tocsr()
    rows = np.flatnonzero(np.diff(matrix.indptr)) if documents is None else documents
    if not rows.size or not matrix.nnz:
        return empty
    # the number of multiplications that a row takes bounds the pairs it gives
    holders = np.diff(transposed.indptr).astype(np.int64)
    before = np.concatenate([[0], np.cumsum(holders[matrix.indices])])
    work = np.cumsum(before[matrix.indptr[rows + 1]] - before[matrix.indptr[rows]])
    found = [empty]
    first = 0
    while first < rows.size:
        done = int(work[first - 1]) if first else 0
        last = max(int(np.searchsorted(work, done + _PAIRS_AT_ONCE, side="right")), first + 1)
        shared = (matrix[rows[first:last]] @ transposed).tocoo()
        mine = rows[first:last][shared.row]
        enough = (shared.data >= needed[mine]) & (shared.col != mine)
        found.append(np.column_stack([mine[enough], shared.col[enough].astype(np.int64)]))
        progress(last, rows.size, "Comparing articles")
        first = last
    return np.concatenate(found)


def _measured_pairs(
    view: View, pairs: LongArray, options: CopyOptions, progress: Progress
) -> Iterator[tuple[str, str, str, float, float, float]]:
    """The rows of the table: the pairs that are copies, by all their shingles."""

    @lru_cache(maxsize=_KEPT_SETS)
    def shingles(document: int) -> HashArray:
        return distinct_shingles(view, document, size=options.size)

    names = view.store.document_ids
    needed = options.needed(np.arange(int(view.words_by_document.max(initial=0)) + 1))
    may_have = np.zeros(1 << _FILTER_BITS, dtype=np.bool_)
    last_bits = np.uint64((1 << _FILTER_BITS) - 1)
    filtered, one = -1, np.empty(0, dtype=np.uint64)
    for n, (a, b) in enumerate(pairs.tolist()):
        if n % _REPORT_EVERY == 0:
            progress(n, len(pairs), "Measuring copies")
        if a != filtered:
            may_have[one & last_bits] = False
            filtered, one = a, shingles(a)
            may_have[one & last_bits] = True
        other = shingles(b)
        # Most suggested pairs share too little. Seeing that in a table of bits costs a tenth of an intersection.
        if np.count_nonzero(may_have[other & last_bits]) < needed[min(one.size, other.size)]:
            continue
        shared = int(np.intersect1d(one, other, assume_unique=True).size)
        in_b, in_a = shared / one.size, shared / other.size
        high, low = max(in_b, in_a), min(in_b, in_a)
        if high >= options.duplicate and low >= options.duplicate_other:
            kind = DUPLICATE
        elif high >= options.shared and shared >= options.least_shared:
            kind = SHARED_COPY
        else:
            continue
        yield names[a], names[b], kind, in_b, in_a, shared / (one.size + other.size - shared)


def duplicate_groups(
    duplicates: pd.DataFrame,
    articles: Sequence[Article],
    words: Mapping[str, int],
    *,
    chosen: Collection[str] = (),
) -> pd.DataFrame:
    """Articles that are duplicates of one another, and the one of each group that stands for all.

    Pairs of kind ``duplicate`` are joined: when B is a duplicate of A and C one of B, the three are a group. The
    representative is the one that a person chose; else the one with the earliest date (the earliest day it can mean;
    articles without a date come last); among those the one with the most counted words; among those the first in the
    order of the articles.

    Args:
        duplicates: a table ``duplicates``; pairs of other articles are passed over.
        articles: in the order in which their rows are wanted.
        words: counted words of each article.
        chosen: articles that a person made representatives.

    Returns:
        ``group_id``, ``document_id``, ``representative`` (the representative's document id): groups in the order of
        their first article. Articles without a duplicate have no row. ``group_id`` is ``group-`` and the id of the
        group's first article.
    """
    order = {article.document_id: n for n, article in enumerate(articles)}
    same = duplicates[duplicates["kind"] == DUPLICATE]
    pairs = [
        (order[a], order[b])
        for a, b in zip(same["document_id_a"], same["document_id_b"], strict=True)
        if a in order and b in order
    ]
    rows: list[tuple[str, str, str]] = []
    if pairs:
        ends = np.array(pairs, dtype=np.int64)
        graph = csr_array((np.ones(len(pairs)), (ends[:, 0], ends[:, 1])), shape=(len(articles), len(articles)))
        _, label = connected_components(graph, directed=False)
        members: dict[int, list[int]] = {}
        for n in np.unique(ends).tolist():
            members.setdefault(int(label[n]), []).append(n)
        for group in members.values():

            def rank(n: int) -> tuple[bool, float, int, int]:
                article = articles[n]
                when = minute_range(article.date)
                earliest = float("inf") if when is None else float(when.first)
                return article.document_id not in chosen, earliest, -words.get(article.document_id, 0), n

            best = articles[min(group, key=rank)].document_id
            rows += [(f"group-{articles[group[0]].document_id}", articles[n].document_id, best) for n in group]
    return pd.DataFrame(rows, columns=list(GROUP_COLUMNS)).astype("str")


def copied_shares(
    view: View, duplicates: pd.DataFrame, articles: Sequence[Article], *, size: int = SHINGLE_WORDS
) -> pd.DataFrame:
    """The first part of what :func:`copied_words` gives."""
    return copied_words(view, duplicates, articles, size=size)[0]


def copied_words(
    view: View,
    duplicates: pd.DataFrame,
    articles: Sequence[Article],
    *,
    size: int = SHINGLE_WORDS,
    progress: Progress = no_progress,
) -> tuple[pd.DataFrame, dict[tuple[str, str], int]]:
    """How much of each article stands in others too, and who was first.

    A word is shared when it is part of a shingle that one of the articles paired with this one in ``duplicates`` has.

    Args:
        view: what is counted; the one that the pairs were found in.
        duplicates: a table ``duplicates``.
        articles: the articles, for their dates and the order of the rows.
        size: words in a shingle.
        progress: told the number of articles done; may raise to stop.

    Returns:
        A table, and for each two partners the words of the first that stand in the second. The table has one row for
        each article in a pair: ``document_id``; ``words`` (counted); ``shared_words``; ``share``;
        ``earlier_words`` and ``earlier_share``, the part shared with articles that are surely earlier;
        ``source_document_id``, the surely earlier article that shares most words with it, empty when there is none;
        ``first_document_id``, the one among the article and its partners that is surely earlier than all the others,
        empty when dates are missing or not precise enough to say. Two articles of one day are not ordered, unless
        both have a time with its zone.
    """
    partners: dict[str, list[str]] = {}
    for a, b in zip(duplicates["document_id_a"], duplicates["document_id_b"], strict=True):
        partners.setdefault(str(a), []).append(str(b))
        partners.setdefault(str(b), []).append(str(a))
    when = {article.document_id: minute_range(article.date) for article in articles}
    number = {document_id: n for n, document_id in enumerate(when)}

    def earlier(one: str, other: str) -> bool:
        first, second = when[one], when[other]
        return first is not None and second is not None and first.last < second.first

    @lru_cache(maxsize=_KEPT_SETS)
    def shingles(document_id: str) -> HashArray:
        return distinct_shingles(view, view.store.document_index(document_id), size=size)

    rows: list[tuple[object, ...]] = []
    common: dict[tuple[str, str], int] = {}
    for n, article in enumerate(articles):
        if n % _REPORT_EVERY == 0:
            progress(n, len(articles), "Measuring shared text")
        mine = article.document_id
        others = sorted((other for other in partners.get(mine, ()) if other in when), key=number.__getitem__)
        if not others:
            continue
        hashes, words = document_shingles(view, view.store.document_index(mine), size=size)
        shared, from_earlier = (np.zeros(words.size, dtype=np.bool_) for _ in range(2))
        source, most = "", 0
        for other in others:
            covered = _covered(np.isin(hashes, shingles(other)), words.size, size)
            shared |= covered
            common[mine, other] = here = int(covered.sum())
            if earlier(other, mine):
                from_earlier |= covered
                if here > most:
                    source, most = other, here
        together = [mine, *others]
        # only the one that may have been done first can have been surely first
        best = min(together, key=lambda one: float("inf") if (own := when[one]) is None else float(own.last))
        first = best if all(one == best or earlier(best, one) for one in together) else ""
        total, all_shared, all_earlier = words.size, int(shared.sum()), int(from_earlier.sum())
        rows.append(
            (
                mine,
                total,
                all_shared,
                all_shared / total if total else 0.0,
                all_earlier,
                all_earlier / total if total else 0.0,
                source,
                first,
            )
        )
    table = pd.DataFrame(rows, columns=list(SHARE_COLUMNS))
    kinds = dict.fromkeys(("document_id", "source_document_id", "first_document_id"), "str")
    counts = dict.fromkeys(("words", "shared_words", "earlier_words"), "int64")
    return table.astype(kinds | counts | dict.fromkeys(("share", "earlier_share"), "float64")), common


def _covered(shared: BoolArray, words: int, size: int) -> BoolArray:
    """Which words are part of a shared shingle."""
    change = np.zeros(words + 1, dtype=np.int64)
    at = np.flatnonzero(shared)
    np.add.at(change, at, 1)
    np.add.at(change, at + size, -1)
    return np.asarray(np.cumsum(change[:-1]) > 0, dtype=np.bool_)
