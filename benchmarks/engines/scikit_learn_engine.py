"""scikit-learn: a sparse matrix of articles by words."""

from __future__ import annotations

from importlib import import_module
from typing import Any, ClassVar

import numpy as np

from benchmarks.engines.engine import Answer, Engine, keyness_arrays, keyness_measures
from benchmarks.engines.questions import FORMULA, SHINGLE

_ROWS = 1000
_NO_PLACES = "a matrix of counts has no places"


class ScikitLearn(Engine):
    """``CountVectorizer`` by rows and by columns."""

    title: ClassVar[str] = "scikit-learn"
    package: ClassVar[str | None] = "scikit-learn"
    fed: ClassVar[str] = "Counterpoint's words with spaces between them, cut again by CountVectorizer at the spaces"
    keeps: ClassVar[str] = (
        "counts by article, by word and by outlet, in memory alone; near-duplicates begin with the words"
    )
    cannot: ClassVar = dict.fromkeys(("phrase", "phrase_documents", "page", "sorted", "collocates"), _NO_PLACES)
    remarks: ClassVar = {
        "near_duplicates": "HashingVectorizer over 5 words, 2^31 - 1 columns: unlike shingles can fall together"
    }
    on_disk: ClassVar[bool] = False

    def prepare(self) -> None:
        """The package, and words as texts."""
        self._text: Any = import_module("sklearn.feature_extraction.text")
        self._texts = self.given.spaced()
        self._outlets = self.given.outlet_numbers
        _ = self.given.outlets

    def build(self) -> None:
        """The matrix, also turned round."""
        vectorizer = self._text.CountVectorizer(analyzer=str.split)
        self._by_article: Any = vectorizer.fit_transform(self._texts).tocsr()
        self._vocabulary: dict[str, int] = vectorizer.vocabulary_
        self._by_word: Any = self._by_article.tocsc()
        sparse: Any = import_module("scipy.sparse")
        articles = self._outlets.size
        own = sparse.csr_array((np.ones(articles, dtype=np.int64), (self._outlets, np.arange(articles))))
        self._outlet_counts: Any = own @ self._by_article
        self._totals = np.asarray(self._by_article.sum(axis=0)).ravel()

    def _column(self) -> tuple[Any, Any]:
        column = self._vocabulary[self.given.questions.term]
        part = slice(self._by_word.indptr[column], self._by_word.indptr[column + 1])
        return self._outlets[self._by_word.indices[part]], self._by_word.data[part]

    def frequency(self) -> Any:
        """A column, summed by outlet."""
        outlets, counts = self._column()
        return np.bincount(outlets, weights=counts, minlength=len(self.given.outlets))

    def documents(self) -> Any:
        """A column, counted by outlet."""
        return np.bincount(self._column()[0], minlength=len(self.given.outlets))

    def keyness(self) -> Any:
        """The sum of the outlet's rows."""
        return self._keyness(np.flatnonzero(self._outlets == self.given.outlet_number))

    def keyness_kept(self) -> Any:
        """The outlet's row of sums."""
        a = self._outlet_counts[[self.given.outlet_number]].toarray().ravel()
        return a, self._totals - a, *keyness_measures(a, self._totals - a)

    def keyness_third(self, run: int) -> Any:
        """The sum of these rows."""
        return self._keyness(self.given.questions.third(run))

    def keyness_in_third(self, run: int) -> Any:
        """The sums of the outlet's rows and of the others."""
        third = self.given.questions.third(run)
        own = self._outlets[third] == self.given.outlet_number
        a, b = (np.asarray(self._by_article[rows].sum(axis=0)).ravel() for rows in (third[own], third[~own]))
        return a, b, *keyness_measures(a, b)

    def _keyness(self, rows: Any) -> Any:
        a = np.asarray(self._by_article[rows].sum(axis=0)).ravel()
        b = self._totals - a
        return a, b, *keyness_measures(a, b)

    def keyness_answer(self, result: Any) -> Answer:
        """Counts and measures."""
        which = np.empty(len(self.given.types), dtype=np.int64)
        for word, column in self._vocabulary.items():
            which[column] = self.given.type_ids[word]
        return keyness_arrays(len(self.given.types), which, *result)

    def near_duplicates(self) -> Any:
        """Products of rows of hashed shingles, without formulas and without those of one article."""
        sparse: Any = import_module("scipy.sparse")
        hashed = self._text.HashingVectorizer(
            tokenizer=str.split,
            token_pattern=None,
            lowercase=False,
            ngram_range=(SHINGLE, SHINGLE),
            n_features=2**31 - 1,
            alternate_sign=False,
            norm=None,
            binary=True,
            dtype=np.float32,
        ).transform(self._texts)
        sizes = np.diff(hashed.indptr).astype(np.int64)
        _, number, holders = np.unique(hashed.indices, return_inverse=True, return_counts=True)
        useful = ((holders >= 2) & (holders <= FORMULA))[number]
        rows = np.repeat(np.arange(sizes.size), sizes)[useful]
        matrix = sparse.csr_array(
            (np.ones(rows.size, dtype=np.int32), (rows, number[useful])), shape=(sizes.size, holders.size)
        )
        turned = matrix.T.tocsr()
        found = []
        for begin in range(0, sizes.size, _ROWS):
            product = (matrix[begin : begin + _ROWS] @ turned).tocoo()
            one, other = product.row.astype(np.int64) + begin, product.col.astype(np.int64)
            low = product.data / np.maximum(sizes[one], sizes[other])
            high = product.data / np.minimum(sizes[one], sizes[other])
            enough = ((high >= 0.7) & (low >= 0.35)) | ((high >= 0.15) & (product.data >= 10))
            keep = (one < other) & enough
            found.append(np.column_stack([one[keep], other[keep], high[keep], low[keep]]))
        return np.concatenate(found)

    def near_duplicates_answer(self, result: Any) -> Answer:
        """Pairs and both containments."""
        return {"pairs": result[np.lexsort((result[:, 1], result[:, 0]))]}
