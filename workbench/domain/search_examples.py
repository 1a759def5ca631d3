"""The search language in examples, as the window and the guide show them."""

from __future__ import annotations

from typing import Final

SEARCH_EXAMPLES: Final[tuple[tuple[str, str], ...]] = (
    ("strike", "The word, in upper or lower case."),
    ("war in ukraine", "These words one after the other, with or without quotation marks."),
    ("sanction*", "* stands for any letters within a word: sanctions, sanctioned."),
    ("wom?n", "? stands for exactly one letter: woman, women."),
    ("strike | walkout", "Either of them."),
    ("(war | crisis) in gaza", "Brackets keep alternatives together."),
    ("police NEAR/5 gate", "Both, with at most five words from one to the other, in either order."),
    ("war NOT peace", "war, in articles in which peace does not stand."),
    ("war AND peace", "Either of them, in articles in which both stand."),
    ("prime [] said", "[] is any one word."),
    ("prime []{0,3} said", "From none to three words between them."),
    ("(very)? good", "What is in brackets may be missing. {1,3} behind brackets: one to three times."),
    ("[lemma=say]", "All forms of a word: say, says, said, saying."),
    ("[pos=ADJ] war", "A word by its part of speech, here any adjective before war."),
    ("[lemma=report & pos=VERB]", "One word of which both are true. != means not."),
    ("/colou?r(ed)?/", "A regular expression for one whole word."),
    ("anti-us", "Hyphens separate: this finds the pair, and us alone finds it too."),
    ("case:US", "Capitals matter: US, not us."),
    ("noaccents:cafe", "Accents do not matter: cafe, café."),
)
"""A search, and what it finds."""

GROUP_EXAMPLE: Final = ("@war", "All searches of the group “war” that you saved, counted as one term.")

SHORT: Final = "words, “phrases”, wild*cards, a | b, a NEAR/5 b, a NOT b, [lemma=say], [pos=ADJ], @group"
"""The language in one line."""
