"""One ordinary file of each format, made by the builders of the readers' own tests. All their texts are made up."""

from __future__ import annotations

import gzip
import io
import json
import plistlib
import zipfile

from word_files import word_file_of

from tests.corpus.readers import (
    test_epub,
    test_europresse,
    test_factiva_html,
    test_factiva_rtf,
    test_factiva_xml,
    test_feeds,
    test_mail,
    test_metadata_exports,
    test_news_api,
    test_newsml,
    test_nexis_html,
    test_nexis_text,
    test_nexis_word,
    test_ninjs,
    test_nitf,
    test_open_document,
    test_parquet,
    test_pdf,
    test_proquest_text,
    test_references,
    test_rich_text,
    test_spreadsheet,
    test_web_archive,
    test_web_archive_page,
    test_web_page,
    test_word_document,
)

PROSE = (
    "The ferry came back to the harbour on Tuesday after a winter ashore.\n\n“It was quiet without her,” said Ana.\n"
)
"""An article that is nothing but text."""

NEXT = "The file after it: a bakery opened beside the northern pier on Wednesday.\n"
"""What is read after every hostile file."""

_MESSAGE = test_mail.HEAD + b"\nThe council met on Monday and voted on the harbour.\n"


def zipped(files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name, (2024, 3, 5, 10, 0, 0)), data, method)
    return out.getvalue()


def files() -> dict[str, bytes]:
    """A file of each format, by its name."""
    rows = [("id", "outlet", "title", "date", "text")] + [
        (str(n), "The Paper", f"Ferry {n}", "2024-03-05", f"The ferry sails, said “Ana” {n} times.") for n in range(6)
    ]
    objects = [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]
    answers = b"".join(
        test_web_archive.record(
            "response", test_web_archive.answer(test_web_page.article_page().encode()), address=f"https://p.example/{n}"
        )
        for n in range(2)
    )
    epub_page = test_epub.page(f"<h1>Road vote</h1><p>{test_epub.WORDS}</p>")
    news = {"status": "ok", "totalResults": 1, "articles": [test_news_api.article()]}
    mbox = b"".join(b"From ann@a.example Mon Jun  3 09:05:00 2024\n" + _MESSAGE + b"\n" for _ in range(3))
    return {
        "plain.txt": PROSE.encode(),
        "utf16.txt": PROSE.encode("utf-16"),
        "page.md": f"---\ntitle: Ferry\ndate: 2024-03-05\n---\n# Ferry\n\n{PROSE}".encode(),
        "page.html": test_web_page.article_page().encode(),
        "page.mht": test_web_archive_page.mhtml(
            ("text/html; charset=utf-8", "https://harbour.example/ferry", test_web_archive_page.PAGE.encode())
        ),
        "page.webarchive": plistlib.dumps(test_web_archive_page.safari(), fmt=plistlib.FMT_BINARY),
        "word.docx": test_word_document.docx(
            test_word_document.paragraph("Ferry", "Heading1") + test_word_document.paragraph(PROSE)
        ),
        "open.odt": test_open_document.odt(f"<text:p>{PROSE}</text:p>", meta="<dc:title>Ferry</dc:title>"),
        "rich.rtf": test_rich_text.rtf(rb"{\info{\title Ferry}}The ferry came back.\par\par It was \b quiet\b0 ."),
        "paper.pdf": test_pdf.pdf(
            [test_pdf.contents(test_pdf.column([*test_pdf.LEFT, *test_pdf.RIGHT]))] * 2, "/Title (Ferry)", packed=True
        ),
        "book.epub": test_epub.epub({"one.xhtml": epub_page, "two.xhtml": epub_page}),
        "mail.eml": test_mail.multipart(
            "mixed",
            b"Content-Type: text/plain\n\nHello, the ferry is back.",
            b'Content-Type: text/plain; name="a.txt"\nContent-Disposition: attachment; filename="a.txt"\n\nAttached words.',
        ),
        "mails.mbox": mbox,
        "table.csv": "\r\n".join(
            ",".join(f'"{c.replace(chr(34), chr(34) * 2)}"' for c in row) for row in rows
        ).encode(),
        "table.tsv": "\n".join("\t".join(row) for row in rows).encode(),
        "table.xlsx": test_spreadsheet.workbook(("Export", rows)),
        "table.parquet": test_parquet.table({name: [row[n] for row in rows[1:]] for n, name in enumerate(rows[0])}),
        "list.json": json.dumps(objects).encode(),
        "lines.jsonl": "\n".join(json.dumps(one) for one in objects).encode(),
        "records.xml": (
            "<export><articles>"
            + "".join(f"<article><title>T{n}</title><body><p>One {n}.</p></body></article>" for n in range(4))
            + "</articles></export>"
        ).encode(),
        "feed.rss": test_feeds.RSS.encode(),
        "feed.atom": test_feeds.ATOM.encode(),
        "pages.warc": answers,
        "pages.warc.gz": gzip.compress(answers, mtime=0),
        "texts.zip": zipped({"a.txt": PROSE.encode(), "b/c.txt": PROSE.encode(), "metadata.csv": b"file,title\na,A\n"}),
        "plain.txt.gz": gzip.compress(PROSE.encode(), mtime=0),
        "nexis.docx": word_file_of(
            [
                *test_nexis_word.cover("Bridge opens"),
                *test_nexis_word.document("Bridge opens", "It opened.", "It rained."),
            ]
        ),
        "nexis.rtf": test_nexis_word.rtf(test_nexis_word.document("Bridge opens", "The bridge opened.", "It rained.")),
        "nexis.txt": (test_nexis_text.COVER + test_nexis_text.FIRST + test_nexis_text.SECOND).encode(),
        "nexis.html": (test_nexis_html.head(2) + test_nexis_html.FIRST + test_nexis_html.SECOND).encode(),
        "factiva.html": test_factiva_html.page(test_factiva_html.article()).encode(),
        "factiva.rtf": test_factiva_rtf.document(test_factiva_rtf.article()),
        "factiva.xml": test_factiva_xml.document(test_factiva_xml.article(1), test_factiva_xml.article(2)),
        "europresse-old.html": f"<html><body>{test_europresse.old('<p>Le bac revient.</p>')}</body></html>".encode(),
        "europresse-new.html": f"<html><body>{test_europresse.new()}</body></html>".encode(),
        "proquest.txt": test_proquest_text.document(
            test_proquest_text.record(1), test_proquest_text.record(2)
        ).encode(),
        "newsml.xml": test_newsml.message(test_newsml.item(body=test_newsml.XHTML)).encode(),
        "nitf.xml": test_nitf.ARTICLE,
        "ninjs.json": json.dumps(test_ninjs.ITEM).encode(),
        "news-api.json": json.dumps(news).encode(),
        "media-cloud.json": json.dumps([test_metadata_exports.STORY]).encode(),
        "references.ris": test_references.RIS.encode(),
    }
