"""New articles: under which ids they come in, into which import, and which earlier decisions hold for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from workbench.domain.article import Article, OutletSuggestion, Reading
from workbench.domain.corrections import Correction, changes_for
from workbench.domain.decisions import Decisions
from workbench.domain.imports import FIRST, change_for, left_out
from workbench.domain.progress import Progress
from workbench.project.store import Project
from workbench.workspace.came_in import came_in, to_review
from workbench.workspace.earlier_decisions import apply_earlier
from workbench.workspace.import_messages import CameIn, ReviewItem
from workbench.workspace.messages import Applied, Opened, Proposal, Stage
from workbench.workspace.project_opening import read_only_reason
from workbench.workspace.snapshot import Snapshot


@dataclass(frozen=True)
class Arrival:
    """What became of a reading."""

    snapshot: Snapshot
    """With the new articles, not indexed yet."""
    added: tuple[Article, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    applied: tuple[Applied, ...] = ()
    came_in: CameIn = field(default_factory=CameIn)
    review: tuple[ReviewItem, ...] = ()


def arrive(
    before: Snapshot, reading: Reading, project: Project | None, decisions: Decisions, progress: Progress
) -> Arrival:
    """Put what was read beside what is there, and into the project file when one is open.

    The same file twice is one article; two outlets with the same text are two.
    """
    known = {(article.path, article.text) for article in before.articles}
    unknown = [article for article in reading.articles if (article.path, article.text) not in known]
    again = len(reading.articles) - len(unknown)
    taken = {article.document_id for article in before.articles}
    fresh = [_with_free_id(article, taken) for article in unknown]
    now_called = {old.document_id: new.document_id for old, new in zip(unknown, fresh, strict=True)}
    suggestions = [
        replace(s, document_id=now_called[s.document_id]) for s in reading.suggestions if s.document_id in now_called
    ]
    adding = bool(before.articles) and bool(fresh)
    number = max(before.imports.values(), default=FIRST) + 1 if adding else FIRST
    back = _taken_back(before, reading, decisions)
    if project is not None:
        outcome = project.add_articles(
            fresh,
            sources=reading.sources,
            refusals=reading.refusals,
            suggestions=suggestions,
            label=origin_of(reading.articles),
            progress=progress,
        )
        number = outcome.number
    snapshot = replace(
        before,
        revision=before.revision + 1,
        stage=Stage.READ,
        articles=(*before.articles, *fresh),
        imports={**before.imports, **({a.document_id: number for a in fresh} if adding else {})},
        sources=(*before.sources, *reading.sources),
        refusals=(*before.refusals, *reading.refusals),
        suggestions=(*before.suggestions, *suggestions),
        warnings=(*reading.warnings, *([_open_already(again - len(back))] if again > len(back) else [])),
        store=None,
    )
    proposals: list[Proposal] = []
    applied: list[Applied] = []
    coming = {number: fresh} if adding else {}
    for batch in {before.imports[article.document_id] for article in back}:
        # an import comes back whole: it has one key in the journal
        coming[batch] = [a for a in before.articles if before.imports.get(a.document_id) == batch]
    for batch, articles in sorted(coming.items()):
        here = {article.document_id for article in articles}
        earlier = [article for article in before.articles if article.document_id not in here]
        steps, held = steps_for(batch, articles, earlier, snapshot.suggestions, decisions, origin=origin_of(articles))
        proposals += steps
        applied += held
    return Arrival(
        snapshot,
        tuple(fresh),
        tuple(proposals),
        tuple(applied),
        came_in([*fresh, *back], there_already=again - len(back)),
        to_review([*fresh, *back]),
    )


def _taken_back(before: Snapshot, reading: Reading, decisions: Decisions) -> list[Article]:
    """Articles that were read again and are there, but whose import was taken back: adding them brings them back."""
    gone = left_out(before.imports, decisions)
    if not gone:
        return []
    read = {(article.path, article.text) for article in reading.articles}
    return [a for a in before.articles if a.document_id in gone and (a.path, a.text) in read]


def steps_for(
    number: int,
    added: Sequence[Article],
    earlier: Sequence[Article],
    suggestions: Sequence[OutletSuggestion],
    decisions: Decisions,
    *,
    origin: str = "",
) -> tuple[tuple[Proposal, ...], tuple[Applied, ...]]:
    """The steps that the journal gets for an import after the first, and the earlier decisions among them.

    Args:
        number: the import's number.
        added: its articles, under the ids that they got.
        earlier: the articles that were there.
        suggestions: guesses at outlets, of both.
        decisions: what was decided before.
        origin: where the articles came from, in a word.
    """
    applied = apply_earlier(earlier, added, suggestions, decisions)
    many = f"{len(added):,} articles" if len(added) > 1 else "1 article"
    label = f"Add {many} from {origin}" if origin else f"Add {many}"
    proposals = [Proposal(label, tuple(change_for(number, len(added)).items()))]
    if applied:
        values = f"{len(applied):,} values" if len(applied) > 1 else "1 value"
        changes = changes_for(Correction(a.document_id, a.field, a.value) for a in applied)
        proposals.append(Proposal(f"Apply earlier decisions to new articles ({values})", tuple(changes.items())))
    return tuple(proposals), applied


def opened_articles(snapshot: Snapshot, project: Project | None, arrival: Arrival | None = None) -> Opened:
    """What to tell about articles that were opened or added."""
    return Opened(
        revision=snapshot.revision,
        articles=len(snapshot.articles),
        refusals=snapshot.refusals,
        suggestions=snapshot.suggestions,
        warnings=snapshot.warnings,
        project=str(project.path) if project is not None else "",
        read_only=read_only_reason(project),
        proposals=arrival.proposals if arrival else (),
        applied=arrival.applied if arrival else (),
        came_in=arrival.came_in if arrival else None,
        review=arrival.review if arrival else (),
    )


def origin_of(articles: Sequence[Article]) -> str:
    """The file or folder that the articles were in, when it is one."""
    paths = {article.path for article in articles}
    if len(paths) == 1:
        return paths.pop()
    folders = {path.rpartition("/")[0] for path in paths}
    return folders.pop() if len(folders) == 1 else ""


def _with_free_id(article: Article, taken: set[str]) -> Article:
    """The article under an id that is not taken: the same file name may come from two folders."""
    name, number = article.document_id, 1
    free = name
    while free in taken:
        number += 1
        free = f"{name}-{number}"
    taken.add(free)
    return article if free == name else replace(article, document_id=free)


def _open_already(articles: int) -> str:
    if articles == 1:
        return "1 article was open already and was not added again."
    return f"{articles:,} articles were open already and were not added again."
