"""What goes into and comes out of a project file besides articles: sources, decisions, the outcome of an import."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from workbench.project.errors import ProjectError

_CHUNK: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class Source:
    """A file that articles were read from, by the name that the articles carry as ``path``."""

    path: str
    sha256: str = ""
    """Of the file's bytes, in hexadecimal; empty when nobody computed it."""
    size: int | None = None
    """In bytes; ``None`` when not known."""
    read_at: str = ""
    """When it was read: ISO 8601, UTC. Empty when it is filled in by the project."""


@dataclass(frozen=True, slots=True)
class Decision:
    """Something a person decided, e.g. an outlet's name. The journal keeps undone ones too."""

    sequence: int
    """1 for the first one; never used twice."""
    kind: str
    payload: Mapping[str, Any] = field(default_factory=dict)
    """What it says, as plain JSON values. Its shape belongs to the kind."""
    label: str = ""
    """In the words of the undo menu."""
    made_at: str = ""
    """ISO 8601, UTC."""
    undone: bool = False


@dataclass(frozen=True, slots=True)
class ImportOutcome:
    """What an import did with each article, in the order in which they came."""

    added: tuple[str, ...] = ()
    """Document ids as stored."""
    skipped: tuple[str, ...] = ()
    """Document ids, as they came, of articles that the project already had (same path, same text)."""
    renamed: tuple[tuple[str, str], ...] = ()
    """Document ids that were taken, each with the one that was stored instead."""


def now() -> str:
    """The present second as ISO 8601 in UTC."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def fingerprint(file: Path, *, path: str) -> Source:
    """The source record of a file: hash and size of its bytes, under the name ``path`` that its articles carry.

    Raises:
        ProjectError: the file can't be read.
    """
    digest = hashlib.sha256()
    size = 0
    try:
        with file.open("rb") as stream:
            while chunk := stream.read(_CHUNK):
                digest.update(chunk)
                size += len(chunk)
    except OSError as error:
        raise ProjectError(f"{file} could not be read ({error.strerror}). Check that it is still there.") from error
    return Source(path, digest.hexdigest(), size, now())


def storable(text: str) -> str:
    """Text as a project can hold it: NUL and lone surrogates become U+FFFD, so every position stays where it was."""
    if "\0" in text:
        text = text.replace("\0", "\ufffd")
    try:
        text.encode()
    except UnicodeEncodeError:
        return "".join("\ufffd" if "\ud800" <= character <= "\udfff" else character for character in text)
    return text


def text_hash(text: str) -> str:
    """SHA-256 of a text's UTF-8 bytes, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()
