from __future__ import annotations

import io
import zipfile

import pytest

from workbench.corpus.readers.contract import RawRecord
from workbench.corpus.readers.open_document import OpenDocument
from workbench.domain.article import Refusal

SPACES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    ' xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"'
    ' xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
)
TYPE = "application/vnd.oasis.opendocument.text"


def content(body: str, styles: str = "") -> str:
    return (
        f"<office:document-content {SPACES}><office:automatic-styles>{styles}</office:automatic-styles><office:body>"
        f"<office:text>{body}</office:text></office:body></office:document-content>"
    )


def odt(body: str, *, meta: str = "", styles: str = "", extra: dict[str, str] | None = None, raw: str = "") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("mimetype"), TYPE)
        archive.writestr("content.xml", raw or content(body, styles))
        archive.writestr(
            "meta.xml", f"<office:document-meta {SPACES}><office:meta>{meta}</office:meta></office:document-meta>"
        )
        for name, text in (extra or {}).items():
            archive.writestr(name, text)
    return out.getvalue()


def only(data: bytes, path: str = "a.odt") -> RawRecord | Refusal:
    (item,) = OpenDocument().read(data, path, mapping={})
    assert isinstance(item, RawRecord | Refusal)
    return item


def record(data: bytes) -> RawRecord:
    item = only(data)
    assert isinstance(item, RawRecord)
    return item


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<text:p>One</text:p><text:p/><text:p>Two</text:p>", "One\n\nTwo"),
        ('<text:p>a<text:s text:c="3"/>b<text:tab/>c<text:line-break/>d\n   e</text:p>', "a   b\tc\nd e"),
        ("<text:p>x<text:span>y</text:span>z</text:p>", "xyz"),
        (
            "<text:p>See<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>The note.</text:p>"
            "</text:note-body></text:note> here.</text:p><text:p>Next</text:p>",
            "See here.\n\nThe note.\n\nNext",
        ),
        (
            "<text:p>A<draw:frame><draw:text-box><text:p>In a box</text:p></draw:text-box></draw:frame>B</text:p>",
            "AB\n\nIn a box",
        ),
        (
            "<text:tracked-changes><text:changed-region><text:deletion><text:p>gone</text:p></text:deletion>"
            "</text:changed-region></text:tracked-changes><text:p>Stays</text:p>",
            "Stays",
        ),
        (
            "<table:table><table:table-row><table:table-cell><text:p>1</text:p></table:table-cell><table:table-cell>"
            "<text:p>2</text:p></table:table-cell></table:table-row></table:table>",
            "1\n\n2",
        ),
        ('<text:section text:display="none"><text:p>gone</text:p></text:section><text:p>Stays</text:p>', "Stays"),
    ],
)
def test_text_comes_out_in_reading_order(body: str, expected: str) -> None:
    assert record(odt(body)).text == expected


def test_metadata_comes_with_its_source() -> None:
    meta = (
        "<dc:title>The harbour vote</dc:title><meta:initial-creator>Ann Lee</meta:initial-creator>"
        "<meta:creation-date>2024-06-03T09:05:00.123</meta:creation-date><dc:language>en-GB</dc:language>"
    )
    found = record(odt("<text:p>Body</text:p>", meta=meta))
    assert found.fields == {
        "title": "The harbour vote",
        "author": "Ann Lee",
        "made": "2024-06-03T09:05:00",
        "language": "en-GB",
    }
    assert found.sources["author"] == "document property initial-creator"


def test_headings_give_the_title() -> None:
    body = '<text:p text:style-name="P1">Harbour vote</text:p><text:h text:outline-level="2">Sub</text:h><text:p>Body</text:p>'
    styles = '<style:style style:name="P1" style:parent-style-name="Title"/>'
    assert record(odt(body, styles=styles)).fields["title"] == "Harbour vote"


def test_a_table_of_contents_is_marked_as_no_part_of_the_article() -> None:
    body = (
        "<text:table-of-content><text:table-of-content-source><text:index-title-template>x</text:index-title-template>"
        "</text:table-of-content-source><text:index-body><text:p>Chapter 1</text:p></text:index-body></text:table-of-content>"
        "<text:p>Body</text:p>"
    )
    found = record(odt(body))
    assert found.text == "Chapter 1\n\nBody"
    assert [found.text[start:end] for start, end, _, _ in found.boilerplate] == ["Chapter 1"]


def test_flat_files_are_read() -> None:
    data = (
        f'<?xml version="1.0"?><office:document {SPACES} office:mimetype="{TYPE}"><office:meta><dc:title>Flat</dc:title>'
        "</office:meta><office:body><office:text><text:p>é</text:p></office:text></office:body></office:document>"
    ).encode()
    assert OpenDocument().recognises(data, "a.xml")
    found = record(data)
    assert (found.text, found.fields["title"]) == ("é", "Flat")


def test_comments_are_left_out_and_counted() -> None:
    found = record(odt("<text:p>a<office:annotation><text:p>why?</text:p></office:annotation>b</text:p>"))
    assert found.text == "ab"
    assert any("1 comment" in note for note in found.notes)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (odt(""), "no text"),
        (
            odt("", raw="<!DOCTYPE r [<!ENTITY x SYSTEM 'file:///etc/hostname'>]>" + content("<text:p>&x;</text:p>")),
            "entities",
        ),
        (odt("", raw="<office:document-content"), "not well-formed"),
        (odt("<text:p>" * 1000 + "x" + "</text:p>" * 1000), "deep"),
        (odt("<text:p>" + "a" * 30_000_000 + "</text:p>"), "times its size"),
        (odt("<text:p>x</text:p>", extra={"META-INF/manifest.xml": "<m><encryption-data/></m>"}), "password"),
        (odt("<text:p>x</text:p>")[:200], "damaged"),
    ],
)
def test_what_can_not_be_read_is_refused_with_words(data: bytes, reason: str) -> None:
    item = only(data)
    assert isinstance(item, Refusal)
    assert reason in item.reason
    assert item.reason.endswith(".")


def test_only_text_documents_are_recognised() -> None:
    assert OpenDocument().recognises(odt("<text:p>x</text:p>"), "without ending")
    assert not OpenDocument().recognises(
        b"PK\x03\x04" + b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet", "a.odt"
    )
    assert not OpenDocument().recognises(b"", "a.odt")
    assert not OpenDocument().recognises(b"<html>office:document</html>", "a.fodt")


def test_a_number_of_spaces_is_not_believed() -> None:
    assert len(record(odt('<text:p>a<text:s text:c="99999999"/>b</text:p>')).text) < 100
