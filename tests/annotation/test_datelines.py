"""A dateline before a report's first words is nobody's words."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.annotation.datelines import dateline_end
from workbench.annotation.document import DocumentAnnotation


@pytest.mark.parametrize(
    "dateline",
    [
        "KYIV (Reuters) - ", "Kyiv (AP) -- ", "MOSCOW, March 12 (AFP) — ", "WASHINGTON — ", "PORTSMOUTH, N.H. (AP) - ",
        "(Reuters) - ", "PARIS, 12 mars (AFP) – ", "NEW YORK/LONDON, Jan. 3 (Reuters) - ", "LONDON, May 2 - ",
        "Rio de Janeiro (Agence France-Presse) — ",
    ],
)  # fmt: skip
def test_a_dateline_ends_where_a_sentence_begins(dateline: str) -> None:
    text = f"{dateline}The ferry will not sail. It is late - again."
    assert dateline_end(text, 0, len(text)) == len(dateline)
    assert dateline_end(f"x\n{text}", 2, len(text) + 2) == len(dateline) + 2


@pytest.mark.parametrize(
    "text",
    [
        "NATO — the old alliance — will grow.", "NATO — The Alliance — will grow.", "The ferry - a new one - sails.",
        "USA-based firms say so.", "Roe - who is mayor - said so.", "Ferries (two) sail.", "KYIV", "KYIV - ", "",
        "A plan of the council (Roe) that is long – and more.",
    ],
)  # fmt: skip
def test_other_beginnings_are_no_datelines(text: str) -> None:
    assert dateline_end(text, 0, len(text)) == 0


@given(st.text(alphabet="AB b.,-—()'\n", max_size=120), st.integers(0, 20))
def test_a_dateline_lies_inside_its_paragraph(text: str, start: int) -> None:
    start = min(start, len(text))
    assert start <= dateline_end(text, start, len(text)) <= len(text)


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("KYIV (Reuters) - The ferry will not sail on Monday, the mayor of the town said.", "The ferry will not sail on Monday"),
        ("PORTSMOUTH, N.H. (AP) - The bridge will be closed for weeks, Jane Roe said.", "The bridge will be closed for weeks"),
    ],
)  # fmt: skip
def test_an_indirect_quote_begins_behind_the_dateline(
    text: str, content: str, annotated: Callable[[str], DocumentAnnotation]
) -> None:
    assert [text[q.start : q.end] for q in annotated(text).quotes] == [content]


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("John Roe spoke on Monday. The bridge would be built soon, according to a transcript of his speech.", "his"),
        ("The bridge would be built soon, according to a transcript of Mr Roe's remarks.", "Roe"),
        ("The bridge would be built soon, according to a transcript released by the council.", "a transcript"),
        ("A transcript of the meeting says that the bridge would be built soon.", "A transcript of the meeting"),
    ],
)
def test_who_is_recorded_speaks_and_not_the_record(
    text: str, speaker: str, annotated: Callable[[str], DocumentAnnotation]
) -> None:
    assert [text[q.speaker_start : q.speaker_end] for q in annotated(text).quotes] == [speaker]
