"""The bytes of a codebook's file and the text in them."""

from __future__ import annotations

import codecs
from pathlib import Path
from typing import Final

import charset_normalizer

from workbench.codebooks.model import CodebookError

LARGEST_FILE: Final = 4_000_000
"""Bytes of a codebook: about 100 times the bundled ones."""

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def read_bytes(path: Path) -> bytes:
    """The bytes of a file.

    Raises:
        CodebookError: it can't be read or is too large.
    """
    try:
        with path.open("rb") as stream:
            data = stream.read(LARGEST_FILE + 1)
    except OSError as error:
        raise CodebookError(f"{path.name}: can't be read ({error.strerror or error}). Choose another file.") from error
    if len(data) > LARGEST_FILE:
        raise CodebookError(
            f"{path.name}: too large for a codebook (more than {LARGEST_FILE:,} bytes). Split it into several files."
        )
    return data


def decoded(data: bytes, where: str, *, declared: str = "") -> tuple[str, str]:
    """The text, and a sentence about its encoding where that is a guess.

    The order is: byte order mark, UTF-16 by its zero bytes, strict UTF-8, the declared encoding, a guess.

    Raises:
        CodebookError: these bytes are no text.
    """
    for mark, codec in _MARKS:
        if data.startswith(mark):
            return _strictly(data[len(mark) :], codec, where), ""
    if b"\0" in data:
        codec = "utf-16-le" if data[1::2].count(0) > data[::2].count(0) else "utf-16-be"
        text = _strictly(data, codec, where)
        if "\0" in text or data.count(0) * 5 < len(data):
            raise CodebookError(f"{where}: this is not text. Choose a dictionary or codebook.")
        return text, f"{where}: the encoding was taken to be UTF-16. Check words with accents."
    try:
        return data.decode("utf-8"), ""
    except UnicodeDecodeError:
        pass
    if declared:
        try:
            return data.decode(declared), ""
        except (UnicodeDecodeError, LookupError):
            pass
    try:  # by far the most frequent encoding of such files that is not UTF-8
        text, name = data.decode("cp1252"), "Windows-1252"
    except UnicodeDecodeError:
        text, name = "", ""
    if not name or _mostly_odd(data):
        best = charset_normalizer.from_bytes(data).best()
        if best is not None:
            text, name = str(best), best.encoding
    if not name:
        raise CodebookError(f"{where}: its encoding is not known. Save the file as UTF-8.")
    return text, f"{where}: not UTF-8; the encoding was taken to be {name}. Check words with accents."


def _mostly_odd(data: bytes) -> bool:
    """Whether so many bytes are beyond ASCII that the language is hardly one of Western Europe."""
    return sum(byte > 127 for byte in data) * 5 > len(data)


def _strictly(data: bytes, codec: str, where: str) -> str:
    try:
        return data.decode(codec)
    except UnicodeDecodeError as error:
        raise CodebookError(
            f"{where}: damaged {codec.upper()} text (byte {error.start}). Save the file as UTF-8."
        ) from error
