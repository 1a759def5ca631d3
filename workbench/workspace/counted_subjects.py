"""What a question is about, counted by document: the searches in the options, else what is highlighted."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from workbench.analysis.occurrences import Occurrences
from workbench.index.passages import Passages
from workbench.index.query import find
from workbench.index.view import View
from workbench.workspace.concordance import passages_of
from workbench.workspace.evidence import focus_label
from workbench.workspace.searches import parse_in

if TYPE_CHECKING:
    from workbench.workspace.catalogue import Making


@dataclass(frozen=True, eq=False)
class CountedSubjects:
    """Subjects with the view that they are counted in: its words are their denominators."""

    view: View
    subjects: tuple[Occurrences, ...]


def of_whole_scope(making: Making) -> Making:
    """The making with what is highlighted wherever it stands: in all outlets, articles and days of the scope."""
    return replace(making, focus=making.focus.wherever)


def subject_passages(making: Making) -> Passages:
    """Where the first search in the options stands, else what is highlighted, wherever it stands. ``QueryError``."""
    terms = making.options.terms
    if not terms:
        return passages_of(of_whole_scope(making))
    return Passages.of_hits(making.basis.store, find(making.basis.view, parse_in(making.basis, terms[0])))


def counted_subjects(making: Making) -> CountedSubjects:
    """The searches in the options, else what is highlighted; none when there is neither. ``QueryError``."""
    basis, focus = making.basis, making.focus.wherever
    if terms := making.options.terms or ((focus.term,) if focus.term else ()):
        found = [Occurrences.of_search(term, basis.view, parse_in(basis, term)) for term in dict.fromkeys(terms)]
        return CountedSubjects(basis.view, tuple(found))
    if not focus.subject:
        return CountedSubjects(basis.view, ())
    view = basis.annotated_view if focus.entity or focus.speaker else basis.view
    passages = passages_of(of_whole_scope(making))
    return CountedSubjects(view, (Occurrences.of_passages(focus_label(basis, focus), passages.documents),))
