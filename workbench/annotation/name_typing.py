"""One type for each name of an article: by the list of well-known names, its words, or most of its mentions."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Final

from workbench.annotation.clues import clues
from workbench.annotation.gazetteer import known
from workbench.annotation.name_words import BODY, COMPANY, Proposal
from workbench.annotation.parsed import Parsed
from workbench.annotation.people import FIRST_NAMES, name_parts
from workbench.annotation.spelling import name_key
from workbench.annotation.word_lists import words

_LAND: Final = words("valley river lake island islands sea ocean peninsula mountains bay strait gulf desert")
_LEGAL: Final = words(
    """
    act acts bill treaty constitution amendment amendments accord accords agreement protocol convention law laws code
    section article title rule rules resolution directive regulation charter pact clause chapter order deal obamacare
    """
)


def type_names(parsed: Parsed, proposals: list[Proposal]) -> list[Proposal]:
    """Give each name the type that the list of well-known names, its words, or most of its mentions say."""
    text = parsed.text
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    people: set[str] = set()
    for start, end, kind in proposals:
        key = name_key(text[start:end])
        votes[key][kind] += 1
        for told, weight in clues(text, start, end):
            votes[key][told] += weight
        parts = name_parts(text[start:end])
        if 2 <= len(parts) <= 4 and (kind == "PERSON" or (parts[0] in FIRST_NAMES and known(text[start:end]) is None)):
            people.add(parts[-1])
    # what is called "Ardent Robotics Inc" somewhere is a company as "Ardent Robotics", too
    companies = {" ".join(key.split()[:n]) for key in votes for n, w in enumerate(key.split()) if n and w in COMPANY}
    out = []
    for start, end, kind in proposals:
        form = text[start:end]
        out.append((start, end, _type_of(form, kind, votes, people, companies)))
    return _without_overlaps(out)


def _type_of(form: str, kind: str, votes: dict[str, Counter[str]], people: set[str], companies: set[str]) -> str:
    key = name_key(form)
    words = key.split()
    listed = known(form)
    if listed is not None and listed.certain:
        return listed.type
    if len(words) > 1 and words[-1] in COMPANY:
        return "ORG"
    if len(words) > 1 and words[-1] in _LAND and kind in ("PERSON", "GPE", "LOC", "FAC", "NORP"):
        return "LOC"
    if len(words) > 1 and words[-1] in _LEGAL:
        return "LAW"
    if len(words) > 1 and (words[-1] in BODY or words[0] in ("university", "ministry", "department", "bank")):
        return "ORG"
    if len(words) == 1 and key in people:
        return "PERSON"
    if len(words) in (2, 3) and listed is None and form[0].isupper() and _names_person(words, votes):
        return "PERSON"
    if key in companies:
        return "ORG"
    if listed is not None and votes[key][listed.type]:
        return listed.type
    counted = votes[key]
    if counted["LAW"] and _LEGAL.isdisjoint(words) and " v" not in f" {key}":
        # "Gate 4" is no law
        counted["FAC"] += counted.pop("LAW")
        kind = "FAC" if kind == "LAW" else kind
    best = max(counted.values())
    # the most frequent type; on a tie the model's own for this place, so that single mentions stay as they are
    return kind if counted[kind] == best else min(k for k, n in counted.items() if n == best)


def _names_person(words: Sequence[str], votes: dict[str, Counter[str]]) -> bool:
    """Whether a name begins with a first name, or ends in what is a person elsewhere in the article."""
    last = words[-1]
    if words[0] in FIRST_NAMES and words[0] not in votes:
        return True
    return len(words) == 2 and last in votes and votes[last]["PERSON"] > 0 and len(votes[last]) == 1


def _without_overlaps(proposals: list[Proposal]) -> list[Proposal]:
    """The longest of overlapping proposals, in order of position."""
    out: list[Proposal] = []
    for start, end, kind in sorted(set(proposals), key=lambda p: (p[0], -p[1], p[2])):
        if out and start < out[-1][1]:
            if end - start > out[-1][1] - out[-1][0]:
                out[-1] = (start, end, kind)
            continue
        out.append((start, end, kind))
    return out
