"""The journal in a project file: what is recorded holds after reopening, and what does not fit is refused whole."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.domain.decisions import Decisions
from workbench.domain.journal import BEGINNING, Edit, Entry, History, Move, Snapshot, Step, path_between
from workbench.project.errors import ProjectConflictError, ProjectDamagedError, ProjectError
from workbench.project.store import Project


def step(number: int, parent: int, *edits: tuple[str, Any, Any], merge_key: str = "") -> Step:
    made = tuple(Edit("c", *edit) for edit in edits)
    return Step(number, parent, f"Step {number}", "2031-01-01T09:00:00+01:00", made, merge_key, len(made))


FIRST = step(1, 0, ("k", None, 1))
SECOND = step(2, 1, ("k", 1, 2), ("l", None, ["x", {"y": 0.5}]))
THIRD = step(3, 1, ("k", 1, "other branch"))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "p.counterpoint"
    Project.create(file).close()
    return file


def values(project: Project) -> dict[str, Any]:
    return dict(project.decisions().collection("c"))


def test_steps_moves_and_snapshots_are_there_after_reopening(path: Path) -> None:
    with Project.open(path) as project:
        project.record([FIRST, SECOND])
        assert values(project) == {"k": 2, "l": ["x", {"y": 0.5}]}
        project.record([Move(1)])
        assert values(project) == {"k": 1}
        project.record([THIRD, Snapshot(1, "Friday 🛰", "2031-01-02", 3)])
    with Project.open(path) as project:
        assert project.history() == History((FIRST, SECOND, THIRD), 3, (Snapshot(1, "Friday 🛰", "2031-01-02", 3),))
        assert values(project) == {"k": "other branch"}
        project.record([Move(2)])
        assert values(project) == {"k": 2, "l": ["x", {"y": 0.5}]}
        project.record([Move(BEGINNING)])
        assert project.decisions() == Decisions()
        assert project.check() == []


@pytest.mark.parametrize(
    "entries",
    [
        [step(2, 0, ("z", None, 1))],  # not after the position
        [step(3, 1, ("k", 1, 9)), step(4, 2)],
        [step(3, 1, ("k", 7, 9))],  # found something else
        [step(3, 1, ("k", None, 9))],
        [step(3, 1, ("new", 1, 9))],
        [step(3, 1, ("k", 1, 9), ("k", 9, 10))],
        [Move(9)],
        [Move(-1)],
        [Snapshot(1, "a", "", 9)],
        [Snapshot(1, "a", "", 1), Snapshot(1, "b", "", 1)],
        [step(0, 1)],
        [step(-1, 1)],
    ],
)
def test_what_does_not_fit_is_refused_whole(path: Path, entries: list[Entry]) -> None:
    with Project.open(path) as project:
        project.record([FIRST, SECOND, Move(1)])
        before = project.history(), project.decisions()
        with pytest.raises(ProjectConflictError, match="was not changed"):
            project.record([step(3, 1, ("good", None, 1)), Move(1), *entries] if entries[0] == Move(9) else entries)
        assert (project.history(), project.decisions()) == before
        project.record([THIRD])  # and the journal goes on
        assert project.check() == []


def test_a_value_that_is_no_json_is_refused_whole(path: Path) -> None:
    with Project.open(path) as project:
        with pytest.raises(ValueError, match="JSON"):
            project.record([FIRST, step(2, 1, ("n", None, float("nan")))])
        with pytest.raises(ValueError, match="not loaded"):
            project.record([replace(FIRST, edits=None)])
        assert project.history() == History()


def test_a_merged_step_replaces_its_earlier_form(path: Path) -> None:
    typed = [step(2, 1, ("k", 1, text), merge_key="typing") for text in ("a", "ab", "abc")]
    with Project.open(path) as project:
        project.record([FIRST])
        for form in typed:
            project.record([form])
        assert project.history().steps == (FIRST, typed[-1])
        assert values(project) == {"k": "abc"}
        project.record([Move(1)])
        assert values(project) == {"k": 1}
        with pytest.raises(ProjectConflictError):
            project.record([typed[0]])  # not where the journal stands
        project.record([Move(2), Snapshot(1, "kept", "", 2)])
        with pytest.raises(ProjectConflictError, match="saved under a name"):
            project.record([typed[1]])
        assert project.check() == []


@pytest.mark.parametrize(
    "batch",
    [
        [FIRST],
        [FIRST, SECOND],
        [FIRST, SECOND, Move(1)],
        [FIRST, SECOND, Move(1), THIRD, Snapshot(1, "s", "", 3)],
        [FIRST, step(2, 1, ("k", 1, "a")), step(2, 1, ("k", 1, "ab"))],
        [FIRST, Move(0), Move(1), Move(0)],
        [FIRST, SECOND, Move(1), *(Move(n % 3) for n in range(500))],
    ],
)
def test_the_same_entries_again_change_nothing(path: Path, batch: list[Entry]) -> None:
    following: list[Entry] = [Move(0), step(9, 0, ("k", None, "next"))]
    with Project.open(path) as project:
        project.record(batch)
        once = project.history(), project.decisions()
    content = path.read_bytes()
    with Project.open(path) as project:
        project.record(batch)
        assert (project.history(), project.decisions()) == once
    assert path.read_bytes() == content
    with Project.open(path) as project:
        project.record([*batch, *following])
        project.record([*batch, *following])
        assert project.history().position == 9
        assert len(project.history().steps) == len(once[0].steps) + 1
        assert project.check() == []


def test_edits_of_old_steps_are_loaded_when_asked_for(path: Path) -> None:
    with Project.open(path) as project:
        project.record([FIRST, SECOND, step(3, 2), step(4, 3, ("k", 2, None))])
        steps = project.history(edits=3).steps
        assert [s.edits is None for s in steps] == [True, False, False, False]
        assert [s.count for s in steps] == [1, 2, 0, 1]
        assert project.history(edits=1).steps[2:] == (step(3, 2), step(4, 3, ("k", 2, None)))
        assert [s.edits is None for s in project.history(edits=0).steps] == [True] * 4
        assert project.edits([1, 3, 2]) == {1: FIRST.edits, 2: SECOND.edits, 3: ()}
        assert project.edits([]) == {}
        with pytest.raises(KeyError):
            project.edits([5])


def test_decisions_come_in_the_order_in_which_they_were_made(path: Path) -> None:
    with Project.open(path) as project:
        project.record([step(1, 0, ("z", None, 1), ("a", None, 1)), step(2, 1, ("m", None, 1), ("z", 1, 2))])
        assert list(values(project)) == ["z", "a", "m"]


def test_the_order_of_steps_is_that_of_their_numbers_when_the_clock_jumps(path: Path) -> None:
    times = ("2031-03-01T10:00:00+01:00", "1970-01-01T00:00:00+00:00", "2099-12-31T23:59:59-11:00", "")
    with Project.open(path) as project:
        for number, time in enumerate(times, start=1):
            project.record([replace(step(number, number - 1, ("k", number - 1 or None, number)), made_at=time)])
        assert [s.made_at for s in project.history().steps] == list(times)
        project.record([Move(2), Move(4)])
        assert values(project) == {"k": 4}
        assert project.check() == []


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("UPDATE decision SET value = '3'", "not what the journal leads to"),
        ("INSERT INTO decision VALUES (9, 'c', 'z', '1')", "not what the journal leads to"),
        ("DELETE FROM decision", "not what the journal leads to"),
        ("UPDATE step SET parent = 3 WHERE number = 2", "not before it"),
        ("UPDATE step SET parent = 2 WHERE number = 2", "not before it"),
        ("UPDATE step SET parent = 9 WHERE number = 3", "not before it"),
        ("UPDATE edit SET before = '5' WHERE step = 2 AND key = 'k'", "does not follow"),
        ("UPDATE edit SET after = '5' WHERE step = 1", "does not follow"),
        ("DELETE FROM edit WHERE step = 3", "should have 1 changes and has 0"),
        ("UPDATE snapshot SET step = 9", "points to step 9"),
        ("UPDATE setting SET value = '9' WHERE name = 'position'", "position in the journal"),
        ("UPDATE setting SET value = '\"2\"' WHERE name = 'position'", "position in the journal"),
        ("DELETE FROM setting WHERE name = 'position'", "position in the journal"),
        ("UPDATE edit SET after = '{' WHERE step = 2 AND key = 'k'", "step 2"),
    ],
)
def test_check_finds_a_journal_that_was_changed(path: Path, statement: str, words: str) -> None:
    with Project.open(path) as project:
        project.record([FIRST, SECOND, Move(1), THIRD, Snapshot(1, "s", "", 2)])
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute(statement)
    with Project.open(path) as project:
        assert words in "\n".join(project.check())


def test_a_journal_that_goes_in_circles_is_refused_and_not_walked(path: Path) -> None:
    with Project.open(path) as project:
        project.record([FIRST, SECOND])
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("UPDATE step SET parent = 2 WHERE number = 1")
    uses: list[Callable[[Project], object]] = [
        lambda p: p.history(),
        lambda p: p.record([Move(0)]),
        lambda p: p.edits([1]),
    ]
    with Project.open(path) as project:
        for use in uses:
            with pytest.raises(ProjectDamagedError, match="step 1 of the journal"):
                use(project)


KEYS = ("a", "b", "c")
json_values = st.none() | st.integers(0, 3) | st.text(max_size=3) | st.lists(st.booleans(), max_size=2)
gestures = st.lists(
    st.one_of(
        st.tuples(st.just("do"), st.dictionaries(st.sampled_from(KEYS), json_values, max_size=3)),
        st.tuples(st.just("merge"), st.dictionaries(st.sampled_from(KEYS), json_values, max_size=3)),
        st.tuples(st.sampled_from(["undo", "redo", "save", "again", "reopen", "fail"]), st.just({})),
        st.tuples(st.just("jump"), st.integers(0, 30)),
    ),
    max_size=25,
)


class Model:
    """What a journal is, as plainly as it can be said: every position remembers everything that held there."""

    def __init__(self) -> None:
        self.held: dict[int, dict[str, Any]] = {0: {}}
        self.steps: dict[int, Step] = {}
        self.position = 0
        self.saved: list[Snapshot] = []

    def new_step(self, number: int, parent: int, changes: dict[str, Any]) -> Step:
        before = self.held[parent]
        return step(number, parent, *((key, before.get(key), value) for key, value in changes.items()))

    def take(self, made: Step) -> Step:
        after = dict(self.held[made.parent])
        for edit in made.edits or ():
            if edit.after is None:
                after.pop(edit.key, None)
            else:
                after[edit.key] = edit.after
        self.held[made.number] = after
        self.steps[made.number] = made
        self.position = made.number
        return made


@settings(max_examples=40, deadline=None)
@given(gestures)
def test_any_way_through_a_journal_is_as_in_a_plain_model(
    tmp_path_factory: pytest.TempPathFactory, todo: Sequence[tuple[str, Any]]
) -> None:
    file = tmp_path_factory.mktemp("model") / "p.counterpoint"
    model, project = Model(), Project.create(file)
    last: list[Entry] = []
    try:
        for what, detail in todo:
            entries: list[Entry] = []
            newest = max(model.steps, default=0)
            if what == "do":
                entries = [model.take(model.new_step(newest + 1, model.position, detail))]
            elif what == "merge":
                saved = {snapshot.step for snapshot in model.saved}
                if newest and model.position == newest and newest not in saved:
                    entries = [model.take(model.new_step(newest, model.steps[newest].parent, detail))]
            elif what == "undo" and model.position:
                model.position = model.steps[model.position].parent
                entries = [Move(model.position)]
            elif what == "redo":
                children = [n for n, s in model.steps.items() if s.parent == model.position]
                if children:
                    model.position = max(children)
                    entries = [Move(model.position)]
            elif what == "jump":
                model.position = detail % (newest + 1)
                entries = [Move(model.position)]
            elif what == "save":
                model.saved.append(Snapshot(len(model.saved) + 1, "s", "", model.position))
                entries = [model.saved[-1]]
            elif what == "again":
                entries = last
            elif what == "reopen":
                project.close()
                project = Project.open(file)
            elif what == "fail":
                with pytest.raises(ProjectError):
                    project.record([model.new_step(newest + 1, model.position, {}), Move(newest + 7)])
            project.record(entries)
            last = entries or last
            assert values(project) == model.held[model.position]
        back, forward = path_between({n: s.parent for n, s in model.steps.items()}, model.position, 0)
        assert forward == []
        assert project.history() == History(tuple(model.steps.values()), model.position, tuple(model.saved))
        assert project.check() == []
        project.record([Move(number) for number in (*back, 0)])
        assert project.decisions() == Decisions()
    finally:
        project.close()
