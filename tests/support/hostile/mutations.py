"""Ways to damage any file, by chance that can be made again."""

from __future__ import annotations

import gzip
import io
import zipfile
import zlib
from collections.abc import Callable, Mapping
from random import Random
from typing import Final

from hostile.lookalikes import zipped

Mutation = Callable[[bytes, Random, tuple[bytes, ...]], bytes]
"""Damages a file; other files are there to take pieces from."""


def flipped_bits(data: bytes, chance: Random, others: tuple[bytes, ...]) -> bytes:
    """Some bits turned, few or many."""
    out = bytearray(data)
    for _ in range(chance.choice((1, 4, 16, 64))):
        if out:
            out[chance.randrange(len(out))] ^= 1 << chance.randrange(8)
    return bytes(out)


def cut_off(data: bytes, chance: Random, others: tuple[bytes, ...]) -> bytes:
    """The end is missing."""
    return data[: chance.randrange(len(data) + 1)]


def beheaded(data: bytes, chance: Random, others: tuple[bytes, ...]) -> bytes:
    """The beginning is missing."""
    return data[chance.randrange(min(len(data), 2_000) + 1) :]


def inserted_block(data: bytes, chance: Random, others: tuple[bytes, ...]) -> bytes:
    """A piece of something in the middle: zero bytes, chance, signs with a meaning, or a piece of another file."""
    other = chance.choice(others)
    begin = chance.randrange(len(other) + 1)
    block = chance.choice(
        (
            b"\0" * chance.choice((1, 512, 4_096)),
            chance.randbytes(chance.choice((3, 512))),
            b"<" * 3_000,
            b'"' * 1_001,
            b"{[" * 2_000,
            b"&amp;" * 500,
            b"\r" * 700,
            "\u202e\u2066\u0007\ufeff".encode() * 50,
            other[begin : begin + 2_000],
        )
    )
    at = chance.randrange(len(data) + 1)
    return data[:at] + block + data[at:]


def taken_out(data: bytes, chance: Random, others: tuple[bytes, ...]) -> bytes:
    """A piece is missing in the middle."""
    at = chance.randrange(len(data) + 1)
    return data[:at] + data[at + chance.choice((1, 2, 40, 512)) :] or b"x"


def said_twice(data: bytes, chance: Random, others: tuple[bytes, ...]) -> bytes:
    """A piece of it stands there many times."""
    at = chance.randrange(len(data) + 1)
    piece = data[at : at + chance.choice((3, 60, 900))]
    return data[:at] + piece * chance.choice((2, 50)) + data[at:]


def extreme_numbers(data: bytes, chance: Random, others: tuple[bytes, ...]) -> bytes:
    """Every fifth digit is a nine, or a zero: lengths, counts, places."""
    digit = chance.choice(b"09")
    places = [n for n, sign in enumerate(data) if 48 <= sign <= 57]
    out = bytearray(data)
    for place in chance.sample(places, len(places) // 5 + (1 if places else 0)):
        out[place] = digit
    return bytes(out)


def extreme_bytes(data: bytes, chance: Random, others: tuple[bytes, ...]) -> bytes:
    """Four bytes are the greatest number there is, or the least."""
    at = chance.randrange(max(1, len(data) - 4))
    return data[:at] + chance.choice((b"\xff" * 4, b"\0" * 4, b"\xff\xff\xff\x7f")) + data[at + 4 :]


def before_another(data: bytes, chance: Random, others: tuple[bytes, ...]) -> bytes:
    """Another file of another format stands behind it."""
    return data + chance.choice(others)


def other_encoding(data: bytes, chance: Random, others: tuple[bytes, ...]) -> bytes:
    """The text in another encoding than it says, with a lone byte at the end, or in two of them."""
    text = data.decode("latin-1")
    return chance.choice(
        (
            lambda: text.encode("utf-16-le") + b"x",
            lambda: text.encode("utf-16-be"),
            lambda: text.encode("utf-32-le"),
            lambda: data[: len(data) // 2] + text[len(data) // 2 :].encode("utf-16-le"),
            lambda: text.encode("utf-8"),
            lambda: b"\xef\xbb\xbf" * 3 + data,
            lambda: b"\xff\xfe" + data,
            lambda: data.replace(b"e", b"\xed\xa0\xbd"),
            lambda: text.encode("utf-7"),
        )
    )()


def ends_of_lines(data: bytes, chance: Random, others: tuple[bytes, ...]) -> bytes:
    """Without any end of a line, or with unusual ones."""
    return data.replace(b"\r", b"").replace(
        b"\n", chance.choice((b"", b" ", b"\r", b"\x0b", b"\xc2\x85", b"\r\r\n", b"\0"))
    )


def inside_zip(data: bytes, chance: Random, others: tuple[bytes, ...]) -> bytes:
    """In archives inside one another, beside another file, under a name that leads out of them."""
    for _ in range(chance.choice((1, 2, 4, 6))):
        name = chance.choice(
            ("../../a.txt", "/etc/a", "C:\\a.html", "a.json", "\u202ea.csv", "a\nb.eml", "metadata.csv")
        )
        data = zipped({name: data, "other": chance.choice(others)})
    return data


def inside_gzip(data: bytes, chance: Random, others: tuple[bytes, ...]) -> bytes:
    """Packed several times, or with a damaged end."""
    for _ in range(chance.choice((1, 3, 6))):
        data = gzip.compress(data, mtime=0)
    return data[: chance.choice((len(data), -4, -9))]


def repacked(data: bytes, chance: Random, others: tuple[bytes, ...]) -> bytes:
    """Damage inside an archive that is sound itself; other files are damaged where they stand."""
    mutation = chance.choice(
        (flipped_bits, cut_off, inserted_block, taken_out, said_twice, extreme_numbers, other_encoding)
    )
    if not data.startswith(b"PK\x03\x04"):
        return mutation(data, chance, others)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as old:
            parts = {name: old.read(name) for name in old.namelist() if not name.endswith("/")}
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, ValueError, OSError, zlib.error):
        return mutation(data, chance, others)
    for name in chance.sample(list(parts), min(2, len(parts))):
        parts[name] = mutation(parts[name], chance, others)
    return zipped(parts)


MUTATIONS: Final[tuple[Mutation, ...]] = (
    flipped_bits, cut_off, beheaded, inserted_block, taken_out, said_twice, extreme_numbers, extreme_bytes, before_another,
    other_encoding, ends_of_lines, inside_zip, inside_gzip, repacked,
)  # fmt: skip

ENDINGS: Final = (
    ".txt", ".html", ".json", ".jsonl", ".csv", ".tsv", ".xml", ".docx", ".odt", ".rtf", ".pdf", ".epub", ".eml", ".mbox",
    ".xlsx", ".parquet", ".rss", ".warc", ".warc.gz", ".wacz", ".zip", ".gz", ".md", ".mht", ".ris", ".bib", ".enw", "", ".png",
    ".counterpoint", ".msg", ".doc",
)  # fmt: skip
"""Endings that a file may have without any right to it."""


def mutated(files: Mapping[str, bytes], mutation: Mutation, seed: int, rounds: int = 1) -> dict[str, bytes]:
    """Each file damaged, some of them under a wrong ending."""
    others = tuple(data[:20_000] for data in files.values())
    out = {}
    for name, data in files.items():
        for turn in range(rounds):
            chance = Random(f"{seed} {mutation.__name__} {name} {turn}")
            damaged = data
            for _ in range(chance.choice((1, 1, 1, 2))):
                damaged = mutation(damaged, chance, others)
            called = name if chance.random() < 0.7 else name.split(".")[0] + chance.choice(ENDINGS)
            out[f"{turn}-{name.rpartition('.')[2]}-{called}"] = damaged or b"x"
    return out
