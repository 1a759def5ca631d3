"""Excel workbooks: one article for each row."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import openpyxl
import pytest

from workbench.corpus.readers.contract import Item, Layout, RawRecord, Remark
from workbench.corpus.readers.spreadsheet import Spreadsheet
from workbench.domain.article import Refusal

HEADER = ["ID", "Headline", "Text", "Published", "Source"]


def workbook(*sheets: tuple[str, Sequence[Any]]) -> bytes:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.remove(book.active)
    for title, rows in sheets:
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def changed(data: bytes, **parts: bytes) -> bytes:
    """The workbook with other contents of some of its files, named by the end of their names."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            own = name.rpartition("/")[2].replace(".xml", "")
            new.writestr(name, parts.get(own, old.read(name)))
    return out.getvalue()


def sheet_xml(rows: str) -> bytes:
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return (
        f'<worksheet xmlns="{space}"><dimension ref="A1:XFD1048576"/><sheetData>{rows}</sheetData></worksheet>'.encode()
    )


def inline(place: str, text: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def read(data: bytes, **mapping: str) -> list[Item]:
    assert Spreadsheet().recognises(data, "a.dat")
    return list(Spreadsheet().read(data, "a.xlsx", mapping=mapping))


def records(items: list[Item]) -> list[RawRecord]:
    return [item for item in items if isinstance(item, RawRecord)]


def remarks(items: list[Item]) -> list[str]:
    return [item.message for item in items if isinstance(item, Remark)]


def test_rows_are_articles_with_dates_and_numbers_as_text() -> None:
    items = read(
        workbook(
            (
                "Export",
                [
                    HEADER,
                    [1, "Harbour", "One.\nTwo.", datetime(2024, 3, 5, 10, 30), "The Paper"],  # noqa: DTZ001
                    [2.5, 2024, "Three.", date(2024, 3, 6), True],
                    [None, None, None, None, None],
                    [4, "", "Four.", "5 March", None],
                ],
            )
        )
    )
    first, second, third = records(items)
    assert (first.record, first.document_id, first.text) == ("row 2", "1", "One.\nTwo.")
    assert first.fields == {"outlet": "The Paper", "title": "Harbour", "date": "2024-03-05T10:30:00"}
    assert first.sources == {"outlet": "field Source", "title": "field Headline", "date": "field Published"}
    assert (second.document_id, second.fields) == ("2.5", {"title": "2024", "date": "2024-03-06", "outlet": "true"})
    assert (third.record, third.fields) == ("row 5", {"date": "5 March"})


def test_the_header_is_found_below_a_title() -> None:
    items = read(workbook(("S", [["Export of the day"], [], ["made by", "Ann"], HEADER, [1, "T", "Text.", None, "P"]])))
    (record,) = records(items)
    assert record.record == "row 5"
    assert "The header was found in row 4; the rows above it were left out." in remarks(items)


def test_all_sheets_with_a_text_are_read_and_the_others_are_told() -> None:
    rows = [HEADER, [1, "T", "Text.", None, "P"]]
    items = read(workbook(("A", rows), ("Notes", [["a", "b"], [1, 2]]), ("Empty", []), ("B", rows)))
    assert [record.record for record in records(items)] == ["sheet “A”, row 2", "sheet “B”, row 2"]
    assert any(remark.startswith("Sheet “Notes”: not read: no column holds the text") for remark in remarks(items))


def test_a_person_can_choose_the_columns() -> None:
    (record,) = records(read(workbook(("S", [["x", "y"], ["One.", "Two."]])), text="y", title="x"))
    assert (record.text, record.fields) == ("Two.", {"title": "One."})


def test_errors_and_formulas_without_results_are_empty_and_told() -> None:
    items = read(workbook(("S", [HEADER, [1, "#N/A", "Text.", None, "=1+1"]])))
    (record,) = records(items)
    assert record.fields == {}
    assert any("1 cell holds an error" in remark for remark in remarks(items))
    assert any("formulas whose results were not saved" in remark for remark in remarks(items))


def test_saved_results_of_formulas_are_read() -> None:
    rows = (
        f'<row r="1">{inline("A1", "text")}{inline("B1", "title")}</row>'
        f'<row r="2">{inline("A2", "Body.")}<c r="B2" t="str"><f>CONCAT("a","b")</f><v>ab</v></c></row>'
    )
    items = read(changed(workbook(("S", [["x"]])), sheet1=sheet_xml(rows)))
    (record,) = records(items)
    assert record.fields == {"title": "ab"}
    assert not any("formulas" in remark for remark in remarks(items))


def test_cells_at_the_limit_of_excel_are_suspected_to_be_cut() -> None:
    items = read(workbook(("S", [["text"], ["x" * 32_767]])))
    assert len(records(items)[0].text) == 32_767
    assert any("the text may be cut" in remark for remark in remarks(items))


def test_false_dimensions_and_far_cells_take_little_time() -> None:
    rows = "".join(f'<row r="{n}">{inline(f"XFD{n}", "x")}</row>' for n in range(2, 2_000))
    far = f'<row r="1">{inline("A1", "text")}</row>{rows}<row r="1048576">{inline("A1048576", "Last.")}</row>'
    items = read(changed(workbook(("S", [["x"]])), sheet1=sheet_xml(far)))
    assert any("cells; the rows after row" in remark for remark in remarks(items))


def test_workbooks_without_articles_are_refused_in_words() -> None:
    for data in (workbook(("S", [])), workbook(("S", [["a", "b"], [1, 2]])), workbook(("S", [HEADER]))):
        items = read(data)
        (refusal,) = [item for item in items if not isinstance(item, Remark | Layout)]
        assert isinstance(refusal, Refusal)
        assert refusal.reason.endswith(".")


@pytest.mark.parametrize(
    "parts",
    [
        {"sheet1": b"<worksheet"},
        {"sheet1": b""},
        {"workbook": b"<?xml version='1.0'?><x/>"},
        {"sheet1": b'<!DOCTYPE w [<!ENTITY x "y">]><worksheet/>'},
        {"workbook": '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/hostname">]><workbook/>'.encode("utf-16")},
        {"sheet1": b"<worksheet>" + b" " * 60_000_000 + b"</worksheet>"},
    ],
)
def test_damaged_and_hostile_workbooks_are_refused_in_words(parts: dict[str, bytes]) -> None:
    (refusal,) = read(changed(workbook(("S", [HEADER, [1, "T", "Text.", None, "P"]])), **parts))
    assert isinstance(refusal, Refusal)
    assert refusal.reason.endswith(".")


def test_cut_old_and_protected_workbooks_are_refused_in_words() -> None:
    whole = workbook(("S", [HEADER]))
    old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
    for data, words in (
        (whole[:-30], "damaged"),
        (old + "Workbook".encode("utf-16-le"), "old format"),
        (old + "EncryptedPackage".encode("utf-16-le"), "password"),
    ):
        (refusal,) = Spreadsheet().read(data, "a.xlsx", mapping={})
        assert isinstance(refusal, Refusal)
        assert words in refusal.reason


def test_what_is_no_workbook_is_not_recognised() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("inner.xlsx", workbook(("S", [HEADER])))
    for data in (out.getvalue(), b"", b"PK\x03\x04", b"text"):
        assert not Spreadsheet().recognises(data, "a.xlsx")
    assert not Spreadsheet().recognises(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "a.doc")


def test_the_columns_of_the_sheets_that_are_read_come_first() -> None:
    book = workbook(
        ("Notes", [["a", "b"], [1, 2]]), ("One", [["headline", "text"], ["T", "x"]]), ("Two", [["body", "desk"]])
    )
    layout = read(book)[0]
    assert layout == Layout(
        ("headline", "text", "body", "desk"), {"title": "headline", "section": "desk", "text": "text"}
    )
    assert read(workbook(("S", [["a", "b"], [1, 2]])))[0] == Layout(("a", "b"), {})
