"""From bytes to text: which encoding, how sure, and whether the bytes are text at all.

The order is: byte order mark, UTF-16 or UTF-32 by their zero bytes, strict UTF-8, the declared charset, UTF-8 with
stray bytes, a guess. A guess says so in words, so that a person can look.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import charset_normalizer

REPLACEMENT: Final = "\ufffd"
"""Stands for what can't be read."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text from bytes (a byte order mark still in front), how it was decoded in words, and whether that is certain."""

    text: str
    encoding_in_words: str
    certain: bool


# Marks and their codecs; UTF-32 first, because its little-endian mark begins with that of UTF-16.
_BYTE_ORDER_MARKS: Final = (
    (codecs.BOM_UTF32_LE, "utf-32-le", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32-be", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16"),
)

_MAGIC: Final[tuple[tuple[int, bytes, str], ...]] = (
    (0, b"\x89PNG\r\n\x1a\n", "a PNG picture"),
    (0, b"\xff\xd8\xff", "a JPEG picture"),
    (0, b"GIF87a", "a GIF picture"),
    (0, b"GIF89a", "a GIF picture"),
    (0, b"II*\x00", "a TIFF picture"),
    (0, b"MM\x00*", "a TIFF picture"),
    (8, b"WEBP", "a WebP picture"),
    (0, b"%PDF-", "a PDF document"),
    (0, b"{\\rtf", "an RTF document"),
    (0, b"PK\x03\x04", "a ZIP archive (Word, Excel and EPUB files are such archives)"),
    (0, b"PK\x05\x06", "an empty ZIP archive"),
    (0, b"\x1f\x8b", "a gzip archive"),
    (0, b"BZh", "a bzip2 archive"),
    (0, b"\xfd7zXZ\x00", "an XZ archive"),
    (0, b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (0, b"Rar!\x1a\x07", "a RAR archive"),
    (0, b"\x28\xb5\x2f\xfd", "a Zstandard archive"),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Word, Excel or Outlook file"),
    (0, b"SQLite format 3\x00", "a SQLite database"),
    (0, b"\x7fELF", "a program"),
    (4, b"ftyp", "an MP4 video or sound file"),
    (0, b"ID3", "an MP3 sound file"),
    (0, b"OggS", "an Ogg sound file"),
    (0, b"fLaC", "a FLAC sound file"),
    (8, b"WAVE", "a WAV sound file"),
    (0, b"PAR1", "a Parquet table"),
)
# Letters alone may begin ordinary text; these count only when control bytes follow, as they do in the real thing.
_NEEDS_CONTROL_BYTES: Final = frozenset(
    {b"BZh", b"ID3", b"ftyp", b"WEBP", b"WAVE", b"OggS", b"fLaC", b"PAR1", b"GIF87a", b"GIF89a"}
)

_CONTROL_BYTES: Final = bytes(set(range(32)) - {9, 10, 11, 12, 13, 26, 27})
_SAMPLE: Final = 65_536
_FORGIVEN: Final = 3
"""Stray control bytes that make no text binary, however short it is."""
_MOST_ZERO_SHARE: Final = 0.01
_MOST_CONTROL_SHARE: Final = 0.05


def looks_binary(data: bytes) -> str:
    """Why the bytes are not text, as a sentence (``This is a PNG picture, not text``), or ``""`` when they may be.

    Known file types are told by their first bytes. Otherwise zero bytes (more than 1 in 100) that are not those of
    UTF-16 or UTF-32, or many other control bytes (more than 5 in 100), are not text; up to 3 strays are let pass.
    """
    sample = data[:_SAMPLE]
    if not sample:
        return ""
    controls = len(sample) - len(sample.translate(None, _CONTROL_BYTES))
    for offset, magic, what in _MAGIC:
        if sample[offset : offset + len(magic)] == magic and (magic not in _NEEDS_CONTROL_BYTES or controls):
            return f"This is {what}, not text"
    if any(sample.startswith(mark) for mark, _, _ in _BYTE_ORDER_MARKS) or _wide_codec(sample):
        return ""
    if controls <= _FORGIVEN and controls * 2 < len(sample):
        return ""
    zeros = sample.count(0)
    if zeros > len(sample) * _MOST_ZERO_SHARE:
        return f"This is not text: {zeros:,} of the first {len(sample):,} bytes are zero"
    if controls > len(sample) * _MOST_CONTROL_SHARE:
        return f"This is not text: {controls:,} of the first {len(sample):,} bytes are control characters"
    return ""


def decode(data: bytes, *, declared: str = "") -> Decoded:
    """Text from bytes, never failing: what can't be read becomes U+FFFD, and the words say so.

    Args:
        data: the whole file; ask :func:`looks_binary` first.
        declared: the charset that the source names, e.g. in a header. It counts after a byte order mark and UTF-8.
    """
    for step in (_by_mark, _by_zero_bytes, _by_escapes, _strict_utf8):
        if (found := step(data)) is not None:
            return found
    return (
        _by_declaration(data, declared)
        or _mixed_utf8(data)
        or _by_letters(data)
        or _guessed(data)
        or _last_resort(data)
    )


def unreadable_share(text: str) -> float:
    """Which share (0 to 1) of the characters is U+FFFD or a control character, as in bytes decoded wrongly."""
    if not text:
        return 0.0
    return len(_UNREADABLE.findall(text)) / len(text)


_UNREADABLE: Final = re.compile("[\ufffd\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")


def _by_mark(data: bytes) -> Decoded | None:
    if data.startswith(codecs.BOM_UTF8):
        body = data[len(codecs.BOM_UTF8) :]
        try:
            return Decoded("\ufeff" + body.decode("utf-8"), "UTF-8 (byte order mark)", True)
        except UnicodeDecodeError:
            text, stray = _utf8_with_stray_bytes(body)
            return Decoded("\ufeff" + text, _mixed_in_words(stray), False)
    for mark, codec, name in _BYTE_ORDER_MARKS:
        if not data.startswith(mark):
            continue
        try:
            # "surrogatepass" keeps a lone surrogate as itself; canonical text then replaces it, one for one
            return Decoded(data.decode(codec, "surrogatepass"), f"{name} (byte order mark)", True)
        except UnicodeDecodeError:
            if name == "UTF-16":
                return Decoded(data.decode(codec, "replace"), f"{name} (byte order mark, damaged)", False)
    return None


def _wide_codec(data: bytes) -> str:
    """The UTF-16 or UTF-32 codec that the places of zero bytes speak for, or ``""``."""
    sample = data[: _SAMPLE - _SAMPLE % 4]
    if len(sample) < 8 or 0 not in sample:
        return ""
    shares = [sample[lane::4].count(0) / max(1, len(sample[lane::4])) for lane in range(4)]
    # text of the Latin script; others have fewer zero bytes and are found by their mark alone
    if min(shares[2:]) > 0.95 and shares[0] < 0.05:
        return "utf-32-le"
    if min(shares[:2]) > 0.95 and shares[3] < 0.05:
        return "utf-32-be"
    even, odd = sample[0::2].count(0) / len(sample[0::2]), sample[1::2].count(0) / max(1, len(sample[1::2]))
    if odd > 0.6 and even < 0.02:
        return "utf-16-le"
    if even > 0.6 and odd < 0.02:
        return "utf-16-be"
    return ""


def _by_zero_bytes(data: bytes) -> Decoded | None:
    codec = _wide_codec(data)
    if not codec:
        return None
    try:
        text = data.decode(codec)
    except UnicodeDecodeError:
        return None
    return Decoded(text, f"{codec[:6].upper()} (guessed from zero bytes)", False)


def _by_escapes(data: bytes) -> Decoded | None:
    """ISO-2022-JP, which is ASCII with escape sequences and would pass for UTF-8."""
    if b"\x1b$" not in data or not data.isascii():
        return None
    try:
        return Decoded(data.decode("iso2022_jp_2"), "ISO-2022-JP (by its escape sequences)", True)
    except UnicodeDecodeError:
        return None


def _strict_utf8(data: bytes) -> Decoded | None:
    try:
        return Decoded(data.decode("utf-8"), "UTF-8", True)
    except UnicodeDecodeError:
        return None


def _by_declaration(data: bytes, declared: str) -> Decoded | None:
    label = declared.strip().strip("\"'")
    if not label:
        return None
    try:
        name = codecs.lookup(label).name
        if name in ("iso8859-1", "ascii"):
            name = "cp1252"  # what such a declaration means in practice (WHATWG Encoding Standard)
        return Decoded(data.decode(name), f"{_in_words(name)} (declared)", True)
    except (LookupError, ValueError, TypeError):  # TypeError: a codec that does not make text, e.g. "hex"
        return None


_CESU_SURROGATE: Final = re.compile("\udced[\udca0-\udcbf][\udc80-\udcbf]")
_WINDOWS_1252: Final = {0xDC00 + byte: bytes([byte]).decode("cp1252", "replace") for byte in range(0x80, 0x100)}


def _utf8_with_stray_bytes(data: bytes) -> tuple[str, int]:
    """The text with every byte that is not UTF-8 read as windows-1252, and how many such bytes there were."""
    escaped = data.decode("utf-8", "surrogateescape")
    escaped, surrogates = _CESU_SURROGATE.subn(REPLACEMENT, escaped)
    text = escaped.translate(_WINDOWS_1252)
    stray = sum(1 for c in escaped if "\udc80" <= c <= "\udcff") + 3 * surrogates
    return text, stray


def _mixed_in_words(stray: int) -> str:
    return f"UTF-8, but {stray:,} {'byte' if stray == 1 else 'bytes'} read as windows-1252 (mixed)"


_UTF8_SEQUENCE: Final = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")


def _mixed_utf8(data: bytes) -> Decoded | None:
    """UTF-8 with some single bytes of windows-1252, as when pages were pasted together."""
    sequences = _UTF8_SEQUENCE.findall(data)
    long_ones = sum(len(sequence) > 2 for sequence in sequences)
    text, stray = _utf8_with_stray_bytes(data)
    # In other encodings such sequences turn up by chance: short ones now and then, long ones hardly ever.
    if len(sequences) + 2 * long_ones >= max(2, stray):
        return Decoded(text, _mixed_in_words(stray), False)
    return None


# Letters beyond ASCII by language, small ones; their capitals are added. A text in one language keeps to one of these
# sets when it was decoded rightly: Polish or Czech read as windows-1252 does not.
_WESTERN_LETTERS: Final = (
    "àâæçéèêëîïôœùûüÿ",  # French
    "äöüéàèß",  # German
    "áàâãçéêíñóôõúüªº",  # Spanish, Portuguese
    "àèéìíîòóùú",  # Italian
    "àçéèíïòóúü",  # Catalan
    "åäöæøéüáš",  # Nordic languages and Estonian
    "áéíóúèëïöüêâ",  # Dutch, Irish
    "áðéíóúýþæö",  # Icelandic
)
_CENTRAL_LETTERS: Final = (
    "ąćęłńóśźżéü",  # Polish
    "áčďéěíňóřšťúůýžäĺľŕô",  # Czech, Slovak
    "áéíóöőúüű",  # Hungarian
    "čćđšž",  # Croatian, Slovene, Serbian
)
_FAMILIES: Final = (
    (("cp1252", "mac_roman", "cp850"), _WESTERN_LETTERS),
    (("cp1250", "iso8859_2", "cp852"), _CENTRAL_LETTERS),
)
_SIGNS: Final = frozenset("“”‘’„‚–—…•€£¥¢©®™°§«»‹›¿¡·´×½¼¾²³µ\u00a0\u00ad†‡")
_CASE_BREAK: Final = re.compile("[a-zß-öø-ÿœšž][À-ÖØ-ÞŒŠŽ]")
_SIGN_IN_WORD: Final = re.compile("[^\\W\\d_][¿¡£¥¢©®§«»²³¼½¾µ×†‡‚„°][^\\W\\d_]")


def _by_letters(data: bytes) -> Decoded | None:
    """The first single-byte encoding whose result looks like one European language.

    Detectors take windows-1252 for its neighbours (the same é stands at the same place in windows-1250), so the
    languages that are likely are tried first.
    """
    for codecs_to_try, languages in _FAMILIES:
        for codec in codecs_to_try:
            try:
                text = data.decode(codec)
            except UnicodeDecodeError:
                continue
            if _looks_like_one_language(text, languages):
                return Decoded(text, f"{_in_words(codec)} (guessed)", False)
    return None


def _looks_like_one_language(text: str, languages: tuple[str, ...]) -> bool:
    beyond = set(text) - _ASCII
    letters = {c for c in beyond if unicodedata.category(c).startswith("L")}
    if not beyond - letters <= _SIGNS or _CASE_BREAK.search(text) or _SIGN_IN_WORD.search(text):
        return False
    return any(letters <= set(known + known.upper()) for known in languages)


_ASCII: Final = frozenset(map(chr, range(128)))
_GUESS_BYTES: Final = 262_144


def _guessed(data: bytes) -> Decoded | None:
    """What charset-normalizer takes the lines with bytes beyond ASCII for."""
    lines: list[bytes] = []
    size = 0
    for line in data.splitlines(keepends=True):
        if not line.isascii():
            lines.append(line[:_GUESS_BYTES])
            size += len(lines[-1])
            if size >= _GUESS_BYTES:
                break
    for match in charset_normalizer.from_bytes(b"".join(lines)):
        try:
            return Decoded(data.decode(match.encoding), f"{_in_words(match.encoding)} (guessed)", False)
        except (UnicodeDecodeError, LookupError):
            continue
    return None


def _last_resort(data: bytes) -> Decoded:
    text = data.decode("cp1252", "replace")
    return Decoded(text, "windows-1252 (guessed; some bytes could not be read)", False)


_NAMES: Final[dict[str, str]] = {
    "big5": "Big5",
    "cp932": "Shift JIS (Windows)",
    "big5hkscs": "Big5-HKSCS",
    "gbk": "GBK",
    "gb18030": "GB 18030",
    "johab": "Johab",
}


def _in_words(codec: str) -> str:
    """A codec's usual name: ``cp1251`` is ``windows-1251``, ``iso8859_2`` is ``ISO-8859-2``."""
    name = codec.replace("_", "-").lower()
    if name in _NAMES:
        return _NAMES[name]
    rules: tuple[tuple[str, Callable[[re.Match[str]], str]], ...] = (
        (r"cp(125\d|874)", lambda m: f"windows-{m[1]}"),
        (r"iso-?8859-(\d+)", lambda m: f"ISO-8859-{m[1]}"),
        (r"latin-?1", lambda m: "ISO-8859-1"),
        (r"utf-?(\d+)(.*)", lambda m: f"UTF-{m[1]}{m[2].upper()}"),
        (r"shift-?jis(.*)", lambda m: f"Shift JIS{m[1].replace('-', ' ')}"),
        (r"euc-?(\w+)(.*)", lambda m: f"EUC-{m[1].upper()}{m[2]}"),
        (r"koi8-(\w)", lambda m: f"KOI8-{m[1].upper()}"),
        (r"cp(\d+)", lambda m: f"code page {m[1]}"),
        (r"mac-(\w+)", lambda m: f"Mac {m[1].capitalize()}"),
    )
    for pattern, words in rules:
        if (match := re.fullmatch(pattern, name)) is not None:
            return words(match)
    return name
