"""Importing a codebook or dictionary: what is in the file, what of it can't be kept, and what it is to be called."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QLineEdit,
    QListWidget,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from workbench.domain.codebook_choices import changes_for_codebook, changes_for_use
from workbench.domain.term_groups import tidy_name
from workbench.jobs.worker import Failure
from workbench.ui.desk import Desk
from workbench.ui.dialogs.dialog_parts import FieldDialog, last_row, make_button, resize_within
from workbench.ui.plain_text import PlainLabel, visible
from workbench.workspace import codebook_tasks
from workbench.workspace.codebook_tasks import CodebookFile

_KEY: Final = "codebook file"
_LISTED: Final = 500
"""Remarks that are listed; a file may have one for each of its lines."""
_LONGEST_NAME: Final = 200


class CodebookImportDialog(FieldDialog):
    """Reads the file in the working process, shows what came of it, and imports it as one step.

    Args:
        desk: what all panes share.
        path: the file.
        parent: the window.
    """

    def __init__(self, desk: Desk, path: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self._file: CodebookFile | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, True)
        self.setWindowTitle("Import a codebook or dictionary")
        self.setAccessibleName("Import a codebook or dictionary")
        self.lead = PlainLabel(f"{Path(path).name} is being read …", self, wrap=True)
        self.remarks = QListWidget(self)
        self.remarks.setAccessibleName("What of the file can't be kept")
        self.remarks.setWordWrap(True)
        self.clash = PlainLabel("", self, wrap=True)
        self.replace = QRadioButton("Replace it: what was judged with it stays", self)
        self.keep_both = QRadioButton("Keep both, and call this one:", self)
        self.name = QLineEdit(self)
        self.name.setAccessibleName("Name of the codebook")
        self.name.setMaxLength(_LONGEST_NAME)
        self.use = QCheckBox("Use it now", self)
        self.use.setChecked(True)
        for button in (self.replace, self.keep_both, self.use):
            button.setAccessibleName(button.text())
        self.problem = PlainLabel("", self, name="Problem", wrap=True)
        self.bring = QPushButton("Import", self)
        self.bring.setEnabled(False)
        self._build()
        resize_within(self, QSize(620, 420), parent)
        self.desk.ask(
            codebook_tasks.codebook_file,
            path,
            desk.state,
            key=_KEY,
            done=self._show,
            failed=self._on_failed,
            lane="preview",
        )

    # -- gestures ----------------------------------------------------------------------------------------------------

    def accept(self) -> None:
        """Import: one step, which can be undone."""
        file = self._file
        if file is None:
            return
        replaces = bool(file.clash) and self.replace.isChecked()
        name = file.clash if replaces else tidy_name(self.name.text())
        if not replaces and (problem := self._problem(name)):
            self.problem.set_text(problem)
            self.name.setFocus()
            return
        changes = changes_for_codebook(name, {**file.value, "name": name})
        if self.use.isChecked():
            changes |= changes_for_use(name)
        self.desk.decide(changes, f"{'Replace' if replaces else 'Import'} the codebook “{name}”")
        super().accept()

    def done(self, result: int) -> None:
        """An answer that comes after the dialog is closed is of no interest."""
        self.desk.bridge.cancel(_KEY)
        super().done(result)

    # -- inside ------------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 16, 18, 12)
        layout.setSpacing(8)
        layout.addWidget(self.lead)
        layout.addWidget(self.remarks, 1)
        layout.addWidget(self.clash)
        layout.addWidget(self.replace)
        layout.addWidget(self.keep_both)
        layout.addWidget(self.name)
        layout.addWidget(self.use)
        layout.addWidget(self.problem)
        layout.addLayout(last_row(self, self.bring, cancel_name="Cancel: import nothing"))
        make_button(self.bring, lambda: None, name="Import the codebook")
        for widget in (self.remarks, self.clash, self.replace, self.keep_both, self.name, self.problem):
            widget.hide()
        self.keep_both.toggled.connect(self.name.setEnabled)
        self.name.textChanged.connect(lambda _: self._look())

    def _show(self, file: CodebookFile) -> None:
        self._file = file
        frames = "1 frame" if file.frames == 1 else f"{file.frames:,} frames"
        entries = "1 entry" if file.entries == 1 else f"{file.entries:,} entries"
        lost = "Everything in the file is kept."
        if file.remarks:
            lost = "1 remark:" if len(file.remarks) == 1 else f"{len(file.remarks):,} remarks:"
            for remark in file.remarks[:_LISTED]:
                self.remarks.addItem(visible(remark))
            if len(file.remarks) > _LISTED:
                self.remarks.addItem(f"… and {len(file.remarks) - _LISTED:,} more")
            self.remarks.show()
        self.lead.set_text(f"“{file.name}”: {frames}, {entries}. {lost}")
        self.name.setText(file.free_name)
        self.name.show()
        if file.clash:
            self.clash.set_text(f"The project has a codebook “{file.clash}” already.")
            for widget in (self.clash, self.replace, self.keep_both):
                widget.show()
            self.keep_both.setChecked(True)
        self.bring.setEnabled(True)
        self._look()

    def _on_failed(self, failure: Failure) -> None:
        self.lead.set_text(failure.message)
        self.lead.setObjectName("Problem")
        self.lead.style().unpolish(self.lead)
        self.lead.style().polish(self.lead)

    def _look(self) -> None:
        problem = "" if self.replace.isChecked() else self._problem(tidy_name(self.name.text()))
        self.problem.set_text(problem)
        self.problem.setVisible(bool(problem))

    def _problem(self, name: str) -> str:
        """What is wrong with a name."""
        file = self._file
        if not name:
            return "Write a name."
        if file is not None and name.casefold() in file.taken:
            return "Another codebook has this name. Choose another one."
        return ""
