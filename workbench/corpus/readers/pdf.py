"""PDF: recognised here, and not read when it would fill the memory.

The reading is in :mod:`workbench.corpus.readers.pdf_document`.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Mapping
from typing import Final

from workbench.corpus.readers.contract import Item
from workbench.corpus.readers.limits import HIGHEST_RATIO, MOST_UNPACKED, RATIO_FROM
from workbench.domain.article import Refusal

LARGEST_STREAM: Final = 100_000_000
"""Bytes that the instructions of one page may unpack to; dense maps have 50 million."""
_CHUNK: Final = 65_536
_STREAM: Final = re.compile(rb"(?<!end)stream\r?\n")
_ZLIB: Final = (b"\x78", b"\x68", b"\x58", b"\x48", b"\x38", b"\x28", b"\x18", b"\x08")


class Pdf:
    """Reads ``.pdf``."""

    name = "PDF"
    binary = True
    rank = 50

    def recognises(self, data: bytes, path: str) -> bool:
        """By ``%PDF-`` in the first kilobyte, where the format wants it."""
        return b"%PDF-" in data[:1024] or (not data and path.lower().endswith(".pdf"))

    def read(self, data: bytes, path: str, *, mapping: Mapping[str, str]) -> Iterator[Item]:
        """One record: the document."""
        if not data:
            yield Refusal(path, "", "The file is empty.")
            return
        if _unpacks_to_much(data):
            yield Refusal(
                path,
                "",
                "The PDF unpacks to very much more than its size, as files do that are made to fill the memory; it was not"
                " read. If you trust it, open it and print it to a new PDF.",
            )
            return
        from workbench.corpus.readers.pdf_document import read_document  # noqa: PLC0415 - PDFium is loaded with it

        yield from read_document(data, path)


def _unpacks_to_much(data: bytes) -> bool:
    """Whether a packed stream other than a picture unpacks to far more than instructions for pages do.

    PDFium has no limit of its own here. Streams that are encrypted or packed in other ways are not looked into.
    """
    total = 0
    for match in _STREAM.finditer(data):
        start = match.end()
        described = data[max(0, match.start() - 400) : match.start()].rpartition(b"obj")[2]
        if b"/Image" in described or data[start : start + 1] not in _ZLIB:
            continue
        unpacker = zlib.decompressobj()
        size = 0
        at = start
        pending = b""
        while not unpacker.eof:
            packed = pending or data[at : at + _CHUNK]
            at += 0 if pending else len(packed)
            if not packed:
                break
            try:
                size += len(unpacker.decompress(packed, 1_000_000))
            except zlib.error:
                break
            pending = unpacker.unconsumed_tail
            used = at - start - len(pending)
            if size > LARGEST_STREAM or (size > RATIO_FROM and size > HIGHEST_RATIO * used):
                return True
        total += size
        if total > MOST_UNPACKED:
            return True
    return False
