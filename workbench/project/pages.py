"""Reading rows out of the bytes of an SQLite file, page by page, without trusting any of them.

SQLite itself gives up on a file whose first page is gone. Its file format is documented and stable, so this module reads
the pages one by one: whatever still has the form of a row is handed out, and nothing in the file can make it loop,
fail, or read more than a small multiple of the file.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO, Final

MAGIC: Final = b"SQLite format 3\0"
HEADER_BYTES: Final = 100

TABLE_LEAF: Final = 13
TABLE_INTERIOR: Final = 5
INDEX_LEAF: Final = 10
INDEX_INTERIOR: Final = 2
_KINDS: Final = frozenset({TABLE_LEAF, TABLE_INTERIOR, INDEX_LEAF, INDEX_INTERIOR})

PAGE_SIZES: Final = (4096, 1024, 2048, 8192, 16384, 32768, 65536, 512)
"""All that SQLite knows, the usual ones first."""

MAX_DEPTH: Final = 40
"""SQLite's own trees are at most about 20 levels deep."""

MAX_USES: Final = 4
"""How often one overflow page is read: a sound file needs one, and a file made to keep us busy wants thousands."""

MAX_COLUMNS: Final = 32

_COST_OF_NO_ROW: Final = 64
"""Bytes of a page's budget that looking at something that is no row costs."""

Value = int | float | str | bytes | None


@dataclass(frozen=True, slots=True)
class Cell:
    """Where a row stands: enough to read it again."""

    page: int
    offset: int
    kind: int
    """Of its page: :data:`TABLE_LEAF`, :data:`INDEX_LEAF` or :data:`INDEX_INTERIOR`."""
    rowid: int
    """0 in an index page."""
    size: int
    """Bytes that the row says it has."""
    start: int
    """Where in the page its bytes begin."""
    local: int
    """How many of them stand in the page."""
    types: tuple[int, ...]
    """SQLite's type number of each column."""
    body: int
    """Where the first column's bytes begin, counted from ``start``."""


@dataclass(slots=True)
class PageFile:
    """A damaged database as numbered pages. It only reads."""

    stream: BinaryIO
    """Opened for reading, without a buffer of its own."""
    size: int
    page_size: int
    usable: int
    """Bytes of a page that SQLite uses."""
    encoding: str
    header_fits: bool
    """Whether the file's header says all of this, or it was guessed."""
    replaced: dict[int, bytes] = field(default_factory=dict)
    """Pages as they were before an interrupted write, from the journal beside the file."""
    _uses: dict[int, int] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """How many pages there are, a last incomplete one included."""
        return -(-self.size // self.page_size)

    def page(self, number: int) -> bytes:
        """The bytes of a page: fewer at the end of a file that was cut, none outside of it."""
        if number < 1:
            return b""
        if number in self.replaced:
            return self.replaced[number]
        if number > self.count:
            return b""
        try:
            self.stream.seek((number - 1) * self.page_size)
            return self.stream.read(self.page_size) or b""
        except OSError:  # a disk that can't read this place; the next may do
            return b""

    def forget_uses(self) -> None:
        """Allow every overflow page to be read again, for another pass over the file."""
        self._uses.clear()

    def kind(self, number: int, page: bytes) -> int:
        """What the page says it is, or 0 when it is no page of a tree."""
        at = HEADER_BYTES if number == 1 else 0
        return page[at] if len(page) > at + 8 and page[at] in _KINDS else 0

    def cells(self, number: int, page: bytes) -> Iterator[Cell]:
        """The rows of a page that have the form of rows."""
        kind = self.kind(number, page)
        if kind not in (TABLE_LEAF, INDEX_LEAF, INDEX_INTERIOR):
            return
        budget = 2 * self.page_size  # rows do not overlap; a file made to keep us busy says that they do
        for offset in self._offsets(number, page, kind):
            cell = self._cell(number, page, kind, offset)
            budget -= _COST_OF_NO_ROW if cell is None else cell.local
            if budget < 0:
                return
            if cell is not None:
                yield cell

    def children(self, number: int, page: bytes) -> list[int]:
        """The pages below an interior page; a number that no page has is left out."""
        kind = self.kind(number, page)
        if kind not in (TABLE_INTERIOR, INDEX_INTERIOR):
            return []
        at = HEADER_BYTES if number == 1 else 0
        found = [_number(page, offset) for offset in self._offsets(number, page, kind)]
        found.append(_number(page, at + 8))
        return [child for child in found if 1 < child <= self.count]

    def payload(self, cell: Cell) -> tuple[bytes, bool]:
        """The bytes of a row, and whether all of them could be read."""
        page = self.page(cell.page)
        parts = [page[cell.start : cell.start + cell.local]]
        if len(parts[0]) < cell.local:
            return parts[0], False
        missing = cell.size - cell.local
        following = _number(page, cell.start + cell.local) if missing else 0
        while missing > 0:
            uses = self._uses.get(following, 0)
            if not 1 < following <= self.count or uses >= MAX_USES:
                return b"".join(parts), False
            self._uses[following] = uses + 1
            page = self.page(following)
            wanted = min(missing, self.usable - 4)
            part = page[4 : 4 + wanted]
            parts.append(part)
            if len(part) < wanted:
                return b"".join(parts), False
            missing -= wanted
            following = _number(page, 0)
        return b"".join(parts), True

    def _offsets(self, number: int, page: bytes, kind: int) -> list[int]:
        at = HEADER_BYTES if number == 1 else 0
        (cells,) = struct.unpack_from(">H", page, at + 3)
        first = at + (12 if kind in (TABLE_INTERIOR, INDEX_INTERIOR) else 8)
        cells = min(cells, max(0, (len(page) - first) // 2))
        lowest = first + 2 * cells
        offsets = struct.unpack_from(f">{cells}H", page, first)
        return [offset for offset in dict.fromkeys(offsets) if lowest <= offset < self.usable]

    def _cell(self, number: int, page: bytes, kind: int, offset: int) -> Cell | None:
        at = offset + (4 if kind == INDEX_INTERIOR else 0)
        size, at = _varint(page, at)
        rowid = 0
        if kind == TABLE_LEAF:
            rowid, at = _varint(page, at)
        if not 2 <= size <= self.size:
            return None
        local = self._local(size, kind)
        if at + local > self.usable:
            return None
        header, position = _varint(page, at)
        if not 2 <= header <= min(local, 9 * MAX_COLUMNS):
            return None
        types: list[int] = []
        body = header
        while position < at + header:
            number_of_type, position = _varint(page, position)
            if number_of_type < 0 or number_of_type in (10, 11) or len(types) >= MAX_COLUMNS:
                return None
            types.append(number_of_type)
            body += width(number_of_type)
        if position != at + header or body != size:
            return None
        return Cell(number, offset, kind, rowid, size, at, local, tuple(types), header)

    def _local(self, size: int, kind: int) -> int:
        most = self.usable - 35 if kind == TABLE_LEAF else (self.usable - 12) * 64 // 255 - 23
        if size <= most:
            return size
        least = (self.usable - 12) * 32 // 255 - 23
        wanted = least + (size - least) % (self.usable - 4)
        return wanted if wanted <= most else least


def open_pages(stream: BinaryIO, size: int) -> PageFile:
    """The pages of a file; sizes come from its header when that fits, else from the pages themselves."""
    stream.seek(0)
    head = stream.read(HEADER_BYTES) or b""
    page_size, reserved, encoding = 0, 0, "utf-8"
    if len(head) == HEADER_BYTES:
        (stated,) = struct.unpack_from(">H", head, 16)
        stated = 65536 if stated == 1 else stated
        # the constants at 21 to 23 are the same in every SQLite file
        if stated in PAGE_SIZES and head[21:24] == b"\x40\x20\x20" and stated - head[20] >= 480:
            page_size, reserved = stated, head[20]
            encoding = {2: "utf-16-le", 3: "utf-16-be"}.get(_number(head, 56), "utf-8")
    pages = PageFile(stream, size, page_size or 4096, (page_size or 4096) - reserved, encoding, bool(page_size))
    if page_size and size >= 2 * page_size and _score(pages) == (0, 0):
        page_size = 0  # the header is damaged in a way that still looks like one
    if not page_size:
        guesses = [PageFile(stream, size, guess, guess, "utf-8", False) for guess in PAGE_SIZES]
        pages = max([pages, *guesses], key=_score)  # the first of the best, and the usual size comes first
    return pages


def _score(pages: PageFile) -> tuple[int, int]:
    """How well pages of this size fit the file, among some hundred of them: bytes of sound pages, bytes of rows.

    The first row of a page stands at its very end, which tells a page from a part of one or from two.
    """
    step = max(1, pages.count // 256)
    sound, rows = 0, 0
    for number in range(1, pages.count + 1, step):
        page = pages.page(number)
        end = 0
        for cell in pages.cells(number, page):
            rows += cell.local
            end = max(end, cell.start + cell.local + (4 if cell.size > cell.local else 0))
        sound += pages.page_size if end == pages.usable else 0
    return sound * step, rows * step


def text_of(raw: bytes, encoding: str) -> tuple[str, bool]:
    """Bytes as text, and whether all of them are text; the others become U+FFFD."""
    try:
        return raw.decode(encoding), True
    except UnicodeDecodeError:
        return raw.decode(encoding, "replace"), False


def columns(cell: Cell, payload: bytes, encoding: str) -> tuple[Value, ...] | None:
    """The values of a complete row; ``None`` when a text in it is not text."""
    out: list[Value] = []
    at = cell.body
    for number in cell.types:
        end = at + width(number)
        raw = payload[at:end]
        if len(raw) != end - at:
            return None
        if number >= 13 and number % 2:
            text, sound = text_of(raw, encoding)
            if not sound:
                return None
            out.append(text)
        else:
            out.append(_plain(number, raw))
        at = end
    return tuple(out)


def width(number: int) -> int:
    """How many bytes a value of this type number takes."""
    if number >= 12:
        return (number - 12) // 2
    return (0, 1, 2, 3, 4, 6, 8, 8, 0, 0, 0, 0)[number]


def is_integer(number: int) -> bool:
    """Whether a type number stands for a whole number."""
    return 1 <= number <= 6 or number in (8, 9)


def is_text(number: int) -> bool:
    """Whether a type number stands for a text."""
    return number >= 13 and number % 2 == 1


def _plain(number: int, raw: bytes) -> Value:
    if number == 0:
        return None
    if number in (8, 9):
        return number - 8
    if number == 7:
        return float(struct.unpack(">d", raw)[0])
    if number >= 12:
        return raw
    return int.from_bytes(raw, "big", signed=True)


def _number(page: bytes, at: int) -> int:
    """Four bytes as a number; 0 where there are none."""
    return int.from_bytes(page[at : at + 4], "big") if 0 <= at <= len(page) - 4 else 0


def _varint(page: bytes, at: int) -> tuple[int, int]:
    """A number of one to nine bytes, and where it ends; -1 where the page ends before it."""
    value = 0
    for count in range(9):
        if at >= len(page):
            return -1, at
        byte = page[at]
        at += 1
        if count == 8:
            value = value << 8 | byte
            return (value - (1 << 64) if value >= 1 << 63 else value), at
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at
    return -1, at  # pragma: no cover - the ninth byte always ends it


@dataclass(slots=True)
class Tree:
    """The pages of one table or index, as far as they hang together."""

    pages: set[int]
    whole: bool
    """Whether every page that the tree names is there and is a page of a tree."""


def walk(pages: PageFile, root: int, *, seen: set[int] | None = None) -> Tree:
    """All pages of a tree. A page that is named twice is visited once, so a circle ends."""
    seen = set() if seen is None else seen
    tree = Tree(set(), True)
    waiting = [(root, 0)]
    while waiting:
        number, depth = waiting.pop()
        if number in seen or depth > MAX_DEPTH:
            tree.whole = False
            continue
        page = pages.page(number)
        kind = pages.kind(number, page)
        if not kind:
            tree.whole = False
            continue
        seen.add(number)
        tree.pages.add(number)
        if kind in (TABLE_INTERIOR, INDEX_INTERIOR):
            below = pages.children(number, page)
            at = HEADER_BYTES if number == 1 else 0
            tree.whole &= len(below) == struct.unpack_from(">H", page, at + 3)[0] + 1
            waiting += [(child, depth + 1) for child in below]
    return tree


def free_pages(pages: PageFile) -> set[int]:
    """The pages that the header lists as unused. What stands in them was deleted."""
    if not pages.header_fits:
        return set()
    head = pages.page(1)
    free: set[int] = set()
    trunk = _number(head, 32)
    while 1 < trunk <= pages.count and trunk not in free:
        free.add(trunk)
        page = pages.page(trunk)
        if pages.kind(trunk, page) and _number(page, 0) > pages.count:
            break  # a trunk page begins with a page number, a tree's page with its kind
        leaves = min(_number(page, 4), pages.usable // 4 - 2)
        free.update(
            number for number in (_number(page, 8 + 4 * at) for at in range(leaves)) if 1 < number <= pages.count
        )
        trunk = _number(page, 0)
    return free


@dataclass(frozen=True, slots=True)
class Schema:
    """What the first page says about the file's tables and indexes."""

    roots: dict[str, int]
    """The first page of each."""
    tables: dict[str, str]
    """The table that each belongs to."""


def schema(pages: PageFile) -> Schema:
    """The schema as far as it can be read; empty when the first page is gone."""
    roots: dict[str, int] = {}
    tables: dict[str, str] = {}
    if pages.header_fits:
        for number in sorted(walk(pages, 1).pages):
            page = pages.page(number)
            for cell in pages.cells(number, page):
                if len(cell.types) != 5 or cell.kind != TABLE_LEAF:
                    continue
                payload, whole = pages.payload(cell)
                row = columns(cell, payload, pages.encoding) if whole else None
                if row is None:
                    continue
                kind, name, table, root, _ = row
                if kind not in ("table", "index") or not isinstance(name, str) or not isinstance(table, str):
                    continue
                if isinstance(root, int) and 1 < root <= pages.count:
                    roots[name], tables[name] = root, table
    return Schema(roots, tables)


_JOURNAL_MAGIC: Final = bytes.fromhex("d9d505f920a163d7")


def journal_pages(journal: BinaryIO, size: int, page_size: int) -> tuple[dict[int, bytes], int]:
    """The pages that an interrupted write changed, as they were before it, and how many pages the file had then.

    A page whose checksum does not fit ends the reading, as it does in SQLite. Nothing is found in a journal that was
    finished (its header is zeros or it is empty), and then the number of pages is 0.
    """
    found: dict[int, bytes] = {}
    before = 0
    at = 0
    while at + 28 <= size and len(found) * page_size <= size:
        journal.seek(at)
        head = journal.read(28)
        if len(head) < 28 or head[:8] != _JOURNAL_MAGIC:
            break
        count, nonce, initial, sector, stated = struct.unpack_from(">IIIII", head, 8)
        if stated not in (page_size, 0) or not 32 <= sector <= 65536:
            break
        if at == 0:
            before = initial
        at += sector
        if count == 0xFFFFFFFF:
            count = (size - at) // (page_size + 8)
        if count == 0:
            break
        for _ in range(count):
            if at + page_size + 8 > size:
                return found, before
            journal.seek(at)
            record = journal.read(page_size + 8)
            if len(record) < page_size + 8:
                return found, before
            content = record[4:-4]
            checksum = (nonce + sum(content[place] for place in range(page_size - 200, 0, -200))) & 0xFFFFFFFF
            if checksum != _number(record, page_size + 4):
                return found, before
            number = _number(record, 0)
            if number:
                found.setdefault(number, content)
            at += page_size + 8
        at = -(-at // sector) * sector
    return found, before
