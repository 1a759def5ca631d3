from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.corpus.readers.contract import RawRecord
from workbench.corpus.readers.rich_text import RichText, heading_level, read_rich_text
from workbench.domain.article import Refusal

SAMPLES = Path(__file__).parents[4] / "shared" / "samples" / "awkward" / "rtf"
FONTS = rb"{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset204 Arial Cyr;}{\f2\fcharset128 Mincho;}}"


def rtf(body: bytes, page: int = 1252) -> bytes:
    return rb"{\rtf1\ansi\ansicpg%d\deff0\uc1 %s%s}" % (page, FONTS, body)


def record(data: bytes, path: str = "a.rtf") -> RawRecord:
    (item,) = RichText().read(data, path, mapping={})
    assert isinstance(item, RawRecord)
    return item


def text(body: bytes, page: int = 1252) -> str:
    return record(rtf(body, page)).text


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (rb"One.\par Two\line lines.\par\par Three.", "One.\n\nTwo\nlines.\n\nThree."),
        (rb"caf\'e9 \u8212\'97 \u8220?x\u8221?", "café — “x”"),
        (rb"\uc0\u8212 a{\uc2\u8212xxb}\uc1\u8212\'97c", "—a—b—c"),
        (rb"\u-10179?\u-8704?!", "😀!"),
        (rb"{\f1 \'cc\'e8\'f0} \'e9", "Мир é"),
        (rb"{\f2 \'83\'65\'83X\'83\'67}", "テスト"),
        (rb"a\~b\_c soft\-hyphen \{brace\} \\ \emdash\endash\bullet", "a\u00a0b\u2011c softhyphen {brace} \\ —–•"),
        (rb"before {\v secret} after", "before  after"),
        (rb'{\field{\*\fldinst HYPERLINK "http://a.example/"}{\fldrslt the link}} follows', "the link follows"),
        (rb"Text.{\footnote {\*\ftn}The note.} More.\par Next.", "Text. More.\n\nThe note.\n\nNext."),
        (
            rb"A{\shp{\*\shpinst{\sp{\sn x}{\sv 1}}{\shptxt In a box.\par}}{\shprslt copy}}B\par C",
            "AB\n\nIn a box.\n\nC",
        ),
        (rb"x{\*\unknown gone}{\header gone}{\pict 00ff}{\*\annotation gone}y", "xy"),
        (rb"{\upr{better?}{\*\ud{\u21839?\u33390?}}}", "問艮"),
        (rb"a\bin5 }}{{\z", "az"),
        (rb"kept{\b0\*\cs7 also kept}", "keptalso kept"),
        (rb"\trowd One\cell Two\cell\row After", "One\n\nTwo\n\nAfter"),
        (rb"{\deleted gone}stays", "stays"),
        (rb"{\listtext 1.\tab}Item", "Item"),
        (b"a\\\nb", "a\n\nb"),
    ],
)
def test_text_comes_out_in_reading_order(body: bytes, expected: str) -> None:
    assert text(body) == expected


def test_fonts_without_charset_mean_the_code_page_of_the_document() -> None:
    data = rb"{\rtf1\ansi\ansicpg1251{\fonttbl{\f0\fcharset0 Arial;}}\f0 \'cc\'e8\'f0}"
    found = record(data)
    assert found.text == "Мир"
    assert found.encoding == "RTF, code page 1251"


def test_title_author_and_date_come_from_the_info_group_with_their_source() -> None:
    info = rb"{\info{\title The harbour vote}{\author Ann Lee}{\creatim\yr2024\mo6\dy3\hr9\min5}{\author Other}}"
    found = record(rtf(info + rb"Body text."))
    assert found.fields == {"title": "The harbour vote", "author": "Ann Lee", "made": "2024-06-03T09:05"}
    assert found.sources["made"] == "RTF info creatim"
    assert any("properties of the file" in note for note in found.notes)
    assert found.text == "Body text."


def test_a_heading_counts_before_the_title_of_the_file() -> None:
    styles = rb"{\stylesheet{\s0 Normal;}{\s1\outlinelevel0 Custom;}{\s2 heading 2;}}"
    found = record(rtf(styles + rb"{\info{\title Old}}\pard\s1 Harbour vote\par\pard\s0 Body."))
    assert found.fields["title"] == "Harbour vote"
    assert found.sources["title"] == "first heading"


@pytest.mark.parametrize(
    ("style", "level"),
    [("heading 1", 1), ("Überschrift 2", 2), ("Title", 1), ("Titre", 1), ("Normal", 0), ("Titles", 0)],
)
def test_styles_of_headings_are_known_by_name(style: str, level: int) -> None:
    assert heading_level(style) == level


def test_hidden_text_is_counted() -> None:
    assert any("6 characters" in note for note in record(rtf(rb"a{\v secret}b")).notes)


def test_a_file_that_ends_early_is_read_and_marked() -> None:
    found = record(rtf(rb"Whole paragraph.\par Half a par")[:-1])
    assert found.text.endswith("Half a par")
    assert "ends in the middle" in found.review


def test_documents_in_a_row_are_all_read() -> None:
    assert record(rtf(rb"One.") + b"\r\n" + rtf(rb"Two.")).text == "One.\n\nTwo."


@pytest.mark.parametrize("data", [b"{\\rtf1}", rtf(b""), rtf(rb"{\pict 00}")])
def test_a_file_without_text_is_refused(data: bytes) -> None:
    (item,) = RichText().read(data, "a.rtf", mapping={})
    assert isinstance(item, Refusal)
    assert "no text" in item.reason


def test_endless_nesting_is_refused_in_words() -> None:
    (item,) = RichText().read(b"{\\rtf1" + b"{" * 100_000, "a.rtf", mapping={})
    assert isinstance(item, Refusal)
    assert "nested" in item.reason


def test_it_is_recognised_by_its_content() -> None:
    assert RichText().recognises(b"\xef\xbb\xbf {\\rtf1 x}", "a.doc")
    assert not RichText().recognises(b"Text about {\\rtf1", "a.rtf")
    assert not RichText().recognises(b"", "a.rtf")


@given(st.text(st.characters(blacklist_categories=("Cs", "Cc", "Cn", "Co", "Zl", "Zp")), min_size=1, max_size=60))
def test_any_text_survives_unicode_escapes(original: str) -> None:
    units = original.encode("utf-16-le")
    codes = [int.from_bytes(units[at : at + 2], "little", signed=True) for at in range(0, len(units), 2)]
    body = b"".join(rb"\u%d?" % code for code in codes)
    document = read_rich_text(rtf(b"|" + body + b"|"))
    assert document.paragraphs[0].text == f"|{original}|"


@given(st.binary(max_size=300))
def test_no_bytes_make_it_fail(body: bytes) -> None:
    for item in RichText().read(b"{\\rtf1" + body, "a.rtf", mapping={}):
        if isinstance(item, RawRecord):
            item.text.encode("utf-8")


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the samples are not here")
@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("testRTF-ms932.rtf", "Hello\n\nこんにちは\n\nTest\n\nテスト"),
        ("testRTFWindowsCodepage1250.rtf", "zażółć gęślą jaźń\n\nZAŻÓŁĆ GĘŚLĄ JAŹŃ"),
        ("testFontAfterBufferedText.rtf", "Уважаемый клиент!"),
        ("testRTFUnicodeUCNControlWordCharacterDoubling.rtf", "0 年 abc 念"),
        ("testRTFHexEscapeInsideWord.rtf", "GOVERNO DO ESTADO DO ESPÍRITO SANTO"),
    ],
)
def test_awkward_files_come_out_right(name: str, expected: str) -> None:
    assert record((SAMPLES / name).read_bytes(), name).text == expected


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the samples are not here")
def test_every_awkward_file_is_read() -> None:
    files = sorted(SAMPLES.glob("*.rtf"))
    assert len(files) >= 12
    for file in files:
        assert record(file.read_bytes(), file.name).text
