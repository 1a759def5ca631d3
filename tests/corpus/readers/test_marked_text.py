from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from workbench.corpus.readers.marked_text import MarkedText, joined_texts, marked_paragraph

paragraphs = st.builds(
    marked_paragraph, st.text(max_size=4), st.sampled_from(["", "credit", "navigation"]), st.sampled_from(["a", "b"])
)


@given(st.lists(paragraphs, max_size=6), st.booleans())
def test_stretches_stay_at_their_words(texts: list[MarkedText], merged: bool) -> None:
    found = joined_texts(texts, merged=merged)
    kept = [text for text in texts if text.text]
    assert found.text == "\n\n".join(text.text for text in kept)
    marked = [text.text for text in kept if text.boilerplate]
    assert "\n\n".join(found.text[start:end] for start, end, _, _ in found.boilerplate) == "\n\n".join(marked)


def test_neighbours_of_one_kind_and_rule_become_one_stretch_when_asked() -> None:
    texts = [marked_paragraph("a", "credit", "r"), marked_paragraph("b", "credit", "r"), marked_paragraph("c"),
             marked_paragraph("d", "credit", "r"), marked_paragraph("e", "credit", "s")]  # fmt: skip
    assert [stretch[:2] for stretch in joined_texts(texts, merged=True).boilerplate] == [(0, 4), (9, 10), (12, 13)]
    assert len(joined_texts(texts).boilerplate) == 4
