"""What people say of passages and articles for frames, as decisions and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.decisions import Decisions
from workbench.domain.judgements import (
    ACCEPTED,
    FRAME_CODE,
    JUDGEMENT,
    REJECTED,
    by_place,
    changes_for_code,
    changes_for_verdict,
    coded_article,
    frame_codes_in,
    judged_place,
    judgements_in,
)
from workbench.domain.spans import Span

names = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=12).filter(str.strip)
places = st.builds(
    lambda document, start, length: Span(document, start, start + length),
    names,
    st.integers(0, 10**6),
    st.integers(1, 10**4),
)


@given(names, names, places, st.sampled_from([ACCEPTED, REJECTED]))
def test_a_judgement_is_read_as_it_was_made(codebook: str, frame: str, place: Span, verdict: str) -> None:
    decisions = Decisions().with_changes(changes_for_verdict(codebook, frame, [place], verdict))
    (judgement,) = judgements_in(decisions, codebook)
    assert (judgement.codebook, judgement.frame, judgement.place, judgement.verdict) == (
        codebook,
        frame,
        place,
        verdict,
    )
    (key,) = decisions.collection(JUDGEMENT)
    assert judged_place(key) == (codebook, frame, place)
    assert judgements_in(decisions, f"{codebook}x") == ()


@given(names, names, names, places)
def test_a_moved_passage_is_rejected_here_and_accepted_there(
    codebook: str, frame: str, other: str, place: Span
) -> None:
    if frame == other:
        with pytest.raises(ValueError, match="moved to another frame"):
            changes_for_verdict(codebook, frame, [place], REJECTED, moved_to=other)
        return
    decisions = Decisions().with_changes(changes_for_verdict(codebook, frame, [place], REJECTED, moved_to=other))
    found = by_place(judgements_in(decisions, codebook))
    at = (place.document_id, place.start, place.end)
    here, there = found[at[0], frame, at[1], at[2]], found[at[0], other, at[1], at[2]]
    assert (here.verdict, here.moved_to) == (REJECTED, other)
    assert (there.verdict, there.moved_to) == (ACCEPTED, "")


@given(names, names, names, st.booleans())
def test_a_code_of_an_article_is_read_as_it_was_made(codebook: str, frame: str, document: str, uses: bool) -> None:
    decisions = Decisions().with_changes(changes_for_code(codebook, frame, [document], uses))
    (code,) = frame_codes_in(decisions, codebook)
    assert (code.codebook, code.frame, code.document_id, code.uses) == (codebook, frame, document, uses)
    (key,) = decisions.collection(FRAME_CODE)
    assert coded_article(key) == (codebook, frame, document)
    assert frame_codes_in(decisions.with_changes(changes_for_code(codebook, frame, [document], None)), codebook) == ()


def test_what_this_version_can_t_read_is_left_out() -> None:
    odd = {
        (JUDGEMENT, "Book/Frame/1-2/a"): "perhaps",
        (JUDGEMENT, "Book/nothing"): "accepted",
        (JUDGEMENT, "Book/F/1-2/a"): 3,
    }
    assert judgements_in(Decisions(odd), "Book") == ()


def test_there_are_two_verdicts() -> None:
    with pytest.raises(ValueError, match="a verdict is one of accepted, rejected"):
        changes_for_verdict("Book", "Frame", [Span("a", 0, 1)], "maybe")
