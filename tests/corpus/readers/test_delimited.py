from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.corpus.canonical import canonical_text
from workbench.corpus.readers.contract import Layout, RawRecord, Remark
from workbench.corpus.readers.delimited import Delimited, parse_table
from workbench.domain.article import Refusal


def read(
    source: str | bytes, name: str = "a.csv", /, **mapping: str
) -> tuple[list[RawRecord], list[Refusal], list[str]]:
    data = source if isinstance(source, bytes) else source.encode()
    items = list(Delimited().read(data, name, mapping=mapping))
    return (
        [item for item in items if isinstance(item, RawRecord)],
        [item for item in items if isinstance(item, Refusal)],
        [item.message for item in items if isinstance(item, Remark)],
    )


def test_rows_become_records_with_their_line_and_the_source_of_each_field() -> None:
    records, refusals, remarks = read('id,outlet,text\n1,A,"first, with ""quotes""\nand a second line"\n2,B,next\n')
    assert [(r.document_id, r.record, r.text) for r in records] == [
        ("1", "line 2", 'first, with "quotes"\nand a second line'),
        ("2", "line 4", "next"),
    ]
    assert records[0].fields == {"outlet": "A"}
    assert records[0].sources == {"outlet": "field outlet"}
    assert not refusals
    assert not remarks


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("outlet;text\nA;one, two, three\n", "a.csv"),
        ("outlet\ttext\nA\tone, two, three\n", "a.csv"),
        ("outlet\ttext\nA\tone, two, three\n", "a.tsv"),
        ("outlet|text\nA|one, two, three\n", "a.csv"),
        ("sep=;\noutlet;text\nA;one, two, three\n", "a.csv"),
        ('"sep=|"\noutlet|text\nA|one, two, three\n', "a.csv"),
        ('\n\noutlet,text\n\nA,"one, two, three"\n\n', "a.csv"),
    ],
)
def test_the_delimiter_is_found(text: str, name: str) -> None:
    records, refusals, _ = read(text, name)
    assert [(r.fields.get("outlet"), r.text) for r in records] == [("A", "one, two, three")]
    assert not refusals


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_is_no_part_of_the_first_name(encoding: str) -> None:
    records, _, _ = read("id\ttext\r\n1\tcafé\r\n".encode(encoding))
    assert [(r.document_id, r.text) for r in records] == [("1", "café")]


def test_cells_longer_than_the_parsers_own_limit_are_read() -> None:
    records, _, _ = read('text\n"' + "x" * 300_000 + '"\n')
    assert [len(r.text) for r in records] == [300_000]


def test_a_quotation_mark_that_is_never_closed_swallows_only_its_own_row() -> None:
    rows = "".join(f"{n},outlet {n},text {n}\n" for n in range(3, 200))
    records, refusals, _ = read('id,outlet,text\n1,A,fine\n2,B,"never closed\n' + rows)
    assert [r.document_id for r in records] == ["1", *map(str, range(3, 200))]
    assert [(r.record, "never closed" in r.reason) for r in refusals] == [("line 3", True)]


def test_a_quotation_mark_that_the_next_row_closes_swallows_only_its_own_row() -> None:
    records, refusals, _ = read('id,outlet,text\n1,A,"never closed\n2,B,"fine, this"\n3,C,"also fine"\n')
    assert [(r.document_id, r.text) for r in records] == [("2", "fine, this"), ("3", "also fine")]
    assert [r.record for r in refusals] == ["line 2"]


def test_lines_that_cannot_be_told_apart_are_refused_with_their_number() -> None:
    records, refusals, _ = read('id,outlet,text\n1,A,"never closed\nprose without\nany delimiter\n')
    assert not records
    assert refusals[0].record == "lines 2 to 4"
    assert "3 lines could not be told apart" in refusals[0].reason
    assert "line 2" in refusals[0].reason


def test_a_row_with_more_cells_than_the_header_is_refused_and_a_shorter_one_kept() -> None:
    records, refusals, remarks = read("text,outlet,title\none,A,t\ntwo, with comma,B,t\nthree\nfour,D,t,,\n")
    assert [r.text for r in records] == ["one", "three", "four"]
    assert [(r.record, "4 cells" in r.reason) for r in refusals] == [("line 3", True)]
    assert any("1 of 3 rows have fewer cells" in remark for remark in remarks)


def test_a_short_row_over_several_lines_is_kept() -> None:
    records, refusals, _ = read('text,outlet,title\n"one\ntwo",A\n')
    assert [r.text for r in records] == ["one\ntwo"]
    assert not refusals


def test_loose_quotation_marks_are_remarked() -> None:
    records, _, remarks = read('id,text\n1,"He said "hello" and left"\n2,fine\n')
    assert len(records) == 2
    assert any("line 2" in remark for remark in remarks)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("a,b\n1,2\n", "no column holds the text; the columns are a, b"),
        ("body,content\nx,y\n", "several columns could be the text"),
        ("text,outlet\n", "header and no rows"),
        ("\n\n", "no column holds the text"),
    ],
)
def test_a_table_without_usable_text_is_refused_with_the_reason(text: str, reason: str) -> None:
    records, refusals, _ = read(text)
    assert not records
    assert [reason in r.reason for r in refusals] == [True]


def test_columns_can_be_mapped() -> None:
    records, _, _ = read("teaser;langtext\nx;everything\n", text="langtext")
    assert [r.text for r in records] == ["everything"]


@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
@given(rows=st.lists(st.lists(st.text(max_size=20), min_size=3, max_size=3), min_size=1, max_size=6))
def test_what_a_csv_writer_wrote_is_read_back(delimiter: str, rows: list[list[str]]) -> None:
    clean = [[canonical_text(cell) for cell in row] for row in rows]
    clean = [row for row in clean if any(cell.strip() for cell in row)]
    handle = io.StringIO()
    writer = csv.writer(handle, delimiter=delimiter, lineterminator="\n", quoting=csv.QUOTE_ALL)
    writer.writerows([["id", "outlet", "text"], *clean])
    table = parse_table(handle.getvalue())
    assert [list(row.cells) for row in table.rows] == clean
    assert not table.broken


@given(st.text(st.sampled_from('a,"\n;\t '), max_size=60), st.integers(1, 4))
def test_any_text_is_parsed_and_no_line_with_words_is_lost(body: str, width: int) -> None:
    header = ",".join(["text", "outlet", "title", "url"][:width])
    table = parse_table(f"{header}\n{body}")
    seen: set[int] = set()
    for row in table.rows:
        assert len(row.cells) <= max(width, len(table.header))
        seen |= set(range(row.first_line, row.last_line + 1))
    for where, _ in table.broken:
        numbers = [int(word) for word in where.split() if word.isdecimal()]
        seen |= set(range(numbers[0], numbers[-1] + 1))
    for number, line in enumerate(body.split("\n"), start=2):
        assert number in seen or "a" not in line


def test_the_columns_come_first_whether_there_is_a_text_or_not() -> None:
    layout, *_ = Delimited().read(b"Headline,Body,,desk\nT,x,,World\n", "a.csv", mapping={})
    assert layout == Layout(("Headline", "Body", "desk"), {"title": "Headline", "section": "desk", "text": "Body"})
    layout, refusal = Delimited().read(b"a,b\n1,2\n", "a.csv", mapping={})
    assert layout == Layout(("a", "b"), {})
    assert isinstance(refusal, Refusal)


def test_section_and_stated_words_are_read_words_as_digits() -> None:
    (one, two), _, _ = read('text,category,word_count\nx,Sport,"1,024 words"\ny,,many\n')
    assert one.fields == {"section": "Sport", "words": "1024"}
    assert one.sources["words"] == "field word_count"
    assert "words" not in two.fields
    assert two.notes == ("The number of words was left out: it is no number.",)


TABLE = "outlet{0}title{0}text\nA{0}T{0}one\nB{0}U{0}two\nC{0}V{0}three\n"
LETTER = "Title, text, date\nDear Sir, I read with interest, and surprise, what you wrote.\nYours, A. Reader\n"


@pytest.mark.parametrize("delimiter", ",\t;|")
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_table_is_known_by_its_header_under_any_name(delimiter: str, encoding: str) -> None:
    assert Delimited().recognises(TABLE.format(delimiter).encode(encoding), "export.txt")


def test_a_table_with_long_texts_over_many_lines_is_known() -> None:
    row = '"The Courier","' + "A line of the article, with a comma.\n" * 4_000 + '"\n'
    assert Delimited().recognises(("outlet,text\n" + row * 12).encode(), "export.txt")


@pytest.mark.parametrize(
    "text",
    [
        LETTER,
        "London, Tuesday\nThe minister, who resigned, said so.\nHe left, they said.\n",
        "One, two, three\nfour, five, six\nseven, eight, nine\n",
        "Source: AP\nText; with semicolons\nmore; of it\n",
        "text\nno delimiter\n",
        "",
        "\n\n",
        "The text, the title, and the date were all that remained of the whole archive when they came to look for it.\n"
        * 5,
    ],
)
def test_an_article_with_commas_is_no_table(text: str) -> None:
    assert not Delimited().recognises(text.encode(), "article.txt")


def test_the_ending_of_the_name_decides_unless_the_content_is_something_else() -> None:
    assert Delimited().recognises(b"a,b\n1,2\n", "a.CSV")
    for data in (
        b"\x89PNG\r\n\x1a\n\0\0\0",
        b"PK\x03\x04" + b"\0" * 40,
        b"<!DOCTYPE html><p>x",
        b"\xef\xbb\xbf<?xml version='1.0'?>",
    ):
        assert not Delimited().recognises(data, "a.csv")
