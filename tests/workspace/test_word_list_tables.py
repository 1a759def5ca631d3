"""Lists of words: what is counted of each word is what its passages are."""

from __future__ import annotations

from collections import Counter

import pytest

from workbench.codebooks import load_codebook
from workbench.domain.codebook_choices import WORD_LISTS
from workbench.domain.columns import TABLES
from workbench.domain.cue_verbs import CUE_CLASSES, changes_for_cue_verbs
from workbench.domain.decisions import Decisions
from workbench.domain.focus import Focus, aspect_text
from workbench.domain.scope import Scope, Voice
from workbench.domain.state import State
from workbench.index import query
from workbench.resource_files import resource
from workbench.workspace.messages import Options
from workbench.workspace.word_list_evidence import REPORTING
from workbench.workspace.word_list_tables import called
from workbench.workspace.workspace import Workspace

QUICK = Options(replicates=20)


def test_no_word_stands_twice_in_the_lists() -> None:
    codebook = load_codebook(resource("codebooks", f"{WORD_LISTS}.json"))
    forms = Counter(
        form.strip()
        for frame in codebook.frames
        for entry in frame.entries
        if "(" not in entry.text
        for form in entry.text.split("|")
    )
    assert [form for form, times in forms.items() if times > 1] == []


def test_entries_of_the_lists_are_searches_without_annotation() -> None:
    codebook = load_codebook(resource("codebooks", f"{WORD_LISTS}.json"))
    entries = [entry.text for frame in codebook.frames for entry in frame.entries]
    assert len(entries) > 300
    assert not any(query.parse(text).needs_words for text in entries)


def test_there_is_a_list_for_each_class_of_verbs_of_saying() -> None:
    codebook = load_codebook(resource("codebooks", f"{WORD_LISTS}.json"))
    assert {REPORTING[name] for name in CUE_CLASSES} == {f.name for f in codebook.frames if not f.entries}


@pytest.mark.parametrize(
    ("entry", "name"),
    [
        ("slam | slams | slammed", "slam"),
        ("to (some | a certain) (extent | degree)", "to some extent"),
        ("case:may", "may"),
        ("no doubt | without (a)? doubt", "no doubt"),
    ],
)
def test_an_entry_is_called_by_its_first_form(entry: str, name: str) -> None:
    assert called(entry) == name


@pytest.mark.model
@pytest.mark.parametrize("voice", list(Voice))
def test_every_count_opens_its_passages(sample: Workspace, voice: Voice) -> None:
    state = State(scope=Scope(voice=voice))
    table = sample.measured("word_choice", state, QUICK).table
    assert tuple(table.columns) == TABLES["word_choice"]
    some = table[table["count"] > 0].iloc[::7]
    assert len(some) > 5 or voice is Voice.QUOTED
    for row in some.to_dict("records"):
        name, word, outlet = str(row["list"]), str(row["word"]), str(row["outlet"])
        focus = Focus(frame=name, codebook=WORD_LISTS, aspect=aspect_text(entry=word), outlet=outlet)
        evidence = sample.evidence(State(scope=state.scope, focus=focus), QUICK)
        assert (word, evidence.passages, evidence.articles) == (word, row["count"], row["documents"])


@pytest.mark.model
def test_lists_by_outlet_are_the_sums_of_their_words(sample: Workspace) -> None:
    words = sample.measured("word_choice", State(), QUICK).table
    lists = sample.measured("word_lists_by_outlet", State(), QUICK).table
    sums = words.groupby(["list", "outlet"])["count"].sum().to_dict()
    for row in lists.itertuples(index=False):
        assert row.hits == sums.get((row.frame, row.outlet), 0)


@pytest.mark.model
def test_own_and_quoted_words_add_up(sample: Workspace) -> None:
    table = sample.measured("word_choice_list", State(), QUICK).table
    outlets = [name for name in table.columns if name.startswith("outlet:")]
    assert (table["own"] + table["quoted"] == table["count"]).all()
    assert (table[outlets].sum(axis=1) == table["count"]).all()


@pytest.mark.model
def test_a_verb_that_a_person_puts_into_another_class_changes_its_list(sample: Workspace) -> None:
    before = sample.measured("word_choice", State(), QUICK).table
    said = before[before["word"] == "say"]
    assert set(said["list"]) == {REPORTING["neutral"]}
    decided = Decisions(dict(changes_for_cue_verbs(["say"], "distancing")))
    after = sample.measured("word_choice", State(decisions=decided), QUICK).table
    moved = after[after["word"] == "say"]
    assert set(moved["list"]) == {REPORTING["distancing"]}
    assert moved["count"].sum() == said["count"].sum() > 0


@pytest.mark.model
def test_with_fewer_than_five_articles_it_says_that_nothing_is_tested(sample: Workspace) -> None:
    notes = sample.measured("word_choice", State(), QUICK).notes
    assert any("shown, not tested" in note for note in notes)
