"""The passages of a codebook's frames with what people said of them: found hits and judgements together are the evidence.

A judgement belongs to a place. Where nothing proposes that place, the judgement makes a passage of its own: one that was moved
from another frame, or that a person coded by hand.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from workbench.analysis.article_places import PLACES, ArticlePlaces, PlaceArray, article_places
from workbench.analysis.frame_counting import Counting, narrowed_view
from workbench.analysis.frame_hits import negated
from workbench.analysis.frame_passages import ENTRY, PERSON, SOURCES, VERDICTS, FramePassages
from workbench.codebooks import Codebook
from workbench.domain.columns import TABLES
from workbench.domain.judgements import JUDGEMENT, Judgement, judgements_in
from workbench.domain.scope import Voice
from workbench.index.arrays import BoolArray, LongArray
from workbench.index.store import TokenStore
from workbench.index.view import View, tokens_in
from workbench.workspace.basis import Basis

_COLUMNS: Final = TABLES["frame_evidence"]


@dataclass(frozen=True, eq=False)
class DecidedFrames:
    """All passages of a codebook in the corpus, whatever is counted of it."""

    passages: FramePassages
    proposed: pd.DataFrame
    """What was proposed: a table ``frame_evidence``."""
    by_hand: pd.DataFrame
    """Passages that nothing proposed, likewise."""
    rows: LongArray
    """The row of each passage: of ``proposed``, and behind those of ``by_hand``."""
    moves: Mapping[tuple[str, str, int, int], str]
    """Why a passage stands where it does, where a person moved it: by document id, frame and place."""

    def table(self, numbers: npt.ArrayLike, counted: BoolArray) -> pd.DataFrame:
        """Some passages as a table ``frame_evidence``, in the order of their numbers.

        Args:
            numbers: which passages.
            counted: whether each passage (of all) is counted.
        """
        chosen = np.asarray(numbers, dtype=np.int64)
        passages = self.passages
        own = self._whole.take(self.rows[chosen])[list(_COLUMNS)].reset_index(drop=True)
        if not len(own):
            return own
        verdicts, places = (np.array(names, dtype=object) for names in (VERDICTS, PLACES))
        return own.assign(
            in_quote=passages.quoted[chosen].astype(np.int64),
            verdict=_texts(verdicts[passages.verdicts[chosen]]),
            codebook=_texts([passages.codebook.name] * len(own)),
            place=_texts(places[passages.places[chosen]]),
            why=_texts(self._reasons(own, chosen)),
            counted=counted[chosen].astype(np.int64),
        )

    @cached_property
    def _whole(self) -> pd.DataFrame:
        return pd.concat([self.proposed, self.by_hand], ignore_index=True) if len(self.by_hand) else self.proposed

    def _reasons(self, own: pd.DataFrame, chosen: LongArray) -> list[str]:
        """Why each passage is there, in words."""
        found = _entry_reasons(self.passages)
        by_entry = SOURCES.index(ENTRY)
        reasons = [
            found[entry] if source == by_entry and entry >= 0 else why
            for entry, source, why in zip(
                self.passages.entries[chosen].tolist(),
                self.passages.sources[chosen].tolist(),
                own["why"].tolist(),
                strict=True,
            )
        ]
        if self.moves:
            keys = zip(*(own[name].tolist() for name in ("document_id", "frame", "start", "end")), strict=True)
            moved = [self.moves.get(key, "") for key in keys]
            reasons = [" ".join(filter(None, pair)) for pair in zip(reasons, moved, strict=True)]
        return reasons


def decided_frames(
    basis: Basis, codebook: Codebook, found: pd.DataFrame, more: pd.DataFrame | None = None
) -> DecidedFrames:
    """Found hits and what people said of them. Made once from the same things.

    Args:
        basis: the corpus with what was decided.
        codebook: the codebook.
        found: every hit of it in the corpus, a table ``frame_evidence``.
        more: passages that were proposed by meaning, likewise; ``None`` for none.
    """
    memory, judged = basis.snapshot.memory, basis.decisions.collection(JUDGEMENT)
    proposed: tuple[FramePassages, LongArray, pd.DataFrame] = memory.recall(
        "proposed frames",
        (basis.store, found, more, codebook.digest, places_in(basis), quoted_words(basis)),
        lambda: _proposed(basis, codebook, found, more),
    )
    # the corpus has the same articles with other metadata, so what was decided about those plays no part
    return memory.recall("decided frames", (proposed[0], judged), lambda: _decided(basis, *proposed))


def decided_in_article(basis: Basis, codebook: Codebook, found: pd.DataFrame, document_id: str) -> pd.DataFrame:
    """The passages of one article that nobody rejected, a table ``frame_evidence`` (what counts is not looked at).

    The Reader shows it while hits in other articles are still being looked for.

    Args:
        basis: the corpus with what was decided.
        codebook: the codebook.
        found: its hits in the article.
        document_id: which article.
    """
    own = [one for one in judgements_in(basis.decisions, codebook.name) if one.place.document_id == document_id]
    if not own or basis.snapshot.store is None:
        return found
    passages, rows = FramePassages.of_table(found, codebook, basis.store)
    decided = _with_judgements(basis, passages, rows, found, own, None, None)
    kept = np.flatnonzero(decided.passages.verdicts != VERDICTS.index("rejected"))
    return decided.table(kept, np.ones(len(decided.passages), dtype=np.bool_))


def places_in(basis: Basis) -> ArticlePlaces:
    """Where headline and lead of each article are."""
    snapshot = basis.snapshot
    return snapshot.memory.recall(
        "article places",
        (basis.articles, snapshot.tables.sentences, basis.boilerplate_intervals),
        lambda: article_places(basis.articles, snapshot.tables.sentences, basis.boilerplate_intervals),
    )


def places_of_words(basis: Basis) -> PlaceArray:
    """Where each word of the store stands: headline, lead or body."""
    places = places_in(basis)
    return basis.snapshot.memory.recall("word places", (basis.store, places), lambda: places.of_words(basis.store))


def quoted_words(basis: Basis) -> BoolArray:
    """Whether each word of the store is quoted."""
    store, intervals = basis.store, basis.annotations.quoted_intervals
    return basis.snapshot.memory.recall("tokens in", (store, intervals), lambda: tokens_in(store, intervals))


def frame_view(basis: Basis, counting: Counting) -> View:
    """The counted words of a place and a voice: the denominators. A voice is known of annotated articles alone."""
    if not counting.place and not counting.voice:
        return basis.view
    view = basis.annotated_view if counting.voice and basis.scope.voice is Voice.ALL else basis.view
    return narrowed_view(
        view,
        counting,
        places=places_of_words(basis) if counting.place else None,
        quoted=quoted_words(basis) if counting.voice else None,
    )


def _proposed(
    basis: Basis, codebook: Codebook, found: pd.DataFrame, more: pd.DataFrame | None
) -> tuple[FramePassages, LongArray, pd.DataFrame]:
    table = found
    if more is not None and len(more):
        table = pd.concat([found, more[list(_COLUMNS)]], ignore_index=True)
    passages, rows = FramePassages.of_table(
        table, codebook, basis.store, places=places_in(basis), quoted=quoted_words(basis)
    )
    return passages, rows, table


def _decided(basis: Basis, passages: FramePassages, rows: LongArray, proposed: pd.DataFrame) -> DecidedFrames:
    judgements = judgements_in(basis.decisions, passages.codebook.name)
    return _with_judgements(basis, passages, rows, proposed, judgements, places_in(basis), quoted_words(basis))


def _with_judgements(
    basis: Basis,
    passages: FramePassages,
    rows: LongArray,
    proposed: pd.DataFrame,
    judgements: Sequence[Judgement],
    places: ArticlePlaces | None,
    quoted: BoolArray | None,
) -> DecidedFrames:
    store, texts = basis.store, basis.snapshot.texts
    frames = {frame.name: n for n, frame in enumerate(passages.codebook.frames)}
    known = [
        (one, store.index_or_none(one.place.document_id))
        for one in judgements
        if one.frame in frames and one.place.start < one.place.end <= len(texts.get(one.place.document_id, ""))
    ]
    said = [(one, index) for one, index in known if index is not None]
    if not said:
        return DecidedFrames(passages, proposed, proposed.iloc[:0], rows, {})
    # passages are in the order of these keys
    keys = (passages.pairs << 32) + passages.starts
    wanted = np.array([(index * len(frames) + frames[one.frame] << 32) + one.place.start for one, index in said])
    begins, ends = np.searchsorted(keys, wanted), np.searchsorted(keys, wanted, side="right")
    verdicts = passages.verdicts.copy()
    unfound: list[Judgement] = []
    for (one, _), begin, end in zip(said, begins.tolist(), ends.tolist(), strict=True):
        at = next((n for n in range(begin, end) if passages.ends[n] == one.place.end), None)
        if at is None:
            unfound.append(one)
        else:
            verdicts[at] = VERDICTS.index(one.verdict)
    passages = passages.with_verdicts(verdicts)
    by_hand = _by_hand(store, unfound, texts, passages.codebook)
    moves = _moves([one for one, _ in said])
    if not unfound:
        return DecidedFrames(passages, proposed, by_hand, rows, moves)
    added, added_rows = FramePassages.of_table(by_hand, passages.codebook, store, places=places, quoted=quoted)
    both, order = passages.together_with(added)
    all_rows = np.concatenate([rows, added_rows + len(proposed)])[order]
    return DecidedFrames(both, proposed, by_hand, all_rows, moves)


def _by_hand(
    store: TokenStore, judgements: Sequence[Judgement], texts: Mapping[str, str], codebook: Codebook
) -> pd.DataFrame:
    """Judged passages that nothing proposes, a table ``frame_evidence``."""
    places = [one.place for one in judgements]
    documents = np.array([store.document_index(place.document_id) for place in places], dtype=np.int64)
    starts = np.array([place.start for place in places], dtype=np.int64)
    first = np.asarray(store.first_ending_behind(documents, starts), dtype=np.int64) if places else starts
    has_words = first < store.offsets[documents + 1] if places else np.zeros(0, dtype=np.bool_)
    denied = np.zeros(len(places), dtype=np.int64)
    denied[has_words] = negated(store, first[has_words], texts)
    none = _texts([""] * len(places))
    return pd.DataFrame(
        {
            "document_id": _texts([place.document_id for place in places]),
            "frame": _texts([one.frame for one in judgements]),
            "start": starts,
            "end": np.array([place.end for place in places], dtype=np.int64),
            "text": _texts([texts[place.document_id][place.start : place.end] for place in places]),
            "entry": none,
            "in_quote": np.zeros(len(places), dtype=np.int64),
            "negated": denied,
            "verdict": _texts([one.verdict for one in judgements]),
            "codebook": _texts([codebook.name] * len(places)),
            "source": _texts([PERSON] * len(places)),
            "place": none,
            "similarity": np.full(len(places), np.nan),
            "why": _texts(["A person coded it; nothing proposes it."] * len(places)),
            "counted": np.ones(len(places), dtype=np.int64),
        },
        columns=list(_COLUMNS),
    )


def _moves(judgements: Sequence[Judgement]) -> dict[tuple[str, str, int, int], str]:
    """What to say of passages that were moved, on both sides of the move."""
    out = {}
    for one in judgements:
        if one.moved_to:
            document, start, end = one.place.document_id, one.place.start, one.place.end
            out[document, one.frame, start, end] = f"Moved to {one.moved_to}."
            out[document, one.moved_to, start, end] = f"Moved here from {one.frame}."
    return out


def _entry_reasons(passages: FramePassages) -> list[str]:
    """Why an entry proposes a passage: the entry, and the question that it speaks to."""
    questions = [{entry.text: frame.items[entry.item] for entry in frame.entries} for frame in passages.codebook.frames]
    return [
        f"Found by “{text}”. It speaks to: {question}" if question else f"Found by “{text}”."
        for frame, text in passages.entry_names
        for question in [questions[frame].get(text, "")]
    ]


def _texts(values: Sequence[str] | npt.NDArray[np.object_]) -> pd.Series[str]:
    return pd.Series(values, dtype="str")
