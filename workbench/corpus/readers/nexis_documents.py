"""The document layout of LexisNexis: title, outlet and date line, labels, ``Body``, paragraphs, ``End of Document``.

DOCX, RTF and text downloads of Nexis Uni, Lexis Advance and Nexis Advance have it. What is common to both layouts is in
:mod:`workbench.corpus.readers.nexis_layout`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from workbench.corpus.readers.contract import Item
from workbench.corpus.readers.nexis_layout import (
    NexisArticle,
    Origin,
    count_remark,
    cover_count,
    cover_title,
    is_body_heading,
    is_copyright,
    is_end_of_document,
    is_header_label,
    is_strong_body_heading,
    is_trailer_label,
    label_of,
    take_front,
    take_labels,
    take_trailer,
    to_record,
    trailer_heading,
)

_SURE_TRAILERS: Final = frozenset({"load_date", "correction_date", "publication_type", "journal_code"})
_NO_BREAK_SPACE: Final = "\u00a0"
_LONGEST_TRAILER_RUN: Final = 12
"""Filled lines without a label that can be captions or a correction; more are text."""
_FEWEST_BROKEN_LINES: Final = 12
_WIDEST_COLUMN: Final = 100
_HEADER_LINES: Final = 60
"""Lines from a title within which the labels and the body have to begin."""


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """One paragraph (of a Word document) or line (of a text). Empty ones count: they separate."""

    text: str
    heading: bool = False
    """Whether the file marks it as a heading of the first level, as downloads do with titles."""
    ends_section: bool = False


@dataclass(frozen=True, slots=True)
class _Document:
    """The lines of one document, and what was odd about cutting it out."""

    lines: Sequence[DocumentLine]
    doubt: str = ""


def read_documents(
    lines: Sequence[DocumentLine],
    *,
    path: str,
    origin: Origin,
    printed: int = 0,
    printed_where: str = "",
    wrapped: bool = False,
) -> Iterator[Item]:
    """The articles of a download in the document layout.

    Args:
        lines: all lines of the file.
        path: its name for refusals.
        origin: how its bytes became text.
        printed: how many documents the file says it holds, 0 when only a cover can tell.
        printed_where: where it says so, in words.
        wrapped: whether paragraphs are groups of lines between empty ones, rather than lines.
    """
    documents = list(_documents(lines))
    if not printed:
        printed, printed_where = _printed_on_cover(lines), "cover"
    # what stands behind a trailer, without a body of its own, is no document
    total = len(documents)
    for number, document in enumerate(documents, start=1):
        article = _article(document, wrapped=wrapped)
        yield to_record(article, path=path, record=f"document {number} of {total}", origin=origin)
    if remark := count_remark(total, printed, printed_where):
        yield remark


def _printed_on_cover(lines: Sequence[DocumentLine]) -> int:
    """The number of documents that a cover gives, or the highest number in its list; 0 without a cover."""
    highest = 0
    for line in lines:
        if is_end_of_document(line.text) or is_strong_body_heading(line.text):
            return 0
        if count := cover_count(line.text):
            return count
        if title := cover_title(line.text):
            highest = title[0] if title[0] == highest + 1 else highest
    return 0


def _documents(lines: Sequence[DocumentLine]) -> Iterator[_Document]:
    """The lines of each document, without a cover and without the line that ends it."""
    start = 0
    ends = [number for number, line in enumerate(lines) if is_end_of_document(line.text)]
    for number, end in enumerate([*ends, len(lines)]):
        part = lines[start:end]
        start = end + 1
        last = number == len(ends)
        if not any(line.text.strip() for line in part) or (last and not _has_header(part)):
            continue
        pieces = _at_headings(part)
        for place, piece in enumerate(pieces):
            unended = last or place + 1 < len(pieces)
            yield _Document(piece, "the line “End of Document” is missing" if unended else "")


def _has_header(lines: Sequence[DocumentLine]) -> bool:
    """Whether there is a document here at all: a line ``Body``, or several labels that belong before one."""
    labels = 0
    for line in lines:
        if is_strong_body_heading(line.text):
            return True
        found = label_of(line.text)
        labels += found is not None and is_header_label(found[0])
    return labels >= 2


def _at_headings(lines: Sequence[DocumentLine]) -> list[Sequence[DocumentLine]]:
    """Cut at titles that the file marks as such and that have a body of their own; what precedes the first is cover."""
    bodies = [number for number, line in enumerate(lines) if is_strong_body_heading(line.text)]
    titles: list[int] = []
    for number, line in enumerate(lines):
        if not line.heading or not line.text.strip():
            continue
        place = bisect_right(bodies, number)
        if place == len(bodies) or bodies[place] > number + _HEADER_LINES:
            continue  # a heading inside an article
        if titles and bisect_right(bodies, titles[-1]) == place:
            continue  # a second line of the title
        titles.append(number)
    if not titles:
        return [lines[_after_cover(lines) :]]
    return [lines[start:end] for start, end in zip(titles, [*titles[1:], len(lines)], strict=True)]


def _after_cover(lines: Sequence[DocumentLine]) -> int:
    """Where the first document begins when no title is marked as one."""
    first_label = next(
        (n for n, line in enumerate(lines) if is_copyright(line.text) or _is_header_label_line(line.text)), 0
    )
    if not any(cover_count(line.text) for line in lines[:first_label]):
        return 0
    sections = [n for n, line in enumerate(lines[:first_label]) if line.ends_section]
    if sections:
        return sections[-1] + 1
    empty = 0
    for number in range(first_label - 1, -1, -1):
        empty = 0 if lines[number].text.strip() else empty + 1
        # one empty line stands below the date line; two or more below the cover
        if empty >= 2 and any(line.text.strip() for line in lines[number + 2 : first_label]):
            return number + empty
    return 0


def _is_header_label_line(line: str) -> bool:
    found = label_of(line)
    return found is not None and is_header_label(found[0])


def _article(document: _Document, *, wrapped: bool) -> NexisArticle:
    article = NexisArticle()
    if document.doubt:
        article.doubts.append(document.doubt)
    texts = [line.text for line in document.lines]
    labels = next((n for n, text in enumerate(texts) if is_copyright(text) or _is_header_label_line(text)), None)
    body = next((n for n, text in enumerate(texts) if is_strong_body_heading(text)), None)
    if body is None and labels is not None:
        body = next((n for n, text in enumerate(texts) if n > labels and is_body_heading(text)), None)
    if labels is None or (body is not None and body < labels):
        labels = body if body is not None else _below_date(texts)
    if body is None:
        article.doubts.append("there is no line “Body”")
        body_start = labels_end = _below_labels(texts, labels)
    else:
        labels_end, body_start = body, body + 1
    take_front(article, texts[:labels])
    take_labels(article, texts[labels:labels_end])
    end = _trailer(texts, body_start)
    body_lines = texts[body_start:end]
    if not wrapped and broken_lines(body_lines):
        wrapped = True
        body_lines = [text for text in body_lines if text.strip()]
        article.notes.append("The lines of the text were broken at a fixed width; they were joined to paragraphs.")
    article.body = unwrapped(body_lines) if wrapped else [text for text in body_lines if text.strip()]
    take_trailer(article, texts[end:])
    return article


def _below_date(texts: Sequence[str]) -> int:
    """The header of a document without labels: the lines above the first gap below two filled lines."""
    filled = 0
    for number, text in enumerate(texts):
        if text.strip():
            filled += 1
        elif filled >= 2:
            return number
    return min(len(texts), 1)


def _below_labels(texts: Sequence[str], labels: int) -> int:
    """Where the text begins when nothing says so: below the last of the labels that follow one another."""
    last = labels - 1
    for number in range(labels, min(len(texts), labels + _HEADER_LINES)):
        if is_copyright(texts[number]) or _is_header_label_line(texts[number]):
            last = number
    return last + 1


def _trailer(texts: Sequence[str], start: int) -> int:
    """Where the text ends: at ``Classification``, ``Graphic`` or the first label that belongs below a text."""
    longest_from = _longest_runs(texts)
    spaced = any(not text.strip() for text in texts)
    classified = max((n for n in range(start, len(texts)) if trailer_heading(texts[n]) == "other"), default=-1)
    for number in range(start, len(texts)):
        text = texts[number]
        if trailer_heading(text):
            below = texts[number + 1] if number + 1 < len(texts) else ""
            followed = not below.strip() or label_of(below) is not None or not spaced or text.startswith("\n")
            # "Notes" may be a heading of the article: then much text follows that is none of the trailer's
            if followed and longest_from[number + 1] <= _LONGEST_TRAILER_RUN:
                return number
            continue
        found = label_of(text)
        if found is None or not is_trailer_label(found[0]):
            continue
        if found[0] in _SURE_TRAILERS or text.startswith("\n"):
            return number
        # without the service's own space it may be the article's ("Subject: unknown"), unless nothing but labels follow
        marked = text[: len(text) - len(found[2])].endswith(_NO_BREAK_SPACE)
        most = _LONGEST_TRAILER_RUN if marked else 0
        if (marked or classified < number) and longest_from[number] <= most:
            return number
    return len(texts)


def _longest_runs(texts: Sequence[str]) -> list[int]:
    """For each line the longest run of filled lines without a label from there to the end."""
    found = [0] * (len(texts) + 1)
    run = longest = 0
    for number in range(len(texts) - 1, -1, -1):
        text = texts[number]
        if text.strip():
            run = 0 if label_of(text) or trailer_heading(text) else run + 1
            longest = max(longest, run)
        found[number] = longest
    return found


def broken_lines(texts: Sequence[str]) -> bool:
    """Whether paragraphs are really lines of a narrow column: many, short, and most end inside a sentence."""
    filled = [text.strip() for text in texts if text.strip()]
    if len(filled) < _FEWEST_BROKEN_LINES or max(map(len, filled)) > _WIDEST_COLUMN:
        return False
    open_ends = sum(
        before[-1] not in ".!?\"'”’:)" and (after[0].islower() or after[0].isdigit())
        for before, after in pairwise(filled)
    )
    return open_ends * 3 > len(filled)


def unwrapped(lines: Sequence[str]) -> list[str]:
    """Paragraphs from lines that were broken at a fixed width; empty lines separate them.

    A line that ends although the next word would have fitted ends there by intention, and stays a line.
    """
    width = max((len(line.rstrip()) for line in lines), default=0)
    paragraphs: list[str] = []
    current = ""
    last = ""
    for line in [*lines, ""]:
        text = line.strip()
        if not text:
            if current:
                paragraphs.append(current)
            current = last = ""
        elif not current:
            current, last = text, line.rstrip()
        else:
            # a few characters are allowed for: some programs count the space, some do not
            fitted = len(last) + 1 + len(text.split(maxsplit=1)[0]) < width - 2
            current += ("\n" if fitted or width > 200 else " ") + text
            last = line.rstrip()
    return paragraphs
