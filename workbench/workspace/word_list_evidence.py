"""Reporting verbs as evidence: where the verbs of saying of the quotes stand, as passages of the lists of such verbs.

They are found with the quotes, by what a person decided about quotes and verbs, so a second list of them is not needed.
"""

from __future__ import annotations

from typing import Final

import pandas as pd

from workbench.analysis.frame_passages import ENTRY
from workbench.codebooks import Codebook
from workbench.domain.cue_verbs import CUE_CLASSES
from workbench.workspace.basis import Basis

REPORTING: Final = {cue_class: f"Reporting verbs, {cue_class}" for cue_class in CUE_CLASSES}
"""The list of each class of verbs, as the bundled lists of words call it."""


def has_reporting_verbs(codebook: Codebook) -> bool:
    """Whether a codebook has the lists of verbs of saying."""
    return {frame.name for frame in codebook.frames if not frame.entries} >= set(REPORTING.values())


def with_reporting_verbs(found: pd.DataFrame, basis: Basis, codebook: Codebook) -> pd.DataFrame:
    """Hits of a codebook and the verbs of saying of all quotes.

    Args:
        found: hits, with the columns ``document_id``, ``frame``, ``start``, ``end``, ``text``, ``entry`` and others, which are
            empty or 0 for verbs.
        basis: what people decided about quotes and verbs of saying.
        codebook: the codebook that the hits are of.
    """
    quotes = basis.annotations.quotes
    quotes = quotes[quotes["cue_start"].notna() & quotes["cue_class"].isin(REPORTING)]
    if not len(quotes):
        return found
    quotes = quotes.drop_duplicates(["document_id", "cue_start", "cue_end"])
    texts = basis.snapshot.texts
    spans = [
        (str(document), int(start), int(end))
        for document, start, end in zip(quotes["document_id"], quotes["cue_start"], quotes["cue_end"], strict=True)
    ]
    verbs = pd.DataFrame(
        {
            "document_id": [document for document, _, _ in spans],
            "frame": [REPORTING[cue_class] for cue_class in quotes["cue_class"]],
            "start": [start for _, start, _ in spans],
            "end": [end for _, _, end in spans],
            "text": [texts[document][start:end] for document, start, end in spans],
            "entry": quotes["cue"].astype("str").tolist(),
            "codebook": [codebook.name] * len(spans),
            "source": [ENTRY] * len(spans),
            "why": ["verb of saying of a quote"] * len(spans),
        }
    )
    for name, kind in found.dtypes.items():
        if name not in verbs.columns:
            verbs[name] = pd.Series(["" if kind == "str" else 0] * len(verbs), dtype=kind)
    place = {document: n for n, document in enumerate(basis.store.document_ids)}
    both = pd.concat([found, verbs[list(found.columns)]], ignore_index=True)
    order = both["document_id"].map(place)
    return both.assign(_place=order).sort_values(["_place", "start"], kind="stable").drop(columns="_place")
