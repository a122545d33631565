"""Parquet: the four tables, for pandas, DuckDB and Spark."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import IO, TYPE_CHECKING

from kg.graph.store import Store
from kg.writers.package import Package
from kg.writers.rows import TABLES, Cell, Table

if TYPE_CHECKING:
    import pyarrow

ROWS = 10_000
"""Rows in a row group; no more are held in memory."""


def _fill(store: Store, folder: Path) -> None:
    for name, table in TABLES.items():
        with (folder / f"{name}.parquet").open("wb") as stream:
            write_table(table, table.rows(store), stream)


def write_table(table: Table, rows: Iterable[tuple[Cell, ...]], stream: IO[bytes]) -> None:
    """Write rows of a table as one file."""
    from pyarrow.parquet import ParquetWriter

    schema = _schema(table)
    with ParquetWriter(stream, schema, compression="zstd") as writer:
        for batch in _batches(rows, schema):
            writer.write_batch(batch)


def _schema(table: Table) -> pyarrow.Schema:
    import pyarrow

    kinds = {
        "text": pyarrow.string(),
        "texts": pyarrow.list_(pyarrow.string()),
        "whole": pyarrow.int64(),
        "number": pyarrow.float64(),
        "truth": pyarrow.bool_(),
    }
    return pyarrow.schema([(name, kinds[kind]) for name, kind in table.columns.items()])


def _batches(rows: Iterable[tuple[Cell, ...]], schema: pyarrow.Schema) -> Iterator[pyarrow.RecordBatch]:
    import pyarrow

    rest = iter(rows)
    while some := list(islice(rest, ROWS)):
        columns = zip(*some, strict=True)
        arrays = [pyarrow.array(list(cells), field.type) for cells, field in zip(columns, schema, strict=True)]
        yield pyarrow.record_batch(arrays, schema=schema)


parquet = Package(_fill, frozenset(f"{name}.parquet" for name in TABLES))
