"""Groups of people with several nouns: "the caravan" and "the migrants", where most articles tie the one to the other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Final

from workbench.annotation.document import NOMINAL, DocumentAnnotation
from workbench.annotation.groups import GROUP, group_key
from workbench.annotation.joining import Joined, Why
from workbench.domain.article import Article

_ARTICLES: Final = 2
"""At least so many articles tie two nouns."""
_SHARE: Final = 0.5
"""And at least this share of those with the noun."""
_TIED: Final = Why(
    "the same group as {other} in most articles that name it", "the group that most articles call {other}"
)


def join_tied_groups(
    articles: Sequence[Article], annotations: Mapping[str, DocumentAnnotation], joined: Joined
) -> None:
    """Join two nouns for a group where most articles with the one say that it is the other.

    Args:
        articles: all articles.
        annotations: by document id; articles without one are passed over.
        joined: is changed.
    """
    tied: dict[tuple[str, str], set[str]] = defaultdict(set)
    found: dict[str, set[str]] = defaultdict(set)
    for article in articles:
        annotation = annotations.get(article.document_id)
        if annotation is None:
            continue
        nouns: dict[int, str] = {}
        for number, mention in enumerate(annotation.mentions):
            if mention.kind == NOMINAL and mention.type == GROUP:
                nouns[number] = group_key(" ".join(article.text[mention.start : mention.end].split()))
        for number, noun in nouns.items():
            found[noun].add(article.document_id)
            own = nouns.get(annotation.mentions[number].antecedent, noun)
            if own != noun:
                tied[noun, own].add(article.document_id)
    for (noun, own), documents in sorted(tied.items()):
        first, second = f"group|{noun}", f"group|{own}"
        enough = len(documents) >= max(_ARTICLES, _SHARE * len(found[noun]))
        if enough and first in joined and second in joined:
            joined.join(first, second, _TIED)
