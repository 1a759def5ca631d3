"""The search language in examples; a click on one tries it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QFrame, QGridLayout, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from workbench.domain.search_examples import GROUP_EXAMPLE, SEARCH_EXAMPLES
from workbench.domain.term_groups import reference
from workbench.ui.dialogs.dialog_parts import make_button, resize_within
from workbench.ui.plain_text import PlainLabel, mnemonic_safe


class HowToSearchDialog(QDialog):
    """Shows the examples beside the window, which stays usable.

    Args:
        search: searches for an example.
        groups: names of the groups that there are; the first one is an example too.
        parent: the window.
    """

    def __init__(self, search: Callable[[str], object], groups: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, True)
        self.setWindowTitle("How to search")
        self.setAccessibleName("How to search")
        content = QWidget()
        content.setObjectName("PaneBody")
        content.setAttribute(Qt.WidgetAttribute.WA_StyledBackground, True)
        grid = QGridLayout(content)
        grid.setContentsMargins(16, 12, 16, 12)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(5)
        grid.setColumnStretch(1, 1)
        examples = [*SEARCH_EXAMPLES]
        if groups:
            examples.append((reference(groups[0]), "All searches of a group that you saved, counted as one term."))
        self.examples: dict[str, QPushButton] = {}
        for row, (example, words) in enumerate(examples):
            button = QPushButton(mnemonic_safe(example), content)
            make_button(button, self._trying(search, example), name=f"Try {example}")
            grid.addWidget(button, row, 0)
            grid.addWidget(PlainLabel(words, content, wrap=True), row, 1)
            self.examples[example] = button
        row = len(examples)
        if not groups:
            grid.addWidget(PlainLabel(GROUP_EXAMPLE[0], content), row, 0)
            grid.addWidget(PlainLabel(GROUP_EXAMPLE[1], content, wrap=True), row, 1)
        grid.setRowStretch(row + 1, 1)
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setAccessibleName("Examples of searches")
        area.setWidget(content)
        close = QPushButton("Close", self)
        make_button(close, self.close, name="Close the examples")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 10, 0, 10)
        lead = PlainLabel(
            "Click an example to try it. The same language works in tables, charts and codebooks.", self, wrap=True
        )
        lead.setContentsMargins(16, 0, 16, 0)
        layout.addWidget(lead)
        layout.addWidget(area, 1)
        last = QHBoxLayout()
        last.setContentsMargins(16, 0, 16, 0)
        last.addStretch(1)
        last.addWidget(close)
        layout.addLayout(last)
        resize_within(self, QSize(620, 640), parent)

    @staticmethod
    def _trying(search: Callable[[str], object], example: str) -> Callable[[], object]:
        return lambda: search(example)
