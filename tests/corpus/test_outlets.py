from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.corpus.outlets import suggest_outlets
from workbench.domain.article import Article

BODY = "The council met on Thursday and voted on the budget.\n"


def suggestions(*articles: Article) -> list[tuple[str, str, str]]:
    return [(s.document_id, s.outlet, s.evidence) for s in suggest_outlets(articles)]


@pytest.mark.parametrize(
    ("url", "outlet"),
    [
        ("https://www.express.co.uk/news/world/1", "Daily Express"),
        ("https://edition.cnn.com/x", "CNN"),
        ("http://www.smalltown-courier.example/a?b", "smalltown-courier.example"),
        ("bbc.co.uk/news", "BBC"),
        ("https://user:pw@news.sky.com:443/x", "Sky News"),
    ],
)
def test_the_host_of_the_address_speaks_for_an_outlet(url: str, outlet: str) -> None:
    ((_, found, evidence),) = suggestions(Article("a", BODY, url=url))
    assert found == outlet
    assert url in evidence


@pytest.mark.parametrize("url", ["", "not an address", "http://[broken", "http://localhost/x"])
def test_a_useless_address_says_nothing(url: str) -> None:
    assert suggestions(Article("a", BODY, url=url)) == []


def test_a_file_with_files_in_it_is_no_folder() -> None:
    articles = [
        Article("a", "A ferry sails.", path="Harbour Post.zip/a.txt"),
        Article("b", "A ferry sails.", path="Harbour Post.zip/Evening Star/b.txt"),
        Article("c", "A ferry sails.", path="Night mail.eml/c.txt"),
        Article("d", "A ferry sails.", path="Report.docx/word/d"),
    ]
    assert [(s.document_id, s.outlet) for s in suggest_outlets(articles)] == [("b", "Evening Star")]


def test_folders_speak_for_outlets_when_there_are_several() -> None:
    found = suggestions(Article("a", BODY, path="The_Courier/1.txt"), Article("b", BODY, path="Evening Post/1.txt"))
    assert [(i, o) for i, o, _ in found] == [("a", "The Courier"), ("b", "Evening Post")]
    assert suggestions(Article("a", BODY, path="strange/1.txt"), Article("b", BODY, path="strange/2.txt")) == []
    assert suggestions(Article("a", BODY, path="articles/1.txt"), Article("b", BODY, path="2024-07/1.txt")) == []
    assert [o for _, o, _ in suggestions(Article("a", BODY, path="bloomberg/1.txt"))] == ["Bloomberg"]


def test_a_prefix_of_file_names_speaks_for_an_outlet_when_it_is_known_or_comes_again() -> None:
    assert [o for _, o, _ in suggestions(Article("a", BODY, path="guardian_2024.txt"))] == ["The Guardian"]
    several = [Article(str(n), BODY, path=f"{name}_{n}.txt") for n, name in enumerate(["Courier", "Courier", "Post"])]
    assert [(i, o) for i, o, _ in suggestions(*several)] == [("0", "Courier"), ("1", "Courier")]
    assert suggestions(Article("a", BODY, path="article_1.txt"), Article("b", BODY, path="article_2.txt")) == []


@pytest.mark.parametrize(
    ("line", "outlet"),
    [
        ("Source: The Evening Courier", "The Evening Courier"),
        ("Source: example.org", "example.org"),
        ("This article originally appeared in the Evening Courier.", ""),
        ("This article originally appeared in Evening Courier. It is shared with thanks.", "Evening Courier"),
        ("Originally published by Evening Courier", "Evening Courier"),
        ("© 2024 Evening Courier Ltd.", "Evening Courier Ltd"),
    ],
)
def test_a_line_that_says_where_the_article_appeared_is_quoted(line: str, outlet: str) -> None:
    found = suggestions(Article("a", BODY + line))
    assert [o for _, o, _ in found] == ([outlet] if outlet else [])
    assert all(line[:20] in evidence for _, _, evidence in found)


@pytest.mark.parametrize(
    "line",
    [
        "Source: With information from AP",
        "Source: Reuters",
        "© 2024 The Associated Press. All rights reserved.",
        "This article was originally published in May 2018.",
    ],
)
def test_credits_to_agencies_and_dates_are_no_evidence_for_an_outlet(line: str) -> None:
    assert suggestions(Article("a", BODY + line)) == []


@pytest.mark.parametrize(
    ("text", "outlet"),
    [
        ("He told Express.co.uk: “No.”", "Daily Express"),
        ("The minister said in a Bloomberg Television interview that it was late.", "Bloomberg"),
        ("Documents seen by the Financial Times show it.", "Financial Times"),
    ],
)
def test_phrases_are_weak_evidence_and_marked_as_such(text: str, outlet: str) -> None:
    ((_, found, evidence),) = suggestions(Article("a", text))
    assert found == outlet
    assert evidence.startswith("Weak: “")
    assert evidence.removeprefix("Weak: “").removesuffix("”") in text


def test_phrases_that_name_two_outlets_say_nothing() -> None:
    assert suggestions(Article("a", "She told CNN one thing and told Fox News another.")) == []


def test_another_paper_that_is_quoted_is_no_evidence() -> None:
    assert suggestions(Article("a", "Politico reported this week, and The Express Tribune newspaper quoted him.")) == []


def test_articles_with_an_outlet_get_no_suggestion() -> None:
    assert suggestions(Article("a", BODY, url="https://bbc.co.uk", outlet="X")) == []


def test_the_strongest_evidence_comes_first_and_each_outlet_once() -> None:
    article = Article("a", "He told CNN so.\n", url="https://www.cnn.com/x", path="bloomberg/a.txt")
    assert [o for _, o, _ in suggestions(article)] == ["CNN", "Bloomberg"]


DATELINE = "SKERROW, Kesteria (Northline) — Riot police cleared the main gate.\n"


def test_a_dateline_that_the_files_name_repeats_is_quoted() -> None:
    ((_, outlet, evidence),) = suggestions(Article("a", DATELINE, path="2031-03-14-northline-police-clear-gate.txt"))
    assert outlet == "Northline"
    assert "“northline”" in evidence
    assert "SKERROW, Kesteria (Northline) — Riot" in evidence


def test_a_dateline_alone_is_a_credit_to_an_agency() -> None:
    assert suggestions(Article("a", DATELINE, path="2031-03-14-police-clear-gate.txt")) == []


@pytest.mark.parametrize(
    ("file", "text", "outlet"),
    [
        (
            "2031-03-15-morning-gull-dock-mob.txt",
            "31 were hurt, sources told The Morning Gull. One",
            "The Morning Gull",
        ),
        ("dock-mob-morning-gull.txt", "31 were hurt, sources told the Morning Gull.", "Morning Gull"),
        ("kpb-news-1.txt", "St Brannoc's told KPB News it had seen 24. Film seen by KPB News shows it.", "KPB News"),
        ("northline_17.txt", "Some threw bolts, a Northline reporter saw.", "Northline"),
    ],
)
def test_a_text_that_reports_for_the_name_of_its_file_says_where_it_is_from(file: str, text: str, outlet: str) -> None:
    ((_, found, evidence),) = suggestions(Article("a", text, path=file))
    assert found == outlet
    assert outlet in evidence


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("2024-07-04-rowan-quits.txt", "Friends told Rowan to go. Rowan waited. Then Rowan went; Rowan was glad."),
        ("2024-07-04-police-clear-gate.txt", "Police came. She told Police chiefs, and the police went."),
        ("2024-07-04-time-to-act.txt", "It is time to act, the minister said."),
        ("morning-gull.txt", "They told Morning Gull Holdings so."),
    ],
)
def test_what_an_article_is_about_is_no_outlet(file: str, text: str) -> None:
    assert suggestions(Article("a", text, path=file)) == []


def test_files_that_share_a_name_share_its_evidence() -> None:
    found = suggestions(
        Article("a", "The hospital told KPB News so.", path="2031-03-14-kpb-news-port-gate.txt"),
        Article("b", BODY, path="2031-03-17-kpb-news-what-we-know.txt"),
        Article("c", BODY, path="2031-03-18-strange-things.txt"),
    )
    assert [(i, o) for i, o, _ in found] == [("a", "KPB News"), ("b", "KPB News")]
    assert "another such file" in found[1][2]
    assert "told KPB News" in found[1][2]


@pytest.mark.parametrize(
    ("file", "outlet"), [("2024-07-04-sky-news-x-y.txt", "Sky News"), ("2024-07-04-bbc-gate.txt", "BBC")]
)
def test_a_known_outlet_in_a_files_name_speaks_for_it(file: str, outlet: str) -> None:
    assert [o for _, o, _ in suggestions(Article("a", BODY, path=file))] == [outlet]


def test_a_scheme_by_which_most_files_are_named_is_weak_evidence() -> None:
    names = ["harbour-ledger-a", "harbour-ledger-b", "open-straits-c", "open-straits-d", "other"]
    found = suggestions(*(Article(name, BODY, path=f"2031-03-1{n}-{name}.txt") for n, name in enumerate(names)))
    assert [o for _, o, _ in found] == ["Harbour Ledger", "Harbour Ledger", "Open Straits", "Open Straits"]
    assert all(evidence.startswith("Weak: 2 files’ names") for _, _, evidence in found)


def test_files_that_all_begin_alike_are_no_scheme() -> None:
    found = suggestions(*(Article(str(n), BODY, path=f"port-strike-{word}.txt") for n, word in enumerate("abc")))
    assert found == []


@given(st.text(max_size=60), st.text(alphabet="ab -_İßA9.", max_size=20))
def test_any_text_and_any_name_can_be_asked(text: str, name: str) -> None:
    for _, outlet, evidence in suggestions(Article("a", text, path=name), Article("b", text + name, path=name + "x")):
        assert outlet
        assert evidence
