from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.annotation.document import DocumentAnnotation, MentionAnnotation, QuoteAnnotation

places = st.integers(-1, 10_000)
mentions = st.builds(
    MentionAnnotation,
    places,
    places,
    st.sampled_from(["PERSON", "ORG", ""]),
    st.sampled_from(["named", "pronoun"]),
    places,
)
pairs = st.tuples(places, places)
quotes = st.builds(
    QuoteAnnotation,
    kind=st.sampled_from(["direct", "mixed", "indirect"]),
    start=places,
    end=places,
    speaker_start=places,
    speaker_end=places,
    speaker_mention=places,
    cue_start=places,
    cue_end=places,
    cue=st.text(max_size=8),
    cue_class=st.sampled_from(["", "neutral"]),
    inherited=st.booleans(),
    parts=st.lists(pairs, max_size=3).map(tuple),
)
made: st.SearchStrategy[DocumentAnnotation] = st.builds(
    DocumentAnnotation,
    sentences=st.lists(pairs, max_size=4).map(tuple),
    mentions=st.lists(mentions, max_size=4).map(tuple),
    quotes=st.lists(quotes, max_size=4).map(tuple),
    problems=st.lists(st.tuples(places, st.text(max_size=5)), max_size=2).map(tuple),
)


@given(made)
def test_json_and_back_is_the_same_annotation(annotation: DocumentAnnotation) -> None:
    assert DocumentAnnotation.from_json(json.loads(json.dumps(annotation.to_json()))) == annotation


@pytest.mark.parametrize("values", [{}, [], None, "text", {"format": 0}, {"format": 1, "sentences": 3}])
def test_anything_else_is_refused(values: object) -> None:
    with pytest.raises(ValueError, match="annotation"):
        DocumentAnnotation.from_json(values)
