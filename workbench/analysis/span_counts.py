"""Which rows of a table of spans a view counts: the one rule by which mentions and evidence are in or out.

A span is counted when its first word is, so the numbers of every measure agree with what the reader sees as counted.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from workbench.index.store import LongArray
from workbench.index.view import BoolArray, View


def counted_spans(view: View, table: pd.DataFrame) -> tuple[BoolArray, LongArray]:
    """Which rows of a table with ``document_id``, ``start`` and ``end`` are counted, and each row's document index.

    Rows of documents that the store does not hold are not counted; their document index is -1.
    """
    numbers = {document_id: n for n, document_id in enumerate(view.store.document_ids)}
    documents: LongArray = np.asarray(table["document_id"].map(numbers).fillna(-1), dtype=np.int64)
    counted: BoolArray = np.zeros(len(table), dtype=np.bool_)
    known = documents >= 0
    if known.any():
        starts = table["start"].to_numpy(dtype=np.int64)[known]
        ends = table["end"].to_numpy(dtype=np.int64)[known]
        counted[known] = view.covers_spans(documents[known], starts, ends)
    return counted, documents
