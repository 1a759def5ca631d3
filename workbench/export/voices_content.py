"""What a report says about who is quoted: shares by speaker and by kind, and who is named and never quoted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import pandas as pd

from workbench.domain.palette import UNKNOWN_OUTLET
from workbench.domain.speakers import KIND, SPECIAL
from workbench.domain.state import State
from workbench.export.report import ReportTable
from workbench.export.report_content import MOST_ROWS, most_covered
from workbench.workspace.messages import Options
from workbench.workspace.workspace import Workspace

SILENT_EACH: Final = 8
"""Names that are listed for one outlet which names them and never quotes them."""


def voices_tables(workspace: Workspace, state: State, options: Options) -> tuple[ReportTable, ...]:
    """The tables that stand under the chart of voices; none when nobody is quoted."""
    basis = workspace.basis(state.scope, state.decisions)
    shown = list(most_covered(basis))
    by_speaker = workspace.measured("voices", state, options).table
    if by_speaker.empty:
        return ()
    tables = [
        _shares(by_speaker, "speaker", shown, f"Share of quoted words, %{_part(basis.outlet_names, shown)}", "voices")
    ]
    by_kind = workspace.measured("voices_by_kind", state, options).table
    if not set(by_kind["speaker_id"]) <= {KIND, *SPECIAL}:
        caption = f"Share of quoted words by kind of speaker, %{_part(basis.outlet_names, shown)}"
        tables.append(_shares(by_kind, "kind", shown, caption, "voices_by_kind"))
    silent = _never_quoted(by_speaker, shown)
    return (*tables, silent) if silent.rows else tuple(tables)


def _shares(table: pd.DataFrame, subject: str, shown: Sequence[str], caption: str, file: str) -> ReportTable:
    """The most quoted subjects, and those that are no speakers, with a column of per cents for each outlet."""
    order = table.drop_duplicates("speaker_id")["speaker_id"].tolist()
    last = [one for one in order if one in SPECIAL]
    chosen = [one for one in order if one not in last][: MOST_ROWS - len(last)] + last
    rows: list[tuple[Any, ...]] = []
    for one in chosen:
        own = table[table["speaker_id"] == one]
        shares = dict(zip(own["outlet"], own["share"], strict=True))
        per_cent = [_per_cent(shares.get(outlet)) for outlet in shown]
        rows.append((str(own[subject].iloc[0]), int(own["quotes"].sum()), int(own["quoted_words"].sum()), *per_cent))
    return ReportTable(
        caption=caption,
        columns=(subject, "quotes", "quoted words", *(outlet or UNKNOWN_OUTLET for outlet in shown)),
        rows=tuple(rows),
        total_rows=len(order),
        file=f"tables/{file}.csv",
    )


def _never_quoted(table: pd.DataFrame, shown: Sequence[str]) -> ReportTable:
    """Who is quoted elsewhere, and named and never quoted here: the most named first."""
    silent = table[(table["quotes"] == 0) & (table["mentions"].fillna(0) > 0)]
    rows: list[tuple[Any, ...]] = []
    for outlet in shown:
        own = silent[silent["outlet"] == outlet].sort_values("mentions", ascending=False, kind="stable")
        if own.empty:
            continue
        names = [f"{name} ({count:,})" for name, count in zip(own["speaker"], own["mentions"], strict=True)]
        more = f" and {len(names) - SILENT_EACH:,} more" if len(names) > SILENT_EACH else ""
        rows.append((outlet or UNKNOWN_OUTLET, len(names), f"{', '.join(names[:SILENT_EACH])}{more}"))
    return ReportTable(
        caption="Named and never quoted, with the number of mentions, of those that another outlet quotes",
        columns=("outlet", "speakers", "who"),
        rows=tuple(rows),
        total_rows=len(rows),
    )


def _per_cent(share: float | None) -> float | None:
    return None if share is None or pd.isna(share) else round(100.0 * float(share), 1)


def _part(every: Sequence[str], shown: Sequence[str]) -> str:
    return f", in the {len(shown)} of {len(every)} outlets with most articles" if len(shown) < len(every) else ""
