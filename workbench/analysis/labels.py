"""What each outlet calls those it mentions, and which verbs it uses of them: counts for every 1,000 mentions.

What is said of whom is the matter of the annotation; nothing is recognised here. A label is counted as a view counts
words: it is in when its first word is.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
import pandas as pd
from scipy.sparse import csc_array

from workbench.analysis.bootstrap import FEW_ARTICLES, MINIMUM_ARTICLES, REPLICATES, SEED, generator_for, rate_intervals
from workbench.analysis.outlet_groups import articles_in_words, listed, shown
from workbench.analysis.span_counts import counted_spans
from workbench.domain.columns import TABLES
from workbench.domain.described_names import described_names
from workbench.domain.labels import RELATIONS
from workbench.domain.measured import Measured
from workbench.domain.scope import Voice
from workbench.domain.spans import Interval
from workbench.index.store import LongArray
from workbench.index.view import BoolArray, View

BY_OUTLET_COLUMNS: Final = (
    "relation", "label", "outlet", "count", "own", "quoted", "documents", "per_1000_mentions", "low", "high",
    "mentions", "articles",
)  # fmt: skip

Quoted = Mapping[str, Sequence[Interval]]
"""Quoted stretches of each article, sorted and apart from each other."""


def counted_labels(view: View, labels: pd.DataFrame, outlets: Sequence[str], quoted: Quoted) -> Measured:
    """The labels that a view counts, each stretch of text once for an entity and a relation.

    Args:
        view: what is counted.
        labels: ``entity_id``, ``document_id``, ``start``, ``end``, ``label``, ``relation``; rows without an entity are
            passed over.
        outlets: the outlet of each document of the view's store, in its order.
        quoted: quoted stretches by document id; a label is quoted when it begins in one.

    Returns:
        Table ``labels``, in the order of the store and then by place.

    Raises:
        ValueError: ``outlets`` does not fit the store.
    """
    if len(outlets) != len(view.store.document_ids):
        raise ValueError(f"{len(outlets)} outlets for {len(view.store.document_ids)} documents")
    known = labels[labels["entity_id"].fillna("").astype("str") != ""]
    counted, documents = counted_spans(view, known)
    kept = known[counted].assign(document=documents[counted])
    kept = kept.drop_duplicates(["entity_id", "document", "start", "end", "relation", "label"])
    kept = kept.assign(
        outlet=pd.Series([outlets[d] for d in kept["document"].tolist()], index=kept.index, dtype="str"),
        in_quote=in_quote(kept, quoted).astype(np.int64),
    )
    kept = kept.sort_values(["document", "start", "end", "relation", "label", "entity_id"], kind="stable")
    return Measured(kept[list(TABLES["labels"])].reset_index(drop=True))


def in_quote(table: pd.DataFrame, quoted: Quoted) -> BoolArray:
    """Which rows of a table with ``document_id`` and ``start`` begin in a quoted stretch."""
    out = np.zeros(len(table), dtype=np.bool_)
    for row, (document, start) in enumerate(zip(table["document_id"].tolist(), table["start"].tolist(), strict=True)):
        stretches = quoted.get(document)
        if stretches:
            at = bisect_right(stretches, (int(start), float("inf"))) - 1
            out[row] = at >= 0 and int(start) < stretches[at][1]
    return out


def of_voice(table: pd.DataFrame, voice: Voice, quoted: BoolArray) -> pd.DataFrame:
    """The rows of a table that a voice has, by whether each is quoted."""
    if voice is Voice.ALL:
        return table
    return table[quoted if voice is Voice.QUOTED else ~quoted]


def labels_by_outlet(
    view: View,
    labels: pd.DataFrame,
    mentions: pd.DataFrame,
    entity_id: str,
    outlets: Sequence[str],
    quoted: Quoted,
    *,
    voice: Voice = Voice.ALL,
    replicates: int = REPLICATES,
    seed: int = SEED,
) -> Measured:
    """What each outlet says of one entity, for every 1,000 times that it mentions it.

    Args:
        view: what is counted.
        labels: as for :func:`counted_labels`.
        mentions: a table ``mentions``; all kinds count: names, descriptions and pronouns, but no description right beside
            the name that it describes ("Prime Minister" in "Prime Minister Jane Roe" is a label and no mention more).
        entity_id: the entity.
        outlets: the outlet of each document of the view's store, in its order.
        quoted: quoted stretches by document id.
        voice: all words, the outlet's own (outside quotation marks) or quoted ones: labels and mentions alike.
        replicates: resamplings behind each interval; 0 leaves intervals out.
        seed: the same seed gives the same table.

    Returns:
        The columns :data:`BY_OUTLET_COLUMNS`. ``count`` is ``own`` plus ``quoted``. ``per_1000_mentions`` has a 95 %
        interval ``low`` to ``high`` by resampling the outlet's articles that mention the entity; ``mentions`` and
        ``articles`` (with a mention) are its denominators. A row for each label and each outlet that mentions the
        entity, also where it never uses the label. Relations stand in their fixed order, in each the most frequent
        label first, outlets in alphabetical order. The ends of an interval are not a number for a count of 0 and with
        fewer than 2 articles; the rate is not a number without a mention.

    Raises:
        ValueError: ``outlets`` does not fit the store.
    """
    counted = counted_labels(view, labels[labels["entity_id"] == entity_id], outlets, quoted).table
    counted = of_voice(counted, voice, counted["in_quote"].to_numpy(dtype=np.bool_))
    named = mentions[mentions["entity_id"] == entity_id]
    places = (named[column].tolist() for column in ("document_id", "start", "end", "kind", "entity_id"))
    named = named[np.array([name < 0 for name in described_names(zip(*places, strict=True))], dtype=np.bool_)]
    named = named[counted_spans(view, named)[0]]
    named = of_voice(named, voice, in_quote(named, quoted))
    numbers = {document: n for n, document in enumerate(view.store.document_ids)}
    mentioned = np.zeros(len(numbers), dtype=np.int64)
    np.add.at(mentioned, [numbers[d] for d in named["document_id"].tolist()], 1)

    order = _in_order(counted)
    place = {pair: n for n, pair in enumerate(order)}
    rows: LongArray = np.array([numbers[d] for d in counted["document_id"].tolist()], dtype=np.int64)
    columns: LongArray = np.array(
        [place[pair] for pair in zip(counted["relation"], counted["label"], strict=True)], dtype=np.int64
    )
    shape = (len(numbers), len(order))
    every = csc_array((np.ones(len(counted), dtype=np.int64), (rows, columns)), shape=shape)
    said = csc_array((counted["in_quote"].to_numpy(dtype=np.int64), (rows, columns)), shape=shape)
    members: dict[str, list[int]] = {}
    for document in sorted({*np.flatnonzero(mentioned).tolist(), *rows.tolist()}):
        members.setdefault(outlets[document], []).append(document)
    out = [
        _of_outlet(outlet, np.array(members[outlet]), every, said, mentioned, replicates=replicates, seed=seed)
        for outlet in sorted(members)
    ]
    tables = [part.assign(place=range(len(order))) for part in out]
    table = pd.concat(tables, ignore_index=True) if tables else pd.DataFrame(columns=[*BY_OUTLET_COLUMNS, "place"])
    table["relation"] = pd.Series([order[n][0] for n in table["place"]], dtype="str")
    table["label"] = pd.Series([order[n][1] for n in table["place"]], dtype="str")
    table = table.sort_values(["place", "outlet"], kind="stable")[list(BY_OUTLET_COLUMNS)].reset_index(drop=True)
    return Measured(table, tuple(_notes(out, replicates=replicates, seed=seed)))


def _in_order(counted: pd.DataFrame) -> list[tuple[str, str]]:
    """Each relation and label that occurs: relations in their fixed order, then the most frequent label first."""
    totals = Counter(zip(counted["relation"].tolist(), counted["label"].tolist(), strict=True))
    place = {relation: n for n, relation in enumerate(RELATIONS)}
    return sorted(totals, key=lambda pair: (place.get(pair[0], len(place)), -totals[pair], pair[1]))


def _of_outlet(
    outlet: str,
    documents: LongArray,
    every: csc_array,
    said: csc_array,
    mentioned: LongArray,
    *,
    replicates: int,
    seed: int,
) -> pd.DataFrame:
    """One outlet's rows, a row for each column of the counts."""
    mine = csc_array(every[documents])
    counts = np.asarray(mine.sum(axis=0), dtype=np.int64).ravel()
    quoted = np.asarray(csc_array(said[documents]).sum(axis=0), dtype=np.int64).ravel()
    mentions = int(mentioned[documents].sum())
    with_mentions = documents[mentioned[documents] > 0]
    low = high = np.full(counts.size, np.nan)
    if replicates:
        generator = generator_for(seed, outlet)
        low, high = rate_intervals(
            csc_array(every[with_mentions]), mentioned[with_mentions], replicates=replicates, generator=generator
        )
    return pd.DataFrame(
        {
            "outlet": pd.Series([outlet] * counts.size, dtype="str"),
            "count": counts,
            "own": counts - quoted,
            "quoted": quoted,
            "documents": np.asarray(np.diff(mine.indptr), dtype=np.int64),
            "per_1000_mentions": counts * 1000.0 / mentions if mentions else np.full(counts.size, np.nan),
            "low": low,
            "high": high,
            "mentions": np.full(counts.size, mentions, dtype=np.int64),
            "articles": np.full(counts.size, with_mentions.size, dtype=np.int64),
        }
    )


def _notes(parts: Sequence[pd.DataFrame], *, replicates: int, seed: int) -> list[str]:
    """How the rates came about, and for which outlets there are too few articles."""
    groups = [
        (str(part["outlet"].iloc[0]), int(part["mentions"].iloc[0]), int(part["articles"].iloc[0]))
        for part in parts
        if len(part)
    ]
    if not groups:
        return []
    bases = [
        f"{shown(outlet)} {mentions:,} in {articles_in_words(articles)}" for outlet, mentions, articles in groups[:6]
    ]
    more = f" and {len(groups) - 6:,} more outlets" if len(groups) > 6 else ""
    notes = [f"Mentions: {'; '.join(bases)}{more}."]
    if replicates and any(articles >= MINIMUM_ARTICLES for _, _, articles in groups):
        notes.append(
            f"Intervals hold 95 % of {replicates:,} resamplings of each outlet's articles with a mention (seed {seed})."
        )
    few = [f"{shown(outlet)} ({articles_in_words(n)})" for outlet, _, n in groups if n < FEW_ARTICLES]
    if few:
        notes.append(f"{listed(few)}: differences are shown, not tested.")
    return notes
