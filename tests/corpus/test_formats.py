"""Files recognised by what is in them, containers opened, tables mapped, and everything bounded."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path

import pytest
from zip_files import zipped

from workbench.corpus import formats, reading
from workbench.corpus.formats import READERS, Job, Recognised, checked, read_file
from workbench.corpus.readers.contract import Item, Part, RawRecord
from workbench.corpus.readers.limits import DEEPEST_NESTING
from workbench.corpus.reading_process import InThisProcess
from workbench.domain.article import Refusal

read_sources = partial(reading.read_sources, parser=InThisProcess())

PAGE = (
    "<!doctype html><html><head><title>Harbour opens</title>"
    '<meta property="og:site_name" content="Tidewater Post">'
    '<meta property="article:published_time" content="2024-05-03T08:00:00+02:00"></head><body><article><h1>Harbour opens</h1>'
    + "".join(f"<p>The harbour of Tidewater opened gate {n} on Friday, the mayor told reporters.</p>" for n in range(9))
    + "</article></body></html>"
)  # fmt: skip


def of_format(path: Path) -> str:
    return next(item.format for _, item in read_file(Job(str(path), path.name)) if isinstance(item, Recognised))


def test_every_format_has_a_name_of_its_own_and_none_is_asked_after_plain_text() -> None:
    names = [reader.name for reader in READERS]
    assert len(names) == len(set(names))
    assert [reader.rank for reader in READERS] == sorted(reader.rank for reader in READERS)
    assert READERS[-1].name == "plain text"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (PAGE, "web page"),
        ('{"text": "A ferry sails."}\n{"text": "It is late."}\n', "JSON lines"),
        ("id,outlet,text\n1,Post,A ferry sails.\n2,Post,It is late.\n", "table (CSV, TSV)"),
        ("The ferry sails, slowly, to the island.\nNobody, said the captain, is on board.\n", "plain text"),
        ("From: a@b.example\nSubject: Ferry\nDate: Fri, 3 May 2024 08:00:00 +0200\n\nThe ferry sails.\n", "e-mail"),
        ("TY  - NEWS\nTI  - The ferry sails\nPY  - 2024\nER  - \n", "RIS references"),
    ],
)
@pytest.mark.parametrize("name", ["right", "wrong.txt", "wrong.dat"])
def test_the_content_decides_whatever_the_file_is_called(
    tmp_path: Path, content: str, expected: str, name: str
) -> None:
    path = tmp_path / name
    path.write_text(content)
    assert of_format(path) == expected


def test_files_in_an_archive_are_read_with_their_table_of_metadata(tmp_path: Path) -> None:
    inner = zipped({"deep.txt": "A ferry sails to the island."})
    (tmp_path / "export.zip").write_bytes(
        zipped(
            {
                "texts/one.html": PAGE,
                "texts/two.txt": "The island waits for the ferry.",
                "texts/metadata.csv": "file,outlet,date\ntwo.txt,Island News,2024-05-04\n",
                "more.jsonl": '{"id": "m1", "text": "A third text."}\n',
                "inner.zip": inner,
            }
        )
    )
    found = read_sources([tmp_path])
    by_path = {article.path: article for article in found.articles}
    assert list(by_path) == [
        "export.zip/texts/one.html",
        "export.zip/texts/two.txt",
        "export.zip/more.jsonl",
        "export.zip/inner.zip/deep.txt",
    ]
    page, two = by_path["export.zip/texts/one.html"], by_path["export.zip/texts/two.txt"]
    assert (page.outlet, page.date, page.title) == ("Tidewater Post", "2024-05-03T08:00:00+02:00", "Harbour opens")
    assert page.date_source
    assert page.source_of("title")
    assert (two.outlet, two.date, two.outlet_source) == ("Island News", "2024-05-04", "metadata.csv")
    assert not found.refusals
    inner_source = next(source for source in found.sources if source.path == page.path)
    outer = next(source for source in found.sources if source.path == "export.zip")
    assert inner_source.sha256 == outer.sha256


def test_a_packed_file_is_read_like_the_file(tmp_path: Path) -> None:
    (tmp_path / "news.jsonl.gz").write_bytes(gzip.compress(b'{"text": "one", "words": 1}\n{"text": "two"}\n'))
    found = read_sources([tmp_path])
    assert [article.text for article in found.articles] == ["one", "two"]
    assert found.articles[0].stated_words == "1"


class _Shell:
    """A container that holds itself, and one that holds much."""

    name = "shell"
    binary = True
    rank = 1

    def recognises(self, data: bytes, path: str) -> bool:
        return data.startswith(b"shell")

    def read(self, data: bytes, path: str, *, mapping: Mapping[str, str]) -> Iterator[Item]:
        if data == b"shell of shells":
            yield Part("inner", data)
        for number in range(4):
            yield Part(f"{number}.txt", b"x" * 100, {"outlet": "Post", "date": "2024-05-03"}, {"outlet": "the shell"})


@pytest.fixture
def shell(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formats, "READERS", (_Shell(), *READERS))


@pytest.mark.usefixtures("shell")
def test_containers_in_containers_come_to_an_end(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"shell of shells")
    found = read_sources([tmp_path])
    assert max(article.path.count("inner") for article in found.articles) == DEEPEST_NESTING - 2
    reasons = [refusal.reason for refusal in found.refusals if "Unpack them yourself" in refusal.reason]
    assert reasons


@pytest.mark.usefixtures("shell")
def test_what_comes_out_of_containers_altogether_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formats, "MOST_UNPACKED", 250)
    (tmp_path / "a").write_bytes(b"shell")
    found = read_sources([tmp_path])
    assert len(found.articles) == 2
    assert [refusal.path for refusal in found.refusals] == ["a/2.txt", "a/3.txt"]


@pytest.mark.usefixtures("shell")
def test_a_container_fills_what_its_file_does_not_say(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"shell")
    article = read_sources([tmp_path]).articles[0]
    assert (article.outlet, article.outlet_source, article.date) == ("Post", "the shell", "2024-05-03")


def test_a_table_is_read_with_the_columns_that_a_person_chose_for_it(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("first,second,where\nA ferry sails.,It is late.,Post\n")
    (tmp_path / "b.csv").write_text("first,second\nOther columns.,Not chosen for.\n")
    choices: dict[tuple[str, ...], dict[str, str]] = {
        ("first", "second", "where"): {"text": "second", "outlet": "where", "title": "first"}
    }
    found = read_sources([tmp_path], choices=choices)
    (article,) = found.articles
    assert (article.text, article.outlet, article.title) == ("It is late.", "Post", "A ferry sails.")
    assert article.source_of("title") == "field first"
    assert [refusal.path for refusal in found.refusals] == ["b.csv"]


def test_the_places_of_marked_stretches_move_with_canonical_text() -> None:
    text = "Headline\r\n\r\nFerry sails.\r\n\r\nRead also: more"
    start = text.index("Read also")
    record = checked(RawRecord(text, boilerplate=((start, len(text), "related", "own"),)), "a")
    assert isinstance(record, RawRecord)
    ((begin, end, *_),) = record.boilerplate
    assert record.text[begin:end] == "Read also: more"


def test_reading_stops_after_as_many_articles_as_were_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "many.jsonl"
    path.write_text("".join(json.dumps({"text": f"text {n}"}) + "\n" for n in range(20)))
    items = [item for _, item in read_file(Job(str(path), "many.jsonl", most=3))]
    assert sum(isinstance(item, RawRecord) for item in items) == 3
    assert not any(isinstance(item, Refusal) for item in items)
