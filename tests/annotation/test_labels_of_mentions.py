from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest

from workbench.annotation.document import NAMED, DocumentAnnotation, MentionAnnotation
from workbench.annotation.labels import find_labels, with_subjects
from workbench.annotation.parsed import Parsed

Annotate = Callable[[str], DocumentAnnotation]


def said_of(annotation: DocumentAnnotation, text: str, name: str) -> set[tuple[str, str]]:
    """Relation and label of everything that is said of the mentions with a name."""
    wanted = {n for n, m in enumerate(annotation.mentions) if text[m.start : m.end] == name}
    assert wanted, f"{name} is not mentioned"
    return {(one.relation, one.label) for one in annotation.labels if one.mention in wanted}


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        (
            "President Vladimir Putin spoke in Moscow.",
            "Vladimir Putin",
            {("title", "president"), ("subject_of", "speak")},
        ),
        (
            "Russian Foreign Minister Sergei Lavrov left Geneva.",
            "Sergei Lavrov",
            {("title", "foreign minister"), ("subject_of", "leave")},
        ),
        (
            "Former U.S. President Donald Trump resigned.",
            "Donald Trump",
            {("title", "former president"), ("subject_of", "resign")},
        ),
        (
            "Jane Roe, the veteran minister, resigned.",
            "Jane Roe",
            {("apposition", "veteran minister"), ("subject_of", "resign")},
        ),
        ("The embattled Putin lost the vote.", "Putin", {("modifier", "embattled"), ("subject_of", "lose")}),
        ("War-torn Ukraine was attacked by Russia.", "Ukraine", {("modifier", "war-torn"), ("object_of", "attack")}),
        ("War-torn Ukraine was attacked by Russia.", "Russia", {("subject_of", "attack")}),
        ("Jane Roe is stubborn.", "Jane Roe", {("modifier", "stubborn")}),
        ("Jane Roe was a ruthless dictator.", "Jane Roe", {("apposition", "ruthless dictator")}),
        ("Critics call Putin a dictator.", "Putin", {("object_of", "call"), ("apposition", "dictator")}),
        (
            "Critics described Putin as a brutal tyrant.",
            "Putin",
            {("object_of", "describe"), ("apposition", "brutal tyrant")},
        ),
        (
            "The president of France, Emmanuel Macron, laughed.",
            "Emmanuel Macron",
            {("apposition", "president"), ("subject_of", "laugh")},
        ),
        ("Jane Roe resigned and left Geneva.", "Jane Roe", {("subject_of", "resign"), ("subject_of", "leave")}),
        ("Jane Roe has to leave Geneva.", "Jane Roe", {("subject_of", "leave")}),
        (
            "Former Secretary of State Hillary Clinton resigned.",
            "Hillary Clinton",
            {("title", "former secretary of state"), ("subject_of", "resign")},
        ),
        (
            "Melania Trump, the first lady, welcomed Jane Roe.",
            "Melania Trump",
            {("apposition", "first lady"), ("subject_of", "welcome")},
        ),
        (
            "Real estate tycoon Donald Trump was born in Queens.",
            "Donald Trump",
            {("title", "real estate tycoon")},
        ),
        ("In March Jane Roe gave up.", "Jane Roe", {("subject_of", "give up")}),
        ("Putin did not sign the deal.", "Putin", {("subject_of", "not sign")}),
        (
            "Jane Roe, the U.S. senator, resigned.",
            "Jane Roe",
            {("apposition", "u.s. senator"), ("subject_of", "resign")},
        ),
    ],
)
def test_what_is_said_of_a_name(annotated: Annotate, text: str, name: str, expected: set[tuple[str, str]]) -> None:
    assert said_of(annotated(text), text, name) == expected


def test_a_label_stands_where_its_words_do(annotated: Annotate) -> None:
    text = "President Vladimir Putin met Jane Roe, the veteran minister."
    places = {(one.label, text[one.start : one.end]) for one in annotated(text).labels}
    assert ("president", "President") in places
    assert ("veteran minister", "veteran minister") in places
    assert ("meet", "met") in places


def test_who_is_behind_a_passive_is_its_subject_and_who_suffers_it_is_not(annotated: Annotate) -> None:
    text = "Jane Roe was accused of fraud by Vladimir Putin."
    subjects = {text[m.start : m.end]: m.subject for m in annotated(text).mentions}
    assert subjects == {"Jane Roe": False, "Vladimir Putin": True}


def test_pronouns_carry_what_is_said_of_the_name_that_they_stand_for(annotated: Annotate) -> None:
    text = "Vladimir Putin arrived in Geneva. He praised the deal."
    annotation = annotated(text)
    pronoun = next(n for n, m in enumerate(annotation.mentions) if text[m.start : m.end] == "He")
    assert {one.label for one in annotation.labels if one.mention == pronoun} == {"praise"}


def test_what_stands_beside_the_word_of_another_noun_is_not_said_of_the_name(annotated: Annotate) -> None:
    text = "The corrupt Ukraine government fell."
    assert said_of(annotated(text), text, "Ukraine") == set()


def tree(words: str, tags: str, relations: str, heads: list[int]) -> Parsed:
    """A sentence of one line, as the model would give it."""
    parsed = Parsed(words)
    at = 0
    for word in words.split():
        start = words.index(word, at)
        parsed.starts.append(start)
        parsed.ends.append(start + len(word))
        at = start + len(word)
    parsed.tags, parsed.relations, parsed.heads = tags.split(), relations.split(), heads
    parsed.sentence_starts = [0]
    return parsed


def test_an_object_of_a_preposition_has_no_verb() -> None:
    parsed = tree("They vote for Roe", "PRP VBP IN NNP", "nsubj ROOT prep pobj", [1, 1, 1, 2])
    mentions = (MentionAnnotation(14, 17, "PERSON", NAMED),)
    assert find_labels(parsed, mentions) == ()
    assert [m.subject for m in with_subjects(parsed, mentions)] == [False]


def test_a_verb_that_is_joined_shares_the_subject_unless_it_has_one() -> None:
    shared = tree("Roe fell and rose", "NNP VBD CC VBD", "nsubj ROOT cc conj", [1, 1, 1, 1])
    own = tree("Roe fell and they rose", "NNP VBD CC PRP VBD", "nsubj ROOT cc nsubj conj", [1, 1, 1, 4, 1])
    mentions = (MentionAnnotation(0, 3, "PERSON", NAMED),)
    assert [one.label for one in find_labels(shared, mentions)] == ["fell", "rose"]
    assert [one.label for one in find_labels(own, mentions)] == ["fell"]


def test_a_text_without_a_mention_or_without_words_has_no_labels() -> None:
    assert find_labels(Parsed(""), ()) == ()
    assert find_labels(Parsed("..."), (MentionAnnotation(0, 3, "ORG", NAMED),)) == ()


def test_heads_that_run_in_a_circle_end() -> None:
    parsed = tree("Roe Poe", "NNP NNP", "conj conj", [1, 0])
    assert find_labels(parsed, (MentionAnnotation(0, 3, "PERSON", NAMED),)) == ()


def test_french_is_read_with_its_own_words() -> None:
    parsed = tree(
        "Le ministre Roy n' a pas parlé", "DT NN NNP RB VBZ RB VBN", "det nsubj nsubj advmod aux advmod ROOT",
        [1, 6, 6, 6, 6, 6, 6],
    )  # fmt: skip
    labels = find_labels(parsed, (MentionAnnotation(12, 15, "PERSON", NAMED),))
    assert [(one.relation, one.label) for one in labels] == [("title", "ministre"), ("subject_of", "ne pas parlé")]


def test_a_title_before_a_name_is_no_description_as_well(annotated: Annotate) -> None:
    text = "Japanese Prime Minister Shinzo Tanaka arrived on Monday. The prime minister smiled."
    found = annotated(text)
    relations = Counter(label.relation for label in found.labels if text[label.start : label.end].endswith("inister"))
    assert relations["title"] == 1
    assert relations["nominal"] == 1, "the later description, and not the title once more"
