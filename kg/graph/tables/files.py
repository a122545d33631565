"""The two files of the tables, opened as one.

PLACE/tables.duckdb           every row, as of when the file was made
PLACE/tables-changes.duckdb   the nodes that changed since, and their rows now

So what a change writes grows with what has changed, and not with the graph; from time to time the second file is worked
into the first.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from kg.graph.tables.shape import TABLES, schema

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

WHOLE, CHANGES = "tables.duckdb", "tables-changes.duckdb"
WRITING, ASKING = "128MB", "1GB"
"""The most memory for what is written, beside a graph that is open, and for what is counted; more goes to the disk."""


class Attached(NamedTuple):
    """Both files in one connection, under the names `whole` and `changes`, and the token of the graph they fit.

    Changes count for the very file that they were noted of: where it was made anew since, they are as good as none.
    """

    tables: DuckDBPyConnection
    of: str
    token: str
    changed: bool

    def rows(self, name: str) -> str:
        """Return a query for the rows of a table as they are now."""
        if not self.changed:
            return f"SELECT * FROM whole.{name}"
        key = TABLES[name].key
        gone = f"(SELECT node FROM changes.gone WHERE kind = '{key}')"
        return (
            f"SELECT one.* FROM whole.{name} AS one ANTI JOIN {gone} AS other ON one.{key} = other.node "
            f"UNION ALL SELECT * FROM changes.{name}"
        )


@contextmanager
def attached(whole: Path, changes: Path, *, write: bool = False) -> Iterator[Attached]:
    """Open both files, of which the second may be missing; to `write` is into that alone.

    Raises duckdb.Error where one is damaged.
    """
    with _connected(WRITING if write else ASKING) as tables:
        attach(tables, whole, "whole", write=False)
        (of,) = tables.execute("SELECT token FROM whole.state").fetchall()[0]
        since = []
        if changes.is_file():
            attach(tables, changes, "changes", write=write)
            since = tables.execute("SELECT token FROM changes.state WHERE of = ?", [of]).fetchall()
        yield Attached(tables, str(of), str(since[0][0] if since else of), bool(since))


@contextmanager
def alone(file: Path) -> Iterator[DuckDBPyConnection]:
    """Give a connection to one file to write into, made if it is not there, whose tables plain names mean."""
    with _connected(WRITING) as tables:
        attach(tables, file, "alone", write=True)
        tables.execute("USE alone")
        yield tables


@contextmanager
def _connected(memory: str) -> Iterator[DuckDBPyConnection]:
    from duckdb import connect

    with tempfile.TemporaryDirectory(prefix="kg-") as spilled:
        config: dict[str, Any] = {"memory_limit": memory, "temp_directory": spilled, "preserve_insertion_order": False}
        with closing(connect(config=config)) as tables:
            yield tables


def attach(tables: DuckDBPyConnection, file: Path, name: str, *, write: bool) -> None:
    """Have the tables of a file stand under a name, to be read or also to be written."""
    place = str(file).replace("'", "''")
    tables.execute(f"ATTACH '{place}' AS {name}" + ("" if write else " (READ_ONLY)"))


def make_changes(file: Path, of: str) -> None:
    """Make a file that holds no changes yet, of the whole tables with a token."""
    with alone(file) as tables:
        for name in TABLES:
            tables.execute(schema(name))
        tables.execute("CREATE TABLE gone (kind VARCHAR, node VARCHAR)")
        tables.execute("CREATE TABLE state (of VARCHAR, token VARCHAR)")
        tables.execute("INSERT INTO state VALUES (?, ?)", [of, of])
