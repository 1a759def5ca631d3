"""The list of verbs of saying as people edit it, with how often each stands in what is counted, and where."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from workbench.analysis.span_counts import counted_spans
from workbench.annotation.cues import cue_list
from workbench.domain.cue_verbs import cue_verbs_in
from workbench.domain.measured import Measured
from workbench.workspace.evidence import lines

if TYPE_CHECKING:
    from workbench.workspace.basis import Basis
    from workbench.workspace.catalogue import Making

ENGLISH: Final = "en"
LISTED: Final = "listed"
CHANGED: Final = "changed"
OFF: Final = "off"
ADDED: Final = "added"
PROPOSED: Final = "proposed"
"""What is so about a verb: as we list it, of another class, turned off, not in our list but in the project's, in no list."""

_COLUMNS: Final = ("lemma", "class", "listed", "state", "quotes", "proposed", "documents")


def cue_verbs(making: Making) -> Measured:
    """One row a verb or phrase: our list, what people decided about it, and verbs in no list that may be some.

    Columns: ``lemma``; ``class``, empty for one that does not count; ``listed``, its class in our list; ``state``; ``quotes``
    that count and have it; ``proposed``, places that would be quotes if it were in the list; ``documents`` with either.
    """
    basis = making.basis
    listed, decided = _listed(basis), cue_verbs_in(basis.decisions)
    counted, waiting = _counted(basis, basis.annotations.quotes), _counted(basis, _waiting(basis))
    quotes, proposed = _numbers(counted["cue"].value_counts()), _numbers(waiting["cue"].value_counts())
    both = pd.concat([part for part in (counted, waiting) if len(part)] or [counted])
    documents = _numbers(both.groupby("cue")["document_id"].nunique()) if len(both) else {}
    rows = []
    for lemma in dict.fromkeys([*listed, *decided, *quotes, *proposed]):
        if not lemma:
            continue
        ours = listed.get(lemma, "")
        state = _state(ours, decided.get(lemma))
        rows.append(
            (
                lemma, decided.get(lemma, ours), ours, state, quotes.get(lemma, 0), proposed.get(lemma, 0),
                documents.get(lemma, 0),
            )
        )  # fmt: skip
    rows.sort(key=lambda row: (-(row[4] + row[5]), row[0]))
    return Measured(pd.DataFrame(rows, columns=list(_COLUMNS)))


def cue_verb_places(making: Making) -> Measured:
    """Concordance lines of one verb (the first term of the options): where it says that something was said.

    Besides the columns of ``kwic`` and the article's title there are ``counts``, whether it makes a quote there, and the
    place of the quote, ``quote_start`` and ``quote_end``.
    """
    basis = making.basis
    lemma = making.options.terms[0] if making.options.terms else ""
    parts = []
    for table, counts in ((basis.annotations.quotes, "yes"), (_waiting(basis), "not yet")):
        own = _counted(basis, table[table["cue"] == lemma])
        own = own[own["cue_start"].notna()]
        parts.append(
            pd.DataFrame(
                {
                    "document_id": own["document_id"].tolist(),
                    "start": own["cue_start"].astype("int64").tolist(),
                    "end": own["cue_end"].astype("int64").tolist(),
                    "quote_start": own["start"].astype("int64").tolist(),
                    "quote_end": own["end"].astype("int64").tolist(),
                    "counts": [counts] * len(own),
                }
            )
        )
    places = pd.concat([part for part in parts if len(part)] or parts[:1], ignore_index=True)
    order = {document: n for n, document in enumerate(basis.store.document_ids)}
    places = places.assign(place=places["document_id"].map(order))
    places = places.sort_values(["place", "start", "quote_start"], kind="stable").drop(columns="place")
    places = places.reset_index(drop=True)
    shown = lines(basis, places[["document_id", "start", "end"]], window=making.options.window)
    beside = places[["quote_start", "quote_end", "counts"]]
    return Measured(pd.concat([shown.reset_index(drop=True), beside], axis=1))


def _numbers(counts: pd.Series) -> dict[str, int]:
    return {str(cue): int(count) for cue, count in counts.items()}


def _listed(basis: Basis) -> dict[str, str]:
    """Our lists for the languages of the corpus in one."""
    languages = sorted({language for language, _ in basis.snapshot.tables.languages.values()} - {ENGLISH})
    out: dict[str, str] = {}
    for language in (ENGLISH, *languages):
        out = {**cue_list(language), **out}
    return out


def _state(listed: str, decided: str | None) -> str:
    if decided is None:
        return LISTED if listed else PROPOSED
    if not decided:
        return OFF
    if not listed:
        return ADDED
    return CHANGED if decided != listed else LISTED


def _waiting(basis: Basis) -> pd.DataFrame:
    """What would be quotes if their verbs were in the list, as those were that a person turned off."""
    found = basis.snapshot.tables.quotes
    off = [verb for verb, decided in cue_verbs_in(basis.decisions).items() if not decided]
    without = found["proposed"].astype(bool) | found["cue"].isin(off)
    return found[without & ~found["quote_id"].isin(basis.annotations.quotes["quote_id"])]


def _counted(basis: Basis, quotes: pd.DataFrame) -> pd.DataFrame:
    return quotes[counted_spans(basis.annotated_view, quotes)[0]] if len(quotes) else quotes
