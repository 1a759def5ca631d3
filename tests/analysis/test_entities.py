from __future__ import annotations

import time

import numpy as np
import pandas as pd
import pytest

from workbench.analysis.entities import ENTITY_COUNT_COLUMNS, NAME_COLUMNS, entity_counts, names_by_outlet
from workbench.domain.columns import TABLES
from workbench.index.store import TokenStore
from workbench.index.view import View

TEXTS = {
    "a": "NATO met. Later NATO and Vladimir Putin spoke. Putin left.",
    "b": "The Alliance, or NATO, said nothing of Ukraine.",
    "c": "Putin spoke.",
    "d": "Nobody was named.",
}
OUTLETS = ["Post", "Post", "Times", "Times"]
STORE = TokenStore.build(list(TEXTS.items()))
ENTITIES = pd.DataFrame(
    [
        ("e1", "NATO", "ORG", "", 4, 2, 1),
        ("e2", "Vladimir Putin", "PERSON", "Putin", 3, 2, 2),
        ("e3", "Ukraine", "GPE", "", 1, 1, 1),
        ("e4", "China", "GPE", "", 0, 0, 0),
    ],
    columns=list(TABLES["entities"]),
)


def mention(document_id: str, text: str, entity_id: str, nth: int = 0) -> tuple[str, int, int, str, str, str, str]:
    start = -1
    for _ in range(nth + 1):
        start = TEXTS[document_id].index(text, start + 1)
    return document_id, start, start + len(text), text, "ORG", "named", entity_id


MENTIONS = pd.DataFrame(
    [
        mention("a", "NATO", "e1"),
        mention("a", "NATO", "e1", 1),
        mention("a", "Vladimir Putin", "e2"),
        mention("a", "Putin", "e2", 1),
        mention("b", "The Alliance", "e1"),
        mention("b", "NATO", "e1"),
        mention("b", "Ukraine", "e3"),
        mention("c", "Putin", "e2"),
        mention("d", "Nobody", ""),
    ],
    columns=list(TABLES["mentions"]),
)


def test_mentions_are_counted_by_outlet_the_most_mentioned_entity_first() -> None:
    table = entity_counts(View.of(STORE), MENTIONS, ENTITIES, OUTLETS).table
    assert tuple(table.columns) == ENTITY_COUNT_COLUMNS
    assert table[["entity_id", "name", "type", "outlet", "mentions", "documents"]].to_numpy().tolist() == [
        ["e1", "NATO", "ORG", "Post", 4, 2],
        ["e2", "Vladimir Putin", "PERSON", "Post", 2, 1],
        ["e2", "Vladimir Putin", "PERSON", "Times", 1, 1],
        ["e3", "Ukraine", "GPE", "Post", 1, 1],
    ]


def test_rates_are_per_1000_counted_words_of_the_outlet() -> None:
    table = entity_counts(View.of(STORE), MENTIONS, ENTITIES, OUTLETS).table
    assert table[["articles", "words"]].drop_duplicates().to_numpy().tolist() == [[2, 18], [2, 5]]
    assert table["per_1000"].tolist() == pytest.approx([4 / 18 * 1000, 2 / 18 * 1000, 1 / 5 * 1000, 1 / 18 * 1000])


def test_only_mentions_whose_first_word_the_view_counts_are_in() -> None:
    inside_vladimir = TEXTS["a"].index("Vladimir")
    view = View.of(STORE, documents=["a", "c"], without={"a": [(0, 4), (inside_vladimir, inside_vladimir + 8)]})
    table = entity_counts(view, MENTIONS, ENTITIES, OUTLETS).table
    assert table[["entity_id", "outlet", "mentions", "words"]].to_numpy().tolist() == [
        ["e2", "Post", 1, 8],
        ["e2", "Times", 1, 2],
        ["e1", "Post", 1, 8],
    ]


def test_counts_are_the_rows_that_can_be_opened() -> None:
    counts = entity_counts(View.of(STORE), MENTIONS, ENTITIES, OUTLETS).table
    assert counts["mentions"].sum() == (MENTIONS["entity_id"] != "").sum()
    for entity in counts["entity_id"].unique():
        names = names_by_outlet(View.of(STORE), MENTIONS, entity, OUTLETS).table
        by_outlet = counts[counts["entity_id"] == entity].set_index("outlet")["mentions"]
        assert names.groupby("outlet")["count"].sum().to_dict() == by_outlet.to_dict()


def test_names_are_the_surface_forms_of_each_outlet_most_frequent_first() -> None:
    table = names_by_outlet(View.of(STORE), MENTIONS, "e1", OUTLETS).table
    assert tuple(table.columns) == NAME_COLUMNS
    assert table.to_numpy().tolist() == [["Post", "NATO", 3], ["Post", "The Alliance", 1]]


def test_a_name_broken_over_two_lines_is_the_same_name_and_case_is_kept() -> None:
    texts = {"a": "Xi\n  Jinping met XI JINPING and Xi Jinping."}
    rows = [
        ("a", start, end, texts["a"][start:end], "PERSON", "named", "x") for start, end in ((0, 12), (17, 27), (32, 42))
    ]
    mentions = pd.DataFrame(rows, columns=list(TABLES["mentions"]))
    view = View.of(TokenStore.build(list(texts.items())))
    table = names_by_outlet(view, mentions, "x", [""]).table
    assert table.to_numpy().tolist() == [["", "Xi Jinping", 2], ["", "XI JINPING", 1]]


def test_nothing_mentioned_gives_empty_tables_with_their_columns() -> None:
    none = MENTIONS.iloc[:0]
    assert entity_counts(View.of(STORE), none, ENTITIES, OUTLETS).table.columns.tolist() == list(ENTITY_COUNT_COLUMNS)
    assert names_by_outlet(View.of(STORE), none, "e1", OUTLETS).table.columns.tolist() == list(NAME_COLUMNS)
    assert names_by_outlet(View.of(STORE), MENTIONS, "e4", OUTLETS).table.empty
    empty = View.of(STORE, documents=[])
    assert entity_counts(empty, MENTIONS, ENTITIES, OUTLETS).table.empty


def test_tables_that_do_not_fit_together_are_refused() -> None:
    with pytest.raises(ValueError, match="not in the table of entities: e3"):
        entity_counts(View.of(STORE), MENTIONS, ENTITIES[ENTITIES["entity_id"] != "e3"], OUTLETS)
    with pytest.raises(ValueError, match="1 outlets for 4 documents"):
        names_by_outlet(View.of(STORE), MENTIONS, "e1", ["Post"])


def test_mentions_of_documents_that_are_not_in_the_store_are_passed_over() -> None:
    extra = MENTIONS.assign(document_id="elsewhere")
    both = pd.concat([MENTIONS, extra], ignore_index=True)
    pd.testing.assert_frame_equal(
        entity_counts(View.of(STORE), both, ENTITIES, OUTLETS).table,
        entity_counts(View.of(STORE), MENTIONS, ENTITIES, OUTLETS).table,
    )


def test_tables_are_not_changed() -> None:
    before = MENTIONS.copy()
    entity_counts(View.of(STORE), MENTIONS, ENTITIES, OUTLETS)
    names_by_outlet(View.of(STORE), MENTIONS, "e1", OUTLETS)
    pd.testing.assert_frame_equal(MENTIONS, before)


def test_100_000_mentions_are_counted_at_once() -> None:
    documents, per_document = 1000, 100
    text = "name " * per_document
    store = TokenStore.build([(str(n), text) for n in range(documents)])
    number = np.arange(documents * per_document)
    mentions = pd.DataFrame(
        {
            "document_id": (number // per_document).astype(str),
            "start": number % per_document * 5,
            "end": number % per_document * 5 + 4,
            "text": "name",
            "type": "ORG",
            "kind": "named",
            "entity_id": (number % 5000).astype(str),
        }
    )
    entities = pd.DataFrame({"entity_id": [str(n) for n in range(5000)], "name": "name", "type": "ORG"})
    began = time.perf_counter()
    table = entity_counts(View.of(store), mentions, entities, [str(n % 7) for n in range(documents)]).table
    assert table["mentions"].sum() == 100_000
    assert time.perf_counter() - began < 5  # well under a second when nothing else runs
