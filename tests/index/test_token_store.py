"""The token store against plain Python."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.errors import Cancelled
from workbench.index.store import TokenStore
from workbench.index.tokenizer import tokenize

TEXTS = st.lists(
    st.lists(st.sampled_from(["a", "A", "b", "U.S.", "don’t", "Don't", "é", "…"]), max_size=12), max_size=6
)


def build(texts: list[str]) -> TokenStore:
    return TokenStore.build([(f"d{n}", text) for n, text in enumerate(texts)])


@given(TEXTS)
def test_the_store_holds_each_documents_words_in_order(lists: list[list[str]]) -> None:
    texts = [" ".join(words) for words in lists]
    store = build(texts)
    for n, text in enumerate(texts):
        tokens = tokenize(text)
        part = slice(store.offsets[n], store.offsets[n + 1])
        assert [store.types[i] for i in store.ids[part]] == tokens.words
        assert store.starts[part].tolist() == tokens.starts.tolist()
        assert store.ends[part].tolist() == tokens.ends.tolist()
        assert all(
            store.form_types[form] == kind for form, kind in zip(store.form_ids[part], store.ids[part], strict=True)
        )
    assert len(store) == store.offsets[-1]
    assert list(store.types) == sorted(set(store.types))


@given(TEXTS)
def test_postings_are_all_places_of_a_word(lists: list[list[str]]) -> None:
    store = build([" ".join(words) for words in lists])
    for type_id in range(len(store.types)):
        assert store.positions_of([type_id]).tolist() == np.flatnonzero(store.ids == type_id).tolist()
    for form_id in range(len(store.forms)):
        assert store.positions_of_forms([form_id]).tolist() == np.flatnonzero(store.form_ids == form_id).tolist()
    assert store.positions_of(range(len(store.types))).tolist() == list(range(len(store)))


def test_places_of_many_words_come_in_one_pass_with_the_same_result() -> None:
    words = [f"w{n}" for n in range(100)] * 2
    store = build([" ".join(words)])
    wanted = [store.id_of(f"w{n}") for n in range(80)]
    assert store.positions_of(np.array(wanted)).tolist() == [n for n in range(200) if n % 100 < 80]


def test_a_position_belongs_to_its_document_also_when_documents_are_empty() -> None:
    store = build(["", "a b", "", "", "c", ""])
    assert store.document_of([0, 1, 2]).tolist() == [1, 1, 4]
    assert store.token_documents.tolist() == [1, 1, 4]


def test_words_are_looked_up_in_any_case_and_forms_in_theirs() -> None:
    store = build(["US and us, Don’t"])
    assert store.id_of("Us") == store.id_of("us") is not None
    assert store.form_id_of("US") != store.form_id_of("us")
    assert store.form_id_of("Us") is None
    assert store.id_of("don't") is not None
    assert store.id_of("nato") is None


def test_documents_are_found_by_id_and_an_unknown_one_is_an_error() -> None:
    store = build(["a", "b"])
    assert store.document_index("d1") == 1
    with pytest.raises(KeyError):
        store.document_index("x")


def test_a_document_id_may_not_occur_twice() -> None:
    with pytest.raises(ValueError, match="'d' occurs twice"):
        TokenStore.build([("d", "a"), ("d", "b")])


def test_building_says_how_far_it_is_and_can_be_stopped() -> None:
    seen: list[tuple[int, int]] = []
    TokenStore.build(
        [(str(n), "a") for n in range(2300)], progress=lambda done, total, message="": seen.append((done, total))
    )
    assert seen == [(0, 2300), (1000, 2300), (2000, 2300), (2300, 2300)]

    def stop(done: int, total: int, message: str = "") -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        TokenStore.build(iter([("a", "a")]), progress=stop)


def test_an_empty_corpus_is_a_store_too() -> None:
    store = TokenStore.build([])
    assert len(store) == 0
    assert store.offsets.tolist() == [0]
    assert store.types == ()
