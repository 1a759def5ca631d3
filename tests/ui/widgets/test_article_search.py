from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_up import article_row, articles_of

from workbench.domain.palette import UNKNOWN_OUTLET
from workbench.ui.widgets.article_search import ArticleSearch
from workbench.workspace.listing import GROUPINGS, ArticleRow

words = st.text("abß ÉéS", min_size=1, max_size=4).filter(str.strip)
rows_of_any_kind = st.lists(
    st.builds(
        article_row,
        st.just(""),
        words,
        st.sampled_from(["", "Aéa", "Bb"]),
        st.sampled_from(["", "2024-01-01", "2023"]),
        st.sampled_from(["", "ba", "S"]),
        wire=st.sampled_from(["", "Ab"]),
        path=words,
    ),
    max_size=40,
)


def has(row: ArticleRow, word: str) -> bool:
    parts = (row.title, row.outlet or UNKNOWN_OUTLET, row.story, row.path, row.wire, row.author)
    return word in "\n".join(parts).casefold()


@given(rows_of_any_kind, st.lists(words.map(str.casefold).map(str.split).map(lambda found: found[0]), min_size=1))
def test_it_finds_the_articles_that_have_every_word(rows: list[ArticleRow], typed: list[str]) -> None:
    articles, search = articles_of(rows), ArticleSearch()
    expected = {n for n, row in enumerate(rows) if all(has(row, word) for word in typed)}
    for by in GROUPINGS:
        places = list(search.places(articles, typed, by))
        assert places == sorted(places)
        assert {articles.arranged(by).order[place] for place in places} == expected


@pytest.mark.parametrize("word", ["title", "7", "99999"])
def test_few_and_many_are_found_alike_and_again_after_a_change(word: str) -> None:
    rows = [article_row(f"d{n}", f"Title {n}", path="x") for n in range(2_000)]
    search = ArticleSearch()
    for changed in (rows, [*rows[:-1], article_row("d1999", "Title 99999", path="x")]):
        articles = articles_of(changed)
        places = search.places(articles, [word], "story")
        found = {articles.arranged("story").order[place] for place in places}
        assert found == {n for n, row in enumerate(changed) if word in row.title.casefold()}
