"""Damaged, hostile and lying files go through the real reading process: what is read, refused in words, and left behind.

``benchmarks/hostile_files.py`` does the same with many more and much larger files.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hostile import attacks, lookalikes, mutations, surroundings
from hostile.watching import Faults, stable, try_files, watched

from workbench.corpus.formats import reader_for

on_linux = pytest.mark.skipif(sys.platform != "linux", reason="pipes, names that are no text, and /proc")
BY_ITS_NAME = {".csv", ".tsv", ".json", ".jsonl"}


def require(faults: Faults) -> None:
    assert not faults.found, "\n".join(faults.found[:10])
    assert faults.files


def some(files: dict[str, bytes], turn: int) -> dict[str, bytes]:
    """Some of the files, so that each has its turn three times in all."""
    every = len(mutations.MUTATIONS)
    return {name: data for place, (name, data) in enumerate(files.items()) if (place - turn) % every in (0, 5, 9)}


def test_ordinary_files_of_every_format_are_read(tmp_path: Path) -> None:
    faults = Faults()
    seen = try_files(lookalikes.files(), tmp_path, faults)
    require(faults)
    read = {article.path.split("/")[0].split("-", 1)[-1] for article in seen.reading.articles}
    only_metadata = {"media-cloud.json", "references.ris"}
    same_ids = {"table.tsv", "table.xlsx", "table.parquet", "list.json", "lines.jsonl", "factiva.rtf", "factiva.xml"}
    assert set(lookalikes.files()) - read <= only_metadata | same_ids


def test_damaged_files_are_read_or_refused_and_the_next_one_is_read(tmp_path: Path) -> None:
    faults = Faults()
    files = lookalikes.files()
    damaged = {
        f"{mutation.__name__}-{name}": data
        for number, mutation in enumerate(mutations.MUTATIONS)
        for name, data in mutations.mutated(some(files, number), mutation, seed=1).items()
    }
    assert len(damaged) == 3 * len(files)
    try_files(damaged, tmp_path, faults, twice=False)
    require(faults)


@pytest.mark.parametrize("attack", attacks.ATTACKS, ids=lambda attack: attack.__name__)
def test_hostile_files_are_read_or_refused_and_read_the_same_again(attack: attacks.Attack, tmp_path: Path) -> None:
    faults = Faults()
    try_files(
        attack(0.002),
        tmp_path / "made",
        faults,
        twice=attack in (attacks.nested, attacks.reaching_out, attacks.false_names),
    )
    require(faults)


@on_linux
@pytest.mark.parametrize("place", surroundings.PLACES, ids=lambda place: place.__name__)
def test_folders_that_hold_anything_are_read(place: surroundings.Place, tmp_path: Path) -> None:
    faults = Faults()
    surroundings.tried_place(place, 0.002, tmp_path, faults)
    require(faults)


@on_linux
def test_files_that_change_while_others_are_read_are_read_or_refused(tmp_path: Path) -> None:
    faults = Faults()
    surroundings.changed_meanwhile(tmp_path, faults)
    require(faults)


@on_linux
def test_a_process_that_is_killed_at_any_moment_costs_one_file(tmp_path: Path) -> None:
    faults = Faults()
    surroundings.killed_at_any_moment(2, 1, tmp_path, faults)
    require(faults)


@on_linux
def test_files_whose_names_look_the_same_keep_names_of_their_own(tmp_path: Path) -> None:
    inside = tmp_path / "files"
    inside.mkdir()
    surroundings.strange_names(inside, 1.0)
    first, second = (watched([inside], tmp_path / "temporary").reading for _ in range(2))
    assert len({article.path for article in first.articles}) == len(first.articles) == 37
    assert stable(first) == stable(second)


def test_two_files_of_one_name_from_two_folders_are_told_apart(tmp_path: Path) -> None:
    paths = []
    for number in range(14):
        folder = tmp_path / f"week {number}"
        folder.mkdir()
        paths.append(folder / "article.txt")
        paths[-1].write_text(f"Ferry {number} came back.", encoding="utf-8")
    reading = watched(paths, tmp_path / "temporary").reading
    assert [article.path for article in reading.articles][:3] == [
        "article.txt",
        "week 1/article.txt",
        "week 2/article.txt",
    ]
    assert len({article.document_id for article in reading.articles}) == 14


PROSES = (
    lookalikes.PROSE,
    "Breaking, news, today, about, ferries\nThe ferry, which came back, was late, said Ana.\nIt was, she said, cold, and long.\n",
    "{This is an aside} and then a story.\nThe ferry came.\n",
    "[Editor’s note: this was changed.] The ferry came back.\nA line.\n",
    '"The ferry is back," she said, "and late."\n"It is," he said, "cold."\n',
    "1, 2, 3 and 4 ferries came\n5, 6, 7 and 8 left\n",
    "The ferry; it came back\tlate.\nIt left; it came\tagain.\n",
    "null\n",
    "Source: The Paper; title: none; text: all\nA ferry; a boat; a ship\n",
    "<The ferry> came back & went.\n",
    "# Ferry\n\n| a | b |\n|---|---|\n| 1 | 2 |\n",
)


@pytest.mark.parametrize("prose", PROSES)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_prose_is_no_table_and_no_json_whatever_it_is_called(prose: str, encoding: str) -> None:
    for ending in mutations.ENDINGS:
        reader = reader_for(prose.encode(encoding), f"some{ending}")
        assert not isinstance(reader, str)
        # a file that somebody called a table is refused as one with the reason, rather than counted as an article
        if ending not in BY_ITS_NAME:
            assert reader.name in {"plain text", "Markdown", "web page", "XML"}, ending


@pytest.mark.parametrize(
    "name",
    ["mail.eml", "mails.mbox", "list.json", "lines.jsonl", "word.docx", "open.odt", "rich.rtf", "paper.pdf", "book.epub",
     "table.xlsx", "table.parquet", "feed.rss", "feed.atom", "pages.warc", "pages.warc.gz", "texts.zip", "page.mht",
     "nexis.docx", "nexis.rtf", "nexis.html", "factiva.html", "factiva.rtf", "factiva.xml", "proquest.txt", "ninjs.json",
     "europresse-old.html", "europresse-new.html", "nitf.xml", "newsml.xml", "news-api.json", "references.ris"],
)  # fmt: skip
def test_a_format_that_its_content_shows_is_known_under_every_name(name: str) -> None:
    data = lookalikes.files()[name]
    known = reader_for(data, name)
    assert not isinstance(known, str)
    for ending in mutations.ENDINGS:
        reader = reader_for(data, f"some{ending}")
        assert reader is known, ending
