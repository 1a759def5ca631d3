from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.annotation.gazetteer import known
from workbench.annotation.spelling import name_key, slug


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Pan-Baltic Organisation", "pan baltic organization"),
        ("the Ministry of Defence", "Ministry of Defense"),
        ("U.N.", "UN"),
        ("Türkiye", "Turkiye"),
        ("Ñandú’s", "Nandu"),
        ("Harbour Centre", "Harbor Center"),
        ("Smith & Sons", "Smith and Sons"),
        ("Łódź", "Lodz"),
    ],
)
def test_spellings_of_one_name_have_one_key(a: str, b: str) -> None:
    assert name_key(a) == name_key(b)


@pytest.mark.parametrize(("a", "b"), [("Austria", "Australia"), ("Niger", "Nigeria"), ("North Korea", "South Korea")])
def test_different_names_have_different_keys(a: str, b: str) -> None:
    assert name_key(a) != name_key(b)


@given(st.text(max_size=40))
def test_a_key_is_its_own_key(name: str) -> None:
    once = name_key(name)
    assert name_key(once) in (once, name_key(name_key(once)))
    assert slug(name)


def test_a_slug_is_lower_case_with_hyphens() -> None:
    assert slug("Élise O’Brien") == "elise-obrien"


def test_well_known_names_have_one_type_and_key_in_all_spellings() -> None:
    turkey, turkiye = known("Turkey"), known("Türkiye")
    assert turkey is not None
    assert turkiye is not None
    assert turkey.key == turkiye.key
    assert turkiye.type == "GPE"
    united_states = known("U.S.")
    assert united_states is not None
    assert united_states.name == "United States"


def test_a_word_in_lower_case_is_not_a_well_known_name() -> None:
    assert known("us") is None
    assert known("who") is None
    assert known("polish") is None
