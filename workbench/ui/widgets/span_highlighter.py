"""Colours layers of spans in a text, looking only at the spans of each paragraph."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtGui import QSyntaxHighlighter, QTextCharFormat, QTextDocument


@dataclass(frozen=True, slots=True)
class Stripe:
    """One coloured stretch, in Qt positions. Later layers are drawn over earlier ones."""

    start: int
    end: int
    layer: int
    format: QTextCharFormat


class SpanHighlighter(QSyntaxHighlighter):
    """Formats by spans. Changing one layer formats only the paragraphs that it touches."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self._layers: dict[str, list[Stripe]] = {}
        self._by_block: dict[int, list[Stripe]] = {}
        self._starts: list[int] = []

    def set_all(self, layers: dict[str, list[Stripe]]) -> None:
        """Set every layer for a new text and format it once."""
        document = self.document()
        self._starts = []
        block = document.begin()
        while block.isValid():
            self._starts.append(block.position())
            block = block.next()
        self._layers = layers
        self._by_block = {}
        for stripes in layers.values():
            self._spread(stripes)
        for number in sorted(self._by_block):
            self._by_block[number].sort(key=lambda s: s.layer)
        self.rehighlight()

    def set_layer(self, name: str, stripes: list[Stripe]) -> None:
        """Replace one layer and format only the paragraphs where it was or is."""
        old = self._layers.get(name, [])
        touched = self._blocks_of(old) | self._blocks_of(stripes)
        self._layers[name] = stripes
        for number in touched:
            self._by_block.pop(number, None)
        for other in self._layers.values():
            self._spread(other, touched)
        for number in touched & self._by_block.keys():
            self._by_block[number].sort(key=lambda s: s.layer)
        if 2 * len(touched) > len(self._starts):
            self.rehighlight()  # one pass over all costs less than half of them one by one
            return
        document = self.document()
        for number in sorted(touched):
            self.rehighlightBlock(document.findBlockByNumber(number))

    def highlightBlock(self, text: str) -> None:  # noqa: N802 - Qt's name
        """Format one paragraph."""
        block = self.currentBlock()
        begin = block.position()
        merged: list[tuple[int, int, QTextCharFormat]] = []
        for stripe in self._by_block.get(block.blockNumber(), ()):
            start, end = max(stripe.start - begin, 0), min(stripe.end - begin, len(block.text()) * 2)
            merged.append((start, end, stripe.format))
        for start, end, style in _layered(merged):
            self.setFormat(start, end - start, style)

    def _blocks_of(self, stripes: Iterable[Stripe]) -> set[int]:
        out: set[int] = set()
        for stripe in stripes:
            first = bisect_right(self._starts, stripe.start) - 1
            last = bisect_right(self._starts, max(stripe.end - 1, stripe.start)) - 1
            out.update(range(max(first, 0), last + 1))
        return out

    def _spread(self, stripes: Iterable[Stripe], only: set[int] | None = None) -> None:
        for stripe in stripes:
            for number in self._blocks_of((stripe,)):
                if only is None or number in only:
                    self._by_block.setdefault(number, []).append(stripe)


def _layered(stripes: list[tuple[int, int, QTextCharFormat]]) -> list[tuple[int, int, QTextCharFormat]]:
    """Cut overlapping stripes at each other's ends and lay their formats over one another, later ones on top."""
    if len(stripes) < 2:
        return stripes
    cuts = sorted({edge for start, end, _ in stripes for edge in (start, end)})
    out = []
    for left, right in pairwise(cuts):
        style: QTextCharFormat | None = None
        for start, end, own in stripes:
            if start <= left and right <= end:
                if style is None:
                    style = QTextCharFormat(own)
                else:
                    style.merge(own)
        if style is not None:
            out.append((left, right, style))
    return out
