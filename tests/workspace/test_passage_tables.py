"""Passages alike in stories: tables, decisions of people, evidence, and what the window is told of a group."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from workbench.domain.columns import TABLES
from workbench.domain.decisions import Decisions
from workbench.domain.focus import Focus
from workbench.domain.judgements import changes_for_verdict
from workbench.domain.passage_decisions import changes_for_join, changes_for_split
from workbench.domain.progress import no_progress
from workbench.domain.scope import Scope
from workbench.domain.spans import Span
from workbench.domain.state import State
from workbench.workspace.messages import OpenRequest, Options
from workbench.workspace.passage_tasks import aligned_passages, passage_at, passage_group
from workbench.workspace.workspace import Workspace

pytestmark = pytest.mark.model

WORDS_ALONE = Options(by_meaning=False, replicates=20)
QUOTE_POST = "“We will build the bridge before the winter comes, and nobody will have to wait,” Mayor Ada Brook said."
QUOTE_HERALD = "Mayor Ada Brook said: “We will build the bridge before winter comes, and nobody will have to wait.”"
TOLL_POST = "The ferry Alba sank off the coast of Norway with 12 people on board, the police said on Monday."
TOLL_HERALD = "The ferry Alba sank off the coast of Norway with 31 people on board, the police said on Monday."
ONLY_HERALD = "Bakers in the old town complained that flour had become dear again."

ARTICLES = {
    "coast.txt": ("Coast Post", "2031-02-03", f"The bridge\n\n{QUOTE_POST}\n\n{TOLL_POST}\n"),
    "lock.txt": (
        "Lock Herald",
        "2031-02-04",
        f"A bridge at last\n\n{QUOTE_HERALD}\n\n{TOLL_HERALD}\n\n{ONLY_HERALD}\n",
    ),
    "alone.txt": ("Lock Herald", "2031-06-01", f"Another day\n\n{QUOTE_HERALD}\n"),
}
STORIES = {"coast.txt": "bridge", "lock.txt": "bridge", "alone.txt": "june"}


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    folder = tmp_path_factory.mktemp("bridge") / "articles"
    folder.mkdir()
    rows = ["file,outlet,date,story_id"]
    for name, (outlet, date, text) in ARTICLES.items():
        (folder / name).write_text(text, encoding="utf-8")
        rows.append(f"{name},{outlet},{date},{STORIES[name]}")
    (folder / "metadata.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    workspace = Workspace(workers=0)
    workspace.open(OpenRequest(sources=(str(folder),)))
    workspace.annotate()
    yield workspace
    workspace.close()


def groups(town: Workspace, state: State | None = None) -> dict[str, list[str]]:
    """The texts of the members of each group, by kind; there is at most one of a kind here."""
    table = town.measured("passages", state or State(), WORDS_ALONE).table
    return {str(kind): own["text"].tolist() for kind, own in table.groupby("kind")}


def group_id(town: Workspace, kind: str) -> str:
    table = town.measured("passages", State(), WORDS_ALONE).table
    return str(table.loc[table["kind"] == kind, "group_id"].iloc[0])


def places(town: Workspace, kind: str) -> list[Span]:
    table = town.measured("passages", State(), WORDS_ALONE).table
    own = table[table["kind"] == kind]
    return [Span(d, int(s), int(e)) for d, s, e in zip(own["document_id"], own["start"], own["end"], strict=True)]


def test_the_same_quotation_and_a_contradiction_are_groups_of_two_outlets(town: Workspace) -> None:
    table = town.measured("passages", State(), WORDS_ALONE).table
    assert tuple(table.columns) == TABLES["passages"]
    assert groups(town) == {"same-quote": [QUOTE_POST, QUOTE_HERALD], "contradiction": [TOLL_POST, TOLL_HERALD]}
    contradiction = table[table["kind"] == "contradiction"]
    assert contradiction["conflicts"].tolist() == ["figures", "figures"]
    assert contradiction["reason"].tolist() == ["figures differ: 12 and 31"] * 2


def test_the_same_words_in_another_story_are_no_passage_of_this_one(town: Workspace) -> None:
    table = town.measured("passages", State(), WORDS_ALONE).table
    assert set(table["story_id"]) == {"bridge"}


def test_every_passage_is_the_text_at_its_place(town: Workspace) -> None:
    table = town.measured("passages", State(), WORDS_ALONE).table
    basis = town.basis(Scope())
    for document, start, end, text in zip(*(table[n] for n in ("document_id", "start", "end", "text")), strict=True):
        assert basis.by_id[document].text[start:end] == text


def test_a_group_in_focus_opens_exactly_its_passages(town: Workspace) -> None:
    focus = Focus(group=group_id(town, "same-quote"))
    evidence = town.evidence(State(focus=focus), WORDS_ALONE)
    assert (evidence.passages, evidence.articles) == (2, 2)
    assert evidence.label.startswith("passages like “")
    in_one = town.evidence(State(focus=Focus(group=focus.group, outlet="Coast Post")), WORDS_ALONE)
    assert in_one.passages == 1


def test_a_passage_that_a_person_takes_out_leaves_no_group_of_one_outlet(town: Workspace) -> None:
    taken = places(town, "same-quote")[:1]
    state = State(decisions=Decisions(dict(changes_for_split(taken))))
    assert set(groups(town, state)) == {"contradiction"}
    assert set(groups(town)) == {"same-quote", "contradiction"}, "what was found is not changed"


def test_passages_that_a_person_joins_are_one_group(town: Workspace) -> None:
    quote, toll = places(town, "same-quote"), places(town, "contradiction")
    state = State(decisions=Decisions(dict(changes_for_join([quote[0], toll[1]]))))
    table = town.measured("passages", state, WORDS_ALONE).table
    assert table["group_id"].nunique() == 1
    assert len(table) == 4
    assert set(table["reason"]) == {"put together by a person"}


def test_a_sentence_that_was_in_no_group_can_be_joined(town: Workspace) -> None:
    document = places(town, "same-quote")[1].document_id
    at = ARTICLES["lock.txt"][2].index(ONLY_HERALD)
    lone = Span(document, at, at + len(ONLY_HERALD))
    state = State(decisions=Decisions(dict(changes_for_join([places(town, "same-quote")[0], lone]))))
    table = town.measured("passages", state, WORDS_ALONE).table
    joined = table[table["text"] == ONLY_HERALD]
    assert joined["group_id"].tolist() == [group_id(town, "same-quote")]


def test_a_group_is_shown_with_its_word_differences(town: Workspace) -> None:
    shown = passage_group(town, no_progress, group_id(town, "contradiction"), "", State(), WORDS_ALONE)
    assert [member.text for member in shown.members] == [TOLL_POST, TOLL_HERALD]
    assert shown.members[0].differences == ()
    (difference,) = shown.members[1].differences
    text = ARTICLES["coast.txt"][2], ARTICLES["lock.txt"][2]
    assert (difference.change, text[0][slice(*difference.one)], text[1][slice(*difference.other)]) == (
        "replace", "12", "31",
    )  # fmt: skip
    assert shown.outlets_without == ()
    turned = passage_group(town, no_progress, shown.group_id, shown.members[1].document_id, State(), WORDS_ALONE)
    assert turned.base == 1
    assert turned.members[0].differences[0].one == difference.other


def test_articles_side_by_side_are_told_what_they_share(town: Workspace) -> None:
    documents = tuple(place.document_id for place in places(town, "same-quote"))
    alignment = aligned_passages(town, no_progress, documents, State(), WORDS_ALONE)
    assert [one.kind for one in alignment.aligned] == ["same-quote", "contradiction"]
    assert [len(own) for own in alignment.shared] == [2, 2]
    assert alignment.aligned[1].words.startswith("Contradiction: 1 difference in wording.")
    start = alignment.aligned[0].places[0][1][0]
    assert passage_at(town, no_progress, documents[0], start + 3, State(), WORDS_ALONE) == alignment.aligned[0].group_id
    assert passage_at(town, no_progress, documents[0], 0, State(), WORDS_ALONE) == ""


def test_a_group_that_is_gone_has_no_members(town: Workspace) -> None:
    shown = passage_group(town, no_progress, "passage:1-2/nothing", "", State(), WORDS_ALONE)
    assert shown.members == ()
    assert town.evidence(State(focus=Focus(group="passage:1-2/nothing")), WORDS_ALONE).passages == 0


def test_without_a_story_of_two_outlets_it_says_that_there_is_nothing_to_compare(town: Workspace) -> None:
    measured = town.measured("passages", State(scope=Scope(stories=("june",))), WORDS_ALONE)
    assert measured.table.empty
    assert any("nothing to compare" in note for note in measured.notes)


SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "corpora" / "eurasian-security"


@pytest.mark.skipif(not SHARED.is_dir(), reason="the corpus of articles on Eurasian security is not here")
@pytest.mark.parametrize("by_meaning", [True, False])
def test_real_articles_on_one_summit_are_aligned_as_a_reader_would(by_meaning: bool) -> None:
    workspace = Workspace(workers=0)
    options = Options(by_meaning=by_meaning, replicates=20)
    try:
        workspace.open(OpenRequest(sources=(str(SHARED),)))
        workspace.annotate()
        table = workspace.measured("passages", State(), options).table
        coverage = workspace.measured("coverage", State(), options).table
    finally:
        workspace.close()
    pairs = {
        tuple(sorted(set(own["outlet"]))): " ".join(own["text"]) for _, own in table.groupby("group_id", sort=False)
    }
    together = [(set(own["outlet"]), " ".join(own["text"])) for _, own in table.groupby("group_id")]

    def aligned(words: str, *outlets: str) -> bool:
        return any(words in text and told >= set(outlets) for told, text in together)

    assert pairs
    assert aligned("indivisible security and development", "Bloomberg", "Caspian News")
    assert aligned("four eastern regions", "Bloomberg", "Associated Press")
    assert aligned("founded in 2001", "Caspian News", "Associated Press")
    assert aligned("later joined", "Caspian News", "Associated Press")
    on_security = table[table["text"].str.contains("indivisible security", case=False)]
    assert on_security.groupby("group_id")["document_id"].nunique().max() == 2
    voice = coverage[(coverage["kind"] == "voice") & coverage["name"].str.contains("Zelensk")]
    assert set(voice.loc[voice["covered"] == 1, "outlet"]) == {"Bloomberg"}
    assert len(voice) > 1


def test_a_passage_of_a_group_says_which_frames_it_is_coded_for(town: Workspace) -> None:
    place = places(town, "contradiction")[0]
    state = State(decisions=Decisions(changes_for_verdict("Generic news frames", "Morality", [place], "accepted")))
    members = passage_group(town, no_progress, group_id(town, "contradiction"), "", state, WORDS_ALONE).members
    assert "Morality (accepted)" in members[0].frames
    assert not any("Morality" in frame for frame in members[1].frames)
    rejected = Decisions(changes_for_verdict("Generic news frames", "Morality", [place], "rejected"))
    again = passage_group(
        town, no_progress, group_id(town, "contradiction"), "", State(decisions=rejected), WORDS_ALONE
    )
    assert not any("Morality" in frame for frame in again.members[0].frames)
