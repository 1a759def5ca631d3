"""LIWC dictionaries (``.dic``): numbered categories between two lines with ``%``, then words with their numbers.

Categories that are indented are part of the one above them (2015 and later). Entries may be phrases. An entry that
counts by condition, ``kind <of>131/125`` or ``like (02 134)125/464``, is kept as far as the query language goes: *kind of* for
131, and the word without its condition for the other number.
"""

from __future__ import annotations

import re
from typing import Final

from workbench.codebooks.exporting import outgoing
from workbench.codebooks.importing import Assembly, Imported
from workbench.codebooks.model import Codebook, CodebookError

_HEADER: Final = re.compile(r"(?P<indent>\s*)(?P<number>\S+)(?P<gap>\s+)(?P<name>\S.*)")
_PART: Final = re.compile(r"\([^)]*\)\S*|<[^>]*>\S*|\S+")
_FOLLOWED: Final = re.compile(r"<(?P<next>[^>]+)>(?P<then>[\w.]+)/(?P<other>[\w.]+)")
_PRECEDED: Final = re.compile(r"\([^)]*\)(?P<then>[\w.]+)/(?P<other>[\w.]+)")


def read_liwc(text: str, data: bytes, where: str, name: str) -> Imported:
    """A LIWC dictionary.

    Raises:
        CodebookError: the two lines with ``%`` are missing.
    """
    lines = text.removeprefix("\ufeff").splitlines()
    marks = [n for n, line in enumerate(lines) if line.strip() == "%"][:2]
    if len(marks) < 2 or any(line.strip() for line in lines[: marks[0]]):
        raise CodebookError(
            f"{where}, line 1: a LIWC dictionary begins with its categories between two lines with %. Add them."
        )
    assembly = Assembly(where, data)
    numbers = _header(lines, marks[0] + 1, marks[1], assembly)
    for line, content in enumerate(lines[marks[1] + 1 :], start=marks[1] + 2):
        if content.strip():
            _entry(content, line, numbers, assembly)
    return assembly.finish(name=name, source=f"Read from {where} (LIWC dictionary).")


def _header(lines: list[str], begin: int, end: int, assembly: Assembly) -> dict[str, str]:
    numbers: dict[str, str] = {}
    open_above: list[tuple[int, str]] = []
    for line, content in enumerate(lines[begin:end], start=begin + 1):
        if not content.strip():
            continue
        match = _HEADER.fullmatch(content.rstrip())
        if match is None:
            raise CodebookError(
                f"{assembly.where}, line {line}: a category is a number and a name. Complete {content.strip()!r}."
            )
        # the tree is drawn by tabs before the number or, in some files, between number and name
        depth = len(match["indent"]) + max(0, match["gap"].count("\t") - 1)
        while open_above and open_above[-1][0] >= depth:
            open_above.pop()
        number = _plain(match["number"])
        if number in numbers:
            raise CodebookError(f"{assembly.where}, line {line}: the number {number} stands twice. Change one.")
        parent = open_above[-1][1] if open_above else ""
        numbers[number] = assembly.category(match["name"], line=line, parent=parent)
        open_above.append((depth, numbers[number]))
    return numbers


def _plain(number: str) -> str:
    return number.lstrip("0") or "0" if number.isdigit() else number


def _entry(content: str, line: int, numbers: dict[str, str], assembly: Assembly) -> None:
    head, tab, tail = content.strip().partition("\t")
    parts = _PART.findall(tail if tab else head)
    first = len(parts)
    while first > (0 if tab else 1) and _is_category(parts[first - 1], numbers):
        first -= 1
    words = [head, *parts[:first]] if tab else parts[:first]
    pattern = " ".join(words)
    categories = parts[first:]
    if not categories:
        assembly.remark(line, f"“{content.strip()}” was left out: it names no category of the header.")
        return
    for category in categories:
        if category.isalnum() or _plain(category) in numbers:
            _known(category, pattern, line, numbers, assembly)
        elif match := _FOLLOWED.fullmatch(category):
            for word in match["next"].split():
                _known(match["then"], f"{pattern} {word}", line, numbers, assembly)
            _known(match["other"], pattern, line, numbers, assembly)
            assembly.remark(
                line,
                f"the condition “{category}” of “{pattern}” was kept in part: the phrase is an entry of {match['then']},"
                f" and the word without the condition one of {match['other']}.",
            )
        elif match := _PRECEDED.fullmatch(category):
            _known(match["other"], pattern, line, numbers, assembly)
            assembly.remark(
                line,
                f"the condition “{category}” of “{pattern}” can't be kept: the word is an entry of {match['other']} alone.",
            )


def _is_category(part: str, numbers: dict[str, str]) -> bool:
    return bool(_plain(part) in numbers or part.isdigit() or _FOLLOWED.fullmatch(part) or _PRECEDED.fullmatch(part))


def _known(number: str, pattern: str, line: int, numbers: dict[str, str], assembly: Assembly) -> None:
    category = numbers.get(_plain(number))
    if category is None:
        assembly.remark(line, f"“{pattern}” was left out of {number}: the header has no such category.")
        return
    assembly.pattern(category, pattern, line=line)


def liwc_text(codebook: Codebook) -> tuple[str, tuple[str, ...]]:
    """The text of the file, and what it can't hold."""
    made = outgoing(codebook, "a LIWC dictionary", unfit=_unfit)
    number = {frame.name: n for n, frame in enumerate(codebook.frames, start=1)}
    header: list[str] = []

    def branch(parent: str, depth: int) -> None:
        for frame in codebook.children(parent):
            tabs = "\t" * depth
            header.append(f"{tabs}{number[frame.name]}\t{frame.name}")
            branch(frame.name, depth + 1)

    branch("", 0)
    lines: dict[str, tuple[str, list[int]]] = {}
    for name, patterns in made.patterns.items():
        for pattern, _ in patterns:
            lines.setdefault(pattern.casefold(), (pattern, []))[1].append(number[name])
    body = ["\t".join([pattern, *map(str, numbers)]) for pattern, numbers in lines.values()]
    return "\n".join(["%", *header, "%", *body, ""]), made.remarks


def _unfit(pattern: str) -> str:
    if "?" in pattern:
        return "it has ? for one character"
    if any("*" in word[:-1] for word in pattern.split()):
        return "it has * before the end of a word"
    return ""
