"""Parquet: the four tables, for pandas, DuckDB and Spark."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from kg.graph.store import Store
from kg.writers.package import Package
from kg.writers.rows import TABLES, Table

if TYPE_CHECKING:
    import pyarrow

ROWS = 10_000
"""Rows in a row group; no more are held in memory."""


def _fill(store: Store, folder: Path) -> None:
    from pyarrow.parquet import ParquetWriter

    for name, table in TABLES.items():
        schema = _schema(table)
        with ParquetWriter(folder / f"{name}.parquet", schema, compression="zstd") as writer:
            for batch in _batches(table, store, schema):
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


def _batches(table: Table, store: Store, schema: pyarrow.Schema) -> Iterator[pyarrow.RecordBatch]:
    import pyarrow

    rest = table.rows(store)
    while rows := list(islice(rest, ROWS)):
        columns = zip(*rows, strict=True)
        arrays = [pyarrow.array(list(cells), field.type) for cells, field in zip(columns, schema, strict=True)]
        yield pyarrow.record_batch(arrays, schema=schema)


parquet = Package(_fill, frozenset(f"{name}.parquet" for name in TABLES))
