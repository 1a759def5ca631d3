"""Which articles are copies of one another, and what of them is counted when copied text is counted once.

Measured by :mod:`workbench.analysis.copies`; what people decided about copies is applied here. Nothing of it depends on
which outlets, stories or dates are counted, so a copy stays a copy when the scope is narrowed to the outlet that has it.
"""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final, TypeVar

import numpy as np
import pandas as pd

from workbench.analysis.copies import CopyOptions, copied_words, duplicate_groups, find_copies
from workbench.analysis.date_ranges import DateRange, minute_range
from workbench.analysis.shared_stretches import LEAST_COPIED, copied_intervals
from workbench.analysis.shingles import HashArray, document_shingles
from workbench.corpus.wire import SharedText, WireEvidence, find_credit, wire_evidence
from workbench.domain.article import Article
from workbench.domain.measured import Measured
from workbench.domain.progress import Progress, no_progress
from workbench.domain.spans import Interval, merged
from workbench.index.store import TokenStore
from workbench.index.view import Intervals, View

_REMEMBERED: Final = 4
"""Results kept for each kind of step: a person tries thresholds and goes back."""
_KEPT_WINDOWS: Final = 2000
_REPORT_EVERY: Final = 100

Found = TypeVar("Found")


@dataclass(frozen=True, eq=False)
class CopyFindings:
    """What was found out about copies, and what follows from it for counting each text once."""

    duplicates: pd.DataFrame
    """Table ``duplicates``: each pair of copies, as measured, whatever people decided about it."""
    groups: pd.DataFrame
    """``group_id``, ``document_id``, ``representative``: duplicates of one another; see
    :func:`workbench.analysis.copies.duplicate_groups`. Articles that a person called no copy are in none."""
    shares: pd.DataFrame
    """How much of each article in a pair stands elsewhere too, and who was first; see
    :func:`workbench.analysis.copies.copied_shares`."""
    left_out: frozenset[str]
    """Articles that are not counted once: duplicates for which another article stands."""
    intervals: Mapping[str, tuple[Interval, ...]]
    """For the articles that stay: the stretches (code points, merged) that are counted in another article."""
    wire: tuple[WireEvidence, ...]
    """Evidence of agency copy, in the order of the articles."""
    words: Mapping[tuple[str, str], int]
    """For each two articles of a pair, in both directions, the words of the first that stand in the second too."""
    places: Mapping[str, int]
    """In whose article a shared text is counted: of two articles of a pair the one with the lower number."""
    notes: tuple[str, ...] = ()
    """What a person should know about how this was found."""

    @property
    def representative_of(self) -> dict[str, str]:
        """For each article that is left out the one that stands for it."""
        pairs = zip(self.groups["document_id"].tolist(), self.groups["representative"].tolist(), strict=True)
        return {document: stands for document, stands in pairs if document != stands}


class CopyMemory:
    """What was found before, so that a change of scope or of one decision does not compare all articles again.

    It may be handed from snapshot to snapshot: with another store it begins anew. Threads wait for one another, so that
    the same is never computed twice at the same time.
    """

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._store: TokenStore | None = None
        self._kept: dict[str, OrderedDict[object, object]] = {}
        self._credits: dict[str, WireEvidence | None] = {}

    def recall(self, store: TokenStore, kind: str, key: object, find: Callable[[], Found]) -> Found:
        """What was found for a key, or what ``find`` gives now."""
        with self._lock:
            self._turn_to(store)
            kept = self._kept.setdefault(kind, OrderedDict())
            if key not in kept:
                kept[key] = find()
                while len(kept) > _REMEMBERED:
                    kept.popitem(last=False)
            kept.move_to_end(key)
            found: Found = kept[key]  # type: ignore[assignment]  # each kind holds what its own steps found
            return found

    def credits(self, store: TokenStore, articles: Iterable[Article]) -> dict[str, WireEvidence]:
        """The agency that each article credits in its text, where it credits one."""
        with self._lock:
            self._turn_to(store)
            out: dict[str, WireEvidence] = {}
            for article in articles:
                known = article.document_id
                if known not in self._credits:
                    self._credits[known] = find_credit(article)
                if (credit := self._credits[known]) is not None:
                    out[known] = credit
            return out

    def _turn_to(self, store: TokenStore) -> None:
        if self._store is not store:
            self._store = store
            self._kept.clear()
            self._credits.clear()


def copy_findings(
    store: TokenStore,
    articles: Sequence[Article],
    *,
    boilerplate: Intervals,
    representatives: Collection[str] = (),
    own: Collection[str] = (),
    duplicate_share: float = 0.7,
    shared_share: float = 0.15,
    memory: CopyMemory | None = None,
    progress: Progress = no_progress,
) -> CopyFindings:
    """Find copies among articles, and what is counted of them when each text is counted once.

    Args:
        store: the words of the corpus.
        articles: the articles that the corpus has now, corrected, in the store's order.
        boilerplate: stretches of each article that are never compared (code points).
        representatives: articles that a person made stand for their duplicates.
        own: articles that a person called no copies: they are counted whole.
        duplicate_share: two articles are duplicates when one has at least this share of its shingles in the other, and
            the other at least half of it.
        shared_share: they share copy from this share on.
        memory: what was found before for this store.
        progress: told each step; may raise to stop.

    Raises:
        UsageError: a share is not above 0 and up to 1.
        KeyError: the store does not hold one of the articles.
    """
    options = CopyOptions(
        duplicate=duplicate_share, duplicate_other=duplicate_share / 2, shared=shared_share, least_shared=10
    )
    known = memory or CopyMemory()
    view = View.of(store, documents=[article.document_id for article in articles], without=boilerplate)
    counted = hashlib.blake2b(np.packbits(view.counted).tobytes(), digest_size=16).hexdigest()
    choices = _Choices(frozenset(representatives), frozenset(own))
    pairs_key = (counted, duplicate_share, shared_share)

    stated = _fingerprint(articles)

    def findings() -> CopyFindings:
        pairs = known.recall(store, "pairs", pairs_key, lambda: find_copies(view, options, progress=progress))
        shares, common = known.recall(
            store, "shares", (pairs_key, stated), lambda: copied_words(view, pairs.table, articles, progress=progress)
        )
        return _findings(view, articles, pairs, shares, common, choices, known.credits(store, articles), progress)

    return known.recall(store, "findings", (pairs_key, choices, stated), findings)


@dataclass(frozen=True, slots=True)
class _Choices:
    representatives: frozenset[str]
    own: frozenset[str]


def _fingerprint(articles: Sequence[Article]) -> str:
    """Names what about articles decides who was first and whose agency it was."""
    digest = hashlib.blake2b(digest_size=16)
    for article in articles:
        digest.update(repr((article.document_id, article.date, article.outlet, article.wire_agency)).encode())
    return digest.hexdigest()


def _findings(
    view: View,
    articles: Sequence[Article],
    pairs: Measured,
    shares: pd.DataFrame,
    common: Mapping[tuple[str, str], int],
    choices: _Choices,
    credited: Mapping[str, WireEvidence],
    progress: Progress,
) -> CopyFindings:
    table = pairs.table
    words = dict(zip(view.store.document_ids, view.words_by_document.tolist(), strict=True))
    grouped = table[~(table["document_id_a"].isin(choices.own) | table["document_id_b"].isin(choices.own))]
    groups = duplicate_groups(grouped, articles, words, chosen=choices.representatives)
    members = zip(groups["document_id"].tolist(), groups["representative"].tolist(), strict=True)
    left_out = frozenset(document for document, stands in members if document != stands)
    agency = set(credited) | {article.document_id for article in articles if article.wire_agency}
    order = _Order(articles, agency, frozenset(groups["representative"]))
    partners: dict[str, list[str]] = {}
    for a, b in zip(table["document_id_a"].tolist(), table["document_id_b"].tolist(), strict=True):
        partners.setdefault(a, []).append(b)
        partners.setdefault(b, []).append(a)
    places = order.places(partners)
    counted_elsewhere = _counted_elsewhere(view, partners, places, left_out, choices.own, progress)
    return CopyFindings(
        duplicates=table,
        groups=groups,
        shares=shares,
        left_out=left_out,
        intervals=counted_elsewhere,
        wire=wire_evidence(articles, _shared_texts(table), own_credits=credited),
        words=common,
        places=places,
        notes=pairs.notes,
    )


def _shared_texts(duplicates: pd.DataFrame) -> Iterator[SharedText]:
    columns = ("document_id_a", "document_id_b", "containment_a", "containment_b")
    for a, b, in_b, in_a in zip(*(duplicates[name].tolist() for name in columns), strict=True):
        yield SharedText(a, b, in_b)
        yield SharedText(b, a, in_a)


@dataclass(frozen=True)
class _Order:
    """In whose article a shared text is counted: who comes first."""

    articles: Sequence[Article]
    agency: Collection[str]
    """Articles that are, or credit, an agency's."""
    representatives: Collection[str]
    ranges: dict[str, DateRange | None] = field(init=False)
    ranks: dict[str, tuple[bool, bool, bool, int]] = field(init=False)

    def __post_init__(self) -> None:
        ranges = {article.document_id: minute_range(article.date) for article in self.articles}
        object.__setattr__(self, "ranges", ranges)
        ranks = {
            document: (document not in self.agency, document not in self.representatives, when is None, n)
            for n, (document, when) in enumerate(ranges.items())
        }
        object.__setattr__(self, "ranks", ranks)

    def surely_earlier(self, one: str, other: str) -> bool:
        first, second = self.ranges[one], self.ranges[other]
        return first is not None and second is not None and first.last < second.first

    def places(self, partners: Mapping[str, Collection[str]]) -> dict[str, int]:
        """A place for each article that shares text: of two partners the surely earlier one stands first.

        Where dates do not say, the one with an agency's credit does, then one that stands for duplicates, then one that
        has a date, then the first in the corpus. One order for all, because with an order for each pair three articles
        could each leave a text to the next.
        """
        out: dict[str, int] = {}
        for begin in sorted(partners, key=self.ranks.__getitem__):
            waiting = [begin]
            while waiting:
                document = waiting[-1]
                before = [
                    other for other in partners[document] if other not in out and self.surely_earlier(other, document)
                ]
                if document in out or not before:
                    out.setdefault(document, len(out))
                    waiting.pop()
                else:  # dates alone decide what has to stand before, so nothing waits for itself
                    waiting += sorted(before, key=self.ranks.__getitem__, reverse=True)
        return out


def _counted_elsewhere(
    view: View,
    partners: Mapping[str, Sequence[str]],
    places: Mapping[str, int],
    left_out: Collection[str],
    own: Collection[str],
    progress: Progress,
) -> dict[str, tuple[Interval, ...]]:
    """For each article that stays, the stretches that it shares with articles that stay and have a lower place."""

    @lru_cache(maxsize=_KEPT_WINDOWS)
    def windows(document: str) -> HashArray:
        return document_shingles(view, view.store.document_index(document), size=LEAST_COPIED)[0]

    out: dict[str, tuple[Interval, ...]] = {}
    for n, document in enumerate(sorted(partners, key=view.store.document_index)):
        if n % _REPORT_EVERY == 0:
            progress(n, len(partners), "Comparing shared text")
        if document in left_out or document in own:
            continue
        before = [other for other in partners[document] if other not in left_out and places[other] < places[document]]
        if not before:
            continue
        found = copied_intervals(view, document, [windows(other) for other in before])
        if found:
            out[document] = tuple(merged(found))
    return out
