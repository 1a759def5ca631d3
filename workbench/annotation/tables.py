"""The tables of sentences, mentions, entities and quotes of a corpus, from the annotations of its articles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd

from workbench.annotation.document import NAMED, VALUES, DocumentAnnotation
from workbench.annotation.entities import Resolution, resolve
from workbench.domain.article import Article
from workbench.domain.columns import TABLES


@dataclass(frozen=True)
class Annotations:
    """The four tables: columns of :data:`workbench.domain.columns.TABLES`, rows in the order of the articles."""

    sentences: pd.DataFrame
    mentions: pd.DataFrame
    """One row a mention. ``entity_id`` is empty where a pronoun's antecedent is not known. Two columns more than the
    contract: ``key``, what the rules saw as one before anything was joined, and ``subject``."""
    entities: pd.DataFrame
    """One row an entity, the most frequent first. ``mentions`` counts the rows of the mentions table with its id,
    ``documents`` the articles and ``outlets`` the different outlets among them (an unknown outlet is none)."""
    quotes: pd.DataFrame
    """One row a quote. ``start``, ``end`` and ``text`` leave the quotation marks out; a quote over several paragraphs
    is one row that reaches from the first to the last of them. ``cue`` is the cue's dictionary form. Spans that are
    not known are missing values. ``source`` is ``rules``. Two columns more than the contract: ``speaker_key`` and
    ``relay_key``, the keys of their mentions; one more, ``proposed``, where the cue is in no list of verbs."""
    names: pd.DataFrame
    """One row a key: ``key``, ``entity_id``, ``name``, ``reason``."""
    links: pd.DataFrame
    """Columns of the table ``entity_links``."""
    labels: pd.DataFrame
    """Columns of the table ``labels`` but ``outlet`` and ``in_quote``; also ``key``, the key of the mention, and where the
    mention stands."""
    marks: pd.DataFrame
    """Columns of the table ``quotation_marks``: marks that do not add up."""
    languages: Mapping[str, tuple[str, tuple[str, ...]]]
    """By document id the language that it was read as, and what could not be looked for in it."""


MENTION_COLUMNS: Final = (*TABLES["mentions"], "key", "subject")
QUOTE_COLUMNS: Final = (*TABLES["quotes"], "speaker_key", "relay_key", "proposed")
NAME_COLUMNS: Final = ("key", "entity_id", "name", "reason")
LABEL_COLUMNS: Final = (
    "entity_id", "document_id", "start", "end", "label", "relation", "key", "mention_start", "mention_end",
)  # fmt: skip
"""Columns that the tables have in the program; the contract's are among them."""

_KINDS: dict[str, str] = {
    **dict.fromkeys(("sentence", "start", "end", "mentions", "documents", "outlets"), "int64"),
    **dict.fromkeys(("mention_start", "mention_end"), "int64"),
    **dict.fromkeys(("speaker_start", "speaker_end", "cue_start", "cue_end", "relay_start", "relay_end"), "Int64"),
    **dict.fromkeys(("subject", "proposed"), "bool"),
}


def assemble(articles: Sequence[Article], annotations: Mapping[str, DocumentAnnotation]) -> Annotations:
    """Put the annotations of a corpus together and resolve its entities.

    Args:
        articles: in the order in which their rows are wanted.
        annotations: by document id; an article without one (not annotated yet) has no rows.
    """
    resolution = resolve(articles, annotations)
    return Annotations(
        sentences=_table(TABLES["sentences"], _sentences(articles, annotations)),
        mentions=_table(MENTION_COLUMNS, _mentions(articles, annotations, resolution)),
        entities=_table(TABLES["entities"], _entities(articles, resolution)),
        quotes=_table(QUOTE_COLUMNS, _quotes(articles, annotations, resolution)),
        names=_table(NAME_COLUMNS, [(n.key, n.entity_id, n.name, n.reason) for n in resolution.names]),
        links=_table(
            TABLES["entity_links"],
            [(link.entity_id, link.linked_entity_id, link.kind, link.reason) for link in resolution.links],
        ),
        labels=_table(LABEL_COLUMNS, _labels(articles, annotations, resolution)),
        marks=_table(TABLES["quotation_marks"], _marks(articles, annotations)),
        languages={
            article.document_id: (annotation.language, annotation.missing)
            for article, annotation in _annotated(articles, annotations)
        },
    )


Rows = list[tuple[Any, ...]]


def _table(columns: Sequence[str], rows: Rows) -> pd.DataFrame:
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
        ids, keys = resolution.ids[article.document_id], resolution.keys[article.document_id]
        for mention, entity_id, key in zip(annotation.mentions, ids, keys, strict=True):
            if mention.kind == NAMED and not key and mention.type not in VALUES:
                continue  # what the corpus shows to be a common word
            text = article.text[mention.start : mention.end]
            kind = types.get(entity_id, mention.type)
            if mention.type == "NORP" and mention.kind == NAMED:
                kind = mention.type  # a people's name stays one, though it counts for its country
            rows.append(
                (
                    article.document_id, mention.start, mention.end, text, kind, mention.kind, entity_id, key,
                    mention.subject,
                )
            )  # fmt: skip
    return rows


def _labels(articles: Sequence[Article], annotations: Mapping[str, DocumentAnnotation], resolution: Resolution) -> Rows:
    rows: Rows = []
    for article, annotation in _annotated(articles, annotations):
        ids, keys = resolution.ids[article.document_id], resolution.keys[article.document_id]
        for one in annotation.labels:
            mention = annotation.mentions[one.mention]
            rows.append(
                (
                    ids[one.mention], article.document_id, one.start, one.end, one.label, one.relation,
                    keys[one.mention], mention.start, mention.end,
                )
            )  # fmt: skip
    return rows


def _marks(articles: Sequence[Article], annotations: Mapping[str, DocumentAnnotation]) -> Rows:
    return [
        (article.document_id, at, at + 1, article.text[at : at + 1], problem)
        for article, annotation in _annotated(articles, annotations)
        for at, problem in annotation.problems
    ]


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
        document = article.document_id
        ids, keys = resolution.ids[document], resolution.keys[document]
        for number, quote in enumerate(annotation.quotes, start=1):
            rows.append(
                (
                    f"{document}#q{number}", document, quote.kind, quote.start, quote.end,
                    article.text[quote.start : quote.end],
                    *_stretch(article.text, quote.speaker_start, quote.speaker_end),
                    _of(ids, quote.speaker_mention), quote.cue, *_place(quote.cue_start, quote.cue_end), quote.cue_class,
                    *_stretch(article.text, quote.relay_start, quote.relay_end), _of(ids, quote.relay_mention),
                    f"{document}#q{quote.within + 1}" if quote.within >= 0 else "",
                    "rules", _of(keys, quote.speaker_mention), _of(keys, quote.relay_mention), quote.proposed,
                )
            )  # fmt: skip
    return rows


def _of(values: Sequence[str], mention: int) -> str:
    return values[mention] if mention >= 0 else ""


def _place(start: int, end: int) -> tuple[Any, Any]:
    return (start, end) if start >= 0 else (pd.NA, pd.NA)


def _stretch(text: str, start: int, end: int) -> tuple[Any, ...]:
    return (text[start:end] if start >= 0 else "", *_place(start, end))
