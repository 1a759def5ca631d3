"""What the History says about decisions on names, quotes and verbs."""

from __future__ import annotations

import pytest

from workbench.domain.journal import Edit
from workbench.ui.edit_words import edit_article, edit_words

OTTO, ADA = "person|otto|brook", "person|ada|brook"


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        (Edit("entity", f"same/{OTTO}", None, ADA), "Merged: ‘Otto Brook’ into ‘Ada Brook’"),
        (Edit("entity", f"same/{OTTO}", ADA, None), "No longer merged: ‘Otto Brook’ into ‘Ada Brook’"),
        (
            Edit("entity", f"same/{OTTO}", ADA, "name|harbour guild"),
            "Merged: ‘Otto Brook’ into ‘Harbour Guild’ instead of ‘Ada Brook’",
        ),
        (Edit("entity", "apart/name|guild", None, True), "Split off: ‘Guild’"),
        (Edit("entity", "apart/name|guild", True, None), "No longer split off: ‘Guild’"),
        (Edit("entity", "reject/name|i take", None, True), "Rejected as an entity: ‘I Take’"),
        (Edit("entity", "reject/name|i take", True, None), "No longer rejected as an entity: ‘I Take’"),
        (Edit("entity", f"name/{ADA}", None, "Mayor Brook"), "Name of ‘Ada Brook’: as found → Mayor Brook"),
        (Edit("entity", "type/name|guild", "ORG", None), "Type of ‘Guild’: organisation → as found"),
        (Edit("entity", f"speaker/{ADA}", None, "official"), "Kind of speaker of ‘Ada Brook’: none → official"),
        (Edit("entity", "speaker/phrase:officials", "expert", None), "Kind of speaker of ‘Officials’: expert → none"),
        (Edit("entity", f"different/{ADA}", None, [OTTO]), "Kept apart: ‘Ada Brook’ and ‘Otto Brook’"),
        (Edit("entity", f"different/{ADA}", [OTTO], None), "No longer kept apart: ‘Ada Brook’ and ‘Otto Brook’"),
        (
            Edit("mention", "3-9/a/b", None, {"entity": "own|ada brook|2", "type": "PERSON"}),
            "Mention at characters 3–9 of ‘a/b’: as found → ‘Ada Brook’, person",
        ),
        (
            Edit("mention", "3-9/a/b", {"rejected": True}, None),
            "Mention at characters 3–9 of ‘a/b’: no entity → as found",
        ),
        (
            Edit("quote", "3-9/a", {"added": True, "kind": "direct"}, {"rejected": True}),
            "Quote at characters 3–9 of ‘a’: marked by hand, kind direct → no quote",
        ),
        (
            Edit("quote", "3-9/a", None, {"speaker": [], "cue": [1, 2], "cue_word": "say"}),
            "Quote at characters 3–9 of ‘a’: as found → speaker nobody, verb say",
        ),
        (
            Edit("quote", "3-9/a", {"speaker_key": ADA, "speaker": [1, 2]}, {"kind": "mixed", "class": "assertive"}),
            "Quote at characters 3–9 of ‘a’: speaker ‘Ada Brook’ → kind mixed, class of the verb assertive",
        ),
        (
            Edit("quote", "3-9/a", None, {"added": True, "kind": "direct", "start": 3, "end": 9, "speaker_key": ADA}),
            "Quote at characters 3–9 of ‘a’: as found → marked by hand, kind direct, speaker ‘Ada Brook’",
        ),
        (
            Edit("quote", "3-9/a", None, {"start": 4}),
            "Quote at characters 3–9 of ‘a’: as found → where it begins",
        ),
        (Edit("cue verb", "claim", None, "distancing"), "Verb ‘claim’: as listed → distancing"),
        (Edit("cue verb", "claim", "distancing", ""), "Verb ‘claim’: distancing → no verb of saying"),
        (Edit("entity", "colour/x", None, "red"), "Entity ‘colour/x’: not decided → red"),
        (Edit("mention", "9-3/a", None, True), "Mention ‘9-3/a’: not decided → yes"),
        (Edit("mention", "3-9/a", 7, "x"), "Mention at characters 3–9 of ‘a’: as found → as found"),
    ],
)
def test_decisions_about_names_quotes_and_verbs_are_said_in_words(edit: Edit, words: str) -> None:
    assert edit_words(edit) == words


def test_an_edit_about_one_place_leads_to_its_article() -> None:
    assert edit_article(Edit("mention", "3-9/a/b", None, {"rejected": True})) == "a/b"
    assert edit_article(Edit("quote", "3-9/a/b", None, {"rejected": True})) == "a/b"
    assert edit_article(Edit("quote", "nonsense/a", None, 1)) == ""
    assert edit_article(Edit("entity", f"same/{OTTO}", None, ADA)) == ""
