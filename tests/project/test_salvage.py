"""Salvage: whatever happened to the bytes, it ends, leaves the file alone, and saves every article that is still there."""

from __future__ import annotations

import functools
import hashlib
import random
import sqlite3
import struct
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from workbench.domain.article import Article, OutletSuggestion, Refusal
from workbench.domain.errors import CounterpointError
from workbench.domain.journal import Edit, Move, Snapshot, Step
from workbench.project.errors import (
    NotAProjectError,
    ProjectDamagedError,
    ProjectExistsError,
    ProjectNotWritableError,
)
from workbench.project.migrations import tables_of
from workbench.project.records import Source, text_hash
from workbench.project.salvage import STEP_LABEL, Salvaged, salvage
from workbench.project.schema import APPLICATION_ID, one_line
from workbench.project.store import Project

pytestmark = pytest.mark.long

WORDS = (
    *("the", "minister", "said", "that", "a", "vote", "“on", "Friday”", "would", "settle", "it", "🛰", "although"),
    *("nobody", "—", "in", "Łódź", "or", "Ürümqi", "—", "agreed"),
)


def an_article(number: int, rng: random.Random) -> Article:
    length = 9000 if number % 20 == 0 else rng.choice((5, 60, 400, 400, 3000))
    return Article(
        document_id=f"doc-{number}",
        text=f"Number {number}. " + " ".join(rng.choice(WORDS) for _ in range(length)),
        path="news.jsonl" if number % 3 else f"folder/{number}.txt",
        record=f"line {number}",
        outlet=rng.choice(("The Hill", "AP", "")),
        title=f"Title {number}",
        date="2026-11-22",
        notes=("Look at this.",) if number % 5 == 0 else (),
    )


ARTICLES = tuple(an_article(number, random.Random(number)) for number in range(1, 61))


def fill(project: Project) -> None:
    project.add_articles(
        ARTICLES[:40],
        label="first",
        sources=[Source("news.jsonl", "a" * 64, 5, "2026-11-22T10:00:00+00:00")],
        refusals=[Refusal("bad.txt", "", "Not text.")],
        suggestions=[OutletSuggestion("doc-3", "AP", "The text says so.")],
    )
    project.add_articles(ARTICLES[40:], label="second")
    project.set_setting("own words", ["a", "b"])
    held: dict[str, str] = {}
    for number in range(1, 31):
        key = f"title/doc-{number % 7 + 1}"
        edit = Edit("metadata", key, held.get(key), f"New title {number}")
        project.record([Step(number, number - 1, f"Change {number}", "2026-11-22T10:00:00+00:00", (edit,))])
        held[key] = f"New title {number}"
    project.record([Snapshot(1, "Draft", "2026-11-22T10:00:00+00:00", 12), Move(28)])


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sound") / "story.counterpoint"
    Project.create(path, fill=fill).close()
    return path


@pytest.fixture(scope="module")
def first_schema(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("first") / "old.counterpoint"
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("BEGIN")
        for sql in tables_of(1).values():
            connection.execute(one_line(sql))
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute("PRAGMA user_version = 1")
        connection.execute("INSERT INTO source VALUES (1, 'news.jsonl', '', NULL, '2026-01-01T00:00:00+00:00')")
        for at, article in enumerate(ARTICLES, start=1):
            row = (article.document_id, 1, at, article.record, "", "[]", text_hash(article.text), article.text)
            connection.execute("INSERT INTO article VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)
            connection.execute("INSERT INTO metadata VALUES (?, 'title', ?, '')", (article.document_id, article.title))
        for number in range(1, 4):
            payload = f'{{"corrections": [{{"document_id": "doc-1", "field": "title", "value": "{number}"}}]}}'
            row_of_decision = (number, "corrections", payload, "Correct", "2026-01-01T00:00:00+00:00", int(number == 2))
            connection.execute("INSERT INTO decision VALUES (?, ?, ?, ?, ?, ?)", row_of_decision)
        connection.execute("COMMIT")
    return path


def contents(path: Path) -> dict[str, object]:
    with Project.open(path, read_only=True) as project:
        assert project.check() == []
        return {
            "articles": project.articles(),
            "imports": project.import_list(),
            "sources": project.sources(),
            "refusals": project.refusals(),
            "suggestions": project.suggestions(),
            "decisions": dict(project.decisions().items()),
            "history": project.history(),
            "setting": project.get_setting("own words"),
        }


@pytest.mark.parametrize(
    "path", sorted((Path(__file__).parents[1] / "projects").glob("*.counterpoint")), ids=lambda p: p.name
)
def test_the_kept_projects_of_every_version_come_out_as_they_are(path: Path, tmp_path: Path) -> None:
    result = salvage(path, tmp_path / "saved.counterpoint")
    with Project.open(path, read_only=True) as original, Project.open(result.path, read_only=True) as saved:
        assert saved.articles() == original.articles()
        assert dict(saved.decisions().items()) == dict(original.decisions().items())
        assert [step.label for step in saved.history().steps] == [step.label for step in original.history().steps]
        assert saved.sources() == original.sources()
        assert saved.refusals() == original.refusals()
        assert saved.suggestions() == original.suggestions()
        assert result.articles_lost == 0


def damage(sound: Path, tmp_path: Path, change: Callable[[bytearray], bytes | bytearray | None]) -> Path:
    content = bytearray(sound.read_bytes())
    changed = change(content)
    path = tmp_path / "damaged.counterpoint"
    path.write_bytes(content if changed is None else changed)
    return path


def salvaged(path: Path) -> Salvaged:
    """Salvage into a fresh name; the damaged file stays as it is and the new one passes its check."""
    before = hashlib.sha256(path.read_bytes()).hexdigest()
    target = path.with_name("saved.counterpoint")
    target.unlink(missing_ok=True)
    result = salvage(path, target)
    assert hashlib.sha256(path.read_bytes()).hexdigest() == before
    assert sorted(file.name for file in path.parent.iterdir()) == sorted({path.name, target.name})
    with Project.open(target, read_only=True) as project:
        assert project.check() == []
        by_id = {article.document_id: article for article in project.articles()}
        assert len(by_id) == result.articles
    originals = {article.text for article in ARTICLES}
    for name, article in by_id.items():
        # a text that is not the imported one says so
        if article.text not in originals:
            assert name in result.texts_changed
            assert any("damage" in note for note in article.notes)
    return result


def page_size_of(content: bytes | bytearray) -> int:
    return int.from_bytes(content[16:18], "big") or 65536


def test_a_sound_project_comes_out_as_it_was(sound: Path, tmp_path: Path) -> None:
    path = damage(sound, tmp_path, lambda content: None)
    result = salvaged(path)
    assert (result.articles, result.articles_lost, result.texts_changed, result.notes) == (60, 0, (), ())
    assert contents(result.path) == contents(sound)
    with Project.open(result.path, read_only=True) as saved, Project.open(sound, read_only=True) as original:
        assert saved.project_id != original.project_id  # they are two projects from now on
        assert result.decisions == len(original.decisions()) > 0
        assert result.steps == 30


def test_a_sound_project_of_the_first_schema_comes_out_up_to_date(first_schema: Path, tmp_path: Path) -> None:
    result = salvaged(damage(first_schema, tmp_path, lambda content: None))
    assert (result.articles, result.articles_lost, result.texts_changed) == (60, 0, ())
    with Project.open(first_schema, read_only=True) as migrated:
        wanted = (migrated.articles(), dict(migrated.decisions().items()), migrated.history())
    with Project.open(result.path, read_only=True) as saved:
        assert (saved.articles(), dict(saved.decisions().items()), saved.history()) == wanted


@pytest.mark.parametrize("zeros", [100, 4096, 16384])
def test_without_its_beginning_every_article_and_decision_is_saved(sound: Path, tmp_path: Path, zeros: int) -> None:
    def without_beginning(content: bytearray) -> None:
        content[:zeros] = bytes(zeros)

    result = salvaged(damage(sound, tmp_path, without_beginning))
    assert result.articles == 60
    assert result.articles_lost is None
    assert result.texts_changed == ()
    wanted, got = contents(sound), contents(result.path)
    assert {name: got[name] for name in wanted} == wanted


@pytest.mark.parametrize("zeros", [100, 4096])
def test_without_its_beginning_an_older_project_is_known_too(first_schema: Path, tmp_path: Path, zeros: int) -> None:
    def without_beginning(content: bytearray) -> None:
        content[:zeros] = bytes(zeros)

    result = salvaged(damage(first_schema, tmp_path, without_beginning))
    assert (result.articles, result.texts_changed) == (60, ())
    with Project.open(first_schema, read_only=True) as migrated, Project.open(result.path, read_only=True) as saved:
        assert dict(saved.decisions().items()) == dict(migrated.decisions().items())


@functools.cache
def pages_of_texts(path: Path) -> dict[str, set[int]]:
    """The pages that each text stands in, found by searching for its words: nothing of the parser is used here."""
    content = path.read_bytes()
    size = page_size_of(content)
    needed: dict[str, set[int]] = {}
    for article in ARTICLES:
        raw = article.text.encode()
        found = (content.find(raw[at : at + 120]) for at in range(0, len(raw), 700))
        needed[article.text] = {place // size + 1 for place in found if place >= 0}
        needed[article.text].add(content.index(raw[:20]) // size + 1)
    return needed


def require_texts(path: Path, sound: Path, damaged_pages: set[int]) -> None:
    """Every text whose pages are intact must be there, word for word."""
    with Project.open(path, read_only=True) as project:
        texts = {text for _, text in project.texts()}
    missing = [
        text[:12] for text, pages in pages_of_texts(sound).items() if not pages & damaged_pages and text not in texts
    ]
    assert missing == []


@pytest.mark.parametrize("twentieth", range(1, 20))
def test_a_file_that_was_cut_short_gives_what_is_left(sound: Path, tmp_path: Path, twentieth: int) -> None:
    content = sound.read_bytes()
    size = page_size_of(content)
    kept = len(content) * twentieth // 20
    gone = set(range(kept // size + 1, len(content) // size + 1))
    try:
        result = salvaged(damage(sound, tmp_path, lambda content: content[:kept]))
    except ProjectDamagedError:
        assert all(pages & gone for pages in pages_of_texts(sound).values())
    else:
        require_texts(result.path, sound, gone)


def test_a_zeroed_page_takes_only_what_stood_in_it(sound: Path, tmp_path: Path) -> None:
    content = sound.read_bytes()
    size = page_size_of(content)
    count = len(content) // size
    for page in range(2, count + 1):

        def zeroed(content: bytearray, page: int = page) -> None:
            content[(page - 1) * size : page * size] = bytes(size)

        require_texts(salvaged(damage(sound, tmp_path, zeroed)).path, sound, {page})


def test_flipped_bits_never_stop_it(sound: Path, tmp_path: Path) -> None:
    rng = random.Random(3)
    size = page_size_of(sound.read_bytes())
    for flips in [1, 1, 1, 2, 4, 8, 16, 64, 256, 1024] * 10:
        pages: set[int] = set()

        def flipped(content: bytearray, flips: int = flips, pages: set[int] = pages) -> None:
            for _ in range(flips):
                place = rng.randrange(len(content))
                content[place] ^= 1 << rng.randrange(8)
                pages.add(place // size + 1)

        require_texts(salvaged(damage(sound, tmp_path, flipped)).path, sound, pages)


def test_flipped_bits_in_headers_and_pointers_never_stop_it(first_schema: Path, sound: Path, tmp_path: Path) -> None:
    rng = random.Random(4)
    for source in [sound, first_schema] * 25:

        def flipped(content: bytearray) -> None:
            size = page_size_of(content)
            for _ in range(30):
                page = rng.randrange(len(content) // size)
                content[page * size + rng.randrange(40)] = rng.randrange(256)

        try:
            salvaged(damage(source, tmp_path, flipped))
        except ProjectDamagedError:
            pytest.fail("something was readable")


def test_overwritten_stretches_never_stop_it(sound: Path, tmp_path: Path) -> None:
    rng = random.Random(5)
    for _ in range(30):

        def overwritten(content: bytearray) -> None:
            for _ in range(3):
                start = rng.randrange(len(content))
                length = min(rng.choice((10, 1000, 30_000)), len(content) - start)
                content[start : start + length] = rng.randbytes(length)

        salvaged(damage(sound, tmp_path, overwritten))


def test_a_changed_text_is_kept_with_a_note_and_told(sound: Path, tmp_path: Path) -> None:
    def changed(content: bytearray) -> None:
        at = content.index(b"Number 7. ")
        content[at : at + 6] = b"NUMBER"

    result = salvaged(damage(sound, tmp_path, changed))
    assert (result.articles, result.articles_lost, result.texts_changed) == (60, 0, ("doc-7",))
    with Project.open(result.path, read_only=True) as project:
        article = next(article for article in project.articles() if article.document_id == "doc-7")
    assert article.text.startswith("NUMBER 7. ")
    assert article.notes[-1].startswith("This text or its hash was damaged")


def test_a_broken_chain_of_pages_gives_the_beginning_of_a_text(sound: Path, tmp_path: Path) -> None:
    longest = max(ARTICLES, key=lambda article: len(article.text))
    size = page_size_of(sound.read_bytes())

    def broken(content: bytearray) -> None:
        end = content.index(longest.text[-60:].encode())
        page = end // size
        content[page * size : (page + 1) * size] = bytes(size)

    result = salvaged(damage(sound, tmp_path, broken))
    assert longest.document_id in result.texts_changed
    with Project.open(result.path, read_only=True) as project:
        text = project.text(longest.document_id)
    assert len(text) > 1000
    assert longest.text.startswith(text[:1000])


def test_a_lost_text_is_listed_as_not_taken_in(first_schema: Path, sound: Path, tmp_path: Path) -> None:
    size = page_size_of(sound.read_bytes())

    def without_text(content: bytearray) -> None:
        page = content.index(b"Number 7. ") // size
        content[page * size : (page + 1) * size] = bytes(size)

    result = salvaged(damage(sound, tmp_path, without_text))
    assert result.articles < 60
    assert result.articles_lost == 60 - result.articles
    with Project.open(result.path, read_only=True) as project:
        refusals = [refusal for refusal in project.refusals() if "doc-7" in refusal.reason]
    assert [(refusal.path, refusal.record) for refusal in refusals] == [("news.jsonl", "line 7")]


def test_what_was_deleted_does_not_come_back(sound: Path, tmp_path: Path) -> None:
    path = damage(sound, tmp_path, lambda content: None)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA secure_delete = OFF")
        connection.execute("DELETE FROM text WHERE position > 20")
        connection.execute("DELETE FROM metadata WHERE position > 20")
        connection.execute("DELETE FROM article WHERE position > 20")
        assert connection.execute("PRAGMA freelist_count").fetchone()[0] > 3
    result = salvaged(path)
    assert (result.articles, result.articles_lost) == (20, 0)


def test_a_deleted_copy_with_the_right_hash_replaces_a_lost_text(sound: Path, tmp_path: Path) -> None:
    path = damage(sound, tmp_path, lambda content: None)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA secure_delete = OFF")
        connection.execute("CREATE TABLE old (position INTEGER PRIMARY KEY, text TEXT NOT NULL)")
        connection.execute("INSERT INTO old SELECT position, text FROM text")
        connection.execute("DROP TABLE old")
        connection.execute("UPDATE text SET text = 'something else' WHERE position = 7")
    result = salvaged(path)
    assert (result.articles, result.texts_changed) == (60, ())


@pytest.mark.parametrize("lost", ["decision", "step", "edit"])
def test_decisions_survive_the_loss_of_a_part_of_the_journal(sound: Path, tmp_path: Path, lost: str) -> None:
    with closing(sqlite3.connect(f"{sound.as_uri()}?mode=ro", uri=True)) as connection:
        (root,) = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = ?", (lost,)).fetchone()
    size = page_size_of(sound.read_bytes())

    def zeroed(content: bytearray) -> None:
        content[(root - 1) * size : root * size] = bytes(size)

    result = salvaged(damage(sound, tmp_path, zeroed))
    assert contents(result.path)["decisions"] == contents(sound)["decisions"]
    with Project.open(result.path, read_only=True) as project:
        history = project.history()
    if lost == "decision":
        assert result.steps == 30
    else:
        assert [step.label for step in history.steps] == [STEP_LABEL]
        assert any("steps of the history" in note for note in result.notes)
        assert any("snapshots are lost" in note for note in result.notes)


def test_a_step_whose_edits_are_damaged_ends_the_journal_there(sound: Path, tmp_path: Path) -> None:
    path = damage(sound, tmp_path, lambda content: None)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("DELETE FROM edit WHERE step = 20")
    result = salvaged(path)
    with Project.open(result.path, read_only=True) as project:
        history = project.history()
        assert [step.number for step in history.steps] == list(range(1, 21))
        assert history.steps[-1].label == STEP_LABEL
        assert history.position == 20
        assert [snapshot.name for snapshot in history.snapshots] == ["Draft"]
    assert contents(result.path)["decisions"] == contents(sound)["decisions"]


def test_an_interrupted_save_is_taken_back(sound: Path, tmp_path: Path) -> None:
    path = tmp_path / "damaged.counterpoint"
    working = tmp_path / "working.counterpoint"
    working.write_bytes(sound.read_bytes())
    with closing(sqlite3.connect(working, isolation_level=None)) as connection:
        connection.execute("PRAGMA cache_size = 1")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("UPDATE text SET text = 'GONE ' || text")
        connection.execute("UPDATE article SET record = 'GONE'")
        path.write_bytes(working.read_bytes())
        journal = working.with_name(f"{working.name}-journal").read_bytes()
        connection.execute("ROLLBACK")
    assert b"GONE " in path.read_bytes()
    path.with_name(f"{path.name}-journal").write_bytes(journal)
    working.unlink()
    result = salvage(path, tmp_path / "saved.counterpoint")
    assert result.articles == 60
    assert result.texts_changed == ()
    assert "interrupted" in result.notes[0]
    assert contents(result.path) == contents(sound)
    assert path.with_name(f"{path.name}-journal").read_bytes() == journal


# hostile files


def a_page(kind: int, cells: list[bytes], size: int = 4096, offsets: list[int] | None = None, count: int = -1) -> bytes:
    body = bytearray(size)
    at = size
    places = []
    for cell in cells:
        at -= len(cell)
        body[at : at + len(cell)] = cell
        places.append(at)
    places = places if offsets is None else offsets
    struct.pack_into(">BHHHB", body, 0, kind, 0, len(places) if count < 0 else count, at, 0)
    struct.pack_into(f">{len(places)}H", body, 8, *places)
    return bytes(body)


def test_a_page_that_claims_thousands_of_rows_in_one_place_ends_soon(sound: Path, tmp_path: Path) -> None:
    row = bytes((3, 1)) + bytes((2, 0)) + b"x"
    hostile = a_page(13, [row], offsets=[4096 - len(row)] * 2000, count=65535)
    path = tmp_path / "damaged.counterpoint"
    path.write_bytes(sound.read_bytes()[:16384] + hostile * 2000)
    started = time.monotonic()
    with pytest.raises(ProjectDamagedError, match="Nothing of a project"):
        salvage(path, tmp_path / "saved.counterpoint")
    assert time.monotonic() - started < 20


def varint(value: int) -> bytes:
    out = [value & 0x7F]
    value >>= 7
    while value:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes(reversed(out))


def test_chains_that_run_in_circles_or_into_one_another_end_soon(tmp_path: Path) -> None:
    size, pages = 4096, 1500
    length = (pages - 2) * (size - 4)
    header = varint(0) + varint(13 + 2 * length)
    header = bytes((len(header) + 1,)) + header
    total = len(header) + length
    most = size - 35
    least = (size - 12) * 32 // 255 - 23
    local = least + (total - least) % (size - 4)
    local = local if local <= most else least
    row = header + b"y" * (local - len(header)) + (3).to_bytes(4, "big")
    cells = [varint(total) + varint(rowid) + row for rowid in range(1, 8)]
    leaf = a_page(13, cells)
    overflow = b"".join((3 + at % 7).to_bytes(4, "big") + b"z" * (size - 4) for at in range(pages))
    path = tmp_path / "damaged.counterpoint"
    path.write_bytes(bytes(size) + leaf + overflow)
    started = time.monotonic()
    result = salvage(path, tmp_path / "saved.counterpoint")
    assert time.monotonic() - started < 20
    assert 0 < result.articles <= 7
    assert len(result.texts_changed) == result.articles


def test_a_tree_that_contains_itself_ends(sound: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(f"{sound.as_uri()}?mode=ro", uri=True)) as connection:
        (root,) = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'text'").fetchone()
    size = page_size_of(sound.read_bytes())

    def circular(content: bytearray) -> None:
        struct.pack_into(">I", content, (root - 1) * size + 8, root)

    assert salvaged(damage(sound, tmp_path, circular)).articles == 60


@pytest.mark.parametrize(
    "content", [b"", b"x", b"SQLite format 3\0", bytes(100_000), b"SQLite format 3\0" + bytes(5000), b"\xff" * 70_000]
)
def test_a_file_with_nothing_in_it_says_so(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "damaged.counterpoint"
    path.write_bytes(content)
    with pytest.raises(ProjectDamagedError, match="backup"):
        salvage(path, tmp_path / "saved.counterpoint")
    assert [file.name for file in tmp_path.iterdir()] == [path.name]


def test_random_bytes_are_no_project(tmp_path: Path) -> None:
    path = tmp_path / "damaged.counterpoint"
    for seed in range(20):
        path.write_bytes(random.Random(seed).randbytes(200_000))
        with pytest.raises(CounterpointError):
            salvage(path, tmp_path / "saved.counterpoint")


def test_nothing_is_overwritten(sound: Path, tmp_path: Path) -> None:
    target = tmp_path / "there.counterpoint"
    target.write_text("mine")
    with pytest.raises(ProjectExistsError):
        salvage(sound, target)
    assert target.read_text() == "mine"
    with pytest.raises(NotAProjectError):
        salvage(tmp_path, tmp_path / "saved.counterpoint")
    with pytest.raises(ProjectNotWritableError):
        salvage(tmp_path / "missing.counterpoint", tmp_path / "saved.counterpoint")
    with pytest.raises(ProjectNotWritableError):
        salvage(sound, tmp_path / "no folder" / "saved.counterpoint")


def test_progress_is_told_and_can_stop_it(sound: Path, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    salvage(sound, tmp_path / "saved.counterpoint", progress=lambda done, total, message="": told.append((done, total)))
    assert told == sorted(told)
    assert told[-1][0] == told[-1][1]

    class StopError(Exception):
        pass

    def stop(done: int, total: int, message: str = "") -> None:
        if message == "Saving":
            raise StopError

    with pytest.raises(StopError):
        salvage(sound, tmp_path / "other.counterpoint", progress=stop)
    assert [file.name for file in tmp_path.iterdir()] == ["saved.counterpoint"]
