from __future__ import annotations

import json
import os
from functools import partial
from pathlib import Path

import pytest

from workbench.corpus import formats, reading
from workbench.corpus.canonical import canonical_text
from workbench.corpus.reading_process import InThisProcess
from workbench.domain.article import Reading
from workbench.domain.errors import Cancelled, UsageError

read_sources = partial(reading.read_sources, parser=InThisProcess())

SHARED = Path(__file__).resolve().parents[2].parent / "shared"


def write(folder: Path, files: dict[str, str | bytes]) -> Path:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def reasons(found: Reading) -> dict[str, str]:
    return {refusal.path: refusal.reason for refusal in found.refusals}


def test_a_folder_is_read_in_the_order_of_names_with_stable_ids(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "b/2.txt": "two",
            "a b.txt": "one",
            "b/10.md": "# Ten\nten",
            "é.txt": "accent",
            ".hidden.txt": "no",
            "~$x.txt": "no",
        },
    )
    found = read_sources([tmp_path])
    assert [(a.path, a.document_id) for a in found.articles] == [
        ("a b.txt", "a-b"),
        ("b/10.md", "b-10"),
        ("b/2.txt", "b-2"),
        ("é.txt", "é"),
    ]
    assert found.articles[1].title == "Ten"
    assert not found.refusals
    assert read_sources([tmp_path]) == found


def test_ids_that_would_be_alike_differ_and_stay_as_they_are(tmp_path: Path) -> None:
    write(tmp_path, {"a.txt": "one", "a.md": "two", "x/y.txt": "three", "x-y.txt": "four"})
    ids = [a.document_id for a in read_sources([tmp_path]).articles]
    assert len(set(ids)) == 4
    assert {"a", "x-y"} < set(ids)
    assert [a.document_id for a in read_sources([tmp_path]).articles] == ids


def test_metadata_csv_in_a_folder_is_used_and_is_no_article(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "a.txt": "one",
            "b.txt": "two",
            "sub/c.md": "---\noutlet: From the file\ntitle: Kept\n---\nthree",
            "metadata.csv": (
                "file,outlet,date,author\na.txt,The Courier,4 July 2024,Ann\n"
                "sub/c.md,From the table,03/04/2024,\ngone.txt,X,,\n"
            ),
        },
    )
    found = read_sources([tmp_path])
    first, second, third = found.articles
    assert (first.outlet, first.outlet_source, first.date, first.date_source) == (
        "The Courier",
        "metadata.csv",
        "2024-07-04",
        "metadata.csv",
    )
    assert (second.outlet, second.outlet_source) == ("", "")
    assert (third.outlet, third.title, third.date, third.date_source) == ("From the table", "Kept", "", "")
    assert any("03/04/2024" in note for note in third.notes)
    assert not found.refusals
    assert any("1 of 3 rows name no file that was read: gone.txt" in w for w in found.warnings)
    assert any("1 of 3 files have no row: b.txt" in w for w in found.warnings)


def test_the_metadata_of_the_nearest_folder_counts(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "metadata.csv": "file,outlet,language\nsub/a.txt,Outer,en\n",
            "sub/metadata.csv": "file,outlet\na.txt,Inner\n",
            "sub/a.txt": "one",
        },
    )
    (article,) = read_sources([tmp_path]).articles
    assert (article.outlet, article.language) == ("Inner", "en")


def test_a_metadata_table_that_is_named_counts_before_all(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "in/a.txt": "one",
            "in/metadata.csv": "file,outlet,title\na.txt,Folder,T\n",
            "mine.csv": "path;source\nin/a.txt;Mine\n",
        },
    )
    (article,) = read_sources([tmp_path / "in"], metadata=tmp_path / "mine.csv").articles
    assert (article.outlet, article.outlet_source, article.title) == ("Mine", "mine.csv", "T")
    found = read_sources([tmp_path], metadata=tmp_path / "mine.csv")
    assert [a.path for a in found.articles] == ["in/a.txt"]
    assert not found.refusals


def test_a_row_about_a_whole_table_fills_only_what_its_records_leave_open(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "a.jsonl": '{"text": "x", "outlet": "Own"}\n{"text": "y"}\n',
            "metadata.csv": "file,outlet,language\na.jsonl,Table,en\n",
        },
    )
    found = read_sources([tmp_path])
    assert [(a.outlet, a.language) for a in found.articles] == [("Own", "en"), ("Table", "en")]


def test_a_metadata_csv_with_a_text_column_is_never_read_as_articles(tmp_path: Path) -> None:
    write(tmp_path, {"metadata.csv": "outlet,text\nA,words\n", "a.txt": "one"})
    found = read_sources([tmp_path])
    assert [a.path for a in found.articles] == ["a.txt"]
    assert any("metadata.csv was not used" in w and "another name" in w for w in found.warnings)


def test_every_odd_file_is_refused_with_a_plain_reason(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "empty.txt": "",
            "blank.txt": " \n\t\n",
            "mark.txt": b"\xef\xbb\xbf",
            "picture.txt": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
            "report.docx": b"PK\x03\x04",
            "sound.mp3": b"ID3\x03\x00\x00\x00\x00\x00\x00\x00",
            "unknown.xyz": b"\x00\x01\x02\x03" * 50,
            "notext.csv": "a,b\n1,2\n",
            "broken.json": "[{",
            "nothing.json": "[]",
        },
    )
    (tmp_path / "link.txt").symlink_to(tmp_path / "gone.txt")
    found = read_sources([tmp_path])
    assert not found.articles
    expected = {
        "empty.txt": "The file is empty",
        "blank.txt": "only white space",
        "mark.txt": "There is no text",
        "picture.txt": "This is a PNG picture, not text",
        "report.docx": "The archive is damaged",
        "sound.mp3": "This is sound or video",
        "unknown.xyz": "This is not text",
        "notext.csv": "the columns are a, b",
        "broken.json": "not valid JSON",
        "nothing.json": "holds no article",
        "link.txt": "was gone",
    }
    found_reasons = reasons(found)
    assert found_reasons.keys() == expected.keys()
    for name, part in expected.items():
        assert part in found_reasons[name], name
        assert found_reasons[name].endswith("."), name


def test_an_empty_folder_is_a_refusal(tmp_path: Path) -> None:
    found = read_sources([tmp_path])
    assert not found.articles
    assert [r.reason for r in found.refusals] == ["The folder holds no files to read."]


def test_a_file_without_permission_and_a_too_large_one_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, {"a.txt": "secret", "b.txt": "x" * 50})
    original = Path.read_bytes

    def read_bytes(self: Path) -> bytes:
        if self.name == "a.txt":
            raise PermissionError(13, "Permission denied")
        return original(self)

    monkeypatch.setattr(Path, "read_bytes", read_bytes)
    monkeypatch.setattr(formats, "LARGEST_FILE", 40)
    found_reasons = reasons(read_sources([tmp_path]))
    assert "permission denied" in found_reasons["a.txt"]
    assert "Split it" in found_reasons["b.txt"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_is_refused_and_does_not_block(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert "not an ordinary file" in reasons(read_sources([tmp_path]))["pipe.txt"]


def test_a_source_that_does_not_exist_is_wrong_use_and_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"gone\.txt"):
        read_sources([tmp_path / "gone.txt"])
    with pytest.raises(UsageError, match=r"none\.csv"):
        read_sources([tmp_path], metadata=tmp_path / "none.csv")
    with pytest.raises(UsageError, match="no field body"):
        read_sources([tmp_path], mapping={"body": "text"})
    (tmp_path / "m.csv").write_text("a,b\n1,2\n")
    with pytest.raises(UsageError, match=r"m\.csv.*no column “file”"):
        read_sources([tmp_path], metadata=tmp_path / "m.csv")


def test_an_id_that_comes_again_is_refused_and_the_first_named(tmp_path: Path) -> None:
    write(
        tmp_path,
        {"a.jsonl": '{"id": "x1", "text": "one"}\n{"text": "two"}\n', "b.csv": "id,text\nx1,three\na-2,four\n"},
    )
    found = read_sources([tmp_path])
    assert [(a.document_id, a.text) for a in found.articles if a.path == "b.csv"] == [("a-2", "four")]
    assert len({a.document_id for a in found.articles}) == 3
    (refusal,) = found.refusals
    assert (refusal.path, refusal.record) == ("b.csv", "line 2")
    assert "“x1” is already that of a.jsonl, line 1" in refusal.reason


def test_the_same_text_twice_is_kept_twice(tmp_path: Path) -> None:
    write(tmp_path, {"a.txt": "same", "b.txt": "same"})
    assert len(read_sources([tmp_path]).articles) == 2


def test_the_same_file_named_twice_is_read_once(tmp_path: Path) -> None:
    write(tmp_path, {"a.txt": "one"})
    found = read_sources([tmp_path, tmp_path / "a.txt"])
    assert len(found.articles) == 1
    assert any("read once" in w for w in found.warnings)


def test_files_of_two_folders_can_be_told_apart(tmp_path: Path) -> None:
    write(tmp_path, {"one/a.txt": "one", "two/a.txt": "two"})
    found = read_sources([tmp_path / "one", tmp_path / "two"])
    assert [a.path for a in found.articles] == ["one/a.txt", "two/a.txt"]


def test_stored_text_is_canonical_and_fields_are_on_one_line(tmp_path: Path) -> None:
    record = {
        "text": "a\r\nb\x00\ud800",
        "title": "Say\r\n <b>$5</b>\ud800",
        "outlet": None,
        "date": "Jun 22, 2024 - 08:01",
    }
    write(tmp_path, {"a.json": json.dumps([record]), "b.txt": b"\xef\xbb\xbfa\r\nb\rc"})
    first, second = read_sources([tmp_path]).articles
    assert first.text == "a\nb\ufffd\ufffd"
    assert first.title == "Say <b>$5</b>\ufffd"
    assert (first.outlet, first.date, first.date_source) == ("", "2024-06-22T08:01", "field date")
    assert second.text == "a\nb\nc"
    assert all(a.text == canonical_text(a.text) for a in (first, second))


def test_a_guessed_encoding_is_noted_and_a_long_article_read(tmp_path: Path) -> None:
    write(tmp_path, {"long.txt": "Une phrase déjà longue. ".encode("cp1252") * 90_000})
    (article,) = read_sources([tmp_path]).articles
    assert len(article.text) == 24 * 90_000
    assert article.encoding == "windows-1252 (guessed)"
    assert any("not certain" in note for note in article.notes)


def test_bytes_in_no_encoding_are_refused(tmp_path: Path) -> None:
    write(tmp_path, {"a.txt": b"\xff\xfe" + "ab".encode("utf-16-le") + b"x"})
    assert "can't be made out" in reasons(read_sources([tmp_path]))["a.txt"]


@pytest.mark.skipif(os.name != "posix" or os.uname().sysname == "Darwin", reason="file names are text here")
def test_a_file_name_that_is_no_text_does_not_stop_reading(tmp_path: Path) -> None:
    with open(os.fsencode(tmp_path) + b"/caf\xe9.txt", "wb") as handle:  # noqa: PTH123 - the name is bytes
        handle.write(b"words")
    (article,) = read_sources([tmp_path]).articles
    article.path.encode("utf-8")
    article.document_id.encode("utf-8")


def test_progress_is_told_and_can_stop_the_work(tmp_path: Path) -> None:
    write(tmp_path, {f"{n}.txt": "words" for n in range(3)})
    told: list[tuple[int, int]] = []
    read_sources([tmp_path], progress=lambda done, total, message="": told.append((done, total)))
    assert told[0] == (0, 3)
    assert told[-1] == (3, 3)

    def stop(done: int, total: int, message: str = "") -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        read_sources([tmp_path], progress=stop)


def test_suggestions_come_for_articles_without_outlet_only(tmp_path: Path) -> None:
    records = [
        {"text": "x", "url": "https://www.example.org/a"},
        {"text": "y", "url": "https://www.example.org/b", "outlet": "Z"},
    ]
    write(tmp_path, {"a.jsonl": "\n".join(map(json.dumps, records))})
    found = read_sources([tmp_path])
    assert [(s.document_id, s.outlet) for s in found.suggestions] == [("a-1", "example.org")]
    assert [a.outlet for a in found.articles] == ["", "Z"]


@pytest.mark.skipif(not (SHARED / "samples" / "awkward").is_dir(), reason="the folder ../shared is not here")
@pytest.mark.parametrize("name", ["csv_spectrum", "text", "strings", "csv", "docx", "html", "mail", "xml"])
def test_each_awkward_file_gives_articles_or_a_reason(name: str) -> None:
    folder = SHARED / "samples" / "awkward" / name
    found = read_sources([folder])
    told = {a.path for a in found.articles} | {r.path for r in found.refusals}
    files = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}
    of = {path: next((f for f in files if path == f or path.startswith(f"{f}/")), path) for path in told}
    assert set(of.values()) == files
