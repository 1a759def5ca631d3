"""Tables of passages that say the same in several outlets of a story."""

from __future__ import annotations

from typing import Final

from workbench.workspace.table_family import TableFamily

FAMILY: Final = TableFamily()
