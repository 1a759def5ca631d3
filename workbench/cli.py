"""The command line. Data go to standard output, progress and problems to standard error.

Exit codes: 0 done, 1 done but some inputs were refused, 2 wrong use, 3 nothing usable.
"""

from __future__ import annotations

import argparse
import io
import json
import math
import os
import re
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import replace
from pathlib import Path
from typing import Any, Final, TextIO

import pandas as pd

import workbench
from workbench.annotation.pipeline import PipelineSettings
from workbench.codebook_commands import add_codebook_commands
from workbench.codebooks import read_codebook
from workbench.corpus.reading import read_sources
from workbench.domain.article import Article
from workbench.domain.collocations import MEASURE_NAMES, MOST_PLACES
from workbench.domain.columns import TABLES
from workbench.domain.concordance_order import SORT_KEYS, checked_keys
from workbench.domain.errors import CounterpointError, QueryError, UnusableInputError, UsageError
from workbench.domain.focus import Focus
from workbench.domain.outlet_groups import groupings_in
from workbench.domain.parts import ARTICLE, DIMENSIONS
from workbench.domain.scope import Copies, Scope, Voice
from workbench.domain.state import State
from workbench.domain.time_steps import Unit, whole_date
from workbench.domain.word_pairs import pair_from
from workbench.export.codebooks_used import check_codebooks
from workbench.export.everything import TEXTS, check_names, state_and_options, write_everything, write_tables
from workbench.export.files import check_folder
from workbench.export.recipe import Recipe
from workbench.export.tables import csv_text
from workbench.folders import cache_file
from workbench.index.query import Query, parse
from workbench.project.store import SUFFIX, Project
from workbench.self_check import check_installation
from workbench.workspace.arriving import origin_of
from workbench.workspace.catalogue import needs_annotation
from workbench.workspace.codebooks import is_file
from workbench.workspace.importing import note_import
from workbench.workspace.messages import Opened, OpenRequest, Options
from workbench.workspace.searches import Searches
from workbench.workspace.workspace import Workspace

DONE: Final = 0
SOME_REFUSED: Final = 1
WRONG_USE: Final = 2
NOTHING_USABLE: Final = 3

QUERIES: Final = tuple(name for name in TABLES)
ABOUT_ONE: Final = ("labels_by_outlet",)
"""Tables that are about one entity, which has to be named."""
OF_TERMS: Final = ("terms_by", "term_list")
"""Tables of terms whose columns depend on what is asked for."""
OF_PAIRS: Final = ("entity_suggestions",)
"""Tables of pairs of entities, which the window shows in a dialog."""
OF_NODES: Final = ("collocates", "collocates_compared", "collocate_links")
"""Tables of what stands near a search or an entity, which has to be named."""
_AROUND: Final = 60
"""Characters of a search that are shown before and behind the place where something is wrong with it."""
_SUGGESTED: Final = 5
"""Names that are offered instead of one that no entity has."""


def run(arguments: Sequence[str]) -> int:
    """Run one command. Returns the exit code."""
    options = _parser().parse_args(arguments)
    command: Callable[[argparse.Namespace], int] = options.run
    if isinstance(sys.stdout, io.TextIOWrapper):
        # the same bytes on every system: data are UTF-8 with the line ends that they have
        sys.stdout.reconfigure(encoding="utf-8", newline="")
    try:
        code = command(options)
        sys.stdout.flush()
        return code
    except QueryError as error:
        sys.stderr.write(f"{error}\n")
        return WRONG_USE
    except UnusableInputError as error:
        sys.stderr.write(f"{error}\n")
        return NOTHING_USABLE
    except CounterpointError as error:
        sys.stderr.write(f"{error}\n")
        return WRONG_USE
    except BrokenPipeError:
        # whoever read the output has enough; what is still buffered must not raise again at the end
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except KeyboardInterrupt:
        sys.stderr.write("Stopped.\n")
        return 130


class ProgressLines:
    """Progress on standard error: a bar on a terminal, a plain line now and then elsewhere."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._bar = stream.isatty()
        self._next = 0.0

    def __call__(self, done: int, total: int, message: str = "") -> None:
        """Show a step; the last one always, others as often as is pleasant."""
        now = time.monotonic()
        line = " ".join(message.split())
        finished = bool(total) and done >= total
        if (now < self._next and not (finished and line)) or not (line or self._bar):
            return
        self._next = now + (0.1 if self._bar else 2.0)
        if self._bar:
            width = 28
            filled = width * done // total if total else 0
            bar = f"[{'#' * filled}{'.' * (width - filled)}]"
            self._stream.write(f"\r{line[:32]:32s} {bar} {f'{done:,}/{total:,}' if total else '':13s}")
            if finished:
                self._stream.write("\n")
        else:
            self._stream.write(f"{line} {done:,}/{total:,}\n" if total else f"{line}\n")
        self._stream.flush()


# -- commands --------------------------------------------------------------------------------------------------------


def _import(options: argparse.Namespace) -> int:
    progress = ProgressLines(sys.stderr)
    sources = [Path(source) for source in options.source]
    target = Path(options.project)
    if target.suffix != SUFFIX:
        raise UsageError(f"A project's name ends in {SUFFIX}: --project {target.name}{SUFFIX}")
    check_folder(target.parent)
    reading = read_sources(sources, metadata=_path(options.metadata), mapping=_mapping(options.map), progress=progress)
    _tell(reading.refusals, reading.warnings)
    _tell_guesses(reading.articles)
    if not reading.articles:
        raise UnusableInputError("Nothing could be read as an article, so no project was written.")
    with Project.open(target) if target.exists() else Project.create(target) as project:
        earlier = project.listing()
        outcome = project.add_articles(
            reading.articles,
            sources=reading.sources,
            refusals=reading.refusals,
            suggestions=reading.suggestions,
            on_duplicate=options.on_duplicate,
            label=origin_of(reading.articles),
            progress=progress,
        )
        applied = note_import(project, reading, outcome, earlier)
    for found in applied:
        sys.stderr.write(f"{found.document_id}: {found.field} is {found.value}. {found.reason}\n")
    skipped = f", {len(outcome.skipped)} skipped that it had already" if outcome.skipped else ""
    sys.stderr.write(f"{target}: {_articles(len(outcome.added))} added{skipped}.\n")
    _tell_reviews(reading.articles)
    unknown = sum(not article.outlet for article in reading.articles)
    if unknown:
        sys.stderr.write(
            f"{_articles(unknown)} without an outlet. Name it in metadata.csv, or set it in the window"
            " (Edit, Set outlets).\n"
        )
    return SOME_REFUSED if reading.refusals else DONE


def _tables(options: argparse.Namespace) -> int:
    only = [name.strip() for name in options.only.split(",") if name.strip()]
    check_names(only)
    settings, out = _options(options), _out(options)
    workspace, opened = _open(options)
    try:
        state = _state(options, opened, workspace)
        settings = _with_codebook(options, settings, workspace, state)
        asks = any(query.needs_words for query in _understood(settings.terms, state))
        _annotate(workspace, state, [name for name in only or TABLES if name != TEXTS], always=asks)
        write_tables(
            workspace,
            out,
            state=state,
            options=settings,
            only=only,
            format=options.format,
            progress=ProgressLines(sys.stderr),
        )
    finally:
        workspace.close()
    return SOME_REFUSED if opened.refusals else DONE


def _report(options: argparse.Namespace) -> int:
    out = _out(options)
    recipe, state, settings = None, State(), _options(options)
    if options.recipe:
        recipe = _recipe(options)
        state, settings = state_and_options(recipe)
    workspace, opened = _open(options, model=settings.model if recipe else options.model)
    try:
        if recipe is None:
            state = _state(options, opened, workspace)
            settings = _with_codebook(options, settings, workspace, state)
        elif opened.state is not None:
            # what is decided now holds, apart from what the recipe names itself, such as groups of searches
            state = replace(state, decisions=opened.state.decisions.with_changes(dict(state.decisions.items())))
        _understood(settings.terms, state)
        if recipe is not None:
            check_codebooks(recipe, workspace, state, settings)
        _annotate(workspace, state, list(TABLES))
        if recipe is not None:
            _compare(recipe, workspace, state)
        folder = write_everything(workspace, out, state=state, options=settings, progress=ProgressLines(sys.stderr))
    finally:
        workspace.close()
    sys.stderr.write(f"Report written: {folder / 'report.html'}\n")
    return SOME_REFUSED if opened.refusals else DONE


def _query(options: argparse.Namespace) -> int:
    if options.name == "kwic" and not (options.term or options.entity):
        raise UsageError('A concordance needs a search: counterpoint query kwic SOURCE --term "war in ukraine"')
    if options.name in OF_NODES and not (options.term or options.entity):
        raise UsageError(f"{options.name} needs a search: counterpoint query {options.name} SOURCE --term president")
    if options.name == "timeline" and not (options.term or options.entity):
        raise UsageError("A timeline needs a search: counterpoint query timeline SOURCE --term nato --unit week")
    if options.name in ABOUT_ONE and not options.entity:
        raise UsageError(f"{options.name} is about one entity: counterpoint query {options.name} SOURCE --entity NATO")
    name = {"frequency": "terms"}.get(options.name, options.name)
    settings = _options(options)
    workspace, opened = _open(options)
    try:
        state = _state(options, opened, workspace)
        settings = _with_codebook(options, settings, workspace, state)
        understood = _understood(settings.terms, state)
        names = [name, *(["entities"] if options.entity else [])]
        names += ["sentences"] if settings.within_sentences and name in OF_NODES else []
        _annotate(workspace, state, names, always=any(query.needs_words for query in understood))
        if options.entity:
            state = replace(state, focus=Focus(entity=_entity(options.entity, workspace, state, settings)))
        measured = workspace.measured(name, state, settings, progress=ProgressLines(sys.stderr))
    finally:
        workspace.close()
    for note in measured.notes:
        sys.stderr.write(f"{note}\n")
    table = measured.table
    if options.entity and "entity_id" in table.columns:
        table = table[table["entity_id"] == state.focus.entity]
    elif options.entity and name in OF_PAIRS:
        table = table[(table["entity_id_a"] == state.focus.entity) | (table["entity_id_b"] == state.focus.entity)]
    columns = TABLES.get(name) or tuple(map(str, table.columns))
    if not len(table):
        sys.stderr.write(f"{_why_empty(name, settings)}\n")
    if options.json:
        for row in table[list(columns)].itertuples(index=False, name=None):
            cells = {c: _json_cell(v) for c, v in zip(columns, row, strict=True)}
            sys.stdout.write(json.dumps(cells, ensure_ascii=False) + "\n")
    else:
        sys.stdout.write(csv_text(table, columns=columns))
    return SOME_REFUSED if opened.refusals else DONE


def _check(options: argparse.Namespace) -> int:
    findings = check_installation()
    for finding in findings:
        sys.stdout.write(f"{'ok     ' if finding.ok else 'PROBLEM'} {finding.name}: {finding.text}\n")
    ok = all(finding.ok for finding in findings)
    if options.project:
        with Project.open(options.project, read_only=True) as project:
            problems = project.check()
            articles = len(project.articles())
        for problem in problems:
            sys.stdout.write(f"PROBLEM {options.project}: {problem}\n")
        if not problems:
            sys.stdout.write(f"ok      {options.project}: {articles} articles, no problem found\n")
        ok = ok and not problems
    return DONE if ok else SOME_REFUSED


# -- helpers ---------------------------------------------------------------------------------------------------------


def _why_empty(name: str, settings: Options) -> str:
    """What to say when a table has no row."""
    if name in OF_NODES:
        if settings.minimum_count > 1:
            return (
                f"No row: no word stands near it {settings.minimum_count:,} times or more."
                " Lower --minimum-count, or widen --left and --right."
            )
        return "No row: no word stands near it. Widen --left and --right."
    return "No row: nothing that is counted has it."


def _open(options: argparse.Namespace, *, model: str = "") -> tuple[Workspace, Opened]:
    """Read and index; names and quotes are looked for by :func:`_annotate`, when something needs them."""
    model = model or options.model
    workspace = Workspace(
        cache=None if options.no_cache else cache_file(),
        settings=PipelineSettings(model=model) if model else None,
        workers=options.workers,
    )
    try:
        if is_file(options.codebook):
            _take_codebook(Path(options.codebook), workspace)  # one that can't be read is told before articles are
        request = OpenRequest(
            sources=tuple(options.source),
            metadata=options.metadata,
            mapping=tuple(_mapping(options.map).items()),
            read_only=True,  # a question changes nothing, not even a project's schema version
        )
        for source in request.sources:
            if not Path(source).exists():
                raise UsageError(f"There is no {source}. Check the name.")
        opened = workspace.open(request, progress=ProgressLines(sys.stderr), annotate=False)
    except BaseException:
        workspace.close()
        raise
    _tell(opened.refusals, opened.warnings)
    _tell_guesses(workspace.snapshot.articles)
    _tell_reviews(workspace.snapshot.articles)
    return workspace, opened


def _take_codebook(path: Path, workspace: Workspace) -> None:
    """Read a codebook from a file, and say what of it could not be kept."""
    imported = read_codebook(path)
    _tell((), imported.remarks)
    workspace.codebooks.take(imported.codebook)


def _with_codebook(options: argparse.Namespace, settings: Options, workspace: Workspace, state: State) -> Options:
    """The options with the codebook that is named. ``CodebookError`` when there is none of that name."""
    if not options.codebook:
        return settings
    if given := workspace.codebooks.given:
        return replace(settings, codebook=given[-1])
    return replace(settings, codebook=workspace.codebooks.key_of(options.codebook, state.decisions))


def _annotate(workspace: Workspace, state: State, tables: Sequence[str], *, always: bool = False) -> None:
    """Look for names and quotes, which takes long, if one of the tables depends on them (or ``always``)."""
    if not always and not any(needs_annotation(name, state.scope, state.focus) for name in tables):
        return
    before = len(workspace.cache_warnings)
    workspace.annotate(progress=ProgressLines(sys.stderr))
    _tell((), workspace.cache_warnings[before:])


def _out(options: argparse.Namespace) -> Path:
    """The folder to write to. It may not lie among the sources, or the next run would read it as articles."""
    out = Path(options.out)
    check_folder(out)
    for source in options.source:
        folder = Path(source)
        if folder.is_dir() and out.resolve().is_relative_to(folder.resolve()):
            raise UsageError(
                f"--out {out} lies in the folder {folder} that is read, so the next run would take the tables for"
                f" articles. Choose a folder outside of it."
            )
    return out


def _recipe(options: argparse.Namespace) -> Recipe:
    """The recipe that is named. It says what is counted and how, so nothing else may say so too."""
    given = [name for name in (*_SCOPE_OPTIONS, *_MEASURE_OPTIONS, "model") if getattr(options, name)]
    if options.codebook and not is_file(options.codebook):  # its file may have to be named
        given.append("codebook")
    if given:
        names = ", ".join(f"--{name.replace('_', '-')}" for name in given)
        raise UsageError(f"--recipe says what is counted and how. Leave out {names}, or leave out --recipe.")
    path = Path(options.recipe)
    try:
        return Recipe.from_json(path.read_bytes(), origin=str(path))
    except OSError as error:
        raise UsageError(f"{path} can't be read ({error.strerror}). Name a recipe.json.") from error


def _compare(recipe: Recipe, workspace: Workspace, state: State) -> None:
    """Say what differs between now and when the recipe was written, for the results may differ then."""
    now_articles = workspace.basis(state.scope, state.decisions).corpus_hash
    model = workspace.snapshot.model if recipe.model else ""
    for what, was, now in (
        ("from other articles, metadata or decisions", recipe.corpus_hash, now_articles),
        ("by another version of Counterpoint", recipe.program_version, workbench.__version__),
        ("with another language model", recipe.model, model),
    ):
        if was != now:
            sys.stderr.write(f"Note: the recipe was made {what}; results may differ.\n")


def _tell(refusals: Sequence[Any], warnings: Sequence[str]) -> None:
    for warning in warnings:
        sys.stderr.write(f"Note: {warning}\n")
    for refusal in refusals:
        place = f"{refusal.path}, {refusal.record}" if refusal.record else refusal.path
        sys.stderr.write(f"Not taken in: {place}: {refusal.reason}\n")


_SCOPE_OPTIONS: Final = (
    "outlet", "story", "voice", "with_boilerplate", "copies", "duplicate_share", "shared_share", "compare",
    "date_from", "date_to",
)  # fmt: skip
_MEASURE_OPTIONS: Final[Mapping[str, str]] = {
    "term": "terms",
    "ngram": "ngram",
    "target": "target",
    "reference": "reference",
    "window": "window",
    "sort": "sort",
    "sample": "sample",
    "minimum_count": "minimum_count",
    "left": "left",
    "right": "right",
    "within_sentences": "within_sentences",
    "measure": "measure",
    "seed": "seed",
    "replicates": "replicates",
    "permutations": "permutations",
    "all_words": "hide_function_words",
    "indirect": "indirect_speech",
    "pair": "word_pairs",
    "unit": "unit",
    "by": "by",
    "sample_words": "sample_words",
    "stop_word": "stop_words",
    "contains": "list_text",
    "frames_by_meaning": "frames_by_meaning",
}
"""Options of the command line, and what they are called in :class:`workbench.workspace.messages.Options`."""


def _tell_guesses(articles: Sequence[Article]) -> None:
    """Name the files whose encoding is a guess, for a wrong one spoils words without a sound."""
    guessed = {article.path: article.encoding for article in articles if "guessed" in article.encoding}
    if guessed:
        shown = ", ".join(f"{path} as {encoding}" for path, encoding in list(guessed.items())[:5])
        more = f" and {len(guessed) - 5:,} more" if len(guessed) > 5 else ""
        sys.stderr.write(f"Note: the encoding is a guess, look at the text: {shown}{more}.\n")


def _tell_reviews(articles: Sequence[Article], most: int = 20) -> None:
    """Name the articles that a person should look at before relying on them."""
    doubtful = [article for article in articles if article.review]
    for article in doubtful[:most]:
        sys.stderr.write(f"Needs review: {article.document_id}: {article.review}\n")
    if len(doubtful) > most:
        sys.stderr.write(
            f"Needs review: {len(doubtful) - most:,} more articles; the window lists them with the reasons.\n"
        )


def _state(options: argparse.Namespace, opened: Opened, workspace: Workspace) -> State:
    """What the project remembers, changed by what the command line says. ``UsageError`` for what is not there."""
    state = opened.state or State()
    scope = state.scope
    articles = workspace.basis(Scope(), state.decisions).present
    if options.outlet:
        outlets = {article.outlet for article in articles}
        scope = replace(scope, outlets=_known("outlet", options.outlet, outlets))
    if options.story:
        titles = workspace.basis(Scope(), state.decisions).story_titles
        ids = {titles.get(article.story_id, article.story_id): article.story_id for article in articles}
        ids_themselves = {story: story for story in options.story if story in ids.values()}
        wanted = _known("story", [story for story in options.story if story not in ids_themselves], set(ids))
        scope = replace(scope, stories=tuple(dict.fromkeys((*ids_themselves, *(ids[title] for title in wanted)))))
    if options.date_from or options.date_to:
        scope = replace(scope, date_from=options.date_from or "", date_to=options.date_to or "")
    if options.voice:
        scope = replace(scope, voice=Voice(options.voice))
    if options.with_boilerplate:
        scope = replace(scope, boilerplate=True)
    if options.copies:
        scope = replace(scope, copies=Copies(options.copies))
    for name in ("duplicate_share", "shared_share"):
        if getattr(options, name) is not None:
            scope = replace(scope, **{name: getattr(options, name)})
    if options.compare:
        (grouping,) = _known(
            "grouping",
            [options.compare],
            set(groupings_in(state.decisions)),
            "A project has none before you make groups in the window (Edit, Outlet names and groups).",
        )
        scope = replace(scope, compare=grouping)
    workspace.prepare(replace(state, scope=scope), progress=ProgressLines(sys.stderr))
    counted = len(workspace.basis(scope, state.decisions).in_scope)
    if counted < len(articles):
        sys.stderr.write(f"Counted: {counted:,} of {_articles(len(articles))}.\n")
    return State(scope=scope, decisions=state.decisions)


def _entity(name: str, workspace: Workspace, state: State, settings: Options) -> str:
    """The entity that goes by a name, the most mentioned of several. ``UsageError`` when none does."""
    wanted = " ".join(name.split()).casefold()
    entities = workspace.measured("entities", state, settings).table
    columns = (entities["entity_id"], entities["name"], entities["aliases"])
    by_alias = ""
    for entity_id, called, aliases in zip(*columns, strict=True):
        if wanted in (str(entity_id).casefold(), str(called).casefold()):
            return str(entity_id)
        if not by_alias and wanted in [alias.casefold() for alias in str(aliases).split("; ")]:
            by_alias = str(entity_id)
    if not by_alias:
        if alike := _with_words(wanted, zip(columns[1], columns[2], strict=True)):
            raise UsageError(f"There is no entity {name}. Did you mean: {', '.join(alike)}?")
        most = ", ".join(str(called) for called in entities["name"].head(20))
        raise UsageError(f"There is no entity {name}. The most mentioned are: {most or 'none'}.")
    return by_alias


def _with_words(wanted: str, entities: Iterable[tuple[object, object]]) -> list[str]:
    """The names of the first entities of which one name has all the words; else those where words begin so.

    Args:
        wanted: what was typed, casefolded.
        entities: name and aliases of each.
    """
    typed = re.findall(r"\w+", wanted)
    whole: list[str] = []
    begun: list[str] = []
    for called, aliases in entities if typed else ():
        names = [re.findall(r"\w+", name.casefold()) for name in (str(called), *str(aliases).split("; "))]
        if any(set(typed) <= set(words) for words in names):
            whole.append(str(called))
        elif any(all(any(word.startswith(part) for word in words) for part in typed) for words in names):
            begun.append(str(called))
    return (whole or begun)[:_SUGGESTED]


def _known(
    what: str, wanted: Sequence[str], there: Set[str], otherwise: str = "No article has one; name it in metadata.csv."
) -> tuple[str, ...]:
    missing = [name for name in wanted if name not in there]
    if missing:
        known = sorted(name for name in there if name)
        choices = f"Choose from: {', '.join(known[:20])}{', …' if len(known) > 20 else ''}." if known else ""
        if not choices:
            choices = otherwise
        raise UsageError(f"There is no {what} {', '.join(missing)} in the articles. {choices}")
    return tuple(dict.fromkeys(wanted))


def _options(options: argparse.Namespace) -> Options:
    values: dict[str, Any] = {}
    for name, key in _MEASURE_OPTIONS.items():
        value = getattr(options, name)
        if value is None or value is False:
            continue
        if name == "pair":
            value = _pairs(value)
        values[key] = tuple(value) if isinstance(value, list) else False if key == "hide_function_words" else value
    if options.model:
        values["model"] = options.model
    settings = Options(**values)
    for term in settings.terms:
        if "@" not in term:
            _understand(term, parse)  # what can't be understood is told before anything is read
    return settings


def _understood(searches: Iterable[str], state: State) -> list[Query]:
    """Searches with the groups of a project. ``QueryError`` shows the place where one is wrong."""
    understand = Searches.of(state.decisions)
    return [_understand(text, understand) for text in searches]


def _understand(text: str, understand: Callable[[str], Query]) -> Query:
    """One search. A ``QueryError`` has the search under its message, and a caret under the place where it is wrong."""
    try:
        return understand(text)
    except QueryError as error:
        if not text.strip():
            raise
        first = max(0, error.position - _AROUND)
        shown = "".join(sign if sign.isprintable() else " " for sign in text[first : error.position + _AROUND])
        caret = " " * (error.position - first) + "^"
        raise QueryError(f"{error}\n  {shown}\n  {caret}", error.position) from None


def _pairs(texts: Sequence[str]) -> list[tuple[str, str, str]]:
    """Opposed pairs as they are written on the command line. ``UsageError`` or ``QueryError`` for what is none."""
    out = []
    for text in texts:
        try:
            pair = pair_from(text)
        except ValueError:
            raise UsageError(
                f'--pair "{text}": write two searches with a slash between: "regime / government"'
            ) from None
        for side in (pair.a, pair.b):
            if "@" not in side:
                _understand(side, parse)
        out.append((pair.name, pair.a, pair.b))
    return out


def _mapping(text: str) -> dict[str, str]:
    pairs = {}
    for part in filter(None, (p.strip() for p in text.split(","))):
        field, sign, column = part.partition("=")
        if not sign or not field.strip() or not column.strip():
            raise UsageError(f"--map {text}: write FIELD=COLUMN pairs, e.g. --map text=body,outlet=source")
        pairs[field.strip()] = column.strip()
    return pairs


def _path(text: str) -> Path | None:
    return Path(text) if text else None


def _articles(number: int) -> str:
    return f"{number:,} article" if number == 1 else f"{number:,} articles"


def _dimensions(text: str) -> list[str]:
    """What terms are counted by."""
    chosen = [name.strip() for name in text.split(",") if name.strip()]
    unknown = [name for name in chosen if name not in (*DIMENSIONS, ARTICLE)]
    if unknown or not 1 <= len(chosen) <= 2:
        raise argparse.ArgumentTypeError(f"choose one or two of {', '.join(DIMENSIONS)}, separated by a comma")
    return chosen


def _day(text: str) -> str:
    """A day of the calendar, as an ISO date."""
    try:
        return whole_date(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _whole(text: str) -> int:
    """A whole number from 0 on, for an option."""
    number = int(text)
    if number < 0:
        raise argparse.ArgumentTypeError(f"{text} is below 0")
    return number


def _places(text: str) -> int:
    """Words on one side of a window, for an option."""
    number = _whole(text)
    if number > MOST_PLACES:
        raise argparse.ArgumentTypeError(f"{text} is above {MOST_PLACES}")
    return number


def _sort_keys(text: str) -> list[str]:
    """What a concordance is sorted by, for an option: ``1R,2R,3R``."""
    try:
        return list(checked_keys([key.strip() for key in text.split(",") if key.strip()]))
    except UsageError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def _share(text: str) -> float:
    """A share above 0 and up to 1, for an option."""
    share = float(text)
    if not 0 < share <= 1:
        raise argparse.ArgumentTypeError(f"{text} is no share above 0 and up to 1")
    return share


def _json_cell(value: Any) -> Any:
    if pd.isna(value) or (isinstance(value, float) and math.isinf(value)):
        return None  # JSON has no infinity
    return value.item() if hasattr(value, "item") else value


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="counterpoint", description="Counterpoint without a window.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    source = argparse.ArgumentParser(add_help=False)
    source.add_argument("source", nargs="+", metavar="SOURCE", help="a project, a folder, or files")
    reading = source.add_argument_group("reading")
    reading.add_argument("--metadata", default="", metavar="M.csv", help="metadata by file name")
    reading.add_argument("--map", default="", metavar="FIELD=COLUMN,...", help="e.g. text=body,outlet=source")

    measuring = argparse.ArgumentParser(add_help=False)
    group = measuring.add_argument_group("what is counted")
    group.add_argument("--outlet", action="append", metavar="NAME", help="only this outlet (may be repeated)")
    group.add_argument(
        "--story", action="append", metavar="STORY", help="only this story, by its id or title (may be repeated)"
    )
    group.add_argument("--date-from", type=_day, metavar="DAY", help="only articles from this day on: 2024-06-03")
    group.add_argument("--date-to", type=_day, metavar="DAY", help="only articles up to this day")
    group.add_argument("--voice", choices=[v.value for v in Voice], help="all text, the outlet's voice, quoted speech")
    group.add_argument("--with-boilerplate", action="store_true", help="count comment forms and navigation too")
    group.add_argument("--copies", choices=[c.value for c in Copies], help="count copied text each time, or once")
    group.add_argument(
        "--duplicate-share", type=_share, metavar="S", help="text in common from which two articles are duplicates"
    )
    group.add_argument("--shared-share", type=_share, metavar="S", help="text in common from which they share copy")
    group.add_argument("--compare", metavar="GROUPING", help="compare the groups of a grouping instead of outlets")
    group = measuring.add_argument_group("measures")
    group.add_argument(
        "--term", action="append", metavar="QUERY", help="a search, or @GROUP in a project (may be repeated)"
    )
    group.add_argument("--unit", choices=[u.value for u in Unit], help="timeline: how long a step is (default: month)")
    group.add_argument("--pair", action="append", metavar='"A / B"', help="two opposed searches (may be repeated)")
    group.add_argument("--ngram", type=int, choices=(1, 2, 3, 4, 5), help="words in a term")
    group.add_argument("--target", metavar="OUTLET", help="keyness, collocates_compared: this outlet against others")
    group.add_argument(
        "--reference", action="append", metavar="OUTLET", help="compare --target with this outlet (may be repeated)"
    )
    group.add_argument("--window", type=_whole, metavar="N", help="kwic: words of context on each side")
    group.add_argument(
        "--sort", type=_sort_keys, metavar="KEY,...", help=f"kwic: order of the lines, any of {' '.join(SORT_KEYS)}"
    )
    group.add_argument("--sample", type=_whole, metavar="N", help="kwic: so many lines at random, by --seed")
    group.add_argument("--minimum-count", type=_whole, metavar="N", help="keyness and collocates leave out rarer terms")
    group.add_argument("--left", type=_places, metavar="N", help="collocates: words before each hit that count")
    group.add_argument("--right", type=_places, metavar="N", help="collocates: words behind each hit that count")
    group.add_argument("--within-sentences", action="store_true", help="collocates: only in the sentence of the hit")
    group.add_argument("--measure", choices=tuple(MEASURE_NAMES), help="collocates: what they are ranked by")
    group.add_argument("--all-words", action="store_true", help="list function words too")
    group.add_argument(
        "--stop-word",
        action="append",
        metavar="WORD",
        help="hide this word too; =-WORD shows it (may be repeated)",
    )
    group.add_argument(
        "--contains", metavar="TEXT", help="term_list: only terms with this in them; * and ? stand for letters"
    )
    group.add_argument(
        "--by", type=_dimensions, metavar="NAME[,NAME]", help=f"terms_by, tf_idf: one or two of {', '.join(DIMENSIONS)}"
    )
    group.add_argument("--sample-words", type=_whole, metavar="N", help="lexical_diversity: words of each sample")
    group.add_argument("--indirect", action="store_true", help="voices: count speech without quotation marks too")
    group.add_argument(
        "--codebook", default="", metavar="NAME|FILE", help="frames: a bundled codebook, one in the project, or a file"
    )
    group.add_argument(
        "--frames-by-meaning", action="store_true",
        help="frame_evidence: also sentences that are near a frame's questions or like accepted passages",
    )  # fmt: skip
    group.add_argument("--seed", type=_whole, metavar="N", help="of the random numbers behind intervals and tests")
    group.add_argument(
        "--replicates", type=_whole, metavar="B", help="resamplings behind each interval; 0 leaves intervals out"
    )
    group.add_argument("--permutations", type=_whole, metavar="B", help="shuffles behind each p; 0 leaves tests out")
    group = measuring.add_argument_group("annotation")
    group.add_argument("--model", default="", metavar="NAMES", help="spaCy models to use, separated by commas")
    group.add_argument("--workers", type=_whole, metavar="N", help="annotation processes; 0 uses this one")
    group.add_argument("--no-cache", action="store_true", help="neither use nor keep cached annotations")

    def add(name: str, words: str, example: str, run_it: Callable[[argparse.Namespace], int], *parents: Any) -> Any:
        made = commands.add_parser(
            name,
            help=words,
            description=words,
            epilog=f"Example: {example}",
            parents=list(parents),
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        made.set_defaults(run=run_it)
        return made

    command = add(
        "import", "Read sources into a project file.", "counterpoint import articles/ --project story.counterpoint",
        _import, source,
    )  # fmt: skip
    command.add_argument("--project", required=True, metavar="P.counterpoint")
    command.add_argument("--on-duplicate", choices=("keep", "skip"), default="skip")
    command = add(
        "tables", "Write every table.", "counterpoint tables articles/ --out tables/", _tables, source, measuring
    )
    command.add_argument("--out", required=True, metavar="DIR")
    command.add_argument("--only", default="", metavar="NAME,...", help="only these tables")
    command.add_argument("--format", choices=("csv", "parquet", "xlsx"), default="csv")
    command = add(
        "report", "Write charts, tables and a report.", "counterpoint report articles/ --out report/", _report,
        source, measuring,
    )  # fmt: skip
    command.add_argument("--out", required=True, metavar="DIR")
    command.add_argument("--recipe", default="", metavar="R.json", help="make the report that this recipe describes")
    query = argparse.ArgumentParser(add_help=False)
    queries = (*QUERIES, "frequency", *OF_TERMS, *ABOUT_ONE, *OF_PAIRS, *OF_NODES[1:])
    query.add_argument(
        "name",
        choices=queries,
        metavar="NAME",
        help=f"one of: {', '.join(queries)} (frequency is another name of terms)",
    )
    query.add_argument("--entity", default="", metavar="NAME", help="only of this entity, by a name of it")
    command = add(
        "query", "Print one table.", 'counterpoint query kwic articles/ --term "war in ukraine" --window 10', _query,
        query, source, measuring,
    )  # fmt: skip
    command.add_argument("--json", action="store_true", help="JSON lines instead of CSV")
    add_codebook_commands(commands)
    command = add("check", "Test the installation, and a project.", "counterpoint check story.counterpoint", _check)
    command.add_argument("project", nargs="?", default="", metavar="PROJECT")
    return parser
