"""Made-up articles, overviews and evidence for tests of the window."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Sequence

from workbench.domain.focus import Focus
from workbench.domain.table_data import TableData
from workbench.workspace.concordance_messages import PassagesByArticle
from workbench.workspace.listing import (
    GROUPINGS,
    NOTE_SEPARATOR,
    ArticleRow,
    Articles,
    Column,
    Counts,
    Flags,
    Names,
    Texts,
)
from workbench.workspace.messages import CorpusEvent, Evidence, Overview, Stage
from workbench.workspace.overview import arranged, names_of

OUTLETS = ("Daily Post", "Evening Star", "")


def article_row(
    document_id: str,
    title: str,
    outlet: str = "Daily Post",
    date: str = "2024-07-04",
    story: str = "Summit",
    *,
    words: int = 300,
    wire: str = "",
    in_scope: bool = True,
    path: str = "",
    story_title: str = "",
    duplicate_of: str = "",
    review: str = "",
) -> ArticleRow:
    return ArticleRow(
        document_id,
        title,
        outlet,
        "metadata.csv",
        "",
        date,
        story,
        words,
        wire,
        (),
        path or f"{document_id}.txt",
        in_scope,
        story_title or story,
        duplicate_of,
        review,
    )


def articles_of(rows: Sequence[ArticleRow]) -> Articles:
    """Rows as the columns that the working process makes of them."""
    columns: dict[str, Column] = {
        "document_id": Texts.of(row.document_id for row in rows),
        "title": Texts.of(row.title for row in rows),
        "path": Texts.of(row.path for row in rows),
        "folded title": Texts.of(row.title.casefold() for row in rows),
        "folded path": Texts.of(row.path.casefold() for row in rows),
        "outlet": names_of([row.outlet for row in rows]),
        "outlet_source": names_of([row.outlet_source for row in rows]),
        "author": names_of([row.author for row in rows]),
        "date": (dates := names_of([row.date for row in rows])),
        "story": (stories := names_of([row.story for row in rows])),
        "story title": Texts.of(
            {row.story: row.story_title or row.story for row in rows}[s] for s in stories.values.all()
        ),
        "duplicate": names_of([row.duplicate_of for row in rows]),
        "review": names_of([row.review for row in rows]),
        "wire": names_of([row.wire for row in rows]),
        "notes": names_of([NOTE_SEPARATOR.join(row.notes) for row in rows]),
        "words": Counts(array("L", (row.words for row in rows))),
        "in_scope": Flags(bytes(row.in_scope for row in rows)),
    }
    for by in GROUPINGS:
        groups = columns[by]
        assert isinstance(groups, Names)
        columns[f"by {by}"] = arranged(by, groups, dates)
    return Articles(columns)


def overview_of(rows: Sequence[ArticleRow], *, stage: Stage = Stage.COMPLETE) -> Overview:
    outlets = tuple(sorted({row.outlet for row in rows}, key=lambda o: (not o, o)))
    stories = tuple(dict.fromkeys(row.story for row in rows if row.story))
    return Overview(1, stage, articles_of(rows), outlets, stories, 1000, 2000, len(rows))


def corpus_event(overview: Overview) -> CorpusEvent:
    return CorpusEvent(
        1, overview.stage, len(overview.articles), overview.annotated, overview.outlets, overview.stories
    )


def evidence_of(focus: Focus, places: Sequence[tuple[str, int, int]]) -> Evidence:
    empty = tuple("" for _ in places)
    documents = tuple(document for document, _, _ in places)
    lines = TableData(
        ("document_id", "outlet", "date", "start", "end", "left", "node", "right", "title"),
        (
            documents,
            empty,
            empty,
            tuple(start for _, start, _ in places),
            tuple(end for _, _, end in places),
            empty,
            empty,
            empty,
            empty,
        ),
    )
    counts = Counter(documents)
    first = {document: (start, end) for document, start, end in reversed(places)}
    by_article = PassagesByArticle(
        tuple(counts),
        tuple(counts.values()),
        tuple(first[document][0] for document in counts),
        tuple(first[document][1] for document in counts),
    )
    spans = tuple((d, tuple((start, end) for other, start, end in places if other == d)) for d in counts)
    return Evidence(
        1,
        focus.evidence_key,
        "made up",
        lines,
        len(counts),
        5,
        passages=len(places),
        by_article=by_article,
        spans=spans,
    )
