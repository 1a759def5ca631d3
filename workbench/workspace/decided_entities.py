"""Mentions, entities and their names as they are once people joined, split, renamed, retyped and rejected some.

Decisions name keys of names or places of mentions (:mod:`workbench.domain.entity_decisions`), so that earlier ones hold for
articles that come in later without being applied to them. A decision about one mention holds for that text alone: when a
file is read again in another version, it is another article.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final

import numpy as np
import pandas as pd

from workbench.annotation.document import NAMED
from workbench.domain.decisions import Decisions
from workbench.domain.entity_decisions import (
    MENTION,
    EntityDecisions,
    MentionDecision,
    entity_decisions_in,
    mention_decisions_in,
)
from workbench.domain.spans import Span
from workbench.workspace.coded_text import CodedText, Flags, Numbers
from workbench.workspace.entity_groups import (
    OF_MENTIONS,
    SPLIT_OFF,
    EntityGroups,
    FoundNames,
    Group,
    Part,
    decides_groups,
    entity_groups,
)
from workbench.workspace.snapshot import Snapshot

_PEOPLES: Final = "NORP"


@dataclass(frozen=True, eq=False)
class DecidedEntities:
    """The tables that name entities; columns as in :mod:`workbench.annotation.tables`."""

    mentions: pd.DataFrame
    entities: pd.DataFrame
    names: pd.DataFrame
    links: pd.DataFrame
    labels: pd.DataFrame
    groups: EntityGroups
    single: Mapping[Span, str] = field(default_factory=dict)
    """The key of each mention about which something is decided; empty for one that is in no table any more."""


def decided_entities(snapshot: Snapshot, decisions: Decisions) -> DecidedEntities:
    """What holds after decisions; made anew only when one of them differs that it follows from."""
    tables = snapshot.tables
    decided = entity_decisions_in(decisions)
    sources = (tables, decides_groups(decided), decisions.collection(MENTION))
    return snapshot.memory.recall(
        "decided entities", sources, lambda: _decided(_found(snapshot), decided, mention_decisions_in(decisions))
    )


# -- what was found ----------------------------------------------------------------------------------------------------


class _Found:
    """What the rules found, in the forms in which decisions are applied to it. Each is made when it is first needed."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.tables = snapshot.tables
        self._outlets = {article.document_id: article.outlet for article in snapshot.articles}

    @cached_property
    def names(self) -> FoundNames:
        """The names and the entities that were made of them."""
        tables = self.tables
        entities = {i: (name, kind) for i, name, kind in _rows(tables.entities, "entity_id", "name", "type")}
        counts = np.bincount(self.keys.codes, minlength=len(self.keys.values)).tolist()
        mentions = dict(zip(self.keys.values, counts, strict=True))
        ranked: dict[str, list[tuple[bool, bool, int, str]]] = {entity_id: [] for entity_id in entities}
        for key, entity_id, name, reason in _rows(tables.names, "key", "entity_id", "name", "reason"):
            if entity_id in ranked:
                ranked[entity_id].append((name != entities[entity_id][0], bool(reason), -mentions.get(key, 0), key))
        keys_of = {entity_id: tuple(key for *_, key in sorted(places)) for entity_id, places in ranked.items()}
        return FoundNames(keys_of, dict(_rows(tables.names, "key", "name")), entities)

    @cached_property
    def keys(self) -> CodedText:
        return CodedText.of(self.tables.mentions["key"])

    @cached_property
    def label_keys(self) -> CodedText:
        return CodedText.of(self.tables.labels["key"])

    @cached_property
    def documents(self) -> CodedText:
        return CodedText.of(self.tables.mentions["document_id"])

    @cached_property
    def outlets(self) -> CodedText:
        """The outlet of each of the documents, as it was read."""
        return CodedText.of(pd.Series([self._outlets.get(d, "") for d in self.documents.values], dtype="str"))

    @cached_property
    def forms(self) -> CodedText:
        """The words of each mention on one line."""
        return CodedText.of(self.tables.mentions["text"]).mapped(lambda text: " ".join(text.split()))

    @cached_property
    def named(self) -> Flags:
        """Which mentions are names."""
        return CodedText.of(self.tables.mentions["kind"]).among([NAMED])

    @cached_property
    def name_rows(self) -> Mapping[str, int]:
        """The row of each key in the table of names."""
        return {key: row for row, key in enumerate(self.tables.names["key"].tolist())}


def _found(snapshot: Snapshot) -> _Found:
    return snapshot.memory.recall("found names", (snapshot.tables,), lambda: _Found(snapshot))


def _rows(table: pd.DataFrame, *columns: str) -> list[tuple[Any, ...]]:
    return list(zip(*(table[column].tolist() for column in columns), strict=True))


def rows_at(
    table: pd.DataFrame, places: Iterable[Span], columns: tuple[str, str] = ("start", "end")
) -> dict[int, Span]:
    """The numbers of a table's rows that stand at some places."""
    wanted = frozenset(places)
    if not wanted or not len(table):
        return {}
    near = np.flatnonzero(table["document_id"].isin({place.document_id for place in wanted}).to_numpy())
    at = [Span(*place) for place in _rows(table.iloc[near], "document_id", *columns)]
    return {row: place for row, place in zip(near.tolist(), at, strict=True) if place in wanted}


# -- what is decided ---------------------------------------------------------------------------------------------------


def _decided(found: _Found, decided: EntityDecisions, single: Mapping[Span, MentionDecision]) -> DecidedEntities:
    tables = found.tables
    same = (tables.mentions, tables.entities, tables.names, tables.links, tables.labels)
    if not single and decided == EntityDecisions(speakers=decided.speakers):
        return DecidedEntities(*same, EntityGroups(lambda: found.names, decided))
    rows = {row: single[place] for row, place in rows_at(tables.mentions, single).items()}
    groups = entity_groups(found.names, decided, _own(tables.mentions, rows))
    if not rows and not groups.changed:
        return DecidedEntities(*same, groups)
    moved = _Moved(found, groups, rows)
    entities, gone = moved.entities()
    return DecidedEntities(
        mentions=moved.mentions(),
        entities=entities,
        names=moved.names(gone),
        links=_links(tables.links, groups, gone),
        labels=moved.labels({one.place: one for one in rows.values()}),
        groups=groups,
        single={one.place: "" if one.rejected else one.entity or moved.key_at(row) for row, one in rows.items()},
    )


def _own(mentions: pd.DataFrame, rows: Mapping[int, MentionDecision]) -> dict[str, str]:
    """The keys that decisions about single mentions name, each with the type of the first of them."""
    out: dict[str, str] = {}
    for row, one in rows.items():
        if one.entity and not one.rejected and one.entity not in out:
            out[one.entity] = one.type or str(mentions["type"].iloc[row])
    return out


class _Moved:
    """The tables after decisions, as far as they differ from what the rules found."""

    def __init__(self, found: _Found, groups: EntityGroups, rows: Mapping[int, MentionDecision]) -> None:
        self._found = found
        self._groups = groups
        self._rows = rows
        """What is decided about single mentions, by their row."""
        self._keys = found.keys.with_rows({row: one.entity for row, one in rows.items() if one.entity})
        self._ids = self._keys.mapped(groups.id_of)
        self._kept = self._left(self._keys, rows)

    def _left(self, keys: CodedText, rows: Mapping[int, MentionDecision]) -> Flags:
        """Which rows are not rejected."""
        kept: Flags = ~keys.among(self._groups.decided.rejected)
        kept[[row for row, one in rows.items() if one.rejected]] = False
        return kept

    def key_at(self, row: int) -> str:
        return self._keys.values[int(self._keys.codes[row])]

    def mentions(self) -> pd.DataFrame:
        """Mentions with the entity and type that they have now; rejected ones are gone."""
        table = self._found.tables.mentions
        key = self._keys.column(table["key"]) if self._keys is not self._found.keys else table["key"]
        made = table.assign(type=self._types(), entity_id=self._ids.column(table["entity_id"]), key=key)
        return made if self._kept.all() else made[self._kept].reset_index(drop=True)

    def _types(self) -> pd.Series:
        """The type of each mention.

        A people's name stays one, though it counts for its country, unless a person said what the country is.
        """
        groups, before = self._groups, self._found.tables.mentions["type"]
        types = CodedText.of(before)
        wanted = self._keys.mapped(groups.type_of)
        near = self._keys.among(groups.changed)
        near[[row for row, one in self._rows.items() if one.entity]] = True
        retyped = self._keys.among([key for key, group in groups.changed.items() if group.retyped])
        near &= retyped | ~(types.among([_PEOPLES]) & self._found.named)
        changes: dict[int, str] = {}
        for row in np.flatnonzero(near).tolist():
            kind = wanted.values[wanted.codes[row]]
            if kind and kind != types.values[types.codes[row]]:
                changes[row] = kind
        changes |= {row: one.type for row, one in self._rows.items() if one.type}
        return types.with_rows(changes).column(before) if changes else before

    def labels(self, single: Mapping[Span, MentionDecision]) -> pd.DataFrame:
        """Labels with the entity that they are said of now; those of rejected names are gone."""
        table = self._found.tables.labels
        places = rows_at(table, single, ("mention_start", "mention_end"))
        rows = {row: single[place] for row, place in places.items()}
        keys = self._found.label_keys.with_rows({row: one.entity for row, one in rows.items() if one.entity})
        ids = keys.mapped(self._groups.id_of).column(table["entity_id"])
        made = table.assign(entity_id=ids, key=keys.column(table["key"]))
        return made[self._left(keys, rows)].reset_index(drop=True)

    # the table of entities

    @cached_property
    def _concerned(self) -> frozenset[str]:
        """The entities that differ, and those that are there no more."""
        groups = self._groups
        out = set(groups.ids)
        for group in groups.changed.values():
            out |= {group.entity_id, *(part.found_id for part in group.parts)}
        for row, one in self._rows.items():
            before = self._found.keys.values[self._found.keys.codes[row]]
            out |= {groups.id_of(before), groups.id_of(one.entity)}
        return frozenset(out - {""})

    def entities(self) -> tuple[pd.DataFrame, frozenset[str]]:
        """The table of entities, counted anew where something differs, and the ids that are in it no more."""
        found, groups = self._found, self._groups
        table, known = found.tables.entities, groups.found.entities
        rows = np.flatnonzero(self._ids.among(self._concerned) & self._kept)
        codes = self._ids.codes[rows]
        mentions = np.bincount(codes, minlength=len(self._ids.values))
        documents = _different(codes, found.documents.codes[rows], len(self._ids.values))
        of_rows = found.outlets.codes[found.documents.codes[rows]]
        stated = of_rows != found.outlets.place.get("", -1)
        outlets = _different(codes[stated], of_rows[stated], len(self._ids.values))
        forms = self._forms(rows)
        by_id = {group.entity_id: group for group in groups.changed.values()}
        fresh = []
        for code in np.flatnonzero(mentions).tolist():
            entity_id = self._ids.values[code]
            group = by_id.get(entity_id)
            name, kind = (group.name, group.type) if group is not None else known[entity_id]
            called = dict.fromkeys(forms.get(code, ()))
            if group is not None and group.renamed and entity_id in known:
                called[known[entity_id][0]] = None  # also when the rules chose a name that no text has
            called.pop(name, None)
            fresh.append((entity_id, name, kind, "; ".join(called), mentions[code], documents[code], outlets[code]))
        rest = table[~table["entity_id"].isin(self._concerned)]
        both = _together(rest, fresh)
        both = both.sort_values(["mentions", "entity_id"], ascending=[False, True], kind="stable", ignore_index=True)
        return both, self._concerned - {row[0] for row in fresh}

    def _forms(self, rows: Numbers) -> dict[int, list[str]]:
        """The forms of each entity's names in some rows, the frequent ones first, by the number of its id.

        A group without a name of its own ("migrants") has the words of its key; other descriptions are no forms.
        """
        found = self._found
        groups = self._keys.where(lambda key: key.startswith(_GROUP))
        called = self._keys.mapped(self._groups.name_of)
        forms = found.forms
        counts: dict[int, dict[str, int]] = {}
        for part, words in ((rows[found.named[rows]], forms), (rows[groups[rows] & ~found.named[rows]], called)):
            pairs, many = np.unique(
                np.stack([self._ids.codes[part], words.codes[part]]), axis=1, return_counts=True
            )  # fmt: skip
            for code, form, count in zip(*pairs.tolist(), many.tolist(), strict=True):
                here = counts.setdefault(code, {})
                text = words.values[form]
                here[text] = here.get(text, 0) + count
        return {code: sorted(here, key=lambda form: (-here[form], form)) for code, here in counts.items()}

    # the table of names

    def names(self, gone: frozenset[str]) -> pd.DataFrame:
        """Every name with the entity that it is a name of, and why."""
        groups, table, rows = self._groups, self._found.tables.names, self._found.name_rows
        before = table["reason"].tolist() if groups.changed else []
        ids: dict[int, str] = {}
        reasons: dict[int, str] = {}
        own: list[tuple[Any, ...]] = []
        for group in {id(group): group for group in groups.changed.values()}.values():
            for part in group.parts:
                for key in part.keys:
                    row = rows.get(key, -1)
                    reason = self._reason(group, part, key, before[row] if row >= 0 else OF_MENTIONS)
                    if row >= 0:
                        ids[row], reasons[row] = group.entity_id, reason
                    else:
                        own.append((key, group.entity_id, groups.name_of(key), reason))
        made = table
        if ids:
            made = table.assign(
                entity_id=CodedText.of(table["entity_id"]).with_rows(ids).column(table["entity_id"]),
                reason=CodedText.of(table["reason"]).with_rows(reasons).column(table["reason"]),
            )
        made = _together(made, sorted(own)) if own else made
        away = made["key"].isin(groups.decided.rejected) | made["entity_id"].isin(gone)
        return made[~away].reset_index(drop=True) if away.any() else made

    def _reason(self, group: Group, part: Part, key: str, found: str) -> str:
        if part is not group.parts[0]:
            joined = key == part.head or key in self._groups.decided.same or not found
            return f"You joined it with “{group.name}”." if joined else found
        if part.split:
            return SPLIT_OFF
        return "" if key == part.head and part.found_id else found


_GROUP: Final = "group|"
"""Begins the keys of groups without a name of their own."""


def _different(codes: Numbers, others: Numbers, size: int) -> Numbers:
    """How many different others stand with each code."""
    if not len(codes):
        return np.zeros(size, dtype="int64")
    pairs = np.unique(codes * (int(others.max()) + 1) + others)
    return np.bincount(pairs // (int(others.max()) + 1), minlength=size)


def _together(table: pd.DataFrame, rows: list[tuple[Any, ...]]) -> pd.DataFrame:
    """A table with more rows behind its own."""
    made = pd.DataFrame(rows, columns=list(table.columns)).astype(table.dtypes.to_dict())
    return pd.concat([part for part in (table, made) if len(part)] or [made], ignore_index=True)


def _links(links: pd.DataFrame, groups: EntityGroups, gone: frozenset[str]) -> pd.DataFrame:
    """Links between entities that are there and are two."""
    if not len(links):
        return links
    ends = {end: CodedText.of(links[end]).mapped(groups.current_id) for end in ("entity_id", "linked_entity_id")}
    made = links.assign(**{end: ids.column(links[end]) for end, ids in ends.items()})
    away = made["entity_id"].isin(gone) | made["linked_entity_id"].isin(gone)
    two = made[~away & (made["entity_id"] != made["linked_entity_id"])]
    return two.drop_duplicates(["entity_id", "linked_entity_id", "kind"]).reset_index(drop=True)
