"""The window's question which articles were left out of the corpus.

This module is imported by the window too: what only the working process needs is imported when a function runs.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.domain.removal import removed_in

if TYPE_CHECKING:
    from workbench.domain.progress import Progress
    from workbench.domain.state import State
    from workbench.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An article that a person took out of the corpus."""

    document_id: str
    title: str
    outlet: str
    date: str


def left_out_articles(workspace: Workspace, call: Progress, state: State) -> tuple[LeftOut, ...]:
    """The articles that a person took out, in the order of the corpus."""
    away = removed_in(state.decisions)
    articles = workspace.basis(state.scope, state.decisions).articles
    return tuple(LeftOut(a.document_id, a.display_title, a.outlet, a.date) for a in articles if a.document_id in away)
