"""Concordances as they are asked for: what there is behind a focus, any page of its lines, steps from one to the next.

Passages and their orders are kept as arrays for the next question; texts are looked up only for lines that are shown.
"""

from __future__ import annotations

from array import array
from collections.abc import Hashable, Iterable
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from workbench.analysis.concordance import kwic_table, lines_of, sampled_rows, sorted_rows
from workbench.domain.concordance_order import checked_keys
from workbench.domain.focus import Focus
from workbench.domain.measured import Measured
from workbench.domain.spans import Interval, Span
from workbench.domain.table_data import Cell, TableData
from workbench.index.passages import Passages
from workbench.index.query import find
from workbench.index.store import LongArray
from workbench.workspace import frame_tables, group_places
from workbench.workspace.article_columns import article_columns
from workbench.workspace.concordance_messages import PAGE, ConcordancePage, PassagesByArticle
from workbench.workspace.evidence import evidence_passages, focus_label
from workbench.workspace.messages import Evidence, Options
from workbench.workspace.passage_lists import PassageLists
from workbench.workspace.searches import parse_in

if TYPE_CHECKING:
    from workbench.workspace.catalogue import Making

COLUMNS: Final = ("document_id", "outlet", "date", "start", "end", "left", "node", "right", "title", "story")
"""Columns of a page of lines."""


def passages_of(making: Making, terms: tuple[str, ...] = ()) -> Passages:
    """The passages of some searches together; without any, of the focus. Raises :class:`QueryError`."""
    return _lists(making).recall(("passages", *_key(making, terms)), lambda: _find(making, terms))


def evidence(making: Making, asked: Focus, showing: Iterable[str] = ()) -> Evidence:
    """What there is behind a focus.

    Args:
        making: the basis, the options and the focus as it is now.
        asked: the focus as it was asked for, without a passage.
        showing: the articles whose passages are wanted, all of them; those of the first article with one come too.

    Raises:
        QueryError: the search can't be understood.
    """
    basis = making.basis
    passages = passages_of(making)
    codes, names = article_columns(basis).outlet_codes, article_columns(basis).outlets
    counts = np.bincount(codes[passages.documents], minlength=len(names)).tolist()
    by_article = _by_article(passages)
    plain = _page(making, passages, np.arange(min(PAGE, len(passages)), dtype=np.int64), ())
    wanted = dict.fromkeys((*showing, *by_article.documents[:1]))
    return Evidence(
        revision=basis.snapshot.revision,
        focus=asked,
        label=focus_label(basis, making.focus),
        lines=plain[0],
        articles=len(by_article),
        articles_in_scope=len(basis.counted),
        by_outlet=tuple((name, count) for name, count in zip(names, counts, strict=True) if count),
        passages=len(passages),
        by_article=by_article,
        spans=spans_in(making, wanted),
    )


def page(making: Making, asked: Focus, first: int, number: int) -> ConcordancePage:
    """Some lines in the order that the options say; fewer where there are no more."""
    passages, rows = passages_of(making), _rows(making)
    total = len(passages) if rows is None else rows.size
    first = max(first, 0)
    behind = max(min(first + number, total), first)
    chosen = np.arange(first, behind, dtype=np.int64) if rows is None else rows[first:behind]
    lines, marks = _page(making, passages, chosen, making.options.sort)
    return ConcordancePage(
        making.basis.snapshot.revision, asked, first, total, lines, marks, _sample_note(making, len(passages))
    )


def line_of(making: Making, span: Span) -> int | None:
    """Where a passage stands among the lines; ``None`` when it is not one of them."""
    passages, rows = passages_of(making), _rows(making)
    number = _number_of(making, passages, span)
    if number is None or rows is None:
        return number
    found = np.flatnonzero(rows == number)
    return int(found[0]) if found.size else None


def stepped(making: Making, span: Span | None, step: int) -> Span | None:
    """The passage so many steps behind (or before) one, in the order of the corpus; from the last one on to the first.

    Args:
        making: the basis and the focus.
        span: the passage to begin with. When it is none of the focus, the first step leads to the first or last passage.
        step: how many steps; negative ones go back.
    """
    passages = passages_of(making)
    if not len(passages):
        return None
    at = _number_of(making, passages, span) if span is not None else None
    if at is None:
        at = -1 if step > 0 else 0
    row = (at + step) % len(passages)
    starts, ends = passages.spans(slice(row, row + 1))
    return Span(passages.store.document_ids[int(passages.documents[row])], int(starts[0]), int(ends[0]))


def spans_in(making: Making, documents: Iterable[str]) -> tuple[tuple[str, tuple[Interval, ...]], ...]:
    """All passages in some articles; those that the corpus does not have are left out."""
    passages, places = passages_of(making), making.basis.snapshot.places
    out = []
    for document in documents:
        place = places.get(document)
        if place is not None:
            starts, ends = passages.spans(slice(*passages.of_document(place)))
            out.append((document, tuple(zip(starts.tolist(), ends.tolist(), strict=True))))
    return tuple(out)


def kwic(making: Making) -> Measured:
    """The table ``kwic``: the lines of the terms in the options, or of the focus, sorted and drawn as the options say."""
    basis, options = making.basis, making.options
    passages, rows = passages_of(making, options.terms), _rows(making, options.terms)
    articles = basis.articles
    lines = lines_of(
        passages,
        slice(None) if rows is None else rows,
        text_of=lambda document: articles[document].text,
        window=options.window,
    )
    table = kwic_table(
        lines,
        document_ids=basis.store.document_ids,
        outlet_of=basis.outlets.__getitem__,
        date_of=lambda document: articles[document].date,
    )
    return Measured(table, _sample_note(making, len(passages)))


# -- inside ----------------------------------------------------------------------------------------------------------


def _lists(making: Making) -> PassageLists:
    return making.basis.snapshot.memory.recall("passage lists", (), PassageLists)


def _key(making: Making, terms: tuple[str, ...]) -> tuple[Hashable, ...]:
    """What the passages follow from."""
    basis = making.basis
    focus = Focus() if terms else making.focus.evidence_key
    options = making.options
    meant = (options.frames_by_meaning, options.by_meaning, options.most_meanings) if focus.frame or focus.group else ()
    return (basis.snapshot.revision, basis.scope, basis.decisions, terms, focus, making.codebook.digest, meant)


def _find(making: Making, terms: tuple[str, ...]) -> Passages:
    basis = making.basis
    if not terms:
        focus = making.focus
        codebook = making.find_codebook(focus.codebook) if focus.codebook else making.codebook
        meanings = frame_tables.meanings_of(making, codebook) if focus.frame else None
        return evidence_passages(
            basis,
            focus,
            codebook,
            making.find_frame_evidence,
            meanings,
            find_group=lambda group_id: group_places.places(making, group_id),
        )
    found = [Passages.of_hits(basis.store, find(basis.view, parse_in(basis, term))) for term in terms]
    if len(found) == 1:
        return found[0]
    spans = [passages.spans() for passages in found]
    places = np.stack(
        [
            np.concatenate([passages.documents.astype(np.int64) for passages in found]),
            np.concatenate([starts for starts, _ in spans]),
            np.concatenate([ends for _, ends in spans]),
        ]
    )
    return Passages.of_spans(basis.store, *np.unique(places, axis=1))


def _rows(making: Making, terms: tuple[str, ...] = ()) -> LongArray | None:
    """The numbers of the passages in the order of the lines; ``None`` for all in the order of the corpus."""
    options = making.options
    keys = checked_keys(options.sort)
    passages = passages_of(making, terms)
    if not keys and not 0 < options.sample < len(passages):
        return None
    drawn = (options.sample, options.seed) if 0 < options.sample < len(passages) else (0, 0)

    def put_in_order() -> LongArray:
        columns = article_columns(making.basis)
        return sorted_rows(
            passages,
            keys,
            outlets=columns.outlet_codes,
            dates=columns.date_codes,
            rows=sampled_rows(len(passages), *drawn),
        )

    return _lists(making).recall(
        ("order", *_key(making, terms), making.basis.scope.compare, keys, *drawn), put_in_order
    )


def _sample_note(making: Making, passages: int) -> tuple[str, ...]:
    options: Options = making.options
    if not 0 < options.sample < passages:
        return ()
    return (f"{options.sample:,} of {passages:,} lines at random, seed {options.seed}.",)


def _number_of(making: Making, passages: Passages, span: Span) -> int | None:
    place = making.basis.snapshot.places.get(span.document_id)
    return passages.number_of(place, span.start, span.end) if place is not None else None


def _by_article(passages: Passages) -> PassagesByArticle:
    documents, first = np.unique(passages.documents, return_index=True)
    counts = np.diff(np.append(first, len(passages)))
    starts, ends = passages.spans(first)
    ids = passages.store.document_ids
    return PassagesByArticle(
        tuple([ids[document] for document in documents.tolist()]), _packed(counts), _packed(starts), _packed(ends)
    )


def _packed(numbers: npt.NDArray[np.int64]) -> array[int]:
    """Numbers as they cross to the window: in one piece."""
    return array("q", numbers.astype(np.int64).tobytes())


def _page(
    making: Making, passages: Passages, rows: LongArray, keys: tuple[str, ...]
) -> tuple[TableData, tuple[tuple[tuple[int, int, int, int], ...], ...]]:
    basis = making.basis
    articles, outlets, ids = basis.articles, basis.outlets, basis.store.document_ids
    made = lines_of(
        passages, rows, text_of=lambda document: articles[document].text, window=making.options.window, keys=keys
    )
    own = [articles[document] for document in made.documents]
    columns: tuple[list[Cell], ...] = (
        [ids[document] for document in made.documents],
        [outlets[document] for document in made.documents],
        [article.date for article in own],
        list(made.starts),
        list(made.ends),
        list(made.left),
        list(made.node),
        list(made.right),
        [article.display_title for article in own],
        [basis.story_title(article.story_id) if article.story_id else "" for article in own],
    )
    return TableData(COLUMNS, tuple(map(tuple, columns))), made.marks
