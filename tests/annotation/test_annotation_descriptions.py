"""Descriptions that stand for people, bodies, states and groups, in short texts of our own."""

from __future__ import annotations

import re

import pytest

from workbench.annotation.document import MentionAnnotation
from workbench.annotation.nominals import find_nominals


def described(marked: str) -> list[tuple[str, str]]:
    """Each description with what it leans on; names are written as [name|TYPE], and what leans on nothing has ""."""
    text, mentions, at = "", [], 0
    for match in re.finditer(r"\[([^|\]]+)\|([A-Z]+)\]", marked):
        text += marked[at : match.start()]
        mentions.append(MentionAnnotation(len(text), len(text) + len(match.group(1)), match.group(2), "named"))
        text += match.group(1)
        at = match.end()
    text += marked[at:]
    found = find_nominals(text, mentions)
    assert [(m.start, m.end) for m in found] == sorted((m.start, m.end) for m in found)
    return [
        (text[m.start : m.end], text[found[m.antecedent].start : found[m.antecedent].end] if m.antecedent >= 0 else "")
        for m in found
        if m.kind == "nominal"
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # beside the name
        ("[Danish|NORP] Prime Minister [Ana Roe|PERSON] came.", [("Danish Prime Minister", "Ana Roe")]),
        ("[Ana Roe|PERSON], the harbour’s chairwoman, came.", []),
        ("[Ana Roe|PERSON], the special counsel, came.", [("the special counsel", "Ana Roe")]),
        ("It met its leader, [Ana Roe|PERSON].", [("its leader", "Ana Roe")]),
        # elsewhere
        ("President [Ana Roe|PERSON] of [Denmark|GPE] came. The president of [Denmark|GPE] left.",
         [("The president of Denmark", "Ana Roe")]),
        ("[Danish|NORP] President [Ana Roe|PERSON] came to [Peru|GPE]. He met his [Danish|NORP] counterpart.",
         [("Danish President", "Ana Roe"), ("his Danish counterpart", "Ana Roe")]),
        ("President [Ana Roe|PERSON] met [Danish|NORP] President [Rui Foe|PERSON] on [Fyn|LOC] island. The president left.",
         [("Danish President", "Rui Foe"), ("The president", "Ana Roe")]),
        ("President [Ana Roe|PERSON] fell. Vice President [Rui Foe|PERSON] stood. The president got up.",
         [("The president", "Ana Roe")]),
        ("President [Ana Roe|PERSON] came. “Our president is late.”", [("Our president", "Ana Roe")]),
        ("[Ana Roe|PERSON], Mr. [Foe|PERSON]’s lawyer, came.", [("Mr. Foe’s lawyer", "Ana Roe")]),
        ("President [Ana Roe|PERSON] came. The president of the club left.", []),
        ("They were making [Roe|PERSON] rich. The king left.", []),
        ("President [Roe|PERSON] and first lady [Mia Roe|PERSON] came. The president spoke.",
         [("The president", "Roe")]),
        ("Former President [Ana Roe|PERSON] met President [Rui Foe|PERSON]. The former president left.",
         [("The former president", "Ana Roe")]),
        # general knowledge of whose leader somebody is
        ("[Putin|PERSON] came with [Foe|PERSON]. The [Russian|NORP] leader left.", [("The Russian leader", "Putin")]),
    ],
)  # fmt: skip
def test_descriptions_of_people(text: str, expected: list[tuple[str, str]]) -> None:
    assert described(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[Ardent|ORG], a carmaker, grew. The company hired.", [("The company", "Ardent")]),
        ("[Ardent|ORG], a carmaker, sued [Bolt Inc|ORG]. The company paid.", []),
        ("The [European Union|ORG] met. The bloc voted.", [("The bloc", "European Union")]),
        ("[NATO|ORG] met. The alliance voted.", [("The alliance", "NATO")]),
        ("The [DNC|ORG] met. The committee voted.", [("The committee", "DNC")]),
        ("[Bolt Committee|ORG] met. The committee of inquiry voted.", []),
    ],
)
def test_descriptions_of_bodies(text: str, expected: list[tuple[str, str]]) -> None:
    assert described(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[Ireland|GPE] voted. In May the country rejoiced.", [("the country", "Ireland")]),
        ("[Ireland|GPE] and [France|GPE] voted. In May the country rejoiced.", []),
        (
            "[Ireland|GPE] voted with [France|GPE]. It forced [Peru|GPE] to let that country vote.",
            [("that country", "Peru")],
        ),
        ("[Cork|GPE] voted. In May the country rejoiced.", []),
        ("The [United States|GPE] sued. The federal government lost.", [("The federal government", "United States")]),
        ("[Peru|GPE] sued. The federal government lost.", []),
    ],
)
def test_descriptions_of_countries(text: str, expected: list[tuple[str, str]]) -> None:
    assert described(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[Russian|NORP] officials spoke.", [("Russian officials", "")]),
        ("Senior [Russian|NORP] military officials spoke.", [("Russian military officials", "")]),
        ("Officials in [Moscow|GPE] spoke. [Russian|NORP] dancers came.", [("Officials in Moscow", "")]),
        ("The [Syrian|NORP] regime fell. The regime is gone.", [("Syrian regime", ""), ("The regime", "Syrian regime")]),
        ("[Russian|NORP] officials-in-waiting spoke.", []),
        ("The [Roe|PERSON] administration fell. His administration is gone.",
         [("Roe administration", ""), ("His administration", "Roe administration")]),
        ("The [Roe|PERSON] administration met the [Foe|PERSON] administration. The administration left.",
         [("Roe administration", ""), ("Foe administration", "")]),
        ("[Assad|PERSON]’s forces left. The [Assad|PERSON] regime fell.", [("Assad’s forces", ""), ("Assad regime", "")]),
        ("[Roe|PERSON]’s team met.", [("Roe’s team", "")]),
    ],
)  # fmt: skip
def test_descriptions_of_governments(text: str, expected: list[tuple[str, str]]) -> None:
    assert described(text) == expected


def test_nouns_for_one_group_are_one_where_the_text_ties_them() -> None:
    text = "A caravan of [Honduran|NORP] migrants came. The migrants slept. The caravan left."
    assert described(text) == [
        ("A caravan of Honduran migrants", ""),
        ("The migrants", "A caravan of Honduran migrants"),
        ("The caravan", "A caravan of Honduran migrants"),
    ]


def test_nouns_for_groups_are_two_where_nothing_ties_them() -> None:
    text = "The migrants came. The protesters sang. Migrants slept. Protesters left. Migrants ate. Protesters slept."
    leaning = {who.lower().removeprefix("the "): on.lower() for who, on in described(text) if on}
    assert leaning == {"migrants": "the migrants", "protesters": "the protesters"}


def test_migrants_who_seek_asylum_are_asylum_seekers() -> None:
    text = "The migrants plan to request asylum. Asylum seekers wait. The asylum seekers slept."
    assert {on for _, on in described(text)} - {""} == {"Asylum seekers"}
