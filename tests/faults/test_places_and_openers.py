"""Read-only places, files that go away while they are open, two who want one file, and a clock that jumps."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from faults import openers, places

pytestmark = pytest.mark.long

SEED = 20310405

posix_only = pytest.mark.skipif(
    os.name != "posix", reason="open files can't be moved elsewhere, and no process is forked"
)


@posix_only
def test_what_can_only_be_read_is_read(place: Path) -> None:
    places.read_only(1, SEED, place).require()


@posix_only
def test_nothing_goes_astray_when_the_file_is_taken_away(place: Path) -> None:
    places.moved(24, SEED, place).require()


@posix_only
def test_a_name_that_is_used_again_after_a_crash_gets_nothing_of_the_old_file(place: Path) -> None:
    places.stale_journal(6, SEED, place).require()


@posix_only
def test_of_several_openers_one_gets_the_project(place: Path) -> None:
    outcome = openers.races(50, SEED, place)
    outcome.require()
    assert not outcome.notes[0].startswith("0 times")


@posix_only
def test_a_second_opener_is_told_who_has_the_project(place: Path) -> None:
    openers.holders(8, SEED, place).require()


def test_a_clock_that_jumps_changes_no_order(place: Path) -> None:
    openers.jumping_clock(6, SEED, place).require()
