"""Collocations on a basis: the number in a row is the number of passages that it leads to."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import pandas as pd
import pytest

from workbench.domain.focus import Focus
from workbench.domain.palette import ALL_OUTLETS, UNKNOWN_OUTLET
from workbench.domain.scope import Scope, Voice
from workbench.domain.state import State
from workbench.workspace.collocate_tables import NO_NODE
from workbench.workspace.messages import Options
from workbench.workspace.pictures import CHARTS
from workbench.workspace.workspace import Workspace

OPTIONS = Options(replicates=20, minimum_count=1, left=4, right=3, hide_function_words=False)
FERRY = State(focus=Focus(term="ferry"))


def table_of(workspace: Workspace, name: str, state: State = FERRY, options: Options = OPTIONS) -> pd.DataFrame:
    return workspace.measured(name, state, options).table


def rows_of(table: pd.DataFrame) -> list[SimpleNamespace]:
    return [SimpleNamespace(**{str(name): cell for name, cell in row.items()}) for row in table.to_dict("records")]


@pytest.mark.parametrize("scope", [Scope(), Scope(voice=Voice.OUTLET), Scope(boilerplate=True)])
@pytest.mark.parametrize("within_sentences", [False, True])
def test_each_count_is_the_number_of_passages_behind_it(
    workspace: Workspace, scope: Scope, within_sentences: bool
) -> None:
    state = replace(FERRY, scope=scope)
    options = replace(OPTIONS, within_sentences=within_sentences)
    table = table_of(workspace, "collocates", state, options)
    assert (table["count"] > 1).any()
    for row in rows_of(table.iloc[:: max(len(table) // 60, 1)]):
        outlet = "" if row.outlet == ALL_OUTLETS else row.outlet or UNKNOWN_OUTLET
        focus = Focus(
            term="ferry", collocate=row.collocate, outlet=outlet, span=(4, 3), within_sentences=within_sentences
        )
        found = workspace.evidence(replace(state, focus=focus), OPTIONS)
        assert found.passages == row.count
        assert all(row.collocate in text.casefold() for text in found.lines.texts("node"))
        assert all("ferr" in text.casefold() for text in found.lines.texts("node"))


def test_sentences_end_windows(workspace: Workspace) -> None:
    whole = table_of(workspace, "collocate_list")
    bounded = table_of(workspace, "collocate_list", options=replace(OPTIONS, within_sentences=True))
    assert bounded["count"].sum() < whole["count"].sum()


def test_a_link_leads_to_the_windows_that_have_both(workspace: Workspace) -> None:
    table = table_of(workspace, "collocate_links")
    links = table[table["other"] != ""]
    assert len(links)
    for row in rows_of(links.head(20)):
        focus = Focus(term="ferry", collocate=f"{row.collocate} {row.other}", span=(4, 3))
        assert workspace.evidence(replace(FERRY, focus=focus), OPTIONS).passages == row.count


def test_two_outlets_lead_to_their_own_passages(workspace: Workspace) -> None:
    table = table_of(workspace, "collocates_compared")
    assert len(table)
    for row in rows_of(table.head(20)):
        for outlet, count in ((row.outlet, row.count), (row.reference_outlet, row.reference_count)):
            focus = Focus(term="ferry", collocate=row.collocate, outlet=outlet, span=(4, 3))
            assert workspace.evidence(replace(FERRY, focus=focus), OPTIONS).passages == count


def test_the_node_may_be_an_entity(workspace: Workspace) -> None:
    entities = table_of(workspace, "entities")
    entity, mentions = str(entities["entity_id"].iloc[0]), int(entities["mentions"].iloc[0])
    state = State(focus=Focus(entity=entity))
    table = table_of(workspace, "collocate_list", state)
    assert 0 < table["node_count"].iloc[0] <= mentions
    row = table.iloc[0]
    focus = Focus(entity=entity, collocate=row["collocate"], span=(4, 3))
    found = workspace.evidence(State(focus=focus), OPTIONS)
    assert found.passages == row["count"]
    assert found.label == f"“{row['collocate']}” near {entities['name'].iloc[0]} (4L 3R)"


def test_a_highlighted_collocate_changes_no_table(workspace: Workspace) -> None:
    focus = Focus(term="ferry", collocate="the", span=(4, 3))
    for name in ("collocate_list", "collocates_compared", "collocate_links"):
        pd.testing.assert_frame_equal(table_of(workspace, name), table_of(workspace, name, replace(FERRY, focus=focus)))


def test_a_word_that_never_occurs_is_no_collocate(workspace: Workspace) -> None:
    focus = Focus(term="ferry", collocate="xylophone", span=(4, 3))
    assert workspace.evidence(State(focus=focus), OPTIONS).passages == 0


def test_without_a_node_the_tables_say_what_to_do(workspace: Workspace) -> None:
    for name in ("collocates", "collocate_list", "collocates_compared", "collocate_links"):
        measured = workspace.measured(name, State(), OPTIONS)
        assert measured.table.empty
        assert measured.notes[0] == NO_NODE
    for name in ("collocates", "collocates_compared", "collocate_network"):
        assert CHARTS[name].table(workspace.making(State(), OPTIONS)).table.empty


def test_several_searches_have_rows_each(workspace: Workspace) -> None:
    table = table_of(workspace, "collocates", State(), replace(OPTIONS, terms=("ferry", "library")))
    assert set(table["node"]) == {"ferry", "library"}


def test_charts_show_the_strongest_and_the_highlighted_one(workspace: Workspace) -> None:
    listed = table_of(workspace, "collocate_list")
    last = str(listed["collocate"].iloc[-1])
    options = replace(OPTIONS, rows=5)
    chart = CHARTS["collocates"]
    shown = chart.table(workspace.making(FERRY, options)).table
    assert shown["collocate"].tolist() == listed["collocate"].head(5).tolist()
    focus = Focus(term="ferry", collocate=last, span=(4, 3))
    shown = chart.table(workspace.making(State(focus=focus), options)).table
    assert shown["collocate"].tolist() == [last, *listed["collocate"].head(4)]
    assert shown.attrs["span"] == (4, 3)
