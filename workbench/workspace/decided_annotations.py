"""What annotation found, seen through what people decided about entities, quotes and verbs of saying."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import pandas as pd

from workbench.domain.decisions import Decisions
from workbench.domain.focus import Focus
from workbench.domain.spans import Interval
from workbench.workspace.decided_entities import decided_entities
from workbench.workspace.decided_quotes import decided_quotes, quotes_of_entities
from workbench.workspace.entity_groups import EntityGroups
from workbench.workspace.snapshot import Snapshot


@dataclass(frozen=True, eq=False)
class DecidedAnnotations:
    """The tables that measures read; columns as in :mod:`workbench.annotation.tables`.

    ``key`` in ``mentions``, ``names`` and ``labels``, and ``speaker_key`` and ``relay_key`` in ``quotes``, are what a new
    decision has to name.
    """

    mentions: pd.DataFrame
    entities: pd.DataFrame
    quotes: pd.DataFrame
    names: pd.DataFrame
    links: pd.DataFrame
    labels: pd.DataFrame
    groups: EntityGroups
    quoted_intervals: Mapping[str, list[Interval]]
    """Merged stretches of each article that stand between quotation marks as somebody's words."""

    @cached_property
    def named_mentions(self) -> pd.DataFrame:
        """Mentions by name. Pronouns stay out of counts, where they would say more about style than about naming."""
        return self.mentions[self.mentions["kind"] == "named"]

    @cached_property
    def entity_names(self) -> Mapping[str, str]:
        """What each entity is called, by id."""
        return dict(zip(self.entities["entity_id"].tolist(), self.entities["name"].tolist(), strict=True))

    def current_id(self, entity_id: str) -> str:
        """The entity that one went into which was there before; the same id for all others."""
        return self.groups.current_id(entity_id)

    def current_focus(self, focus: Focus) -> Focus:
        """A focus on what is there now: an entity or speaker that was joined with another is that other one."""
        entity, speaker = self.current_id(focus.entity), self.current_id(focus.speaker)
        unchanged = entity == focus.entity and speaker == focus.speaker
        return focus if unchanged else replace(focus, entity=entity, speaker=speaker)

    def keys_of(self, entity_id: str) -> tuple[str, ...]:
        """The keys of an entity, the one of its main name first."""
        return self.groups.keys_of(entity_id)

    def found_with(self, key: str) -> tuple[str, ...]:
        """The other keys that the rules put into one entity with a key, whatever was decided since."""
        return self.groups.found.found_with(key)


def decided_annotations(snapshot: Snapshot, decisions: Decisions) -> DecidedAnnotations:
    """What holds after decisions; made anew only when one of them differs that it follows from."""
    entities = decided_entities(snapshot, decisions)
    found = decided_quotes(snapshot, decisions)
    quotes = snapshot.memory.recall(
        "quotes of entities", (found, entities), lambda: quotes_of_entities(found.table, entities)
    )

    def make() -> DecidedAnnotations:
        return DecidedAnnotations(
            entities.mentions, entities.entities, quotes, entities.names, entities.links, entities.labels,
            groups=entities.groups, quoted_intervals=found.quoted_intervals,
        )  # fmt: skip

    return snapshot.memory.recall("decided annotations", (entities, quotes, found), make)
