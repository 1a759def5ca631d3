"""Exports as tasks for the working process. Imported by the window only to name them; the work is imported when it runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
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


def save_project(workspace: Workspace, call: Progress, path: str, state: State) -> str:
    """Save what is open, with scope and corrections, as a new project file, and go on in it. Returns its path."""
    from workbench.export.save_project import save_as_project  # noqa: PLC0415

    written = save_as_project(workspace, path, state=state, progress=call)
    workspace.go_on_in(written)
    return str(written)


def recipe_text(workspace: Workspace, call: Progress, name: str, state: State, options: Options) -> str:
    """The recipe of a table as JSON text, for a picture that the window draws of it."""
    from workbench.export.single import recipe_for  # noqa: PLC0415

    return recipe_for(workspace, "table", name, state, options).to_json()


def save_state(workspace: Workspace, call: Progress, state: State) -> str:
    """Note scope and corrections in the project that is open. Returns its path, empty when none is open."""
    from workbench.export.save_project import write_state  # noqa: PLC0415

    project = workspace.project
    if project is None or project.read_only:
        return ""
    write_state(project, state)
    return str(project.path)
