"""Opening: what comes in is shown as it stands, what does not is named with its reason, and the window goes on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from driver import CTRL, LEFT, PATIENCE_MS, SHIFT, Driver, button_called
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot
from small_corpus import ARTICLES, TUNNEL, write_small_corpus

from workbench.ui.dialogs.import_result import ImportResultDialog
from workbench.ui.widgets.article_list import Line
from workbench.workspace.messages import Stage

MARKUP = "<b>Markets</b> & 'fees': $5 up, from $3 to <img src=x> a<b"


@pytest.fixture(scope="module")
def other_window(module_window: Driver) -> Driver:
    """Another window, in which nothing is open yet."""
    module_window.until(lambda: module_window.window.desk.bridge._worker.running)
    return module_window


@pytest.fixture
def opener(other_window: Driver, qtbot: QtBot) -> Iterator[Driver]:
    """A person at the other window, whatever is open in it."""
    other_window.bot = qtbot
    other_window.failures.clear()
    for box in other_window.message_boxes():
        box.close()
    other_window.window.activateWindow()
    yield other_window
    assert not other_window.failures


def article(
    folder: Path, name: str, text: str = "Short news\n\nA tunnel was opened in Norway by Kari Nilsen.\n"
) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def labels(driver: Driver) -> list[str]:
    """Every text of a label that can be seen."""
    return [label.text() for label in driver.window.findChildren(QLabel) if label.isVisible()]


def listed(driver: Driver) -> set[str]:
    """The articles in the list."""
    entries = driver.window.articles.list.model_of_articles.entries
    return {entry.article.document_id for entry in entries if isinstance(entry, Line)}


SMALL = {name.removesuffix(".txt") for name in ARTICLES}


def test_before_anything_is_open_each_pane_says_what_to_do(other_window: Driver) -> None:
    window = other_window.window
    assert window.articles._message.heading == "Nothing open yet"
    assert window.scope_bar.summary.text() == "Nothing open"
    assert not window.undo_action.isEnabled()
    other_window.type_and_enter("tunnel")
    QApplication.processEvents()
    assert window.desk.overview is None


def test_a_folder_that_has_no_articles_is_named_with_the_next_step(opener: Driver, tmp_path: Path) -> None:
    (tmp_path / "nothing here").mkdir()
    with opener.expecting_problem() as texts:
        opener.window.open_sources([str(tmp_path / "nothing here")])
    assert "nothing here" in texts[0]
    assert "Choose a folder" in texts[0]
    assert opener.window.windowTitle() == "Counterpoint"


def test_a_folder_is_opened_with_the_keyboard_and_a_dialog(opener: Driver, small_corpus: Path) -> None:
    QTest.keyClick(opener.window, Qt.Key.Key_O, CTRL | SHIFT)
    opener.answer_file_dialog(opener.file_dialog(), small_corpus)
    opener.bring_in().close()
    opener.window.activateWindow()
    assert opener.window.windowTitle() == "small — Counterpoint"
    assert listed(opener) == SMALL
    opener.search("tunnel")
    assert opener.concordance_rows() == TUNNEL


@pytest.mark.parametrize(
    ("name", "content"),
    [("empty.txt", b""), ("picture.txt", bytes(range(256)) * 40), ("blank.txt", b" \n\n \t\n")],
    ids=["empty file", "binary named .txt", "only blanks"],
)
def test_a_file_that_is_no_article_is_named_and_what_was_open_stays(
    opener: Driver, small_corpus: Path, tmp_path: Path, name: str, content: bytes
) -> None:
    if opener.window.desk.overview is None:
        opener.open(small_corpus)
    (tmp_path / name).write_bytes(content)
    title, shown = opener.window.windowTitle(), listed(opener)
    assert shown
    with opener.expecting_problem() as texts:
        opener.window.open_sources([str(tmp_path / name)])
    assert name in texts[0]
    opener.settle()
    assert listed(opener) == shown
    assert opener.window.windowTitle() == title
    assert opener.window.articles.list.isVisible()
    opener.search("tunnel")
    assert opener.concordance_rows() == opener.window.desk.highlighted_count > 0


def test_what_was_not_taken_in_is_listed_with_its_reason(opener: Driver, tmp_path: Path) -> None:
    article(tmp_path / "mixed", "good.txt")
    (tmp_path / "mixed" / "empty.txt").write_bytes(b"")
    (tmp_path / "mixed" / "picture.txt").write_bytes(bytes(range(256)) * 40)
    opener.open(tmp_path / "mixed")
    assert listed(opener) == {"good"}
    banner = opener.window.banner
    assert banner.isVisible()
    assert any("2 inputs were not taken in." in text for text in labels(opener))
    opener.click(button_called(banner, "Show what was read"))
    dialog = opener.window.findChild(ImportResultDialog)
    assert dialog is not None
    try:
        rows = dialog.table.table_model.table
        refused = zip(rows.texts("state"), rows.texts("path"), rows.texts("reason"), strict=True)
        reasons = {Path(path).name: reason for state, path, reason in refused if state == "refused"}
        assert set(reasons) == {"empty.txt", "picture.txt"}
        assert all(reasons.values())
        assert rows.texts("state")[-1] == "came in"
    finally:
        dialog.close()


def test_a_headline_with_markup_and_dollars_is_shown_as_it_stands(opener: Driver, tmp_path: Path) -> None:
    folder = write_small_corpus(tmp_path / "markup")
    with (folder / "metadata.csv").open("a", encoding="utf-8", newline="") as stream:
        stream.write(f'markup.txt,<i>Daily</i> $Post$,"{MARKUP}",2031-04-04,<u>A & B</u>\n')
    article(folder, "markup.txt", f"{MARKUP}\n\nThe tunnel in Norway cost $5 and $3. The tunnel & nothing else.\n")
    opener.open(folder)
    window = opener.window
    opener.search("tunnel")
    opener.read("markup")
    view = window.reader.views[0]
    assert view.head._title.text() == MARKUP
    assert view.head._outlet.text() == "<i>Daily</i> $Post$"
    assert view.text.toPlainText().startswith(MARKUP)
    guessing = [label for label in window.findChildren(QLabel) if label.textFormat() is not Qt.TextFormat.PlainText]
    assert not [label.text() for label in guessing if label.text()]
    chip = next(chip for chip in window.scope_bar.chips if chip.outlet == "<i>Daily</i> $Post$")
    assert "<i>" not in chip.toolTip()
    assert "&lt;i&gt;Daily&lt;/i&gt;" in chip.toolTip()
    assert any(
        mark.label.startswith("tunnel in <i>Daily</i> $Post$: 2 times") for mark in window.terms.frequency.hitmap.marks
    )
    opener.click(window.terms._choice.button(1))
    assert any(MARKUP in mark.label for mark in window.terms.dispersion.hitmap.marks)
    opener.click(window.terms._choice.button(0))
    assert {action.text() for action in window.scope_bar._stories.actions()} >= {"<u>A && B</u>"}


def test_dropped_files_are_added_to_what_is_open(opener: Driver, small_corpus: Path, tmp_path: Path) -> None:
    opener.open(small_corpus)
    one, two = (
        article(tmp_path, "one.txt", "One\n\nA whale was seen.\n"),
        article(tmp_path, "two.txt", "Two\n\nNo whale.\n"),
    )
    opener.drop(one, two)
    assert opener.looked().add.isChecked()
    opener.bring_in().close()
    opener.window.activateWindow()
    assert listed(opener) == SMALL | {"one", "two"}
    assert opener.window.scope_bar.summary.text().startswith("8 of 8 articles")
    assert any("2 articles have no outlet." in text for text in labels(opener))
    opener.search("whale")
    assert opener.hits == "2 hits in 2 articles"
    assert opener.concordance_rows() == 2


def test_marks_of_articles_without_an_outlet_open_as_many_passages_as_they_say(
    opener: Driver, small_corpus: Path, tmp_path: Path
) -> None:
    opener.open(small_corpus, article(tmp_path, "nameless.txt"))
    opener.search("tunnel")
    chart = opener.window.terms.frequency
    mark = next(m for m in chart.hitmap.marks if m.label.startswith("tunnel in Outlet not known: 1 time"))
    opener.click_mark(chart, mark)
    assert opener.concordance_rows() == 1


def test_files_dropped_before_the_working_process_runs_are_opened(
    fresh_window: Callable[[], Driver], qtbot: QtBot, tmp_path: Path
) -> None:
    driver = fresh_window()
    assert not driver.window.desk.bridge._worker.running
    driver.drop(article(tmp_path, "one.txt"))
    driver.bring_in().close()
    assert listed(driver) == {"one"}


def test_of_two_folders_opened_at_once_the_later_one_is_open(
    opener: Driver, small_corpus: Path, tmp_path: Path
) -> None:
    article(tmp_path / "later", "later.txt", "Later\n\nThis one counts.\n")
    with opener.bot.waitSignal(opener.window.opened, timeout=PATIENCE_MS):
        opener.window.open_sources([str(small_corpus)])
        opener.window.open_sources([str(tmp_path / "later")])
    opener.settle()
    assert listed(opener) == {"later"}
    assert opener.window.scope_bar.summary.text().startswith("1 of 1 article")


def test_an_article_of_two_megabytes_is_read_and_searched_while_names_are_still_looked_for(
    fresh_window: Callable[[], Driver], tmp_path: Path
) -> None:
    driver = fresh_window()
    lines = ["The ferry was measured again, and nobody was surprised by what was found there."] * 24_000
    lines[::100] = ["The tunnel under the fjord was measured again, in great detail."] * 240
    text = "\n\n".join(["A long report", *lines])
    assert len(text) > 1_900_000
    path = article(tmp_path, "long.txt", text)
    driver.window.open_sources([str(path)])
    driver.until(lambda: driver.window.desk.stage is Stage.INDEXED and driver.window.desk.overview is not None)
    driver.type_and_enter("tunnel")
    wanted = text.count("tunnel")
    driver.until(lambda: driver.hits == f"{wanted:,} hits in 1 article")
    driver.window.show_pane("concordance")
    driver.until(lambda: driver.window.concordance.table.table_model.rowCount() == wanted)
    view = driver.window.reader.views[0]
    assert len(view.highlighted) == wanted
    assert view.text.toPlainText().strip() == text.strip()
    assert driver.window.status_line.cancel.isVisible()
    QTest.mouseClick(driver.window.status_line.cancel, LEFT)
    assert not driver.window.status_line.cancel.isVisible()
    driver.settle()
