from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.analysis.frame_counting import Counted, Counting
from workbench.analysis.frame_hits import frame_evidence
from workbench.analysis.frame_passages import FramePassages
from workbench.analysis.frame_rates import frames_by_outlet as rates_by_outlet
from workbench.analysis.frames import SHORTEST_TEXT
from workbench.analysis.frames import frames as frame_scores
from workbench.codebooks import Codebook, Entry, Frame, load_codebook
from workbench.domain.columns import TABLES
from workbench.domain.measured import Measured
from workbench.domain.spans import Interval
from workbench.index.store import TokenStore
from workbench.index.view import View
from workbench.resource_files import resource


def book(**entries: Sequence[str]) -> Codebook:
    frames_made = tuple(
        Frame(name, "A frame.", n, 0.1, ("Is it so?",), tuple(Entry(text, name, 0) for text in texts))
        for n, (name, texts) in enumerate(entries.items())
    )
    return Codebook("Test", "1", "en", "CC0-1.0", "made for this test", "", frames_made, "0")


def view_of(texts: Mapping[str, str]) -> View:
    return View.of(TokenStore.build(list(texts.items())))


def evidence_of(
    texts: Mapping[str, str], codebook: Codebook, quoted: Mapping[str, Sequence[Interval]] | None = None
) -> pd.DataFrame:
    return frame_evidence(view_of(texts), codebook, texts=texts, quoted=quoted or {}).table


def counted(view: View, codebook: Codebook, evidence: pd.DataFrame, counting: Counting | None = None) -> Counted:
    return Counted.of(FramePassages.of_table(evidence, codebook, view.store)[0], view, counting)


def frames(view: View, codebook: Codebook, evidence: pd.DataFrame, outlets: Sequence[str]) -> Measured:
    return frame_scores(view, counted(view, codebook, evidence), outlets)


def frames_by_outlet(
    view: View, codebook: Codebook, evidence: pd.DataFrame, outlets: Sequence[str], seed: int = 20240704
) -> Measured:
    return rates_by_outlet(view, counted(view, codebook, evidence), outlets, seed=seed)


def counted_evidence(view: View, codebook: Codebook, evidence: pd.DataFrame) -> pd.DataFrame:
    passages, rows = FramePassages.of_table(evidence, codebook, view.store)
    return evidence.iloc[rows[Counted.of(passages, view).rows]]


def stands_where_it_says(table: pd.DataFrame, texts: Mapping[str, str]) -> bool:
    places = zip(table["document_id"], table["start"], table["end"], table["text"], strict=True)
    return all(texts[document_id][start:end] == text for document_id, start, end, text in places)


CONFLICT = book(Conflict=["clash*", "war", "war of words", "words at war"], Money=["cost*", "war chest"])


# --- evidence --------------------------------------------------------------------------------------------------------


def test_every_hit_is_a_row_whose_text_is_the_text_at_its_place() -> None:
    texts = {"b": "🙂 The clash cost lives.", "a": "Costs rose. Clashes followed."}
    table = evidence_of(texts, CONFLICT)
    assert tuple(table.columns) == TABLES["frame_evidence"]
    assert table[["document_id", "frame", "text", "entry"]].to_numpy().tolist() == [
        ["b", "Conflict", "clash", "clash*"],
        ["b", "Money", "cost", "cost*"],
        ["a", "Conflict", "Clashes", "clash*"],
        ["a", "Money", "Costs", "cost*"],
    ]
    assert stands_where_it_says(table, texts)
    assert set(table["verdict"]) == {""}


def test_overlapping_hits_of_one_frame_are_one_row_the_longest() -> None:
    table = evidence_of({"a": "A war of words broke out."}, CONFLICT)
    assert table[["text", "entry"]].to_numpy().tolist() == [["war of words", "war of words"]]


def test_of_equally_long_overlapping_hits_the_first_stays_and_what_is_free_of_it_too() -> None:
    table = evidence_of({"a": "war of words at war"}, CONFLICT)
    assert table["text"].tolist() == ["war of words", "war"]


def test_a_place_may_be_evidence_for_two_frames() -> None:
    table = evidence_of({"a": "The war chest is full."}, CONFLICT)
    assert table[["frame", "text"]].to_numpy().tolist() == [["Conflict", "war"], ["Money", "war chest"]]


def test_a_hit_is_quoted_when_its_first_word_begins_in_a_quote() -> None:
    text = 'The war goes on. "A war of words," he said.'
    begin = text.index('"')
    table = evidence_of({"a": text}, CONFLICT, {"a": [(begin, text.rindex('"') + 1)]})
    assert table["in_quote"].tolist() == [0, 1]


@pytest.mark.parametrize(
    ("text", "negated"),
    [
        ("There was no clash.", 1),
        ("It did not come to war.", 1),
        ("They never went to war.", 1),
        ("They didn't clash.", 1),
        ("They didn’t clash.", 1),
        ("He denied the clash.", 1),
        ("It ended without a single clash.", 1),
        ("There was no U.S. war.", 1),
        ("It was not at all like a war.", 0),
        ("Not only the war matters.", 0),
        ("No doubt the war goes on.", 0),
        ("Did it end? No. Clashes followed.", 0),
        ("The answer is no\nWar goes on.", 0),
        ("The war is not over.", 0),
        ("A clash.", 0),
    ],
)
def test_a_negation_is_looked_for_in_three_words_before_the_hit_within_its_sentence(text: str, negated: int) -> None:
    table = evidence_of({"before": "It is not", "a": text}, book(Conflict=["clash*", "war"]))
    assert table["negated"].tolist() == [negated]


def test_a_corpus_without_hits_or_without_words_gives_an_empty_table_with_all_columns() -> None:
    empty_codebook = book(Nothing=[])
    for texts, codebook in (({"a": "Calm seas."}, CONFLICT), ({"a": ""}, CONFLICT), ({"a": "War."}, empty_codebook)):
        table = evidence_of(texts, codebook)
        assert tuple(table.columns) == TABLES["frame_evidence"]
        assert table.empty
        assert frames(view_of(texts), codebook, table, ["Post"]).table["hits"].tolist() == [0] * len(codebook.frames)
        by_outlet = frames_by_outlet(view_of(texts), codebook, table, ["Post"]).table
        assert by_outlet["hits"].sum() == 0


WORDS = st.sampled_from(["war", "of", "words", "at", "chest", "clash", "cost", "no", "not", ".", "\n", "🙂"])


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(WORDS, max_size=30), min_size=1, max_size=4))
def test_no_place_is_evidence_for_a_frame_twice(documents: list[list[str]]) -> None:
    texts = {str(n): " ".join(words) for n, words in enumerate(documents)}
    table = evidence_of(texts, CONFLICT)
    for _, group in table.groupby(["document_id", "frame"]):
        spans = sorted(zip(group["start"], group["end"], strict=True))
        assert all(end <= start for (_, end), (start, _) in pairwise(spans))
    assert stands_where_it_says(table, texts)


# --- scores ----------------------------------------------------------------------------------------------------------


def filler(words: int) -> str:
    return " ".join(["calm"] * words)


def test_the_score_follows_from_different_entries_and_the_root_of_words() -> None:
    codebook = book(Conflict=["clash*", "war"])
    texts = {"a": f"war war clash {filler(397)}"}
    row = frames(view_of(texts), codebook, evidence_of(texts, codebook), ["Post"]).table.iloc[0]
    assert (row["hits"], row["per_1000"]) == (3, 3 / 400 * 1000)
    assert row["score"] == pytest.approx(0.5)  # 2 entries / sqrt(400) = 0.1, the frame's half_score_at
    assert row["suggested"] == 1
    assert row["codebook"] == "Test"


def test_a_word_that_keeps_coming_back_adds_hits_but_no_score() -> None:
    codebook = book(Conflict=["clash*", "war"])
    texts = {"a": f"war {filler(399)}", "b": f"{'war ' * 20}{filler(380)}"}
    table = frames(view_of(texts), codebook, evidence_of(texts, codebook), ["Post", "Post"]).table
    assert table["hits"].tolist() == [1, 20]
    assert table["score"].nunique() == 1
    assert table["suggested"].tolist() == [0, 0]


def test_one_word_in_a_short_text_suggests_nothing() -> None:
    codebook = book(Conflict=["war"])
    texts = {"a": "war", "b": filler(SHORTEST_TEXT - 1) + " war"}
    table = frames(view_of(texts), codebook, evidence_of(texts, codebook), ["Post", "Post"]).table
    assert table["score"].nunique() == 1
    assert table["suggested"].tolist() == [0, 0]


def test_every_admitted_article_has_a_row_for_every_frame() -> None:
    texts = {"a": "war", "b": "calm", "c": "war"}
    store = TokenStore.build(list(texts.items()))
    evidence = frame_evidence(View.of(store), CONFLICT, texts=texts, quoted={}).table
    table = frames(View.of(store, documents=["a", "b"]), CONFLICT, evidence, ["P", "Q", "R"]).table
    assert tuple(table.columns) == TABLES["frames"]
    assert table[["document_id", "outlet", "frame", "hits"]].to_numpy().tolist() == [
        ["a", "P", "Conflict", 1],
        ["a", "P", "Money", 0],
        ["b", "Q", "Conflict", 0],
        ["b", "Q", "Money", 0],
    ]


def test_negated_hits_are_counted_and_rejected_ones_are_not() -> None:
    codebook = book(Conflict=["clash*", "war"])
    texts = {"a": "No war. No clash."}
    evidence = evidence_of(texts, codebook)
    assert evidence["negated"].tolist() == [1, 1]
    assert frames(view_of(texts), codebook, evidence, ["P"]).table["hits"].tolist() == [2]
    judged = evidence.assign(verdict=["rejected", "accepted"])
    assert frames(view_of(texts), codebook, judged, ["P"]).table["hits"].tolist() == [1]
    assert frames_by_outlet(view_of(texts), codebook, judged, ["P"]).table["hits"].tolist() == [1]


def test_only_hits_whose_first_word_the_view_counts_are_in() -> None:
    texts = {"a": "war of words and war"}
    store = TokenStore.build(list(texts.items()))
    evidence = frame_evidence(View.of(store), CONFLICT, texts=texts, quoted={}).table
    assert len(evidence) == 2
    cut_behind = View.of(store, without={"a": [(4, 12)]})
    assert counted_evidence(cut_behind, CONFLICT, evidence)["text"].tolist() == ["war of words", "war"]
    cut_first = View.of(store, without={"a": [(0, 3)]})
    assert counted_evidence(cut_first, CONFLICT, evidence)["text"].tolist() == ["war"]


def test_an_article_without_counted_words_has_no_score_and_a_note_says_so() -> None:
    texts = {"a": "war", "b": "peace"}
    store = TokenStore.build(list(texts.items()))
    evidence = frame_evidence(View.of(store), CONFLICT, texts=texts, quoted={}).table
    measured = frames(View.of(store, only={"b": [(0, 5)]}), CONFLICT, evidence, ["P", "P"])
    first = measured.table.iloc[0]
    assert math.isnan(first["score"])
    assert math.isnan(first["per_1000"])
    assert first["suggested"] == 0
    assert measured.notes[-1] == "1 of 2 articles have no counted word, so no rate and no score."


def test_the_evidence_is_not_changed() -> None:
    texts = {"a": "war"}
    evidence = evidence_of(texts, CONFLICT)
    before = evidence.copy()
    frames(view_of(texts), CONFLICT, evidence, ["P"])
    frames_by_outlet(view_of(texts), CONFLICT, evidence, ["P"])
    pd.testing.assert_frame_equal(evidence, before)


def test_evidence_of_another_codebook_and_wrong_outlets_are_refused() -> None:
    texts = {"a": "war"}
    evidence = evidence_of(texts, CONFLICT)
    with pytest.raises(ValueError, match="no frame 'Conflict'"):
        frames(view_of(texts), book(Other=["war"]), evidence, ["P"])
    for measure in (frames, frames_by_outlet):
        with pytest.raises(ValueError, match="2 outlets for 1 documents"):
            measure(view_of(texts), CONFLICT, evidence, ["P", "Q"])


# --- outlets ---------------------------------------------------------------------------------------------------------


TEXTS = {
    "a": "The war cost lives and the clash cost more.",
    "b": "A calm day with one clash at sea.",
    "c": "War, war and war chest talk.",
    "d": "Costs rise.",
    "e": "Nothing happened here at all.",
}
OUTLETS = ["Post", "Post", "Times", "Times", "Echo"]


def test_hits_by_outlet_are_the_rows_of_evidence() -> None:
    view, evidence = view_of(TEXTS), evidence_of(TEXTS, CONFLICT)
    table = frames_by_outlet(view, CONFLICT, evidence, OUTLETS).table
    assert table["hits"].sum() == len(evidence)
    owner = dict(zip(TEXTS, OUTLETS, strict=True))
    for row in table.itertuples():
        opened = evidence[(evidence["frame"] == row.frame) & (evidence["document_id"].map(owner) == row.outlet)]
        assert row.hits == len(opened)
    assert table["hits"].sum() == frames(view, CONFLICT, evidence, OUTLETS).table["hits"].sum()
    assert table["frame"].tolist() == ["Conflict"] * 3 + ["Money"] * 3
    assert table["outlet"].tolist() == ["Echo", "Post", "Times"] * 2


def test_rates_are_per_1000_words_of_the_outlet_and_lie_in_their_interval() -> None:
    table = frames_by_outlet(view_of(TEXTS), CONFLICT, evidence_of(TEXTS, CONFLICT), OUTLETS).table
    post = table[(table["outlet"] == "Post") & (table["frame"] == "Conflict")].iloc[0]
    assert (post["hits"], post["articles"], post["words"]) == (3, 2, 17)
    assert post["per_1000"] == pytest.approx(3 / 17 * 1000)
    # the two articles alone are the most that resampling two articles can give
    assert post["low"] == pytest.approx(1 / 8 * 1000)
    assert post["high"] == pytest.approx(2 / 9 * 1000)


def test_one_article_has_no_interval_and_few_articles_are_shown_not_tested() -> None:
    measured = frames_by_outlet(view_of(TEXTS), CONFLICT, evidence_of(TEXTS, CONFLICT), OUTLETS)
    echo = measured.table[measured.table["outlet"] == "Echo"]
    assert echo[["low", "high"]].isna().all(axis=None)
    notes = " ".join(measured.notes)
    assert "Echo (1 article), Post (2 articles) and Times (2 articles): differences are shown, not tested." in notes
    assert "No interval for Echo (1 article)" in notes


def test_the_same_seed_gives_the_same_table_whatever_other_outlets_are_there() -> None:
    texts = {str(n): f"war {'clash ' * (n % 5)}{filler(50 + n)}" for n in range(12)}
    outlets = ["Post"] * 8 + ["Times"] * 4
    store = TokenStore.build(list(texts.items()))
    evidence = frame_evidence(View.of(store), CONFLICT, texts=texts, quoted={}).table
    both = frames_by_outlet(View.of(store), CONFLICT, evidence, outlets).table
    pd.testing.assert_frame_equal(both, frames_by_outlet(View.of(store), CONFLICT, evidence, outlets).table)
    alone = frames_by_outlet(View.of(store, documents=list(texts)[:8]), CONFLICT, evidence, outlets).table
    pd.testing.assert_frame_equal(both[both["outlet"] == "Post"].reset_index(drop=True), alone)
    other_seed = frames_by_outlet(View.of(store), CONFLICT, evidence, outlets, seed=1).table
    assert not both["low"].equals(other_seed["low"])


# --- the bundled codebook --------------------------------------------------------------------------------------------

STORIES = {
    "Conflict": "Critics accused the minister of lying, and the opposition denounced the plan as both sides clashed. "
    "Protesters marched to the court, where a lawsuit to block it was rejected.",
    "Responsibility": "The government must act, campaigners said, calling for urgent regulation. Lawmakers pledged to "
    "tackle the problem and proposed solutions to prevent another failure to protect residents.",
    "Economic consequences": "The economy shrank, prices rose and jobs went as investors sold stocks. The budget "
    "deficit will cost taxpayers 3 billion dollars in lost revenue.",
    "Morality": "The bishop called it a sin and a moral outrage: it is wrong to be so greedy and cruel, he preached, "
    "and asked his church to pray for justice and dignity.",
    "Human interest": "Her mother wept. The young woman grew up here, married and lost her home; her children are "
    "terrified, her husband is sick, and the family mourns in grief.",
}


def test_a_story_told_in_one_frame_scores_highest_in_that_frame() -> None:
    codebook = load_codebook(resource("codebooks", "generic_frames.json"))
    view, evidence = view_of(STORIES), evidence_of(STORIES, codebook)
    table = frames(view, codebook, evidence, [""] * len(STORIES)).table
    best = table.loc[table.groupby("document_id")["score"].idxmax()]
    assert dict(zip(best["document_id"], best["frame"], strict=True)) == {name: name for name in STORIES}
    assert best["suggested"].tolist() == [1] * len(STORIES)


CLIMATE = Path(__file__).resolve().parents[3] / "shared/eval/data/narrative_frames_climate/normalized.dev.jsonl"
CODES = {
    "RE": "Responsibility",
    "HI": "Human interest",
    "CO": "Conflict",
    "MO": "Morality",
    "EC": "Economic consequences",
}


@pytest.mark.skipif(not CLIMATE.exists(), reason="needs ../shared, which is not part of the project")
def test_suggestions_agree_with_human_coders_as_well_as_the_documentation_says() -> None:
    rows = [json.loads(line) for line in CLIMATE.read_text(encoding="utf-8").splitlines() if line.strip()]
    texts = {row["id"]: row["text"] for row in rows}
    codebook = load_codebook(resource("codebooks", "generic_frames.json"))
    table = frames(view_of(texts), codebook, evidence_of(texts, codebook), [""] * len(texts)).table
    f1 = []
    for code, name in CODES.items():
        gold = {row["id"] for row in rows if row["frames"][code]}
        made = set(table[(table["frame"] == name) & (table["suggested"] == 1)]["document_id"])
        f1.append(2 * len(gold & made) / (len(gold) + len(made)))
    assert sum(f1) / len(f1) > 0.66
