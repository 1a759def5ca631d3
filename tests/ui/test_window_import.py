"""Bringing in articles in the real window with the real working process: mapping, preview, stopping, and what came in."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from driver import LEFT, PATIENCE_MS, Driver, button_called
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from small_corpus import ARTICLES

from workbench.domain.outlet_names import folds_in
from workbench.domain.removal import changes_for_removal
from workbench.ui.dialogs.import_dialog import Face, ImportDialog
from workbench.ui.widgets.article_list import Line
from workbench.workspace.messages import Stage

SMALL = {name.removesuffix(".txt") for name in ARTICLES}
TEXT = "A bridge over the sound was opened on Tuesday, and many people crossed it on foot."


@pytest.fixture
def person(newcomer: Driver) -> Iterator[Driver]:
    """A person at a window in which articles are brought in, with the small corpus open."""
    yield newcomer
    if newcomer.window.import_dialog is not None:
        newcomer.window.import_dialog.close()
    for dialog in newcomer.window.findChildren(ImportDialog):
        dialog.close()
    newcomer.window.activateWindow()


def table(path: Path, header: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([header, *rows])
    return path


def unclear(folder: Path, articles: int = 4) -> Path:
    """A table of which nobody can guess what its columns are."""
    rows = [(str(n), f"Kop {n}", "De Courant", f"2021-04-{n + 1:02}", f"{TEXT} {n}") for n in range(articles)]
    return table(folder / "table.csv", ("nr", "kop", "krant", "datum", "inhoud"), rows)


def listed(driver: Driver) -> set[str]:
    entries = driver.window.articles.list.model_of_articles.entries
    return {entry.article.document_id for entry in entries if isinstance(entry, Line)}


def pick(driver: Driver, dialog: ImportDialog, field: str, column: str) -> None:
    box = dialog.mapping.boxes[field]
    box.setFocus()
    at = box.findText(column)
    while box.currentIndex() != at:
        QTest.keyClick(box, Qt.Key.Key_Down if box.currentIndex() < at else Qt.Key.Key_Up)
    driver.until(lambda: not dialog.looking_again)


def test_a_table_is_mapped_previewed_brought_in_and_told(person: Driver, tmp_path: Path) -> None:
    person.drop(unclear(tmp_path))
    dialog = person.looked()
    assert not dialog.go.isEnabled()
    assert listed(person) == SMALL, "looking brings in nothing"
    for field, column in (("text", "inhoud"), ("title", "kop"), ("outlet", "krant"), ("date", "datum")):
        pick(person, dialog, field, column)
    shown = dialog.records.table_model.table
    assert shown.texts("title") == ["Kop 0", "Kop 1", "Kop 2", "Kop 3"]
    assert set(shown.texts("outlet")) == {"De Courant"}
    assert shown.texts("date")[0] == "1 Apr 2021"
    assert shown.texts("dated")[0].startswith("1 Apr 2021 (from ")
    assert dialog.add.isChecked()
    result = person.bring_in()
    assert result.summary.text() == "4 articles came in from 1 outlet, 1–4 Apr 2021. Nothing was refused."
    assert len(listed(person)) == len(SMALL) + 4
    result.close()
    person.window.activateWindow()

    person.drop(unclear(tmp_path))
    dialog = person.looked()
    assert "As last time" in dialog.mapping.words.text()
    assert dialog.go.isEnabled()
    result = person.bring_in()
    assert result.summary.text().startswith("Nothing new came in: 4 articles were there already.")
    assert len(listed(person)) == len(SMALL) + 4
    result.close()


def test_stopping_in_the_middle_leaves_what_was_open(person: Driver, tmp_path: Path) -> None:
    big = tmp_path / "big.jsonl"
    with big.open("w", encoding="utf-8") as stream:
        for n in range(40_000):
            stream.write(json.dumps({"title": f"Article {n}", "text": f"{TEXT} {n} " * 4, "date": "2021-04-02"}) + "\n")
    window = person.window
    title, state = window.windowTitle(), window.desk.state
    person.drop(big)
    dialog = person.looked()
    assert dialog.files.table_model.table.texts("articles")[0].endswith("and more")
    dialog.add.click()
    assert not dialog.add.isChecked(), "it would take the place of what is open"
    with person.bot.waitSignal(
        window.opening.progressed,
        timeout=PATIENCE_MS,
        check_params_cb=lambda n: n is not None and "articles" in n.message,
    ):
        QTest.mouseClick(dialog.go, LEFT)
    faces = [dialog.face]
    assert "big.jsonl" in dialog.working.what.text()
    QTest.mouseClick(dialog.cancel, LEFT)
    faces.append(dialog.face)
    assert faces == [Face.IMPORTING, Face.READY]
    assert "what was open is still open" in dialog.problem.text()
    QTest.mouseClick(dialog.cancel, LEFT)
    person.until(lambda: window.import_dialog is None)
    person.settle()
    assert listed(person) == SMALL
    assert window.windowTitle() == title
    assert window.desk.state == state
    one = tmp_path / "one.txt"
    one.write_text(f"One\n\n{TEXT}\n", encoding="utf-8")
    person.drop(one)  # read after what was stopped, in the same lane
    person.bring_in().close()
    assert listed(person) == SMALL | {"one"}


def test_the_result_lists_everything_shows_articles_and_is_saved(person: Driver, tmp_path: Path) -> None:
    folder = tmp_path / "mixed"
    folder.mkdir()
    rows = [("One", TEXT, "2021-04-02"), ("Two", f"{TEXT} Again.", "2031-02-30"), ("Three", "", "2021-04-02")]
    table(folder / "a.csv", ("title", "text", "date"), rows)
    (folder / "b.txt").write_bytes(b"")
    person.drop(folder)
    dialog = person.looked()
    assert dialog.files.table_model.table.texts("problem")[1]
    result = person.bring_in()
    words = result.table.table_model.table.texts("state")
    assert words == sorted(words, key=["needs review", "refused", "remark", "came in"].index)
    assert {row.outcome.value for row in result.rows} >= {"needs review", "refused", "came in"}
    review = next(n for n, row in enumerate(result.rows) if row.outcome.value == "needs review")
    QTest.mouseClick(result.table.viewport(), LEFT, pos=result.table.row_position(review, 4))
    person.settle()
    assert list(person.window.reader.documents) == [result.rows[review].document_id]
    QTest.mouseClick(button_called(result, "Show: Refused, 2"), LEFT)
    assert result.table.table_model.rowCount() == 2
    QTest.keyClicks(result.filter, "b.txt")
    assert result.table.table_model.table.texts("path") == ["b.txt"]
    QTest.mouseClick(button_called(result, "Save the whole list as a CSV file"), LEFT)
    assert result.file_dialog is not None
    target = tmp_path / "list.csv"
    person.answer_file_dialog(result.file_dialog, target)
    saved = list(csv.reader(target.read_text(encoding="utf-8-sig").splitlines()))
    assert saved[0] == ["path", "record", "state", "reason"]
    assert len(saved) == len(result.rows) + 1
    assert [row[2] for row in saved].count("refused") == 2
    result.close()


def test_articles_that_were_left_out_stay_so_when_they_are_read_again(person: Driver, tmp_path: Path) -> None:
    one = tmp_path / "one.txt"
    one.write_text(f"One\n\n{TEXT}\n", encoding="utf-8")
    person.drop(one)
    person.bring_in().close()
    person.window.desk.decide(changes_for_removal(["one"]), "Leave 1 article out of the corpus")
    person.settle()
    person.drop(one)
    result = person.bring_in()
    assert listed(person) == SMALL
    assert result.summary.text().startswith("Nothing new came in: 1 article was there already.")
    assert result.more.text() == (
        f"{len(SMALL)} articles are open now. "
        "1 article is left out of the corpus: All ▾, Left-out articles brings them back."
    )
    result.close()


def test_that_an_outlet_is_not_known_is_no_outlet_where_they_are_numbered(person: Driver, tmp_path: Path) -> None:
    rows = [
        (f"Title {n}", f"{TEXT} {n}", f"{name} Post" if name else "") for n, name in enumerate(("", *"ABCDEFGHIJKLM"))
    ]
    person.drop(table(tmp_path / "many.csv", ("title", "text", "outlet"), rows))
    person.looked().add.click()
    result = person.bring_in()
    assert "came in from 13 outlets." in result.summary.text()
    result.close()
    bar = person.window.scope_bar
    assert bar.more.text() == "13 of 13 outlets ▾"
    next(action for action in bar._more.actions() if not action.data()).trigger()
    person.settle()
    assert bar.more.text() == "13 of 13 outlets, without unknown ones ▾"
    assert bar.words().startswith("13 of 14 articles")


def test_names_of_one_outlet_are_folded_in_one_step(person: Driver, tmp_path: Path) -> None:
    names = ("The Northern Gazette", "The Northern Gazette", "NORTHERN GAZETTE", "The Northern Gazette (Online)")
    rows = [(f"Title {n}", f"{TEXT} {n}", name) for n, name in enumerate(names)]
    person.drop(table(tmp_path / "names.csv", ("title", "text", "outlet"), rows))
    dialog = person.looked()
    assert dialog.preview is not None
    certain = {fold.name for fold in dialog.preview.names if fold.certain}
    assert certain
    assert {fold.name for fold in dialog.names.ticked} == certain
    result = person.bring_in()
    folds = folds_in(person.window.desk.state.decisions)
    assert set(folds) == certain
    outlets = {folds.get(name, name) for name in names}
    assert f"from {len(outlets)} outlet" in result.summary.text(), "as they are counted, not as they are written"
    assert f" under {len(set(names))} names." in result.summary.text(), "what was put together is said"
    assert len(outlets) < len(set(names))
    person.window.desk.undo()
    person.settle()
    assert not folds_in(person.window.desk.state.decisions)
    assert f"from {len(set(names))} outlets" in result.summary.text()
    result.close()


def test_a_metadata_table_fills_what_the_files_do_not_say(person: Driver, tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(f"{TEXT}\n", encoding="utf-8")
    about = table(tmp_path / "about.csv", ("file", "outlet", "date"), [("one.txt", "De Courant", "2021-04-05")])
    person.drop(tmp_path / "one.txt")
    dialog = person.looked()
    assert dialog.metadata_words.text() == "No metadata table"
    QTest.mouseClick(dialog.metadata_button, LEFT)
    assert dialog.file_dialog is not None
    person.answer_file_dialog(dialog.file_dialog, about)
    person.until(lambda: dialog.records.table_model.table.texts("outlet") == ["De Courant"])
    assert dialog.metadata_words.text() == "Metadata from about.csv"
    result = person.bring_in()
    assert "from 1 outlet, 5 Apr 2021" in result.summary.text()
    result.close()


def test_what_cannot_be_read_is_said_in_the_dialog_with_each_reason(person: Driver, tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20)
    (tmp_path / "b.txt").write_bytes(b"")
    person.drop(tmp_path)
    dialog = person.looked()
    assert all(dialog.files.table_model.table.texts("problem"))
    assert not dialog.go.isEnabled()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    person.until(lambda: person.window.import_dialog is None)
    assert listed(person) == SMALL


def test_reading_goes_on_in_the_background(person: Driver, tmp_path: Path) -> None:
    person.drop(unclear(tmp_path, 6))
    dialog = person.looked()
    pick(person, dialog, "text", "inhoud")
    window = person.window
    with person.bot.waitSignal(window.opened, timeout=PATIENCE_MS):
        QTest.mouseClick(dialog.go, LEFT)
        QTest.mouseClick(dialog.background, LEFT)
        assert window.import_dialog is None
    person.until(lambda: window.desk.stage is Stage.COMPLETE)
    person.settle()
    assert len(listed(person)) == len(SMALL) + 6
    window.show_import_result()
    result = person.result()
    assert result.summary.text().startswith("6 articles came in")
    result.close()


def test_a_file_that_vanishes_after_the_look_is_told_in_the_dialog(person: Driver, tmp_path: Path) -> None:
    gone = tmp_path / "gone.txt"
    gone.write_text(f"Gone\n\n{TEXT}\n", encoding="utf-8")
    person.drop(gone)
    dialog = person.looked()
    gone.unlink()
    QTest.mouseClick(dialog.go, LEFT)
    person.until(lambda: dialog.face is Face.READY)
    assert "gone.txt" in dialog.problem.text()
    assert listed(person) == SMALL
    assert not person.message_boxes()


def test_a_project_is_opened_without_the_dialog(person: Driver, tmp_path: Path) -> None:
    window = person.window
    path = tmp_path / "kept.counterpoint"
    with person.bot.waitSignal(window.project_file.saved, timeout=PATIENCE_MS):
        window.project_file.save_as_to(str(path))
    with person.bot.waitSignal(window.opened, timeout=PATIENCE_MS):
        person.drop(path)
        assert window.import_dialog is None
    person.settle()
    assert listed(person) == SMALL
