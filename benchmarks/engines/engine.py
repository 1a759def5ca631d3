"""What every engine has to offer, and what its answers look like.

An operation is a method of the name in :data:`benchmarks.engines.questions.OPERATIONS`. What it returns is the engine's own
(a data frame, rows, an array) and has to be complete: nothing lazy. ``answer`` makes of it what is compared, outside of the
measured time. An engine that can't do an operation says why in ``cannot``.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
import numpy.typing as npt

from benchmarks.engines.questions import Given

Answer = Mapping[str, npt.NDArray[Any]]
"""An answer as arrays. ``values``: in a fixed order, compared one by one. ``g2``, ``log_ratio``: compared up to rounding.
``lines``: texts. ``pairs``: rows of two article indices and the larger and the smaller containment."""


_OF_A_RUN = ("keyness_third", "keyness_in_third")


class Engine:
    """One engine, for one corpus. ``build`` is called first and once."""

    title: ClassVar[str]
    package: ClassVar[str | None] = None
    """The package whose version is printed; ``None`` for what comes with Python."""
    fed: ClassVar[str]
    """What it is built from, in words: its own words of the texts, or ready ones."""
    keeps: ClassVar[str]
    """What is built, in words."""
    cannot: ClassVar[Mapping[str, str]] = {}
    """Why an operation is left out, by its name."""
    remarks: ClassVar[Mapping[str, str]] = {}
    """How an operation is done, where that is not plain."""
    on_disk: ClassVar[bool] = True

    def __init__(self, given: Given, folder: Path) -> None:
        self.given = given
        self.folder = folder
        """Where the engine keeps its files."""

    def version(self) -> str:
        """The version that is printed."""
        from importlib.metadata import version

        return version(self.package) if self.package else ""

    def prepare(self) -> None:
        """Brings what it is fed into memory. Not measured."""

    def build(self) -> None:
        """Builds everything that questions need, on the disk where the engine has files. Measured."""
        raise NotImplementedError

    @classmethod
    def can(cls, operation: str) -> bool:
        """Whether the engine does an operation."""
        return operation not in cls.cannot and hasattr(cls, operation)

    def run(self, operation: str, run: int) -> Any:
        """Does an operation. What differs from run to run is decided by the number of the run."""
        method = getattr(self, operation)
        return method(run) if operation in _OF_A_RUN else method()

    def answer(self, operation: str, result: Any) -> Answer:
        """What is compared, from what :meth:`run` returned."""
        method = getattr(self, f"{operation}_answer", None)
        if method is None and operation.startswith("keyness_"):
            method = getattr(self, "keyness_answer", None)
        made: Answer = {"values": np.asarray(result)} if method is None else method(result)
        return made


def keyness_measures(
    a: npt.NDArray[np.int64], b: npt.NDArray[np.int64]
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """G2 (two-term, signed) and Log Ratio (0 counts as 0.5) for engines that count but have no logarithms of columns."""
    c, d = float(a.sum()), float(b.sum())
    expected = c * (a + b) / (c + d)
    other = d * (a + b) / (c + d)
    with np.errstate(divide="ignore", invalid="ignore"):
        g2 = 2 * (np.where(a > 0, a * np.log(a / expected), 0.0) + np.where(b > 0, b * np.log(b / other), 0.0))
    ratio = np.log2(np.where(a == 0, 0.5, a) * d / (np.where(b == 0, 0.5, b) * c))
    return np.copysign(np.maximum(g2, 0.0), a - expected), ratio


def keyness_arrays(
    types: int, which: npt.ArrayLike, a: npt.ArrayLike, b: npt.ArrayLike, g2: npt.ArrayLike, log_ratio: npt.ArrayLike
) -> Answer:
    """Counts and measures in the order of types, 0 for a type that is on neither side, from rows in any order."""
    rows = np.asarray(which)
    values = np.zeros((types, 2), dtype=np.int64)
    values[rows] = np.column_stack([a, b])
    out: dict[str, npt.NDArray[Any]] = {"values": values}
    for name, measure in (("g2", g2), ("log_ratio", log_ratio)):
        column = np.zeros(types)
        column[rows] = measure
        column[values.sum(axis=1) == 0] = 0
        out[name] = column
    return out


def line_of(left: str, node: str, right: str) -> str:
    """A concordance line as it is compared: its three parts, white space as one space and none at their ends."""
    return "\t".join(" ".join(part.split()) for part in (left, node, right))
