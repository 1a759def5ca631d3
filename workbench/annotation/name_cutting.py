"""Names as the model proposes them, cut to what is a name: no articles, possessives, hyphenated words or lists."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from workbench.annotation.gazetteer import known
from workbench.annotation.name_words import (
    ARTICLE,
    BODY,
    CALLED,
    COMPANY,
    HYPHENATED,
    JUNK,
    NAME_TYPES,
    Proposal,
    is_headline,
)
from workbench.annotation.parsed import Parsed
from workbench.annotation.people import FIRST_NAMES
from workbench.annotation.spelling import name_key

_SPLIT: Final = re.compile(r"\n|\t|\s/\s|\s[|•·–—-]\s|(?<=\w)[-‐‑](?=\w)|\s\(|[\"“”«»„]")
_OUTER: Final = " \t\r\f\v.,;:!?…'’‘\"“”«»„()[]{}<>|/\\*_~`^=+-–—‐‑#%•·―\u00a0\u200b"
_LEADING: Final = re.compile(
    r"(?:the|a|an|this|that|these|those|his|her|its|their|our|my|your|both|all|some|many|most|more|other|each|every|no|any|former|late|"
    r"new|old|then|ex|pro|anti|post|pre|non)(?:\s+|[-‐‑])(?=\S)|[‘’'](?=\w)",
)
_SMALL_START: Final = re.compile(
    r"(?!(?:van|von|de|del|della|di|da|dos|du|la|le|el|al|bin|ibn|ben|ter|zu|der|den)\b)[a-z]+\s+(?=\S*[A-Z])"
)
_POSSESSIVE: Final = re.compile(r"(?:['’][sS]|(?<=[sS])['’])$")
_CREDIT: Final = re.compile(r"\b(?:REUTERS|Reuters|AP|AFP|Getty Images|EPA)\s*/\s*$")
_TITLED: Final = re.compile(
    r"(?:(?P<people>[A-Z]\w+(?: [A-Z]\w+)?) )?(?:Vice |Prime |Foreign |Defen[sc]e |Deputy |Former )*"
    r"(?:President|Minister|Premier|Chancellor|Secretary|Senator|Sen\.|Rep\.|Gov\.|Governor|Mayor|Congress(?:wo)?man|"
    r"Ambassador|Mr\.?|Mrs\.?|Ms\.?|Dr\.?) "
    r"(?=(?:al|el|as|an|ash|bin|ibn|van|von|de|del|della|di|da|dos|du|la|le|ter|zu)[ ‐‑-][A-Z]|[A-Z])"
)
_OWNED: Final = re.compile(r"['’]s (?=[a-z])")
_GIVEN: Final = re.compile(
    r"[-‐‑](?!(?:based|led|era|like|style|backed|owned|run|born|made|free|only|style)\b)[a-z]{2,6}(?:['’]s)?"
)
"""The second part of a given name, as in "Moon Jae-in"."""
_TIED: Final = re.compile(r"[-‐‑][a-z]{1,3}[-‐‑][A-Z]")
_GOES_ON: Final = re.compile(r"(?:, [A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*)*,? and (?:the )?[A-Z]")
_WHERE: Final = re.compile(
    r"(?:\b(?:[Ii]n|[Ff]rom|[Nn]ear|[Oo]utside|[Aa]round|[Aa]cross|[Tt]hrough|[Bb]etween|"
    r"(?:residents|people|villages|towns|cities|ports|streets) of) (?:the )?)$"
)
_AND: Final = re.compile(r"(?:,|\s(?:and|&))\s(?=[A-Z])")


def cut_names(parsed: Parsed) -> list[Proposal]:
    """The model's names, cut to what is a name, in order."""
    out: list[Proposal] = []
    for start, end, kind in parsed.names:
        if kind not in NAME_TYPES:
            continue
        titled = _TITLED.match(parsed.text, start, end)
        if titled and (kind == "PERSON" or known(titled.group("people") or "")):
            # "Kazakh President Kassym-Jomart Tokayev" is a people, a title and a name
            if titled.group("people"):
                out.append((titled.start("people"), titled.end("people"), "NORP"))
            start, kind = titled.end(), "PERSON"  # noqa: PLW2901 - what remains is looked at below
        elif called := CALLED.match(parsed.text, start, end):
            start, kind = called.end(), "PERSON"  # noqa: PLW2901
        for piece_start, piece_end in _pieces(parsed.text, start, end, kind):
            piece = trimmed(parsed.text, piece_start, piece_end)
            if piece and is_name(parsed, *piece):
                piece = _without_headline_words(parsed, *_without_first_word(parsed, *piece), kind)
                out.append(
                    (*piece, "PERSON" if _CREDIT.search(parsed.text[max(0, piece[0] - 20) : piece[0]]) else kind)
                )
    return out


def _without_first_word(parsed: Parsed, start: int, end: int) -> tuple[int, int]:
    """A name without the plain word that begins its sentence: "Anything Obama did"."""
    token = parsed.first_from(start)
    if token + 1 >= len(parsed) or parsed.starts[token + 1] >= end or parsed.tags[token].startswith("NNP"):
        return start, end
    rest = parsed.starts[token + 1]
    first = parsed.sentence_starts[parsed.sentence_of(token)] == token
    listed = known(parsed.text[rest:end]) if first else None
    return (rest, end) if listed is not None and known(parsed.text[start:end]) is None else (start, end)


def _without_headline_words(parsed: Parsed, start: int, end: int, kind: str) -> tuple[int, int]:
    """The surname alone of somebody well-known where the model took words of a headline for names beside it."""
    piece = parsed.text[start:end]
    words = list(re.finditer(r"[^\s]+", piece))
    if len(words) < 2 or kind not in ("PERSON", "ORG", "GPE", "WORK_OF_ART") or known(piece) is not None:
        return start, end
    headline = is_headline(parsed, parsed.sentence_tokens(parsed.sentence_of(parsed.first_from(start))))
    body = name_key(words[-1].group()) in BODY | COMPANY
    if _is_famous(words[0].group()) and (kind == "PERSON" or (headline and not body)):
        return start, start + words[0].end()
    first = words[0].group().lower()
    if _is_famous(words[-1].group()) and headline and first not in FIRST_NAMES and parsed.text.count(piece) == 1:
        return start + words[-1].start(), end
    return start, end


def _is_famous(word: str) -> bool:
    listed = known(word)
    return listed is not None and listed.type == "PERSON" and listed.certain


def _pieces(text: str, start: int, end: int, kind: str) -> Iterable[tuple[int, int]]:
    """A proposal cut at line breaks, slashes, brackets, quotation marks and the hyphens that join it to other words."""
    at = start
    if kind == "PERSON":
        # "Bernard Arnault’s LVMH" is a person and something else
        owner = re.search(r"['’]s (?=[A-Z])", text[start:end])
        if owner and name_key(text[start:end]).split()[-1] not in BODY:
            yield start, start + owner.start()
            at = start = start + owner.end()
    elif kind in ("ORG", "FAC", "WORK_OF_ART", "LAW"):
        # "China’s Communist Party" is a country and a party, "Moody's Investors Service" one name
        owner = re.match(r"(?:[Tt]he )?([A-Z][\w.-]*(?: [A-Z][\w.-]*){0,2})['’]s? (?=[A-Z])", text[start:end])
        if owner and known(text[start:end]) is None and known(owner.group(1)) is not None:
            yield start + owner.start(1), start + owner.end(1)
            at = start = start + owner.end()
    if kind in ("PERSON", "GPE", "LOC", "ORG"):
        for match in _AND.finditer(text, start, end):
            if kind == "ORG" and not (
                _twice(text, text[at : match.start()], match.start()) or _of_places(text, start, match.start(), end)
            ):
                continue
            if known(text[start:end]) is None and _lists(text, match.end(), end):
                yield at, match.start()
                at = start = match.end()
    if kind in ("PERSON", "GPE", "ORG", "LOC", "NORP") and (owned := _OWNED.search(text, at, end)):
        end = owned.start()
    for match in _SPLIT.finditer(text, at, end):
        if match.group() in "-‐‑" and not _hyphen_separates(text, match.start(), start, end, kind):
            continue
        yield at, match.start()
        at = match.end()
    yield at, end


def _lists(text: str, start: int, end: int) -> bool:
    """Whether what follows a comma or "and" is another name, and no "Jr" or "D.C." of the one before."""
    rest = text[start:end].split()
    return bool(rest) and len(rest[0].strip(".")) > 2 and "." not in rest[0][:-1]


def _twice(text: str, name: str, end: int) -> bool:
    """Whether a comma follows a single word that also stands elsewhere without one: then it is a name by itself."""
    if " " in name or text[end] != "," or len(name) < 4:
        return False
    return re.search(rf"(?<!\w){re.escape(name)}(?![\w,])", text) is not None


def _of_places(text: str, start: int, comma: int, end: int) -> bool:
    """Whether a comma stands in a list of places that goes on behind: "in Velm, Lower Velm and Carrow"."""
    if text[comma] != "," or not _GOES_ON.match(text, end) or _AND.search(text, comma + 1, end):
        return False
    return name_key(text[comma:end]).split()[-1] not in BODY | COMPANY and _WHERE.search(text, 0, start) is not None


def _hyphen_separates(text: str, at: int, start: int, end: int, kind: str) -> bool:
    """Whether a hyphen joins a name to something else ("anti-US"); "Kassym-Jomart" and "COVID-19" are one name."""
    after = text[at + 1 : at + 2]
    if _TIED.match(text, at, end):
        return False
    if kind == "PERSON" and " " in text[start:at] and _GIVEN.fullmatch(text, at, end):
        return False
    if after.islower() or not text[start:at].split():
        return True
    left = text[start:at].rsplit(maxsplit=1)[-1]
    if left.lower() in HYPHENATED:
        return False
    if left.islower():
        return True
    right = text[at + 1 : end].split(maxsplit=1)[0] if text[at + 1 : end].split() else ""
    if known(f"{left}-{right}"):
        return False
    if known(left) is not None and known(right) is not None and kind != "PERSON":
        return True
    # "the Harlow-Almeida meeting": each stands by itself elsewhere in the article
    return all(re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", text) for word in (left, right))


def trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    """A span without leading articles, a possessive ending and outer punctuation; ``None`` when nothing is left."""
    while True:
        piece = text[start:end]
        left = len(piece) - len(piece.lstrip(_OUTER))
        right = len(piece.rstrip(_OUTER))
        new_start, new_end = start + left, start + max(right, left)
        if new_start >= new_end:
            return None
        # the full stop of an abbreviation is part of the name: "U.S.", "Inc."
        if text[new_end : new_end + 1] == "." and new_end < end and _abbreviated(text[new_start : new_end + 1]):
            new_end += 1
        small = _SMALL_START.match(text, new_start, new_end)
        if small:
            new_start = small.end()
        lead = ARTICLE.match(text, new_start, new_end) or _LEADING.match(text, new_start, new_end)
        if lead and lead.end() < new_end:
            new_start = lead.end()
        tail = _POSSESSIVE.search(text[new_start:new_end])
        if tail and tail.start() > 0:
            new_end = new_start + tail.start()
        if (new_start, new_end) == (start, end):
            return start, end
        start, end = new_start, new_end


def _abbreviated(piece: str) -> bool:
    last = piece.rsplit(maxsplit=1)[-1]
    return bool(re.fullmatch(r"(?:\w\.)+", last)) or last.rstrip(".").lower() in (
        "jr",
        "sr",
        "inc",
        "corp",
        "co",
        "ltd",
        "st",
    )


def is_name(parsed: Parsed, start: int, end: int) -> bool:
    """Whether a piece can be a name at all."""
    piece = parsed.text[start:end]
    if sum(c.isalpha() for c in piece) < 2 or len(piece) > 120:
        return False
    if name_key(piece) in JUNK or piece.startswith(("@", "http")) or "@" in piece:
        return False
    if _is_plain_word(parsed, start, end):
        return False
    # without a single capital or a script that has none it is no name ("power ministry")
    return any(c.isupper() or (c.isalpha() and not c.islower()) or c.isdigit() for c in piece)


def _is_plain_word(parsed: Parsed, start: int, end: int) -> bool:
    """Whether a single word has its capital only from its place ("Heartbroken neighbours"), or is part of a title."""
    token = parsed.first_from(start)
    if token >= len(parsed) or parsed.ends[token] < end or known(parsed.text[start:end]) is not None:
        return False
    after = parsed.word(token + 1) if token + 1 < len(parsed) else ""
    if after in ("Minister", "Secretary") and parsed.tags[token].startswith("NN"):
        return True
    first = parsed.sentence_starts[parsed.sentence_of(token)] == token or parsed.text[
        max(0, start - 2) : start
    ].strip()[-1:] in tuple("“\"‘'#")
    lower = parsed.text[start:end].lower()
    if (first or parsed.text[start:end].isupper()) and end - start > 3 and _in_lower_case(parsed.text, lower):
        return True
    if not first:
        return False
    if parsed.tags[token] in ("NNP", "NNPS"):
        return False
    if parsed.tags[token] != "NN":
        return True
    # "Lorry drivers", unlike "Ardent grew"
    return parsed.relations[token] in ("compound", "amod") and after.islower()


def _in_lower_case(text: str, word: str) -> bool:
    return re.search(rf"(?<![\w@#/.]){re.escape(word)}(?!\w)", text) is not None
