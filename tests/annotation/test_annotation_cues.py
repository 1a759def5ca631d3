from __future__ import annotations

from collections import Counter
from types import ModuleType

import pytest

from workbench.annotation import reporting_english, reporting_french
from workbench.annotation.cues import CLASSES, cue, cue_class, cue_list, reporting_words
from workbench.annotation.reporting import ReportingWords


@pytest.mark.parametrize(
    ("form", "lemma", "colour"),
    [
        ("said", "say", "neutral"),
        ("Warned", "warn", "assertive"),
        ("alleges", "allege", "distancing"),
        ("slammed", "slam", "evaluative"),
        ("denied", "deny", "distancing"),
        ("foresaw", "foresee", "neutral"),
    ],
)
def test_a_form_gives_the_dictionary_form_and_the_class(form: str, lemma: str, colour: str) -> None:
    assert cue(form) == (lemma, colour)
    assert cue_class(lemma) == colour


def test_a_word_in_no_list_has_no_class() -> None:
    assert cue("danced") is None
    assert cue_class("dance") == ""


def test_the_list_is_in_order_and_has_phrases_and_only_known_classes() -> None:
    listed = cue_list()
    assert list(listed) == sorted(listed)
    assert listed["according to"] == "neutral"
    assert set(listed.values()) == set(CLASSES)


def test_a_language_without_words_has_an_empty_list() -> None:
    assert reporting_words("xx") is None
    assert dict(cue_list("xx")) == {}
    assert cue("said", "xx") is None


@pytest.fixture(params=["en", "fr"])
def words(request: pytest.FixtureRequest) -> ReportingWords:
    found = reporting_words(request.param)
    assert found is not None
    return found


def test_every_verb_that_governs_a_content_is_a_cue_with_a_class(words: ReportingWords) -> None:
    governed = words.governed
    verbs = {
        *governed.clauses, *governed.infinitives, *governed.urged, *governed.gerunds, *governed.objects, *governed.named,
        *governed.prepositions, *governed.object_prepositions, *governed.particles,
    }  # fmt: skip
    assert verbs - set(words.classes) == set()
    assert verbs - set(words.forms.values()) == set()


def test_every_form_leads_to_a_listed_cue(words: ReportingWords) -> None:
    assert set(words.forms.values()) <= set(words.classes)
    assert set(words.classes.values()) <= set(CLASSES)
    assert words.weak | words.quoting <= set(words.classes)


@pytest.mark.parametrize("module", [reporting_english, reporting_french])
def test_no_verb_is_in_two_classes_or_twice_in_a_list(module: ModuleType) -> None:
    lists = [lemmas for name in ("_QUOTING", "_OTHER") for lemmas in getattr(module, name).values()]
    counted = Counter(lemma for lemmas in lists for lemma in lemmas.split())
    assert [lemma for lemma, count in counted.items() if count > 1] == []


def test_what_is_never_proposed_is_no_cue_of_quoted_words() -> None:
    found = reporting_words("en")
    assert found is not None
    assert found.no_cues & (found.quoting - found.weak) == frozenset()
