from __future__ import annotations

import io
import zipfile

import pytest

from workbench.corpus.readers.contract import Item, RawRecord, Remark
from workbench.corpus.readers.epub import Epub
from workbench.domain.article import Refusal

WORDS = "The council of the town met on Monday to vote on the harbour. " * 5
CONTAINER = '<container><rootfiles><rootfile full-path="book/package.opf"/></rootfiles></container>'


def page(body: str, title: str = "") -> str:
    return (
        '<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml">'
        f"<head><title>{title}</title></head><body>{body}</body></html>"
    )


def epub(
    parts: dict[str, str], *, metadata: str = "<dc:title>Harbour Gazette</dc:title>", extra: dict[str, str] | None = None,
    spine: list[str] | None = None,
) -> bytes:  # fmt: skip
    items = "".join(f'<item id="{name}" href="{name}" media-type="application/xhtml+xml"/>' for name in parts)
    items += '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>'
    order = "".join(f'<itemref idref="{name}"/>' for name in (spine if spine is not None else ["nav", *parts]))
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<metadata>{metadata}</metadata><manifest>{items}</manifest><spine>{order}</spine></package>"
    )
    links = "".join(f'<li><a href="{name}#x">Label of {name}</a></li>' for name in parts)
    files = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": CONTAINER,
        "book/package.opf": package,
        "book/nav.xhtml": page(f"<nav><ol>{links}</ol></nav>"),
        **{f"book/{name}": text for name, text in parts.items()},
        **(extra or {}),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text, zipfile.ZIP_DEFLATED if name != "mimetype" else zipfile.ZIP_STORED)
    return out.getvalue()


def read(data: bytes) -> list[Item]:
    return list(Epub().read(data, "a.epub", mapping={}))


def records(data: bytes) -> list[RawRecord]:
    return [item for item in read(data) if isinstance(item, RawRecord)]


def test_each_part_with_a_text_is_an_article_in_reading_order() -> None:
    parts = {
        "cover.xhtml": page("<p>Harbour Gazette</p>"),
        "two.xhtml": page(f"<h1>Road vote</h1><p>{WORDS}</p>"),
        "one.xhtml": page(f"<p>{WORDS}</p><p>caf&eacute;&nbsp;&amp; more</p>"),
    }
    metadata = (
        "<dc:title>Harbour Gazette</dc:title><dc:creator>Ann Lee</dc:creator><dc:publisher>Gazette Press</dc:publisher>"
        "<dc:language>en</dc:language><dc:date>2024-06-03T00:00:00Z</dc:date>"
    )
    found = records(epub(parts, metadata=metadata))
    assert [record.record for record in found] == ["part 3 of 4", "part 4 of 4"]
    assert [record.fields["title"] for record in found] == ["Road vote", "Label of one.xhtml"]
    assert found[1].sources["title"] == "EPUB table of contents"
    assert found[1].text.endswith("\n\ncafé\u00a0& more")
    assert found[0].fields["edition"] == "Harbour Gazette"
    assert found[0].fields["outlet"] == "Gazette Press"
    assert found[0].fields["date"] == "2024-06-03T00:00:00Z"
    (remark,) = [item for item in read(epub(parts, metadata=metadata)) if isinstance(item, Remark)]
    assert "2 of 4 parts" in remark.message
    assert "Label of cover.xhtml" in remark.message


def test_the_only_part_takes_the_title_of_the_book() -> None:
    data = epub({"one.xhtml": page(f"<p>{WORDS}</p>")}, spine=["one.xhtml"])
    assert records(data)[0].fields["title"] == "Harbour Gazette"


def test_a_missing_part_is_refused_and_the_rest_is_read() -> None:
    data = epub({"one.xhtml": page(f"<p>{WORDS}</p>"), "gone.xhtml": ""})
    with zipfile.ZipFile(io.BytesIO(data)) as whole:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as copy:
            for name in whole.namelist():
                if name != "book/gone.xhtml":
                    copy.writestr(name, whole.read(name))
    items = read(out.getvalue())
    assert sum(isinstance(item, RawRecord) for item in items) == 1
    (refusal,) = [item for item in items if isinstance(item, Refusal)]
    assert "gone.xhtml" in refusal.reason


def test_protected_books_are_refused_but_not_those_with_protected_fonts() -> None:
    def encryption(name: str) -> dict[str, str]:
        inside = f'<EncryptedData><CipherData><CipherReference URI="{name}"/></CipherData></EncryptedData>'
        return {"META-INF/encryption.xml": f"<encryption>{inside}</encryption>"}

    part = {"one.xhtml": page(f"<p>{WORDS}</p>")}
    (refusal,) = read(epub(part, extra=encryption("book/one.xhtml")))
    assert isinstance(refusal, Refusal)
    assert "DRM" in refusal.reason
    assert records(epub(part, extra=encryption("book/fonts/a.otf")))


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (epub({"one.xhtml": page("<p>short</p>")}), "40 words"),
        (epub({}, spine=[]), "no parts"),
        (epub({"one.xhtml": page(WORDS)})[:400], "damaged"),
        (epub({"one.xhtml": page("word " * 5_000_000)}), "times its size"),
        (epub({}, metadata="<unclosed>"), "not well-formed"),
    ],
)
def test_what_can_not_be_read_is_refused_with_words(data: bytes, reason: str) -> None:
    item = read(data)[-1]
    assert isinstance(item, Refusal)
    assert reason in item.reason
    assert item.reason.endswith(".")


def test_references_never_lead_out_of_the_book() -> None:
    data = epub({"../../../etc/passwd": page(WORDS)})
    assert all(isinstance(item, Refusal | Remark) for item in read(data))


def test_it_is_recognised_by_its_content() -> None:
    assert Epub().recognises(epub({}), "download")
    assert not Epub().recognises(b"PK\x03\x04", "a.epub")
