"""Exports as tasks for the working process. Imported by the window only to name them; the work is imported when it runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workbench.domain.decisions import Decisions
    from workbench.domain.journal import History
    from workbench.domain.progress import Progress
    from workbench.domain.state import State
    from workbench.workspace.messages import ExportRequest, Options
    from workbench.workspace.workspace import Workspace


def export_file(workspace: Workspace, call: Progress, request: ExportRequest) -> str:
    """Write one table or chart with its recipe. Returns the path written."""
    from workbench.export.single import write_one  # noqa: PLC0415 - the window must not load pandas

    return str(write_one(workspace, request))


def export_everything(
    workspace: Workspace, call: Progress, directory: str, state: State, options: Options, window_picture: str = ""
) -> str:
    """Write every chart, every table and the report into a folder. Returns the folder."""
    from workbench.export.everything import write_everything  # noqa: PLC0415

    return str(
        write_everything(
            workspace, directory, state=state, options=options, progress=call, window_picture=window_picture
        )
    )


def save_project(workspace: Workspace, call: Progress, path: str, history: History) -> str:
    """Save what is open, with its journal, as a new project file, and go on in it. Returns its path."""
    from workbench.export.save_project import save_as_project  # noqa: PLC0415

    return str(save_as_project(workspace, path, history=history, progress=call))


def export_copy(workspace: Workspace, call: Progress, path: str, history: History) -> str:
    """Write a copy of what is open as a project file, and stay where we are. Returns its path."""
    from workbench.export.save_project import copy_project  # noqa: PLC0415

    return str(copy_project(workspace, path, history=history, progress=call))


def begin_draft(workspace: Workspace, call: Progress, history: History) -> str:
    """Keep what nobody has saved yet in a draft, and go on in it. Returns its path."""
    from workbench.export.save_project import begin_draft as begin  # noqa: PLC0415

    return str(begin(workspace, history=history, progress=call))


def recipe_text(workspace: Workspace, call: Progress, name: str, state: State, options: Options) -> str:
    """The recipe of a table as JSON text, for a picture that the window draws of it."""
    from workbench.export.single import recipe_for  # noqa: PLC0415

    return recipe_for(workspace, "table", name, state, options).to_json()


def export_codebook(
    workspace: Workspace, call: Progress, path: str, name: str, decisions: Decisions
) -> tuple[str, tuple[str, ...]]:
    """Write a codebook in the format that the end of the path names. Returns the path and what the format can't hold."""
    from pathlib import Path  # noqa: PLC0415

    from workbench.codebooks import write_codebook  # noqa: PLC0415

    return path, write_codebook(workspace.codebook(name, decisions), Path(path))
