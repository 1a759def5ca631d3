"""Speakers of quotes: what stands for one in a highlight and in a table, and the kinds that people put them into.

A speaker is an entity, by its id; or words that name nobody, folded, so that "officials", "The officials" and "two
officials" are one; or a pronoun that nobody could be found for; or nobody at all. Words that can't speak
(:mod:`workbench.domain.voiceless`) are nobody too.
"""

from __future__ import annotations

import re
from typing import Final

from workbench.domain.focus import NOBODY, PHRASE
from workbench.domain.visible_text import one_line
from workbench.domain.voiceless import can_speak

UNRESOLVED: Final = "pronoun:"
"""The speaker of quotes whose speaker is a pronoun ("she said") that no entity was found for."""
KIND: Final = "kind:"
"""Begins what stands for all speakers of a kind; alone it stands for the speakers that nobody put into one."""

SPECIAL: Final = (UNRESOLVED, NOBODY)
"""Rows of their own that are no speakers, and have no kind."""

OFFERED_KINDS: Final = ("official", "expert", "business", "NGO", "citizen", "other")
"""Kinds that are offered before a person wrote any."""

_WORDS: Final = {
    UNRESOLVED: "He, she, they (not resolved)",
    NOBODY: "Nobody named",
    KIND: "No kind set",
}


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_PRONOUNS: Final = _words(
    "i you he she it we they me him her us them himself herself itself themselves this that these those who which whom"
    " my your his its our their whose"
    " je tu il elle on nous vous ils elles lui eux ceux celui celle celles qui"
)
_DETERMINERS: Final = _words(
    "a an the this that these those some several many few most other another all both any each every"
    " one two three four five six seven eight nine ten dozens hundreds of"
    " my your his her its our their le la les un une des du de ce cet cette ces mon ton son sa ses notre votre leur leurs"
    " plusieurs quelques deux trois quatre cinq"
)
_SHARES: Final = _words("percent per pour")
"""Words that make a number a share: "70 percent of voters" are not percent of them."""
_ELIDED: Final = re.compile(r"^[ld]['’](?=\w)", re.IGNORECASE)
_BEHIND_THE_HEAD: Final = re.compile(r"[;:(\[–—]|,(?!\d)|\s(?:who|whom|whose|which|that|qui|que|dont)\s")
_EDGES: Final = "\"'“”‘’«».,;:!?()[]-–—"


def speaker_id(entity_id: str, words: str, *, decided: bool = False) -> str:
    """What stands for the speaker of a quote.

    Args:
        entity_id: the entity that the speaker is; empty when none is known.
        words: the speaker as the article says it; empty when it says none.
        decided: whether a person said who it is; else words that can't speak ("51 percent") stand for nobody.
    """
    if entity_id:
        return entity_id
    said = folded_phrase(words)
    if not said:
        return NOBODY
    if said in _PRONOUNS:
        return UNRESOLVED
    return f"{PHRASE}{said}" if decided or can_speak(said) else NOBODY


def folded_phrase(words: str) -> str:
    """A noun phrase as it is compared: what :func:`head_of_phrase` leaves of it, in lower case."""
    return head_of_phrase(words).replace("’", "'").casefold()


def head_of_phrase(words: str) -> str:
    """A noun phrase without what stands before and behind its head.

    Articles, possessives and numbers are left out: "the officials", "two officials" and "officials" are one. What follows
    a comma or a relative pronoun is left out too: "a lawyer, who asked not to be named".
    """
    plain = _BEHIND_THE_HEAD.split(one_line(words), 1)[0]
    said = [word for word in (part.strip(_EDGES) for part in plain.split()) if word]
    while len(said) > 1 and _stands_before(said[0].casefold(), said[1].casefold()):
        del said[0]
    if said:
        said[0] = _ELIDED.sub("", said[0])
    return " ".join(said)


def _stands_before(word: str, following: str) -> bool:
    return word in _DETERMINERS or (_is_number(word) and following not in _SHARES)


def _is_number(word: str) -> bool:
    return word.replace(",", "").replace(".", "").isdigit()


def speaker_words(speaker: str) -> str:
    """A speaker who is no entity, or a kind of speakers, as lists show it; empty for an entity."""
    if speaker in _WORDS:
        return _WORDS[speaker]
    for begin in (PHRASE, KIND):
        if speaker.startswith(begin):
            return speaker.removeprefix(begin)
    return ""


def is_entity(speaker: str) -> bool:
    """Whether a speaker is an entity, and what stands for it the entity's id."""
    return not speaker_words(speaker)


def kind_id(kind: str) -> str:
    """What stands for all speakers of a kind; for those without one when it is empty."""
    return f"{KIND}{kind}"
