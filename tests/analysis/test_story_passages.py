"""Passages of several outlets that say the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.analysis.passages.agreement import Figure, When, compare, figures_and_dates, names
from workbench.analysis.passages.doers import other_doers
from workbench.analysis.passages.features import NAMES, WordWeights, pair_features, prepare
from workbench.analysis.passages.groups import Group, grouped
from workbench.analysis.passages.same_meaning import probability, probability_without_conflicts
from workbench.analysis.passages.sentence_pairs import (
    Mention,
    QuotedStretch,
    Sentence,
    SentencePair,
    candidates,
    prepare_all,
    same_pairs,
)
from workbench.analysis.passages.word_differences import word_differences
from workbench.index.tokenizer import tokenize

FRIDAY = date(2021, 3, 5)
WORDS = st.sampled_from(
    ["the", "harbour", "Harbour", "was", "not", "closed", "12", "ships", "in", "March", "Lund", "“", ",", "3m"]
)
TEXTS = st.lists(WORDS, max_size=14).map(" ".join)


def sentence(outlet: str, text: str, *, speaker: str | None = None, day: date | None = FRIDAY) -> Sentence:
    quotes: tuple[QuotedStretch, ...] = ()
    if "“" in text:
        quotes = (QuotedStretch(start=text.index("“") + 1, end=text.index("”"), speaker_id=speaker),)
    return Sentence(document_id=outlet, outlet=outlet, start=0, end=len(text), text=text, date=day, quotes=quotes)


def found(*sentences: Sentence) -> tuple[list[SentencePair], list[Group]]:
    prepared = prepare_all(sentences)
    pairs = same_pairs(sentences, prepared, WordWeights(prepared))
    return pairs, grouped(sentences, pairs)


def named(outlet: str, text: str, **entities: str) -> Sentence:
    """A sentence with names: what each stands for, by its words."""
    plain = sentence(outlet, text)
    mentions = tuple(
        Mention(start=text.index(words), end=text.index(words) + len(words), entity_id=entity)
        for words, entity in entities.items()
    )
    return replace(plain, mentions=mentions, entity_ids=frozenset(entities.values()))


SHELLED = "{} shelled the dam above the town on Tuesday and hundreds fled their homes."


def test_another_name_in_a_sentence_that_is_the_same_otherwise_is_a_contradiction() -> None:
    one = named("a", SHELLED.format("Kesteria"), Kesteria="kesteria")
    other = named("b", SHELLED.format("Ruthvia"), Ruthvia="ruthvia")
    pairs, groups = found(one, other)
    assert [pair.conflicts for pair in pairs] == [{"names"}]
    assert [group.kind for group in groups] == ["contradiction"]
    assert other_doers(one, other) == ("Kesteria", "Ruthvia")


@pytest.mark.parametrize(("one", "other"), [("HP", "HPs"), ("U.N.", "United Nations"), ("Ada Brook", "Brook")])
def test_names_that_may_be_the_same_are_no_contradiction(one: str, other: str) -> None:
    first = named("a", SHELLED.format(one), **{one: "one"})
    second = named("b", SHELLED.format(other), **{other: "other"})
    assert other_doers(first, second) is None


def test_names_of_two_types_are_no_contradiction() -> None:
    one = named("a", SHELLED.format("Kesteria"), Kesteria="kesteria")
    other = named("b", SHELLED.format("Kruger"), Kruger="kruger")
    assert other_doers(one, other) is not None
    typed = [
        replace(s, mentions=tuple(replace(m, type=t) for m in s.mentions)) for s, t in ((one, "GPE"), (other, "PERSON"))
    ]
    assert other_doers(*typed) is None


@pytest.mark.parametrize(
    ("text", "entities"),
    [
        (SHELLED.format("Ruthvia"), {"Ruthvia": "kesteria"}),
        ("Bakers in Ruthvia slept on Tuesday while gulls fled their homes above the town.", {"Ruthvia": "ruthvia"}),
        (SHELLED.format("Somebody"), {}),
        (f"{SHELLED.format('Ruthvia')[:-1]} in Kesteria.", {"Ruthvia": "ruthvia", "Kesteria": "kesteria"}),
    ],
)
def test_other_names_of_one_entity_other_facts_and_other_orders_are_no_contradiction(
    text: str, entities: dict[str, str]
) -> None:
    one = named("a", SHELLED.format("Kesteria"), Kesteria="kesteria")
    assert other_doers(one, named("b", text, **entities)) is None


@pytest.mark.parametrize(
    ("text", "value", "percent"),
    [
        ("three million people", 3e6, False),
        ("3m people", 3e6, False),
        ("3,000,000 people", 3e6, False),
        ("a $2.5 billion loan", 2.5e9, False),
        ("two hundred and five thousand", 205_000, False),
        ("twenty-five crates", 25, False),
        ("forty per cent of them", 40, True),
        ("40% of them", 40, True),
    ],
)
def test_figures_are_the_same_however_they_are_written(text: str, value: float, percent: bool) -> None:
    assert figures_and_dates(text)[0] == {Figure(value, percent)}


@pytest.mark.parametrize(
    "text", ["One baker left.", "The G7 met.", "On 4 July 2020 it rained.", "It shut at 4.30am.", "It shut at 16:30."]
)
def test_parts_of_words_and_dates_are_no_figures(text: str) -> None:
    assert figures_and_dates(text)[0] == frozenset()


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("yesterday", When(2021, 3, 4, 3)),
        ("on Monday", When(2021, 3, 1, 0)),
        ("on Friday", When(2021, 3, 5, 4)),
        ("last month", When(2021, 2)),
        ("last year", When(2020)),
        ("on December 30", When(2020, 12, 30, 2)),
        ("on 30 December", When(2020, 12, 30, 2)),
        ("in December 2019", When(2019, 12)),
        ("on 31 June", When(2021, 6, 31)),
    ],
)
def test_dates_are_read_from_where_the_article_stands(text: str, when: When) -> None:
    assert figures_and_dates(f"It closed {text}.", FRIDAY)[1] == {when}


def test_without_the_articles_date_a_weekday_stays_a_weekday() -> None:
    assert figures_and_dates("It closed on Monday.")[1] == {When(weekday=0)}


def test_dates_agree_as_far_as_they_are_known() -> None:
    june = When(2024, 6)
    assert june.agrees(When(2024, 6, 21, 4))
    assert june.conflicts(When(2024, 7, 4, 3))
    assert not june.conflicts(When(weekday=3))
    assert not june.agrees(When(weekday=3))


def test_things_are_in_conflict_when_each_sentence_has_one_that_the_other_lacks() -> None:
    assert compare({1, 2}, {2, 3}).conflict
    assert not compare({1, 2}, {2}).conflict
    assert compare({1, 2}, {2}).one_sided
    assert compare(set[int](), set[int]()).share == 1.0


def test_names_are_without_months_titles_and_possessives() -> None:
    assert names("Mr Lund’s ship left Oslo in March.") == {"lund", "oslo"}


@given(TEXTS, TEXTS, st.floats(-1, 1))
def test_scores_are_the_same_whichever_sentence_comes_first(one: str, other: str, cosine: float) -> None:
    first, second = prepare(one, FRIDAY), prepare(other, FRIDAY)
    weights = WordWeights([first, second])
    features = pair_features(first, second, weights)
    assert features == pair_features(second, first, weights)
    assert len(features) == len(NAMES)
    for measure in (probability, probability_without_conflicts):
        assert 0 <= measure(features) <= 1
        assert 0 <= measure(features, cosine) <= 1


def test_vectors_that_are_nearer_make_the_same_meaning_likelier() -> None:
    one, other = prepare("The ferry sank off the coast."), prepare("The boat went down near the shore.")
    features = pair_features(one, other, WordWeights([one, other]))
    assert probability(features, 0.9) > probability(features, 0.1)


def test_the_same_fact_in_like_words_is_a_group() -> None:
    pairs, groups = found(
        sentence("Coast Times", "The ferry Alba sank on Monday off the coast of Norway with twelve people on board."),
        sentence("Fjord Post", "The ferry Alba sank off the coast of Norway on Monday with 12 people aboard."),
        sentence("Fjord Post", "Prices of herring rose again this winter, fishermen complained."),
    )
    assert [(pair.one, pair.other) for pair in pairs] == [(0, 1)]
    assert [(group.kind, group.members) for group in groups] == [("same-fact", (0, 1))]


def test_another_number_in_the_same_sentence_is_a_contradiction() -> None:
    pairs, groups = found(
        sentence("Coast Times", "The ferry Alba sank off the coast of Norway with 12 people on board, police said."),
        sentence("Fjord Post", "The ferry Alba sank off the coast of Norway with 31 people on board, police said."),
    )
    assert pairs[0].conflicts == {"figures"}
    assert groups[0].kind == "contradiction"


def test_the_same_words_of_the_same_speaker_are_one_quote() -> None:
    _, groups = found(
        sentence("Coast Times", "“We will build the bridge before the winter comes,” the mayor said.", speaker="mayor"),
        sentence("Fjord Post", "The mayor said: “We will build the bridge before the winter comes.”", speaker="mayor"),
    )
    assert [group.kind for group in groups] == ["same-quote"]


def test_the_same_phrase_on_another_day_by_another_speaker_stays_apart() -> None:
    phrase = "“We will build the bridge before the winter comes,”"
    pairs, groups = found(
        sentence("Coast Times", f"{phrase} the mayor said on 2 March.", speaker="mayor"),
        sentence("Fjord Post", f"{phrase} the minister said on 14 February.", speaker="minister"),
    )
    assert (pairs, groups) == ([], [])


def test_a_fact_in_other_words_is_found_by_its_figure_date_and_names() -> None:
    pairs, _ = found(
        sentence(
            "Coast Times", "Lund repeated what he asked of Denmark last month: to hand over five islands in the north."
        ),
        sentence(
            "Fjord Post",
            "In a speech Lund recalled his February offer to end the quarrel if Denmark leaves the five islands.",
        ),
        sentence("Fjord Post", "The weather in Lund was mild, and visitors from Denmark came by the hundred."),
    )
    assert [(pair.one, pair.other, pair.anchored) for pair in pairs] == [(0, 1, True)]


def test_sentences_of_one_outlet_are_not_compared() -> None:
    text = "The ferry Alba sank off the coast of Norway."
    assert found(sentence("Coast Times", text), sentence("Coast Times", text)) == ([], [])


def test_candidates_by_vectors_need_no_word_in_common() -> None:
    sentences = [sentence("Coast Times", "Ferry sank."), sentence("Fjord Post", "Boat lost.")]
    prepared = prepare_all(sentences)
    weights = WordWeights(prepared)
    assert list(candidates(sentences, prepared, weights)) == []
    vectors = np.array([[1.0, 0.0], [0.8, 0.6]], dtype=np.float32)
    assert list(candidates(sentences, prepared, weights, vectors)) == [(0, 1)]


def test_each_sentence_needs_its_vector() -> None:
    sentences = [sentence("Coast Times", "Ferry sank.")]
    prepared = prepare_all(sentences)
    with pytest.raises(ValueError, match="each sentence"):
        same_pairs(sentences, prepared, WordWeights(prepared), np.zeros((2, 3), dtype=np.float32))


PAIRS = st.dictionaries(
    st.tuples(st.integers(0, 9), st.integers(0, 9)).filter(lambda pair: pair[0] < pair[1] and (pair[0] - pair[1]) % 3),
    st.floats(0.5, 1),
    max_size=20,
)


@given(PAIRS)
def test_groups_are_a_partition_and_span_outlets(pairs: dict[tuple[int, int], float]) -> None:
    sentences = [sentence(f"outlet {n % 3}", "It rained.") for n in range(10)]
    groups = grouped(sentences, [SentencePair(one=a, other=b, similarity=p) for (a, b), p in pairs.items()])
    members = [member for group in groups for member in group.members]
    assert len(members) == len(set(members))
    for group in groups:
        assert len({sentences[member].outlet for member in group.members}) > 1
        assert len(group.similarities) == len(group.members)
    assert bool(groups) == bool(pairs)


@given(TEXTS, TEXTS)
def test_the_differences_turn_one_text_into_the_other(one: str, other: str) -> None:
    mine: list[str] = []
    theirs: list[str] = []
    for difference in word_differences(one, other):
        here = tokenize(one[difference.start_one : difference.end_one]).words
        there = tokenize(other[difference.start_other : difference.end_other]).words
        assert (here == there) == (difference.change == "equal")
        assert bool(here) == (difference.change != "insert")
        assert bool(there) == (difference.change != "delete")
        mine += here
        theirs += there
    assert mine == tokenize(one).words
    assert theirs == tokenize(other).words


def test_what_lies_inside_the_marks_in_one_text_alone_is_told() -> None:
    one, other = "He wants “a fair and lasting peace” now.", "He wants a fair and “lasting peace” soon."
    differences = word_differences(one, other, quoted_one=[(10, 33)], quoted_other=[(21, 34)])
    told = [(d.change, d.marks, one[d.start_one : d.end_one], other[d.start_other : d.end_other]) for d in differences]
    assert told == [
        ("equal", "same", "He wants", "He wants"),
        ("equal", "only in one", "a fair and", "a fair and"),
        ("equal", "same", "lasting peace", "lasting peace"),
        ("replace", "same", "now", "soon"),
    ]
