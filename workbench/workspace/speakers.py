"""Speakers with the corpus at hand: what they are called, which kind people put them into, which quotes are theirs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

import pandas as pd

from workbench.analysis.voices import counted_quotes
from workbench.domain.entity_decisions import EntityDecisions, entity_decisions_in, speaker_kind_of
from workbench.domain.focus import NOBODY, PHRASE, Focus
from workbench.domain.speakers import KIND, SPECIAL, UNRESOLVED, is_entity, kind_id, speaker_words
from workbench.workspace.basis import Basis

_SPEECH: Final = {False: "Quotes", True: "Quotes and reported speech"}


@dataclass(frozen=True, eq=False)
class SpeakerKinds:
    """The kinds of speakers as people set them."""

    decisions: EntityDecisions
    keys: Mapping[str, tuple[str, ...]]
    """The keys of each entity, the one with most mentions first (see :mod:`workbench.domain.entity_decisions`)."""

    def keys_of(self, speaker: str) -> tuple[str, ...]:
        """The keys under which a kind is decided, the deciding one first; none for who can have no kind."""
        if speaker in SPECIAL:
            return ()
        if not is_entity(speaker):
            return (speaker,)
        return tuple(sorted(self.keys.get(speaker, ()), key=lambda key: key not in self.decisions.speakers))

    def kind_of(self, speaker: str) -> str:
        """The kind of a speaker; empty when nobody set one."""
        return speaker_kind_of(self.decisions, self.keys_of(speaker))

    def of(self, speakers: Iterable[str]) -> dict[str, str]:
        """The kinds of those speakers that have one."""
        found = {speaker: self.kind_of(speaker) for speaker in dict.fromkeys(speakers)}
        return {speaker: kind for speaker, kind in found.items() if kind}


def speaker_kinds(basis: Basis) -> SpeakerKinds:
    """What people decided about the speakers of a corpus."""
    annotations = basis.annotations

    def keys() -> dict[str, tuple[str, ...]]:
        often = annotations.named_mentions.groupby(["entity_id", "key"]).size().to_dict()
        found: dict[str, list[str]] = defaultdict(list)
        for entity, key in zip(annotations.names["entity_id"].tolist(), annotations.names["key"].tolist(), strict=True):
            found[entity].append(key)
        # the order in which the Entities pane has them, so that both decide under the same key
        return {
            entity: tuple(key for _, key in sorted((-often.get((entity, key), 0), key) for key in own))
            for entity, own in found.items()
        }

    memory = basis.snapshot.memory
    by_entity = memory.recall("keys of entities", (annotations.mentions, annotations.names), keys)
    return SpeakerKinds(entity_decisions_in(basis.decisions), by_entity)


def entity_names(basis: Basis) -> dict[str, str]:
    """What entities are called, by id."""
    entities = basis.annotations.entities
    return dict(zip(entities["entity_id"].tolist(), entities["name"].tolist(), strict=True))


def quotes_of(basis: Basis, focus: Focus) -> pd.DataFrame:
    """The counted quotes of the speaker in focus, or of all speakers of a kind: the rows behind every number of them."""
    quotes = counted_quotes(basis.annotated_view, basis.annotations.quotes, indirect=focus.indirect)
    speakers = quotes["speaker_id"]
    if not focus.speaker.startswith(KIND):
        return quotes[speakers == focus.speaker]
    kinds = speaker_kinds(basis).of(speakers.tolist())
    return quotes[[one not in SPECIAL and kind_id(kinds.get(one, "")) == focus.speaker for one in speakers.tolist()]]


def speaker_label(basis: Basis, focus: Focus) -> str:
    """Whose quotes are highlighted, in words: ``Quotes of Jane Roe``."""
    speech, speaker = _SPEECH[focus.indirect], focus.speaker
    if speaker == NOBODY:
        return f"{speech} without a speaker"
    if speaker == UNRESOLVED:
        return f"{speech} of a speaker who was not resolved"
    if speaker == KIND:
        return f"{speech} of speakers without a kind"
    if speaker.startswith(KIND):
        return f"{speech} of the kind “{speaker_words(speaker)}”"
    if speaker.startswith(PHRASE):
        return f"{speech} of “{speaker_words(speaker)}”"
    return f"{speech} of {entity_names(basis).get(speaker, speaker)}"
