"""Every chart that the program can draw, by name: which table it shows and how."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Final

import pandas as pd

from workbench.charts.collocate_network import describe_collocate_network, draw_collocate_network
from workbench.charts.collocates import (
    describe_collocates,
    describe_collocates_compared,
    draw_collocates,
    draw_collocates_compared,
)
from workbench.charts.dispersion import MOST, describe_dispersion, draw_dispersion
from workbench.charts.frequency import describe_frequency, draw_frequency
from workbench.charts.frequency_by import describe_frequency_by, draw_frequency_by
from workbench.charts.keyness import describe_keyness, draw_keyness
from workbench.charts.keyness_by_outlet import describe_keyness_by_outlet, draw_keyness_by_outlet
from workbench.charts.labels import describe_labels, draw_labels
from workbench.charts.lexical_diversity import NAMES as DIVERSITY_NAMES
from workbench.charts.lexical_diversity import describe_lexical_diversity, draw_lexical_diversity
from workbench.charts.style import Style
from workbench.charts.timeline import describe_timeline, draw_timeline, facets_in
from workbench.charts.vocabulary import describe_vocabulary, draw_vocabulary
from workbench.charts.voices import describe_voices, draw_voices
from workbench.charts.word_pairs import describe_word_pairs, draw_word_pairs
from workbench.charts.wording import counted, listing, outlet_name
from workbench.domain.errors import UsageError
from workbench.domain.focus import Focus
from workbench.domain.labels import ChosenLabel
from workbench.domain.measured import Measured
from workbench.domain.palette import outlet_styles
from workbench.domain.scope import Copies, Voice
from workbench.domain.speakers import KIND, SPECIAL
from workbench.workspace import (
    collocate_tables,
    framing_pictures,
    keyness_tables,
    omission_pictures,
    word_list_pictures,
)
from workbench.workspace.basis import Basis
from workbench.workspace.catalogue import LABEL_TABLES, Making
from workbench.workspace.chart import Chart, grouped_height
from workbench.workspace.evidence import focus_label
from workbench.workspace.term_tables import frequency_by_table


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


def _diversity_table(making: Making) -> Measured:
    """One measure of lexical diversity: the one in the options, else the one that depends the least on length."""
    measured = making.table("lexical_diversity")
    measure = making.options.measure if making.options.measure in DIVERSITY_NAMES else next(iter(DIVERSITY_NAMES))
    table = measured.table
    return Measured(table[table["measure"] == measure].reset_index(drop=True), measured.notes)


def _labels_table(making: Making, voice: Voice) -> Measured:
    """The most frequent labels of each kind that the entity in focus has, and the highlighted one."""
    measured = making.table(LABEL_TABLES[voice])
    table, focus = measured.table, making.focus
    totals = table.groupby(["relation", "label"], sort=False, as_index=False)["count"].sum()
    kinds = max(totals["relation"].nunique(), 1)
    best = totals.groupby("relation", sort=False).head(max(making.options.rows // kinds, 1))
    wanted = set(zip(best["relation"], best["label"], strict=True))
    if (chosen := ChosenLabel.of(focus)) is not None:
        wanted.add((chosen.relation, chosen.label))
    kept = [n for n, pair in enumerate(zip(table["relation"], table["label"], strict=True)) if pair in wanted]
    shown = table.iloc[kept].reset_index(drop=True)
    shown.attrs["entity"], shown.attrs["voice"] = focus.entity, str(voice)
    name = focus_label(making.basis, Focus(entity=focus.entity)) if focus.entity else ""
    shown.attrs["name"] = name
    shown.attrs["label"] = name
    return Measured(shown, measured.notes)


def _voices_table(making: Making, name: str, called: tuple[str, str]) -> Measured:
    """The most quoted speakers (or kinds), the highlighted one, and quotes without a known speaker."""
    measured, options = making.table(name), making.options
    table = measured.table.rename(columns={"kind": "speaker"} if name == "voices_by_kind" else {})
    if "mentions" not in table.columns:
        table = table.assign(mentions=pd.Series([pd.NA] * len(table), index=table.index, dtype="Int64"))
    totals = table.groupby("speaker_id", sort=False)["quotes" if options.share_of == "quotes" else "quoted_words"].sum()
    ranked = [str(one) for one in totals.sort_values(ascending=False, kind="stable").index]
    last = [one for one in (KIND, *SPECIAL) if one in ranked]
    speakers = [one for one in ranked if one not in last]
    chosen = speakers[: max(options.rows - len(last), 1)]
    focused = making.focus.speaker
    if focused in speakers and focused not in chosen:
        chosen = [focused, *chosen[:-1]]
    place = {speaker: n for n, speaker in enumerate((*chosen, *last))}
    shown = table[table["speaker_id"].isin(place.keys())]
    shown = shown.sort_values("speaker_id", key=lambda ids: ids.map(place), kind="stable", ignore_index=True)
    shown.attrs["share_of"], shown.attrs["called"] = options.share_of, called
    notes = []
    if len(chosen) < len(speakers):
        notes.append(f"The chart has the {len(chosen):,} most quoted of {counted(len(speakers), *called)}.")
    return Measured(shown, (*notes, *measured.notes))


COLLOCATE_CHARTS: Final = ("collocates", "collocates_compared", "collocate_network")
"""The charts of the words near a node."""
LABEL_CHARTS: Final = {Voice.ALL: "labels", Voice.OUTLET: "own_labels", Voice.QUOTED: "quoted_labels"}
"""The chart of what outlets say of the entity in focus, by whose words count."""


CHARTS: Final = {
    chart.name: chart
    for chart in (
        Chart(
            "frequency",
            "Terms by outlet",
            _frequency_table,
            draw_frequency,
            describe_frequency,
            grouped_height("term"),
        ),
        Chart(
            "frequency_by",
            "Terms by part",
            frequency_by_table,
            draw_frequency_by,
            describe_frequency_by,
            lambda table: float(len(table) * 9 + table["part"].nunique() * 10),
        ),
        Chart(
            "lexical_diversity",
            "Lexical diversity by outlet",
            _diversity_table,
            draw_lexical_diversity,
            describe_lexical_diversity,
            lambda table: 20.0 * len(table),
        ),
        Chart(
            "dispersion",
            "Where it stands in each article",
            lambda making: making.table("strips"),
            draw_dispersion,
            describe_dispersion,
            lambda table: 19.0 * min(table["document_id"].nunique(), MOST),
        ),
        Chart(
            "timeline",
            "Over time",
            lambda making: making.table("timeline_chart"),
            draw_timeline,
            describe_timeline,
            lambda table: 60.0 * facets_in(table),
        ),
        Chart(
            "keyness",
            "Distinctive terms",
            keyness_tables.strongest_chart,
            draw_keyness,
            describe_keyness,
            lambda table: 20.0 * len(table),
        ),
        Chart(
            "vocabulary",
            "The vocabulary of two outlets",
            lambda making: making.table("vocabulary"),
            draw_vocabulary,
            describe_vocabulary,
            lambda table: 420.0,
        ),
        Chart(
            "keyness_by_outlet",
            "Distinctive terms of every outlet",
            lambda making: making.table("keyness_by_outlet"),
            draw_keyness_by_outlet,
            describe_keyness_by_outlet,
            lambda table: 18.0 * len(table.drop_duplicates(["of", "term"])) + 8.0 * table["of"].nunique(),
        ),
        Chart(
            "collocates",
            "Words near it",
            collocate_tables.chart_rows,
            draw_collocates,
            describe_collocates,
            lambda table: 20.0 * len(table),
        ),
        Chart(
            "collocates_compared",
            "Words near it in two outlets",
            collocate_tables.compared_chart_rows,
            draw_collocates_compared,
            describe_collocates_compared,
            lambda table: 30.0 * len(table),
        ),
        Chart(
            "collocate_network",
            "Words near it, and together",
            collocate_tables.network_rows,
            draw_collocate_network,
            describe_collocate_network,
            lambda table: 480.0,
        ),
        *framing_pictures.CHARTS,
        *omission_pictures.CHARTS,
        *word_list_pictures.CHARTS,
        *(
            Chart(
                name,
                f"What outlets call it{words}",
                partial(_labels_table, voice=voice),
                draw_labels,
                describe_labels,
                lambda table: float(len(table) * 9 + len(table.drop_duplicates(["relation", "label"])) * 10),
            )
            for (voice, name), words in zip(
                LABEL_CHARTS.items(), ("", " (outlets’ own words)", " (quoted words)"), strict=True
            )
        ),
        Chart(
            "voices",
            "Who is quoted in which outlet",
            partial(_voices_table, name="voices", called=("speaker", "speakers")),
            draw_voices,
            describe_voices,
            lambda table: grouped_height("speaker_id")(table) + 4.0 * len(table),  # room for the column of quotes
        ),
        Chart(
            "voices_by_kind",
            "Who is quoted in which outlet, by kind of speaker",
            partial(_voices_table, name="voices_by_kind", called=("kind of speaker", "kinds of speakers")),
            draw_voices,
            describe_voices,
            lambda table: grouped_height("speaker_id")(table) + 4.0 * len(table),  # room for the column of quotes
        ),
        Chart(
            "word_pairs",
            "Opposed pairs of words",
            lambda making: making.table("word_pairs"),
            draw_word_pairs,
            describe_word_pairs,
            grouped_height("pair"),
        ),
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
    if drawn.name == "timeline" and label:
        return f"{label} over time"
    if drawn.name in LABEL_CHARTS.values() and label:
        return drawn.title.replace("call it", f"call {label}")
    if drawn.name in COLLOCATE_CHARTS and label:
        return drawn.title.replace("near it", f"near “{label}”")
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
    by_name = (
        bool({"position", "step"} & set(table.columns))
        and bool(making.focus.entity or making.focus.speaker)
        and not options.terms
    )
    by_name = by_name or bool({"per_1000_mentions", "outlet_quotes"} & set(table.columns))
    by_name = by_name or ("node_count" in table.columns and bool(making.focus.entity) and not options.terms)
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
    if "speech" in table.columns:
        parts.append(f"direct and mixed quotes{' and indirect speech' if options.indirect_speech else ''}")
    if any(name in table.columns and bool(table[name].notna().any()) for name in ("low", "log_ratio_low", "share_low")):
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
