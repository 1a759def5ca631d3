"""The part of speech that each word of a vocabulary mostly has, as far as words are annotated."""

from __future__ import annotations

import threading
from weakref import WeakKeyDictionary

import numpy as np

from workbench.index.arrays import BoolArray, ByteArray, IntArray, LongArray
from workbench.index.kernels import kernel
from workbench.index.view import View
from workbench.index.word_layer import PARTS_OF_SPEECH

_known: WeakKeyDictionary[View, ByteArray] = WeakKeyDictionary()
_lock = threading.Lock()


def usual_parts(view: View) -> ByteArray:
    """``uint8[types]``: for each type the part of speech that most of its counted words have.

    It is an index into :data:`workbench.index.word_layer.PARTS_OF_SPEECH`, of equally frequent ones the first; 0 where no
    counted word of the type is annotated.
    """
    with _lock:
        known = _known.get(view)
    if known is None:
        store = view.store
        counts = np.zeros((len(store.types), len(PARTS_OF_SPEECH)), dtype=np.int32)
        if view.words is not None:
            _count_parts(store.ids, store.offsets, view.documents, view.left_out, view.words.parts, counts)
        counts[:, 0] = 0  # words that are not annotated have no say
        known = counts.argmax(axis=1).astype(np.uint8)
        known.flags.writeable = False
        with _lock:
            _known[view] = known
    return known


@kernel
def _count_parts(
    ids: IntArray, offsets: LongArray, documents: LongArray, left_out: BoolArray, parts: ByteArray, counts: IntArray
) -> None:
    cut = left_out.size > 0
    for document in documents:
        for position in range(offsets[document], offsets[document + 1]):
            if not (cut and left_out[position]):
                counts[ids[position], parts[position]] += 1
