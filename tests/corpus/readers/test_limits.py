"""What comes out of containers is counted while it comes out."""

from __future__ import annotations

import gzip
import io
import struct
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from zip_files import zipped

from workbench.corpus.readers import limits
from workbench.corpus.readers.limits import (
    Budget,
    GzipStream,
    LimitError,
    UnpackingError,
    open_zip,
    read_all,
    read_entry,
    unpack_gzip,
    zip_names,
)


def test_bytes_are_counted_over_everything_inside() -> None:
    budget = Budget(1_000, most_unpacked=100)
    budget.add_bytes(60)
    with pytest.raises(LimitError, match="more than 0 MB"):
        budget.nested().add_bytes(41)
    assert budget.unpacked == 101


def test_a_small_file_that_unpacks_to_much_is_stopped_before_it_is_held() -> None:
    packed = gzip.compress(b"A" * 60_000_000)
    budget = Budget(len(packed))
    with pytest.raises(LimitError, match="200 times its size"):
        unpack_gzip(packed, budget)
    assert budget.unpacked < 13_000_000


def test_a_small_file_may_pack_very_well() -> None:
    packed = gzip.compress(b"A" * 5_000_000)
    assert len(unpack_gzip(packed, Budget(len(packed)))) == 5_000_000


def test_entries_are_counted_over_everything_inside() -> None:
    budget = Budget(1_000, most_entries=3)
    budget.add_entries(2)
    with pytest.raises(LimitError, match="more than 3 files"):
        budget.nested().add_entries(2)


def test_archives_inside_archives_end_somewhere() -> None:
    budget = Budget(1_000)
    for _ in range(limits.DEEPEST_NESTING - 1):
        budget = budget.nested()
    with pytest.raises(LimitError, match="inside one another"):
        budget.nested()


def test_one_file_inside_has_a_limit_of_its_own() -> None:
    with pytest.raises(LimitError, match="A file in it"):
        read_all(io.BytesIO(b"x" * 1_001), Budget(5_000, largest_entry=1_000))


def test_the_entries_of_an_archive_are_read() -> None:
    budget = Budget(500)
    with open_zip(zipped({"a.txt": b"one", "b.txt": b"two"}), budget) as archive:
        assert read_entry(archive, "a.txt", budget) == b"one"
    assert (budget.entries, budget.unpacked) == (2, 3)


def test_an_entry_that_is_not_there_is_an_error_in_words() -> None:
    with open_zip(zipped({"a": b""}), Budget(10)) as archive, pytest.raises(UnpackingError, match="not in the archive"):
        read_entry(archive, "b", Budget(10))


def test_a_damaged_entry_is_an_error_in_words() -> None:
    data = bytearray(zipped({"a.txt": b"one two three" * 50}, zipfile.ZIP_STORED))
    data[60] ^= 0xFF
    with open_zip(bytes(data), Budget(1_000)) as archive, pytest.raises(UnpackingError, match="damaged"):
        read_entry(archive, "a.txt", Budget(1_000))


@pytest.mark.parametrize(
    "data",
    [b"", b"PK", b"PK\x03\x04" + b"\0" * 100, zipped({"a": b"x"})[:-10]],
    ids=["empty", "two letters", "zeros", "cut off"],
)
def test_a_damaged_archive_is_an_error_in_words(data: bytes) -> None:
    with pytest.raises(UnpackingError, match="damaged"):
        open_zip(data, Budget(len(data)))


def test_a_list_of_very_many_entries_is_refused_before_it_is_read() -> None:
    with pytest.raises(LimitError, match="more than 10 files"):
        open_zip(b"PK\x03\x04" + b"PK\x01\x02" * 30, Budget(100, most_entries=10))


def test_an_entry_never_gives_more_than_its_archive_says() -> None:
    # the size in the list of entries is made smaller than what the data unpacks to
    data = bytearray(zipped({"a.txt": b"A" * 100_000}))
    place = data.rfind(b"PK\x01\x02") + 24
    struct.pack_into("<L", data, place, 10)
    budget = Budget(1_000, most_unpacked=1_000)
    with open_zip(bytes(data), budget) as archive, pytest.raises(UnpackingError):
        read_entry(archive, "a.txt", budget)
    assert budget.unpacked <= 10


def test_all_members_of_a_gzip_file_are_read_and_padding_is_not() -> None:
    data = gzip.compress(b"one ") + gzip.compress(b"") + gzip.compress(b"two") + b"\0" * 20
    assert unpack_gzip(data, Budget(len(data))) == b"one two"


def test_a_gzip_file_that_ends_in_the_middle_is_an_error_in_words() -> None:
    with pytest.raises(UnpackingError, match="ends in the middle"):
        unpack_gzip(gzip.compress(bytes(range(256)) * 20)[:-12], Budget(100))


def test_what_is_no_gzip_member_is_an_error_in_words() -> None:
    with pytest.raises(UnpackingError, match="damaged"):
        unpack_gzip(gzip.compress(b"one") + b"rubbish", Budget(100))


def test_very_many_members_are_refused() -> None:
    data = gzip.compress(b"") * 50
    with pytest.raises(LimitError, match="more than 10 files"):
        unpack_gzip(data, Budget(len(data), most_entries=10))


@given(st.lists(st.binary(max_size=3_000), max_size=5), st.integers(1, 400))
def test_gzip_members_come_out_whole_whatever_is_asked_for(members: list[bytes], size: int) -> None:
    data = b"".join(map(gzip.compress, members))
    stream = GzipStream(data, Budget(len(data) + 1_000))
    out = b""
    if members:
        while chunk := stream.read(size):
            out += chunk
    assert out == b"".join(members)


def test_names_are_those_of_the_archive_itself() -> None:
    inner = zipped({"[Content_Types].xml": b"", "word/document.xml": b""}, zipfile.ZIP_STORED)
    assert zip_names(zipped({"inner.docx": inner}, zipfile.ZIP_STORED)) == ("inner.docx",)


@given(st.binary(max_size=300))
def test_names_of_anything_never_raise(data: bytes) -> None:
    zip_names(b"PK\x05\x06" + data)
    zip_names(b"PK\x01\x02" + data + b"PK\x05\x06" + data)
