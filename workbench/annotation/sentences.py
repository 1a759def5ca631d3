"""Sentences as spans of the text, without outer white space."""

from __future__ import annotations

from typing import Final

from workbench.annotation.parsed import Parsed

_CLOSING: Final = frozenset("\"'”’»)]}.!?…")
_OPENING: Final = frozenset("¿¡«“„‘([{")


def find_sentences(parsed: Parsed) -> list[tuple[int, int]]:
    """The article's sentences in order.

    The model's boundaries, with three repairs: marks that close a sentence belong to it and not to the next one, marks
    that open one belong to that one, and a stretch without any letter or digit is no sentence of its own.
    """
    out: list[tuple[int, int]] = []
    text = parsed.text
    for number in range(len(parsed.sentence_starts)):
        tokens = list(parsed.sentence_tokens(number))
        start, end = parsed.starts[tokens[0]], parsed.ends[tokens[-1]]
        opened = _opening(text, parsed, tokens[0])
        if opened < start and out and out[-1][0] < opened < out[-1][1]:
            out[-1] = (out[-1][0], len(text[:opened].rstrip()))
            start = opened
        if out and "\n" not in text[out[-1][1] : start]:
            before = out[-1][1]
            if not any(c.isalnum() for c in text[start:end]):
                out[-1] = (out[-1][0], end)
                continue
            # a closing mark that touches the sentence before it was cut off from it
            moved = 0
            if start == before:
                while moved < len(tokens) - 1 and _closes(text, tokens[moved], parsed):
                    moved += 1
            if moved:
                out[-1] = (out[-1][0], parsed.ends[tokens[moved - 1]])
                start = parsed.starts[tokens[moved]]
        out.append((start, end))
    return out


def _closes(text: str, token: int, parsed: Parsed) -> bool:
    start, end = parsed.starts[token], parsed.ends[token]
    touches = start > 0 and not text[start - 1].isspace()
    return touches and all(c in _CLOSING for c in text[start:end])


def _opening(text: str, parsed: Parsed, first: int) -> int:
    """Where a sentence really begins: at the opening marks that touch its first word and were left to the one before."""
    start = begins = parsed.starts[first]
    while first > 0 and text[parsed.starts[first - 1] : start].rstrip(" \u00a0\u202f") in _OPENING:
        mark, gap = text[parsed.starts[first - 1]], start - parsed.ends[first - 1]
        if gap > (1 if mark == "«" else 0):
            break
        first -= 1
        start = parsed.starts[first]
    return start if start == 0 or text[start - 1].isspace() else begins
