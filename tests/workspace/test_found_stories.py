"""Stories of a snapshot."""

from __future__ import annotations

from workbench.domain.article import Article
from workbench.workspace.opening import indexed
from workbench.workspace.snapshot import Snapshot
from workbench.workspace.stories import FoundStories, find_stories

DAM = "A dam at the Velm mine burst and mud flooded Kirkvale while evacuees left their homes and inspectors warned. "
STRIKE = (
    "Dockers at Skerrow struck over the port concession and police cleared the gate as the union condemned Corvane. "
)


def silent(done: int, total: int, message: str = "") -> None:
    """Nobody watches."""


def snapshot_of(*articles: Article) -> Snapshot:
    return indexed(Snapshot(articles=articles), silent)


def test_every_article_has_a_story_and_every_story_a_title() -> None:
    found = find_stories(
        snapshot_of(
            Article("d1", DAM * 3, title="Dam bursts", date="2031-05-14"),
            Article("d2", DAM * 2 + "Rain fell.", title="Dam bursts in Kirkvale", date="2031-05-15"),
            Article("s1", STRIKE * 3, title="Dockers strike", date="2031-05-14"),
        )
    )
    assert found.stories == {"d1": "story-d1", "d2": "story-d1", "s1": "story-s1"}
    assert found.titles == {"story-d1": "Dam bursts", "story-s1": "Dockers strike"}


def test_a_story_that_the_source_gave_is_kept_and_others_join_it() -> None:
    found = find_stories(
        snapshot_of(
            Article("d1", DAM * 3, date="2031-05-14", story_id="Dam"),
            Article("d2", DAM * 2 + "Rain fell.", date="2031-05-15"),
            Article("s1", STRIKE * 3, date="2031-05-14", story_id="Strike"),
        )
    )
    assert found.stories == {"d1": "Dam", "d2": "Dam", "s1": "Strike"}
    assert found.titles == {"Dam": "Dam", "Strike": "Strike"}


def test_before_words_are_there_no_story_is_known() -> None:
    assert find_stories(Snapshot(articles=(Article("a", "Words."),))) == FoundStories()
    assert find_stories(snapshot_of()) == FoundStories()


def test_articles_without_a_date_are_told() -> None:
    found = find_stories(snapshot_of(Article("d1", DAM * 3), Article("s1", STRIKE * 3, date="2031-05-14")))
    assert "1 of 2 articles have no date" in found.notes[0]
