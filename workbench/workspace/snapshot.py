"""The corpus at one moment of opening: articles, words, and what has been annotated so far.

A snapshot is never changed; opening replaces it by a more complete one, so a question that is being answered keeps
what it began with.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import pandas as pd

from workbench.annotation.tables import Annotations, assemble
from workbench.domain.article import Article, OutletSuggestion, Refusal, Source
from workbench.domain.columns import TABLES
from workbench.domain.document_words import DocumentWords
from workbench.domain.spans import Interval, merged
from workbench.index.store import TokenStore
from workbench.index.word_layer import WordLayer, WordLayers
from workbench.workspace.copies import CopyMemory
from workbench.workspace.memory import Memory
from workbench.workspace.messages import Stage


def empty_table(name: str) -> pd.DataFrame:
    """A table of the contract without rows."""
    return pd.DataFrame({column: pd.Series(dtype=object) for column in TABLES[name]})


@dataclass(frozen=True)
class Snapshot:
    """Articles as they were read (decisions are the matter of :class:`workbench.workspace.basis.Basis`)."""

    revision: int = 0
    words_revision: int = 0
    """The revision since which articles, words and boilerplate are what they are; what is found in them comes later."""
    stage: Stage = Stage.READ
    articles: tuple[Article, ...] = ()
    imports: Mapping[str, int] = field(default_factory=dict)
    """The import of each article that did not come with the first one, by document id."""
    only_listed: bool = False
    """Whether the texts are still in the project file; articles then have no more of them than their first words."""
    sources: tuple[Source, ...] = ()
    """The files behind the articles; a project keeps them itself."""
    refusals: tuple[Refusal, ...] = ()
    suggestions: tuple[OutletSuggestion, ...] = ()
    warnings: tuple[str, ...] = ()
    store: TokenStore | None = None
    """The words; ``None`` until they are indexed."""
    boilerplate: pd.DataFrame = field(default_factory=lambda: empty_table("boilerplate"))
    annotated: frozenset[str] = frozenset()
    """Ids of the articles whose annotation is in ``tables``."""
    tables: Annotations = field(default_factory=lambda: assemble((), {}))
    words: Mapping[str, DocumentWords] = field(default_factory=dict)
    """What the language model says of the words of the annotated articles, by document id; those without a model lack it."""
    model: str = ""
    """The language model's name and version, as recipes name it."""
    stories: Mapping[str, str] = field(default_factory=dict)
    """The story that was found for each article, by document id; a given one is kept."""
    story_titles: Mapping[str, str] = field(default_factory=dict)
    """What each of these stories is about, by its id."""
    story_notes: tuple[str, ...] = ()
    """What a person should know about how they were found."""
    memory: Memory = field(default_factory=Memory, compare=False, repr=False)
    """What was made of these articles before; shared with the more complete snapshots that follow."""
    copy_memory: CopyMemory = field(default_factory=CopyMemory, compare=False, repr=False)
    """What was found about copies before."""

    def has_words_of(self, other: Snapshot) -> bool:
        """Whether it differs from another snapshot at most in stories and in what annotation found."""
        mine, theirs = ((one.articles, one.store, one.boilerplate) for one in (self, other))
        return all(one is another for one, another in zip(mine, theirs, strict=True))

    @cached_property
    def by_id(self) -> Mapping[str, Article]:
        """Articles by document id."""
        return {article.document_id: article for article in self.articles}

    @cached_property
    def places(self) -> Mapping[str, int]:
        """Where each article stands, by document id."""
        return {article.document_id: n for n, article in enumerate(self.articles)}

    @cached_property
    def texts(self) -> Mapping[str, str]:
        """Stored text by document id."""
        return {article.document_id: article.text for article in self.articles}

    @cached_property
    def word_layer(self) -> WordLayer | None:
        """Lemma and part of speech of the words; ``None`` until an article is annotated. Made when it is asked for."""
        store = self.store
        if store is None or not self.words:
            return None
        layers = self.memory.recall("word layers", (store,), lambda: WordLayers(store))
        return layers.layer(self.words)

    @cached_property
    def boilerplate_intervals(self) -> Mapping[str, list[Interval]]:
        """Merged boilerplate of each article in which some was found; a basis has it with what people decided."""
        return self.memory.recall(
            "found boilerplate", (self.boilerplate,), lambda: intervals_by_document(self.boilerplate)
        )


def intervals_by_document(table: pd.DataFrame) -> dict[str, list[Interval]]:
    """Merged ``[start, end)`` by document of a table with those columns."""
    out: dict[str, list[Interval]] = {}
    for document, start, end in zip(
        table["document_id"].tolist(), table["start"].tolist(), table["end"].tolist(), strict=True
    ):
        out.setdefault(document, []).append((int(start), int(end)))
    return {document: merged(spans) for document, spans in out.items()}
