from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from workbench.analysis.bootstrap import generator_for, resampled_articles
from workbench.analysis.voices import BY_KIND_COLUMNS, counted_quotes, voices, voices_by_kind
from workbench.domain.columns import TABLES
from workbench.domain.focus import NOBODY, PHRASE
from workbench.domain.measured import Measured
from workbench.domain.speakers import KIND, UNRESOLVED, kind_id
from workbench.index.store import TokenStore
from workbench.index.view import View

TEXTS = {
    "a": 'Roe said: "One two three four." Officials said "five six", and five more came.',
    "b": '"Seven eight," she said. "Nine ten eleven twelve." Roe said it would rain.',
    "c": '"Thirteen fourteen," said Roe, and a poster read "no more dams".',
    "d": "Nobody spoke here. Roe and Poe were silent.",
    "e": '"Fifteen sixteen seventeen," said Poe.',
}
OUTLETS = ["Post", "Post", "Times", "Times", "Times"]
NAMES = {"roe": "Jane Roe", "poe": "Ann Poe"}
STORE = TokenStore.build(list(TEXTS.items()))

WORDS = 40
LINE = " ".join(f"w{n}" for n in range(WORDS))
LINES = TokenStore.build([(name, LINE) for name in "pqrs"])
STARTS = LINES.starts[:WORDS].tolist()
ENDS = LINES.ends[:WORDS].tolist()


def quote(
    document: str, words: str, kind: str = "direct", entity: str = "", speaker: str = "", **more: Any
) -> dict[str, Any]:
    start = TEXTS[document].index(words)
    row: dict[str, Any] = dict.fromkeys(TABLES["quotes"], "")
    row |= {"document_id": document, "kind": kind, "start": start, "end": start + len(words), "text": words}
    row["quote_id"] = f"{document}#{start}-{kind}"
    return row | {"speaker": speaker, "speaker_entity_id": entity, "proposed": False} | more


QUOTES = [
    quote("a", "One two three four.", entity="roe", speaker="Roe"),
    quote("a", "five six", "mixed", speaker="Officials"),
    quote("b", "Seven eight,", entity="roe", speaker="she"),
    quote("b", "Nine ten eleven twelve.", entity="roe", speaker="she"),
    quote("b", "it would rain", "indirect", entity="roe", speaker="Roe"),
    quote("c", "Thirteen fourteen,", entity="roe", speaker="Roe"),
    quote("c", "no more dams", "mixed"),
    quote("e", "Fifteen sixteen seventeen,", entity="poe", speaker="Poe"),
]


def table_of(rows: Sequence[Mapping[str, Any]]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=[*TABLES["quotes"], "proposed"])


def mentions_of(*found: tuple[str, str, str]) -> pd.DataFrame:
    rows = []
    for document, words, entity in found:
        start = TEXTS[document].index(words)
        rows.append((document, start, start + len(words), words, "PERSON", "named", entity))
    return pd.DataFrame(rows, columns=list(TABLES["mentions"]))


MENTIONS = mentions_of(("a", "Roe", "roe"), ("d", "Roe", "roe"), ("d", "Poe", "poe"), ("e", "Poe", "poe"))


def measure(rows: Sequence[Mapping[str, Any]] = QUOTES, view: View | None = None, **more: Any) -> Measured:
    given_settings: dict[str, Any] = {"names": NAMES, "mentions": MENTIONS, "kind_of": lambda _: "", "replicates": 200}
    return voices(view or View.of(STORE), table_of(rows), OUTLETS, **{**given_settings, **more})


def cells(table: pd.DataFrame, *columns: str) -> list[list[Any]]:
    return [list(row) for row in table[list(columns)].itertuples(index=False, name=None)]


def test_quotes_and_words_are_counted_by_speaker_and_outlet_with_a_row_for_silence() -> None:
    table = measure().table
    assert tuple(table.columns) == TABLES["voices"]
    assert cells(table, "entity_id", "speaker", "outlet", "quotes", "quoted_words", "documents") == [
        ["roe", "Jane Roe", "Post", 3, 10, 2],
        ["roe", "Jane Roe", "Times", 1, 2, 1],
        ["poe", "Ann Poe", "Post", 0, 0, 0],
        ["poe", "Ann Poe", "Times", 1, 3, 1],
        ["", "Officials", "Post", 1, 2, 1],
        ["", "Officials", "Times", 0, 0, 0],
        ["", "Nobody named", "Post", 0, 0, 0],
        ["", "Nobody named", "Times", 1, 3, 1],
    ]
    assert table["speaker_id"].drop_duplicates().tolist() == ["roe", "poe", f"{PHRASE}officials", NOBODY]


def test_shares_are_of_all_that_the_outlet_quotes_named_or_not() -> None:
    table = measure().table
    assert table["share"].tolist() == pytest.approx([10 / 12, 2 / 8, 0, 3 / 8, 2 / 12, 0, 0, 3 / 8])
    assert table["share_of_quotes"].tolist() == pytest.approx([3 / 4, 1 / 3, 0, 1 / 3, 1 / 4, 0, 0, 1 / 3])
    columns = ("outlet", "articles", "articles_with_quotes", "outlet_quotes", "outlet_quoted_words")
    assert cells(table[list(columns)].drop_duplicates(), *columns) == [
        ["Post", 2, 2, 4, 12],
        ["Times", 3, 2, 3, 8],
    ]


def test_mentions_tell_who_is_named_and_never_quoted() -> None:
    table = measure().table
    counted = {(row[0], row[1]): row[2] for row in cells(table, "speaker_id", "outlet", "mentions")}
    assert counted["roe", "Post"] == 1
    assert counted["poe", "Post"] == 0
    assert counted["poe", "Times"] == 2
    assert pd.isna(counted[NOBODY, "Post"])
    assert pd.isna(counted[f"{PHRASE}officials", "Times"])


def test_a_speaker_who_is_no_entity_is_called_as_it_is_mostly_written() -> None:
    rows = [
        quote("a", "five six", "mixed", speaker="Officials"),
        quote("c", "no more dams", "mixed", speaker="two officials"),
        quote("d", "were silent", "mixed", speaker="The Mayor of Havnport"),
    ]
    assert measure(rows).table["speaker"].drop_duplicates().tolist() == ["officials", "Mayor of Havnport"]


def test_indirect_speech_counts_only_where_it_is_wanted() -> None:
    assert set(measure().table["speech"]) == {"direct and mixed"}
    table = measure(indirect=True).table
    assert set(table["speech"]) == {"all"}
    assert cells(table[table["speaker_id"] == "roe"], "outlet", "quotes", "quoted_words") == [
        ["Post", 4, 13],
        ["Times", 1, 2],
    ]


def test_a_quote_is_counted_when_its_first_word_is_and_by_its_counted_words() -> None:
    text = TEXTS["a"]
    five, three = text.index("five"), text.index("three")
    view = View.of(STORE, without={"a": [(five, five + 4), (three, three + 5)]})
    table = measure(view=view).table
    post = table[table["outlet"] == "Post"]
    assert cells(post, "speaker_id", "quotes", "quoted_words") == [["roe", 3, 9], ["poe", 0, 0], [NOBODY, 0, 0]]
    narrow = measure(view=View.of(STORE, documents=["e"])).table
    assert cells(narrow, "speaker_id", "outlet", "quotes", "share") == [["poe", "Times", 1, 1.0]]


def test_a_quote_inside_a_quote_is_the_outer_speaker_s_and_proposed_ones_are_none() -> None:
    rows = [
        *QUOTES,
        quote("a", "two three", entity="poe", speaker="Poe", within=QUOTES[0]["quote_id"], quote_id="inner"),
        quote("a", "three", entity="poe", speaker="Poe", within="inner"),
        quote("d", "were silent", entity="poe", speaker="Poe", proposed=True),
    ]
    assert measure(rows).table.equals(measure().table)


def test_a_quote_inside_one_that_is_not_counted_counts_by_itself() -> None:
    outer = quote("d", "Nobody spoke here.", "indirect", entity="roe", speaker="Roe", quote_id="outer")
    inner = quote("d", "spoke here", entity="poe", speaker="Poe", within="outer", quote_id="inner")
    innermost = quote("d", "here", entity="roe", speaker="Roe", within="inner")
    rows = [outer, inner, innermost]
    view = View.of(STORE)
    assert cells(counted_quotes(view, table_of(rows)), "speaker_id", "words") == [["poe", 2]]
    assert cells(counted_quotes(view, table_of(rows), indirect=True), "speaker_id", "words") == [["roe", 3]]
    assert cells(counted_quotes(view, table_of([inner, innermost])), "speaker_id", "words") == [["poe", 2]], "rejected"
    circle = [inner | {"within": "inner"}]
    assert len(counted_quotes(view, table_of(circle))) == 0


def test_no_word_counts_twice_where_quotes_overlap() -> None:
    rows = [
        quote("a", "five six", "mixed", entity="poe"),
        quote("a", 'said "five six", and five', "indirect", entity="roe"),
        quote("a", "five six", "mixed", entity="roe"),  # the same words again
        quote("a", "One two three four.", entity="roe"),
        quote("a", "two three", "mixed", entity="poe"),
    ]
    counted = counted_quotes(View.of(STORE), table_of(rows), indirect=True)
    assert cells(counted, "speaker_id", "words") == [["roe", 4], ["roe", 3], ["poe", 2]]


def test_a_pronoun_that_nobody_stands_for_is_a_row_of_its_own_behind_the_speakers() -> None:
    rows = [*QUOTES, quote("d", "Nobody spoke here", speaker="He")]
    table = measure(rows).table
    assert table["speaker_id"].drop_duplicates().tolist()[-2:] == [UNRESOLVED, NOBODY]
    assert "2 of 8 quotes have no known speaker." in " ".join(measure(rows).notes)


def test_intervals_are_those_of_a_bootstrap_of_the_articles_with_quotes() -> None:
    """The same resampling by hand: ratio of sums over drawn articles, k-th smallest and k-th largest of 200."""
    table = measure(replicates=200, seed=7).table
    row = table[(table["speaker_id"] == "roe") & (table["outlet"] == "Post")].iloc[0]
    times = resampled_articles(2, replicates=200, generator=generator_for(7, "Post"))
    shares = np.sort((np.array([4, 6]) @ times) / (np.array([6, 6]) @ times))
    assert row["share_low"] == pytest.approx(shares[4])
    assert row["share_high"] == pytest.approx(shares[-5])
    assert row["share_low"] < row["share"] < row["share_high"]


def test_the_same_seed_gives_the_same_intervals_and_another_one_others() -> None:
    rows = []
    for n, document in enumerate("pqrstuvw"):
        for entity, first, length in (("roe", 0, 3 + n), ("poe", 20, 11 - n)):
            row: dict[str, Any] = dict.fromkeys(TABLES["quotes"], "")
            place = {"document_id": document, "kind": "direct", "start": STARTS[first], "end": ENDS[first + length - 1]}
            rows.append(row | place | {"speaker_entity_id": entity, "proposed": False})
    view = View.of(TokenStore.build([(name, LINE) for name in "pqrstuvw"]))
    tables = [
        voices(
            view,
            table_of(rows),
            ["A"] * 8,
            names={},
            mentions=MENTIONS,
            kind_of=lambda _: "",
            replicates=300,
            seed=seed,
        ).table
        for seed in (7, 7, 8)
    ]
    assert tables[0].equals(tables[1])
    assert tables[0]["share_low"].tolist() != tables[2]["share_low"].tolist()
    roe, poe = tables[0].to_dict("records")
    assert roe["share"] + poe["share"] == pytest.approx(1)
    assert roe["share_low"] == pytest.approx(1 - poe["share_high"]), "the same articles are drawn for every speaker"


def test_shares_of_nothing_and_of_all_and_of_one_article_have_no_interval() -> None:
    rows = [quote("a", "One two three four.", entity="roe"), quote("c", "Thirteen fourteen,", entity="roe")]
    rows += [quote("c", "no more dams", "mixed", entity="poe")]
    measured = measure(rows)
    assert measured.table[["share_low", "share_high", "share_of_quotes_low"]].isna().all(axis=None)
    assert "No interval for Post (1 article) and Times (1 article)" in " ".join(measured.notes)
    whole = measure([quote("a", "One two three four.", entity="roe"), quote("b", "Seven eight,", entity="roe")]).table
    assert whole["outlet"].tolist() == ["Post", "Times"]
    assert whole["share"].iloc[0] == 1.0
    assert math.isnan(whole["share"].iloc[1]), "an outlet that quotes nobody has no shares"
    assert whole[["share_low", "share_high"]].isna().all(axis=None)


def test_few_articles_are_told() -> None:
    notes = " ".join(measure().notes)
    assert "Articles with quotes: Post (2 articles) and Times (2 articles); differences are shown, not tested." in notes
    assert "Intervals hold 95 % of 200 resamplings of each outlet's articles with quotes" in notes
    assert not [note for note in measure(replicates=0).notes if "resampl" in note]


def test_what_else_is_quoted_does_not_change_an_interval() -> None:
    columns = ["outlet", "share_low", "share_high"]
    both = measure().table
    alone = measure([row for row in QUOTES if row["document_id"] in "ab"]).table
    roe = [table[(table["speaker_id"] == "roe") & (table["outlet"] == "Post")][columns] for table in (both, alone)]
    assert cells(roe[0], *columns) == cells(roe[1], *columns)


def test_nobody_quoted_gives_an_empty_table_with_its_columns() -> None:
    table = measure([]).table
    assert tuple(table.columns) == TABLES["voices"]
    assert len(table) == 0
    assert len(measure(view=View.of(STORE, documents=[])).table) == 0


def test_outlets_that_do_not_fit_the_store_are_refused() -> None:
    with pytest.raises(ValueError, match="2 outlets for 5 documents"):
        voices(View.of(STORE), table_of(QUOTES), ["Post", "Times"], names={}, mentions=MENTIONS, kind_of=lambda _: "")


KINDS = {"roe": "official", f"{PHRASE}officials": "official"}


def by_kind(rows: Sequence[Mapping[str, Any]] = QUOTES, **more: Any) -> Measured:
    return voices_by_kind(
        View.of(STORE), table_of(rows), OUTLETS, kind_of=lambda one: KINDS.get(one, ""), replicates=200, **more
    )


def test_kinds_put_speakers_together_and_those_without_one_are_a_row() -> None:
    measured = by_kind()
    assert tuple(measured.table.columns) == BY_KIND_COLUMNS
    assert cells(measured.table, "speaker_id", "kind", "outlet", "quotes", "quoted_words") == [
        [kind_id("official"), "official", "Post", 4, 12],
        [kind_id("official"), "official", "Times", 1, 2],
        [KIND, "No kind set", "Post", 0, 0],
        [KIND, "No kind set", "Times", 1, 3],
        [NOBODY, "Nobody named", "Post", 0, 0],
        [NOBODY, "Nobody named", "Times", 1, 3],
    ]
    assert measured.table["speakers"].tolist()[:4] == [2, 1, 0, 1]
    assert measured.table["speakers"].isna().tolist()[4:] == [True, True]
    assert "1 speaker has no kind yet." in measured.notes


def test_speakers_and_kinds_add_up_to_the_same() -> None:
    speakers, kinds = measure().table, by_kind().table
    for column in ("quotes", "quoted_words"):
        assert speakers.groupby("outlet")[column].sum().to_dict() == kinds.groupby("outlet")[column].sum().to_dict()


# -- whatever the quotes are -----------------------------------------------------------------------------------------

SPANS = st.tuples(
    st.sampled_from("pqrs"),
    st.integers(0, WORDS - 1),
    st.integers(1, 12),
    st.sampled_from(["direct", "mixed", "indirect"]),
    st.sampled_from(["roe", "poe", ""]),
    st.sampled_from(["", "officials", "he"]),
    st.sampled_from(["", "", "q0"]),
)
SKIPPED = st.lists(st.tuples(st.sampled_from("pqrs"), st.integers(0, WORDS - 1), st.integers(1, 6)), max_size=4)


@settings(max_examples=60, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(st.lists(SPANS, max_size=14), SKIPPED, st.booleans())
def test_every_counted_quoted_word_belongs_to_one_quote_and_shares_sum_to_1(
    spans: list[tuple[str, int, int, str, str, str, str]], skipped: list[tuple[str, int, int]], indirect: bool
) -> None:
    rows = []
    for number, (document, first, length, kind, entity, speaker, within) in enumerate(spans):
        last = min(first + length, WORDS) - 1
        row: dict[str, Any] = dict.fromkeys(TABLES["quotes"], "")
        row |= {"document_id": document, "kind": kind, "start": STARTS[first], "end": ENDS[last]}
        row |= {"quote_id": f"q{number}", "within": within if number else ""}
        rows.append(row | {"speaker": speaker or entity, "speaker_entity_id": entity, "proposed": False})
    without: dict[str, list[tuple[int, int]]] = {}
    for document, first, length in skipped:
        without.setdefault(document, []).append((STARTS[first], ENDS[min(first + length, WORDS) - 1]))
    view = View.of(LINES, without=without)
    quotes = table_of(rows)
    counted = counted_quotes(view, quotes, indirect=indirect)
    wanted = {"direct", "mixed", "indirect"} if indirect else {"direct", "mixed"}
    covered, outer = set(), False
    for row in rows:
        begin = "pqrs".index(row["document_id"]) * WORDS
        tokens = [begin + n for n in range(WORDS) if row["start"] <= STARTS[n] < row["end"]]
        is_in = row["kind"] in wanted and bool(view.counted[tokens[0]]) and not (row["within"] and outer)
        outer = outer or (is_in and row["quote_id"] == "q0")
        covered |= {n for n in tokens if is_in and view.counted[n]}
    assert counted["words"].sum() == len(covered)
    assert (counted["words"] > 0).all()
    measured = voices(
        view,
        quotes,
        ["A", "A", "B", ""],
        names={},
        mentions=MENTIONS,
        kind_of=lambda _: "",
        indirect=indirect,
        replicates=20,
    )
    for _, own in measured.table.groupby("outlet"):
        total = own["outlet_quoted_words"].iloc[0]
        assert own["quoted_words"].sum() == total
        assert own["quotes"].sum() == own["outlet_quotes"].iloc[0]
        if total:
            assert own["share"].sum() == pytest.approx(1)
            assert own["share_of_quotes"].sum() == pytest.approx(1)
    inside = measured.table.dropna(subset=["share_low"])
    assert ((inside["share_low"] >= 0) & (inside["share_high"] <= 1)).all()
    assert (inside["share_low"] <= inside["share_high"]).all()
