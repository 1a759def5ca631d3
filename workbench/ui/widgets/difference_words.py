"""What differs between two aligned passages, in words: ``“joint” in Quay Post, “common” in Lock Herald``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from workbench.domain.spans import Interval
from workbench.workspace.passage_messages import Difference

_LONGEST: Final = 60


def difference_lines(
    differences: Sequence[Difference], one: tuple[str, str], other: tuple[str, str], *, most: int = 8
) -> list[str]:
    """A line for each difference.

    Args:
        differences: from the one passage to the other.
        one: outlet and text of the one article.
        other: outlet and text of the other.
        most: lines, at most; a last one says how many more there are.
    """
    lines = [_line(difference, one, other) for difference in differences]
    if len(lines) > most:
        return [*lines[:most], f"and {len(lines) - most:,} more"]
    return lines


def _line(difference: Difference, one: tuple[str, str], other: tuple[str, str]) -> str:
    (first, text), (second, other_text) = one, other
    if first == second:
        first, second = f"{first} (left)", f"{second} (right)"
    here, there = _quoted(text, difference.one), _quoted(other_text, difference.other)
    if difference.change == "delete":
        return f"{here} only in {first}"
    if difference.change == "insert":
        return f"{there} only in {second}"
    if difference.change == "quoted":
        return f"{here} in quotation marks only in {first}"
    if difference.change == "unquoted":
        return f"{there} in quotation marks only in {second}"
    return f"{here} in {first}, {there} in {second}"


def _quoted(text: str, place: Interval) -> str:
    words = " ".join(text[slice(*place)].split())
    return f"“{words if len(words) <= _LONGEST else f'{words[: _LONGEST - 1].rstrip()}…'}”"
