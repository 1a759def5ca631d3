"""The answers about metadata: columns that are sent once, a cell with its source, suggestions."""

from __future__ import annotations

from workbench.domain.article import Article, OutletSuggestion
from workbench.domain.corrections import Correction, changes_for
from workbench.domain.decisions import Decisions
from workbench.domain.progress import no_progress
from workbench.domain.scope import Scope
from workbench.workspace.basis import Basis
from workbench.workspace.listing import Names, SentBefore, Texts
from workbench.workspace.metadata import cell_of, columns_of, suggestions_for
from workbench.workspace.snapshot import Snapshot

ARTICLES = (
    Article("a", "Text.", path="a.txt", outlet="Gull", outlet_source="metadata.csv", date="2021-07-04", title="One"),
    Article("b", "They met on Thursday.", path="b.txt", url="https://gull.example/2021/07/05/x"),
    Article("c", "Text.", path="c.jsonl", record="line 3", stated_words="900", date="2021"),
)
SNAPSHOT = Snapshot(articles=ARTICLES, suggestions=(OutletSuggestion("b", "Gull", "address gull.example"),))


def basis(*corrections: Correction) -> Basis:
    return Basis(SNAPSHOT, Scope(), Decisions().with_changes(changes_for(corrections)))


def values(columns: object, name: str) -> list[str]:
    column = columns.columns[name]  # type: ignore[attr-defined]
    assert isinstance(column, Texts | Names)
    return [column[n] for n in range(len(ARTICLES))]


def test_the_columns_have_what_is_known_with_corrections() -> None:
    columns = columns_of(basis(Correction("b", "outlet", "Star")))
    assert values(columns, "file") == ["a.txt", "b.txt", "c.jsonl, line 3"]
    assert values(columns, "title") == ["One", "", ""]
    assert values(columns, "outlet") == ["Gull", "Star", ""]
    assert values(columns, "stated_words") == ["", "", "900"]


def test_only_columns_that_differ_are_sent_again() -> None:
    first = columns_of(basis())
    known = frozenset(column.uid for column in first.columns.values())
    second = columns_of(basis(Correction("b", "outlet", "Star"))).without(known)
    sent = {name for name, column in second.columns.items() if not isinstance(column, SentBefore)}
    assert sent == {"outlet"}
    assert values(second.completed_from(first), "title") == ["One", "", ""]
    assert values(second.completed_from(first), "outlet") == ["Gull", "Star", ""]


def test_a_cell_says_its_source_and_what_the_source_said() -> None:
    cell = cell_of(basis(), "a", "outlet")
    assert (cell.value, cell.source, cell.read_value) == ("Gull", "metadata.csv", "Gull")
    cell = cell_of(basis(Correction("a", "outlet", "Star")), "a", "outlet")
    assert (cell.value, cell.source, cell.read_value, cell.read_source) == ("Star", "person", "Gull", "metadata.csv")
    assert cell_of(basis(), "gone", "outlet").value == ""


def test_a_missing_date_comes_with_its_evidence() -> None:
    cell = cell_of(basis(), "b", "date")
    assert cell.suggestions == (("2021-07-05", "The address has “2021/07/05”."),)
    assert cell.remarks == ("The text says “on Thursday”, which names no day by itself.",)
    assert cell_of(basis(Correction("b", "date", "2021-07-05")), "b", "date").suggestions == ()
    assert "900 words" in cell_of(basis(), "c", "stated_words").remarks[0]


def test_suggestions_for_many_articles_are_given_where_they_say_something_new() -> None:
    assert suggestions_for(basis(), ("a", "b", "c", "gone"), "date", no_progress) == (("b", "2021-07-05"),)
    assert suggestions_for(basis(), ("a", "b", "c"), "outlet", no_progress) == (("b", "Gull"),)
    assert suggestions_for(basis(Correction("b", "outlet", "Gull")), ("b",), "outlet", no_progress) == ()
    assert cell_of(basis(), "b", "outlet").suggestions == (("Gull", "address gull.example"),)
