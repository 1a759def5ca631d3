"""Intervals of shares of articles, after Wilson (1927)."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]

Z: Final = 1.959963984540054
"""The quantile of the normal distribution that leaves 2.5 % on each side."""


def wilson_intervals(having: npt.ArrayLike, of: npt.ArrayLike, z: float = Z) -> tuple[FloatArray, FloatArray]:
    """Low and high ends of 95 % score intervals of the shares ``having / of``; not a number where ``of`` is 0.

    With share p of n: (p + z^2 / 2n +- z sqrt(p (1 - p) / n + z^2 / 4n^2)) / (1 + z^2 / n). Unlike the interval around p
    itself it stays between 0 and 1 and says something where p is 0 or 1 (Brown, Cai & DasGupta 2001).
    """
    k, n = np.asarray(having, dtype=np.float64), np.asarray(of, dtype=np.float64)
    with np.errstate(invalid="ignore", divide="ignore"):
        p = k / n
        middle = p + z * z / (2 * n)
        half = z * np.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
        low, high = (middle - half) / (1 + z * z / n), (middle + half) / (1 + z * z / n)
    # rounding must not leave a trace where no or every article has it
    low, high = np.where(k == 0, 0.0, low), np.where(k == n, 1.0, high)
    return np.where(n > 0, low, np.nan), np.where(n > 0, high, np.nan)
