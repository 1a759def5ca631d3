"""The language of a text, as its words tell.

A text that is plainly English is told by its function words, which takes some microseconds; for any other text a
trained identifier of 139 languages is loaded (py3langid). Two stretches of a text are read, for a page may begin with a
menu. Where neither is sure, as with a text of a few words, nothing is said; :mod:`workbench.annotation.article_languages`
decides for the corpus.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, Final

from workbench.annotation.languages.codes import UNKNOWN, language_code
from workbench.annotation.languages.models import ENGLISH
from workbench.annotation.word_lists import words

STRETCH: Final = 400
"""Code points of each of the two stretches that are looked at."""

SURE: Final = 0.5
"""Share of the probability that a language must have."""
SURE_OF_SHORT: Final = 0.8
"""The same for a text of less than :data:`SHORT` letters, where other alphabets and names mislead."""
SHORT: Final = 200

_ENGLISH_WORDS: Final = words(
    """
    the and to that with were from has it its his her their this which would said not been they who but what there
    about when more in than could she
    """
)
"""Frequent function words that are rare in other languages, or mean nothing in them."""
_PLAINLY: Final = 0.12
"""Share of these words above which a text is English; news has about 0.22, and another language hardly any."""
_ENOUGH_WORDS: Final = 30
_WORD: Final = re.compile(r"[^\W\d_]+")

_FOLDED: Final = {
    "pcm": "en", "wuu": "zh", "yue": "zh", "nn": "no", "nb": "no", "ary": "ar", "arz": "ar", "ext": "es", "gcf": "fr",
    "gcr": "fr",
}  # fmt: skip
"""Close relatives that the identifier tells apart and that share words, marks and models."""


def sample(text: str) -> str:
    """What is looked at of a text: its beginning and its middle."""
    if len(text) <= 2 * STRETCH:
        return text
    middle = len(text) // 2
    return f"{text[:STRETCH]}\n{text[middle : middle + STRETCH]}"


def detect_language(text: str) -> str:
    """The code of a text's language; empty when its words do not tell."""
    looked_at = sample(text)
    found = _WORD.findall(looked_at.lower())
    if len(found) >= _ENOUGH_WORDS and sum(word in _ENGLISH_WORDS for word in found) >= _PLAINLY * len(found):
        return ENGLISH
    if not found:
        return UNKNOWN
    shares: Counter[str] = Counter()
    for code, share in _identifier().rank(looked_at):
        shares[_FOLDED.get(code, code)] += share
    best, share = shares.most_common(1)[0]
    letters = sum(map(len, found))
    needed = SURE if letters >= SHORT else SURE_OF_SHORT
    return language_code(best) if share >= needed else UNKNOWN


def forget_identifier() -> None:
    """Give back the memory of the trained identifier."""
    _identifier.cache_clear()


@lru_cache(maxsize=1)
def _identifier() -> Any:
    """The trained identifier: 0.7 s to load, and 100 MB while it is kept."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415 - only for texts that need it

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def most_frequent(codes: Iterable[str]) -> str:
    """The most frequent language, English when none is known; of equally frequent ones English, then by code."""
    counted = Counter(code for code in codes if code)
    if not counted:
        return ENGLISH
    return min(counted, key=lambda code: (-counted[code], code != ENGLISH, code))
