"""Tables of frames: passages that speak for them, what people said of those, and counts by article and outlet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from workbench.analysis.article_places import BODY, HEADLINE, LEAD, PLACES
from workbench.analysis.frame_counting import Counted, Counting
from workbench.analysis.frame_entries import entry_precision, frame_entries
from workbench.analysis.frame_passages import ACCEPTED, OPEN, OWN, QUOTED, REJECTED, VOICES
from workbench.analysis.frame_rates import frame_differences, frames_by_outlet, frames_by_part
from workbench.analysis.frames import frames
from workbench.codebooks import Codebook, Frame
from workbench.domain.coding import CODES
from workbench.domain.columns import TABLES
from workbench.domain.errors import UsageError
from workbench.domain.focus import Focus
from workbench.domain.judgements import frame_codes_in
from workbench.domain.measured import Measured
from workbench.index.view import View
from workbench.workspace.decided_frames import DecidedFrames, decided_frames, frame_view, places_in
from workbench.workspace.evidence import articles_within, lines
from workbench.workspace.frame_focus import counting_of, of_aspects
from workbench.workspace.frame_meanings import meaning_evidence
from workbench.workspace.table_family import TableFamily

if TYPE_CHECKING:
    from workbench.workspace.catalogue import Making

LONGEST_LIST: Final = 5000
"""Proposals that the list for judging shows at once."""

PROPOSAL_COLUMNS: Final = (
    *TABLES["frame_evidence"], "outlet", "title", "date", "left", "right", "entry_precision", "entry_accepted",
    "entry_judged",
)  # fmt: skip
"""``entry_precision``: accepted by judged proposals of the entry in the whole corpus; not a number before any is judged."""


@dataclass(frozen=True, eq=False)
class _Frames:
    """What the tables of frames are made from."""

    decided: DecidedFrames
    view: View
    counted: Counted
    notes: tuple[str, ...]


def frame_rows(making: Making) -> Measured:
    """Each frame in each article."""
    made = _frames(making)
    codebook = made.decided.passages.codebook
    codes = {(c.document_id, c.frame): c.uses for c in frame_codes_in(making.basis.decisions, codebook.name)}
    measured = frames(made.view, made.counted, making.basis.outlets, codes=codes)
    return Measured(measured.table, (*made.notes, *measured.notes))


def frame_evidence_rows(making: Making) -> Measured:
    """Every passage in scope, with what was said of it and whether it counts."""
    made = _frames(making)
    seen = Counted.of(made.decided.passages, making.basis.view).seen
    table = made.decided.table(np.flatnonzero(seen), made.counted.rows)
    return Measured(table, (*made.notes, *made.counted.notes(made.view.documents)))


def frame_totals(making: Making) -> Measured:
    """Frames by outlet with intervals."""
    made, options = _frames(making), making.options
    measured = frames_by_outlet(
        made.view, made.counted, making.basis.outlets, replicates=options.replicates, seed=options.seed
    )
    return Measured(measured.table, (*made.notes, *measured.notes))


def frame_parts(making: Making) -> Measured:
    """Frames by outlet in headline, lead and body, in the outlet's own words and in quoted ones."""
    basis, options = making.basis, making.options
    decided, parts = _decided(making), []
    for place in (options.frame_place,) if options.frame_place else PLACES:
        for voice in (options.frame_voice,) if options.frame_voice else VOICES:
            counting = Counting(basis=options.frame_basis, place=place, voice=voice)
            view = frame_view(basis, counting)
            parts.append((place, voice, view, Counted.of(decided.passages, view, counting)))
    measured = frames_by_part(parts, basis.outlets, replicates=options.replicates, seed=options.seed)
    return Measured(measured.table, (*measured.notes, *_unknown_parts(making, Counting(place=HEADLINE, voice=OWN))))


def frame_difference_rows(making: Making) -> Measured:
    """Frames of two outlets: the one in the options against the first of those that it is compared with."""
    made, options = _frames(making), making.options
    target, reference = options.target, next(iter(options.reference), "")
    names = {making.basis.outlets[d] for d in made.view.documents.tolist() if made.view.words_by_document[d]}
    absent = [name for name in (target, reference) if name and name not in names]
    if absent and names:
        raise UsageError(
            f"No counted article is of {' or '.join(absent)}. Choose two of: {', '.join(sorted(filter(None, names)))}."
        )
    measured = frame_differences(
        made.view,
        made.counted,
        making.basis.outlets,
        target=target if names else "",
        reference=reference if names else "",
        replicates=options.replicates,
        seed=options.seed,
    )
    return Measured(measured.table, (*made.notes, *measured.notes))


def frame_entry_rows(making: Making) -> Measured:
    """Each entry of the codebook with its precision on judgements."""
    made = _frames(making)
    measured = frame_entries(made.counted)
    return Measured(measured.table, (*made.notes, *measured.notes))


def codebook_rows(making: Making) -> Measured:
    """The frames of the codebook with what they mean, how many passages of each count, and what was said of them."""
    made = _frames(making)
    passages, hits = made.decided.passages, made.counted.hits
    said = [made.counted.said(verdict).sum(axis=0) for verdict in (ACCEPTED, REJECTED, OPEN)]
    frames = passages.codebook.frames
    rows = []
    numbers = {frame.name: n for n, frame in enumerate(frames)}
    for frame, depth in passages.codebook.tree:
        n = numbers[frame.name]
        counts = [int(one[n]) for one in said]
        rows.append(
            (
                frame.name, int(hits[:, n].sum()), int((hits[:, n] > 0).sum()), frame.definition, *counts,
                "\u2003" * depth + frame.name, _frame_words(frame, counts),
            )
        )  # fmt: skip
    columns = ["frame", "hits", "documents", "definition", "accepted", "rejected", "open", "shown", "words"]
    return Measured(pd.DataFrame(rows, columns=columns), (*made.notes, *made.counted.notes(made.view.documents)))


def _frame_words(frame: Frame, counts: Sequence[int]) -> str:
    """What a frame means and when a passage belongs to it, with what was said of its passages."""
    accepted, rejected, waiting = counts
    rules = [f"Include: {rule}" for rule in frame.include] + [f"Leave out: {rule}" for rule in frame.exclude]
    said = f"{accepted:,} accepted, {rejected:,} rejected, {waiting:,} not judged"
    return "\n".join(filter(None, (frame.definition, *rules, said)))


def proposal_rows(making: Making) -> Measured:
    """The passages of what is highlighted, for judging: all of them, counted or not, in the order of the corpus.

    The focus narrows them (frame, outlet, article, part, dates and aspect), and so do the place, the voice and the verdict in
    the options.
    """
    basis, options, focus = making.basis, making.options, making.focus
    decided = _decided(making, _codebook(making, focus))
    passages = decided.passages
    counted = Counted.of(passages, basis.view, Counting(basis=options.frame_basis))
    aspects = [
        *focus.aspects,
        *(("place", options.frame_place),) * bool(options.frame_place),
        *(("voice", options.frame_voice),) * bool(options.frame_voice),
        *(("verdict", options.frame_verdict),) * bool(options.frame_verdict),
    ]
    wanted = counted.seen & of_aspects(decided, focus.frame, aspects)
    meant = articles_within(basis, focus)
    chosen = np.flatnonzero(wanted if meant is None else wanted & meant[passages.documents])
    shown = chosen[:LONGEST_LIST]
    table = decided.table(shown, counted.rows)
    accepted, judged = entry_precision(counted)
    by_entry = passages.entries[shown]
    right, of = (np.where(by_entry >= 0, counts[by_entry] if counts.size else 0, 0) for counts in (accepted, judged))
    around = lines(basis, table, window=options.window) if len(table) else None
    beside = {
        name: around[name].to_numpy() if around is not None else np.empty(0, dtype=object)
        for name in ("outlet", "title", "date", "left", "right")
    }
    table = table.assign(
        **{name: pd.Series(values, index=table.index, dtype="str") for name, values in beside.items()},
        entry_precision=np.divide(right, of, out=np.full(of.size, np.nan), where=of > 0),
        entry_accepted=right,
        entry_judged=of,
    )
    notes = [*_meaning_notes(making, passages.codebook)]
    if shown.size < chosen.size:
        notes.append(
            f"The first {LONGEST_LIST:,} of {chosen.size:,} passages. Choose a frame, an outlet or an article to see others."
        )
    return Measured(table[list(PROPOSAL_COLUMNS)], tuple(notes))


# -- inside ----------------------------------------------------------------------------------------------------------


def _frames(making: Making) -> _Frames:
    counting = counting_of_making(making)
    decided = _decided(making)
    view = frame_view(making.basis, counting)
    notes = (*_part_notes(making, counting), *_meaning_notes(making, decided.passages.codebook))
    return _Frames(decided, view, Counted.of(decided.passages, view, counting), notes)


def counting_of_making(making: Making) -> Counting:
    """How the options count. ``UsageError`` for what is no way of counting."""
    try:
        return counting_of(making.options)
    except ValueError as error:
        raise UsageError(f"Frames can't be counted like that: {error}.") from None


def _codebook(making: Making, focus: Focus | None = None) -> Codebook:
    """The codebook that is asked for: tables are also made with the options of other tables."""
    return making.find_codebook((focus.codebook if focus is not None else "") or making.options.codebook)


def _decided(making: Making, codebook: Codebook | None = None) -> DecidedFrames:
    codebook = codebook or _codebook(making)
    return decided_frames(making.basis, codebook, making.find_frame_evidence(codebook), meanings_of(making, codebook))


def meanings_of(making: Making, codebook: Codebook) -> pd.DataFrame | None:
    """Passages that are proposed because of their meaning, where the options ask for them."""
    return meaning_evidence(making, codebook).table if making.options.frames_by_meaning else None


def _meaning_notes(making: Making, codebook: Codebook) -> tuple[str, ...]:
    return meaning_evidence(making, codebook).notes if making.options.frames_by_meaning else ()


def _part_notes(making: Making, counting: Counting) -> tuple[str, ...]:
    """What a reader must know about counting a part of the articles alone."""
    if not counting.place and not counting.voice:
        return ()
    where = " ".join(filter(None, (_VOICE_WORDS[counting.voice], _PLACE_WORDS[counting.place])))
    return (f"Only {where} are counted, passages and words alike.", *_unknown_parts(making, counting))


def _unknown_parts(making: Making, counting: Counting) -> tuple[str, ...]:
    """Articles of which a part is not known."""
    notes, basis = [], making.basis
    documents = basis.view.documents
    without = int((places_in(basis).headline_ends[documents] == 0).sum()) if counting.place == HEADLINE else 0
    if without:
        notes.append(
            f"{without:,} of {documents.size:,} articles do not begin with their headline, so it has no words there."
        )
    if counting.voice and len(basis.annotated) < len(basis.in_scope):
        notes.append(
            f"Quotes are known of {len(basis.annotated):,} of {len(basis.in_scope):,} articles; the others are left out."
        )
    return tuple(notes)


_VOICE_WORDS: Final = {"": "words", OWN: "words outside quotations", QUOTED: "quoted words"}
_PLACE_WORDS: Final = {"": "", HEADLINE: "in headlines", LEAD: "in leads", BODY: "behind the lead"}

COUNTED_BY: Final = frozenset(
    {"codebook", "frame_basis", "frame_place", "frame_voice", "frames_by_meaning", "most_meanings"}
)
"""The options that decide which passages count."""
_WITH_INTERVALS: Final = COUNTED_BY | {"replicates", "seed"}

FAMILY: Final = TableFamily(
    contract={
        "frames": frame_rows,
        "frame_evidence": frame_evidence_rows,
        "frames_by_outlet": frame_totals,
        "frame_differences": frame_difference_rows,
        "frame_entries": frame_entry_rows,
    },
    panes={"codebook": codebook_rows, "frame_proposals": proposal_rows, "frames_by_part": frame_parts},
    lexical=frozenset({"frames", "frames_by_outlet", "frame_differences", "frame_entries"}),
    focused=frozenset({"frame_proposals"}),
    options={
        "frames": COUNTED_BY,
        "frame_evidence": COUNTED_BY,
        "frame_entries": COUNTED_BY,
        "codebook": COUNTED_BY,
        "frames_by_outlet": _WITH_INTERVALS,
        "frames_by_part": _WITH_INTERVALS,
        "frame_differences": _WITH_INTERVALS | {"target", "reference"},
        "frame_proposals": COUNTED_BY | {"frame_verdict", "window"},
    },
    follows=CODES,
)
