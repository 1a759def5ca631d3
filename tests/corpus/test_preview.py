"""Looking at sources before anything is read in."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from workbench.corpus import preview as module
from workbench.corpus.preview import MOST_ARTICLES, MOST_FILES, preview_sources
from workbench.corpus.reading_process import InThisProcess
from workbench.domain.errors import UsageError


def test_files_their_formats_columns_and_first_articles_are_seen(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("one,two\nA ferry sails.,Post\nIt is late.,Post\n")
    (tmp_path / "b.jsonl").write_text(
        "".join(json.dumps({"text": f"t {n}", "outlet": "News"}) + "\n" for n in range(90))
    )
    (tmp_path / "c.bin").write_bytes(bytes(range(256)))
    (tmp_path / "metadata.csv").write_text("file,date\nb.jsonl,2024-05-03\n")
    seen = preview_sources([tmp_path], parser=InThisProcess())
    table, lines, binary = seen.files
    assert (table.format, table.columns, table.records) == ("table (CSV, TSV)", ("one", "two"), 0)
    assert "no column holds the text" in table.problems[0]
    assert (lines.records, lines.complete, lines.encoding) == (MOST_ARTICLES, False, "UTF-8")
    assert dict(lines.by_field) == {"text": "text", "outlet": "outlet"}
    assert binary.problems
    assert seen.metadata_files == ("metadata.csv",)
    assert seen.files_found == 3
    assert {article.date for article in seen.reading.articles} == {"2024-05-03"}


def test_a_choice_of_columns_changes_what_is_seen(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("one,two\nA ferry sails.,Post\n")
    seen = preview_sources(
        [tmp_path], choices={("one", "two"): {"text": "one", "outlet": "two"}}, parser=InThisProcess()
    )
    (article,) = seen.reading.articles
    assert (article.text, article.outlet) == ("A ferry sails.", "Post")
    assert dict(seen.files[0].by_field) == {"text": "one", "outlet": "two"}


def test_of_many_files_the_first_are_looked_at_and_all_are_counted(tmp_path: Path) -> None:
    for number in range(MOST_FILES + 5):
        (tmp_path / f"{number:03}.txt").write_text(f"text {number}")
    seen = preview_sources([tmp_path], parser=InThisProcess())
    assert (len(seen.files), seen.files_found) == (MOST_FILES, MOST_FILES + 5)


def test_once_enough_was_seen_only_one_article_of_a_file_is_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "ENOUGH", 3)
    for name in ("a", "b"):
        (tmp_path / f"{name}.jsonl").write_text('{"text": "one"}\n{"text": "two"}\n{"text": "three"}\n')
    first, second = preview_sources([tmp_path], parser=InThisProcess()).files
    assert (first.records, second.records) == (3, 1)


def lines(count: int) -> str:
    return "".join(json.dumps({"text": f"Text {n} of {count}."}) + "\n" for n in range(count))


def test_a_large_file_in_an_archive_does_not_hide_the_others(tmp_path: Path) -> None:
    quarter = MOST_ARTICLES // 4
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        for name, count in (("a", 90), ("b", quarter), ("c", quarter + 1), ("d", 2), ("e", 90), ("f", 3)):
            archive.writestr(f"{name}.jsonl", lines(count))
    seen = preview_sources([tmp_path / "a.zip"], parser=InThisProcess())
    outer, *inner = seen.files
    assert [(file.path[-7:-6], file.records, file.complete) for file in inner] == [
        ("a", quarter, False),
        ("b", quarter, True),
        ("c", quarter, False),
        ("d", 2, True),
        ("e", MOST_ARTICLES - 3 * quarter - 2, False),
    ]
    assert (outer.complete, outer.inside) == (False, False), "there is more in it"
    assert all(file.inside for file in inner)


def test_a_file_with_just_as_many_articles_as_are_looked_at_holds_no_more(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(lines(MOST_ARTICLES))
    (only,) = preview_sources([tmp_path], parser=InThisProcess()).files
    assert (only.records, only.complete) == (MOST_ARTICLES, True)


def test_a_source_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="gone"):
        preview_sources([tmp_path / "gone"], parser=InThisProcess())
