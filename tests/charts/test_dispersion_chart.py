from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from matplotlib.text import Text

from workbench.charts.dispersion import describe_dispersion, draw_dispersion
from workbench.charts.render import render
from workbench.charts.style import Style
from workbench.domain.focus import Focus
from workbench.domain.hitmap import HitMap, Mark
from workbench.domain.palette import outlet_styles
from workbench.domain.spans import Span

Build = Callable[..., pd.DataFrame]
STYLE = Style(outlets=outlet_styles(["AP", "Bloomberg", "Caspian News"]))


def texts(figure: Figure) -> list[str]:
    return [text.get_text() for text in figure.findobj(Text)]


def strips(hitmap: HitMap) -> list[Mark]:
    return [mark for mark in hitmap.marks if mark.focus.passage is None]


def ticks(hitmap: HitMap) -> list[Mark]:
    return [mark for mark in hitmap.marks if mark.focus.passage is not None]


def test_ticks_stand_at_the_positions(dispersion_table: Build) -> None:
    figure, table = Figure(figsize=(7, 3)), dispersion_table()
    draw_dispersion(figure, table, STYLE)
    (lines,) = [c for c in figure.axes[0].collections if isinstance(c, LineCollection)]
    assert [segment[0][0] for segment in lines.get_segments()] == table["position"].tolist()
    assert figure.axes[0].get_xlim() == (0.0, 1.0)


def test_each_article_has_a_strip_and_each_hit_a_tick_with_its_passage(dispersion_table: Build) -> None:
    hitmap = draw_dispersion(Figure(figsize=(7, 3)), dispersion_table(), STYLE)
    assert [m.focus for m in strips(hitmap)] == [
        Focus(term="nato", article="d000", outlet="AP"),
        Focus(term="nato", article="d001", outlet="Bloomberg"),
        Focus(term="nato", article="d002", outlet="Caspian News"),
    ]
    assert [m.focus.passage for m in ticks(hitmap)][:2] == [Span("d000", 0, 4), Span("d001", 0, 4)]
    assert len(ticks(hitmap)) == 6
    second = ticks(hitmap)[2]
    assert second.focus == Focus(term="nato", article="d001", outlet="Bloomberg", passage=Span("d001", 100, 104))
    assert second.label.startswith("nato in Bloomberg, “A headline")
    assert second.label.endswith("place 2 of 2, at 35 % of 401 words")
    assert strips(hitmap)[1].label.endswith("2 times in 401 words")


def test_tick_lies_on_top_of_its_strip_and_neighbours_share_the_space(dispersion_table: Build) -> None:
    table = dispersion_table(1)
    close = pd.concat([table] * 4, ignore_index=True)
    close["position"] = [0.5, 0.505, 0.51, 0.9]
    close["start"], close["end"] = [0, 10, 20, 30], [4, 14, 24, 34]
    close.attrs["term"] = "nato"
    hitmap = draw_dispersion(Figure(figsize=(8, 3)), close, STYLE)
    for mark in ticks(hitmap):
        found = hitmap.at((mark.left + mark.right) / 2, (mark.top + mark.bottom) / 2)
        assert found == mark
    strip = strips(hitmap)[0]
    assert hitmap.at(strip.left + 0.01, (strip.top + strip.bottom) / 2) == strip
    first, second = ticks(hitmap)[:2]
    assert first.right == pytest.approx(second.left)


def test_tick_box_is_where_the_tick_is_seen(dispersion_table: Build) -> None:
    picture = render(draw_dispersion, dispersion_table(1), STYLE, width=600, height=200)
    pixels = np.frombuffer(picture.rgba, np.uint8).reshape(200, 600, 4)[:, :, :3].astype(int)
    colour = [int(STYLE.outlet_colour("AP")[n : n + 2], 16) for n in (1, 3, 5)]
    (mark,) = ticks(picture.hitmap)
    (strip,) = strips(picture.hitmap)
    near = np.asarray((abs(pixels - colour) <= 2).all(axis=2))
    _, columns = np.nonzero(near)
    seen = columns[columns >= strip.left * 600]
    assert seen.size > 0
    assert mark.left * 600 - 1 <= seen.min()
    assert seen.max() <= mark.right * 600 + 1


def test_term_may_stand_in_a_column(dispersion_table: Build) -> None:
    table = dispersion_table()
    table.attrs.clear()
    table["term"] = "war"
    assert draw_dispersion(Figure(figsize=(7, 3)), table, STYLE).marks[0].focus.term == "war"


def test_articles_are_grouped_by_outlet_and_the_outlet_is_written_once(dispersion_table: Build) -> None:
    figure = Figure(figsize=(8, 6))
    hitmap = draw_dispersion(figure, dispersion_table(9), STYLE)
    assert [m.focus.outlet for m in strips(hitmap)] == ["AP"] * 3 + ["Bloomberg"] * 3 + ["Caspian News"] * 3
    assert texts(figure).count("Bloomberg") == 1
    assert [m.focus.article for m in strips(hitmap)][:3] == ["d000", "d003", "d006"]


def test_article_without_a_hit_has_a_strip_with_nothing_on_it(dispersion_table: Build) -> None:
    hitmap = draw_dispersion(Figure(figsize=(8, 4)), dispersion_table(4), STYLE)
    assert "d003" in [m.focus.article for m in strips(hitmap)]
    assert "d003" not in [m.focus.article for m in ticks(hitmap)]
    (empty,) = [m for m in strips(hitmap) if m.focus.article == "d003"]
    assert "0 times in 403 words" in empty.label


def test_at_most_sixty_articles_are_drawn_however_high_the_picture_is(dispersion_table: Build) -> None:
    figure = Figure(figsize=(10, 30))
    hitmap = draw_dispersion(figure, dispersion_table(312), STYLE)
    assert len(strips(hitmap)) == 60
    assert "60 of 312 articles, the first of each outlet" in texts(figure)
    assert {m.focus.outlet for m in strips(hitmap)} == {"AP", "Bloomberg", "Caspian News"}
    assert "at most 60 of the 312 articles" in describe_dispersion(dispersion_table(312))


def test_without_room_every_outlet_keeps_an_article(dispersion_table: Build) -> None:
    table = dispersion_table(30, ["AP"])
    other = dispersion_table(1, ["Zeitung"])
    other["document_id"] = "z"
    both = pd.concat([table, other], ignore_index=True)
    figure = Figure(figsize=(380 / 96, 220 / 96))
    hitmap = draw_dispersion(figure, both, STYLE)
    shown = len(strips(hitmap))
    assert shown < 31
    assert strips(hitmap)[-1].focus.article == "z"
    assert f"{shown} of 31 articles, the first of each outlet; enlarge to see more" in texts(figure)


def test_article_in_focus_is_always_drawn(dispersion_table: Build) -> None:
    style = Style(outlets=STYLE.outlets, focus=Focus(term="nato", article="d058"))
    hitmap = draw_dispersion(Figure(figsize=(380 / 96, 220 / 96)), dispersion_table(60), style)
    assert "d058" in [m.focus.article for m in strips(hitmap)]


def test_passage_in_focus_has_a_ring(dispersion_table: Build) -> None:
    focus = Focus(term="nato", article="d001", passage=Span("d001", 100, 104))
    with_passage = render(
        draw_dispersion, dispersion_table(), Style(outlets=STYLE.outlets, focus=focus), width=600, height=200
    )
    without = render(
        draw_dispersion,
        dispersion_table(),
        Style(outlets=STYLE.outlets, focus=focus.evidence_key),
        width=600,
        height=200,
    )
    assert with_passage.rgba != without.rgba


def test_position_that_is_no_share_is_refused(dispersion_table: Build) -> None:
    table = dispersion_table()
    table.loc[0, "position"] = 17.0
    with pytest.raises(ValueError, match=r"positions from 0 to 1, not 17\.0 \(d000\)"):
        draw_dispersion(Figure(), table, STYLE)


def test_description_and_empty_table(dispersion_table: Build) -> None:
    words = describe_dispersion(dispersion_table())
    assert words.startswith("Where “nato” stands in each article, from its first word to its last.")
    assert "“nato” occurs 6 times in 3 of 3 articles (1,203 words)." in words
    assert "Bloomberg 2 times in 1 of 1 article" in words
    figure = Figure(figsize=(5, 3))
    assert draw_dispersion(figure, dispersion_table(0), STYLE).marks == ()
    assert "No articles" in texts(figure)
    assert "No articles yet" in describe_dispersion(dispersion_table(0))


def placed(figure: Figure) -> dict[str, tuple[float, float]]:
    return {text.get_text(): text.get_position() for text in figure.findobj(Text) if text.get_text()}


@pytest.mark.parametrize("attrs", [{}, {"term": "", "focus": Focus()}, {"focus": Focus(outlet="AP"), "label": "AP"}])
def test_without_a_subject_it_says_what_to_choose(dispersion_table: Build, attrs: dict[str, object]) -> None:
    table = dispersion_table(20)
    table.attrs.clear()
    table.attrs.update(attrs)
    figure = Figure(figsize=(5, 4))
    assert draw_dispersion(figure, table, STYLE).marks == ()
    sentence = "Choose a term, a name or a frame to see where it stands in each article."
    assert sentence in " ".join(texts(figure))
    assert not figure.axes
    assert describe_dispersion(table) == f"Nothing is highlighted. {sentence}"


def test_what_is_shown_is_said_on_top_with_both_ends_of_the_strips(dispersion_table: Build) -> None:
    figure = Figure(figsize=(420 / 96, 500 / 96))
    hitmap = draw_dispersion(figure, dispersion_table(20), STYLE)
    where = placed(figure)
    above = min(mark.top for mark in hitmap.marks) * 500
    for words in ("Place of “nato” in each article", "first word", "last word", "times"):
        assert where[words][1] < above


def test_a_title_above_the_picture_makes_the_heading_needless(dispersion_table: Build) -> None:
    figure = Figure(figsize=(6, 4))
    draw_dispersion(figure, dispersion_table(), Style(outlets=STYLE.outlets, headed=True))
    assert not [text for text in texts(figure) if text.startswith("Place of")]


@pytest.mark.parametrize("width", [300, 360, 430])
def test_titles_can_be_told_apart_in_a_narrow_pane(dispersion_table: Build, width: int) -> None:
    table = dispersion_table(20, ["Harbour Ledger", "KPB News", "Northline", "Open Straits", "The Morning Gull"])
    beginnings = [
        "Skerrow port strike: ",
        "Skerrow’s $2.4 billion ",
        "Kesteria and Ruthvia ",
        "Kesterian court freezes ",
    ]
    names = {
        d: beginnings[n % 4] + f"{n:02} and more words of it" for n, d in enumerate(sorted(set(table["document_id"])))
    }
    table["title"] = table["document_id"].map(names)
    figure = Figure(figsize=(width / 96, 450 / 96), dpi=96)
    hitmap = draw_dispersion(figure, table, STYLE)
    assert len(strips(hitmap)) == 20
    written = texts(figure)
    for outlet in ("Harbour Ledger", "The Morning Gull"):
        assert written.count(outlet) == 1
    for name in names.values():
        shown = [text for text in written if text.rstrip("…") and name.startswith(text.rstrip("…"))]
        assert max(map(len, shown)) >= 16, "at least two words of every title"
    left = min(mark.left for mark in strips(hitmap))
    right = max(mark.right for mark in strips(hitmap))
    assert right - left >= 0.3, "the strips stay long enough to show places"


def test_outlets_have_lines_of_their_own_only_where_that_leaves_no_article_out(dispersion_table: Build) -> None:
    high, low = Figure(figsize=(360 / 96, 450 / 96)), Figure(figsize=(360 / 96, 370 / 96))
    assert len(strips(draw_dispersion(high, dispersion_table(20), STYLE))) == 20
    assert len(strips(draw_dispersion(low, dispersion_table(20), STYLE))) == 20
