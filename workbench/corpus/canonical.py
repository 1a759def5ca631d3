"""Canonical text: the one form in which an article's text is stored, so that code points mean the same everywhere.

Decoding bytes does not belong here (see :mod:`workbench.text_decoding`), nor does any cleaning: boilerplate stays in
the stored text and is marked by spans.
"""

from __future__ import annotations

import re
from typing import Final

REPLACEMENT: Final = "\ufffd"
"""Stands where a character can't be stored."""

_BYTE_ORDER_MARK: Final = "\ufeff"


# Characters that no display or file format carries reliably. Those beyond U+FFFF are looked for only where there are
# such characters at all: one class for everything takes ten times as long.
_UNSTORABLE: Final = re.compile("[\x00\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_ASTRAL: Final = re.compile("[\U00010000-\U0010ffff]")
_UNSTORABLE_ASTRAL: Final = re.compile(
    "[" + "".join(chr((plane << 16) | low) for plane in range(1, 17) for low in (0xFFFE, 0xFFFF)) + "]"
)


def canonical_text(decoded: str) -> str:
    r"""The stored form of a decoded source.

    Line ends become ``\n`` (CR LF and CR alone), one leading byte order mark is removed, and NUL, lone surrogates and
    non-characters (U+FDD0 to U+FDEF and the last two code points of each plane) become U+FFFD, one for one. Nothing
    else is changed. Applying it again changes nothing, unless the source began with more than one byte order mark:
    the rule removes exactly one.
    """
    text = decoded.removeprefix(_BYTE_ORDER_MARK)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if text.isascii() and "\x00" not in text:
        return text
    text = _UNSTORABLE.sub(REPLACEMENT, text)
    return _UNSTORABLE_ASTRAL.sub(REPLACEMENT, text) if _ASTRAL.search(text) else text


def canonical_field(decoded: str) -> str:
    """A metadata value on one line: canonical, with every run of white space as one space and none at the ends.

    Byte order marks before it go, however many there are.
    """
    return " ".join(canonical_text(decoded).split()).lstrip(_BYTE_ORDER_MARK + " ")
