"""Character references of HTML (``&eacute;``, ``&#8212;``) as the characters that they stand for."""

from __future__ import annotations

import html
import re
from typing import Final

from workbench.corpus.canonical import REPLACEMENT

_NO_CHARACTER: Final = re.compile(r"&#\d{100,};?")


def unescaped(text: str) -> str:
    """The text with its references replaced, one with more digits than any character has as U+FFFD.

    ``html.unescape`` raises where a number has thousands of digits.
    """
    return html.unescape(_NO_CHARACTER.sub(REPLACEMENT, text) if "&#" in text else text)
