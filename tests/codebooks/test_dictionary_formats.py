from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.codebooks import Codebook, CodebookError, Entry, Frame, Imported, read_codebook, write_codebook
from workbench.codebooks.patterns import NotExpressibleError, entry_of_pattern, patterns_of_entry
from workbench.index import query
from workbench.resource_files import resource

SUFFIXES = (".json", ".csv", ".dic", ".lc3", ".ykd", ".cat", ".yml")


def read(folder: Path, name: str, content: str | bytes) -> Imported:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_codebook(path)


def entries(imported: Imported) -> dict[str, list[str]]:
    return {frame.name: [entry.text for entry in frame.entries] for frame in imported.codebook.frames}


def book_of(frames: dict[str, tuple[str, list[str]]]) -> Codebook:
    made = tuple(
        Frame(name, "", n, 0.1, ("",) if texts else (), tuple(Entry(t, name, 0) for t in texts), parent=parent)
        for n, (name, (parent, texts)) in enumerate(frames.items())
    )
    return Codebook("Test", "1", "en", "CC0-1.0", "made for this test", "", made, "0")


@pytest.mark.parametrize(
    ("pattern", "entry"),
    [
        ("S  African", "S African"),
        ("terror*", "terror*"),
        ("AND", '"AND"'),
        ("war NOT peace", '"war NOT peace"'),
        ("near/5", '"near/5"'),
        ("case:US", '"case:US"'),
        ("a|b", '"a|b"'),
        ('so-called "aid"', "so-called aid"),
    ],
)
def test_operators_in_a_pattern_become_words(pattern: str, entry: str) -> None:
    assert entry_of_pattern(pattern)[0] == entry
    assert isinstance(query.parse(entry).root, query.Word | query.Succession)


def test_punctuation_alone_is_no_entry() -> None:
    with pytest.raises(NotExpressibleError):
        entry_of_pattern(":-)")


@given(st.text(max_size=60), st.booleans())
def test_every_pattern_is_an_entry_of_words_alone_or_refused(pattern: str, question_mark: bool) -> None:
    try:
        entry, _ = entry_of_pattern(pattern, question_mark=question_mark)
    except NotExpressibleError:
        return
    (written,) = patterns_of_entry(entry)
    assert entry_of_pattern(written, question_mark=question_mark)[0] == entry


def plain(pattern: str) -> bool:
    try:
        return bool(entry_of_pattern(pattern)[0])
    except NotExpressibleError:
        return False


PATTERNS = (
    st.text("abcSNOTAD é|()'&*:-#%+", min_size=1, max_size=12).filter(plain).map(lambda p: entry_of_pattern(p)[0])
)
LISTS = st.lists(PATTERNS, min_size=1, max_size=4, unique_by=str.casefold)


@settings(deadline=None, max_examples=60)
@given(st.sampled_from(SUFFIXES), LISTS, LISTS)
def test_what_a_format_holds_comes_back(suffix: str, first: list[str], second: list[str]) -> None:
    book = book_of({"Outer": ("", first), "Inner one": ("Outer", second)})
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"book{suffix}"
        remarks = write_codebook(book, path)
        again = read_codebook(path)
    left_out = [line for line in remarks if "was left out" in line]
    kept = {frame.name: {e.text.casefold() for e in frame.entries} for frame in book.frames}
    found = {frame.name: {e.text.casefold() for e in frame.entries} for frame in again.codebook.frames}
    assert [frame.parent for frame in again.codebook.frames] == ["", "Outer"]
    assert all(found[name] <= kept[name] for name in kept)
    assert sum(map(len, kept.values())) - sum(map(len, found.values())) == len(left_out)
    if suffix in (".json", ".csv"):
        assert again.codebook.frames == book.frames


def test_weights_questions_and_rules_stay_in_the_own_format(tmp_path: Path) -> None:
    book = book_of({"A": ("", ["war"]), "B": ("A", ["peace NEAR/3 talks"])})
    frame = replace(book.frames[0], include=("Yes.",), exclude=("No.",), entries=(Entry("war", "A", 0, 0.5),))
    book = replace(book, frames=(frame, book.frames[1]))
    assert write_codebook(book, tmp_path / "a.json") == ()
    again = read_codebook(tmp_path / "a.json").codebook
    assert replace(again, digest="0") == book
    assert any("NEAR" in line for line in write_codebook(book, tmp_path / "a.dic"))
    assert any("Weights" in line for line in write_codebook(book, tmp_path / "a.lc3"))


def test_liwc_reads_trees_phrases_and_keeps_what_it_can_of_conditions(tmp_path: Path) -> None:
    text = "%\n1\tAffect\n\t2\tAnger\n131\tCog\n%\nmad*\t1\t2\nfed up 2\nkind\t<of>131/1\nlike\t(02 1)131/1\nx\t9\n"
    imported = read(tmp_path, "a.dic", text)
    assert entries(imported) == {"Affect": ["mad*", "kind", "like"], "Anger": ["mad*", "fed up"], "Cog": ["kind of"]}
    assert imported.codebook.frame("Anger").parent == "Affect"
    assert [line.split(":")[0] for line in imported.remarks] == [f"a.dic, line {n}" for n in (8, 9, 10)]


def test_wordstat_weights_are_kept_and_rules_named(tmp_path: Path) -> None:
    imported = read(tmp_path, "a.cat", "SOUTH\n\tZA\n\t\tS African (0.5)\n\t\t@tax NEAR cut (1)\n")
    za = imported.codebook.frame("ZA")
    assert za.entries == (Entry("S African", "ZA", 0, 0.5),)
    assert "line 4" in imported.remarks[0]


def test_yaml_holds_texts_alone_and_no_aliases(tmp_path: Path) -> None:
    assert entries(read(tmp_path, "a.yml", "NO: [yes, NO, 12:30]\nB:\n  C: wom?n\n")) == {
        "NO": ["yes", "NO", "12:30"],
        "B": [],
        "C": ["wom?n"],
    }
    with pytest.raises(CodebookError, match=r"b\.yml, line 2: aliases"):
        read(tmp_path, "b.yml", "a: &x [b]\nc: *x\n")


def test_yoshikoder_refuses_a_document_type_and_reads_expressions(tmp_path: Path) -> None:
    with pytest.raises(CodebookError, match="DOCTYPE"):
        read(tmp_path, "a.ykd", '<!DOCTYPE d [<!ENTITY x "y">]><dictionary/>')
    inside = '<cnode name="D"><cnode name="A"><pnode name="colou?r"/></cnode></cnode>'
    text = f'<dictionary patternengine="regexp">{inside}</dictionary>'
    assert entries(read(tmp_path, "b.ykd", text)) == {"A": ["/colou?r/"]}


def test_tables_guard_formulas_and_odd_encodings_are_named(tmp_path: Path) -> None:
    write_codebook(book_of({"=A": ("", ["war | peace"])}), tmp_path / "a.csv")
    assert "'=A" in (tmp_path / "a.csv").read_text("utf-8-sig")
    assert entries(read_codebook(tmp_path / "a.csv")) == {"=A": ["war | peace"]}
    imported = read(tmp_path, "b.lc3", "+Café\nthé\n".encode("cp1252"))
    assert entries(imported) == {"Café": ["thé"]}
    assert "windows-1252" in imported.remarks[0]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.dic", "war 1\n"),
        ("a.lc3", "war\n"),
        ("a.csv", "x,y\n1,2\n"),
        ("a.csv", "frame,entry,parent\nA,war,B\nB,peace,A\n"),
        ("a.ykd", "<dictionary><cnode>"),
        ("a.cat", ""),
        ("a.yml", "[a, b]"),
        ("a.yml", "a: ["),
        ("a.txt", "war"),
        ("a.lc3", b"+A\n\x00\x01\x02"),
    ],
)
def test_files_that_are_no_dictionary_are_refused_by_name(tmp_path: Path, name: str, content: str | bytes) -> None:
    with pytest.raises(CodebookError, match=rf"^{name}"):
        read(tmp_path, name, content)


def test_the_bundled_codebooks_load_and_can_be_exported(tmp_path: Path) -> None:
    counts = {"policy_frames": 15, "functions": 4, "episodic_thematic": 2}
    books = [read_codebook(resource("codebooks", f"{name}.json")).codebook for name in counts]
    assert [len(book.frames) for book in books] == list(counts.values())
    assert len({book.name for book in books}) == 3
    for book in books:
        assert book.licence == "CC0-1.0"
        for frame in book.frames:
            assert frame.include
            assert frame.exclude
            assert 10 <= len(frame.entries) <= 25
        for suffix in SUFFIXES:
            write_codebook(book, tmp_path / f"{book.name}{suffix}")
            assert len(read_codebook(tmp_path / f"{book.name}{suffix}").codebook.frames) == len(book.frames)
