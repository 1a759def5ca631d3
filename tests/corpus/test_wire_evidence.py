"""Credits with their place, and agency text without a credit."""

from __future__ import annotations

import pytest

from workbench.corpus.wire import (
    CREDIT_LINE,
    METADATA,
    SHARED_TEXT,
    SharedText,
    WireEvidence,
    find_credit,
    wire_evidence,
)
from workbench.domain.article import Article

BODY = "The council met on Thursday and voted on the budget for the coming year, its chair told reporters.\n"
CREDITED = Article("c", f"ASTANA, July 4 (AFP) - {BODY}", outlet="Daily")
PLAIN = Article("p", BODY, outlet="Gazette")


@pytest.mark.parametrize(
    "text",
    [
        f"Headline\r\n\n  ASTANA, July 4 (AFP) - {BODY}",
        f"{BODY * 30}\n\t Source: With information from AP  \n",
        f"{BODY}\n(AP)\n{BODY}",
        f"🙂 A headline\n\nBy The Associated Press\n{BODY}",
    ],
)
def test_the_span_of_a_credit_is_its_text(text: str) -> None:
    credit = find_credit(Article("a", text))
    assert credit is not None
    assert text[credit.start : credit.end] == credit.text
    assert (credit.kind, credit.credited_id, credit.share) == (CREDIT_LINE, "a", 1.0)


def test_an_article_without_a_credit_has_none() -> None:
    assert find_credit(PLAIN) is None
    assert wire_evidence([PLAIN], []) == ()


def test_text_shared_with_a_credited_article_of_another_outlet_is_evidence() -> None:
    found = wire_evidence([PLAIN, CREDITED], [SharedText("p", "c", 0.9), SharedText("c", "p", 0.8)])
    assert found == (
        WireEvidence("p", "AFP", SHARED_TEXT, 0, 20, "ASTANA, July 4 (AFP)", "c", 0.9),
        WireEvidence("c", "AFP", CREDIT_LINE, 0, 20, "ASTANA, July 4 (AFP)", "c", 1.0),
    )


@pytest.mark.parametrize(
    ("articles", "shared"),
    [
        ([PLAIN, CREDITED], [SharedText("p", "c", 0.4)]),
        ([PLAIN, CREDITED], [SharedText("p", "gone", 0.9), SharedText("gone", "c", 0.9)]),
        ([Article("p", BODY, outlet="Daily"), CREDITED], [SharedText("p", "c", 0.9)]),
        ([PLAIN, Article("q", BODY, outlet="Other"), CREDITED], [SharedText("p", "q", 0.9)]),
    ],
)
def test_little_text_or_the_same_outlet_or_no_credit_is_no_evidence(
    articles: list[Article], shared: list[SharedText]
) -> None:
    assert [e.document_id for e in wire_evidence(articles, shared)] in ([], ["c"])


def test_evidence_is_not_handed_on() -> None:
    third = Article("t", BODY, outlet="Third")
    found = wire_evidence([PLAIN, third, CREDITED], [SharedText("t", "p", 1.0), SharedText("p", "c", 1.0)])
    assert [e.document_id for e in found] == ["p", "c"]


def test_the_credited_article_that_shares_most_counts_then_the_first() -> None:
    other = Article("o", f"PARIS (Reuters) - {BODY}", outlet="Other")
    articles = [PLAIN, CREDITED, other]
    more = wire_evidence(articles, [SharedText("p", "c", 0.8), SharedText("p", "o", 0.9)])[0]
    assert (more.agency, more.share) == ("Reuters", 0.9)
    same = wire_evidence(articles, [SharedText("p", "o", 0.8), SharedText("p", "c", 0.8)])[0]
    assert same.agency == "AFP"


def test_articles_without_an_outlet_share_text_with_anybody() -> None:
    nameless = Article("p", BODY)
    assert wire_evidence([nameless, CREDITED], [SharedText("p", "c", 0.9)])[0].agency == "AFP"
    assert wire_evidence([nameless, CREDITED], [SharedText("p", "c", 0.3)], least_share=0.2)[0].document_id == "p"


def test_text_shared_with_an_article_whose_metadata_name_the_agency_is_evidence() -> None:
    named = Article("n", BODY, outlet="Northline", wire_agency="Northline")
    assert wire_evidence([PLAIN, named], [SharedText("p", "n", 0.9), SharedText("n", "p", 0.8)]) == (
        WireEvidence("p", "Northline", SHARED_TEXT, 0, 0, "", "n", 0.9),
        WireEvidence("n", "Northline", METADATA, 0, 0, "", "n", 1.0),
    )
    assert [e.document_id for e in wire_evidence([PLAIN, named], [SharedText("p", "n", 0.4)])] == ["n"]


@pytest.mark.parametrize(
    ("says", "agency", "kind"),
    [("AFP", "AFP", CREDIT_LINE), ("Agence France-Presse", "AFP", CREDIT_LINE), ("AP", "AP", METADATA)],
)
def test_metadata_count_before_a_credit_of_another_agency(says: str, agency: str, kind: str) -> None:
    both = Article("c", CREDITED.text, outlet="Daily", wire_agency=says)
    own, shared = wire_evidence([both, PLAIN], [SharedText("p", "c", 0.9)])
    assert (own.agency, own.kind) == (agency, kind)
    assert (shared.agency, bool(shared.text)) == (agency, kind == CREDIT_LINE)
