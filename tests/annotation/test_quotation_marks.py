from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.annotation.quotation_marks import find_nested, find_quotations, is_nickname


def quoted(text: str) -> list[str]:
    return [text[q.start : q.end] for q in find_quotations(text)[0]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“It rains,” she said. “It pours.”", ["It rains,", "It pours."]),
        ('"It rains," she said. "It pours."', ["It rains,", "It pours."]),
        ("«Il pleut», said Anne.", ["Il pleut"]),
        ("»Es regnet«, said Anne.", ["Es regnet"]),
        ("„Es regnet“, said Anne.", ["Es regnet"]),
        ("``It rains,'' she said.", ["It rains,"]),
        ("''It rains,'' she said. ''It pours.''", ["It rains,", "It pours."]),
        ("‘It rains,’ she said.", ["It rains,"]),
        ("'It rains,' she said.", ["It rains,"]),
        ("No marks at all.", []),
    ],
)
def test_marks_of_every_style_are_found(text: str, expected: list[str]) -> None:
    found, problems = find_quotations(text)
    assert [text[q.start : q.end] for q in found] == expected
    assert problems == []


@pytest.mark.parametrize(
    "text",
    [
        "The workers’ union and the dog’s dinner weren’t ready in the ’90s.",
        "The workers' union and the dog's dinner weren't ready in the '90s.",
        "Rock ’n’ roll, y’all.",
        "A 6' fence and a 12\" rule.",
    ],
)
def test_apostrophes_and_measures_are_no_quotations(text: str) -> None:
    assert quoted(text) == []


def test_a_possessive_plural_does_not_end_a_quotation_in_single_marks() -> None:
    assert quoted("‘The workers’ union won’t wait,’ she said.") == ["The workers’ union won’t wait,"]


@pytest.mark.parametrize(
    "text",
    [
        "“He called it ‘too much’ for us,” she said.",
        '"He called it “too much” for us," she said.',
        '"He called it "too much" for us," she said.',
        "“He called it “too much” for us,” she said.",
        "‘He called it “too much” for us,’ she said.",
    ],
)
def test_a_nested_quotation_belongs_to_the_outer_one(text: str) -> None:
    found = quoted(text)
    assert len(found) == 1
    assert found[0].endswith("for us,")
    assert len(find_quotations(text)[1]) == 0


@pytest.mark.parametrize(("opening", "closing"), [("“", "”"), ('"', '"')])
def test_paragraphs_that_each_begin_with_a_mark_are_one_quotation(opening: str, closing: str) -> None:
    text = f"She said: {opening}One.\n\n{opening}Two.\n\n{opening}Three.{closing}\n\nThen she left."
    found, problems = find_quotations(text)
    assert len(found) == 1
    assert [text[a:b] for a, b in found[0].parts] == ["One.", "Two.", "Three."]
    assert problems == []


def test_a_link_line_between_the_paragraphs_of_a_quotation_does_not_end_it() -> None:
    text = "“One.\n\nREAD MORE: Ferry ‘sunk’ off the coast\n\n“Two.”\n\nShe left."
    found, _ = find_quotations(text)
    assert len(found) == 1
    assert [text[a:b] for a, b in found[0].parts] == ["One.", "Two."]


def test_two_complete_paragraphs_are_two_quotations() -> None:
    assert quoted("“One.”\n\n“Two.”") == ["One.", "Two."]


def test_a_mark_that_is_never_closed_is_reported_with_its_place() -> None:
    text = "“This is it, he said.\n\nNothing more."
    found, problems = find_quotations(text)
    assert problems == [(0, "this quotation mark is never closed")]
    assert [q.closed for q in found] == [False]
    assert text[found[0].start : found[0].end] == "This is it, he said."


def test_a_forgotten_closing_mark_does_not_swallow_the_next_quotation() -> None:
    text = "“This is it, he said. “And that was that,” she said."
    found, problems = find_quotations(text)
    assert [text[q.start : q.end] for q in found] == ["And that was that,"]
    assert [at for at, _ in problems] == [0]


def test_a_mark_that_closes_nothing_is_reported() -> None:
    assert find_quotations("It rained,” she said.")[1] == [(10, "this quotation mark closes nothing")]


@given(st.text(alphabet="ab .,\n“”‘’\"'«»„`", max_size=80))
def test_quotations_lie_in_the_text_in_order_and_apart(text: str) -> None:
    found, problems = find_quotations(text)
    end = 0
    for q in found:
        assert 0 <= q.start <= q.end <= len(text)
        assert q.start >= end
        assert all(q.start <= a <= b <= q.end for a, b in q.parts)
        end = q.end
    assert all(0 <= at < len(text) for at, _ in problems)


@given(st.text(alphabet="ab .,\n“”‘’\"'«»„`", max_size=80))
def test_nested_quotations_lie_inside_others(text: str) -> None:
    found = find_quotations(text)[0]
    for inner in find_nested(text, found):
        assert any(q.start <= inner.start < inner.end <= q.end for q in found)


@pytest.mark.parametrize(
    ("text", "nested"),
    [
        ("“He said, ‘Go home,’ and left,” she said.", ["Go home,"]),
        ("\"He said, 'Go home,' and left,\" she said.", ["Go home,"]),
        ('"He said, “Go home,” and left," she said.', ["Go home,"]),
        ("“He went home,” she said.", []),
    ],
)
def test_quotations_inside_others_are_found(text: str, nested: list[str]) -> None:
    assert [text[q.start : q.end] for q in find_nested(text, find_quotations(text)[0])] == nested


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Jane “Cat” Roe left.", True),
        ("The mayor said “No” Roe recalled.", False),
        ("Jane Roe “left” Doe.", False),
    ],
)
def test_a_name_between_names_is_a_nickname(text: str, expected: bool) -> None:
    (found,) = find_quotations(text)[0]
    assert is_nickname(text, found) == expected
