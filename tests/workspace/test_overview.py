from __future__ import annotations

import pickle
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.annotation.tables import QUOTE_COLUMNS, assemble
from workbench.domain.article import Article
from workbench.domain.corrections import Correction, changes_for
from workbench.domain.decisions import Decisions
from workbench.domain.scope import Scope, Voice
from workbench.index.store import TokenStore
from workbench.workspace.basis import Basis, admitted
from workbench.workspace.listing import GROUPINGS, Articles, SentBefore, Texts
from workbench.workspace.messages import Overview
from workbench.workspace.overview import OverviewMaker, names_of, renamed, word_counts
from workbench.workspace.snapshot import Snapshot

texts = st.text(max_size=12)
dates = st.sampled_from(["", "2024", "2024-07", "2024-07-04", "2023-01-02", "soon"])
articles_of_any_kind = st.lists(
    st.builds(
        Article,
        document_id=st.just("x"),
        text=texts,
        path=texts,
        outlet=st.sampled_from(["", "Daily Post", "evening star", "Élan"]),
        title=texts,
        date=dates,
        story_id=st.sampled_from(["", "Summit", "Harvest"]),
        notes=st.lists(st.sampled_from(["one", "two"]), max_size=2).map(tuple),
    ),
    max_size=12,
).map(lambda found: tuple(replace(article, document_id=f"d{n}") for n, article in enumerate(found)))


def listed(articles: tuple[Article, ...], scope: Scope | None = None) -> Articles:
    return OverviewMaker().make(Basis(Snapshot(articles=articles), scope or Scope())).articles


def corrected(*corrections: Correction) -> Decisions:
    return Decisions().with_changes(changes_for(corrections))


SMALL = (
    Article("a", "one two three four", outlet="Post", title="First", date="2024-07-04", story_id="Summit"),
    Article("b", "five six “seven eight” nine", outlet="Star", title="Second", date="2024-07-03", story_id="Summit"),
    Article("c", "ten", title="Third", story_id="Harvest"),
)


@given(st.lists(st.text(), max_size=20))
def test_texts_come_back_as_they_were(given: list[str]) -> None:
    column = Texts.of(given)
    expected = [text.replace("\0", "�") for text in given]
    assert [column[n] for n in range(len(column))] == expected
    assert column.all() == expected


@given(st.lists(st.characters(categories=["Cs"]), min_size=1, max_size=3))
def test_half_characters_of_broken_files_come_back_too(given: list[str]) -> None:
    assert Texts.of(given).all() == given


@given(articles_of_any_kind)
def test_a_listing_says_of_each_article_what_the_article_says(articles: tuple[Article, ...]) -> None:
    listing = pickle.loads(pickle.dumps(listed(articles)))  # noqa: S301 - our own
    assert len(listing) == len(articles)
    for article, row in zip(articles, listing, strict=True):
        assert row.document_id == article.document_id
        assert row.title == article.display_title.replace("\0", "�")
        assert (row.outlet, row.date, row.story) == (article.outlet, article.date, article.story_id)
        assert row.notes == article.notes
        assert row.path == article.path.replace("\0", "�")
        assert row.in_scope
        assert listing[listing.place(article.document_id)].document_id == article.document_id
    assert listing.place("nowhere") is None


@given(articles_of_any_kind)
def test_an_arrangement_has_every_article_once_in_the_order_that_is_promised(articles: tuple[Article, ...]) -> None:
    listing = listed(articles)
    for by in GROUPINGS:
        arrangement = listing.arranged(by)
        order = list(arrangement.order)
        assert sorted(order) == list(range(len(articles)))
        assert [arrangement.rank[n] for n in order] == list(range(len(articles)))
        groups = [[order[at] for at in range(*ends)] for ends in pairwise(arrangement.starts)]
        names = [{listing.group_of(n, by) for n in group} for group in groups]
        assert all(len(name) == 1 for name in names)
        assert len({name for (name,) in map(tuple, names)}) == len(groups)
        for group in groups:
            days = [articles[n].date for n in group if articles[n].date]
            assert days == sorted(days, reverse=by == "date")
            assert [bool(articles[n].date) for n in group] == sorted(bool(articles[n].date) for n in group)[::-1]
        flat = [name for (name,) in map(tuple, names)]
        if by == "outlet":
            assert flat == sorted(flat, key=lambda name: (not name, name.casefold(), name))
        else:
            newest = {name: max(articles[n].date for n in group) for name, group in zip(flat, groups, strict=True)}
            expected = sorted(sorted(flat), key=lambda name: newest[name], reverse=True)
            assert flat == sorted(expected, key=lambda name: not name)


@given(articles_of_any_kind, dates, dates, st.booleans(), st.booleans(), st.booleans())
def test_what_is_admitted_is_what_the_scope_admits(
    articles: tuple[Article, ...], first: str, last: str, by_story: bool, by_outlet: bool, by_document: bool
) -> None:
    scope = Scope(
        stories=("Summit",) if by_story else (),
        outlets=("", "Élan") if by_outlet else (),
        documents=("d0", "d3", "d4") if by_document else (),
        date_from=first,
        date_to=last,
    )
    assert list(admitted(articles, scope)) == [int(scope.admits(article)) for article in articles]


@given(st.lists(st.sampled_from("abc"), min_size=1, max_size=9), st.data())
def test_a_changed_column_is_the_one_that_would_have_been_made(values: list[str], data: st.DataObject) -> None:
    places = st.integers(0, len(values) - 1)
    changes = data.draw(st.dictionaries(places, st.sampled_from(["", "a", "new"]), min_size=1))
    column = renamed(names_of(values), changes)
    assert [column[n] for n in range(len(column))] == [changes.get(n, value) for n, value in enumerate(values)]
    assert column.missing == list(changes.values()).count("")


def test_what_the_window_has_is_not_sent_again() -> None:
    maker, snapshot = OverviewMaker(), Snapshot(articles=SMALL)
    first = maker.make(Basis(snapshot, Scope()))
    second = maker.make(Basis(snapshot, Scope(outlets=("Post",)))).without(first.articles.uids)
    sent = {name for name, column in second.articles.columns.items() if not isinstance(column, SentBefore)}
    assert sent == {"in_scope"}
    whole = second.completed_from(first)
    assert [row.in_scope for row in whole.articles] == [True, False, False]
    assert [row.title for row in whole.articles] == ["First", "Second", "Third"]
    with pytest.raises(KeyError):
        second.completed_from(None)


def test_a_correction_sends_only_the_columns_that_it_changes() -> None:
    maker, snapshot = OverviewMaker(), Snapshot(articles=SMALL)
    first = maker.make(Basis(snapshot, Scope()))
    after = maker.make(Basis(snapshot, Scope(), corrected(Correction("c", "outlet", "Star"))))
    sent = {
        name
        for name, column in after.without(first.articles.uids).articles.columns.items()
        if not isinstance(column, SentBefore)
    }
    assert sent == {"outlet", "outlet_source", "by outlet"}
    assert [row.outlet for row in after.articles] == ["Post", "Star", "Star"]
    assert after.outlets == ("Post", "Star")
    back = maker.make(Basis(snapshot, Scope()))
    assert [row.outlet for row in back.articles] == ["Post", "Star", ""]
    assert back.outlets == ("Post", "Star", "")


def test_a_corrected_title_is_shown_sought_and_taken_back() -> None:
    maker, snapshot = OverviewMaker(), Snapshot(articles=SMALL)
    maker.make(Basis(snapshot, Scope()))
    after = maker.make(Basis(snapshot, Scope(), corrected(Correction("a", "title", "NEW")))).articles
    assert after.titles.all() == ["NEW", "Second", "Third"]
    assert after.folded_titles.all() == ["new", "second", "third"]
    assert maker.make(Basis(snapshot, Scope())).articles.folded_titles.all() == ["first", "second", "third"]


def test_while_texts_are_awaited_the_list_comes_without_what_is_only_for_searching() -> None:
    maker = OverviewMaker()
    maker.make(Basis(Snapshot(articles=SMALL[:2]), Scope()))
    first = maker.make(Basis(Snapshot(articles=SMALL, only_listed=True), Scope())).articles
    assert not {"folded title", "folded path"} & set(first.columns)
    assert first.folded_titles.all() == ["first", "second", "third"]
    whole = maker.make(Basis(Snapshot(articles=tuple(replace(a) for a in SMALL)), Scope())).articles
    assert whole.columns["title"] is first.columns["title"]
    assert whole.folded_titles.all() == ["first", "second", "third"]


def test_articles_of_an_import_that_was_taken_back_are_not_listed() -> None:
    snapshot = with_words(Snapshot(articles=SMALL, imports={"b": 2}))
    away = OverviewMaker().make(Basis(snapshot, Scope()))
    assert away.articles.ids.all() == ["a", "c"]
    assert list(away.articles.words) == [4, 1]
    assert (away.words, away.words_all) == (5, 5)
    there = OverviewMaker().make(Basis(snapshot, Scope(), Decisions({("import", "2"): {"articles": 1}})))
    assert there.articles.ids.all() == ["a", "b", "c"]
    assert list(there.articles.words) == [4, 5, 1]


def with_words(snapshot: Snapshot) -> Snapshot:
    store = TokenStore.build([(article.document_id, article.text) for article in snapshot.articles])
    return replace(snapshot, store=store)


def overview_of_voice(voice: Voice, *, boilerplate: bool) -> tuple[Overview, Basis]:
    quote = {"document_id": "b", "start": 9, "end": 22, "kind": "direct", "proposed": False}
    quotes = pd.DataFrame([dict.fromkeys(QUOTE_COLUMNS, "") | quote])
    boiler = pd.DataFrame({"document_id": ["a", "b"], "start": [0, 15], "end": [3, 28]})
    snapshot = with_words(
        Snapshot(
            articles=SMALL,
            boilerplate=boiler,
            annotated=frozenset({"a", "b"}),
            tables=replace(assemble((), {}), quotes=quotes),
        )
    )
    basis = Basis(snapshot, Scope(voice=voice, boilerplate=boilerplate))
    return OverviewMaker().make(basis), basis


@pytest.mark.parametrize("boilerplate", [True, False])
@pytest.mark.parametrize("voice", list(Voice))
def test_the_words_of_the_overview_are_those_of_the_view(voice: Voice, boilerplate: bool) -> None:
    overview, basis = overview_of_voice(voice, boilerplate=boilerplate)
    assert overview.words == basis.view.total > 0
    assert overview.words_all == 10
    plain = Basis(basis.snapshot, Scope(boilerplate=boilerplate)).view.words_by_document
    assert list(overview.articles.words) == plain.tolist()
    counts = word_counts(basis.snapshot, voice, basis.without, basis.annotations.quoted_intervals)
    assert np.array_equal(counts, basis.view.words_by_document)
