"""Framing in the real window: passages are judged by keyboard, and every number follows."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from driver import CTRL, Driver
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from workbench.domain.focus import Focus
from workbench.domain.judgements import ACCEPTED, REJECTED, judgements_in
from workbench.ui.panes.framing import CHART, DIFFERENCE, JUDGE, MAP, PARTS, Framing
from workbench.ui.widgets.proposal_list import ProposalList
from workbench.vectors.model import installed_model

FRAME = "Conflict"
_QUARREL = (
    "The council and the harbour board clash over the quay. Critics dispute the plan, and opponents attack the mayor."
    " The board accused the council, and the quarrel over the quay goes on."
)
_BLAME = "Neither group would agree with the other one."
_CALM = f"{_BLAME} A boat came in on Monday with herring. The baker was glad of it, and the school had soup."


@pytest.fixture
def coder(newcomer: Driver, tmp_path: Path) -> Iterator[Driver]:
    """A person with four articles of two outlets open, full of quarrel, and Framing in front."""
    folder = tmp_path / "quay"
    folder.mkdir()
    rows = []
    for number in range(4):
        name, outlet = f"quay-{number}.txt", ("Quay Post", "Lock Herald")[number % 2]
        text = _QUARREL if number < 3 else _CALM
        (folder / name).write_text(f"The quay, part {number}\n\n{text}\n", encoding="utf-8")
        rows.append(f"{name},{outlet},2031-02-0{number + 1}")
    (folder / "metadata.csv").write_text("\n".join(("file,outlet,date", *rows)) + "\n", encoding="utf-8")
    newcomer.open(folder)
    newcomer.window.show_pane("framing")
    newcomer.settle()
    yield newcomer
    newcomer.window.framing.which.setCurrentIndex(0)
    newcomer.pick(newcomer.window.framing._choice, CHART)
    newcomer.settle()


def framing(coder: Driver) -> Framing:
    return coder.window.framing


def judge(coder: Driver) -> ProposalList:
    """The list of passages of the frame, with the keyboard in it."""
    frames = framing(coder).frames
    coder.click_row(frames, frames.table_model.table.texts("frame").index(FRAME))
    coder.pick(framing(coder)._choice, JUDGE)
    coder.settle()
    proposals = framing(coder).proposals
    proposals.table.setFocus()
    return proposals


def type_keys(coder: Driver, keys: str) -> None:
    table = framing(coder).proposals.table
    for key in keys:
        QTest.keyClick(table, Qt.Key(ord(key.upper())))
    coder.settle()


def press(coder: Driver, key: Qt.Key) -> None:
    """A command of the window, with Ctrl."""
    coder.window.activateWindow()
    coder.until(coder.window.isActiveWindow)
    QTest.keyClick(coder.window, key, CTRL)


def verdicts(coder: Driver) -> list[str]:
    return framing(coder).proposals.table.table_model.table.texts("verdict")


def counted(coder: Driver) -> dict[str, int]:
    """Passages of the frame by outlet, as the table of the pane has them."""
    table = framing(coder).table.table_model.table
    rows = zip(table.texts("frame"), table.texts("outlet"), table.column("hits"), strict=True)
    return {outlet: int(str(hits)) for frame, outlet, hits in rows if frame == FRAME}


def charted(coder: Driver) -> dict[str, int]:
    """The same as the chart has them."""
    coder.pick(framing(coder)._choice, CHART)
    coder.settle()
    marks = [mark for mark in framing(coder).chart.hitmap.marks if mark.focus.frame == FRAME]
    found = {mark.focus.outlet: int(mark.label.partition(": ")[2].split()[0]) for mark in marks}
    coder.pick(framing(coder)._choice, JUDGE)
    coder.settle()
    return found


def test_ten_passages_are_coded_by_keyboard_the_chart_follows_and_a_project_keeps_them(
    coder: Driver, tmp_path: Path
) -> None:
    proposals = judge(coder)
    proposed = len(verdicts(coder))
    assert proposed >= 12
    before = counted(coder)
    assert sum(before.values()) == proposed
    type_keys(coder, "aaraaraaar")
    assert [verdict for verdict in verdicts(coder) if verdict] == [
        ACCEPTED, ACCEPTED, REJECTED, ACCEPTED, ACCEPTED, REJECTED, ACCEPTED, ACCEPTED, ACCEPTED, REJECTED,
    ]  # fmt: skip
    after = counted(coder)
    assert after != before
    assert charted(coder) == after
    undo = [coder.window.desk.store.undo_label for _ in range(1)]
    assert undo[0].startswith("Reject “")
    for _ in range(3):
        press(coder, Qt.Key.Key_Z)
        coder.settle()
    assert sum(map(bool, verdicts(coder))) == 7
    left = counted(coder)
    assert charted(coder) == left
    path = tmp_path / "evidence.csv"
    coder.choose(framing(coder).export, "Table as CSV…")
    coder.answer_file_dialog(coder.file_dialog(), path)
    coder.settle()
    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = [row for row in csv.DictReader(stream) if row["frame"] == FRAME]
    assert [row["verdict"] for row in rows] == verdicts(coder)
    assert sum(row["counted"] == "1" for row in rows) == sum(left.values())
    project = tmp_path / "quay.counterpoint"
    press(coder, Qt.Key.Key_S)
    coder.answer_file_dialog(coder.file_dialog(), project)
    coder.settle()
    other = tmp_path / "other"
    other.mkdir()
    (other / "whale.txt").write_text("A whale\n\nA whale was seen.\n", encoding="utf-8")
    coder.open(other)
    assert not judgements_in(coder.window.desk.state.decisions, "Generic news frames")
    coder.open(project)
    judge(coder)
    assert sum(map(bool, verdicts(coder))) == 7
    assert counted(coder) == left
    assert proposals.isVisible()


def test_after_a_verdict_the_next_open_passage_is_chosen(coder: Driver) -> None:
    proposals = judge(coder)
    first = proposals.current
    assert first is not None
    type_keys(coder, "a")
    second = proposals.current
    assert second is not None
    assert second.place != first.place
    type_keys(coder, "k")
    assert proposals.current is not None
    assert proposals.current.place == first.place
    assert proposals.current.verdict == ACCEPTED
    type_keys(coder, "z")
    assert proposals.current is not None
    assert (proposals.current.place, proposals.current.verdict) == (first.place, "")


def test_a_passage_is_moved_to_another_frame_by_keyboard(coder: Driver) -> None:
    proposals = judge(coder)
    chosen = proposals.current
    assert chosen is not None
    menu = proposals.frame_menu()
    action = next(action for action in menu.actions() if "Morality" in action.text())
    assert action.text().startswith("&")
    action.trigger()
    coder.settle()
    said = {j.frame: j for j in judgements_in(coder.window.desk.state.decisions, chosen.codebook)}
    assert said[FRAME].moved_to == "Morality"
    assert said["Morality"].verdict == ACCEPTED
    assert coder.window.desk.store.undo_label.endswith("from Conflict to Morality")
    coder.window.desk.highlight(Focus(frame="Morality"))
    coder.settle()
    assert coder.window.desk.evidence is not None
    assert coder.window.desk.evidence.passages == 1


def test_the_filter_lists_what_is_left_to_judge(coder: Driver) -> None:
    proposals = judge(coder)
    number = len(verdicts(coder))
    type_keys(coder, "ar")
    proposals.filter.setCurrentIndex(0)
    coder.settle()
    assert len(verdicts(coder)) == number - 2
    proposals.filter.setCurrentIndex(2)
    coder.settle()
    assert verdicts(coder) == [ACCEPTED]
    proposals.filter.setCurrentIndex(1)
    coder.settle()


def test_enter_shows_the_passage_in_the_reader(coder: Driver) -> None:
    proposals = judge(coder)
    type_keys(coder, "j")
    chosen = proposals.current
    assert chosen is not None
    QTest.keyClick(proposals.table, Qt.Key.Key_Return)
    coder.settle()
    assert coder.window.desk.state.focus.passage == chosen.place


def test_words_that_nothing_proposed_are_coded_in_the_reader(coder: Driver) -> None:
    coder.window.desk.read_requested.emit((coder.window.desk.overview.articles.ids[3],))  # type: ignore[union-attr]
    coder.settle()
    view = coder.window.reader.views[0]
    assert view.article is not None
    at = view.article.text.index("The baker was glad")
    cursor = view.text.textCursor()
    cursor.setPosition(at)
    cursor.setPosition(at + len("The baker was glad"), QTextCursor.MoveMode.KeepAnchor)
    view.text.setTextCursor(cursor)
    menu = view.menu_at(at)
    coding = next(action for action in menu.actions() if action.text() == "Code as").menu()
    assert isinstance(coding, QMenu)
    next(action for action in coding.actions() if action.text() == "Human interest").trigger()
    coder.settle()
    said = judgements_in(coder.window.desk.state.decisions, view.article.codebook)
    assert [(j.frame, j.verdict) for j in said] == [("Human interest", ACCEPTED)]
    coder.window.desk.highlight(Focus(frame="Human interest", article=view.article.document_id))
    coder.settle()
    assert coder.window.desk.evidence is not None
    assert coder.window.desk.evidence.passages == 1


@pytest.mark.parametrize("which", [MAP, DIFFERENCE])
def test_every_mark_of_the_other_charts_opens_what_it_says(coder: Driver, which: int) -> None:
    pane = framing(coder)
    pane.which.setCurrentIndex(which)
    coder.settle()
    marks = [mark for mark in pane.chart.hitmap.marks if mark.focus.frame == FRAME]
    assert marks
    numbers = {outlet: int(str(hits)) for frame, outlet, hits in _hits(pane) if frame == FRAME}
    for mark in marks:
        coder.window.desk.highlight(mark.focus)
        coder.settle()
        evidence = coder.window.desk.evidence
        assert evidence is not None
        wanted = numbers[mark.focus.outlet] if mark.focus.outlet else sum(numbers.values())
        assert evidence.passages == wanted
    pane.which.setCurrentIndex(0)


def test_every_mark_by_part_opens_the_passages_of_its_part_and_chooses_its_row(coder: Driver) -> None:
    pane = framing(coder)
    pane.which.setCurrentIndex(PARTS)
    coder.settle()
    table = pane.table.table_model.table
    names = ("frame", "outlet", "place", "voice")
    rows = {tuple(str(table.row(n)[name]) for name in names): n for n in range(len(table))}
    marks = [mark for mark in pane.chart.hitmap.marks if mark.focus.frame == FRAME]
    assert {dict(mark.focus.aspects)["place"] for mark in marks} == {"lead", "body"}
    found = 0
    for mark in marks:
        aspects = dict(mark.focus.aspects)
        row = rows[FRAME, mark.focus.outlet, aspects["place"], aspects["voice"]]
        wanted = int(str(table.row(row)["hits"]))
        coder.window.desk.highlight(mark.focus)
        coder.settle()
        evidence = coder.window.desk.evidence
        assert (evidence.passages if evidence is not None else 0) == wanted
        at = pane.table.currentIndex()
        assert pane.table.table_model.source_row(at.row()) == row
        found += wanted
    assert found > 0
    assert "differences are shown, not tested" in pane.note.text()


def _hits(pane: Framing) -> list[tuple[str, str, object]]:
    table = pane.table.table_model.table
    if "outlet" in table.names:
        return list(zip(table.texts("frame"), table.texts("outlet"), table.column("hits"), strict=True))
    rows = [table.row(n) for n in range(len(table))]
    firsts = [(str(row["frame"]), str(row["outlet_a"]), row["hits_a"]) for row in rows]
    return [*firsts, *((str(row["frame"]), str(row["outlet_b"]), row["hits_b"]) for row in rows)]


@pytest.mark.model
def test_sentences_are_proposed_by_meaning_where_that_is_wanted_and_only_there(coder: Driver) -> None:
    if installed_model() is None:
        pytest.skip("the model for sentence vectors is not here")
    proposals = judge(coder)
    before = verdicts(coder)
    total = sum(counted(coder).values())
    coder.click(framing(coder).by_meaning)
    coder.settle()
    listed = proposals.table.table_model.table
    assert len(listed) == len(before) + 1
    row = listed.texts("source").index("meaning")
    assert listed.texts("text")[row] == _BLAME
    assert "nearness" in listed.texts("why")[row]
    assert "meaning" in listed.texts("badges")[row]
    assert sum(counted(coder).values()) == total, "it counts once it is accepted"
    proposals.table.select_source_row(row)
    type_keys(coder, "a")
    assert listed.texts("text")[row] == _BLAME
    assert _BLAME in [
        text
        for text, verdict in zip(proposals.table.table_model.table.texts("text"), verdicts(coder), strict=True)
        if verdict == ACCEPTED
    ]
    assert sum(counted(coder).values()) == total + 1
    coder.click(framing(coder).by_meaning)
    coder.settle()
    assert proposals.table.table_model.table.texts("text").count(_BLAME) == 1, "what was accepted stays"
