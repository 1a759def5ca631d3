"""Files of real programs and hostile ones: each is read or refused with a reason. Skipped where they are not at hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbench.corpus.dates import parse_date
from workbench.corpus.readers.contract import Item, Layout, MetadataRecord, Part, RawRecord, Remark
from workbench.corpus.readers.feeds import Feed
from workbench.corpus.readers.newsml import NewsMl1, NewsMlG2
from workbench.corpus.readers.ninjs import Ninjs
from workbench.corpus.readers.nitf import Nitf
from workbench.corpus.readers.references import EndNote
from workbench.corpus.readers.spreadsheet import Spreadsheet
from workbench.corpus.readers.web_archive import Wacz, WebArchive
from workbench.corpus.readers.xml_records import XmlRecords
from workbench.corpus.readers.zip_archive import ZipArchive
from workbench.domain.article import Refusal

SAMPLES = Path(__file__).parents[4] / "shared" / "samples"
pytestmark = pytest.mark.skipif(not SAMPLES.is_dir(), reason="no ../shared/samples here")

READERS = (
    Nitf(),
    NewsMlG2(),
    NewsMl1(),
    Ninjs(),
    Feed(),
    EndNote(),
    Spreadsheet(),
    WebArchive(),
    Wacz(),
    ZipArchive(),
    XmlRecords(),
)


def read(name: str) -> list[Item]:
    data = (SAMPLES / name).read_bytes()
    reader = next(reader for reader in READERS if reader.recognises(data, name))
    return list(reader.read(data, name, mapping={}))


REUTERS = "tag_reuters.com,0000_newsml_L4N1FL0N0_1132689232"
AP = "The Associated Press"


@pytest.mark.parametrize(
    ("name", "title", "outlet", "date", "author", "ends"),
    [
        ("afp20.xml", "Décès de", "AFP", "2024-07-10T12:59:02Z", "", "Corinne M."),
        ("ap-nitf.xml", "Can trading", AP, "2015-12-10T19:10:44Z", "BERNARD CONDON", "bernard-condon ."),
        ("ap_media_text_nitf.xml", "BC-BBN--Top Ten", AP, "2019-07-03T04:05:12Z", "", "8-5."),
        ("dpa.xml", "Eintracht", "Deutsche Presse-Agentur GmbH", "2022-10-11T11:14:42+02:00", "", "Endspiel ein."),
        ("ninjs1.json", "headline", "AAP", "2017-08-24T04:38:34+00:00", "Peter and Jane", "so far."),
        ("nitf-ntb.xml", "Faktisk.no: Nei", "NTB", "2020-09-07T14:45:26", "Geir Molnes / Faktisk.no", "av Faktisk.no"),
        ("ritzau_news.xml", "", "ritzau", "2018-01-30T17:32:18", "Peder Top Poulsen", "lignende forsøg."),
        (REUTERS, "PRECIOUS-Gold", "Reuters", "2017-01-31T03:47:29Z", "", "Richard Pullin)"),
    ],
)
def test_agency_files_give_one_article_each(
    name: str, title: str, outlet: str, date: str, author: str, ends: str
) -> None:
    (record,) = [item for item in read(f"agency/{name}") if not isinstance(item, Remark | Layout)]
    assert isinstance(record, RawRecord)
    assert record.fields.get("title", "").startswith(title)
    assert record.fields.get("outlet", "") == outlet
    assert parse_date(record.fields["date"]).iso == date
    assert record.fields.get("author", "") == author
    assert record.text.endswith(ends)
    assert record.encoding_certain


def test_the_agency_package_gives_metadata() -> None:
    metadata, remark = read("agency/LISTING 6 Simple NewsML-G2 Package.xml")
    assert isinstance(metadata, MetadataRecord)
    assert metadata.fields["title"] == "Obama annonce son équipe"
    assert isinstance(remark, Remark)


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("cc.warc.gz", ["commoncrawl.org/index.html"]),
        ("example.arc.gz", ["example.com/index.html"]),
        ("testWACZ.wacz", ["www.example.com/index.html"]),
        ("testWARC_multiple.warc.gz", ["russellvets.org/index.html"]),
        ("testZipEncrypted.zip", ["unencrypted.txt"]),
        ("moby.zip", []),
        ("gbk.zip", ["审计压缩包文件检索测试/集团邮件审计系统2021年自动巡检需求文档_V4.0.doc"]),
        ("testZip_with_DataDescriptor.zip", ["en4"]),
    ],
)
def test_archives_give_parts_or_reasons(name: str, parts: list[str]) -> None:
    items = read(f"awkward/archive/{name}")
    assert [item.path for item in items if isinstance(item, Part)] == parts
    refusals = [item for item in items if isinstance(item, Refusal)]
    assert refusals or parts
    assert all(refusal.reason.endswith(".") for refusal in refusals)


@pytest.mark.parametrize(
    ("name", "articles", "metadata", "refusals"),
    [
        ("xml/rsstest_091.rss", 2, 0, 0),
        ("xml/testATOM.atom", 1, 0, 0),
        ("xml/testEndNoteImportFile.enw", 0, 1, 0),
        ("xml/testXML3.xml", 0, 0, 1),
        ("xml/undeclared_entity.xml", 0, 0, 1),
        ("xlsx/protect.xlsx", 0, 0, 1),
        ("xlsx/testDdeLink.xlsx", 0, 0, 1),
        ("xlsx/testEXCEL_big_numbers.xlsx", 0, 0, 1),
        ("xlsx/testEXCEL_hyperlinks.xlsx", 0, 0, 1),
        ("xlsx/testEXCEL_phonetic.xlsx", 0, 0, 1),
        ("xlsx/testEXCEL_protected_passtika.xlsx", 0, 0, 1),
    ],
)
def test_awkward_files_are_read_or_refused(name: str, articles: int, metadata: int, refusals: int) -> None:
    items = read(f"awkward/{name}")
    counted = [sum(isinstance(item, kind) for item in items) for kind in (RawRecord, MetadataRecord, Refusal)]
    assert counted == [articles, metadata, refusals]
