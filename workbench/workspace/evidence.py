"""The passages behind a focus. The number that any pane shows for a focus is the number of rows made here."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from workbench.analysis.codebook import Codebook
from workbench.analysis.concordance import concordance, hits_to_spans
from workbench.analysis.frames import counted_evidence
from workbench.analysis.labels import counted_labels, of_voice
from workbench.analysis.span_counts import counted_spans
from workbench.domain.entity_names import name_in
from workbench.domain.focus import Focus
from workbench.domain.labels import ChosenLabel
from workbench.domain.palette import UNKNOWN_OUTLET
from workbench.index.query import find, parse
from workbench.workspace.basis import Basis
from workbench.workspace.speakers import quotes_of, speaker_label


def evidence_spans(
    basis: Basis, focus: Focus, codebook: Codebook, find_frame_evidence: Callable[[], pd.DataFrame]
) -> pd.DataFrame:
    """Where the subject of a focus stands, as far as it is counted.

    Args:
        basis: what is counted.
        focus: a term, an entity, a frame or a speaker, possibly within an article or an outlet, or the group that is compared
            (:data:`workbench.domain.palette.UNKNOWN_OUTLET` stands for the articles without an outlet).
        codebook: the codebook in use.
        find_frame_evidence: gives every hit of the codebook in the corpus (a table ``frame_evidence``).

    Returns:
        ``document_id``, ``start``, ``end``, in the order of the corpus; empty when the focus has no subject.

    Raises:
        QueryError: the term is not a search that can be understood.
    """
    if focus.term:
        spans = hits_to_spans(basis.store, find(basis.view, parse(focus.term)))
    elif focus.entity and (name := name_in(focus)):
        mentions = basis.annotations.named_mentions
        own = mentions[mentions["entity_id"] == focus.entity]
        own = own[[" ".join(text.split()) == name for text in own["text"].tolist()]]
        spans = own[counted_spans(basis.annotated_view, own)[0]][["document_id", "start", "end"]]
    elif focus.entity and focus.label:
        spans = _label_spans(basis, focus)
    elif focus.entity:
        mentions = basis.annotations.named_mentions
        own = mentions[mentions["entity_id"] == focus.entity]
        spans = own[counted_spans(basis.annotated_view, own)[0]][["document_id", "start", "end"]]
    elif focus.frame:
        counted = counted_evidence(basis.view, codebook, find_frame_evidence())
        spans = counted[counted["frame"] == focus.frame][["document_id", "start", "end"]]
    elif focus.speaker:
        spans = quotes_of(basis, focus)[["document_id", "start", "end"]]
    else:
        return pd.DataFrame({"document_id": [], "start": [], "end": []})
    if focus.outlet:
        outlet = "" if focus.outlet == UNKNOWN_OUTLET else focus.outlet
        keep = {document for document, name in basis.outlet_of.items() if name == outlet}
        spans = spans[spans["document_id"].isin(keep)]
    if focus.article:
        spans = spans[spans["document_id"] == focus.article]
    place = {document: n for n, document in enumerate(basis.store.document_ids)}
    spans = spans.assign(place=spans["document_id"].map(place))
    return spans.sort_values(["place", "start", "end"], kind="stable")[["document_id", "start", "end"]].reset_index(
        drop=True
    )


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
    """Concordance lines of passages: a table ``kwic`` and the article's title."""
    table = concordance(
        spans,
        texts=basis.snapshot.texts,
        outlets=basis.outlet_of,
        dates={article.document_id: article.date for article in basis.articles},
        store=basis.store,
        window=window,
    )
    titles = {article.document_id: article.display_title for article in basis.articles}
    return table.assign(title=table["document_id"].map(titles))


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
    elif focus.speaker:
        subject = speaker_label(basis, focus)
    else:
        subject = ""
    if focus.outlet:
        subject = f"{subject} in {focus.outlet}" if subject else focus.outlet
    if focus.article:
        article = basis.by_id.get(focus.article)
        title = article.display_title if article else focus.article
        short = title if len(title) <= 40 else f"{title[:39]}…"
        subject = f"{subject} in “{short}”" if subject else f"“{short}”"
    return subject
