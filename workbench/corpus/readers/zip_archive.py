"""ZIP archives and single gzip files: every file inside is read as if it lay beside the archive."""

from __future__ import annotations

import stat
import zipfile
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Final

from workbench.corpus.readers.contract import Item, Part, Remark
from workbench.corpus.readers.entry_names import UniqueNames, is_saved_with_page, safe_name
from workbench.corpus.readers.limits import (
    Budget,
    LimitError,
    UnpackingError,
    open_zip,
    read_entry,
    unpack_gzip,
    zip_names,
)
from workbench.domain.article import Refusal
from workbench.text_decoding import decode

_LOCAL: Final = b"PK\x03\x04"
_EMPTY: Final = b"PK\x05\x06"
_SYSTEM_FILES: Final = frozenset({"thumbs.db", "desktop.ini"})
_UTF_8_NAME: Final = 0x800
_BEYOND_ASCII: Final = bytes(range(128, 256))
_ENOUGH_FOR_A_GUESS: Final = 24  # bytes; fewer are taken for any East Asian encoding
_ENCRYPTED: Final = 0x1
_DOCUMENT_SIGNS: Final = ("[Content_Types].xml", "META-INF/container.xml", "META-INF/manifest.xml", "project.qde")
_OPEN_DOCUMENT: Final = (
    (b"application/vnd.oasis.opendocument.spreadsheet", "a spreadsheet of OpenDocument; save it as .xlsx or CSV"),
    (
        b"application/vnd.oasis.opendocument.presentation",
        "slides of OpenDocument; save their text as plain text (.txt)",
    ),
)
_UNREAD_KINDS: Final = (
    ("ppt/presentation.xml", "PowerPoint slides; save their text as plain text (.txt)"),
    ("AndroidManifest.xml", "a program for telephones, which holds no articles"),
    ("project.qde", "a REFI-QDA project; it is opened as a project, not read as articles"),
    ("[Content_Types].xml", "an Office document of a kind that is not known; save its text as plain text (.txt)"),
    ("META-INF/container.xml", "a damaged e-book or a book of an unknown kind; save its text as plain text (.txt)"),
)
_METHODS: Final = {1: "Shrink", 2: "Reduce", 3: "Reduce", 4: "Reduce", 5: "Reduce", 6: "Implode", 9: "Deflate64",
                   93: "Zstandard", 95: "XZ", 98: "PPMd", 99: "AES encryption"}  # fmt: skip
_READABLE_METHODS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)
_AES: Final = 99


class ZipArchive:
    """Reads ``.zip``."""

    name = "ZIP archive"
    binary = True
    rank = 80

    def recognises(self, data: bytes, path: str) -> bool:
        """By its first bytes. Documents that are archives (DOCX, EPUB, WACZ) have readers that are asked before."""
        return _is_zip(data)

    def read(self, data: bytes, path: str, *, mapping: Mapping[str, str]) -> Iterator[Item]:
        """A part for each file, those of archives inside it among them."""
        what = _why_not(data)
        if what:
            yield Refusal(path, "", f"This is {what}.")
            return
        yield from _Unpacker(path).archive(data, Budget(len(data)), "")


class GzipFile:
    """Reads ``.gz``: one file that was packed by itself."""

    name = "gzip file"
    binary = True
    rank = 85

    def recognises(self, data: bytes, path: str) -> bool:
        """By its first bytes; web archives are left to their own reader."""
        return data.startswith(b"\x1f\x8b\x08")

    def read(self, data: bytes, path: str, *, mapping: Mapping[str, str]) -> Iterator[Item]:
        """The file inside."""
        try:
            unpacked = unpack_gzip(data, Budget(len(data)))
        except (LimitError, UnpackingError) as error:
            yield Refusal(path, "", str(error))
            return
        last = path.rpartition("/")[2]
        if last.lower().endswith((".tgz", ".tar.gz")) or unpacked[257:262] == b"ustar":
            yield Refusal(path, "", "This is a tar archive, which can't be read. Unpack it and read the folder.")
            return
        inner = last[:-3] if last.lower().endswith(".gz") else last
        yield Part(safe_name(inner or last), unpacked)


def _is_zip(data: bytes) -> bool:
    return data.startswith((_LOCAL, _EMPTY, b"PK00PK\x03\x04"))


def _is_document(data: bytes) -> bool:
    """Whether a ZIP archive is one document."""
    names = zip_names(data)
    if names[:1] == ("mimetype",) or any(sign in names for sign in _DOCUMENT_SIGNS):
        return True
    return "datapackage.json" in names and any(name.startswith("archive/") for name in names)


def _why_not(data: bytes) -> str:
    """What an archive is that is no archive of files, or ``""``. Readers of documents were asked before."""
    names = zip_names(data)
    found = (what for sign, what in _OPEN_DOCUMENT if sign in data[:200] and "mimetype" in names)
    return next(found, "") or next((what for sign, what in _UNREAD_KINDS if sign in names), "")


class _Unpacker:
    """Unpacks one archive and those inside it, remembering the names that were given."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._names = UniqueNames()

    def archive(self, data: bytes, budget: Budget, folder: str) -> Iterator[Item]:
        """The parts of an archive; ``folder`` is where it lies in the outermost one."""
        try:
            archive = open_zip(data, budget)
        except (LimitError, UnpackingError) as error:
            yield Refusal(self._path, folder.rstrip("/"), str(error))
            return
        with archive:
            yield from self._entries(archive, budget, folder)

    def _entries(self, archive: zipfile.ZipFile, budget: Budget, folder: str) -> Iterator[Item]:
        # is_dir() fails on an entry without a name
        entries = [entry for entry in archive.infolist() if not entry.filename.endswith("/")]
        if not entries:
            yield Refusal(self._path, folder.rstrip("/"), "The archive holds no files. Look at how it was made.")
        unknown: Counter[str] = Counter()
        encrypted: list[str] = []
        links = saved_with_pages = 0
        names = [safe_name(written) for written in _decoded_names(entries)]
        pages = _files_by_folder(names)
        for entry, name in zip(entries, names, strict=True):
            if _is_left_out(name):
                continue
            if _is_saved_with_page(name, pages):
                saved_with_pages += 1
                continue
            if stat.S_ISLNK(entry.external_attr >> 16):
                links += 1
                continue
            if entry.flag_bits & _ENCRYPTED or entry.compress_type == _AES:
                encrypted.append(name)
                continue
            if entry.compress_type not in _READABLE_METHODS:
                unknown[_METHODS.get(entry.compress_type, f"method {entry.compress_type}")] += 1
                continue
            try:
                data = read_entry(archive, entry, budget)
            except LimitError as error:
                yield Refusal(self._path, folder + name, str(error))
                return
            except UnpackingError as error:
                yield Refusal(self._path, folder + name, str(error))
                continue
            yield from self._entry(name, data, budget, folder)
        yield from self._left(unknown, encrypted, links, folder)
        if saved_with_pages:
            files = "1 file that a browser saved beside a page (a picture, a frame) was"
            if saved_with_pages > 1:
                files = f"{saved_with_pages:,} files that a browser saved beside pages (pictures, frames) were"
            yield Remark(f"{files} left out.")

    def _entry(self, name: str, data: bytes, budget: Budget, folder: str) -> Iterator[Item]:
        if _is_zip(data) and not _is_document(data):
            try:
                yield from self.archive(data, budget.nested(), f"{folder}{name}/")
            except LimitError as error:
                yield Refusal(self._path, folder + name, str(error))
            return
        yield Part(self._names.take(folder + name), data)

    def _left(self, unknown: Counter[str], encrypted: list[str], links: int, folder: str) -> Iterator[Item]:
        where = folder.rstrip("/")
        for method, count in unknown.items():
            files = "1 file is" if count == 1 else f"{count:,} files are"
            yield Refusal(
                self._path,
                where,
                f"{files} packed in a way that can't be unpacked here ({method}). Unpack the archive with another program"
                " and read the folder.",
            )
        for name in encrypted[:_MOST_NAMED]:
            reason = "The file is encrypted. Unpack the archive with its password and read the folder."
            yield Refusal(self._path, folder + name, reason)
        if len(encrypted) > _MOST_NAMED:
            reason = f"{len(encrypted) - _MOST_NAMED:,} more files are encrypted. Unpack the archive with its password."
            yield Refusal(self._path, where, reason)
        if links:
            yield Remark(f"{links:,} {'link was' if links == 1 else 'links were'} not followed.")


_MOST_NAMED: Final = 20


def _is_left_out(name: str) -> bool:
    """What systems put into archives by themselves, and hidden files."""
    parts = name.split("/")
    return (
        any(part.lower() == "__macosx" or part.startswith(".") for part in parts)
        or parts[-1].lower() in _SYSTEM_FILES
        or parts[-1].startswith("~$")
    )


def _files_by_folder(names: Sequence[str]) -> dict[str, set[str]]:
    """The names of the files in each folder of an archive, casefolded."""
    files: dict[str, set[str]] = {}
    for name in names:
        folder, _, last = name.rpartition("/")
        files.setdefault(folder, set()).add(last.casefold())
    return files


def _is_saved_with_page(name: str, files: Mapping[str, Collection[str]]) -> bool:
    """Whether a file lies in a folder that a browser saved beside a page."""
    folders = name.split("/")[:-1]
    return any(
        is_saved_with_page(folder, files.get("/".join(folders[:depth]), ())) for depth, folder in enumerate(folders)
    )


def _decoded_names(entries: Sequence[zipfile.ZipInfo]) -> list[str]:
    """The names of entries: those without the sign for UTF-8 are in the encoding of the system that wrote them.

    All are looked at together, and kept as they are when they say too little for a guess.
    """
    names = [entry.filename for entry in entries]
    foreign = [
        place for place, entry in enumerate(entries) if not entry.flag_bits & _UTF_8_NAME and not names[place].isascii()
    ]
    try:
        written = [names[place].encode("cp437").replace(b"\n", b"_").replace(b"\r", b"_") for place in foreign]
    except UnicodeEncodeError:
        return names
    together = b"\n".join(written)
    try:
        decoded = together.decode("utf-8")
    except UnicodeDecodeError:
        beyond = len(together) - len(together.translate(None, _BEYOND_ASCII))
        if beyond < _ENOUGH_FOR_A_GUESS:
            return names
        decoded = decode(together).text
    found = decoded.split("\n")
    if len(found) == len(foreign):
        for place, name in zip(foreign, found, strict=True):
            names[place] = name
    return names
