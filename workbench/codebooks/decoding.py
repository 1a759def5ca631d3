"""The bytes of a codebook's file and the text in them."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from workbench.codebooks.model import CodebookError
from workbench.text_decoding import decode, looks_binary

LARGEST_FILE: Final = 4_000_000
"""Bytes of a codebook: about 100 times the bundled ones."""


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

    Raises:
        CodebookError: these bytes are no text.
    """
    if reason := looks_binary(data):
        raise CodebookError(f"{where}: {reason[:1].lower()}{reason[1:]}. Choose a dictionary or codebook.")
    found = decode(data, declared=declared)
    if found.certain:
        return found.text, ""
    taken_for = found.encoding_in_words.removesuffix(" (guessed)")
    return found.text, f"{where}: the encoding was taken to be {taken_for}. Check words with accents."
