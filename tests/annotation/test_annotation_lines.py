from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from workbench.annotation.lines import paragraphs


def test_each_line_is_a_paragraph() -> None:
    text = "Headline of the day\n\nFirst paragraph.\nSecond paragraph."
    assert [text[a:b] for a, b in paragraphs(text)] == ["Headline of the day", "First paragraph.", "Second paragraph."]


def test_a_wrapped_line_belongs_to_its_paragraph() -> None:
    text = (
        "The council of the harbour town met on Tuesday to decide about the\n"
        "ferry, which has not sailed since the storm in March damaged its\n"
        "engine, its rudder and the pier at which it used to land each day.\n"
        "\n"
        "A vote is due in the last week of June, after the budget has passed."
    )
    assert len(paragraphs(text)) == 2


@given(st.text(alphabet="aB. \n\t", max_size=200))
def test_paragraphs_cover_everything_but_white_space(text: str) -> None:
    spans = paragraphs(text)
    covered = {i for a, b in spans for i in range(a, b)}
    assert {i for i, c in enumerate(text) if not c.isspace()} <= covered
    assert all(text[a:b].strip() == text[a:b] != "" for a, b in spans)
    assert spans == sorted(spans)
