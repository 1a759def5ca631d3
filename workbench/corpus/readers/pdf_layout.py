"""From pieces of text with their places on PDF pages to paragraphs in reading order.

Columns are found by the white space between them, paragraphs by indents, space and lines that end early, running
headers and footers by coming again at the same place. A word divided at a line end is put together only when the
document itself shows how it is written. Nothing here knows a PDF library.
"""

from __future__ import annotations

import itertools
import re
import statistics
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from workbench.corpus.readers.document_text import Paragraph

GUTTER: Final = 0.9
"""Least width of the white space between two columns, in font sizes."""
COLUMN_LINES: Final = 3
"""Least number of lines on either side of it."""
COLUMN_CHARACTERS: Final = 12
"""Least median length of these lines: shorter ones are cells of a table."""
LARGE_GAP: Final = 2.5
"""Vertical space, in font sizes, over which a column does not go on."""
MARGIN: Final = 0.13
"""Share of the page's height, at the top and at the bottom, where running headers and footers stand."""
MOST_PIECES: Final = 20_000
"""Pieces of text on a page; more are a drawing, which is read in the order of the file."""
_DEEPEST: Final = 30

_HYPHENS: Final = "-\u2010\u00ad"
SOFT_HYPHEN: Final = "\u00ad"
"""Stands for a hyphen that the PDF itself marks as one of a line end."""
_TERMINAL: Final = tuple('.!?:;…"”»’)]。！？」』')
_BULLET: Final = re.compile(r"[•▪●◦■□▸►➢✓‣∙·]\s")
_PAGE_NUMBER: Final = re.compile(
    r"[\W_]*(?:page|seite|página|pagina|str\.?|стр\.?|p\.|s\.)?\s*#(?:\s*(?:of|von|de|sur|di|van|из|/)\s*#)?[\W_]*",
    re.IGNORECASE,
)
_DIGITS: Final = re.compile(r"\d+")
_WORD: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LAST_PART: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*$")
_FIRST_PART: Final = re.compile(r"[^\W\d_]+")
# Endings that no word begins with after a hyphen of its own: "govern-ment" can only be "government".
_ENDINGS: Final = (
    "tion tions tional tionally tionary tioned tioning sion sions sional ment ments mentary ness nesses ity ities ence"
    " ences ency encies ance ances ancy ancies ing ings ting tings ning nings ding dings ping ving zing cing ging ed ted"
    " ded ly tly ally cally tically ously ous ious eous ive tive tives ative atively ble bly bility ibility ability"
    " ture tures tural turally cial cially tial tially cian cians tic tics tical ism isms ist ists istic ize ized izing"
    " ise ised ising ization isation eral erally ered ering eration erations ation ations ational ature"
    " ung ungen keit keiten heit heiten lich liche lichen licher liches isch ische ischen ischer tät täten rung rungen"
    " lung lungen nung nungen dung dungen tung tungen schen"
    " ción ciones mente miento mientos dad dades zione zioni mento menti ções ção té tés"
)
_NEVER_WORDS: Final = frozenset(_ENDINGS.split())
_RIGHT_TO_LEFT: Final = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_NO_SPACE: Final = re.compile("[\u2e80-\u303f\u3041-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]")


@dataclass(slots=True, eq=False)
class Piece:
    """Text that stands together on one line. Places are counted from the top left corner, in points."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float
    """The size of its font."""

    @property
    def middle(self) -> float:
        """Its vertical middle."""
        return (self.top + self.bottom) / 2


@dataclass(slots=True)
class Page:
    """A page's height and the pieces of text on it, in the order of the file."""

    height: float
    pieces: list[Piece]
    outside: int = 0
    """Characters that the page does not show because they lie outside of it."""


@dataclass(frozen=True, slots=True)
class Laid:
    """What the pages say."""

    paragraphs: tuple[Paragraph, ...]
    largest: str
    """The text in the largest font of the first page with text, when it is clearly larger than the rest."""
    joined_words: int
    """Divided words that were put together."""
    kept_hyphens: int
    """Hyphens at line ends that were kept because it is not certain what they are."""
    running: tuple[str, ...]
    """Running headers and footers, each once."""


@dataclass(slots=True, eq=False)
class _Line:
    """Pieces beside one another."""

    pieces: list[Piece]

    @property
    def left(self) -> float:
        return min(piece.left for piece in self.pieces)

    @property
    def right(self) -> float:
        return max(piece.right for piece in self.pieces)

    @property
    def top(self) -> float:
        return min(piece.top for piece in self.pieces)

    @property
    def bottom(self) -> float:
        return max(piece.bottom for piece in self.pieces)

    def middle_of(self, height: float) -> float:
        """Where on the page it stands: 0 at the top, 1 at the bottom."""
        return (self.top + self.bottom) / 2 / max(1.0, height)

    @property
    def size(self) -> float:
        return max(self.pieces, key=lambda piece: len(piece.text)).size

    @property
    def text(self) -> str:
        ordered = sorted(self.pieces, key=lambda piece: piece.left)
        if sum(_right_to_left(piece.text) for piece in ordered) * 2 > len(ordered):
            ordered.reverse()
        parts = [ordered[0].text]
        for before, piece in itertools.pairwise(ordered):
            gap = max(piece.left - before.right, before.left - piece.right)
            parts += ["\t" if gap > 2 * piece.size else " ", piece.text]
        return "".join(parts)


@dataclass(slots=True)
class _Draft:
    """A paragraph while lines and pages are put together."""

    lines: list[str]
    size: float
    top: float
    kind: str = ""
    rule: str = ""
    first_of_column: bool = False
    last_of_column: bool = False


@dataclass(slots=True)
class _Hyphens:
    """Decides about hyphens at line ends by the words that the document writes elsewhere, and by endings."""

    whole: frozenset[str]
    joined: int = 0
    kept: int = 0

    def join(self, before: str, after: str) -> str:
        if not before or not after:
            return before + after
        if before[-1] in _HYPHENS and len(before) > 1 and before[-2].isalpha() and after[0].isalpha():
            first = _LAST_PART.search(before[:-1])
            second = _FIRST_PART.match(after)
            if first is not None and second is not None and after[0].islower():
                head, tail = first[0].casefold(), second[0].casefold()
                if f"{head}-{tail}" in self.whole and f"{head}{tail}" not in self.whole:
                    return before[:-1] + "-" + after
                if f"{head}{tail}" in self.whole or before[-1] == SOFT_HYPHEN or tail in _NEVER_WORDS:
                    self.joined += 1
                    return before[:-1] + after
                self.kept += 1
            return before[:-1] + "-" + after
        before = before[:-1] + "-" if before[-1] == SOFT_HYPHEN else before
        if _NO_SPACE.match(before[-1]) and _NO_SPACE.match(after[0]):
            return before + after
        return f"{before} {after}"


def lay_out(pages: Sequence[Page]) -> Laid:
    """The paragraphs of a document in reading order, its running headers and footers marked."""
    lines_of = [_lines(_distinct(page.pieces)) for page in pages]
    furniture = _furniture(pages, lines_of)
    hyphens = _Hyphens(_vocabulary(lines_of))
    drafts: list[_Draft] = []
    last_body: _Draft | None = None
    largest = ""
    for page, lines, running in zip(pages, lines_of, furniture, strict=True):
        body = [line for line in lines if id(line) not in running]
        crowded = sum(len(line.pieces) for line in body) > MOST_PIECES
        found = [draft for column in ([body] if crowded else _columns(body, 0)) for draft in _column_paragraphs(column)]
        if not largest and found:
            largest = _largest(found, page.height)
        marked = [line for line in lines if id(line) in running]
        drafts += [_marked(line, running) for line in marked if line.top < page.height / 2]
        for draft in found:
            if last_body is not None and _goes_on(last_body, draft):
                last_body.lines += draft.lines
                last_body.last_of_column = draft.last_of_column
                continue
            drafts.append(draft)
            last_body = draft
        drafts += [_marked(line, running) for line in marked if line.top >= page.height / 2]
    paragraphs = tuple(Paragraph(_text(draft.lines, hyphens), kind=draft.kind, rule=draft.rule) for draft in drafts)
    seen = dict.fromkeys(paragraph.text for paragraph in paragraphs if paragraph.kind)
    return Laid(paragraphs, largest, hyphens.joined, hyphens.kept, tuple(seen))


def _distinct(pieces: Iterable[Piece]) -> list[Piece]:
    """The pieces without those that are drawn twice at almost the same place, as some programs make bold."""
    kept: list[Piece] = []
    places: dict[str, list[Piece]] = {}
    for piece in pieces:
        if not piece.text.strip():
            continue
        same = places.setdefault(piece.text, [])
        near = 0.3 * piece.size
        if any(abs(piece.left - other.left) < near and abs(piece.top - other.top) < near for other in same[-20:]):
            continue
        same.append(piece)
        kept.append(piece)
    return kept


def _lines(pieces: Sequence[Piece]) -> list[_Line]:
    """The pieces of a page in lines, from the top."""
    lines: list[_Line] = []
    for piece in sorted(pieces, key=lambda each: (each.middle, each.left)):
        if lines:
            last = lines[-1].pieces[-1]
            overlap = min(last.bottom, piece.bottom) - max(last.top, piece.top)
            if overlap > 0.5 * min(last.bottom - last.top, piece.bottom - piece.top):
                lines[-1].pieces.append(piece)
                continue
        lines.append(_Line([piece]))
    return lines


def _furniture(pages: Sequence[Page], lines_of: Sequence[Sequence[_Line]]) -> list[dict[int, str]]:
    """For each page the lines (by identity) that are running headers, footers or page numbers, with the rule."""
    # for each line in the margins: itself, and for each of its pieces where it stands and what it says
    zones: list[list[tuple[_Line, list[tuple[str, int, str]]]]] = []
    counts: Counter[tuple[str, int, str]] = Counter()
    for page, lines in zip(pages, lines_of, strict=True):
        zone = []
        first, last = lines[:4], lines[4:][-4:]
        for line in (*first, *last):
            middle = line.middle_of(page.height)
            if MARGIN <= middle <= 1 - MARGIN or (middle < MARGIN and line in last):
                continue
            edge = "top" if middle < 0.5 else "end"
            zone.append((line, [(edge, round(middle * 50), _shape(piece.text)) for piece in line.pieces]))
        zones.append(zone)
        counts.update({key for _, keys in zone for key in keys})
    with_text = sum(bool(lines) for lines in lines_of)
    needed = 2 if with_text < 6 else 3
    found: list[dict[int, str]] = []
    for lines, zone in zip(lines_of, zones, strict=True):
        running: dict[int, str] = {}
        for line, keys in zone:
            # a line may stand a little higher or lower from page to page
            times = [sum(counts[edge, near, shape] for near in (at - 1, at, at + 1)) for edge, at, shape in keys]
            known = [time for time, (_, _, shape) in zip(times, keys, strict=True) if time >= needed and shape]
            repeated = sum(len(shape) for time, (_, _, shape) in zip(times, keys, strict=True) if time >= needed)
            if with_text < 2 or not known or repeated * 2 < sum(len(shape) for _, _, shape in keys):
                continue
            numeral = _PAGE_NUMBER.fullmatch(_shape(line.text)) is not None
            what = "page number" if numeral else "running header or footer"
            running[id(line)] = f"{what} on {min(max(known), with_text):,} of {with_text:,} pages"
        _keep_body(lines, running)
        found.append(running)
    return found


def _keep_body(lines: Sequence[_Line], running: dict[int, str]) -> None:
    """Take back the lines that are set as part of the paragraph beside them: the same text on several pages."""
    for ordered in (lines, lines[::-1]):
        for line, inner in zip(ordered[:4][::-1], ordered[1:5][::-1], strict=False):
            if id(line) not in running or id(inner) in running or running[id(line)].startswith("page number"):
                continue
            apart = max(inner.top - line.bottom, line.top - inner.bottom)
            beside = min(line.right, inner.right) > max(line.left, inner.left)
            if apart < 0.5 * line.size and beside and _same_size(line, inner):
                del running[id(line)]


def _shape(text: str) -> str:
    """A line with numbers taken out, so that page numbers and dates do not make it another one."""
    return " ".join(_DIGITS.sub("#", text).casefold().split())[:200]


def _marked(line: _Line, running: dict[int, str]) -> _Draft:
    return _Draft([line.text], line.size, line.top, kind="navigation", rule=running[id(line)])


def _vocabulary(lines_of: Iterable[Iterable[_Line]]) -> frozenset[str]:
    """The words that stand whole inside lines, so that those divided at line ends can be compared with them."""
    words: set[str] = set()
    for lines in lines_of:
        for line in lines:
            for piece in line.pieces:
                found = _WORD.findall(piece.text)
                if found and piece.text.rstrip()[-1:] in _HYPHENS:
                    found.pop()
                for word in found:
                    folded = word.casefold()
                    words.add(folded)
                    if "-" in folded:
                        words.update(folded.split("-"))
    return frozenset(words)


def _columns(lines: list[_Line], depth: int) -> list[list[_Line]]:
    """The lines in runs, each of them one column, in reading order."""
    if depth > _DEEPEST or len(lines) < COLUMN_LINES:
        return [lines] if lines else []
    runs: list[list[_Line]] = []
    plain: list[_Line] = []
    at = 0
    while at < len(lines):
        found = _side_by_side(lines, at)
        if found is None:
            plain.append(lines[at])
            at += 1
            continue
        end, gutter = found
        if plain:
            runs.append(plain)
            plain = []
        sides = _split(lines[at:end], gutter)
        letters = "".join(piece.text for line in lines[at:end] for piece in line.pieces)
        for side in reversed(sides) if _right_to_left(letters) else sides:
            runs += _columns(_lines([piece for line in side for piece in line.pieces]), depth + 1)
        at = end
    if plain:
        runs.append(plain)
    return runs


def _side_by_side(lines: Sequence[_Line], at: int) -> tuple[int, float] | None:
    """Where the columns end that begin at a line, and a place between two of them; ``None`` when none begin there."""
    size = lines[at].size
    left, right = lines[at].left, lines[at].right
    gaps = [(right, float("inf")), (float("-inf"), left)]
    gaps += _gaps(lines[at])
    end = at
    best: tuple[int, float] | None = None
    for number in range(at, len(lines)):
        line = lines[number]
        if number > at:
            if line.top - max(each.bottom for each in lines[max(at, number - 3) : number]) > LARGE_GAP * size:
                break
            gaps = _common(gaps, [(float("-inf"), line.left), *_gaps(line), (line.right, float("inf"))], GUTTER * size)
            left, right = min(left, line.left), max(right, line.right)
        inner = [(start, stop) for start, stop in gaps if start >= left and stop <= right]
        open_ended = [gap for gap in gaps if gap[1] > left and gap[0] < right]
        if not inner and not open_ended and number > at:
            break
        if inner:
            end = number + 1
            start, stop = max(inner, key=lambda gap: gap[1] - gap[0])
            if end - at >= COLUMN_LINES:
                best = (end, (start + stop) / 2)
    if best is None:
        return None
    sides = _split(lines[at : best[0]], best[1])
    return best if all(_is_column(side) for side in sides) else None


def _gaps(line: _Line) -> list[tuple[float, float]]:
    ordered = sorted((piece.left, piece.right) for piece in line.pieces)
    found = []
    reach = ordered[0][1]
    for left, right in ordered[1:]:
        if left > reach:
            found.append((reach, left))
        reach = max(reach, right)
    return found


def _common(
    one: Sequence[tuple[float, float]], other: Sequence[tuple[float, float]], least: float
) -> list[tuple[float, float]]:
    """The white space that two lists have in common, as far as it is wide enough."""
    found = []
    for left, right in one:
        for start, stop in other:
            low, high = max(left, start), min(right, stop)
            if high - low >= least:
                found.append((low, high))
    return found


def _split(lines: Sequence[_Line], gutter: float) -> tuple[list[_Line], list[_Line]]:
    sides: tuple[list[_Line], list[_Line]] = ([], [])
    for line in lines:
        for side, pieces in (
            (0, [piece for piece in line.pieces if piece.left < gutter]),
            (1, [piece for piece in line.pieces if piece.left >= gutter]),
        ):
            if pieces:
                sides[side].append(_Line(pieces))
    return sides


def _is_column(lines: Sequence[_Line]) -> bool:
    """Whether lines are running text rather than the cells of a table."""
    if len(lines) < COLUMN_LINES:
        return False
    return statistics.median(len(line.text) for line in lines) >= COLUMN_CHARACTERS


def _column_paragraphs(lines: Sequence[_Line]) -> list[_Draft]:
    """The paragraphs of one column."""
    drafts: list[_Draft] = []
    steps = [
        after.top - before.top
        for before, after in itertools.pairwise(lines)
        if _same_size(before, after) and 0 < after.top - before.top < 3 * after.size
    ]
    step = _usual(steps) if steps else 0.0
    for number, line in enumerate(lines):
        if number:
            near = _neighbours(lines, number)
            left = _usual([each.left for each in near])
            right = max(each.right for each in near)
        if not number or _begins(lines[number - 1], line, left=left, right=right, step=step):
            drafts.append(_Draft([line.text], line.size, line.top))
        else:
            drafts[-1].lines.append(line.text)
    if drafts:
        drafts[0].first_of_column = True
        drafts[-1].last_of_column = True
    return drafts


def _neighbours(lines: Sequence[_Line], number: int) -> list[_Line]:
    """The lines above and below one that are set like it: they show where its column begins and ends."""
    found = [lines[number]]
    for direction in (-1, 1):
        at = lines[number]
        for other in range(number + direction, number + direction * 7, direction):
            if not 0 <= other < len(lines):
                break
            line = lines[other]
            apart = max(line.top - at.bottom, at.top - line.bottom)
            if not _same_size(lines[number], line) or apart > LARGE_GAP * line.size:
                break
            found.append(line)
            at = line
    return found


def _same_size(one: _Line, other: _Line) -> bool:
    return abs(one.size - other.size) <= 0.12 * max(one.size, other.size)


def _usual(values: Sequence[float]) -> float:
    """The most frequent of measured values, which differ a little where they are meant to be the same."""
    counts = Counter(round(value) for value in values)
    most = max(counts.values())
    place = min(value for value, count in counts.items() if count == most)
    near = [value for value in values if abs(value - place) <= 1]
    return statistics.median(near)


def _begins(before: _Line, line: _Line, *, left: float, right: float, step: float) -> bool:
    """Whether a line begins a new paragraph."""
    size = line.size
    if not _same_size(before, line) and len(line.text) > 3 and len(before.text) > 3:
        return True
    if step and line.top - before.top > 1.3 * step and line.top - before.bottom > 0.2 * size:
        return True
    if not step and line.top - before.bottom > 0.8 * size:
        return True
    if _BULLET.match(line.text):
        return True
    if _right_to_left(line.text):
        return False
    indented, before_indented = line.left > left + 0.8 * size, before.left > left + 0.8 * size
    if indented and not before_indented and line.left < left + 6 * size:
        return True
    if before.text[-1:] in _HYPHENS:
        return False
    first_word = line.text.split(maxsplit=1)[0]
    width = (line.right - line.left) * len(first_word) / max(1, len(line.text))
    # the next word would have fitted on the line before
    return right - before.right > width + 1.5 * size and not _NO_SPACE.match(first_word)


def _goes_on(before: _Draft, draft: _Draft) -> bool:
    """Whether a paragraph goes on in the next column or on the next page."""
    if not (before.last_of_column and draft.first_of_column) or abs(before.size - draft.size) > 0.08 * before.size:
        return False
    end, start = before.lines[-1].rstrip(), draft.lines[0].lstrip()
    return bool(end and start) and start[0].islower() and not end.endswith(_TERMINAL)


def _text(lines: Sequence[str], hyphens: _Hyphens) -> str:
    text = lines[0].strip()
    for line in lines[1:]:
        text = hyphens.join(text, line.strip())
    return text.replace(SOFT_HYPHEN, "-") if text.endswith(SOFT_HYPHEN) else text


def _largest(drafts: Sequence[_Draft], height: float) -> str:
    """The text in the largest font in the upper two thirds, when it is clearly larger than the body."""
    sizes: Counter[float] = Counter()
    for draft in drafts:
        sizes[round(draft.size, 1)] += sum(map(len, draft.lines))
    body = max(sizes, key=lambda size: sizes[size])
    upper = [draft for draft in drafts if draft.top < height * 2 / 3 and sum(map(len, draft.lines)) >= 8]
    if not upper or len(sizes) < 2:
        return ""
    largest = max(upper, key=lambda draft: draft.size)
    if largest.size < 1.2 * body:
        return ""
    parts = [draft for draft in upper if abs(draft.size - largest.size) < 0.05 * largest.size]
    text = " ".join(" ".join(part.lines) for part in parts)
    return text if len(text) <= 300 else " ".join(largest.lines)[:300]


def _right_to_left(text: str) -> bool:
    if not _RIGHT_TO_LEFT.search(text):
        return False
    letters = [unicodedata.bidirectional(c) for c in text[:500] if c.isalpha()]
    return sum(direction in {"R", "AL"} for direction in letters) * 2 > len(letters)
