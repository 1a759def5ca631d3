"""What a measure is computed on: a snapshot seen through a scope and what a person decided."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import compress

import pandas as pd

from workbench.corpus.fingerprint import corpus_hash
from workbench.domain.article import Article
from workbench.domain.corrections import corrections_in, with_fields
from workbench.domain.decisions import Decisions
from workbench.domain.errors import CounterpointError
from workbench.domain.imports import left_out
from workbench.domain.scope import Scope, Voice
from workbench.index.store import TokenStore
from workbench.index.view import View
from workbench.workspace.snapshot import Snapshot


class NotReadyError(CounterpointError):
    """A question about words that came before they were indexed."""


@dataclass(frozen=True, eq=False)
class Basis:
    """Everything that tables and charts are made from. Two measures with the same basis count the same words."""

    snapshot: Snapshot
    scope: Scope
    decisions: Decisions = field(default_factory=Decisions)

    @cached_property
    def articles(self) -> tuple[Article, ...]:
        """All articles with corrections applied, in the order of the store's documents."""
        by_document = corrections_in(self.decisions)
        if not by_document:
            return self.snapshot.articles
        places, before = self.snapshot.places, self.snapshot.corrected_before
        articles = list(self.snapshot.articles)
        for document, fields in by_document.items():
            place = places.get(document)
            if place is None:
                continue
            known = before.get(document)
            if known is None or known[0] != fields:
                known = before[document] = (fields, with_fields(articles[place], fields))
            articles[place] = known[1]
        return tuple(articles)

    @cached_property
    def left_out(self) -> frozenset[str]:
        """Ids of the articles whose import was taken back: they are in the store, and nowhere else."""
        return left_out(self.snapshot.imports, self.decisions)

    @cached_property
    def present(self) -> tuple[Article, ...]:
        """The corrected articles that the corpus has now."""
        away = self.left_out
        return tuple(a for a in self.articles if a.document_id not in away) if away else self.articles

    @cached_property
    def corpus_hash(self) -> str:
        """The fingerprint of the corrected articles, as recipes name it."""
        return corpus_hash(self.present)

    @cached_property
    def by_id(self) -> Mapping[str, Article]:
        """Corrected articles by document id."""
        return {article.document_id: article for article in self.articles}

    @cached_property
    def admitted(self) -> bytes:
        """For each article of ``present`` whether (1 or 0) the scope admits it."""
        return admitted(self.present, self.scope)

    @cached_property
    def in_scope(self) -> tuple[str, ...]:
        """Ids of the articles that the scope admits."""
        return tuple(article.document_id for article in compress(self.present, self.admitted))

    @cached_property
    def annotated(self) -> tuple[str, ...]:
        """Ids of the admitted articles that are annotated."""
        annotated = self.snapshot.annotated
        return tuple(document for document in self.in_scope if document in annotated) if annotated else ()

    @cached_property
    def counted(self) -> tuple[str, ...]:
        """Ids of the articles that are counted: the admitted ones; where quotes matter, the annotated ones of them."""
        return self.in_scope if self.scope.voice is Voice.ALL else self.annotated

    def with_text(self, document_id: str, text: str) -> Basis:
        """The same, with the text of an article that was only listed so far. ``KeyError`` when there is no such one."""
        whole = replace(self.snapshot.by_id[document_id], text=text)
        articles = tuple(whole if a.document_id == document_id else a for a in self.snapshot.articles)
        return Basis(replace(self.snapshot, articles=articles), self.scope, self.decisions)

    @property
    def store(self) -> TokenStore:
        """The words. Raises :class:`NotReadyError` before they are indexed."""
        if self.snapshot.store is None:
            raise NotReadyError("The articles are still being indexed.")
        return self.snapshot.store

    @cached_property
    def outlets(self) -> tuple[str, ...]:
        """The outlet of each of the store's documents."""
        return tuple(article.outlet for article in self.articles)

    @cached_property
    def outlet_names(self) -> tuple[str, ...]:
        """The different outlets of the counted articles, alphabetically, an unknown one last."""
        names = {self.by_id[document].outlet for document in self.counted}
        return tuple(sorted(names, key=lambda name: (not name, name.casefold(), name)))

    @cached_property
    def titles(self) -> tuple[str, ...]:
        """A title for each of the store's documents."""
        return tuple(article.display_title for article in self.articles)

    @cached_property
    def view(self) -> View:
        """The counted words."""
        snapshot, voice = self.snapshot, self.scope.voice
        quoted = snapshot.quoted_intervals
        without: dict[str, list[tuple[int, int]]] = {}
        if not self.scope.boilerplate:
            without = {document: list(spans) for document, spans in snapshot.boilerplate_intervals.items()}
        if voice is Voice.OUTLET:
            for document, spans in quoted.items():
                without.setdefault(document, []).extend(spans)
        return View.of(
            self.store,
            documents=self.counted,
            only=quoted if voice is Voice.QUOTED else None,
            without=without or None,
        )

    @cached_property
    def annotated_view(self) -> View:
        """The counted words of annotated articles: the denominators of what annotation finds."""
        if self.counted == self.annotated:
            return self.view
        return View.of(
            self.store,
            documents=self.annotated,
            without=None if self.scope.boilerplate else self.snapshot.boilerplate_intervals,
        )

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


def _both(left: bytes, right: bytes) -> bytes:
    """1 where both have 1."""
    return (int.from_bytes(left, "big") & int.from_bytes(right, "big")).to_bytes(len(left), "big")
