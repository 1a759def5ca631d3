"""The attribution of words between quotation marks: what leads up to the opening mark, or follows the closing one."""

from __future__ import annotations

from typing import Final

from workbench.annotation.document import NAMED
from workbench.annotation.quotation_marks import Quotation
from workbench.annotation.quote_context import Attribution, QuoteContext
from workbench.annotation.source_phrases import according_to, view_of
from workbench.annotation.speakers import as_saying, attributed, subject_of

_DASHES: Final = frozenset(("-", "--", "–", "—"))
_LONGEST_LABEL: Final = 5
"""Tokens that a name before a colon has at most."""
_NEAR: Final = 14
_FAR: Final = 30
"""Tokens between a cue and the comma before an opening mark: any so many, and without another verb so many."""
_SHORT_TAIL: Final = 4
"""Tokens behind a closing mark that can be nothing but an attribution: "“…?” Jane Roe pressed."."""
TERMINAL: Final = (".", "!", "?", "…")
"""Marks that end a sentence."""


def tokens_before(context: QuoteContext, number: int) -> list[int]:
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
                ends = parsed.text[inner.start : inner.end].rstrip()[-1:] in TERMINAL
                following = parsed.word(out[-1])[:1] if out else parsed.text[start + 1 : start + 2]
                if ends and not following.islower() and following not in ",;":
                    break
            continue
        if context.ends_sentence(token):
            break
        out.append(token)
    return out[::-1]


def tokens_after(context: QuoteContext, number: int) -> list[int]:
    """Tokens from a quotation's closing mark to the end of the sentence or the next quotation, in its paragraph."""
    parsed, quotation = context.parsed, context.quotations[number]
    end = quotation.outer[1]
    block = context.block(min(quotation.end, len(parsed.text) - 1))
    limit = context.blocks[block][1] if block >= 0 else len(parsed.text)
    out: list[int] = []
    for token in range(parsed.first_from(end), len(parsed)):
        if parsed.starts[token] >= limit or context.quoted(token):
            break
        if context.ends_sentence(token):
            break
        out.append(token)
    return out


def attribution_of(
    context: QuoteContext, number: int, before: list[int], after: list[int]
) -> tuple[Attribution | None, bool]:
    """The quotation's own attribution in its sentence, and whether it frames it as an utterance of its own."""
    parsed, quotation = context.parsed, context.quotations[number]
    content = parsed.text[quotation.start : quotation.end].rstrip()
    last = content[-1:]
    comma_after = bool(after) and parsed.word(after[0]) in (",", "-", "–", "—")
    open_end = last in (",", "?", "!", "…", "—", "–", "-") or comma_after
    signed = _signed(context, after) or (None if after else _signed(context, _next_line(context, quotation)))
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


def _next_line(context: QuoteContext, quotation: Quotation) -> list[int]:
    """The tokens of the paragraph behind a quotation, where it is short enough to be a signature."""
    parsed = context.parsed
    number = context.block(max(quotation.outer[1] - 1, 0))
    if number < 0 or number + 1 >= len(context.blocks) or context.blocks[number][1] != quotation.outer[1]:
        return []
    tokens = list(parsed.within(*context.blocks[number + 1]))
    while tokens and context.ends_sentence(tokens[-1]):
        tokens.pop()
    return tokens if 1 < len(tokens) <= _LONGEST_LABEL + 1 else []


def _signed(context: QuoteContext, after: list[int]) -> Attribution | None:
    """A name set behind a dash: "…” — Jane Roe"."""
    parsed = context.parsed
    if len(after) < 2 or parsed.word(after[0]) not in ("-", "--", "–", "—", "―"):
        return None
    number = context.mention_at.get(after[1])
    capitals = [t for t in after[1:] if parsed.word(t)[0].isupper()]
    if number is None and 2 <= len(after) - 1 <= 4 and len(capitals) == len(after) - 1:
        return Attribution(speaker=after[-1])
    if number is None or not context.can_speak(after[1]) or context.mentions[number].kind != NAMED:
        return None
    rest = [t for t in after if parsed.starts[t] >= context.mentions[number].end]
    return Attribution(speaker=after[1]) if not rest or parsed.word(rest[0]) in (",", "(") else None


def _introduction(context: QuoteContext, before: list[int]) -> tuple[Attribution, str] | None:
    """An attribution that leads up to the opening mark: a colon, a comma, the cue itself, or inside its clause."""
    parsed = context.parsed
    if not before:
        return None
    last = parsed.word(before[-1])
    stripped = [t for t in before if parsed.word(t) not in (",", ":", "-", "–", "—", "(")]
    if not stripped:
        return None
    cues = [t for t in stripped if context.is_cue(t) and not _asked_in_passing(context, t)]
    according = according_to(context, before)
    if last == ":":
        label = _label(context, before)
        if label >= 0:
            return Attribution(speaker=label), "colon"
        if cues:
            return attributed(context, cues[-1], stripped[0]), "colon"
        speaker = _before_colon(context, stripped)
        return (Attribution(speaker=speaker), "colon") if speaker >= 0 else None
    if last in (",", "–", "—", "-") and cues:
        chosen = attributed(context, cues[-1], stripped[0])
        rest = stripped[stripped.index(cues[-1]) + 1 :]
        broken = any(parsed.tags[t] in ("VBD", "VBZ", "VBP", "MD") for t in rest[_NEAR:])
        if chosen.speaker >= 0 and len(rest) < _FAR and not broken:
            return chosen, "comma"
    if stripped[-1] in cues:
        return attributed(context, stripped[-1], stripped[0]), "cue"
    if according is not None:
        return according, "comma" if last == "," else "clause"
    view = view_of(context, before) if last == "," else None
    if view is not None:
        return view, "comma"
    strong = [t for t in cues if not context.is_weak(t) or parsed.lower(stripped[-1]) in ("that", "as")]
    if strong:
        chosen = attributed(context, strong[-1], stripped[0])
        if chosen.speaker >= 0:
            return chosen, "clause"
    return None


def _asked_in_passing(context: QuoteContext, token: int) -> bool:
    """Whether a cue is only the occasion: "who told Congress, when asked about it: …"."""
    parsed = context.parsed
    bare = not any(parsed.relations[c] in ("aux", "auxpass", "nsubj", "dobj") for c in parsed.children(token))
    return parsed.tags[token] == "VBN" and parsed.relations[token] == "advcl" and bare


def _label(context: QuoteContext, before: list[int]) -> int:
    """The name that a dash or the start of a line sets apart before a colon: "Turnout falls - Jane Roe: “…”"."""
    parsed = context.parsed
    spaced = [
        n for n, t in enumerate(before) if parsed.word(t) in _DASHES and parsed.text[parsed.starts[t] - 1].isspace()
    ]
    dash = spaced[-1] if spaced else -1
    name = [t for t in before[dash + 1 :] if parsed.word(t) != ":"]
    plain = all(parsed.tags[t].startswith(("NNP", "CC")) or parsed.word(t) in (".", ",") for t in name)
    return name[-1] if name and len(name) <= _LONGEST_LABEL and plain else -1


def _before_colon(context: QuoteContext, tokens: list[int]) -> int:
    """Who speaks in a clause without a cue that ends in a colon: its subject, else who is named in it last."""
    parsed = context.parsed
    subjects = [t for t in tokens if parsed.relations[t] == "nsubj" and parsed.tags[t] not in ("WDT", "WP", "DT", "EX")]
    outer = [t for t in subjects if parsed.relations[parsed.heads[t]] not in ("relcl", "advcl", "ccomp")]
    named = [t for t in tokens if t in context.mention_at and context.can_speak(t) and parsed.tags[t] != "PRP$"]
    able = [t for t in outer if context.can_speak(t)]
    for found in (able, outer, named, subjects):
        if found:
            return found[-1]
    return -1


def _following(context: QuoteContext, after: list[int], *, strict: bool) -> Attribution | None:
    """An attribution right after the closing mark: "…,” said X", "…,” X said", "…,” X, who leads Y, said"."""
    parsed = context.parsed
    tokens = [t for t in after if parsed.word(t) not in (",", "-", "–", "—")]
    if not tokens:
        return None
    according = according_to(context, after[:3])
    if according is not None:
        return according
    for place, token in enumerate(tokens[:25]):
        if not context.is_cue(token):
            continue
        # a cue that begins another clause belongs to that one: "…,” but critics say"
        if place and parsed.tags[tokens[0]] in ("CC", "IN", "WRB") and parsed.lower(tokens[0]) != "as":
            return None
        aside = parsed.word(token - 1) == "," and not context.is_weak(token)
        far = place > 3 and context.is_weak(token) and token != tokens[-1]
        if strict and ((place > 8 and not aside) or far):
            return None
        found = as_saying(context, token) or attributed(context, token, tokens[0])
        if found.speaker >= 0 and (found.speaker < token or found.speaker in tokens):
            return found
    if strict and len(tokens) > _SHORT_TAIL:
        return None
    # any other verb with a subject, right after the comma: "…,” she shrugged"
    for token in tokens[:8]:
        if parsed.tags[token] in ("VBD", "VBZ", "VBP") and parsed.relations[token] not in ("aux", "auxpass"):
            subject = subject_of(context, token)
            if subject in tokens and subject < token and parsed.tags[tokens[0]] not in ("CC", "IN", "WDT", "WP"):
                return Attribution(token, subject)
            return None
    return None


def _governing(context: QuoteContext, quotation: Quotation, before: list[int], after: list[int]) -> Attribution | None:
    """The cue on which a fragment hangs in the tree: "Tests that officials “never saw” were held, Smith said"."""
    parsed = context.parsed
    inside = parsed.within(quotation.start, quotation.end)
    nearby = set(before) | set(after)
    for token in inside:
        head = parsed.heads[token]
        if head in inside:
            continue
        for _ in range(12):
            if head in nearby and context.is_cue(head):
                found = attributed(context, head, min(nearby))
                return found if found.speaker >= 0 and found.speaker not in inside else None
            if parsed.heads[head] == head:
                break
            head = parsed.heads[head]
        break
    tail = [t for t in after if context.is_cue(t) and not context.is_weak(t)]
    for token in tail:
        found = attributed(context, token, after[0])
        if found.speaker >= 0 and found.speaker in after and parsed.word(max(found.speaker - 1, 0)) == ",":
            return found
    return according_to(context, [*before, *after])
