"""Parquet tables: one article for each row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from workbench.corpus.readers.cell_values import table_record
from workbench.corpus.readers.columns import layout_of, resolve_columns
from workbench.corpus.readers.contract import Item, Remark
from workbench.corpus.readers.limits import MOST_UNPACKED, Budget, LimitError
from workbench.domain.article import Refusal

_MAGIC: Final = b"PAR1"
_BATCH: Final = 16
"""Rows that are unpacked together. A small file can hold a million copies of one long text: few are held at a time."""
_MOST_ROWS: Final = 5_000_000
_LARGEST_GROUP: Final = MOST_UNPACKED
"""Bytes that one group of rows may unpack to: it is unpacked as a whole."""
_DAMAGED: Final = "The Parquet table is damaged or of a kind that is not known. Export it again, or save it as CSV."


class Parquet:
    """Reads ``.parquet``."""

    name = "Parquet table"
    binary = True
    rank = 20

    def recognises(self, data: bytes, path: str) -> bool:
        """By the letters at its beginning and its end; at its end only when the name says the same."""
        return data.startswith(_MAGIC) and (data.endswith(_MAGIC) or path.lower().endswith((".parquet", ".pq")))

    def read(self, data: bytes, path: str, *, mapping: Mapping[str, str]) -> Iterator[Item]:
        """One record for each row that has a text."""
        import pyarrow as pa  # noqa: PLC0415 - slow, and most imports hold no such table
        import pyarrow.parquet as pq  # noqa: PLC0415

        try:
            file = pq.ParquetFile(pa.BufferReader(data), pre_buffer=False)
            names = list(file.schema_arrow.names)
        except MemoryError:
            raise
        except (pa.ArrowException, OSError, ValueError):
            yield Refusal(path, "", _DAMAGED)
            return
        columns = resolve_columns(names, mapping)
        yield layout_of(names, columns)
        for note in columns.notes:
            yield Remark(note)
        if columns.problem:
            yield Refusal(path, "", f"Not read as articles: {columns.problem}.")
            return
        about = file.metadata
        largest = max((about.row_group(n).total_byte_size for n in range(about.num_row_groups)), default=0)
        if about.num_rows > _MOST_ROWS or largest > _LARGEST_GROUP:
            yield Refusal(
                path,
                "",
                f"The table has {about.num_rows:,} rows and groups of rows of up to {largest / 1e6:,.0f} MB; more than"
                f" {_MOST_ROWS:,} rows or {_LARGEST_GROUP / 1e6:,.0f} MB are not read. Split it into smaller files.",
            )
            return
        wanted = list(dict.fromkeys(columns.by_field.values()))
        budget = Budget(len(data))
        number = 0
        try:
            for batch in file.iter_batches(batch_size=_BATCH, columns=wanted, use_threads=False):
                cells = {name: batch.column(place) for place, name in enumerate(batch.schema.names)}
                for place in range(batch.num_rows):
                    number += 1
                    row = {
                        field: cells[name][place].as_py() for field, name in columns.by_field.items() if name in cells
                    }
                    record = table_record(row, columns, record=f"row {number}", encoding="UTF-8")
                    budget.add_bytes(len(record.text))
                    yield record
        except LimitError as error:
            yield Refusal(path, f"row {number}", str(error))
            return
        except MemoryError:
            raise
        except (pa.ArrowException, OSError, ValueError, OverflowError):
            yield Refusal(path, f"row {number + 1}", _DAMAGED)
            return
        if not number:
            yield Refusal(path, "", "The table has columns and no rows.")
