"""What the rules for quotes in one article need at hand: its tokens, mentions, quotations and the language's words."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from workbench.annotation.document import NAMED, NOMINAL, MentionAnnotation
from workbench.annotation.lines import paragraphs
from workbench.annotation.parsed import Parsed
from workbench.annotation.quotation_marks import Quotation
from workbench.annotation.reporting import ReportingWords
from workbench.domain.spans import Interval, merged

SUBJECTS: Final = frozenset(("nsubj", "nsubjpass", "csubj", "expl"))
_CLOSING: Final = frozenset(("”", '"', "''", "’", "'", "»", ")", "]"))
SPEAKING_TYPES: Final = frozenset(("PERSON", "ORG", "GPE", "NORP"))
"""Types of named mentions that can say something."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who says it and by which cue, as tokens; -1 when there is none."""

    cue: int = -1
    speaker: int = -1
    """The token that heads the speaker's noun phrase."""
    phrase: str = ""
    """Dictionary form of a cue that is no verb: ``according to``."""
    phrase_end: int = -1
    """Last token of the cue; -1 when it is one token."""


@dataclass(slots=True)
class QuoteContext:
    """One article for the rules of quotes."""

    parsed: Parsed
    mentions: Sequence[MentionAnnotation]
    quotations: Sequence[Quotation]
    words: ReportingWords
    blocks: list[Interval] = field(default_factory=list)
    """The paragraphs; found when none are given."""
    outer: list[Interval] = field(init=False)
    """What stands between quotation marks, with the marks."""
    mention_at: dict[int, int] = field(init=False)
    """Token to position in ``mentions``."""
    sentence_starts: list[int] = field(init=False)
    """First token of each sentence, as punctuation and paragraphs have it and not the tree alone."""
    _quoted: bytearray = field(init=False, repr=False)

    def __post_init__(self) -> None:
        parsed = self.parsed
        self.blocks = self.blocks or paragraphs(parsed.text)
        self.outer = merged(q.outer for q in self.quotations)
        self.mention_at = {}
        for number, mention in sorted(enumerate(self.mentions), key=lambda pair: pair[1].kind == NOMINAL):
            for token in range(parsed.first_from(mention.start), len(parsed)):
                if parsed.starts[token] >= mention.end:
                    break
                self.mention_at.setdefault(token, number)
        self._quoted = bytearray(len(parsed))
        for start, end in self.outer:
            first, last = parsed.first_from(start), parsed.first_from(end)
            self._quoted[first:last] = b"\x01" * (last - first)
        self.sentence_starts = self._sentence_starts()

    def _sentence_starts(self) -> list[int]:
        """The tree's sentences, put together again where one breaks off without a mark that ends it."""
        parsed = self.parsed
        out: list[int] = []
        for start in parsed.sentence_starts:
            if out and start and self.block(parsed.starts[start]) == self.block(parsed.starts[start - 1]):
                last = start - 1
                while last > out[-1] and parsed.word(last) in _CLOSING:
                    last -= 1
                if not self.ends_sentence(last) and parsed.word(last)[-1:] not in (":", "…", "."):
                    continue
            out.append(start)
        return out

    def sentence(self, token: int) -> range:
        """The tokens of the sentence that a token belongs to."""
        number = bisect_right(self.sentence_starts, token) - 1
        following = number + 1
        last = self.sentence_starts[following] if following < len(self.sentence_starts) else len(self.parsed)
        return range(self.sentence_starts[number], last)

    def outer_within(self, start: int, end: int) -> list[Interval]:
        """Quotations, with their marks, that overlap a span."""
        first = max(bisect_right(self.outer, (start, len(self.parsed.text))) - 1, 0)
        return [one for one in self.outer[first : bisect_left(self.outer, (end, 0))] if one[1] > start]

    def quoted(self, token: int) -> bool:
        """Whether a token stands between quotation marks."""
        return bool(self._quoted[token])

    def block(self, position: int) -> int:
        """Number of the paragraph that holds a code point, or -1."""
        number = bisect_right(self.blocks, (position, len(self.parsed.text) + 1)) - 1
        return number if number >= 0 and position <= self.blocks[number][1] else -1

    def cue_lemma(self, token: int) -> str:
        """Dictionary form of a verb that is in the list of cues, else an empty string."""
        if not self.parsed.tags[token].startswith("VB"):
            return ""
        return self.words.forms.get(self.parsed.lower(token), "")

    def is_cue(self, token: int) -> bool:
        """Whether a token outside quotation marks is a verb that may stand beside quoted words."""
        return self.cue_lemma(token) in self.words.quoting and not self.quoted(token)

    def is_weak(self, token: int) -> bool:
        """Whether a cue reports words only where the sentence says so."""
        lemma = self.words.forms.get(self.parsed.lower(token), "")
        return lemma not in self.words.quoting or lemma in self.words.weak

    def ends_sentence(self, token: int) -> bool:
        """Whether a token is punctuation that ends a sentence, or nearly so."""
        return self.parsed.tags[token] == "." or self.parsed.word(token) in (".", "?", "!", ";")

    def is_noun(self, token: int) -> bool:
        """Whether a token is a noun, a name or a personal pronoun."""
        return self.parsed.tags[token].startswith("NN") or self.parsed.tags[token] == "PRP"

    def can_speak(self, token: int) -> bool:
        """Whether a token is part of a mention of somebody who can speak, or a pronoun."""
        mention = self.mention_at.get(token)
        if mention is None:
            return self.parsed.tags[token] == "PRP"
        found = self.mentions[mention]
        return found.kind != NAMED or found.type in SPEAKING_TYPES

    def names_person(self, token: int) -> bool:
        """Whether a token is part of a person's name."""
        number = self.mention_at.get(token)
        return number is not None and self.mentions[number].type == "PERSON" and self.mentions[number].kind == NAMED
