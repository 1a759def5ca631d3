from __future__ import annotations

import zlib
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.corpus.readers.contract import RawRecord
from workbench.corpus.readers.pdf import Pdf
from workbench.corpus.readers.pdf_document import pdf_date
from workbench.domain.article import Refusal

SAMPLES = Path(__file__).parents[4] / "shared" / "samples" / "awkward"
Line = tuple[float, float, float, str]
"""Left and bottom in points, size of the font, text."""


def contents(lines: Sequence[Line]) -> bytes:
    parts = [
        b"BT /F1 %.1f Tf %.1f %.1f Td (%s) Tj ET"
        % (size, left, bottom, text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)").encode("cp1252"))
        for left, bottom, size, text in lines
    ]
    return b"\n".join(parts)


def pdf(pages: Sequence[bytes], information: str = "", *, packed: bool = False, turn: int = 0) -> bytes:
    """A small PDF with one stream of instructions for each page."""
    objects: list[bytes] = [b"<</Type/Catalog/Pages 2 0 R>>", b"", b"<</Type/Font/Subtype/Type1/BaseFont/Courier/Encoding"
                            b"/WinAnsiEncoding>>", f"<<{information}>>".encode("cp1252")]  # fmt: skip
    kids = []
    for page in pages:
        number = len(objects) + 1
        kids.append(b"%d 0 R" % number)
        stream = zlib.compress(page) if packed else page
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Rotate %d/Contents %d 0 R/Resources<</Font<</F1 3 0 R>>>>>>"
            % (turn, number + 1)
        )
        filtered = b"/Filter/FlateDecode" if packed else b""
        objects.append(b"<</Length %d%s>>stream\n%s\nendstream" % (len(stream), filtered, stream))
    objects[1] = b"<</Type/Pages/Kids[%s]/Count %d>>" % (b" ".join(kids), len(kids))
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer<</Size %d/Root 1 0 R/Info 4 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(out))
    return out + b"xref\n0 %d\n0000000000 65535 f \n%s%s" % (len(objects) + 1, table, trailer)


def column(texts: Sequence[str], *, left: float = 60, top: float = 700, size: float = 10) -> list[Line]:
    return [(left, top - 12 * number, size, text) for number, text in enumerate(texts)]


def record(data: bytes, path: str = "a.pdf") -> RawRecord:
    (item,) = Pdf().read(data, path, mapping={})
    assert isinstance(item, RawRecord)
    return item


def refusal(data: bytes) -> str:
    (item,) = Pdf().read(data, "a.pdf", mapping={})
    assert isinstance(item, Refusal)
    assert item.reason.endswith(".")
    return item.reason


LEFT = ["The council of the town met on", "Monday to vote on the harbour", "and on the road to the north."]
RIGHT = ["A second vote is planned for", "the summer, said the mayor of", "the town after the meeting."]


def test_lines_become_paragraphs() -> None:
    body = [
        *column(["First paragraph of the article, which"], left=78),
        *column(["goes on in this line and ends early."], top=688),
        *column(["Second paragraph that has also its two"], left=78, top=676),
        *column(["lines of text in the column."], top=664),
    ]
    assert record(pdf([contents(body)])).text == (
        "First paragraph of the article, which goes on in this line and ends early.\n\n"
        "Second paragraph that has also its two lines of text in the column."
    )


def test_space_between_lines_begins_a_paragraph() -> None:
    body = column(LEFT) + column(RIGHT, top=640)
    assert record(pdf([contents(body)])).text == f"{' '.join(LEFT)}\n\n{' '.join(RIGHT)}"


@pytest.mark.parametrize("by_rows", [False, True])
def test_columns_are_read_one_after_the_other(by_rows: bool) -> None:
    left, right = column(LEFT), column(RIGHT, left=320)
    body = [line for pair in zip(left, right, strict=True) for line in pair] if by_rows else [*right, *left]
    headline = [(60.0, 740.0, 18.0, "A headline over both columns of it")]
    assert record(pdf([contents(headline + body)])).text == (
        f"A headline over both columns of it\n\n{' '.join(LEFT)}\n\n{' '.join(RIGHT)}"
    )


def test_cells_of_a_table_stay_in_their_rows() -> None:
    body = column(["Ayes", "Noes", "Away"]) + column(["12", "7", "1"], left=200)
    text = record(pdf([contents(body)])).text
    assert "Ayes\t12" in text
    assert "Away\t1" in text


def test_the_largest_text_of_the_first_page_is_the_title() -> None:
    found = record(pdf([contents([(60, 740, 20, "Harbour vote today"), *column(LEFT)])]))
    assert found.fields["title"] == "Harbour vote today"
    assert found.sources["title"] == "largest text on the first page"


def test_document_information_comes_with_its_source() -> None:
    data = pdf(
        [contents(column(LEFT))], "/Title(The harbour vote)/Author(Ann Lee)/CreationDate(D:20240603090500+02'00')"
    )
    found = record(data)
    assert found.fields == {"title": "The harbour vote", "author": "Ann Lee", "made": "2024-06-03T09:05:00+02:00"}
    assert found.sources["made"] == "PDF document information CreationDate"


@pytest.mark.parametrize("title", ["Microsoft Word - draft.doc", "untitled", "a", "page7.indd"])
def test_what_programs_write_as_title_is_not_believed(title: str) -> None:
    assert "title" not in record(pdf([contents(column(LEFT))], f"/Title({title})")).fields


def test_a_divided_word_is_put_together_only_when_the_document_shows_how_it_is_written() -> None:
    lines = [
        "Officials in the parliament were asked why the parlia-",
        "ment decided on long-term plans, and about the long-",
        "term harbour plans; they spoke of the new govern-",
        "ment, of an agree-",
        "able evening, and of nothing else at all that evening.",
    ]
    found = record(pdf([contents(column(lines))]))
    assert "why the parliament decided" in found.text
    assert "the long-term harbour" in found.text
    assert "new government," in found.text
    assert "an agree-able evening" in found.text
    assert any(note.startswith("1 hyphens at line ends were kept") for note in found.notes)


def three_pages() -> bytes:
    bodies = [
        ["The first page ends in the middle of", "a sentence that goes on"],
        ["on the second page and ends there.", "Another sentence follows it."],
        ["The third page has its own text here.", "It is the end of the article."],
    ]
    return pdf(
        [
            contents(
                [
                    (60, 770, 8, "Harbour Gazette"),
                    *column(body),
                    (60, 30, 8, "https://gazette.example/vote"),
                    (500, 30, 8, f"{number}/3"),
                ]
            )
            for number, body in enumerate(bodies, start=1)
        ]
    )


def test_running_headers_and_footers_are_marked_and_do_not_divide_paragraphs() -> None:
    found = record(three_pages())
    marked = [found.text[start:end] for start, end, _, _ in found.boilerplate]
    assert marked.count("Harbour Gazette") == 3
    assert len(marked) == 6
    assert "a sentence that goes on on the second page and ends there." in found.text
    assert all(rule == "running header or footer on 3 of 3 pages" for _, _, _, rule in found.boilerplate)
    rest = found.text
    for start, end, _, _ in reversed(found.boilerplate):
        rest = rest[:start] + rest[end:]
    assert "Gazette" not in rest


def test_an_address_in_the_running_footer_is_the_address_of_the_article() -> None:
    assert record(three_pages()).fields["url"] == "https://gazette.example/vote"


def test_text_that_repeats_inside_a_paragraph_is_no_running_header() -> None:
    page = contents(column([*LEFT, *RIGHT], top=780))
    assert record(pdf([page, page])).boilerplate == ()


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_turned_pages_are_read_upright(turn: int) -> None:
    matrix = {90: "0 1 -1 0 600 0", 180: "-1 0 0 -1 600 800", 270: "0 -1 1 0 0 800"}[turn]
    lines = contents(column(LEFT, left=60, top=400))
    page = f"q {matrix} cm\n".encode() + lines + b"\nQ"
    assert record(pdf([page], turn=turn)).text == " ".join(LEFT)


def test_text_drawn_twice_counts_once() -> None:
    body = column(LEFT)
    shifted = [(left + 0.4, bottom, size, text) for left, bottom, size, text in body]
    assert record(pdf([contents(body + shifted)])).text == " ".join(LEFT)


def test_text_outside_of_the_page_is_left_out_and_counted() -> None:
    found = record(pdf([contents([*column(LEFT), (60, -300, 10, "secret")])]))
    assert "secret" not in found.text
    assert any("6 characters" in note for note in found.notes)


def test_pages_without_text_are_refused_with_the_next_step() -> None:
    assert "text recognition" in refusal(pdf([b"0 0 10 10 re f"]))
    picture = b"q 600 0 0 800 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID x EI Q"
    assert "is a scan" in refusal(pdf([picture]))


def test_a_page_that_is_a_picture_is_named_for_review() -> None:
    picture = b"q 600 0 0 800 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID x EI Q"
    assert "Page 2 of 2 hold no text" in record(pdf([contents(column(LEFT)), picture])).review


@pytest.mark.parametrize(
    ("data", "reason"),
    [(b"", "empty"), (b"%PDF-1.4\nnothing", "end is missing"), (b"%PDF-1.4\nnothing\n%%EOF", "damaged"),
     (pdf([contents(column(LEFT))])[:300], "end is missing")],
)  # fmt: skip
def test_damaged_files_are_refused(data: bytes, reason: str) -> None:
    assert reason in refusal(data)


def test_a_stream_that_fills_the_memory_is_refused_before_it_is_unpacked() -> None:
    assert "fill the memory" in refusal(pdf([b"q " * 20_000_000], packed=True))


def test_packed_pages_are_read() -> None:
    assert record(pdf([contents(column(LEFT))], packed=True)).text == " ".join(LEFT)


@pytest.mark.parametrize(
    ("raw", "iso"),
    [
        ("D:20240603090500+02'00'", "2024-06-03T09:05:00+02:00"),
        ("D:20240603090500Z00'00'", "2024-06-03T09:05:00Z"),
        ("20240603", "2024-06-03"),
        ("D:2024", "2024"),
        ("yesterday", ""),
        ("", ""),
    ],
)
def test_dates_become_iso(raw: str, iso: str) -> None:
    assert pdf_date(raw) == iso


def test_it_is_recognised_by_its_content() -> None:
    assert Pdf().recognises(b"\r\n%PDF-1.7", "download")
    assert not Pdf().recognises(b"About %PDX-", "a.pdf")


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 560), st.integers(0, 790), st.sampled_from(["word", "two words", "a-", "9"])),
        max_size=30,
    )
)
def test_no_word_is_lost_or_invented_wherever_it_stands(places: list[tuple[int, int, str]]) -> None:
    spread = {(left // 130 * 130 + 10, bottom // 20 * 20 + 10): text for left, bottom, text in places}
    lines = [(float(left), float(bottom), 10.0, text) for (left, bottom), text in spread.items()]
    items = list(Pdf().read(pdf([contents(lines)]), "a.pdf", mapping={}))
    expected = sorted("".join(text for _, _, _, text in lines).replace(" ", ""))
    found = "".join(item.text for item in items if isinstance(item, RawRecord))
    assert sorted("".join(found.split())) == expected


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the samples are not here")
def test_every_awkward_pdf_is_read_or_refused_with_a_reason() -> None:
    refused = {}
    files = sorted(SAMPLES.glob("pdf*/*.pdf"))
    assert len(files) >= 16
    for file in files:
        (item,) = Pdf().read(file.read_bytes(), file.name, mapping={})
        if isinstance(item, Refusal):
            refused[file.name] = item.reason
    assert set(refused) == {"empty.pdf", "password-example.pdf", "testPDF_malformedXFA.pdf", "issue-297-example.pdf"}
    assert "password" in refused["password-example.pdf"]


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the samples are not here")
def test_columns_and_page_numbers_of_a_real_document() -> None:
    found = record((SAMPLES / "pdf" / "testPDF_bad_page_303226.pdf").read_bytes())
    assert (
        "such conditions as he deems proper on the disposal of controlled substances, including the method"
        in found.text
    )
    assert sum(rule.startswith("page number") for _, _, _, rule in found.boilerplate) == 19
