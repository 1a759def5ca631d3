from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.annotation.document import DocumentAnnotation, QuoteAnnotation
from workbench.annotation.mentions import find_mentions
from workbench.annotation.parsed import Parsed
from workbench.annotation.quotes import find_quotes

Annotate = Callable[[str], DocumentAnnotation]


def indirect(text: str, annotation: DocumentAnnotation) -> list[tuple[str, str, str]]:
    """Content, speaker and cue of each row without marks that counts."""
    return [
        (text[q.start : q.end], speaker(text, q), q.cue)
        for q in annotation.quotes
        if q.kind == "indirect" and not q.proposed and q.within < 0
    ]


def speaker(text: str, quote: QuoteAnnotation) -> str:
    return text[quote.speaker_start : quote.speaker_end] if quote.speaker_start >= 0 else ""


@pytest.mark.parametrize(
    ("text", "content", "who", "cue"),
    [
        # clauses
        ("Ines Almeida said the pier was safe.", "the pier was safe", "Ines Almeida", "say"),
        ("Ines Almeida said that the pier was safe.", "that the pier was safe", "Ines Almeida", "say"),
        ("Ines Almeida believes that the pier is safe.", "that the pier is safe", "Ines Almeida", "believe"),
        (
            "Ines Almeida wondered whether the ferry would sail.",
            "whether the ferry would sail",
            "Ines Almeida",
            "wonder",
        ),
        ("The pier was closed, Ines Almeida said on Monday.", "The pier was closed", "Ines Almeida", "say"),
        ("As Ines Almeida said on Monday, the pier was closed.", "the pier was closed", "Ines Almeida", "say"),
        ("It was reported that the pier had collapsed.", "that the pier had collapsed", "", "report"),
        # the tree loses the clause behind a long address
        (
            "Ines Almeida told those at the meeting on Monday evening that the pier would close.",
            "that the pier would close",
            "Ines Almeida",
            "tell",
        ),
        # infinitives and gerunds
        ("Ines Almeida promised to rebuild the pier.", "to rebuild the pier", "Ines Almeida", "promise"),
        ("Ines Almeida wants to stay and win.", "to stay and win", "Ines Almeida", "want"),
        ("The mayor urged residents to stay away.", "to stay away", "The mayor", "urge"),
        ("Ines Almeida asked him to leave the room.", "to leave the room", "Ines Almeida", "ask"),
        ("Ines Almeida denied taking the money.", "taking the money", "Ines Almeida", "deny"),
        ("Ines Almeida is said to have sold the ferry.", "to have sold the ferry", "", "say"),
        # noun phrases and what follows a preposition
        ("Ines Almeida praised the crew.", "the crew", "Ines Almeida", "praise"),
        ("Ines Almeida called the pier a danger to all.", "the pier a danger to all", "Ines Almeida", "call"),
        ("Ines Almeida described the pier as a ruin.", "the pier as a ruin", "Ines Almeida", "describe"),
        ("Ines Almeida accused the council of hiding the report.", "hiding the report", "Ines Almeida", "accuse"),
        ("Ines Almeida blamed the storm for the delay.", "the storm for the delay", "Ines Almeida", "blame"),
        ("Ines Almeida spoke about the storm.", "the storm", "Ines Almeida", "speak"),
        ("Ines Almeida called for a new vote.", "a new vote", "Ines Almeida", "call"),
        ("Ines Almeida ruled out a new vote.", "a new vote", "Ines Almeida", "rule"),
        # nouns and adjectives
        ("The claim that the ferry had sunk was repeated.", "that the ferry had sunk", "", "claim"),
        ("Almeida's call for a new pier surprised them.", "a new pier", "Almeida", "call"),
        ("Ines Almeida made the claim that the pier was safe.", "that the pier was safe", "Ines Almeida", "claim"),
        ("Ines Almeida is confident that the pier will open.", "that the pier will open", "Ines Almeida", "confident"),
        ("Ines Almeida is critical of the plan.", "the plan", "Ines Almeida", "critical"),
        # phrases
        (
            "According to the port authority, the pier is safe.",
            "the pier is safe",
            "the port authority",
            "according to",
        ),
        ("The pier is safe, according to Ines Almeida.", "The pier is safe", "Ines Almeida", "according to"),
        ("In the view of Ines Almeida, the pier is safe.", "the pier is safe", "Ines Almeida", "in the view of"),
        ("In Almeida's view, the pier is safe.", "the pier is safe", "Almeida", "in the view of"),
        ("The captain reportedly left the ship.", "The captain reportedly left the ship", "", "reportedly"),
        # what speaks though it is nobody
        ("The report found that the pier had rusted.", "that the pier had rusted", "The report", "find"),
        ("The survey shows that most people want a pier.", "that most people want a pier", "The survey", "show"),
        ("Poll: Most residents want a new pier", "Most residents want a new pier", "Poll", ""),
        # headings, whose verb the model takes for a noun
        ("Council calls for new pier", "new pier", "Council", "call"),
    ],
)
def test_each_way_to_report_without_marks_gives_content_speaker_and_cue(
    annotated: Annotate, text: str, content: str, who: str, cue: str
) -> None:
    assert indirect(text, annotated(text)) == [(content, who, cue)]


@pytest.mark.parametrize(
    "text",
    [
        "The storm showed that the pier was weak.",
        "The council made sure that the pier was safe.",
        "I think that the pier is safe.",
        "The council is expected to vote on Monday.",
        "The ferry sails at noon.",
    ],
)
def test_facts_and_the_writers_own_thoughts_are_nobodys_speech(annotated: Annotate, text: str) -> None:
    assert annotated(text).quotes == ()


def test_a_content_that_its_attribution_splits_has_two_rows_of_one_act(annotated: Annotate) -> None:
    text = "The pier, Ines Almeida said, would be closed before winter."
    quotes = annotated(text).quotes
    assert [text[q.start : q.end] for q in quotes] == ["The pier", "would be closed before winter"]
    assert len({q.cue_start for q in quotes}) == 1


def test_according_to_inside_a_sentence_leaves_both_sides(annotated: Annotate) -> None:
    text = "The pier, according to Ines Almeida, is safe."
    assert indirect(text, annotated(text)) == [
        ("The pier", "Ines Almeida", "according to"),
        ("is safe", "Ines Almeida", "according to"),
    ]


def test_a_fragment_between_marks_shares_the_cue_of_its_clause(annotated: Annotate) -> None:
    text = "Ines Almeida said the pier was “a danger to everyone” and should be closed."
    clause, fragment = annotated(text).quotes
    assert (clause.kind, fragment.kind) == ("indirect", "mixed")
    assert text[clause.start : clause.end] == "the pier was “a danger to everyone” and should be closed"
    assert text[fragment.start : fragment.end] == "a danger to everyone"
    assert clause.cue_start == fragment.cue_start
    assert clause.speaker_mention == fragment.speaker_mention >= 0
    assert fragment.within == -1


def test_how_something_was_said_is_no_part_of_it(annotated: Annotate) -> None:
    text = "The pier will close, Ines Almeida said on Monday, citing a report."
    assert indirect(text, annotated(text))[0] == ("The pier will close", "Ines Almeida", "say")


def test_who_is_made_to_say_it_says_it(annotated: Annotate) -> None:
    text = "The inquiry forced Ines Almeida to admit that the pier had rusted."
    assert ("that the pier had rusted", "Ines Almeida", "admit") in indirect(text, annotated(text))


def test_a_verb_in_no_list_is_proposed_with_its_dictionary_form(annotated: Annotate) -> None:
    text = "Ines Almeida clamoured that the pier must close."
    (quote,) = annotated(text).quotes
    assert quote.proposed
    assert (quote.cue, quote.cue_class) == ("clamour", "")
    assert (text[quote.start : quote.end], speaker(text, quote)) == ("that the pier must close", "Ines Almeida")


def test_nothing_is_proposed_for_a_subject_that_cannot_speak(annotated: Annotate) -> None:
    assert annotated("The rain meant that the pier closed.").quotes == ()


_WORDS = st.sampled_from(
    [
        "Roe",
        "said",
        "that",
        "the",
        "pier",
        "“",
        "”",
        ",",
        ".",
        "according",
        "to",
        "he",
        "wants",
        "claim",
        ":",
        "\n\n",
        '"',
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(_WORDS, max_size=25), st.data())
def test_any_tree_gives_spans_that_lie_in_the_text(pieces: list[str], data: st.DataObject) -> None:
    """The rules are given trees and tags that no parser would make."""
    parsed = Parsed("")
    for piece in pieces:
        if piece == "\n\n":
            parsed.text += piece
            continue
        parsed.starts.append(len(parsed.text))
        parsed.text += piece
        parsed.ends.append(len(parsed.text))
        parsed.text += " "
    count = len(parsed.starts)
    tags = st.sampled_from(["NNP", "NN", "VBD", "VB", "VBN", "IN", ",", ".", "PRP", "JJ", "``", "TO"])
    relations = st.sampled_from(
        ["nsubj", "ccomp", "dobj", "prep", "pobj", "xcomp", "acl", "relcl", "mark", "advcl", "conj", "agent", "auxpass"]
    )
    parsed.tags = data.draw(st.lists(tags, min_size=count, max_size=count))
    parsed.relations = data.draw(st.lists(relations, min_size=count, max_size=count))
    parsed.heads = data.draw(st.lists(st.integers(0, max(count - 1, 0)), min_size=count, max_size=count))
    breaks = data.draw(st.sets(st.integers(0, max(count - 1, 0)), max_size=3)) if count else set()
    parsed.sentence_starts = sorted({0, *breaks}) if count else []
    quotes, mentions, problems = find_quotes(parsed, find_mentions(parsed))
    for quote in quotes:
        assert 0 <= quote.start < quote.end <= len(parsed.text)
        assert -1 <= quote.speaker_mention < len(mentions)
        assert -1 <= quote.within < len(quotes)
        for start, end in ((quote.speaker_start, quote.speaker_end), (quote.cue_start, quote.cue_end)):
            assert (start, end) == (-1, -1) or 0 <= start < end <= len(parsed.text)
    assert all(0 <= at < len(parsed.text) for at, _ in problems)
