"""Phrases that name nobody who could have said something: quantities, and things and events that words are laid upon.

"51 percent say", "the two sides agreed", "the delay means" have the form of speech and no speaker. People, bodies, places and
documents do speak: a report, a poll and a law are sources that a reader can look up. The lists are short on purpose: what is
in none of them is taken for a speaker.
"""

from __future__ import annotations

import re
from typing import Final


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_NUMBER: Final = re.compile(r"[$€£¥]?\d[\d,.]*(?:%|st|nd|rd|th|bn|m|k)?(?:-plus)?")
_QUANTITIES: Final = _words(
    "one two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty hundred thousand"
    " million billion trillion tens dozens dozen hundreds thousands millions billions percent per cent %"
    " percentage point points half third quarter thirds quarters majority minority handful number numbers lot lots"
    " plenty couple most many some several few none other others another very all both any each every more less"
    " fewer least nearly almost about around over under remaining up than at in to and or rest share total average"
    " deux trois quatre cinq six sept huit neuf dix vingt trente cent cents mille million millions pour"
    " pourcentage moitié tiers quart quarts majorité minorité dizaine dizaines centaine centaines milliers"
    " plusieurs beaucoup certains certaines autres quelques-uns plupart"
)
"""Words that count, and what stands between them; alone they name nobody."""
_UNNAMED: Final = _words(
    "someone somebody anyone anybody everyone everybody one no-one nobody quelqu'un personne aucun"
)
_PREPOSITIONS: Final = _words(
    "of from in at for to by on with about against over under after before between among into behind near without within"
    " during since until released published announced de du des d' dans à au aux pour par sur avec chez contre entre sous"
)
_ABSTRACT: Final = ("ness", "ism", "ology")
_CONCRETE: Final = _words("witness eyewitness business agribusiness")
"""Words with such an ending that can speak."""
_THINGS: Final = _words(
    # what is agreed, decided and done
    "accord action affair agreement announcement approach arrangement attempt ban blockade breakthrough ceasefire"
    " change claim clause compromise concession consensus contract covenant cut deal debate decision delay demand"
    " development dispute effort escalation expansion failure freeze impasse increase intervention invasion"
    " measure merger move negotiation objection offer pact picket plan policy practice pressure procedure process"
    " progress promise provision purchase reform refusal removal sanction setback shift shutdown spending stance"
    " step strategy strike support suspension talk tariff threat treatment truce vote withdrawal"
    # what happens
    " accident anniversary arrest assault attack battle blast bombing celebration ceremony clash collapse conflict"
    " crash crisis death disaster drought earthquake election emergence epidemic event explosion fire flood"
    " incident killing march meeting outbreak pandemic protest rally referendum riot scandal shooting storm summit"
    " surge tragedy unrest violence visit war"
    # what is thought, and how things are
    " absence abuse access amount anger argument aspect assumption background basis behaviour behavior belief"
    " benefit case cause chance choice circumstance collage concept concern condition consequence content context"
    " contrast cost cycle danger deficit detail difference difficulty direction economy effect evidence example"
    " existence experience fact factor fear feeling focus form future gap goal growth hand heart history hope idea"
    " image impact independence importance influence interest issue kind lack level life loss matter meaning mess"
    " method mind mistake moment momentum mood need notion opportunity option outcome outline pain part past path"
    " pattern phase phrase piece position possibility potential presence price principle problem purpose quality"
    " question rate reality reason relation relationship response responsibility right risk role scale scene sense"
    " side sign situation size slogan something sort sovereignty spirit stage start status stock style success"
    " suffering symbol system technique technology tendency tension term theme theory thing thought timing tone"
    " topic trade tradition trend truth turn type understanding uncertainty value version view way weakness"
    " weather wealth word world worth"
    # what is made and used
    " aircraft algorithm ammunition banner bomb bridge building bullet bus camera car caravan currency device"
    " dollar door drone drug engine equipment euro export flag food fuel gas gun import item machine material mine"
    " missile object oil patent phone pipeline placard plane product road rocket ship steel tool tower track train"
    " truck vehicle wall water weapon wheat window"
    # when
    " second minute hour day night week weekend month year decade century era period season morning evening"
    " afternoon prime-time monday tuesday wednesday thursday friday saturday sunday january february march april"
    " may june july august september october november december"
    # the same in French
    " attaque augmentation avenir baisse cause chose conflit conséquence côté crise décision défaite demande effet"
    " effort élection événement échec guerre hausse idée jour manière mesure mois mort politique problème"
    " processus progrès question réalité référendum réponse réunion rôle semaine situation soutien sommet tendance"
    " trêve victoire violence"
)
"""Nouns in the singular that say nothing."""
_NOT_AS_SINGULARS: Final = _words("side trade world may right politique")
"""Of these the ones whose singular also names people or bodies (the Russian side,
the right): only their plural says nothing."""


def can_speak(phrase: str) -> bool:
    """Whether a noun phrase may name somebody or something that speaks.

    Args:
        phrase: as :func:`workbench.domain.speakers.folded_phrase` gives it.
    """
    words = [word.removesuffix("'s") for word in phrase.replace("d'", "d' ").split()]
    while words:
        behind = next((n for n, word in enumerate(words) if word in _PREPOSITIONS and n), len(words))
        head = words[:behind]
        if all(_counts(word) or word in _PREPOSITIONS for word in words):
            return False
        if not all(_counts(word) for word in head):
            return not (len(words) == 1 and words[0] in _UNNAMED) and not _is_thing(head[-1])
        # "70 percent of voters": it is the voters who speak
        words = words[behind + 1 :]
        while words and (words[0] in _PREPOSITIONS or words[0] in _ARTICLES):
            del words[0]
    return False


_ARTICLES: Final = _words("a an the this that these those its his her their our my your le la les l' un une")


def _counts(word: str) -> bool:
    return word in _QUANTITIES or _NUMBER.fullmatch(word) is not None or not any(map(str.isalpha, word))


def _is_thing(noun: str) -> bool:
    if noun in _CONCRETE:
        return False
    if noun in _THINGS:
        return noun not in _NOT_AS_SINGULARS
    return any(one in _THINGS for one in _singulars(noun)) or noun.endswith(_ABSTRACT)


def _singulars(noun: str) -> tuple[str, ...]:
    """What a plural may be the plural of."""
    if noun.endswith("ies"):
        return (f"{noun[:-3]}y", noun[:-1])
    if noun.endswith("es"):
        return (noun[:-1], noun[:-2])
    return (noun[:-1],) if noun.endswith(("s", "x")) and not noun.endswith("ss") else ()
