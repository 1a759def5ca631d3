from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from driver import nameless
from fake_bridge import FakeBridge
from made_up import article_row, corpus_event, overview_of
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialogButtonBox, QFileDialog, QMessageBox, QTreeWidget, QWidget
from pytestqt.qtbot import QtBot

from workbench.domain.codebook_choices import codebook_in_use, own_codebooks
from workbench.domain.errors import CounterpointError
from workbench.export import tasks as export_tasks
from workbench.jobs.worker import Failure
from workbench.session.store import Store
from workbench.ui.codebook_menu import CodebookMenu
from workbench.ui.desk import CODES, DECISIONS, GROUPS, SCOPE, Desk
from workbench.ui.dialogs.codebook import CodebookDialog
from workbench.ui.dialogs.codebook_import import CodebookImportDialog
from workbench.ui.dialogs.frame_definition import FrameDefinitionDialog
from workbench.ui.theme import LIGHT
from workbench.workspace import codebook_tasks, tasks
from workbench.workspace.workspace import Workspace

pytestmark = pytest.mark.window

WATER = "%\n1\tWater\n2\tFire\n%\ndrought*\t1\nburn*\t2\nflo?d\t1\n:-)\t1\n"


@pytest.fixture(scope="module")
def workspace() -> Iterator[Workspace]:
    made = Workspace(workers=0)
    yield made
    made.close()


@pytest.fixture
def desk(qtbot: QtBot, workspace: Workspace) -> Iterator[Desk]:
    """A desk whose questions about codebooks are answered as the working process does."""
    bridge = FakeBridge(at_once=True)
    overview = overview_of([article_row("a1", "Known", "Daily Post")])
    bridge.answer(tasks.overview, overview)

    def real(task: Callable[..., Any]) -> None:
        def answer(*arguments: Any) -> Any:
            try:
                return task(workspace, lambda *_: None, *arguments)
            except CounterpointError as error:
                return Failure(str(error), expected=True)

        bridge.answer(task, answer)

    for task in (
        codebook_tasks.offered_codebooks,
        codebook_tasks.shown_codebook,
        codebook_tasks.codebook_file,
        codebook_tasks.changed_codebook,
        export_tasks.export_codebook,
    ):
        real(task)
    made = Desk(Store(), bridge, LIGHT)
    made.native_dialogs = False
    made.on_corpus(corpus_event(overview))
    yield made
    made.close()


@pytest.fixture
def menu(qtbot: QtBot, desk: Desk) -> CodebookMenu:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1000, 800)
    window.show()
    made = CodebookMenu(desk, window)
    made.refresh()
    return made


def imported(menu: CodebookMenu, tmp_path: Path, text: str = WATER, name: str = "water.dic") -> CodebookImportDialog:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return menu.import_file(str(path))


def test_codebooks_are_offered_by_their_names_and_one_is_chosen_as_one_step(menu: CodebookMenu, desk: Desk) -> None:
    assert [action.text() for action in menu.choices.values()] == [
        "Generic news frames (5 frames)",
        "Policy frames (15 frames)",
        "Framing functions (4 frames)",
        "Episodic and thematic framing (2 frames)",
    ]
    assert menu.choices["generic_frames"].isChecked()
    menu.choices["functions"].trigger()
    assert codebook_in_use(desk.state.decisions) == "functions"
    assert desk.store.undo_label == "Use the codebook “Framing functions”"
    assert menu.choices["functions"].isChecked()
    desk.undo()
    assert menu.choices["generic_frames"].isChecked()


def test_an_import_lists_what_is_lost_and_is_one_step(
    menu: CodebookMenu, desk: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    dialog = imported(menu, tmp_path)
    assert "“water”: 2 frames, " in dialog.lead.text()
    assert dialog.remarks.count() >= 1
    assert ":-)" in dialog.remarks.item(0).text()
    assert nameless(dialog) == []
    QTest.mouseClick(dialog.bring, Qt.MouseButton.LeftButton)
    assert own_codebooks(desk.state.decisions) == ("water",)
    assert codebook_in_use(desk.state.decisions) == "water"
    assert desk.store.undo_label == "Import the codebook “water”"
    desk.undo()
    assert own_codebooks(desk.state.decisions) == ()


def test_a_clash_of_names_is_asked_about(menu: CodebookMenu, desk: Desk, tmp_path: Path) -> None:
    imported(menu, tmp_path).accept()
    second = imported(menu, tmp_path, WATER.replace("burn*", "flame*"))
    assert "has a codebook “water” already" in second.clash.text()
    second.accept()
    assert own_codebooks(desk.state.decisions) == ("water", "water (2)")
    third = imported(menu, tmp_path, WATER.replace("burn*", "blaze*"))
    third.replace.setChecked(True)
    third.accept()
    assert own_codebooks(desk.state.decisions) == ("water", "water (2)")
    assert "blaze*" in json.dumps(desk.state.decisions.collection("codebook")["water"])
    assert desk.store.undo_label == "Replace the codebook “water”"


def test_an_import_never_takes_the_name_of_another_codebook(menu: CodebookMenu, desk: Desk, tmp_path: Path) -> None:
    dialog = imported(menu, tmp_path)
    for taken in ("functions", "POLICY FRAMES", "  "):
        dialog.name.setText(taken)
        dialog.accept()
        assert dialog.problem.text()
        assert not own_codebooks(desk.state.decisions)
    dialog.name.setText("Mine")
    dialog.use.setChecked(False)
    dialog.accept()
    assert own_codebooks(desk.state.decisions) == ("Mine",)
    assert codebook_in_use(desk.state.decisions) == "generic_frames"


def test_a_file_that_is_no_codebook_is_refused_with_its_name(menu: CodebookMenu, desk: Desk, tmp_path: Path) -> None:
    dialog = imported(menu, tmp_path, "hello", "a.txt")
    assert dialog.lead.text().startswith("a.txt: no codebook")
    assert not dialog.bring.isEnabled()
    dialog.accept()
    assert not len(desk.state.decisions)


def test_a_codebook_is_exported_and_what_the_format_can_not_hold_is_said(
    menu: CodebookMenu, desk: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    said: list[str] = []
    desk.said.connect(said.append)
    menu.save_as(str(tmp_path / "frames.json"))
    assert said == ["Saved frames.json"]
    assert json.loads((tmp_path / "frames.json").read_text("utf-8"))["name"] == "Generic news frames"
    menu.save_as(str(tmp_path / "frames.dic"))
    box = next(box for box in menu._window().findChildren(QMessageBox))
    assert "This format can't hold everything" in box.text().replace("\u200b", "")
    assert "NEAR" in box.detailedText()
    box.close()


def test_the_file_dialog_gives_the_end_that_is_chosen(menu: CodebookMenu) -> None:
    dialog = menu.ask_where()
    dialog.filterSelected.emit("Lexicoder dictionary (*.lc3)")
    assert dialog.defaultSuffix() == "lc3"
    dialog.reject()
    asked = menu.ask_for_file()
    assert asked.acceptMode() is QFileDialog.AcceptMode.AcceptOpen
    asked.reject()


def test_only_an_own_codebook_can_be_removed_and_undo_brings_it_back(
    menu: CodebookMenu, desk: Desk, tmp_path: Path
) -> None:
    assert not menu.remove.isEnabled()
    imported(menu, tmp_path).accept()
    assert menu.remove.isEnabled()
    assert menu.remove.text() == "Remove “water”"
    menu.remove.trigger()
    assert own_codebooks(desk.state.decisions) == ()
    assert codebook_in_use(desk.state.decisions) == "generic_frames"
    desk.undo()
    assert codebook_in_use(desk.state.decisions) == "water"


def test_a_codebook_is_shown_with_what_defines_each_frame(menu: CodebookMenu, desk: Desk) -> None:
    menu.choose("episodic_thematic")
    dialog = menu.show_codebook()
    assert "Episodic and thematic framing — version" in dialog.lead.text().replace("\u200b", "")
    assert first_names(dialog.frames, 2) == ["Episodic", "Thematic"]
    dialog.show_frame("Thematic")
    assert dialog.frame is not None
    assert dialog.frame.name == "Thematic"
    assert "Include" in dialog.about.text()
    assert dialog.entries.topLevelItemCount() == len(dialog.frame.entries)
    assert dialog.editing.isHidden()
    assert nameless(dialog) == []
    QTest.keyClicks(dialog.filter, "eyewitness")
    assert dialog.frames.topLevelItemCount() == 1
    dialog.accept()


def test_a_copy_is_changed_frame_by_frame_and_entry_by_entry(menu: CodebookMenu, desk: Desk, qtbot: QtBot) -> None:
    menu.choose("episodic_thematic")
    asked = menu.ask_name_of_copy()
    assert asked.name.text() == "Episodic and thematic framing (own)"
    asked.name.setText("Mine")
    asked.accept()
    assert codebook_in_use(desk.state.decisions) == "Mine"
    dialog = menu.show_codebook()
    assert not dialog.editing.isHidden()
    dialog.show_frame("Episodic")
    QTest.keyClicks(dialog.entry, "one family")
    QTest.mouseClick(dialog.add_one, Qt.MouseButton.LeftButton)
    assert desk.store.undo_label == "Add “one family” to “Episodic”"
    assert "one family" in shown_entries(dialog)
    dialog.entries.clearSelection()
    row = shown_entries(dialog).index("one family")
    item = dialog.entries.topLevelItem(row)
    assert item is not None
    item.setSelected(True)
    QTest.mouseClick(dialog.take_out, Qt.MouseButton.LeftButton)
    assert "one family" not in shown_entries(dialog)
    QTest.keyClicks(dialog.frame_name, "Single cases")
    QTest.mouseClick(dialog.rename, Qt.MouseButton.LeftButton)
    assert dialog.frame is not None
    assert dialog.frame.name == "Single cases"
    QTest.mouseClick(dialog.define, Qt.MouseButton.LeftButton)
    definition = dialog.findChild(FrameDefinitionDialog)
    assert definition is not None
    definition.definition.setPlainText("One case stands for all.")
    definition.questions.setPlainText("Is there one case?\n\nIs it typical?")
    definition.buttons.button(QDialogButtonBox.StandardButton.Ok).click()
    assert dialog.frame is not None
    assert dialog.frame.definition == "One case stands for all."
    assert dialog.frame.questions[:2] == ("Is there one case?", "Is it typical?")
    QTest.mouseClick(dialog.define, Qt.MouseButton.LeftButton)
    again = dialog.findChildren(FrameDefinitionDialog)[-1]
    assert again.answer.questions[:2] == ("Is there one case?", "Is it typical?"), "lines stay lines"
    again.reject()
    QTest.keyClicks(dialog.entry, "(broken")
    QTest.mouseClick(dialog.add_one, Qt.MouseButton.LeftButton)
    assert "not a valid search" in dialog.problem.text().replace("\u200b", "")
    QTest.keyClicks(dialog.frame_name, "Other")
    QTest.mouseClick(dialog.add, Qt.MouseButton.LeftButton)
    assert dialog.frame.name == "Other"
    QTest.mouseClick(dialog.drop, Qt.MouseButton.LeftButton)
    assert first_names(dialog.frames, 2) == ["Single cases", "Thematic"]
    dialog.accept()


def shown_entries(dialog: CodebookDialog) -> list[str]:
    return first_names(dialog.entries, dialog.entries.topLevelItemCount())


def first_names(tree: QTreeWidget, number: int) -> list[str]:
    items = [tree.topLevelItem(n) for n in range(number)]
    return [item.text(0) for item in items if item is not None]


def test_a_new_codebook_can_be_made_and_a_taken_name_is_said(menu: CodebookMenu, desk: Desk) -> None:
    asked = menu.ask_name_of_new()
    asked.name.setText("functions")
    asked.accept()
    assert asked.problem.text()
    asked.name.setText("Harvest")
    asked.accept()
    assert own_codebooks(desk.state.decisions) == ("Harvest",)


# -- what refreshes ----------------------------------------------------------------------------------------------------


def test_a_judgement_touches_codes_and_no_numbers_of_words(desk: Desk) -> None:
    seen: list[frozenset[str]] = []
    desk.touched.connect(seen.append)
    counted, coded, asked = desk.counted, desk.coded, len(desk.bridge.asked)  # type: ignore[attr-defined]
    desk.decide({("judgement", "B/F/0-3/a1"): "accepted"}, "Accept")
    assert desk.counted == counted
    assert desk.coded != coded
    assert all(SCOPE not in names and GROUPS not in names for names in seen)
    assert any({CODES, DECISIONS} <= names for names in seen)
    names = [name for name, _ in desk.bridge.asked[asked:]]  # type: ignore[attr-defined]
    assert "overview" not in names
    assert "evidence" not in names


def test_a_split_touches_groups_and_a_term_group_touches_everything(desk: Desk) -> None:
    seen: list[frozenset[str]] = []
    desk.touched.connect(seen.append)
    desk.decide({("passage", "0-3/a1"): {"apart": True}}, "Split")
    assert any(GROUPS in names and CODES not in names for names in seen)
    seen.clear()
    counted, coded = desk.counted, desk.coded
    desk.decide({("term group", "war"): ["war"]}, "Group")
    assert any(SCOPE in names for names in seen)
    assert desk.counted != counted
    assert desk.coded != coded
