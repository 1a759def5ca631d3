"""XML of no known kind whose elements are named like the fields of an article: one record, or many alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final

from workbench.corpus.readers.agency_fields import given
from workbench.corpus.readers.columns import ID, TEXT, WORDS, Columns, layout_of, resolve_columns, words_in_digits
from workbench.corpus.readers.contract import Item, RawRecord, Remark
from workbench.corpus.readers.markup_text import element_text, html_or_plain_text
from workbench.corpus.readers.plain_text import encoding_notes
from workbench.corpus.readers.safe_xml import (
    Element,
    children,
    decoded_xml,
    local_name,
    text_of,
    xml_head,
    xml_or_refusal,
)
from workbench.domain.article import EDITABLE_FIELDS, Refusal
from workbench.text_decoding import Decoded

_SUFFIXES: Final = (".xml", ".rss", ".atom", ".rdf", ".nitf", ".newsml")
_LEVELS: Final = 4  # how far below the root records are looked for
_SAMPLE: Final = 200
"""Records whose elements are shown to a person as columns."""
_MOST_NAMES: Final = 200
_ALSO: Final = {
    "author": ("byLine", "by-line"),
    "date": ("PublishDate", "publishDate"),
    "wire_agency": ("origin",),
    "outlet": ("origin",),
}
"""Names that agencies use and other sources for something else."""


class XmlRecords:
    """Reads XML by the names of its elements; the last to be asked about an XML file."""

    name = "XML"
    binary = False
    rank = 90

    def recognises(self, data: bytes, path: str) -> bool:
        """Anything that begins as XML does and is no web page."""
        head = xml_head(data, 4096)
        if not head:
            return False
        start = head.lstrip()[:2000].lower()
        if "<html" in start or start.startswith("<!doctype html"):
            return False
        return start.startswith("<?xml") or path.lower().endswith(_SUFFIXES)

    def read(self, data: bytes, path: str, *, mapping: Mapping[str, str]) -> Iterator[Item]:
        """An article for each element that has a text."""
        root = xml_or_refusal(data, path)
        if isinstance(root, Refusal):
            yield root
            return
        records = _records(root, mapping)
        if not records:
            if leaves := _leaf_names(root):
                yield layout_of(leaves)
            names = ", ".join(dict.fromkeys(local_name(element) for element in children(root)))
            yield Refusal(
                path,
                "",
                f"This XML (root element “{local_name(root)}”) is of no kind that is known, and no element in it is"
                f" named like the text of an article. The elements are: {names[:200] or 'none'}. Export it as CSV or"
                " JSON, or say which element is the text, as in text=ELEMENT.",
            )
            return
        sample = [_values(record) for record in records[:_SAMPLE]]
        yield layout_of(
            (name for values in sample for name in values), *(_columns(values, mapping) for values in sample)
        )
        decoded = decoded_xml(data)
        said: set[str] = set()
        for number, record in enumerate(records, start=1):
            where = "" if len(records) == 1 else f"{local_name(record)} {number} of {len(records)}"
            values = _values(record)
            columns = _columns(values, mapping)
            for note in columns.notes:
                if note not in said:
                    said.add(note)
                    yield Remark(note.replace("column", "element"))
            if columns.problem:
                yield Refusal(path, where, f"Not read: {columns.problem.replace('column', 'element')}.")
                continue
            yield _record(values, columns, where, decoded)


def _values(record: Element) -> dict[str, Element]:
    """The elements directly below, the first of each name."""
    found: dict[str, Element] = {}
    for element in children(record):
        if len(element) or (element.text or "").strip():
            found.setdefault(local_name(element), element)
    return found


def _leaf_names(root: Element) -> list[str]:
    """The elements with text and nothing below them, on the levels where records are looked for."""
    found: dict[str, None] = {}
    level = [root]
    for _ in range(_LEVELS + 1):
        level = [inner for element in level for inner in children(element)]
        for element in level:
            if not len(element) and (element.text or "").strip():
                found[local_name(element)] = None
            if len(found) >= _MOST_NAMES:
                return list(found)
    return list(found)


def _columns(values: Mapping[str, Element], mapping: Mapping[str, str]) -> Columns:
    resolved = resolve_columns(values, mapping)
    by_field = dict(resolved.by_field)
    for field, names in _ALSO.items():
        name = next((name for name in names if name in values), "")
        if field not in by_field and name:
            by_field[field] = name
    return Columns(by_field, resolved.notes, resolved.problem)


def _records(root: Element, mapping: Mapping[str, str]) -> list[Element]:
    """The elements that have a text: the root, or those of the name that has most, on the highest level that has any."""
    level = [root]
    for _ in range(_LEVELS):
        with_text = [element for element in level if _has_text(element, mapping)]
        if with_text:
            name = Counter(map(local_name, with_text)).most_common(1)[0][0]
            return [element for element in level if local_name(element) == name]
        level = [inner for element in level for inner in children(element)]
    return []


def _has_text(element: Element, mapping: Mapping[str, str]) -> bool:
    """Whether an element has a text of its own; one that is a record by itself (an article of a list) is none."""
    values = _values(element)
    name = _columns(values, mapping).by_field.get(TEXT, "")
    return bool(name) and TEXT not in _columns(_values(values[name]), mapping).by_field


def _record(values: Mapping[str, Element], columns: Columns, where: str, decoded: Decoded) -> RawRecord:
    body = values[columns.by_field[TEXT]]
    has_elements = any(True for _ in children(body))
    text = element_text(body).text if has_elements else html_or_plain_text(body.text or "")
    fields, sources = given(
        {
            field: (text_of(values[name]).strip("/ "), f"element {name}")
            for field, name in columns.by_field.items()
            if field in EDITABLE_FIELDS
        }
    )
    length = columns.by_field.get(WORDS, "")
    if length and (stated := words_in_digits(text_of(values[length]))):
        fields[WORDS], sources[WORDS] = stated, f"element {length}"
    identity = columns.by_field.get(ID, "")
    return RawRecord(
        text=text,
        record=where,
        document_id=text_of(values[identity]) if identity else "",
        fields=fields,
        sources=sources,
        encoding=decoded.encoding_in_words,
        encoding_certain=decoded.certain,
        notes=encoding_notes(decoded),
    )
