"""The words of a project between sessions: a file beside it, which can be thrown away at any time.

Opening a project of 100,000 articles maps this file instead of cutting every text again. It holds the boilerplate that was
found too. Whatever is wrong with it, the words are cut anew, and nothing is lost but time.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import pandas as pd

import workbench
from workbench.corpus.boilerplate import VERSION as BOILERPLATE_VERSION
from workbench.domain.article import Article
from workbench.domain.columns import TABLES
from workbench.folders import words_folder
from workbench.index.store import TokenStore
from workbench.index.store_file import KeptStore, UnusableStoreError, read_store, write_store
from workbench.project.places import concern

MARK: Final = ".counterpoint-words-"
"""Stands in the name of such a file: ``story.counterpoint-words-3f2a91c0``."""
_BOILERPLATE: Final = "boilerplate"
_SMALL: Final = 200
"""Projects with fewer articles are cut as quickly as a file is read."""


@dataclass(slots=True)
class KeptWords:
    """The words that are kept for one project."""

    project: Path
    _read: KeptStore | None = field(default=None, init=False)

    def read(self) -> TokenStore | None:
        """The words of an earlier session; ``None`` when there are none that can be used."""
        if self._read is None:
            for path in self._files():
                with suppress(UnusableStoreError, OSError, ValueError, KeyError):
                    self._read = read_store(path)
                    break
        return None if self._read is None else self._read.store

    def boilerplate(self, articles: Sequence[Article]) -> pd.DataFrame | None:
        """The boilerplate that was found in just these articles; ``None`` when it must be looked for."""
        kept = None if self._read is None else self._read.extra.get(_BOILERPLATE)
        if kept is None:
            return None
        try:
            known = json.loads(kept)
            if known["of"] != _fingerprint(articles):
                return None
            texts = {article.document_id: article.text for article in articles}
            rows = [(d, start, end, kind, texts[d][start:end], rule) for d, start, end, kind, rule in known["rows"]]
        except (ValueError, KeyError, TypeError):
            return None
        return pd.DataFrame(rows, columns=list(TABLES["boilerplate"])).astype({"start": "int64", "end": "int64"})

    def keep(self, store: TokenStore, articles: Sequence[Article], boilerplate: pd.DataFrame) -> str:
        """Keep words for the next session. Returns what went wrong, in words; empty when nothing did."""
        if len(articles) < _SMALL or (self._read is not None and self._read.store is store):
            return ""
        places = boilerplate[["document_id", "start", "end", "kind", "rule"]]
        known = {"of": _fingerprint(articles), "rows": places.to_numpy(dtype=object).tolist()}
        extra = {_BOILERPLATE: json.dumps(known).encode("ascii")}
        before = list(self._files())
        try:
            folder = self._folder()
            folder.mkdir(parents=True, exist_ok=True)
            # a name of its own: a file that is mapped can't be replaced everywhere
            path = folder / f"{self._stem(folder)}{MARK}{os.urandom(4).hex()}"
            write_store(path, store, extra)
        except OSError as error:
            why = (error.strerror or "the system does not say why").lower()
            return (
                f"The words of {self.project.name} could not be kept for the next time ({why}), so opening it takes as "
                "long again. Nothing else is affected."
            )
        for old in before:
            with suppress(OSError):
                old.unlink()
        return ""

    def forget(self) -> None:
        """Delete what is kept."""
        self._read = None
        for path in self._files():
            with suppress(OSError):
                path.unlink()

    def _folder(self) -> Path:
        """Beside the project; in the program's own folder where that can't be written, or is synced with other computers."""
        beside = self.project.parent
        return beside if os.access(beside, os.W_OK) and not concern(self.project) else words_folder()

    def _stem(self, folder: Path) -> str:
        if folder == self.project.parent:
            return self.project.stem
        # projects of one name may lie in two folders
        return f"{self.project.stem}-{hashlib.sha256(os.fsencode(self.project.absolute())).hexdigest()[:12]}"

    def _files(self) -> Iterator[Path]:
        """What is kept, the newest first."""
        found: list[tuple[float, Path]] = []
        for folder in (self.project.parent, words_folder()):
            stem = self._stem(folder)
            with suppress(OSError):
                found += [
                    (path.stat().st_mtime, path) for path in folder.iterdir() if path.name.startswith(f"{stem}{MARK}")
                ]
        yield from (path for _, path in sorted(found, reverse=True))


def _fingerprint(articles: Sequence[Article]) -> str:
    """What boilerplate follows from: texts, metadata that the rules read, what formats mark, and the rules."""
    digest = hashlib.sha256(f"{workbench.__version__} {BOILERPLATE_VERSION}".encode())
    for a in articles:
        fields = (a.document_id, a.outlet, a.title, a.author, a.date, a.url, a.format_boilerplate, len(a.text))
        digest.update(repr(fields).encode("utf-8", "surrogatepass"))
        digest.update(a.text.encode("utf-8", "surrogatepass"))
    return digest.hexdigest()
