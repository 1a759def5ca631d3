"""What annotation found, seen through what people decided about entities, quotes and verbs of saying."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from workbench.domain.decisions import Decisions
from workbench.domain.spans import Interval
from workbench.workspace.snapshot import Snapshot, intervals_by_document


@dataclass(frozen=True, eq=False)
class DecidedAnnotations:
    """The tables that measures read; columns as in :mod:`workbench.annotation.tables`."""

    mentions: pd.DataFrame
    entities: pd.DataFrame
    quotes: pd.DataFrame
    names: pd.DataFrame
    links: pd.DataFrame
    labels: pd.DataFrame

    @cached_property
    def named_mentions(self) -> pd.DataFrame:
        """Mentions by name. Pronouns stay out of counts, where they would say more about style than about naming."""
        return self.mentions[self.mentions["kind"] == "named"]

    @cached_property
    def quoted_intervals(self) -> Mapping[str, list[Interval]]:
        """Merged stretches of each article that stand between quotation marks as somebody's words."""
        return intervals_by_document(self.quotes[self.quotes["kind"].isin(["direct", "mixed"])])


def decided_annotations(snapshot: Snapshot, decisions: Decisions) -> DecidedAnnotations:
    """What holds after decisions; made anew only when one of them differs that it follows from."""
    tables = snapshot.tables

    def make() -> DecidedAnnotations:
        quotes = tables.quotes[~tables.quotes["proposed"].astype(bool)].reset_index(drop=True)
        return DecidedAnnotations(tables.mentions, tables.entities, quotes, tables.names, tables.links, tables.labels)

    return snapshot.memory.recall("decided annotations", (tables,), make)
