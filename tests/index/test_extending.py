"""A store that knows texts from before takes their words from there, and is no other one for it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from same_store import same_store

from workbench.index import building
from workbench.index.arrays import CodeArray, IntArray
from workbench.index.scanning import scan_code_points
from workbench.index.store import TokenStore

TEXTS = st.text(alphabet="ab'.ßéÉ ", max_size=12)
CORPORA = st.dictionaries(st.sampled_from("abcdefg"), TEXTS, max_size=6).map(lambda found: list(found.items()))


@given(CORPORA, CORPORA)
def test_it_is_what_cutting_everything_makes(before: list[tuple[str, str]], after: list[tuple[str, str]]) -> None:
    known = TokenStore.build(before)
    same_store(TokenStore.build(after, known=known), TokenStore.build(after))


def test_the_same_texts_give_the_store_itself() -> None:
    known = TokenStore.build([("a", "one two"), ("b", "three")])
    assert TokenStore.build([("a", "one two"), ("b", "three")], known=known) is known
    assert TokenStore.build([("b", "three"), ("a", "one two")], known=known) is not known
    assert TokenStore.build([("a", "one two")], known=known) is not known


def test_only_new_texts_are_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    cut: list[int] = []

    def counted(codes: CodeArray) -> tuple[IntArray, IntArray]:
        cut.append(codes.size)
        return scan_code_points(codes)

    known = TokenStore.build([("a", "one two"), ("b", "three")])
    monkeypatch.setattr(building, "scan_code_points", counted)
    store = TokenStore.build([("a", "one two"), ("c", "four"), ("b", "three")], known=known)
    assert cut == [len("four")]
    assert [store.types[n] for n in store.ids] == ["one", "two", "four", "three"]


def test_a_changed_text_of_the_same_article_is_cut_again() -> None:
    known = TokenStore.build([("a", "one two")])
    store = TokenStore.build([("a", "one six")], known=known)
    assert store.types == ("one", "six")


def test_a_document_id_may_not_occur_twice_either_way() -> None:
    known = TokenStore.build([("a", "one")])
    with pytest.raises(ValueError, match="'a' occurs twice"):
        TokenStore.build([("a", "one"), ("a", "one")], known=known)
