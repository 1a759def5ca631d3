"""Cuts a corpus into words once, by Counterpoint's tokeniser, and chooses what is asked about it.

python -m benchmarks.engines.preparing CORPUS FOLDER
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from benchmarks.engines.questions import SORTED_HITS, Given, IntArray, LongArray, Questions
from workbench.index.store import TokenStore

_RATE = 3.3 / 1000
"""How often the term should stand in a corpus without *president*."""


def main() -> int:
    """Writes the words and the questions into the folder."""
    corpus, folder = Path(sys.argv[1]).resolve(), Path(sys.argv[2])
    documents, outlets = [], []
    with corpus.open(encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            documents.append((str(record["id"]), record["text"]))
            outlets.append(str(record["outlet"]))
    store = TokenStore.build(documents)
    types = list(store.types)
    arrays = {"ids": store.ids, "offsets": store.offsets, "starts": store.starts, "ends": store.ends}
    for name, array in arrays.items():
        np.save(folder / f"{name}.npy", np.asarray(array))
    for name, values in (("types", types), ("outlets", outlets)):
        (folder / f"{name}.json").write_text(json.dumps(values, ensure_ascii=False), encoding="utf-8")
    questions = choose(np.asarray(store.ids), np.asarray(store.offsets), types, outlets)
    Given.write(folder, corpus, questions)
    return 0


def choose(ids: IntArray, offsets: LongArray, types: Sequence[str], outlets: Sequence[str]) -> Questions:
    """What is asked about a corpus: *president* and *white house* where they are there, words as frequent elsewhere."""
    counts = np.bincount(ids, minlength=len(types))
    number = {word: n for n, word in enumerate(types)}
    term = number.get("president", int(np.argmin(np.abs(counts - _RATE * ids.size))))
    documents = np.repeat(np.arange(offsets.size - 1), np.diff(offsets))

    def places(first: int, second: int) -> LongArray:
        at = np.flatnonzero((ids[:-1] == first) & (ids[1:] == second) & (documents[:-1] == documents[1:]))
        return at.astype(np.int64)

    pair = number.get("white", -1), number.get("house", -1)
    if min(pair) < 0 or not places(*pair).size:
        behind = np.flatnonzero((ids[:-1] == term) & (documents[:-1] == documents[1:])) + 1
        pair = term, int(np.bincount(ids[behind], minlength=len(types)).argmax())
    sorted_word = int(np.argmin(np.abs(counts - SORTED_HITS * ids.size)))
    return Questions(
        term=types[term],
        phrase=f"{types[pair[0]]} {types[pair[1]]}",
        sorted_word=types[sorted_word],
        outlet=max(sorted(set(outlets)), key=outlets.count),
        articles=offsets.size - 1,
        words=int(ids.size),
        types=len(types),
        hits=int(counts[term]),
        phrase_hits=int(places(*pair).size),
        sorted_hits=int(counts[sorted_word]),
    )


if __name__ == "__main__":
    sys.exit(main())
