"""Reference lists: RIS, EndNote's tagged format and BibTeX."""

from __future__ import annotations

import time

from hypothesis import given
from hypothesis import strategies as st

from workbench.corpus.readers.contract import Item, MetadataRecord, Remark
from workbench.corpus.readers.references import BibTex, EndNote, Ris
from workbench.domain.article import Refusal

RIS = """TY  - NEWS
TI  - Harbour opens
  after years
AU  - Lee, Ann
AU  - Ray, Bo
T2  - The Paper
DA  - 2024/03/05/
UR  - https://paper.example/1
LA  - en
AB  - An abstract.
ER  -

TY  - NEWS
T1  - Second
PY  - 2024///Spring
ER  -
"""


def metadata(items: list[Item]) -> list[MetadataRecord]:
    return [item for item in items if isinstance(item, MetadataRecord)]


def test_ris_gives_metadata_and_no_abstracts() -> None:
    assert Ris().recognises(RIS.encode(), "a.txt")
    items = list(Ris().read(RIS.replace("\n", "\r\n").encode("utf-8-sig"), "a.ris", mapping={}))
    first, second = metadata(items)
    assert first.record == "reference at line 1"
    assert first.fields == {
        "title": "Harbour opens after years",
        "outlet": "The Paper",
        "author": "Lee, Ann; Ray, Bo",
        "date": "2024-03-05",
        "url": "https://paper.example/1",
        "language": "en",
    }
    assert (second.record, second.fields) == ("reference at line 13", {"title": "Second", "date": "2024"})
    assert isinstance(items[-1], Remark)
    assert "What it says about 2 articles was taken" in items[-1].message
    assert "1 of them have an abstract; abstracts are not articles" in items[-1].message


def test_endnote_references_are_apart_by_blank_lines() -> None:
    text = "%0 Newspaper Article\n%T One\n%A Lee, Ann\n%A Ray, Bo\n%J The Paper\n%D 2024\n\n%T Two\n%D 2023\n%U\n"
    assert EndNote().recognises(text.encode(), "a.enw")
    first, second = metadata(list(EndNote().read(text.encode(), "a.enw", mapping={})))
    assert first.fields == {"title": "One", "outlet": "The Paper", "author": "Lee, Ann; Ray, Bo", "date": "2024"}
    assert second.fields == {"title": "Two", "date": "2023"}


def test_bibtex_values_of_all_kinds() -> None:
    text = r"""
@string{paper = "The Paper"}
@comment{@article{no, title={no}}}
@Article{key:1,
  title = {The {\"U}ber {N}ews \& \'{e}t\'e --- 5\%, \o},
  journal = paper # { Daily}, author = "Lee, Ann and Ray, Bo",
  year = 2024, month = mar, day = 5, url = {https://paper.example/a_b~c},
}
@online{k2, title="Say {"}hello{"}", date={2024-03-06}}
"""
    assert BibTex().recognises(text.encode(), "a.bib")
    first, second = metadata(list(BibTex().read(text.encode(), "a.bib", mapping={})))
    assert first.fields == {
        "title": "The Über News & été — 5%, ø",
        "outlet": "The Paper Daily",
        "author": "Lee, Ann; Ray, Bo",
        "date": "2024-03-05",
        "url": "https://paper.example/a_b~c",
    }
    assert first.record == "reference at line 4"
    assert second.fields == {"title": 'Say "hello"', "date": "2024-03-06"}


def test_a_broken_reference_is_refused_and_the_others_are_read() -> None:
    text = "@article{a, title = {never closed\n@article{b, title = {Second}, year = 2024}\n@article{c, title}\n"
    items = list(BibTex().read(text.encode(), "a.bib", mapping={}))
    assert [(item.record, item.reason.split(":")[0]) for item in items if isinstance(item, Refusal)] == [
        ("reference at line 1", "The reference could not be read"),
        ("reference at line 3", "The reference could not be read"),
    ]
    assert [item.fields["title"] for item in metadata(items)] == ["Second"]


def test_empty_lists_are_refused_in_words() -> None:
    for reader, text in ((Ris(), "TY  - NEWS\nER  -\n"), (EndNote(), ""), (BibTex(), "@article{a,}"), (BibTex(), "")):
        (refusal,) = reader.read(text.encode(), "a", mapping={})
        assert isinstance(refusal, Refusal)
        assert refusal.reason.endswith(".")


def test_other_texts_are_not_recognised() -> None:
    for text in ("", "Monday. TY  - is no tag.\n", "100 %A of it", "Write @article{x} in your list.", "%PDF-1.4\n%T x"):
        for reader in (Ris(), EndNote(), BibTex()):
            assert not reader.recognises(text.encode(), "a.txt")


def test_hostile_lists_take_little_time() -> None:
    began = time.process_time()
    for reader, text in (
        (BibTex(), "@article{a,t={{" * 60_000),
        (BibTex(), "@" * 300_000),
        (BibTex(), "@string{a={x}}@string{a=a#a}" * 10_000),
        (BibTex(), "@string{a={xxxxxxxx}}" + "@string{a=a#a}" * 100),
        (BibTex(), "@comment{" * 60_000),
        (Ris(), "TY  - X\n" + "x\n" * 200_000),
        (EndNote(), "%T x\n" * 100_000),
    ):
        list(reader.read(text.encode(), "a", mapping={}))
    assert time.process_time() - began < 8


@given(st.text('@articleb{}=",#\\\'"x1 \n', max_size=80))
def test_any_text_is_read_or_refused(text: str) -> None:
    list(BibTex().read(f"@article{{k, {text}".encode(), "a.bib", mapping={}))
    list(Ris().read(f"TY  - {text}".encode(), "a.ris", mapping={}))
