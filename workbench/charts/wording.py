"""Numbers and names as a person reads them, for labels, captions and axes. Plain text, never markup."""

from __future__ import annotations

import math
from collections.abc import Sequence

from workbench.charts.fonts import plain_text
from workbench.domain.palette import UNKNOWN_OUTLET


def number(value: float) -> str:
    """A whole number with thousands separated: ``1,748``."""
    return f"{round(value):,}"


def rate(value: float) -> str:
    """A rate with as many digits as matter: ``112``, ``9.1``, ``0.34``, ``0.0051``, ``∞``; ``not defined`` for NaN."""
    if math.isnan(value):
        return "not defined"
    if math.isinf(value):
        return "∞" if value > 0 else "−∞"
    size = abs(value)
    if size >= 100:
        return f"{value:,.0f}".replace("-", "−")
    digits = 1 if size >= 1 or size == 0 else 2 if size >= 0.1 else min(1 - math.floor(math.log10(size)), 9)
    return f"{value:.{digits}f}".replace("-", "−")


def counted(count: float, one: str, many: str = "") -> str:
    """A count and its noun: ``1 article``, ``3 articles``."""
    return f"{number(count)} {one if round(count) == 1 else many or one + 's'}"


def times(count: float) -> str:
    """How often: ``once`` is written ``1 time``, so that figures line up."""
    return counted(count, "time")


def interval(low: float, high: float) -> str:
    """``95 % interval 3.1 to 12.0``, or empty when there is none. An end at infinity is no end."""
    if math.isnan(low) or math.isnan(high):
        return ""
    if math.isinf(low) or math.isinf(high):
        ends = [f"from {rate(low)}"] * math.isfinite(low) + [f"up to {rate(high)}"] * math.isfinite(high)
        return f"95 % interval {ends[0] if ends else 'without ends'}"
    return f"95 % interval {rate(low)} to {rate(high)}"


def listing(items: Sequence[str], most: int = 6) -> str:
    """``a``, ``a and b``, ``a, b and c``; beyond ``most`` the rest is counted: ``a, b and 7 more``."""
    shown = list(items) if len(items) <= most else [*items[: most - 1], f"{number(len(items) - most + 1)} more"]
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}" if shown else ""


def quoted(text: str) -> str:
    """A term in quotation marks, as one plain line."""
    return f"“{plain_text(text)}”"


def outlet_name(outlet: str) -> str:
    """An outlet's name as one plain line, also when it is not known."""
    return plain_text(outlet) or UNKNOWN_OUTLET


def sentence(*parts: str) -> str:
    """The parts that are not empty, joined by commas."""
    return ", ".join(part for part in parts if part)
