"""The workspace: what is open in the working process, and answers to questions about it."""

from __future__ import annotations

import os
import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import pandas as pd

from workbench.analysis.frame_hits import frame_evidence
from workbench.annotation.cache import AnnotationCache
from workbench.annotation.pipeline import PipelineSettings
from workbench.charts.render import render
from workbench.codebooks import Codebook
from workbench.corpus.formats import READABLE
from workbench.corpus.reading import read_sources
from workbench.corpus.reading_process import Parser
from workbench.domain.coding import CODING
from workbench.domain.columns import TABLES
from workbench.domain.decisions import Decisions
from workbench.domain.errors import QueryError, UnusableInputError, UsageError
from workbench.domain.focus import Focus
from workbench.domain.journal import Edit, Entry
from workbench.domain.measured import Measured
from workbench.domain.progress import Progress, no_progress
from workbench.domain.scope import Copies, Scope
from workbench.domain.spans import Interval, Span
from workbench.domain.state import State
from workbench.domain.table_data import TableData
from workbench.index.freed_memory import keep_freed_memory
from workbench.index.store import TokenStore
from workbench.index.view import View
from workbench.project.errors import ProjectClosedError
from workbench.project.store import SUFFIX, Project
from workbench.workspace import concordance
from workbench.workspace.arriving import arrive, opened_articles
from workbench.workspace.basis import Basis
from workbench.workspace.catalogue import (
    FOCUSED,
    Making,
    followed,
    make,
    needs_annotation,
    relevant_options,
    words_alone,
)
from workbench.workspace.codebooks import Codebooks
from workbench.workspace.concordance_messages import ConcordancePage
from workbench.workspace.decided_frames import decided_in_article
from workbench.workspace.drafts import discard
from workbench.workspace.evidence import focus_label
from workbench.workspace.import_messages import ImportPreview, PreviewRequest
from workbench.workspace.import_preview import choices_of, import_preview
from workbench.workspace.kept_words import KeptWords
from workbench.workspace.layers import reader_article
from workbench.workspace.meanings import VECTORS_FILE, Meanings
from workbench.workspace.messages import (
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
from workbench.workspace.opening import annotated, grouped, ready_to_count
from workbench.workspace.overview import OverviewMaker
from workbench.workspace.pictures import chart, style_for
from workbench.workspace.project_opening import listed, open_project, opened_project, with_texts
from workbench.workspace.snapshot import Snapshot
from workbench.workspace.term_tables import lists_of
from workbench.workspace.waited_for import WaitedFor
from workbench.workspace.word_list_evidence import has_reporting_verbs, with_reporting_verbs

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
        parser: what looks into files; by default a process of its own each time.
    """

    def __init__(
        self,
        *,
        cache: Path | None = None,
        settings: PipelineSettings | None = None,
        workers: int | None = None,
        parser: Parser | None = None,
    ) -> None:
        keep_freed_memory()
        self._parser = parser
        self._cache = AnnotationCache(cache) if cache is not None else None
        self._settings = settings or PipelineSettings()
        self._workers = default_workers() if workers is None else workers
        self._snapshot = Snapshot()
        self._project: Project | None = None
        self._incoming: Project | None = None
        """The project that is being opened."""
        self._name = ""
        self._words_warnings: tuple[str, ...] = ()
        self._overviews = OverviewMaker()
        self._waited_for = WaitedFor()
        self.codebooks = Codebooks()
        self.meanings = Meanings(cache.with_name(VECTORS_FILE) if cache is not None else None)
        self._memory: OrderedDict[tuple[object, ...], Any] = OrderedDict()
        self._lock = threading.RLock()
        self.turning = threading.RLock()
        """Held while what is open changes, so that saving takes the old or the new, whole."""
        self._computing: dict[tuple[object, ...], threading.Lock] = {}

    # -- opening ---------------------------------------------------------------------------------------------------

    def preview(self, request: PreviewRequest, *, progress: Progress = no_progress) -> ImportPreview:
        """What sources hold, before anything is read in.

        Raises:
            UsageError: a source does not exist, or the metadata table can't be used.
        """
        return import_preview(request, self._parser, progress)

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
        if any(source.suffix == SUFFIX for source in sources):
            if len(sources) > 1 or request.add:
                raise UsageError("A project is opened by itself. Name only the project, or only articles.")
            return self._open_project(sources[0], request, progress, publish, annotate=annotate)
        return self._open_articles(sources, request, progress, publish, annotate=annotate)

    def _open_project(
        self, path: Path, request: OpenRequest, progress: Progress, publish: Publish, *, annotate: bool
    ) -> Opened:
        previous, open_now = self._snapshot, self._project
        again = open_now is not None and path.exists() and path.resolve() == open_now.path.resolve()
        project = open_now if open_now is not None and again else open_project(path, request, progress)
        try:
            snapshot = replace(listed(project), revision=previous.revision + 1)
            opened = opened_project(project, snapshot)
        except BaseException:
            if project is not open_now:
                project.close()
            raise
        with self.turning:
            self._incoming = project
            self._become(snapshot, publish)
            publish(opened)
            try:
                whole = with_texts(project, snapshot, progress)
                kept = KeptWords(project.path)
                counted = ready_to_count(whole, progress, kept=kept)
                snapshot = replace(counted, revision=snapshot.revision + 1)
            except BaseException:
                self._give_up(project, previous, publish)
                raise
            self._go_on(project, [path], snapshot, publish)
        self._group(progress, publish)
        self._keep_words(kept)
        if annotate:
            self.annotate(progress=progress, publish=publish)
        return replace(
            opened,
            revision=self._snapshot.revision,
            warnings=tuple(dict.fromkeys((*opened.warnings, *self._snapshot.warnings, *self.cache_warnings))),
        )

    def _open_articles(
        self, sources: list[Path], request: OpenRequest, progress: Progress, publish: Publish, *, annotate: bool
    ) -> Opened:
        project = self._project if request.add else None
        if project is not None and project.read_only:
            raise UnusableInputError(
                f"{project.path.name} can only be read, so nothing can be added to it. "
                "Save it under another name first (File, Save as), then add the articles."
            )
        reading = read_sources(
            sources,
            metadata=Path(request.metadata) if request.metadata else None,
            mapping=dict(request.mapping),
            choices=choices_of(request.choices),
            progress=progress,
            parser=self._parser,
        )
        if not reading.articles:
            raise UnusableInputError(_nothing_usable(request, reading.refusals))
        with self.turning:
            previous, project = self._snapshot, self._project if request.add else None
            before = previous if request.add else Snapshot(revision=previous.revision)
            arrival = arrive(before, reading, project, request.decisions, progress)
            snapshot = arrival.snapshot
            opened = opened_articles(snapshot, project, arrival)
            self._incoming = project
            self._become(snapshot, publish)
            publish(opened)
            try:
                counted = ready_to_count(snapshot, progress, known=previous.store)
                snapshot = replace(counted, revision=snapshot.revision + 1)
            except BaseException:
                self._give_up(project, previous, publish, stored=project is not None and bool(arrival.added))
                raise
            self._go_on(project, [] if request.add else sources, snapshot, publish)
        self._group(progress, publish)
        self._keep_words(KeptWords(project.path) if project is not None else None)
        if annotate:
            self.annotate(progress=progress, publish=publish)
        return replace(opened, revision=self._snapshot.revision, warnings=(*opened.warnings, *self.cache_warnings))

    def _group(self, progress: Progress, publish: Publish) -> None:
        """Put articles into stories, where that is worth waiting for only once words can be counted."""
        snapshot = self._snapshot
        if not snapshot.stories and snapshot.store is not None:
            self._become(replace(grouped(snapshot, progress), revision=snapshot.revision + 1), publish)

    def keep_words(self) -> None:
        """Keep the words of the open project now that it has a new file; opening and adding do it by themselves."""
        project = self._project
        if project is not None:
            self._keep_words(KeptWords(project.path))

    def _keep_words(self, kept: KeptWords | None) -> None:
        """Keep the words of a project for the next session."""
        snapshot = self._snapshot
        if kept is not None and snapshot.store is not None:
            problem = kept.keep(snapshot.store, snapshot.articles, snapshot.boilerplate)
            self._words_warnings = (problem,) if problem else ()

    def _go_on(self, project: Project | None, sources: list[Path], snapshot: Snapshot, publish: Publish) -> None:
        """What was read is what is open now."""
        if self._project is not project:
            self._close_project()
        self._project, self._incoming = project, None
        self._name = _name_of(sources) if sources else self._name
        self._become(snapshot, publish)

    def _give_up(self, project: Project | None, previous: Snapshot, publish: Publish, *, stored: bool = False) -> None:
        """Opening failed or was cancelled after reading.

        Nothing can be counted without an index, so what was open before is better, unless there was nothing, or what was
        read is in the project file already.
        """
        self._incoming = None
        if previous.store is None or stored:
            if self._project is not project:
                self._close_project()
            self._project = project
            return
        if project is not None and project is not self._project:
            project.close()
        back = replace(previous, revision=self._snapshot.revision + 1)
        publish(replace(opened_articles(back, self._project), returned=True))
        self._become(back, publish)

    def annotate(self, *, progress: Progress = no_progress, publish: Publish = lambda _: None) -> None:
        """Look for names and quotes in what is open, publishing a :class:`CorpusEvent` whenever more are there.

        Raises:
            CounterpointError: the model can't be used.
        """
        snapshot = self._snapshot
        steps = annotated(
            snapshot,
            settings=self._settings,
            cache=self._cache,
            workers=self._workers,
            progress=progress,
            wanted=self._waited_for.ids,
            decisions=self._project.decisions() if self._project is not None else None,
        )
        for revision, more in enumerate(steps, start=snapshot.revision + 1):
            self._become(replace(more, revision=revision), publish)

    @property
    def cache_warnings(self) -> tuple[str, ...]:
        """What is wrong with the cache of annotations, and with keeping words."""
        return (*(tuple(self._cache.warnings) if self._cache is not None else ()), *self._words_warnings)

    def go_on_in(self, project: Project) -> None:
        """Keep decisions from now on in an open project file that holds what is open."""
        if self._project is not project:
            self._close_project()
        self._project = project

    def record(self, path: str, entries: Sequence[Entry]) -> int:
        """Note steps of the journal in the project that is open.

        Args:
            path: the project they are meant for.
            entries: in the order in which they were made; repeating those that are noted does no harm.

        Raises:
            ProjectError: they can't be written; none of them is.
        """
        project = next((p for p in (self._incoming, self._project) if p is not None and str(p.path) == path), None)
        if project is None:
            raise ProjectClosedError(
                f"{path} is no longer open, so the last change was not saved in it. Open it again."
            )
        project.record(entries)
        return len(entries)

    def discard_draft(self, path: str) -> None:
        """Delete a draft; when it is what decisions are kept in, they are kept nowhere from now on."""
        if self._project is not None and str(self._project.path) == path:
            self._close_project()
        discard(Path(path))

    def step_edits(self, numbers: Sequence[int]) -> dict[int, tuple[Edit, ...]]:
        """What steps of the open project's journal changed."""
        project = self._incoming or self._project
        return project.edits(numbers) if project is not None else {}

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
        before = self._snapshot
        since = before.words_revision if snapshot.has_words_of(before) else snapshot.revision
        snapshot = replace(snapshot, words_revision=since)
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

    def basis(self, scope: Scope, decisions: Decisions | None = None) -> Basis:
        """The corpus seen through a scope and decisions; the same object for the same question."""
        snapshot, decided = self._snapshot, decisions or Decisions()
        uncoded = decided.without(CODING)
        # judging a passage changes no word that is counted: all that follows from the other decisions stays
        basis: Basis = self._remember(
            ("basis", snapshot.revision, scope, uncoded), lambda: Basis(snapshot, scope, uncoded)
        )
        if uncoded is decided:
            return basis
        coded: Basis = self._remember(("basis", snapshot.revision, scope, decided), lambda: basis.with_coding(decided))
        return coded

    def codebook(self, name: str = "", decisions: Decisions | None = None) -> Codebook:
        """A codebook by name; without one the codebook in use. Raises ``CodebookError`` when there is none."""
        return self.codebooks.find(name, decisions or Decisions())

    def making(self, state: State, options: Options, *, progress: Progress = no_progress) -> Making:
        """What a table or chart is made from."""
        basis = self.basis(state.scope, state.decisions)
        codebook = self.codebook(options.codebook, state.decisions)
        return Making(
            basis,
            options,
            codebook,
            find_frame_evidence=lambda one: self._all_frame_evidence(basis, one),
            find_codebook=lambda name: self.codebook(name, state.decisions),
            focus=basis.current_focus(state.focus.evidence_key),
            recall=self._recall,
            progress=progress,
            meanings=self.meanings,
        )

    def measured(self, name: str, state: State, options: Options, *, progress: Progress = no_progress) -> Measured:
        """A table of the catalogue. Raises ``UsageError`` for an unknown name, ``QueryError`` for a wrong search."""
        return self.making(state, options, progress=progress).table(name)

    def _recall(self, name: str, making: Making) -> Measured:
        if name == "kwic":  # it may have hundreds of thousands of lines; its passages are remembered
            return make(name, making)
        basis = making.basis
        focus = making.focus if name in FOCUSED else None
        options = relevant_options(name, making.options)
        about = making.focus if focus is not None else Focus()
        # while stories and names are looked for there is a new revision every second: what is made of words alone stays
        made_of: tuple[object, ...] = (
            (basis.snapshot.words_revision, lists_of(basis))
            if words_alone(name, basis, options, about)
            else (basis.snapshot.revision,)
        )
        decisive = basis.decisions.without(CODING - followed(name, about))
        key = ("table", name, made_of, basis.scope, decisive, options, focus)
        measured: Measured = self._remember(key, lambda: make(name, making))
        return measured

    def _all_frame_evidence(self, basis: Basis, codebook: Codebook) -> pd.DataFrame:
        snapshot = basis.snapshot
        if snapshot.store is None:
            return pd.DataFrame(columns=list(TABLES["frame_evidence"]))
        store, quoted = snapshot.store, basis.annotations.quoted_intervals

        def find_all() -> pd.DataFrame:
            return frame_evidence(View.of(store, words=words), codebook, texts=snapshot.texts, quoted=quoted).table

        words = snapshot.word_layer if codebook.needs_words else None
        kind = f"frame evidence of {codebook.name}"
        found = snapshot.memory.recall(kind, (store, quoted, codebook.digest, words), find_all)
        if not has_reporting_verbs(codebook):
            return found
        return snapshot.memory.recall(
            "reporting verbs", (found, basis.annotations.quotes), lambda: with_reporting_verbs(found, basis, codebook)
        )

    def _frame_evidence_in(self, basis: Basis, codebook: Codebook, document_id: str) -> pd.DataFrame:
        """The frame evidence of one article: the Reader must not wait until all others were searched."""
        snapshot = basis.snapshot
        text = snapshot.texts.get(document_id)
        if snapshot.store is None or text is None:
            return pd.DataFrame(columns=list(TABLES["frame_evidence"]))
        quoted = basis.annotations.quoted_intervals
        if codebook.needs_words:  # what annotation says of words belongs to the words of the whole corpus
            whole = self._all_frame_evidence(basis, codebook)
            return whole[whole["document_id"] == document_id]
        every = snapshot.memory.known(
            f"frame evidence of {codebook.name}", (snapshot.store, quoted, codebook.digest, None)
        )
        if every is not None:
            table: pd.DataFrame = every[0]
            return table[table["document_id"] == document_id]
        alone = View.of(TokenStore.build([(document_id, text)]))
        return frame_evidence(alone, codebook, texts={document_id: text}, quoted=quoted).table

    # -- answers to the window -------------------------------------------------------------------------------------

    def prepare(self, state: State, *, progress: Progress = no_progress) -> None:
        """Find what answers about a state need and what takes long, so that it can be followed and stopped.

        What was found once is remembered. Answers find it themselves where nobody asked for it before.
        """
        basis = self.basis(state.scope, state.decisions)
        if state.scope.copies is Copies.ONCE and basis.snapshot.store is not None:
            basis.find_copies(progress)

    def overview(self, state: State) -> Overview:
        """What is open and what of it is counted."""
        basis = self.basis(state.scope, state.decisions)
        if basis.snapshot.stage is not Stage.COMPLETE:
            narrowed = len(basis.in_scope) < len(basis.present)
            self._waited_for.count(basis.in_scope if narrowed else ())
        return self._overviews.make(basis)

    def article(self, document_id: str, state: State) -> ReaderArticle:
        """One article with its layers."""
        basis = self.basis(state.scope, state.decisions)
        self._waited_for.show(document_id)
        project = self._incoming or self._project
        text = None
        if basis.snapshot.only_listed and project is not None:
            with suppress(KeyError):  # answered by the reader: there is no such article
                text = project.text(document_id)
        codebook = self.codebook("", state.decisions)
        found = self._frame_evidence_in(basis, codebook, document_id)
        frames_here = decided_in_article(basis, codebook, found, document_id)
        made = reader_article(basis, document_id, frames_here, text=text)
        return replace(made, codebook=codebook.name, codebook_frames=tuple(frame.name for frame in codebook.frames))

    def evidence(self, state: State, options: Options, showing: Sequence[str] = ()) -> Evidence:
        """What there is behind the focus; a search that can't be understood is an answer too, with its problem.

        Args:
            state: what is counted and highlighted.
            options: the window of the lines, and the codebook.
            showing: ids of the articles of which all passages are wanted.
        """
        making = self.making(state, options)
        basis, focus, asked = making.basis, making.focus, state.focus.evidence_key
        if basis.snapshot.store is None:
            return Evidence(basis.snapshot.revision, asked, focus_label(basis, focus), TableData(), 0, 0)
        try:
            return concordance.evidence(making, asked, showing)
        except QueryError as error:
            return Evidence(
                revision=basis.snapshot.revision,
                focus=asked,
                label=focus_label(basis, focus),
                lines=TableData(),
                articles=0,
                articles_in_scope=len(basis.counted),
                problem=str(error),
                problem_at=error.position,
            )

    def concordance_page(self, state: State, options: Options, first: int, number: int) -> ConcordancePage:
        """Some lines of the concordance of the focus. Raises :class:`QueryError`, and ``NotReadyError`` before indexing."""
        return concordance.page(self.making(state, options), state.focus.evidence_key, first, number)

    def concordance_line(self, state: State, options: Options, passage: Span) -> int | None:
        """Where a passage stands in that concordance; ``None`` when it is none of its lines."""
        return concordance.line_of(self.making(state, options), passage)

    def step_passage(self, state: State, options: Options, passage: Span | None, step: int) -> Span | None:
        """The passage so many steps behind another one, in the order of the corpus."""
        return concordance.stepped(self.making(state, options), passage, step)

    def passages_in(
        self, state: State, options: Options, documents: Sequence[str]
    ) -> tuple[tuple[str, tuple[Interval, ...]], ...]:
        """All passages of the focus in some articles, as pairs of document id and passages."""
        return concordance.spans_in(self.making(state, options), documents)

    def pane_table(self, name: str, state: State, options: Options, *, progress: Progress = no_progress) -> PaneTable:
        """A table as a pane shows it."""
        basis = self.basis(state.scope, state.decisions)
        if basis.snapshot.store is None:
            return PaneTable(basis.snapshot.revision, TableData(), 0, len(basis.in_scope))
        measured = self.measured(name, state, options, progress=progress)
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
        scope, decisions = request.state.scope, request.state.decisions
        revision = making.basis.snapshot.revision
        key = ("chart table", request.chart, revision, scope, decisions, making.focus, request.options)
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
            axis_height=rendered.axis_height,
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


def _name_of(sources: Sequence[Path]) -> str:
    """What a person would call the sources: their one name, or that of the folder they lie in."""
    if len(sources) == 1:
        source = sources[0].resolve()
        return source.name if source.is_dir() else source.stem
    folders = {source.resolve().parent for source in sources}
    return folders.pop().name if len(folders) == 1 else ""


def _nothing_usable(request: OpenRequest, refusals: tuple[Any, ...]) -> str:
    names = ", ".join(Path(source).name or source for source in request.sources)
    if not refusals:
        return f"There are no articles in {names}. Choose a folder or files with articles: {READABLE}."
    reasons = "; ".join(f"{r.path}: {r.reason}" for r in refusals[:5])
    more = f" (and {len(refusals) - 5} more)" if len(refusals) > 5 else ""
    return (
        f"Nothing in {names} could be read as an article. {reasons}{more} "
        f"Choose a folder or files with articles: {READABLE}."
    )
