"""Opening: in stages, each usable; what was open stays usable when the next thing fails or is cancelled."""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from decided import decided, history_to
from town_corpus import ARTICLES, FERRY_BY_OUTLET, POST, write_town_corpus

from workbench.domain.corrections import Correction
from workbench.domain.decisions import Decisions
from workbench.domain.errors import Cancelled, QueryError, UnusableInputError, UsageError
from workbench.domain.focus import Focus
from workbench.domain.progress import Progress
from workbench.domain.scope import Scope, Voice
from workbench.domain.state import State, state_of
from workbench.export.save_project import save_as_project
from workbench.project.errors import ProjectClosedError
from workbench.project.store import Project
from workbench.workspace.basis import NotReadyError
from workbench.workspace.messages import CorpusEvent, Evidence, Opened, OpenRequest, Options, PaneTable, Stage
from workbench.workspace.workspace import Workspace

FERRY = State(focus=Focus(term="ferry"))


def request(*sources: Path, **more: Any) -> OpenRequest:
    return OpenRequest(sources=tuple(map(str, sources)), **more)


def cancel_at(message: str) -> Progress:
    """A progress that cancels at the first step whose message begins so."""

    beginning = message

    def progress(done: int, total: int, message: str = "") -> None:
        if message.startswith(beginning):
            raise Cancelled

    return progress


def stage(workspace: Workspace) -> Stage:
    return workspace.snapshot.stage


def project_of(workspace: Workspace) -> Project | None:
    return workspace.project


@pytest.fixture
def empty() -> Iterator[Workspace]:
    workspace = Workspace(workers=0)
    yield workspace
    workspace.close()  # a project that a test opened is given free


@pytest.fixture
def other(tmp_path: Path) -> Path:
    folder = tmp_path / "other"
    folder.mkdir()
    (folder / "mail-one.txt").write_text("A ferry of another town sinks.", encoding="utf-8")
    (folder / "new.txt").write_text("A bridge is built.", encoding="utf-8")
    return folder


@pytest.mark.model
def test_stages_are_published_in_order_with_rising_revisions(workspace: Workspace, events: list[CorpusEvent]) -> None:
    stages = [event.stage for event in events]
    assert list(dict.fromkeys(stages)) == [s for s in Stage if s in stages]
    assert stages[:2] == [Stage.READ, Stage.INDEXED]
    assert stages[-1] is Stage.COMPLETE
    revisions = [event.revision for event in events]
    assert revisions == sorted(set(revisions))
    assert [event.annotated for event in events][:2] == [0, 0]
    assert events[-1].annotated == len(ARTICLES) == events[0].articles
    assert set(events[0].outlets) == {outlet for outlet, *_ in ARTICLES.values()}
    assert workspace.snapshot.revision == revisions[-1]


@pytest.mark.model
def test_each_stage_answers_what_it_can(town_folder: Path, empty: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("workbench.workspace.opening._FIRST_PARTIAL", 0.0)
    answers: dict[Stage, dict[str, Any]] = {}

    def ask(event: CorpusEvent | Opened) -> None:
        if isinstance(event, Opened):
            return
        quoted = State(scope=Scope(voice=Voice.QUOTED), focus=Focus(term="ferry"))
        answers.setdefault(
            event.stage,
            {
                "annotated": event.annotated,
                "overview": empty.overview(State()),
                "ferry": empty.evidence(FERRY, Options()),
                "quoted": empty.evidence(quoted, Options()),
                "names": empty.pane_table("entity_counts", State(), Options()),
                "frames": empty.pane_table("frames_by_outlet", State(), Options(replicates=0)),
                "quoted frames": empty.pane_table("frames_by_outlet", quoted, Options(replicates=0)),
                "article": empty.article("mail-one", State()),
                "documents": empty.measured("documents", State(), Options()).table if event.stage != "read" else None,
            },
        )

    empty.open(request(town_folder), publish=ask)
    assert list(answers) == list(Stage)

    def shown(stage: Stage, name: str) -> tuple[int, int, int]:
        table: PaneTable = answers[stage][name]
        return len(table.table), table.covered, table.in_scope

    def found(stage: Stage, name: str) -> tuple[int, int]:
        evidence: Evidence = answers[stage][name]
        return evidence.passages, evidence.articles_in_scope

    ferries = sum(FERRY_BY_OUTLET.values())
    assert [found(stage, "ferry")[0] for stage in Stage] == [0, ferries, ferries, ferries]
    assert answers[Stage.READ]["overview"].in_scope == 8
    assert answers[Stage.READ]["article"].text.startswith("Council ends")
    assert not answers[Stage.INDEXED]["article"].annotated
    assert answers[Stage.INDEXED]["article"].boilerplate

    # a part is annotated: only that is counted where names and quotes matter, and it is said
    part = answers[Stage.ANNOTATING]["annotated"]
    assert 0 < part < 8
    assert shown(Stage.ANNOTATING, "names")[1:] == (part, 8)
    assert shown(Stage.COMPLETE, "names")[1:] == (8, 8)
    assert 0 < shown(Stage.ANNOTATING, "names")[0] < shown(Stage.COMPLETE, "names")[0]
    assert found(Stage.ANNOTATING, "quoted")[1] == part
    assert shown(Stage.ANNOTATING, "quoted frames")[1:] == (part, 8)
    assert shown(Stage.ANNOTATING, "frames")[1:] == (8, 8), "frames in all text need no annotation"
    assert answers[Stage.ANNOTATING]["overview"].annotated == part

    # what nobody has looked at yet is not a number
    documents = answers[Stage.ANNOTATING]["documents"]
    assert int(documents["quoted_words"].notna().sum()) == int(documents["sentences"].notna().sum()) == part
    assert answers[Stage.COMPLETE]["documents"]["quoted_words"].notna().all()


def test_words_can_be_counted_without_looking_for_names(town_folder: Path, empty: Workspace) -> None:
    opened = empty.open(request(town_folder), annotate=False)
    assert opened.articles == 8
    assert empty.snapshot.stage is Stage.INDEXED
    assert empty.evidence(FERRY, Options()).passages == sum(FERRY_BY_OUTLET.values())
    assert len(empty.measured("entities", State(), Options()).table) == 0


@pytest.mark.model
def test_adding_keeps_every_id_once_and_every_suggestion_with_its_article(
    town_folder: Path, tmp_path: Path, empty: Workspace
) -> None:
    folder = tmp_path / "found"
    folder.mkdir()
    records = [
        {"id": name, "url": f"https://www.theguardian.com/world/{name}", "text": f"A bridge opens. {name}"}
        for name in ("mail-one", "new")
    ]
    (folder / "found.jsonl").write_text("\n".join(map(json.dumps, records)), encoding="utf-8")
    alone = Workspace(workers=0).open(request(folder), annotate=False)
    assert {s.document_id for s in alone.suggestions} == {"mail-one", "new"}

    empty.open(request(town_folder), annotate=False)
    first = empty.snapshot.revision
    opened = empty.open(request(folder, add=True))
    ids = [article.document_id for article in empty.snapshot.articles]
    assert ids[-2:] == ["mail-one-2", "new"]
    assert len(set(ids)) == len(ids) == opened.articles == 10
    assert {s.document_id for s in opened.suggestions if s.document_id in ids[-2:]} == {"mail-one-2", "new"}
    assert "mail-one" not in {s.document_id for s in opened.suggestions}
    assert empty.snapshot.revision > first
    assert len(empty.snapshot.annotated) == 10
    here = Decisions(dict(opened.proposals[0].changes))
    again = empty.open(replace(request(folder, add=True), decisions=here), annotate=False)
    assert again.articles == 10
    assert again.proposals == ()
    assert again.warnings == ("2 articles were open already and were not added again.",)

    # an import that was taken back comes back by being read again
    back = empty.open(request(folder, add=True), annotate=False)
    assert back.articles == 10
    assert back.warnings == ()
    assert [proposal.changes for proposal in back.proposals] == [opened.proposals[0].changes]


def test_what_was_refused_is_told_before_the_long_work_begins(tmp_path: Path, empty: Workspace) -> None:
    (tmp_path / "story.txt").write_text("A bridge is built over the river.", encoding="utf-8")
    (tmp_path / "empty.txt").write_bytes(b"")
    told: list[Any] = []
    empty.open(request(tmp_path), publish=told.append, annotate=False)
    early = next(event for event in told if isinstance(event, Opened))
    assert [refusal.path for refusal in early.refusals] == ["empty.txt"]
    assert told.index(early) < next(
        n for n, event in enumerate(told) if isinstance(event, CorpusEvent) and event.stage is Stage.INDEXED
    )


def test_cancelling_while_reading_keeps_what_is_open(town_folder: Path, other: Path, empty: Workspace) -> None:
    empty.open(request(town_folder), annotate=False)
    before = empty.snapshot
    with pytest.raises(Cancelled):
        empty.open(request(other), progress=cancel_at("mail-one"))
    assert empty.snapshot is before


def test_cancelling_while_indexing_goes_back_to_what_could_be_counted(
    town_folder: Path, other: Path, empty: Workspace
) -> None:
    empty.open(request(town_folder), annotate=False)
    events: list[CorpusEvent] = []

    def note(event: CorpusEvent | Opened) -> None:
        if isinstance(event, CorpusEvent):
            events.append(event)

    with pytest.raises(Cancelled):
        empty.open(request(other), progress=cancel_at("Indexing"), publish=note)
    assert [(event.stage, event.articles) for event in events] == [(Stage.READ, 2), (Stage.INDEXED, 8)]
    assert events[1].revision > events[0].revision
    assert empty.evidence(FERRY, Options()).passages == sum(FERRY_BY_OUTLET.values())


def test_cancelling_the_very_first_indexing_leaves_articles_to_read(town_folder: Path, empty: Workspace) -> None:
    with pytest.raises(Cancelled):
        empty.open(request(town_folder), progress=cancel_at("Finding boilerplate"))
    assert empty.snapshot.stage is Stage.READ
    assert empty.article("mail-one", State()).text
    assert len(empty.pane_table("terms", State(), Options()).table) == 0
    with pytest.raises(NotReadyError, match="still being indexed"):
        empty.measured("terms", State(), Options())


@pytest.mark.model
def test_cancelling_annotation_leaves_the_words_usable(town_folder: Path, empty: Workspace) -> None:
    with pytest.raises(Cancelled):
        empty.open(request(town_folder), progress=cancel_at("Looking for names"))
    assert stage(empty) is Stage.INDEXED
    assert empty.evidence(FERRY, Options()).passages == sum(FERRY_BY_OUTLET.values())
    table = empty.pane_table("entity_counts", State(), Options())
    assert (len(table.table), table.covered, table.in_scope) == (0, 0, 8)
    empty.annotate()
    assert stage(empty) is Stage.COMPLETE


@pytest.mark.model
def test_tables_of_words_are_not_made_anew_for_every_article_that_is_annotated(
    town_folder: Path, empty: Workspace
) -> None:
    def about(term: str, name: str, options: Options, **scope: Any) -> object:
        return empty.measured(name, State(scope=Scope(**scope), focus=Focus(term=term)), options)

    plain = Options(replicates=0, permutations=0, terms=("ferry",))
    words = [("", "term_list", Options()), ("", "terms", plain), ("", "keyword_list", replace(plain, terms=()))]
    words += [("ferry", "collocate_list", Options()), ("ferry", "timeline", Options())]
    found = [
        ("", "frames_by_outlet", plain),
        ("ferry", "collocate_list", Options(within_sentences=True)),
        ("", "entity_list", Options()),
    ]
    empty.open(request(town_folder), annotate=False)
    before = [about(*one) for one in words], [about(*one) for one in found]
    quoted = about("", "term_list", Options(), voice=Voice.QUOTED)
    with pytest.raises(QueryError, match="not known yet"):
        about("[lemma=ferry]", "timeline", Options())
    empty.annotate()
    about("[lemma=ferry]", "timeline", Options())
    assert all(about(*one) is earlier for one, earlier in zip(words, before[0], strict=True))
    assert not any(about(*one) is earlier for one, earlier in zip(found, before[1], strict=True))
    assert about("", "term_list", Options(), voice=Voice.QUOTED) is not quoted
    # the same articles, opened again, are another corpus
    empty.open(request(town_folder), annotate=False)
    assert not any(about(*one) is earlier for one, earlier in zip(words, before[0], strict=True))


def test_nothing_usable_is_said_with_reasons_and_changes_nothing(
    town_folder: Path, tmp_path: Path, empty: Workspace
) -> None:
    empty.open(request(town_folder), annotate=False)
    before = empty.snapshot
    nothing = tmp_path / "nothing"
    nothing.mkdir()
    (nothing / "photo.jpg").write_bytes(b"\xff\xd8\xff\xe0")
    (nothing / "blank.txt").write_text("", encoding="utf-8")
    with pytest.raises(UnusableInputError, match=r"(?s)nothing.*blank\.txt.*photo\.jpg"):
        empty.open(request(nothing))
    assert empty.snapshot is before


def test_a_project_comes_back_with_scope_and_decisions(town_folder: Path, tmp_path: Path, empty: Workspace) -> None:
    empty.open(request(town_folder), annotate=False)
    first = State(scope=Scope(outlets=(POST,)))
    state = replace(first, decisions=decided(Correction("found", "outlet", POST)))
    history = history_to(first, state)
    path = save_as_project(empty, str(tmp_path / "town"), history=history)
    assert path.name == "town.counterpoint"

    opened = empty.open(request(path), annotate=False)
    assert opened.state == state
    assert opened.history == history
    assert opened.project == str(path)
    assert empty.name == "town"
    # the same project once more: it is locked while it is open, but not against who holds it
    assert empty.open(request(path), annotate=False).articles == 8
    more = replace(state, decisions=decided(Correction("found", "date", "2032-01-09")))
    longer = history_to(first, state, more)
    assert empty.record(str(path), longer.steps[2:]) == 1
    empty.open(request(town_folder), annotate=False)
    assert project_of(empty) is None
    with Project.open(path) as freed:  # it was let go of
        assert freed.history() == longer
    with pytest.raises(ProjectClosedError, match="no longer open"):
        empty.record(str(path), longer.steps)
    assert empty.open(request(path), annotate=False).state == more
    empty.close()


def test_the_articles_of_a_project_can_be_read_before_their_texts_are_loaded(
    town_folder: Path, tmp_path: Path, empty: Workspace
) -> None:
    empty.open(request(town_folder), annotate=False)
    texts = dict(empty.snapshot.texts)
    titles = [article.display_title for article in empty.snapshot.articles]
    path = save_as_project(empty, str(tmp_path / "town"))
    empty.open(request(town_folder), annotate=False)
    seen: list[tuple[bool, str, list[str]]] = []

    def note(event: CorpusEvent | Opened) -> None:
        if isinstance(event, CorpusEvent):
            listed = [article.display_title for article in empty.snapshot.articles]
            seen.append((empty.snapshot.only_listed, empty.article("mail-two", State()).text, listed))

    empty.open(request(path), publish=note, annotate=False)
    assert seen == [(True, texts["mail-two"], titles), (False, texts["mail-two"], titles)]
    assert dict(empty.snapshot.texts) == texts


def test_articles_added_to_a_project_are_in_it_with_what_was_decided_before(tmp_path: Path, empty: Workspace) -> None:
    def write(folder: str, *names: str, text: str = "A bridge opens.") -> Path:
        (tmp_path / folder).mkdir()
        for name in names:
            record = {"url": f"https://www.theguardian.com/world/{name}", "text": f"{text} {name}"}
            (tmp_path / folder / f"{name}.jsonl").write_text(json.dumps(record), encoding="utf-8")
        return tmp_path / folder

    empty.open(request(write("first", "one", "two")), annotate=False)
    first, second = (article.document_id for article in empty.snapshot.articles)
    decisions = decided(Correction(first, "outlet", "The Guardian"), Correction(first, "author", "Ann"))
    path = save_as_project(empty, str(tmp_path / "town"), history=history_to(State(decisions=decisions)))
    later = write("later", "one", "three", text="A bridge closes.")
    opened = empty.open(replace(request(later, add=True), decisions=decisions), annotate=False)
    assert opened.project == str(path)
    assert opened.articles == 4
    added = [article.document_id for article in empty.snapshot.articles[2:]]
    assert [proposal.label for proposal in opened.proposals] == [
        "Add 2 articles",
        "Apply earlier decisions to new articles (3 values)",
    ]
    # the new version of a file keeps what was decided about it, and the same evidence speaks for the same outlet
    assert {(a.document_id, a.field, a.value) for a in opened.applied} == {
        (added[0], "outlet", "The Guardian"),
        (added[0], "author", "Ann"),
        (added[1], "outlet", "The Guardian"),
    }
    # until the step is done, and after it is undone, the import is not there
    assert empty.basis(Scope(), decisions).in_scope == (first, second)
    changes = dict(opened.proposals[0].changes)
    assert len(empty.basis(Scope(), decisions.with_changes(changes)).in_scope) == 4
    again = Workspace(workers=0)
    empty.close()
    reopened = again.open(request(path), annotate=False)
    assert [proposal.changes for proposal in reopened.proposals] == [opened.proposals[0].changes]
    again.close()


def test_a_project_is_opened_by_itself(town_folder: Path, tmp_path: Path, empty: Workspace) -> None:
    empty.open(request(town_folder), annotate=False)
    path = save_as_project(empty, str(tmp_path / "town.counterpoint"))
    with pytest.raises(UsageError, match="by itself"):
        empty.open(request(path, town_folder))


def test_a_read_only_project_is_opened_for_reading(
    town_folder: Path, tmp_path: Path, empty: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    empty.open(request(town_folder), annotate=False)
    path = save_as_project(empty, str(tmp_path / "town.counterpoint"))
    empty.open(request(town_folder), annotate=False)
    # a folder without write permission, as whoever runs the tests may be allowed everything
    monkeypatch.setattr("workbench.project.opening.os.access", lambda *_: False)
    opened = empty.open(request(path), annotate=False)
    assert opened.read_only
    assert opened.articles == 8


def test_two_questions_at_once_make_one_answer(town_folder: Path, empty: Workspace) -> None:
    empty.open(request(town_folder), annotate=False)
    together = threading.Barrier(4)
    tables: list[object] = []

    def ask() -> None:
        together.wait()
        tables.append(empty.measured("terms", State(), Options(replicates=200)).table)

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({id(table) for table in tables}) == 1


def test_a_measure_that_is_cancelled_can_be_asked_for_again(town_folder: Path, empty: Workspace) -> None:
    empty.open(request(town_folder), annotate=False)
    options = Options(minimum_count=1, replicates=20, permutations=0)
    with pytest.raises(Cancelled):
        empty.measured("keyness", State(), options, progress=cancel_at("Comparing"))
    assert len(empty.measured("keyness", State(), options).table)


def test_what_is_open_has_a_name(tmp_path: Path, town_folder: Path, empty: Workspace) -> None:
    empty.open(request(town_folder), annotate=False)
    assert empty.name == "town"
    folder = write_town_corpus(tmp_path / "Port strike")
    empty.open(request(folder / "mail-one.txt", folder / "mail-two.txt"), annotate=False)
    assert empty.name == "Port strike"
    empty.open(request(folder / "mail-one.txt"), annotate=False)
    assert empty.name == "mail-one"


def test_what_was_decided_about_a_project_that_can_only_be_read_is_saved_under_another_name(
    town_folder: Path, tmp_path: Path, empty: Workspace
) -> None:
    empty.open(request(town_folder), annotate=False)
    first = State(decisions=decided(Correction("found", "outlet", POST)))
    path = save_as_project(empty, str(tmp_path / "town"), history=history_to(first))
    empty.open(request(town_folder), annotate=False)
    opened = empty.open(replace(request(path), read_only=True), annotate=False)
    assert opened.read_only
    second = State(decisions=decided(Correction("found", "outlet", POST), Correction("found", "author", "Ann")))
    history = history_to(first, second)
    other = save_as_project(empty, str(tmp_path / "other"), history=history)
    assert state_of(project_of(empty).decisions())[0] == second  # type: ignore[union-attr]
    empty.close()
    with Project.open(other) as saved, Project.open(path) as untouched:
        assert saved.history() == history
        assert len(untouched.history().steps) == 1


def test_a_text_that_was_altered_in_the_file_is_told_when_it_is_opened(
    town_folder: Path, tmp_path: Path, empty: Workspace
) -> None:
    empty.open(request(town_folder), annotate=False)
    path = save_as_project(empty, str(tmp_path / "town"))
    empty.open(request(town_folder), annotate=False)
    with closing(sqlite3.connect(path)) as stranger:
        stranger.execute("UPDATE text SET text = replace(text, 'ferry', 'fairy') WHERE position = 1")
        stranger.commit()
    opened = empty.open(request(path), annotate=False)
    assert len(opened.warnings) == 1
    assert "The text of 1 article is not what was imported" in opened.warnings[0]
    assert "File, Restore" in opened.warnings[0]
