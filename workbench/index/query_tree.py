"""What a search means: the tree that :mod:`workbench.index.query_parser` makes of a text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, Literal

MAXIMUM_DISTANCE: Final = 100
"""The largest ``n`` of ``NEAR/n``."""
MAXIMUM_REPETITION: Final = 20
"""The largest ``n`` of ``{m,n}``."""


@dataclass(frozen=True, slots=True)
class Way:
    """How words are compared."""

    case_sensitive: bool = False
    without_accents: bool = False


@dataclass(frozen=True, slots=True)
class Word:
    """One word: folded, or with its case kept in a case-sensitive search. ``wildcard``: has ``*`` or ``?``."""

    word: str
    wildcard: bool = False
    way: Way = Way()


@dataclass(frozen=True, slots=True)
class Expression:
    """One word that a regular expression matches as a whole."""

    pattern: str
    way: Way = Way()
    position: int = field(default=0, compare=False)
    """Where the expression begins in the text, behind its ``/``."""


@dataclass(frozen=True, slots=True)
class Test:
    """One condition of a token expression: ``lemma = say``, ``pos != ADJ | ADV``."""

    layer: Literal["word", "lemma", "pos"]
    values: tuple[Word | Expression, ...]
    """Any of these; parts of speech are words in capitals."""
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Token:
    """One word that passes all tests; with none of them any word (``[]``)."""

    tests: tuple[Test, ...] = ()
    position: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Succession:
    """Parts that stand directly one behind the other."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Alternatives:
    """Either of several."""

    options: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Repeated:
    """A part ``least`` to ``most`` times, one directly behind the other."""

    part: Node
    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Near:
    """Two parts that do not overlap, the later beginning at most ``distance`` words behind the end of the earlier."""

    left: Node
    right: Node
    distance: int


@dataclass(frozen=True, slots=True)
class Both:
    """Hits of either side in documents that have hits of both."""

    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Without:
    """Hits of the left side in documents that have none of the right."""

    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Group:
    """The searches of a named group as one term: of hits that overlap one is left, see :mod:`workbench.index.query`."""

    name: str
    members: tuple[Node, ...]


Node = Word | Expression | Token | Succession | Alternatives | Repeated | Near | Both | Without | Group


@dataclass(frozen=True, slots=True)
class Query:
    """A search that was understood. ``text`` is what the person typed."""

    text: str
    root: Node
    case_sensitive: bool = False
    groups: frozenset[str] = frozenset()
    """The names of all groups that it uses, also through other groups."""

    @property
    def needs_words(self) -> bool:
        """Whether it asks for dictionary forms or parts of speech, which annotation finds."""
        return bool(self._layers - {"word"})

    @property
    def needs_lemmas(self) -> bool:
        """Whether it asks for dictionary forms."""
        return "lemma" in self._layers

    @property
    def _layers(self) -> set[str]:
        return {test.layer for node in nodes(self.root) if isinstance(node, Token) for test in node.tests}


def nodes(root: Node) -> Iterator[Node]:
    """A node and all that is in it, from left to right."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        yield node
        waiting += reversed(parts_of(node))


def parts_of(node: Node) -> tuple[Node, ...]:
    """What a node is put together from."""
    match node:
        case Succession(parts):
            return parts
        case Alternatives(options):
            return options
        case Group(_, members):
            return members
        case Repeated(part):
            return (part,)
        case Near(left, right) | Both(left, right) | Without(left, right):
            return (left, right)
        case _:
            return ()
