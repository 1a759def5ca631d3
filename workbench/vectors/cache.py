"""Sentence vectors kept on disk, so that no sentence is read twice by the same model."""

from __future__ import annotations

import hashlib
import sqlite3
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

import numpy as np

from workbench.domain.progress import Progress, no_progress
from workbench.sqlite_cache import SqliteCache
from workbench.vectors.encoding import Floats, unit_length
from workbench.vectors.model import VectorModel

LIMIT: Final = 250_000
"""How many vectors are kept: about 220 MB at 384 numbers of 16 bits."""

_KEPT_AT_ONCE: Final = 512
"""So many sentences are read between two writes: a cancel loses what was read since the last one."""
_ROOM: Final = 0.9
"""What is left of the limit when the oldest are removed, so that it does not happen at each write."""
_SECONDS_A_DAY: Final = 86_400
_UNIT_ERROR: Final = 0.01
_SCHEMA: Final = (
    "CREATE TABLE IF NOT EXISTS vectors (id INTEGER PRIMARY KEY, key BLOB NOT NULL UNIQUE, used INTEGER NOT NULL, "
    "value BLOB NOT NULL)",
    "CREATE INDEX IF NOT EXISTS vectors_by_use ON vectors (used, id)",
)


def today() -> int:
    """The number of the day; use is remembered by the day, so that reading hardly ever writes."""
    return int(time.time() // _SECONDS_A_DAY)


def sentence_key(sentence: str, fingerprint: str) -> bytes:
    """What a vector is found by: 16 bytes of a hash of the sentence and the model's fingerprint."""
    digest = hashlib.sha256(fingerprint.encode() + b"\0" + sentence.encode("utf-8", "surrogatepass"))
    return digest.digest()[:16]


def rounded(vectors: Floats) -> Floats:
    """Vectors as they are after they were kept: 16 bits a number, brought to unit length again."""
    return unit_length(vectors.astype(np.float16).astype(np.float32))


class VectorCache(SqliteCache):
    """Vectors in one SQLite file; several processes may use it at once.

    When it is full, those that were not used for longest are removed.

    Args:
        path: the file.
        limit: how many vectors are kept at most.
        day: the number of the day.
    """

    def __init__(self, path: Path, *, limit: int = LIMIT, day: Callable[[], int] = today) -> None:
        super().__init__(
            path,
            schema=_SCHEMA,
            name="cache of sentence vectors",
            without="Sentences are read by the model anew each time",
        )
        self.limit = max(1, limit)
        self._day = day

    def get_many(self, keys: Iterable[bytes], dimensions: int) -> dict[bytes, Floats]:
        """The vectors that are there, by key. A damaged entry counts as missing."""
        out: dict[bytes, Floats] = {}
        day = self._day()
        older: list[tuple[int, object]] = []
        for key, value, used in self._select("SELECT key, value, used FROM vectors WHERE key IN", keys):
            vector = _unpacked(value, dimensions)
            if not isinstance(key, bytes) or vector is None:
                continue
            out[key] = vector
            if not isinstance(used, int) or used < day:
                older.append((day, key))
        if older:
            self._write(("UPDATE vectors SET used = ? WHERE key = ?", older))
        return out

    def put_many(self, vectors: Mapping[bytes, Floats]) -> None:
        """Keep vectors by key, and remove the oldest when there are too many."""
        if not vectors:
            return
        day = self._day()
        rows = [(key, day, vector.astype("<f2").tobytes()) for key, vector in vectors.items()]
        self._write(("INSERT OR REPLACE INTO vectors (key, used, value) VALUES (?, ?, ?)", rows))
        kept = self.count()
        if kept > self.limit:
            surplus = kept - int(self.limit * _ROOM)
            oldest = "DELETE FROM vectors WHERE id IN (SELECT id FROM vectors ORDER BY used, id LIMIT ?)"
            self._write((oldest, [(surplus,)]))

    def count(self) -> int:
        """How many vectors are kept; 0 when nothing can be."""
        if self._connection is None:
            return 0
        try:
            return int(self._connection.execute("SELECT COUNT(*) FROM vectors").fetchone()[0])
        except sqlite3.Error as error:
            self._give_up(error)
            return 0


def _unpacked(value: object, dimensions: int) -> Floats | None:
    """The vector in an entry; None when the entry is damaged."""
    if not isinstance(value, bytes) or len(value) != 2 * dimensions:
        return None
    vector = np.frombuffer(value, "<f2").astype(np.float32)
    length = float(np.linalg.norm(vector))  # not a number when an entry is not
    return vector if length == 0 or abs(length - 1) < _UNIT_ERROR else None


def sentence_vectors(
    model: VectorModel,
    sentences: Sequence[str],
    *,
    cache: VectorCache | None = None,
    progress: Progress = no_progress,
) -> Floats:
    """The vectors of sentences, each different sentence read once, and none that the cache has.

    Args:
        model: what reads them.
        sentences: any number.
        cache: where vectors are kept; None for nowhere. What comes out is the same with it and without.
        progress: told how many different sentences have their vector; it raises Cancelled to stop. What was
            written to the cache until then stays in it.

    Returns:
        One row of unit length a sentence, in their order.

    Raises:
        VectorModelError: the model's files are damaged.
        Cancelled: by the progress.
    """
    if not sentences:
        return np.zeros((0, model.dimensions), np.float32)
    different = list(dict.fromkeys(sentences))
    keys = [sentence_key(sentence, model.fingerprint) for sentence in different]
    found = cache.get_many(keys, model.dimensions) if cache is not None else {}
    table = np.zeros((len(different), model.dimensions), np.float32)
    missing = []
    for row, key in enumerate(keys):
        if key in found:
            table[row] = found[key]
        else:
            missing.append(row)
    # like lengths together, also across the parts between two writes
    missing.sort(key=lambda row: (len(different[row]), row))
    before = len(different) - len(missing)
    progress(before, len(different))
    for at in range(0, len(missing), _KEPT_AT_ONCE):
        part = missing[at : at + _KEPT_AT_ONCE]

        def tell(done: int, total: int, message: str = "", *, start: int = before + at) -> None:
            progress(start + done, len(different), message)

        table[part] = model.vectors([different[row] for row in part], tell)
        if cache is not None:
            cache.put_many({keys[row]: table[row] for row in part})
    table = rounded(table)
    place = {sentence: row for row, sentence in enumerate(different)}
    out: Floats = table[[place[sentence] for sentence in sentences]]
    return out
