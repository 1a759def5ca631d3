"""Tables of collocations: which words stand near a node, in all text and in each outlet, and two outlets side by side.

The measures are those of :mod:`workbench.analysis.collocation`, the windows those of :mod:`workbench.index.windows`. Intervals
come from resampling articles, for words of one article hang together.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from workbench.analysis.bootstrap import (
    FEW_ARTICLES,
    MINIMUM_ARTICLES,
    REPLICATES,
    SEED,
    FloatArray,
    generator_for,
    middle,
    resampled_articles,
)
from workbench.analysis.collocation import cells, delta_p, expected, log_dice, score
from workbench.analysis.document_groups import DocumentGroups, sizes_of
from workbench.analysis.outlet_groups import articles_in_words, listed, shown
from workbench.domain.collocations import MEASURE_NAMES, notation
from workbench.domain.columns import TABLES
from workbench.domain.errors import UsageError
from workbench.domain.measured import Measured
from workbench.domain.palette import ALL_OUTLETS
from workbench.domain.progress import Progress, no_progress
from workbench.index.arrays import IntArray, LongArray
from workbench.index.document_counts import counts_by_document
from workbench.index.group_counts import group_counts
from workbench.index.query import Hits
from workbench.index.tokenizer import fold
from workbench.index.view import View
from workbench.index.windows import (
    WindowCounts,
    Windows,
    count_by_document,
    count_in_windows,
    count_together,
    find_windows,
)

BLOCKS: Final = 2000
"""More articles than this are dealt at random into so many groups, and the groups are drawn: an interval comes out as if
articles were drawn, for no article is tied to another in its group."""
ROWS_WITH_INTERVALS: Final = 50
"""So many rows of an outlet, the strongest ones, get an interval."""
ZERO_COUNT: Final = 0.5
"""What a count of 0 counts as among articles that are drawn anew, where its logarithm is needed."""
COMPARED: Final = (
    "node", "collocate", "outlet", "reference_outlet", "count", "reference_count", "per_1000", "reference_per_1000",
    "log_dice", "reference_log_dice", "score", "score_low", "score_high", "reference_score", "reference_score_low",
    "reference_score_high", "difference", "low", "high", "documents", "reference_documents", "node_count",
    "reference_node_count", "collocate_count", "reference_collocate_count",
)  # fmt: skip
"""The columns of :func:`collocates_compared`."""
LINKS: Final = (
    "node",
    "collocate",
    "other",
    "count",
    "log_dice",
    "node_count",
    "collocate_count",
    "other_count",
    "documents",
)
"""The columns of :func:`collocate_links`."""


@dataclass(frozen=True, kw_only=True)
class Settings:
    """How collocates are counted and ranked."""

    left: int = 5
    right: int = 5
    """Words before and behind each occurrence of the node."""
    sentence_starts: LongArray | None = None
    """Positions of the first words of sentences, when windows end with them."""
    measure: str = "log_dice"
    """What ranks collocates and has intervals: one of :data:`workbench.domain.collocations.MEASURE_NAMES`."""
    minimum_count: int = 3
    """A collocate stands in the windows at least so often."""
    hide: Collection[str] = ()
    """Words that are not listed; they take up their place in windows and are part of all totals."""
    replicates: int = REPLICATES
    """Resamplings behind each interval; 0 leaves intervals out."""
    seed: int = SEED
    intervals: int = ROWS_WITH_INTERVALS
    """The strongest rows of each outlet that get an interval."""

    def __post_init__(self) -> None:
        if self.measure not in MEASURE_NAMES:
            raise UsageError(f"There is no measure “{self.measure}”. Choose one of: {', '.join(MEASURE_NAMES)}.")
        if self.left + self.right <= 0 or min(self.left, self.right) < 0:
            raise UsageError("A window needs at least one word before or behind the node, for example 5 and 5.")

    @property
    def notation(self) -> str:
        """Measure, window, least count and bounds as the field writes them."""
        return notation(
            self.measure,
            self.left,
            self.right,
            self.minimum_count,
            within_sentences=self.sentence_starts is not None,
        )


@dataclass(frozen=True, eq=False)
class Node:
    """A node with its windows in a view."""

    name: str
    """What the table calls it."""
    view: View
    hits: Hits
    settings: Settings

    @cached_property
    def windows(self) -> Windows:
        """What stands around it."""
        s = self.settings
        return find_windows(self.view, self.hits, left=s.left, right=s.right, sentence_starts=s.sentence_starts)

    @cached_property
    def by_document(self) -> tuple[LongArray, LongArray]:
        """The documents that have it, and how often."""
        return counts_by_document(self.view.store, np.asarray(self.hits.first, dtype=np.int64))

    @cached_property
    def window_words_by_document(self) -> LongArray:
        """``int64[D]``: words in windows of each document."""
        lengths = self.windows.end - self.windows.begin
        size = len(self.view.store.document_ids)
        return np.bincount(self.windows.document, weights=lengths, minlength=size).astype(np.int64)

    @cached_property
    def hidden(self) -> npt.NDArray[np.bool_]:
        """Whether each type is not listed."""
        store = self.view.store
        out = np.zeros(len(store.types), dtype=np.bool_)
        out[[i for word in self.settings.hide if (i := store.id_of(fold(word))) is not None]] = True
        return out


@dataclass(frozen=True, eq=False)
class _Side:
    """The collocates of a node in the text of one outlet, or of all."""

    outlet: str
    node: Node
    documents: LongArray
    """The articles that are counted, by document index."""
    node_count: int
    words: int
    window_words: int
    articles_with_node: int
    types: IntArray
    before: LongArray
    behind: LongArray
    articles: LongArray
    """Articles in whose windows each type stands."""
    totals: LongArray
    """How often each type occurs in all its text."""
    frequencies: IntArray = field(repr=False)
    """``int32[types]``: the same for every type of the store."""

    @property
    def counts(self) -> LongArray:
        """Times of each type in windows."""
        return self.before + self.behind

    def score_of(self, o: npt.ArrayLike, totals: npt.ArrayLike) -> FloatArray:
        """The measure of given counts."""
        return score(
            self.node.settings.measure, o=o, f1=self.node_count, f2=totals, words=self.window_words, n=self.words
        )

    def listed(self, most: int = 0) -> tuple[npt.NDArray[np.intp], int]:
        """The rows that are listed, the strongest first (of two equal ones the first in the alphabet), and how many there are.

        Args:
            most: rows at most; 0: all.
        """
        settings = self.node.settings
        rows = np.flatnonzero((self.counts >= max(settings.minimum_count, 1)) & ~self.node.hidden[self.types])
        values = np.nan_to_num(self.score_of(self.counts[rows], self.totals[rows]), nan=-np.inf)
        total = int(rows.size)
        if 0 < most < total:  # to find a few is quicker than to sort all
            strong = values >= np.partition(values, total - most)[total - most]
            rows, values = rows[strong], values[strong]
        order: npt.NDArray[np.intp] = rows[np.lexsort((self.types[rows], -values))]
        return (order[:most] if most else order), total

    def resampled(self, types: npt.ArrayLike) -> FloatArray | None:
        """``float64[types, replicates]``: the measure with articles drawn anew; ``None`` where that can't be done."""
        settings, view = self.node.settings, self.node.view
        ids = np.asarray(types, dtype=np.int64)
        if not settings.replicates or not ids.size or self.articles_with_node < MINIMUM_ARTICLES:
            return None
        generator = generator_for(settings.seed, "collocates", self.node.name, self.outlet)
        number = min(int(self.documents.size), BLOCKS)
        order = np.arange(self.documents.size)
        if self.documents.size > BLOCKS:
            order = generator.permutation(self.documents.size)
        blocks = np.full(len(view.store.document_ids), -1, dtype=np.int32)
        blocks[self.documents] = (order % number).astype(np.int32)
        inside, every = count_by_document(view, self.node.windows, ids, blocks, number)

        def by_block(values: LongArray) -> FloatArray:
            own = blocks[self.documents]
            return np.asarray(np.bincount(own, weights=values[self.documents], minlength=number), dtype=np.float64)

        nodes = np.zeros(len(view.store.document_ids), dtype=np.int64)
        nodes[self.node.by_document[0]] = self.node.by_document[1]
        times = resampled_articles(number, replicates=settings.replicates, generator=generator)
        o = np.maximum(inside @ times, ZERO_COUNT)
        f2 = np.maximum(every @ times, o)
        f1 = np.maximum(by_block(nodes) @ times, ZERO_COUNT)
        n = np.maximum(by_block(view.words_by_document) @ times, 1.0)
        words = np.maximum(by_block(self.node.window_words_by_document) @ times, o)
        return score(settings.measure, o=o, f1=f1, f2=f2, words=words, n=n)


def collocates(
    view: View,
    outlets: Sequence[str],
    hits: Hits,
    *,
    node: str,
    settings: Settings | None = None,
    each_outlet: bool = True,
    most: int = 0,
    progress: Progress = no_progress,
) -> Measured:
    """The words around a node, in all counted text and in each outlet by itself.

    Args:
        view: what is counted.
        outlets: the outlet of each document of the store, in its order.
        hits: where the node stands.
        node: what the table calls it.
        settings: how collocates are counted.
        each_outlet: each outlet has rows of its own too.
        most: the strongest rows that the text of all outlets, and each outlet, has at most; 0: all.
        progress: told how many outlets are done; may raise to stop.

    Returns:
        The columns of ``collocates``: all outlets together first (:data:`workbench.domain.palette.ALL_OUTLETS`), then
        each outlet by name, by the measure downwards. ``low`` and ``high`` are the interval of the measure, for the
        strongest rows.
    """
    settings = settings or Settings()
    found = Node(node, view, hits, settings)
    sides = [_all_text(found)]
    if each_outlet:
        sides += _by_outlet(found, outlets)
    parts, lengths = [], []
    for done, side in enumerate(sides):
        progress(done, len(sides), "Counting collocates")
        rows, total = side.listed(most)
        lengths.append(total)
        parts.append(_rows(side, rows))
    table = pd.concat(parts, ignore_index=True) if len(parts) > 1 else parts[0]
    notes = [f"The {most:,} strongest of {max(lengths):,} collocates."] if most and max(lengths) > most else []
    return Measured(table, (*notes, *_notes(sides, settings, cut=max(lengths) > settings.intervals)))


def collocates_compared(
    view: View,
    outlets: Sequence[str],
    hits: Hits,
    *,
    node: str,
    target: str,
    reference: str,
    settings: Settings | None = None,
    most: int = 0,
) -> Measured:
    """The collocates of a node in two outlets, side by side.

    ``per_1000`` is the count for 1,000 occurrences of the node. ``score`` is the measure of the settings, and ``difference``
    the target's score less that of the reference, with an interval for which the articles of both are drawn anew. Where the
    word never stands near the node in one of them, most measures have no score there, and there is no difference. Listed is
    what one of the two has often enough, by the higher of the two scores.

    Args:
        view: what is counted.
        outlets: the outlet of each document of the store, in its order.
        hits: where the node stands.
        node: what the table calls it.
        target: the first outlet.
        reference: the second outlet.
        settings: how collocates are counted.
        most: rows of the table at most; 0: all.

    Raises:
        UsageError: one of the two is not an outlet of the corpus, or both are the same.
    """
    settings = settings or Settings()
    known = sorted(set(outlets))
    for outlet in (target, reference):
        if outlet not in known:
            raise UsageError(f"There is no outlet “{outlet}”. Choose one of: {', '.join(map(shown, known))}.")
    if target == reference:
        raise UsageError(f"{shown(target)} can't be compared with itself. Choose two outlets.")
    found = Node(node, view, hits, settings)
    sides = {side.outlet: side for side in _by_outlet(found, outlets, keep=(target, reference))}
    a, b = (sides.get(name) for name in (target, reference))
    for name, side in ((target, a), (reference, b)):
        if side is None or not side.node_count:
            note = f"“{node}” does not occur in {shown(name)}, so there is nothing to compare. Choose another outlet."
            return Measured(_empty(COMPARED), (note,))
    assert a is not None and b is not None  # noqa: S101, PT018 - seen above
    types = np.union1d(a.types[a.listed()[0]], b.types[b.listed()[0]]).astype(np.int64)
    counts, others = _aligned(a, types), _aligned(b, types)
    totals, other_totals = a.frequencies[types].astype(np.int64), b.frequencies[types].astype(np.int64)
    one, other = _finite(a.score_of(counts[0], totals)), _finite(b.score_of(others[0], other_totals))
    order = np.lexsort((types, -np.fmax(np.fmax(one, other), -np.finfo(np.float64).max)))
    every = order.size
    if most:
        order = order[:most]
    types, one, other = types[order], one[order], other[order]
    ends = np.full((3, 2, types.size), np.nan)
    few = types[: settings.intervals]
    drawn, drawn_other = a.resampled(few), b.resampled(few)
    differences = None if drawn is None or drawn_other is None else drawn - drawn_other
    for n, samples in enumerate((drawn, drawn_other, differences)):
        if samples is not None:
            ends[n, :, : few.size] = middle(samples)
    (o, d), (o2, d2) = counts[:, order], others[:, order]
    ends[0, :, o == 0] = ends[1, :, o2 == 0] = ends[2, :, (o == 0) | (o2 == 0)] = (
        np.nan
    )  # draws could only give 0 again
    f2, f22 = totals[order], other_totals[order]
    table = pd.DataFrame(
        {
            "node": _texts(node, types.size),
            "collocate": _words(view, types),
            "outlet": _texts(target, types.size),
            "reference_outlet": _texts(reference, types.size),
            "count": o,
            "reference_count": o2,
            "per_1000": o * 1000.0 / a.node_count,
            "reference_per_1000": o2 * 1000.0 / b.node_count,
            "log_dice": _finite(log_dice(o, a.node_count, f2)),
            "reference_log_dice": _finite(log_dice(o2, b.node_count, f22)),
            "score": one,
            "score_low": ends[0, 0],
            "score_high": ends[0, 1],
            "reference_score": other,
            "reference_score_low": ends[1, 0],
            "reference_score_high": ends[1, 1],
            "difference": one - other,
            "low": ends[2, 0],
            "high": ends[2, 1],
            "documents": d,
            "reference_documents": d2,
            "node_count": _numbers(a.node_count, types.size),
            "reference_node_count": _numbers(b.node_count, types.size),
            "collocate_count": f2,
            "reference_collocate_count": f22,
        },
        columns=list(COMPARED),
    )
    notes = [f"The {types.size:,} strongest of {every:,} collocates."] if types.size < every else []
    notes += _notes([a, b], settings, cut=every > settings.intervals)
    notes.append(
        f"The difference is {MEASURE_NAMES[settings.measure]} in {shown(target)} less that in {shown(reference)}; a dash where "
        "the word never stands near the node in one of them."
    )
    return Measured(table, tuple(notes))


def collocate_links(view: View, hits: Hits, *, node: str, settings: Settings | None = None, most: int = 20) -> Measured:
    """The strongest collocates of a node, and which of them stand together in the same windows.

    Rows with an empty ``other`` are the collocates, as in :func:`collocates`. The others are links between two of them:
    ``count`` is the number of windows that have both (a window being all that is counted around one node), and
    ``log_dice`` is that of these windows: 14 + log2(2 both / (windows with one + windows with the other)). Listed are links of
    at least the minimum count that are more frequent than chance would make them among the windows.

    Args:
        view: what is counted.
        hits: where the node stands.
        node: what the table calls it.
        settings: how collocates are counted.
        most: collocates at most.
    """
    settings = settings or Settings()
    found = Node(node, view, hits, settings)
    side = _all_text(found)
    chosen, every = side.listed(most)
    types = side.types[chosen].astype(np.int64)
    o, f2 = side.counts[chosen], side.totals[chosen]
    alone, both = count_together(view, found.windows, types)
    of_node = found.windows.node  # ascending
    nodes = int(np.count_nonzero(np.diff(of_node))) + bool(of_node.size)
    first, second = np.triu_indices(types.size, 1)
    together = both[first, second]
    keep = (together >= max(settings.minimum_count, 1)) & (together * nodes > alone[first] * alone[second])
    first, second, together = first[keep], second[keep], together[keep]
    strength = log_dice(together, alone[first], alone[second])
    order = np.lexsort((types[second], types[first], -strength))
    first, second, together, strength = first[order], second[order], together[order], strength[order]
    words = _words(view, types)
    nothing = pd.Series([pd.NA] * types.size, dtype="Int64")
    collocate_rows = pd.DataFrame(
        {
            "node": _texts(node, types.size),
            "collocate": words,
            "other": _texts("", types.size),
            "count": o,
            "log_dice": log_dice(o, side.node_count, f2),
            "node_count": _numbers(side.node_count, types.size),
            "collocate_count": f2,
            "other_count": nothing,
            "documents": side.articles[chosen].astype("int64"),
        },
        columns=list(LINKS),
    )
    link_rows = pd.DataFrame(
        {
            "node": _texts(node, first.size),
            "collocate": words.to_numpy()[first],
            "other": words.to_numpy()[second],
            "count": together,
            "log_dice": strength,
            "node_count": _numbers(nodes, first.size),
            "collocate_count": alone[first],
            "other_count": pd.array(alone[second], dtype="Int64"),
            "documents": pd.array([pd.NA] * first.size, dtype="Int64"),
        },
        columns=list(LINKS),
    )
    collocate_rows["documents"] = collocate_rows["documents"].astype("Int64")
    link_rows = link_rows.astype({"node": "str", "collocate": "str", "other": "str"})
    table = pd.concat([collocate_rows, link_rows], ignore_index=True)
    notes = [f"The {chosen.size:,} strongest of {every:,} collocates."] if chosen.size < every else []
    notes += _notes([side], settings, cut=False, intervals=False)
    if chosen.size:
        notes.append(
            f"A link joins two collocates that stand in the same window, at least {max(settings.minimum_count, 1):,} times and "
            f"more often than chance would have it in {nodes:,} windows; its logDice is that of windows with both."
        )
    return Measured(table, tuple(notes))


# --- sides -----------------------------------------------------------------------------------------------------------


def _all_text(node: Node) -> _Side:
    view = node.view
    frequencies = group_counts(view, _one_group(len(view.store.document_ids)), 1).counts[0]
    counted = count_in_windows(view, node.windows)
    return _Side(
        outlet=ALL_OUTLETS,
        node=node,
        documents=view.documents[view.words_by_document[view.documents] > 0],
        node_count=len(node.hits),
        words=view.total,
        window_words=node.windows.words,
        articles_with_node=int(node.by_document[0].size),
        frequencies=frequencies,
        **_columns(counted, slice(None), frequencies),
    )


@lru_cache(maxsize=8)
def _one_group(documents: int) -> IntArray:
    """All documents in one group; the same array each time, by which what was counted is remembered."""
    return np.zeros(documents, dtype=np.int32)


def _by_outlet(node: Node, outlets: Sequence[str], keep: Collection[str] | None = None) -> list[_Side]:
    """The outlets with counted words, by name; with ``keep`` only some."""
    view = node.view
    groups = DocumentGroups.of(tuple(outlets) if not isinstance(outlets, tuple) else outlets)
    sizes = sizes_of(view, groups)
    frequencies = group_counts(view, groups.codes, len(groups)).counts
    counted = count_in_windows(view, node.windows, groups.codes)
    documents, hits = node.by_document
    node_counts = np.bincount(groups.codes[documents], weights=hits, minlength=len(groups)).astype(np.int64)
    with_node = np.bincount(groups.codes[documents], minlength=len(groups))
    window_words = np.bincount(groups.codes, weights=node.window_words_by_document, minlength=len(groups)).astype(
        np.int64
    )
    own = view.documents[view.words_by_document[view.documents] > 0]
    sides = []
    for code, name in enumerate(groups.names):
        if not sizes.words[code] or (keep is not None and name not in keep):
            continue
        begin, end = np.searchsorted(counted.group, [code, code + 1])
        sides.append(
            _Side(
                outlet=name,
                node=node,
                documents=own[groups.codes[own] == code],
                node_count=int(node_counts[code]),
                words=int(sizes.words[code]),
                window_words=int(window_words[code]),
                articles_with_node=int(with_node[code]),
                frequencies=frequencies[code],
                **_columns(counted, slice(begin, end), frequencies[code]),
            )
        )
    return sides


def _columns(counted: WindowCounts, rows: slice, frequencies: IntArray) -> dict[str, Any]:
    types = counted.type_id[rows]
    return {
        "types": types,
        "before": counted.before[rows],
        "behind": counted.behind[rows],
        "articles": counted.documents[rows],
        "totals": frequencies[types].astype(np.int64),
    }


def _aligned(side: _Side, types: LongArray) -> LongArray:
    """Counts in windows and articles of given types, 0 for those that are not there."""
    place = np.minimum(np.searchsorted(side.types, types), max(side.types.size - 1, 0))
    out = np.zeros((2, types.size), dtype=np.int64)
    if side.types.size:
        there = side.types[place] == types
        out[0, there] = side.counts[place[there]]
        out[1, there] = side.articles[place[there]]
    return out


def _rows(side: _Side, rows: npt.NDArray[np.intp]) -> pd.DataFrame:
    """Rows of a side as the table has them."""
    settings, types = side.node.settings, side.types[rows]
    o, f2 = side.counts[rows], side.totals[rows]
    e = expected(side.window_words, f2, side.words) if side.words else np.zeros(rows.size)

    def by(measure: str) -> FloatArray:
        return score(measure, o=o, f1=side.node_count, f2=f2, words=side.window_words, n=side.words)

    near, back = delta_p(*cells(o, side.window_words, f2, side.words))
    low, high = np.full(rows.size, np.nan), np.full(rows.size, np.nan)
    few = types[: settings.intervals]
    drawn = side.resampled(few)
    if drawn is not None:
        low[: few.size], high[: few.size] = middle(drawn)
    return pd.DataFrame(
        {
            "node": _texts(side.node.name, rows.size),
            "outlet": _texts(side.outlet, rows.size),
            "collocate": _words(side.node.view, types),
            "count": o,
            "expected": e,
            **{name: by(name) for name in ("log_dice", "mi", "mi3", "t", "g2", "npmi", "dice")},
            "delta_p_collocate": near,
            "delta_p_node": back,
            "low": low,
            "high": high,
            "documents": side.articles[rows],
            "left_count": side.before[rows],
            "right_count": side.behind[rows],
            "node_count": _numbers(side.node_count, rows.size),
            "collocate_count": f2,
            "window_words": _numbers(side.window_words, rows.size),
            "words": _numbers(side.words, rows.size),
        },
        columns=list(TABLES["collocates"]),
    )


def _texts(text: str, rows: int) -> pd.Series:
    return pd.Series([text] * rows, dtype="str")


def _numbers(number: int, rows: int) -> LongArray:
    return np.full(rows, number, dtype=np.int64)


def _words(view: View, types: npt.NDArray[Any]) -> pd.Series:
    known = view.store.types
    return pd.Series([known[i] for i in types.tolist()], dtype="str")


def _finite(values: FloatArray) -> FloatArray:
    return np.where(np.isfinite(values), values, np.nan)


def _empty(columns: Sequence[str]) -> pd.DataFrame:
    texts = ("node", "collocate", "outlet", "reference_outlet")
    whole = [name for name in columns if name.endswith(("count", "documents"))]
    kinds = {name: "str" if name in texts else "int64" if name in whole else "float64" for name in columns}
    return pd.DataFrame({name: pd.Series(dtype=kind) for name, kind in kinds.items()})


# --- notes -----------------------------------------------------------------------------------------------------------


def _notes(sides: Sequence[_Side], settings: Settings, *, cut: bool, intervals: bool = True) -> list[str]:
    """What a reader has to know: the notation, what was counted, which intervals there are."""
    notes = [f"{settings.notation}."]
    places = settings.left + settings.right
    for side in [side for side in sides if side.outlet == ALL_OUTLETS] or sides:
        where = "" if side.outlet == ALL_OUTLETS else f" in {shown(side.outlet)}"
        times = "once" if side.node_count == 1 else f"{side.node_count:,} times"
        notes.append(
            f"Node “{side.node.name}”{where}: {times} in {articles_in_words(side.articles_with_node)}, "
            f"{side.words:,} words counted."
        )
        if side.node_count:
            notes.append(
                f"Windows{where} hold {side.window_words:,} words, {side.window_words / side.node_count:.2f} of {places} "
                "places for each occurrence: this mean is the span S in E = f1 · f2 · S / N."
            )
    few = [side for side in sides if 0 < side.articles_with_node < FEW_ARTICLES and side.outlet != ALL_OUTLETS]
    if few:
        names = listed([f"{shown(side.outlet)} ({articles_in_words(side.articles_with_node)})" for side in few])
        notes.append(
            f"The node stands in fewer than {FEW_ARTICLES} articles of {names}: these collocates are shown, and say little."
        )
    elif 0 < sides[0].articles_with_node < FEW_ARTICLES:
        notes.append(
            f"The node stands in fewer than {FEW_ARTICLES} articles: its collocates are shown, and say little."
        )
    if intervals and settings.replicates and any(side.articles_with_node >= MINIMUM_ARTICLES for side in sides):
        strongest = f" They are given for the {settings.intervals:,} strongest rows." if cut else ""
        groups = (
            f" More than {BLOCKS:,} articles are dealt at random into {BLOCKS:,} groups, which are drawn."
            if any(side.documents.size > BLOCKS for side in sides)
            else ""
        )
        notes.append(
            f"Intervals of {MEASURE_NAMES[settings.measure]} hold 95 % of {settings.replicates:,} resamplings of articles "
            f"(seed {settings.seed}).{strongest}{groups}"
        )
    if settings.hide:
        notes.append("Hidden words are left out of the table; they keep their places in windows.")
    return notes
