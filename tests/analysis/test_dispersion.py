"""Dispersion against published and hand-computed values, and positions of hits."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from scipy.sparse import csc_array

from workbench.analysis.dispersion import (
    POSITION_COLUMNS,
    burch_da,
    carroll_d2,
    dp,
    dp_norm,
    dp_norm_of_columns,
    juilland_d,
    kl_divergence,
    range_share,
    rosengren_s,
    span_positions,
    term_positions,
)
from workbench.index.query import parse
from workbench.index.store import TokenStore
from workbench.index.view import View

REFERENCE = Path(__file__).resolve().parents[3] / "shared" / "eval" / "data" / "reference_stats"

TOY = [
    "b a m n i b e u p",
    "b a s a t b e w q n",
    "b c a g a b e s t a",
    "b a g h a b e a a t",
    "b a h a a b e a x a t",
]
"""The corpus of Gries (2008)."""
TOY_SIZES = [len(part.split()) for part in TOY]

UNEVEN = [2, 0, 1, 1, 3, 0, 3, 0, 0, 0]
UNEVEN_SIZES = [8143, 8058, 8271, 8125, 7959, 7941, 8146, 8001, 8003, 7930]


def toy(word: str) -> list[int]:
    return [part.split().count(word) for part in TOY]


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("b", {juilland_d: 0.968, rosengren_s: 0.999, dp: 0.02, dp_norm: 0.024, kl_divergence: 0.003}),
        ("i", {juilland_d: 0.0, rosengren_s: 0.18, dp: 0.82, dp_norm: 1.0, kl_divergence: 2.474}),
        ("q", {rosengren_s: 0.2, dp: 0.8, dp_norm: 0.976, kl_divergence: 2.322}),
        ("x", {rosengren_s: 0.22, dp: 0.78, dp_norm: 0.951, kl_divergence: 2.184}),
        ("a", {dp: 0.18, dp_norm: 0.2195}),
    ],
)
def test_the_toy_corpus_of_gries_gives_his_values(word: str, expected: dict[Any, float]) -> None:
    for measure, value in expected.items():
        assert measure(toy(word), TOY_SIZES) == pytest.approx(value, abs=6e-4), measure.__name__


def test_equal_parts_give_the_values_worked_out_by_hand() -> None:
    assert juilland_d([0, 4, 3, 2, 1], [10] * 5) == pytest.approx(0.6464, abs=5e-5)
    assert carroll_d2([2, 1, 1, 1, 0], [10] * 5) == pytest.approx(0.8277, abs=5e-5)
    assert dp_norm([2, 1, 0], [10] * 3) == pytest.approx(0.5)


def test_unequal_parts_give_the_published_values() -> None:
    assert range_share(UNEVEN) == pytest.approx(0.5)
    assert juilland_d(UNEVEN, UNEVEN_SIZES) == pytest.approx(0.6038797, abs=5e-8)
    assert carroll_d2(UNEVEN, UNEVEN_SIZES) == pytest.approx(0.6521444, abs=5e-8)
    assert rosengren_s(UNEVEN, UNEVEN_SIZES) == pytest.approx(0.4763652, abs=5e-8)
    assert dp(UNEVEN, UNEVEN_SIZES) == pytest.approx(0.4990705, abs=5e-8)
    assert 1 / (1 + kl_divergence(UNEVEN, UNEVEN_SIZES)) == pytest.approx(0.4665078, abs=5e-8)
    assert burch_da(UNEVEN, UNEVEN_SIZES) == pytest.approx(0.308164, abs=5e-7)


def test_a_word_spread_exactly_like_the_words_is_perfectly_even() -> None:
    sizes = [100, 300, 600]
    assert dp([1, 3, 6], sizes) == pytest.approx(0)
    assert dp_norm([1, 3, 6], sizes) == pytest.approx(0)
    assert kl_divergence([1, 3, 6], sizes) == pytest.approx(0)
    assert juilland_d([1, 3, 6], sizes) == pytest.approx(1)
    assert carroll_d2([1, 3, 6], sizes) == pytest.approx(1)
    assert rosengren_s([1, 3, 6], sizes) == pytest.approx(1)


def test_several_words_at_once_give_one_value_each() -> None:
    both = [toy("b"), toy("i")]
    for measure in (dp, dp_norm, juilland_d, carroll_d2, rosengren_s, kl_divergence):
        assert measure(both, TOY_SIZES).tolist() == pytest.approx([float(measure(one, TOY_SIZES)) for one in both])


@pytest.mark.parametrize("measure", [dp, dp_norm, juilland_d, carroll_d2, rosengren_s, kl_divergence])
def test_a_word_that_never_occurs_has_no_dispersion(measure: Any) -> None:
    assert np.isnan(measure([0, 0, 0], [5, 6, 7]))


@pytest.mark.parametrize("measure", [dp_norm, juilland_d, carroll_d2])
def test_one_part_has_no_dispersion(measure: Any) -> None:
    assert np.isnan(measure([3], [50]))


def test_the_sparse_form_agrees_with_the_plain_one() -> None:
    counts = np.random.default_rng(1).poisson(0.5, size=(7, 40))
    sizes = [10, 20, 30, 40, 50, 60, 70]
    np.testing.assert_allclose(dp_norm_of_columns(csc_array(counts), sizes), dp_norm(counts.T, sizes), atol=1e-12)
    assert np.isnan(dp_norm_of_columns(csc_array(counts[:1]), sizes[:1])).all()


@pytest.mark.skipif(not REFERENCE.is_dir(), reason="the reference statistics are not on this machine")
def test_150_words_of_a_real_corpus_give_the_published_values() -> None:
    published = json.loads((REFERENCE / "reference_values.json").read_text("utf-8"))
    lines = (REFERENCE / "tlda_biber150_ice_gb.tsv").read_text("utf-8").splitlines()
    rows = {cells[0]: [int(cell) for cell in cells[1:]] for cells in (line.split("\t") for line in lines[1:])}
    sizes = rows.pop("word_count")
    assert len(rows) == 150
    for word, values in published["dispersion_ice_gb"]["expected_2dp"].items():
        counts = rows[word]
        # their scale runs from uneven to even: DP and KL are turned round
        ours = [
            range_share(counts),
            juilland_d(counts, sizes),
            carroll_d2(counts, sizes),
            rosengren_s(counts, sizes),
            1 - dp(counts, sizes),
            burch_da(counts, sizes),
            1 / (1 + kl_divergence(counts, sizes)),
        ]
        assert [float(value) for value in ours] == pytest.approx(values, abs=0.00501), word


STORE = TokenStore.build(
    [("a", "war one two war"), ("b", "nothing here"), ("c", "no war"), ("d", ""), ("e", "war war")]
)
OUTLETS = ["Z", "Z", "A", "A", "A"]
TITLES = ["ta", "tb", "tc", "td", "te"]


def test_positions_are_listed_by_outlet_and_document_and_articles_without_a_hit_keep_a_row() -> None:
    measured = term_positions(View.of(STORE, documents="abcd"), OUTLETS, TITLES, parse("war"))
    assert tuple(measured.table.columns) == POSITION_COLUMNS
    rows = measured.table.astype(object).where(measured.table.notna(), None).to_numpy().tolist()
    assert rows == [
        ["c", "A", "tc", 2, 0.5, 3, 6],
        ["d", "A", "td", 0, None, -1, -1],
        ["a", "Z", "ta", 4, 0.0, 0, 3],
        ["a", "Z", "ta", 4, 0.75, 12, 15],
        ["b", "Z", "tb", 2, None, -1, -1],
    ]
    assert measured.notes == ("3 hits in 2 of 4 articles.", "Articles of which no word is counted: 1.")


def test_positions_are_measured_on_the_whole_article_also_when_only_a_part_is_counted() -> None:
    view = View.of(STORE, documents=["a"], without={"a": [(0, 5)]})
    table = term_positions(view, OUTLETS, TITLES, parse("war")).table
    assert table[["words", "position"]].to_numpy().tolist() == [[2, 0.75]]


def test_titles_for_another_number_of_documents_are_an_error() -> None:
    with pytest.raises(ValueError, match="1 titles, 5 outlets, 5 documents"):
        term_positions(View.of(STORE), OUTLETS, ["one"], parse("war"))


def test_spans_stand_where_the_same_search_does() -> None:
    view = View.of(STORE, documents="abcd", without={"a": [(12, 15)]})
    spans = pd.DataFrame(
        [("a", 0, 3), ("a", 12, 15), ("c", 3, 6), ("e", 0, 3), ("gone", 0, 3)], columns=["document_id", "start", "end"]
    )
    by_spans = span_positions(view, OUTLETS, TITLES, spans)
    by_search = term_positions(view, OUTLETS, TITLES, parse("war"))
    pd.testing.assert_frame_equal(by_spans.table, by_search.table)
    assert (
        by_spans.notes == by_search.notes == ("2 hits in 2 of 4 articles.", "Articles of which no word is counted: 1.")
    )


def test_no_spans_leave_a_row_for_each_article() -> None:
    table = span_positions(View.of(STORE), OUTLETS, TITLES, no_spans()).table
    assert table["document_id"].tolist() == ["c", "d", "e", "a", "b"]
    assert table["position"].isna().all()


def no_spans() -> pd.DataFrame:
    return pd.DataFrame({"document_id": [], "start": [], "end": []})
