"""Names, groups and descriptions found with the language model, in short texts of our own."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from workbench.annotation.document import VALUES, DocumentAnnotation, MentionAnnotation
from workbench.annotation.governments import find_governments
from workbench.annotation.groups import find_groups
from workbench.annotation.nominals import find_nominals

Annotate = Callable[[str], DocumentAnnotation]


def at(text: str, name: str, kind: str, which: int = 0) -> MentionAnnotation:
    start = -1
    for _ in range(which + 1):
        start = text.index(name, start + 1)
    return MentionAnnotation(start, start + len(name), kind, "named")


def described(text: str, *mentions: MentionAnnotation) -> list[tuple[str, str]]:
    """Each description with the name it stands for."""
    found = find_nominals(text, sorted(mentions, key=lambda m: m.start))
    return [
        (text[m.start : m.end], text[found[m.antecedent].start : found[m.antecedent].end] if m.antecedent >= 0 else "")
        for m in found
        if m.kind == "nominal"
    ]


def test_a_description_with_a_country_is_its_only_leader() -> None:
    text = "President Ana Moreira of Portugal met President Luc Amar. The Portuguese leader smiled."
    found = described(text, at(text, "Ana Moreira", "PERSON"), at(text, "Luc Amar", "PERSON"))
    assert found == [("The Portuguese leader", "Ana Moreira")]


def test_a_description_may_name_the_country_as_its_owner() -> None:
    text = "Portuguese President Ana Moreira came. Brazilian President Rui Costa left. Portugal’s president stayed."
    found = described(text, at(text, "Ana Moreira", "PERSON"), at(text, "Rui Costa", "PERSON"))
    assert found[-1] == ("Portugal’s president", "Ana Moreira")


def test_a_description_that_fits_two_people_of_the_country_is_nobody() -> None:
    text = "President Ana Moreira met President Luc Amar. The Danish president smiled."
    assert described(text, at(text, "Ana Moreira", "PERSON"), at(text, "Luc Amar", "PERSON")) == []


def test_a_description_may_come_before_the_name() -> None:
    text = "The president is ill. President Ana Moreira fell in May."
    assert described(text, at(text, "Ana Moreira", "PERSON")) == [("The president", "Ana Moreira")]


def test_the_union_is_the_one_union_that_the_article_names() -> None:
    text = "The Ferry Workers Union met. Then the union voted."
    assert described(text, at(text, "Ferry Workers Union", "ORG")) == [("the union", "Ferry Workers Union")]


def test_the_union_is_nobody_where_the_article_names_two() -> None:
    text = "The Ferry Workers Union met the Dock Workers Union. Then the union voted."
    assert described(text, at(text, "Ferry Workers Union", "ORG"), at(text, "Dock Workers Union", "ORG")) == []


def test_a_group_that_an_article_keeps_naming_is_found() -> None:
    text = "Protesters came. The protesters sang. By night protesters had left."
    assert [text[m.start : m.end] for m in find_groups(text, ())] == ["Protesters", "The protesters", "protesters"]


@pytest.mark.parametrize("text", ["The protesters sang. Protesters left.", "Officers, officers and officers."])
def test_a_group_that_is_rare_or_never_definite_is_not(text: str) -> None:
    assert find_groups(text, ()) == []


def test_an_administration_is_found_beside_the_name_of_its_leader() -> None:
    text = "The Moreira administration fell."
    found = find_governments(text, (at(text, "Moreira", "PERSON"),))
    assert [(text[m.start : m.end], m.type) for m in found] == [("Moreira administration", "ORG")]


def named(text: str, annotation: DocumentAnnotation) -> list[tuple[str, str]]:
    return [(text[m.start : m.end], m.type) for m in annotation.mentions if m.kind == "named" and m.type not in VALUES]


@pytest.mark.model
def test_a_union_with_and_in_its_name_is_one_where_its_acronym_proves_it(annotated: Annotate) -> None:
    text = "The Harbour and Allied Crews' Union (HACU) met on Monday. It said that HACU members would vote."
    assert ("Harbour and Allied Crews' Union", "ORG") in named(text, annotated(text))


@pytest.mark.model
def test_two_bodies_that_and_joins_stay_two(annotated: Annotate) -> None:
    text = "The Senate and the Justice Department (DOJ) disagreed in Lisbon."
    assert "Senate and the Justice Department" not in [name for name, _ in named(text, annotated(text))]


@pytest.mark.model
def test_an_arabic_surname_keeps_its_particle(annotated: Annotate) -> None:
    text = "The talks were led by Nadia al-Rahbani, the secretary-general, in Lisbon."
    assert ("Nadia al-Rahbani", "PERSON") in named(text, annotated(text))


@pytest.mark.model
def test_a_korean_given_name_is_not_cut_at_its_hyphen(annotated: Annotate) -> None:
    text = "President Park Min-seo spoke in Seoul on Monday."
    assert ("Park Min-seo", "PERSON") in named(text, annotated(text))


@pytest.mark.model
def test_a_word_that_the_article_also_writes_small_is_no_name_at_a_sentences_start(annotated: Annotate) -> None:
    text = "The flood came at night. A lorry burned. Lorry drivers waited in the rain."
    assert named(text, annotated(text)) == []
