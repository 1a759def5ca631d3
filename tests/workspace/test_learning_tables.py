"""Tables of what is learned from codes of articles."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from workbench.domain.columns import TABLES
from workbench.domain.decisions import Decisions
from workbench.domain.focus import Focus
from workbench.domain.judgements import changes_for_code, changes_for_verdict
from workbench.domain.scope import Scope
from workbench.domain.spans import Span
from workbench.domain.state import State
from workbench.workspace.messages import OpenRequest, Options
from workbench.workspace.workspace import Workspace

FRAME, BOOK = "Conflict", "Generic news frames"
WORDS_ALONE = Options(by_meaning=False)
QUARREL = ["attacked", "dispute", "parties", "clash", "accused", "rivals"]
CALM = ["gulls", "bakers", "pier", "slept", "meadow", "lanterns"]
OTHER = ["stone", "river", "cloud", "apple", "candle", "window", "ladder", "bridge", "garden", "copper"]
NAMES = [*"ABCDEFGHIJKLMNOPQRST"]


@pytest.fixture(scope="module")
def towns(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """Twenty articles; every other one is about a quarrel."""
    folder = tmp_path_factory.mktemp("towns") / "articles"
    folder.mkdir()
    rows = ["file,outlet,date"]
    for n, name in enumerate(NAMES):
        draws = random.Random(n)  # in an order of its own each, or they would be copies of one another
        words = [draws.choice(OTHER) for _ in range(30)] + (CALM if n % 2 else QUARREL)
        draws.shuffle(words)
        (folder / f"{name}.txt").write_text(f"News of {name}\n\n{' '.join(words).capitalize()}.\n", encoding="utf-8")
        rows.append(f"{name}.txt,{'Coast Post' if n < 10 else 'Lock Herald'},2031-02-{n + 1:02}")
    (folder / "metadata.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    workspace = Workspace(workers=0)
    workspace.open(OpenRequest(sources=(str(folder),)), annotate=False)
    yield workspace
    workspace.close()


def coded(towns: Workspace, number: int, *, frame: str = FRAME, scope: Scope | None = None) -> State:
    """The first articles coded for what they are."""
    decisions = Decisions()
    for n, document in enumerate(ids(towns)[:number]):
        decisions = decisions.with_changes(changes_for_code(BOOK, frame, [document], n % 2 == 0))
    return State(scope=scope or Scope(), decisions=decisions)


def ids(towns: Workspace) -> list[str]:
    return towns.measured("documents", State(), WORDS_ALONE).table["document_id"].tolist()


def test_suggestions_follow_the_codes_and_stand_beside_them(towns: Workspace) -> None:
    table = towns.measured("frame_suggestions", coded(towns, 12), WORDS_ALONE).table
    assert tuple(table.columns) == TABLES["frame_suggestions"]
    assert set(table["frame"]) == {FRAME}, "nothing is suggested for frames without codes"
    assert table["document_id"].tolist() == ids(towns)
    assert table["suggested"].tolist() == [1, 0] * 10
    assert table["code"].tolist()[:12] == [1, 0] * 6
    assert table["code"].isna().tolist() == [False] * 12 + [True] * 8


def test_how_right_suggestions_are_is_said_with_intervals_and_counts(towns: Workspace) -> None:
    measured = towns.measured("frame_learning", coded(towns, 12), WORDS_ALONE)
    assert tuple(measured.table.columns) == TABLES["frame_learning"]
    row = measured.table.set_index("frame").loc[FRAME]
    assert (row["articles"], row["coded_yes"], row["coded_no"]) == (12, 6, 6)
    assert (row["precision"], row["recall"], row["f1"]) == (1.0, 1.0, 1.0)
    assert row["precision_low"] == pytest.approx(0.6097, abs=1e-4), "Wilson for 6 of 6"
    assert measured.table.set_index("frame").loc["Morality"].isna()["precision"]
    assert any("Morality" in note and "Too few codes" in note for note in measured.notes)
    assert any("never applied" in note for note in measured.notes)


def test_suggestions_change_no_frame_score(towns: Workspace) -> None:
    before = towns.measured("frames", State(), WORDS_ALONE).table
    after = towns.measured("frames", coded(towns, 12), WORDS_ALONE).table
    assert after.drop(columns="code").equals(before.drop(columns="code"))


def test_what_was_said_of_passages_is_not_learned_from(towns: Workspace) -> None:
    state = coded(towns, 12)
    evidence = towns.measured("frame_evidence", state, WORDS_ALONE).table
    own = evidence[evidence["frame"] == FRAME]
    assert len(own)
    places = [Span(d, int(s), int(e)) for d, s, e in zip(own["document_id"], own["start"], own["end"], strict=True)]
    judged = state.decisions.with_changes(changes_for_verdict(BOOK, FRAME, places, "rejected"))
    assert towns.measured("frames", State(decisions=judged), WORDS_ALONE).table["hits"].sum() < len(own)
    one = towns.measured("frame_suggestions", state, WORDS_ALONE).table
    other = towns.measured("frame_suggestions", State(decisions=judged), WORDS_ALONE).table
    assert other.equals(one)


def test_too_few_codes_give_no_suggestions_and_say_so(towns: Workspace) -> None:
    measured = towns.measured("frame_suggestions", coded(towns, 8), WORDS_ALONE)
    assert not len(measured.table)
    assert any(FRAME in note and "Too few codes" in note for note in measured.notes)
    row = towns.measured("frame_learning", coded(towns, 8), WORDS_ALONE).table.set_index("frame").loc[FRAME]
    assert row["articles"] == 8
    assert row.isna()["precision"]


def test_codes_outside_the_scope_are_named(towns: Workspace) -> None:
    state = coded(towns, 12, scope=Scope(outlets=("Coast Post",)))
    measured = towns.measured("frame_learning", state, WORDS_ALONE)
    assert measured.table.set_index("frame").loc[FRAME, "articles"] == 10
    assert any("2 coded articles are outside the scope" in note for note in measured.notes)


def test_the_list_to_code_has_every_article_with_its_reasons(towns: Workspace) -> None:
    state = State(decisions=coded(towns, 12).decisions, focus=Focus(frame=FRAME))
    table = towns.measured("frame_codes", state, WORDS_ALONE).table
    assert table["document_id"].tolist() == ids(towns)
    assert set(table["frame"]) == {FRAME}
    assert set(table["why"].iloc[12].split(", ")) <= set(QUARREL)
    assert table["probability"].between(0, 1).all()
    learned = towns.measured("frame_learning_list", state, WORDS_ALONE).table.set_index("frame").loc[FRAME]
    assert set(learned["words_for"].split(", ")) >= set(QUARREL)
    assert set(learned["words_against"].split(", ")) >= set(CALM)
    assert (learned["suggested"], learned["right"]) == (6, 6)


def test_before_anything_is_coded_the_list_shows_what_the_codebook_says(towns: Workspace) -> None:
    table = towns.measured("frame_codes", State(focus=Focus(frame=FRAME)), WORDS_ALONE).table
    assert len(table) == 20
    assert table["probability"].isna().all()
    assert table["suggested"].isna().all()
    assert (table["score"] > 0).tolist() == [True, False] * 10


def test_without_sentences_the_note_says_that_words_alone_count(towns: Workspace) -> None:
    measured = towns.measured("frame_learning", coded(towns, 12), Options(by_meaning=True))
    assert any("words alone" in note for note in measured.notes), measured.notes


def test_nothing_is_embedded_before_there_is_something_to_learn(
    towns: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("sentences were embedded for nothing")

    monkeypatch.setattr("workbench.workspace.learning_tables.sentence_meanings", refuse)
    measured = towns.measured("frame_learning", coded(towns, 6), Options(by_meaning=True, seed=7))
    assert measured.table["precision"].isna().all()
