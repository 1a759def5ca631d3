"""Where the headline and the lead of an article are."""

from __future__ import annotations

import numpy as np
import pandas as pd

from workbench.analysis.article_places import PLACES, article_places
from workbench.domain.article import Article
from workbench.index.store import TokenStore

TITLE = "The bridge"
TEXT = "The bridge\n\nIt fell on Monday. Nobody was hurt. The town was glad."


def article(text: str, title: str) -> Article:
    return Article(document_id="a", path="a.txt", text=text, title=title, outlet="Post")


def sentences(text: str, *found: str) -> pd.DataFrame:
    rows = [("a", text.index(one), text.index(one) + len(one)) for one in found]
    return pd.DataFrame(rows, columns=["document_id", "start", "end"])


def place(text: str, title: str, word: str, table: pd.DataFrame, cut: tuple[tuple[int, int], ...] = ()) -> str:
    places = article_places([article(text, title)], table, {"a": cut} if cut else {})
    return PLACES[int(places.of(np.array([0]), np.array([text.index(word)]))[0])]


def test_headline_lead_and_body() -> None:
    table = sentences(TEXT, TITLE, "It fell on Monday.", "Nobody was hurt.", "The town was glad.")
    found = [place(TEXT, TITLE, word, table) for word in ("bridge", "fell", "Nobody", "town")]
    assert found == ["headline", "lead", "lead", "body"]


def test_a_text_that_does_not_begin_with_its_title_has_no_headline() -> None:
    text = TEXT.partition("\n\n")[2]
    table = sentences(text, "It fell on Monday.", "Nobody was hurt.", "The town was glad.")
    assert place(text, TITLE, "fell", table) == "lead"
    assert article_places([article(text, TITLE)], table, {}).without_headline == 1


def test_boilerplate_is_no_lead() -> None:
    text = "The bridge\n\nRead more here. It fell on Monday. Nobody was hurt. The town was glad."
    table = sentences(text, "Read more here.", "It fell on Monday.", "Nobody was hurt.", "The town was glad.")
    cut = ((text.index("Read"), text.index("Read") + len("Read more here.")),)
    assert place(text, TITLE, "Nobody", table, cut) == "lead"
    assert place(text, TITLE, "Nobody", table) == "body"


def test_without_sentences_the_first_paragraph_is_the_lead() -> None:
    text = f"{TEXT}\n\nMore came later."
    none = pd.DataFrame({"document_id": [], "start": [], "end": []})
    assert [place(text, TITLE, word, none) for word in ("glad", "More")] == ["lead", "body"]


def test_words_have_the_place_that_they_begin_in() -> None:
    store = TokenStore.build([("a", TEXT)])
    table = sentences(TEXT, TITLE, "It fell on Monday.", "Nobody was hurt.", "The town was glad.")
    numbers = article_places([article(TEXT, TITLE)], table, {}).of_words(store)
    assert [PLACES[n] for n in numbers.tolist()] == ["headline"] * 2 + ["lead"] * 7 + ["body"] * 4


def test_no_articles_are_no_error() -> None:
    none = pd.DataFrame({"document_id": [], "start": [], "end": []})
    assert article_places([], none, {}).headline_ends.size == 0
