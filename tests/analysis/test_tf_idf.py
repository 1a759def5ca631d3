"""TF-IDF as its formula says."""

from __future__ import annotations

import math
from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.analysis.document_groups import DocumentGroups
from workbench.analysis.tf_idf import COLUMNS, tf_idf
from workbench.domain.columns import TABLES
from workbench.index.store import TokenStore
from workbench.index.view import View


def test_a_value_worked_by_hand() -> None:
    store = TokenStore.build(
        [("a", "war war peace"), ("b", "war talks"), ("c", "peace talks talks talks"), ("d", "the")]
    )
    measured = tf_idf(View.of(store), DocumentGroups.of(["North", "North", "South", "South"]), "outlet", hide=["the"])
    table = measured.table
    assert tuple(table.columns) == COLUMNS == TABLES["tf_idf"]
    rows = {(row["part"], row["term"]): row for row in table.to_dict("records")}
    war = rows["North", "war"]
    assert war["tf_idf"] == pytest.approx(((1 + math.log(2)) + 1) * math.log(4 / 2) / 2)
    assert (war["count"], war["documents"], war["articles"], war["all_documents"], war["all_articles"]) == (
        3,
        2,
        2,
        2,
        4,
    )
    assert rows["South", "talks"]["tf_idf"] == pytest.approx((1 + math.log(3)) * math.log(4 / 2) / 2)
    assert ("South", "the") not in rows
    assert [part for part, _ in rows] == ["North"] * 3 + ["South"] * 2
    assert "N = 4 articles" in measured.notes[0]


corpora = st.lists(
    st.tuples(st.lists(st.sampled_from("abcde"), max_size=12), st.sampled_from("PQ"), st.booleans()),
    min_size=1,
    max_size=9,
)


@given(corpora)
@settings(deadline=None, max_examples=60)
def test_values_equal_naive_counting(corpus: list[tuple[list[str], str, bool]]) -> None:
    store = TokenStore.build([(str(n), " ".join(words)) for n, (words, _, _) in enumerate(corpus)])
    view = View.of(store, documents=[str(n) for n, (_, _, on) in enumerate(corpus) if on])
    table = tf_idf(view, DocumentGroups.of([part for _, part, _ in corpus]), "outlet").table
    own = [(words, part) for words, part, on in corpus if on and words]
    documents = Counter(word for words, _ in own for word in set(words))
    wanted = {}
    for part in "PQ":
        articles = [words for words, p in own if p == part]
        for word in sorted({word for words in articles for word in words}):
            weights = [(1 + math.log(words.count(word))) if word in words else 0.0 for words in articles]
            value = float(np.mean(weights)) * math.log(len(own) / documents[word])
            if value > 0:
                wanted[part, word] = value
    got = {(row["part"], row["term"]): row["tf_idf"] for row in table.to_dict("records")}
    assert got == pytest.approx(wanted)


def test_the_best_words_of_each_part_come_first_and_rare_ones_can_be_left_out() -> None:
    texts = [("a", "alpha alpha beta gamma"), ("b", "alpha delta"), ("c", "omega"), ("d", "omega beta")]
    view, groups = View.of(TokenStore.build(texts)), DocumentGroups.of(["P", "P", "Q", "Q"])
    two = tf_idf(view, groups, "outlet", most=2)
    assert [len(rows) for _, rows in two.table.groupby("part")] == [2, 2]
    assert "The 2 words with the greatest value of each outlet." in two.notes
    values = tf_idf(view, groups, "outlet").table
    assert all(rows["tf_idf"].is_monotonic_decreasing for _, rows in values.groupby("part"))
    often = tf_idf(view, groups, "outlet", minimum_articles=2)
    assert set(often.table["term"]) == {"alpha", "omega"}
    assert "Words in fewer than 2 articles of the outlet are left out." in often.notes


def test_nothing_to_weigh_is_an_empty_table_with_the_same_columns() -> None:
    view, groups = View.of(TokenStore.build([("a", "one two")])), DocumentGroups.of(["P"])
    full = tf_idf(
        View.of(TokenStore.build([("a", "one"), ("b", "two")])), DocumentGroups.of(["P", "Q"]), "outlet"
    ).table
    alone = tf_idf(view, groups, "outlet")
    assert alone.table.empty
    assert "With one article every word stands in all articles, so that no word has a value." in alone.notes
    assert tf_idf(View.of(view.store, documents=[]), groups, "outlet").table.dtypes.to_dict() == full.dtypes.to_dict()
