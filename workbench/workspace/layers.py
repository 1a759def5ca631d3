"""One article with its layers, as the Reader shows it."""

from __future__ import annotations

from typing import Any

import pandas as pd

from workbench.domain.errors import UsageError
from workbench.workspace.basis import Basis
from workbench.workspace.messages import EntitySpan, FrameSpan, QuoteSpan, ReaderArticle


def reader_article(basis: Basis, document_id: str, frame_evidence: pd.DataFrame) -> ReaderArticle:
    """An article's text, metadata and layers. ``UsageError`` when the corpus has no such article."""
    article = basis.by_id.get(document_id)
    if article is None:
        raise UsageError(f"There is no article {document_id!r} any more. Choose another one in the list.")
    snapshot = basis.snapshot
    tables = snapshot.tables
    boilerplate = _of(snapshot.boilerplate, document_id)
    mentions = _of(snapshot.named_mentions, document_id)
    quotes = _of(tables.quotes, document_id)
    names = dict(zip(tables.entities["entity_id"], tables.entities["name"], strict=True))
    frames = _of(frame_evidence, document_id)
    return ReaderArticle(
        revision=snapshot.revision,
        document_id=document_id,
        text=article.text,
        title=article.title,
        outlet=article.outlet,
        date=article.date,
        date_source=article.date_source,
        author=article.author,
        url=article.url,
        encoding=article.encoding,
        notes=article.notes,
        annotated=document_id in snapshot.annotated,
        boilerplate=tuple(
            (int(start), int(end), str(kind)) for start, end, kind in _rows(boilerplate, "start", "end", "kind")
        ),
        entities=tuple(
            EntitySpan(int(start), int(end), str(entity), str(names.get(entity, entity)), str(kind))
            for start, end, entity, kind in _rows(mentions, "start", "end", "entity_id", "type")
            if entity
        ),
        quotes=tuple(
            QuoteSpan(int(start), int(end), str(speaker or ""), str(kind))
            for start, end, speaker, kind in _rows(quotes, "start", "end", "speaker", "kind")
        ),
        frames=tuple(
            FrameSpan(int(start), int(end), str(frame), str(entry))
            for start, end, frame, entry in _rows(frames, "start", "end", "frame", "entry")
        ),
    )


def _of(table: pd.DataFrame, document_id: str) -> pd.DataFrame:
    return table[table["document_id"] == document_id]


def _rows(table: pd.DataFrame, *columns: str) -> list[tuple[Any, ...]]:
    ordered = table.sort_values(["start", "end"], kind="stable")
    return list(zip(*(ordered[column].tolist() for column in columns), strict=True))
