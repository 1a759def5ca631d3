"""How a measure is computed: formula, paper, what the interval means, settings and limits."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from workbench.ui.method_notes import MethodNote
from workbench.ui.plain_text import PlainLabel


class HowComputedDialog(QDialog):
    """Shows one explanation beside the window, which stays usable."""

    def __init__(self, note: MethodNote, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.note = note
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, True)
        self.setWindowTitle(f"How is this computed? — {note.title}")
        self.setAccessibleName(f"How {note.title} is computed")
        content = QWidget()
        content.setObjectName("PaneBody")
        content.setAttribute(Qt.WidgetAttribute.WA_StyledBackground, True)
        column = QVBoxLayout(content)
        column.setContentsMargins(22, 16, 22, 20)
        column.setSpacing(4)
        title = self._label(note.title, "Heading")
        font = QFont(title.font())
        font.setPointSizeF(font.pointSizeF() * 1.4)
        font.setWeight(QFont.Weight.DemiBold)
        title.setFont(font)
        column.addWidget(title)
        column.addWidget(self._label(note.summary))
        self._add_section(column, "What is counted", note.counting)
        column.addSpacing(10)
        column.addWidget(self._label(note.formulas_heading, "Heading"))
        for formula, words in note.formulas:
            line = self._label(formula)
            line.setFont(_formula_font(line.font()))
            line.setContentsMargins(0, 4, 0, 0)
            column.addWidget(line)
            explained = self._label(words, "Muted")
            explained.setContentsMargins(14, 0, 0, 4)
            column.addWidget(explained)
        for heading, paragraphs in note.sections:
            self._add_section(column, heading, paragraphs)
        column.addStretch(1)
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setAccessibleName("Explanation")
        area.setWidget(content)
        close = QPushButton("Close", self)
        close.setAccessibleName("Close the explanation")
        close.setDefault(True)
        close.clicked.connect(self.close)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(12, 8, 12, 10)
        buttons.addStretch(1)
        buttons.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(area, 1)
        layout.addLayout(buttons)
        self.resize(600, 640)

    def words(self) -> str:
        """Everything that is shown, as text."""
        return "\n".join(label.text() for label in self.findChildren(PlainLabel))

    def _add_section(self, column: QVBoxLayout, heading: str, paragraphs: tuple[str, ...]) -> None:
        column.addSpacing(10)
        column.addWidget(self._label(heading, "Heading"))
        for paragraph in paragraphs:
            label = self._label(paragraph)
            label.setContentsMargins(0, 0, 0, 3)
            column.addWidget(label)

    @staticmethod
    def _label(text: str, name: str = "") -> PlainLabel:
        label = PlainLabel(text, name=name, wrap=True)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return label


def show_how_computed(note: MethodNote, parent: QWidget | None = None) -> HowComputedDialog:
    """Open an explanation; the window stays usable."""
    dialog = HowComputedDialog(note, parent)
    dialog.setWindowModality(Qt.WindowModality.NonModal)
    # the connection holds the dialog, which nobody else may
    dialog.finished.connect(lambda _: dialog.deleteLater())
    dialog.show()
    return dialog


def _formula_font(font: QFont) -> QFont:
    fixed = QFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
    fixed.setPointSizeF(font.pointSizeF() * 0.95)
    return fixed
