from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.article import Article
from workbench.domain.corrections import Correction, changes_for
from workbench.domain.decisions import Decisions
from workbench.domain.errors import UnusableInputError
from workbench.domain.outlet_groups import changes_for_group
from workbench.domain.outlet_names import changes_for_fold
from workbench.domain.scope import Scope
from workbench.export.grouping_file import grouping_csv, groups_in
from workbench.workspace.basis import Basis
from workbench.workspace.outlet_naming import names_of_outlets
from workbench.workspace.outlet_tasks import OutletName
from workbench.workspace.snapshot import Snapshot


def basis_of(outlets: Iterable[str], decisions: Decisions | None = None, *, url: str = "") -> Basis:
    articles = tuple(
        Article(document_id=f"a{n}", text=f"Text {n}.", outlet=outlet, url=url) for n, outlet in enumerate(outlets)
    )
    return Basis(replace(Snapshot(), articles=articles), Scope(), decisions or Decisions())


def test_every_name_is_there_with_its_articles_and_what_is_suggested() -> None:
    found = names_of_outlets(basis_of(["The Guardian", "Guardian.com", "The Guardian", "", "Fjord Gazette"]))
    assert found.names == (
        OutletName("Fjord Gazette", 1, "Fjord Gazette"),
        OutletName(
            "Guardian.com",
            1,
            "Guardian.com",
            "The Guardian",
            "guardian.com is the name written as an internet address.",
            certain=True,
        ),
        OutletName("The Guardian", 2, "The Guardian"),
    )
    assert found.unnamed == 1


def test_a_name_is_the_one_that_a_person_gave_before_names_were_folded() -> None:
    decisions = Decisions().with_changes(
        changes_for([Correction("a0", "outlet", "Gazette Online")])
        | changes_for_fold(["Gazette Online"], "Fjord Gazette")
    )
    found = names_of_outlets(basis_of(["Somebody", "Fjord Gazette"], decisions))
    assert [(name.name, name.articles, name.outlet) for name in found.names] == [
        ("Fjord Gazette", 1, "Fjord Gazette"),
        ("Gazette Online", 1, "Fjord Gazette"),
    ]


def test_nothing_is_suggested_for_a_name_that_a_person_decided_about() -> None:
    decisions = Decisions().with_changes(changes_for_fold(["Guardian.com"], "Somebody"))
    found = names_of_outlets(basis_of(["The Guardian", "Guardian.com"], decisions))
    assert [(name.name, name.outlet, name.suggestion) for name in found.names] == [
        ("Guardian.com", "Somebody", ""),
        ("The Guardian", "The Guardian", ""),
    ]


def test_a_suggestion_follows_where_its_outlet_was_folded() -> None:
    decisions = Decisions().with_changes(changes_for_fold(["The Guardian"], "Guardian Media"))
    found = names_of_outlets(basis_of(["The Guardian", "Guardian.com"], decisions))
    assert [name.suggestion for name in found.names] == ["Guardian Media", ""]


def test_addresses_of_articles_are_evidence() -> None:
    found = names_of_outlets(basis_of(["Some Blog"], url="https://www.meduza.io/one"))
    assert (found.names[0].suggestion, found.names[0].certain) == ("Meduza", False)
    assert names_of_outlets(basis_of(["Some Blog"], url="http://[broken")).names[0].suggestion == ""


def test_groupings_are_there_whatever_is_compared() -> None:
    decisions = Decisions().with_changes(changes_for_group("Country", ["B", "A"], "Norway"))
    found = names_of_outlets(basis_of(["A", "B"], decisions))
    assert found.groupings == (("Country", (("A", "Norway"), ("B", "Norway"))),)


_NAMES = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Zl", "Zp", "Zs"]), min_size=1, max_size=30
)


@given(groups=st.dictionaries(_NAMES, _NAMES | st.just(""), min_size=1, max_size=8))
def test_a_grouping_comes_back_from_its_file(groups: dict[str, str]) -> None:
    assert dict(groups_in(grouping_csv(groups.items()), "groups.csv")) == groups


def test_no_cell_of_the_file_is_a_formula() -> None:
    assert b"'=1+1,'@home" in grouping_csv([("=1+1", "@home")])
    assert groups_in(grouping_csv([("=1+1", "@home")]), "groups.csv") == (("=1+1", "@home"),)


@pytest.mark.parametrize(
    "data",
    [
        b"outlet,group\nA,Norway\n",
        b"Group;Articles;Outlet\r\nNorway;12;A\r\n",
        b"outlet\tgroup\nA\tSweden\nA\tNorway\n\nB\n",
        "\ufeffoutlet,group\nA,Norway".encode(),
        "outlet,group\nA,Norway\n".encode("utf-16"),
    ],
)
def test_tables_of_spreadsheets_are_read(data: bytes) -> None:
    assert dict(groups_in(data, "t.csv"))["A"] == "Norway"


@pytest.mark.parametrize(
    "data", [b"", b"name,country\nA,B\n", b"\x89PNG\r\n\x1a\n" + bytes(40), b'outlet,group\n"' + b"x" * 200_000]
)
def test_what_is_no_such_table_is_refused_with_the_next_step(data: bytes) -> None:
    with pytest.raises(UnusableInputError, match=r"t\.csv"):
        groups_in(data, "t.csv")
