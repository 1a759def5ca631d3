"""Tables of how evenly something is spread over articles, and the articles whose strips are drawn."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np

from workbench.analysis.dispersion import chosen_articles, dispersion, strip_positions
from workbench.analysis.occurrences import Occurrences, counted_in
from workbench.domain.focus import Focus
from workbench.domain.measured import Measured
from workbench.domain.palette import ALL_OUTLETS
from workbench.index.store import LongArray
from workbench.workspace.article_columns import article_columns
from workbench.workspace.counted_subjects import counted_subjects, of_whole_scope, subject_passages
from workbench.workspace.evidence import focus_label

if TYPE_CHECKING:
    from workbench.workspace.catalogue import Making

MOST_STRIPS: Final = 60
"""Articles that are ever drawn as strips at once."""
TOP_TERMS: Final = 50
"""Terms of the table when nothing is searched for or highlighted: the most frequent ones."""


def dispersion_rows(making: Making) -> Measured:
    """Measures of dispersion of the searches in the options, else of what is highlighted, else of the top terms."""
    notes: tuple[str, ...] = ()
    if not making.options.terms and not making.focus.subject:
        terms = making.table("term_list").table["term"].tolist()[:TOP_TERMS]
        making = replace(making, options=replace(making.options, terms=tuple(map(str, terms))))
        notes = (f"The {len(terms):,} most frequent terms.",) if terms else ()
    columns = article_columns(making.basis)
    counted = counted_subjects(making)
    subjects = counted_in(counted.view, counted.subjects)
    measured = dispersion(counted.view, columns.outlets, columns.outlet_codes, subjects)
    return Measured(measured.table, (*notes, *measured.notes))


def strips(making: Making) -> Measured:
    """Where the subject stands in the articles that are drawn, with its spread over all articles in ``attrs``."""
    basis = making.basis
    focus = Focus(term=making.options.terms[0]) if making.options.terms else making.focus
    making = replace(making, options=replace(making.options, terms=making.options.terms[:1]))
    passages = subject_passages(making)
    by_name = bool(focus.entity or focus.speaker) and not making.options.terms
    view = basis.annotated_view if by_name else basis.view
    columns = article_columns(basis)
    place = basis.snapshot.places.get(making.focus.article, -1)
    wanted: LongArray = np.array([place] if place >= 0 else [], dtype=np.int64)
    subject = Occurrences.of_passages("", passages.documents)
    chosen = chosen_articles(view, columns.outlet_codes, subject, most=MOST_STRIPS, wanted=wanted)
    measured = strip_positions(view, basis.outlets, basis.titles, passages, chosen)
    table = measured.table
    spread = of_whole_scope(making).table("dispersion").table if focus.subject else None
    table.attrs["term"] = focus.term
    table.attrs["focus"] = focus
    table.attrs["label"] = focus_label(basis, focus.wherever)
    names = ("outlet", "count", "documents", "articles", "words", "dp_norm")
    table.attrs["spread"] = (
        () if spread is None else tuple(zip(*(spread[name].tolist() for name in names), strict=True))
    )
    notes = list(measured.notes)
    if chosen.size < view.documents.size:
        notes.insert(
            0, f"Strips: {chosen.size:,} of {view.documents.size:,} articles, of each outlet those with most passages."
        )
    assert not table.attrs["spread"] or table.attrs["spread"][0][0] == ALL_OUTLETS  # noqa: S101 - the rows' order
    return Measured(table, tuple(notes))
