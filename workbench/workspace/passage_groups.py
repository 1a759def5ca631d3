"""Groups of passages of the stories in scope, found by the rules and decided by people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from workbench.analysis.passages.doers import other_doers
from workbench.analysis.passages.features import Prepared, WordWeights
from workbench.analysis.passages.groups import grouped
from workbench.analysis.passages.sentence_pairs import Sentence, SentencePair, candidates, judge, prepare_all
from workbench.domain.passage_decisions import PASSAGE, passages_apart, passages_joined
from workbench.domain.progress import Progress
from workbench.domain.spans import Span
from workbench.workspace.passage_messages import CONTRADICTION, SAME_FACT, SAME_QUOTE
from workbench.workspace.passage_sentences import story_sentences

if TYPE_CHECKING:
    from workbench.workspace.catalogue import Making

PASSAGE_ROW: Final = "passage:"
"""Begins the id of a group; the place of its first member follows."""
BY_PERSON: Final = "put together by a person"


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence in a group."""

    sentence: Sentence
    similarity: float
    conflicts: tuple[str, ...] = ()
    """In what it differs from a counterpart that says the same otherwise: ``figures``, ``dates``, ``speakers``, ``names``."""
    decided: bool = False
    """Whether a person put it there."""

    @property
    def place(self) -> Span:
        """Where it stands."""
        return Span(self.sentence.document_id, self.sentence.start, self.sentence.end)


@dataclass(frozen=True, slots=True)
class PassagesAlike:
    """Passages of at least two outlets of a story that say the same."""

    story_id: str
    kind: str
    members: tuple[Passage, ...]
    reason: str

    @property
    def group_id(self) -> str:
        """What a highlight and a table call it: it stays the same while its first passage does."""
        first = self.members[0].place
        return f"{PASSAGE_ROW}{first.start}-{first.end}/{first.document_id}"


@dataclass(frozen=True)
class Grouped:
    """All groups of the stories in scope."""

    groups: tuple[PassagesAlike, ...]
    stories: int
    """Stories with articles of two outlets or more."""
    sentences: int
    """Sentences that were compared."""
    note: str
    """Why meanings were not compared; empty when they were."""

    def group(self, group_id: str) -> PassagesAlike | None:
        """The group of an id."""
        return next((group for group in self.groups if group.group_id == group_id), None)

    def at(self, document_id: str, position: int) -> PassagesAlike | None:
        """The group that the sentence at a place is in."""
        for group in self.groups:
            for member in group.members:
                sentence = member.sentence
                if sentence.document_id == document_id and sentence.start <= position < sentence.end:
                    return group
        return None


def passage_groups(making: Making) -> Grouped:
    """The groups of the stories in scope. What was found is remembered; what people decided is applied each time."""
    basis, options = making.basis, making.options
    snapshot = basis.snapshot
    found: tuple[dict[str, tuple[Sentence, ...]], tuple[PassagesAlike, ...], str] = snapshot.memory.recall(
        "passages alike",
        (
            snapshot.tables.sentences, basis.annotations.quotes, basis.annotations.mentions, basis.present, basis.admitted,
            tuple(basis.outlets), basis.boilerplate_intervals, str(basis.scope.voice), basis.scope.boilerplate,
            options.by_meaning, options.most_meanings, len(basis.annotated),
        ),
        lambda: _found(making),
    )  # fmt: skip
    stories, groups, note = found
    sentences = sum(map(len, stories.values()))
    decided = basis.decisions.collection(PASSAGE)
    if decided:
        groups = snapshot.memory.recall("passages decided", (found, decided), lambda: _decided(making, stories, groups))
    return Grouped(groups, len(stories), sentences, note)


def _found(making: Making) -> tuple[dict[str, tuple[Sentence, ...]], tuple[PassagesAlike, ...], str]:
    stories = story_sentences(making.basis)
    every = [sentence for own in stories.values() for sentence in own]
    prepared = prepare_all(every, progress=making.progress)
    weights = WordWeights(prepared)
    vectors, note = None, ""
    if making.options.by_meaning and every:
        texts = [" ".join(sentence.text.split()) for sentence in every]
        vectors, note = making.meanings.vectors(texts, most=making.options.most_meanings, progress=making.progress)
    groups: list[PassagesAlike] = []
    begin = 0
    for story, own in stories.items():
        end = begin + len(own)
        part = vectors[begin:end] if vectors is not None else None
        far = _Far(making.progress, begin, len(every))
        groups += _of_story(story, own, prepared[begin:end], weights, part, far)
        begin = end
    return stories, tuple(groups), note


@dataclass(frozen=True, slots=True)
class _Far:
    """Tells how many sentences were compared, and lets a person stop it."""

    progress: Progress
    begin: int
    """Sentences of the stories before this one."""
    total: int

    def tell(self, done: float) -> None:
        self.progress(self.begin + int(done), self.total, "Comparing sentences")


def _of_story(
    story: str,
    sentences: Sequence[Sentence],
    prepared: Sequence[Prepared],
    weights: WordWeights,
    vectors: npt.NDArray[np.float32] | None,
    far: _Far,
) -> list[PassagesAlike]:
    pairs: list[SentencePair] = []
    # what is near is looked for first, then judged: each is half of the way
    found = candidates(sentences, prepared, weights, vectors, progress=lambda done: far.tell(done / 2.0))
    for number, (one, other) in enumerate(found):
        if number % 200 == 0:
            far.tell((len(sentences) + one) / 2.0)
        cosine = None if vectors is None else float(vectors[one] @ vectors[other])
        pair = judge(sentences, prepared, weights, one, other, cosine)
        if pair is not None:
            pairs.append(pair)
    linked = {(pair.one, pair.other): pair for pair in pairs}
    out = []
    for group in grouped(sentences, pairs):
        inside = [linked[key] for key in combinations(group.members, 2) if key in linked]
        conflicts: dict[int, set[str]] = {member: set() for member in group.members}
        for pair in inside:
            for member in (pair.one, pair.other):
                conflicts[member] |= pair.conflicts
        members = tuple(
            Passage(sentences[member], similarity, tuple(sorted(conflicts[member])))
            for member, similarity in zip(group.members, group.similarities, strict=True)
        )
        out.append(PassagesAlike(story, group.kind, members, _reason(group.kind, inside, sentences, prepared)))
    return out


def _reason(
    kind: str, pairs: Sequence[SentencePair], sentences: Sequence[Sentence], prepared: Sequence[Prepared]
) -> str:
    """Why they are taken for the same, and in what they differ, in words."""
    if kind == CONTRADICTION:
        pair = next(pair for pair in pairs if pair.conflicts)
        said = []
        if "figures" in pair.conflicts:
            mine, theirs = prepared[pair.one].figures, prepared[pair.other].figures
            said.append(f"figures differ: {_figures(mine - theirs)} and {_figures(theirs - mine)}")
        if "dates" in pair.conflicts:
            said.append("dates differ")
        if "speakers" in pair.conflicts:
            said.append("another one says it")
        if "names" in pair.conflicts and (names := other_doers(sentences[pair.one], sentences[pair.other])):
            said.append(f"names differ: {names[0]} and {names[1]}")
        return "; ".join(said)
    if kind == SAME_QUOTE:
        return "quoted words in common"
    if all(pair.anchored for pair in pairs):
        return "figures, dates and names agree, the wording differs"
    return "alike in words, names and figures" if kind == SAME_FACT else ""


def _figures(found: frozenset[object]) -> str:
    values = sorted((float(figure.value), bool(figure.percent)) for figure in found)  # type: ignore[attr-defined]
    return ", ".join(f"{value:,.10g}{' %' if percent else ''}" for value, percent in values)


# -- decisions of people ---------------------------------------------------------------------------------------------


def _decided(
    making: Making, stories: dict[str, tuple[Sentence, ...]], groups: Sequence[PassagesAlike]
) -> tuple[PassagesAlike, ...]:
    """The groups once people took passages out of them or joined them."""
    decisions = making.basis.decisions
    apart, joined = passages_apart(decisions), passages_joined(decisions)
    finder = _Finder(stories)
    away = {id(sentence) for place in apart if (sentence := finder.at(place)) is not None}
    kept: list[list[Passage]] = []
    about: list[PassagesAlike | None] = []
    for group in groups:
        members = [member for member in group.members if id(finder.at(member.place)) not in away]
        kept.append(members)
        about.append(group)
    number_of = {id(finder.at(m.place)): n for n, members in enumerate(kept) for m in members}
    for one, other in joined:
        first, second = finder.at(one), finder.at(other)
        if first is None or second is None or finder.story_of(first) != finder.story_of(second):
            continue
        numbers = []
        for sentence in (first, second):
            number = number_of.get(id(sentence))
            if number is None:
                kept.append([Passage(sentence, 1.0, decided=True)])
                about.append(None)
                number = number_of[id(sentence)] = len(kept) - 1
            numbers.append(number)
        target, source = min(numbers), max(numbers)
        if target != source:
            for member in kept[source]:
                number_of[id(finder.at(member.place))] = target
            kept[target] += [replace(member, decided=True) for member in kept[source]]
            kept[source] = []
            before = about[target]
            about[target] = replace(before, reason=BY_PERSON) if before is not None else None
    out = []
    for unordered, found in zip(kept, about, strict=True):
        members = sorted(unordered, key=lambda member: finder.order(member.sentence))
        if len({member.sentence.outlet for member in members}) < 2:
            continue
        story = finder.story_of(members[0].sentence)
        kind = found.kind if found is not None else SAME_FACT
        if kind == CONTRADICTION and not any(member.conflicts for member in members):
            kind = SAME_FACT
        out.append(PassagesAlike(story, kind, tuple(members), found.reason if found is not None else BY_PERSON))
    stories_in_order = {story: n for n, story in enumerate(stories)}
    return tuple(sorted(out, key=lambda g: (stories_in_order[g.story_id], finder.order(g.members[0].sentence))))


class _Finder:
    """Finds the sentence at a place."""

    def __init__(self, stories: dict[str, tuple[Sentence, ...]]) -> None:
        self._by_document: dict[str, list[Sentence]] = {}
        self._story: dict[int, str] = {}
        self._order: dict[int, int] = {}
        for story, own in stories.items():
            for sentence in own:
                self._by_document.setdefault(sentence.document_id, []).append(sentence)
                self._story[id(sentence)] = story
                self._order[id(sentence)] = len(self._order)

    def at(self, place: Span) -> Sentence | None:
        """The sentence in which a place begins."""
        for sentence in self._by_document.get(place.document_id, ()):
            if sentence.start <= place.start < sentence.end:
                return sentence
        return None

    def story_of(self, sentence: Sentence) -> str:
        """The story that a sentence is of."""
        return self._story[id(sentence)]

    def order(self, sentence: Sentence) -> int:
        """Where a sentence stands among all."""
        return self._order[id(sentence)]
