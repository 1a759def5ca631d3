"""One article in the Reader: its head, its text, its layers, and the place that is on show."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QResizeEvent,
    QTextCharFormat,
    QTextCursor,
    QTextFormat,
    QTextOption,
)
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPlainTextEdit,
    QSizePolicy,
    QTextEdit,
    QToolTip,
    QVBoxLayout,
    QWidget,
)

from workbench.domain.palette import UNKNOWN_OUTLET
from workbench.ui.desk import Desk
from workbench.ui.links import ask_to_open
from workbench.ui.plain_text import ElidedLabel, PlainLabel, tool_tip, visible
from workbench.ui.theme import READING_FONT
from workbench.ui.widgets.code_points import CodePointMap, for_qt
from workbench.ui.widgets.outlet_mark import mark_icon
from workbench.ui.widgets.pane_header import link_button
from workbench.ui.widgets.span_highlighter import SpanHighlighter, Stripe
from workbench.workspace.messages import EntitySpan, ReaderArticle

FRAMES: Final = "frames"
QUOTES: Final = "quotes"
ENTITIES: Final = "entities"
BOILERPLATE: Final = "boilerplate"
EVIDENCE: Final = "evidence"

_LONGEST_LINE: Final = 92
"""Characters of a line in the Reader, about."""

_ORDER: Final = {QUOTES: 0, FRAMES: 1, ENTITIES: 2, BOILERPLATE: 3, EVIDENCE: 4}


@dataclass(frozen=True, slots=True)
class Layers:
    """Which layers are drawn."""

    entities: bool = True
    quotes: bool = True
    frames: bool = False


class ReadingText(QPlainTextEdit):
    """The text itself: can be selected and copied, never changed."""

    pointed = Signal(int)
    """A click at a Qt position, without a selection."""
    needs_tip = Signal(int, QPoint)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        # a paragraph without spaces would otherwise be laid out as one endless line
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setUndoRedoEnabled(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setCenterOnScroll(False)
        self._pressed = QPoint()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Lines stay short enough to read; what is left over is margin."""
        super().resizeEvent(event)
        longest = self.fontMetrics().averageCharWidth() * _LONGEST_LINE + 40
        side = max(self.width() - longest, 0)
        if self.viewportMargins().right() != side:
            self.setViewportMargins(0, 0, side, 0)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Remember where the button went down."""
        self._pressed = event.position().toPoint()
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """A click that did not drag points at something."""
        super().mouseReleaseEvent(event)
        at = event.position().toPoint()
        if (
            event.button() == Qt.MouseButton.LeftButton
            and (at - self._pressed).manhattanLength() < 4
            and not self.textCursor().hasSelection()
        ):
            self.pointed.emit(self.cursorForPosition(at).position())

    def event(self, event: QEvent) -> bool:
        """Tool tips come from the layers."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            inside = self.viewport().mapFrom(self, event.pos())
            self.needs_tip.emit(self.cursorForPosition(inside).position(), event.globalPos())
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter points at what the cursor stands on."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.pointed.emit(self.textCursor().position())
        else:
            super().keyPressEvent(event)


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

        self._mark = PlainLabel("", self)
        self._outlet = ElidedLabel("", self, name="Heading")
        self._date = ElidedLabel("", self, name="Muted")
        self._title = PlainLabel("", self, wrap=True)
        self._meta = PlainLabel("", self, name="Muted", wrap=True)
        self.source = link_button("Open source…", "Show the article's address and open it in the browser", self._ask)
        head = QWidget(self)
        head.setObjectName("ArticleHead")
        head.setAttribute(Qt.WidgetAttribute.WA_StyledBackground, True)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        head.setSizePolicy(policy)
        rows = QVBoxLayout(head)
        rows.setContentsMargins(20, 12, 20, 8)
        rows.setSpacing(4)
        line = QHBoxLayout()
        line.setSpacing(6)
        line.addWidget(self._mark)
        line.addWidget(self._outlet)
        line.addWidget(self._date, 1)
        line.addWidget(self.source)
        rows.addLayout(line)
        rows.addWidget(self._title)
        rows.addWidget(self._meta)

        self.text = ReadingText(self)
        self.text.setAccessibleName("Article text")
        self.text.document().setDocumentMargin(20)
        self.highlighter = SpanHighlighter(self.text.document())
        self.text.pointed.connect(self._on_pointed)
        self.text.needs_tip.connect(self._on_tip)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(head)
        layout.addWidget(self.text, 1)
        self.apply_theme()

    def apply_theme(self) -> None:
        """Take fonts and colours anew."""
        size = self.font().pointSizeF()
        reading = QFont(READING_FONT)
        reading.setPointSizeF(size * 1.18)
        self.text.setFont(reading)
        title = QFont(READING_FONT)
        title.setPointSizeF(size * 1.5)
        title.setWeight(QFont.Weight.DemiBold)
        self._title.setFont(title)
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

    def set_evidence(self, spans: list[tuple[int, int]]) -> None:
        """Highlight these places (code points)."""
        if spans != self._evidence:
            self._evidence = spans
            self.highlighter.set_layer(EVIDENCE, self._evidence_stripes(), first=self._block_in_view())

    def set_passage(self, passage: tuple[int, int] | None) -> None:
        """Bring one place into view and mark it more strongly than the rest."""
        self._passage = passage
        self._show_passage(scroll=True)

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
        style = self.desk.outlet_style(article.outlet)
        self._mark.setPixmap(mark_icon(style, self.desk.theme.dark).pixmap(14, 14))
        self._outlet.set_text(article.outlet or UNKNOWN_OUTLET)
        self._outlet.setMinimumWidth(min(self._outlet.fontMetrics().horizontalAdvance(self._outlet.text()) + 4, 220))
        origin = f" · date from {article.date_source}" if article.date and article.date_source else ""
        self._date.set_text((article.date or "no date") + origin)
        self._title.set_text(article.title or "No headline in the source")
        self._title.setEnabled(bool(article.title))
        known = [article.author and f"By {article.author}", article.encoding and f"read as {article.encoding}"]
        if not article.annotated:
            known.append(
                "names and quotes were not found" if self.desk.stopped else "names and quotes are still being found"
            )
        known.extend(article.notes)
        self._meta.set_text(" · ".join(k for k in known if k))
        self._meta.setVisible(bool(self._meta.text()))
        self.source.setVisible(bool(article.url))
        self.source.setToolTip(tool_tip(f"Opens in the browser, after asking: {article.url}"))
        heading = f"{article.outlet or UNKNOWN_OUTLET}: {article.title or 'no headline'}"
        self.text.setAccessibleDescription(visible(heading))

    def _ask(self) -> None:
        if self.article is not None:
            ask_to_open(self.window(), self.article.url)

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
            BOILERPLATE: [self._stripe(BOILERPLATE, start, end, grey) for start, end, _ in article.boilerplate],
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

    def _on_pointed(self, qt_position: int) -> None:
        position = self._map.from_qt(qt_position)
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
        words += [
            f"left out of counts: {kind.replace('_', ' ')}" for s, e, kind in article.boilerplate if s <= position < e
        ]
        if words:
            QToolTip.showText(where, tool_tip("\n".join(words)), self.text)
        else:
            QToolTip.hideText()
