"""The sentences of stories as they are compared: what is counted of them, who is quoted in them, when they were written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Final

import numpy as np

from workbench.analysis.passages.sentence_pairs import Mention, QuotedStretch, Sentence
from workbench.analysis.span_counts import counted_spans
from workbench.analysis.voices import MARKED
from workbench.workspace.basis import Basis

_BY_NAME: Final = "named"
"""The kind of a mention that is a name and no pronoun or description."""
SHORTEST: Final = 4
"""Words that a sentence has at least; "He laughed." says the same as any other one."""


def story_sentences(basis: Basis) -> dict[str, tuple[Sentence, ...]]:
    """The counted sentences of the annotated articles in scope, of each story with articles of two outlets or more.

    Stories in the order of their first article, sentences in the order of the corpus. An article whose outlet is not known
    counts as an outlet of its own.
    """
    stories: dict[str, list[str]] = defaultdict(list)
    for document in basis.annotated:
        if story := basis.by_id[document].story_id:
            stories[story].append(document)
    told = {
        story: own
        for story, own in stories.items()
        if len({basis.outlet_of[document] or document for document in own}) > 1
    }
    wanted = {document for own in told.values() for document in own}
    if not wanted:
        return {}
    by_document = counted_sentences(basis, wanted)
    quoted = _quoted(basis, wanted)
    named = _named(basis, wanted)
    return {
        story: tuple(
            _sentence(basis, document, start, end, quoted.get(document, ()), named.get(document, ()))
            for document in own
            for start, end in by_document.get(document, ())
        )
        for story, own in told.items()
    }


def counted_sentences(basis: Basis, wanted: Collection[str]) -> Mapping[str, list[tuple[int, int]]]:
    """Where the counted sentences of some annotated articles stand, without white space around them, by document id.

    Sentences of less than :data:`SHORTEST` words are left out.
    """
    table = basis.snapshot.tables.sentences
    table = table[table["document_id"].isin(wanted)]
    table = table[counted_spans(basis.annotated_view, table)[0]]
    out: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for document, start, end in zip(*(table[name].tolist() for name in ("document_id", "start", "end")), strict=True):
        text = basis.by_id[document].text[start:end]
        begin = start + len(text) - len(text.lstrip())
        if len(text.split()) >= SHORTEST:
            out[document].append((begin, start + len(text.rstrip())))
    return out


def _quoted(basis: Basis, wanted: set[str]) -> Mapping[str, list[tuple[int, int, str]]]:
    """Direct and mixed quotes by document: place and whose they are."""
    quotes = basis.annotations.quotes
    own = quotes[quotes["document_id"].isin(wanted) & quotes["kind"].isin(MARKED)]
    out: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    columns = (own[name].tolist() for name in ("document_id", "start", "end", "speaker_entity_id"))
    for document, start, end, speaker in zip(*columns, strict=True):
        out[document].append((int(start), int(end), str(speaker or "")))
    return out


def _named(basis: Basis, wanted: set[str]) -> Mapping[str, list[tuple[int, int, str, str]]]:
    mentions = basis.annotations.mentions
    own = mentions[mentions["document_id"].isin(wanted) & (mentions["entity_id"] != "")]
    out: dict[str, list[tuple[int, int, str, str]]] = defaultdict(list)
    names = ("document_id", "start", "end", "entity_id", "kind", "type")
    for document, start, end, entity, kind, what in zip(*(own[name].tolist() for name in names), strict=True):
        out[document].append((int(start), int(end), str(entity), str(what) if kind == _BY_NAME else ""))
    return {document: sorted(found) for document, found in out.items()}


def _sentence(
    basis: Basis,
    document: str,
    start: int,
    end: int,
    quoted: Sequence[tuple[int, int, str]],
    named: Sequence[tuple[int, int, str, str]],
) -> Sentence:
    article = basis.by_id[document]
    places = np.array([place for place, *_ in named], dtype=np.int64)
    low, high = np.searchsorted(places, (start, end)).tolist()
    return Sentence(
        document_id=document,
        outlet=basis.outlet_of[document] or document,
        start=start,
        end=end,
        text=article.text[start:end],
        date=_day(article.date),
        quotes=tuple(
            QuotedStretch(start=max(begin, start) - start, end=min(stop, end) - start, speaker_id=speaker or None)
            for begin, stop, speaker in quoted
            if begin < end and start < stop
        ),
        entity_ids=frozenset(entity for _, _, entity, _ in named[low:high]),
        mentions=tuple(
            Mention(start=begin - start, end=min(stop, end) - start, entity_id=entity, type=what)
            for begin, stop, entity, what in named[low:high]
            if what
        ),
    )


def _day(text: str) -> date | None:
    """An article's date, if its day is known."""
    try:
        return date.fromisoformat(text[:10]) if len(text) >= 10 else None
    except ValueError:
        return None
