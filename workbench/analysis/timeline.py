"""How often something is said over time: by day, week or month, in all articles together and in each outlet.

Dates become numbers once for a corpus (:func:`days_of_articles`, :func:`step_numbers`). After that a question is counting
numbers: which cell, an outlet in a step, each article is in.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from workbench.analysis.bootstrap import FEW_ARTICLES, LEVEL, MINIMUM_ARTICLES, REPLICATES, SEED
from workbench.analysis.document_groups import check_length
from workbench.analysis.occurrences import Occurrences
from workbench.analysis.outlet_groups import articles_in_words
from workbench.analysis.wilson import wilson_intervals
from workbench.domain.columns import TABLES
from workbench.domain.errors import UsageError
from workbench.domain.measured import Measured
from workbench.domain.palette import ALL_OUTLETS
from workbench.domain.time_steps import Unit, days_of, step_of
from workbench.index.cell_resampling import cell_intervals, sorted_by_cell
from workbench.index.document_counts import part_counts, part_sizes
from workbench.index.store import IntArray, LongArray
from workbench.index.view import View

FloatArray = npt.NDArray[np.float64]

COLUMNS: Final = TABLES["timeline"]
MOST_STEPS: Final = 20_000
"""Steps that a timeline has at most: 54 years of days."""
NO_STEP: Final = -1
"""The step number of an article whose date is not known, or not well enough for the unit."""

_EPOCH: Final = date(1970, 1, 1).toordinal()
_PLURAL: Final = {Unit.DAY: "Days", Unit.WEEK: "Weeks", Unit.MONTH: "Months"}


@dataclass(frozen=True, eq=False)
class ArticleDays:
    """Which days each document's date may stand for."""

    first: IntArray
    """``int32[D]``: the number of the first day (1 is the first of January of the year 1); 0 where there is no date."""
    last: IntArray
    """``int32[D]``: the number of the last day: the same one for a date that is known to the day."""


def days_of_articles(dates: Sequence[str]) -> ArticleDays:
    """The days of ISO dates; what is no date is not known."""
    ends: dict[str, tuple[int, int]] = {}
    for text in set(dates):
        days = days_of(text)
        ends[text] = (days[0].toordinal(), days[1].toordinal()) if days is not None else (0, 0)
    pairs = np.fromiter((end for text in dates for end in ends[text]), dtype=np.int32, count=2 * len(dates))
    pairs.flags.writeable = False
    return ArticleDays(pairs[::2], pairs[1::2])


def step_numbers(days: ArticleDays, unit: Unit) -> IntArray:
    """``int32[D]``: the number of the step that each document is in, one more for each step; else :data:`NO_STEP`."""
    first, last = _numbers(days.first, unit), _numbers(days.last, unit)
    out = np.where((days.first > 0) & (first == last), first, NO_STEP).astype(np.int32)
    out.flags.writeable = False
    return out


def timeline(
    view: View,
    outlets: Sequence[str],
    codes: IntArray,
    numbers: IntArray,
    subjects: Sequence[Occurrences],
    *,
    unit: Unit = Unit.MONTH,
    by_outlet: bool = True,
    replicates: int = REPLICATES,
    seed: int = SEED,
) -> Measured:
    """Counts of subjects in each step of time, in all outlets together and in each of them.

    Every step from the first to the last article is there. In one without articles counts are 0 and nothing is known of
    rates and shares; in one with articles, none of which has it, they are 0. An article is in a step when all the days
    that its date may stand for are.

    Args:
        view: what is counted.
        outlets: the names that are compared, in their order.
        codes: ``int32[D]``: the place in ``outlets`` of each document's outlet.
        numbers: ``int32[D]``: the step of each document, see :func:`step_numbers`.
        subjects: what is counted, see :mod:`workbench.analysis.occurrences`.
        unit: how long a step is: what ``numbers`` were made with.
        by_outlet: whether each outlet has rows of its own.
        replicates: resamplings of a step's articles behind each interval of a rate; 0 leaves these intervals out.
        seed: the same seed gives the same table.

    Returns:
        The columns of the contract; rows by subject as asked, then all outlets together
        (:data:`workbench.domain.palette.ALL_OUTLETS`), then the outlets that are counted, each step by step. ``articles``
        are articles with counted words, of which ``documents`` have it; ``share`` is the share of these with its Wilson
        interval.

    Raises:
        UsageError: there would be more steps than :data:`MOST_STEPS`.
        ValueError: there is not one code and one number for each document.
    """
    check_length(view, codes.size, "outlets")
    check_length(view, numbers.size, "dates")
    words = view.words_by_document
    dated = view.admitted & (words > 0) & (numbers != NO_STEP)
    begin, steps = _steps(numbers[dated], unit)
    sizes = part_sizes(words, view.admitted, codes, len(outlets))[0] if by_outlet else np.empty(0, dtype=np.int64)
    shown = np.flatnonzero(sizes)
    names = [ALL_OUTLETS, *(outlets[n] for n in shown.tolist())]
    step = np.where(dated, numbers - begin, NO_STEP)
    layers = [_Cells.of(view, step, np.zeros_like(codes), 1, steps, (ALL_OUTLETS,), begin, seed)]
    if by_outlet:
        place = np.zeros(len(outlets), dtype=np.int32)
        place[shown] = np.arange(shown.size, dtype=np.int32)
        layers.append(_Cells.of(view, step, place[codes], shown.size, steps, names[1:], begin, seed))
    parts = [_counted(layer, subject, replicates=replicates) for subject in subjects for layer in layers]
    table = _table(subjects, names, layers, parts, begin, steps, unit)
    notes = [
        f"{_PLURAL[unit]}{' begin on Monday (ISO 8601). Those' if unit is Unit.WEEK else ''} without an article are gaps."
    ]
    notes += _undated(view, numbers, subjects, unit)
    if replicates and len(table):
        notes += _interval_notes(table, unit, replicates, seed)
    return Measured(table, tuple(notes))


def step_dates(begin: int, steps: int, unit: Unit) -> tuple[list[str], list[str]]:
    """The first and the last day of so many steps from a step number on, as ISO dates."""
    firsts = [_first_day(begin + n, unit) for n in range(steps)]
    return [day.isoformat() for day in firsts], [step_of(day, unit)[1].isoformat() for day in firsts]


@dataclass(frozen=True, eq=False)
class _Cells:
    """Documents in cells: each of some outlets in each step, outlet by outlet."""

    codes: IntArray
    """``int32[D]``: the cell of each document; one behind the last for documents in no step."""
    count: int
    order: LongArray
    """The documents with words, cell by cell."""
    begins: LongArray
    words: LongArray
    """Of each document, in that order."""
    by_document: LongArray
    """Words of every document of the store."""
    seeds: npt.NDArray[np.uint64]
    articles: LongArray
    cell_words: LongArray

    @classmethod
    def of(
        cls,
        view: View,
        step: LongArray,
        place: IntArray,
        outlets: int,
        steps: int,
        names: Sequence[str],
        begin: int,
        seed: int,
    ) -> _Cells:
        count = outlets * steps
        codes = np.where(step == NO_STEP, count, place * steps + step).astype(np.int32)
        words = view.words_by_document
        order, begins = sorted_by_cell(codes, words, count)
        _, articles, cell_words, _ = part_sizes(words, view.admitted, codes, count + 1)
        return cls(
            codes,
            count,
            order,
            begins,
            words[order],
            words,
            _seeds(names, begin, steps, seed),
            articles[:-1],
            cell_words[:-1],
        )


def _counted(
    cells: _Cells, subject: Occurrences, *, replicates: int
) -> tuple[LongArray, LongArray, FloatArray, FloatArray]:
    """Counts, documents and ends of intervals of each cell."""
    sizes = np.append(cells.cell_words, 1)
    totals, having, _ = part_counts(subject.documents, subject.counts, cells.by_document, cells.codes, sizes)
    low = high = np.full(cells.count, np.nan)
    if replicates and subject.documents.size:
        dense = np.zeros(cells.codes.size, dtype=np.int64)
        dense[subject.documents] = subject.counts
        rank = max(int((replicates + 1) * (1 - LEVEL) / 2 + 1e-9), 1) - 1  # as in bootstrap.middle
        low, high = cell_intervals(
            cells.begins, cells.words, dense[cells.order], cells.seeds, replicates=replicates, rank=rank
        )
    return totals[:-1], having[:-1], low, high


def _table(
    subjects: Sequence[Occurrences],
    names: Sequence[str],
    layers: Sequence[_Cells],
    parts: Sequence[tuple[LongArray, LongArray, FloatArray, FloatArray]],
    begin: int,
    steps: int,
    unit: Unit,
) -> pd.DataFrame:
    firsts, lasts = step_dates(begin, steps, unit)
    rows = len(names) * steps
    no_counts, no_rates = [np.empty(0, dtype=np.int64)], [np.empty(0, dtype=np.float64)]
    articles = np.concatenate([layer.articles for _ in subjects for layer in layers] or no_counts)
    words = np.concatenate([layer.cell_words for _ in subjects for layer in layers] or no_counts)
    counts = np.concatenate([part[0] for part in parts] or no_counts)
    having = np.concatenate([part[1] for part in parts] or no_counts)
    low = np.concatenate([part[2] for part in parts] or no_rates)
    high = np.concatenate([part[3] for part in parts] or no_rates)
    share_low, share_high = wilson_intervals(having, articles)
    with np.errstate(invalid="ignore", divide="ignore"):
        rates, shares = counts * 1000.0 / words, having / articles
    each = np.repeat(np.array(names, dtype=object), steps)
    every = len(subjects) * len(names)
    return pd.DataFrame(
        {
            "term": pd.Series(np.repeat(np.array([s.name for s in subjects], dtype=object), rows), dtype="str"),
            "outlet": pd.Series(np.tile(each, len(subjects)), dtype="str"),
            "step": pd.Series(np.tile(np.array(firsts, dtype=object), every), dtype="str"),
            "step_end": pd.Series(np.tile(np.array(lasts, dtype=object), every), dtype="str"),
            "count": counts,
            "per_1000": rates,
            "low": low,
            "high": high,
            "documents": having,
            "articles": articles,
            "words": words,
            "share": shares,
            "share_low": share_low,
            "share_high": share_high,
        },
        columns=list(COLUMNS),
    )


def _steps(numbers: IntArray, unit: Unit) -> tuple[int, int]:
    """The first step and how many there are to the last one."""
    if not numbers.size:
        return 0, 0
    begin, end = int(numbers.min()), int(numbers.max())
    if end - begin >= MOST_STEPS:
        first, last = _first_day(begin, unit).isoformat(), step_of(_first_day(end, unit), unit)[1].isoformat()
        raise UsageError(
            f"From {first} to {last} there are {end - begin + 1:,} {unit}s, more than the {MOST_STEPS:,} that a timeline can"
            " have. Choose longer steps, count a shorter time, or correct a date that is wrong."
        )
    return begin, end - begin + 1


def _numbers(days: IntArray, unit: Unit) -> LongArray:
    if unit is Unit.DAY:
        return days.astype(np.int64)
    if unit is Unit.WEEK:
        return (days.astype(np.int64) - 1) // 7  # the first of January of the year 1 is a Monday
    return (days.astype(np.int64) - _EPOCH).astype("datetime64[D]").astype("datetime64[M]").astype(np.int64) + 12 * 1969


def _first_day(number: int, unit: Unit) -> date:
    if unit is Unit.DAY:
        return date.fromordinal(number)
    if unit is Unit.WEEK:
        return date.fromordinal(7 * number + 1)
    return date(number // 12 + 1, number % 12 + 1, 1)


def _seeds(names: Sequence[str], begin: int, steps: int, seed: int) -> npt.NDArray[np.uint64]:
    """A seed for each cell that follows from the outlet and the step alone, whatever else is in the table."""
    base = np.array([zlib.crc32(name.encode()) for name in names], dtype=np.uint64)
    step = np.arange(begin, begin + steps, dtype=np.uint64)
    mixed = base[:, np.newaxis] * np.uint64(0xD1B54A32D192ED03) + step * np.uint64(0x8CB92BA72F3D8DD7)
    return np.ascontiguousarray((mixed ^ np.uint64(seed % 2**64)).ravel())


def _undated(view: View, numbers: IntArray, subjects: Sequence[Occurrences], unit: Unit) -> list[str]:
    """How many articles are in no step, and what stands in them."""
    out = view.admitted & (view.words_by_document > 0) & (numbers == NO_STEP)
    articles = int(out.sum())
    if not articles:
        return []
    inside = [(one.name, one.counts[out[one.documents]]) for one in subjects[:3]]
    parts = [f"{name}: {int(counts.sum()):,} in {counts.size:,} of them" for name, counts in inside if counts.size]
    said = f" ({'; '.join(parts)})" if parts else ""
    which = "without a date" if unit is Unit.MONTH else f"without a date that says the {unit}"
    return [f"Not in any step: {articles_in_words(articles)} {which}{said}."]


def _interval_notes(table: pd.DataFrame, unit: Unit, replicates: int, seed: int) -> list[str]:
    notes = [f"Intervals of rates: {replicates:,} resamplings of a {unit}’s articles, seed {seed}. Of shares: Wilson."]
    known = table[table["articles"] > 0]
    few = int((known["articles"] < FEW_ARTICLES).sum())
    one = int((known["articles"] < MINIMUM_ARTICLES).sum())
    if few:
        notes.append(
            f"Rough intervals: {few:,} of {len(known):,} values are of fewer than {FEW_ARTICLES} articles"
            f"{f', {one:,} of a single one, whose rate has no interval' if one else ''}."
        )
    return notes
