"""The page that describes the project file says what is in it."""

from __future__ import annotations

import json
import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from workbench.domain.article import Article
from workbench.domain.journal import Edit, Move, Step
from workbench.project.records import FORMAT_BOILERPLATE, STORED_FIELDS
from workbench.project.schema import APPLICATION_ID, SCHEMA_VERSION, TABLE_SQL, one_line
from workbench.project.store import Project

PAGE = (Path(__file__).parents[2] / "docs" / "file-format.md").read_text(encoding="utf-8")
SQL = re.findall(r"```sql\n(.*?)```", PAGE, flags=re.DOTALL)


def test_the_page_has_every_statement_word_for_word() -> None:
    statements = [one_line(statement) for statement in SQL[0].split(";") if statement.strip()]
    assert statements == [one_line(sql) for sql in TABLE_SQL.values()]


@pytest.mark.parametrize(
    "word",
    [f"0x{APPLICATION_ID:X}", f"schema version {SCHEMA_VERSION}", *STORED_FIELDS, FORMAT_BOILERPLATE, *TABLE_SQL],
)
def test_the_page_names(word: str) -> None:
    assert word in PAGE


def test_the_query_on_the_page_reads_the_articles(tmp_path: Path) -> None:
    path = tmp_path / "p.counterpoint"
    with Project.create(path) as project:
        project.add_articles(
            [
                Article(document_id="b", text="First", path="b.txt", outlet="AP", date="2024"),
                Article(document_id="a", text="Second", path="a.jsonl", record="line 2"),
            ]
        )
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as connection:
        assert connection.execute(SQL[1]).fetchall() == [
            ("b", "b.txt", "", "First", "AP", None, "2024"),
            ("a", "a.jsonl", "line 2", "Second", None, None, None),
        ]


def test_the_queries_on_the_page_read_corrections_and_the_history(tmp_path: Path) -> None:
    path = tmp_path / "p.counterpoint"
    with Project.create(path) as project:
        project.add_articles(
            [
                Article(document_id=name, text="x", outlet=outlet)
                for name, outlet in (("b", "A"), ("a", "-"), ("c", "-"))
            ]
        )
        set_b = Edit("metadata", "outlet/b", None, "Ą “quoted”")
        emptied = Edit("metadata", "outlet/a", None, "")
        project.record([Step(1, 0, "One", "t1", (set_b,)), Step(2, 1, "Left", "t2", (emptied,)), Move(1)])
        project.record([Step(3, 1, "Three", "t3", (emptied,)), Step(4, 3, "Nothing", "t4", ())])
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as connection:
        assert connection.execute(SQL[2]).fetchall() == [("b", "Ą “quoted”"), ("a", ""), ("c", "-")]
        rows = connection.execute(SQL[3]).fetchall()
        assert [(number, label, key) for number, _, label, _, key, _, _ in rows] == [
            (1, "One", "outlet/b"),
            (3, "Three", "outlet/a"),
            (4, "Nothing", None),
        ]
        assert [json.loads(row[6]) for row in rows[:2]] == ["Ą “quoted”", ""]


def test_a_project_made_from_the_page_alone_opens(tmp_path: Path) -> None:
    path = tmp_path / "p.counterpoint"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(SQL[0])
        digest = re.search(r"its checksum is `([0-9a-f]{64})`", PAGE)
        assert digest is not None
        connection.execute("INSERT INTO setting VALUES ('position', '0', ?)", (digest[1],))
        connection.commit()
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
    with Project.open(path) as project:
        assert project.articles() == ()
        assert project.check() == []
