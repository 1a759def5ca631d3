"""Annotations kept on disk by the text's hash and the pipeline's version, so that no text is annotated twice.

When the file is damaged, locked or can't be written, the run goes on without it and says so.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final

from workbench.annotation.document import DocumentAnnotation
from workbench.sqlite_cache import SqliteCache

_SCHEMA: Final = (
    "CREATE TABLE IF NOT EXISTS annotations (text_hash TEXT NOT NULL, pipeline TEXT NOT NULL, value BLOB NOT NULL, "
    "PRIMARY KEY (text_hash, pipeline)) WITHOUT ROWID"
)


def text_hash(text: str) -> str:
    """SHA-256 of a text, in hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


class AnnotationCache(SqliteCache):
    """Annotations in one SQLite file; several processes may use it at once."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            path, schema=(_SCHEMA,), name="annotation cache", without="Names and quotes are found anew each time"
        )

    def get_many(self, hashes: Iterable[str], pipeline: str) -> dict[str, DocumentAnnotation]:
        """The annotations that are there, by text hash. A damaged entry counts as missing."""
        out: dict[str, DocumentAnnotation] = {}
        query = "SELECT text_hash, value FROM annotations WHERE pipeline = ? AND text_hash IN"
        for key, value in self._select(query, hashes, pipeline):
            with suppress(zlib.error, ValueError, TypeError):
                out[key] = DocumentAnnotation.from_json(json.loads(zlib.decompress(value)))
        return out

    def put_many(self, annotations: Mapping[str, DocumentAnnotation], pipeline: str) -> None:
        """Keep annotations by text hash."""
        if not annotations or not self.usable:
            return
        rows = [
            (key, pipeline, zlib.compress(json.dumps(annotation.to_json(), separators=(",", ":")).encode()))
            for key, annotation in annotations.items()
        ]
        self._write(("INSERT OR REPLACE INTO annotations VALUES (?, ?, ?)", rows))
