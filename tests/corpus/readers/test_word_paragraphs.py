from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from word_files import WORD, document_xml, paragraph, relations, run, word_file, word_file_of
from zip_files import zipped

from workbench.corpus.readers import word_paragraphs
from workbench.corpus.readers.word_paragraphs import WordFileError, may_be_word, read_word_document

SAMPLES = Path(__file__).parents[4] / "shared" / "samples"


def texts(data: bytes) -> list[str]:
    return [item.text for item in read_word_document(data).paragraphs]


def box(*lines: str) -> str:
    inner = "".join(paragraph(run(line)) for line in lines)
    return f"<w:txbxContent>{inner}</w:txbxContent>"


def table(*rows: tuple[str, ...]) -> str:
    cells = (
        "".join(f"<w:tc>{cell if cell.startswith('<') else paragraph(run(cell))}</w:tc>" for cell in row)
        for row in rows
    )
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def test_runs_of_a_paragraph_are_joined_and_breaks_and_tabs_kept() -> None:
    body = paragraph(
        run("The har"), run("bour\nwas"), "<w:r><w:tab/></w:r>", "<w:r><w:noBreakHyphen/></w:r>", run("closed")
    )
    assert texts(word_file(body)) == ["The harbour\nwas\t\u2011closed"]


def test_tab_stops_are_no_tabs() -> None:
    stops = '<w:tabs><w:tab w:val="left" w:pos="100"/></w:tabs>'
    assert texts(word_file(paragraph(run("One"), properties=stops))) == ["One"]


def test_cells_of_a_table_and_of_a_table_in_it_come_in_order() -> None:
    data = word_file(paragraph(run("before")) + table(("a", "b"), (table(("inner",)), "d")) + paragraph(run("after")))
    found = read_word_document(data).paragraphs
    assert [item.text for item in found] == ["before", "a", "b", "inner", "d", "after"]
    assert [item.kind for item in found] == ["body", "table", "table", "table", "table", "body"]
    assert found[1].table_row == found[2].table_row != found[4].table_row
    assert len({item.table_cell for item in found[1:5]}) == 4
    assert found[5].table_row == 0


def test_a_text_box_comes_once_and_after_its_paragraph() -> None:
    both = (
        "<mc:AlternateContent><mc:Choice Requires='wps'>" + box("In the box") + "</mc:Choice>"
        "<mc:Fallback><w:pict>" + box("In the box") + "</w:pict></mc:Fallback></mc:AlternateContent>"
    )
    found = read_word_document(word_file(paragraph(run("Start "), f"<w:r>{both}</w:r>", run("end")))).paragraphs
    assert [(item.text, item.kind) for item in found] == [("Start end", "body"), ("In the box", "text box")]


def test_notes_come_after_the_paragraph_that_refers_to_them() -> None:
    notes = (
        f'<w:footnotes xmlns:w="{WORD}"><w:footnote w:type="separator" w:id="-1">{paragraph(run("line"))}</w:footnote>'
        f'<w:footnote w:id="2">{paragraph(run("Two."))}</w:footnote>'
        f'<w:footnote w:id="1">{paragraph(run("One."))}</w:footnote></w:footnotes>'
    )
    body = paragraph(run("First"), '<w:r><w:footnoteReference w:id="1"/></w:r>') + paragraph(
        run("Second"), '<w:r><w:footnoteReference w:id="2"/></w:r>'
    )
    more = {"word/_rels/document.xml.rels": relations(("footnotes", "footnotes.xml")), "word/footnotes.xml": notes}
    found = read_word_document(word_file(body, more)).paragraphs
    assert [(item.text, item.kind) for item in found] == [
        ("First", "body"),
        ("One.", "footnote"),
        ("Second", "body"),
        ("Two.", "footnote"),
    ]


def test_damaged_notes_do_not_cost_the_text() -> None:
    more = {"word/_rels/document.xml.rels": relations(("footnotes", "footnotes.xml")), "word/footnotes.xml": "<broken"}
    document = read_word_document(word_file(paragraph(run("Here")), more))
    assert [item.text for item in document.paragraphs] == ["Here"]
    assert "footnotes could not be read" in document.notes[0]


def test_deleted_and_hidden_text_is_left_out_and_inserted_text_kept() -> None:
    body = paragraph(
        run("Kept "),
        "<w:del>" + run("gone") + "<w:r><w:delText>gone too</w:delText></w:r></w:del>",
        "<w:ins>" + run("added ") + "</w:ins>",
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r>",
        '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>shown</w:t></w:r>',
        "<w:r><w:instrText>HYPERLINK</w:instrText></w:r>",
    )
    document = read_word_document(word_file(body))
    assert document.paragraphs[0].text == "Kept added shown"
    assert document.hidden_characters == len("secret")
    assert any("6 characters" in note for note in document.notes)


def test_styles_outline_levels_lists_and_sections_are_told() -> None:
    body = (
        paragraph(run("Title"), properties='<w:pStyle w:val="Heading1"/><w:outlineLvl w:val="0"/>')
        + paragraph(run("Point"), properties='<w:numPr><w:ilvl w:val="0"/></w:numPr>')
        + paragraph(properties="<w:sectPr/>")
    )
    title, point, last = read_word_document(word_file(body)).paragraphs
    assert (title.style, title.outline_level, title.list_item) == ("Heading1", 1, False)
    assert (point.outline_level, point.list_item) == (0, True)
    assert last.ends_section


def test_the_main_part_and_the_strict_form_are_found_by_their_relations() -> None:
    strict = document_xml(paragraph(run("Strict"))).replace(WORD, "http://purl.oclc.org/ooxml/wordprocessingml/main")
    data = zipped({"_rels/.rels": relations(("officeDocument", "/word/document2.xml")), "word/document2.xml": strict})
    assert may_be_word(data)
    assert texts(data) == ["Strict"]


def test_properties_are_read_and_may_be_damaged() -> None:
    core = '<cp:coreProperties xmlns:cp="urn:a" xmlns:dc="urn:b"><dc:title> A day </dc:title><dc:creator/></cp:coreProperties>'
    assert read_word_document(word_file(paragraph(), {"docProps/core.xml": core})).properties == {"title": "A day"}
    assert read_word_document(word_file(paragraph(), {"docProps/core.xml": "<a"})).properties == {}


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"PK\x03\x04word/document.xml and no more", b"\x00" * 400])
def test_what_is_no_archive_is_refused_with_a_reason(data: bytes) -> None:
    with pytest.raises(WordFileError, match=r"\.\Z"):
        read_word_document(data)


def test_an_archive_without_a_document_is_refused() -> None:
    with pytest.raises(WordFileError, match="no Word document"):
        read_word_document(zipped({"a.txt": "hello"}))
    with pytest.raises(WordFileError, match="no Word document"):
        read_word_document(zipped({"word/document.xml": "<html/>"}))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_document_type_declaration_is_refused(encoding: str) -> None:
    xml = document_xml(paragraph(run("before &x; after"))).replace("UTF-8", encoding).replace("&amp;x;", "&x;")
    hostile = xml.replace("?>", '?><!DOCTYPE w:document [<!ENTITY x SYSTEM "file:///etc/hostname">]>', 1)
    with pytest.raises(WordFileError, match="document type declaration"):
        read_word_document(zipped({"word/document.xml": hostile.encode(encoding)}))


def test_a_document_that_unpacks_to_far_more_than_its_size_is_refused() -> None:
    data = word_file(paragraph(run("A" * 30_000_000)))
    assert len(data) < 60_000
    with pytest.raises(WordFileError, match="200 times its size"):
        read_word_document(data)


def test_a_document_with_very_many_entries_is_refused() -> None:
    data = word_file(paragraph(run("hello")), {f"word/media/{n}": b"" for n in range(10_001)})
    with pytest.raises(WordFileError, match="10,000 files"):
        read_word_document(data)


def test_a_document_with_very_many_elements_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word_paragraphs, "MOST_ELEMENTS", 100)
    with pytest.raises(WordFileError, match="more than 100 elements"):
        read_word_document(word_file("<w:a/>" * 200))


def test_deep_nesting_is_refused_and_not_lost() -> None:
    cell = "<w:tbl><w:tr><w:tc>"
    data = word_file(cell * 5_000 + paragraph(run("deep")) + "</w:tc></w:tr></w:tbl>" * 5_000)
    with pytest.raises(WordFileError, match="deeper"):
        read_word_document(data)


def test_damaged_bytes_anywhere_give_a_reason_or_a_document() -> None:
    good = word_file(paragraph(run("The harbour was closed. " * 40)), {"docProps/core.xml": "<a/>"})
    for place in range(0, len(good), 7):
        damaged = good[:place] + bytes([good[place] ^ 0x55]) + good[place + 1 :]
        for data in (damaged, good[:place]):
            may_be_word(data)
            try:
                read_word_document(data)
            except WordFileError as error:
                assert str(error).endswith(".")  # noqa: PT017


@settings(max_examples=40)
@given(
    st.lists(
        st.text(
            st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff\u2028\u2029"), max_size=40
        ),
        max_size=12,
    )
)
def test_every_paragraph_comes_back_as_it_was_written(lines: list[str]) -> None:
    assert texts(word_file_of(lines)) == lines


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the sample files are not here")
@pytest.mark.parametrize(
    ("name", "expected"),
    [("footnotes.docx", 2), ("testWORD_various.docx", 50), ("testWORD_tableInRunInsideParagraph.docx", 28)],
)
def test_awkward_documents_are_read(name: str, expected: int) -> None:
    assert len(texts((SAMPLES / "awkward" / "docx" / name).read_bytes())) == expected
