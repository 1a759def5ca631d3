"""What the window shows about copies: the list of pairs, and two articles side by side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

import pandas as pd

from workbench.analysis.copies import DUPLICATE
from workbench.analysis.date_ranges import minute_range
from workbench.analysis.shared_stretches import SharedStretch, shared_stretches
from workbench.domain.article import Article
from workbench.domain.copy_choices import own_in, representatives_in
from workbench.domain.errors import UsageError
from workbench.domain.progress import Progress, no_progress
from workbench.domain.table_data import TableData
from workbench.index.view import View
from workbench.workspace.basis import Basis, together
from workbench.workspace.copies import CopyFindings
from workbench.workspace.copy_messages import CopyComparison, CopyList, CopySide, Difference, Standing, Stretch

LONGEST_LIST: Final = 5000
"""Pairs that are listed at most; the exported table has them all."""

_SIDE: Final = ("outlet", "title", "document_id", "date", "share", "words")
COLUMNS: Final = ("kind", *_SIDE, *(f"{name}_2" for name in _SIDE), "first", "agency", "copies")

Pair = tuple[str, str, str, float, float, float]


def copy_list(basis: Basis, *, progress: Progress = no_progress) -> CopyList:
    """The pairs in the scope, however copied text is counted: duplicates first, then those that share most.

    Of a group of duplicates each article is listed once, with the one that stands for it. A pair with an article that
    another one stands for is left out where the pair with that other one is listed.
    """
    if basis.snapshot.store is None:
        return CopyList(basis.snapshot.revision, TableData())
    found = basis.find_copies(progress)
    in_scope = frozenset(basis.with_copies)
    rows = [row for row in _listed(found) if row[0] in in_scope and row[1] in in_scope]
    rows.sort(key=lambda row: (row[2] != DUPLICATE, -max(row[3], row[4])))
    agencies = {evidence.document_id: evidence.agency for evidence in found.wire}
    sizes = found.groups.groupby("representative").size().to_dict() if len(found.groups) else {}
    standing = dict(zip(found.groups["document_id"].tolist(), found.groups["representative"].tolist(), strict=True))
    cells = [
        _cells(basis.by_id, found, agencies, sizes.get(standing.get(row[0], ""), 0), row) for row in rows[:LONGEST_LIST]
    ]
    whole = _compared(basis)
    once = View.of(
        basis.store,
        documents=[a.document_id for a in basis.present if a.document_id not in found.left_out],
        without=together(basis.boilerplate_intervals, found.intervals),
    )
    return CopyList(
        revision=basis.snapshot.revision,
        pairs=TableData.from_frame(pd.DataFrame(cells, columns=list(COLUMNS)), found.notes),
        compared=len(basis.present),
        listed=len(rows),
        groups=len(sizes),
        left_out=len(found.left_out),
        shortened=len(found.intervals),
        words_left_out=whole.total - once.total,
        words=whole.total,
    )


def copy_comparison(
    basis: Basis, document_a: str, document_b: str, *, progress: Progress = no_progress
) -> CopyComparison:
    """Two articles with what they share and where they differ.

    Raises:
        UsageError: the corpus has no such article any more.
    """
    present = {article.document_id for article in basis.present}
    for document in (document_a, document_b):
        if document not in present:
            raise UsageError(f"There is no article {document!r} any more. Choose another pair in the list.")
    found = basis.find_copies(progress)
    view = View.of(basis.store, documents=[document_a, document_b], without=basis.boilerplate_intervals)
    stretches = shared_stretches(view, document_a, document_b)
    table = found.duplicates
    either = {document_a, document_b}
    pair = table[table["document_id_a"].isin(either) & table["document_id_b"].isin(either)]
    shares = {
        **dict(zip(pair["document_id_a"].tolist(), pair["containment_a"].tolist(), strict=True)),
        **dict(zip(pair["document_id_b"].tolist(), pair["containment_b"].tolist(), strict=True)),
    }
    return CopyComparison(
        revision=basis.snapshot.revision,
        left=_side(basis, found, view, document_a, document_b, shares.get(document_a, 0.0)),
        right=_side(basis, found, view, document_b, document_a, shares.get(document_b, 0.0)),
        kind=str(pair["kind"].iloc[0]) if len(pair) else "",
        first=_first(basis.by_id[document_a], basis.by_id[document_b]),
        shared=_stretches(stretches),
        differences=tuple(_differences(view, document_a, document_b, stretches)),
    )


# -- the list ----------------------------------------------------------------------------------------------------------


def _listed(found: CopyFindings) -> Iterator[Pair]:
    """The pairs without those that a group of duplicates makes superfluous, the counted article first."""
    stands = found.representative_of
    table = found.duplicates
    every = [
        (str(a), str(b), str(kind), float(in_b), float(in_a), float(jaccard))
        for a, b, kind, in_b, in_a, jaccard in zip(*(table[name].tolist() for name in table.columns), strict=True)
    ]
    known = {frozenset((a, b)) for a, b, *_ in every}
    duplicates = {frozenset((a, b)) for a, b, kind, *_ in every if kind == DUPLICATE}
    closest: dict[str, Pair] = {}  # of an article that is no direct duplicate of the one that stands for it
    for row in every:
        a, b = row[0], row[1]
        for one, other in ((a, b), (b, a)):
            if one not in stands or row[2] != DUPLICATE or frozenset((one, stands[one])) in duplicates:
                continue
            if stands.get(other, other) == stands[one] and (one not in closest or row[5] > closest[one][5]):
                closest[one] = row
    for row in every:
        a, b, kind, in_b, in_a, jaccard = row
        ends = {stands.get(a, a), stands.get(b, b)}
        if len(ends) == 1:
            superfluous = not ends & {a, b} and row not in closest.values()
        else:
            superfluous = ends != {a, b} and frozenset(ends) in known
        if not superfluous:
            # the one that is counted stands on the left
            turned = (a in stands, found.places[a]) > (b in stands, found.places[b])
            yield (b, a, kind, in_a, in_b, jaccard) if turned else row


def _cells(
    by_id: Mapping[str, Article], found: CopyFindings, agencies: Mapping[str, str], copies: int, row: Pair
) -> tuple[object, ...]:
    a, b, kind, in_b, in_a, _ = row
    one, other = by_id[a], by_id[b]
    first = _first(one, other)
    named = dict.fromkeys(x.wire_agency or agencies.get(x.document_id, "") for x in (one, other))
    return (
        kind,
        one.outlet, one.display_title, a, one.date, in_b * 100, found.words[a, b],
        other.outlet, other.display_title, b, other.date, in_a * 100, found.words[b, a],
        by_id[first].outlet if first else "",
        ", ".join(name for name in named if name),
        copies if kind == DUPLICATE else 0,
    )  # fmt: skip


def _first(one: Article, other: Article) -> str:
    """The id of the one that is surely earlier, or nothing."""
    when, whens = minute_range(one.date), minute_range(other.date)
    if when is None or whens is None:
        return ""
    if when.last < whens.first:
        return one.document_id
    return other.document_id if whens.last < when.first else ""


def _compared(basis: Basis) -> View:
    return View.of(
        basis.store,
        documents=[article.document_id for article in basis.present],
        without=basis.boilerplate_intervals,
    )


# -- side by side ------------------------------------------------------------------------------------------------------


def _side(basis: Basis, found: CopyFindings, view: View, document: str, other: str, share: float) -> CopySide:
    article = basis.by_id[document]
    groups = found.groups
    group = groups.loc[groups["document_id"] == document, "representative"].tolist()
    stands = str(group[0]) if group else ""
    same_group = frozenset(groups.loc[groups["representative"] == stands, "document_id"].tolist())
    chosen = representatives_in(basis.decisions)
    copies = len(same_group) - 1 if stands == document else 0
    words = int(view.words_by_document[basis.store.document_index(document)])
    elsewhere = 0
    if document in own_in(basis.decisions):
        standing = Standing.OWN
    elif document in found.left_out:
        standing = Standing.LEFT_OUT
    elif document in found.intervals:
        standing = Standing.PARTLY
        kept = View.of(
            basis.store, documents=[document], without=together(basis.boilerplate_intervals, found.intervals)
        )
        elsewhere = words - kept.total
    else:
        standing = Standing.STANDS if copies else Standing.WHOLE
    agency, why = basis.agencies.get(document, ("", ""))
    return CopySide(
        document_id=document,
        title=article.display_title,
        outlet=article.outlet,
        date=article.date,
        text=article.text,
        words=words,
        shared_words=found.words.get((document, other), 0),
        share=share,
        standing=standing,
        copies=copies,
        elsewhere_words=elsewhere,
        stands_for_it=basis.by_id[stands].display_title if standing is Standing.LEFT_OUT else "",
        chosen=document in chosen,
        also_chosen=tuple(sorted((chosen & same_group) - {document})),
        in_group=bool(stands),
        agency=agency,
        agency_why=why,
        boilerplate=tuple((start, end) for start, end in basis.boilerplate_intervals.get(document, ())),
    )


def _stretches(stretches: tuple[SharedStretch, ...]) -> tuple[Stretch, ...]:
    """The stretches; those outside the longest part (in words) that has one order in both are marked as moved."""
    best: list[int] = []
    before: list[int] = []
    for n, stretch in enumerate(stretches):
        earlier = [m for m in range(n) if stretches[m].start_b < stretch.start_b]
        chosen = max(earlier, key=lambda m: best[m], default=-1)
        best.append(stretch.words + (best[chosen] if chosen >= 0 else 0))
        before.append(chosen)
    kept: set[int] = set()
    at = max(range(len(best)), key=lambda n: best[n], default=-1)
    while at >= 0:
        kept.add(at)
        at = before[at]
    return tuple(Stretch(s.start_a, s.end_a, s.start_b, s.end_b, n not in kept) for n, s in enumerate(stretches))


def _differences(
    view: View, document_a: str, document_b: str, stretches: tuple[SharedStretch, ...]
) -> Iterator[Difference]:
    """The words between the stretches. What stands between the same two stretches in both articles is one difference."""
    in_a = [(s.start_a, s.end_a) for s in stretches]
    order_b = sorted(range(len(stretches)), key=lambda n: stretches[n].start_b)
    in_b = [(stretches[n].start_b, stretches[n].end_b) for n in order_b]
    gaps_a = _gaps(view, document_a, in_a)
    gaps_b = dict(zip([-1, *order_b], _gaps(view, document_b, in_b), strict=True))  # by the stretch before the gap
    after_b = dict(zip([-1, *order_b], [*order_b, -1], strict=True))
    for n, (start_a, end_a, words_a) in zip([-1, *range(len(stretches))], gaps_a, strict=True):
        start_b, end_b, words_b = gaps_b[n]
        following = n + 1 if n + 1 < len(stretches) else -1
        if after_b[n] == following:
            if words_a or words_b:
                yield Difference(start_a, end_a, start_b, end_b)
            continue
        if words_a:
            yield Difference(start_a, end_a, start_b, start_b)
        if words_b:
            yield Difference(start_a, start_a, start_b, end_b)


def _gaps(view: View, document: str, stretches: list[tuple[int, int]]) -> list[tuple[int, int, int]]:
    """For the text before, between and after stretches: its first and last counted word, and how many words it has."""
    store = view.store
    index = store.document_index(document)
    begin, end = int(store.offsets[index]), int(store.offsets[index + 1])
    counted = [
        (int(s), int(e))
        for s, e, keep in zip(
            store.starts[begin:end], store.ends[begin:end], view.counted[begin:end].tolist(), strict=True
        )
        if keep
    ]
    out = []
    at = 0
    place = 0
    for start, stop in [*stretches, (1 << 62, 1 << 62)]:
        first = at
        while at < len(counted) and counted[at][0] < start:
            at += 1
        own = counted[first:at]
        out.append((own[0][0], own[-1][1], len(own)) if own else (place, place, 0))
        while at < len(counted) and counted[at][0] < stop:
            at += 1
        place = stop
    return out
