"""Where words begin and end, found by compiled code: the rule of :mod:`workbench.index.tokenizer`, word for word.

The regular expression there is what the rule *is*; this is the same rule as a loop, for texts by the million. A test sets
the two side by side on random texts.
"""

from __future__ import annotations

import numpy as np

from workbench.index.arrays import ByteArray, CodeArray, IntArray
from workbench.index.character_classes import (
    APOSTROPHE,
    COMMA,
    DIGIT,
    FIRST,
    FULL_STOP,
    INNER,
    INVISIBLE,
    LETTER,
    MARK,
    character_classes,
)
from workbench.index.kernels import kernel

_SMALL_S, _CAPITAL_S = ord("s"), ord("S")


def code_points(text: str) -> CodeArray:
    """``uint32``: the code points of a text, lone surrogates among them."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)


def scan_code_points(codes: CodeArray) -> tuple[IntArray, IntArray]:
    """Half-open spans of the words in a text: what :func:`workbench.index.tokenizer.scan` finds before folding.

    Args:
        codes: fewer than 2**31 code points.
    """
    starts = np.empty(codes.size, dtype=np.int32)
    ends = np.empty(codes.size, dtype=np.int32)
    count = _scan(codes, character_classes(), starts, ends)
    return starts[:count], ends[:count]


@kernel
def _scan(codes: CodeArray, classes: ByteArray, starts: IntArray, ends: IntArray) -> int:
    size = codes.size
    at = 0
    count = 0
    while at < size:
        if not classes[codes[at]] & FIRST:
            at += 1
            continue
        end = _acronym_end(codes, classes, at)
        if end == at:
            end = _word_end(codes, classes, at)
        starts[count] = at
        ends[count] = end
        count += 1
        at = end
        if _possessive(codes, classes, at):
            starts[count] = at
            ends[count] = at + 2
            count += 1
            at += 2
    return count


@kernel
def _acronym_end(codes: CodeArray, classes: ByteArray, at: int) -> int:
    """The end of single letters with full stops between them; ``at`` when there is no acronym."""
    size = codes.size
    if not classes[codes[at]] & LETTER:
        return at
    place = at + 1
    while place < size and classes[codes[place]] & MARK:
        place += 1
    letters = 1
    while place + 1 < size and classes[codes[place]] & FULL_STOP and classes[codes[place + 1]] & LETTER:
        place += 2
        letters += 1
        while place < size and classes[codes[place]] & MARK:
            place += 1
    if letters == 1 or (place < size and classes[codes[place]] & INNER):
        return at
    if place < size and classes[codes[place]] & FULL_STOP:
        place += 1
    return place


@kernel
def _word_end(codes: CodeArray, classes: ByteArray, at: int) -> int:
    """The end of runs that are joined by an inner apostrophe or by a separator inside a number."""
    size = codes.size
    place = _run_end(codes, classes, at)
    while place + 1 < size:
        here = classes[codes[place]]
        if here & APOSTROPHE:
            joins = not _possessive(codes, classes, place)
        elif here & (FULL_STOP | COMMA):
            joins = bool(classes[codes[place - 1]] & DIGIT) and bool(classes[codes[place + 1]] & DIGIT)
        else:
            joins = False
        if not joins or not classes[codes[place + 1]] & FIRST:
            break
        place = _run_end(codes, classes, place + 1)
    return place


@kernel
def _run_end(codes: CodeArray, classes: ByteArray, at: int) -> int:
    """The end of letters, marks and digits, over invisible characters that stand between them."""
    size = codes.size
    place = at + 1
    while True:
        while place < size and classes[codes[place]] & INNER:
            place += 1
        behind = place
        while behind < size and classes[codes[behind]] & INVISIBLE:
            behind += 1
        if behind in (place, size) or not classes[codes[behind]] & INNER:
            return place
        place = behind + 1


@kernel
def _possessive(codes: CodeArray, classes: ByteArray, at: int) -> bool:
    """Whether a possessive stands here: apostrophe and s, with nothing of a word behind it."""
    size = codes.size
    if at + 1 >= size or not classes[codes[at]] & APOSTROPHE:
        return False
    if codes[at + 1] != _SMALL_S and codes[at + 1] != _CAPITAL_S:
        return False
    if at + 2 >= size:
        return True
    behind = classes[codes[at + 2]]
    if behind & INNER:
        return False
    return not (behind & APOSTROPHE and at + 3 < size and classes[codes[at + 3]] & INNER)
