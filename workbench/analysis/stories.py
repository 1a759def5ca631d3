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
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.sparse import csr_array, diags_array, hstack

from workbench.analysis.average_linkage import average_linkage
from workbench.analysis.date_ranges import DateRange, day_range
from workbench.analysis.prominence import headline_end
from workbench.analysis.stop_words import ENGLISH
from workbench.domain.article import Article
from workbench.domain.columns import TABLES
from workbench.domain.errors import UsageError
from workbench.domain.measured import Measured
from workbench.domain.progress import Progress, no_progress
from workbench.index.store import LongArray
from workbench.index.tokenizer import tokenize
from workbench.index.view import View

FloatArray = npt.NDArray[np.float64]

LEAD_WORDS: Final = 100
LEAD_WEIGHT: Final = 3.0
"""How much a word of the headline or the lead counts, compared with one of the rest."""
OTHER_ARTICLES: Final = 10
"""Articles on other things that the document frequencies are smoothed with."""
ENTITY_WEIGHT: Final = 0.2
LEAST_ENTRY: Final = 0.5
"""Pairs below this part of their threshold count as 0."""

_ROWS: Final = 256


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
    join_given: bool = True
    """Whether articles without a given story may join one."""

    def __post_init__(self) -> None:
        if not 0 < self.threshold <= 1 or min(self.per_doubling, self.small_corpus) < 0 or self.half_life_days <= 0:
            raise UsageError(
                "Stories need a threshold above 0 and up to 1, additions of 0 or more, and a half-life above 0 days."
            )


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
    vectors = _vectors(view, articles, mentions)
    needed = _needed(dates, chosen)
    pairs = [
        part
        for part in _pairs(vectors, dates, needed, chosen, progress)
        if part[0].size  # most blocks of days have none
    ]
    empty = np.empty(0, dtype=np.int64)
    one, other = (np.concatenate([empty, *(part[k].astype(np.int64) for part in pairs)]) for k in (0, 1))
    similarity = np.concatenate([np.empty(0), *(part[2] for part in pairs)])
    if not chosen.join_given:
        apart = (fixed[one] >= 0) == (fixed[other] >= 0)
        one, other, similarity = one[apart], other[apart], similarity[apart]
    label = average_linkage(
        len(articles), one, other, similarity,
        cut=1.0, fixed=fixed, when=dates, reach=_reach(chosen), progress=progress,
    )  # fmt: skip
    table = _table(articles, dates, label, given, names or {})
    undated = sum(date is None for date in dates)
    notes = (
        (f"{undated} of {len(articles)} articles have no date: events with the same actors can't be told apart by it.",)
        if undated
        else ()
    )
    return Measured(table, notes)


def _vectors(view: View, articles: Sequence[Article], mentions: pd.DataFrame | None) -> csr_array:
    """A row of length 1 for each article (0 without words), so that a product of two rows is their similarity."""
    store = view.store
    is_kept = np.array([w not in ENGLISH and not w.isdecimal() for w in store.types], dtype=np.bool_)
    columns: list[npt.NDArray[np.int32]] = []
    weights: list[FloatArray] = []
    for article in articles:
        at = store.document_index(article.document_id)
        begin, end = store.offsets[at], store.offsets[at + 1]
        ids = store.ids[begin:end][view.counted[begin:end]]
        weight = np.ones(ids.size)
        weight[:LEAD_WORDS] = LEAD_WEIGHT
        if article.title and not headline_end(article.text, article.title):
            known = [n for word in tokenize(article.title).words if (n := store.id_of(word)) is not None]
            ids = np.concatenate([ids, np.array(known, dtype=np.int32)])
            weight = np.concatenate([weight, np.full(len(known), LEAD_WEIGHT)])
        keep = is_kept[ids] if ids.size else np.empty(0, dtype=np.bool_)
        columns.append(ids[keep])
        weights.append(weight[keep])
    words = _weighted(columns, weights, len(store.types))
    if mentions is None:
        return words
    row_of = {article.document_id: n for n, article in enumerate(articles)}
    named = mentions[(mentions["entity_id"].fillna("").astype("str") != "") & mentions["document_id"].isin(row_of)]
    numbers, entities = pd.factorize(named["entity_id"].astype("str"), sort=True)
    rows = named["document_id"].map(row_of).to_numpy(dtype=np.int64)
    by_row = [numbers[rows == n].astype(np.int32) for n in range(len(articles))]
    who = _weighted(by_row, [np.ones(part.size) for part in by_row], len(entities))
    return hstack([words * np.sqrt(1 - ENTITY_WEIGHT), who * np.sqrt(ENTITY_WEIGHT)], format="csr")


def _weighted(columns: Sequence[npt.NDArray[np.int32]], weights: Sequence[FloatArray], kinds: int) -> csr_array:
    """Log frequency times smoothed inverse document frequency, each row brought to length 1."""
    sizes = np.array([part.size for part in columns], dtype=np.int64)
    rows = np.repeat(np.arange(len(columns)), sizes)
    indices = np.concatenate([np.empty(0, dtype=np.int32), *columns])
    matrix = csr_array((np.concatenate([np.empty(0), *weights]), (rows, indices)), shape=(len(columns), max(kinds, 1)))
    matrix.sum_duplicates()
    documents = np.bincount(matrix.indices, minlength=max(kinds, 1))
    matrix.data = (1 + np.log(matrix.data)) * np.log(
        (len(columns) + OTHER_ARTICLES + 1) / (documents[matrix.indices] + 1)
    )
    length = np.sqrt(matrix.multiply(matrix).sum(axis=1))
    return diags_array(1 / np.where(length > 0, length, 1.0)) @ matrix


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


def _reach(options: StoryOptions) -> int:
    """Days apart at which even the same words are just enough."""
    return int(-options.half_life_days * np.log2(options.threshold))


def _pairs(
    vectors: csr_array,
    dates: Sequence[DateRange | None],
    needed: FloatArray,
    options: StoryOptions,
    progress: Progress,
) -> Iterator[tuple[LongArray, LongArray, FloatArray]]:
    """Pairs of articles and their similarity in thresholds, each pair once, where it is not far below 1."""
    count = len(dates)
    unknown = np.array([date is None for date in dates], dtype=np.bool_)
    first = np.array([0 if date is None else date.first for date in dates], dtype=np.int64)
    last = np.array([0 if date is None else date.last for date in dates], dtype=np.int64)
    # Articles of one day come sorted, so that a block is compared with the days around it alone.
    precise = ~unknown & (first == last)
    order = np.concatenate(
        [np.flatnonzero(precise)[np.argsort(first[precise], kind="stable")], np.flatnonzero(~precise)]
    )
    vectors, first, last, unknown, needed = (x[order] for x in (vectors, first, last, unknown, needed))
    days = first[: int(precise.sum())]
    reach = _reach(options)
    transposed = vectors.T.tocsc()
    begin = 0
    while begin < count:
        progress(begin, count, "Comparing articles")
        end = min(begin + _ROWS, days.size if begin < days.size else count)
        low = begin
        high = int(np.searchsorted(days, days[end - 1] + reach, side="right")) if end <= days.size else count
        others = np.arange(low, high)
        if end <= days.size:
            others = np.concatenate([others, np.arange(days.size, count)])
        product = (vectors[begin:end] @ transposed[:, others]).tocoo()
        one, other = begin + product.row.astype(np.int64), others[product.col]
        later = other > one
        one, other, cosine = one[later], other[later], product.data[later]
        distance = np.maximum(0, np.maximum(first[one] - last[other], first[other] - last[one]))
        distance[unknown[one] | unknown[other]] = 0
        value = cosine * np.exp2(-distance / options.half_life_days) / ((needed[one] + needed[other]) / 2)
        keep = (value >= LEAST_ENTRY) & (distance <= reach)
        yield order[one[keep]], order[other[keep]], value[keep]
        begin = end


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
            story_id = f"story-{articles[min(group, key=when)].document_id}"
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
    words = [set(tokenize(article.title).words) - ENGLISH for article in titled]
    holders = Counter(word for title in words for word in title)

    def shared(n: int) -> float:
        return float(sum(holders[word] - 1 for word in words[n]) / max(len(words[n]), 1) ** 0.5)

    best = max(range(len(titled)), key=lambda n: (shared(n), -n))
    return titled[best].display_title
