"""One key for the spellings of one name: articles, possessives, accents, full stops, British or American endings."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

from workbench.annotation.word_lists import words

_ARTICLE: Final = re.compile(r"(?:the|a|an)\s+", re.IGNORECASE)
_POSSESSIVE: Final = re.compile(r"['’](?:s|S)?$")
_SPACES: Final = re.compile(r"[\s\-‐‑–—_/]+")
_DROPPED: Final = re.compile(r"[^\w\s&+]")
_BRITISH: Final = (
    (re.compile(r"isation(s?)$"), r"ization\1"),
    (re.compile(r"ising$"), "izing"),
    (re.compile(r"ised$"), "ized"),
    (re.compile(r"^(defen|offen)ce$"), r"\1se"),
    (re.compile(r"^(cent|theat)re(s?)$"), r"\1er\2"),
    (re.compile(r"^programme(s?)$"), r"program\1"),
    (re.compile(r"^labour(ers?)?$"), r"labor\1"),
    (re.compile(r"^(behavi|col|fav|hon|harb|neighb)our(s?|ed|hood)$"), r"\1or\2"),
)
# letters that Unicode does not take apart into a base and an accent
_LETTERS: Final = str.maketrans(
    {"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe"}
)


@lru_cache(maxsize=100_000)
def name_key(name: str) -> str:
    """The key of a name: equal for spellings that differ in nothing but the points named above.

    Lower case, one blank between words; empty for a name without a letter or digit.
    """
    plain = unicodedata.normalize("NFKD", name).replace("’", "'")
    plain = "".join(c for c in plain if not unicodedata.combining(c)).strip()
    plain = _ARTICLE.sub("", plain, count=1) if _ARTICLE.match(plain) else plain
    plain = _POSSESSIVE.sub("", plain).casefold().translate(_LETTERS)
    plain = _SPACES.sub(" ", plain).replace("&", " and ")
    plain = _DROPPED.sub("", plain)
    return " ".join(_american(word) for word in plain.split()).replace("co operation", "cooperation")


@lru_cache(maxsize=200_000)
def _american(word: str) -> str:
    for pattern, replacement in _BRITISH:
        changed = pattern.sub(replacement, word)
        if changed != word:
            return changed
    return word


SMALL_WORDS: Final = words("of the and for in on to a de la du des")
"""Words that an acronym may leave out."""


def initials(key: str) -> set[str]:
    """The acronyms that the key of a long form can have: with and without its small words; none for a single word."""
    parts = key.split()
    if len([w for w in parts if w not in SMALL_WORDS]) < 2:
        return set()
    return {"".join(w[0] for w in parts if w not in SMALL_WORDS), "".join(w[0] for w in parts)}


def slug(name: str) -> str:
    """A short id made of a name's letters and digits, e.g. ``vladimir-putin``."""
    return (
        re.sub(r"[^a-z0-9]+", "-", name_key(name)).strip("-")
        or re.sub(r"\W+", "-", name_key(name)).strip("-")
        or "entity"
    )
