"""How often a fault was made, and what came of it."""

from __future__ import annotations

import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from workbench.domain.errors import CounterpointError

LOST = "lost"
"""Something that was acknowledged is not there."""
HALF = "half"
"""Something is there in part."""
CORRUPT = "corrupt"
"""The file is not sound, or holds something that nobody put there."""
OTHER = "other"
"""Anything else that must not be: a process that ends, an error without words, something that no longer works."""


class BrokenError(Exception):
    """A promise that did not hold in one run."""

    def __init__(self, kind: str, why: str) -> None:
        super().__init__(why)
        self.kind = kind


class RefusedError(Exception):
    """The run ended with words for a person and with nothing changed."""


@dataclass
class Outcome:
    """What came of one fault."""

    name: str
    what: str
    """What is done, in words for somebody who does not program."""
    promise: str
    """What must hold in every run."""
    runs: int = 0
    survived: int = 0
    """Everything is there, and the program works on."""
    refused: int = 0
    """The program said in words why it can't go on, and changed nothing."""
    lost: int = 0
    half: int = 0
    corrupt: int = 0
    other: int = 0
    notes: list[str] = field(default_factory=list)
    evidence: list[str] = field(default_factory=list)
    """Each broken promise: which run, with the seed to make it again."""
    seconds: float = 0.0
    skipped: str = ""
    """Why it could not be tried here, or ``""``."""

    @property
    def broken(self) -> int:
        """Runs in which a promise did not hold."""
        return self.lost + self.half + self.corrupt + self.other

    @contextmanager
    def run(self, label: str) -> Iterator[None]:
        """One run. Whatever it raises is noted; the next run goes on."""
        self.runs += 1
        began = time.perf_counter()
        try:
            yield
        except RefusedError:
            self.refused += 1
        except BrokenError as error:
            setattr(self, error.kind, getattr(self, error.kind) + 1)
            self.evidence.append(f"{label}: {error.kind}: {error}")
        except Exception:
            self.other += 1
            self.evidence.append(f"{label}: {traceback.format_exc(limit=-6)}")
        else:
            self.survived += 1
        finally:
            self.seconds += time.perf_counter() - began

    def note(self, text: str) -> None:
        """Add a remark once."""
        if text not in self.notes:
            self.notes.append(text)

    def require(self) -> None:
        """Fail a test when a promise was broken, with what is needed to make it happen again."""
        if self.broken:
            shown = "\n".join(self.evidence[:5])
            raise AssertionError(f"{self.name}: {self.broken} of {self.runs} runs broke a promise\n{shown}")
        if not self.skipped and not self.runs:
            raise AssertionError(f"{self.name}: nothing was run")


def require_words(error: Exception) -> str:
    """The words of an error, if it has some that a person can use."""
    words = str(error)
    if not isinstance(error, CounterpointError):
        raise BrokenError(OTHER, f"an error without words: {type(error).__name__}: {words}")
    if len(words) < 30 or "Traceback" in words or not words.rstrip().endswith((".", "”", "?")):
        raise BrokenError(OTHER, f"the words {words!r} do not help")
    return words


def require(holds: bool, kind: str, why: str) -> None:
    """Raise when a promise does not hold."""
    if not holds:
        raise BrokenError(kind, why)
