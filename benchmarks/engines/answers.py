"""Whether an engine says the same as Counterpoint."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

SAME: Final = "same"
_ROUNDING: Final = 1e-6

Arrays = Mapping[str, npt.NDArray[Any]]


def compared(folder: Path, reference: Path, operation: str) -> str:
    """:data:`SAME`, or how the answer in a folder differs from the one in the folder of the reference."""
    paths = [place / f"{operation}.answer.npz" for place in (folder, reference)]
    if not all(path.exists() for path in paths):
        return "not compared: there is no answer of Counterpoint"
    with np.load(paths[0]) as own, np.load(paths[1]) as right:
        return difference(dict(own), dict(right))


def difference(own: Arrays, right: Arrays) -> str:
    """How an answer differs from the right one, as far as it says the same kind of thing."""
    kinds = [kind for kind in own if kind in right]
    if not kinds:
        return "not compared: it gives another kind of answer"
    found = [said for kind in kinds if (said := _of_kind(kind, own[kind], right[kind])) != SAME]
    return "; ".join(found) or SAME


def _of_kind(kind: str, own: npt.NDArray[Any], right: npt.NDArray[Any]) -> str:
    if kind == "pairs":
        return _pairs(own, right)
    if own.shape != right.shape:
        return f"{len(own):,} against {len(right):,}"
    if own.dtype.kind == "U":
        other = int((own != right).sum())
        return SAME if not other else f"{other:,} of {own.size:,} lines differ"
    close = np.isclose(own, right, rtol=_ROUNDING, atol=_ROUNDING) if own.dtype.kind == "f" else own == right
    if bool(np.all(close)):
        return SAME
    total = f", {own.sum():,} against {right.sum():,} in all" if own.dtype.kind in "iu" and kind == "values" else ""
    return f"{int((~close).sum()):,} of {own.size:,} values differ{total}"


def _pairs(own: npt.NDArray[Any], right: npt.NDArray[Any]) -> str:
    ours = {(int(a), int(b)): (high, low) for a, b, high, low in own.tolist()}
    theirs = {(int(a), int(b)): (high, low) for a, b, high, low in right.tolist()}
    both = ours.keys() & theirs.keys()
    other = sum(1 for pair in both if not np.allclose(ours[pair], theirs[pair], atol=_ROUNDING))
    if len(both) == len(ours) == len(theirs) and not other:
        return SAME
    said = f"{len(both):,} of Counterpoint's {len(theirs):,} pairs, {len(ours) - len(both):,} others"
    return f"{said}; {other:,} shares differ" if other else said
