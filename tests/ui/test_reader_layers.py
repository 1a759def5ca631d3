"""The layers of an article: how quotes, speakers and wrong marks look, what is said about them, what is remembered."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from driver import LEFT
from fake_bridge import FakeBridge
from PySide6.QtCore import QEvent, QEventLoop, QPoint, QPointF, QSettings, Qt
from PySide6.QtGui import QColor, QFont, QHelpEvent, QMouseEvent, QTextCharFormat, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from workbench.session.store import Store
from workbench.ui.desk import Desk
from workbench.ui.theme import DARK, LIGHT
from workbench.ui.widgets.article_layers import Layers
from workbench.ui.widgets.article_view import ArticleView
from workbench.ui.widgets.layer_switches import LayerSwitches
from workbench.ui.widgets.reading_text import Chosen
from workbench.ui.widgets.span_index import SpanIndex
from workbench.workspace.messages import EntitySpan, MarkSpan, QuoteSpan, ReaderArticle, Stage

TEXT = """🚢 Harbour news

“We will build the ‘long’ pier,” Jane Roe said. She added that it would be cheap.

Interfax quoted officials as saying the pier was safe. The mayor called it “a waste of money.
"""


def at(words: str, text: str = TEXT) -> tuple[int, int]:
    """Where words stand, in code points."""
    assert text.count(words) == 1, words
    return text.index(words), text.index(words) + len(words)


DIRECT = QuoteSpan(
    *at("We will build the ‘long’ pier,"),
    speaker="Jane Roe",
    kind="direct",
    found=at("We will build the ‘long’ pier,"),
    speaker_at=at("Jane Roe"),
    speaker_id="jane-roe",
    speaker_name="Jane Roe",
    speaker_key="person|jane|roe",
    cue="say",
    cue_class="neutral",
    cue_at=at("said"),
    words=6,
)
NESTED = QuoteSpan(*at("long"), speaker="", kind="mixed", found=at("long"), words=1, depth=1)
INDIRECT = QuoteSpan(
    *at("it would be cheap"),
    speaker="She",
    kind="indirect",
    found=at("it would be cheap"),
    speaker_at=at("She"),
    speaker_id="jane-roe",
    speaker_name="Jane Roe",
    cue="add",
    cue_class="neutral",
    cue_at=at("added"),
    words=4,
    decided=True,
)
RELAYED = QuoteSpan(
    *at("the pier was safe"),
    speaker="officials",
    kind="indirect",
    found=at("the pier was safe"),
    speaker_at=at("officials"),
    speaker_id="phrase:officials",
    cue="croon",
    cue_at=at("saying"),
    relay="Interfax",
    relay_at=at("Interfax"),
    words=4,
)
MARK = MarkSpan(*at("“a"), problem="this quotation mark is never closed")
ARTICLE = ReaderArticle(
    revision=1,
    document_id="a",
    text=TEXT,
    title="Harbour news",
    outlet="Evening Courier",
    date="2031-07-04",
    date_source="",
    author="",
    url="",
    encoding="UTF-8",
    notes=(),
    annotated=True,
    entities=(EntitySpan(*at("Jane Roe"), "jane-roe", "Jane Roe", "PERSON", key="person|jane|roe"),),
    references=(EntitySpan(*at("She"), "jane-roe", "Jane Roe", "PERSON", "pronoun", "person|jane|roe"),),
    quotes=(DIRECT, NESTED, INDIRECT, RELAYED),
    marks=(replace(MARK, end=MARK.start + 1),),
)


@pytest.fixture
def view(qapp: QApplication, qtbot: QtBot) -> Iterator[ArticleView]:
    bridge = FakeBridge()
    desk = Desk(Store(), bridge, LIGHT)
    desk.stage = Stage.COMPLETE
    view = ArticleView(desk)
    qtbot.addWidget(view)
    view.resize(700, 460)
    view.show_article(ARTICLE)
    view.show()
    yield view
    desk.close()
    bridge.deleteLater()
    desk.deleteLater()


def look(view: ArticleView, words: str) -> QTextCharFormat:
    """How the first letter of some words is drawn."""
    place = len(TEXT[: at(words)[0]].encode("utf-16-le")) // 2
    block = view.text.document().findBlock(place)
    inside = place - block.position()
    for part in block.layout().formats():
        if part.start <= inside < part.start + part.length:
            return QTextCharFormat(part.format)  # a copy: the other one goes with its list
    return QTextCharFormat()


def put_cursor(view: ArticleView, words: str) -> None:
    cursor = QTextCursor(view.text.document())
    cursor.setPosition(len(TEXT[: at(words)[0]].encode("utf-16-le")) // 2)
    view.text.setTextCursor(cursor)


def tip_at(view: ArticleView, words: str) -> str:
    put_cursor(view, words)
    place = view.text.cursorRect().center()
    inside = view.text.viewport().mapTo(view.text, place)
    QToolTip.hideText()
    while QToolTip.isVisible():  # it stays for a moment
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    QApplication.sendEvent(view.text, QHelpEvent(QEvent.Type.ToolTip, inside, view.text.mapToGlobal(inside)))
    return QToolTip.text() if QToolTip.isVisible() else ""


def ground(style: QTextCharFormat) -> str:
    brush = style.background()
    return brush.color().name().upper() if brush.style() is not Qt.BrushStyle.NoBrush else ""


# -- how it looks --------------------------------------------------------------------------------------------------------


def test_quoted_words_have_a_ground_and_a_quote_in_a_quote_a_deeper_one(view: ArticleView) -> None:
    assert ground(look(view, "We will")) == LIGHT.quote_ground
    assert ground(look(view, "“We")) == LIGHT.quote_ground  # the mark belongs to it
    assert ground(look(view, "‘long’")) == LIGHT.quote_deep
    assert ground(look(view, "Jane Roe")) == ""


def test_indirect_speech_is_dotted_and_has_no_ground_so_that_it_is_no_quotation(view: ArticleView) -> None:
    style = look(view, "it would be cheap")
    assert ground(style) == ""
    assert style.underlineStyle() is QTextCharFormat.UnderlineStyle.DotLine


def test_speakers_are_bold_and_verbs_italic_only_when_their_layer_is_on(view: ArticleView) -> None:
    for words in ("Jane Roe", "She", "Interfax"):
        assert look(view, words).fontWeight() in (0, QFont.Weight.Normal)
    view.set_layers(Layers(speakers=True))
    for words in ("Jane Roe", "She", "Interfax", "officials"):
        assert look(view, words).fontWeight() == QFont.Weight.DemiBold
        assert not look(view, words).fontItalic()
    for words in ("said", "added", "saying"):
        assert look(view, words).fontItalic()
    assert look(view, "Jane Roe").underlineColor() == QColor(LIGHT.person)  # the name's own line stays


def test_a_mark_that_is_never_closed_is_wavy_and_the_layer_of_quotes_turns_it_off(view: ArticleView) -> None:
    style = look(view, "“a waste")
    assert style.underlineStyle() is QTextCharFormat.UnderlineStyle.WaveUnderline
    assert style.underlineColor() == QColor(LIGHT.danger)
    view.set_layers(Layers(quotes=False))
    assert look(view, "“a waste").underlineStyle() is not QTextCharFormat.UnderlineStyle.WaveUnderline
    assert ground(look(view, "We will")) == ""


def test_dark_colours_are_used_on_the_dark_theme(view: ArticleView) -> None:
    view.desk.theme = DARK
    view.apply_theme()
    assert ground(look(view, "We will")) == DARK.quote_ground
    assert ground(look(view, "‘long’")) == DARK.quote_deep


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_text_and_names_can_be_read_on_the_grounds_of_quotes(theme: object) -> None:
    def light(colour: str) -> float:
        parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    def contrast(a: str, b: str) -> float:
        low, high = sorted((light(a), light(b)))
        return (high + 0.05) / (low + 0.05)

    for name in ("quote_ground", "quote_deep"):
        assert contrast(theme.text, getattr(theme, name)) >= 4.5  # type: ignore[attr-defined]
    grounds = [theme.panel, theme.quote_ground, theme.quote_deep]  # type: ignore[attr-defined]
    brightness = [light(colour) for colour in grounds]  # told apart without seeing colours
    assert brightness == sorted(brightness, reverse=not theme.dark)  # type: ignore[attr-defined]
    assert min(contrast(a, b) for a, b in pairwise(grounds)) > 1.1


# -- what is said --------------------------------------------------------------------------------------------------------


def test_a_tip_says_kind_speaker_verb_and_length(view: ArticleView) -> None:
    assert "Direct quote · Jane Roe · said (neutral) · 6 words" in tip_at(view, "We will")
    assert "Indirect speech · Jane Roe (“She”) · added (neutral) · 4 words · decided by hand" in tip_at(
        view, "it would"
    )
    assert "passed on by Interfax" in tip_at(view, "the pier was")
    assert "saying (not in the list of verbs)" in tip_at(view, "the pier was")
    nested = tip_at(view, "long")
    assert nested.index("inside another quote") < nested.index("said (neutral)")  # the inner one first


def test_a_pronoun_says_for_whom_it_stands(view: ArticleView) -> None:
    assert "“She” stands for Jane Roe (person)" in tip_at(view, "She")
    view.set_layers(Layers(entities=False))
    assert "stands for" not in tip_at(view, "She")


def test_the_head_counts_wrong_marks_and_a_click_goes_to_the_next_one(view: ArticleView) -> None:
    head = view.head
    assert head.marks.text() == "1 quotation mark is never closed"
    QTest.mouseClick(head.marks, LEFT)
    place = len(TEXT[: MARK.start].encode("utf-16-le")) // 2
    assert view.text.textCursor().position() == place
    assert "This quotation mark is never closed." in tip_at(view, "“a waste")
    more = replace(ARTICLE, marks=(*ARTICLE.marks, MarkSpan(3, 4, "this quotation mark closes nothing")))
    view.show_article(more)
    assert head.marks.text() == "2 quotation marks do not add up"
    view.show_article(replace(ARTICLE, marks=()))
    assert not head.marks.isVisible()


def test_the_head_counts_quotes_and_says_what_was_not_looked_for(view: ArticleView) -> None:
    assert "4 quotes, 2 indirect" in view.head.known.text()
    spanish = replace(ARTICLE, read_as="Spanish", missing=("names", "speakers", "labels"))
    for language in ("Spanish", "German"):
        view.show_article(replace(spanish, read_as=language))
        words = f"Read as {language}: names and speakers are not looked for, quotes by their marks alone"
        assert view.head.notes.text() == words
        assert view.head.notes.isVisible()
    view.show_article(replace(spanish, missing_help="install the model with: pip install a-model"))
    advice = "To have them found, install the model with: pip install a-model"
    assert view.head.notes.text().endswith(advice)
    assert advice in view.head.notes.toolTip()
    view.show_article(replace(ARTICLE, annotated=False))
    assert "names and quotes are still being found" in view.head.notes.text()


# -- choosing a quote ----------------------------------------------------------------------------------------------------


def marked(view: ArticleView) -> Chosen | None:
    """The quote that is marked in the text."""
    return view.text.chosen


def test_the_quote_at_the_cursor_is_marked_with_speaker_and_verb(view: ArticleView) -> None:
    assert marked(view) is None
    assert not view.quote_bar.isVisible()
    put_cursor(view, "We will")
    chosen = marked(view)
    assert chosen is not None
    shown = view.text.toPlainText().encode("utf-16-le")

    def words(place: tuple[int, int]) -> str:
        return shown[2 * place[0] : 2 * place[1]].decode("utf-16-le")

    assert words(chosen.quote) == "“We will build the ‘long’ pier,”"
    assert [words(place) for place in chosen.boxed] == ["Jane Roe"]
    assert [words(place) for place in chosen.dashed] == ["said"]
    assert view.quote_bar.isVisible()
    assert view.quote_bar.words.text() == "1 of 4 · Direct quote · Jane Roe · said (neutral) · 6 words"
    put_cursor(view, "pier was safe")
    chosen = marked(view)
    assert chosen is not None
    assert [words(place) for place in chosen.dashed] == ["saying", "Interfax"]
    put_cursor(view, "Harbour")
    assert marked(view) is None
    assert not view.quote_bar.isVisible()


def test_the_quote_under_the_mouse_is_marked_while_it_is_there(view: ArticleView) -> None:
    put_cursor(view, "it would")
    there = view.text.cursorRect().center()
    put_cursor(view, "Harbour")
    viewport = view.text.viewport()
    at, nothing = QPointF(there), Qt.MouseButton.NoButton
    # sent to the text itself: other tests' windows may lie above this one
    QApplication.sendEvent(
        viewport,
        QMouseEvent(
            QEvent.Type.MouseMove, at, viewport.mapToGlobal(at), nothing, nothing, Qt.KeyboardModifier.NoModifier
        ),
    )
    chosen = marked(view)
    assert chosen is not None
    assert view.text.boxes_of(*chosen.boxed[0])
    QApplication.sendEvent(view.text, QEvent(QEvent.Type.Leave))
    assert marked(view) is None


def test_boxes_follow_the_lines_of_the_text(view: ArticleView) -> None:
    start, end = 0, len(view.text.toPlainText())
    boxes = view.text.boxes_of(start, end)
    assert len(boxes) >= 5
    assert all(box.width() <= view.text.viewport().width() for box in boxes)
    tops = [box.top() for box in boxes]
    assert tops == sorted(tops)
    one = view.text.boxes_of(*(len(TEXT[:n].encode("utf-16-le")) // 2 for n in at("Jane Roe")))
    assert len(one) == 1
    middle = QPoint(round(one[0].center().x()), round(one[0].center().y()))
    found = view.text.cursorForPosition(middle).position()
    assert TEXT[: at("Jane Roe")[0]].count("\n") == view.text.document().findBlock(found).blockNumber()


def test_quotes_are_gone_through_with_their_steps(view: ArticleView) -> None:
    seen = []
    while view.step_quote(1):
        assert view.chosen_quote is not None
        seen.append(view.chosen_quote)
    assert seen == [DIRECT, NESTED, INDIRECT, RELAYED]
    assert view.step_quote(-1)
    assert view.chosen_quote == INDIRECT


def test_a_quote_stays_chosen_when_it_was_decided_about(view: ArticleView) -> None:
    put_cursor(view, "We will")
    changed = replace(DIRECT, start=DIRECT.start + 3, speaker="", speaker_name="", speaker_id="nobody:")
    view.show_article(replace(ARTICLE, quotes=(changed, *ARTICLE.quotes[1:])))
    assert view.chosen_quote == changed
    assert "nobody is said to say it" in view.quote_bar.words.text()


# -- switches ------------------------------------------------------------------------------------------------------------


def test_switches_are_remembered(qtbot: QtBot, tmp_path: Path) -> None:
    settings = QSettings(str(tmp_path / "s.ini"), QSettings.Format.IniFormat)
    first = LayerSwitches(LIGHT)
    qtbot.addWidget(first)
    first.remember(settings)
    assert first.layers == Layers()
    first.resize(first.sizeHint())
    first.show()
    QTest.mouseClick(first.buttons["speakers"], LEFT)
    QTest.mouseClick(first.buttons["entities"], LEFT)
    later = LayerSwitches(LIGHT)
    qtbot.addWidget(later)
    later.remember(settings)
    assert later.layers == Layers(entities=False, quotes=True, speakers=True, frames=False)
    for button in later.buttons.values():
        button.setChecked(False)
    last = LayerSwitches(LIGHT)
    qtbot.addWidget(last)
    last.remember(settings)
    assert last.layers == Layers(entities=False, quotes=False, speakers=False, frames=False)


def test_where_there_is_little_room_the_switches_are_a_menu(qtbot: QtBot) -> None:
    switches = LayerSwitches(LIGHT)
    qtbot.addWidget(switches)
    switches.resize(switches.sizeHint())
    switches.show()
    assert not switches.menu_button.isVisible()
    switches.resize(80, 30)
    assert switches.menu_button.isVisible()
    assert not any(button.isVisible() for button in switches.buttons.values())
    switches.actions_of["frames"].trigger()
    assert switches.layers == Layers(frames=True)
    assert switches.menu_button.accessibleName() == "Layers of the Reader: entities, quotes, frames"


# -- size ----------------------------------------------------------------------------------------------------------------


def test_spans_at_a_place_are_those_that_cover_it() -> None:
    spans = [EntitySpan(start, end, "e", "E", "ORG") for start, end in ((0, 5000), (10, 20), (15, 1030), (1030, 1031))]
    index = SpanIndex(spans)
    for position in (0, 9, 10, 19, 20, 1023, 1024, 1029, 1030, 1031, 4999, 5000, 9999):
        assert index.at(position) == [one for one in spans if one.start <= position < one.end]
    assert index.touching(20, 1030) == [spans[0], spans[2]]
    assert index.touching(5000, 9000) == []


def test_an_article_of_two_megabytes_is_shown_and_pointed_at_without_a_wait(view: ArticleView) -> None:
    one = "Jane Roe said “we will build it” and left. " * 8 + "\n\n"
    times = 2_000_000 // len(one)
    text = one * times
    quotes, entities = [], []
    place = text.find("we will build it")
    while place >= 0:
        quotes.append(replace(DIRECT, start=place, end=place + 16, found=(place, place + 16), depth=0))
        entities.append(EntitySpan(place - 15, place - 7, "jane-roe", "Jane Roe", "PERSON"))
        place = text.find("we will build it", place + 1)
    assert len(quotes) > 40_000
    began = time.perf_counter()
    view.show_article(
        replace(ARTICLE, text=text, quotes=tuple(quotes), entities=tuple(entities), references=(), marks=())
    )
    assert time.perf_counter() - began < 6
    began = time.perf_counter()
    for quote in quotes[:: len(quotes) // 200]:
        view.text.hovered.emit(quote.start + 2)
    assert time.perf_counter() - began < 1
    assert marked(view) is not None
