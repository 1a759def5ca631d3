"""Judging passages must not make anew what does not follow from it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from town_corpus import write_town_corpus

from workbench.domain.codebook_choices import changes_for_use
from workbench.domain.decisions import Decisions
from workbench.domain.focus import Focus
from workbench.domain.judgements import changes_for_code, changes_for_verdict
from workbench.domain.passage_decisions import changes_for_split
from workbench.domain.scope import Scope
from workbench.domain.spans import Span
from workbench.domain.state import State
from workbench.domain.term_groups import TermGroup, changes_for_group
from workbench.workspace.catalogue import followed
from workbench.workspace.messages import OpenRequest, Options
from workbench.workspace.workspace import Workspace

OPTIONS = Options(replicates=0, permutations=0)


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    workspace = Workspace(workers=0)
    folder = write_town_corpus(tmp_path_factory.mktemp("judging") / "town")
    workspace.open(OpenRequest(sources=(str(folder),)), annotate=False)
    yield workspace
    workspace.close()


def judged(town: Workspace, start: int = 0) -> Decisions:
    document = town.snapshot.articles[0].document_id
    changes = changes_for_verdict("Generic news frames", "Conflict", [Span(document, start, start + 4)], "accepted")
    return Decisions(changes)


@pytest.mark.parametrize("table", ["term_list", "keyness_strongest", "documents", "vocabulary"])
def test_tables_of_words_are_the_very_same_after_a_judgement(town: Workspace, table: str) -> None:
    options = replace(OPTIONS, target=town.basis(Scope()).outlet_names[0])
    before = town.measured(table, State(), options)
    after = town.measured(table, State(decisions=judged(town)), options)
    assert after is before


def test_a_code_of_an_article_is_in_the_table_of_frames_at_once(town: Workspace) -> None:
    document = town.snapshot.articles[0].document_id
    before = town.measured("frames", State(), OPTIONS)
    assert town.measured("frames", State(), OPTIONS) is before
    decisions = Decisions(changes_for_code("Generic news frames", "Conflict", [document], True))
    after = town.measured("frames", State(decisions=decisions), OPTIONS)
    assert after is not before
    rows = after.table[(after.table["document_id"] == document) & (after.table["frame"] == "Conflict")]
    assert rows["code"].tolist() not in ([], [""])


def test_another_codebook_in_use_leaves_words_and_changes_frames(town: Workspace) -> None:
    other = State(decisions=Decisions(changes_for_use("functions")))
    assert town.measured("term_list", other, OPTIONS) is town.measured("term_list", State(), OPTIONS)
    frames = set(town.measured("codebook", other, OPTIONS).table["frame"])
    assert len(frames) == 4
    assert frames.isdisjoint(town.measured("codebook", State(), OPTIONS).table["frame"])


def test_what_is_counted_is_shared_whichever_is_asked_first(town: Workspace) -> None:
    first = Decisions(changes_for_group(TermGroup("war", ("war",))))
    both = first.with_changes(dict(judged(town).items()))
    coded, plain = town.basis(Scope(), both), town.basis(Scope(), first)
    assert coded is not plain
    assert coded.view is plain.view
    assert plain.in_scope is coded.in_scope
    assert coded.decisions == both
    assert plain.decisions == first
    assert town.basis(Scope(), both) is coded


def test_the_fingerprint_changes_with_each_judgement_and_comes_back(town: Workspace) -> None:
    document = town.snapshot.articles[0].document_id
    hashes = [
        town.basis(Scope(), decisions).corpus_hash
        for decisions in (
            Decisions(),
            judged(town),
            judged(town, start=8),
            Decisions(changes_for_split([Span(document, 0, 4)])),
            Decisions(changes_for_code("B", "F", [document], False)),
        )
    ]
    assert len(set(hashes)) == len(hashes)
    elsewhere = Decisions(changes_for_code("B", "F", ["no such article"], False))
    assert town.basis(Scope(), elsewhere).corpus_hash == hashes[0]


def test_a_basis_shares_nothing_with_decisions_that_count_other_words(town: Workspace) -> None:
    with pytest.raises(ValueError, match="what words are counted"):
        town.basis(Scope()).with_coding(Decisions(changes_for_group(TermGroup("war", ("war",)))))


def test_which_tables_follow_from_codes() -> None:
    assert not followed("keyness", Focus())
    assert not followed("positions", Focus(term="war"))
    assert followed("positions", Focus(frame="Conflict"))
    assert followed("frames_by_outlet", Focus())


def test_judging_ten_thousand_places_keeps_a_question_quick_to_name(town: Workspace, tmp_path: Path) -> None:
    document = town.snapshot.articles[0].document_id
    places = [Span(document, n, n + 1) for n in range(10_000)]
    decisions = Decisions(changes_for_verdict("Generic news frames", "Conflict", places, "rejected"))
    before = town.measured("term_list", State(decisions=decisions), OPTIONS)
    more = decisions.with_changes(changes_for_verdict("Generic news frames", "Morality", places[:1], "accepted"))
    assert town.measured("term_list", State(decisions=more), OPTIONS) is before
