"""Checksums: whatever changes in a project file after it was written, the check says so."""

from __future__ import annotations

import hashlib
import random
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from workbench.domain.article import Article, OutletSuggestion, Refusal
from workbench.domain.journal import Edit, Move, Snapshot, Step
from workbench.project.copies import verified_copy
from workbench.project.digests import record_digest
from workbench.project.errors import ProjectDamagedError, ProjectError
from workbench.project.pages import open_pages, schema, walk, width
from workbench.project.records import Source
from workbench.project.salvage import salvage
from workbench.project.schema import SCHEMA_VERSION, TABLE_SQL
from workbench.project.store import Project

KEPT = sorted((Path(__file__).parents[1] / "projects").glob("*.counterpoint"))
MADE_AT = "2031-01-01T00:00:00+00:00"


def fill(project: Project) -> None:
    """Every table has rows, some with empty values, numbers of several sizes and letters of several bytes."""
    articles = [
        Article(
            document_id=f"doc-{n}",
            text=f"Number {n}. " + "“NATO” said no. 🛰 " * (n * 7),
            path="news.jsonl" if n % 2 else f"Łódź/{n}.txt",
            record=f"line {n}",
            outlet="The Hill" if n % 3 else "",
            outlet_source="field outlet" if n % 3 else "",
            title=f"Title – {n}",
            date="2031-01-01",
            encoding="UTF-8",
            notes=("Look at this.",) if n % 4 == 0 else (),
        )
        for n in range(1, 21)
    ]
    project.add_articles(
        articles[:15],
        label="first",
        sources=[Source("news.jsonl", "a" * 64, 123456, MADE_AT)],
        refusals=[Refusal("bad.txt", "", "Not text."), Refusal("bad.jsonl", "line 9", "Not JSON.")],
        suggestions=[OutletSuggestion("doc-3", "AP", "The text says so.")],
    )
    project.add_articles(articles[15:], label="later")
    project.set_setting("own", {"words": ["a", "b"]})
    before: str | None = None
    for number in range(1, 9):
        edits = (
            Edit("metadata", "title/doc-1", before, f"New {number}"),
            Edit("scope", f"key {number}", None, [number, None]),
        )
        project.record([Step(number, number - 1, f"Change {number}", MADE_AT, edits, "typing")])
        before = f"New {number}"
    project.record([Snapshot(1, "Draft – one", MADE_AT, 4), Move(6)])


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sound") / "story.counterpoint"
    Project.create(path, fill=fill).close()
    return path


@pytest.fixture
def path(sound: Path, tmp_path: Path) -> Path:
    return Path(shutil.copyfile(sound, tmp_path / "p.counterpoint"))


# an independent computation, from the page that describes the file


def digest(values: list[Any]) -> str:
    parts = [b"\xfe" if value is None else str(value).encode() for value in values]
    return hashlib.sha256(b"\xff".join(parts)).hexdigest()


def require_digests(file: Path) -> dict[str, int]:
    """Every checksum in a file is the right one. Returns how many there are by table."""
    counts = {}
    with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)) as connection:
        connection.row_factory = sqlite3.Row
        steps = {row["number"]: row["record_sha256"] for row in connection.execute("SELECT * FROM step")}
        for table in TABLE_SQL:
            rows = connection.execute(f'SELECT * FROM "{table}"').fetchall()  # noqa: S608
            if not rows or "record_sha256" not in rows[0].keys():  # noqa: SIM118
                continue
            counts[table] = len(rows)
            for row in rows:
                values = [row[name] for name in row.keys() if name != "record_sha256"]  # noqa: SIM118
                more: Any = ()
                if table == "article":
                    more = connection.execute(
                        "SELECT field, value, source FROM metadata WHERE position = ? ORDER BY field",
                        (row["position"],),
                    )
                if table == "step":
                    values.append(steps[row["parent"]] if row["parent"] else "")
                    more = connection.execute(
                        "SELECT place, collection, key, before, after FROM edit WHERE step = ? ORDER BY place",
                        (row["number"],),
                    )
                for other in more:
                    values += list(other)
                assert row["record_sha256"] == digest(values), (table, values)
    return counts


def test_a_new_project_has_the_checksums_that_the_page_describes(sound: Path) -> None:
    counts = require_digests(sound)
    assert counts == {
        "source": 12,
        "import": 2,
        "article": 20,
        "suggestion": 1,
        "refused": 2,
        "step": 8,
        "snapshot": 1,
        "setting": 4,
    }


def test_values_that_look_alike_next_to_one_another_have_other_checksums() -> None:
    lists: list[list[Any]] = [["ab", "c"], ["a", "bc"], ["abc", ""], ["abc"], ["abc", None], ["", "abc"], [], [None]]
    assert len({record_digest(values) for values in lists}) == len(lists)
    assert all(record_digest(values) == digest(values) for values in lists)


def test_checksums_are_right_after_each_kind_of_write(path: Path) -> None:
    with Project.open(path) as project:
        project.add_articles([Article(document_id="doc-1", text="Again", path="news.jsonl", title="É")])
    require_digests(path)
    edit = Edit("metadata", "title/doc-2", None, "x")
    step = Step(9, 6, "Typing", MADE_AT, (edit,), "typing")
    merged = replace(step, label="Typed", edits=(replace(edit, after="xyz"),))
    below = Step(10, 9, "After it", MADE_AT, ())
    for entries in ([step], [merged], [below], [Snapshot(2, "s", MADE_AT, 10)], [Move(2)], [Move(9)]):
        with Project.open(path) as project:
            project.record(entries)
            assert project.check() == []
        assert require_digests(path)["step"] >= 9
    with Project.open(path) as project:
        project.set_setting("own", [1])
        project.save_copy(path.with_name("copy.counterpoint"))
        project.save_copy(path.with_name("other.counterpoint"), new_project=True)
    for name in (path.name, "copy.counterpoint", "other.counterpoint"):
        assert require_digests(path.with_name(name))["snapshot"] == 2
        with Project.open(path.with_name(name), read_only=True) as project:
            assert project.check() == []


@pytest.mark.parametrize("kept", KEPT, ids=lambda file: file.stem)
def test_checksums_are_right_after_a_migration(kept: Path, tmp_path: Path) -> None:
    file = Path(shutil.copyfile(kept, tmp_path / kept.name))
    with Project.open(file) as project:
        assert project.check() == []
    assert require_digests(file)["article"] == 21


# changes


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("UPDATE metadata SET value = 'x' WHERE field = 'title' AND position = 2", "metadata of the article 'doc-2'"),
        ("UPDATE metadata SET source = '' WHERE field = 'outlet' AND position = 2", "metadata of the article 'doc-2'"),
        ("UPDATE metadata SET field = 'author' WHERE field = 'title' AND position = 2", "of the article 'doc-2'"),
        ("DELETE FROM metadata WHERE position = 2", "metadata of the article 'doc-2'"),
        ("INSERT INTO metadata VALUES (2, 'url', 'x', '')", "metadata of the article 'doc-2'"),
        ("UPDATE article SET record = 'line 9' WHERE position = 2", "metadata of the article 'doc-2'"),
        ("UPDATE article SET notes = '[\"x\"]' WHERE position = 2", "metadata of the article 'doc-2'"),
        ("UPDATE article SET import = 2 WHERE position = 2", "metadata of the article 'doc-2'"),
        ("UPDATE article SET record_sha256 = '' WHERE position = 2", "metadata of the article 'doc-2'"),
        ("UPDATE source SET size = 5 WHERE sha256 <> ''", "about the source 'news.jsonl'"),
        ("UPDATE source SET size = NULL WHERE sha256 <> ''", "about the source 'news.jsonl'"),
        ("UPDATE source SET read_at = '' WHERE sha256 <> ''", "about the source 'news.jsonl'"),
        ("UPDATE import SET label = 'x' WHERE number = 2", "about import 2"),
        ("UPDATE suggestion SET evidence = 'x'", "outlet of the article 'doc-3'"),
        ("UPDATE refused SET reason = 'x' WHERE record = ''", "about 'bad.txt'"),
        ("UPDATE snapshot SET name = 'x'", "The snapshot 'x'"),
        ("UPDATE snapshot SET step = 5", "The snapshot 'Draft – one'"),
        ("UPDATE setting SET value = '1' WHERE name = 'own'", "The setting 'own'"),
        ("UPDATE step SET label = 'x' WHERE number = 3", "Step 3 of the journal"),
        ("UPDATE step SET made_at = 'x' WHERE number = 3", "Step 3 of the journal"),
        ("UPDATE step SET merge_key = 'x' WHERE number = 3", "Step 3 of the journal"),
        ("UPDATE step SET record_sha256 = 'x' WHERE number = 3", "Step 4 of the journal"),
        ("UPDATE edit SET after = '\"x\"' WHERE step = 8 AND place = 1", "Step 8 of the journal"),
        ("UPDATE edit SET key = 'x' WHERE step = 8 AND place = 2", "Step 8 of the journal"),
        ("UPDATE edit SET place = 3 WHERE step = 8 AND place = 2", "Step 8 of the journal"),
    ],
)
def test_check_finds_a_changed_value_and_names_it(path: Path, statement: str, words: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        assert connection.execute(statement).rowcount == 1 or "metadata WHERE position" in statement
    with Project.open(path) as project:
        found = [finding for finding in project.check() if "its checksum differs" in finding]
        assert len(found) <= 2
        assert words in "\n".join(found)
        with pytest.raises(ProjectDamagedError):
            project.save_copy(path.with_name("copy.counterpoint"))
    with pytest.raises(ProjectDamagedError):
        verified_copy(path, path.with_name("copy.counterpoint"))
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_a_step_that_was_replaced_with_another_chain_of_the_same_outcome_is_noticed(path: Path) -> None:
    values = (3, 2, "Forged", MADE_AT, "", 0, digest([3, 2, "Forged", MADE_AT, "", 0, "0" * 64]))
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("REPLACE INTO step VALUES (?, ?, ?, ?, ?, ?, ?)", values)
    with Project.open(path) as project:
        found = "\n".join(project.check())
    assert "Step 3 of the journal is not what was written" in found
    assert "Step 4 of the journal is not what was written" in found


def places(file: Path) -> dict[str, list[tuple[int, int]]]:
    """Where the values of the rows of each table stand: first byte and length, the overflow pages left out."""
    found: dict[str, list[tuple[int, int]]] = {}
    with file.open("rb") as stream:
        pages = open_pages(stream, file.stat().st_size)
        known = schema(pages)
        for name, root in known.roots.items():
            if known.tables[name] != name:
                continue
            for number in walk(pages, root).pages:
                for cell in pages.cells(number, pages.page(number)):
                    start = (number - 1) * pages.page_size + cell.start + cell.body
                    length = min(sum(map(width, cell.types)), cell.local - cell.body)
                    if length > 0:
                        found.setdefault(name, []).append((start, length))
    return found


def flips(file: Path, count: int) -> Iterator[tuple[str, int, int]]:
    """Bits to be changed: table, byte, bit; as many in each table, in rows at random."""
    chance = random.Random(20310101)
    by_table = places(file)
    assert set(by_table) == set(TABLE_SQL)
    for table, rows in by_table.items():
        for _ in range(count):
            start, length = chance.choice(rows)
            yield table, start + chance.randrange(length), chance.randrange(8)


def test_no_bit_of_a_value_changes_unnoticed(sound: Path, tmp_path: Path) -> None:
    content = sound.read_bytes()
    file = tmp_path / "flipped.counterpoint"
    unnoticed = []
    for table, place, bit in flips(sound, 40):
        changed = bytearray(content)
        changed[place] ^= 1 << bit
        file.write_bytes(changed)
        try:
            with Project.open(file, read_only=True) as project:
                if not project.check():
                    unnoticed.append((table, place, bit))
        except ProjectError:
            pass
    assert unnoticed == []


# salvage


def rewritten(path: Path, old: bytes, new: bytes) -> Path:
    content = path.read_bytes()
    assert content.count(old) == 1
    assert len(old) == len(new)
    path.write_bytes(content.replace(old, new))
    return path


def test_salvage_keeps_damaged_metadata_and_says_that_they_are_not_proven(path: Path, tmp_path: Path) -> None:
    result = salvage(rewritten(path, "Title – 7".encode(), "Title – 8".encode()), tmp_path / "saved.counterpoint")
    require_digests(result.path)
    with Project.open(result.path, read_only=True) as project:
        assert project.check() == []
        by_id = {article.document_id: article for article in project.articles()}
    assert by_id["doc-7"].title == "Title – 8"
    assert ["was damaged" in " ".join(article.notes) for article in by_id.values()].count(True) == 1
    assert "What is known about this article" in by_id["doc-7"].notes[-1]
    assert result.texts_changed == ()
    assert ["about 1 articles" in note for note in result.notes] == [True]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (b"Change 3", b"Change 9", "1 steps of the history were damaged"),
        ("Draft – one".encode(), "Draft – two".encode(), "1 entries of the lists"),
        (b"Not JSON.", b"Not YSON.", "1 entries of the lists"),
    ],
)
def test_salvage_keeps_other_damaged_values_with_a_word(
    path: Path, tmp_path: Path, old: bytes, new: bytes, words: str
) -> None:
    content = path.read_bytes()
    path.write_bytes(content.replace(old, new))
    result = salvage(path, tmp_path / "saved.counterpoint")
    assert words in "\n".join(result.notes)
    assert len(result.notes) == 1
    require_digests(result.path)
    assert new in result.path.read_bytes()


def test_salvage_of_a_damaged_checksum_keeps_the_article(path: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        (stored,) = connection.execute("SELECT record_sha256 FROM article WHERE position = 7").fetchone()
    wrong = ("z" + stored[1:]).encode()
    result = salvage(rewritten(path, stored.encode(), wrong), tmp_path / "saved.counterpoint")
    with Project.open(result.path, read_only=True) as project:
        article = next(article for article in project.articles() if article.document_id == "doc-7")
    assert article.title == "Title – 7"
    assert len(article.notes) == 1


def test_salvage_without_the_schema_does_not_take_a_decision_for_an_import(tmp_path: Path) -> None:
    path = tmp_path / "p.counterpoint"
    with Project.create(path, fill=fill) as project:
        edit = Edit("notes", "k", None, "a" * 62)  # with its quotation marks it is as long as a checksum
        project.record([Step(9, 6, "As long", MADE_AT, (edit,))])
        imports, decisions = project.import_list(), dict(project.decisions().items())
    content = bytearray(path.read_bytes())
    content[:16384] = bytes(16384)
    path.write_bytes(content)
    result = salvage(path, tmp_path / "saved.counterpoint")
    assert result.notes == ()
    with Project.open(result.path, read_only=True) as project:
        assert (project.import_list(), dict(project.decisions().items())) == (imports, decisions)


def test_the_checksums_of_a_newer_version_are_left_to_it(path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("UPDATE step SET record_sha256 = 'computed in another way'")
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    with Project.open(path, read_only=True) as project:
        assert project.check() == []
