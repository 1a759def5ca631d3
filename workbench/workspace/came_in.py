"""What an import brought, in the words that the window shows at its end."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.domain.article import Article
from workbench.workspace.import_messages import CameIn, ReviewItem


def came_in(articles: Sequence[Article], *, there_already: int = 0) -> CameIn:
    """The articles of one import, with how many outlets and which dates they have.

    Args:
        articles: those that were added.
        there_already: articles that were read again and not added.
    """
    dates = sorted(article.date for article in articles if article.date)
    outlets = [article.outlet for article in articles if article.outlet]
    return CameIn(
        documents=tuple(article.document_id for article in articles),
        titles=tuple(article.display_title for article in articles),
        paths=tuple(article.path for article in articles),
        records=tuple(article.record for article in articles),
        outlets=tuple(sorted(set(outlets))),
        without_outlet=len(articles) - len(outlets),
        first_date=dates[0] if dates else "",
        last_date=dates[-1] if dates else "",
        undated=len(articles) - len(dates),
        there_already=there_already,
    )


def to_review(articles: Sequence[Article]) -> tuple[ReviewItem, ...]:
    """Those of the articles that a person should look at, each with the reason."""
    return tuple(
        ReviewItem(article.document_id, article.display_title, article.path, article.record, article.review)
        for article in articles
        if article.review
    )
