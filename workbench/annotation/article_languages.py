"""The language that each text of a corpus is read as, with what was told before kept beside the annotations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib import metadata
from typing import Final

from workbench.annotation.cache import AnnotationCache
from workbench.annotation.document import DocumentAnnotation
from workbench.annotation.languages.codes import language_code
from workbench.annotation.languages.detection import detect_language, forget_identifier, most_frequent
from workbench.domain.article import Article
from workbench.domain.progress import Progress, no_progress

_RULES: Final = "1"
"""Raised with every change of :mod:`workbench.annotation.languages.detection`."""
_TELL_EVERY: Final = 200


def text_languages(
    texts: Mapping[str, Sequence[Article]], cache: AnnotationCache | None = None, progress: Progress = no_progress
) -> dict[str, str]:
    """The code of the language that each text is read as.

    What a source or a person gives for an article counts, then what its words tell; where neither says, the language of
    most of the texts, and English where none is known.

    Args:
        texts: the articles with one text, under its hash.
        cache: where what words told is kept; telling it takes about 0.1 ms an English text, and 1 ms another one.
        progress: told how far it is, and may raise to cancel.
    """
    found = {key: code for key, articles in texts.items() if (code := _given(articles))}
    undecided = [key for key in texts if key not in found]
    kept = cache.get_many(undecided, _version()) if cache is not None else {}
    found.update({key: annotation.language for key, annotation in kept.items()})
    new: dict[str, str] = {}
    for done, key in enumerate(key for key in undecided if key not in kept):
        if done and done % _TELL_EVERY == 0:
            progress(done, len(undecided) - len(kept), "Telling languages apart")
        new[key] = detect_language(texts[key][0].text)
    if cache is not None and new:
        cache.put_many({key: DocumentAnnotation(language=code) for key, code in new.items()}, _version())
    forget_identifier()
    found.update(new)
    usual = most_frequent(found.values())
    return {key: found[key] or usual for key in texts}


def _given(articles: Sequence[Article]) -> str:
    return next((code for article in articles if (code := language_code(article.language))), "")


@lru_cache(maxsize=1)
def _version() -> str:
    return f"language, rules {_RULES}, py3langid {metadata.version('py3langid')}"
