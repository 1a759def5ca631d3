"""Conc: a library for corpus analysis over polars and NumPy."""

from __future__ import annotations

import csv
import logging
from importlib import import_module
from typing import Any, ClassVar

import numpy as np

from benchmarks.engines.engine import Answer, Engine
from benchmarks.engines.questions import CONTEXT, LINES, WINDOW

_ONE_CORPUS = "it compares two corpora that are each built, not parts of one"


class Conc(Engine):
    """A corpus on the disk, read by what Conc offers. Its spaCy tokenizer is replaced by one that cuts at spaces."""

    title: ClassVar[str] = "conc"
    package: ClassVar[str | None] = "conc"
    fed: ClassVar[str] = "Counterpoint's words with spaces between them (CSV), cut again by spaCy at the spaces"
    keeps: ClassVar[str] = "Parquet files of words, with and without case, and a vocabulary"
    cannot: ClassVar = {
        "keyness_kept": _ONE_CORPUS,
        "keyness": _ONE_CORPUS,
        "keyness_third": _ONE_CORPUS,
        "keyness_in_third": _ONE_CORPUS,
        "near_duplicates": "it has nothing for them",
    }
    remarks: ClassVar = {
        "frequency": "its places, summed by outlet with NumPy",
        "documents": "its places, counted by outlet with NumPy",
        "page": "words around the hit, sorted by 1R: it has no lines in the order of the corpus; only their number is compared",
        "sorted": "only the number of lines is compared: it sorts what stands beyond the end of an article too",
        "collocates": "a word near two hits counts twice, so counts are larger",
    }

    def prepare(self) -> None:
        """The package, a tokenizer, and the words as CSV, which is how Conc reads."""
        logging.disable(logging.WARNING)
        spacy: Any = import_module("spacy")
        tokens: Any = import_module("spacy.tokens")
        self._corpus_class: Any = import_module("conc.corpus").Corpus
        self._conc_class: Any = import_module("conc.conc").Conc
        language = spacy.blank("en")
        language.tokenizer = lambda text: tokens.Doc(language.vocab, words=text.split(" "))
        language.max_length = 1_000_000_000
        self._language = language
        with (self.folder / "words.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(["text"])
            writer.writerows([text] for text in self.given.spaced())
        self._outlets = self.given.outlet_numbers
        _ = self.given.outlets

    def build(self) -> None:
        """The corpus on the disk."""
        corpus = self._corpus_class(name="corpus", description="corpus")
        corpus._init_spacy_model = lambda *_args, **_named: setattr(corpus, "_nlp", self._language)
        (self.folder / "corpus").mkdir()
        corpus.build_from_csv(
            str(self.folder / "words.csv"), save_path=str(self.folder / "corpus"), model="blank English"
        )
        (self.folder / "words.csv").unlink()
        self._corpus = corpus
        self._conc = self._conc_class(corpus)

    def _places(self, words: str) -> Any:
        return self._corpus.get_token_positions(*self._corpus.tokenize(words, simple_indexing=True))[0]

    def _documents_of(self, places: Any) -> Any:
        return self._corpus.get_tokens_by_index("token2doc_index")[places] - 1  # it numbers articles from 1

    def frequency(self) -> Any:
        """Places, their articles, their outlets."""
        return np.bincount(
            self._outlets[self._documents_of(self._places(self.given.questions.term))],
            minlength=len(self.given.outlets),
        )

    def documents(self) -> Any:
        """The same with each article once."""
        documents = np.unique(self._documents_of(self._places(self.given.questions.term)))
        return np.bincount(self._outlets[documents], minlength=len(self.given.outlets))

    def phrase(self) -> Any:
        """Places."""
        return self._places(self.given.questions.phrase)

    def phrase_answer(self, result: Any) -> Answer:
        """Places without the marks that Conc puts between articles and in front of the first."""
        documents = self._documents_of(result)
        in_front = int(np.flatnonzero(self._corpus.get_tokens_by_index("token2doc_index") == 1)[0])
        return {"values": np.asarray(result, dtype=np.int64) - in_front - documents}

    def phrase_documents(self) -> Any:
        """The different articles of these places."""
        return np.unique(self._documents_of(self._places(self.given.questions.phrase))).astype(np.int64)

    def page(self) -> Any:
        """A page of its concordance."""
        return self._conc.concordance(self.given.questions.term, context_length=CONTEXT, page_size=LINES)

    def page_answer(self, result: Any) -> Answer:
        """The number of lines."""
        return {"number": np.array([result.df.height])}

    def sorted(self) -> Any:
        """A page that has all lines."""
        return self._conc.concordance(
            self.given.questions.sorted_word,
            context_length=3,
            order="1R2R3R",
            page_size=self.given.questions.sorted_hits,
        )

    sorted_answer = page_answer

    def collocates(self) -> Any:
        """Its collocates, all of them."""
        return self._conc.collocates(
            self.given.questions.term, context_length=WINDOW, page_size=0, min_collocate_frequency=1
        )

    def collocates_answer(self, result: Any) -> Answer:
        """Counts in the order of types."""
        values = np.zeros(len(self.given.types), dtype=np.int64)
        words, counts = result.df["token"].to_list(), result.df["collocate_frequency"].to_list()
        for word, count in zip(words, counts, strict=True):
            if word in self.given.type_ids:
                values[self.given.type_ids[word]] += count
        return {"values": values}
