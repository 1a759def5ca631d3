"""Which articles cover the same event: alike in words and entities, and close in time.

Two articles on one topic share its actors and its words, those on one event also its days. So the similarity of two
articles is the cosine of their weighted words, multiplied by a factor that halves with every two days between their
dates. An event a year and a half later, with the same actors and the same words, is another story.

**Words.** Log frequency times inverse document frequency (Salton & Buckley 1988). Function words and numbers are left
out, and the headline and the first 100 words count three times: news tells the event first (van Dijk 1988). The document
frequencies are smoothed as if 10 more articles on other things were there: in a corpus on one event alone the words of
that event would weigh nothing otherwise. Entities, when they are known, take a fifth of the weight.

**Threshold.** How alike is alike enough depends on how many articles could be meant. When 600 articles have no date, or
one date, a pair must be far more alike to be taken for the same event than when three articles stand alone in their
week. So the threshold grows with the number of contemporaries (the sum of the date factors): 0.05, and 0.014 more with
each doubling. In a small corpus too little is known about which words are common, and all articles look more alike: the
threshold is higher by 0.1 times the share that the 10 smoothing articles are of all (0.08 for two articles, 0.01 for a
hundred). Beyond 8 days apart even the same words do not reach it.

**Groups.** Average linkage (see :mod:`workbench.analysis.average_linkage`) over similarity divided by threshold, down
to 1. Pairs below half their threshold count as 0. Groups more than 8 days apart are not joined, so an article without a date
does not connect two years. Topic detection and tracking came to the same parts: weighted words, time
decay, average linkage (Allan 2002; Yang, Pierce & Carbonell 1998).

**Developing stories.** With these numbers an event is what is reported within about a week. One that runs on for weeks (a
trial, a siege) falls into several stories. ``StoryOptions(half_life_days=7)`` lets similarity fade more slowly: the reach
is 30 days then. ``reach_days`` sets the reach alone.

**Many articles.** A story needs a pair of articles that reach their threshold. So those pairs are looked for first (see
:mod:`workbench.analysis.similar_pairs`: up to 1,500 articles all pairs are compared in full), and only articles that hang
together by them are compared with one another for grouping.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.sparse import csr_array, hstack, vstack
from scipy.sparse.csgraph import connected_components

from workbench.analysis.average_linkage import average_linkage
from workbench.analysis.date_ranges import DateRange, day_range
from workbench.analysis.prominence import headline_end
from workbench.analysis.similar_pairs import ROWS, PairFinder, stretches
from workbench.analysis.stop_words import ENGLISH
from workbench.domain import story_names
from workbench.domain.article import Article
from workbench.domain.columns import TABLES
from workbench.domain.errors import UsageError
from workbench.domain.measured import Measured
from workbench.domain.progress import Progress, no_progress
from workbench.index.store import LongArray
from workbench.index.tokenizer import tokenize
from workbench.index.view import View

FloatArray = npt.NDArray[np.float64]
_Pairs = tuple[LongArray, LongArray, FloatArray]
"""Pairs of articles and how alike they are, in thresholds."""

LEAD_WORDS: Final = 100
LEAD_WEIGHT: Final = 3.0
"""How much a word of the headline or the lead counts, compared with one of the rest."""
OTHER_ARTICLES: Final = 10
"""Articles on other things that the document frequencies are smoothed with."""
ENTITY_WEIGHT: Final = 0.2
LEAST_ENTRY: Final = 0.5
"""Pairs below this part of their threshold count as 0."""

FOUND: Final = story_names.FOUND
"""What the id of a found story begins with; the id of its earliest article follows."""

EXACT_ARTICLES: Final = 1500
"""With more articles than this, those that are alike are looked for by their weightiest words first."""
MOST_ENTRIES: Final = 3_000_000
"""More pairs than this are not grouped at once: the part is divided where it hangs together least."""
TIGHTENED: Final = 1.25
MOST_TIGHTENED: Final = 2.4
"""By how much more alike articles must be then, each time, and up to which similarity in thresholds. Parts that still have
too many pairs are taken as one story."""
MOST_LINKS: Final = 500_000
MOST_CHECKED: Final = 64
"""Pairs of one article that are checked in each stretch, to know what hangs together."""
_ARTICLES: Final = 2048
"""Articles whose words are put together at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryOptions:
    """When articles cover the same event. ``UsageError`` where an option makes no sense."""

    threshold: float = 0.05
    """The similarity that two articles need when no other is near in time, 0 to 1."""
    per_doubling: float = 0.014
    """What is added to it with each doubling of the number of contemporaries."""
    small_corpus: float = 0.1
    """What is added to it times the share of the smoothing articles, 10 / (10 + articles)."""
    half_life_days: float = 2.0
    """Days between two articles that halve their similarity."""
    reach_days: int | None = None
    """Groups further apart than this are not joined. ``None``: where even the same words are just enough, 8 days for a
    half-life of 2."""
    join_given: bool = True
    """Whether articles without a given story may join one."""

    def __post_init__(self) -> None:
        if not 0 < self.threshold <= 1 or min(self.per_doubling, self.small_corpus) < 0 or self.half_life_days <= 0:
            raise UsageError(
                "Stories need a threshold above 0 and up to 1, additions of 0 or more, and a half-life above 0 days."
            )
        if self.reach_days is not None and self.reach_days < 0:
            raise UsageError("Stories need a reach of 0 days or more.")

    @property
    def reach(self) -> int:
        """Days that groups may be apart to be joined."""
        if self.reach_days is not None:
            return self.reach_days
        return int(-self.half_life_days * np.log2(self.threshold))


def group_stories(
    view: View,
    articles: Sequence[Article],
    *,
    mentions: pd.DataFrame | None = None,
    names: Mapping[str, str] | None = None,
    options: StoryOptions | None = None,
    progress: Progress = no_progress,
) -> Measured:
    """The story of each article. A given ``story_id`` is kept: its articles stay together, two of them stay apart.

    Args:
        view: the words to compare; leave boilerplate out of it.
        articles: those to group, each admitted by the view.
        mentions: a table ``mentions``, when entities are known; rows without an entity are passed over.
        names: what people call stories, by ``story_id``.
        options: the rule's numbers.
        progress: told how far it is; may raise to stop.

    Returns:
        Table ``stories``, a row for each article: stories by their earliest date (those without any last), the articles
        of a story as they were given. A story that was found has ``story-`` and the id of its earliest article as its
        ``story_id``, so it keeps it when later articles come in. ``title`` is the name that people gave, else the given
        ``story_id``, else the title that has most words in common with the story's other titles. An article that is
        like no other is a story of its own. A note says how many articles have no date.

    Raises:
        KeyError: the store does not hold one of the articles.
    """
    chosen = options or StoryOptions()
    dates = [day_range(article.date) for article in articles]
    given = {story: n for n, story in enumerate(dict.fromkeys(a.story_id for a in articles if a.story_id))}
    fixed = np.array([given.get(article.story_id, -1) for article in articles], dtype=np.int64)
    needed = _needed(dates, chosen)
    lumped = 0
    if given and (fixed >= 0).all():
        label = _first_of_each(fixed)
    else:
        rule = _Rule(
            first=np.array([0 if date is None else date.first for date in dates], dtype=np.int64),
            last=np.array([0 if date is None else date.last for date in dates], dtype=np.int64),
            unknown=np.array([date is None for date in dates], dtype=np.bool_),
            needed=needed,
            fixed=fixed,
            options=chosen,
        )
        vectors = _vectors(view, articles, mentions, progress)
        label, lumped = _labels(vectors, rule, dates, progress)
    table = _table(articles, dates, label, given, names or {})
    undated = sum(date is None for date in dates)
    notes = []
    if undated:
        notes.append(
            f"{undated} of {len(articles)} articles have no date: events with the same actors can't be told apart by it."
        )
    if lumped:
        notes.append(
            f"{lumped} of {len(articles)} articles are alike in such numbers that they were put together without comparing "
            "each with each."
        )
    return Measured(table, tuple(notes))


@dataclass(frozen=True, slots=True, eq=False)
class _Rule:
    """When two articles are alike enough, for articles by number."""

    first: LongArray
    last: LongArray
    unknown: npt.NDArray[np.bool_]
    needed: FloatArray
    fixed: LongArray
    options: StoryOptions

    def of(self, chosen: LongArray) -> _Rule:
        """The rule for some of the articles, numbered anew."""
        return _Rule(
            first=self.first[chosen],
            last=self.last[chosen],
            unknown=self.unknown[chosen],
            needed=self.needed[chosen],
            fixed=self.fixed[chosen],
            options=self.options,
        )

    def scale(self, one: LongArray, other: LongArray) -> FloatArray:
        """What the cosine of each pair is to be multiplied by, so that 1 is just enough; 0 where a pair can't count."""
        distance = np.maximum(0, np.maximum(self.first[one] - self.last[other], self.first[other] - self.last[one]))
        distance[self.unknown[one] | self.unknown[other]] = 0
        factor = np.exp2(-distance / self.options.half_life_days) / ((self.needed[one] + self.needed[other]) / 2)
        factor[distance > self.options.reach] = 0
        is_fixed, is_too = self.fixed[one] >= 0, self.fixed[other] >= 0
        factor[(is_fixed & is_too) if self.options.join_given else (is_fixed | is_too)] = 0
        return np.asarray(factor)

    @property
    def window(self) -> int:
        """Days apart at which two articles can still matter: where even the same words are half of enough."""
        least = LEAST_ENTRY * float(self.needed.min(initial=1.0))
        furthest = self.options.half_life_days * np.log2(1 / least) if least < 1 else 0.0
        return int(min(self.options.reach, furthest))


def _labels(
    vectors: csr_array, rule: _Rule, dates: Sequence[DateRange | None], progress: Progress
) -> tuple[LongArray, int]:
    """The story of each article, as the number of its first article, and how many articles were not compared one by one.

    Two groups are joined when they are alike enough on average, so some pair of them is. Where articles hang together
    by no such pair, there can be no story: each part that does is compared and grouped by itself.
    """
    count = vectors.shape[0]
    label, leader = np.arange(count, dtype=np.int64), _first_of_each(rule.fixed)
    waiting = [(members, 1.0) for members in _parts(vectors, rule, 1.0, progress)]
    settled = lumped = 0

    def still(done: int, total: int, message: str = "") -> None:
        progress(settled, count, "Grouping articles into stories")

    while waiting:
        members, least = waiting.pop()
        own = rule.of(members)
        if members.size <= 2:  # a link is all that two articles need
            label[members] = members[0]
        elif (own.fixed >= 0).all():
            label[members] = leader[members]
        else:
            still(0, 0)
            entries = _joined(_pairs(vectors[members], own, LEAST_ENTRY, still), MOST_ENTRIES)
            if entries is None and least < MOST_TIGHTENED:
                tighter = _parts(vectors[members], own, least * TIGHTENED, still)
                waiting += [(members[part], least * TIGHTENED) for part in tighter]
                continue
            if entries is None:
                free = members[own.fixed < 0]
                label[members] = leader[members]
                label[free] = free[0]
                lumped += free.size
            else:
                one, other, similarity = entries
                local = average_linkage(
                    members.size, one, other, similarity,
                    cut=1.0, fixed=own.fixed, when=[dates[n] for n in members.tolist()], reach=rule.options.reach,
                    progress=still,
                )  # fmt: skip
                label[members] = members[local]
        settled += members.size
    return label, lumped


def _parts(vectors: csr_array, rule: _Rule, least: float, progress: Progress) -> Iterator[LongArray]:
    """Articles that hang together by pairs that are at least ``least`` alike, in parts of two and more."""
    count = vectors.shape[0]
    leader = _first_of_each(rule.fixed)
    held = np.flatnonzero(leader != np.arange(count))
    links = [(held, leader[held])]
    part = _connected(links, count)
    fresh = 0
    for one, other, _ in _pairs(vectors, rule, least, progress, known=part):
        if one.size:
            links.append((one, other))
            fresh += one.size
        if fresh > MOST_LINKS:  # what hangs together already needs no more links
            part[:] = _connected(links, count)
            _, first = np.unique(part, return_index=True)
            links, fresh = [(np.arange(count), first[part])], 0
    part = _connected(links, count)
    order = np.argsort(part, kind="stable")
    bounds = np.concatenate([[0], np.cumsum(np.bincount(part))])
    return (order[begin:end] for begin, end in pairwise(bounds.tolist()) if end - begin > 1)


def _connected(links: Sequence[tuple[LongArray, LongArray]], count: int) -> LongArray:
    one, other = (np.concatenate([pair[k] for pair in links]) for k in (0, 1))
    graph = csr_array((np.ones(one.size, dtype=np.int8), (one, other)), shape=(count, count))
    part: LongArray = connected_components(graph, directed=False)[1].astype(np.int64)
    return part


def _joined(parts: Iterable[_Pairs], most: int) -> _Pairs | None:
    """Pairs that were found one stretch after the other; ``None`` when there are more than ``most``."""
    empty = np.empty(0, dtype=np.int64)
    found: list[_Pairs] = [(empty, empty, np.empty(0))]
    size = 0
    for part in parts:
        found.append(part)
        size += part[0].size
        if size > most:
            return None
    one, other, value = (np.concatenate([part[k] for part in found]) for k in (0, 1, 2))
    return one, other, value


def _first_of_each(fixed: LongArray) -> LongArray:
    """For each article the first one of its given story; itself where it has none."""
    out = np.arange(fixed.size, dtype=np.int64)
    numbers, first = np.unique(fixed, return_index=True)
    has = fixed >= 0
    out[has] = first[np.searchsorted(numbers, fixed[has])]
    return out


def _vectors(
    view: View, articles: Sequence[Article], mentions: pd.DataFrame | None, progress: Progress = no_progress
) -> csr_array:
    """A row of length 1 for each article (0 without words), so that a product of two rows is their similarity."""
    store = view.store
    kinds = max(len(store.types), 1)
    is_kept = np.array([w not in ENGLISH and not w.isdecimal() for w in store.types] or [False], dtype=np.bool_)
    parts: list[csr_array] = []
    for begin in range(0, len(articles), _ARTICLES):
        progress(begin, len(articles), "Weighing words")
        some = articles[begin : begin + _ARTICLES]
        rows: list[npt.NDArray[np.int32]] = []
        columns: list[npt.NDArray[np.int32]] = []
        weights: list[npt.NDArray[np.float32]] = []
        for n, article in enumerate(some):
            at = store.document_index(article.document_id)
            first, last = store.offsets[at], store.offsets[at + 1]
            ids: npt.NDArray[np.int32] = store.ids[first:last][view.counted[first:last]]
            weight: npt.NDArray[np.float32] = np.ones(ids.size, dtype=np.float32)
            weight[:LEAD_WORDS] = LEAD_WEIGHT
            if article.title and not _begins_with(article.text, article.title):
                known = [word for word in map(store.id_of, tokenize(article.title).words) if word is not None]
                ids = np.concatenate([ids, np.array(known, dtype=np.int32)])
                weight = np.concatenate([weight, np.full(len(known), LEAD_WEIGHT, dtype=np.float32)])
            rows.append(np.full(ids.size, n, dtype=np.int32))
            columns.append(ids)
            weights.append(weight)
        row, column, weigh = np.concatenate(rows), np.concatenate(columns), np.concatenate(weights)
        keep = is_kept[column]
        part = csr_array((weigh[keep], (row[keep], column[keep])), shape=(len(some), kinds))
        part.sum_duplicates()
        parts.append(part)
    words = _weighted(vstack(parts, format="csr") if parts else csr_array((0, kinds), dtype=np.float32))
    if mentions is None:
        return words
    row_of = {article.document_id: n for n, article in enumerate(articles)}
    named = mentions[(mentions["entity_id"].fillna("").astype("str") != "") & mentions["document_id"].isin(row_of)]
    numbers, entities = pd.factorize(named["entity_id"].astype("str"), sort=True)
    named_in = named["document_id"].map(row_of).to_numpy(dtype=np.int64)
    shape = (len(articles), max(len(entities), 1))
    who = csr_array((np.ones(named_in.size, dtype=np.float32), (named_in, numbers)), shape=shape)
    who.sum_duplicates()
    share = np.float32(ENTITY_WEIGHT)
    return hstack([words * np.sqrt(1 - share), _weighted(who) * np.sqrt(share)], format="csr")


def _begins_with(text: str, title: str) -> bool:
    """Whether the headline stands at the beginning of the text, see :func:`headline_end`."""
    words = title.casefold().split()
    if len(words) < 2:
        return bool(headline_end(text, title))
    start = text[: 4 * len(title) + 40].casefold().split(maxsplit=len(words))[: len(words)]
    return start[:-1] == words[:-1] and start[-1] in (words[-1], *(words[-1] + stop for stop in ".!?"))


def _weighted(matrix: csr_array) -> csr_array:
    """Log frequency times smoothed inverse document frequency, each row brought to length 1."""
    documents = np.bincount(matrix.indices, minlength=matrix.shape[1])
    rarity = np.log((matrix.shape[0] + OTHER_ARTICLES + 1) / (documents + 1)).astype(np.float32)
    matrix.data = (1 + np.log(matrix.data)) * rarity[matrix.indices]
    rows = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
    length = np.sqrt(np.bincount(rows, weights=np.square(matrix.data, dtype=np.float64), minlength=matrix.shape[0]))
    matrix.data = (matrix.data / np.where(length > 0, length, 1.0)[rows]).astype(np.float32)
    return matrix


def _needed(dates: Sequence[DateRange | None], options: StoryOptions) -> FloatArray:
    """What an article contributes to the threshold of its pairs: the threshold for its own number of contemporaries.

    The threshold of a pair is the mean of both, which is the threshold for the geometric mean of their contemporaries.
    """
    counts = Counter(dates)
    known = [date for date in counts if date is not None]
    first = np.array([date.first for date in known], dtype=np.float64)
    last = np.array([date.last for date in known], dtype=np.float64)
    articles = np.array([counts[date] for date in known], dtype=np.float64)
    by_date: dict[DateRange | None, float] = {None: float(len(dates))}
    for n, date in enumerate(known):
        distance = np.maximum(0.0, np.maximum(first[n] - last, first - last[n]))
        by_date[date] = float((articles * np.exp2(-distance / options.half_life_days)).sum()) + counts[None]
    contemporaries = np.array([by_date[date] for date in dates], dtype=np.float64)
    unknown = OTHER_ARTICLES / (OTHER_ARTICLES + len(dates))
    base = options.threshold + options.small_corpus * unknown
    return np.asarray(base + options.per_doubling * np.log2(np.maximum(contemporaries, 1.0)))


def _pairs(
    vectors: csr_array, rule: _Rule, least: float, progress: Progress, known: LongArray | None = None
) -> Iterator[_Pairs]:
    """Pairs of articles and their similarity in thresholds, each pair once, where it is at least ``least``.

    ``known`` is the part that each article is in already, and may change from one stretch to the next: pairs within a
    part are not wanted then, and of each article's others the likeliest are enough.
    """
    count = vectors.shape[0]
    # Articles of one day come sorted, so that a block is compared with the days around it alone.
    precise = ~rule.unknown & (rule.first == rule.last)
    order = np.concatenate(
        [np.flatnonzero(precise)[np.argsort(rule.first[precise], kind="stable")], np.flatnonzero(~precise)]
    )
    vectors, rule = vectors[order], rule.of(order)
    sorted_days = rule.first[: int(precise.sum())]
    window = rule.window
    finder = PairFinder(vectors, exact=count <= EXACT_ARTICLES)

    def least_cosine(one: LongArray, other: LongArray) -> FloatArray:
        scale = rule.scale(one, other)
        if known is not None:
            scale[known[order[one]] == known[order[other]]] = 0
        return np.asarray(np.divide(least, scale, out=np.full(scale.size, np.inf), where=scale > 0))

    at_least = least * float(rule.needed.min(initial=np.inf))

    def found(rows: slice, others: slice) -> _Pairs:
        one, other, cosine = finder.find(
            rows, others, least_cosine, at_least, MOST_CHECKED if known is not None else None
        )
        return order[one], order[other], cosine * rule.scale(one, other)

    days = sorted_days.size
    for begin in range(0, days, ROWS):
        progress(begin, count, "Comparing articles")
        end = min(begin + ROWS, days)
        low = int(np.searchsorted(sorted_days, sorted_days[begin] - window))
        for others in stretches(low, end):
            yield found(slice(begin, end), others)
    for begin in range(days, count, ROWS):
        end = min(begin + ROWS, count)
        for others in stretches(0, end):
            progress(begin, count, "Comparing articles")
            yield found(slice(begin, end), others)


def _table(
    articles: Sequence[Article],
    dates: Sequence[DateRange | None],
    label: LongArray,
    given: Mapping[str, int],
    names: Mapping[str, str],
) -> pd.DataFrame:
    members: dict[int, list[int]] = {}
    for n, story in enumerate(label.tolist()):
        members.setdefault(story, []).append(n)

    def when(n: int) -> tuple[float, int]:
        date = dates[n]
        return (float("inf") if date is None else float(date.first)), n

    rows: list[tuple[str, str, str]] = []
    for group in sorted(members.values(), key=lambda group: min(map(when, group))):
        story_id = next((articles[n].story_id for n in group if articles[n].story_id), "")
        title = story_id
        if not story_id:
            story_id = f"{FOUND}{articles[min(group, key=when)].document_id}"
            while story_id in given:
                story_id += "+"  # a person's own story has this very id
            title = story_title([articles[n] for n in sorted(group, key=when)])
        rows += [(story_id, articles[n].document_id, names.get(story_id, title)) for n in group]
    return pd.DataFrame(rows, columns=list(TABLES["stories"])).astype("str")


def story_title(articles: Sequence[Article]) -> str:
    """The title that has most words in common with the others' titles, for its length; the first of equal ones.

    Function words are passed over. An article without a title takes no part, unless none has one.
    """
    titled = [article for article in articles if article.title] or list(articles)
    if len(titled) == 1:
        return titled[0].display_title
    words = [set(tokenize(article.title).words) - ENGLISH for article in titled]
    holders = Counter(word for title in words for word in title)

    def shared(n: int) -> float:
        return float(sum(holders[word] - 1 for word in words[n]) / max(len(words[n]), 1) ** 0.5)

    best = max(range(len(titled)), key=lambda n: (shared(n), -n))
    return titled[best].display_title
