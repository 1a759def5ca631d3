"""One article with its layers, as the Reader shows it."""

from __future__ import annotations

from typing import Any

import pandas as pd

from workbench.annotation.document import NAMED
from workbench.annotation.languages.codes import language_name
from workbench.annotation.languages.models import installable
from workbench.domain.article import EDITABLE_FIELDS, Article
from workbench.domain.errors import UsageError
from workbench.workspace.basis import Basis
from workbench.workspace.copies import CopyFindings
from workbench.workspace.decided_boilerplate import boilerplate_of
from workbench.workspace.messages import EntitySpan, FrameSpan, ReaderArticle
from workbench.workspace.quote_layers import mark_spans, quote_layers


def reader_article(
    basis: Basis, document_id: str, frame_evidence: pd.DataFrame, *, text: str | None = None
) -> ReaderArticle:
    """An article's text, metadata and layers. ``UsageError`` when the corpus has no such article.

    Args:
        basis: the corpus with what was decided.
        document_id: which article.
        frame_evidence: a table ``frame_evidence`` with the article in it, without what people rejected.
        text: the article's text, where the corpus has only been listed so far.
    """
    article = basis.by_id.get(document_id)
    if article is None:
        raise UsageError(f"There is no article {document_id!r} any more. Choose another one in the list.")
    snapshot = basis.snapshot
    mentions = _mentions(basis, document_id)
    quotes = quote_layers(basis, document_id)
    language, missing = snapshot.tables.languages.get(document_id, ("", ()))
    frames = _of(frame_evidence, document_id)
    agency, why_agency = basis.agency_of(article)
    sources = {field: article.source_of(field) for field in EDITABLE_FIELDS} | {"wire_agency": why_agency}
    found = basis.known_copies
    return ReaderArticle(
        revision=snapshot.revision,
        document_id=document_id,
        text=article.text if text is None else text,
        title=article.title,
        outlet=article.outlet,
        date=article.date,
        date_source=article.date_source,
        author=article.author,
        url=article.url,
        encoding=article.encoding,
        notes=article.notes,
        annotated=document_id in snapshot.annotated,
        boilerplate=boilerplate_of(snapshot, basis.decisions, document_id),
        entities=tuple(mention for mention in mentions if mention.kind == NAMED),
        references=tuple(mention for mention in mentions if mention.kind != NAMED),
        quotes=quotes.quotes,
        rejected_quotes=quotes.rejected,
        proposed_quotes=quotes.proposed,
        marks=mark_spans(basis, document_id),
        read_as=language_name(language) if language else "",
        missing=tuple(missing),
        missing_help=installable(language) if missing else "",
        frames=tuple(
            FrameSpan(int(start), int(end), str(frame), str(entry), str(verdict))
            for start, end, frame, entry, verdict in _rows(frames, "start", "end", "frame", "entry", "verdict")
        ),
        section=article.section,
        wire_agency=agency,
        language=article.language,
        story_id=article.story_id,
        story=basis.story_title(article.story_id),
        path=article.path,
        record=article.record,
        stated_words=article.stated_words,
        review=article.review,
        reviewed=bool(article.review) and document_id not in basis.needs_review,
        sources=tuple((field, source) for field, source in sources.items() if source),
        copies=_copies(basis, article, found) if found is not None else (),
    )


def _mentions(basis: Basis, document_id: str) -> list[EntitySpan]:
    """The mentions of an article that stand for an entity."""
    annotations = basis.annotations
    names = annotations.entity_names
    columns = ("start", "end", "entity_id", "type", "kind", "key")
    return [
        EntitySpan(int(start), int(end), str(entity), names.get(entity, str(entity)), str(type_), str(kind), str(key))
        for start, end, entity, type_, kind, key in _rows(_of(annotations.mentions, document_id), *columns)
        if entity
    ]


def _copies(basis: Basis, article: Article, found: CopyFindings) -> tuple[str, ...]:
    """What is known about copied text in an article, in short sentences."""
    out: list[str] = []
    document = article.document_id
    stands_for = found.representative_of
    if document in stands_for:
        out.append(f"A duplicate of {_named(basis, stands_for[document])}, which stands for it.")
    elif others := [other for other, stands in stands_for.items() if stands == document]:
        shown = ", ".join(_named(basis, other) for other in others[:3])
        more = f" and {len(others) - 3:,} more" if len(others) > 3 else ""
        out.append(f"It stands for {len(others):,} {'duplicate' if len(others) == 1 else 'duplicates'}: {shown}{more}.")
    for words, shared, share, earlier, source, first in _share_of(found.shares, document):
        if shared:
            out.append(f"{share:.0%} of its {words:,} words ({shared:,}) stand in other articles too.")
        if source:
            out.append(f"{earlier:,} of them stood in an earlier article, most in {_named(basis, source)}.")
        elif first == document:
            out.append("It is the earliest of the articles that share them.")
    return tuple(out)


def _share_of(shares: pd.DataFrame, document_id: str) -> list[tuple[Any, ...]]:
    columns = ["words", "shared_words", "share", "earlier_words", "source_document_id", "first_document_id"]
    return list(_of(shares, document_id)[columns].itertuples(index=False, name=None))


def _named(basis: Basis, document_id: str) -> str:
    """An article by its title, outlet and date."""
    article = basis.by_id.get(document_id)
    if article is None:
        return document_id
    title = article.display_title
    short = title if len(title) <= 60 else f"{title[:59]}…"
    beside = ", ".join(filter(None, (article.outlet, article.date)))
    return f"“{short}” ({beside})" if beside else f"“{short}”"


def _of(table: pd.DataFrame, document_id: str) -> pd.DataFrame:
    return table[table["document_id"] == document_id]


def _rows(table: pd.DataFrame, *columns: str) -> list[tuple[Any, ...]]:
    ordered = table.sort_values(["start", "end"], kind="stable")
    return list(zip(*(ordered[column].tolist() for column in columns), strict=True))
