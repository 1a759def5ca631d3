"""One article in the Reader: its head, its text, its layers, and the place that is on show."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QColor, QFont, QTextCharFormat, QTextCursor, QTextFormat
from PySide6.QtWidgets import QMenu, QTextEdit, QToolTip, QVBoxLayout, QWidget

from workbench.domain.boilerplate_marks import PERSON_RULE
from workbench.domain.palette import UNKNOWN_OUTLET
from workbench.ui import boilerplate
from workbench.ui.desk import Desk
from workbench.ui.plain_text import mnemonic_safe, tool_tip, visible
from workbench.ui.theme import READING_FONT
from workbench.ui.widgets.article_head import ArticleHead
from workbench.ui.widgets.code_points import CodePointMap, for_qt
from workbench.ui.widgets.reading_text import ReadingText
from workbench.ui.widgets.span_highlighter import SpanHighlighter, Stripe
from workbench.workspace.boilerplate_tasks import WhichBoilerplate
from workbench.workspace.messages import BoilerplateSpan, EntitySpan, ReaderArticle

FRAMES: Final = "frames"
QUOTES: Final = "quotes"
ENTITIES: Final = "entities"
BOILERPLATE: Final = "boilerplate"
EVIDENCE: Final = "evidence"

_ORDER: Final = {QUOTES: 0, FRAMES: 1, ENTITIES: 2, BOILERPLATE: 3, EVIDENCE: 4}


@dataclass(frozen=True, slots=True)
class Layers:
    """Which layers are drawn."""

    entities: bool = True
    quotes: bool = True
    frames: bool = False


class ArticleView(QWidget):
    """Head and text of one article."""

    entity_pointed = Signal(str, int, int)
    """An entity's mention was clicked: its id, start and end in code points."""
    frame_pointed = Signal(str, int, int)
    """A frame's passage was clicked (only while that layer is on)."""
    place_pointed = Signal()
    """A place without a mention was clicked."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.article: ReaderArticle | None = None
        self.layers = Layers()
        self._map = CodePointMap("")
        self._evidence: list[tuple[int, int]] = []
        self._passage: tuple[int, int] | None = None

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
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.head)
        layout.addWidget(self.text, 1)
        self.apply_theme()

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
            self._show_passage(scroll=False)

    def show_article(self, article: ReaderArticle) -> None:
        """Show an article; when it is the one on show, only its layers change and the place stays."""
        same = (
            self.article is not None
            and self.article.document_id == article.document_id
            and self.article.text == article.text
        )
        self.article = article
        self._show_head(article)
        if not same:
            self._map = CodePointMap(article.text)
            self._evidence, self._passage = [], None
            self.text.setExtraSelections([])
            self.text.setPlainText(for_qt(article.text))
        self._show_layers()
        self._show_passage(scroll=False)

    def set_layers(self, layers: Layers) -> None:
        """Draw other layers."""
        self.layers = layers
        self._show_layers()

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
            self._evidence = spans
            self.highlighter.set_layer(EVIDENCE, self._evidence_stripes(), first=self._block_in_view())

    def set_passage(self, passage: tuple[int, int] | None) -> None:
        """Bring one place into view and mark it more strongly than the rest."""
        self._passage = passage
        self._show_passage(scroll=True)

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

    def _stripe(self, layer: str, start: int, end: int, style: QTextCharFormat) -> Stripe:
        return Stripe(self._map.to_qt(start), self._map.to_qt(end), _ORDER[layer], style)

    def _evidence_stripes(self) -> list[Stripe]:
        style = QTextCharFormat()
        style.setBackground(QColor(self.desk.theme.highlight))
        return [self._stripe(EVIDENCE, start, end, style) for start, end in self._evidence]

    def _show_layers(self) -> None:
        article, theme = self.article, self.desk.theme
        if article is None:
            return
        grey = QTextCharFormat()
        grey.setForeground(QColor(theme.boilerplate))
        quote = QTextCharFormat()
        quote.setBackground(QColor(theme.quote_ground))
        indirect = QTextCharFormat()
        indirect.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
        indirect.setUnderlineColor(QColor(theme.accent))
        frame = QTextCharFormat()
        frame.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DashUnderline)
        frame.setUnderlineColor(QColor(theme.frame_line))
        stripes: dict[str, list[Stripe]] = {
            QUOTES: [
                self._stripe(QUOTES, q.start, q.end, indirect if q.kind == "indirect" else quote)
                for q in article.quotes
                if self.layers.quotes
            ],
            FRAMES: [self._stripe(FRAMES, f.start, f.end, frame) for f in article.frames if self.layers.frames],
            ENTITIES: [],
            BOILERPLATE: [
                self._stripe(BOILERPLATE, b.start, b.end, grey) for b in article.boilerplate if not b.restored
            ],
            EVIDENCE: self._evidence_stripes(),
        }
        if self.layers.entities:
            styles: dict[str, QTextCharFormat] = {}
            for mention in article.entities:
                colour = theme.entity_colour(mention.type)
                if colour not in styles:
                    style = QTextCharFormat()
                    style.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
                    style.setUnderlineColor(QColor(colour))
                    styles[colour] = style
                stripes[ENTITIES].append(self._stripe(ENTITIES, mention.start, mention.end, styles[colour]))
        self.highlighter.set_all(stripes, first=self._block_in_view())
        self._show_stretches(article)

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
            self.text.setExtraSelections([])
            return
        start, end = (self._map.to_qt(min(p, len(self.article.text))) for p in self._passage)
        cursor = QTextCursor(self.text.document())
        cursor.setPosition(start)
        if end > start:
            cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            selection = QTextEdit.ExtraSelection()
            selection.cursor = cursor
            style = QTextCharFormat()
            style.setBackground(QColor(self.desk.theme.current))
            style.setProperty(QTextFormat.Property.OutlinePen, QColor(self.desk.theme.highlight_line))
            selection.format = style
            self.text.setExtraSelections([selection])
        else:
            self.text.setExtraSelections([])
        if scroll:
            place = QTextCursor(self.text.document())
            place.setPosition(start)
            self.text.setTextCursor(place)
            if start:
                self.text.centerCursor()
            else:
                self.text.verticalScrollBar().setValue(0)

    def _mention_at(self, position: int) -> EntitySpan | None:
        if self.article is None or not self.layers.entities:
            return None
        mentions = self.article.entities
        at = bisect_right([m.start for m in mentions], position) - 1
        return mentions[at] if at >= 0 and position < mentions[at].end else None

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
        self.place_pointed.emit()

    def _on_tip(self, qt_position: int, where: QPoint) -> None:
        article = self.article
        if article is None:
            return
        position = self._map.from_qt(qt_position)
        words = []
        if (mention := self._mention_at(position)) is not None:
            words.append(f"{mention.name} ({mention.type})")
        words += [
            f"{q.kind} quote, speaker: {q.speaker or 'not found'}"
            for q in article.quotes
            if q.start <= position < q.end
        ]
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
            self._add_selection(menu, article)
            stretch = self._boilerplate_at(self._map.from_qt(qt_position))
            if stretch is not None:
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
