from __future__ import annotations

from typing import Any

import pytest

from workbench.domain.codebook_choices import changes_for_codebook, changes_for_use
from workbench.domain.decisions import Decisions
from workbench.domain.journal import Edit
from workbench.domain.judgements import changes_for_code, changes_for_verdict
from workbench.domain.passage_decisions import changes_for_join, changes_for_split
from workbench.domain.spans import Span
from workbench.ui.edit_words import edit_article, edit_words

PLACE, OTHER = Span("in/report/21", 10, 14), Span("b", 0, 3)
WHERE = "characters 10–14 of ‘in/report/21’"


def edits(before: dict[Any, Any], after: dict[Any, Any]) -> list[Edit]:
    """What differs between nothing changed by one and by the other."""
    one = Decisions({key: value for key, value in before.items() if value is not None})
    return [
        Edit(collection, key, was, now)
        for (collection, key), (was, now) in one.with_changes(after).differences(one).items()
    ]


def judged(verdict: str | None, moved_to: str = "") -> dict[Any, Any]:
    return changes_for_verdict("My/book", "Conflict", [PLACE], verdict, moved_to=moved_to)


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ({}, judged("accepted"), [f"Accepted for Conflict: {WHERE} (My/book)"]),
        ({}, judged("rejected"), [f"Rejected for Conflict: {WHERE} (My/book)"]),
        (judged("accepted"), judged("rejected"), [f"Rejected for Conflict instead of accepted: {WHERE} (My/book)"]),
        (judged("accepted"), judged(None), [f"No longer accepted for Conflict: {WHERE} (My/book)"]),
        (
            {},
            judged("rejected", "Morality"),
            [
                f"Moved from Conflict to Morality: {WHERE} (My/book)",
                f"Accepted for Morality: {WHERE} (My/book)",
            ],
        ),
        ({}, changes_for_code("B", "Conflict", ["x"], True), ["Conflict in the article ‘x’: not coded → used"]),
        (
            changes_for_code("B", "Conflict", ["x"], True),
            changes_for_code("B", "Conflict", ["x"], False),
            ["Conflict in the article ‘x’: used → not used"],
        ),
        ({}, changes_for_use("policy_frames"), ["Codebook in use: generic frames → policy frames"]),
        (changes_for_use("Mine"), changes_for_use(""), ["Codebook in use: ‘Mine’ → generic frames"]),
        (
            {},
            changes_for_codebook("Mine", {"frames": [{"items": [{"entries": ["a", "b"]}]}, {"items": []}]}),
            ["Codebook ‘Mine’: none → 2 frames, 2 entries"],
        ),
        (
            changes_for_codebook("Mine", {"frames": [{"items": []}], "version": "1"}),
            changes_for_codebook("Mine", {"frames": [{"items": []}], "version": "2"}),
            ["Codebook ‘Mine’ changed: 1 frame, 0 entries"],
        ),
        ({}, changes_for_split([PLACE]), [f"Passage at {WHERE}: as found → in no group"]),
        (
            {},
            dict(list(changes_for_join([PLACE, OTHER]).items())[:1]),
            [f"Passage at characters 0–3 of ‘b’: as found → says the same as {WHERE}"],
        ),
    ],
)
def test_a_step_is_said_in_words(before: dict[Any, Any], after: dict[Any, Any], words: list[str]) -> None:
    assert [edit_words(edit) for edit in edits(before, after)] == words


def test_the_article_of_a_judgement_a_code_and_a_passage_is_known() -> None:
    changes = (judged("accepted"), changes_for_code("B", "F", ["a/b"], True), changes_for_split([OTHER]))
    assert [edit_article(edit) for change in changes for edit in edits({}, change)] == ["in/report/21", "a/b", "b"]
    assert [edit_article(edit) for edit in edits({}, changes_for_use("x"))] == [""]


@pytest.mark.parametrize(
    "edit",
    [
        Edit("judgement", "no place", None, "accepted"),
        Edit("frame code", "nothing", None, True),
        Edit("passage", "nowhere", None, {"apart": True}),
        Edit("judgement", "B/F/0-3/a", None, 7),
        Edit("codebook", "B", None, "odd"),
        Edit("passage", "0-3/a", None, {"with": 7}),
    ],
)
def test_what_a_stranger_wrote_is_said_without_a_failure(edit: Edit) -> None:
    assert edit_words(edit)
    edit_article(edit)
