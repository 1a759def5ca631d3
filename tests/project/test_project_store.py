"""The project file keeps what it was given, all or nothing, and takes nothing from strangers."""

from __future__ import annotations

import hashlib
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from workbench.domain.article import Article, OutletSuggestion, Refusal
from workbench.domain.decisions import Decisions
from workbench.domain.errors import Cancelled
from workbench.domain.journal import Edit, Move, Step
from workbench.project.errors import (
    NewerProjectError,
    NotAProjectError,
    ProjectDamagedError,
    ProjectError,
    ProjectExistsError,
    ProjectInUseError,
    ProjectNotWritableError,
)
from workbench.project.records import STORED_FIELDS, Source, storable
from workbench.project.schema import APPLICATION_ID
from workbench.project.store import Project

ARTICLES = (
    Article(
        document_id="bloomberg",
        text="NATO said “no” 🛰.\n\nSecond paragraph.",
        path="a/bloomberg.txt",
        outlet="Bloomberg",
        outlet_source="metadata.csv",
        title="A title",
        date="2024-07",
        encoding="UTF-8",
        notes=("The date stands in the text alone.",),
        section="World",
        stated_words="812",
        review="The source says 812 words, the text has 6: it may be cut.",
        format_boilerplate=((0, 4, "site navigation", "nav"), (5, 9, "credit", "class “by”")),
        field_sources=(
            ("review", "text"),
            ("section", "field SE"),
            ("stated_words", "field WC"),
            ("title", "field HD"),
        ),
    ),
    Article(document_id="line-2", text="Caspian", path="rest.jsonl", record="line 2", outlet_source="folder"),
    Article(document_id="line-3", text="", path="rest.jsonl", record="line 3"),
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "story #1 %20.counterpoint"
    with Project.create(file) as project:
        project.add_articles(ARTICLES)
    return file


def altered(path: Path, *statements: str) -> Path:
    """The file after a stranger ran statements on it."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)
    return path


def test_articles_come_back_as_they_went_in_after_the_file_was_closed(path: Path) -> None:
    with Project.open(path) as project:
        assert project.articles() == ARTICLES
        assert project.check() == []
    assert [file.name for file in path.parent.iterdir()] == [path.name]  # no journal is left


def test_the_header_says_what_the_file_is(path: Path) -> None:
    head = path.read_bytes()[:100]
    assert head[:16] == b"SQLite format 3\0"
    assert head[18:20] == b"\x01\x01"  # a rollback journal, not a write-ahead log
    assert int.from_bytes(head[60:64], "big") == 2
    assert int.from_bytes(head[68:72], "big") == APPLICATION_ID
    assert head[68:72] == b"CoPt"


any_text = st.text(st.characters(), max_size=40)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    texts=st.lists(st.tuples(any_text, any_text, st.lists(any_text, max_size=3)), min_size=1, max_size=4),
    fields=st.fixed_dictionaries(dict.fromkeys((*STORED_FIELDS, "outlet_source", "date_source"), any_text)),
)
def test_any_unicode_survives_except_what_no_project_holds(
    tmp_path_factory: pytest.TempPathFactory,
    texts: list[tuple[str, str, list[str]]],
    fields: dict[str, str],
) -> None:
    file = tmp_path_factory.mktemp("any") / "p.counterpoint"
    articles = [
        Article(document_id=f"d{n}", text=text, path=path, record=path, notes=tuple(notes), **fields)  # type: ignore[arg-type]
        for n, (text, path, notes) in enumerate(texts)
    ]
    with Project.create(file) as project:
        project.add_articles(articles)
    with Project.open(file, read_only=True) as project:
        stored = project.articles()
        assert project.check() == []
    for before, after in zip(articles, stored, strict=True):
        assert after == replace(
            before,
            text=storable(before.text),
            path=storable(before.path),
            record=storable(before.record),
            notes=tuple(map(storable, before.notes)),
            **{name: storable(value) for name, value in fields.items()},  # type: ignore[arg-type]
        )
        assert len(after.text) == len(before.text)  # so every span still fits


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sources=st.dictionaries(st.sampled_from(STORED_FIELDS), st.text(min_size=1, max_size=9), max_size=11))
def test_the_source_of_every_field_is_kept_whether_it_has_a_value_or_not(
    tmp_path_factory: pytest.TempPathFactory, sources: dict[str, str]
) -> None:
    file = tmp_path_factory.mktemp("any") / "p.counterpoint"
    others = {field: source for field, source in sources.items() if field not in ("outlet", "date")}
    article = Article(
        document_id="a",
        text="x",
        outlet_source=sources.get("outlet", ""),
        date_source=sources.get("date", ""),
        field_sources=tuple(others.items()),
    )
    with Project.create(file) as project:
        project.add_articles([article, replace(article, document_id="b")])
        first, second = project.articles()
        assert project.check() == []
    for field in STORED_FIELDS:
        assert first.source_of(field) == storable(sources.get(field, ""))
    assert list(first.field_sources) == sorted(first.field_sources)
    assert first.field_sources is second.field_sources  # a hundred thousand articles don't have a copy each


def test_a_field_of_a_newer_version_is_passed_over(path: Path) -> None:
    altered(path, "INSERT INTO metadata VALUES (1, 'weather', 'fine', 'sky')")
    with Project.open(path) as project:
        assert project.articles() == ARTICLES


@pytest.mark.parametrize(
    "broken", ["{", "{}", "[[1, 2]]", '[[2, 1, "a", "b"]]', '[[true, 2, "a", "b"]]', "[[1, 2, 3, 4]]"]
)
def test_places_that_are_none_are_told(path: Path, broken: str) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE metadata SET value = ? WHERE field = 'format_boilerplate'", (broken,))
    with Project.open(path) as project:
        with pytest.raises(ProjectDamagedError, match="boilerplate"):
            project.articles()
        assert any("boilerplate" in finding for finding in project.check())


def test_storable_changes_only_nul_and_lone_surrogates() -> None:
    assert storable("a\0b\ud800c\udfff🛰\uffff\ufeff") == "a\ufffdb\ufffdc\ufffd🛰\uffff\ufeff"


def test_the_same_path_and_text_is_a_duplicate_and_kept_or_skipped_as_asked(path: Path) -> None:
    moved = replace(ARTICLES[0], path="b/bloomberg.txt")
    with Project.open(path) as project:
        outcome = project.add_articles([ARTICLES[0], moved], on_duplicate="skip")
        assert (outcome.added, outcome.skipped) == (("bloomberg-2",), ("bloomberg",))
        kept = project.add_articles([ARTICLES[0]], on_duplicate="keep")
        assert (kept.added, kept.skipped, kept.renamed) == (("bloomberg-3",), (), (("bloomberg", "bloomberg-3"),))
        assert [a.document_id for a in project.articles()][3:] == ["bloomberg-2", "bloomberg-3"]


def test_refusals_suggestions_and_sources_are_kept(tmp_path: Path) -> None:
    digest = hashlib.sha256(b"caf\xe9").hexdigest()
    refused = Refusal("b.pdf", "", "It is a picture.")
    with Project.create(tmp_path / "p.counterpoint") as project:
        project.add_articles(
            [Article(document_id="a", text="café", path="a.txt")],
            sources=[Source("a.txt", digest, 4)],
            refusals=[refused, refused],
            suggestions=[OutletSuggestion("a", "AP", "Source: AP"), OutletSuggestion("not added", "X", "Y")],
        )
        assert project.refusals() == (refused,)
        assert project.suggestions() == (OutletSuggestion("a", "AP", "Source: AP"),)
        (source,) = project.sources()
        assert (source.path, source.sha256, source.size) == ("a.txt", digest, 4)
        assert source.read_at


def test_a_source_without_a_hash_is_still_named(path: Path) -> None:
    with Project.open(path) as project:
        assert [(s.path, s.sha256, s.size) for s in project.sources()] == [
            ("a/bloomberg.txt", "", None),
            ("rest.jsonl", "", None),
        ]
        project.add_articles(
            [replace(ARTICLES[0], text="New text.")], sources=[Source("a/bloomberg.txt", "00" * 32, 9)]
        )
        assert len(project.sources()) == 3  # the file was read again with other bytes
        assert project.articles()[-1].path == "a/bloomberg.txt"


def test_what_could_be_read_at_last_is_no_longer_refused(path: Path) -> None:
    with Project.open(path) as project:
        project.add_articles([], refusals=[Refusal("rest.jsonl", "line 4", "No text."), Refusal("x", "", "Empty.")])
        project.add_articles([Article(document_id="line-4", text="Now", path="rest.jsonl", record="line 4")])
        assert project.refusals() == (Refusal("x", "", "Empty."),)


def test_settings_replace_one_another(path: Path) -> None:
    with Project.open(path) as project:
        project.set_setting("scope", {"outlets": ["AP"]})
        project.set_setting("scope", {"outlets": []})
        with pytest.raises(ValueError, match="JSON"):
            project.set_setting("scope", float("nan"))
    with Project.open(path, read_only=True) as project:
        assert project.get_setting("scope") == {"outlets": []}
        assert project.get_setting("other", "default") == "default"


def test_an_import_that_fails_midway_leaves_nothing(path: Path) -> None:
    def failing() -> Iterator[Article]:
        yield Article(document_id="new", text="New", path="new.txt")
        raise OSError("unplugged")

    with Project.open(path) as project:
        with pytest.raises(OSError, match="unplugged"):
            project.add_articles(failing(), refusals=[Refusal("x", "", "y")])
        assert project.articles() == ARTICLES
        project.set_setting("the project", "can still be written")


KILLED = """
import os, signal, sys
from pathlib import Path
from workbench.domain.article import Article
from workbench.project.store import Project

def articles():
    for n in range(600):
        yield Article(document_id=str(n), text="word " * 4000, path=f"{n}.txt")
    # by now SQLite has long written pages into the file itself
    assert Path(sys.argv[1]).stat().st_size > 4_000_000, "the test needs a larger import"
    print("killing", flush=True)
    os._exit(9)

Project.open(sys.argv[1]).add_articles(articles())
"""


def test_a_process_killed_during_an_import_leaves_nothing_of_it(path: Path) -> None:
    done = subprocess.run([sys.executable, "-c", KILLED, str(path)], check=False, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (9, "killing\n"), done.stderr
    with pytest.raises(ProjectError, match="Open it once for writing"):
        Project.open(path, read_only=True)
    with Project.open(path) as project:
        assert project.articles() == ARTICLES
        assert project.check() == []


OPENED = "import sys; from workbench.project.store import Project; Project.open(sys.argv[1])"


def test_a_second_opener_is_told_while_the_first_one_works_on(path: Path) -> None:
    with Project.open(path) as first:
        for read_only in (False, True):
            with pytest.raises(ProjectInUseError, match="open in another window or program"):
                Project.open(path, read_only=read_only)
        opened_elsewhere = subprocess.run(
            [sys.executable, "-c", OPENED, str(path)],
            check=False,
            capture_output=True,
            text=True,
        )
        assert "ProjectInUseError" in opened_elsewhere.stderr
        first.set_setting("still", "writing")
    with Project.open(path) as second:
        assert second.get_setting("still") == "writing"


def test_two_readers_share_a_project_and_neither_writes(path: Path) -> None:
    with Project.open(path, read_only=True) as one, Project.open(path, read_only=True) as other:
        assert one.articles() == other.articles() == ARTICLES
        with pytest.raises(ProjectNotWritableError, match="open for reading only"):
            one.set_setting("a", 1)


def test_create_does_not_overwrite(path: Path) -> None:
    before = path.read_bytes()
    with pytest.raises(ProjectExistsError, match="Open it, or choose another name"):
        Project.create(path)
    assert path.read_bytes() == before


def test_create_names_the_folder_that_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for folder in ("missing", "file"):
        with pytest.raises(ProjectNotWritableError, match="Choose a folder that exists"):
            Project.create(tmp_path / folder / "p.counterpoint")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b"Dear Sir or Madam, " * 100, "is not a Counterpoint project"),
        (b"SQLite format 3\0", "not a Counterpoint project"),
    ],
)
@pytest.mark.parametrize("read_only", [False, True])
def test_a_file_that_is_no_project_is_refused_and_left_alone(
    tmp_path: Path, content: bytes, words: str, read_only: bool
) -> None:
    file = tmp_path / "p.counterpoint"
    file.write_bytes(content)
    with pytest.raises(NotAProjectError, match=words):
        Project.open(file, read_only=read_only)
    assert file.read_bytes() == content


def test_a_folder_and_a_missing_file_are_refused(tmp_path: Path) -> None:
    with pytest.raises(NotAProjectError, match="is a folder"):
        Project.open(tmp_path)
    with pytest.raises(NotAProjectError, match="There is no project"):
        Project.open(tmp_path / "p.counterpoint")
    assert list(tmp_path.iterdir()) == []


def test_a_project_cut_short_is_refused(path: Path) -> None:
    whole = path.read_bytes()
    for size in (50, 100, 2000, 16384, len(whole) // 2, len(whole) - 16384, len(whole) - 1):
        path.write_bytes(whole[:size])
        with pytest.raises(NotAProjectError, match=r"damaged|not a Counterpoint project"):
            Project.open(path).articles()


def test_the_database_of_another_program_is_refused(tmp_path: Path) -> None:
    file = altered(tmp_path / "p.counterpoint", "CREATE TABLE article (text)")
    before = file.read_bytes()
    with pytest.raises(NotAProjectError, match="another program"):
        Project.open(file)
    assert file.read_bytes() == before


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("CREATE TRIGGER t AFTER INSERT ON setting BEGIN DELETE FROM article; END", "unexpected trigger 't'"),
        ("CREATE VIEW v AS SELECT 1", "unexpected view 'v'"),
        ("CREATE TABLE extra (x)", "unexpected table 'extra'"),
        ("CREATE INDEX i ON article (abs(characters))", "unexpected index 'i'"),
        ("ALTER TABLE article ADD COLUMN more TEXT AS (upper(record)) VIRTUAL", "'article' is made in another way"),
        ("DROP TABLE setting", "no table 'setting'"),
    ],
)
def test_what_no_project_holds_is_refused_by_name(path: Path, statement: str, words: str) -> None:
    altered(path, statement)
    with pytest.raises(NotAProjectError, match=words):
        Project.open(path)


def test_a_view_in_place_of_a_table_is_refused(path: Path) -> None:
    altered(path, "DROP TABLE setting", "CREATE VIEW setting AS SELECT 'a' AS name, '1' AS value")
    with pytest.raises(NotAProjectError, match="unexpected view 'setting'"):
        Project.open(path)


def test_a_database_that_another_program_analysed_is_still_a_project(path: Path) -> None:
    altered(path, "ANALYZE", "VACUUM")
    with Project.open(path) as project:
        assert project.articles() == ARTICLES


def test_a_newer_project_opens_for_reading_only_with_a_message(path: Path) -> None:
    altered(
        path,
        "PRAGMA user_version = 3",
        "CREATE TABLE coding (x)",
        "CREATE INDEX hashes ON article (text_sha256)",
        "ALTER TABLE article ADD COLUMN more TEXT NOT NULL DEFAULT ''",
    )
    before = path.read_bytes()
    with Project.open(path) as project:
        assert project.read_only
        assert "newer version" in project.notice
        assert project.version == 3
        assert project.articles() == ARTICLES
        assert project.check() == []
        with pytest.raises(NewerProjectError, match="Install the newer version"):
            project.record([Move(0)])
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "statement",
    [
        "ALTER TABLE article DROP COLUMN notes",
        "CREATE VIEW v AS SELECT 1",
        "CREATE TRIGGER t AFTER INSERT ON setting BEGIN DELETE FROM article; END",
    ],
)
def test_a_newer_project_that_cannot_be_read_says_so(path: Path, statement: str) -> None:
    altered(path, "PRAGMA user_version = 3", statement)
    with pytest.raises(NewerProjectError, match="can't be read by this one"):
        Project.open(path)


def test_a_full_disk_changes_nothing_and_the_project_works_on(path: Path) -> None:
    with Project.open(path) as project:
        connection = project._database._connection
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count = {pages + 2}")  # SQLite then says that the disk is full
        with pytest.raises(ProjectNotWritableError, match="full"):
            project.add_articles([Article(document_id="big", text="x" * 100_000, path="big.txt")])
        assert project.articles() == ARTICLES
        project.set_setting("small", 1)
        assert project.get_setting("small") == 1


def test_a_read_only_folder_is_named(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.access", lambda *_: False)
    with pytest.raises(ProjectNotWritableError, match="Open it for reading only"):
        Project.open(path)
    with Project.open(path, read_only=True) as project:
        assert project.articles() == ARTICLES


def test_check_finds_a_text_that_was_changed(path: Path) -> None:
    altered(path, "UPDATE text SET text = text || '!' WHERE position = 2")
    with Project.open(path) as project:
        findings = project.check()
    assert len(findings) == 2  # hash and length
    assert all("'line-2'" in finding for finding in findings)


def test_check_finds_rows_that_lead_nowhere_and_values_that_are_no_json(path: Path) -> None:
    altered(
        path,
        "INSERT INTO metadata VALUES (99, 'title', 'x', '')",
        "INSERT INTO setting VALUES ('scope', '{', '')",
        "INSERT INTO decision VALUES (1, 'a', 'b', replace(hex(zeroblob(50000)), '0', '['))",
        "UPDATE article SET notes = '[1]' WHERE document_id = 'line-3'",
    )
    with Project.open(path) as project:
        findings = "\n".join(project.check())
        with pytest.raises(ProjectDamagedError, match="the decision 'b'"):
            project.decisions()
    for words in (
        "refers to a article",
        "the setting 'scope'",
        "the decision 'b'",
        "the notes of the article 'line-3'",
    ):
        assert words in findings


def test_a_damaged_page_is_found_on_opening(path: Path) -> None:
    with Project.open(path) as project:
        project.add_articles([Article(document_id=str(n), text="x" * 3000, path=str(n)) for n in range(50)])
    content = bytearray(path.read_bytes())
    page = len(content) // 2
    content[page : page + 16384] = bytes(16384)
    path.write_bytes(content)
    with pytest.raises(ProjectDamagedError, match="damaged"):
        Project.open(path, read_only=True)
    assert path.read_bytes() == bytes(content)


def test_a_copy_holds_the_same_and_a_damaged_project_makes_none(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.counterpoint"
    with Project.open(path) as project:
        project.record([Step(1, 0, "A", "", (Edit("a", "b", None, {"c": [1]}),))])
        project.save_copy(copy)
        project.save_copy(copy)
        with pytest.raises(ProjectExistsError):
            project.save_copy(path)
        with Project.open(copy) as copied:
            assert copied.articles() == ARTICLES
            assert copied.decisions() == project.decisions() != Decisions()
            assert copied.project_id == project.project_id
    sound = copy.read_bytes()
    altered(path, "UPDATE text SET text = 'x'")
    with Project.open(path) as project, pytest.raises(ProjectDamagedError):
        project.save_copy(copy)
    assert copy.read_bytes() == sound
    assert sorted(file.name for file in tmp_path.iterdir()) == sorted([path.name, copy.name])


def test_progress_is_told_and_a_cancelled_import_leaves_nothing(path: Path) -> None:
    told: list[tuple[int, int]] = []

    def progress(done: int, total: int, message: str = "") -> None:
        told.append((done, total))
        if done == 2:
            raise Cancelled

    with Project.open(path) as project:
        with pytest.raises(Cancelled):
            project.add_articles(ARTICLES, progress=progress)
        assert project.articles() == ARTICLES
    assert told == [(1, 3), (2, 3)]


def test_closing_twice_is_harmless(path: Path) -> None:
    project = Project.open(path)
    project.close()
    project.close()
