"""Regular expressions for one word, run so that none of them can take long.

RE2 does it in time linear in the words. What RE2 refuses, look-around and back references above all, is run by the module
``regex`` under a time limit.
"""

from __future__ import annotations

import re
import time
import unicodedata
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

import re2
import regex

from workbench.domain.errors import QueryError

LONGEST: Final = 300
"""Characters of an expression."""
SECONDS: Final = 2.0
"""Time that an expression has for the whole vocabulary."""

_LARGEST_PROGRAM: Final = 60_000
_WORDS_AT_ONCE: Final = 1024
"""Words between two looks at the clock."""

_BACKTRACKING_ONLY: Final = re.compile(r"\(\?(?:=|!|<=|<!|>|P=|\()|\\[1-9]|[*+?}]\+|\\g<|\(\?R\)")
_OWN_BORDERS: Final = re.compile(r"\\[AzCQ]|\(\?(?!:|P?<)")
"""What means something else when all words are read in one text: such an expression is run word by word."""

_REASONS: Final = (
    ("unterminated character set", "A [ in this expression is not closed. Add ], or write \\[ for the sign itself."),
    ("missing )", "A bracket in this expression is not closed. Add ), or write \\( for the sign itself."),
    ("unbalanced parenthesis", "A closing bracket in this expression has no opening one. Remove it, or write \\)."),
    ("trailing characters", "A closing bracket in this expression has no opening one. Remove it, or write \\)."),
    ("nothing to repeat", "There is nothing before this sign that it could repeat. Put a character before it."),
    ("multiple repeat", "Two signs of repetition stand together here. Remove one of them."),
    ("bad escape (end of pattern)", "A backslash stands at the end. Write what it is to be followed by."),
    ("bad character range", "This range of characters runs backwards. Write it like a-z."),
)


class WrongExpressionError(ValueError):
    """An expression that makes no sense. ``place``: where in it."""

    def __init__(self, message: str, place: int) -> None:
        super().__init__(message)
        self.place = place


@dataclass(frozen=True, slots=True, eq=False)
class Compiled:
    """An expression that can be run."""

    joined: Any
    """For the bytes of many words with line ends between them, or ``None``."""
    single: Any
    """For one word."""
    is_linear: bool

    def matching(self, words: Sequence[str], text: bytes, begins: Sequence[int]) -> list[int]:
        """The places of the words that it matches as a whole, ascending.

        Args:
            words: the vocabulary.
            text: the same words as UTF-8, each with a line end behind it.
            begins: where each word begins in ``text``; the last number is the length of ``text``.

        Raises:
            QueryError: it takes longer than :data:`SECONDS`; ``position`` is 0.
        """
        until = time.monotonic() + SECONDS
        out: list[int] = []
        for at in range(0, len(words), _WORDS_AT_ONCE):
            end = min(at + _WORDS_AT_ONCE, len(words))
            if self.joined is not None:
                piece = text[begins[at] : begins[end] - 1]
                offset = begins[at]
                out += _places([offset + match.start() for match in self.joined.finditer(piece)], begins, at, end)
            elif self.is_linear:
                out += [n for n in range(at, end) if self.single.fullmatch(words[n])]
            else:
                out += self._limited(words, at, end, until)
            if time.monotonic() > until:
                raise _too_slow()
        return out

    def _limited(self, words: Sequence[str], at: int, end: int, until: float) -> list[int]:
        matches = self.single.fullmatch
        try:
            return [n for n in range(at, end) if matches(words[n], timeout=max(until - time.monotonic(), 0.001))]
        except (TimeoutError, MemoryError, RecursionError):
            raise _too_slow() from None


@lru_cache(maxsize=256)
def compiled(pattern: str, *, case_sensitive: bool = False, without_accents: bool = False) -> Compiled:
    """An expression ready to run.

    Args:
        pattern: as a person typed it.
        case_sensitive: whether upper and lower case differ.
        without_accents: whether it is compared with words without accents.

    Raises:
        WrongExpressionError: what is wrong and where.
    """
    if len(pattern) > LONGEST:
        raise WrongExpressionError(f"An expression can have {LONGEST} characters. Shorten it.", LONGEST)
    spelled = unicodedata.normalize("NFC", pattern.replace("’", "'"))
    if without_accents:
        spelled = without_marks(spelled)
    linear = _with_letters_of_all_scripts(spelled)
    flags = "" if case_sensitive else "(?i)"
    try:
        single = re2.compile(f"{flags}{linear}", options=_options())
        if single.programsize > _LARGEST_PROGRAM:
            raise WrongExpressionError("This expression repeats too much. Use smaller numbers in {…}.", 0)
        joined = None
        if not _OWN_BORDERS.search(linear):
            joined = re2.compile(f"(?m){flags}^(?:{linear})$".encode(), options=_options())
    except (re2.error, UnicodeEncodeError) as refused:
        backtracking = _backtracking(spelled, case_sensitive)
        if not _BACKTRACKING_ONLY.search(spelled):
            raise WrongExpressionError(_refusal(refused), 0) from None
        return Compiled(None, backtracking, is_linear=False)
    return Compiled(joined, single, is_linear=True)


def without_marks(text: str) -> str:
    """A text without accents and other marks on its letters: ``é`` is ``e``."""
    if text.isascii():
        return text
    apart = unicodedata.normalize("NFD", text)
    return unicodedata.normalize("NFC", "".join(sign for sign in apart if unicodedata.category(sign) != "Mn"))


def _options() -> Any:
    options = re2.Options()
    options.never_nl = True  # a line end parts two words, whatever an expression says
    options.log_errors = False
    options.max_mem = 8 << 20
    return options


def _backtracking(pattern: str, case_sensitive: bool) -> Any:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return regex.compile(pattern, 0 if case_sensitive else regex.IGNORECASE, cache_pattern=False)
    except regex.error as error:
        said = str(getattr(error, "msg", error))
        message = next((words for reason, words in _REASONS if reason in said), "")
        place = min(getattr(error, "pos", 0) or 0, len(pattern))
        if not message:
            message = f"This expression can’t be understood here ({said}). Change it, or write \\ before the sign."
        raise WrongExpressionError(message, place) from None
    except Exception:  # its compiler fails in many ways on nonsense, and a person needs to know no more
        raise WrongExpressionError("This expression can’t be understood. Make it simpler.", 0) from None


def _refusal(error: Exception) -> str:
    said = error.args[0] if error.args else ""
    words = said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
    if "repetition size" in words or "too large" in words:
        return "This expression repeats too much. Use smaller numbers in {…}."
    return f"This expression can’t be understood ({words}). Change it, or write \\ before the sign."


def _with_letters_of_all_scripts(pattern: str) -> str:
    r"""``\w`` and ``\d`` for letters and digits of all scripts, where RE2 takes those of English alone."""
    out: list[str] = []
    at, inside = 0, False
    while at < len(pattern):
        sign = pattern[at]
        if sign == "\\" and at + 1 < len(pattern):
            following = pattern[at + 1]
            classes = {"w": r"\pL\pM\p{Nd}_", "d": r"\p{Nd}"}.get(following.lower(), "")
            if classes and (following.islower() or not inside):
                negation = "^" if following.isupper() else ""
                out.append(classes if inside else f"[{negation}{classes}]")
            else:
                out.append(pattern[at : at + 2])
            at += 2
            continue
        if sign == "[" and not inside:
            inside = True
            if pattern[at + 1 : at + 2] == "]" or pattern[at + 1 : at + 3] == "^]":  # a ] that comes first is a sign
                end = pattern.index("]", at) + 1
                out.append(pattern[at:end])
                at = end
                continue
        elif sign == "]":
            inside = False
        out.append(sign)
        at += 1
    return "".join(out)


def _places(found: list[int], begins: Sequence[int], at: int, end: int) -> list[int]:
    """The numbers of the words that begin at these places in the text; both ascend."""
    out, n = [], at
    for place in found:
        while n < end and begins[n] < place:
            n += 1
        if n < end and begins[n] == place:
            out.append(n)
    return out


def _too_slow() -> QueryError:
    return QueryError(
        f"This expression takes over {SECONDS:.0f} seconds, so it was stopped. Make it simpler: leave out (?=…), (?<…) and"
        " \\1, for expressions without them are always quick.",
        0,
    )
