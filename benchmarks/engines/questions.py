"""What all engines are asked, and the words that they are given, as files in a folder.

The words come from Counterpoint's tokeniser, so that all engines count the same. They are written once by
:mod:`benchmarks.engines.preparing`, outside of every measured time.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

IntArray = npt.NDArray[np.int32]
LongArray = npt.NDArray[np.int64]

WINDOW: Final = 5
"""Words to each side in which collocates are counted."""
CONTEXT: Final = 10
"""Words to each side of a concordance line."""
LINES: Final = 100
"""Lines of a concordance page."""
SHINGLE: Final = 5
"""Words of a shingle."""
FORMULA: Final = 2000
"""A shingle in more articles than this suggests no pair of near-duplicates."""
SORTED_HITS: Final = 190_000 / 65_600_000
"""Hits of the word whose concordance is sorted, as a part of all words: 190,000 in 100,000 articles."""


@dataclass(frozen=True, slots=True)
class Operation:
    """One thing that engines are asked to do."""

    name: str
    title: str
    asks: str
    """The question in words."""


OPERATIONS: Final = (
    Operation("frequency", "frequency by outlet", "how often the term stands in each outlet"),
    Operation("documents", "articles by outlet", "how many articles of each outlet have the term"),
    Operation("phrase", "phrase", "all places of the phrase"),
    Operation("phrase_documents", "articles with a phrase", "all articles that have the phrase"),
    Operation("page", "concordance page", "the first 100 lines of the term, 10 words to each side"),
    Operation("sorted", "sorted concordance", "all places of a frequent word, sorted by 1R, 2R, 3R"),
    Operation("collocates", "collocates", "how often each word stands in the 5 words before and behind the term"),
    Operation("keyness_kept", "keyness with kept sums", "counts, G2, Log Ratio of all words, the largest outlet against others"),
    Operation("keyness", "keyness counted anew", "the same without sums by outlet from before"),
    Operation("keyness_third", "keyness of a third", "the same: a third of the articles (another in each run) against the rest"),
    Operation("keyness_in_third", "keyness in a third", "the same: that outlet against the rest of such a third"),
    Operation(
        "near_duplicates",
        "near-duplicates",
        "pairs of articles: one has at least 15 % (and 10) of its 5-word shingles in the other, or 70 % and the other 35 %",
    ),
)  # fmt: skip
ALONE: Final = (
    Operation(
        "frequency_table",
        "the Terms pane's table",
        "the term by outlet with 95 % intervals (1,000 resamplings), articles, DPnorm",
    ),
    Operation(
        "keyness_table",
        "the Keyness pane's table",
        "words said 3 times or more, with intervals (1,000 resamplings) and p (999 shuffles) of the strongest",
    ),
)
"""What Counterpoint alone does."""
BY_NAME: Final[Mapping[str, Operation]] = {operation.name: operation for operation in (*OPERATIONS, *ALONE)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Questions:
    """The words that are asked about in one corpus."""

    term: str
    phrase: str
    sorted_word: str
    outlet: str
    articles: int
    words: int
    types: int
    hits: int
    """Of ``term``."""
    phrase_hits: int
    sorted_hits: int

    def third(self, run: int) -> LongArray:
        """Indices of a third of the articles, ascending; another third for each run."""
        chance = np.random.default_rng([20261123, run])
        return np.sort(chance.permutation(self.articles)[: max(self.articles // 3, 1)]).astype(np.int64)


class Given:
    """What an engine is given: articles, and their words as Counterpoint cuts them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        values = json.loads((folder / "questions.json").read_text(encoding="utf-8"))
        self.corpus = Path(values.pop("corpus"))
        self.questions = Questions(**values)

    @staticmethod
    def write(folder: Path, corpus: Path, questions: Questions) -> None:
        """Notes the questions in the folder."""
        values = {**asdict(questions), "corpus": str(corpus)}
        (folder / "questions.json").write_text(json.dumps(values, ensure_ascii=False), encoding="utf-8")

    def _array(self, name: str) -> Any:
        return np.load(self.folder / f"{name}.npy")

    @cached_property
    def ids(self) -> IntArray:
        """The type of each word of the corpus, an index into ``types``; articles stand one behind the other."""
        ids: IntArray = self._array("ids")
        return ids

    @cached_property
    def offsets(self) -> LongArray:
        """Where each article's words begin in ``ids``, and the end of the last one."""
        offsets: LongArray = self._array("offsets")
        return offsets

    @cached_property
    def starts(self) -> IntArray:
        """Where each word begins in its article, in code points."""
        starts: IntArray = self._array("starts")
        return starts

    @cached_property
    def ends(self) -> IntArray:
        """Where each word ends."""
        ends: IntArray = self._array("ends")
        return ends

    @cached_property
    def documents(self) -> IntArray:
        """The article of each word."""
        lengths = np.diff(self.offsets)
        return np.repeat(np.arange(lengths.size, dtype=np.int32), lengths)

    @cached_property
    def types(self) -> list[str]:
        """The distinct words, sorted, so that the order of ids is the order of the alphabet."""
        types: list[str] = json.loads((self.folder / "types.json").read_text(encoding="utf-8"))
        return types

    @cached_property
    def type_ids(self) -> dict[str, int]:
        """The id of each word."""
        return {word: n for n, word in enumerate(self.types)}

    @cached_property
    def outlets(self) -> list[str]:
        """The distinct outlets, sorted."""
        return sorted(set(self.outlet_of))

    @cached_property
    def outlet_of(self) -> list[str]:
        """The outlet of each article."""
        names: list[str] = json.loads((self.folder / "outlets.json").read_text(encoding="utf-8"))
        return names

    @cached_property
    def outlet_numbers(self) -> IntArray:
        """The outlet of each article, an index into ``outlets``."""
        number = {name: n for n, name in enumerate(self.outlets)}
        return np.array([number[name] for name in self.outlet_of], dtype=np.int32)

    def forget_words(self) -> None:
        """Lets go of the largest arrays; they are read again when they are wanted."""
        for name in ("ids", "starts", "ends", "documents"):
            self.__dict__.pop(name, None)

    def records(self) -> Iterator[dict[str, str]]:
        """The articles as they stand in the corpus: ``id``, ``outlet``, ``date``, ``title``, ``text``."""
        with self.corpus.open(encoding="utf-8") as lines:
            for line in lines:
                yield json.loads(line)

    def texts(self) -> list[str]:
        """The texts of the articles."""
        return [record["text"] for record in self.records()]

    def words_of(self, document: int) -> list[str]:
        """The words of one article."""
        types = self.types
        return [types[n] for n in self.ids[self.offsets[document] : self.offsets[document + 1]].tolist()]

    def spaced(self) -> list[str]:
        """The words of each article as one text, a space between two words."""
        return [" ".join(self.words_of(document)) for document in range(self.questions.articles)]

    @property
    def term_id(self) -> int:
        """The id of the term."""
        return self.type_ids[self.questions.term]

    @property
    def phrase_ids(self) -> list[int]:
        """The ids of the words of the phrase."""
        return [self.type_ids[word] for word in self.questions.phrase.split()]

    @property
    def sorted_id(self) -> int:
        """The id of the word whose concordance is sorted."""
        return self.type_ids[self.questions.sorted_word]

    @property
    def outlet_number(self) -> int:
        """The number of the outlet whose key words are wanted."""
        return self.outlets.index(self.questions.outlet)
