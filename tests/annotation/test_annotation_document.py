from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.annotation.document import DocumentAnnotation, LabelAnnotation, MentionAnnotation, QuoteAnnotation
from workbench.domain.document_words import DocumentWords

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
labels = st.builds(LabelAnnotation, places, places, places, st.text(max_size=4), st.sampled_from(["title", "modifier"]))
kinds = st.sampled_from(["NOUN", "NOUN 0 1", "VERB 0 3 y", "VERB 2 0 é", *(f"X 0 {n}" for n in range(300))])
words = st.lists(st.tuples(st.integers(0, 300), kinds), max_size=30).map(
    lambda pairs: DocumentWords.of(sorted(start for start, _ in pairs), [kind for _, kind in pairs])
)
many = DocumentWords.of(range(0, 300_000, 300), [f"X 0 {n}" for n in range(1000)])
made: st.SearchStrategy[DocumentAnnotation] = st.builds(
    DocumentAnnotation,
    sentences=st.lists(pairs, max_size=4).map(tuple),
    mentions=st.lists(mentions, max_size=4).map(tuple),
    quotes=st.lists(quotes, max_size=4).map(tuple),
    problems=st.lists(st.tuples(places, st.text(max_size=5)), max_size=2).map(tuple),
    labels=st.lists(labels, max_size=3).map(tuple),
    words=st.none() | words | st.just(many),
)


@given(made)
def test_json_and_back_is_the_same_annotation(annotation: DocumentAnnotation) -> None:
    assert DocumentAnnotation.from_json(json.loads(json.dumps(annotation.to_json()))) == annotation


WHOLE = DocumentAnnotation(sentences=((0, 3),), words=DocumentWords.of([0], ["NOUN"])).to_json()


@pytest.mark.parametrize(
    "values",
    [
        {}, [], None, "text", {"format": 0}, {"format": 2}, {**WHOLE, "sentences": 3}, {**WHOLE, "sentences": [1]},
        {**WHOLE, "mentions": [[]]}, {**WHOLE, "labels": [[1, 2]]}, {**WHOLE, "words": ["", "#", "NOUN"]},
        {**WHOLE, "words": ["#", "$", "NOUN"]}, {**WHOLE, "words": ["#", "#", "NOUN x"]}, {**WHOLE, "words": [1, 2, 3]},
        {**WHOLE, "words": ["\u2603", "#", "NOUN"]},
    ],
)  # fmt: skip
def test_anything_else_is_refused(values: object) -> None:
    with pytest.raises(ValueError, match="annotation"):
        DocumentAnnotation.from_json(values)
