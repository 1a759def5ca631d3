"""The line above the list of terms: what terms have in them, and a menu with the rest of the filter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLineEdit, QMenu, QSpinBox, QToolButton, QWidget, QWidgetAction

from workbench.ui.dialogs.dialog_parts import make_filter
from workbench.ui.plain_text import PlainLabel, mnemonic_safe, tool_tip, visible
from workbench.workspace.messages import Options

_MATCHES: Final[Mapping[str, str]] = {
    "contains": "Contains the text",
    "begins": "Begins with the text",
    "ends": "Ends with the text",
    "is": "Is the text (* and ? stand for letters)",
    "expression": "Is like the expression",
}
_PARTS: Final[Mapping[str, str]] = {
    "": "Any part of speech",
    "NOUN": "Nouns",
    "PROPN": "Names",
    "VERB": "Verbs",
    "AUX": "Auxiliary verbs",
    "ADJ": "Adjectives",
    "ADV": "Adverbs",
    "NUM": "Numbers",
    "PRON": "Pronouns",
    "ADP": "Prepositions",
    "INTJ": "Interjections",
}
_MOST: Final = 1_000_000


class ListFilter(QWidget):
    """A field, and a menu that says in its text how many of its settings are not as at first."""

    changed = Signal()
    """Something is filtered by another thing."""
    words_wanted = Signal()
    """Show the list of function words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._quiet = False
        self.field = QLineEdit(self)
        make_filter(self.field, "Filter terms", name="Filter terms")
        self.field.setToolTip(tool_tip("Filter terms. Below outlets: times per 1,000 words"))
        self.field.textChanged.connect(self._on_changed)
        self.button = QToolButton(self)
        self.button.setProperty("link", True)
        self.button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.menu = QMenu(self.button)
        self.button.setMenu(self.menu)
        self.matches = self._choice(self.menu, _MATCHES)
        self.menu.addSeparator()
        self.count = self._number("Times, at least", "How often terms stand in what is counted, at least")
        self.articles = self._number("Articles, at least", "In how many articles terms stand, at least")
        numbers = QWidget(self.menu)
        form = QFormLayout(numbers)
        form.setContentsMargins(12, 4, 12, 4)
        form.addRow(PlainLabel("Times, at least", numbers), self.count)
        form.addRow(PlainLabel("Articles, at least", numbers), self.articles)
        holder = QWidgetAction(self.menu)
        holder.setDefaultWidget(numbers)
        self.menu.addActions([holder])
        self.menu.addSeparator()
        self.parts_menu = self.menu.addMenu("Part of speech")
        self.parts = self._choice(self.parts_menu, _PARTS)
        self.menu.addSeparator()
        self.hide_words = self.menu.addAction("Hide function words")
        self.hide_words.setCheckable(True)
        self.hide_words.setChecked(True)
        self.hide_words.toggled.connect(self._on_changed)
        self.menu.addAction("Function words…", self.words_wanted.emit)
        self.menu.addSeparator()
        self.menu.addAction("As at first", self.reset)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 6, 4, 4)
        row.setSpacing(4)
        row.addWidget(self.field, 1)
        row.addWidget(self.button)
        self._say()

    def applied_to(self, options: Options) -> Options:
        """Options with what the list is filtered by."""
        return replace(
            options,
            list_text=self.field.text().strip(),
            list_match=self.match,
            list_count=self.count.value(),
            list_articles=self.articles.value(),
            list_part=self.part_of_speech,
            hide_function_words=self.hide_words.isChecked(),
        )

    @property
    def match(self) -> str:
        """How the text is looked for."""
        return next(name for name, action in self.matches.items() if action.isChecked())

    @property
    def part_of_speech(self) -> str:
        """What terms mostly are; empty for all."""
        return next(name for name, action in self.parts.items() if action.isChecked())

    def reset(self) -> None:
        """Filter by nothing, and hide function words."""
        self._quiet = True
        try:
            self.field.clear()
            self.count.setValue(1)
            self.articles.setValue(1)
            for action in (self.matches["contains"], self.parts[""], self.hide_words):
                action.setChecked(True)
        finally:
            self._quiet = False
        self._on_changed()

    def _choice(self, menu: QMenu, words: Mapping[str, str]) -> dict[str, QAction]:
        group = QActionGroup(menu)
        out = {}
        for number, (name, text) in enumerate(words.items()):
            action = menu.addAction(mnemonic_safe(text))
            action.setCheckable(True)
            action.setChecked(number == 0)
            group.addAction(action)
            out[name] = action
        group.triggered.connect(self._on_changed)
        return out

    def _number(self, words: str, tip: str) -> QSpinBox:
        box = QSpinBox(self)
        box.setRange(1, _MOST)
        box.setAccessibleName(visible(words))
        box.lineEdit().setAccessibleName(visible(words))
        box.setToolTip(tool_tip(tip))
        box.setGroupSeparatorShown(True)
        box.valueChanged.connect(self._on_changed)
        return box

    def _on_changed(self) -> None:
        if not self._quiet:
            self._say()
            self.changed.emit()

    def _say(self) -> None:
        options = self.applied_to(Options())
        others = replace(options, list_text="")
        first = Options()
        names = ("list_match", "list_count", "list_articles", "list_part", "hide_function_words")
        different = sum(getattr(others, name) != getattr(first, name) for name in names)
        self.button.setText(mnemonic_safe(f"Filter ({different}) ▾" if different else "Filter ▾"))
        self.button.setAccessibleName(visible("More to filter terms by"))
        self.button.setToolTip(tool_tip("How the text is looked for, least counts, parts of speech, function words"))
