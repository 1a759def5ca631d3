"""What a codebook is: frames, the questions and rules that define each one, and the searches that suggest it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from workbench.domain.errors import CounterpointError

DEFAULT_HALF_SCORE_AT: Final = 0.1
"""Variety at which a frame is suggested when its file does not say: 2 different entries in 400 words."""

LONGEST_ENTRY: Final = 200
"""Characters of an entry."""
LONGEST_NAME: Final = 200
"""Characters of the name of a frame that comes from a dictionary."""
MOST_FRAMES: Final = 500
"""Frames of a codebook."""
MOST_ENTRIES: Final = 10_000
"""Entries of a frame."""


class CodebookError(CounterpointError):
    """A codebook that can't be used. The message names the file, the place in it, and what to change."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One search that suggests a frame, and the question of the codebook that it speaks to."""

    text: str
    """The search as it stands in the file, in the query language of :mod:`workbench.index.query`."""
    frame: str
    item: int
    """Which question of the frame, counted from 0."""
    weight: float = 1.0
    """How much its maker gives it. It is shown; scores do not use it."""


@dataclass(frozen=True, slots=True)
class Frame:
    """One frame: what it means, its yes/no questions, its rules, and the entries that suggest it."""

    name: str
    definition: str
    """Empty where a dictionary has none."""
    colour: int
    """Its place in the order of colours, from 0; two frames never share one."""
    half_score_at: float
    """The variety (different entries per square root of words) at which the score is 0.5 and the frame is suggested."""
    items: tuple[str, ...]
    """The yes/no questions, in the codebook's order; an empty one holds the entries of a dictionary without questions."""
    entries: tuple[Entry, ...]
    """All entries, in the order of the file."""
    include: tuple[str, ...] = ()
    """When a passage belongs to the frame, in plain sentences."""
    exclude: tuple[str, ...] = ()
    """When it does not, though it seems to."""
    parent: str = ""
    """The name of the frame that this one is a part of; empty for none."""


@dataclass(frozen=True, slots=True)
class Codebook:
    """A codebook as read from its file."""

    name: str
    version: str
    language: str
    licence: str
    source: str
    """Where the frames come from, and who compiled the entries."""
    about: str
    frames: tuple[Frame, ...]
    digest: str
    """SHA-256 of the file's bytes, so that a recipe can tell whether it is the same codebook."""
    needs_words: bool = False
    """Whether an entry asks for dictionary forms or parts of speech, which annotation finds."""

    def frame(self, name: str) -> Frame:
        """The frame of that name. ``KeyError`` when there is none."""
        for frame in self.frames:
            if frame.name == name:
                return frame
        raise KeyError(name)

    def children(self, parent: str = "") -> tuple[Frame, ...]:
        """The frames that are part of another, or those that are part of none."""
        return tuple(frame for frame in self.frames if frame.parent == parent)

    @property
    def tree(self) -> tuple[tuple[Frame, int], ...]:
        """All frames with how deep each stands, the parts of a frame below it.

        A frame whose parents go round in a circle, or are not there, stands at the top.
        """
        out: list[tuple[Frame, int]] = []
        placed: set[str] = set()

        def add(frame: Frame, depth: int) -> None:
            if frame.name not in placed:
                placed.add(frame.name)
                out.append((frame, depth))
                for part in self.children(frame.name):
                    add(part, depth + 1)

        names = {frame.name for frame in self.frames}
        for frame in self.frames:
            if frame.parent not in names:
                add(frame, 0)
        for frame in self.frames:
            add(frame, 0)
        return tuple(out)
