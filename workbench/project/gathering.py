"""Collecting the rows of a damaged project out of its pages: the best copy of each, texts only as places to read."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from workbench.domain.progress import Progress, no_progress
from workbench.project.pages import (
    TABLE_INTERIOR,
    Cell,
    PageFile,
    Value,
    columns,
    free_pages,
    is_integer,
    schema,
    text_of,
    walk,
    width,
)
from workbench.project.records import storable
from workbench.project.shapes import Shape

MAX_ROWS: Final = 5_000_000
"""More than a project of some hundred thousand articles has. It bounds the memory that a hostile file can take."""

MAX_VALUE: Final = 8 << 20
"""Bytes of a row without a text that are read; nothing that a person decides is longer."""

_SHA256: Final = re.compile(r"[0-9a-f]{64}")

_MAX_CANDIDATES: Final = 4
"""Copies of one text or article that are compared."""

Row = dict[str, Value]


@dataclass(frozen=True, slots=True)
class TextPlace:
    """Where a text stands."""

    cell: Cell
    column: int
    sha256: str
    """Of its bytes as UTF-8."""
    whole: bool
    """Whether all of its bytes are there and are text."""
    deleted: bool
    size: int


@dataclass(frozen=True, slots=True)
class FoundArticle:
    """One copy of an article's row, without its text."""

    row: Row
    version: int
    deleted: bool
    own_text: TextPlace | None = None
    """The text that stands in the row itself (schema 1)."""


@dataclass(slots=True)
class Gathered:
    """All that could be read."""

    version: int = 0
    """The schema version that the file was in, as far as one can see."""
    articles: dict[int, list[FoundArticle]] = field(default_factory=dict)
    """Copies by position."""
    texts: dict[str, TextPlace] = field(default_factory=dict)
    """Whole texts by hash."""
    texts_at: dict[int, list[TextPlace]] = field(default_factory=dict)
    """Texts by position (schema 2)."""
    rows: dict[str, dict[Any, Row]] = field(default_factory=dict)
    """Other rows, by table and key."""
    positions: set[int] = field(default_factory=set)
    """Of all articles that anything in the file speaks of."""
    names: dict[int, str] = field(default_factory=dict)
    """Document ids by position, from the articles' index (schema 2)."""
    positions_known: bool = False
    """Whether those are all that there were."""
    whole_tables: set[str] = field(default_factory=set)
    """Tables of which nothing is missing."""
    stopped: bool = False
    """Whether there were more rows than are taken in."""
    count: int = 0

    def table(self, name: str) -> Mapping[Any, Row]:
        """The rows of a table by key."""
        return self.rows.get(name, {})


_KEYS: Final[Mapping[tuple[int, str], tuple[str, ...]]] = {
    (1, "source"): ("source_id",),
    (1, "metadata"): ("document_id", "field"),
    (1, "suggestion"): ("document_id", "outlet", "evidence"),
    (1, "refused"): ("path", "record", "reason"),
    (1, "decision"): ("sequence",),
    (1, "setting"): ("name",),
    (2, "source"): ("source_id",),
    (2, "import"): ("number",),
    (2, "metadata"): ("position", "field"),
    (2, "suggestion"): ("document_id", "outlet", "evidence"),
    (2, "refused"): ("path", "record", "reason"),
    (2, "step"): ("number",),
    (2, "edit"): ("step", "place"),
    (2, "decision"): ("collection", "key"),
    (2, "snapshot"): ("number",),
    (2, "setting"): ("name",),
}
"""By schema version and table: what makes two rows the same."""


def gather(
    pages: PageFile, shapes: tuple[Shape, ...], *, version: int = 0, progress: Progress = no_progress
) -> Gathered:
    """Read every page once. ``version`` is what the header says, 0 when it can't be believed."""
    return _Gathering(pages, shapes, version).all(progress)


def read_text(pages: PageFile, place: TextPlace) -> str:
    """A text as far as it can be read."""
    payload, _ = pages.payload(place.cell)
    return storable(text_of(_text_bytes(place.cell, place.column, payload), pages.encoding)[0])


class _Gathering:
    def __init__(self, pages: PageFile, shapes: tuple[Shape, ...], version: int) -> None:
        self.pages = pages
        self.by_form: dict[tuple[int, int], list[Shape]] = {}
        for shape in shapes:
            for kind in shape.kinds:
                self.by_form.setdefault((kind, len(shape.columns)), []).append(shape)
        self.version = version
        self.kept: dict[int, Gathered] = {}
        self.unsorted: list[tuple[Shape, Row, bool]] = []
        self.owners: dict[int, str] = {}
        self.index_of: dict[str, str] = {}
        self.damaged: set[str] = set()
        self.count = 0
        self.free: set[int] = set()

    def all(self, progress: Progress) -> Gathered:
        self._see_owners()
        total = self.pages.count
        for number in range(1, total + 1):
            if number % 256 == 1:
                progress(number, 2 * total, "Reading the damaged project")
            page = self.pages.page(number)
            kind = self.pages.kind(number, page)
            owner = self.owners.get(number, "")
            if not kind:
                if owner:
                    self.damaged.add(owner)
                continue
            deleted = number in self.free
            seen = 0
            for cell in self.pages.cells(number, page):
                seen += self._take(cell, owner, deleted=deleted)
                if self.count >= MAX_ROWS:
                    break
            if owner and seen != self._stated(number, page, kind):
                self.damaged.add(owner)
            if self.count >= MAX_ROWS:
                break
        version = self.version or self._guess()
        found = self._kept(version)
        found.version = version
        found.stopped = self.count >= MAX_ROWS
        found.count = self.count
        self._sort_out(found)
        for other, more in self.kept.items():
            if other != version:
                self._merge(found, more)
        self._census(found)
        return found

    def _see_owners(self) -> None:
        """Which table each page belongs to, as far as the trees hang together."""
        known = schema(self.pages)
        visited: set[int] = set()
        visited |= walk(self.pages, 1).pages if self.pages.header_fits else set()
        for name, root in known.roots.items():
            tree = walk(self.pages, root, seen=visited)
            self.owners.update(dict.fromkeys(tree.pages, name))
            self.index_of[name] = known.tables[name]
            if not tree.whole:
                self.damaged.add(name)
        self.free = free_pages(self.pages) - set(self.owners)

    def _stated(self, number: int, page: bytes, kind: int) -> int:
        """How many rows a page says it has; 0 for one that has none by its kind."""
        at = 100 if number == 1 else 0
        return 0 if kind == TABLE_INTERIOR else int.from_bytes(page[at + 3 : at + 5], "big")

    def _kept(self, version: int) -> Gathered:
        return self.kept.setdefault(version, Gathered(version))

    def _guess(self) -> int:
        """The newest version of which there are rows that no other version has."""
        own = {"text", "step", "edit", "import"}
        for version in sorted(self.kept, reverse=True):
            found = self.kept[version]
            if version == 1 or found.articles or found.texts_at or own & set(found.rows):
                return version
        return max((shape.version for forms in self.by_form.values() for shape in forms), default=1)

    def _take(self, cell: Cell, owner: str, *, deleted: bool) -> bool:
        """Keep what a row says. Returns whether it is a sound row of its owner."""
        table = self.index_of.get(owner, "")
        if table and table != owner:  # an index: only what it says of articles is of use
            return self._see_index(cell, owner, table)
        possible = [shape for shape in self.by_form.get((cell.kind, len(cell.types)), ()) if shape.fits(cell)]
        if table in {shape.table for shape in possible}:
            possible = [shape for shape in possible if shape.table == table]
        if self.version in {shape.version for shape in possible}:
            possible = [shape for shape in possible if shape.version == self.version]
        certain = len({shape.table for shape in possible}) == 1
        sound = False
        for shape in possible:
            sound |= self._take_as(shape, cell, certain=certain, deleted=deleted)
        return sound

    def _take_as(self, shape: Shape, cell: Cell, *, certain: bool, deleted: bool) -> bool:
        text_column = _text_column(shape)
        if text_column is None and cell.size > MAX_VALUE:
            return False
        payload, whole = self.pages.payload(cell)
        if text_column is not None:
            return self._take_text(shape, cell, payload, text_column, whole=whole, deleted=deleted)
        values = columns(cell, payload, self.pages.encoding) if whole else None
        if values is None:
            return False
        row = shape.named(cell, values)
        if not shape.is_plausible(row):
            return False
        self.count += 1
        if shape.table == "article":
            self._add_article(FoundArticle(row, shape.version, deleted))
        elif certain:
            self._add(shape, row, deleted=deleted)
        else:
            self.unsorted.append((shape, row, deleted))
        return True

    def _take_text(self, shape: Shape, cell: Cell, payload: bytes, column: int, *, whole: bool, deleted: bool) -> bool:
        before = cell.types[:column]
        start = cell.body + sum(map(width, before))
        head = Cell(cell.page, cell.offset, cell.kind, cell.rowid, start, cell.start, cell.local, before, cell.body)
        values = columns(head, payload[:start], self.pages.encoding)
        if values is None:
            return False
        row = shape.named(cell, (*values, None))
        if not shape.is_plausible(row):
            return False
        raw = _text_bytes(cell, column, payload)
        text, sound = ("", False) if not whole else text_of(raw, self.pages.encoding)
        digest = hashlib.sha256(raw if self.pages.encoding == "utf-8" else text.encode("utf-8", "replace")).hexdigest()
        place = TextPlace(cell, column, digest, whole and sound, deleted, len(raw))
        found = self._kept(shape.version)
        self.count += 1
        if place.whole and (digest not in found.texts or found.texts[digest].deleted):
            found.texts[digest] = place
        if shape.table == "article":
            self._add_article(FoundArticle(row, shape.version, deleted, place))
        else:
            places = found.texts_at.setdefault(_whole(row["position"]), [])
            if len(places) < _MAX_CANDIDATES:
                places.append(place)
        return place.whole

    def _add_article(self, article: FoundArticle) -> None:
        copies = self._kept(article.version).articles.setdefault(_whole(article.row["position"]), [])
        if len(copies) < _MAX_CANDIDATES:
            copies.append(article)

    def _add(self, shape: Shape, row: Row, *, deleted: bool) -> None:
        if deleted:  # a decision taken back, a setting replaced: nothing that is deleted comes back by itself
            return
        key = tuple(row[name] for name in _KEYS[shape.version, shape.table])
        self._kept(shape.version).rows.setdefault(shape.table, {}).setdefault(key, row)

    def _see_index(self, cell: Cell, index: str, table: str) -> bool:
        """An index of the articles says which positions there were."""
        if table != "article" or len(cell.types) != 2 or cell.size > MAX_VALUE:
            return True
        by_position = is_integer(cell.types[0])
        payload, whole = self.pages.payload(cell)
        values = columns(cell, payload, self.pages.encoding) if whole else None
        if values is None:
            return False
        # in schema 1 the ids' index names the rows, not the positions; in schema 2 both are the same
        if by_position == (index.endswith("_2")) and (by_position or self.version != 1):
            position = _whole(values[0] if by_position else values[1])
            if position > 0:
                found = self._kept(1 if by_position else 2)
                found.positions.add(position)
                if not by_position:
                    found.names[position] = str(values[0])
        return True

    def _sort_out(self, found: Gathered) -> None:
        """Rows that fit two tables.

        A guess at an outlet begins with the id of an article, refused input does not. An import ends with a checksum,
        a decision does not.
        """
        names = {copy.row["document_id"] for copies in found.articles.values() for copy in copies}
        for shape, row, deleted in self.unsorted:
            is_suggestion = "document_id" in row
            first = row["document_id"] if is_suggestion else row.get("path")
            if shape.table in ("suggestion", "refused") and (first in names) != is_suggestion:
                continue
            ends_with_digest = bool(_SHA256.fullmatch(str(row.get("value", row.get("record_sha256", "")))))
            if shape.table in ("import", "decision") and ends_with_digest != (shape.table == "import"):
                continue
            self._add(shape, row, deleted=deleted)

    def _merge(self, found: Gathered, other: Gathered) -> None:
        """What rows of another version add: texts whose hash proves them. They were left by a migration."""
        for digest, place in other.texts.items():
            found.texts.setdefault(digest, place)
        for position, copies in other.articles.items():
            found.articles.setdefault(position, []).extend(
                FoundArticle(copy.row, copy.version, True, copy.own_text) for copy in copies
            )

    def _census(self, found: Gathered) -> None:
        live = {position for position, copies in found.articles.items() if any(not copy.deleted for copy in copies)}
        found.positions |= live
        if found.version == 2:
            found.positions |= {
                position for position, places in found.texts_at.items() if any(not place.deleted for place in places)
            }
            found.positions |= {_whole(row["position"]) for row in found.table("metadata").values()}
        tables = set(self.index_of.values())
        found.whole_tables = {name for name in tables if name in self.index_of and name not in self.damaged}
        indexes = [name for name, table in self.index_of.items() if table == "article" and name != table]
        said = [name for name in indexes if name not in self.damaged]
        wanted = "sqlite_autoindex_article_2" if found.version == 1 else "sqlite_autoindex_article_1"
        found.positions_known = not found.stopped and ("article" in found.whole_tables or wanted in said)


def _whole(value: Value) -> int:
    return value if isinstance(value, int) else 0


def _text_column(shape: Shape) -> int | None:
    """Where the text of an article stands in a row, which is always at the end."""
    at = len(shape.columns) - 1
    return at if shape.table in ("article", "text") and shape.columns[at].name == "text" else None


def _text_bytes(cell: Cell, column: int, payload: bytes) -> bytes:
    start = cell.body + sum(map(width, cell.types[:column]))
    return payload[start : start + width(cell.types[column])]
