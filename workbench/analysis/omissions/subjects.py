"""What an outlet of a story can cover or leave out: facts, voices, entities and figures, with the passages that cover them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import pandas as pd

from workbench.analysis.omissions.amounts import Amount, same_figures
from workbench.analysis.omissions.sentences import Sentences
from workbench.domain.coverage_rows import ENTITY_ROW, VOICE_ROW
from workbench.domain.speakers import SPECIAL, is_entity

FACT: Final = "fact"
VOICE: Final = "voice"
ENTITY: Final = "entity"
FIGURE: Final = "figure"
KINDS: Final = (FACT, VOICE, ENTITY, FIGURE)
"""The kinds of subjects in the order in which they are listed."""

FIGURE_ROW: Final = "figure:"
SENTENCE_ROW: Final = "sentence:"
"""What the ids of rows begin with that are no groups of passages."""

NUMBERS: Final = frozenset({"DATE", "TIME", "CARDINAL", "ORDINAL", "MONEY", "PERCENT", "QUANTITY"})
"""Types of mentions that name nothing."""
LONGEST_NAME: Final = 160


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A passage: the index of its document in the store, and its code points."""

    document: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Subject:
    """Something that a story's outlets cover or leave out."""

    group_id: str
    kind: str
    name: str
    passages: tuple[Place, ...]
    """What covers it, in the order of the store and of the text; at least one."""
    person: str = ""
    """The entity whose voice it is."""


BySubject = dict[str, list[Subject]]
"""Subjects by story."""


def facts(passages: pd.DataFrame, story_of: Mapping[str, str], document_of: Mapping[str, int]) -> BySubject:
    """Groups of passages that say the same.

    Args:
        passages: a table ``passages``.
        story_of: the story of each article that is looked at.
        document_of: the index of each document in the store.
    """
    found: dict[tuple[str, str], list[tuple[Place, str]]] = defaultdict(list)
    names = ("group_id", "document_id", "start", "end", "text")
    for group, document, start, end, text in zip(*(passages[name].tolist() for name in names), strict=True):
        if (story := story_of.get(document)) is not None:
            found[story, group].append((Place(document_of[document], int(start), int(end)), text))
    out: BySubject = defaultdict(list)
    for (story, group), members in found.items():
        members.sort()
        out[story].append(Subject(group, FACT, short(members[0][1]), tuple(place for place, _ in members)))
    return out


def voices(
    quotes: pd.DataFrame, names: Mapping[str, str], story_of: Mapping[str, str], document_of: Mapping[str, int]
) -> BySubject:
    """Who is quoted, directly or indirectly.

    Args:
        quotes: as :func:`workbench.analysis.voices.counted_quotes` gives them.
        names: what entities are called, by entity id.
        story_of: the story of each article that is looked at.
        document_of: the index of each document in the store.
    """
    called: dict[str, str] = {}
    columns = (quotes[name].tolist() for name in ("speaker_id", "said"))
    for speaker, said in zip(*columns, strict=True):
        called.setdefault(speaker, names.get(speaker) or said or speaker)
    return _gathered(
        quotes[~quotes["speaker_id"].isin(SPECIAL)],
        "speaker_id",
        story_of,
        document_of,
        lambda speaker, places: Subject(
            f"{VOICE_ROW}{speaker}", VOICE, short(called[speaker]), places, speaker if is_entity(speaker) else ""
        ),
    )


def entities(
    mentions: pd.DataFrame, names: Mapping[str, str], story_of: Mapping[str, str], document_of: Mapping[str, int]
) -> BySubject:
    """Who and what is named.

    Args:
        mentions: the counted mentions by name, a table ``mentions``.
        names: what entities are called, by entity id.
        story_of: the story of each article that is looked at.
        document_of: the index of each document in the store.
    """
    named = mentions[(mentions["entity_id"] != "") & ~mentions["type"].isin(NUMBERS)]
    return _gathered(
        named,
        "entity_id",
        story_of,
        document_of,
        lambda entity, places: Subject(f"{ENTITY_ROW}{entity}", ENTITY, short(names.get(entity, entity)), places),
    )


def figures(sentences: Sentences, story_of_document: Mapping[int, str]) -> BySubject:
    """Amounts, as :func:`workbench.analysis.omissions.amounts.same_figures` puts them together."""
    found: dict[str, list[tuple[Place, Amount]]] = defaultdict(list)
    documents = sentences.documents.tolist()
    for n, amount in sentences.amounts:
        if (story := story_of_document.get(documents[n])) is not None:
            found[story].append((Place(documents[n], amount.start, amount.end), amount))
    out: BySubject = defaultdict(list)
    for story, own in found.items():
        for key, members in same_figures([amount for _, amount in own]).items():
            passages = tuple(sorted(own[n][0] for n in members))
            name = min((own[n] for n in members), key=lambda one: one[0])[1].words
            out[story].append(Subject(f"{FIGURE_ROW}{key}/{story}", FIGURE, short(name), passages))
    return out


def short(text: str) -> str:
    """A text as one line of moderate length."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_NAME else f"{line[: LONGEST_NAME - 1].rstrip()}…"


def folded(sentence: str) -> str:
    """A sentence as it is compared with another one that may be the same: in one line and one case."""
    return " ".join(sentence.split()).casefold()


def _gathered(
    table: pd.DataFrame,
    column: str,
    story_of: Mapping[str, str],
    document_of: Mapping[str, int],
    make: Callable[[str, tuple[Place, ...]], Subject],
) -> BySubject:
    found: dict[tuple[str, str], list[Place]] = defaultdict(list)
    columns: Sequence[list[object]] = [table[name].tolist() for name in (column, "document_id", "start", "end")]
    for subject, document, start, end in zip(*columns, strict=True):
        if (story := story_of.get(str(document))) is not None:
            found[story, str(subject)].append(Place(document_of[str(document)], int(str(start)), int(str(end))))
    out: BySubject = defaultdict(list)
    for (story, subject_id), places in found.items():
        out[story].append(make(subject_id, tuple(sorted(places))))
    return out
