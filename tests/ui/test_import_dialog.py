"""The dialog that brings in articles, on its own: what it asks, what it shows, and what it remembers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fake_bridge import FakeBridge
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from workbench.corpus.readers.columns import FIELDS
from workbench.domain.article import Refusal
from workbench.domain.outlet_names import OUTLET_NAME, folds_in
from workbench.jobs.worker import Failure, ProgressNotice
from workbench.session.store import Store
from workbench.ui.desk import Desk
from workbench.ui.dialogs.import_dialog import Face, ImportDialog
from workbench.ui.dialogs.importing_columns import FIELD_WORDS, ColumnChoices, Origin, RememberedColumns
from workbench.ui.opening import Opening
from workbench.ui.project_file import ProjectFile
from workbench.ui.theme import LIGHT
from workbench.workspace import tasks
from workbench.workspace.import_messages import (
    CameIn,
    ImportPreview,
    NameFold,
    PreviewFile,
    PreviewRecord,
    PreviewRequest,
)
from workbench.workspace.messages import CorpusEvent, Opened, OpenRequest, Stage

LEFT = Qt.MouseButton.LeftButton
COLUMNS = ("nr", "kop", "inhoud")
TABLE = PreviewFile("in/table.csv", "table (CSV, TSV)", columns=COLUMNS, problem="No column holds the text.")


def record(file: int, title: str, **more: str) -> PreviewRecord:
    values = {
        "record": "", "outlet": "", "outlet_source": "", "outlet_suggestion": "", "outlet_evidence": "", "date": "",
        "date_source": "", "opening": "A bridge was opened.", "review": "",
    }  # fmt: skip
    return PreviewRecord(file=file, title=title, words=120, **(values | more))  # type: ignore[arg-type]


def look(request: PreviewRequest) -> ImportPreview:
    """A table whose text nobody can guess, and a text."""
    text = PreviewFile(
        "in/old.txt", "plain text", "windows-1252", encoding_certain=False, size=1200, records=1, remarks=("Odd.",)
    )
    chosen = dict(request.choices).get(COLUMNS)
    by_field = tuple((field, column) for field, column in chosen or () if column)
    if "text" not in dict(by_field):
        return ImportPreview((TABLE, text), 2, (record(1, "Old"),))
    table = PreviewFile("in/table.csv", "table", "UTF-8", columns=COLUMNS, by_field=by_field, records=2, complete=False)
    records = (record(0, "One", date="2031-04-02", date_source="field datum"), record(0, "Two", review="No date."))
    return ImportPreview((table, text), 2, (*records, record(1, "Old")))


class Scene:
    """A desk, a window and a way to open the dialog."""

    def __init__(self, bot: QtBot, folder: Path) -> None:
        self.bot = bot
        self.bridge = FakeBridge(at_once=True)
        self.bridge.answer(tasks.preview_sources, look)
        self.window = QWidget()
        bot.addWidget(self.window)
        self.window.resize(1024, 640)
        self.window.show()
        self.desk = Desk(Store(), self.bridge, LIGHT)
        self.desk.native_dialogs = False
        self.file = ProjectFile(self.desk, self.window)
        self.opening = Opening(self.desk, self.file)
        self.settings = QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat)

    def dialog(self, *sources: str) -> ImportDialog:
        dialog = ImportDialog(self.desk, self.opening, self.settings, sources or ("in",), self.window)
        dialog.open()
        dialog.activateWindow()
        self.bot.waitUntil(dialog.isActiveWindow, timeout=5000)
        return dialog

    def requests(self) -> list[PreviewRequest]:
        return [arguments[0] for arguments in self.bridge.asked_for(tasks.preview_sources)]

    def opened(self) -> list[OpenRequest]:
        return [arguments[0] for arguments in self.bridge.asked_for(tasks.open_sources)]

    def read(self, result: Opened) -> None:
        """The working process tells that everything is read."""
        self.bridge.published.emit(CorpusEvent(1, Stage.READ, result.articles, 0, (), ()))
        self.bridge.published.emit(result)


@pytest.fixture
def scene(qtbot: QtBot, tmp_path: Path) -> Iterator[Scene]:
    made = Scene(qtbot, tmp_path)
    yield made
    made.desk.close()


def cells(dialog: ImportDialog, key: str) -> list[str]:
    return dialog.files.table_model.table.texts(key)


def pick(dialog: ImportDialog, field: str, column: str) -> None:
    """Choose a column as the keyboard does."""
    box = dialog.mapping.boxes[field]
    box.setFocus()
    for _ in range(box.count()):
        QTest.keyClick(box, Qt.Key.Key_Up)
    for _ in range(COLUMNS.index(column) + 1):
        QTest.keyClick(box, Qt.Key.Key_Down)
    assert box.currentText() == column


def result(**more: object) -> Opened:
    return Opened(1, 3, (), (), (), came_in=CameIn(("a", "b", "c"), ("A", "B", "C"), ("x",) * 3, ("",) * 3), **more)  # type: ignore[arg-type]


# -- what is shown -----------------------------------------------------------------------------------------------------


def test_every_field_that_a_table_can_give_can_be_chosen() -> None:
    assert set(FIELD_WORDS) == set(FIELDS)


def test_files_are_listed_with_format_encoding_count_and_problem(scene: Scene) -> None:
    dialog = scene.dialog()
    assert cells(dialog, "path") == ["in/table.csv", "in/old.txt"]
    assert cells(dialog, "encoding") == ["", "windows-1252 (guessed)"]
    assert cells(dialog, "articles") == ["–", "1"]
    assert cells(dialog, "problem") == ["No column holds the text.", ""]
    assert dialog.heading.text() == "1 article in 1 file."
    assert dialog.go.text() == "Import (1 file)"


def test_a_count_that_is_not_all_says_so(scene: Scene) -> None:
    files = (PreviewFile("big.jsonl", "JSON lines", "UTF-8", records=40, complete=False),)
    scene.bridge.answer(tasks.preview_sources, ImportPreview(files, 2400, (record(0, "One"),)))
    dialog = scene.dialog()
    assert cells(dialog, "articles") == ["40 and more"]
    assert dialog.heading.text() == "At least 40 articles in 2,400 files."
    assert "1 of 2,400 files were looked at; all of them are read." in dialog.hint.text()


def test_first_articles_show_a_suggested_outlet_as_one_and_a_date_with_its_source(scene: Scene) -> None:
    records = (
        record(0, "One", outlet_suggestion="Gull Weekly", outlet_evidence="the address", review="The date is odd."),
        record(0, "Two", outlet="Post", outlet_source="field paper", date="2031-04-02", date_source="field datum"),
    )
    files = (PreviewFile("a.csv", "table", "UTF-8", records=2),)
    scene.bridge.answer(tasks.preview_sources, ImportPreview(files, 1, records))
    dialog = scene.dialog()
    shown = dialog.records.table_model.table
    assert shown.texts("outlet") == ["Gull Weekly (suggested)", "Post"]
    assert shown.texts("date") == ["no date", "2 Apr 2031"]
    column = [column.key for column in dialog.records.table_model.columns].index("date")
    tip = dialog.records.table_model.index(1, column).data(Qt.ItemDataRole.ToolTipRole)
    assert "2 Apr 2031 (from field datum)" in tip
    assert shown.texts("review") == ["needs review", ""]
    words = dialog.record.toPlainText()
    assert "Suggested: Gull Weekly (the address). It is not filled in by itself." in words
    assert "Needs review: The date is odd." in words
    dialog.records.setFocus()
    QTest.keyClick(dialog.records, Qt.Key.Key_Down)
    assert "Outlet: Post (from field paper)" in dialog.record.toPlainText()


def test_a_chosen_file_shows_its_own_articles_and_a_link_shows_all_again(scene: Scene) -> None:
    scene.bridge.answer(
        tasks.preview_sources,
        ImportPreview(
            (PreviewFile("a.txt", "text", records=1), PreviewFile("b.txt", "text", records=1)),
            2,
            (record(0, "First"), record(1, "Second")),
        ),
    )
    dialog = scene.dialog()
    assert dialog.records.table_model.table.texts("title") == ["First", "Second"]
    QTest.mouseClick(dialog.files.viewport(), LEFT, pos=dialog.files.row_position(1))
    assert dialog.records.table_model.table.texts("title") == ["Second"]
    QTest.mouseClick(dialog.all_files, LEFT)
    assert dialog.records.table_model.table.texts("title") == ["First", "Second"]


def test_an_archive_is_no_file_to_read_but_what_lies_in_it_is(scene: Scene) -> None:
    inner = PreviewFile("a.zip/one.csv", "table (CSV, TSV)", "UTF-8", records=3, inside=True)
    cut = PreviewFile("a.zip/two.csv", "table (CSV, TSV)", complete=False, inside=True)
    outer = PreviewFile("a.zip", "ZIP archive", complete=False, container=True)
    scene.bridge.answer(tasks.preview_sources, ImportPreview((outer, inner, cut), 4, ()))
    dialog = scene.dialog("a.zip")
    assert cells(dialog, "articles") == ["listed below", "3", "not looked at"]
    assert dialog.heading.text() == "At least 3 articles in 5 files."
    assert "1 of 4 files were looked at; all of them are read." in dialog.hint.text()


def test_thousands_of_files_are_shown_whole(scene: Scene) -> None:
    files = tuple(PreviewFile(f"in/{n:05}.txt", "plain text", "UTF-8", records=1) for n in range(8000))
    scene.bridge.answer(tasks.preview_sources, ImportPreview(files, 8000, ()))
    dialog = scene.dialog()
    assert dialog.files.table_model.rowCount() == 8000
    assert dialog.heading.text() == "8,000 articles in 8,000 files."


def test_records_that_are_refused_are_listed_once(scene: Scene) -> None:
    files = (
        PreviewFile(
            "a.csv", "table", "UTF-8", records=2, remarks=("line 4: no text", "The column “x” was read as text.")
        ),
        PreviewFile("b.png", problem="This is a picture."),
    )
    refusals = (Refusal("a.csv", "line 4", "no text"), Refusal("b.png", "", "This is a picture."))
    warnings = ("a.csv: The column “x” was read as text.", "A link was not followed.")
    scene.bridge.answer(tasks.preview_sources, ImportPreview(files, 2, (record(0, "A"),), refusals, warnings))
    dialog = scene.dialog()
    assert dialog.notes.table_model.table.texts("words") == [
        "no text",
        "The column “x” was read as text.",
        "A link was not followed.",
    ]


def test_where_nothing_can_be_read_each_reason_and_a_next_step_are_shown(scene: Scene) -> None:
    files = (PreviewFile("a.png", problem="This is a picture."), PreviewFile("b.txt", problem="The file is empty."))
    scene.bridge.answer(tasks.preview_sources, ImportPreview(files, 2, ()))
    dialog = scene.dialog()
    assert cells(dialog, "problem") == ["This is a picture.", "The file is empty."]
    assert "Nothing here can be read" in dialog.heading.text()
    assert "Add other files" in dialog.hint.text()
    assert dialog.more.isVisible()
    assert not dialog.go.isEnabled()
    QTest.keyClick(dialog.files, Qt.Key.Key_Return)
    assert scene.opened() == []


# -- columns -----------------------------------------------------------------------------------------------------------


def test_choosing_the_column_of_the_text_fills_the_preview(scene: Scene) -> None:
    dialog = scene.dialog()
    assert dialog.mapping.boxes["text"].hasFocus(), "what is needed comes first"
    assert dialog.records.table_model.rowCount() == 0
    pick(dialog, "text", "inhoud")
    assert dict(dict(scene.requests()[-1].choices)[COLUMNS])["text"] == "inhoud"
    assert dialog.records.table_model.table.texts("title") == ["One", "Two"]
    assert dialog.go.text() == "Import (2 files)"
    assert dialog.mapping.boxes["text"].currentText() == "inhoud"
    assert "Your choice" in dialog.mapping.words.text()


def test_of_two_looks_the_later_one_counts(scene: Scene) -> None:
    dialog = scene.dialog()
    scene.bridge.at_once = False
    dialog.mapping.column_chosen.emit("text", "kop")
    dialog.mapping.column_chosen.emit("text", "inhoud")
    assert not dialog.go.isEnabled(), "what is on the screen is not what would be read"
    scene.bot.waitUntil(lambda: not dialog.looking_again, timeout=2000)
    assert dict(dialog.preview.files[0].by_field)["text"] == "inhoud"  # type: ignore[union-attr]
    assert dialog.go.isEnabled()


def test_a_mapping_is_used_next_time_and_can_be_given_up_for_the_guess(scene: Scene) -> None:
    dialog = scene.dialog()
    pick(dialog, "text", "inhoud")
    QTest.mouseClick(dialog.go, LEFT)
    scene.read(result())
    again = scene.dialog()
    assert "As last time" in again.mapping.words.text()
    assert again.mapping.boxes["text"].currentText() == "inhoud"
    QTest.mouseClick(again.mapping.back, LEFT)
    assert dict(scene.requests()[-1].choices) == {}
    assert again.mapping.boxes["text"].currentIndex() == 0
    QTest.mouseClick(again.go, LEFT)
    scene.read(result())
    assert RememberedColumns(scene.settings).load() == {}


def test_a_mapping_is_not_remembered_when_nothing_was_brought_in(scene: Scene) -> None:
    dialog = scene.dialog()
    pick(dialog, "text", "inhoud")
    dialog.reject()
    assert RememberedColumns(scene.settings).load() == {}


def test_a_field_can_have_no_column_though_one_is_guessed(scene: Scene) -> None:
    choices = ColumnChoices(RememberedColumns(scene.settings))
    choices.choose(COLUMNS, {"text": "inhoud", "title": "kop"}, "title", "")
    sent = dict(dict(choices.for_request())[COLUMNS])
    assert sent["title"] == ""
    assert sent["text"] == "inhoud"
    assert choices.origin(COLUMNS) is Origin.CHOSEN


@pytest.mark.parametrize("stored", ["", "{", "[1]", '[["a", {}]]', '[[["a"], {"nothing": "a"}]]', '[[["a"], 3]]'])
def test_settings_that_cannot_be_read_are_no_mapping(scene: Scene, stored: str) -> None:
    scene.settings.setValue("import columns", stored)
    assert RememberedColumns(scene.settings).load() == {}


def test_only_the_newest_layouts_are_remembered(scene: Scene) -> None:
    memory = RememberedColumns(scene.settings)
    for n in range(120):
        memory.update({(f"c{n}",): {"text": f"c{n}"}})
    kept = list(memory.load())
    assert len(kept) == 100
    assert kept[0] == ("c119",)


# -- importing ---------------------------------------------------------------------------------------------------------


def test_import_sends_what_was_chosen(scene: Scene) -> None:
    dialog = scene.dialog("in", "more.zip")
    pick(dialog, "text", "inhoud")
    dialog.use_metadata("/data/meta.csv")
    assert dialog.metadata_words.text() == "Metadata from meta.csv"
    QTest.keyClick(dialog.files, Qt.Key.Key_Return)
    (request,) = scene.opened()
    assert request.sources == ("in", "more.zip")
    assert request.metadata == "/data/meta.csv"
    assert dict(dict(request.choices)[COLUMNS])["text"] == "inhoud"
    assert not request.add


def test_while_it_reads_it_says_what_and_how_far(scene: Scene) -> None:
    dialog = scene.dialog()
    QTest.mouseClick(dialog.go, LEFT)
    assert dialog.face is Face.IMPORTING
    scene.opening.progressed.emit(ProgressNotice(3, 12, "in/<b>old</b>.txt"))
    assert dialog.working.what.text() == "in/<b>old</b>.txt – 3 of 12 done"
    assert (dialog.working.bar.value(), dialog.working.bar.maximum()) == (3, 12)
    assert dialog.cancel.text() == "Stop"


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, None], ids=["Escape", "Stop"])
def test_stopping_goes_back_to_what_was_found(scene: Scene, key: Qt.Key | None) -> None:
    dialog = scene.dialog()
    QTest.mouseClick(dialog.go, LEFT)
    if key is None:
        QTest.mouseClick(dialog.cancel, LEFT)
    else:
        QTest.keyClick(dialog, key)
    assert dialog.isVisible()
    assert dialog.face is Face.READY
    assert "Nothing was brought in" in dialog.problem.text()
    QTest.mouseClick(dialog.go, LEFT)
    assert len(scene.opened()) == 2


def test_what_came_in_before_it_could_be_stopped_is_told(scene: Scene) -> None:
    dialog = scene.dialog()
    told: list[Opened] = []
    dialog.came_in.connect(told.append)
    QTest.mouseClick(dialog.go, LEFT)
    dialog.stop()
    scene.read(result())
    assert [item.articles for item in told] == [3]


def test_a_failed_import_is_told_in_the_dialog(scene: Scene) -> None:
    scene.bridge.answer(tasks.open_sources, Failure("The disk is full.", expected=True))
    dialog = scene.dialog()
    taken: list[bool] = []
    scene.opening.failed.connect(lambda _path, failure: taken.append(dialog.take_failure(failure)))
    QTest.mouseClick(dialog.go, LEFT)
    assert taken == [True]
    assert dialog.problem.text() == "The disk is full."
    assert dialog.face is Face.READY


def test_a_look_that_fails_can_be_tried_again(scene: Scene) -> None:
    scene.bridge.answer(tasks.preview_sources, Failure("There is no folder in.", expected=True))
    dialog = scene.dialog()
    assert dialog.problem.text() == "There is no folder in."
    assert not dialog.go.isEnabled()
    scene.bridge.answer(tasks.preview_sources, look)
    QTest.mouseClick(dialog.again, LEFT)
    assert dialog.go.isEnabled()
    assert not dialog.problem.isVisible()
    assert not dialog.again.isVisible()


def test_escape_closes_and_leaves_everything_as_it_is(scene: Scene) -> None:
    scene.bridge.answers.clear()  # still looking
    dialog = scene.dialog()
    assert dialog.face is Face.LOOKING
    gone: list[int] = []
    dialog.finished.connect(gone.append)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert gone == [0]
    assert scene.bridge.idle
    assert scene.opened() == []


def test_ticked_names_become_one_step_that_can_be_undone(scene: Scene) -> None:
    names = (
        NameFold("Guardian.com", "The Guardian", "same title", certain=True),
        NameFold("THE GUARDIAN", "The Guardian", "same title", certain=True),
        NameFold("Guardian (Lagos)", "The Guardian", "another place"),
    )
    files = (PreviewFile("a.csv", "table", "UTF-8", records=1),)
    scene.bridge.answer(tasks.preview_sources, ImportPreview(files, 1, (record(0, "A"),), names=names))
    dialog = scene.dialog()
    assert [fold.name for fold in dialog.names.ticked] == ["Guardian.com", "THE GUARDIAN"]
    dialog.tabs.setCurrentWidget(dialog.names)
    dialog.names.setCurrentRow(1)
    dialog.names.setFocus()
    QTest.keyClick(dialog.names, Qt.Key.Key_Space)
    dialog.look()
    assert [fold.name for fold in dialog.names.ticked] == ["Guardian.com"], "another look does not tick it again"
    QTest.mouseClick(dialog.go, LEFT)
    assert not scene.desk.state.decisions.collection(OUTLET_NAME)
    scene.read(result())
    assert folds_in(scene.desk.state.decisions) == {"Guardian.com": "The Guardian"}
    assert scene.desk.store.undo_label == "Count 1 name of outlets as another"
    scene.desk.undo()
    assert folds_in(scene.desk.state.decisions) == {}


def test_what_was_to_be_added_and_was_given_up_leaves_no_step(scene: Scene) -> None:
    dialog = scene.dialog()
    QTest.mouseClick(dialog.go, LEFT)
    scene.read(result())
    scene.opening._on_opened(result())
    position = scene.desk.store.position
    scene.opening.request = OpenRequest(("more",), add=True)
    scene.bridge.published.emit(CorpusEvent(2, Stage.READ, 4, 0, (), ()))
    from workbench.workspace.messages import Proposal

    proposal = Proposal("Add 1 article", ((("import", "2"), {"articles": 1}),))
    scene.bridge.published.emit(result(proposals=(proposal,)))
    assert scene.desk.store.position != position
    scene.bridge.published.emit(result(returned=True))
    assert scene.desk.store.position == position
    assert scene.opening.sources == ("in",)


# -- keyboard and screen readers ---------------------------------------------------------------------------------------


def test_tab_goes_round_and_everything_has_a_name(scene: Scene) -> None:
    dialog = scene.dialog()
    pick(dialog, "text", "inhoud")
    dialog.files.setFocus()
    reached: list[QWidget] = []
    for _ in range(60):
        at = QApplication.focusWidget()
        assert at is not None
        if at in reached:
            break
        reached.append(at)
        QTest.keyClick(at, Qt.Key.Key_Tab)
    wanted = (
        dialog.files,
        dialog.records,
        dialog.mapping.boxes["text"],
        dialog.record,
        dialog.metadata_button,
        dialog.go,
    )
    places = [reached.index(widget) for widget in wanted]
    assert places == sorted(places)
    assert all(widget.accessibleName() for widget in reached)


def test_no_label_guesses_markup(scene: Scene) -> None:
    scene.bridge.answer(tasks.preview_sources, Failure("<b>Broken</b> & gone", expected=True))
    dialog = scene.dialog("<img src=x>.txt")
    assert dialog.problem.text() == "<b>Broken</b> & gone"
    labels = [label for label in dialog.findChildren(QLabel) if label.text()]
    assert all(label.textFormat() is Qt.TextFormat.PlainText for label in labels)


@pytest.mark.parametrize("points", [10.0, 14.0])
def test_it_fits_a_small_window(scene: Scene, points: float, keep_font: Callable[[float], None]) -> None:
    keep_font(points)
    dialog = scene.dialog()
    assert dialog.width() <= 1024
    assert dialog.height() <= 640
    assert dialog.go.isVisible()
    assert dialog.rect().contains(dialog.go.geometry())


@pytest.fixture
def keep_font(qapp: QApplication) -> Iterator[Callable[[float], None]]:
    """Sets the size of the text until the end of the test."""
    before = qapp.font()

    def use(points: float) -> None:
        font = qapp.font()
        font.setPointSizeF(points)
        qapp.setFont(font)

    yield use
    qapp.setFont(before)
