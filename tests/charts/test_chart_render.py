from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from xml.dom import minidom

import numpy as np
import pandas as pd
import pytest
from matplotlib import rcParams
from PIL import Image

from workbench.charts.dispersion import draw_dispersion
from workbench.charts.frequency import draw_frequency
from workbench.charts.render import render, save_png, save_svg
from workbench.charts.style import Style
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
