"""Answers about passages: one group with its word differences, and what articles side by side have in common."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from workbench.analysis.article_places import PLACES
from workbench.analysis.frame_passages import ACCEPTED, REJECTED
from workbench.analysis.passages.word_differences import word_differences
from workbench.domain.progress import Progress
from workbench.domain.spans import Interval, merged
from workbench.domain.state import State
from workbench.workspace.basis import Basis, in_fixed_order
from workbench.workspace.catalogue import Making
from workbench.workspace.decided_frames import decided_frames, places_in
from workbench.workspace.messages import Options
from workbench.workspace.passage_groups import Passage, PassagesAlike, passage_groups
from workbench.workspace.passage_messages import KIND_WORDS, Aligned, Alignment, Difference, Member, PassageGroup
from workbench.workspace.passage_tables import speaker_of
from workbench.workspace.speakers import entity_names
from workbench.workspace.workspace import Workspace

_CHANGES = {"insert": "insert", "delete": "delete", "replace": "replace"}
_MARKS = {"only in one": "quoted", "only in other": "unquoted"}


def passage_group(
    workspace: Workspace, call: Progress, group_id: str, base: str, state: State, options: Options
) -> PassageGroup:
    """A group with the differences of its members from one of them.

    Args:
        workspace: what is open.
        call: told how far the comparison is, where groups are not known yet.
        group_id: the group's.
        base: the article whose passage the others are compared with; empty for the first one.
        state: what is counted and decided.
        options: whether meanings are compared.
    """
    making = workspace.making(state, options, progress=call)
    basis = making.basis
    revision = basis.snapshot.revision
    if basis.snapshot.store is None:
        return PassageGroup(revision, group_id)
    group = passage_groups(making).group(group_id)
    if group is None:
        return PassageGroup(revision, group_id)
    documents = [member.sentence.document_id for member in group.members]
    at = documents.index(base) if base in documents else 0
    names = entity_names(basis)
    first = group.members[at]
    told = {basis.outlet_of[document] for document in documents}
    of_story = {basis.outlet_of[d] for d in basis.annotated if basis.by_id[d].story_id == group.story_id}
    return PassageGroup(
        revision=revision,
        group_id=group_id,
        kind=group.kind,
        story_id=group.story_id,
        story=basis.story_title(group.story_id),
        reason=group.reason,
        base=at,
        members=tuple(
            replace(_member(basis, one, first if n != at else None, names, _place(basis, one)), frames=frames)
            for n, (one, frames) in enumerate(zip(group.members, _frames_of(making, group.members), strict=True))
        ),
        outlets_without=tuple(in_fixed_order(sorted(of_story - told))),
    )


def aligned_passages(
    workspace: Workspace, call: Progress, documents: tuple[str, ...], state: State, options: Options
) -> Alignment:
    """What some articles have in common.

    Args:
        workspace: what is open.
        call: told how far the comparison is.
        documents: the articles from left to right.
        state: what is counted and decided.
        options: whether meanings are compared.
    """
    making = workspace.making(state, options, progress=call)
    basis = making.basis
    revision = basis.snapshot.revision
    known = [d for d in documents if d in basis.by_id]
    if basis.snapshot.store is None or len(known) < 2:
        return Alignment(revision, documents, waiting=basis.snapshot.store is None)
    waiting = any(document not in basis.snapshot.annotated for document in known)
    stories = {basis.by_id[document].story_id for document in known}
    grouped = passage_groups(making)
    aligned, shared = [], [list[Interval]() for _ in documents]
    for group in grouped.groups:
        inside = [(documents.index(m.place.document_id), m) for m in group.members if m.place.document_id in known]
        inside.sort(key=lambda pair: (pair[0], pair[1].sentence.start))
        if len({position for position, _ in inside}) < 2:
            continue
        for position, member in inside:
            shared[position].append((member.sentence.start, member.sentence.end))
        aligned.append(_aligned(group, inside))
    aligned.sort(key=lambda one: one.places[0])
    note = grouped.note and f"By words alone: {grouped.note}"
    if len(stories) > 1 or "" in stories:
        note = "These articles are of several stories; only passages of one story are compared."
    return Alignment(
        revision, documents, tuple(aligned), tuple(tuple(merged(own)) for own in shared), note, waiting=waiting
    )


def passage_at(
    workspace: Workspace, call: Progress, document_id: str, position: int, state: State, options: Options
) -> str:
    """The id of the group that a place in an article is in; empty for none."""
    making: Making = workspace.making(state, options, progress=call)
    if making.basis.snapshot.store is None:
        return ""
    group = passage_groups(making).at(document_id, position)
    return group.group_id if group is not None else ""


def _frames_of(making: Making, members: Sequence[Passage]) -> list[tuple[str, ...]]:
    """The frames of each passage, in the order of the codebook: ``Conflict (accepted)``, ``Morality (proposed)``."""
    codebook = making.find_codebook("")
    passages = decided_frames(making.basis, codebook, making.find_frame_evidence(codebook)).passages
    open_or_accepted = passages.verdicts != REJECTED
    out = []
    for member in members:
        sentence = member.sentence
        index = making.basis.store.document_index(sentence.document_id)
        here = open_or_accepted & (passages.documents == index)
        rows = np.flatnonzero(here & (passages.starts < sentence.end) & (passages.ends > sentence.start))
        accepted = {int(passages.frames[n]) for n in rows if passages.verdicts[n] == ACCEPTED}
        found = sorted({int(frame) for frame in passages.frames[rows]})
        out.append(tuple(f"{codebook.frames[n].name} ({'accepted' if n in accepted else 'proposed'})" for n in found))
    return out


def _place(basis: Basis, member: Passage) -> str:
    places = places_in(basis)
    number = basis.snapshot.places[member.sentence.document_id]
    return PLACES[int(places.of(np.array([number]), np.array([member.sentence.start]))[0])]


def _member(basis: Basis, one: Passage, base: Passage | None, names: dict[str, str], place: str) -> Member:
    sentence = one.sentence
    article = basis.by_id[sentence.document_id]
    speaker = speaker_of(one)
    return Member(
        document_id=sentence.document_id,
        start=sentence.start,
        end=sentence.end,
        text=sentence.text,
        outlet=basis.outlet_of[sentence.document_id],
        title=article.display_title,
        date=article.date,
        similarity=one.similarity,
        speaker=names.get(speaker, speaker),
        place=place,
        differences=() if base is None else differences_between(base, one),
        decided=one.decided,
    )


def differences_between(one: Passage, other: Passage) -> tuple[Difference, ...]:
    """Where the wording of two passages differs, or what stands in quotation marks in one of them alone."""
    mine, theirs = one.sentence, other.sentence
    found = word_differences(
        mine.text,
        theirs.text,
        quoted_one=[(quote.start, quote.end) for quote in mine.quotes],
        quoted_other=[(quote.start, quote.end) for quote in theirs.quotes],
    )
    out = []
    for difference in found:
        change = _CHANGES.get(difference.change) or _MARKS.get(difference.marks)
        if change is not None:
            out.append(
                Difference(
                    change,
                    (mine.start + difference.start_one, mine.start + difference.end_one),
                    (theirs.start + difference.start_other, theirs.start + difference.end_other),
                )
            )
    return tuple(out)


def _aligned(group: PassagesAlike, inside: Sequence[tuple[int, Passage]]) -> Aligned:
    differences = []
    for n, ((position, one), (next_position, other)) in enumerate(pairwise(inside)):
        if position != next_position:
            differences.append((n, n + 1, differences_between(one, other)))
    changed = sum(1 for _, _, own in differences for one in own if one.change in _CHANGES)
    how = (
        "word for word" if not changed else f"{changed:,} {'difference' if changed == 1 else 'differences'} in wording"
    )
    return Aligned(
        group_id=group.group_id,
        kind=group.kind,
        places=tuple((position, (m.sentence.start, m.sentence.end)) for position, m in inside),
        differences=tuple(differences),
        words=f"{KIND_WORDS[group.kind]}: {how}. {group.reason[:1].upper()}{group.reason[1:]}.",
    )
