"""Who says what in one article: each quotation's kind, speaker and cue, and speech reported without marks.

Quotation marks come from the text (:mod:`workbench.annotation.quotation_marks`), since a parser trained on tidy
sentences loses its way in them; cues and speakers come from the dependency tree, with the order of words as second
source where the tree has no subject.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from workbench.annotation.antecedents import Antecedents
from workbench.annotation.cues import NEUTRAL, WEAK, cue, cue_class, guessed_lemma
from workbench.annotation.document import DIRECT, INDIRECT, MIXED, NAMED, NOMINAL, MentionAnnotation, QuoteAnnotation
from workbench.annotation.lines import paragraphs
from workbench.annotation.parsed import Parsed
from workbench.annotation.quotation_marks import Quotation, find_quotations
from workbench.annotation.word_lists import words
from workbench.domain.spans import covers, merged

_SUBJECTS: Final = ("nsubj", "nsubjpass", "csubj", "expl")
_RELATIVE: Final = frozenset(("who", "which", "that"))
_MODIFIERS: Final = words("det amod compound poss nummod nmod case advmod quantmod predet punct npadvmod prt")
_SIGNS: Final = words(
    """
    suggest indicate imply reveal confirm underscore underline highlight remind demonstrate show hint
    """
)
"""Cues whose subject may be a fact and not a speaker: "the figures suggest that"."""
_TERMINAL: Final = (".", "!", "?", "…")
_NEIGHBOURHOOD: Final = 300
"""Tokens back that are looked at for a speaker who is named before a quotation."""
SCARE_WORDS: Final = 3
"""A fragment of up to so many words that nobody is said to have said is no quote but a use of words at a distance."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who says it and by which cue, as tokens; -1 when there is none."""

    cue: int = -1
    speaker: int = -1
    """The token that heads the speaker's noun phrase."""
    phrase: str = ""
    """Dictionary form of a cue that is no verb: ``according to``."""
    phrase_end: int = -1


@dataclass(slots=True)
class _Context:
    """What the rules for one article need at hand."""

    parsed: Parsed
    mentions: Sequence[MentionAnnotation]
    quotations: list[Quotation]
    blocks: list[tuple[int, int]]
    outer: list[tuple[int, int]]
    mention_at: dict[int, int]
    """Token to position in ``mentions``."""

    def quoted(self, token: int) -> bool:
        return covers(self.outer, self.parsed.starts[token])

    def block(self, position: int) -> int:
        number = bisect_right(self.blocks, (position, len(self.parsed.text) + 1)) - 1
        return number if number >= 0 and position <= self.blocks[number][1] else -1


Result = tuple[tuple[QuoteAnnotation, ...], tuple[MentionAnnotation, ...], tuple[tuple[int, str], ...]]


def find_quotes(parsed: Parsed, mentions: Sequence[MentionAnnotation]) -> Result:
    """The article's quotes by position, its mentions with antecedents filled in, and problems with marks."""
    quotations, problems = find_quotations(parsed.text)
    mention_at: dict[int, int] = {}
    for number, mention in sorted(enumerate(mentions), key=lambda pair: pair[1].kind == NOMINAL):
        for token in range(parsed.first_from(mention.start), len(parsed)):
            if parsed.starts[token] >= mention.end:
                break
            mention_at.setdefault(token, number)
    context = _Context(
        parsed, mentions, quotations, paragraphs(parsed.text), merged(q.outer for q in quotations), mention_at
    )
    antecedents = Antecedents(parsed, mentions, context.outer)
    quotes = _marked(context)
    quotes += _indirect(context, quotes)
    quotes.sort(key=lambda q: (q.start, q.end))
    resolved = antecedents.resolve([(q.speaker_mention, q.cue_start) for q in quotes if q.speaker_mention >= 0])
    return tuple(quotes), resolved, tuple(problems)


# ---------------------------------------------------------------- quotations between marks
def _marked(context: _Context) -> list[QuoteAnnotation]:
    out: list[QuoteAnnotation] = []
    previous: tuple[int, Attribution] | None = None
    for number, quotation in enumerate(context.quotations):
        before, after = _before(context, number), _after(context, number)
        found, fits = _attribution(context, number, before, after)
        kind = _kind(context, quotation, before, fits)
        ending = context.parsed.text[quotation.start : quotation.end].rstrip()[-1:]
        words = len(re.findall(r"\w[\w’'-]*", context.parsed.text[quotation.start : quotation.end]))
        inherited = False
        uttered = ending in (*_TERMINAL, ",") or words > SCARE_WORDS
        if found is None and kind == DIRECT and uttered:
            found = _from_neighbour(context, number, before, previous)
            inherited = found is not None
        if found is None and not _is_speech(context, quotation, kind, words):
            continue
        if _is_title(context, quotation, before, words):
            continue
        if found is None and ending.isalnum() and quotation.closed:
            kind = MIXED  # a slogan or a title rather than an utterance: nobody says it, and it does not end
        quote = _quote(context, kind, (quotation.start, quotation.end), found or Attribution())
        parts = quotation.parts if len(quotation.parts) > 1 else ()
        out.append(replace(quote, inherited=inherited, parts=parts))
        if found is not None and found.speaker >= 0:
            previous = (number, found)
    return out


def _before(context: _Context, number: int) -> list[int]:
    """Tokens outside quotations from the start of the sentence to a quotation's opening mark, in its paragraph."""
    parsed, quotation = context.parsed, context.quotations[number]
    start = quotation.outer[0]
    block = context.blocks[context.block(start)][0] if context.block(start) >= 0 else 0
    out: list[int] = []
    at = number - 1
    for token in range(parsed.first_from(start) - 1, -1, -1):
        position = parsed.starts[token]
        if position < block:
            break
        while at >= 0 and context.quotations[at].outer[0] > position:
            at -= 1
        if context.quoted(token):
            inner = context.quotations[at] if at >= 0 else None
            if inner and inner.outer[0] <= position < inner.outer[1]:
                ends = parsed.text[inner.start : inner.end].rstrip()[-1:] in _TERMINAL
                following = parsed.word(out[-1])[:1] if out else parsed.text[start + 1 : start + 2]
                if ends and not following.islower() and following not in ",;":
                    break
            continue
        if _ends_sentence(parsed, token):
            break
        out.append(token)
    return out[::-1]


def _ends_sentence(parsed: Parsed, token: int) -> bool:
    return parsed.tags[token] == "." or parsed.word(token) in (".", "?", "!", ";")


def _after(context: _Context, number: int) -> list[int]:
    """Tokens from a quotation's closing mark to the end of the sentence or the next quotation, in its paragraph."""
    parsed, quotation = context.parsed, context.quotations[number]
    end = quotation.outer[1]
    block = context.block(min(quotation.end, len(parsed.text) - 1))
    limit = context.blocks[block][1] if block >= 0 else len(parsed.text)
    out: list[int] = []
    for token in range(parsed.first_from(end), len(parsed)):
        if parsed.starts[token] >= limit or context.quoted(token):
            break
        if _ends_sentence(parsed, token):
            break
        out.append(token)
    return out


def _attribution(
    context: _Context, number: int, before: list[int], after: list[int]
) -> tuple[Attribution | None, bool]:
    """The quotation's own attribution in its sentence, and whether it frames it as an utterance of its own."""
    parsed, quotation = context.parsed, context.quotations[number]
    content = parsed.text[quotation.start : quotation.end].rstrip()
    last = content[-1:]
    comma_after = bool(after) and parsed.word(after[0]) in (",", "-", "–", "—")
    open_end = last in (",", "?", "!", "…", "—", "–", "-") or comma_after
    signed = _signed(context, after)
    if signed is not None:
        return signed, True
    introduced = _introduction(context, before)
    if introduced is not None and introduced[1] == "colon" and last != ",":
        return introduced[0], True
    if not open_end and introduced is not None:
        return introduced[0], introduced[1] != "clause"
    short = len(after) <= 8 and not any(parsed.word(t) == "," for t in after)
    if open_end or last != "." or short:
        follows = _following(context, after, strict=not open_end or last in ("?", "!"))
        if follows is not None and not (introduced is not None and introduced[1] == "comma" and last != ","):
            return follows, True
    if introduced is not None:
        return introduced[0], introduced[1] != "clause"
    governing = _governing(context, quotation, before, after)
    return governing, False


def _signed(context: _Context, after: list[int]) -> Attribution | None:
    """A name set behind a dash: "…” — Jane Roe"."""
    parsed = context.parsed
    if len(after) < 2 or parsed.word(after[0]) not in ("-", "--", "–", "—", "―"):
        return None
    number = context.mention_at.get(after[1])
    capitals = [t for t in after[1:] if parsed.word(t)[0].isupper()]
    if number is None and 2 <= len(after) - 1 <= 4 and len(capitals) == len(after) - 1:
        return Attribution(speaker=after[-1])
    if number is None or not _can_speak(context, after[1]) or context.mentions[number].kind != NAMED:
        return None
    rest = [t for t in after if parsed.starts[t] >= context.mentions[number].end]
    return Attribution(speaker=after[1]) if not rest or parsed.word(rest[0]) in (",", "(") else None


def _introduction(context: _Context, before: list[int]) -> tuple[Attribution, str] | None:
    """An attribution that leads up to the opening mark: a colon, a comma, the cue itself, or inside its clause."""
    parsed = context.parsed
    if not before:
        return None
    last = parsed.word(before[-1])
    stripped = [t for t in before if parsed.word(t) not in (",", ":", "-", "–", "—", "(")]
    if not stripped:
        return None
    cues = [t for t in stripped if _is_cue(context, t)]
    according = _according_to(context, before)
    if last == ":":
        if cues:
            return _attributed(context, cues[-1], stripped[0]), "colon"
        subjects = [
            t for t in stripped if parsed.relations[t] == "nsubj" and parsed.tags[t] not in ("WDT", "WP", "DT", "EX")
        ]
        named = [t for t in stripped if t in context.mention_at and _can_speak(context, t) and parsed.tags[t] != "PRP$"]
        if subjects or named:
            return Attribution(speaker=(subjects or named)[-1]), "colon"
        return None
    if last in (",", "–", "—", "-") and cues:
        chosen = _attributed(context, cues[-1], stripped[0])
        if chosen.speaker >= 0 and len(stripped) - stripped.index(cues[-1]) <= 15:
            return chosen, "comma"
    if stripped[-1] in cues:
        return _attributed(context, stripped[-1], stripped[0]), "cue"
    if according is not None:
        return according, "comma" if last == "," else "clause"
    strong = [t for t in cues if not _is_weak(parsed, t) or parsed.lower(stripped[-1]) in ("that", "as")]
    if strong:
        chosen = _attributed(context, strong[-1], stripped[0])
        if chosen.speaker >= 0:
            return chosen, "clause"
    return None


def _following(context: _Context, after: list[int], *, strict: bool) -> Attribution | None:
    """An attribution right after the closing mark: "…,” said X", "…,” X said", "…,” X, who leads Y, said"."""
    parsed = context.parsed
    tokens = [t for t in after if parsed.word(t) not in (",", "-", "–", "—")]
    if not tokens:
        return None
    according = _according_to(context, after[:3])
    if according is not None:
        return according
    for place, token in enumerate(tokens[:25]):
        if not _is_cue(context, token):
            continue
        # a cue that begins another clause belongs to that one: "…,” but critics say"
        if place and parsed.tags[tokens[0]] in ("CC", "IN", "WRB") and parsed.lower(tokens[0]) != "as":
            return None
        if strict and place > 8:
            return None
        found = _as_saying(context, token) or _attributed(context, token, tokens[0])
        if found.speaker >= 0 and (found.speaker < token or found.speaker in tokens):
            return found
    if strict:
        return None
    # any other verb with a subject, right after the comma: "…,” she shrugged"
    for token in tokens[:8]:
        if parsed.tags[token] in ("VBD", "VBZ", "VBP") and parsed.relations[token] not in ("aux", "auxpass"):
            subject = _subject(context, token)
            if subject in tokens and subject < token and parsed.tags[tokens[0]] not in ("CC", "IN", "WDT", "WP"):
                return Attribution(token, subject)
            return None
    return None


def _governing(context: _Context, quotation: Quotation, before: list[int], after: list[int]) -> Attribution | None:
    """The cue on which a fragment hangs in the tree: "Tests that officials “never saw” were held, Smith said"."""
    parsed = context.parsed
    inside = parsed.within(quotation.start, quotation.end)
    nearby = set(before) | set(after)
    for token in inside:
        head = parsed.heads[token]
        if head in inside:
            continue
        for _ in range(12):
            if head in nearby and _is_cue(context, head):
                found = _attributed(context, head, min(nearby))
                return found if found.speaker >= 0 and found.speaker not in inside else None
            if parsed.heads[head] == head:
                break
            head = parsed.heads[head]
        break
    tail = [t for t in after if _is_cue(context, t) and not _is_weak(parsed, t)]
    for token in tail:
        found = _attributed(context, token, after[0])
        if found.speaker >= 0 and found.speaker in after and parsed.word(max(found.speaker - 1, 0)) == ",":
            return found
    return _according_to(context, [*before, *after])


def _kind(context: _Context, quotation: Quotation, before: list[int], fits: bool) -> str:
    """Direct when the words stand as an utterance of their own, mixed when they are part of the outlet's clause."""
    parsed = context.parsed
    content = parsed.text[quotation.start : quotation.end].strip()
    if not before:
        following = parsed.first_from(quotation.outer[1])
        ended = content[-1:] in (*_TERMINAL, ",", "—", "–", "-") or not quotation.closed
        next_word = parsed.word(following) if following < len(parsed) else ""
        return DIRECT if ended or fits or not next_word[:1].islower() else MIXED
    last = parsed.word(before[-1])
    if last == ":" or (last in (",", "–", "—") and (fits or content[:1].isupper())):
        return DIRECT
    # a cue or the person spoken to right before the mark: He said “I am done.”
    after_cue = cue(parsed.lower(before[-1])) is not None
    if fits and (content[:1].isupper() or (content[-1:] == "," and after_cue)):
        return DIRECT
    if content[:1].isupper() and content[-1:] in _TERMINAL and len(content.split()) > SCARE_WORDS + 2:
        return DIRECT
    return MIXED


def _is_speech(context: _Context, quotation: Quotation, kind: str, words: int) -> bool:
    """Whether a quotation without any attribution is speech at all, and not a title, a nickname or scare quotes."""
    content = context.parsed.text[quotation.start : quotation.end].strip()
    if words <= SCARE_WORDS:
        return False
    return not (_title_case(content) and content[-1:] not in ("!", "?") and words < 12) and kind in (DIRECT, MIXED)


def _title_case(content: str) -> bool:
    words = [w for w in re.findall(r"[^\W\d_][\w’'-]*", content) if len(w) > 3]
    return bool(words) and sum(w[0].isupper() for w in words) > 0.75 * len(words)


def _is_title(context: _Context, quotation: Quotation, before: list[int], words: int) -> bool:
    """Whether the marks set off a title, a nickname ("on “Face the Nation,” Mr Ryan said") or a heading line."""
    parsed = context.parsed
    content = parsed.text[quotation.start : quotation.end].strip()
    block = context.block(quotation.start)
    if quotation.single and block >= 0 and context.blocks[block] == quotation.outer:
        return True
    if not before or words > 8 or not _title_case(content) or content.endswith(("!", "?")):
        return False
    last = before[-1]
    following = parsed.first_from(quotation.outer[1])
    nickname = following < len(parsed) and parsed.tags[following] == "NNP" and content[-1:] not in (",", ".")
    if (
        parsed.word(last) == ","
        and content[-1:].isalnum()
        and words > 2
        and parsed.text[quotation.end + 1 :][:1] == ","
    ):
        return True
    # after a cue or a mark it is what somebody says; after a preposition, a noun or a possessive it has a name
    return parsed.tags[last] in ("IN", "DT", "NN", "NNP", "POS", "PRP$", "CD") and (nickname or words > 1)


def _from_neighbour(
    context: _Context, number: int, before: list[int], previous: tuple[int, Attribution] | None
) -> Attribution | None:
    """The speaker of a quotation that has none of its own: whoever spoke right before, or was the last one at hand."""
    parsed, quotation = context.parsed, context.quotations[number]
    start = quotation.outer[0]
    first = parsed.first_from(start)
    block = context.block(start)
    here = context.blocks[block][0] if block >= 0 else 0
    limit = context.blocks[max(block - 1, 0)][0] if start - here <= 1 else here
    last_end = -1
    if previous is not None:
        last_end = context.quotations[previous[0]].outer[1]
    # the last person or body that acts in between, outside quotations
    between = [
        t
        for t in range(max(parsed.first_from(max(limit, last_end, 0)), first - _NEIGHBOURHOOD), first)
        if not context.quoted(t)
        and parsed.relations[t] in ("nsubj", "nsubjpass")
        and (previous is None or t != previous[1].speaker)
        and (parsed.tags[t] == "PRP" or t in context.mention_at)
        and parsed.lower(t) not in ("it", "we", "you", "i", "they", "that", "this")
    ]
    between = [t for t in between if _can_speak(context, t)]
    near = previous is not None and (
        last_end >= limit or (number - previous[0] == 1 and _block_distance(context, last_end, start) <= 1)
    )
    if near and previous is not None:
        attributed_sentence_end = parsed.first_from(last_end)
        sentence = _sentence_end(context, max(previous[1].cue, previous[1].speaker, attributed_sentence_end))
        later = [t for t in between if t > sentence]
        if not later:
            return Attribution(previous[1].cue, previous[1].speaker, previous[1].phrase, previous[1].phrase_end)
        return Attribution(speaker=later[-1])
    if between:
        return Attribution(speaker=between[-1])
    return None


def _block_distance(context: _Context, earlier: int, later: int) -> int:
    return context.block(later) - context.block(min(earlier, len(context.parsed.text)))


def _sentence_end(context: _Context, token: int) -> int:
    parsed = context.parsed
    while token < len(parsed) and not (_ends_sentence(parsed, token) and not context.quoted(token)):
        token += 1
    return token


# ---------------------------------------------------------------- cues and their subjects
def _is_cue(context: _Context, token: int) -> bool:
    parsed = context.parsed
    return parsed.tags[token].startswith("VB") and cue(parsed.lower(token)) is not None and not context.quoted(token)


def _is_weak(parsed: Parsed, token: int) -> bool:
    found = cue(parsed.lower(token))
    return found is None or found[0] in WEAK


def _attributed(context: _Context, token: int, first: int) -> Attribution:
    """A cue with its speaker: by the tree, else by the order of words from ``first`` on."""
    parsed = context.parsed
    speaker = _subject(context, token)
    if speaker < 0:
        speaker = _neighbour(context, token, first)
    if speaker >= 0 and parsed.lower(speaker) in ("it", "there") and parsed.relations[speaker] == "expl":
        speaker = -1
    return Attribution(token, speaker)


def _as_saying(context: _Context, token: int) -> Attribution | None:
    """X for "quoted X as saying", and not the paper that quotes."""
    parsed = context.parsed
    if parsed.lower(token) not in ("quoted", "quotes", "quoting", "cited", "cites", "citing"):
        return None
    for later in range(token + 1, min(token + 14, len(parsed) - 1)):
        if _ends_sentence(parsed, later) or context.quoted(later):
            return None
        if parsed.lower(later) == "as" and parsed.lower(later + 1) in ("saying", "telling", "stating"):
            who = [t for t in range(token + 1, later) if _is_noun(parsed, t)]
            return Attribution(later + 1, who[-1]) if who else None
    return None


def _subject(context: _Context, token: int, depth: int = 0) -> int:
    """The token that heads the subject of a verb, outside quotations; -1 when the tree has none."""
    parsed = context.parsed
    children = parsed.children(token)
    passive = any(parsed.relations[c] == "auxpass" for c in children)
    agent = next((c for c in children if parsed.relations[c] == "agent"), -1)
    # "was joined by Roe and joked": the one who was joined jokes
    if agent >= 0 and depth == 0:
        by = next((c for c in parsed.children(agent) if parsed.relations[c] == "pobj"), -1)
        if by >= 0:
            return by
    subjects = [c for c in children if parsed.relations[c] in ("nsubj", "nsubjpass") and not context.quoted(c)]
    if subjects and not (
        passive
        and depth == 0
        and parsed.relations[subjects[-1]] == "nsubjpass"
        and not _reported_passive(parsed, token)
    ):
        subject = min(subjects, key=lambda c: abs(c - token))
        if parsed.lower(subject) in _RELATIVE and parsed.relations[token] == "relcl":
            return parsed.heads[token]
        if parsed.lower(subject) in ("what", "which", "who", "that"):
            return -1
        return subject
    if parsed.tags[token] == "VBG" and context.mention_at.get(token - 1) is not None and depth == 0:
        # "footage of Jane Roe asking"
        beside = context.mentions[context.mention_at[token - 1]]
        if beside.type == "PERSON" and beside.kind == NAMED:
            return token - 1
    head, relation = parsed.heads[token], parsed.relations[token]
    if depth > 4 or head == token or context.quoted(head):
        return -1
    if relation == "pcomp" and parsed.lower(head) == "as":
        # "quoted Xi as saying"
        verb = parsed.heads[head]
        return next((c for c in parsed.children(verb) if parsed.relations[c] in ("dobj", "nsubjpass")), -1)
    if relation == "acl" and parsed.tags[token] == "VBG" and parsed.word(token - 1) == ",":
        # "ended the visit with a reference to the film, remarking": who ended it remarks
        while head != parsed.heads[head] and not parsed.tags[head].startswith("VB"):
            head = parsed.heads[head]
        return _subject(context, head, depth + 1) if parsed.tags[head].startswith("VB") else -1
    if relation in ("acl", "relcl") and parsed.tags[head].startswith(("NN", "PRP")):
        return head if parsed.tags[token] in ("VBG", "VBD", "VBZ", "VBP") else -1
    if parsed.tags[token] == "VBG" and depth == 0 and token > 0 and parsed.word(token - 1) == ",":
        outer = _outer_cue(context, token)
        if outer >= 0:
            return _subject(context, outer, depth + 1)
    if relation in ("conj", "xcomp", "advcl", "ccomp", "pcomp", "prep", "dep", "parataxis"):
        if relation == "ccomp" and parsed.tags[token] not in ("VBG", "VB"):
            return -1
        return _subject(context, head, depth + 1) if parsed.tags[head].startswith(("VB", "IN")) else -1
    return -1


def _outer_cue(context: _Context, token: int) -> int:
    """The cue that reports the clause on which ", warning that ..." hangs: whoever said that warned, too."""
    parsed = context.parsed
    at = token
    for _ in range(6):
        head = parsed.heads[at]
        if head == at or context.quoted(head):
            return -1
        if parsed.relations[at] == "ccomp" and at != token and head < token and _is_cue(context, head):
            return head
        at = head
    return -1


def _reported_passive(parsed: Parsed, token: int) -> bool:
    """Whether the subject of a passive cue speaks: it does in "Roe was quoted", not in "the plan was announced"."""
    return parsed.lower(token) in ("quoted", "cited")


def _neighbour(context: _Context, token: int, first: int) -> int:
    """The noun phrase that stands where a subject does: before the cue, or after it when the cue comes first."""
    parsed = context.parsed
    before = [t for t in range(first, token) if not context.quoted(t)]
    nouns = [t for t in before if _is_noun(parsed, t)]
    if nouns:
        heads = [t for t in nouns if t in context.mention_at and _can_speak(context, t)]
        return heads[-1] if heads else nouns[-1]
    sentence = parsed.sentence_tokens(parsed.sentence_of(token))
    for after in range(token + 1, min(token + 8, len(parsed))):
        if context.quoted(after) or _ends_sentence(parsed, after) or parsed.starts[after] > parsed.ends[after - 1] + 1:
            break
        if parsed.tags[after] in ("IN", "TO", "WDT", ",", ":") or after > sentence[-1] + 8:
            break
        if _is_noun(parsed, after):
            if after in context.mention_at:
                return after
            while after + 1 < len(parsed) and _is_noun(parsed, after + 1) and not context.quoted(after + 1):
                after += 1  # noqa: PLW2901 - walks to the end of the compound
            return after
    return -1


def _is_noun(parsed: Parsed, token: int) -> bool:
    return parsed.tags[token].startswith("NN") or parsed.tags[token] == "PRP"


def _can_speak(context: _Context, token: int) -> bool:
    mention = context.mention_at.get(token)
    if mention is None:
        return context.parsed.tags[token] == "PRP"
    found = context.mentions[mention]
    return found.kind != NAMED or found.type in ("PERSON", "ORG", "GPE", "NORP")


def _according_to(context: _Context, tokens: Iterable[int]) -> Attribution | None:
    """The attribution of the first "according to X" among some tokens."""
    parsed = context.parsed
    for token in tokens:
        if parsed.lower(token) != "according" or token + 1 >= len(parsed) or parsed.lower(token + 1) != "to":
            continue
        if context.quoted(token):
            continue
        to = token + 1
        who = next((c for c in parsed.children(to) if parsed.relations[c] == "pobj"), -1)
        if who < 0:
            who = next((t for t in range(to + 1, min(to + 8, len(parsed))) if _is_noun(parsed, t)), -1)
        if who < 0 or context.quoted(who):
            continue
        return Attribution(token, _named_beside(context, who), "according to", to)
    return None


def _named_beside(context: _Context, head: int) -> int:
    """The person that a description is set beside: "a research fellow at the institute, Dr Jane Roe"."""
    parsed = context.parsed
    number = context.mention_at.get(head)
    if number is not None:
        # "lead Russia research fellow": the name only describes the noun that follows
        end = parsed.first_from(context.mentions[number].end)
        describes = context.mentions[number].type in ("GPE", "NORP", "LOC", "ORG") and end < len(parsed)
        if not (describes and parsed.tags[end] in ("NN", "NNS") and not context.quoted(end)):
            return head
    for child in parsed.children(head):
        number = context.mention_at.get(child)
        if parsed.relations[child] == "appos" and number is not None and context.mentions[number].type == "PERSON":
            return child
    # the tree often hangs the name on the last noun before it
    for token in range(head + 1, min(head + 14, len(parsed))):
        number = context.mention_at.get(token)
        if _ends_sentence(parsed, token) or parsed.tags[token].startswith("VB"):
            break
        if number is not None and context.mentions[number].type == "PERSON" and context.mentions[number].kind == NAMED:
            first = parsed.first_from(context.mentions[number].start)
            before = parsed.word(first - 1)
            title = parsed.word(first - 2) == "," and parsed.tags[first - 1] == "NNP"
            if before == "," or title:
                return token
            break
    return head


# ---------------------------------------------------------------- rows
def _quote(context: _Context, kind: str, span: tuple[int, int], found: Attribution) -> QuoteAnnotation:
    parsed = context.parsed
    speaker_start, speaker_end, mention = -1, -1, -1
    if found.speaker >= 0:
        speaker_start, speaker_end, mention = _speaker(context, found.speaker)
        if speaker_start < span[1] and span[0] < speaker_end:
            speaker_start = speaker_end = mention = -1
    cue_start = cue_end = -1
    lemma = colour = ""
    if found.cue >= 0:
        cue_start = parsed.starts[found.cue]
        cue_end = parsed.ends[found.phrase_end if found.phrase_end >= 0 else found.cue]
        listed = cue(parsed.lower(found.cue))
        if found.phrase:
            lemma, colour = found.phrase, NEUTRAL
        elif listed is not None:
            lemma, colour = listed
        else:
            lemma = guessed_lemma(parsed.lower(found.cue))
            colour = cue_class(lemma)
    return QuoteAnnotation(
        kind,
        *span,
        speaker_start,
        speaker_end,
        mention,
        cue_start=cue_start,
        cue_end=cue_end,
        cue=lemma,
        cue_class=colour,
    )


def _speaker(context: _Context, head: int) -> tuple[int, int, int]:
    """The span of the speaker's name or noun phrase, and the mention that it is (-1 for none)."""
    parsed = context.parsed
    head = _named_beside(context, head)
    number = context.mention_at.get(head)
    if number is not None:
        mention = context.mentions[number]
        # "Trump's campaign" is not Trump: the name must reach to the head of the phrase
        return mention.start, mention.end, number
    left = head
    allowed = _left_modifiers(parsed, head)
    while left - 1 in allowed and not context.quoted(left - 1):
        left -= 1
    while left < head and (parsed.tags[left] in (",", ":", "CC", "IN") or parsed.word(left) in ("'s", "’s")):
        left += 1
    right = head
    of = next((c for c in parsed.children(head) if c == head + 1 and parsed.lower(c) == "of"), -1)
    if of >= 0:
        for token in parsed.subtree(of):
            if (
                token != right + 1
                or parsed.tags[token] in (",", "WDT", "WP", ":")
                or context.quoted(token)
                or token - head > 8
            ):
                break
            right = token
    return parsed.starts[left], parsed.ends[right], -1


def _left_modifiers(parsed: Parsed, head: int) -> set[int]:
    out: set[int] = set()
    for child in parsed.children(head):
        if child < head and parsed.relations[child] in _MODIFIERS:
            out.update(t for t in parsed.subtree(child) if t < head)
    return out


# ---------------------------------------------------------------- speech without marks
def _indirect(context: _Context, quotes: Sequence[QuoteAnnotation]) -> list[QuoteAnnotation]:
    """Clauses that a cue reports in the outlet's words: "said that …", "…, X said", "according to X, …"."""
    parsed = context.parsed
    out: list[QuoteAnnotation] = []
    used = {q.cue_start for q in quotes if q.kind == DIRECT}
    for token in range(len(parsed)):
        if parsed.lower(token) == "according":
            found = _according_to(context, [token])
            if found is not None and parsed.starts[token] not in used:
                out += _pieces(context, _rest_of_sentence(context, found), found)
            continue
        if not _is_cue(context, token) or parsed.starts[token] in used:
            continue
        weak = _is_weak(parsed, token) and parsed.lower(token) not in (
            "believe",
            "believes",
            "believed",
            "think",
            "thinks",
            "thought",
        )
        if weak:
            continue
        clause = _reported_clause(parsed, token)
        if clause is None:
            continue
        found = Attribution(token, _subject(context, token))
        if found.speaker < 0:
            found = _attributed(context, token, parsed.sentence_tokens(parsed.sentence_of(token))[0])
        if found.speaker < 0 or parsed.lower(found.speaker) in ("i", "we", "you", "there"):
            continue
        lemma = (cue(parsed.lower(token)) or ("", ""))[0]
        if lemma in _SIGNS and not (found.speaker in context.mention_at and _can_speak(context, found.speaker)):
            continue
        out += _pieces(context, clause, found)
    return out


def _reported_clause(parsed: Parsed, token: int) -> tuple[int, int] | None:
    """The span of the clause that a cue reports."""
    best: tuple[int, int] | None = None
    for child in parsed.children(token):
        if parsed.relations[child] != "ccomp":
            continue
        inner = parsed.children(child)
        if not any(parsed.relations[c] in _SUBJECTS for c in inner):
            continue
        tokens = [t for t in parsed.subtree(child) if (t < token) == (child < token)]
        if not tokens:
            continue
        first, last = tokens[0], tokens[-1]
        if child > token:
            while first < last and (parsed.tags[first] in (",", ":") or parsed.lower(first) == "that"):
                first += 1
        while last > first and parsed.tags[last] in (",", ":", "."):
            last -= 1
        span = (parsed.starts[first], parsed.ends[last])
        if best is None or span[1] - span[0] > best[1] - best[0]:
            best = span
    return best


def _rest_of_sentence(context: _Context, found: Attribution) -> tuple[int, int] | None:
    """What stands in the sentence of "according to X" besides it: before it, or after the comma that ends it."""
    parsed = context.parsed
    tokens = parsed.sentence_tokens(parsed.sentence_of(found.cue))
    end = found.speaker
    number = context.mention_at.get(found.speaker)
    while end + 1 <= tokens[-1] and parsed.word(end) != ",":
        end += 1
    if found.cue - tokens[0] >= 4:
        first, last = tokens[0], found.cue - 1
    elif number is not None or end < tokens[-1]:
        first, last = end + 1, tokens[-1]
    else:
        return None
    while first < last and parsed.tags[first] in (",", ":", "CC"):
        first += 1
    while last > first and parsed.tags[last] in (",", ":", "."):
        last -= 1
    return (parsed.starts[first], parsed.ends[last]) if last > first else None


def _pieces(context: _Context, clause: tuple[int, int] | None, found: Attribution) -> list[QuoteAnnotation]:
    """The parts of a reported clause that are not between marks (those have rows of their own)."""
    if clause is None or "\n\n" in context.parsed.text[clause[0] : clause[1]]:
        return []
    text = context.parsed.text
    out = []
    at = clause[0]
    first = max(bisect_right(context.outer, (clause[0], len(text))) - 1, 0)
    inside = context.outer[first : bisect_left(context.outer, (clause[1], 0))]
    for start, end in [*(o for o in inside if o[1] > clause[0]), (clause[1], clause[1])]:
        piece = text[at : min(start, clause[1])]
        left = at + len(piece) - len(piece.lstrip(" ,;:\n"))
        right = at + len(piece.rstrip(" ,;:\n"))
        if right > left and len(text[left:right].split()) >= 3:
            out.append(_quote(context, INDIRECT, (left, right), found))
        at = max(at, end)
    return out
