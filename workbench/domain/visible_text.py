"""Text in which nothing is hidden: characters that are not seen, or that turn round what is beside them, get a name.

The window, the charts and the report all show text from a corpus through here. What is stored, searched, counted and
exported as data stays as it is. Characters that scripts and emoji need (joiners, variation selectors) and soft hyphens,
which web pages are full of, are left alone.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_NAMES: Final = {
    0x061C: "ALM",
    0x180E: "MVS",
    0x200B: "ZWSP",
    0x200E: "LRM",
    0x200F: "RLM",
    0x202A: "LRE",
    0x202B: "RLE",
    0x202C: "PDF",
    0x202D: "LRO",
    0x202E: "RLO",
    0x2060: "WJ",
    0x2066: "LRI",
    0x2067: "RLI",
    0x2068: "FSI",
    0x2069: "PDI",
    0xFEFF: "ZWNBSP",
}
"""Unicode's abbreviations of characters that are not seen."""

_NAMELESS: Final = (*range(0x2061, 0x2065), *range(0x206A, 0x2070), *range(0xFFF9, 0xFFFC), 0xE0001)
"""Characters that are not seen and have no usual abbreviation: they are shown by their number."""

_LINE_ENDS: Final = (0x0B, 0x0C, 0x0D, 0x85, 0x2028, 0x2029)
_SPACES: Final = (0x1C, 0x1D, 0x1E, 0x1F)

_MARKS: Final[dict[int, str]] = (
    {point: chr(0x2400 + point) for point in range(0x20) if point not in (0x09, 0x0A)}
    | {0x7F: "\N{SYMBOL FOR DELETE}"}
    | {point: f"⟨U+{point:04X}⟩" for point in (*range(0x80, 0xA0), *_NAMELESS, *range(0xE0020, 0xE0080))}
    | {point: f"⟨{name}⟩" for point, name in _NAMES.items()}
    | dict.fromkeys(range(0xD800, 0xE000), "\N{REPLACEMENT CHARACTER}")
    | dict.fromkeys(_LINE_ENDS, "\n")
    | dict.fromkeys(_SPACES, " ")
)

_FLAG: Final = re.compile("\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{3,6}\U000e007f")
"""The flag of a region, as England's: the one use of tag characters."""

_UNBROKEN: Final = 32
"""Characters without a place to break after which one is made."""
_RUN: Final = re.compile(rf"[^\s\u200b/]{{{_UNBROKEN + 1},}}")
"""A line may end after a slash by itself; what is not needed would be copied along with a path."""
_JOINERS: Final = frozenset("\u200c\u200d\u2060")


def several_lines(text: str) -> str:
    """Text with its line ends, in which nothing is hidden. Its beginning and its end stay as they are."""
    text = text.replace("\r\n", "\n")
    if text.isprintable():
        return text
    parts, start = [], 0
    for flag in _FLAG.finditer(text):
        parts += [text[start : flag.start()].translate(_MARKS), flag[0]]
        start = flag.end()
    return "".join([*parts, text[start:].translate(_MARKS)])


def one_line(text: str) -> str:
    """Text on one line, in which nothing is hidden: line ends and runs of spaces become one space."""
    return " ".join(several_lines(text).split())


def breakable(text: str) -> str:
    """Text with invisible places to break (U+200B) where a run of characters has none for very long.

    For labels that wrap, which would else become as wide as the longest address in them. A letter is never parted from
    its accent, nor an emoji from what belongs to it.
    """
    return _RUN.sub(lambda run: _with_breaks(run[0]), text)


def _with_breaks(run: str) -> str:
    pieces, start, place = [], 0, _UNBROKEN
    while place < len(run):
        if _may_break(run[place - 1], run[place]):
            pieces.append(run[start:place])
            start, place = place, place + _UNBROKEN
        else:
            place += 1
    return "\u200b".join([*pieces, run[start:]])


def _may_break(before: str, after: str) -> bool:
    if before in _JOINERS or after in _JOINERS or unicodedata.category(after) in ("Mn", "Me", "Mc"):
        return False
    return not ("\U0001f1e6" <= after <= "\U0001f1ff" or "\U0001f3fb" <= after <= "\U0001f3ff" or after >= "\U000e0020")
