"""Which codebooks took part in a result, and whether those are the same ones when it is made again."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from workbench.codebooks import Codebook, CodebookError, write_codebook
from workbench.domain.codebook_choices import WORD_LISTS
from workbench.domain.decisions import Decisions
from workbench.domain.state import State
from workbench.export.files import check_folder
from workbench.export.recipe import CodebookUsed, Recipe, RecipeError
from workbench.workspace.codebooks import ALL_BUNDLED
from workbench.workspace.messages import Options
from workbench.workspace.workspace import Workspace

_OF_WORD_LISTS: Final = ("word_choice", "word_lists_by_outlet", "word_choice_list")
"""Tables and charts of the bundled lists of words; a report has them, too."""
_LONGEST_FILE_NAME: Final = 80


def key_used(workspace: Workspace, options: Options, decisions: Decisions) -> str:
    """The name by which the codebook that options ask for is found."""
    return options.codebook or workspace.codebooks.key_in_use(decisions)


def codebooks_used(workspace: Workspace, name: str, state: State, options: Options) -> tuple[CodebookUsed, ...]:
    """The codebooks behind a table, a chart or a report, each once."""
    return tuple(
        CodebookUsed(codebook.name, codebook.version, codebook.licence, codebook.digest)
        for codebook in _used(workspace, name, state, options)
    )


def check_codebooks(recipe: Recipe, workspace: Workspace, state: State, options: Options) -> None:
    """See to it that a recipe is not made again with other codebooks than it was made with.

    Args:
        recipe: what is made again.
        workspace: what is open.
        state: the state with the decisions that hold now.
        options: those of the recipe.

    Raises:
        RecipeError: a codebook is not there, or what is in it differs.
    """
    try:
        there = {codebook.name: codebook for codebook in _used(workspace, recipe.name, state, options)}
    except CodebookError as error:
        name = recipe.codebooks[0].name if recipe.codebooks else options.codebook
        raise RecipeError(
            f"The recipe was made with the codebook “{name}”, which is not here. Open the project that has it, or name its"
            f" file: --codebook FILE. ({error})"
        ) from error
    for used in recipe.codebooks:
        codebook = there.get(used.name)
        if codebook is None:
            raise RecipeError(
                f"The recipe was made with the codebook “{used.name}”, and here it would be"
                f" {' and '.join(f'“{name}”' for name in there)}. Name the file of that codebook: --codebook FILE."
            )
        if used.digest and codebook.digest != used.digest:
            raise RecipeError(
                f"The recipe was made with another codebook of the name “{used.name}” (version {used.version}, fingerprint"
                f" {used.short_digest}; here is version {codebook.version}, fingerprint {codebook.digest[:12]}). Results"
                " would differ. Name the file of the codebook that it was made with: --codebook FILE. A report has it in"
                " its folder codebooks."
            )


def write_codebooks(workspace: Workspace, folder: Path, state: State, options: Options) -> None:
    """Write the codebook that was used into a folder where it is no bundled one, so that a recipe can be made again."""
    key = key_used(workspace, options, state.decisions)
    if key in ALL_BUNDLED:
        return
    check_folder(folder)
    folder.mkdir(parents=True, exist_ok=True)
    codebook = workspace.codebook(key, state.decisions)
    write_codebook(codebook, folder / f"{file_name(codebook.name)}.json")


def file_name(name: str) -> str:
    """The name of a codebook as the name of a file, without its end."""
    plain = re.sub(r"[^\w .()-]", "-", name).strip(" .-")[:_LONGEST_FILE_NAME].strip(" .-")
    return plain or "codebook"


def _used(workspace: Workspace, name: str, state: State, options: Options) -> list[Codebook]:
    keys = [key_used(workspace, options, state.decisions)]
    if state.focus.codebook:
        keys.append(state.focus.codebook)
    if name in _OF_WORD_LISTS:
        keys = [WORD_LISTS]
    elif name == "report":
        keys.append(WORD_LISTS)
    return [workspace.codebook(key, state.decisions) for key in dict.fromkeys(keys)]
