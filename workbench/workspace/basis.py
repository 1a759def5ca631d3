"""What a measure is computed on: a snapshot seen through a scope and what a person decided."""

from __future__ import annotations

import json
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import asdict, astuple, dataclass, field
from functools import cached_property
from itertools import compress
from typing import Final

import numpy as np
import pandas as pd

from workbench.analysis.stories import FOUND
from workbench.corpus.fingerprint import corpus_hash, text_hash
from workbench.corpus.wire import CREDIT_LINE, WireEvidence
from workbench.corpus.wire import METADATA as BY_METADATA
from workbench.domain.article import Article
from workbench.domain.boilerplate_marks import BOILERPLATE
from workbench.domain.coding import CODING, coded_in
from workbench.domain.copy_choices import COPY, own_in, representatives_in
from workbench.domain.cue_verbs import CUE_VERB, cue_verbs_in
from workbench.domain.decisions import Decisions
from workbench.domain.entity_decisions import (
    ENTITY,
    MENTION,
    entity_decisions_in,
    mention_decisions_in,
    place_key,
)
from workbench.domain.errors import CounterpointError
from workbench.domain.focus import Focus
from workbench.domain.imports import IMPORT, left_out
from workbench.domain.outlet_groups import NO_GROUP, OUTLET_GROUP, groupings_in
from workbench.domain.progress import Progress, no_progress
from workbench.domain.quote_decisions import QUOTE, quote_decisions_in
from workbench.domain.removal import REMOVED, removed_in
from workbench.domain.reviews import reviewed_in
from workbench.domain.scope import Copies, Scope, Voice
from workbench.domain.spans import Interval
from workbench.domain.stop_word_choices import STOP_WORD, stop_words_in
from workbench.domain.story_names import STORY, story_names_in
from workbench.domain.term_groups import TERM_GROUP, term_groups_in
from workbench.domain.word_pairs import WORD_PAIR, word_pairs_in
from workbench.index.arrays import BoolArray, LongArray
from workbench.index.store import TokenStore
from workbench.index.view import View, tokens_in
from workbench.workspace.copies import CopyFindings, copy_findings
from workbench.workspace.decided_annotations import DecidedAnnotations, decided_annotations
from workbench.workspace.decided_articles import decided_articles
from workbench.workspace.decided_boilerplate import decided_boilerplate, decided_intervals, decided_spans
from workbench.workspace.shared_values import SharedProperty, SharedValues
from workbench.workspace.snapshot import Snapshot
from workbench.workspace.stories import story_titles

PERSON: Final = "person"
"""The source of what a person decided about an article's metadata."""


class NotReadyError(CounterpointError):
    """A question about words that came before they were indexed."""


@dataclass(frozen=True, eq=False)
class Basis:
    """Everything that tables and charts are made from. Two measures with the same basis count the same words.

    Nothing of it depends on what people said of passages for frames (:mod:`workbench.domain.coding`), apart from
    ``decisions`` and the fingerprint: :meth:`with_coding` shares all the rest.
    """

    snapshot: Snapshot
    scope: Scope
    decisions: Decisions = field(default_factory=Decisions)
    shared: SharedValues = field(default_factory=SharedValues, repr=False)

    def with_coding(self, decisions: Decisions) -> Basis:
        """The same with decisions that differ in :data:`workbench.domain.coding.CODING` alone."""
        if decisions.without(CODING) != self.decisions.without(CODING):
            raise ValueError("these decisions differ in what words are counted")
        return Basis(self.snapshot, self.scope, decisions, self.shared)

    @SharedProperty
    def articles(self) -> tuple[Article, ...]:
        """All articles with corrections, folded outlets and found stories, in the order of the store's documents."""
        return decided_articles(self.snapshot, self.decisions)

    @SharedProperty
    def left_out(self) -> frozenset[str]:
        """Ids of the articles that a person removed or whose import was taken back: in the store, and nowhere else."""
        sources = (self.snapshot.imports, self.decisions.collection(IMPORT), self.decisions.collection(REMOVED))
        return self.snapshot.memory.recall(
            "left out",
            sources,
            lambda: left_out(self.snapshot.imports, self.decisions) | self._removed,
        )

    @property
    def _removed(self) -> frozenset[str]:
        return frozenset(document for document in removed_in(self.decisions) if document in self.snapshot.places)

    @property
    def removed(self) -> int:
        """How many articles of the snapshot a person took out."""
        return len(self._removed)

    @SharedProperty
    def present(self) -> tuple[Article, ...]:
        """The articles of :attr:`articles` that the corpus has now."""
        away = self.left_out
        if not away:
            return self.articles
        return self.snapshot.memory.recall(
            "present", (self.articles, away), lambda: tuple(a for a in self.articles if a.document_id not in away)
        )

    @cached_property
    def corpus_hash(self) -> str:
        """The fingerprint of what is counted, as recipes name it: the present articles with all decisions.

        What people decided beside metadata (restored and marked boilerplate, copies, names of stories, the groups that are
        compared, entities, mentions and quotes, verbs of saying, pairs of words, groups of searches, codes of passages and
        articles, passages taken apart or joined) is in it where anything is decided. What is decided about names is in it
        whether or not they were looked for, so that a table of words has one fingerprint. Codebooks are not in it: recipes
        have fingerprints of their own for them.
        """
        articles = corpus_hash(self.present)
        present = {article.document_id for article in self.present}
        marked = decided_spans(self.snapshot, self.decisions)
        copies = self.decisions.collection(COPY)
        names = story_names_in(self.decisions)
        decided: dict[str, object] = {
            BOILERPLATE: {d: [astuple(s) for s in spans] for d, spans in marked.items() if d in present},
            COPY: {document: choice for document, choice in copies.items() if document in present},
            OUTLET_GROUP: self.grouping or {},
            STORY: names,
            **decided_about_words(self.decisions, present),
            **coded_in(self.decisions, present),
        }
        decided = {name: values for name, values in decided.items() if values}
        if not decided:
            return articles
        return text_hash(json.dumps([articles, decided], sort_keys=True, ensure_ascii=True))

    @SharedProperty
    def needs_review(self) -> Mapping[str, str]:
        """Why a person should look at articles that nobody has looked at yet, by document id."""
        seen = reviewed_in(self.decisions)
        return {a.document_id: a.review for a in self.present if a.review and a.document_id not in seen}

    @SharedProperty
    def story_titles(self) -> Mapping[str, str]:
        """What stories are called, by story id: a person's name, else the title that was found. Some have neither."""
        snapshot = self.snapshot
        return snapshot.memory.recall(
            "story titles",
            (snapshot.story_titles, snapshot.stories, self.decisions.collection(STORY)),
            lambda: story_titles(snapshot.story_titles, snapshot.stories, story_names_in(self.decisions)),
        )

    def is_given(self, story_id: str) -> bool:
        """Whether a source or a person gave a story, or a person named one that was found."""
        return not story_id.startswith(FOUND) or story_id in story_names_in(self.decisions)

    def story_title(self, story_id: str) -> str:
        """What a story is called; its id when it has no name."""
        return self.story_titles.get(story_id) or story_id

    # -- boilerplate -----------------------------------------------------------------------------------------------

    @SharedProperty
    def boilerplate(self) -> pd.DataFrame:
        """The table ``boilerplate``: what was found and what people decided about it."""
        return decided_boilerplate(self.snapshot, self.decisions)

    @SharedProperty
    def boilerplate_intervals(self) -> Mapping[str, list[Interval]]:
        """Merged boilerplate of each article that has some, with what people decided."""
        return decided_intervals(self.snapshot, self.decisions)

    # -- names, quotes and labels ------------------------------------------------------------------------------------

    @SharedProperty
    def annotations(self) -> DecidedAnnotations:
        """What annotation found so far, with what people decided."""
        return decided_annotations(self.snapshot, self.decisions)

    def current_focus(self, focus: Focus) -> Focus:
        """A focus on what is there now: an entity that was joined with another is that other one."""
        return self.annotations.current_focus(focus) if focus.entity or focus.speaker else focus

    # -- copies ----------------------------------------------------------------------------------------------------

    def find_copies(self, progress: Progress = no_progress) -> CopyFindings:
        """What is known about copies among the present articles; found now if it was not before, which takes time.

        Nothing of it depends on the rest of the scope. Boilerplate plays no part in it, whether it is counted or not.

        Raises:
            NotReadyError: before the words are indexed.
        """
        store, snapshot, decisions = self.store, self.snapshot, self.decisions
        scope = self.scope

        def find() -> CopyFindings:
            found = copy_findings(
                store,
                self.present,
                boilerplate=self.boilerplate_intervals,
                representatives=representatives_in(decisions),
                own=own_in(decisions),
                duplicate_share=scope.duplicate_share,
                shared_share=scope.shared_share,
                memory=snapshot.copy_memory,
                progress=progress,
            )
            snapshot.memory.keep("roughly copies", self._roughly_decides_copies, found)
            return found

        return snapshot.memory.recall("copies", self._decides_copies, find)

    @SharedProperty
    def copies(self) -> CopyFindings:
        """:meth:`find_copies` without telling how far it is."""
        return self.find_copies()

    @property
    def known_copies(self) -> CopyFindings | None:
        """What was found before; ``None`` while nobody asked for it.

        After a correction that could change it (of a date, an outlet) it is what was found before the correction, so that
        marks stay where they are until it is found again.
        """
        if self.snapshot.store is None:
            return None
        memory = self.snapshot.memory
        roughly = memory.known("roughly copies", self._roughly_decides_copies)
        if roughly is None:
            return None
        found: CopyFindings = (memory.known("copies", self._decides_copies) or roughly)[0]
        return found

    @SharedProperty
    def _roughly_decides_copies(self) -> tuple[object, ...]:
        collection = self.decisions.collection(COPY)
        shares = (self.scope.duplicate_share, self.scope.shared_share)
        return (self.snapshot.store, self.left_out, self.boilerplate_intervals, collection, shares)

    @SharedProperty
    def _decides_copies(self) -> tuple[object, ...]:
        """Everything that findings about copies follow from; a correction of a title is not among it."""
        stated = tuple((a.date, a.outlet, a.wire_agency) for a in self.present)
        return (*self._roughly_decides_copies, stated)

    @SharedProperty
    def counted_copies(self) -> CopyFindings | None:
        """What is left out because it is copied; ``None`` when copied text is counted each time it stands somewhere."""
        return self.copies if self.scope.copies is Copies.ONCE and self.snapshot.store is not None else None

    @SharedProperty
    def copies_left_out(self) -> int:
        """Articles that the rest of the scope admits and for which another one stands."""
        return self._admitted_by_rest.count(1) - self.admitted.count(1)

    @SharedProperty
    def copied_words_left_out(self) -> int:
        """Words of counted articles that are not counted because another article has them."""
        found = self.counted_copies
        if found is None or not found.intervals:
            return 0
        return self._view(self.counted, self.scope.voice, self.always_without).total - self.view.total

    @SharedProperty
    def agencies(self) -> Mapping[str, tuple[str, str]]:
        """The agency whose text each present article has, and how that is known, by document id.

        What the source or a person says counts first. Text shared with an agency's article is evidence only once copies
        were looked for (:meth:`find_copies`).
        """
        known = ((article.document_id, self.agency_of(article)) for article in self.present)
        return {document: agency for document, agency in known if agency[0]}

    def agency_of(self, article: Article) -> tuple[str, str]:
        """The agency whose text an article has and how that is known; two empty texts when none is known."""
        source = article.source_of("wire_agency")
        evidence = None if article.wire_agency or source == PERSON else self._wire.get(article.document_id)
        return (evidence.agency, self._why_wire(evidence)) if evidence is not None else (article.wire_agency, source)

    @SharedProperty
    def _wire(self) -> Mapping[str, WireEvidence]:
        found = self.known_copies
        if found is None:
            return {}
        # what metadata say, the article itself says, also when that was corrected since
        return {evidence.document_id: evidence for evidence in found.wire if evidence.kind != BY_METADATA}

    def _why_wire(self, evidence: WireEvidence) -> str:
        if evidence.kind == CREDIT_LINE:
            return f"credit line: “{evidence.text}”"
        other = self.by_id.get(evidence.credited_id)
        named = f"“{other.display_title}”" if other is not None else evidence.credited_id
        of_outlet = f" ({other.outlet})" if other is not None and other.outlet else ""
        says = "which credits" if evidence.text else "whose metadata name"
        return f"{evidence.share:.0%} of its text stands in {named}{of_outlet}, {says} {evidence.agency}"

    # -- what is counted -------------------------------------------------------------------------------------------

    @SharedProperty
    def by_id(self) -> Mapping[str, Article]:
        """Corrected articles by document id."""
        return {article.document_id: article for article in self.articles}

    @SharedProperty
    def _admitted_by_rest(self) -> bytes:
        """:attr:`admitted` as if copied text were counted each time."""
        return admitted(self.present, self.scope)

    @SharedProperty
    def admitted(self) -> bytes:
        """For each article of ``present`` whether (1 or 0) it is counted: the scope admits it, and no other stands for it."""
        found = self.counted_copies
        if found is None or not found.left_out:
            return self._admitted_by_rest
        away = found.left_out
        return _both(self._admitted_by_rest, bytes([a.document_id not in away for a in self.present]))

    @SharedProperty
    def with_copies(self) -> tuple[str, ...]:
        """:attr:`in_scope` as if copied text were counted each time."""
        return tuple(article.document_id for article in compress(self.present, self._admitted_by_rest))

    @SharedProperty
    def in_scope(self) -> tuple[str, ...]:
        """Ids of the articles that the scope admits."""
        return tuple(article.document_id for article in compress(self.present, self.admitted))

    @SharedProperty
    def annotated(self) -> tuple[str, ...]:
        """Ids of the admitted articles that are annotated."""
        annotated = self.snapshot.annotated
        return tuple(document for document in self.in_scope if document in annotated) if annotated else ()

    @SharedProperty
    def counted(self) -> tuple[str, ...]:
        """Ids of the articles that are counted: the admitted ones; where quotes matter, the annotated ones of them."""
        return self.in_scope if self.scope.voice is Voice.ALL else self.annotated

    @property
    def store(self) -> TokenStore:
        """The words. Raises :class:`NotReadyError` before they are indexed."""
        if self.snapshot.store is None:
            raise NotReadyError("The articles are still being indexed.")
        return self.snapshot.store

    @SharedProperty
    def groupings(self) -> Mapping[str, Mapping[str, str]]:
        """The groups that people made of outlets: by grouping the group of each outlet in one."""
        return groupings_in(self.decisions)

    @property
    def grouping(self) -> Mapping[str, str] | None:
        """The groups that are compared; ``None`` when outlets are (also when there is no grouping of that name)."""
        return self.groupings.get(self.scope.compare) if self.scope.compare else None

    @SharedProperty
    def outlets(self) -> tuple[str, ...]:
        """What each of the store's documents is compared as: its outlet, or the group that its outlet is in."""
        groups = self.grouping
        if groups is None:
            return tuple(article.outlet for article in self.articles)
        return tuple(groups.get(article.outlet, NO_GROUP) for article in self.articles)

    @SharedProperty
    def outlet_of(self) -> Mapping[str, str]:
        """:attr:`outlets` by document id."""
        return {article.document_id: name for article, name in zip(self.articles, self.outlets, strict=True)}

    @SharedProperty
    def outlet_names(self) -> tuple[str, ...]:
        """The different names in :attr:`outlets` of the counted articles, in their fixed order."""
        return in_fixed_order({self.outlet_of[document] for document in self.counted})

    @SharedProperty
    def titles(self) -> tuple[str, ...]:
        """A title for each of the store's documents."""
        return tuple(article.display_title for article in self.articles)

    @property
    def always_without(self) -> Mapping[str, list[Interval]]:
        """Stretches that are not counted in any voice, apart from copied text."""
        return {} if self.scope.boilerplate else self.boilerplate_intervals

    @SharedProperty
    def without(self) -> Mapping[str, list[Interval]]:
        """Stretches that are not counted in any voice: boilerplate unless it is counted, copied text if it counts once."""
        found = self.counted_copies
        if found is None or not found.intervals:
            return self.always_without
        return together(self.always_without, found.intervals)

    @SharedProperty
    def view(self) -> View:
        """The counted words."""
        return self._view(self.counted, self.scope.voice, self.without)

    @SharedProperty
    def annotated_view(self) -> View:
        """The counted words of annotated articles: the denominators of what annotation finds."""
        if self.counted == self.annotated:
            return self.view
        return self._view(self.annotated, Voice.ALL, self.without)

    @SharedProperty
    def quoted_view(self) -> View:
        """The quoted words of the articles in scope."""
        return self._view(self.in_scope, Voice.QUOTED, self.without)

    def _view(self, documents: Sequence[str], voice: Voice, without: Mapping[str, Sequence[Interval]]) -> View:
        return View.of(
            self.store,
            documents=self._indices(documents),
            without=self._tokens_without(voice, without),
            words=self.snapshot.word_layer,
        )

    def _tokens_without(self, voice: Voice, without: Mapping[str, Sequence[Interval]]) -> BoolArray | None:
        """Which tokens are not counted: the same array whatever articles are, as sums over articles are remembered by it."""
        left_out = self._tokens_in(without) if without else None
        if voice is Voice.ALL:
            return left_out
        quoted = self._tokens_in(self.annotations.quoted_intervals)

        def of_voice() -> BoolArray:
            unwanted = quoted if voice is Voice.OUTLET else ~quoted
            return unwanted if left_out is None else left_out | unwanted

        return self.snapshot.memory.recall("tokens without", (quoted, left_out, voice), of_voice)

    def _tokens_in(self, intervals: Mapping[str, Sequence[Interval]]) -> BoolArray:
        """Which tokens stand in passages; made once for the same passages, whatever articles are counted."""
        store = self.store
        return self.snapshot.memory.recall("tokens in", (store, intervals), lambda: tokens_in(store, intervals))

    def _indices(self, documents: Sequence[str]) -> LongArray | None:
        """Where articles stand in the store; ``None`` for all of them."""
        places = self.snapshot.places
        if len(documents) == len(places):
            return None
        found = np.fromiter((places[document] for document in documents), dtype=np.int64, count=len(documents))
        return np.unique(found)

    def of_documents(self, table: pd.DataFrame) -> pd.DataFrame:
        """The rows of a table whose article the scope admits."""
        return table[table["document_id"].isin(frozenset(self.in_scope))].reset_index(drop=True)


def admitted(articles: Sequence[Article], scope: Scope) -> bytes:
    """For each article whether (1 or 0) the scope admits it: what :meth:`Scope.admits` says, quick for many articles."""
    flags = bytes([1]) * len(articles)
    if scope.documents:
        documents = frozenset(scope.documents)
        flags = bytes([article.document_id in documents for article in articles])
    if scope.stories:
        stories = frozenset(scope.stories)
        flags = _both(flags, bytes([article.story_id in stories for article in articles]))
    if scope.outlets:
        outlets = frozenset(scope.outlets)
        flags = _both(flags, bytes([article.outlet in outlets for article in articles]))
    if scope.date_from or scope.date_to:
        dates_alone = Scope(date_from=scope.date_from, date_to=scope.date_to)
        by_date = {article.date: article for article in articles}
        days = {date: dates_alone.admits(article) for date, article in by_date.items()}
        flags = _both(flags, bytes([days[article.date] for article in articles]))
    return flags


def decided_about_words(decisions: Decisions, present: Container[str]) -> dict[str, object]:
    """What people decided about names, quotes, verbs, pairs of words and groups of searches, as far as tables follow from it.

    Args:
        decisions: everything that is decided.
        present: ids of the articles that the corpus has; what is decided about a place in another one plays no part.
    """
    names = entity_decisions_in(decisions)
    about = {name: values for name, values in asdict(names).items() if values}
    places = {
        place_key(p): one.to_json() for p, one in mention_decisions_in(decisions).items() if p.document_id in present
    }
    by_article = quote_decisions_in(decisions)
    quotes = {place_key(one.place): one.to_json() for d, own in by_article.items() if d in present for one in own}
    return {
        ENTITY: {name: sorted(values) if isinstance(values, frozenset) else values for name, values in about.items()},
        MENTION: places,
        QUOTE: quotes,
        CUE_VERB: cue_verbs_in(decisions),
        WORD_PAIR: [astuple(pair) for pair in word_pairs_in(decisions)],
        TERM_GROUP: term_groups_in(decisions),
        STOP_WORD: stop_words_in(decisions),
    }


def in_fixed_order(names: Iterable[str]) -> tuple[str, ...]:
    """Names of outlets or groups as every list and chart shows them: alphabetically, what is not known last."""
    return tuple(sorted(set(names), key=lambda name: (not name, name == NO_GROUP, name.casefold(), name)))


def together(
    left: Mapping[str, Sequence[Interval]], right: Mapping[str, Sequence[Interval]]
) -> dict[str, list[Interval]]:
    """The stretches of both, by document."""
    return {
        document: [*left.get(document, ()), *right.get(document, ())] for document in dict.fromkeys((*left, *right))
    }


def _both(left: bytes, right: bytes) -> bytes:
    """1 where both have 1."""
    return (int.from_bytes(left, "big") & int.from_bytes(right, "big")).to_bytes(len(left), "big")
