"""Acronyms and what they are short for: as a bracket explains it, or by their letters if only one long form fits."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import Final

from workbench.annotation.gazetteer import known
from workbench.annotation.joining import Joined, Why
from workbench.annotation.named import NamedMention
from workbench.annotation.spelling import SMALL_WORDS, initials, name_key
from workbench.domain.article import Article

IN_BRACKETS: Final = re.compile(r"[’']?s?\s*\(\s*(?:the\s+|or\s+)?[\"“']?([A-Z][\w.&]{1,11})[\"”']?\s*[),;]")
_LONG_IN_BRACKETS: Final = re.compile(r"\s*\(\s*(?:the\s+)?[\"“']?$", re.IGNORECASE)
_INITIALS: Final = Why(
    "the same letters as the initials of {other}; only this long form fits",
    "the only long form with the initials {other}",
)
_LONGEST: Final = 10


def join_acronyms(articles: Sequence[Article], mentions: Sequence[NamedMention], joined: Joined) -> None:
    """Join an acronym with its long form: as a bracket explains it, or by the initials if only one fits.

    Args:
        articles: all articles.
        mentions: their named mentions, with their keys.
        joined: is changed.
    """
    explained: dict[tuple[str, str], str] = {}
    long_forms: dict[str, set[str]] = defaultdict(set)
    acronyms: dict[str, set[str]] = defaultdict(set)
    seen: set[str] = set()
    before: NamedMention | None = None
    for mention in mentions:
        if mention.type == "PERSON":
            continue
        last, before = before, mention
        if is_acronym(mention.form):
            acronyms[mention.key].add(mention.entity_key)
        if " " not in mention.key:
            continue
        if mention.entity_key not in seen:
            seen.add(mention.entity_key)
            for letters in initials(mention.key):
                long_forms[letters].add(mention.entity_key)
        article = articles[mention.document]
        bracket = IN_BRACKETS.match(article.text, mention.end)
        if bracket:
            inside = name_key(bracket.group(1))
            if explains(inside, mention.key):
                explained.setdefault((mention.entity_key, inside), article.document_id)
        elif last is not None and last.document == mention.document and is_acronym(last.form):
            # the long form may stand in the brackets: NHA, then the Northern Harbour Alliance
            between = article.text[last.end : mention.start]
            if _LONG_IN_BRACKETS.fullmatch(between) and explains(last.key, mention.key):
                explained.setdefault((mention.entity_key, last.key), article.document_id)
    for (long, letters), document in sorted(explained.items()):
        why = Why(
            f"spelled out as {{other}} beside the name in “{document}”",
            f"the long form beside {{other}} in “{document}”",
        )
        for own in sorted(acronyms.get(letters, ())):
            joined.join(own, long, why)
    for letters, keys in sorted(acronyms.items()):
        candidates = {joined.root(key): key for key in sorted(long_forms.get(letters, ()), reverse=True)}
        if len(candidates) == 1 and known(letters.upper()) is None:
            for own in sorted(keys):
                joined.join(own, next(iter(candidates.values())), _INITIALS)


def is_acronym(form: str) -> bool:
    """Whether a name is written as an acronym is: one word in capitals, with or without full stops."""
    plain = form.replace(".", "")
    return " " not in plain and 2 <= len(plain) <= _LONGEST and plain.isupper()


def explains(short: str, long: str) -> bool:
    """Whether a bracket can be the acronym of what stands before it: its letters begin the words, in order."""
    if short in initials(long):
        return True
    parts = [word for word in long.split() if word not in SMALL_WORDS]
    if not parts or short[:1] != parts[0][:1] or len(short) < 2 or len(short) > 2 * len(parts) + 1:
        return False
    at = 0
    text = long.replace(" ", "")
    for letter in short:
        at = text.find(letter, at) + 1
        if at == 0:
            return False
    return True
