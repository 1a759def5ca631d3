"""Texts whose stretches of boilerplate are marked by their format, and how they are put together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

Boilerplate = tuple[tuple[int, int, str, str], ...]
"""Stretches of a text that are no part of the article: start, end, kind, rule."""

Mark = tuple[str, str]
"""Kind and rule of a stretch of boilerplate; both are empty for the article itself."""

NO_MARK: Final[Mark] = ("", "")


@dataclass(frozen=True, slots=True)
class MarkedText:
    """Paragraphs with a blank line between them, and what of them is no part of the article."""

    text: str
    boilerplate: Boilerplate = ()


def marked_paragraph(text: str, kind: str = "", rule: str = "") -> MarkedText:
    """One paragraph: boilerplate when it has a kind."""
    return MarkedText(text, ((0, len(text), kind, rule),) if kind else ())


def joined_texts(texts: Iterable[MarkedText], *, merged: bool = False) -> MarkedText:
    """Several texts as one, with a blank line between them; empty ones go.

    Args:
        texts: in their order.
        merged: whether stretches of the same kind and rule in neighbouring texts become one.
    """
    pieces: list[str] = []
    stretches: list[tuple[int, int, str, str]] = []
    at = 0
    for text in texts:
        if not text.text:
            continue
        if pieces:
            at += 2
        for start, end, kind, rule in text.boilerplate:
            last = stretches[-1] if stretches else (0, 0, "", "")
            if merged and not start and last[1] + 2 == at and last[2:] == (kind, rule):
                stretches[-1] = (last[0], at + end, kind, rule)
            else:
                stretches.append((at + start, at + end, kind, rule))
        pieces.append(text.text)
        at += len(text.text)
    return MarkedText("\n\n".join(pieces), tuple(stretches))
