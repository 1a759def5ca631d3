from __future__ import annotations

import pandas as pd
import pytest

from workbench.analysis.entity_suggestions import MOST_SUGGESTIONS, SUGGESTION_COLUMNS, folded, suggest_merges

Name = tuple[str, str, str]
"""Entity id, name and type."""


def corpus(
    texts: dict[str, str], found: list[tuple[str, str, str, str]]
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Tables of entities, names and mentions: every place where a name stands in its article.

    Args:
        texts: by document id.
        found: document id, form, entity id, type.
    """
    entities: dict[str, tuple[str, str, str]] = {}
    names: dict[str, tuple[str, str, str]] = {}
    mentions = []
    for document, form, entity, kind in found:
        entities.setdefault(entity, (entity, form, kind))
        key = f"name|{form.casefold()}"
        names.setdefault(key, (key, entity, form))
        at = texts[document].find(form)
        while at >= 0:
            mentions.append((document, at, at + len(form), form, kind, "named", entity, key))
            at = texts[document].find(form, at + 1)
    return (
        pd.DataFrame(list(entities.values()), columns=["entity_id", "name", "type"]),
        pd.DataFrame(list(names.values()), columns=["key", "entity_id", "name"]),
        pd.DataFrame(
            sorted(mentions), columns=["document_id", "start", "end", "text", "type", "kind", "entity_id", "key"]
        ),
    )


def reasons(*names: tuple[str, str], text: str = "") -> list[str]:
    """What is suggested about names with their types that one article has."""
    text = text or " met ".join(name for name, _ in names)
    tables = corpus({"a": text}, [("a", name, f"e{n}", kind) for n, (name, kind) in enumerate(names)])
    return [str(reason) for reason in suggest_merges(*tables, texts={"a": text}).table["reason"]]


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        (("Roe", "PERSON"), ("Jane Roe", "PERSON"), "“Roe” may be short for “Jane Roe”."),
        (("J. Roe", "PERSON"), ("Jane Roe", "PERSON"), "“J. Roe” has the surname and the initial of “Jane Roe”."),
        (("Ardent", "ORG"), ("Ardent Robotics", "ORG"), "“Ardent” is a part of “Ardent Robotics”."),
        (("Kirkvale", "GPE"), ("Kirkwale", "GPE"), "“Kirkvale” and “Kirkwale” differ by 1 letter."),
        (
            ("GBF", "ORG"),
            ("Grain Board of Freedonia", "ORG"),
            "“GBF” has the initial letters of “Grain Board of Freedonia”.",
        ),
        (("Zubrovka", "ORG"), ("Zubrovká", "PERSON"), "Both are called “Zubrovka”."),
    ],
)
def test_a_suggestion_says_what_it_rests_on(one: tuple[str, str], other: tuple[str, str], reason: str) -> None:
    assert reasons(one, other) == [reason]
    assert len(reasons(other, one)) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Petra Roe", "PERSON"), ("Declan Roe", "PERSON")),
        (("Roe", "PERSON"), ("Roe Harbour", "ORG")),
        (("Freedonia", "GPE"), ("Freedonian", "NORP")),
        (("Iran", "GPE"), ("Iraq", "GPE")),
        (("Austria", "GPE"), ("Australia", "GPE")),
        (("North Freedonia", "GPE"), ("South Freedonia", "GPE")),
        (("Asia", "LOC"), ("Central Asia", "LOC")),
        (("Council", "ORG"), ("Harbour Council", "ORG")),
        (("Gate 4", "FAC"), ("Gate 5", "FAC")),
    ],
)
def test_names_that_are_like_by_chance_are_left_alone(one: tuple[str, str], other: tuple[str, str]) -> None:
    assert reasons(one, other) == []


def test_two_people_with_one_surname_who_both_go_by_it_stay_two() -> None:
    text = "Petra Roe and Declan Roe spoke."
    tables = corpus({"a": text}, [("a", "Petra Roe", "petra", "PERSON"), ("a", "Declan Roe", "declan", "PERSON")])
    more = pd.DataFrame([("k1", "petra", "Roe"), ("k2", "declan", "Roe")], columns=["key", "entity_id", "name"])
    mentions = tables[2].assign(key=["k2", "k1"])
    assert suggest_merges(tables[0], pd.concat([tables[1], more]), mentions).table.empty


@pytest.mark.parametrize("said", ["also known as", "formerly", "a.k.a.", "now called"])
def test_what_an_article_says_is_the_best_reason(said: str) -> None:
    text = f"The Grain Office, {said} Crop Desk, is closed."
    found = [("a", "Grain Office", "office", "ORG"), ("a", "Crop Desk", "desk", "ORG")]
    table = suggest_merges(*corpus({"a": text}, found), texts={"a": text}).table
    assert table["reason"].tolist() == [f"An article says “Grain Office, {said} Crop Desk”."]


def test_a_short_form_in_brackets_is_a_reason() -> None:
    text = "The Office for Grain (OFG2) is closed."
    found = [("a", "Office for Grain", "office", "ORG"), ("a", "OFG2", "short", "ORG")]
    table = suggest_merges(*corpus({"a": text}, found), texts={"a": text}).table
    assert table["reason"].tolist() == ["An article writes “Office for Grain (OFG2)”."]


@pytest.mark.parametrize("dateline", ["ASHPORT (GNA)", "Ashport (GNA)"])
def test_the_agency_in_a_dateline_is_not_another_name_of_the_place(dateline: str) -> None:
    text = f"{dateline} — A dam burst."
    found = [("a", dateline.split(maxsplit=1)[0], "place", "GPE"), ("a", "GNA", "agency", "ORG")]
    assert suggest_merges(*corpus({"a": text}, found), texts={"a": text}).table.empty


def test_a_short_form_of_a_place_in_brackets_is_a_reason_whatever_its_type() -> None:
    text = "The Freedonian Isles (FIS) voted."
    found = [("a", "Freedonian Isles", "place", "GPE"), ("a", "FIS", "short", "ORG")]
    table = suggest_merges(*corpus({"a": text}, found), texts={"a": text}).table
    assert table["reason"].tolist() == ["An article writes “Freedonian Isles (FIS)”."]


def test_a_part_of_a_name_says_nothing_where_nobody_names_both() -> None:
    texts = {"a": "Ardent grew.", "b": "Ardent Robotics shrank."}
    tables = corpus(texts, [("a", "Ardent", "e1", "ORG"), ("b", "Ardent Robotics", "e2", "ORG")])
    assert suggest_merges(*tables).table.empty
    assert suggest_merges(*tables, stories={"a": "", "b": ""}).table.empty
    table = suggest_merges(*tables, stories={"a": "s", "b": "s"}).table
    assert table[["articles", "stories"]].to_numpy().tolist() == [[0, 1]]


def test_the_more_mentioned_one_comes_first_with_the_place_of_the_other() -> None:
    texts = {"a": "Roe spoke.", "b": "Jane Roe left. Jane Roe came back."}
    found = [("a", "Roe", "roe", "PERSON"), ("b", "Jane Roe", "jane", "PERSON")]
    table = suggest_merges(*corpus(texts, found)).table
    assert tuple(table.columns) == SUGGESTION_COLUMNS
    row = table.iloc[0]
    assert (row["name_a"], row["mentions_a"], row["name_b"], row["mentions_b"]) == ("Jane Roe", 2, "Roe", 1)
    assert (row["key_a"], row["key_b"]) == ("name|jane roe", "name|roe")
    assert (row["document_id"], row["start"], row["end"]) == ("a", 0, 3)


def test_what_is_linked_or_said_to_be_two_is_not_suggested() -> None:
    text = "Roe met Jane Roe."
    tables = corpus({"a": text}, [("a", "Jane Roe", "jane", "PERSON"), ("a", "Roe", "roe", "PERSON")])
    assert len(suggest_merges(*tables).table) == 1
    links = pd.DataFrame(
        [("roe", "jane", "people_of", "")], columns=["entity_id", "linked_entity_id", "kind", "reason"]
    )
    assert suggest_merges(*tables, links=links).table.empty
    assert suggest_merges(*tables, different=[frozenset(("name|roe", "name|jane roe"))]).table.empty
    assert len(suggest_merges(*tables, different=[frozenset(("name|roe", "name|gone"))]).table) == 1


def test_pronouns_and_what_is_not_mentioned_play_no_part() -> None:
    text = "Roe met Jane Roe."
    entities, names, mentions = corpus(
        {"a": text}, [("a", "Jane Roe", "jane", "PERSON"), ("a", "Roe", "roe", "PERSON")]
    )
    assert suggest_merges(entities, names, mentions.assign(kind="pronoun")).table.empty
    assert suggest_merges(entities, names, mentions.iloc[:0]).table.empty


def test_the_order_does_not_follow_that_of_the_rows() -> None:
    texts = {"a": "Roe met Jane Roe near Kirkvale, Kirkwale and Ardent of Ardent Robotics."}
    found = [
        ("a", name, name.casefold().replace(" ", "-"), kind)
        for name, kind in (
            ("Roe", "PERSON"), ("Jane Roe", "PERSON"), ("Kirkvale", "GPE"), ("Kirkwale", "GPE"), ("Ardent", "ORG"),
            ("Ardent Robotics", "ORG"),
        )
    ]  # fmt: skip
    one = suggest_merges(*corpus(texts, found)).table
    entities, names, mentions = corpus(texts, found[::-1])
    pd.testing.assert_frame_equal(one, suggest_merges(entities, names, mentions).table)
    assert len(one) == 3
    assert one["reason"].iloc[0].endswith("1 letter.")


def test_only_the_likeliest_are_listed_and_it_is_said() -> None:
    people = [f"{chr(65 + n // 26)}{chr(97 + n % 26) * 5}" for n in range(MOST_SUGGESTIONS + 5)]
    texts = {"a": " and ".join(f"{name} with Jane {name}" for name in people)}
    found = [("a", f"{first}{name}", f"{first}{name}", "PERSON") for name in people for first in ("", "Jane ")]
    measured = suggest_merges(*corpus(texts, found))
    assert len(measured.table) == MOST_SUGGESTIONS
    assert "likeliest" in measured.notes[0]


def test_tables_are_not_changed() -> None:
    tables = corpus({"a": "Roe met Jane Roe."}, [("a", "Jane Roe", "jane", "PERSON"), ("a", "Roe", "roe", "PERSON")])
    before = [table.copy() for table in tables]
    suggest_merges(*tables)
    for table, copy in zip(tables, before, strict=True):
        pd.testing.assert_frame_equal(table, copy)


@pytest.mark.parametrize(
    ("name", "plain"), [("António Guterres’s", "antonio guterres"), ("U.S.", "us"), ("Al-Harrazi", "al harrazi")]
)
def test_names_are_compared_without_accents_marks_and_case(name: str, plain: str) -> None:
    assert folded(name) == plain
