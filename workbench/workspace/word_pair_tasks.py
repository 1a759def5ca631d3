"""What the window asks about searches while a person types them. Imported by the window, so it needs nothing heavy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workbench.domain.progress import Progress
    from workbench.domain.state import State
    from workbench.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class SearchCount:
    """What a search finds in what is counted."""

    search: str
    hits: int = 0
    articles: int = 0
    problem: str = ""
    """Why it can't be understood, in words; empty when it can."""
    problem_at: int = 0
    """The code point in the search where it went wrong."""


def count_searches(
    workspace: Workspace, call: Progress, searches: tuple[str, ...], state: State
) -> tuple[SearchCount, ...]:
    """How often each search stands in what is counted, or what is wrong with it."""
    from workbench.domain.errors import QueryError  # noqa: PLC0415 - the window must not load numpy
    from workbench.index.query import find  # noqa: PLC0415
    from workbench.workspace.searches import Searches  # noqa: PLC0415

    view = workspace.basis(state.scope, state.decisions).view
    understand = Searches.of(state.decisions)
    out = []
    for search in searches:
        try:
            hits = find(view, understand(search))
        except QueryError as error:
            out.append(SearchCount(search, problem=str(error), problem_at=error.position))
            continue
        articles = len(set(view.store.document_of(hits.first).tolist()))
        out.append(SearchCount(search, len(hits), articles))
    return tuple(out)
