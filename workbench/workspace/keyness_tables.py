"""The tables of keyness: every row for export, the strongest for the screen, shared terms, and what its charts show."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from workbench.analysis.keyness import check_outlets, keyness, keyness_of_each
from workbench.analysis.keyness_counts import AVOIDED, KEY, Wanted
from workbench.analysis.shared_terms import shared_terms
from workbench.analysis.vocabulary_comparison import ratios_by_outlet, vocabulary
from workbench.domain.columns import TABLES
from workbench.domain.errors import UsageError
from workbench.domain.measured import Measured
from workbench.index.tokenizer import fold

if TYPE_CHECKING:
    from workbench.workspace.catalogue import Making

NAMES: Final = (
    "keyness", "keyness_strongest", "keyword_list", "keyness_by_outlet", "shared_terms", "shared_list", "vocabulary",
)  # fmt: skip
"""The tables that are made here."""
LONGEST_LIST: Final = 2000
"""Rows of a list on the screen; the exported table has them all."""
_COUNTING: Final = frozenset({"ngram", "minimum_count", "hide_function_words", "stop_words"})
_CHANCE: Final = frozenset({"replicates", "seed"})
OPTIONS: Final = _COUNTING | _CHANCE | {"target", "reference", "permutations"}
FILTERED: Final = OPTIONS | {"keys", "minimum_effect", "list_articles"}
LISTED: Final = FILTERED | {"list_text"}
SHARED: Final = _COUNTING | _CHANCE
VOCABULARY: Final = _COUNTING | {"target", "reference"}


def keyness_rows(making: Making) -> Measured:
    """Keyness of one outlet, or of each in turn, against the others: every row."""
    return _keyness(making, all_rows=True)


def strongest(making: Making) -> Measured:
    """The rows of keyness that have intervals and that the filter keeps."""
    return _keyness(making, all_rows=False)


def _keyness(making: Making, *, all_rows: bool) -> Measured:
    options, basis = making.options, making.basis
    if options.keys not in ("", KEY, AVOIDED):
        raise UsageError(f"Keyness can't list {options.keys!r}. Choose {KEY!r} or {AVOIDED!r}, or leave it empty.")
    settings = {
        "n": options.ngram,
        "minimum_count": options.minimum_count,
        "permutations": options.permutations,
        "replicates": options.replicates,
        "seed": options.seed,
        "hide": making.hidden,
        "all_rows": all_rows,
        "wanted": Wanted(
            keys=options.keys, minimum_effect=options.minimum_effect, minimum_articles=options.list_articles
        ),
        "progress": making.progress,
    }
    if options.target:
        reference = options.reference or None
        return keyness(basis.view, basis.outlets, target=options.target, reference=reference, **settings)  # type: ignore[arg-type]
    return keyness_of_each(basis.view, basis.outlets, **settings)  # type: ignore[arg-type]


def keyword_list(making: Making) -> Measured:
    """The strongest keywords for the screen: for each outlet those whose effect is best secured come first.

    Rows are ordered by whether the Log Ratio's interval excludes zero, then by the size of G2; a list by G2 alone would
    lead with frequent words of little difference. The exported table has every row.
    """
    measured = making.table("keyness_strongest")
    table = measured.table
    every = len(table)
    text = fold(making.options.list_text.strip())
    if text:
        table = table[table["term"].str.contains(text, regex=False)]
    secured = (table["log_ratio_low"] > 0) | (table["log_ratio_high"] < 0)
    ordered = table.assign(secured=secured, size=table["g2"].abs()).sort_values(
        ["secured", "size", "outlet", "term"], ascending=[False, False, True, True], kind="stable"
    )
    outlets = max(table["outlet"].nunique(), 1)
    shown = ordered.groupby("outlet", sort=False).head(max(LONGEST_LIST // outlets, 50))
    notes = list(measured.notes)
    if len(shown) < len(table):
        notes.insert(0, f"The {len(shown):,} strongest of {len(table):,} rows.")
    if text:
        notes.insert(0, f"{len(table):,} of the {every:,} rows that were looked at have “{text}” in the term.")
    return Measured(shown[list(TABLES["keyness"])].reset_index(drop=True), tuple(notes))


def shared_rows(making: Making) -> Measured:
    """Terms that no outlet uses clearly more or less than the others."""
    options, basis = making.options, making.basis
    return shared_terms(
        basis.view,
        basis.outlets,
        n=options.ngram,
        minimum_count=options.minimum_count,
        replicates=options.replicates,
        seed=options.seed,
        hide=making.hidden,
        progress=making.progress,
    )


def shared_list(making: Making) -> Measured:
    """Shared terms that have the list's text in them."""
    measured = making.table("shared_terms")
    text = fold(making.options.list_text.strip())
    table = measured.table
    kept = table[table["term"].str.contains(text, regex=False)] if text else table
    return Measured(kept.reset_index(drop=True), measured.notes)


# -- charts ------------------------------------------------------------------------------------------------------------


def strongest_chart(making: Making) -> Measured:
    """The strongest keywords (or avoided words) of the outlet, or of each outlet in turn, by effect."""
    measured = making.table("keyness_strongest")
    table = measured.table
    ratio = table["log_ratio"]
    avoided = making.options.keys == AVOIDED
    positive = table[ratio < 0] if avoided else table[ratio > 0]
    outlets = positive["outlet"].nunique()
    if not outlets:
        return Measured(positive, measured.notes)
    each = max(making.options.rows // outlets, 2)
    # G2 picks what is well attested, the Log Ratio orders it: rare words alone would fill a chart of ratios
    sized = positive.assign(size=positive["g2"].abs(), effect=positive["log_ratio"].abs())
    best = sized.sort_values(["outlet", "size"], ascending=[True, False], kind="stable").groupby("outlet", sort=True)
    chosen = best.head(each).sort_values(["outlet", "effect"], ascending=[True, False], kind="stable")
    focus = making.focus
    if focus.term and focus.term not in set(chosen["term"]):
        chosen = pd.concat([table[table["term"] == focus.term], chosen])
    shown = chosen[list(table.columns)].reset_index(drop=True)
    shown.attrs["reference"] = making.options.reference
    return Measured(shown, measured.notes)


def two_outlets(making: Making) -> tuple[str, str]:
    """The outlets whose vocabularies are set against one another: those in the options, else those with most words."""
    options, basis = making.options, making.basis
    chosen = [options.target] if options.target else []
    chosen += [outlet for outlet in options.reference if outlet not in chosen][: 2 - len(chosen)]
    check_outlets(chosen, basis.outlets)
    if len(chosen) < 2:
        names, codes = np.unique(np.array(basis.outlets, dtype=object).astype(str), return_inverse=True)
        words = np.bincount(codes, weights=basis.view.words_by_document, minlength=names.size)
        ranked = [str(names[n]) for n in np.argsort(-words, kind="stable") if words[n] > 0]
        chosen += [outlet for outlet in ranked if outlet not in chosen]
    return (chosen[0], chosen[1]) if len(chosen) > 1 else (chosen[0] if chosen else "", "")


def vocabulary_rows(making: Making) -> Measured:
    """Every term of two outlets, with its rates and what sets it apart."""
    options, basis = making.options, making.basis
    one, other = two_outlets(making)
    return vocabulary(
        basis.view,
        basis.outlets,
        one=one,
        other=other,
        n=options.ngram,
        minimum_count=options.minimum_count,
        hide=making.hidden,
    )


def by_outlet_rows(making: Making) -> Measured:
    """The strongest terms of each outlet, and how each of them stands in every other one."""
    options, basis = making.options, making.basis
    return ratios_by_outlet(
        basis.view,
        basis.outlets,
        each=min(max(options.rows // max(len(basis.outlet_names), 1), 2), 10),
        n=options.ngram,
        minimum_count=options.minimum_count,
        replicates=options.replicates,
        seed=options.seed,
        hide=making.hidden,
        wanted=Wanted(
            keys=options.keys or KEY, minimum_effect=options.minimum_effect, minimum_articles=options.list_articles
        ),
        progress=making.progress,
    )
