"""Which articles cover the same event."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pandas as pd
import pytest

from workbench.analysis.stories import StoryOptions, group_stories, story_title
from workbench.domain.article import Article
from workbench.domain.columns import TABLES
from workbench.domain.errors import Cancelled, UsageError
from workbench.index.store import TokenStore
from workbench.index.view import View

EVENTS = {
    "dam": "A dam at the Velm mine burst and mud flooded Kirkvale; evacuees left their homes as inspectors warned",
    "strike": "Dockers at Skerrow struck over the port concession and police cleared the gate; the union condemned Corvane",
    "vote": "Parliament in Ostrel voted on the budget and the finance minister Stenmark resigned after the ballot",
}


def text_of(event: str, seed: int, others: int = 12) -> str:
    """An article on an event: the event's words in another order, and words that few other articles have."""
    chosen = Random(seed)
    own = EVENTS[event].split()
    chosen.shuffle(own)
    return " ".join([*own, *(f"word{chosen.randrange(600)}" for _ in range(others)), *own[:6]])


def article(name: str, event: str, seed: int, date: str = "2031-05-14", story_id: str = "") -> Article:
    return Article(name, text_of(event, seed), date=date, title=f"Title {name}", story_id=story_id)


def grouped(articles: list[Article], **more: object) -> pd.DataFrame:
    view = View.of(TokenStore.build([(a.document_id, a.text) for a in articles]))
    return group_stories(view, articles, **more).table  # type: ignore[arg-type]


def sets(table: pd.DataFrame) -> set[frozenset[str]]:
    return {frozenset(members) for _, members in table.groupby("story_id")["document_id"]}


def stories(*names: str) -> set[frozenset[str]]:
    return {frozenset(name.split()) for name in names}


THREE = [
    article("d1", "dam", 1),
    article("s1", "strike", 2),
    article("d2", "dam", 3, "2031-05-15"),
    article("s2", "strike", 4),
    article("v1", "vote", 5),
    article("d3", "dam", 6, "2031-05-14T23:00+02:00"),
]


def test_articles_on_one_event_are_a_story_whatever_else_happened_that_day() -> None:
    table = grouped(THREE)
    assert tuple(table.columns) == TABLES["stories"]
    assert sets(table) == stories("d1 d2 d3", "s1 s2", "v1")
    assert table["story_id"].tolist() == ["story-d1"] * 3 + ["story-s1"] * 2 + ["story-v1"]
    assert table["document_id"].tolist() == ["d1", "d2", "d3", "s1", "s2", "v1"]


def test_three_articles_on_one_event_alone_are_one_story() -> None:
    assert sets(grouped([a for a in THREE if a.document_id.startswith("d")])) == stories("d1 d2 d3")


def test_the_same_event_a_year_and_a_half_earlier_is_another_story() -> None:
    earlier = [article("e1", "dam", 11, "2029-11-14"), article("e2", "dam", 12, "2029-11-15")]
    table = grouped([*THREE, *earlier])
    assert sets(table) == stories("d1 d2 d3", "s1 s2", "v1", "e1 e2")
    assert table["document_id"].tolist()[:2] == ["e1", "e2"]


def test_an_article_without_a_date_joins_one_year_and_does_not_connect_two() -> None:
    late = [article("l1", "dam", 11, "2032-11-14"), article("l2", "dam", 12, "2032-11-14")]
    table = grouped([*THREE, *late, article("n1", "dam", 13, "")])
    story = dict(zip(table["document_id"], table["story_id"], strict=True))
    assert story["d1"] == story["d3"] != story["l1"] == story["l2"]
    assert story["n1"] in (story["d1"], story["l1"])


def test_articles_without_dates_are_told_about() -> None:
    articles = [replace(a, date="") for a in THREE]
    view = View.of(TokenStore.build([(a.document_id, a.text) for a in articles]))
    measured = group_stories(view, articles)
    assert sets(measured.table) == stories("d1 d2 d3", "s1 s2", "v1")
    assert measured.notes[0].startswith("6 of 6 articles have no date")


def test_a_month_may_be_any_of_its_days() -> None:
    table = grouped(
        [article("d1", "dam", 1, "2031-05"), article("d2", "dam", 2, "2031-05-30"), article("v", "vote", 3)]
    )
    assert sets(table) == stories("d1 d2", "v")


def test_a_given_story_is_never_divided_and_two_are_never_joined() -> None:
    given = {"d1": "Spill", "v1": "Spill", "d2": "Dam", "s1": "Quay"}
    table = grouped([replace(a, story_id=given.get(a.document_id, "")) for a in THREE])
    story = dict(zip(table["document_id"], table["story_id"], strict=True))
    assert {name: story[name] for name in given} == given
    assert story["s2"] == "Quay"
    assert story["d3"] in ("Spill", "Dam")
    apart = grouped(
        [replace(a, story_id=given.get(a.document_id, "")) for a in THREE], options=StoryOptions(join_given=False)
    )
    assert sets(apart) == stories("d1 v1", "d2", "s1", "s2", "d3")
    assert set(table.loc[table["story_id"] == "Quay", "title"]) == {"Quay"}


def test_a_found_story_never_takes_the_id_of_a_given_one() -> None:
    table = grouped([article("d1", "dam", 1), article("v1", "vote", 2, story_id="story-d1")])
    assert table["story_id"].tolist() == ["story-d1+", "story-d1"]


def test_stories_keep_their_id_when_later_articles_come_in() -> None:
    before = grouped(THREE)
    after = grouped([article("d0", "dam", 9, "2031-05-16"), *THREE])
    assert set(before["story_id"]) == set(after["story_id"])


def test_people_name_stories() -> None:
    table = grouped(THREE, names={"story-d1": "The Velm spill"})
    assert set(table.loc[table["story_id"] == "story-d1", "title"]) == {"The Velm spill"}


def test_a_story_has_the_title_that_shares_most_with_the_others() -> None:
    titles = ("What a morning", "Dam bursts at Velm", "Velm dam bursts in the north", "")
    articles = [Article(str(n), "Text of it.", title=title) for n, title in enumerate(titles)]
    assert story_title(articles) == "Dam bursts at Velm"
    assert story_title(articles[3:]) == articles[3].display_title


def test_a_title_that_is_not_in_the_text_takes_part() -> None:
    words = text_of("vote", 70, 10)
    articles = [
        Article("a", f"{words} one", title="Velm Kirkvale Graywether Havnport", date="2031-05-14"),
        Article("b", "Kirkvale Velm Graywether Havnport: what came next", date="2031-05-14"),
        Article("c", "Quite another thing altogether happened elsewhere", date="2031-05-14"),
    ]
    assert sets(grouped(articles)) == stories("a b", "c")
    untitled = [replace(a, title="") for a in articles]
    assert sets(grouped(untitled)) == stories("a", "b", "c")


def test_entities_bring_articles_together_that_name_them_differently() -> None:
    articles = [
        Article("a", "The chancellor walked out of talks before noon", date="2031-05-14"),
        Article("b", "Stenmark leaves negotiations early", date="2031-05-14"),
        Article("c", "Football results came in late", date="2031-05-14"),
    ]
    mentions = pd.DataFrame(
        [("a", 0, 14, "The chancellor", "PERSON", "nominal", "e1"), ("b", 0, 8, "Stenmark", "PERSON", "named", "e1")],
        columns=list(TABLES["mentions"]),
    )
    assert sets(grouped(articles)) == stories("a", "b", "c")
    assert sets(grouped(articles, mentions=mentions)) == stories("a b", "c")


def test_articles_without_words_are_stories_of_their_own() -> None:
    table = grouped([Article("a", "", date="2031-05-14"), Article("b", "the of and"), Article("c", "")])
    assert sets(table) == stories("a", "b", "c")
    assert grouped([]).empty


def test_words_that_are_not_counted_bring_no_articles_together() -> None:
    footer = text_of("strike", 50)
    articles = [replace(a, text=f"{a.text} {footer}") for a in (THREE[0], THREE[4])]
    store = TokenStore.build([(a.document_id, a.text) for a in articles])
    cut = {a.document_id: [(len(a.text) - len(footer), len(a.text))] for a in articles}
    assert sets(group_stories(View.of(store), articles).table) == stories("d1 v1")
    assert sets(group_stories(View.of(store, without=cut), articles).table) == stories("d1", "v1")


def test_the_order_of_the_articles_changes_no_story() -> None:
    chosen = Random(3)
    many = [
        article(f"a{n:02d}", chosen.choice(list(EVENTS)), n, f"2031-05-{chosen.randint(1, 28):02d}") for n in range(40)
    ]
    shuffled = many[:]
    chosen.shuffle(shuffled)
    assert sets(grouped(many)) == sets(grouped(shuffled))


@pytest.mark.parametrize(
    "wrong", [{"threshold": 0.0}, {"per_doubling": -1.0}, {"half_life_days": 0.0}, {"small_corpus": -0.1}]
)
def test_options_without_sense_are_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(UsageError):
        StoryOptions(**wrong)  # type: ignore[arg-type]


def test_it_can_be_stopped() -> None:
    def stop(done: int, total: int, message: str = "") -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        grouped(THREE, progress=stop)


def test_a_developing_story_is_one_when_similarity_fades_more_slowly() -> None:
    weeks = [article(f"d{n}", "dam", n, f"2031-05-{1 + 7 * n:02d}") for n in range(4)]
    others = [article(f"s{n}", "strike", 20 + n, f"2031-05-{1 + 7 * n:02d}") for n in range(4)]
    assert len(sets(grouped([*weeks, *others]))) > 2
    slow = sets(grouped([*weeks, *others], options=StoryOptions(half_life_days=14)))
    assert slow == stories("d0 d1 d2 d3", "s0 s1 s2 s3")
    assert StoryOptions().reach == 8
    assert StoryOptions(half_life_days=7).reach == 30
    near = StoryOptions(half_life_days=14, reach_days=8)
    assert len(sets(grouped([*weeks, *others], options=near))) > 2
    with pytest.raises(UsageError):
        StoryOptions(reach_days=-1)


def test_many_articles_are_grouped_as_few_are(monkeypatch: pytest.MonkeyPatch) -> None:
    events = ("dam", "strike", "vote")
    many = [
        article(f"{event}{n}", event, hash_of(event, n), "" if n % 3 == 0 else f"2031-05-{1 + n % 2:02d}")
        for event in events
        for n in range(12)
    ]
    alone = sets(grouped(many))
    monkeypatch.setattr("workbench.analysis.stories.EXACT_ARTICLES", 2)
    monkeypatch.setattr("workbench.analysis.stories.ROWS", 5)
    monkeypatch.setattr("workbench.analysis.similar_pairs.COLUMNS", 7)
    monkeypatch.setattr("workbench.analysis.stories.MOST_LINKS", 3)
    monkeypatch.setattr("workbench.analysis.stories._ARTICLES", 4)
    assert sets(grouped(many)) == alone
    assert max(map(len, alone)) == 12


def hash_of(event: str, n: int) -> int:
    return 1000 * len(event) + n


def test_stories_that_are_all_given_need_no_comparison(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr("workbench.analysis.stories._vectors", never)
    given = [replace(a, story_id=f"g{n % 2}") for n, a in enumerate(THREE)]
    assert sets(grouped(given)) == stories("d1 d2 v1", "s1 s2 d3")


def test_articles_that_are_alike_in_great_numbers_are_put_together_and_that_is_said(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    many = [*(article(f"d{n}", "dam", 1) for n in range(12)), *(article(f"s{n}", "strike", 2) for n in range(3))]
    alone = sets(grouped(many))
    monkeypatch.setattr("workbench.analysis.stories.MOST_ENTRIES", 20)
    view = View.of(TokenStore.build([(a.document_id, a.text) for a in many]))
    measured = group_stories(view, many)
    assert sets(measured.table) == alone
    assert measured.notes == (
        "12 of 15 articles are alike in such numbers that they were put together without comparing each with each.",
    )
