"""The folder of everything: charts, tables, texts and the report, from one recipe."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from pathlib import Path
from typing import Any, Final, Literal

import pandas as pd

from workbench.domain.columns import TABLES
from workbench.domain.errors import UsageError
from workbench.domain.focus import Focus
from workbench.domain.measured import Measured
from workbench.domain.palette import UNKNOWN_OUTLET
from workbench.domain.progress import Progress, no_progress
from workbench.domain.scope import Scope, Voice
from workbench.domain.state import State
from workbench.export.recipe import Recipe, RecipeError
from workbench.export.report import ReportChart, ReportContent, ReportSection, ReportTable, write_report
from workbench.export.single import options_of, recipe_for, write_chart
from workbench.export.tables import write_jsonl, write_table
from workbench.workspace.messages import Options
from workbench.workspace.pictures import CHARTS
from workbench.workspace.workspace import Workspace

Format = Literal["csv", "parquet", "xlsx"]

PREVIEW_ROWS: Final = 12
TEXTS: Final = "texts"
"""The name of the one contract file that is not a table."""


def write_tables(
    workspace: Workspace,
    directory: Path,
    *,
    state: State,
    options: Options,
    only: Collection[str] = (),
    format: Format = "csv",  # noqa: A002 - the word of the command line
    progress: Progress = no_progress,
) -> dict[str, Measured]:
    """Write every table of the contract (or those in ``only``) and ``texts.jsonl`` into a folder.

    Raises:
        UsageError: ``only`` names a table that there is not.
        ExportError: a file can't be written.
    """
    unknown = sorted(set(only) - set(TABLES) - {TEXTS})
    if unknown:
        raise UsageError(f"There is no table {', '.join(unknown)}. Tables: {', '.join((*TABLES, TEXTS))}.")
    wanted = [name for name in TABLES if not only or name in only]
    made: dict[str, Measured] = {}
    for done, name in enumerate(wanted):
        progress(done, len(wanted), f"Writing {name}")
        measured = workspace.measured(name, state, options)
        recipe = recipe_for(workspace, "table", name, state, options)
        write_table(measured.table, directory, name, format=format, recipe=recipe)
        made[name] = measured
    if not only or TEXTS in only:
        basis = workspace.basis(state.scope, state.corrections)
        write_jsonl(((d, basis.by_id[d].text) for d in basis.in_scope), directory / "texts.jsonl")
    progress(len(wanted), len(wanted), "Tables written")
    return made


def state_and_options(recipe: Recipe) -> tuple[State, Options]:
    """What a recipe asks for. ``RecipeError`` when its scope or options can't be used."""
    options, focus = options_of(recipe)
    try:
        scope = Scope.from_json(dict(recipe.scope))
    except (TypeError, ValueError) as error:
        raise RecipeError(f"The recipe's scope can't be used: {error}.") from error
    return State(scope=scope, focus=focus), options


def write_everything(
    workspace: Workspace,
    directory: str | Path,
    *,
    state: State,
    options: Options,
    progress: Progress = no_progress,
    window_picture: str = "",
) -> Path:
    """Write charts (PNG, SVG), tables (CSV), ``report.html`` and ``recipe.json``. Returns the folder.

    Args:
        workspace: what is open.
        directory: made when it does not exist.
        state: scope, corrections and highlight.
        options: settings of the measures.
        progress: told about each file.
        window_picture: a picture of the window that is there already, by its path inside the folder.
    """
    out = Path(directory)
    tables = write_tables(workspace, out / "tables", state=state, options=options, progress=progress)
    sections = [_overview(tables["documents"]), *_charts(workspace, out, state, options, progress)]
    sections.append(_people(workspace, state, options, tables))
    if window_picture:
        picture = ReportChart(file=window_picture, description="The window with this corpus open.", title="The window")
        sections.append(ReportSection(heading="The window", charts=(picture,)))
    recipe = recipe_for(workspace, "report", "report", state, options)
    basis = workspace.basis(state.scope, state.corrections)
    documents = tables["documents"].table
    outlets = [o or UNKNOWN_OUTLET for o in basis.outlet_names]
    content = ReportContent(
        title="How outlets cover the same story"
        if len(outlets) > 1
        else f"Coverage in {''.join(outlets) or 'no outlet'}",
        recipe=recipe,
        lead=(_scope_words(state, basis.counted, basis.articles, int(basis.view.total)),),
        facts=(
            ("articles", f"{len(documents):,}"),
            ("outlets", f"{len(outlets):,}"),
            ("words counted", f"{basis.view.total:,}"),
            ("quotes", f"{len(tables['quotes'].table):,}"),
            ("entities", f"{len(tables['entities'].table):,}"),
        ),
        sections=tuple(sections),
        refused=basis.snapshot.refusals,
    )
    write_report(out, content)
    return out


def _charts(workspace: Workspace, out: Path, state: State, options: Options, progress: Progress) -> list[ReportSection]:
    sections = []
    texts = {
        "frequency": (
            "Terms by outlet",
            "How often the most frequent content words stand in each outlet, per 1,000 words.",
            "terms",
        ),
        "keyness": (
            "Keyness",
            "Words that set one outlet apart from the others. Each step of the Log Ratio doubles the ratio of rates.",
            "keyness",
        ),
        "dispersion": ("Dispersion", "Where the highlighted term stands in each article.", ""),
        "frames": (
            "Framing",
            "Passages that speak for each frame, per 1,000 words. A dictionary hit is a suggestion, not a measurement:"
            " read the passages before you rely on it.",
            "frames",
        ),
    }
    for done, (name, (heading, words, table)) in enumerate(texts.items()):
        progress(done, len(texts), f"Drawing {heading}")
        chosen, said = state, words
        if name == "dispersion" and not state.focus.subject and not options.terms:
            term = _most_frequent_term(workspace, state, options)
            if not term:
                continue
            chosen = replace(state, focus=Focus(term=term))
            said = f"Where “{term}” stands in each article."
        drawn = CHARTS[name]
        measured = Measured(pd.DataFrame())
        for suffix in ("png", "svg"):
            measured = write_chart(workspace, drawn, out / "charts" / f"{name}.{suffix}", chosen, options)
        write_chart(workspace, drawn, out / "charts" / f"{name}-dark.png", chosen, options, dark=True)
        picture = ReportChart(
            file=f"charts/{name}.png",
            dark_file=f"charts/{name}-dark.png",
            other_files=(f"charts/{name}.svg",),
            description=drawn.describe(measured.table),
            title=drawn.title,
            notes=measured.notes,
        )
        previews = (_preview(table, measured.table, TABLES[table]),) if table and table != "frames" else ()
        sections.append(ReportSection(heading=heading, paragraphs=(said,), charts=(picture,), tables=previews))
    return sections


def _most_frequent_term(workspace: Workspace, state: State, options: Options) -> str:
    terms = workspace.measured("term_list", state, options).table["term"].tolist()
    return str(terms[0]) if terms else ""


def _overview(documents: Measured) -> ReportSection:
    columns = ("outlet", "title", "date", "story_id", "words", "quoted_words")
    return ReportSection(
        heading="Articles", tables=(_preview("documents", documents.table, columns, most=len(documents.table)),)
    )


def _people(workspace: Workspace, state: State, options: Options, tables: dict[str, Measured]) -> ReportSection:
    wide = workspace.measured("entity_counts", state, options).table.drop(columns=["entity_id"])
    wide = wide.rename(columns={c: c.removeprefix("outlet:") or UNKNOWN_OUTLET for c in wide.columns})
    quotes = tables["quotes"].table
    return ReportSection(
        heading="Names and quotes",
        paragraphs=("Mentions of each name by outlet, then the first quotes found with their speakers.",),
        tables=(
            _preview("entities", wide, tuple(map(str, wide.columns))),
            _preview("quotes", quotes, ("document_id", "kind", "speaker", "cue", "text")),
        ),
    )


def _preview(name: str, table: pd.DataFrame, columns: tuple[str, ...], *, most: int = PREVIEW_ROWS) -> ReportTable:
    columns = tuple(c for c in columns if c in table.columns)
    rows: list[tuple[Any, ...]] = [
        tuple(None if cell is None or cell != cell else _native(cell) for cell in row)  # noqa: PLR0124 - NaN
        for row in table[list(columns)].head(most).itertuples(index=False, name=None)
    ]
    return ReportTable(
        caption=name.replace("_", " "),
        columns=columns,
        rows=tuple(rows),
        total_rows=len(table),
        file=f"tables/{name}.csv",
    )


def _native(cell: Any) -> Any:
    return cell.item() if hasattr(cell, "item") else cell


def _scope_words(state: State, counted: tuple[str, ...], articles: tuple[Any, ...], words: int) -> str:
    voice = {Voice.ALL: "all text", Voice.OUTLET: "the outlets’ own voice", Voice.QUOTED: "quoted speech"}
    return (
        f"Counted: {len(counted):,} of {len(articles):,} articles, {words:,} words, {voice[state.scope.voice]},"
        f" boilerplate {'counted' if state.scope.boilerplate else 'left out'}."
    )
