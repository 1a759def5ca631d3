"""A full disk, and power that goes while SQLite writes."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from faults import disk, power

pytestmark = pytest.mark.long

SEED = 20310403

posix_only = pytest.mark.skipif(os.name != "posix", reason="limits and mounts are those of POSIX systems")


@posix_only
def test_nothing_is_half_there_when_files_may_not_grow(place: Path) -> None:
    outcome = disk.size_limit(20, SEED, place)
    outcome.require()
    assert "in 0 of" not in outcome.notes[0]


@posix_only
def test_nothing_is_half_there_on_a_full_disk(place: Path) -> None:
    outcome = disk.small_disk(20, SEED, place)
    if outcome.skipped:
        pytest.skip(outcome.skipped)
    outcome.require()
    assert "in 0 of" not in outcome.notes[0]


def test_a_journal_that_was_not_written_whole_changes_nothing(place: Path) -> None:
    power.cut_journal(50, SEED, place).require()


def test_pages_that_were_not_all_written_are_taken_back(place: Path) -> None:
    power.torn_pages(50, SEED, place).require()
