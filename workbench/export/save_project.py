"""Saving what is open as a project file, with scope and corrections."""

from __future__ import annotations

from pathlib import Path

from workbench.domain.progress import Progress, no_progress
from workbench.domain.state import State
from workbench.export.files import ExportError
from workbench.project.store import SUFFIX, Project
from workbench.workspace.workspace import Workspace


def save_as_project(workspace: Workspace, path: str, *, state: State, progress: Progress = no_progress) -> Path:
    """Write a new project file, whole or not at all. Returns its path.

    Raises:
        ProjectError: the file is there already, or can't be written.
    """
    target = Path(path)
    if target.suffix != SUFFIX:
        target = target.with_name(target.name + SUFFIX)
    snapshot = workspace.snapshot
    if not snapshot.articles:
        raise ExportError("There is nothing to save yet. Open some articles first.")
    project = Project.create(target)
    try:
        with project:
            project.add_articles(
                snapshot.articles, refusals=snapshot.refusals, suggestions=snapshot.suggestions, progress=progress
            )
            write_state(project, state)
    except BaseException:
        target.unlink(missing_ok=True)
        raise
    return target


def write_state(project: Project, state: State) -> None:
    """Note a scope, and the corrections as they are now: what was undone is marked so, what is new is added."""
    known, fits = 0, True
    for decision in project.decisions():
        if decision.kind != "corrections":
            continue
        noted = decision.payload.get("corrections", [])
        fits = fits and noted == [c.to_json() for c in state.corrections[known : known + len(noted)]]
        if fits:
            known += len(noted)
        else:
            project.set_undone(decision.sequence, True)
    fresh = state.corrections[known:]
    if fresh:
        project.append_decision(
            "corrections", {"corrections": [c.to_json() for c in fresh]}, f"Correct {len(fresh)} values"
        )
    project.set_setting("scope", state.scope.to_json())
