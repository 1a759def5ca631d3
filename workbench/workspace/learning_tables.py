"""Tables of what is learned from codes of articles: how right the suggestions are, and the suggestions, which nobody applies."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from workbench.analysis.article_features import FloatArray, mean_meanings, word_features
from workbench.analysis.frame_counting import PROPOSED, Counted, Counting
from workbench.analysis.frame_learning import FEWEST, Features, Learned, learn, reasons, strongest_words
from workbench.analysis.frames import SUGGESTED_FROM, scores
from workbench.codebooks import Codebook
from workbench.domain.coding import CODES
from workbench.domain.columns import TABLES
from workbench.domain.judgements import frame_codes_in
from workbench.domain.measured import Measured
from workbench.workspace.decided_frames import decided_frames
from workbench.workspace.passage_sentences import counted_sentences
from workbench.workspace.table_family import TableFamily

if TYPE_CHECKING:
    from workbench.workspace.catalogue import Making

LEARNED_COLUMNS: Final = (
    *TABLES["frame_learning"],
    "suggested",
    "right",
    "words_for",
    "words_against",
    "codebook_weight",
)
"""``suggested``: coded articles that were suggested when they were held back; ``right``: those of them that use the frame."""
CODED_COLUMNS: Final = (
    *TABLES["frame_suggestions"], "title", "date", "score", "codebook_suggests", "why",
)  # fmt: skip
"""``score``: that of the codebook's entries, whatever people said of passages."""


@dataclass(frozen=True, eq=False)
class _Codes:
    """The codes of one frame among the articles in scope."""

    rows: tuple[int, ...]
    uses: tuple[bool, ...]


@dataclass(frozen=True, eq=False)
class _Learning:
    """What can be learned with: features of the articles in scope, and the codes of each frame."""

    codebook: Codebook
    features: Features
    scores: FloatArray
    """``float64[articles, frames]`` of the entries alone."""
    codes: dict[str, _Codes]
    learned: dict[str, Learned | None]
    notes: tuple[str, ...]


def learning_rows(making: Making) -> Measured:
    """How right the suggestions of each frame are, by cross-validation."""
    return _columns(learned_list(making), TABLES["frame_learning"])


def learned_list(making: Making) -> Measured:
    """The same with the words that were learned."""
    learning, rows = _learning(making), []
    for frame in learning.codebook.frames:
        codes, learned = learning.codes[frame.name], learning.learned[frame.name]
        yes = sum(codes.uses)
        start = (learning.codebook.name, frame.name, len(codes.rows), yes, len(codes.rows) - yes)
        if learned is None:
            rows.append((*start, *(np.nan,) * 8, 0, 0, "", "", np.nan))
            continue
        speaking, against = strongest_words(learning.features, learned)
        rows.append(
            (
                *start, *learned.precision, *learned.recall, learned.f1, learned.threshold, learned.suggested,
                learned.right, ", ".join(speaking), ", ".join(against), learned.codebook_weight,
            )
        )  # fmt: skip
    return Measured(pd.DataFrame(rows, columns=list(LEARNED_COLUMNS)), learning.notes)


def suggestion_rows(making: Making) -> Measured:
    """Every article in scope for every frame that was learned: suggested or not, beside the person's own code."""
    learning, basis = _learning(making), making.basis
    documents = basis.view.documents.tolist()
    ids, outlets = [basis.store.document_ids[d] for d in documents], [basis.outlets[d] for d in documents]
    parts = []
    for frame in learning.codebook.frames:
        learned = learning.learned[frame.name]
        if learned is not None:
            parts.append(
                pd.DataFrame(
                    {
                        "document_id": ids,
                        "outlet": outlets,
                        "codebook": learning.codebook.name,
                        "frame": frame.name,
                        "probability": learned.probabilities.round(4),
                        "suggested": learned.suggests.astype(np.int64),
                        "code": _code_column(learning.codes[frame.name], len(ids)),
                    }
                )
            )
    columns = list(TABLES["frame_suggestions"])
    return Measured(pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=columns), learning.notes)


def coded_articles(making: Making) -> Measured:
    """Every article in scope for the frame in focus (else the first one), to be coded: with its code and what is suggested."""
    learning, basis, focus = _learning(making, only_focus=True), making.basis, making.focus
    names = [frame.name for frame in learning.codebook.frames]
    if not names:
        return Measured(pd.DataFrame(columns=list(CODED_COLUMNS)), learning.notes)
    number = names.index(focus.frame) if focus.frame in names else 0
    learned, codes = learning.learned[names[number]], learning.codes[names[number]]
    own = learning.scores[:, number]
    documents = basis.view.documents.tolist()
    articles = [basis.by_id[basis.store.document_ids[d]] for d in documents]
    size = len(articles)
    missing = pd.array([None] * size, dtype="Int64")
    table = pd.DataFrame(
        {
            "document_id": [article.document_id for article in articles],
            "outlet": [basis.outlets[d] for d in documents],
            "codebook": learning.codebook.name,
            "frame": names[number],
            "probability": learned.probabilities if learned is not None else np.full(size, np.nan),
            "suggested": pd.array(learned.suggests.astype(np.int64), dtype="Int64") if learned is not None else missing,
            "code": _code_column(codes, size),
            "title": [article.display_title for article in articles],
            "date": [article.date for article in articles],
            "score": own,
            "codebook_suggests": (own >= SUGGESTED_FROM).astype(np.int64),
            "why": [
                ", ".join(reasons(learning.features, learned, n)) if learned is not None else "" for n in range(size)
            ],
        },
        columns=list(CODED_COLUMNS),
    )
    return Measured(table, learning.notes)


# -- inside ----------------------------------------------------------------------------------------------------------


def _learning(making: Making, *, only_focus: bool = False) -> _Learning:
    basis = making.basis
    wanted = making.focus.codebook if only_focus else ""
    codebook = making.find_codebook(wanted or making.options.codebook)
    features, unknown = _features(making)
    entries = _entry_scores(making, codebook)
    rows = {basis.store.document_ids[d]: n for n, d in enumerate(basis.view.documents.tolist())}
    codes: dict[str, list[tuple[int, bool]]] = {frame.name: [] for frame in codebook.frames}
    outside = set()
    for code in frame_codes_in(basis.decisions, codebook.name):
        if code.frame in codes:
            if code.document_id in rows:
                codes[code.frame].append((rows[code.document_id], code.uses))
            else:
                outside.add(code.document_id)
    given = {
        name: _Codes(tuple(row for row, _ in sorted(own)), tuple(uses for _, uses in sorted(own)))
        for name, own in codes.items()
    }
    names = [frame.name for frame in codebook.frames]
    frames = [making.focus.frame if making.focus.frame in names else names[0]] if only_focus and names else names
    seed, memory = making.options.seed, basis.snapshot.memory
    learned: dict[str, Learned | None] = {}
    for done, name in enumerate(frames):
        making.progress(done, len(frames), "Learning from codes")
        number = names.index(name)
        own = entries[:, number] if codebook.frames[number].entries else None
        learned[name] = memory.recall(
            f"learned {codebook.name}/{name}",
            (features, entries, given[name].rows, given[name].uses, seed),
            lambda own=own, name=name: learn(features, own, given[name].rows, given[name].uses, seed=seed),  # type: ignore[misc]
        )
    notes = [*_what_was_learned(given, learned), *([unknown] if unknown else [])]
    if outside:
        articles = "1 coded article is" if len(outside) == 1 else f"{len(outside):,} coded articles are"
        notes.append(f"{articles} outside the scope; nothing is learned from them.")
    return _Learning(codebook, features, entries, given, learned, tuple(notes))


def _what_was_learned(given: dict[str, _Codes], learned: dict[str, Learned | None]) -> list[str]:
    few = [name for name, one in learned.items() if one is None]
    notes = []
    if few:
        names = ", ".join(few[:5]) + (f" and {len(few) - 5} more" if len(few) > 5 else "")
        notes.append(
            f"Too few codes to learn from: {names}. Suggestions begin with {FEWEST} articles that use a frame and"
            f" {FEWEST} that do not, copies counted once."
        )
    if len(few) < len(learned):
        notes.append(
            "Precision and recall are of coded articles that were held back (cross-validated by article). Suggestions are never"
            " applied by themselves."
        )
    return notes


def _features(making: Making) -> tuple[Features, str]:
    """What is known of the articles in scope, and why meanings play no part, if so."""
    basis, options = making.basis, making.options
    words = basis.snapshot.memory.recall("word features", (basis.view,), lambda: word_features(basis.view))
    sentences = basis.snapshot.tables.sentences
    vectors, note = None, ""
    if options.by_meaning:
        vectors, note = basis.snapshot.memory.recall(
            "article meanings",
            (basis.view, sentences, making.meanings.model, options.most_meanings),
            lambda: _article_meanings(making),
        )
    groups = basis.find_copies(making.progress).groups
    features = basis.snapshot.memory.recall(
        "article features", (words, vectors, groups), lambda: Features(words, vectors, _copies(making, groups))
    )
    return features, note


def _article_meanings(making: Making) -> tuple[FloatArray | None, str]:
    basis = making.basis
    rows = {basis.store.document_ids[d]: n for n, d in enumerate(basis.view.documents.tolist())}
    known = counted_sentences(basis, set(basis.annotated) & rows.keys())
    sentences = [
        (rows[document], basis.by_id[document].text[start:end])
        for document in rows
        for start, end in known.get(document, ())
    ]
    if not sentences:
        return None, "Sentences are not known yet, so suggestions are learned from words alone."
    vectors, why = making.meanings.vectors(
        [text for _, text in sentences], most=making.options.most_meanings, progress=making.progress
    )
    if vectors is None:
        return None, f"Suggestions are learned from words alone: {why}"
    waiting = len(rows) - len(basis.annotated)
    note = f"Sentences of {waiting:,} articles are not known yet; of them words alone count." if waiting > 0 else ""
    return mean_meanings(vectors, [row for row, _ in sentences], len(rows)), note


def _copies(making: Making, groups: pd.DataFrame) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """A number for each article in scope that its copies share."""
    basis = making.basis
    numbers = dict(zip(groups["document_id"].tolist(), groups["group_id"].tolist(), strict=True))
    ids = [basis.store.document_ids[d] for d in basis.view.documents.tolist()]
    codes, _ = pd.factorize(
        pd.Series([str(numbers.get(document, f"alone:{document}")) for document in ids], dtype="str")
    )
    return np.asarray(codes, dtype=np.int64)


def _entry_scores(making: Making, codebook: Codebook) -> FloatArray:
    """What the entries of the codebook give each article in scope, whatever people said of passages."""
    basis, found = making.basis, making.find_frame_evidence(codebook)

    def make() -> FloatArray:
        passages = decided_frames(basis, codebook, found).passages
        unjudged = passages.with_verdicts(np.zeros(len(passages), dtype=np.int8))
        return scores(basis.view, Counted.of(unjudged, basis.view, Counting(basis=PROPOSED)))

    return basis.snapshot.memory.recall("entry scores", (basis.view, found, codebook.digest), make)


def _code_column(codes: _Codes, size: int) -> pd.api.extensions.ExtensionArray:
    values: list[int | None] = [None] * size
    for row, uses in zip(codes.rows, codes.uses, strict=True):
        values[row] = int(uses)
    return pd.array(values, dtype="Int64")


def _columns(measured: Measured, names: tuple[str, ...]) -> Measured:
    return Measured(measured.table[list(names)], measured.notes)


_LEARNED_BY: Final = frozenset({"codebook", "by_meaning", "most_meanings", "seed"})

FAMILY: Final = TableFamily(
    contract={"frame_learning": learning_rows, "frame_suggestions": suggestion_rows},
    panes={"frame_learning_list": learned_list, "frame_codes": coded_articles},
    focused=frozenset({"frame_codes"}),
    options=dict.fromkeys(("frame_learning", "frame_suggestions", "frame_learning_list", "frame_codes"), _LEARNED_BY),
    follows=CODES,
)
