"""The typeface of every chart, and how wide text is in it. Nothing here draws.

Text from a corpus can hold anything: :func:`plain_text` makes it one line that every backend accepts, and
:func:`families` names the fonts that have its letters. Lengths are in logical pixels (1/96 inch), sizes in points.
"""

from __future__ import annotations

import unicodedata
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, lru_cache
from typing import Final

import regex
from matplotlib.font_manager import FontProperties, fontManager, get_font
from matplotlib.textpath import text_to_path

from workbench.domain.visible_text import one_line
from workbench.resource_files import resource

PIXELS_PER_INCH: Final = 96.0
"""Logical pixels, in which charts are laid out; a picture for a dense screen or for print has more real ones."""
PIXELS_PER_POINT: Final = PIXELS_PER_INCH / 72.0

REGULAR: Final = 400
BOLD: Final = 700

ELLIPSIS: Final = "…"
_NO_BREAK: Final = "\u00a0"

_LONGEST: Final = 400
"""Code points of a text that are ever drawn; a title can be a whole article by mistake."""

_BUNDLED: Final = ("Inter-Regular.ttf", "Inter-Italic.ttf", "Inter-Medium.ttf", "Inter-SemiBold.ttf", "Inter-Bold.ttf")
_ALWAYS: Final = ("Inter", "DejaVu Sans")
_GENERIC: Final = "sans-serif"
_LATIN: Final = (*_ALWAYS, _GENERIC)
_OTHER_SCRIPTS: Final = (
    "Noto Sans CJK SC",
    "Noto Sans CJK JP",
    "Noto Sans SC",
    "Source Han Sans SC",
    "WenQuanYi Zen Hei",
    "WenQuanYi Micro Hei",
    "PingFang SC",
    "Hiragino Sans GB",
    "Microsoft YaHei",
    "Yu Gothic",
    "Malgun Gothic",
    "Apple SD Gothic Neo",
    "Droid Sans Fallback",
    "Noto Sans Devanagari",
    "Lohit Devanagari",
    "Kohinoor Devanagari",
    "Nirmala UI",
    "Noto Sans Arabic",
    "Geeza Pro",
    "Segoe UI",
    "Noto Sans Bengali",
    "Noto Sans Tamil",
    "Noto Sans Thai",
    "Noto Emoji",
    "Segoe UI Emoji",
    "Arial Unicode MS",
)
"""Fonts of the common systems for scripts that the first two lack, in order of preference."""

# non-characters have no shape, and some make an SVG file that no program opens
_UNDRAWABLE: Final = regex.compile(r"\p{Noncharacter_Code_Point}")


@cache
def register() -> None:
    """Make the bundled Inter known to matplotlib, before any Inter of the system: pictures are the same anywhere."""
    fonts = fontManager.ttflist
    known = len(fonts)
    for name in _BUNDLED:
        fontManager.addfont(str(resource("fonts", name)))
    fonts[:] = fonts[known:] + fonts[:known]


@cache
def _covered() -> frozenset[int]:
    register()
    paths = (fontManager.findfont(FontProperties(family=name), fallback_to_default=False) for name in _ALWAYS)
    return frozenset(code for path in paths for code in get_font(path).get_charmap())


@cache
def _installed() -> tuple[str, ...]:
    names = set(fontManager.get_font_names())
    return tuple(name for name in _OTHER_SCRIPTS if name in names)


def families(text: str) -> tuple[str, ...]:
    """The font families for a text, in order of preference.

    Fonts of the system are named only where the text needs them, so that other pictures are the same on every machine.
    """
    covered = _covered()
    others = () if all(ord(c) in covered for c in text) else _installed()
    return (*_ALWAYS, *others, _GENERIC)


def font(text: str, size: float, weight: int = REGULAR) -> FontProperties:
    """The font for a text: ``size`` in points, ``weight`` regular or bold.

    A text that needs a font of the system is regular: many of those have no bold face.
    """
    names = families(text)
    return FontProperties(family=list(names), size=size, weight=weight if names == _LATIN else REGULAR)


@contextmanager
def quiet_missing_glyphs() -> Iterator[None]:
    """Without the warning that no installed font has a letter: the reader sees the empty box for it."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=r"Glyph \d+ .* missing from", category=UserWarning)
        # a control character has no name, so that the message runs over a line
        warnings.filterwarnings(
            "ignore", message=r"Matplotlib currently does not support .* natively", category=UserWarning
        )
        yield


def plain_text(text: object) -> str:
    """A text as one line that can be drawn: white space folded, what is not seen shown by name, length capped."""
    line = _UNDRAWABLE.sub("\ufffd", one_line(str(text)[: 4 * _LONGEST]))
    line = unicodedata.normalize("NFC", line)
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + ELLIPSIS


@lru_cache(maxsize=16384)
def text_width(text: str, size: float, weight: int = REGULAR) -> float:
    """How wide a text is, in logical pixels, at ``size`` points."""
    if not text:
        return 0.0
    with quiet_missing_glyphs():
        width, _, _ = text_to_path.get_text_width_height_descent(text, font(text, size, weight), ismath=False)
    return float(width) * PIXELS_PER_POINT


def elide(text: str, width: float, size: float, weight: int = REGULAR, *, middle: bool = False) -> str:
    """The text if it fits ``width`` logical pixels, else its beginning (or both ends) and ``…``.

    Letters are never cut from their accents. ``""`` when not even the ellipsis fits.
    """
    if text_width(text, size, weight) <= width:
        return text
    letters: list[str] = regex.findall(r"\X", text)

    def shortened(kept: int) -> str:
        if not middle:
            return "".join(letters[:kept]).rstrip() + ELLIPSIS
        tail = kept // 3
        return "".join(letters[: kept - tail]).rstrip() + ELLIPSIS + "".join(letters[len(letters) - tail :]).lstrip()

    low, high = 0, len(letters) - 1
    while low < high:
        kept = (low + high + 1) // 2
        if text_width(shortened(kept), size, weight) <= width:
            low = kept
        else:
            high = kept - 1
    result = shortened(low)
    return result if text_width(result, size, weight) <= width else ""


def unbroken(text: str) -> str:
    """A text that :func:`wrap` keeps on one line."""
    return text.replace(" ", _NO_BREAK)


def wrap(text: str, width: float, size: float, weight: int = REGULAR) -> list[str]:
    """The text in as few lines as ``width`` logical pixels allow, all about equally long.

    Lines are broken at spaces but for those of :func:`unbroken`; a word that is too long is elided.
    """
    lines = _filled(text, width, size, weight)
    narrowest, widest = width / max(len(lines), 1), width
    while len(lines) > 1 and widest - narrowest > size / 2.0:
        middle = (narrowest + widest) / 2.0
        if len(_filled(text, middle, size, weight)) <= len(lines):
            widest = middle
        else:
            narrowest = middle
    return _filled(text, widest, size, weight)


def _filled(text: str, width: float, size: float, weight: int) -> list[str]:
    """Lines with as many words in each as fit."""
    lines: list[str] = []
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer, size, weight) <= width:
            lines[-1] = longer
        else:
            lines.append(elide(word, width, size, weight))
    return [line.replace(_NO_BREAK, " ") for line in lines if line]
