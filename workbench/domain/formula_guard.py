"""Cells that a spreadsheet would take for a formula, and how they are kept from it."""

from __future__ import annotations

from typing import Final

FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")
"""What a text starts with that a spreadsheet computes instead of showing it."""


def as_cell(text: str) -> str:
    """The text, with a leading apostrophe where a spreadsheet would take it for a formula."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def from_cell(cell: str) -> str:
    """The text that :func:`as_cell` made a cell of: its apostrophe is taken off where it guards a formula."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA_STARTS) else cell
