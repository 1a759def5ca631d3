"""How varied a vocabulary is: measures of lexical diversity, and outlets compared in samples of the same size.

All of these measures depend on how long a text is, some more and some less. So outlets are compared in samples of equally
many words. Whole articles are drawn, because the words of one article belong together: in random order, without
replacement, until the sample is full; the last one is cut. The value is the mean over many samples, the interval holds the
middle 95 % of them. A sample is at most half of the smallest outlet, for a sample of all its words could never differ.

===============  ===================================================================================================
``types``        V, the number of different words among N
``ttr``          V / N (type-token ratio)
``guiraud_r``    V / sqrt(N) (Guiraud 1954)
``herdan_c``     ln V / ln N (Herdan 1960)
``yule_k``       10,000 x (sum of i² V(i) - N) / N², V(i) types occurring i times (Yule 1944): larger is *less* varied
``mattr``        the mean of V / 500 over all windows of 500 words (Covington & McFall 2010)
``mtld``         N / number of stretches until V / N has come down to 0.72, the mean of forwards and backwards; a rest
                 counts (1 - its ratio) / (1 - 0.72) (McCarthy & Jarvis 2010)
``hd_d``         the sum over types of the chance to be in 42 words drawn without replacement, / 42 (McCarthy & Jarvis
                 2007, 2010)
===============  ===================================================================================================
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd
from scipy.special import gammaln

from workbench.analysis.bootstrap import FEW_ARTICLES, MINIMUM_ARTICLES, SEED, generator_for, middle
from workbench.analysis.document_groups import DocumentGroups, check_length, members, sizes_of
from workbench.analysis.outlet_groups import articles_in_words, listed, shown
from workbench.domain.measured import Measured
from workbench.index.arrays import IntArray, LongArray
from workbench.index.diversity_loops import copy_words, mtld_factors, renumber, types_in_windows
from workbench.index.kernels import in_parts
from workbench.index.view import View

COLUMNS: Final = ("outlet", "measure", "value", "low", "high", "articles", "words", "sample_words", "samples")
MEASURES: Final = ("mattr", "mtld", "hd_d", "ttr", "guiraud_r", "herdan_c", "yule_k", "types")
"""The least dependent on length first."""

MATTR_WINDOW: Final = 500
MTLD_THRESHOLD: Final = 0.72
HD_D_WORDS: Final = 42
SAMPLES: Final = 200
"""Samples of each outlet at most."""
MOST_WORDS: Final = 20_000
"""Words of a sample at most, where nobody chose another size."""


@dataclass(frozen=True, slots=True, eq=False)
class Sample:
    """The words of a sample as numbers, and scratch space for the loops: a 0 for each type of the sample."""

    words: IntArray
    """Numbers of types, from 0 in the order in which they first occur."""
    scratch: IntArray

    @classmethod
    def of(cls, words: Sequence[str]) -> Sample:
        """A sample of words in their order."""
        kinds = {word: n for n, word in enumerate(dict.fromkeys(words))}
        return cls(
            np.array([kinds[word] for word in words], dtype=np.int32), np.zeros(max(len(kinds), 1), dtype=np.int32)
        )


def type_token_ratio(types: int, words: int) -> float:
    """V / N."""
    return types / words if words else math.nan


def guiraud_r(types: int, words: int) -> float:
    """V / sqrt(N)."""
    return types / math.sqrt(words) if words else math.nan


def herdan_c(types: int, words: int) -> float:
    """Ln V / ln N; not a number for a single word."""
    return math.log(types) / math.log(words) if words > 1 else math.nan


def yule_k(frequencies: LongArray) -> float:
    """10,000 x (sum of squared frequencies - N) / N²."""
    words = int(frequencies.sum())
    if not words:
        return math.nan
    squares = float((frequencies.astype(np.float64) ** 2).sum())
    return 10_000 * (squares - words) / words**2


def hd_d(frequencies: LongArray, drawn: int = HD_D_WORDS) -> float:
    """The share of types in ``drawn`` words drawn without replacement, as is to be expected; not a number for fewer."""
    words = int(frequencies.sum())
    if words < drawn:
        return math.nan
    times, how_many = np.unique(frequencies, return_counts=True)
    rest = words - times
    absent = np.zeros(times.size)
    possible = rest >= drawn
    rest = rest[possible]
    absent[possible] = np.exp(
        gammaln(rest + 1) - gammaln(rest - drawn + 1) - gammaln(words + 1) + gammaln(words - drawn + 1)
    )
    return float((how_many * (1 - absent)).sum() / drawn)


def mattr(sample: Sample, window: int = MATTR_WINDOW) -> float:
    """The mean type-token ratio of all windows; not a number for a sample shorter than one."""
    windows = sample.words.size - window + 1
    if windows < 1:
        return math.nan
    return int(types_in_windows(sample.words, window, sample.scratch)) / window / windows


def mtld(sample: Sample, threshold: float = MTLD_THRESHOLD) -> float:
    """The mean length of stretches that keep the ratio up; not a number when no word is repeated."""
    ends = [float(mtld_factors(sample.words, backwards, threshold, sample.scratch)) for backwards in (False, True)]
    return sum(sample.words.size / factors for factors in ends) / 2 if all(ends) else math.nan


def diversity(sample: Sample) -> Mapping[str, float]:
    """All of :data:`MEASURES` of one sample."""
    frequencies = np.bincount(sample.words)
    types, words = int(frequencies.size), int(sample.words.size)
    return {
        "mattr": mattr(sample),
        "mtld": mtld(sample),
        "hd_d": hd_d(frequencies),
        "ttr": type_token_ratio(types, words),
        "guiraud_r": guiraud_r(types, words),
        "herdan_c": herdan_c(types, words),
        "yule_k": yule_k(frequencies),
        "types": float(types) if words else math.nan,
    }


def lexical_diversity(
    view: View, outlets: Sequence[str], *, sample_words: int = 0, samples: int = SAMPLES, seed: int = SEED
) -> Measured:
    """Compares the vocabularies of outlets in samples of equally many words.

    Args:
        view: what is counted.
        outlets: the outlet of each document of the store, in its order.
        sample_words: words of each sample; 0 takes half of the words of the smallest outlet that has at least 5 articles
            (of the smallest one when none has), at most 20,000.
        samples: how many are drawn for each outlet, at most 200.
        seed: the same seed gives the same table.

    Returns:
        :data:`COLUMNS`; by measure in the order of :data:`MEASURES`, then outlet. An outlet with fewer words than a sample
        has no values.
    """
    check_length(view, len(outlets), "outlets")
    groups = DocumentGroups.of(outlets)
    sizes = sizes_of(view, groups)
    there = np.flatnonzero(sizes.articles)
    samples = max(min(samples, SAMPLES), 1)
    chosen_size = sample_words > 0
    if not chosen_size:
        enough = there[sizes.articles[there] >= FEW_ARTICLES]
        of = enough if enough.size else there
        sample_words = min(int(sizes.words[of].min()) // 2, MOST_WORDS) if of.size else 0
    own = members(view, groups)
    store = view.store
    values = np.full((len(groups), len(MEASURES), samples), np.nan)

    def work(begin: int, end: int) -> None:
        words = np.empty(sample_words, dtype=np.int32)
        scratch = np.zeros(max(len(store.types), 1), dtype=np.int32)
        room = np.zeros(sample_words, dtype=np.int32)
        for part in range(begin, end):
            if sizes.words[part] < sample_words or not sample_words:
                continue
            generator = generator_for(seed, *groups.keys[part])
            for n in range(samples if own[part].size > 1 else 1):
                drawn = generator.permutation(own[part])
                copy_words(store.ids, store.offsets, view.left_out, drawn, words)
                types = int(renumber(words, scratch))
                found = diversity(Sample(words, room[:types]))
                values[part, :, n] = [found[name] for name in MEASURES]

    in_parts(work, len(groups), sample_words * samples * int(there.size))
    rows = []
    for m, name in enumerate(MEASURES):
        for part in there.tolist():
            got = values[part, m][~np.isnan(values[part, m])]
            low = high = math.nan
            if got.size > 1:
                (low,), (high,) = (end.tolist() for end in middle(got[np.newaxis].copy()))
            rows.append(
                (
                    groups.keys[part][0], name, float(got.mean()) if got.size else math.nan, low, high,
                    int(sizes.articles[part]), int(sizes.words[part]), sample_words, int(got.size),
                )
            )  # fmt: skip
    table = pd.DataFrame(rows, columns=list(COLUMNS)).astype(
        {"outlet": "str", "measure": "str", "value": "float64", "low": "float64", "high": "float64",
         **dict.fromkeys(("articles", "words", "sample_words", "samples"), "int64")}
    )  # fmt: skip
    return Measured(table, tuple(_notes(groups, sizes.articles, sizes.words, sample_words, samples, seed, chosen_size)))


def _notes(
    groups: DocumentGroups,
    articles: LongArray,
    words: LongArray,
    sample_words: int,
    samples: int,
    seed: int,
    chosen_size: bool,
) -> list[str]:
    there = np.flatnonzero(articles).tolist()
    if not there:
        return []
    why = "" if chosen_size else ", at most half of the smallest outlet" if sample_words < MOST_WORDS else ""
    notes = [
        f"Each value is the mean of {samples:,} samples of {sample_words:,} words{why}; the interval holds 95 % of them. "
        f"Articles are drawn at random, and the last one is cut (seed {seed})."
    ]

    def named(parts: Sequence[int]) -> str:
        return listed([f"{shown(groups.keys[n][0])} ({articles_in_words(int(articles[n]))})" for n in parts])

    small = [n for n in there if words[n] < sample_words]
    single = [n for n in there if articles[n] < MINIMUM_ARTICLES and n not in small]
    few = [n for n in there if MINIMUM_ARTICLES <= articles[n] < FEW_ARTICLES and n not in small]
    most = [n for n in there if n not in small and n not in single and sample_words > words[n] / 2]
    if small:
        notes.append(f"No value for {named(small)}: fewer words than a sample has.")
    if single:
        notes.append(f"No interval for {named(single)}: of one article all samples are the same.")
    if few:
        notes.append(f"With fewer than {FEW_ARTICLES} articles samples differ little and say little: {named(few)}.")
    if most:
        notes.append(
            f"A sample is more than half of all words of {named(most)}: its samples overlap, and its interval is too narrow."
        )
    if sample_words < MATTR_WINDOW:
        notes.append(f"MATTR needs samples of {MATTR_WINDOW} words.")
    if sample_words < HD_D_WORDS:
        notes.append(f"HD-D needs samples of {HD_D_WORDS} words.")
    return notes
