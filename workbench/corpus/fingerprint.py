"""Fingerprints of a text and of a corpus, so that a recipe can say what it was made from."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Final

from workbench.domain.article import EDITABLE_FIELDS, Article

_ALWAYS: Final = 8
"""Fields that are in every fingerprint. Later ones only where an article has one, so that the others keep theirs."""


def text_hash(text: str) -> str:
    """SHA-256 of a text as UTF-8, in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def corpus_hash(articles: Iterable[Article]) -> str:
    """SHA-256 over the ids, texts and metadata of articles, in hexadecimal.

    The order of the articles does not matter, nor do paths, encodings and notes: the same articles read from another
    place have the same fingerprint.
    """
    digest = hashlib.sha256()
    lines = [json.dumps([a.document_id, text_hash(a.text), *_metadata(a)], ensure_ascii=True) for a in articles]
    for line in sorted(lines):
        digest.update(line.encode("ascii") + b"\n")
    return digest.hexdigest()


def _metadata(article: Article) -> list[str]:
    values: list[str] = [getattr(article, field) for field in EDITABLE_FIELDS]
    while len(values) > _ALWAYS and not values[-1]:
        values.pop()
    return values
