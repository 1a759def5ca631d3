"""Understands what a person types as a search: recursive descent over a few kinds of symbols."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from workbench.domain.errors import QueryError
from workbench.index.query_expressions import WrongExpressionError, compiled, without_marks
from workbench.index.query_tree import (
    MAXIMUM_DISTANCE,
    MAXIMUM_REPETITION,
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
    parts_of,
)
from workbench.index.tokenizer import fold, normalize, scan_query
from workbench.index.word_layer import PARTS_OF_SPEECH

LONGEST_SEARCH: Final = 20_000
"""Characters of a search."""

_MAXIMUM_DEPTH: Final = 50
_MAXIMUM_OPERATORS: Final = 100
_MAXIMUM_PARTS: Final = 5_000
_LONGEST_REPEATED: Final = 1_000
_PREFIXES: Final = {"case:": "case_sensitive", "noaccents:": "without_accents"}
_QUOTATION_MARKS: Final = '"“”„‟«»'
_SYMBOL: Final = re.compile(
    rf"(?P<space>\s+)|(?P<mark>[{_QUOTATION_MARKS}])|(?P<sign>[()|])|(?P<square>[\[\]])"
    rf"|(?P<chunk>[^\s()|\[\]{_QUOTATION_MARKS}]+)"
)
_NEAR: Final = re.compile(r"NEAR/(\d*)(.*)", re.IGNORECASE | re.DOTALL)
_NUMBERS: Final = re.compile(r"\{\s*(\d*)\s*(?:(,)\s*(\d*)\s*)?\}")
_COUNT_IN_WORD: Final = re.compile(r"\{\d*(?:,\d*)?\}?")
_GROUP_NAME: Final = re.compile(r"@(\w[\w-]*)")
_OPERATORS: Final = {"AND": "and", "NOT": "not"}
_PARTS: Final = tuple(part for part in PARTS_OF_SPEECH if part and part != "SPACE")

Layer = Literal["word", "lemma", "pos"]
_LAYERS: Final[dict[str, Layer]] = {"word": "word", "lemma": "lemma", "pos": "pos"}

_ATTRIBUTE: Final = re.compile(r"\s*([A-Za-z_]+)\s*(!?=)")
_VALUE: Final = re.compile(rf"[^\s&|\]\[=!{_QUOTATION_MARKS}]+")

Groups = Mapping[str, Sequence[str]]


def parse(text: str, groups: Groups | None = None) -> Query:
    """Understands a search.

    Args:
        text: what a person typed.
        groups: the searches of each named group; ``None`` where groups can't be used.

    Raises:
        QueryError: what is wrong, where, and what to type instead.
    """
    names: set[str] = set()
    reading = _Reading(groups, names=names)
    try:
        root, way = reading.understand(text, Way(), 0)
    except _GroupError as error:
        raise QueryError(str(error), error.position) from None
    return Query(text, root, way.case_sensitive, frozenset(names))


class _GroupError(QueryError):
    """Something is wrong with a group; its message says with which one, however deep it is in others."""


@dataclass(slots=True)
class _Reading:
    """What one search and the searches of its groups have in common."""

    groups: Groups | None
    names: set[str]
    under_way: list[str] = field(default_factory=list)
    known: dict[tuple[str, Way, int], tuple[Node, int]] = field(default_factory=dict)
    parts: int = 0

    def understand(self, text: str, way: Way, depth: int) -> tuple[Node, Way]:
        """A search with its prefixes."""
        if len(text) > LONGEST_SEARCH:
            raise QueryError(f"A search can have {LONGEST_SEARCH:,} characters. Shorten it.", LONGEST_SEARCH)
        begin, way = _prefixes(text, way)
        root = _Parser(text, begin, way, self, depth).whole()
        if _depth(root) > 2 * _MAXIMUM_OPERATORS:
            raise QueryError("This search is too deep. Use fewer brackets, NEAR, AND and NOT.", 0)
        return root, way

    def add(self, number: int, position: int) -> None:
        """Count parts, so that groups of groups stay within bounds."""
        self.parts += number
        if self.parts > _MAXIMUM_PARTS:
            raise _GroupError(
                f"This search has over {_MAXIMUM_PARTS:,} words with those of its groups. Use fewer.", position
            )

    def group(self, name: str, position: int, way: Way, depth: int) -> Node:
        """The searches of a group."""
        groups = self.groups
        if groups is None:
            raise QueryError("Groups of searches can’t be used here. Write out the words instead.", position)
        known = _known(name, groups)
        if known is None:
            there = ", ".join(
                f"@{one}" if _GROUP_NAME.fullmatch(f"@{one}") else f'@"{one}"' for one in list(groups)[:8]
            )
            choices = f"Groups: {there}{', …' if len(groups) > 8 else ''}." if there else "No search is saved yet."
            raise QueryError(
                f"There is no group or saved search “{name}”. {choices} To find the word itself, leave out @.", position
            )
        if known in self.under_way:
            through = " → ".join([*self.under_way[self.under_way.index(known) :], known])
            raise _GroupError(f"The group “{known}” uses itself ({through}). Change one of its searches.", position)
        if depth >= _MAXIMUM_DEPTH:
            raise QueryError("Groups and brackets are nested too deep here. Use fewer.", position)
        self.names.add(known)
        key = (known, way, depth)
        if key in self.known:
            node, parts = self.known[key]
            self.add(parts, position)
            return node
        before = self.parts
        self.under_way.append(known)
        members = []
        for search in groups[known]:
            try:
                members.append(self.understand(search, way, depth + 1)[0])
            except _GroupError as error:
                raise _GroupError(str(error), position) from None
            except QueryError as error:
                raise _GroupError(f"In the group “{known}”, search “{_short(search)}”: {error}", position) from None
        self.under_way.pop()
        if not members:
            raise QueryError(f"The group “{known}” has no searches. Add some to it.", position)
        made = Group(known, tuple(members))
        self.known[key] = (made, self.parts - before)
        return made


@dataclass(frozen=True, slots=True)
class _Symbol:
    kind: str
    """``nodes``, ``near``, ``and``, ``not``, ``repeat``, one of ``( ) |``, or ``end``."""
    position: int
    nodes: tuple[Node, ...] = ()
    numbers: tuple[int, int] = (0, 0)
    """Of ``near`` the distance, of ``repeat`` the least and the most."""


class _Parser:
    """Articles with AND and NOT of alternatives of NEAR chains of successions of words and brackets."""

    def __init__(self, text: str, begin: int, way: Way, reading: _Reading, depth: int) -> None:
        self._text = text
        self._way = way
        self._reading = reading
        self._depth = depth
        self._operators = 0
        self._symbols = self._read(begin)
        self._at = 0

    def whole(self) -> Node:
        if self._next.kind == "end":
            raise QueryError("There is nothing to search for yet. Type a word or a phrase.", self._next.position)
        node = self._articles()
        if self._next.kind == ")":
            raise QueryError("This closing bracket has no opening one. Remove it, or add “(”.", self._next.position)
        return node

    @property
    def _next(self) -> _Symbol:
        return self._symbols[self._at]

    def _take(self) -> _Symbol:
        symbol = self._next
        self._at += 1
        return symbol

    def _operator(self) -> _Symbol:
        self._operators += 1
        if self._operators > _MAXIMUM_OPERATORS:
            raise QueryError(
                f"A search can have {_MAXIMUM_OPERATORS} times NEAR, AND and NOT. Use fewer.", self._next.position
            )
        return self._take()

    def _articles(self) -> Node:
        node = self._alternatives()
        while self._next.kind in ("and", "not"):
            kind = self._operator().kind
            right = self._alternatives()
            node = Both(node, right) if kind == "and" else Without(node, right)
        return node

    def _alternatives(self) -> Node:
        options = [self._nears()]
        while self._next.kind == "|":
            self._take()
            options.append(self._nears())
        return options[0] if len(options) == 1 else Alternatives(tuple(options))

    def _nears(self) -> Node:
        node = self._succession()
        while self._next.kind == "near":
            distance = self._operator().numbers[0]
            node = Near(node, self._succession(), distance)
        return node

    def _succession(self) -> Node:
        parts: list[Node] = []
        position = self._next.position
        while self._next.kind in ("nodes", "("):
            symbol = self._take()
            made = symbol.nodes if symbol.kind == "nodes" else (self._bracket(symbol),)
            if self._next.kind == "repeat":
                made = (self._repeated(made[-1], self._take()),)
            parts += made
        if not parts:
            before = self._symbols[self._at - 1].kind if self._at else ""
            raise QueryError(_nothing_here(before, self._next.kind), position)
        return parts[0] if len(parts) == 1 else Succession(tuple(parts))

    def _repeated(self, part: Node, symbol: _Symbol) -> Node:
        least, most = symbol.numbers
        if _longest(part) * most > _LONGEST_REPEATED:
            raise QueryError("This repetition could be over 1,000 words long. Use smaller numbers.", symbol.position)
        return part if (least, most) == (1, 1) else Repeated(part, least, most)

    def _bracket(self, opening: _Symbol) -> Node:
        self._depth += 1
        if self._depth > _MAXIMUM_DEPTH:
            raise QueryError(f"Brackets can be nested {_MAXIMUM_DEPTH} deep. Use fewer.", opening.position)
        node = self._articles()
        if self._next.kind != ")":
            raise QueryError("This opening bracket is not closed. Add “)”, or remove it.", opening.position)
        self._take()
        self._depth -= 1
        return node

    # -- symbols -----------------------------------------------------------------------------------------------------

    def _read(self, begin: int) -> list[_Symbol]:
        text = self._text
        symbols: list[_Symbol] = []
        at = begin
        unheard = -1  # where punctuation alone stood, to be named when nothing else is there
        while at < len(text):
            match = _SYMBOL.match(text, at)
            assert match is not None  # noqa: S101 - every character is one of the five
            content, position = match.group(), match.start()
            nodes: tuple[Node, ...] = ()
            match match.lastgroup:
                case "space":
                    at = match.end()
                    continue
                case "sign":
                    symbols.append(_Symbol(content, position))
                    at = match.end()
                    if content == ")":
                        at = self._read_repetition(at, symbols)
                    continue
                case "square":
                    nodes, at = self._token(position)
                    symbols.append(_Symbol("nodes", position, nodes))
                    at = self._read_repetition(at, symbols)
                    continue
                case "mark":
                    content, at = self._quoted(position)
                case _:
                    after = self._read_special(position, content, symbols)
                    if after is not None:
                        at = after
                        continue
                    at = match.end()
            nodes = self._words(content)
            if nodes:
                self._reading.add(len(nodes), position)
                symbols.append(_Symbol("nodes", position, nodes))
            elif unheard < 0:
                unheard = position
        if unheard >= 0 and not any(symbol.kind == "nodes" for symbol in symbols):
            raise QueryError("There is no word to search for here, only punctuation. Type a word.", unheard)
        symbols.append(_Symbol("end", len(text)))
        return symbols

    def _read_special(self, position: int, content: str, symbols: list[_Symbol]) -> int | None:
        """Reads what is no plain word; gives the place behind it, or ``None`` for plain words."""
        text = self._text
        if content in _OPERATORS:
            symbols.append(_Symbol(_OPERATORS[content], position))
            return position + len(content)
        near = _NEAR.fullmatch(content)
        if near is not None:
            symbols.append(_Symbol("near", position, numbers=(_distance(near, position), 0)))
            return position + len(content)
        if content[0] == "/" and len(text) > position + 1 and not text[position + 1].isspace():
            node, at = self._expression(position)
            symbols.append(_Symbol("nodes", position, (node,)))
            at = self._read_repetition(at, symbols)
            if at < len(text) and not text[at].isspace() and text[at] not in "()|":
                raise QueryError("An expression ends with /. Put a space behind it.", at)
            return at
        if content[0] == "@":
            name, at = self._group_name(position)
            if name:
                self._reading.add(1, position)
                group = self._reading.group(name, position, self._way, self._depth)
                symbols.append(_Symbol("nodes", position, (group,)))
                return self._read_repetition(at, symbols)
        count = _COUNT_IN_WORD.search(content)
        if count is not None:
            raise QueryError(
                "A number of repetitions stands directly behind a bracket, for example: (very){1,3} good.",
                position + count.start(),
            )
        return None

    def _read_repetition(self, at: int, symbols: list[_Symbol]) -> int:
        """Reads ``?`` or ``{m,n}`` directly behind a bracket."""
        text, position = self._text, at
        sign = text[at : at + 1]
        if sign == "?":
            symbols.append(_Symbol("repeat", position, numbers=(0, 1)))
            at += 1
        elif sign and sign in "*+":
            raise QueryError(
                f"Say how often at most, for example: (very){{{'0' if sign == '*' else '1'},3}} good.", position
            )
        elif sign == "{":
            numbers = _NUMBERS.match(text, at)
            symbols.append(_Symbol("repeat", position, numbers=_bounds(numbers, position)))
            assert numbers is not None  # noqa: S101 - or there were no bounds
            at = numbers.end()
        if at > position and text[at : at + 1] in ("?", "*", "+", "{"):
            raise QueryError("There is a number of repetitions already. Remove one of the two.", at)
        return at

    def _quoted(self, position: int) -> tuple[str, int]:
        """What stands between quotation marks, and the place behind them."""
        text = self._text
        closing = next((n for n in range(position + 1, len(text)) if text[n] in _QUOTATION_MARKS), -1)
        if closing < 0:
            raise QueryError("This quotation mark is not closed. Add one at the end of the phrase.", position)
        return text[position + 1 : closing], closing + 1

    def _words(self, content: str) -> tuple[Node, ...]:
        return tuple(self._word(word) for _, _, word in scan_query(content))

    def _word(self, written: str) -> Word:
        word = normalize(written) if self._way.case_sensitive else fold(written)
        if self._way.without_accents:
            word = without_marks(word)
        return Word(word, "*" in word or "?" in word, self._way)

    def _expression(self, position: int) -> tuple[Expression, int]:
        """The expression that begins with the ``/`` at a place, and the place behind its closing one."""
        text = self._text
        at, inside = position + 1, False
        while at < len(text) and (text[at] != "/" or inside):
            if text[at] == "\\":
                at += 1
            elif text[at] == "[":
                inside = True
            elif text[at] == "]":
                inside = False
            at += 1
        if at >= len(text):
            at = text.rfind("/", position + 1)  # a [ that is not closed took everything: the expression says so itself
            if at < 0 or text[at - 1] == "\\":
                raise QueryError("This expression is not closed. Add / behind it, or leave out the first /.", position)
        pattern = text[position + 1 : at]
        if not pattern:
            raise QueryError(
                "There is nothing between these slashes. Write an expression, for example: /colou?r/.", position
            )
        way = self._way
        try:
            compiled(pattern, case_sensitive=way.case_sensitive, without_accents=way.without_accents)
        except WrongExpressionError as error:
            raise QueryError(str(error), position + 1 + error.place) from None
        self._reading.add(1, position)
        return Expression(pattern, way, position + 1), at + 1

    def _group_name(self, position: int) -> tuple[str, int]:
        """The name behind ``@``, and the place behind it; an empty one where ``@`` is punctuation."""
        text = self._text
        if text[position + 1 : position + 2] and text[position + 1] in _QUOTATION_MARKS:
            name, at = self._quoted(position + 1)
            if not name.strip():
                raise QueryError('The name of a group is missing, for example: @"war words".', position)
            return " ".join(name.split()), at
        match = _GROUP_NAME.match(text, position)
        return (match.group(1), match.end()) if match else ("", position)

    # -- token expressions -------------------------------------------------------------------------------------------

    def _token(self, position: int) -> tuple[tuple[Node, ...], int]:
        """The token expression that begins with ``[`` at a place, and the place behind its ``]``."""
        text = self._text
        if text[position] == "]":
            raise QueryError("This closing bracket has no opening one. Remove it, or add “[”.", position)
        self._reading.add(1, position)
        at = _behind_space(text, position + 1)
        if text[at : at + 1] == "]":
            return (Token((), position),), at + 1
        tests = []
        while True:
            test, at = self._test(at, position)
            tests.append(test)
            at = _behind_space(text, at)
            sign = text[at : at + 1]
            if sign == "]":
                return (Token(tuple(tests), position),), at + 1
            if sign != "&":
                if not sign:
                    raise QueryError("This square bracket is not closed. Add “]”, or remove it.", position)
                raise QueryError(
                    "One […] is about one word. Join what is asked of it by &, for example: [lemma=run & pos=VERB].", at
                )
            at += 1

    def _test(self, at: int, opening: int) -> tuple[Test, int]:
        text = self._text
        match = _ATTRIBUTE.match(text, at)
        name = match.group(1).casefold() if match else ""
        if match is None or name not in _LAYERS:
            at = _behind_space(text, at)
            if at >= len(text):
                raise QueryError("This square bracket is not closed. Add “]”, or remove it.", opening)
            raise QueryError(
                "In square brackets stands what is asked of one word: word, lemma or pos, for example: [lemma=say], [pos=ADJ]."
                " Alternatives stand in round ones: (war | peace).",
                at,
            )
        layer = _LAYERS[name]
        values: list[Word | Expression] = []
        at = match.end()
        while True:
            at = _behind_space(text, at)
            value, at = self._value(layer, at)
            values.append(value)
            at = _behind_space(text, at)
            if text[at : at + 1] != "|":
                return Test(layer, tuple(values), match.group(2) == "!="), at
            at += 1

    def _value(self, layer: Layer, at: int) -> tuple[Word | Expression, int]:
        text, position = self._text, at
        sign = text[at : at + 1]
        if sign == "/" and layer != "pos":
            node, at = self._expression(at)
            if layer == "lemma":
                node = Expression(node.pattern, Way(without_accents=self._way.without_accents), node.position)
            return node, at
        if sign and sign in _QUOTATION_MARKS:
            written, at = self._quoted(at)
        else:
            match = _VALUE.match(text, at)
            written, at = (match.group(), match.end()) if match else ("", at)
        written = written.strip()
        if not written:
            raise QueryError(f"A value is missing here, for example: [{layer}={_EXAMPLES[layer]}].", position)
        self._reading.add(1, position)
        if layer == "pos":
            return _part(written, position), at
        if layer == "lemma":
            way = Way(without_accents=self._way.without_accents)
            lemma = without_marks(fold(written)) if way.without_accents else fold(written)
            return Word(lemma, "*" in lemma or "?" in lemma, way), at
        cut = scan_query(written)
        if len(cut) != 1:
            raise QueryError(
                f"“{written}” is {'no word' if not cut else 'more than one word'}. One […] is about one word, for example:"
                " [word=prime] [word=minister].",
                position,
            )
        return self._word(cut[0][2]), at


_EXAMPLES: Final = {"word": "US", "lemma": "say", "pos": "ADJ"}


def _prefixes(text: str, way: Way) -> tuple[int, Way]:
    """The place behind ``case:`` and ``noaccents:``, in any order, and what they say."""
    at = _behind_space(text, 0)
    said: dict[str, Any] = {"case_sensitive": way.case_sensitive, "without_accents": way.without_accents}
    while True:
        found = next((p for p in _PREFIXES if text[at : at + len(p)].casefold() == p), "")
        if not found:
            return at, Way(**said)
        said[_PREFIXES[found]] = True
        at = _behind_space(text, at + len(found))


def _behind_space(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def _part(written: str, position: int) -> Word:
    """A part of speech by its universal name."""
    name = written.upper()
    word = Word(name, "*" in name or "?" in name)
    if not parts_named(word):
        raise QueryError(f"There is no part of speech “{written}”. Choose from: {', '.join(_PARTS)}.", position)
    return word


def parts_named(word: Word) -> list[int]:
    """The numbers in ``PARTS_OF_SPEECH`` of the parts of speech that a word stands for."""
    pattern = re.escape(word.word).replace(r"\*", ".*").replace(r"\?", ".") if word.wildcard else re.escape(word.word)
    return [n for n, part in enumerate(PARTS_OF_SPEECH) if part in _PARTS and re.fullmatch(pattern, part)]


def _distance(near: re.Match[str], position: int) -> int:
    digits, rest = near.groups()
    if rest or not digits or not 1 <= len(digits.lstrip("0")) <= 3 or int(digits) > MAXIMUM_DISTANCE:
        raise QueryError(
            f"NEAR needs a whole number of words from 1 to {MAXIMUM_DISTANCE} and a space on both sides, "
            "for example: us NEAR/5 ban.",
            position,
        )
    return int(digits)


def _bounds(numbers: re.Match[str] | None, position: int) -> tuple[int, int]:
    wrong = QueryError(
        f"Write how often, at most {MAXIMUM_REPETITION} times: {{2}} or {{0,3}}, the smaller number first.", position
    )
    if numbers is None:
        raise wrong
    least, comma, most = numbers.groups()
    if len(least) > 4 or len(most or "") > 4 or (not least and not comma) or (comma and not most):
        raise wrong
    low = int(least or 0)
    high = int(most) if comma else low
    if not 1 <= high <= MAXIMUM_REPETITION or low > high:
        raise wrong
    return low, high


def _nothing_here(before: str, here: str) -> str:
    kinds = (here, before)
    if "near" in kinds:
        return "NEAR needs something to search for on both sides, for example: us NEAR/5 ban."
    if "not" in kinds:
        return 'NOT needs something to search for on both sides, for example: war NOT peace. The word itself: "not".'
    if "and" in kinds:
        return 'AND needs something to search for on both sides, for example: war AND peace. The word itself: "and".'
    if "|" in kinds:
        return "The sign | needs something to search for on both sides, for example: war | conflict."
    return "There is nothing to search for between these brackets. Type a word, or remove them."


def _known(name: str, groups: Groups) -> str | None:
    if name in groups:
        return name
    wanted = " ".join(name.split()).casefold()
    return next((known for known in groups if known.casefold() == wanted), None)


def _short(search: str) -> str:
    return search if len(search) <= 60 else f"{search[:59]}…"


def _depth(root: Node) -> int:
    """How deep a tree is, without going into it by recursion."""
    deepest = 0
    waiting = [(root, 1)]
    while waiting:
        node, depth = waiting.pop()
        deepest = max(deepest, depth)
        if depth <= 2 * _MAXIMUM_OPERATORS:
            waiting += [(part, depth + 1) for part in parts_of(node)]
    return deepest


def _longest(node: Node) -> int:
    """The most words that a hit can have."""
    match node:
        case Succession(parts):
            return sum(map(_longest, parts))
        case Alternatives(options):
            return max(map(_longest, options))
        case Group(_, members):
            return max(map(_longest, members))
        case Repeated(part, _, most):
            return _longest(part) * most
        case Near(left, right, distance):
            return _longest(left) + _longest(right) + distance
        case Both(left, right):
            return max(_longest(left), _longest(right))
        case Without(left, _):
            return _longest(left)
        case _:
            return 1
