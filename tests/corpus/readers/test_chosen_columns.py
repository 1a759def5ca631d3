"""A person's choice for a column, also the choice that a field has none."""

from __future__ import annotations

from workbench.corpus.readers.columns import resolve_columns
from workbench.corpus.readers.contract import Layout, RawRecord
from workbench.corpus.readers.delimited import Delimited


def test_a_field_that_is_given_no_column_has_none_though_one_could_be_guessed() -> None:
    found = resolve_columns(["body", "title", "source"], {"text": "body", "title": "", "outlet": ""})
    assert found.by_field == {"text": "body"}
    assert not found.problem


def test_a_text_that_is_given_no_column_is_a_problem() -> None:
    assert resolve_columns(["body", "title"], {"text": ""}).problem


def test_a_table_is_read_with_what_was_chosen() -> None:
    data = b"nr,kop,inhoud\n1,Brug,De brug is open.\n"
    items = list(Delimited().read(data, "a.csv", mapping={"text": "inhoud", "title": "kop", "id": "", "outlet": ""}))
    layout = next(item for item in items if isinstance(item, Layout))
    record = next(item for item in items if isinstance(item, RawRecord))
    assert dict(layout.by_field) == {"text": "inhoud", "title": "kop"}
    assert record.text == "De brug is open."
    assert record.fields["title"] == "Brug"
