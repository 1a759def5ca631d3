"""Lemma and part of speech of each token, whatever words a language model cuts a text into."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.document_words import DocumentWords, WordKind, read_kind
from workbench.index.store import TokenStore
from workbench.index.tokenizer import fold, scan
from workbench.index.view import View
from workbench.index.word_layer import (
    PARTS_OF_SPEECH,
    UNKNOWN,
    WordLayer,
    WordLayers,
    counted_by,
    word_layer,
    words_with_lemmas,
)

TEXT = "He can’t say that Russia’s U.S. wars cost 2,000 soldiers’ lives in the États-Unis."


def words_of(text: str, *cut: tuple[str, str]) -> DocumentWords:
    """Words of a model in the order in which they stand: each as it is written, and its kind."""
    starts, at = [], 0
    for word, _ in cut:
        at = text.index(word, at)
        starts.append(at)
        at += len(word)
    return DocumentWords.of(starts, [kind for _, kind in cut])


def layer_of(texts: Mapping[str, str], words: Mapping[str, DocumentWords]) -> tuple[TokenStore, WordLayer]:
    store = TokenStore.build(list(texts.items()))
    return store, word_layer(store, words)


def read(store: TokenStore, layer: WordLayer) -> list[tuple[str, str | None, str]]:
    """Each token with its lemma and part of speech."""
    return [
        (store.types[word], layer.lemmas[lemma] if lemma != UNKNOWN else None, PARTS_OF_SPEECH[part])
        for word, lemma, part in zip(store.ids.tolist(), layer.lemma_ids.tolist(), layer.parts.tolist(), strict=True)
    ]


ONE = words_of(
    TEXT,
    ("He", "PRON"), ("ca", "AUX 0 0 n"), ("n’t", "PART 0 2 ot"), ("say", "VERB"), ("that", "SCONJ"), ("Russia", "PROPN"),
    ("’s", "PART"), ("U.S.", "PROPN"), ("wars", "NOUN 0 1"), ("cost", "VERB"), ("2,000", "NUM"), ("soldiers", "NOUN 0 1"),
    ("lives", "NOUN 0 3 fe"), ("in", "ADP"), ("the", "DET"), ("États-Unis", "PROPN"),
)  # fmt: skip


def test_a_token_has_what_the_word_over_its_first_character_has() -> None:
    store, layer = layer_of({"a": TEXT}, {"a": ONE})
    assert read(store, layer) == [
        ("he", "he", "PRON"), ("can't", "can", "AUX"), ("say", "say", "VERB"), ("that", "that", "SCONJ"),
        ("russia", "russia", "PROPN"), ("'s", "'s", "PART"), ("u.s.", "u.s.", "PROPN"), ("wars", "war", "NOUN"),
        ("cost", "cost", "VERB"), ("2,000", "2,000", "NUM"), ("soldiers", "soldier", "NOUN"), ("lives", "life", "NOUN"),
        ("in", "in", "ADP"), ("the", "the", "DET"), ("états", "états", "PROPN"), ("unis", "unis", "PROPN"),
    ]  # fmt: skip


def test_what_is_short_for_a_verb_has_its_lemma() -> None:
    text = "He’s late. It's Russia's."
    words = words_of(
        text, ("He", "PRON"), ("’s", "AUX 0 2 be"), ("late", "ADV"), ("It", "PRON"), ("'s", "AUX 0 2 be"),
        ("Russia", "PROPN"), ("'s", "PART"),
    )  # fmt: skip
    store, layer = layer_of({"a": text}, {"a": words})
    assert [row[1:] for row in read(store, layer) if row[0] == "'s"] == [("be", "AUX"), ("be", "AUX"), ("'s", "PART")]


def test_an_elided_word_is_one_with_the_next() -> None:
    text = "L’armée qu'il a vue d'Al-Qaida"
    words = words_of(
        text, ("L’armée", "NOUN 2 0"), ("qu'il", "PRON 3 0"), ("a", "AUX 0 1 avoir"), ("vue", "VERB 0 2 oir"),
        ("d'Al-Qaida", "PROPN 2 0"),
    )  # fmt: skip
    store, layer = layer_of({"a": text}, {"a": words})
    assert read(store, layer) == [
        ("l'armée", "armée", "NOUN"), ("qu'il", "il", "PRON"), ("a", "avoir", "AUX"), ("vue", "voir", "VERB"),
        ("d'al", "d'al", "PROPN"), ("qaida", "qaida", "PROPN"),
    ]  # fmt: skip


def test_a_full_stop_that_is_no_part_of_a_token_is_none_of_its_lemma() -> None:
    store, layer = layer_of({"a": "Mr. Li"}, {"a": words_of("Mr. Li", ("Mr.", "PROPN 0 1 ister."), ("Li", "PROPN"))})
    assert read(store, layer)[0] == ("mr", "mister", "PROPN")


def test_a_lemma_of_several_words_leaves_the_token_as_it_is() -> None:
    store, layer = layer_of({"a": "gonna"}, {"a": words_of("gonna", ("gonna", "VERB 0 5 go to"))})
    assert read(store, layer) == [("gonna", "gonna", "VERB")]


def test_documents_without_words_are_not_known() -> None:
    store, layer = layer_of({"a": "wars", "b": "wars", "c": ""}, {"b": words_of("wars", ("wars", "NOUN 0 1"))})
    assert read(store, layer) == [("wars", None, ""), ("wars", "war", "NOUN")]
    assert layer.documents.tolist() == layer.lemma_documents.tolist() == [False, True, False]
    assert layer.lemmas == ("war",)


def test_a_model_without_lemmas_gives_parts_of_speech_alone() -> None:
    store, layer = layer_of({"a": "wars end"}, {"a": words_of("wars end", ("wars", "NOUN -"), ("end", "VERB -"))})
    assert read(store, layer) == [("wars", None, "NOUN"), ("end", None, "VERB")]
    assert (layer.documents.tolist(), layer.lemma_documents.tolist()) == ([True], [False])
    assert layer.positions_of_lemmas([0]).size == 0


def test_an_unknown_part_of_speech_is_none() -> None:
    store, layer = layer_of({"a": "a"}, {"a": words_of("a", ("a", "NEW"))})
    assert read(store, layer) == [("a", "a", "")]


def test_lemmas_and_parts_are_found_and_asked() -> None:
    _, layer = layer_of({"a": TEXT, "b": "no words"}, {"a": ONE})
    war, can = layer.lemma_id_of("War"), layer.lemma_id_of("CAN")
    assert war is not None
    assert can is not None
    assert layer.positions_of_lemmas([war, can]).tolist() == [1, 7]
    assert layer.positions_of_part("VERB").tolist() == [2, 8]
    assert layer.positions_of_parts(("VERB", "AUX")).tolist() == [1, 2, 8]
    everywhere = np.arange(18)
    assert np.flatnonzero(layer.has_lemma(everywhere, [war])).tolist() == [7]
    assert np.flatnonzero(layer.has_part(everywhere, {"VERB", "AUX"})).tolist() == [1, 2, 8]
    assert layer.lemma_id_of("wars") is None
    assert layer.positions_of_lemmas([]).size == layer.positions_of_lemmas([UNKNOWN, 999]).size == 0
    with pytest.raises(ValueError, match="BAD"):
        layer.positions_of_part("BAD")
    with pytest.raises(ValueError, match="part of speech"):
        layer.has_part(everywhere, {""})


def test_terms_can_be_counted_by_lemma() -> None:
    store, layer = layer_of(
        {"a": "war wars", "b": "wars"}, {"a": words_of("war wars", ("war", "NOUN"), ("wars", "NOUN 0 1"))}
    )
    view = View.of(store, words=layer)
    by_lemma = counted_by(view, "lemma")
    assert (by_lemma.ids.tolist(), by_lemma.names) == ([0, 0, UNKNOWN], ("war",))
    assert counted_by(view, "word").names == ("war", "wars")
    assert words_with_lemmas(view).tolist() == [2, 0]
    nothing = View.of(store)
    assert counted_by(nothing, "lemma").ids.tolist() == [UNKNOWN] * 3
    assert words_with_lemmas(nothing).tolist() == [0, 0]


def test_a_layer_is_made_when_it_is_asked_for() -> None:
    _, layer = layer_of({"a": TEXT}, {"a": ONE})
    assert layer.documents.tolist() == [True]
    before = layer.is_made
    assert layer.parts is layer.parts
    assert (before, layer.is_made) == (False, True)
    assert not layer.parts.flags.writeable
    assert not layer.lemma_ids.flags.writeable


def test_a_layer_can_be_put_together_from_arrays() -> None:
    layer = WordLayer(
        lemma_ids=np.array([1, 0], dtype=np.int32),
        lemmas=("a", "b"),
        parts=np.array([1, 0], dtype=np.uint8),
        documents=np.array([True]),
    )
    assert layer.positions_of_lemmas([1]).tolist() == layer.positions_of_part("ADJ").tolist() == [0]
    assert layer.lemma_documents.tolist() == [True]


# ---------------------------------------------------------------- against a plain reading of the rule
texts = st.text(alphabet="aabBdn'’.,- 1ßé\u00ad?\n", max_size=30)
kinds = st.sampled_from(
    ["NOUN", "NOUN 0 1", "VERB 0 2 ay", "ADJ 1 0", "X 0 0 .", "PROPN 0 1 a b", "VERB 0 9", "PART 0 0 '"]
)
cuts = st.lists(st.tuples(st.integers(0, 30), kinds), max_size=12)


@st.composite
def documents(draw: st.DrawFn) -> tuple[dict[str, str], dict[str, DocumentWords]]:
    """Texts, and words of some of them that begin anywhere."""
    given_texts = {str(n): text for n, text in enumerate(draw(st.lists(texts, min_size=1, max_size=4)))}
    words = {}
    for document in given_texts:
        cut = dict(draw(cuts))
        if draw(st.booleans()):
            words[document] = DocumentWords.of(sorted(cut), [cut[start] for start in sorted(cut)])
    return given_texts, words


@given(documents(), st.integers(0, 4))
def test_any_words_are_read_by_the_rule(made: tuple[dict[str, str], dict[str, DocumentWords]], first: int) -> None:
    given_texts, words = made
    store = TokenStore.build(list(given_texts.items()))
    layers = WordLayers(store)
    earlier = layers.layer(dict(list(words.items())[:first]))
    assert earlier.parts.size == len(store)
    layer = layers.layer(words)
    expected = [row for document in store.document_ids for row in _read_plainly(store, document, words.get(document))]
    assert read(store, layer) == expected
    assert layer.lemmas == tuple(sorted({lemma for _, lemma, _ in expected if lemma is not None}))
    again = word_layer(store, words)
    assert (again.lemmas, again.lemma_ids.tolist()) == (layer.lemmas, layer.lemma_ids.tolist())
    before = [(n in earlier.positions_of_part("NOUN")) for n in range(len(store))]
    assert not any(b and not layer.has_part(np.array([n]), ["NOUN"])[0] for n, b in enumerate(before))


def _read_plainly(
    store: TokenStore, document: str, words: DocumentWords | None
) -> Sequence[tuple[str, str | None, str]]:
    index = store.document_index(document)
    tokens = range(int(store.offsets[index]), int(store.offsets[index + 1]))
    starts = words.starts if words is not None else []
    over = [max((n for n, start in enumerate(starts) if start <= store.starts[token]), default=-1) for token in tokens]
    out: list[tuple[str, str | None, str]] = []
    for token, word in zip(tokens, over, strict=True):
        written = store.types[store.ids[token]]
        if words is None or word < 0:
            out.append((written, None, ""))
            continue
        kind = words.word_kinds[word]
        following = starts[word + 1] if word + 1 < len(starts) else 10**9
        piece = written[: following - int(store.starts[token])] if following < store.ends[token] else written
        lemma = _lemma_plainly(kind, piece) if over.count(word) == 1 else ""
        out.append((written, lemma or written, kind.part))
    return out


def _lemma_plainly(kind: WordKind, word: str) -> str:
    if not kind.changes:
        return word
    lemma = kind.lemma(word)
    found = scan(lemma)[2]
    return lemma if lemma == "'s" else fold(found[0]) if len(found) == 1 else ""


def test_many_kinds_and_long_gaps_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("workbench.index.word_layer._CHUNK", 100)
    marks = [f"w{n}" for n in range(600)]
    text = (" " * 300).join(marks)
    words = words_of(text, *((word, f"NOUN 0 0 x{n}") for n, word in enumerate(marks)))
    _, layer = layer_of({"a": text, "b": "w1 w2", "c": text}, {"a": words, "c": words})
    assert [layer.lemmas[lemma] for lemma in layer.lemma_ids[:600]] == [f"w{n}x{n}" for n in range(600)]
    assert layer.lemma_ids[600:602].tolist() == [UNKNOWN, UNKNOWN]
    assert layer.lemma_ids[602:].tolist() == layer.lemma_ids[:600].tolist()
    assert len(layer.lemmas) == 600
    assert read_kind("NOUN 0 0 x1").lemma("w1") == "w1x1"
