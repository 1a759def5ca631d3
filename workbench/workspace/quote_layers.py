"""The quotes of one article as the Reader shows them: with who says them, by which verb, and what a decision must name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
import pandas as pd

from workbench.domain.quote_decisions import BY_PERSON, INDIRECT, NOWHERE, quote_decision_at
from workbench.domain.spans import Interval, Span
from workbench.domain.speakers import speaker_id
from workbench.workspace.basis import Basis
from workbench.workspace.messages import MarkSpan, QuoteSpan

_COLUMNS: Final = (
    "quote_id", "start", "end", "kind", "speaker", "speaker_start", "speaker_end", "speaker_entity_id", "speaker_key",
    "cue", "cue_start", "cue_end", "cue_class", "relay", "relay_start", "relay_end", "relay_entity_id", "source",
    "proposed",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class QuoteLayers:
    """The quotes of one article: those that count, those that a person rejected, and those that verbs may yet make."""

    quotes: tuple[QuoteSpan, ...]
    rejected: tuple[QuoteSpan, ...]
    proposed: tuple[QuoteSpan, ...]


def quote_layers(basis: Basis, document_id: str) -> QuoteLayers:
    """What is known about the quotes of an article, in the order of its text."""
    decided = _rows(basis.annotations.quotes, document_id)
    found = _rows(basis.snapshot.tables.quotes, document_id)
    places: dict[str, Interval] = {row["quote_id"]: (int(row["start"]), int(row["end"])) for row in found}
    making = _Making(basis, document_id, places)
    quotes = sorted((making.span(row) for row in decided), key=lambda one: (one.start, -one.end))
    present = {row["quote_id"] for row in decided}
    others = [row for row in found if row["quote_id"] not in present]
    rejected = [row for row in others if making.is_rejected(row)]
    proposed = [row for row in others if row["proposed"] and not making.is_rejected(row)]
    return QuoteLayers(
        making.with_depth(quotes),
        tuple(making.span(row) for row in rejected),
        tuple(making.span(row) for row in proposed),
    )


def mark_spans(basis: Basis, document_id: str) -> tuple[MarkSpan, ...]:
    """Quotation marks of an article that do not add up."""
    table = basis.snapshot.tables.marks
    own = table[table["document_id"] == document_id].sort_values("start", kind="stable")
    columns = (own[name].tolist() for name in ("start", "end", "problem"))
    return tuple(MarkSpan(int(start), int(end), str(problem)) for start, end, problem in zip(*columns, strict=True))


@dataclass(frozen=True, eq=False)
class _Making:
    """Makes spans of the rows of one article."""

    basis: Basis
    document_id: str
    places: dict[str, Interval]

    def span(self, row: dict[str, Any]) -> QuoteSpan:
        names = self.basis.annotations.entity_names
        speaker, entity_id, relay_id = str(row["speaker"]), str(row["speaker_entity_id"]), str(row["relay_entity_id"])
        start, end = int(row["start"]), int(row["end"])
        return QuoteSpan(
            start,
            end,
            speaker,
            str(row["kind"]),
            found=self._found(str(row["quote_id"]), (start, end)),
            speaker_at=_interval(row["speaker_start"], row["speaker_end"]),
            speaker_id=speaker_id(entity_id, speaker, decided=row["source"] == BY_PERSON),
            speaker_name=names.get(entity_id, ""),
            speaker_key=str(row["speaker_key"]),
            cue=str(row["cue"]),
            cue_class=str(row["cue_class"]),
            cue_at=_interval(row["cue_start"], row["cue_end"]),
            relay=names.get(relay_id, "") or str(row["relay"]),
            relay_at=_interval(row["relay_start"], row["relay_end"]),
            words=self._words(start, end),
            decided=row["source"] == BY_PERSON,
            made=str(row["quote_id"]) not in self.places,
        )

    def is_rejected(self, row: dict[str, Any]) -> bool:
        place = Span(self.document_id, int(row["start"]), int(row["end"]))
        decision = quote_decision_at(self.basis.decisions, place)
        return decision is not None and decision.rejected

    def with_depth(self, quotes: Iterable[QuoteSpan]) -> tuple[QuoteSpan, ...]:
        """The same quotes, given from left to right, with how many quoted ones each stands in."""
        around: list[QuoteSpan] = []
        out = []
        for quote in quotes:
            around = [outer for outer in around if outer.end >= quote.end and outer.end > quote.start]
            depth = sum(outer.kind != INDIRECT for outer in around)
            out.append(replace(quote, depth=depth) if depth else quote)
            around.append(quote)
        return tuple(out)

    def _found(self, quote_id: str, now: Interval) -> Interval:
        """Where the rules found a quote, or where a person first marked it, which its id says then."""
        if quote_id in self.places:
            return self.places[quote_id]
        numbers = quote_id.removeprefix(f"{self.document_id}#p").split("-")
        if len(numbers) == 2 and all(number.isdecimal() for number in numbers):
            return (int(numbers[0]), int(numbers[1]))
        return now

    def _words(self, start: int, end: int) -> int:
        store = self.basis.snapshot.store
        if store is None:
            return 0
        document = store.document_index(self.document_id)
        own = store.starts[store.offsets[document] : store.offsets[document + 1]]
        first, last = np.searchsorted(own, [start, end], side="left").tolist()
        return int(last) - int(first)


def _rows(table: pd.DataFrame, document_id: str) -> list[dict[str, Any]]:
    own = table[table["document_id"] == document_id]
    columns = [own[name].tolist() for name in _COLUMNS]
    return [dict(zip(_COLUMNS, row, strict=True)) for row in zip(*columns, strict=True)]


def _interval(start: Any, end: Any) -> Interval:
    return NOWHERE if pd.isna(start) or pd.isna(end) else (int(start), int(end))
