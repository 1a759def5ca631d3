"""What an article says of those it mentions: titles, appositions, adjectives, descriptions, and verbs.

=============  ======================================================  ===================================
relation       what is taken                                           for example
=============  ======================================================  ===================================
``title``      words before a person's name                            President Roe: ``president``
``apposition`` a noun phrase beside the name, or said of it            Roe, the veteran minister:
                                                                       ``veteran minister``;
                                                                       Roe is a tyrant, they called Roe a
                                                                       tyrant: ``tyrant``
``modifier``   an adjective at the name or said of it                  embattled Roe, Roe is embattled
``nominal``    what stands for the one who is meant, without a name    the Freedonian leader:
                                                                       ``freedonian leader``
``subject_of`` the verb that it is the subject of, or the agent        Roe resigned, accused by Roe
``object_of``  the verb that it is the object of, passives too         they accused Roe, Roe was accused
=============  ======================================================  ===================================

Verbs and nouns are in their dictionary form, with a verb's particle ("give up"). What is denied is counted apart, with
"not" before it: "did not sign" is ``not sign``. Auxiliaries and the verbs be, have, do say nothing and are left out, as
are objects of prepositions. A title is taken without names in it, so that outlets that add the country agree with
others ("Freedonian President Roe": ``president``); an apposition and a description keep them.

The tree has the labels of the English models; French ones are brought to the same labels before. Words that matter here
(titles, auxiliaries, what denies) are listed for both languages.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from workbench.annotation.clauses import (
    OBJECT,
    SUBJECT,
    Part,
    is_subject,
    negation_of,
    particle_of,
    parts_of,
    predicate_of,
    top_of,
)
from workbench.annotation.document import NAMED, NOMINAL, PRONOUN, VALUES, LabelAnnotation, MentionAnnotation
from workbench.annotation.parsed import Parsed
from workbench.annotation.people import TITLES
from workbench.annotation.word_lists import phrases, words
from workbench.domain import labels as kinds

_SAYS_NOTHING: Final = words(
    """
    be have do will would can could may might must shall should get let become seem s 's
    être avoir faire devenir sembler paraître laisser pouvoir devoir aller
    """
)
"""Auxiliaries, and verbs that say nothing by themselves."""
_NO_VERBS: Final = words("including according following regarding concerning born né née")
"""Forms of verbs that stand for a preposition or a date of birth."""
_NO_DESCRIPTION: Final = words(
    """
    such other same own many much several most more less few all any some next last first second third certain further
    another various whole entire only sure able due likely unlikely willing ready aware
    autre même tel telle plusieurs certain certaine seul seule tout toute prochain prochaine dernier dernière
    """
)
"""Adjectives that point, count, or need what follows them to say something."""
_IN_TITLES: Final = words(
    """
    former vice prime deputy foreign acting interim chief assistant associate executive special senior junior first
    late supreme general democratic republican ex then presidential national federal
    ancien ancienne premier première adjoint adjointe
    """
)
"""Adjectives that belong to a title."""
_MORE_TITLES: Final = words(
    """
    trooper inspector superintendent constable prosecutor ombudsman commissioner congressman assemblyman assemblywoman
    alderman treasurer comptroller chieftain warlord tycoon oligarch businessman businesswoman billionaire activist
    striker goalkeeper captain skipper founder owner principal provost dean rector curator surgeon
    nurse farmer magnate mogul entrepreneur journalist reporter correspondent editor columnist
    commentator historian scientist researcher novelist poet painter director producer comedian rapper star
    """
)
_IN_FULL: Final = {
    "sen": "senator", "sens": "senator", "rep": "representative", "reps": "representative", "gov": "governor",
    "gen": "general", "lt": "lieutenant", "col": "colonel", "maj": "major", "capt": "captain", "cmdr": "commander",
    "adm": "admiral", "sgt": "sergeant", "cpl": "corporal", "pvt": "private", "brig": "brigadier", "prof": "professor",
    "rev": "reverend", "pres": "president", "pm": "prime minister", "supt": "superintendent", "det": "detective",
    "insp": "inspector", "atty": "attorney", "dep": "deputy",
}  # fmt: skip
"""Titles that are written short in some outlets."""
_RANKS: Final = phrases("first lady; first minister; first secretary; first deputy; second lady")
"""Where a word that else only points belongs to what somebody is."""
_WITH_OF: Final = phrases("secretary of state; minister of state; head of state; heads of state; chief of staff")
_AS: Final = words(
    """
    describe regard view see portray depict know label brand denounce hail condemn dismiss characterize characterise
    treat cast paint perceive praise criticize criticise consider
    décrire qualifier considérer présenter dépeindre percevoir
    """
)
"""Verbs behind which "as" says what somebody is taken for."""
_SAME_AS_SUBJECT: Final = words(
    "be become remain seem appear look sound stay prove feel être devenir rester sembler paraître demeurer"
)
"""Verbs that say what their subject is."""

_NOUNS: Final = frozenset({"NN", "NNS", "NNP", "NNPS"})
_COMMON: Final = frozenset({"NN", "NNS"})
_ADJECTIVES: Final = frozenset({"JJ", "JJR", "JJS", "VBN", "VBG", "VBD"})
_DASHES: Final = frozenset({"—", "–", "-", "―", "--"})
_BESIDE: Final = 2
"""Code points: a comma and a blank."""
_LONGEST_TITLE: Final = 8
_LONGEST_NAME_FOR: Final = 6
_HEAD_RELATIONS: Final = frozenset({"compound", "amod", "nmod", "poss", "npadvmod", "nummod", "quantmod", "case"})
"""A name in one of these is part of another noun phrase: what is said there is not said of it."""

Found = tuple[int, int, str, str]
"""First and last token, the label, the relation."""


def find_labels(parsed: Parsed, mentions: Sequence[MentionAnnotation]) -> tuple[LabelAnnotation, ...]:
    """What is said of each mention, by mention and place; pronouns whose name is not known are passed over.

    Args:
        parsed: the article as the language model saw it.
        mentions: its mentions by position, as :func:`workbench.annotation.mentions.find_mentions` gives them.
    """
    if not mentions:
        return ()
    finder = _Finder(parsed, mentions)
    out: list[LabelAnnotation] = []
    for number, mention in enumerate(mentions):
        if (mention.kind == PRONOUN and mention.antecedent < 0) or mention.type in VALUES:
            continue
        if mention.kind == NOMINAL and mention.antecedent >= 0 and _is_beside(mention, mentions[mention.antecedent]):
            continue  # "President Jane Roe", "Jane Roe, the president": found with the name
        spans = {
            (parsed.starts[first], parsed.ends[last], label, relation)
            for first, last, label, relation in finder.labels_of(mention)
            if label
        }
        out += [LabelAnnotation(number, *span) for span in sorted(spans)]
    return tuple(out)


def with_subjects(parsed: Parsed, mentions: Sequence[MentionAnnotation]) -> tuple[MentionAnnotation, ...]:
    """The mentions, those marked that are the subject of an active verb or the agent of a passive one."""
    out = []
    for mention in mentions:
        top = top_of(parsed, mention.start, mention.end)
        subject = top >= 0 and is_subject(parsed, top)
        out.append(mention if subject == mention.subject else replace(mention, subject=subject))
    return tuple(out)


def _is_beside(description: MentionAnnotation, name: MentionAnnotation) -> bool:
    """Whether nothing but a blank or a comma stands between a description and the name that it stands for."""
    return 0 <= name.start - description.end <= _BESIDE or 0 <= description.start - name.end <= _BESIDE


class _Finder:
    """Finds what is said of the mentions of one article."""

    def __init__(self, parsed: Parsed, mentions: Sequence[MentionAnnotation]) -> None:
        self._parsed = parsed
        self._first = frozenset(parsed.sentence_starts)
        self._named: set[int] = set()
        """Tokens that are part of a name."""
        for mention in mentions:
            if mention.kind == NAMED and mention.type not in VALUES:
                self._named.update(parsed.within(mention.start, mention.end))

    def labels_of(self, mention: MentionAnnotation) -> Iterator[Found]:
        """What is said of one mention."""
        parsed = self._parsed
        tokens = parsed.within(mention.start, mention.end)
        top = top_of(parsed, mention.start, mention.end)
        if top < 0:
            return
        if mention.kind == NOMINAL and mention.antecedent >= 0 and parsed.relations[top] != "appos":
            yield from self._phrase(tokens, top, kinds.NOMINAL)
        if parsed.relations[top] in _HEAD_RELATIONS:
            return
        if mention.kind != PRONOUN:
            if mention.kind == NAMED:
                yield from self._before(tokens, top, person=mention.type == "PERSON")
            yield from self._beside(top)
        for part in parts_of(parsed, top):
            yield from self._of_verb(part)
        yield from self._behind(top)

    # -- before and beside the name ----------------------------------------------------------------------------------

    def _before(self, tokens: range, top: int, *, person: bool) -> Iterator[Found]:
        """Titles and adjectives that stand directly before a name."""
        parsed = self._parsed
        under = set(self._before_tokens(tokens.start, top))
        run = sorted(under)
        nouns: list[int] = []
        for token in run:
            if token in self._named or self._ends_in_adjective(token):
                continue
            head = parsed.heads[token]
            inner = head != top and parsed.heads[head] in run  # "real" of "real estate tycoon"
            if parsed.tags[token] in _NOUNS or inner or self._lower(token) in _IN_TITLES or self._is_of(token, run):
                nouns.append(token)
            elif parsed.tags[token] in _ADJECTIVES and self._describes(token) and parsed.heads[token] not in nouns:
                yield from self._adjective(token)
        yield from self._title(nouns, person=person)

    def _before_tokens(self, first: int, top: int) -> Iterator[int]:
        """Tokens before a name that belong to its noun phrase, up to an article, a comma or a possessive."""
        parsed = self._parsed
        token = first - 1
        for _ in range(_LONGEST_TITLE):
            if token < 0 or not (self._depends_on(token, top) or self._doubles(token, top)):
                return
            tag = parsed.tags[token]
            if tag not in _NOUNS and tag not in _ADJECTIVES and tag not in ("HYPH", "IN", "RB"):
                return
            yield token
            token -= 1

    def _depends_on(self, token: int, top: int) -> bool:
        parsed = self._parsed
        for _ in range(_LONGEST_NAME_FOR):
            head = parsed.heads[token]
            if head == top:
                return True
            if head == token or abs(head - top) > _LONGEST_TITLE:
                return False
            token = head
        return False

    def _doubles(self, token: int, top: int) -> bool:
        """Whether a word before a name has the same part in the sentence: "le ministre Jean Roy", read as two subjects."""
        parsed = self._parsed
        part = (parsed.heads[top], parsed.relations[top])
        for at in (token, parsed.heads[token]):
            if at < top and parsed.heads[top] != top and (parsed.heads[at], parsed.relations[at]) == part:
                return True
        return False

    def _is_of(self, token: int, run: Sequence[int]) -> bool:
        return self._parsed.tags[token] == "IN" and self._lower(token) == "of" and token != run[0]

    def _ends_in_adjective(self, token: int) -> bool:
        """Whether a hyphen ties a word to an adjective, which is met with it: "war" in "war-torn"."""
        parsed = self._parsed
        after = token + 2
        tied = (
            after < len(parsed) and parsed.tags[token + 1] == "HYPH" and parsed.starts[token + 1] == parsed.ends[token]
        )
        return tied and parsed.tags[after] in _ADJECTIVES

    def _describes(self, token: int) -> bool:
        """Whether an adjective before a name says something of it by itself: not "pro" of "pro-Western"."""
        parsed = self._parsed
        before_hyphen = token + 1 < len(parsed) and parsed.tags[token + 1] == "HYPH"
        # "Hosting President Roe, they …" begins a sentence with a verb
        is_verb = parsed.tags[token] == "VBG" and token in self._first
        return not before_hyphen and not is_verb and self._lower(token) not in ("designate", "elect")

    def _title(self, nouns: Sequence[int], *, person: bool) -> Iterator[Found]:
        """The words before a name as one title: up to its last noun, without names."""
        parsed = self._parsed
        while nouns and parsed.tags[nouns[-1]] not in _NOUNS:
            nouns = nouns[:-1]
        said = [self._lower(token) for token in nouns]
        last = nouns[: said.index("of")] if "of" in said else nouns
        if not " ".join(said).endswith(tuple(_WITH_OF)):
            nouns = last
        while nouns and not self._can_be_said(nouns[0], person=person):
            nouns = nouns[1:]
        if not nouns or not any(parsed.tags[token] in _NOUNS for token in nouns):
            return
        if not last or not self._can_be_said(last[-1], person=person):
            return
        label = self._label(nouns)
        yield nouns[0], nouns[-1], label, kinds.TITLE if person else kinds.APPOSITION

    def _can_be_said(self, token: int, *, person: bool) -> bool:
        """Whether a word before a name says what somebody is, and is no part of a name that was cut short."""
        parsed, lower = self._parsed, self._lower(token)
        if parsed.tags[token] in _COMMON | _ADJECTIVES or lower in _IN_TITLES:
            capital = parsed.word(token)[:1].isupper() and token not in self._first
            return not capital or (person and _is_title(lower)) or lower in _IN_TITLES
        return person and _is_title(lower)

    def _adjective(self, token: int) -> Iterator[Found]:
        """An adjective with what hyphens tie to it: "war-torn", "Kremlin-backed"."""
        parsed = self._parsed
        first = token
        while first >= 2 and parsed.tags[first - 1] == "HYPH" and parsed.ends[first - 2] == parsed.starts[first - 1]:
            first -= 2
        label = parsed.text[parsed.starts[first] : parsed.ends[token]].lower()
        if label.replace("-", "").isalpha() and label not in _NO_DESCRIPTION:
            yield first, token, label, kinds.MODIFIER

    def _beside(self, top: int) -> Iterator[Found]:
        """Noun phrases in apposition: behind the name, or the one that the name explains ("the bloc, NATO")."""
        parsed = self._parsed
        for child in parsed.children(top):
            if parsed.relations[child] == "appos" and child > top and self._explains(child, top, child):
                yield from self._noun_phrase(child)
        head = parsed.heads[top]
        if parsed.relations[top] == "appos" and head < top and self._explains(head, head, top):
            yield from self._noun_phrase(head)

    def _explains(self, noun: int, first: int, last: int) -> bool:
        """Whether a noun beside a name says what it is; behind a dash only one with an article is taken to do so."""
        parsed = self._parsed
        between = {parsed.word(token) for token in range(first + 1, last)}
        if "(" in between:  # "Roe (14 percent)"
            return False
        return not between & _DASHES or any(parsed.relations[child] == "det" for child in parsed.children(noun))

    # -- what is said of it ------------------------------------------------------------------------------------------

    def _of_verb(self, part: Part) -> Iterator[Found]:
        """The verb itself, and what it says that its subject or object is."""
        parsed, verb = self._parsed, part.verb
        tag, lemma = parsed.tags[verb], parsed.lemma(verb)
        if not tag.startswith("V"):
            if part.role == SUBJECT and tag.startswith("JJ"):  # "they consider Roe weak"
                yield from self._adjective(verb)
            return
        negation = negation_of(parsed, verb)
        if lemma not in _SAYS_NOTHING and lemma.isalpha() and self._lower(verb) not in _NO_VERBS:
            particle = particle_of(parsed, verb)
            label = f"{lemma} {self._lower(particle)}" if particle > verb else lemma
            last = particle if verb < particle <= verb + 1 else verb
            relation = kinds.SUBJECT_OF if part.role == SUBJECT else kinds.OBJECT_OF
            yield verb, last, f"{negation} {label}".strip(), relation
        said_of_subject = part.role == SUBJECT and not part.passive and lemma in _SAME_AS_SUBJECT
        if said_of_subject or part.role == OBJECT:
            for said in predicate_of(parsed, verb):
                yield from self._predicate(said, negation=negation)
        if part.role == OBJECT and lemma in _AS:
            yield from self._taken_as(verb, negation=negation)

    def _taken_as(self, verb: int, *, negation: str) -> Iterator[Found]:
        """What somebody is taken for: "described as a tyrant"."""
        parsed = self._parsed
        for child in parsed.children(verb):
            if parsed.relations[child] == "prep" and self._lower(child) in ("as", "comme"):
                for said in parsed.children(child):
                    if parsed.relations[said] in ("pobj", "amod", "pcomp"):
                        yield from self._predicate(said, negation=negation)

    def _predicate(self, said: int, *, negation: str) -> Iterator[Found]:
        tag = self._parsed.tags[said]
        found: Iterator[Found] = iter(())
        if tag in _COMMON:
            found = self._noun_phrase(said)
        elif tag.startswith("JJ"):
            found = self._adjective(said)
        for first, last, label, relation in found:
            yield first, last, f"{negation} {label}".strip(), relation

    def _behind(self, top: int) -> Iterator[Found]:
        """Adjectives that follow the name: "Roe, furious at the delay"."""
        parsed = self._parsed
        for child in parsed.children(top):
            if parsed.relations[child] in ("amod", "acl") and child > top and parsed.tags[child].startswith("JJ"):
                yield from self._adjective(child)

    # -- words ------------------------------------------------------------------------------------------------------

    def _noun_phrase(self, noun: int) -> Iterator[Found]:
        """A common noun with the adjectives and nouns before it: "veteran minister"."""
        parsed = self._parsed
        common = parsed.tags[noun] in _COMMON and (parsed.word(noun)[:1].islower() or noun in self._first)
        if noun in self._named or not (common or _is_title(self._lower(noun))):
            return
        first = noun
        for _ in range(_LONGEST_TITLE):
            before = first - 1
            if before < 0 or not self._depends_on(before, noun):
                break
            tag = parsed.tags[before]
            counted = tag == "CD" and parsed.tags[before + 1] == "HYPH"  # "the 19-nation body"
            if not counted and tag not in _NOUNS and tag not in _ADJECTIVES and tag not in ("HYPH", "RBS"):
                break
            first = before
        while first < noun and parsed.tags[first] == "HYPH":
            first += 1
        yield from self._phrase(range(first, noun + 1), noun, kinds.APPOSITION)

    def _phrase(self, tokens: range, noun: int, relation: str) -> Iterator[Found]:
        """Words as one label, without what points or owns at their beginning."""
        parsed = self._parsed
        kept = list(tokens)
        owner = next((n for n, token in enumerate(kept) if parsed.tags[token] == "POS"), -1)
        kept = kept[owner + 1 :]
        while kept and (
            parsed.tags[kept[0]] in ("DT", "PRP$", "PDT", "HYPH", "POS")
            or (self._lower(kept[0]) in _NO_DESCRIPTION and " ".join(map(self._lower, kept[:2])) not in _RANKS)
        ):
            kept = kept[1:]
        while kept and kept[-1] > noun and parsed.tags[kept[-1]] not in _NOUNS:
            kept = kept[:-1]
        if kept:
            yield kept[0], kept[-1], self._label(kept), relation

    def _label(self, tokens: Sequence[int]) -> str:
        """Words in the form by which they are counted: lower case, the last noun in its dictionary form."""
        parsed = self._parsed
        out = ""
        for n, token in enumerate(tokens):
            lower = self._lower(token)
            if "." not in lower.rstrip(".-"):  # the full stops of "U.S." belong to it, that of "Gen." is left out
                lower = lower.rstrip(".-") or lower
            lower = _IN_FULL.get(lower, lower)
            if token == tokens[-1] and parsed.tags[token] == "NNS":
                lower = parsed.lemma(token)
            gap = n and parsed.starts[token] > parsed.ends[tokens[n - 1]]
            out += f" {lower}" if gap or (n and tokens[n - 1] != token - 1) else lower
        return " ".join(out.split())

    def _lower(self, token: int) -> str:
        return self._parsed.lower(token)


def _is_title(word: str) -> bool:
    return word.rstrip(".") in TITLES or word in _MORE_TITLES or word.rstrip(".") in _IN_FULL
