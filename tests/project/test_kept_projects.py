"""Projects that earlier versions wrote, kept in tests/projects, are opened and say what they always said."""

from __future__ import annotations

import hashlib
import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from workbench.project.schema import SCHEMA_VERSION, TABLE_SQL
from workbench.project.store import Project

FOLDER = Path(__file__).parents[1] / "projects"
KEPT = sorted(FOLDER.glob("*.counterpoint"))


def said(project: Project) -> dict[str, Any]:
    """What a project says, as JSON values. Steps that a migration itself made have no time."""
    history = project.history()
    return {
        "articles": [
            {
                "document_id": article.document_id,
                "path": article.path,
                "record": article.record,
                "outlet": article.outlet,
                "outlet_source": article.outlet_source,
                "title": article.title,
                "author": article.author,
                "date": article.date,
                "date_source": article.date_source,
                "url": article.url,
                "language": article.language,
                "story_id": article.story_id,
                "wire_agency": article.wire_agency,
                "encoding": article.encoding,
                "notes": list(article.notes),
                "characters": len(article.text),
                "sha256": hashlib.sha256(article.text.encode()).hexdigest(),
            }
            for article in project.articles()
        ],
        "sources": [[s.path, s.sha256, s.size, s.read_at] for s in project.sources()],
        "refused": [[r.path, r.record, r.reason] for r in project.refusals()],
        "suggestions": [[s.document_id, s.outlet, s.evidence] for s in project.suggestions()],
        "imports": [[i.number, i.made_at, i.label, i.articles] for i in project.import_list()],
        "later imports": project.imports(),
        "steps": [
            {
                "number": step.number,
                "parent": step.parent,
                "label": step.label,
                "made_at": "" if step.label == "Scope as it was" else step.made_at,
                "merge_key": step.merge_key,
                "edits": [[e.collection, e.key, e.before, e.after] for e in step.edits or ()],
            }
            for step in history.steps
        ],
        "position": history.position,
        "snapshots": [[s.number, s.name, s.made_at, s.step] for s in history.snapshots],
        "decisions": sorted([collection, key, value] for (collection, key), value in project.decisions().items()),
        "window": project.get_setting("window"),
    }


def test_there_is_one_for_each_schema_version() -> None:
    assert [file.stem for file in KEPT if file.stem.startswith("schema-")] == [
        f"schema-{version}" for version in range(1, SCHEMA_VERSION + 1)
    ]


@pytest.mark.parametrize("kept", KEPT, ids=lambda file: file.stem)
def test_a_kept_project_opens_is_sound_and_says_the_same(kept: Path, tmp_path: Path) -> None:
    expected = json.loads(kept.with_suffix(".json").read_text(encoding="utf-8"))
    copy = Path(shutil.copyfile(kept, tmp_path / kept.name))
    with Project.open(copy, read_only=True) as project:
        assert said(project) == expected
    assert copy.read_bytes() == kept.read_bytes()
    with Project.open(copy) as project:
        assert project.check() == []
        assert project.version == SCHEMA_VERSION
        assert said(project) == expected
        identity = project.project_id
        assert len(identity) == 32
    with Project.open(copy) as project:
        assert said(project) == expected
        assert (project.project_id, project.migrated_from) == (identity, 0)


@pytest.mark.parametrize("kept", KEPT, ids=lambda file: file.stem)
def test_its_tables_are_then_those_of_a_new_project(kept: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copyfile(kept, tmp_path / kept.name))
    Project.open(copy).close()
    Project.create(tmp_path / "new.counterpoint").close()
    schemas = []
    for file in (copy, tmp_path / "new.counterpoint"):
        with closing(sqlite3.connect(file)) as connection:
            rows = connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_schema").fetchall()
            marks = [connection.execute(f"PRAGMA {name}").fetchone() for name in ("application_id", "user_version")]
            schemas.append((sorted(rows, key=str), marks))
    assert schemas[0] == schemas[1]
    assert {row[1] for row in schemas[0][0] if row[0] == "table"} == set(TABLE_SQL)


@pytest.mark.parametrize("kept", KEPT, ids=lambda file: file.stem)
def test_a_kept_project_holds_no_path_of_a_machine(kept: Path) -> None:
    with Project.open(kept, read_only=True) as project:
        for source in project.sources():
            assert not Path(source.path).is_absolute()
            assert "\\" not in source.path
            assert ".." not in source.path
