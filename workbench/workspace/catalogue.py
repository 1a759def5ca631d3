"""Every table that the program can make, by name: one measure, used by window, command line and report alike."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, fields, replace
from functools import partial
from typing import Final

import numpy as np
import pandas as pd

from workbench.analysis.dispersion import span_positions, term_positions
from workbench.analysis.entities import entity_counts, names_by_outlet
from workbench.analysis.labels import counted_labels, labels_by_outlet
from workbench.analysis.prominence import prominence
from workbench.analysis.word_pairs import word_pairs
from workbench.codebooks import Codebook
from workbench.domain.coding import CODING
from workbench.domain.columns import TABLES
from workbench.domain.errors import UsageError
from workbench.domain.focus import Focus
from workbench.domain.measured import Measured
from workbench.domain.parts import STORY
from workbench.domain.progress import Progress, no_progress
from workbench.domain.scope import Copies, Scope, Voice
from workbench.domain.word_pairs import WordPair, word_pairs_in
from workbench.workspace import (
    collocate_tables,
    concordance,
    cue_verb_tables,
    dispersion_tables,
    entity_tables,
    frame_tables,
    keyness_tables,
    learning_tables,
    omission_tables,
    passage_tables,
    ribbon_table,
    speaker_tables,
    term_tables,
    timeline_tables,
    word_list_tables,
)
from workbench.workspace.basis import Basis
from workbench.workspace.evidence import evidence_spans
from workbench.workspace.language_notes import language_notes, needs_of
from workbench.workspace.meanings import Meanings
from workbench.workspace.messages import Options
from workbench.workspace.searches import Searches, needs_of_searches, parse_in
from workbench.workspace.table_family import Maker
from workbench.workspace.word_layer_notes import word_layer_notes

OUTLET_COLUMN: Final = "outlet:"
"""Begins the name of a column that holds one outlet's numbers in a wide table."""


@dataclass(frozen=True, eq=False)
class Making:
    """What a table is made from."""

    basis: Basis
    options: Options
    codebook: Codebook
    """The codebook that the options name, else the one in use."""
    find_frame_evidence: Callable[[Codebook], pd.DataFrame]
    """Finds every hit of a codebook in the whole corpus; asked only by what shows frames."""
    find_codebook: Callable[[str], Codebook]
    """The codebook of a name, own or bundled; the empty name stands for the one in use."""
    focus: Focus = field(default_factory=Focus)
    recall: Callable[[str, Making], Measured] | None = None
    """Gives a table that was made before, or makes it; ``None`` makes it each time."""
    progress: Progress = no_progress
    meanings: Meanings = field(default_factory=Meanings)
    """Sentence vectors, where the model is installed."""

    @property
    def frame_evidence(self) -> pd.DataFrame:
        """Every hit of the codebook in the whole corpus."""
        return self.find_frame_evidence(self.codebook)

    def table(self, name: str, options: Options | None = None) -> Measured:
        """A table of the catalogue on the same basis, possibly with other options."""
        making = self if options is None else replace(self, options=options)
        if making.options.codebook != self.options.codebook:
            making = replace(making, codebook=self.find_codebook(making.options.codebook))
        return make(name, making) if self.recall is None else self.recall(name, making)

    @property
    def hidden(self) -> Collection[str]:
        """Words left out of lists of terms."""
        return term_tables.hidden(self)


# -- tables of the contract ------------------------------------------------------------------------------------------


def documents(making: Making) -> Measured:
    """One row for each article in scope."""
    basis = making.basis
    stands_for = basis.find_copies(making.progress).representative_of
    view, snapshot = basis.view, basis.snapshot
    index = {document: n for n, document in enumerate(basis.store.document_ids)}
    quoted = basis.quoted_view.words_by_document
    agencies = basis.agencies
    sentences = snapshot.tables.sentences.groupby("document_id").size()
    rows = []
    for document in basis.in_scope:
        article = basis.by_id[document]
        cut = basis.boilerplate_intervals.get(document, ())
        # what nobody has looked at yet is not known, which is something else than none
        known = document in snapshot.annotated
        rows.append(
            (
                document, article.path, article.outlet, article.outlet_source, article.title, article.author,
                article.date, article.date_source, article.url, article.language, article.story_id,
                agencies.get(document, ("", ""))[0], stands_for.get(document, ""), len(article.text),
                int(view.words_by_document[index[document]]),
                int(sentences.get(document, 0)) if known else None, int(quoted[index[document]]) if known else None,
                sum(end - start for start, end in cut),
            )
        )  # fmt: skip
    return Measured(pd.DataFrame(rows, columns=list(TABLES["documents"])))


def refused(making: Making) -> Measured:
    """What was not taken in, and why."""
    rows = [(r.path, r.record, r.reason) for r in making.basis.snapshot.refusals]
    return Measured(pd.DataFrame(rows, columns=list(TABLES["refused"])))


def stories(making: Making) -> Measured:
    """The story of each article in scope: as the source or a person gave it, else as it was found."""
    basis = making.basis
    articles = [basis.by_id[document] for document in basis.in_scope]
    rows = [(a.story_id, a.document_id, basis.story_title(a.story_id)) for a in articles if a.story_id]
    return Measured(pd.DataFrame(sorted(rows), columns=list(TABLES["stories"])), basis.snapshot.story_notes)


def prominence_rows(making: Making) -> Measured:
    """Prominence of each entity in each article."""
    basis = making.basis
    return prominence(
        [basis.by_id[document] for document in basis.annotated],
        basis.annotations.mentions,
        basis.snapshot.tables.sentences,
        basis.boilerplate,
    )


def labels(making: Making) -> Measured:
    """What is said of every entity, label by label."""
    basis = making.basis
    annotations = basis.annotations
    return counted_labels(basis.annotated_view, annotations.labels, basis.outlets, annotations.quoted_intervals)


def word_pair_rows(making: Making) -> Measured:
    """Opposed pairs of words by outlet: those in the options, else those that a person decided."""
    basis, options = making.basis, making.options
    pairs = [WordPair(*pair) for pair in options.word_pairs] or word_pairs_in(basis.decisions)
    return word_pairs(
        basis.view,
        pairs,
        basis.outlets,
        replicates=options.replicates,
        seed=options.seed,
        parser=Searches.of(basis.decisions),
    )


# -- tables of the panes ---------------------------------------------------------------------------------------------


def entity_count_rows(making: Making) -> Measured:
    """Mentions of each entity by outlet, one row for each pair."""
    annotations = making.basis.annotations
    return entity_counts(
        making.basis.annotated_view, annotations.named_mentions, annotations.entities, making.basis.outlets
    )


def entity_counts_wide(making: Making, what: str = "mentions") -> Measured:
    """Mentions of each entity, or articles that name it, a column for each outlet."""
    long = entity_count_rows(making)
    counts = long.table.pivot_table(
        index="entity_id", columns="outlet", values=what, aggfunc="sum", fill_value=0, sort=False, observed=True
    )
    totals = long.table.groupby("entity_id", sort=False).agg(
        name=("name", "first"), type=("type", "first"), mentions=("mentions", "sum"), documents=("documents", "sum")
    )
    return Measured(_with_outlets(totals.reset_index(), counts, making.basis.outlet_names, "entity_id"), long.notes)


def names(making: Making) -> Measured:
    """What each outlet calls the entity in focus."""
    basis = making.basis
    return names_by_outlet(basis.annotated_view, basis.annotations.named_mentions, making.focus.entity, basis.outlets)


def label_rows(making: Making, voice: Voice = Voice.ALL) -> Measured:
    """What each outlet says of the entity in focus, with intervals."""
    basis, options = making.basis, making.options
    annotations = basis.annotations
    return labels_by_outlet(
        basis.annotated_view,
        annotations.labels,
        annotations.mentions,
        making.focus.entity,
        basis.outlets,
        annotations.quoted_intervals,
        voice=voice,
        replicates=options.replicates,
        seed=options.seed,
    )


def label_list(making: Making, voice: Voice = Voice.ALL) -> Measured:
    """What is said of the entity in focus, columns for each outlet: count, rate for 1,000 mentions and its interval."""
    measured = making.table(LABEL_TABLES[voice])
    table = measured.table
    totals = table.groupby(["relation", "label"], sort=False, as_index=False).agg(
        count=("count", "sum"), own=("own", "sum"), quoted=("quoted", "sum"), documents=("documents", "sum")
    )
    mentions = table.drop_duplicates("outlet")["mentions"].sum()
    totals["per_1000_mentions"] = totals["count"] * 1000.0 / mentions if mentions else np.nan
    # every outlet has a row for each label, in the order of the totals
    columns: dict[str, object] = {}
    for outlet in making.basis.outlet_names:
        own = table[table["outlet"] == outlet]
        there = len(own) == len(totals)
        columns[f"{OUTLET_COLUMN}{outlet}"] = own["count"].to_numpy() if there else np.zeros(len(totals), dtype="int64")
        for name, column in (("rate", "per_1000_mentions"), ("low", "low"), ("high", "high")):
            columns[f"{name}:{outlet}"] = own[column].to_numpy() if there else np.full(len(totals), np.nan)
    entities = making.basis.annotations.entities
    called = entities.loc[entities["entity_id"] == making.focus.entity, "name"].head(1).tolist()
    totals.insert(0, "entity", str(called[0]) if called else making.focus.entity)
    wide = pd.concat([totals, pd.DataFrame(columns, index=totals.index)], axis=1)
    shown = wide.head(LONGEST_LIST)
    notes = [] if len(shown) == len(wide) else [f"The first {len(shown):,} of {len(wide):,} labels."]
    return Measured(shown, (*notes, *measured.notes))


LABEL_TABLES: Final = {
    Voice.ALL: "labels_by_outlet",
    Voice.OUTLET: "own_labels_by_outlet",
    Voice.QUOTED: "quoted_labels_by_outlet",
}
LABEL_LISTS: Final = {Voice.ALL: "label_list", Voice.OUTLET: "own_label_list", Voice.QUOTED: "quoted_label_list"}
"""What is said of the entity in focus, by whose words it is said in."""


LONGEST_LIST: Final = 2000
"""Rows of a list on the screen; the exported table has them all."""


def positions(making: Making) -> Measured:
    """Where the focus stands in each article."""
    basis = making.basis
    focus = making.focus
    if making.options.terms or focus.term:
        query = parse_in(basis, making.options.terms[0] if making.options.terms else focus.term)
        return term_positions(basis.view, basis.outlets, basis.titles, query)
    return span_positions(
        basis.annotated_view if focus.entity or focus.speaker else basis.view,
        basis.outlets,
        basis.titles,
        evidence_spans(
            basis,
            focus.wherever,
            making.find_codebook(focus.codebook) if focus.codebook else making.codebook,
            making.find_frame_evidence,
        ),
    )


def mentions(making: Making) -> Measured:
    """Mentions in the articles in scope."""
    return _contract("mentions", making.basis, making.basis.annotations.mentions)


def entities(making: Making) -> Measured:
    """Entities of the articles in scope; ``mentions`` counts the rows of the table ``mentions`` beside it."""
    basis = making.basis
    every = basis.annotations.entities
    rows = making.table("mentions").table
    rows = rows[rows["entity_id"] != ""]
    outlets = rows["document_id"].map({document: name or None for document, name in basis.outlet_of.items()})
    counted = (
        rows.assign(outlet=outlets)
        .groupby("entity_id")
        .agg(mentions=("start", "size"), documents=("document_id", "nunique"), outlets=("outlet", "nunique"))
    )
    table = every[every["entity_id"].isin(counted.index)]
    # by hand, as pandas can't join empty columns of text
    table = table.assign(**{name: counted[name].reindex(table["entity_id"]).to_numpy() for name in counted.columns})
    table = table.sort_values(["mentions", "entity_id"], ascending=[False, True], kind="stable", ignore_index=True)
    return Measured(table[list(TABLES["entities"])])


def quotes(making: Making) -> Measured:
    """Quotes in the articles in scope."""
    return _contract("quotes", making.basis, making.basis.annotations.quotes)


def sentences(making: Making) -> Measured:
    """Sentences of the articles in scope."""
    return Measured(making.basis.of_documents(making.basis.snapshot.tables.sentences))


def boilerplate(making: Making) -> Measured:
    """Boilerplate of the articles in scope."""
    return Measured(making.basis.of_documents(making.basis.boilerplate))


def duplicates(making: Making) -> Measured:
    """Pairs of articles that share text, both of which the scope admits, however copied text is counted."""
    basis = making.basis
    found = basis.find_copies(making.progress)
    admitted = frozenset(basis.with_copies)
    table = found.duplicates
    rows = table[table["document_id_a"].isin(admitted) & table["document_id_b"].isin(admitted)]
    scope = basis.scope
    note = (
        f"Duplicates: one article has {scope.duplicate_share:.0%} of its 5-word sequences in the other, which has half of"
        f" that in the first. Shared copy: one has {scope.shared_share:.0%} in the other. Boilerplate is not compared."
    )
    return Measured(rows.reset_index(drop=True), (note, *found.notes))


def entity_names(making: Making) -> Measured:
    """Every name of each entity in scope, and why it is taken for one of its names."""
    basis = making.basis
    rows = making.basis.of_documents(basis.annotations.mentions)
    rows = rows[(rows["entity_id"] != "") & (rows["kind"] != "pronoun")]
    outlets = rows["document_id"].map({document: name or None for document, name in basis.outlet_of.items()})
    counted = (
        rows.assign(outlet=outlets)
        .groupby("key")
        .agg(mentions=("start", "size"), documents=("document_id", "nunique"), outlets=("outlet", "nunique"))
    )
    table = basis.annotations.names
    table = table[table["key"].isin(counted.index)]
    table = table.assign(**{name: counted[name].reindex(table["key"]).to_numpy() for name in counted.columns})
    table = table.sort_values(["entity_id", "mentions", "name"], ascending=[True, False, True], kind="stable")
    return Measured(table[list(TABLES["entity_names"])].reset_index(drop=True))


def entity_links(making: Making) -> Measured:
    """Entities in scope that belong together and stay two, e.g. a people and its country."""
    present = set(making.table("entities").table["entity_id"])
    links = making.basis.annotations.links
    both = links["entity_id"].isin(present) & links["linked_entity_id"].isin(present)
    return Measured(links[both].reset_index(drop=True))


def quotation_marks(making: Making) -> Measured:
    """Quotation marks in the articles in scope that do not add up."""
    return _contract("quotation_marks", making.basis, making.basis.snapshot.tables.marks)


def _contract(name: str, basis: Basis, table: pd.DataFrame) -> Measured:
    """The contract's columns of a table's rows in scope."""
    return Measured(basis.of_documents(table)[list(TABLES[name])])


FAMILIES: Final = (
    frame_tables.FAMILY, learning_tables.FAMILY, passage_tables.FAMILY, omission_tables.FAMILY, ribbon_table.FAMILY,
    word_list_tables.FAMILY,
)  # fmt: skip
"""Tables whose modules say themselves what they depend on."""

CONTRACT: Final[Mapping[str, Maker]] = {
    "documents": documents,
    "refused": refused,
    "boilerplate": boilerplate,
    "sentences": sentences,
    "mentions": mentions,
    "entities": entities,
    "entity_names": entity_names,
    "entity_links": entity_links,
    "prominence": prominence_rows,
    "quotes": quotes,
    "quotation_marks": quotation_marks,
    "stories": stories,
    "duplicates": duplicates,
    "terms": term_tables.terms,
    "tf_idf": term_tables.tf_idf_rows,
    "lexical_diversity": term_tables.diversity_rows,
    "keyness": keyness_tables.keyness_rows,
    "shared_terms": keyness_tables.shared_rows,
    "voices": speaker_tables.voice_rows,
    "labels": labels,
    "word_pairs": word_pair_rows,
    "timeline": timeline_tables.timeline_rows,
    "dispersion": dispersion_tables.dispersion_rows,
    "kwic": concordance.kwic,
    "collocates": collocate_tables.collocate_rows,
    **{name: maker for family in FAMILIES for name, maker in family.contract.items()},
}
"""Makers of the tables in :data:`workbench.domain.columns.TABLES`."""

PANES: Final[Mapping[str, Maker]] = {
    "entity_counts": entity_counts_wide,
    "names_by_outlet": names,
    "entity_articles": partial(entity_counts_wide, what="documents"),
    "entity_list": partial(entity_tables.with_keys, name="entity_counts", most=LONGEST_LIST),
    "entity_article_list": partial(entity_tables.with_keys, name="entity_articles", most=LONGEST_LIST),
    "forms_by_outlet": entity_tables.forms_by_outlet,
    "entity_prominence": entity_tables.entity_prominence,
    "entity_relations": entity_tables.entity_relations,
    "entity_keys": entity_tables.entity_keys,
    "entity_suggestions": entity_tables.entity_suggestions,
    "rejected_entities": entity_tables.rejected_entities,
    "term_list": term_tables.term_list,
    "terms_by": term_tables.terms_by,
    "terms_by_list": term_tables.terms_by_list,
    "stop_words": term_tables.stop_word_rows,
    "tf_idf_list": term_tables.tf_idf_list,
    "diversity_list": term_tables.diversity_list,
    "keyness_strongest": keyness_tables.strongest,
    "keyword_list": keyness_tables.keyword_list,
    "shared_list": keyness_tables.shared_list,
    "vocabulary": keyness_tables.vocabulary_rows,
    "keyness_by_outlet": keyness_tables.by_outlet_rows,
    "collocate_list": collocate_tables.collocate_list,
    "collocates_compared": collocate_tables.compared_rows,
    "collocate_compared_list": partial(collocate_tables.compared_rows, most=collocate_tables.LONGEST_LIST),
    "collocate_links": collocate_tables.link_rows,
    "positions": positions,
    "strips": dispersion_tables.strips,
    "timeline_chart": timeline_tables.timeline_chart,
    "timeline_list": timeline_tables.timeline_list,
    "cue_verbs": cue_verb_tables.cue_verbs,
    "cue_verb_places": cue_verb_tables.cue_verb_places,
    "voices_by_kind": speaker_tables.kind_rows,
    "voice_list": speaker_tables.voice_list,
    "voice_kind_list": speaker_tables.kind_list,
    **{name: partial(label_rows, voice=voice) for voice, name in LABEL_TABLES.items()},
    **{name: partial(label_list, voice=voice) for voice, name in LABEL_LISTS.items()},
    **{name: maker for family in FAMILIES for name, maker in family.panes.items()},
}
"""Makers of what only panes and charts show."""

LEXICAL: Final = frozenset(
    {
        "refused", "boilerplate", "stories", "duplicates", "terms", *keyness_tables.NAMES, "kwic", "term_list",
        "positions", "strips", "timeline", "timeline_chart", "timeline_list", "dispersion",
        "word_pairs", "terms_by", "terms_by_list", "tf_idf", "tf_idf_list", "diversity_list",
        "lexical_diversity", "stop_words", "collocates", *collocate_tables.OF_NODE,
        *(name for family in FAMILIES for name in family.lexical),
    }
)  # fmt: skip
"""Tables that need no annotation while all text is counted and no entity is in focus."""

OF_ONE_ENTITY: Final = ("names_by_outlet", "forms_by_outlet", "entity_prominence", "entity_relations", "entity_keys")
"""Tables about the entity in focus."""

OF_ENTITIES: Final = (
    "entity_articles", "entity_list", "entity_article_list", "entity_suggestions", "rejected_entities",
)  # fmt: skip
"""Tables about all entities, for their pane."""

OF_PASSAGES: Final = ("strips", "timeline", "timeline_chart", "timeline_list", "dispersion")
"""Tables about the searches in the options, else about whatever is highlighted."""

FOCUSED: Final = frozenset(
    {
        *OF_ONE_ENTITY, *OF_PASSAGES, "positions", "kwic", "tf_idf", "tf_idf_list", "terms_by", "terms_by_list",
        "collocates", *collocate_tables.OF_NODE,
        *LABEL_TABLES.values(), *LABEL_LISTS.values(), *(name for family in FAMILIES for name in family.focused),
    }
)  # fmt: skip
"""Tables that depend on what is highlighted."""

_LISTED: Final = frozenset(
    {
        "ngram", "hide_function_words", "stop_words", "list_text", "list_match", "list_count", "list_articles",
        "list_part",
    }
)  # fmt: skip
"""The options that decide which terms are listed."""

_OPTIONS: Final[Mapping[str, frozenset[str]]] = {
    "keyness": keyness_tables.OPTIONS,
    "keyness_strongest": keyness_tables.FILTERED,
    "keyness_by_outlet": keyness_tables.FILTERED | {"rows"},
    "keyword_list": keyness_tables.LISTED,
    "shared_terms": keyness_tables.SHARED,
    "shared_list": keyness_tables.SHARED | {"list_text"},
    "vocabulary": keyness_tables.VOCABULARY,
    "terms": frozenset({"terms", "ngram", "hide_function_words", "stop_words", "replicates", "seed"}),
    **dict.fromkeys(("terms_by", "terms_by_list"), frozenset({"terms", "by", "replicates", "seed", *_LISTED})),
    "term_list": _LISTED,
    **dict.fromkeys(
        ("tf_idf", "tf_idf_list"), frozenset({"by", "rows", "list_articles", "hide_function_words", "stop_words"})
    ),
    **dict.fromkeys(("lexical_diversity", "diversity_list"), frozenset({"sample_words", "replicates", "seed"})),
    "stop_words": frozenset({"stop_words"}),
    **dict.fromkeys(("entity_counts", "mentions", "entities", "labels", *OF_ONE_ENTITY, *OF_ENTITIES), frozenset()),
    **dict.fromkeys((*LABEL_TABLES.values(), *LABEL_LISTS.values()), frozenset({"replicates", "seed"})),
    "word_pairs": frozenset({"word_pairs", "replicates", "seed"}),
    **dict.fromkeys(("collocates", "collocate_list"), collocate_tables.OPTIONS),
    **dict.fromkeys(
        ("collocates_compared", "collocate_compared_list"), collocate_tables.OPTIONS | {"target", "reference"}
    ),
    "collocate_links": collocate_tables.OPTIONS | {"rows"},
    "kwic": frozenset({"terms", "window", "sort", "sample", "seed", "codebook"}),
    "timeline": timeline_tables.OPTIONS,
    **dict.fromkeys(("timeline_chart", "timeline_list"), timeline_tables.OPTIONS | {"share"}),
    "cue_verbs": frozenset(),
    "cue_verb_places": frozenset({"terms", "window"}),
    **dict.fromkeys(("voices", "voices_by_kind"), frozenset({"indirect_speech", "replicates", "seed"})),
    **dict.fromkeys(
        ("voice_list", "voice_kind_list"), frozenset({"indirect_speech", "share_of", "replicates", "seed"})
    ),
    **{name: options for family in FAMILIES for name, options in family.options.items()},
}
"""The options that decide what is in a table, where others are known not to."""


def needs_annotation(name: str, scope: Scope, focus: Focus) -> bool:
    """Whether a table depends on names or quotes."""
    return (
        name not in LEXICAL or scope.voice is not Voice.ALL or (name in FOCUSED and bool(focus.entity or focus.speaker))
    )


def relevant_options(name: str, options: Options) -> Options:
    """The options with those that a table does not depend on set back, so that equal tables are seen to be equal."""
    decisive = _OPTIONS.get(name)
    if decisive is None:
        return options
    return Options(**{f.name: getattr(options, f.name) for f in fields(Options) if f.name in decisive})


def followed(name: str, focus: Focus) -> frozenset[str]:
    """The collections of :mod:`workbench.domain.coding` that a table follows from; most tables follow from none.

    Args:
        name: the table.
        focus: what it is about, where it depends on that.
    """
    if focus.frame or focus.group:
        return CODING
    return _FOLLOWED.get(name, frozenset())


_FOLLOWED: Final[Mapping[str, frozenset[str]]] = {
    name: family.follows for family in FAMILIES for name in (*family.contract, *family.panes)
}


MAKERS: Final[Mapping[str, Maker]] = {**CONTRACT, **PANES}


def make(name: str, making: Making) -> Measured:
    """Make a table. ``UsageError`` for a name that no table has."""
    maker = MAKERS.get(name)
    if maker is None:
        raise UsageError(f"There is no table {name!r}. Tables: {', '.join(sorted(MAKERS))}.")
    if name in _WHATEVER_IS_COUNTED or making.basis.snapshot.store is None:
        return maker(making)
    if making.basis.scope.copies is Copies.ONCE:
        making.basis.find_copies(making.progress)  # before the view asks for them, which can't tell how far it is
    measured = maker(making)
    words, lemmas = needs_of_searches(making.basis, _searches(name, making.basis, making.options, making.focus))
    layer = word_layer_notes(making.basis, words, lemmas=lemmas)
    notes = (*measured.notes, *language_notes(making.basis, needs_of(name)), *layer, *way_of_counting(making.basis))
    return replace(measured, notes=tuple(dict.fromkeys(notes)))  # a table made from another one has its notes already


def follows_annotation(name: str, basis: Basis, options: Options, focus: Focus) -> bool:
    """Whether what a language model said decides what is in a table: by itself, or by what is asked of it."""
    decisive = _OPTIONS.get(name, frozenset[str]())
    return (
        needs_annotation(name, basis.scope, focus)
        or ("within_sentences" in decisive and options.within_sentences)
        or ("list_part" in decisive and bool(options.list_part))
        or needs_of_searches(basis, _searches(name, basis, options, focus))[0]
    )


_OF_WORDS: Final = LEXICAL - {
    "refused", "boilerplate", "stories", "duplicates", "kwic", "positions",
    *(name for family in FAMILIES for name in family.lexical - family.of_words),
}  # fmt: skip
"""The tables of :data:`LEXICAL` that count words. Frames know which passages are quoted."""


def words_alone(name: str, basis: Basis, options: Options, focus: Focus) -> bool:
    """Whether a table is made of words alone, so that it stays what it is while stories, names and quotes are looked for.

    It still depends on the languages that articles turned out to be in, where it leaves function words out.
    """
    by_story = basis.scope.stories or STORY in options.by or focus.part
    return name in _OF_WORDS and not (by_story or focus.frame or follows_annotation(name, basis, options, focus))


def _searches(name: str, basis: Basis, options: Options, focus: Focus) -> tuple[str, ...]:
    """The searches that a table is about."""
    if name == "word_pairs":
        return tuple(side for pair in options.word_pairs for side in pair[1:]) or tuple(
            side for pair in word_pairs_in(basis.decisions) for side in (pair.a, pair.b)
        )
    if options.terms and "terms" in _OPTIONS.get(name, frozenset({"terms"})):
        return options.terms
    return (focus.term,) if name in FOCUSED and focus.term else ()


_WHATEVER_IS_COUNTED: Final = frozenset({"refused", "duplicates"})
"""Tables that are the same whether copied text is counted once or each time."""


def way_of_counting(basis: Basis) -> tuple[str, ...]:
    """What a reader of a table must know about how it was counted, where that is not as at first."""
    notes = []
    if basis.scope.copies is Copies.ONCE:
        articles, words = basis.copies_left_out, basis.copied_words_left_out
        what = [f"{articles:,} {'article' if articles == 1 else 'articles'}"] if articles else []
        if words:
            what.append(f"{words:,} {'word' if words == 1 else 'words'} of {'other ' if articles else ''}articles")
        notes.append(f"Copied text counted once: {' and '.join(what) or 'nothing'} left out.")
    if basis.grouping is not None:
        notes.append(f"Outlets are put together by “{basis.scope.compare}”; the column outlet names their groups.")
    return tuple(notes)


def _with_outlets(left: pd.DataFrame, wide: pd.DataFrame, outlets: tuple[str, ...], key: str) -> pd.DataFrame:
    """``left`` with a column for each outlet; an outlet that ``wide`` does not have gets zeros."""
    columns = {
        f"{OUTLET_COLUMN}{outlet}": (
            wide[outlet].reindex(left[key]).to_numpy()
            if outlet in wide.columns
            else np.zeros(len(left), dtype=np.int64)
        )
        for outlet in outlets
    }
    # all at once: assigned one by one, hundreds of outlets are slow and pandas warns of it
    return pd.concat([left, pd.DataFrame(columns, index=left.index)], axis=1)
