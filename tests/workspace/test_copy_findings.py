"""What is counted when copied text is counted once."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.analysis.copies import DUPLICATE, SHARED_COPY
from workbench.corpus.wire import CREDIT_LINE, METADATA, SHARED_TEXT
from workbench.domain.article import Article
from workbench.domain.errors import Cancelled, UsageError
from workbench.index.store import TokenStore
from workbench.index.view import View
from workbench.workspace.copies import CopyFindings, CopyMemory, copy_findings


def words(seed: int, count: int) -> str:
    """Words that no other seed has."""
    chosen = random.Random(seed)
    return " ".join(f"w{seed}x{chosen.randrange(10_000)}" for _ in range(count))


def store_of(articles: list[Article]) -> TokenStore:
    return TokenStore.build([(article.document_id, article.text) for article in articles])


def found_in(articles: list[Article], **settings: object) -> CopyFindings:
    given = {"boilerplate": {}, **settings}
    return copy_findings(store_of(articles), articles, **given)  # type: ignore[arg-type]


def counted(articles: list[Article], findings: CopyFindings) -> dict[str, list[str]]:
    """The words of each article that are counted once."""
    store = store_of(articles)
    stay = [article.document_id for article in articles if article.document_id not in findings.left_out]
    view = View.of(store, documents=stay, without=findings.intervals)
    out: dict[str, list[str]] = {}
    for n, document in enumerate(store.document_ids):
        begin, end = int(store.offsets[n]), int(store.offsets[n + 1])
        out[document] = [store.types[store.ids[t]] for t in range(begin, end) if view.counted[t]]
    return out


REPORT = words(1, 60)
A = Article("a", f"{REPORT} {words(2, 20)}", outlet="Alpha", date="2031-03-02")
B = Article("b", f"{words(3, 90)}\n\n{REPORT}\n\n{words(4, 90)}", outlet="Beta", date="2031-03-03")
C = Article("c", words(5, 120), outlet="Gamma", date="2031-03-01")


def test_a_report_inside_a_longer_later_article_is_counted_in_the_earlier_one() -> None:
    findings = found_in([C, B, A])
    assert findings.duplicates["kind"].tolist() == [SHARED_COPY]
    assert not findings.left_out
    assert set(findings.intervals) == {"b"}
    ((start, end),) = findings.intervals["b"]
    assert B.text[start:end] == REPORT
    assert counted([C, B, A], findings)["b"] == B.text.replace(REPORT, "").split()


def test_a_duplicate_is_left_out_and_its_group_has_the_earliest_as_representative() -> None:
    later = Article("z", " ".join(A.text.split()[:70]), outlet="Beta", date="2031-03-05")
    findings = found_in([later, A, C])
    assert findings.duplicates["kind"].tolist() == [DUPLICATE]
    assert findings.left_out == {"z"}
    assert findings.representative_of == {"z": "a"}
    assert not findings.intervals


def test_the_article_that_a_person_chose_stands_for_its_duplicates() -> None:
    later = Article("z", " ".join(A.text.split()[:70]), outlet="Beta", date="2031-03-05")
    findings = found_in([later, A, C], representatives={"z"})
    assert findings.left_out == {"a"}


def test_text_that_only_a_left_out_article_has_too_stays_counted() -> None:
    """Else it would be counted nowhere."""
    extra = words(6, 30)
    copy = Article("copy", f"{A.text} {extra}", outlet="Beta", date="2031-03-05")
    quoting = Article("quoting", f"{extra} {words(7, 60)}", outlet="Gamma", date="2031-03-09")
    findings = found_in([A, copy, quoting])
    assert findings.left_out == {"copy"}
    assert not findings.intervals


def test_what_is_no_copy_is_counted_whole_and_leaves_its_group() -> None:
    third = Article("y", A.text, outlet="Gamma", date="2031-03-04")
    later = Article("z", A.text, outlet="Beta", date="2031-03-05")
    findings = found_in([A, third, later], own={"z"})
    assert findings.left_out == {"y"}
    assert not findings.intervals
    assert findings.groups["document_id"].tolist() == ["a", "y"]
    assert len(findings.duplicates) == 3, "the pairs stay listed, so that a person can take it back"
    kept = found_in([C, B, A], own={"b"})
    assert not kept.intervals


def test_the_surely_later_one_of_two_loses_what_they_share_when_the_earlier_is_no_copy() -> None:
    later = Article("z", A.text, outlet="Beta", date="2031-03-05")
    findings = found_in([A, later], own={"a"})
    assert not findings.left_out
    assert counted([A, later], findings) == {"a": A.text.split(), "z": []}


@pytest.mark.parametrize(
    ("first", "second", "loser"),
    [
        ("2031-03-02", "2031-03-03", "b"),
        ("2031-03-03", "2031-03-02", "a"),
        ("2031-03-02", "2031-03-02", "b"),
        ("", "", "b"),
        ("", "2031-03-02", "a"),
        ("2031-03-02", "", "b"),
        ("2031-03", "2031-03-02", "b"),
        ("2031-03-02T09:00+00:00", "2031-03-02T08:00+00:00", "a"),
        ("not a date", "", "b"),
    ],
)
def test_shared_text_is_counted_in_the_earlier_article_else_in_the_first(first: str, second: str, loser: str) -> None:
    a = Article("a", f"{words(10, 60)} {REPORT}", date=first)
    b = Article("b", f"{REPORT} {words(11, 60)}", date=second)
    assert set(found_in([a, b]).intervals) == {loser}


def test_where_dates_do_not_say_the_agency_keeps_its_report() -> None:
    own = Article("a", f"{words(10, 60)} {REPORT}", outlet="Alpha", date="2031-03-02")
    agency = Article("b", f"OSLO (Reuters) - {REPORT} {words(11, 60)}", outlet="Beta", date="2031-03-02T10:00+00:00")
    assert set(found_in([own, agency]).intervals) == {"a"}
    named = Article("b", f"{REPORT} {words(11, 60)}", outlet="Beta", wire_agency="AFP")
    assert set(found_in([Article("a", own.text), named]).intervals) == {"a"}
    earlier = Article("a", own.text, outlet="Alpha", date="2031-03-01")
    assert set(found_in([earlier, agency]).intervals) == {"b"}, "a date says more than a credit"


def test_where_dates_do_not_say_the_article_that_stands_for_others_keeps_it() -> None:
    single = Article("a", f"{words(10, 60)} {REPORT}")
    one = Article("b", f"{REPORT} {words(11, 60)}")
    same = Article("c", one.text)
    findings = found_in([single, one, same])
    assert findings.left_out == {"c"}
    assert set(findings.intervals) == {"a"}


def test_evidence_of_agency_copy_is_the_credit_or_shared_text() -> None:
    agency = Article("b", f"OSLO (Reuters) - {REPORT}", outlet="Beta", date="2031-03-01")
    findings = found_in([A, agency, C])
    assert [(e.document_id, e.agency, e.kind) for e in findings.wire] == [
        ("a", "Reuters", SHARED_TEXT),
        ("b", "Reuters", CREDIT_LINE),
    ]


def test_an_agency_that_metadata_name_makes_the_copies_wire_too() -> None:
    agency = Article("b", REPORT, outlet="Beta", date="2031-03-01", wire_agency="Northline")
    assert [(e.document_id, e.agency, e.kind) for e in found_in([A, agency, C]).wire] == [
        ("a", "Northline", SHARED_TEXT),
        ("b", "Northline", METADATA),
    ]


def test_fewer_than_fourteen_words_in_a_row_are_no_copied_stretch() -> None:
    thirteen, fourteen = words(20, 13), words(21, 14)
    a = Article("a", f"{thirteen} {words(22, 5)} {fourteen} {words(23, 5)}")
    b = Article("b", f"{words(24, 9)} {thirteen} {words(25, 9)} {fourteen}")
    findings = found_in([a, b])
    assert [b.text[start:end] for start, end in findings.intervals["b"]] == [fourteen]


def test_a_pair_below_the_threshold_shares_nothing_that_is_left_out() -> None:
    assert found_in([C, B, A], shared_share=0.15).intervals
    findings = found_in([C, B, A], shared_share=0.8, duplicate_share=0.9)
    assert not findings.intervals
    assert findings.duplicates.empty
    lower = found_in([C, B, A], duplicate_share=0.4)
    assert lower.duplicates["kind"].tolist() == [DUPLICATE]
    assert lower.left_out == {"b"}
    with pytest.raises(UsageError, match="threshold"):
        found_in([C, B, A], shared_share=0.0)


def test_boilerplate_is_not_compared_and_stands_in_no_interval() -> None:
    footer = words(30, 40)
    a = Article("a", f"{words(31, 60)} {footer}")
    b = Article("b", f"{words(32, 60)} {footer}")
    assert len(found_in([a, b]).duplicates) == 1
    away = {x.document_id: [(x.text.index(footer), len(x.text))] for x in (a, b)}
    assert found_in([a, b], boilerplate=away).duplicates.empty
    half = len(REPORT) // 2
    advert = "Read also something else"
    mixed = f"{REPORT[:half].rpartition(' ')[0]} {advert} {REPORT[:half].rpartition(' ')[2]}{REPORT[half:]}"
    with_advert = Article("z", f"{mixed} {words(33, 150)}", date="2031-04-01")
    at = with_advert.text.index(advert)
    findings = found_in([A, with_advert], boilerplate={"z": [(at, at + len(advert))]})
    stretches = [with_advert.text[s:e] for s, e in findings.intervals["z"]]
    assert " ".join(stretches) == REPORT
    assert advert not in " ".join(stretches)


def test_a_text_that_is_taken_from_three_is_left_to_one() -> None:
    three = [Article(n, f"{words(40 + k, 60)} {REPORT}") for k, n in enumerate("abc")]
    findings = found_in(three)
    assert set(findings.intervals) == {"b", "c"}


def test_no_articles_and_no_copies_give_empty_findings() -> None:
    for articles in ([], [A], [A, C]):
        findings = found_in(articles)
        assert findings.duplicates.empty
        assert findings.groups.empty
        assert not findings.left_out
        assert not findings.intervals
        assert not findings.wire


def test_articles_that_the_corpus_no_longer_has_play_no_part() -> None:
    store = store_of([A, B, C])
    assert copy_findings(store, [A, C], boilerplate={}).duplicates.empty


def test_what_was_found_is_remembered_until_something_that_matters_differs() -> None:
    store, memory, steps = store_of([A, B, C]), CopyMemory(), []

    def ask(articles: list[Article], own: frozenset[str] = frozenset(), share: float = 0.7) -> CopyFindings:
        return copy_findings(
            store,
            articles,
            boilerplate={},
            own=own,
            duplicate_share=share,
            memory=memory,
            progress=lambda *step: steps.append(step[2]),
        )

    first = ask([A, B, C])
    assert "Looking for copies" in steps
    steps.clear()
    assert ask([A, B, C]) is first
    assert not steps
    changed = ask([A, B, C], own=frozenset({"b"}))
    assert changed.duplicates is first.duplicates
    assert not changed.intervals
    moved = ask([A, B.with_field("date", "2031-01-01"), C])
    assert moved.duplicates is first.duplicates
    assert set(moved.intervals) == {"a"}
    assert "Looking for copies" not in steps
    assert ask([A, B, C], share=0.4).left_out
    assert "Looking for copies" in steps
    assert copy_findings(store_of([A, C]), [A, C], boilerplate={}, memory=memory).duplicates.empty


def test_cancelling_leaves_nothing_half_done() -> None:
    store, memory = store_of([A, B, C]), CopyMemory()

    def stop(done: int, total: int, message: str = "") -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        copy_findings(store, [A, B, C], boilerplate={}, memory=memory, progress=stop)
    assert copy_findings(store, [A, B, C], boilerplate={}, memory=memory).intervals


@st.composite
def made_corpora(draw: st.DrawFn) -> list[Article]:
    """Articles that are put together from passages; each passage is at most once in an article, and long enough."""
    passages = [words(100 + n, draw(st.integers(14, 40))) for n in range(draw(st.integers(1, 6)))]
    dates = st.sampled_from(["", "2031", "2031-03", "2031-03-01", "2031-03-02", "2031-03-02T10:00+00:00"])
    articles = []
    for n in range(draw(st.integers(2, 6))):
        chosen = draw(st.lists(st.sampled_from(passages), unique=True, max_size=len(passages)))
        own = [words(1000 + 20 * n + k, 3) for k in range(len(chosen) + 1)]
        parts = [part for pair in zip(own, [*chosen, ""], strict=True) for part in pair]
        articles.append(Article(f"d{n}", " ".join(parts).strip(), date=draw(dates)))
    return articles


@settings(max_examples=60, deadline=None)
@given(made_corpora())
def test_each_shared_passage_is_counted_exactly_once(articles: list[Article]) -> None:
    """With nothing left out as a duplicate and every pair compared: the words counted are the words of the union."""
    findings = found_in(articles, duplicate_share=1.0, shared_share=0.01)
    kept = [article for article in articles if article.document_id not in findings.left_out]
    by_passage: Mapping[str, int] = Counter(word for a in kept for word in set(a.text.split()))
    once = Counter(word for own in counted(articles, findings).values() for word in set(own))
    assert once == dict.fromkeys(by_passage, 1)


@settings(max_examples=40, deadline=None)
@given(made_corpora(), st.randoms(use_true_random=False))
def test_no_word_is_lost_whatever_the_thresholds(articles: list[Article], chance: random.Random) -> None:
    share, own = chance.choice([0.2, 0.5, 0.9]), {a.document_id for a in articles if chance.random() < 0.3}
    findings = found_in(articles, shared_share=share, duplicate_share=1.0, own=own)
    assert not findings.left_out & own
    assert not findings.intervals.keys() & own
    kept = {word for a in articles if a.document_id not in findings.left_out for word in a.text.split()}
    assert {word for own_words in counted(articles, findings).values() for word in own_words} == kept
