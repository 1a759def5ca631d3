from __future__ import annotations

import pytest

from workbench.corpus.readers.metadata_table import MetadataTableError, match_rows, read_metadata_table


def test_rows_name_files_and_what_is_known_about_them() -> None:
    table = read_metadata_table(b"file,outlet,title,headline\n a.txt ,The  Courier,,x\n", "metadata.csv")
    assert [(row.file, row.line, dict(row.fields)) for row in table.rows] == [("a.txt", 2, {"outlet": "The Courier"})]


@pytest.mark.parametrize("column", ["file", "path", "File", "file name", "filename"])
def test_the_column_that_names_files_has_several_names(column: str) -> None:
    table = read_metadata_table(f"outlet;{column}\nA;a.txt\n".encode(), "metadata.csv")
    assert [(row.file, row.fields["outlet"]) for row in table.rows] == [("a.txt", "A")]


def test_source_and_published_are_understood_and_noted() -> None:
    table = read_metadata_table(b"file,source,published\na.txt,A,2024-07-04\n", "metadata.csv")
    assert table.rows[0].fields == {"outlet": "A", "date": "2024-07-04"}
    assert any("“source” was read as outlet" in warning for warning in table.warnings)


@pytest.mark.parametrize("data", [b"outlet,text\nA,b\n", b"", b"\x89PNG\r\n\x1a\n\x00"])
def test_a_table_that_names_no_files_is_an_error_that_says_so(data: bytes) -> None:
    with pytest.raises(MetadataTableError, match=r"file|PNG"):
        read_metadata_table(data, "metadata.csv")


def test_a_text_column_and_rows_without_file_are_warned_about() -> None:
    table = read_metadata_table(b"file,text,outlet\na.txt,words,A\n,words,B\n", "metadata.csv")
    assert len(table.rows) == 1
    assert any("“text” is not used" in warning for warning in table.warnings)
    assert any("line 3: the row names no file" in warning for warning in table.warnings)


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("a.txt", "a.txt"),
        ("./a.txt", "a.txt"),
        ("sub\\b.txt", "sub/b.txt"),
        ("b.txt", "sub/b.txt"),
        ("b", "sub/b.txt"),
        ("cafe\u0301.txt", "caf\u00e9.txt"),
    ],
)
def test_a_file_is_found_by_its_path_its_end_or_its_stem(name: str, path: str) -> None:
    table = read_metadata_table(f"file,outlet\n{name},A\n".encode(), "metadata.csv")
    assert list(match_rows(table, ["a.txt", "sub/b.txt", "caf\u00e9.txt"]).by_path) == [path]


def test_rows_and_files_without_partner_and_doubtful_rows_are_told() -> None:
    table = read_metadata_table(b"file,outlet\na.txt,A\na.txt,B\nc.txt,C\nsame.txt,D\n", "metadata.csv")
    matched = match_rows(table, ["a.txt", "x/same.txt", "y/same.txt"])
    assert matched.by_path["a.txt"].fields == {"outlet": "A"}
    assert matched.rows_without_file == ("c.txt",)
    assert matched.files_without_row == ("x/same.txt", "y/same.txt")
    assert any("second row" in warning for warning in matched.warnings)
    assert any("can be 2 files" in warning for warning in matched.warnings)


def test_a_guarded_formula_comes_back_as_it_was() -> None:
    table = read_metadata_table(b"file,title,author\na.txt,'=SUM(1),'tis a name\n", "metadata.csv")
    assert table.rows[0].fields == {"title": "=SUM(1)", "author": "'tis a name"}


def test_a_table_that_would_fill_the_memory_is_not_used() -> None:
    for data in (b"file,title\n" + b"a.txt,T\n" * 2_100_000, b"file" + b",c" * 4_000_001, b"file," + b"x" * 20_000_000):
        with pytest.raises(MetadataTableError, match=r"too large: more than 20 MB or 4,000,000 cells are not read"):
            read_metadata_table(data, "metadata.csv")


def test_warnings_about_rows_are_cut_short() -> None:
    table = read_metadata_table(b"file,title\n" + b"a.txt,T\n" * 300 + b",T\n" * 300, "metadata.csv")
    assert len(table.warnings) == 51
    assert table.warnings[-1] == "metadata.csv: 250 more rows are left out for such reasons."
    matched = match_rows(table, ["a.txt"])
    assert len(matched.warnings) == 51
    assert matched.warnings[-1] == "metadata.csv: 249 more rows are left out for such reasons."


def test_a_table_with_endless_columns_and_none_for_files_names_some_of_them() -> None:
    with pytest.raises(MetadataTableError) as told:
        read_metadata_table(b",".join(b"c%d" % n for n in range(5_000)) + b"\n1\n", "metadata.csv")
    assert str(told.value).endswith("c18, c19 and 4,980 more")
