"""The report is one safe page: whatever the articles say stays text, and nothing is fetched."""

from __future__ import annotations

import base64
import hashlib
import html
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from workbench.domain.article import Refusal
from workbench.export.files import ExportError
from workbench.export.recipe import CodebookUsed, Recipe
from workbench.export.report import ReportChart, ReportContent, ReportSection, ReportTable, write_report

RECIPE = Recipe(
    program_version="0.1.0",
    corpus_hash="ab12",
    kind="report",
    name="report",
    seed=1,
    codebooks=(CodebookUsed("Generic news frames", "1.0", "CC0-1.0"),),
    model="a model 3.8",
)
NAUGHTY = "</script></style><b>\"$23 trillion\" & 'more' --> <img src=x onerror=alert(1)> http://example.org/a"


class Page(HTMLParser):
    """Every element with its attributes, and the text of the page."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.texts: list[str] = []
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len(dict(attrs)) == len(attrs), f"an attribute twice in <{tag}>"
        self.elements.append((tag, dict(attrs)))
        if tag not in ("meta", "img", "source"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open[-1:] != ["style"]:
            self.texts.append(data)

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


@pytest.fixture
def out(tmp_path: Path) -> Path:
    for name in ("charts/terms one.png", "charts/dark.png"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        Image.new("RGB", (320, 160)).save(path, dpi=(192, 192))
    (tmp_path / "charts" / "terms.svg").write_text("<svg/>")
    (tmp_path / "tables").mkdir()
    (tmp_path / "tables" / "terms.csv").write_text("")
    return tmp_path


def content(text: str = "Some text.") -> ReportContent:
    chart = ReportChart(
        file="charts/terms one.png",
        description=text,
        title=text,
        notes=(text,),
        dark_file="charts/dark.png",
        other_files=("charts/terms.svg",),
    )
    table = ReportTable(
        caption=text,
        columns=("term", "count", "per_1000"),
        rows=((text, 1200, 0.5), ("b", 3, float("nan")), ("c", None, 12.25)),
        total_rows=312,
        file="tables/terms.csv",
    )
    return ReportContent(
        title=text,
        recipe=RECIPE,
        lead=(text,),
        facts=((text, text),),
        sections=(ReportSection(heading=text, paragraphs=(text,), charts=(chart,), tables=(table,), notes=(text,)),),
        refused=(Refusal(text, text, text),),
    )


def page(out: Path, what: ReportContent) -> tuple[str, Page]:
    write_report(out, what)
    source = (out / "report.html").read_text(encoding="utf-8")
    return source, Page(source)


def test_naughty_text_stays_text_everywhere(out: Path) -> None:
    plain, plain_page = page(out, content())
    source, parsed = page(out, content(NAUGHTY))
    assert [tag for tag, _ in parsed.elements] == [tag for tag, _ in plain_page.elements]
    assert parsed.texts.count(NAUGHTY) == plain_page.texts.count("Some text.") > 10
    assert parsed.all("img")[0]["alt"] == NAUGHTY
    for mark in ("</script", "<b>", "<img src=x", "'more'"):
        assert mark not in source
    assert source.count("</style>") == plain.count("</style>") == 1


@settings(max_examples=60, deadline=None)
@given(text=st.text())
def test_any_text_keeps_the_page_whole(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    table = ReportTable(caption=text, columns=("a",), rows=((text,),), total_rows=1)
    what = ReportContent(
        title=text, recipe=RECIPE, sections=(ReportSection(heading=text, paragraphs=(text,), tables=(table,)),)
    )
    _, parsed = page(tmp_path_factory.mktemp("report"), what)
    assert parsed.open == []


def test_the_policy_allows_its_own_style_and_pictures_and_nothing_else(out: Path) -> None:
    source, parsed = page(out, content())
    (policy,) = [m["content"] for m in parsed.all("meta") if m.get("http-equiv") == "Content-Security-Policy"]
    style = source.split("<style>")[1].split("</style>")[0]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy == (
        f"default-src 'none'; img-src 'self' data:; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    )
    assert source.index("Content-Security-Policy") < source.index("<style>")


def test_nothing_is_fetched_and_nothing_runs(out: Path) -> None:
    source, parsed = page(out, content(NAUGHTY))
    tags = {tag for tag, _ in parsed.elements}
    assert tags.isdisjoint({"script", "iframe", "link", "object", "embed", "base", "form", "video", "audio"})
    style = source.split("<style>")[1].split("</style>")[0]
    assert not re.search(r"url\(|@import|https?:|//", style)
    for tag, attributes in parsed.elements:
        assert "style" not in attributes
        assert not [name for name in attributes if name.startswith("on")], tag
        for name in ("href", "src", "srcset"):
            address = attributes.get(name)
            if address is not None and not address.startswith("#"):
                assert re.fullmatch(r"(charts|tables)/[\w.%]+|recipe\.json", address)


def test_every_link_in_the_page_leads_somewhere(out: Path) -> None:
    source, parsed = page(out, content())
    anchors = [a["href"] for a in parsed.all("a") if str(a["href"]).startswith("#")]
    ids = [attributes["id"] for _, attributes in parsed.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    assert {str(a)[1:] for a in anchors} <= set(ids)
    assert 'href="charts/terms%20one.png"' in source
    for _, attributes in parsed.elements:
        assert attributes.get("aria-labelledby", ids[0]) in ids


def test_a_picture_has_its_description_and_its_size_on_screen(out: Path) -> None:
    _, parsed = page(out, content("nato: 5 times"))
    (image,) = parsed.all("img")
    assert image == {"src": "charts/terms%20one.png", "width": "160", "height": "80", "alt": "nato: 5 times"}
    assert parsed.all("source") == [{"media": "(prefers-color-scheme: dark)", "srcset": "charts/dark.png"}]


def test_a_table_has_caption_scopes_and_numbers_to_the_right(out: Path) -> None:
    source, parsed = page(out, content("Terms"))
    heads = [th for th in parsed.all("th") if th["scope"] == "col"][:3]
    assert [th.get("class") for th in heads] == [None, "number", "number"]
    assert [th["scope"] for th in parsed.all("th")].count("row") == 4
    assert "First 3 of 312 rows." in source
    assert '<td class="number" dir="auto">1,200</td><td class="number" dir="auto">0.50</td>' in source
    assert '<td class="number" dir="auto">3</td><td class="number" dir="auto"></td>' in source
    assert "per 1000" in parsed.texts


def test_numbers_are_rounded_alike_in_a_column_and_never_to_nothing(out: Path) -> None:
    columns = ("small", "middle", "large", "whole", "yes")
    rows = (
        (0.1234, -2.5, 1234.56, 3.0, True),
        (0.0000004, 0.001, 2.0, -4000.0, False),
        (-0.0001, float("inf"), 0.0, 0.0, None),
    )
    table = ReportTable(caption="Numbers", columns=columns, rows=rows, total_rows=3)
    what = ReportContent(title="t", recipe=RECIPE, sections=(ReportSection(heading="h", tables=(table,)),))
    source, _ = page(out, what)
    cells = [html.unescape(cell) for cell in re.findall(r'<td class="number" dir="auto">(.*?)</td>', source)]
    assert cells == [
        "0.123", "−2.50", "1,234.6", "3", "yes",
        "<0.001", "<0.01", "2.0", "−4,000", "no",
        ">−0.001", "∞", "0.0", "0", "",
    ]  # fmt: skip


def test_a_table_without_rows_says_so(out: Path) -> None:
    table = ReportTable(caption="Empty", columns=("a", "b"), rows=(), total_rows=0)
    what = ReportContent(title="t", recipe=RECIPE, sections=(ReportSection(heading="h", tables=(table,)),))
    source, _ = page(out, what)
    assert '<td colspan="2">No rows.</td>' in source
    with pytest.raises(ValueError, match="do not fit its 1 columns"):
        page(
            out,
            replace(
                what, sections=(ReportSection(heading="h", tables=(replace(table, columns=("a",), rows=((1, 2),)),)),)
            ),
        )


def test_the_refused_and_the_recipe_are_told(out: Path) -> None:
    source, _ = page(out, content())
    assert "One input was not taken in. Nothing in this report counts them." in source
    for words in ("ab12", "a model 3.8", "Generic news frames, version 1.0, CC0-1.0", "Counterpoint 0.1.0"):
        assert words in source
    assert Recipe.from_json((out / "recipe.json").read_bytes()) == RECIPE
    nothing_refused, _ = page(out, replace(content(), refused=()))
    assert "What could not be read" not in nothing_refused


def test_the_same_content_gives_the_same_bytes(out: Path) -> None:
    first = [path.read_bytes() for path in write_report(out, content(NAUGHTY))]
    assert first == [path.read_bytes() for path in write_report(out, content(NAUGHTY))]


@pytest.mark.parametrize("file", ["../secret.png", "/etc/passwd", "file:///x.png", "C:/x.png", "charts\\x.png", ""])
def test_a_file_outside_the_report_is_refused(out: Path, file: str) -> None:
    chart = ReportChart(file=file, description="d")
    with pytest.raises(ExportError, match="not below the report's folder"):
        page(out, replace(content(), sections=(ReportSection(heading="h", charts=(chart,)),)))


def test_a_missing_or_broken_chart_is_named_and_no_page_is_left(out: Path) -> None:
    (out / "charts" / "broken.png").write_bytes(b"no picture")
    for file, words in (
        ("charts/missing.png", "Write charts and tables first"),
        ("charts/broken.png", "Export the chart"),
    ):
        chart = ReportChart(file=file, description="d")
        with pytest.raises(ExportError, match=words):
            page(out, replace(content(), sections=(ReportSection(heading="h", charts=(chart,)),)))
    assert not (out / "report.html").exists()


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ExportError, match="Choose a folder that you can write to"):
        write_report(tmp_path / "file" / "sub", ReportContent(title="t", recipe=RECIPE))
