"""``counterpoint codebooks``: which codebooks there are, what is in one, and dictionaries from one format into another."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

from workbench.codebooks import Codebook, Frame, read_codebook, write_codebook
from workbench.codebooks.formats import FORMATS
from workbench.domain.codebook_choices import BUNDLED, WORD_LISTS, own_codebooks
from workbench.domain.decisions import Decisions
from workbench.project.store import SUFFIX, Project
from workbench.workspace.codebooks import Codebooks, fingerprinted, is_file

_DONE: Final = 0


def add_codebook_commands(commands: Any) -> None:
    """Add ``codebooks`` with its actions to the commands of the program."""
    words = "List, show and convert codebooks and dictionaries."
    command = commands.add_parser(
        "codebooks",
        help=words,
        description=words,
        epilog="Example: counterpoint codebooks convert dictionary.dic codebook.json\n"
        f"Formats, by the end of the name: {', '.join(FORMATS)}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.set_defaults(run=_list, project="")
    actions = command.add_subparsers(metavar="ACTION")

    def add(name: str, words: str, run_it: Callable[[argparse.Namespace], int]) -> Any:
        made = actions.add_parser(name, help=words, description=words)
        made.set_defaults(run=run_it)
        return made

    listing = add("list", "List the bundled codebooks, and those in a project.", _list)
    listing.add_argument("project", nargs="?", default="", metavar=f"PROJECT{SUFFIX}")
    showing = add("show", "Print a codebook: frames, definitions, questions, rules and entries.", _show)
    showing.add_argument("name", metavar="NAME|FILE", help="a bundled codebook, one in the project, or a file")
    showing.add_argument("project", nargs="?", default="", metavar=f"PROJECT{SUFFIX}")
    converting = add("convert", "Write a codebook or dictionary in another format.", _convert)
    converting.add_argument("source", metavar="IN", help="a bundled codebook, or a file")
    converting.add_argument("target", metavar="OUT", help="its end says in which format")


def _list(options: argparse.Namespace) -> int:
    decisions, codebooks = _decisions(options.project), Codebooks()
    for key in (*BUNDLED, WORD_LISTS, *own_codebooks(decisions)):
        codebook = codebooks.find(key, decisions)
        entries = sum(len(frame.entries) for frame in codebook.frames)
        own = "" if key in (*BUNDLED, WORD_LISTS) else ", in the project"
        sys.stdout.write(
            f"{key}: {codebook.name}, version {codebook.version}, {codebook.licence}: "
            f"{len(codebook.frames):,} frames, {entries:,} entries{own}\n"
        )
    return _DONE


def _show(options: argparse.Namespace) -> int:
    decisions, codebooks = _decisions(options.project), Codebooks()
    if is_file(options.name):
        codebook = _read(Path(options.name))
    else:
        codebook = codebooks.find(codebooks.key_of(options.name, decisions), decisions)
    sys.stdout.write("".join(f"{line}\n" for line in _lines(codebook)))
    return _DONE


def _convert(options: argparse.Namespace) -> int:
    codebooks, nothing = Codebooks(), Decisions()
    if is_file(options.source):
        codebook = _read(Path(options.source))
    else:
        codebook = codebooks.find(codebooks.key_of(options.source, nothing), nothing)
    _tell(write_codebook(codebook, Path(options.target)))
    sys.stderr.write(f"{options.target} written: {len(codebook.frames):,} frames.\n")
    return _DONE


def _read(path: Path) -> Codebook:
    imported = read_codebook(path)
    _tell(imported.remarks)
    return fingerprinted(imported.codebook)


def _tell(remarks: tuple[str, ...]) -> None:
    for remark in remarks:
        sys.stderr.write(f"Note: {remark}\n")


def _decisions(project: str) -> Decisions:
    if not project:
        return Decisions()
    with Project.open(project, read_only=True) as opened:
        return opened.decisions()


def _lines(codebook: Codebook) -> Iterator[str]:
    """A codebook as text that can be read: frames within frames, and what defines each one."""
    yield f"{codebook.name}, version {codebook.version}"
    yield f"Language: {codebook.language}"
    yield f"Licence: {codebook.licence}"
    yield f"Source: {codebook.source}"
    if codebook.about:
        yield f"About: {codebook.about}"
    yield f"Fingerprint: {codebook.digest}"
    for frame in codebook.children():
        yield from _frame_lines(codebook, frame, "")


def _frame_lines(codebook: Codebook, frame: Frame, indent: str) -> Iterator[str]:
    yield ""
    yield f"{indent}{frame.name}"
    deeper = f"{indent}  "
    if frame.definition:
        yield f"{deeper}{frame.definition}"
    yield from (f"{deeper}Include: {rule}" for rule in frame.include)
    yield from (f"{deeper}Exclude: {rule}" for rule in frame.exclude)
    for number, question in enumerate(frame.items):
        if question:
            yield f"{deeper}{question}"
        for entry in frame.entries:
            if entry.item == number:
                weight = "" if entry.weight == 1 else f"  (weight {entry.weight:g})"
                yield f"{deeper}  {entry.text}{weight}"
    for child in codebook.children(frame.name):
        yield from _frame_lines(codebook, child, deeper)
