"""The Export button of a pane: PNG, SVG, CSV, XLSX and copy, of exactly what the pane shows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from PySide6.QtGui import QAction, QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog, QMenu, QToolButton, QWidget

from workbench.export import tasks as export_tasks
from workbench.ui.desk import Desk
from workbench.ui.plain_text import tool_tip, visible
from workbench.ui.widgets.widget_picture import save_widget
from workbench.workspace.messages import ExportRequest, Options

_FILTERS: Final = {
    "png": "PNG picture, 300 dpi (*.png)",
    "svg": "SVG picture (*.svg)",
    "csv": "CSV table (*.csv)",
    "xlsx": "Excel table (*.xlsx)",
}


@dataclass(frozen=True)
class Exportable:
    """What a pane can export: a chart, a table, or both, each with the settings it shows."""

    title: str
    chart: str = ""
    table: str = ""
    options: Callable[[], Options] | None = None
    image: Callable[[], QImage | None] | None = None
    text: Callable[[], str] | None = None
    """The table as tab-separated text, for Copy."""
    words: Mapping[str, str] = field(default_factory=dict)
    """Other words for an entry of the menu."""
    widget: Callable[[], QWidget] | None = None
    """What a picture shows where there is no chart: the list or the text as it stands on the screen."""
    available: bool = True
    """Whether there is anything to export now."""


class ExportMenu(QToolButton):
    """A button with a menu."""

    def __init__(self, desk: Desk, exportable: Callable[[], Exportable], title: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.desk = desk
        self._exportable = exportable
        self._title = title
        self.dialog: QFileDialog | None = None
        self.setProperty("link", True)
        self.setText("Export ▾")
        self.setAccessibleName(f"Export {visible(title)}")
        self.setToolTip(tool_tip(f"Save or copy what {title} shows"))
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self)
        menu.aboutToShow.connect(self._enable)
        self.setMenu(menu)
        now = exportable()
        self.actions_by_name: dict[str, QAction] = {}
        if now.chart or now.widget:
            self._add(menu, "png", "Picture as PNG (300 dpi)…", lambda: self.choose_file("png"))
            self._add(menu, "svg", "Picture as SVG…", lambda: self.choose_file("svg"))
            self._add(menu, "copy picture", "Copy picture", self.copy_picture)
        if (now.chart or now.widget) and now.table:
            menu.addSeparator()
        if now.table:
            self._add(menu, "csv", "Table as CSV…", lambda: self.choose_file("csv"))
            self._add(menu, "xlsx", "Table as Excel file…", lambda: self.choose_file("xlsx"))
            self._add(menu, "copy table", "Copy table", self.copy_table)

    def choose_file(self, kind: str) -> None:
        """Ask where to save; the window stays usable."""
        exportable = self._exportable()
        name = "-".join(exportable.title.lower().split())
        dialog = QFileDialog(self.window(), f"Save {exportable.title}", str(Path.home() / f"{name}.{kind}"))
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog, not self.desk.native_dialogs)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([_FILTERS[kind]])
        dialog.setDefaultSuffix(kind)
        dialog.selectFile(f"{name}.{kind}")
        dialog.fileSelected.connect(lambda path: self.save(path, exportable))
        dialog.finished.connect(self._forget)
        self.dialog = dialog
        dialog.open()

    def save(self, path: str, exportable: Exportable | None = None) -> None:
        """Write a file; its suffix says what."""
        shown = exportable or self._exportable()
        picture = Path(path).suffix.lower() in (".png", ".svg")
        state = replace(self.desk.state, focus=self.desk.state.focus.evidence_key)
        options = shown.options() if shown.options else self.desk.options
        if picture and not shown.chart and shown.widget is not None:
            widget = shown.widget()
            self.desk.ask(
                export_tasks.recipe_text,
                shown.table,
                state,
                options,
                key=f"export {path}",
                lane="export",
                done=lambda recipe: self._draw(path, widget, str(recipe)),
            )
            return
        request = ExportRequest(
            what=shown.chart if picture else shown.table,
            path=path,
            state=state,
            options=options,
        )
        self.desk.ask(
            export_tasks.export_file,
            request,
            key=f"export {path}",
            lane="export",
            done=lambda written: self.desk.said.emit(f"Saved {visible(str(written))}"),
        )

    def _draw(self, path: str, widget: QWidget, recipe: str) -> None:
        problem = save_widget(widget, path, recipe)
        if problem:
            self.desk.failed.emit(problem, "")
        else:
            self.desk.said.emit(f"Saved {visible(path)}")

    def copy_picture(self) -> None:
        """Put the picture on the clipboard."""
        exportable = self._exportable()
        image = exportable.image() if exportable.image else None
        if image is None and exportable.widget is not None:
            image = exportable.widget().grab().toImage()
        if image is None:
            self.desk.said.emit("There is no picture to copy yet.")
            return
        QGuiApplication.clipboard().setImage(image)
        self.desk.said.emit("Copied the picture.")

    def copy_table(self) -> None:
        """Put the table on the clipboard, separated by tabs."""
        exportable = self._exportable()
        text = exportable.text() if exportable.text else ""
        QGuiApplication.clipboard().setText(text)
        self.desk.said.emit(f"Copied {max(text.count(chr(10)), 0):,} rows.")

    def _add(self, menu: QMenu, name: str, text: str, slot: Callable[[], None]) -> None:
        text = self._exportable().words.get(name, text)
        action = menu.addAction(text)
        action.setToolTip(f"{self._title}: {text}")
        action.triggered.connect(lambda _=False: slot())
        self.actions_by_name[name] = action

    def _enable(self) -> None:
        available = self._exportable().available and self.desk.stage is not None
        for action in self.actions_by_name.values():
            action.setEnabled(available)

    def _forget(self) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
            self.dialog = None
