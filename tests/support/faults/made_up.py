"""Made-up articles, projects and journals, the same for the same seed in every process."""

from __future__ import annotations

import hashlib
import random
import shutil
import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from workbench.domain.article import Article, Refusal
from workbench.domain.journal import BEGINNING, Edit, Entry, Move, Snapshot, Step, path_between
from workbench.project.records import Source, text_hash
from workbench.project.store import Project

OLD = Path(__file__).resolve().parents[2] / "projects" / "schema-1.counterpoint"
"""A project of schema version 1."""

_WORDS = [
    "harbour",
    "pilots",
    "fees",
    "council",
    "vote",
    "strike",
    "tunnel",
    "bridge",
    "“quote”",
    "Zürich",
    "naïve",
    "船",
    "🚢",
    "said",
    "minister",
    "budget",
]


def articles(count: int, *, seed: int = 1, size: int = 6000, prefix: str = "a") -> tuple[Article, ...]:
    """Articles with texts of about ``size`` characters, no two the same."""
    chance = random.Random(f"{seed} {prefix}")
    pool = " ".join(chance.choices(_WORDS, k=4000))
    made = []
    for number in range(count):
        start = chance.randrange(1000)
        made.append(
            Article(
                f"{prefix}{number}",
                f"Report {prefix}{number}. {pool[start : start + size]}",
                path=f"{prefix}/{number}.txt",
                outlet=f"Outlet {number % 4}",
                outlet_source="metadata.csv",
                title=f"Title {number}",
                date="2031-02-03",
                date_source="metadata.csv",
            )
        )
    return tuple(made)


def project(path: Path, count: int = 20, *, size: int = 3000, steps: int = 10, seed: int = 1) -> Path:
    """A project with articles and a journal, closed."""

    def fill(made: Project) -> None:
        made.add_articles(
            articles(count, size=size, seed=seed),
            sources=[Source("a/0.txt", "0" * 64, 10, "2031-01-01T00:00:00+00:00")],
            refusals=[Refusal("b.bin", "", "It is not text.")],
        )
        made.record(plan(seed, steps))

    Project.create(path, fill=fill).close()
    return path


@dataclass
class Model:
    """A journal in plain Python: what must stand in a project after some entries."""

    steps: dict[int, Step] = field(default_factory=dict)
    position: int = BEGINNING
    snapshots: list[Snapshot] = field(default_factory=list)
    held: dict[tuple[str, str], Any] = field(default_factory=dict)

    def write(self, entry: Entry) -> None:
        """Do what an entry says."""
        if isinstance(entry, Snapshot):
            self.snapshots.append(entry)
            return
        if isinstance(entry, Step):
            if entry.number in self.steps:  # merged
                self._apply(self.steps[entry.number], forward=False)
            self.steps[entry.number] = entry
            self._apply(entry, forward=True)
            self.position = entry.number
            return
        back, forward = path_between({n: s.parent for n, s in self.steps.items()}, self.position, entry.to)
        for number in back:
            self._apply(self.steps[number], forward=False)
        for number in forward:
            self._apply(self.steps[number], forward=True)
        self.position = entry.to

    def _apply(self, step: Step, *, forward: bool) -> None:
        for edit in step.edits or ():
            value = edit.after if forward else edit.before
            if value is None:
                self.held.pop((edit.collection, edit.key), None)
            else:
                self.held[edit.collection, edit.key] = value

    @property
    def content(self) -> tuple[Any, ...]:
        """What :func:`journal_of` gives for a project that stands there."""
        return (tuple(self.steps[n] for n in sorted(self.steps)), self.position, tuple(self.snapshots), self.held)


def model_of(entries: Iterable[Entry]) -> Model:
    """What must stand in a project after these entries."""
    model = Model()
    for entry in entries:
        model.write(entry)
    return model


def plan(seed: int, count: int) -> tuple[Entry, ...]:
    """What a busy person does: steps with one to thirty changes, merged ones, Undo, Redo, jumps and Save."""
    chance = random.Random(seed)
    model = Model()
    entries: list[Entry] = []
    mergeable = 0
    while len(entries) < count:
        kind = chance.random()
        entry: Entry
        if kind < 0.15 and model.steps:
            entry = Move(chance.choice([BEGINNING, *model.steps]))
            mergeable = 0
        elif kind < 0.2:
            number = len(model.snapshots) + 1
            entry = Snapshot(number, f"Version {number}", "2031-01-01T00:00:00+00:00", model.position)
            mergeable = 0
        elif kind < 0.35 and mergeable and mergeable == model.position:
            last = model.steps[mergeable]
            entry = replace(
                last, edits=tuple(replace(e, after=f"{e.after} and more {len(entries)}") for e in last.edits or ())
            )
        else:
            number = max(model.steps, default=BEGINNING) + 1
            keys = chance.sample(range(60), k=chance.choice([1, 1, 2, 5, 30]))
            edits = []
            for key in keys:
                name = ("metadata", f"outlet/a{key}")
                before = model.held.get(name)
                gone = before is not None and chance.random() < 0.2
                edits.append(Edit(*name, before, None if gone else f"{number} {'x' * chance.choice([1, 10, 2000])}"))
            mergeable = number if all(e.after for e in edits) else 0
            entry = Step(
                number,
                model.position,
                f"Step {number}",
                "2031-01-01T00:00:00+00:00",
                tuple(edits),
                "typing" if mergeable else "",
                len(edits),
            )
        model.write(entry)
        entries.append(entry)
    return tuple(entries)


def journal_of(opened: Project) -> tuple[Any, ...]:
    """The journal of a project, to be compared."""
    history = opened.history(edits=10**9)
    return (history.steps, history.position, history.snapshots, dict(opened.decisions().items()))


def content_of(opened: Project) -> tuple[Any, ...]:
    """Everything that a project holds, to be compared."""
    return (
        opened.articles(),
        opened.sources(),
        opened.refusals(),
        opened.suggestions(),
        opened.imports(),
        journal_of(opened),
    )


def digest_of(opened: Project) -> str:
    """Everything that a project holds, in a word."""
    return hashlib.sha256(repr(content_of(opened)).encode()).hexdigest()


def old_project(path: Path, megabytes: float) -> Path:
    """A project of schema version 1, made larger by more articles with their metadata and corrections."""
    shutil.copyfile(OLD, path)
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute(
            "SELECT document_id, source_id, record, encoding, notes, text FROM article ORDER BY position"
        ).fetchall()
        metadata = connection.execute("SELECT document_id, field, value, source FROM metadata").fetchall()
        (position,) = connection.execute("SELECT max(position) FROM article").fetchone()
        size = number = 0
        with connection:
            while size < megabytes * 1e6:
                number += 1
                for document_id, source_id, record, encoding, notes, text in rows:
                    position += 1
                    longer = f"{text}\nCopy {number}."
                    size += len(longer.encode())
                    connection.execute(
                        "INSERT INTO article (document_id, source_id, position, record, encoding, notes, text_sha256,"
                        " text) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                        (
                            f"{document_id}-x{number}", source_id, position, record, encoding, notes,
                            text_hash(longer), longer,
                        ),
                    )  # fmt: skip
                connection.executemany(
                    "INSERT INTO metadata (document_id, field, value, source) VALUES (?, ?, ?, ?)",
                    [(f"{document_id}-x{number}", *rest) for document_id, *rest in metadata],
                )
    return path


def names(folder: Path) -> list[str]:
    """The files of a folder."""
    return sorted(file.name for file in folder.iterdir())


def is_hot(path: Path) -> bool:
    """Whether a process that was killed left something behind that SQLite has to take back."""
    journal = Path(f"{path}-journal")
    try:
        with journal.open("rb") as stream:
            return stream.read(1) not in (b"", b"\0")
    except OSError:
        return False


def leftovers(folder: Path, known: Sequence[str]) -> list[str]:
    """Files that nobody asked for."""
    return [name for name in names(folder) if name not in known]
