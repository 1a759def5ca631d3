"""The tables of sentences, mentions, entities and quotes of a corpus, from the annotations of its articles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from workbench.annotation.document import NAMED, DocumentAnnotation
from workbench.annotation.entities import Resolution, resolve
from workbench.domain.article import Article
from workbench.domain.columns import TABLES


@dataclass(frozen=True)
class Annotations:
    """The four tables: columns of :data:`workbench.domain.columns.TABLES`, rows in the order of the articles."""

    sentences: pd.DataFrame
    mentions: pd.DataFrame
    """One row a mention. ``entity_id`` is empty where a pronoun's antecedent is not known."""
    entities: pd.DataFrame
    """One row an entity, the most frequent first. ``mentions`` counts the rows of the mentions table with its id,
    ``documents`` the articles and ``outlets`` the different outlets among them (an unknown outlet is none)."""
    quotes: pd.DataFrame
    """One row a quote. ``start``, ``end`` and ``text`` leave the quotation marks out; a quote over several paragraphs
    is one row that reaches from the first to the last of them. ``cue`` is the cue's dictionary form. Spans that are
    not known are missing values."""


_KINDS: dict[str, str] = {
    **dict.fromkeys(("sentence", "start", "end", "mentions", "documents", "outlets"), "int64"),
    **dict.fromkeys(("speaker_start", "speaker_end", "cue_start", "cue_end"), "Int64"),
}


def assemble(articles: Sequence[Article], annotations: Mapping[str, DocumentAnnotation]) -> Annotations:
    """Put the annotations of a corpus together and resolve its entities.

    Args:
        articles: in the order in which their rows are wanted.
        annotations: by document id; an article without one (not annotated yet) has no rows.
    """
    resolution = resolve(articles, annotations)
    return Annotations(
        sentences=_table("sentences", _sentences(articles, annotations)),
        mentions=_table("mentions", _mentions(articles, annotations, resolution)),
        entities=_table("entities", _entities(articles, resolution)),
        quotes=_table("quotes", _quotes(articles, annotations, resolution)),
    )


Rows = list[tuple[Any, ...]]


def _table(name: str, rows: Rows) -> pd.DataFrame:
    columns = TABLES[name]
    data = list(zip(*rows, strict=True)) if rows else [()] * len(columns)
    return pd.DataFrame(
        {
            column: pd.Series(list(values), dtype=_KINDS.get(column, "object" if not values else None))
            for column, values in zip(columns, data, strict=True)
        }
    )


def _annotated(
    articles: Sequence[Article], annotations: Mapping[str, DocumentAnnotation]
) -> list[tuple[Article, DocumentAnnotation]]:
    return [(a, annotations[a.document_id]) for a in articles if a.document_id in annotations]


def _sentences(articles: Sequence[Article], annotations: Mapping[str, DocumentAnnotation]) -> Rows:
    return [
        (article.document_id, number, start, end)
        for article, annotation in _annotated(articles, annotations)
        for number, (start, end) in enumerate(annotation.sentences, start=1)
    ]


def _mentions(
    articles: Sequence[Article], annotations: Mapping[str, DocumentAnnotation], resolution: Resolution
) -> Rows:
    types = resolution.type_of()
    rows: Rows = []
    for article, annotation in _annotated(articles, annotations):
        for mention, entity_id in zip(annotation.mentions, resolution.ids[article.document_id], strict=True):
            text = article.text[mention.start : mention.end]
            kind = types.get(entity_id, mention.type)
            if mention.type == "NORP" and mention.kind == NAMED:
                kind = mention.type  # a people's name stays one, though it counts for its country
            rows.append((article.document_id, mention.start, mention.end, text, kind, mention.kind, entity_id))
    return rows


def _entities(articles: Sequence[Article], resolution: Resolution) -> Rows:
    outlets = {article.document_id: article.outlet for article in articles}
    counted: dict[str, int] = defaultdict(int)
    documents: dict[str, set[str]] = defaultdict(set)
    for document, ids in resolution.ids.items():
        for entity_id in ids:
            if entity_id:
                counted[entity_id] += 1
                documents[entity_id].add(document)
    rows: Rows = [
        (
            entity.entity_id,
            entity.name,
            entity.type,
            "; ".join(entity.aliases),
            counted[entity.entity_id],
            len(documents[entity.entity_id]),
            len({outlets[d] for d in documents[entity.entity_id]} - {""}),
        )
        for entity in resolution.entities
    ]
    return sorted(rows, key=lambda row: (-row[4], row[0]))


def _quotes(articles: Sequence[Article], annotations: Mapping[str, DocumentAnnotation], resolution: Resolution) -> Rows:
    rows: Rows = []
    for article, annotation in _annotated(articles, annotations):
        text, ids = article.text, resolution.ids[article.document_id]
        for number, quote in enumerate(annotation.quotes, start=1):
            spoken = quote.speaker_start >= 0
            cued = quote.cue_start >= 0
            rows.append(
                (
                    f"{article.document_id}#q{number}",
                    article.document_id,
                    quote.kind,
                    quote.start,
                    quote.end,
                    text[quote.start : quote.end],
                    text[quote.speaker_start : quote.speaker_end] if spoken else "",
                    quote.speaker_start if spoken else pd.NA,
                    quote.speaker_end if spoken else pd.NA,
                    ids[quote.speaker_mention] if quote.speaker_mention >= 0 else "",
                    quote.cue,
                    quote.cue_start if cued else pd.NA,
                    quote.cue_end if cued else pd.NA,
                    quote.cue_class,
                )
            )
    return rows
