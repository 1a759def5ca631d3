"""Descriptions that stand for a person whom the article names: "the president", "the Japanese prime minister".

Only descriptions that the article itself ties to a name are taken, by a title before it ("President Jane Roe") or a
description beside it ("Jane Roe, the special counsel"). All others are left alone.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Sequence, Set
from dataclasses import dataclass
from typing import Final

from workbench.annotation.document import NAMED, NOMINAL, MentionAnnotation
from workbench.annotation.gazetteer import known
from workbench.annotation.groups import find_groups
from workbench.annotation.people import name_parts
from workbench.annotation.spelling import name_key
from workbench.annotation.word_lists import phrases, words

_ROLES: Final = phrases(
    """
    president; vice president; prime minister; foreign minister; defense minister; defence minister;
    finance minister; interior minister; health minister; minister; chancellor; premier; king; queen; prince;
    princess; pope; emperor; dictator; leader; secretary of state; defense secretary; home secretary;
    foreign secretary; press secretary; secretary-general; secretary general; secretary; special counsel;
    attorney general; general; senator; congressman; congresswoman; governor; mayor; judge; justice; chairman;
    chairwoman; chief executive; ceo; director; spokesman; spokeswoman; spokesperson; ambassador; envoy;
    commissioner; professor; lawyer; attorney; economist; analyst; candidate; nominee; billionaire; actor; actress;
    singer; author; coach; director general; director-general; house speaker; speaker; first lady
    """
)
_HEADS_OF_STATE: Final = phrases(
    "president; prime minister; chancellor; premier; king; queen; dictator; leader; emperor"
)
_ROLE: Final = "|".join(re.escape(role) for role in sorted(_ROLES, key=lambda r: (-len(r), r)))
_DESCRIBED: Final = re.compile(
    rf"\b(?:[Tt]he|[Aa]n?) (?:(?:new|former|current|veteran|longtime|acting|incoming|outgoing|late) )?"
    rf"(?:(?P<whose>[A-Z][\w.’']+(?: [A-Z][\w.’']+){{0,2}}) )?(?P<role>{_ROLE})\b(?!-)",
    re.IGNORECASE,
)
_DEFINITE: Final = re.compile(
    rf"\b(?:[Tt]he (?:(?P<whose>[A-Z][\w.]+(?: [A-Z][\w.]+)?) )?|(?:[Tt]he )?(?P<owner>[A-Z]\w+(?: [A-Z]\w+)?)['’]s "
    rf"(?:[a-z]+ )?)(?P<role>(?i:{_ROLE}))\b(?!-)"
)
_OF: Final = re.compile(r" of (?P<whose>[A-Z]\w+(?: [A-Z]\w+)?)")
_HALVES: Final = {"North": "North Korea", "South": "South Korea"}
_BEFORE: Final = re.compile(
    rf"(?:(?P<whose>[A-Z][\w.]+(?: [A-Z][\w.]+)?)(?:['’]s)? )?(?:[Vv]ice |[Dd]eputy |[Ff]ormer )?(?P<role>{_ROLE}),? $",
    re.IGNORECASE,
)
_BODY_HEADS: Final = words(
    """
    union ministry inspectorate commission committee council court agency department party association organization
    federation alliance institute university hospital bank parliament foundation bureau tribunal institute ombudsman
    """
)
_BODY: Final = re.compile(r"(?<![\w-])[Tt]he (?P<head>[a-z]{4,14})(?![\w-])")
_REACH: Final = 6000
"""Code points back to the name that a description stands for."""
_FORWARD: Final = 1500
"""Code points ahead to it, where the name comes later."""
_MORE_NAMED: Final = 3
"""So many times more often named than the others makes somebody the one whom a description means."""


@dataclass(frozen=True, slots=True)
class _Holder:
    """Who holds a role in an article, as one place says."""

    mention: int
    surname: str
    role: str
    whose: str


def find_nominals(text: str, mentions: Sequence[MentionAnnotation]) -> tuple[MentionAnnotation, ...]:
    """The mentions with descriptions added, by position; antecedents point to the named mentions they stand for."""
    return _with_groups(_of_bodies(text, _of_people(text, mentions)), find_groups(text, mentions))


def _of_people(text: str, mentions: Sequence[MentionAnnotation]) -> tuple[MentionAnnotation, ...]:
    people = [(n, m) for n, m in enumerate(mentions) if m.kind == NAMED and m.type == "PERSON"]
    if not people:
        return tuple(mentions)
    holders = _holders(text, people)
    if not holders:
        return tuple(mentions)
    places: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for number, mention in people:
        places[_surname(text, mention)].append((mention.start, number))
    named = Counter({surname: len(found) for surname, found in places.items()})
    starts = {m.start for _, m in people}
    found: list[tuple[int, int, int]] = []
    for match in _DEFINITE.finditer(text):
        if "\n" in match.group() or _names_somebody(text, match.end(), starts):
            continue
        written = match.group("whose") or match.group("owner")
        role, whose = match.group("role").lower(), _whose(written)
        if written and not whose:
            continue
        surnames = _holders_of(role, whose, holders, named)
        before = [
            places[surname][at - 1] for surname in surnames if (at := bisect_left(places[surname], (match.start(), 0)))
        ]
        if before and match.start() - max(before)[0] <= _REACH:
            found.append((match.start(), match.end(), max(before)[1]))
        elif not before and len(surnames) == 1:
            position, number = places[next(iter(surnames))][0]
            if position - match.end() <= _FORWARD:
                found.append((match.start(), match.end(), number))
    return _inserted(mentions, found)


def _of_bodies(text: str, mentions: tuple[MentionAnnotation, ...]) -> tuple[MentionAnnotation, ...]:
    """Descriptions of bodies by the last word of their name: "the union", where the article names one union."""
    forms: dict[str, set[str]] = defaultdict(set)
    places: dict[str, list[tuple[int, int]]] = defaultdict(list)
    taken = [(m.start, m.end) for m in mentions]
    for number, mention in enumerate(mentions):
        if mention.kind != NAMED or mention.type != "ORG":
            continue
        form = text[mention.start : mention.end]
        parts = name_key(form).split()
        if len(parts) > 1 and parts[-1] in _BODY_HEADS:
            forms[parts[-1]].add(" ".join(parts))
            places[parts[-1]].append((mention.start, number))
    found: list[tuple[int, int, int]] = []
    for match in _BODY.finditer(text) if forms else ():
        head = name_key(match.group("head"))
        if len(forms.get(head, ())) != 1:
            continue
        at = bisect_left(places[head], (match.start(), 0))
        near = bisect_left(taken, (match.start(), 0))
        beside = [
            span for span in taken[max(0, near - 1) : near + 1] if span[0] < match.end() and span[1] > match.start()
        ]
        if at and not beside:
            found.append((match.start(), match.end(), places[head][at - 1][1]))
    return _inserted(mentions, found, "ORG")


def _with_groups(
    mentions: tuple[MentionAnnotation, ...], groups: Sequence[MentionAnnotation]
) -> tuple[MentionAnnotation, ...]:
    """Mentions and groups by position."""
    spans = {(m.start, m.end) for m in mentions}
    rows = [(m.start, m.end, n, m) for n, m in enumerate(mentions)]
    rows += [(g.start, g.end, len(mentions), g) for g in groups if (g.start, g.end) not in spans]
    return _renumbered(rows)


def _surname(text: str, mention: MentionAnnotation) -> str:
    parts = name_parts(text[mention.start : mention.end])
    return parts[-1] if parts else ""


def _whose(name: str | None) -> str:
    """The country or body that "Japanese", "the North" or "F.B.I." stands for, as a key; empty for anything else."""
    if not name:
        return ""
    name = name.removesuffix("'s").removesuffix("’s")
    listed = known(_HALVES.get(name, name))
    if listed is not None and listed.type in ("GPE", "NORP", "ORG"):
        return listed.key
    return name_key(name) if name.isupper() else ""


def _holders(text: str, people: Sequence[tuple[int, MentionAnnotation]]) -> list[_Holder]:
    out: list[_Holder] = []
    for number, mention in people:
        surname = _surname(text, mention)
        before = text[max(0, mention.start - 60) : mention.start]
        if title := _BEFORE.search(before):
            of = _OF.match(text, mention.end)
            whose = _whose(title.group("whose")) or _whose(of.group("whose") if of else None)
            out.append(_Holder(number, surname, title.group("role").lower(), whose))
        if text[mention.end : mention.end + 2] == ", " and (beside := _DESCRIBED.match(text, mention.end + 2)):
            out.append(_Holder(number, surname, beside.group("role").lower(), _whose(beside.group("whose"))))
    return out


def _names_somebody(text: str, end: int, starts: Set[int]) -> bool:
    """Whether a name follows a description directly: then the description is only its title."""
    return any(at in starts for at in range(end, end + 3)) or bool(
        re.match(r"(?: of| for|,? [A-Z])", text[end : end + 5])
    )


def _holders_of(role: str, whose: str, holders: Sequence[_Holder], named: Counter[str]) -> set[str]:
    """Surnames of the people whom a description fits; of several, the far most often so called or named.

    A description with a country that nobody is tied to fits those of the role who are tied to no other country.
    """
    fitting = [h for h in holders if _same_role(h.role, role, whose)]
    if whose:
        elsewhere = {h.surname for h in fitting if h.whose not in ("", whose)}
        fitting = [h for h in fitting if h.whose == whose] or [h for h in fitting if h.surname not in elsewhere]
    exact = [h for h in fitting if h.role == role] or fitting
    counted = Counter(h.surname for h in exact)
    if len(counted) < 2:
        return set(counted)
    for counts, times in ((counted, 2), (Counter({s: named[s] for s in counted}), _MORE_NAMED)):
        (best, first), (_, second) = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:2]
        if first >= times * second:
            return {best}
    return set() if whose else set(counted)


def _same_role(held: str, role: str, whose: str) -> bool:
    return held == role or (bool(whose) and held in _HEADS_OF_STATE and role in _HEADS_OF_STATE)


def _inserted(
    mentions: Sequence[MentionAnnotation], found: Sequence[tuple[int, int, int]], kind: str = "PERSON"
) -> tuple[MentionAnnotation, ...]:
    """Mentions and descriptions by position, the antecedents pointing to where the names now are."""
    rows = [(m.start, m.end, n, m) for n, m in enumerate(mentions)]
    rows += [
        (start, end, len(mentions), MentionAnnotation(start, end, kind, NOMINAL, antecedent))
        for start, end, antecedent in found
    ]
    return _renumbered(rows)


def _renumbered(rows: list[tuple[int, int, int, MentionAnnotation]]) -> tuple[MentionAnnotation, ...]:
    """Rows of start, end, former number and mention by position; antecedents are former numbers."""
    rows.sort(key=lambda row: (row[0], row[1], row[2]))
    place = {number: at for at, (_, _, number, _) in enumerate(rows)}
    return tuple(
        MentionAnnotation(m.start, m.end, m.type, m.kind, place[m.antecedent] if m.antecedent >= 0 else -1)
        for _, _, _, m in rows
    )
