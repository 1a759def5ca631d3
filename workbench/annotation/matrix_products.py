"""Lets a language model multiply matrices with NumPy's library instead of its own: the same results, a third faster.

spaCy's models spend nearly half of their time in products of matrices. They compute them with BLIS unless told otherwise;
NumPy's library (OpenBLAS, Accelerate on macOS) is about 1.5 times as fast with the sizes of these models
(``benchmarks/annotation_speed.py``).
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.language import Language
    from threadpoolctl import ThreadpoolController


def one_thread() -> AbstractContextManager[Any]:
    """While this holds, a product takes one thread. These are small, and articles are annotated side by side anyway.

    With more, threads wait for one another: on a busy machine that took ten times as long.
    """
    limit: AbstractContextManager[Any] = _libraries().limit(limits=1, user_api="blas")
    return limit


@lru_cache(maxsize=1)
def _libraries() -> ThreadpoolController:
    """The libraries of products that are loaded; asked for when NumPy is."""
    from threadpoolctl import ThreadpoolController  # noqa: PLC0415 - looks for what is loaded now

    return ThreadpoolController()


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
