"""Parquet tables: one article for each row."""

from __future__ import annotations

import io
from datetime import datetime
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.corpus.readers.contract import Item, Layout, RawRecord, Remark
from workbench.corpus.readers.parquet import Parquet
from workbench.domain.article import Refusal


def table(columns: dict[str, Any], **options: Any) -> bytes:
    out = io.BytesIO()
    pq.write_table(pa.table(columns), out, **options)
    return out.getvalue()


def read(data: bytes, **mapping: str) -> list[Item]:
    assert Parquet().recognises(data, "a.parquet")
    return list(Parquet().read(data, "a.parquet", mapping=mapping))


def test_rows_are_articles_with_values_of_all_kinds() -> None:
    items = read(
        table(
            {
                "id": [1, 2],
                "body": ["One.", "Two."],
                "published": [datetime(2024, 3, 5, 10), None],  # noqa: DTZ001
                "authors": [["Ann Lee", "Bo Ray"], None],
                "source": [{"name": "The Paper"}, {"name": None}],
                "embedding": [[0.1], [0.2]],
            }
        )
    )
    first, second = [item for item in items if isinstance(item, RawRecord)]
    assert (first.record, first.document_id, first.text) == ("row 1", "1", "One.")
    assert first.fields == {"outlet": "The Paper", "author": "Ann Lee; Bo Ray", "date": "2024-03-05T10:00:00"}
    assert first.sources["date"] == "field published"
    assert (second.fields, second.notes) == ({}, ("The outlet was left out: it is no simple value.",))
    assert "The column “body” was read as text." in [item.message for item in items if isinstance(item, Remark)]


def test_a_person_can_choose_the_columns() -> None:
    layout, record = read(table({"a": ["One."], "b": ["Two."]}), text="b")
    assert layout == Layout(("a", "b"), {"text": "b"})
    assert isinstance(record, RawRecord)
    assert record.text == "Two."


def test_tables_without_text_or_rows_are_refused_in_words() -> None:
    for data in (table({"a": ["x"]}), table({"text": pa.array([], pa.string())})):
        layout, refusal = read(data)
        assert isinstance(layout, Layout)
        assert isinstance(refusal, Refusal)
        assert refusal.reason.endswith(".")


def test_a_small_file_with_many_copies_of_a_long_text_is_stopped() -> None:
    texts = pa.DictionaryArray.from_arrays(pa.array([0] * 300_000, pa.int32()), pa.array(["x" * 300_000]))
    data = table({"text": texts}, store_schema=False)
    assert len(data) < 200_000
    items = read(data)
    assert isinstance(items[-1], Refusal)
    assert "200 times its size" in items[-1].reason
    assert len(items) < 1_000


def test_damaged_tables_are_refused_in_words() -> None:
    whole = table({"text": ["One.", "Two."], "title": ["a", "b"]})
    for data in (whole[:-20] + b"PAR1", whole[:100], b"PAR1PAR1", b"PAR1", whole[:4] + b"\0" * 60 + whole[64:]):
        items = list(Parquet().read(data, "a.parquet", mapping={}))
        assert isinstance(items[-1], Refusal)
        assert items[-1].reason.endswith(".")


@settings(max_examples=60, deadline=None)
@given(st.integers(4, 600), st.integers(0, 255))
def test_a_changed_byte_gives_articles_or_a_refusal(place: int, value: int) -> None:
    whole = bytearray(table({"text": ["One.", "Two."]}))
    whole[place % len(whole)] = value
    list(Parquet().read(bytes(whole), "a.parquet", mapping={}))


def test_other_files_are_not_recognised() -> None:
    for data in (b"", b"PAR1 is a text", b"text"):
        assert not Parquet().recognises(data, "a.txt")
