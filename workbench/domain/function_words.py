"""Function words by language: words that say how a sentence is built and little about its subject.

Hiding them is a choice of what to look at, not of what to count: they stay part of every total. Contractions are listed
as the tokenizer counts them, and so is the possessive. A person may add words and take words out
(:mod:`workbench.domain.stop_word_choices`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Final

_ENGLISH: Final = {
    "articles and determiners": """
a an the this that these those such each every either neither both all any some no none another other others much many
more most few fewer fewest several enough own same half
""",
    "pronouns": """
i me my mine myself we our ours ourselves you your yours yourself yourselves he him his himself she her hers herself
it its itself they them their theirs themselves one ones oneself who whom whose which what whoever whomever whatever
whichever someone somebody something anyone anybody anything everyone everybody everything nobody nothing
""",
    "prepositions": """
about above across after against along amid among amongst around as at before behind below beneath beside besides
between beyond by despite down during except for from in inside into like near of off on onto out outside over past
per since than through throughout till to toward towards under underneath unlike until up upon via with within without
""",
    "conjunctions": """
and but or nor so yet if unless because although though while whereas whether when whenever where wherever once
""",
    "auxiliary verbs": """
am is are was were be been being do does did doing done have has had having will would shall should can could may
might must ought cannot
""",
    "contractions": """
's i'm i've i'd i'll you're you've you'd you'll he'd he'll she'd she'll it'd it'll we're we've we'd we'll they're
they've they'd they'll that'd that'll there'd there'll who'd who'll who've what'd what'll isn't aren't wasn't weren't
don't doesn't didn't haven't hasn't hadn't won't wouldn't shan't shouldn't can't couldn't mayn't mightn't mustn't
needn't oughtn't ain't
""",
    "adverbs": """
not there here then thus hence therefore however moreover nevertheless nonetheless otherwise also too very just only
even still again ever never always how why rather quite almost already perhaps maybe now
""",
}

_FRENCH: Final = {
    "articles and determiners": """
le la les un une des du de au aux ce cet cette ces mon ma mes ton ta tes son sa ses notre nos votre vos leur leurs
quel quelle quels quelles chaque plusieurs quelque quelques tout toute tous toutes aucun aucune nul nulle tel telle tels
telles certain certaine certains certaines divers diverses autre autres même mêmes
""",
    "pronouns": """
je me moi tu te toi il elle on se soi nous vous ils elles eux lui y en ce ceci cela ça celui celle ceux
celles qui que quoi dont où lequel laquelle lesquels lesquelles auquel auxquels auxquelles duquel desquels desquelles mien
mienne miens miennes tien tienne tiens tiennes sien sienne siens siennes nôtre nôtres vôtre vôtres quelqu'un quelqu'une
chacun chacune rien personne ci là
""",
    "prepositions": """
à après avant avec chez contre dans depuis derrière dès devant durant en entre envers hormis hors jusque malgré
moyennant outre par parmi pendant pour sans sauf selon sous suivant sur vers via
""",
    "conjunctions": """
et ou mais or ni car donc si comme lorsque puisque quand quoique afin alors ainsi tandis pourtant
cependant toutefois néanmoins
""",
    "auxiliary verbs": """
être suis es est sommes êtes sont étais était étions étiez étaient fus fut fûmes fûtes furent serai seras sera serons
serez seront serais serait serions seriez seraient sois soit soyons soyez soient fusse fût fussions fussiez fussent été
étant avoir ai as a avons avez ont avais avait avions aviez avaient eus eut eûmes eûtes eurent aurai auras aura aurons
aurez auront aurais aurait aurions auriez auraient aie aies ait ayons ayez aient eusse eût eussions eussiez eussent eu
eue eus eues ayant peut peuvent pouvait pouvaient pourra pourront pourrait pourraient doit doivent devait devaient devra
devront devrait devraient
""",
    "negation and adverbs": """
ne pas non plus point guère jamais très trop peu moins assez aussi encore déjà toujours ici maintenant puis ensuite
enfin bien mal presque seulement surtout plutôt vraiment tant tellement autant comment pourquoi combien
oui
""",
    "contractions": """
c'est c'était d'un d'une d'autres d'être d'avoir d'en d'y d'ici d'où d'abord d'ailleurs l'un l'une l'on l'autre l'a
l'ont l'avait l'est j'ai j'avais j'y j'en m'a m'ont n'a n'ai n'ont n'avait n'avaient n'est n'était n'étaient n'en n'y
n'être n'avoir qu'à qu'au qu'aux qu'après qu'avec qu'en qu'est qu'un qu'une qu'il qu'ils qu'elle qu'elles qu'on qu'aucun
qu'ont qu'a qu'y s'il s'ils s'en s'y s'est s'était s'étaient s'être t'a t'es lorsqu'il lorsqu'ils lorsqu'elle
lorsqu'elles lorsqu'on lorsqu'un lorsqu'une puisqu'il puisqu'ils puisqu'elle puisqu'on jusqu'à jusqu'au jusqu'aux
jusqu'en jusqu'ici jusqu'où quoiqu'il
""",
}

_OTHERWISE_IN_ENGLISH: Final = """
ai aura aurai car certain dans des devant divers elle es eu fut les lui ma mal mes moi mon non ont pas plus point pour
soit son sous suivant sur ta tel tes toi ton tout tu vers
"""
"""French function words that may be words of another kind in English, names among them (*car*, *son*, *EU*, *AI*)."""


def _lists(groups: Mapping[str, str]) -> Mapping[str, frozenset[str]]:
    return {name: frozenset(words.split()) for name, words in groups.items()}


GROUPS: Final[Mapping[str, Mapping[str, frozenset[str]]]] = {"en": _lists(_ENGLISH), "fr": _lists(_FRENCH)}
"""The lists in their groups, by code of the language."""

ENGLISH: Final[frozenset[str]] = frozenset().union(*GROUPS["en"].values())
"""English function words as they are counted (lower case, straight apostrophe).

*us* is not among them: counting ignores case, and hiding the pronoun would hide the country.
"""
FRENCH: Final[frozenset[str]] = frozenset().union(*GROUPS["fr"].values())
"""French function words as they are counted."""

LANGUAGES: Final[Mapping[str, str]] = {"en": "English", "fr": "French"}
"""The languages that have a list, and what they are called."""


def lists_for(languages: Iterable[str]) -> tuple[str, ...]:
    """Whose lists hold for articles in these languages.

    Args:
        languages: codes of the languages of the articles; an empty one stands for articles of which it is not known.

    Returns:
        Codes of lists. English stands in for a language that is not known, and where no language has a list.
    """
    known = set(languages)
    chosen = [code for code in GROUPS if code in known or (code == "en" and "" in known)]
    return tuple(chosen) or ("en",)


def built_in(lists: Collection[str]) -> dict[str, tuple[str, str]]:
    """The words of the lists of some languages: language and group of each.

    With both lists in use, French words are left out that may be words of another kind in English (*car*, *son*, *EU*):
    to hide them would hide what matters there.
    """
    out: dict[str, tuple[str, str]] = {}
    for code in lists:
        for group, words in GROUPS[code].items():
            for word in words:
                out.setdefault(word, (code, group))
    if "en" not in lists:
        return out
    otherwise = frozenset(_OTHERWISE_IN_ENGLISH.split())
    return {word: at for word, at in out.items() if at[0] == "en" or word not in otherwise}
