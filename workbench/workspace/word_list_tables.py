"""Tables of word choice: loaded, hedging, modal, evaluative and reporting words by outlet.

The lists are a codebook (:data:`workbench.domain.codebook_choices.WORD_LISTS`), so their passages are found, judged and counted
as those of frames are.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from workbench.analysis.word_lists import word_choice
from workbench.domain.codebook_choices import WORD_LISTS
from workbench.domain.measured import Measured
from workbench.workspace.messages import Options
from workbench.workspace.table_family import TableFamily

if TYPE_CHECKING:
    from workbench.workspace.catalogue import Making

LONGEST_LIST: Final = 2000
"""Rows of a list on the screen; the exported table has them all."""
_ALTERNATIVES: Final = re.compile(r"\((?P<first>[^()|]*)(?:\|[^()]*)?\)")
_LISTED: Final = frozenset({"replicates", "seed", "frame_place", "frame_voice"})


def word_choice_rows(making: Making) -> Measured:
    """Each word of each list in each outlet."""
    basis = making.basis
    evidence = _passages(making)
    measured = word_choice(
        basis.view,
        evidence,
        basis.outlets,
        lists=[frame.name for frame in making.find_codebook(WORD_LISTS).frames],
        replicates=making.options.replicates,
        seed=making.options.seed,
    )
    return Measured(
        measured.table, (*measured.notes, "A word stands in a list for what it often does. Open its passages.")
    )


def word_choice_list(making: Making) -> Measured:
    """A row for each word, with columns for each outlet: count, rate per 1,000 words and its interval.

    Columns: ``list``, ``word`` (the entry), ``called`` (its first form), ``count``, ``documents``, ``own`` and ``quoted``
    (outside and inside quotation marks), and for an outlet ``X`` ``outlet:X``, ``rate:X``, ``low:X``, ``high:X``.
    """
    measured = making.table("word_choice")
    long = measured.table
    evidence = _passages(making)
    totals = evidence.groupby(["frame", "entry"]).agg(
        count=("start", "size"), documents=("document_id", "nunique"), quoted=("in_quote", "sum")
    )
    keys = long.drop_duplicates(["list", "word"])[["list", "word"]].reset_index(drop=True)
    totals = totals.reindex(pd.MultiIndex.from_frame(keys)).reset_index(drop=True).astype("int64")
    wide = keys.assign(
        called=pd.Series([called(word) for word in keys["word"].tolist()], index=keys.index, dtype="str"),
        count=totals["count"],
        documents=totals["documents"],
        own=totals["count"] - totals["quoted"],
        quoted=totals["quoted"],
    )
    columns: dict[str, object] = {}
    for outlet in making.basis.outlet_names:
        own = long[long["outlet"] == outlet]
        there = len(own) == len(wide)
        columns[f"outlet:{outlet}"] = own["count"].to_numpy() if there else np.zeros(len(wide), dtype=np.int64)
        for name, column in (("rate", "per_1000"), ("low", "low"), ("high", "high")):
            columns[f"{name}:{outlet}"] = own[column].to_numpy() if there else np.full(len(wide), np.nan)
    table = pd.concat([wide, pd.DataFrame(columns, index=wide.index)], axis=1)
    notes = [] if len(table) <= LONGEST_LIST else [f"The first {LONGEST_LIST:,} of {len(table):,} words."]
    return Measured(table.head(LONGEST_LIST), (*notes, *measured.notes))


def lists_by_outlet(making: Making) -> Measured:
    """Passages of each list by outlet: the table ``frames_by_outlet`` of the lists."""
    return making.table("frames_by_outlet", _of_lists(making))


def called(entry: str) -> str:
    """What an entry is called in a list: its first alternatives, ``slam`` for ``slam | slams | slammed``."""
    first = _ALTERNATIVES.sub(lambda found: found["first"].strip(), entry)
    return first.partition("|")[0].replace("?", "").removeprefix("case:").strip()


def _of_lists(making: Making) -> Options:
    return replace(making.options, codebook=WORD_LISTS, frame_basis="", frames_by_meaning=False)


def _passages(making: Making) -> pd.DataFrame:
    """The counted passages of the lists."""
    evidence = making.table("frame_evidence", _of_lists(making)).table
    return evidence[evidence["counted"] == 1]


FAMILY: Final = TableFamily(
    contract={"word_choice": word_choice_rows},
    panes={"word_choice_list": word_choice_list, "word_lists_by_outlet": lists_by_outlet},
    options=dict.fromkeys(("word_choice", "word_choice_list", "word_lists_by_outlet"), _LISTED),
)
