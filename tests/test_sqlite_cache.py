from __future__ import annotations

from pathlib import Path

import pytest

from workbench.sqlite_cache import SqliteCache


class NumberCache(SqliteCache):
    """Numbers by name."""

    def __init__(self, path: Path) -> None:
        schema = ("CREATE TABLE IF NOT EXISTS numbers (name TEXT PRIMARY KEY, number INTEGER NOT NULL)",)
        super().__init__(path, schema=schema, name="cache of numbers", without="They are thought of anew")

    def put(self, numbers: dict[str, int | None]) -> None:
        self._write(("INSERT OR REPLACE INTO numbers VALUES (?, ?)", [*numbers.items()]))

    def get(self, *names: str) -> dict[str, int]:
        return dict(self._select("SELECT name, number FROM numbers WHERE number > ? AND name IN", names, 0))


def test_more_keys_than_fit_in_one_query_are_found(tmp_path: Path) -> None:
    numbers: dict[str, int | None] = {f"n{n}": n for n in range(1, 1203)}
    with NumberCache(tmp_path / "a" / "b.sqlite3") as cache:
        cache.put(numbers)
        assert cache.get(*numbers, *numbers) == numbers


def test_a_write_is_kept_whole_or_not_at_all(tmp_path: Path) -> None:
    with NumberCache(tmp_path / "b.sqlite3") as cache:
        cache.put({"one": 1, "two": None})
        assert not cache.usable
        assert "They are thought of anew; delete the file" in cache.warnings[0]
    with NumberCache(tmp_path / "b.sqlite3") as cache:
        assert cache.get("one", "two") == {}


@pytest.mark.parametrize("closed", [True, False])
def test_a_closed_cache_is_empty_and_takes_everything(tmp_path: Path, closed: bool) -> None:
    cache = NumberCache(tmp_path / "b.sqlite3")
    if closed:
        cache.close()
    cache.put({"one": 1})
    assert cache.get("one") == ({} if closed else {"one": 1})
    assert cache.warnings == []
    cache.close()
