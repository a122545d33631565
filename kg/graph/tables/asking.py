"""The tables of a graph, for those who read it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

from kg.graph.journal import standing
from kg.graph.tables.keeping import FILE, MEMORY

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from kg.graph.contents import Contents


@contextmanager
def tables(store: Contents) -> Iterator[DuckDBPyConnection | None]:
    """Give a connection to the tables of a store that was opened to be read; None where it has none that are in step.

    They stand under the name `kept`, and are what plain names mean.
    """
    token = store.tables_token
    if not token or not (store.place / FILE).is_file():
        yield None
        return
    from duckdb import Error, connect

    with closing(connect(config={"memory_limit": MEMORY})) as opened:
        try:
            place = str(store.place / FILE).replace("'", "''")
            opened.execute(f"ATTACH '{place}' AS kept (READ_ONLY)")
            opened.execute("USE kept")
            same = opened.execute("SELECT token FROM state").fetchall() == [(token,)]
        except Error:  # damaged: the quads are asked instead
            same = False
        yield opened if same and standing(store.place) == token else None
