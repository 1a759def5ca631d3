"""Tables of what each outlet of a story covers, and what it leaves out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from workbench.analysis.omissions.amounts import amounts, same_figures
from workbench.analysis.omissions.coverage import Stories, coverage
from workbench.analysis.omissions.sentences import Sentences, sentences_of
from workbench.analysis.omissions.subjects import (
    FIGURE_ROW,
    KINDS,
    SENTENCE_ROW,
    entities,
    facts,
    figures,
    folded,
    short,
    voices,
)
from workbench.analysis.span_counts import counted_spans
from workbench.analysis.voices import MARKED, counted_quotes
from workbench.domain.coding import GROUPS
from workbench.domain.entity_decisions import span_of
from workbench.domain.errors import UsageError
from workbench.domain.measured import Measured
from workbench.domain.spans import Span
from workbench.workspace.basis import Basis, in_fixed_order
from workbench.workspace.decided_frames import places_in
from workbench.workspace.meanings import VectorArray
from workbench.workspace.speakers import entity_names
from workbench.workspace.table_family import TableFamily

if TYPE_CHECKING:
    from workbench.workspace.catalogue import Making

ONLY: Final = "only"
BUT: Final = "but"
NO_ARTICLE: Final = -1
"""What stands in a column ``outlet:X`` where the outlet has no article of the story."""
LONGEST: Final = 2000
"""Rows of the list on the screen; the exported table has them all."""
MOST_CELLS: Final = 40_000
"""Rows times outlets of that list: with many outlets it has fewer rows, so that the window need not wait."""

SPAN_COLUMNS: Final = ["document_id", "start", "end"]


def coverage_rows(making: Making) -> Measured:
    """What the outlets of each story cover, and the nearest sentence where one does not."""
    basis = making.basis
    stories, alone = _stories(basis)
    if not stories.documents:
        return Measured(
            _empty(stories, basis),
            (f"No story has articles of two outlets, so there is nothing to compare.{_waiting(basis)}",),
        )
    documents = [document for own in stories.documents.values() for document in own]
    story_of_document = {document: story for story, own in stories.documents.items() for document in own}
    ids = basis.store.document_ids
    story_of = {ids[document]: story for document, story in story_of_document.items()}
    document_of = {ids[document]: document for document in documents}
    passages = making.table("passages")
    annotations, view = basis.annotations, basis.annotated_view
    sentences = _sentences(making, story_of)
    quotes = counted_quotes(view, annotations.quotes, indirect=True)
    mentions = annotations.named_mentions
    names = entity_names(basis)
    meanings, why = _meanings(making, sentences)
    measured = coverage(
        stories,
        sentences,
        (
            facts(passages.table, story_of, document_of),
            voices(quotes, names, story_of, document_of),
            entities(mentions[counted_spans(view, mentions)[0]], names, story_of, document_of),
            figures(sentences, story_of_document),
        ),
        places_in(basis),
        lambda document: basis.articles[document].text,
        quoted=_quoted(basis, sentences),
        meanings=meanings,
        progress=making.progress,
    )
    notes = [f"Stories with articles of two outlets or more: {len(stories.documents):,}."]
    if alone:
        notes.append(
            f"{alone:,} {'story has' if alone == 1 else 'stories have'} articles of one outlet alone and"
            f" {'is' if alone == 1 else 'are'} left out."
        )
    if waiting := _waiting(basis).strip():
        notes.append(waiting)
    if why:
        notes.append(f"Nearest sentences by words alone: {why}")
    return Measured(measured.table, (*notes, *measured.notes))


def omission_list(making: Making) -> Measured:
    """A row for each fact, voice, entity and figure of a story, with columns for each outlet.

    For an outlet ``X`` there are ``outlet:X`` (its articles that cover it; -1 where it has none of the story), ``of:X`` (its
    articles of the story), and of the passage that covers it, or of the nearest sentence where none does, ``place:X``,
    ``document:X``, ``start:X``, ``end:X`` (-1 where there is none), ``similarity:X`` and ``text:X``. ``only_in`` names the
    one outlet that covers it, ``everywhere_but`` the one that does not.
    """
    basis, options = making.basis, making.options
    _check(making)
    measured = making.table("coverage")
    table = measured.table
    if options.covered:
        table = table[table["kind"] == options.covered]
    outlets = in_fixed_order(table["outlet"].drop_duplicates().tolist())
    heads = _heads(table, basis)
    if options.covered_by:
        column = heads["only_in" if options.covered_by == ONLY else "everywhere_but"]
        known = heads["one" if options.covered_by == ONLY else "but_one"]
        heads = heads[known & ((column == options.target) | (not options.target))]
    heads = heads.sort_values("outlets", ascending=False, kind="stable")  # what many could have told comes first
    most = min(LONGEST, MOST_CELLS // max(len(outlets), 1))
    shown = _spread(heads, most)
    notes = []
    if len(shown) < len(heads):
        notes.append(
            f"{len(shown):,} of {len(heads):,} rows, those first that most outlets cover. Choose a story or a kind to see others."
        )
    wide = _with_outlets(shown.drop(columns=["one", "but_one"]).reset_index(drop=True), table, outlets, basis)
    return Measured(wide, (*notes, *measured.notes))


def row_spans(making: Making, group_id: str) -> pd.DataFrame:
    """Where the figure or the sentence stands that a row of coverage is about.

    Args:
        making: what the table ``coverage`` was made from.
        group_id: the row's; of other kinds of rows there are no spans here.

    Returns:
        ``document_id``, ``start`` and ``end`` in the order of the corpus.
    """
    basis = making.basis
    if group_id.startswith(SENTENCE_ROW):
        rows = _sentence_spans(basis, span_of(group_id.removeprefix(SENTENCE_ROW)))
    elif group_id.startswith(FIGURE_ROW):
        key, _, story = group_id.removeprefix(FIGURE_ROW).partition("/")
        rows = _figure_spans(basis, key, story)
    else:
        rows = []
    place = basis.snapshot.places
    rows = sorted((row for row in rows if row[0] in place), key=lambda row: (place[row[0]], row[1:]))
    table = pd.DataFrame(rows, columns=SPAN_COLUMNS).astype({"document_id": "str", "start": "int64", "end": "int64"})
    return table[counted_spans(basis.annotated_view, table)[0]].reset_index(drop=True)


# -- inside ----------------------------------------------------------------------------------------------------------


def _stories(basis: Basis) -> tuple[Stories, int]:
    """The stories that have articles of two outlets or more, by their first article, and how many others there are."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    places = basis.snapshot.places
    for document in basis.annotated:
        article = basis.by_id[document]
        if article.story_id:
            found[article.story_id].append(places[document])
    compared = {story: tuple(sorted(own)) for story, own in found.items() if len({basis.outlets[n] for n in own}) > 1}
    stories = Stories(
        documents=dict(sorted(compared.items(), key=lambda item: item[1])),
        outlets=basis.outlets,
        document_ids=basis.store.document_ids,
        order=in_fixed_order(set(basis.outlets)),
    )
    return stories, len(found) - len(compared)


def _empty(stories: Stories, basis: Basis) -> pd.DataFrame:
    nothing = Sentences.none()
    return coverage(stories, nothing, (), places_in(basis), lambda document: basis.articles[document].text).table


def _waiting(basis: Basis) -> str:
    """What is said while names and quotes are being looked for."""
    known, every = len(basis.annotated), len(basis.in_scope)
    if known == every:
        return ""
    return f" Names and quotes are known of {known:,} of {every:,} articles; the others are left out."


def _sentences(making: Making, story_of: Mapping[str, str]) -> Sentences:
    basis = making.basis
    table = basis.snapshot.tables.sentences
    return sentences_of(
        basis.annotated_view,
        table[table["document_id"].isin(story_of.keys())],
        basis.annotations.mentions,
        places_in(basis),
        lambda document: basis.articles[document].text,
        progress=making.progress,
    )


def _meanings(making: Making, sentences: Sentences) -> tuple[VectorArray | None, str]:
    """A unit vector for each sentence; else why words alone decide which one is nearest, where meanings were asked for."""
    if not making.options.by_meaning or not len(sentences):
        return None, ""
    texts: list[str] = []
    columns = (sentences.documents.tolist(), sentences.starts.tolist(), sentences.ends.tolist())
    for document, start, end in zip(*columns, strict=True):
        texts.append(" ".join(making.basis.articles[document].text[start:end].split()))
    return making.meanings.vectors(texts, most=making.options.most_meanings, progress=making.progress)


def _quoted(basis: Basis, sentences: Sentences) -> frozenset[int]:
    """The numbers of the sentences in which words stand between quotation marks as somebody's."""
    quotes = basis.annotations.quotes
    marked = quotes[quotes["kind"].isin(MARKED)]
    places = basis.snapshot.places
    documents = np.array([places.get(document, -1) for document in marked["document_id"].tolist()], dtype=np.int64)
    found = sentences.at(documents, marked["start"].to_numpy(dtype=np.int64))
    return frozenset(found[found >= 0].tolist())


def _figure_spans(basis: Basis, key: str, story: str) -> list[tuple[str, int, int]]:
    own = {document for document in basis.annotated if basis.by_id[document].story_id == story}
    found = [
        (document, amount)
        for document, start, end in _rows_of(basis, own)
        for amount in amounts(basis.by_id[document].text[start:end], start)
    ]
    members = same_figures([amount for _, amount in found]).get(key, [])
    return [(found[n][0], found[n][1].start, found[n][1].end) for n in members]


def _sentence_spans(basis: Basis, span: Span | None) -> list[tuple[str, int, int]]:
    """A sentence and the same words in other articles of its outlet in its story."""
    article = basis.by_id.get(span.document_id) if span is not None else None
    if span is None or article is None or not article.story_id:
        return []
    wanted, outlet = folded(article.text[span.start : span.end]), basis.outlet_of[span.document_id]
    own = {
        document
        for document in basis.annotated
        if basis.by_id[document].story_id == article.story_id and basis.outlet_of[document] == outlet
    }
    rows = _rows_of(basis, own)
    return [row for row in rows if folded(basis.by_id[row[0]].text[row[1] : row[2]]) == wanted]


def _rows_of(basis: Basis, documents: Collection[str]) -> list[tuple[str, int, int]]:
    """The sentences of documents."""
    table = basis.snapshot.tables.sentences
    rows = table[table["document_id"].isin(documents)]
    return list(zip(*(rows[name].tolist() for name in SPAN_COLUMNS), strict=True))


def _check(making: Making) -> None:
    options = making.options
    if options.covered not in {"", *KINDS}:
        raise UsageError(f"There is no kind of row {options.covered!r}. Kinds: {', '.join(KINDS)}.")
    if options.covered_by not in {"", ONLY, BUT}:
        raise UsageError(f"Rows can't be chosen by {options.covered_by!r}. Choose {ONLY!r} or {BUT!r}.")
    names = in_fixed_order(set(making.basis.outlets))
    if options.covered_by and options.target and options.target not in names:
        raise UsageError(f"No article is of {options.target}. Outlets: {', '.join(filter(None, names))}.")


def _heads(table: pd.DataFrame, basis: Basis) -> pd.DataFrame:
    """A row for each subject of each story, in the order of the table."""
    grouped = table.groupby(["story_id", "group_id"], sort=False)
    heads = grouped.agg(
        kind=("kind", "first"), name=("name", "first"), covered=("covered", "sum"), outlets=("covered", "size")
    ).reset_index()
    with_it, without = table[table["covered"] == 1], table[table["covered"] == 0]
    keys = pd.MultiIndex.from_frame(heads[["story_id", "group_id"]])
    first = {
        name: rows.groupby(["story_id", "group_id"], sort=False)["outlet"].first().reindex(keys).to_numpy()
        for name, rows in (("only_in", with_it), ("everywhere_but", without))
    }
    one = (heads["covered"] == 1).to_numpy()
    but_one = (heads["covered"] == heads["outlets"] - 1).to_numpy()
    titles = {story: basis.story_title(story) for story in dict.fromkeys(heads["story_id"].tolist())}
    columns: dict[str, Any] = {
        "group_id": heads["group_id"],
        "kind": heads["kind"],
        "name": heads["name"],
        "story_id": heads["story_id"],
        "story": _texts([titles[story] for story in heads["story_id"].tolist()]),
        "covered": heads["covered"],
        "outlets": heads["outlets"],
        "only_in": _texts(np.where(one, first["only_in"], "").tolist()),
        "everywhere_but": _texts(np.where(but_one, first["everywhere_but"], "").tolist()),
        "one": one,
        "but_one": but_one,
    }
    return pd.DataFrame(columns)


def _spread(heads: pd.DataFrame, most: int) -> pd.DataFrame:
    """At most so many rows: of each story and kind the first ones, as evenly as can be."""
    if len(heads) <= most:
        return heads
    place = heads.groupby(["story_id", "kind"], sort=False).cumcount().to_numpy()
    kept = np.sort(np.argsort(place, kind="stable")[:most])
    return heads.iloc[kept]


def _with_outlets(heads: pd.DataFrame, table: pd.DataFrame, outlets: Collection[str], basis: Basis) -> pd.DataFrame:
    keys = pd.MultiIndex.from_frame(heads[["story_id", "group_id"]])
    wanted = pd.MultiIndex.from_frame(table[["story_id", "group_id"]]).isin(keys)
    table = table[wanted]
    texts = _sentence_texts(basis, table)
    table = table.assign(text=texts)
    columns: dict[str, Any] = {}
    for outlet in outlets:
        own = table[table["outlet"] == outlet].set_index(["story_id", "group_id"])
        at = own.index.get_indexer(keys)
        there = at >= 0
        for name, column, missing in _CELLS:
            values = own[column].to_numpy(dtype=object, na_value=missing)
            cells = np.full(len(keys), missing, dtype=object)
            cells[there] = values[at[there]]
            columns[f"{name}:{outlet}"] = pd.Series(cells, dtype=_KIND_OF[name])
        columns[f"of:{outlet}"] = columns[f"of:{outlet}"].clip(lower=0)
    return pd.concat([heads, pd.DataFrame(columns, index=heads.index)], axis=1)


_CELLS: Final[tuple[tuple[str, str, Any], ...]] = (
    ("outlet", "articles", NO_ARTICLE),
    ("of", "articles_in_story", 0),
    ("place", "place", ""),
    ("document", "nearest_document_id", ""),
    ("start", "nearest_start", -1),
    ("end", "nearest_end", -1),
    ("similarity", "nearest_similarity", np.nan),
    ("text", "text", ""),
)
_KIND_OF: Final = {
    "outlet": "int64", "of": "int64", "place": "str", "document": "str", "start": "int64", "end": "int64",
    "similarity": "float64", "text": "str",
}  # fmt: skip


def _sentence_texts(basis: Basis, table: pd.DataFrame) -> list[str]:
    """For each row the sentence in which its passage begins, as one line; a passage that is longer is shown itself."""
    sentences = basis.snapshot.tables.sentences
    known = sentences[sentences["document_id"].isin(set(table["nearest_document_id"].tolist()))]
    edges: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for document, start, end in zip(*(known[name].tolist() for name in SPAN_COLUMNS), strict=True):
        edges[document].append((int(start), int(end)))
    begins = {document: np.array([start for start, _ in sorted(own)]) for document, own in edges.items()}
    spans = {document: sorted(own) for document, own in edges.items()}
    out = []
    columns = (table[name].tolist() for name in ("nearest_document_id", "nearest_start", "nearest_end"))
    for document, start, end in zip(*columns, strict=True):
        if not document:
            out.append("")
            continue
        low, high = int(start), int(end)
        at = int(np.searchsorted(begins[document], low, side="right")) - 1 if document in begins else -1
        if at >= 0 and low < spans[document][at][1]:
            low, high = min(low, spans[document][at][0]), max(high, spans[document][at][1])
        out.append(short(basis.by_id[document].text[low:high]))
    return out


def _texts(values: list[str]) -> pd.Series[Any]:
    return pd.Series(values, dtype="str")


COVERED_BY: Final = frozenset({"by_meaning", "most_meanings"})
"""The options that decide what counts as covered."""

FAMILY: Final = TableFamily(
    contract={"coverage": coverage_rows},
    panes={"omission_list": omission_list},
    options={"coverage": COVERED_BY, "omission_list": COVERED_BY | {"covered", "covered_by", "target"}},
    follows=GROUPS,
)
