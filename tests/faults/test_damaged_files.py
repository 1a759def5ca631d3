"""Files that were cut short, changed, or made by somebody else."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from faults import damage

pytestmark = pytest.mark.long

SEED = 20310404

posix_only = pytest.mark.skipif(os.name != "posix", reason="some of these files exist on POSIX systems alone")


def test_a_file_that_was_cut_short_is_refused(place: Path) -> None:
    outcome = damage.truncated(100, SEED, place)
    outcome.require()
    assert outcome.refused == 100


def test_no_bit_changes_a_text_or_a_decision_unnoticed(place: Path) -> None:
    damage.flipped_bits(250, SEED, place).require()


def test_parts_that_are_zeros_or_noise_are_noticed(place: Path) -> None:
    damage.zeroed_pages(100, SEED, place).require()


@posix_only
def test_foreign_and_hostile_files_are_refused(place: Path) -> None:
    outcome = damage.foreign(1, SEED, place)
    outcome.require()
    assert outcome.refused >= len(damage.FOREIGN)


@posix_only
def test_odd_files_that_are_sound_are_opened(place: Path) -> None:
    damage.harmless(1, SEED, place).require()
