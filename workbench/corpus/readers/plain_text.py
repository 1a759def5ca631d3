"""Plain text and Markdown: the file is the article.

Any text that no other reader knows is read, whatever the name of its file; sources of programs are left alone.

Markdown is kept as it is. Its front matter (``key: value`` lines between two lines of dashes) is metadata and not part
of the text; a headline (``# Headline``) at the top gives the title and stays in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Final

from workbench.corpus.canonical import canonical_text
from workbench.corpus.readers.columns import ID, resolve_columns
from workbench.corpus.readers.contract import Item, RawRecord
from workbench.domain.article import EDITABLE_FIELDS
from workbench.text_decoding import Decoded, decode, looks_binary

_NO_ARTICLES: Final[Mapping[str, str]] = {
    suffix: what
    for what, suffixes in (
        ("the source of a program", ".js .mjs .cjs .ts .jsx .tsx .py .pyw .r .java .kt .swift .c .h .cpp .hpp .cs .go .rs .rb"
         " .pl .php .asp .aspx .jsp .vue .ipynb .sh .bash .bat .cmd .ps1 .vbs .sql .lua"),
        ("a style sheet", ".css .scss .sass .less"),
        ("a picture", ".svg .eps .ps"),
        ("settings of a program", ".ini .cfg .conf .toml .yaml .yml .plist .reg .properties .lock .desktop .webmanifest .map"),
        ("a link to a web page, not the page", ".url .webloc"),
    )
    for suffix in suffixes.split()
}  # fmt: skip
"""Endings of names of files that hold text and no article. A folder with a saved page is full of them."""
_OTHER_SUFFIXES: Final = (
    ".docx .docm .dotx .doc .dot .odt .ott .sxw .rtf .pdf .epub .mobi .xlsx .xlsm .xls .xlsb .ods .pptx .ppt .odp .pages"
    " .parquet .zip .gz .warc .wacz .mbox .eml .msg .html .htm .xhtml .mht .mhtml .xml .rss .atom .ris .bib .enw"
)
_OTHER_FORMATS: Final = frozenset(_OTHER_SUFFIXES.split())
_SAMPLE: Final = 65_536
_MARKDOWN_SUFFIXES: Final = (".md", ".markdown", ".mdown")
_FRONT_MATTER: Final = re.compile(
    r"\A---[ \t]*\n(?P<lines>(?:(?!(?:---|\.\.\.)[ \t]*$).*\n)*?)(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.MULTILINE
)
_KEY_VALUE: Final = re.compile(r"(?P<key>[^\W\d][\w .\-]*?)\s*:(?:\s+(?P<value>.*))?")
_HEADING: Final = re.compile(r"\A\s*#[ \t]+(?P<title>\S.*?)[ \t]*#*[ \t]*(?:\n|\Z)")
_SETEXT_HEADING: Final = re.compile(r"\A\s*(?P<title>\S[^\n]*?)[ \t]*\n={3,}[ \t]*(?:\n|\Z)")


class PlainText:
    """Reads ``.txt`` and any other text that no reader knows."""

    name = "plain text"
    binary = False
    rank = 100

    def recognises(self, data: bytes, path: str) -> bool:
        """Anything that is text at all."""
        return not why_no_article(data, path)

    def read(self, data: bytes, path: str, *, mapping: Mapping[str, str]) -> Iterator[Item]:
        """One record: the whole file."""
        decoded = decode(data)
        suffix = PurePosixPath(path.lower()).suffix
        note = (f"The name ends in {suffix}, but the file is plain text, and was read as such.",)
        yield RawRecord(
            text=decoded.text,
            encoding=decoded.encoding_in_words,
            encoding_certain=decoded.certain,
            notes=encoding_notes(decoded) + (note if suffix in _OTHER_FORMATS else ()),
        )


class Markdown:
    """Reads ``.md``, and text with front matter."""

    name = "Markdown"
    binary = False
    rank = 95

    def recognises(self, data: bytes, path: str) -> bool:
        """By the ending of the name, or by front matter with the name of a field in it."""
        if looks_binary(data):
            return False
        if path.lower().endswith(_MARKDOWN_SUFFIXES):
            return True
        head = data[:_SAMPLE]
        if not head.removeprefix(b"\xef\xbb\xbf").startswith(b"---"):
            return False
        return bool(_front_matter(canonical_text(decode(head).text), {}).fields)

    def read(self, data: bytes, path: str, *, mapping: Mapping[str, str]) -> Iterator[Item]:
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


def why_no_article(data: bytes, path: str) -> str:
    """Why a file that no reader knows is no article, as a sentence without its full stop, or ``""`` for a text."""
    if reason := looks_binary(data):
        return reason
    suffix = PurePosixPath(path.lower()).suffix
    if suffix in _NO_ARTICLES:
        return f"This is {_NO_ARTICLES[suffix]} ({suffix}). If it is an article all the same, rename it to end in .txt"
    return ""


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
