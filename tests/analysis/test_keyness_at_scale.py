"""Keyness of large corpora, the rows that are wanted, shared terms, and comparisons of whole vocabularies."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from workbench.analysis import keyness_certainty
from workbench.analysis.keyness import keyness, keyness_of_each
from workbench.analysis.keyness_counts import Wanted
from workbench.analysis.keyness_measures import benjamini_hochberg, conservative_log_ratio, percent_difference
from workbench.analysis.shared_terms import WITHIN, shared_terms
from workbench.analysis.vocabulary_comparison import ratios_by_outlet, vocabulary
from workbench.domain.columns import TABLES
from workbench.domain.errors import UsageError
from workbench.index.store import TokenStore
from workbench.index.view import View

RNG = np.random.default_rng(11)
WORDS = np.array([f"w{k:03}" for k in range(120)])
SHARES = 1.0 / np.arange(1, 121)
OUTLETS = tuple(["A"] * 30 + ["B"] * 25 + ["C"] * 20)


def _texts() -> list[tuple[str, str]]:
    out = []
    for k, outlet in enumerate(OUTLETS):
        shares = SHARES.copy()
        if outlet == "A":
            shares[7] *= 6
            shares[9] /= 6
        out.append((str(k), " ".join(RNG.choice(WORDS, size=120, p=shares / shares.sum()))))
    return out


STORE = TokenStore.build(_texts())


@pytest.fixture
def _large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keyness_certainty, "FEW", 10)
    monkeypatch.setattr(keyness_certainty, "MOST_TESTED", 30)
    monkeypatch.setattr("workbench.analysis.keyness.FEW", 10)


def test_numbers_of_the_new_columns() -> None:
    table = keyness(View.of(STORE), OUTLETS, target="A").table
    assert tuple(table.columns) == TABLES["keyness"]
    a, b, c, d = table["count"], table["reference_count"], table["words"], table["reference_words"]
    np.testing.assert_allclose(table["percent_difference"], percent_difference(a, b, c, d))
    np.testing.assert_allclose(table["p_adjusted"], benjamini_hochberg(table["p_documents"]))
    assert (c == 3600).all()
    assert (d == 5400).all()
    assert (table["articles"] == 30).all()
    assert (table["reference_articles"] == 45).all()
    row = table.set_index("term").loc["w007"]
    assert row["p_adjusted"] < 0.1 < table["p_adjusted"].max()


@pytest.mark.usefixtures("_large")
def test_in_a_large_corpus_the_strongest_rows_are_tested_and_the_others_are_there() -> None:
    measured = keyness(View.of(STORE), OUTLETS, target="A")
    table = measured.table
    assert len(table) > 100
    tested = table[table["p_documents"].notna()]
    assert len(tested) == 30
    assert tested["g2"].abs().min() >= table.loc[table["p_documents"].isna(), "g2"].abs().max()
    assert (tested["log_ratio_low"] <= tested["log_ratio"]).all()
    assert (tested["log_ratio"] <= tested["log_ratio_high"]).all()
    assert f"Intervals, p and DPnorm for the 30 rows with the largest G2; the other {len(table) - 30} have none." in (
        measured.notes
    )
    # terms without p count as tests
    smallest = tested["p_documents"].min()
    ties = (tested["p_documents"] == smallest).sum()
    assert tested["p_adjusted"].min() == pytest.approx(smallest * len(table) / ties)
    strongest = keyness(View.of(STORE), OUTLETS, target="A", all_rows=False).table
    pd.testing.assert_frame_equal(strongest, tested.reset_index(drop=True))


def test_both_ways_of_drawing_give_nearly_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    small = keyness(View.of(STORE), OUTLETS, target="A", minimum_count=20).table.set_index("term")
    monkeypatch.setattr(keyness_certainty, "FEW", 10)
    large = keyness(View.of(STORE), OUTLETS, target="A", minimum_count=20).table.set_index("term")
    for column in ("log_ratio_low", "log_ratio_high"):
        assert (small[column] - large[column]).abs().max() < 0.4
        assert (small[column] - large[column]).abs().median() < 0.08
    assert (small["p_documents"] - large["p_documents"]).abs().max() < 0.08
    np.testing.assert_allclose(small["dp_norm"], large["dp_norm"])
    for column in ("g2", "lrc", "log_odds_z", "count", "documents"):
        np.testing.assert_array_equal(small[column], large[column])


@pytest.mark.usefixtures("_large")
def test_one_outlet_has_the_p_that_it_has_among_all() -> None:
    each = keyness_of_each(View.of(STORE), OUTLETS).table
    alone = keyness(View.of(STORE), OUTLETS, target="B").table
    both = each[each["outlet"] == "B"].merge(alone, on="term").dropna(subset=["p_documents_x", "p_documents_y"])
    assert len(both) == 10
    np.testing.assert_array_equal(both["p_documents_x"], both["p_documents_y"])
    np.testing.assert_array_equal(both["log_ratio_low_x"], both["log_ratio_low_y"])


@pytest.mark.parametrize("few", [2_000, 10])
def test_p_is_spread_evenly_where_outlets_do_not_differ(monkeypatch: pytest.MonkeyPatch, few: int) -> None:
    monkeypatch.setattr(keyness_certainty, "FEW", few)
    rng = np.random.default_rng(3)
    texts = [(str(k), " ".join(rng.choice(WORDS[:80], size=100))) for k in range(40)]
    table = keyness(
        View.of(TokenStore.build(texts)), ("A",) * 20 + ("B",) * 20, target="A", permutations=199, replicates=0
    ).table
    p = table["p_documents"].to_numpy()
    assert p.size == 80
    for level in (0.1, 0.3, 0.5, 0.8):
        assert (p <= level).mean() == pytest.approx(level, abs=0.17)
    assert (table["p_adjusted"] > 0.05).all()


def test_rows_are_wanted_by_effect_first() -> None:
    view = View.of(STORE)
    whole = keyness(view, OUTLETS, target="A").table
    for wanted, expected in (
        (Wanted(keys="key"), whole["log_ratio"] > 0),
        (Wanted(keys="avoided", minimum_effect=1.0), whole["log_ratio"] <= -1),
        (Wanted(minimum_articles=20), whole["documents"] + whole["reference_documents"] >= 20),
    ):
        rows = keyness(view, OUTLETS, target="A", all_rows=False, wanted=wanted).table
        pd.testing.assert_frame_equal(rows, whole[expected].reset_index(drop=True))
        assert 0 < len(rows) < len(whole)


@pytest.mark.parametrize(("c", "d", "terms"), [(300, 900, 1), (900, 300, 40), (500, 500, 5000)])
def test_the_conservative_log_ratio_leaves_nothing_out_that_differs(c: int, d: int, terms: int) -> None:
    from scipy.special import betaincinv

    a, b = (axis.ravel().astype(float) for axis in np.meshgrid(np.arange(60), np.arange(60)))
    half = 0.025 / terms
    with np.errstate(all="ignore"):
        low = np.where(a > 0, betaincinv(np.maximum(a, 1), b + 1, half), 0.0)
        high = np.where(b > 0, betaincinv(a + 1, np.maximum(b, 1), 1 - half), 1.0)
        low, high = np.log2(d / c * low / (1 - low)), np.log2(d / c * high / (1 - high))
    expected = np.where(a + b == 0, 0.0, np.where(low > 0, low, np.where(high < 0, high, 0.0)))
    np.testing.assert_allclose(conservative_log_ratio(a, b, c, d, comparisons=terms), expected)


# --- shared terms, vocabularies --------------------------------------------------------------------------------------


def test_shared_terms_are_alike_in_every_outlet() -> None:
    rng = np.random.default_rng(4)
    texts, outlets = [], []
    for k in range(120):
        outlet = "ABC"[k % 3]
        shares = np.array([50.0, 50, 20, 20 if outlet != "A" else 60])
        texts.append((str(k), " ".join(rng.choice(["same", "alike", "rare", "other"], 200, p=shares / shares.sum()))))
        outlets.append(outlet)
    texts.append(("few", "same " * 50))
    outlets.append("D")
    measured = shared_terms(View.of(TokenStore.build(texts)), tuple(outlets))
    table = measured.table
    assert tuple(table.columns) == TABLES["shared_terms"]
    assert set(table["term"]) == {"same", "alike", "rare"}
    assert (table["low"] >= -WITHIN).all()
    assert (table["high"] <= WITHIN).all()
    assert (table["low"] <= table["widest_log_ratio"]).all()
    assert (table["outlets"] == 3).all()
    assert table["count"].is_monotonic_decreasing
    assert "Not asked, for they have fewer than 5 articles: D." in measured.notes


def test_shared_terms_need_two_outlets_with_articles() -> None:
    store = TokenStore.build([(str(k), "a b") for k in range(7)])
    measured = shared_terms(View.of(store), ("A",) * 6 + ("B",))
    assert len(measured.table) == 0
    assert measured.notes[-1] == "Shared terms need two outlets with 5 articles or more. Widen the scope."


def test_a_vocabulary_of_two_outlets_is_their_keyness() -> None:
    table = vocabulary(View.of(STORE), OUTLETS, one="A", other="C").table
    same = keyness(View.of(STORE), OUTLETS, target="A", reference=["C"]).table
    for column in ("term", "count", "reference_count", "g2", "log_ratio", "lrc", "words", "reference_articles"):
        assert table[column].tolist() == same[column].tolist()
    with pytest.raises(UsageError):
        vocabulary(View.of(STORE), OUTLETS, one="A", other="Z")
    assert "two outlets" in vocabulary(View.of(STORE), OUTLETS, one="A", other="A").notes[0]


def test_terms_of_each_outlet_have_a_row_for_every_outlet() -> None:
    table = ratios_by_outlet(View.of(STORE), OUTLETS, each=2).table
    assert len(table) == 3 * 2 * 3
    assert table["of"].tolist() == ["A"] * 6 + ["B"] * 6 + ["C"] * 6
    each = keyness_of_each(View.of(STORE), OUTLETS).table.set_index(["outlet", "term"])
    for row in table.to_dict("records"):
        whole = each.loc[(row["outlet"], row["term"])]
        assert row["count"] == whole["count"]
        assert row["log_ratio"] == pytest.approx(whole["log_ratio"])
        assert row["low"] <= row["log_ratio"] <= row["high"]


def test_ngrams_of_five_words_are_compared() -> None:
    texts = [(str(k), "one two three four five six" if k < 6 else "six five four three two one") for k in range(12)]
    table = keyness(View.of(TokenStore.build(texts)), ("A",) * 6 + ("B",) * 6, target="A", n=5, hide={"one"}).table
    assert table["term"].tolist() == ["two three four five six", "six five four three two"]
    assert table["count"].tolist() == [6, 0]
