from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.corpus.readers.contract import Item, RawRecord, Remark
from workbench.corpus.readers.europresse import Europresse
from workbench.domain.article import Refusal

SAMPLES = Path(__file__).parents[4] / "shared" / "samples" / "exports"
CERTIFICATE = (
    '<table><tr><td align="center">news·20170309·PO·100</td></tr><tr><td>Ce certificat est émis.</td></tr></table>'
)


def old(
    inside: str, *, publication: str = "La Poste du Port", header: str = "Région, |jeudi |9 mars 2017|, p. 03"
) -> str:
    spans = "".join(f'<span class="DocHeader">{part}</span>' for part in header.split("|"))
    return (
        '<table align="center"><tr><td><table id="tbHeaderImages"><tr><td><img src="x.gif"></td></tr></table>'
        f'<span class="DocPublicationName">{publication}</span><br>{spans}<br><br>{inside}'
        "<p></p><b><i>© 2017 Port. Tous droits réservés.</i></b><p></p>Numéro de document : news·20170309·PO·2040056000"
        f"<br><br>{CERTIFICATE}</td></tr></table><p><br><br>"
    )


def new(
    *,
    header: str = "Région, jeudi 9 mars 2017, p. A3",
    author: str = "<div>Anne Autre</div>",
    body: str = "<div class='docOcurrContainer'><p>Le <mark>bac</mark> revient.</p><p>Enfin.</p></div>",
    aside: str = (
        "<div><p><b>Illustration(s) : </b></p><div><p>Le bac.</p></div></div><div><b>Note(s) : </b><p>Voir hier.</p></div>"
    ),
    number: str = "news·20170310·LP·0q1503",
) -> str:
    return (
        '<article><header><div class="rdp__DocPublicationName"><span class="DocPublicationName">La Poste, no. 12 </span></div>'
        f'<div><span class="DocHeader">{header}</span></div><div><p>TRANSPORTS</p></div>'
        '<div class="titreArticle"><p class="sm-margin-bottom">EN MER</p><p class="titreArticleVisu">Le bac revient</p></div>'
        f'{author}</header><section><div class="DocText">{body}</div></section><aside>{aside}</aside>'
        f"<footer><small>© 2017 Port.</small><p>Numéro de document : {number}</p>"
        f'<div><span id="PubliC_lblNodoc">{number}</span></div></footer></article>'
    )


def read(inside: str | bytes) -> list[Item]:
    data = inside if isinstance(inside, bytes) else f"<html><body>{inside}</body></html>".encode()
    assert Europresse().recognises(data, "a.html")
    return list(Europresse().read(data, "a.html", mapping={}))


def one(inside: str) -> RawRecord:
    (record,) = read(inside)
    assert isinstance(record, RawRecord)
    return record


def test_the_old_layout_gives_text_and_metadata() -> None:
    record = one(
        old(
            'En mer<br><span class="TitreArticleVisu">Le <span style="color:red">bac</span> revient</span><br><br>Par Anne Autre'
            '<br><p></p>Le bac<font style="font-weight:bold;"> revient.</font><p></p>Enfin.<br>Demain aussi.',
            publication="La Poste, no. 5968",
        )
    )
    assert record.text == "Le bac revient.\n\nEnfin. Demain aussi."
    assert dict(record.fields) == {
        "title": "Le bac revient",
        "outlet": "La Poste",
        "author": "Anne Autre",
        "date": "2017-03-09",
        "section": "Région",
        "kicker": "En mer",
        "edition": "no. 5968",
        "pages": "03",
    }
    assert record.document_id == "news·20170309·PO·2040056000"
    assert record.review == ""


def test_a_first_paragraph_of_the_old_layout_is_not_taken_for_an_author() -> None:
    record = one(old('<span class="TitreArticleVisu">Titre</span><br><br>Le bac revient.<p></p>Enfin.'))
    assert record.text == "Le bac revient.\n\nEnfin."
    assert "author" not in record.fields


def test_several_articles_of_the_old_layout_are_kept_apart() -> None:
    title = '<span class="TitreArticleVisu">{}</span><br><br>Texte {}.'
    items = read(old(title.format("Un", 1)) + old(title.format("Deux", 2)))
    assert [(item.fields["title"], item.text) for item in items if isinstance(item, RawRecord)] == [
        ("Un", "Texte 1."),
        ("Deux", "Texte 2."),
    ]


def test_the_new_layout_gives_text_and_metadata() -> None:
    record = one(new())
    assert record.text == "Le bac revient.\n\nEnfin.\n\nLe bac.\n\nVoir hier."
    assert [(record.text[start:end], kind) for start, end, kind, _ in record.boilerplate] == [
        ("Le bac.", "media_caption"),
        ("Voir hier.", "credit"),
    ]
    assert dict(record.fields) == {
        "title": "Le bac revient",
        "outlet": "La Poste",
        "author": "Anne Autre",
        "date": "2017-03-09",
        "section": "Région",
        "kicker": "TRANSPORTS; EN MER",
        "edition": "no. 12",
        "pages": "A3",
    }
    assert record.document_id == "news·20170310·LP·0q1503"


@pytest.mark.parametrize(
    "author", ['<div class="docAuthors">Anne Autre</div>', '<p class="sm-margin-bottomNews">Anne Autre</p>']
)
def test_an_author_with_a_class_is_found(author: str) -> None:
    assert one(new(author=author)).fields["author"] == "Anne Autre"


@pytest.mark.parametrize(
    ("header", "section", "day"),
    [
        ("Business, Thursday, March 9, 2017, p. B1", "Business", "2017-03-09"),
        ("jeudi 9 mars 2017 - 512 mots", "", "2017-03-09"),
        ("Kultur, Donnerstag 9. März 2017", "Kultur", "2017-03-09"),
    ],
)
def test_the_header_is_read_in_any_interface_language(header: str, section: str, day: str) -> None:
    record = one(new(header=header))
    assert (record.fields.get("section", ""), record.fields["date"]) == (section, day)


def test_a_printed_count_is_taken_and_compared() -> None:
    record = one(new(header="jeudi 9 mars 2017, p. 4, 1 512 mots"))
    assert record.fields["words"] == "1512"
    assert "the source says 1,512" in record.review


def test_a_missing_day_is_taken_from_the_document_number_and_said() -> None:
    record = one(new(header="Région"))
    assert record.fields["date"] == "2017-03-10"
    assert record.sources["date"] == "the document number"
    assert record.notes


@pytest.mark.parametrize(("number", "doubted"), [("news·20170311·LP·1", False), ("news·20160310·LP·1", True)])
def test_a_day_far_from_that_of_the_document_number_is_a_reason_to_look(number: str, doubted: bool) -> None:
    record = one(new(number=number))
    assert record.fields["date"] == "2017-03-09"
    doubt = "The document number says 2016-03-10, the line under the publication's name 2017-03-09."
    assert record.review == (doubt if doubted else "")


def test_an_article_without_text_is_refused() -> None:
    (item,) = read(new(body="<div class='docOcurrContainer'></div>", aside=""))
    assert isinstance(item, Refusal)
    assert "Le bac revient" in item.reason


def test_documents_that_are_named_and_missing_are_told() -> None:
    lost = '<span id="PubliC_lblNodoc">news·20170311·LP·9</span>'
    items = read(new() + lost)
    assert isinstance(items[-1], Remark)
    assert "names 2 documents, but 1 were found" in items[-1].message


def test_a_page_that_breaks_off_gives_what_is_there() -> None:
    inside = new() + new(number="news·20170311·LP·2")
    items = read(f"<html>{inside}".encode()[: len(inside) - 150])
    assert sum(isinstance(item, RawRecord) for item in items) == 2


def test_articles_that_are_never_closed_are_still_told_apart() -> None:
    items = read((new() + new()).replace("</article>", "").replace("<article>", "<article><div>"))
    assert sum(isinstance(item, RawRecord) for item in items) == 2


@pytest.mark.parametrize(
    "data", [b"", b"<html><style>.DocPublicationName{}</style>DocHeader", b"<html><article><p>x</p></article>", b"\x00"]
)
def test_other_files_are_not_recognised(data: bytes) -> None:
    assert not Europresse().recognises(data, "a.html")


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=100), st.integers(min_value=0, max_value=1500), st.booleans())
def test_damaged_pages_never_fail(noise: bytes, place: int, newer: bool) -> None:
    data = (new() if newer else old('<span class="TitreArticleVisu">Un</span><br><br>Texte.')).encode()
    for item in Europresse().read(data[:place] + noise + data[place:], "a.html", mapping={}):
        if isinstance(item, RawRecord):
            assert all(item.text[start:end].strip() for start, end, _, _ in item.boilerplate)


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the real files are not here")
def test_real_files_give_every_article_with_its_metadata() -> None:
    found = {}
    for name in ("europresse_test1.html", "europresse_test2.html"):
        items = read((SAMPLES / name).read_bytes())
        found[name] = [item for item in items if isinstance(item, RawRecord)]
        assert len(found[name]) == len(items)
    # counted by hand: one certificate with a document number stands under each article
    assert [len(records) for records in found.values()] == [3, 4]
    rows = [
        (
            r.fields["title"],
            r.fields["outlet"],
            r.fields.get("author", ""),
            r.fields["date"],
            r.fields.get("section", ""),
        )
        for records in found.values()
        for r in records
    ]
    assert rows == [
        ("A heading: some text", "l'Humanité", "", "2013-10-05", "Politique"),
        ("Another heading with colored text inside", "Mag", "Second Author", "2012-10-03", ""),
        ("Heading", "Magazine 1", "Author Name", "2012-10-04", "Éditorial"),
        ("Title", "Newspaper", "Author", "2006-03-14", "Communication"),
        ("Title", "Newspaper", "Ariane Chemin", "2006-03-14", "Politique"),
        ("A heading", "Newspaper", "", "2006-03-13", "Economie"),
        ("Title", "Newspaper", "Author", "2006-03-13", "Dernière heure"),
    ]
    assert all(record.text for records in found.values() for record in records)
    # the first file was changed by hand: its dates are a year and more from those of its document numbers
    reviews = {name: ["document number says" in r.review for r in records] for name, records in found.items()}
    assert reviews == {"europresse_test1.html": [True] * 3, "europresse_test2.html": [False] * 4}
