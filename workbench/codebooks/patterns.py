"""Between the patterns of dictionaries (words and phrases with ``*``) and entries in the query language."""

from __future__ import annotations

import itertools
import re
from typing import Final

from workbench.codebooks.model import LONGEST_ENTRY
from workbench.domain.errors import QueryError
from workbench.index import query
from workbench.index.tokenizer import scan_query

MOST_PATTERNS: Final = 60
"""Words and phrases that one entry may be written out to."""

_QUOTATION_MARKS: Final = '"“”„‟«»'
_NOT_IN_QUOTES: Final = re.compile(f"[{_QUOTATION_MARKS}]")
_LOST_WITHOUT_HARM: Final = frozenset(" .,;:!?'’`-–—_()[]" + _QUOTATION_MARKS)


class NotExpressibleError(Exception):
    """Something that the other side has no way to say. The message is the reason, without a full stop."""


def cleaned(text: str) -> str:
    """The text in one line without characters that do not print."""
    kept = "".join(c if c.isprintable() else " " if c.isspace() else "" for c in text)
    return " ".join(kept.split())


def entry_of_pattern(pattern: str, *, question_mark: bool = False) -> tuple[str, str]:
    """The entry that finds a word or phrase, and what of the pattern is not searched (empty as a rule).

    ``*`` stays any run of characters within a word. What the query language would take for an operator stands between
    quotation marks.

    Args:
        pattern: a word or a phrase.
        question_mark: whether ``?`` is one character in the dictionary's format; otherwise it is punctuation.

    Raises:
        NotExpressibleError: no word is left, or the entry is too long.
    """
    text = cleaned(_NOT_IN_QUOTES.sub(" ", pattern))
    if not question_mark:
        text = cleaned(text.replace("?", " "))
    words = scan_query(text)
    if not words:
        raise NotExpressibleError("there is no word in it, and punctuation is not searched")
    begin, end = words[0][0], words[-1][1]
    lost = "".join(c for c in text[:begin] + text[end:] if c not in _LOST_WITHOUT_HARM)
    text = text[begin:end]
    if len(text) > LONGEST_ENTRY - 2:
        raise NotExpressibleError(f"it is longer than {LONGEST_ENTRY - 2} characters")
    entry = text if _is_plain(text) else f'"{text}"'
    return entry, f"“{lost}” is not searched" if lost else ""


def patterns_of_entry(entry: str) -> tuple[str, ...]:
    """The words and phrases that find what an entry finds.

    Raises:
        NotExpressibleError: the entry asks for more than words and phrases.
    """
    parsed = query.parse(entry)
    if _phrase(parsed.root) is not None:
        text = cleaned(_NOT_IN_QUOTES.sub(" ", entry))
        words = scan_query(text)
        return (text[words[0][0] : words[-1][1]],)
    found = tuple(dict.fromkeys(" ".join(words) for words in _expanded(parsed.root)))
    if not all(found):
        raise NotExpressibleError("it may find nothing but an optional part")
    return found


def expression_of_pattern(pattern: str) -> str:
    """The entry for a regular expression of one word.

    Raises:
        NotExpressibleError: it is about more than one word, or it is not understood.
    """
    if re.search(r"\s|\\s|\\W|\\b", pattern):
        raise NotExpressibleError("a regular expression is about one word here")
    escaped = re.sub(r"(?<!\\)/", r"\\/", pattern)
    entry = f"/{escaped}/"
    try:
        root = query.parse(entry).root
    except QueryError as error:
        raise NotExpressibleError(str(error).rstrip(".")) from error
    if not isinstance(root, query.Expression) or len(entry) > LONGEST_ENTRY:
        raise NotExpressibleError("the regular expression is not understood")
    return entry


def _is_plain(text: str) -> bool:
    """Whether a text means its words alone, without quotation marks."""
    try:
        found = _phrase(query.parse(text).root)
        quoted = _phrase(query.parse(f'"{text}"').root)
    except QueryError:
        return False
    return found is not None and found == quoted and not set(text) & set("()[]{}|/@")


def _phrase(node: query.Node) -> list[str] | None:
    """The words of a word or phrase; ``None`` for anything else."""
    parts = node.parts if isinstance(node, query.Succession) else (node,)
    words = [part.word for part in parts if isinstance(part, query.Word) and part.way == query.Way()]
    return words if len(words) == len(parts) else None


def _expanded(node: query.Node) -> list[tuple[str, ...]]:
    match node:
        case query.Word(word, _, way) if way == query.Way():
            return [(word,)]
        case query.Word():
            raise NotExpressibleError("it asks for exact case or accents")
        case query.Alternatives(options):
            found = list(itertools.chain.from_iterable(map(_expanded, options)))
        case query.Succession(parts):
            found = _joined([_expanded(part) for part in parts])
        case query.Repeated(part, least, most):
            one = _expanded(part)
            found = [words for times in range(least, most + 1) for words in _joined([one] * times)]
        case query.Near():
            raise NotExpressibleError("it has NEAR")
        case query.Both() | query.Without():
            raise NotExpressibleError("it has AND or NOT")
        case query.Expression():
            raise NotExpressibleError("it has a regular expression")
        case query.Token():
            raise NotExpressibleError("it has an expression in square brackets")
        case _:
            raise NotExpressibleError("it uses a group of searches")
    if len(found) > MOST_PATTERNS:
        raise NotExpressibleError(f"it stands for more than {MOST_PATTERNS} words and phrases")
    return found


def _joined(parts: list[list[tuple[str, ...]]]) -> list[tuple[str, ...]]:
    number = 1
    for part in parts:
        number *= len(part)
        if number > MOST_PATTERNS:
            raise NotExpressibleError(f"it stands for more than {MOST_PATTERNS} words and phrases")
    return [tuple(itertools.chain.from_iterable(chosen)) for chosen in itertools.product(*parts)]
