"""Descriptions right beside the name that they describe: "Prime Minister" in "Prime Minister Jane Roe".

Such a description is a mention of its own, for it has its own words. Where mentions are counted it would make one naming
two: an outlet that likes titles would seem to write more often of somebody.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

REACH: Final = 2
"""Code points that may stand between the two: a blank, or a comma and a blank."""


def described_names(mentions: Iterable[tuple[str, int, int, str, str]]) -> list[int]:
    """For each mention the number of the name that it describes right there, or -1.

    Args:
        mentions: article, start, end, kind and entity of each.

    Returns:
        In the same order; -1 for names, pronouns, descriptions by themselves, and what has no entity.
    """
    rows = list(mentions)
    begins: dict[tuple[str, int, str], int] = {}
    ends: dict[tuple[str, int, str], int] = {}
    for number, (document, start, end, kind, entity) in enumerate(rows):
        if kind == "named" and entity:
            begins[document, start, entity] = number
            ends[document, end, entity] = number
    out: list[int] = []
    for document, start, end, kind, entity in rows:
        found = -1
        for gap in range(REACH + 1) if kind == "nominal" and entity else ():
            found = begins.get((document, end + gap, entity), ends.get((document, start - gap, entity), -1))
            if found >= 0:
                break
        out.append(found)
    return out
