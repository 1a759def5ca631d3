"""Where the passages stand that a group in focus is about, whatever kind of group it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from workbench.workspace import omission_tables, passage_tables
from workbench.workspace.passage_groups import PASSAGE_ROW

if TYPE_CHECKING:
    from workbench.workspace.catalogue import Making


def places(making: Making, group_id: str) -> pd.DataFrame:
    """``document_id``, ``start`` and ``end`` of what is counted; no rows for a group that there is not any more."""
    if group_id.startswith(PASSAGE_ROW):
        return passage_tables.group_spans(making, group_id)
    return omission_tables.row_spans(making, group_id)
