"""A token store in a file that is mapped into memory, so that opening it costs no reading and no cutting of words.

The file is a cache: it can be thrown away, and whatever is wrong with it, the words are cut from the texts again. It holds
a header of JSON with the place and the check sum of each array, then the arrays as they lie in memory. It is written under
another name and gets its own when it is whole, so a full disk or a power cut leaves what was there before.
"""

from __future__ import annotations

import json
import os
import sys
import unicodedata
import zlib
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import regex

from workbench.index.store import TokenStore
from workbench.index.tokenizer import VERSION

_MAGIC: Final = b"Counterpoint words 1\n"
_ALIGNED: Final = 64
_LENGTH: Final = 8
"""Bytes of the header's length, and of its check sum."""
_ARRAYS: Final = ("digests", "offsets", "ids", "starts", "ends", "form_ids", "form_types")
_TEXTS: Final = ("document_ids", "types", "forms")
_LONGEST_HEADER: Final = 1 << 28


class UnusableStoreError(Exception):
    """The file is damaged, or was made by another version; the message says which."""


@dataclass(frozen=True, slots=True, eq=False)
class KeptStore:
    """What was in a file."""

    store: TokenStore
    extra: Mapping[str, bytes]
    """What was kept beside the words, by name."""


def rule() -> str:
    """What decides where words begin and end: another one, and every text is cut anew."""
    # the tables of letters and of folding come with these
    return f"tokenizer {VERSION}, regex {regex.__version__}, Unicode {unicodedata.unidata_version}, {sys.byteorder}"


def write_store(path: Path, store: TokenStore, extra: Mapping[str, bytes] | None = None) -> None:
    """Write a store to a new file.

    Args:
        path: the file; what is there is replaced once the new one is whole.
        store: the words, with digests of their texts.
        extra: whatever belongs to the same texts.

    Raises:
        OSError: it can't be written; nothing is left behind.
    """
    places, begins = store.postings
    arrays = {name: getattr(store, name) for name in _ARRAYS} | {"places": places, "begins": begins}
    texts = {name: json.dumps(getattr(store, name), ensure_ascii=True).encode("ascii") for name in _TEXTS}
    blocks = {
        **arrays,
        **_as_bytes(texts),
        **_as_bytes({f"extra:{name}": data for name, data in (extra or {}).items()}),
    }
    sums = _in_threads(lambda name: zlib.crc32(_raw(blocks[name])), list(blocks))
    described: dict[str, Any] = {}
    at = 0
    for (name, array), crc in zip(blocks.items(), sums, strict=True):
        described[name] = {"type": array.dtype.str, "size": int(array.size), "at": at, "crc": crc}
        at += -(-array.nbytes // _ALIGNED) * _ALIGNED
    header = json.dumps({"rule": rule(), "bytes": at, "blocks": described}).encode("ascii")
    header += b" " * (-(len(_MAGIC) + 2 * _LENGTH + len(header)) % _ALIGNED)
    unfinished = path.with_name(f"{path.name}.{os.getpid()}.unfinished")
    try:
        with unfinished.open("wb") as file:
            file.write(_MAGIC)
            file.write(len(header).to_bytes(_LENGTH, "little"))
            file.write(zlib.crc32(header).to_bytes(_LENGTH, "little"))
            file.write(header)
            for array in blocks.values():
                file.write(_raw(array))
                file.write(b"\0" * (-array.nbytes % _ALIGNED))
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise


def read_store(path: Path) -> KeptStore:
    """The store in a file, its arrays mapped into memory for reading.

    All of it is read once, against its check sums: a damaged array would lead compiled code out of bounds.

    Raises:
        UnusableStoreError: it is not whole, or was made by another rule.
        OSError: it can't be read.
    """
    size = path.stat().st_size
    begin = len(_MAGIC) + 2 * _LENGTH
    with path.open("rb") as file:
        head = file.read(begin)
        if len(head) < begin or not head.startswith(_MAGIC):
            raise UnusableStoreError("it is not a file of words, or of another version")
        length = int.from_bytes(head[len(_MAGIC) : -_LENGTH], "little")
        if length > min(size, _LONGEST_HEADER):
            raise UnusableStoreError("its header is damaged")
        header = file.read(length)
    if zlib.crc32(header) != int.from_bytes(head[-_LENGTH:], "little"):
        raise UnusableStoreError("its header is damaged")
    described = json.loads(header)
    if described["rule"] != rule():
        raise UnusableStoreError("its words were cut by another rule")
    if size != begin + length + described["bytes"]:
        raise UnusableStoreError("it is not whole")
    whole = np.memmap(path, dtype=np.uint8, mode="r") if size else np.empty(0, dtype=np.uint8)
    blocks: dict[str, npt.NDArray[Any]] = {}
    for name, block in described["blocks"].items():
        first = begin + length + block["at"]
        dtype = np.dtype(block["type"])
        blocks[name] = whole[first : first + block["size"] * dtype.itemsize].view(dtype).view(np.ndarray)
    sums = _in_threads(lambda name: zlib.crc32(_raw(blocks[name])), list(blocks))
    if [block["crc"] for block in described["blocks"].values()] != sums:
        raise UnusableStoreError("its content is damaged")
    arrays: dict[str, Any] = {name: blocks[name] for name in _ARRAYS}
    texts: dict[str, Any] = {name: tuple(json.loads(blocks[name].tobytes())) for name in _TEXTS}
    store = TokenStore(**arrays, **texts, kept_postings=(blocks["places"], blocks["begins"]))
    extra = {name.removeprefix("extra:"): blocks[name].tobytes() for name in blocks if name.startswith("extra:")}
    return KeptStore(store, extra)


def _as_bytes(data: Mapping[str, bytes]) -> dict[str, npt.NDArray[np.uint8]]:
    return {name: np.frombuffer(value, dtype=np.uint8) for name, value in data.items()}


def _raw(array: npt.NDArray[Any]) -> memoryview:
    return np.ascontiguousarray(array).data.cast("B") if array.size else memoryview(b"")


def _in_threads(work: Callable[[str], int], names: list[str]) -> list[int]:
    """Check sums of several arrays side by side; zlib lets other threads run meanwhile."""
    with ThreadPoolExecutor(min(os.cpu_count() or 1, 4)) as threads:
        return list(threads.map(work, names))
