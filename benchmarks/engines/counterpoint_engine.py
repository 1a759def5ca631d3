"""Counterpoint, by the functions that its panes are made with. Nothing that it remembers between questions is used."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

import numpy as np

from benchmarks.engines.engine import Answer, Engine, keyness_arrays, line_of
from benchmarks.engines.questions import CONTEXT, LINES, WINDOW
from workbench.analysis.concordance import lines_of, sorted_rows
from workbench.analysis.copies import find_copies
from workbench.analysis.document_groups import DocumentGroups
from workbench.analysis.frequency import frequency_by
from workbench.analysis.keyness import keyness
from workbench.analysis.keyness_counts import Counted, effects
from workbench.index.document_counts import counts_by_document
from workbench.index.document_term_matrix import DocumentTermMatrix
from workbench.index.freed_memory import keep_freed_memory
from workbench.index.passages import Passages
from workbench.index.query import Hits, find, parse
from workbench.index.store import TokenStore
from workbench.index.store_file import read_store, write_store
from workbench.index.view import View
from workbench.index.windows import count_in_windows, find_windows


class Counterpoint(Engine):
    """The token store, built from texts, written, and mapped into memory again as it is when a project is opened."""

    title: ClassVar[str] = "Counterpoint"
    fed: ClassVar[str] = "the texts, cut into words by itself"
    keeps: ClassVar[str] = (
        "words by place and by type with case and places in the text, counts by article; texts in memory"
    )
    remarks: ClassVar = dict.fromkeys(
        ("keyness_kept", "keyness", "keyness_third", "keyness_in_third"),
        "also articles on both sides, and sorted by G2",
    )

    def version(self) -> str:
        """Counterpoint's own."""
        from workbench import __version__

        return __version__

    def prepare(self) -> None:
        """Texts; and compiled code, which is kept from one start of the program to the next, is brought into memory."""
        keep_freed_memory()  # as the working process of the program does
        self._documents = [(str(record["id"]), record["text"]) for record in self.given.records()]
        self._outlets = DocumentGroups.of(tuple(self.given.outlet_of))
        TokenStore.build(self._documents[:20])

    def build(self) -> None:
        """The store, its file, the file mapped, and the counts by article that the first table makes."""
        path = self.folder / "words.store"
        write_store(path, TokenStore.build(self._documents))
        self._store = read_store(path).store
        self._view = View.of(self._store)
        DocumentTermMatrix.of(self._view)

    def _find(self, words: str) -> Hits:
        return find(self._view, parse(f'"{words}"'))

    def frequency(self) -> Any:
        """The table of the Terms pane, without intervals."""
        terms = (self.given.questions.term,)
        return frequency_by(self._view, self._outlets, ("outlet",), terms, replicates=0).table

    def frequency_answer(self, result: Any) -> Answer:
        """Counts in the order of outlets."""
        return self._by_outlet(result, "count")

    def documents(self) -> Any:
        """The same table."""
        return self.frequency()

    def documents_answer(self, result: Any) -> Answer:
        """Articles in the order of outlets."""
        return self._by_outlet(result, "documents")

    def _by_outlet(self, table: Any, column: str) -> Answer:
        counts = dict(zip(table["outlet"].tolist(), table[column].tolist(), strict=True))
        return {"values": np.array([int(counts.get(outlet, 0)) for outlet in self.given.outlets], dtype=np.int64)}

    def phrase(self) -> Any:
        """A search."""
        return self._find(self.given.questions.phrase)

    def phrase_answer(self, result: Any) -> Answer:
        """Places."""
        return {"values": np.asarray(result.first, dtype=np.int64)}

    def phrase_documents(self) -> Any:
        """The articles of a search."""
        return counts_by_document(self._store, self._find(self.given.questions.phrase).first)[0]

    def page(self) -> Any:
        """The search and its first lines."""
        passages = Passages.of_hits(self._store, self._find(self.given.questions.term))
        rows = np.arange(min(LINES, len(passages)), dtype=np.int64)
        lines = lines_of(passages, rows, text_of=lambda document: self._documents[document][1], window=CONTEXT)
        return passages.first[rows], lines

    def page_answer(self, result: Any) -> Answer:
        """Lines as text, as words, and how many they are."""
        first, lines = result
        return {
            "lines": np.array([line_of(*line) for line in zip(lines.left, lines.node, lines.right, strict=True)]),
            "words": np.array(["\t".join(map(self._words, *edges)) for edges in self._edges(first)]),
            "number": np.array([first.size]),
        }

    def _edges(self, places: Any) -> Iterator[tuple[tuple[int, int, int], tuple[int, int, int]]]:
        """Where the left context, the word and the right context begin and end, as positions."""
        offsets = self._store.offsets
        for place in places.tolist():
            document = int(np.searchsorted(offsets, place, side="right")) - 1
            begin, end = (
                max(place - CONTEXT, int(offsets[document])),
                min(place + 1 + CONTEXT, int(offsets[document + 1])),
            )
            yield (begin, place, place + 1), (place, place + 1, end)

    def _words(self, begin: int, end: int) -> str:
        return " ".join(self._store.types[n] for n in self._store.ids[begin:end].tolist())

    def sorted(self) -> Any:
        """The search and its order."""
        passages = Passages.of_hits(self._store, self._find(self.given.questions.sorted_word))
        nothing = np.zeros(self.given.questions.articles, dtype=np.int32)
        return passages, sorted_rows(passages, ("1R", "2R", "3R"), outlets=nothing, dates=nothing)

    def sorted_answer(self, result: Any) -> Answer:
        """Places, and how many they are."""
        passages, rows = result
        return {"values": passages.first[rows], "number": np.array([len(passages)])}

    def collocates(self) -> Any:
        """The search, its windows and what stands in them."""
        windows = find_windows(self._view, self._find(self.given.questions.term), left=WINDOW, right=WINDOW)
        return count_in_windows(self._view, windows)

    def collocates_answer(self, result: Any) -> Answer:
        """Counts in the order of types."""
        values = np.zeros(len(self.given.types), dtype=np.int64)
        values[result.type_id] = result.count
        return {"values": values}

    def keyness(self) -> Any:
        """The same in a scope that nobody looked at before."""
        return self._keyness(View.of(self._store), self._outlets, self.given.questions.outlet)

    def keyness_kept(self) -> Any:
        """What follows from counts, when something was asked about this scope before."""
        return self._keyness(self._view, self._outlets, self.given.questions.outlet)

    def keyness_third(self, run: int) -> Any:
        """The same with two groups of articles."""
        inside = np.zeros(self.given.questions.articles, dtype=np.int32)
        inside[self.given.questions.third(run)] = 1
        return self._keyness(View.of(self._store), DocumentGroups((("rest",), ("third",)), inside), "third")

    def keyness_in_third(self, run: int) -> Any:
        """The same in a scope of these articles."""
        view = View.of(self._store, documents=self.given.questions.third(run))
        return self._keyness(view, self._outlets, self.given.questions.outlet)

    def _keyness(self, view: View, groups: DocumentGroups, target: str) -> Any:
        counted = Counted.of(view, groups)
        others = [n for n in counted.present if groups.names[n] != target]
        found = effects(counted, counted.side((groups.names.index(target),)), counted.side(others), 1)
        return found.rows, found.a, found.b, found.g2, found.log_ratio

    def keyness_answer(self, result: Any) -> Answer:
        """Counts and measures."""
        return keyness_arrays(len(self.given.types), *result)

    def frequency_table(self) -> Any:
        """The table behind the chart of the Terms pane."""
        return frequency_by(self._view, self._outlets, ("outlet",), (self.given.questions.term,)).table

    def keyness_table(self) -> Any:
        """The table behind the Keyness pane."""
        return keyness(self._view, self.given.outlet_of, target=self.given.questions.outlet, all_rows=False).table

    def table_answer(self, result: Any) -> Answer:
        """Nothing that could be compared: how many rows there are."""
        return {"number": np.array([len(result)])}

    frequency_table_answer = keyness_table_answer = table_answer

    def near_duplicates(self) -> Any:
        """The pairs that the program looks for when copied text is counted once."""
        return find_copies(self._view).table

    def near_duplicates_answer(self, result: Any) -> Answer:
        """Pairs and both containments."""
        place = {document: n for n, document in enumerate(self._store.document_ids)}
        pairs = [result[f"document_id_{side}"].map(place).to_numpy(dtype=np.float64) for side in "ab"]
        shares = result[["containment_a", "containment_b"]].to_numpy(dtype=np.float64)
        return {"pairs": np.column_stack([*pairs, shares.max(axis=1), shares.min(axis=1)])}
