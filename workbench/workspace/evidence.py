"""The passages behind a focus. The number that any pane shows for a focus is the number of passages found here."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np
import pandas as pd

from workbench.analysis.concordance import concordance, spans_table
from workbench.analysis.labels import counted_labels, of_voice
from workbench.analysis.span_counts import counted_spans
from workbench.codebooks import Codebook
from workbench.domain.collocations import window_words
from workbench.domain.entity_decisions import span_of
from workbench.domain.entity_names import name_in
from workbench.domain.focus import Focus
from workbench.domain.labels import ChosenLabel
from workbench.domain.palette import UNKNOWN_OUTLET
from workbench.domain.parts import NOT_KNOWN, STORY, parts_in
from workbench.domain.time_steps import period_words
from workbench.index.arrays import BoolArray
from workbench.index.passages import Passages
from workbench.index.query import find
from workbench.workspace.article_columns import article_columns, part_of
from workbench.workspace.article_days import dated_within
from workbench.workspace.basis import Basis
from workbench.workspace.decided_frames import decided_frames
from workbench.workspace.frame_focus import aspect_words, frame_passages
from workbench.workspace.node_windows import collocate_passages
from workbench.workspace.searches import parse_in
from workbench.workspace.speakers import quotes_of, speaker_label


def evidence_passages(
    basis: Basis,
    focus: Focus,
    codebook: Codebook,
    find_frame_evidence: Callable[[Codebook], pd.DataFrame],
    meanings: pd.DataFrame | None = None,
    find_group: Callable[[str], pd.DataFrame] | None = None,
) -> Passages:
    """Where the subject of a focus stands, as far as it is counted.

    Args:
        basis: what is counted.
        focus: a term, an entity, a frame or a speaker, possibly within an article or an outlet, or the group that is compared
            (:data:`workbench.domain.palette.UNKNOWN_OUTLET` stands for the articles without an outlet).
        codebook: the codebook that the focus is about.
        find_frame_evidence: gives every hit of a codebook in the corpus (a table ``frame_evidence``).
        meanings: passages of frames that were proposed by meaning, likewise.
        find_group: gives the places of a group of passages, by its id.

    Returns:
        Passages in the order of the corpus; none when the focus has no subject.

    Raises:
        QueryError: the term is not a search that can be understood.
    """
    if focus.collocate:
        passages = collocate_passages(basis, focus)
    elif focus.term:
        passages = Passages.of_hits(basis.store, find(basis.view, parse_in(basis, focus.term)))
    elif focus.entity and (name := name_in(focus)):
        mentions = basis.annotations.named_mentions
        own = mentions[mentions["entity_id"] == focus.entity]
        own = own[[" ".join(text.split()) == name for text in own["text"].tolist()]]
        passages = _of_table(basis, own[counted_spans(basis.annotated_view, own)[0]])
    elif focus.entity and focus.label:
        passages = _of_table(basis, _label_spans(basis, focus))
    elif focus.entity:
        mentions = basis.annotations.named_mentions
        own = mentions[mentions["entity_id"] == focus.entity]
        passages = _of_table(basis, own[counted_spans(basis.annotated_view, own)[0]])
    elif focus.frame:
        passages = frame_passages(
            basis, focus, decided_frames(basis, codebook, find_frame_evidence(codebook), meanings)
        )
    elif focus.speaker:
        passages = _of_table(basis, quotes_of(basis, focus))
    elif focus.group and find_group is not None:
        passages = _of_table(basis, find_group(focus.group))
    else:
        return Passages.none(basis.store)
    return _within(basis, focus, passages)


def evidence_spans(
    basis: Basis, focus: Focus, codebook: Codebook, find_frame_evidence: Callable[[Codebook], pd.DataFrame]
) -> pd.DataFrame:
    """The passages of :func:`evidence_passages` as a table of document_id, start, end."""
    return spans_table(evidence_passages(basis, focus, codebook, find_frame_evidence))


def _of_table(basis: Basis, table: pd.DataFrame) -> Passages:
    """The passages that the rows of a table stand for; an article that the store does not hold has none."""
    store = basis.store
    places = basis.snapshot.places
    documents = np.fromiter((places.get(d, -1) for d in table["document_id"]), dtype=np.int32, count=len(table))
    starts, ends = table["start"].to_numpy(dtype=np.int64), table["end"].to_numpy(dtype=np.int64)
    known = (documents >= 0) & (documents < len(store.document_ids))
    return Passages.of_spans(store, documents[known], starts[known], ends[known])


def articles_within(basis: Basis, focus: Focus) -> BoolArray | None:
    """Whether each document of the store is of the outlet, the article, the parts and the days of a focus.

    ``None`` where the focus means all of them.
    """
    kept: list[BoolArray] = []
    if focus.outlet:
        columns = article_columns(basis)
        outlet = "" if focus.outlet == UNKNOWN_OUTLET else focus.outlet
        kept.append(columns.outlet_codes == (columns.outlets.index(outlet) if outlet in columns.outlets else -1))
    kept += [part_of(basis, dimension, key) == 1 for dimension, key in parts_in(focus.part)]
    if focus.date_from or focus.date_to:
        kept.append(dated_within(basis, focus.date_from, focus.date_to))
    if focus.article:
        one = np.zeros(len(basis.store.document_ids), dtype=np.bool_)
        place = basis.snapshot.places.get(focus.article, one.size)
        one[place : place + 1] = True
        kept.append(one)
    return np.logical_and.reduce(kept) if kept else None


def _within(basis: Basis, focus: Focus, passages: Passages) -> Passages:
    """Those that stand in the outlet, the article and the parts of a focus."""
    kept = articles_within(basis, focus)
    return passages if kept is None else passages.take(kept[passages.documents])


def _label_spans(basis: Basis, focus: Focus) -> pd.DataFrame:
    """Where a label of an entity stands: the rows behind its count."""
    chosen, table = ChosenLabel.of(focus), basis.annotations.labels
    if chosen is None:
        return table.loc[[], ["document_id", "start", "end"]]
    said = (table["relation"] == chosen.relation) & (table["label"] == chosen.label)
    own = table[(table["entity_id"] == focus.entity) & said]
    counted = counted_labels(basis.annotated_view, own, basis.outlets, basis.annotations.quoted_intervals).table
    return of_voice(counted, chosen.voice, counted["in_quote"].to_numpy(dtype="bool"))[["document_id", "start", "end"]]


def lines(basis: Basis, spans: pd.DataFrame, *, window: int) -> pd.DataFrame:
    """Concordance lines of a table of spans, in its order: a table ``kwic`` and the article's title."""
    store, articles = basis.store, basis.articles
    table = concordance(
        spans,
        store=store,
        text_of=lambda document: articles[document].text,
        outlet_of=basis.outlets.__getitem__,
        date_of=lambda document: articles[document].date,
        window=window,
    )
    titles = [articles[store.document_index(document)].display_title for document in table["document_id"]]
    return table.assign(title=pd.Series(titles, index=table.index, dtype="str"))


def _group_label(basis: Basis, group_id: str) -> str:
    """What a group of passages or a row of coverage is called."""
    kind, _, key = group_id.partition(":")
    if kind == "figure":
        return f"the figure {key.partition('/')[0]}"
    place = span_of(key)
    article = basis.by_id.get(place.document_id) if place is not None else None
    if place is None or article is None:
        return "passages alike"
    text = " ".join(article.text[place.start : place.end].split())
    short = text if len(text) <= _SHORT else f"{text[: _SHORT - 1].rstrip()}…"
    return f"“{short}”" if kind == "sentence" else f"passages like “{short}”"


_SHORT: Final = 48


def focus_label(basis: Basis, focus: Focus) -> str:
    """What is highlighted, in words."""
    if focus.term:
        subject = f"“{focus.term.strip(chr(34))}”"
    elif focus.entity:
        entities = basis.annotations.entities
        names = entities.loc[entities["entity_id"] == focus.entity, "name"].tolist()
        subject = str(names[0]) if names else focus.entity
        label = ChosenLabel.of(focus)
        if label is not None:
            subject = f"{subject} — {label.words}"
        elif name_in(focus):
            subject = f"{subject} — “{name_in(focus)}”"
    elif focus.frame:
        subject = f"{focus.frame[:1].upper()}{focus.frame[1:]} frame"
        if focus.aspects:
            subject = f"{subject} ({', '.join(map(aspect_words, focus.aspects))})"
    elif focus.speaker:
        subject = speaker_label(basis, focus)
    elif focus.group:
        subject = _group_label(basis, focus.group)
    else:
        subject = ""
    if focus.collocate:
        bounds = ", within sentences" if focus.within_sentences else ""
        words = " and ".join(f"“{word}”" for word in focus.collocate.split())
        subject = f"{words} near {subject} ({window_words(*focus.span)}{bounds})"
    if focus.outlet:
        subject = f"{subject} in {focus.outlet}" if subject else focus.outlet
    for dimension, key in parts_in(focus.part):
        where = basis.story_title(key) if dimension == STORY and key else key or NOT_KNOWN.get(dimension, dimension)
        subject = f"{subject} in {where}" if subject else where
    if days := period_words(focus.date_from, focus.date_to):
        subject = f"{subject}, {days}" if subject else days
    if focus.article:
        place = basis.snapshot.places.get(focus.article)
        title = basis.articles[place].display_title if place is not None else focus.article
        short = title if len(title) <= 40 else f"{title[:39]}…"
        subject = f"{subject} in “{short}”" if subject else f"“{short}”"
    return subject
