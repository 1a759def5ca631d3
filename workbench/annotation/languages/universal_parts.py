"""Universal parts of speech (https://universaldependencies.org/u/pos) of words, from what the models say.

English models have Penn Treebank tags. Most stand for one part of speech; a few need the word or its relation.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from workbench.annotation.word_lists import words

_BY_TAG: Final = {
    **dict.fromkeys(("NN", "NNS"), "NOUN"), **dict.fromkeys(("NNP", "NNPS"), "PROPN"),
    **dict.fromkeys(("JJ", "JJR", "JJS", "AFX"), "ADJ"), **dict.fromkeys(("RB", "RBR", "RBS", "WRB"), "ADV"),
    **dict.fromkeys(("VB", "VBD", "VBG", "VBN", "VBP", "VBZ"), "VERB"), "MD": "AUX",
    **dict.fromkeys(("PRP", "PRP$", "WP", "WP$", "EX"), "PRON"), **dict.fromkeys(("DT", "PDT", "WDT"), "DET"),
    **dict.fromkeys(("IN", "RP"), "ADP"), "CC": "CCONJ", "CD": "NUM", "UH": "INTJ", **dict.fromkeys(("TO", "POS"), "PART"),
    **dict.fromkeys(("SYM", "$", "#"), "SYM"), **dict.fromkeys(("FW", "LS", "ADD", "XX", "NIL"), "X"), "_SP": "SPACE",
    **dict.fromkeys((".", ",", ":", "``", "''", "-LRB-", "-RRB-", "HYPH", "NFP", '""'), "PUNCT"),
}  # fmt: skip

_BE: Final = words("be am are is was were been being 'm 're ai")
_INDEFINITE: Final = words(
    "someone somebody something anyone anybody anything everyone everybody everything nobody nothing"
)
_NOT: Final = words("not n't")
_HELPING: Final = frozenset(("aux", "auxpass"))
_BESIDE_NOUNS: Final = frozenset(("det", "predet", "quantmod"))

_ELIDED: Final = {
    **dict.fromkeys(("c'", "j'", "m'", "s'", "t'"), "PRON"), "d'": "ADP", "l'": "DET", "n'": "ADV", "qu'": "SCONJ",
}  # fmt: skip
"""What an elided word is where the model takes it for a word of content, as it does before a curly apostrophe."""
_CONTENT: Final = frozenset(("VERB", "NOUN", "ADJ", "ADV", "X", "INTJ", "PROPN", "NUM"))


def parts_by_tags(written: Sequence[str], tags: Sequence[str], relations: Sequence[str]) -> list[str]:
    """The parts of speech of English words by their Penn tags; empty where there is no tag."""
    return [
        _by_tag(word, tag, relation) if tag in _DECIDED_BY_MORE else _BY_TAG.get(tag, "")
        for word, tag, relation in zip(written, tags, relations, strict=True)
    ]


_DECIDED_BY_MORE: Final = frozenset(("NN", "RB", "DT", "WDT", "IN", "VB", "VBD", "VBG", "VBN", "VBP", "VBZ"))


def _by_tag(word: str, tag: str, relation: str) -> str:
    plain = word.lower().replace("’", "'")
    if tag == "NN":
        return "PRON" if plain in _INDEFINITE else "NOUN"
    if tag == "RB":
        return "PART" if plain in _NOT else "ADV"
    if tag in ("DT", "WDT"):
        return "DET" if relation in _BESIDE_NOUNS else "PRON"
    if tag == "IN":
        return "SCONJ" if relation == "mark" else "ADP"
    helps = plain in _BE or relation in _HELPING or (plain == "'s" and tag == "VBZ")
    return "AUX" if helps else "VERB"


def parts_as_given(written: Sequence[str], given: Sequence[str], tags: Sequence[str]) -> list[str]:
    """The parts of speech that a French model gave, mended where it is known to err.

    Args:
        written: words of a text.
        given: what the model says each of them is.
        tags: the Penn tags that the rules read; they know more names than the model's parts of speech.
    """
    return [
        "PROPN" if tag in ("NNP", "NNPS") else _mended(word, part)
        for word, part, tag in zip(written, given, tags, strict=True)
    ]


def _mended(word: str, part: str) -> str:
    if part in _CONTENT and word[-1:] in "'’":
        return _ELIDED.get(word.lower().replace("’", "'"), part)
    return part
