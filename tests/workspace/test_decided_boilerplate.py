"""Boilerplate that people restored and marked: what is left out of counts, and what the Reader shows."""

from __future__ import annotations

from typing import Any

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.article import Article
from workbench.domain.boilerplate_marks import PERSON_RULE, BoilerplateMark, changes_for_marks
from workbench.domain.columns import TABLES
from workbench.domain.decisions import Decisions
from workbench.domain.scope import Scope
from workbench.index.store import TokenStore
from workbench.workspace.basis import Basis
from workbench.workspace.decided_boilerplate import boilerplate_of, decided_stretches
from workbench.workspace.messages import BoilerplateSpan
from workbench.workspace.overview import OverviewMaker
from workbench.workspace.snapshot import Snapshot

LENGTH = 24


def disjoint(cuts: list[int]) -> list[BoilerplateSpan]:
    """Stretches as rules find them: in order, not overlapping."""
    ends = sorted(cuts)
    return [BoilerplateSpan(s, e, "footer", "lines") for s, e in zip(ends[::2], ends[1::2], strict=False)]


FOUND = st.lists(st.integers(0, LENGTH), unique=True, max_size=8).map(disjoint)
MARKS = st.lists(
    st.builds(
        lambda ends, kind: BoilerplateMark("a", ends[0], ends[1], kind),
        st.tuples(st.integers(0, LENGTH + 4), st.integers(0, LENGTH + 8)).filter(lambda ends: ends[0] < ends[1]),
        st.sampled_from(["", "marked", "appeal"]),
    ),
    max_size=5,
)


@given(FOUND, MARKS)
def test_of_every_character_the_last_decision_holds_and_else_what_was_found(
    found: list[BoilerplateSpan], marks: list[BoilerplateMark]
) -> None:
    expected: list[tuple[str, str, bool] | None] = [None] * LENGTH
    for span in found:
        expected[span.start : span.end] = [(span.kind, span.rule, False)] * (span.end - span.start)
    first = list(expected)
    for mark in marks:
        for at in range(mark.start, min(mark.end, LENGTH)):
            was = first[at]
            expected[at] = (mark.kind, PERSON_RULE, False) if mark.kind else was and (was[0], was[1], True)
    stretches = decided_stretches(found, marks, LENGTH)
    got: list[tuple[str, str, bool] | None] = [None] * LENGTH
    for span in stretches:
        assert 0 <= span.start < span.end <= LENGTH
        assert got[span.start : span.end] == [None] * (span.end - span.start), "stretches do not overlap"
        got[span.start : span.end] = [(span.kind, span.rule, span.restored)] * (span.end - span.start)
    assert got == expected
    assert list(stretches) == sorted(stretches, key=lambda span: span.start)


TEXT = "Ferry sinks off Haven. Sign up for news. Ferry sails again. Buy our mug."
OTHER = "Nothing happened today. Sign up for news."
SIGN_UP = TEXT.index("Sign"), TEXT.index(" Ferry sails")
MUG = TEXT.index("Buy"), len(TEXT)


def snapshot() -> Snapshot:
    rows = [
        ("a", *SIGN_UP, "appeal", TEXT[slice(*SIGN_UP)], "appeals"),
        ("b", 24, len(OTHER), "appeal", OTHER[24:], "appeals"),
    ]
    articles = (Article("a", TEXT), Article("b", OTHER))
    return Snapshot(
        articles=articles,
        store=TokenStore.build([(a.document_id, a.text) for a in articles]),
        boilerplate=pd.DataFrame(rows, columns=list(TABLES["boilerplate"])),
    )


def marked(*marks: BoilerplateMark) -> Decisions:
    return Decisions().with_changes(changes_for_marks(marks))


def rows_of(table: pd.DataFrame) -> list[tuple[Any, ...]]:
    return list(table[["document_id", "start", "end", "kind", "rule"]].itertuples(index=False, name=None))


def test_without_decisions_boilerplate_is_what_was_found() -> None:
    given = snapshot()
    basis = Basis(given, Scope())
    assert basis.boilerplate is given.boilerplate
    assert basis.boilerplate_intervals == {"a": [SIGN_UP], "b": [(24, len(OTHER))]}


def test_restored_text_is_counted_and_marked_text_is_not() -> None:
    given = snapshot()
    before = Basis(given, Scope()).view.total
    restored = Basis(given, Scope(), marked(BoilerplateMark("a", *SIGN_UP)))
    assert restored.view.total == before + 4
    assert restored.boilerplate_intervals == {"b": [(24, len(OTHER))]}
    both = Basis(given, Scope(), marked(BoilerplateMark("a", *SIGN_UP), BoilerplateMark("a", *MUG, "marked")))
    assert both.view.total == before + 4 - 3
    assert rows_of(both.boilerplate) == [
        ("a", *MUG, "marked", PERSON_RULE),
        ("b", 24, len(OTHER), "appeal", "appeals"),
    ]
    assert both.boilerplate["text"].tolist() == ["Buy our mug.", "Sign up for news."]
    assert Basis(given, Scope(boilerplate=True), both.decisions).view.total == 21


def test_the_overview_counts_what_the_view_counts() -> None:
    maker, given = OverviewMaker(), snapshot()
    for decisions in (marked(), marked(BoilerplateMark("a", *MUG, "marked")), marked(BoilerplateMark("b", 24, 30))):
        for counted in (False, True):
            basis = Basis(given, Scope(boilerplate=counted), decisions)
            overview = maker.make(basis)
            assert overview.words == basis.view.total
            assert list(overview.articles.words) == basis.view.words_by_document.tolist()


def test_the_reader_shows_a_restored_stretch_so_that_it_can_be_left_out_again() -> None:
    given = snapshot()
    middle = SIGN_UP[0] + 5
    decisions = marked(BoilerplateMark("a", middle, SIGN_UP[1]))
    assert boilerplate_of(given, decisions, "a") == (
        BoilerplateSpan(SIGN_UP[0], middle, "appeal", "appeals"),
        BoilerplateSpan(middle, SIGN_UP[1], "appeal", "appeals", restored=True),
    )
    assert boilerplate_of(given, decisions, "b") == (BoilerplateSpan(24, len(OTHER), "appeal", "appeals"),)
    assert boilerplate_of(given, decisions, "nowhere") == ()


def test_decisions_about_articles_that_are_not_there_or_places_behind_the_text_do_no_harm() -> None:
    given = snapshot()
    decisions = marked(BoilerplateMark("gone", 0, 5, "marked"), BoilerplateMark("a", len(TEXT) + 3, 900, "marked"))
    basis = Basis(given, Scope(), decisions)
    assert rows_of(basis.boilerplate) == rows_of(given.boilerplate)
    assert basis.boilerplate_intervals == given.boilerplate_intervals


def test_restoring_everything_leaves_a_table_without_rows() -> None:
    given = snapshot()
    basis = Basis(given, Scope(), marked(BoilerplateMark("a", 0, 900), BoilerplateMark("b", 0, 900)))
    assert len(basis.boilerplate) == 0
    assert tuple(basis.boilerplate.columns) == TABLES["boilerplate"]
    assert basis.boilerplate_intervals == {}
