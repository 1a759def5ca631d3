"""What the report draws of a story: passages in common, and what each outlet covers."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest

from workbench.domain.state import State
from workbench.export.everything import write_everything
from workbench.workspace.messages import OpenRequest, Options
from workbench.workspace.workspace import Workspace

pytestmark = pytest.mark.model

FERRY = "The ferry Alba sank off the coast of Norway with {} people on board, the police said on Monday."
BAKER = "“Flour has become dear again, and I am angry about it,” said Otto Lund, a baker in Bergen."


def test_the_report_shows_where_passages_stand_and_what_is_left_out(tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "a.txt").write_text(f"A ferry sinks\n\n{FERRY.format(12)}\n", encoding="utf-8")
    (folder / "b.txt").write_text(f"Ferry lost\n\n{FERRY.format(31)}\n\n{BAKER}\n", encoding="utf-8")
    rows = ("file,outlet,date,story_id", "a.txt,Coast Post,2031-02-03,ferry", "b.txt,Lock Herald,2031-02-03,ferry")
    (folder / "metadata.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    workspace = Workspace(workers=0)
    try:
        workspace.open(OpenRequest(sources=(str(folder),)))
        workspace.annotate()
        options = Options(by_meaning=False, replicates=20, permutations=0)
        out = write_everything(workspace, tmp_path / "out", state=State(), options=options)
    finally:
        workspace.close()
    page = (out / "report.html").read_text(encoding="utf-8")
    sections = {
        html.unescape(found[1]): found[0]
        for found in re.finditer(r"<section[^>]*>\s*<h2[^>]*>(.*?)</h2>.*?</section>", page, flags=re.DOTALL)
    }
    for heading, chart, words in (
        ("Passages", "ribbon", "1 group of passages in 2 articles. Contradiction: 1 group."),
        ("What is left out", "omissions", "What each outlet covers: "),
    ):
        assert f'src="charts/{chart}.png"' in sections[heading]
        assert f'<figcaption><p dir="auto" aria-hidden="true">{words}' in sections[heading]
        assert all((out / "charts" / f"{chart}{end}").is_file() for end in (".png", ".svg", "-dark.png"))
    assert "Choose a group" not in sections["Passages"]
