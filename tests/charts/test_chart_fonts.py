from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib import rcParams
from matplotlib.font_manager import FontProperties, fontManager

from workbench.charts.fonts import (
    BOLD,
    ELLIPSIS,
    elide,
    families,
    font,
    plain_text,
    register,
    text_width,
    unbroken,
    wrap,
)
from workbench.resource_files import resource


def test_bundled_inter_is_used_for_every_weight() -> None:
    register()
    for weight, name in ((400, "Inter-Regular.ttf"), (700, "Inter-Bold.ttf")):
        found = fontManager.findfont(FontProperties(family="Inter", weight=weight))
        assert Path(found).samefile(resource("fonts", name))


def test_registering_twice_adds_nothing() -> None:
    register()
    before = len(fontManager.ttflist)
    register()
    assert len(fontManager.ttflist) == before


@pytest.mark.parametrize(
    "name",
    [
        *(f"Inter-{style}.ttf" for style in ("Regular", "Italic", "Medium", "SemiBold", "Bold")),
        *(f"SourceSerif4-{style}.ttf" for style in ("Regular", "Italic", "SemiBold", "SemiBoldItalic")),
    ],
)
def test_bundled_fonts_are_there_with_their_licences(name: str) -> None:
    assert resource("fonts", name).read_bytes()[:4] == b"\x00\x01\x00\x00"
    licence = resource("fonts", f"{name.partition('-')[0]}-OFL.txt").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence


def test_latin_text_names_no_font_of_the_system() -> None:
    assert families("Déjà vu, 95 % “Zürich”") == ("Inter", "DejaVu Sans", "sans-serif")


def test_text_in_another_script_is_regular_as_few_fonts_have_a_bold_face() -> None:
    assert font("nato", 9, BOLD).get_weight() == BOLD
    if len(families("中国")) > 3:
        assert font("中国", 9, BOLD).get_weight() == 400


def test_measuring_and_drawing_leave_the_settings_of_matplotlib_alone() -> None:
    before = dict(rcParams)
    text_width("中国 nato 🫠", 9)
    assert dict(rcParams) == before


def test_width_grows_with_size() -> None:
    assert text_width("nato", 18) == pytest.approx(2 * text_width("nato", 9), rel=0.02)
    assert text_width("", 9) == 0


def test_short_text_is_not_elided() -> None:
    assert elide("nato", 500, 9) == "nato"


@given(st.text(max_size=60).map(plain_text), st.floats(0, 300), st.booleans())
def test_elided_text_fits_and_says_so(text: str, width: float, middle: bool) -> None:
    short = elide(text, width, 9, middle=middle)
    assert text_width(short, 9) <= width or short == ""
    assert short == text or ELLIPSIS in short or short == ""


def test_elision_in_the_middle_keeps_both_ends() -> None:
    short = elide("The North Caucasus and Central Asia Daily", 150, 9, middle=True)
    assert short.startswith("The North")
    assert short.endswith("Daily"[-4:])


def test_elision_never_parts_a_letter_from_its_accent() -> None:
    text = "e\u0301" * 40
    short = elide(text, 100, 9)
    assert short.removesuffix(ELLIPSIS).count("e") == short.count("\u0301")


def test_wrapped_lines_are_balanced_and_fit() -> None:
    lines = wrap("Log Ratio against the other outlets (1 = twice as frequent), 95 % interval", 320, 9)
    assert len(lines) == 2
    widths = [text_width(line, 9) for line in lines]
    assert max(widths) <= 320
    assert max(widths) - min(widths) < 100


def test_unbroken_text_stays_on_one_line() -> None:
    lines = wrap(f"some words before {unbroken('95 % interval')}", text_width("some words before 95 %", 9), 9)
    assert lines[-1] == "95 % interval"


@given(st.text())
def test_plain_text_is_one_clean_line_and_stays_so(text: str) -> None:
    line = plain_text(text)
    assert plain_text(line) == line
    assert len(line) <= 400
    assert line == line.strip()
    assert all(c.isprintable() or c == " " or ord(c) > 159 for c in line)
    line.encode("utf-8")


def test_lone_surrogates_are_replaced_and_what_is_not_seen_is_named() -> None:
    assert plain_text("a\ud800b\u202ec\x00\ufffe") == "a\ufffdb⟨RLO⟩c␀\ufffd"


def test_charts_never_import_pyplot() -> None:
    code = (
        "import sys\n"
        "from workbench.charts import dispersion, frames, frequency, keyness, render\n"
        "assert 'matplotlib.pyplot' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
