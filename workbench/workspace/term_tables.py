"""The tables of terms: frequencies by any parts, the list of the Terms pane, TF-IDF, lexical diversity, function words."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from workbench.analysis.document_groups import DocumentGroups
from workbench.analysis.frequency import frequency_by, term_frequency
from workbench.analysis.lexical_diversity import lexical_diversity
from workbench.analysis.tf_idf import MOST, tf_idf
from workbench.analysis.type_list import TypeFilter, filtered, least_count, most_frequent, type_list
from workbench.annotation.languages.codes import language_code
from workbench.domain.function_words import LANGUAGES, built_in, lists_for
from workbench.domain.measured import Measured
from workbench.domain.palette import UNKNOWN_OUTLET
from workbench.domain.parts import ARTICLE, OUTLET
from workbench.domain.stop_word_choices import from_options, hidden_words, stop_words_in
from workbench.index.tokenizer import fold
from workbench.workspace.basis import Basis
from workbench.workspace.document_parts import checked, parts_by
from workbench.workspace.messages import Options
from workbench.workspace.searches import Searches

if TYPE_CHECKING:
    from workbench.workspace.catalogue import Making

LONGEST: Final = 2000
"""Rows of a list on the screen; the exported table has them all."""
OUTLET_COLUMN: Final = "outlet:"
"""Begins the name of a column that holds one outlet's numbers in a wide table."""
MOST_CHARTED: Final = 60
"""Parts in a chart; the exported table has them all."""
MOST_TERMS: Final = 3
"""Terms that are counted by parts where nobody chose some."""


# -- function words ----------------------------------------------------------------------------------------------------


def lists_of(basis: Basis) -> tuple[str, ...]:
    """Codes of the languages whose lists of function words hold: those of the articles that the corpus has."""
    read_as = basis.snapshot.tables.languages
    present = basis.present
    return basis.snapshot.memory.recall("function word lists", (present, read_as), lambda: lists_for(_languages(basis)))


def _languages(basis: Basis) -> set[str]:
    given = {article.language for article in basis.present}
    found = {language_code(language) for language in given if language}
    if "" in given:  # what the words tell counts where no source does
        read_as = basis.snapshot.tables.languages
        found |= {read_as.get(a.document_id, ("",))[0] for a in basis.present if not a.language}
    return found


def choices_of(basis: Basis, options: Options) -> dict[str, bool]:
    """What differs from the lists: what options say, else what people decided."""
    return from_options(options.stop_words) if options.stop_words else stop_words_in(basis.decisions)


def hidden(making: Making) -> Collection[str]:
    """The words that lists of terms leave out."""
    if not making.options.hide_function_words:
        return ()
    basis = making.basis
    return hidden_words(lists_of(basis), choices_of(basis, making.options))


def stop_word_rows(making: Making) -> Measured:
    """Every word of the lists that hold, and every word that a person decided about, with its count.

    ``state`` is ``listed``, ``added`` (by a person), ``kept`` (in a list; a person wants to see it) or ``same`` (a person
    decided what holds anyway); ``hidden`` says whether lists of terms leave it out.
    """
    basis = making.basis
    lists, choices = lists_of(basis), choices_of(basis, making.options)
    known = built_in(lists)
    view, store = basis.view, basis.store
    counted = type_list(view, DocumentGroups.of(basis.outlets))
    rows = []
    for word in sorted({*known, *choices}):
        language, group = known.get(word, ("", ""))
        listed, choice = word in known, choices.get(word)
        state = "listed" if choice is None else ("same" if choice is listed else "added" if choice else "kept")
        place = store.id_of(fold(word))
        rows.append(
            (
                word, LANGUAGES.get(language, ""), group, state, int(listed if choice is None else choice),
                int(counted.totals[place]) if place is not None else 0,
                int(counted.documents[place]) if place is not None else 0,
            )
        )  # fmt: skip
    columns = ["word", "language", "group", "state", "hidden", "count", "documents"]
    return Measured(pd.DataFrame(rows, columns=columns))


# -- frequencies -------------------------------------------------------------------------------------------------------


def terms(making: Making) -> Measured:
    """Terms by outlet, with intervals."""
    options = making.options
    return term_frequency(
        making.basis.view,
        making.basis.outlets,
        terms=options.terms or None,
        n=options.ngram,
        replicates=options.replicates,
        seed=options.seed,
        hide=making.hidden if not options.terms else (),
        parser=Searches.of(making.basis.decisions),
    )


def terms_by(making: Making) -> Measured:
    """Terms by the dimensions that options name, with intervals; without terms in the options, the highlighted one.

    Where nothing is highlighted they are the most frequent ones of the list.
    """
    measured = _terms_by_parts(making)
    return Measured(measured.table.drop(columns="part"), measured.notes)


def terms_by_list(making: Making) -> Measured:
    """:func:`terms_by` with a column ``part``: what a focus on the row's articles has as its part."""
    measured = _terms_by_parts(making)
    if len(measured.table) <= LONGEST:
        return measured
    note = f"The first {LONGEST:,} of {len(measured.table):,} rows. The exported table has all."
    return Measured(measured.table.head(LONGEST), (note, *measured.notes))


def frequency_by_table(making: Making) -> Measured:
    """What the chart by parts shows: the parts with the most words, each with what a focus on it has as its part."""
    measured = _terms_by_parts(making)
    table = measured.table
    by = list(checked(making.options.by))
    sizes = table.drop_duplicates(by)["words"]
    if sizes.size <= MOST_CHARTED:
        return measured
    chosen = table.loc[sizes.sort_values(ascending=False, kind="stable").index[:MOST_CHARTED], by]
    keys = set(chosen.itertuples(index=False, name=None))
    keep = [row in keys for row in table[by].itertuples(index=False, name=None)]
    note = (
        f"The chart has the {MOST_CHARTED:,} parts with the most words, of {sizes.size:,}. The exported table has all."
    )
    return Measured(table[keep].reset_index(drop=True), (note, *measured.notes))


def _terms_by_parts(making: Making) -> Measured:
    basis, options = making.basis, making.options
    parts = parts_by(basis, checked(options.by))
    wanted = options.terms
    if not wanted:
        frequent = making.table("term_list").table["term"].head(MOST_TERMS)
        wanted = (making.focus.term,) if making.focus.term else tuple(frequent)
    measured = frequency_by(
        basis.view,
        parts.groups,
        parts.by,
        wanted,
        replicates=options.replicates,
        seed=options.seed,
        names=parts.names,
        parser=Searches.of(basis.decisions),
    )
    place = {name: parts.focus_part(key) for name, key in zip(parts.names, parts.groups.keys, strict=True)}
    rows = measured.table[list(parts.by)].itertuples(index=False, name=None)
    table = measured.table.assign(part=pd.Series([place[row] for row in rows], index=measured.table.index, dtype="str"))
    return Measured(table, measured.notes)


def term_list(making: Making) -> Measured:
    """The most frequent terms that the list's filter keeps, with their rate in each outlet; the chart has intervals."""
    basis, options = making.basis, making.options
    groups = DocumentGroups.of(basis.outlets)
    view = basis.view
    listed = type_list(view, groups, n=options.ngram)
    wanted = TypeFilter(
        text=options.list_text,
        match=options.list_match,
        count=options.list_count,
        articles=options.list_articles,
        part_of_speech=options.list_part,
        hide=making.hidden,
    )
    chosen = filtered(view, listed, wanted, n=options.ngram)
    shown = most_frequent(listed, chosen, LONGEST)
    words = np.bincount(groups.codes, weights=view.words_by_document, minlength=len(groups))
    table: dict[str, object] = {
        "term": pd.Series([listed.terms[n] for n in shown.tolist()], dtype="str"),
        "count": listed.totals[shown],
        "documents": listed.documents[shown],
        "per_1000": listed.totals[shown] * 1000.0 / max(view.total, 1),
    }
    place = {name: n for n, name in enumerate(groups.names)}
    for outlet in basis.outlet_names:
        n = place[outlet]
        table[f"{OUTLET_COLUMN}{outlet}"] = listed.counts[n, shown] * 1000.0 / max(words[n], 1)
    notes = []
    if shown.size < chosen.size:
        notes.append(f"The {shown.size:,} most frequent of {chosen.size:,} terms.")
    if (least := least_count(view, options.ngram)) > 1:
        notes.append(f"Terms of {options.ngram} words that are counted fewer than {least:,} times are left out.")
    if options.list_part and not basis.snapshot.annotated:
        notes.append("Parts of speech are not known yet: they come with annotation.")
    return Measured(pd.DataFrame(table), tuple(notes))


# -- TF-IDF and lexical diversity --------------------------------------------------------------------------------------


def tf_idf_rows(making: Making) -> Measured:
    """The words with the greatest TF-IDF in each part: of the article in focus, else by the first dimension."""
    basis, options = making.basis, making.options
    article = making.focus.article if options.by == (ARTICLE,) else ""
    (by,) = checked(options.by[:1] or (OUTLET,), most=1, more=(ARTICLE,))
    parts = parts_by(basis, (by,))
    groups = parts.groups
    measured = tf_idf(
        basis.view,
        groups,
        by,
        names=parts.names,
        most=MOST if by != ARTICLE or article else min(options.rows, MOST),
        minimum_articles=options.list_articles,
        hide=making.hidden,
    )
    if not article:
        return measured
    name = dict(zip(groups.keys, parts.names, strict=True)).get((article,), ("",))[0]
    table = measured.table
    return Measured(table[table["part"] == name].reset_index(drop=True), measured.notes)


def diversity_rows(making: Making) -> Measured:
    """Measures of lexical diversity by outlet, in samples of one size."""
    options, basis = making.options, making.basis
    return lexical_diversity(
        basis.view,
        basis.outlets,
        sample_words=options.sample_words,
        samples=options.replicates,
        seed=options.seed,
    )


# -- lists of the pane -------------------------------------------------------------------------------------------------


def tf_idf_list(making: Making) -> Measured:
    """:func:`tf_idf_rows` with what a focus on the row's passages has as its ``outlet``, ``article`` and ``part``."""
    measured = tf_idf_rows(making)
    by = str(measured.table["by"].iloc[0]) if len(measured.table) else OUTLET
    parts = parts_by(making.basis, (by,))
    keys = {name: key for (name,), key in zip(parts.names, parts.groups.keys, strict=True)}
    own = [keys[name] for name in measured.table["part"]]
    columns = {
        "outlet": [(key[0] or UNKNOWN_OUTLET) if by == OUTLET else "" for key in own],
        "article": [key[0] if by == ARTICLE else "" for key in own],
        "focus_part": [parts.focus_part(key) for key in own],
    }
    return Measured(measured.table.assign(**columns), measured.notes)


def diversity_list(making: Making) -> Measured:
    """Lexical diversity with a row for each outlet and a column for each measure."""
    measured = making.table("lexical_diversity")
    table = measured.table
    wide = table.pivot_table(index="outlet", columns="measure", values="value", aggfunc="first", dropna=False)
    first = table.drop_duplicates("outlet")[["outlet", "articles", "words", "samples"]]
    for name in table["measure"].drop_duplicates().tolist():
        first = first.assign(**{name: wide[name].reindex(first["outlet"]).to_numpy()})
    place = {outlet: n for n, outlet in enumerate(making.basis.outlet_names)}
    first = first.sort_values("outlet", key=lambda names: names.map(place), kind="stable", ignore_index=True)
    return Measured(first, measured.notes)
