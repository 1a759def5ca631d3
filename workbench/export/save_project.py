"""Saving what is open as a project file, with its journal; and copies of a project."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from itertools import groupby
from pathlib import Path

from workbench.domain.imports import FIRST
from workbench.domain.journal import BEGINNING, Entry, History, Move
from workbench.domain.progress import Progress, no_progress
from workbench.export.files import ExportError
from workbench.project.errors import NewerProjectError, ProjectExistsError
from workbench.project.store import SUFFIX, Project
from workbench.workspace.arriving import origin_of
from workbench.workspace.drafts import draft_path
from workbench.workspace.workspace import Workspace


def save_as_project(
    workspace: Workspace, path: str, *, history: History | None = None, progress: Progress = no_progress
) -> Path:
    """Write a new project file, whole or not at all, and go on in it. Returns its path.

    Args:
        workspace: what is open.
        path: the file to make.
        history: the journal; not needed when a project is open, which has it.
        progress: told how far it is.

    Raises:
        ProjectError: the file is there already, or can't be written.
        ExportError: nothing is open.
    """
    target = _named(path)
    with workspace.turning:
        if workspace.project is not None:
            copy_project(workspace, str(target), history=history, progress=progress)
            workspace.go_on_in(Project.open(target))
        else:
            workspace.go_on_in(_written(workspace, target, history or History(), progress))
    return target


def begin_draft(workspace: Workspace, *, history: History, progress: Progress = no_progress) -> Path:
    """Keep what is open and decided in a draft, and go on in it. Returns its path. Errors as above."""
    return save_as_project(workspace, str(draft_path(workspace.name)), history=history, progress=progress)


def copy_project(
    workspace: Workspace, path: str, *, history: History | None = None, progress: Progress = no_progress
) -> Path:
    """Write a project file beside what is open, which stays open. Returns its path. Errors as above."""
    target = _named(path)
    if target.exists():
        raise ProjectExistsError(f"{target} exists already. Choose another name; no file is ever replaced.")
    if workspace.project is None:
        _written(workspace, target, history or History(), progress).close()
    elif workspace.project.notice:
        raise NewerProjectError(f"{workspace.project.notice} To have a copy of it, copy the file as it is.")
    else:
        project = workspace.project
        project.save_copy(target, new_project=True, progress=progress)
        if project.read_only and history is not None:
            # what was decided since stands in no file but this one
            try:
                with Project.open(target) as copied:
                    copied.record(tuple(entries_of(history, after=project.history(edits=0))))
            except BaseException:
                with suppress(OSError):
                    target.unlink()
                raise
    return target


def entries_of(history: History, *, after: History | None = None) -> Iterator[Entry]:
    """The journal as a row of entries that makes it again in a project.

    Args:
        history: the whole journal.
        after: the part of it that the project has already; an empty project has none.
    """
    after = after or History()
    noted = max((step.number for step in after.steps), default=BEGINNING)
    named = max((snapshot.number for snapshot in after.snapshots), default=0)
    position = after.position
    for step in history.steps:
        if step.number <= noted:
            continue
        if step.parent != position:
            yield Move(step.parent)
        yield step
        position = step.number
    if position != history.position:
        yield Move(history.position)
    yield from (snapshot for snapshot in history.snapshots if snapshot.number > named)


def _named(path: str) -> Path:
    target = Path(path)
    return target if target.suffix == SUFFIX else target.with_name(target.name + SUFFIX)


def _written(workspace: Workspace, target: Path, history: History, progress: Progress) -> Project:
    snapshot = workspace.snapshot
    if not snapshot.articles:
        raise ExportError("There is nothing to save yet. Open some articles first.")

    def fill(project: Project) -> None:
        imports = groupby(snapshot.articles, key=lambda article: snapshot.imports.get(article.document_id, FIRST))
        for number, group in imports:
            articles, first = tuple(group), number == FIRST
            project.add_articles(
                articles,
                sources=snapshot.sources,
                refusals=snapshot.refusals if first else (),
                suggestions=snapshot.suggestions,
                label=origin_of(articles),
                progress=progress,
            )
        project.record(tuple(entries_of(history)))

    return Project.create(target, fill=fill)
