"""Sentence vectors for what is asked for: the model is loaded when it is first needed, and what it said is kept."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from workbench.domain.progress import Progress, no_progress
from workbench.vectors.cache import VectorCache, sentence_vectors
from workbench.vectors.model import VectorModel, installed_model, why_missing
from workbench.vectors.model_files import VectorModelError

VECTORS_FILE: Final = "sentence-vectors.sqlite3"
"""The name of the cache, beside that of annotations."""

VectorArray = npt.NDArray[np.float32]


class Meanings:
    """The model of sentence vectors, if it is installed, with its cache. Thread-safe."""

    def __init__(self, cache: Path | None = None) -> None:
        """Nothing is loaded yet.

        Args:
            cache: the file in which vectors are kept; ``None`` keeps none.
        """
        self._cache_file = cache
        self._cache: VectorCache | None = None
        self._model: VectorModel | None = None
        self._looked = False
        self._problem = ""
        self._lock = threading.Lock()

    @property
    def model(self) -> str:
        """The model's name; empty without one."""
        model = self._installed()
        return model.name if model is not None else ""

    def missing(self) -> str:
        """Why meanings can't be compared, as a sentence that names the next step; empty when they can."""
        return "" if self._installed() is not None else (self._problem or why_missing())

    def vectors(
        self, sentences: Sequence[str], *, most: int, progress: Progress = no_progress
    ) -> tuple[VectorArray | None, str]:
        """A unit vector for each sentence, or ``None`` and a sentence that says why there is none.

        Args:
            sentences: what to embed.
            most: with more sentences than that nothing is embedded.
            progress: told how many are done; may raise to stop.
        """
        model = self._installed()
        if model is None:
            return None, self.missing()
        if len(sentences) > most:
            return None, (
                f"{len(sentences):,} sentences are too many to compare by meaning (at most {most:,}), so words alone decide."
                " Narrow to a story to compare meanings."
            )
        with self._lock:
            if self._cache is None and self._cache_file is not None:
                self._cache = VectorCache(self._cache_file)
            try:
                return sentence_vectors(model, sentences, cache=self._cache, progress=progress), ""
            except VectorModelError as error:
                self._model, self._problem = None, str(error)
                return None, str(error)

    def _installed(self) -> VectorModel | None:
        with self._lock:
            if not self._looked:
                self._looked = True
                try:
                    self._model = installed_model()
                except VectorModelError as error:
                    self._problem = str(error)
            return self._model
