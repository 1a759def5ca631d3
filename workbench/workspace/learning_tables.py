"""Tables of what is learned from codes of articles: how right the suggestions are, and the suggestions, which nobody applies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from workbench.analysis.article_features import FloatArray, mean_meanings, word_features
from workbench.analysis.frame_counting import PROPOSED, Counted, Counting
from workbench.analysis.frame_learning import FEWEST, Features, Learned, learn, reasons, strongest_words
from workbench.analysis.frames import SUGGESTED_FROM, scores
from workbench.codebooks import Codebook, Frame
from workbench.domain.coding import CODES
from workbench.domain.columns import TABLES
from workbench.domain.judgements import frame_codes_in
from workbench.domain.measured import Measured
from workbench.workspace.decided_frames import decided_frames
from workbench.workspace.sentence_meanings import SentenceMeanings, sentence_meanings
from workbench.workspace.table_family import TableFamily

if TYPE_CHECKING:
    from workbench.workspace.basis import Basis
    from workbench.workspace.catalogue import Making

LONGEST_LIST: Final = 5000
"""Articles that the list for coding shows at once."""
DIFFERS: Final = "differs"
"""The option ``frame_verdict`` for articles whose code is another one than what would be suggested if they had none."""
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
    features: Features | None
    """``None`` while no frame has codes enough."""
    scores: FloatArray
    """``float64[articles, frames]`` of the entries alone."""
    codes: dict[str, _Codes]
    learned: dict[str, Learned | None]
    notes: tuple[str, ...]


def learning_rows(making: Making) -> Measured:
    """How right the suggestions of each frame are, by cross-validation."""
    learning = _learning(making)
    return Measured(_learned(learning)[list(TABLES["frame_learning"])], learning.notes)


def learned_list(making: Making) -> Measured:
    """The same of the frame in focus (else the first one), with the words that were learned."""
    learning = _learning(making, only_focus=True)
    return Measured(_learned(learning), learning.notes)


def _learned(learning: _Learning) -> pd.DataFrame:
    rows = []
    for name, learned in learning.learned.items():
        codes = learning.codes[name]
        yes = sum(codes.uses)
        start = (learning.codebook.name, name, len(codes.rows), yes, len(codes.rows) - yes)
        if learned is None or learning.features is None:
            rows.append((*start, *(np.nan,) * 8, 0, 0, "", "", np.nan))
            continue
        speaking, against = strongest_words(learning.features, learned)
        rows.append(
            (
                *start, *learned.precision, *learned.recall, learned.f1, learned.threshold, learned.suggested,
                learned.right, ", ".join(speaking), ", ".join(against), learned.codebook_weight,
            )
        )  # fmt: skip
    return pd.DataFrame(rows, columns=list(LEARNED_COLUMNS))


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
    learning, basis = _learning(making, only_focus=True), making.basis
    if not learning.learned:
        return Measured(pd.DataFrame(columns=list(CODED_COLUMNS)), learning.notes)
    name, learned = next(iter(learning.learned.items()))
    own = learning.scores[:, [frame.name for frame in learning.codebook.frames].index(name)]
    documents = basis.view.documents.tolist()
    articles = [basis.by_id[basis.store.document_ids[d]] for d in documents]
    size = len(articles)
    missing = pd.array([None] * size, dtype="Int64")
    table = pd.DataFrame(
        {
            "document_id": [article.document_id for article in articles],
            "outlet": [basis.outlets[d] for d in documents],
            "codebook": learning.codebook.name,
            "frame": name,
            "probability": learned.probabilities if learned is not None else np.full(size, np.nan),
            "suggested": pd.array(learned.suggests.astype(np.int64), dtype="Int64") if learned is not None else missing,
            "code": _code_column(learning.codes[name], size),
            "title": [article.display_title for article in articles],
            "date": [article.date for article in articles],
            "score": own,
            "codebook_suggests": (own >= SUGGESTED_FROM).astype(np.int64),
        }
    )
    chosen = table[_listed(table, making.options.frame_verdict)]
    notes = list(learning.notes)
    if len(chosen) > LONGEST_LIST:
        notes.append(f"The first {LONGEST_LIST:,} of {len(chosen):,} articles. Narrow the scope to see others.")
    shown = chosen.head(LONGEST_LIST)
    why = pd.Series(_reasons(learning.features, learned, shown.index.tolist()), index=shown.index, dtype="str")
    return Measured(shown.assign(why=why)[list(CODED_COLUMNS)].reset_index(drop=True), tuple(notes))


def _reasons(features: Features | None, learned: Learned | None, rows: Sequence[int]) -> list[str]:
    """The words behind the suggestions of some articles."""
    if features is None or learned is None:
        return [""] * len(rows)
    return [", ".join(reasons(features, learned, row)) for row in rows]


def _listed(table: pd.DataFrame, wanted: str) -> pd.Series[bool]:
    """Which articles a list shows, as the option ``frame_verdict`` says it."""
    code = table["code"]
    known = code.notna()
    if wanted == "open":
        return ~known
    if wanted in ("accepted", "rejected"):
        return known & (code.fillna(-1) == int(wanted == "accepted"))
    if wanted == DIFFERS:
        return known & table["suggested"].notna() & (code.fillna(-1) != table["suggested"].fillna(-1))
    return pd.Series(True, index=table.index)


# -- inside ----------------------------------------------------------------------------------------------------------


def _learning(making: Making, *, only_focus: bool = False) -> _Learning:
    wanted = making.focus.codebook if only_focus else ""
    codebook = making.find_codebook(wanted or making.options.codebook)
    entries = _entry_scores(making, codebook)
    given, outside = _codes(making, codebook)
    names = [frame.name for frame in codebook.frames]
    frames = [making.focus.frame if making.focus.frame in names else names[0]] if only_focus and names else names
    # what articles mean takes a while, so it is asked for once there is something to learn
    known = any(FEWEST <= sum(given[name].uses) <= len(given[name].uses) - FEWEST for name in frames)
    features, unknown = _features(making) if known else (None, "")
    learned: dict[str, Learned | None] = {}
    for done, name in enumerate(frames):
        making.progress(done, len(frames), "Learning from codes")
        number = names.index(name)
        frame, codes = codebook.frames[number], given[name]
        learned[name] = None if features is None else _learned_of(making, features, entries, frame, number, codes)
    notes = [*_what_was_learned(learned), *([unknown] if unknown else [])]
    if outside:
        articles = "1 coded article is" if outside == 1 else f"{outside:,} coded articles are"
        notes.append(f"{articles} outside the scope; nothing is learned from them.")
    return _Learning(codebook, features, entries, given, learned, tuple(notes))


def _codes(making: Making, codebook: Codebook) -> tuple[dict[str, _Codes], int]:
    """The codes of each frame of articles in scope, and how many coded articles are outside."""
    basis = making.basis
    rows = _rows(basis)
    codes: dict[str, dict[int, bool]] = {frame.name: {} for frame in codebook.frames}
    outside = set()
    for code in frame_codes_in(basis.decisions, codebook.name):
        if code.frame in codes:
            if code.document_id in rows:
                codes[code.frame][rows[code.document_id]] = code.uses
            else:
                outside.add(code.document_id)
    given = {name: _Codes(tuple(sorted(own)), tuple(own[row] for row in sorted(own))) for name, own in codes.items()}
    return given, len(outside)


def _learned_of(
    making: Making, features: Features, entries: FloatArray, frame: Frame, number: int, codes: _Codes
) -> Learned | None:
    """What is learned of a frame; made once from the same codes."""
    seed, own = making.options.seed, entries[:, number] if frame.entries else None
    return making.basis.snapshot.memory.recall(
        f"learned {frame.name}",
        (features, entries, codes.rows, codes.uses, seed),
        lambda: learn(features, own, codes.rows, codes.uses, seed=seed),
    )


def _what_was_learned(learned: dict[str, Learned | None]) -> list[str]:
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
    vectors, note = None, ""
    if options.by_meaning:
        sentences = sentence_meanings(making)
        note = _why_words_alone(making, sentences)
        vectors = basis.snapshot.memory.recall(
            "article meanings", (basis.view, sentences), lambda: _article_meanings(making, sentences)
        )
    groups = basis.find_copies(making.progress).groups
    features = basis.snapshot.memory.recall(
        "article features", (words, vectors, groups), lambda: Features(words, vectors, _copies(making, groups))
    )
    return features, note


def _article_meanings(making: Making, sentences: SentenceMeanings) -> FloatArray | None:
    if sentences.vectors is None:
        return None
    rows = _rows(making.basis)
    return mean_meanings(sentences.vectors, [rows[document] for document, _, _ in sentences.places], len(rows))


def _why_words_alone(making: Making, sentences: SentenceMeanings) -> str:
    """Why meaning plays no part, or none in some articles; empty where it does in all."""
    if not sentences.places:
        return "Sentences are not known yet, so suggestions are learned from words alone."
    if sentences.vectors is None:
        return f"Suggestions are learned from words alone: {sentences.why}"
    waiting = making.basis.view.documents.size - len(making.basis.annotated)
    return f"Sentences of {waiting:,} articles are not known yet; of them words alone count." if waiting > 0 else ""


def _rows(basis: Basis) -> dict[str, int]:
    """The number of each article in scope, by document id."""
    return {basis.store.document_ids[d]: n for n, d in enumerate(basis.view.documents.tolist())}


def _copies(making: Making, groups: pd.DataFrame) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """A number for each article in scope that its copies share."""
    basis = making.basis
    numbers = dict(zip(groups["document_id"].tolist(), groups["group_id"].tolist(), strict=True))
    codes, _ = pd.factorize(
        pd.Series([str(numbers.get(document, f"alone:{document}")) for document in _rows(basis)], dtype="str")
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


_LEARNED_BY: Final = frozenset({"codebook", "by_meaning", "most_meanings", "seed"})

FAMILY: Final = TableFamily(
    contract={"frame_learning": learning_rows, "frame_suggestions": suggestion_rows},
    panes={"frame_learning_list": learned_list, "frame_codes": coded_articles},
    focused=frozenset({"frame_codes", "frame_learning_list"}),
    options={
        **dict.fromkeys(("frame_learning", "frame_suggestions", "frame_learning_list"), _LEARNED_BY),
        "frame_codes": _LEARNED_BY | {"frame_verdict"},
    },
    follows=CODES,
)
