"""Three articles of two outlets; every number is counted by hand."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from workbench.analysis.labels import BY_OUTLET_COLUMNS, counted_labels, in_quote, labels_by_outlet
from workbench.domain.columns import TABLES
from workbench.domain.measured import Measured
from workbench.domain.scope import Voice
from workbench.index.store import TokenStore
from workbench.index.view import View

TEXTS = {
    "a": "Embattled Roe fled. Roe lied. He lied and fled.",
    "b": "Roe fled. “Weak Roe lied,” they said. Roe sang.",
    "c": "President Roe sang.",
}
OUTLETS = ["Post", "Post", "Times"]
STORE = TokenStore.build(list(TEXTS.items()))
VIEW = View.of(STORE)
QUOTED = {"b": [(11, 24)]}


def span(document: str, text: str, nth: int = 0) -> tuple[str, int, int]:
    start = -1
    for _ in range(nth + 1):
        start = TEXTS[document].index(text, start + 1)
    return document, start, start + len(text)


def label(document: str, text: str, said: str, relation: str, nth: int = 0, entity: str = "roe") -> tuple[object, ...]:
    return (entity, *span(document, text, nth), said, relation, f"person|{entity}")


LABELS = pd.DataFrame(
    [
        label("a", "Embattled", "embattled", "modifier"),
        label("a", "fled", "flee", "subject_of"),
        label("a", "lied", "lie", "subject_of"),
        label("a", "lied", "lie", "subject_of", 1),
        label("a", "lied", "lie", "subject_of", 1),
        label("a", "fled", "flee", "subject_of", 1),
        label("b", "fled", "flee", "subject_of"),
        label("b", "Weak", "weak", "modifier"),
        label("b", "lied", "lie", "subject_of"),
        label("b", "sang", "sing", "subject_of"),
        label("b", "said", "say", "subject_of", entity=""),
        label("c", "President", "president", "title"),
        label("c", "sang", "sing", "subject_of"),
        label("c", "sang", "sing", "subject_of", entity="poe"),
    ],
    columns=["entity_id", "document_id", "start", "end", "label", "relation", "key"],
)
MENTIONS = pd.DataFrame(
    [
        (*span("a", "Roe"), "Roe", "PERSON", "named", "roe"),
        (*span("a", "Roe", 1), "Roe", "PERSON", "named", "roe"),
        (*span("a", "He"), "He", "PERSON", "pronoun", "roe"),
        (*span("b", "Roe"), "Roe", "PERSON", "named", "roe"),
        (*span("b", "Roe", 1), "Roe", "PERSON", "named", "roe"),
        (*span("b", "Roe", 2), "Roe", "PERSON", "named", "roe"),
        (*span("c", "Roe"), "Roe", "PERSON", "named", "roe"),
    ],
    columns=list(TABLES["mentions"]),
)


def by_outlet(view: View = VIEW, voice: Voice = Voice.ALL, replicates: int = 0) -> Measured:
    return labels_by_outlet(view, LABELS, MENTIONS, "roe", OUTLETS, QUOTED, voice=voice, replicates=replicates)


def cells(measured: Measured, *columns: str) -> list[tuple[object, ...]]:
    return list(measured.table[list(columns)].itertuples(index=False, name=None))


def test_a_place_counts_once_and_quoted_ones_are_marked() -> None:
    table = counted_labels(VIEW, LABELS, OUTLETS, QUOTED).table
    assert tuple(table.columns) == TABLES["labels"]
    assert len(table) == 12, "one row is there twice, one has no entity"
    assert table.loc[table["in_quote"] == 1, "label"].tolist() == ["weak", "lie"]
    texts = [TEXTS[d][s:e] for d, s, e in zip(table["document_id"], table["start"], table["end"], strict=True)]
    assert texts == [
        *("Embattled", "fled", "lied", "lied", "fled", "fled", "Weak", "lied", "sang"),
        *("President", "sang", "sang"),
    ]


def test_labels_are_counted_for_every_thousand_mentions() -> None:
    measured = by_outlet()
    assert tuple(measured.table.columns) == BY_OUTLET_COLUMNS
    assert cells(measured, "relation", "label", "outlet", "count", "own", "quoted", "documents", "mentions") == [
        ("title", "president", "Post", 0, 0, 0, 0, 6),
        ("title", "president", "Times", 1, 1, 0, 1, 1),
        ("modifier", "embattled", "Post", 1, 1, 0, 1, 6),
        ("modifier", "embattled", "Times", 0, 0, 0, 0, 1),
        ("modifier", "weak", "Post", 1, 0, 1, 1, 6),
        ("modifier", "weak", "Times", 0, 0, 0, 0, 1),
        ("subject_of", "flee", "Post", 3, 3, 0, 2, 6),
        ("subject_of", "flee", "Times", 0, 0, 0, 0, 1),
        ("subject_of", "lie", "Post", 3, 2, 1, 2, 6),
        ("subject_of", "lie", "Times", 0, 0, 0, 0, 1),
        ("subject_of", "sing", "Post", 1, 1, 0, 1, 6),
        ("subject_of", "sing", "Times", 1, 1, 0, 1, 1),
    ]
    keys = cells(measured, "label", "outlet")
    rates = dict(zip(keys, measured.table["per_1000_mentions"].tolist(), strict=True))
    assert rates["flee", "Post"] == 500.0
    assert rates["sing", "Times"] == 1000.0
    assert any("Post 6 in 2 articles; Times 1 in 1 article" in note for note in measured.notes)
    assert any("Times (1 article)" in note and "not tested" in note for note in measured.notes)


def test_a_title_before_its_name_is_no_second_mention() -> None:
    title = pd.DataFrame([(*span("c", "President"), "President", "PERSON", "nominal", "roe")], columns=MENTIONS.columns)
    both = pd.concat([MENTIONS, title], ignore_index=True)
    measured = labels_by_outlet(VIEW, LABELS, both, "roe", OUTLETS, QUOTED, replicates=0)
    assert set(cells(measured, "outlet", "mentions")) == {("Post", 6), ("Times", 1)}


def test_own_and_quoted_words_have_mentions_of_their_own() -> None:
    own, quoted = by_outlet(voice=Voice.OUTLET), by_outlet(voice=Voice.QUOTED)
    assert ("lie", "Post", 2, 5) in cells(own, "label", "outlet", "count", "mentions")
    assert "weak" not in set(own.table["label"])
    assert cells(quoted, "label", "outlet", "count", "mentions", "per_1000_mentions") == [
        ("weak", "Post", 1, 1, 1000.0),
        ("lie", "Post", 1, 1, 1000.0),
    ]


def test_only_what_the_view_counts_is_counted() -> None:
    without = View.of(STORE, without={"a": [(0, 20)]})
    table = by_outlet(without).table
    row = table[(table["label"] == "flee") & (table["outlet"] == "Post")].iloc[0]
    assert (row["count"], row["mentions"], row["documents"]) == (2, 5, 2)
    assert "embattled" not in set(table["label"])


def test_intervals_resample_articles_with_a_mention() -> None:
    table = by_outlet(replicates=400).table
    flee = table[(table["label"] == "flee") & (table["outlet"] == "Post")].iloc[0]
    # the articles have 2 of 3 and 1 of 3: what is drawn lies between the two
    assert flee["low"] == pytest.approx(1000 / 3)
    assert flee["high"] == pytest.approx(2000 / 3)
    times = table[table["outlet"] == "Times"]
    assert times["low"].isna().all(), "one article can't be drawn anew"
    again = by_outlet(replicates=400).table
    pd.testing.assert_frame_equal(table, again)


def test_an_entity_of_which_nothing_is_known_has_no_row() -> None:
    measured = labels_by_outlet(VIEW, LABELS, MENTIONS, "nobody", OUTLETS, QUOTED)
    assert measured.table.empty
    assert tuple(measured.table.columns) == BY_OUTLET_COLUMNS
    assert measured.notes == ()


def test_mentions_without_a_label_are_still_denominators() -> None:
    nothing = LABELS[LABELS["document_id"] == "c"]
    table = labels_by_outlet(VIEW, nothing, MENTIONS, "roe", OUTLETS, QUOTED, replicates=0).table
    post = table[table["outlet"] == "Post"]
    assert post["mentions"].tolist() == [6, 6]
    assert post["per_1000_mentions"].tolist() == [0.0, 0.0]


def test_outlets_must_fit_the_store() -> None:
    with pytest.raises(ValueError, match="1 outlets for 3 documents"):
        counted_labels(VIEW, LABELS, ["Post"], QUOTED)


def test_a_row_is_quoted_from_the_first_to_before_the_last_character() -> None:
    rows = pd.DataFrame({"document_id": ["b"] * 4 + ["z"], "start": [10, 11, 23, 24, 11]})
    assert in_quote(rows, QUOTED).tolist() == [False, True, True, False, False]
    assert math.isnan(by_outlet(replicates=0).table["low"].iloc[0])
