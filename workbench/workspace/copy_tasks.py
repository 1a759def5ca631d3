"""The questions about copies that the window can ask of the working process, for the lane ``view``.

This module is imported by the window too, only to name the functions: what they need is imported when they run.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workbench.domain.progress import Progress
    from workbench.domain.state import State
    from workbench.workspace.copy_messages import CopyComparison, CopyList
    from workbench.workspace.workspace import Workspace


def copy_list(workspace: Workspace, call: Progress, state: State) -> CopyList:
    """The pairs of copies in the scope."""
    from workbench.workspace.copy_listing import copy_list as listed  # noqa: PLC0415 - the window must stay light

    return listed(workspace.basis(state.scope, state.decisions), progress=call)


def copy_comparison(
    workspace: Workspace, call: Progress, document_a: str, document_b: str, state: State
) -> CopyComparison:
    """Two articles side by side."""
    from workbench.workspace.copy_listing import copy_comparison as compared  # noqa: PLC0415

    return compared(workspace.basis(state.scope, state.decisions), document_a, document_b, progress=call)
