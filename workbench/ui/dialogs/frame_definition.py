"""What defines a frame of one's own codebook: definition, questions, rules, and what it is a part of."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialogButtonBox, QFormLayout, QPlainTextEdit, QVBoxLayout, QWidget

from workbench.ui.dialogs.dialog_parts import FieldDialog, resize_within
from workbench.ui.plain_text import PlainLabel, visible, window_title
from workbench.ui.widgets.choice_box import ChoiceBox
from workbench.ui.widgets.code_points import for_qt
from workbench.workspace.codebook_tasks import FrameDefinition, ShownFrame

_WHOLE = "Nothing"


class FrameDefinitionDialog(FieldDialog):
    """Four fields of text, a line for each question and rule.

    Args:
        frame: the frame as it is.
        others: names of the frames that it can be a part of.
        parent: the dialog of the codebook.
    """

    def __init__(self, frame: ShownFrame, others: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(window_title(f"What defines “{frame.name}”"))
        self.setAccessibleName(visible(f"What defines the frame {frame.name}"))
        lead = PlainLabel(
            "Questions can be answered with yes or no. Proposals by meaning are sentences near the definition or a question.",
            self,
            wrap=True,
        )
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        self.definition = self._field(form, "Definition", "What the frame means", [frame.definition])
        self.questions = self._field(
            form, "Questions, one a line", "Questions of the frame, one a line", frame.questions
        )
        self.include = self._field(
            form, "Include, one a line", "When a passage belongs to it, one rule a line", frame.include
        )
        self.exclude = self._field(
            form, "Exclude, one a line", "When a passage does not belong to it, one rule a line", frame.exclude
        )
        self.part_of = ChoiceBox("The frame that it is a part of", self)
        self.part_of.addItem(_WHOLE, "")
        for name in others:
            self.part_of.addItem(visible(name), name)
        self.part_of.setCurrentIndex(max(self.part_of.findData(frame.parent), 0))
        form.addRow(PlainLabel("Part of", self), self.part_of)
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel, parent=self
        )
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 16, 18, 12)
        layout.addWidget(lead)
        layout.addLayout(form, 1)
        layout.addWidget(self.buttons)
        resize_within(self, QSize(680, 560), parent)

    @property
    def answer(self) -> FrameDefinition:
        """What the person wrote."""
        return FrameDefinition(
            definition=" ".join(self.definition.toPlainText().split()),
            questions=_lines(self.questions),
            include=_lines(self.include),
            exclude=_lines(self.exclude),
            parent=str(self.part_of.currentData() or ""),
        )

    def _field(self, form: QFormLayout, words: str, name: str, lines: Sequence[str]) -> QPlainTextEdit:
        field = QPlainTextEdit(self)
        field.setAccessibleName(visible(name))
        field.setTabChangesFocus(True)
        field.setPlainText(for_qt("\n".join(lines)))  # never cut: it is written back
        field.setMinimumHeight(field.fontMetrics().height() * 2)
        form.addRow(PlainLabel(words, self), field)
        return field


def _lines(field: QPlainTextEdit) -> tuple[str, ...]:
    lines = (" ".join(line.split()) for line in field.toPlainText().split("\n"))
    return tuple(dict.fromkeys(filter(None, lines)))
