"""Tables reach spreadsheets and programs as they are, and never as formulas."""

from __future__ import annotations

import csv
import io
import json
import math
import zipfile
from pathlib import Path

import numpy as np
import openpyxl
import pandas as pd
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.domain.columns import TABLES
from workbench.export.files import ExportError, written_whole
from workbench.export.pictures import write_picture
from workbench.export.recipe import Recipe
from workbench.export.tables import write_csv, write_jsonl, write_parquet, write_table, write_xlsx

RECIPE = Recipe(program_version="0.1.0", corpus_hash="00", kind="table", name="t")
TABLE = pd.DataFrame(
    {
        "text": ["plain", "=1+1", "-5", 'says "so", twice', "two\nlines", None],
        "count": [1, 2, 3, 4, 5, 6],
        "rate": [0.1, -2.5, 3.0, math.nan, math.inf, 1e-17],
        "yes": [True, False, True, False, True, False],
        "unused": list("abcdef"),
    }
)


def read(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.reader(stream, strict=True))


def test_csv_is_utf8_with_mark_and_crlf_and_only_the_columns_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    write_csv(TABLE, path, columns=("count", "text", "rate", "yes"))
    assert path.read_bytes() == (
        b"\xef\xbb\xbfcount,text,rate,yes\r\n"
        b"1,plain,0.1,1\r\n"
        b"2,'=1+1,-2.5,0\r\n"
        b"3,'-5,3,1\r\n"
        b'4,"says ""so"", twice",,0\r\n'
        b'5,"two\nlines",inf,1\r\n'
        b"6,,1e-17,0\r\n"
    )


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_a_text_that_a_spreadsheet_would_compute_gets_an_apostrophe(tmp_path: Path, start: str) -> None:
    path = tmp_path / "t.csv"
    write_csv(pd.DataFrame({"a": [f"{start}cmd|' /C calc'!A0", f"x{start}"]}), path, columns=("a",))
    assert read(path)[1:] == [[f"'{start}cmd|' /C calc'!A0"], [f"x{start}"]]


def test_numbers_are_never_guarded_and_read_back_as_the_same(tmp_path: Path) -> None:
    numbers = [-1.5, 0.1 + 0.2, 1e300, 5e-324, -0.25, 123456789.123456789]
    path = tmp_path / "t.csv"
    write_csv(
        pd.DataFrame({"a": numbers, "b": [-1] * 6, "c": np.array([-2] * 6, dtype=object)}),
        path,
        columns=("a", "b", "c"),
    )
    rows = read(path)[1:]
    assert [float(row[0]) for row in rows] == numbers
    assert {(row[1], row[2]) for row in rows} == {("-1", "-2")}


def test_whole_numbers_stay_whole_when_some_are_missing(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    table = pd.DataFrame({"a": [12, None, 14], "b": pd.array([1, None, 3], dtype="Int64"), "c": [None, pd.NA, pd.NaT]})
    write_csv(table, path, columns=("a", "b", "c"))
    assert read(path)[1:] == [["12", "1", ""], ["", "", ""], ["14", "3", ""]]


@settings(max_examples=150, deadline=None)
@given(rows=st.lists(st.tuples(st.text(), st.text()), max_size=6))
def test_any_text_comes_back_from_csv(tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str]]) -> None:
    path = tmp_path_factory.mktemp("csv") / "t.csv"
    write_csv(pd.DataFrame(rows, columns=["a", "b"]), path, columns=("a", "b"))
    back = [tuple(row) for row in read(path)[1:]]
    guarded = [tuple(f"'{cell}" if cell[:1] in set("=+-@\t\r") else cell for cell in row) for row in rows]
    assert back == guarded
    again = path.with_name("again.csv")
    write_csv(pd.DataFrame(rows, columns=["a", "b"]), again, columns=("a", "b"))
    assert again.read_bytes() == path.read_bytes()


def test_lone_surrogates_become_replacement_characters_everywhere(tmp_path: Path) -> None:
    table = pd.DataFrame({"a": pd.Series(["x\udce9.txt"], dtype=object)})
    for format_ in ("csv", "parquet", "xlsx"):
        write_table(table, tmp_path, "t", format=format_, recipe=RECIPE)
    write_jsonl([("x\udce9", "y")], tmp_path / "t.jsonl")
    assert read(tmp_path / "t.csv")[1] == ["x\ufffd.txt"]
    assert pq.read_table(tmp_path / "t.parquet").to_pydict() == {"a": ["x\ufffd.txt"]}
    assert openpyxl.load_workbook(tmp_path / "t.xlsx").worksheets[0]["A2"].value == "x\ufffd.txt"
    assert json.loads((tmp_path / "t.jsonl").read_text(encoding="utf-8"))["document_id"] == "x\ufffd"


def test_the_table_is_not_changed(tmp_path: Path) -> None:
    before = TABLE.copy(deep=True)
    for format_ in ("csv", "parquet", "xlsx"):
        write_table(TABLE, tmp_path, "t", format=format_, recipe=RECIPE)
    pd.testing.assert_frame_equal(TABLE, before)


def test_parquet_keeps_values_untouched(tmp_path: Path) -> None:
    path = tmp_path / "t.parquet"
    write_parquet(TABLE, path, columns=("text", "count", "rate", "yes"))
    back = pq.read_table(path).to_pydict()
    assert back["text"] == ["plain", "=1+1", "-5", 'says "so", twice', "two\nlines", None]
    assert back["yes"] == [True, False, True, False, True, False]
    assert back["rate"][:3] == [0.1, -2.5, 3.0]
    assert list(back) == ["text", "count", "rate", "yes"]


def test_xlsx_text_is_text_and_numbers_are_numbers(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    texts = ["=1+1", "#N/A", "12", "a\x00b\x0bc", "a\r\nb", "tab\tand & <b>", "'quoted", " spaces "]
    table = pd.DataFrame({"text": texts, "n": [-1.5, 2, math.nan, math.inf, 0, 0, 0, 0]})
    assert write_xlsx(table, path, columns=("text", "n")) == (path,)
    sheet = openpyxl.load_workbook(path).worksheets[0]
    cells = [row[0] for row in sheet.iter_rows(min_row=2)]
    assert [cell.value for cell in cells] == [
        "=1+1", "#N/A", "12", "a\ufffdb\ufffdc", "a\nb", "tab\tand & <b>", "'quoted", " spaces ",
    ]  # fmt: skip
    content = zipfile.ZipFile(path).read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in content
    assert content.count('t="inlineStr"') == 2 + len(texts) + 1  # header, texts, and the infinite number
    assert cells[0].quotePrefix
    assert not cells[2].quotePrefix
    assert [row[1].value for row in sheet.iter_rows(min_row=2, max_row=5)] == [-1.5, 2, None, "inf"]
    assert sheet.freeze_panes == "A2"


def test_xlsx_escapes_what_excel_would_take_for_an_escape(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    write_xlsx(pd.DataFrame({"a": ["_x0041_ and _x5"]}), path, columns=("a",))
    assert "_x005F_x0041_ and _x5<" in zipfile.ZipFile(path).read("xl/worksheets/sheet1.xml").decode()


@pytest.mark.parametrize(
    "text",
    ["x" * 32_768, "🛰" * 16_384, "_x0041_" * 4_600, "a" + "🛰" * 40_000],
    ids=["one too many", "two units each", "escapes", "much too long"],
)
def test_a_text_too_long_for_a_cell_is_cut_visibly_and_kept_whole_beside(tmp_path: Path, text: str) -> None:
    path = tmp_path / "documents.xlsx"
    companion = tmp_path / "documents.full-texts.csv"
    table = pd.DataFrame({"id": ["a", "b"], "text": ["short", text]})
    assert write_xlsx(table, path, columns=("id", "text")) == (path, companion)
    book = openpyxl.load_workbook(path)
    cell = book["documents"]["B3"].value
    assert cell.endswith("… [cut here; the whole text is in documents.full-texts.csv]")
    assert 32_700 <= len(cell.encode("utf-16-le")) // 2 <= 32_767
    assert cell.replace("_x005F_", "_")[:4_000] == text[:4_000]
    assert "documents.full-texts.csv holds them whole" in book["Notes"]["A1"].value
    assert [c.value for c in book["Notes"][4]] == [3, "text", len(text)]
    assert read(companion) == [["row", "column", "text"], ["3", "text", text]]


def test_the_longest_text_that_fits_is_not_cut(tmp_path: Path) -> None:
    for text in ("x" * 32_767, "🛰" * 16_383):
        path = tmp_path / "t.xlsx"
        assert write_xlsx(pd.DataFrame({"a": [text]}), path, columns=("a",)) == (path,)
        assert openpyxl.load_workbook(path).worksheets[0]["A2"].value == text


def test_a_table_with_more_rows_than_a_sheet_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("workbench.export.tables.XLSX_ROWS", 6)
    with pytest.raises(ExportError, match="Export it as csv or parquet"):
        write_xlsx(TABLE, tmp_path / "t.xlsx", columns=("count",))
    assert list(tmp_path.iterdir()) == []


def test_json_lines_have_one_line_a_text_for_every_reader(tmp_path: Path) -> None:
    path = tmp_path / "texts.jsonl"
    texts = [("a", "one\ntwo\u2028three\x85four\x1c“five” 🛰"), ("b", "")]
    write_jsonl(texts, path)
    content = path.read_bytes()
    assert not content.startswith(b"\xef\xbb\xbf")
    lines = content.decode().splitlines()
    assert [tuple(json.loads(line).values()) for line in lines] == texts
    assert "“five” 🛰" in lines[0]


def test_a_contract_table_has_the_contract_columns_and_its_recipe_beside_it(tmp_path: Path) -> None:
    table = pd.DataFrame({"reason": ["Empty."], "record": [""], "path": ["a.txt"], "extra": [1]})
    written = write_table(table, tmp_path / "new" / "folder", "refused", recipe=RECIPE)
    assert [path.name for path in written] == ["refused.csv", "refused.recipe.json"]
    assert read(written[0]) == [list(TABLES["refused"]), ["a.txt", "", "Empty."]]
    assert Recipe.from_json(written[1].read_bytes()) == RECIPE


def test_a_table_without_rows_has_its_header(tmp_path: Path) -> None:
    empty = pd.DataFrame(columns=list(TABLES["voices"]))
    write_table(empty, tmp_path, "voices", recipe=RECIPE)
    assert read(tmp_path / "voices.csv") == [list(TABLES["voices"])]
    write_table(empty, tmp_path, "voices", format="parquet", recipe=RECIPE)
    assert pq.read_table(tmp_path / "voices.parquet").column_names == list(TABLES["voices"])


@pytest.mark.parametrize("format_", ["csv", "parquet", "xlsx"])
def test_the_same_table_gives_the_same_bytes(tmp_path: Path, format_: str, monkeypatch: pytest.MonkeyPatch) -> None:
    first = write_table(TABLE, tmp_path / "1", "t", format=format_, recipe=RECIPE)  # type: ignore[arg-type]
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    monkeypatch.setattr("time.localtime", lambda *_: (2033, 5, 18, 3, 33, 20, 2, 138, 0))
    second = write_table(TABLE, tmp_path / "2", "t", format=format_, recipe=RECIPE)  # type: ignore[arg-type]
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]


def test_no_time_is_left_in_a_workbook(tmp_path: Path) -> None:
    write_xlsx(TABLE, tmp_path / "t.xlsx", columns=("count",))
    with zipfile.ZipFile(tmp_path / "t.xlsx") as book:
        assert {entry.date_time for entry in book.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = book.read("docProps/core.xml").decode()
    assert core.count("1980-01-01T00:00:00Z") == 2
    assert "20" not in core.replace("http://", "").split("</dcterms:created>")[0].rsplit(">", 1)[-1]


@pytest.mark.parametrize("format_", ["csv", "parquet", "xlsx"])
def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path, format_: str) -> None:
    (tmp_path / "file").write_text("a regular file")
    with pytest.raises(ExportError, match=r"folder .*file/sub .*Choose a folder that you can write to"):
        write_table(TABLE, tmp_path / "file" / "sub", "t", format=format_, recipe=RECIPE)  # type: ignore[arg-type]
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_a_full_disk_leaves_the_older_file_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "t.csv"
    path.write_text("older")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.replace", full)
    with pytest.raises(ExportError, match=r"t\.csv could not be written \(No space left on device\)"):
        write_csv(TABLE, path, columns=("count",))
    assert path.read_text() == "older"
    assert list(tmp_path.iterdir()) == [path]


def test_whatever_is_raised_while_writing_nothing_is_left(tmp_path: Path) -> None:
    def broken(stream: io.BufferedIOBase) -> None:
        stream.write(b"half")
        raise RuntimeError("broken")

    with pytest.raises(RuntimeError, match="broken"):
        write_picture(broken, tmp_path / "a.png")  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="column 'a' holds a list"):
        write_csv(pd.DataFrame({"a": [1, [2]]}), tmp_path / "t.csv", columns=("a",))
    assert list(tmp_path.iterdir()) == []


def test_a_picture_gets_its_name_when_it_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "charts" / "a.png"
    write_picture(lambda stream: (stream.write(b"picture"), None)[1], path)
    assert path.read_bytes() == b"picture"
    with written_whole(path) as stream:
        stream.write(b"newer")
        assert path.read_bytes() == b"picture"
    assert path.read_bytes() == b"newer"


@pytest.mark.parametrize("name", ["", "..", "a/b", "a\\b", "C:x"])
def test_a_name_that_leads_elsewhere_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(ExportError, match="can't be the name of a file"):
        write_table(TABLE, tmp_path, name, recipe=RECIPE)


def test_an_unknown_format_is_refused_with_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="csv, parquet, xlsx"):
        write_table(TABLE, tmp_path, "t", format="ods", recipe=RECIPE)  # type: ignore[arg-type]


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no column nowhere"):
        write_csv(TABLE, tmp_path / "t.csv", columns=("count", "nowhere"))
