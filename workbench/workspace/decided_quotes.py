"""Quotes as they are once people rejected, added and changed some, and decided about verbs of saying.

First the verbs: one that was given a class has it wherever it stands, and what it proposed counts; one that was said to be
none keeps only what stands between quotation marks. Then each quote that a person decided about by itself.

A decision names the place of a quote in one article's text (:mod:`workbench.domain.quote_decisions`). Verbs hold for articles
that come in later; a decision about a quote does not hold for another version of its article.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pandas as pd
from pandas.api.types import is_object_dtype

from workbench.annotation.cues import cue, cue_class
from workbench.domain.cue_verbs import CUE_VERB, cue_verbs_in
from workbench.domain.decisions import Decisions
from workbench.domain.quote_decisions import (
    BY_PERSON,
    BY_RULES,
    DIRECT,
    INDIRECT,
    MIXED,
    NOWHERE,
    QUOTE,
    QuoteDecision,
    quote_decisions_in,
)
from workbench.domain.spans import Interval, Span
from workbench.workspace.coded_text import CodedText
from workbench.workspace.decided_entities import DecidedEntities
from workbench.workspace.snapshot import Snapshot, intervals_by_document

_Row = dict[str, Any]


@dataclass(frozen=True, eq=False)
class DecidedQuotes:
    """Quotes before what people decided about entities; ``proposed`` is false in every row."""

    table: pd.DataFrame
    quoted_intervals: Mapping[str, list[Interval]]
    """Merged stretches of each article between quotation marks; the same object as long as they are the same."""


def decided_quotes(snapshot: Snapshot, decisions: Decisions) -> DecidedQuotes:
    """What holds after decisions about quotes and verbs; made anew only when one of them differs."""
    tables = snapshot.tables
    sources = (tables, decisions.collection(QUOTE), decisions.collection(CUE_VERB))

    def make() -> DecidedQuotes:
        by_document = quote_decisions_in(decisions) if not snapshot.only_listed else {}
        present = {document: own for document, own in by_document.items() if document in snapshot.places}
        table = _table(snapshot, cue_verbs_in(decisions), present)
        marked = table[table["kind"].isin([DIRECT, MIXED])]
        places = tuple(tuple(marked[column].tolist()) for column in ("document_id", "start", "end"))
        quoted = snapshot.memory.recall("quoted intervals", places, lambda: intervals_by_document(marked))
        return DecidedQuotes(table, quoted)

    return snapshot.memory.recall("decided quotes", sources, make)


def quotes_of_entities(quotes: pd.DataFrame, entities: DecidedEntities) -> pd.DataFrame:
    """Quotes whose speakers and relays are the entities that people made of what was found."""
    if not len(quotes):
        return quotes
    columns: dict[str, pd.Series] = {}
    for name in ("speaker", "relay"):
        columns |= _followed(quotes, name, entities)
    return quotes.assign(**columns)


def _followed(quotes: pd.DataFrame, name: str, entities: DecidedEntities) -> dict[str, pd.Series]:
    """The columns that say which entity a speaker or relay is."""
    keys = CodedText.of(quotes[f"{name}_key"])
    if entities.single:
        keys = keys.with_rows(_single(quotes, name, entities.single))
    ids = keys.mapped(entities.groups.id_of)
    columns = {f"{name}_key": keys, f"{name}_entity_id": ids}
    return {column: values.column(quotes[column]) for column, values in columns.items()}


def _single(quotes: pd.DataFrame, name: str, single: Mapping[Span, str]) -> dict[int, str]:
    """The keys of speakers or relays that are mentions about which a person decided, by the row of the quote.

    A mention is a speaker when it stands in the words that name the speaker; of several it is the longest one.
    """
    near: dict[str, list[Span]] = {}
    for place in single:
        near.setdefault(place.document_id, []).append(place)
    known = quotes["document_id"].isin(near.keys()) & quotes[f"{name}_key"].ne("") & quotes[f"{name}_start"].notna()
    rows = np.flatnonzero(known.to_numpy(dtype=bool))
    own = quotes.iloc[rows]
    columns = [own[column].tolist() for column in ("document_id", f"{name}_start", f"{name}_end")]
    out: dict[int, str] = {}
    for row, document, start, end in zip(rows.tolist(), *columns, strict=True):
        inside = [place for place in near[document] if start <= place.start and place.end <= end]
        if inside:
            out[row] = single[max(inside, key=lambda place: (place.length, place.start))]
    return out


# -- verbs and single quotes ---------------------------------------------------------------------------------------------


def _table(
    snapshot: Snapshot, verbs: Mapping[str, str], by_document: Mapping[str, Sequence[QuoteDecision]]
) -> pd.DataFrame:
    found = snapshot.tables.quotes
    table = _with_verbs(found, verbs)
    if by_document:
        decided = found["document_id"].isin(by_document.keys())
        making = _Making(snapshot, verbs)
        rows: list[_Row] = []
        found_rows: dict[str, list[_Row]] = {}
        for row in _records(found[decided]):
            found_rows.setdefault(row["document_id"], []).append(row)
        for document, single in by_document.items():
            rows += making.rows(document, found_rows.get(document, []), single)
        made = pd.DataFrame(rows, columns=list(found.columns)).astype(_dtypes(found))
        rest = table[~table["document_id"].isin(by_document.keys())]
        table = pd.concat([part for part in (rest, made) if len(part)] or [made], ignore_index=True)
        places = table["document_id"].map(snapshot.places)
        table = table.assign(place=places).sort_values("place", kind="stable", ignore_index=True)
        table = table.drop(columns="place")
    return _standing_alone(table)


def _standing_alone(table: pd.DataFrame) -> pd.DataFrame:
    """A table in which no quote stands inside one that does not count."""
    nested = np.flatnonzero(table["within"].ne("").to_numpy(dtype=bool))
    if not len(nested):
        return table
    present = frozenset(table["quote_id"].tolist())
    outer = table["within"].iloc[nested].tolist()
    gone = {row: "" for row, quote_id in zip(nested.tolist(), outer, strict=True) if quote_id not in present}
    return table.assign(within=CodedText.of(table["within"]).with_rows(gone).column(table["within"])) if gone else table


def _records(table: pd.DataFrame) -> list[_Row]:
    names = [str(name) for name in table.columns]
    return [dict(zip(names, row, strict=True)) for row in zip(*(table[name].tolist() for name in names), strict=True)]


def _dtypes(found: pd.DataFrame) -> dict[str, Any]:
    """The kinds of the columns; a table without rows does not know that of its columns of text."""
    return {str(column): "str" if is_object_dtype(kind) else kind for column, kind in found.dtypes.items()}


def _with_verbs(found: pd.DataFrame, verbs: Mapping[str, str]) -> pd.DataFrame:
    """The quotes that count, with the classes that people gave to verbs."""
    proposed = found["proposed"].to_numpy(dtype=bool)
    if not verbs or not len(found):
        return found[~proposed].reset_index(drop=True)
    decided = found["cue"].map(verbs)
    known = decided.notna().to_numpy()
    none = known & decided.eq("").to_numpy()
    kept = np.where(proposed, known & ~none, ~(none & found["kind"].eq(INDIRECT).to_numpy()))
    classes = found["cue_class"].mask(known, decided.fillna("")).astype(found["cue_class"].dtype)
    return found.assign(cue_class=classes, proposed=False)[kept].reset_index(drop=True)


@dataclass(frozen=True, eq=False)
class _Making:
    """Makes the rows of articles in which a person decided about quotes."""

    snapshot: Snapshot
    verbs: Mapping[str, str]

    def rows(self, document: str, found: Sequence[_Row], decided: Sequence[QuoteDecision]) -> list[_Row]:
        """One article's quotes in the order of its text."""
        text = self.snapshot.texts[document]
        by_place = {(one.place.start, one.place.end): one for one in decided}
        out: list[_Row] = []
        for row in found:
            one = by_place.pop((row["start"], row["end"]), None)
            if one is None:
                counts = self._by_verb(row)
                if counts is not None:
                    out.append(counts)
            elif not one.rejected:
                out.append(self._changed(row, one, text))
        out += [self._changed(_new_row(one), one, text) for one in by_place.values() if _is_new(one, text)]
        return sorted(out, key=lambda row: (row["start"], -row["end"], row["quote_id"]))

    def _by_verb(self, row: _Row) -> _Row | None:
        """A quote that nobody decided about by itself; ``None`` when it does not count."""
        decided = self.verbs.get(row["cue"])
        if decided is None:
            return None if row["proposed"] else row
        if not decided and (row["proposed"] or row["kind"] == INDIRECT):
            return None
        return {**row, "cue_class": decided, "proposed": False}

    def _changed(self, row: _Row, one: QuoteDecision, text: str) -> _Row:
        """A quote with what a person decided about it; what points behind the text's end is passed over."""
        made: _Row = {**row, "proposed": False, "source": BY_PERSON}
        start, end = one.interval
        if end <= len(text):
            made |= {"start": start, "end": end}
        made["text"] = text[made["start"] : made["end"]]
        made["kind"] = one.kind or made["kind"]
        if one.speaker is not None and (one.speaker == NOWHERE or one.speaker[1] <= len(text)):
            made |= _stretch("speaker", one.speaker, text)
            made["speaker_key"] = self._key_at(made["document_id"], one.speaker)
        if one.speaker_key is not None:
            made["speaker_key"] = one.speaker_key
        self._cue(made, one, text)
        return made

    def _cue(self, made: _Row, one: QuoteDecision, text: str) -> None:
        language = self.snapshot.tables.languages.get(made["document_id"], ("", ()))[0]
        if one.cue is not None and (one.cue == NOWHERE or one.cue[1] <= len(text)):
            stretch = _stretch("cue", one.cue, text)
            words = " ".join(stretch.pop("cue").lower().split())
            listed = cue(words, language)
            made |= stretch | {"cue": listed[0] if listed is not None else words}
            made["cue_class"] = cue_class(made["cue"], language)
        if one.cue_word is not None:
            made["cue"] = one.cue_word
            made["cue_class"] = cue_class(one.cue_word, language)
        made["cue_class"] = self.verbs.get(made["cue"], made["cue_class"]) if made["cue"] else ""
        if one.cue_class is not None:
            made["cue_class"] = one.cue_class

    def _key_at(self, document: str, speaker: Interval) -> str:
        """The key of the mention that some words are: the longest one among them."""
        mentions = self.snapshot.tables.mentions
        own = mentions[mentions["document_id"] == document]
        inside = own[(own["start"] >= speaker[0]) & (own["end"] <= speaker[1]) & (own["key"] != "")]
        lengths = (inside["end"] - inside["start"]).tolist()
        return str(inside["key"].iloc[lengths.index(max(lengths))]) if lengths else ""


def _is_new(one: QuoteDecision, text: str) -> bool:
    return one.added and not one.rejected and one.interval[1] <= len(text)


def _stretch(name: str, interval: Interval, text: str) -> _Row:
    if interval == NOWHERE:
        return {name: "", f"{name}_start": pd.NA, f"{name}_end": pd.NA}
    start, end = interval
    return {name: text[start:end], f"{name}_start": start, f"{name}_end": end}


def _new_row(one: QuoteDecision) -> _Row:
    texts: Final = ("speaker_entity_id", "cue_class", "relay_entity_id", "within", "speaker_key", "relay_key")
    nowhere: _Row = {}
    for name in ("speaker", "cue", "relay"):
        nowhere |= _stretch(name, NOWHERE, "")
    return {
        "quote_id": one.quote_id,
        "document_id": one.place.document_id,
        "kind": DIRECT,
        "start": one.place.start,
        "end": one.place.end,
        "source": BY_RULES,
        **dict.fromkeys(texts, ""),
        **nowhere,
    }
