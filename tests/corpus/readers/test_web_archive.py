"""WARC, ARC and WACZ: every saved page is a part."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
import zlib

from hypothesis import given
from hypothesis import strategies as st

from workbench.corpus.readers.contract import Item, Part, Remark
from workbench.corpus.readers.web_archive import Wacz, WebArchive
from workbench.domain.article import Refusal

PAGE = "<html><p>Café.</p></html>"


def record(
    kind: str, content: bytes, *, address: str = "https://paper.example/1", mime: str = "application/http"
) -> bytes:
    header = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: <{address}>\r\nWARC-Date: 2024-03-05T10:00:00Z\r\n"
        f"Content-Type: {mime}; msgtype={kind}\r\nContent-Length: {len(content)}\r\n\r\n"
    )
    return header.encode() + content + b"\r\n\r\n"


def answer(
    body: bytes = PAGE.encode(), *, status: str = "200 OK", mime: str = "text/html; charset=utf-8", more: str = ""
) -> bytes:
    return f"HTTP/1.1 {status}\r\nContent-Type: {mime}\r\n{more}\r\n".encode() + body


def read(data: bytes) -> list[Item]:
    assert WebArchive().recognises(data, "a.dat")
    return list(WebArchive().read(data, "a.warc", mapping={}))


def pages(items: list[Item]) -> list[Part]:
    return [item for item in items if isinstance(item, Part)]


def test_pages_come_with_address_and_date_and_the_rest_is_counted() -> None:
    data = b"".join(
        [
            record("warcinfo", b"software: x\r\n", mime="application/warc-fields"),
            record("request", b"GET / HTTP/1.1\r\n\r\n"),
            record("response", answer()),
            record("response", answer(b"\x89PNG", mime="image/png"), address="https://paper.example/a.png"),
            record("response", answer(status="404 Not Found"), address="https://paper.example/2"),
            record("revisit", b""),
            record("response", b"", address="dns:paper.example", mime="text/dns"),
            record("resource", PAGE.encode(), address="https://paper.example/3", mime="text/html"),
            record("conversion", b"Plain words.", address="https://paper.example/4", mime="text/plain"),
        ]
    )
    for archive in (
        data,
        gzip.compress(data),
        b"".join(gzip.compress(b"WARC/1.0" + part) for part in data.split(b"WARC/1.0")[1:]),
    ):
        items = read(archive)
        assert [(page.path, page.data, dict(page.fields)) for page in pages(items)] == [
            ("paper.example/1.html", PAGE.encode(), {"url": "https://paper.example/1", "date": "2024-03-05T10:00:00Z"}),
            ("paper.example/3.html", PAGE.encode(), {"url": "https://paper.example/3", "date": "2024-03-05T10:00:00Z"}),
            (
                "paper.example/4.txt",
                b"Plain words.",
                {"url": "https://paper.example/4", "date": "2024-03-05T10:00:00Z"},
            ),
        ]
        assert isinstance(items[-1], Remark)
        assert items[-1].message == (
            "3 of 9 records of the web archive are pages. Left out: errors and redirections (HTTP status other than 200):"
            " 1; pages that had not changed (revisit): 1; pictures: 1; records of the kind warcinfo: 1; records without a"
            " web address: 1; requests: 1."
        )


def test_each_record_may_be_packed_by_itself() -> None:
    data = gzip.compress(record("response", answer())) + gzip.compress(
        record("response", answer(), address="http://b.example/")
    )
    assert [page.path for page in pages(read(data))] == ["paper.example/1.html", "b.example/index.html"]


def test_packed_and_chunked_pages_are_unpacked() -> None:
    body = PAGE.encode()
    chunked = (
        f"{len(body[:5]):x};x=y\r\n".encode()
        + body[:5]
        + f"\r\n{len(body[5:]):X}\r\n".encode()
        + body[5:]
        + b"\r\n0\r\n\r\n"
    )
    squeezed = zlib.compressobj(wbits=-15)
    variants = [
        answer(gzip.compress(body), more="Content-Encoding: gzip\r\n"),
        answer(zlib.compress(body), more="Content-Encoding: deflate\r\n"),
        answer(squeezed.compress(body) + squeezed.flush(), more="Content-Encoding: deflate\r\n"),
        answer(chunked, more="Transfer-Encoding: chunked\r\n"),
        answer(body, more="Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n"),  # unpacked when it was saved
    ]
    found = pages(read(b"".join(record("response", variant) for variant in variants)))
    assert [page.data for page in found] == [body] * len(variants)


def test_a_charset_that_only_the_header_tells_is_kept_by_changing_to_utf_8() -> None:
    (page,) = pages(read(record("response", answer(PAGE.encode("cp1252"), mime='text/html; charset="windows-1252"'))))
    assert page.data.decode("utf-8-sig") == PAGE
    (unknown,) = pages(read(record("response", answer(b"\xe9", mime="text/html; charset=no-such"))))
    assert unknown.data == b"\xe9"


def test_old_arc_files() -> None:
    content = answer()
    data = (
        b"filedesc://a.arc 0.0.0.0 20240305100000 text/plain 20\n1 0 Saved\nURL IP-ad\n"
        + f"https://paper.example/1 1.2.3.4 20240305100000 text/html {len(content)}\n".encode()
        + content
        + b"\n"
    )
    (page,) = pages(read(gzip.compress(data)))
    assert page.fields["date"] == "2024-03-05T10:00:00Z"
    assert page.data == PAGE.encode()


def wacz(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def test_wacz_gives_the_listed_pages_only() -> None:
    listed = (
        b'{"format": "json-pages-1.0"}\n' + json.dumps({"url": "https://paper.example/1#top"}).encode() + b"\nbroken\n"
    )
    warc = record("response", answer()) + record("response", answer(), address="https://ads.example/frame")
    data = wacz({"datapackage.json": b"{}", "pages/pages.jsonl": listed, "archive/a.warc.gz": gzip.compress(warc)})
    assert Wacz().recognises(data, "a.zip")
    items = list(Wacz().read(data, "a.wacz", mapping={}))
    assert [page.path for page in pages(items)] == ["paper.example/1.html"]
    assert isinstance(items[-1], Remark)
    assert "not in the list of pages: 1" in items[-1].message


def test_wacz_files_without_archives_and_damaged_ones_are_refused_in_words() -> None:
    whole = wacz({"datapackage.json": b"{}", "archive/a.warc": record("response", answer())})
    for data in (
        wacz({"datapackage.json": b"{}", "archive/x.txt": b""}),
        whole[:-5],
        whole.replace(b"WARC/1.0", b"XXXX/1.0"),
    ):
        items = list(Wacz().read(data, "a.wacz", mapping={}))
        assert items
        assert all(isinstance(item, Refusal) and item.reason.endswith(".") for item in items)


def test_a_cut_file_gives_what_is_whole_and_says_so() -> None:
    data = record("response", answer()) + record("response", answer(), address="https://paper.example/2")
    items = read(data[:-12])
    assert [page.path for page in pages(items)] == ["paper.example/1.html", "paper.example/2.html"]
    assert isinstance(items[-1], Remark)
    assert "cut at the end of the file: 1" in items[-1].message
    packed = gzip.compress(data[: len(data) // 2]) + gzip.compress(data[len(data) // 2 :])[:-20]
    assert any(isinstance(item, Refusal) for item in read(packed))


def test_damaged_empty_and_hostile_archives_are_refused_in_words() -> None:
    bomb = gzip.compress(record("response", answer(b"A" * 30_000_000)))
    for data in (
        b"WARC/1.0\r\nWARC-Type: response\r\n\r\n",
        b"WARC/1.0\r\nContent-Length: 9999999999999999999\r\n\r\n",
        b"WARC/1.0\r\n" + b"x: y\r\n" * 100_000,
        record("request", b"x"),
        b"WARC/1.0\r\nContent-Length: 0\r\n\r\n" + b"rubbish\n" * 5_000,
        b"filedesc://",
        bomb,
        gzip.compress(b"WARC/1.0")[:-8],
    ):
        items = list(WebArchive().read(data, "a.warc", mapping={}))
        assert items
        assert all(isinstance(item, Refusal) and item.reason.endswith(".") for item in items), items


def test_a_page_that_unpacks_to_too_much_is_left_out() -> None:
    squeezed = gzip.compress(b"A" * 30_000_000)
    items = read(record("response", answer(squeezed, more="Content-Encoding: gzip\r\n")))
    (refusal,) = items
    assert isinstance(refusal, Refusal)
    assert "larger than 20 MB: 1" in refusal.reason


def test_other_files_are_not_recognised() -> None:
    for data in (b"", b"WARC", gzip.compress(b"text"), b"\x1f\x8b", b"\x1f\x8b\x08broken", b"PK\x03\x04"):
        assert not WebArchive().recognises(data, "a.warc")
        assert not Wacz().recognises(data, "a.wacz")


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    WebArchive().recognises(data, "a")
    list(WebArchive().read(b"WARC/1.0\r\n" + data, "a.warc", mapping={}))
    list(
        WebArchive().read(
            record("response", b"HTTP/1.1 200\r\ncontent-type: text/html\r\n\r\n" + data), "a.warc", mapping={}
        )
    )
