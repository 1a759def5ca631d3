"""Pairs of sentences of different outlets within a story that may say the same, and how likely it is that they do."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

from workbench.analysis.passages.agreement import When, compare
from workbench.analysis.passages.doers import other_doers
from workbench.analysis.passages.features import NAMES, Prepared, WordWeights, dates_conflict, pair_features, prepare
from workbench.analysis.passages.same_meaning import probability, probability_without_conflicts
from workbench.domain.progress import Progress, no_progress

VectorArray = npt.NDArray[np.float32]

LEAST_WORDS: Final = 0.12
"""The cosine of weighted words from which a pair is looked at more closely."""
LEAST_COSINE: Final = 0.5
"""The cosine of sentence vectors from which it is."""
MOST_CANDIDATES: Final = 12
"""Pairs of one sentence that are looked at more closely."""
ROWS: Final = 512
ANCHOR_WEIGHT: Final = 4.0
"""What a figure or a month weighs when candidates are looked for: as much as a word of one sentence in fifty."""

SAME: Final = 0.5
"""The probability from which two sentences are taken to say the same."""
SURE: Final = 0.9
"""The probability, conflicts left aside, from which a conflict is a contradiction and not another fact."""

FEW_WORDS: Final = 0.5
"""The share of a sentence's weight in common below which figures, dates and names decide; above it the words do."""

MEMBERS: Final = 3
"""Names that two sentences about who belongs to something have in common at least."""
BELONGING: Final = (
    "member", "join", "belong", "includ", "admit", "admission", "accession", "acced", "expan", "enlarg", "compris", "consist",
)  # fmt: skip
"""How words begin that say that somebody belongs to something or comes to belong to it."""

Conflict = Literal["figures", "dates", "speakers", "names"]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotedStretch:
    """Quoted speech in a sentence, as a half-open span within the sentence."""

    start: int
    end: int
    speaker_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A name in a sentence, as a half-open span within it."""

    start: int
    end: int
    entity_id: str
    type: str = ""
    """What kind of thing it names: PERSON, ORG, ..."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence with what is known of it."""

    document_id: str
    outlet: str
    start: int
    end: int
    text: str
    date: date | None = None
    """The article's date."""
    quotes: tuple[QuotedStretch, ...] = ()
    entity_ids: frozenset[str] = frozenset()
    mentions: tuple[Mention, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SentencePair:
    """Two sentences, by their numbers in the sequence that was given."""

    one: int
    other: int
    similarity: float
    """The probability that they say the same; for a contradiction with its conflicts left aside."""
    conflicts: frozenset[Conflict] = frozenset()
    """What differs in a pair that says the same otherwise."""
    anchored: bool = False
    """Found by its figures, dates and names, though the wording differs; its similarity by words is low."""
    quote_in_common: bool = False


def prepare_all(sentences: Sequence[Sentence], *, progress: Progress = no_progress) -> list[Prepared]:
    """Takes sentences apart once, for :func:`same_pairs` and :class:`WordWeights`."""
    out = []
    for number, one in enumerate(sentences):
        if number % _STEP == 0:
            progress(number, len(sentences), "Reading sentences")
        out.append(prepare(one.text, one.date, [(q.start, q.end) for q in one.quotes]))
    return out


_STEP: Final = 200
"""Sentences between two words about how far it is."""


def same_pairs(
    sentences: Sequence[Sentence],
    prepared: Sequence[Prepared],
    weights: WordWeights,
    vectors: VectorArray | None = None,
) -> list[SentencePair]:
    """The pairs of one story that say the same or contradict each other, in the order of the sentences.

    Args:
        sentences: those of one story.
        prepared: the same, taken apart.
        weights: how much words say, from the whole corpus.
        vectors: a unit vector for each sentence, or ``None`` to go by words alone.

    Raises:
        ValueError: the three do not have the same length.
    """
    if len(prepared) != len(sentences) or (vectors is not None and len(vectors) != len(sentences)):
        raise ValueError("each sentence needs its prepared form and its vector")
    out = []
    for one, other in candidates(sentences, prepared, weights, vectors):
        cosine = None if vectors is None else float(vectors[one] @ vectors[other])
        pair = judge(sentences, prepared, weights, one, other, cosine)
        if pair is not None:
            out.append(pair)
    return out


def judge(
    sentences: Sequence[Sentence],
    prepared: Sequence[Prepared],
    weights: WordWeights,
    one: int,
    other: int,
    cosine: float | None,
) -> SentencePair | None:
    """The pair of two sentences, or ``None`` when they do not say the same."""
    mine, theirs = prepared[one], prepared[other]
    features = pair_features(mine, theirs, weights)
    conflicts = _conflicts(sentences[one], sentences[other], mine, theirs)
    quoted = bool(mine.quoted & theirs.quoted)
    if {"speakers", "dates"} <= conflicts:
        return None  # the same phrase on another day by another speaker
    likely = probability(features, cosine)
    apart = probability_without_conflicts(features, cosine) if conflicts else likely
    if conflicts and apart >= SURE:
        return SentencePair(one=one, other=other, similarity=apart, conflicts=conflicts, quote_in_common=quoted)
    if likely >= SAME and "speakers" not in conflicts:
        doers = not conflicts and other_doers(sentences[one], sentences[other]) is not None
        return SentencePair(
            one=one, other=other, similarity=likely, quote_in_common=quoted,
            conflicts=frozenset[Conflict]({"names"}) if doers else frozenset[Conflict](),
        )  # fmt: skip
    few = features[NAMES.index("overlap_more")] < FEW_WORDS
    if not conflicts and ((few and anchored(mine, theirs, cosine)) or same_members(mine, theirs)):
        return SentencePair(one=one, other=other, similarity=max(likely, SAME), anchored=True, quote_in_common=quoted)
    return None


def anchored(one: Prepared, other: Prepared, cosine: float | None) -> bool:
    """Whether figures, dates and names agree so well that two sentences tell one fact in different words.

    Either a figure, a date and two names are in common; or a date or figure and four names, which are half of all names.
    With vectors the sentences must be near each other too. Nothing may conflict.
    """
    if cosine is not None and cosine < LEAST_COSINE:
        return False
    figures, named = compare(one.figures, other.figures), compare(one.names, other.names)
    days = compare(one.dates, other.dates, When.agrees)
    known = min(figures.matched_one, 1) + min(days.matched_one, 1)
    if figures.conflict or dates_conflict(one, other) or one.negated != other.negated or not known:
        return False
    return (known == 2 and named.matched_one >= 2) or (named.matched_one >= 4 and named.share >= 0.5)


def same_members(one: Prepared, other: Prepared) -> bool:
    """Whether two sentences say of the same ones that they belong to something: "Norway and Chile joined", "its members are".

    Both have a word of belonging. At least :data:`MEMBERS` names are in common, which are all the names of one of the two.
    """
    named = compare(one.names, other.names)
    fewest = min(named.of_one, named.of_other)
    return (
        fewest >= MEMBERS
        and max(named.matched_one, named.matched_other) >= fewest
        and min(named.matched_one, named.matched_other) >= MEMBERS
        and one.negated == other.negated
        and _belonging(one)
        and _belonging(other)
    )


def _belonging(sentence: Prepared) -> bool:
    return any(word.startswith(BELONGING) for word in sentence.words)


def _conflicts(one: Sentence, other: Sentence, mine: Prepared, theirs: Prepared) -> frozenset[Conflict]:
    out: set[Conflict] = set()
    if compare(mine.figures, theirs.figures).conflict:
        out.add("figures")
    if dates_conflict(mine, theirs):
        out.add("dates")
    speakers = [{q.speaker_id for q in sentence.quotes if q.speaker_id} for sentence in (one, other)]
    if all(speakers) and not speakers[0] & speakers[1]:
        out.add("speakers")
    return frozenset(out)


def candidates(
    sentences: Sequence[Sentence],
    prepared: Sequence[Prepared],
    weights: WordWeights,
    vectors: VectorArray | None = None,
    *,
    progress: Callable[[int], None] = lambda _: None,
) -> Iterator[tuple[int, int]]:
    """Pairs of sentences of different outlets that share words or meaning, each once, the earlier sentence first.

    Sentences that share no stem are never multiplied. Of each sentence the :data:`MOST_CANDIDATES` nearest are taken.
    ``progress`` is told how many sentences were looked at; it may raise to stop.
    """
    if not sentences:
        return
    outlets = np.unique([one.outlet for one in sentences], return_inverse=True)[1]
    words = _word_vectors(prepared, weights)
    turned = words.T.tocsr()
    found: set[tuple[int, int]] = set()
    for begin in range(0, len(sentences), ROWS):
        progress(begin)
        rows = slice(begin, min(begin + ROWS, len(sentences)))
        near = np.asarray((words[rows] @ turned).todense())
        near[near < LEAST_WORDS] = 0
        if vectors is not None:
            meaning = vectors[rows] @ vectors.T
            near = np.maximum(near, np.where(meaning >= LEAST_COSINE, meaning, 0))
        near[outlets[rows, None] == outlets[None, :]] = 0
        kept = np.argsort(-near, axis=1, kind="stable")[:, :MOST_CANDIDATES]
        for row, others in enumerate(kept.tolist(), begin):
            found.update((min(row, other), max(row, other)) for other in others if near[row - begin, other] > 0)
    yield from sorted(found)


def _word_vectors(prepared: Sequence[Prepared], weights: WordWeights) -> csr_array:
    """Unit rows of weighted stems, figures and months."""
    columns: dict[str, int] = {}
    edges, places, values = [0], [], []
    for one in prepared:
        row = {stem: weights.stem(stem) for stem in sorted(one.stems)}
        row |= {f"figure {figure.value} {figure.percent}": ANCHOR_WEIGHT for figure in sorted(one.figures)}
        months = {(when.year, when.month) for when in one.dates if when.year is not None}
        row |= {f"date {year} {month or ''}": ANCHOR_WEIGHT for year, month in sorted(months, key=str)}
        length = float(np.sqrt(sum(value * value for value in row.values()))) or 1.0
        for stem, value in row.items():
            places.append(columns.setdefault(stem, len(columns)))
            values.append(value / length)
        edges.append(len(places))
    return csr_array(
        (np.array(values, dtype=np.float64), np.array(places, dtype=np.int64), np.array(edges)),
        shape=(len(prepared), max(len(columns), 1)),
    )
