"""Input as people have it: empty, binary, in any encoding, huge, full of markup. It is told, and nothing is lost."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import pytest

from workbench import cli

LEXICAL = ("--only", "texts,terms,refused", "--replicates", "0")


def tables(source: Path, out: Path, *more: str) -> int:
    return cli.run(["tables", str(source), "--out", str(out), "--workers", "0", *more])


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def texts(out: Path) -> dict[str, str]:
    lines = (out / "texts.jsonl").read_text(encoding="utf-8").split("\n")[:-1]
    return {record["document_id"]: record["text"] for record in map(json.loads, lines)}


def test_an_empty_folder_says_so_and_what_to_choose(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "empty").mkdir()
    assert tables(tmp_path / "empty", tmp_path / "out") == cli.NOTHING_USABLE
    error = capsys.readouterr().err
    assert "Nothing in empty could be read as an article." in error
    assert "Choose a folder or files with articles: texts, web pages, Word" in error


def test_an_empty_file_and_one_of_blanks_are_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "nothing.txt").write_bytes(b"")
    (folder / "blanks.txt").write_bytes(b" \n\t\n")
    assert tables(folder, tmp_path / "out") == cli.NOTHING_USABLE
    error = capsys.readouterr().err
    assert "nothing.txt: The file is empty" in error
    assert "blanks.txt: " in error


def test_a_binary_file_called_txt_is_refused_with_its_reason(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "photo.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)) * 40)
    (folder / "article.txt").write_text("The ferry sails.", encoding="utf-8")
    assert tables(folder, tmp_path / "out", *LEXICAL) == cli.SOME_REFUSED
    error = capsys.readouterr().err
    assert re.search(r"Not taken in: photo\.txt: .*not text", error)
    assert texts(tmp_path / "out") == {"article": "The ferry sails."}
    assert [row["path"] for row in rows(tmp_path / "out" / "refused.csv")] == ["photo.txt"]


def test_each_file_may_have_its_own_encoding_and_a_guess_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    french = "Le ferry de l’île n’a pas quitté le quai, a déclaré le préfet à la télévision française. " * 6
    written = {
        "utf8": french.encode(),
        "bom": b"\xef\xbb\xbf" + french.encode(),
        "utf16": french.encode("utf-16"),
        "windows": french.encode("cp1252"),
    }
    folder = tmp_path / "in"
    folder.mkdir()
    for name, content in written.items():
        (folder / f"{name}.txt").write_bytes(content)
    assert tables(folder, tmp_path / "out", *LEXICAL) == cli.DONE
    assert texts(tmp_path / "out") == dict.fromkeys(written, french)
    error = capsys.readouterr().err
    assert "Note: the encoding is a guess, look at the text: windows.txt as windows-1252 (guessed)" in error
    assert "utf16.txt as" not in error


def test_an_article_of_two_megabytes_is_read_whole(tmp_path: Path) -> None:
    sentence = "The ferry left Haven at night with forty people, two cars and a dog on board.\n"
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "long.txt").write_text(sentence * 26_000, encoding="utf-8")
    (folder / "unbroken.txt").write_text("x" * 300_000 + " ferry", encoding="utf-8")
    assert tables(folder, tmp_path / "out", *LEXICAL, "--term", "ferry", "--with-boilerplate") == cli.DONE
    assert {name: len(text) for name, text in texts(tmp_path / "out").items()} == {
        "long": len(sentence) * 26_000,
        "unbroken": 300_006,
    }
    (row,) = rows(tmp_path / "out" / "terms.csv")
    assert (row["count"], row["documents"]) == ("26001", "2")


MARKUP = "<b>Ferry</b> up $19 to $23 & <script>alert(1)</script>"


@pytest.mark.model
def test_markup_and_dollars_and_formulas_stay_text_everywhere(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    with (folder / "metadata.csv").open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(
            [("file", "title", "outlet"), ("m.txt", MARKUP, "A<i>B $x$"), ("n.txt", "=1+1", "@outlet")]
        )
    body = f"{MARKUP}\n\nThe ferry <img src=x onerror=alert(1)> costs $19 or $23, said Ada Brook.\n"
    (folder / "m.txt").write_text(body, encoding="utf-8")
    (folder / "n.txt").write_text("=SUM(A1:A3)\n\nThe ferry sails. “-5 = cmd|x,” said Ada Brook.\n", encoding="utf-8")
    out = tmp_path / "out"
    quick = ("--workers", "0", "--replicates", "20", "--permutations", "0")
    assert cli.run(["report", str(folder), "--out", str(out), *quick]) == cli.DONE
    documents = rows(out / "tables" / "documents.csv")
    assert [(row["title"], row["outlet"]) for row in documents] == [(MARKUP, "A<i>B $x$"), ("'=1+1", "'@outlet")]
    assert texts(out / "tables")["m"] == body
    page = (out / "report.html").read_text(encoding="utf-8")
    assert "<script" not in page
    assert "<i>" not in page
    assert "<img src=x" not in page
    assert "&lt;b&gt;Ferry&lt;/b&gt; up $19 to $23 &amp; &lt;script&gt;" in page
    assert (out / "charts" / "dispersion.png").stat().st_size > 5_000
