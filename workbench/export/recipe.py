"""The recipe of a table, chart or report: everything that decides what is in it.

It holds no time and no path of the machine, so that the same work gives the same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final, Literal

from PIL import Image, UnidentifiedImageError

from workbench.domain.errors import CounterpointError
from workbench.domain.scope import Scope

RECIPE_VERSION: Final = 1
"""Raised when a recipe's fields change their meaning."""

PNG_KEY: Final = "Recipe"
"""The keyword of the text chunk that carries a picture's recipe."""

KINDS: Final = ("chart", "report", "table")


class RecipeError(CounterpointError):
    """A recipe that can't be used; the message says what is wrong with it and what to do."""


@dataclass(frozen=True, slots=True)
class CodebookUsed:
    """A codebook or dictionary that took part in a result."""

    name: str
    version: str
    licence: str
    digest: str = ""
    """SHA-256 of what is in it, whatever its file looks like; empty in recipes from before it was noted."""

    @property
    def short_digest(self) -> str:
        """The beginning of the digest, which is enough to tell two by their looks."""
        return self.digest[:12]


@dataclass(frozen=True, slots=True)
class Recipe:
    """What it takes to make a result again.

    ``scope`` and ``options`` are plain JSON values; tuples become lists, so that a recipe equals the one read back from
    its JSON.
    """

    program_version: str
    corpus_hash: str
    kind: Literal["chart", "report", "table"]
    name: str
    """Which table or chart: ``keyness``."""
    scope: Mapping[str, Any] = field(default_factory=dict)
    """As :meth:`workbench.domain.scope.Scope.to_json` gives it."""
    options: Mapping[str, Any] = field(default_factory=dict)
    """Every option of the measure by name, the defaults too."""
    seed: int | None = None
    """Of the random numbers, ``None`` when none are drawn."""
    codebooks: tuple[CodebookUsed, ...] = ()
    model: str = ""
    """The language model with its version, empty when none took part."""

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise RecipeError(f"A recipe is for one of: {', '.join(KINDS)}; not for {self.kind!r}.")
        for name in ("scope", "options"):
            object.__setattr__(self, name, _plain(name, getattr(self, name)))
        object.__setattr__(self, "codebooks", tuple(self.codebooks))

    def values(self) -> dict[str, Any]:
        """The recipe as plain JSON values."""
        return {
            "recipe_version": RECIPE_VERSION,
            "program": "Counterpoint",
            "program_version": self.program_version,
            "corpus_hash": self.corpus_hash,
            "kind": self.kind,
            "name": self.name,
            "scope": dict(self.scope),
            "options": dict(self.options),
            "seed": self.seed,
            "codebooks": [asdict(codebook) for codebook in self.codebooks],
            "model": self.model,
        }

    def to_json(self) -> str:
        """The recipe as JSON text: keys sorted, two spaces, ASCII, a line end at the end."""
        return json.dumps(self.values(), sort_keys=True, indent=2, allow_nan=False) + "\n"

    @classmethod
    def from_json(cls, text: str | bytes, *, origin: str = "The recipe") -> Recipe:
        """The recipe that :meth:`to_json` wrote.

        Args:
            text: The JSON.
            origin: What to call it in a message, e.g. the name of its file.

        Raises:
            RecipeError: it is no recipe, one of a newer version, or one whose values make no sense.
        """
        try:
            values = json.loads(text.decode("utf-8-sig") if isinstance(text, bytes) else text)
        except (ValueError, RecursionError) as error:
            raise RecipeError(
                f"{origin} is not JSON ({error}). Choose a recipe.json that Counterpoint wrote."
            ) from error
        if not isinstance(values, dict) or values.get("program") != "Counterpoint":
            raise RecipeError(f"{origin} is not a recipe. Choose a recipe.json that Counterpoint wrote.")
        version = values.get("recipe_version")
        if isinstance(version, int) and version > RECIPE_VERSION:
            raise RecipeError(
                f"{origin} was written by a newer version of Counterpoint. Install that version to use it."
            )
        if version != RECIPE_VERSION or isinstance(version, bool):
            raise RecipeError(f"{origin} has the recipe version {version!r}; this program knows {RECIPE_VERSION}.")
        return _checked(values, origin)


def png_metadata(recipe: Recipe) -> dict[str, str]:
    """The text chunks of a PNG that carries its recipe, for the ``metadata`` of matplotlib's ``savefig``."""
    return {PNG_KEY: json.dumps(recipe.values(), sort_keys=True, allow_nan=False)}


def read_png_recipe(path: Path) -> Recipe:
    """The recipe in a PNG's text chunk.

    Raises:
        RecipeError: the file can't be read as a PNG, or carries no recipe.
    """
    try:
        with Image.open(path, formats=["PNG"]) as picture:
            picture.load()  # text may stand after the pixels
            text = picture.info.get(PNG_KEY)
    except UnidentifiedImageError as error:
        raise RecipeError(f"{path} is not a PNG picture. Choose one that Counterpoint wrote.") from error
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise RecipeError(f"{path} can't be read ({error}). Choose a PNG that Counterpoint wrote.") from error
    if not isinstance(text, str):
        raise RecipeError(f"{path} carries no recipe. Choose a PNG that Counterpoint wrote, as it was written.")
    return Recipe.from_json(text, origin=f"The recipe in {path}")


def _checked(values: dict[str, Any], origin: str) -> Recipe:
    unknown = sorted(set(values) - _FIELDS)
    missing = sorted(_FIELDS - set(values))
    if unknown or missing:
        what = f"has unknown parts: {', '.join(unknown)}" if unknown else f"lacks {', '.join(missing)}"
        raise RecipeError(f"{origin} {what}. Export it again, or undo what was changed in it.")
    for name in ("program_version", "corpus_hash", "kind", "name", "model"):
        if not isinstance(values[name], str):
            raise RecipeError(f"{origin}: {name} must be a text. Undo what was changed in it.")
    for name in ("scope", "options"):
        if not isinstance(values[name], dict):
            raise RecipeError(f"{origin}: {name} must be named values. Undo what was changed in it.")
    seed = values["seed"]
    if seed is not None and (not isinstance(seed, int) or isinstance(seed, bool)):
        raise RecipeError(f"{origin}: seed must be a whole number or null. Undo what was changed in it.")
    try:
        Scope.from_json(values["scope"])
        codebooks = tuple(
            CodebookUsed(c["name"], c["version"], c["licence"], c.get("digest", "")) for c in values["codebooks"]
        )
        if not all(isinstance(v, str) for c in codebooks for v in (c.name, c.version, c.licence, c.digest)):
            raise TypeError("a codebook's name, version, licence and digest must be texts")
    except (TypeError, KeyError, ValueError, AttributeError) as error:
        raise RecipeError(f"{origin} can't be used: {error}. Undo what was changed in it.") from error
    return Recipe(
        program_version=values["program_version"],
        corpus_hash=values["corpus_hash"],
        kind=values["kind"],
        name=values["name"],
        scope=values["scope"],
        options=values["options"],
        seed=seed,
        codebooks=codebooks,
        model=values["model"],
    )


def _plain(name: str, values: Mapping[str, Any]) -> dict[str, Any]:
    try:
        plain = json.loads(json.dumps(dict(values), allow_nan=False))
    except (TypeError, ValueError, RecursionError) as error:
        raise RecipeError(f"The {name} of a recipe must be plain JSON values: {error}.") from error
    assert isinstance(plain, dict)  # noqa: S101 - it went in as one
    return plain


_FIELDS: Final = frozenset(Recipe("", "", "table", "").values())
