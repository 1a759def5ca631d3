"""What outlets cover and leave out: figures that are the same, and the sentence nearest to what is absent."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.analysis.article_places import ArticlePlaces
from workbench.analysis.omissions.amounts import amounts, same_figures
from workbench.analysis.omissions.coverage import Stories, coverage
from workbench.analysis.omissions.sentences import Sentences, sentences_of
from workbench.analysis.omissions.subjects import VOICE, Place, Subject, figures, folded, short
from workbench.domain.columns import TABLES
from workbench.domain.errors import Cancelled
from workbench.index.store import TokenStore
from workbench.index.view import View

TEXTS = (
    "Flood in Oren. The river Lune rose on Monday and 40 houses stood in water. Mayor Roe asked for help.",
    "Water in Oren. Forty houses were flooded when the Lune rose. Nobody was hurt in the old town of Oren.",
    "Oren after the flood. Farmers counted their sheep in the hills and found all of them there again today.",
)
OUTLETS = ("Herald", "Post", "Times")


def test_units_tell_small_figures_apart() -> None:
    keys = same_figures(amounts("They met in four regions for four days, then in four eastern regions."))
    assert {key: len(members) for key, members in keys.items()} == {"4 regio": 2, "4 days": 1}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("about 3,000 guests came", "three thousand people were there"),
        ("it cost $2 million", "the price was 2,000,000 dollars"),
        ("rose by 4.5 percent", "a rise of 4.5%"),
        ("31 people died", "at least 31 young people"),
    ],
)
def test_the_same_figure_in_other_words_is_one(one: str, other: str) -> None:
    assert len(same_figures([*amounts(one), *amounts(other)])) == 1


@pytest.mark.parametrize("text", ["at 10:30 they left", "the 20th time", "on 4 July 2024", "two of them", "chapter 7."])
def test_dates_times_ordinals_and_bare_small_numbers_are_no_figures(text: str) -> None:
    assert amounts(text) == ()


def test_an_amount_is_named_with_its_currency_or_unit() -> None:
    assert [a.words for a in amounts("US$2.5 billion for six founding nations, or 40 percent.")] == [
        "US$2.5 billion",
        "six founding nations",
        "40 percent",
    ]


@given(st.text(alphabet="0123456789 ,.%$:abcdefour million-“”é\n", max_size=60), st.integers(0, 50))
def test_places_of_amounts_lie_in_the_text_and_move_with_it(text: str, at: int) -> None:
    plain, moved = amounts(text), amounts(text, at)
    assert [(a.start + at, a.end + at, a.words) for a in plain] == [(a.start, a.end, a.words) for a in moved]
    assert all(0 <= a.start < a.end <= len(text) for a in plain)


@given(
    st.lists(st.sampled_from(["four days", "four regions", "4 eastern regions", "300", "300 days", "4%"]), max_size=9)
)
def test_every_amount_is_in_exactly_one_figure(texts: list[str]) -> None:
    found = [amount for text in texts for amount in amounts(text)]
    assert sorted(n for members in same_figures(found).values() for n in members) == list(range(len(found)))


def _spans() -> pd.DataFrame:
    rows = []
    for n, text in enumerate(TEXTS):
        start = 0
        for number, part in enumerate(text.split(". ")):
            end = min(start + len(part) + 1, len(text))
            rows.append((f"d{n}", number, start, end))
            start = end + 1
    return pd.DataFrame(rows, columns=["document_id", "sentence", "start", "end"])


def _mentions(*rows: tuple[str, str, str]) -> pd.DataFrame:
    places = [(d, TEXTS[int(d[1])].index(text), text, entity) for d, text, entity in rows]
    return pd.DataFrame(
        [(d, start, start + len(text), entity) for d, start, text, entity in places],
        columns=["document_id", "start", "end", "entity_id"],
    ).astype({"document_id": "str", "entity_id": "str", "start": "int64", "end": "int64"})


def _town(mentions: pd.DataFrame | None = None) -> tuple[Stories, Sentences, ArticlePlaces]:
    ids = tuple(f"d{n}" for n in range(len(TEXTS)))
    store = TokenStore.build(zip(ids, TEXTS, strict=True))
    heads = np.array([text.index(".") + 1 for text in TEXTS], dtype=np.int64)
    places = ArticlePlaces(heads, heads, heads + 20)
    known = _mentions(("d0", "Roe", "roe")) if mentions is None else mentions
    sentences = sentences_of(View.of(store), _spans(), known, places, TEXTS.__getitem__)
    stories = Stories(documents={"flood": (0, 1, 2)}, outlets=OUTLETS, document_ids=ids, order=OUTLETS)
    return stories, sentences, places


def test_the_place_of_a_sentence_finds_it_again() -> None:
    _, sentences, _ = _town()
    assert sentences.at(sentences.documents, sentences.starts).tolist() == list(range(len(sentences)))
    assert sentences.at(sentences.documents, sentences.ends - 1).tolist() == list(range(len(sentences)))
    assert sentences.at([0, 2], [10_000, 10_000]).tolist() == [-1, -1]
    assert Sentences.none().at([0], [0]).tolist() == [-1]


def test_a_figure_is_covered_where_it_stands_and_absent_elsewhere_with_the_nearest_sentence() -> None:
    stories, sentences, places = _town()
    own = figures(sentences, dict.fromkeys(range(3), "flood"))
    table = coverage(stories, sentences, [own], places, TEXTS.__getitem__).table
    assert tuple(table.columns) == TABLES["coverage"]
    rows = table[table["kind"] == "figure"].set_index("outlet")
    assert rows["covered"].to_dict() == {"Herald": 1, "Post": 1, "Times": 0}
    assert rows["articles_in_story"].tolist() == [1, 1, 1]
    assert rows.loc["Post", "nearest_similarity"] == 1.0
    post = rows.to_dict("index")["Post"]
    assert TEXTS[1][int(post["nearest_start"]) : int(post["nearest_end"])] == "Forty"


def test_a_voice_that_is_absent_shows_where_the_person_is_mentioned() -> None:
    mentions = _mentions(("d0", "Roe", "roe"), ("d1", "Nobody", "roe"))
    stories, sentences, places = _town(mentions)
    start = TEXTS[0].index("Mayor")
    voice = Subject("voice:roe", VOICE, "Roe", (Place(0, start, start + 10),), "roe")
    table = coverage(stories, sentences, [{"flood": [voice]}], places, TEXTS.__getitem__).table
    rows = table[table["kind"] == "voice"].set_index("outlet")
    assert rows["covered"].to_dict() == {"Herald": 1, "Post": 0, "Times": 0}
    assert rows["nearest_start"].to_dict()["Post"] == TEXTS[1].index("Nobody")


def test_a_subject_that_shares_nothing_has_no_nearest_sentence() -> None:
    stories, sentences, places = _town()
    start = TEXTS[0].index("Mayor")
    voice = Subject("voice:roe", VOICE, "Roe", (Place(0, start, start + 10),), "roe")
    table = coverage(stories, sentences, [{"flood": [voice]}], places, TEXTS.__getitem__).table
    row = table[(table["kind"] == "voice") & (table["outlet"] == "Times")].iloc[0]
    assert row["nearest_document_id"] == ""
    assert pd.isna(row["nearest_start"])
    assert np.isnan(row["nearest_similarity"])


def test_meaning_decides_too_where_there_are_vectors() -> None:
    stories, sentences, places = _town()
    start = TEXTS[0].index("Mayor")
    voice = Subject("voice:x", VOICE, "X", (Place(0, start, start + 10),))
    vectors = np.eye(len(sentences))
    mine = int(sentences.at([0], [start])[0])
    theirs = int(np.flatnonzero(sentences.documents == 2)[1])
    vectors[theirs] = vectors[mine]
    table = coverage(stories, sentences, [{"flood": [voice]}], places, TEXTS.__getitem__, meanings=vectors).table
    row = table[(table["kind"] == "voice") & (table["outlet"] == "Times")].iloc[0]
    assert int(row["nearest_start"]) == int(sentences.starts[theirs])
    assert row["nearest_similarity"] >= 0.5


def test_a_sentence_that_one_outlet_alone_has_is_a_fact_of_it() -> None:
    stories, sentences, places = _town()
    first = int(sentences.starts[1])
    grouped = Subject("passage:1", "fact", "40 houses", (Place(0, first, first + 5),))
    alone = coverage(stories, sentences, [], places, TEXTS.__getitem__).table
    known = coverage(stories, sentences, [{"flood": [grouped]}], places, TEXTS.__getitem__).table
    ids = set(alone.loc[alone["kind"] == "fact", "group_id"])
    assert f"sentence:{first}-{int(sentences.ends[1])}/d0" in ids
    assert not any(one.endswith("/d0") for one in set(known["group_id"]) if one.startswith("sentence:"))


def test_comparing_can_be_stopped() -> None:
    stories, sentences, places = _town()

    def stop(done: int, total: int, message: str = "") -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        coverage(stories, sentences, [], places, TEXTS.__getitem__, progress=stop)


def test_names_of_rows_are_one_line_of_moderate_length() -> None:
    assert short("two\n lines") == "two lines"
    assert len(short("word " * 100)) <= 160
    assert folded("Two\n LINES") == folded("two lines")
