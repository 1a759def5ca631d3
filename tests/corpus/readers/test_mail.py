from __future__ import annotations

import base64
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.corpus.readers.contract import Item, Part, RawRecord
from workbench.corpus.readers.mail import Mail, iso_date, safe_name, unflowed
from workbench.domain.article import Refusal

SAMPLES = Path(__file__).parents[4] / "shared" / "samples" / "awkward" / "mail"
HEAD = (
    b"From: Ann Lee <ann@gazette.example>\nTo: me@home.example\nSubject: The harbour vote\n"
    b"Date: Mon, 3 Jun 2024 09:05:00 +0200\nMIME-Version: 1.0\n"
)


def read(data: bytes, path: str = "a.eml") -> list[Item]:
    return list(Mail().read(data, path, mapping={}))


def record(data: bytes) -> RawRecord:
    (item,) = read(data)
    assert isinstance(item, RawRecord)
    return item


def multipart(kind: str, *parts: bytes) -> bytes:
    inside = b"".join(b"--XX\n" + part + b"\n" for part in parts)
    return HEAD + f'Content-Type: multipart/{kind}; boundary="XX"\n\n'.encode() + inside + b"--XX--\n"


def test_headers_give_the_metadata_with_their_source() -> None:
    found = record(HEAD + b"\nThe council met.\n")
    assert found.text == "The council met."
    assert found.fields == {"title": "The harbour vote", "author": "Ann Lee", "date": "2024-06-03T09:05:00+02:00"}
    assert found.sources == {"title": "header Subject", "author": "header From", "date": "header Date"}


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b"=?utf-8?B?Q2Fmw6k=?= =?iso-8859-1?Q?_und_M=FCll?=", "Café und Müll"),
        (b"=?utf-8?B?Q2E=?=\n =?utf-8?B?ZsM=?=\n =?utf-8?B?qQ==?=", "Café"),  # a letter divided between two words
        ("Café".encode(), "Café"),
        ("Café".encode("cp1252"), "Café"),
        (b"=?no-such?Q?Caf=E9?=", "Café"),
        (b"Fwd: WG: Vote", "Vote"),
    ],
)
def test_encoded_subjects_are_decoded(raw: bytes, expected: str) -> None:
    data = HEAD.replace(b"The harbour vote", raw) + b"\nText.\n"
    assert record(data).fields["title"] == expected


def test_the_plain_version_counts_before_the_html_version() -> None:
    plain = b"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n" + base64.b64encode(
        ("Plain é text. " * 30).encode()
    )
    markup = b"Content-Type: text/html\n\n<p>HTML text</p>"
    found = record(multipart("alternative", plain, markup))
    assert found.text.startswith("Plain é text.")


def test_a_plain_version_that_says_nothing_gives_way_to_the_html_version() -> None:
    plain = b"Content-Type: text/plain\n\nView this in your browser."
    body = "The council met on Monday. " * 20
    found = record(multipart("alternative", plain, f"Content-Type: text/html\n\n<p>{body}</p>".encode()))
    assert found.text == body.strip()
    assert "The text comes from the HTML version of the message." in found.notes


def test_html_alone_is_read_without_scripts_styles_and_hidden_text() -> None:
    markup = (
        b"<html><head><title>T</title><style>p{}</style></head><body><div style='display:none'>Preview</div>"
        b"<p>One<br>two &amp; three</p><script>x<y</script><p>caf=C3=A9</p></body></html>"
    )
    data = HEAD + b"Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n" + markup
    assert record(data).text == "One\ntwo & three\n\ncafé"


def test_attachments_become_parts_with_safe_names() -> None:
    text = b"Content-Type: text/plain\n\nSee the file."
    attached = (
        b'Content-Type: application/pdf; name="x"\nContent-Disposition: attachment; filename="../../etc/re\\port.pdf"\n'
        b"Content-Transfer-Encoding: base64\n\n" + base64.b64encode(b"%PDF-1.4")
    )
    picture = b"Content-Type: image/png\nContent-ID: <a>\n\nxx"
    found, part = read(multipart("mixed", text, attached, picture))
    assert isinstance(found, RawRecord)
    assert any("1 picture" in note for note in found.notes)
    assert isinstance(part, Part)
    assert part.path == "port.pdf"
    assert part.data == b"%PDF-1.4"
    assert part.fields == {"date": "2024-06-03T09:05:00+02:00"}


def test_a_message_inside_a_message_is_a_part_that_can_be_read() -> None:
    inner = HEAD.replace(b"The harbour vote", b"Inner") + b"\nInner text.\n"
    text = b"Content-Type: text/plain\n\nSee below."
    items = read(multipart("mixed", text, b"Content-Type: message/rfc822\n\n" + inner))
    (part,) = [item for item in items if isinstance(item, Part)]
    assert part.path.endswith(".eml")
    assert record(part.data).fields["title"] == "Inner"


def test_a_mailbox_gives_one_article_for_each_message() -> None:
    first = b"From a@b Mon Jun  3 09:05:00 2024\n" + HEAD + b"\nFrom here it went on.\n>From me to you.\n\n"
    second = b"From a@b Mon Jun  3 09:06:00 2024\n" + HEAD.replace(b"harbour", b"road") + b"\nText.\n"
    items = read(first + second, "a.mbox")
    assert [item.record for item in items if isinstance(item, RawRecord)] == ["message 1 of 2", "message 2 of 2"]
    assert isinstance(items[0], RawRecord)
    assert items[0].text == "From here it went on.\nFrom me to you."


def test_forwarded_newsletters_take_title_sender_and_date_of_what_was_forwarded() -> None:
    body = (
        b"Have a look!\n\n---------- Forwarded message ---------\nFrom: Harbour Gazette <news@gazette.example>\n"
        b"Date: Sun, 2 Jun 2024 at 07:00\nSubject: Morning news\nTo: <ann@gazette.example>\n\nThe council met.\n"
    )
    found = record(HEAD.replace(b"The harbour", b"Fwd: harbour") + b"\n" + body)
    assert found.fields["title"] == "Morning news"
    assert found.fields["author"] == "Harbour Gazette"
    assert found.fields["date"] == "Sun, 2 Jun 2024 at 07:00"
    ((start, end, kind, _),) = found.boilerplate
    assert kind == "navigation"
    assert found.text[start:end].startswith("----------")
    assert found.text[start:end].endswith("To: <ann@gazette.example>")


def test_newsletters_have_their_sender_as_outlet_and_discussions_do_not() -> None:
    newsletter = record(HEAD + b"List-Unsubscribe: <https://gazette.example/u>\n\nText.\n")
    assert newsletter.fields["outlet"] == "Ann Lee"
    discussion = record(HEAD + b"List-Id: <talk>\nList-Post: <mailto:talk@b.example>\n\nText.\n")
    assert "outlet" not in discussion.fields


def test_a_signature_is_marked() -> None:
    found = record(HEAD + b"\nThe council met.\n\n-- \nAnn Lee\nGazette\n")
    ((start, end, kind, _),) = found.boilerplate
    assert (found.text[start:end], kind) == ("-- \nAnn Lee\nGazette", "author_box")


@pytest.mark.parametrize(
    ("text", "delete_space", "expected"),
    [
        ("One line \nthat flows.\nNext.", False, "One line that flows.\nNext."),
        ("Wort \nteil.", True, "Wortteil."),
        ("> quoted \n> line\nnot", False, "> quoted line\nnot"),
        ("a \n-- \nAnn", False, "a\n-- \nAnn"),
        (" From here\n>> deep ", False, "From here\n>> deep"),
    ],
)
def test_flowed_text_gets_its_paragraphs_back(text: str, delete_space: bool, expected: str) -> None:
    assert unflowed(text, delete_space=delete_space) == expected


@pytest.mark.parametrize(
    ("raw", "iso"),
    [
        ("Mon, 3 Jun 2024 09:05:00 +0200", "2024-06-03T09:05:00+02:00"),
        ("3 Jun 2024 09:05 GMT", "2024-06-03T09:05:00+00:00"),
        ("Mon, 3 Jun 2024 09:05:00 -0000", "2024-06-03T09:05:00"),
        ("Mon, 3 Jun 2024 09:05:00", "2024-06-03T09:05:00"),
        ("Wed, 30 Jan 2002 15:07:01 -0800 (PST)", "2002-01-30T15:07:01-08:00"),
        ("3 Jun 2024", ""),
        ("soon", ""),
        ("", ""),
    ],
)
def test_dates_keep_their_zone(raw: str, iso: str) -> None:
    assert iso_date(raw) == iso


def test_damaged_transfer_encodings_are_read_as_far_as_they_go() -> None:
    data = (
        HEAD
        + b"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\nCaf=C3=A9 =ZZ 5=\n"
    )
    assert record(data).text.startswith("Café =ZZ 5")
    broken = HEAD + b"Content-Type: text/plain\nContent-Transfer-Encoding: base64\n\nVGhlIGNvdW5jaWwg!!bWV0Lg\n"
    found = record(broken)
    assert found.text == "The council met."
    assert any("transfer encoding" in note for note in found.notes)


@pytest.mark.parametrize("charset", ["no-such", "windows-1252", ""])
def test_a_wrong_charset_does_not_stop_the_reading(charset: str) -> None:
    data = (
        HEAD + f"Content-Type: text/plain; charset={charset}\n\n".encode() + "Café für alle, naïve Öl".encode("cp1252")
    )
    assert record(data).text == "Café für alle, naïve Öl"


def test_japanese_mail_is_decoded_although_it_is_ascii() -> None:
    data = HEAD + b"Content-Type: text/plain; charset=iso-2022-jp\n\n" + "港の投票".encode("iso-2022-jp")
    assert record(data).text == "港の投票"


def test_a_message_of_pictures_is_refused_with_words() -> None:
    (item,) = read(HEAD + b"Content-Type: text/html\n\n<img src=http://tracker.example/p>\n")
    assert isinstance(item, Refusal)
    assert "no text" in item.reason


def test_endless_nesting_is_refused() -> None:
    deep = b"".join(b'--b%d\nContent-Type: multipart/mixed; boundary="b%d"\n\n' % (n, n + 1) for n in range(2000))
    (item,) = read(HEAD + b'Content-Type: multipart/mixed; boundary="b0"\n\n' + deep)
    assert isinstance(item, Refusal)
    assert item.reason.endswith(".")


@pytest.mark.parametrize(
    ("data", "path", "mine"),
    [
        (HEAD + b"\nText", "message", True),
        (b"From x\n" + HEAD, "mail", True),
        (b"From: x\nSubject: y\n\ntext", "a.eml", True),
        (b"From: x\nSubject: y\n\ntext", "a.txt", False),
        (b"From the harbour they went on.\nThey said: no.\n", "a.txt", False),
        (b"Title: a\nDate: b\nSource: c\nFrom: d\n\ntext", "a.txt", False),
        (b"", "a.eml", False),
        (b"<html>From: x", "a.html", False),
    ],
)
def test_it_is_recognised_by_its_headers(data: bytes, path: str, mine: bool) -> None:
    assert Mail().recognises(data, path) is mine


@pytest.mark.parametrize(
    ("name", "safe"),
    [("../../a.txt", "a.txt"), ("C:\\x\\b.pdf", "b.pdf"), ("..", ""), ("a\u202etxt.exe", "atxt.exe"), ("", "")],
)
def test_names_of_attachments_lead_nowhere(name: str, safe: str) -> None:
    assert safe_name(name) == safe


@given(st.binary(max_size=400))
def test_no_bytes_make_it_fail(body: bytes) -> None:
    for start in (HEAD, HEAD + b'Content-Type: multipart/mixed; boundary="-"\n\n--', b"From x\nA: b\n"):
        for item in read(start + body):
            if isinstance(item, RawRecord):
                assert all(0 <= begin < end <= len(item.text) for begin, end, _, _ in item.boilerplate)


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the samples are not here")
def test_every_awkward_message_is_read() -> None:
    counts = {}
    for file in sorted(SAMPLES.iterdir()):
        data = file.read_bytes()
        assert Mail().recognises(data, file.name), file.name
        counts[file.name] = sum(isinstance(item, RawRecord) for item in read(data, file.name))
    assert counts.pop("complex.mbox") == 3
    assert set(counts.values()) == {1}
