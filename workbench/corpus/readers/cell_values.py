"""Cells of typed tables (spreadsheets, Parquet) as the text that a reader gives."""

from __future__ import annotations

import math
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any


def cell_text(value: Any) -> str | None:
    """A cell as text: dates in ISO 8601, whole numbers without a point, nothing as ``""``; ``None`` for other things."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        at_midnight = value.time() == time() and value.tzinfo is None
        return value.date().isoformat() if at_midnight else value.isoformat(timespec="seconds")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, float):
        if not math.isfinite(value):
            return ""
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, int | Decimal):
        return str(value)
    if isinstance(value, timedelta):
        return str(value)
    if isinstance(value, bytes):
        try:
            return value.decode("utf-8")
        except UnicodeDecodeError:
            return None
    if isinstance(value, list | tuple):
        parts = [cell_text(part) for part in value]
        return None if None in parts else "; ".join(part for part in parts if part)
    if isinstance(value, dict) and isinstance(value.get("name"), str):
        return str(value["name"])
    return None
