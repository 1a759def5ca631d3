"""Names inside containers made harmless: never absolute, never upwards, never one that a system can't hold."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from typing import Final
from urllib.parse import unquote, urlsplit

from workbench.corpus.canonical import canonical_text

_NOT_IN_NAMES: Final = re.compile(r'[\x00-\x1f\x7f<>:"|?*\\]')
_LONGEST_PART: Final = 120
_PAGES: Final = (".html", ".htm", ".xhtml", ".shtml")
_SAVED_WITH_PAGE: Final = (
    "_files", ".files", "_file", "-dateien", "_fichiers", "_archivos", "_bestanden", "-filer", "_arquivos",
    "_ficheiros", "_pliki", "_soubory", "_tiedostot", "_elemei", "_fitxers", "_dosyalar", "_datoteke", "_fajlovi",
    "_failid", "_fails", "_bylos", "_fitxategiak",
)  # fmt: skip
"""What browsers in several languages put after the name of a page for the folder with its pictures and frames."""
_MOST_PARTS: Final = 30


def safe_name(name: str) -> str:
    r"""A path with ``/`` between folders: ``..\..\C:/x`` is ``C_/x``. Never empty."""
    parts: list[str] = []
    for raw in canonical_text(name).replace("\\", "/").split("/"):
        part = _NOT_IN_NAMES.sub("_", "".join(sign for sign in raw if unicodedata.category(sign) != "Cf")).strip()
        if part.strip(".") == "":
            continue  # empty, or "." and ".."
        parts.append(_shortened(part))
    return "/".join(parts[-_MOST_PARTS:]) or "unnamed"


def _shortened(part: str) -> str:
    if len(part) <= _LONGEST_PART:
        return part
    stem, dot, ending = part.rpartition(".")
    if not dot or len(ending) > 10:
        return part[:_LONGEST_PART]
    return f"{stem[: _LONGEST_PART - len(ending) - 1]}.{ending}"


def name_of_address(address: str, ending: str) -> str:
    """A file name for a web address: ``https://paper.example/a/b?c=1`` is ``paper.example/a/b_c=1.html``."""
    try:
        parts = urlsplit(address)
        host, path = parts.hostname or "", unquote(parts.path, errors="replace")
    except ValueError:
        return safe_name(address) + ending
    path = path.rstrip("/") or "/index"
    if path.lower().endswith((".html", ".htm", ".xhtml", ".txt", ".php", ".asp", ".aspx")):
        path = path.rpartition(".")[0]
    return safe_name(f"{host}{path}" + (f"_{parts.query[:60].replace('/', '_')}" if parts.query else "")) + ending


def is_saved_with_page(folder: str, files: Collection[str]) -> bool:
    """Whether a folder holds what a browser saved with a web page: ``Bridge_files`` beside ``Bridge.html``.

    Args:
        folder: its name.
        files: the names of the files that lie beside it, casefolded.
    """
    name = folder.casefold()
    stem = next((name.removesuffix(ending) for ending in _SAVED_WITH_PAGE if name.endswith(ending)), "")
    return bool(stem) and any(stem + ending in files for ending in _PAGES)


class UniqueNames:
    """Gives each name once: the second ``a.txt`` is ``a (2).txt``."""

    def __init__(self) -> None:
        self._given: set[str] = set()
        self._numbers: dict[str, int] = {}

    def take(self, name: str) -> str:
        """The name, with a number when it was given before; small and capital letters count as the same."""
        candidate = name
        while candidate.casefold() in self._given:
            number = self._numbers[name.casefold()] = self._numbers.get(name.casefold(), 1) + 1
            folder, slash, last = name.rpartition("/")
            stem, dot, ending = last.rpartition(".")
            numbered = f"{stem} ({number}).{ending}" if dot and stem else f"{last} ({number})"
            candidate = f"{folder}{slash}{numbered}"
        self._given.add(candidate.casefold())
        return candidate
