"""Rows of what outlets cover, and what is highlighted by them."""

from __future__ import annotations

import pytest

from workbench.domain.coverage_rows import row_of_subject, subject_of_row
from workbench.domain.focus import Focus


@pytest.mark.parametrize(
    "row", ["voice:ada-brook", "entity:quay", "passage:1-2/a", "figure:12%/bridge", "sentence:1-2/a"]
)
def test_a_row_is_found_again_by_what_it_highlights(row: str) -> None:
    assert row_of_subject(subject_of_row(row)) == row
    assert row_of_subject(subject_of_row(row, "Quay Post")) == row
    assert subject_of_row(row, "Quay Post").outlet == "Quay Post"


def test_speech_without_quotation_marks_belongs_to_a_voice() -> None:
    assert subject_of_row("voice:ada") == Focus(speaker="ada", indirect=True)


def test_a_highlight_of_something_else_is_about_no_row() -> None:
    assert row_of_subject(Focus(term="nato")) == ""
