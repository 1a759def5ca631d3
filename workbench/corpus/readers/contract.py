"""What a reader is: bytes in, records and refusals out.

A reader knows one format. It does not open files, parse dates, choose document ids or guess metadata: it says what the
source says, and where. :mod:`workbench.corpus.reading` does the rest, in the same way for all formats.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from workbench.domain.article import Refusal


@dataclass(frozen=True, slots=True)
class RawRecord:
    """One article as its source gives it: decoded, not yet canonical."""

    text: str
    record: str = ""
    """Where in the file it stood (``line 12``), empty when the file is the article."""
    document_id: str = ""
    """The id that the source gives, or empty."""
    fields: Mapping[str, str] = field(default_factory=dict)
    """Metadata by field name (:data:`workbench.domain.article.EDITABLE_FIELDS`), the date as it was written; and ``words``
    (as the source states them), ``time`` (where it stands apart from the date), ``made`` (when the file was made)."""
    sources: Mapping[str, str] = field(default_factory=dict)
    """Where each of the fields came from, in words: ``field outlet``, ``front matter``."""
    encoding: str = ""
    """How bytes became text, in words."""
    encoding_certain: bool = True
    notes: tuple[str, ...] = ()
    review: str = ""
    """Why a person should look at this record (an irregular header, a count that does not fit), empty when they need not."""
    boilerplate: tuple[tuple[int, int, str, str], ...] = ()
    """Stretches of the text that the format itself marks as no part of the article: start, end, kind, rule."""


@dataclass(frozen=True, slots=True)
class Remark:
    """Something about a whole file that a person should know; its articles are taken in all the same."""

    message: str


@dataclass(frozen=True, slots=True)
class Part:
    """A file inside a container (an archive, an e-mail): it is read as if it lay beside it."""

    path: str
    """Its name inside the container, with ``/`` between folders; never absolute, never with ``..``."""
    data: bytes
    fields: Mapping[str, str] = field(default_factory=dict)
    """What the container says about it, e.g. the address and the time of a web archive; the file itself counts first."""
    sources: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class MetadataRecord:
    """What a source without texts (Media Cloud, GDELT, RIS, BibTeX) says about an article that another source may hold."""

    record: str
    fields: Mapping[str, str]
    sources: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns or keys of a table, and which of them was taken for which field. It comes before the table's records.

    A person sees it before anything is read in, and can choose other columns; ``read`` is then called again with that mapping.
    """

    columns: tuple[str, ...]
    """The names as the source writes them, in its order; empty ones left out."""
    by_field: Mapping[str, str]
    """The column of each field that has one."""


Item = RawRecord | Part | MetadataRecord | Layout | Refusal | Remark
"""What a reader yields."""


class Reader(Protocol):
    """One format. Implementations are stateless; see ``docs/readers.md`` for how to add one."""

    @property
    def name(self) -> str:
        """The format in words: ``plain text``."""

    @property
    def binary(self) -> bool:
        """Whether the bytes are no text, so that NULs and control characters are no sign of damage."""

    @property
    def rank(self) -> int:
        """Lower ones are asked first.

        10 for one program's exports, 20 for known structures, 50 for general documents, 60 and more for containers, 90 for
        what fits when nothing else does.
        """

    def recognises(self, data: bytes, path: str) -> bool:
        """Whether a file is of this format, by its content; the ending of its name only decides where content can't.

        It looks at no more than it needs and never raises.
        """

    def read(self, data: bytes, path: str, *, mapping: Mapping[str, str]) -> Iterator[Item]:
        """What is in a file, in its order.

        Args:
            data: the whole file.
            path: its name for refusals.
            mapping: which of the source's names a person chose for a field, e.g. ``{"text": "body"}``.
        """
