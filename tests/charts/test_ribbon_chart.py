from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from matplotlib.collections import PolyCollection
from matplotlib.colors import to_hex
from matplotlib.figure import Figure

from workbench.charts.ribbon import COLUMNS, describe_ribbon, draw_ribbon
from workbench.charts.style import Style
from workbench.domain.focus import Focus
from workbench.domain.palette import outlet_styles
from workbench.domain.spans import Span

STYLE = Style(outlets=outlet_styles(("AP", "Bloomberg")))


def table() -> pd.DataFrame:
    rows = [
        ("g1", "same-quote", "a", "AP", "Summit in Astana", 100, 300, 1000, "the same words"),
        ("g2", "contradiction", "a", "AP", "Summit in Astana", 600, 700, 1000, "31 guests"),
        ("g1", "same-quote", "b", "Bloomberg", "A longer report of the summit", 1500, 1700, 2000, "the same words"),
        ("g2", "contradiction", "b", "Bloomberg", "A longer report of the summit", 200, 300, 2000, "34 guests"),
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def test_each_passage_is_a_mark_that_opens_it() -> None:
    marks = draw_ribbon(Figure(figsize=(7, 4)), table(), STYLE).marks
    assert [mark.focus for mark in marks] == [
        Focus(group=str(row["group_id"]), passage=Span(str(row["document_id"]), int(row["start"]), int(row["end"])))
        for row in table().to_dict("records")
    ]
    assert marks[1].label == "Contradiction in AP: “31 guests”"


def test_passages_stand_where_they_stand_in_articles_of_one_scale() -> None:
    marks = draw_ribbon(Figure(figsize=(7, 4)), table(), STYLE).marks
    assert marks[0].right - marks[0].left == pytest.approx(marks[2].right - marks[2].left)
    assert marks[0].top == pytest.approx(marks[1].top)
    assert marks[2].top > marks[0].bottom
    assert marks[2].left > marks[1].left > marks[3].left > marks[0].left


def test_a_highlighted_group_is_ringed_and_the_others_are_subdued() -> None:
    def colours(focus: Focus) -> list[list[str]]:
        figure = Figure(figsize=(7, 4))
        draw_ribbon(figure, table(), replace(STYLE, focus=focus))
        bands, passages = figure.findobj(PolyCollection)[-2:]
        return [
            [to_hex(tuple(colour)) for colour in np.asarray(one.get_facecolor()).tolist()] for one in (bands, passages)
        ]

    def rings(focus: Focus) -> int:
        figure = Figure(figsize=(7, 4))
        draw_ribbon(figure, table(), replace(STYLE, focus=focus))
        return len(figure.get_children())

    plain, lit = colours(Focus()), colours(Focus(group="g2"))
    assert plain[1][0] != lit[1][0], "the passages of the other group are subdued"
    assert plain[1][1] == lit[1][1]
    assert lit[0][-1] not in plain[0], "its band is stronger, and drawn last"
    assert rings(Focus(group="g2")) == rings(Focus()) + 2
    assert colours(Focus(group="elsewhere")) == plain


def test_one_article_has_no_ribbon() -> None:
    assert draw_ribbon(Figure(figsize=(7, 4)), table().head(2), STYLE).marks == ()
    assert "none" in describe_ribbon(table().head(2))


def test_words_count_groups_by_kind() -> None:
    assert describe_ribbon(table()) == (
        "2 groups of passages in 2 articles. Same quotation: 1 group. Contradiction: 1 group."
    )
