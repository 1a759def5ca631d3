"""Tables that belong together, as one module hands them to the catalogue."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from workbench.domain.coding import CODING
from workbench.domain.measured import Measured

if TYPE_CHECKING:
    from workbench.workspace.catalogue import Making

Maker = Callable[["Making"], Measured]


@dataclass(frozen=True)
class TableFamily:
    """Makers of tables by name, and what the tables depend on."""

    contract: Mapping[str, Maker] = field(default_factory=dict)
    """Tables of :data:`workbench.domain.columns.TABLES`."""
    panes: Mapping[str, Maker] = field(default_factory=dict)
    """What only panes and charts show."""
    lexical: frozenset[str] = frozenset()
    """Those that need no annotation while all text is counted and no entity is in focus."""
    of_words: frozenset[str] = frozenset()
    """Those of ``lexical`` that count words alone, so that they stay what they are while names and quotes are looked for."""
    focused: frozenset[str] = frozenset()
    """Those that depend on what is highlighted."""
    options: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """The options that decide what is in a table; all of them where a table is not named."""
    follows: frozenset[str] = CODING
    """Of the decisions in :mod:`workbench.domain.coding` the collections that the tables follow from: a table is not made
    anew when another one changes."""
