"""The compiled loop finds the same words as the rule."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.index.scanning import code_points, scan_code_points
from workbench.index.store import TokenStore
from workbench.index.tokenizer import tokenize

PIECES = st.sampled_from(
    [
        *"aZsS1'’.,-  \n", "s", "'s", "’S", "U.S.", "é", "e\u0301", "\u0301", "Ⅷ", "\u00ad", "\u200d", "ß", "ß.a.", "İ",
        "1,000", "3.5", "²", "中", "😀", "\ud800", "ﬁ", "O’Brien", "U.S.'s", "a.b", "٣", "n't",
    ]
)  # fmt: skip
TEXTS = st.lists(PIECES, max_size=25).map("".join) | st.text(max_size=40)


def spans(text: str) -> list[tuple[int, int]]:
    starts, ends = scan_code_points(code_points(text))
    return list(zip(starts.tolist(), ends.tolist(), strict=True))


@given(TEXTS)
def test_a_store_has_the_words_that_the_rule_finds(text: str) -> None:
    tokens = tokenize(text)
    store = TokenStore.build([("d", text)])
    assert [store.types[n] for n in store.ids.tolist()] == tokens.words
    assert store.starts.tolist() == tokens.starts.tolist()
    assert store.ends.tolist() == tokens.ends.tolist()


@given(st.lists(TEXTS, max_size=6))
def test_texts_that_are_cut_together_do_not_touch_one_another(texts: list[str]) -> None:
    store = TokenStore.build([(str(n), text) for n, text in enumerate(texts)])
    for n, text in enumerate(texts):
        tokens = tokenize(text)
        own = slice(int(store.offsets[n]), int(store.offsets[n + 1]))
        assert [store.types[i] for i in store.ids[own].tolist()] == tokens.words
        assert store.starts[own].tolist() == tokens.starts.tolist()
        assert store.ends[own].tolist() == tokens.ends.tolist()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("don’t", [(0, 5)]),
        ("Russia’s", [(0, 6), (6, 8)]),
        ("U.S.-led", [(0, 4), (5, 8)]),
        ("U.S.Army", [(0, 1), (2, 3), (4, 8)]),
        ("1,000.5, 3.", [(0, 7), (9, 10)]),
        ("co\u00adoperate", [(0, 10)]),
        ("end\u00ad", [(0, 3)]),
        ("’s", [(1, 2)]),
        ("", []),
    ],
)
def test_words_begin_and_end_by_the_rule(text: str, expected: list[tuple[int, int]]) -> None:
    assert spans(text) == expected


def test_many_words_find_room() -> None:
    words = [f"w{n}x" for n in range(70_000)]
    store = TokenStore.build([("d", " ".join(words) + " " + "long" * 100_000)])
    assert len(store.types) == 70_001
    assert [store.types[n] for n in store.ids[:3].tolist()] == words[:3]
