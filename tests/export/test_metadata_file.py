"""metadata.csv as it is written is read in again beside the same files."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from workbench.corpus.readers.metadata_table import read_metadata_table
from workbench.domain.article import Article
from workbench.domain.corrections import Correction, changes_for
from workbench.domain.decisions import Decisions
from workbench.domain.progress import no_progress
from workbench.domain.state import State
from workbench.export.metadata_file import metadata_csv, save_metadata
from workbench.workspace.messages import OpenRequest
from workbench.workspace.workspace import Workspace


def test_every_field_is_read_again() -> None:
    article = Article(
        "a-1", "Text.", path="in/a.txt", outlet="Gull", title="“A”, a\u00a0title", author="Ä", date="2031-07-04",
        url="https://gull.example/a", language="en", story_id="S", wire_agency="AP", section="World",
    )  # fmt: skip
    (row,) = read_metadata_table(metadata_csv([article]), "metadata.csv").rows
    assert (row.file, row.document_id) == ("in/a.txt", "a-1")
    assert dict(row.fields) == {
        "outlet": "Gull", "title": "“A”, a title", "author": "Ä", "date": "2031-07-04", "url": "https://gull.example/a",
        "language": "en", "story_id": "S", "wire_agency": "AP", "section": "World",
    }  # fmt: skip


def test_a_cell_that_a_spreadsheet_would_compute_is_a_text() -> None:
    assert b"'=1+1" in metadata_csv([Article("a", "", title="=1+1")])


def test_corrected_metadata_is_written_and_read_in_again_with_the_files(tmp_path: Path) -> None:
    folder = tmp_path / "corpus"
    folder.mkdir()
    for name in ("a", "b"):
        (folder / f"{name}.txt").write_text(f"Text {name}.", encoding="utf-8")
    target = tmp_path / "metadata.csv"
    workspace = Workspace()
    workspace.open(OpenRequest(sources=(str(folder),)), annotate=False)
    state = State()
    corrections = changes_for([Correction("a", "outlet", "Gull"), Correction("a", "date", "2021-07")])
    state = replace(state, decisions=Decisions().with_changes(corrections))
    assert save_metadata(workspace, no_progress, str(target), (), state) == (2, 0)
    assert save_metadata(workspace, no_progress, str(tmp_path / "one.csv"), ("b",), state) == (1, 0)
    again = Workspace()
    again.open(OpenRequest(sources=(str(folder),), metadata=str(target)), annotate=False)
    article = again.snapshot.by_id["a"]
    assert (article.outlet, article.date, article.outlet_source) == ("Gull", "2021-07", "metadata.csv")
    assert again.snapshot.by_id["b"].outlet == ""
    workspace.close()
    again.close()


def test_articles_that_share_a_file_are_counted(tmp_path: Path) -> None:
    file = tmp_path / "news.jsonl"
    file.write_text('{"text": "One."}\n{"text": "Two."}\n', encoding="utf-8")
    workspace = Workspace()
    workspace.open(OpenRequest(sources=(str(file),)), annotate=False)
    assert save_metadata(workspace, no_progress, str(tmp_path / "m.csv"), (), State()) == (2, 2)
    workspace.close()
