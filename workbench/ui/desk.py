"""The desk: what all panes share. State, corpus overview, the evidence of the focus, and the way to ask for more.

Panes know the desk and nothing of one another. The desk makes the two requests that every pane would otherwise make
for itself (the overview of the scope, the evidence of the focus) and tells which part of what they read has changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, Final

from PySide6.QtCore import QObject, Signal

from workbench.domain.article import OutletSuggestion
from workbench.domain.boilerplate_marks import BOILERPLATE
from workbench.domain.coding import CODES as CODE_COLLECTIONS
from workbench.domain.coding import CODING
from workbench.domain.coding import GROUPS as GROUP_COLLECTIONS
from workbench.domain.copy_choices import COPY
from workbench.domain.corrections import METADATA, Correction, changes_for
from workbench.domain.cue_verbs import CUE_VERB
from workbench.domain.decisions import Json, Key
from workbench.domain.entity_decisions import ENTITY, MENTION
from workbench.domain.event_markers import EVENT
from workbench.domain.focus import Focus
from workbench.domain.imports import IMPORT
from workbench.domain.journal import Edit
from workbench.domain.outlet_groups import OUTLET_GROUP
from workbench.domain.outlet_names import OUTLET_NAME
from workbench.domain.palette import OutletStyle, outlet_styles
from workbench.domain.quote_decisions import QUOTE
from workbench.domain.removal import REMOVED
from workbench.domain.scope import Scope, Voice
from workbench.domain.spans import Interval, Span
from workbench.domain.state import SCOPE as SCOPE_COLLECTION
from workbench.domain.state import Change, State
from workbench.domain.stop_word_choices import STOP_WORD
from workbench.domain.story_names import STORY
from workbench.domain.term_groups import TERM_GROUP
from workbench.jobs.worker import Failure, ProgressNotice
from workbench.session.store import Command, NotLoadedError, Store
from workbench.ui.bridge import Bridge
from workbench.ui.journal import Journal
from workbench.ui.theme import Theme
from workbench.workspace import tasks
from workbench.workspace.messages import CorpusEvent, Evidence, Options, Overview, Stage

CORPUS: Final = "corpus"
SCOPE: Final = "scope"
FOCUS: Final = "focus"
EVIDENCE: Final = "evidence"
OVERVIEW: Final = "overview"
THEME: Final = "theme"
HISTORY: Final = "history"
DECISIONS: Final = "decisions"
COPIES: Final = "copies"
CODES: Final = "codes"
GROUPS: Final = "groups"
PASSAGES: Final = "passages"

COUNTED: Final = frozenset(
    {
        SCOPE_COLLECTION,
        IMPORT,
        BOILERPLATE,
        COPY,
        CUE_VERB,
        ENTITY,
        EVENT,
        MENTION,
        OUTLET_GROUP,
        OUTLET_NAME,
        QUOTE,
        REMOVED,
        STOP_WORD,
        STORY,
        TERM_GROUP,
        *(f"{METADATA}/{field}" for field in ("outlet", "title", "date", "story_id", "wire_agency")),
    }
)
"""Decisions that all numbers and charts follow from. The others concern only the panes that show them.

What frames and groups of passages alone follow from is not among them (:mod:`workbench.domain.coding`): judging passages must
not make all panes ask again. They read ``CODES`` (passages and articles were judged, or there is another codebook) or
``GROUPS`` (passages were taken apart or joined) beside ``SCOPE``, and compare ``Desk.coded`` instead of ``Desk.counted``.
"""

VOICE_WORDS: Final = {Voice.ALL: "all text", Voice.OUTLET: "outlet's voice", Voice.QUOTED: "quoted speech"}


class Desk(QObject):
    """Shared by all panes of one window."""

    touched = Signal(frozenset)
    """Names of what changed: corpus, scope (what numbers follow from), codes (what frames follow from, too), groups (what groups
    of passages follow from, too), decisions (any), history, focus, evidence, overview, copies (what is known about them),
    passages (of an article that is read), theme."""
    read_requested = Signal(tuple)
    """Show these articles in the Reader, side by side."""
    said = Signal(str)
    """A short message for the status bar."""
    failed = Signal(str, str)
    """Something went wrong: words for a person, and details."""
    show_pane = Signal(str)
    """Bring the pane of this name to the front."""
    folder_wanted = Signal()
    """Ask for a folder of articles."""
    sample_wanted = Signal()
    """Open the bundled sample corpus."""
    explain = Signal(str)
    """Show how a measure is computed."""

    def __init__(self, store: Store, bridge: Bridge, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.store = store
        self.bridge = bridge
        self.theme = theme
        self.options = Options()
        self.native_dialogs = True
        """Whether files are chosen with the system's own dialogs."""
        self.overview: Overview | None = None
        self.evidence: Evidence | None = None
        self.reading: tuple[str, ...] = ()
        """Ids of the articles that the Reader shows: all of their passages are asked for."""
        self._passages: dict[str, tuple[Interval, ...]] = {}
        self._passages_asked: tuple[str, ...] = ()
        self._stepping = (Focus(), 0)
        self.outlet_styles: Mapping[str, OutletStyle] = outlet_styles(())
        self.stage: Stage | None = None
        self.suggestions: tuple[OutletSuggestion, ...] = ()
        """Guesses at outlets that the sources do not name, for the person to judge."""
        self.stopped = False
        """Whether a person stopped the annotation of what is open."""
        self.name = ""
        """What is open, by the name of its folder or file."""
        self.revision = 0
        """Grows with each event of the corpus, also when the working process was started again."""
        self._earlier_revisions = 0
        self._counted = 0
        self._coded = 0
        self.turn = 0
        """Grows with each pane that is brought to the front."""
        self._refreshing: int | None = None
        self._readings = 0
        """Grows when there are other articles, words or stories than before; not while the same are annotated."""
        self.copies_found: object = None
        """Names what copies were looked for last: while it stays the same, what marks them is still true."""
        self.journal = Journal(store, bridge, self)
        self._unsubscribe = store.subscribe(self._on_change)

    # -- reading ---------------------------------------------------------------------------------------------------

    @property
    def state(self) -> State:
        """The state now."""
        return self.store.state

    def outlet_colour(self, outlet: str) -> str:
        """An outlet's colour on the present theme."""
        return self.outlet_style(outlet).colour(self.theme.dark)

    def outlet_style(self, outlet: str) -> OutletStyle:
        """The colour and mark of an outlet, or of a group that is compared."""
        return self.outlet_styles.get(outlet) or self.outlet_styles[""]

    @property
    def counted(self) -> tuple[int, int]:
        """Names what numbers follow from: while it stays the same, an answer is still true."""
        return (self.revision, self._counted)

    @property
    def coded(self) -> tuple[int, int, int]:
        """Like :attr:`counted`, for answers about frames and groups of passages."""
        return (*self.counted, self._coded)

    @property
    def highlighted_count(self) -> int:
        """How many passages the focus has; 0 when nothing is highlighted."""
        return self.evidence.passages if self.evidence and self.state.focus.subject else 0

    def passages_in(self, document_id: str) -> tuple[Interval, ...] | None:
        """The passages of what is highlighted in an article.

        ``None`` when they are not known here: they are asked for then, and ``passages`` is touched when they come.
        """
        evidence = self.evidence
        if evidence is None or document_id not in evidence.by_article:
            return ()
        known = self._passages.get(document_id)
        if known is None:

            def done(found: tuple[tuple[str, tuple[Interval, ...]], ...]) -> None:
                if self.evidence is evidence:
                    self._passages_asked = ()
                    self._passages.update(found)
                    self.touched.emit(frozenset({PASSAGES}))

            state = replace(self.state, focus=evidence.focus)
            wanted = tuple(dict.fromkeys((document_id, *self.reading)))
            if wanted != self._passages_asked:
                self._passages_asked = wanted
                self.ask(tasks.passages_in, state, self.options, wanted, key="passages", done=done, lane="lines")
        return known

    def ask(
        self,
        task: Callable[..., Any],
        *arguments: Any,
        key: str,
        done: Callable[[Any], None],
        failed: Callable[[Failure], None] | None = None,
        progress: Callable[[ProgressNotice], None] | None = None,
        lane: str = "view",
    ) -> None:
        """Ask the working process; a failure that nobody takes is shown in the window.

        Of what waits, the pane that was brought to the front last comes first, and with it what a gesture asks.
        """
        self.bridge.ask(
            task,
            *arguments,
            key=key,
            done=done,
            failed=failed or self.report,
            progress=progress,
            lane=lane,
            rank=-(self.turn if self._refreshing is None else self._refreshing),
            about=None if self._refreshing is None else (self._readings, self.state.decisions.uid),
        )

    def next_turn(self) -> int:
        """The number of a pane that is brought to the front now."""
        self.turn += 1
        return self.turn

    @contextmanager
    def refreshing(self, turn: int) -> Iterator[None]:
        """What is asked inside brings what is shown up to date, in a pane that came to the front in this turn."""
        before, self._refreshing = self._refreshing, turn
        try:
            yield
        finally:
            self._refreshing = before

    def report(self, failure: Failure) -> None:
        """Show a failure to the person; that the working process ended is said once, whatever was under way."""
        if not failure.lost:
            self.failed.emit(failure.message, failure.traceback)

    # -- gestures --------------------------------------------------------------------------------------------------

    def highlight(self, focus: Focus, *, origin: str = "") -> None:
        """Highlight something in all panes. What is counted stays as it is."""
        self.store.focus(focus, origin=origin)

    def clear_highlight(self) -> None:
        """Highlight nothing."""
        self.store.focus(Focus())

    def search(self, text: str) -> None:
        """Highlight a term; an empty search highlights nothing."""
        self.highlight(Focus(term=text.strip()), origin="search")

    def narrow(self, change: Callable[[Scope], Scope], label: str, *, origin: str = "") -> None:
        """Change what is counted, as one undoable step."""
        self.store.do(Command(label, lambda state: replace(state, scope=change(state.scope))), origin=origin)

    def narrow_to_evidence(self) -> None:
        """Count only the articles in which the highlighted thing occurs."""
        if not self.evidence or not self.evidence.passages:
            return
        documents = self.evidence.by_article.documents
        label = self.evidence.label
        self.narrow(
            lambda scope: replace(scope, documents=documents, documents_label=f"articles with {label}"),
            f"Narrow to articles with {label}",
        )

    def correct(self, corrections: tuple[Correction, ...], label: str) -> None:
        """Decide about metadata of articles, as one undoable step."""
        self.decide(changes_for(corrections), label)

    def decide(self, changes: Mapping[Key, Json | None], label: str, *, merge_key: str = "", origin: str = "") -> None:
        """Decide something, as one undoable step; ``None`` takes a decision away."""
        command = Command(
            label, lambda state: replace(state, decisions=state.decisions.with_changes(changes)), merge_key
        )
        self.store.do(command, origin=origin)

    def undo(self) -> None:
        """Take back the last step."""
        self._travel(self.store.undo)

    def redo(self) -> None:
        """Do again what was taken back."""
        self._travel(self.store.redo)

    def jump(self, position: int) -> None:
        """Go to the outcome of a step of the history; 0 is the beginning."""
        self._travel(lambda: self.store.jump(position))

    def _travel(self, go: Callable[[], object]) -> None:
        try:
            go()
        except NotLoadedError as missing:

            def done(edits: dict[int, tuple[Edit, ...]]) -> None:
                self.store.load(edits)
                go()

            self.ask(tasks.step_edits, missing.steps, key="history", done=done)

    def step_passage(self, step: int) -> None:
        """Go to the next (1) or previous (-1) passage of what is highlighted."""
        if not self.evidence or not self.evidence.passages:
            return
        state = replace(self.state, focus=self.evidence.focus)
        # who presses the key again before the answer comes goes on from there
        before = self._stepping[1] if self._stepping[0] == state.focus else 0
        self._stepping = (state.focus, before + step)

        def done(span: Span | None) -> None:
            self._stepping = (Focus(), 0)
            if span is not None and self.state.focus.evidence_key == state.focus:
                self.highlight(replace(self.state.focus, passage=span), origin="step")

        def failed(failure: Failure) -> None:
            self._stepping = (Focus(), 0)
            self.report(failure)

        passage = self.state.focus.passage
        self.ask(
            tasks.step_passage,
            state,
            self.options,
            passage,
            before + step,
            key="step",
            done=done,
            failed=failed,
            lane="lines",
        )

    # -- the corpus in the working process -------------------------------------------------------------------------

    def on_corpus(self, event: CorpusEvent) -> None:
        """The corpus became more complete."""
        revision = self._earlier_revisions + event.revision
        if revision < self.revision:
            return
        self.revision, self.stage = revision, event.stage
        if event.stage is Stage.READ:
            self.stopped = False
        if event.stage not in (Stage.ANNOTATING, Stage.COMPLETE):
            self._readings += 1
        self.outlet_styles = outlet_styles(event.outlets)
        self.touched.emit(frozenset({CORPUS}))
        with self.refreshing(self.turn):
            self._ask_overview()
            self._ask_evidence()

    def on_died(self) -> None:
        """The working process ended; the next one counts its revisions from the beginning.

        Until it has read everything again, nothing is asked: it would answer that there is no such article.
        """
        self._earlier_revisions = self.revision
        self.stage = None

    def stop(self) -> None:
        """Annotation was stopped: panes must not wait for more."""
        self.stopped = self.stage is not Stage.COMPLETE
        self.touched.emit(frozenset({CORPUS}))

    def refresh_overview(self) -> None:
        """Ask for the overview again, because more is known of what is open than when it was made."""
        self._ask_overview()

    def found_copies(self, revision: int, state: State) -> None:
        """Copies were looked for in a state: what marks them is asked for again, once for each that can be another."""
        found = (revision, state.decisions, state.scope.duplicate_share, state.scope.shared_share)
        if found != self.copies_found:
            self.copies_found = found
            self._ask_overview()
            self.touched.emit(frozenset({COPIES}))

    def set_theme(self, theme: Theme) -> None:
        """Show everything in other colours."""
        self.theme = theme
        self.touched.emit(frozenset({THEME}))

    def close(self) -> None:
        """Hear nothing more of the store."""
        self._unsubscribe()
        self.journal.close()

    # -- inside ----------------------------------------------------------------------------------------------------

    def _on_change(self, change: Change) -> None:
        touched = set()
        if change.entry is not None or change.opened:
            touched.add(HISTORY)
        if change.edits or change.opened:
            touched.add(DECISIONS)
        if change.opened or change.touched - CODING:
            self._ask_overview()
        if change.touched & COUNTED or change.opened:
            touched.add(SCOPE)
            self._counted += 1
        if change.touched & CODE_COLLECTIONS or change.opened:
            touched.add(CODES)
        if change.touched & GROUP_COLLECTIONS or change.opened:
            touched.add(GROUPS)
        if touched & {CODES, GROUPS}:
            self._coded += 1
        if "focus" in change.fields:
            touched.add(FOCUS)
        focus = change.new.focus
        concerned = SCOPE in touched or bool({CODES, GROUPS} & touched and (focus.frame or focus.group))
        if not concerned and change.old.focus.evidence_key == focus.evidence_key:
            pass  # another passage of the same evidence, or a decision that no number follows from
        else:
            if "focus" in change.fields and not change.new.focus.subject:
                self.evidence = None
                touched.add(EVIDENCE)
            self._ask_evidence()
        if touched:
            self.touched.emit(frozenset(touched))

    def _ask_overview(self) -> None:
        if self.stage is None:
            return

        asked_with = self.overview

        def done(answer: Overview) -> None:
            self.overview = answer.completed_from(asked_with)
            # groups that are compared look as outlets do
            self.outlet_styles = {**outlet_styles(answer.outlets), **outlet_styles(answer.compared or answer.outlets)}
            self.touched.emit(frozenset({OVERVIEW}))

        known = asked_with.articles.uids if asked_with is not None else frozenset()
        # in a lane of its own: tables of a large corpus take seconds, and the list must not wait for them
        self.ask(tasks.overview, self.state, known, key="overview", done=done, lane="list")

    def _ask_evidence(self) -> None:
        if self.stage is None or not self.state.focus.subject:
            self.bridge.cancel("evidence")
            return
        state = self.state
        passage = state.focus.passage
        showing = dict.fromkeys((*self.reading, *((passage.document_id,) if passage else ())))

        def done(answer: Evidence) -> None:
            self.evidence, self._passages, self._passages_asked = answer, dict(answer.spans), ()
            self.touched.emit(frozenset({EVIDENCE}))

        self.ask(tasks.evidence, state, self.options, tuple(showing), key="evidence", done=done, lane="lines")
