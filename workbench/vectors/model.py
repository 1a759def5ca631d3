"""The model for sentence vectors: found without loading it, loaded when it is first asked, and never on the network."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, Final

import numpy as np

from workbench.domain.errors import Cancelled
from workbench.domain.progress import Progress, no_progress
from workbench.vectors.encoding import Encoder, Floats
from workbench.vectors.model_files import (
    REQUIREMENTS,
    ModelFiles,
    VectorModelError,
    files_in,
    installed_files,
    missing_libraries,
    pip_install,
)

_MOST_THREADS: Final = 8
_INPUTS: Final = frozenset({"input_ids", "attention_mask", "token_type_ids"})
_STATES: Final = 3
"""The dimensions of an output that has a state for each token: sentences, tokens, numbers."""
_ERRORS_ONLY: Final = 3


class VectorModel:
    """A model that is installed. Its files are read when something is first asked of it.

    Args:
        files: where it is.
        threads: how many batches are run at once; at most the processors that this process may use.
    """

    def __init__(self, files: ModelFiles, *, threads: int | None = None) -> None:
        self.files = files
        self.threads = max(1, min(threads or _MOST_THREADS, processors()))

    @property
    def name(self) -> str:
        """For a person."""
        return self.files.name

    @property
    def limit(self) -> int:
        """How many tokens of a sentence are read; what is beyond has no part in its vector."""
        return self.files.limit

    @cached_property
    def fingerprint(self) -> str:
        """What decides which vectors come out. Vectors with different fingerprints must never be compared.

        Raises:
            VectorModelError: the files are damaged.
        """
        return self.files.fingerprint()

    @property
    def dimensions(self) -> int:
        """How many numbers a vector has.

        Raises:
            VectorModelError: the files are damaged.
        """
        return self._encoder.dimensions

    def vectors(self, sentences: Sequence[str], progress: Progress = no_progress) -> Floats:
        """The vectors of sentences, in their order.

        Args:
            sentences: any number; those that are longer than the model's limit are cut (see :meth:`too_long`).
            progress: told after each batch; it raises Cancelled to stop.

        Returns:
            One row of unit length a sentence, so that the product of two rows is their cosine. Zeros for a sentence
            without a word or sign, which is like nothing.

        Raises:
            VectorModelError: the files are damaged, or the model is of a kind that can't be used.
            Cancelled: by the progress.
        """
        encoder = self._encoder
        try:
            out = encoder.vectors(sentences, progress)
        except Cancelled:
            raise
        except Exception as error:  # the library has errors of its own, with no class in common
            raise self._unusable("failed on a sentence", self.files.model, error) from error
        if not np.isfinite(out).all():
            raise self._unusable("gives vectors that are no numbers", self.files.model)
        return out

    def too_long(self, sentences: Sequence[str]) -> list[int]:
        """The places of the sentences that are longer than the model's limit, so that a table can say so."""
        return self._encoder.too_long(sentences)

    @cached_property
    def _encoder(self) -> Encoder:
        _ = self.fingerprint  # a damaged file is told from one of another kind
        onnxruntime, tokenizers = _libraries(self.files)
        try:
            tokenizer = tokenizers.Tokenizer.from_file(str(self.files.tokenizer))
            tokenizer.no_padding()
            tokenizer.enable_truncation(max_length=self.files.limit)
        except Exception as error:
            raise self._unusable("has a tokenizer that can't be read", self.files.tokenizer, error) from error
        options = onnxruntime.SessionOptions()
        # one thread a batch: see Encoder
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = _ERRORS_ONLY
        try:
            session = onnxruntime.InferenceSession(str(self.files.model), options, providers=["CPUExecutionProvider"])
        except Exception as error:
            raise self._unusable("can't be read", self.files.model, error) from error
        inputs = frozenset(given.name for given in session.get_inputs())
        outputs = [made for made in session.get_outputs() if len(made.shape) == _STATES]
        if (
            not outputs
            or "input_ids" not in inputs
            or not inputs <= _INPUTS
            or not isinstance(outputs[0].shape[-1], int)
        ):
            raise self._unusable("is no model that gives a state for each token of a sentence", self.files.model)
        return Encoder(
            tokenizer=tokenizer,
            session=session,
            inputs=inputs,
            output=outputs[0].name,
            dimensions=outputs[0].shape[-1],
            threads=self.threads,
        )

    def _unusable(self, what: str, path: Path, error: Exception | None = None) -> VectorModelError:
        because = f" ({_first_line(error)})" if error else ""
        return VectorModelError(
            f"The model for sentence vectors, {self.name}, {what}: {path}{because}. {self.files.next_step}", path
        )


def installed_model(folder: Path | None = None, *, threads: int | None = None) -> VectorModel | None:
    """The model to use; None when there is none, and then :func:`why_missing` says what is not there.

    Takes a few milliseconds: nothing is loaded.

    Args:
        folder: where a person put a model; None for the one that is installed.
        threads: how many may run at once; None for what the machine has.

    Raises:
        VectorModelError: the folder lacks a file.
    """
    files = files_in(folder) if folder is not None else installed_files()
    return None if files is None or missing_libraries() else VectorModel(files, threads=threads)


def why_missing(folder: Path | None = None) -> str:
    """Why there is no model, and what to do about it, in sentences; empty when there is one."""
    lacking = [*missing_libraries()]
    if folder is None and installed_files() is None:
        lacking.append("a model")
    if not lacking:
        return ""
    names = " and ".join([", ".join(lacking[:-1]), lacking[-1]] if len(lacking) > 1 else lacking)
    if getattr(sys, "frozen", False):
        return f"Sentence vectors need {names}, which this build was made without."
    # by the names of the packages: a name that this project has not taken on an index may be a stranger's
    packages = " ".join(f'"{requirement}"' for requirement in REQUIREMENTS)
    return f"Sentence vectors need {names}. Install what is missing with: {pip_install()} {packages}"


def processors() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return max(1, len(os.sched_getaffinity(0)))
    return os.cpu_count() or 1


def _libraries(files: ModelFiles) -> tuple[Any, Any]:
    """The libraries, with everything off that would report to somebody.

    Versions of onnxruntime from 1.29 on send how they are used to their maker unless this variable says otherwise
    before they are loaded; ``pyproject.toml`` asks for older ones, and this is for installations that do not keep to
    it. On Windows the older ones too hand events to the system, which is what the call switches off.
    """
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    # cutting into words takes one thread; the network is what takes time
    os.environ["TOKENIZERS_PARALLELISM"] = "false"
    try:
        import onnxruntime  # noqa: PLC0415 - slow, and optional
        import tokenizers  # noqa: PLC0415

        onnxruntime.disable_telemetry_events()
    except Exception as error:  # a library that does not fit the system fails in its own ways
        raise VectorModelError(
            f"The libraries for sentence vectors can't be loaded on this system ({_first_line(error)}). "
            "Everything else works without them.",
            files.model,
        ) from error
    return onnxruntime, tokenizers


def _first_line(error: Exception) -> str:
    return next(iter(str(error).strip().splitlines()), type(error).__name__)[:200]
