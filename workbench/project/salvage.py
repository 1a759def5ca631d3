"""Saving what can be read of a damaged project into a new one. The damaged file is only read, byte by byte.

A text counts as the imported one only when its hash fits; another one is kept with a note on its article. The same
holds for what is known about an article. The journal is kept as far as its steps follow from one another, and what was
decided is kept in any case.
"""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from workbench.domain.journal import BEGINNING
from workbench.domain.progress import Progress, no_progress
from workbench.project.connection import connect, plain_errors, transaction
from workbench.project.copies import give_name, settle, unfinished
from workbench.project.digests import ARTICLE, COLUMN, EDIT, ROWS, STEP, article_digest, row_digest, step_digest
from workbench.project.errors import NotAProjectError, ProjectDamagedError, ProjectExistsError, ProjectNotWritableError
from workbench.project.gathering import FoundArticle, Gathered, Row, TextPlace, gather, read_text
from workbench.project.migrations import tables_of
from workbench.project.pages import PageFile, journal_pages, open_pages
from workbench.project.records import dumped, now, storable, text_hash
from workbench.project.replay import Replay, StoredEdit, StoredStep, replay
from workbench.project.schema import APPLICATION_ID, PAGE_SIZE, SCHEMA_VERSION, new_project_id, one_line
from workbench.project.shapes import shapes
from workbench.project.store import Project

STEP_LABEL: Final = "Decisions saved from the damaged project"

_TABLES: Final = {version: tables_of(version) for version in range(1, SCHEMA_VERSION + 1)}
_SHAPES: Final = tuple(shape for version, tables in _TABLES.items() for shape in shapes(version, tables.values()))
_RESERVED: Final = frozenset({"position", "project id", "written lately"})
"""Settings that belong to one file and are not taken over."""
_NO_SOURCE: Final = 0
"""The source of an article of which only the text is left; real ones count from 1."""
_LARGEST_JOURNAL: Final = 256 << 20
"""Bytes of pages from before an interrupted save that are held in memory."""


@dataclass(frozen=True, slots=True)
class Salvaged:
    """What was saved of a damaged project."""

    path: Path
    """The new project."""
    articles: int
    articles_lost: int | None
    """How many articles there were and are not in the new project; ``None`` when nobody can know."""
    decisions: int
    """How many values are decided in the new project."""
    steps: int
    """How many steps its journal has."""
    texts_changed: tuple[str, ...]
    """Document ids of articles whose texts are not proven to be the imported ones; each has a note."""
    notes: tuple[str, ...]
    """What a person should know, in plain words."""


@dataclass(frozen=True, slots=True)
class _Article:
    """An article that is written into the new project."""

    row: Row
    place: TextPlace
    fits: bool
    note: str = ""


@dataclass(slots=True)
class _Plan:
    """What is written, before it is."""

    articles: list[_Article] = field(default_factory=list)
    lost: list[Row] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def salvage(damaged: Path, target: Path, *, progress: Progress = no_progress) -> Salvaged:
    """Write a new project with everything that can be read of a damaged one.

    ``damaged`` must not be open in this process: closing it here would drop SQLite's lock on it.

    Args:
        damaged: The damaged file, of any schema version up to this program's. It stays as it is.
        target: The new project. Nothing must have that name.
        progress: Told how far it is.

    Raises:
        NotAProjectError: there is no such file.
        ProjectDamagedError: nothing in it can be read as part of a project.
        ProjectExistsError: ``target`` exists.
        ProjectNotWritableError: ``target`` can't be written.
    """
    if os.path.lexists(target):
        raise ProjectExistsError(f"{target} exists already. Choose another name for what is saved.")
    try:
        if not stat.S_ISREG(damaged.stat().st_mode):
            raise NotAProjectError(f"{damaged} is not a file. Choose the damaged project itself.")
        with damaged.open("rb", buffering=0) as stream:
            pages = open_pages(stream, os.fstat(stream.fileno()).st_size)
            notes = _take_back_interrupted_save(pages, damaged)
            found = gather(pages, _SHAPES, version=_stated_version(pages), progress=progress)
            plan = _plan(found)
            plan.notes[:0] = notes
            if not plan.articles and not any(found.table(name) for name in ("decision", "step", "edit")):
                raise ProjectDamagedError(
                    f"Nothing of a project can be read in {damaged}. "
                    "Go back to a backup or another copy, or import the sources again."
                )
            pages.forget_uses()
            return _write(pages, found, plan, target, progress)
    except OSError as error:
        raise ProjectNotWritableError(
            f"{damaged} can't be read ({error.strerror}). Copy it to another disk, then try again."
        ) from error


def _stated_version(pages: PageFile) -> int:
    """The schema version in the header, 0 when it can't be believed."""
    head = pages.page(1)[:100]
    if not pages.header_fits or int.from_bytes(head[68:72], "big") != APPLICATION_ID:
        return 0
    version = int.from_bytes(head[60:64], "big")
    return version if version in _TABLES else 0


def _take_back_interrupted_save(pages: PageFile, damaged: Path) -> list[str]:
    """See the pages as they were before a save that was interrupted, as SQLite would when it opens the file."""
    journal = damaged.with_name(f"{damaged.name}-journal")
    try:
        size = journal.stat().st_size if stat.S_ISREG(journal.stat().st_mode) else 0
        if not 0 < size <= _LARGEST_JOURNAL:
            return []
        with journal.open("rb", buffering=0) as stream:
            replaced, before = journal_pages(stream, size, pages.page_size)
    except OSError:
        return []
    if not replaced:
        return []
    pages.replaced.update(replaced)
    if 0 < before * pages.page_size < pages.size:
        pages.size = before * pages.page_size
    return ["A save was interrupted. What it would have changed is as it was before."]


# what to write


def _plan(found: Gathered) -> _Plan:
    plan = _Plan()
    by_id: dict[str, int] = {}
    seen: set[int] = set()
    for position in sorted(found.articles):
        choice = _choose(found, position)
        if choice is None:
            continue
        seen.add(position)
        row, article = choice
        name = storable(str(row["document_id"]))
        if article is None:
            plan.lost.append(row)
            continue
        if name in by_id:  # two copies of one article, of which at most one stands where it should
            there = plan.articles[by_id[name]]
            if article.fits and not there.fits:
                plan.articles[by_id[name]] = article
            continue
        by_id[name] = len(plan.articles)
        plan.articles.append(article)
    plan.lost = [row for row in plan.lost if storable(str(row["document_id"])) not in by_id]
    _add_lone_texts(found, plan, by_id, seen)
    if found.stopped:
        plan.notes.append("There were more rows than any project has; the others were not read.")
    if plan.lost:
        plan.notes.append(
            f"Of {len(plan.lost)} articles no text could be saved. They are in the list of input that was not taken in."
        )
    return plan


def _choose(found: Gathered, position: int) -> tuple[Row, _Article | None] | None:
    """The best copy of the article at a position, with its text; ``None`` when all are deleted ones nobody misses."""
    best: tuple[tuple[bool, bool, int, int], FoundArticle, _Article | None] | None = None
    for copy in found.articles[position]:
        if copy.deleted and position not in found.positions:
            continue
        if copy.deleted and found.names.get(position, copy.row["document_id"]) != copy.row["document_id"]:
            continue
        article = _with_text(found, copy, position)
        rank = (
            article is not None and article.fits,
            not copy.deleted,
            copy.version,
            article.place.size if article else -1,
        )
        if best is None or rank > best[0]:
            best = (rank, copy, article)
    return None if best is None else (best[1].row, best[2])


def _with_text(found: Gathered, copy: FoundArticle, position: int) -> _Article | None:
    proven = found.texts.get(str(copy.row["text_sha256"]))
    if proven is not None:
        return _Article(copy.row, proven, True)
    places = [copy.own_text] if copy.own_text is not None else found.texts_at.get(position, [])
    places = [place for place in places if place.size > 0]
    if not places:
        return None
    place = max(places, key=lambda place: (not place.deleted, place.whole, place.size))
    note = (
        "This text or its hash was damaged when the project file was, so it may not be the imported one. "
        "Import its source again."
        if place.whole
        else "This text was damaged when the project file was: a part of it is lost. Import its source again."
    )
    return _Article(copy.row, place, False, note)


def _add_lone_texts(found: Gathered, plan: _Plan, by_id: dict[str, int], seen: set[int]) -> None:
    """Texts whose article's row is lost (schema 2 keeps them apart)."""
    alone = 0
    for position in sorted(set(found.texts_at) - seen):
        places = [place for place in found.texts_at[position] if place.size and not place.deleted]
        if not places:
            continue
        name = storable(found.names.get(position, f"saved-{position}"))
        if name in by_id:
            continue
        row: Row = {
            "position": position,
            "document_id": name,
            "source_id": _NO_SOURCE,
            "import": 1,
            "record": "",
            "encoding": "",
            "notes": "[]",
        }
        note = "Only the text of this article could be saved from the damaged project, not where it came from."
        by_id[name] = len(plan.articles)
        plan.articles.append(_Article(row, max(places, key=lambda place: (place.whole, place.size)), False, note))
        alone += 1
    if alone:
        plan.notes.append(f"Of {alone} articles only the text could be saved. They have a note.")


# writing


def _write(pages: PageFile, found: Gathered, plan: _Plan, target: Path, progress: Progress) -> Salvaged:
    rows = _Rows(pages, found, plan, progress)
    with unfinished(target, "The project") as part:
        with plain_errors(target), closing(connect(part, writing=True)) as connection:
            connection.execute(f"PRAGMA page_size = {PAGE_SIZE}")
            connection.execute("PRAGMA foreign_keys = OFF")  # the check at the end sees them all
            with transaction(connection):
                for sql in _TABLES[found.version].values():
                    connection.execute(one_line(sql))
                connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                connection.execute(f"PRAGMA user_version = {found.version}")
                for table, found_row in rows:
                    row = found_row
                    if found.version > 1 and table in ROWS:
                        row = {**row, COLUMN: row_digest(table, row)}
                    names = ", ".join(f'"{name}"' for name in row)
                    marks = ", ".join("?" for _ in row)
                    # the names are ours; only values come out of the file
                    sql = f'INSERT OR IGNORE INTO "{table}" ({names}) VALUES ({marks})'  # noqa: S608
                    connection.execute(sql, tuple(row.values()))
        # an older schema is brought up to date as it is for every project
        with Project.open(part, before_migration=_keep_nothing) as project:
            findings = project.check()
            decided = len(project.decisions())
            steps = len(project.history(edits=0).steps)
        if findings:
            raise ProjectDamagedError(
                f"What could be read of the damaged project makes no sound one: {findings[0]} "
                "Go back to a backup or another copy."
            )
        settle(part)
        give_name(part, target)
    lost = len(found.positions) - len(plan.articles)
    if lost > 0 and not found.positions_known:
        plan.notes.append(f"At least {lost} articles are lost. How many there were can't be seen any more.")
    return Salvaged(
        path=target,
        articles=len(plan.articles),
        articles_lost=max(0, lost) if found.positions_known else None,
        decisions=decided,
        steps=steps,
        texts_changed=tuple(rows.changed),
        notes=tuple(plan.notes),
    )


def _keep_nothing(path: Path) -> None:
    """The damaged file itself is what is kept."""


class _Rows:
    """The rows of the new project, table by table; texts are read again one at a time."""

    def __init__(self, pages: PageFile, found: Gathered, plan: _Plan, progress: Progress) -> None:
        self.changed: list[str] = []
        self._pages = pages
        self._found = found
        self._plan = plan
        self._progress = progress
        self._source_ids: dict[Any, int] = {}
        self._known: dict[Any, list[tuple[str, str, str]]] = {}
        self._lost_sources: set[Any] = set()

    def __iter__(self) -> Iterator[tuple[str, Mapping[str, Any]]]:
        if self._found.version > 1:
            self._note_unproven_rows()
        yield from self._sources()
        if self._found.version > 1:
            yield from self._imports()
        yield from self._articles()
        yield from self._metadata()
        yield from self._beside()
        yield from self._settings()
        yield from self._decisions() if self._found.version > 1 else self._first_decisions()

    def _note_unproven_rows(self) -> None:
        unproven = sum(
            row[COLUMN] != row_digest(table, row)
            for table in ROWS
            for row in self._found.table(table).values()
            if not (table == "setting" and row["name"] in _RESERVED)
        )
        if unproven:
            self._plan.notes.append(
                f"{unproven} entries of the lists of sources, imports, snapshots, settings, suggested outlets and refused "
                "input were damaged, so they may not be as they were written. They are kept."
            )

    def _sources(self) -> Iterator[tuple[str, Row]]:
        seen: dict[tuple[Any, Any], int] = {}
        known = self._found.table("source")
        for (number,), row in sorted(known.items()):
            key = (_text(row["path"]), row["sha256"])
            self._source_ids[number] = seen.setdefault(key, number)
            if seen[key] == number:
                yield "source", {**row, "path": key[0]}
        missing = {article.row["source_id"] for article in self._plan.articles} - set(self._source_ids)
        if missing:
            number = seen.get(("", ""), max(self._source_ids, default=0) + 1)
            if ("", "") not in seen:
                yield "source", {"source_id": number, "path": "", "sha256": "", "size": None, "read_at": ""}
            self._source_ids.update(dict.fromkeys(missing, number))
            if missing != {_NO_SOURCE}:
                self._plan.notes.append("Where some articles came from is lost. They have a note.")
        self._lost_sources = missing

    def _imports(self) -> Iterator[tuple[str, Row]]:
        known = self._found.table("import")
        for _, row in sorted(known.items()):
            yield "import", {**row, "label": _text(row["label"])}
        for number in sorted(
            {_whole(article.row.get("import", 1)) for article in self._plan.articles} - {n for (n,) in known}
        ):
            yield "import", {"number": number, "made_at": "", "label": ""}

    def _articles(self) -> Iterator[tuple[str, Row]]:
        total = len(self._plan.articles)
        unproven = 0
        if self._found.version > 1:
            for _, known in sorted(self._found.table("metadata").items()):
                values = (_text(known["field"]), _text(known["value"]), _text(known["source"]))
                self._known.setdefault(known["position"], []).append(values)
        for done, article in enumerate(self._plan.articles, start=1):
            row = dict(article.row)
            text = read_text(self._pages, article.place)
            notes = _notes(row["notes"])
            if not article.fits:
                self.changed.append(_text(row["document_id"]))
                notes.append(article.note)
            known_of_it = self._known.get(row["position"], [])
            if self._found.version > 1 and article.row["source_id"] != _NO_SOURCE:
                values_then = [row.get(name) for name in ARTICLE]
                if article_digest(values_then, known_of_it) != row.get(COLUMN):
                    unproven += 1
                    notes.append(
                        "What is known about this article (title, outlet, date …) was damaged when the project file was, "
                        "so it may not be what was imported. Import its source again."
                    )
            if row["source_id"] in self._lost_sources and row["source_id"] != _NO_SOURCE:
                notes.append("Where this article came from was lost when the project file was damaged.")
            kept: Row = {
                "document_id": _text(row["document_id"]),
                "source_id": self._source_ids[row["source_id"]],
                "position": row["position"],
                "record": _text(row["record"]),
                "encoding": _text(row["encoding"]),
                "notes": dumped(notes),
                "text_sha256": text_hash(text),
            }
            if self._found.version == 1:
                yield "article", {**kept, "text": text}
            else:
                kept |= {"import": row.get("import", 1), "characters": len(text)}
                yield "article", {**kept, COLUMN: article_digest([kept[name] for name in ARTICLE], known_of_it)}
                yield "text", {"position": row["position"], "text": text}
            self._progress(self._pages.count + done * self._pages.count // total, 2 * self._pages.count, "Saving")
        if unproven:
            self._plan.notes.append(
                f"What is known about {unproven} articles (titles, outlets, dates …) is not proven to be what was imported. "
                "They have a note."
            )

    def _metadata(self) -> Iterator[tuple[str, Row]]:
        key = "document_id" if self._found.version == 1 else "position"
        there = {article.row[key] for article in self._plan.articles}
        for _, row in sorted(self._found.table("metadata").items()):
            if row[key] in there:
                clean = {name: _text(row[name]) for name in ("field", "value", "source")}
                yield "metadata", {key: _text(row[key]) if key == "document_id" else row[key], **clean}

    def _beside(self) -> Iterator[tuple[str, Row]]:
        there = {_text(article.row["document_id"]) for article in self._plan.articles}
        for row in _once(self._found.table("suggestion").values()):
            if row["document_id"] in there:
                yield "suggestion", row
        lost: list[Row] = []
        for row in self._plan.lost:
            source = self._found.table("source").get((row["source_id"],), {})
            reason = (
                f"The text of the article {_text(row['document_id'])!r} was lost when the project file was damaged."
            )
            lost.append({"path": source.get("path", ""), "record": row["record"], "reason": reason})
        for row in _once([*self._found.table("refused").values(), *lost]):
            yield "refused", row

    def _settings(self) -> Iterator[tuple[str, Row]]:
        for row in _once(self._found.table("setting").values()):
            if row["name"] not in _RESERVED and _is_json(row["value"]):
                yield "setting", row
        if self._found.version > 1:
            yield "setting", {"name": "project id", "value": new_project_id()}

    def _first_decisions(self) -> Iterator[tuple[str, Row]]:
        """Schema 1 has a list of decisions; the migration makes steps of them."""
        left_out = 0
        for _, row in sorted(self._found.table("decision").items()):
            if row["undone"] in (0, 1) and _is_json(row["payload"]):
                yield (
                    "decision",
                    {name: _text(value) if isinstance(value, str) else value for name, value in row.items()},
                )
            else:
                left_out += 1
        if left_out:
            self._plan.notes.append(f"{left_out} decisions could not be read.")

    def _decisions(self) -> Iterator[tuple[str, Row]]:
        found = self._found
        steps = _stored_steps(found)
        setting = found.table("setting").get(("position",))
        wanted = str(setting["value"]) if setting else ""
        replayed = replay(steps, int(wanted) if wanted.isascii() and wanted.isdecimal() and len(wanted) < 19 else None)
        held = {
            (_text(row["collection"]), _text(row["key"])): str(row["value"])
            for row in sorted(found.table("decision").values(), key=lambda row: _whole(row["sequence"]))
            if _is_json(row["value"])
        }
        if "decision" not in found.whole_tables:
            held = {**replayed.values, **held}  # what the journal knows and the table has lost
        complete = wanted == str(replayed.position)  # all of the line up to where the journal stood was found
        if not complete and not {"decision", "step", "edit"} <= found.whole_tables:
            self._plan.notes.append(
                "The part of the file that held decisions is damaged: some of them may be missing. Compare with a backup."
            )
        yield from self._steps(steps, replayed, held)
        for sequence, ((collection, key), value) in enumerate(held.items(), start=1):
            yield "decision", {"sequence": sequence, "collection": collection, "key": key, "value": value}
        gone = 0
        for _, row in sorted(found.table("snapshot").items()):
            if row["step"] == 0 or row["step"] in replayed.kept:
                yield "snapshot", {**row, "name": _text(row["name"])}
            else:
                gone += 1
        if gone:
            self._plan.notes.append(f"{gone} named snapshots are lost, with the steps that they pointed to.")

    def _steps(
        self, steps: Mapping[int, StoredStep], replayed: Replay, held: Mapping[tuple[str, str], str]
    ) -> Iterator[tuple[str, Row]]:
        stored = self._found.table("step")
        digests = {BEGINNING: ""}
        unproven = 0
        for number in sorted(replayed.kept):
            row = stored[number,]
            edits_of_it = list(_edit_rows(number, steps[number].edits))
            parent_then = stored.get((row["parent"],), {}).get(COLUMN, "")
            unproven += _digest_of_step(row, str(parent_then), edits_of_it) != row[COLUMN]
            step: Row = {**row, **{name: _text(row[name]) for name in ("label", "made_at", "merge_key")}}
            digests[number] = _digest_of_step(step, digests[_whole(step["parent"])], edits_of_it)
            yield "step", {**step, COLUMN: digests[number]}
            yield from edits_of_it
        if unproven:
            self._plan.notes.append(
                f"{unproven} steps of the history were damaged, so their words and times may not be as they were. "
                "They are kept."
            )
        numbers = {number for (number,) in stored} | {step for step, _ in self._found.table("edit")}
        dropped = len(numbers - replayed.kept)
        if dropped:
            self._plan.notes.append(f"{dropped} steps of the history are lost or no longer fit together.")
        keys = dict.fromkeys((*replayed.values, *held))
        edits = tuple(
            StoredEdit(*key, replayed.values.get(key), held.get(key))
            for key in keys
            if replayed.values.get(key) != held.get(key)
        )
        position = replayed.position
        if edits:
            number = max(replayed.kept, default=0) + 1
            step = {"number": number, "parent": position, "label": STEP_LABEL, "made_at": now(), "merge_key": ""}
            step["edits"] = len(edits)
            rows = list(_edit_rows(number, edits))
            yield "step", {**step, COLUMN: _digest_of_step(step, digests[position], rows)}
            yield from rows
            position = number
        yield "setting", {"name": "position", "value": str(position)}


def _stored_steps(found: Gathered) -> dict[int, StoredStep]:
    edits: dict[int, list[tuple[int, StoredEdit]]] = {}
    for (step, place), row in found.table("edit").items():
        before, after = (None if row[name] is None else str(row[name]) for name in ("before", "after"))
        if (before is None or _is_json(before)) and (after is None or _is_json(after)):
            edit = StoredEdit(_text(row["collection"]), _text(row["key"]), before, after)
            edits.setdefault(step, []).append((place, edit))
    return {
        number: StoredStep(
            number,
            _whole(row["parent"], -1),
            tuple(edit for _, edit in sorted(edits.get(number, []), key=lambda item: item[0])),
            _whole(row["edits"], -1),
        )
        for (number,), row in found.table("step").items()
    }


def _edit_rows(step: int, edits: tuple[StoredEdit, ...]) -> Iterator[tuple[str, Row]]:
    for place, edit in enumerate(edits, start=1):
        names: Row = {"collection": edit.collection, "key": edit.key, "before": edit.before, "after": edit.after}
        yield "edit", {"step": step, "place": place, **names}


def _digest_of_step(step: Row, parent: str, edits: Iterable[tuple[str, Row]]) -> str:
    """The checksum of a step from its row and those of its edits."""
    return step_digest([step[name] for name in STEP], parent, ([edit[name] for name in EDIT] for _, edit in edits))


def _once(rows: Iterable[Row]) -> Iterator[Row]:
    """Rows as a project can hold them, each once."""
    seen = set()
    for row in rows:
        clean = {name: _text(value) for name, value in row.items()}
        key = tuple(clean.values())
        if key not in seen:
            seen.add(key)
            yield dict(clean)


def _text(value: Any) -> str:
    return storable(str(value))


def _whole(value: Any, default: int = 0) -> int:
    return value if isinstance(value, int) else default


def _is_json(value: Any) -> bool:
    try:
        json.loads(str(value))
    except (ValueError, RecursionError):
        return False
    return True


def _notes(value: Any) -> list[str]:
    try:
        notes = json.loads(str(value))
    except (ValueError, RecursionError):
        return []
    return [storable(note) for note in notes if isinstance(note, str)] if isinstance(notes, list) else []
