"""How charts look: colours on light and dark ground, outlet colours and mark shapes, and what is highlighted.

Nothing here draws or measures.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from matplotlib.colors import to_hex, to_rgb

from workbench.domain.focus import Focus
from workbench.domain.palette import OutletStyle, outlet_styles


@dataclass(frozen=True, slots=True)
class Theme:
    """The colours of a chart that belong to no outlet, as ``#rrggbb``."""

    ground: str
    text: str
    muted: str
    grid: str
    accent: str
    """The ring around a highlighted mark."""
    highlight: str
    """The band behind a highlighted row."""
    strip: str
    """The ground of an article's strip."""


LIGHT: Final = Theme("#ffffff", "#1f2328", "#6b7280", "#e5e7eb", "#b45309", "#fdf3d9", "#f4f5f7")
DARK: Final = Theme("#1e2227", "#e6e8eb", "#9aa4b0", "#343a42", "#f2c14e", "#3a3526", "#282d34")

MARKERS: Final[Mapping[str, tuple[str, float]]] = {
    "circle": ("o", 1.0),
    "square": ("s", 0.9),
    "triangle": ("^", 1.1),
    "diamond": ("D", 0.82),
    "pentagon": ("p", 1.12),
    "triangle_down": ("v", 1.1),
    "plus": ("P", 1.12),
    "cross": ("X", 1.08),
}
"""The marker of matplotlib for each mark shape of the palette, and the factor that makes all look equally large."""

_SUBDUED: Final = 0.45
"""Share of a subdued mark's own colour; the rest is ground."""

_BAR: Final = 0.42
_BAR_SUBDUED: Final = 0.25
"""The same for the fill of a bar."""

_FOCUS_FIELDS: Final = (
    "term",
    "entity",
    "label",
    "frame",
    "speaker",
    "group",
    "outlet",
    "article",
    "part",
    "date_from",
    "date_to",
    "collocate",
    "aspect",
)


@dataclass(frozen=True, kw_only=True)
class Style:
    """How a chart is drawn. It holds no data, so the same chart can be drawn in several styles."""

    outlets: Mapping[str, OutletStyle]
    """The style of each outlet (see :mod:`workbench.domain.palette`)."""
    dark: bool = False
    focus: Focus = field(default_factory=Focus)
    """What is highlighted: its marks keep their colour, the others are subdued."""
    font_size: float = 9.0
    """Points."""
    frame_names: Mapping[str, str] = field(default_factory=dict)
    """What a frame is called, by its name in the table; a frame that is missing keeps that name."""
    headed: bool = False
    """Whether a title above the chart already says what is shown, so that the chart need not."""

    @property
    def theme(self) -> Theme:
        """The colours for this ground."""
        return DARK if self.dark else LIGHT

    def outlet_colour(self, outlet: str, *, subdued: bool = False) -> str:
        """An outlet's colour as ``#rrggbb``, mixed with the ground when it is subdued."""
        colour = self._outlet(outlet).colour(self.dark)
        return blend(colour, self.theme.ground, _SUBDUED) if subdued else colour

    def bar_colour(self, outlet: str, *, subdued: bool = False) -> str:
        """The tint of an outlet's colour that fills its bars, on which its interval and mark stay visible."""
        share = _BAR_SUBDUED if subdued else _BAR
        return blend(self._outlet(outlet).colour(self.dark), self.theme.ground, share)

    def outlet_marker(self, outlet: str) -> tuple[str, float]:
        """Matplotlib's marker for an outlet and the factor for its size."""
        return MARKERS[self._outlet(outlet).mark]

    def frame_name(self, frame: str) -> str:
        """What a frame is called in the chart."""
        return self.frame_names.get(frame, frame)

    def _outlet(self, outlet: str) -> OutletStyle:
        return self.outlets.get(outlet) or self.outlets.get("") or outlet_styles(())[""]


def blend(colour: str, ground: str, share: float) -> str:
    """``share`` of a colour over a ground, as a solid colour, so that marks that overlap don't darken one another."""
    mixed = [share * a + (1.0 - share) * b for a, b in zip(to_rgb(colour), to_rgb(ground), strict=True)]
    return to_hex((mixed[0], mixed[1], mixed[2]))


def highlighted(focus: Focus, marks: Sequence[Focus]) -> tuple[bool, ...] | None:
    """Which marks a focus highlights; ``None`` when it has nothing to do with any of them.

    A part of the focus counts when at least one mark has it: a term in focus leaves a chart of frames as it is, an
    outlet in focus highlights that outlet in every chart. Case does not count, as in a search.
    """
    wanted = {
        name: value.casefold()
        for name in _FOCUS_FIELDS
        if (value := str(getattr(focus, name))) and any(getattr(m, name).casefold() == value.casefold() for m in marks)
    }
    found = tuple(all(getattr(m, name).casefold() == value for name, value in wanted.items()) for m in marks)
    return found if wanted and any(found) else None


def has_subject(focus: Focus, mark: Focus) -> bool:
    """Whether a mark shows the term, entity or frame in focus; without one no mark does."""
    subject = focus.subject
    return bool(subject) and getattr(mark, subject).casefold() == getattr(focus, subject).casefold()
