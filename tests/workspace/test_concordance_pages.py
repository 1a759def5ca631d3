"""Pages of a concordance: each is a part of the whole, in any order and sample, and counts are exact."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from workbench.domain.errors import UsageError
from workbench.domain.focus import Focus
from workbench.domain.palette import UNKNOWN_OUTLET
from workbench.domain.parts import part_text
from workbench.domain.scope import Scope
from workbench.domain.spans import Span
from workbench.domain.state import State
from workbench.workspace.concordance_messages import PAGE, ConcordancePage
from workbench.workspace.messages import OpenRequest, Options
from workbench.workspace.workspace import Workspace

WORDS = ("amber", "blue", "car", "Dover", "Echo")
FERRY = State(focus=Focus(term="ferry"))
OUTLETS = ("Post", "", "Star", "Post")


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """60 articles with n ferries each, n from 0 to 9, among words that come in turn."""
    folder = tmp_path_factory.mktemp("ferries")
    with (folder / "ferries.jsonl").open("w", encoding="utf-8") as file:
        for number in range(60):
            parts = [f"{WORDS[(number * 7 + n) % 5]} ferry {WORDS[(number + 3 * n) % 5]}." for n in range(number % 10)]
            row = {
                "id": f"f{number:02}",
                "outlet": OUTLETS[number % 4],
                "date": "" if number % 7 == 0 else f"2024-0{1 + number % 5}-01",
                "title": f"Article {number}",
                "text": f"Nothing here.\n\n{' '.join(parts)}",
            }
            file.write(json.dumps(row) + "\n")
    made = Workspace(workers=0)
    made.open(OpenRequest(sources=(str(folder),)), annotate=False)
    return made


def rows(page: ConcordancePage) -> list[tuple[object, ...]]:
    return list(zip(*page.lines.columns, strict=True))


@pytest.mark.parametrize("sort", [(), ("1R", "2L"), ("outlet", "1L"), ("date",), ("node", "3R")])
@pytest.mark.parametrize("sample", [0, 37, 10_000])
def test_a_page_is_a_part_of_the_whole(workspace: Workspace, sort: tuple[str, ...], sample: int) -> None:
    options = Options(sort=sort, sample=sample, window=4)
    whole = workspace.concordance_page(FERRY, options, 0, 1000)
    total = 37 if sample == 37 else 270
    assert whole.total == len(rows(whole)) == total
    for first in (0, 11, total - 5, total, total + 50):
        page = workspace.concordance_page(FERRY, options, first, 20)
        assert (page.first, page.total) == (first, total)
        assert rows(page) == rows(whole)[first : first + 20]
        assert page.marks == whole.marks[first : first + 20]
    table = workspace.measured("kwic", FERRY, options).table
    names = list(table.columns)
    assert [tuple(row) for row in table.itertuples(index=False)] == [
        tuple(row[whole.lines.names.index(name)] for name in names) for row in rows(whole)
    ]


def test_lines_say_what_they_stand_in(workspace: Workspace) -> None:
    page = workspace.concordance_page(FERRY, Options(sort=("1R",), window=2), 0, 5)
    line = page.lines.row(0)
    assert line["right"] == " amber. Dover" or str(line["right"]).startswith(" amber.")
    assert line["title"] == f"Article {int(str(line['document_id'])[1:])}"
    ((side, start, end, level),) = page.marks[0]
    assert (side, level) == (1, 0)
    assert str(line["right"])[start:end] == "amber"


def test_undated_articles_and_those_without_an_outlet_come_last(workspace: Workspace) -> None:
    for key in ("date", "outlet"):
        page = workspace.concordance_page(FERRY, Options(sort=(key,)), 0, 1000)
        values = page.lines.texts(key)
        known = [value for value in values if value]
        assert known == sorted(known)
        assert values == known + [""] * (len(values) - len(known))
        assert len(known) < len(values)


def test_counts_are_of_all_passages_whatever_the_sample(workspace: Workspace) -> None:
    found = workspace.evidence(FERRY, Options(sample=5, sort=("1R",)))
    table = workspace.measured("kwic", FERRY, Options()).table
    assert found.passages == len(table) == 270
    assert dict(found.by_outlet) == table.groupby("outlet").size().to_dict()
    assert found.by_outlet[-1][0] == ""
    assert dict(found.by_article.by_id) == table.groupby("document_id").size().to_dict()
    assert found.articles == len(found.by_article) == table["document_id"].nunique()
    first = table.drop_duplicates("document_id")
    for document, start, end in zip(first["document_id"], first["start"], first["end"], strict=True):
        assert found.by_article.first_of(document) == Span(document, start, end)
    assert found.by_article.first_of("f00") is None
    assert len(found.lines) == PAGE
    assert found.lines.texts("left") == table["left"].tolist()[:PAGE]


def test_all_passages_of_the_articles_on_show_come_with_the_answer(workspace: Workspace) -> None:
    found = workspace.evidence(FERRY, Options(), ("f09", "f10", "nobody"))
    spans = dict(found.spans)
    table = workspace.measured("kwic", FERRY, Options()).table
    assert set(spans) == {"f09", "f10", "f01"}, "and those of the first article with one"
    for document, places in spans.items():
        own = table[table["document_id"] == document]
        assert list(places) == list(zip(own["start"], own["end"], strict=True))
    assert dict(workspace.passages_in(FERRY, Options(), ("f19",)))["f19"] != ()


def test_a_sample_says_how_it_was_drawn_and_is_the_same_each_time(workspace: Workspace) -> None:
    options = Options(sample=20, sort=("1R",), seed=5)
    one, again = (workspace.measured("kwic", FERRY, options) for _ in range(2))
    assert one.table.equals(again.table)
    assert one.notes == ("20 of 270 lines at random, seed 5.",)
    assert not one.table.duplicated().any()
    other = workspace.measured("kwic", FERRY, replace(options, seed=6))
    assert not one.table.equals(other.table)
    assert workspace.measured("kwic", FERRY, replace(options, sample=270)).notes == ()


def test_a_passage_is_found_in_the_order_that_is_shown(workspace: Workspace) -> None:
    for options in (Options(), Options(sort=("1L", "1R")), Options(sort=("2R",), sample=30)):
        page = workspace.concordance_page(FERRY, options, 0, 1000)
        for n in (0, 7, page.total - 1):
            line = page.lines.row(n)
            span = Span(str(line["document_id"]), int(str(line["start"])), int(str(line["end"])))
            assert workspace.concordance_line(FERRY, options, span) == n
    assert workspace.concordance_line(FERRY, Options(), Span("f01", 0, 1)) is None
    assert workspace.concordance_line(FERRY, Options(), Span("nobody", 0, 1)) is None


def test_steps_lead_through_all_passages_and_round(workspace: Workspace) -> None:
    page = workspace.concordance_page(FERRY, Options(), 0, 1000)
    spans = [Span(*place) for place in zip(*map(page.lines.column, ("document_id", "start", "end")), strict=True)]
    step = workspace.step_passage
    assert step(FERRY, Options(), None, 1) == spans[0]
    assert step(FERRY, Options(), None, -1) == spans[-1]
    assert step(FERRY, Options(), spans[-1], 1) == spans[0]
    assert step(FERRY, Options(), spans[0], -1) == spans[-1]
    assert step(FERRY, Options(), spans[3], 250) == spans[253]
    assert step(FERRY, Options(), Span("f00", 0, 0), 1) == spans[0], "a place that is none of them"
    assert step(State(focus=Focus(term="nothing else")), Options(), None, 1) is None


def test_several_searches_are_one_list_without_repeats(workspace: Workspace) -> None:
    both = workspace.measured("kwic", State(), Options(terms=("ferry", "amber ferry", "ferr*"))).table
    one = workspace.measured("kwic", State(), Options(terms=("ferry",))).table
    two = workspace.measured("kwic", State(), Options(terms=("amber ferry",))).table
    assert len(both) == len(one) + len(two)
    assert not both.duplicated(["document_id", "start", "end"]).any()


def test_a_focus_narrows_to_an_outlet_an_article_and_a_part(workspace: Workspace) -> None:
    table = workspace.measured("kwic", FERRY, Options()).table
    for outlet, shown in (("Post", "Post"), ("", UNKNOWN_OUTLET)):
        found = workspace.evidence(replace(FERRY, focus=Focus(term="ferry", outlet=shown)), Options())
        assert found.passages == (table["outlet"] == outlet).sum() > 0
        assert dict(found.by_outlet) == {outlet: found.passages}
    in_article = replace(FERRY, focus=Focus(term="ferry", article="f09"))
    assert workspace.evidence(in_article, Options()).passages == 9
    part = part_text([("month", "2024-02"), ("outlet", "Star")])
    found = workspace.evidence(replace(FERRY, focus=Focus(term="ferry", part=part)), Options())
    wanted = table["date"].str.startswith("2024-02") & (table["outlet"] == "Star")
    assert found.passages == wanted.sum() > 0


def test_an_unknown_order_is_refused(workspace: Workspace) -> None:
    with pytest.raises(UsageError, match="9R"):
        workspace.concordance_page(FERRY, Options(sort=("9R",)), 0, 10)


def test_what_is_not_counted_is_in_no_page(workspace: Workspace) -> None:
    state = replace(FERRY, scope=Scope(outlets=("Star",)))
    page = workspace.concordance_page(state, Options(sort=("outlet",)), 0, 1000)
    assert set(page.lines.texts("outlet")) == {"Star"}
    assert workspace.evidence(state, Options()).passages == page.total
