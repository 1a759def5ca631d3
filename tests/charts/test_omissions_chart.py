"""The matrix of what outlets cover: filled, hollow and hatched cells that open what they stand for."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest
from matplotlib.colors import to_hex, to_rgba
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.text import Text

from workbench.charts.omissions import CELLS, COLUMNS, describe_omissions, draw_omissions
from workbench.charts.style import Style, blend
from workbench.domain.focus import Focus
from workbench.domain.palette import outlet_styles
from workbench.domain.spans import Span

POST, HERALD, LEDGER = "Coast Post", "Lock Herald", "Ore Ledger"
STYLE = Style(outlets=outlet_styles((POST, HERALD, LEDGER)))


def omissions_table() -> pd.DataFrame:
    """A voice that one outlet alone has, a fact of two, and an outlet without an article."""
    rows = [
        {
            "group_id": "voice:otto", "kind": "voice", "name": "Otto Lund", "story_id": "s", "covered": 1, "outlets": 2,
            **_cell(POST, 0, 3, "", ("a", 5, 20), 0.41, "A baker spoke."),
            **_cell(HERALD, 2, 3, "headline", ("b", 0, 9), 1.0, "Otto Lund said."), **_cell(LEDGER, -1, 0),
        },
        {
            "group_id": "passage:1", "kind": "fact", "name": "A ferry sank", "story_id": "s", "covered": 2, "outlets": 2,
            **_cell(POST, 1, 3, "body", ("a", 30, 40), 1.0, "A ferry sank."),
            **_cell(HERALD, 1, 3, "lead", ("b", 30, 40), 1.0, "A ferry sank."), **_cell(LEDGER, -1, 0),
        },
    ]  # fmt: skip
    return pd.DataFrame(rows)


def _cell(
    outlet: str, count: int, of: int, place: str = "", at: tuple[str, int, int] = ("", -1, -1), near: float = float("nan"),
    text: str = "",
) -> dict[str, object]:  # fmt: skip
    values = (count, of, place, *at, near, text)
    return {f"{name}:{outlet}": value for name, value in zip(CELLS, values, strict=True)}


def with_third_outlet() -> pd.DataFrame:
    """The same, where the third outlet has an article of the second row's story."""
    table = omissions_table()
    table.loc[1, f"outlet:{LEDGER}"], table.loc[1, f"of:{LEDGER}"] = 0, 1
    return table


def cells(figure: Figure) -> list[Rectangle]:
    return [artist for artist in figure.get_children() if type(artist) is Rectangle and artist is not figure.patch]


def texts(figure: Figure) -> list[str]:
    return [text.get_text() for text in figure.findobj(Text)]


def test_a_covered_cell_is_filled_with_its_outlets_colour_the_stronger_the_more_prominent() -> None:
    figure = Figure(figsize=(8, 3))
    draw_omissions(figure, omissions_table(), STYLE)
    grounds = [to_hex(cell.get_facecolor()) for cell in cells(figure)]
    assert grounds[1] == blend(STYLE.outlet_colour(HERALD), STYLE.theme.ground, 0.85)
    assert grounds[3] == blend(STYLE.outlet_colour(HERALD), STYLE.theme.ground, 0.5)
    assert {"headline 2 of 3", "lead 1 of 3", "text 1 of 3"} <= set(texts(figure))


def test_an_absent_cell_is_hollow_and_opens_the_nearest_sentence() -> None:
    figure = Figure(figsize=(8, 3))
    marks = draw_omissions(figure, omissions_table(), STYLE).marks
    assert to_rgba(cells(figure)[0].get_facecolor())[3] == 0.0
    assert "0.41" in texts(figure)
    assert marks[0].focus == Focus(speaker="otto", passage=Span("a", 5, 20), indirect=True)
    assert marks[0].label == "Otto Lund: not in Coast Post (3 articles). Nearest (0.41): “A baker spoke.”"


def test_a_covered_cell_opens_its_passages_in_its_outlet() -> None:
    marks = draw_omissions(Figure(figsize=(8, 3)), omissions_table(), STYLE).marks
    assert marks[1].focus == Focus(speaker="otto", outlet=HERALD, indirect=True)
    assert marks[2].focus == Focus(group="passage:1", outlet=POST)
    assert marks[1].label == "Otto Lund in Lock Herald: 2 of 3 articles, first in the headline: “Otto Lund said.”"


def test_an_outlet_without_an_article_of_the_story_is_hatched_and_no_mark() -> None:
    figure = Figure(figsize=(8, 3))
    marks = draw_omissions(figure, with_third_outlet(), STYLE).marks
    assert [cell.get_hatch() for cell in cells(figure)] == [None, None, "////", None, None, None]
    assert len(marks) == 4, "nothing to open where there is no article, nor where no sentence comes near"


def test_an_outlet_without_any_article_has_no_column() -> None:
    figure = Figure(figsize=(8, 3))
    draw_omissions(figure, omissions_table(), STYLE)
    assert len(cells(figure)) == 4
    assert not any(LEDGER in text for text in texts(figure))


def test_rows_that_find_no_room_are_counted() -> None:
    figure, table = Figure(figsize=(5, 2)), pd.concat([omissions_table()] * 10, ignore_index=True)
    draw_omissions(figure, table, STYLE)
    assert any("of 20 rows; enlarge to see more" in text.replace("\n", " ") for text in texts(figure))


def test_nothing_to_compare_is_said() -> None:
    figure = Figure(figsize=(8, 3))
    empty = omissions_table().head(0)
    assert draw_omissions(figure, empty, STYLE).marks == ()
    assert "Nothing to compare" in texts(figure)
    assert describe_omissions(empty).endswith("Nothing to compare yet.")


def test_the_description_says_who_has_it_and_who_does_not() -> None:
    said = describe_omissions(omissions_table())
    assert "Otto Lund (voice): Lock Herald (2 of 3); not in Coast Post." in said
    assert "A ferry sank (fact): Coast Post (1 of 3) and Lock Herald (1 of 3)." in said


def test_a_table_without_a_column_is_refused() -> None:
    with pytest.raises(ValueError, match="kind"):
        draw_omissions(Figure(figsize=(8, 3)), omissions_table().drop(columns=["kind"]), STYLE)
    assert "kind" in COLUMNS


@pytest.mark.parametrize(
    "focus", [Focus(group="passage:1"), Focus(group="passage:1", outlet=HERALD), Focus(speaker="otto", indirect=True)]
)
def test_the_row_of_what_is_highlighted_has_a_band(focus: Focus) -> None:
    def boxes(highlight: Focus) -> int:
        figure = Figure(figsize=(7, 4))
        draw_omissions(figure, omissions_table(), replace(STYLE, focus=highlight))
        return len(figure.get_children())

    assert boxes(focus) == boxes(Focus()) + 1
    assert boxes(Focus(group="passage:2")) == boxes(Focus())
