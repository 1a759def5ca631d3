"""Made-up articles, overviews and evidence for tests of the window."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.domain.focus import Focus
from workbench.domain.table_data import TableData
from workbench.workspace.messages import ArticleRow, CorpusEvent, Evidence, Overview, Stage

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
    )


def overview_of(rows: Sequence[ArticleRow], *, stage: Stage = Stage.COMPLETE) -> Overview:
    outlets = tuple(sorted({row.outlet for row in rows}, key=lambda o: (not o, o)))
    stories = tuple(dict.fromkeys(row.story for row in rows if row.story))
    return Overview(1, stage, tuple(rows), outlets, stories, 1000, 2000, len(rows))


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
    return Evidence(1, focus.evidence_key, "made up", lines, len(set(documents)), 5)
