"""Media Cloud exports: what is known about stories, without their texts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from workbench.corpus.canonical import canonical_text
from workbench.corpus.readers.agency_fields import given
from workbench.corpus.readers.contract import Item, MetadataRecord, Remark
from workbench.corpus.readers.delimited import parse_table
from workbench.corpus.readers.json_values import JsonError, as_text, decoded_json, has_keys, json_head, json_values
from workbench.domain.article import Refusal
from workbench.text_decoding import decode

_FIELDS: Final = {
    "title": "title",
    "outlet": "media_name",
    "date": "publish_date",
    "url": "url",
    "language": "language",
}
_SIGNS: Final = frozenset({"stories_id", "media_id", "media_url", "indexed_date"})
_TEXTS: Final = frozenset({"text", "story_text", "content", "body"})


class MediaCloud:
    """Reads Media Cloud's story lists (CSV, JSON)."""

    name = "Media Cloud"
    binary = False
    rank = 20

    def recognises(self, data: bytes, path: str) -> bool:
        """By the names of its columns or keys. A list that holds the texts is an ordinary table."""
        head = json_head(data)
        if head:
            known = has_keys(head, "media_name", "publish_date") and any(has_keys(head, sign) for sign in _SIGNS)
            return known and not any(has_keys(head, text) for text in _TEXTS)
        first = data[:4096].partition(b"\n")[0].decode("utf-8", "replace").casefold()
        names = {name.strip(' "\ufeff\r') for name in first.replace("\t", ",").split(",")}
        return {"media_name", "publish_date"} <= names and bool(names & _SIGNS) and not names & _TEXTS

    def read(self, data: bytes, path: str, *, mapping: Mapping[str, str]) -> Iterator[Item]:
        """What is known about each story."""
        if json_head(data):
            try:
                values = list(json_values(decoded_json(data).text))
            except JsonError as error:
                yield Refusal(path, "", str(error))
                return
            stories = [(where, value) for where, value in _stories(values) if isinstance(value, dict)]
            rows = [(where, {key: as_text(item) for key, item in story.items()}) for where, story in stories]
        else:
            table = parse_table(canonical_text(decode(data).text), path=path)
            yield from (Remark(remark) for remark in table.remarks)
            yield from (Refusal(path, where, reason) for where, reason in table.broken)
            names = [name.strip().casefold() for name in table.header]
            rows = [(row.where, dict(zip(names, row.cells, strict=False))) for row in table.rows]
        found = 0
        for where, row in rows:
            fields, sources = given(
                {field: (row.get(column, ""), f"Media Cloud {column}") for field, column in _FIELDS.items()}
            )
            if fields:
                found += 1
                yield MetadataRecord(where, fields, sources)
        yield Remark(
            f"Media Cloud's exports hold no texts. What they say about {found:,} {'story' if found == 1 else 'stories'}"
            " was taken; get the texts from the addresses and read them as well."
        )


def _stories(values: list[tuple[str, object]]) -> Iterator[tuple[str, object]]:
    """The stories, also when they stand in one object as ``results`` or ``stories``."""
    for where, value in values:
        inner = (
            next((value[key] for key in ("results", "stories", "matches") if isinstance(value.get(key), list)), None)
            if isinstance(value, dict)
            else None
        )
        if inner is None:
            yield where, value
        else:
            yield from ((f"item {number}", story) for number, story in enumerate(inner, start=1))
