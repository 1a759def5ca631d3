"""The entries of menus that are about quotes, for the text of an article and the line below it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from PySide6.QtWidgets import QMenu, QWidget

from workbench.domain.cue_verbs import CUE_CLASSES
from workbench.domain.focus import NOBODY, Focus
from workbench.domain.quote_decisions import INDIRECT, QUOTE_KINDS
from workbench.domain.spans import Interval, Span
from workbench.ui import quote_actions
from workbench.ui.desk import Desk
from workbench.ui.dialogs.entity_choice import ChooseSpeakerDialog
from workbench.ui.dialogs.quote_marking import MarkQuoteDialog
from workbench.ui.plain_text import mnemonic_safe
from workbench.ui.quote_words import CLASSES, KINDS, extract, quote_words, speaker_name
from workbench.ui.widgets.entity_words import ListedEntity
from workbench.workspace.messages import QuoteSpan, ReaderArticle

MOST_SPEAKERS: Final = 12
"""Entities of the article in the menu; the others are in a dialog."""
_SHORT: Final = 40


@dataclass(frozen=True, slots=True)
class QuoteMenus:
    """Makes menus about the quotes of one article."""

    desk: Desk
    article: ReaderArticle
    window: QWidget
    """What dialogs belong to."""
    open_verbs: Callable[[str], object]
    """Opens the list of verbs of saying at a verb."""

    def add_quotes(self, menu: QMenu, quotes: Sequence[QuoteSpan], selected: Interval | None) -> None:
        """Add what can be decided about the quotes at a place: the innermost one here, those around it in menus of theirs."""
        if not quotes:
            return
        inner = quotes[-1]
        menu.addAction(mnemonic_safe(quote_words(self.article, inner))).setEnabled(False)
        self.add_quote(menu, inner, selected)
        for outer in reversed(quotes[:-1]):
            around = menu.addMenu(mnemonic_safe(f"Around it: {quote_words(self.article, outer)}"))
            around.setAccessibleName("What to decide about the quote around it")
            self.add_quote(around, outer, selected)

    def add_quote(self, menu: QMenu, quote: QuoteSpan, selected: Interval | None = None) -> None:
        """Add what can be decided about one quote."""
        desk, article = self.desk, self.article
        who = menu.addMenu("Who says this?")
        self.add_speakers(who, quote, selected)
        kinds = menu.addMenu("Kind")
        self.add_kinds(kinds, quote)
        self._add_verb(menu, quote)
        if selected is not None:
            self._add_selected(menu, quote, selected)
        menu.addAction("Not a quote").triggered.connect(lambda _=False: quote_actions.reject(desk, article, quote))
        if quote.decided and not quote.made:  # else there is nothing to go back to
            menu.addAction("As the rules found it").triggered.connect(
                lambda _=False: quote_actions.restore(desk, article, quote)
            )
        name = "nobody" if quote.speaker_id == NOBODY else speaker_name(quote)
        menu.addAction(mnemonic_safe(f"Show all quotes of {name}")).triggered.connect(
            lambda _=False: self.show_speaker(quote)
        )

    def add_speakers(self, menu: QMenu, quote: QuoteSpan, selected: Interval | None = None) -> None:
        """Add whom a quote may be said by."""
        desk, article = self.desk, self.article
        menu.setAccessibleName("Who says this quote")
        if selected is not None:
            words = extract(article, selected, _SHORT)
            menu.addAction(mnemonic_safe(f"The selected words: “{words}”")).triggered.connect(
                lambda _=False: quote_actions.set_speaker_words(desk, article, quote, selected)
            )
            menu.addSeparator()
        place = (quote.start, quote.end)
        for mention in quote_actions.likely_speakers(article, place, MOST_SPEAKERS):
            action = menu.addAction(mnemonic_safe(mention.name))
            action.setCheckable(True)
            action.setChecked(mention.entity_id == quote.speaker_id)
            action.triggered.connect(
                lambda _=False, mention=mention: quote_actions.set_speaker(desk, article, quote, mention)
            )
        menu.addSeparator()
        menu.addAction("Another name…").triggered.connect(partial(self._ask_speaker, quote))
        nobody = menu.addAction("Nobody")
        nobody.setCheckable(True)
        nobody.setChecked(quote.speaker_id == NOBODY)
        nobody.triggered.connect(lambda _=False: quote_actions.set_nobody(desk, article, quote))

    def add_kinds(self, menu: QMenu, quote: QuoteSpan) -> None:
        """Add of which kind a quote may be."""
        menu.setAccessibleName("Kind of this quote")
        for kind in QUOTE_KINDS:
            action = menu.addAction(mnemonic_safe(KINDS[kind]))
            action.setCheckable(True)
            action.setChecked(kind == quote.kind)
            action.triggered.connect(
                lambda _=False, kind=kind: quote_actions.set_kind(self.desk, self.article, quote, kind)
            )

    def add_missed(self, menu: QMenu, rejected: Sequence[QuoteSpan], proposed: Sequence[QuoteSpan]) -> None:
        """Add what can be done about what is no quote: because a person said so, or because its verb is in no list."""
        desk, article = self.desk, self.article
        for quote in rejected[-1:]:
            menu.addAction("It is a quote after all, as the rules found it").triggered.connect(
                lambda _=False, quote=quote: quote_actions.restore(desk, article, quote)
            )
        for quote in proposed[-1:]:
            inner = menu.addMenu(mnemonic_safe(f"“{quote.cue}” is in no list of verbs of saying"))
            inner.setAccessibleName("What to do about a verb that is in no list")
            inner.addAction("Count this one as a quote").triggered.connect(
                lambda _=False, quote=quote: quote_actions.count_proposed(desk, article, quote)
            )
            inner.addSeparator()
            for cue_class in CUE_CLASSES:
                inner.addAction(mnemonic_safe(f"Add it as {cue_class}: {CLASSES[cue_class]}")).triggered.connect(
                    lambda _=False, cue=quote.cue, cue_class=cue_class: quote_actions.set_class_everywhere(
                        desk, [cue], cue_class
                    )
                )
            inner.addSeparator()
            inner.addAction("Verbs of saying…").triggered.connect(lambda _=False, cue=quote.cue: self.open_verbs(cue))

    def add_selection(self, menu: QMenu, selected: Interval, *, within: bool) -> None:
        """Add what can be done with selected words: mark them as a quote, or let them belong to the nearest one.

        Args:
            menu: the menu.
            selected: whole words.
            within: whether the menu is about a quote already.
        """
        menu.addAction("Mark the selection as a quote…").triggered.connect(partial(self.ask_to_mark, selected))
        nearest = None if within else quote_actions.nearest_quote(self.article, selected)
        if nearest is not None:
            called = extract(self.article, (nearest.start, nearest.end), _SHORT)
            inner = menu.addMenu(mnemonic_safe(f"The selected words belong to “{called}”"))
            inner.setAccessibleName("What the selected words are for the nearest quote")
            self._add_selected(inner, nearest, selected)

    def ask_to_mark(self, selected: Interval, _: bool = False) -> None:
        """Ask for what is needed to mark selected words as a quote."""
        MarkQuoteDialog(self.desk, self.article, selected, self.window).open()

    def show_speaker(self, quote: QuoteSpan) -> None:
        """Highlight all quotes of who says this one."""
        passage = Span(self.article.document_id, quote.start, quote.end)
        focus = Focus(speaker=quote.speaker_id, indirect=quote.kind == INDIRECT, passage=passage)
        self.desk.highlight(focus, origin="quotes")

    # -- inside ----------------------------------------------------------------------------------------------------

    def _add_verb(self, menu: QMenu, quote: QuoteSpan) -> None:
        desk, article = self.desk, self.article
        if not quote.cue:
            return
        inner = menu.addMenu(mnemonic_safe(f"Verb: {quote.cue}"))
        inner.setAccessibleName("How the verb colours this quote")
        for cue_class in CUE_CLASSES:
            action = inner.addAction(mnemonic_safe(f"Here {cue_class}: {CLASSES[cue_class]}"))
            action.setCheckable(True)
            action.setChecked(cue_class == quote.cue_class)
            action.triggered.connect(
                lambda _=False, cue_class=cue_class: quote_actions.set_cue_class(desk, article, quote, cue_class)
            )
        inner.addSeparator()
        inner.addAction("Here as in the list of verbs").triggered.connect(
            lambda _=False: quote_actions.set_cue_class(desk, article, quote, None)
        )
        inner.addAction("There is no verb of saying here").triggered.connect(
            lambda _=False: quote_actions.set_no_cue(desk, article, quote)
        )
        inner.addAction(mnemonic_safe(f"“{quote.cue}” in all articles…")).triggered.connect(
            lambda _=False: self.open_verbs(quote.cue)
        )

    def _add_selected(self, menu: QMenu, quote: QuoteSpan, selected: Interval) -> None:
        desk, article = self.desk, self.article
        for words, act in (
            ("The selected words are the speaker", quote_actions.set_speaker_words),
            ("The selected words are the verb of saying", quote_actions.set_cue_words),
            ("The quote is exactly the selected words", quote_actions.set_place),
        ):
            menu.addAction(mnemonic_safe(words)).triggered.connect(
                lambda _=False, act=act: act(desk, article, quote, selected)
            )

    def _ask_speaker(self, quote: QuoteSpan, _: bool = False) -> None:
        def take(entity: ListedEntity) -> None:
            quote_actions.set_speaker_entity(self.desk, self.article, quote, entity.key, entity.name)

        words = extract(self.article, (quote.start, quote.end), 4 * _SHORT)
        ChooseSpeakerDialog(self.desk, words, take, self.window).open()
