"""Names that the model missed: what is a name in one place of an article is looked for in all others."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Final

from workbench.annotation.gazetteer import joined_names, known
from workbench.annotation.name_cutting import is_name, trimmed
from workbench.annotation.name_words import ARTICLE, CALLED, JUNK, NAME_TYPES, Proposal, is_headline
from workbench.annotation.parsed import Parsed
from workbench.annotation.people import STRONG_TITLES, TITLES
from workbench.annotation.spelling import name_key

_HALVES: Final = re.compile(r"(?<!\w)(?P<first>North|South) and (?:North|South) Korea(?!\w)")
"""Two countries that share the last word of their names."""


def complete_names(parsed: Parsed, proposals: list[Proposal]) -> list[Proposal]:
    """Add the places where a name of the article, a surname of its people, or a well-known name was missed."""
    text = parsed.text
    # "State" and "Hydrogen" that also stand in lower case are not safe to look for
    plain_words = {word for word in map(parsed.word, range(len(parsed))) if word.islower()}
    wanted: dict[str, str] = {}
    for start, end, kind in sorted(proposals, key=lambda p: (p[1] - p[0], p[2])):
        form = text[start:end]
        if (
            len(form) >= (2 if kind == "PERSON" else 3)
            and form[0].isupper()
            and not form.isdigit()
            and form.lower() not in plain_words
        ):
            wanted[form] = kind
        if kind == "PERSON":
            parts = form.split()
            if len(parts) > 1 and len(parts[-1]) >= 4 and parts[-1][0].isupper() and parts[-1].isalpha():
                wanted.setdefault(parts[-1], kind)
    whole = {form: kind for form, kind in wanted.items() if " " in form}
    whole.update({name: listed.type for name in joined_names() if name in text and (listed := known(name))})
    proposals = _whole(text, proposals, whole)
    taken = [False] * (len(text) + 1)
    for start, end, _ in proposals:
        taken[start:end] = [True] * (end - start)
    out = list(proposals)
    token = 0
    forms: dict[str, list[str]] = defaultdict(list)
    for form in wanted:
        forms[re.split(r"[\s\-‐‑]", form, maxsplit=1)[0]].append(form)
    for same_start in forms.values():
        same_start.sort(key=len, reverse=True)
    while token < len(parsed):
        start = parsed.starts[token]
        found = None
        word = parsed.word(token)
        if not taken[start] and (word[:1].isupper() or word[:1].isdigit()):
            found = _form_at(text, start, forms.get(word, ()), wanted) or _known_at(parsed, token)
            if found and any(taken[start : found[1]]):
                found = None
        if found:
            out.append(found)
            taken[start : found[1]] = [True] * (found[1] - start)
            token = parsed.first_from(found[1])
        else:
            token += 1
    for start, end, kind in parsed.names:
        if kind not in NAME_TYPES:
            taken[start:end] = [True] * (end - start)
    out += _unlabelled(parsed, taken)
    out += [
        (match.start(), match.end("first"), "GPE")
        for match in _HALVES.finditer(text)
        if not any(taken[match.start() : match.end("first")])
    ]
    return sorted(out)


def _whole(text: str, proposals: list[Proposal], forms: Mapping[str, str]) -> list[Proposal]:
    """Replace parts of a name by the whole where the article has the whole name as one elsewhere, or everybody has."""
    spans = sorted({(start, end) for start, end, _ in proposals})
    starts = [start for start, _ in spans]
    grown: dict[tuple[int, int], Proposal] = {}
    for form, kind in forms.items():
        at = text.find(form)
        while at >= 0:
            end = at + len(form)
            first = bisect_left(starts, at)
            inside = [span for span in spans[first : first + 4] if span[0] < end]
            clear = first == 0 or spans[first - 1][1] <= at
            if inside and clear and inside[-1][1] <= end and (at, end) not in inside and _whole_words(text, at, end):
                for span in inside:
                    grown[span] = (at, end, kind)
            at = text.find(form, end)
    return sorted({grown.get((start, end), (start, end, kind)) for start, end, kind in proposals})


def _whole_words(text: str, start: int, end: int) -> bool:
    return not text[max(0, start - 1) : start].isalnum() and not text[end : end + 1].isalnum()


def _form_at(text: str, start: int, forms: Iterable[str], kinds: dict[str, str]) -> Proposal | None:
    for form in forms:
        end = start + len(form)
        if text.startswith(form, start) and not text[end : end + 1].isalnum():
            return start, end, kinds[form]
    return None


def _known_at(parsed: Parsed, token: int) -> Proposal | None:
    """A well-known name that begins at a token, the longest one."""
    start = parsed.starts[token]
    for length in (6, 5, 4, 3, 2, 1):
        last = token + length - 1
        if last >= len(parsed) or "\n" in parsed.text[start : parsed.ends[last]]:
            continue
        form = parsed.text[start : parsed.ends[last]]
        if (
            not (form[-1].isalnum() or form.endswith("+") or (form.endswith(".") and "." in form[:-1]))
            or form.endswith(("'s", "’s"))
            or ARTICLE.match(form)
        ):
            continue
        found = known(form)
        if found is None or not (found.certain or length > 1) or name_key(form) in JUNK:
            continue
        # an acronym in an all-capitals line, or an adjective at a sentence's start, is as good as any
        if len(form) <= 3 and not form.replace(".", "").isupper():
            continue
        return start, parsed.ends[last], found.type
    return None


def _unlabelled(parsed: Parsed, taken: list[bool]) -> list[Proposal]:
    """Capitalised proper nouns inside a sentence that the model gave no label: most name organisations."""
    out: list[Proposal] = []
    for number in range(len(parsed.sentence_starts)):
        tokens = parsed.sentence_tokens(number)
        if is_headline(parsed, tokens):
            continue
        # a capital at the start of a sentence says nothing, unless a name goes on behind it: "Ardent Robotics lost ..."
        run: list[int] = [tokens[0]] if _begins_name(parsed, tokens, taken) else []
        for token in [*tokens[1:], -1]:
            if token >= 0 and _could_be_name(parsed, token, taken) and (not run or token == run[-1] + 1):
                run.append(token)
                continue
            if run:
                piece = trimmed(parsed.text, parsed.starts[run[0]], parsed.ends[run[-1]])
                if piece and is_name(parsed, *piece) and _stands_alone(parsed, run, taken):
                    called = CALLED.match(parsed.text, *piece)
                    out.append((called.end(), piece[1], "PERSON") if called else (*piece, _guessed_type(parsed, run)))
            run = [token] if token >= 0 and _could_be_name(parsed, token, taken) else []
    return out


def _begins_name(parsed: Parsed, tokens: range, taken: list[bool]) -> bool:
    """Whether the first word of a sentence is the first one of a name with more words."""
    if len(tokens) < 2 or not all(_could_be_name(parsed, token, taken) for token in tokens[:2]):
        return False
    return parsed.ends[tokens[0]] + 1 == parsed.starts[tokens[1]] and not parsed.word(tokens[0]).isupper()


def _could_be_name(parsed: Parsed, token: int, taken: list[bool]) -> bool:
    word = parsed.word(token)
    if parsed.tags[token] not in ("NNP", "NNPS") or taken[parsed.starts[token]]:
        return False
    if not word[0].isupper() or len(word) < 3 or name_key(word) in JUNK or name_key(word) in TITLES:
        return False
    return all(c.isalnum() or c in "&'’." for c in word)


def _stands_alone(parsed: Parsed, run: list[int], taken: list[bool]) -> bool:
    """Whether a run is neither the rest of a name that was found nor the start of a sentence inside quotation marks."""
    start, end = parsed.starts[run[0]], parsed.ends[run[-1]]
    text = parsed.text
    if start and taken[start - 1]:
        return False
    if start > 1 and text[start - 1] in " -" and taken[start - 2]:
        return False
    if text[end : end + 1] in " -" and taken[min(end + 1, len(text))]:
        return False
    if len(run) > 1 and parsed.sentence_starts[parsed.sentence_of(run[0])] == run[0]:
        return True
    before = text[max(0, start - 3) : start].strip()
    return before[-1:] not in tuple("\"“‘'«:.!?([#@/…—")


def _guessed_type(parsed: Parsed, run: list[int]) -> str:
    before = parsed.lower(run[0] - 1).rstrip(".") if run[0] else ""
    if before in STRONG_TITLES:
        return "PERSON"
    return "LOC" if before in ("in", "near", "outside") and len(run) == 1 else "ORG"
