from __future__ import annotations

import pytest

from workbench.corpus.readers.columns import SYNONYMS, layout_of, resolve_columns, words_in_digits


def test_own_names_count_whatever_their_case_and_separators() -> None:
    found = resolve_columns(["ID", "Text", " Story-ID ", "wire agency"], {})
    assert found.by_field == {"id": "ID", "text": "Text", "story_id": " Story-ID ", "wire_agency": "wire agency"}
    assert found.notes == ()
    assert found.problem == ""


def test_a_synonym_is_used_when_only_one_column_can_be_meant_and_noted() -> None:
    found = resolve_columns(["body", "publisher", "headline", "publishedAt"], {})
    assert found.by_field == {"text": "body", "outlet": "publisher", "title": "headline", "date": "publishedAt"}
    assert "The column “body” was read as text." in found.notes


def test_two_columns_that_could_be_the_text_are_a_problem_that_names_both() -> None:
    found = resolve_columns(["body", "content", "outlet"], {})
    assert "text" not in found.by_field
    assert "“body”" in found.problem
    assert "“content”" in found.problem


def test_two_columns_that_could_be_another_field_are_left_alone_and_noted() -> None:
    found = resolve_columns(["text", "source", "publisher"], {})
    assert "outlet" not in found.by_field
    assert any("“source”, “publisher”" in note for note in found.notes)


def test_a_persons_choice_counts_before_names_and_synonyms() -> None:
    found = resolve_columns(["text", "body", "source", "outlet"], {"text": "body", "outlet": "SOURCE"})
    assert found.by_field == {"text": "body", "outlet": "source"}


def test_a_column_that_is_chosen_for_one_field_is_no_synonym_for_another() -> None:
    found = resolve_columns(["text", "source"], {"url": "source"})
    assert found.by_field == {"text": "text", "url": "source"}


def test_a_choice_that_is_not_there_is_noted_and_the_rest_found_as_usual() -> None:
    found = resolve_columns(["text"], {"text": "body"})
    assert found.by_field == {"text": "text"}
    assert any("no column “body”" in note for note in found.notes)


def test_no_text_column_names_the_columns_and_the_next_step() -> None:
    found = resolve_columns(["a", "b"], {})
    assert "a, b" in found.problem
    assert "text=COLUMN" in found.problem


def test_no_synonym_stands_for_two_fields() -> None:
    names = [name for synonyms in SYNONYMS.values() for name in synonyms]
    assert len(names) == len(set(names))
    assert not set(names) & set(SYNONYMS)


@pytest.mark.parametrize(
    ("written", "digits"),
    [("812", "812"), ("1,204 words", "1204"), ("1.204 Wörter", "1204"), ("980.0", "980"), ("0", ""), ("", ""), ("about 9", ""),
     ("12-13", ""), ("2024-05-06", ""), ("007", "7")],
)  # fmt: skip
def test_word_counts_are_digits(written: str, digits: str) -> None:
    assert words_in_digits(written) == digits


def test_section_and_words_are_found_by_their_usual_names() -> None:
    found = resolve_columns(["text", "Category", "WordCount"], {})
    assert found.by_field == {"text": "text", "section": "Category", "words": "WordCount"}
    assert resolve_columns(["text", "section", "category"], {}).by_field["section"] == "section"


def test_a_layout_names_each_column_once_and_what_was_taken_first() -> None:
    first, second = resolve_columns(["body"], {}), resolve_columns(["text", "desk"], {})
    layout = layout_of(["body", "text", "", "desk", "body"], first, second)
    assert layout.columns == ("body", "text", "desk")
    assert layout.by_field == {"text": "body", "section": "desk"}
