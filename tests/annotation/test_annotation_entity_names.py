"""Why each name belongs to its entity, how entities are linked, and that keys stay as they are."""

from __future__ import annotations

import pytest

from workbench.annotation.document import DocumentAnnotation, MentionAnnotation
from workbench.annotation.entities import Resolution, resolve
from workbench.domain.article import Article


def corpus(*texts: str) -> tuple[list[Article], dict[str, DocumentAnnotation]]:
    """Articles whose mentions are written as [name|TYPE] in the text; a description is [words|*TYPE]."""
    articles, annotations = [], {}
    for number, marked in enumerate(texts):
        text, mentions = "", []
        for piece in marked.split("["):
            if "]" not in piece:
                text += piece
                continue
            inside, rest = piece.split("]", 1)
            name, kind = inside.split("|")
            how = "nominal" if kind.startswith("*") else "named"
            mentions.append(MentionAnnotation(len(text), len(text) + len(name), kind.lstrip("*"), how))
            text += name + rest
        articles.append(Article(f"report-{number}", text))
        annotations[f"report-{number}"] = DocumentAnnotation(mentions=tuple(mentions))
    return articles, annotations


def resolved(*texts: str) -> Resolution:
    return resolve(*corpus(*texts))


def reasons(*texts: str) -> dict[str, str]:
    """The reason of each name."""
    return {name.name: name.reason for name in resolved(*texts).names}


TEXTS = (
    "President [Ines Almeida|PERSON] of [Portugal|GPE] spoke. [Almeida|PERSON] left [Lisbon|GPE] for [Ardent Robotics|ORG].",
    "The [Northern Harbour Alliance|ORG] (NHA) met. The [NHA|ORG] voted with [Portuguese officials|*GPE].",
    "[Ines Q. Almeida|PERSON] came to [Ardent Robotics Inc.|ORG] in [Türkiye|GPE], which is [Turkey|GPE].",
    "[Portuguese|NORP] voters like [Almeida|PERSON]; the [Almeida administration|*ORG] is content.",
    "[Bob Roe|PERSON] met [Robert Roe|PERSON]. [Oleksandr Marchenkyy|PERSON], [Oleksandr Marchenky|PERSON] too.",
)


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("Ines Almeida", ""),
        ("NHA", "spelled out as “Northern Harbour Alliance” beside the name in “report-1”"),
        ("Ines Q. Almeida", "the same first name and surname as “Ines Almeida”"),
        ("Ardent Robotics Inc.", "“Ardent Robotics” with or without its legal form"),
        ("Portuguese officials", "those who act for “Portugal”"),
        ("Türkiye", "well-known other name of “Turkey”"),
    ],
)
def test_a_name_says_why_it_is_one(name: str, reason: str) -> None:
    assert reasons(*TEXTS)[name] == reason


def test_a_surname_of_the_same_article_says_so() -> None:
    found = reasons("[Ines Almeida|PERSON] spoke. [Almeida|PERSON] left.")
    assert found == {"Ines Almeida": "", "Almeida": "surname of “Ines Almeida”, named in full in the same article"}


def test_a_surname_of_another_article_says_what_it_rests_on() -> None:
    found = reasons("[Ines Almeida|PERSON] spoke.", "[Almeida|PERSON] left.")
    assert found["Almeida"] == "surname; nearly all full names with it in the corpus are “Ines Almeida”"


def test_an_acronym_that_only_its_letters_tie_says_so() -> None:
    found = reasons("The [Baltic Ferry Council|ORG] met.", "The [BFC|ORG] met.")
    assert found["BFC"] == "the same letters as the initials of “Baltic Ferry Council”; only this long form fits"


def test_an_acronym_may_stand_before_the_brackets() -> None:
    found = resolved("The [BFC|ORG] ([Baltic Ferry Council|ORG]) met.", "The [Bergen Fish Company|ORG] met.")
    assert len(found.entities) == 2
    assert found.ids["report-0"] == ("baltic-ferry-council", "baltic-ferry-council")


def test_a_listed_acronym_is_not_taken_for_other_initials() -> None:
    found = resolved("The [Union of Nurses|ORG] met.", "The [UN|ORG] met.")
    assert len(found.entities) == 2


def test_short_first_names_and_spellings_are_one_person_and_say_so() -> None:
    found = resolved(TEXTS[4])
    assert len(found.entities) == 2
    said = {name.reason for name in found.names} - {""}
    assert any("another form of the first name" in reason for reason in said)
    assert any("another spelling of" in reason for reason in said)


def test_a_well_known_surname_needs_no_full_name() -> None:
    found = resolved("[Merkel|PERSON] spoke.", "[Angela Merkel|PERSON] left.")
    assert [e.entity_id for e in found.entities] == ["angela-merkel"]


def test_a_well_known_surname_is_somebody_else_where_the_article_says_so() -> None:
    found = resolved("[Otto Merkel|PERSON] sells boats. [Merkel|PERSON] is glad.", "[Angela Merkel|PERSON] left.")
    assert found.ids["report-0"] == ("otto-merkel", "otto-merkel")


def test_a_child_of_the_same_name_is_another_person() -> None:
    found = resolved("[Otto Roe|PERSON] came with [Otto Roe Jr.|PERSON] [Roe|PERSON] left.")
    assert len(found.entities) == 2


def test_a_name_in_full_with_its_suffix_is_the_same_person() -> None:
    found = resolved("[Otto Q. Roe Jr.|PERSON] came. [Otto Roe|PERSON] left.", "[Otto Roe|PERSON] slept.")
    assert len(found.entities) == 1


def test_people_with_different_middle_names_are_two() -> None:
    found = resolved("[Otto H. Roe|PERSON] met [Otto W. Roe|PERSON].", "[Otto W. Roe|PERSON] slept.")
    assert len(found.entities) == 2


def test_every_name_but_the_shown_one_has_a_reason() -> None:
    found = resolved(*TEXTS)
    by_entity: dict[str, list[str]] = {}
    for name in found.names:
        by_entity.setdefault(name.entity_id, []).append(name.reason)
    assert set(by_entity) == {e.entity_id for e in found.entities}
    assert all(sum(reason == "" for reason in said) == 1 for said in by_entity.values())


def test_every_mention_of_an_entity_has_the_key_of_one_of_its_names() -> None:
    found = resolved(*TEXTS)
    entity_of = {name.key: name.entity_id for name in found.names}
    for document, keys in found.keys.items():
        assert [entity_of[key] for key in keys] == list(found.ids[document])


@pytest.mark.parametrize(
    "more", [TEXTS[1:], tuple(reversed(TEXTS[1:])), ("[Rui Almeida|PERSON] [Almeida|PERSON]",) * 12]
)
def test_keys_stay_as_they_are_when_articles_are_added(more: tuple[str, ...]) -> None:
    alone = resolved(TEXTS[0])
    together = resolved(TEXTS[0], *more)
    assert together.keys["report-0"] == alone.keys["report-0"]


def test_a_pronoun_that_leans_on_a_description_has_the_key_of_its_name() -> None:
    annotation = DocumentAnnotation(
        mentions=(
            MentionAnnotation(0, 12, "PERSON", "named"),
            MentionAnnotation(19, 29, "PERSON", "nominal", antecedent=0),
            MentionAnnotation(37, 40, "PERSON", "pronoun", antecedent=1),
        )
    )
    found = resolve([Article("d", "Ines Almeida left. The leader smiled. She spoke.")], {"d": annotation})
    assert set(found.keys["d"]) == {"name|ines almeida"}


def links(*texts: str) -> set[tuple[str, str, str]]:
    return {(link.entity_id, link.kind, link.linked_entity_id) for link in resolved(*texts).links}


def test_peoples_capitals_and_governments_are_linked_and_stay_apart() -> None:
    found = links("[Russia|GPE], [Russians|NORP], [Moscow|GPE] and the [Kremlin|FAC].", *TEXTS)
    assert {
        ("russians", "people_of", "russia"),
        ("moscow", "capital_of", "russia"),
        ("kremlin", "government_of", "russia"),
        ("lisbon", "capital_of", "portugal"),
        ("portuguese", "people_of", "portugal"),
    } <= found


def test_an_administration_is_linked_with_the_one_it_is_named_after() -> None:
    text = "Jane Roe won. The Roe administration fell."
    start = text.index("Roe administration")
    annotation = DocumentAnnotation(
        mentions=(
            MentionAnnotation(0, 8, "PERSON", "named"),
            MentionAnnotation(start, start + 3, "PERSON", "named"),
            MentionAnnotation(start, start + 18, "ORG", "nominal"),
        )
    )
    found = resolve([Article("d", text)], {"d": annotation})
    assert [(link.entity_id, link.kind, link.linked_entity_id) for link in found.links] == [
        ("roe-administration", "government_of", "jane-roe")
    ]
    assert "Jane Roe" in found.links[0].reason


def test_those_who_act_for_a_state_count_for_it_whether_its_name_or_its_leaders_says_so() -> None:
    found = resolved("[Syria|GPE], the [Syrian army|*GPE], the [Assad regime|*GPE] and [officials in Damascus|*GPE].")
    assert [e.entity_id for e in found.entities] == ["syria"]
    assert found.entities[0].aliases == ()


def test_nothing_is_linked_with_what_is_not_there() -> None:
    assert links("[Moscow|GPE], the [Kremlin|FAC] and [Russians|NORP].") == set()


def test_a_link_says_why() -> None:
    assert all(link.reason for link in resolved("[Russia|GPE] [Moscow|GPE] [Russian|NORP] [Kremlin|FAC]").links)


def test_a_body_without_its_country_is_the_one_that_the_article_names_with_it() -> None:
    found = resolved("The [U.S. Harbour Guard|ORG] came. The [Harbour Guard|ORG] left.")
    assert len(found.entities) == 1


def test_dates_and_amounts_are_no_entities() -> None:
    found = resolved("[Monday|DATE] [three|CARDINAL] [$5|MONEY]")
    assert found.entities == ()
    assert found.ids["report-0"] == ("", "", "")
    assert found.keys["report-0"] == ("", "", "")


def test_a_group_with_two_nouns_is_one_where_most_articles_tie_them() -> None:
    text = "The caravan stopped. The migrants slept."
    start = text.index("The migrants")
    articles = [Article(f"d{n}", text) for n in range(4)]
    tied, loose = (
        DocumentAnnotation(
            mentions=(
                MentionAnnotation(0, 11, "NORP", "nominal"),
                MentionAnnotation(start, start + 12, "NORP", "nominal", antecedent=antecedent),
            )
        )
        for antecedent in (0, -1)
    )
    mostly = resolve(articles, {"d0": tied, "d1": tied, "d2": loose, "d3": tied})
    assert len(mostly.entities) == 1
    seldom = resolve(articles, {"d0": tied, "d1": loose, "d2": loose, "d3": loose})
    assert len(seldom.entities) == 2
