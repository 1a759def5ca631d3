from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import cast

import numpy as np
import pytest

from workbench.domain.errors import Cancelled
from workbench.domain.progress import Progress, no_progress
from workbench.vectors.cache import VectorCache, rounded, sentence_key, sentence_vectors
from workbench.vectors.encoding import Floats, unit_length
from workbench.vectors.model import VectorModel

DIMENSIONS = 8


def vector(seed: int) -> Floats:
    rows = unit_length(np.random.default_rng(seed).normal(size=(1, DIMENSIONS)).astype(np.float32))
    return rows.reshape(DIMENSIONS)


def key(name: object) -> bytes:
    return sentence_key(str(name), "model")


class CountingModel:
    """Says what it read; its vectors come from the letters."""

    dimensions = DIMENSIONS

    def __init__(self, fingerprint: str = "model") -> None:
        self.fingerprint = fingerprint
        self.read: list[str] = []

    def vectors(self, sentences: Sequence[str], progress: Progress = no_progress) -> Floats:
        self.read += sentences
        progress(len(sentences), len(sentences))
        return np.stack([vector(sum(map(ord, sentence + self.fingerprint))) for sentence in sentences])


def read(
    model: CountingModel, sentences: Sequence[str], cache: VectorCache | None = None, progress: Progress = no_progress
) -> Floats:
    return sentence_vectors(cast(VectorModel, model), sentences, cache=cache, progress=progress)


def test_what_was_kept_is_found_again_and_close_to_what_it_was(tmp_path: Path) -> None:
    kept = {key(n): vector(n) for n in range(1203)}
    with VectorCache(tmp_path / "folder" / "vectors.sqlite3") as cache:
        cache.put_many(kept)
        assert cache.warnings == []
    with VectorCache(tmp_path / "folder" / "vectors.sqlite3") as cache:
        found = cache.get_many([*kept, key("another")], DIMENSIONS)
        assert found.keys() == kept.keys()
        assert all(float(found[name] @ kept[name]) > 0.999 for name in kept)


def test_the_same_sentence_has_another_key_for_another_model() -> None:
    assert sentence_key("a", "one") != sentence_key("a", "two")
    assert sentence_key("a", "one") != sentence_key("b", "one")
    assert len(sentence_key("\ud83d", "one")) == 16


def test_each_different_sentence_is_read_once_and_never_again(tmp_path: Path) -> None:
    model = CountingModel()
    with VectorCache(tmp_path / "vectors.sqlite3") as cache:
        first = read(model, ["b", "a", "b"], cache)
        assert sorted(model.read) == ["a", "b"]
        second = read(model, ["a", "c", "b"], cache)
        assert sorted(model.read) == ["a", "b", "c"]
    assert first[0].tolist() == first[2].tolist() == second[2].tolist()
    assert first[1].tolist() == second[0].tolist()
    other = CountingModel("other")
    with VectorCache(tmp_path / "vectors.sqlite3") as cache:
        read(other, ["a"], cache)
    assert other.read == ["a"]


def test_vectors_are_the_same_with_a_cache_and_without(tmp_path: Path) -> None:
    sentences = [f"sentence {n}" for n in range(1300)]
    without = read(CountingModel(), sentences)
    with VectorCache(tmp_path / "vectors.sqlite3") as cache:
        first = read(CountingModel(), sentences, cache)
        again = read(CountingModel(), sentences, cache)
    assert without.tobytes() == first.tobytes() == again.tobytes()
    assert np.linalg.norm(without, axis=1) == pytest.approx(1, abs=1e-6)
    assert rounded(without).tobytes() == rounded(rounded(without)).tobytes()


def test_no_sentences_give_an_empty_table() -> None:
    assert read(CountingModel(), []).shape == (0, DIMENSIONS)


def test_what_was_written_before_a_cancel_is_kept(tmp_path: Path) -> None:
    sentences = [f"sentence {n:04}" for n in range(1300)]

    def stop(done: int, total: int, message: str = "") -> None:
        assert total == 1300
        if done > 1000:
            raise Cancelled

    model = CountingModel()
    with VectorCache(tmp_path / "vectors.sqlite3") as cache:
        with pytest.raises(Cancelled):
            read(model, sentences, cache, stop)
        assert cache.count() == 512
        model.read.clear()
        read(model, sentences, cache)
        assert len(model.read) == 1300 - 512


def test_a_full_cache_loses_what_was_not_used_for_longest(tmp_path: Path) -> None:
    day = 1
    with VectorCache(tmp_path / "vectors.sqlite3", limit=10, day=lambda: day) as cache:
        cache.put_many({key(n): vector(n) for n in range(10)})
        day = 2
        cache.get_many([key(0), key(3)], DIMENSIONS)
        cache.put_many({key("new"): vector(99)})
        assert cache.count() == 9
        left = cache.get_many([*map(key, range(10)), key("new")], DIMENSIONS)
    assert left.keys() == {key(name) for name in (0, 3, 4, 5, 6, 7, 8, 9, "new")}


def test_the_file_does_not_grow_once_the_cache_is_full(tmp_path: Path) -> None:
    path = tmp_path / "vectors.sqlite3"
    with VectorCache(path, limit=200) as cache:
        for part in range(4):
            cache.put_many({key(part * 100 + n): vector(n) for n in range(100)})
        full = path.stat().st_size
        for part in range(4, 20):
            cache.put_many({key(part * 100 + n): vector(n) for n in range(100)})
        assert path.stat().st_size <= full * 1.2


@pytest.mark.parametrize("junk", [b"junk", b"\xff" * 2 * DIMENSIONS, b"\0\x7c" * DIMENSIONS, "text", None])
def test_a_damaged_entry_counts_as_missing_and_is_replaced(tmp_path: Path, junk: object) -> None:
    path = tmp_path / "vectors.sqlite3"
    model = CountingModel()
    with VectorCache(path) as cache:
        right = read(model, ["a", "b"], cache)
    connection = sqlite3.connect(path)
    connection.execute("UPDATE vectors SET value = ? WHERE key = ?", (b"" if junk is None else junk, key("a")))
    connection.commit()
    connection.close()
    model.read.clear()
    with VectorCache(path) as cache:
        assert read(model, ["a", "b"], cache).tobytes() == right.tobytes()
        assert model.read == ["a"]
        assert read(model, ["a", "b"], cache).tobytes() == right.tobytes()
        assert model.read == ["a"]
        assert cache.warnings == []


def test_a_file_that_is_no_cache_is_left_alone_and_the_vectors_come_all_the_same(tmp_path: Path) -> None:
    path = tmp_path / "vectors.sqlite3"
    path.write_bytes(b"this is not a database, but it is long enough to be taken for one" * 20)
    before = path.read_bytes()
    cache = VectorCache(path)
    assert read(CountingModel(), ["a"], cache).tobytes() == read(CountingModel(), ["a"]).tobytes()
    assert path.read_bytes() == before
    assert cache.count() == 0
    assert len(cache.warnings) == 1
    assert str(path) in cache.warnings[0]


def test_a_table_of_another_shape_is_reported(tmp_path: Path) -> None:
    path = tmp_path / "vectors.sqlite3"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE vectors (something TEXT)")
    connection.commit()
    connection.close()
    cache = VectorCache(path)
    assert not cache.usable
    assert len(cache.warnings) == 1


def test_a_full_disk_ends_the_cache_and_not_the_work(tmp_path: Path) -> None:
    cache = VectorCache(tmp_path / "vectors.sqlite3")
    assert cache._connection is not None
    pages = cache._connection.execute("PRAGMA page_count").fetchone()[0]
    cache._connection.execute(f"PRAGMA max_page_count={pages + 2}")
    sentences = [f"sentence {n}" for n in range(2000)]
    assert read(CountingModel(), sentences, cache).tobytes() == read(CountingModel(), sentences).tobytes()
    assert not cache.usable
    assert len(cache.warnings) == 1
    assert "full" in cache.warnings[0]


WRITER = """
import sys
from pathlib import Path
import numpy as np
from workbench.vectors.cache import VectorCache, sentence_key
with VectorCache(Path(sys.argv[1])) as cache:
    for part in range(40):
        one = np.eye(8, dtype=np.float32)[part % 8]
        cache.put_many({sentence_key(f"{sys.argv[2]} {part} {n}", "model"): one for n in range(5)})
    print(cache.warnings)
"""


def test_two_processes_write_at_once(tmp_path: Path) -> None:
    path = tmp_path / "vectors.sqlite3"
    command = [sys.executable, "-c", WRITER, str(path)]
    writers = [subprocess.Popen([*command, name], stdout=subprocess.PIPE, text=True) for name in ("one", "two")]
    assert [writer.communicate(timeout=60)[0].strip() for writer in writers] == ["[]", "[]"]
    with VectorCache(path) as cache:
        names = [key(f"{name} {part} {n}") for name in ("one", "two") for part in range(40) for n in range(5)]
        assert len(cache.get_many(names, DIMENSIONS)) == cache.count() == 400
