"""Words in a file: what is written comes back, and what is damaged is refused and not counted."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from same_store import same_store

from workbench.index.query import find, parse
from workbench.index.store import TokenStore
from workbench.index.store_file import UnusableStoreError, read_store, write_store
from workbench.index.tokenizer import VERSION
from workbench.index.view import View

DOCUMENTS = [
    ("a", "War in Ukraine. The U.S. says war’s end is near."),
    ("b", ""),
    ("c\n1", "Krieg, guerre, war \ud83d"),
]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "words"


def test_what_is_written_comes_back(path: Path) -> None:
    store = TokenStore.build(DOCUMENTS)
    write_store(path, store, {"more": b"\x00\x01"})
    kept = read_store(path)
    same_store(kept.store, store)
    assert kept.extra == {"more": b"\x00\x01"}
    assert find(View.of(kept.store), parse("war")).first.tolist() == find(View.of(store), parse("war")).first.tolist()
    assert TokenStore.build(DOCUMENTS, known=kept.store) is kept.store


def test_a_store_without_words_comes_back(path: Path) -> None:
    write_store(path, TokenStore.build([]))
    assert len(read_store(path).store) == 0


@given(st.dictionaries(st.text(max_size=4), st.text(max_size=20), max_size=5))
def test_any_texts_come_back(tmp_path_factory: pytest.TempPathFactory, texts: dict[str, str]) -> None:
    path = tmp_path_factory.mktemp("words") / "words"
    store = TokenStore.build(texts.items())
    write_store(path, store)
    same_store(read_store(path).store, store)


def test_its_arrays_can_only_be_read(path: Path) -> None:
    write_store(path, TokenStore.build(DOCUMENTS))
    with pytest.raises(ValueError, match="read-only"):
        read_store(path).store.ids[0] = 3


@given(st.integers(min_value=0), st.integers(1, 255))
def test_a_flipped_byte_is_found(tmp_path_factory: pytest.TempPathFactory, where: int, flip: int) -> None:
    path = tmp_path_factory.mktemp("words") / "words"
    store = TokenStore.build(DOCUMENTS)
    write_store(path, store)
    data = bytearray(path.read_bytes())
    where %= len(data)
    data[where] ^= flip
    path.write_bytes(bytes(data))
    try:
        kept = read_store(path)
    except UnusableStoreError:
        return
    same_store(kept.store, store)  # a byte between two arrays, which nobody reads


@pytest.mark.parametrize("length", [0, 5, 30, 200, -1])
def test_a_file_that_was_cut_off_is_refused(path: Path, length: int) -> None:
    write_store(path, TokenStore.build(DOCUMENTS))
    path.write_bytes(path.read_bytes()[:length])
    with pytest.raises(UnusableStoreError):
        read_store(path)


def test_another_rule_makes_it_useless(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_store(path, TokenStore.build(DOCUMENTS))
    monkeypatch.setattr("workbench.index.store_file.VERSION", VERSION + 1)
    with pytest.raises(UnusableStoreError, match="another rule"):
        read_store(path)


def test_a_full_disk_leaves_what_was_there(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_store(path, TokenStore.build(DOCUMENTS[:1]))
    before = path.read_bytes()

    def full(number: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_store(path, TokenStore.build(DOCUMENTS))
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]


def test_postings_come_with_it(path: Path) -> None:
    store = TokenStore.build(DOCUMENTS)
    write_store(path, store)
    places, begins = read_store(path).store.postings
    assert places.dtype == np.int32
    assert np.array_equal(places, store.postings[0])
    assert np.array_equal(begins, store.postings[1])
