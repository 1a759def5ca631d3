"""Which codebook is in use, and the codebooks that people brought along: they live in the project, with its decisions."""

from __future__ import annotations

from typing import Final

from workbench.domain.decisions import Decisions, Json, Key

CODEBOOK: Final = "codebook"
"""The collection of people's own codebooks. A key is the codebook's name, a value the codebook as in its file (an object, see
:mod:`workbench.codebooks.own_format`)."""

CODEBOOK_IN_USE: Final = "codebook in use"
"""The collection with the one key ``name``: the name of the codebook in use, a person's own or a bundled one."""

BUNDLED: Final = ("generic_frames", "policy_frames", "functions", "episodic_thematic")
"""The codebooks that come with the program, by the name of their file; the first one is in use at first."""

WORD_LISTS: Final = "word_lists"
"""The file of the lists of loaded, hedging, modal, evaluative and reporting words: a codebook whose frames are lists."""


def codebook_in_use(decisions: Decisions) -> str:
    """The name of the codebook in use; the file name of a bundled one."""
    name = decisions.get(CODEBOOK_IN_USE, "name")
    return name if isinstance(name, str) and name else BUNDLED[0]


def own_codebooks(decisions: Decisions) -> tuple[str, ...]:
    """The names of the codebooks that people brought along, alphabetically."""
    return tuple(sorted(key for key, value in decisions.collection(CODEBOOK).items() if isinstance(value, dict)))


def changes_for_codebook(name: str, value: Json | None) -> dict[Key, Json | None]:
    """What to change in :class:`Decisions` to keep a codebook under a name, or to drop it (``None``)."""
    return {(CODEBOOK, name): value}


def changes_for_use(name: str) -> dict[Key, Json | None]:
    """What to change to use the codebook of a name; the empty name goes back to the first bundled one."""
    return {(CODEBOOK_IN_USE, "name"): name or None}
