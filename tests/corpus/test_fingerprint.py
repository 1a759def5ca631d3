from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from workbench.corpus.fingerprint import corpus_hash, text_hash
from workbench.domain.article import EDITABLE_FIELDS, Article

ARTICLES = (Article("a", "one", outlet="A"), Article("b", "two"), Article("c", "three", date="2024"))


def test_a_text_has_the_sha256_of_its_utf8() -> None:
    assert text_hash("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert text_hash("é") != text_hash("e\u0301")


@given(st.permutations(ARTICLES))
def test_the_order_of_the_articles_does_not_matter(articles: list[Article]) -> None:
    assert corpus_hash(articles) == corpus_hash(ARTICLES)


def test_ids_texts_and_each_metadata_field_matter_and_where_it_came_from_does_not() -> None:
    base = corpus_hash(ARTICLES)
    first, *rest = ARTICLES
    assert corpus_hash([replace(first, document_id="z"), *rest]) != base
    assert corpus_hash([replace(first, text="other"), *rest]) != base
    for field in EDITABLE_FIELDS:
        assert corpus_hash([first.with_field(field, "changed"), *rest]) != base
    assert corpus_hash(rest) != base
    assert corpus_hash([replace(first, path="p", encoding="e", notes=("n",), outlet_source="s"), *rest]) == base


def test_corpora_of_before_there_were_sections_keep_their_fingerprint() -> None:
    assert corpus_hash(ARTICLES) == "57a4bca71c39f6da7fe7ee4089b3b5cfe67c1d4124ce75d31960138378fd43ee"


def test_values_do_not_run_into_one_another() -> None:
    assert corpus_hash([Article("a", "t", outlet="xy")]) != corpus_hash([Article("a", "t", outlet="x", title="y")])
