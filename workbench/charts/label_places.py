"""Where the labels of points go: beside their point, none on another, and on as few points as can be."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from workbench.charts.apart import Area

FloatArray = npt.NDArray[np.float64]


def placed_labels(
    points: FloatArray,
    wanted: Sequence[int],
    widths: Sequence[float],
    *,
    height: float,
    gap: float,
    bounds: tuple[float, float, float, float],
    fixed: Sequence[Area] = (),
) -> list[Area | None]:
    """A place for each label, tried in their order; always the same for the same points.

    Args:
        points: ``float64[n, 2]``: all points in pixels.
        wanted: the points that want a label, the most important first.
        widths: the width of each label in pixels.
        height: the height of a label.
        gap: pixels between a point and its label.
        bounds: left, top, right and bottom, which no label leaves.
        fixed: where no label may lie.

    Returns:
        The area of each label; ``None`` where there is no room for it.
    """
    left, top, right, bottom = bounds
    taken = list(fixed)
    out: list[Area | None] = []
    for point, width in zip(wanted, widths, strict=True):
        x, y = float(points[point, 0]), float(points[point, 1])
        across, up = gap + width / 2.0, gap + height / 2.0
        best: Area | None = None
        fewest = -1
        for dx, dy in (
            (across, 0.0), (-across, 0.0), (0.0, -up), (0.0, up),
            (across, -up), (across, up), (-across, -up), (-across, up),
        ):  # fmt: skip
            area = Area(x + dx, y + dy, width / 2.0, height / 2.0)
            inside = left <= area.x - area.half_width and area.x + area.half_width <= right
            if not inside or area.y - area.half_height < top or area.y + area.half_height > bottom:
                continue
            if any(area.lies_on(other) for other in taken):
                continue
            away = np.abs(points - (area.x, area.y))
            covered = int(((away[:, 0] < area.half_width) & (away[:, 1] < area.half_height)).sum())
            if best is None or covered < fewest:
                best, fewest = area, covered
        if best is not None:
            taken.append(best)
        out.append(best)
    return out
