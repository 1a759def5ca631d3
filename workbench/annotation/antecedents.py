"""Which person a pronoun stands for: the last one who acted or spoke. Gender is never guessed from a name.

Only what the article itself says of a person rules a pronoun out: a word before the name ("Mr", "spokeswoman"), or the
pronouns of sentences that name nobody else. A pronoun that speaks stands for whoever spoke before, and not for those
whom that one only spoke about.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from workbench.annotation.document import NAMED, PRONOUN, MentionAnnotation
from workbench.annotation.languages import french_words
from workbench.annotation.parsed import Parsed
from workbench.annotation.people import name_parts
from workbench.annotation.reporting import ReportingWords
from workbench.domain.spans import Interval, covers, merged

_MASCULINE: Final = re.compile(
    r"\b(?:Mr|Sir|Lord|King|Prince|spokesman|chairman|congressman|businessman)\.?\s*$", re.IGNORECASE
)
_FEMININE: Final = re.compile(
    r"\b(?:Mrs|Ms|Miss|Lady|Dame|Queen|Princess|spokeswoman|chairwoman|congresswoman|businesswoman)\.?\s*$",
    re.IGNORECASE,
)
_STATED: Final = {"en": (_MASCULINE, _FEMININE), "fr": (french_words.MASCULINE, french_words.FEMININE)}
"""What before a name states a gender, by language."""
_SUBJECTS: Final = ("nsubj", "nsubjpass", "pobj-agent")

ENOUGH_VOTES: Final = 2
"""Pronouns that tell a person's gender, at least."""
CLEAR_SHARE: Final = 0.75
"""Share of those pronouns that must agree."""
REACH: Final = 6
"""How many sentences back a pronoun looks."""


class Antecedents:
    """The named mention behind each pronoun of one article, where there is a likely one."""

    def __init__(
        self,
        parsed: Parsed,
        mentions: Sequence[MentionAnnotation],
        quoted: Sequence[Interval],
        words: ReportingWords,
    ) -> None:
        self._words = words
        self._parsed = parsed
        self._mentions = mentions
        self._quoted = quoted
        self._tokens = [self._head(m) for m in mentions]
        self._gender = {**self._genders_by_pronouns(), **self._stated_genders()}
        self._contents: list[Interval] = []
        self._last: dict[str, tuple[str, int]] = {}
        """Surname to the gender of the last pronoun that stands for it, and the sentence of that one."""

    def resolve(self, speakers: Iterable[int], contents: Iterable[Interval] = ()) -> tuple[MentionAnnotation, ...]:
        """All mentions, the antecedents of pronouns filled in.

        Args:
            speakers: the mentions that speak.
            contents: what is reported in the outlet's own words, as spans.
        """
        speaking = set(speakers)
        self._contents = merged(contents)
        out = list(self._mentions)
        for number, mention in enumerate(self._mentions):
            if mention.kind != PRONOUN:
                continue
            word = self._parsed.text[mention.start : mention.end].lower()
            found = -1
            if word in self._words.masculine or word in self._words.feminine:
                found = self._person(number, word, out, speaking, aloud=number in speaking)
                if found < 0 and number in speaking:
                    found = self._person(number, word, out, speaking, aloud=False)
            # a language without a neuter says "he" and "she" of bodies, too
            if found < 0 and number in speaking and (word in self._words.neuter or not self._words.neuter):
                found = self._body(number)
            if found >= 0:
                gender = "m" if word in self._words.masculine else "f" if word in self._words.feminine else ""
                if gender:
                    self._last[self._name(found)] = (gender, self._sentence(number))
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
            masculine, feminine = _STATED.get(self._parsed.language, _STATED["en"])
            stated = "m" if masculine.search(before) else "f" if feminine.search(before) else ""
            surname = name_parts(name)[-1] if name_parts(name) else ""
            if stated:
                out.setdefault(surname, stated)
        return out

    def _genders_by_pronouns(self) -> dict[str, str]:
        """Surname to gender, by the pronouns behind it in sentences that name one person alone."""
        votes: dict[str, Counter[str]] = defaultdict(Counter)
        named: dict[int, set[str]] = defaultdict(set)
        behind: dict[int, list[tuple[int, str]]] = defaultdict(list)
        first: dict[int, int] = {}
        for number, mention in enumerate(self._mentions):
            here = self._sentence(number)
            if covers(self._quoted, mention.start):
                continue
            if mention.kind == NAMED and mention.type == "PERSON":
                named[here].add(self._name(number))
                first.setdefault(here, mention.start)
            elif mention.kind == PRONOUN:
                word = self._parsed.text[mention.start : mention.end].lower()
                gender = "m" if word in self._words.masculine else "f" if word in self._words.feminine else ""
                if gender:
                    behind[here].append((mention.start, gender))
        for here, names in named.items():
            if len(names) == 1:
                votes[next(iter(names))].update(gender for at, gender in behind[here] if at > first[here])
        return {
            name: counted.most_common(1)[0][0]
            for name, counted in votes.items()
            if name and max(counted.values(), default=0) >= max(ENOUGH_VOTES, CLEAR_SHARE * counted.total())
        }

    def _sentence(self, number: int) -> int:
        token = self._tokens[number]
        return self._parsed.sentence_of(token) if token >= 0 else -1

    def _acts(self, number: int) -> bool:
        token = self._tokens[number]
        return token >= 0 and self._parsed.relations[token] in _SUBJECTS

    def _content(self, position: int) -> int:
        """Number of the reported content that holds a code point, or -1."""
        number = bisect_right(self._contents, (position, len(self._parsed.text) + 1)) - 1
        return number if number >= 0 and position < self._contents[number][1] else -1

    def _person(
        self, number: int, word: str, sofar: Sequence[MentionAnnotation], speaking: set[int], *, aloud: bool
    ) -> int:
        """The person behind a pronoun; one who speaks aloud is not looked for in what others say."""
        gender = "m" if word in self._words.masculine else "f"
        forms = self._words.masculine if gender == "m" else self._words.feminine
        here = self._sentence(number)
        inside = covers(self._quoted, self._mentions[number].start)
        content = self._content(self._mentions[number].start)
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
            if aloud and self._content(mention.start) not in (-1, content):
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
            if mention.type != "PERSON" or not self._agrees(mention, gender) or self._differs(earlier, gender, here):
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

    def _differs(self, number: int, gender: str, here: int) -> bool:
        """Whether a pronoun of another gender has just stood for this person."""
        last, sentence = self._last.get(self._name(number), (gender, here))
        return last != gender and here - sentence <= REACH

    def _body(self, number: int) -> int:
        here = self._sentence(number)
        for earlier in range(number - 1, -1, -1):
            mention = self._mentions[earlier]
            if here - self._sentence(earlier) > 2:
                break
            if mention.kind == NAMED and mention.type in ("ORG", "GPE") and self._acts(earlier):
                return earlier
        return -1
