"""How often each outlet names each entity, and by which names.

Mentions are counted as a view counts words: a mention is in when its first word is. Who is mentioned is the matter of
the annotation; nothing is recognised here.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import pandas as pd

from workbench.analysis.outlet_groups import outlet_groups
from workbench.analysis.span_counts import counted_spans
from workbench.domain.measured import Measured
from workbench.index.view import View

ENTITY_COUNT_COLUMNS: Final = (
    "entity_id", "name", "type", "outlet", "mentions", "documents", "per_1000", "articles", "words",
)  # fmt: skip
NAME_COLUMNS: Final = ("outlet", "name", "count")


def entity_counts(view: View, mentions: pd.DataFrame, entities: pd.DataFrame, outlets: Sequence[str]) -> Measured:
    """Mentions of each entity in each outlet that mentions it.

    Args:
        view: what is counted.
        mentions: a table ``mentions``; rows without an entity are passed over.
        entities: a table ``entities``, for names and types.
        outlets: the outlet of each document of the view's store, in its order.

    Returns:
        ``entity_id``, ``name``, ``type``, ``outlet``, ``mentions``, ``documents`` (articles with a mention),
        ``per_1000`` (mentions per 1,000 counted words of the outlet), and as denominators the outlet's ``articles``
        with counted words and its counted ``words``. There is no row where an outlet never mentions an entity. The
        entity with the most counted mentions comes first, its outlets in alphabetical order.

    Raises:
        ValueError: ``outlets`` does not fit the store, or a counted mention's entity is not in ``entities``.
    """
    groups = {group.outlet: group for group in outlet_groups(view, outlets)}
    counted = _counted(view, mentions, outlets)
    table = (
        counted.groupby(["entity_id", "outlet"], sort=True)
        .agg(mentions=("document", "size"), documents=("document", "nunique"))
        .reset_index()
    )
    known = entities.drop_duplicates("entity_id").set_index("entity_id")
    missing = sorted(set(table["entity_id"]) - set(known.index))
    if missing:
        raise ValueError(f"mentions name entities that are not in the table of entities: {', '.join(missing[:5])}")
    for column in ("name", "type"):
        table[column] = known[column].astype("str").reindex(table["entity_id"]).to_numpy()
    table["articles"] = [groups[outlet].articles for outlet in table["outlet"]]
    table["words"] = [groups[outlet].total_words for outlet in table["outlet"]]
    table["per_1000"] = table["mentions"] * 1000.0 / table["words"]
    table["total"] = table.groupby("entity_id")["mentions"].transform("sum")
    table["folded"] = table["name"].str.casefold()
    table = table.sort_values(["total", "folded", "entity_id", "outlet"], ascending=[False, True, True, True])
    integers = dict.fromkeys(("mentions", "documents", "articles", "words"), "int64")
    return Measured(table[list(ENTITY_COUNT_COLUMNS)].astype(integers).reset_index(drop=True))


def names_by_outlet(view: View, mentions: pd.DataFrame, entity_id: str, outlets: Sequence[str]) -> Measured:
    """What each outlet calls one entity: its counted mentions by surface form, white space folded, case kept.

    Args:
        view: what is counted.
        mentions: a table ``mentions``.
        entity_id: the entity.
        outlets: the outlet of each document of the view's store, in its order.

    Returns:
        ``outlet``, ``name``, ``count``: outlets in alphabetical order, the most frequent name first.

    Raises:
        ValueError: ``outlets`` does not fit the store.
    """
    counted = _counted(view, mentions[mentions["entity_id"] == entity_id], outlets)
    counted["name"] = pd.Series([" ".join(text.split()) for text in counted["text"]], index=counted.index, dtype="str")
    table = counted.groupby(["outlet", "name"], sort=True).size().rename("count").astype("int64").reset_index()
    table = table.sort_values(["outlet", "count", "name"], ascending=[True, False, True])
    return Measured(table[list(NAME_COLUMNS)].reset_index(drop=True))


def _counted(view: View, mentions: pd.DataFrame, outlets: Sequence[str]) -> pd.DataFrame:
    """The counted mentions that have an entity, with the index of their document, and its outlet."""
    if len(outlets) != len(view.store.document_ids):
        raise ValueError(f"{len(outlets)} outlets for {len(view.store.document_ids)} documents")
    named = mentions[mentions["entity_id"].fillna("").astype("str") != ""]
    counted, documents = counted_spans(view, named)
    kept = named.loc[counted, ["entity_id", "text"]].astype("str")
    kept["document"] = documents[counted]
    kept["outlet"] = pd.Series(np.array(outlets, dtype=object)[documents[counted]], index=kept.index, dtype="str")
    return kept
