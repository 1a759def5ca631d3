"""Words of a text as a model cut it, in about a byte each."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.document_words import DocumentWords, WordKind, kind_of, packed, read_kind, unpacked

numbers = st.lists(st.integers(0, 1000) | st.sampled_from([254, 255, 256, 509, 510, 511]))
lower = st.text(alphabet="abcdé'.-", min_size=1, max_size=8)
parts = st.sampled_from(["NOUN", "VERB", "PROPN"])


@given(numbers)
def test_packed_numbers_are_unpacked(values: list[int]) -> None:
    assert unpacked(packed(values)) == values


def test_small_numbers_take_a_byte_each() -> None:
    assert packed([0, 1, 254]) == bytes([0, 1, 254])
    assert packed([255, 600]) == bytes([255, 0, 255, 255, 90])


@given(parts, lower, st.none() | lower, st.text(alphabet="l'", max_size=2))
def test_a_kind_makes_the_lemma_of_the_word_and_can_be_written(
    part: str, word: str, lemma: str | None, before: str
) -> None:
    kind = kind_of(part, word, lemma, len(before))
    assert kind.lemma(before + word) == (lemma or "")
    assert read_kind(str(kind)) == kind
    assert kind.part == part


@pytest.mark.parametrize(
    ("word", "lemma", "written"),
    [
        ("war", "war", "NOUN"), ("wars", "war", "NOUN 0 1"), ("cities", "city", "NOUN 0 3 y"), ("was", "be", "NOUN 0 3 be"),
        ("war", None, "NOUN -"), ("a b", "a b ", "NOUN"), ("a", "a\nb", "NOUN"),
    ],
)  # fmt: skip
def test_a_kind_is_written_shortly(word: str, lemma: str | None, written: str) -> None:
    assert str(kind_of("NOUN", word, lemma)) == written


def test_a_kind_makes_nothing_of_a_word_that_is_too_short() -> None:
    assert WordKind("NOUN", 1, 3, "y").lemma("abc") == ""


@pytest.mark.parametrize("written", ["NOUN x", "NOUN 1", "NOUN a b c", "NOUN -1 2"])
def test_what_is_no_kind_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="not a kind"):
        read_kind(written)


@given(st.lists(st.tuples(st.integers(0, 2000), parts)).map(lambda pairs: sorted(pairs, key=lambda pair: pair[0])))
def test_words_are_what_was_given(pairs: list[tuple[int, str]]) -> None:
    words = DocumentWords.of([start for start, _ in pairs], [part for _, part in pairs])
    words.check()
    assert words.starts == [start for start, _ in pairs]
    assert [kind.part for kind in words.word_kinds] == [part for _, part in pairs]
    assert words.has_lemmas


def test_words_say_whether_their_lemmas_are_known() -> None:
    assert not DocumentWords.of([0, 5], ["NOUN -", "VERB -"]).has_lemmas
    assert DocumentWords.of([0, 5], ["X 0 1 -", "VERB"]).has_lemmas


@pytest.mark.parametrize(
    "words",
    [DocumentWords(b"\x00", b"", ""), DocumentWords(b"\x00", b"\x01", "NOUN"), DocumentWords(b"", b"", "NOUN x")],
)
def test_damaged_words_are_refused(words: DocumentWords) -> None:
    with pytest.raises(ValueError, match=r"annotation|kind"):
        words.check()
