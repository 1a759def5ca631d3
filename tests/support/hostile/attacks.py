"""Files that are made to fill the memory, to take for ever, to reach out, to lead astray, or to be taken for something else."""

from __future__ import annotations

import base64
import bz2
import gzip
import io
import json
import stat
import struct
import warnings
import zipfile
import zlib
from collections.abc import Callable
from typing import Final

from hostile.lookalikes import NEXT, PROSE, zipped
from hostile.lookalikes import files as lookalikes
from tests.corpus.readers import test_epub as epub
from tests.corpus.readers import test_mail as mail
from tests.corpus.readers import test_open_document as open_document
from tests.corpus.readers import test_parquet as parquet
from tests.corpus.readers import test_pdf as pdf
from tests.corpus.readers import test_spreadsheet as spreadsheet
from tests.corpus.readers import test_web_archive as web_archive
from tests.corpus.readers import test_web_archive_page as web_archive_page
from tests.corpus.readers import test_web_page as web_page
from tests.corpus.readers import test_word_document as word

Attack = Callable[[float], dict[str, bytes]]
"""Files by name. The number says how large: 1.0 for a benchmark, less for a test."""

LAUGHS = '<!DOCTYPE l [<!ENTITY a "lol">' + "".join(
    f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)
) + "]>"  # fmt: skip
REMOTE = '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/hostname"><!ENTITY % y SYSTEM "http://127.0.0.1:9/y.dtd"> %y;]>'
STRANGE = "\u202egnp.ecila\u202c\u2066\u200f\u0007\x1b[31m\x85\u2028\ufeff\u0301\U000e0041\U0010ffff\ud800"
"""Signs that turn, hide, ring, colour, break lines, or can't be stored."""


def size(amount: float, scale: float) -> int:
    """A number that is smaller in tests."""
    return max(3, int(amount * scale))


def packed_bombs(scale: float) -> dict[str, bytes]:
    """Little that unpacks to very much, in every container there is."""
    zeros = b"A" * size(300_000_000, scale)
    spaces = b" " * size(120_000_000, scale)
    paragraphs = "<w:p><w:r><w:t>A</w:t></w:r></w:p>" * size(3_000_000, scale)
    rows = "<row><c><v>1</v></c></row>" * size(3_000_000, scale)
    layer = zipped({"a.txt": zeros})
    for _ in range(6):
        layer = zipped({f"{n}.zip": layer for n in range(10)})
    members = gzip.compress(b"", mtime=0) * size(200_000, scale)
    page = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n" + gzip.compress(
        zeros, mtime=0
    )
    stream = zlib.compress(b"BT /F1 10 Tf 60 700 Td (A) Tj ET\n" * size(8_000_000, scale))
    return {
        "bomb.zip": zipped({"a.txt": zeros}),
        "bomb-bzip2.zip": zipped({"a.txt": zeros}, zipfile.ZIP_BZIP2),
        "bomb-lzma.zip": zipped({"a.txt": zeros}, zipfile.ZIP_LZMA),
        "layers.zip": layer,
        "same-bytes.zip": overlapping(size(2_000_000, scale), size(300, scale)),
        "many.zip": zipped({f"{n}.txt": b"x" for n in range(size(120_000, scale))}, zipfile.ZIP_STORED),
        "many-words.zip": zipped({f"{n}/{n}.txt": b"A ferry." for n in range(size(30_000, scale))}, zipfile.ZIP_STORED),
        "bomb.txt.gz": gzip.compress(zeros, mtime=0),
        "twice.gz": gzip.compress(gzip.compress(zeros, mtime=0), mtime=0),
        "members.gz": members,
        "bomb.docx": word.docx(paragraphs),
        "one-word.docx": word.docx(word.paragraph(zeros.decode())),
        "bomb.odt": open_document.odt("<text:p>A</text:p>" * size(3_000_000, scale)),
        "spaces.odt": open_document.odt(f'<text:p><text:s text:c="{10**10}"/>A</text:p>'),
        "columns.odt": open_document.odt(
            f'<table:table><table:table-row table:number-rows-repeated="{10**9}"><table:table-cell'
            f' table:number-columns-repeated="{10**9}"><text:p>A</text:p></table:table-cell></table:table-row></table:table>'
        ),
        "bomb.xlsx": spreadsheet.changed(spreadsheet.workbook(("S", [["text"], ["A"]])), sheet1=spreadsheet.sheet_xml(rows)),
        "far.xlsx": spreadsheet.changed(
            spreadsheet.workbook(("S", [["text"], ["A"]])),
            sheet1=spreadsheet.sheet_xml('<row r="1"><c r="A1"><v>1</v></c><c r="XFD1"><v>2</v></c></row>'
                                         '<row r="1048576"><c r="XFD1048576"><v>3</v></c></row>'),
        ),
        "bomb.epub": epub.epub({f"{n}.xhtml": epub.page(f"<p>{'A ' * size(4_000_000, scale)}</p>") for n in range(8)}),
        "bomb.pdf": flate_pdf(stream),
        "bomb-layers.pdf": flate_pdf(zlib.compress(zlib.compress(zeros)), b"[/FlateDecode/FlateDecode]"),
        "bomb.warc.gz": gzip.compress(web_archive.record("response", web_archive.answer(zeros)), mtime=0),
        "bomb-inside.warc": web_archive.record("response", page),
        "bomb.wacz": zipped({"datapackage.json": b"{}", "archive/a.warc": zeros}),
        "bomb.mht": web_archive_page.mhtml(("text/html", "https://a.example", b"<p>A</p>" * size(3_000_000, scale))),
        "spaces.parquet": parquet.table({"text": ["A" * size(60_000_000, scale)] * 6, "id": list("abcdef")}, compression="gzip"),
        "spaces.txt": spaces,
        "spaces.html": b"<html><body><p>" + spaces + b"A</p>",
    }  # fmt: skip


def overlapping(length: int, entries: int) -> bytes:
    """An archive whose entries all stand for the same packed bytes."""
    packed = zlib.compressobj(9, zlib.DEFLATED, -15)
    body = packed.compress(b"A" * length) + packed.flush()
    check = zlib.crc32(b"A" * length)
    local = struct.pack("<4s5H3L2H", b"PK\3\4", 20, 0, 8, 0, 33, check, len(body), length, 5, 0) + b"a.txt" + body
    listed = b"".join(
        struct.pack("<4s6H3L5H2L", b"PK\1\2", 20, 20, 0, 8, 0, 33, check, len(body), length, 5, 0, 0, 0, 0, 0, 0)
        + b"a.txt"
        for _ in range(entries)
    )
    return local + listed + struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, entries, entries, len(listed), len(local), 0)


def flate_pdf(stream: bytes, filters: bytes = b"/FlateDecode") -> bytes:
    """A PDF with one page of packed instructions."""
    plain = pdf.pdf([b"INSTRUCTIONS"])
    return plain.replace(
        b"<</Length 12>>stream\nINSTRUCTIONS", b"<</Length %d/Filter %s>>stream\n%s" % (len(stream), filters, stream)
    )


def nested(scale: float) -> dict[str, bytes]:
    """Things inside one another, thousands deep."""
    deep = size(100_000, scale)
    message = b"Subject: The innermost\n\nIt is here.\n"
    for _ in range(size(1_000, scale)):
        message = b"Subject: Outer\nMIME-Version: 1.0\nContent-Type: message/rfc822\n\n" + message
    parts = b"".join(
        b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (n, n) for n in range(size(1_000, scale))
    )
    pages = "".join(
        f"{n} 0 obj<</Type/Pages/Kids[{n + 1} 0 R]/Count 1/Parent {n - 1} 0 R>>endobj\n" for n in range(2, deep // 20)
    )
    feed = "<rss version='2.0'><channel><title>P</title><item><title>T</title><description>A</description>"
    return {
        "deep.json": b"[" * deep + b"]" * deep,
        "deep-objects.json": b'{"a":' * deep + b"1" + b"}" * deep,
        "deep-text.json": b'[{"text":' + b"[" * 900 + b'"A"' + b"]" * 900 + b"}]",
        "deep.jsonl": (b'{"text":' + b"[" * deep + b"}\n") * 3,
        "deep.html": b"<html><body>" + b"<div>" * deep + b"A ferry.",
        "deep-spans.html": b"<html><body><p>" + b"<span>" * (deep // 4) + b"A ferry." + b"</span>" * (deep // 4),
        "deep-lists.html": b"<html><body><ul><li>" * (deep // 10) + b"A ferry.",
        "deep-tables.html": b"<html><body>" + b"<table><tr><td>" * (deep // 10) + b"A ferry.",
        "deep-quotes.html": web_page.page("<blockquote>" * (deep // 50) + "<p>" + PROSE * 5).encode(),
        "deep.xml": b"<r>" + b"<a>" * deep + b"<text>A</text>" + b"</a>" * deep + b"</r>",
        "deep.rss": feed.encode() + b"<x>" * deep,
        "deep.rtf": b"{\\rtf1 " + b"{" * (deep * 5) + b"A ferry." + b"}" * (deep * 5) + b"}",
        "deep.docx": word.docx(around("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>", word.paragraph("A"), deep // 10)),
        "deep.odt": open_document.odt(f"<text:p>{around('<text:span>', '</text:span>', 'A', deep // 10)}</text:p>"),
        "deep.eml": message,
        "deep-parts.eml": mail.HEAD + parts + b"\nIt is here.\n",
        "deep-comments.eml": mail.HEAD.replace(b"From: ", b"From: " + b"(" * (deep // 5)) + b"\nWords.\n",
        "deep.pdf": b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n" + pages.encode() + b"trailer<</Root 1 0 R>>\n%%EOF",
        "deep-arrays.pdf": pdf.pdf([b"BT /F1 10 Tf " + b"[" * deep + b"(A) TJ ET"]),
        "round.pdf": pdf.pdf([b"BT /F1 10 Tf (A) Tj ET"]).replace(b"/Kids[5 0 R", b"/Kids[2 0 R"),
        "deep.md": b"> " * deep + b"A ferry.",
        "deep.zip": nested_zip(40),
    }  # fmt: skip


def around(begin: str, end: str, inside: str, times: int) -> str:
    """Something inside itself, many times."""
    return begin * times + inside + end * times


def nested_zip(deep: int) -> bytes:
    """Archives inside one another."""
    data = PROSE.encode()
    for _ in range(deep):
        data = zipped({"a.zip" if data.startswith(b"PK") else "a.txt": data})
    return data


def huge_counts(scale: float) -> dict[str, bytes]:
    """Very many, very long, and numbers that promise what is not there."""
    many = size(1_000_000, scale)
    pieces = size(200_000, scale)
    receivers = ", ".join(f"p{n}@a.example" for n in range(size(50_000, scale)))
    head = (
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.example/\r\nContent-Type: application/http\r\n"
    )
    return {
        "columns.csv": b"text," + b",".join(b"c%d" % n for n in range(many)) + b"\n" + b"A ferry." + b",1" * many + b"\n",
        "empty-columns.csv": b"text" + b"," * many + b"\nA" + b"," * many + b"\n",
        "same-columns.csv": b"text," * pieces + b"\n" + b"A," * pieces + b"\n",
        "quotes.csv": b"id,text\n" + b'1,"' * pieces,
        "doubled-quotes.csv": b"id,text\n1," + b'"' * (many * 3 + 1) + b"\n2,A\n",
        "ragged.csv": b"id,text\n" + b"".join(b"%d" % n + b"," * (n % 40) + b"\n" for n in range(pieces)),
        "open.csv": b'id,text\n1,"open\n' + b"".join(b"%d,A ferry.\n" % n for n in range(2, pieces)),
        "same-ids.csv": b"id,text\n" + b"7,A ferry.\n" * (pieces // 2),
        "no-ids.jsonl": b'{"text":"A ferry."}\n' * (pieces // 4),
        "one-line.txt": b"word " * (many * 8),
        "no-spaces.txt": b"x" * (many * 20),
        "short-lines.txt": b"a\n" * (many * 5),
        "end-of-lines.txt": b"A" + b"\r" * (many * 5) + b"B",
        "accents.txt": ("A" + "\u0301" * many + " ferry").encode(),
        "astral.txt": ("A ferry. \U0001f600 " * many).encode(),
        "turning.txt": ("\u202e\u2066" * many + "A ferry").encode(),
        "keys.json": b"[{" + b",".join(b'"k%d":1' % n for n in range(many)) + b',"text":"A ferry."}]',
        "same-keys.json": b"[{" + b'"text":"A ferry.",' * pieces + b'"text":"B"}]',
        "numbers.json": b'[{"id":' + b"9" * many + b',"text":"A","words":1e999999,"date":-0e5},{"text":NaN,"id":Infinity}]',
        "exponent.jsonl": b'{"text":"A","id":1e400}\n{"text":"B","id":' + b"1" * 5_000 + b'}\n{"text":' + b"7" * 5_000 + b"}\n",
        "small-objects.json": b"[" + b"{}," * many + b"{}]",
        "escapes.json": b'[{"text":"' + b"\\ud800\\u0000\\uffff" * pieces + b'"}]',
        "attributes.html": b"<html><body><p " + b" ".join(b"a%d=1" % n for n in range(pieces)) + b">A ferry.</p>",
        "tags.html": b"<html><body>" + b"<p>A<br>" * (many // 2),
        "open-tags.html": b"<html><body>" + b"<b><i>" * (pieces // 4) + b"A ferry.",
        "lone-brackets.html": b"<html><body>" + b"<" * (many * 2) + b" A ferry.",
        "comments.html": b"<html><body>" + b"<!-- " * pieces + b"A ferry.",
        "references.html": b"<html><body><p>" + b"&amp;lt;" * pieces + b"&#" + b"9" * many + b";&#x110000;&#xD800;&#0;A",
        "meta.html": b"<html><head>" + b'<meta name="author" content="Ann">' * pieces + b"</head><body><p>A ferry.",
        "linked-data.html": web_page.page(
            web_page.article_page(), '<script type="application/ld+json">' + '{"@graph":[' * 5_000 + "</script>"
        ).encode(),
        "forms.html": b"<html><body>" + b"<form><input><select><option>A" * (pieces // 10),
        "entities.xml": ("<r>" + "&amp;" * many + "</r>").encode(),
        "attributes.xml": ("<r " + " ".join(f'a{n}="1"' for n in range(pieces)) + "><text>A</text></r>").encode(),
        "namespaces.xml": ("<r " + " ".join(f'xmlns:a{n}="u{n}"' for n in range(pieces // 20)) + "><text>A</text></r>").encode(),
        "records.xml": ("<r>" + "<a><text>A</text></a>" * pieces + "</r>").encode(),
        "binary.rtf": b"{\\rtf1 \\bin2147483647 A}",
        "numbers.rtf": b"{\\rtf1 \\u99999999999999999999?\\'zz\\uc999999999 \\fs-99999999999 A ferry.}",
        "fonts.rtf": b"{\\rtf1{\\fonttbl" + b"".join(b"{\\f%d\\fcharset%d X;}" % (n, n % 300) for n in range(9_000)) + b"}A}",
        "unicode.rtf": b"{\\rtf1 " + b"\\u-10179?" * pieces + b"}",
        "pages.pdf": pdf.pdf([b"BT /F1 10 Tf 60 700 Td (A ferry.) Tj ET"] * size(3_000, scale)),
        "operators.pdf": pdf.pdf([b"q 1 0 0 1 1e38 -1e38 cm Q " * (pieces // 2) + b"BT /F1 10 Tf (A) Tj ET"]),
        "letters.pdf": pdf.pdf([b"BT /F1 1 Tf " + b"1 0 Td (A) Tj " * (pieces // 4) + b"ET"]),
        "length.pdf": pdf.pdf([b"BT /F1 10 Tf (A ferry.) Tj ET"]).replace(b"/Length", b"/Length 99999999999 /Lengths"),
        "count.pdf": pdf.pdf([b"BT /F1 10 Tf (A ferry.) Tj ET"]).replace(b"/Count 1", b"/Count 2147483647"),
        "box.pdf": pdf.pdf([b"BT /F1 10 Tf (A ferry.) Tj ET"]).replace(b"0 0 600 800", b"-1e30 0 1e30 nan"),
        "length.warc": head + b"Content-Length: 99999999999999999999\r\n\r\nHTTP/1.1 200 OK\r\n\r\nA",
        "less.warc": head + b"Content-Length: -5\r\n\r\nHTTP/1.1 200 OK\r\n\r\nA",
        "records.warc": web_archive.record("response", web_archive.answer(b"<p>A ferry.</p>")) * (pieces // 20),
        "headers.warc": head + b"X: y\r\n" * many + b"Content-Length: 3\r\n\r\nabc",
        "headers.eml": mail.HEAD + b"X-A: b\n" * pieces + b"\nA ferry.\n",
        "long-header.eml": mail.HEAD + b"X-A: " + b"b" * (many * 3) + b"\n\nA ferry.\n",
        "folded.eml": mail.HEAD + b"X-A: b\n" + b" more\n" * pieces + b"\nA ferry.\n",
        "receivers.eml": f"Subject: A\nFrom: {receivers}\nTo: {receivers}\n\nA ferry.\n".encode(),
        "words.eml": b"Subject: " + b"=?utf-8?B?QQ==?= " * pieces + b"\nFrom: a@b.example\n\nA ferry.\n",
        "parts.eml": mail.multipart("mixed", *([b"Content-Type: text/plain\n\nA ferry."] * (pieces // 10))),
        "boundaries.eml": mail.HEAD + b'Content-Type: multipart/mixed; boundary="-"\n\n' + b"---\n" * pieces,
        "messages.mbox": b"From a@b.example Mon Jun  3 09:05:00 2024\nSubject: A\n\nA ferry.\n\n" * (pieces // 4),
        "from.mbox": b"From a@b.example Mon Jun  3 09:05:00 2024\n" * pieces,
        "bytes.csv": b"id,text\n1,\xff\xfe\x00\x01\n2,A\x00B\n3,\xed\xa0\xbd\n",
        "references.ris": b"TY  - NEWS\n" + b"AU  - Lee, Ann\n" * pieces + b"ER  -\n",
        "references.bib": b"@article{a, title = " + b"{" * pieces + b"A",
        "front.md": b"---\n" + b"".join(b"k%d: v\n" % n for n in range(pieces)) + b"---\nA ferry.",
        "open-front.md": b"---\n" + b"title: A\n" * pieces,
        "nexis.txt": lookalikes()["nexis.txt"].replace(b"of 2 DOC", b"of 999999999999 DOC") * 50,
        "proquest.txt": lookalikes()["proquest.txt"] * 200,
        "dates.jsonl": b"".join(
            json.dumps({"text": "A ferry.", "date": date}).encode() + b"\n"
            for date in ("9" * 5_000, "2024-02-30", "0000-00-00", "99999-01-01", "1/1/1", "-1", "1e9", "٣/٤/٢٠٢٤", "Feb " * 9_000,
                         "2024-01-01T00:00:00+99:99", "253402300800", "NaN", "12:00", "\u202e2024", "31.12.9999 23:59:60")
        ),
    }  # fmt: skip


def reaching_out(scale: float) -> dict[str, bytes]:
    """Entities, bases, pictures, style sheets and includes that lie elsewhere."""
    outside = "http://127.0.0.1:9/"
    hostile_page = (
        f'<html><head><base href="{outside}"><meta http-equiv="refresh" content="0;url={outside}"><link rel="canonical"'
        f' href="javascript:alert(1)"><link rel=stylesheet href="{outside}c.css"><meta property="og:url" content="file:///etc/x">'
        f'<script src="{outside}s.js"></script></head><body><xi:include href="file:///etc/hostname"/><iframe src="{outside}">'
        f'</iframe><object data="file:///etc/hostname"></object><img src="{outside}p.png"><p>{PROSE * 4}</p>'
    )
    document = f"{LAUGHS.replace(' l ', ' w:document ')}"
    include = '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/hostname" parse="text"/>'
    style = '<?xml version="1.0"?><?xml-stylesheet href="http://127.0.0.1:9/a.xsl" type="text/xsl"?>'
    relation = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" TargetMode='
        '"External" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"'
        ' Target="file:///etc/hostname"/></Relationships>'
    )
    return {
        "laughs.xml": f'<?xml version="1.0"?>{LAUGHS}<l>&j;</l>'.encode(),
        "outside.xml": f'<?xml version="1.0"?>{REMOTE}<r><text>&x;</text></r>'.encode(),
        "outside-16.xml": f'<?xml version="1.0" encoding="UTF-16"?>{REMOTE}<r><text>&x;</text></r>'.encode("utf-16"),
        "include.xml": f"<r><text>A ferry. {include}</text></r>".encode(),
        "style.xml": f"{style}<r><text>A ferry.</text></r>".encode(),
        "outside.rss": f"{REMOTE}<rss version='2.0'><channel><title>&x;</title><item><description>&x;</description>".encode(),
        "base.rss": (
            f'<rss version="2.0" xml:base="{outside}"><channel><title>P</title><item><title>T</title><link>//a</link>'
            f"<description>&lt;img src='{outside}'&gt;{PROSE}</description></item></channel></rss>"
        ).encode(),
        "laughs.docx": zipped({"word/document.xml": f"<?xml version='1.0'?>{document}<w:document>&j;</w:document>".encode()}),
        "outside.docx": zipped({"_rels/.rels": relation.encode(), "word/document.xml": b"<w:document/>"}),
        "up.docx": zipped({"_rels/.rels": relation.replace("file:///etc/hostname", "../../../etc/hostname").encode()}),
        "laughs.odt": open_document.odt("", raw=f"{LAUGHS}<office:document-content>&j;</office:document-content>"),
        "outside.svg": f"<?xml version='1.0'?>{REMOTE}<svg xmlns='http://www.w3.org/2000/svg'><text>&x;</text></svg>".encode(),
        "outside.epub": zipped(
            {"mimetype": b"application/epub+zip",
             "META-INF/container.xml": epub.CONTAINER.replace("book/", "../../../../etc/").encode()}
        ),
        "around.epub": epub.epub({"../../../etc/hostname": epub.page("<p>A</p>"), "%2e%2e/x": epub.page("<p>A</p>")}),
        "page.html": hostile_page.encode(),
        "page.mht": web_archive_page.mhtml(("text/html", outside, hostile_page.encode())),
        "page.warc": web_archive.record("response", web_archive.answer(hostile_page.encode()), address="file:///etc/hostname"),
        "external.eml": mail.HEAD
        + b'Content-Type: message/external-body; access-type=local-file; name="/etc/hostname"\n\nContent-Type: text/plain\n\n',
        "external.pdf": pdf.pdf([b"BT /F1 10 Tf (A ferry.) Tj ET"]).replace(
            b"/Type/Catalog", b"/Type/Catalog/OpenAction<</S/Launch/F(/bin/sh)>>/AA<</O<</S/URI/URI(http://127.0.0.1:9)>>>>"
        ),
        "file.pdf": pdf.pdf([b"BT ET"]).replace(b"<</Length", b"<</F(/etc/hostname)/FFilter/FlateDecode/Length"),
        "object.rtf": b"{\\rtf1 A{\\object\\objautlink{\\*\\objclass Package}{\\*\\objdata 0105}}"
        b'{\\field{\\*\\fldinst INCLUDETEXT "file:///etc/hostname"}{\\fldrslt R}}{\\*\\template http://127.0.0.1:9/t.dot}}',
        "formula.csv": b'id,title,text\n"=cmd|\'/c calc\'!A0","@SUM(1)","=HYPERLINK(""http://127.0.0.1:9"")"\n',
    }  # fmt: skip


def false_names(scale: float) -> dict[str, bytes]:
    """Archives whose names lead out of them, repeat, turn around, or are links; more than one thing under one name."""
    link = zipfile.ZipInfo("link.txt")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    pipe = zipfile.ZipInfo("pipe.txt")
    pipe.external_attr = (stat.S_IFIFO | 0o777) << 16
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(link, "/etc/hostname")
        archive.writestr(pipe, PROSE)
        archive.writestr("a/", "")
        archive.writestr("a", PROSE)
        archive.writestr("a/b.txt", PROSE)
    same = io.BytesIO()
    with zipfile.ZipFile(same, "w") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for n in range(size(300, scale) + 20):
            archive.writestr("same.txt", f"{n} {PROSE}")
    long = "/".join("d" * 200 for _ in range(40)) + "/a.txt"
    attachments = b"".join(
        b'--XX\nContent-Type: text/plain\nContent-Disposition: attachment; filename="%s"\n\nA ferry.\n' % name
        for name in (
            b"../../x.txt",
            b"/etc/x",
            b"",
            b"a\r\n b.txt",
            b"CON",
            b"=?utf-8?B?//8=?=",
            b"a" * 9_000,
            b"metadata.csv",
        )
    )
    return {
        "names.zip": zipped(
            {name: PROSE.encode() for name in ("../../../tmp/out.txt", "/etc/out.txt", "C:\\out.txt", "..\\..\\out.txt", ".",
                                               "a//b.txt", "a/./b.txt", STRANGE.replace("\ud800", "") + ".txt", "CON", "nul.txt",
                                               "trailing. ", " ", "a:b|c?.txt", long, "\u202etxt.exe", "=cmd.csv", "-rf",
                                               "e\u0301.txt", "\u00e9.txt", "A.TXT", "a.txt", "x" * 60_000)}
        ),
        "links.zip": out.getvalue(),
        "same.zip": same.getvalue(),
        "metadata.zip": zipped(
            {"metadata.csv": b"file,text,title,id\n../../etc/hostname,stolen,A,1\na.txt,not this text,B,1\n*,x,C,1\n",
             "a.txt": PROSE.encode(), "b/metadata.csv": b'file,"' * 5_000, "b/a.txt": PROSE.encode()}
        ),
        "comment.zip": lookalikes()["texts.zip"][:-2] + struct.pack("<H", 60_000) + b"PK\5\6" * 15_000,
        "empty.zip": b"PK\5\6" + b"\0" * 18,
        "list.zip": b"PK\3\4" + b"PK\1\2" * size(400_000, scale) + b"PK\5\6" + b"\xff" * 18,
        "encrypted.zip": lookalikes()["texts.zip"].replace(b"PK\1\2\x14\x03\x14\0\0\0", b"PK\1\2\x14\x03\x14\0\1\0"),
        "names.eml": mail.HEAD + b'Content-Type: multipart/mixed; boundary="XX"\n\n' + attachments + b"--XX--\n",
        "names.warc": b"".join(
            web_archive.record("response", web_archive.answer(), address=address)
            for address in ("http://a.example/../../etc/x", "file:///etc/x", "http://[::1", "javascript:alert(1)", "", "http://" +
                            "a" * 90_000, "http://a.example/%00%0a%2e%2e%2f", "http://a.example/same", "http://a.example/same")
        ),
        "fields.jsonl": b"".join(
            json.dumps({"id": STRANGE + str(n), "title": STRANGE * 400, "outlet": "\n\n" + STRANGE, "url": "javascript:alert(1)",
                        "author": [STRANGE, {"name": None}], "date": STRANGE, "language": "x" * 9_000, "text": STRANGE + PROSE})
            .encode() + b"\n" for n in range(40)
        ),
        "title.html": web_page.page(web_page.article_page(), f"<title>{'Ferry ' * size(300_000, scale)}</title>").encode(),
        "paths.jsonl": b'{"id":"../../x","text":"A ferry."}\n{"id":"/etc/x","text":"B"}\n{"id":"","text":"C"}\n',
    }  # fmt: skip


def two_things(scale: float) -> dict[str, bytes]:
    """Files that are of two formats at once, or say that they are what they are not."""
    made = lookalikes()
    out = {}
    pairs = (
        ("paper.pdf", "texts.zip"), ("page.html", "texts.zip"), ("rich.rtf", "word.docx"), ("plain.txt", "mails.mbox"),
        ("table.csv", "list.json"), ("feed.rss", "records.xml"), ("word.docx", "open.odt"), ("mail.eml", "page.html"),
        ("page.html", "paper.pdf"), ("nexis.txt", "proquest.txt"), ("pages.warc", "plain.txt.gz"), ("list.json", "lines.jsonl"),
        ("book.epub", "table.xlsx"), ("plain.txt.gz", "texts.zip"), ("factiva.html", "nexis.html"),
    )  # fmt: skip
    for one, other in pairs:
        out[f"{one.split('.')[0]}-{other}"] = made[one] + b"\n" + made[other]
    for name, sign in (
        ("png.txt", b"\x89PNG\r\n\x1a\n"),
        ("gif.html", b"GIF89a"),
        ("exe.csv", b"MZ\x90\0"),
        ("pdf.txt", b"%PDF-1.4\n"),
        ("rtf.txt", b"{\\rtf1"),
        ("zip.txt", b"PK\3\4"),
        ("gz.txt", b"\x1f\x8b\x08"),
        ("parquet.txt", b"PAR1"),
        ("ole.txt", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
        ("xml.txt", b"<?xml version='1.0'?>"),
        ("json.txt", b'{"text":'),
        ("warc.txt", b"WARC/1.0\r\n"),
        ("mbox.txt", b"From the harbour "),
        ("plist.txt", b"bplist00"),
        ("sqlite.txt", b"SQLite format 3\0"),
        ("bz2.txt", b"BZh9"),
        ("tar.txt", b"a.txt" + b"\0" * 252 + b"ustar"),
        ("html.txt", b"<html>"),
        ("bom16.txt", b"\xff\xfe"),
        ("bom32.txt", b"\xff\xfe\0\0"),
        ("bom8.txt", b"\xef\xbb\xbf"),
    ):
        out[f"begins-as-{name}"] = sign + PROSE.encode()
        out[f"only-{name}"] = sign
    out["base64.txt"] = base64.b64encode(made["word.docx"])
    out["bz2.zip"] = bz2.compress(PROSE.encode())
    out["nuls.txt"] = b"\0" * 5_000
    out["nul-between.txt"] = PROSE.replace(" ", "\0").encode()
    out["last.txt"] = NEXT.encode()
    return out


ATTACKS: Final[tuple[Attack, ...]] = (packed_bombs, nested, huge_counts, reaching_out, false_names, two_things)
