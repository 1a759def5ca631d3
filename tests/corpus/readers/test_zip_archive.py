"""ZIP archives and gzip files: each file inside is a part."""

from __future__ import annotations

import gzip
import io
import stat
import zipfile

from hypothesis import given
from hypothesis import strategies as st
from zip_files import zipped

from workbench.corpus.formats import reader_for
from workbench.corpus.readers.contract import Item, Part, Remark
from workbench.corpus.readers.entry_names import UniqueNames, name_of_address, safe_name
from workbench.corpus.readers.zip_archive import GzipFile, ZipArchive
from workbench.domain.article import Refusal


def read(data: bytes) -> list[Item]:
    assert ZipArchive().recognises(data, "a.bin")
    return list(ZipArchive().read(data, "a.zip", mapping={}))


def parts(items: list[Item]) -> list[tuple[str, bytes]]:
    return [(item.path, item.data) for item in items if isinstance(item, Part)]


def refusals(items: list[Item]) -> list[Refusal]:
    return [item for item in items if isinstance(item, Refusal)]


def test_files_are_parts_and_what_systems_add_is_left_out() -> None:
    data = zipped(
        {
            "folder/": "",
            "folder/a.txt": "one",
            "b.txt": "two",
            "__MACOSX/folder/._a.txt": "x",
            "folder/.DS_Store": "x",
            "Thumbs.db": "x",
            "~$b.docx": "x",
        }
    )
    assert parts(read(data)) == [("folder/a.txt", b"one"), ("b.txt", b"two")]


def test_an_archive_of_documents_that_were_not_packed_again_is_no_document() -> None:
    """Many programs store a DOCX, EPUB or ODT as it is: its bytes, names inside it among them, stand in the archive."""
    word = zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": "<w/>"})
    book = zipped({"mimetype": "application/epub+zip", "META-INF/container.xml": "<c/>"}, zipfile.ZIP_STORED)
    text = zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<c/>"}, zipfile.ZIP_STORED)
    for name, document in (("a.docx", word), ("a.epub", book), ("a.odt", text)):
        data = zipped({name: document, "b.txt": "two"}, zipfile.ZIP_STORED)
        reader = reader_for(data, "mixed.zip")
        assert not isinstance(reader, str)
        assert reader.name == "ZIP archive", name
        assert parts(read(data)) == [(name, document), ("b.txt", b"two")]
        alone = reader_for(document, name)
        assert not isinstance(alone, str)
        assert alone.name != "ZIP archive", name


def test_what_a_browser_saved_beside_a_page_is_left_out_and_told() -> None:
    data = zipped(
        {
            "Bridge.html": "<p>one</p>",
            "Bridge_files/frame.html": "<p>ad</p>",
            "Bridge_files/a/style.css": "p {}",
            "x/Sund.htm": "<p>two</p>",
            "x/Sund-Dateien/frame.html": "<p>ad</p>",
            "Other_files/c.html": "<p>three</p>",
        }
    )
    items = read(data)
    assert [path for path, _ in parts(items)] == ["Bridge.html", "x/Sund.htm", "Other_files/c.html"]
    (remark,) = [item for item in items if isinstance(item, Remark)]
    assert remark.message.startswith("3 files that a browser saved beside pages (pictures, frames) were left out")


def test_names_can_not_lead_out_of_a_folder_and_are_each_given_once() -> None:
    data = zipped(
        {"../../a.txt": "1", "/abs/a.txt": "2", "C:\\x\\a.txt": "3", "a.txt": "4", "A.TXT": "5", "a\u202etxt.exe": "6"}
    )
    assert [path for path, _ in parts(read(data))] == [
        "a.txt",
        "abs/a.txt",
        "C_/x/a.txt",
        "a (2).txt",
        "A (3).TXT",
        "atxt.exe",
    ]


def test_archives_in_archives_are_unpacked_and_documents_are_not() -> None:
    document = zipped({"[Content_Types].xml": "", "word/document.xml": ""}, zipfile.ZIP_STORED)
    inner = zipped({"b.txt": "two", "c.docx": document}, zipfile.ZIP_STORED)
    items = read(zipped({"a.txt": "one", "inner.zip": inner}, zipfile.ZIP_STORED))
    assert parts(items) == [("a.txt", b"one"), ("inner.zip/b.txt", b"two"), ("inner.zip/c.docx", document)]


def test_archives_inside_one_another_end_somewhere() -> None:
    data = zipped({"a.txt": "one"})
    for number in range(8):
        data = zipped({f"{number}.zip": data, f"{number}.txt": "x"})
    items = read(data)
    assert len(parts(items)) == 4
    (refusal,) = refusals(items)
    assert "inside one another" in refusal.reason


def test_bombs_side_by_side_are_stopped_together() -> None:
    bomb = zipped({"b.txt": b"a" * 4_000_000})
    items = read(zipped({f"{number}.zip": bomb for number in range(60)}, zipfile.ZIP_STORED))
    assert sum(len(data) for _, data in parts(items)) < 60_000_000
    assert any("200 times its size" in refusal.reason for refusal in refusals(items))


def test_encrypted_files_and_unknown_ways_of_packing_are_refused_and_the_rest_is_read() -> None:
    data = bytearray(zipped({"a.txt": "one", "b.txt": "two", "c.txt": "three"}, zipfile.ZIP_STORED))
    places = [place for place in range(len(data)) if data[place : place + 4] == b"PK\x01\x02"]
    data[places[0] + 8] |= 1  # encrypted
    data[places[1] + 10] = 6  # imploded
    items = read(bytes(data))
    assert parts(items) == [("c.txt", b"three")]
    imploded, encrypted = refusals(items)
    assert "(Implode)" in imploded.reason
    assert (encrypted.record, encrypted.reason.split(".")[0]) == ("a.txt", "The file is encrypted")


def test_links_are_not_followed() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        link = zipfile.ZipInfo("link.txt")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/hostname")
    (remark,) = read(out.getvalue())
    assert isinstance(remark, Remark)
    assert remark.message == "1 link was not followed."


def test_names_in_other_encodings_are_decoded() -> None:
    name = "集团新闻报道系统检索测试文件"
    written = name.encode("gbk")
    data = zipped({"x" * len(written): "1", "a.txt": "2"}, zipfile.ZIP_STORED).replace(b"x" * len(written), written)
    assert [path for path, _ in parts(read(data))] == [name, "a.txt"]
    short = zipped({"xxxx.txt": "1"}, zipfile.ZIP_STORED).replace(b"xxxx", "Café".encode("cp437"))
    assert [path for path, _ in parts(read(short))] == ["Café.txt"]
    unsigned = zipped({"xxxxx.txt": "1"}, zipfile.ZIP_STORED).replace(b"xxxxx", "Café".encode())
    assert [path for path, _ in parts(read(unsigned))] == ["Café.txt"]


def test_damaged_and_empty_archives_and_other_documents_are_refused_in_words() -> None:
    slides = zipped({"[Content_Types].xml": "", "ppt/presentation.xml": ""})
    sheet = zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}, zipfile.ZIP_STORED)
    damaged = bytearray(zipped({"a.txt": "one" * 50}, zipfile.ZIP_STORED))
    damaged[60] ^= 0xFF
    for data in (zipped({}), zipped({"a.txt": "x"})[:-9], slides, sheet, bytes(damaged), b"PK\x03\x04"):
        items = read(data)
        assert not parts(items)
        assert items
        assert all(refusal.reason.endswith(".") for refusal in refusals(items))


def test_gzip_files_hold_one_file() -> None:
    data = gzip.compress(b"one") + gzip.compress(b" two")
    assert GzipFile().recognises(data, "a.gz")
    (part,) = GzipFile().read(data, "folder/a.csv.gz", mapping={})
    assert part == Part("a.csv", b"one two")


def test_damaged_and_hostile_gzip_files_and_tar_archives_are_refused_in_words() -> None:
    tar = gzip.compress(b"\0" * 257 + b"ustar" + b"\0" * 300)
    for data in (gzip.compress(b"x" * 100)[:-9], gzip.compress(b"\0" * 40_000_000), tar, b"\x1f\x8b\x08"):
        (refusal,) = GzipFile().read(data, "a.gz", mapping={})
        assert isinstance(refusal, Refusal)
        assert refusal.reason.endswith(".")


@given(st.text(max_size=60))
def test_any_name_becomes_a_harmless_one(name: str) -> None:
    safe = safe_name(name)
    assert safe
    assert safe == safe_name(safe)
    for part in safe.split("/"):
        assert part.strip(".")
        assert not set(part) & set('\\:*?"<>|\0\n\r')


@given(st.lists(st.sampled_from(["a.txt", "A.TXT", "a (2).txt", "b/a.txt", "b", "B", ".x"]), max_size=12))
def test_each_name_is_given_once(names: list[str]) -> None:
    unique = UniqueNames()
    given_names = [unique.take(name).casefold() for name in names]
    assert len(set(given_names)) == len(given_names)


def test_addresses_become_names() -> None:
    assert name_of_address("https://paper.example/news/a.html?x=1", ".html") == "paper.example/news/a_x=1.html"
    assert name_of_address("https://paper.example/", ".html") == "paper.example/index.html"
    assert name_of_address("https://paper.example/../../%2e%2e/x", ".html") == "paper.example/x.html"
    assert name_of_address("http://[bad", ".html") == "http_/[bad.html"


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    ZipArchive().recognises(data, "a.zip")
    list(ZipArchive().read(b"PK\x03\x04" + data, "a.zip", mapping={}))
    list(GzipFile().read(b"\x1f\x8b\x08" + data, "a.gz", mapping={}))


def test_an_entry_without_a_name_is_read_like_any_other() -> None:
    items = read(zipped({"a.txt": "A ferry."}).replace(b"a.txt", b"\0.txt"))
    assert parts(items) == [("unnamed", b"A ferry.")]
