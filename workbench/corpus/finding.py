"""Which files the sources stand for that a person named: folders walked, hidden files left out, each file once."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from workbench.corpus.canonical import canonical_text
from workbench.corpus.readers.entry_names import is_saved_with_page
from workbench.corpus.readers.metadata_table import FILE_NAME
from workbench.domain.article import Refusal
from workbench.domain.errors import UsageError

_SYSTEM_FILES: Final = frozenset({"thumbs.db", "desktop.ini", "__macosx", "$recycle.bin"})
_KEPT_WORDS: Final = ".counterpoint-words-"
"""In the names of files that the program keeps beside a project; see :mod:`workbench.workspace.kept_words`."""
_MOST_NAMED: Final = 5


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file to read: where it is, and how it is called to a person."""

    path: Path
    shown: str


@dataclass(slots=True)
class FoundFiles:
    """The files behind sources, and what could not be looked into."""

    files: list[SourceFile] = field(default_factory=list)
    metadata_files: list[SourceFile] = field(default_factory=list)
    """Tables called ``metadata.csv``: they tell about other files."""
    refusals: list[Refusal] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    _given: dict[str, int] = field(default_factory=dict)
    """How often each name was wanted."""

    def own_name(self, file: SourceFile) -> str:
        """What a file is called that no other is: with its folder, or with a number, where another has its name.

        Two files that a person named may have one name in two folders, and names that are no text look the same.
        """
        folder = shown_name(file.path.absolute().parent.name)
        for name in (file.shown, f"{folder}/{file.shown}"):
            if name not in self._given:
                self._given[name] = 1
                return name
        while True:
            self._given[file.shown] += 1
            stem, dot, ending = file.shown.rpartition(".")
            number = self._given[file.shown]
            name = f"{stem} ({number}).{ending}" if dot and stem else f"{file.shown} ({number})"
            if name not in self._given:
                self._given[name] = 1
                return name


def find_files(sources: Sequence[Path], *, leave_out: Path | None = None) -> FoundFiles:
    """The files that sources stand for, each once.

    Folders are walked in the order of names. Hidden files are left out, and links to folders are not followed.

    Args:
        sources: files and folders, as the person named them.
        leave_out: a file that is used in another way.

    Raises:
        UsageError: a source does not exist.
    """
    for source in (*sources, *((leave_out,) if leave_out is not None else ())):
        if not os.path.lexists(source):
            raise UsageError(f"There is no file or folder {shown_name(str(source))}. Look at the spelling of its name.")
    found = FoundFiles()
    several_folders = sum(_is_folder(source) for source in sources) > 1
    seen: dict[str, str] = {} if leave_out is None else {os.path.realpath(leave_out): ""}
    for source in sources:
        if not _is_folder(source):
            _add(SourceFile(source, shown_name(source.name)), os.path.realpath(source), found, seen)
            continue
        real_folder = os.path.realpath(source).rstrip(os.sep) + os.sep
        name = source.resolve().name or str(source)
        before = len(seen) + len(found.refusals)
        for path in _walk(source, found):
            relative = path.relative_to(source).as_posix()
            # links to folders are not followed, so that only the last part can be one: asking for each part takes long
            real = os.path.realpath(path) if _is_link(path) else f"{real_folder}{path.relative_to(source)}"
            shown = shown_name(f"{name}/{relative}" if several_folders else relative)
            _add(SourceFile(path, shown), real, found, seen)
        if len(seen) + len(found.refusals) == before:
            found.refusals.append(Refusal(shown_name(str(source)), "", "The folder holds no files to read."))
    return found


def shown_name(name: str) -> str:
    """A path as text that can be shown and stored: file names may hold any bytes."""
    return canonical_text(name.replace(os.sep, "/")).replace("\n", " ")


def _walk(folder: Path, found: FoundFiles) -> Iterator[Path]:
    """All files below a folder in the order of names, without hidden ones; links to folders are not followed."""
    paths: list[Path] = []
    saved_with_pages: list[str] = []
    waiting = [folder]
    while waiting:  # one after another and not one inside another: folders can be thousands deep
        parent = waiting.pop()
        try:
            folders, names, links = _listed(parent)
        except OSError as error:
            why = (error.strerror or "unknown reason").lower()
            reason = f"The folder can't be opened: {why}. Allow reading it, or copy it to a folder of yours."
            found.refusals.append(Refusal(shown_name(str(parent)), "", reason))
            continue
        found.warnings += [f"{shown_name(name)}: a link to another folder was not followed." for name in links]
        files = {name.casefold() for name in names}
        beside = [name for name in folders if is_saved_with_page(name, files)]
        saved_with_pages += [(parent / name).relative_to(folder).as_posix() for name in beside]
        waiting += [parent / name for name in reversed(folders) if not _is_hidden(name) and name not in beside]
        paths += [parent / name for name in names if not _is_hidden(name)]
    if saved_with_pages:
        found.warnings.append(_saved_with_pages_words(sorted(saved_with_pages)))
    yield from sorted(paths, key=lambda path: path.relative_to(folder).parts)


def _listed(folder: Path) -> tuple[list[str], list[str], list[str]]:
    """What is in a folder by name: folders, files, and links to folders. ``OSError`` when it can't be opened."""
    folders: list[str] = []
    names: list[str] = []
    links: list[str] = []
    with os.scandir(folder) as entries:
        for entry in entries:
            try:
                is_folder, is_link = entry.is_dir(), entry.is_symlink()
            except OSError:
                is_folder = is_link = False  # whatever it is, reading it says what is wrong with it
            (links if is_folder and is_link else folders if is_folder else names).append(entry.name)
    return sorted(folders), sorted(names), sorted(links)


def _is_link(path: Path) -> bool:
    try:
        return path.is_symlink()
    except OSError:
        return False


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:
        return False


def _saved_with_pages_words(folders: Sequence[str]) -> str:
    many = len(folders)
    what = (
        "1 folder that a browser saved beside a page"
        if many == 1
        else f"{many:,} folders that a browser saved beside pages"
    )
    more = f" and {many - _MOST_NAMED:,} more" if many > _MOST_NAMED else ""
    named = ", ".join(shown_name(folder) for folder in folders[:_MOST_NAMED])
    return f"{what} (pictures, frames) {'was' if many == 1 else 'were'} left out: {named}{more}."


def _is_hidden(name: str) -> bool:
    return name.startswith((".", "~$")) or name.lower() in _SYSTEM_FILES or _KEPT_WORDS in name


def _add(file: SourceFile, real: str, found: FoundFiles, seen: dict[str, str]) -> None:
    if real in seen:
        if seen[real]:
            found.warnings.append(f"{file.shown}: the same file as {seen[real]}; it was read once.")
        return
    file = replace(file, shown=found.own_name(file))
    seen[real] = file.shown
    target = found.metadata_files if file.path.name.casefold() == FILE_NAME else found.files
    target.append(file)
