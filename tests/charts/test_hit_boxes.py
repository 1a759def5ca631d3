from __future__ import annotations

import pytest
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.transforms import Bbox

from workbench.charts.hit_boxes import artist_box, data_box, display_box, pixel_box


def plain_axes(figure: Figure) -> Rectangle:
    axes = figure.add_axes((0.25, 0.25, 0.5, 0.5), xlim=(0, 10), ylim=(0, 100))
    bar = Rectangle((2, 20), 4, 60)
    axes.add_patch(bar)
    return bar


def test_box_counts_from_the_top_left() -> None:
    figure = Figure(figsize=(4, 2), dpi=100)
    assert display_box(figure, Bbox([(100, 150), (200, 200)])) == pytest.approx((0.25, 0.0, 0.5, 0.25))


def test_box_of_data_and_of_the_artist_are_the_same() -> None:
    figure = Figure(figsize=(4, 2), dpi=100)
    bar = plain_axes(figure)
    by_data = data_box(figure.axes[0], (2, 6), (20, 80))
    assert by_data == pytest.approx((0.35, 0.35, 0.55, 0.65))
    assert artist_box(bar) == pytest.approx(by_data)
    assert data_box(figure.axes[0], (6, 2), (80, 20)) == pytest.approx(by_data), "ends in any order"


def test_box_of_logical_pixels_is_the_same_at_every_resolution() -> None:
    for dpi in (72, 96, 300):
        figure = Figure(figsize=(5, 2.5), dpi=dpi)
        assert pixel_box(figure, (48, 96), (24, 120)) == pytest.approx((0.1, 0.1, 0.2, 0.5))


def test_small_box_is_grown_around_its_middle() -> None:
    figure = Figure(figsize=(1, 1), dpi=96)
    box = display_box(figure, Bbox([(48, 48), (48, 48)]), smallest=8)
    assert box == pytest.approx((44 / 96, 44 / 96, 52 / 96, 52 / 96))


def test_box_at_the_edge_stays_inside_and_keeps_its_size() -> None:
    figure = Figure(figsize=(1, 1), dpi=96)
    assert display_box(figure, Bbox([(0, 0), (0, 0)]), smallest=8) == pytest.approx((0, 1 - 8 / 96, 8 / 96, 1))
    assert display_box(figure, Bbox([(-50, -50), (500, 500)])) == pytest.approx((0, 0, 1, 1))
    beyond = display_box(figure, Bbox([(200, 200), (210, 210)]))
    assert 0 <= beyond.left < beyond.right <= 1
    assert 0 <= beyond.top < beyond.bottom <= 1


def test_artist_without_a_figure_is_refused() -> None:
    with pytest.raises(ValueError, match="no figure"):
        artist_box(Rectangle((0, 0), 1, 1))
