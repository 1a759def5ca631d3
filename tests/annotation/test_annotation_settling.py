"""One type for one name, and short names for long ones, over small corpora of our own."""

from __future__ import annotations

import pytest

from workbench.annotation.clues import clues
from workbench.annotation.document import DocumentAnnotation, MentionAnnotation
from workbench.annotation.entities import Resolution, resolve
from workbench.annotation.tables import assemble
from workbench.domain.article import Article


def marked(*texts: str, outlet: str = "") -> tuple[list[Article], dict[str, DocumentAnnotation]]:
    """Articles whose mentions are written as [name|TYPE] in the text; a nominal without a name is [words|*TYPE]."""
    articles, annotations = [], {}
    for number, source in enumerate(texts):
        text, mentions = "", []
        for piece in source.split("["):
            if "]" not in piece:
                text += piece
                continue
            inside, rest = piece.split("]", 1)
            name, kind = inside.split("|")
            how = "nominal" if kind.startswith("*") else "named"
            mentions.append(MentionAnnotation(len(text), len(text) + len(name), kind.lstrip("*"), how))
            text += name + rest
        article = Article(f"d{number}", text, outlet=outlet)
        articles.append(article)
        annotations[article.document_id] = DocumentAnnotation(mentions=tuple(mentions))
    return articles, annotations


def resolved(*texts: str, outlet: str = "") -> Resolution:
    return resolve(*marked(*texts, outlet=outlet))


def entities(*texts: str, outlet: str = "") -> list[tuple[str, str]]:
    return sorted((e.name, e.type) for e in resolved(*texts, outlet=outlet).entities)


def test_the_first_word_of_a_company_is_the_company() -> None:
    text = "[Ardent Robotics|ORG] grew. [Ardent|PERSON] hired. [Ardent|GPE] pays. [Ardent|PERSON] says so."
    assert entities(text) == [("Ardent Robotics", "ORG")]


@pytest.mark.parametrize(
    "other",
    [
        "Mr [Ardent|PERSON] hired.",  # a title
        "[Jane Ardent|PERSON] hired.",  # a surname
        "They met in [Ardent|GPE] and near [Ardent|GPE].",  # a place
        "The [Ardent Bank|ORG] lent it money. [Ardent|PERSON] hired.",  # two organisations
        "They were ardent. [Ardent|PERSON] hired.",  # a common word
    ],
)
def test_the_first_word_of_a_company_is_something_else_when_the_text_says_so(other: str) -> None:
    found = resolved(f"[Ardent Robotics|ORG] grew. {other}")
    company = next(e for e in found.entities if e.name == "Ardent Robotics")
    assert "Ardent" not in company.aliases


def test_a_place_is_not_the_institution_that_is_named_after_it() -> None:
    text = "[Velmora Commercial Court|ORG] in [Velmora|GPE] met near [Velmora|ORG]."
    assert len(entities(text)) == 2


def test_a_name_that_stands_where_places_do_is_a_place_whatever_the_model_says() -> None:
    found = entities(
        "It rains in [Skarholm|NORP]. [Skarholm|NORP] sleeps.", "[Skarholm|PERSON] shook. He was in [Skarholm|GPE]."
    )
    assert found == [("Skarholm", "GPE")]


def test_an_outlet_of_the_corpus_is_an_organisation() -> None:
    assert entities("[Northwind|GPE] saw it, [Northwind|GPE] said.", outlet="Northwind") == [("Northwind", "ORG")]


def test_a_name_between_a_kinship_word_and_an_age_is_a_person() -> None:
    assert entities("His mother, [Aoibh|ORG], 61, wept. [Aoibh|ORG] left.") == [("Aoibh", "PERSON")]


def test_a_first_name_is_a_person_where_the_article_has_the_full_name() -> None:
    found = resolved("[Berit Solvang|PERSON], 81, left. Look [Berit|NORP] in the eye.")
    assert [(e.name, e.type) for e in found.entities] == [("Berit Solvang", "PERSON")]


def test_a_river_a_valley_and_the_town_of_one_name_are_one_place() -> None:
    text = "The [River Velm|LOC] rose. In [Velm|GPE], near [Velm Valley|LOC], it was dry. [Velm|GPE] waits."
    assert entities(text) == [("Velm", "GPE")]


def test_a_river_with_the_name_of_a_well_known_state_stays_apart() -> None:
    assert len(entities("The [Ohio River|LOC] is in [Ohio|GPE].")) == 2


def test_a_people_stays_apart_from_its_country() -> None:
    articles, annotations = marked("[Brazil|GPE] won. The [Brazilian|NORP] side and the [Brazilians|NORP] sang.")
    tables = assemble(articles, annotations)
    assert tables.entities[["name", "type", "mentions"]].to_numpy().tolist() == [
        ["Brazilian", "NORP", 2],
        ["Brazil", "GPE", 1],
    ]


def test_a_people_that_no_list_knows_stays_apart_from_the_country_of_the_corpus() -> None:
    text = "[Velmoria|GPE] and the [Velmorian|NORP] army, with [Velmorians|NORP], in [Velmoria|GPE]."
    assert entities(text) == [("Velmoria", "GPE"), ("Velmorian", "NORP")]


def test_members_of_a_party_count_for_the_party() -> None:
    assert entities("[Republicans|NORP] and the [Republican Party|ORG]") == [("Republican Party", "ORG")]


def test_a_capital_stays_a_city_also_where_it_stands_for_the_government() -> None:
    found = resolved("[Portugal|GPE] waits. [Lisbon|GPE] warned of delays. It rained in [Lisbon|GPE].")
    assert found.ids["d0"] == ("portugal", "lisbon", "lisbon")


@pytest.mark.parametrize("form", ["al-Rahbani", "Al-Rahbani", "Rahbani", "Mrs al-Rahbani"])
def test_a_surname_with_and_without_its_particle_is_one_person(form: str) -> None:
    found = resolved(f"[Nadia al-Rahbani|PERSON] came. [{form}|PERSON] left.")
    assert len(found.entities) == 1


def test_a_first_name_that_is_a_particle_elsewhere_is_still_a_first_name() -> None:
    assert len(entities("[Al Harmon|PERSON] met [Rita Jones|PERSON].")) == 2


def test_two_people_with_one_surname_stay_two_beside_a_title() -> None:
    text = (
        "Minister [Petra Vallin|PERSON] spoke. [Declan Vallin|PERSON], a docker, left. Minister [Vallin|PERSON] stayed."
    )
    assert resolved(text).ids["d0"] == ("petra-vallin", "declan-vallin", "petra-vallin")


def test_american_and_british_spellings_and_the_acronym_are_one_body() -> None:
    found = resolved(
        "The [Northern Ferry Trade Organisation|ORG] (NFTO) met. [NFTO|ORG] votes.",
        "The [Northern Ferry Trade Organization|ORG] met.",
        "[NFTO|ORG] met.",
    )
    assert len(found.entities) == 1


def test_a_group_without_a_name_is_one_entity_however_it_is_written() -> None:
    found = resolved("[The protesters|*NORP] sang. [Protesters|*NORP] left. [the protestors|*NORP] ran.")
    assert [(e.name, e.type) for e in found.entities] == [("protesters", "NORP")]


def test_a_government_is_not_the_person_who_leads_it() -> None:
    found = resolved("[Vallin|PERSON] [Vallin administration|*ORG] [Petra Vallin|PERSON]")
    assert found.ids["d0"] == ("petra-vallin", "vallin-administration", "petra-vallin")


def said_of(before: str, name: str, after: str) -> dict[str, int]:
    text = before + name + after
    return dict(clues(text, len(before), len(before) + len(name)))


@pytest.mark.parametrize(
    ("before", "name", "after", "kind"),
    [
        ("President ", "Vallin", " spoke", "PERSON"),
        ("said ", "Vallin", ", 41, who", "PERSON"),
        ("shares in ", "Ardent", " fell", "ORG"),
        ("", "Ardent", "’s chief executive", "ORG"),
        ("people near ", "Velmora", " slept", "GPE"),
        ("the ", "Velmora", " valley", "GPE"),
        ("It ended.\n", "VELMORA", " — Police", "GPE"),
    ],
)
def test_clues_beside_a_name(before: str, name: str, after: str, kind: str) -> None:
    assert list(said_of(before, name, after)) == [kind]


@pytest.mark.parametrize(("before", "after"), [("stake in ", " rose"), ("a stop ", "."), ("", " grew")])
def test_words_that_say_nothing_of_a_name_are_no_clue(before: str, after: str) -> None:
    assert "GPE" not in said_of(before, "Ardent", after)
    assert "PERSON" not in said_of(before, "Ardent", after)
