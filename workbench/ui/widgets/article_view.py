"""One article in the Reader: its head, its text, its layers, and the place that is on show."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Final

from PySide6.QtCore import QPoint, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QColor, QFont, QResizeEvent, QTextCharFormat, QTextCursor, QTextFormat
from PySide6.QtWidgets import QMenu, QToolTip, QVBoxLayout, QWidget

from workbench.domain.boilerplate_marks import PERSON_RULE
from workbench.domain.palette import UNKNOWN_OUTLET
from workbench.domain.quote_decisions import NOWHERE
from workbench.domain.spans import Interval
from workbench.ui import boilerplate
from workbench.ui.desk import Desk
from workbench.ui.entity_actions import add_mention_actions
from workbench.ui.frame_menu import add_article_codes, add_coding, add_judging
from workbench.ui.plain_text import mnemonic_safe, tool_tip, visible
from workbench.ui.quote_menu import QuoteMenus
from workbench.ui.quote_words import mark_words, quote_words
from workbench.ui.theme import READING_FONT
from workbench.ui.widgets.article_head import ArticleHead
from workbench.ui.widgets.article_layers import Layers, LayerStyles, quote_with_marks
from workbench.ui.widgets.code_points import CodePointMap
from workbench.ui.widgets.entity_menu import add_entity_actions
from workbench.ui.widgets.entity_words import type_words
from workbench.ui.widgets.quote_bar import QuoteBar
from workbench.ui.widgets.reading_text import Chosen, Compared, ReadingText
from workbench.ui.widgets.span_highlighter import SpanHighlighter
from workbench.ui.widgets.span_index import SpanIndex
from workbench.workspace.boilerplate_tasks import WhichBoilerplate
from workbench.workspace.messages import BoilerplateSpan, EntitySpan, MarkSpan, QuoteSpan, ReaderArticle

_LOW: Final = 11
"""Lines of text below which a column is low."""

__all__ = ["ArticleView", "Layers"]


class ArticleView(QWidget):
    """Head and text of one article."""

    entity_pointed = Signal(str, int, int)
    """An entity's mention was clicked: its id, start and end in code points."""
    frame_pointed = Signal(str, int, int)
    """A frame's passage was clicked (only while that layer is on)."""
    place_pointed = Signal()
    """A place without a mention was clicked."""
    verbs_wanted = Signal(str)
    """The list of verbs of saying is wanted, at a verb."""
    scrolled = Signal()
    """The person went elsewhere in the text; what the program brings into view is not said."""
    quote_step_wanted = Signal(int)
    """The next (1) or the previous (-1) quote is wanted."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.article: ReaderArticle | None = None
        self.layers = Layers()
        self._map = CodePointMap("")
        self._evidence: list[tuple[int, int]] = []
        """In the order of the text."""
        self._longest = 0
        self._passage: tuple[int, int] | None = None
        self.aligned_words: Callable[[int], Sequence[str]] = lambda _: ()
        """What is to be said of a place (in code points) that is aligned with articles beside this one."""
        self.aligned_pointed: Callable[[int], bool] = lambda _: False
        """Takes a click at a place that is aligned; says whether it was one."""
        self._placing = False
        self._at_caret: QuoteSpan | None = None
        self._at_mouse: QuoteSpan | None = None
        self._index(None)

        self.menu: QMenu | None = None
        """The menu that was asked for last, while it is open."""
        self.head = ArticleHead(desk, self)
        self.text = ReadingText(self)
        self.text.setAccessibleName("Article text")
        self.text.setMinimumHeight(48)
        self.highlighter = SpanHighlighter(self.text.document())
        self.text.pointed.connect(self._on_pointed)
        self.text.bar_pointed.connect(self._on_bar)
        self.text.needs_tip.connect(self._on_tip)
        self.text.menu_wanted.connect(self._on_menu)
        self.text.hovered.connect(self._on_hovered)
        self.text.cursorPositionChanged.connect(self._on_caret)
        self.text.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        self.head.marks_wanted.connect(self.show_next_mark)
        self.quote_bar = QuoteBar(self)
        self.quote_bar.step_wanted.connect(self.quote_step_wanted)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.head)
        layout.addWidget(self.text, 1)
        layout.addWidget(self.quote_bar)
        self.apply_theme()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """In a low pane the text comes before what is known of it."""
        super().resizeEvent(event)
        self.head.set_low(self.height() < _LOW * self.fontMetrics().height())

    def apply_theme(self) -> None:
        """Take fonts and colours anew."""
        size = self.font().pointSizeF()
        reading = QFont(READING_FONT)
        reading.setPointSizeF(size * 1.18)
        self.text.setFont(reading)
        self.head.apply_theme()
        if self.article is not None:
            self._show_head(self.article)
            self._show_layers()
            self._show_evidence()
            self._show_passage(scroll=False)
            self._show_chosen()

    def show_article(self, article: ReaderArticle) -> None:
        """Show an article; when it is the one on show, only its layers change and the place stays."""
        same = (
            self.article is not None
            and self.article.document_id == article.document_id
            and self.article.text == article.text
        )
        before = self._at_caret.found if same and self._at_caret is not None else None
        self.article = article
        self._at_caret = self._at_mouse = None
        self._index(article)
        self._show_head(article)
        if not same:
            self._map = CodePointMap(article.text)
            self._evidence, self._passage = [], None
            self._show_evidence()
            self.text.mark(None)
            self.highlighter.forget()
            with QSignalBlocker(self.text), self._placed():  # where the cursor stands then is no choice of a quote
                self.text.set_text(article.text, self._map)
        self._show_layers()
        self._show_passage(scroll=False)
        # the chosen quote stays chosen, also when it was given another place
        self._at_caret = next((quote for quote in article.quotes if quote.found == before), None)
        self._show_chosen()

    def set_layers(self, layers: Layers) -> None:
        """Draw other layers."""
        self.layers = layers
        self._show_layers()
        self._show_chosen()

    def show_words(self) -> None:
        """Say anew how many words the article has."""
        self.head.show_known()

    def read_stretch(self, stretch: BoilerplateSpan) -> None:
        """Bring a stretch of boilerplate into view and put the cursor on it, so that Enter counts it."""
        self.set_passage((stretch.start, stretch.end))
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_evidence(self, spans: list[tuple[int, int]]) -> None:
        """Highlight these places (code points)."""
        if spans != self._evidence:
            self._evidence = sorted(spans)
            self._longest = max((end - start for start, end in spans), default=0)
            self._show_evidence()

    def set_passage(self, passage: tuple[int, int] | None) -> None:
        """Bring one place into view and mark it more strongly than the rest."""
        self._passage = passage
        with self._placed():
            self._show_passage(scroll=True)

    # -- beside other articles -----------------------------------------------------------------------------------------

    def set_compared(self, quiet: Sequence[Interval], different: Sequence[Interval], alone: Sequence[Interval]) -> None:
        """Draw what the article has in common with those beside it, in code points and in their order."""
        quiet_in_qt, different_in_qt, alone_in_qt = (
            tuple(map(self._span_in_qt, places)) for places in (quiet, different, alone)
        )
        theme = self.desk.theme
        self.text.set_compared(
            Compared(quiet_in_qt, different_in_qt, alone_in_qt, theme.muted, theme.danger_ground, theme.line)
        )

    def line_of(self, position: int) -> float:
        """The line of a code point, counted from the beginning of the text."""
        return self.text.line_of(self._map.to_qt(position))

    def go_to_line(self, line: float) -> None:
        """Make a line the first one in view, as far as the text goes."""
        with self._placed():
            self.text.verticalScrollBar().setValue(round(line))

    def extent_of(self, place: Interval) -> tuple[float, float] | None:
        """Top and bottom of a place in the viewport; ``None`` where nothing of it is in view."""
        boxes = self.text.boxes_of(*self._span_in_qt(place))
        shown = [box for box in boxes if box.bottom() > 0 and box.top() < self.text.viewport().height()]
        return (shown[0].top(), shown[-1].bottom()) if shown else None

    @contextmanager
    def _placed(self) -> Iterator[None]:
        """While the program, and not the person, moves the text."""
        before, self._placing = self._placing, True
        try:
            yield
        finally:
            self._placing = before

    def _on_scrolled(self) -> None:
        if not self._placing:
            self.scrolled.emit()

    def place(self) -> tuple[int, int, int]:
        """Where the person reads: how far down, and where the cursor and the other end of the selection stand."""
        cursor = self.text.textCursor()
        return self.text.verticalScrollBar().value(), cursor.anchor(), cursor.position()

    def return_to(self, place: tuple[int, int, int]) -> None:
        """Go back to a place of the text that is still on show."""
        down, anchor, position = place
        cursor = self.text.textCursor()
        cursor.setPosition(anchor)
        cursor.setPosition(position, QTextCursor.MoveMode.KeepAnchor)
        with self._placed():
            self.text.setTextCursor(cursor)
            self.text.verticalScrollBar().setValue(down)

    @property
    def highlighted(self) -> list[tuple[int, int]]:
        """The places highlighted now, in code points."""
        return list(self._evidence)

    def selected_words(self) -> str:
        """The words that are selected, on one line and without quotation marks; at most 200 characters."""
        cursor = self.text.textCursor()
        if self.article is None or not cursor.hasSelection():
            return ""
        start, end = (self._map.from_qt(p) for p in (cursor.selectionStart(), cursor.selectionEnd()))
        return " ".join(self.article.text[start:end].replace('"', " ").split())[:200]

    # -- inside ----------------------------------------------------------------------------------------------------

    def _show_head(self, article: ReaderArticle) -> None:
        self.head.show_article(article)
        heading = f"{article.outlet or UNKNOWN_OUTLET}: {article.title or 'no headline'}"
        self.text.setAccessibleDescription(visible(heading))

    def _show_layers(self) -> None:
        article = self.article
        if article is None:
            return
        stripes = LayerStyles(self._map, self.desk.theme).stripes(article, self.layers)
        self.highlighter.set_all(stripes, first=self._block_in_view())
        self._show_stretches(article)

    def _show_evidence(self) -> None:
        find = self._evidence_in if self._evidence else None
        self.text.set_highlights(find, QColor(self.desk.theme.highlight))

    def _evidence_in(self, qt_start: int, qt_end: int) -> list[tuple[int, int]]:
        """The highlighted places that stand in a stretch, all in Qt positions."""
        start, end = self._map.from_qt(qt_start), self._map.from_qt(qt_end)
        first, behind = (bisect_left(self._evidence, (at,)) for at in (start - self._longest, end))
        return [self._span_in_qt(place) for place in self._evidence[first:behind] if place[1] > start]

    def _index(self, article: ReaderArticle | None) -> None:
        """Prepare for finding what stands at a place."""
        self._mentions: SpanIndex[EntitySpan] = SpanIndex(article.entities if article else ())
        self._references: SpanIndex[EntitySpan] = SpanIndex(article.references if article else ())
        self._quotes: SpanIndex[QuoteSpan] = SpanIndex(article.quotes if article else ())
        self._no_quotes: SpanIndex[QuoteSpan] = SpanIndex(article.rejected_quotes if article else ())
        self._proposed: SpanIndex[QuoteSpan] = SpanIndex(article.proposed_quotes if article else ())
        self._marks: SpanIndex[MarkSpan] = SpanIndex(article.marks if article else ())

    def _show_stretches(self, article: ReaderArticle) -> None:
        greyed = [self._in_qt(b) for b in article.boilerplate if not b.restored]
        restored = [self._in_qt(b) for b in article.boilerplate if b.restored]
        self.text.set_stretches(tuple(greyed), tuple(restored), QColor(self.desk.theme.boilerplate))

    def _in_qt(self, span: BoilerplateSpan) -> tuple[int, int]:
        return self._map.to_qt(span.start), self._map.to_qt(span.end)

    def _block_in_view(self) -> int:
        return self.text.cursorForPosition(QPoint(0, 0)).blockNumber()

    def _show_passage(self, *, scroll: bool) -> None:
        if self._passage is None or self.article is None:
            self.text.mark(None)
            return
        start, end = (self._map.to_qt(min(p, len(self.article.text))) for p in self._passage)
        style = QTextCharFormat()
        style.setBackground(QColor(self.desk.theme.current))
        style.setProperty(QTextFormat.Property.OutlinePen, QColor(self.desk.theme.highlight_line))
        self.text.mark((start, end) if end > start else None, style)
        if scroll:
            place = QTextCursor(self.text.document())
            place.setPosition(start)
            self.text.setTextCursor(place)
            if start:
                self.text.centerCursor()
            else:
                self.text.verticalScrollBar().setValue(0)

    def _mention_at(self, position: int) -> EntitySpan | None:
        found = self._mentions.at(position) if self.layers.entities else []
        return found[-1] if found else None

    def _reference_at(self, position: int) -> EntitySpan | None:
        """A pronoun or a description that stands for an entity; the shortest one where several do."""
        found = self._references.at(position) if self.layers.entities else []
        return min(found, key=lambda one: one.end - one.start, default=None)

    def _quotes_at(self, position: int) -> list[QuoteSpan]:
        """The quotes at a place, the outermost one first."""
        return self._quotes.at(position) if self.layers.quotes or self.layers.speakers else []

    def _boilerplate_at(self, position: int) -> BoilerplateSpan | None:
        if self.article is None:
            return None
        return next((b for b in self.article.boilerplate if b.start <= position < b.end), None)

    def _on_pointed(self, qt_position: int) -> None:
        position = self._map.from_qt(qt_position)
        stretch = self._boilerplate_at(position)
        if self.article is not None and stretch is not None and not stretch.restored:
            boilerplate.count_again(self.desk, self.article.document_id, stretch)
            return
        mention = self._mention_at(position)
        if mention is not None:
            self.entity_pointed.emit(mention.entity_id, mention.start, mention.end)
            return
        if self.article is not None and self.layers.frames:
            for hit in self.article.frames:
                if hit.start <= position < hit.end:
                    self.frame_pointed.emit(hit.frame, hit.start, hit.end)
                    return
        if not self.aligned_pointed(position):
            self.place_pointed.emit()

    def _on_tip(self, qt_position: int, where: QPoint) -> None:
        article = self.article
        if article is None:
            return
        position = self._map.from_qt(qt_position)
        words = list(self.aligned_words(position))
        if (mention := self._mention_at(position) or self._reference_at(position)) is not None:
            what = f"{mention.name} ({type_words(mention.type)})"
            said = " ".join(article.text[mention.start : mention.end].split())
            words.append(what if said == mention.name else f"“{said}” stands for {what}")
        words += [mark_words(mark) for mark in self._marks.at(position)]
        words += [quote_words(article, quote) for quote in reversed(self._quotes_at(position))]
        words += [f"{f.frame}: {f.entry}" for f in article.frames if self.layers.frames and f.start <= position < f.end]
        if (stretch := self._boilerplate_at(position)) is not None:
            words.append(boilerplate.span_words(stretch, counted=self.desk.state.scope.boilerplate))
        if words:
            QToolTip.showText(where, tool_tip("\n".join(words)), self.text)
        else:
            QToolTip.hideText()

    def _on_bar(self, number: int) -> None:
        if self.article is not None:
            restored = [b for b in self.article.boilerplate if b.restored]
            boilerplate.leave_out_again(self.desk, self.article.document_id, restored[number])

    # -- quotes ----------------------------------------------------------------------------------------------------

    @property
    def chosen_quote(self) -> QuoteSpan | None:
        """The quote in which the cursor stands."""
        return self._at_caret

    def step_quote(self, step: int) -> bool:
        """Put the cursor on the next (1) or the previous (-1) quote. Returns whether there was one."""
        article = self.article
        if article is None or not article.quotes:
            return False
        if self._at_caret is not None:
            at = article.quotes.index(self._at_caret) + step
        else:
            position = self._map.from_qt(self.text.textCursor().position())
            before = sum(quote.start < position for quote in article.quotes)
            at = before if step > 0 else before - 1
        if not 0 <= at < len(article.quotes):
            return False
        self.choose_quote(article.quotes[at])
        return True

    def choose_quote(self, quote: QuoteSpan) -> None:
        """Put the cursor at the beginning of a quote and bring it into view."""
        self._go_to(quote.start)
        self._at_caret = quote  # where one begins at the same place as another, the cursor does not say which is meant
        self._show_chosen()

    def show_next_mark(self) -> None:
        """Put the cursor on the next quotation mark that does not add up."""
        marks = self.article.marks if self.article is not None else ()
        if not marks:
            return
        position = self._map.from_qt(self.text.textCursor().position())
        mark = next((mark for mark in marks if mark.start > position), marks[0])
        self._go_to(mark.start)
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)
        self.desk.said.emit(mark_words(mark))

    def _go_to(self, position: int) -> None:
        cursor = QTextCursor(self.text.document())
        cursor.setPosition(self._map.to_qt(position))
        self.text.setTextCursor(cursor)
        self.text.centerCursor()

    def _on_caret(self) -> None:
        cursor = self.text.textCursor()
        if cursor.hasSelection():
            return  # words are being selected, perhaps for the quote that is chosen
        found = self._quotes_at(self._map.from_qt(cursor.position()))
        self._at_caret = found[-1] if found else None
        self._show_chosen()

    def _on_hovered(self, qt_position: int) -> None:
        found = self._quotes_at(self._map.from_qt(qt_position)) if qt_position >= 0 else []
        quote = found[-1] if found else None
        if quote is not self._at_mouse:
            self._at_mouse = quote
            self._show_chosen()

    def _show_chosen(self) -> None:
        """Mark the quote under the mouse, else that under the cursor, and say all about the latter below the text."""
        article = self.article
        if not (self.layers.quotes or self.layers.speakers):
            self._at_caret = self._at_mouse = None
        quote = self._at_mouse or self._at_caret
        chosen = None
        if article is not None and quote is not None:
            chosen = Chosen(
                self._span_in_qt(quote_with_marks(article.text, quote)),
                tuple(self._span_in_qt(place) for place in (quote.speaker_at,) if place != NOWHERE),
                tuple(self._span_in_qt(place) for place in (quote.cue_at, quote.relay_at) if place != NOWHERE),
            )
        self.text.set_chosen(chosen, QColor(self.desk.theme.accent))
        if article is None or self._at_caret is None:
            self.quote_bar.show_quote(None, None)
        else:
            number = article.quotes.index(self._at_caret) + 1
            self.quote_bar.show_quote(
                self._quote_menus(article), self._at_caret, f"{number} of {len(article.quotes):,}"
            )

    def _span_in_qt(self, place: Interval) -> tuple[int, int]:
        return self._map.to_qt(place[0]), self._map.to_qt(place[1])

    def _quote_menus(self, article: ReaderArticle) -> QuoteMenus:
        return QuoteMenus(self.desk, article, self.window(), self.verbs_wanted.emit)

    # -- menu ------------------------------------------------------------------------------------------------------

    def _on_menu(self, qt_position: int, where: QPoint) -> None:
        if self.article is None:
            return
        menu = self.menu_at(qt_position)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.menu = menu
        menu.destroyed.connect(self._forget_menu)
        menu.popup(where)

    def _forget_menu(self) -> None:
        self.menu = None

    def menu_at(self, qt_position: int) -> QMenu:
        """What can be done at a place of the text, and with what is selected."""
        menu = QMenu(self)
        menu.setAccessibleName("What to do with the text")
        article = self.article
        if article is not None:
            position = self._map.from_qt(qt_position)
            self._add_selection(menu, article)
            self._add_quotes(menu, article, position)
            if (selected := self._selected_words(article)) is not None:
                add_coding(menu, self.desk, article, selected)
            add_judging(menu, self.desk, article, position)
            add_article_codes(menu, self.desk, article)
            mention = self._mention_at(position) or self._reference_at(position)
            if mention is not None:
                menu.addSeparator()
                add_mention_actions(menu, self.desk, article, mention)
                add_entity_actions(menu, self.desk, mention, self.window())
            stretch = self._boilerplate_at(position)
            if stretch is not None:
                menu.addSeparator()
                self._add_stretch(menu, article, stretch)
        if menu.actions():
            menu.addSeparator()
        copy = menu.addAction("Copy")
        copy.setEnabled(self.text.textCursor().hasSelection())
        copy.triggered.connect(self.text.copy)
        menu.addAction("Select all").triggered.connect(self.text.selectAll)
        return menu

    def _add_selection(self, menu: QMenu, article: ReaderArticle) -> None:
        selected = self._selected(article)
        if selected is None:
            return
        start, end = selected
        document = article.document_id
        away = [b for b in article.boilerplate if not b.restored and b.start < end and start < b.end]
        if not any(b.start <= start and end <= b.end for b in away):
            menu.addAction("Leave out as boilerplate").triggered.connect(
                lambda _=False: boilerplate.leave_out(self.desk, document, start, end)
            )
        if away:
            menu.addAction("Count the selected words").triggered.connect(
                lambda _=False: boilerplate.count_words(self.desk, document, start, end)
            )

    def _add_quotes(self, menu: QMenu, article: ReaderArticle, position: int) -> None:
        menus = self._quote_menus(article)
        selected = self._selected_words(article)
        quotes = self._quotes_at(position)
        if selected is not None and article.annotated:
            menus.add_selection(menu, selected, within=bool(quotes))
        if menu.actions() and (quotes or self._no_quotes.at(position) or self._proposed.at(position)):
            menu.addSeparator()
        menus.add_quotes(menu, quotes, selected)
        if self.layers.quotes:
            menus.add_missed(menu, self._no_quotes.at(position), self._proposed.at(position))

    def _add_stretch(self, menu: QMenu, article: ReaderArticle, stretch: BoilerplateSpan) -> None:
        document, kind = article.document_id, boilerplate.kind_words(stretch.kind)
        outlet = article.outlet or UNKNOWN_OUTLET
        if stretch.restored:
            menu.addAction(mnemonic_safe(f"Leave out again ({kind})")).triggered.connect(
                lambda _=False: boilerplate.leave_out_again(self.desk, document, stretch)
            )
            begin = "Leave out again all"
        else:
            menu.addAction(mnemonic_safe(f"Count this stretch ({kind})")).triggered.connect(
                lambda _=False: boilerplate.count_again(self.desk, document, stretch)
            )
            begin = "Count all"
        for words, which in (
            (
                f"{begin} of this kind in {outlet}",
                WhichBoilerplate(kind=stretch.kind, outlet=article.outlet, restored=stretch.restored),
            ),
            (
                f"{begin} that rule {stretch.rule} found" if stretch.rule != PERSON_RULE else f"{begin} marked by hand",
                WhichBoilerplate(rule=stretch.rule, restored=stretch.restored),
            ),
        ):
            menu.addAction(mnemonic_safe(words)).triggered.connect(
                lambda _=False, which=which: boilerplate.decide_all(self.desk, which)
            )

    def _selected(self, article: ReaderArticle) -> tuple[int, int] | None:
        """What is selected in code points, whole characters, without white space at its ends."""
        cursor = self.text.textCursor()
        if not cursor.hasSelection():
            return None
        whole = self.text.whole_characters(cursor.selectionStart(), cursor.selectionEnd())
        start, end = (self._map.from_qt(place) for place in whole)
        words = article.text[start:end]
        start += len(words) - len(words.lstrip())
        end -= len(words) - len(words.rstrip())
        return (start, end) if start < end else None

    def _selected_words(self, article: ReaderArticle) -> Interval | None:
        """What is selected in code points, made so large that it cuts no word; ``None`` for nothing or only white space."""
        cursor = self.text.textCursor()
        if not cursor.hasSelection():
            return None
        start, end = self.text.whole_words(cursor.selectionStart(), cursor.selectionEnd())
        return (self._map.from_qt(start), self._map.from_qt(end)) if start < end else None
