"""Every chart that the program can draw, by name: which table it shows and how."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

import pandas as pd
from matplotlib.figure import Figure

from workbench.charts.dispersion import MOST, describe_dispersion, draw_dispersion
from workbench.charts.frames import describe_frames, draw_frames
from workbench.charts.frequency import describe_frequency, draw_frequency
from workbench.charts.keyness import describe_keyness, draw_keyness
from workbench.charts.style import Style
from workbench.charts.wording import counted, listing, outlet_name
from workbench.domain.errors import UsageError
from workbench.domain.focus import Focus
from workbench.domain.hitmap import HitMap
from workbench.domain.measured import Measured
from workbench.domain.palette import outlet_styles
from workbench.domain.scope import Copies, Voice
from workbench.workspace.basis import Basis
from workbench.workspace.catalogue import Making
from workbench.workspace.evidence import focus_label


@dataclass(frozen=True)
class Chart:
    """A chart: the table behind it, how it is drawn, and what it says in words."""

    name: str
    title: str
    table: Callable[[Making], Measured]
    draw: Callable[[Figure, pd.DataFrame, Style], HitMap]
    describe: Callable[[pd.DataFrame], str]
    rows_height: Callable[[pd.DataFrame], float]
    """Pixels (1/96 inch) that the rows of a table need, so that a file shows them all."""
    width_inches: float = 7.2

    def height_inches(self, table: pd.DataFrame) -> float:
        """How high a file of the chart is: as high as it needs, up to 20 inches."""
        return min(max(4.2, round((_AROUND + self.rows_height(table)) / 96, 1)), 20.0)


_AROUND: Final = 110.0
"""Pixels for legend and axis."""


def _grouped_height(group: str) -> Callable[[pd.DataFrame], float]:
    """Rows in groups: a row for each outlet in each group."""
    return lambda table: float(table[group].nunique() * (table["outlet"].nunique() * 8 + 10))


def _frequency_table(making: Making) -> Measured:
    """The terms asked for; else the highlighted term and the most frequent ones."""
    options = making.options
    if not options.terms:
        chosen = [making.focus.term] if making.focus.term else []
        frequent = making.table("term_list").table["term"].tolist()
        chosen += [term for term in frequent if term != making.focus.term]
        options = replace(options, terms=tuple(chosen[: options.rows]))
    measured = making.table("terms", options)
    place = {term: n for n, term in enumerate(options.terms)}
    table = measured.table.sort_values("term", key=lambda terms: terms.map(place), kind="stable", ignore_index=True)
    return Measured(table if options.terms else measured.table, measured.notes)


def _keyness_table(making: Making) -> Measured:
    """The strongest positive keywords of the outlet, or of each outlet in turn, by effect."""
    measured = making.table("keyness")
    table = measured.table
    positive = table[table["log_ratio"] > 0]
    outlets = positive["outlet"].nunique()
    if not outlets:
        return Measured(positive, measured.notes)
    each = max(making.options.rows // outlets, 2)
    # G2 picks what is well attested, the Log Ratio orders it: rare words alone would fill a chart of ratios
    best = positive.sort_values(["outlet", "g2"], ascending=[True, False], kind="stable").groupby("outlet", sort=True)
    chosen = best.head(each).sort_values(["outlet", "log_ratio"], ascending=[True, False], kind="stable")
    focus = making.focus
    if focus.term and focus.term not in set(chosen["term"]):
        chosen = pd.concat([table[table["term"] == focus.term], chosen])
    return Measured(chosen.reset_index(drop=True), measured.notes)


def _dispersion_table(making: Making) -> Measured:
    """Positions of what is highlighted, with its name."""
    measured = making.table("positions")
    table = measured.table.copy()
    focus = Focus(term=making.options.terms[0]) if making.options.terms else making.focus
    table.attrs["term"] = focus.term
    table.attrs["focus"] = focus
    table.attrs["label"] = focus_label(making.basis, replace(focus, outlet="", article="", passage=None))
    return Measured(table, measured.notes)


def _frames_table(making: Making) -> Measured:
    """Frames by outlet."""
    return making.table("frames_by_outlet")


CHARTS: Final = {
    chart.name: chart
    for chart in (
        Chart(
            "frequency",
            "Terms by outlet",
            _frequency_table,
            draw_frequency,
            describe_frequency,
            _grouped_height("term"),
        ),
        Chart(
            "dispersion",
            "Where it stands in each article",
            _dispersion_table,
            draw_dispersion,
            describe_dispersion,
            lambda table: 19.0 * min(table["document_id"].nunique(), MOST),
        ),
        Chart(
            "keyness",
            "Distinctive terms",
            _keyness_table,
            draw_keyness,
            describe_keyness,
            lambda table: 20.0 * len(table),
        ),
        Chart("frames", "Frames by outlet", _frames_table, draw_frames, describe_frames, _grouped_height("frame")),
    )
}


def chart(name: str) -> Chart:
    """A chart by name. ``UsageError`` when there is none."""
    try:
        return CHARTS[name]
    except KeyError:
        raise UsageError(f"There is no chart {name!r}. Charts: {', '.join(CHARTS)}.") from None


def style_for(making: Making, *, dark: bool = False, font_size: float = 9.0) -> Style:
    """Colours and marks by all outlets of the corpus, or the groups that are compared, whatever else the scope is."""
    return Style(
        outlets=outlet_styles(making.basis.outlets),
        dark=dark,
        focus=making.focus,
        font_size=font_size,
        frame_names={frame.name: frame.name[:1].upper() + frame.name[1:] for frame in making.codebook.frames},
    )


def picture_title(drawn: Chart, table: pd.DataFrame) -> str:
    """What a chart shows, as the title above a picture of it."""
    label = str(table.attrs.get("label", ""))
    if drawn.name == "dispersion" and label:
        return f"Where {label} stands in each article"
    return drawn.title


_VOICES: Final = {
    Voice.ALL: "all text",
    Voice.OUTLET: "words outside quotations only",
    Voice.QUOTED: "quoted speech only",
}


def caption(making: Making, table: pd.DataFrame) -> str:
    """What a chart counts, in words: articles, words, how the scope is narrowed, and where intervals come from.

    Args:
        making: what the chart's table was made from.
        table: that table.
    """
    basis, options = making.basis, making.options
    scope = basis.scope
    # names stand only in annotated articles, so that a search for one looks at no others
    by_name = "position" in table.columns and bool(making.focus.entity) and not options.terms
    documents, view = (basis.annotated, basis.annotated_view) if by_name else (basis.counted, basis.view)
    articles = f"{len(documents):,} of {counted(len(basis.present), 'article')}"
    if len(documents) < len(basis.in_scope):
        articles += f" ({len(basis.in_scope) - len(documents):,} not annotated yet)"
    boilerplate = "boilerplate counted" if scope.boilerplate else "boilerplate left out"
    parts = [", ".join([articles, counted(view.total, "word"), _VOICES[scope.voice], boilerplate])]
    if scope.copies is Copies.ONCE:
        left, words = basis.copies_left_out, basis.copied_words_left_out
        parts.append(
            f"copied text counted once ({counted(left, 'duplicate')} and {counted(words, 'word')} of other articles left out)"
        )
    if basis.grouping is not None:
        parts.append(f"outlets put together by “{scope.compare}”")
    parts += _narrowed(basis)
    if "frame" in table.columns:
        codebook = making.codebook
        parts.append(f"frames of the codebook “{codebook.name}”, version {codebook.version}")
    if any(name in table.columns and bool(table[name].notna().any()) for name in ("low", "log_ratio_low")):
        parts.append(f"95 % intervals from {options.replicates:,} resamplings of articles, seed {options.seed}")
    return "; ".join(parts)


def _narrowed(basis: Basis) -> list[str]:
    """How a scope narrows which articles are counted."""
    scope, parts = basis.scope, []
    if scope.stories:
        titles = [basis.story_title(story) for story in scope.stories]
        parts.append(f"{'story' if len(titles) == 1 else 'stories'} {listing(titles)}")
    if scope.outlets:
        parts.append(f"only {listing([outlet_name(outlet) for outlet in scope.outlets])}")
    if scope.documents:
        parts.append(f"only {scope.documents_label or counted(len(scope.documents), 'chosen article')}")
    if scope.date_from and scope.date_to:
        parts.append(f"dated {scope.date_from} to {scope.date_to}")
    elif scope.date_from or scope.date_to:
        parts.append(f"dated {scope.date_from} or later" if scope.date_from else f"dated {scope.date_to} or earlier")
    return parts
