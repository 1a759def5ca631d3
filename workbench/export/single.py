"""Writing one table or one chart, with the recipe that makes it again."""

from __future__ import annotations

from dataclasses import asdict, fields
from pathlib import Path
from typing import Any, BinaryIO, Final, Literal

import workbench
from workbench.charts.render import save_png, save_svg
from workbench.domain.decisions import Json, Key
from workbench.domain.errors import UsageError
from workbench.domain.event_markers import changes_for_event, event_from, events_in
from workbench.domain.focus import Focus
from workbench.domain.measured import Measured
from workbench.domain.state import State
from workbench.domain.stop_word_choices import as_options, stop_words_in
from workbench.domain.term_groups import TermGroup, changes_for_group
from workbench.domain.word_pairs import word_pairs_in
from workbench.export.codebooks_used import codebooks_used, key_used
from workbench.export.pictures import write_picture
from workbench.export.recipe import Recipe, RecipeError, png_metadata
from workbench.export.tables import write_table
from workbench.workspace.catalogue import follows_annotation
from workbench.workspace.chart import Chart
from workbench.workspace.messages import ExportRequest, Options
from workbench.workspace.pictures import caption, chart, picture_title, style_for
from workbench.workspace.searches import Searches
from workbench.workspace.workspace import Workspace

PICTURE_SUFFIXES: Final = (".png", ".svg")
TABLE_SUFFIXES: Final[dict[str, Literal["csv", "parquet", "xlsx"]]] = {
    ".csv": "csv",
    ".parquet": "parquet",
    ".xlsx": "xlsx",
}
_FOCUS_OPTION: Final = "focus"
_GROUPS_OPTION: Final = "term_groups"
_EVENTS_OPTION: Final = "events"
_TEXTS: Final = frozenset({"terms", "reference", "by", "sort", "stop_words"})
"""Options that are texts in an order."""
_TABLE_OF_CHART: Final[dict[str, str]] = {
    **dict.fromkeys(("keyness", "vocabulary", "keyness_by_outlet"), "keyness"),
    **{name: name for name in ("voices", "voices_by_kind", "word_pairs", "collocates", "collocates_compared")},
    "collocate_network": "collocate_links",
    **dict.fromkeys(("frames", "frames_heat"), "frames_by_outlet"),
    "frames_difference": "frame_differences",
    "frames_by_part": "frames_by_part",
    "omissions": "coverage",
    "ribbon": "passages",
    "word_lists": "word_choice",
}
"""Charts whose own table decides whether a language model took part."""


def recipe_for(
    workspace: Workspace, kind: Literal["chart", "report", "table"], name: str, state: State, options: Options
) -> Recipe:
    """The recipe of a result made from a state and options."""
    basis = workspace.basis(state.scope, state.decisions)
    # most charts show a table of words or passages: what "positions" depends on decides for them
    table = _TABLE_OF_CHART.get(name, "positions") if kind == "chart" else name
    annotated = kind == "report" or follows_annotation(table, basis, options, state.focus)
    values: dict[str, Any] = {
        **asdict(options),
        "model": workspace.model,
        "codebook": key_used(workspace, options, state.decisions),
    }
    if kind == "report" or name == "word_pairs":  # the pairs that were decided are part of how the numbers came about
        pairs = options.word_pairs or [(pair.name, pair.a, pair.b) for pair in word_pairs_in(state.decisions)]
        values["word_pairs"] = [list(pair) for pair in pairs]
    if not options.stop_words and (choices := stop_words_in(state.decisions)):
        values["stop_words"] = list(as_options(choices))
    sides = [side for pair in values["word_pairs"] for side in pair[1:]]
    if groups := Searches.of(state.decisions).used([*options.terms, state.focus.term, *sides]):
        values[_GROUPS_OPTION] = groups
    if (kind == "report" or (kind == "chart" and name == "timeline")) and (events := events_in(state.decisions)):
        values[_EVENTS_OPTION] = [[event.date_from, event.date_to, event.label] for event in events]
    if not state.focus.is_empty:
        values[_FOCUS_OPTION] = state.focus.to_json()
    return Recipe(
        program_version=workbench.__version__,
        corpus_hash=basis.corpus_hash,
        kind=kind,
        name=name,
        scope=state.scope.to_json(),
        options=values,
        seed=options.seed,
        codebooks=codebooks_used(workspace, name, state, options),
        model=basis.snapshot.model if annotated else "",
    )


def options_of(recipe: Recipe) -> tuple[Options, Focus]:
    """The options and the highlight that a recipe names. ``RecipeError`` for an option that there is not."""
    values = dict(recipe.options)
    focus = values.pop(_FOCUS_OPTION, {})
    values.pop(_GROUPS_OPTION, None)
    values.pop(_EVENTS_OPTION, None)
    known = {field.name for field in fields(Options)}
    unknown = sorted(set(values) - known)
    if unknown:
        raise RecipeError(f"The recipe has options that this version does not know: {', '.join(unknown)}.")
    for name in _TEXTS.intersection(values):
        if not isinstance(values[name], list):
            raise RecipeError(f"The recipe's {name} must be a list of texts.")
        values[name] = tuple(map(str, values[name]))
    if "word_pairs" in values:
        values["word_pairs"] = _pairs_of(values["word_pairs"])
    try:
        return Options(**values), Focus.from_json(focus)
    except (TypeError, ValueError) as error:
        raise RecipeError(f"The recipe's options can't be used: {error}.") from error


def groups_of(recipe: Recipe) -> dict[Key, Json | None]:
    """The groups of searches that a recipe's searches name, as changes of decisions. ``RecipeError`` when they are none."""
    changes: dict[Key, Json | None] = {}
    try:
        for name, searches in dict(recipe.options.get(_GROUPS_OPTION, {})).items():
            if not isinstance(searches, list):
                raise TypeError(f"the searches of {name!r} are no list")
            changes |= changes_for_group(TermGroup(str(name), tuple(map(str, searches))))
    except (TypeError, ValueError) as error:
        raise RecipeError(f"The recipe's term_groups can't be used: {error}.") from error
    return changes


def events_of(recipe: Recipe) -> dict[Key, Json | None]:
    """The events that a recipe names, as changes of decisions. ``RecipeError`` when they are none."""
    changes: dict[Key, Json | None] = {}
    try:
        for first, last, label in recipe.options.get(_EVENTS_OPTION, []):
            changes |= changes_for_event(event_from(str(first), str(last), str(label)))
    except (TypeError, ValueError) as error:
        raise RecipeError(f"The recipe's events can't be used: {error}") from error
    return changes


def _pairs_of(value: Any) -> tuple[tuple[str, str, str], ...]:
    """The pairs of words that a recipe names. ``RecipeError`` when they are none."""
    if not isinstance(value, list) or not all(isinstance(pair, list) and len(pair) == 3 for pair in value):
        raise RecipeError("The recipe's word_pairs must be a list of name and two searches each.")
    return tuple((str(name), str(a), str(b)) for name, a, b in value)


def write_one(workspace: Workspace, request: ExportRequest) -> Path:
    """Write what is asked for; the suffix of the path says in which format.

    Raises:
        UsageError: the suffix stands for no format, or there is no such table or chart.
        ExportError: the file can't be written.
    """
    path = Path(request.path)
    suffix = path.suffix.lower()
    if suffix in PICTURE_SUFFIXES:
        drawn = chart(request.what)
        write_chart(workspace, drawn, path, request.state, request.options, dark=request.dark)
        return path
    if suffix in TABLE_SUFFIXES:
        measured = workspace.measured(request.what, request.state, request.options)
        recipe = recipe_for(workspace, "table", request.what, request.state, request.options)
        write_table(
            measured.table,
            path.parent,
            path.stem,
            format=TABLE_SUFFIXES[suffix],
            recipe=recipe,
            columns=tuple(map(str, measured.table.columns)),
        )
        return path
    raise UsageError(
        f"{path.name}: a table is saved as .csv, .xlsx or .parquet, a picture as .png or .svg. Choose one of these endings."
    )


def write_chart(
    workspace: Workspace, drawn: Chart, path: Path, state: State, options: Options, *, dark: bool = False
) -> Measured:
    """Draw a chart into a PNG (300 dpi) or SVG file that carries its recipe. Returns the table behind it.

    Above the chart stand its title and what was counted, so that the picture can be read away from the program.
    """
    making = workspace.making(state, options)
    measured = drawn.table(making)
    style = style_for(making, dark=dark)
    metadata = png_metadata(recipe_for(workspace, "chart", drawn.name, state, options))
    settings: dict[str, Any] = {
        "width_inches": drawn.width_inches,
        "height_inches": drawn.height_inches(measured.table),
        "title": picture_title(drawn, measured.table),
        "caption": caption(making, measured.table),
        "metadata": metadata,
    }

    def save(stream: BinaryIO) -> None:
        if path.suffix.lower() == ".svg":
            save_svg(drawn.draw, measured.table, style, stream, **settings)
        else:
            save_png(drawn.draw, measured.table, style, stream, dpi=300, **settings)

    write_picture(save, path)
    return measured
