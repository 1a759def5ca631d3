"""Where names begin and end, and values, found with the language model in short texts of our own."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest

from workbench.annotation.document import VALUES, DocumentAnnotation
from workbench.annotation.name_completing import complete_names
from workbench.annotation.name_cutting import cut_names, is_name
from workbench.annotation.name_growing import grow_names
from workbench.annotation.parsed import Parsed

pytestmark = pytest.mark.model

Annotate = Callable[[str], DocumentAnnotation]


def named(text: str, annotation: DocumentAnnotation) -> list[tuple[str, str]]:
    return [(text[m.start : m.end], m.type) for m in annotation.mentions if m.kind == "named"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The anti-US mood grew in Lisbon on Monday.", ("US", "GPE")),
        ("A US-based company bought the ferry in Lisbon.", ("US", "GPE")),
        ("The minister praised Portugal’s ferries in the port.", ("Portugal", "GPE")),
        ("She spoke for China’s Communist Party in Lisbon.", ("China", "GPE")),
        ("Officers of Customs and Border Protection searched the ferry.", ("Customs and Border Protection", "ORG")),
        ("Putin Slams Critics As Ferry Sinks\n\nThe ferry sank in Lisbon on Monday.", ("Putin", "PERSON")),
        ("Leaders of North and South Korea met in Lisbon.", ("North", "GPE")),
        ("Officers praised Mrs al-Qasimi’s ferry. She left Lisbon.", ("al-Qasimi", "PERSON")),
    ],
)
def test_a_name_is_cut_where_it_ends(annotated: Annotate, text: str, name: tuple[str, str]) -> None:
    assert name in named(text, annotated(text))


@pytest.mark.parametrize(
    ("name", "kind", "places"),
    [
        ("Kirkby, Lower Marsh", "ORG", ["Kirkby", "Lower Marsh"]),
        ("Wolff, Weir", "ORG", ["Wolff", "Weir"]),
        ("Harlow, Weir Group", "ORG", ["Harlow, Weir Group"]),
    ],
)
def test_a_comma_in_a_list_of_places_separates_names(
    parse: Callable[[str], Parsed], name: str, kind: str, places: list[str]
) -> None:
    parsed = parse(f"Officers stood in {name} and Ostend on Monday.")
    start = parsed.text.index(name)
    parsed.names = [(start, start + len(name), kind)]
    assert [parsed.text[start:end] for start, end, _ in cut_names(parsed)] == places


@pytest.mark.parametrize("before", ["She opened", "A court fined"])
def test_a_comma_in_a_firms_name_does_not_separate(parse: Callable[[str], Parsed], before: str) -> None:
    parsed = parse(f"{before} Harlow, Weir and Ostend on Monday.")
    start = len(before) + 1
    parsed.names = [(start, start + len("Harlow, Weir"), "ORG")]
    assert [parsed.text[start:end] for start, end, _ in cut_names(parsed)] == ["Harlow, Weir"]


def test_a_name_begins_with_the_proper_noun_behind_its_article(parse: Callable[[str], Parsed]) -> None:
    parsed = parse("She ran the Café Mouton opposite the port.")
    start = parsed.text.index("Mouton")
    assert grow_names(parsed, [(start, start + 6, "FAC")]) == [(start - 5, start + 6, "FAC")]


def test_a_name_at_the_start_of_a_sentence_has_all_its_words(parse: Callable[[str], Parsed]) -> None:
    parsed = parse("Ardwell Minerals lost much. She praised the ferry.")
    assert complete_names(parsed, []) == [(0, len("Ardwell Minerals"), "ORG")]


def test_a_surname_that_is_a_noun_stays_a_name_at_the_start_of_a_sentence(parse: Callable[[str], Parsed]) -> None:
    parsed = parse("Brook is to blame, and nobody else.")
    assert is_name(parsed, 0, 5)


def test_dates_and_amounts_are_mentions_that_overlap_no_name(annotated: Annotate) -> None:
    text = "On March 3, 2021 Portugal paid $5 million, or 12 percent, to three ferries in Lisbon."
    annotation = annotated(text)
    kinds = {m.type for m in annotation.mentions if m.kind == "named"}
    assert {"DATE", "MONEY", "PERCENT", "CARDINAL", "GPE"} <= kinds
    spans = sorted((m.start, m.end) for m in annotation.mentions if m.kind == "named")
    assert all(first[1] <= second[0] for first, second in pairwise(spans))
    assert all(m.antecedent < 0 for m in annotation.mentions if m.type in VALUES)


def test_a_role_by_itself_is_no_name(annotated: Annotate) -> None:
    text = "The Attorney General spoke in Lisbon. The Special Counsel did not."
    assert [name for name, kind in named(text, annotated(text)) if kind not in VALUES] == ["Lisbon"]
