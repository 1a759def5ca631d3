"""Acronyms that a bracket explains: mentions in every place of the article."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from workbench.annotation.bracketed_acronyms import with_bracketed
from workbench.annotation.document import VALUES, DocumentAnnotation
from workbench.annotation.entities import resolve
from workbench.annotation.name_words import Proposal
from workbench.domain.article import Article

Annotate = Callable[[str], DocumentAnnotation]


def names(text: str, *proposed: tuple[str, str]) -> list[tuple[str, str]]:
    found: list[Proposal] = [(text.index(name), text.index(name) + len(name), kind) for name, kind in proposed]
    return [(text[start:end], kind) for start, end, kind in with_bracketed(text, sorted(found))]


def test_an_acronym_behind_its_long_form_is_a_name_of_the_same_kind() -> None:
    text = "The Northern Ferry Alliance (NFA) met. The NFA left."
    expected = [("Northern Ferry Alliance", "ORG"), ("NFA", "ORG"), ("NFA", "ORG")]
    assert names(text, ("Northern Ferry Alliance", "ORG")) == expected


def test_a_long_form_that_was_missed_is_found_by_its_acronym() -> None:
    text = "NORTHERN FERRY ALLIANCE (NFA) TALKS FAIL. Word came from Lisbon."
    expected = [("NORTHERN FERRY ALLIANCE", "ORG"), ("NFA", "ORG"), ("Lisbon", "GPE")]
    assert names(text, ("FERRY ALLIANCE", "PERSON"), ("Lisbon", "GPE")) == expected


def test_small_words_belong_to_a_long_form() -> None:
    text = "It joined the Union of Port Workers (UPW) today."
    assert names(text) == [("Union of Port Workers", "ORG"), ("UPW", "ORG")]


@pytest.mark.parametrize(
    "text",
    [
        "Ines Almeida (PS) spoke of the ferry.",
        "The ferry of the port (TFP) sank.",
        "Ferries, Boats, Docks (FBD) sank.",
        "It sank (SOS).",
    ],
)
def test_a_bracket_that_explains_nothing_adds_no_name(text: str) -> None:
    assert names(text) == []


@pytest.mark.model
@pytest.mark.parametrize(
    "text",
    [
        "The Northern Ferry Trade Organisation (NFTO) sails. Wait for the NFTO.",
        "NORTHERN FERRY TRADE ORGANISATION (NFTO) SAILS\n\nThe NFTO, a small body, was glad.",
        "Northern Ferry Trade Organization (NFTO).\n\nNFTO says no.",
    ],
)
def test_both_are_one_entity_in_short_and_shouted_sentences(annotated: Annotate, text: str) -> None:
    annotation = annotated(text)
    ids = resolve([Article("a", text)], {"a": annotation}).ids["a"]
    found = {
        m.start: entity
        for m, entity in zip(annotation.mentions, ids, strict=True)
        if m.kind == "named" and m.type not in VALUES
    }
    places = [at for at in range(len(text)) if text.startswith("NFTO", at)]
    long = text.lower().index("northern")
    assert {found.get(at) for at in (long, *places)} == {found[long]}
