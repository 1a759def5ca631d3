"""XML from untrusted bytes: no entities, nothing from outside, no more depth or size than can be held.

The bytes are decoded here and handed to the parser as UTF-8, so that the check of the document type declaration and
the parser see the same characters.
"""

from __future__ import annotations

import html.entities
import re
from collections.abc import Iterator
from typing import Final

from lxml import etree

from workbench.corpus.readers.limits import DEEPEST_XML, LARGEST_XML, MOST_XML_MARKS
from workbench.domain.article import Refusal
from workbench.domain.errors import CounterpointError
from workbench.text_decoding import Decoded, decode

Element = etree._Element
"""An element of a parsed document."""


class XmlError(CounterpointError):
    """XML that is not read. The message is a whole sentence or two: what is wrong and what to do."""


_ENTITIES: Final = (
    "The XML declares entities in its document type, which can fill the memory or fetch other files; it was not read."
    " If you trust it, remove the DOCTYPE and read it again."
)
_TOO_DEEP: Final = (
    f"The XML is nested more than {DEEPEST_XML} levels deep; it was not read. Export it again in another format."
)
_DECLARATION: Final = re.compile(r"\s*<\?xml(?P<inside>[^<>]{0,500}?)\?>")
_ENCODING: Final = re.compile(r"encoding\s*=\s*[\"']([A-Za-z0-9._:\-]{1,40})[\"']")
_DECLARED_IN_BYTES: Final = re.compile(rb"<\?xml[^<>]{0,500}?encoding\s*=\s*[\"']([A-Za-z0-9._:\-]{1,40})[\"']")
_REFERENCE: Final = re.compile(
    r"&(?:#(?P<decimal>\d{1,9})|#[xX](?P<hex>[0-9a-fA-F]{1,8})|(?P<name>[A-Za-z][A-Za-z0-9]{1,31}));"
)
_BARE_AMPERSAND: Final = re.compile(r"&(?!#?\w{1,32};)")
_OWN_ENTITIES: Final = frozenset({"amp", "lt", "gt", "quot", "apos"})
# Characters that XML 1.0 doesn't allow at all; programs write them all the same.
_NOT_ALLOWED: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def parse_xml(data: bytes) -> Element:
    """The root element of an XML document.

    Nothing outside the bytes is opened. A document type declaration is allowed as long as it declares nothing itself;
    names of HTML characters (``&nbsp;``) are understood without it. Characters that XML does not allow become U+FFFD.

    Raises:
        XmlError: the document is not well formed, too large, nested too deeply, or declares entities.
    """
    if len(data) > LARGEST_XML:
        raise XmlError(
            f"The XML has {len(data) / 1e6:,.0f} MB; more than {LARGEST_XML / 1e6:,.0f} MB are not read."
            " Export it again in smaller parts."
        )
    text = decoded_xml(data).text.removeprefix("\ufeff")
    if text.count("<") + text.count("=") > MOST_XML_MARKS:
        raise XmlError(
            f"The XML has more than {MOST_XML_MARKS:,} tags and attributes; so many are not read."
            " Export it again in smaller parts."
        )
    text = _without_odd_characters(text)
    _check_document_type(text)
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        attribute_defaults=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(text.encode("utf-8"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        if "Excessive depth" in str(error):
            raise XmlError(_TOO_DEEP) from None
        raise XmlError(f"This is not well-formed XML: {_in_words(error)}. Get the file again or repair it.") from None
    declared = root.getroottree().docinfo.internalDTD
    if declared is not None and any(True for _ in declared.iterentities()):
        raise XmlError(_ENTITIES)
    _check_depth(root)
    return root


def xml_or_refusal(data: bytes, path: str) -> Element | Refusal:
    """The root element of an XML file, or why it is not read; see :func:`parse_xml`."""
    try:
        return parse_xml(data)
    except XmlError as error:
        return Refusal(path, "", str(error))


def decoded_xml(data: bytes) -> Decoded:
    """How the bytes become text: by mark, UTF-16 zero bytes, UTF-8, then the declared encoding, then a guess."""
    declared = _DECLARED_IN_BYTES.search(data[:1000])
    return decode(data, declared=declared[1].decode("ascii") if declared else "")


def xml_head(data: bytes, size: int = 65_536) -> str:
    """The beginning of what may be XML, for recognising a format; ``""`` when it can't be XML. Never raises."""
    head = data[:size]
    stripped = head.lstrip(b" \t\r\n\x00\xef\xbb\xbf\xff\xfe")
    if not stripped.startswith(b"<"):
        return ""
    if head[:2] in {b"\xff\xfe", b"\xfe\xff"} or b"\x00" in head[:64]:
        return decode(head).text.removeprefix("\ufeff")
    return head.decode("utf-8", "replace").removeprefix("\ufeff")


_ROOT: Final = re.compile(r"<(?:[A-Za-z_][\w.\-]{0,60}:)?(?P<name>[A-Za-z_][\w.\-]{0,60})(?P<inside>[^<>]{0,20000})")


def root_of(data: bytes) -> tuple[str, str]:
    """The local name of the root element, and the text of its attributes; ``("", "")`` when there is none."""
    head = xml_head(data)
    if not head:
        return "", ""
    at = _prolog_end(head)
    match = _ROOT.match(head, at) if at >= 0 else None
    return (match["name"], match["inside"]) if match else ("", "")


def local_name(element: Element) -> str:
    """The name of an element without its namespace; ``""`` for comments and the like."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def children(element: Element, *names: str) -> Iterator[Element]:
    """The direct children with one of the local names (any when none is given), in their order."""
    for child in element:
        name = local_name(child)
        if name and (not names or name in names):
            yield child


def child(element: Element | None, *path: str) -> Element | None:
    """The first element along a path of local names, one level for each, or ``None``."""
    at = element
    for name in path:
        if at is None:
            return None
        at = next(children(at, name), None)
    return at


def descendants(element: Element, *names: str) -> Iterator[Element]:
    """All elements below with one of the local names, in reading order."""
    for inner in element.iter():
        if inner is not element and local_name(inner) in names:
            yield inner


def text_of(element: Element | None) -> str:
    """All the text in an element on one line, or ``""``."""
    if element is None:
        return ""
    return " ".join("".join(map(str, element.itertext())).split())


def _check_document_type(text: str) -> None:
    at = _prolog_end(text)
    if at < 0:
        raise XmlError(_ENTITIES)  # behind the prolog the parser itself takes a DOCTYPE for an error


def _prolog_end(text: str) -> int:
    """Where the root element begins; -1 when a document type declares something itself."""
    at = 0
    size = len(text)
    while True:
        while at < size and text[at] in " \t\r\n":
            at += 1
        if text.startswith("<?", at):
            end = text.find("?>", at + 2)
        elif text.startswith("<!--", at):
            end = text.find("-->", at + 4)
            end = end if end < 0 else end + 1
        elif text[at : at + 9].upper() == "<!DOCTYPE":
            end = _document_type_end(text, at)
            if end < 0:
                return -1
            at = end
            continue
        else:
            return at
        if end < 0:
            return size
        at = end + 2


def _document_type_end(text: str, at: int) -> int:
    quote = ""
    for place in range(at, min(len(text), at + 5000)):
        sign = text[place]
        if quote:
            quote = "" if sign == quote else quote
        elif sign in "\"'":
            quote = sign
        elif sign == "[":
            return -1
        elif sign == ">":
            return place + 1
    return -1


def _without_odd_characters(text: str) -> str:
    """The document with an XML declaration that fits UTF-8, HTML's characters by name, and no forbidden ones."""
    declaration = _DECLARATION.match(text)
    if declaration is not None:
        version = "1.1" if "1.1" in declaration["inside"] else "1.0"
        text = f'<?xml version="{version}" encoding="UTF-8"?>' + text[declaration.end() :]
    if _NOT_ALLOWED.search(text):
        text = _NOT_ALLOWED.sub("\ufffd", text)
    if _BARE_AMPERSAND.search(text) or any(_character(match) != match[0] for match in _REFERENCE.finditer(text)):
        text = "".join(_outside_sections(text))
    return text


def _outside_sections(text: str) -> Iterator[str]:
    """The document with named characters and lone ampersands mended, except in CDATA sections, where they are text."""
    at = 0
    while True:
        start = text.find("<![CDATA[", at)
        outside = _REFERENCE.sub(_character, text[at : start if start >= 0 else len(text)])
        yield _BARE_AMPERSAND.sub("&amp;", outside)
        if start < 0:
            return
        end = text.find("]]>", start)
        end = len(text) if end < 0 else end + 3
        yield text[start:end]
        at = end


def _character(match: re.Match[str]) -> str:
    """What stands for a reference: itself, where XML understands it."""
    if match["name"]:
        named = match["name"]
        return match[0] if named in _OWN_ENTITIES else html.entities.html5.get(named + ";", match[0])
    number = int(match["decimal"]) if match["decimal"] else int(match["hex"], 16)
    allowed = number in {9, 10, 13} or 0x20 <= number <= 0xD7FF or 0xE000 <= number <= 0xFFFD
    return match[0] if allowed or 0x10000 <= number <= 0x10FFFF else "\ufffd"


def _check_depth(root: Element) -> None:
    depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > DEEPEST_XML:
            raise XmlError(_TOO_DEEP)


def _in_words(error: Exception) -> str:
    words = " ".join(str(error).split()).rstrip(".")
    words = re.sub(r" \(<string>, line \d+\)$", "", words)
    return words[:200] or "no element was found"
