"""DuckDB: a column store with SQL."""

from __future__ import annotations

import os
from importlib import import_module
from typing import Any, ClassVar

import numpy as np

from benchmarks.engines.engine import Answer, Engine, keyness_arrays, line_of
from benchmarks.engines.questions import CONTEXT, FORMULA, LINES, SHINGLE, WINDOW

_MEASURES = """
select w, a, b,
    case when a > c * (a + b) / (c + d) then 1 else -1 end
        * 2 * (case when a > 0 then a * ln(a / (c * (a + b) / (c + d))) else 0 end
             + case when b > 0 then b * ln(b / (d * (a + b) / (c + d))) else 0 end) as g2,
    log2(greatest(a, 0.5) * d / (greatest(b, 0.5) * c)) as log_ratio
from counted, size
order by w
"""
_COUNTED = "select w, sum(n) as n from counts semi join chosen using (doc) group by w"
_KEPT = "select w, n from outlet_counts where outlet = ?"
_AGAINST_ALL_OTHERS = """
    counted as (
        select w, coalesce(n, 0)::double as a, (total - coalesce(n, 0))::double as b from totals left join target using (w)),
    size as (
        select sum(words)::double as c, (select sum(words) from documents)::double - sum(words)::double as d
        from documents semi join chosen using (doc))
"""
_WITHIN = """
    flagged as materialized (select doc, words, outlet = ? as own from documents semi join third using (doc)),
    counted as (
        select w, coalesce(sum(n) filter (own), 0)::double as a, coalesce(sum(n) filter (not own), 0)::double as b
        from counts join flagged using (doc) group by w),
    size as (
        select coalesce(sum(words) filter (own), 0)::double as c, coalesce(sum(words) filter (not own), 0)::double as d
        from flagged)
"""


def _memory() -> int:
    """Bytes of memory of the machine, 8 GB where it does not say."""
    known = hasattr(os, "sysconf") and "SC_PHYS_PAGES" in os.sysconf_names
    return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") if known else 8_000_000_000


class DuckDB(Engine):
    """Tables of words in the order of the text and of the alphabet, of counts by article, and of articles as lists.

    Tables are sorted by what is looked for, so that DuckDB's minima and maxima of blocks leave out all others. Its indexes
    (ART) were tried and left out: they are used for single values only and made no question quicker.
    """

    title: ClassVar[str] = "DuckDB"
    package: ClassVar[str | None] = "duckdb"
    fed: ClassVar[str] = "Counterpoint's words as Arrow columns"
    keeps: ClassVar[str] = (
        "words by place and by type, counts by article and outlet, totals, articles as lists of words, texts"
    )
    remarks: ClassVar = {
        "page": "DuckDB finds places and texts, Python cuts the lines",
        "sorted": "from the articles as lists, 10 times quicker than joining the table of words",
    }

    def prepare(self) -> None:
        """Arrow tables of words, articles and types."""
        import pyarrow

        given = self.given
        size = given.ids.size
        self._words: Any = pyarrow.table(
            {
                "p": np.arange(size, dtype=np.int32),
                "doc": given.documents,
                "w": given.ids,
                "s": given.starts,
                "e": given.ends,
            }
        )
        lengths = np.diff(given.offsets)
        self._articles: Any = pyarrow.table(
            {
                "doc": np.arange(lengths.size, dtype=np.int32),
                "outlet": given.outlet_numbers,
                "first": given.offsets[:-1].astype(np.int32),
                "words": lengths.astype(np.int32),
                "text": given.texts(),
            }
        )
        self._types: Any = pyarrow.table({"w": np.arange(len(given.types), dtype=np.int32), "word": given.types})

    def build(self) -> None:
        """All tables, in a file."""
        self._database: Any = import_module("duckdb").connect(str(self.folder / "words.duckdb"))
        self._database.execute(f"set memory_limit = '{max(_memory() // 2, 2_000_000_000)}B'")
        self._database.register("given_words", self._words)
        self._database.register("given_articles", self._articles)
        self._database.register("given_types", self._types)
        for statement in self.statements():
            self._database.execute(statement)
        for name in ("given_words", "given_articles", "given_types"):
            self._database.unregister(name)
        self._database.execute("checkpoint")
        del self._words, self._articles, self._types

    def statements(self) -> list[str]:
        """What makes the tables."""
        return [
            # compressed texts would be unpacked 2,048 at a time for each page of lines: 6 times slower
            "pragma force_compression = 'uncompressed'",
            "create table texts as select doc, text from given_articles order by doc",
            "checkpoint",
            "pragma force_compression = 'auto'",
            "create table tokens as select * from given_words order by p",
            "create table postings as select w, p, doc from tokens order by w, p",
            "create table documents as select doc, outlet, first, words from given_articles order by doc",
            "create table types as select * from given_types order by w",
            "create table counts as select doc, w, count(*)::integer as n from tokens group by all order by doc, w",
            "create table outlet_counts as select outlet, w, sum(n)::integer as n from counts join documents using (doc)"
            " group by all order by outlet, w",
            "create table totals as select w, sum(n)::integer as total from counts group by w order by w",
            "create table lists as select doc, list(w order by p) as ids from tokens group by doc order by doc",
        ]

    def _columns(self, question: str, parameters: list[Any] | None = None) -> dict[str, Any]:
        columns: dict[str, Any] = self._database.execute(question, parameters or []).fetchnumpy()
        return columns

    def frequency(self) -> Any:
        """From the words sorted by type."""
        return self._columns(
            "select outlet, count(*) as n from postings join documents using (doc) where w = ? group by outlet",
            [self.given.term_id],
        )

    def frequency_answer(self, result: Any) -> Answer:
        """Counts in the order of outlets."""
        values = np.zeros(len(self.given.outlets), dtype=np.int64)
        values[result["outlet"]] = result["n"]
        return {"values": values}

    def documents(self) -> Any:
        """Different articles among the words."""
        return self._columns(
            "select outlet, count(*) as n from (select distinct doc from postings where w = ?)"
            " join documents using (doc) group by outlet",
            [self.given.term_id],
        )

    documents_answer = frequency_answer

    def phrase(self) -> Any:
        """Words joined with those one place behind them."""
        return self._columns(f"select t0.p {self._of_phrase()} order by t0.p")

    def _of_phrase(self) -> str:
        words = self.given.phrase_ids
        tables = "postings t0 " + " ".join(
            f"join postings t{n} on t{n}.p = t0.p + {n} and t{n}.doc = t0.doc" for n in range(1, len(words))
        )
        where = " and ".join(f"t{n}.w = {word}" for n, word in enumerate(words))
        return f"from {tables} where {where}"

    def phrase_answer(self, result: Any) -> Answer:
        """Places."""
        return {"values": np.asarray(result["p"], dtype=np.int64)}

    def phrase_documents(self) -> Any:
        """Different articles among the places of the phrase."""
        return self._columns(f"select distinct t0.doc {self._of_phrase()} order by t0.doc")

    def phrase_documents_answer(self, result: Any) -> Answer:
        """Articles."""
        return {"values": np.asarray(result["doc"], dtype=np.int64)}

    def page(self) -> Any:
        """The first places, the words of the stretch that they lie in, and texts, cut by Python."""
        hits = self._columns(
            f"select p, doc, first, words from postings join documents using (doc) where w = ? order by p limit {LINES}",  # noqa: S608
            [self.given.term_id],
        )
        begin = int(hits["first"][0])
        bounds = [begin, int(hits["first"][-1] + hits["words"][-1])]
        words = self._columns("select s, e from tokens where p >= ? and p < ? order by p", bounds)
        texts: dict[int, str] = dict(
            self._database.execute(
                "select doc, text from texts where doc between ? and ?", [int(hits["doc"][0]), int(hits["doc"][-1])]
            ).fetchall()
        )
        starts, ends = words["s"].tolist(), words["e"].tolist()
        lines = []
        for p, doc, first, size in zip(*(hits[name].tolist() for name in ("p", "doc", "first", "words")), strict=True):
            text, at = texts[doc], p - begin
            left = 0 if p - CONTEXT < first else starts[at - CONTEXT]
            right = len(text) if p + CONTEXT >= first + size else ends[at + CONTEXT]
            lines.append((text[left : starts[at]], text[starts[at] : ends[at]], text[ends[at] : right]))
        return lines

    def page_answer(self, result: Any) -> Answer:
        """Lines."""
        return {"lines": np.array([line_of(*row) for row in result])}

    def sorted(self) -> Any:
        """Places with the three words behind them, from the list of their article."""
        return self._columns(
            """
            with hit as (
                select p, ids, (p - first + 1)::integer as i
                from postings join documents using (doc) join lists using (doc) where w = ?)
            select p from hit order by ids[i + 1] nulls first, ids[i + 2] nulls first, ids[i + 3] nulls first, p
            """,
            [self.given.sorted_id],
        )

    sorted_answer = phrase_answer

    def collocates(self) -> Any:
        """All places around the hits within their articles, each once (a semi join), with their words."""
        return self._columns(
            f"""
            with around as (
                select p + k as p
                from postings join documents using (doc),
                    (select unnest(range(-{WINDOW}, {WINDOW} + 1))::integer as k)
                where w = $1 and k <> 0 and p + k between first and first + words - 1)
            select w, count(*) as n from tokens semi join around using (p) where w <> $1 group by w
            """,  # noqa: S608 - numbers only
            [self.given.term_id],
        )

    def collocates_answer(self, result: Any) -> Answer:
        """Counts in the order of types."""
        values = np.zeros(len(self.given.types), dtype=np.int64)
        values[result["w"]] = result["n"]
        return {"values": values}

    def keyness(self) -> Any:
        """Counts of the outlet's articles, taken from the totals."""
        return self._keyness("select doc from documents where outlet = ?", _COUNTED, [self.given.outlet_number])

    def keyness_kept(self) -> Any:
        """Sums of the outlet, taken from the totals."""
        return self._keyness("select doc from documents where outlet = ?", _KEPT, [self.given.outlet_number] * 2)

    def keyness_third(self, run: int) -> Any:
        """The same with articles from a column of numbers."""
        self._choose_third(run)
        return self._keyness("select doc from third", _COUNTED, [])

    def keyness_in_third(self, run: int) -> Any:
        """Both sides counted: no totals help."""
        self._choose_third(run)
        return self._columns(f"with {_WITHIN} {_MEASURES}", [self.given.outlet_number])

    def _choose_third(self, run: int) -> None:
        import pyarrow

        self._database.register("third", pyarrow.table({"doc": self.given.questions.third(run).astype(np.int32)}))

    def _keyness(self, chosen: str, target: str, parameters: list[Any]) -> Any:
        return self._columns(
            f"with chosen as materialized ({chosen}), target as ({target}), {_AGAINST_ALL_OTHERS} {_MEASURES}",
            parameters,
        )

    def keyness_answer(self, result: Any) -> Answer:
        """Counts and measures."""
        return keyness_arrays(len(self.given.types), *(result[name] for name in ("w", "a", "b", "g2", "log_ratio")))

    def near_duplicates(self) -> Any:
        """A join of the different shingles of articles with themselves, without formulas, and its counts."""
        words = ", ".join(["w", *(f"lead(w, {n}) over text as w{n}" for n in range(1, SHINGLE))])
        return self._columns(
            f"""
            with run as (select doc, {words} from tokens window text as (partition by doc order by p)),
            shingle as materialized (
                select distinct doc, hash(w, w1, w2, w3, w4) as h from run where w{SHINGLE - 1} is not null),
            size as (select doc, count(*) as n from shingle group by doc),
            known as (select h from shingle group by h having count(*) between 2 and {FORMULA}),
            useful as materialized (select doc, h from shingle semi join known using (h)),
            pair as (
                select x.doc as one, y.doc as other, count(*) as shared
                from useful x join useful y on x.h = y.h and x.doc < y.doc group by all)
            select one, other, shared / least(s.n, t.n) as high, shared / greatest(s.n, t.n) as low
            from pair join size s on s.doc = one join size t on t.doc = other
            where (high >= 0.7 and low >= 0.35) or (high >= 0.15 and shared >= 10) order by one, other
            """  # noqa: S608 - numbers only
        )

    def near_duplicates_answer(self, result: Any) -> Answer:
        """Pairs and both containments."""
        return {"pairs": np.column_stack([result["one"], result["other"], result["high"], result["low"]])}


class DuckDBNeighbours(DuckDB):
    """DuckDB that keeps with each word its five neighbours on each side: quicker where they do, and much larger."""

    title: ClassVar[str] = "DuckDB, neighbours kept"
    keeps: ClassVar[str] = "as DuckDB, and with each word by type the 5 words before and behind it"
    cannot: ClassVar = dict.fromkeys(
        (
            "frequency",
            "documents",
            "page",
            "keyness_kept",
            "keyness",
            "keyness_third",
            "keyness_in_third",
            "near_duplicates",
        ),
        "as DuckDB: neighbours play no part",
    )
    remarks: ClassVar = {}

    def statements(self) -> list[str]:
        """The same tables, and the words by type with their neighbours."""
        neighbours = [f"lag(w, {n}) over text as l{n}, lead(w, {n}) over text as r{n}" for n in range(1, WINDOW + 1)]
        return [
            *super().statements(),
            f"create table neighbours as select w, p, doc, {', '.join(neighbours)} from tokens"  # noqa: S608
            " window text as (partition by doc order by p) order by w, p",
        ]

    def phrase(self) -> Any:
        """One filter."""
        return self._columns(f"select p {self._of_phrase()} order by p")

    def _of_phrase(self) -> str:
        first, *rest = self.given.phrase_ids
        return f"from neighbours as t0 where w = {first}" + "".join(
            f" and r{n} = {w}" for n, w in enumerate(rest, start=1)
        )

    def sorted(self) -> Any:
        """Sorted by three columns."""
        return self._columns(
            "select p from neighbours where w = ? order by r1 nulls first, r2 nulls first, r3 nulls first, p",
            [self.given.sorted_id],
        )

    def collocates(self) -> Any:
        """Neighbours as rows, without the places that belong to the hit before."""
        left = ", ".join(
            f"case when p - {n} > coalesce(before + {WINDOW}, -1) then l{n} end" for n in range(1, WINDOW + 1)
        )
        right = ", ".join(
            f"case when p + {n} < coalesce(behind, 2147483647) then r{n} end" for n in range(1, WINDOW + 1)
        )
        return self._columns(
            f"""
            with hit as (
                select *, lag(p) over text as before, lead(p) over text as behind
                from neighbours where w = $1 window text as (partition by doc order by p)),
            word as (select unnest([{left}, {right}]) as w from hit)
            select w, count(*) as n from word where w is not null and w <> $1 group by w
            """,  # noqa: S608 - numbers only
            [self.given.term_id],
        )
