"""Dictionary form and part of speech of the words of an article."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.annotation.document import DocumentAnnotation
from workbench.annotation.languages.models import DEFAULT_MODELS, LEMMAS
from workbench.annotation.languages.universal_parts import parts_as_given, parts_by_tags
from workbench.annotation.lemmas import TableLemmas
from workbench.annotation.parsed import Parsed
from workbench.annotation.pipeline import PipelineSettings, annotate_batch, annotate_parsed, load_model
from workbench.annotation.words import find_words

Rows = list[tuple[str, str, str]]

french = pytest.mark.skipif(
    importlib.util.find_spec(DEFAULT_MODELS["fr"]) is None, reason="the model for French is not installed"
)


def rows(text: str, annotation: DocumentAnnotation) -> Rows:
    """Each word up to where the next one begins, its lemma and its part of speech."""
    words = annotation.words
    assert words is not None
    starts = words.starts
    written = [text[start:end].strip(" ,.“”?!«»-") for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]
    plain = [word.lower().replace("’", "'") for word in written]
    return [
        (word, kind.lemma(lower), kind.part) for word, lower, kind in zip(written, plain, words.word_kinds, strict=True)
    ]


def made_up(text: str, *cut: tuple[int, int, str], lemmas: dict[str, str] | None = None) -> Parsed:
    table = lemmas or {}
    return Parsed(
        text,
        starts=[start for start, _, _ in cut],
        ends=[end for _, end, _ in cut],
        tags=["NN"] * len(cut),
        parts=[part for _, _, part in cut],
        relations=["ROOT"] * len(cut),
        heads=list(range(len(cut))),
        lemmatize=lambda word, _tag: table.get(word, word.lower().replace("’", "'")),
    )


# ---------------------------------------------------------------- without a model
def test_punctuation_is_no_word() -> None:
    words = find_words(
        made_up("(a) — 5 …", (0, 1, "PUNCT"), (1, 2, "X"), (2, 3, "PUNCT"), (4, 5, "PUNCT"), (6, 7, "NUM"))
    )
    assert words is not None
    assert words.starts == [1, 6]
    assert [kind.part for kind in words.word_kinds] == ["X", "NUM"]


@pytest.mark.parametrize(
    ("text", "cut", "starts", "written"),
    [
        ("l’eau", ((0, 2, "DET"), (2, 5, "NOUN")), [0], ["NOUN 2 0"]),
        ("qu'l'eau", ((0, 3, "SCONJ"), (3, 5, "DET"), (5, 8, "NOUN")), [0], ["NOUN 5 0"]),
        ("l' eau", ((0, 2, "DET"), (3, 6, "NOUN")), [0, 3], ["DET", "NOUN"]),
        ("l'«", ((0, 2, "DET"), (2, 3, "PUNCT")), [0], ["DET"]),
        ("'eau", ((0, 1, "PUNCT"), (1, 4, "NOUN")), [1], ["NOUN"]),
        ("eaux'", ((0, 4, "NOUN"), (4, 5, "PART")), [0], ["NOUN 0 1"]),
        ("l'", ((0, 2, "DET"),), [0], ["DET"]),
    ],
)  # fmt: skip
def test_an_elided_word_counts_as_what_it_stands_before(
    text: str, cut: tuple[tuple[int, int, str], ...], starts: list[int], written: list[str]
) -> None:
    words = find_words(made_up(text, *cut, lemmas={"eaux": "eau"}))
    assert words is not None
    assert words.starts == starts
    assert [str(kind) for kind in words.word_kinds] == written


def test_the_full_stop_of_an_abbreviation_is_no_part_of_its_form() -> None:
    words = find_words(made_up("vols.", (0, 5, "NOUN"), lemmas={"vols.": "vol."}))
    assert words is not None
    assert [str(kind) for kind in words.word_kinds] == ["NOUN 0 1"]


def test_a_curly_apostrophe_and_a_soft_hyphen_change_nothing() -> None:
    words = find_words(made_up("o’cl\u00adocks", (0, 10, "NOUN"), lemmas={"o’cl\u00adocks": "o'cl\u00adock"}))
    assert words is not None
    assert [str(kind) for kind in words.word_kinds] == ["NOUN 0 1"]


def test_nothing_is_said_of_words_without_parts_of_speech() -> None:
    assert find_words(Parsed("a", starts=[0], ends=[1], tags=["NN"], relations=["ROOT"], heads=[0])) is None
    assert find_words(made_up("a", (0, 1, ""))) is None


@given(st.text(alphabet="aB'’é. 5-", max_size=12), st.sets(st.integers(0, 12)))
def test_words_begin_in_order_and_have_a_kind_each(text: str, edges: set[int]) -> None:
    places = sorted({0, len(text), *(edge for edge in edges if edge < len(text))})
    cut = [(a, b, "X") for a, b in pairwise(places) if text[a:b].strip() == text[a:b] != ""]
    words = find_words(made_up(text, *cut))
    if words is not None:
        words.check()
        assert words.starts == sorted(set(words.starts))
        assert len(words.starts) == len(words.word_kinds)


@pytest.mark.parametrize(
    ("word", "tag", "relation", "part"),
    [
        ("That", "DT", "nsubj", "PRON"), ("that", "DT", "det", "DET"), ("that", "IN", "mark", "SCONJ"),
        ("of", "IN", "prep", "ADP"),
        ("has", "VBZ", "aux", "AUX"), ("has", "VBZ", "ROOT", "VERB"), ("is", "VBZ", "ROOT", "AUX"), ("’s", "VBZ", "ROOT", "AUX"),
        ("’s", "POS", "case", "PART"), ("n’t", "RB", "neg", "PART"), ("soon", "RB", "advmod", "ADV"),
        ("must", "MD", "aux", "AUX"),
        ("everyone", "NN", "nsubj", "PRON"), ("whose", "WP$", "poss", "PRON"), ("to", "TO", "aux", "PART"), ("?", "?", "x", ""),
    ],
)  # fmt: skip
def test_a_penn_tag_stands_for_a_part_of_speech(word: str, tag: str, relation: str, part: str) -> None:
    assert parts_by_tags([word], [tag], [relation]) == [part]


def test_parts_that_a_french_model_gives_are_mended() -> None:
    written = ["c’", "Macron", "l’", "vu", "l'"]
    given_parts = ["VERB", "ADV", "PRON", "VERB", "NOUN"]
    tags = ["VBN", "NNP", "RP", "VBN", "NN"]
    assert parts_as_given(written, given_parts, tags) == ["PRON", "PROPN", "PRON", "VERB", "DET"]


# ---------------------------------------------------------------- with the models
@pytest.mark.model
def test_english_words_have_lemma_and_part_of_speech(annotated: Callable[[str], DocumentAnnotation]) -> None:
    text = "The leaders of the U.S. said they don’t want wars. Russia's new president was leaving in 2014."
    assert rows(text, annotated(text)) == [
        ("The", "the", "DET"), ("leaders", "leader", "NOUN"), ("of", "of", "ADP"), ("the", "the", "DET"),
        ("U.S", "u.s", "PROPN"), ("said", "say", "VERB"), ("they", "they", "PRON"), ("do", "do", "AUX"),
        ("n’t", "not", "PART"), ("want", "want", "VERB"), ("wars", "war", "NOUN"), ("Russia", "russia", "PROPN"),
        ("'s", "'s", "PART"), ("new", "new", "ADJ"), ("president", "president", "NOUN"), ("was", "be", "AUX"),
        ("leaving", "leave", "VERB"), ("in", "in", "ADP"), ("2014", "2014", "NUM"),
    ]  # fmt: skip


@pytest.mark.model
def test_the_parts_of_speech_are_those_that_the_model_would_give() -> None:
    import spacy

    text = (
        "The mayor of the small town said on Monday that nobody had seen the old ferry since it left. She thinks that this "
        "is a problem which the council must solve quickly. “We can’t wait,” she added, and those who live there agree. "
        "Two boats were repaired, but their owners do not know when they will sail again. What a pity!"
    )
    model = spacy.load(PipelineSettings().package, exclude=["ner", "lemmatizer", "senter"])
    document = model(text)
    ours = parts_by_tags([t.text for t in document], [t.tag_ for t in document], [t.dep_ for t in document])
    # "when" and the like are adverbs, as in the treebanks of Universal Dependencies
    other = [
        (t.text, t.pos_, part) for t, part in zip(document, ours, strict=True) if t.pos_ != part and t.tag_ != "WRB"
    ]
    assert len(other) <= 2, other


@pytest.mark.model
def test_a_model_without_tables_says_that_it_has_no_dictionary_forms(parse: Callable[[str], Parsed]) -> None:
    import spacy

    parsed = parse("The wars have ended.")
    parsed.lemmatize = TableLemmas(spacy.blank("en"))
    found = annotate_parsed(parsed)
    assert found.missing == (LEMMAS,)
    assert found.words is not None
    assert not found.words.has_lemmas
    assert [kind.part for kind in found.words.word_kinds] == ["DET", "NOUN", "AUX", "VERB"]


def test_without_a_model_nothing_is_known_of_words() -> None:
    assert annotate_batch([("a", "El tren llegó.")], PipelineSettings(language="es"))[0].words is None


@pytest.mark.model
def test_a_word_takes_little_room(annotated: Callable[[str], DocumentAnnotation]) -> None:
    text = "The leaders of the old town said that they do not want the ferries to leave before noon. " * 40
    words = annotated(text).words
    assert words is not None
    assert len(words.distances) + len(words.numbers) + len(words.kinds) < 2.5 * len(words.starts)


@french
def test_french_words_have_lemma_and_part_of_speech() -> None:
    settings = PipelineSettings(language="fr")
    assert "lemmatizer" in load_model(settings).component_names
    text = "Les soldats ont dit qu’ils n’étaient pas entrés dans l’école. Va-t-il gagner aux États-Unis ?"
    (found,) = annotate_batch([("a", text)], settings)
    assert found.missing == ()
    assert rows(text, found) == [
        ("Les", "le", "DET"), ("soldats", "soldat", "NOUN"), ("ont", "avoir", "AUX"), ("dit", "dire", "VERB"),
        ("qu’ils", "il", "PRON"), ("n’étaient", "être", "AUX"), ("pas", "pas", "ADV"), ("entrés", "entrer", "VERB"),
        ("dans", "dans", "ADP"), ("l’école", "école", "NOUN"), ("Va", "aller", "VERB"), ("t", "t", "PRON"), ("il", "il", "PRON"),
        ("gagner", "gagner", "VERB"), ("aux", "à", "ADP"), ("États-Unis", "états-unis", "PROPN"),
    ]  # fmt: skip
