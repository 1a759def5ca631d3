"""The tables behind the Entities pane: the list, the names of one entity, its prominence, what it belongs with."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

import pandas as pd

from workbench.analysis.entities import names_by_outlet
from workbench.analysis.entity_suggestions import suggest_merges
from workbench.analysis.labels import counted_labels
from workbench.analysis.prominence import prominence
from workbench.analysis.span_counts import counted_spans
from workbench.domain.entity_decisions import entity_decisions_in, mention_decisions_in, readable_key
from workbench.domain.entity_differences import differences_in
from workbench.domain.labels import NOMINAL
from workbench.domain.measured import Measured
from workbench.domain.spans import Span
from workbench.workspace.evidence import lines

if TYPE_CHECKING:
    from workbench.workspace.catalogue import Making

KEY_SEPARATOR: Final = "\n"
"""Between the keys of an entity in one cell. No key holds one: keys are made of words."""
NAMED: Final = "named"
_CONTEXT: Final = 8
"""Words on each side of the first passage of a name."""


def with_keys(making: Making, name: str, most: int) -> Measured:
    """A table of entities for the screen, with the column ``keys``: all keys of each, that of its most frequent name first.

    Args:
        making: what is counted.
        name: the table, the most mentioned entities first.
        most: rows; the table that is exported has them all.
    """
    measured = making.table(name)
    shown = measured.table.head(most)
    groups = making.basis.annotations.groups
    column = [KEY_SEPARATOR.join(groups.keys_of(entity)) for entity in shown["entity_id"].tolist()]
    every = len(measured.table)
    notes = [] if len(shown) == every else [f"The {len(shown):,} most mentioned of {every:,} names."]
    keyed = shown.assign(keys=pd.Series(column, index=shown.index, dtype="str"))
    return Measured(keyed, (*notes, *measured.notes))


def forms_by_outlet(making: Making) -> Measured:
    """What each outlet calls the entity in focus: ``outlet``, ``kind`` (``named`` or ``nominal``), ``name``, ``count``."""
    basis, entity = making.basis, making.focus.entity
    annotations = basis.annotations
    names = names_by_outlet(basis.annotated_view, annotations.named_mentions, entity, basis.outlets).table
    own = annotations.labels[(annotations.labels["entity_id"] == entity) & (annotations.labels["relation"] == NOMINAL)]
    said = counted_labels(basis.annotated_view, own, basis.outlets, annotations.quoted_intervals).table
    described = said.groupby(["outlet", "label"], sort=True).size().rename("count").reset_index()
    described = described.sort_values(["outlet", "count", "label"], ascending=[True, False, True], kind="stable")
    rows = [(outlet, NAMED, name, int(count)) for outlet, name, count in names.itertuples(index=False, name=None)]
    rows += [(outlet, NOMINAL, name, int(n)) for outlet, name, n in described.itertuples(index=False, name=None)]
    return Measured(pd.DataFrame(rows, columns=["outlet", "kind", "name", "count"]))


def entity_prominence(making: Making) -> Measured:
    """How prominent the entity in focus is in each outlet.

    ``outlet``, ``articles`` (counted articles of the outlet that name it), ``of`` (all of them that are annotated),
    ``in_headline`` and ``in_lead`` (of ``articles``), ``prominence`` (mean over ``articles``), ``subject_share`` (mean).
    """
    basis, entity = making.basis, making.focus.entity
    mentions = basis.annotations.mentions
    wanted = set(mentions.loc[mentions["entity_id"] == entity, "document_id"]) & set(basis.annotated)
    documents = [document for document in basis.annotated if document in wanted]
    scored = prominence(
        [basis.by_id[document] for document in documents],
        mentions[mentions["document_id"].isin(wanted)],
        *(table[table["document_id"].isin(wanted)] for table in (basis.snapshot.tables.sentences, basis.boilerplate)),
    ).table
    own = scored[scored["entity_id"] == entity]
    own = own.assign(outlet=[basis.outlet_of[document] for document in own["document_id"].tolist()])
    every: dict[str, int] = defaultdict(int)
    for document in basis.annotated:
        every[basis.outlet_of[document]] += 1
    rows = [
        (
            outlet, len(group), every[str(outlet)], int(group["in_headline"].sum()), int(group["in_lead"].sum()),
            float(group["prominence"].mean()), float(group["subject_share"].mean()),
        )
        for outlet, group in own.groupby("outlet", sort=True)
    ]  # fmt: skip
    columns = ["outlet", "articles", "of", "in_headline", "in_lead", "prominence", "subject_share"]
    return Measured(pd.DataFrame(rows, columns=columns))


def entity_relations(making: Making) -> Measured:
    """What the entity in focus belongs with and stays apart from.

    ``entity_id``, ``name``, ``kind``, ``forward``, ``reason``, ``mentions``. ``forward`` says whether the link leads from the
    entity in focus to the other one.
    """
    basis, entity = making.basis, making.focus.entity
    links = basis.annotations.links
    counted = making.table("entity_counts").table.set_index("entity_id")
    columns = (links[name].tolist() for name in ("entity_id", "linked_entity_id", "kind", "reason"))
    rows = []
    for one, other, kind, reason in zip(*columns, strict=True):
        if entity in (one, other) and one != other:
            far = other if one == entity else one
            if far in counted.index:
                name, number = counted.at[far, "name"], counted.at[far, "mentions"]
                rows.append((far, str(name), str(kind), one == entity, str(reason), int(number)))  # type: ignore[arg-type]
    rows.sort(key=lambda row: (-row[5], row[0], row[2]))
    unique = {row[:4]: row for row in reversed(rows)}
    kept = [row for row in rows if unique[row[:4]] is row]
    return Measured(pd.DataFrame(kept, columns=["entity_id", "name", "kind", "forward", "reason", "mentions"]))


def entity_keys(making: Making) -> Measured:
    """The names of the entity in focus as decisions mean them.

    ``key``, ``name``, ``found_with`` (the other keys that the rules put together with it), ``reason``, ``mentions``,
    ``documents``, ``outlets`` and the first passage: ``document_id``, ``title``, ``start``, ``end``, ``left``, ``node``,
    ``right``. The name of most counted mentions comes first; one without any is listed too.
    """
    basis, entity = making.basis, making.focus.entity
    annotations = basis.annotations
    names = annotations.names[annotations.names["entity_id"] == entity]
    own = annotations.named_mentions
    own = own[own["entity_id"] == entity]
    own = own[counted_spans(basis.annotated_view, own)[0]]
    place = {document: n for n, document in enumerate(basis.store.document_ids)}
    own = own.assign(place=own["document_id"].map(place)).sort_values(["place", "start"], kind="stable")
    first = own.drop_duplicates("key")
    passages = lines(basis, first, window=_CONTEXT).assign(key=first["key"].to_numpy()).set_index("key")
    counts = own.groupby("key").size().to_dict()
    documents = own.groupby("key")["document_id"].nunique().to_dict()
    outlets = own.assign(outlet=own["document_id"].map(basis.outlet_of)).groupby("key")["outlet"].nunique().to_dict()
    rows = []
    for key, name, reason in zip(names["key"].tolist(), names["name"].tolist(), names["reason"].tolist(), strict=True):
        where: tuple[object, ...] = ("", "", 0, 0, "", "", "")
        if key in passages.index:
            at = passages.loc[key]
            where = (
                at["document_id"], at["title"], int(at["start"]), int(at["end"]), at["left"], at["node"], at["right"],
            )  # fmt: skip
        with_it = KEY_SEPARATOR.join(annotations.found_with(key))
        numbers = (counts.get(key, 0), documents.get(key, 0), outlets.get(key, 0))
        rows.append((key, name, with_it, reason, *numbers, *where))
    rows.sort(key=lambda row: (-int(row[4]), str(row[1]), str(row[0])))
    columns = (
        "key", "name", "found_with", "reason", "mentions", "documents", "outlets",
        "document_id", "title", "start", "end", "left", "node", "right",
    )  # fmt: skip
    return Measured(pd.DataFrame(rows, columns=list(columns)))


def entity_suggestions(making: Making) -> Measured:
    """Pairs of entities of the articles in scope that may be one, with the passage of the second one."""
    basis = making.basis
    annotations = basis.annotations
    named = annotations.named_mentions
    named = named[counted_spans(basis.annotated_view, named)[0]]
    measured = suggest_merges(
        annotations.entities,
        annotations.names,
        named,
        texts=basis.snapshot.texts,
        stories={article.document_id: article.story_id for article in basis.articles},
        links=annotations.links,
        different=differences_in(basis.decisions),
    )
    if measured.table.empty:
        return Measured(measured.table.assign(title="", left="", node="", right=""), measured.notes)
    passages = lines(basis, measured.table, window=_CONTEXT)
    added = {name: passages[name].to_numpy() for name in ("title", "left", "node", "right")}
    return Measured(measured.table.assign(**added), measured.notes)


def rejected_entities(making: Making) -> Measured:
    """What people said is no entity: ``key`` of a name, or the place of one mention; ``name``, ``mentions``, ``documents``."""
    basis = making.basis
    tables = basis.snapshot.tables
    decided = entity_decisions_in(basis.decisions)
    names = dict(zip(tables.names["key"].tolist(), tables.names["name"].tolist(), strict=True))
    types = dict(zip(tables.entities["entity_id"].tolist(), tables.entities["type"].tolist(), strict=True))
    entity_of = dict(zip(tables.names["key"].tolist(), tables.names["entity_id"].tolist(), strict=True))
    mentions = tables.mentions[tables.mentions["kind"] == NAMED]
    own = mentions[mentions["key"].isin(decided.rejected)]
    counts = own.groupby("key").agg(mentions=("start", "size"), documents=("document_id", "nunique"))
    rows: list[tuple[object, ...]] = []
    for key in sorted(decided.rejected):
        here = key in counts.index
        many, articles = (int(counts.at[key, "mentions"]), int(counts.at[key, "documents"])) if here else (0, 0)  # type: ignore[arg-type]
        rows.append(
            (key, "", 0, 0, names.get(key) or readable_key(key), types.get(entity_of.get(key, ""), ""), many, articles)
        )
    for place, one in sorted(mention_decisions_in(basis.decisions).items(), key=lambda item: _place(item[0])):
        article = basis.by_id.get(place.document_id)
        if one.rejected and article is not None:
            words = " ".join(article.text[place.start : place.end].split())
            title = article.display_title
            rows.append(("", place.document_id, place.start, place.end, words, title, 1, 1))
    rows.sort(key=lambda row: (bool(row[1]), -int(str(row[6])), str(row[4]).casefold()))
    columns = ["key", "document_id", "start", "end", "name", "about", "mentions", "documents"]
    return Measured(pd.DataFrame(rows, columns=columns))


def _place(span: Span) -> tuple[str, int, int]:
    return (span.document_id, span.start, span.end)
