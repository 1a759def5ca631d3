"""Names that the model cut too short, put together again: over capitalised words, "and", and particles."""

import re
from collections.abc import Set
from typing import Final

from workbench.annotation.gazetteer import known
from workbench.annotation.name_words import ARTICLE, BODY, CALLED, COMPANY, HYPHENATED, JUNK, Proposal, is_headline
from workbench.annotation.parsed import Parsed
from workbench.annotation.people import TITLES
from workbench.annotation.spelling import initials, name_key
from workbench.annotation.word_lists import words

_PARTICLE: Final = r"(?:van|von|der|den|de|del|della|di|da|dos|bin|ibn|lo|ter|zu)"
_CUT_AT_HYPHEN: Final = re.compile(r"[-‐‑][A-Z][\w’'-]+")
_BROAD: Final = words(
    "union association federation alliance society institute council committee trust fund confederation"
)
_SHORT: Final = re.compile(r"(?<!\w)[A-Z]{3,10}(?!\w)")
_BEFORE_AND: Final = re.compile(r"(?:[A-Z][\w’'-]*,? ){1,5}(?:and|&) (?=$)")
_ENDS_IN_PARTICLE: Final = re.compile(rf"\w {_PARTICLE}$")
_PARTICLE_AND_NAME: Final = re.compile(rf"(?: {_PARTICLE})+ [A-Z][\w’'-]+")
_NEXT_NAME: Final = re.compile(rf"(?: {_PARTICLE})* [A-Z][\w’'-]+")


def grow_names(parsed: Parsed, proposals: list[Proposal]) -> list[Proposal]:
    """The names, in order, each as long as its article shows that it is."""
    return _united(parsed.text, _extended(parsed, _rejoined(parsed.text, proposals)))


def _extended(parsed: Parsed, proposals: list[Proposal]) -> list[Proposal]:
    """Let names reach over the capitalised words beside them that the model left out: "Ardent" in "Ardent Robotics"."""
    text = parsed.text
    starts = {start for start, _, _ in proposals}
    ends = {end for _, end, _ in proposals}
    out: list[Proposal] = []
    for start, end, kind in proposals:
        if kind in ("NORP", "PERSON", "GPE", "LANGUAGE") and known(text[start:end]) is not None:
            out.append((start, end, kind))
            continue
        start = _begun(parsed, start, end, kind, ends)  # noqa: PLW2901 - the loop's own span grows
        grown = end
        token = parsed.first_from(end)
        while token < len(parsed) and _continues(parsed, token, grown, starts):
            grown = parsed.ends[token]
            token += 1
        if grown > end and not is_headline(parsed, parsed.sentence_tokens(parsed.sentence_of(token - 1))):
            last = name_key(text[start:grown]).split()[-1]
            end = grown  # noqa: PLW2901 - the loop's own span grows
            if kind in ("PERSON", "GPE", "NORP", "LOC") and (last in BODY or last in COMPANY or last.endswith("s")):
                kind = "ORG"  # noqa: PLW2901
        out.append((start, end, kind))
    return out


def _begun(parsed: Parsed, start: int, end: int, kind: str, ends: Set[int]) -> int:
    """Where a single word begins as a name when the word before it is one, too: "Mouette" in "the Café Mouette".

    Only behind an article, or at the start of a sentence for a word that the article does not have in lower case, is
    that sure: "the Café Mouette", "Open Straits is made by ...".
    """
    first = parsed.first_from(start)
    if kind == "NORP" or " " in parsed.text[start:end] or first < 1 or parsed.starts[first] != start:
        return start
    word = parsed.word(first - 1)
    begins = parsed.sentence_starts[parsed.sentence_of(first)] == first - 1
    plain = begins and (kind == "PERSON" or re.search(rf"(?<!\w){re.escape(word.lower())}(?!\w)", parsed.text))
    if (
        plain
        or not (begins or (first > 1 and parsed.lower(first - 2) == "the"))
        or parsed.ends[first - 1] in ends
        or parsed.text[parsed.ends[first - 1] : start] != " "
        or parsed.tags[first - 1] not in ("NNP", "NNPS")
        or not (word[0].isupper() and word.isalpha() and not word.isupper())
        or name_key(word) in JUNK
        or name_key(word) in TITLES
        or known(word) is not None
        or CALLED.match(f"{word} A")
        or is_headline(parsed, parsed.sentence_tokens(parsed.sentence_of(first)))
    ):
        return start
    return parsed.starts[first - 1]


def _continues(parsed: Parsed, token: int, end: int, starts: Set[int]) -> bool:
    """Whether a token carries on the name that ends one blank before it."""
    word = parsed.word(token)
    return (
        parsed.starts[token] == end + 1
        and parsed.text[end] == " "
        and parsed.starts[token] not in starts
        and parsed.tags[token] in ("NNP", "NNPS")
        and word[0].isupper()
        and len(word) > 2
        and word.isalpha()
        and not word.isupper()
        and name_key(word) not in JUNK
        and name_key(word) not in TITLES
    )


def _united(text: str, proposals: list[Proposal]) -> list[Proposal]:
    """Put the names of bodies together again that the model broke at "and", where the article's acronym proves it.

    "Harbour" and "Allied Workers' Union" are one union where the article also says HAWU.
    """
    shorts = set(_SHORT.findall(text))
    out: list[Proposal] = []
    for start, end, kind in proposals:
        before = _BEFORE_AND.search(text, max(0, start - 80), start) if kind not in ("PERSON", "NORP") else None
        if before:
            for word in re.finditer(r"[A-Z]\S*", before.group()):
                if ARTICLE.match(f"{word.group()} "):
                    continue
                begin = before.start() + word.start()
                explained = {short.upper() for short in initials(name_key(text[begin:end]))} & shorts
                if explained or _one_body(text, begin, before.end(), end):
                    start, kind = begin, "ORG"  # noqa: PLW2901 - the loop's own span grows
                    break
            while out and out[-1][1] > start:
                out.pop()
        out.append((start, end, kind))
    return out


def _one_body(text: str, begin: int, middle: int, end: int) -> bool:
    """Whether "the Harbour and Allied Workers' Union" is one body: the first word never stands alone here."""
    left, right = text[begin:middle].split(), name_key(text[middle:end]).split()
    if len(left) != 2 or len(right) < 2 or right[-1] not in _BROAD or known(left[0]) is not None:
        return False
    alone = re.search(rf"(?<!\w){re.escape(left[0])}(?!\w)(?!\s+(?:and|&)\s)", text)
    return alone is None and text[max(0, begin - 4) : begin].lower() == "the "


def _rejoined(text: str, proposals: list[Proposal]) -> list[Proposal]:
    """Put people's names together again that the model broke at a particle: "Ursula von der" and "Leyen"."""
    out: list[Proposal] = []
    for start, end, kind in proposals:
        if out and start < out[-1][1]:
            continue
        if kind == "PERSON" and text[start:end].rsplit(maxsplit=1)[-1].lower() in HYPHENATED:
            # "Nadia al" and "-Harrazi"
            tied = _CUT_AT_HYPHEN.match(text, end)
            end = tied.end() if tied else end  # noqa: PLW2901 - the loop's own span grows
        if kind == "PERSON" or _ENDS_IN_PARTICLE.search(text[start:end]):
            more = _PARTICLE_AND_NAME.match(text, end) or (
                _NEXT_NAME.match(text, end) if _ENDS_IN_PARTICLE.search(text[start:end]) else None
            )
            if more:
                end, kind = more.end(), "PERSON"  # noqa: PLW2901 - the loop's own span grows
        out.append((start, end, kind))
    return out
