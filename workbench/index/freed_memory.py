"""Memory that one question gives back is kept for the next one, instead of being returned to the system.

A question about a large corpus makes arrays of a few megabytes and forgets them. Where they come from fresh pages of the
system each time, half of the answer's time goes into clearing these.
"""

from __future__ import annotations

import ctypes
import sys
from typing import Final

_TRIM_THRESHOLD: Final = -1
_MMAP_THRESHOLD: Final = -3
_LARGEST_KEPT: Final = 32 * 1024 * 1024
"""Bytes: the most that glibc takes for it. What is larger has pages of its own and is given back at once."""
_KEPT: Final = 256 * 1024 * 1024
"""Bytes at the end of the heap."""


def keep_freed_memory() -> bool:
    """Ask glibc to keep freed memory, up to 256 MB. Elsewhere nothing is done.

    Returns:
        Whether it was asked and agreed.
    """
    if sys.platform != "linux":
        return False
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is None:  # another library than glibc
        return False
    return bool(mallopt(_MMAP_THRESHOLD, _LARGEST_KEPT)) and bool(mallopt(_TRIM_THRESHOLD, _KEPT))
