"""What is drawn over an article's text: which layers there are, which are on, and how each of their spans looks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtGui import QColor, QFont, QTextCharFormat

from workbench.domain.quote_decisions import INDIRECT, NOWHERE
from workbench.domain.spans import Interval
from workbench.ui.theme import Theme
from workbench.ui.widgets.code_points import CodePointMap
from workbench.ui.widgets.span_highlighter import Stripe
from workbench.workspace.messages import QuoteSpan, ReaderArticle

QUOTES: Final = "quotes"
FRAMES: Final = "frames"
SPEAKERS: Final = "speakers"
ENTITIES: Final = "entities"
MARKS: Final = "marks"
BOILERPLATE: Final = "boilerplate"

_ORDER: Final = {name: number for number, name in enumerate((QUOTES, FRAMES, SPEAKERS, ENTITIES, MARKS, BOILERPLATE))}
_OPENING: Final = "“”„‟\"«»‹›‘’‚'＂「『"
_CLOSING: Final = "”“‟\"»«›‹’‘'＂」』"
_TYPEWRITER: Final = ("``", "''")

_Underline = QTextCharFormat.UnderlineStyle


@dataclass(frozen=True, slots=True)
class Layers:
    """Which layers are drawn."""

    entities: bool = True
    quotes: bool = True
    speakers: bool = False
    frames: bool = False


class LayerStyles:
    """Makes the stripes of one article on one theme."""

    def __init__(self, places: CodePointMap, theme: Theme) -> None:
        self._map = places
        self._theme = theme

    def stripes(self, article: ReaderArticle, layers: Layers) -> dict[str, list[Stripe]]:
        """All layers; those that are off are empty."""
        theme = self._theme
        grey, frame, wrong = QTextCharFormat(), QTextCharFormat(), QTextCharFormat()
        grey.setForeground(QColor(theme.boilerplate))
        frame.setUnderlineStyle(_Underline.DashUnderline)
        frame.setUnderlineColor(QColor(theme.frame_line))
        wrong.setUnderlineStyle(_Underline.WaveUnderline)
        wrong.setUnderlineColor(QColor(theme.danger))
        wrong.setBackground(QColor(theme.danger_ground))
        return {
            QUOTES: self._quotes(article) if layers.quotes else [],
            FRAMES: [self._stripe(FRAMES, f.start, f.end, frame) for f in article.frames if layers.frames],
            SPEAKERS: self._speakers(article) if layers.speakers else [],
            ENTITIES: self._entities(article) if layers.entities else [],
            MARKS: [self._stripe(MARKS, m.start, m.end, wrong) for m in article.marks if layers.quotes],
            BOILERPLATE: [
                self._stripe(BOILERPLATE, b.start, b.end, grey) for b in article.boilerplate if not b.restored
            ],
        }

    def _quotes(self, article: ReaderArticle) -> list[Stripe]:
        """Quoted words on a ground, deeper where one stands in another; what was reported in other words is dotted."""
        ground, deep, indirect = QTextCharFormat(), QTextCharFormat(), QTextCharFormat()
        ground.setBackground(QColor(self._theme.quote_ground))
        deep.setBackground(QColor(self._theme.quote_deep))
        indirect.setUnderlineStyle(_Underline.DotLine)
        indirect.setUnderlineColor(QColor(self._theme.muted))
        out = []
        for quote in article.quotes:
            style = indirect if quote.kind == INDIRECT else deep if quote.depth else ground
            out.append(self._stripe(QUOTES, *quote_with_marks(article.text, quote), style))
        return out

    def _speakers(self, article: ReaderArticle) -> list[Stripe]:
        """Who speaks in bold, the verb of saying in italics: seen without colours too."""
        bold, italic = QTextCharFormat(), QTextCharFormat()
        bold.setFontWeight(QFont.Weight.DemiBold)
        italic.setFontItalic(True)
        wanted = [(place, bold) for quote in article.quotes for place in (quote.speaker_at, quote.relay_at)]
        wanted += [(quote.cue_at, italic) for quote in article.quotes]
        # one speaker of three quotes is drawn once
        places = {(place, style is bold): style for place, style in wanted if place != NOWHERE}
        return [self._stripe(SPEAKERS, *place, style) for (place, _), style in places.items()]

    def _entities(self, article: ReaderArticle) -> list[Stripe]:
        styles: dict[str, QTextCharFormat] = {}
        out = []
        for mention in article.entities:
            colour = self._theme.entity_colour(mention.type)
            style = styles.get(colour)
            if style is None:
                style = styles[colour] = QTextCharFormat()
                style.setUnderlineStyle(_Underline.SingleUnderline)
                style.setUnderlineColor(QColor(colour))
            out.append(self._stripe(ENTITIES, mention.start, mention.end, style))
        return out

    def _stripe(self, layer: str, start: int, end: int, style: QTextCharFormat) -> Stripe:
        return Stripe(self._map.to_qt(start), self._map.to_qt(end), _ORDER[layer], style)


def quote_with_marks(text: str, quote: QuoteSpan) -> Interval:
    """Where a quote stands with its quotation marks, as it is drawn."""
    if quote.kind == INDIRECT:
        return (quote.start, quote.end)
    start, end = quote.start, quote.end
    if text[max(start - 2, 0) : start] in _TYPEWRITER:
        start -= 2
    elif text[max(start - 1, 0) : start] in _OPENING and start:
        start -= 1
    if text[end : end + 2] in _TYPEWRITER:
        end += 2
    elif text[end : end + 1] and text[end] in _CLOSING:
        end += 1
    return (start, end)
