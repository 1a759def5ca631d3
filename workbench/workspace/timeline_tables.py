"""Tables of what is said over time: all steps for files, and the rows that a pane lists."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from workbench.analysis.occurrences import counted_in
from workbench.analysis.timeline import COLUMNS, timeline
from workbench.domain.errors import UsageError
from workbench.domain.event_markers import events_in
from workbench.domain.focus import Focus
from workbench.domain.measured import Measured
from workbench.domain.palette import ALL_OUTLETS
from workbench.domain.parts import OUTLET
from workbench.domain.time_steps import Unit
from workbench.workspace.article_columns import article_columns
from workbench.workspace.article_days import article_steps
from workbench.workspace.counted_subjects import counted_subjects, of_whole_scope
from workbench.workspace.evidence import focus_label

if TYPE_CHECKING:
    from workbench.workspace.catalogue import Making

LONGEST_LIST: Final = 2000
"""Rows of a list on the screen; the exported table has them all."""

_NAMED: Final = 4
"""Searches that a title names before it counts the rest."""

OPTIONS: Final = frozenset({"terms", "unit", "by", "replicates", "seed"})
"""The options that decide what is in a timeline."""


def timeline_rows(making: Making) -> Measured:
    """Searches, or what is highlighted, in each step of time."""
    basis, options = making.basis, making.options
    try:
        unit = Unit(options.unit)
    except ValueError:
        units = ", ".join(Unit)
        raise UsageError(f"A timeline has no steps of {options.unit!r}. Choose one of: {units}.") from None
    counted = counted_subjects(making)
    columns = article_columns(basis)
    return timeline(
        counted.view,
        columns.outlets,
        columns.outlet_codes,
        article_steps(basis, unit),
        counted_in(counted.view, counted.subjects),
        unit=unit,
        by_outlet=OUTLET in options.by,
        replicates=options.replicates,
        seed=options.seed,
    )


def timeline_chart(making: Making) -> Measured:
    """The rows of a chart: of all outlets together, or of each of them; with events, and what a mark highlights."""
    measured = of_whole_scope(making).table("timeline")
    by_outlet = OUTLET in making.options.by
    together = measured.table["outlet"] == ALL_OUTLETS
    table = measured.table[~together if by_outlet else together].reset_index(drop=True)
    options, focus = making.options, making.focus.wherever
    table.attrs["unit"], table.attrs["show"] = options.unit, options.share
    table.attrs["focus"] = Focus() if options.terms else focus
    table.attrs["label"] = _label(making)
    table.attrs["events"] = events_in(making.basis.decisions)
    return Measured(table, measured.notes)


def _label(making: Making) -> str:
    """What the chart is about, in words; empty when there is nothing to show."""
    if terms := making.options.terms:
        named = [f"“{term.strip(chr(34))}”" for term in terms[:_NAMED]]
        rest = len(terms) - _NAMED
        return ", ".join(named) + (f" and {rest:,} more" if rest > 0 else "")
    return focus_label(making.basis, making.focus.wherever) if making.focus.subject else ""


def timeline_list(making: Making) -> Measured:
    """The rows of the chart as a list: those with articles, as many as a list has."""
    measured = timeline_chart(making)
    table = measured.table
    known = table[table["articles"] > 0]
    shown = known.head(LONGEST_LIST)[list(COLUMNS)].reset_index(drop=True)
    notes = [] if len(shown) == len(known) else [f"The first {len(shown):,} of {len(known):,} rows."]
    return Measured(shown, (*notes, *measured.notes))
