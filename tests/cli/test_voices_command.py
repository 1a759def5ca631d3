"""The table of voices on the command line, against numbers counted by hand."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from town_corpus import MAIL, POST, WATCH, write_town_corpus

from workbench import cli
from workbench.domain.columns import TABLES

pytestmark = pytest.mark.model


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_town_corpus(tmp_path_factory.mktemp("voices") / "town")


def test_voices_csv_has_shares_of_every_speaker_in_every_outlet(town: Path, tmp_path: Path) -> None:
    code = cli.run(["tables", str(town), "--out", str(tmp_path), "--only", "voices", "--workers", "0", "--no-cache"])
    assert code == cli.DONE
    rows = rows_of(tmp_path / "voices.csv")
    assert tuple(rows[0]) == TABLES["voices"]
    assert rows[0]["entity_id"] == "lena-holt", "the most quoted words come first"
    found = {(row["entity_id"], row["outlet"]): row for row in rows}
    assert len(found) == len(rows) == 3 * 4, "three speakers; three outlets, and articles without one"
    holt, reed = found["lena-holt", POST], found["owen-reed", MAIL]
    assert (holt["speaker"], holt["quotes"], holt["quoted_words"], holt["share"]) == ("Lena Holt", "3", "21", "1")
    assert (holt["share_low"], holt["share_high"]) == ("", ""), "a share of all has no interval"
    assert float(reed["share"]) == pytest.approx(11 / 17)
    assert float(reed["share_of_quotes"]) == pytest.approx(2 / 3)
    assert float(reed["share_low"]) <= float(reed["share"]) <= float(reed["share_high"])
    assert (found["ada-brook", POST]["quotes"], found["ada-brook", POST]["mentions"]) == ("0", "1")
    assert {row["speech"] for row in rows} == {"direct and mixed"}
    assert found["owen-reed", WATCH]["outlet_quoted_words"] == "10"


def test_indirect_speech_is_an_option(town: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["query", "voices", str(town), "--indirect", "--workers", "0", "--no-cache"]) == cli.DONE
    done = capsys.readouterr()
    rows = list(csv.DictReader(done.out.splitlines()))
    assert {row["speech"] for row in rows} == {"all"}
    assert sum(int(row["quotes"]) for row in rows) > 8
    assert "Direct and mixed quotes and indirect speech are counted." in done.err
