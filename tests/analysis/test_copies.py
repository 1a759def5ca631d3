"""Duplicates and shared copy."""

from __future__ import annotations

import random
from itertools import combinations

import pandas as pd
import pytest

from workbench.analysis import copies
from workbench.analysis.copies import CopyOptions, copied_shares, duplicate_groups, find_copies
from workbench.domain.article import Article
from workbench.domain.columns import TABLES
from workbench.domain.errors import Cancelled, UsageError
from workbench.index.store import TokenStore
from workbench.index.view import View


def words(seed: int, count: int) -> str:
    chosen = random.Random(seed)
    return " ".join(f"w{chosen.randrange(5000)}" for _ in range(count))


def view(texts: dict[str, str], without: dict[str, list[tuple[int, int]]] | None = None) -> View:
    return View.of(TokenStore.build(list(texts.items())), without=without)


def rows(table: pd.DataFrame) -> list[tuple[str, str, str]]:
    return list(zip(table["document_id_a"], table["document_id_b"], table["kind"], strict=True))


def by_definition(texts: dict[str, str], options: CopyOptions) -> list[tuple[object, ...]]:
    sets = {}
    for name, text in texts.items():
        own = text.split()
        sets[name] = {tuple(own[i : i + options.size]) for i in range(len(own) - options.size + 1)}
    out: list[tuple[object, ...]] = []
    for (a, one), (b, other) in combinations(sets.items(), 2):
        both = len(one & other)
        if not both:
            continue
        high, low = max(both / len(one), both / len(other)), min(both / len(one), both / len(other))
        kind = ""
        if high >= options.duplicate and low >= options.duplicate_other:
            kind = "duplicate"
        elif high >= options.shared and both >= options.least_shared:
            kind = "shared_copy"
        if kind:
            out.append((a, b, kind, both / len(one), both / len(other), both / len(one | other)))
    return out


def corpus(seed: int, count: int = 60, length: tuple[int, int] = (30, 300)) -> dict[str, str]:
    """Articles that take passages of random lengths from one another."""
    chosen = random.Random(seed)
    texts: dict[str, str] = {}
    for n in range(count):
        own = words(seed * 1000 + n, chosen.randint(*length)).split()
        for _ in range(chosen.randrange(3)):
            if texts:
                other = chosen.choice(list(texts.values())).split()
                begin = chosen.randrange(len(other))
                at = chosen.randrange(len(own) + 1)
                own[at:at] = other[begin : begin + chosen.randint(5, len(other))]
        texts[f"d{n:03d}"] = " ".join(own)
    return texts


def test_the_table_has_the_columns_of_the_contract() -> None:
    table = find_copies(view({"a": words(1, 50), "b": words(1, 50)})).table
    assert tuple(table.columns) == TABLES["duplicates"]
    assert table.iloc[0].tolist() == ["a", "b", "duplicate", 1.0, 1.0, 1.0]
    none = find_copies(view({"a": words(1, 50), "b": words(2, 50)})).table
    assert tuple(none.columns) == TABLES["duplicates"]
    assert none.dtypes.to_dict() == table.dtypes.to_dict()


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("size", [3, 5])
def test_pairs_and_shares_are_those_of_the_definition(seed: int, size: int) -> None:
    texts, options = corpus(seed), CopyOptions(size=size)
    table = find_copies(view(texts), options).table
    expected = by_definition(texts, options)
    assert len(expected) > 10
    assert list(table.itertuples(index=False, name=None)) == expected


def test_a_sample_of_the_shingles_finds_the_duplicates_and_nearly_all_shared_copy(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    texts = corpus(7, count=150, length=(30, 900))
    exact = find_copies(view(texts))
    monkeypatch.setattr(copies, "_INDEXED_WHOLE", 20_000)
    monkeypatch.setattr(copies, "_INDEXED_SAMPLE", 20_000)
    sampled = find_copies(view(texts))
    assert "one in 8 of" in sampled.notes[0]
    assert not exact.notes
    found, wanted = set(rows(sampled.table)), set(rows(exact.table))
    assert found <= wanted
    assert {row for row in wanted if row[2] == "duplicate"} <= found
    assert len(found) >= 0.95 * len(wanted)
    assert len(wanted) > 50


def test_an_agency_report_in_a_long_article_is_shared_copy_and_half_an_article_is_a_duplicate() -> None:
    report, rest = words(1, 200), words(2, 600)
    third = " ".join(rest.split()[:240])
    table = find_copies(view({"report": report, "long": f"{report} {rest}", "third": third})).table
    assert rows(table) == [("report", "long", "shared_copy"), ("long", "third", "shared_copy")]
    assert table["containment_a"][0] == 1.0
    assert table["containment_b"][0] == pytest.approx(196 / 796)
    cut = find_copies(view({"whole": rest, "half": " ".join(rest.split()[:300])})).table
    assert rows(cut) == [("whole", "half", "duplicate")]


def test_a_quotation_is_no_copy() -> None:
    quoted = words(3, 13)
    texts = {"a": f"{quoted} {words(4, 20)}", "b": f"{quoted} {words(5, 20)}"}
    assert find_copies(view(texts)).table.empty
    assert len(find_copies(view(texts), CopyOptions(least_shared=9)).table) == 1


def test_boilerplate_left_out_makes_no_copies_and_hides_none() -> None:
    footer = words(9, 100)
    texts = {"a": f"{words(1, 60)} {footer}", "b": f"{words(2, 60)} {footer}"}
    cut = {name: [(text.index(footer), len(text))] for name, text in texts.items()}
    assert len(find_copies(view(texts)).table) == 1
    assert find_copies(view(texts, cut)).table.empty
    begin = words(1, 60)
    split = begin.split()
    with_link = " ".join([*split[:30], "read also this", *split[30:]])
    link = with_link.index("read also this")
    table = find_copies(view({"a": begin, "b": with_link}, {"b": [(link, link + 14)]})).table
    assert table["jaccard"].tolist() == [1.0]


def test_articles_shorter_than_a_shingle_are_in_no_pair() -> None:
    assert find_copies(view({"a": "one two three", "b": "one two three", "c": "", "d": ""})).table.empty
    assert find_copies(view({})).table.empty
    short = "one two three four five six"
    assert rows(find_copies(view({"a": short, "b": short})).table) == [("a", "b", "duplicate")]


def test_a_formula_in_too_many_articles_suggests_no_pairs(monkeypatch: pytest.MonkeyPatch) -> None:
    formula = words(1, 40)
    texts = {str(n): f"{formula} {words(n + 2, 60)}" for n in range(5)}
    assert len(find_copies(view(texts)).table) == 10
    monkeypatch.setattr(copies, "MOST_ARTICLES", 4)
    assert find_copies(view(texts)).table.empty


@pytest.mark.parametrize("wrong", [{"duplicate": 0.0}, {"shared": 1.5}, {"size": 0}, {"least_shared": 0}])
def test_options_without_sense_are_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(UsageError):
        CopyOptions(**wrong)  # type: ignore[arg-type]


def test_the_search_can_be_stopped() -> None:
    def stop(done: int, total: int, message: str = "") -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        find_copies(view(corpus(1, count=5)), progress=stop)


DUPLICATES = pd.DataFrame(
    [
        ("a", "b", "duplicate", 1.0, 1.0, 1.0),
        ("b", "c", "duplicate", 1.0, 1.0, 1.0),
        ("d", "e", "shared_copy", 1, 1, 1),
    ],
    columns=list(TABLES["duplicates"]),
)


def grouped(dates: dict[str, str], lengths: dict[str, int], chosen: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    articles = [Article(name, "", date=dates.get(name, "")) for name in "abcde"]
    return list(duplicate_groups(DUPLICATES, articles, lengths, chosen=chosen).itertuples(index=False, name=None))


def test_duplicates_of_duplicates_are_one_group_and_the_earliest_stands_for_it() -> None:
    dates = {"a": "2024-07-05", "b": "2024-07-04", "c": ""}
    assert grouped(dates, {}) == [("group-a", "a", "b"), ("group-a", "b", "b"), ("group-a", "c", "b")]


def test_among_articles_of_one_day_the_longest_stands_for_the_group_then_the_first() -> None:
    dates = dict.fromkeys("abc", "2024-07-04")
    assert {row[2] for row in grouped(dates, {"a": 5, "b": 5, "c": 9})} == {"c"}
    assert {row[2] for row in grouped(dates, {"a": 5, "b": 5, "c": 5})} == {"a"}


def test_a_person_chooses_who_stands_for_a_group() -> None:
    assert {row[2] for row in grouped({"a": "2024-07-05", "b": "2024-07-04"}, {}, ("c", "d"))} == {"c"}


def test_no_duplicates_make_no_groups() -> None:
    table = duplicate_groups(DUPLICATES[DUPLICATES["kind"] != "duplicate"], [Article("a", "")], {})
    assert table.empty
    assert tuple(table.columns) == copies.GROUP_COLUMNS


def shares(texts: dict[str, str], dates: dict[str, str]) -> dict[str, dict[str, object]]:
    seen = view(texts)
    articles = [Article(name, text, date=dates.get(name, "")) for name, text in texts.items()]
    table = copied_shares(seen, find_copies(seen).table, articles)
    assert tuple(table.columns) == copies.SHARE_COLUMNS
    return {str(row["document_id"]): {str(k): v for k, v in row.items()} for row in table.to_dict("records")}


def test_the_copied_share_and_who_was_first() -> None:
    report = words(1, 100)
    texts = {"copy": f"{report} {words(2, 100)}", "report": report, "other": words(3, 100)}
    table = shares(texts, {"copy": "2024-07-05", "report": "2024-07-04"})
    assert list(table) == ["copy", "report"]
    assert table["copy"] == {
        "document_id": "copy", "words": 200, "shared_words": 100, "share": 0.5, "earlier_words": 100,
        "earlier_share": 0.5, "source_document_id": "report", "first_document_id": "report",
    }  # fmt: skip
    assert table["report"] == {
        "document_id": "report", "words": 100, "shared_words": 100, "share": 1.0, "earlier_words": 0,
        "earlier_share": 0.0, "source_document_id": "", "first_document_id": "report",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("dates", "first"),
    [
        ({"a": "2024-07-05", "b": "2024-07-05"}, ""),
        ({"a": "2024-07-05"}, ""),
        ({"a": "2024-07", "b": "2024-07-05"}, ""),
        ({"a": "2024-07", "b": "2024-08-01"}, "a"),
        ({"a": "2024-07-05T10:00+00:00", "b": "2024-07-05T11:00+02:00"}, "b"),
        ({"a": "2024-07-05T10:00", "b": "2024-07-05T11:00"}, ""),
    ],
)
def test_an_article_was_first_only_where_dates_say_so_surely(dates: dict[str, str], first: str) -> None:
    table = shares({"a": words(1, 100), "b": words(1, 100)}, dates)
    assert [row["first_document_id"] for row in table.values()] == [first, first]
    assert [row["source_document_id"] for name, row in table.items() if name != first] == [first] * (1 if first else 2)


def test_no_pairs_make_an_empty_table_of_shares() -> None:
    assert shares({"a": words(1, 20), "b": words(2, 20)}, {}) == {}
