"""The search language: from what a person types to the places where it stands.

===============================  ========================================================================
``war in ukraine``               these words one after the other (so does ``"war in ukraine"``)
``sanction*``, ``wom?n``         ``*`` is any run of characters within a word, ``?`` exactly one
``war | conflict``               either
``us NEAR/5 ban``                both with at most 5 words from one to the other, in either order
``(war | crisis) in gaza``       brackets keep alternatives together
``anti-us``                      hyphens separate, so this is the pair ``anti us``
``[lemma=say]``, ``[pos=ADJ]``   a word by its dictionary form or part of speech; ``[lemma=run & pos=VERB]``, ``!=``
``[]``, ``[]{0,3}``              any word; from none to three of any
``(very)? good``                 an optional part; ``{1,3}``: so many times. Directly behind a bracket or expression
``/colou?r(ed)?/``               a regular expression for one whole word
``war NOT peace``                *war* in articles without *peace*
``war AND peace``                both, in articles that have both
``@war``, ``@"war words"``       the searches of a group that a person saved, as one term
``case:US``                      tells US from us
``noaccents:cafe``               finds café too
===============================  ========================================================================

A hit lies within one document, and all its words are counted by the view. Operators are capitals between spaces; between
quotation marks they are words. From weak to strong: AND and NOT (from left to right), ``|``, NEAR (from left to right),
words one after the other, repetition.

**Groups.** A group of several searches is one term: of hits that overlap one is found, from left to right the first, and of
those that begin together the longest. A group of one search finds what the search finds.

**Unknown words.** A word of an article that is not annotated has no dictionary form and no part of speech: neither
``[pos=ADJ]`` nor ``[pos!=ADJ]`` finds it.
"""

from __future__ import annotations

from workbench.index.query_finding import Hits, Parser, find
from workbench.index.query_parser import Groups, parse
from workbench.index.query_tree import (
    MAXIMUM_DISTANCE,
    Alternatives,
    Both,
    Expression,
    Group,
    Near,
    Node,
    Query,
    Repeated,
    Succession,
    Test,
    Token,
    Way,
    Without,
    Word,
)

__all__ = [
    "MAXIMUM_DISTANCE",
    "Alternatives",
    "Both",
    "Expression",
    "Group",
    "Groups",
    "Hits",
    "Near",
    "Node",
    "Parser",
    "Query",
    "Repeated",
    "Succession",
    "Test",
    "Token",
    "Way",
    "Without",
    "Word",
    "find",
    "parse",
]
