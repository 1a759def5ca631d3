"""The report: one HTML page with charts, the head of each table, what was refused, and the recipe.

The page needs no network, no script and no other program. What it says is decided elsewhere; here it is only laid out.
"""

from __future__ import annotations

import base64
import hashlib
import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path, PurePosixPath
from typing import Final
from urllib.parse import quote

from PIL import Image

from workbench.domain.article import Refusal
from workbench.domain.visible_text import several_lines
from workbench.export.files import ExportError, written_whole
from workbench.export.recipe import CodebookUsed, Recipe
from workbench.resource_files import resource

Cell = str | int | float | bool | None
"""What a table's preview may hold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportChart:
    """A picture in the report. Files are named relative to the report's folder, with ``/``: ``charts/terms.png``."""

    file: str
    description: str
    """Says in words what the chart shows, for those who don't see it; also shown under it."""
    title: str = ""
    notes: tuple[str, ...] = ()
    dark_file: str = ""
    """The same chart drawn for a dark ground, if there is one."""
    other_files: tuple[str, ...] = ()
    """The same chart in other formats, offered as links."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportTable:
    """The head of a table, and the file that holds all of it."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    """In the order of ``columns``. Numbers are shown rounded; the file has them in full."""
    total_rows: int
    """How many rows the file has."""
    file: str = ""
    """Relative to the report's folder, empty when the rows shown are all there is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportSection:
    """A heading and what stands under it: paragraphs, then charts, then tables, then notes."""

    heading: str
    paragraphs: tuple[str, ...] = ()
    charts: tuple[ReportChart, ...] = ()
    tables: tuple[ReportTable, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportContent:
    """Everything that a report says, as plain text: nothing in it is taken for markup."""

    title: str
    recipe: Recipe
    lead: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    """Short figures for the head of the page: ``("articles", "5")``."""
    sections: tuple[ReportSection, ...] = ()
    refused: tuple[Refusal, ...] = ()
    language: str = "en"


def write_report(out: Path, content: ReportContent) -> tuple[Path, ...]:
    """Write ``report.html`` and ``recipe.json`` into a folder where charts and tables already are.

    Returns:
        The files written.

    Raises:
        ExportError: a chart or table that the report names is not there, or a file can't be written.
    """
    html = _page(out, content)
    page, recipe = out / "report.html", out / "recipe.json"
    with written_whole(page) as stream:
        stream.write(html.encode())
    with written_whole(recipe) as stream:
        stream.write(content.recipe.to_json().encode())
    return page, recipe


# the page


def _page(out: Path, content: ReportContent) -> str:
    style = resource("report", "report.css").read_text(encoding="utf-8")
    # the one style that may apply is this one, by its hash
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = (
        f"default-src 'none'; img-src 'self' data:; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    )
    sections = [_section(out, number, section) for number, section in enumerate(content.sections, start=1)]
    headings = [(f"s{number}", section.heading) for number, section in enumerate(content.sections, start=1)]
    if content.refused:
        sections.append(_refused(content.refused))
        headings.append(("refused", "What could not be read"))
    sections.append(_made(content.recipe))
    headings.append(("made", "How this report was made"))
    return "\n".join(
        [
            "<!DOCTYPE html>",
            f'<html lang="{_text(content.language)}">',
            "<head>",
            '<meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{escape(policy)}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="referrer" content="no-referrer">',
            '<meta name="color-scheme" content="light dark">',
            f"<title>{_text(content.title)}</title>",
            f"<style>{style}</style>",
            "</head>",
            "<body>",
            '<a class="skip" href="#content">Skip to the content</a>',
            '<div class="page">',
            _head(content),
            '<div class="columns">',
            _navigation(headings),
            '<main id="content">',
            *sections,
            "</main>",
            "</div>",
            f"<footer>Made with Counterpoint {_text(content.recipe.program_version)}. "
            "Running the recipe again on the same articles gives the same files.</footer>",
            "</div>",
            "</body>",
            "</html>",
            "",
        ]
    )


def _head(content: ReportContent) -> str:
    facts = "".join(f"<div><dt>{_text(name)}</dt><dd>{_text(value)}</dd></div>" for name, value in content.facts)
    return "\n".join(
        [
            "<header>",
            '<p class="kind">Counterpoint report</p>',
            f'<h1 dir="auto">{_text(content.title)}</h1>',
            *(f'<p class="lead" dir="auto">{_text(paragraph)}</p>' for paragraph in content.lead),
            f'<dl class="facts">{facts}</dl>' if facts else "",
            "</header>",
        ]
    )


def _navigation(headings: Iterable[tuple[str, str]]) -> str:
    items = "".join(f'<li><a href="#{anchor}">{_text(heading)}</a></li>' for anchor, heading in headings)
    return f'<nav aria-labelledby="contents"><div><h2 id="contents">Contents</h2><ol>{items}</ol></div></nav>'


def _section(out: Path, number: int, section: ReportSection) -> str:
    return "\n".join(
        [
            f'<section aria-labelledby="s{number}">',
            f'<h2 id="s{number}" dir="auto">{_text(section.heading)}</h2>',
            *(f'<p dir="auto">{_text(paragraph)}</p>' for paragraph in section.paragraphs),
            *(_figure(out, chart) for chart in section.charts),
            *(_table(out, table) for table in section.tables),
            _notes(section.notes),
            "</section>",
        ]
    )


def _figure(out: Path, chart: ReportChart) -> str:
    source = _link(out, chart.file)
    width, height = _size(out / chart.file)
    picture = f'<img src="{source}" width="{width}" height="{height}" alt="{_text(chart.description)}">'
    paper = "paper"
    if chart.dark_file:
        paper = "paper adaptive"
        dark = _link(out, chart.dark_file)
        picture = f'<picture><source media="(prefers-color-scheme: dark)" srcset="{dark}">{picture}</picture>'
    title = f'<p class="title" dir="auto">{_text(chart.title)}</p>' if chart.title else ""
    return "\n".join(
        [
            "<figure>",
            f'<div class="{paper}">{picture}</div>',
            # the description is read out as the picture's alternative text, so it is not read out twice
            f'<figcaption>{title}<p dir="auto" aria-hidden="true">{_text(chart.description)}</p></figcaption>',
            _notes(chart.notes),
            _files(out, (chart.file, *chart.other_files)),
            "</figure>",
        ]
    )


def _notes(notes: Sequence[str]) -> str:
    items = "".join(f'<li dir="auto">{_text(note)}</li>' for note in notes)
    return f'<ul class="notes">{items}</ul>' if items else ""


def _files(out: Path, files: Sequence[str]) -> str:
    links = ", ".join(f'<a href="{_link(out, file)}">{_text(PurePosixPath(file).name)}</a>' for file in files)
    return f'<p class="files">{"File" if len(files) == 1 else "Files"}: {links}</p>'


def _refused(refused: Sequence[Refusal]) -> str:
    files = "One input was" if len(refused) == 1 else f"{len(refused):,} inputs were"
    rows = tuple((refusal.path, refusal.record, refusal.reason) for refusal in refused)
    return "\n".join(
        [
            '<section class="warning" aria-labelledby="refused">',
            '<h2 id="refused">What could not be read</h2>',
            f"<p>{files} not taken in. Nothing in this report counts them.</p>",
            _rows("Refused inputs", "", ("file", "record", "reason"), rows),
            "</section>",
        ]
    )


def _made(recipe: Recipe) -> str:
    entries = [("Program", f"Counterpoint {recipe.program_version}")]
    if recipe.model:
        entries.append(("Language model", recipe.model))
    entries += [("Codebook", _codebook_words(codebook)) for codebook in recipe.codebooks]
    if recipe.seed is not None:
        entries.append(("Seed", str(recipe.seed)))
    items = "".join(f"<dt>{_text(name)}</dt><dd>{_text(value)}</dd>" for name, value in entries)
    return "\n".join(
        [
            '<section aria-labelledby="made">',
            '<h2 id="made">How this report was made</h2>',
            '<p>Every setting is in <a href="recipe.json">recipe.json</a>. '
            "Each chart and each table carries its own recipe too.</p>",
            f'<dl class="made">{items}<dt>Fingerprint of the articles</dt>'
            f"<dd><code>{_text(recipe.corpus_hash)}</code></dd></dl>",
            "</section>",
        ]
    )


def _codebook_words(codebook: CodebookUsed) -> str:
    """Name, version, licence and fingerprint of a codebook."""
    fingerprint = f", fingerprint {codebook.short_digest}" if codebook.digest else ""
    return f"{codebook.name}, version {codebook.version}, {codebook.licence}{fingerprint}"


# tables


def _table(out: Path, table: ReportTable) -> str:
    shown = len(table.rows)
    if shown < table.total_rows:
        extent = f"First {shown:,} of {table.total_rows:,} rows."
    else:
        extent = "1 row." if shown == 1 else f"{shown:,} rows."
    html = _rows(table.caption, extent, table.columns, table.rows)
    return html + (f"\n{_files(out, (table.file,))}" if table.file else "")


def _rows(caption: str, extent: str, columns: Sequence[str], rows: Sequence[Sequence[Cell]]) -> str:
    if any(len(row) != len(columns) for row in rows):
        raise ValueError(f"the table {caption!r} has rows that do not fit its {len(columns)} columns")
    texts = [_column(values) for values in (zip(*rows, strict=True) if rows else [()] * len(columns))]
    numeric = [_is_numeric(values) for values in (zip(*rows, strict=True) if rows else [()] * len(columns))]
    classes = [
        "number" if number else _text_classes(name, shown)
        for name, number, shown in zip(columns, numeric, texts, strict=True)
    ]
    head = "".join(
        f'<th scope="col"{_class(one)} dir="auto">{_text(name.replace("_", " "))}</th>'
        for name, one in zip(columns, classes, strict=True)
    )
    body = []
    for row in range(len(rows)):
        cells = [_cell(column == 0, classes[column], texts[column][row]) for column in range(len(columns))]
        body.append(f"<tr>{''.join(cells)}</tr>")
    if not rows:
        body = [f'<tr><td colspan="{max(len(columns), 1)}">No rows.</td></tr>']
    return "\n".join(
        [
            f'<div class="scroll" role="region" tabindex="0" aria-label="{_text(caption)}">',
            f'<table><caption dir="auto">{_text(caption)} <span>{extent}</span></caption>',
            f"<thead><tr>{head}</tr></thead>",
            "<tbody>",
            *body,
            "</tbody></table>",
            "</div>",
        ]
    )


_PLACES: Final = {"left": "before", "node": "node"}
"""Columns of a concordance, which is read from its middle."""


def _text_classes(column: str, texts: Sequence[str]) -> str:
    longest = max(map(len, texts), default=0)
    # short texts that could be broken, dates above all, stay on one line
    breakable = longest <= 14 and any("-" in text or " " in text for text in texts)
    length = "long" if longest > 20 else "short" if breakable else ""
    return f"{_PLACES.get(column, '')} {length}".strip()


def _class(names: str) -> str:
    return f' class="{names}"' if names else ""


def _cell(first: bool, style: str, text: str) -> str:
    if first and style != "number":
        return f'<th scope="row"{_class(style)} dir="auto">{_text(text)}</th>'
    return f'<td{_class(style)} dir="auto">{_text(text)}</td>'


def _is_missing(value: Cell) -> bool:
    return value is None or (isinstance(value, float) and math.isnan(value))


def _is_numeric(values: Sequence[Cell]) -> bool:
    present = [value for value in values if not _is_missing(value)]
    return bool(present) and not any(isinstance(value, str) for value in present)


def _column(values: Sequence[Cell]) -> list[str]:
    """The texts of a column: its numbers all with the same decimals, enough for three or four digits of the largest."""
    floats = [abs(v) for v in values if isinstance(v, float) and math.isfinite(v)]
    largest = max(floats, default=0.0)
    whole = all(value == int(value) for value in floats)
    decimals = 0 if whole else 1 if largest >= 100 else 2 if largest >= 1 else 3
    return [_shown(value, decimals) for value in values]


def _shown(value: Cell, decimals: int) -> str:
    if isinstance(value, str):
        return value
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return f"{value:,}".replace("-", "−")
    if math.isinf(value):
        return "∞" if value > 0 else "−∞"
    smallest = 10.0**-decimals
    if value and abs(value) < smallest / 2:  # never shown as if it were nothing
        return f"{'<' if value > 0 else '>−'}{smallest:.{decimals}f}"
    return f"{value:,.{decimals}f}".replace("-", "−")


# text and files

_NOT_HTML: Final = re.compile("[\ufdd0-\ufdef\ufffe\uffff]")


def _text(text: str) -> str:
    """Plain text as HTML, for content and attributes: nothing in it is hidden; what HTML can't hold becomes U+FFFD."""
    return escape(_NOT_HTML.sub("\ufffd", several_lines(text)))


def _link(out: Path, file: str) -> str:
    """The address of a file below the report's folder, fit for an attribute."""
    parts = PurePosixPath(file).parts
    if not parts or file.startswith("/") or ".." in parts or "\\" in file or ":" in parts[0]:
        raise ExportError(f"The report can't point to {file!r}: it is not below the report's folder {out}.")
    if not (out / file).is_file():
        raise ExportError(f"The report names {file}, which is not in {out}. Write charts and tables first.")
    return escape(quote(file))


def _size(picture: Path) -> tuple[int, int]:
    """Width and height in which a picture is shown, in CSS pixels (96 an inch)."""
    try:
        with Image.open(picture) as opened:
            width, height = opened.size
            density = float(opened.info.get("dpi", (96.0, 96.0))[0])
    except (OSError, ValueError, Image.DecompressionBombError) as error:
        raise ExportError(f"{picture} is not a picture that can be shown ({error}). Export the chart again.") from error
    scale = 96.0 / density if density > 0 else 1.0
    return max(1, round(width * scale)), max(1, round(height * scale))
