"""tantivy: a search engine, from Python by tantivy-py."""

from __future__ import annotations

from importlib import import_module
from typing import Any, ClassVar

import numpy as np

from benchmarks.engines.engine import Answer, Engine
from benchmarks.engines.questions import CONTEXT, LINES

_NO_PLACES = "tantivy-py gives the articles that match, not the places or the number of times"


class Tantivy(Engine):
    """An index with places and the stored words of each article, in one segment."""

    title: ClassVar[str] = "tantivy"
    package: ClassVar[str | None] = "tantivy"
    fed: ClassVar[str] = "Counterpoint's words with spaces between them, cut again by tantivy at the spaces"
    keeps: ClassVar[str] = "index with places, the words of each article"
    cannot: ClassVar = {
        **dict.fromkeys(("frequency", "phrase", "sorted", "collocates"), _NO_PLACES),
        **dict.fromkeys(
            ("keyness_kept", "keyness", "keyness_third", "keyness_in_third"),
            "it counts the articles that have a word, not how often it stands in them",
        ),
        "near_duplicates": "no shingles; “more like this” ranks articles by their words and measures no overlap",
    }
    remarks: ClassVar = {"page": "words around the hit, not the text as it stands"}

    def prepare(self) -> None:
        """The package, and words as texts."""
        self._tantivy: Any = import_module("tantivy")
        self._texts = self.given.spaced()
        _ = self.given.outlet_of

    def build(self) -> None:
        """The index, on the disk."""
        tantivy = self._tantivy
        builder = tantivy.SchemaBuilder()
        builder.add_unsigned_field("doc", stored=True, indexed=True, fast=True)
        builder.add_text_field("outlet", fast=True, tokenizer_name="raw", index_option="basic")
        builder.add_text_field("words", stored=True, tokenizer_name="words", index_option="position")
        folder = self.folder / "index"
        folder.mkdir()
        index = tantivy.Index(builder.build(), path=str(folder))
        index.register_tokenizer("words", tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build())
        writer = index.writer(
            heap_size=500_000_000, num_threads=1
        )  # one thread makes one segment in the order of articles
        for n, (outlet, text) in enumerate(zip(self.given.outlet_of, self._texts, strict=True)):
            document = tantivy.Document(outlet=outlet, words=text)
            document.add_unsigned("doc", n)
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()
        index.reload()
        self._index = index
        self._searcher = index.searcher()
        del self._texts

    def _term(self, word: str) -> Any:
        return self._tantivy.Query.term_query(self._index.schema, "words", word, "basic")

    def documents(self) -> Any:
        """An aggregation over outlets."""
        by_outlet = {"by": {"terms": {"field": "outlet", "size": 10_000}}}
        return self._searcher.aggregate(self._term(self.given.questions.term), by_outlet)

    def documents_answer(self, result: Any) -> Answer:
        """Counts in the order of outlets."""
        counts = {bucket["key"]: bucket["doc_count"] for bucket in result["by"]["buckets"]}
        return {"values": np.array([int(counts.get(outlet, 0)) for outlet in self.given.outlets], dtype=np.int64)}

    def phrase_documents(self) -> Any:
        """A phrase query, articles in their order."""
        words: list[Any] = self.given.questions.phrase.split()
        query = self._tantivy.Query.phrase_query(self._index.schema, "words", words)
        found = self._searcher.search(
            query, limit=self.given.questions.articles, count=False, order_by_field="doc", order=self._tantivy.Order.Asc
        )
        return [number for number, _ in found.hits]

    def page(self) -> Any:
        """The stored words of the first articles."""
        term = self.given.questions.term
        found = self._searcher.search(
            self._term(term), limit=LINES, count=False, order_by_field="doc", order=self._tantivy.Order.Asc
        )
        lines: list[tuple[str, str, str]] = []
        for _, address in found.hits:
            words = self._searcher.doc(address)["words"][0].split(" ")
            for n, word in enumerate(words):
                if word == term:
                    left, right = words[max(n - CONTEXT, 0) : n], words[n + 1 : n + 1 + CONTEXT]
                    lines.append((" ".join(left), word, " ".join(right)))
            if len(lines) >= LINES:
                break
        return lines[:LINES]

    def page_answer(self, result: Any) -> Answer:
        """Words of the lines: the text itself is not kept."""
        return {"words": np.array(["\t".join(row) for row in result])}
