"""Noting an import in a project's journal where no window does it: on the command line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from workbench.domain.article import Article, Reading
from workbench.domain.imports import FIRST
from workbench.domain.journal import Entry
from workbench.domain.state import Change, State, state_of
from workbench.project.records import ImportOutcome
from workbench.project.store import Project
from workbench.session.store import Command, Store
from workbench.workspace.arriving import origin_of, steps_for
from workbench.workspace.messages import Applied, Proposal


def note_import(
    project: Project, reading: Reading, outcome: ImportOutcome, earlier: Sequence[Article]
) -> tuple[Applied, ...]:
    """Write the steps of an import into the journal. Returns the earlier decisions that were applied.

    Args:
        project: the project, open for writing, with the articles in it.
        reading: what was read.
        outcome: what the project did with it.
        earlier: the articles that were there before.
    """
    if outcome.number <= FIRST:
        return ()
    renamed = dict(outcome.renamed)
    added = set(outcome.added)
    fresh = [
        replace(article, document_id=renamed.get(article.document_id, article.document_id))
        for article in reading.articles
        if renamed.get(article.document_id, article.document_id) in added
    ]
    decisions = project.decisions()
    proposals, applied = steps_for(
        outcome.number, fresh, earlier, project.suggestions(), decisions, origin=origin_of(reading.articles)
    )
    record_steps(project, proposals)
    return applied


def record_steps(project: Project, proposals: Sequence[Proposal]) -> None:
    """Do steps after the present position of a project's journal."""
    state, _ = state_of(project.decisions())
    store = Store()
    store.reset(state, project.history(edits=0))
    entries: list[Entry] = []

    def note(change: Change) -> None:
        if change.entry is not None:
            entries.append(change.entry)

    store.subscribe(note)
    for proposal in proposals:
        store.do(Command(proposal.label, lambda now, made=proposal: _decided(now, made)))  # type: ignore[misc]
    project.record(entries)


def _decided(state: State, proposal: Proposal) -> State:
    return replace(state, decisions=state.decisions.with_changes(dict(proposal.changes)))
