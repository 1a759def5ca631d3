"""The table of dispersion, made from the articles with a term alone, against the plain measures and published values."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.analysis import dispersion as measures
from workbench.analysis.dispersion import chosen_articles, dispersion, strip_positions, term_positions
from workbench.analysis.occurrences import Occurrences
from workbench.domain.columns import TABLES
from workbench.domain.palette import ALL_OUTLETS
from workbench.index.passages import Passages
from workbench.index.query import find, parse
from workbench.index.store import TokenStore
from workbench.index.view import View

TOY = [
    "b a m n i b e u p",
    "b a s a t b e w q n",
    "b c a g a b e s t a",
    "b a g h a b e a a t",
    "b a h a a b e a x a t",
]
"""The corpus of Gries (2008)."""
MEASURES = ("range", "dp", "dp_norm", "juilland_d", "carroll_d2", "rosengren_s", "kl_divergence")


def of_texts(texts: list[str], term: str, outlets: list[str]) -> dict[str, dict[str, float]]:
    """The rows of a term by outlet."""
    store = TokenStore.build((str(n), text) for n, text in enumerate(texts))
    view = View.of(store)
    names = sorted(set(outlets))
    codes = np.array([names.index(outlet) for outlet in outlets], dtype=np.int32)
    table = dispersion(view, names, codes, [Occurrences.of_search(term, view, parse(term))]).table
    assert tuple(table.columns) == TABLES["dispersion"]
    return {str(row["outlet"]): {str(name): value for name, value in row.items()} for row in table.to_dict("records")}


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("b", {"juilland_d": 0.968, "rosengren_s": 0.999, "dp": 0.02, "dp_norm": 0.024, "kl_divergence": 0.003}),
        ("i", {"juilland_d": 0.0, "rosengren_s": 0.18, "dp": 0.82, "dp_norm": 1.0, "kl_divergence": 2.474}),
        ("q", {"rosengren_s": 0.2, "dp": 0.8, "dp_norm": 0.976, "kl_divergence": 2.322}),
        ("x", {"rosengren_s": 0.22, "dp": 0.78, "dp_norm": 0.951, "kl_divergence": 2.184}),
        ("a", {"dp": 0.18, "dp_norm": 0.2195}),
    ],
)
def test_the_table_has_the_values_of_gries_for_his_corpus(word: str, expected: dict[str, float]) -> None:
    row = of_texts(TOY, word, ["one"] * 5)[ALL_OUTLETS]
    assert {name: row[name] for name in expected} == pytest.approx(expected, abs=6e-4)
    assert row["count"] == sum(text.split().count(word) for text in TOY)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 30), st.sampled_from("AB")), min_size=1, max_size=12))
def test_sums_over_the_articles_with_a_term_agree_with_the_plain_measures(parts: list[tuple[int, int, str]]) -> None:
    rows = of_texts(
        [" ".join(["x"] * v + ["o"] * rest) for v, rest, _ in parts], "x", [outlet for _, _, outlet in parts]
    )
    for name in ("A", "B", ALL_OUTLETS):
        own = [(v, v + rest) for v, rest, outlet in parts if name in (outlet, ALL_OUTLETS) and v + rest]
        if name not in rows:
            assert not [outlet for *_, outlet in parts if outlet == name]
            continue
        row = rows[name]
        assert (row["count"], row["articles"], row["words"]) == (
            sum(v for v, _ in own),
            len(own),
            sum(w for _, w in own),
        )
        if len(own) < 2 or not row["count"]:
            assert all(math.isnan(row[measure]) for measure in MEASURES[1:])
            continue
        counts, sizes = zip(*own, strict=True)
        plain = {name: float(getattr(measures, name)(counts, sizes)) for name in MEASURES[1:]}
        assert {name: row[name] for name in plain} == pytest.approx(plain, abs=1e-9)
        assert row["range"] == pytest.approx(float(measures.range_share(counts)))


def corpus(articles: int) -> tuple[View, np.ndarray, list[str]]:
    store = TokenStore.build((f"d{n}", "war " * (n % 7) + "peace") for n in range(articles))
    outlets = ["ABC"[n % 3] for n in range(articles)]
    return View.of(store), np.array(["ABC".index(o) for o in outlets], dtype=np.int32), outlets


def test_of_many_articles_those_with_most_hits_are_chosen_outlet_by_outlet() -> None:
    view, codes, _ = corpus(200)
    subject = Occurrences.of_search("war", view, parse("war"))
    chosen = chosen_articles(view, codes, subject, most=12)
    assert chosen.size == 12
    assert np.bincount(codes[chosen]).tolist() == [4, 4, 4]
    assert (chosen % 7 == 6).all()
    assert chosen.tolist() == sorted(chosen, key=lambda d: (codes[d], d))


def test_a_wanted_article_is_chosen_though_it_has_no_hit() -> None:
    view, codes, _ = corpus(200)
    subject = Occurrences.of_search("war", view, parse("war"))
    assert 70 in chosen_articles(view, codes, subject, most=12, wanted=np.array([70]))


def test_few_articles_are_all_chosen_in_the_order_of_the_corpus() -> None:
    view, codes, _ = corpus(12)
    subject = Occurrences.of_search("war", view, parse("war"))
    assert chosen_articles(view, codes, subject, most=12).tolist() == list(range(12))


def test_strips_have_the_rows_that_the_whole_table_of_positions_has_for_these_articles() -> None:
    view, codes, outlets = corpus(90)
    titles = [f"title {n}" for n in range(90)]
    hits = find(view, parse("war"))
    subject = Occurrences.of_search("war", view, parse("war"))
    chosen = chosen_articles(view, codes, subject, most=10, wanted=np.array([7]))
    strips = strip_positions(view, outlets, titles, Passages.of_hits(view.store, hits), chosen)
    whole = term_positions(view, outlets, titles, parse("war"))
    assert strips.notes == whole.notes
    ids = {f"d{n}" for n in chosen}
    rows = whole.table[whole.table["document_id"].isin(ids)]
    by_place = ["document_id", "start"]
    expected = rows.sort_values(by_place).to_numpy(dtype=object).tolist()
    found = strips.table.sort_values(by_place).to_numpy(dtype=object).tolist()
    assert [[str(cell) for cell in row] for row in found] == [[str(cell) for cell in row] for row in expected]
    assert list(dict.fromkeys(strips.table["document_id"])) == [f"d{n}" for n in chosen]
