"""The tables of the Entities pane agree with one another and with the passages that they open."""

from __future__ import annotations

from dataclasses import replace

import pytest

from workbench.domain.decisions import Decisions
from workbench.domain.entity_decisions import (
    changes_for_mentions,
    changes_for_merge,
    changes_for_own_entity,
    changes_for_rejection,
)
from workbench.domain.entity_differences import changes_for_difference
from workbench.domain.entity_names import name_focus
from workbench.domain.focus import Focus
from workbench.domain.labels import NOMINAL, ChosenLabel
from workbench.domain.palette import UNKNOWN_OUTLET
from workbench.domain.scope import Scope, Voice
from workbench.domain.spans import Span
from workbench.domain.state import State
from workbench.workspace.catalogue import OUTLET_COLUMN
from workbench.workspace.entity_tables import KEY_SEPARATOR
from workbench.workspace.messages import Options
from workbench.workspace.workspace import Workspace

pytestmark = pytest.mark.model

SCOPES = [
    Scope(),
    Scope(voice=Voice.QUOTED),
    Scope(voice=Voice.OUTLET, boilerplate=True),
    Scope(stories=("Night ferry",)),
]
OPTIONS = Options(replicates=0)


def rows(workspace: Workspace, name: str, state: State, entity: str = "") -> list[dict[str, object]]:
    focused = replace(state, focus=Focus(entity=entity)) if entity else state
    return workspace.measured(name, focused, OPTIONS).table.to_dict("records")  # type: ignore[return-value]


def passages(workspace: Workspace, state: State, focus: Focus) -> int:
    return workspace.evidence(replace(state, focus=focus), OPTIONS).passages


@pytest.mark.parametrize("scope", SCOPES, ids=lambda scope: f"{scope.voice} {scope.stories}")
def test_each_name_s_count_is_its_number_of_passages(workspace: Workspace, scope: Scope) -> None:
    state, seen = State(scope=scope), 0
    for entity in rows(workspace, "entity_list", state):
        of_outlet: dict[str, int] = {}
        for form in rows(workspace, "forms_by_outlet", state, str(entity["entity_id"])):
            outlet = str(form["outlet"])
            where = outlet or UNKNOWN_OUTLET
            if form["kind"] == NOMINAL:
                focus = ChosenLabel(NOMINAL, str(form["name"])).focus(str(entity["entity_id"]), where)
            else:
                focus = name_focus(str(entity["entity_id"]), str(form["name"]), where)
                of_outlet[outlet] = of_outlet.get(outlet, 0) + int(str(form["count"]))
            assert passages(workspace, state, focus) == form["count"], (entity["name"], form)
            seen += 1
        counted = {name.removeprefix(OUTLET_COLUMN): n for name, n in entity.items() if name.startswith(OUTLET_COLUMN)}
        assert of_outlet == {outlet: n for outlet, n in counted.items() if n}
    assert seen or scope.voice is Voice.QUOTED, "nobody is named in quotes there"


def test_the_names_of_an_entity_make_up_its_count(workspace: Workspace) -> None:
    state = State()
    for entity in rows(workspace, "entity_list", state):
        names = rows(workspace, "entity_keys", state, str(entity["entity_id"]))
        assert sum(int(str(name["mentions"])) for name in names) == entity["mentions"]
        assert {str(name["key"]) for name in names} == set(str(entity["keys"]).split(KEY_SEPARATOR))
        for name in names:
            if name["mentions"]:
                text = workspace.article(str(name["document_id"]), state).text
                assert " ".join(text[int(str(name["start"])) : int(str(name["end"]))].split()) == name["node"]


def test_articles_are_counted_by_outlet_and_prominence_is_out_of_them(workspace: Workspace) -> None:
    state = State()
    for entity in rows(workspace, "entity_article_list", state):
        by_outlet = {
            name.removeprefix(OUTLET_COLUMN): n for name, n in entity.items() if name.startswith(OUTLET_COLUMN)
        }
        assert sum(int(str(n)) for n in by_outlet.values()) == entity["documents"]
        for row in rows(workspace, "entity_prominence", state, str(entity["entity_id"])):
            assert 0 <= int(str(row["in_headline"])) <= int(str(row["articles"])) <= int(str(row["of"]))
            assert int(str(row["in_lead"])) <= int(str(row["articles"]))
            assert 0 < float(str(row["prominence"])) <= 1
            assert int(str(row["articles"])) >= int(str(by_outlet[str(row["outlet"])]))


def most_named(workspace: Workspace, count: int) -> list[dict[str, object]]:
    return rows(workspace, "entity_list", State())[:count]


def first_place(workspace: Workspace, entity: dict[str, object]) -> Span:
    """Where its most frequent name stands first."""
    name = rows(workspace, "entity_keys", State(), str(entity["entity_id"]))[0]
    return Span(str(name["document_id"]), int(str(name["start"])), int(str(name["end"])))


def first_key(entity: dict[str, object]) -> str:
    return str(entity["keys"]).split(KEY_SEPARATOR)[0]


def test_after_a_merge_both_have_one_row_with_the_keys_of_both(workspace: Workspace) -> None:
    one, other = most_named(workspace, 2)
    state = State(decisions=Decisions(changes_for_merge(Decisions(), [first_key(other)], first_key(one))))
    merged = next(row for row in rows(workspace, "entity_list", state) if row["entity_id"] == one["entity_id"])
    assert merged["mentions"] == int(str(one["mentions"])) + int(str(other["mentions"]))
    keys = {*str(one["keys"]).split(KEY_SEPARATOR), *str(other["keys"]).split(KEY_SEPARATOR)}
    assert set(str(merged["keys"]).split(KEY_SEPARATOR)) == keys
    names = rows(workspace, "entity_keys", state, str(one["entity_id"]))
    by_person = next(row for row in names if row["key"] == first_key(other))
    assert by_person["reason"]
    assert set(str(by_person["found_with"]).split(KEY_SEPARATOR)) & {first_key(one)} == set()


def test_what_was_rejected_is_listed_with_what_it_counted(workspace: Workspace) -> None:
    one, other = most_named(workspace, 2)
    place = first_place(workspace, other)
    decisions = Decisions(changes_for_rejection(str(one["keys"]).split(KEY_SEPARATOR)))
    decisions = decisions.with_changes(changes_for_mentions(decisions, [place], rejected=True))
    state = State(decisions=decisions)
    listed = rows(workspace, "rejected_entities", state)
    assert {row["key"] for row in listed if row["key"]} == set(str(one["keys"]).split(KEY_SEPARATOR))
    assert [(row["document_id"], row["start"]) for row in listed if not row["key"]] == [
        (place.document_id, place.start)
    ]
    after = {row["entity_id"]: row["mentions"] for row in rows(workspace, "entity_list", state)}
    assert one["entity_id"] not in after
    assert after[other["entity_id"]] == int(str(other["mentions"])) - 1


def test_suggestions_name_what_is_counted_and_stop_when_they_are_declined(workspace: Workspace) -> None:
    person = next(row for row in most_named(workspace, 20) if row["type"] == "PERSON" and " " in str(row["name"]))
    place = first_place(workspace, person)
    initial = f"{str(person['name'])[0]}. {str(person['name']).split()[-1]}"
    decisions = Decisions(changes_for_own_entity(Decisions(), [place], initial, "PERSON"))
    found = rows(workspace, "entity_suggestions", State(decisions=decisions))
    pair = next(row for row in found if initial in (row["name_a"], row["name_b"]))
    assert "initial" in str(pair["reason"])
    assert pair["node"]
    decisions = decisions.with_changes(changes_for_difference(decisions, str(pair["key_a"]), str(pair["key_b"])))
    again = rows(workspace, "entity_suggestions", State(decisions=decisions))
    assert len(again) == len(found) - 1


def test_tables_of_an_entity_that_is_not_there_are_empty(workspace: Workspace) -> None:
    for name in ("forms_by_outlet", "entity_prominence", "entity_relations", "entity_keys"):
        assert rows(workspace, name, State(), "nobody-at-all") == []
