"""Outlets that the names of files speak for, when the texts or other files' names bear them out.

A file's name may begin with anything: ``2031-03-14-police-clear-gate`` names no outlet. So a name counts only where a
text uses it as outlets are used (``SKERROW (Northline) —``, ``told The Morning Gull``), where it is a known outlet's, or,
as weak evidence, where most files are named by such a scheme.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final

from workbench.corpus.known_outlets import OUTLET_NAMES
from workbench.domain.article import Article

_MOST_WORDS: Final = 4
"""Words of an outlet's name that are looked for in a file's name."""
_DATELINE_WITHIN: Final = 800
"""Characters at the beginning of a text in which a dateline may stand."""
_MOST_USES: Final = 2_000
"""Places of a name in a text that are looked at: by then it is clear whether an outlet is meant."""

_WORD: Final = re.compile(r"[^\W_]+")
_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec")
_EVERYDAY_WORDS: Final = """
article articles text texts story stories news file doc document page item copy final draft the a an and of in on
"""
_EVERYDAY: Final = frozenset(_EVERYDAY_WORDS.split())
_BEFORE: Final = re.compile(
    r"\b(?:told|tells|telling|speaking to|spoke to|spoken to|interview with|seen by|obtained by|reviewed by|shared with)"
    r" (?:[Tt]he )?$"
)
_AFTER: Final = re.compile(
    r"^(?:’s|'s)? (?:reporters?|correspondents?|journalists?|photographers?|understands|has learn(?:ed|t)|has seen"
    r"|looks at|can reveal)\b"
)
_DATELINE_END: Final = re.compile(r"^\)\s*[—–-]")
_NAME_GOES_ON: Final = re.compile(r"^ [^\W\d_a-z]\w")
_KNOWN: Final = {tuple(_WORD.findall(name.casefold().removeprefix("the "))): name for name in OUTLET_NAMES}

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Run:
    """Words that follow one another in a file's name."""

    words: Words
    """Case folded."""
    quoted: str
    """As they stand in the name."""
    at_edge: bool
    """Whether the name begins or ends with them, dates and numbers apart."""


@dataclass(frozen=True, slots=True)
class _Use:
    """A place where a text uses a name as outlets are used."""

    name: str
    quoted: str


class FileNames:
    """What the names of some files say about outlets.

    Args:
        articles: the articles whose outlet is not known; each suggestion may need the others as evidence.
    """

    def __init__(self, articles: Iterable[Article]) -> None:
        self._runs: dict[str, tuple[_Run, ...]] = {}
        self._uses: dict[Words, _Use] = {}
        self._own: dict[str, tuple[_Run, _Use]] = {}
        """By document id."""
        for article in articles:
            if article.path not in self._runs:
                self._runs[article.path] = tuple(_runs(article.path))
            found = _own_use(article.text, self._runs[article.path])
            if found is not None:
                self._own[article.document_id] = found
                self._uses.setdefault(found[0].words, found[1])
        self._scheme = self._scheme_of(self._runs)

    def evidence(self, article: Article) -> Iterator[tuple[str, str]]:
        """Names of outlets and what speaks for each, the strongest first."""
        own = self._own.get(article.document_id)
        if own is not None:
            run, use = own
            yield use.name, f"“{use.quoted}” in the text, and “{run.quoted}” in the file’s name."
        edges = [run for run in self._runs.get(article.path, ()) if run.at_edge]
        for run in edges:
            other = self._uses.get(run.words)
            if other is not None:
                yield other.name, f"“{run.quoted}” in the file’s name; another such file has “{other.quoted}”."
                break
        for run in edges:
            known = _KNOWN.get(run.words)
            if known is not None and (len(run.words) > 1 or not _in_lower_case(run.words[0], article.text)):
                yield known, f"The file’s name has “{run.quoted}”."
                break
        scheme = self._scheme.get(article.path)
        if scheme is not None:
            run, files = scheme
            yield (
                " ".join(word.capitalize() for word in run.words),
                f"Weak: {files:,} files’ names have “{run.quoted}”.",
            )

    @staticmethod
    def _scheme_of(runs: Mapping[str, Iterable[_Run]]) -> dict[str, tuple[_Run, int]]:
        """The beginning that a file's name shares with others, where at least half of the files share one."""
        first_word = {path: next((run.words[0] for run in found), "") for path, found in runs.items()}
        beginnings: dict[str, list[_Run]] = defaultdict(list)
        counts: Counter[Words] = Counter()
        for path, found in runs.items():
            begun = False
            for run in found:
                # a file's runs come from its beginning to its end, the longest of each beginning first
                if run.at_edge and run.words[0] == first_word[path] and 2 <= len(run.words) <= 3:
                    begun = True
                    beginnings[path].append(run)
                    counts[run.words] += 1
                elif begun:
                    break
        shared: dict[str, tuple[_Run, int]] = {}
        for path, begins in beginnings.items():
            best = max(begins, key=lambda run: (counts[run.words], len(run.words)))
            if counts[best.words] > 1:
                shared[path] = (best, counts[best.words])
        schemes = {run.words for run, _ in shared.values()}
        return shared if len(schemes) > 1 and 2 * len(shared) >= len(runs) else {}


def _runs(path: str) -> Iterator[_Run]:
    """All runs of words of a file's name without dates, numbers and everyday words around them, the longest first."""
    stem = PurePosixPath(path).stem
    words = [(match.group().casefold(), match.start(), match.end()) for match in _WORD.finditer(stem)]
    while words and _is_filler(words[0][0]):
        words.pop(0)
    while words and _is_filler(words[-1][0]):
        words.pop()
    for first in range(len(words)):
        for length in range(min(_MOST_WORDS, len(words) - first), 0, -1):
            run = words[first : first + length]
            folded = tuple(word for word, _, _ in run)
            if any(word.isdecimal() for word in folded) or (length == 1 and folded[0] in _EVERYDAY):
                continue
            at_edge = first == 0 or first + length == len(words)
            yield _Run(folded, stem[run[0][1] : run[-1][2]], at_edge)


def _is_filler(word: str) -> bool:
    return word.isdecimal() or word in _MONTHS or word in ("the", "a", "article", "text", "story")


def _own_use(text: str, runs: Iterable[_Run]) -> tuple[_Run, _Use] | None:
    """The longest run that the text uses as an outlet's name; at the end of a file's name as well as at its beginning."""
    lowered = text.lower()
    if len(lowered) != len(text):  # a few letters grow; places would no longer agree
        return None
    once: dict[Words, _Run] = {}
    for run in runs:  # a name may be one word, many times
        once.setdefault(run.words, run)
    found = [(run, use) for run in once.values() if (use := _use(text, lowered, run)) is not None]
    return max(found, key=lambda pair: len(pair[0].words)) if found else None


def _use(text: str, lowered: str, run: _Run) -> _Use | None:
    """The place where a text uses a run as an outlet's name: in its dateline, or mostly as the one who asks or reports."""
    spaced = " ".join(run.words)
    uses: list[tuple[int, int]] = []
    others = 0
    at = lowered.find(spaced)
    while at >= 0 and len(uses) + others < _MOST_USES:
        end = at + len(spaced)
        if not (text[at - 1 : at].isalnum() or text[end : end + 1].isalnum()):
            if not text[at].isupper():
                return None  # an everyday word
            start = at - 4 if text[max(at - 4, 0) : at] == "The " else at
            before, after = text[max(at - 40, 0) : at], text[end : end + 40]
            if before.endswith("(") and end < _DATELINE_WITHIN and _DATELINE_END.match(after):
                return _Use(text[at:end], _quoted(text, at, end))
            if (_BEFORE.search(before) and not _NAME_GOES_ON.match(after)) or _AFTER.match(after):
                uses.append((start, end))
            else:
                others += 1
        at = lowered.find(spaced, end)
    if not uses or others > len(uses):  # who is named much oftener is what the article is about
        return None
    start, end = min(uses, key=lambda use: not text.startswith("The ", use[0]))
    return _Use(text[start:end], _quoted(text, start, end))


def _in_lower_case(word: str, text: str) -> bool:
    return re.search(rf"\b{re.escape(word)}\b", text) is not None


def _quoted(text: str, start: int, end: int, around: int = 24) -> str:
    """A place with some words around it, as it stands in the text, within its line."""
    first = max(text.rfind("\n", 0, start) + 1, start - around)
    last = text.find("\n", end)
    last = min(len(text) if last < 0 else last, end + around)
    while first > 0 and first < start and not text[first - 1].isspace():
        first += 1
    while last < len(text) and last > end and not text[last].isspace():
        last -= 1
    return text[first:last].strip()
