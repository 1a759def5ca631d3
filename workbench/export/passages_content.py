"""What a report says about passages that outlets share, and about what each outlet leaves out."""

from __future__ import annotations

from typing import Any, Final

import pandas as pd

from workbench.domain.palette import UNKNOWN_OUTLET
from workbench.domain.state import State
from workbench.export.report import ReportSection, ReportTable
from workbench.export.report_content import MOST_ROWS, most_covered
from workbench.workspace.messages import Options
from workbench.workspace.word_list_tables import called
from workbench.workspace.workspace import Workspace

LONGEST_PASSAGE: Final = 240
GROUPS_EACH: Final = 4
"""Groups of passages of each kind that a page has."""
WORDS_EACH: Final = 5
"""Words of each list that a page has."""

_KINDS: Final = (
    ("contradiction", "Passages that differ in figures, dates or in who did it"),
    ("same-quote", "The same words of the same speaker, in several outlets"),
    ("same-fact", "The same fact in several outlets"),
)


def passages_section(workspace: Workspace, state: State, options: Options) -> ReportSection | None:
    """The groups of passages that most outlets share, contradictions first; ``None`` when there is none."""
    measured = workspace.measured("passages", state, options)
    table, tables = measured.table, []
    for kind, caption in _KINDS:
        own = table[table["kind"] == kind]
        sizes = own.groupby("group_id", sort=False)["outlet"].nunique().sort_values(ascending=False, kind="stable")
        shown = sizes.head(GROUPS_EACH).index.tolist()
        rows: list[tuple[Any, ...]] = []
        for number, group in enumerate(shown, 1):
            members = own[own["group_id"] == group]
            for text, outlet, reason in zip(members["text"], members["outlet"], members["reason"], strict=True):
                rows.append((number, outlet or UNKNOWN_OUTLET, _clipped(text), reason))
        if rows:
            tables.append(
                ReportTable(
                    caption=f"{caption}: {len(shown):,} of {len(sizes):,} groups",
                    columns=("group", "outlet", "passage", "why"),
                    rows=tuple(rows),
                    total_rows=len(own),
                    file="tables/passages.csv",
                )
            )
    if not tables:
        return None
    words = "Sentences of several outlets that say the same, found by their words, figures, dates, names and meaning. Read them."
    return ReportSection(heading="Passages", paragraphs=(words, *measured.notes), tables=tuple(tables))


def left_out_section(workspace: Workspace, state: State, options: Options) -> ReportSection | None:
    """What one outlet alone has, and what all but one have; ``None`` when there is nothing of the kind."""
    table = workspace.measured("omission_list", state, options).table
    rows: list[tuple[Any, ...]] = []
    for column, words in (("only_in", "only in"), ("everywhere_but", "everywhere but in")):
        own = table[table[column] != ""].head(MOST_ROWS)
        rows += [
            (
                str(row["kind"]),
                _clipped(str(row["name"])),
                f"{words} {row[column]}",
                f"{row['covered']} of {row['outlets']}",
            )
            for _, row in own.iterrows()
        ]
    if not rows:
        return None
    found = ReportTable(
        caption="What one outlet alone has, and what one alone leaves out",
        columns=("kind", "what", "where", "outlets"),
        rows=tuple(rows),
        total_rows=int(((table["only_in"] != "") | (table["everywhere_but"] != "")).sum()),
        file="tables/coverage.csv",
    )
    said = (
        "Facts, voices, names and figures of stories that several outlets tell. The table coverage.csv has the nearest sentence"
        " where an outlet does not have something: read it before you call it left out."
    )
    return ReportSection(heading="What is left out", paragraphs=(said,), tables=(found,))


def word_lists_table(workspace: Workspace, state: State, options: Options) -> ReportTable | None:
    """The most frequent words of each list with their passages by outlet; ``None`` without any."""
    basis = workspace.basis(state.scope, state.decisions)
    shown = list(most_covered(basis))
    table = workspace.measured("word_choice", state, options).table
    if table.empty:
        return None
    rows: list[tuple[Any, ...]] = []
    for name, own in table.groupby("list", sort=False):
        for word in own["word"].drop_duplicates().head(WORDS_EACH):
            counts = _by_outlet(own[own["word"] == word])
            rows.append(
                (str(name), called(str(word)), sum(counts.values()), *(counts.get(outlet, 0) for outlet in shown))
            )
    return ReportTable(
        caption="The most frequent words of each list: passages",
        columns=("list", "word", "passages", *(outlet or UNKNOWN_OUTLET for outlet in shown)),
        rows=tuple(rows),
        total_rows=len(table.drop_duplicates(["list", "word"])),
        file="tables/word_choice.csv",
    )


def _by_outlet(rows: pd.DataFrame) -> dict[str, int]:
    return {str(outlet): int(count) for outlet, count in zip(rows["outlet"], rows["count"], strict=True)}


def _clipped(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_PASSAGE else f"{line[: LONGEST_PASSAGE - 1]}…"
