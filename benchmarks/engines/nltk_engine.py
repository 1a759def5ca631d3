"""NLTK: lists of words in Python."""

from __future__ import annotations

from collections import Counter
from importlib import import_module
from typing import Any, ClassVar

import numpy as np

from benchmarks.engines.engine import Answer, Engine, keyness_arrays, keyness_measures
from benchmarks.engines.questions import CONTEXT, LINES, WINDOW


class NLTK(Engine):
    """``ConcordanceIndex`` and ``FreqDist`` over one list of all words; where articles begin is looked up."""

    title: ClassVar[str] = "NLTK"
    package: ClassVar[str | None] = "nltk"
    fed: ClassVar[str] = "Counterpoint's words as lists"
    keeps: ClassVar[str] = "the list of words, places by word, frequencies by outlet, totals; in memory alone"
    cannot: ClassVar = {"near_duplicates": "it has nothing for them"}
    remarks: ClassVar = {"page": "words around the hit, not the text as it stands"}
    on_disk: ClassVar[bool] = False

    def prepare(self) -> None:
        """The package, and the list."""
        self._nltk: Any = import_module("nltk")
        import_module("nltk.text")
        types = self.given.types
        self._words = [types[n] for n in self.given.ids.tolist()]
        self._offsets = self.given.offsets
        self._outlets = self.given.outlet_numbers
        _ = self.given.outlets, self.given.type_ids

    def build(self) -> None:
        """The index of places and the totals."""
        self._index: Any = self._nltk.text.ConcordanceIndex(self._words)
        self._by_outlet: Any = self._nltk.ConditionalFreqDist()
        for n, outlet in enumerate(self._outlets.tolist()):
            self._by_outlet[outlet].update(self._words[self._offsets[n] : self._offsets[n + 1]])
        self._totals: Any = self._nltk.FreqDist(self._words)

    def _documents_of(self, places: Any) -> Any:
        return np.searchsorted(self._offsets, places, side="right") - 1

    def frequency(self) -> Any:
        """Places, their articles, their outlets."""
        documents = self._documents_of(self._index.offsets(self.given.questions.term))
        return np.bincount(self._outlets[documents], minlength=len(self.given.outlets))

    def documents(self) -> Any:
        """The same with each article once."""
        documents = np.unique(self._documents_of(self._index.offsets(self.given.questions.term)))
        return np.bincount(self._outlets[documents], minlength=len(self.given.outlets))

    def phrase(self) -> Any:
        """The places of the rarest word, and a look at its neighbours."""
        wanted = self.given.questions.phrase.split()
        rarest = min(range(len(wanted)), key=lambda n: len(self._index.offsets(wanted[n])))
        words, size = self._words, len(wanted)
        first = [
            p - rarest for p in self._index.offsets(wanted[rarest]) if words[p - rarest : p - rarest + size] == wanted
        ]
        places = np.array(first, dtype=np.int64)
        return places[self._documents_of(places) == self._documents_of(places + size - 1)]

    def phrase_documents(self) -> Any:
        """The different articles of these places."""
        return np.unique(self._documents_of(self.phrase()))

    def _bounds(self, places: list[int]) -> list[tuple[int, int, int]]:
        """Each place with where its article begins and ends."""
        documents = self._documents_of(places)
        begins, ends = self._offsets[documents].tolist(), self._offsets[documents + 1].tolist()
        return list(zip(places, begins, ends, strict=True))

    def page(self) -> Any:
        """Slices of the list."""
        words = self._words
        return [
            (" ".join(words[max(p - CONTEXT, begin) : p]), words[p], " ".join(words[p + 1 : min(p + 1 + CONTEXT, end)]))
            for p, begin, end in self._bounds(self._index.offsets(self.given.questions.term)[:LINES])
        ]

    def page_answer(self, result: Any) -> Answer:
        """Words of the lines: the text itself is not kept."""
        return {"words": np.array(["\t".join(row) for row in result])}

    def sorted(self) -> Any:
        """Places sorted by slices of the list."""
        words = self._words
        found = [
            (words[p + 1 : min(p + 4, end)], p)
            for p, _, end in self._bounds(self._index.offsets(self.given.questions.sorted_word))
        ]
        found.sort()
        return [p for _, p in found]

    def collocates(self) -> Any:
        """Slices of the list."""
        words, counted, reached = self._words, Counter[str](), 0
        for p, begin, end in self._bounds(self._index.offsets(self.given.questions.term)):
            stop = min(p + 1 + WINDOW, end)
            counted.update(words[max(p - WINDOW, begin, reached) : stop])
            reached = stop
        counted.pop(self.given.questions.term, None)
        return counted

    def collocates_answer(self, result: Any) -> Answer:
        """Counts in the order of types."""
        values = np.zeros(len(self.given.types), dtype=np.int64)
        for word, count in result.items():
            values[self.given.type_ids[word]] = count
        return {"values": values}

    def keyness(self) -> Any:
        """The words of the outlet's articles, counted."""
        return self._keyness(np.flatnonzero(self._outlets == self.given.outlet_number))

    def keyness_third(self, run: int) -> Any:
        """The same with these articles."""
        return self._keyness(self.given.questions.third(run))

    def keyness_in_third(self, run: int) -> Any:
        """The words of both sides, counted."""
        third = self.given.questions.third(run)
        own = self._outlets[third] == self.given.outlet_number
        target, reference = self._counted(third[own]), self._counted(third[~own])
        terms = list(target | reference)
        a, b = (np.array([side[term] for term in terms], dtype=np.int64) for side in (target, reference))
        return terms, a, b, *keyness_measures(a, b)

    def keyness_kept(self) -> Any:
        """The frequencies of the outlet and of all."""
        return self._against_all(self._by_outlet[self.given.outlet_number])

    def _keyness(self, documents: Any) -> Any:
        return self._against_all(self._counted(documents))

    def _against_all(self, own: Any) -> Any:
        terms = list(self._totals)
        a = np.array([own[term] for term in terms], dtype=np.int64)
        b = np.array([self._totals[term] for term in terms], dtype=np.int64) - a
        return terms, a, b, *keyness_measures(a, b)

    def _counted(self, documents: Any) -> Any:
        counted = self._nltk.FreqDist()
        for begin, end in zip(self._offsets[documents].tolist(), self._offsets[documents + 1].tolist(), strict=True):
            counted.update(self._words[begin:end])
        return counted

    def keyness_answer(self, result: Any) -> Answer:
        """Counts and measures."""
        terms, *columns = result
        return keyness_arrays(len(self.given.types), [self.given.type_ids[term] for term in terms], *columns)
