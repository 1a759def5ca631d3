from __future__ import annotations

import re
from collections.abc import Mapping

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.analysis.prominence import headline_end, prominence
from workbench.domain.article import Article
from workbench.domain.columns import TABLES

TITLE = "Putin meets Xi"
TEXT = "Putin meets Xi\n\nThe leaders met. NATO was angry. Ukraine waited. Later Putin left, and Putin slept."


def mentions_of(articles: list[Article], names: Mapping[str, str], kind: str = "named") -> pd.DataFrame:
    """Every whole-word occurrence of each name is a mention of its entity."""
    rows = [
        (a.document_id, m.start(), m.end(), m.group(), "X", kind, entity)
        for a in articles
        for name, entity in names.items()
        for m in re.finditer(rf"\b{re.escape(name)}\b", a.text)
    ]
    return pd.DataFrame(rows, columns=list(TABLES["mentions"])).assign(subject=False)


def sentences_of(articles: list[Article]) -> pd.DataFrame:
    rows = [
        (a.document_id, n, m.start(), m.end())
        for a in articles
        for n, m in enumerate(re.finditer(r"[^\s.][^.\n]*\.?", a.text))
    ]
    return pd.DataFrame(rows, columns=list(TABLES["sentences"]))


def boilerplate_of(*rows: tuple[str, int, int]) -> pd.DataFrame:
    full = [(document, start, end, "comments", "", "rule") for document, start, end in rows]
    return pd.DataFrame(full, columns=list(TABLES["boilerplate"]))


def measured(article: Article, names: Mapping[str, str], *, cut: tuple[int, int] | None = None) -> pd.DataFrame:
    boilerplate = boilerplate_of((article.document_id, *cut)) if cut else boilerplate_of()
    table = prominence([article], mentions_of([article], names), sentences_of([article]), boilerplate).table
    assert tuple(table.columns) == TABLES["prominence"]
    return table.set_index("entity_id")


NAMES = {"Putin": "putin", "Xi": "xi", "NATO": "nato", "Ukraine": "ukraine"}


def test_the_parts_say_where_each_entity_stands() -> None:
    table = measured(Article("a", TEXT, title=TITLE), NAMES)
    assert table["mentions"].to_dict() == {"putin": 3, "xi": 1, "nato": 1, "ukraine": 1}
    assert table["in_headline"].to_dict() == {"putin": 1, "xi": 1, "nato": 0, "ukraine": 0}
    assert table["in_lead"].to_dict() == {"putin": 0, "xi": 0, "nato": 1, "ukraine": 0}
    body = len(TEXT) - len(TITLE)
    assert table.loc["putin", "first_position"] == 0
    assert table.loc["ukraine", "first_position"] == pytest.approx((TEXT.index("Ukraine") - len(TITLE)) / body)


def test_prominence_is_the_weighted_sum_of_its_parts_and_orders_the_rows() -> None:
    table = measured(Article("a", TEXT, title=TITLE), NAMES)
    early = 1 - table["first_position"]
    placed = 0.2 * table["in_headline"] + 0.2 * table["in_lead"] + 0.2 * early
    assert table["prominence"].tolist() == pytest.approx((0.4 * table["mentions"] / 3 + placed).tolist())
    assert table.index.tolist() == ["putin", "xi", "nato", "ukraine"]
    assert table["prominence"].is_monotonic_decreasing


def test_a_title_that_is_not_in_the_text_counts_by_the_names_the_article_uses() -> None:
    text = "The leaders met. Vladimir Putin spoke of peace. NATO was silent. The US listened to Putin."
    names = {"Vladimir Putin": "putin", "Putin": "putin", "NATO": "nato", "US": "us"}
    table = measured(Article("a", text, title="Putin’s offer to all of us"), names)
    assert table["in_headline"].to_dict() == {"putin": 1, "nato": 0, "us": 0}
    capitals = measured(Article("a", text, title="US listens"), names)
    assert capitals["in_headline"].to_dict() == {"putin": 0, "nato": 0, "us": 1}


def test_the_longest_name_in_the_title_is_the_one_that_is_meant() -> None:
    text = "New York City grew. New York did not."
    names = {"New York City": "city", "New York": "state"}
    mentions = mentions_of([Article("a", text)], names)
    mentions = mentions[(mentions["entity_id"] == "city") | (mentions["start"] > 10)]
    article = Article("a", text, title="What New York City wants")
    table = prominence([article], mentions, sentences_of([article]), boilerplate_of()).table.set_index("entity_id")
    assert table["in_headline"].to_dict() == {"city": 1, "state": 0}


def test_pronouns_and_nouns_are_mentions_but_no_names_for_the_title() -> None:
    article = Article("a", "The president spoke. He left.", title="The president, he said")
    names = {"The president": "p", "He": "p"}
    mentions = mentions_of([article], names, kind="pronoun")
    table = prominence([article], mentions, sentences_of([article]), boilerplate_of()).table
    assert table[["mentions", "in_headline"]].to_numpy().tolist() == [[2, 0]]


def test_an_article_without_a_title_has_no_headline() -> None:
    table = measured(Article("a", TEXT), NAMES)
    assert table["in_headline"].sum() == 0
    assert table.loc["putin", "in_lead"] == 1


@pytest.mark.parametrize(
    ("text", "title", "end"),
    [
        ("A war ends\nBody.", "A war ends", 10),
        ("A war  ends.  Body.", "a War ends", 12),
        ("\n\nA war\nends\n\nBody.", "A war ends", 12),
        ("A war ends", "A war ends", 10),
        ("A war endsome.", "A war ends", 0),
        ("Iran strikes back.", "Iran", 0),
        ("Iran\nIt strikes back.", "Iran", 4),
        ("Body. A war ends", "A war ends", 0),
        ("A (b [c* ends\nBody.", "A (b [c* ends", 13),
        ("Body.", "", 0),
    ],
)
def test_the_headline_is_the_start_of_the_text_that_repeats_the_title(text: str, title: str, end: int) -> None:
    assert headline_end(text, title) == end


def test_boilerplate_counts_nowhere() -> None:
    text = "Share this, Xi. NATO met. Putin left. Ukraine waited."
    cut = (0, text.index("NATO"))
    table = measured(Article("a", text), NAMES, cut=cut)
    assert table["mentions"].to_dict() == {"nato": 1, "putin": 1, "ukraine": 1}
    assert table["in_lead"].to_dict() == {"nato": 1, "putin": 1, "ukraine": 0}
    assert table.loc["nato", "first_position"] == 0
    kept = len(text) - cut[1]
    assert table.loc["putin", "first_position"] == pytest.approx((text.index("Putin") - cut[1]) / kept)
    assert measured(Article("a", text), {"Xi": "xi"}, cut=cut).empty


def test_without_sentences_the_lead_is_the_first_paragraph_of_the_body() -> None:
    article = Article("a", "A war ends\n\nNATO met.\nPutin left.", title="A war ends")
    none = pd.DataFrame([], columns=list(TABLES["sentences"]))
    table = prominence([article], mentions_of([article], NAMES), none, boilerplate_of()).table.set_index("entity_id")
    assert table["in_lead"].to_dict() == {"nato": 1, "putin": 0}


def test_a_description_beside_its_name_is_no_second_mention() -> None:
    text = "Roe left. The minister, Poe, spoke. Poe slept. Roe ate."
    article = Article("a", text)
    named = mentions_of([article], {"Poe": "poe", "Roe": "roe"})
    beside = mentions_of([article], {"The minister": "poe"}, "nominal").assign(subject=True)
    both = pd.concat([named, beside], ignore_index=True)
    table = prominence([article], both, sentences_of([article]), boilerplate_of()).table.set_index("entity_id")
    assert table["mentions"].to_dict() == {"poe": 2, "roe": 2}
    assert table["mention_share"].to_dict() == {"poe": 0.5, "roe": 0.5}
    assert table.loc["poe", "subject_share"] == 0.5, "the description is the subject for its name"
    assert table.loc["poe", "first_position"] == text.index("The minister") / len(text)


def test_a_description_counts_where_its_name_is_in_boilerplate() -> None:
    article = Article("a", "The minister, Poe, spoke.")
    named = mentions_of([article], {"Poe": "poe"})
    both = pd.concat([named, mentions_of([article], {"The minister": "poe"}, "nominal")], ignore_index=True)
    table = prominence([article], both, sentences_of([article]), boilerplate_of(("a", 12, 25))).table
    assert table["mentions"].tolist() == [1]


def test_articles_keep_their_order_and_other_mentions_are_passed_over() -> None:
    articles = [Article("b", "Putin met Xi."), Article("a", "NATO met.")]
    mentions = mentions_of([*articles, Article("elsewhere", "Putin")], NAMES)
    mentions.loc[mentions["text"] == "Xi", "entity_id"] = ""
    before = mentions.copy()
    table = prominence(articles, mentions, sentences_of(articles), boilerplate_of()).table
    assert table[["document_id", "entity_id"]].to_numpy().tolist() == [["b", "putin"], ["a", "nato"]]
    pd.testing.assert_frame_equal(mentions, before)
    empty = prominence(articles, mentions.iloc[:0], sentences_of(articles), boilerplate_of()).table
    assert tuple(empty.columns) == TABLES["prominence"]


PIECES = st.sampled_from(["Putin", "Xi", "NATO", "met", ".", "\n", "🙂", "A war"])


@settings(max_examples=80, deadline=None)
@given(st.lists(PIECES, max_size=25), st.lists(PIECES, max_size=4), st.integers(0, 60), st.integers(0, 60))
def test_every_part_lies_between_0_and_1(text: list[str], title: list[str], one: int, other: int) -> None:
    article = Article("a", " ".join(text), title=" ".join(title))
    cut = (min(one, other, len(article.text)), min(max(one, other), len(article.text)))
    table = measured(article, NAMES, cut=cut)
    assert table["first_position"].between(0, 1).all()
    assert table["prominence"].between(0, 1).all()
    assert table["in_headline"].isin([0, 1]).all()
