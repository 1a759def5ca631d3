"""Marking a quote that the rules missed: of which kind it is and who says it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QButtonGroup, QComboBox, QPushButton, QRadioButton, QVBoxLayout, QWidget

from workbench.domain.quote_decisions import QUOTE_KINDS
from workbench.domain.spans import Interval
from workbench.ui import quote_actions
from workbench.ui.desk import Desk
from workbench.ui.dialogs.dialog_parts import FieldDialog, last_row, resize_within
from workbench.ui.plain_text import PlainLabel, tool_tip, visible
from workbench.ui.quote_words import KIND_TIPS, KINDS, extract, quote_words
from workbench.ui.widgets.entity_words import type_words
from workbench.workspace.messages import EntitySpan, ReaderArticle

_SHOWN: Final = 200
_LEADING: Final = 120
"""Characters before a quote in which its speaker is likely to be named."""


class MarkQuoteDialog(FieldDialog):
    """Asks for kind and speaker of selected words, with what is likely chosen already.

    Args:
        desk: what all panes share.
        article: the article on show.
        words: what is selected: whole words, with or without quotation marks.
        parent: the window.
    """

    def __init__(self, desk: Desk, article: ReaderArticle, words: Interval, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._article = article
        self._words = quote_actions.without_marks(article.text, words)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, True)
        self.setWindowTitle("Mark a quote")
        self.setAccessibleName("Mark a quote")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 16, 18, 12)
        layout.setSpacing(6)
        layout.addWidget(PlainLabel(f"“{extract(article, self._words, _SHOWN)}”", self, wrap=True))
        self.kinds = QButtonGroup(self)
        likely = quote_actions.likely_kind(article.text, words)
        for number, kind in enumerate(QUOTE_KINDS):
            button = QRadioButton(self)
            button.setText(visible(f"{KINDS[kind]}: {KIND_TIPS[kind][:1].casefold()}{KIND_TIPS[kind][1:]}"))
            button.setAccessibleName(visible(KINDS[kind]))
            button.setChecked(kind == likely)
            self.kinds.addButton(button, number)
            layout.addWidget(button)
        self.kinds.idToggled.connect(self._refresh)
        layout.addSpacing(6)
        layout.addWidget(PlainLabel("Who says it?", self))
        self.speaker = QComboBox(self)
        self.speaker.setAccessibleName("Who says it")
        self.speaker.setToolTip(tool_tip("The article’s names, the nearest one first"))
        self.speaker.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.speaker.setMinimumContentsLength(24)
        self._mentions = quote_actions.likely_speakers(article, self._words)
        self.speaker.addItem("Nobody is said to say it")
        for mention in self._mentions:
            self.speaker.addItem(visible(f"{mention.name} · {type_words(mention.type)}"))
        self.speaker.setCurrentIndex(self._likely_speaker())
        layout.addWidget(self.speaker)
        self.note = PlainLabel("", self, name="Muted", wrap=True)
        layout.addWidget(self.note)
        layout.addStretch(1)
        self.apply = QPushButton("Mark this quote", self)
        self.apply.setAccessibleName("Mark this quote")
        layout.addLayout(last_row(self, self.apply, cancel_name="Cancel: change nothing"))
        self.apply.setDefault(True)
        resize_within(self, QSize(540, 270), parent)
        self._refresh()
        self.kinds.button(QUOTE_KINDS.index(likely)).setFocus()

    @property
    def kind(self) -> str:
        """The kind that is chosen."""
        return QUOTE_KINDS[max(self.kinds.checkedId(), 0)]

    @property
    def mention(self) -> EntitySpan | None:
        """Who is chosen to say it; ``None`` for nobody."""
        at = self.speaker.currentIndex() - 1
        return self._mentions[at] if at >= 0 else None

    def accept(self) -> None:
        """Mark the quote, as one step."""
        quote_actions.mark(self._desk, self._article, self._words, self.kind, self.mention)
        super().accept()

    def _likely_speaker(self) -> int:
        """The nearest person just beside the words, else nobody: who speaks is not guessed from afar."""
        start, end = self._words
        for number, mention in enumerate(self._mentions, start=1):
            beside = start - _LEADING <= mention.start and mention.end <= end + _LEADING
            inside = start <= mention.start and mention.end <= end
            if mention.type == "PERSON" and beside and not inside:
                return number
        return 0

    def _refresh(self) -> None:
        replaced = quote_actions.replaced_by(self._article, self._words, self.kind)
        if not replaced:
            self.note.set_text("")
        elif len(replaced) == 1:
            self.note.set_text(f"It takes the place of: {quote_words(self._article, replaced[0])}.")
        else:
            self.note.set_text(f"It takes the place of {len(replaced):,} quotes.")
