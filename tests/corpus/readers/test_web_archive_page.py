"""MHTML and Safari's web archives. All files here are made up."""

from __future__ import annotations

import plistlib
import quopri

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.corpus.readers.contract import Item, RawRecord, Remark
from workbench.corpus.readers.web_archive_page import MhtmlPage, SafariArchive
from workbench.domain.article import Refusal

STORY = (
    "The harbour council voted on Tuesday evening to close the café on the old ferry for the winter.",
    "“Nobody asked the people who cross every morning,” said Ana Brandt, who runs a bakery beside the northern pier.",
    "The council answered that the ferry had carried fewer than forty passengers a day since a bridge was opened.",
)
PAGE = (
    '<!DOCTYPE html><html lang="en"><head><title>Ferry line closes</title></head><body><article><h1>Ferry line closes</h1>'
    + "".join(f"<p>{text}</p>" for text in STORY)
    + "</article></body></html>"
)
FRAME = "<html><body>" + "".join(f"<p>{n}. {text}</p>" for n in range(3) for text in STORY) + "</body></html>"


def mhtml(*parts: tuple[str, str, bytes], headers: str = "") -> bytes:
    lines = [
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://harbour.example/ferry\r\nSubject: Ferry\r\n"
        f'{headers}MIME-Version: 1.0\r\nContent-Type: multipart/related; type="text/html"; boundary="----b"\r\n\r\n'
    ]
    data = "".join(lines).encode()
    for kind, location, body in parts:
        data += (
            f"------b\r\nContent-Type: {kind}\r\nContent-Transfer-Encoding: quoted-printable\r\n"
            f"Content-Location: {location}\r\n\r\n"
        ).encode() + quopri.encodestring(body) + b"\r\n"  # fmt: skip
    return data + b"------b--\r\n"


def read(reader: MhtmlPage | SafariArchive, data: bytes) -> list[Item]:
    return list(reader.read(data, "page.mht", mapping={}))


def test_the_page_of_an_mhtml_archive_is_read_with_its_address() -> None:
    data = mhtml(
        ("text/css", "https://harbour.example/x.css", b"p { color: red }"),
        ("text/html; charset=utf-8", "https://harbour.example/ferry", PAGE.encode()),
        ("image/png", "https://harbour.example/x.png", b"\x89PNG"),
    )
    assert MhtmlPage().recognises(data, "saved")
    (record,) = read(MhtmlPage(), data)
    assert isinstance(record, RawRecord)
    assert record.text == "\n\n".join(STORY)
    assert record.fields["title"] == "Ferry line closes"
    assert record.fields["url"] == "https://harbour.example/ferry"
    assert record.sources["url"] == "address in the archive"


def test_the_charset_of_the_part_counts() -> None:
    page = PAGE.replace("“", "'").replace("”", "'")
    data = mhtml(("text/html; charset=windows-1252", "https://harbour.example/ferry", page.encode("cp1252")))
    (record,) = read(MhtmlPage(), data)
    assert isinstance(record, RawRecord)
    assert "café" in record.text
    assert record.encoding == "windows-1252 (declared)"


def test_a_frame_with_an_article_of_its_own_is_a_second_record() -> None:
    data = mhtml(
        ("text/html; charset=utf-8", "https://ads.example/1", b"<p>Buy this.</p>"),
        ("text/html; charset=utf-8", "https://harbour.example/ferry", PAGE.encode()),
        ("text/html; charset=utf-8", "https://harbour.example/more", FRAME.encode()),
    )
    first, second = read(MhtmlPage(), data)
    assert isinstance(first, RawRecord)
    assert isinstance(second, RawRecord)
    assert first.text == "\n\n".join(STORY)
    assert second.record.startswith("frame ")
    assert second.fields["url"] == "https://harbour.example/more"


def test_a_page_of_frames_gives_the_frame() -> None:
    shell = b'<html><frameset cols="1,2"><frame src="cid:a"></frameset></html>'
    data = mhtml(
        ("text/html", "https://harbour.example/ferry", shell),
        ("text/html", "https://harbour.example/b", FRAME.encode()),
    )
    remark, record = read(MhtmlPage(), data)
    assert isinstance(remark, Remark)
    assert isinstance(record, RawRecord)


def test_a_message_with_pictures_is_no_saved_page() -> None:
    part = ("text/html", "https://harbour.example/ferry", PAGE.encode())
    assert not MhtmlPage().recognises(mhtml(part, headers="To: ana@harbour.example\r\n"), "letter.eml")


@pytest.mark.parametrize("data", [b"", b"Plain words.", b"<html>", b"PK\x03\x04", b"Content-Type: text/plain\r\n\r\nx"])
def test_other_files_are_not_taken_for_archives(data: bytes) -> None:
    assert not MhtmlPage().recognises(data, "page.mht")
    assert not SafariArchive().recognises(data, "page.webarchive")


@pytest.mark.parametrize(
    "data",
    [
        mhtml(),
        mhtml(("image/png", "x", b"\x89PNG")),
        mhtml(("text/html", "x", b"")),
        mhtml(("text/html", "x", b"<p>x"))[:250],
        mhtml(("text/html; charset=no-such", "x", b"<html></html>")),
    ],
    ids=["empty", "no page", "empty page", "cut", "no text"],
)
def test_an_archive_without_a_page_is_refused_with_what_to_do(data: bytes) -> None:
    (refusal,) = read(MhtmlPage(), data)
    assert isinstance(refusal, Refusal)
    assert refusal.reason.endswith(".")


def test_an_archive_with_endless_parts_is_refused() -> None:
    (refusal,) = read(MhtmlPage(), mhtml() + b"\r\n------b\r\n\r\n" * 30_000)
    assert isinstance(refusal, Refusal)
    assert "parts" in refusal.reason


def safari(body: bytes = PAGE.encode("utf-16-le"), encoding: str = "utf-16-le", **more: object) -> dict[str, object]:
    main = {
        "WebResourceData": body,
        "WebResourceMIMEType": "text/html",
        "WebResourceTextEncodingName": encoding,
        "WebResourceURL": "https://harbour.example/ferry",
    }
    return {"WebMainResource": main, "WebSubresources": [], **more}


@pytest.mark.parametrize("form", [plistlib.FMT_BINARY, plistlib.FMT_XML])
def test_safari_s_archive_is_read_in_both_forms(form: plistlib.PlistFormat) -> None:
    data = plistlib.dumps(safari(PAGE.encode(), "UTF-8"), fmt=form)
    assert SafariArchive().recognises(data, "saved")
    (record,) = read(SafariArchive(), data)
    assert isinstance(record, RawRecord)
    assert record.text == "\n\n".join(STORY)
    assert record.fields["url"] == "https://harbour.example/ferry"


def test_frames_of_safari_s_archive_are_read() -> None:
    data = plistlib.dumps(safari(PAGE.encode(), "UTF-8", WebSubframeArchives=[safari(FRAME.encode(), "UTF-8"), "x"]))
    assert [type(item) for item in read(SafariArchive(), data)] == [RawRecord, RawRecord]


@pytest.mark.parametrize(
    "data",
    [
        plistlib.dumps({"WebMainResource": 5}),
        plistlib.dumps({"WebMainResource": {"WebResourceData": b""}}),
        plistlib.dumps(safari(PAGE.encode()))[:-40],
        b'<?xml version="1.0"?><!DOCTYPE p [<!ENTITY x "y">]><plist><dict><key>WebMainResource</key></dict></plist>',
        b"<plist><dict><key>WebMainResource</key>",
        b"bplist00WebMainResource" + b"\xff" * 40,
    ],
    ids=["number", "empty", "cut", "entities", "unclosed", "garbage"],
)
def test_a_damaged_archive_of_safari_is_refused(data: bytes) -> None:
    (refusal,) = read(SafariArchive(), data)
    assert isinstance(refusal, Refusal)
    assert refusal.reason.endswith(".")


@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=200), st.integers(0, 1200))
def test_an_archive_with_bytes_changed_is_read_or_refused(junk: bytes, at: int) -> None:
    data = mhtml(("text/html; charset=utf-8", "https://harbour.example/ferry", PAGE.encode()))
    for reader, whole in ((MhtmlPage(), data), (SafariArchive(), plistlib.dumps(safari(), fmt=plistlib.FMT_BINARY))):
        for item in reader.read(whole[:at] + junk + whole[at + len(junk) :], "page", mapping={}):
            assert isinstance(item, RawRecord | Remark) or item.reason.endswith(".")  # type: ignore[union-attr]
