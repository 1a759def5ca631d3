"""The tables of collocations: counts, measures, intervals, two outlets side by side, links."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest

from workbench.analysis import collocates as module
from workbench.analysis.bootstrap import generator_for, middle, resampled_articles
from workbench.analysis.collocates import Settings, collocate_links, collocates, collocates_compared
from workbench.analysis.collocation import log_dice, log_likelihood
from workbench.domain.columns import TABLES
from workbench.domain.errors import UsageError
from workbench.domain.palette import ALL_OUTLETS
from workbench.index.query import find, parse
from workbench.index.store import TokenStore
from workbench.index.view import View

TEXTS = {
    "a1": ("A", "the new president spoke today and the old president left"),
    "a2": ("A", "a president spoke of war"),
    "a3": ("A", "war goes on and nobody spoke"),
    "b1": ("B", "president of war they say"),
    "b2": ("B", "a new day"),
}
STORE = TokenStore.build([(name, text) for name, (_, text) in TEXTS.items()])
VIEW = View.of(STORE)
OUTLETS = tuple(outlet for outlet, _ in TEXTS.values())
ALL = Settings(left=2, right=2, minimum_count=1, replicates=0)


def measured(settings: Settings = ALL, view: View = VIEW, query: str = "president", **options: object) -> pd.DataFrame:
    hits = find(view, parse(query))
    return collocates(view, OUTLETS, hits, node=query, settings=settings, **options).table  # type: ignore[arg-type]


def row(table: pd.DataFrame, collocate: str, outlet: str = ALL_OUTLETS) -> pd.Series:
    found = table[(table["collocate"] == collocate) & (table["outlet"] == outlet)]
    assert len(found) == 1
    return found.iloc[0]


def test_the_table_has_the_columns_of_the_contract() -> None:
    assert tuple(measured().columns) == TABLES["collocates"]


def test_a_row_counts_places_in_windows_and_what_it_is_measured_against() -> None:
    spoke = row(measured(), "spoke")
    # windows: "the new | spoke today", "the old | left", "a | spoke of", "of war"
    assert spoke["count"] == 2
    assert (spoke["left_count"], spoke["right_count"]) == (0, 2)
    assert spoke["documents"] == 2
    assert spoke["node_count"] == 4
    assert spoke["collocate_count"] == 3
    assert spoke["window_words"] == 12
    assert spoke["words"] == 29
    assert spoke["expected"] == pytest.approx(12 * 3 / 29)
    assert spoke["log_dice"] == pytest.approx(14 + math.log2(2 * 2 / (4 + 3)))
    assert spoke["mi"] == pytest.approx(math.log2(2 / (36 / 29)))
    assert spoke["mi3"] == pytest.approx(math.log2(8 / (36 / 29)))
    assert spoke["t"] == pytest.approx((2 - 36 / 29) / math.sqrt(2))
    assert spoke["g2"] == pytest.approx(float(log_likelihood(2, 12, 3, 29)))
    assert spoke["delta_p_collocate"] == pytest.approx(2 / 12 - 1 / 17)
    assert spoke["delta_p_node"] == pytest.approx(2 / 3 - 10 / 26)


def test_an_outlet_is_measured_against_its_own_text() -> None:
    table = measured()
    assert list(dict.fromkeys(table["outlet"])) == [ALL_OUTLETS, "A", "B"]
    war = row(table, "war", "B")
    assert (war["count"], war["node_count"], war["collocate_count"], war["words"]) == (1, 1, 1, 8)
    assert war["log_dice"] == pytest.approx(14.0)
    both = table[table["outlet"] != ALL_OUTLETS].groupby("collocate")["count"].sum()
    whole = table[table["outlet"] == ALL_OUTLETS].set_index("collocate")["count"]
    assert both.to_dict() == whole.to_dict()


def test_rows_come_by_the_measure_downwards_then_by_the_alphabet() -> None:
    for measure in ("log_dice", "g2", "mi", "count"):
        table = measured(Settings(left=2, right=2, minimum_count=1, replicates=0, measure=measure), each_outlet=False)
        pairs = [(-value, word) for value, word in zip(table[measure], table["collocate"], strict=True)]
        assert pairs == sorted(pairs)


def test_rare_and_hidden_words_are_not_listed_but_stay_in_the_totals() -> None:
    table = measured(Settings(left=2, right=2, minimum_count=2, replicates=0, hide=("the", "of")), each_outlet=False)
    assert sorted(table["collocate"]) == ["spoke"]
    assert table["window_words"].tolist() == [12]


def test_the_strongest_rows_are_said_to_be_so() -> None:
    hits = find(VIEW, parse("president"))
    shown = collocates(VIEW, OUTLETS, hits, node="president", settings=ALL, each_outlet=False, most=2)
    assert len(shown.table) == 2
    assert shown.notes[0] == "The 2 strongest of 9 collocates."


def test_what_is_left_out_is_in_no_total() -> None:
    text = TEXTS["a1"][1]
    start = text.index("today")
    view = View.of(STORE, documents=["a1", "a2", "a3", "b1"], without={"a1": [(start, start + 5)]})
    spoke = row(measured(view=view), "spoke")
    assert (spoke["words"], spoke["window_words"], spoke["collocate_count"]) == (25, 11, 3)
    assert "today" not in set(measured(view=view)["collocate"])


def test_the_notes_name_measure_window_counts_and_span() -> None:
    hits = find(VIEW, parse("president"))
    notes = collocates(VIEW, OUTLETS, hits, node="president", settings=ALL).notes
    assert notes[0] == "logDice, 2L 2R, minimum 1, within articles."
    assert notes[1] == "Node “president”: 4 times in 3 articles, 29 words counted."
    assert "12 words, 3.00 of 4 places" in notes[2]
    assert "fewer than 5 articles of A (2 articles) and B (1 article)" in notes[3]


def test_a_node_that_never_occurs_has_an_empty_table() -> None:
    hits = find(VIEW, parse("nowhere"))
    found = collocates(VIEW, OUTLETS, hits, node="nowhere", settings=Settings())
    assert found.table.empty
    assert tuple(found.table.columns) == TABLES["collocates"]
    assert "0 times in 0 articles" in found.notes[1]


def test_an_unknown_measure_is_refused() -> None:
    with pytest.raises(UsageError, match="There is no measure “z”"):
        Settings(measure="z")


def test_a_window_without_words_is_refused() -> None:
    with pytest.raises(UsageError, match="at least one word"):
        Settings(left=0, right=0)


# -- intervals -------------------------------------------------------------------------------------------------------


def many(articles: int = 40) -> tuple[View, tuple[str, ...]]:
    random = np.random.default_rng(3)
    texts = []
    for n in range(articles):
        words = random.choice(["war", "peace", "talk", "day", "rain"], size=12, p=[0.3, 0.1, 0.2, 0.2, 0.2]).tolist()
        words[int(random.integers(12))] = "president"
        texts.append((f"d{n:03}", " ".join(words)))
    return View.of(TokenStore.build(texts)), tuple("AB"[n % 2] for n in range(articles))


def test_an_interval_is_that_of_articles_drawn_anew() -> None:
    view, outlets = many()
    settings = Settings(left=2, right=2, minimum_count=1, replicates=200)
    hits = find(view, parse("president"))
    table = collocates(view, outlets, hits, node="president", settings=settings, each_outlet=False).table
    war = row(table, "war")
    assert war["low"] < war["log_dice"] < war["high"]
    times = resampled_articles(
        40, replicates=200, generator=generator_for(settings.seed, "collocates", "president", ALL_OUTLETS)
    )
    o, f1, f2 = np.zeros(40), np.zeros(40), np.zeros(40)
    for n in range(40):
        words = [view.store.types[i] for i in view.store.ids[view.store.offsets[n] : view.store.offsets[n + 1]]]
        at = words.index("president")
        f1[n], f2[n] = 1, words.count("war")
        o[n] = [*words[max(at - 2, 0) : at], *words[at + 1 : at + 3]].count("war")
    low, high = middle(log_dice(np.maximum(o @ times, 0.5), f1 @ times, f2 @ times)[np.newaxis, :])
    assert war["low"] == pytest.approx(low[0])
    assert war["high"] == pytest.approx(high[0])


def test_the_same_seed_gives_the_same_interval_and_another_one_another() -> None:
    view, outlets = many()
    hits = find(view, parse("president"))

    def lows(seed: int) -> list[float]:
        settings = Settings(replicates=50, seed=seed, minimum_count=1)
        table = collocates(view, outlets, hits, node="president", settings=settings).table
        return [float(value) for value in table["low"]]

    assert lows(1) == lows(1)
    assert lows(1) != lows(2)


def test_drawing_groups_of_articles_gives_nearly_the_same_interval(monkeypatch: pytest.MonkeyPatch) -> None:
    view, outlets = many(400)
    hits = find(view, parse("president"))
    settings = Settings(replicates=1000, minimum_count=1)
    one = row(collocates(view, outlets, hits, node="president", settings=settings, each_outlet=False).table, "war")
    monkeypatch.setattr(module, "BLOCKS", 200)
    grouped = collocates(view, outlets, hits, node="president", settings=settings, each_outlet=False)
    other = row(grouped.table, "war")
    width, other_width = one["high"] - one["low"], other["high"] - other["low"]
    assert other_width != width
    assert other_width == pytest.approx(width, rel=0.25)
    assert any("dealt at random into 200 groups" in note for note in grouped.notes)


def test_only_the_strongest_rows_have_an_interval_and_a_note_says_so() -> None:
    view, outlets = many()
    hits = find(view, parse("president"))
    settings = Settings(replicates=20, minimum_count=1, intervals=2)
    found = collocates(view, outlets, hits, node="president", settings=settings, each_outlet=False)
    assert found.table["low"].notna().tolist() == [True, True, False, False, False]
    assert any("for the 2 strongest rows" in note for note in found.notes)


def test_a_node_in_one_article_has_no_interval() -> None:
    table = measured(Settings(left=2, right=2, minimum_count=1, replicates=50))
    assert table.loc[table["outlet"] == "B", "low"].isna().all()
    assert table.loc[table["outlet"] == "A", "low"].notna().all()


# -- two outlets -----------------------------------------------------------------------------------------------------


def test_two_outlets_stand_side_by_side() -> None:
    hits = find(VIEW, parse("president"))
    found = collocates_compared(VIEW, OUTLETS, hits, node="president", target="A", reference="B", settings=ALL)
    war = found.table[found.table["collocate"] == "war"].iloc[0]
    assert (war["count"], war["reference_count"]) == (0, 1)
    assert war["reference_per_1000"] == pytest.approx(1000.0)
    assert war["reference_log_dice"] == pytest.approx(14.0)
    assert math.isnan(war["log_dice"])
    assert war["reference_score"] == pytest.approx(14.0)
    assert math.isnan(war["score"])
    assert math.isnan(war["difference"])
    assert war["collocate_count"] == 2
    of = found.table[found.table["collocate"] == "of"].iloc[0]
    assert (of["count"], of["reference_count"], of["documents"], of["reference_documents"]) == (1, 1, 1, 1)
    assert of["difference"] == pytest.approx(of["score"] - of["reference_score"])
    scores = np.fmax(found.table["score"], found.table["reference_score"])
    assert (np.diff(scores) <= 0).all()
    assert any("a dash where the word never stands near" in note for note in found.notes)


def test_a_difference_has_an_interval_from_the_articles_of_both_sides() -> None:
    view, outlets = many()
    hits = find(view, parse("president"))
    settings = Settings(replicates=200, minimum_count=1)
    one = collocates_compared(view, outlets, hits, node="n", target="A", reference="B", settings=settings).table
    other = collocates_compared(view, outlets, hits, node="n", target="B", reference="A", settings=settings).table
    assert (one["low"] < one["difference"]).all()
    assert (one["difference"] < one["high"]).all()
    assert one["collocate"].tolist() == other["collocate"].tolist()
    np.testing.assert_allclose(one["difference"], -other["difference"])
    np.testing.assert_allclose(one["low"], -other["high"])


def test_nothing_is_compared_with_an_outlet_without_the_node_or_with_itself() -> None:
    hits = find(VIEW, parse("today"))
    found = collocates_compared(VIEW, OUTLETS, hits, node="today", target="A", reference="B", settings=ALL)
    assert found.table.empty
    assert "does not occur in B" in found.notes[0]
    with pytest.raises(UsageError, match="compared with itself"):
        collocates_compared(VIEW, OUTLETS, hits, node="today", target="A", reference="A")
    with pytest.raises(UsageError, match="There is no outlet “C”"):
        collocates_compared(VIEW, OUTLETS, hits, node="today", target="C", reference="A")


# -- links -----------------------------------------------------------------------------------------------------------


def test_links_join_collocates_of_the_same_window() -> None:
    texts = ["big war x now", "big war x then", "rain x sun", "rain x moon", "big war x", "rain x"]
    view = View.of(TokenStore.build([(str(n), text) for n, text in enumerate(texts)]))
    hits = find(view, parse("x"))
    settings = Settings(left=2, right=2, minimum_count=2, replicates=0)
    found = collocate_links(view, hits, node="x", settings=settings)
    single = found.table[found.table["other"] == ""]
    assert sorted(single["collocate"]) == ["big", "rain", "war"]
    links = found.table[found.table["other"] != ""]
    assert links[["collocate", "other", "count"]].values.tolist() == [["big", "war", 3]]
    assert links["log_dice"].tolist() == [14.0]
    assert links["node_count"].tolist() == [6]


def test_a_node_without_collocates_has_no_links() -> None:
    found = collocate_links(VIEW, find(VIEW, parse("nowhere")), node="nowhere", settings=Settings())
    assert found.table.empty
