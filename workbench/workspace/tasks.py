"""The questions that the window can ask of the working process, as module-level functions.

This module is imported by the window too, only to name the functions: what they need is imported when they run.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workbench.domain.journal import Edit, Entry
    from workbench.domain.progress import Progress
    from workbench.domain.state import State
    from workbench.jobs.worker import Call
    from workbench.workspace.import_messages import ImportPreview, PreviewRequest
    from workbench.workspace.messages import (
        Draft,
        Evidence,
        Opened,
        OpenRequest,
        Options,
        Overview,
        PaneTable,
        Picture,
        PictureRequest,
        ReaderArticle,
    )
    from workbench.workspace.workspace import Workspace


def make_workspace(cache: str = "", model: str = "", workers: int | None = None) -> Workspace:
    """The context of the working process: an empty workspace.

    Args:
        cache: file in which annotations are kept between sessions; empty keeps none.
        model: the language model's package; empty means the bundled one.
        workers: annotation processes.
    """
    from pathlib import Path  # noqa: PLC0415

    from workbench.annotation.pipeline import PipelineSettings  # noqa: PLC0415 - the window must not load pandas
    from workbench.workspace.workspace import Workspace  # noqa: PLC0415

    settings = PipelineSettings(model=model) if model else PipelineSettings()
    return Workspace(cache=Path(cache) if cache else None, settings=settings, workers=workers)


def open_sources(workspace: Workspace, call: Call, request: OpenRequest) -> Opened:
    """Read, index and annotate; publishes a ``CorpusEvent`` at each stage."""
    return workspace.open(request, progress=call, publish=call.publish)


def preview_sources(workspace: Workspace, call: Progress, request: PreviewRequest) -> ImportPreview:
    """What sources hold, before anything is read in."""
    return workspace.preview(request, progress=call)


def overview(workspace: Workspace, call: Progress, state: State, known: frozenset[str] = frozenset()) -> Overview:
    """What is open and what of it is counted, without the columns that the window knows already, by their names."""
    workspace.prepare(state, progress=call)
    return workspace.overview(state).without(known)


def article(workspace: Workspace, call: Progress, document_id: str, state: State) -> ReaderArticle:
    """One article with its layers."""
    return workspace.article(document_id, state)


def evidence(workspace: Workspace, call: Progress, state: State, options: Options) -> Evidence:
    """The passages behind the state's focus."""
    workspace.prepare(state, progress=call)
    return workspace.evidence(state, options)


def pane_table(workspace: Workspace, call: Progress, name: str, state: State, options: Options) -> PaneTable:
    """A table of the catalogue, as a pane shows it."""
    workspace.prepare(state, progress=call)
    return workspace.pane_table(name, state, options)


def picture(workspace: Workspace, call: Progress, request: PictureRequest) -> Picture:
    """A chart, drawn."""
    workspace.prepare(request.state, progress=call)
    return workspace.picture(request)


def record(workspace: Workspace, call: Progress, project: str, entries: tuple[Entry, ...]) -> int:
    """Note steps of the journal in the project file; they are on the disk when this returns. Returns how many."""
    return workspace.record(project, entries)


def step_edits(workspace: Workspace, call: Progress, numbers: tuple[int, ...]) -> dict[int, tuple[Edit, ...]]:
    """What steps changed that were not sent with the journal."""
    return workspace.step_edits(numbers)


def unsaved_work(workspace: Workspace, call: Progress) -> tuple[Draft, ...]:
    """Work that was never saved under a name, kept from earlier sessions."""
    from workbench.workspace.drafts import drafts  # noqa: PLC0415

    return drafts(progress=call)


def discard_draft(workspace: Workspace, call: Progress, path: str) -> None:
    """Throw unsaved work away."""
    workspace.discard_draft(path)
