"""Whose words each outlet quotes: quotes and quoted words by speaker, or by kind of speaker, as shares with intervals.

What is counted:

- A quote is in when its first word is, as everything else that is counted. Direct quotes and quoted fragments count; speech
  that is reported without quotation marks counts too where ``indirect`` says so.
- Quoted words are the counted words between the ends of the quote, cut by the same tokeniser as all words. A quotation over
  several paragraphs is one quote; one that its attribution splits ("…", she said, "…") is two.
- No word counts twice. A quote inside another one that counts is the words of the outer speaker, whom the outlet quotes.
  Where other quotes overlap, a word belongs to the one with quotation marks, then to the longest, then to the first; a quote
  that has no word of its own left is not counted.
- Who passes words on ("Interfax quoted Roe as saying") is not their speaker.

Share of a speaker in an outlet, from the quotes of all its articles together::

    share           = quoted words of the speaker / quoted words of the outlet
    share_of_quotes = quotes of the speaker / quotes of the outlet

The intervals resample the outlet's articles that have a quote (see :mod:`workbench.analysis.bootstrap`); articles without one
would add nothing to either sum.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pandas as pd
from scipy.sparse import csc_array

from workbench.analysis.bootstrap import (
    FEW_ARTICLES,
    MINIMUM_ARTICLES,
    REPLICATES,
    SEED,
    FloatArray,
    generator_for,
    rate_intervals,
)
from workbench.analysis.outlet_groups import OutletGroup, outlet_groups, with_articles
from workbench.analysis.span_counts import counted_spans
from workbench.domain.columns import TABLES
from workbench.domain.focus import PHRASE
from workbench.domain.measured import Measured
from workbench.domain.quote_decisions import BY_PERSON
from workbench.domain.speakers import KIND, SPECIAL, head_of_phrase, is_entity, kind_id, speaker_id, speaker_words
from workbench.index.store import LongArray
from workbench.index.view import BoolArray, View

MARKED: Final = ("direct", "mixed")
"""Kinds of quotes whose words stand between quotation marks."""

SPEECH: Final = {False: "direct and mixed", True: "all"}
"""What the column ``speech`` says, by whether indirect speech is counted."""

BY_KIND_COLUMNS: Final = (
    "kind", "outlet", "speakers", "quotes", "quoted_words", "share", "share_low", "share_high", "speaker_id", "documents",
    "share_of_quotes", "share_of_quotes_low", "share_of_quotes_high", "articles", "articles_with_quotes",
    "outlet_quotes", "outlet_quoted_words", "speech",
)  # fmt: skip


def counted_quotes(view: View, quotes: pd.DataFrame, *, indirect: bool = False) -> pd.DataFrame:
    """The quotes that are counted, in the order of the store and of the text. Every number of this module counts them.

    Args:
        view: what is counted.
        quotes: a table ``quotes``; rows that are only proposed (column ``proposed``, if there is one) are passed over.
        indirect: whether speech without quotation marks counts too.

    Returns:
        ``document_id``, ``start``, ``end``, ``speaker_id`` (see :mod:`workbench.domain.speakers`), ``said`` (the speaker as the
        article says it, without articles; empty for an entity), ``document`` (the index of the document in the store) and
        ``words`` (the quote's own counted words, at least 1).
    """
    wanted = pd.Series(True, index=quotes.index) if indirect else quotes["kind"].isin(MARKED)
    if "proposed" in quotes.columns:
        wanted &= ~quotes["proposed"].astype("bool")
    chosen = quotes[wanted]
    counted, documents = counted_spans(view, chosen)
    counted &= ~_inside_others(quotes, chosen, set(chosen["quote_id"][counted].tolist()))
    kept, documents = chosen[counted], documents[counted]
    starts, ends = kept["start"].to_numpy(dtype=np.int64), kept["end"].to_numpy(dtype=np.int64)
    order = np.lexsort((ends, starts, documents))
    kept, documents, starts, ends = kept.iloc[order], documents[order], starts[order], ends[order]
    marked = kept["kind"].isin(MARKED).to_numpy(dtype=np.bool_)
    words = _own_words(view, *_token_ranges(view, documents, starts, ends), marked)
    decided = (kept["source"] == BY_PERSON).tolist() if "source" in kept.columns else [False] * len(kept)
    names = (kept[name].fillna("").tolist() for name in ("speaker_entity_id", "speaker"))
    said = list(zip(*names, decided, strict=True))
    ids = {one: speaker_id(one[0], one[1], decided=one[2]) for one in dict.fromkeys(said)}
    heads = {words: head_of_phrase(words) for entity, words, _ in ids if not entity}
    table = pd.DataFrame(
        {
            "document_id": pd.Series(kept["document_id"].tolist(), dtype="str"),
            "start": starts,
            "end": ends,
            "speaker_id": pd.Series([ids[one] for one in said], dtype="str"),
            "said": pd.Series(["" if one[0] else heads[one[1]] for one in said], dtype="str"),
            "document": documents,
            "words": words,
        }
    )
    return table[table["words"] > 0].reset_index(drop=True)


def voices(
    view: View,
    quotes: pd.DataFrame,
    outlets: Sequence[str],
    *,
    names: Mapping[str, str],
    mentions: pd.DataFrame,
    kind_of: Callable[[str], str],
    indirect: bool = False,
    replicates: int = REPLICATES,
    seed: int = SEED,
) -> Measured:
    """Quotes and quoted words of each speaker in each outlet, and what share they are of all that the outlet quotes.

    Args:
        view: what is counted.
        quotes: a table ``quotes``.
        outlets: the outlet of each document of the view's store, in its order.
        names: what entities are called, by entity id.
        mentions: a table ``mentions`` of named mentions, to tell who is named and never quoted.
        kind_of: the kind of a speaker, by ``speaker_id``; empty when nobody set one.
        indirect: whether speech without quotation marks counts too.
        replicates: resamplings behind each interval; 0 leaves intervals out.
        seed: the same seed gives the same table.

    Returns:
        Table ``voices``: a row for each speaker who is quoted anywhere and each outlet with a counted article, also where
        the outlet never quotes the speaker (0 quotes). The speaker with the most quoted words comes first; who could not be
        resolved and quotes without a speaker come last. The ends of an interval are not a number with fewer than 2 articles
        that have a quote, and for shares of nothing and of all, of which resampling can only make the same again.
        ``mentions`` counts the outlet's mentions of the speaker by name and is missing for speakers that are no entity.

    Raises:
        ValueError: ``outlets`` does not fit the store.
    """
    counted = counted_quotes(view, quotes, indirect=indirect)
    groups = outlet_groups(view, outlets)
    phrases = _phrases(counted)

    def name(speaker: str) -> str:
        return names.get(speaker) or phrases.get(speaker) or speaker_words(speaker) or speaker

    speakers = _in_order(counted, counted["speaker_id"], name)
    shares = _shares(view, counted, counted["speaker_id"], speakers, groups, replicates=replicates, seed=seed)
    count = len(groups)
    table = shares.table
    table["entity_id"] = _texts([one if is_entity(one) else "" for one in speakers for _ in range(count)])
    table["speaker"] = _texts([called for called in map(name, speakers) for _ in range(count)])
    table["kind"] = _texts([kind for kind in map(kind_of, speakers) for _ in range(count)])
    table["mentions"] = _mentions(view, mentions, outlets, speakers, groups)
    table["speech"] = _texts([SPEECH[indirect]] * len(table))
    notes = _notes(shares, counted, indirect=indirect, replicates=replicates, seed=seed)
    return Measured(table[list(TABLES["voices"])], tuple(notes))


def voices_by_kind(
    view: View,
    quotes: pd.DataFrame,
    outlets: Sequence[str],
    *,
    kind_of: Callable[[str], str],
    indirect: bool = False,
    replicates: int = REPLICATES,
    seed: int = SEED,
) -> Measured:
    """The same by kind of speaker, as people set them.

    Args:
        view: what is counted.
        quotes: a table ``quotes``.
        outlets: the outlet of each document of the view's store, in its order.
        kind_of: the kind of a speaker, by ``speaker_id``; empty when nobody set one.
        indirect: whether speech without quotation marks counts too.
        replicates: resamplings behind each interval; 0 leaves intervals out.
        seed: the same seed gives the same table.

    Returns:
        The columns :data:`BY_KIND_COLUMNS`, a row for each kind that is quoted anywhere and each outlet. Speakers that nobody
        put into a kind, those that could not be resolved, and quotes without a speaker are rows of their own. ``speakers``
        counts the different ones that the outlet quotes; it is missing where nobody knows how many they are.

    Raises:
        ValueError: ``outlets`` does not fit the store.
    """
    counted = counted_quotes(view, quotes, indirect=indirect)
    groups = outlet_groups(view, outlets)
    speakers = counted["speaker_id"].tolist()
    kinds = {one: one if one in SPECIAL else kind_id(kind_of(one)) for one in dict.fromkeys(speakers)}
    subjects = pd.Series([kinds[one] for one in speakers], index=counted.index, dtype="str")
    present = _in_order(counted, subjects, speaker_words)
    shares = _shares(view, counted, subjects, present, groups, replicates=replicates, seed=seed)
    table = shares.table
    table["kind"] = _texts([speaker_words(one) for one in present for _ in groups])
    table["speakers"] = _different_speakers(counted, subjects, outlets, present, groups)
    table["speech"] = _texts([SPEECH[indirect]] * len(table))
    notes = _notes(shares, counted, indirect=indirect, replicates=replicates, seed=seed)
    without = sum(kind == KIND for kind in kinds.values())
    if without:
        notes.append(f"{without:,} {'speaker has' if without == 1 else 'speakers have'} no kind yet.")
    return Measured(table[list(BY_KIND_COLUMNS)], tuple(notes))


# -- whose words -----------------------------------------------------------------------------------------------------


def _inside_others(quotes: pd.DataFrame, chosen: pd.DataFrame, counted: set[str]) -> BoolArray:
    """Which of the chosen quotes stand inside one that is counted, directly or inside others that are not."""
    within = chosen["within"].fillna("").to_numpy(dtype=object)
    nested = np.asarray(within != "", dtype=np.bool_)
    if not nested.any():
        return nested
    inner = quotes[quotes["within"].fillna("") != ""]
    outer_of = dict(zip(inner["quote_id"].tolist(), inner["within"].tolist(), strict=True))
    for n in np.flatnonzero(nested).tolist():
        at, seen = within[n], set[str]()
        while at and at not in counted and at not in seen:
            seen.add(at)
            at = outer_of.get(at, "")
        nested[n] = at in counted
    return nested


def _token_ranges(view: View, documents: LongArray, starts: LongArray, ends: LongArray) -> tuple[LongArray, LongArray]:
    """The tokens of each span as positions in the store, half open: those that begin inside it."""
    store = view.store
    first = store.first_beginning_at(documents, starts)
    last = store.first_beginning_at(documents, ends)
    return first.astype(np.int64), last.astype(np.int64)


def _own_words(view: View, first: LongArray, last: LongArray, marked: BoolArray) -> LongArray:
    """The counted words of each quote that belong to no other one. Quotes are in the order of their places."""
    before = view.counted_before
    words: LongArray = before[last] - before[first]
    if first.size < 2:
        return words
    # quotes that overlap are rare: only they are looked at one by one
    reach = np.maximum.accumulate(last)
    group = np.concatenate([[0], np.cumsum(first[1:] >= reach[:-1])])
    begins = np.concatenate([[0], np.cumsum(np.bincount(group))])
    for crowded in np.flatnonzero(np.bincount(group) > 1).tolist():
        members = range(int(begins[crowded]), int(begins[crowded + 1]))
        low, high = int(first[members[0]]), int(last[members].max())
        free = view.counted[low:high].copy()
        for n in sorted(members, key=lambda m: (not marked[m], -int(last[m] - first[m]), m)):
            own = free[int(first[n]) - low : int(last[n]) - low]
            words[n] = int(own.sum())
            own[:] = False
    return words


# -- shares ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, eq=False)
class _Shares:
    """The numbers of subjects (speakers or kinds) in outlets, a row for each pair."""

    table: pd.DataFrame
    quoting: tuple[OutletGroup, ...]
    """Of each outlet the articles that have a quote."""


def _shares(
    view: View,
    counted: pd.DataFrame,
    subjects: pd.Series[str],
    present: Sequence[str],
    groups: Sequence[OutletGroup],
    *,
    replicates: int,
    seed: int,
) -> _Shares:
    place = {subject: n for n, subject in enumerate(present)}
    code = np.array([place[one] for one in subjects.tolist()], dtype=np.int64)
    document = counted["document"].to_numpy(dtype=np.int64)
    words = counted["words"].to_numpy(dtype=np.int64)
    shape = (len(present), len(groups))
    whole = {name: np.zeros(shape, dtype=np.int64) for name in ("quotes", "quoted_words", "documents")}
    ends = {
        f"{name}{end}": np.full(shape, np.nan) for name in ("share", "share_of_quotes") for end in ("", "_low", "_high")
    }
    of_outlet = {
        name: np.zeros(len(groups), dtype=np.int64)
        for name in ("articles", "articles_with_quotes", "outlet_quotes", "outlet_quoted_words")
    }
    quoting = []
    row_of_document = np.full(len(view.store.document_ids), -1, dtype=np.int64)
    for n, group in enumerate(groups):
        row_of_document[:] = -1
        row_of_document[group.documents] = np.arange(group.articles)
        mine = np.flatnonzero(row_of_document[document] >= 0) if document.size else document
        rows = row_of_document[document[mine]]
        size = (group.articles, len(present))
        by_article = {
            "quoted_words": csc_array((words[mine], (rows, code[mine])), shape=size),
            "quotes": csc_array((np.ones(mine.size, dtype=np.int64), (rows, code[mine])), shape=size),
        }
        totals = {name: np.asarray(counts.sum(axis=1)).ravel() for name, counts in by_article.items()}
        has = totals["quotes"] > 0
        quoting.append(OutletGroup(group.outlet, group.documents[has], totals["quoted_words"][has]))
        of_outlet["articles"][n] = group.articles
        of_outlet["articles_with_quotes"][n] = int(has.sum())
        of_outlet["outlet_quotes"][n] = int(totals["quotes"].sum())
        of_outlet["outlet_quoted_words"][n] = int(totals["quoted_words"].sum())
        whole["documents"][:, n] = np.diff(by_article["quotes"].indptr)
        generator = generator_for(seed, group.outlet)
        for counts_name, share_name in (("quoted_words", "share"), ("quotes", "share_of_quotes")):
            total = int(totals[counts_name].sum())
            sums = np.asarray(by_article[counts_name].sum(axis=0)).ravel()
            whole[counts_name][:, n] = sums
            if not total:
                continue
            ends[share_name][:, n] = sums / total
            low, high = _intervals(
                by_article[counts_name], totals[counts_name], has, replicates=replicates, generator=generator
            )
            varies = (sums > 0) & (sums < total)
            ends[f"{share_name}_low"][varies, n], ends[f"{share_name}_high"][varies, n] = low[varies], high[varies]
    table = pd.DataFrame({name: values.ravel() for name, values in {**whole, **ends}.items()})
    for name, values in of_outlet.items():
        table[name] = np.tile(values, len(present))
    table["outlet"] = _texts([group.outlet for group in groups] * len(present))
    table["speaker_id"] = _texts([one for one in present for _ in groups])
    return _Shares(table, tuple(quoting))


def _intervals(
    counts: csc_array,
    totals: LongArray,
    has: BoolArray,
    *,
    replicates: int,
    generator: np.random.Generator,
) -> tuple[FloatArray, FloatArray]:
    """Ends of the intervals of shares, a subject each."""
    if not replicates:
        none = np.full(counts.shape[1], np.nan)
        return none, none
    # a share is a rate for every single word, and not for 1,000
    low, high = rate_intervals(csc_array(counts.tocsr()[has]), totals[has], replicates=replicates, generator=generator)
    return np.clip(low / 1000.0, 0.0, 1.0), np.clip(high / 1000.0, 0.0, 1.0)


def _in_order(counted: pd.DataFrame, subjects: pd.Series[str], name: Callable[[str], str]) -> list[str]:
    """The different subjects: most quoted words first, then by name; those that are no speakers last."""
    totals = counted.groupby(subjects, sort=True).agg(words=("words", "sum"), quotes=("words", "size"))
    found = list(zip(map(str, totals.index), totals["words"].tolist(), totals["quotes"].tolist(), strict=True))

    def key(one: tuple[str, int, int]) -> tuple[int, int, int, str, str]:
        subject, words, quotes = one
        last = SPECIAL.index(subject) + 2 if subject in SPECIAL else int(subject == KIND)
        return (last, -words, -quotes, name(subject).casefold(), subject)

    return [subject for subject, _, _ in sorted(found, key=key)]


def _phrases(counted: pd.DataFrame) -> dict[str, str]:
    """How speakers that are no entities are mostly written, in lower case rather than as at the beginning of a sentence."""
    written = counted[counted["speaker_id"].str.startswith(PHRASE)]
    forms: dict[str, Counter[str]] = {}
    for speaker, said in zip(written["speaker_id"].tolist(), written["said"].tolist(), strict=True):
        forms.setdefault(speaker, Counter())[said] += 1
    return {one: max(own, key=lambda form: (own[form], form[:1].islower(), form)) for one, own in forms.items()}


def _mentions(
    view: View, mentions: pd.DataFrame, outlets: Sequence[str], speakers: Sequence[str], groups: Sequence[OutletGroup]
) -> pd.Series[Any]:
    """Counted mentions by name of each speaker in each outlet; missing for who is no entity."""
    entities = [one for one in speakers if is_entity(one)]
    named = mentions[mentions["entity_id"].isin(entities)]
    counted, documents = counted_spans(view, named)
    outlet_of = np.array(outlets, dtype=object)[documents[counted]]
    found = pd.Series(1, index=[named["entity_id"].to_numpy(dtype=object)[counted], outlet_of], dtype="int64")
    totals = found.groupby(level=[0, 1]).sum().to_dict() if len(found) else {}
    values = [totals.get((one, group.outlet), 0) if is_entity(one) else None for one in speakers for group in groups]
    return pd.Series(values, dtype="Int64")


def _different_speakers(
    counted: pd.DataFrame,
    subjects: pd.Series[str],
    outlets: Sequence[str],
    present: Sequence[str],
    groups: Sequence[OutletGroup],
) -> pd.Series[Any]:
    """How many different speakers of each kind each outlet quotes; missing for rows that are no speakers."""
    outlet_of = pd.Series([outlets[n] for n in counted["document"].tolist()], index=counted.index, dtype="str")
    totals = counted.groupby([subjects, outlet_of])["speaker_id"].nunique().to_dict() if len(counted) else {}
    values = [None if one in SPECIAL else totals.get((one, group.outlet), 0) for one in present for group in groups]
    return pd.Series(values, dtype="Int64")


def _texts(values: Sequence[str]) -> pd.Series[Any]:
    return pd.Series(values, dtype="str")


def _notes(shares: _Shares, counted: pd.DataFrame, *, indirect: bool, replicates: int, seed: int) -> list[str]:
    total = len(counted)
    notes = [
        "Direct and mixed quotes and indirect speech are counted."
        if indirect
        else "Direct and mixed quotes are counted; indirect speech is not."
    ]
    nobody = int(counted["speaker_id"].isin(SPECIAL).sum())
    if nobody:
        notes.append(f"{nobody:,} of {total:,} {'quote has' if total == 1 else 'quotes have'} no known speaker.")
    with_quotes = [group for group in shares.quoting if group.articles]
    if replicates and any(group.articles >= MINIMUM_ARTICLES for group in with_quotes):
        notes.append(
            f"Intervals hold 95 % of {replicates:,} resamplings of each outlet's articles with quotes (seed {seed})."
        )
    few = [group for group in shares.quoting if group.articles < FEW_ARTICLES]
    if few:
        notes.append(f"Articles with quotes: {with_articles(few)}; differences are shown, not tested.")
    none = [group for group in with_quotes if group.articles < MINIMUM_ARTICLES]
    if replicates and none:
        notes.append(f"No interval for {with_articles(none)}: resampling needs at least {MINIMUM_ARTICLES} articles.")
    return notes
