"""Who is quoted: every number opens exactly its quotes, and kinds of speakers are what people decided."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest
from town_corpus import MAIL, POST, WATCH

from workbench.domain.decisions import Decisions
from workbench.domain.entity_decisions import changes_for_speaker_kind
from workbench.domain.focus import NOBODY, Focus
from workbench.domain.measured import Measured
from workbench.domain.outlet_groups import OUTLET_GROUP
from workbench.domain.palette import UNKNOWN_OUTLET
from workbench.domain.scope import Scope, Voice
from workbench.domain.speakers import KIND, kind_id
from workbench.domain.state import State
from workbench.workspace.messages import Evidence, Options, PictureRequest
from workbench.workspace.speaker_tables import kind_list
from workbench.workspace.workspace import Workspace

pytestmark = pytest.mark.model

OPTIONS = Options(replicates=50)
INDIRECT = replace(OPTIONS, indirect_speech=True)
SCOPES = [Scope(voice=voice, boilerplate=boilerplate) for voice in Voice for boilerplate in (False, True)]
SCOPES += [Scope(outlets=(POST,)), Scope(stories=("Night ferry",))]


def evidence(workspace: Workspace, state: State, **focus: Any) -> Evidence:
    return workspace.evidence(replace(state, focus=Focus(**focus)), OPTIONS)


def cells(table: pd.DataFrame, *columns: str) -> dict[tuple[str, str], list[Any]]:
    rows = table[["speaker_id", "outlet", *columns]].itertuples(index=False, name=None)
    return {(row[0], row[1]): list(row[2:]) for row in rows}


def kinds_of(workspace: Workspace, **kinds: str) -> Decisions:
    """Decisions by which entities have kinds."""
    decisions = Decisions()
    listed = workspace.measured("voice_list", State(), OPTIONS).table
    for entity, kind in kinds.items():
        (keys,) = listed.loc[listed["speaker_id"] == entity.replace("_", "-"), "keys"]
        decisions = decisions.with_changes(changes_for_speaker_kind(decisions, keys.split("\n"), kind))
    return decisions


def test_quotes_and_words_are_as_they_were_counted_by_hand(workspace: Workspace) -> None:
    found = cells(workspace.measured("voices", State(), OPTIONS).table, "quotes", "quoted_words", "outlet_quoted_words")
    assert {key: value for key, value in found.items() if value[0]} == {
        ("ada-brook", MAIL): [1, 6, 17],
        ("ada-brook", WATCH): [1, 4, 10],
        ("owen-reed", MAIL): [2, 11, 17],
        ("owen-reed", WATCH): [1, 6, 10],
        ("lena-holt", POST): [3, 21, 21],
    }
    assert found["lena-holt", WATCH] == [0, 0, 10]
    assert found["owen-reed", ""] == [0, 0, 0], "an outlet that is not known has its row too"


def test_quoted_words_are_those_of_the_documents(workspace: Workspace) -> None:
    voices = workspace.measured("voices", State(), OPTIONS).table
    documents = workspace.measured("documents", State(), OPTIONS).table
    of_outlets = documents.groupby("outlet")["quoted_words"].sum().to_dict()
    assert voices.groupby("outlet")["quoted_words"].sum().to_dict() == of_outlets


@pytest.mark.parametrize("scope", SCOPES, ids=str)
@pytest.mark.parametrize("options", [OPTIONS, INDIRECT], ids=["direct and mixed", "all"])
def test_a_speaker_s_count_is_its_number_of_lines(workspace: Workspace, scope: Scope, options: Options) -> None:
    state, indirect = State(scope=scope), options.indirect_speech
    quotes = workspace.measured("quotes", State(scope=Scope(boilerplate=True)), options).table
    places = set(quotes[["document_id", "start", "end"]].itertuples(index=False, name=None))
    for name in ("voices", "voices_by_kind"):
        table = workspace.measured(name, state, options).table
        for row in table.to_dict("records"):
            outlet = row["outlet"] or UNKNOWN_OUTLET
            found = evidence(workspace, state, speaker=row["speaker_id"], outlet=outlet, indirect=indirect)
            assert (found.passages, found.articles) == (row["quotes"], row["documents"]), row
            texts = zip(*(found.lines.column(c) for c in ("document_id", "start", "end")), strict=True)
            assert set(texts) <= places
        if scope.voice is Voice.OUTLET and not indirect:
            assert table.empty, "what stands between quotation marks is left out"


@pytest.mark.parametrize("name", ["voices", "voices_by_kind"])
@pytest.mark.parametrize("options", [OPTIONS, replace(INDIRECT, share_of="quotes")], ids=["words", "all quotes"])
def test_a_mark_s_number_is_its_number_of_lines(workspace: Workspace, name: str, options: Options) -> None:
    picture = workspace.picture(PictureRequest(name, State(), options, 900, 1400))
    assert picture.hitmap.marks
    assert picture.description
    for mark in picture.hitmap.marks:
        lines = workspace.evidence(State(focus=mark.focus), options).lines
        quotes = f"{len(lines)} quote{'' if len(lines) == 1 else 's'}" if len(lines) else "never quoted"
        assert f": {quotes}, " in mark.label or (not len(lines) and quotes in mark.label)


def test_evidence_is_the_quotes_in_the_order_of_the_corpus(workspace: Workspace) -> None:
    found = evidence(workspace, State(), speaker="owen-reed")
    assert found.lines.texts("node") == [
        "People fight for a seat on Fridays,",
        "A town needs both,",
        "They never sailed on my ferry,",
    ]
    assert dict(found.by_outlet) == {MAIL: 2, WATCH: 1}
    assert evidence(workspace, State(), speaker="owen-reed", article="watch-one").passages == 1


def test_labels_say_whose_quotes_are_highlighted(workspace: Workspace) -> None:
    def label(**focus: Any) -> str:
        return evidence(workspace, State(), **focus).label

    assert label(speaker="ada-brook", outlet=MAIL) == f"Quotes of Ada Brook in {MAIL}"
    assert label(speaker="phrase:critics") == "Quotes of “critics”"
    assert label(speaker=NOBODY) == "Quotes without a speaker"
    assert label(speaker=kind_id("official")) == "Quotes of the kind “official”"
    assert label(speaker=KIND) == "Quotes of speakers without a kind"
    assert label(speaker="ada-brook", indirect=True) == "Quotes and reported speech of Ada Brook"


def test_indirect_speech_counts_where_it_is_asked_for(workspace: Workspace) -> None:
    few, many = (workspace.measured("voices", State(), options).table for options in (OPTIONS, INDIRECT))
    assert many["quotes"].sum() > few["quotes"].sum()
    assert set(few["speech"]) == {"direct and mixed"}
    assert set(many["speech"]) == {"all"}
    assert evidence(workspace, State(), speaker="ada-brook", indirect=True).passages > 2


def test_who_is_named_and_never_quoted_can_be_told_from_who_is_not_named(workspace: Workspace) -> None:
    found = cells(workspace.measured("voices", State(), OPTIONS).table, "quotes", "mentions")
    assert found["ada-brook", POST] == [0, 1]
    assert found["lena-holt", MAIL] == [0, 0]
    assert found["owen-reed", ""] == [0, 1]


def test_kinds_are_counted_and_can_be_opened(workspace: Workspace) -> None:
    state = State(decisions=kinds_of(workspace, ada_brook="official", owen_reed="citizen", lena_holt="citizen"))
    table = workspace.measured("voices_by_kind", state, OPTIONS).table
    found = cells(table, "quotes", "quoted_words", "speakers")
    assert found[kind_id("citizen"), MAIL] == [2, 11, 1]
    assert found[kind_id("citizen"), POST] == [3, 21, 1]
    assert found[kind_id("official"), WATCH] == [1, 4, 1]
    assert (KIND, MAIL) not in found, "everybody has a kind"
    opened = evidence(workspace, state, speaker=kind_id("citizen"))
    assert dict(opened.by_outlet) == {MAIL: 2, POST: 3, WATCH: 1}
    voices = workspace.measured("voices", state, OPTIONS).table
    assert set(voices.loc[voices["speaker_id"] == "ada-brook", "kind"]) == {"official"}
    assert set(workspace.measured("voices", State(), OPTIONS).table["kind"]) == {""}


def test_the_list_of_the_pane_has_the_numbers_of_the_table(workspace: Workspace) -> None:
    state = State(decisions=kinds_of(workspace, ada_brook="official"))
    for listed, name in (("voice_list", "voices"), ("voice_kind_list", "voices_by_kind")):
        for share_of, share in (("words", "share"), ("quotes", "share_of_quotes")):
            options = replace(OPTIONS, share_of=share_of)
            long = cells(workspace.measured(name, state, options).table, "quoted_words", "quotes", share)
            wide = workspace.measured(listed, state, options).table
            assert wide["speaker_id"].tolist() == list(dict.fromkeys(speaker for speaker, _ in long))
            for row in wide.to_dict("records"):
                of_speaker = {
                    outlet: values for (speaker, outlet), values in long.items() if speaker == row["speaker_id"]
                }
                assert row["quotes"] == sum(values[1] for values in of_speaker.values())
                for outlet, (words, quotes, part) in of_speaker.items():
                    assert (row[f"outlet:{outlet}"], row[f"quotes:{outlet}"]) == (words, quotes)
                    assert row[f"share:{outlet}"] == part or (pd.isna(part) and pd.isna(row[f"share:{outlet}"]))


def test_a_long_list_has_the_most_quoted_and_always_those_without_a_speaker(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    long = workspace.measured("voices_by_kind", State(), INDIRECT).table
    kinds = [kind_id("official"), kind_id("expert"), kind_id("citizen"), KIND, NOBODY]
    many = pd.concat([long[long["speaker_id"] == KIND].assign(speaker_id=kind) for kind in kinds], ignore_index=True)
    making: Any = SimpleNamespace(table=lambda _: Measured(many), options=INDIRECT)
    assert kind_list(making).table["speaker_id"].tolist() == kinds
    monkeypatch.setattr("workbench.workspace.speaker_tables.LONGEST", 3)
    short = kind_list(making)
    assert short.table["speaker_id"].tolist() == [*kinds[:2], NOBODY]
    assert short.notes[0] == "The 3 most quoted of 5 kinds."


def test_a_group_of_outlets_is_an_outlet_to_voices(workspace: Workspace) -> None:
    decisions = Decisions().with_changes(
        {(OUTLET_GROUP, f"Side/{MAIL}"): "Town", (OUTLET_GROUP, f"Side/{WATCH}"): "Town"}
    )
    state = State(scope=Scope(compare="Side"), decisions=decisions)
    found = cells(workspace.measured("voices", state, OPTIONS).table, "quotes", "quoted_words")
    assert found["owen-reed", "Town"] == [3, 17]
    assert evidence(workspace, state, speaker="owen-reed", outlet="Town").passages == 3


def test_the_dispersion_of_a_speaker_s_quotes_can_be_shown(workspace: Workspace) -> None:
    state = State(focus=Focus(speaker="lena-holt"))
    table = workspace.measured("positions", state, OPTIONS).table
    assert table["position"].notna().sum() == 3


def test_an_empty_scope_has_nobody(workspace: Workspace) -> None:
    state = State(scope=Scope(outlets=("Nobody",)))
    for name in ("voices", "voices_by_kind", "voice_list", "voice_kind_list"):
        assert workspace.measured(name, state, OPTIONS).table.empty
