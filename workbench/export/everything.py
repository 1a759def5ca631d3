"""The folder of everything: charts, tables, texts and the report, from one recipe."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final, Literal

from workbench.domain.columns import TABLES
from workbench.domain.decisions import Decisions
from workbench.domain.errors import UsageError
from workbench.domain.judgements import frame_codes_in
from workbench.domain.measured import Measured
from workbench.domain.progress import Progress, no_progress
from workbench.domain.scope import Scope
from workbench.domain.state import State
from workbench.export.codebooks_used import write_codebooks
from workbench.export.passages_content import left_out_section, passages_section, word_lists_table
from workbench.export.recipe import Recipe, RecipeError
from workbench.export.report import ReportChart, ReportContent, ReportSection, ReportTable, write_report
from workbench.export.report_content import (
    articles_section,
    framing_table,
    keyness_table,
    labels_section,
    lead_of,
    learning_table,
    main_focus,
    names_section,
    outlets_section,
    preview,
    quotes_section,
    terms_table,
    title_of,
)
from workbench.export.single import events_of, groups_of, options_of, recipe_for, write_chart
from workbench.export.tables import write_jsonl, write_table
from workbench.export.voices_content import voices_tables
from workbench.workspace.basis import Basis
from workbench.workspace.evidence import focus_label
from workbench.workspace.messages import Options
from workbench.workspace.pictures import CHARTS
from workbench.workspace.workspace import Workspace

Format = Literal["csv", "parquet", "xlsx"]

BY_OUTLET: Final = ("entity_counts", "voices_by_kind")
"""Tables that a report has besides those of the contract."""
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
    check_names(only)
    wanted = [name for name in TABLES if not only or name in only]
    made: dict[str, Measured] = {}
    for done, name in enumerate(wanted):
        progress(done, len(wanted), f"Writing {name}")
        made[name] = _write_measured(workspace, directory, name, state, options, format=format, progress=progress)
    if not only or TEXTS in only:
        basis = workspace.basis(state.scope, state.decisions)
        write_jsonl(((d, basis.by_id[d].text) for d in basis.in_scope), directory / "texts.jsonl")
    progress(len(wanted), len(wanted), "Tables written")
    return made


def _write_measured(
    workspace: Workspace,
    directory: Path,
    name: str,
    state: State,
    options: Options,
    *,
    format: Format = "csv",  # noqa: A002
    progress: Progress = no_progress,
) -> Measured:
    """Make a table and write it with its recipe."""
    measured = workspace.measured(name, state, options, progress=progress)
    recipe = recipe_for(workspace, "table", name, state, options)
    write_table(measured.table, directory, name, format=format, recipe=recipe)
    return measured


def check_names(names: Collection[str]) -> None:
    """``UsageError`` when a name is not one of a table of the contract, or ``texts``."""
    unknown = sorted(set(names) - set(TABLES) - {TEXTS})
    if unknown:
        raise UsageError(f"There is no table {', '.join(unknown)}. Tables: {', '.join((*TABLES, TEXTS))}.")


def state_and_options(recipe: Recipe) -> tuple[State, Options]:
    """What a recipe asks for. ``RecipeError`` when its scope or options can't be used."""
    options, focus = options_of(recipe)
    try:
        scope = Scope.from_json(dict(recipe.scope))
    except (TypeError, ValueError) as error:
        raise RecipeError(f"The recipe's scope can't be used: {error}.") from error
    return State(scope=scope, focus=focus, decisions=Decisions({**groups_of(recipe), **events_of(recipe)})), options


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

    Raises:
        ExportError: a file can't be written.
    """
    out = Path(directory)
    write_codebooks(workspace, out / "codebooks", state, options)
    made = write_tables(workspace, out / "tables", state=state, options=options, progress=progress)
    for name in BY_OUTLET:
        _write_measured(workspace, out / "tables", name, state, options)
    basis = workspace.basis(state.scope, state.decisions)
    documents, quotes = made["documents"].table, made["quotes"].table
    sections = [
        outlets_section(basis, documents, quotes),
        *_charts(workspace, out, state, options, progress),
        names_section(workspace, state, options),
        *filter(None, [labels_section(workspace, state, options)]),
        quotes_section(basis, quotes),
        *_story_sections(workspace, out, state, options, progress),
        articles_section(basis, documents),
    ]
    if window_picture:
        picture = ReportChart(file=window_picture, description="The window with this corpus open.")
        sections.append(ReportSection(heading="The window", charts=(picture,)))
    stories = {basis.by_id[document].story_id for document in basis.counted} - {""}
    content = ReportContent(
        title=title_of(workspace, basis),
        recipe=recipe_for(workspace, "report", "report", state, options),
        lead=lead_of(basis),
        facts=tuple(
            (noun if number == 1 else nouns, f"{number:,}")
            for noun, nouns, number in (
                ("article", "articles", len(basis.counted)),
                (*(("outlet", "outlets") if basis.grouping is None else ("group", "groups")), len(basis.outlet_names)),
                ("story", "stories", len(stories)),
                ("word counted", "words counted", basis.view.total),
                ("quote", "quotes", len(quotes)),
                ("name", "names", len(workspace.measured("entity_counts", state, options).table)),
            )
        ),
        sections=tuple(sections),
        refused=basis.snapshot.refusals,
    )
    write_report(out, content)
    progress(1, 1, "Report written")
    return out


_TEXTS: Final[Mapping[str, tuple[str, str]]] = {
    "frames": (
        "Framing",
        "Passages that speak for each frame, per 1,000 words. A word list suggests, it does not measure: read the"
        " passages before you rely on a number.",
    ),
    "frames_heat": (
        "Framing, as a map",
        "The same, with the passages behind each rate and in how many articles they stand.",
    ),
    "keyness": (
        "Keyness",
        "Words that set one outlet apart from the others. Each step of the Log Ratio doubles the ratio of the two rates:"
        " 1 is twice as frequent, 2 four times.",
    ),
    "frequency": ("Terms", "How often the most frequent words stand in each outlet, per 1,000 words."),
    "word_pairs": (
        "Opposed pairs of words",
        "Which of two words each outlet chooses: the share of the first among both. Whoever set them against one another"
        " says what they stand for.",
    ),
    "word_lists": (
        "Lists of words",
        "Passages with a word of each list, per 1,000 words. A word stands in a list for what it often does: read the passages.",
    ),
    "collocates": (
        "Collocates",
        "Words that stand near the term, by how strongly they are tied to it. Each row counts places: read them.",
    ),
    "collocate_network": (
        "Collocates as a network",
        "The stronger a word is tied to the term, the nearer it stands; lines join words that stand near it together.",
    ),
    "dispersion": ("Dispersion", ""),
    "timeline": ("Timeline", ""),
    "voices": (
        "Voices",
        "Whose words each outlet quotes: the share of each speaker in its quoted words. Who is quoted is found by rules:"
        " read the quotes before you rely on a number.",
    ),
}
"""Heading and introduction of each chart, in the order of the report."""


def _charts(workspace: Workspace, out: Path, state: State, options: Options, progress: Progress) -> list[ReportSection]:
    basis = workspace.basis(state.scope, state.decisions)
    sections = []
    for done, (name, (heading, words)) in enumerate(_TEXTS.items()):
        progress(done, len(_TEXTS), f"Drawing {heading}")
        chosen, said = state, words
        if name in ("dispersion", "timeline"):
            focus = main_focus(workspace, state, options)
            if focus is None:
                continue
            chosen = replace(state, focus=focus)
            subject = focus_label(basis, focus.wherever)
            said = f"Where {subject} stands in each article, from the first word on the left to the last on the right."
            if name == "timeline":
                if workspace.measured(name, chosen, options).table["step"].nunique() < 2:
                    continue  # without dates, or all in one step, there is no time to show
                said = f"When each outlet says {subject}: times per 1,000 words in each {options.unit} of its articles."
        elif name in ("collocates", "collocate_network"):
            if not (options.terms or state.focus.term or state.focus.entity):
                continue
            if workspace.measured("collocate_list", state, options).table.empty:
                continue
        elif name == "word_pairs" and workspace.measured("word_pairs", state, options).table.empty:
            continue
        elif name == "frequency" and options.terms:
            said = "How often the terms asked for stand in each outlet, per 1,000 words."
        picture = _chart(workspace, out, name, chosen, options)
        sections.append(
            ReportSection(
                heading=heading,
                paragraphs=(said,),
                charts=(picture,),
                tables=_chart_tables(workspace, basis, name, state, options),
            )
        )
    return sections


def _story_sections(
    workspace: Workspace, out: Path, state: State, options: Options, progress: Progress
) -> list[ReportSection]:
    """What outlets of a story have in common, and what each one leaves out, with their pictures."""
    progress(0, 2, "Drawing Passages")
    sections = []
    if (section := passages_section(workspace, state, options)) is not None:
        measured = workspace.measured("passage_ribbon", state, options)
        if len(measured.table):
            said = (
                f"The picture shows where the passages in common stand in articles on “{measured.table.attrs['label']}”,"
                " one of each outlet: the one with most such passages. A band joins what says the same."
            )
            picture = _chart(workspace, out, "ribbon", state, options)
            picture = replace(picture, notes=picture.notes[:1])  # the others stand above it, or are for the window
            section = replace(section, paragraphs=(*section.paragraphs, said), charts=(picture,))
        sections.append(section)
    progress(1, 2, "Drawing What is left out")
    if (section := left_out_section(workspace, state, options)) is not None:
        said = (
            "The picture has a row for each fact, voice, name and figure, those first that most outlets cover. A filled cell says"
            " where it stands first in the outlet, a hollow one how near its nearest sentence comes, 0 to 1."
        )
        picture = _chart(workspace, out, "omissions", state, options, most_height=_MOST_HEIGHT)
        # row by row it would be as long as the table coverage.csv
        picture = replace(picture, description=picture.description.partition(". ")[0].rstrip(".") + ".")
        sections.append(replace(section, paragraphs=(*section.paragraphs, said), charts=(picture,)))
    return sections


_MOST_HEIGHT: Final = 840.0
"""Pixels of rows that a picture of a report has where it could have hundreds; the picture says how many it leaves out."""


def _chart(
    workspace: Workspace, out: Path, name: str, state: State, options: Options, *, most_height: float = float("inf")
) -> ReportChart:
    """A chart in all its files."""
    whole = CHARTS[name]
    drawn = replace(whole, rows_height=lambda table: min(whole.rows_height(table), most_height))
    measured = write_chart(workspace, drawn, out / "charts" / f"{name}.png", state, options)
    write_chart(workspace, drawn, out / "charts" / f"{name}.svg", state, options)
    write_chart(workspace, drawn, out / "charts" / f"{name}-dark.png", state, options, dark=True)
    return ReportChart(
        file=f"charts/{name}.png",
        dark_file=f"charts/{name}-dark.png",
        other_files=(f"charts/{name}.svg",),
        description=drawn.describe(measured.table),
        notes=measured.notes,
    )


def _chart_tables(
    workspace: Workspace, basis: Basis, name: str, state: State, options: Options
) -> tuple[ReportTable, ...]:
    """The table that stands under a chart."""
    if name == "frames":
        totals = framing_table(basis, workspace.measured("frames_by_outlet", state, options).table)
        codebook = workspace.codebook(options.codebook, state.decisions)
        if not frame_codes_in(state.decisions, codebook.name):
            return (totals,)
        return (totals, learning_table(workspace.measured("frame_learning", state, options).table))
    if name == "word_lists":
        return tuple(filter(None, [word_lists_table(workspace, state, options)]))
    if name == "voices":
        return voices_tables(workspace, state, options)
    if name == "keyness":
        return (keyness_table(basis, workspace.measured("keyness", state, options).table),)
    if name == "collocates":
        rows = workspace.measured("collocates", state, options).table
        shown = ("outlet", "collocate", "count", "expected", options.measure, "low", "high", "documents")
        return (preview("Collocates", rows, tuple(dict.fromkeys(shown)), file="tables/collocates.csv"),)
    if name == "frequency" and not options.terms:
        return (terms_table(basis, workspace.measured("term_list", state, options).table),)
    return ()
