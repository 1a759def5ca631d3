"""Common words that a capital made a name of: "Riot police cleared ..." at the start of a headline, "MEDICINES".

A headline, the start of a sentence and a shouted word have capitals whatever the word is. What a corpus has in capitals
only there, and in lower case in its running text, is no name.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Final

from workbench.annotation.document import NAMED
from workbench.annotation.gazetteer import known
from workbench.annotation.named import NamedMention
from workbench.annotation.people import FIRST_NAMES
from workbench.domain.article import Article

_WORDS: Final = re.compile(r"[^\W\d_]+")
_BEGINS: Final = tuple(".!?:;…—–|•“‘«„\"'‘*#(/")
"""What stands before a word that has its capital from its place."""
_SHORTEST: Final = 4
_LONGEST_ACRONYM: Final = 5
"""A longer word in capitals is shouted."""
_HEADLINE_SHARE: Final = 0.6
_HEADLINE_WORDS: Final = 3


def without_common_words(articles: Sequence[Article], mentions: Sequence[NamedMention]) -> list[NamedMention]:
    """The mentions without single words that are names nowhere in running text and common words there.

    Args:
        articles: all articles.
        mentions: their named mentions; not changed.
    """
    alone: dict[str, list[NamedMention]] = defaultdict(list)
    parts: set[str] = set()
    for mention in mentions:
        if mention.kind != NAMED:
            continue
        if " " in mention.key:
            parts.update(mention.key.split())
        elif _may_be_common(mention):
            alone[mention.key].append(mention)
    doubtful = {
        key: found
        for key, found in alone.items()
        if key not in parts and not any(_tells(articles[m.document].text, m) for m in found)
    }
    if not doubtful:
        return list(mentions)
    written: Counter[str] = Counter()
    for article in articles:
        written.update(word for word in _WORDS.findall(article.text) if word in doubtful)
    dropped = {
        (mention.document, mention.number)
        for key, found in doubtful.items()
        if written[key] >= len(found)
        for mention in found
    }
    return [mention for mention in mentions if (mention.document, mention.number) not in dropped]


def _may_be_common(mention: NamedMention) -> bool:
    form = mention.form
    if len(form) < _SHORTEST or not form.isalpha() or mention.title or mention.key != form.lower():
        return False
    return known(form) is None and known(form.title()) is None and mention.key not in FIRST_NAMES


def _tells(text: str, mention: NamedMention) -> bool:
    """Whether a capital is there for the word's sake: inside a sentence that is no headline, and not shouted."""
    begin, end = text.rfind("\n", 0, mention.start) + 1, text.find("\n", mention.end)
    line = text[begin : end if end >= 0 else len(text)]
    before = text[begin : mention.start].rstrip()
    if not before or before.endswith(_BEGINS):
        return False
    if mention.form.isupper() and (len(mention.form) > _LONGEST_ACRONYM or _shouted(text, mention)):
        return False
    words = _WORDS.findall(line)
    capitals = sum(word[0].isupper() for word in words)
    return len(words) < _HEADLINE_WORDS or capitals <= _HEADLINE_SHARE * len(words)


def _shouted(text: str, mention: NamedMention) -> bool:
    """Whether the word before or behind is in capitals, too."""
    near = text[max(0, mention.start - 20) : mention.start].split()[-1:]
    near += text[mention.end : mention.end + 20].split()[:1]
    return any(len(word) > 1 and word.isalpha() and word.isupper() for word in near)
