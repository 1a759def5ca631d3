"""The charts of what outlets cover: which table each one shows and how."""

from __future__ import annotations

from typing import Final

from workbench.charts.omissions import describe_omissions, draw_omissions
from workbench.workspace.chart import Chart

CHARTS: Final = (
    Chart(
        "omissions",
        "What each outlet covers",
        lambda making: making.table("omission_list"),
        draw_omissions,
        describe_omissions,
        lambda table: 21.0 * len(table),
    ),
)
"""The charts of what outlets cover."""
