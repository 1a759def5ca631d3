"""Boilerplate as it is once people restored some of it and marked more.

What is found is cut by what people decided. Where two decisions overlap, the later one holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from workbench.domain.boilerplate_marks import BOILERPLATE, PERSON_RULE, BoilerplateMark, marks_in
from workbench.domain.columns import TABLES
from workbench.domain.decisions import Decisions
from workbench.domain.spans import Interval, merged
from workbench.workspace.messages import BoilerplateSpan
from workbench.workspace.snapshot import Snapshot


def decided_stretches(
    found: Iterable[BoilerplateSpan], marks: Sequence[BoilerplateMark], length: int
) -> tuple[BoilerplateSpan, ...]:
    """One article's boilerplate, restored stretches among it, in the order of the text.

    Args:
        found: what rules found.
        marks: what people decided about the article, oldest first.
        length: of the text, in code points; what a decision says about places behind it plays no part.
    """
    person: list[tuple[int, int, str]] = []
    for mark in marks:
        start, end = mark.start, min(mark.end, length)
        if start < end:
            person = [
                (s, e, kind)
                for a, b, kind in person
                for s, e in ((a, min(b, start)), (max(a, end), b))
                if s < e
            ]  # fmt: skip
            person.append((start, end, mark.kind))
    person.sort()
    out = [BoilerplateSpan(s, e, kind, PERSON_RULE) for s, e, kind in _joined(person) if kind]
    for span in found:
        at = span.start
        for start, end, kind in person:
            if end <= at or start >= span.end:
                continue
            if at < start:
                out.append(BoilerplateSpan(at, start, span.kind, span.rule))
            if not kind:
                out.append(BoilerplateSpan(max(start, at), min(end, span.end), span.kind, span.rule, restored=True))
            at = min(end, span.end)
        if at < span.end:
            out.append(BoilerplateSpan(at, span.end, span.kind, span.rule))
    return tuple(sorted(out, key=lambda span: (span.start, span.end)))


def _joined(stretches: Sequence[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Stretches of one kind that touch made one."""
    out: list[tuple[int, int, str]] = []
    for start, end, kind in stretches:
        if out and out[-1][1] == start and out[-1][2] == kind:
            out[-1] = (out[-1][0], end, kind)
        else:
            out.append((start, end, kind))
    return out


def decided_boilerplate(snapshot: Snapshot, decisions: Decisions) -> pd.DataFrame:
    """The table ``boilerplate`` with what people decided; restored stretches are not in it."""
    marked = decided_spans(snapshot, decisions)
    if not marked:
        return snapshot.boilerplate

    def make() -> pd.DataFrame:
        found = snapshot.boilerplate
        texts = snapshot.texts
        rows = [
            (document, span.start, span.end, span.kind, texts[document][span.start : span.end], span.rule)
            for document, spans in marked.items()
            for span in spans
            if not span.restored
        ]
        own = pd.DataFrame(rows, columns=list(TABLES["boilerplate"])).astype({"start": "int64", "end": "int64"})
        rest = found[~found["document_id"].isin(marked.keys())]
        both = pd.concat([part for part in (rest, own) if len(part)], ignore_index=True) if len(rest) else own
        order = both["document_id"].map(snapshot.places)
        ordered = both.assign(place=order).sort_values(["place", "start", "end"], kind="stable", ignore_index=True)
        return ordered.drop(columns="place")

    return snapshot.memory.recall("boilerplate table", _sources(snapshot, decisions), make)


def decided_intervals(snapshot: Snapshot, decisions: Decisions) -> Mapping[str, list[Interval]]:
    """Merged boilerplate of each article that has some, with what people decided."""
    found = snapshot.boilerplate_intervals
    marked = decided_spans(snapshot, decisions)
    if not marked:
        return found

    def make() -> Mapping[str, list[Interval]]:
        out = dict(found)
        for document, spans in marked.items():
            left = merged((span.start, span.end) for span in spans if not span.restored)
            if left:
                out[document] = left
            else:
                out.pop(document, None)
        return out

    return snapshot.memory.recall("boilerplate intervals", _sources(snapshot, decisions), make)


def boilerplate_of(snapshot: Snapshot, decisions: Decisions, document_id: str) -> tuple[BoilerplateSpan, ...]:
    """The boilerplate of one article, restored stretches among it."""
    marked = decided_spans(snapshot, decisions)
    return marked[document_id] if document_id in marked else tuple(_found(snapshot, [document_id])[document_id])


def _sources(snapshot: Snapshot, decisions: Decisions) -> tuple[object, ...]:
    return (snapshot.boilerplate, snapshot.articles, decisions.collection(BOILERPLATE))


def decided_spans(snapshot: Snapshot, decisions: Decisions) -> Mapping[str, tuple[BoilerplateSpan, ...]]:
    """The boilerplate of the articles that people decided about, restored stretches among it, by document id."""
    if not decisions.collection(BOILERPLATE) or snapshot.only_listed:
        return {}

    def make() -> Mapping[str, tuple[BoilerplateSpan, ...]]:
        marks = {document: own for document, own in marks_in(decisions).items() if document in snapshot.places}
        found = _found(snapshot, list(marks))
        texts = snapshot.texts
        return {d: decided_stretches(found[d], own, len(texts[d])) for d, own in marks.items()}

    return snapshot.memory.recall("marked", _sources(snapshot, decisions), make)


def _found(snapshot: Snapshot, documents: Sequence[str]) -> dict[str, list[BoilerplateSpan]]:
    """What rules found in some articles."""
    out: dict[str, list[BoilerplateSpan]] = {document: [] for document in documents}
    table = snapshot.boilerplate
    if not documents or not len(table):
        return out
    own = table[table["document_id"].isin(documents)].sort_values(["start", "end"], kind="stable")
    for document, start, end, kind, rule in zip(
        *(own[column].tolist() for column in ("document_id", "start", "end", "kind", "rule")), strict=True
    ):
        out[str(document)].append(BoilerplateSpan(int(start), int(end), str(kind), str(rule)))
    return out
