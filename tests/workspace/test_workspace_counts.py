"""Every number opens its evidence: what a table or a chart counts is what the concordance lists."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest
from decided import decided
from town_corpus import FERRY_BY_OUTLET, FERRY_IN_BOILERPLATE, FERRY_QUOTED, MAIL, POST, WATCH

from workbench.domain.corrections import Correction
from workbench.domain.errors import UsageError
from workbench.domain.focus import Focus
from workbench.domain.palette import UNKNOWN_OUTLET
from workbench.domain.scope import Scope, Voice
from workbench.domain.spans import Span
from workbench.domain.state import State
from workbench.workspace import catalogue
from workbench.workspace.catalogue import CONTRACT, OUTLET_COLUMN, PANES
from workbench.workspace.entity_tables import with_keys
from workbench.workspace.messages import Evidence, Options, PictureRequest
from workbench.workspace.pictures import CHARTS
from workbench.workspace.workspace import Workspace

pytestmark = pytest.mark.model

ALL_WORDS = Options(minimum_count=1, hide_function_words=False, replicates=50, permutations=0)
SCOPES = [Scope(voice=voice, boilerplate=boilerplate) for voice in Voice for boilerplate in (False, True)]
SCOPES += [Scope(outlets=(POST,)), Scope(stories=("Night ferry",)), Scope(date_from="2032-02-01", date_to="2032-02-28")]


def scope_name(scope: Scope) -> str:
    return f"{scope.voice}, {scope.boilerplate}, {scope.outlets or scope.stories or scope.date_from}"


def evidence(workspace: Workspace, scope: Scope, **focus: Any) -> Evidence:
    return workspace.evidence(State(scope=scope, focus=Focus(**focus)), ALL_WORDS)


def outlet_focus(outlet: str) -> str:
    return outlet or UNKNOWN_OUTLET


def test_the_corpus_is_counted_as_it_was_counted_by_hand(workspace: Workspace) -> None:
    found = evidence(workspace, Scope(), term="ferry")
    assert dict(found.by_outlet) == {MAIL: 6, POST: 7, WATCH: 4, "": 2} == FERRY_BY_OUTLET
    assert evidence(workspace, Scope(voice=Voice.QUOTED), term="ferry").passages == FERRY_QUOTED
    in_all = evidence(workspace, Scope(boilerplate=True), term="ferry").passages
    assert in_all == sum(FERRY_BY_OUTLET.values()) + FERRY_IN_BOILERPLATE
    assert (found.articles, found.articles_in_scope) == (8, 8)


@pytest.mark.parametrize("scope", SCOPES, ids=scope_name)
def test_a_term_s_count_is_its_number_of_lines(workspace: Workspace, scope: Scope) -> None:
    terms = workspace.measured("terms", State(scope=scope), replace(ALL_WORDS, replicates=0)).table
    wanted = {"ferry", "library", "said", "brook", "children"}
    seen = 0
    for outlet, term, count, documents in zip(
        terms["outlet"], terms["term"], terms["count"], terms["documents"], strict=True
    ):
        if term in wanted:
            found = evidence(workspace, scope, term=term, outlet=outlet_focus(outlet))
            assert (found.passages, found.articles) == (count, documents), (term, outlet)
            seen += 1
    assert seen


def test_every_word_and_pair_of_the_list_finds_itself(workspace: Workspace) -> None:
    for n in (1, 2):
        table = workspace.measured("term_list", State(), replace(ALL_WORDS, ngram=n)).table
        for term, count in list(zip(table["term"], table["count"], strict=True))[:: 3 * n]:
            # as the panes do, for some words mean something in the language of searches
            assert evidence(workspace, Scope(), term=f'"{term}"').passages == count, term


@pytest.mark.parametrize("name", ["entity_counts", "entity_articles"])
def test_a_list_of_names_is_cut_on_the_screen_alone(
    workspace: Workspace, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catalogue, "LONGEST_LIST", 2)
    # a scope of its own, as what was counted before is kept
    every = workspace.measured(name, State(scope=Scope(date_from="1999-01-01")), ALL_WORDS)
    assert len(every.table) > 2
    keys = SimpleNamespace(keys_of=lambda entity: [f"name|{entity}"])
    making: Any = SimpleNamespace(
        table=lambda _: every, basis=SimpleNamespace(annotations=SimpleNamespace(groups=keys))
    )
    shown = with_keys(making, name, 2)
    first = every.table["entity_id"].head(2).tolist()
    assert shown.table["entity_id"].tolist() == first
    assert shown.table["keys"].tolist() == [f"name|{entity}" for entity in first]
    assert shown.notes[0] == f"The 2 most mentioned of {len(every.table):,} names."


@pytest.mark.parametrize("scope", SCOPES, ids=scope_name)
def test_an_entity_s_count_is_its_number_of_lines(workspace: Workspace, scope: Scope) -> None:
    table = workspace.measured("entity_counts", State(scope=scope), ALL_WORDS).table
    outlets = [name for name in table.columns if name.startswith(OUTLET_COLUMN)]
    for row in table.to_dict("records"):
        found = evidence(workspace, scope, entity=row["entity_id"])
        assert (found.passages, found.articles) == (row["mentions"], row["documents"])
        by_outlet = {name.removeprefix(OUTLET_COLUMN): row[name] for name in outlets if row[name]}
        assert dict(found.by_outlet) == by_outlet
        for outlet, count in by_outlet.items():
            assert evidence(workspace, scope, entity=row["entity_id"], outlet=outlet_focus(outlet)).passages == count
        names = workspace.measured(
            "names_by_outlet", State(scope=scope, focus=Focus(entity=row["entity_id"])), ALL_WORDS
        ).table
        assert names.groupby("outlet")["count"].sum().to_dict() == by_outlet


@pytest.mark.parametrize("scope", SCOPES, ids=scope_name)
def test_a_frame_s_count_is_its_number_of_lines(workspace: Workspace, scope: Scope) -> None:
    state = State(scope=scope)
    by_outlet = workspace.measured("frames_by_outlet", state, ALL_WORDS).table
    by_article = workspace.measured("frames", state, ALL_WORDS).table
    rows = workspace.measured("frame_evidence", state, ALL_WORDS).table
    for frame, outlet, hits in zip(by_outlet["frame"], by_outlet["outlet"], by_outlet["hits"], strict=True):
        assert evidence(workspace, scope, frame=frame, outlet=outlet_focus(outlet)).passages == hits
        assert by_article[(by_article["frame"] == frame) & (by_article["outlet"] == outlet)]["hits"].sum() == hits
    for document, frame, hits in zip(by_article["document_id"], by_article["frame"], by_article["hits"], strict=True):
        assert evidence(workspace, scope, frame=frame, article=document).passages == hits
        assert len(rows[(rows["document_id"] == document) & (rows["frame"] == frame)]) == hits


LABEL = re.compile(r"\b([\d,]+) (?:times?|passages?)\b")


@pytest.mark.parametrize("scope", SCOPES, ids=scope_name)
@pytest.mark.parametrize("chart", ["frequency", "keyness", "frames", "dispersion"])
def test_a_mark_s_number_is_its_number_of_lines(workspace: Workspace, chart: str, scope: Scope) -> None:
    options = replace(ALL_WORDS, terms=("ferry", "library", "brook") if chart == "frequency" else ())
    state = State(scope=scope, focus=Focus(term="ferry"))
    picture = workspace.picture(PictureRequest(chart, state, options, 900, 1400))
    marks = [mark for mark in picture.hitmap.marks if mark.focus.passage is None]
    if chart == "keyness" and scope.outlets:
        assert not marks  # there is nothing to compare one outlet with
        return
    assert marks
    for mark in marks:
        said = LABEL.search(mark.label.rpartition("”: ")[2] if chart == "dispersion" else mark.label)
        assert said is not None, mark.label
        found = workspace.evidence(State(scope=scope, focus=mark.focus), options)
        assert found.passages == int(said[1].replace(",", "")), mark.label


def test_a_tick_stands_where_its_passage_does(workspace: Workspace) -> None:
    state = State(focus=Focus(term="ferry"))
    picture = workspace.picture(PictureRequest("dispersion", state, ALL_WORDS, 900, 900))
    ticks = {mark.focus.passage for mark in picture.hitmap.marks if mark.focus.passage is not None}
    lines = workspace.evidence(state, ALL_WORDS).lines
    places = zip(lines.texts("document_id"), lines.column("start"), lines.column("end"), strict=True)
    assert ticks == {Span(document, int(str(start)), int(str(end))) for document, start, end in places}


@pytest.mark.parametrize("scope", SCOPES[:6], ids=scope_name)
def test_every_span_of_every_table_holds_its_text(workspace: Workspace, scope: Scope) -> None:
    texts = workspace.snapshot.texts
    checked = 0
    options = replace(ALL_WORDS, terms=("ferry", "ada brook"))
    for name in CONTRACT:
        table = workspace.measured(name, State(scope=scope), options).table
        for start, end, text in (
            ("start", "end", "text"),
            ("start", "end", "node"),
            ("speaker_start", "speaker_end", "speaker"),
        ):
            if {start, end, text} <= set(table.columns):
                for row in table[table[start].notna()].to_dict("records"):
                    assert texts[row["document_id"]][int(row[start]) : int(row[end])] == row[text], (name, row)
                    checked += 1
    assert checked > 20


def test_the_lines_are_in_the_order_of_the_articles(workspace: Workspace) -> None:
    lines = evidence(workspace, Scope(), term="ferry").lines
    place = {article.document_id: n for n, article in enumerate(workspace.snapshot.articles)}
    keys = [(place[d], int(str(s))) for d, s in zip(lines.texts("document_id"), lines.column("start"), strict=True)]
    assert keys == sorted(keys)


@pytest.mark.parametrize("boilerplate", [False, True])
def test_outlet_s_voice_and_quotations_make_up_all_text(workspace: Workspace, boilerplate: bool) -> None:
    words = {voice: workspace.basis(Scope(voice=voice, boilerplate=boilerplate)).view.total for voice in Voice}
    assert words[Voice.OUTLET] + words[Voice.QUOTED] == words[Voice.ALL]
    assert words[Voice.QUOTED] > 20
    counts = {
        voice: Counter(
            workspace.measured("terms", State(scope=Scope(voice=voice, boilerplate=boilerplate)), ALL_WORDS)
            .table.set_index(["outlet", "term"])["count"]
            .to_dict()
        )
        for voice in Voice
    }
    assert counts[Voice.OUTLET] + counts[Voice.QUOTED] == counts[Voice.ALL]


def test_the_sample_s_voices_make_up_all_text(sample: Workspace) -> None:
    words = {voice: sample.basis(Scope(voice=voice)).view.words_by_document for voice in Voice}
    assert (words[Voice.OUTLET] + words[Voice.QUOTED] == words[Voice.ALL]).all()
    assert words[Voice.QUOTED].all(), "every article of the sample quotes somebody"


def test_every_span_of_the_sample_holds_its_text(sample: Workspace) -> None:
    texts = sample.snapshot.texts
    for name in ("mentions", "quotes", "boilerplate", "frame_evidence"):
        table = sample.measured(name, State(), ALL_WORDS).table
        assert len(table)
        for document, start, end, text in zip(
            table["document_id"], table["start"], table["end"], table["text"], strict=True
        ):
            assert texts[document][start:end] == text


def test_entities_count_the_rows_of_mentions(workspace: Workspace) -> None:
    for scope in (Scope(), Scope(outlets=(POST,))):
        mentions = workspace.measured("mentions", State(scope=scope), ALL_WORDS).table
        entities = workspace.measured("entities", State(scope=scope), ALL_WORDS).table
        rows = mentions[mentions["entity_id"] != ""].groupby("entity_id")
        assert entities.set_index("entity_id")["mentions"].to_dict() == rows.size().to_dict()
        assert entities.set_index("entity_id")["documents"].to_dict() == rows["document_id"].nunique().to_dict()
    assert set(entities["outlets"]) == {1}


def test_documents_say_how_much_of_each_article_is_counted(workspace: Workspace) -> None:
    table = workspace.measured("documents", State(), ALL_WORDS).table.set_index("document_id")
    assert table["words"].sum() == workspace.basis(Scope()).view.total
    assert table["quoted_words"].sum() == workspace.basis(Scope(voice=Voice.QUOTED)).view.total
    assert table.at["mail-one", "boilerplate_characters"] == len(
        "Sign up for our free newsletter and never miss news of the ferry again."
    )
    assert table["sentences"].ge(1).all()


def test_a_corrected_outlet_takes_its_counts_along(workspace: Workspace) -> None:
    state = State(decisions=decided(Correction("found", "outlet", POST)), focus=Focus(term="ferry"))
    assert dict(workspace.evidence(state, ALL_WORDS).by_outlet) == {MAIL: 6, POST: 9, WATCH: 4}
    in_post = workspace.evidence(replace(state, focus=Focus(term="ferry", outlet=POST)), ALL_WORDS)
    assert in_post.passages == 9
    terms = workspace.measured("terms", state, replace(ALL_WORDS, terms=("ferry",))).table
    assert terms.set_index("outlet")["count"].to_dict() == {MAIL: 6, POST: 9, WATCH: 4}
    entities = workspace.measured("entities", state, ALL_WORDS).table.set_index("entity_id")
    assert entities.at["owen-reed", "outlets"] == 3, "the letter names Owen Reed too"
    documents = workspace.measured("documents", state, ALL_WORDS).table.set_index("document_id")
    assert tuple(documents.loc["found", ["outlet", "outlet_source"]]) == (POST, "person")
    assert workspace.overview(state).outlets == (MAIL, POST, WATCH)
    # nothing is left behind for those who ask without the correction
    assert dict(evidence(workspace, Scope(), term="ferry").by_outlet)[""] == 2


def test_a_corrected_date_or_story_moves_an_article_into_scope(workspace: Workspace) -> None:
    scope = Scope(date_from="2032-01-01", date_to="2032-01-31", stories=("Night ferry",))
    assert workspace.basis(scope).in_scope == ("mail-one", "post-one", "watch-one")
    moved = decided(Correction("found", "date", "2032-01-09"), Correction("found", "story_id", "Night ferry"))
    assert set(workspace.basis(scope, moved).in_scope) == {"mail-one", "post-one", "watch-one", "found"}


def test_narrowing_and_highlighting_are_two_things(workspace: Workspace) -> None:
    whole = workspace.measured("terms", State(), ALL_WORDS).table
    lit = workspace.measured("terms", State(focus=Focus(term="ferry", outlet=POST)), ALL_WORDS).table
    assert lit is whole
    narrow = workspace.measured("terms", State(scope=Scope(outlets=(POST,))), ALL_WORDS).table
    assert set(narrow["outlet"]) == {POST}


def test_the_same_question_gets_the_same_object(workspace: Workspace) -> None:
    state = State(focus=Focus(term="ferry"))
    for name in {**CONTRACT, **PANES}:
        if name == "kwic":  # it may be large: where its passages stand is kept, its lines are not
            continue
        assert workspace.measured(name, state, ALL_WORDS) is workspace.measured(name, state, ALL_WORDS), name
    assert workspace.basis(Scope()) is workspace.basis(Scope())


def test_a_chart_of_keyness_is_not_computed_anew_for_a_highlight_or_a_row_more(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    options = replace(ALL_WORDS, seed=77)
    first = workspace.picture(PictureRequest("keyness", State(), options, 600, 400))
    monkeypatch.setattr("workbench.workspace.keyness_tables.keyness_of_each", None)
    again = PictureRequest("keyness", State(focus=Focus(term="ferry")), replace(options, rows=20), 600, 400)
    assert len(workspace.picture(again).hitmap.marks) > len(first.hitmap.marks)


def test_an_unknown_table_or_chart_is_wrong_use(workspace: Workspace) -> None:
    with pytest.raises(UsageError, match="no table 'wether'"):
        workspace.measured("wether", State(), ALL_WORDS)
    with pytest.raises(UsageError, match="no chart 'pie'"):
        workspace.picture(PictureRequest("pie", State(), ALL_WORDS, 300, 200))
    with pytest.raises(UsageError, match="no article 'nobody'"):
        workspace.article("nobody", State())


def test_a_search_that_can_t_be_understood_is_an_answer_with_its_problem(workspace: Workspace) -> None:
    found = evidence(workspace, Scope(), term='"night ferry')
    assert found.problem
    assert 0 <= found.problem_at <= len('"night ferry')
    assert found.passages == 0
    assert found.articles_in_scope == 8


def test_a_focus_without_a_subject_has_no_evidence(workspace: Workspace) -> None:
    found = evidence(workspace, Scope(), outlet=POST)
    assert (found.passages, found.articles, found.label) == (0, 0, POST)


def test_labels_say_what_is_highlighted(workspace: Workspace) -> None:
    assert evidence(workspace, Scope(), term='"night ferry"').label == "“night ferry”"
    assert evidence(workspace, Scope(), entity="owen-reed", outlet=MAIL).label == f"Owen Reed in {MAIL}"
    assert evidence(workspace, Scope(), frame="Conflict").label == "Conflict frame"
    assert "in “WHO SANK THE FERRY?”" in evidence(workspace, Scope(), term="ferry", article="watch-one").label


def test_an_empty_scope_is_counted_as_nothing(workspace: Workspace) -> None:
    state = State(scope=Scope(outlets=("Nobody",)), focus=Focus(term="ferry"))
    for name in {**CONTRACT, **PANES}:
        table = workspace.measured(name, state, ALL_WORDS).table
        assert len(table) == 0 or name in (
            "frames_by_outlet",
            "frame_entries",
            "frame_learning",
            "frame_learning_list",
            "codebook",
            "cue_verbs",
            "stop_words",
        ), name
    for chart in CHARTS:
        assert workspace.picture(PictureRequest(chart, state, ALL_WORDS, 400, 300)).description
    assert workspace.overview(state).in_scope == 0


def test_the_overview_counts_what_is_in_scope(workspace: Workspace) -> None:
    everything = workspace.overview(State(scope=Scope(boilerplate=True)))
    assert everything.words == everything.words_all == sum(row.words for row in everything.articles)
    assert everything.outlets == (MAIL, POST, WATCH, "")
    narrow = workspace.overview(State(scope=Scope(outlets=(POST,))))
    assert narrow.in_scope == 3
    assert narrow.words == sum(row.words for row in narrow.articles if row.in_scope)
    assert narrow.words_all == everything.words


def test_the_reader_gets_an_article_with_its_layers(workspace: Workspace) -> None:
    article = workspace.article("mail-one", State())
    assert article.annotated
    assert {article.text[s.start : s.end] for s in article.entities} >= {"Ada Brook", "Brook", "Owen Reed", "Haven"}
    assert [article.text[s.start : s.end] for s in article.quotes if s.kind == "direct"] == [
        "The ferry is empty at night,",
        "People fight for a seat on Fridays,",
    ]
    assert [span.kind for span in article.boilerplate] == ["appeal"]
    frames = evidence(workspace, Scope(boilerplate=True), frame="Conflict", article="mail-one").lines
    assert [(s.start, s.end) for s in article.frames if s.frame == "Conflict"] == list(
        zip(frames.column("start"), frames.column("end"), strict=True)
    )


def test_no_table_that_was_handed_out_is_changed_by_another_question(workspace: Workspace) -> None:
    before = {name: workspace.measured(name, State(), ALL_WORDS).table for name in CONTRACT}
    copies = {name: table.copy(deep=True) for name, table in before.items()}
    workspace.picture(PictureRequest("keyness", State(focus=Focus(term="ferry")), ALL_WORDS, 500, 300))
    workspace.picture(PictureRequest("dispersion", State(focus=Focus(entity="haven")), ALL_WORDS, 500, 300))
    for name, table in before.items():
        pd.testing.assert_frame_equal(table, copies[name])
