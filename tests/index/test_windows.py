"""Windows around a node: what they hold, where they end, and that compiled counting agrees with a naive one."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.index.query import Hits, find, parse
from workbench.index.store import TokenStore
from workbench.index.view import View
from workbench.index.windows import (
    Windows,
    count_by_document,
    count_in_windows,
    count_together,
    find_windows,
    nodes_with,
    positions_in_windows,
)


def windows_of(
    query: str, *texts: str, left: int = 2, right: int = 2, view: View | None = None
) -> tuple[View, Windows]:
    if view is None:
        view = View.of(TokenStore.build([(str(n), text) for n, text in enumerate(texts)]))
    return view, find_windows(view, find(view, parse(query)), left=left, right=right)


def words(view: View, windows: Windows) -> list[str]:
    store = view.store
    return [
        " ".join(store.types[i] for i in store.ids[begin:end])
        for begin, end in zip(windows.begin, windows.end, strict=True)
    ]


def test_a_window_has_so_many_words_before_and_behind_each_hit() -> None:
    assert words(*windows_of("x", "a b c x d e f")) == ["b c", "d e"]
    assert words(*windows_of("x", "a b c x d e f", left=0, right=1)) == ["d"]
    assert words(*windows_of("x", "a b c x d e f", left=1, right=0)) == ["c"]


def test_a_window_ends_with_its_document() -> None:
    assert words(*windows_of("x", "a b", "c x", "d e")) == ["c"]
    assert words(*windows_of("x", "a x", "x b")) == ["a", "b"]
    assert words(*windows_of("x", "x a b", "", "x", "c x")) == ["a b", "c"]


def test_the_words_of_a_longer_node_are_not_counted() -> None:
    assert words(*windows_of("war in ukraine", "the war in ukraine goes on now")) == ["the", "goes on"]


def test_a_word_between_two_hits_is_counted_once_for_the_nearer_one() -> None:
    view, windows = windows_of("x", "x a b c x", left=3, right=3)
    assert words(view, windows) == ["a b", "c"]
    assert windows.behind.tolist() == [True, False]
    counted = count_in_windows(view, windows)
    assert [view.store.types[i] for i in counted.type_id] == ["a", "b", "c"]
    assert counted.count.tolist() == [1, 1, 1]


def test_hits_that_touch_are_one_node() -> None:
    view, windows = windows_of("x", "a x x b")
    assert words(view, windows) == ["a", "b"]
    assert windows.node.tolist() == [0, 0]


def test_a_hit_of_the_node_takes_up_a_place_in_the_window_of_another() -> None:
    assert words(*windows_of("x", "x a x b c d", left=0, right=3)) == ["a", "b c d"]
    assert words(*windows_of("x", "a x b", left=5, right=5)) == ["a", "b"]


def test_a_window_ends_before_a_word_that_is_left_out() -> None:
    text = "a b x c d"
    store = TokenStore.build([("0", text)])
    cut = View.of(store, without={"0": [(text.index("c"), text.index("c") + 1)]})
    assert words(*windows_of("x", view=cut)) == ["a b"]
    cut = View.of(store, without={"0": [(text.index("b"), text.index("b") + 1)]})
    assert words(*windows_of("x", view=cut)) == ["c d"]


def test_a_window_ends_with_the_sentence_when_asked() -> None:
    view = View.of(TokenStore.build([("0", "a b x c d e")]))
    windows = find_windows(view, find(view, parse("x")), left=3, right=3, sentence_starts=np.array([0, 1, 4]))
    assert words(view, windows) == ["b", "c"]
    assert words(view, find_windows(view, find(view, parse("x")), left=3, right=3)) == ["a b", "c d e"]


def test_counting_in_threads_counts_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [f"a{n % 3} b x c{n % 4} d x e a{n % 5}" for n in range(50)]
    view, windows = windows_of("x", *texts, left=3, right=1)
    alone = count_in_windows(view, windows)
    monkeypatch.setattr("workbench.index.kernels.WORTH_SPLITTING", 1)
    monkeypatch.setattr("workbench.index.kernels._THREADS", 7)
    together = count_in_windows(view, windows)
    assert together.type_id.tolist() == alone.type_id.tolist()
    assert together.before.tolist() == alone.before.tolist()
    assert together.behind.tolist() == alone.behind.tolist()
    assert together.documents.tolist() == alone.documents.tolist()
    assert alone.documents.max() == 50


def test_a_node_that_never_occurs_has_no_windows() -> None:
    view, windows = windows_of("x", "a b")
    assert len(windows) == windows.words == 0
    assert count_in_windows(view, windows).count.size == 0


# -- against naive counting ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Case:
    view: View
    hits: Hits
    left: int
    right: int
    sentence_starts: np.ndarray | None
    groups: list[int]


@st.composite
def cases(draw: st.DrawFn) -> Case:
    texts = draw(st.lists(st.lists(st.sampled_from("xyabcd"), max_size=14), min_size=1, max_size=5))
    store = TokenStore.build([(str(n), " ".join(text)) for n, text in enumerate(texts)])
    admitted = [str(n) for n in range(len(texts)) if draw(st.integers(0, 4))]
    cuts = {
        d: [(2 * draw(st.integers(0, 14)), 2 * draw(st.integers(0, 14)) + 1)] for d in admitted if draw(st.booleans())
    }
    cuts = {d: [(a, b)] for d, [(a, b)] in cuts.items() if a < b}
    view = View.of(store, documents=admitted, without=cuts or None)
    query = draw(st.sampled_from(["x", "x y", "x | (x y)", "x NEAR/2 y", "x | y", "a NEAR/3 x"]))
    starts = None
    if draw(st.booleans()):
        places = draw(st.lists(st.integers(0, max(len(store) - 1, 0)), unique=True, max_size=8))
        starts = np.array(sorted(places), dtype=np.int64)
    groups = [draw(st.integers(0, 2)) for _ in texts]
    left, right = draw(st.integers(0, 5)), draw(st.integers(0, 5))
    return Case(view, find(view, parse(query)), left, right, starts, groups)


def document_of(store: TokenStore, position: int) -> int:
    return bisect_right(store.offsets.tolist(), position) - 1


def naive(case: Case) -> dict[int, tuple[int, bool, int]]:
    """For each position in a window the number of its node, whether it stands behind it, and its document."""
    store, view = case.view.store, case.view
    hits = list(zip(case.hits.first.tolist(), case.hits.length.tolist(), strict=True))
    own = {p for first, length in hits for p in range(first, first + length)}
    nodes: list[list[int]] = []
    out: dict[int, tuple[int, bool, int]] = {}
    for p in sorted(own):
        if not nodes or p != nodes[-1][-1] + 1 or not any(f <= p <= f + n for f, n in hits if f < p):
            nodes.append([p])
        else:
            nodes[-1].append(p)
    node_of = {p: n for n, node in enumerate(nodes) for p in node}
    starts = [] if case.sentence_starts is None else case.sentence_starts.tolist()
    for p in range(len(store)):
        near: list[tuple[int, bool, int]] = []
        for first, length in hits:
            last = first + length - 1
            behind = p > last
            edge, distance, most = (last, p - last, case.right) if behind else (first, first - p, case.left)
            if p in own or not 1 <= distance <= most or document_of(store, p) != document_of(store, edge):
                continue
            between = range(min(p, edge), max(p, edge) + 1)
            if not all(view.counted[q] for q in between) or any(between[0] < s <= between[-1] for s in starts):
                continue
            near.append((distance, not behind, node_of[edge]))  # of two equally near, the one before it has it
        if near:
            _, before, node = min(near)
            out[p] = (node, not before, document_of(store, p))
    return out


@given(cases())
def test_windows_hold_what_naive_counting_finds(case: Case) -> None:
    view, store = case.view, case.view.store
    windows = find_windows(view, case.hits, left=case.left, right=case.right, sentence_starts=case.sentence_starts)
    expected = naive(case)
    found = {
        int(p): (int(node), bool(behind), int(document))
        for begin, end, node, behind, document in zip(
            windows.begin, windows.end, windows.node, windows.behind, windows.document, strict=True
        )
        for p in range(begin, end)
    }
    assert found == expected
    assert windows.words == len(expected)
    assert (np.diff(windows.begin) > 0).all()
    assert (windows.begin[1:] >= windows.end[:-1]).all()

    counted = count_in_windows(view, windows, case.groups)
    rows = {
        (group, type_id): (before, behind, documents)
        for group, type_id, before, behind, documents in zip(
            counted.group.tolist(),
            counted.type_id.tolist(),
            counted.before.tolist(),
            counted.behind.tolist(),
            counted.documents.tolist(),
            strict=True,
        )
    }
    sides = Counter((case.groups[d], int(store.ids[p]), behind) for p, (_, behind, d) in expected.items())
    articles = Counter({(case.groups[d], int(store.ids[p]), d) for p, (_, _, d) in expected.items()})
    keys = {(group, kind) for group, kind, _ in sides}
    assert rows == {
        (g, k): (sides[g, k, False], sides[g, k, True], sum(1 for a in articles if a[:2] == (g, k))) for g, k in keys
    }
    assert list(rows) == sorted(rows)
    whole = count_in_windows(view, windows)
    totals = Counter(int(store.ids[p]) for p in expected)
    assert dict(zip(whole.type_id.tolist(), whole.count.tolist(), strict=True)) == totals
    assert whole.documents.tolist() == [sum(a[1] == k for a in articles) for k in whole.type_id.tolist()]

    for kind in range(len(store.types)):
        positions, which = positions_in_windows(view, windows, kind)
        assert positions.tolist() == [p for p in sorted(expected) if store.ids[p] == kind]
        assert ((windows.begin[which] <= positions) & (positions < windows.end[which])).all()


@given(cases())
def test_types_that_stand_together_are_counted_as_naive_counting_does(case: Case) -> None:
    view, store = case.view, case.view.store
    windows = find_windows(view, case.hits, left=case.left, right=case.right, sentence_starts=case.sentence_starts)
    expected = naive(case)
    kinds = list(range(len(store.types)))
    held: dict[int, set[int]] = {}
    for p, (node, _, _) in expected.items():
        held.setdefault(node, set()).add(int(store.ids[p]))
    alone, both = count_together(view, windows, kinds)
    assert alone.tolist() == [sum(kind in there for there in held.values()) for kind in kinds]
    for one, other in combinations(kinds, 2):
        with_both = sorted(node for node, there in held.items() if {one, other} <= there)
        assert both[one, other] == both[other, one] == len(with_both)
        nodes, low, high = nodes_with(view, windows, [one, other])
        assert nodes.tolist() == with_both
        for node, begin, end in zip(nodes.tolist(), low.tolist(), high.tolist(), strict=True):
            places = [p for p, (n, _, _) in expected.items() if n == node and store.ids[p] in (one, other)]
            assert begin == min(*places, windows.node_begin[node])
            assert end == max(*(p + 1 for p in places), windows.node_end[node])


@given(cases())
def test_counts_by_block_of_documents_add_up(case: Case) -> None:
    view, store = case.view, case.view.store
    windows = find_windows(view, case.hits, left=case.left, right=case.right, sentence_starts=case.sentence_starts)
    expected = naive(case)
    kinds = list(range(len(store.types)))
    blocks = [group - 1 for group in case.groups]  # those of group 0 are in none
    inside, every = count_by_document(view, windows, kinds, blocks, 2)
    for kind in kinds:
        for block in (0, 1):
            own = [p for p, (_, _, d) in expected.items() if store.ids[p] == kind and blocks[d] == block]
            whole = [
                p
                for p in np.flatnonzero(view.counted).tolist()
                if store.ids[p] == kind and blocks[document_of(store, p)] == block
            ]
            assert inside[kind, block] == len(own)
            assert every[kind, block] == len(whole)


def test_more_types_than_can_be_looked_for_together_are_refused() -> None:
    view, windows = windows_of("x", "a x")
    with pytest.raises(ValueError, match="from 1 to 64"):
        nodes_with(view, windows, [])
