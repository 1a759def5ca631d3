"""Put this folder on PYTHONPATH and Qt can't be imported, in this process and in every worker it starts.

Proves that whatever lies below the window runs on a machine that has no Qt.
"""

from __future__ import annotations

import sys
from importlib.abc import MetaPathFinder
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from importlib.machinery import ModuleSpec
    from types import ModuleType

BLOCKED = frozenset({"PySide6", "shiboken6"})


class QtBlocker(MetaPathFinder):
    """Answers every import of Qt as if it were not installed."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Raise for Qt, leave the rest to the others."""
        if fullname.partition(".")[0] in BLOCKED:
            raise ModuleNotFoundError(f"No module named {fullname!r} (blocked by tests/no_qt)", name=fullname)
        return None


sys.meta_path.insert(0, QtBlocker())
