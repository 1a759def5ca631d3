"""SQLite with its full-text index FTS5, as it comes with Python."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator
from typing import Any, ClassVar

import numpy as np

from benchmarks.engines.engine import Answer, Engine, keyness_arrays, keyness_measures
from benchmarks.engines.questions import CONTEXT, LINES, WINDOW

_COUNTED = "select w, sum(n) as n from counts where doc in"
_PLACES = 1 << 24
"""More than the words of any article: article and place in one number."""


class SQLite(Engine):
    """An FTS5 table, its vocabulary tables, and ordinary tables of articles and of counts by article.

    FTS5 knows where a word stands but not which words stand around a place. Where those are wanted, it finds the articles
    and Python reads their words.
    """

    title: ClassVar[str] = "SQLite FTS5"
    fed: ClassVar[str] = "Counterpoint's words with spaces between them, cut again by FTS5 at the spaces"
    keeps: ClassVar[str] = "FTS5 index with places, the words of each article, counts by article and by outlet, totals"
    cannot: ClassVar = {"near_duplicates": "its SQL has no functions that make or hash shingles"}
    remarks: ClassVar = {
        "page": "words around the hit, not the text as it stands",
        "sorted": "FTS5 finds the articles, Python reads and sorts",
        "collocates": "FTS5 finds the articles, Python reads and counts",
        "keyness_kept": "counts by SQLite, measures by NumPy",
        "keyness": "counts by SQLite, measures by NumPy",
        "keyness_third": "counts by SQLite, measures by NumPy",
        "keyness_in_third": "counts by SQLite, measures by NumPy",
    }

    def version(self) -> str:
        """SQLite's own."""
        return sqlite3.sqlite_version

    def prepare(self) -> None:
        """Words as texts, and counts by article."""
        self._texts = self.given.spaced()
        keys = self.given.documents.astype(np.int64) * len(self.given.types) + self.given.ids
        distinct, counts = np.unique(keys, return_counts=True)
        self._counts = distinct // len(self.given.types), distinct % len(self.given.types), counts
        _ = self.given.type_ids

    def build(self) -> None:
        """Everything in one file."""
        self._database = database = sqlite3.connect(self.folder / "words.sqlite")
        given = self.given
        database.execute("pragma journal_mode = off")
        database.execute("pragma synchronous = off")
        database.execute("pragma cache_size = -400000")
        # all that is not ASCII is part of words for this tokenizer, so only spaces part them
        database.execute("""create virtual table articles using fts5(words, tokenize = "ascii tokenchars '''.,'")""")
        database.execute("create virtual table places using fts5vocab(articles, 'instance')")
        database.execute("create table documents (doc integer primary key, outlet integer)")
        database.execute("create table counts (doc integer, w integer, n integer, primary key (doc, w)) without rowid")
        database.execute(
            "create table outlet_counts (outlet integer, w integer, n integer, primary key (outlet, w)) without rowid"
        )
        database.execute("create table totals (w integer primary key, word text, total integer)")
        database.executemany("insert into articles (rowid, words) values (?, ?)", enumerate(self._texts))
        database.executemany("insert into documents values (?, ?)", enumerate(given.outlet_numbers.tolist()))
        database.executemany(
            "insert into counts values (?, ?, ?)", zip(*(c.tolist() for c in self._counts), strict=True)
        )
        database.execute(
            "insert into outlet_counts select outlet, w, sum(n) from counts join documents using (doc) group by outlet, w"
        )
        totals = np.bincount(given.ids, minlength=len(given.types)).tolist()
        database.executemany(
            "insert into totals values (?, ?, ?)", zip(range(len(totals)), given.types, totals, strict=True)
        )
        database.execute("create index outlets on documents (outlet)")
        database.execute("insert into articles (articles) values ('optimize')")
        database.commit()
        database.execute("analyze")
        del self._texts, self._counts

    def _rows(self, question: str, *parameters: object) -> list[Any]:
        return self._database.execute(question, parameters).fetchall()

    def frequency(self) -> Any:
        """Rows of the vocabulary of places."""
        return self._rows(
            "select outlet, count(*) from places join documents on documents.doc = places.doc where term = ? group by outlet",
            self.given.questions.term,
        )

    def frequency_answer(self, result: Any) -> Answer:
        """Counts in the order of outlets."""
        values = np.zeros(len(self.given.outlets), dtype=np.int64)
        for outlet, count in result:
            values[outlet] = count
        return {"values": values}

    def documents(self) -> Any:
        """A search."""
        return self._rows(
            "select outlet, count(*) from articles join documents on doc = articles.rowid where articles match ?"
            " group by outlet",
            _quoted(self.given.questions.term),
        )

    documents_answer = frequency_answer

    def phrase(self) -> Any:
        """Places of the first word behind which the others stand."""
        first, *rest = self.given.questions.phrase.split()
        key = f"doc * {_PLACES} + offset"
        also = " ".join(
            f"and {key} + {n} in (select {key} from places where term = ?)"  # noqa: S608 - numbers only
            for n in range(1, len(rest) + 1)
        )
        return self._rows(f"select doc, offset from places where term = ? {also} order by doc, offset", first, *rest)  # noqa: S608 - numbers only

    def phrase_answer(self, result: Any) -> Answer:
        """Places in the corpus."""
        rows = np.array(result, dtype=np.int64).reshape(-1, 2)
        return {"values": self.given.offsets[rows[:, 0]] + rows[:, 1]}

    def phrase_documents(self) -> Any:
        """A search."""
        return self._rows("select rowid from articles where articles match ?", _quoted(self.given.questions.phrase))

    def phrase_documents_answer(self, result: Any) -> Answer:
        """Articles."""
        return {"values": np.array(result, dtype=np.int64).ravel()}

    def _read(self, word: str) -> Iterator[tuple[int, list[str]]]:
        found = self._database.execute(
            "select rowid, words from articles where articles match ? order by rowid", (_quoted(word),)
        )
        for document, words in found:
            yield document, words.split(" ")

    def page(self) -> Any:
        """The words of the first articles."""
        term = self.given.questions.term
        lines: list[tuple[str, str, str]] = []
        for _, words in self._read(term):
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

    def sorted(self) -> Any:
        """The words of all articles that have it."""
        wanted = self.given.questions.sorted_word
        found = []
        for document, words in self._read(wanted):
            size = len(words)
            for n, word in enumerate(words):
                if word == wanted:
                    behind = [words[n + k] if n + k < size else "" for k in (1, 2, 3)]
                    found.append((*behind, document, n))
        found.sort()
        return found

    def sorted_answer(self, result: Any) -> Answer:
        """Places in the corpus."""
        return self.phrase_answer([row[3:] for row in result])

    def collocates(self) -> Any:
        """The words of all articles that have it."""
        term = self.given.questions.term
        counted: Counter[str] = Counter()
        for _, words in self._read(term):
            reached = 0
            for n, word in enumerate(words):
                if word == term:
                    counted.update(words[max(n - WINDOW, reached) : n + 1 + WINDOW])
                    reached = min(n + 1 + WINDOW, len(words))
        counted.pop(term, None)
        return counted

    def collocates_answer(self, result: Any) -> Answer:
        """Counts in the order of types."""
        values = np.zeros(len(self.given.types), dtype=np.int64)
        for word, count in result.items():
            values[self.given.type_ids[word]] = count
        return {"values": values}

    def keyness(self) -> Any:
        """Counts of the outlet's articles."""
        return self._keyness(
            f"{_COUNTED} (select doc from documents where outlet = ?) group by w",  # noqa: S608 - no text from outside
            self.given.outlet_number,
        )

    def keyness_kept(self) -> Any:
        """Sums of the outlet."""
        return self._keyness("select w, n from outlet_counts where outlet = ?", self.given.outlet_number)

    def keyness_third(self, run: int) -> Any:
        """The same with a table of articles."""
        self._choose_third(run)
        return self._keyness(f"{_COUNTED} (select doc from third) group by w")  # noqa: S608 - no text from outside

    def keyness_in_third(self, run: int) -> Any:
        """Both sides counted: no totals help."""
        self._choose_third(run)
        counts = np.array(
            self._rows(
                "select w, sum(n * (outlet = ?)), sum(n * (outlet <> ?)) from third join documents using (doc)"
                " join counts using (doc) group by w",
                self.given.outlet_number,
                self.given.outlet_number,
            ),
            dtype=np.int64,
        )
        return counts, *keyness_measures(counts[:, 1], counts[:, 2])

    def _choose_third(self, run: int) -> None:
        self._database.execute("create temp table if not exists third (doc integer primary key)")
        self._database.execute("delete from third")
        self._database.executemany(
            "insert into third values (?)", ((n,) for n in self.given.questions.third(run).tolist())
        )

    def _keyness(self, target: str, *parameters: object) -> Any:
        rows = self._rows(
            f"select totals.w, coalesce(n, 0), total - coalesce(n, 0) from totals left join"  # noqa: S608 - no text from outside
            f" ({target}) own on own.w = totals.w",
            *parameters,
        )
        counts = np.array(rows, dtype=np.int64)
        return counts, *keyness_measures(counts[:, 1], counts[:, 2])

    def keyness_answer(self, result: Any) -> Answer:
        """Counts and measures."""
        counts, g2, log_ratio = result
        return keyness_arrays(len(self.given.types), counts[:, 0], counts[:, 1], counts[:, 2], g2, log_ratio)


def _quoted(words: str) -> str:
    return '"' + words.replace('"', '""') + '"'
