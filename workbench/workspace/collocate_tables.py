"""Tables of collocations: what stands near a search or an entity."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from workbench.analysis.collocates import (
    COMPARED,
    LINKS,
    Settings,
    collocate_links,
    collocates,
    collocates_compared,
)
from workbench.domain.focus import Focus
from workbench.domain.measured import Measured
from workbench.index.query import Hits
from workbench.index.view import View
from workbench.workspace.article_columns import article_columns
from workbench.workspace.node_windows import node_hits, sentence_starts
from workbench.workspace.snapshot import empty_table

if TYPE_CHECKING:
    from workbench.workspace.catalogue import Making

LONGEST_LIST: Final = 2000
"""Rows of a list on the screen; the exported table has them all."""
LINKED: Final = 24
"""Collocates that the network shows at most."""
NO_NODE: Final = "Search for a term or choose an entity: collocates are the words near it."
OF_NODE: Final = ("collocate_list", "collocates_compared", "collocate_compared_list", "collocate_links")
"""Tables of one node beside ``collocates``."""
OPTIONS: Final = frozenset(
    {
        "terms", "left", "right", "within_sentences", "measure", "minimum_count", "hide_function_words", "stop_words",
        "replicates", "seed",
    }
)  # fmt: skip
"""What decides which collocates there are."""


@dataclass(frozen=True, eq=False)
class _Node:
    name: str
    focus: Focus
    view: View
    hits: Hits


def collocate_rows(making: Making) -> Measured:
    """Collocates in all text and in each outlet, of the searches in the options or of what is highlighted."""
    parts = [
        collocates(
            node.view,
            making.basis.outlets,
            node.hits,
            node=node.name,
            settings=_settings(making),
            progress=making.progress,
        )
        for node in _nodes(making)
    ]
    if not parts:
        return Measured(empty_table("collocates"), (NO_NODE,))
    table = parts[0].table if len(parts) == 1 else pd.concat([part.table for part in parts], ignore_index=True)
    notes = tuple(dict.fromkeys(note for part in parts for note in part.notes))
    return Measured(table, (*notes, *_sentence_notes(making)))


def collocate_list(making: Making) -> Measured:
    """The strongest collocates in all text, for the screen."""
    node = next(iter(_nodes(making)), None)
    if node is None:
        return Measured(empty_table("collocates"), (NO_NODE,))
    found = collocates(
        node.view,
        making.basis.outlets,
        node.hits,
        node=node.name,
        settings=_settings(making),
        each_outlet=False,
        most=LONGEST_LIST,
    )
    return Measured(found.table, (*found.notes, *_sentence_notes(making)))


def compared_rows(making: Making, most: int = 0) -> Measured:
    """The collocates in two outlets: the target in the options and the first reference, else those with the node most often."""
    options = making.options
    node = next(iter(_nodes(making)), None)
    if node is None:
        return Measured(pd.DataFrame(columns=list(COMPARED)), (NO_NODE,))
    chosen = [*((options.target,) if options.target else ()), *options.reference[:1]]
    chosen += [outlet for outlet in _by_occurrences(making, node) if outlet not in chosen]
    if len(chosen) < 2:
        note = "Only one outlet is counted, so there is nothing to compare. Include another one in the scope."
        return Measured(pd.DataFrame(columns=list(COMPARED)), (note,))
    found = collocates_compared(
        node.view,
        making.basis.outlets,
        node.hits,
        node=node.name,
        target=chosen[0],
        reference=chosen[1],
        settings=_settings(making),
        most=most,
    )
    return Measured(found.table, (*found.notes, *_sentence_notes(making)))


def link_rows(making: Making) -> Measured:
    """The strongest collocates and which of them stand together."""
    node = next(iter(_nodes(making)), None)
    if node is None:
        return Measured(pd.DataFrame(columns=list(LINKS)), (NO_NODE,))
    found = collocate_links(
        node.view, node.hits, node=node.name, settings=_settings(making), most=min(making.options.rows, LINKED)
    )
    return Measured(found.table, (*found.notes, *_sentence_notes(making)))


# -- charts ----------------------------------------------------------------------------------------------------------


def chart_rows(making: Making) -> Measured:
    """The strongest collocates with their intervals, and the one that is highlighted."""
    return _for_chart(making, _of_node(making, "collocate_list"))


def compared_chart_rows(making: Making) -> Measured:
    """The strongest collocates in two outlets with their intervals, a row for each outlet and collocate."""
    return _for_chart(making, _of_node(making, "collocate_compared_list"))


def network_rows(making: Making) -> Measured:
    """What :func:`link_rows` has, with what the chart has to know of the node."""
    measured = _of_node(making, "collocate_links")
    return Measured(_with_node(making, measured.table.copy()), measured.notes)


def _of_node(making: Making, name: str) -> Measured:
    """A table of the node, which is the same whichever of its collocates is highlighted, and where."""
    return replace(making, focus=_subject(making.focus)).table(name)


def _for_chart(making: Making, measured: Measured) -> Measured:
    table, wanted = measured.table, making.focus.collocate
    shown = table.head(making.options.rows)
    if wanted and wanted not in set(shown["collocate"]):
        asked = table[table["collocate"] == wanted].head(1)
        shown = pd.concat([asked, shown.head(max(making.options.rows - 1, 1))]) if len(asked) else shown
    return Measured(_with_node(making, shown.reset_index(drop=True)), measured.notes)


def _with_node(making: Making, table: pd.DataFrame) -> pd.DataFrame:
    options = making.options
    subject = Focus(term=options.terms[0]) if options.terms else _subject(making.focus)
    table.attrs["subject"] = subject
    table.attrs["span"] = (options.left, options.right)
    table.attrs["within_sentences"] = options.within_sentences
    table.attrs["measure"] = options.measure
    table.attrs["minimum_count"] = options.minimum_count
    table.attrs["label"] = _name(making, subject) if subject.subject else ""
    return table


# -- nodes -----------------------------------------------------------------------------------------------------------


def _nodes(making: Making) -> list[_Node]:
    basis = making.basis
    subjects = [Focus(term=term) for term in making.options.terms] or [_subject(making.focus)]
    return [
        _Node(_name(making, subject), subject, *node_hits(basis, subject)) for subject in subjects if subject.subject
    ]


def _by_occurrences(making: Making, node: _Node) -> list[str]:
    """The counted outlets, those first in which the node occurs most often."""
    columns, store = article_columns(making.basis), making.basis.store
    documents = np.searchsorted(store.offsets, node.hits.first, side="right") - 1
    counts = np.bincount(columns.outlet_codes[documents], minlength=len(columns.outlets))
    names = [name for name in columns.outlets if name in making.basis.outlet_names]
    return sorted(names, key=lambda name: -int(counts[columns.outlets.index(name)]))


def _subject(focus: Focus) -> Focus:
    """The node of what is highlighted: a term or an entity; nothing for other subjects."""
    return Focus(term=focus.term, entity=focus.entity)


def _name(making: Making, subject: Focus) -> str:
    """What tables call a node: the search, or the name of the entity."""
    if subject.term:
        return subject.term.strip().strip('"')
    entities = making.basis.annotations.entities
    names = entities.loc[entities["entity_id"] == subject.entity, "name"].tolist()
    return str(names[0]) if names else subject.entity


def _settings(making: Making) -> Settings:
    options = making.options
    return Settings(
        left=options.left,
        right=options.right,
        sentence_starts=sentence_starts(making.basis) if options.within_sentences else None,
        measure=options.measure,
        minimum_count=options.minimum_count,
        hide=making.hidden,
        replicates=options.replicates,
        seed=options.seed,
    )


def _sentence_notes(making: Making) -> tuple[str, ...]:
    """That windows end only with the article where nobody knows sentences yet."""
    basis = making.basis
    if not making.options.within_sentences:
        return ()
    known = set(basis.snapshot.tables.sentences["document_id"])
    without = sum(document not in known for document in basis.counted)
    if not without:
        return ()
    of = f"{without:,} of {len(basis.counted):,} articles"
    return (
        f"The sentences of {of} are not known, because they are not annotated: windows end there with the article only.",
    )
