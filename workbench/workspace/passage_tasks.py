"""The questions about passages that the window can ask of the working process, for the lane ``passages``.

This module is imported by the window too, only to name the functions: what they need is imported when they run.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workbench.domain.progress import Progress
    from workbench.domain.state import State
    from workbench.workspace.messages import Options
    from workbench.workspace.passage_messages import Alignment, PassageGroup
    from workbench.workspace.workspace import Workspace


def passage_group(
    workspace: Workspace, call: Progress, group_id: str, base: str, state: State, options: Options
) -> PassageGroup:
    """A group with the differences of its members from one of them (of the article ``base``, or the first one)."""
    from workbench.workspace.passage_answers import passage_group as answer  # noqa: PLC0415 - the window must stay light

    return answer(workspace, call, group_id, base, state, options)


def aligned_passages(
    workspace: Workspace, call: Progress, documents: tuple[str, ...], state: State, options: Options
) -> Alignment:
    """What some articles have in common, from left to right."""
    from workbench.workspace.passage_answers import aligned_passages as answer  # noqa: PLC0415

    return answer(workspace, call, documents, state, options)


def passage_at(
    workspace: Workspace, call: Progress, document_id: str, position: int, state: State, options: Options
) -> str:
    """The id of the group that a place in an article is in; empty for none."""
    from workbench.workspace.passage_answers import passage_at as answer  # noqa: PLC0415

    return answer(workspace, call, document_id, position, state, options)
