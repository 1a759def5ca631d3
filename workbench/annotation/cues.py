"""Verbs and phrases that attribute words to a speaker, with how they colour them.

Four classes, after the reporting verbs that news writers choose between: *neutral* ones only say that something was
said; *assertive* ones lend it weight or truth; *distancing* ones leave the truth to the speaker; *evaluative* ones
describe the manner or judge it. The lists are this project's own.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from workbench.annotation.word_lists import words

NEUTRAL: Final = "neutral"
ASSERTIVE: Final = "assertive"
DISTANCING: Final = "distancing"
EVALUATIVE: Final = "evaluative"

_CLASSES: Final = {
    NEUTRAL: """
    say tell add ask answer reply respond state speak talk write read tweet post comment remark mention note
    continue conclude begin start describe call explain report quote cite recall recount relate testify text email
    message publish blog discuss inform brief sum summarize summarise repeat reiterate observe think believe feel
    know hope expect want wish plan predict forecast consider propose recommend request inquire wonder agree
    estimate suspect offer go put sign refer label dub term name introduce narrate elaborate clarify echo joke think
    see hear learn understand assume remember intend decide find
    """,
    ASSERTIVE: """
    announce declare insist stress emphasize emphasise underscore underline assert affirm maintain argue contend
    confirm vow pledge promise swear guarantee assure reveal disclose show demonstrate prove acknowledge admit
    concede recognize recognise certify warn caution urge demand order command advise rule determine pronounce
    proclaim reaffirm highlight convince point outline advocate call-for instruct remind realize realise discover
    """,
    DISTANCING: """
    claim allege purport suggest speculate imply insinuate profess pretend deny dispute reject dismiss rumor rumour
    hint indicate appear seem opine reckon fear doubt question refute rebut counter object protest
    """,
    EVALUATIVE: """
    boast brag rant rail rage scoff sneer mock taunt ridicule jeer deride lament bemoan complain whine grumble gripe
    moan fume thunder blast slam bash hammer attack assail lash accuse blame condemn denounce decry criticize
    criticise chide scold rebuke berate lambast praise hail laud applaud commend gush cheer celebrate welcome thank
    congratulate quip crack tease deadpan laugh chuckle giggle smile grin sigh sob cry weep shout yell scream shriek
    roar exclaim snap bark snarl growl hiss mutter mumble murmur whisper gasp crow gloat plead beg implore confess
    apologize apologise muse ponder marvel interject chime blurt retort fire shoot blurt trumpet tout bluster rave
    urge-on chant sing joke proclaim marvel preach lecture snipe
    """,
}

_IRREGULAR: Final = {
    "say": "says said saying",
    "tell": "tells told telling",
    "write": "writes wrote written writing",
    "read": "reads read reading",
    "speak": "speaks spoke spoken speaking",
    "begin": "begins began begun beginning",
    "think": "thinks thought thinking",
    "feel": "feels felt feeling",
    "know": "knows knew known knowing",
    "go": "goes went gone going",
    "put": "puts put putting",
    "swear": "swears swore sworn swearing",
    "show": "shows showed shown showing",
    "sing": "sings sang sung singing",
    "shoot": "shoots shot shooting",
    "weep": "weeps wept weeping",
    "see": "sees saw seen seeing",
    "hear": "hears heard hearing",
    "learn": "learns learned learnt learning",
    "understand": "understands understood understanding",
    "find": "finds found finding",
    "admit": "admits admitted admitting",
    "refer": "refers referred referring",
    "quip": "quips quipped quipping",
    "beg": "begs begged begging",
    "slam": "slams slammed slamming",
    "sum": "sums summed summing",
    "plan": "plans planned planning",
    "grin": "grins grinned grinning",
    "brag": "brags bragged bragging",
    "snap": "snaps snapped snapping",
    "rebut": "rebuts rebutted rebutting",
    "dub": "dubs dubbed dubbing",
    "rebuke": "rebukes rebuked rebuking",
    "email": "emails emailed e-mailed emailing",
    "reply": "replies replied replying",
    "sign": "signs signed signing",
}

WEAK: Final = words(
    """
    see hear learn understand assume remember intend decide find go put start begin feel know want hope wish expect
    plan show prove demonstrate appear seem read sign call name term label dub offer introduce order sing start
    think believe fear doubt consider determine discover realize realise suspect agree see speak talk discuss reject
    attack hammer fire shoot lash bash welcome thank celebrate refer rule wonder smile cheer point quote cite blame
    accuse relate request
    """
)
"""Cues that report words only where the sentence says so, and not with every clause that depends on them."""


@lru_cache(maxsize=1)
def _forms() -> dict[str, tuple[str, str]]:
    out: dict[str, tuple[str, str]] = {}
    for cue_class, lemmas in _CLASSES.items():
        for lemma in lemmas.split():
            for form in (lemma, *_IRREGULAR.get(lemma, " ".join(_regular(lemma))).split()):
                out.setdefault(form, (lemma, cue_class))
    return out


def _regular(lemma: str) -> list[str]:
    if lemma.endswith("e"):
        return [f"{lemma}s", f"{lemma}d", f"{lemma[:-1]}ing"]
    if lemma.endswith("y") and lemma[-2] not in "aeiou":
        return [f"{lemma[:-1]}ies", f"{lemma[:-1]}ied", f"{lemma}ing"]
    third = f"{lemma}es" if lemma.endswith(("s", "sh", "ch", "x", "z", "o")) else f"{lemma}s"
    return [third, f"{lemma}ed", f"{lemma}ing"]


def cue(form: str) -> tuple[str, str] | None:
    """Dictionary form and class of a verb form that attributes words, or ``None``."""
    return _forms().get(form.lower())


def cue_class(lemma: str) -> str:
    """The class of a cue's dictionary form; empty when it is in none of the lists."""
    found = _forms().get(lemma)
    return found[1] if found else NEUTRAL if lemma == "according to" else ""


def guessed_lemma(form: str) -> str:
    """A dictionary form for a verb that is in no list, by its ending; good enough to group by."""
    form = form.lower()
    if form.endswith("ied") and len(form) > 4:
        return f"{form[:-3]}y"
    if form.endswith("ed") and len(form) > 4:
        stem = form[:-2]
        if stem[-1] == stem[-2] and stem[-1] not in "lsz":
            return stem[:-1]
        return stem
    return form
