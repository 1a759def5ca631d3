"""The database layout of LexisNexis: ``k of N DOCUMENTS``, outlet, date line, title, labels in capitals, text, labels.

LexisNexis Academic and Nexis UK wrote it as HTML and as text. What is common to both layouts is in
:mod:`workbench.corpus.readers.nexis_layout`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from workbench.corpus.readers.contract import Item, Remark
from workbench.corpus.readers.nexis_layout import (
    NexisArticle,
    Origin,
    count_remark,
    counter,
    date_line,
    is_copyright,
    is_header_label,
    label_of,
    most_common_total,
    take_labels,
    take_trailer,
    to_record,
)
from workbench.domain.article import Refusal

_SURE_TRAILERS: Final = frozenset({"load_date", "language", "publication_type", "journal_code"})
_SELECTED: Final = re.compile(
    r"Selected Items?\s*:\s*(?P<items>\d+(?:\s*-\s*\d+)?(?:\s*,\s*\d+(?:\s*-\s*\d+)?)*)", re.IGNORECASE
)
_MOST_NUMBERS_SHOWN: Final = 10
_MOST_CAPTIONS: Final = 12
"""Blocks between the label of the captions and the first label that can be nothing else."""


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of a file that stands by itself: lines of the header, one label, or paragraphs of the text."""

    paragraphs: tuple[str, ...]
    centred: bool = False
    labelled: bool | None = None
    """Whether the file's own formatting sets a label off at the beginning; ``None`` when it can't tell."""

    @property
    def text(self) -> str:
        """All of it, a line for each paragraph."""
        return "\n".join(self.paragraphs)


def has_counters(lines: Iterable[str]) -> bool:
    """Whether a line says ``k of N DOCUMENTS``."""
    return any(counter(line) is not None for line in lines)


def blocks_of_lines(lines: Iterable[str]) -> list[Block]:
    """A block for each line that is not empty."""
    return [Block((line.strip(),)) for line in lines if line.strip()]


def read_database(blocks: Sequence[Block], *, path: str, origin: Origin, printed: int = 0) -> Iterator[Item]:
    """The articles of a download in the database layout.

    Args:
        blocks: all blocks of the file; each document begins with its counter.
        path: its name for refusals.
        origin: how its bytes became text.
        printed: how many documents the file says it holds, 0 when only its counters can tell.
    """
    starts = [(place, found) for place, block in enumerate(blocks) if (found := counter(block.text)) is not None]
    if not starts:
        yield Refusal(path, "", "No document was found in this download. Download it again as Word or text.")
        return
    numbers = [found[0] for _, found in starts]
    total = most_common_total(found[1] for _, found in starts)
    ends = [place for place, _ in starts[1:]] + [len(blocks)]
    for position, ((place, (number, own_total)), end) in enumerate(zip(starts, ends, strict=True), start=1):
        article = _article(blocks[place + 1 : end])
        if own_total != total:
            article.doubts.insert(0, f"its counter says {number} of {own_total}, the others say of {total}")
        yield to_record(article, path=path, record=f"document {position} of {len(starts)}", origin=origin)
    cover = "\n".join(block.text for block in blocks[: starts[0][0]])
    yield from _count_remarks(numbers, printed or _selected(cover) or total)


def _selected(cover: str) -> int:
    """How many documents a cover says were chosen (``Selected Items: 501-700``); a download may hold a part of a list."""
    match = _SELECTED.search(cover)
    if match is None:
        return 0
    count = 0
    for part in match["items"].split(","):
        first, _, last = (piece.strip() for piece in part.partition("-"))
        count += int(last) - int(first) + 1 if last else 1
    return max(count, 0) if count <= 10_000_000 else 0


def _count_remarks(numbers: Sequence[int], printed: int) -> Iterator[Remark]:
    remark = count_remark(len(numbers), printed, "cover or counters")
    if remark is None:
        return
    yield remark
    present = set(numbers)
    missing = [
        number for number in range(min(numbers), min(max(numbers), min(numbers) + 100_000)) if number not in present
    ]
    if missing:
        shown = ", ".join(str(number) for number in missing[:_MOST_NUMBERS_SHOWN])
        more = f" and {len(missing) - _MOST_NUMBERS_SHOWN:,} more" if len(missing) > _MOST_NUMBERS_SHOWN else ""
        yield Remark(f"The file has no document with the number {shown}{more}.")


def _article(blocks: Sequence[Block]) -> NexisArticle:
    article = NexisArticle()
    labels = next((n for n, block in enumerate(blocks) if _label(block) == "header"), None)
    if labels is None:
        article.doubts.append("there is no label between title and text")
        labels = _below_title(blocks)
    _take_front(article, blocks[:labels])
    start = _text_start(blocks, labels)
    take_labels(article, (block.text for block in blocks[labels:start]))
    end = _trailer(blocks, start)
    article.body = [
        paragraph for block in blocks[start:end] if not is_copyright(block.text) for paragraph in block.paragraphs
    ]
    take_trailer(article, (line for block in blocks[end:] if not is_copyright(block.text) for line in block.paragraphs))
    return article


def _label(block: Block) -> str:
    """``header`` or ``trailer`` for a block that begins with a label in capitals, ``""`` for others."""
    if block.labelled is False or not block.paragraphs:
        return ""
    found = label_of(block.paragraphs[0])
    if found is None or not found[1].isupper():
        return ""
    return "header" if is_header_label(found[0]) else "trailer"


def _key(block: Block) -> str:
    found = label_of(block.paragraphs[0]) if block.paragraphs else None
    return found[0] if found is not None else ""


def _below_title(blocks: Sequence[Block]) -> int:
    """The end of a header without labels: the block below the date line is the title."""
    for number, block in enumerate(blocks[:8]):
        if block.paragraphs and date_line(block.paragraphs[0]) is not None:
            return min(number + 2, len(blocks))
    return min(3, len(blocks))


def _take_front(article: NexisArticle, blocks: Sequence[Block]) -> None:
    """Outlet, date line and title, in this order, with the notices around them."""
    front = [block for block in blocks if block.text.strip() and not is_copyright(block.text)]
    dated = next((n for n, block in enumerate(front) if _date_place(block) is not None), None)
    if dated is None:
        above = [block for block in front if block.centred]
        below = [block for block in front if not block.centred]
        if not above and len(front) > 1:  # without formatting the outlet is the first and the title the last
            above, below = front[:1], front[1:]
    else:
        place = _date_place(front[dated]) or 0
        lines = front[dated].paragraphs
        article.date_line = lines[place]
        article.edition += [edition for line in lines[place + 1 :] if (edition := line.strip(" ;,"))]
        above = [*front[:dated], *([Block(lines[:place])] if place else [])]
        below = front[dated + 1 :]
    if above:
        article.outlet = " ".join(above[0].text.split())
        article.notes += [f"Further line of the header: {' '.join(block.text.split())}." for block in above[1:]]
    titles = [block for block in below if not block.centred] or below
    # a centred line below the date is a notice ("Correction Appended") or a part of the date
    for block in below:
        if block is titles[0]:
            article.title = " ".join(block.text.split())
        else:
            article.notes.append(f"Further line of the header: {' '.join(block.text.split())}.")


def _date_place(block: Block) -> int | None:
    """Which of a block's lines is the date line."""
    return next((n for n, line in enumerate(block.paragraphs[:4]) if date_line(line) is not None), None)


def _text_start(blocks: Sequence[Block], labels: int) -> int:
    """Where the labels end. What stands between a label and ``LENGTH`` continues the label."""
    last = labels - 1
    for number in range(labels, min(len(blocks), labels + 20)):
        kind = _label(blocks[number])
        if kind == "header" and (number == last + 1 or _key(blocks[number]) == "words"):
            last = number
        elif kind == "trailer":
            break
    return last + 1


def _trailer(blocks: Sequence[Block], start: int) -> int:
    """Where the text ends: at the first label in capitals that belongs below a text, if sure ones follow."""
    sure = [
        n for n in range(start, len(blocks)) if _label(blocks[n]) == "trailer" and _key(blocks[n]) in _SURE_TRAILERS
    ]
    if not sure:
        return len(blocks)
    end = sure[0]
    # captions stand above them, in several blocks; other labels directly above, and only where the file sets them off
    for number in range(end - 1, max(start, end - _MOST_CAPTIONS) - 1, -1):
        if _label(blocks[number]) != "trailer":
            continue
        if _key(blocks[number]) == "graphic" or (blocks[number].labelled and number == end - 1):
            end = number
    return end
