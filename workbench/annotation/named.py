"""Named mentions on their way to an entity."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from workbench.annotation.document import NAMED, DocumentAnnotation
from workbench.annotation.people import STRONG_TITLES
from workbench.annotation.spelling import name_key
from workbench.domain.article import Article


@dataclass(slots=True)
class NamedMention:
    """One named mention with what the corpus-wide rules look at."""

    document: int
    number: int
    form: str
    key: str
    type: str
    start: int
    end: int
    title: str
    """The word before the name when it is a title: ``president``, ``mrs``."""

    @property
    def position(self) -> int:
        """Where the mention stands in its article."""
        return self.start


def named_mentions(
    articles: Sequence[Article], annotations: Mapping[str, DocumentAnnotation]
) -> list[NamedMention]:
    """The named mentions of all articles that are annotated, in order."""
    out: list[NamedMention] = []
    for document, article in enumerate(articles):
        annotation = annotations.get(article.document_id)
        if annotation is None:
            continue
        for number, mention in enumerate(annotation.mentions):
            if mention.kind != NAMED:
                continue
            form = " ".join(article.text[mention.start : mention.end].split())
            key = name_key(form)
            if key:
                title = _title_before(article.text, mention.start)
                out.append(NamedMention(document, number, form, key, mention.type, mention.start, mention.end, title))
    return out


def _title_before(text: str, start: int) -> str:
    words_before = text[max(0, start - 24) : start].split()
    title = words_before[-1].rstrip(".").lower() if words_before and text[start - 1 : start] == " " else ""
    return title if title in STRONG_TITLES else ""
