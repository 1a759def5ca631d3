"""Colours layers of spans in a text, looking only at the spans of each paragraph.

A long article is coloured in slices, from the paragraph in view onwards, so that the window goes on in between.
"""

from __future__ import annotations

import time
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtGui import QSyntaxHighlighter, QTextCharFormat, QTextDocument

_SLICE_SECONDS: Final = 0.02
"""How long the window may wait for colours at a time."""
_AT_ONCE: Final = 300
"""Paragraphs that are coloured without a pause."""


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
        self._waiting: list[int] = []
        """Paragraphs still to be coloured, the next one last."""
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._go_on)

    def set_all(self, layers: dict[str, list[Stripe]], *, first: int = 0) -> None:
        """Set every layer for a new text. ``first`` is the paragraph in view, which is coloured first."""
        document = self.document()
        self._starts = []
        block = document.begin()
        while block.isValid():
            self._starts.append(block.position())
            block = block.next()
        before = set(self._by_block)
        self._layers = layers
        self._by_block = {}
        for stripes in layers.values():
            self._spread(stripes)
        for number in self._by_block:
            self._by_block[number].sort(key=_layer_of)
        self._colour({n for n in before | set(self._by_block) if n < len(self._starts)}, first)

    def forget(self) -> None:
        """Forget every layer, because another text comes: its paragraphs are not coloured until :meth:`set_all`."""
        self._timer.stop()
        self._layers, self._by_block, self._starts, self._waiting = {}, {}, [], []

    def set_layer(self, name: str, stripes: list[Stripe], *, first: int = 0) -> None:
        """Replace one layer and format only the paragraphs where it was or is."""
        old = self._layers.get(name, [])
        touched = self._blocks_of(old) | self._blocks_of(stripes)
        self._layers[name] = stripes
        for number in touched:
            self._by_block.pop(number, None)
        for other in self._layers.values():
            self._spread(other, touched)
        for number in touched & self._by_block.keys():
            self._by_block[number].sort(key=_layer_of)
        self._colour(touched | set(self._waiting), first)

    def highlightBlock(self, text: str) -> None:  # noqa: N802 - Qt's name
        """Format one paragraph."""
        if not self._by_block:  # a text of thousands of paragraphs is being set
            return
        block = self.currentBlock()
        begin = block.position()
        own = self._by_block.get(block.blockNumber())
        if not own:
            return
        longest = block.length()
        cut = [(max(s.start - begin, 0), min(s.end - begin, longest), s.format) for s in own]
        for start, end, style in _layered(cut):
            self.setFormat(start, end - start, style)

    @property
    def busy(self) -> bool:
        """Whether paragraphs are still to be coloured."""
        return bool(self._waiting)

    def _colour(self, blocks: set[int], first: int) -> None:
        """Colour paragraphs: few at once, many in slices, from the one in view onwards."""
        ordered = sorted(blocks, key=lambda number: (number < first, number), reverse=True)
        self._waiting = ordered
        if len(ordered) <= _AT_ONCE:
            self._waiting = []
            self._timer.stop()
            document = self.document()
            for number in reversed(ordered):
                self.rehighlightBlock(document.findBlockByNumber(number))
        else:
            self._go_on()
            self._timer.start()

    def _go_on(self) -> None:
        until = time.perf_counter() + _SLICE_SECONDS
        document = self.document()
        while self._waiting and time.perf_counter() < until:
            self.rehighlightBlock(document.findBlockByNumber(self._waiting.pop()))
        if not self._waiting:
            self._timer.stop()

    def _blocks_of(self, stripes: Iterable[Stripe]) -> set[int]:
        out: set[int] = set()
        starts = self._starts
        for stripe in stripes:
            first = bisect_right(starts, stripe.start) - 1
            last = bisect_right(starts, max(stripe.end - 1, stripe.start)) - 1
            out.update(range(max(first, 0), last + 1))
        return out

    def _spread(self, stripes: Iterable[Stripe], only: set[int] | None = None) -> None:
        starts, by_block = self._starts, self._by_block
        for stripe in stripes:
            number = max(bisect_right(starts, stripe.start) - 1, 0)
            while number < len(starts) and (starts[number] < stripe.end or starts[number] <= stripe.start):
                if only is None or number in only:
                    by_block.setdefault(number, []).append(stripe)
                number += 1


def _layer_of(stripe: Stripe) -> int:
    return stripe.layer


def _layered(stripes: list[tuple[int, int, QTextCharFormat]]) -> list[tuple[int, int, QTextCharFormat]]:
    """Cut overlapping stripes at each other's ends and lay their formats over one another, later ones on top.

    Sweeps over the edges with the stripes that are open at each: a paragraph of a million characters has thousands.
    """
    if len(stripes) < 2:
        return stripes
    opening = sorted(range(len(stripes)), key=lambda n: stripes[n][0])
    cuts = sorted({edge for start, end, _ in stripes for edge in (start, end)})
    mixed: dict[tuple[int, ...], QTextCharFormat] = {}
    out = []
    active: list[int] = []
    at = 0
    for place, left in enumerate(cuts[:-1]):
        active = [n for n in active if stripes[n][1] > left]
        while at < len(opening) and stripes[opening[at]][0] <= left:
            if stripes[opening[at]][1] > left:
                active.append(opening[at])
            at += 1
        if not active:
            continue
        active.sort()
        key = tuple(id(stripes[n][2]) for n in active)
        style = mixed.get(key)
        if style is None:
            style = QTextCharFormat(stripes[active[0]][2])
            for n in active[1:]:
                style.merge(stripes[n][2])
            mixed[key] = style
        out.append((left, cuts[place + 1], style))
    return out
