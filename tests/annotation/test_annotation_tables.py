from __future__ import annotations

from workbench.annotation.document import DocumentAnnotation, MentionAnnotation, QuoteAnnotation
from workbench.annotation.tables import assemble
from workbench.domain.article import Article
from workbench.domain.columns import TABLES

TEXT = "“It sails,” Ines Almeida said. Almeida left."
ANNOTATION = DocumentAnnotation(
    sentences=((0, 30), (31, 44)),
    mentions=(MentionAnnotation(12, 24, "PERSON", "named"), MentionAnnotation(31, 38, "PERSON", "named")),
    quotes=(QuoteAnnotation("direct", 1, 10, 12, 24, 0, 25, 29, "say", "neutral"), QuoteAnnotation("mixed", 31, 38)),
)


def test_the_tables_have_the_columns_of_the_contract() -> None:
    tables = assemble([Article("a", TEXT)], {"a": ANNOTATION})
    for name in ("sentences", "mentions", "entities", "quotes"):
        columns = tuple(getattr(tables, name).columns)
        assert columns[: len(TABLES[name])] == TABLES[name]
    empty = assemble([], {})
    for name in ("sentences", "mentions", "entities", "quotes"):
        assert tuple(getattr(empty, name).columns)[: len(TABLES[name])] == TABLES[name]
        assert len(getattr(empty, name)) == 0


def test_text_columns_are_what_the_spans_say() -> None:
    tables = assemble([Article("a", TEXT)], {"a": ANNOTATION})
    assert list(tables.mentions["text"]) == ["Ines Almeida", "Almeida"]
    assert list(tables.quotes["text"]) == ["It sails,", "Almeida"]
    assert list(tables.quotes["speaker"]) == ["Ines Almeida", ""]
    assert list(tables.quotes["speaker_entity_id"]) == ["ines-almeida", ""]
    assert tables.quotes["speaker_start"].isna().tolist() == [False, True]
    assert tables.quotes["quote_id"].is_unique


def test_entities_count_mentions_documents_and_known_outlets() -> None:
    articles = [Article("a", TEXT, outlet="Tide"), Article("b", TEXT, outlet="Tide"), Article("c", TEXT)]
    tables = assemble(articles, dict.fromkeys("abc", ANNOTATION))
    row = tables.entities.iloc[0]
    assert (row["entity_id"], row["mentions"], row["documents"], row["outlets"]) == ("ines-almeida", 6, 3, 1)
    assert row["aliases"] == "Almeida"
    assert (tables.mentions["entity_id"] == "ines-almeida").sum() == row["mentions"]


def test_an_article_without_annotation_has_no_rows() -> None:
    tables = assemble([Article("a", TEXT), Article("b", TEXT)], {"b": ANNOTATION})
    assert set(tables.mentions["document_id"]) == {"b"}
