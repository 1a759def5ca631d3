"""Annotations kept on disk by the text's hash and the pipeline's version, so that no text is annotated twice.

A cache is a convenience: when its file is damaged, locked or can't be written, the run goes on without it and says so.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import zlib
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from workbench.annotation.document import DocumentAnnotation

_BUSY_SECONDS: Final = 10.0
_CHUNK: Final = 500
_SCHEMA: Final = (
    "CREATE TABLE IF NOT EXISTS annotations (text_hash TEXT NOT NULL, pipeline TEXT NOT NULL, value BLOB NOT NULL, "
    "PRIMARY KEY (text_hash, pipeline)) WITHOUT ROWID"
)


def text_hash(text: str) -> str:
    """SHA-256 of a text, in hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


class AnnotationCache:
    """Annotations in one SQLite file; several processes may use it at once.

    Never raises for anything that is wrong with the file: it is then empty, forgets what it is given, and
    ``warnings`` says why.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.warnings: list[str] = []
        self._connection: sqlite3.Connection | None = None
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            connection = sqlite3.connect(path, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False)
            self._connection = connection
            connection.execute("PRAGMA synchronous=NORMAL")
            connection.execute(_SCHEMA)
        except (OSError, sqlite3.Error) as error:
            self._give_up(error)

    @property
    def usable(self) -> bool:
        """Whether anything is kept at all."""
        return self._connection is not None

    def get_many(self, hashes: Iterable[str], pipeline: str) -> dict[str, DocumentAnnotation]:
        """The annotations that are there, by text hash. A damaged entry counts as missing."""
        out: dict[str, DocumentAnnotation] = {}
        wanted = list(dict.fromkeys(hashes))
        for at in range(0, len(wanted), _CHUNK):
            if self._connection is None:
                break
            chunk = wanted[at : at + _CHUNK]
            places = ",".join("?" * len(chunk))
            query = f"SELECT text_hash, value FROM annotations WHERE pipeline = ? AND text_hash IN ({places})"  # noqa: S608 - only question marks are put in
            try:
                rows = self._connection.execute(query, (pipeline, *chunk)).fetchall()
            except sqlite3.Error as error:
                self._give_up(error)
                break
            for key, value in rows:
                with suppress(zlib.error, ValueError, TypeError):
                    out[key] = DocumentAnnotation.from_json(json.loads(zlib.decompress(value)))
        return out

    def put_many(self, annotations: Mapping[str, DocumentAnnotation], pipeline: str) -> None:
        """Keep annotations by text hash."""
        if self._connection is None or not annotations:
            return
        rows = [
            (key, pipeline, zlib.compress(json.dumps(annotation.to_json(), separators=(",", ":")).encode()))
            for key, annotation in annotations.items()
        ]
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            self._connection.executemany("INSERT OR REPLACE INTO annotations VALUES (?, ?, ?)", rows)
            self._connection.execute("COMMIT")
        except sqlite3.Error as error:
            self._give_up(error)

    def close(self) -> None:
        """Let go of the file; the cache is empty from then on."""
        if self._connection is not None:
            with suppress(sqlite3.Error):
                self._connection.close()
            self._connection = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _give_up(self, error: Exception) -> None:
        self.close()
        self.warnings.append(
            f"The annotation cache {self.path} can't be used ({error}). Names and quotes are found anew each time; "
            "delete the file to start a new cache."
        )
