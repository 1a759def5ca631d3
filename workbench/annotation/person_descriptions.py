"""Descriptions that stand for a person whom the article names: "the president", "the Japanese prime minister".

Only descriptions that the article itself ties to a name are taken, by a title before it ("President Jane Roe") or a
description beside it ("Jane Roe, the special counsel"), and those with the country of a leader whom everybody knows. All
others are left alone.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from workbench.annotation.document import NAMED, MentionAnnotation
from workbench.annotation.gazetteer import known
from workbench.annotation.people import FAMILY_FIRST, name_parts
from workbench.annotation.proposing import Proposed
from workbench.annotation.spelling import name_key
from workbench.annotation.well_known_people import LEADERS
from workbench.annotation.word_lists import phrases

PERSON: Final = "PERSON"

_ROLES: Final = phrases(
    """
    president; vice president; prime minister; foreign minister; defense minister; defence minister;
    finance minister; interior minister; health minister; minister; chancellor; premier; king; queen; prince;
    princess; crown prince; pope; pontiff; emperor; dictator; strongman; autocrat; ruler; leader; supreme leader;
    secretary of state; defense secretary; home secretary; foreign secretary; treasury secretary; press secretary;
    secretary-general; secretary general; secretary; special counsel; special prosecutor; attorney general; general;
    senator; congressman; congresswoman; lawmaker; governor; mayor; judge; justice; chief justice; chairman; chairwoman;
    chief executive; ceo; director; spokesman; spokeswoman; spokesperson; ambassador; envoy; special envoy;
    commissioner; professor; lawyer; attorney; economist; analyst; candidate; nominee; billionaire; actor; actress;
    singer; author; coach; director general; director-general; house speaker; speaker; first lady; president-elect;
    national security adviser; national security advisor; security adviser; adviser; advisor; chief of staff; chief;
    boss; commander; commander in chief; commander-in-chief; diplomat; prosecutor; deputy prime minister; real estate mogul;
    counterpart; minority leader; majority leader; opposition leader; party leader; party chairman; deputy attorney general
    """
)
_HEADS_OF_STATE: Final = phrases(
    """
    president; prime minister; chancellor; premier; king; queen; dictator; strongman; autocrat; ruler; leader; emperor;
    supreme leader; commander in chief; commander-in-chief; counterpart
    """
)
_AUTOCRATS: Final = phrases("dictator; strongman; autocrat; ruler; supreme leader")
"""What a leader is called whose rule the writer thinks little of."""
_SAME_ROLE: Final = {
    "premier": "prime minister",
    "chief executive": "ceo",
    "defence minister": "defense minister",
    "defense secretary": "defense minister",
    "pontiff": "pope",
    "security adviser": "national security adviser",
    "national security advisor": "national security adviser",
    "commander-in-chief": "president",
    "commander in chief": "president",
    "special prosecutor": "special counsel",
    "chief": "director",
    "boss": "director",
}
_ROLE: Final = "|".join(re.escape(role).replace(r"\ ", " +") for role in sorted(_ROLES, key=lambda r: (-len(r), r)))
_STATE_OF: Final = (
    r"(?:(?P<former>[Ff]ormer|[Tt]hen|[Oo]usted|[Ee]x)[ -])?(?:(?:new|current|veteran|longtime|acting|incoming|outgoing|"
    r"late|sitting|embattled|newly elected|young|reclusive|authoritarian|populist|conservative|liberal|left-wing|"
    r"right-wing|far-right|hard-line|jailed|exiled|longest-serving|powerful|autocratic|communist|billionaire) )?"
)
_WORD: Final = (
    r"(?!(?:Vice|Deputy|Former|Then|Acting|President|Prime|Foreign|Defen[sc]e|Finance|Interior|Health|Home|Press|Attorney|"
    r"Special|Chief|Crown|Supreme|Minority|Majority|Opposition|Treasury|National Security Advi[sc])\b)"
    r"(?:(?:[A-Z]\.)+|[A-Z][\w’&-]*)"
)
_NAME: Final = rf"{_WORD}(?: {_WORD})?"
_DESCRIBED: Final = re.compile(
    rf"(?:(?P<the>[Tt]he|(?:(?:Mr|Mrs|Ms|Dr)\.? |President )?{_NAME}['’]s?(?: [a-z-]+){{0,2}}?)|[Aa]n?) {_STATE_OF}"
    rf"(?:(?P<whose>{_NAME}) )?(?P<role>(?i:{_ROLE}))(?: (?:pick|nominee|choice))?(?![\w-]|['’]s?\b)"
)
_DEFINITE: Final = re.compile(
    rf"(?<![\w-])(?:(?P<article>[Tt]he|[Oo]ur|[Hh]is|[Hh]er|[Tt]heir) {_STATE_OF}(?:(?P<whose>{_NAME}) )?|"
    rf"(?:[Tt]he )?(?P<owner>{_NAME})['’]s? {_STATE_OF.replace('P<former>', 'P<ex>')})"
    rf"(?P<role>(?i:{_ROLE}))(?! +(?:{_ROLE})\b)(?![\w-])"
)
_HEADLINE: Final = re.compile(
    rf"(?:(?<=\n)|(?<=^)|(?<=, ))(?P<article>)(?P<former>)(?P<owner>)(?P<ex>)(?P<whose>{_NAME}) "
    r"(?P<role>Leader|President|Premier|Prime Minister|Chancellor)(?= [A-Z][a-z]+s\b)"
)
"""Without an article, as headlines have it: "North Korean Leader Says ..."."""
_POSSESSED: Final = re.compile(rf"(?<![\w-])[Ii]ts (?:[a-z]+ )?(?P<role>{_ROLE})(?=, [A-Z])")
_OF: Final = re.compile(r" of (?:the )?(?P<whose>[A-Z]\w+(?: [A-Z]\w+)?)(?!['’])")
_HALVES: Final = {"North": "North Korea", "South": "South Korea"}
_BEFORE: Final = re.compile(
    rf"(?<![\w-])(?:(?P<former>[Ff]ormer|[Tt]hen|[Ee]x)[ -])?(?:(?P<whose>{_NAME})(?:['’]s)? +)?"
    rf"(?:(?P<late>[Ff]ormer|[Dd]eputy|[Aa]cting) +)?(?P<role>(?i:{_ROLE})),? +$"
)
_BACK: Final = 70
_REACH: Final = 6000
"""Code points back to the name that a description stands for."""
_FORWARD: Final = 1500
"""Code points ahead to it, where the name comes later."""
_NEAR: Final = 300
_MORE_NAMED: Final = 3
"""So many times more often named than the others makes somebody the one whom a description means."""


@dataclass(frozen=True, slots=True)
class _Holder:
    """Who holds a role in an article, as one place says."""

    mention: int
    surname: str
    role: str
    whose: str
    former: bool = False
    listed: bool = False
    """Whether this is general knowledge and not said by the article."""


def describe_people(text: str, mentions: Sequence[MentionAnnotation]) -> list[Proposed]:
    """Descriptions that stand for people whom the article names, in no order."""
    people = [(n, m) for n, m in enumerate(mentions) if m.kind == NAMED and m.type == PERSON]
    if not people:
        return []
    return _People(text, people).described()


class _People:
    """The people of one article with the roles that it gives them."""

    def __init__(self, text: str, people: Sequence[tuple[int, MentionAnnotation]]) -> None:
        self._text = text
        self._number_at = {mention.start: number for number, mention in people}
        self._places: dict[str, list[tuple[int, int]]] = defaultdict(list)
        self._firsts: dict[int, str] = {}
        """First names, by mention."""
        self._beside: list[Proposed] = []
        """Descriptions right before or behind a name."""
        surnames = {number: _surname(text, mention) for number, mention in people}
        for number, mention in people:
            self._places[surnames[number]].append((mention.start, number))
            parts = name_parts(text[mention.start : mention.end])
            if len(parts) > 1:
                self._firsts[number] = " ".join(part for part in parts if part != surnames[number])
        self._named = Counter({surname: len(found) for surname, found in self._places.items()})
        self._holders = [holder for number, mention in people for holder in self._titles(number, mention, surnames)]

    def _titles(self, number: int, mention: MentionAnnotation, surnames: Mapping[int, str]) -> Iterator[_Holder]:
        """The roles that stand beside one name."""
        text, surname = self._text, surnames[number]
        begin = max(0, mention.start - _BACK)
        title = _BEFORE.search(text[begin : mention.start])
        if title and "\n" not in title.group():
            of = _OF.match(text, mention.end)
            own = _whose(title.group("whose"))
            former = bool(title.group("former")) or (title.group("late") or "").lower() == "former"
            role = f"deputy {_role(title)}" if (title.group("late") or "").lower() == "deputy" else _role(title)
            yield _Holder(number, surname, role, own or _whose(of.group("whose") if of else None), former)
            if own:
                first = title.start("former") if title.group("former") else title.start("whose")
                self._beside.append(Proposed(begin + first, begin + title.end("role"), PERSON, number))
        if text[mention.end : mention.end + 2] == ", " and (beside := _DESCRIBED.match(text, mention.end + 2)):
            of = _OF.match(text, beside.end())
            whose = _whose(beside.group("whose")) or _whose(of.group("whose") if of else None)
            yield _Holder(number, surname, _role(beside), whose, bool(beside.group("former")))
            if beside.group("the"):
                self._beside.append(Proposed(beside.start(), beside.end(), PERSON, number))
        country = LEADERS.get(surname)
        if country:
            yield _Holder(number, surname, "leader", country, listed=True)

    def described(self) -> list[Proposed]:
        """The descriptions of all of them."""
        text, out = self._text, list(self._beside)
        for match in _POSSESSED.finditer(text):
            number = self._number_at.get(match.end() + 2)
            if number is not None:
                out.append(Proposed(match.start(), match.end(), PERSON, number))
        for match in (*_DEFINITE.finditer(text), *_HEADLINE.finditer(text)) if self._holders else ():
            if "\n" in match.group():
                continue
            end, written = match.end(), match.group("whose") or match.group("owner")
            if not written and (of := _OF.match(text, end)) and _whose(of.group("whose")):
                end, written = of.end(), of.group("whose")
            if written and not _whose(written):
                continue
            counterpart = bool(written) and _role(match) == "counterpart"
            if match.group("article") not in ("The", "the", "Our", "our", "", None) and not counterpart:
                continue
            if match.re is not _HEADLINE and (named := self._names_somebody(end, _role(match))) is not None:
                if named >= 0 and written:
                    out.append(Proposed(match.start(), end, PERSON, named))
                continue
            found = self._meant(match, _whose(written), match.start(), end)
            if found >= 0:
                out.append(Proposed(match.start(), end, PERSON, found))
        return out

    def _names_somebody(self, end: int, role: str) -> int | None:
        """The name that follows a description directly (then it is only its title); -1 for a name of another kind."""
        for at in range(end, end + 3):
            if at in self._number_at:
                return self._number_at[at]
        # "the president of the club" is another one, "suspect the president of fraud" is not
        what = r"(?: (?:of|for) (?:the |an? |[A-Z])|,? [A-Z])" if role in _HEADS_OF_STATE else r"(?: of| for|,? [A-Z])"
        return -1 if re.match(what, self._text[end : end + 10]) else None

    def _meant(self, match: re.Match[str], whose: str, start: int, end: int) -> int:
        """The mention that a description stands for, or -1."""
        former = bool(match.group("former") or match.group("ex"))
        holders = self._holders_of(_role(match), whose, start, former=former)
        before, after = [], []
        for surname in {h.surname for h in holders}:
            firsts = {self._firsts.get(h.mention, "") for h in holders if h.surname == surname}
            # "President Roe" is not "first lady Mary Roe"
            every = self._places[surname]
            places = [place for place in every if self._firsts.get(place[1], "") in firsts | {""}] or every
            at = bisect_left(places, (start, 0))
            before += places[at - 1 : at] if at else []
            after += places[at : at + 1]
        if before:
            return max(before)[1] if start - max(before)[0] <= _REACH else -1
        if len(after) == 1:
            position, number = after[0]
            return number if position - end <= _FORWARD else -1
        return -1

    def _holders_of(self, role: str, whose: str, start: int, *, former: bool) -> list[_Holder]:
        """The people whom a description fits; of several, the far most often so called or named.

        A description with a country that nobody is tied to fits those of the role who are tied to no other country; one
        without a country means somebody who is introduced without one, unless another has just been named.
        """
        fitting = [h for h in self._holders if _same_role(h.role, role, whose) and (whose or not h.listed)]
        if role in _AUTOCRATS and not fitting:
            fitting = [h for h in self._holders if h.role == "leader" and _is_foreign(h.whose) and not h.listed]
        if whose:
            elsewhere = {h.surname for h in self._holders if h.whose not in ("", whose)}
            rest = [h for h in fitting if h.role == role and h.surname not in elsewhere]
            fitting = [h for h in fitting if h.whose == whose] or rest
        elif foreign := [h for h in fitting if _is_foreign(h.whose)]:
            home = {h.surname for h in fitting if h not in foreign}
            fitting = [h for h in fitting if h.surname in home] or self._in_play(fitting, start)
        if len({h.surname for h in fitting}) > 1:
            fitting = [h for h in fitting if h.former == former] or fitting
        exact = [h for h in fitting if h.role == role and not h.listed] or fitting
        counted = Counter(h.surname for h in exact)
        if len(counted) < 2:
            return exact
        for counts, times in ((counted, 2), (Counter({s: self._named[s] for s in counted}), _MORE_NAMED)):
            (best, first), (_, second) = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:2]
            if first >= times * second:
                return [h for h in exact if h.surname == best]
        return [] if whose else exact

    def _in_play(self, fitting: Sequence[_Holder], start: int) -> list[_Holder]:
        """Those whom the article names most, or has just named."""
        most = max(self._named.values())
        return [
            h
            for h in fitting
            if self._named[h.surname] == most
            or any(0 <= start - position <= _NEAR for position, _ in self._places[h.surname])
        ]


def _role(match: re.Match[str]) -> str:
    role = " ".join(match.group("role").lower().split())
    return _SAME_ROLE.get(role, role)


def _surname(text: str, mention: MentionAnnotation) -> str:
    parts = name_parts(text[mention.start : mention.end])
    if len(parts) == 3 and parts[0] in FAMILY_FIRST:
        return parts[0]
    return parts[-1] if parts else ""


def _whose(name: str | None) -> str:
    """The country or body that "Japanese", "the North" or "F.B.I." stands for, as a key; empty for anything else."""
    if not name:
        return ""
    name = name.removesuffix("'s").removesuffix("’s")
    listed = known(_HALVES.get(name, name))
    if listed is not None and listed.type in ("GPE", "NORP", "ORG", "FAC"):
        return listed.key
    return name_key(name) if name.isupper() else ""


def _is_foreign(whose: str) -> bool:
    """Whether a role was introduced as that of a country."""
    listed = known(whose.title()) if whose else None
    return listed is not None and listed.type == "GPE"


def _same_role(held: str, role: str, whose: str) -> bool:
    return (
        held == role
        or (bool(whose) and held in _HEADS_OF_STATE and role in _HEADS_OF_STATE)
        or (bool(whose) and role == "counterpart")
    )
