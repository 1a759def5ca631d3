"""The charts of what outlets cover and have in common: which table each one shows and how."""

from __future__ import annotations

from typing import Final

from workbench.charts.omissions import describe_omissions, draw_omissions
from workbench.charts.ribbon import describe_ribbon, draw_ribbon
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
    Chart(
        "ribbon",
        "Passages in common, article by article",
        lambda making: making.table("passage_ribbon"),
        draw_ribbon,
        describe_ribbon,
        lambda table: 76.0 * table["document_id"].nunique(),
    ),
)
"""The charts of what outlets cover and have in common."""
