"""What the readers of single documents (Word, OpenDocument, RTF, PDF) have in common.

How paragraphs become a text, and which of a file's own properties can be believed. No format is known here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final

from workbench.corpus.readers.marked_text import MarkedText, joined_texts, marked_paragraph

MADE: Final = "made"
"""The extra field for when a file was made. It is no date of publication, which nothing may take it for."""

PROPERTIES_NOTE: Final = (
    "The author comes from the properties of the file: they say who made the file,"
    " which need not be who wrote the article."
)
"""Said of every record that takes its author from a file's properties."""

LONGEST_TITLE: Final = 300
"""Characters; a longer heading is a paragraph that somebody formatted as one."""

_PROGRAM_TITLE: Final = re.compile(
    r"(?:microsoft (?:office )?word|powerpoint|slide|adobe \w+|layout|print|document|dokument|documento)\b\W*[\w ]{0,12}\s*-"
    r"|(?:untitled|unbenannt|sans titre|sin título|senza titolo|unknown|title|titel|titre|no title|none|null)\b.{0,12}$"
    r"|(?:microsoft word )?(?:document|dokument|documento|doc)\s*\d*$"
    r"|\W*$",
    re.IGNORECASE,
)
_FILE_TITLE: Final = re.compile(
    r"\S*\.(?:docx?|rtf|odt|pdf|indd|qxd|qxp|p65|pages|tex|dvi|ps|txt|html?|xlsx?|pptx?|eps|ai|cdr|fm)\Z", re.IGNORECASE
)
_PROGRAM_AUTHOR: Final = re.compile(
    r"(?:python-docx|openpyxl|apache poi|unknown|user|admin(?:istrator)?|owner|author|autor|anonymous|default|none"
    r"|microsoft(?: office)?(?: user)?|windows user|root|test|hp|dell|asus|lenovo|acer|pc|un-named|calibre.*)\W*\Z",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of a document."""

    text: str
    heading: int = 0
    """1 for a title or a heading of the first level, 2 for the next, 0 for others."""
    kind: str = ""
    """The kind of boilerplate that it is, empty for what belongs to the article."""
    rule: str = ""
    """What says that it is boilerplate."""


def joined(paragraphs: Iterable[Paragraph]) -> MarkedText:
    """The text, paragraphs separated by a blank line, and its stretches of boilerplate. Empty paragraphs go."""
    return joined_texts(marked_paragraph(tidy(each.text), each.kind, each.rule) for each in paragraphs)


def tidy(text: str) -> str:
    """A paragraph without white space around its lines and without blank lines, which would make it two.

    Line ends of all kinds become the same here, so that places counted in the result stay right later.
    """
    if "\r" in text or "\n" in text:
        lines = (line.strip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
        return "\n".join(line for line in lines if line)
    return text.strip().removeprefix("\ufeff")


def first_heading(paragraphs: Iterable[Paragraph]) -> str:
    """The first heading of the highest level among the first 20 paragraphs with text, or ``""``."""
    best: tuple[int, str] | None = None
    seen = 0
    for paragraph in paragraphs:
        text = " ".join(paragraph.text.split())
        if not text or paragraph.kind:
            continue
        seen += 1
        if seen > 20:
            break
        if paragraph.heading and len(text) <= LONGEST_TITLE and (best is None or paragraph.heading < best[0]):
            best = (paragraph.heading, text)
    return best[1] if best else ""


def usable_title(title: str, path: str) -> str:
    """A title from a file's properties, or ``""`` for what programs put there (``Microsoft Word - a.doc``)."""
    plain = " ".join(title.replace("\x00", " ").split())
    if _PROGRAM_TITLE.match(plain) or _FILE_TITLE.fullmatch(plain):
        return ""
    if plain.casefold() == PurePosixPath(path).stem.casefold() and " " not in plain:
        return ""
    return plain[:LONGEST_TITLE]


def usable_author(author: str) -> str:
    """An author from a file's properties, or ``""`` for what programs put there (``Administrator``)."""
    plain = " ".join(author.replace("\x00", " ").split())
    return "" if _PROGRAM_AUTHOR.match(plain) else plain[:LONGEST_TITLE]
