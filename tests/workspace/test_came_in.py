"""What an import brought: counts, dates, and the articles that a person should look at."""

from __future__ import annotations

from dataclasses import replace

from workbench.domain.article import Article
from workbench.workspace.came_in import came_in, to_review

ONE = Article("a", "Text.", path="x.csv", record="line 2", title="One", outlet="Post", date="2021-04-02")
TWO = replace(ONE, document_id="b", record="line 3", title="Two", date="2020-12", review="The header is irregular.")
THREE = replace(ONE, document_id="c", record="line 4", title="", outlet="", date="")


def test_articles_are_counted_with_their_outlets_and_dates() -> None:
    came = came_in([ONE, TWO, THREE], there_already=4)
    assert came.documents == ("a", "b", "c")
    assert came.records == ("line 2", "line 3", "line 4")
    assert (came.outlets, came.without_outlet, came.undated) == (("Post",), 1, 1)
    assert (came.first_date, came.last_date) == ("2020-12", "2021-04-02")
    assert came.there_already == 4


def test_nothing_is_nothing() -> None:
    came = came_in([])
    assert (came.documents, came.first_date, came.outlets) == ((), "", ())


def test_an_article_to_look_at_has_its_place_and_reason() -> None:
    (item,) = to_review([ONE, TWO, THREE])
    assert (item.document_id, item.path, item.record, item.reason) == (
        "b",
        "x.csv",
        "line 3",
        "The header is irregular.",
    )
