"""Plain text and Markdown: the file is the article.

Markdown is kept as it is. Its front matter (``key: value`` lines between two lines of dashes) is metadata and not part
of the text; a headline (``# Headline``) at the top gives the title and stays in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from workbench.corpus.canonical import canonical_text
from workbench.corpus.encoding import Decoded, decode
from workbench.corpus.readers.columns import ID, resolve_columns
from workbench.corpus.readers.contract import RawRecord, Remark
from workbench.domain.article import EDITABLE_FIELDS, Refusal

_TEXT_SUFFIXES: Final = (".txt", ".text")
_MARKDOWN_SUFFIXES: Final = (".md", ".markdown", ".mdown")
_FRONT_MATTER: Final = re.compile(
    r"\A---[ \t]*\n(?P<lines>(?:(?!(?:---|\.\.\.)[ \t]*$).*\n)*?)(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.MULTILINE
)
_KEY_VALUE: Final = re.compile(r"(?P<key>[^\W\d][\w .\-]*?)\s*:(?:\s+(?P<value>.*))?")
_HEADING: Final = re.compile(r"\A\s*#[ \t]+(?P<title>\S.*?)[ \t]*#*[ \t]*(?:\n|\Z)")
_SETEXT_HEADING: Final = re.compile(r"\A\s*(?P<title>\S[^\n]*?)[ \t]*\n={3,}[ \t]*(?:\n|\Z)")


class PlainText:
    """Reads ``.txt``."""

    name = "plain text"

    def recognises(self, head: bytes, path: str) -> bool:
        """By the ending of the name."""
        return path.lower().endswith(_TEXT_SUFFIXES)

    def read(self, data: bytes, path: str, *, mapping: Mapping[str, str]) -> Iterator[RawRecord | Refusal | Remark]:
        """One record: the whole file."""
        decoded = decode(data)
        yield RawRecord(
            text=decoded.text,
            encoding=decoded.encoding_in_words,
            encoding_certain=decoded.certain,
            notes=encoding_notes(decoded),
        )


class Markdown:
    """Reads ``.md``."""

    name = "Markdown"

    def recognises(self, head: bytes, path: str) -> bool:
        """By the ending of the name."""
        return path.lower().endswith(_MARKDOWN_SUFFIXES)

    def read(self, data: bytes, path: str, *, mapping: Mapping[str, str]) -> Iterator[RawRecord | Refusal | Remark]:
        """One record: the file without its front matter."""
        decoded = decode(data)
        front = _front_matter(canonical_text(decoded.text), mapping)
        fields, sources, notes = dict(front.fields), dict(front.sources), list(front.notes)
        heading = _HEADING.match(front.body) or _SETEXT_HEADING.match(front.body)
        if heading is not None and not fields.get("title"):
            fields["title"], sources["title"] = heading["title"], "first heading"
            notes.append("The title is the first heading of the text.")
        yield RawRecord(
            text=front.body,
            document_id=front.document_id,
            fields=fields,
            sources=sources,
            encoding=decoded.encoding_in_words,
            encoding_certain=decoded.certain,
            notes=(*encoding_notes(decoded), *notes),
        )


def encoding_notes(decoded: Decoded) -> tuple[str, ...]:
    """What to tell a person about an encoding that is a guess."""
    if decoded.certain:
        return ()
    return (f"How the bytes became text is not certain: {decoded.encoding_in_words}. Look at letters with accents.",)


@dataclass(frozen=True, slots=True)
class _FrontMatter:
    body: str
    document_id: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)
    sources: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


def _front_matter(text: str, mapping: Mapping[str, str]) -> _FrontMatter:
    """The metadata at the top of a Markdown file, and the rest. Values are text, never anything else."""
    match = _FRONT_MATTER.match(text)
    if match is None:
        return _FrontMatter(text)
    values: dict[str, str] = {}
    nested = False
    for line in match["lines"].splitlines():
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if line[0] in " \t-":
            nested = True  # a list or block of its own: not a simple value
            continue
        pair = _KEY_VALUE.fullmatch(line.rstrip())
        if pair is None:
            return _FrontMatter(text)  # a text between two rules, not front matter
        values.setdefault(pair["key"], _unquoted(pair["value"] or ""))
    if not values:
        return _FrontMatter(text)
    known = (ID, *EDITABLE_FIELDS)
    columns = resolve_columns(values, mapping, known=known)
    fields = {name: values[key] for name, key in columns.by_field.items() if name != ID}
    unused = [key for key in values if key not in columns.by_field.values()]
    notes = [note.replace("column", "front matter key") for note in columns.notes]
    if unused or nested:
        left = [*unused, *(["nested values"] if nested else [])]
        notes.append(f"Not used from the front matter: {', '.join(left)}.")
    return _FrontMatter(
        body=text[match.end() :],
        document_id=values.get(columns.by_field.get(ID, ""), ""),
        fields=fields,
        sources=dict.fromkeys(fields, "front matter"),
        notes=tuple(notes),
    )


def _unquoted(value: str) -> str:
    value = value.strip()
    if len(value) >= 2 and value[0] == value[-1] and value[0] in "\"'":
        inner = value[1:-1]
        return inner.replace('\\"', '"') if value[0] == '"' else inner.replace("''", "'")
    return value
