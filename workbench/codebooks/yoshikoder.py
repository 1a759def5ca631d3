"""Yoshikoder dictionaries (``.ykd``): XML with categories (``cnode``) in one another and their patterns (``pnode``)."""

from __future__ import annotations

import re
from typing import Final
from xml.parsers import expat
from xml.sax.saxutils import quoteattr

from workbench.codebooks.exporting import outgoing
from workbench.codebooks.importing import Assembly, Imported
from workbench.codebooks.model import Codebook, CodebookError

_DEEPEST: Final = 50


class _Reading:
    """What the parser says, in the order of the file."""

    def __init__(self, assembly: Assembly) -> None:
        self.assembly = assembly
        self.parser = expat.ParserCreate("utf-8")
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.StartDoctypeDeclHandler = self.doctype
        self.engine = ""
        self.name = ""
        self.path: list[str] = []
        self.open_categories: list[tuple[str, str, int]] = []
        """Name in the file, name in the codebook (empty until something is in it), line."""
        self.definitions: list[str] = []

    def doctype(self, *_: object) -> None:
        raise CodebookError(
            f"{self.assembly.where}, line {self.line}: it declares a document type, which can hide other files. "
            "Remove the DOCTYPE if you trust the file."
        )

    @property
    def line(self) -> int:
        return self.parser.CurrentLineNumber

    def start(self, tag: str, values: dict[str, str]) -> None:
        where = self.assembly.where
        if not self.path and tag != "dictionary":
            raise CodebookError(f"{where}: its outermost element is {tag!r}, not dictionary. Choose a .ykd file.")
        self.path.append(tag)
        if len(self.path) > _DEEPEST:
            raise CodebookError(f"{where}, line {self.line}: categories are nested over {_DEEPEST} deep. Flatten them.")
        if tag == "dictionary" and len(self.path) == 1:
            self.engine = values.get("patternengine", "substring").casefold()
        elif tag == "cnode":
            self._category(values)
        elif tag == "pnode":
            self._pattern(values.get("name", ""))
        else:
            self.assembly.remark(self.line, f"the element {tag!r} is not known and was left out.")

    def _category(self, values: dict[str, str]) -> None:
        name = values.get("name", "")
        if not self.open_categories:
            self.name = name  # the outermost one is the dictionary itself
            self.open_categories.append((name, "", self.line))
        else:
            made = self.assembly.category(
                name, line=self.line, parent=self.open_categories[-1][1], definition=values.get("desc", "")
            )
            self.open_categories.append((name, made, self.line))

    def _pattern(self, pattern: str) -> None:
        if not self.open_categories:
            self.assembly.remark(self.line, f"“{pattern}” was left out: it stands in no category.")
            return
        name, made, line = self.open_categories[-1]
        if not made:
            made = self.assembly.category(name, line=line)
            self.open_categories[-1] = (name, made, line)
        self.assembly.pattern(made, pattern, line=self.line, expression=self.engine.startswith("regex"))

    def end(self, tag: str) -> None:
        self.path.pop()
        if tag == "cnode":
            self.open_categories.pop()


def declared_encoding(data: bytes) -> str:
    """The encoding that the first line of an XML file names."""
    found = re.match(rb"[^<]{0,3}<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9._-]{1,40})", data)
    return found[1].decode("ascii") if found else ""


def read_yoshikoder(text: str, data: bytes, where: str, name: str) -> Imported:
    """A Yoshikoder dictionary. The outermost category is the dictionary; it is a frame only if it has patterns.

    Raises:
        CodebookError: it is not well-formed XML, declares a document type, or is no such dictionary.
    """
    reading = _Reading(Assembly(where, data))
    try:
        reading.parser.Parse(text.removeprefix("\ufeff").encode("utf-8", "replace"), True)
    except expat.ExpatError as error:
        raise CodebookError(
            f"{where}, line {error.lineno}: not well-formed XML ({expat.ErrorString(error.code)}). Export it again."
        ) from error
    if reading.engine == "substring":
        reading.assembly.remark(
            1, "patterns are read as whole words with * (pattern engine “substring”). Add * to find them within words."
        )
    return reading.assembly.finish(name=reading.name or name, source=f"Read from {where} (Yoshikoder dictionary).")


def yoshikoder_text(codebook: Codebook) -> tuple[str, tuple[str, ...]]:
    """The text of the file, and what it can't hold."""
    made = outgoing(codebook, "a Yoshikoder dictionary", unfit=_unfit, definitions=True)
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<dictionary style="050805" patternengine="wildcard">',
        f'\t<cnode name={quoteattr(codebook.name)} desc="">',
    ]

    def branch(parent: str, depth: int) -> None:
        tabs = "\t" * depth
        for frame in codebook.children(parent):
            lines.append(f"{tabs}<cnode name={quoteattr(frame.name)} desc={quoteattr(frame.definition)}>")
            lines.extend(f"{tabs}\t<pnode name={quoteattr(pattern)}/>" for pattern, _ in made.patterns[frame.name])
            branch(frame.name, depth + 1)
            lines.append(f"{tabs}</cnode>")

    branch("", 2)
    return "\n".join([*lines, "\t</cnode>", "</dictionary>", ""]), made.remarks


def _unfit(pattern: str) -> str:
    return "it has ? for one character" if "?" in pattern else ""
