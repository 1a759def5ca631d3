"""The pages of a PDF by PDFium: their text as paragraphs, and what its document information says.

Nothing is drawn, no script runs and nothing is loaded. How pieces of text become paragraphs is in
:mod:`workbench.corpus.readers.pdf_layout`. Importing this loads PDFium, so it is imported when there is a PDF.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Iterator
from typing import Any, Final

import pypdfium2  # type: ignore[import-untyped]
import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

from workbench.corpus.readers.contract import Item, RawRecord, Remark
from workbench.corpus.readers.document_text import MADE, PROPERTIES_NOTE, joined, usable_author, usable_title
from workbench.corpus.readers.pdf_layout import Laid, Page, Piece, lay_out
from workbench.domain.article import Refusal

MOST_PAGES: Final = 5_000
"""Pages that are read of one file."""
MOST_CHARACTERS: Final = 2_000_000
"""Characters that are read of one file: about 600 dense pages, which take half a minute."""
_MOST_ON_PAGE: Final = 500_000
_PICTURE_PAGES: Final = 20

_DATE: Final = re.compile(
    r"(?:D:)?\s*(?P<year>\d{4})(?P<month>\d\d)?(?P<day>\d\d)?(?P<hour>\d\d)?(?P<minute>\d\d)?(?P<second>\d\d)?"
    r"(?P<zone>[Zz]|[+-]\d\d'?\d\d)?"
)
_ADDRESS: Final = re.compile(r"https?://[^\s<>\"]{4,500}")
_UNREADABLE: Final = re.compile("[\ufffd\ue000-\uf8ff\x01-\x08\x0e-\x1f\x7f-\x9f]")
_JOINS: Final = 0.7
"""Gap, in font sizes, over which two characters stand in different pieces."""


def read_document(data: bytes, path: str) -> Iterator[Item]:
    """The document as one record, or why it is not read."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        yield Refusal(path, "", _why_not(error, data))
        return
    try:
        yield from _read(document, path)
    except pypdfium2.PdfiumError:
        yield Refusal(path, "", "The PDF is damaged and could not be read. Open it and print it to a new PDF.")
    finally:
        document.close()


def _why_not(error: Exception, data: bytes) -> str:
    code = getattr(error, "err_code", None)
    if code == pdfium.FPDF_ERR_PASSWORD:
        return "The PDF is protected by a password. Open it, print it to a new PDF without a password, and read that."
    if code == pdfium.FPDF_ERR_SECURITY:
        return "The PDF is encrypted in a way that is not known. Open it, print it to a new PDF, and read that."
    if b"%%EOF" not in data[-2048:]:
        return "The PDF is damaged: its end is missing. Get the file again."
    return "The PDF is damaged and could not be opened. Get the file again, or open it and print it to a new PDF."


def _read(document: Any, path: str) -> Iterator[Item]:
    count = len(document)
    pages: list[Page] = []
    empty: list[int] = []
    broken: list[int] = []
    pictures = outside = 0
    characters = 0
    read = 0
    for number in range(min(count, MOST_PAGES)):
        if characters > MOST_CHARACTERS:
            break
        read = number + 1
        try:
            page = document[number]
        except pypdfium2.PdfiumError:
            broken.append(number + 1)
            continue
        try:
            laid = _page(page)
            outside += laid.outside
            if not any(piece.text.strip() for piece in laid.pieces):
                empty.append(number + 1)
                pictures += number < _PICTURE_PAGES and _has_picture(page)
        except pypdfium2.PdfiumError:
            broken.append(number + 1)
            continue
        finally:
            page.close()
        characters += sum(len(piece.text) for piece in laid.pieces)
        pages.append(laid)
    laid_out = lay_out(pages)
    marked = joined(laid_out.paragraphs)
    text, boilerplate = marked.text, marked.boilerplate
    if not text:
        yield Refusal(path, "", _no_text(count, pictures, len(broken)))
        return
    unreadable = len(_UNREADABLE.findall(text)) / len(text)
    if unreadable > 0.5:
        yield Refusal(
            path,
            "",
            "The fonts of the PDF do not say which letters their signs stand for, so its text can't be made out."
            " Run text recognition (OCR) over it, or get the text another way.",
        )
        return
    if read < count:
        yield Remark(f"Only the first {read:,} of {count:,} pages were read. Split the PDF to read the rest.")
    fields, sources = _metadata(document, laid_out, path)
    notes = [PROPERTIES_NOTE] if "author" in fields else []
    if outside:
        notes.append(f"Text that lies outside of the pages was left out ({outside:,} characters).")
    if laid_out.joined_words:
        notes.append(f"{laid_out.joined_words:,} words divided at line ends were put together.")
    if laid_out.kept_hyphens:
        notes.append(
            f"{laid_out.kept_hyphens:,} hyphens at line ends were kept: it is not certain whether they belong to the word."
        )
    review = []
    if empty and pictures:
        review.append(f"{_pages(empty)} of {count:,} hold no text; pictures of text are not read.")
    if broken:
        review.append(f"{_pages(broken)} of {count:,} are damaged and were not read.")
    if unreadable > 0.1:
        review.append(
            f"{unreadable:.0%} of the characters are unreadable: the fonts do not say which letters they are."
        )
    yield RawRecord(
        text=text,
        fields=fields,
        sources=sources,
        encoding="PDF",
        notes=tuple(notes),
        review=" ".join(review),
        boilerplate=boilerplate,
    )


def _pages(numbers: list[int]) -> str:
    shown = ", ".join(str(number) for number in numbers[:10]) + (", …" if len(numbers) > 10 else "")
    return f"Pages {shown}" if len(numbers) > 1 else f"Page {shown}"


def _no_text(count: int, pictures: int, broken: int) -> str:
    if broken and broken == count:
        return "The PDF is damaged: none of its pages could be read. Open it and print it to a new PDF."
    what = f"its {count:,} pages hold" if count != 1 else "its page holds"
    if pictures:
        return (
            f"The PDF is a scan: {what} pictures and no text. Run text recognition (OCR) over it and read the result."
        )
    return f"The PDF holds no text: {what} none. If you see text in it, run text recognition (OCR) over it."


def _has_picture(page: Any) -> bool:
    objects = pdfium.FPDFPage_CountObjects(page.raw)
    return any(
        pdfium.FPDFPageObj_GetType(pdfium.FPDFPage_GetObject(page.raw, number))
        in {pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_FORM}
        for number in range(min(objects, 1000))
    )


def _metadata(document: Any, laid: Laid, path: str) -> tuple[dict[str, str], dict[str, str]]:
    information: dict[str, str] = document.get_metadata_dict(skip_empty=True)
    fields: dict[str, str] = {}
    sources: dict[str, str] = {}
    if title := usable_title(information.get("Title", ""), path):
        fields["title"], sources["title"] = title, "PDF document information Title"
    elif laid.largest:
        fields["title"], sources["title"] = laid.largest, "largest text on the first page"
    if author := usable_author(information.get("Author", "")):
        fields["author"], sources["author"] = author, "PDF document information Author"
    for key in ("CreationDate", "ModDate"):
        if date := pdf_date(information.get(key, "")):
            fields[MADE], sources[MADE] = date, f"PDF document information {key}"
            break
    # browsers print the address of a page at the bottom of each sheet
    addresses = {match[0] for line in laid.running for match in _ADDRESS.finditer(line)}
    if len(addresses) == 1:
        fields["url"], sources["url"] = addresses.pop(), "running header or footer"
    return fields, sources


def pdf_date(raw: str) -> str:
    """A date of the document information (``D:20240622080100+02'00'``) in ISO 8601, or ``""`` when it is none."""
    match = _DATE.match(raw.strip())
    if match is None or match["year"] == "0000":
        return ""
    iso = match["year"]
    if match["month"]:
        iso += f"-{match['month']}"
    if match["day"]:
        iso += f"-{match['day']}"
    if match["hour"] and match["minute"]:
        iso += f"T{match['hour']}:{match['minute']}" + (f":{match['second']}" if match["second"] else "")
        zone = (match["zone"] or "").replace("'", "")
        iso += "Z" if zone in {"Z", "z"} else f"{zone[:3]}:{zone[3:]}" if zone else ""
    return iso


def _page(page: Any) -> Page:
    """The pieces of text on a page, turned so that most lines run from left to right."""
    left, low, right, high = page.get_bbox()
    text_page = page.get_textpage()
    try:
        count = min(text_page.count_chars(), _MOST_ON_PAGE)
        turned = _turned(text_page.raw, count)
        frame = (left, low, right, high)
        height = (high - low) if turned in {0, 180} else (right - left)
        pieces = _pieces(text_page.raw, count, frame, turned)
    finally:
        text_page.close()
    width = (right - left) if turned in {0, 180} else (high - low)
    visible = [
        piece for piece in pieces if -1 < piece.left < width + 1 and -1 < piece.top < height + 1 and piece.size < height
    ]
    return Page(max(1.0, height), visible, sum(len(piece.text) for piece in pieces) - sum(len(p.text) for p in visible))


def _turned(raw: Any, count: int) -> int:
    """By how many degrees (0, 90, 180, 270) most text is turned."""
    step = max(1, count // 40)
    votes = [0, 0, 0, 0]
    for index in range(0, count, step):
        angle = pdfium.FPDFText_GetCharAngle(raw, index)
        if angle >= 0:
            votes[round(angle / 1.5707963) % 4] += 1
    return votes.index(max(votes)) * 90


def _pieces(raw: Any, count: int, frame: tuple[float, float, float, float], turned: int) -> list[Piece]:
    unicode_of, loose_box = pdfium.FPDFText_GetUnicode, pdfium.FPDFText_GetLooseCharBox
    size_of, matrix_of = pdfium.FPDFText_GetFontSize, pdfium.FPDFText_GetMatrix
    box, matrix = pdfium.FS_RECTF(), pdfium.FS_MATRIX()
    pointer, at_matrix = ctypes.byref(box), ctypes.byref(matrix)
    pieces: list[Piece] = []
    letters: list[str] = []
    space = False
    piece: Piece | None = None
    last = (0.0, 0.0, 0.0, 0.0)

    def finish() -> None:
        if piece is not None:
            piece.text = _joined_surrogates("".join(letters))
            pieces.append(piece)
        letters.clear()

    for index in range(count):
        code = unicode_of(raw, index)
        if code in {13, 10, 32, 9, 0xA0, 0}:
            space = True
            continue
        if not loose_box(raw, index, pointer):
            continue
        place = _place(box.left, box.top, box.right, box.bottom, frame, turned)
        # what PDFium takes for a hyphen of a line end need not be one
        sign = "-" if code in {2, 0xFFFE} else chr(code)
        if piece is not None:
            size = piece.size
            gap = max(place[0] - last[2], last[0] - place[2])
            level = abs((place[1] + place[3]) - (last[1] + last[3])) / 2
            if gap > _JOINS * size or level > 0.5 * size:
                finish()
                piece = None
            elif (space and gap > 0.06 * size) or gap > 0.3 * size:
                letters.append(" ")
        if piece is None:
            # the size of the font is that before scaling
            size = size_of(raw, index) * (math.hypot(matrix.c, matrix.d) if matrix_of(raw, index, at_matrix) else 1.0)
            piece = Piece("", place[0], place[1], place[2], place[3], max(1.0, size))
        letters.append(sign)
        piece.left, piece.top = min(piece.left, place[0]), min(piece.top, place[1])
        piece.right, piece.bottom = max(piece.right, place[2]), max(piece.bottom, place[3])
        last = place
        space = False
    finish()
    return pieces


def _place(
    left: float, top: float, right: float, bottom: float, frame: tuple[float, float, float, float], turned: int
) -> tuple[float, float, float, float]:
    """A box (left, top, right, bottom) counted from the top left corner of the page as it is read."""
    low_x, low_y, high_x, high_y = frame
    match turned:
        case 90:  # lines run from top to bottom
            return high_y - max(top, bottom), high_x - right, high_y - min(top, bottom), high_x - left
        case 180:
            return high_x - right, min(top, bottom) - low_y, high_x - left, max(top, bottom) - low_y
        case 270:  # lines run from bottom to top
            return min(top, bottom) - low_y, left - low_x, max(top, bottom) - low_y, right - low_x
        case _:
            return left - low_x, high_y - max(top, bottom), right - low_x, high_y - min(top, bottom)


def _joined_surrogates(text: str) -> str:
    if any("\ud800" <= c <= "\udfff" for c in text):
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text
