"""Makes the overview: what is open and what of it is counted. Of 100,000 articles only what changed is made anew."""

from __future__ import annotations

import threading
from array import array
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from itertools import compress, repeat
from operator import attrgetter, is_not
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from workbench.analysis.stories import FOUND
from workbench.domain.article import Article
from workbench.domain.decisions import Decisions
from workbench.domain.outlet_groups import NO_GROUP
from workbench.domain.reviews import REVIEW, reviewed_in
from workbench.domain.scope import Voice
from workbench.domain.spans import Interval, merged
from workbench.domain.story_names import story_names_in
from workbench.index.store import LongArray, TokenStore
from workbench.workspace.basis import Basis, in_fixed_order
from workbench.workspace.listing import (
    DATE,
    GROUPINGS,
    NOTE_SEPARATOR,
    OUTLET,
    Arrangement,
    Articles,
    Column,
    Counts,
    Flags,
    Names,
    Texts,
)
from workbench.workspace.messages import Overview
from workbench.workspace.snapshot import Snapshot
from workbench.workspace.stories import listed_stories

_NAMES: Final[dict[str, Callable[[Article], str]]] = {
    "outlet": attrgetter("outlet"),
    "outlet_source": attrgetter("outlet_source"),
    "author": attrgetter("author"),
    "date": attrgetter("date"),
    "own story": attrgetter("story_id"),
    "own wire": attrgetter("wire_agency"),
    "own review": attrgetter("review"),
    "notes": lambda article: NOTE_SEPARATOR.join(article.notes) if article.notes else "",
}
_TEXTS: Final[dict[str, Callable[[Article], str]]] = {
    "document_id": attrgetter("document_id"),
    "title": attrgetter("display_title"),
    "path": attrgetter("path"),
}
_FOLDED: Final = ("title", "path")
_INSIDE: Final = ("own story", "own wire", "own review")
"""Columns from which others are derived; they are not sent."""


class OverviewMaker:
    """Makes overviews one after another, and makes no column twice. Thread-safe."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._values: dict[str, list[str]] = {}
        """What each column was made from."""
        self._columns: dict[str, Column] = {}
        self._listed_last: tuple[Article, ...] | None = None
        self._made_from: dict[str, tuple[Any, ...]] = {}
        """What each derived column was made from."""
        self._lists: dict[str, tuple[Names, tuple[str, ...]]] = {}
        self._word_counts: dict[tuple[object, ...], tuple[tuple[Any, ...], LongArray]] = {}
        self._inside: dict[tuple[object, ...], WordsInside] = {}

    def make(self, basis: Basis) -> Overview:
        """What is open and what of it is counted."""
        snapshot = basis.snapshot
        with self._lock:
            articles = self._listed(basis)
            self._mark(basis)
            words = words_all = copied = 0
            if snapshot.store is not None:
                present, admitted = self._present(basis), np.frombuffer(basis.admitted, dtype=np.bool_)
                counts = self._counts(basis, Voice.ALL, basis.without)
                self._derive("words", (counts, present), lambda: Counts(_whole_numbers(counts[present])))
                counted = self._counts(basis, basis.scope.voice, basis.without)
                words = int(counted[present][admitted].sum())
                words_all = int(np.diff(snapshot.store.offsets)[present].sum())
                if basis.without is not basis.always_without:
                    whole = self._counts(basis, basis.scope.voice, basis.always_without)
                    copied = int(whole[present][admitted].sum()) - words
            else:
                self._derive("words", (len(articles),), lambda: Counts(array("l", repeat(0, len(articles)))))
            self._derive("in_scope", (basis.admitted,), lambda: Flags(basis.admitted))
            listing = Articles({name: column for name, column in self._columns.items() if name not in _INSIDE})
            outlets = self._different("outlet", _alphabetical)
            stories = self._different("story", _as_they_come)
        found = basis.known_copies
        return Overview(
            revision=snapshot.revision,
            stage=snapshot.stage,
            articles=listing,
            outlets=outlets,
            stories=stories,
            words=words,
            words_all=words_all,
            annotated=len(basis.annotated),
            story_titles=tuple(map(basis.story_title, stories)),
            compared=outlets if basis.grouping is None else _compared(basis.grouping, outlets),
            groupings=tuple(sorted(basis.groupings, key=lambda name: (name.casefold(), name))),
            needs_review=len(basis.needs_review),
            removed=basis.removed,
            duplicates=len(found.left_out) if found is not None else None,
            copies_left_out=basis.copies_left_out,
            copied_words_left_out=copied,
        )

    # -- inside ----------------------------------------------------------------------------------------------------

    def _listed(self, basis: Basis) -> tuple[Article, ...]:
        """Bring the columns that follow from the corrected articles up to date."""
        articles = basis.present
        if self._listed_last is articles:
            return articles
        changed = _changed(self._listed_last, articles)
        for name, value_of in _TEXTS.items():
            self._keep(name, articles, value_of, changed)
        for name in _FOLDED:
            source = self._columns[name]
            assert isinstance(source, Texts)  # noqa: S101 - narrows the type
            if basis.snapshot.only_listed:  # the list is awaited; what is typed meanwhile is sought without this
                self._forget(f"folded {name}")
            else:
                self._derive(f"folded {name}", (source,), source.folded)
        for name, value_of in _NAMES.items():
            self._keep(name, articles, value_of, changed)
        self._listed_last = articles
        return articles

    def _mark(self, basis: Basis) -> None:
        """Bring the columns up to date that follow from more than the articles: stories, agencies, copies, reviews."""
        story, ids = self._names("own story"), self._columns["document_id"]
        titles = basis.story_titles
        self._derive("story", (story, titles), lambda: listed_story_names(story, titles, basis.decisions))
        stories = self._names("story")
        self._derive(
            "story title",
            (stories, titles),
            lambda: Texts.of(basis.story_title(story) for story in stories.values.all()),
        )
        for by in GROUPINGS:
            groups, dates = self._names(by), self._names("date")
            self._derive(f"by {by}", (groups, dates), partial(arranged, by, groups, dates))

        def marked(name: str, sources: tuple[Any, ...], values: Callable[[], Mapping[str, str]]) -> None:
            """A column of few values by document id, upon the column ``own NAME`` when there is one."""

            def make() -> Column:
                own = self._columns.get(f"own {name}")
                names = own if isinstance(own, Names) else names_of([""] * len(basis.present))
                wanted = values()
                if not wanted:  # mostly; where each of a hundred thousand articles stands need not be known then
                    return names
                places = self._places(basis)
                given = {places[d]: value for d, value in wanted.items() if d in places}
                different = {n: value for n, value in given.items() if names[n] != value}
                return renamed(names, different) if different else names

            self._derive(name, sources, make)

        found = basis.known_copies
        by_agency = (self._names("own wire"), ids, found)
        marked("wire", by_agency, lambda: {d: agency for d, (agency, _) in basis.agencies.items()} if found else {})
        marked("duplicate", (ids, found), lambda: found.representative_of if found is not None else {})
        seen = basis.decisions.collection(REVIEW)
        marked(
            "review", (self._names("own review"), ids, seen), lambda: dict.fromkeys(reviewed_in(basis.decisions), "")
        )

    def _places(self, basis: Basis) -> Mapping[str, int]:
        """Where each listed article stands."""
        return {article.document_id: n for n, article in enumerate(basis.present)}

    def _present(self, basis: Basis) -> LongArray:
        """The places in the store of the articles that are listed."""
        away = basis.left_out
        sources = (basis.articles if away else len(basis.articles), away)
        before = self._made_from.get("present", ())
        if not before or before[0] != sources[0] or before[1] != away:
            places = [n for n, a in enumerate(basis.articles) if a.document_id not in away]
            self._made_from["present"] = (*sources, np.array(places, dtype=np.int64))
        found: LongArray = self._made_from["present"][2]
        return found

    def _names(self, name: str) -> Names:
        column = self._columns[name]
        assert isinstance(column, Names)  # noqa: S101 - narrows the type
        return column

    def _keep(
        self,
        name: str,
        articles: Sequence[Article],
        value_of: Callable[[Article], str],
        changed: Sequence[int] | None,
    ) -> None:
        """Bring one column up to date, of whose articles all may have changed or only some."""
        before, column = self._values.get(name), self._columns.get(name)
        if changed is None or before is None or column is None:
            values = list(map(value_of, articles))
            if column is None or values != before:  # quick: mostly they are the same objects
                self._columns[name] = names_of(values) if name in _NAMES else Texts.of(values)
                self._values[name] = values
            return
        different = {n: value for n in changed if (value := value_of(articles[n])) != before[n]}
        if not different:
            return
        values = before.copy()
        for n, value in different.items():
            values[n] = value
        self._columns[name] = renamed(column, different) if isinstance(column, Names) else Texts.of(values)
        self._values[name] = values

    def _derive(self, name: str, sources: tuple[Any, ...], make: Callable[[], Column]) -> None:
        before = self._made_from.get(name, ())
        same = len(before) == len(sources) and all(
            a is b or (isinstance(a, bytes | int) and a == b) for a, b in zip(before, sources, strict=True)
        )
        if not same:
            self._columns[name] = make()
            self._made_from[name] = sources

    def _different(self, name: str, listed: Callable[[Names], tuple[str, ...]]) -> tuple[str, ...]:
        """The different names of a column."""
        names = self._names(name)
        known = self._lists.get(name)
        if known is None or known[0] is not names:
            known = self._lists[name] = (names, listed(names))
        return known[1]

    def _forget(self, name: str) -> None:
        self._columns.pop(name, None)
        self._made_from.pop(name, None)

    def _counts(self, basis: Basis, voice: Voice, without: Mapping[str, Sequence[Interval]]) -> LongArray:
        """The counted words of each article, whether the scope admits it or not."""
        snapshot = basis.snapshot
        sources: tuple[Any, ...] = (snapshot.store, *self._decisive(basis, without))
        if voice is not Voice.ALL:
            sources = (*sources, basis.annotations.quoted_intervals, snapshot.annotated)
        kind = (voice, bool(without), without is basis.always_without)
        before, counts = self._word_counts.get(kind, ((), None))
        if (
            counts is None
            or len(before) != len(sources)
            or any(a is not b for a, b in zip(before, sources, strict=True))
        ):
            away = self._inside.setdefault(kind[1:], WordsInside())
            either = self._inside.setdefault((*kind, "quoted"), WordsInside())
            quoted = basis.annotations.quoted_intervals if voice is not Voice.ALL else {}
            counts = word_counts(snapshot, voice, without, quoted, away=away, either=either)
            self._word_counts[kind] = (sources, counts)
        return counts

    def _decisive(self, basis: Basis, without: Mapping[str, Sequence[Interval]]) -> tuple[object, ...]:
        """What decides which stretches are left out."""
        boilerplate = None if basis.scope.boilerplate else basis.boilerplate_intervals
        return (boilerplate, None if without is basis.always_without else basis.counted_copies)


class WordsInside:
    """How many words begin inside stretches; of articles whose stretches are the same ones as before not counted again."""

    def __init__(self) -> None:
        self._store: TokenStore | None = None
        self._layers: tuple[Mapping[str, Sequence[Interval]], ...] = ()
        self._counts: LongArray = np.zeros(0, dtype=np.int64)

    def of(self, store: TokenStore, *layers: Mapping[str, Sequence[Interval]]) -> LongArray:
        """``int64[D]``: how many words of each document begin inside its stretches of any layer."""
        if self._store is not store or len(self._layers) != len(layers):
            self._store, self._layers = store, ({},) * len(layers)
            self._counts = np.zeros(len(store.document_ids), dtype=np.int64)
        different = {
            document
            for before, now in zip(self._layers, layers, strict=True)
            if before is not now
            for document in (before.keys() | now.keys())
            if before.get(document) is not now.get(document)
        }
        if different:
            counts = self._counts.copy()
            for document in different:
                counts[store.document_index(document)] = _words_inside(store, document, layers)
            self._counts = counts
        self._layers = layers
        return self._counts


def _words_inside(store: TokenStore, document: str, layers: Sequence[Mapping[str, Sequence[Interval]]]) -> int:
    n = store.document_index(document)
    begin, end = int(store.offsets[n]), int(store.offsets[n + 1])
    inside = merged(interval for layer in layers for interval in layer.get(document, ()))
    edges = np.searchsorted(store.starts[begin:end], np.array(inside, dtype=np.int64).reshape(-1, 2))
    return int((edges[:, 1] - edges[:, 0]).sum())


def word_counts(
    snapshot: Snapshot,
    voice: Voice,
    without: Mapping[str, Sequence[Interval]],
    quoted: Mapping[str, Sequence[Interval]],
    *,
    away: WordsInside | None = None,
    either: WordsInside | None = None,
) -> LongArray:
    """The words of each article that a voice has; where quotes matter, 0 for articles that are not annotated.

    The same numbers as those of a :class:`workbench.index.view.View`, without looking at every word of the corpus.

    Args:
        snapshot: the articles.
        voice: whose words.
        without: stretches that are not counted in any voice.
        quoted: stretches that stand between quotation marks as somebody's words.
        away: what was counted inside such stretches before.
        either: what was counted inside them and quotations before.
    """
    store = snapshot.store
    if store is None:
        return np.zeros(len(snapshot.articles), dtype=np.int64)
    words = np.diff(store.offsets)
    if voice is Voice.ALL:
        return words - (away or WordsInside()).of(store, without) if without else words
    outside = (either or WordsInside()).of(store, without, quoted)
    counts = words - outside if voice is Voice.OUTLET else outside - (away or WordsInside()).of(store, without)
    annotated = np.fromiter(map(snapshot.annotated.__contains__, store.document_ids), np.bool_, len(words))
    return np.where(annotated, counts, 0)


def names_of(values: Sequence[str]) -> Names:
    """A column of texts that several articles share."""
    different = {value: n for n, value in enumerate(dict.fromkeys(values))}
    codes = np.fromiter(map(different.__getitem__, values), dtype=_narrowest(len(different)), count=len(values))
    return Names(Texts.of(different), _as_array(codes), different.get("", -1))


def renamed(names: Names, changes: Mapping[int, str]) -> Names:
    """The column with the texts of some articles changed, by their places."""
    different = {value: n for n, value in enumerate(names.values.all())}
    given = np.array([different.setdefault(value, len(different)) for value in changes.values()], dtype=np.int64)
    codes = np.asarray(names.codes).astype(_narrowest(len(different)))
    codes[list(changes)] = given
    values = names.values if len(different) == len(names.values) else Texts.of(different)
    return Names(values, _as_array(codes), different.get("", -1))


def _changed(before: Sequence[Article] | None, now: Sequence[Article]) -> Sequence[int] | None:
    """The places at which there is another article than before; ``None`` where most or all may be others."""
    if before is None or len(before) != len(now):
        return None
    places = list(compress(range(len(now)), map(is_not, before, now)))
    return places if len(places) <= len(now) // 4 else None


def arranged(by: str, groups: Names, dates: Names) -> Arrangement:
    """All articles in groups, see :meth:`workbench.workspace.listing.Articles.arranged`."""
    total = len(dates)
    day_texts = dates.values.all()
    in_order = sorted(range(len(day_texts)), key=day_texts.__getitem__)
    rank_of_day = np.empty(len(day_texts), dtype=np.int64)
    rank_of_day[in_order] = np.arange(len(in_order))
    days = rank_of_day[np.asarray(dates.codes)] if total else np.zeros(0, dtype=np.int64)
    undated = np.asarray(dates.codes) == dates.empty
    names, codes = groups.values.all(), np.asarray(groups.codes).astype(np.int64)
    if by == DATE:
        months = {month: n for n, month in enumerate(dict.fromkeys(day[:7] for day in day_texts))}
        names = list(months)
        month_of_day = np.array([months[day[:7]] for day in day_texts], dtype=np.int64)
        codes = month_of_day[codes] if total else codes
    newest = np.full(len(names), -1, dtype=np.int64)
    np.maximum.at(newest, codes, days)
    if by == OUTLET:
        sequence = sorted(range(len(names)), key=lambda n: (not names[n], names[n].casefold(), names[n]))
    else:
        ages = newest.tolist()
        sequence = sorted(range(len(names)), key=lambda n: (not names[n], -ages[n], names[n]))
    place = np.empty(len(names), dtype=np.int64)
    place[sequence] = np.arange(len(sequence))
    highest = len(day_texts) + 1
    within = (highest - 1 - days) if by == DATE else days
    keys = place[codes] * (highest + 1) + np.where(undated, highest, within)
    order = np.argsort(keys, kind="stable")
    rank = np.empty(total, dtype=np.uint32)
    rank[order] = np.arange(total, dtype=np.uint32)
    sizes = np.bincount(place[codes], minlength=len(names)) if total else np.zeros(0, dtype=np.int64)
    starts = np.concatenate([[0], np.cumsum(sizes[sizes > 0])])
    return Arrangement(_as_array(order.astype(np.uint32)), _as_array(rank), _as_array(starts.astype(np.uint32)))


def listed_story_names(stories: Names, titles: Mapping[str, str], decisions: Decisions) -> Names:
    """The story of each article as lists show it, see :func:`workbench.workspace.stories.listed_stories`."""
    values = stories.values.all()
    named = story_names_in(decisions)
    kept = {story for story in values if story in named or not story.startswith(FOUND)}
    given = [values[code] for code in stories.codes]
    listed = listed_stories(given, kept)
    return stories if listed == given else names_of(listed)


def _compared(groups: Mapping[str, str], outlets: Sequence[str]) -> tuple[str, ...]:
    """The groups that outlets are in, in their fixed order."""
    return in_fixed_order({groups.get(outlet, NO_GROUP) for outlet in outlets})


def _alphabetical(names: Names) -> tuple[str, ...]:
    """The different names that some article has, an empty one last."""
    present = [names.values[code] for code in np.unique(np.asarray(names.codes)).tolist()]
    return tuple(sorted(present, key=lambda name: (not name, name.casefold(), name)))


def _as_they_come(names: Names) -> tuple[str, ...]:
    """The different names that some article has, in the order in which they come first; no empty one."""
    codes, first = np.unique(np.asarray(names.codes), return_index=True)
    present = (names.values[code] for code in codes[np.argsort(first)].tolist())
    return tuple(name for name in present if name)


def _narrowest(different: int) -> type[np.uint8] | type[np.uint16] | type[np.uint32]:
    return np.uint8 if different <= 1 << 8 else np.uint16 if different <= 1 << 16 else np.uint32


def _whole_numbers(values: LongArray) -> array[int]:
    return _as_array(values.astype(np.uint32))


def _as_array(values: npt.NDArray[Any]) -> array[int]:
    made = array(values.dtype.char)
    made.frombytes(values.tobytes())
    return made
