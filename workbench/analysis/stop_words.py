"""English function words: words that say how a sentence is built and little about its subject.

Hiding them is a choice of what to look at, not of what to count: they stay part of every total. Contractions are listed
as the tokenizer counts them, and so is the possessive.
"""

from __future__ import annotations

from typing import Final

_ARTICLES_AND_DETERMINERS = """
a an the this that these those such each every either neither both all any some no none another other others much many
more most few fewer fewest several enough own same half
"""
_PRONOUNS = """
i me my mine myself we our ours ourselves you your yours yourself yourselves he him his himself she her hers herself
it its itself they them their theirs themselves one ones oneself who whom whose which what whoever whomever whatever
whichever someone somebody something anyone anybody anything everyone everybody everything nobody nothing
"""
_PREPOSITIONS = """
about above across after against along amid among amongst around as at before behind below beneath beside besides
between beyond by despite down during except for from in inside into like near of off on onto out outside over past
per since than through throughout till to toward towards under underneath unlike until up upon via with within without
"""
_CONJUNCTIONS = """
and but or nor so yet if unless because although though while whereas whether when whenever where wherever once
"""
_AUXILIARIES = """
am is are was were be been being do does did doing done have has had having will would shall should can could may
might must ought cannot
"""
_CONTRACTIONS = """
's i'm i've i'd i'll you're you've you'd you'll he'd he'll she'd she'll it'd it'll we're we've we'd we'll they're
they've they'd they'll that'd that'll there'd there'll who'd who'll who've what'd what'll isn't aren't wasn't weren't
don't doesn't didn't haven't hasn't hadn't won't wouldn't shan't shouldn't can't couldn't mayn't mightn't mustn't
needn't oughtn't ain't
"""
_ADVERBS = """
not there here then thus hence therefore however moreover nevertheless nonetheless otherwise also too very just only
even still again ever never always how why rather quite almost already perhaps maybe now
"""

ENGLISH: Final[frozenset[str]] = frozenset(
    " ".join(
        (
            _ARTICLES_AND_DETERMINERS,
            _PRONOUNS,
            _PREPOSITIONS,
            _CONJUNCTIONS,
            _AUXILIARIES,
            _CONTRACTIONS,
            _ADVERBS,
        )
    ).split()
)
"""Function words as they are counted (lower case, straight apostrophe).

*us* is not among them: counting ignores case, and hiding the pronoun would hide the country.
"""
