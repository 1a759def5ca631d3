from __future__ import annotations

import sqlite3
from pathlib import Path

from workbench.annotation.cache import AnnotationCache, text_hash
from workbench.annotation.document import DocumentAnnotation
from workbench.domain.document_words import DocumentWords

ONE = DocumentAnnotation(sentences=((0, 3),), words=DocumentWords.of([0, 4], ["NOUN 0 1", "VERB"]))
TWO = DocumentAnnotation(sentences=((0, 5), (6, 9)))


def test_what_was_kept_is_found_by_text_and_pipeline(tmp_path: Path) -> None:
    path = tmp_path / "folder" / "cache.sqlite"
    with AnnotationCache(path) as cache:
        cache.put_many({text_hash("one"): ONE, text_hash("two"): TWO}, "v1")
        assert cache.warnings == []
    with AnnotationCache(path) as cache:
        assert cache.get_many([text_hash("one"), text_hash("three")], "v1") == {text_hash("one"): ONE}
        assert cache.get_many([text_hash("one")], "v2") == {}


def test_more_texts_than_fit_in_one_query_are_found(tmp_path: Path) -> None:
    with AnnotationCache(tmp_path / "cache.sqlite") as cache:
        kept = {text_hash(str(n)): ONE for n in range(1203)}
        cache.put_many(kept, "v1")
        assert cache.get_many(kept, "v1") == kept


def test_a_file_that_is_no_cache_is_left_alone_and_reported(tmp_path: Path) -> None:
    path = tmp_path / "cache.sqlite"
    path.write_bytes(b"this is not a database, but it is long enough to be taken for one" * 20)
    before = path.read_bytes()
    cache = AnnotationCache(path)
    cache.put_many({text_hash("one"): ONE}, "v1")
    assert cache.get_many([text_hash("one")], "v1") == {}
    assert len(cache.warnings) == 1
    assert str(path) in cache.warnings[0]
    assert path.read_bytes() == before


def test_a_folder_that_can_not_be_made_is_reported(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    cache = AnnotationCache(tmp_path / "file" / "cache.sqlite")
    assert not cache.usable
    assert len(cache.warnings) == 1


def test_a_damaged_entry_counts_as_missing(tmp_path: Path) -> None:
    path = tmp_path / "cache.sqlite"
    with AnnotationCache(path) as cache:
        cache.put_many({text_hash("one"): ONE, text_hash("two"): TWO}, "v1")
    connection = sqlite3.connect(path)
    connection.execute("UPDATE annotations SET value = ? WHERE text_hash = ?", (b"junk", text_hash("one")))
    connection.commit()
    connection.close()
    with AnnotationCache(path) as cache:
        assert cache.get_many([text_hash("one"), text_hash("two")], "v1") == {text_hash("two"): TWO}
        assert cache.usable


def test_two_open_caches_share_one_file(tmp_path: Path) -> None:
    path = tmp_path / "cache.sqlite"
    with AnnotationCache(path) as first, AnnotationCache(path) as second:
        first.put_many({text_hash("one"): ONE}, "v1")
        second.put_many({text_hash("two"): TWO}, "v1")
        assert second.get_many([text_hash("one")], "v1") == {text_hash("one"): ONE}
        assert first.get_many([text_hash("two")], "v1") == {text_hash("two"): TWO}
        assert first.warnings == second.warnings == []
