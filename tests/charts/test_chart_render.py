from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.dom import minidom

import numpy as np
import pandas as pd
import pytest
from matplotlib import rcParams
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path
from PIL import Image

from workbench.charts.dispersion import draw_dispersion
from workbench.charts.frequency import draw_frequency
from workbench.charts.render import render, save_png, save_svg
from workbench.charts.style import Style
from workbench.domain.hitmap import HitMap
from workbench.domain.palette import outlet_styles

Build = Callable[..., pd.DataFrame]
STYLE = Style(outlets=outlet_styles(["AP", "Bloomberg", "Caspian News"]))


@pytest.mark.parametrize(("width", "height", "scale"), [(500, 300, 1.0), (751, 449, 1.5), (1000, 600, 2.0)])
def test_picture_has_the_pixels_that_were_asked_for(
    frequency_table: Build, width: int, height: int, scale: float
) -> None:
    picture = render(draw_frequency, frequency_table(), STYLE, width=width, height=height, scale=scale)
    assert (picture.width, picture.height) == (width, height)
    assert len(picture.rgba) == 4 * width * height


@pytest.mark.parametrize("dark", [False, True])
def test_ground_is_opaque_and_fills_the_picture(frequency_table: Build, dark: bool) -> None:
    picture = render(draw_frequency, frequency_table(), Style(outlets=STYLE.outlets, dark=dark), width=400, height=300)
    pixels = np.frombuffer(picture.rgba, np.uint8).reshape(300, 400, 4)
    ground = (0x1E, 0x22, 0x27, 255) if dark else (255, 255, 255, 255)
    for y, x in ((0, 0), (0, 399), (299, 0), (299, 399)):
        assert tuple(pixels[y, x]) == ground
    assert (pixels[:, :, 3] == 255).all()


def test_boxes_are_the_same_fractions_at_every_scale(frequency_table: Build) -> None:
    once = render(draw_frequency, frequency_table(), STYLE, width=500, height=300)
    twice = render(draw_frequency, frequency_table(), STYLE, width=1000, height=600, scale=2.0)
    for a, b in zip(once.hitmap.marks, twice.hitmap.marks, strict=True):
        assert (a.left, a.top, a.right, a.bottom) == pytest.approx((b.left, b.top, b.right, b.bottom), abs=1e-5)
        assert (a.focus, a.label) == (b.focus, b.label)


def test_rendering_leaves_the_settings_of_matplotlib_alone(frequency_table: Build) -> None:
    before = dict(rcParams)
    render(draw_frequency, frequency_table(), STYLE, width=400, height=300)
    save_svg(draw_frequency, frequency_table(), STYLE, BytesIO(), width_inches=5, height_inches=3)
    assert dict(rcParams) == before


def test_same_table_gives_the_same_png_bytes(frequency_table: Build) -> None:
    files = []
    for _ in range(2):
        file = BytesIO()
        save_png(
            draw_frequency,
            frequency_table(),
            STYLE,
            file,
            width_inches=5,
            height_inches=3,
            dpi=100,
            metadata={"Recipe": "{}"},
        )
        files.append(file.getvalue())
    assert files[0] == files[1]


def test_png_has_its_size_resolution_and_recipe(frequency_table: Build, tmp_path: Path) -> None:
    path = tmp_path / "chart.png"
    recipe = '{"outlet": "Zürich 中国"}'
    hitmap = save_png(
        draw_frequency,
        frequency_table(),
        STYLE,
        path,
        width_inches=5,
        height_inches=3,
        dpi=150,
        metadata={"Recipe": recipe},
    )
    with Image.open(path) as image:
        image.load()
        assert image.size == (750, 450)
        assert image.info["Recipe"] == recipe
        assert image.info["dpi"] == pytest.approx((150, 150), abs=0.1)
        assert set(image.info) == {"Recipe", "dpi"}, "nothing that changes with the machine or the day"
    assert len(hitmap.marks) == 6


def test_same_table_gives_the_same_svg_bytes(dispersion_table: Build) -> None:
    files = []
    for _ in range(2):
        file = BytesIO()
        save_svg(draw_dispersion, dispersion_table(), STYLE, file, width_inches=6, height_inches=3)
        files.append(file.getvalue())
    assert files[0] == files[1]
    assert b"dc:date" not in files[0]


def test_svg_keeps_text_as_text_and_the_recipe_in_its_metadata(frequency_table: Build, tmp_path: Path) -> None:
    path = tmp_path / "chart.svg"
    table = frequency_table(["<war> & peace", "nato"])
    metadata = {"Title": "Terms", "Description": "How often <terms> occur", "Recipe": '{"a": "]]>"}'}
    save_svg(draw_frequency, table, STYLE, path, width_inches=7, height_inches=3, metadata=metadata)
    document = minidom.parse(str(path))  # noqa: S318 - our own file
    root = document.documentElement
    assert root is not None
    assert root.getAttribute("role") == "img"

    def texts(tag: str) -> list[str]:
        return [
            "".join(c.data for c in e.childNodes if isinstance(c, minidom.Text))
            for e in document.getElementsByTagName(tag)
        ]

    assert texts("title") == ["Terms"]
    assert texts("desc") == ["How often <terms> occur"]
    assert {"<war> & peace", "nato", "Bloomberg", '{"a": "]]>"}'} <= set(texts("text"))
    assert "'Inter'" in path.read_text(encoding="utf-8")


HEAD = {
    "title": "Terms by outlet",
    "caption": "20 of 20 articles, 10,037 words, all text, boilerplate left out; 95 % intervals from 1,000 resamplings "
    "of articles, seed 20240704",
}


def png(table: pd.DataFrame, **options: Any) -> tuple[np.ndarray, HitMap]:
    file = BytesIO()
    hitmap = save_png(draw_frequency, table, STYLE, file, width_inches=5, height_inches=3, dpi=150, **options)
    with Image.open(file) as image:
        return np.asarray(image), hitmap


def test_title_and_caption_stand_above_the_same_chart(frequency_table: Build) -> None:
    plain, plain_marks = png(frequency_table())
    headed, headed_marks = png(frequency_table(), **HEAD)
    more = headed.shape[0] - plain.shape[0]
    assert headed.shape[1] == plain.shape[1]
    assert 40 < more < 150
    assert (headed[more:] == plain).all(), "the chart below is the chart without a title, pixel for pixel"
    assert (headed[:more] < 128).any(), "there is writing above it"
    for a, b in zip(plain_marks.marks, headed_marks.marks, strict=True):
        assert b.focus == a.focus
        assert (b.left, b.right) == (a.left, a.right)
        assert b.top * headed.shape[0] == pytest.approx(a.top * plain.shape[0] + more)
        assert b.bottom * headed.shape[0] == pytest.approx(a.bottom * plain.shape[0] + more)


def test_a_long_caption_takes_more_lines_and_no_letter_leaves_the_picture(frequency_table: Build) -> None:
    short, _ = png(frequency_table(), title="T", caption="one line")
    long, _ = png(frequency_table(), title="T $x_$ " * 30, caption="many <b>lines</b> $a$ " * 20)
    assert long.shape[0] > short.shape[0] + 40
    ground = long[0, 0]
    for edge in (long[0], long[:, 0], long[:, -1]):
        assert (edge == ground).all()


def test_title_and_caption_of_an_svg_are_text_and_the_chart_is_moved_down(frequency_table: Build) -> None:
    files = []
    choices: list[dict[str, Any]] = [{}, HEAD, HEAD]
    for options in choices:
        file = BytesIO()
        save_svg(draw_frequency, frequency_table(), STYLE, file, width_inches=5, height_inches=3, **options)
        files.append(file.getvalue())
    assert files[1] == files[2]
    plain, headed = (minidom.parseString(data).documentElement for data in files[:2])  # noqa: S318 - our own files
    assert plain is not None
    assert headed is not None
    words = [
        "".join(c.data for c in e.childNodes if isinstance(c, minidom.Text))
        for e in headed.getElementsByTagName("text")
    ]
    assert "Terms by outlet" in words
    assert HEAD["caption"] in " ".join(words)
    assert float(headed.getAttribute("height")[:-2]) > float(plain.getAttribute("height")[:-2]) + 20
    assert headed.getElementsByTagName("title")[0].firstChild.data == HEAD["title"]  # type: ignore[union-attr]
    assert headed.getElementsByTagName("desc")[0].firstChild.data == HEAD["caption"]  # type: ignore[union-attr]


@pytest.mark.parametrize("width", [4.0, 7.2])
def test_heading_of_an_svg_fits_in_its_second_font_too(frequency_table: Build, width: float) -> None:
    file = BytesIO()
    words: dict[str, Any] = {"title": HEAD["title"] * 4, "caption": HEAD["caption"] * 2}
    save_svg(draw_frequency, frequency_table(), STYLE, file, width_inches=width, height_inches=3, **words)
    root = minidom.parseString(file.getvalue()).documentElement  # noqa: S318 - our own file
    assert root is not None
    written = root.getElementsByTagName("text")
    lines = ["".join(c.data for c in e.childNodes if isinstance(c, minidom.Text)) for e in written]
    assert any(line in words["caption"] for line in lines)
    for line in lines:
        bold = line in words["title"]
        if bold or line in words["caption"]:
            font = FontProperties(family="DejaVu Sans", size=1.2 * 9 if bold else 0.92 * 9, weight=700 if bold else 400)
            length, _, _ = text_to_path.get_text_width_height_descent(line, font, ismath=False)
            assert length <= 72 * width - 9


def test_headed_charts_are_told_so(dispersion_table: Build) -> None:
    told = []

    def draw(figure: Figure, table: pd.DataFrame, style: Style) -> HitMap:
        told.append(style.headed)
        return draw_dispersion(figure, table, style)

    for title in ("", "Where “nato” stands in each article"):
        save_png(draw, dispersion_table(), STYLE, BytesIO(), width_inches=4, height_inches=3, dpi=72, title=title)
    assert told == [False, True]


@pytest.mark.parametrize("scale", [1.0, 1.25, 2.0])
def test_the_strip_of_the_value_axis_holds_its_numbers_and_title_and_no_mark(
    frequency_table: Build, scale: float
) -> None:
    width, height = round(500 * scale), round(300 * scale)
    picture = render(draw_frequency, frequency_table(), STYLE, width=width, height=height, scale=scale)
    assert 20 < picture.axis_height < 100
    strip = 1.0 - picture.axis_height / 300
    assert all(mark.bottom <= strip + 1 / 300 for mark in picture.hitmap.marks)
    pixels = np.frombuffer(picture.rgba, dtype=np.uint8).reshape(height, width, 4)[:, :, :3].astype(int)
    inked = (np.abs(pixels - pixels[-1, 0]).sum(axis=2) > 60).any(axis=1)
    below = inked[round(strip * height) + 1 :]
    lines = int(np.count_nonzero(below[1:] & ~below[:-1]) + below[0])
    assert lines >= 2, "a row of numbers, and the title"


def test_a_chart_without_a_value_axis_has_no_such_strip(dispersion_table: Build, frequency_table: Build) -> None:
    assert render(draw_dispersion, dispersion_table(), STYLE, width=600, height=400).axis_height == 0
    assert render(draw_frequency, frequency_table(), STYLE, width=60, height=40).axis_height == 0, "too small for one"
