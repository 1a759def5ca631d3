from __future__ import annotations

import json
import tracemalloc
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.corpus.readers.contract import Layout, RawRecord, Remark
from workbench.corpus.readers.json_lines import JsonLines
from workbench.corpus.readers.json_values import JsonError, JsonSource, decoded_json
from workbench.domain.article import Refusal


def read(source: str | bytes, /, **mapping: str) -> tuple[list[RawRecord], list[Refusal], list[Remark]]:
    data = source if isinstance(source, bytes) else source.encode()
    items = list(JsonLines().read(data, "a.jsonl", mapping=mapping))
    return (
        [item for item in items if isinstance(item, RawRecord)],
        [item for item in items if isinstance(item, Refusal)],
        [item for item in items if isinstance(item, Remark)],
    )


def test_all_fields_come_with_their_source() -> None:
    values = {
        "id": 7,
        "outlet": "The Courier",
        "title": "Say <b>$5</b>",
        "author": ["Ann", "Bob"],
        "date": "2024-07-04",
        "url": "x.org/a",
        "language": "en",
        "story_id": "s1",
        "wire_agency": None,
        "text": "Body",
    }
    (record,), refusals, remarks = read(json.dumps(values) + "\n")
    assert record.document_id == "7"
    assert record.text == "Body"
    assert record.record == "line 1"
    assert record.fields == {
        "outlet": "The Courier",
        "title": "Say <b>$5</b>",
        "author": "Ann; Bob",
        "date": "2024-07-04",
        "url": "x.org/a",
        "language": "en",
        "story_id": "s1",
    }
    assert record.sources["outlet"] == "field outlet"
    assert not refusals
    assert not remarks


@pytest.mark.parametrize(
    "text",
    [
        '[{"text": "one"}, {"text": "two"}]',
        '\n[\n  {"text": "one"},\n  {"text": "two"}\n]\n',
        '{"articles": [\n{"text": "one"}, {"text": "two"}]}',
        '{"text": "one"}\n\n{"text": "two"}',
        '\ufeff{"text": "one"}\r\n{"text": "two"}\r\n',
    ],
)
def test_lines_and_arrays_are_read_alike(text: str) -> None:
    records, refusals, _ = read(text)
    assert [record.text for record in records] == ["one", "two"]
    assert not refusals


def test_one_object_over_several_lines_is_one_record() -> None:
    records, _, _ = read('{\n  "text": "one",\n  "outlet": "A"\n}\n')
    assert [(record.text, record.record) for record in records] == [("one", "item 1")]


def test_u2028_inside_a_string_does_not_end_the_line() -> None:
    records, refusals, _ = read('{"text": "a\u2028b\x85c"}\n')
    assert [record.text for record in records] == ["a\u2028b\x85c"]
    assert not refusals


def test_every_bad_line_is_refused_with_its_number_and_the_rest_read() -> None:
    records, refusals, _ = read('{"text": "ok"}\n{bad\n[]\n"x"\n{"text": null}\n{"text": 5}\n{"title": "t"}\n')
    assert [record.text for record in records] == ["ok"]
    assert {refusal.record: refusal.reason for refusal in refusals}.keys() == {f"line {n}" for n in range(2, 8)}
    reasons = {refusal.record: refusal.reason for refusal in refusals}
    assert "not valid JSON" in reasons["line 2"]
    assert "a list" in reasons["line 3"]
    assert "empty (null)" in reasons["line 5"]
    assert "a number" in reasons["line 6"]
    assert "no key holds the text; the keys are title" in reasons["line 7"]


def test_a_file_that_is_not_json_at_all_gets_one_refusal() -> None:
    _, refusals, _ = read("no json here\n" * 1000)
    assert [refusal.record for refusal in refusals] == [""]
    assert "None of the 1,000 lines is valid JSON" in refusals[0].reason


def test_a_cut_off_array_gets_one_refusal() -> None:
    _, refusals, _ = read('[\n{"title": "x",\n"text":\n')
    assert len(refusals) == 1
    assert "not valid JSON" in refusals[0].reason


def test_objects_without_text_get_one_refusal_for_the_file() -> None:
    _, refusals, _ = read('{"a": 1}\n' * 50)
    assert len(refusals) == 1
    assert "None of the 50 objects has a text" in refusals[0].reason


@pytest.mark.parametrize("text", ["[" * 100_000 + "]" * 100_000, '{"a":' * 100_000, '[{"id":' + "9" * 5000 + "}]"])
def test_hostile_json_is_refused(text: str) -> None:
    records, refusals, _ = read(text)
    assert not records
    assert len(refusals) == 1


def test_values_that_are_not_simple_are_left_out_and_noted() -> None:
    (record,), _, _ = read(
        '{"text": "t", "outlet": {"id": "x", "name": "The Courier"}, "title": {"a": 1}, "url": true, "date": NaN}'
    )
    assert record.fields == {"outlet": "The Courier", "date": ""}
    assert any("title was left out: it is an object" in note for note in record.notes)
    assert any("url was left out: it is true or false" in note for note in record.notes)


def test_a_synonym_is_remarked_once_for_the_file() -> None:
    records, _, remarks = read('{"body": "a"}\n{"body": "b"}\n{"body": "c", "title": "t"}\n')
    assert len(records) == 3
    assert [remark.message for remark in remarks] == ["The key “body” was read as text."]


def test_mapped_keys_count() -> None:
    (record,), _, _ = read('{"text": "teaser", "full": "everything"}', text="full")
    assert record.text == "everything"


def test_a_text_that_a_service_cut_short_is_noted() -> None:
    (record,), _, _ = read('{"text": "The begin… [+1234 chars]"}')
    assert any("cut short" in note for note in record.notes)


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["text", "body", "id", "x"]), inner),
    max_leaves=8,
)


@given(st.lists(values | st.just("{broken"), max_size=6))
def test_any_json_is_read_or_refused(items: list[Any]) -> None:
    lines = "\n".join(item if item == "{broken" else json.dumps(item) for item in items)
    for text in (lines, f"[{lines}]", json.dumps(items)):
        records, refusals, _ = read(text)
        assert all(isinstance(record.text, str) for record in records)
        assert all(refusal.reason.endswith(".") for refusal in refusals)


@given(st.lists(st.text(), min_size=1, max_size=5))
def test_what_was_written_is_read_back(texts: list[str]) -> None:
    records, _, _ = read("\n".join(json.dumps({"text": text}) for text in texts))
    assert [record.text for record in records] == texts


@pytest.mark.parametrize(
    "text",
    [
        '{"text": "one"}\n{"text": "two"}\n',
        '\n [ {"text": "one"} ]',
        '[\n{\n"a": 1}]',
        '{\n  "articles": []}',
        "[{}]",
        '{"a \\"b\\" c": 1}',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_json_is_known_by_its_beginning_under_any_name(text: str, encoding: str) -> None:
    assert JsonLines().recognises(text.encode(encoding), "export.txt")


@pytest.mark.parametrize(
    "text",
    [
        "[Music] The show began.",
        "{sic} he wrote",
        "[1] A note.",
        '["a", "b"]',
        '{"Well", he said}',
        "[",
        "{",
        "",
        "[{x}]",
    ],
)
def test_text_that_begins_with_a_bracket_is_not_json(text: str) -> None:
    assert not JsonLines().recognises(text.encode(), "article.txt")


def test_the_ending_of_the_name_decides_unless_the_content_is_something_else() -> None:
    assert JsonLines().recognises(b"no json", "a.JSONL")
    assert not JsonLines().recognises(b"<html>", "a.json")
    assert not JsonLines().recognises(b"PK\x03\x04" + b"\0" * 40, "a.json")


def test_the_keys_come_first_with_what_was_taken_for_which_field() -> None:
    text = '{"headline": "a", "body": "x"}\n{"text": "y", "headline": null, "desk": "World", "n": 1}\n'
    layout, *_ = JsonLines().read(text.encode(), "a.jsonl", mapping={})
    assert layout == Layout(
        ("headline", "body", "text", "desk", "n"), {"title": "headline", "section": "desk", "text": "body"}
    )
    layout, refusal = JsonLines().read(b'{"a": 1}', "a.json", mapping={})
    assert layout == Layout(("a",), {})
    assert isinstance(refusal, Refusal)
    assert not [i for i in JsonLines().read(b"no json", "a.json", mapping={}) if isinstance(i, Layout)]


def test_section_and_stated_words_are_read_words_as_digits() -> None:
    records, _, _ = read('{"text": "x", "section": "Sport", "wordCount": 1024}\n{"text": "y", "word_count": "some"}\n')
    assert records[0].fields == {"section": "Sport", "words": "1024"}
    assert "words" not in records[1].fields
    assert any("words was left out" in note for note in records[1].notes)


@pytest.mark.parametrize(
    "text",
    [
        '{"status": "ok", "articles": [{"text": "one"}, {"text": "two"}]}',
        '{"response": {"total": 2,\n "docs": [{"text": "one"}, {"text": "two"}]}}',
        '{"errors": [{"code": 1}], "payload": {"entries": [{"text": "one"}, {"text": "two"}]}}',
        '{\n"text": "one"\n}\n{\n"text": "two"\n}\n',
    ],
)
def test_lists_inside_an_object_and_objects_over_several_lines_are_found(text: str) -> None:
    records, refusals, _ = read(text)
    assert [record.text for record in records] == ["one", "two"]
    assert not refusals


def test_an_object_with_a_text_is_one_record_whatever_lists_it_holds() -> None:
    (record,), _, _ = read('{"text": "one", "items": [{"text": "a comment"}]}')
    assert record.text == "one"


def test_a_large_file_of_lines_is_not_held_as_a_whole() -> None:
    line = json.dumps({"text": "words and more words " * 5_000 + "\U0001f600"}, ensure_ascii=False) + "\n"
    data = line.encode() * 350
    assert len(data) > 35_000_000
    tracemalloc.start()
    count = sum(isinstance(item, RawRecord) for item in JsonLines().read(data, "a.jsonl", mapping={}))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 350
    assert most < 40_000_000


def test_large_files_that_would_fill_the_memory_are_refused_with_the_next_step() -> None:
    wide = ("[" + json.dumps({"text": "\U0001f600" + "x" * 70_000_000}, ensure_ascii=False) + "]").encode()
    for data, next_step in (
        (wide, "one object a line"),
        (b"[" + b"0," * 16_000_000 + b"0]", "Split it"),
        (b"[" * 31_000_000, "Split it"),
        (b'{"text": "' + b"\xe9" * 31_000_000 + b'"}', "Save it as UTF-8"),
        (b" " * 200_000_001, "Split it"),
    ):
        (refusal,) = [item for item in JsonLines().read(data, "a.json", mapping={}) if isinstance(item, Refusal)]
        assert next_step in refusal.reason


def test_json_as_a_whole_has_the_same_limits() -> None:
    with pytest.raises(JsonError, match="values"):
        decoded_json(b"{}," * 2_100_000)
    assert decoded_json("[é]".encode("utf-16")).text.endswith("[é]")
    with pytest.raises(JsonError, match="200 MB"):
        JsonSource(b" " * 200_000_001)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('[{"text": "A"} {"text": "B"}]', "This is not valid JSON: a comma is missing (column 16). Repair it"),
        ('[{"text": "A"},\n {"text" "B"}]', "a colon is missing (line 2, column 10)"),
        ('[{"text": "A}]', "a quotation mark is opened and never closed"),
        ("[{text: 1}]", "a key between quotation marks is missing"),
        ('[{"text": "A\\q"}]', "a letter follows a backslash that may not stand there"),
        ('[{"text": }]', "a value is missing"),
    ],
)
def test_what_is_wrong_with_json_is_said_in_words(text: str, words: str) -> None:
    _, (refusal,), _ = read(text)
    assert words in refusal.reason
    assert refusal.reason.endswith(".")
