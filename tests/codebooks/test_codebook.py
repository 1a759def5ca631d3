from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from workbench.codebooks import DEFAULT_HALF_SCORE_AT, Codebook, CodebookError, Frame, load_codebook
from workbench.domain.errors import CounterpointError
from workbench.index import query
from workbench.resource_files import resource

BUNDLED = resource("codebooks", "generic_frames.json")


def small() -> dict[str, Any]:
    return {
        "format": "counterpoint-codebook",
        "schema": 1,
        "name": "Water",
        "version": "2.1",
        "language": "en",
        "licence": "CC0-1.0",
        "source": "Made for this test",
        "frames": [
            {
                "name": "Scarcity",
                "definition": "Water runs out.",
                "half_score_at": 0.2,
                "items": [
                    {"question": "Is there too little?", "entries": ["drought*", "water NEAR/4 low"]},
                    {"question": "Is it rationed?", "entries": ["ration*"]},
                ],
            },
            {
                "name": "Floods",
                "definition": "Too much water.",
                "items": [{"question": "Is there too much?", "entries": ["flood*"]}],
            },
        ],
    }


def written(folder: Path, values: object) -> Path:
    path = folder / "water.json"
    path.write_text(values if isinstance(values, str) else json.dumps(values), encoding="utf-8")
    return path


def test_a_codebook_keeps_frames_questions_and_entries_in_the_order_of_the_file(tmp_path: Path) -> None:
    book = load_codebook(written(tmp_path, small()))
    assert (book.name, book.version, book.licence, book.about) == ("Water", "2.1", "CC0-1.0", "")
    assert [(f.name, f.colour, f.half_score_at) for f in book.frames] == [
        ("Scarcity", 0, 0.2),
        ("Floods", 1, DEFAULT_HALF_SCORE_AT),
    ]
    scarcity = book.frame("Scarcity")
    assert scarcity.items == ("Is there too little?", "Is it rationed?")
    assert [(e.text, e.item) for e in scarcity.entries] == [("drought*", 0), ("water NEAR/4 low", 0), ("ration*", 1)]
    with pytest.raises(KeyError):
        book.frame("scarcity")


def test_the_digest_changes_with_the_file(tmp_path: Path) -> None:
    first = load_codebook(written(tmp_path, small())).digest
    changed = small()
    changed["version"] = "2.2"
    assert load_codebook(written(tmp_path, changed)).digest != first


def test_a_byte_order_mark_is_no_obstacle(tmp_path: Path) -> None:
    path = tmp_path / "marked.json"
    path.write_bytes(b"\xef\xbb\xbf" + json.dumps(small()).encode())
    assert load_codebook(path).name == "Water"


def broken(**changes: Any) -> dict[str, Any]:
    values = small()
    frame = values["frames"][0]
    for key, value in changes.items():
        target = frame if key in ("name", "definition", "colour", "half_score_at", "items") else values
        target[key] = value
    return values


ENTRY = [{"question": "Is there too little?", "entries": ["drought*", "(dry"]}]


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ("{", "not valid JSON"),
        ("[]", "must be an object"),
        ('{"format": 1, "format": 2}', "stands twice"),
        ('{"schema": NaN}', "NaN"),
        ("[" * 100_000, "nested too deeply"),
        (broken(format="other"), "counterpoint-codebook"),
        (broken(schema=3), "newer version"),
        (broken(schema=True), '"schema" must be 1 or 2'),
        (broken(version=""), '"version" is missing'),
        (broken(source=["a"]), '"source" must be text in quotation marks, not a list'),
        (broken(about="one\ntwo"), "line break"),
        (broken(frames=[]), '"frames" must be a list'),
        (broken(frames=["Scarcity"]), "frame 1"),
        (broken(author="me"), "'author' is not known"),
        (broken(name="floods"), "two frames are called"),
        (broken(colour=1), 'the same "colour" 1'),
        (broken(colour=-1), "whole number from 0"),
        (broken(half_score_at=0), "frame 'Scarcity': \"half_score_at\" must be a number above 0"),
        (broken(half_score_at="0.1"), '"half_score_at"'),
        (broken(definition=None), "not null"),
        (broken(items=ENTRY), "frame 'Scarcity', item 1, entry 2 ('(dry'): not a valid search"),
        (
            broken(items=[{"question": "Q?", "entries": [3]}]),
            "entry 1: must be a search in quotation marks, not a number",
        ),
        (broken(items=[{"question": "Q?", "entries": [" "]}]), "entry 1: must be a search"),
        (broken(items=[{"question": "Q?", "entries": ["a" * 201]}]), "longer than 200"),
        (broken(items=[{"question": "Q?", "entries": ["War on", "war  ON"]}]), "stands twice in this frame"),
        (broken(items=[{"entries": ["war"]}]), '"question" is missing'),
    ],
)
def test_what_is_wrong_is_named_with_its_place(tmp_path: Path, values: object, said: str) -> None:
    with pytest.raises(CodebookError) as caught:
        load_codebook(written(tmp_path, values))
    assert str(caught.value).startswith("water.json")
    assert said in str(caught.value)
    assert isinstance(caught.value, CounterpointError)


def test_files_that_are_no_text_or_not_there_are_refused_in_plain_words(tmp_path: Path) -> None:
    with pytest.raises(CodebookError, match=r"gone\.json: can't be read"):
        load_codebook(tmp_path / "gone.json")
    (tmp_path / "bytes.json").write_bytes(b'{"name": "\xff"}')
    with pytest.raises(CodebookError, match=r"bytes\.json: not UTF-8"):
        load_codebook(tmp_path / "bytes.json")
    (tmp_path / "huge.json").write_bytes(b" " * 4_000_001)
    with pytest.raises(CodebookError, match="too large"):
        load_codebook(tmp_path / "huge.json")


def test_the_bundled_codebook_holds_the_five_generic_frames() -> None:
    book = load_codebook(BUNDLED)
    assert {frame.name for frame in book.frames} == {
        "Conflict",
        "Responsibility",
        "Economic consequences",
        "Morality",
        "Human interest",
    }
    assert "Semetko" in book.source
    assert book.licence == "CC0-1.0"
    assert sorted(frame.colour for frame in book.frames) == [0, 1, 2, 3, 4]


def test_the_bundled_frames_have_60_to_150_entries_and_3_questions_or_more() -> None:
    for frame in load_codebook(BUNDLED).frames:
        assert 60 <= len(frame.entries) <= 150, frame.name
        assert len(frame.items) >= 3, frame.name
        assert all(question.endswith("?") for question in frame.items)
        assert {entry.item for entry in frame.entries} == set(range(len(frame.items)))


def alternatives(text: str) -> list[str]:
    """The words and phrases of an entry that has no brackets and no NEAR."""
    return [] if "(" in text or "NEAR" in text else [" ".join(part.split()) for part in text.split("|")]


def test_no_word_of_the_bundled_codebook_stands_in_two_frames_or_twice_in_one() -> None:
    words = Counter(
        word.casefold()
        for frame in load_codebook(BUNDLED).frames
        for entry in frame.entries
        for word in alternatives(entry.text)
    )
    assert [word for word, times in words.items() if times > 1] == []


def test_every_bundled_entry_can_be_searched() -> None:
    for frame in load_codebook(BUNDLED).frames:
        for entry in frame.entries:
            assert query.parse(entry.text).text == entry.text


def frame(name: str, parent: str = "") -> Frame:
    return Frame(name, "", 0, 0.1, (), (), parent=parent)


def test_a_tree_of_frames_has_the_parts_of_each_below_it() -> None:
    frames = (
        frame("Costs", "Economy"),
        frame("Economy"),
        frame("War"),
        frame("Taxes", "Costs"),
        frame("Jobs", "Economy"),
    )
    codebook = Codebook("Test", "1", "en", "CC0-1.0", "made for this test", "", frames, "0")
    assert [(one.name, depth) for one, depth in codebook.tree] == [
        ("Economy", 0), ("Costs", 1), ("Taxes", 2), ("Jobs", 1), ("War", 0),
    ]  # fmt: skip


def test_frames_that_are_parts_of_each_other_are_all_in_the_tree() -> None:
    frames = (frame("A", "B"), frame("B", "A"), frame("C", "gone"))
    codebook = Codebook("Test", "1", "en", "CC0-1.0", "made for this test", "", frames, "0")
    assert sorted(one.name for one, _ in codebook.tree) == ["A", "B", "C"]
