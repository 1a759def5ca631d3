"""What the window asks about the names of outlets, and the answer. Imported by the window, so it needs nothing heavy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workbench.domain.progress import Progress
    from workbench.domain.state import State
    from workbench.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class OutletName:
    """A name as the sources or a person gave it, before names were folded."""

    name: str
    articles: int
    outlet: str
    """The outlet that it stands for: itself, unless a person folded it."""
    suggestion: str = ""
    """The outlet that it may stand for. Nothing is suggested for names that a person decided about."""
    reason: str = ""
    certain: bool = False
    """Whether nothing speaks for another outlet of a like name."""


@dataclass(frozen=True, slots=True)
class OutletNames:
    """All names of outlets, and what people made of them."""

    revision: int
    names: tuple[OutletName, ...] = ()
    """Alphabetically."""
    unnamed: int = 0
    """Articles whose outlet is not known."""
    groupings: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = ()
    """Each grouping by name, with pairs of outlet and group."""


def outlet_names(workspace: Workspace, call: Progress, state: State) -> OutletNames:
    """Every name of an outlet with its articles, the outlet that it stands for, and what is suggested."""
    from workbench.workspace.outlet_naming import names_of_outlets  # noqa: PLC0415 - the window must not load pandas

    return names_of_outlets(workspace.basis(state.scope, state.decisions))
