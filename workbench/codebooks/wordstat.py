"""WordStat categorization dictionaries (``.cat``): a tree by tabs; ``Word (weight)`` is an entry, the rest categories.

Rules (``@``, NEAR, AFTER, BEFORE) are not documented well enough to be read; each is named in a remark.
"""

from __future__ import annotations

import re
from typing import Final

from workbench.codebooks.exporting import outgoing
from workbench.codebooks.importing import Assembly, Imported
from workbench.codebooks.model import Codebook, CodebookError

_WEIGHTED: Final = re.compile(r"(?P<pattern>.+?)\s*\((?P<weight>-?\d+(?:[.,]\d+)?(?:[eE]-?\d+)?)\)")
_RULE: Final = re.compile(r"^@|\b(?:NEAR|AFTER|BEFORE)(?:/\S+)?(?=\s|$)")


def read_wordstat(text: str, data: bytes, where: str, name: str) -> Imported:
    """A WordStat dictionary.

    Raises:
        CodebookError: an entry stands before the first category.
    """
    assembly = Assembly(where, data)
    lines = [
        (number, len(content) - len(content.lstrip()), content.strip())
        for number, content in enumerate(text.removeprefix("\ufeff").splitlines(), start=1)
        if content.strip()
    ]
    weighted = any(_WEIGHTED.fullmatch(content) for _, _, content in lines)
    open_above: list[tuple[int, str]] = []
    for n, (line, depth, content) in enumerate(lines):
        while open_above and open_above[-1][0] >= depth:
            open_above.pop()
        above = open_above[-1][1] if open_above else ""
        match = _WEIGHTED.fullmatch(content)
        deeper = n + 1 < len(lines) and lines[n + 1][1] > depth
        if _RULE.search(content) and not deeper:
            assembly.remark(line, f"“{content}” was left out: rules of WordStat can't be read. Write it with NEAR/n.")
        elif match is None and (weighted or deeper or not above):
            open_above.append((depth, assembly.category(content, line=line, parent=above, again=True)))
        elif not above:
            raise CodebookError(f"{where}, line {line}: the entry “{content}” stands in no category. Add one above it.")
        else:
            pattern = match["pattern"] if match else content
            weight = float(match["weight"].replace(",", ".")) if match else 1.0
            assembly.pattern(above, pattern.replace("_", " "), line=line, weight=weight, question_mark=True)
    return assembly.finish(name=name, source=f"Read from {where} (WordStat dictionary).")


def wordstat_text(codebook: Codebook) -> tuple[str, tuple[str, ...]]:
    """The text of the file, and what it can't hold."""
    made = outgoing(codebook, "a WordStat dictionary", unfit=_unfit, weights=True)
    remarks = list(made.remarks)
    lines: list[str] = []

    def branch(parent: str, depth: int) -> None:
        for frame in codebook.children(parent):
            name = frame.name
            if _WEIGHTED.fullmatch(name) or _RULE.search(name):
                name = f"{re.sub(r'[()@]', ' ', name)} category".strip()
                remarks.append(
                    f"{frame.name!r} was written as {name!r}: WordStat would take it for an entry or a rule."
                )
            tabs = "\t" * depth
            lines.append(f"{tabs}{name}")
            tabs += "\t"
            lines.extend(f"{tabs}{pattern} ({_number(entry.weight)})" for pattern, entry in made.patterns[frame.name])
            branch(frame.name, depth + 1)

    branch("", 0)
    return "\n".join([*lines, ""]), tuple(remarks)


def _number(weight: float) -> str:
    return str(int(weight)) if weight.is_integer() else repr(weight)


def _unfit(pattern: str) -> str:
    return "it looks like a rule" if _RULE.search(pattern) else "it has an underscore" if "_" in pattern else ""
