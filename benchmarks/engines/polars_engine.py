"""polars: data frames in memory, columns of words."""

from __future__ import annotations

from importlib import import_module
from typing import Any, ClassVar

import numpy as np

from benchmarks.engines.engine import Answer, Engine, keyness_arrays, line_of
from benchmarks.engines.questions import CONTEXT, FORMULA, LINES, SHINGLE, WINDOW


class Polars(Engine):
    """Columns of words in the order of the text, places sorted by type with where each type's begin, counts by article.

    A word's places are a slice and its neighbours are gathered by place, which needs no join at all.
    """

    title: ClassVar[str] = "polars"
    package: ClassVar[str | None] = "polars"
    fed: ClassVar[str] = "Counterpoint's words as NumPy arrays"
    keeps: ClassVar[str] = (
        "columns of words, places by type, counts by article and by outlet, texts; written as Parquet too"
    )

    def prepare(self) -> None:
        """The package, arrays and texts."""
        self._polars: Any = import_module("polars")
        self._texts = self.given.texts()
        _ = self.given.documents, self.given.starts, self.given.ends, self.given.types

    def build(self) -> None:
        """Frames, and the same as Parquet."""
        pl, given = self._polars, self.given
        self._tokens = pl.DataFrame({"w": given.ids, "doc": given.documents, "s": given.starts, "e": given.ends})
        self._postings = (
            self._tokens.lazy()
            .select("w")
            .with_row_index("p")
            .sort("w", maintain_order=True)
            .select("p", "w")
            .collect()
        )
        lengths = self._postings.group_by("w", maintain_order=True).len("n")
        self._totals = lengths.with_columns(pl.col("n").cast(pl.Int64))
        self._begins = np.concatenate([[0], np.cumsum(lengths["n"].to_numpy())])
        self._postings = self._postings.select("p")
        self._counts = self._tokens.lazy().group_by("doc", "w").len("n").sort("doc", "w").collect()
        self._documents = pl.DataFrame(
            {
                "doc": np.arange(given.questions.articles, dtype=np.int32),
                "outlet": given.outlet_numbers,
                "text": self._texts,
            }
        ).with_columns(pl.Series("words", np.diff(given.offsets)))
        self._outlet_counts = (
            self._counts.lazy()
            .join(self._documents.lazy().select("doc", "outlet"), on="doc")
            .group_by("outlet", "w")
            .agg(pl.col("n").sum().cast(pl.Int64).alias("k"))
            .sort("outlet", "w")
            .collect()
        )
        for name in ("outlet_counts", "tokens", "postings", "totals", "counts", "documents"):
            getattr(self, f"_{name}").write_parquet(self.folder / f"{name}.parquet")
        self._first = pl.Series("first", given.offsets[:-1].astype(np.int64))
        del self._texts

    def _places(self, word: int) -> Any:
        begin, end = int(self._begins[word]), int(self._begins[word + 1])
        return self._postings["p"].slice(begin, end - begin).cast(self._polars.Int64)

    def _by_outlet(self, documents: Any) -> Any:
        return self._documents["outlet"].gather(documents).value_counts()

    def frequency(self) -> Any:
        """A slice of places, their articles, their outlets."""
        return self._by_outlet(self._tokens["doc"].gather(self._places(self.given.term_id)))

    def frequency_answer(self, result: Any) -> Answer:
        """Counts in the order of outlets."""
        values = np.zeros(len(self.given.outlets), dtype=np.int64)
        values[result["outlet"].to_numpy()] = result["count"].to_numpy()
        return {"values": values}

    def documents(self) -> Any:
        """The same with each article once."""
        return self._by_outlet(self._tokens["doc"].gather(self._places(self.given.term_id)).unique())

    documents_answer = frequency_answer

    def phrase(self) -> Any:
        """The places of the rarest word, and a look at its neighbours."""
        words = self.given.phrase_ids
        rarest = min(range(len(words)), key=lambda n: int(self._begins[words[n] + 1] - self._begins[words[n]]))
        first = self._places(words[rarest]) - rarest
        first = first.filter((first >= 0) & (first + len(words) <= self._tokens.height))
        for n, word in enumerate(words):
            if n != rarest:
                first = first.filter(self._tokens["w"].gather(first + n) == word)
        document = self._tokens["doc"]
        return first.filter(document.gather(first) == document.gather(first + (len(words) - 1)))

    def phrase_answer(self, result: Any) -> Answer:
        """Places."""
        return {"values": result.to_numpy().astype(np.int64)}

    def phrase_documents(self) -> Any:
        """The different articles of these places."""
        return self._tokens["doc"].gather(self.phrase()).unique(maintain_order=True)

    phrase_documents_answer = phrase_answer

    def page(self) -> Any:
        """Slices of the texts."""
        pl = self._polars
        places = self._places(self.given.term_id).head(LINES)
        documents = self._tokens["doc"].gather(places)
        first = self._first.gather(documents)
        end = first + self._documents["words"].gather(documents)
        left, right = places - CONTEXT, places + CONTEXT
        size = self._tokens.height - 1
        frame = pl.DataFrame(
            {
                "text": self._documents["text"].gather(documents),
                "s": self._tokens["s"].gather(places),
                "e": self._tokens["e"].gather(places),
                "l": self._tokens["s"].gather(left.clip(0, size)),
                "r": self._tokens["e"].gather(right.clip(0, size)),
                "from_start": left < first,
                "to_end": right >= end,
            }
        )
        begin = pl.when("from_start").then(0).otherwise("l")
        finish = pl.when("to_end").then(pl.col("text").str.len_chars().cast(pl.Int32)).otherwise("r")
        text = pl.col("text").str
        return frame.select(
            left=text.slice(begin, pl.col("s") - begin),
            node=text.slice("s", pl.col("e") - pl.col("s")),
            right=text.slice("e", finish - pl.col("e")),
        ).rows()

    def page_answer(self, result: Any) -> Answer:
        """Lines."""
        return {"lines": np.array([line_of(*row) for row in result])}

    def sorted(self) -> Any:
        """The three words behind each place, gathered, and one sort."""
        pl = self._polars
        places = self._places(self.given.sorted_id)
        documents = self._tokens["doc"].gather(places)
        columns = {"p": places}
        for n in (1, 2, 3):
            behind = (places + n).clip(0, self._tokens.height - 1)
            inside = (self._tokens["doc"].gather(behind) == documents) & (behind == places + n)
            columns[f"r{n}"] = self._tokens["w"].gather(behind).zip_with(inside, pl.Series([-1], dtype=pl.Int32))
        return pl.DataFrame(columns).sort("r1", "r2", "r3", "p")["p"]

    sorted_answer = phrase_answer

    def collocates(self) -> Any:
        """All places around the hits, each once, and their words."""
        pl = self._polars
        places = self._places(self.given.term_id)
        documents = self._tokens["doc"].gather(places)
        parts = []
        for distance in (*range(-WINDOW, 0), *range(1, WINDOW + 1)):
            there = places + distance
            clipped = there.clip(0, self._tokens.height - 1)
            inside = (there == clipped) & (self._tokens["doc"].gather(clipped) == documents)
            parts.append(there.filter(inside))
        words = self._tokens["w"].gather(pl.concat(parts).unique())
        return words.filter(words != self.given.term_id).value_counts()

    def collocates_answer(self, result: Any) -> Answer:
        """Counts in the order of types."""
        values = np.zeros(len(self.given.types), dtype=np.int64)
        values[result["w"].to_numpy()] = result["count"].to_numpy()
        return {"values": values}

    def keyness(self) -> Any:
        """Counts of the outlet's articles, taken from the totals."""
        pl = self._polars
        return self._keyness(
            self._documents.lazy().filter(pl.col("outlet") == self.given.outlet_number).select("doc", "words")
        )

    def keyness_kept(self) -> Any:
        """Sums of the outlet, taken from the totals."""
        pl = self._polars
        own = pl.col("outlet") == self.given.outlet_number
        chosen = self._documents.lazy().filter(own).select("doc", "words")
        return self._keyness(chosen, self._outlet_counts.lazy().filter(own).select("w", "k"))

    def keyness_third(self, run: int) -> Any:
        """The same with these articles."""
        pl = self._polars
        third = pl.Series("doc", self.given.questions.third(run))
        return self._keyness(self._documents[third].lazy().select("doc", "words"))

    def keyness_in_third(self, run: int) -> Any:
        """Both sides counted: no totals help."""
        pl = self._polars
        own = pl.col("outlet") == self.given.outlet_number
        flagged = self._documents.select("doc", "words", own.alias("own"))[
            pl.Series("doc", self.given.questions.third(run))
        ]
        c = float(flagged.filter("own")["words"].sum())
        d = float(flagged["words"].sum()) - c
        counted = (
            self._counts.lazy()
            .join(flagged.lazy(), on="doc")
            .group_by("w")
            .agg(
                pl.col("n").filter("own").sum().cast(pl.Float64).alias("a"),
                pl.col("n").filter(~pl.col("own")).sum().cast(pl.Float64).alias("b"),
            )
        )
        return self._measured(counted, c, d)

    def _keyness(self, chosen: Any, target: Any = None) -> Any:
        pl = self._polars
        chosen = chosen.collect()
        c = float(chosen["words"].sum())
        d = float(self._documents["words"].sum()) - c
        if target is None:
            target = (
                self._counts.lazy()
                .join(chosen.lazy(), on="doc", how="semi")
                .group_by("w")
                .agg(pl.col("n").sum().alias("k"))
            )
        counted = (
            self._totals.lazy()
            .join(target, on="w", how="left")
            .select(
                "w",
                pl.col("k").fill_null(0).cast(pl.Float64).alias("a"),
                (pl.col("n") - pl.col("k").fill_null(0)).cast(pl.Float64).alias("b"),
            )
        )
        return self._measured(counted, c, d)

    def _measured(self, counted: Any, c: float, d: float) -> Any:
        pl = self._polars
        a, b = pl.col("a"), pl.col("b")
        expected, other = c * (a + b) / (c + d), d * (a + b) / (c + d)
        terms = pl.when(a > 0).then(a * (a / expected).log()).otherwise(0.0)
        terms += pl.when(b > 0).then(b * (b / other).log()).otherwise(0.0)
        return (
            counted.with_columns(
                (2 * terms * pl.when(a > expected).then(1.0).otherwise(-1.0)).alias("g2"),
                ((a.clip(0.5) * d) / (b.clip(0.5) * c)).log(2).alias("log_ratio"),
            )
            .sort("w")
            .collect()
        )

    def keyness_answer(self, result: Any) -> Answer:
        """Counts and measures."""
        return keyness_arrays(
            len(self.given.types), *(result[name].to_numpy() for name in ("w", "a", "b", "g2", "log_ratio"))
        )

    def near_duplicates(self) -> Any:
        """A join of the different shingles of articles with themselves, without formulas, and its counts."""
        pl = self._polars
        tokens = self._tokens.lazy().select("doc", "w")
        words = [pl.col("w"), *(pl.col("w").shift(-n).alias(f"w{n}") for n in range(1, SHINGLE))]
        shingles = (
            tokens.select("doc", pl.struct(words).hash().alias("h"), pl.col("doc").shift(1 - SHINGLE).alias("last"))
            .filter(pl.col("doc") == pl.col("last"))
            .select("doc", "h")
            .unique()
            .collect()
        )
        size = shingles.group_by("doc").len("n")
        known = shingles.lazy().group_by("h").len("n").filter(pl.col("n").is_between(2, FORMULA))
        useful = shingles.lazy().join(known, on="h", how="semi").collect().lazy()
        return (
            useful.join(useful, on="h")
            .filter(pl.col("doc") < pl.col("doc_right"))
            .group_by("doc", "doc_right")
            .len("shared")
            .join(size.lazy(), on="doc")
            .join(size.lazy(), left_on="doc_right", right_on="doc", suffix="_right")
            .select(
                "doc",
                "doc_right",
                "shared",
                (pl.col("shared") / pl.min_horizontal("n", "n_right")).alias("high"),
                (pl.col("shared") / pl.max_horizontal("n", "n_right")).alias("low"),
            )
            .filter(
                ((pl.col("high") >= 0.7) & (pl.col("low") >= 0.35))
                | ((pl.col("high") >= 0.15) & (pl.col("shared") >= 10))
            )
            .drop("shared")
            .sort("doc", "doc_right")
            .collect()
        )

    def near_duplicates_answer(self, result: Any) -> Answer:
        """Pairs and both containments."""
        return {"pairs": result.to_numpy()}
