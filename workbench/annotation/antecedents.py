"""Which person a pronoun stands for: the last one who acted or spoke. Gender is never guessed from a name.

Only what the article itself says of a person ("Mr", "spokeswoman") rules a pronoun out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from workbench.annotation.document import NAMED, PRONOUN, MentionAnnotation
from workbench.annotation.parsed import Parsed
from workbench.annotation.people import name_parts
from workbench.annotation.word_lists import words
from workbench.domain.spans import Interval, covers

_HE: Final = words("he him his himself")
_SHE: Final = words("she her hers herself")
_IT: Final = words("it its itself")
_MASCULINE: Final = re.compile(
    r"\b(?:Mr|Sir|Lord|King|Prince|spokesman|chairman|congressman|businessman)\.?\s*$", re.IGNORECASE
)
_FEMININE: Final = re.compile(
    r"\b(?:Mrs|Ms|Miss|Lady|Dame|Queen|Princess|spokeswoman|chairwoman|congresswoman|businesswoman)\.?\s*$",
    re.IGNORECASE,
)
_SUBJECTS: Final = ("nsubj", "nsubjpass", "pobj-agent")

REACH: Final = 6
"""How many sentences back a pronoun looks."""


class Antecedents:
    """The named mention behind each pronoun of one article, where there is a likely one."""

    def __init__(self, parsed: Parsed, mentions: Sequence[MentionAnnotation], quoted: Sequence[Interval]) -> None:
        self._parsed = parsed
        self._mentions = mentions
        self._quoted = quoted
        self._tokens = [self._head(m) for m in mentions]
        self._gender = self._stated_genders()

    def resolve(self, speakers: Sequence[tuple[int, int]]) -> tuple[MentionAnnotation, ...]:
        """All mentions, the antecedents of pronouns filled in.

        Args:
            speakers: the mentions that speak, with the position of their cue.
        """
        speaking = {mention for mention, _ in speakers}
        out = list(self._mentions)
        for number, mention in enumerate(self._mentions):
            if mention.kind != PRONOUN:
                continue
            word = self._parsed.text[mention.start : mention.end].lower()
            if word in _HE or word in _SHE:
                found = self._person(number, word, out, speaking)
            elif word in _IT and number in speaking:
                found = self._body(number)
            else:
                found = -1
            if found >= 0:
                out[number] = replace(mention, antecedent=found, type=self._mentions[found].type)
        return tuple(out)

    def _head(self, mention: MentionAnnotation) -> int:
        """The token of a mention on which the others depend: the last one whose head lies outside."""
        tokens = self._parsed.within(mention.start, mention.end)
        for token in reversed(tokens):
            if self._parsed.heads[token] not in tokens:
                return token
        return tokens[-1] if tokens else -1

    def _stated_genders(self) -> dict[str, str]:
        out: dict[str, str] = {}
        for mention in self._mentions:
            if mention.kind != NAMED or mention.type != "PERSON":
                continue
            before = self._parsed.text[max(0, mention.start - 20) : mention.start]
            name = self._parsed.text[mention.start : mention.end]
            stated = "m" if _MASCULINE.search(before) else "f" if _FEMININE.search(before) else ""
            surname = name_parts(name)[-1] if name_parts(name) else ""
            if stated:
                out.setdefault(surname, stated)
        return out

    def _sentence(self, number: int) -> int:
        token = self._tokens[number]
        return self._parsed.sentence_of(token) if token >= 0 else -1

    def _acts(self, number: int) -> bool:
        token = self._tokens[number]
        return token >= 0 and self._parsed.relations[token] in _SUBJECTS

    def _person(self, number: int, word: str, sofar: Sequence[MentionAnnotation], speaking: set[int]) -> int:
        gender = "m" if word in _HE else "f"
        forms = _HE if word in _HE else _SHE
        here = self._sentence(number)
        inside = covers(self._quoted, self._mentions[number].start)
        fallback = -1
        beside: int | None = None
        for earlier in range(number - 1, -1, -1):
            mention = sofar[earlier]
            if here - self._sentence(earlier) > REACH:
                break
            if self._sentence(earlier) != here and beside is not None and beside >= 0:
                # "For Jane Roe, the visit showed what she called ...": the only person of the sentence
                return beside
            if not inside and covers(self._quoted, mention.start):
                continue
            if mention.kind == PRONOUN:
                text = self._parsed.text[mention.start : mention.end].lower()
                if (
                    text in forms
                    and mention.antecedent >= 0
                    and (self._acts(earlier) or self._sentence(earlier) == here)
                ):
                    return mention.antecedent
                continue
            if mention.type != "PERSON" or not self._agrees(mention, gender):
                continue
            if self._acts(earlier) or earlier in speaking:
                return earlier
            if self._sentence(earlier) == here:
                same = beside is None or self._name(beside) == self._name(earlier)
                beside = (earlier if beside is None else beside) if same else -1
            if fallback < 0 and here - self._sentence(earlier) <= 2:
                fallback = earlier
        return fallback

    def _name(self, number: int) -> str:
        mention = self._mentions[number]
        parts = name_parts(self._parsed.text[mention.start : mention.end])
        return parts[-1] if parts else ""

    def _agrees(self, mention: MentionAnnotation, gender: str) -> bool:
        parts = name_parts(self._parsed.text[mention.start : mention.end])
        return not parts or self._gender.get(parts[-1], gender) == gender

    def _body(self, number: int) -> int:
        here = self._sentence(number)
        for earlier in range(number - 1, -1, -1):
            mention = self._mentions[earlier]
            if here - self._sentence(earlier) > 2:
                break
            if mention.kind == NAMED and mention.type in ("ORG", "GPE") and self._acts(earlier):
                return earlier
        return -1
