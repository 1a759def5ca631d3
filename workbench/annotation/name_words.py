"""What the steps that find names share: words that are no names, and words that end the names of bodies."""

from __future__ import annotations

import re
from typing import Final

from workbench.annotation.parsed import Parsed
from workbench.annotation.word_lists import phrases, words

NAME_TYPES: Final = frozenset(
    ("PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT", "PRODUCT", "WORK_OF_ART", "LAW", "LANGUAGE")
)
"""The model's labels that are names; amounts, dates and the like are not."""

Proposal = tuple[int, int, str]
"""Start, end and type of what may be a name."""

ARTICLE: Final = re.compile(r"(?:the|a|an)\s+", re.IGNORECASE)
JUNK: Final = phrases(
    """
    read also; read more; leave a reply; advertisement; file photo; slideshow; photo; video; related; share; follow;
    subscribe; image; images; source; previous story; next story; comments; sign up; click here; insight; analysis;
    editing; reporting; mr; mrs; ms; dr; sen; rep; gov; gmt; est; edt; state; state of the union; inc; corp; ltd;
    co; llc; plc; q; a; i; ok; tv; ipo; ceo; monday; tuesday; wednesday; thursday; friday; saturday; sunday;
    january; february; march; april; may; june; july; august; september; october; november; december; twitter user;
    http; https; www; new year; new years eve; christmas; thanksgiving; easter; autos; via email; new; illustration;
    handout; jan; feb; mar; apr; jun; jul; aug; sep; sept; oct; nov; dec; eve; phase; he; she; it; they; we; you; i;
    the; this; that; these; those; there; here; what; who; when; where; why; how; and; but; or; if; yes; no; not;
    then; now; today; however; meanwhile; week; day; year; month; budget; health; tourism; vaccine; vaccines; sir;
    special counsel; special prosecutor; attorney general; deputy attorney general; secretary of state; prime minister;
    first lady; commander in chief; commander-in-chief; chief justice; press secretary; vice president; chief of staff;
    foreign minister; defense secretary; defence secretary; home secretary; foreign secretary; majority leader;
    minority leader; supreme leader; president elect; house speaker; president; senator; secretary general; rights group;
    gdp; blog; newsletter;
    madam; god; euro; cookie settings; privacy policy; contact us; terms of use; post comment; all rights reserved
    """
)
COMPANY: Final = words(
    """
    inc corp corporation ltd limited plc llc llp co company group holdings holding spa ag sa se nv bv gmbh oyj asa
    ab pjsc ojsc jsc bank airlines motors pharmaceuticals partners
    """
)
BODY: Final = words(
    """
    ministry department agency commission committee council university college institute association organization
    organisation union party foundation society court bureau office authority federation board centre center school
    church hospital senate parliament assembly congress police army navy force forces club times post journal
    tribune herald news press magazine
    """
)
CALLED: Final = re.compile(
    r"(?:Daughter|Son|Mother|Father|Widow|Husband|Brother|Sister|Constable|Inspector|Superintendent|Prosecutor|"
    r"Detective|Ombudsman|Farmer|Trawlerman|Fisherman|Nurse|Councillor|Commissioner|Midwife|Docker) (?=[A-Z])"
)
HYPHENATED: Final = words("al el as ad an ar ash at bin ibn abu ould")
"""Particles that a hyphen ties to the surname: "al-Rashid"."""


def is_headline(parsed: Parsed, tokens: range) -> bool:
    """Whether most words of a sentence begin with a capital, so that capitals say nothing there."""
    written = [parsed.word(t) for t in tokens if parsed.word(t)[:1].isalpha()]
    capitals = sum(word[0].isupper() for word in written)
    return capitals > 0.6 * len(written)
