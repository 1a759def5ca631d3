"""Lets a language model multiply matrices with NumPy's library instead of its own: the same results, a third faster.

spaCy's models spend nearly half of their time in products of matrices. They compute them with BLIS unless told otherwise;
NumPy's library (OpenBLAS, Accelerate on macOS) is about 1.5 times as fast with the sizes of these models
(``benchmarks/annotation_speed.py``).
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from spacy.language import Language

_THREADS: Final = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")


def one_thread_each() -> None:
    """In a process that has not loaded NumPy yet: products take one thread, as processes work side by side."""
    for name in _THREADS:
        os.environ.setdefault(name, "1")


def multiply_with_numpy(language: Language) -> Language:
    """The model, its parts that compute on the processor told to use NumPy's products."""
    from thinc.api import Model, NumpyOps  # noqa: PLC0415 - comes with spaCy, which is loaded late

    products = NumpyOps(use_blis=False)
    for _, part in language.pipeline:
        model = getattr(part, "model", None)
        if isinstance(model, Model):
            for layer in model.walk():
                if type(layer.ops) is NumpyOps:
                    layer.ops = products
    return language
