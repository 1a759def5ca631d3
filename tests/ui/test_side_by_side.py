"""Articles side by side in the real window: what they have in common is level, joined, quiet and listed."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from driver import Driver
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolTip

from workbench.ui.widgets.aligned_columns import Band
from workbench.ui.widgets.article_view import ArticleView
from workbench.ui.widgets.difference_words import difference_lines
from workbench.ui.widgets.side_by_side import SideBySide
from workbench.workspace.passage_messages import Aligned, Difference

pytestmark = pytest.mark.model

QUOTE_POST = "“We will build the bridge before the winter comes, and nobody will have to wait,” Mayor Ada Brook said."
QUOTE_HERALD = "Mayor Ada Brook said: “We will build the bridge before winter comes, and nobody will have to wait.”"
TOLL_POST = "The ferry Alba sank off the coast of Norway with 12 people on board, the police said on Monday."
TOLL_HERALD = "The ferry Alba sank off the coast of Norway with 31 people on board, the police said on Monday."


POOLS = {
    "post": ("heron", "otter", "reeds", "marsh", "nest", "feather", "dawn", "mist", "shallow", "wing", "hunter"),
    "herald": ("baker", "flour", "oven", "crust", "shop", "rye", "dough", "kneaded", "morning", "shelf", "apprentice"),
    "third": ("comet", "telescope", "orbit", "crater", "lens", "eclipse", "observatory", "meteor", "planet", "radio"),
    "fourth": ("violin", "cello", "concert", "orchestra", "bow", "melody", "rehearsal", "audience", "opera", "tuning"),
}


def filler(article: str, paragraphs: int, seed: int = 0) -> str:
    """Paragraphs in words that no other article has."""
    draws = random.Random(f"{article} {seed}")
    return "\n\n".join(" ".join(draws.sample(POOLS[article], 9)).capitalize() + "." for _ in range(paragraphs))


def joined(*parts: str) -> str:
    """Parts of an article, one below the other."""
    return "\n\n".join(parts) + "\n"


TEXTS = {
    "post": (
        "Coast Post",
        joined(filler("post", 14), QUOTE_POST, filler("post", 10, 1), TOLL_POST, filler("post", 25, 2)),
    ),
    "herald": (
        "Lock Herald",
        joined(filler("herald", 30), QUOTE_HERALD, filler("herald", 5, 1), TOLL_HERALD, filler("herald", 25, 2)),
    ),
    "third": ("Hill Times", joined(filler("third", 20), TOLL_POST, filler("third", 30, 1))),
    "fourth": ("Dale Echo", joined(filler("fourth", 40))),
}


@pytest.fixture
def reader(newcomer: Driver, tmp_path: Path) -> Iterator[Driver]:
    """A person with four articles of one story open."""
    folder = tmp_path / "bridge"
    folder.mkdir()
    rows = ["file,outlet,date,story_id"]
    for name, (outlet, text) in TEXTS.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
        rows.append(f"{name}.txt,{outlet},2031-02-03,bridge")
    (folder / "metadata.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    newcomer.open(folder)
    newcomer.settle()
    yield newcomer
    side(newcomer).together.setChecked(True)
    side(newcomer).quiet.setChecked(True)
    if side(newcomer).listed.isChecked():
        newcomer.click(side(newcomer).listed)
    newcomer.settle()


def side(reader: Driver) -> SideBySide:
    return reader.window.reader.side_by_side


def aligned(reader: Driver) -> tuple[Aligned, ...]:
    alignment = side(reader).alignment
    assert alignment is not None
    return alignment.aligned


def text_of(view: ArticleView) -> str:
    assert view.article is not None
    return view.article.text


def read(reader: Driver, *names: str) -> None:
    reader.window.desk.read_requested.emit(tuple(names))
    reader.settle()
    reader.until(lambda: len(names) < 2 or side(reader).alignment is not None)
    reader.settle()


def top_of(reader: Driver, column: int, passage: str) -> float:
    """Where a passage stands on the screen, in the coordinates of the columns."""
    view = side(reader)._views[column]
    start = text_of(view).index(passage)
    cursor = QTextCursor(view.text.document())
    cursor.setPosition(start)
    inside = view.text.cursorRect(cursor).topLeft()
    return float(view.text.viewport().mapTo(side(reader).columns, inside).y())


def scroll_to(reader: Driver, column: int, passage: str) -> None:
    """Read on with the keyboard until a passage stands where columns are level."""
    view = side(reader)._views[column]
    view.text.lay_out()
    bar = view.text.verticalScrollBar()
    bar.setValue(0)
    line = view.line_of(text_of(view).index(passage))
    view.text.setFocus()
    while (
        bar.value() < bar.maximum()
        and bar.value() + bar.value() / bar.maximum() * view.text.viewport().height() / view.text.line_height < line
    ):
        bar.triggerAction(bar.SliderAction.SliderSingleStepAdd)


def test_a_passage_brings_its_counterpart_to_the_same_height(reader: Driver) -> None:
    read(reader, "post", "herald")
    assert [one.kind for one in aligned(reader)] == ["same-quote", "contradiction"]
    scroll_to(reader, 0, QUOTE_POST)
    line = side(reader)._views[0].text.line_height
    assert abs(top_of(reader, 0, QUOTE_POST) - top_of(reader, 1, QUOTE_HERALD)) <= 1.5 * line
    scroll_to(reader, 1, TOLL_HERALD)
    assert abs(top_of(reader, 0, TOLL_POST) - top_of(reader, 1, TOLL_HERALD)) <= 1.5 * line


def test_beginning_and_end_meet(reader: Driver) -> None:
    read(reader, "post", "herald")
    bars = [view.text.verticalScrollBar() for view in side(reader)._views]
    bars[0].setValue(bars[0].maximum())
    assert bars[1].value() >= bars[1].maximum() - 1
    bars[0].setValue(0)
    assert bars[1].value() == 0


def test_switched_off_each_article_scrolls_by_itself(reader: Driver) -> None:
    read(reader, "post", "herald")
    bars = [view.text.verticalScrollBar() for view in side(reader)._views]
    reader.click(side(reader).together)
    bars[0].setValue(12)
    assert bars[1].value() == 0
    reader.click(side(reader).together)
    assert bars[1].value() > 0, "the first article leads"


def test_a_row_of_the_list_brings_its_passages_to_one_height_and_highlights_them(reader: Driver) -> None:
    read(reader, "post", "herald")
    assert side(reader).listed.text() == "Differences (2)"
    reader.click(side(reader).listed)
    table = side(reader).differences.table
    assert table.isVisible()
    rows = table.table_model.table
    assert rows.texts("kind") == ["Same quote", "Contradiction"]
    assert rows.texts("differences")[1] == "“12” in Coast Post, “31” in Lock Herald"
    table.setFocus()
    reader.click_row(table, 1)
    reader.settle()
    group = aligned(reader)[1].group_id
    assert reader.window.desk.state.focus.group == group
    line = side(reader)._views[0].text.line_height
    assert abs(top_of(reader, 0, TOLL_POST) - top_of(reader, 1, TOLL_HERALD)) <= line
    assert side(reader)._views[0].highlighted
    assert [band.strong for band in side(reader).columns.bands_beside(0) if band.group_id == group] == [True]


def test_common_words_are_quiet_and_different_ones_marked(reader: Driver) -> None:
    read(reader, "post", "herald")
    view = side(reader)._views[0]
    text = text_of(view)

    def words(places: tuple[tuple[int, int], ...]) -> list[str]:
        return [text[slice(*place)] for place in places]

    compared = view.text.compared
    assert "12" in words(compared.different)
    quiet = " ".join(words(compared.quiet))
    assert "The ferry Alba sank off the coast of Norway with" in quiet
    assert "12" not in quiet.split()
    assert filler("post", 1) in words(compared.alone)
    assert not any("ferry" in place for place in words(compared.alone))
    reader.click(side(reader).quiet)
    assert view.text.compared.quiet == ()
    assert view.text.compared.alone == ()


def test_what_differs_is_said_where_the_mouse_rests(reader: Driver) -> None:
    read(reader, "post", "herald")
    scroll_to(reader, 0, TOLL_POST)
    view = side(reader)._views[0]
    place = text_of(view).index(TOLL_POST) + 3
    view.text.needs_tip.emit(place, view.text.mapToGlobal(QPoint(4, 4)))
    assert "“12” in Coast Post, “31” in Lock Herald" in QToolTip.text()
    QToolTip.hideText()


def test_a_click_on_a_passage_or_on_its_band_highlights_the_group(reader: Driver) -> None:
    read(reader, "post", "herald")
    first, second = (one.group_id for one in aligned(reader))
    view = side(reader)._views[0]
    view.text.pointed.emit(text_of(view).index("off the coast of Norway") + 4)
    reader.settle()
    assert reader.window.desk.state.focus.group == second
    scroll_to(reader, 0, QUOTE_POST)
    band: Band = next(band for band in side(reader).columns.bands_beside(0) if band.group_id == first)
    gap = side(reader).columns.handle(1)
    middle = QPoint(gap.width() // 2, round((sum(band.left) + sum(band.right)) / 4))
    QTest.mouseClick(gap, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, middle)
    reader.settle()
    assert reader.window.desk.state.focus.group == first


def test_four_articles_follow_each_as_far_as_it_has_something_in_common(reader: Driver) -> None:
    read(reader, "post", "herald", "third", "fourth")
    scroll_to(reader, 0, TOLL_POST)
    line = side(reader)._views[0].text.line_height
    assert abs(top_of(reader, 0, TOLL_POST) - top_of(reader, 1, TOLL_HERALD)) <= 1.5 * line
    assert abs(top_of(reader, 0, TOLL_POST) - top_of(reader, 2, TOLL_POST)) <= 1.5 * line
    assert side(reader)._views[3].text.verticalScrollBar().value() == 0, "it has nothing in common with any"


def test_articles_with_nothing_in_common_say_so_and_scroll_by_themselves(reader: Driver) -> None:
    read(reader, "third", "fourth")
    assert "No passage in common was found" in side(reader).words.text()
    assert not side(reader).together.isEnabled()
    bars = [view.text.verticalScrollBar() for view in side(reader)._views]
    bars[0].setValue(9)
    assert bars[1].value() == 0
    assert side(reader).columns.handleWidth() == 1


def test_one_article_has_no_strip(reader: Driver) -> None:
    read(reader, "post", "herald")
    assert side(reader).strip.isVisible()
    read(reader, "post")
    assert not side(reader).strip.isVisible()
    assert side(reader)._views[0].text.compared.quiet == ()


def test_words_for_differences() -> None:
    one, other = ("Coast Post", "a joint “plan” here"), ("Lock Herald", "a common plan here now")
    differences = [
        Difference("replace", (2, 7), (2, 8)),
        Difference("quoted", (9, 13), (9, 13)),
        Difference("insert", (19, 19), (19, 22)),
        Difference("delete", (15, 19), (18, 18)),
    ]
    assert difference_lines(differences, one, other) == [
        "“joint” in Coast Post, “common” in Lock Herald",
        "“plan” in quotation marks only in Coast Post",
        "“now” only in Lock Herald",
        "“here” only in Coast Post",
    ]
    assert difference_lines(differences, one, other, most=1)[-1] == "and 3 more"
