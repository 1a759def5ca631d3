from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.corpus.canonical import canonical_text
from workbench.text_decoding import decode, looks_binary, unreadable_share

FRENCH = "L’été dernier, les élèves étaient déçus : « ça ne va pas », a déclaré le ministre à Besançon. Œuvre, cœur."
GERMAN = "Die Außenministerin erklärte am Freitag, „wir müssen über größere Lösungen sprechen“. Österreich überrascht."
SPANISH = "El señor Núñez dijo: «¿Qué pasó?» El niño comió en Perú. ¡Atención!"
POLISH = "Ministerstwo oświadczyło, że żołnierze będą ćwiczyć w Łodzi. Święto niepodległości – „ważny dzień”."
CZECH = "Ministr řekl, že vláda rozhodne ve středu večer, a dodal, že příliš žluťoučký kůň úpěl ďábelské ódy."
HUNGARIAN = "A miniszterelnök szerint a döntés hétfőn születik meg, őszintén szólva a jövő hűvös."
TURKISH = "Türkiye Cumhurbaşkanı Erdoğan, İstanbul'da yaptığı açıklamada görüşmelerin sürdüğünü söyledi."
RUSSIAN = "Президент России заявил в пятницу, что переговоры продолжаются. Москва ждёт ответа от союзников."
JAPANESE = "首相は金曜日、交渉が続いていると述べた。東京では新しい安全保障の枠組みが議論されている。"


@pytest.mark.parametrize(
    ("data", "text", "words"),
    [
        (b"\xef\xbb\xbfcaf\xc3\xa9", "\ufeffcafé", "UTF-8 (byte order mark)"),
        ("\ufeffcafé 😀".encode("utf-16-le"), "\ufeffcafé 😀", "UTF-16 (byte order mark)"),
        ("\ufeffcafé 😀".encode("utf-16-be"), "\ufeffcafé 😀", "UTF-16 (byte order mark)"),
        ("\ufeffcafé 😀".encode("utf-32-le"), "\ufeffcafé 😀", "UTF-32 (byte order mark)"),
        ("\ufeffcafé 😀".encode("utf-32-be"), "\ufeffcafé 😀", "UTF-32 (byte order mark)"),
        ("café".encode(), "café", "UTF-8"),
        (b"plain", "plain", "UTF-8"),
        (b"", "", "UTF-8"),
        (JAPANESE.encode("iso2022_jp"), JAPANESE, "ISO-2022-JP (by its escape sequences)"),
    ],
)
def test_what_the_bytes_say_themselves_is_certain(data: bytes, text: str, words: str) -> None:
    decoded = decode(data)
    assert (decoded.text, decoded.encoding_in_words, decoded.certain) == (text, words, True)


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_wide_text_without_a_mark_is_told_by_its_zero_bytes(codec: str) -> None:
    text = "Hello world, this is “news” today."
    decoded = decode(text.encode(codec))
    assert decoded.text == text
    assert codec[:6].upper() in decoded.encoding_in_words
    assert not decoded.certain


@pytest.mark.parametrize(
    ("text", "codec", "name"),
    [
        (FRENCH, "cp1252", "windows-1252"),
        (GERMAN, "cp1252", "windows-1252"),
        (SPANISH, "cp1252", "windows-1252"),
        ("“We’re ready,” he said – the café’s owner paid €5.", "cp1252", "windows-1252"),
        (FRENCH, "mac_roman", "Mac Roman"),
        (POLISH, "cp1250", "windows-1250"),
        (POLISH.replace("–", "-").replace("„", '"').replace("”", '"'), "iso8859_2", "ISO-8859-2"),
        (CZECH, "cp1250", "windows-1250"),
        (HUNGARIAN, "cp1250", "windows-1250"),
        (TURKISH, "cp1254", "windows-1254"),
        (RUSSIAN, "cp1251", "windows-1251"),
        (RUSSIAN, "koi8_r", "KOI8-R"),
        (JAPANESE, "shift_jis", "Shift JIS"),
    ],
)
def test_a_guess_is_right_for_ordinary_prose_and_says_that_it_is_one(text: str, codec: str, name: str) -> None:
    decoded = decode(text.encode(codec))
    assert decoded.text == text
    assert decoded.encoding_in_words.startswith(name)
    assert decoded.encoding_in_words.endswith("(guessed)")
    assert not decoded.certain


def test_bytes_from_windows_1252_inside_utf8_are_read_as_such_and_counted() -> None:
    data = "Café — “quote”\n".encode() + "Café — “quote”\n".encode("cp1252")
    decoded = decode(data)
    assert decoded.text == "Café — “quote”\nCafé — “quote”\n"
    assert decoded.encoding_in_words == "UTF-8, but 4 bytes read as windows-1252 (mixed)"
    assert not decoded.certain


def test_a_stray_byte_after_a_utf8_mark_does_not_lose_the_text() -> None:
    decoded = decode(b"\xef\xbb\xbfcaf\xc3\xa9 caf\xe9")
    assert decoded.text == "\ufeffcafé café"
    assert not decoded.certain


def test_the_declared_charset_counts_after_utf8() -> None:
    assert decode("да".encode("koi8_r"), declared="KOI8-R").text == "да"
    assert decode("да".encode(), declared="KOI8-R").text == "да"
    assert decode("“x” é".encode("cp1252"), declared="iso-8859-1").encoding_in_words == "windows-1252 (declared)"


@pytest.mark.parametrize("declared", ["no-such-charset", "hex", "base64", "utf-8", "", "\x00"])
def test_a_useless_declaration_is_passed_over(declared: str) -> None:
    assert decode(FRENCH.encode("cp1252"), declared=declared).text == FRENCH


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "PNG picture"),
        (b"%PDF-1.7\n%\xe2\xe3", "PDF document"),
        (b"PK\x03\x04\x14\x00", "ZIP archive"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00", "old Word"),
        (b"{\\rtf1\\ansi hello}", "RTF document"),
        (b"SQLite format 3\x00garbage", "SQLite database"),
        (b"\x00\x00\x00\x18ftypmp42\x00", "MP4"),
        (b"\x00\x01\x02\x03\x04\x05", "zero"),
        (b"text" + b"\x01\x02\x05" * 40, "control characters"),
        (b"\x00" * 50, "zero"),
    ],
)
def test_what_is_not_text_is_named(data: bytes, what: str) -> None:
    reason = looks_binary(data)
    assert what in reason
    assert reason.startswith("This is ")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"BMW to make a hybrid sports car",
        b"BZh is a syllable, ID3 a format; GIF89a and PAR1 too",
        b"MZ begins this line",
        "Hello world, news.".encode("utf-16"),
        "Hello world, news.".encode("utf-16-le"),
        "текст в другой письменности".encode("utf-16"),
        b"one \x00 stray zero byte in a line of text",
        b"page\x0cbreak and \x1b escape",
        RUSSIAN.encode("koi8_r"),
    ],
)
def test_text_is_not_taken_for_binary(data: bytes) -> None:
    assert looks_binary(data) == ""


@given(st.binary(max_size=300), st.sampled_from(["", "utf-8", "cp1251", "shift_jis", "utf-16", "nonsense"]))
def test_any_bytes_give_text_that_can_be_stored(data: bytes, declared: str) -> None:
    looks_binary(data)
    decoded = decode(data, declared=declared)
    assert decoded.encoding_in_words
    canonical_text(decoded.text).encode("utf-8")


@given(st.text(max_size=100))
def test_utf8_is_always_read_as_it_was_written(text: str) -> None:
    if "\x00" not in text and "\x1b$" not in text and not text.startswith("\ufeff"):
        assert decode(text.encode("utf-8")).text == text


def test_unreadable_characters_are_a_share_of_all() -> None:
    assert unreadable_share("") == 0
    assert unreadable_share("ab\ufffd\x81") == 0.5
    assert unreadable_share("good\ttext\n") == 0
