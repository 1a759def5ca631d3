"""Which characters words are made of, as a table that compiled code can look up."""

from __future__ import annotations

from functools import cache
from typing import Final

import numpy as np
import regex

from workbench.index.arrays import ByteArray

LETTER: Final = 1
MARK: Final = 2
DIGIT: Final = 4
NUMBER_LETTER: Final = 8
"""Nl: Roman numerals and the like."""
APOSTROPHE: Final = 16
FULL_STOP: Final = 32
COMMA: Final = 64
INVISIBLE: Final = 128
"""Soft hyphen and the joiners."""
FIRST: Final = LETTER | DIGIT | NUMBER_LETTER
"""What a word can begin with."""
INNER: Final = FIRST | MARK
"""What a run inside a word is made of."""

_CODE_POINTS: Final = 0x110000
_OF_CATEGORY: Final = {LETTER: r"\p{L}++", MARK: r"\p{M}++", DIGIT: r"\p{Nd}++", NUMBER_LETTER: r"\p{Nl}++"}
_SINGLE: Final = {APOSTROPHE: "'’", FULL_STOP: ".", COMMA: ",", INVISIBLE: "\u00ad\u200c\u200d\u2060"}


@cache
def character_classes() -> ByteArray:
    """``uint8[0x110000]``: the class of each code point, or 0; made once, from the same tables as the tokenizer's rule."""
    classes = np.zeros(_CODE_POINTS, dtype=np.uint8)
    every = np.arange(_CODE_POINTS, dtype="<u4").tobytes().decode("utf-32-le", "surrogatepass")
    for value, pattern in _OF_CATEGORY.items():
        for match in regex.finditer(pattern, every):
            classes[match.start() : match.end()] = value
    for value, characters in _SINGLE.items():
        for character in characters:
            classes[ord(character)] = value
    classes.flags.writeable = False
    return classes
