"""Timelines and dispersion of an open corpus: the number of a row is the number of its passages."""

from __future__ import annotations

from dataclasses import replace

import pytest
from town_corpus import MAIL

from workbench.domain.columns import TABLES
from workbench.domain.errors import UsageError
from workbench.domain.event_markers import changes_for_event, event_from
from workbench.domain.focus import Focus
from workbench.domain.palette import ALL_OUTLETS, UNKNOWN_OUTLET
from workbench.domain.scope import Scope
from workbench.domain.state import State
from workbench.workspace.messages import Options, PictureRequest
from workbench.workspace.workspace import Workspace

OPTIONS = Options(terms=("ferry",), replicates=0)


@pytest.mark.parametrize("unit", ["day", "week", "month"])
def test_every_row_opens_exactly_its_passages(workspace: Workspace, unit: str) -> None:
    table = workspace.measured("timeline", State(), replace(OPTIONS, unit=unit)).table
    assert tuple(table.columns) == TABLES["timeline"]
    assert table["count"].sum() > 0
    for row in table[table["articles"] > 0].to_dict("records"):
        where = "" if row["outlet"] == ALL_OUTLETS else row["outlet"] or UNKNOWN_OUTLET
        focus = Focus(term="ferry", outlet=where, date_from=row["step"], date_to=row["step_end"])
        found = workspace.evidence(State(focus=focus), OPTIONS)
        assert (found.passages, found.articles) == (row["count"], row["documents"])


def test_marks_of_the_chart_of_an_entity_open_their_passages(workspace: Workspace) -> None:
    entities = workspace.measured("entities", State(), OPTIONS).table
    focus = Focus(entity=str(entities["entity_id"].iloc[0]))
    options = Options(replicates=0, by=(), unit="day")
    picture = workspace.picture(PictureRequest("timeline", State(focus=focus), options, 900, 500))
    assert picture.hitmap.marks
    for mark in picture.hitmap.marks:
        assert mark.focus.entity == focus.entity
        passages = workspace.evidence(State(focus=mark.focus), OPTIONS).passages
        assert f": {passages} time" in mark.label


def test_days_are_said_in_the_label_of_what_is_highlighted(workspace: Workspace) -> None:
    focus = Focus(term="ferry", outlet=MAIL, date_from="2032-01-05", date_to="2032-01-11")
    assert workspace.evidence(State(focus=focus), OPTIONS).label == f"“ferry” in {MAIL}, 5–11 January 2032"


def test_narrowing_to_the_days_of_a_step_keeps_its_number(workspace: Workspace) -> None:
    table = workspace.measured("timeline", State(), replace(OPTIONS, unit="week", by=())).table
    for row in table[table["count"] > 0].to_dict("records"):
        scope = Scope(date_from=row["step"], date_to=row["step_end"])
        narrowed = workspace.measured("timeline", State(scope=scope), replace(OPTIONS, unit="week", by=())).table
        assert narrowed["count"].tolist() == [row["count"]]


def test_the_table_of_a_pane_has_the_rows_of_its_chart_that_have_articles(workspace: Workspace) -> None:
    listed = workspace.measured("timeline_list", State(), replace(OPTIONS, by=())).table
    assert set(listed["outlet"]) == {ALL_OUTLETS}
    assert (listed["articles"] > 0).all()
    by_outlet = workspace.measured("timeline_list", State(), OPTIONS).table
    assert ALL_OUTLETS not in set(by_outlet["outlet"])
    assert by_outlet["count"].sum() == listed["count"].sum()


def test_events_come_with_the_chart(workspace: Workspace) -> None:
    state = State(
        decisions=State().decisions.with_changes(changes_for_event(event_from("2032-01-05", "", "Last sailing")))
    )
    picture = workspace.picture(PictureRequest("timeline", state, OPTIONS, 900, 500))
    assert "Events: Last sailing (5 January 2032)." in picture.description


def test_an_unknown_unit_is_refused_by_name(workspace: Workspace) -> None:
    with pytest.raises(UsageError, match="'year'"):
        workspace.measured("timeline", State(), replace(OPTIONS, unit="year"))


def test_dispersion_is_of_searches_else_of_what_is_highlighted_else_of_the_top_terms(workspace: Workspace) -> None:
    named = workspace.measured("dispersion", State(), OPTIONS).table
    focused = workspace.measured("dispersion", State(focus=Focus(term="ferry")), Options()).table
    assert named.equals(focused)
    top = workspace.measured("dispersion", State(), Options())
    assert top.table["term"].nunique() > 5
    assert any("most frequent terms" in note for note in top.notes)
    for row in named.to_dict("records"):
        where = "" if row["outlet"] == ALL_OUTLETS else row["outlet"] or UNKNOWN_OUTLET
        found = workspace.evidence(State(focus=Focus(term="ferry", outlet=where)), OPTIONS)
        assert (row["count"], row["documents"]) == (found.passages, found.articles)


def test_strips_stand_beside_the_spread_of_each_outlet(workspace: Workspace) -> None:
    picture = workspace.picture(PictureRequest("dispersion", State(focus=Focus(term="ferry")), Options(), 900, 700))
    assert "DPnorm 0." in picture.description
    strips = workspace.measured("strips", State(focus=Focus(term="ferry")), Options()).table
    whole = workspace.measured("positions", State(focus=Focus(term="ferry")), Options()).table
    assert strips["position"].notna().sum() == whole["position"].notna().sum()
