"""The search language by example: operators, expressions, token expressions, groups, and what is refused."""

from __future__ import annotations

import time

import numpy as np
import pytest

from workbench.domain.errors import QueryError
from workbench.index import query_expressions, query_finding, vocabulary
from workbench.index.query import find, parse
from workbench.index.store import TokenStore
from workbench.index.view import View
from workbench.index.word_layer import PARTS_OF_SPEECH, UNKNOWN, WordLayer

TEXTS = (
    "The very very good war. Café owners say the U.S. said no; WAR and not peace.",
    "Peace talks in the cafe: good news, says the minister of state for war.",
    "A prime number and the Prime Minister said: war!",
)
LEMMAS = {"says": "say", "said": "say", "say": "say", "owners": "owner", "talks": "talk"}
PARTS = {
    "good": "ADJ",
    "very": "ADV",
    "say": "VERB",
    "said": "VERB",
    "says": "VERB",
    "war": "NOUN",
    "peace": "NOUN",
    "prime": "ADJ",
}


def corpus(*, words: bool = True) -> View:
    store = TokenStore.build([(str(n), text) for n, text in enumerate(TEXTS)])
    if not words:
        return View.of(store)
    written = [store.types[n] for n in store.ids.tolist()]
    lemmas = tuple(sorted({LEMMAS.get(word, word) for word in written}))
    layer = WordLayer(
        lemma_ids=np.array([lemmas.index(LEMMAS.get(w, w)) for w in written], dtype=np.int32),
        lemmas=lemmas,
        parts=np.array([PARTS_OF_SPEECH.index(PARTS.get(w, "")) for w in written], dtype=np.uint8),
        documents=np.ones(len(TEXTS), dtype=np.bool_),
    )
    return View.of(store, words=layer)


def found(text: str, groups: dict[str, list[str]] | None = None) -> list[str]:
    view = corpus()
    documents, starts, ends = find(view, parse(text, groups or {})).spans(view.store)
    return [TEXTS[d][s:e] for d, s, e in zip(documents, starts, ends, strict=True)]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("[lemma=say]", ["say", "said", "says", "said"]),
        ("[lemma=SAY | owner]", ["owners", "say", "said", "says", "said"]),
        ("[lemma=sa*]", ["say", "said", "says", "said"]),
        ("[lemma=/s.y/]", ["say", "said", "says", "said"]),
        ("[ pos = adj ]", ["good", "good", "prime", "Prime"]),
        ("[pos=AD*]", ["very", "very", "good", "good", "prime", "Prime"]),
        ("[pos=ADJ & word!=good]", ["prime", "Prime"]),
        ("[pos!=NOUN & word=war]", []),
        ("[word=/w.*/ & pos=NOUN]", ["war", "WAR", "war", "war"]),
        ('[word="U.S."]', ["U.S."]),
        ("case:[word=WAR]", ["WAR"]),
        ("[pos=ADJ] [pos=NOUN]", ["good war"]),
        ("[pos=ADV]{1,2} good", ["very very good", "very good"]),
        ("[pos=ADV]{2} good", ["very very good"]),
        ("(very)? good", ["very good", "good", "good"]),
        ("prime []? the", []),
        ("prime [] and", ["prime number and"]),
        ("prime []{0,3} said", ["Prime Minister said"]),
        ("prime []{,9} said", ["prime number and the Prime Minister said", "Prime Minister said"]),
        ("[] minister", ["the minister", "Prime Minister"]),
        ("peace NOT minister", ["peace"]),
        ("minister NOT peace", ["Minister"]),
        ("peace AND minister", ["Peace", "minister"]),
        ("war NOT peace NOT prime", []),
        ("(war NOT peace) | talks", ["talks", "war"]),
        ('war "AND" "not" peace', ["WAR and not peace"]),
        ("war and not peace", ["WAR and not peace"]),
        ("/w.r/", ["war", "WAR", "war", "war"]),
        ("/W.R|PEACE/", ["war", "WAR", "peace", "Peace", "war", "war"]),
        ("case:/W.R/", ["WAR"]),
        ("/ar/", []),
        ("/(?=.*i).*er/", ["minister", "Minister"]),
        (r"/(.).*\1/", ["says"]),
        ("/the/ /min.*/", ["the minister"]),
        (r"/\w{8}/", ["minister", "Minister"]),
        (r"/caf\w/", ["Café", "cafe"]),
        ("noaccents:CAFÉ", ["Café", "cafe"]),
        ("cafe", ["cafe"]),
        ("case: noaccents: Cafe", ["Café"]),
        ("noaccents:case:caf?", ["cafe"]),
        ("noaccents:/caf[ée]/", ["Café", "cafe"]),
        ("and/or", []),
        ("prime / minister", ["Prime Minister"]),
        ("say NEAR/2 (the [])", ["say the U.S."]),
    ],
)
def test_a_search_finds_what_a_person_means(query: str, expected: list[str]) -> None:
    assert found(query) == expected


@pytest.mark.parametrize("query", ["noaccents:cafe", "noaccents:/caf./", "noaccents:caf*", "case:noaccents:cafe"])
def test_a_search_without_accents_ends_where_letters_stay_that_are_not_ascii(query: str) -> None:
    """Letters such as ø have no accent to take off, and sent the search round and round."""
    view = View.of(TokenStore.build([("a", "Søren’s smørrebrød in the café, a cafe.")]))
    assert len(find(view, parse(query)).spans(view.store)[0]) == 2


GROUPS = {
    "war": ["war", "the * war"],
    "war words": ["@war", "WAR and", "peace"],
    "us": ["case:US", "u.s."],
    "one": ["(very)? good"],
    "a": ["@b"],
    "b": ["x", "@a"],
    "broken": ["war", "(peace"],
    "outer": ["@broken"],
}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("@war", ["war", "WAR", "war", "war"]),
        ("@WAR", ["war", "WAR", "war", "war"]),
        ('@"war words"', ["war", "WAR and", "peace", "Peace", "war", "war"]),
        ("@“War  Words” NOT minister", ["war", "WAR and", "peace"]),
        ("good @war", ["good war"]),
        ("@us", ["U.S."]),
        ("@one", found("(very)? good")),
        ("case:@war", ["war", "war", "war"]),
        ("(@war)?", ["war", "WAR", "war", "war"]),
        ('"@war"', ["war", "WAR", "war", "war"]),
    ],
)
def test_a_group_stands_for_its_searches_as_one_term(query: str, expected: list[str]) -> None:
    assert found(query, GROUPS) == expected


def test_a_query_knows_its_groups_and_what_it_needs() -> None:
    query = parse('@"war words" | good', GROUPS)
    assert query.groups == {"war", "war words"}
    assert not query.needs_words
    assert parse("a NEAR/3 ([pos=ADJ])?").needs_words
    assert not parse("[pos=ADJ]").needs_lemmas
    assert parse("a NOT [lemma=say]").needs_lemmas
    assert not parse("[word=a] []").needs_words


@pytest.mark.parametrize(
    ("query", "position", "words"),
    [
        ("war @nothing", 4, "no group or saved search “nothing”. Groups: @war"),
        ("@a", 0, "uses itself (a → b → a)"),
        ("x @outer", 2, "In the group “broken”, search “(peace”: This opening bracket is not closed"),
        ('@" "', 0, "name of a group is missing"),
        ('@"war', 1, "quotation mark is not closed"),
    ],
)
def test_what_is_wrong_with_a_group_is_said(query: str, position: int, words: str) -> None:
    with pytest.raises(QueryError) as caught:
        parse(query, GROUPS)
    assert caught.value.position == position
    assert words in str(caught.value)


def test_without_a_project_there_are_no_groups() -> None:
    with pytest.raises(QueryError, match="can’t be used here"):
        parse("@war")
    with pytest.raises(QueryError, match="No search is saved yet"):
        parse("@war", {})


def test_groups_of_groups_stay_within_bounds() -> None:
    groups = {f"g{n}": [f"@g{n + 1} x{m}" for m in range(20)] for n in range(8)} | {"g8": ["war"]}
    with pytest.raises(QueryError, match="over 5,000 words"):
        parse("@g0", groups)


@pytest.mark.parametrize(
    ("query", "position"),
    [
        ("[lemma=say", 0),
        ("war [lemma say]", 5),
        ("[colour=red]", 1),
        ("[lemma=]", 7),
        ("[pos=ADJEKTIV]", 5),
        ("[pos=PUNCT | WHAT]", 13),
        ("[pos=/A.*/]", 5),
        ("[lemma=prime minister]", 13),
        ("[word=anti-us]", 6),
        ("[war | peace]", 1),
        ("war]", 3),
        ("[word=/(/]", 8),
        ("war{2}", 3),
        ("(war)*", 5),
        ("(war)+", 5),
        ("(war){0}", 5),
        ("(war){3,2}", 5),
        ("(war){1,21}", 5),
        ("(war){1,}", 5),
        ("(war){", 5),
        ("(war)??", 6),
        ("(((a b c d){20}){20}){20}", 16),
        ("/war", 0),
        ("//", 0),
        ("/war/s", 5),
        ("say /[a-/", 8),
        ("say /a(b/", 8),
        ("/*a/", 1),
        ("/a{2000}/", 1),
        ("/(a{1000}){9}/", 1),
        ("/" + "a" * 400 + "/", 301),
        ("NOT war", 0),
        ("war AND", 7),
        ("war NOT NOT peace", 8),
        ("(AND)", 1),
        (" AND ".join(["a"] * 150), 602),
        ("a" * 30_000, 20_000),
    ],
)
def test_what_makes_no_sense_is_refused_with_its_place_and_a_next_step(query: str, position: int) -> None:
    with pytest.raises(QueryError) as caught:
        parse(query, GROUPS)
    assert caught.value.position == position, str(caught.value)
    assert str(caught.value).endswith(".")


def test_an_unknown_part_of_speech_is_answered_with_the_list() -> None:
    with pytest.raises(QueryError, match=r"ADJ, ADP, ADV, .*, VERB, X"):
        parse("[pos=ADJEKTIV]")


def test_words_that_are_not_annotated_are_said_to_be() -> None:
    with pytest.raises(QueryError, match="not annotated") as caught:
        find(corpus(words=False), parse("war [lemma=say]"))
    assert caught.value.position == 4


def test_an_unknown_word_is_not_another_part_of_speech() -> None:
    store = TokenStore.build([("d", "a b c")])
    layer = WordLayer(
        lemma_ids=np.array([UNKNOWN, 0, 1], dtype=np.int32),
        lemmas=("b", "x"),
        parts=np.array([0, PARTS_OF_SPEECH.index("NOUN"), PARTS_OF_SPEECH.index("VERB")], dtype=np.uint8),
        documents=np.ones(1, dtype=np.bool_),
    )
    view = View.of(store, words=layer)
    assert find(view, parse("[pos!=NOUN]")).first.tolist() == [2]
    assert find(view, parse("[lemma!=b]")).first.tolist() == [2]
    assert find(view, parse("[lemma!=z | q]")).first.tolist() == [1, 2]


def test_a_slow_expression_is_stopped_with_a_next_step(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(query_expressions, "SECONDS", 0.2)
    store = TokenStore.build([("d", "a" * 40 + "b")])
    began = time.monotonic()
    with pytest.raises(QueryError, match="always quick") as caught:
        find(View.of(store), parse(r"x | /(?=a)(a|aa)+c\1/"))
    assert time.monotonic() - began < 5
    assert caught.value.position == 5


def test_an_expression_over_a_very_long_word_is_quick() -> None:
    store = TokenStore.build([("d", "a" * 20_000)])
    assert len(find(View.of(store), parse("/(a|aa)+b/"))) == 0
    assert len(find(View.of(store), parse("/(.*a.*){3}/"))) == 1


@pytest.mark.parametrize(
    "pattern", [r"\Aa.*\z", "(?i)A.*", "(?s)a.*", "(?m)^a.*$", r"\Qa\E.*", "^a.*$", "a[^x]*", r"\ba.*"]
)
def test_borders_in_an_expression_are_those_of_the_word(pattern: str) -> None:
    store = TokenStore.build([("d", "b ab ac ca ba")])
    hits = find(View.of(store), parse(f"/{pattern}/"))
    assert hits.first.tolist() == [1, 2]


def test_too_many_hits_are_refused_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(query_finding, "MOST_HITS", 10)
    view = View.of(TokenStore.build([("d", "a b " * 20)]))
    for search in ("*", "[]", "a", "a | b", "[]{1,3}", "(a NEAR/2 b)?"):
        with pytest.raises(QueryError, match=r"Search for something rarer|million pairs"):
            find(view, parse(search))


def test_what_was_looked_up_goes_with_its_store() -> None:
    store = TokenStore.build([("d", "war wars")])
    find(View.of(store), parse("war*"))
    before = len(vocabulary._known)
    del store
    assert len(vocabulary._known) == before - 1
