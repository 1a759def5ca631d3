"""Codebooks: what frames mean and the searches that suggest them; read from and written to the formats in use.

A codebook is data: nothing in its file is executed. Counting is the matter of :mod:`workbench.analysis.frames`.
"""

from __future__ import annotations

from workbench.codebooks.formats import read_codebook, write_codebook
from workbench.codebooks.importing import Imported
from workbench.codebooks.model import DEFAULT_HALF_SCORE_AT, Codebook, CodebookError, Entry, Frame
from workbench.codebooks.own_format import load_codebook

__all__ = [
    "DEFAULT_HALF_SCORE_AT",
    "Codebook",
    "CodebookError",
    "Entry",
    "Frame",
    "Imported",
    "load_codebook",
    "read_codebook",
    "write_codebook",
]
