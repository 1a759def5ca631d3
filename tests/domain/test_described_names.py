"""Which descriptions stand right beside the name that they describe."""

from __future__ import annotations

import pytest

from workbench.domain.described_names import described_names


@pytest.mark.parametrize(
    ("text", "description"),
    [
        ("Harbour minister Ines Almeida spoke.", "Harbour minister"),
        ("The minister, Ines Almeida, spoke.", "The minister"),
        ("Ines Almeida, the harbour minister, spoke.", "the harbour minister"),
    ],
)
def test_a_description_beside_its_name_describes_it(text: str, description: str) -> None:
    start, name = text.index(description), text.index("Ines Almeida")
    rows = [("a", start, start + len(description), "nominal", "ines"), ("a", name, name + 12, "named", "ines")]
    assert described_names(rows) == [1, -1]


def test_a_description_by_itself_or_of_another_name_describes_none_there() -> None:
    rows = [
        ("a", 0, 12, "named", "ines"),
        ("a", 20, 32, "nominal", "ines"),
        ("a", 33, 40, "named", "otto"),
        ("b", 33, 40, "named", "ines"),
        ("a", 41, 43, "pronoun", "otto"),
        ("a", 44, 50, "nominal", ""),
        ("a", 51, 55, "named", ""),
    ]
    assert described_names(rows) == [-1] * 7
