"""Colouring spans: each layer where it belongs, later ones on top, and only where something changed."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QColor, QTextCharFormat, QTextDocument
from PySide6.QtWidgets import QApplication, QPlainTextEdit

from workbench.ui.widgets.span_highlighter import SpanHighlighter, Stripe

YELLOW, BLUE = "#ffff00", "#0000ff"
TEXT = "The tunnel opened.\n\nThe ferry closed, and the bell 🚢 rang twice.\nEnd"


def ground(colour: str) -> QTextCharFormat:
    style = QTextCharFormat()
    style.setBackground(QColor(colour))
    return style


def line_under() -> QTextCharFormat:
    style = QTextCharFormat()
    style.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
    return style


def looks(document: QTextDocument) -> list[tuple[str, bool]]:
    """Ground colour and underline of each of Qt's positions, paragraph ends included."""
    out: list[tuple[str, bool]] = []
    block = document.begin()
    while block.isValid():
        own = [("", False)] * block.length()
        for span in block.layout().formats():
            style = span.format
            colour = (
                style.background().color().name() if style.hasProperty(QTextCharFormat.Property.BackgroundBrush) else ""
            )
            own[span.start : span.start + span.length] = [(colour, style.fontUnderline())] * span.length
        out += own
        block = block.next()
    return out


def coloured(document: QTextDocument, colour: str = YELLOW) -> list[tuple[int, int]]:
    """Where a ground colour is, as Qt positions; a paragraph's end does not interrupt it."""
    places = [n for n, (found, _) in enumerate(looks(document)) if found == colour]
    runs = groupby(enumerate(places), key=lambda pair: pair[1] - pair[0])
    spans = [[place for _, place in run] for _, run in runs]
    return [(span[0], span[-1] + 1) for span in spans]


@pytest.fixture
def edit(qapp: QApplication) -> Iterator[QPlainTextEdit]:
    widget = QPlainTextEdit(TEXT)
    yield widget
    widget.deleteLater()


def test_a_span_is_coloured_where_it_stands(edit: QPlainTextEdit) -> None:
    highlighter = SpanHighlighter(edit.document())
    highlighter.set_all({"evidence": [Stripe(4, 10, 1, ground(YELLOW))]})
    assert coloured(edit.document()) == [(4, 10)]


def test_a_span_over_two_paragraphs_is_coloured_in_both(edit: QPlainTextEdit) -> None:
    highlighter = SpanHighlighter(edit.document())
    start, end = TEXT.index("opened"), TEXT.index("closed")
    highlighter.set_all({"quotes": [Stripe(start, end, 0, ground(YELLOW))]})
    assert coloured(edit.document()) == [(start, TEXT.index("\n")), (TEXT.index("The ferry"), end)]


def test_the_later_layer_is_on_top_and_keeps_what_it_does_not_set(edit: QPlainTextEdit) -> None:
    highlighter = SpanHighlighter(edit.document())
    highlighter.set_all(
        {
            "evidence": [Stripe(6, 12, 4, ground(YELLOW))],
            "quotes": [Stripe(4, 10, 0, ground(BLUE))],
            "entities": [Stripe(8, 14, 2, line_under())],
        }
    )
    found = looks(edit.document())
    assert found[4:14] == [(BLUE, False)] * 2 + [(YELLOW, False)] * 2 + [(YELLOW, True)] * 4 + [("", True)] * 2


def test_replacing_a_layer_leaves_the_others(edit: QPlainTextEdit) -> None:
    highlighter = SpanHighlighter(edit.document())
    highlighter.set_all({"evidence": [Stripe(4, 10, 4, ground(YELLOW))], "quotes": [Stripe(0, 18, 0, ground(BLUE))]})
    highlighter.set_layer("evidence", [Stripe(22, 28, 4, ground(YELLOW))])
    assert coloured(edit.document()) == [(22, 28)]
    assert coloured(edit.document(), BLUE) == [(0, 18)]
    highlighter.set_layer("evidence", [])
    assert coloured(edit.document()) == []
    assert coloured(edit.document(), BLUE) == [(0, 18)]


def test_only_paragraphs_of_the_old_and_new_spans_are_coloured_anew(qapp: QApplication) -> None:
    seen: list[int] = []

    class Noting(SpanHighlighter):
        def highlightBlock(self, text: str) -> None:  # noqa: N802 - Qt's name
            seen.append(self.currentBlock().blockNumber())
            super().highlightBlock(text)

    edit = QPlainTextEdit("\n".join(f"paragraph {n}" for n in range(100)))
    highlighter = Noting(edit.document())
    starts = [edit.document().findBlockByNumber(n).position() for n in range(100)]
    highlighter.set_all({"evidence": [Stripe(starts[7], starts[7] + 5, 4, ground(YELLOW))]})
    seen.clear()
    highlighter.set_layer("evidence", [Stripe(starts[42], starts[43] + 3, 4, ground(YELLOW))])
    assert sorted(set(seen)) == [7, 42, 43]
    assert coloured(edit.document()) == [(starts[42], starts[42] + len("paragraph 42")), (starts[43], starts[43] + 3)]
    edit.deleteLater()


spans = st.lists(
    st.tuples(st.integers(0, 79), st.integers(1, 30), st.sampled_from(["a", "b", "c"])).map(
        lambda t: (t[0], min(t[0] + t[1], 80), t[2])
    ),
    max_size=12,
)


@given(before=spans, after=spans)
def test_layers_set_one_by_one_look_like_all_set_at_once(
    qapp: QApplication, before: list[tuple[int, int, str]], after: list[tuple[int, int, str]]
) -> None:
    order = {"a": 0, "b": 1, "c": 2}
    colours = {"a": YELLOW, "b": BLUE, "c": "#ff0000"}

    def stripes(of: list[tuple[int, int, str]], name: str) -> list[Stripe]:
        return [Stripe(start, end, order[name], ground(colours[name])) for start, end, layer in of if layer == name]

    text = "\n".join(["nine more"] * 8) + "x"
    one, other = QTextDocument(text), QTextDocument(text)
    gradual, at_once = SpanHighlighter(one), SpanHighlighter(other)
    gradual.set_all({name: stripes(before, name) for name in order})
    for name in order:
        gradual.set_layer(name, stripes(after, name))
    at_once.set_all({name: stripes(after, name) for name in order})
    assert looks(one) == looks(other)
    top = [max((order[layer] for start, end, layer in after if start <= n < end), default=None) for n in range(80)]
    shown = looks(other)
    for n, layer in enumerate(top):
        if text[n] != "\n":
            assert shown[n][0] == ("" if layer is None else list(colours.values())[layer])
