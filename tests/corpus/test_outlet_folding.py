from __future__ import annotations

import random
import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from workbench.corpus.outlet_folding import FoldSuggestion, suggest_folds


def folds(*names: str, hosts: dict[str, str] | None = None) -> dict[str, FoldSuggestion]:
    """The suggestions for names; the first has most articles, the last fewest."""
    counts = {name: len(names) - n for n, name in enumerate(names)}
    return {suggestion.name: suggestion for suggestion in suggest_folds(counts, hosts)}


@pytest.mark.parametrize(
    ("name", "outlet"),
    [
        ("THE GUARDIAN", "The Guardian"),
        ("the  guardian", "The Guardian"),
        ("Guardian", "The Guardian"),
        ("Guardian, The", "The Guardian"),
        ("Guardian.com", "The Guardian"),
        ("theguardian.com", "The Guardian"),
        ("www.theguardian.com", "The Guardian"),
        ("https://www.theguardian.com/", "The Guardian"),
        ("The Guardian (London)", "The Guardian"),
        ("The Guardian(London)", "The Guardian"),
        ("The Guardian [UK]", "The Guardian"),
        ("The Guardian (London, England)", "The Guardian"),
        ("Guardian (International edition)", "The Guardian"),
        ("Guardian (US Edition)", "The Guardian"),
        ("The Guardian - Final Edition", "The Guardian"),
        ("The Guardian (London) - Final Edition", "The Guardian"),
        ("Guardian Online", "The Guardian"),
        ("Guardian Web Edition", "The Guardian"),
        ("Guardian International", "The Guardian"),
        ("The Guardian Print", "The Guardian"),
        ("NYT", "New York Times"),
        ("www.nytimes.com", "New York Times"),
        ("WSJ", "Wall Street Journal"),
        ("FT", "Financial Times"),
        ("FT.com", "Financial Times"),
        ("SCMP", "South China Morning Post"),
        ("BBC News", "BBC"),
        ("BBC Online", "BBC"),
        ("news.bbc.co.uk", "BBC"),
        ("LA Times", "Los Angeles Times"),
        ("la times", "Los Angeles Times"),
        ("El Pais", "El País"),
        ("Sueddeutsche Zeitung", "Süddeutsche Zeitung"),
        ("SPIEGEL ONLINE", "Der Spiegel"),
        ("Monde", "Le Monde"),
        ("Repubblica", "La Repubblica"),
        ("Independent (Dublin)", "Irish Independent"),
        ("independent.ie", "Irish Independent"),
        ("The Times (U.K.)", "The Times"),
        ("The Times of India (Mumbai)", "The Times of India"),
        ("Mail Online", "Daily Mail"),
    ],
)
def test_another_name_of_a_known_outlet_folds_into_its_usual_name(name: str, outlet: str) -> None:
    found = folds(name, outlet)[name]
    assert (found.outlet, found.certain) == (outlet, True)
    assert found.reason.endswith(".")


@pytest.mark.parametrize(
    ("names", "outlet"),
    [
        (
            ("Fjord Gazette", "FJORD GAZETTE", "Fjord-Gazette", "The Fjord Gazette", "fjordgazette.example"),
            "Fjord Gazette",
        ),
        (("Il Messaggero", "Messaggero", "messaggero.it", "Il Messaggero (Roma)"), "Il Messaggero"),
        (("The Straits Times", "Straits Times (Singapore)", "straitstimes.com"), "The Straits Times"),
        (("El Mundo", "elmundo.es", "El Mundo (España)"), "El Mundo"),
        (("Jyllands-Posten", "Jyllandsposten", "jyllands-posten.dk"), "Jyllands-Posten"),
        (("Küstenbote", "Kuestenbote", "Kustenbote"), "Küstenbote"),
        (("Правда Севера", "ПРАВДА СЕВЕРА"), "Правда Севера"),
        (("Ben & Sons Review", "Ben and Sons Review"), "Ben & Sons Review"),
    ],
)
def test_names_of_an_unknown_outlet_fold_into_the_one_with_most_articles(names: tuple[str, ...], outlet: str) -> None:
    found = folds(*names)
    assert {name: (s.outlet, s.certain) for name, s in found.items()} == {
        name: (outlet, True) for name in names if name != outlet
    }


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The Guardian (London)", "The Guardian (Nigeria)"),
        ("The Guardian", "The Guardian (Nigeria)"),
        ("The Guardian", "guardian.ng"),
        ("The Times", "The Times of India"),
        ("The Times", "Sunday Times"),
        ("The Times", "The Sunday Times"),
        ("The Times", "The Irish Times"),
        ("The Times", "LA Times"),
        ("The Times", "la times"),
        ("Irish Independent", "The Independent"),
        ("Independent (Dublin)", "The Independent (London)"),
        ("Kyiv Independent", "The Independent"),
        ("Ukrainska Pravda", "Pravda"),
        ("The Express Tribune", "Tribune"),
        ("Der Standard", "The Standard"),
        ("La Nation", "The Nation"),
        ("The Nation (Nairobi)", "The Nation (Bangkok)"),
        ("Daily News (New York)", "Daily News (Los Angeles)"),
        ("Daily Star (Beirut)", "dailystar.co.uk"),
        ("Radio Romania", "Radio Romania International"),
        ("The Daily Telegraph (Sydney)", "The Telegraph"),
        ("かがみ", "ががみ"),
        ("C+", "C"),
    ],
)
def test_different_papers_are_not_joined(one: str, other: str) -> None:
    suggestions = folds(one, other)
    into = {name: suggestions[name].outlet if name in suggestions else name for name in (one, other)}
    assert into[one] != into[other]


@pytest.mark.parametrize(
    ("name", "outlet", "why"),
    [
        ("Independent", "The Independent", "other outlets are called so too"),
        ("Times", "The Times", "other outlets are called so too"),
        ("Daily Telegraph", "The Telegraph", "other outlets are called so too"),
        ("El País (Uruguay)", "El País", "“Uruguay” may be an edition of it, or another outlet"),
        ("The Times (Trenton)", "The Times", "“Trenton” in brackets stands for is not known"),
        ("Daily Herald (Nairobi)", "Daily Herald", "Outlets of other places than Nairobi are called so too"),
        ("TV2 (Sport)", "TV2", "“Sport” in brackets stands for is not known"),
        ("Deutsche Welle (English)", "Deutsche Welle", "edition in another language"),
        ("nation.africa", "The Nation", "Other outlets are called so too"),
    ],
)
def test_what_may_be_another_paper_is_only_perhaps_one(name: str, outlet: str, why: str) -> None:
    found = folds(outlet, name)[name]
    assert (found.outlet, found.certain) == (outlet, False)
    assert why in found.reason


def test_a_name_without_a_place_is_not_given_to_one_of_two_papers() -> None:
    assert folds("Daily News", "Daily News (New York)", "Daily News (Los Angeles)") == {}


def test_a_name_without_an_article_goes_perhaps_to_the_larger_of_two_papers() -> None:
    found = folds("The Standard", "Der Standard", "Standard")
    assert list(found) == ["Standard"]
    assert (found["Standard"].outlet, found["Standard"].certain) == ("The Standard", False)


def test_names_that_are_written_as_they_should_be_are_left_alone() -> None:
    assert folds("The New York Times", "Guardian", "BBC", "Fjord Gazette", "Inland Courier", "The Sunday Times") == {}


def test_the_usual_name_is_taken_as_the_corpus_writes_it() -> None:
    assert folds("The New York Times", "NYT")["NYT"].outlet == "The New York Times"
    assert folds("The New York Times", "New York Times")["The New York Times"].outlet == "New York Times"
    assert folds("NYT")["NYT"].outlet == "New York Times"


def test_words_for_editions_alone_are_names() -> None:
    assert folds("Online", "Print", "The International", "Web Edition", "(London)", "---", "") == {}


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("THE GUARDIAN", "Only capital letters differ."),
        ("Guardian", "The same name, with or without its article."),
        ("The Guardian (London)", "“London” is its place."),
        ("Guardian Online", "“Online” is an edition."),
        ("theguardian.com", "theguardian.com is its internet address."),
        ("Guardian.com", "guardian.com is the name written as an internet address."),
        ("The Guardian (UK) (Online)", "“UK” is its place; “Online” is an edition."),
    ],
)
def test_the_reason_says_what_differs(name: str, reason: str) -> None:
    assert folds("The Guardian", name)[name].reason == reason


def test_an_abbreviation_is_told_as_one() -> None:
    assert folds("NYT")["NYT"].reason == "NYT is short for New York Times."


def test_hosts_are_weak_evidence() -> None:
    hosts = {
        "Some Blog": "www.meduza.io",
        "Reuters": "bloomberg.com",
        "Local": "paper.example",
        "Local News": "paper.example",
    }
    found = folds("Meduza", "Some Blog", "Reuters", "Bloomberg", "Local", "Local News", hosts=hosts)
    assert {name: (s.outlet, s.certain) for name, s in found.items()} == {
        "Some Blog": ("Meduza", False),
        "Local News": ("Local", False),
    }
    assert "Most of its articles are at meduza.io" in found["Some Blog"].reason


def test_the_host_of_another_outlet_makes_a_fold_uncertain() -> None:
    found = folds("The Guardian", "Guardian", hosts={"Guardian": "guardian.ng", "The Guardian": "theguardian.com"})
    assert not found["Guardian"].certain
    assert "guardian.ng" in found["Guardian"].reason


def test_a_host_of_many_names_says_nothing() -> None:
    names = [f"Blog {n}" for n in range(10)]
    assert folds(*names, hosts=dict.fromkeys(names, "blogs.example")) == {}


_PIECES = """
The Le Der La LA Guardian Times Sunday of India Independent Irish Standard Nation Daily News Online Edition Print
International El País Pais NYT BBC (London) (Nigeria) (Sport) (English) [UK] , - .com theguardian.com nation.africa
Zeitung Süddeutsche Sueddeutsche Fjord FJORD Gazette fjordgazette.example guardian.ng & ( ) Radio
"""
_WORDS = st.sampled_from(_PIECES.split())
_NAMES = st.lists(_WORDS, min_size=1, max_size=4).map(" ".join) | st.text(max_size=12)
_COUNTS = st.dictionaries(_NAMES, st.integers(1, 9), max_size=14)
_HOSTS = st.sampled_from(["theguardian.com", "guardian.ng", "paper.example", "nytimes.com", "", "no host"])


@given(counts=_COUNTS, data=st.data())
@example(counts={"Times Online": 2, "Times": 1, "The Times": 1}, data=None)
def test_order_does_not_matter_and_nothing_goes_in_circles(counts: dict[str, int], data: st.DataObject | None) -> None:
    hosts = {name: data.draw(_HOSTS) for name in counts} if data is not None else {}
    found = suggest_folds(counts, hosts)
    shuffled = list(counts)
    random.Random(7).shuffle(shuffled)
    assert suggest_folds({name: counts[name] for name in shuffled}, dict(reversed(hosts.items()))) == found
    into = {suggestion.name: suggestion.outlet for suggestion in found}
    assert len(into) == len(found)
    assert set(into) <= set(counts)
    for suggestion in found:
        assert suggestion.name != suggestion.outlet
        assert suggestion.outlet.strip()
        assert suggestion.reason
        name, steps = suggestion.name, 0
        while name in into:
            name, steps = into[name], steps + 1
            assert steps <= len(into), f"a circle from {suggestion.name!r}"


@given(counts=_COUNTS)
def test_after_all_certain_folds_there_are_no_more(counts: dict[str, int]) -> None:
    certain = {s.name: s.outlet for s in suggest_folds(counts) if s.certain}
    merged: dict[str, int] = {}
    for name, count in counts.items():
        outlet = certain.get(name, name)
        merged[outlet] = merged.get(outlet, 0) + count
    assert [s for s in suggest_folds(merged) if s.certain and s.outlet in merged] == []


def test_thousands_of_names_take_a_moment() -> None:
    names = {f"{kind} {n} Herald{ending}": n % 17 for n in range(2500) for kind in ("The Paper",) for ending in
             ("", " Online", " (London)", ".com")}  # fmt: skip
    begin = time.perf_counter()
    found = suggest_folds(names)
    assert time.perf_counter() - begin < 5
    assert len(found) >= 5000


@pytest.mark.parametrize(
    ("name", "outlet", "reason"),
    [
        ("U.S. Chronicle", "US Chronicle", "Only spaces or punctuation differ."),
        ("Fjord-Gazette", "Fjord Gazette", "Only spaces or punctuation differ."),
        ("FJORD GAZETTE", "Fjord Gazette", "Only capital letters differ."),
        ("FJORD-GAZETTE", "Fjord Gazette", "Only capital letters and spaces or punctuation differ."),
        ("Kustenbote", "Küstenbote", "Only accents differ."),
        ("KUSTENBOTE", "Küstenbote", "Only capital letters and accents differ."),
        ("Ben and Sons Review", "Ben & Sons Review", "Only the spelling differs."),
        ("Fjord Gazette, The", "The Fjord Gazette", "Only the order of the words differs."),
    ],
)
def test_the_reason_names_what_differs_and_nothing_else(name: str, outlet: str, reason: str) -> None:
    assert folds(outlet, name)[name].reason == reason
