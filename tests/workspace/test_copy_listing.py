"""The list of pairs, and two articles side by side."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from workbench.domain.article import Article
from workbench.domain.copy_choices import OWN, REPRESENTATIVE, change_for_copy
from workbench.domain.decisions import Decisions
from workbench.domain.errors import UsageError
from workbench.domain.scope import Copies, Scope
from workbench.index.store import TokenStore
from workbench.workspace.basis import Basis
from workbench.workspace.copy_listing import copy_comparison, copy_list
from workbench.workspace.copy_messages import CopyComparison, Standing
from workbench.workspace.messages import Stage
from workbench.workspace.snapshot import Snapshot


def words(seed: int, count: int) -> str:
    chosen = random.Random(seed)
    return " ".join(f"w{seed}x{chosen.randrange(10_000)}" for _ in range(count))


def basis(articles: list[Article], scope: Scope | None = None, decisions: Decisions | None = None) -> Basis:
    store = TokenStore.build([(article.document_id, article.text) for article in articles])
    snapshot = Snapshot(stage=Stage.INDEXED, articles=tuple(articles), store=store)
    return Basis(snapshot, scope or Scope(), decisions or Decisions())


def decided(document: str, choice: str) -> Decisions:
    return Decisions().with_changes(change_for_copy(document, choice))


REPORT = words(1, 60)
A = Article("a", REPORT, outlet="Alpha", title="One", date="2031-03-01")
B = Article("b", f"{REPORT} {words(2, 4)}", outlet="Beta", title="Two", date="2031-03-02")
C = Article("c", f"{REPORT} {words(3, 6)}", outlet="Gamma", title="Three", date="2031-03-02")
LONG = Article("long", f"{words(4, 80)}\n{REPORT}\n{words(5, 80)}", outlet="Delta", title="Four", date="2031-03-09")
OTHER = Article("other", words(6, 70), outlet="Alpha", title="Five")


def rows(seen: Basis) -> list[tuple[str, str, str]]:
    table = copy_list(seen).pairs
    return list(
        zip(table.texts("kind"), table.texts("document_id"), table.texts("document_id_2"), strict=True),
    )


def text_of(comparison: CopyComparison, n: int, start: int, end: int) -> str:
    return (comparison.left, comparison.right)[n].text[start:end]


def test_each_duplicate_is_listed_once_with_the_article_that_stands_for_it() -> None:
    assert rows(basis([C, LONG, B, A, OTHER])) == [
        ("duplicate", "a", "c"),
        ("duplicate", "a", "b"),
        ("shared_copy", "a", "long"),
    ]


def test_a_pair_with_a_left_out_article_is_listed_where_it_tells_something_new() -> None:
    tail = words(7, 24)
    copy = replace(B, text=f"{REPORT} {tail}")
    quoting = Article("quoting", f"{tail} {words(8, 60)}", date="2031-03-08")
    assert rows(basis([A, copy, quoting])) == [("duplicate", "a", "b"), ("shared_copy", "quoting", "b")]


def test_an_article_that_is_only_a_copy_of_a_copy_is_listed_with_that_one() -> None:
    """The first and the third are no duplicates; the second joins them."""
    first, second, third = words(10, 40), words(11, 40), words(12, 40)
    one = Article("1", f"{first} {second}", date="2031-01-01")
    two = Article("2", f"{second} {first} {third}", date="2031-01-02")
    three = Article("3", f"{third} {second[: len(second) // 2]}", date="2031-01-03")
    assert rows(basis([one, two, three], Scope(duplicate_share=0.6))) == [
        ("duplicate", "1", "2"),
        ("duplicate", "2", "3"),
        ("shared_copy", "1", "3"),
    ]


def test_what_the_pairs_mean_for_the_counts_is_told_whatever_is_counted() -> None:
    for counting in Copies:
        answer = copy_list(basis([A, B, C, LONG, OTHER], Scope(copies=counting)))
        assert (answer.compared, answer.groups, answer.left_out, answer.shortened) == (5, 1, 2, 1)
        assert answer.words == 60 + 64 + 66 + 220 + 70
        assert answer.words_left_out == 64 + 66 + 60
        assert len(answer.pairs) == 3


def test_pairs_are_those_within_the_scope() -> None:
    assert rows(basis([A, B, C, LONG], Scope(outlets=("Alpha", "Delta")))) == [("shared_copy", "a", "long")]
    assert not rows(basis([A, B, C, LONG], Scope(outlets=("Alpha",))))


def test_without_an_index_there_is_no_list_yet() -> None:
    assert copy_list(Basis(Snapshot(articles=(A, B)), Scope())).pairs.names == ()


def test_shared_words_shares_and_who_was_first_are_told() -> None:
    row = copy_list(basis([LONG, A, OTHER])).pairs.row(0)
    assert (row["document_id"], row["words"], row["words_2"], row["first"]) == ("a", 60, 60, "Alpha")
    assert row["share"] == pytest.approx(100)
    assert row["share_2"] == pytest.approx(100 * 56 / 216)


def test_a_comparison_tells_how_each_article_is_counted() -> None:
    articles = [A, B, C, LONG, OTHER]
    seen = copy_comparison(basis(articles), "a", "b")
    assert (seen.left.standing, seen.left.copies) == (Standing.STANDS, 2)
    assert (seen.right.standing, seen.right.stands_for_it) == (Standing.LEFT_OUT, "One")
    assert (seen.kind, seen.first) == ("duplicate", "a")
    seen = copy_comparison(basis(articles), "a", "long")
    assert (seen.right.standing, seen.right.elsewhere_words) == (Standing.PARTLY, 60)
    seen = copy_comparison(basis(articles, decisions=decided("long", OWN)), "a", "long")
    assert seen.right.standing is Standing.OWN
    seen = copy_comparison(basis(articles, decisions=decided("b", REPRESENTATIVE)), "a", "c")
    assert (seen.left.standing, seen.left.also_chosen, seen.left.in_group) == (Standing.LEFT_OUT, ("b",), True)
    seen = copy_comparison(basis(articles), "a", "other")
    assert (seen.kind, seen.first, seen.left.share, seen.right.standing) == ("", "", 0.0, Standing.WHOLE)
    assert not seen.shared
    assert len(seen.differences) == 1
    with pytest.raises(UsageError, match="gone"):
        copy_comparison(basis(articles), "a", "gone")


def test_differences_are_exchanged_inserted_and_deleted_words() -> None:
    own = REPORT.split()
    left = Article("left", " ".join(["Before this", *own[:20], "salt", *own[20:40], "only here", *own[40:]]))
    right = Article("right", " ".join([*own[:20], "sea water", *own[20:], "and after"]))
    seen = copy_comparison(basis([left, right]), "left", "right")
    assert [(text_of(seen, 0, d.start_a, d.end_a), text_of(seen, 1, d.start_b, d.end_b)) for d in seen.differences] == [
        ("Before this", ""),
        ("salt", "sea water"),
        ("only here", ""),
        ("", "and after"),
    ]
    for stretch in seen.shared:
        assert not stretch.moved
        assert text_of(seen, 0, stretch.start_a, stretch.end_a) == text_of(seen, 1, stretch.start_b, stretch.end_b)


def test_a_paragraph_in_another_place_is_shared_and_moved() -> None:
    first, second, third = words(20, 40), words(21, 16), words(22, 40)
    left = Article("left", f"{first} {second} new words {third}")
    right = Article("right", f"{second} {first} {third}")
    seen = copy_comparison(basis([left, right]), "left", "right")
    moved = [text_of(seen, 0, s.start_a, s.end_a) for s in seen.shared if s.moved]
    assert moved == [second]
    marked = [text_of(seen, 0, d.start_a, d.end_a) for d in seen.differences]
    assert [words for words in marked if words] == ["new words"]


@pytest.mark.parametrize("seed", range(12))
def test_shared_stretches_and_differences_are_all_words_of_both(seed: int) -> None:
    chance = random.Random(seed)
    parts = [words(seed * 100 + n, chance.randint(5, 30)) for n in range(6)]

    def shuffled(own: int) -> str:
        taken = [part for part in parts if chance.random() < 0.7]
        chance.shuffle(taken)
        return " ".join([*taken[:2], words(own, chance.randint(0, 9)), *taken[2:]]).strip() or words(own, 3)

    left, right = Article("l", shuffled(9000 + seed)), Article("r", shuffled(9500 + seed))
    seen = copy_comparison(basis([left, right]), "l", "r")
    for n, article in enumerate((left, right)):
        spans = [((s.start_a, s.end_a), (s.start_b, s.end_b))[n] for s in seen.shared]
        spans += [((d.start_a, d.end_a), (d.start_b, d.end_b))[n] for d in seen.differences]
        found = [word for start, end in sorted(spans) for word in article.text[start:end].split()]
        assert found == article.text.split()
