"""Named mentions and pronouns of one article: the model's proposals, cleaned, completed and typed consistently.

The model sees one sentence at a time; an article uses a name many times. So: what is a name in one place is looked for
in all others, and one name has one type.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence, Set
from typing import Final

from workbench.annotation.clues import clues
from workbench.annotation.document import NAMED, PRONOUN, MentionAnnotation
from workbench.annotation.gazetteer import known
from workbench.annotation.nominals import find_nominals
from workbench.annotation.parsed import Parsed
from workbench.annotation.people import FIRST_NAMES, STRONG_TITLES, TITLES, name_parts
from workbench.annotation.spelling import initials, name_key
from workbench.annotation.word_lists import phrases, words

TYPES: Final = frozenset(
    ("PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT", "PRODUCT", "WORK_OF_ART", "LAW", "LANGUAGE")
)
"""The model's labels that are names; amounts, dates and the like are not."""

PRONOUNS: Final = words(
    """
    he him his himself she her hers herself they them their theirs themselves it its itself
    """
)

_SPLIT: Final = re.compile(r"\n|\t|\s/\s|\s[|•·–—-]\s|(?<=\w)[-‐‑](?=\w)|\s\(|[\"“”«»„]")
_OUTER: Final = " \t\r\f\v.,;:!?…'’‘\"“”«»„()[]{}<>|/\\*_~`^=+-–—‐‑#%•·―\u00a0\u200b"
_LEADING: Final = re.compile(
    r"(?:the|a|an|this|that|these|those|his|her|its|their|our|my|your|both|all|some|many|most|more|other|each|every|no|any|former|late|"
    r"new|old|then|ex|pro|anti|post|pre|non)(?:\s+|[-‐‑])(?=\S)|[‘’'](?=\w)",
)
_SMALL_START: Final = re.compile(
    r"(?!(?:van|von|de|del|della|di|da|dos|du|la|le|el|al|bin|ibn|ben|ter|zu|der|den)\b)[a-z]+\s+(?=\S*[A-Z])"
)
_ARTICLE: Final = re.compile(r"(?:the|a|an)\s+", re.IGNORECASE)
_POSSESSIVE: Final = re.compile(r"(?:['’][sS]|(?<=[sS])['’])$")
_JUNK: Final = phrases(
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
    madam; god; euro; cookie settings; privacy policy; contact us; terms of use; post comment; all rights reserved
    """
)
_COMPANY: Final = words(
    """
    inc corp corporation ltd limited plc llc llp co company group holdings holding spa ag sa se nv bv gmbh oyj asa
    ab pjsc ojsc jsc bank airlines motors pharmaceuticals partners
    """
)
_BODY: Final = words(
    """
    ministry department agency commission committee council university college institute association organization
    organisation union party foundation society court bureau office authority federation board centre center school
    church hospital senate parliament assembly congress police army navy force forces club times post journal
    tribune herald news press magazine
    """
)
_LAND: Final = words("valley river lake island islands sea ocean peninsula mountains bay strait gulf desert")
_LEGAL: Final = words(
    """
    act acts bill treaty constitution amendment amendments accord accords agreement protocol convention law laws code
    section article title rule rules resolution directive regulation charter pact clause chapter order deal obamacare
    """
)
_CREDIT: Final = re.compile(r"\b(?:REUTERS|Reuters|AP|AFP|Getty Images|EPA)\s*/\s*$")
_PARTICLE: Final = r"(?:van|von|der|den|de|del|della|di|da|dos|bin|ibn|lo|ter|zu)"
_TITLED: Final = re.compile(
    r"(?:(?P<people>[A-Z]\w+(?: [A-Z]\w+)?) )?(?:Vice |Prime |Foreign |Defen[sc]e |Deputy |Former )*"
    r"(?:President|Minister|Premier|Chancellor|Secretary|Senator|Sen\.|Rep\.|Gov\.|Governor|Mayor|Congress(?:wo)?man|"
    r"Ambassador|Mr\.?|Mrs\.?|Ms\.?|Dr\.?) "
    r"(?=[A-Z])"
)
_HYPHENATED: Final = words("al el as ad an ar ash at bin ibn abu ould")
"""Particles that a hyphen ties to the surname: "al-Rashid"."""
_CUT_AT_HYPHEN: Final = re.compile(r"[-‐‑][A-Z][\w’'-]+")
_CALLED: Final = re.compile(
    r"(?:Daughter|Son|Mother|Father|Widow|Husband|Brother|Sister|Constable|Inspector|Superintendent|Prosecutor|"
    r"Detective|Ombudsman|Farmer|Trawlerman|Fisherman|Nurse|Councillor|Commissioner|Midwife|Docker) (?=[A-Z])"
)
_OWNED: Final = re.compile(r"['’]s (?=[a-z])")
_BROAD: Final = words(
    "union association federation alliance society institute council committee trust fund confederation"
)
_SHORT: Final = re.compile(r"(?<!\w)[A-Z]{3,10}(?!\w)")
_GIVEN: Final = re.compile(
    r"[-‐‑](?!(?:based|led|era|like|style|backed|owned|run|born|made|free|only|style)\b)[a-z]{2,6}(?:['’]s)?"
)
"""The second part of a given name, as in "Moon Jae-in"."""
_TIED: Final = re.compile(r"[-‐‑][a-z]{1,3}[-‐‑][A-Z]")
_BEFORE_AND: Final = re.compile(r"(?:[A-Z][\w’'-]*,? ){1,5}(?:and|&) (?=$)")
_AND: Final = re.compile(r"(?:,|\s(?:and|&))\s(?=[A-Z])")
_ENDS_IN_PARTICLE: Final = re.compile(rf"\w {_PARTICLE}$")
_PARTICLE_AND_NAME: Final = re.compile(rf"(?: {_PARTICLE})+ [A-Z][\w’'-]+")
_NEXT_NAME: Final = re.compile(rf"(?: {_PARTICLE})* [A-Z][\w’'-]+")


def find_mentions(parsed: Parsed) -> tuple[MentionAnnotation, ...]:
    """The article's mentions by position: names (which do not overlap), pronouns, and descriptions of people."""
    proposals = _cleaned(parsed)
    proposals = _completed(parsed, proposals)
    proposals = _typed(parsed, proposals)
    out = [MentionAnnotation(start, end, kind, NAMED) for start, end, kind in proposals]
    out += [
        MentionAnnotation(parsed.starts[token], parsed.ends[token], "", PRONOUN)
        for token in range(len(parsed))
        if parsed.tags[token] in ("PRP", "PRP$") and parsed.lower(token) in PRONOUNS
    ]
    return find_nominals(parsed.text, sorted(out, key=lambda m: (m.start, m.end)))


Proposal = tuple[int, int, str]


def _cleaned(parsed: Parsed) -> list[Proposal]:
    """The model's names, cut to what is a name."""
    out: list[Proposal] = []
    for start, end, kind in parsed.names:
        if kind not in TYPES:
            continue
        titled = _TITLED.match(parsed.text, start, end)
        if titled and (kind == "PERSON" or known(titled.group("people") or "")):
            # "Kazakh President Kassym-Jomart Tokayev" is a people, a title and a name
            if titled.group("people"):
                out.append((titled.start("people"), titled.end("people"), "NORP"))
            start, kind = titled.end(), "PERSON"  # noqa: PLW2901 - what remains is looked at below
        elif called := _CALLED.match(parsed.text, start, end):
            start, kind = called.end(), "PERSON"  # noqa: PLW2901
        for piece_start, piece_end in _pieces(parsed.text, start, end, kind):
            piece = trimmed(parsed.text, piece_start, piece_end)
            if piece and _is_name(parsed, *piece):
                out.append(
                    (*piece, "PERSON" if _CREDIT.search(parsed.text[max(0, piece[0] - 20) : piece[0]]) else kind)
                )
    return _united(parsed.text, _extended(parsed, _joined(parsed.text, out)))


def _extended(parsed: Parsed, proposals: list[Proposal]) -> list[Proposal]:
    """Let names reach over the capitalised words beside them that the model left out: "Ardent" in "Ardent Robotics"."""
    text = parsed.text
    starts = {start for start, _, _ in proposals}
    out: list[Proposal] = []
    for start, end, kind in proposals:
        if kind in ("NORP", "PERSON", "GPE", "LANGUAGE") and known(text[start:end]) is not None:
            out.append((start, end, kind))
            continue
        grown = end
        token = parsed.first_from(end)
        while token < len(parsed) and _continues(parsed, token, grown, starts):
            grown = parsed.ends[token]
            token += 1
        if grown > end and not _is_headline(parsed, parsed.sentence_tokens(parsed.sentence_of(token - 1))):
            last = name_key(text[start:grown]).split()[-1]
            end = grown  # noqa: PLW2901 - the loop's own span grows
            if kind in ("PERSON", "GPE", "NORP", "LOC") and (last in _BODY or last in _COMPANY or last.endswith("s")):
                kind = "ORG"  # noqa: PLW2901
        out.append((start, end, kind))
    return out


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
        and name_key(word) not in _JUNK
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
                if _ARTICLE.match(f"{word.group()} "):
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


def _joined(text: str, proposals: list[Proposal]) -> list[Proposal]:
    """Put people's names together again that the model broke at a particle: "Ursula von der" and "Leyen"."""
    out: list[Proposal] = []
    for start, end, kind in proposals:
        if out and start < out[-1][1]:
            continue
        if kind == "PERSON" and text[start:end].rsplit(maxsplit=1)[-1].lower() in _HYPHENATED:
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


def _pieces(text: str, start: int, end: int, kind: str) -> Iterable[tuple[int, int]]:
    """A proposal cut at line breaks, slashes, brackets, quotation marks and the hyphens that join it to other words."""
    at = start
    if kind == "PERSON":
        # "Bernard Arnault’s LVMH" is a person and something else
        owner = re.search(r"['’]s (?=[A-Z])", text[start:end])
        if owner and name_key(text[start:end]).split()[-1] not in _BODY:
            yield start, start + owner.start()
            at = start = start + owner.end()
    if kind in ("PERSON", "GPE", "LOC", "ORG"):
        for match in _AND.finditer(text, start, end):
            if kind == "ORG" and not _twice(text, text[at : match.start()], match.start()):
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
    if left.lower() in _HYPHENATED:
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
        lead = _ARTICLE.match(text, new_start, new_end) or _LEADING.match(text, new_start, new_end)
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


def _is_name(parsed: Parsed, start: int, end: int) -> bool:
    piece = parsed.text[start:end]
    if sum(c.isalpha() for c in piece) < 2 or len(piece) > 120:
        return False
    if name_key(piece) in _JUNK or piece.startswith(("@", "http")) or "@" in piece:
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
    if not first or parsed.tags[token] in ("NNP", "NNPS"):
        return False
    if parsed.tags[token] != "NN":
        return True
    # "Lorry drivers", unlike "Ardent grew"
    return parsed.relations[token] in ("compound", "amod") and after.islower()


def _in_lower_case(text: str, word: str) -> bool:
    return re.search(rf"(?<![\w@#/.]){re.escape(word)}(?!\w)", text) is not None


# ---------------------------------------------------------------- names found once are names everywhere
def _completed(parsed: Parsed, proposals: list[Proposal]) -> list[Proposal]:
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
    proposals = _whole(text, proposals, [form for form in wanted if " " in form])
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
        if kind not in TYPES:
            taken[start:end] = [True] * (end - start)
    out += _unlabelled(parsed, taken)
    return sorted(out)


def _whole(text: str, proposals: list[Proposal], forms: Iterable[str]) -> list[Proposal]:
    """Replace parts of a name by the whole where the article has the whole name as one elsewhere."""
    kinds = {text[start:end]: kind for start, end, kind in proposals}
    spans = sorted({(start, end) for start, end, _ in proposals})
    starts = [start for start, _ in spans]
    grown: dict[tuple[int, int], Proposal] = {}
    for form in forms:
        at = text.find(form)
        while at >= 0:
            end = at + len(form)
            first = bisect_left(starts, at)
            inside = [span for span in spans[first : first + 4] if span[0] < end]
            clear = first == 0 or spans[first - 1][1] <= at
            if inside and clear and inside[-1][1] <= end and (at, end) not in inside and _whole_words(text, at, end):
                for span in inside:
                    grown[span] = (at, end, kinds[form])
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
            or _ARTICLE.match(form)
        ):
            continue
        found = known(form)
        if found is None or not (found.certain or length > 1) or name_key(form) in _JUNK:
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
        if _is_headline(parsed, tokens):
            continue
        run: list[int] = []
        for token in [*tokens[1:], -1]:
            if token >= 0 and _could_be_name(parsed, token, taken) and (not run or token == run[-1] + 1):
                run.append(token)
                continue
            if run:
                piece = trimmed(parsed.text, parsed.starts[run[0]], parsed.ends[run[-1]])
                if piece and _is_name(parsed, *piece) and _stands_alone(parsed, run, taken):
                    called = _CALLED.match(parsed.text, *piece)
                    out.append((called.end(), piece[1], "PERSON") if called else (*piece, _guessed_type(parsed, run)))
            run = [token] if token >= 0 and _could_be_name(parsed, token, taken) else []
    return out


def _could_be_name(parsed: Parsed, token: int, taken: list[bool]) -> bool:
    word = parsed.word(token)
    if parsed.tags[token] not in ("NNP", "NNPS") or taken[parsed.starts[token]]:
        return False
    if not word[0].isupper() or len(word) < 3 or name_key(word) in _JUNK or name_key(word) in TITLES:
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
    before = text[max(0, start - 3) : start].strip()
    return before[-1:] not in tuple("\"“‘'«:.!?([#@/…—")


def _guessed_type(parsed: Parsed, run: list[int]) -> str:
    before = parsed.lower(run[0] - 1).rstrip(".") if run[0] else ""
    if before in STRONG_TITLES:
        return "PERSON"
    return "LOC" if before in ("in", "near", "outside") and len(run) == 1 else "ORG"


def _is_headline(parsed: Parsed, tokens: range) -> bool:
    words = [parsed.word(t) for t in tokens if parsed.word(t)[:1].isalpha()]
    capitals = sum(word[0].isupper() for word in words)
    return capitals > 0.6 * len(words)


# ---------------------------------------------------------------- one name, one type
def _typed(parsed: Parsed, proposals: list[Proposal]) -> list[Proposal]:
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
    companies = {" ".join(key.split()[:n]) for key in votes for n, w in enumerate(key.split()) if n and w in _COMPANY}
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
    if len(words) > 1 and words[-1] in _COMPANY:
        return "ORG"
    if len(words) > 1 and words[-1] in _LAND and kind in ("PERSON", "GPE", "LOC", "FAC", "NORP"):
        return "LOC"
    if len(words) > 1 and words[-1] in _LEGAL:
        return "LAW"
    if len(words) > 1 and (words[-1] in _BODY or words[0] in ("university", "ministry", "department", "bank")):
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
