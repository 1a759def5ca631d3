"""Opening a project file: listed first, so that there is something to see, the texts after it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from workbench.domain.imports import change_for
from workbench.domain.progress import Progress
from workbench.domain.state import state_of
from workbench.project.errors import ProjectNotWritableError
from workbench.project.places import concern
from workbench.project.store import Project
from workbench.workspace.drafts import is_draft
from workbench.workspace.messages import Opened, OpenRequest, Proposal, Stage
from workbench.workspace.project_care import before_migration
from workbench.workspace.snapshot import Snapshot


def open_project(path: Path, request: OpenRequest, progress: Progress) -> Project:
    """A project for writing, or for reading only where it can't be written or that is wanted."""
    if not request.read_only:
        try:
            return Project.open(path, take_over=request.take_over, before_migration=before_migration, progress=progress)
        except ProjectNotWritableError:
            pass  # a read-only file or folder; what else is wrong with it comes out below
    return Project.open(path, read_only=True, progress=progress)


def listed(project: Project) -> Snapshot:
    """The articles of a project without their texts: enough to list them."""
    words = project.opening_words()
    articles = project.listing()
    if words:
        articles = tuple(
            replace(article, text=words[article.document_id]) if article.document_id in words else article
            for article in articles
        )
    return Snapshot(
        stage=Stage.READ,
        articles=articles,
        imports=project.imports(),
        only_listed=True,
        refusals=project.refusals(),
        suggestions=project.suggestions(),
    )


def with_texts(project: Project, snapshot: Snapshot, progress: Progress) -> Snapshot:
    """The snapshot with the texts of its articles."""
    total = len(snapshot.articles)
    articles = []
    altered: list[str] = []
    for done, (article, (_, text)) in enumerate(zip(snapshot.articles, project.texts(altered), strict=True)):
        if done % 1000 == 0:
            progress(done, total, "Reading texts")
        articles.append(replace(article, text=text))
    warnings = (*snapshot.warnings, *([_altered(altered)] if altered else []))
    return replace(snapshot, articles=tuple(articles), only_listed=False, warnings=warnings)


def _altered(documents: list[str]) -> str:
    names = ", ".join(documents[:5]) + (f" and {len(documents) - 5:,} more" if len(documents) > 5 else "")
    many = "The text of 1 article is" if len(documents) == 1 else f"The texts of {len(documents):,} articles are"
    return f"{many} not what was imported: the file was damaged or altered ({names}). File, Restore has older copies."


def opened_project(project: Project, snapshot: Snapshot) -> Opened:
    """What to tell about a project that was opened."""
    state, problem = state_of(project.decisions())
    history = project.history()
    warnings = (*snapshot.warnings, *([problem] if problem else []))
    return Opened(
        revision=snapshot.revision,
        articles=len(snapshot.articles),
        refusals=snapshot.refusals,
        suggestions=snapshot.suggestions,
        warnings=warnings,
        project=str(project.path),
        read_only=read_only_reason(project),
        newer=bool(project.notice),
        state=state,
        history=history,
        is_draft=is_draft(project.path),
        concern=concern(project.path),
        proposals=_interrupted_imports(project),
    )


def read_only_reason(project: Project | None) -> str:
    """Why a project can't be written, in words; empty when it can."""
    if project is None or not project.read_only:
        return ""
    return project.notice or f"{project.path.name} is open for reading only. Save it under another name to change it."


def _interrupted_imports(project: Project) -> tuple[Proposal, ...]:
    """Imports that were stored just before the program ended, so that no step of the journal has them yet."""
    if project.read_only:
        return ()
    return tuple(
        Proposal(
            f"Add {found.articles:,} articles that came in last time",
            tuple(change_for(found.number, found.articles).items()),
        )
        for found in project.unnoted_imports()
    )
