"""One small file for each library that reads a format: what the frozen app lacks shows when it is to read them."""

from __future__ import annotations

import zipfile
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq

WORDS = "The ferry to the island left the pier on Friday, and the harbour master waved to everybody on board."


def write_files(folder: Path) -> list[str]:
    """Write the files into a new folder. Returns their names, each of which holds one article."""
    folder.mkdir(parents=True)
    (folder / "page.html").write_text(_page(), encoding="utf-8")
    (folder / "mail.eml").write_text(
        f"From: desk@news.example\nSubject: The ferry\nDate: Fri, 3 May 2024 08:00:00 +0200\n\n{WORDS}\n",
        encoding="utf-8",
    )
    (folder / "paper.pdf").write_bytes(_pdf())
    _write_document(folder / "report.docx")
    book = openpyxl.Workbook()
    sheet = book.create_sheet("articles", 0)
    sheet.append(["outlet", "text"])
    sheet.append(["Post", WORDS])
    book.save(folder / "table.xlsx")
    pq.write_table(pa.table({"outlet": ["Post"], "text": [WORDS]}), folder / "table.parquet")
    (folder / "old.rtf").write_text("{\\rtf1\\ansi " + WORDS + "\\par}", encoding="ascii")
    return sorted(path.name for path in folder.iterdir())


def _page() -> str:
    paragraphs = "".join(f"<p>{WORDS} It was the number {n} of the day.</p>" for n in range(8))
    return (
        f"<!doctype html><html><head><title>The ferry</title></head><body><article>{paragraphs}</article></body></html>"
    )


def _pdf() -> bytes:
    """A page with one line, as short as a PDF can be."""
    drawn = f"BT /F1 12 Tf 72 720 Td ({WORDS}) Tj ET".encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 842 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn),
    ]
    out = b"%PDF-1.4\n"
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"xref\n0 5\n0000000000 65535 f \n%strailer\n<< /Size 5 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        table, len(out),
    )  # fmt: skip


def _write_document(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(
            "[Content_Types].xml",
            '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override'
            ' PartName="/word/document.xml" ContentType='
            '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
        )
        archive.writestr(
            "word/document.xml",
            '<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
            f"<w:body><w:p><w:r><w:t>{WORDS}</w:t></w:r></w:p></w:body></w:document>",
        )
