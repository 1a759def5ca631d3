"""The questions that the window can ask of the working process, as module-level functions.

This module is imported by the window too, only to name the functions: what they need is imported when they run.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workbench.domain.journal import Edit, Entry
    from workbench.domain.progress import Progress
    from workbench.domain.spans import Interval, Span
    from workbench.domain.state import State
    from workbench.jobs.worker import Call
    from workbench.workspace.concordance_messages import ConcordancePage
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


def evidence(
    workspace: Workspace, call: Progress, state: State, options: Options, showing: tuple[str, ...] = ()
) -> Evidence:
    """What there is behind the state's focus, with all passages of the articles that are being shown."""
    workspace.prepare(state, progress=call)
    return workspace.evidence(state, options, showing)


def concordance_page(
    workspace: Workspace, call: Progress, state: State, options: Options, first: int, number: int
) -> ConcordancePage:
    """Some lines of the concordance of the state's focus, in the order and sample that the options name."""
    workspace.prepare(state, progress=call)
    return workspace.concordance_page(state, options, first, number)


def concordance_line(workspace: Workspace, call: Progress, state: State, options: Options, passage: Span) -> int | None:
    """Where a passage stands in that concordance; ``None`` when it is none of its lines."""
    return workspace.concordance_line(state, options, passage)


def step_passage(
    workspace: Workspace, call: Progress, state: State, options: Options, passage: Span | None, step: int
) -> Span | None:
    """The passage so many steps behind another one, in the order of the corpus; ``None`` when there is none at all."""
    return workspace.step_passage(state, options, passage, step)


def passages_in(
    workspace: Workspace, call: Progress, state: State, options: Options, documents: tuple[str, ...]
) -> tuple[tuple[str, tuple[Interval, ...]], ...]:
    """All passages of the state's focus in some articles, as pairs of document id and passages."""
    return workspace.passages_in(state, options, documents)


def pane_table(workspace: Workspace, call: Progress, name: str, state: State, options: Options) -> PaneTable:
    """A table of the catalogue, as a pane shows it."""
    workspace.prepare(state, progress=call)
    return workspace.pane_table(name, state, options, progress=call)


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


def keep_words(workspace: Workspace, call: Progress) -> None:
    """Keep the words of a project that was just saved, so that its next opening is quick."""
    workspace.keep_words()


def discard_draft(workspace: Workspace, call: Progress, path: str) -> None:
    """Throw unsaved work away."""
    workspace.discard_draft(path)
