"""Which files stand behind what a person names."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbench.corpus.finding import find_files


def written(folder: Path, *names: str) -> Path:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x", encoding="utf-8")
    return folder


@pytest.mark.parametrize("ending", ["_files", ".files", "-Dateien", "_fichiers", "_archivos"])
def test_what_a_browser_saved_beside_a_page_is_left_out_and_told(tmp_path: Path, ending: str) -> None:
    written(tmp_path, "Bridge.html", f"Bridge{ending}/frame.html", f"Bridge{ending}/more/style.css", "Bridge.txt")
    found = find_files([tmp_path])
    assert [file.shown for file in found.files] == ["Bridge.html", "Bridge.txt"]
    assert found.warnings == [
        f"1 folder that a browser saved beside a page (pictures, frames) was left out: Bridge{ending}."
    ]


def test_many_such_folders_are_told_in_one_sentence(tmp_path: Path) -> None:
    for n in range(9):
        written(tmp_path, f"{n}.htm", f"{n}_files/frame.html")
    (warning,) = find_files([tmp_path]).warnings
    assert warning == (
        "9 folders that a browser saved beside pages (pictures, frames) were left out:"
        " 0_files, 1_files, 2_files, 3_files, 4_files and 4 more."
    )


def test_a_folder_that_only_looks_like_it_is_read(tmp_path: Path) -> None:
    written(tmp_path, "Bridge_files/a.html", "Tunnel.html", "Tunnel notes/b.html", "Ferry.txt", "Ferry_files/c.txt")
    assert len(find_files([tmp_path]).files) == 5


def test_a_folder_that_a_person_names_is_read_whatever_it_is_called(tmp_path: Path) -> None:
    written(tmp_path, "Bridge.html", "Bridge_files/frame.html")
    assert [file.shown for file in find_files([tmp_path / "Bridge_files"]).files] == ["frame.html"]
