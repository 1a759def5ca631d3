"""Shingles: five counted words in a row."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from workbench.analysis.shingles import distinct_shingles, document_shingles, shingle_hashes
from workbench.index.store import TokenStore
from workbench.index.view import View

TEXTS = st.lists(st.lists(st.sampled_from("abc"), max_size=12).map(" ".join), min_size=1, max_size=5)


def view(*texts: str, without: dict[str, list[tuple[int, int]]] | None = None) -> View:
    return View.of(TokenStore.build([(str(n), text) for n, text in enumerate(texts)]), without=without)


@given(texts=TEXTS, size=st.integers(1, 5))
def test_equal_words_and_only_they_have_equal_hashes(texts: list[str], size: int) -> None:
    hashes, documents = shingle_hashes(view(*texts), 0, len(texts), size=size)
    expected = [
        (n, tuple(words[i : i + size]))
        for n, words in enumerate(text.split() for text in texts)
        for i in range(len(words) - size + 1)
    ]
    assert documents.tolist() == [n for n, _ in expected]
    meaning = dict(zip(hashes.tolist(), (words for _, words in expected), strict=True))
    assert [meaning[h] for h in hashes.tolist()] == [words for _, words in expected]
    assert len(meaning) == len({words for _, words in expected})


@given(texts=TEXTS)
def test_documents_one_by_one_give_what_all_at_once_give(texts: list[str]) -> None:
    seen = view(*texts)
    hashes, documents = shingle_hashes(seen, 0, len(texts))
    for n in range(len(texts)):
        own, words = document_shingles(seen, n)
        assert own.tolist() == hashes[documents == n].tolist()
        assert words.size == len(texts[n].split())
        assert distinct_shingles(seen, n).tolist() == np.unique(own).tolist()


def test_the_order_of_words_matters_and_case_does_not() -> None:
    seen = view("one two three four five", "five four three two one", "One TWO three, four – five!")
    first, second, third = (distinct_shingles(seen, n).tolist() for n in range(3))
    assert first != second
    assert first == third


def test_words_that_are_not_counted_are_stepped_over() -> None:
    text = "one two three READ ALSO four five"
    cut = (text.index("READ"), text.index("four"))
    seen = view(text, "one two three four five", without={"0": [cut]})
    assert distinct_shingles(seen, 0).tolist() == distinct_shingles(seen, 1).tolist()
