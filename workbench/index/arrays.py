"""The kinds of arrays that the index is made of."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

BoolArray = npt.NDArray[np.bool_]
ByteArray = npt.NDArray[np.uint8]
IntArray = npt.NDArray[np.int32]
LongArray = npt.NDArray[np.int64]
CodeArray = npt.NDArray[np.uint32]
DigestArray = npt.NDArray[np.uint64]
PlaceArray = npt.NDArray[np.int32] | npt.NDArray[np.int64]
"""Positions of tokens: 32-bit numbers as long as they fit."""
