"""Lexicoder dictionaries (``.lc3``): ``+Category``, then one word or phrase on each line; ``++`` is one level deeper."""

from __future__ import annotations

import re
from typing import Final

from workbench.codebooks.exporting import outgoing
from workbench.codebooks.importing import Assembly, Imported
from workbench.codebooks.model import Codebook, CodebookError

_CATEGORY: Final = re.compile(r"(\++)\s*(.+)")


def read_lexicoder(text: str, data: bytes, where: str, name: str) -> Imported:
    """A Lexicoder dictionary. Blanks at the ends of a pattern, which keep words apart there, mean nothing here.

    Raises:
        CodebookError: a pattern stands before the first category.
    """
    assembly = Assembly(where, data)
    open_above: list[tuple[int, str]] = []
    for line, written in enumerate(text.removeprefix("\ufeff").splitlines(), start=1):
        content = written.strip()
        if not content:
            continue
        if match := _CATEGORY.fullmatch(content):
            depth = len(match[1])
            while open_above and open_above[-1][0] >= depth:
                open_above.pop()
            parent = open_above[-1][1] if open_above else ""
            open_above.append((depth, assembly.category(match[2], line=line, parent=parent, again=True)))
        elif not open_above:
            raise CodebookError(f"{where}, line {line}: a pattern before the first category. Begin with +Name.")
        else:
            assembly.pattern(open_above[-1][1], content, line=line)
    return assembly.finish(name=name, source=f"Read from {where} (Lexicoder dictionary).")


def lexicoder_text(codebook: Codebook) -> tuple[str, tuple[str, ...]]:
    """The text of the file, and what it can't hold."""
    made = outgoing(codebook, "a Lexicoder dictionary", unfit=_unfit)
    lines: list[str] = []

    def branch(parent: str, depth: int) -> None:
        for frame in codebook.children(parent):
            lines.append(f"{'+' * depth}{frame.name}")
            lines.extend(pattern for pattern, _ in made.patterns[frame.name])
            branch(frame.name, depth + 1)

    branch("", 1)
    return "\n".join([*lines, ""]), made.remarks


def _unfit(pattern: str) -> str:
    return "it has ? for one character" if "?" in pattern else ""
