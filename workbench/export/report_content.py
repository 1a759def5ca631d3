"""What a report says about a corpus: its title, its figures, and which few rows of each table stand in the page.

Nothing is counted here that the tables beside the report do not hold; nothing is laid out here either.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, Final

import pandas as pd

from workbench.domain.focus import Focus
from workbench.domain.labels import RELATION_WORDS
from workbench.domain.palette import UNKNOWN_OUTLET
from workbench.domain.scope import Voice
from workbench.domain.state import State
from workbench.export.report import ReportSection, ReportTable
from workbench.workspace.basis import Basis
from workbench.workspace.catalogue import OUTLET_COLUMN, way_of_counting
from workbench.workspace.messages import Options
from workbench.workspace.workspace import Workspace

MOST_ROWS: Final = 12
MOST_ARTICLES: Final = 100
MOST_OUTLETS: Final = 8
"""Columns of outlets that a page has room for."""
KEYWORDS_EACH: Final = 5
QUOTES_EACH: Final = 2
LONGEST_QUOTE: Final = 280
ENTITIES_WITH_LABELS: Final = 3
"""Entities of which a page says what they are called."""
LABELS_EACH: Final = 4
"""Labels of each kind that a page has for one entity."""

_NO_STORIES: Final = "How outlets cover the same story"


def title_of(workspace: Workspace, basis: Basis) -> str:
    """What the corpus is: the stories that sources or people name, else the name of what was opened."""
    counted = pd.Series([basis.by_id[d].story_id for d in basis.counted if basis.by_id[d].story_id], dtype="str")
    stories = [
        basis.story_title(str(story)) for story in counted.value_counts(sort=True).index if basis.is_given(str(story))
    ]
    if len(stories) > 3:
        return f"{', '.join(stories[:2])} and {len(stories) - 2} more stories"
    return _listed(stories) or workspace.name or _NO_STORIES


def lead_of(basis: Basis) -> tuple[str, ...]:
    """Who wrote when, and what of it is counted."""
    counted = [basis.by_id[document] for document in basis.counted]
    outlets = [outlet or UNKNOWN_OUTLET for outlet in basis.outlet_names]
    dates = sorted(article.date for article in counted if article.date)
    compared = "outlet" if basis.grouping is None else "group"
    who = f"{_number(len(counted), 'article')} from {_number(len(outlets), compared)}"
    if 0 < len(outlets) <= MOST_OUTLETS:
        who += f": {_listed(outlets)}"
    when = f"Dated {dates[0]} to {dates[-1]}" if len(set(dates)) > 1 else f"Dated {dates[0]}" if dates else ""
    undated = f"; {len(counted) - len(dates):,} without a date" if dates and len(dates) < len(counted) else ""
    voice = {
        Voice.ALL: "all text, quoted or not",
        Voice.OUTLET: "the outlets’ own voice, without quotations",
        Voice.QUOTED: "quoted speech only",
    }
    scope = basis.scope
    what = (
        f"Counted: {_number(basis.view.total, 'word')} in {len(counted):,} of {_number(len(basis.present), 'article')};"
        f" {voice[scope.voice]}; boilerplate {'counted' if scope.boilerplate else 'left out'}."
    )
    sentences = [f"{who}. {when}{undated}." if when else f"{who}.", what, *way_of_counting(basis)]
    if len(basis.annotated) < len(basis.in_scope):
        sentences.append(
            f"Names and quotes have been looked for in {len(basis.annotated):,} of {len(basis.in_scope):,} articles"
            " so far; only these are counted where they matter."
        )
    return tuple(sentences)


def outlets_section(basis: Basis, documents: pd.DataFrame, quotes: pd.DataFrame) -> ReportSection:
    """A row for each outlet: how much it wrote, and how much of it is quotation."""
    quoted = quotes.groupby("document_id").size()
    table = documents.assign(
        quotes=documents["document_id"].map(quoted).fillna(0), outlet=documents["document_id"].map(basis.outlet_of)
    )
    rows = []
    for outlet in basis.outlet_names:
        own = table[table["outlet"] == outlet]
        words, dates = int(own["words"].sum()), sorted(date for date in own["date"] if date)
        row: list[Any] = [outlet or UNKNOWN_OUTLET, len(own), words, int(own["quotes"].sum())]
        if basis.scope.voice is Voice.ALL:
            row.append(round(float(own["quoted_words"].sum()) * 100 / words) if words else None)
        rows.append((*row, dates[0] if dates else "", dates[-1] if dates else ""))
    share = ("quoted, % of words",) if basis.scope.voice is Voice.ALL else ()
    return ReportSection(
        heading="Outlets",
        tables=(
            ReportTable(
                caption="What each outlet wrote",
                columns=("outlet", "articles", "words", "quotes", *share, "first", "last"),
                rows=tuple(rows),
                total_rows=len(rows),
            ),
        ),
    )


def learning_table(learning: pd.DataFrame) -> ReportTable:
    """How many articles were coded for each frame, and how right suggestions learned from that are.

    Args:
        learning: the table ``frame_learning``.
    """
    rows: list[tuple[Any, ...]] = []
    for row in learning[learning["articles"] > 0].to_dict("records"):
        frame = str(row["frame"])
        shares = (
            _share_words(*(row[f"{name}{end}"] for end in ("", "_low", "_high"))) for name in ("precision", "recall")
        )
        rows.append((frame[:1].upper() + frame[1:], int(row["coded_yes"]), int(row["coded_no"]), *shares))
    return ReportTable(
        caption="Articles coded by people, and suggestions learned from that (held back in turn; never applied)",
        columns=("frame", "coded with it", "coded without", "precision", "recall"),
        rows=tuple(rows),
        total_rows=len(rows),
        file="tables/frame_learning.csv",
    )


def _share_words(value: float, low: float, high: float) -> str:
    return f"{value:.0%} ({low:.0%} to {high:.0%})" if not math.isnan(value) else "too few codes"


def framing_table(basis: Basis, frames: pd.DataFrame) -> ReportTable:
    """Passages of each frame per 1,000 words, a column for each outlet.

    Args:
        basis: what was counted.
        frames: the table ``frames_by_outlet``.
    """
    shown = most_covered(basis)
    rates = frames.pivot_table(index="frame", columns="outlet", values="per_1000", sort=False, observed=True)
    hits = frames.groupby("frame", sort=False)["hits"].sum()
    rows = [
        (str(frame)[:1].upper() + str(frame)[1:], int(hits[frame]), *(_cell(rates, frame, outlet) for outlet in shown))
        for frame in hits.index
    ]
    return ReportTable(
        caption=f"Passages per 1,000 words{_of_outlets(basis, shown)}",
        columns=("frame", "passages", *_named(shown)),
        rows=tuple(rows),
        total_rows=len(rows),
        file="tables/frames_by_outlet.csv",
    )


def keyness_table(basis: Basis, keyness: pd.DataFrame) -> ReportTable:
    """The best attested positive keywords of each outlet."""
    shown = most_covered(basis)
    positive = keyness[(keyness["log_ratio"] > 0) & keyness["outlet"].isin(shown)]
    best = positive.sort_values(["outlet", "g2"], ascending=[True, False], kind="stable").groupby("outlet", sort=True)
    columns = {
        "outlet": "outlet",
        "term": "term",
        "count": "times",
        "reference_count": "times elsewhere",
        "log_ratio": "Log Ratio",
        "log_ratio_low": "from",
        "log_ratio_high": "to",
        "g2": "G2",
        "documents": "articles",
    }
    head = best.head(KEYWORDS_EACH)
    head = head.assign(outlet=[outlet or UNKNOWN_OUTLET for outlet in head["outlet"]])
    return preview(
        f"Strongest positive keywords, by G2{_of_outlets(basis, shown)}",
        head[list(columns)].rename(columns=columns),
        tuple(columns.values()),
        file="tables/keyness.csv",
        most=len(head),
    )


def terms_table(basis: Basis, term_list: pd.DataFrame) -> ReportTable:
    """The most frequent terms, a column for each outlet."""
    shown = most_covered(basis)
    wide = _with_outlet_names(term_list, shown).rename(columns={"count": "times", "documents": "articles"})
    return preview(
        f"Times per 1,000 words{_of_outlets(basis, shown)}",
        wide.head(MOST_ROWS),
        ("term", "times", "articles", *_named(shown)),
        file="tables/terms.csv",
    )


def names_section(workspace: Workspace, state: State, options: Options) -> ReportSection:
    """Who and what is named by whom, and the different names of one of them."""
    basis = workspace.basis(state.scope, state.decisions)
    shown = most_covered(basis)
    counts = workspace.measured("entity_counts", state, options).table
    wide = _with_outlet_names(counts, shown).rename(columns={"documents": "articles"})
    tables = [
        preview(
            f"Mentions of each name{_of_outlets(basis, shown)}",
            wide,
            ("name", "mentions", "articles", *_named(shown)),
            file="tables/entity_counts.csv",
        )
    ]
    chosen = _most_names(workspace, state, options, counts["entity_id"].head(MOST_ROWS).tolist())
    if chosen is not None:
        name, names = str(counts.loc[counts["entity_id"] == chosen[0], "name"].iloc[0]), chosen[1]
        rows = [
            (
                str(outlet) or UNKNOWN_OUTLET,
                int(own["count"].sum()),
                ", ".join(f"{called} ({count:,})" for called, count in zip(own["name"], own["count"], strict=True)),
            )
            for outlet, own in names.groupby("outlet", sort=True)
        ]
        tables.append(
            ReportTable(
                caption=f"What each outlet calls {name}",
                columns=("outlet", "mentions", "names"),
                rows=tuple(rows),
                total_rows=len(rows),
            )
        )
    return ReportSection(
        heading="Names",
        paragraphs=(
            "People, organisations and places by the number of times that they are named; pronouns do not count.",
        ),
        tables=tuple(tables),
    )


def labels_section(workspace: Workspace, state: State, options: Options) -> ReportSection | None:
    """What outlets call those that they mention most; ``None`` when nothing is said of them."""
    basis = workspace.basis(state.scope, state.decisions)
    shown = most_covered(basis)
    counts = workspace.measured("entity_counts", state, options).table
    tables = []
    for entity, name in zip(counts["entity_id"], counts["name"], strict=True):
        measured = workspace.measured("label_list", replace(state, focus=Focus(entity=str(entity))), options)
        if measured.table.empty:
            continue
        best = measured.table.groupby("relation", sort=False).head(LABELS_EACH)
        wide = _with_outlet_names(best, shown).rename(
            columns={"label": "said", "count": "times", "documents": "articles"}
        )
        wide = wide.assign(kind=[RELATION_WORDS[relation] for relation in best["relation"]])
        tables.append(
            preview(
                f"What is said of {name}{_of_outlets(basis, shown)}",
                wide,
                ("said", "kind", "times", "quoted", *_named(shown)),
                file="tables/labels.csv",
                most=len(wide),
            )
        )
        if len(tables) == ENTITIES_WITH_LABELS:
            break
    if not tables:
        return None
    return ReportSection(
        heading="What outlets call them",
        paragraphs=(
            f"Titles, descriptions, adjectives and verbs of those mentioned most: the {LABELS_EACH} most frequent of each"
            " kind, with how many of them stand between quotation marks. They come from the language model’s analysis of"
            " each sentence: read the passages before you rely on a number.",
        ),
        tables=tuple(tables),
    )


def quotes_section(basis: Basis, quotes: pd.DataFrame) -> ReportSection:
    """Who is quoted by whom, and a few quotes of each outlet."""
    shown = most_covered(basis)
    entities = basis.annotations.entities
    names = dict(zip(entities["entity_id"], entities["name"], strict=True))
    known = quotes[quotes["speaker_entity_id"] != ""]
    known = known.assign(
        name=known["speaker_entity_id"].map(names).fillna(known["speaker"]),
        outlet=known["document_id"].map(basis.outlet_of),
    )
    totals = known.groupby("speaker_entity_id", sort=True).agg(name=("name", "first"), quotes=("name", "size"))
    totals = totals.sort_values("quotes", ascending=False, kind="stable").head(MOST_ROWS)
    by_outlet = known.groupby(["speaker_entity_id", "outlet"]).size()
    speakers: list[tuple[Any, ...]] = [
        (str(name), int(number), *(int(by_outlet.get((speaker, outlet), 0)) for outlet in shown))
        for speaker, name, number in zip(totals.index, totals["name"], totals["quotes"], strict=True)
    ]
    direct = known[known["kind"] != "indirect"]
    examples = direct[direct["outlet"].isin(shown)].groupby("outlet", sort=True).head(QUOTES_EACH)
    examples = examples.sort_values("outlet", kind="stable")
    spoken = [
        (str(outlet) or UNKNOWN_OUTLET, str(name), _clipped(str(text)), basis.by_id[document].display_title)
        for outlet, name, text, document in zip(
            examples["outlet"], examples["name"], examples["text"], examples["document_id"], strict=True
        )
    ]
    return ReportSection(
        heading="Quotes",
        paragraphs=(
            f"{_number(len(quotes), 'quote')}, direct and indirect; the speaker is known for {len(known):,} of them.",
        ),
        tables=(
            ReportTable(
                caption=f"Who is quoted how often{_of_outlets(basis, shown)}",
                columns=("speaker", "quotes", *_named(shown)),
                rows=tuple(speakers),
                total_rows=len(speakers),
            ),
            ReportTable(
                caption="The first direct quotes of each outlet",
                columns=("outlet", "speaker", "quote", "article"),
                rows=tuple(spoken),
                total_rows=len(spoken),
                file="tables/quotes.csv",
            ),
        ),
    )


def articles_section(basis: Basis, documents: pd.DataFrame) -> ReportSection:
    """All articles, or the first of many."""
    titled = documents.assign(
        outlet=[outlet or UNKNOWN_OUTLET for outlet in documents["outlet"]],
        story_id=[basis.story_title(story) for story in documents["story_id"]],
    )
    titled = titled.rename(columns={"story_id": "story", "quoted_words": "quoted words", "wire_agency": "wire"})
    columns = ["date", "outlet", "title", "story", "wire", "words", "quoted words"]
    empty_allowed = ("story", "wire", "date")
    shown = tuple(c for c in columns if c not in empty_allowed or bool((titled[c] != "").any()))
    return ReportSection(
        heading="Articles",
        tables=(preview("What was read", titled, shown, file="tables/documents.csv", most=MOST_ARTICLES),),
    )


def main_focus(workspace: Workspace, state: State, options: Options) -> Focus | None:
    """What the report follows through the articles: what is highlighted, else what is named most, else a term."""
    if state.focus.subject:
        return state.focus
    if options.terms:
        return Focus(term=options.terms[0])
    entities = workspace.measured("entity_counts", state, options).table
    if len(entities):
        return Focus(entity=str(entities["entity_id"].iloc[0]))
    terms = workspace.measured("term_list", state, options).table
    return Focus(term=str(terms["term"].iloc[0])) if len(terms) else None


def preview(
    caption: str, table: pd.DataFrame, columns: Sequence[str], *, file: str = "", most: int = MOST_ROWS
) -> ReportTable:
    """The head of a table as plain values."""
    rows: list[tuple[Any, ...]] = [
        tuple(_plain(cell) for cell in row)
        for row in table[list(columns)].head(most).itertuples(index=False, name=None)
    ]
    return ReportTable(caption=caption, columns=tuple(columns), rows=tuple(rows), total_rows=len(table), file=file)


def most_covered(basis: Basis) -> tuple[str, ...]:
    """The outlets that get a column: all of them, or those with most articles, in their fixed order."""
    names = basis.outlet_names
    if len(names) <= MOST_OUTLETS:
        return names
    articles = pd.Series([basis.outlet_of[document] for document in basis.counted], dtype="str").value_counts()
    chosen = set(sorted(names, key=lambda name: (-int(articles[name]), name))[:MOST_OUTLETS])
    return tuple(name for name in names if name in chosen)


def _most_names(
    workspace: Workspace, state: State, options: Options, entities: Sequence[str]
) -> tuple[str, pd.DataFrame] | None:
    """The entity in focus, else the one that goes by most names, and its names by outlet."""
    best: tuple[str, pd.DataFrame] | None = None
    most = 0
    for entity in [state.focus.entity] if state.focus.entity in entities else entities:
        names = workspace.measured("names_by_outlet", replace(state, focus=Focus(entity=entity)), options).table
        if names["name"].nunique() > most:
            best, most = (entity, names), names["name"].nunique()
    return best


def _with_outlet_names(table: pd.DataFrame, shown: Iterable[str]) -> pd.DataFrame:
    return table.rename(columns={f"{OUTLET_COLUMN}{outlet}": outlet or UNKNOWN_OUTLET for outlet in shown})


def _named(outlets: Iterable[str]) -> tuple[str, ...]:
    return tuple(outlet or UNKNOWN_OUTLET for outlet in outlets)


def _of_outlets(basis: Basis, shown: Sequence[str]) -> str:
    every = len(basis.outlet_names)
    return f" in the {len(shown)} of {every} outlets with most articles" if len(shown) < every else ""


def _cell(table: pd.DataFrame, row: Any, column: str) -> float | None:
    return float(table.at[row, column]) if column in table.columns else None  # type: ignore[arg-type]


def _plain(cell: Any) -> Any:
    if pd.isna(cell):
        return None
    return cell.item() if hasattr(cell, "item") else cell


def _clipped(text: str) -> str:
    folded = " ".join(text.split())
    return folded if len(folded) <= LONGEST_QUOTE else f"{folded[:LONGEST_QUOTE].rsplit(' ', 1)[0]} …"


def _listed(names: Sequence[str]) -> str:
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]])) if names else ""


def _number(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
