"""Which outlet of a story covers what, and the sentence that comes nearest where it does not.

- A subject (fact, voice, entity, figure) is covered by an outlet when one of its counted passages stands in an article of that
  outlet in the story. The passage that is named is the one in the best place: headline before lead before body, then the first.
- Where an outlet does not cover it, the sentence of its articles in the story is named that is most like the sentences that
  cover the subject elsewhere (the cosine with their mean), so that a reader can refute the absence. For a voice these are the
  sentences that mention the person, where there are any.
- With sentence vectors the likeness is the mean of the cosine by words and the cosine by meaning.
- A fact that one outlet alone has is a sentence of a lead or body with a figure, a date or a quotation that belongs to no group
  and that no sentence of another outlet is nearly the same as.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.sparse import csr_array

from workbench.analysis.article_places import HEADLINE, PLACES, ArticlePlaces
from workbench.analysis.omissions.sentences import FloatArray, Sentences
from workbench.analysis.omissions.subjects import (
    FACT,
    KINDS,
    SENTENCE_ROW,
    VOICE,
    BySubject,
    Place,
    Subject,
    folded,
    short,
)
from workbench.analysis.passages.agreement import figures_and_dates
from workbench.domain.columns import TABLES
from workbench.domain.measured import Measured
from workbench.domain.progress import Progress, no_progress
from workbench.index.store import LongArray

LEAST: Final = 0.1
"""Likeness under which no sentence is called the nearest."""
NEARLY_THE_SAME: Final = 0.6
"""Likeness from which another outlet has a fact too, though no group says so."""
MOST_ALONE: Final = 10
"""Facts of one outlet alone that are listed for each outlet of a story."""
MOST_SUBJECTS: Final = 1000
"""Subjects of one kind that are listed for a story."""
SHORTEST: Final = 8
"""Words that a fact of one outlet alone has at least."""
_MOST_EVIDENCE: Final = 12
"""Sentences behind the mean that absent outlets are compared with: the first ones."""
_BLOCK: Final = 4_000_000
"""Likenesses that are computed at once."""

VectorArray = npt.NDArray[np.floating]


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Stories:
    """What is compared: the articles of stories with those of two outlets or more."""

    documents: Mapping[str, tuple[int, ...]]
    """By story the indexes of its documents in the store, ascending."""
    outlets: Sequence[str]
    """The outlet of every document of the store."""
    document_ids: Sequence[str]
    order: Sequence[str]
    """Outlets in the order in which they are listed."""


def coverage(
    stories: Stories,
    sentences: Sentences,
    subjects: Sequence[BySubject],
    places: ArticlePlaces,
    text_of: Callable[[int], str],
    *,
    quoted: Collection[int] = (),
    meanings: VectorArray | None = None,
    progress: Progress = no_progress,
) -> Measured:
    """Every subject of every story in every outlet of the story.

    Args:
        stories: what is compared.
        sentences: their counted sentences.
        subjects: of each kind the subjects by story.
        places: where headline and lead of each document of the store are.
        text_of: the text of a document of the store.
        quoted: numbers of the sentences with words between quotation marks.
        meanings: a unit vector for each sentence; ``None`` goes by words alone.
        progress: told how many stories are done; may raise to stop.

    Returns:
        Table ``coverage``: stories in their order; in each one facts, voices, entities and figures, each with those first
        that most outlets and articles cover, then those in better places; for each one a row an outlet.
    """
    columns: dict[str, list[object]] = {name: [] for name in TABLES["coverage"]}
    left_out = dict.fromkeys(("alone", "subjects"), 0)
    total = len(stories.documents)
    for n, (story, documents) in enumerate(stories.documents.items()):
        progress(n, total, "Comparing what outlets cover")
        one = _Story(stories, story, documents, sentences, places, text_of, meanings)
        own = [subject for by_story in subjects for subject in by_story.get(story, ())]
        alone, unlisted = one.alone(own, frozenset(quoted))
        listed, dropped = one.in_order([*own, *alone])
        left_out["alone"] += unlisted
        left_out["subjects"] += dropped
        one.write(listed, columns)
    return Measured(_table(columns), tuple(_notes(total, left_out, meanings is not None)))


class _Story:
    """One story: its sentences, ordered by outlet."""

    def __init__(
        self,
        stories: Stories,
        story: str,
        documents: tuple[int, ...],
        sentences: Sentences,
        places: ArticlePlaces,
        text_of: Callable[[int], str],
        meanings: VectorArray | None,
    ) -> None:
        self._ids, self.story, self._all, self._places, self._text_of = (
            stories.document_ids, story, sentences, places, text_of,
        )  # fmt: skip
        present = {stories.outlets[document] for document in documents}
        self.outlets = [name for name in stories.order if name in present]
        number = {name: n for n, name in enumerate(self.outlets)}
        self._outlet_of = {document: number[stories.outlets[document]] for document in documents}
        self._articles = np.bincount(list(self._outlet_of.values()), minlength=len(self.outlets)).tolist()
        rows = np.flatnonzero(np.isin(sentences.documents, documents))
        of = np.array([self._outlet_of[document] for document in sentences.documents[rows].tolist()], dtype=np.int64)
        order = np.argsort(of, kind="stable")
        self._rows: LongArray = rows[order]
        self._edges = np.searchsorted(of[order], np.arange(len(self.outlets) + 1))
        self._here = np.full(len(sentences), -1, dtype=np.int64)
        self._here[self._rows] = np.arange(self._rows.size)
        self._words: csr_array = sentences.vectors[self._rows]
        self._turned: csr_array = self._words.T.tocsr()
        self._meanings = None if meanings is None else np.asarray(meanings[self._rows], dtype=np.float64)

    # -- facts of one outlet alone -----------------------------------------------------------------------------------

    def alone(self, known: Sequence[Subject], quoted: frozenset[int]) -> tuple[list[Subject], int]:
        """The sentences with a fact that one outlet alone has, and how many more there are than are listed."""
        if len(self.outlets) < 2:
            return [], 0
        grouped = {
            n for subject in known if subject.kind == FACT for place in subject.passages for n in self._sentences(place)
        }
        with_amount = {n for n, _ in self._all.amounts}
        chosen: list[int] = []
        strength: list[tuple[int, int, float, int]] = []
        for n in self._rows.tolist():
            place = int(self._all.places[n])
            if n in grouped or self._all.words[n] < SHORTEST or PLACES[place] == HEADLINE:
                continue
            what = (n in with_amount) + (n in quoted)
            what += any(when.year or when.month or when.day for when in figures_and_dates(self._text(n))[1])
            if what:
                chosen.append(n)
                strength.append((place, -what, -float(self._all.information[n]), n))
        listed: list[Subject] = []
        unlisted = 0
        by_outlet: list[list[tuple[tuple[int, int, float, int], int]]] = [[] for _ in self.outlets]
        for key, n in zip(strength, chosen, strict=True):
            by_outlet[self._outlet_of[int(self._all.documents[n])]].append((key, n))
        for outlet, own in enumerate(by_outlet):
            ranked = [n for _, n in sorted(own)]
            # no more than could be listed are compared, with room for those that others have too
            compared = ranked[: 6 * MOST_ALONE]
            kept = self._of_one_outlet(compared, outlet)
            unlisted += max(len(kept) - MOST_ALONE, 0) + len(ranked) - len(compared)
            listed += kept[:MOST_ALONE]
        return listed, unlisted

    def _of_one_outlet(self, numbers: Sequence[int], outlet: int) -> list[Subject]:
        """Those of an outlet's sentences that no other outlet has nearly the same.

        The same words again are the same fact. Of sentences that are nearly the same in the one outlet the first is listed.
        """
        if not numbers:
            return []
        likeness = self._likeness([[int(self._here[n])] for n in numbers])
        begin, end = int(self._edges[outlet]), int(self._edges[outlet + 1])
        others = np.concatenate([likeness[:, :begin], likeness[:, end:]], axis=1)
        nearest = others.max(axis=1) if others.shape[1] else np.zeros(len(numbers))
        said: set[int] = set()
        out = []
        for at, n in enumerate(numbers):
            if nearest[at] >= NEARLY_THE_SAME or n in said:
                continue
            alike = self._rows[begin + np.flatnonzero(likeness[at, begin:end] >= NEARLY_THE_SAME)].tolist()
            said.update(alike)
            words = folded(self._text(n))
            places = sorted({self._sentence(m) for m in {n, *alike} if folded(self._text(m)) == words})
            first = self._sentence(n)
            group = f"{SENTENCE_ROW}{first.start}-{first.end}/{self._ids[first.document]}"
            out.append(Subject(group, FACT, short(self._text(n)), tuple(places)))
        return out

    # -- order and rows ----------------------------------------------------------------------------------------------

    def in_order(self, subjects: Sequence[Subject]) -> tuple[list[Subject], int]:
        """The subjects as they are listed, and how many are not: each kind has a longest list."""
        ranked = sorted(subjects, key=self._rank)
        out: list[Subject] = []
        for kind in KINDS:
            out += [subject for subject in ranked if subject.kind == kind][:MOST_SUBJECTS]
        return out, len(ranked) - len(out)

    def _rank(self, subject: Subject) -> tuple[int, int, int, int, int, Place, str]:
        documents = {place.document for place in subject.passages}
        best = min(self._places_of(subject))
        outlets = len({self._outlet_of[document] for document in documents})
        return (
            KINDS.index(subject.kind), -outlets, -len(documents), best, -len(subject.passages), subject.passages[0],
            subject.group_id,
        )  # fmt: skip

    def write(self, subjects: Sequence[Subject], columns: dict[str, list[object]]) -> None:
        """A row for each subject and outlet."""
        size = max(self._rows.size, 1)
        step = max(_BLOCK // size, 1)
        for begin in range(0, len(subjects), step):
            block = subjects[begin : begin + step]
            evidence = [self._evidence(subject) for subject in block]
            likeness = self._likeness(evidence)
            for n, subject in enumerate(block):
                self._write_one(subject, likeness[n], columns)

    def _write_one(self, subject: Subject, likeness: FloatArray, columns: dict[str, list[object]]) -> None:
        best: dict[int, tuple[int, Place]] = {}
        covering: dict[int, set[int]] = {}
        for place, where in zip(subject.passages, self._places_of(subject), strict=True):
            outlet = self._outlet_of[place.document]
            covering.setdefault(outlet, set()).add(place.document)
            best[outlet] = min(best.get(outlet, (where, place)), (where, place))
        for outlet, name in enumerate(self.outlets):
            values: tuple[object, ...]
            if outlet in best:
                where, place = best[outlet]
                values = (1, self._ids[place.document], place.start, place.end, 1.0)
                there, count = PLACES[where], len(covering[outlet])
            else:
                nearest, like = self._nearest(subject, outlet, likeness)
                there, count = "", 0
                values = (0, "", None, None, None)
                if nearest >= 0:
                    place = self._sentence(nearest)
                    there = PLACES[int(self._all.places[nearest])]
                    values = (0, self._ids[place.document], place.start, place.end, like)
            row = (
                subject.group_id, self.story, name, *values, subject.kind, subject.name, there, count,
                self._articles[outlet],
            )  # fmt: skip
            for column, value in zip(columns.values(), row, strict=True):
                column.append(value)

    def _nearest(self, subject: Subject, outlet: int, likeness: FloatArray) -> tuple[int, float]:
        """The sentence of an outlet that comes nearest, and its likeness; -1 when nothing is near."""
        begin, end = int(self._edges[outlet]), int(self._edges[outlet + 1])
        if begin == end:
            return -1, 0.0
        if subject.kind == VOICE and subject.person:
            mentioned = self._here[self._all.entities.get(subject.person, np.empty(0, dtype=np.int64))]
            mentioned = mentioned[(mentioned >= begin) & (mentioned < end)]
            if mentioned.size:
                at = int(mentioned[np.argmax(likeness[mentioned])])
                return int(self._rows[at]), round(float(likeness[at]), 4)
        at = begin + int(np.argmax(likeness[begin:end]))
        like = round(float(likeness[at]), 4)
        return (int(self._rows[at]), like) if like >= LEAST else (-1, 0.0)

    # -- sentences ---------------------------------------------------------------------------------------------------

    def _likeness(self, evidence: Sequence[Sequence[int]]) -> FloatArray:
        """Of the mean of each set of this story's sentences to every one of them, 0 to 1."""
        lengths = np.array([len(one) for one in evidence], dtype=np.int64)
        columns = np.array([n for one in evidence for n in one], dtype=np.int64)
        rows = np.repeat(np.arange(len(evidence)), lengths)
        means = csr_array((np.ones(columns.size), (rows, columns)), shape=(len(evidence), self._rows.size))
        by_words = np.asarray((means @ self._words @ self._turned).toarray(), dtype=np.float64)
        by_words /= _lengths(np.asarray((means @ self._words).power(2).sum(axis=1)).ravel())[:, None]
        if self._meanings is None:
            return np.clip(by_words, 0.0, 1.0)
        middle = np.asarray(means @ self._meanings)
        middle /= _lengths((middle**2).sum(axis=1))[:, None]
        by_meaning = np.clip(middle @ self._meanings.T, 0.0, 1.0)
        return np.clip((by_words + by_meaning) / 2.0, 0.0, 1.0)

    def _evidence(self, subject: Subject) -> list[int]:
        found = dict.fromkeys(n for place in subject.passages for n in self._sentences(place)[:1])
        return [int(self._here[n]) for n in list(found)[:_MOST_EVIDENCE]]

    def _sentences(self, place: Place) -> list[int]:
        """The numbers of the counted sentences that a passage stands in."""
        ends = self._all.at([place.document, place.document], [place.start, max(place.end - 1, place.start)]).tolist()
        first, last = ends
        if first < 0 or last < 0:
            return [n for n in ends if n >= 0]
        return list(range(first, last + 1))

    def _sentence(self, n: int) -> Place:
        return Place(int(self._all.documents[n]), int(self._all.starts[n]), int(self._all.ends[n]))

    def _text(self, n: int) -> str:
        place = self._sentence(n)
        return self._text_of(place.document)[place.start : place.end]

    def _places_of(self, subject: Subject) -> list[int]:
        documents = np.array([place.document for place in subject.passages], dtype=np.int64)
        starts = np.array([place.start for place in subject.passages], dtype=np.int64)
        return [int(place) for place in self._places.of(documents, starts)]


def _lengths(squares: FloatArray) -> FloatArray:
    lengths = np.sqrt(squares)
    lengths[lengths == 0] = 1.0
    return np.asarray(lengths, dtype=np.float64)


def _table(columns: Mapping[str, list[object]]) -> pd.DataFrame:
    table = pd.DataFrame({name: pd.Series(values, dtype=_TYPES.get(name, "str")) for name, values in columns.items()})
    return table[list(TABLES["coverage"])]


_TYPES: Final = {
    "covered": "int64", "nearest_start": "Int64", "nearest_end": "Int64", "nearest_similarity": "float64",
    "articles": "int64", "articles_in_story": "int64",
}  # fmt: skip


def _notes(stories: int, left_out: Mapping[str, int], by_meaning: bool) -> list[str]:
    if not stories:
        return []
    how = "words and meaning" if by_meaning else "words"
    notes = [
        f"Where an outlet does not cover something, the nearest sentence of its articles in the story is named, by {how},"
        f" from a likeness of {LEAST:g} on. Read it before you call something left out."
    ]
    if left_out["alone"]:
        notes.append(
            f"Facts that one outlet alone has: up to {MOST_ALONE} for each outlet of a story, leads and sentences that say"
            f" most first. {left_out['alone']:,} more {'sentence is' if left_out['alone'] == 1 else 'sentences are'} not listed."
        )
    if left_out["subjects"]:
        notes.append(
            f"Up to {MOST_SUBJECTS:,} rows of each kind for a story, those first that most outlets cover."
            f" {left_out['subjects']:,} more are not listed."
        )
    return notes
