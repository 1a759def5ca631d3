"""How much may come out of a container: counted while it is unpacked, never believed from a header.

A file of 200 kB can unpack to 200 MB, and one with archives inside archives to anything. Every reader that unpacks
takes one :class:`Budget` for the file that it was given, and hands a :meth:`Budget.nested` one to what lies inside.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING, Final

from workbench.domain.errors import CounterpointError

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

LARGEST_ENTRY: Final = 200_000_000
"""Bytes that one file inside a container may unpack to: as many as a file by itself may have."""

MOST_UNPACKED: Final = 400_000_000
"""Bytes that a whole container may unpack to, with everything inside it."""

HIGHEST_RATIO: Final = 200
"""How many times its packed size a container may unpack to. Text packs to a tenth, tables to a fiftieth."""

RATIO_FROM: Final = 10_000_000
"""Unpacked bytes from which the ratio counts: a small file may pack very well and harm nobody."""

MOST_ENTRIES: Final = 100_000
"""Files in a container, with those in containers inside it."""

MOST_DOCUMENT_ENTRIES: Final = 10_000
"""Files in a container that is one document (DOCX, ODT, EPUB, XLSX)."""

DEEPEST_NESTING: Final = 4
"""Containers inside one another: a zip in a zip in a zip in a zip, and no more."""

LARGEST_XML: Final = 50_000_000
"""Bytes of one XML document: a tree takes ten times the memory of its file."""

MOST_XML_MARKS: Final = 2_000_000
"""``<`` and ``=`` in one XML document: each can be an element or an attribute, which take up to 200 bytes."""

DEEPEST_XML: Final = 200
"""Elements inside one another."""

_CHUNK: Final = 262_144
_PACKED_CHUNK: Final = 16_384  # what is left of it is copied at the end of each member
_GZIP: Final = 31  # tells zlib to expect a gzip header
_CENTRAL_ENTRY: Final = b"PK\x01\x02"


class LimitError(CounterpointError):
    """A container that unpacks to more than is read. The message is a whole sentence that says what to do."""


class UnpackingError(CounterpointError):
    """A container or an entry that can't be unpacked: damaged, encrypted, packed in an unknown way."""


@dataclass(slots=True)
class _Counts:
    """What has come out so far, shared by a budget and all that are nested in it."""

    unpacked: int = 0
    entries: int = 0


@dataclass(frozen=True, slots=True)
class Budget:
    """Counts what comes out of a container and stops it with :class:`LimitError` when it is too much.

    Args:
        packed: the size of the file that is unpacked, in bytes.
        most_unpacked: bytes that may come out of it altogether.
        most_entries: files that may be in it altogether.
        largest_entry: bytes that one file in it may have.
    """

    packed: int
    most_unpacked: int = MOST_UNPACKED
    most_entries: int = MOST_ENTRIES
    largest_entry: int = LARGEST_ENTRY
    depth: int = 1
    """1 for the file itself, 2 for a container in it."""
    _counts: _Counts = field(default_factory=_Counts)

    @property
    def unpacked(self) -> int:
        """Bytes that came out so far."""
        return self._counts.unpacked

    @property
    def entries(self) -> int:
        """Files that were counted so far."""
        return self._counts.entries

    def add_entries(self, count: int = 1) -> None:
        """Count files inside, before they are looked at."""
        self._counts.entries += count
        if self._counts.entries > self.most_entries:
            raise LimitError(
                f"There are more than {self.most_entries:,} files inside; so many are not read."
                " Unpack it yourself and read the folder in parts."
            )

    def add_bytes(self, count: int) -> None:
        """Count bytes that came out, while they come out."""
        self._counts.unpacked += count
        unpacked = self._counts.unpacked
        if unpacked > self.most_unpacked:
            raise LimitError(
                f"It unpacks to more than {self.most_unpacked / 1e6:,.0f} MB; so much is not read."
                " If you trust it, unpack it yourself and read its files in parts."
            )
        if unpacked > RATIO_FROM and unpacked > HIGHEST_RATIO * max(1, self.packed):
            raise LimitError(
                f"It unpacks to more than {HIGHEST_RATIO} times its size ({self.packed / 1e3:,.0f} kB), as files do that"
                " are made to fill the memory; it was not read. If you trust it, unpack it yourself and read its files."
            )

    def nested(self) -> Budget:
        """The budget for a container inside: the same counts, one level deeper."""
        if self.depth >= DEEPEST_NESTING:
            raise LimitError(
                f"More than {DEEPEST_NESTING} archives lie inside one another; the inner ones were not read."
                " Unpack them yourself and read the folder."
            )
        return Budget(
            packed=self.packed,
            most_unpacked=self.most_unpacked,
            most_entries=self.most_entries,
            largest_entry=self.largest_entry,
            depth=self.depth + 1,
            _counts=self._counts,
        )


def read_all(stream: IO[bytes], budget: Budget) -> bytes:
    """Everything from a stream that unpacks while it is read, with the bytes counted before they pile up."""
    parts: list[bytes] = []
    size = 0
    while chunk := stream.read(_CHUNK):
        size += len(chunk)
        budget.add_bytes(len(chunk))
        if size > budget.largest_entry:
            raise _too_large(budget)
        parts.append(chunk)
    return b"".join(parts)


def zip_names(data: bytes, most: int = 20_000) -> tuple[str, ...]:
    """The names in the list of entries at the end of a ZIP archive, for recognising what it is; ``()`` for others.

    Fast, and never raises. What stands inside the entries (another archive, unpacked) does not count.
    """
    if not data.startswith(b"PK"):
        return ()
    end = data.rfind(b"PK\x05\x06", max(0, len(data) - 65_557))
    if end < 0 or len(data) < end + 22:
        return ()
    size, offset = struct.unpack_from("<LL", data, end + 12)
    at = end - size if end >= size and data[end - size : end - size + 4] == _CENTRAL_ENTRY else offset
    found: list[str] = []
    while len(found) < most and data[at : at + 4] == _CENTRAL_ENTRY and at + 46 <= len(data):
        name, extra, comment = struct.unpack_from("<HHH", data, at + 28)
        found.append(data[at + 46 : at + 46 + name].decode("utf-8", "replace"))
        at += 46 + name + extra + comment
    return tuple(found)


def open_zip(data: bytes, budget: Budget) -> zipfile.ZipFile:
    """A ZIP archive whose entries have been counted.

    Raises:
        LimitError: it has too many entries.
        UnpackingError: it is damaged.
    """
    # The list of entries is read into memory when the archive is opened, and its length in the header may be false.
    listed = data.count(_CENTRAL_ENTRY)
    if listed > 2 * budget.most_entries:
        budget.add_entries(listed)
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, struct.error, OSError, ValueError, NotImplementedError, IndexError) as error:
        raise UnpackingError(f"The archive is damaged: {_in_words(error)}. Get the file again and read it.") from None
    budget.add_entries(len(archive.infolist()))
    return archive


def read_entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo | str, budget: Budget) -> bytes:
    """The bytes of one entry.

    Raises:
        LimitError: it is too large.
        UnpackingError: it is encrypted, damaged, or packed in a way that is not known; ``KeyError`` never comes out.
    """
    try:
        info = archive.getinfo(entry) if isinstance(entry, str) else entry
        if info.flag_bits & 0x1:
            raise UnpackingError("It is encrypted. Unpack it yourself with its password and read the files.")
        with archive.open(info) as stream:
            return read_all(stream, budget)
    except KeyError:
        raise UnpackingError("It is not in the archive. Get the file again and read it.") from None
    except NotImplementedError:
        raise UnpackingError(
            "It is packed in an old or rare way that is not known here. Unpack it yourself and read the files."
        ) from None
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError, struct.error) as error:
        raise UnpackingError(f"It is damaged: {_in_words(error)}. Get the file again and read it.") from None


class GzipStream(io.RawIOBase):
    """The unpacked bytes of a gzip file, all members one after the other, counted while they come out.

    Reading raises :class:`LimitError` when there are too many, and :class:`UnpackingError` where the file is damaged;
    what came out before can be used.
    """

    def __init__(self, data: bytes, budget: Budget) -> None:
        super().__init__()
        self._data = data
        self._budget = budget
        self._at = 0
        self._unpacker = zlib.decompressobj(wbits=_GZIP)
        self._pending = b""  # packed bytes that the unpacker has been given and not taken
        self._members = 0

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        """Unpack into a buffer; 0 at the end."""
        view = memoryview(buffer).cast("B")
        while True:
            if self._unpacker.eof and not self._next_member():
                return 0
            packed = self._pending or self._next_chunk()
            try:
                chunk = self._unpacker.decompress(packed, len(view))
            except zlib.error as error:
                raise UnpackingError(f"It is damaged: {_in_words(error)}. Get the file again and read it.") from None
            self._pending = self._unpacker.unused_data if self._unpacker.eof else self._unpacker.unconsumed_tail
            if chunk:
                self._budget.add_bytes(len(chunk))
                view[: len(chunk)] = chunk
                return len(chunk)
            if not packed and not self._unpacker.eof:
                raise UnpackingError("It ends in the middle. Get the file again and read it.")

    def _next_chunk(self) -> bytes:
        chunk = self._data[self._at : self._at + _PACKED_CHUNK]
        self._at += len(chunk)
        return chunk

    def _next_member(self) -> bool:
        """Whether another member follows; zero bytes after the last one are padding."""
        rest = self._pending.lstrip(b"\0")
        while not rest and self._at < len(self._data):
            rest = self._next_chunk().lstrip(b"\0")
        self._pending = rest
        if not rest:
            return False
        self._members += 1
        if self._members > self._budget.most_entries:
            self._budget.add_entries(self._members)
        self._unpacker = zlib.decompressobj(wbits=_GZIP)
        return True


def unpack_gzip(data: bytes, budget: Budget) -> bytes:
    """All that a gzip file holds.

    Raises:
        LimitError: it unpacks to too much.
        UnpackingError: it is damaged.
    """
    parts: list[bytes] = []
    size = 0
    with io.BufferedReader(GzipStream(data, budget), _CHUNK) as stream:
        while chunk := stream.read(_CHUNK):
            size += len(chunk)
            if size > budget.largest_entry:
                raise _too_large(budget)
            parts.append(chunk)
    return b"".join(parts)


def _too_large(budget: Budget) -> LimitError:
    return LimitError(
        f"A file in it unpacks to more than {budget.largest_entry / 1e6:,.0f} MB; so much is not read."
        " Unpack it yourself and split the file."
    )


_FAULTS: Final = (
    ("crc", "what comes out of it is not what was put in"),
    ("checksum", "what comes out of it is not what was put in"),
    ("data check", "what comes out of it is not what was put in"),
    ("length check", "what comes out of it is not what was put in"),
    ("not a zip file", "its list of files is missing"),
    ("central directory", "its list of files is damaged"),
    ("differ", "its list of files does not fit the files"),
    ("magic number", "its list of files does not fit the files"),
    ("overlap", "files in it lie over one another"),
    ("seek", "its list of files does not fit the files"),
    ("truncated", "it ends in the middle"),
    ("end of", "it ends in the middle"),
    ("ended before", "it ends in the middle"),
)
"""Words of the libraries that unpack, and what they mean."""


def _in_words(error: Exception) -> str:
    said = str(error).casefold()
    return next((words for sign, words in _FAULTS if sign in said), "its packed bytes make no sense")
