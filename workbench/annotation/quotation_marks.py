"""Where quotation marks open and close: pure text, no language model.

Understood are “curly”, "straight" and «guillemets», „low“ ones, ``typewriter'' ones, ''two apostrophes'', and
‘single’ ones outside double ones. A quotation whose paragraphs each begin with an opening mark is one quotation. Who
speaks is not decided here.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from workbench.annotation.lines import paragraphs
from workbench.domain.spans import covers, merged

_DOUBLE: Final = re.compile(r"[“”„‟\"«»＂]|``|''")
_OPENERS: Final = {"“": "curly", "„": "curly", "‟": "curly", "«": "guillemet", "``": "typewriter"}
_CLOSERS: Final = {"”": "curly", "»": "guillemet", "''": "typewriter"}
_STRAIGHT: Final = '"＂'
_SINGLE_OPEN: Final = re.compile(r"(?<![\w.’'”])[‘'](?=[^\s‘’'])")
_ELISION: Final = re.compile(
    r"[‘’'](?:\d0s|\d\d\b|em\b|til\b|cause\b|tis\b|twas\b|n\b|cos\b|bout\b|round\b)", re.IGNORECASE
)
_SINGLE_CLOSE: Final = re.compile(r"(?<=[^\s‘(\[])[’'](?![\w’'])")

_NICKNAME: Final = re.compile(r"[A-Z][\w’'.-]*(?: [A-Z][\w’'.-]*)?(?<!,)")
_NAME_BEFORE: Final = re.compile(r"[A-Z][\w’'-]*\.? $")
_NAME_AFTER: Final = re.compile(r" [A-Z][\w’'-]+")

DEEPEST: Final = 8
"""So many quotations inside one another are believed; more are a row of marks that quote nothing."""

SINGLE_REACH: Final = 3000
"""Code points that a quotation in single marks may have; without a closing mark so near it was an apostrophe."""

INTERRUPTION_WORDS: Final = 25
"""A line without marks of up to so many words may stand between two paragraphs of one quotation (a link, a credit)."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """One stretch between quotation marks, the marks left out."""

    start: int
    end: int
    parts: tuple[tuple[int, int], ...]
    """The quoted words, paragraph by paragraph."""
    closed: bool = True
    """Whether its closing mark was found."""
    single: bool = False
    """Whether the marks are single ones."""
    width: int = 1
    """Code points that one mark takes."""

    @property
    def outer(self) -> tuple[int, int]:
        """The span with its marks."""
        return self.start - self.width, self.end + (self.width if self.closed else 0)


@dataclass(slots=True)
class _Open:
    """A mark waiting for its partner."""

    family: str
    start: int
    """Where the quoted words begin."""
    begins_paragraph: bool

    @property
    def width(self) -> int:
        """Code points that the mark takes."""
        return 2 if self.family in ("typewriter", "doubled") else 1

    @property
    def place(self) -> int:
        """Where the mark itself stands."""
        return self.start - self.width


def find_quotations(text: str) -> tuple[list[Quotation], list[tuple[int, str]]]:
    """The outermost quotations of a text by position, and the places where marks do not add up."""
    blocks = paragraphs(text)
    found: list[Quotation] = []
    problems: list[tuple[int, str]] = []
    waiting: list[tuple[int, int]] = []  # paragraphs of a quotation that is not closed yet
    resumes_at = -1
    for number, (start, end) in enumerate(blocks):
        if waiting and number < resumes_at:
            continue
        reading = _paragraph(text, start, end)
        problems += reading.problems
        complete, left_open = reading.complete, reading.left_open
        if waiting and complete and complete[0].outer[0] == start:
            first = complete[0]
            complete[0] = replace(first, start=waiting[0][0], parts=(*waiting, (first.start, first.end)))
            waiting = []
        elif waiting and not (left_open and left_open.begins_paragraph):
            found.append(Quotation(waiting[0][0], waiting[-1][1], tuple(waiting), closed=False))
            waiting = []
        if left_open is None:
            found += complete
            continue
        goes_on = waiting if left_open.begins_paragraph else []
        waiting = []
        resumes_at = _continues(text, blocks, number)
        if resumes_at >= 0 and (left_open.begins_paragraph or _introduced(text, left_open, start)):
            found += complete
            waiting = [*goes_on, (left_open.start, end)]
            continue
        problems.append((left_open.place, "this quotation mark is never closed"))
        found += complete
        if reading.fallback:
            found += reading.fallback
        elif left_open.begins_paragraph or _introduced(text, left_open, start):
            parts = (*goes_on, (left_open.start, end))
            found.append(Quotation(parts[0][0], end, parts, closed=False, width=left_open.width))
    found = _with_single_marks(text, blocks, found)
    return sorted(found, key=lambda q: q.start), sorted(problems)


def is_nickname(text: str, quotation: Quotation) -> bool:
    """Whether marks set off a name between names: Jane “Cat” Roe."""
    start, end = quotation.outer
    name = _NICKNAME.fullmatch(text, quotation.start, quotation.end)
    return bool(name and _NAME_BEFORE.search(text, max(0, start - 30), start) and _NAME_AFTER.match(text, end))


def find_nested(text: str, quotations: Sequence[Quotation]) -> list[Quotation]:
    """The quotations that stand inside others, one level down, by position."""
    found: list[Quotation] = []
    for quotation in quotations:
        for start, end in quotation.parts:
            reading = _paragraph(text, start, end)
            found += (
                _with_single_marks(text, [(start, end)], reading.complete) if not quotation.single else reading.complete
            )
    return sorted((q for q in found if q.end > q.start), key=lambda q: q.start)


def _begins_with_mark(text: str, start: int) -> bool:
    match = _DOUBLE.match(text, start)
    if match is None:
        return False
    return match.group() in _OPENERS or match.group() in _STRAIGHT or (match.group() == "''" and "``" not in text)


def _continues(text: str, blocks: Sequence[tuple[int, int]], number: int) -> int:
    """Number of the paragraph in which an unclosed quotation goes on, or -1."""
    following = number + 1
    if following < len(blocks) and _begins_with_mark(text, blocks[following][0]):
        return following
    after = following + 1
    if after < len(blocks) and _begins_with_mark(text, blocks[after][0]):
        between = text[blocks[following][0] : blocks[following][1]]
        bare = not _DOUBLE.search(between) and not re.search(r"[.!?…:]$", between.rstrip("’'"))
        if bare and len(between.split()) <= INTERRUPTION_WORDS:
            return after
    return -1


def _introduced(text: str, opened: _Open, paragraph: int) -> bool:
    """Whether an unclosed mark most likely opened a quotation: after a colon or a comma."""
    return text[paragraph : opened.place].rstrip().endswith((":", ","))


@dataclass(slots=True)
class _Reading:
    """What the marks of one paragraph say."""

    complete: list[Quotation]
    left_open: _Open | None = None
    """The outermost mark that has no partner in the paragraph."""
    fallback: list[Quotation] = field(default_factory=list)
    """Quotations that count instead when the one left open does not go on in a later paragraph."""
    problems: list[tuple[int, str]] = field(default_factory=list)


def _paragraph(text: str, start: int, end: int) -> _Reading:
    """The outermost complete quotations of one paragraph, and the one still open at its end."""
    out = _Reading([])
    stack: list[_Open] = []
    nested: list[Quotation] = []
    marks = list(_DOUBLE.finditer(text, start, end))
    left = Counter(match.group() for match in marks)
    for match in marks:
        at, after = match.start(), match.end()
        left[match.group()] -= 1
        later = left[match.group()]
        role, family = _role(text, match, (start, end), stack, later)
        if role == "none":
            continue
        if role == "reopen":
            out.problems.append((stack[0].place, "this quotation mark is never closed"))
            stack = []
        if role == "open" and len(stack) >= DEEPEST:
            out.problems.append((at, "this quotation mark is one of too many"))
            continue
        if role in ("open", "reopen"):
            stack.append(_Open(family, after, not text[start:at].strip(" –—-•*\t")))
            continue
        depth = next((n for n in reversed(range(len(stack))) if stack[n].family == family), None)
        if depth is None:
            out.problems.append((at, "this quotation mark closes nothing"))
            continue
        opened = stack[depth]
        del stack[depth:]
        if at <= opened.start:
            continue
        (nested if stack else out.complete).append(
            Quotation(opened.start, at, ((opened.start, at),), width=opened.width)
        )
    if stack:
        out.left_open = stack[0]
        inner = [q for q in nested if q.start > stack[0].start]
        if inner and text[: inner[0].outer[0]].rstrip().endswith((".", "!", "?", ",")):
            # the closing mark was forgotten: “This is it, he said. “And that was that,” she said.
            out.fallback = inner
        elif inner:
            # the two closing marks were typed as one: “This is “too much.”
            last = inner[-1].end
            out.fallback = [Quotation(stack[0].start, last, ((stack[0].start, last),), width=stack[0].width)]
    return out


def _role(
    text: str, match: re.Match[str], paragraph: tuple[int, int], stack: list[_Open], later: int
) -> tuple[str, str]:
    """What a mark does (``open``, ``close``, ``reopen``, ``none``), and its family."""
    mark, at, after = match.group(), match.start(), match.end()
    start, end = paragraph
    families = [opened.family for opened in stack]
    before = text[at - 1] if at > start else " "
    behind = text[after] if after < end else " "
    looks_opening = (before.isspace() or before in "([—–-‘“«") and not behind.isspace() and behind not in ".,;:!?)"
    if mark == "''" and "``" not in text:
        # two apostrophes for a double mark, as in old wire copy: they open and close like straight ones
        if "doubled" not in families:
            return ("open" if looks_opening else "none"), "doubled"
        return ("close" if not looks_opening or later == 0 else "reopen"), "doubled"
    if mark in _STRAIGHT:
        if (
            before.isdigit()
            and "straight" not in families
            and (behind.isspace() or behind in ",.;)")
            and later % 2 == 0
        ):
            return "none", "straight"  # inches
        if "straight" not in families:
            return "open", "straight"
        if not looks_opening or later == 0:
            return "close", "straight"
        return ("open" if later >= 2 else "reopen"), "straight"
    if mark == "»" and "guillemet" not in families and looks_opening:
        return "open", "guillemet"
    if mark == "«" and "guillemet" in families and not looks_opening:
        return "close", "guillemet"
    if mark in _OPENERS:
        # “ also closes what „ opened, and may be typed where only a closing mark can stand
        low = bool(stack) and text[stack[-1].start - 1] == "„"
        misplaced = "curly" in families and not before.isspace() and (behind.isspace() or behind in ".,;:!?)")
        return ("close" if mark == "“" and (low or misplaced) else "open"), _OPENERS[mark]
    family = _CLOSERS[mark]
    if family == "curly" and "curly" not in families and looks_opening:
        return "open", family
    if family == "typewriter" and family not in families:
        return "none", family
    return "close", family


def _with_single_marks(text: str, blocks: Sequence[tuple[int, int]], found: list[Quotation]) -> list[Quotation]:
    """Add quotations in single marks that stand outside all others."""
    out = list(found)
    spans = merged(q.outer for q in found)
    for start, end in blocks:
        at = start
        while opening := _SINGLE_OPEN.search(text, at, end):
            at = opening.end()
            if _ELISION.match(text, opening.start()) or covers(spans, opening.start()):
                continue
            closing = _closing_single(text, at, end, text[opening.start()])
            if closing < 0 or covers(spans, closing):
                continue
            inner = [q for q in found if at <= q.start and q.end <= closing]
            if inner and text[closing - 1] not in ".,!?…":
                continue
            for nested in inner:
                out.remove(nested)
            out.append(Quotation(at, closing, ((at, closing),), single=True))
            at = closing + 1
    return out


def _closing_single(text: str, start: int, end: int, mark: str) -> int:
    """Where a quotation in single marks ends, past possessive plurals ("leaders’ summit"); -1 when nowhere."""
    wanted = "’" if mark == "‘" else "'"
    end = min(end, start + SINGLE_REACH)
    candidates = [m.start() for m in _SINGLE_CLOSE.finditer(text, start, end) if m.group() == wanted]
    following = _SINGLE_OPEN.search(text, start + 1, end)
    if following and not _ELISION.match(text, following.start()) and any(c < following.start() for c in candidates):
        candidates = [c for c in candidates if c < following.start()]
    for at in candidates:
        if text[at - 1] in ".,!?…;" or text[at + 1 : at + 2] in ("", ".", ",", ";", ":", "?", "!", ")", "\n"):
            return at
    # inside a sentence: not after a plural s, if there is any other
    return next((c for c in candidates if text[c - 1] not in "sS"), candidates[0] if len(candidates) == 1 else -1)
