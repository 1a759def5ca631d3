"""XML is parsed without entities, and errors say what to do."""

from __future__ import annotations

import time
from contextlib import suppress
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.corpus.readers.limits import DEEPEST_XML, MOST_XML_MARKS
from workbench.corpus.readers.safe_xml import (
    XmlError,
    child,
    children,
    decoded_xml,
    descendants,
    local_name,
    parse_xml,
    root_of,
    text_of,
)

ENTITY = '[<!ENTITY x "declared">]'


def test_text_and_elements_are_found_by_local_names() -> None:
    root = parse_xml(b'<a:r xmlns:a="urn:x"><a:b>one <i>two</i></a:b>tail<c/><b>three</b></a:r>')
    assert local_name(root) == "r"
    assert [text_of(element) for element in children(root, "b")] == ["one two", "three"]
    assert text_of(child(root, "b", "i")) == "two"
    assert child(root, "b", "nothing", "at", "all") is None
    assert [local_name(element) for element in descendants(root, "i", "c")] == ["i", "c"]


@pytest.mark.parametrize(
    "document",
    [
        f"<!DOCTYPE r {ENTITY}><r>&x;</r>",
        f'<?xml version="1.0"?>\n<!-- a comment --><!DOCTYPE r {ENTITY}><r>&x;</r>',
        f"<!--><r>--><!DOCTYPE r {ENTITY}><r>&x;</r>",
        f'\u00a0<?xml version="1.0"?><!DOCTYPE r {ENTITY}><r>&x;</r>',
        f'<!DOCTYPE r SYSTEM "a]>b" {ENTITY}><r>&x;</r>',
        '<!DOCTYPE r [<!ENTITY % p SYSTEM "file:///etc/hostname"> %p;]><r/>',
        '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/hostname">]><r>&x;</r>',
        "<!DOCTYPE r [<!ATTLIST r a CDATA 'x'>]><r/>",
        "<!DOCTYPE r " + "x" * 10_000 + "><r/>",
    ],
)
@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
def test_a_document_type_that_declares_something_is_refused_in_any_encoding(document: str, codec: str) -> None:
    with pytest.raises(XmlError, match=r"declares entities|not well-formed"):
        parse_xml(document.encode(codec))


def test_entities_in_entities_are_refused_at_once() -> None:
    names = "abcdefghij"
    declared = "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in pairwise(names))
    began = time.perf_counter()
    with pytest.raises(XmlError, match="declares entities"):
        parse_xml(f'<!DOCTYPE r [<!ENTITY a "ha">{declared}]><r>&j;</r>'.encode())
    assert time.perf_counter() - began < 1


def test_a_document_type_without_declarations_is_fine_and_nothing_is_fetched() -> None:
    root = parse_xml(b'<!DOCTYPE nitf SYSTEM "file:///etc/hostname"><nitf>one&nbsp;two &eacute;</nitf>')
    assert text_of(root) == "one two é"


def test_other_files_are_never_included() -> None:
    root = parse_xml(b'<r xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="file:///etc/hostname"/></r>')
    assert text_of(root) == ""


def test_an_entity_that_nobody_declared_is_an_error_in_words() -> None:
    with pytest.raises(XmlError, match=r"not well-formed XML: .*nowhere.*\. Get the file again or repair it\."):
        parse_xml(b"<r>&nowhere;</r>")


def test_lone_ampersands_and_characters_that_xml_does_not_allow_are_kept_or_replaced() -> None:
    root = parse_xml(b"<r a='x&y'>A & B &amp; C \x01 &#0; &#xD83D; &#233; <![CDATA[D & &nbsp; <b>]]></r>")
    assert text_of(root) == "A & B & C \ufffd \ufffd \ufffd é D & &nbsp; <b>"
    assert root.get("a") == "x&y"


@pytest.mark.parametrize(
    ("codec", "declared"),
    [
        ("iso-8859-1", "ISO-8859-1"),
        ("cp1252", "windows-1252"),
        ("utf-16", "UTF-16"),
        ("utf-8", ""),
        ("koi8-r", "koi8-r"),
    ],
)
def test_the_declared_encoding_counts(codec: str, declared: str) -> None:
    words = "новости" if codec == "koi8-r" else "café über"
    declaration = f'<?xml version="1.0" encoding="{declared}"?>' if declared else ""
    data = f"{declaration}<r>{words}</r>".encode(codec)
    assert text_of(parse_xml(data)) == words
    assert decoded_xml(data).certain


@pytest.mark.parametrize("depth", [DEEPEST_XML + 1, 5_000, 100_000])
def test_deep_nesting_is_refused(depth: int) -> None:
    with pytest.raises(XmlError, match="nested more than 200 levels"):
        parse_xml(b"<a>" * depth + b"</a>" * depth)


def test_very_many_elements_are_refused_before_they_are_parsed() -> None:
    with pytest.raises(XmlError, match="so many are not read"):
        parse_xml(b"<r>" + b"<a/>" * MOST_XML_MARKS + b"</r>")


@pytest.mark.parametrize("data", [b"", b"<", b"<a>", b"text", b"<a></b>", b"<?xml", b"<!--", b"\xff\xfe", b"<a/><b/>"])
def test_what_is_no_xml_is_an_error_in_words(data: bytes) -> None:
    with pytest.raises(XmlError, match=r"not well-formed XML: .+\. Get the file again"):
        parse_xml(data)


def test_the_root_is_known_without_parsing() -> None:
    assert root_of(b'\xef\xbb\xbf<?xml version="1.0"?><!-- x --><!DOCTYPE a:r SYSTEM "x"> <a:r b="c">')[0] == "r"
    assert root_of("<r b='c'/>".encode("utf-16")) == ("r", " b='c'/")
    assert root_of(b"text <r>") == ("", "")


@given(st.binary(max_size=200))
def test_bytes_are_parsed_or_refused_and_the_root_is_found_without_errors(data: bytes) -> None:
    root_of(b"<" + data)
    for document in (data, b"<r>" + data + b"</r>"):
        with suppress(XmlError):
            parse_xml(document)


@given(st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs"]), max_size=60))
def test_text_comes_out_as_it_went_in(text: str) -> None:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert text_of(parse_xml(f"<r>{escaped}</r>".encode())) == " ".join(text.split())
