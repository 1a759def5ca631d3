"""Named mentions on their way to an entity."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from workbench.annotation.document import NAMED, NOMINAL, VALUES, DocumentAnnotation
from workbench.annotation.people import STRONG_TITLES
from workbench.annotation.spelling import name_key
from workbench.domain.article import Article

_ARTICLE: Final = re.compile(r"(?:the|these|those)\s+", re.IGNORECASE)
_COURTESY: Final = re.compile(r"(?:Mr|Mrs|Ms|Miss|Mx|Dr|Sir|Dame|Lord|Lady)\b\.?\s+(?=\S)")
"""Before a name inside a description: "Mrs Roe's staff"."""


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
    kind: str = NAMED
    """``named``, or ``nominal`` for a group or government without a name."""
    entity_key: str = ""
    """What its article makes of it: see :mod:`workbench.annotation.keys`."""

    @property
    def position(self) -> int:
        """Where the mention stands in its article."""
        return self.start


def named_mentions(articles: Sequence[Article], annotations: Mapping[str, DocumentAnnotation]) -> list[NamedMention]:
    """The mentions of all articles that have an entity of their own, in order: names, and groups without one."""
    out: list[NamedMention] = []
    for document, article in enumerate(articles):
        annotation = annotations.get(article.document_id)
        if annotation is None:
            continue
        for number, mention in enumerate(annotation.mentions):
            if mention.type in VALUES or not mention.type:
                continue
            if mention.kind != NAMED and not (mention.kind == NOMINAL and mention.antecedent < 0):
                continue
            form = " ".join(article.text[mention.start : mention.end].split())
            if mention.kind == NOMINAL:
                # "the Migrants" and "migrants" are shown as one form
                form = _COURTESY.sub("", _ARTICLE.sub("", form))
                form = form if mention.type in ("ORG", "GPE") else form.lower()
            key = name_key(form)
            if key:
                title = _title_before(article.text, mention.start)
                out.append(
                    NamedMention(
                        document, number, form, key, mention.type, mention.start, mention.end, title, mention.kind
                    )
                )
    return out


def _title_before(text: str, start: int) -> str:
    words_before = text[max(0, start - 24) : start].split()
    title = words_before[-1].rstrip(".").lower() if words_before and text[start - 1 : start] == " " else ""
    return title if title in STRONG_TITLES else ""
