"""Exports from the panes: the file holds what the pane shows, with its recipe, or a message says why there is none."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest
from driver import Driver
from PIL import Image
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QMessageBox
from small_corpus import COURIER, TUNNEL

from workbench.export.recipe import Recipe, read_png_recipe
from workbench.ui.widgets.export_menu import ExportMenu

PNG = "Picture as PNG (300 dpi)…"
SVG = "Picture as SVG…"
CSV = "Table as CSV…"
XLSX = "Table as Excel file…"


def export(person: Driver, menu: ExportMenu, what: str, path: Path) -> None:
    """Choose from a pane's menu, type a file name, confirm, and wait until it is answered."""
    person.choose(menu, what)
    assert menu.dialog is not None
    person.until(lambda: menu.dialog is not None and menu.dialog.isVisible())
    person.answer_file_dialog(menu.dialog, path)
    person.settle()


def rows_of(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"))))


def test_a_picture_carries_the_recipe_of_what_was_on_show(person: Driver, tmp_path: Path) -> None:
    person.search("tunnel")
    chips = person.window.scope_bar.chips
    person.click(next(chip for chip in chips if chip.outlet == COURIER))
    path = tmp_path / "terms.png"
    export(person, person.window.terms.export, PNG, path)
    assert person.status == f"Saved {path}"
    recipe = read_png_recipe(path)
    assert (recipe.kind, recipe.name) == ("chart", "frequency")
    assert recipe.scope == person.window.desk.state.scope.to_json()
    assert recipe.options["focus"] == {"term": "tunnel"}
    with Image.open(path) as picture:
        assert picture.width > 1000, "300 dpi"


def test_a_picture_for_print_is_an_svg_with_text(person: Driver, tmp_path: Path) -> None:
    path = tmp_path / "frames.svg"
    export(person, person.window.framing.export, SVG, path)
    root = ElementTree.fromstring(path.read_bytes())  # noqa: S314 - written a moment ago
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert COURIER in "".join(root.itertext())


def test_the_table_of_a_search_has_the_lines_of_the_concordance(person: Driver, tmp_path: Path) -> None:
    person.search("tunnel")
    assert person.concordance_rows() == TUNNEL
    path = tmp_path / "lines.csv"
    export(person, person.window.concordance.export, CSV, path)
    rows = rows_of(path)
    shown = person.window.concordance.table.table_model.table
    assert len(rows) == TUNNEL
    for name in ("document_id", "outlet", "start", "end", "left", "node", "right"):
        assert [row[name] for row in rows] == shown.texts(name)
    recipes = [Recipe.from_json(found.read_bytes()) for found in tmp_path.glob("*recipe*.json")]
    assert [recipe.name for recipe in recipes] == ["kwic"]


def test_the_table_of_frames_has_the_numbers_of_the_pane(person: Driver, tmp_path: Path) -> None:
    path = tmp_path / "frames.csv"
    export(person, person.window.framing.export, CSV, path)
    rows = rows_of(path)
    shown = person.window.framing.table.table_model.table
    assert [(r["frame"], r["outlet"], r["hits"]) for r in rows] == list(
        zip(shown.texts("frame"), shown.texts("outlet"), shown.texts("hits"), strict=True)
    )


def test_a_spreadsheet_is_written_under_its_suffix(person: Driver, tmp_path: Path) -> None:
    from openpyxl import load_workbook

    person.search("tunnel")
    person.window.show_pane("concordance")
    person.settle()
    export(person, person.window.concordance.export, XLSX, tmp_path / "lines")
    book = load_workbook(tmp_path / "lines.xlsx", read_only=True)
    try:
        assert sum(1 for _ in book.worksheets[0].iter_rows()) == TUNNEL + 1
    finally:
        book.close()


def test_a_folder_that_cannot_be_written_is_named_and_the_window_goes_on(person: Driver, tmp_path: Path) -> None:
    person.search("tunnel")
    person.window.show_pane("concordance")
    person.settle()
    (tmp_path / "a file").write_text("not a folder", encoding="utf-8")
    path = tmp_path / "a file" / "lines.csv"
    box = refused(person, lambda: export(person, person.window.concordance.export, CSV, path))
    assert str(path.parent) in box.text()
    assert "Choose a folder" in box.text()
    assert not box.detailedText()
    box.close()
    person.search("ferry")
    assert person.concordance_rows() == person.window.desk.highlighted_count > 0
    export(person, person.window.concordance.export, CSV, tmp_path / "lines.csv")
    assert len(rows_of(tmp_path / "lines.csv")) == person.window.desk.highlighted_count


def refused(person: Driver, act: Callable[[], None]) -> QMessageBox:
    """Do something that fails, and give the box that says so."""
    with person.expecting_failure():
        act()
    boxes = person.message_boxes()
    assert len(boxes) == 1
    return boxes[0]


def test_a_cancelled_dialog_writes_nothing(person: Driver, tmp_path: Path) -> None:
    menu = person.window.framing.export
    person.choose(menu, PNG)
    dialog = person.file_dialog()
    dialog.setDirectory(str(tmp_path))
    dialog.reject()
    person.settle()
    assert not [other for other in person.window.findChildren(QFileDialog) if other.isVisible()]
    assert not list(tmp_path.iterdir())


def test_what_is_copied_is_what_the_pane_shows(person: Driver) -> None:
    person.choose(person.window.framing.export, "Copy table")
    lines = QGuiApplication.clipboard().text().split("\n")
    assert len(lines) == person.window.framing.table.table_model.rowCount() + 1
    person.choose(person.window.framing.export, "Copy picture")
    image, shown = QGuiApplication.clipboard().image(), person.window.framing.chart.image()
    assert shown is not None
    assert image.size() == shown.size()


@pytest.mark.parametrize("pane", ["framing", "terms", "keyness"])
def test_every_chart_can_be_exported_as_it_is_shown(person: Driver, pane: str, tmp_path: Path) -> None:
    person.window.show_pane(pane)
    person.settle()
    menu: ExportMenu = getattr(person.window, pane).export
    export(person, menu, PNG, tmp_path / "chart.png")
    assert read_png_recipe(tmp_path / "chart.png").name == menu._exportable().chart
