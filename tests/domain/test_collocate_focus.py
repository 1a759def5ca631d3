"""A focus on a collocate: what it needs, and its round trip through JSON."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.focus import Focus


@given(
    st.sampled_from([Focus(term="president"), Focus(entity="e1")]),
    st.text(min_size=1, max_size=8),
    st.tuples(st.integers(0, 50), st.integers(0, 50)).filter(any),
    st.booleans(),
)
def test_a_collocate_survives_a_round_trip(
    subject: Focus, collocate: str, span: tuple[int, int], within_sentences: bool
) -> None:
    focus = replace(subject, collocate=collocate, span=span, within_sentences=within_sentences)
    assert Focus.from_json(json.loads(json.dumps(focus.to_json()))) == focus
    assert focus.wherever == subject


def test_a_focus_without_a_collocate_writes_none_of_it() -> None:
    assert Focus(term="president").to_json() == {"term": "president"}


@pytest.mark.parametrize(
    "values",
    [
        {"collocate": "war", "span": (5, 5)},
        {"term": "president", "collocate": "war"},
        {"term": "president", "span": (5, 5)},
        {"term": "president", "within_sentences": True},
        {"term": "president", "collocate": "war", "span": (-1, 5)},
        {"frame": "conflict", "collocate": "war", "span": (5, 5)},
        {"entity": "e1", "label": "name:Roe", "collocate": "war", "span": (5, 5)},
    ],
)
def test_a_collocate_has_a_node_and_a_window(values: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="collocate"):
        Focus(**values)  # type: ignore[arg-type]


@pytest.mark.parametrize("span", [5, [5], [5, 5, 5], "ab", ["a", 5]])
def test_a_window_that_is_none_is_refused(span: object) -> None:
    with pytest.raises((ValueError, TypeError)):
        Focus.from_json({"term": "president", "collocate": "war", "span": span})
