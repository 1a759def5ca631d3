"""Rates of frames by outlet, and of two outlets against each other, with numbers that can be counted by hand."""

from __future__ import annotations

import pandas as pd
import pytest

from workbench.analysis.frame_counting import Counted
from workbench.analysis.frame_hits import frame_evidence
from workbench.analysis.frame_passages import FramePassages
from workbench.analysis.frame_rates import frame_differences, frames_by_outlet, frames_by_part
from workbench.codebooks import Codebook, Entry, Frame
from workbench.domain.columns import TABLES
from workbench.index.store import TokenStore
from workbench.index.view import View

QUARREL = Frame("Quarrel", "", 0, 0.1, ("Is there one?",), (Entry("row", "Quarrel", 0),))
PEACE = Frame("Peace", "", 1, 0.1, ("Is there any?",), (Entry("calm", "Peace", 0),))
BOOK = Codebook("Test", "1", "en", "CC0-1.0", "made for this test", "", (QUARREL, PEACE), "0")


def counted(texts: dict[str, str]) -> tuple[View, Counted]:
    view = View.of(TokenStore.build(list(texts.items())))
    evidence = frame_evidence(view, BOOK, texts=texts, quoted={}).table
    return view, Counted.of(FramePassages.of_table(evidence, BOOK, view.store)[0], view)


def differences(texts: dict[str, str], outlets: list[str], **named: str) -> tuple[pd.DataFrame, tuple[str, ...]]:
    view, passages = counted(texts)
    measured = frame_differences(view, passages, outlets, replicates=200, **named)  # type: ignore[arg-type]
    assert list(measured.table.columns) == list(TABLES["frame_differences"])
    return measured.table.set_index("frame"), measured.notes


def test_a_difference_is_of_the_rates_for_1000_words() -> None:
    # 2 of 10 words are 200 per 1,000; 1 of 20 words is 50
    texts = {"a": "row " * 2 + "word " * 8, "b": "row " + "word " * 19}
    table, notes = differences(texts, ["Post", "Herald"], target="Post", reference="Herald")
    row = table.loc["Quarrel"]
    assert (row["hits_a"], row["hits_b"]) == (2, 1)
    assert (row["per_1000_a"], row["per_1000_b"], row["difference"]) == (200.0, 50.0, 150.0)
    assert table.loc["Peace", "difference"] == 0
    assert row.isna()[["low", "high"]].all(), "one article each is shown, not tested"
    assert any("shown, not tested" in note for note in notes)


def test_the_other_way_round_the_sign_changes() -> None:
    texts = {"a": "row " * 2 + "word " * 8, "b": "row " + "word " * 19}
    table, notes = differences(texts, ["Post", "Herald"], target="Herald", reference="Post")
    assert table.loc["Quarrel", "difference"] == -150.0
    assert "Above 0: more in Herald. Below 0: more in Post." in notes


def test_from_five_articles_on_each_side_there_is_an_interval_around_the_difference() -> None:
    texts = {f"a{n}": "row " * (1 + n % 2) + "word " * 9 for n in range(6)} | {f"b{n}": "word " * 10 for n in range(5)}
    table, _ = differences(texts, ["Post"] * 6 + ["Herald"] * 5, target="Post", reference="Herald")
    row = table.loc["Quarrel"]
    assert 0 < row["low"] <= row["difference"] <= row["high"]
    assert table.loc["Peace"].isna()[["low", "high"]].all(), "neither has a passage"
    four, _ = differences(texts | {"b4": ""}, ["Post"] * 6 + ["Herald"] * 4 + [""], target="Post", reference="Herald")
    assert four.loc["Quarrel"].isna()["low"]


def test_where_nobody_is_named_the_outlets_with_most_articles_are_compared() -> None:
    texts = {f"a{n}": "row word" for n in range(3)} | {"b": "row word", "c0": "word word", "c1": "word word"}
    table, _ = differences(texts, ["Post"] * 3 + ["Echo"] + ["Herald"] * 2)
    assert set(table["outlet_a"]) == {"Post"}
    assert set(table["outlet_b"]) == {"Herald"}


def test_one_outlet_alone_has_no_difference() -> None:
    table, notes = differences({"a": "row word"}, ["Post"])
    assert not len(table)
    assert notes == ("Two outlets are needed for a difference.",)


def test_shares_of_articles_have_wilson_intervals() -> None:
    texts = {f"a{n}": "row word" if n < 5 else "word word" for n in range(10)}
    view, passages = counted(texts)
    row = frames_by_outlet(view, passages, ["Post"] * 10, replicates=50).table.set_index("frame").loc["Quarrel"]
    assert (row["articles_with"], row["share"]) == (5, 0.5)
    # 0.5 of 10: (0.5 + 3.8415 / 20 -+ 1.96 x sqrt(0.025 + 3.8415 / 400)) / (1 + 0.38415)
    assert (row["share_low"], row["share_high"]) == pytest.approx((0.2366, 0.7634), abs=1e-4)


def test_parts_have_their_own_words_and_say_of_which_outlets_there_are_few_articles() -> None:
    heads = {"a": "row word", "b": "word word word word"}
    leads = {"a": "row row word word word", "b": "word word word"}
    parts = [("lead", "own", *counted(leads)), ("headline", "own", *counted(heads))]
    measured = frames_by_part(parts, ["Post", "Echo"], replicates=50)
    table = measured.table[measured.table["frame"] == "Quarrel"]
    assert table[["outlet", "place", "hits", "per_1000", "words"]].to_numpy().tolist() == [
        ["Echo", "headline", 0, 0.0, 4],
        ["Echo", "lead", 0, 0.0, 3],
        ["Post", "headline", 1, 500.0, 2],
        ["Post", "lead", 2, 400.0, 5],
    ]
    assert "Echo (1 article) and Post (1 article): differences are shown, not tested." in measured.notes


def test_parts_of_outlets_with_five_articles_are_no_few() -> None:
    texts = {f"a{n}": "row word" for n in range(5)}
    parts = [("headline", "own", *counted(dict(list(texts.items())[:2] + [(f"a{n}", "") for n in range(2, 5)])))]
    parts.append(("lead", "own", *counted(texts)))
    assert not any("not tested" in note for note in frames_by_part(parts, ["Post"] * 5, replicates=50).notes)
    assert any("Post (2 articles)" in note for note in frames_by_part(parts[:1], ["Post"] * 5, replicates=50).notes)
