from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from workbench.corpus.readers.contract import Part, RawRecord
from workbench.corpus.readers.word_document import CompoundFile, WordDocument
from workbench.domain.article import Refusal

SAMPLES = Path(__file__).parents[4] / "shared" / "samples" / "awkward"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 500


def paragraph(text: str, style: str = "") -> str:
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{properties}<w:r><w:t>{text}</w:t></w:r></w:p>"


def docx(body: str, core: str = "", extra: dict[str, str] | None = None) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", f"<w:document {W}><w:body>{body}</w:body></w:document>")
        if core:
            archive.writestr(
                "docProps/core.xml",
                '<cp:coreProperties xmlns:cp="urn:c" xmlns:dc="http://purl.org/dc/elements/1.1/"'
                f' xmlns:dcterms="http://purl.org/dc/terms/">{core}</cp:coreProperties>',
            )
        for name, text in (extra or {}).items():
            archive.writestr(name, text)
    return out.getvalue()


def record(data: bytes, path: str = "a.docx") -> RawRecord:
    (item,) = WordDocument().read(data, path, mapping={})
    assert isinstance(item, RawRecord)
    return item


CORE = "<dc:title>{}</dc:title><dc:creator>{}</dc:creator><dcterms:created>2024-06-03T09:05:00Z</dcterms:created>"


def test_properties_come_with_their_source() -> None:
    found = record(docx(paragraph("One.") + paragraph("Two."), CORE.format("The harbour vote", "Ann Lee")))
    assert found.text == "One.\n\nTwo."
    assert found.fields == {"title": "The harbour vote", "author": "Ann Lee", "made": "2024-06-03T09:05:00Z"}
    assert found.sources["title"] == "docProps/core.xml title"
    assert any("who made the file" in note for note in found.notes)


@pytest.mark.parametrize("style", ["Heading1", "Title", "berschrift1", "Titre1"])
def test_a_heading_counts_before_the_title_of_the_file(style: str) -> None:
    found = record(docx(paragraph("Harbour vote", style) + paragraph("Body."), CORE.format("Old", "Ann Lee")))
    assert (found.fields["title"], found.sources["title"]) == ("Harbour vote", "first heading")


@pytest.mark.parametrize("title", ["Document1", "Microsoft Word - draft.doc", "draft.docx", "Untitled", ""])
def test_what_programs_write_as_title_or_author_is_not_believed(title: str) -> None:
    found = record(docx(paragraph("Body."), CORE.format(title, "python-docx")))
    assert "title" not in found.fields
    assert "author" not in found.fields


def test_a_table_of_contents_is_marked() -> None:
    found = record(docx(paragraph("Chapter 1", "TOC1") + paragraph("Body.")))
    assert [found.text[start:end] for start, end, _, _ in found.boilerplate] == ["Chapter 1"]


def test_embedded_chunks_become_parts() -> None:
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="a" Type="{RELATIONS}/aFChunk" Target="chunk.html"/></Relationships>'
    )
    extra = {"word/_rels/document.xml.rels": relations, "word/chunk.html": "<p>Inside</p>"}
    (item,) = WordDocument().read(docx("<w:p/>", extra=extra), "a.docx", mapping={})
    assert item == Part("word/chunk.html", b"<p>Inside</p>")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (docx("<w:p/>"), "no text"),
        (docx(paragraph("x"))[:150], "damaged"),
        (docx(paragraph("a" * 50_000_000)), "times its size"),
    ],
)
def test_what_can_not_be_read_is_refused_with_words(data: bytes, reason: str) -> None:
    (item,) = WordDocument().read(data, "a.docx", mapping={})
    assert isinstance(item, Refusal)
    assert reason in item.reason
    assert item.reason.endswith(".")


def test_word_files_are_recognised_by_content() -> None:
    assert WordDocument().recognises(docx(paragraph("x")), "export")
    assert not WordDocument().recognises(b"word/document.xml", "a.docx")


@pytest.mark.parametrize(
    ("inside", "path", "words"),
    [
        ("__substg1.0_0037001F", "a.msg", "Outlook"),
        ("EncryptedPackage", "a.docx", "password"),
        ("WordDocument", "a.doc", ".docx"),
        ("Workbook", "a.xls", ".xlsx"),
        ("nothing", "a.doc", "plain text"),
    ],
)
def test_old_and_protected_office_files_are_refused_with_the_next_step(inside: str, path: str, words: str) -> None:
    data = COMPOUND + inside.encode("utf-16-le")
    assert CompoundFile().recognises(data, path)
    (item,) = CompoundFile().read(data, path, mapping={})
    assert isinstance(item, Refusal)
    assert words in item.reason
    assert item.reason.endswith(".")


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the samples are not here")
def test_every_awkward_word_file_is_read_or_refused_with_a_reason() -> None:
    files = sorted((SAMPLES / "docx").iterdir())
    assert len(files) >= 14
    for file in files:
        data = file.read_bytes()
        reader = WordDocument() if WordDocument().recognises(data, file.name) else CompoundFile()
        assert reader.recognises(data, file.name)
        items = list(reader.read(data, file.name, mapping={}))
        assert items
        for item in items:
            if isinstance(item, Refusal):
                assert file.name == "testWORD_protected_passtika.docx"
