"""kill -9 at random moments: more than a hundred runs in all. ``benchmarks/reliability.py`` makes many more."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from faults import kills
from faults.outcome import Outcome

SEED = 20310402

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(os.name != "posix", reason="processes are forked and killed as POSIX systems do it"),
]


def require_some_inside(outcome: Outcome) -> None:
    outcome.require()
    inside = int(outcome.notes[0].split(" of ")[0])
    assert inside >= outcome.runs // 4, f"the kills came too late to show anything: {outcome.notes}"


def test_imports_survive_kills(place: Path) -> None:
    require_some_inside(kills.killed_import(40, SEED, place, count=200))


def test_edits_survive_kills(place: Path) -> None:
    require_some_inside(kills.killed_edits(60, SEED, place))


def test_new_projects_survive_kills(place: Path) -> None:
    require_some_inside(kills.killed_create(30, SEED, place))


def test_copies_survive_kills(place: Path) -> None:
    require_some_inside(kills.killed_copy(24, SEED, place))


def test_migrations_survive_kills(place: Path) -> None:
    require_some_inside(kills.killed_migration(30, SEED, place, megabytes=1))


def test_backups_survive_kills(place: Path) -> None:
    require_some_inside(kills.killed_backup(15, SEED, place))


def test_imports_on_the_command_line_survive_kills(place: Path) -> None:
    require_some_inside(kills.killed_command_line_import(8, SEED, place))


def test_save_as_and_export_a_copy_survive_kills(place: Path) -> None:
    require_some_inside(kills.killed_save_as(8, SEED, place))
