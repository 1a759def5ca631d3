"""What the window asks about codebooks, and the answers. Imported by the window, so it needs nothing heavy.

Files are read, and searches checked, in the working process: a large or odd file can't stop the window.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from workbench.codebooks import Codebook
    from workbench.domain.decisions import Json, Key
    from workbench.domain.progress import Progress
    from workbench.domain.state import State
    from workbench.workspace.workspace import Workspace

ENDINGS: Final[dict[str, str]] = {
    ".json": "Codebook of Counterpoint",
    ".csv": "Table (CSV)",
    ".dic": "LIWC dictionary",
    ".lc3": "Lexicoder dictionary",
    ".ykd": "Yoshikoder dictionary",
    ".cat": "WordStat dictionary",
    ".yml": "quanteda dictionary (YAML)",
    ".yaml": "quanteda dictionary (YAML)",
}
"""The ends of the names of files that are read and written, and what is in them."""


@dataclass(frozen=True, slots=True)
class CodebookOffered:
    """A codebook that may be used."""

    key: str
    """By what it is found: the file name of a bundled one, the name of a person's own."""
    name: str
    own: bool
    frames: int = 0
    entries: int = 0
    problem: str = ""
    """Why it can't be used; empty when it can."""


@dataclass(frozen=True, slots=True)
class ShownEntry:
    """A search of a frame."""

    text: str
    question: str
    """The question that it speaks to; empty for none."""
    weight: float


@dataclass(frozen=True, slots=True)
class ShownFrame:
    """A frame with all that defines it."""

    name: str
    parent: str
    definition: str
    questions: tuple[str, ...]
    include: tuple[str, ...]
    exclude: tuple[str, ...]
    entries: tuple[ShownEntry, ...]


@dataclass(frozen=True, slots=True)
class ShownCodebook:
    """A codebook as its dialog shows it."""

    key: str
    name: str
    own: bool
    version: str
    language: str
    licence: str
    source: str
    about: str
    digest: str
    frames: tuple[ShownFrame, ...]


@dataclass(frozen=True, slots=True)
class CodebookFile:
    """What a file holds that may be imported."""

    name: str
    frames: int
    entries: int
    remarks: tuple[str, ...]
    """What of the file could not be kept, each with its line."""
    value: Json
    """What a project keeps of it."""
    clash: str = ""
    """The own codebook that has the name already; empty when the name is free or belongs to a bundled one."""
    free_name: str = ""
    """A name that no other codebook has: its own where that is free."""
    taken: frozenset[str] = frozenset()
    """The names that other codebooks have, in lower case."""


@dataclass(frozen=True, slots=True)
class FrameDefinition:
    """What defines a frame, beside its entries."""

    definition: str = ""
    questions: tuple[str, ...] = ()
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    parent: str = ""
    """The frame that it is a part of; empty for none."""


@dataclass(frozen=True, slots=True)
class CodebookChange:
    """One change of a person's own codebook."""

    kind: str
    """``copy`` (of any codebook, under the name ``text``), ``new`` (a codebook called ``text`` with the frame ``frame``),
    ``add frame``, ``rename frame`` (to ``text``), ``define frame`` (by ``definition``), ``remove frame``, ``add entry``,
    ``remove entries`` (lines of ``text``)."""
    frame: str = ""
    text: str = ""
    question: str = ""
    """Of an entry that is added."""
    definition: FrameDefinition = FrameDefinition()


def offered_codebooks(workspace: Workspace, call: Progress, state: State) -> tuple[CodebookOffered, ...]:
    """The bundled codebooks and people's own, without the lists of words."""
    from workbench.codebooks import CodebookError  # noqa: PLC0415 - the window must not load the search language
    from workbench.domain.codebook_choices import BUNDLED, own_codebooks  # noqa: PLC0415

    out = []
    for key in (*BUNDLED, *own_codebooks(state.decisions)):
        try:
            codebook = workspace.codebook(key, state.decisions)
        except CodebookError as error:
            out.append(CodebookOffered(key, key, key not in BUNDLED, problem=str(error)))
        else:
            out.append(
                CodebookOffered(key, codebook.name, key not in BUNDLED, len(codebook.frames), _entries(codebook))
            )
    return tuple(out)


def shown_codebook(workspace: Workspace, call: Progress, key: str, state: State) -> ShownCodebook:
    """A codebook with all that is in it; the empty key stands for the one in use."""
    from workbench.workspace.codebooks import ALL_BUNDLED  # noqa: PLC0415

    key = key or workspace.codebooks.key_in_use(state.decisions)
    codebook = workspace.codebook(key, state.decisions)
    return ShownCodebook(
        key=key,
        name=codebook.name,
        own=key not in ALL_BUNDLED,
        version=codebook.version,
        language=codebook.language,
        licence=codebook.licence,
        source=codebook.source,
        about=codebook.about,
        digest=codebook.digest,
        frames=tuple(
            ShownFrame(
                name=frame.name,
                parent=frame.parent,
                definition=frame.definition,
                questions=tuple(question for question in frame.items if question),
                include=frame.include,
                exclude=frame.exclude,
                entries=tuple(ShownEntry(entry.text, frame.items[entry.item], entry.weight) for entry in frame.entries),
            )
            for frame in codebook.frames
        ),
    )


def codebook_file(workspace: Workspace, call: Progress, path: str, state: State) -> CodebookFile:
    """Read a codebook or dictionary. Nothing is kept yet. Raises ``CodebookError`` for a file that is none."""
    from pathlib import Path  # noqa: PLC0415

    from workbench.codebooks import read_codebook  # noqa: PLC0415
    from workbench.domain.codebook_choices import own_codebooks  # noqa: PLC0415
    from workbench.workspace.codebooks import codebook_value, free_name, taken_names  # noqa: PLC0415

    imported = read_codebook(Path(path))
    codebook = imported.codebook
    taken = taken_names(workspace.codebooks, state.decisions)
    there = taken.get(codebook.name.casefold(), "")
    return CodebookFile(
        name=codebook.name,
        frames=len(codebook.frames),
        entries=_entries(codebook),
        remarks=imported.remarks,
        value=codebook_value(codebook),
        clash=there if there in own_codebooks(state.decisions) else "",
        free_name=free_name(codebook.name, taken),
        taken=frozenset(taken),
    )


def changed_codebook(
    workspace: Workspace, call: Progress, key: str, state: State, change: CodebookChange
) -> tuple[tuple[Key, Json | None], ...]:
    """What to decide to change a person's own codebook. Raises ``CodebookError`` for a change that can't be made."""
    from workbench.workspace.codebook_changes import changes_for  # noqa: PLC0415

    return tuple(changes_for(workspace.codebooks, state.decisions, key, change).items())


def _entries(codebook: Codebook) -> int:
    return sum(len(frame.entries) for frame in codebook.frames)
