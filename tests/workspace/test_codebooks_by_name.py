from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from workbench.codebooks import CodebookError, read_codebook, write_codebook
from workbench.codebooks.formats import FORMATS
from workbench.codebooks.own_format import codebook_of
from workbench.domain.codebook_choices import BUNDLED, CODEBOOK, changes_for_codebook, changes_for_use
from workbench.domain.decisions import Decisions
from workbench.domain.judgements import (
    changes_for_code,
    changes_for_verdict,
    frame_codes_in,
    judgements_in,
)
from workbench.domain.spans import Span
from workbench.workspace.codebook_changes import changes_for
from workbench.workspace.codebook_tasks import ENDINGS, CodebookChange, FrameDefinition
from workbench.workspace.codebooks import Codebooks, codebook_value, fingerprinted, free_name, own_codebook, taken_names

PLACE = Span("a/b.txt", 3, 9)


def water(name: str = "Water", entry: str = "drought*") -> dict[str, Any]:
    return {
        "format": "counterpoint-codebook", "schema": 2, "name": name, "version": "1", "language": "en",
        "licence": "CC0-1.0", "source": "Here", "about": "",
        "frames": [
            {"name": "Scarcity", "definition": "", "colour": 0, "items": [{"question": "Dry?", "entries": [entry]}]},
            {"name": "Rain", "definition": "", "colour": 1, "parent": "Scarcity", "items": []},
        ],
    }  # fmt: skip


def decided(*changes: dict[Any, Any]) -> Decisions:
    out = Decisions()
    for change in changes:
        out = out.with_changes(change)
    return out


OWN = decided(changes_for_codebook("Water", water()))


def test_a_bundled_codebook_is_found_by_its_file_and_an_own_one_by_its_name() -> None:
    codebooks = Codebooks()
    assert codebooks.find("policy_frames", OWN).name == "Policy frames"
    assert [frame.name for frame in codebooks.find("Water", OWN).frames] == ["Scarcity", "Rain"]
    assert codebooks.find("", OWN) is codebooks.find(BUNDLED[0], OWN)
    assert codebooks.find("", OWN.with_changes(changes_for_use("Water"))) is codebooks.find("Water", OWN)


def test_a_person_may_call_a_codebook_by_its_key_or_its_name_in_any_case() -> None:
    codebooks = Codebooks()
    assert codebooks.key_of("POLICY FRAMES", OWN) == codebooks.key_of("policy_frames", OWN) == "policy_frames"
    assert codebooks.key_of(" water ", OWN) == "Water"
    with pytest.raises(CodebookError, match=r"There is no codebook 'Fire'\. Choose from: generic_frames, .*Water"):
        codebooks.key_of("Fire", OWN)


def test_an_own_codebook_that_is_changed_is_read_again() -> None:
    codebooks = Codebooks()
    before = codebooks.find("Water", OWN)
    after = codebooks.find("Water", OWN.with_changes(changes_for_codebook("Water", water(entry="rain*"))))
    assert after.frames[0].entries[0].text == "rain*"
    assert after.digest != before.digest
    assert codebooks.find("Water", OWN) == before


def test_a_codebook_in_use_that_is_gone_or_damaged_gives_way_to_the_first_bundled_one_and_says_so() -> None:
    codebooks = Codebooks()
    for decisions in (
        decided(changes_for_use("Gone")),
        decided({(CODEBOOK, "Odd"): {"format": "else"}}, changes_for_use("Odd")),
    ):
        assert codebooks.find("", decisions) is codebooks.find(BUNDLED[0], decisions)
        assert codebooks.key_in_use(decisions) == BUNDLED[0]
        assert codebooks.problem(decisions)
    assert not codebooks.problem(decided(changes_for_use("functions")))
    with pytest.raises(CodebookError, match="Odd"):
        codebooks.find("Odd", decided({(CODEBOOK, "Odd"): {"format": "else"}}))


def test_the_fingerprint_is_that_of_the_content_whatever_the_file_looks_like(tmp_path: Path) -> None:
    codebooks = Codebooks()
    own = codebooks.find("Water", OWN)
    write_codebook(own, tmp_path / "a.json")
    (tmp_path / "b.json").write_text(json.dumps(water()), encoding="utf-8")
    read = [fingerprinted(read_codebook(tmp_path / name).codebook).digest for name in ("a.json", "b.json")]
    assert read == [own.digest, own.digest]
    assert fingerprinted(codebook_of(json.dumps(water(entry="rain")).encode(), "c")).digest != own.digest


def test_a_codebook_is_called_as_its_key_so_that_judgements_stay_with_it() -> None:
    decisions = decided({(CODEBOOK, "Water (2)"): water("Water")})
    assert Codebooks().find("Water (2)", decisions).name == "Water (2)"


def test_a_file_is_found_before_others_of_its_name_and_stands_for_a_bundled_one() -> None:
    codebooks = Codebooks()
    bundled = codebooks.find("generic_frames", OWN)
    other = codebook_of(json.dumps(water("Generic news frames")).encode(), "x")
    assert codebooks.take(other) == "Generic news frames"
    assert codebooks.find("generic_frames", OWN).frames[0].name == "Scarcity"
    assert codebooks.find("generic_frames", OWN) != bundled
    assert codebooks.key_of("generic news frames", OWN) in ("Generic news frames", "generic_frames")


def test_a_new_name_is_none_of_bundled_files_bundled_names_and_own_ones() -> None:
    taken = taken_names(Codebooks(), OWN)
    assert free_name("Fire", taken) == "Fire"
    assert free_name("water", taken) == "water (2)"
    assert free_name("Generic News Frames", taken) == "Generic News Frames (2)"
    assert free_name("Functions", [*taken, "functions (2)"]) == "Functions (3)"


def test_the_window_knows_the_formats_that_there_are() -> None:
    assert {ending: words for ending, (words, _, _) in FORMATS.items()} == ENDINGS


# -- changes -----------------------------------------------------------------------------------------------------------


def changed(decisions: Decisions, kind: str, **what: str) -> Decisions:
    change = CodebookChange(kind, **what)  # type: ignore[arg-type]
    return decisions.with_changes(changes_for(Codebooks(), decisions, "Water", change))


def test_an_entry_is_added_to_its_question_and_taken_out() -> None:
    more = changed(OWN, "add entry", frame="Scarcity", text="dry NEAR/3 river*", question="Dry?")
    frame = Codebooks().find("Water", more).frames[0]
    assert [entry.text for entry in frame.entries] == ["drought*", "dry NEAR/3 river*"]
    assert frame.items == ("Dry?",)
    fewer = changed(more, "remove entries", frame="Scarcity", text="drought*\ndry NEAR/3 river*")
    assert Codebooks().find("Water", fewer).frames[0].entries == ()


@pytest.mark.parametrize(
    ("kind", "what", "message"),
    [
        ("add entry", {"frame": "Scarcity", "text": "(dry"}, "not a valid search"),
        ("add entry", {"frame": "Scarcity", "text": "drought*"}, "stands twice"),
        ("add entry", {"frame": "Fire", "text": "dry"}, "no frame 'Fire'"),
        ("add frame", {"text": " rain "}, "two frames are called"),
        ("add frame", {"text": "  "}, "A name has 1 to"),
        ("copy", {"text": "functions"}, "There is a codebook “functions” already"),
        ("paint", {}, "no change 'paint'"),
    ],
)
def test_a_change_that_can_not_be_made_says_why(kind: str, what: dict[str, str], message: str) -> None:
    with pytest.raises(CodebookError, match=message):
        changed(OWN, kind, **what)


def defined(decisions: Decisions, definition: FrameDefinition, frame: str = "Scarcity") -> Decisions:
    change = CodebookChange("define frame", frame=frame, definition=definition)
    return decisions.with_changes(changes_for(Codebooks(), decisions, "Water", change))


def test_a_frame_is_defined_anew_and_its_entries_stay_with_their_questions() -> None:
    definition = FrameDefinition(
        "Too little water.", ("Is there too little rain?", "Who is thirsty?"), ("Rationing.",), ("Floods.",), ""
    )
    frame = Codebooks().find("Water", defined(OWN, definition)).frame("Scarcity")
    assert (frame.definition, frame.items) == ("Too little water.", ("Is there too little rain?", "Who is thirsty?"))
    assert (frame.include, frame.exclude) == (("Rationing.",), ("Floods.",))
    assert [(entry.text, entry.item) for entry in frame.entries] == [("drought*", 0)], "it was worded anew in its place"


def test_entries_of_a_question_that_is_gone_stay_without_one() -> None:
    frame = Codebooks().find("Water", defined(OWN, FrameDefinition("Too little water."))).frame("Scarcity")
    assert [(entry.text, frame.items[entry.item]) for entry in frame.entries] == [("drought*", "")]


def test_a_frame_can_not_be_a_part_of_itself() -> None:
    with pytest.raises(CodebookError, match="part of itself"):
        defined(OWN, FrameDefinition("x", parent="Scarcity"))


def test_a_bundled_codebook_is_changed_only_as_a_copy() -> None:
    codebooks = Codebooks()
    with pytest.raises(CodebookError, match="Make a copy"):
        changes_for(codebooks, OWN, "functions", CodebookChange("add frame", text="X"))
    copied = OWN.with_changes(changes_for(codebooks, OWN, "functions", CodebookChange("copy", text="Mine")))
    assert codebooks.find("Mine", copied).frames == codebooks.find("functions", copied).frames


def test_a_renamed_frame_keeps_its_parts_and_what_was_judged_for_it() -> None:
    judged = decided(
        changes_for_codebook("Water", water()),
        changes_for_verdict("Water", "Scarcity", [PLACE], "accepted"),
        changes_for_verdict("Water", "Rain", [Span("c", 1, 2)], "rejected", moved_to="Scarcity"),
        changes_for_verdict("Other", "Scarcity", [PLACE], "rejected"),
        changes_for_code("Water", "Scarcity", ["d"], False),
    )
    after = changed(judged, "rename frame", frame="Scarcity", text="Too  dry")
    assert [(f.name, f.parent) for f in Codebooks().find("Water", after).frames] == [
        ("Too dry", ""),
        ("Rain", "Too dry"),
    ]
    own = {(j.frame, j.place, j.verdict, j.moved_to) for j in judgements_in(after, "Water")}
    assert own == {
        ("Too dry", PLACE, "accepted", ""),
        ("Too dry", Span("c", 1, 2), "accepted", ""),
        ("Rain", Span("c", 1, 2), "rejected", "Too dry"),
    }
    assert [(c.frame, c.document_id, c.uses) for c in frame_codes_in(after, "Water")] == [("Too dry", "d", False)]
    assert [j.frame for j in judgements_in(after, "Other")] == ["Scarcity"]


def test_the_parts_of_a_removed_frame_stay_and_the_last_frame_too() -> None:
    without = changed(OWN, "remove frame", frame="Scarcity")
    assert [(f.name, f.parent) for f in Codebooks().find("Water", without).frames] == [("Rain", "")]
    with pytest.raises(CodebookError, match="needs one frame"):
        changed(without, "remove frame", frame="Rain")


def test_a_new_codebook_has_one_frame_and_its_value_can_be_read_again() -> None:
    codebooks = Codebooks()
    made = OWN.with_changes(changes_for(codebooks, OWN, "", CodebookChange("new", text="Fire")))
    found = codebooks.find("Fire", made)
    assert [frame.name for frame in found.frames] == ["Frame 1"]
    assert own_codebook("Fire", codebook_value(found)) == found
