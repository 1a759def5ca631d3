"""Which format a file is in, by its name and by what is in it; the one way to read and to write codebooks."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

from workbench.codebooks.decoding import decoded, read_bytes
from workbench.codebooks.importing import Imported
from workbench.codebooks.lexicoder import lexicoder_text, read_lexicoder
from workbench.codebooks.liwc import liwc_text, read_liwc
from workbench.codebooks.model import Codebook, CodebookError
from workbench.codebooks.own_format import codebook_json, codebook_of
from workbench.codebooks.quanteda_yaml import quanteda_text, read_quanteda
from workbench.codebooks.table import read_table, table_text
from workbench.codebooks.wordstat import read_wordstat, wordstat_text
from workbench.codebooks.yoshikoder import declared_encoding, read_yoshikoder, yoshikoder_text

Reader = Callable[[str, bytes, str, str], Imported]
Writer = Callable[[Codebook], tuple[str, tuple[str, ...]]]


def _read_own(text: str, data: bytes, where: str, name: str) -> Imported:
    return Imported(codebook_of(data, where))


def _write_own(codebook: Codebook) -> tuple[str, tuple[str, ...]]:
    return codebook_json(codebook), ()


FORMATS: Final[dict[str, tuple[str, Reader, Writer]]] = {
    ".json": ("Codebook of Counterpoint", _read_own, _write_own),
    ".csv": ("Table (CSV)", read_table, table_text),
    ".dic": ("LIWC dictionary", read_liwc, liwc_text),
    ".lc3": ("Lexicoder dictionary", read_lexicoder, lexicoder_text),
    ".ykd": ("Yoshikoder dictionary", read_yoshikoder, yoshikoder_text),
    ".cat": ("WordStat dictionary", read_wordstat, wordstat_text),
    ".yml": ("quanteda dictionary (YAML)", read_quanteda, quanteda_text),
    ".yaml": ("quanteda dictionary (YAML)", read_quanteda, quanteda_text),
}
"""By the end of the file's name: what it is in words, its reader and its writer."""


def read_codebook(path: Path) -> Imported:
    """A codebook or dictionary from a file, and sentences about what of it could not be kept.

    Raises:
        CodebookError: the file can't be read or is in no known format. The message names the file, the line and the
            next step.
    """
    data = read_bytes(path)
    text, guess = decoded(data, path.name, declared=declared_encoding(data))
    suffix = path.suffix.casefold()
    kind = suffix if suffix in (".csv", ".yml", ".yaml") else _by_content(text) or suffix
    if kind not in FORMATS:
        raise CodebookError(
            f"{path.name}: no codebook or dictionary that is known. Choose a file that ends in {', '.join(FORMATS)}."
        )
    imported = FORMATS[kind][1](text, data, path.name, path.stem)
    return Imported(imported.codebook, (guess, *imported.remarks)) if guess else imported


def write_codebook(codebook: Codebook, path: Path) -> tuple[str, ...]:
    """Write a codebook in the format that the file's name asks for; gives sentences about what that can't hold.

    Raises:
        CodebookError: the end of the name is not known, or the file can't be written.
    """
    suffix = path.suffix.casefold()
    if suffix not in FORMATS:
        raise CodebookError(f"{path.name}: this format is not known. End the name in {', '.join(FORMATS)}.")
    text, remarks = FORMATS[suffix][2](codebook)
    data = text.encode("utf-8-sig" if suffix == ".csv" else "utf-8", "replace")
    try:
        number, made = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        try:
            with os.fdopen(number, "wb") as stream:
                stream.write(data)
            Path(made).replace(path)
        except BaseException:
            Path(made).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise CodebookError(
            f"{path.name}: can't be written ({error.strerror or error}). Choose another folder."
        ) from error
    return remarks


def _by_content(text: str) -> str:
    """The format that the first line speaks for; empty when it does not."""
    begin = text.removeprefix("\ufeff").lstrip()[:500]
    if begin.startswith("{"):
        return ".json"
    if re.match(r"<(?:\?xml|!DOCTYPE|!--|dictionary)", begin):
        return ".ykd"
    if re.match(r"%[ \t]*[\r\n]", begin):
        return ".dic"
    if begin.startswith("+"):
        return ".lc3"
    return ""
