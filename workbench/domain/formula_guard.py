"""Cells that a spreadsheet would take for a formula, and how they are kept from it."""

from __future__ import annotations

from typing import Final

FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")
"""What a text starts with that a spreadsheet computes instead of showing it."""


def as_cell(text: str) -> str:
    """The text, with a leading apostrophe where a spreadsheet would take it for a formula."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text
