"""The workspace: what is open in the working process, and answers to questions about it."""

from __future__ import annotations

import os
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import pandas as pd

from workbench.analysis.codebook import Codebook, load_codebook
from workbench.analysis.frames import frame_evidence
from workbench.annotation.cache import AnnotationCache
from workbench.annotation.pipeline import PipelineSettings
from workbench.charts.render import render
from workbench.domain.columns import TABLES
from workbench.domain.errors import QueryError, UnusableInputError
from workbench.domain.measured import Measured
from workbench.domain.progress import Progress, no_progress
from workbench.domain.scope import Scope
from workbench.domain.state import Correction, State
from workbench.domain.table_data import TableData
from workbench.index.view import View
from workbench.project.store import Project
from workbench.resource_files import resource
from workbench.workspace.basis import Basis
from workbench.workspace.catalogue import FOCUSED, Making, make, needs_annotation, relevant_options
from workbench.workspace.evidence import evidence_spans, focus_label, lines
from workbench.workspace.layers import reader_article
from workbench.workspace.messages import (
    ArticleRow,
    CorpusEvent,
    Evidence,
    Opened,
    OpenRequest,
    Options,
    Overview,
    PaneTable,
    Picture,
    PictureRequest,
    ReaderArticle,
    Stage,
)
from workbench.workspace.opening import annotated, indexed, open_project, read
from workbench.workspace.pictures import chart, style_for
from workbench.workspace.snapshot import Snapshot

Publish = Callable[[Any], None]

_REMEMBERED: Final = 48
"""Results kept for the next question about the same thing."""


def default_workers() -> int:
    """Annotation processes: all cores but one, which is left to the window and to questions."""
    return max(1, min(8, (os.cpu_count() or 2) - 1))


class Workspace:
    """Holds one corpus and what was computed from it. Questions may come from several threads.

    Args:
        cache: where annotations are kept between sessions; ``None`` keeps none.
        settings: the language pipeline.
        workers: annotation processes; 0 annotates in this process.
    """

    def __init__(
        self,
        *,
        cache: Path | None = None,
        settings: PipelineSettings | None = None,
        workers: int | None = None,
    ) -> None:
        self._cache = AnnotationCache(cache) if cache is not None else None
        self._settings = settings or PipelineSettings()
        self._workers = default_workers() if workers is None else workers
        self._snapshot = Snapshot()
        self._project: Project | None = None
        self._name = ""
        self._codebooks: dict[str, Codebook] = {}
        self._memory: OrderedDict[tuple[object, ...], Any] = OrderedDict()
        self._lock = threading.RLock()
        self._computing: dict[tuple[object, ...], threading.Lock] = {}

    # -- opening ---------------------------------------------------------------------------------------------------

    @property
    def snapshot(self) -> Snapshot:
        """The corpus as far as it is opened."""
        return self._snapshot

    @property
    def model(self) -> str:
        """The language model that looks for names and quotes, by its package."""
        return self._settings.model

    @property
    def project(self) -> Project | None:
        """The project file, when one is open."""
        return self._project

    @property
    def name(self) -> str:
        """What is open, by the name of its folder, file or project."""
        return self._name

    def open(
        self,
        request: OpenRequest,
        *,
        progress: Progress = no_progress,
        publish: Publish = lambda _: None,
        annotate: bool = True,
    ) -> Opened:
        """Open sources, publishing a :class:`CorpusEvent` whenever more can be shown.

        Args:
            request: what to open.
            progress: told about each step.
            publish: given the events.
            annotate: whether names and quotes are looked for; measures of words alone do without.

        Raises:
            UnusableInputError: nothing in the sources is an article; what was open stays open.
            CounterpointError: a source, project or model can't be used.
        """
        sources = [Path(source) for source in request.sources]
        if self._project is not None and any(source.resolve() == self._project.path.resolve() for source in sources):
            self._close_project()  # it is locked while it is open, also against ourselves
        reading, project = read(
            sources,
            metadata=Path(request.metadata) if request.metadata else None,
            mapping=dict(request.mapping),
            progress=progress,
        )
        previous = self._snapshot
        before = previous if request.add else Snapshot(revision=previous.revision)
        if not reading.articles and project is None:
            raise UnusableInputError(_nothing_usable(request, reading.refusals))
        # the same file twice is one article; two outlets with the same text are two
        known = {(article.path, article.text) for article in before.articles}
        unknown = [article for article in reading.articles if (article.path, article.text) not in known]
        again = len(reading.articles) - len(unknown)
        taken = {article.document_id for article in before.articles}
        fresh = [_with_free_id(article, taken) for article in unknown]
        now_called = {old.document_id: new.document_id for old, new in zip(unknown, fresh, strict=True)}
        suggestions = [
            replace(s, document_id=now_called.get(s.document_id, s.document_id)) for s in reading.suggestions
        ]
        snapshot = replace(
            before,
            revision=before.revision + 1,
            stage=Stage.READ,
            articles=(*before.articles, *fresh),
            refusals=(*before.refusals, *reading.refusals),
            suggestions=(*before.suggestions, *suggestions),
            warnings=(*reading.warnings, *([_open_already(again)] if again else [])),
            store=None,
        )
        self._become(snapshot, publish)
        publish(_opened(snapshot, project))
        try:
            snapshot = replace(indexed(snapshot, progress), revision=snapshot.revision + 1)
        except BaseException:
            if previous.store is not None:
                # nothing can be counted without an index, so what was open before is better
                if project is not None:
                    project.close()
                self._become(replace(previous, revision=snapshot.revision + 1), publish)
            else:
                self._project = project
            raise
        self._close_project()
        self._project = project
        self._name = _name_of(sources)
        self._become(snapshot, publish)
        if annotate:
            self.annotate(progress=progress, publish=publish)
        return _opened(self._snapshot, project, self.cache_warnings)

    def annotate(self, *, progress: Progress = no_progress, publish: Publish = lambda _: None) -> None:
        """Look for names and quotes in what is open, publishing a :class:`CorpusEvent` whenever more are there.

        Raises:
            CounterpointError: the model can't be used.
        """
        snapshot = self._snapshot
        steps = annotated(
            snapshot, settings=self._settings, cache=self._cache, workers=self._workers, progress=progress
        )
        for revision, more in enumerate(steps, start=snapshot.revision + 1):
            self._become(replace(more, revision=revision), publish)

    @property
    def cache_warnings(self) -> tuple[str, ...]:
        """What is wrong with the cache of annotations."""
        return tuple(self._cache.warnings) if self._cache is not None else ()

    def go_on_in(self, path: Path) -> None:
        """Keep decisions from now on in a project file that holds what is open."""
        self._close_project()
        self._project = open_project(path)

    def close(self) -> None:
        """Let go of the project file and the cache."""
        self._close_project()
        if self._cache is not None:
            self._cache.close()

    def _close_project(self) -> None:
        if self._project is not None:
            self._project.close()
            self._project = None

    def _become(self, snapshot: Snapshot, publish: Publish) -> None:
        with self._lock:
            self._snapshot = snapshot
        articles = snapshot.articles
        publish(
            CorpusEvent(
                revision=snapshot.revision,
                stage=snapshot.stage,
                articles=len(articles),
                annotated=len(snapshot.annotated),
                outlets=tuple(dict.fromkeys(article.outlet for article in articles)),
                stories=tuple(dict.fromkeys(article.story_id for article in articles if article.story_id)),
            )
        )

    # -- what measures are made from -------------------------------------------------------------------------------

    def basis(self, scope: Scope, corrections: tuple[Correction, ...] = ()) -> Basis:
        """The corpus seen through a scope and corrections; the same object for the same question."""
        snapshot = self._snapshot
        basis: Basis = self._remember(
            ("basis", snapshot.revision, scope, corrections), lambda: Basis(snapshot, scope, corrections)
        )
        return basis

    def codebook(self, name: str) -> Codebook:
        """A bundled codebook."""
        if name not in self._codebooks:
            self._codebooks[name] = load_codebook(resource("codebooks", f"{name}.json"))
        return self._codebooks[name]

    def making(self, state: State, options: Options, *, progress: Progress = no_progress) -> Making:
        """What a table or chart is made from."""
        basis = self.basis(state.scope, state.corrections)
        codebook = self.codebook(options.codebook)
        return Making(
            basis,
            options,
            codebook,
            find_frame_evidence=lambda: self._all_frame_evidence(basis, codebook),
            focus=state.focus.evidence_key,
            recall=self._recall,
            progress=progress,
        )

    def measured(self, name: str, state: State, options: Options, *, progress: Progress = no_progress) -> Measured:
        """A table of the catalogue. Raises ``UsageError`` for an unknown name, ``QueryError`` for a wrong search."""
        return self.making(state, options, progress=progress).table(name)

    def _recall(self, name: str, making: Making) -> Measured:
        basis = making.basis
        focus = making.focus if name in FOCUSED else None
        options = relevant_options(name, making.options)
        key = ("table", name, basis.snapshot.revision, basis.scope, basis.corrections, options, focus)
        measured: Measured = self._remember(key, lambda: make(name, making))
        return measured

    def _all_frame_evidence(self, basis: Basis, codebook: Codebook) -> pd.DataFrame:
        snapshot = basis.snapshot
        if snapshot.store is None:
            return pd.DataFrame(columns=list(TABLES["frame_evidence"]))
        store = snapshot.store

        def find_all() -> pd.DataFrame:
            return frame_evidence(
                View.of(store), codebook, texts=snapshot.texts, quoted=snapshot.quoted_intervals
            ).table

        found: pd.DataFrame = self._remember(("frame evidence", snapshot.revision, codebook.digest), find_all)
        return found

    # -- answers to the window -------------------------------------------------------------------------------------

    def overview(self, state: State) -> Overview:
        """What is open and what of it is counted."""
        basis = self.basis(state.scope, state.corrections)
        snapshot = basis.snapshot
        in_scope = set(basis.in_scope)
        words = words_all = 0
        by_document: Mapping[str, int] = {}
        if snapshot.store is not None:
            words = basis.view.total
            everything = self.basis(Scope(boilerplate=True), state.corrections).view
            words_all = everything.total
            plain = self.basis(Scope(boilerplate=state.scope.boilerplate), state.corrections).view.words_by_document
            by_document = dict(zip(snapshot.store.document_ids, plain.tolist(), strict=True))
        rows = tuple(
            ArticleRow(
                document_id=article.document_id,
                title=article.display_title,
                outlet=article.outlet,
                outlet_source=article.outlet_source,
                author=article.author,
                date=article.date,
                story=article.story_id,
                words=int(by_document.get(article.document_id, 0)),
                wire=article.wire_agency,
                notes=article.notes,
                path=article.path,
                in_scope=article.document_id in in_scope,
            )
            for article in basis.articles
        )
        return Overview(
            revision=snapshot.revision,
            stage=snapshot.stage,
            articles=rows,
            outlets=tuple(sorted({row.outlet for row in rows}, key=lambda o: (not o, o.casefold(), o))),
            stories=tuple(dict.fromkeys(row.story for row in rows if row.story)),
            words=words,
            words_all=words_all,
            annotated=len(basis.annotated),
        )

    def article(self, document_id: str, state: State) -> ReaderArticle:
        """One article with its layers."""
        basis = self.basis(state.scope, state.corrections)
        codebook = self.codebook(Options().codebook)
        return reader_article(basis, document_id, self._all_frame_evidence(basis, codebook))

    def evidence(self, state: State, options: Options) -> Evidence:
        """The passages behind the focus; a search that can't be understood is an answer too, with its problem."""
        making = self.making(state, options)
        basis, focus = making.basis, making.focus
        if basis.snapshot.store is None:
            return Evidence(basis.snapshot.revision, focus, focus_label(basis, focus), TableData(), 0, 0)
        try:
            spans = evidence_spans(basis, focus, making.codebook, making.find_frame_evidence)
        except QueryError as error:
            return Evidence(
                revision=basis.snapshot.revision,
                focus=focus,
                label=focus_label(basis, focus),
                lines=TableData(),
                articles=0,
                articles_in_scope=len(basis.counted),
                problem=str(error),
                problem_at=error.position,
            )
        table = lines(basis, spans, window=options.window)
        by_outlet = table.groupby("outlet", sort=True).size() if len(table) else pd.Series(dtype=int)
        return Evidence(
            revision=basis.snapshot.revision,
            focus=focus,
            label=focus_label(basis, focus),
            lines=TableData.from_frame(table),
            articles=int(table["document_id"].nunique()),
            articles_in_scope=len(basis.counted),
            by_outlet=tuple((str(outlet), int(count)) for outlet, count in by_outlet.items()),
        )

    def pane_table(self, name: str, state: State, options: Options) -> PaneTable:
        """A table as a pane shows it."""
        basis = self.basis(state.scope, state.corrections)
        if basis.snapshot.store is None:
            return PaneTable(basis.snapshot.revision, TableData(), 0, len(basis.in_scope))
        measured = self.measured(name, state, options)
        covered = basis.annotated if needs_annotation(name, state.scope, state.focus) else basis.in_scope
        return PaneTable(
            revision=basis.snapshot.revision,
            table=TableData.from_frame(measured.table, measured.notes),
            covered=len(covered),
            in_scope=len(basis.in_scope),
        )

    def picture(self, request: PictureRequest) -> Picture:
        """A chart, drawn for the screen."""
        making = self.making(request.state, request.options)
        drawn = chart(request.chart)
        scope, corrections = request.state.scope, request.state.corrections
        revision = making.basis.snapshot.revision
        key = ("chart table", request.chart, revision, scope, corrections, making.focus, request.options)
        measured: Measured = self._remember(key, lambda: drawn.table(making))
        rendered = render(
            drawn.draw,
            measured.table,
            style_for(making, dark=request.dark, font_size=request.font_size),
            width=request.width,
            height=request.height,
            scale=request.scale,
        )
        return Picture(
            revision=making.basis.snapshot.revision,
            rgba=rendered.rgba,
            width=rendered.width,
            height=rendered.height,
            hitmap=rendered.hitmap,
            description=drawn.describe(measured.table),
            notes=measured.notes,
        )

    # -- inside ----------------------------------------------------------------------------------------------------

    def _remember(self, key: tuple[object, ...], make_it: Callable[[], Any]) -> Any:
        """The result for a key, made once even when two threads ask for it at the same time."""
        with self._lock:
            if key in self._memory:
                self._memory.move_to_end(key)
                return self._memory[key]
            gate = self._computing.setdefault(key, threading.Lock())
        with gate:
            with self._lock:
                if key in self._memory:
                    return self._memory[key]
            try:
                made = make_it()
            except BaseException:
                with self._lock:
                    self._computing.pop(key, None)
                raise
            with self._lock:
                self._computing.pop(key, None)
                self._memory[key] = made
                while len(self._memory) > _REMEMBERED:
                    self._memory.popitem(last=False)
            return made


def _with_free_id(article: Any, taken: set[str]) -> Any:
    """The article under an id that is not taken: the same file name may come from two folders."""
    name = article.document_id
    for number in _numbers():
        candidate = name if number == 1 else f"{name}-{number}"
        if candidate not in taken:
            taken.add(candidate)
            return article if candidate == name else replace(article, document_id=candidate)
    raise AssertionError  # the numbers never end


def _numbers() -> Iterator[int]:
    number = 1
    while True:
        yield number
        number += 1


def _name_of(sources: Sequence[Path]) -> str:
    """What a person would call the sources: their one name, or that of the folder they lie in."""
    if len(sources) == 1:
        source = sources[0].resolve()
        return source.name if source.is_dir() else source.stem
    folders = {source.resolve().parent for source in sources}
    return folders.pop().name if len(folders) == 1 else ""


def _opened(snapshot: Snapshot, project: Project | None, warnings: tuple[str, ...] = ()) -> Opened:
    """What opening came to so far."""
    return Opened(
        revision=snapshot.revision,
        articles=len(snapshot.articles),
        refusals=snapshot.refusals,
        suggestions=snapshot.suggestions,
        warnings=(*snapshot.warnings, *warnings),
        project=str(project.path) if project is not None else "",
        read_only=project.notice or "This project can only be read." if project and project.read_only else "",
        state=_remembered_state(project) if project is not None else None,
    )


def _open_already(articles: int) -> str:
    if articles == 1:
        return "1 article was open already and was not added again."
    return f"{articles:,} articles were open already and were not added again."


def _nothing_usable(request: OpenRequest, refusals: tuple[Any, ...]) -> str:
    names = ", ".join(Path(source).name or source for source in request.sources)
    if not refusals:
        return f"There are no articles in {names}. Choose a folder with .txt, .md, .csv or .jsonl files."
    reasons = "; ".join(f"{r.path}: {r.reason}" for r in refusals[:5])
    more = f" (and {len(refusals) - 5} more)" if len(refusals) > 5 else ""
    return (
        f"Nothing in {names} could be read as an article. {reasons}{more} "
        "Choose a folder or files with articles: .txt, .md, .csv or .jsonl."
    )


def _remembered_state(project: Project) -> State:
    """Scope and corrections that a project holds."""
    corrections = tuple(
        Correction.from_json(item)
        for decision in project.decisions()
        if decision.kind == "corrections"
        for item in decision.payload.get("corrections", [])
    )
    scope = project.get_setting("scope")
    try:
        return State(scope=Scope.from_json(scope) if isinstance(scope, dict) else Scope(), corrections=corrections)
    except ValueError:
        return State(corrections=corrections)
