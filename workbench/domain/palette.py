"""One colour and one mark shape for each outlet, the same in every list, chart and file.

The colours are after Okabe and Ito (2008), darkened where text needs contrast on white; the shape tells outlets apart
without colour. Beyond eight outlets the shapes shift, so that 64 outlets differ in colour, shape or both.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final
from zlib import crc32

from workbench.domain.outlet_groups import NO_GROUP

MARKS: Final = ("circle", "square", "triangle", "diamond", "pentagon", "triangle_down", "plus", "cross")

_LIGHT: Final = ("#0072B2", "#00875F", "#8A6D00", "#C44E00", "#B0558A", "#2F8FC4", "#5D3A9B", "#5B6470")
_DARK: Final = ("#4BA3DB", "#2FBF93", "#CBA93A", "#F08A4B", "#DE93BC", "#8CCBF0", "#A68BDD", "#A9B2BD")
_UNKNOWN: Final = ("#7A7F87", "#9AA0A8")

_PASSAGES: Final = {
    "same-quote": ("#3B82F6", "#6EA8FE"),
    "same-fact": ("#6B9E3F", "#94C46B"),
    "contradiction": ("#D97706", "#F2A04A"),
}

UNKNOWN_OUTLET: Final = "Outlet not known"
"""What is shown where an article's outlet is empty."""

ALL_OUTLETS: Final = "All outlets"
"""What stands in place of an outlet's name where all of them are counted together."""


@dataclass(frozen=True, slots=True)
class OutletStyle:
    """How one outlet looks: ``#RRGGBB`` on light and on dark ground, and the name of its mark shape."""

    light: str
    dark: str
    mark: str

    def colour(self, dark: bool) -> str:
        """The colour for a light or a dark ground."""
        return self.dark if dark else self.light


def term_styles(terms: Iterable[str]) -> Mapping[str, OutletStyle]:
    """A style for each term of a chart. It follows from the term's letters, so that a term keeps it in all charts.

    Two terms of one chart look different: the later one takes the next style that is free.
    """
    styles: dict[str, OutletStyle] = {}
    taken: set[int] = set()
    kinds = len(_LIGHT) * len(MARKS)
    for term in dict.fromkeys(terms):
        place = crc32(term.casefold().encode()) % kinds
        colours = {one % len(_LIGHT) for one in taken}
        # other colours first: lines have no shape
        while (place in taken or (place % len(_LIGHT) in colours and len(colours) < len(_LIGHT))) and len(
            taken
        ) < kinds:
            place = (place + 1) % kinds
        taken.add(place)
        styles[term] = OutletStyle(
            _LIGHT[place % len(_LIGHT)], _DARK[place % len(_LIGHT)], MARKS[(place + place // len(_LIGHT)) % len(MARKS)]
        )
    return styles


def outlet_styles(outlets: Iterable[str]) -> Mapping[str, OutletStyle]:
    """A style for each outlet, by alphabetical order of all outlets of the corpus (whatever the scope is).

    Groups of outlets get theirs in the same way; outlets in no group look as an unknown outlet does.
    """
    styles: dict[str, OutletStyle] = {}
    for n, outlet in enumerate(sorted({o for o in outlets if o and o != NO_GROUP}, key=lambda o: (o.casefold(), o))):
        colour = n % len(_LIGHT)
        styles[outlet] = OutletStyle(_LIGHT[colour], _DARK[colour], MARKS[(colour + n // len(_LIGHT)) % len(MARKS)])
    styles[""] = styles[NO_GROUP] = OutletStyle(*_UNKNOWN, "circle")
    return styles


def passage_colour(kind: str, *, dark: bool = False) -> str:
    """The colour of passages that say the same, by what they have in common; grey for an unknown kind."""
    return _PASSAGES.get(kind, _UNKNOWN)[dark]
